"""A process that is interrupted, killed or out of disk space at a chosen system call."""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from jamplan.corpus import changing

CREATING = ("open", "write", "fsync", "mkdir", "link", "rename", "replace")
"""What needs space on the disk."""
COUNTED = (*CREATING, "close", "unlink", "remove", "rmdir", "chmod", "chown")
"""The system calls that change files, as Python's ``os`` has them."""


def interrupted(_name: str) -> None:
    """Ctrl-C."""
    raise KeyboardInterrupt


def killed(_name: str) -> None:
    """What no process survives."""
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def after_call(number: int, act: Callable[[str], None]) -> Iterator[list[str]]:
    """Act after the system call of this number, counted from 1; give the names of those made."""
    with _replaced(
        lambda calls, name, real: _then(calls, name, real, number, act)
    ) as made:
        yield made


@contextmanager
def before_call(number: int, act: Callable[[], None]) -> Iterator[list[str]]:
    """Act before the system call of this number."""

    def acting(calls, name, real):
        def call(*arguments, **options):
            calls.append(name)
            if len(calls) == number:
                act()
            return real(*arguments, **options)

        return call

    with _replaced(acting) as made:
        yield made


@contextmanager
def after_each_call(act: Callable[[str], None]) -> Iterator[list[str]]:
    """Act after each system call."""

    def acting(calls, name, real):
        def call(*arguments, **options):
            calls.append(name)
            result = real(*arguments, **options)
            act(name)
            return result

        return call

    with _replaced(acting) as made:
        yield made


@contextmanager
def full_from(number: int, *, once: bool) -> Iterator[list[str]]:
    """Let the disk be full at the call of this number, and with ``once`` false at all later ones."""

    def refuse(calls, name, real):
        def call(*arguments, **options):
            calls.append(name)
            is_full = len(calls) == number if once else len(calls) >= number
            if is_full and name in CREATING:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a file")
            return real(*arguments, **options)

        return call

    with _replaced(refuse) as made:
        yield made


def _then(calls, name, real, number, act):
    def call(*arguments, **options):
        calls.append(name)
        is_it = len(calls) == number
        result = real(*arguments, **options)
        if is_it:
            act(name)
        return result

    return call


@contextmanager
def _replaced(shim) -> Iterator[list[str]]:
    # Python has no name for the call that exchanges two files.
    places = [*((os, name) for name in COUNTED), (changing, "_exchanged")]
    calls: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for module, name in places:
            patch.setattr(module, name, shim(calls, name, getattr(module, name)))
        yield calls

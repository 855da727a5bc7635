"""The command line: parse, call, print. ``main`` enters it, for shells and tests."""

import contextlib
import os
import signal
from collections.abc import Iterator
from threading import current_thread, main_thread
from types import FrameType


def _end(_signal: int, _frame: FrameType | None) -> None:
    os._exit(130)


@contextlib.contextmanager
def _interrupts_end_at_once() -> Iterator[None]:
    """End the process at Ctrl-C.

    A module that is interrupted while it is imported raises anything.
    """
    is_usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    # Only the main thread may ask for signals, and only it gets them.
    is_asked = is_usual and current_thread() is main_thread()
    if is_asked:
        signal.signal(signal.SIGINT, _end)
    try:
        yield
    finally:
        if is_asked:
            signal.signal(signal.SIGINT, signal.default_int_handler)


with _interrupts_end_at_once():
    from jamplan.cli.application import main, run

__all__ = ["main", "run"]

"""Locks on folders: a file that is there while somebody writes, whatever the system.

The locks that systems have bind only processes that ask the same system in the same
way; a network folder, or Windows beside a Linux on one machine, has several that don't
see each other. A file that is created is seen by all. The system's own lock on that
file tells at once that its process has ended.
"""

import contextlib
import logging
import os
import platform
import sys
import time
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

from jamplan.corpus.changing import draft_name
from jamplan.corpus.findings import UnreadError
from jamplan.language import N_

_LOGGER = logging.getLogger(__name__)
SAY_AFTER = 2.0
GIVE_UP_AFTER = 30.0
"""In seconds. A lock is held while four files are written, which takes less than
one.
"""
_TRY_EVERY = 0.05
LOCK = ".jamplan.lock"
"""The name of the file."""


class _Holder(Enum):
    """What is known of the process that has made the file of a lock."""

    RUNS = "runs"
    ENDED = "ended"
    UNKNOWN = "unknown"
    """It runs on another system, or another process may have its number by now."""


@contextlib.contextmanager
def locked(folder: Path, names: Iterable[str]) -> Iterator[None]:
    """Hold the locks of a folder and of those that its files are really in.

    Others who ask wait.

    A lock is the file ``.jamplan.lock``, which goes when the lock is given back. That
    of a process that was killed is removed: at once if it ran on this system, else
    after thirty seconds. Who waits is told so by a warning in the log after two
    seconds. Raises :class:`UnreadError` after thirty, and :class:`OSError` if a folder
    cannot be written to.
    """
    homes = {folder.resolve(), *((folder / name).resolve().parent for name in names)}
    with contextlib.ExitStack() as held:
        # In one order for all, so that no two wait for each other.
        for home in sorted(homes):
            lock = _Lock(home)
            held.callback(lock.give_back)
            _wait_for(lock, folder)
        yield


def _wait_for(lock: "_Lock", folder: Path) -> None:
    """Take a lock as soon as it is free.

    ``folder`` is the one that the person knows.
    """
    asked, is_told = time.monotonic(), False
    while (holder := lock.take()) is not None:
        waited = time.monotonic() - asked
        process = lock.process()
        # However slow this machine is, nobody gives up who was not told of the wait.
        if waited > SAY_AFTER and not is_told:
            _LOGGER.warning(
                N_("Process {process} is writing to “{path}”: waiting for it."),
                {"path": str(folder), "process": process},
            )
            is_told = True
        if waited > GIVE_UP_AFTER:
            if holder is not _Holder.UNKNOWN:
                seconds = int(GIVE_UP_AFTER)
                raise UnreadError("folder-locked", folder, process=process, n=seconds)
            # It cannot be asked. If it writes after all, it first compares what it
            # replaces.
            lock.remove()
            continue
        time.sleep(_TRY_EVERY)


class _Lock:
    """The lock of one folder.

    Its file, and the folder's own, which older versions take.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._path = home / LOCK
        self._handles: list[int] = []

    def take(self) -> _Holder | None:
        """Take the lock if it is free.

        Return what is known of its holder, None if it is taken.
        """
        holder: _Holder | None = _Holder.RUNS
        try:
            if os.path.lexists(self._path):
                holder = self._examined()
            elif self._create() and self._has_folder():
                holder = None
        finally:
            if holder is not None:
                self.give_back()
        return holder

    def give_back(self) -> None:
        """Remove the file if it is this process's, and close what is open."""
        is_own = any(map(self._is_at_its_name, self._handles))
        try:
            if is_own and sys.platform != "win32":
                self.remove()
        finally:
            while self._handles:
                os.close(self._handles.pop())
        if is_own and sys.platform == "win32":
            # Windows removes no file that is open, so another process's stays.
            self.remove()

    def remove(self) -> None:
        """Remove the file, if there is one."""
        with contextlib.suppress(OSError):
            self._path.unlink()

    def process(self) -> str:
        """Return the number of the process with the lock, if known, else « ? »."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            return str(int(self._path.read_text(encoding="utf-8").split()[0]))
        return _locker_of(self._home)

    def _create(self) -> bool:
        """Make the file; return whether no other process was faster.

        It has its content, and the system's lock, before it has its name.
        """
        draft = self._path.with_name(draft_name(LOCK))
        try:
            self._write(draft)
            return self._give_name(draft)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()

    def _give_name(self, draft: Path) -> bool:
        """Give a draft the name of the lock; return whether nothing else has it."""
        try:
            os.link(draft, self._path)
        except (FileExistsError, FileNotFoundError):
            # Who has the lock removes the drafts of others, which may have been killed.
            return False
        except OSError:
            # Some file systems have no hard links, whether the draft is still there or
            # not.
            try:
                self._write(self._path)
            except FileExistsError:
                return False
        return True

    def _write(self, path: Path) -> None:
        """Make a file that says who makes it. Raises :class:`FileExistsError`."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        self._handles.append(handle)
        kind = _LOCKED if _has_lock(handle) else _UNLOCKED
        os.write(handle, f"{os.getpid()} {kind} {_system()}\n".encode())

    def _examined(self) -> _Holder:
        """Return what is known of the process that has made the file."""
        try:
            handle = os.open(self._path, os.O_RDWR)
        except FileNotFoundError:
            return _Holder.ENDED
        self._handles.append(handle)
        holder = _holder_of(handle)
        if holder is not _Holder.ENDED:
            # What stays open is given back: it would be removed.
            os.close(self._handles.pop())
        return holder

    def _has_folder(self) -> bool:
        """Take the folder's own lock, if the system has such locks.

        Return whether nobody has it.
        """
        try:
            handle = os.open(self._home, os.O_RDONLY)
        except OSError:
            return True
        self._handles.append(handle)
        return _has_lock(handle) is not False

    def _is_at_its_name(self, handle: int) -> bool:
        """Whether an open file is the one that has the name of the lock now."""
        with contextlib.suppress(OSError):
            return os.path.samestat(os.fstat(handle), self._path.stat())
        return False


_LOCKED, _UNLOCKED = "locked", "unlocked"
"""Whether the process that has made a file has the system's lock on it."""


def _holder_of(handle: int) -> _Holder:
    """Return what is known of the process that an open file names."""
    words = os.read(handle, 1000).decode(errors="replace").split()
    if len(words) != 3 or words[2] != _system() or not words[0].isdecimal():
        return _Holder.UNKNOWN
    is_free = _has_lock(handle) if words[1] == _LOCKED else None
    if is_free is None:
        return _Holder.UNKNOWN if _is_running(int(words[0])) else _Holder.ENDED
    return _Holder.ENDED if is_free else _Holder.RUNS


def _system() -> str:
    """Return what processes that see each other's numbers and locks share."""
    return "-".join([sys.platform, *platform.node().split()])


def _is_running(process: int) -> bool:
    """Whether a process of this system runs.

    On Windows, which has no such question, it may.
    """
    if sys.platform != "win32":
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
    return True


def _locker_of(folder: Path) -> str:
    """Return the number of the process with a folder's lock (Linux), else « ? »."""
    with contextlib.suppress(OSError):
        inode = str(folder.stat().st_ino)
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            # « 1: FLOCK ADVISORY WRITE 4321 fe:00:131 0 EOF »
            _, kind, _, _, process, place, *_ = line.split()
            if kind == "FLOCK" and place.rpartition(":")[2] == inode:
                return process
    return "?"


if sys.platform == "win32":

    def _has_lock(handle: int) -> bool | None:
        import msvcrt

        # What is locked can be read by nobody else, so it is a byte behind the text.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:

    def _has_lock(handle: int) -> bool | None:
        """Take the system's lock on an open file.

        False: another has it; None: it has no such locks.
        """
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True

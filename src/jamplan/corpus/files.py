"""Files written whole or not at all, and locks on their folders."""

import contextlib
import errno
import glob
import logging
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jamplan.corpus.findings import UnreadError
from jamplan.language import N_

_LOGGER = logging.getLogger(__name__)


def write_atomically(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a whole file, or nothing.

    The bytes go to a temporary file in the same folder, to the disk, and then to their name. An
    existing file keeps its mode, and its owner and group if the system allows it; a symbolic link stays
    one: its target is replaced.

    Raises :class:`FileExistsError` if the file exists and ``replace`` is false, and :class:`OSError` if
    it cannot be written, both with ``path`` as their file; then nothing has changed.
    """
    with _named(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            # A pipe or a device (/dev/stdout) can be written to, not replaced.
            path.write_bytes(data)
            return
        if not replace and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        target = _resolved(path)
        _write(target, data, like=target, replace=replace)


def write_copy(path: Path, data: bytes, copy: Path) -> None:
    """Write what a file held to a copy, with the file's mode and owner. Raises as the writing of files.

    A copy that is there is replaced. If that is a symbolic link, it goes, and its target stays.
    """
    with _named(copy):
        _write(copy, data, like=_resolved(path), replace=True)


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Give an error this path: the name of a temporary file would tell nobody anything."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def create_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Create files in a folder, all or none, in their order; folders that are missing are made.

    Takes paths within the folder and their contents. Some may be there with these very contents: a
    killed process has left them. Raises :class:`FileExistsError` if all are, or if something else has
    such a name, and :class:`OSError` if one cannot be written; then nothing has changed.
    """
    taken = [name for name in files if os.path.lexists(folder / name)]
    left = [name for name in taken if holds(folder / name, files[name])]
    if taken != left or len(left) == len(files):
        raise FileExistsError(
            errno.EEXIST, os.strerror(errno.EEXIST), str(folder / taken[0])
        )
    files = {name: data for name, data in files.items() if name not in left}
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    done: list[Path] = []
    try:
        if missing:
            # A folder is renamed whole, so that a killed process leaves none that looks finished.
            with _named(folder):
                folder.parent.mkdir(parents=True, exist_ok=True)
                with tempfile.TemporaryDirectory(
                    dir=folder.parent, prefix=f".{folder.name}."
                ) as draft:
                    _write_new(Path(draft) / "new", files, [])
                    (Path(draft) / "new").rename(folder)
        else:
            _write_new(folder, files, done)
    except BaseException:
        for path in (*reversed(done), *missing):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _write_new(folder: Path, files: Mapping[str, bytes], done: list[Path]) -> None:
    """Write files that are not there yet, and note in ``done`` each path that is made."""
    for name, data in files.items():
        path = folder / name
        done += reversed([parent for parent in path.parents if not parent.exists()])
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data, replace=False)
        done.append(path)


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace or create files of a folder, all or none. Hold the lock for this.

    Temporary files that killed processes left are removed. Raises :class:`OSError` if one cannot be
    written; then those before it have their old bytes again, or are gone.
    """
    paths = {folder / name: data for name, data in files.items()}
    old = {path: path.read_bytes() for path in paths if path.exists()}
    with contextlib.ExitStack() as undoing:
        for path, data in paths.items():
            _remove_leftovers(_resolved(path))
            write_atomically(path, data, replace=True)
            undoing.callback(_put_back, path, old.get(path))
        # All are written: nothing is undone.
        undoing.pop_all()


def _put_back(path: Path, old: bytes | None) -> None:
    """Give a file its old bytes again, or remove one that was not there."""
    with contextlib.suppress(OSError):
        if old is None:
            path.unlink()
        else:
            write_atomically(path, old, replace=True)


def refuse_existing(folder: Path, names: Iterable[str]) -> None:
    """Raise :class:`FileExistsError` on the first of some files in a folder that exists."""
    for name in names:
        if os.path.lexists(folder / name):
            raise FileExistsError(
                errno.EEXIST, os.strerror(errno.EEXIST), str(folder / name)
            )


def path_within(folder: Path, file: str | Path) -> str | None:
    """The path of a file in a folder, links followed; None if it is elsewhere or leads nowhere."""
    # Python 3.11 and 3.12 raise a RuntimeError for a link that leads back to itself.
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        return Path(file).resolve().relative_to(folder.resolve()).as_posix()
    return None


SAY_AFTER = 2.0
GIVE_UP_AFTER = 30.0
"""In seconds. A lock is held while four files are written, which takes less than one."""
_TRY_EVERY = 0.05


@contextlib.contextmanager
def locked(folder: Path, names: Iterable[str]) -> Iterator[None]:
    """Hold the locks of the folders that files are really in; whoever else asks for one waits.

    A lock is the folder's own if the system can lock one (``flock``), else that of a file in it,
    ``.jamplan.lock``, which stays. It binds only those who ask, and a process that ends gives it back.
    Who waits is told so by a warning in the log after two seconds. Raises :class:`UnreadError` after
    thirty, and :class:`OSError` if a folder cannot be opened.
    """
    with contextlib.ExitStack() as handles:
        # In one order for all, so that no two wait for each other.
        for home in sorted({(folder / name).resolve().parent for name in names}):
            handles.callback(os.close, _lock(home, folder))
        yield


def _lock(home: Path, folder: Path) -> int:
    """An open handle with a folder's lock; ``folder`` is the one that the person knows."""
    asked, is_told = time.monotonic(), False
    while (handle := _locked_at_once(home)) is None:
        waited = time.monotonic() - asked
        if waited > GIVE_UP_AFTER:
            raise UnreadError(
                "folder-locked", folder, process=_holder_of(home), n=int(GIVE_UP_AFTER)
            )
        if waited > SAY_AFTER and not is_told:
            details = {"path": str(folder), "process": _holder_of(home)}
            _LOGGER.warning(
                N_("Process {process} is writing to “{path}”: waiting for it."), details
            )
            is_told = True
        time.sleep(_TRY_EVERY)
    return handle


def _holder_of(folder: Path) -> str:
    """The number of the process that holds a folder's lock, if the system tells (Linux), else « ? »."""
    with contextlib.suppress(OSError):
        inode = str(folder.stat().st_ino)
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            # « 1: FLOCK ADVISORY WRITE 4321 fe:00:131 0 EOF »
            _, kind, _, _, process, place, *_ = line.split()
            if kind == "FLOCK" and place.rpartition(":")[2] == inode:
                return process
    return "?"


if sys.platform == "win32":

    def _locked_at_once(folder: Path) -> int | None:
        import msvcrt

        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(handle)
            return None
        return handle

else:

    def _locked_at_once(folder: Path) -> int | None:
        """An open handle with the folder's lock; None if another process holds it."""
        try:
            return _flocked(folder, os.O_RDONLY)
        except OSError:
            # Network file systems lock files that are open for writing, and no folder.
            return _flocked(folder / _LOCK, os.O_RDWR | os.O_CREAT)

    def _flocked(path: Path, flags: int) -> int | None:
        import fcntl

        handle = os.open(path, flags, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if isinstance(error, BlockingIOError):
                return None
            raise
        return handle


_LOCK = ".jamplan.lock"


def _remove_leftovers(target: Path) -> None:
    for leftover in target.parent.glob(f".{glob.escape(target.name)}.*.tmp"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def holds(path: Path, data: bytes) -> bool:
    """Whether a path is a file of its own with these contents."""
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


def _write(target: Path, data: bytes, *, like: Path, replace: bool) -> None:
    """Write a file with the mode and owner of another one, if that is there."""
    if target.is_dir() and not target.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name}.", suffix=".tmp", dir=target.parent
    )
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _set_rights(temporary, like)
        if replace:
            temporary.replace(target)
        else:
            _create(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _resolved(path: Path) -> Path:
    """The target of a symbolic link, or the path itself."""
    if not path.is_symlink():
        return path
    try:
        return path.resolve()
    except RuntimeError:
        # Python 3.11 and 3.12 raise it for a link that leads back to itself.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None


def _set_rights(temporary: Path, like: Path) -> None:
    """Give a file the mode, owner and group of another one, or a new file's mode if there is none."""
    if not like.exists():
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        return
    state = like.stat()
    # Who may not give both may give the group.
    for owner in (state.st_uid, -1) if sys.platform != "win32" else ():
        with contextlib.suppress(OSError):
            os.chown(temporary, owner, state.st_gid)
            break
    temporary.chmod(stat.S_IMODE(state.st_mode))


def _create(temporary: Path, target: Path) -> None:
    """Give a file its name, unless another file has it by now."""
    try:
        os.link(temporary, target)
    except OSError:
        # Some file systems have no hard links; another writer could still come before the renaming.
        refuse_existing(target.parent, [target.name])
        temporary.replace(target)


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder, and needs no synchronising.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

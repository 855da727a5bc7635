"""Files written whole or not at all, by themselves or several as one change."""

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jamplan.corpus import changing
from jamplan.corpus.locks import locked


def write_atomically(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a whole file, or nothing.

    The bytes go to a temporary file in the same folder, to the disk, and then to their
    name. An existing file keeps its mode, and its owner and group if the system allows
    it; a symbolic link stays one: its target is replaced.

    Raises :class:`FileExistsError` if the file exists and ``replace`` is false, and
    :class:`OSError` if it cannot be written, both with ``path`` as their file; then
    nothing has changed.
    """
    with _named(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            # A pipe or a device (/dev/stdout) can be written to, not replaced.
            path.write_bytes(data)
            return
        if not replace and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        target = changing.resolved(path)
        _write(target, data, like=target, replace=replace)


def write_copy(path: Path, data: bytes, copy: Path) -> None:
    """Write what a file held to a copy, with the file's mode and owner.

    Raises as the writing of files.

    A copy that is there is replaced. If that is a symbolic link, it goes, and its
    target stays.
    """
    with _named(copy):
        _write(copy, data, like=changing.resolved(path), replace=True)


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Give an error this path.

    The name of a temporary file would tell nobody anything.
    """
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def create_files(
    folder: Path, files: Mapping[str, bytes], *, like: Path | None = None
) -> None:
    """Create files in a folder, all or none, in their order.

    Folders that are missing are made.

    Takes paths within the folder and their contents, and a folder of which they and it
    get the modes (``like``). What a killed process has begun is completed first, and
    some files may be there with these very contents. Raises :class:`FileExistsError` if
    all are, or if something else has such a name, and :class:`OSError` if one cannot be
    written; then nothing has changed.
    """
    if folder.is_dir():
        with locked(folder, ()):
            _create_within(folder, files, like)
        return
    refuse_existing(folder.parent, [folder.name])
    missing = [path for path in folder.parents if not path.exists()]
    changing.note(folder, files)
    try:
        with _named(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            with locked(folder.parent, ()):
                changing.remove_drafts(folder.parent)
                _create_folder(folder, files, like)
    except BaseException:
        for path in missing:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


def _create_folder(folder: Path, files: Mapping[str, bytes], like: Path | None) -> None:
    """Create a folder with its files.

    It is renamed whole: none is there that only looks finished.
    """
    from shutil import rmtree
    from tempfile import TemporaryDirectory

    for path in folder.parent.iterdir():
        if _is_leftover_of(folder, path):
            rmtree(path, ignore_errors=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as parent:
        draft = Path(parent) / "new"
        for name, data in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, data, like=like / name if like else path, replace=False)
        if like:
            draft.chmod(stat.S_IMODE(like.stat().st_mode) | stat.S_IRWXU)
        draft.rename(folder)
        changing.sync_folder(folder.parent)


def _is_leftover_of(folder: Path, path: Path) -> bool:
    """Whether a folder was left by a process killed in the making of another one."""
    pattern = rf"\.{re.escape(folder.name)}\.[0-9a-z_]{{8}}"
    if not re.fullmatch(pattern, path.name) or not path.is_dir() or path.is_symlink():
        return False
    return {each.name for each in path.iterdir()} <= {"new"}


def _create_within(folder: Path, files: Mapping[str, bytes], like: Path | None) -> None:
    """Create files in a folder that is there, under its lock."""
    is_completed = changing.complete(folder)
    taken = [name for name in files if os.path.lexists(folder / name)]
    left = [name for name in taken if holds(folder / name, files[name])]
    if is_completed and len(left) == len(files):
        return
    if taken != left or len(left) == len(files):
        raise FileExistsError(
            errno.EEXIST, os.strerror(errno.EEXIST), str(folder / taken[0])
        )
    new = {name: data for name, data in files.items() if name not in left}
    with _folders_of(folder / name for name in files):
        replace_files(folder, new, dict.fromkeys(new), like=like)


@contextlib.contextmanager
def _folders_of(paths: Iterable[Path]) -> Iterator[None]:
    """Make the folders of files that are to be made; they go again if those are not."""
    made: list[Path] = []
    try:
        for path in paths:
            missing = [parent for parent in path.parents if not parent.exists()]
            made += reversed(missing)
            path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


def complete_change(folder: Path, names: Iterable[str]) -> None:
    """Complete the change that a process has half made in a folder, or makes now.

    Takes the names of the corpus's files. Who may not write there reads what is there:
    each file is whole, and those that others name come first. Raises
    :class:`UnreadError` if another process writes for too long.
    """
    with contextlib.suppress(OSError), locked(folder, names):
        changing.complete(folder)


def replace_files(
    folder: Path,
    files: Mapping[str, bytes],
    before: Mapping[str, bytes | None],
    *,
    like: Path | None = None,
) -> None:
    """Replace or create files of a folder, all or none. Hold the lock for this.

    ``before`` has what was read of each (None: it was not there); of a file that it
    does not have, what is there now. Drafts that killed processes left are removed.
    Raises :class:`~jamplan.corpus.changing.EditedError` if a file holds something else
    by now, and :class:`OSError` if one cannot be written; then nothing has changed.
    """
    pieces: list[changing.FileChange] = []
    changing.note(folder, files)
    try:
        for name, data in files.items():
            target = changing.resolved(folder / name)
            old = before[name] if name in before else _bytes_of(target)
            _remove_leftovers(target)
            piece = changing.FileChange.of(name, data, old)
            pieces.append(piece)
            draft = target.with_name(piece.draft)
            with _named(folder / name):
                _write_draft(draft, data, like / name if like else target)
        changing.commit(folder, pieces)
    except BaseException as error:
        # An interrupt that comes with the last renaming comes after the change.
        is_drafted = len(pieces) == len(files)
        is_changed = is_drafted and changing.is_committed(folder, pieces)
        if not is_changed:
            changing.discard(folder, pieces)
        if not is_changed or not isinstance(error, OSError):
            raise


def _bytes_of(path: Path) -> bytes | None:
    """Return what a file holds, None if it is not there."""
    return path.read_bytes() if path.exists() else None


def refuse_existing(folder: Path, names: Iterable[str]) -> None:
    """Raise :class:`FileExistsError` on the first of some files that exists."""
    for name in names:
        if os.path.lexists(folder / name):
            raise FileExistsError(
                errno.EEXIST, os.strerror(errno.EEXIST), str(folder / name)
            )


def path_within(folder: Path, file: str | Path) -> str | None:
    """The path of a file in a folder, links followed.

    None if it is elsewhere or leads nowhere.
    """
    # Python 3.11 and 3.12 raise a RuntimeError for a link that leads back to itself.
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        return Path(file).resolve().relative_to(folder.resolve()).as_posix()
    return None


def _remove_leftovers(target: Path) -> None:
    """Remove the drafts of a file that killed processes left."""
    for path in target.parent.iterdir():
        if changing.is_draft(path.name, target.name):
            with contextlib.suppress(OSError):
                path.unlink()


def holds(path: Path, data: bytes) -> bool:
    """Whether a path is a file of its own with these contents."""
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


def _write(target: Path, data: bytes, *, like: Path, replace: bool) -> None:
    """Write a file with the mode and owner of another one, if that is there."""
    if target.is_dir() and not target.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    draft = target.with_name(changing.draft_name(target.name))
    try:
        _write_draft(draft, data, like)
        if replace:
            draft.replace(target)
        else:
            changing.give_name(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    changing.sync_folder(target.parent)


def _write_draft(draft: Path, data: bytes, like: Path) -> None:
    """Write a new file to the disk, with another one's mode and owner, if there."""
    # Nobody else may read it before it has its mode.
    changing.write_new(draft, data)
    _set_rights(draft, like)


def _set_rights(temporary: Path, like: Path) -> None:
    """Give a file the mode, owner and group of another one.

    If there is none, it gets the mode of a new file.
    """
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

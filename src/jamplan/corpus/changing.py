"""One change of several files of a folder.

Written beside them, recorded, and then put in place.

Each file is first written whole beside the old one, as a draft. If there are several, a
record names them: with it the change is made. Then each draft takes the place of its
file, and the record goes. Who finds a record completes the change: a process has ended
before it could.
"""

import contextlib
import errno
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

RECORD = ".jamplan.change"
"""The name of the record."""


class MeanwhileError(Exception):
    """Somebody has changed what was to be changed since it was read."""


class EditedError(MeanwhileError):
    """A file holds something else than when it was read."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of a change.

    Its path in the folder, its draft, the SHA-256 of its old and new bytes.
    """

    name: str
    draft: str
    before: str | None
    """None: it is not there yet."""
    after: str

    @classmethod
    def of(cls, name: str, data: bytes, before: bytes | None) -> Self:
        """Return the change that replaces a file's bytes by others.

        None: there is no such file.
        """
        old = None if before is None else _digest(before)
        return cls(name, draft_name(Path(name).name), old, _digest(data))


# Of no other file: another process may be writing a report into this folder, without a
# lock.
_LEFTOVER = r"\.(.*\.yaml(\.bak)?|\.jamplan\.(change|lock))\.[0-9a-z_]{8}\.tmp"


def draft_name(name: str) -> str:
    """Return a new name for the draft of a file."""
    return f".{name}.{os.urandom(4).hex()}.tmp"


def is_draft(name: str, of: str) -> bool:
    """Whether a name is that of a draft of a file."""
    return re.fullmatch(rf"\.{re.escape(of)}\.[0-9a-z_]{{8}}\.tmp", name) is not None


def commit(folder: Path, changes: Sequence[FileChange]) -> None:
    """Make a change whose drafts are written. Hold the lock for this.

    Raises :class:`EditedError` if a file is not as it was read, and :class:`OSError`.
    """
    if not all(_holds(folder, change, change.before) for change in changes):
        raise EditedError
    if len(changes) > 1:
        _write_record(folder, changes)
    if not _put_in_place(folder, changes):
        raise EditedError


def complete(folder: Path) -> bool:
    """Complete the change that a process has begun in a folder.

    Return whether there was one.

    Hold the lock for this. A file that somebody has edited since ends it: it stays as
    it is, and so do those behind it, which name what the ones before it hold. Drafts
    that are left go. Raises :class:`OSError`.
    """
    is_begun = os.path.lexists(folder / RECORD)
    if is_begun:
        _put_in_place(folder, _recorded(folder))
    remove_drafts(folder)
    return is_begun


def remove_drafts(folder: Path) -> None:
    """Remove the drafts that killed processes left in a folder. Hold the lock."""
    for path in folder.glob(".*.tmp"):
        if re.fullmatch(_LEFTOVER, path.name):
            with contextlib.suppress(OSError):
                path.unlink()


def is_committed(folder: Path, changes: Sequence[FileChange]) -> bool:
    """Whether a change that has failed is made all the same; if so, it is completed.

    What cannot be completed now is completed by the next process that reads the folder.
    """
    if os.path.lexists(folder / RECORD) and changes == _recorded(folder):
        with contextlib.suppress(OSError):
            return _put_in_place(folder, changes)
        return True
    is_made = all(_holds(folder, change, change.after) for change in changes)
    if is_made:
        discard(folder, changes)
    return is_made


def discard(folder: Path, changes: Iterable[FileChange]) -> None:
    """Remove the drafts of a change that is not made, or that is complete."""
    with contextlib.suppress(OSError):
        for change in changes:
            resolved(folder / change.name).with_name(change.draft).unlink(
                missing_ok=True
            )


def _write_record(folder: Path, changes: Sequence[FileChange]) -> None:
    """Write the record of a change, with which it is made."""
    import json

    text = json.dumps([asdict(change) for change in changes], indent=1)
    draft = folder / draft_name(RECORD)
    try:
        write_new(draft, f"{text}\n".encode())
        draft.replace(folder / RECORD)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(folder)


def _recorded(folder: Path) -> list[FileChange]:
    """Return the changes that the record in a folder names; none if it is no record.

    A folder may come from a stranger, so nothing but a draft in it becomes one of its
    files.
    """
    import json

    try:
        changes = [
            FileChange(**row) for row in json.loads((folder / RECORD).read_bytes())
        ]
        paths = [Path(change.name) for change in changes]
        for change, path in zip(changes, paths, strict=True):
            is_within = not path.is_absolute() and ".." not in path.parts
            if not (is_within and is_draft(change.draft, path.name)):
                return []
    except (TypeError, ValueError, RecursionError):
        return []
    return changes


def _put_in_place(folder: Path, changes: Sequence[FileChange]) -> bool:
    """Let drafts take the places of their files.

    Return whether all files are as in the change.
    """
    is_whole = True
    for change in changes:
        target = resolved(folder / change.name)
        draft = target.with_name(change.draft)
        if not draft.exists():
            # It is in its place already.
            continue
        is_done = _holds(folder, change, change.after)
        is_whole = is_whole and (is_done or _holds(folder, change, change.before))
        if is_whole and not is_done:
            is_whole = _replaced(draft, target, change)
        draft.unlink(missing_ok=True)
    for home in {resolved(folder / change.name).parent for change in changes}:
        sync_folder(home)
    (folder / RECORD).unlink(missing_ok=True)
    return is_whole


def _replaced(draft: Path, target: Path, change: FileChange) -> bool:
    """Let a draft take the place of its file.

    Return whether that still was as it was read.
    """
    if change.before is None:
        try:
            give_name(draft, target)
        except FileExistsError:
            return False
        return True
    if not _exchanged(draft, target):
        draft.replace(target)
        return True
    if _digest(draft.read_bytes()) == change.before:
        return True
    # An editor has saved it in the last instant: that goes back to its place.
    return not _exchanged(draft, target)


def _exchanged(path: Path, other: Path) -> bool:
    """Exchange the names of two files at once, if the system can (Linux).

    Return whether it did.

    A renaming would drop what another process saved between the comparison and it.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    here, exchange = -100, 2
    names = os.fsencode(path), os.fsencode(other)
    failed: int = renameat2(here, names[0], here, names[1], exchange)
    return not failed


def _holds(folder: Path, change: FileChange, digest: str | None) -> bool:
    """Whether the file of a change has this SHA-256; None: it is not there."""
    try:
        return _digest(resolved(folder / change.name).read_bytes()) == digest
    except FileNotFoundError:
        return digest is None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# What this process has begun to write: asked when it is interrupted, for whether it is
# on the disk.
_BEGUN: dict[tuple[Path, str], set[str]] = {}


def note(folder: Path, files: Mapping[str, bytes]) -> None:
    """Remember what is going to be written to files of a folder."""
    for name, data in files.items():
        _BEGUN.setdefault((folder, name), set()).add(_digest(data))


def forget() -> None:
    """Forget what was written before."""
    _BEGUN.clear()


def written() -> list[Path]:
    """Return the files that hold what this process writes, once they are read again."""
    paths = []
    for (folder, name), digests in _BEGUN.items():
        with contextlib.suppress(OSError):
            pending = _recorded(folder) if (folder / RECORD).exists() else []
            coming = {change.after for change in pending if change.name == name}
            now = _digest((folder / name).read_bytes())
            if digests & {now, *coming}:
                paths.append(folder / name)
    return paths


# Single files


def write_new(path: Path, data: bytes) -> None:
    """Write a new file to the disk, which nobody else can read.

    Raises :class:`OSError`.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


_BINARY = getattr(os, "O_BINARY", 0)
"""Without it, Windows writes other line ends."""


def give_name(draft: Path, target: Path) -> None:
    """Give a file its name.

    Raises :class:`FileExistsError` if another file has it by now.
    """
    try:
        os.link(draft, target)
    except OSError:
        # Some file systems have no hard links; another writer could still come before
        # the renaming.
        if os.path.lexists(target):
            raise FileExistsError(
                errno.EEXIST, os.strerror(errno.EEXIST), str(target)
            ) from None
        draft.replace(target)


def resolved(path: Path) -> Path:
    """Return the target of a symbolic link, or the path itself.

    Raises :class:`OSError`.
    """
    if not path.is_symlink():
        return path
    try:
        return path.resolve()
    except RuntimeError:
        # Python 3.11 and 3.12 raise it for a link that leads back to itself.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    # Windows cannot open a folder, and needs no synchronising.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

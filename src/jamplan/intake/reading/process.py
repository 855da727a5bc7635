"""A file read in a process of its own, which is ended where it takes too long."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from jamplan.intake.reading.contents import Contents, FileKind, from_plain
from jamplan.intake.reading.kinds import kind_of
from jamplan.intake.reading.limits import Limits, Unread, UnreadError
from jamplan.sourcefiles import read_bytes


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file: what it holds, and the SHA-256 of its bytes."""

    path: Path
    kind: FileKind
    sha256: str
    contents: Contents


def read_file(path: Path, limits: Limits) -> FileRead:
    """Read a document or a table of any format that :class:`FileKind` names.

    Raises :class:`~jamplan.sourcefiles.SourceFileError` where the system does not let it be read or it
    is too large, and :class:`UnreadError` where it gives nothing.
    """
    data = read_bytes(path, limits.size)
    if not data:
        raise UnreadError(Unread.EMPTY)
    kind = kind_of(data, path.suffix, limits)
    contents = _apart(data, kind, limits)
    if not contents.blocks:
        raise UnreadError(Unread.EMPTY)
    return FileRead(path, kind, hashlib.sha256(data).hexdigest(), contents)


def _apart(data: bytes, kind: FileKind, limits: Limits) -> Contents:
    """Read bytes in another process."""
    numbers = (str(limits.megabytes), str(limits.pages), str(limits.seconds))
    # -P: a file in the current folder that is named like a module must not be run.
    command = [sys.executable, "-P", "-m", "jamplan.intake.reading.child", *numbers, kind]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadError(Unread.SECONDS, str(limits.seconds)) from None
    try:
        said = json.loads(done.stdout)
    except ValueError:
        # It was ended by the system, or crashed.
        why = Unread.MEMORY if b"MemoryError" in done.stderr else Unread.DAMAGED
        raise UnreadError(why) from None
    if "unread" in said:
        raise UnreadError(Unread(said["unread"]), said["detail"])
    return from_plain(said)

"""A file read in a process of its own, which is ended where it takes too long."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jamplan.intake.reading.contents import Contents, FileKind, from_plain
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
    said = apart("jamplan.intake.reading.child", data, limits, {"suffix": path.suffix})
    contents = from_plain(said)
    return FileRead(path, contents.kind, hashlib.sha256(data).hexdigest(), contents)


def apart(module: str, data: bytes, limits: Limits, options: Mapping[str, object]) -> dict[str, Any]:
    """What a module that calls :func:`jamplan.intake.reading.child.serve` makes of the bytes of a file.

    It runs in another process, within the limits. Raises :class:`UnreadError` where it gives nothing.
    """
    if not data:
        raise UnreadError(Unread.EMPTY)
    request = {"limits": asdict(limits), "parent": os.getpid(), "options": dict(options)}
    # -P: a file in the current folder that is named like a module must not be run.
    command = [sys.executable, "-P", "-m", module]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(request).encode() + b"\n" + data,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        # The one thing that is written early tells that the file has been read.
        is_read = (late.output or b"").startswith(b"\n")
        why = Unread.FINDING if is_read else Unread.SECONDS
        raise UnreadError(why, str(limits.seconds)) from None
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise _ended(done, limits) from None
    if "unread" in said:
        raise UnreadError(Unread(said["unread"]), said["detail"])
    return said


def _ended(done: subprocess.CompletedProcess[bytes], limits: Limits) -> UnreadError:
    """Why a process said nothing: it was ended by the system, or crashed."""
    memory = (
        any(said in done.stderr for said in (b"MemoryError", b"bad_alloc", b"Memory allocation"))
        # PDFium aborts without a word where it gets no memory; a system that has none left kills.
        or (done.returncode == -signal.SIGABRT and not done.stderr)
        or done.returncode == -getattr(signal, "SIGKILL", 9)
    )
    if memory:
        return UnreadError(Unread.MEMORY, str(limits.memory_megabytes))
    if done.returncode == -getattr(signal, "SIGXCPU", 24):
        return UnreadError(Unread.SECONDS, str(limits.seconds))
    return UnreadError(Unread.DAMAGED)

"""The bytes of a file, or why the system does not give them."""

from __future__ import annotations

import stat
from enum import StrEnum
from pathlib import Path

from jamplan.documents.limits import FILE_BYTES


class Fault(StrEnum):
    """Why a file has no bytes to be read."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    """The system does not let it be read."""
    NOT_REGULAR = "not-regular"
    """A folder, a pipe or a device."""
    TOO_LARGE = "too-large"


class SourceFileError(Exception):
    """A file that cannot be read: why, which file, and what else is known.

    ``code`` is a :class:`Fault`, or a :class:`Unread` of what it holds;
    ``detail`` is the limit that is passed, or what the system says; often it is empty.
    """

    def __init__(self, code: str, path: Path, detail: str = "") -> None:
        super().__init__(code, path, detail)
        self.code = code
        self.path = path
        self.detail = detail

    def __str__(self) -> str:
        """The three in one line, for those who read a log."""
        return f"{self.path}: {self.code}{f' ({self.detail})' if self.detail else ''}"


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of at most 50 MB. Raises :class:`SourceFileError`."""
    limit = str(FILE_BYTES // 1_000_000)
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            # Opening a pipe or a device could wait for ever.
            raise SourceFileError(Fault.NOT_REGULAR, path)
        if state.st_size > FILE_BYTES:
            raise SourceFileError(Fault.TOO_LARGE, path, limit)
        with path.open("rb") as stream:
            data = stream.read(FILE_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise SourceFileError(Fault.MISSING, path) from None
    except (OSError, ValueError) as error:
        detail = (error.strerror or "") if isinstance(error, OSError) else str(error)
        raise SourceFileError(Fault.UNREADABLE, path, detail) from None
    if len(data) > FILE_BYTES:
        raise SourceFileError(Fault.TOO_LARGE, path, limit)
    return data

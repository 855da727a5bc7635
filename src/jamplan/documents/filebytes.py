"""The bytes of a file."""

from __future__ import annotations

import stat
from pathlib import Path

from jamplan.corpus.findings import UnreadError, reason_of
from jamplan.documents.limits import FILE_BYTES


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of at most 50 MB. Raises :class:`UnreadError`."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            # Opening a pipe or a device could wait for ever.
            raise UnreadError("file-not-regular", path, name=str(path))
        if state.st_size <= FILE_BYTES:
            with path.open("rb") as stream:
                data = stream.read(FILE_BYTES + 1)
            if len(data) <= FILE_BYTES:
                return data
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadError("document-missing", path) from None
    except (OSError, ValueError) as error:
        raise UnreadError("file-unreadable", path, reason=reason_of(error)) from None
    raise UnreadError("document-too-large", path, limit=FILE_BYTES // 1_000_000)

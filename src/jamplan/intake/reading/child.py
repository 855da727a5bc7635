"""The process that reads one file, apart from the one that waits for it.

A library may hang, take all memory or crash over a hostile file; this process can be ended. It takes
the file from standard input and writes what it read, or why it could not, as JSON to standard output.
It opens no file and runs nothing of what it reads.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import warnings
from typing import Any

from jamplan.intake.reading.contents import Contents, FileKind, as_plain
from jamplan.intake.reading.limits import Limits, Unread, UnreadError
from jamplan.sourcefiles import decoded


def main() -> None:
    """Read the file; limits and format stand in the arguments."""
    megabytes, pages, seconds = (int(each) for each in sys.argv[1:4])
    limits = Limits(megabytes=megabytes, pages=pages, seconds=seconds)
    _hold_to(limits)
    # What libraries print must not mix with the answer.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    warnings.simplefilter("ignore")
    logging.disable()
    said: dict[str, Any]
    try:
        contents = read(sys.stdin.buffer.read(), FileKind(sys.argv[4]), limits)
        said = as_plain(contents)
    except UnreadError as error:
        said = {"unread": str(error.why), "detail": error.detail}
    except MemoryError:
        said = {"unread": str(Unread.MEMORY), "detail": ""}
    except RecursionError:
        said = {"unread": str(Unread.DAMAGED), "detail": ""}
    except Exception:  # noqa: BLE001 - a damaged file makes a library raise anything
        said = {"unread": str(Unread.DAMAGED), "detail": ""}
    with answer:
        answer.write(json.dumps(said).encode())


def _hold_to(limits: Limits) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds + 5, limits.seconds + 10))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes, kind: FileKind, limits: Limits) -> Contents:
    """Read the bytes of a file of a known format. Raises :class:`UnreadError`, or anything."""
    try:
        return _read(data, kind, limits)
    except ImportError as error:
        module = (error.name or "").partition(".")[0]
        raise UnreadError(Unread.LIBRARY, _LIBRARIES.get(module, module)) from None


_LIBRARIES = {"docx": "python-docx", "markdown_it": "markdown-it-py"}
"""What is to be installed, where it has another name than its module."""


def _read(data: bytes, kind: FileKind, limits: Limits) -> Contents:
    match kind:
        case FileKind.PDF:
            from jamplan.intake.reading.pdf import read_pdf

            return read_pdf(data, limits)
        case FileKind.DOCX:
            from jamplan.intake.reading.docx import read_docx

            return read_docx(data)
        case FileKind.XLSX:
            from jamplan.intake.reading.xlsx import read_xlsx

            return read_xlsx(data, limits)
        case FileKind.CSV | FileKind.HTML | FileKind.MARKDOWN | FileKind.TEXT:
            text = decoded(data)
            if text is None:
                raise UnreadError(Unread.FORMAT)
            return _read_text(text, kind)


def _read_text(text: str, kind: FileKind) -> Contents:
    if kind is FileKind.CSV:
        from jamplan.intake.reading.csvtext import read_csv

        return read_csv(text)
    if kind is FileKind.TEXT:
        from jamplan.intake.reading.plain import read_plain

        return read_plain(text)
    from jamplan.intake.reading.markup import read_html, read_markdown

    return read_html(text) if kind is FileKind.HTML else read_markdown(text)


if __name__ == "__main__":
    main()

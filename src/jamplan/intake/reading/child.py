"""The process that reads one file, apart from the one that waits for it.

A library may hang, take all memory or crash over a hostile file; this process can be ended. It takes
the file from standard input and writes what it read, or why it could not, as JSON to standard output.
It opens no file and runs nothing of what it reads.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jamplan.intake.reading.contents import Contents, FileKind, as_plain
from jamplan.intake.reading.kinds import kind_of
from jamplan.intake.reading.limits import Limits, Unread, UnreadError
from jamplan.sourcefiles import decoded


@dataclass(frozen=True, slots=True)
class Request:
    """What this process is asked: the bytes of a file, its limits, and what a job needs besides."""

    data: bytes
    limits: Limits
    options: dict[str, Any]
    is_read: Callable[[], None]
    """To be called when the file has been read, and something is done with it that may take long."""


def serve(job: Callable[[Request], dict[str, Any]]) -> None:
    """Do one job in this process: what it gives is written as JSON, or why it gives nothing."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    # What libraries print must not mix with the answer.
    answer = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    _hold_to(limits, request["parent"], null)
    warnings.simplefilter("ignore")
    logging.disable()

    def is_read() -> None:
        # White space, which JSON may begin with.
        answer.write(b"\n")
        answer.flush()

    said: dict[str, Any]
    try:
        said = job(Request(sys.stdin.buffer.read(), limits, request["options"], is_read))
    except UnreadError as error:
        said = {"unread": str(error.why), "detail": error.detail}
        if error.why in {Unread.DAMAGED, Unread.LIBRARY} and _out_of_memory(error):
            said = {"unread": str(Unread.MEMORY)}
    except Exception as error:  # noqa: BLE001 - a damaged file makes a library raise anything
        said = {"unread": str(Unread.MEMORY if _out_of_memory(error) else Unread.DAMAGED), "detail": ""}
    if said.get("unread") == Unread.MEMORY:
        said["detail"] = str(limits.memory_megabytes)
    with answer:
        answer.write(json.dumps(said).encode())


_NO_MEMORY = 2
"""What libxml2 calls XML_ERR_NO_MEMORY."""
_SAID = ("out of memory", "Error -4 while", "failed to map segment")
"""What expat, zlib and the loader of libraries say of it."""


def _out_of_memory(error: BaseException | None) -> bool:
    """Whether an exception, or one that it came of, tells that no memory was left."""
    while error is not None:
        numbered = isinstance(error, SyntaxError) and getattr(error, "code", None) == _NO_MEMORY
        if numbered or isinstance(error, MemoryError) or any(said in str(error) for said in _SAID):
            return True
        error = error.__context__
    return False


_PR_SET_PDEATHSIG = 1


def _hold_to(limits: Limits, parent: int, null: int) -> None:
    """Let the system end this process where it takes more than it may, or nobody waits for it."""
    # By a thread that no library can keep from running; whoever waits ends it before.
    faulthandler.dump_traceback_later(limits.seconds + 5, exit=True, file=null)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds + 5, limits.seconds + 10))
        # Last, as not every system can.
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import signal

        def look(*_: object) -> None:
            if os.getppid() != parent:
                os._exit(1)

        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)
        # Linux can be asked to do it, which ends a library that runs as well.
        if sys.platform == "linux":
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def read_request(request: Request) -> Contents:
    """Read the file of a request, whatever its format. Raises :class:`UnreadError`, or anything."""
    kind = kind_of(request.data, request.options["suffix"], request.limits)
    contents = read(request.data, kind, request.limits)
    if not contents.blocks:
        raise UnreadError(Unread.EMPTY)
    return contents


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
    serve(lambda request: as_plain(read_request(request)))

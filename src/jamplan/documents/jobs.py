"""A file of any format read as blocks, and its lists found, in a subprocess.

A library may hang, crash or take all memory over a hostile file. The subprocess ends if
it takes too long or too much, or if nobody waits for it. It gets the file on standard
input and writes JSON to standard output; it opens no file and runs nothing of what it
reads.
"""

import contextlib
import faulthandler
import gc
import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Mapping
from dataclasses import replace
from enum import EnumType
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from jamplan.corpus.findings import Finding, UnreadError
from jamplan.documents.drafts import ColumnsError, Draft, Wanted
from jamplan.documents.filebytes import FileKind, decoded, kind_of, read_bytes
from jamplan.documents.signs import unreadable
from jamplan.documents.textblocks import TextBlock, finished, without_contents

MEMORY_BYTES = 1_000_000_000
"""Of address space; a report of 240 pages needs less than 600 MB of it, and takes 190
MB of memory.
"""
SECONDS = 60
_MEMORY_RETURNED = {"MALLOC_TRIM_THRESHOLD_": "65536"}
"""The C library gives freed memory back at once.

A report of 240 pages takes 183 MB, not 196.
"""


class FormGivenError(Exception):
    """The file is a form of suggested pairs, which holds no items."""


def read_file(path: Path, seconds: int = SECONDS) -> list[TextBlock]:
    """The blocks of a file. Raises :class:`UnreadError`."""
    return finished(read_blocks(read_bytes(path), path.suffix, path, seconds))


def read_blocks(
    data: bytes, suffix: str, path: str | Path = "", seconds: int = SECONDS
) -> list[TextBlock]:
    """The blocks of a file's bytes as its reader leaves them, with the marks of print.

    Raises :class:`UnreadError`.
    """
    answer = _run(data, {"suffix": suffix, "path": str(path)}, seconds)
    return [_rebuilt(TextBlock, plain) for plain in answer["blocks"]]


def read_draft(path: Path, wanted: Wanted, seconds: int = SECONDS) -> Draft:
    """The draft of a file.

    Raises as :func:`read_file`, :class:`FormGivenError` and :class:`ColumnsError`.
    """
    data = read_bytes(path)
    options = {"suffix": path.suffix, "path": str(path), "wanted": _fields(wanted)}
    answer = _run(data, options, seconds)
    if "form" in answer:
        raise FormGivenError
    if "column" in answer:
        raise ColumnsError(answer["column"], answer["known"])
    draft: Draft = _rebuilt(Draft, answer)
    return draft


@cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _rebuilt(kind: Any, plain: Any) -> Any:
    """A value of a type from what JSON has of it."""
    if isinstance(kind, UnionType):
        return None if plain is None else _rebuilt(get_args(kind)[0], plain)
    if get_origin(kind) is tuple:
        return tuple(_rebuilt(get_args(kind)[0], part) for part in plain)
    if hasattr(kind, "__dataclass_fields__"):
        types = _types(kind)
        return kind(
            **{name: _rebuilt(types[name], value) for name, value in plain.items()}
        )
    return kind(plain) if isinstance(kind, EnumType) else plain


_OF_A_FORM = {"proposal", "measure", "keep"}


def read_source(data: bytes, suffix: str) -> tuple[list[TextBlock], list[Finding]]:
    """A file of any format as marked blocks, and what could not be read of it.

    To be called in a subprocess, as a library may hang or crash. Raises
    :class:`UnreadError`, or anything if the file is damaged.
    """
    kind = kind_of(data, suffix)
    if kind is FileKind.PDF:
        from jamplan.documents import pdf

        blocks, doubts = pdf.read(data)
    else:
        blocks, doubts = _read(data, kind), []
    if not any(block.line for block in blocks):
        raise UnreadError("document-empty")
    return without_contents(blocks), [*unreadable(blocks), *doubts]


def _read(data: bytes, kind: FileKind) -> list[TextBlock]:
    if kind is FileKind.DOCX:
        from jamplan.documents import word

        return word.read_word(data)
    if kind in {FileKind.XLSX, FileKind.CSV}:
        from jamplan.documents import sheets

        if kind is FileKind.XLSX:
            return sheets.read_workbook(data)
        return sheets.read_csv(decoded(data) or "")
    text = decoded(data) or ""
    from jamplan.documents import markup

    if kind is FileKind.HTML:
        return markup.read_html(text)
    return markup.read(text) if kind is FileKind.MARKDOWN else markup.read_plain(text)


def _job(data: bytes, options: dict[str, Any]) -> dict[str, Any]:
    marked, unread = read_source(data, options["suffix"])
    if "wanted" not in options:
        return {"blocks": marked}
    blocks = finished(marked)
    if any(set(block.cells) >= _OF_A_FORM for block in blocks):
        return {"form": True}
    from jamplan.documents.drafting import concerning, draft_of

    wanted = _rebuilt(Wanted, options["wanted"])
    try:
        draft = draft_of(
            blocks, wanted, options["path"], hashlib.sha256(data).hexdigest()
        )
        doubts = (*draft.doubts, *concerning(unread, draft))
        return _fields(replace(draft, doubts=doubts))
    except ColumnsError as error:
        return {"column": error.name, "known": error.known}


def _run(data: bytes, options: Mapping[str, object], seconds: int) -> dict[str, Any]:
    """The answer of a subprocess that does the job with the bytes of a file.

    Raises :class:`UnreadError` if it gives nothing.
    """
    path = str(options.get("path", ""))
    if not data:
        raise UnreadError("document-empty", path)
    head = {"options": dict(options), "seconds": seconds}
    # -P: a file in the current folder that is named like a module must not run.
    command = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            command,
            input=json.dumps(head).encode() + b"\n" + data,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=os.environ | _MEMORY_RETURNED,
        )
    except subprocess.TimeoutExpired:
        raise UnreadError("document-slow", path, limit=seconds) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        code, details = _ended(done, seconds)
        raise UnreadError(code, path, **details) from None
    if "unread" in answer:
        raise UnreadError(answer["unread"], path, **answer["details"])
    return answer


_NO_MEMORY = (b"memoryerror", b"bad_alloc", b"memory allocation", b"out of memory")


def _ended(
    done: subprocess.CompletedProcess[bytes], seconds: int
) -> tuple[str, dict[str, int]]:
    """Why a subprocess wrote no answer: the system ended it, or it crashed."""
    killed = done.returncode == -getattr(signal, "SIGKILL", 9)
    # PDFium aborts without a word if it gets no memory.
    aborted = done.returncode == -signal.SIGABRT and not done.stderr
    # What is indented in a traceback is code, and what it quotes.
    errors = [line for line in done.stderr.lower().splitlines() if line[:1] != b" "]
    if killed or aborted or any(text in line for line in errors for text in _NO_MEMORY):
        return "document-memory", {"limit": MEMORY_BYTES // 1_000_000}
    if done.returncode == -getattr(signal, "SIGXCPU", 24):
        return "document-slow", {"limit": seconds}
    return "document-damaged", {}


def _serve() -> None:
    """Do the job in this process: write as JSON what it returns, or why it fails."""
    head = json.loads(sys.stdin.buffer.readline())
    # What libraries print must not mix with the answer.
    answer = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    _limit(head["seconds"], null)
    warnings.simplefilter("ignore")
    logging.disable()
    # What is in a cycle is given back at the end, soon; looking for it takes a tenth of
    # the time.
    gc.disable()
    result: dict[str, Any]
    try:
        result = _job(sys.stdin.buffer.read(), head["options"])
    except UnreadError as error:
        result = {"unread": error.finding.code, "details": dict(error.finding.details)}
    with answer:
        answer.write(json.dumps(result, default=_fields).encode())


def _fields(record: Any) -> dict[str, Any]:
    """The fields of a record, as they are."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


_PR_SET_PDEATHSIG = 1


def _limit(seconds: int, null: int) -> None:
    """Let the system end this process at its limits, or if its parent is gone."""
    # By a thread that no library can keep from running; the parent ends it before.
    faulthandler.dump_traceback_later(seconds + 5, exit=True, file=null)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Several threads may read: each counts.
        cpu = (seconds + 5) * (os.cpu_count() or 1)
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
        # Last, as not every system can.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # Other systems let it run until it is out of time.
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    _serve()

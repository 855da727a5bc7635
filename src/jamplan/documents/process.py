"""A file read in a subprocess, which ends if it takes too long or too much, or if nobody waits for it.

A library may hang, crash or take all memory over a hostile file. The subprocess gets the file on
standard input and writes JSON to standard output; it opens no file and runs nothing of what it reads.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import logging
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from jamplan.corpus.findings import UnreadError

MEMORY_BYTES = 2_000_000_000
"""Of address space; a report of 300 pages takes a fifth of it in memory."""
SECONDS = 60
_MEMORY_RETURNED = {"MALLOC_TRIM_THRESHOLD_": "65536"}
"""The C library gives freed memory back at once: a report of 240 pages takes 183 MB, not 196."""


def run(
    module: str, data: bytes, options: Mapping[str, object], seconds: int = SECONDS
) -> dict[str, Any]:
    """The answer of a module that calls :func:`serve`, for the bytes of a file.

    Raises :class:`UnreadError` if it gives nothing.
    """
    path = str(options.get("path", ""))
    if not data:
        raise UnreadError("document-empty", path)
    head = {"options": dict(options), "seconds": seconds, "parent": os.getpid()}
    # -P: a file in the current folder that is named like a module must not run.
    command = [sys.executable, "-P", "-m", module]
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


_NO_MEMORY = (b"MemoryError", b"bad_alloc", b"emory allocation", b"out of memory")
_MEMORY = ("document-memory", {"limit": MEMORY_BYTES // 1_000_000})


def _ended(done: subprocess.CompletedProcess[bytes], seconds: int) -> tuple[str, dict[str, int]]:
    """Why a subprocess wrote no answer: the system ended it, or it crashed."""
    killed = done.returncode == -getattr(signal, "SIGKILL", 9)
    # PDFium aborts without a word if it gets no memory.
    aborted = done.returncode == -signal.SIGABRT and not done.stderr
    if killed or aborted or any(text in done.stderr for text in _NO_MEMORY):
        return _MEMORY
    if done.returncode == -getattr(signal, "SIGXCPU", 24):
        return "document-slow", {"limit": seconds}
    return "document-damaged", {}


def serve(job: Callable[[bytes, dict[str, Any]], dict[str, Any]]) -> None:
    """Do a job in this process: write what it returns as JSON, or why it returns nothing."""
    head = json.loads(sys.stdin.buffer.readline())
    # What libraries print must not mix with the answer.
    answer = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    _limit(head["seconds"], head["parent"], null)
    warnings.simplefilter("ignore")
    logging.disable()
    result: dict[str, Any]
    try:
        result = job(sys.stdin.buffer.read(), head["options"])
    except UnreadError as error:
        result = {"unread": error.finding.code, "details": dict(error.finding.details)}
    except Exception as error:  # noqa: BLE001 - a damaged file makes a library raise anything
        code, details = _MEMORY if _is_out_of_memory(error) else ("document-damaged", {})
        result = {"unread": code, "details": details}
    with answer:
        answer.write(json.dumps(result).encode())


def _is_out_of_memory(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
            return True
        error = error.__context__
    return False


_PR_SET_PDEATHSIG = 1


def _limit(seconds: int, parent: int, null: int) -> None:
    """Let the system end this process if it takes more than it may, or if its parent is gone."""
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
    with contextlib.suppress(OSError, AttributeError):

        def look(*_: object) -> None:
            if os.getppid() != parent:
                os._exit(1)

        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)
        # Linux can be asked to do it, which ends a library that is running as well.
        if sys.platform == "linux":
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

"""What a command meets outside: streams, variables, and what its terminal can show."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from jamplan.language.folding import encodable


@dataclass(slots=True)
class Environment:
    """The streams and variables of one run. Tests make their own."""

    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str] = field(default_factory=dict)
    stdin: TextIO | None = None

    @classmethod
    def of_process(cls) -> Environment:
        """The streams and variables of this process; a stream that is closed swallows everything."""
        # typeshed does not know that a closed stream is None.
        streams: list[TextIO | None] = [sys.stdout, sys.stderr]
        out, err = (
            Path(os.devnull).open("w", encoding="utf-8") if stream is None else stream  # noqa: SIM115
            for stream in streams
        )
        return cls(out, err, os.environ, sys.stdin)

    def make_lenient(self) -> None:
        """Let both streams write something plain for what their encoding lacks.

        Reports are plain before they are written; this is for what others write, such as help.
        """
        codecs.register_error(_PLAIN, _plain)
        for stream in (self.stdout, self.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=_PLAIN)


_PLAIN = "jamplan.plain"


def _plain(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    missing = error.object[error.start : error.end]
    return encodable(missing, error.encoding), error.end


@dataclass(frozen=True, slots=True)
class Screen:
    """What one stream can show: its width (None: not a terminal), colour, and encoding."""

    width: int | None
    colour: bool
    encoding: str

    @classmethod
    def of(cls, stream: TextIO, environ: Mapping[str, str], *, colour: bool = True) -> Screen:
        """The screen of a stream: a terminal's width and colours, or no width and none."""
        encoding = getattr(stream, "encoding", None) or "utf-8"
        if not stream.isatty():
            return cls(None, colour=False, encoding=encoding)
        # NO_COLOR counts when it is not empty (no-color.org); a dumb terminal has no colours.
        plain = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
        width = max(shutil.get_terminal_size().columns, 20)
        return cls(width, colour=colour and not plain, encoding=encoding)

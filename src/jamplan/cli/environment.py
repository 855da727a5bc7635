"""What a command meets outside: streams, variables, and what its terminal can show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TextIO


@dataclass(slots=True)
class Environment:
    """The streams and variables of one run. Tests make their own."""

    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_process(cls) -> Environment:
        """The streams and variables of this process."""
        return cls(sys.stdout, sys.stderr, os.environ)


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

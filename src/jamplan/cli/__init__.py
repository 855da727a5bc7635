"""The command line: parse, call, print. ``main`` is its entry point, for a shell and for tests."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jamplan.cli.environment import Environment

__all__ = ["main", "run"]

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None, environment: Environment | None = None) -> int:
    """Run one command line and return its exit code (see :class:`Exit`).

    Takes the arguments without the program's name, and the streams and variables to use; by default
    the process's own.
    """
    from jamplan.cli.application import execute
    from jamplan.cli.environment import Environment

    return execute(
        list(sys.argv[1:] if arguments is None else arguments),
        Environment.of_process() if environment is None else environment,
    )


def run() -> None:
    """Run the process's command line and end the process with its exit code."""
    try:
        # A corpus is hundreds of thousands of objects that all stay alive. Collecting garbage among
        # them takes two fifths of the time of reading it.
        gc.set_threshold(100_000, 50, 100)
        code = main()
        # A last collection at exit frees nothing, and takes as long as the counting.
        gc.freeze()
    except KeyboardInterrupt:
        # While modules are still being imported, nothing else catches it.
        code = INTERRUPTED
    sys.exit(code)

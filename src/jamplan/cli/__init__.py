"""The command line: parse, call, print. ``main`` is its entry point, for a shell and for tests."""

import sys

try:
    from jamplan.cli.application import main, run
except KeyboardInterrupt:
    # While modules are being imported, nothing else catches it.
    sys.exit(130)

__all__ = ["main", "run"]

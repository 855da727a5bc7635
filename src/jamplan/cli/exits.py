"""The exit codes, which scripts may rely on."""

from enum import IntEnum


class Exit(IntEnum):
    """What the end of a command says."""

    OK = 0
    FOUND = 1
    """There are findings, or nothing was found, where that is what was asked."""
    USAGE = 2
    """The command line is wrong."""
    DATA = 3
    """The data is wrong."""
    FILE = 4
    """A file cannot be read or written."""
    INTERRUPTED = 130

"""How much a file may take, and why a file gives nothing."""

from __future__ import annotations

from enum import StrEnum

FILE_BYTES = 50_000_000
UNPACKED_BYTES = 200_000_000
MEMORY_BYTES = 2_000_000_000
"""Of address space; a report of 300 pages takes a fifth of it in memory."""
SECONDS = 60


class Unread(StrEnum):
    """Why a file gives nothing."""

    UNPACKED = "unpacked"
    """More is packed in it than may be; the detail is the limit in megabytes."""
    SECONDS = "seconds"
    """It takes longer; the detail is the limit."""
    MEMORY = "memory"
    """It takes more memory; the detail is the limit in megabytes."""
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NO_TEXT = "no-text"
    """A PDF of pictures; the detail is its number of pages."""
    EMPTY = "empty"
    FORMAT = "format"
    """A format that is not read; the detail is its name, or empty."""


class UnreadError(Exception):
    """A file that gives nothing: why, and what else is known."""

    def __init__(self, why: Unread, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why = why
        self.detail = detail

"""How much of a file is read, and why one is not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may take. Each can be raised by an option of the command line."""

    megabytes: int = 50
    """Of the file. What is packed in it may be four times as much."""
    pages: int = 1000
    """Of a PDF; and sheets of a workbook."""
    seconds: int = 60
    """For reading it, and for finding what is in it."""
    memory_limit: int | None = None
    """For reading it, in megabytes; where it is None, that depends on the megabytes of the file."""

    @property
    def size(self) -> int:
        """Of the file, in bytes."""
        return self.megabytes * 1_000_000

    @property
    def unpacked(self) -> int:
        """Of all that is packed in a file, in bytes."""
        return 4 * self.size

    @property
    def memory_megabytes(self) -> int:
        """For reading it, where the system can hold a process to that."""
        return self.memory_limit or 1000 + 20 * self.megabytes

    @property
    def memory(self) -> int:
        """The same in bytes."""
        return self.memory_megabytes * 1_000_000


USUAL = Limits()
"""Those that hold where no option raises them."""


class Unread(StrEnum):
    """Why a file gives nothing."""

    UNPACKED = "unpacked"
    """More is packed in it than may be; the detail is the limit in megabytes."""
    PAGES = "pages"
    """It has more pages or sheets; the detail is the limit."""
    CELL = "cell"
    """A cell of it is longer; the detail is the limit in millions of letters."""
    SECONDS = "seconds"
    """It takes longer; the detail is the limit."""
    FINDING = "finding"
    """It was read, but finding what is in it takes longer; the detail is the limit."""
    MEMORY = "memory"
    """It takes more memory; the detail is the limit in megabytes."""
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    ENTITIES = "entities"
    """Its XML declares a document type, with which entities can be made: no office writes one."""
    NO_TEXT = "no-text"
    """A PDF of pictures; the detail is its number of pages."""
    EMPTY = "empty"
    LIBRARY = "library"
    """The detail is the library that is missing."""
    FORMAT = "format"
    """A format that is not read; the detail is its name, or empty."""


class UnreadError(Exception):
    """A file that gives nothing: why, and what else is known."""

    def __init__(self, why: Unread, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why = why
        self.detail = detail

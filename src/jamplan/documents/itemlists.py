"""A list that a document may have: how its items are told, and where they begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from jamplan.documents.starts import value_of
from jamplan.documents.textblocks import TextBlock


class How(StrEnum):
    """How the items of a list are told."""

    LABELS = "labels"
    CODES = "codes"
    NUMBERS = "numbers"
    COLUMNS = "columns"
    BULLETS = "bullets"
    MIXED = "mixed"
    """Numbers, and bullets before them."""
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table that hold the parts of items."""

    number: int | None = None
    title: int | None = None
    text: tuple[int, ...] = ()
    chapter: int | None = None
    page: int | None = None
    is_named: bool = False
    """Whether the head of the table names the column of titles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The beginning of an item: its block, its number, the rest of its first line."""

    at: int
    number: str = ""
    title: str = ""
    cell: int | None = None
    """The cell of a row that has the label."""

    @property
    def value(self) -> tuple[int, ...]:
        """The number to compare with others."""
        return value_of(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCandidate:
    """A list that a document may have."""

    how: How
    entries: tuple[Entry, ...]
    word: str = ""
    """The folded word of its labels, or the shape of its codes."""
    shown: str = ""
    """The word as printed, or the heads of the columns of numbers and titles."""
    columns: Columns | None = None

    @property
    def places(self) -> set[int]:
        """The blocks that its items begin in."""
        return {entry.at for entry in self.entries}


def extend(runs: list[list[Entry]], entry: Entry, blocks: Sequence[TextBlock]) -> None:
    """Put an entry at the end of the run that it continues, or begin one with number 0 or 1.

    Of several runs, that of the same kind of block, then the latest. One number may be missing after
    two, two after five (sn-ofnac-2023, fr-has-dt2, fr-cm-habitation).
    """
    value = entry.value[0]

    def alike(run: list[Entry]) -> tuple[int, bool, int]:
        last, block = blocks[run[-1].at], blocks[entry.at]
        near = value - run[-1].value[0]
        return -near, last.kind is block.kind, run[-1].at

    open_runs = [
        run
        for run in runs
        if run[-1].value < entry.value
        and value - run[-1].value[0] <= (3 if len(run) >= 5 else min(2, len(run)))
    ]
    if value <= 1 and len(entry.value) == 1:
        runs.append([entry])
    elif open_runs:
        max(open_runs, key=alike).append(entry)

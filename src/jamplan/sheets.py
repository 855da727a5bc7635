"""Tables of typed cells, as exports make them and imports read them back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float | bool | None
"""What a cell holds; None where nothing is known."""
Row = Mapping[str, Cell]


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    """An ISO 8601 text of a year, a month or a day."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a computed one follows from the others by the rule, and an import passes over it."""

    name: str
    kind: Kind = Kind.TEXT
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name; ``record`` names what a row is, for the meanings of its columns."""

    name: str
    record: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def join_details(details: Iterable[str]) -> str:
    """Sub-measures in one cell, one a line; a line that goes on begins with two spaces."""
    return "\n".join(each.replace("\n", "\n  ") for each in details)


def split_details(cell: str) -> tuple[str, ...]:
    """The sub-measures that :func:`join_details` was given."""
    found: list[str] = []
    for line in cell.split("\n") if cell else ():
        if found and line.startswith("  "):
            found[-1] += f"\n{line[2:]}"
        else:
            found.append(line)
    return tuple(found)


CELL_LIMIT = 32_767
"""How many characters a cell of a workbook can hold, as UTF-16 counts them."""
# What XML cannot hold and folding leaves: non-characters, and halves of pairs.
UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
CUT = " […]"
"""How a text ends that was longer than a cell of a workbook can be."""

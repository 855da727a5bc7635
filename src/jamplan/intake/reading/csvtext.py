"""CSV as a table, whichever sign parts its cells."""

from __future__ import annotations

import csv
import io
from itertools import islice

from jamplan.intake.reading.contents import Contents, FileKind, Table
from jamplan.intake.reading.kinds import separator
from jamplan.intake.reading.limits import Unread, UnreadError

_LARGEST_CELL = 10_000_000
_ROWS, _COLUMNS = 50_000, 200
"""What is beyond holds no list of proposals."""


def read_csv(text: str) -> Contents:
    """Read CSV. Raises :class:`UnreadError` where a cell is too large to be one."""
    csv.field_size_limit(_LARGEST_CELL)
    sign = _sign(text)
    try:
        read = islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), _ROWS)
        rows = [tuple(row[:_COLUMNS]) for row in read]
    except csv.Error as error:
        if "field larger" in str(error):
            raise UnreadError(Unread.CELL, str(_LARGEST_CELL // 1_000_000)) from None
        raise UnreadError(Unread.DAMAGED) from None
    return Contents(kind=FileKind.CSV, blocks=(Table(rows=tuple(row for row in rows if any(row))),))


def _sign(text: str) -> str:
    """The sign that parts cells: as often in each line, else the most frequent in the first one."""
    if found := separator(text):
        return found
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max(";\t,|", key=first.count)

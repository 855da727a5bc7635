"""CSV as a table, whichever sign parts its cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

from jamplan.intake.reading.contents import Contents, FileKind, Table
from jamplan.intake.reading.kinds import separator
from jamplan.intake.reading.limits import Unread, UnreadError

_LARGEST_CELL = 10_000_000
_ROWS, _COLUMNS = 50_000, 200
"""What is beyond holds no list of proposals."""
_SAID = re.compile(r"\s*\"?sep=([;,\t|])\"?[ \t]*(?:\n|$)", re.IGNORECASE)
"""How some spreadsheet programs say which sign parts the cells."""


def read_csv(text: str) -> Contents:
    """Read CSV. Raises :class:`UnreadError` where a cell is too large to be one."""
    csv.field_size_limit(_LARGEST_CELL)
    said = _SAID.match(text)
    sign = said[1] if said is not None else _sign(text)
    text = text[said.end() :] if said is not None else text
    try:
        read = islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), _ROWS)
        rows = [tuple(row[:_COLUMNS]) for row in read]
    except csv.Error as error:
        if "field larger" in str(error):
            raise UnreadError(Unread.CELL, str(_LARGEST_CELL // 1_000_000)) from None
        raise UnreadError(Unread.DAMAGED) from None
    return Contents(kind=FileKind.CSV, blocks=(Table(rows=tuple(row for row in rows if any(row))),))


def _sign(text: str) -> str:
    """The sign that parts cells: as often in each line, else in most lines as often as in others."""
    if found := separator(text):
        return found
    lines = [line for line in text[:20_000].split("\n")[:20] if line.strip()]

    def lines_alike(sign: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(sign)))
        often = counts.most_common(1)[0][1] if counts else 0
        return often, lines[0].count(sign) if lines else 0

    return max(";\t,|", key=lines_alike)

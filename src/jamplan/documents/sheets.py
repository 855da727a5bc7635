"""Workbooks by openpyxl and CSV: each sheet is a table under a heading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import openpyxl

from jamplan.documents.textblocks import BlockKind, TextBlock, row


def read_workbook(data: bytes) -> list[TextBlock]:
    """The blocks of a workbook; hidden sheets are left out."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    blocks: list[TextBlock] = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            # Without it, a file that understates its size is cut.
            sheet.reset_dimensions()
            rows = list(_rows(sheet.iter_rows(values_only=True)))
            if rows:
                blocks += [TextBlock(kind=BlockKind.HEADING, text=sheet.title, level=1), *rows]
    return blocks


def read_csv(text: str) -> list[TextBlock]:
    """The blocks of a CSV file, whatever divides its cells."""
    first = text[:20_000]
    delimiter = max(";\t,|", key=first.count)
    csv.field_size_limit(10_000_000)
    return list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _rows(table: Iterable[Sequence[object]]) -> Iterator[TextBlock]:
    """Rows that have text; an empty row ends a table only in print, so it is left out."""
    first = True
    for number, cells in enumerate(table, 1):
        if block := row([_shown(cell) for cell in cells], first=first):
            yield replace(block, line_number=number)
            first = False


def _shown(cell: object) -> object:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell

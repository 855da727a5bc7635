"""A workbook as tables, a sheet each: the values that it shows, no formula and no macro run."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from jamplan.intake.reading.contents import Block, Contents, FileKind, Paragraph, Table
from jamplan.intake.reading.limits import Limits, Unread, UnreadError
from jamplan.intake.reading.starts import GROUP_WORDS, labelled

_ROWS, _COLUMNS = 50_000, 200
"""What is beyond holds no list of proposals."""
_MERGED, _FILLED = 50_000, 500_000
"""Of merged cells, and of places that they fill."""
_CHUNK, _OVERLAP = 1 << 20, 200
_CELL = rb"[A-Z]{1,3}\d{1,7}"
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]{0,100}?ref=[\"'](" + _CELL + rb":" + _CELL + rb")[\"']"
)


def read_xlsx(data: bytes, limits: Limits) -> Contents:
    """Read a workbook. Raises :class:`UnreadError` where it is damaged or has too many sheets.

    A formula has the value that the workbook was saved with; where it was saved without, that is said.
    Hidden sheets are left out. Hidden rows and columns are read: a filter that was on when the workbook
    was saved hides rows that belong to the list.
    """
    try:
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        if len(values.worksheets) > limits.pages:
            raise UnreadError(Unread.PAGES, str(limits.pages))
        tables = [
            _table(sheet, formulas[sheet.title])
            for sheet in values.worksheets
            if sheet.sheet_state == "visible"
        ]
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, SyntaxError, EOFError):
        raise UnreadError(Unread.DAMAGED) from None
    title = values.properties.title if values.properties is not None else None
    tables = [table for table in tables if table.rows]
    return Contents(kind=FileKind.XLSX, blocks=tuple(_with_names(tables)), title=title)


def _with_names(tables: list[Table]) -> Iterator[Block]:
    """The tables; of several, each below the chapter that names its sheet: « Axe 2 - Soigner »."""
    for table in tables:
        start = labelled(table.name)
        if len(tables) > 1 and start is not None and start.word in GROUP_WORDS:
            yield Paragraph(text=table.name, level=1)
        yield table


def _table(sheet: Any, formulas: Any) -> Table:
    # A file may say that a sheet has a million columns.
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    rows: list[list[str]] = []
    unknown: list[tuple[int, int]] = []
    limited = {"max_row": _ROWS, "max_col": _COLUMNS}
    pairs = zip(sheet.iter_rows(**limited), formulas.iter_rows(**limited), strict=True)
    for shown, written in pairs:
        row = []
        for column, (value, formula) in enumerate(zip(shown, written, strict=True)):
            wrong = value.data_type == "e"
            if wrong or (value.value is None and formula.data_type == "f"):
                unknown.append((len(rows), column))
            row.append("" if wrong or value.value is None else _text(value.value, value.number_format))
        while row and not row[-1]:
            del row[-1]
        rows.append(row)
    while rows and not rows[-1]:
        del rows[-1]
    _fill_merged(rows, sheet)
    return Table(rows=tuple(map(tuple, rows)), name=sheet.title, unknown=tuple(unknown))


def _fill_merged(rows: list[list[str]], sheet: Any) -> None:
    """Give each row the cell that spans it: an axis over its measures, an item over its lines.

    What spans columns stays in the first: it is the heading of a part, and would look like several.
    """
    filled = 0
    for name in islice(_merged(sheet), _MERGED):
        left, top, _, bottom = range_boundaries(name)
        if top > len(rows) or left > len(rows[top - 1]):
            continue
        text = rows[top - 1][left - 1]
        for row in rows[top : bottom if text else top]:
            filled += 1
            if filled > _FILLED:
                return
            if not row:
                continue
            row.extend([""] * (left - len(row)))
            row[left - 1] = row[left - 1] or text


def _merged(sheet: Any) -> Iterator[str]:
    """The names of merged cells, « A2:A5 »: the library does not tell them of what it streams."""
    archive, path = sheet.parent._archive, sheet._worksheet_path  # noqa: SLF001 - no other way
    rest = b""
    with archive.open(path) as stream:
        while piece := stream.read(_CHUNK):
            seen = rest + piece
            after = 0
            for match in _MERGE.finditer(seen):
                after = match.end()
                yield match[1].decode()
            rest = seen[max(after, len(seen) - _OVERLAP) :]


_BREAK = re.compile(r"_x000[DA]_\n?", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,9}")
_DECIMALS = re.compile(r"(?:#,##)?0\.(0{1,9})")
_PERCENT = re.compile(r"0(?:\.(0{1,9}))?\s?%")
_AROUND = re.compile(r"(?:\"([^\"]*)\")?(0+|General|#)(?:\"([^\"]*)\")?", re.IGNORECASE)


def _text(value: object, form: object = "") -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(value, str(form))
        case dt.datetime():
            whole = value.time() == dt.time()
            return value.date().isoformat() if whole else value.isoformat(" ")
        case _:
            return _BREAK.sub("\n", str(value)).strip("\n")


def _number(value: float, form: str) -> str:
    """A number as its cell shows it, where that makes another number: « 01 », « 1.10 », « A7 »."""
    if (percent := _PERCENT.fullmatch(form)) is not None:
        return f"{value * 100:.{len(percent[1] or '')}f} %"
    if not float(value).is_integer():
        decimals = _DECIMALS.fullmatch(form)
        return f"{value:.{len(decimals[1])}f}" if decimals is not None else f"{value:.15g}"
    if value >= 0 and (around := _AROUND.fullmatch(form)) is not None and form.lower() != "general":
        least = len(around[2]) if _ZEROS.fullmatch(around[2]) else 0
        return f"{around[1] or ''}{int(value):0{least}}{around[3] or ''}"
    return str(int(value))

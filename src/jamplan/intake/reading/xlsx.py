"""A workbook as tables, a sheet each: the values that it shows, no formula and no macro run."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl

from jamplan.intake.reading.contents import Contents, FileKind, Table
from jamplan.intake.reading.limits import Limits, Unread, UnreadError

_ROWS, _COLUMNS = 50_000, 200
"""What is beyond holds no list of proposals."""


def read_xlsx(data: bytes, limits: Limits) -> Contents:
    """Read a workbook. Raises :class:`UnreadError` where it is damaged or has too many sheets.

    A formula has the value that the workbook was saved with; where it was saved without, that is said.
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
    return Contents(
        kind=FileKind.XLSX, blocks=tuple(table for table in tables if table.rows), title=title
    )


def _table(sheet: Any, formulas: Any) -> Table:
    # A file may say that a sheet has a million columns.
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    rows: list[tuple[str, ...]] = []
    unknown: list[tuple[int, int]] = []
    limited = {"max_row": _ROWS, "max_col": _COLUMNS}
    pairs = zip(sheet.iter_rows(**limited), formulas.iter_rows(**limited), strict=True)
    for shown, written in pairs:
        row = []
        for column, (value, formula) in enumerate(zip(shown, written, strict=True)):
            if value.value is None and formula.data_type == "f":
                unknown.append((len(rows), column))
            row.append(_text(value.value))
        while row and not row[-1]:
            del row[-1]
        rows.append(tuple(row))
    while rows and not any(rows[-1]):
        del rows[-1]
    return Table(rows=tuple(rows), name=sheet.title, unknown=tuple(unknown))


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case dt.datetime():
            whole = value.time() == dt.time()
            return value.date().isoformat() if whole else value.isoformat(" ")
        case _:
            return str(value)

"""Tables as a workbook (Office Open XML): a sheet a table, typed, and no formula in any cell.

XlsxWriter writes texts as texts where it is told to, puts one fixed time on every part of the file,
and takes the time of the document from its caller, so that the same tables give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import xlsxwriter

from jamplan.exports.tables import Cell, Kind, Table
from jamplan.language.folding import harmless

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Excel takes 1900 for a leap year, so that days before March are off by one, and knows none before.
_FIRST_DAY = "1900-03-01"
_WIDEST = 60
_LONGEST = 32_767
"""How many characters a cell can hold, as UTF-16 counts them."""
_CUT = " […]"
# What XML cannot hold and folding leaves: non-characters, and halves of pairs.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_A4 = 9


def workbook(tables: Iterable[Table], *, title: str, date: str) -> bytes:
    """The bytes of a workbook with a sheet for each table.

    Takes the document's title and its ISO date, the only time in it. A text that is longer than a cell
    can be is cut and ends in « […] »; CSV and JSON have it whole.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        # A year or a month begins on its first day.
        day = dt.datetime.fromisoformat(f"{date}-01-01"[:10]).replace(tzinfo=dt.UTC)
        book.set_properties({"title": _writable(title)[:255], "created": day})
        wrap = {"text_wrap": True, "valign": "top"}
        formats = {
            Kind.TEXT: book.add_format({**wrap, "num_format": "@"}),
            Kind.NUMBER: book.add_format({**wrap}),
            Kind.FLAG: book.add_format({**wrap}),
            Kind.DATE: book.add_format({**wrap, "num_format": "yyyy-mm-dd", "align": "left"}),
        }
        bold = book.add_format({**wrap, "num_format": "@", "bold": True, "bottom": 1})
        for table in tables:
            _fill(book.add_worksheet(table.name), table, formats, bold)
    return stream.getvalue()


def _fill(sheet: Worksheet, table: Table, formats: dict[Kind, Format], bold: Format) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, bold)
        texts = [column.name, *(_shown(row[place]) for row in table.rows)]
        longest = max(len(line) for text in texts for line in text.split("\n"))
        sheet.set_column(place, place, min(longest + 3, _WIDEST), formats[column.kind])
        for number, row in enumerate(table.rows, start=1):
            _write(sheet, (number, place), row[place], column.kind, formats)
    # « 9 » is a number of the document, so it is a text: no green corner shall say otherwise.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(
    sheet: Worksheet, place: tuple[int, int], cell: Cell, kind: Kind, formats: dict[Kind, Format]
) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(*place, cell, formats[Kind.FLAG])
        case int() | float():
            sheet.write_number(*place, cell, formats[Kind.NUMBER])
        case str() if kind is Kind.DATE and _DAY.fullmatch(cell) and cell >= _FIRST_DAY:
            sheet.write_datetime(*place, dt.date.fromisoformat(cell), formats[Kind.DATE])
        case str():
            # A year or a month is no day: it stays a text, as all others do.
            sheet.write_string(*place, _writable(cell), formats[Kind.TEXT])


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _writable(text: str) -> str:
    """A text as XML can hold it, and no longer than a cell can be."""
    # A carriage return comes back from XML as a line feed.
    clean = _UNWRITABLE.sub("\ufffd", harmless(text)).replace("\r\n", "\n").replace("\r", "\n")
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return clean
    return units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT

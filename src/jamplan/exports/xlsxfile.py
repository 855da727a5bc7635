"""The workbook for people, in its language: results, measures, sources and method.

XlsxWriter writes texts as texts if it is told to, puts one fixed time on every part of
the file and takes the time of the document from its caller, so that the same input
gives the same bytes.
"""

import datetime as dt
import io
import re
from collections.abc import Collection, Iterable
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from jamplan.account.links import Link
from jamplan.account.spans import SIGNS
from jamplan.exports.export import Publication
from jamplan.language.folding import one_line, xml_safe
from jamplan.layouts.workbook import Sheet, workbook_sheets

_LONGEST = 32_767
"""The characters that a cell can hold, as UTF-16 counts them."""
_CUT = " […]"
_A4 = 9
_PRINTED_AT = 82
"""Per cent of the size on the screen: 11 points are printed as 9."""


def workbook(content: Publication) -> bytes:
    """The bytes of the workbook.

    Numbers, days and single web addresses are such; all other cells are texts, so that
    nothing is taken for a formula. A text that is longer than a cell can be ends in «
    […] »; CSV and JSON have it whole.
    """
    account, provenance = content.account, content.provenance
    sheets = workbook_sheets(account, provenance)
    return written(account.heading, account.mark, provenance.date, sheets)


def written(title: str, mark: str, date: str, sheets: Iterable[Sheet]) -> bytes:
    """The bytes of sheets, made on a day; a draft has its ``mark`` on each page."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        # A year or a month begins on its first day.
        day = dt.datetime.fromisoformat(f"{date}-01-01"[:10]).replace(tzinfo=dt.UTC)
        book.set_properties({"title": xml_safe(title)[:255], "created": day})
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, book.sheetnames))
            if mark:
                page.set_header(f"&R{mark}")
            _fill(book, page, sheet)
            if sheet.to_fill:
                _offer(book, page, sheet)
    return stream.getvalue()


def _sheet_name(name: str, taken: Collection[str]) -> str:
    """A name as Excel allows it: up to 31 characters, without its signs, none twice."""
    clean = re.sub(r"[\[\]:*?/\\']", " ", one_line(xml_safe(name)))[:31].strip() or "–"
    # Names without case must differ, and Excel keeps this one to itself.
    if clean.casefold() in {other.casefold() for other in (*taken, "History")}:
        clean = f"{clean[:27]} ({len(taken) + 1})"
    return clean


def _fill(book: Any, page: Any, sheet: Sheet) -> None:
    wrap = {
        "text_wrap": True,
        "valign": "top",
        "num_format": "@",
        "bottom": 1,
        "bottom_color": "#c8ccd0",
    }
    plain = book.add_format(wrap)
    whole, tenths, day = (
        book.add_format({**wrap, "num_format": form})
        for form in ("0", "0.0", "yyyy-mm-dd")
    )
    link = book.add_format({**wrap, "font_color": "#0b5567", "underline": 1})
    head = book.add_format({**wrap, "bold": True, "bottom": 1, "bg_color": "#eceff1"})
    answer = book.add_format({**wrap, "locked": False, "bg_color": "#fff8e1"})
    coloured = _formats_of_statuses(book, wrap) if sheet.statuses else {}
    for column, (title, width) in enumerate(sheet.columns):
        cells = answer if column in sheet.to_fill else plain
        page.set_column(column, column, width, plain)
        page.write_string(0, column, _cell(title), head)
        for number, row in enumerate(sheet.rows):
            by_status = column == 3 and sheet.statuses
            style = coloured[sheet.statuses[number]] if by_status else cells
            match row[column]:
                case int() as value:
                    page.write_number(number + 1, column, value, whole)
                case float() as value:
                    page.write_number(number + 1, column, value, tenths)
                case dt.date() as value:
                    page.write_datetime(number + 1, column, value, day)
                case Link() as told:
                    address, shown = xml_safe(told.address), xml_safe(str(told))
                    page.write_url(number + 1, column, address, link, shown)
                case text:
                    page.write_string(number + 1, column, _cell(text), style)
    # « 9* » is a number of the document, so it is a text: no green corner shall say
    # otherwise.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.freeze_panes(1, 2 if sheet.statuses else 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    _lay_out_print(page, sheet)


_DARK = {"stated", "reported", "partial", "interpreted", "contested", "refused"}
"""The signs of the bar on which white is read better than black."""


def _formats_of_statuses(book: Any, wrap: dict[str, object]) -> dict[str, Any]:
    """The format of a cell with a status, coloured as in the bar, by its sign."""
    formats = {}
    for status, (*_signs, colour) in SIGNS.items():
        font = "#ffffff" if status in _DARK else "#000000"
        formats[status] = book.add_format(
            {**wrap, "bg_color": colour, "font_color": font}
        )
    return formats


def _lay_out_print(page: Any, sheet: Sheet) -> None:
    """Print a sheet across A4 pages, as large as it can be read."""
    page.repeat_rows(0)
    # What a row is about is on each page that it goes on.
    page.repeat_columns(0, 1 if sheet.statuses else 0)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.print_across()
    page.set_print_scale(_PRINTED_AT)
    page.set_footer("&L&A&R&P / &N")


def _offer(book: Any, page: Any, sheet: Sheet) -> None:
    """Lock a sheet but for the columns to fill in, and offer texts for some."""
    lists = book.add_worksheet("-")
    lists.hide()
    for at, (column, texts) in enumerate(sheet.to_fill.items()):
        for number, text in enumerate(texts):
            lists.write_string(number, at, _cell(text))
        if texts:
            name = xl_col_to_name(at, col_abs=True)
            offered = {
                "validate": "list",
                "source": f"='-'!{name}$1:{name}${len(texts)}",
            }
            # Whoever types « oui » or a new name is asked, not stopped.
            page.data_validation(
                1, column, len(sheet.rows), column, offered | {"error_type": "warning"}
            )
    allowed = ("format_columns", "format_rows", "autofilter", "sort")
    page.protect(options=dict.fromkeys(allowed, True))


def _cell(text: str) -> str:
    """A text as XML can hold it, and no longer than a cell can be."""
    clean = xml_safe(text)
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return clean
    return (
        units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT
    )

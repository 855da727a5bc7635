"""Sheets: XLSX as its cells are shown, by openpyxl, and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl

from jamplan.documents.colours import LEAST_SIZE, WHITE, are_alike
from jamplan.documents.textblocks import STRUCK, BlockKind, TextBlock, row
from jamplan.language.folding import as_mark, without_calls


def read_workbook(data: bytes) -> list[TextBlock]:
    """The blocks of a workbook by openpyxl, without hidden sheets, rows and columns."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    blocks: list[TextBlock] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        is_narrow = sheet.sheet_format.defaultColWidth == 0
        hidden = set(range(1, sheet.max_column + 1) if is_narrow else ())
        for group in sheet.column_dimensions.values():
            columns = range(group.min or 0, (group.max or 0) + 1)
            hidden.difference_update(columns)
            hidden.update(columns if group.hidden or group.width == 0 else ())
        table = (
            ()
            if _is_hidden(sheet, number)
            else [_shown(cell) for at, cell in enumerate(cells, 1) if at not in hidden]
            for number, cells in enumerate(sheet.iter_rows(), 1)
        )
        if rows := list(_rows(table)):
            blocks += [
                TextBlock(kind=BlockKind.HEADING, text=sheet.title, level=1),
                *rows,
            ]
    return blocks


def _is_hidden(sheet: Any, number: int) -> bool:
    """Whether a row is hidden, by itself or as all without height on its sheet."""
    shown = sheet.row_dimensions[number]
    return (
        shown.hidden
        or shown.height == 0
        or (sheet.sheet_format.zeroHeight and not shown.height)
    )


def read_csv(text: str) -> list[TextBlock]:
    """The blocks of a CSV file, with any separator."""
    first = text[:20_000]
    delimiter = max(";\t,|", key=first.count)
    csv.field_size_limit(10_000_000)
    return list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _rows(table: Iterable[Sequence[object]]) -> Iterator[TextBlock]:
    """Rows that have text: an empty row ends a table only in print."""
    first = True
    for number, cells in enumerate(table, 1):
        if block := row(cells, first=first):
            yield replace(block, line_number=number)
            first = False


def _shown(cell: Any) -> object:
    """What a cell shows: its value in its format.

    It shows nothing if its text has the colour of the cell.
    """
    value, form = cell.value, cell.number_format
    # openpyxl gives a text in several types as a list.
    parts = value if isinstance(value, list) else [value]
    seen = [
        STRUCK if _is_unseen(getattr(part, "font", cell.font), cell) else part
        for part in parts
    ]
    if value is None or form == ";;;" or set(map(str, seen)) == {STRUCK}:
        return None
    if isinstance(value, datetime):
        return _date(value, form)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number_shown(value, form)
    return _rich_text(seen) if isinstance(value, list) else value


def _is_unseen(font: Any, cell: Any) -> bool:
    """Whether letters are struck out, too small, or of their cell's known colour."""
    if font.strike or (font.sz or LEAST_SIZE) < LEAST_SIZE:
        return True
    sheet, fill = cell.parent, cell.fill
    # The styles of tables and conditions may give another ground.
    if font.color is None or sheet.tables or sheet.conditional_formatting:
        return False
    ground = {None: WHITE, "solid": _colour(fill.fgColor)}.get(fill.fill_type, "")
    return are_alike(_colour(font.color), ground)


def _colour(colour: Any) -> str:
    """A colour as figures; of a theme or palette, white alone is known."""
    # The first colour of a theme is that of the sheet, those numbered 1 and 9 are
    # white.
    is_white = (colour.type, colour.value) in {
        ("theme", 0),
        ("indexed", 1),
        ("indexed", 9),
    }
    return WHITE if is_white and not colour.tint else str(colour.value)


def _number_shown(value: float, form: str) -> object:
    """A number as its format shows it, but for what parts thousands.

    That sign is the reader's own.
    """
    forms = [
        _IN_FORM.sub(lambda sign: sign[sign.lastindex or 0], part)
        for part in form.split(";")
    ]
    own = 1 if value < 0 else 2 * (value == 0)
    parsed = _DIGITS.fullmatch(forms[own if own < len(forms) else 0])
    if parsed is None or not abs(value) < _LARGEST:
        return int(value) if isinstance(value, float) and value.is_integer() else value
    before, whole, point, after = parsed.groups(default="")
    exact = abs(Decimal(repr(value))) * (100 if "%" in before + after else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-len(point)), ROUND_HALF_UP)
    digits, _, decimals = f"{rounded:f}".partition(".")
    least = point.count("0")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    minus, sign = "-" * (value < 0 and len(forms) == 1), "." * bool(decimals)
    digits = digits.zfill(whole.count("0"))
    return f"{minus}{before}{digits}{sign}{decimals}{after}".strip()


_LARGEST = 1e15
"""Numbers from there on have more figures than a sheet keeps."""
# What a format has between its digits: a text, a sign, a currency; and what is not
# printed.
_IN_FORM = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|_.()|\*.()|\[[^\]]*\]()')
_DIGITS = re.compile(r"([^#0?.,EGdhmsy@/]*)([#0?,]*[#0?])(?:\.([#0?]+))?([^#0?.,E@/]*)")
_DATE_PARTS = {
    "yyyy": "{:%Y}",
    "yy": "{:%y}",
    "mm": "{:%m}",
    "dd": "{:%d}",
    "m": "{0.month}",
    "d": "{0.day}",
}
_DATE = re.compile(r"((?:(?:yyyy|yy|mm?|dd?)(?:[ /.\-]|$|(?=;@))){3})(?:;@)?")


def _date(value: datetime, form: str) -> str:
    """A day as its cell shows it, by numbers; else ISO 8601, with any time."""
    parsed = _DATE.fullmatch(_IN_FORM.sub(lambda sign: sign[sign.lastindex or 0], form))
    if parsed and form != _LOCAL_DATE:
        return re.sub(
            r"[ymd]+", lambda part: _DATE_PARTS[part[0]].format(value), parsed[1]
        )
    return str(value.date()) if value.time() == time() else str(value)


_LOCAL_DATE = "mm-dd-yy"
"""What Excel writes for the short date of the reader's country."""


def _rich_text(parts: Sequence[Any]) -> str:
    """A text in several types, with raised figures as such."""
    texts = (
        part
        if isinstance(part, str)
        else as_mark(part.text)
        if part.font.vertAlign == "superscript"
        else part.text
        for part in parts
    )
    return without_calls("".join(texts)).lstrip(STRUCK)

"""A spreadsheet's file read as rows of texts: CSV as Excel and LibreOffice write it, or XLSX.

Nothing here knows what the columns mean: whoever calls says which row is the one with the titles.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from openpyxl import load_workbook

from jamplan.documents.kinds import FileKind, kind_of
from jamplan.documents.limits import Unread, UnreadError

LIMIT_ROWS = 100_000
LIMIT_COLUMNS = 500
HEAD = 20
"""In how many rows from the top the one with the titles is looked for."""

Cells = tuple[str, ...]
IsHead = Callable[[Sequence[str]], bool]


class FileFault(StrEnum):
    """Why a file gives no rows."""

    EMPTY = "empty"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    OTHER_FORMAT = "other-format"
    """A workbook of another kind: XLS or ODS."""
    NOT_A_TABLE = "not-a-table"
    """No text, or a picture or a document."""
    QUOTATION_MARK = "quotation-mark"
    """A quotation mark that is opened and never closed, or closed within a cell; ``row`` is where."""
    NO_HEAD = "no-head"
    COLUMN_TWICE = "column-twice"
    """One of the form's columns stands twice; ``limit`` is the second title."""


class FileFaultError(Exception):
    """A file gives no rows: why, in which row where that is known, and the limit that is passed."""

    def __init__(self, code: FileFault, *, row: int = 0, limit: str = "") -> None:
        super().__init__(code, row, limit)
        self.code = code
        self.row = row
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one sheet that are not empty, each with its number as the spreadsheet counts."""

    sheet: str | None
    """The sheet's name; None in CSV, which has one."""
    head: Cells
    """The row with the titles."""
    rows: tuple[tuple[int, Cells], ...]
    """Those below it."""


def read_rows(data: bytes, is_head: IsHead) -> Rows:
    """The rows of the first sheet that has a row with the titles, which ``is_head`` knows.

    Cells are texts without white space around them: a whole number without a point, true and false as
    ``true`` and ``false``, a date as ISO 8601 has it; a formula is what it came to when the file was
    saved. Raises :class:`FileFaultError`, and :class:`UnreadError` on what harms or is damaged.
    """
    if not data.strip():
        raise FileFaultError(FileFault.EMPTY)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"PK\x03\x04")):
        # The first are old Office files, and new ones under a password.
        return _workbook(data, is_head)
    return _text(_decoded(data), is_head)


# CSV


def _decoded(data: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, else in Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data or data.startswith((b"%PDF", b"\x89PNG", b"{\\rtf")):
        raise FileFaultError(FileFault.NOT_A_TABLE)
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileFaultError(FileFault.NOT_A_TABLE)


def _text(text: str, is_head: IsHead) -> Rows:
    """The rows of a CSV text, by the first separator with which a row has the titles."""
    faults = []
    for separator in (",", ";", "\t"):
        try:
            head = _head(_csv(text, separator), is_head)
        except FileFaultError as fault:
            faults.append(fault)
            continue
        if head is not None:
            return _below(None, head, _csv(text, separator))
    broken = [fault for fault in faults if fault.code is FileFault.QUOTATION_MARK]
    raise broken[0] if len(broken) == 3 else FileFaultError(FileFault.NO_HEAD)


def _csv(text: str, separator: str) -> Iterator[Cells]:
    # Strict: a quotation mark that is never closed would swallow all rows below it, unseen.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise FileFaultError(FileFault.QUOTATION_MARK, row=number) from None
        if row is None:
            return
        yield _trimmed(row)


# XLSX


def _workbook(data: bytes, is_head: IsHead) -> Rows:
    try:
        kind = kind_of(data, ".xlsx")
    except UnreadError as error:
        if error.why is Unread.FORMAT:
            raise FileFaultError(FileFault.OTHER_FORMAT) from None
        raise
    if kind is not FileKind.XLSX:
        raise FileFaultError(FileFault.OTHER_FORMAT)
    try:
        with warnings.catch_warnings():
            # On styles and extensions, which no cell's text depends on.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                return _first_sheet(book.worksheets, is_head)
            finally:
                book.close()
    except (FileFaultError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a damaged part fails in any of a dozen ways
        raise UnreadError(Unread.DAMAGED) from None


def _first_sheet(sheets: Iterable[object], is_head: IsHead) -> Rows:
    for sheet in sheets:
        # What a sheet says of its size is often wrong.
        sheet.reset_dimensions()  # type: ignore[attr-defined]
        cells = sheet.iter_rows  # type: ignore[attr-defined]
        head = _head(_sheet(cells), is_head)
        if head is not None:
            return _below(str(sheet.title), head, _sheet(cells))  # type: ignore[attr-defined]
    raise FileFaultError(FileFault.NO_HEAD)


def _sheet(cells: Callable[..., Iterable[Iterable[object]]]) -> Iterator[Cells]:
    for row in cells(values_only=True):
        yield _trimmed(_as_text(cell) for cell in row)


def _as_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case _:
            return str(cell)


# Both


def _head(rows: Iterable[Cells], is_head: IsHead) -> int | None:
    """Which row has the titles, counted from 1."""
    numbered = enumerate(islice(rows, HEAD), start=1)
    return next((number for number, row in numbered if is_head(row)), None)


def _trimmed(cells: Iterable[str]) -> Cells:
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _below(sheet: str | None, head: int, rows: Iterable[Cells]) -> Rows:
    titles: Cells = ()
    found = []
    for number, row in enumerate(rows, start=1):
        if len(row) > LIMIT_COLUMNS:
            raise FileFaultError(FileFault.TOO_MANY_COLUMNS, row=number, limit=str(LIMIT_COLUMNS))
        if number == head:
            titles = row
        elif number > head and row:
            found.append((number, row))
        if len(found) > LIMIT_ROWS:
            raise FileFaultError(FileFault.TOO_MANY_ROWS, row=number, limit=str(LIMIT_ROWS))
    return Rows(sheet, titles, tuple(found))

"""Tables read back from what a spreadsheet saved: a folder of CSV files, one of them, or a workbook.

Which dialect a CSV is in (delimiter, encoding, line ends) is seen from the file. A workbook is read for
its values: no formula is computed, no macro runs, no address is followed.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from jamplan.intake.reading.kinds import check_workbook
from jamplan.intake.reading.limits import USUAL, Limits, Unread, UnreadError
from jamplan.sourcefiles import Fault as Unreadable
from jamplan.sourcefiles import SourceFileError, read_bytes
from jamplan.text.formulas import without_mark

Given = str | int | float | bool | dt.date | dt.time | None
"""A cell as a spreadsheet has it."""

LIMIT_ROWS = 200_000
"""How many rows of a table are read."""
_DELIMITERS = (",", ";", "\t")
_WORKBOOKS = {".xlsx", ".xlsm"}
_OTHERS = {".ods", ".xls", ".xlsb", ".numbers"}
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NARROW_ENCODING = "cp1252"
"""What a French Excel saves « CSV (séparateur : point-virgule) » in: it has not all characters."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row and its number in the file, from 1, the header being one."""

    number: int
    cells: tuple[Given, ...]
    formulas: frozenset[int] = frozenset()
    """The places of cells that hold a formula; their values are those that were saved with it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was saved: its name, the file it is in, its header and its other rows."""

    name: str
    file: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    narrow: bool = False
    """Whether it is in :data:`NARROW_ENCODING`, which has not all characters."""
    european: bool = False
    """Whether its numbers have a comma and its dates the day first."""
    workbook: bool = False
    """Whether it is a sheet of a workbook, in which an export marks no cells."""


class Fault(StrEnum):
    """Why a file cannot be read as tables."""

    NO_TABLES = "no-tables"
    OTHER_WORKBOOK = "other-workbook"
    TOO_LARGE = "too-large"
    """It has too many rows."""
    NOT_A_TABLE = "not-a-table"
    LIBRARY_MISSING = "library-missing"
    """What reads workbooks is not installed."""


class UnreadableError(Exception):
    """A file cannot be read as tables."""

    def __init__(self, fault: Fault, path: str) -> None:
        super().__init__(f"{path}: {fault}")
        self.fault = fault
        self.path = path


def read_tables(path: Path, limits: Limits = USUAL) -> tuple[Sheet, ...]:
    """The tables of a folder of CSV files, of one CSV file, or of a workbook, by their names.

    Raises :class:`~jamplan.sourcefiles.SourceFileError` where the system does not let a file be read or
    it is too large, and as :func:`tables_of`.
    """
    if not path.is_dir():
        return tables_of(read_bytes(path, limits.size), path, limits)
    # What some systems leave beside files is hidden: « ._proposals.csv ».
    try:
        names = sorted(each.name for each in path.iterdir() if each.suffix.lower() == ".csv")
    except OSError as error:
        raise SourceFileError(Unreadable.UNREADABLE, path, error.strerror or "") from None
    files = [path / name for name in names if not name.startswith(".")]
    if not files:
        raise UnreadableError(Fault.NO_TABLES, str(path))
    return tuple(_csv(read_bytes(each, limits.size), each) for each in files)


def tables_of(data: bytes, path: Path, limits: Limits) -> tuple[Sheet, ...]:
    """The tables of the bytes of a CSV file or a workbook, which is at ``path``.

    Raises :class:`UnreadableError`, and :class:`UnreadError` on a workbook that harms or is damaged.
    """
    if path.suffix.lower() in _OTHERS:
        raise UnreadableError(Fault.OTHER_WORKBOOK, str(path))
    # The last are old Office files, and new ones under a password.
    if path.suffix.lower() in _WORKBOOKS or data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return tuple(_workbook(data, path, limits))
    if path.suffix.lower() not in {".csv", ".txt", ".tsv"}:
        raise UnreadableError(Fault.NO_TABLES, str(path))
    return (_csv(data, path),)


# CSV


def _csv(data: bytes, path: Path) -> Sheet:
    text, narrow = _decoded(data)
    first = text.partition("\n")[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        # Excel's own way to name the delimiter.
        text = text.partition("\n")[2]
    delimiter = _delimiter(text)
    limit = csv.field_size_limit(max(len(text), 1))
    try:
        rows = list(_csv_rows(text, delimiter))
    except csv.Error:
        raise UnreadableError(Fault.NOT_A_TABLE, str(path)) from None
    finally:
        csv.field_size_limit(limit)
    header = tuple(rows[0][1]) if rows else ()
    cells = (SheetRow(number, tuple(without_mark(cell) for cell in row)) for number, row in rows[1:])
    return Sheet(
        name=path.stem,
        file=path.name,
        header=tuple(name.strip() for name in header),
        rows=tuple(row for row in cells if any(row.cells)),
        narrow=narrow,
        european=delimiter == ";",
    )


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, row in enumerate(reader, start=1):
        if number > LIMIT_ROWS:
            raise csv.Error
        yield number, row


def _decoded(data: bytes) -> tuple[str, bool]:
    """A file's text, and whether it can be in the narrow encoding: nothing shows that it is UTF."""
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), False
    try:
        # What has been replaced by « ? » leaves no sign of its encoding.
        return data.decode("utf-8"), data.isascii()
    except UnicodeDecodeError:
        return data.decode(NARROW_ENCODING, errors="replace"), True


def _delimiter(text: str) -> str:
    """What parts the cells of the header: names of columns hold none of the delimiters."""
    head = text.lstrip("\r\n").splitlines()[:1]
    return max(_DELIMITERS, key=lambda each: head[0].count(each) if head else 0)


# Workbooks


def _workbook(data: bytes, path: Path, limits: Limits) -> Iterable[Sheet]:
    try:
        check_workbook(data, limits)
    except UnreadError as error:
        if error.why is Unread.FORMAT:
            raise UnreadableError(Fault.OTHER_WORKBOOK, str(path)) from None
        raise
    try:
        import openpyxl
    except ImportError:
        raise UnreadableError(Fault.LIBRARY_MISSING, str(path)) from None
    try:
        values, formulas = (
            openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False
            )
            for data_only in (True, False)
        )
        if len(_names(values)) <= limits.pages:
            return [_sheet(values, formulas, name, path) for name in _names(values)]
    except (UnreadableError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook raises whatever its parts do
        raise UnreadError(Unread.DAMAGED) from None
    raise UnreadError(Unread.PAGES, str(limits.pages))


def _names(book: Any) -> Sequence[str]:
    return [sheet.title for sheet in book.worksheets]


def _sheet(values: Any, formulas: Any, name: str, path: Path) -> Sheet:
    header: tuple[str, ...] = ()
    rows: list[SheetRow] = []
    for sheet in (values[name], formulas[name]):
        sheet.reset_dimensions()
    pairs = zip(values[name].iter_rows(values_only=True), formulas[name].iter_rows(), strict=False)
    for number, (row, cells) in enumerate(pairs, start=1):
        if not header:
            header = tuple("" if cell is None else str(cell).strip() for cell in row)
            continue
        if all(cell is None for cell in row) and not any(_is_formula(cell) for cell in cells):
            # Some programs write a last row a million below.
            continue
        if number > LIMIT_ROWS:
            raise UnreadableError(Fault.TOO_LARGE, str(path))
        computed = frozenset(place for place, cell in enumerate(cells) if _is_formula(cell))
        rows.append(SheetRow(number, tuple(_value(cell) for cell in row), computed))
    return Sheet(name=name, file=path.name, header=header, rows=tuple(rows), workbook=True)


def _is_formula(cell: Any) -> bool:
    return getattr(cell, "data_type", None) == "f"


def _value(cell: Any) -> Given:
    if isinstance(cell, str | int | float | bool | dt.date | dt.time) or cell is None:
        return cell
    return str(cell)

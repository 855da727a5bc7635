"""A document of any format as blocks; each sheet of a workbook is a table under a heading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jamplan.corpus.findings import Finding, UnreadError
from jamplan.documents.filebytes import FileKind, decoded, kind_of
from jamplan.documents.textblocks import BlockKind, TextBlock, row
from jamplan.language.folding import as_mark, without_calls


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as blocks with the marks of print, and what could not be read of it."""

    blocks: list[TextBlock]
    doubts: list[Finding] = field(default_factory=list)


def read_source(data: bytes, suffix: str) -> Reading:
    """Read a file of any format.

    To be called in a subprocess, by :mod:`jamplan.documents.jobs`. Raises :class:`UnreadError`, or
    anything if the file is damaged.
    """
    kind = kind_of(data, suffix)
    if kind is FileKind.PDF:
        from jamplan.documents import pdf

        reading = Reading(*pdf.read(data))
    else:
        reading = Reading(_read(data, kind))
    if not any(block.line for block in reading.blocks):
        raise UnreadError("document-empty")
    return reading


def _read(data: bytes, kind: FileKind) -> list[TextBlock]:
    if kind is FileKind.DOCX:
        from jamplan.documents import word

        return word.read(data)
    if kind is FileKind.XLSX:
        return read_workbook(data)
    text = decoded(data) or ""
    if kind is FileKind.CSV:
        return read_csv(text)
    from jamplan.documents import markup

    if kind is FileKind.HTML:
        return markup.read_html(text)
    return markup.read(text) if kind is FileKind.MARKDOWN else markup.read_plain(text)


def read_workbook(data: bytes) -> list[TextBlock]:
    """The blocks of a workbook by openpyxl, without hidden sheets, rows and columns."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    blocks: list[TextBlock] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        hidden = {
            number
            for group in sheet.column_dimensions.values()
            if group.hidden or group.width == 0
            for number in range(group.min or 0, (group.max or 0) + 1)
        }
        table = (
            ()
            if sheet.row_dimensions[number].hidden or sheet.row_dimensions[number].height == 0
            else [_shown(cell) for at, cell in enumerate(cells, 1) if at not in hidden]
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
        )
        if rows := list(_rows(table)):
            blocks += [TextBlock(kind=BlockKind.HEADING, text=sheet.title, level=1), *rows]
    return blocks


def read_csv(text: str) -> list[TextBlock]:
    """The blocks of a CSV file, with any separator."""
    first = text[:20_000]
    delimiter = max(";\t,|", key=first.count)
    csv.field_size_limit(10_000_000)
    return list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _rows(table: Iterable[Sequence[object]]) -> Iterator[TextBlock]:
    """Rows that have text; an empty row ends a table only in print, so it is left out."""
    first = True
    for number, cells in enumerate(table, 1):
        if block := row(cells, first=first):
            yield replace(block, line_number=number)
            first = False


def _shown(cell: Any) -> object:
    """The value of a cell, with the raised figures of a text as such."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, list):
        # openpyxl gives a text in several types as a list.
        parts = (
            part
            if isinstance(part, str)
            else as_mark(part.text)
            if part.font.vertAlign == "superscript"
            else part.text
            for part in cell
        )
        return without_calls("".join(parts))
    return cell

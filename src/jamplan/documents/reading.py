"""A document of any format as blocks; each sheet of a workbook is a table under a heading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from jamplan.corpus.findings import UnreadError
from jamplan.documents.filebytes import FileKind, decoded, kind_of
from jamplan.documents.textblocks import BlockKind, TextBlock, row


def read_source(data: bytes, suffix: str) -> tuple[list[str], list[TextBlock]]:
    """The pages of a PDF as lines of print, else none, and the blocks of any file.

    To be called in a subprocess, by :mod:`jamplan.documents.jobs`. Raises :class:`UnreadError`, or
    anything if the file is damaged.
    """
    printed: list[str] = []
    kind = kind_of(data, suffix)
    if kind is FileKind.PDF:
        from jamplan.documents import pdf

        pages = pdf.parse(data)
        printed, blocks = [page.text for page in pages], pdf.read(pages)
    else:
        blocks = _read(data, kind)
    if not any(block.line for block in blocks):
        raise UnreadError("document-empty")
    return printed, blocks


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
    """The blocks of a workbook by openpyxl; hidden sheets are left out."""
    import openpyxl

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
    """The blocks of a CSV file, with any separator."""
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

"""A document of any format as blocks."""

from __future__ import annotations

from collections.abc import Sequence

from jamplan.corpus.findings import UnreadError
from jamplan.documents.encodings import decoded
from jamplan.documents.kinds import FileKind, kind_of
from jamplan.documents.textblocks import TextBlock


def read_blocks(data: bytes, suffix: str) -> list[TextBlock]:
    """The blocks of a file. Raises :class:`UnreadError`, or anything if the file is damaged.

    To be called in a subprocess, by :mod:`jamplan.documents.jobs`.
    """
    kind = kind_of(data, suffix)
    return _with_text(_read(data, kind))


def read_source(data: bytes, suffix: str) -> tuple[list[str], list[TextBlock]]:
    """The pages of a PDF as lines of print, else none, and the blocks of any file."""
    if kind_of(data, suffix) is not FileKind.PDF:
        return [], read_blocks(data, suffix)
    from jamplan.documents import pdf

    pages = pdf.parse(data)
    return [page.text for page in pages], _with_text(pdf.read(pages))


def _with_text(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    if not any(block.line for block in blocks):
        raise UnreadError("document-empty")
    return list(blocks)


def _read(data: bytes, kind: FileKind) -> Sequence[TextBlock]:
    if kind is FileKind.PDF:
        from jamplan.documents import pdf

        return pdf.read(pdf.parse(data))
    if kind is FileKind.DOCX:
        from jamplan.documents import word

        return word.read(data)
    if kind is FileKind.XLSX:
        from jamplan.documents import sheets

        return sheets.read_workbook(data)
    text = decoded(data) or ""
    if kind is FileKind.CSV:
        from jamplan.documents import sheets

        return sheets.read_csv(text)
    if kind is FileKind.HTML:
        from jamplan.documents import web

        return web.read(text)
    from jamplan.documents import markup

    return markup.read(text) if kind is FileKind.MARKDOWN else markup.read_plain(text)

"""A document of any format as blocks."""

from __future__ import annotations

from collections.abc import Sequence

from jamplan.documents.blocks import Block
from jamplan.documents.encodings import decoded
from jamplan.documents.kinds import FileKind, kind_of
from jamplan.documents.limits import Unread, UnreadError


def read_blocks(data: bytes, suffix: str) -> list[Block]:
    """The blocks of a file. Raises :class:`UnreadError`, or anything if the file is damaged.

    To be called in a subprocess, by :mod:`jamplan.documents.jobs`.
    """
    kind = kind_of(data, suffix)
    blocks = list(_read(data, kind))
    if not blocks:
        raise UnreadError(Unread.EMPTY)
    return blocks


def _read(data: bytes, kind: FileKind) -> Sequence[Block]:
    if kind is FileKind.PDF:
        from jamplan.documents import pdf

        return pdf.read(data)
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
    from jamplan.documents import markdown

    return markdown.read(text) if kind is FileKind.MARKDOWN else markdown.read_plain(text)

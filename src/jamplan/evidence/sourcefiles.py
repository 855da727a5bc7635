"""A local copy of a source as text, in which quotes are looked for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from jamplan.documents.encodings import decoded
from jamplan.documents.filebytes import read_bytes
from jamplan.documents.jobs import read_source_text
from jamplan.documents.kinds import FileKind, kind_of


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source, page by page."""

    pages: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    """The same in order of reading: print has columns and tables."""
    has_lines: bool = True
    """Whether the lines of the pages are those of the file or of print."""


def read_source(path: Path) -> SourceText:
    """Read a copy of a source of any format that is imported.

    A PDF has its pages, a text those that form feeds part, any other format one page.

    Raises :class:`UnreadError` if there is no text.
    """
    data = read_bytes(path)
    if kind_of(data, path.suffix) is FileKind.TEXT:
        pages = (decoded(data) or "").split("\f")
        if len(pages) > 1 and not pages[-1].strip():
            # A form feed ends a page; after the last one there is none.
            del pages[-1]
        return SourceText(tuple(pages))
    printed, blocks = read_source_text(data, path.suffix)
    if not printed:
        return SourceText(("\n".join(block.line for block in blocks),), has_lines=False)
    by_page: defaultdict[int, list[str]] = defaultdict(list)
    for block in blocks:
        by_page[block.page or 1].append(block.line)
    paragraphs = tuple("\n".join(by_page[number]) for number in range(1, len(printed) + 1))
    return SourceText(printed, paragraphs)

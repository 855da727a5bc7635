"""Blocks: the result of every reader of files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum


class BlockKind(StrEnum):
    """Kinds of blocks."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "item"
    ROW = "row"
    NOTE = "note"
    """A footnote: read, so that it can be quoted, but in no item's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One heading, paragraph, list item, table row or footnote, with the page that it begins on."""

    kind: BlockKind
    text: str = ""
    page: int | None = None
    level: int = 0
    """Of a heading, 1 to 6; of a list item, its depth from 0; of a row, 1 if a table begins with it."""
    marker: str = ""
    """Of a list item, as printed: « • », « 12. », « a) »."""
    cells: tuple[str, ...] = ()
    """Of a row; ``text`` is then empty."""
    bold: bool = False
    line_number: int | None = field(default=None, compare=False)
    """Of a row of a sheet: its number there."""

    @property
    def line(self) -> str:
        """All its text in one line, with the marker of a list item."""
        if self.kind is BlockKind.ROW:
            return " | ".join(cell for cell in self.cells if cell)
        return f"{self.marker} {self.text}".strip()


SOFT = "\u00ad"
_DIVIDED = re.compile(rf"(\w+){SOFT}(\w+)")


def without_soft_hyphens(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Blocks whose divided words are written as elsewhere in the document, else without a hyphen."""
    words = Counter(
        word for block in blocks for word in re.findall(r"\w+(?:-\w+)*", block.line.lower())
    )

    def whole(match: re.Match[str]) -> str:
        plain, hyphenated = match[1] + match[2], f"{match[1]}-{match[2]}"
        return hyphenated if words[hyphenated.lower()] > words[plain.lower()] else plain

    return [
        replace(block, text=_DIVIDED.sub(whole, block.text)) if SOFT in block.text else block
        for block in blocks
    ]


_ENDS = re.compile(r"[.:;!?…»”)\]]\s*$")


def joined(blocks: Iterable[TextBlock]) -> list[TextBlock]:
    """Blocks with the paragraphs put together that a line, column or page break cuts.

    A paragraph that begins with a small letter continues a text that has no end.
    """
    result: list[TextBlock] = []
    # Footnotes and rows between two halves do not end a sentence.
    last_text: int | None = None
    for block in blocks:
        if (
            block.kind is BlockKind.PARAGRAPH
            and last_text is not None
            and block.text[:1].islower()
            and not _ENDS.search(result[last_text].text)
        ):
            before = result[last_text]
            result[last_text] = replace(before, text=glued(before.text, block.text))
            continue
        result.append(block)
        if block.kind not in {BlockKind.NOTE, BlockKind.ROW}:
            last_text = len(result) - 1
        elif block.kind is BlockKind.ROW:
            last_text = None
    return result


def glued(first: str, second: str) -> str:
    """Two lines as one. A hyphen between them becomes a soft one: it may be of print."""
    if re.search(r"\w[-‐]$", first) and second[:1].islower():
        return f"{first[:-1]}{SOFT}{second}"
    return f"{first} {second}".strip()


def row(cells: Sequence[object], *, page: int | None = None, first: bool = False) -> TextBlock | None:
    """A row of a table, without the empty cells at its end; None if all are empty."""
    texts = [" ".join(str(cell).split()) if cell is not None else "" for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if not texts:
        return None
    return TextBlock(kind=BlockKind.ROW, cells=tuple(texts), page=page, level=int(first))


BULLET = re.compile(
    r"[•●○▪▫■□◦‣⁃➢➤➔→✓✔❖◆►▶·\uf000-\uf0ff*]+\s*|[-–—]\s+|[-–—](?=[A-Za-zÀ-ÿ])|[oüØ§]\s+(?=[A-Za-zÀ-ÿ])"
)
_ORDERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:\s+|(?=[A-ZÀ-Ýa-zà-ÿ«]))")


def split_marker(text: str, *, ordered: bool = False) -> tuple[str, str]:
    """The marker that a text begins with, or an empty one, and the rest.

    Numbers and letters count as markers only if ``ordered``.
    """
    match = BULLET.match(text) or (_ORDERED.match(text) if ordered else None)
    if match is None or match.end() == len(text):
        return "", text
    marker = match[0].strip()
    # Bullets of symbol fonts have no meaning of their own.
    return ("•" if "\uf000" <= marker[0] <= "\uf0ff" else marker), text[match.end() :].strip()

"""Blocks: what every reader makes of a file, and the Markdown that prints them and reads back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import takewhile


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
    return (
        TextBlock(kind=BlockKind.ROW, cells=tuple(texts), page=page, level=int(first))
        if texts
        else None
    )


_PAGE = "<!-- page {} -->"


def as_markdown(blocks: Sequence[TextBlock]) -> str:
    """Markdown that a person can correct, and that ``markup.read`` reads to the same blocks."""
    parts: list[str] = []
    page: int | None = None
    width = 0
    in_table = False
    for number, block in enumerate(blocks):
        if block.page is not None and block.page != page:
            page = block.page
            parts.append(f"\n{PAGE.format(page)}\n")
            in_table = False
        if block.kind is BlockKind.ROW:
            begins = bool(block.level) or not in_table
            if begins:
                width = _width(blocks[number:])
                parts.append("" if block.level else f"\n{CONTINUED}\n")
            parts.append(_table_row(block.cells, width))
            if begins:
                parts.append("|" + " --- |" * width)
        else:
            parts.append(f"\n{_markdown(block)}\n")
        in_table = block.kind is BlockKind.ROW
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip("\n") + "\n" if parts else ""


PAGE = "<!-- page {} -->"
CONTINUED = "<!-- table continued -->"
NOTE = "[^]"


def _width(blocks: Sequence[TextBlock]) -> int:
    """The number of columns of the table that begins these blocks."""
    rows = takewhile(lambda block: block.kind is BlockKind.ROW, blocks)
    return max(len(block.cells) for block in rows)


def _table_row(cells: Sequence[str], width: int) -> str:
    texts = [_escaped(cell).replace("|", r"\|") for cell in cells] + [""] * (width - len(cells))
    return f"| {' | '.join(texts)} |"


def _markdown(block: TextBlock) -> str:
    # Markdown has few markers: that of a list item is part of the text.
    text = _escaped(block.line)
    if block.bold and text:
        text = f"**{text}**"
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * (block.level or 1)} {text}"
        case BlockKind.LIST_ITEM:
            return f"{'    ' * block.level}- {text}"
        case BlockKind.NOTE:
            return f"{NOTE} {text}"
        case _:
            return text


_SIGNS = re.compile(r"[\\`*_\[\]<>&{}~#]|^[-+#=|:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]")


def _escaped(text: str) -> str:
    """Text whose signs mean nothing in Markdown."""
    return _SIGNS.sub(lambda match: "\\" + match[0], text)

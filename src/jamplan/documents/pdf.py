"""PDF by liteparse: its blocks, cut again before lines of print that begin an item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from liteparse import LiteParse, ParseError

from jamplan.corpus.findings import UnreadError
from jamplan.documents.starts import ITEM_WORDS, begins_line, is_numbered, label
from jamplan.documents.textblocks import (
    BULLET,
    BlockKind,
    TextBlock,
    glued,
    joined,
    row,
    split_marker,
    without_soft_hyphens,
)


@dataclass(frozen=True, slots=True, eq=False)
class PrintedPiece:
    """A piece of a line of print, as the PDF draws it."""

    text: str
    letters: str
    """The text without spaces, the marker of a list item and a hyphen at the end."""
    x: float
    right: float
    y: float
    middle: float
    height: float
    bold: bool


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of print."""

    text: str
    y: float
    height: float
    bold: bool
    width: float = 0.0
    gap: float = 0.0
    """The widest space between two of its pieces."""

    @property
    def middle(self) -> float:
        """Its vertical position on the page."""
        return self.y + self.height / 2


def parse(data: bytes) -> list[Any]:
    """The pages of a PDF, as liteparse gives them. Raises :class:`UnreadError` if it is encrypted."""
    try:
        return list(LiteParse(ocr_enabled=False, quiet=True, extract_blocks=True).parse(data).pages)
    except ParseError as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise UnreadError("document-encrypted") from None
        raise


def read(pages: Sequence[Any]) -> list[TextBlock]:
    """The blocks of the pages of a PDF. Raises :class:`UnreadError` if they are pictures alone."""
    heights: Counter[float] = Counter()
    for page in pages:
        for item in page.text_items:
            heights[round(item.height, 1)] += len(item.text)
    body = heights.most_common(1)[0][0] if heights else 0.0
    blocks = [block for page in pages for block in _page(page, body)]
    if not any(block.line for block in blocks):
        raise UnreadError("document-scanned")
    return without_soft_hyphens(joined(blocks))


def _page(page: Any, body: float) -> list[TextBlock]:
    """The blocks of a page; ``body`` is the height of most of the document's text."""
    pieces = [_piece(item) for item in page.text_items if item.text.strip()]
    blocks_at: dict[int, list[TextBlock]] = {}
    loose: list[tuple[float, TextBlock]] = []
    printed = ""
    # Tables last: a frame around a page is taken for a table, and its text is given twice.
    order = sorted(enumerate(page.blocks or []), key=lambda pair: pair[1].kind == "table")
    for index, block in order:
        is_table = block.kind == "table"
        plain = _unmarked("\n".join(block.lines) if block.lines else block.text or "")
        letters = _letters(plain)
        taken = _of_block(block, pieces, None if is_table else letters)
        pieces = [piece for piece in pieces if piece not in taken] if taken else pieces
        lines = _lines(taken)
        if is_table:
            blocks_at[index], broken = _table(block, lines, page.page_num)
            loose += broken
        elif block.kind in {"rule", "figure"} or not letters or (not lines and letters in printed):
            continue
        else:
            blocks_at[index] = list(_text(block, plain, lines, page, body))
            printed += letters
    blocks = [
        (_top(page.blocks[index]), block) for index in sorted(blocks_at) for block in blocks_at[index]
    ]
    # liteparse takes a label that is repeated at pages' tops for a running head.
    lost = [line for line in _lines(pieces) if _is_label(line.text)]
    for line in [*loose, *_paragraphs(lost, page.page_num)]:
        at = next((n for n, (top, _) in enumerate(blocks) if top > line[0]), len(blocks))
        blocks.insert(at, line)
    return [block for _, block in blocks]


def _is_label(text: str) -> bool:
    parsed = label(text)
    return parsed is not None and parsed.family in ITEM_WORDS


def _piece(item: Any) -> PrintedPiece:
    text = item.text.strip()
    letters = _letters(split_marker(text)[1]).rstrip("-‐") or text
    return PrintedPiece(
        text=item.text,
        letters=letters,
        x=item.x,
        right=item.x + item.width,
        y=item.y,
        middle=item.y + item.height / 2,
        height=item.height,
        bold=bool(_BOLD.search(item.font_name or "")) or (item.font_weight or 400) >= 600,
    )


def _top(block: Any) -> float:
    return float(block.bbox.y) if block.bbox is not None else 0.0


def _letters(text: str) -> str:
    return "".join(text.split())


def _of_block(block: Any, pieces: Sequence[PrintedPiece], letters: str | None) -> list[PrintedPiece]:
    """The pieces of a block: those in its region whose text it has, or all of them if it is a table.

    A heading's region may be that of its first line, so pieces just below are looked at too.
    """
    if block.bbox is None:
        return []
    left, top = block.bbox.x - 3, block.bbox.y - 2
    right, bottom = left + block.bbox.width + 6, top + block.bbox.height + 4
    if letters is None:
        return [piece for piece in pieces if top <= piece.middle <= bottom and left <= piece.x <= right]
    wide, low = max(right, left + 400), bottom + (60 if block.kind == "heading" else 0)
    taken = []
    for piece in pieces:
        if not (top <= piece.middle <= low and left <= (piece.x + piece.right) / 2 <= wide):
            continue
        outside = piece.middle > bottom or piece.x > right
        if piece.text.strip() == block.marker or (
            piece.letters in letters and not (outside and len(piece.letters) < 4)
        ):
            taken.append(piece)
    return taken


def _lines(pieces: Sequence[PrintedPiece]) -> list[PrintedLine]:
    """Pieces as lines of print, without the raised digits that call footnotes."""
    rows: list[list[PrintedPiece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        last = rows[-1][-1] if rows else None
        if last is not None and piece.middle - last.middle < 0.45 * max(piece.height, last.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = []
    for printed in rows:
        printed.sort(key=lambda piece: piece.x)
        height = max(piece.height for piece in printed)
        text, end, bold, letters, gap = "", printed[0].x, 0, 0, 0.0
        for piece in printed:
            raised = piece.height < 0.75 * height and re.fullmatch(r"[\d, ]{1,5}", piece.text)
            if not (raised and text):
                # A gap of a tenth of the height divides words.
                text += (" " if text and piece.x - end > 0.1 * height else "") + piece.text
                letters += len(piece.text)
                bold += len(piece.text) if piece.bold else 0
            gap = max(gap, piece.x - end)
            end = piece.right
        width = end - printed[0].x
        lines.append(
            PrintedLine(" ".join(text.split()), printed[0].y, height, 2 * bold > letters, width, gap)
        )
    return lines


_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)


def _text(
    block: Any, plain: str, lines: list[PrintedLine], page: Any, body: float
) -> Iterator[TextBlock]:
    """A heading, paragraph or list item, cut before lines that begin an item."""
    taken = sum(len(_letters(line.text)) for line in lines)
    letters = len(_letters(plain))
    if not lines or not 0.8 * letters <= taken + len(block.marker or "") <= 1.25 * letters + 5:
        # The lines are not those of the block: columns overlap, or letters were drawn twice.
        lines = [PrintedLine(text, _top(block), body, block.bold) for text in plain.split("\n")]
    # Notes are printed smaller (en-aiopp: 0.87, en-disorder and sn-cc-*: 0.83 and less), and low.
    small = max(line.height for line in lines) < 0.9 * body and lines[0].y > 0.45 * page.height
    if small and block.kind != "heading":
        yield TextBlock(kind=BlockKind.NOTE, text=_whole(lines), page=page.page_num)
        return
    parts: list[list[PrintedLine]] = [[lines[0]]]
    pitch = min((line.y - before.y for before, line in pairwise(lines)), default=0.0)
    for before, line in pairwise(lines):
        ended = before.bold != line.bold and re.search(r"[.:;!?]$", before.text)
        is_section = is_numbered(line.text) and (
            block.kind == "heading" or re.search(r"[.;:!?]$", before.text) is not None
        )
        # A heading in the type of the text is a line apart from it (en-covid-m1-resp).
        is_apart = line.y - before.y > 1.5 * pitch > line.height
        if begins_line(line.text) or ended or is_section or is_apart:
            parts.append([line])
        else:
            parts[-1].append(line)
    for number, part in enumerate(parts):
        yield _block(block, part, page.page_num, first=number == 0)


def _block(block: Any, lines: list[PrintedLine], page: int, *, first: bool) -> TextBlock:
    text, bold = _whole(lines), all(line.bold for line in lines)
    if block.kind == "heading" and (first or is_numbered(text)):
        return TextBlock(
            kind=BlockKind.HEADING, text=text, page=page, level=block.level or 1, bold=bold
        )
    listed = first and block.kind == "list_item"
    marker, rest = split_marker(text, ordered=listed)
    if marker or listed:
        marker, level = marker or block.marker or "•", (block.level or 0) if listed else 0
        return TextBlock(
            kind=BlockKind.LIST_ITEM, text=rest, page=page, level=level, marker=marker, bold=bold
        )
    return TextBlock(kind=BlockKind.PARAGRAPH, text=text, page=page, bold=bold)


def _whole(lines: Sequence[PrintedLine]) -> str:
    text = ""
    for line in lines:
        text = glued(text, line.text) if text else line.text
    return text


def _unmarked(text: str) -> str:
    """Text without the signs of Markdown that liteparse adds."""
    text = re.sub(r"(?<!\\)\*+|<br\s*/?>", " ", text)
    return re.sub(r"\\([\\`*_{}\[\]<>#+\-.!|()~])", r"\1", text).strip()


def _table(
    block: Any, lines: list[PrintedLine], page: int
) -> tuple[list[TextBlock], list[tuple[float, TextBlock]]]:
    """The rows of a table; prose that was taken for a table as paragraphs, with their tops.

    Justified text and framed pages are taken for tables (four reports of Senegal's Cour des comptes).
    """
    table = ([block.header] if block.header else []) + block.rows
    rows: list[TextBlock] = []
    # If frames overlap, most of the text has been read already.
    in_cells = sum(len(_letters(cell.text)) for cells in table for cell in cells)
    few = 2 * sum(len(_letters(line.text)) for line in lines) < in_cells
    if few or max((len(cells) for cells in table), default=0) < 2:
        return rows, list(_paragraphs(lines, page))
    prose: list[PrintedLine] = list(lines)
    for printed in table:
        boxes = [cell.bbox for cell in printed if cell.bbox is not None]
        top = min((box.y for box in boxes), default=0.0) - 1
        bottom = max((box.y + box.height for box in boxes), default=0.0) + 1
        inside = [line for line in lines if top <= line.middle <= bottom]
        cells = tuple(_in_cell(_unmarked(cell.text)) for cell in printed)
        if not _is_prose(inside, cells, block.bbox.width):
            prose = [line for line in prose if line not in inside]
            if block_row := row(cells, page=page, first=not rows):
                rows.append(block_row)
    return rows, list(_paragraphs(prose, page))


_BROKEN = re.compile(r"(?<=\w)([-‐]) (?!(?:and|or|to|et|ou) )(?=[a-z])")
"""A word that a line of print ends in; not « short- and long-term »."""


def _in_cell(text: str) -> str:
    """The text of a cell in one line. Its narrow lines break words at hyphens that they have."""
    return _BROKEN.sub(r"\1", " ".join(text.split()))


def _is_prose(lines: Sequence[PrintedLine], cells: Sequence[str], width: float) -> bool:
    """Whether the lines of a row are those of a text: they fill the table's width without wide gaps.

    Words of justified text are up to 0.8 of a line's height apart (sn-cc-goree-2022); columns of
    narrow tables are further apart on most lines (en-aiopp-resp, en-nist600).
    """
    if any(_is_label(line.text) for line in lines) and not any(_is_label(cell) for cell in cells):
        return True
    long = [line for line in lines if line.width > 0.6 * width]
    if not long:
        filled = [cell for cell in cells if any(sign.isalnum() for sign in cell)]
        return len(filled) == 1 and _is_label(filled[0])
    return 10 * sum(line.gap < 0.8 * line.height for line in long) >= 6 * len(long)


def _paragraphs(lines: Sequence[PrintedLine], page: int) -> Iterator[tuple[float, TextBlock]]:
    """Lines as paragraphs, with their tops: cut at labels, bullets, changes of weight and wide gaps."""
    parts: list[list[PrintedLine]] = []
    for line in lines:
        before = parts[-1][-1] if parts else None
        if (
            before is None
            or begins_line(line.text)
            or BULLET.match(line.text)
            or before.bold != line.bold
            or line.y - before.y > 2.2 * line.height
        ):
            parts.append([line])
        else:
            parts[-1].append(line)
    for part in parts:
        text, bold = _whole(part), part[0].bold
        marker, rest = split_marker(text)
        kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
        yield part[0].y, TextBlock(kind=kind, text=rest, marker=marker, page=page, bold=bold)

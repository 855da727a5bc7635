"""PDF as blocks: those of liteparse, whose text is put together anew from the pieces of print."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from jamplan.corpus.findings import Finding, UnreadError
from jamplan.documents.columns import (
    PagePart,
    columns_of,
    paragraphs_of,
    table_parts,
    text_of,
    words_of,
)
from jamplan.documents.placing import Placed, Region, place
from jamplan.documents.printed import (
    Discard,
    PrintedLine,
    PrintedPage,
    is_page_number,
    lines_of,
    parse,
    running_lines,
)
from jamplan.documents.starts import begins_line, is_numbered
from jamplan.documents.textblocks import (
    BlockKind,
    TextBlock,
    continued,
    is_bullet,
    split_marker,
)


def read(data: bytes) -> tuple[list[TextBlock], list[Finding]]:
    """The blocks of a PDF, and what could not be read or placed.

    Raises :class:`UnreadError` if it is encrypted, or if its pages are pictures alone.
    """
    pages = parse(data)
    heights: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            heights[round(piece.height, 1)] += len(piece.text)
    if not heights:
        raise UnreadError("document-scanned")
    body = heights.most_common(1)[0][0]
    placed = [place(page) for page in pages]
    _discard_heads(placed)
    blocks = [block for page in placed for block in _page(page, body)]
    return continued(blocks), list(_doubts(placed, body))


_SMALL = 0.9
"""Of the height of the text: notes are printed smaller (en-aiopp: 0.87, en-disorder: 0.83)."""


def _discard_heads(placed: Sequence[Placed]) -> None:
    """Discard lines in no block that run through the pages; liteparse leaves page headers out."""
    rests = [(page, lines_of(page.rest)) for page in placed]
    running = running_lines([[*map(page.page.edge, lines)] for page, lines in rests])
    for number, (page, lines) in enumerate(rests):
        for at, line in enumerate(lines):
            if (number, at) in running or (is_page_number(line.text) and line is lines[-1]):
                page.page.discard(Discard.RUNNING, line.pieces)
                page.rest[:] = [piece for piece in page.rest if piece not in line.pieces]


def _doubts(placed: Sequence[Placed], body: float) -> Iterator[Finding]:
    """Lines in no block, and pages that are pictures."""
    lines = [
        (page.page.number, line.text)
        for page in placed
        for line in lines_of(page.rest)
        if line.height >= _SMALL * body and len(words_of(line.text)) >= 3
    ]
    if lines:
        pages = tuple(dict.fromkeys(page for page, _ in lines))
        yield Finding("lines-unread", details={"pages": pages, "words": lines[0][1][:60]})
    if pictures := tuple(page.page.number for page in placed if page.page.is_scan):
        yield Finding("pages-pictured", details={"pages": pictures})


def _page(placed: Placed, body: float) -> Iterator[TextBlock]:
    """The blocks of a page; ``body`` is the height of most of the document's text."""
    page = placed.page
    regions: defaultdict[int, list[Region]] = defaultdict(list)
    for region in placed.regions:
        if region.pieces:
            regions[region.block].append(region)
    parts: list[PagePart] = []
    for number in sorted(regions):
        block = page.blocks[number]
        if block.kind == "table":
            parts += table_parts(block, regions[number], page.number)
        else:
            for lines in columns_of(lines_of(regions[number][0].pieces)):
                parts.append(PagePart(lines, list(_text(number, lines, page, body))))
    columns = [
        part for column in placed.columns for part in paragraphs_of(lines_of(column), page.number)
    ]
    if columns:
        at = _place_of(columns[0], parts)
        parts[at:at] = columns
    for rest in paragraphs_of(lines_of(placed.rest), page.number):
        parts.insert(_place_of(rest, parts), _as_note(rest, body))
    for before, part in zip((None, *parts), parts, strict=False):
        first, *others = part.blocks
        if before is not None and part.goes_on(before):
            first = replace(first, continues=1)
        yield from (first, *others)


def _place_of(part: PagePart, parts: Sequence[PagePart]) -> int:
    """Where a part belongs among others: after the last one that begins above it in its column."""
    above = [n for n, other in enumerate(parts, 1) if other.is_above(part.lines[0])]
    return max(above, default=0)


def _as_note(part: PagePart, body: float) -> PagePart:
    """Small print in no block is a note; larger print, such as labels that liteparse drops, is text."""
    if part.lines[0].height >= _SMALL * body:
        return part
    return PagePart(part.lines, [replace(block, kind=BlockKind.NOTE) for block in part.blocks])


def _text(
    number: int, lines: Sequence[PrintedLine], page: PrintedPage, body: float
) -> Iterator[TextBlock]:
    """A heading, paragraph or list item, cut before lines that begin an item."""
    block = page.blocks[number]
    beside = [*page.blocks[max(0, number - 1) : number], *page.blocks[number + 1 : number + 2]]
    alone = all(other.kind != "list_item" for other in beside)
    small = median(line.height for line in lines) < _SMALL * body and lines[0].y > 0.45 * page.height
    if small and block.kind != "heading":
        yield TextBlock(kind=BlockKind.NOTE, text=text_of(lines), page=page.number)
        return
    parts: list[list[PrintedLine]] = [[lines[0]]]
    goes_on = [0]
    pitch = min((line.y - before.y for before, line in pairwise(lines)), default=0.0)
    for before, line in pairwise(lines):
        has_end = before.text.endswith((".", ":", ";", "!", "?"))
        ended = before.bold != line.bold and has_end
        is_section = is_numbered(line.text) and (block.kind == "heading" or has_end)
        # A heading in the type of the text is a line apart from it.
        is_apart = line.y - before.y > 1.5 * pitch > line.height
        is_marked = len(line.pieces) > 1 and is_bullet(line.pieces[0].text)
        if begins_line(line.text) or ended or is_section or is_apart or is_marked:
            parts.append([line])
            goes_on.append(int(not has_end and not is_apart))
        else:
            parts[-1].append(line)
    for at, (part, follows) in enumerate(zip(parts, goes_on, strict=True)):
        made = _block(block, part, page.number, first=at == 0, alone=alone)
        yield replace(made, continues=follows)


def _block(
    block: Any, lines: Sequence[PrintedLine], page: int, *, first: bool, alone: bool
) -> TextBlock:
    text, bold = text_of(lines), all(line.bold for line in lines)
    if block.kind == "heading" and (first or is_numbered(text)):
        return TextBlock(
            kind=BlockKind.HEADING, text=text, page=page, level=block.level or 1, bold=bold
        )
    # A bold line with a number is a section's title, if no list is around it.
    listed = first and block.kind == "list_item" and not (alone and bold and block.ordered)
    marker, rest = split_marker(text, ordered=listed)
    if listed and not marker and block.marker and text.startswith(block.marker):
        marker, rest = block.marker, text.removeprefix(block.marker).strip()
    if marker or listed:
        marker, level = marker or "•", (block.level or 0) if listed else 0
        return TextBlock(
            kind=BlockKind.LIST_ITEM, text=rest, page=page, level=level, marker=marker, bold=bold
        )
    return TextBlock(kind=BlockKind.PARAGRAPH, text=text, page=page, bold=bold)

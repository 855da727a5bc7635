"""PDF as blocks: those of liteparse, whose text is put together anew from the pieces of print."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import Any

from jamplan.corpus.findings import Finding, UnreadError
from jamplan.documents import printed, textblocks
from jamplan.documents.placing import Placed, Region, place
from jamplan.documents.printed import PrintedLine, PrintedPage, PrintedPiece, parse
from jamplan.documents.starts import begins_line, is_numbered, start
from jamplan.documents.textblocks import BULLET, ENDS, GAP, BlockKind, TextBlock, row
from jamplan.language.folding import without_calls


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
    return textblocks.continued(blocks), list(_doubts(placed, body))


_SMALL = 0.9
"""Of the height of the text: notes are printed smaller (en-aiopp: 0.87, en-disorder: 0.83)."""


def _discard_heads(placed: Sequence[Placed]) -> None:
    """Discard lines in no block that run through the pages; liteparse leaves page headers out."""
    rests = [(page, printed.lines_of(page.rest)) for page in placed]
    running = printed.running_lines([[*map(page.page.edge, lines)] for page, lines in rests])
    for number, (page, lines) in enumerate(rests):
        for at, line in enumerate(lines):
            if (number, at) in running or (printed.is_page_number(line.text) and line is lines[-1]):
                page.page.discard(printed.Discard.RUNNING, line.pieces)
                page.rest[:] = [piece for piece in page.rest if piece not in line.pieces]


def _doubts(placed: Sequence[Placed], body: float) -> Iterator[Finding]:
    """Lines in no block, and pages that are pictures."""
    lines = [
        (page.page.number, line.text)
        for page in placed
        for line in printed.lines_of(page.rest)
        if line.height >= _SMALL * body and len(_words_of(line.text)) >= 3
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
            parts += _table_parts(block, regions[number], page.number)
        else:
            for lines in _columns_of(printed.lines_of(regions[number][0].pieces)):
                parts.append(PagePart(lines, list(_text(number, lines, page, body))))
    columns = [
        part
        for column in placed.columns
        for part in _paragraphs_of(printed.lines_of(column), page.number, gap=" ")
    ]
    tables = [[*_rows(table, page.number, {})] for table in placed.tables]
    for run in filter(None, (columns, *tables)):
        at = _place_of(run[0], parts)
        parts[at:at] = run
    for rest in _paragraphs_of(printed.lines_of(placed.rest), page.number):
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
        yield TextBlock(kind=BlockKind.NOTE, text=_text_of(lines), page=page.number)
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
        is_marked = len(line.pieces) > 1 and textblocks.is_bullet(line.pieces[0].text)
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
    text, bold = _text_of(lines), all(line.bold for line in lines)
    if block.kind == "heading" and (first or is_numbered(text)):
        return TextBlock(
            kind=BlockKind.HEADING, text=text, page=page, level=block.level or 1, bold=bold
        )
    # A bold line with a number is a section's title, if no list is around it.
    listed = first and block.kind == "list_item" and not (alone and bold and block.ordered)
    marker, rest = textblocks.split_marker(text, ordered=listed)
    if listed and not marker and block.marker and text.startswith(block.marker):
        marker, rest = block.marker, text.removeprefix(block.marker).strip()
    if marker or listed:
        marker, level = marker or "•", (block.level or 0) if listed else 0
        return TextBlock(
            kind=BlockKind.LIST_ITEM, text=rest, page=page, level=level, marker=marker, bold=bold
        )
    return TextBlock(kind=BlockKind.PARAGRAPH, text=text, page=page, bold=bold)


# Columns, tables and paragraphs of printed lines, which liteparse did not see or saw elsewhere.


@dataclass(frozen=True, slots=True)
class PagePart:
    """Lines of a page that belong together, and the blocks that are made of them."""

    lines: Sequence[PrintedLine]
    blocks: Sequence[TextBlock]

    def is_above(self, line: PrintedLine) -> bool:
        """Whether it begins above a line, in its column."""
        left, right = min(one.x for one in self.lines), max(one.right for one in self.lines)
        return self.lines[0].y < line.y and left < line.right and line.x < right

    def goes_on(self, before: PagePart) -> bool:
        """Whether the paragraph of the part before goes on: its last line is full, this one next.

        liteparse parts a paragraph whose first sentence is bold.
        """
        last, line = before.lines[-1], self.lines[0]
        if {before.blocks[-1].kind, self.blocks[0].kind} & {BlockKind.ROW, BlockKind.NOTE}:
            return False
        ended = last.text.endswith(ENDS)
        steps = [after.y - one.y for part in (before, self) for one, after in pairwise(part.lines)]
        highest = 1.1 * min(steps, default=0.0) if ended else 1.6 * line.height
        return (
            0 < line.y - last.y < highest
            and abs(line.x - last.x) < 3 * line.height
            and last.right > 0.9 * max(one.right for one in self.lines)
        )


def _text_of(lines: Sequence[PrintedLine]) -> str:
    """Lines as one text, without the marks of footnotes."""
    text = ""
    for line in lines:
        text = textblocks.glued(text, line.text) if text else line.text
    return without_calls(text)


def _words_of(text: str) -> list[str]:
    """The words of two letters or more."""
    return re.findall(r"[^\W\d_]{2,}", text)


def _columns_of(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """The lines of a block, parted into columns if a gap goes down through all of them.

    liteparse makes one block of two columns that are close to each other. Labels in the margin stay
    beside their text.
    """
    pieces = [piece for line in lines for piece in line.pieces]
    gutters = _gutters(lines)
    columns = [printed.lines_of(column) for column in _parted(pieces, gutters)]
    if len(columns) == 2 and all(_is_bare_label(line.text) for line in columns[0]):
        yield list(_with_labels(*columns))
    else:
        yield from columns


def _parted(pieces: Sequence[PrintedPiece], gutters: Sequence[float]) -> list[list[PrintedPiece]]:
    """Pieces by the column that they are in."""
    columns: list[list[PrintedPiece]] = [[] for _ in range(len(gutters) + 1)]
    for piece in pieces:
        columns[bisect(gutters, (piece.x + piece.right) / 2)].append(piece)
    return columns


def _gutters(lines: Sequence[PrintedLine]) -> list[float]:
    """Where gaps go down through all lines, from left to right."""
    pieces = [piece for line in lines for piece in line.pieces]
    for before, piece in (pair for line in lines for pair in pairwise(line.pieces)):
        middle = (before.right + piece.x) / 2
        # Spaces between words have a quarter of the height, of justified text up to 0.8.
        if any(one.x - 0.2 * one.height < middle < one.right + 0.2 * one.height for one in pieces):
            continue
        left, right = (printed.lines_of(column) for column in _parted(pieces, [middle]))
        # A column of markers or numbers has fewer letters than two words, and is none.
        if all(sum(len(_words_of(line.text)) >= 2 for line in side) >= 2 for side in (left, right)):
            return [*_gutters(left), middle, *_gutters(right)]
        if all(_is_bare_label(line.text) for line in left):
            return [middle]
    return []


def _is_bare_label(text: str) -> bool:
    """Whether a line is a label or a code and nothing else."""
    parsed = start(text)
    return parsed is not None and not parsed.title and begins_line(text)


def _with_labels(labels: Sequence[PrintedLine], lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Lines, with each label of the margin before the text beside it, though it may be set lower.

    That text begins at the widest space above the label's line (en-nist600).
    """
    pitch = min((after.y - line.y for line, after in pairwise(lines)), default=0.0)
    rest = list(lines)
    for label in labels:
        above = [line for line in rest if line.middle < label.middle - 0.45 * label.height]
        spaces = [
            (after.y - line.y, n)
            for n, (line, after) in enumerate(pairwise(rest), 1)
            if n <= len(above)
        ]
        widest, at = max(spaces, default=(0.0, 0))
        at = at if widest > 1.3 * pitch else 0
        yield from rest[:at]
        yield label
        rest = rest[at:]
    yield from rest


def _table_parts(block: Any, cells: Sequence[Region], page: int) -> Iterator[PagePart]:
    """The rows of a table; prose that was taken for a table as paragraphs.

    Justified text and framed pages are taken for tables (four reports of Senegal's Cour des comptes).
    """
    table = ([block.header] if block.header else []) + block.rows
    pieces = [piece for cell in cells for piece in cell.pieces]
    if max((len(cells) for cells in table), default=0) < 2:
        yield from _prose(pieces, page)
        return
    rows = [[cell for cell in cells if cell.cell and cell.cell[0] == at] for at in range(len(table))]
    is_prose = [_is_prose(row, block.bbox.width) for row in rows]
    real = [cell for row, prose in zip(rows, is_prose, strict=True) if not prose for cell in row]
    gutters = _gutters_of(real)
    first = True
    for prose, group in groupby(zip(is_prose, rows, strict=True), key=itemgetter(0)):
        if prose:
            yield from _prose(
                [piece for _, row in group for cell in row for piece in cell.pieces], page
            )
            continue
        for _, regions in group:
            above, text, below = _across(regions)
            yield from _rows(above, page, gutters, first=first)
            yield from _prose(text, page)
            yield from _rows(below, page, gutters, first=first and not above)
            first = False


def _rows(
    cells: Sequence[Region], page: int, gutters: Mapping[int, Sequence[float]], *, first: bool = True
) -> Iterator[PagePart]:
    """The rows of a table, or of a part of one, each column parted as in the whole table."""
    for _, group in groupby(cells, key=lambda cell: cell.cell and cell.cell[0]):
        pieces = {cell.cell[1]: cell.pieces for cell in group if cell.cell}
        # In the narrow lines of a cell, words of justified text are as far apart as columns.
        texts = [
            _text_of(printed.lines_of(part)).replace(GAP, " ")
            for number in range(max([*pieces, *gutters]) + 1)
            for part in _parted(pieces.get(number, []), gutters.get(number, []))
        ]
        lines = printed.lines_of([piece for part in pieces.values() for piece in part])
        if block_row := row(texts, page=page, first=first):
            yield PagePart(lines, [block_row])
            first = False


def _gutters_of(cells: Sequence[Region]) -> dict[int, list[float]]:
    """Where each column of a table is parted, because it holds several."""
    columns: defaultdict[int, list[PrintedPiece]] = defaultdict(list)
    for cell in cells:
        if cell.cell is not None:
            columns[cell.cell[1]] += cell.pieces
    return {number: _gutters(printed.lines_of(columns[number])) for number in sorted(columns)}


def _across(cells: Sequence[Region]) -> tuple[list[Region], list[PrintedPiece], list[Region]]:
    """The cells of a row above lines of text that go across them, the text, and the cells below it.

    liteparse takes the text below a table for its last row (sn-cc-goree-2022), and text beside a chart
    for cells (sn-ofnac-2023).
    """
    owners = {id(piece): cell for cell in cells for piece in cell.pieces}
    lines = printed.lines_of([piece for cell in cells for piece in cell.pieces])

    def goes_across(line: PrintedLine) -> bool:
        # Words of justified text are up to 0.8 of a line's height apart (sn-cc-goree-2022).
        return any(
            run[-1].right > owners[id(run[0])].right + line.height
            and sum(len(piece.words) for piece in run) >= 4
            and (len(run) == 1 or printed.are_even(printed.gaps_of(run)))
            for run in line.runs(0.8 * line.height)
        )

    across = [at for at, line in enumerate(lines) if goes_across(line)]
    start, end = (across[0], across[-1] + 1) if across else (len(lines), len(lines))

    def cells_of(part: Sequence[PrintedLine]) -> list[Region]:
        pieces = [piece for line in part for piece in line.pieces]
        return [
            replace(cell, pieces=own)
            for cell in cells
            if (own := [piece for piece in pieces if owners[id(piece)] is cell])
        ]

    text = [piece for line in lines[start:end] for piece in line.pieces]
    return cells_of(lines[:start]), text, cells_of(lines[end:])


def _prose(pieces: Sequence[PrintedPiece], page: int) -> Iterator[PagePart]:
    for lines in _columns_of(printed.lines_of(pieces)):
        yield from _paragraphs_of(lines, page)


def _is_prose(cells: Sequence[Region], width: float) -> bool:
    """Whether the lines of a row are those of a text: they fill the table's width without wide gaps.

    Words of justified text are up to 0.8 of a line's height apart (sn-cc-goree-2022); columns of
    narrow tables are further apart on most lines (en-aiopp-resp, en-nist600).
    """
    lines = printed.lines_of([piece for cell in cells for piece in cell.pieces])
    begins = [printed.is_label(_text_of(printed.lines_of(cell.pieces))) for cell in cells]
    if any(printed.is_label(line.text) for line in lines) and not any(begins):
        return True
    long = [line for line in lines if line.width > 0.6 * width]
    if not long:
        return len(begins) == 1 and begins[0]
    return 10 * sum(line.gap < 0.8 * line.height for line in long) >= 6 * len(long)


def _paragraphs_of(lines: Sequence[PrintedLine], page: int, *, gap: str = GAP) -> Iterator[PagePart]:
    """Lines as paragraphs: cut at labels, bullets, changes of weight and wide gaps."""

    def begins(before: PrintedLine, line: PrintedLine) -> object:
        is_other = before.bold != line.bold or line.y - before.y > 2.2 * line.height
        return is_other or begins_line(line.text) or BULLET.match(line.text)

    for part in textblocks.parted(lines, begins):
        text, bold = _text_of(part).replace(GAP, gap), part[0].bold
        marker, rest = textblocks.split_marker(text)
        kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
        block = TextBlock(kind=kind, text=rest, marker=marker, page=page, bold=bold)
        yield PagePart(part, [block])

"""PDF as blocks: those of liteparse, whose text is put together anew from the pieces of print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from statistics import median
from typing import Any

from jamplan.corpus.findings import Finding, UnreadError
from jamplan.documents import printed, textblocks
from jamplan.documents.grids import Grid, Rows, grids_of, ruled
from jamplan.documents.printed import PrintedLine, PrintedPage, PrintedPiece, parse
from jamplan.documents.starts import begins_line, is_contents, is_numbered, start
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
    placed = [_place(page) for page in pages]
    blocks = [block for page in placed for block in _page(page, body)]
    return textblocks.continued(blocks), list(_doubts(placed, body))


_SMALL = 0.9
"""Of the height of the text: notes are printed smaller (en-aiopp: 0.87, en-disorder: 0.83)."""


_SPACED = 1.3
"""Of the pitch of lines: paragraphs are further from each other (LibreOffice: 1.38)."""


def _doubts(placed: Sequence[Placed], body: float) -> Iterator[Finding]:
    """Lines in no block, and pages that are pictures."""
    lines = [
        (page.page.number, line.text)
        for page in placed
        for line in printed.lines_of(page.rest)
        if line.height >= _SMALL * body and len(re.findall(r"[^\W\d_]{2,}", line.text)) >= 3
    ]
    if lines:
        pages = tuple(dict.fromkeys(page for page, _ in lines))
        yield Finding("lines-unread", details={"pages": pages, "words": lines[0][1][:60]})
    if pictures := tuple(page.page.number for page in placed if page.page.is_scan):
        yield Finding("pages-pictured", details={"pages": pictures})


def _page(placed: Placed, body: float) -> Iterator[TextBlock]:
    """The blocks of a page; ``body`` is the height of most of the document's text."""
    page = placed.page
    regions = {region.block: region for region in placed.regions if region.pieces}
    parts: list[PagePart] = []
    for number in sorted(regions):
        lines = _beside_labels(printed.lines_of(regions[number].pieces))
        # Tables are found by rules and gaps; justified text and framed pages are taken for some.
        if page.blocks[number].kind == "table":
            parts += _paragraphs_of(lines, page.number)
        else:
            parts.append(PagePart(lines, list(_text(number, lines, page, body))))
    texts = [
        [part for column in columns for part in _paragraphs_of(printed.lines_of(column), page.number)]
        for columns in placed.columns
    ]
    tables = [[*_rows(table, page.number)] for table in placed.tables]
    for run in filter(None, (*texts, *tables)):
        at = _place_of(run[0], parts)
        parts[at:at] = run
    lines = printed.lines_of(placed.rest)
    if lines and printed.is_page_number(lines[-1].text):
        del lines[-1]
    for rest in _paragraphs_of(lines, page.number):
        parts.insert(_place_of(rest, parts), _as_note(rest, body))
    for before, part in zip((None, *parts), parts, strict=False):
        first, *others = part.blocks
        goes_on = before is not None and part.goes_on(before)
        is_apart = before is not None and not goes_on and part.is_apart(before)
        yield replace(first, continues=int(goes_on), is_apart=is_apart)
        yield from others


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
        full = 0.9 * max(line.right for line in lines)
        for part in textblocks.parted(lines, lambda last, line: _begins_note(last, line, full)):
            yield TextBlock(kind=BlockKind.NOTE, text=_text_of(part), page=page.number)
        return
    parts = [([lines[0]], False, False)]
    pitch, right = _pitch(lines), max(line.right for line in lines)
    for before, line in pairwise(lines):
        is_entry = _is_entry(before)
        has_end = is_entry or before.text.endswith((".", ":", ";", "!", "?"))
        ended = before.bold != line.bold and has_end
        is_section = is_numbered(line.text) and (block.kind == "heading" or has_end)
        # A heading in the type of the text is a line apart from it.
        is_apart = line.bottom - before.bottom > _SPACED * pitch > line.height
        is_marked = len(line.pieces) > 1 and textblocks.is_bullet(line.pieces[0].text)
        is_broken = block.kind != "heading" and _is_broken(before, line, right)
        begins = is_entry or begins_line(line.text) or ended or is_section or is_apart or is_broken
        if begins or is_marked:
            parts.append(([line], not (has_end or is_apart), is_apart))
        else:
            parts[-1][0].append(line)
    for at, (part, goes_on, is_apart) in enumerate(parts):
        made = _block(block, part, page.number, first=at == 0, alone=alone)
        yield replace(made, continues=int(goes_on), is_apart=is_apart)


def _is_broken(before: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Whether a line ends before the middle of its text, and the next begins with a capital."""
    is_level = abs(line.x - before.x) < 3 * line.height
    return is_level and line.text[0].isupper() and 2 * (right - before.right) > right - before.x


def _is_entry(line: PrintedLine) -> bool:
    """Whether a line ends an entry of a table of contents."""
    return line.text[-1:].isdigit() and is_contents(line.text)


_NOTE = re.compile(r"(?:(?P<raised>[⁰¹²³⁴-⁹]+)|[(\[]?\d{1,3}[)\].]?)\s*(?:[A-ZÀ-Ý«“‘'\"(]|http)")


def _begins_note(before: PrintedLine, line: PrintedLine, full: float) -> bool:
    """Whether a line of small print begins with the number of a note: raised, or after a text's end."""
    begun = _NOTE.match(line.text)
    return bool(begun and (begun["raised"] or before.text.endswith(ENDS) or before.right < full))


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
        kinds = {before.blocks[-1].kind, self.blocks[0].kind}
        is_other = BlockKind.NOTE in kinds and (len(kinds) > 1 or _NOTE.match(line.text))
        if is_other or BlockKind.ROW in kinds or _is_entry(last):
            return False
        ended = last.text.endswith(ENDS)
        steps = [after.y - one.y for part in (before, self) for one, after in pairwise(part.lines)]
        highest = 1.1 * min(steps, default=0.0) if ended else 1.6 * line.height
        return (
            0 < line.y - last.y < highest
            and abs(line.x - last.x) < 3 * line.height
            and last.right > 0.9 * max(one.right for one in self.lines)
        )

    def is_apart(self, before: PagePart) -> bool:
        """Whether a space parts it from the part above it."""
        last, line = before.lines[-1], self.lines[0]
        pitch = min(filter(None, (_pitch(before.lines), _pitch(self.lines))), default=0.0)
        widest = _SPACED * max(pitch, line.height) if pitch else 2.2 * line.height
        return before.is_above(line) and line.bottom - last.bottom > widest


def _pitch(lines: Sequence[PrintedLine]) -> float:
    """The least distance between two lines of a text; 0 if it has a single one."""
    return min((line.bottom - before.bottom for before, line in pairwise(lines)), default=0.0)


def _text_of(lines: Sequence[PrintedLine]) -> str:
    """Lines as one text, without the marks of footnotes."""
    text = ""
    for at, line in enumerate(lines):
        # Only what is wide has to be looked at: few lines are.
        is_text = GAP in line.text and _is_stretched(at, lines)
        plain = line.text.replace(GAP, " ") if is_text else line.text
        text = textblocks.glued(text, plain) if text else plain
    return without_calls(text)


def _is_stretched(at: int, lines: Sequence[PrintedLine]) -> bool:
    """Whether a line of justified text has wide spaces: it is full, they are alike and its own."""
    line = lines[at]
    left, right = min(one.x for one in lines), max(one.right for one in lines)
    is_full = line.x - left < 2 * line.height and right - line.right < 2
    beside = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    middles = [(before.right + word.left) / 2 for before, word in pairwise(line.words)]
    is_own = any(not all(other.is_parted_at(middle) for other in beside) for middle in middles)
    return is_full and is_own and printed.are_even(printed.gaps_of(line.words))


def _beside_labels(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a block, with labels in the margin before the text beside them."""
    pieces = [piece for line in lines for piece in line.pieces]
    edge = max((piece.right for piece in pieces if _is_bare_label(piece.text)), default=0.0)
    labels = printed.lines_of([piece for piece in pieces if piece.right <= edge])
    rest = [piece for piece in pieces if piece.right > edge]
    is_margin = all(piece.x - 0.2 * piece.height > edge for piece in rest)
    if labels and rest and is_margin and all(_is_bare_label(line.text) for line in labels):
        return list(_with_labels(labels, printed.lines_of(rest)))
    return list(lines)


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
        above = sum(line.middle < label.middle - 0.45 * label.height for line in rest)
        near = enumerate(pairwise(rest[: above + 1]), 1)
        spaces = [(after.y - line.y, n) for n, (line, after) in near]
        widest, at = max(spaces, default=(0.0, 0))
        at = at if widest > 1.3 * pitch else 0
        yield from rest[:at]
        yield label
        rest = rest[at:]
    yield from rest


def _rows(table: Rows, page: int) -> Iterator[PagePart]:
    """The rows of a table."""
    first = True
    for cells in table:
        texts = [_text_of(printed.lines_of(pieces)) for pieces in cells]
        if block_row := row(texts, page=page, first=first):
            yield PagePart(printed.lines_of([*chain(*cells)]), [block_row])
            first = False


def _paragraphs_of(lines: Sequence[PrintedLine], page: int) -> Iterator[PagePart]:
    """Lines as paragraphs: cut at labels, bullets, changes of weight and wide gaps."""
    widest = _SPACED * _pitch(lines)

    def begins(before: PrintedLine, line: PrintedLine) -> object:
        space = line.bottom - before.bottom
        is_apart = space > (widest if widest > line.height else 2.2 * line.height)
        is_other = is_apart or before.bold != line.bold
        return is_other or begins_line(line.text) or BULLET.match(line.text)

    for part in textblocks.parted(lines, begins):
        text, bold = _text_of(part), part[0].bold
        marker, rest = textblocks.split_marker(text)
        kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
        block = TextBlock(kind=kind, text=rest, marker=marker, page=page, bold=bold)
        yield PagePart(part, [block])


# Each piece of print of a page in exactly one block, or in none. liteparse's blocks say what belongs
# together and in which order, but words are missing in their texts and some are in a block that they
# do not belong to. So a block is taken for its region and its letters: a piece goes to the region that
# holds it, and uses up its letters there.


@dataclass(slots=True, eq=False)
class Region:
    """Where a block is printed, with the letters that it has still to get."""

    block: int
    """The place of its block on the page."""
    left: float
    top: float
    right: float
    bottom: float
    letters: str
    is_heading: bool = False
    is_table: bool = False
    pieces: list[PrintedPiece] = field(default_factory=list)

    @property
    def area(self) -> float:
        """In square points."""
        return (self.right - self.left) * (self.bottom - self.top)

    def lies_in(self, other: Region) -> bool:
        """Whether it is a part of a larger region: liteparse takes stretched lines for columns."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        is_within = min(width, height) > 0 and width * height > 0.85 * self.area
        return is_within and other.area > 1.2 * self.area

    def holds(self, piece: PrintedPiece) -> bool:
        """Whether a piece is in the region, with two or three points around it."""
        return (
            self.top - 2 <= piece.middle <= self.bottom + 2
            and self.left - 3 <= piece.centre <= self.right + 3
        )

    def is_near(self, piece: PrintedPiece) -> bool:
        """Whether a piece is below the first line of a heading, whose region may be that line's."""
        is_below = self.top - 2 <= piece.middle <= self.bottom + _FURTHEST
        return self.is_heading and is_below and self.left - 3 <= piece.centre <= self.left + 400

    def lacks(self, piece: PrintedPiece) -> bool:
        """Whether the region has still to get the letters of a piece."""
        return bool(piece.letters) and piece.letters in self.letters

    def take(self, piece: PrintedPiece) -> None:
        """Put a piece into the region."""
        self.pieces.append(piece)
        self.letters = self.letters.replace(piece.letters or "\0", "\0", 1)


@dataclass(frozen=True, slots=True)
class Placed:
    """A page whose pieces are in the regions of its blocks; the rest is in no block."""

    page: PrintedPage
    regions: Sequence[Region]
    rest: list[PrintedPiece]
    columns: Sequence[Sequence[Sequence[PrintedPiece]]] = ()
    """Columns that the library mixes, which are in none of its blocks."""
    tables: Sequence[Rows] = ()


def _place(page: PrintedPage) -> Placed:
    """The pieces of a page in the regions of its blocks."""
    tables, pieces = ruled(page)
    grids = [grid for grid in grids_of(pieces, page.horizontal) if _is_mixed(grid, page.blocks)]
    tables += [grid.rows for grid in grids if grid.rows]
    apart = {id(piece) for grid in grids for piece in grid.pieces}
    regions = list(_regions(page.blocks))
    texts = [one for one in regions if not (one.is_table or one.is_heading)]
    regions = [one for one in regions if one.is_heading or not any(map(one.lies_in, texts))]
    # Tables last: a frame around a page is taken for one, and its text is given twice.
    regions.sort(key=lambda region: (region.is_table, region.area))
    # The longest first: their letters are found in few blocks.
    rest = [piece for piece in pieces if id(piece) not in apart]
    rest.sort(key=lambda piece: -len(piece.letters))
    rest = _take(rest, regions, lambda one, piece: one.holds(piece) and one.lacks(piece))
    rest = _take(rest, regions, lambda one, piece: one.is_near(piece) and one.lacks(piece))
    # What no region lacks is in the smallest one where it is printed.
    unplaced = list(_whole_lines(_take(rest, regions, Region.holds), regions))
    columns = [grid.columns for grid in grids if not grid.rows]
    return Placed(page, regions, unplaced, columns, tables)


_FURTHEST = 60
"""In points, from a region down to what may belong to it."""


def _take(
    pieces: Iterable[PrintedPiece],
    regions: Sequence[Region],
    wants: Callable[[Region, PrintedPiece], bool],
) -> list[PrintedPiece]:
    """Put pieces into the first region that wants them; return those that none wants."""
    rest = []
    for piece in pieces:
        region = next((one for one in regions if wants(one, piece)), None)
        rest += [] if region else [piece]
        if region:
            region.take(piece)
    return rest


def _is_mixed(grid: Grid, blocks: Iterable[Any]) -> bool:
    """Whether blocks read over the gaps of columns, or the grid is a table."""
    return bool(grid.rows) or any(
        block.bbox.x < gap.start
        and gap.end < block.bbox.x + block.bbox.width
        and block.bbox.y < grid.bottom
        and grid.top < block.bbox.y + block.bbox.height
        for block in blocks
        if block.kind not in {"rule", "figure"} and block.bbox
        for gap in grid.gaps
    )


def _whole_lines(rest: Sequence[PrintedPiece], regions: Sequence[Region]) -> Iterator[PrintedPiece]:
    """Put what is printed in one line without a gap into one text; return what is in none.

    liteparse parts a line at a change of height or weight (fr-rc).
    """
    owners = {id(piece): one for one in regions for piece in one.pieces}
    pieces = [piece for one in regions for piece in one.pieces]
    for line in printed.lines_of([*pieces, *rest]):
        # The words of a line are up to 0.6 of its height apart, columns 0.7 and more.
        for run in line.runs(0.6 * line.height):
            letters: Counter[Region] = Counter()
            for piece in run:
                if owner := owners.get(id(piece)):
                    letters[owner] += len(piece.letters)
            if not letters:
                yield from run
                continue
            text = letters.most_common(1)[0][0]
            for piece in run:
                if (owner := owners.get(id(piece))) is not text:
                    text.take(piece)
                    if owner:
                        owner.pieces.remove(piece)


def _regions(blocks: Sequence[Any]) -> Iterator[Region]:
    for number, block in enumerate(blocks):
        box = block.bbox
        if block.kind in {"rule", "figure"} or box is None:
            continue
        is_table = block.kind == "table"
        cells = chain(block.header or (), *block.rows) if is_table else ()
        texts = [cell.text for cell in cells] or block.lines or [block.text or ""]
        letters = "".join("".join([block.marker or "", *texts]).split())
        ends = box.x, box.y, box.x + box.width, box.y + box.height
        yield Region(number, *ends, letters, block.kind == "heading", is_table)

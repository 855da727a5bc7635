"""Each piece of print of a page in exactly one block, or in none.

liteparse's blocks say what belongs together and in which order, but words are missing in their texts
and some are in a block that they do not belong to. So a block is taken for its region and its letters:
a piece goes to the region that holds it, and uses up its letters there.
"""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import Any

from jamplan.documents.pdfium import Rule, Word
from jamplan.documents.printed import PrintedPage, PrintedPiece, lines_of, parts_of
from jamplan.documents.textblocks import parted


@dataclass(slots=True, eq=False)
class Region:
    """Where a block or a cell of a table is printed, with the letters that it has still to get."""

    block: int
    """The place of its block on the page."""
    left: float
    top: float
    right: float
    bottom: float
    letters: str
    is_heading: bool = False
    cell: tuple[int, int] | None = None
    """Row and column, of a cell."""
    pieces: list[PrintedPiece] = field(default_factory=list)

    @property
    def area(self) -> float:
        """In square points."""
        return (self.right - self.left) * (self.bottom - self.top)

    def holds(self, piece: PrintedPiece) -> bool:
        """Whether a piece is in the region, with two or three points around it."""
        return (
            self.top - 2 <= piece.middle <= self.bottom + 2
            and self.left - 3 <= piece.centre <= self.right + 3
        )

    def is_near(self, piece: PrintedPiece) -> bool:
        """Whether a piece is below the first line of a heading, whose region may be that line's."""
        is_below = self.top - 2 <= piece.middle <= self.bottom + _FURTHEST
        is_found = self.is_heading and len(piece.letters) >= _FEW_LETTERS
        return is_found and is_below and self.left - 3 <= piece.centre <= self.left + 400

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
    columns: Sequence[Sequence[PrintedPiece]] = ()
    """Of columns that the library mixes, left and right: in none of its blocks."""
    tables: Sequence[Sequence[Region]] = ()
    """The cells of tables whose rules are drawn, row by row."""


_FEW_LETTERS = 4
"""Fewer are found in any text, so a piece with so few must be where its block is."""


def place(page: PrintedPage) -> Placed:
    """The pieces of a page in the regions of its blocks."""
    tables, pieces = _ruled(page)
    columns = _close_columns(pieces)
    apart = {id(piece) for column in columns for piece in column}
    regions = list(_regions(page.blocks))
    # Cells last: a frame around a page is taken for a table, and its text is given twice.
    regions.sort(key=lambda region: (region.cell is not None, region.area))
    # The longest first: their letters are found in few blocks.
    rest = [piece for piece in pieces if id(piece) not in apart]
    rest.sort(key=lambda piece: -len(piece.letters))
    bands = _bands(regions)
    for reach in (Region.holds, Region.is_near):
        left = []
        for piece in rest:
            for region in bands[piece.middle // _BAND]:
                if reach(region, piece) and region.lacks(piece):
                    region.take(piece)
                    break
            else:
                left.append(piece)
        rest = left
    unplaced = [part for piece in rest for part in _by_region(piece, regions)]
    unplaced = list(_whole_lines(unplaced, regions))
    return Placed(page, regions, unplaced, columns, tables)


_BAND = 20
"""In points: a page is cut into bands of about two lines, to look at few regions for each piece."""
_FURTHEST = 60
"""In points, from a region down to what may belong to it."""


def _bands(regions: Iterable[Region]) -> defaultdict[float, list[Region]]:
    """The regions that may get a piece in each band of the page."""
    bands: defaultdict[float, list[Region]] = defaultdict(list)
    for region in regions:
        first, last = (region.top - 2) // _BAND, (region.bottom + _FURTHEST) // _BAND
        for band in range(int(first), int(last) + 1):
            bands[band].append(region)
    return bands


_CLOSE = 36
"""In points, 12 mm: columns that are further from each other are not mixed."""
_COLUMN_LINES = 8


def _close_columns(pieces: Sequence[PrintedPiece]) -> list[list[PrintedPiece]]:
    """The pieces of justified columns that are close to each other; none if there are none.

    Gaps between words may be wider there than those between the columns, but the lines of a column
    end at one place, and those of the next one begin at one place.
    """
    starts = Counter(round(piece.x) for piece in pieces)
    ends = Counter(round(piece.right) for piece in pieces)
    pairs = [
        (min(count, ends[end]), start, end)
        for start, count in starts.items()
        if count >= _COLUMN_LINES
        for end in range(start - _CLOSE, start - 2)
        if ends[end] >= _COLUMN_LINES
    ]
    gaps: list[tuple[int, int]] = []
    for _, start, end in sorted(pairs, reverse=True):
        if all(abs(start - other) > 2 * _CLOSE for other, _ in gaps):
            gaps.append((start, end))
    for count in range(len(gaps), 0, -1):
        columns = _parted_at(sorted(gaps[:count]), pieces)
        if columns:
            return columns
    return []


def _parted_at(
    gaps: Sequence[tuple[int, int]], pieces: Sequence[PrintedPiece]
) -> list[list[PrintedPiece]]:
    """Pieces by column, if the columns between some gaps are those of a justified text."""
    columns: list[list[PrintedPiece]] = [[] for _ in range(len(gaps) + 1)]
    for piece in pieces:
        # A title over the columns is in none of them.
        if not any(piece.x < end and start < piece.right for start, end in gaps):
            columns[bisect(gaps, (piece.centre,))].append(piece)
    if min(map(len, columns)) < _COLUMN_LINES:
        return []
    lines = [lines_of(column) for column in columns]
    edges = [
        edges
        for (start, end), left, right in zip(gaps, lines, lines[1:], strict=False)
        for edges in ([line.right - end for line in left], [line.x - start for line in right])
    ]
    is_justified = all(10 * sum(abs(edge) <= 1 for edge in side) >= 6 * len(side) for side in edges)
    # Columns of bullets, numbers or names are none, nor are most columns of tables as wide as others.
    is_text = all(2 * sum(len(line.text) > 15 for line in column) > len(column) for column in lines)
    widths = sorted(median(line.width for line in column) for column in lines)
    return columns if is_justified and is_text and widths[0] > 0.9 * widths[-1] else []


def _ruled(page: PrintedPage) -> tuple[list[list[Region]], list[PrintedPiece]]:
    """The cells of tables whose rules are drawn, and the pieces that are in none."""
    tables: list[list[Region]] = []
    rest = page.pieces
    for horizontal, vertical in _frames(page.horizontal, page.vertical):
        top = min(min(horizontal).at, *(rule.start for rule in vertical))
        bottom = max(max(horizontal).at, *(rule.end for rule in vertical))
        left, right = min(rule.start for rule in horizontal), max(rule.end for rule in horizontal)
        if not any(left + 5 < rule.at < right - 5 for rule in vertical):
            continue
        rows, columns = _places(horizontal), _places(vertical)
        cells: dict[tuple[int, int], Region] = {}
        outside: list[PrintedPiece] = []
        for piece in rest:
            if not (top < piece.middle < bottom and left < piece.centre < right):
                outside.append(piece)
                continue
            y = piece.middle
            places = [
                (rows[_before(horizontal, y, word.middle)], columns[_before(vertical, word.middle, y)])
                for word in piece.words
            ]
            runs = [[*run] for _, run in groupby(zip(places, piece.words, strict=True), itemgetter(0))]
            parts = parts_of(piece, [[word for _, word in run] for run in runs])
            for ((at, _), *_), part in zip(runs, parts, strict=True):
                box = Region(-1, part.x, y, part.right, y, "")
                cells.setdefault(at, box).take(part)
        if cells:
            is_open = any(column == 0 for _, column in cells)
            for (row, column), cell in cells.items():
                cell.cell = row, column - (not is_open)
            tables.append([cells[at] for at in sorted(cells)])
            rest = outside
    return tables, rest


def _places(rules: Iterable[Rule]) -> dict[float, int]:
    """The numbers of the rows or columns that begin at rules; 0 is before the first of them."""
    ends = parted(sorted({0.0, *(rule.at for rule in rules)}), lambda before, end: end - before > 3)
    return {end: number for number, group in enumerate(ends) for end in group}


def _before(rules: Iterable[Rule], at: float, across: float) -> float:
    """The place of the last rule before a place; 0 if there is none."""
    before = (rule.at for rule in rules if rule.at < at and rule.start - 2 < across < rule.end + 2)
    return max(before, default=0.0)


def _frames(
    horizontal: Sequence[Rule], vertical: Sequence[Rule]
) -> Iterable[tuple[set[Rule], list[Rule]]]:
    """Rules that cross or meet, from one to the next."""
    frames: list[tuple[set[Rule], list[Rule]]] = []
    for rule in vertical:
        met = {
            one
            for one in horizontal
            if rule.start - 3 < one.at < rule.end + 3 and one.start - 3 < rule.at < one.end + 3
        }
        if met:
            touched = [frame for frame in frames if frame[0] & met]
            frames = [frame for frame in frames if not frame[0] & met]
            rules = [rule, *(one for frame in touched for one in frame[1])]
            frames.append((met.union(*(frame[0] for frame in touched)), rules))
    return frames


def _whole_lines(rest: Sequence[PrintedPiece], regions: Sequence[Region]) -> Iterator[PrintedPiece]:
    """Put what is printed in one line without a gap into one text; return what is in none.

    liteparse parts a line at a change of height or weight (fr-rc).
    """
    owners = {id(piece): one for one in regions if one.cell is None for piece in one.pieces}
    pieces = [piece for one in regions if one.cell is None for piece in one.pieces]
    for line in lines_of([*pieces, *rest]):
        # The words of a line are up to 0.6 of its height apart, columns 0.7 and more.
        for run in line.runs(0.6 * line.height):
            texts = {id(one): one for piece in run if (one := owners.get(id(piece)))}
            if not texts:
                yield from run
                continue
            text = max(
                texts.values(),
                key=lambda one: sum(
                    len(piece.letters) for piece in run if owners.get(id(piece)) is one
                ),
            )
            for piece in run:
                owner = owners.get(id(piece))
                if owner is None:
                    text.take(piece)
                elif owner is not text and not _are_columns(owner, text):
                    owner.pieces.remove(piece)
                    text.take(piece)


def _are_columns(first: Region, second: Region) -> bool:
    """Whether two texts of two lines and more are beside each other."""
    left, right = sorted((first, second), key=lambda one: min(piece.x for piece in one.pieces))
    return max(piece.right for piece in left.pieces) <= min(piece.x for piece in right.pieces) and all(
        len(lines_of(one.pieces)) > 1 for one in (left, right)
    )


def _by_region(piece: PrintedPiece, regions: Sequence[Region]) -> list[PrintedPiece]:
    """Place a piece whose letters no single region lacks where it is printed; return what is in none.

    Tables that overlap are weighed by the letters that they lack.
    """
    layers: dict[int | None, list[Region]] = {}
    for region in regions:
        if region.top - 2 <= piece.middle <= region.bottom + 2:
            layers.setdefault(region.block if region.cell else None, []).append(region)
    best: tuple[int, list[_Run]] = (0, [])
    for layer in layers.values():
        runs = _runs(piece, layer)
        lacking = sum(
            len(part.letters) * (2 if region.lacks(part) else 1) for region, part in runs if region
        )
        best = max(best, (lacking, runs), key=lambda pair: pair[0])
    for at, part in best[1]:
        if at is not None:
            at.take(part)
    return [part for at, part in best[1] if at is None] if best[1] else [piece]


_Run = tuple[Region | None, PrintedPiece]


def _runs(piece: PrintedPiece, regions: Sequence[Region]) -> list[_Run]:
    """A piece parted by the columns or cells that it is over, if a gap is there."""
    runs: list[tuple[Region | None, list[Word]]] = []
    for before, word in zip((None, *piece.words), piece.words, strict=False):
        region = next((one for one in regions if one.left - 3 <= word.middle <= one.right + 3), None)
        # A space between words has a quarter of a line's height.
        is_gap = before is not None and word.left - before.right > 0.4 * piece.height
        if runs and (runs[-1][0] is None or region is None or not is_gap):
            runs[-1] = runs[-1][0] or region, [*runs[-1][1], word]
        elif runs and runs[-1][0] is region:
            runs[-1][1].append(word)
        else:
            runs.append((region, [word]))
    parts = [piece] if len(runs) == 1 else parts_of(piece, [words for _, words in runs])
    return list(zip((region for region, _ in runs), parts, strict=True))


def _regions(blocks: Sequence[Any]) -> Iterable[Region]:
    for number, block in enumerate(blocks):
        if block.kind in {"rule", "figure"}:
            continue
        if block.kind == "table":
            rows = ([block.header] if block.header else []) + block.rows
            for at, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell.bbox is not None:
                        yield _region(number, cell.bbox, cell.text, cell=(at, column))
        elif block.bbox is not None:
            plain = "\n".join(block.lines) if block.lines else block.text or ""
            text = f"{block.marker or ''}{plain}"
            yield _region(number, block.bbox, text, is_heading=block.kind == "heading")


def _region(number: int, box: Any, text: str, **more: Any) -> Region:
    letters = "".join(text.split())
    return Region(number, box.x, box.y, box.x + box.width, box.y + box.height, letters, **more)

"""Columns of text, and tables without drawn rules, by gaps down a page.

Print has no columns or cells of its own: they are where no word is, line below line.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import inf
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from jamplan.documents.order import DrawnLines, are_apart, is_word
from jamplan.documents.pdfium import PrintedRule, PrintedWord
from jamplan.documents.printed import (
    PrintedLine,
    PrintedPiece,
    lines_of,
    parts_of,
)
from jamplan.documents.rows import rows_of

_NARROW = 0.3
"""Of a line's height.

Spaces between words have a quarter of it, narrow tables 0.36 between columns.
"""
_CLEAR = 1.0
"""Of a line's height.

A gap that goes down so wide parts columns, wherever their lines begin.
"""
_FURTHEST = 4.0
"""Of a line's height: what is further below is in another grid."""
_BESIDE = 0.9
"""Of a line's height: the lines of one column are no nearer to each other."""
_LEVEL = 1.5
"""In points: lines of one column begin so near to each other."""
_LINES = 3
"""Fewer lines on a side of a gap make no column."""
_ALIGNED = 0.6
"""Of the lines near a gap: so many begin level in a column."""
_WIDER = 1.5
"""Of the space between words: a gap between columns is wider in one line or more."""

Rows = Sequence[Sequence[Sequence[PrintedPiece]]]
"""The pieces of a table, by row and cell."""


class Gap(NamedTuple):
    """A free part of a line, or of several lines."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Gutter:
    """A gap down through lines, and how many are on the side with fewer."""

    gap: Gap
    first: int
    last: int
    strength: int
    is_text: bool
    """Whether there are words on both sides, not numbers alone."""

    def shares(self, other: Gutter) -> int:
        """How many lines two gutters share."""
        return max(0, min(self.last, other.last) - max(self.first, other.first) + 1)

    def is_beside(self, other: Gutter) -> bool:
        """Whether two gutters are in one grid; one of a few lines is in a column."""
        return 2 * self.shares(other) > other.last - other.first


@dataclass(frozen=True, slots=True)
class Grid:
    """A part of a page in columns: its pieces, and the rows of a table."""

    pieces: Sequence[PrintedPiece]
    columns: Sequence[Sequence[PrintedPiece]]
    """Of text, in the order of their reading; none of a table."""
    rows: Rows
    """Of a table; none of columns of text."""
    is_denied: bool = False
    """Whether the file draws neither these rows nor these columns in their order."""


def grids_of(
    pieces: Sequence[PrintedPiece], rules: Sequence[PrintedRule]
) -> Iterator[Grid]:
    """The grids of a page: first tables whose sections are named over their columns."""
    lines = [_Line(line) for line in lines_of(pieces)]
    taken: list[Gutter] = []
    for is_sectioned in (True, False):
        gutters = _best(_gutters(lines, over=is_sectioned), taken)
        while group := next(_groups(gutters, lines, headed=is_sectioned), None):
            texts = [one for one in group if one.is_text] or group
            first = min(one.first for one in texts)
            last = max(one.last for one in texts)
            gutters = [one for one in gutters if one.last < first or last < one.first]
            part = lines[first : last + 1]
            texts = list(_after_words(texts, part))
            grid = _grid(part, texts, rules)
            if grid.rows and len(group) > len(texts):
                # Numbers are a column of a table, and markers beside a text.
                grid = _grid(part, group, rules)
            if grid.rows or not is_sectioned:
                taken.append(replace(group[0], first=first, last=last))
                yield grid


def _best(gutters: Iterable[Gutter], taken: Iterable[Gutter]) -> list[Gutter]:
    """The strongest gutters, none over another, and none in lines already taken."""
    best: list[Gutter] = []
    for gutter in sorted(gutters, key=lambda one: -one.strength):
        over = (
            one
            for one in best
            if gutter.gap.start < one.gap.end and one.gap.start < gutter.gap.end
        )
        if not any(map(gutter.shares, (*taken, *over))):
            best.append(gutter)
    return best


def _groups(
    gutters: Sequence[Gutter], lines: Sequence[_Line], *, headed: bool
) -> Iterator[list[Gutter]]:
    """Gutters that are in one grid: between texts, or below a head of all columns.

    They are between texts unless ``headed``.
    """
    for first in sorted(gutters, key=lambda one: not one.is_text):
        group = [one for one in gutters if one.is_beside(first)]
        cells = _cells(lines[min(one.first for one in group)], _middles(group))
        named = [
            any(is_word(piece.text) for piece in pieces) for pieces in cells.values()
        ]
        # The first column may be called « N° »; texts have three columns at most.
        is_headed = len(named) > len(group) > 2 and all(named[1:])
        if is_headed or (first.is_text and not headed):
            yield group


def _middles(gutters: Iterable[Gutter]) -> list[float]:
    return sorted((gutter.gap.start + gutter.gap.end) / 2 for gutter in gutters)


def _after_words(gutters: Sequence[Gutter], lines: Sequence[_Line]) -> Iterator[Gutter]:
    """The gutters with words before them: bullets and numbers stay by their text."""
    left = -inf
    for gutter in sorted(gutters, key=lambda one: one.gap):
        near = (
            word
            for line in lines
            for word in line.bare
            if left < word.middle < gutter.gap.end
        )
        if any(is_word(word.text) for word in near):
            yield gutter
            left = gutter.gap.end


class _Line:
    """A line with its words and the free parts between them, before and after."""

    def __init__(self, line: PrintedLine) -> None:
        self.printed, self.y, self.height = line, line.y, line.height
        pairs = [(piece, word) for piece in line.pieces for word in piece.words]
        self.words = sorted(pairs, key=lambda pair: pair[1].left)
        self.bare = [word for _, word in self.words]
        self.free: list[Gap] = []
        right = -inf
        for _, word in self.words:
            if word.left - right > _NARROW * line.height:
                self.free.append(Gap(right, word.left))
            right = max(right, word.right)
        self.free.append(Gap(right, inf))
        self.right = right

    def free_in(self, gap: Gap) -> Gap | None:
        """The widest free part within a gap."""
        first = bisect(self.free, gap.start, key=itemgetter(1))
        near = self.free[first : bisect(self.free, gap.end, key=itemgetter(0))]
        parts = [Gap(max(gap.start, one.start), min(gap.end, one.end)) for one in near]
        widest = max(parts, key=lambda one: one.end - one.start, default=Gap(0, 0))
        return widest if widest.end - widest.start > _NARROW * self.height else None

    @cached_property
    def space(self) -> float:
        """The usual gap between its words, which some columns may stretch."""
        gaps = sorted(
            word.left - before.right for (_, before), (_, word) in pairwise(self.words)
        )
        return gaps[len(gaps) // 4]

    def sides(self, middle: float) -> tuple[list[PrintedWord], list[PrintedWord]]:
        """The words before and after a place."""
        at = bisect(self.bare, middle, key=lambda word: word.left)
        return self.bare[:at], self.bare[at:]


def _gutters(lines: Sequence[_Line], *, over: bool) -> Iterator[Gutter]:
    """What gutters begin at a line, or at two that are not level with each other."""
    for at, line in enumerate(lines):
        gaps = line.free[1:-1]
        for other in lines[at + 1 : at + 2]:
            if other.y < line.y + line.height:
                left, right = sorted((line, other), key=lambda one: one.right)
                gaps.append(Gap(left.right, right.free[0].end))
        for gap in gaps:
            if gutter := _down(lines, at, gap, over=over):
                yield gutter


def _down(lines: Sequence[_Line], first: int, gap: Gap, *, over: bool) -> Gutter | None:
    """The gutter that begins at a gap of a line; none if it parts no columns.

    It may go ``over`` single lines without a gap.
    """
    gap, own = _narrowed(lines, first, gap, over=over)
    if len(own) < _LINES:
        return None
    sides = _Sides.of([lines[at] for at in own], gap)
    if min(len(sides.before), len(sides.after)) < _LINES:
        return None
    is_clear = gap.end - gap.start >= _CLEAR * sides.height
    if not is_clear and not sides.are_aligned:
        if not (sides.is_text and are_apart(sides.before, sides.after)):
            return None
        # A number between the columns narrows the gap from its line on alone.
        while first and lines[first - 1].free_in(gap) == gap:
            first -= 1
    strength = min(len(sides.before), len(sides.near))
    return Gutter(gap, first, own[-1], strength, sides.is_text)


def _narrowed(
    lines: Sequence[_Line], first: int, gap: Gap, *, over: bool
) -> tuple[Gap, list[int]]:
    """A gap as narrow as it is down to where it ends, and the lines that have it."""
    own: list[int] = []
    for at in range(first, len(lines)):
        line = lines[at]
        is_far = at > first and line.y - lines[at - 1].y > _FURTHEST * line.height
        part = line.free_in(gap)
        is_over = over and len(line.free) == 2 and own[-1:] == [at - 1]
        if is_far or not (part or is_over):
            break
        if part:
            gap = part
            own.append(at)
    return gap, own


@dataclass(frozen=True)
class _Sides:
    """The words of some lines before and after a gap, of the lines that have any."""

    lines: Sequence[_Line]
    gap: Gap
    pairs: Sequence[tuple[list[PrintedWord], list[PrintedWord]]]
    before: Sequence[list[PrintedWord]]
    after: Sequence[list[PrintedWord]]

    @classmethod
    def of(cls, lines: Sequence[_Line], gap: Gap) -> _Sides:
        """The words of lines that a gap parts."""
        pairs = [line.sides((gap.start + gap.end) / 2) for line in lines]
        before = [left for left, _ in pairs if left]
        after = [right for _, right in pairs if right]
        return cls(lines, gap, pairs, before, after)

    @cached_property
    def height(self) -> float:
        """The usual height of the lines."""
        return median(line.height for line in self.lines)

    @cached_property
    def is_text(self) -> bool:
        """Whether both sides have texts."""
        return _is_text(self.before) and _is_text(self.after)

    @cached_property
    def near(self) -> list[float]:
        """How far right of the gap lines begin: what is further is another column."""
        starts = [words[0].left - self.gap.end for words in self.after]
        return [start for start in starts if start < _FURTHEST * self.height]

    @cached_property
    def are_aligned(self) -> bool:
        """Whether most lines begin at the end of the gap, wider than between words."""
        aligned = sum(start < _LEVEL for start in self.near)
        is_most = aligned >= max(_LINES, _ALIGNED * len(self.near))
        return is_most and any(
            left and right and right[0].left - left[-1].right > _WIDER * line.space
            for line, (left, right) in zip(self.lines, self.pairs, strict=True)
        )


def _is_text(side: Sequence[Sequence[PrintedWord]]) -> bool:
    """Whether a side has texts.

    A column of markers or numbers has fewer letters than two words.
    """
    texts = [line for line in side if sum(is_word(word.text) for word in line) > 1]
    return len(texts) >= 2 and 5 * len(texts) >= 2 * len(side)


_Cells = dict[int, list[PrintedPiece]]
"""The pieces of a line by column."""


def _cells(line: _Line, middles: Sequence[float]) -> _Cells:
    """The pieces of a line, parted at gaps; words over one without a space stay.

    They stay together.
    """
    columns: list[int] = []
    right = -inf
    for _, word in line.words:
        is_apart = word.left - right > _NARROW * line.height
        columns.append(bisect(middles, word.middle) if is_apart else columns[-1])
        right = max(right, word.right)
    cells: _Cells = {}
    for piece in dict.fromkeys(piece for piece, _ in line.words):
        own = [
            at for at, (one, _) in zip(columns, line.words, strict=True) if one is piece
        ]
        for at, part in parts_of(piece, own):
            cells.setdefault(at, []).append(part)
    return cells


def _grid(
    lines: Sequence[_Line], gutters: Sequence[Gutter], rules: Sequence[PrintedRule]
) -> Grid:
    """Lines between gutters as the rows of a table, or as columns of text.

    The gaps decide, unless the file draws the page in the other order.
    """
    middles = _middles(gutters)
    cells = [_cells(line, middles) for line in lines]
    over = [at for at, line in enumerate(lines) if _is_over(line, gutters)]
    printed = [line.printed for line in lines]
    starts = rows_of(printed, cells, _long(rules, lines), over)
    drawn = DrawnLines(cells)
    confirmed = sum(map(drawn.is_parted, starts[1:]))
    is_denied = not starts or 2 * confirmed <= len(starts) - 1 > 0
    # The heading of a band of columns is over the first one.
    heads = [at for at in range(len(cells)) if at in over or _is_head(at, lines, cells)]
    bands = drawn.bands(heads, len(middles) + 1) if is_denied else []
    if bands or not starts:
        texts: list[list[PrintedPiece]] = []
        for band in bands or [range(len(cells))]:
            texts += _columns(cells[band.start : band.stop], len(middles) + 1)
        return Grid(_pieces(lines), texts, [])
    ends = [*starts[1:], len(cells)]
    rows = [
        _columns(cells[start:end], len(middles) + 1)
        for start, end in zip(starts, ends, strict=True)
    ]
    if len(gutters) > 1 and not any(rows[-1][1:]):
        # What follows a table is as free of words at the right as its last row.
        return Grid(_pieces(lines[: starts[-1]]), [], rows[:-1], is_denied)
    return Grid(_pieces(lines), [], rows, is_denied)


def _is_head(at: int, lines: Sequence[_Line], cells: Sequence[_Cells]) -> bool:
    """Whether a line is in the first column, with no line of another one beside it.

    Lines of columns that are not level are beside each other, by half a line.
    """
    if cells[at].keys() != {0}:
        return False
    line = lines[at].printed
    near = (other for other in (at - 1, at + 1) if 0 <= other < len(lines))
    beside = [lines[other].printed for other in near if cells[other].keys() != {0}]
    least = _BESIDE * line.height
    return all(abs(other.middle - line.middle) >= least for other in beside)


def _pieces(lines: Iterable[_Line]) -> list[PrintedPiece]:
    """The pieces of some lines, one for each of its words."""
    result: list[PrintedPiece] = []
    for line in lines:
        result += [piece for piece, _ in line.words]
    return result


def _columns(lines: Sequence[_Cells], count: int) -> list[list[PrintedPiece]]:
    """The pieces of some lines by column."""
    result: list[list[PrintedPiece]] = [[] for _ in range(count)]
    for line in lines:
        for column, pieces in line.items():
            result[column] += pieces
    return result


def _long(rules: Iterable[PrintedRule], lines: Sequence[_Line]) -> list[float]:
    """Where the rules are that go across more than half of some lines."""
    left = min(line.free[0].end for line in lines)
    right = max(line.right for line in lines)
    return [
        rule.at
        for rule in rules
        if min(rule.end, right) - max(rule.start, left) > (right - left) / 2
    ]


def _is_over(line: _Line, gutters: Iterable[Gutter]) -> bool:
    """Whether a line without a gap goes over a gutter."""
    is_whole = len(line.free) == 2
    return is_whole and not all(line.free_in(gutter.gap) for gutter in gutters)

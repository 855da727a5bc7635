"""Tables whose rules are drawn; columns of text and other tables, by gaps down a page.

Print has no columns or cells of its own: they are where no word is, line below line.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain, pairwise
from math import inf
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from jamplan.documents.order import DrawnLines, are_apart, is_word
from jamplan.documents.pdfium import PrintedRule, PrintedWord
from jamplan.documents.printed import (
    PrintedLine,
    PrintedPage,
    PrintedPiece,
    lines_of,
    parts_of,
)
from jamplan.documents.textblocks import parted

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
_LEVEL = 1.5
"""In points: lines of one column begin so near to each other."""
_APART = 0.25
"""Of a line's height.

Rows are so much further from each other than the lines of a cell.
"""

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
            first, last = (
                min(one.first for one in texts),
                max(one.last for one in texts),
            )
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
        self.y, self.height, self.middle = line.y, line.height, line.middle
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
    last = first
    own: list[_Line] = []
    for at in range(first, len(lines)):
        line = lines[at]
        is_far = at > first and line.y - lines[at - 1].y > _FURTHEST * line.height
        part = line.free_in(gap)
        if is_far or not (part or (over and len(line.free) == 2 and last == at - 1)):
            break
        if part:
            gap, last = part, at
            own.append(line)
    if len(own) < 3:
        return None
    sides = [line.sides((gap.start + gap.end) / 2) for line in own]
    before, after = (
        [words for words in side if words] for side in zip(*sides, strict=True)
    )
    is_text = _is_text(before) and _is_text(after)
    height = median(line.height for line in own)
    # What begins further right is in another column.
    near = [
        words[0].left - gap.end
        for words in after
        if words[0].left - gap.end < _FURTHEST * height
    ]
    aligned = sum(start < _LEVEL for start in near)
    if min(len(before), len(after)) < 3:
        return None
    is_wider = any(
        right[0].left - left[-1].right > 1.5 * line.space
        for line, (left, right) in zip(own, sides, strict=True)
        if left and right
    )
    is_sure = is_wider and aligned >= 3 and 10 * aligned >= 6 * len(near)
    if gap.end - gap.start < _CLEAR * height and not is_sure:
        if not (is_text and are_apart(before, after)):
            return None
        # A number between the columns narrows the gap from its line on alone.
        while first and lines[first - 1].free_in(gap) == gap:
            first -= 1
    return Gutter(gap, first, last, min(len(before), len(near)), is_text)


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
    starts = _rows(lines, cells, _long(rules, lines), over)
    drawn = DrawnLines(cells)
    confirmed = sum(map(drawn.is_parted, starts[1:]))
    is_denied = not starts or 2 * confirmed <= len(starts) - 1 > 0
    # The heading of a band of columns is over the first one.
    heads = [at for at in range(len(cells)) if at in over or cells[at].keys() == {0}]
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


def _is_level(line: _Cells, height: float) -> bool:
    """Whether a line has several cells, whose texts are level with each other."""
    middles = [piece.middle for pieces in line.values() for piece in pieces]
    return len(line) > 1 and max(middles) - min(middles) < _APART * height


def _rows(
    lines: Sequence[_Line],
    cells: Sequence[_Cells],
    drawn: Sequence[float],
    over: Iterable[int],
) -> list[int]:
    """Where the rows of a table begin; nothing if the columns are those of a text.

    Lines ``over`` the columns are rows of their own.
    """
    after = range(1, len(lines))
    ruled = [
        n
        for n in after
        if any(lines[n - 1].middle < at < lines[n].middle for at in drawn)
    ]
    if len(ruled) > 1:
        return [0, *ruled]
    bottoms = list(accumulate((line.y + line.height for line in lines), max))
    spaces = [line.y - bottom for line, bottom in zip(lines[1:], bottoms, strict=False)]
    places = [
        [n for n, line in enumerate(cells) if column in line]
        for column in {*chain(*cells)}
    ]
    usual = 1.15 * median(line.height for line in lines)
    pairs = [
        (m, n)
        for column in places
        for m, n in pairwise(column)
        if lines[m].height < usual
    ]
    leads = sorted(lines[n].y - bottoms[m] for m, n in pairs) or [0.0]
    lead = leads[len(leads) // 10]
    apart = [
        n
        for n, space in zip(after, spaces, strict=True)
        if space > lead + _APART * lines[n].height
    ]
    # A cell begins level with others where a column goes on below empty lines.
    level = [n for n in range(len(lines)) if _is_level(cells[n], lines[n].height)]
    resumed = [
        n
        for n in level
        if n and any(n in column and n - 1 not in column for column in places)
    ]
    is_spaced = len(apart) > 1
    # Without any space, each line is a row.
    starts = (
        {*apart, *ruled} if is_spaced else {*apart, *ruled, *(resumed or level)} - {0}
    )
    starts.update(n for at in over for n in (at, at + 1) if 0 < n < len(lines))
    fresh = {
        n: [not line[0].text[:1].islower() for line in cells[n].values()]
        for n in (0, *after)
    }
    alone = (
        [n for n in after if cells[n].keys() == {0} and fresh[n][0]]
        if not is_spaced
        else []
    )
    tail = 1 + max(n for n, line in enumerate(cells) if line.keys() != {0})
    # The name of a section, or the paragraph below a table.
    starts.update(
        n
        for n in alone
        if n == tail or cells[n][0][0].bold or cells[n][0][0].text.isupper()
    )
    begun = [is_fresh for n in (0, *starts) for is_fresh in fresh[n]]
    counts = [len(column) for column in places]
    # The tallest cell of a row has no empty line below it.
    begins = sorted(
        {0, *starts, *(() if is_spaced else (n for n in level if all(fresh[n])))}
    )
    rows = [{*chain(*cells[n:end])} for n, end in pairwise([*begins, len(cells)])]
    is_level = 2 * sum(len(cells[n]) - 1 for n in level) > sum(counts) - max(counts)
    # Cells that are centred in their rows are level with few others.
    is_filled = (
        is_spaced
        and len(counts) > 2
        and 4 * sum(map(len, rows)) >= 3 * len(counts) * len(rows)
    )
    if not (is_level or is_filled) or 10 * sum(begun) < 8 * len(begun):
        return []
    # Texts beside each other are no table, of which most rows have several cells.
    return begins if 2 * sum(len(row) > 1 for row in rows) >= len(rows) else []


# Tables whose rules are drawn.


def ruled(page: PrintedPage) -> tuple[list[Rows], list[PrintedPiece]]:
    """Tables whose rules are drawn, and the pieces that are in none."""
    tables: list[Rows] = []
    rest = page.pieces
    for horizontal, vertical in _frames(page.horizontal, page.vertical):
        top = min(min(horizontal).at, *(rule.start for rule in vertical))
        bottom = max(max(horizontal).at, *(rule.end for rule in vertical))
        left, right = (
            min(rule.start for rule in horizontal),
            max(rule.end for rule in horizontal),
        )
        if not any(left + 5 < rule.at < right - 5 for rule in vertical):
            continue
        rows, columns = _places(horizontal), _places(vertical)
        cells: defaultdict[tuple[int, int], list[PrintedPiece]] = defaultdict(list)
        outside: list[PrintedPiece] = []
        for piece in rest:
            if not (
                top < piece.middle < bottom
                and left < (piece.x + piece.right) / 2 < right
            ):
                outside.append(piece)
                continue
            y = piece.middle
            places = [
                (
                    rows[_before(horizontal, y, word.middle)],
                    columns[_before(vertical, word.middle, y)],
                )
                for word in piece.words
            ]
            for at, part in parts_of(piece, places):
                cells[at].append(part)
        if cells:
            first, last = min(at for _, at in cells), max(at for _, at in cells)
            numbers = sorted({number for number, _ in cells})
            width = range(min(1, first), last + 1)
            tables.append(
                [[cells[number, column] for column in width] for number in numbers]
            )
            rest = outside
    return tables, rest


def _places(rules: Iterable[PrintedRule]) -> dict[float, int]:
    """The numbers of rows or columns that begin at rules; 0 is before the first."""
    ends = parted(
        sorted({0.0, *(rule.at for rule in rules)}),
        lambda before, end: end - before > 3,
    )
    return {end: number for number, group in enumerate(ends) for end in group}


def _before(rules: Iterable[PrintedRule], at: float, across: float) -> float:
    """The place of the last rule before a place; 0 if there is none."""
    before = (
        rule.at
        for rule in rules
        if rule.at < at and rule.start - 2 < across < rule.end + 2
    )
    return max(before, default=0.0)


def _frames(
    horizontal: Sequence[PrintedRule], vertical: Sequence[PrintedRule]
) -> Iterable[tuple[set[PrintedRule], list[PrintedRule]]]:
    """Rules that cross or meet, from one to the next."""
    frames: list[tuple[set[PrintedRule], list[PrintedRule]]] = []
    for rule in vertical:
        met = {
            one
            for one in horizontal
            if rule.start - 3 < one.at < rule.end + 3
            and one.start - 3 < rule.at < one.end + 3
        }
        if met:
            touched = [frame for frame in frames if frame[0] & met]
            frames = [frame for frame in frames if not frame[0] & met]
            rules = [rule, *(one for frame in touched for one in frame[1])]
            frames.append((met.union(*(frame[0] for frame in touched)), rules))
    return frames

"""Columns of a page: where a blank strip parts pieces of text, and in what order they are read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jamplan.intake.reading.placed import Box, Edge, Fragment, rows_of
from jamplan.intake.reading.starts import ITEM_WORDS, labelled

Segment = list[Fragment]
"""Pieces of one row that belong together."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page that its columns are read by."""

    boxes: Sequence[Box] = ()
    levels: Sequence[Edge] = ()


def segments_of(fragments: Iterable[Fragment]) -> list[Segment]:
    """Rows, cut where a wide gap may part two columns."""
    found: list[Segment] = []
    for row in rows_of(fragments):
        current = [row[0]]
        found_in_row = False
        for piece in row[1:]:
            last = current[-1]
            gap, size = piece.left - last.right, max(piece.size, last.size)
            near = gap < 0.6 * size or (abs(piece.order - last.order) == 1 and gap < 1.5 * size)
            if len(current) == 1 and not found_in_row and _NUMBER.fullmatch(last.text):
                # A number and what it numbers: a note, an item of a list.
                near = gap < 4 * size
            if near and gap > -size:
                current.append(piece)
            else:
                found.append(current)
                current, found_in_row = [piece], True
        found.append(current)
    return found


_NUMBER = re.compile(r"(?:[^\W\d_]{4,} )?\(?\d{1,3}[.)]?")


def _left(segment: Segment) -> float:
    return segment[0].left


def _right(segment: Segment) -> float:
    return max(piece.right for piece in segment)


def _base(segment: Segment) -> float:
    return max(segment, key=lambda piece: piece.size).base


def _size(segment: Segment) -> float:
    return max(segment, key=lambda piece: len(piece.text)).size


def cut(
    segments: list[Segment],
    body: float,
    deep: int,
    gutters: Sequence[float] | None = None,
    drawn: Drawn | None = None,
) -> list[list[Segment]]:
    """Segments in columns, as they are read.

    ``gutters`` of the document, and what is ``drawn``, are for a whole page: what stands in a box over
    both columns is read where the box stands, and what stands above a line over both before what stands
    below.
    """
    drawn = drawn or Drawn()
    gutter = gutter_of(segments, within=gutters is None) if deep else None
    if gutter is None and gutters is not None:
        gutter = _short_gutter(segments, gutters)
    if gutter is None:
        return [_merged(segments)] if segments else []
    cutting = _Cutting(segments, gutter, body, deep, drawn.boxes)
    parts = _parted(segments, _rules(drawn, segments, gutter))
    return [_merged(column) for part in parts for column in cutting.columns(part) if column]


def _rules(drawn: Drawn, segments: list[Segment], gutter: float) -> list[float]:
    """Where level lines run over both columns, from the top: the sides of cards, or of rows."""
    start, end = min(map(_left, segments)), max(map(_right, segments))
    heights: defaultdict[int, list[Edge]] = defaultdict(list)
    for edge in drawn.levels:
        heights[round(edge.at / 2)].append(edge)
    found = []
    for edges in heights.values():
        left = sum(max(0.0, min(edge.high, gutter) - max(edge.low, start)) for edge in edges)
        right = sum(max(0.0, min(edge.high, end) - max(edge.low, gutter)) for edge in edges)
        wide = left > 0.8 * (gutter - start) and right > 0.8 * (end - gutter)
        if wide and not _are_unrelated(edges, drawn.boxes, gutter):
            found.append(edges[0].at)
    return sorted(found, reverse=True)


def _are_unrelated(edges: Sequence[Edge], boxes: Sequence[Box], gutter: float) -> bool:
    """Whether level lines are sides of boxes in two columns that end near one height by chance."""
    near = [
        (box.right < gutter + 2, side, height)
        for box in boxes
        for side, height in (("top", box.high), ("bottom", box.low))
        if any(abs(height - edge.at) < 1.5 for edge in edges)
    ]
    if {left for left, _, _ in near} != {True, False}:
        return False
    return not any(
        one[0] != two[0] and one[1] == two[1] and abs(one[2] - two[2]) < 0.7
        for one in near
        for two in near
    )


def _parted(segments: list[Segment], rules: Sequence[float]) -> list[list[Segment]]:
    """Segments between level lines, from the top."""
    limits = pairwise((float("inf"), *rules, float("-inf")))
    return [
        [each for each in segments if low < _base(each) + 0.3 * _size(each) <= high]
        for high, low in limits
    ]


class _Cutting:
    """A page, or a part of one, that is cut into two columns."""

    def __init__(
        self, segments: list[Segment], gutter: float, body: float, deep: int, boxes: Sequence[Box]
    ) -> None:
        start, end = min(map(_left, segments)), max(map(_right, segments))
        self._gutter, self._body, self._deep = gutter, body, deep
        self._narrow = gutter - start < _NARROW * (end - start)
        self._sides = [segment for segment in segments if _left(segment) >= gutter]
        self._across = [box for box in boxes if _is_across(box, segments, gutter)]

    def columns(self, segments: list[Segment]) -> list[list[Segment]]:
        """Both columns above each line that crosses the gutter, then that line, and so on."""
        found: list[list[Segment]] = []
        left: list[Segment] = []
        right: list[Segment] = []
        for segment in sorted(segments, key=lambda each: -_base(each)):
            heads = _heads(segment, self._sides, self._gutter, self._body)
            if self._crosses(segment) or heads:
                found += self._both(left, right)
                left, right = [], []
                if found and all(map(self._crosses, found[-1])):
                    found[-1].append(segment)
                else:
                    found.append([segment])
            elif _left(segment) >= self._gutter:
                right.append(segment)
            else:
                left.append(segment)
        return found + self._both(left, right)

    def _both(self, left: list[Segment], right: list[Segment]) -> list[list[Segment]]:
        sides = _in_bands(left, right) if self._narrow else [left, right]
        return [column for side in sides for column in cut(side, self._body, self._deep - 1)]

    def _crosses(self, segment: Segment) -> bool:
        return _crosses(segment, self._gutter) or any(_within(box, segment) for box in self._across)


_NARROW = 0.43
"""Of the width: up to there, a first column may hold the titles of what the second one says."""


def _in_bands(left: list[Segment], right: list[Segment]) -> list[list[Segment]]:
    """The labels and titles of a narrow first column, each followed by the text beside it.

    The two columns as they are where one label or more has no text that begins beside it.
    """
    heads = [segment for segment in left if _is_label(segment)]
    if not heads or any(map(_is_label, right)):
        return [left, right]
    rows = _extents(right)
    tops = []
    for head in heads:
        near = [row for row in rows if -2.5 * row.size < row.base - _base(head) < 0.7 * row.size]
        above = [row.base for row in rows if near and row.base > near[0].base]
        if not near or (above and min(above) - near[0].base < 1.4 * near[0].size):
            return [left, right]
        tops.append(max(_base(head), near[0].base) + 0.5 * near[0].size)
    found: list[list[Segment]] = []
    for top, bottom in pairwise((float("inf"), *tops, float("-inf"))):
        titles, texts = (
            [segment for segment in side if bottom < _base(segment) <= top] for side in (left, right)
        )
        # What goes on from the page before: the text first.
        found += [titles, texts] if top < float("inf") else [texts, titles]
    return found


def _is_label(segment: Segment) -> bool:
    start = labelled(_text(segment))
    return start is not None and start.word in ITEM_WORDS


def _text(segment: Segment) -> str:
    return " ".join(piece.text for piece in segment)


def _crosses(segment: Segment, gutter: float) -> bool:
    return _left(segment) < gutter - 2 and _right(segment) > gutter + 2


def _within(box: Box, segment: Segment) -> bool:
    middle = _base(segment) + 0.3 * _size(segment)
    return box.left - 2 <= _left(segment) <= box.right and box.low <= middle <= box.high


def _is_across(box: Box, segments: list[Segment], gutter: float) -> bool:
    """Whether a box stands over both columns and has no columns of its own."""
    padding = min(_PADDING, 0.1 * (box.right - box.left))
    if not box.left < gutter - padding < gutter + padding < box.right:
        return False
    inside = [segment for segment in segments if _within(box, segment)]
    left = [_base(segment) for segment in inside if _right(segment) <= gutter]
    right = [_base(segment) for segment in inside if _left(segment) >= gutter]
    return sum(any(abs(one - other) < 2 for other in left) for one in right) < 3


def _heads(segment: Segment, sides: list[Segment], gutter: float, body: float) -> bool:
    """Whether a short line is a heading over both columns: large, with nothing beside it."""
    if _left(segment) >= gutter or _size(segment) < 1.25 * body:
        return False
    if not any(_base(each) < _base(segment) for each in sides):
        # The other column is over: this one is longer.
        return False
    return not any(abs(_base(each) - _base(segment)) < 1.3 * _size(segment) for each in sides)


def gutter_of(segments: list[Segment], *, within: bool = False) -> float | None:
    """Where the second column begins, less a little; None where there is one column only.

    ``within`` a column, where wide spaces between words may stand above each other, most lines of the
    second one have to begin at one place.
    """
    if len(segments) < 8:
        return None
    start, end = min(map(_left, segments)), max(map(_right, segments))
    width = end - start
    places = Counter(round(_left(segment) / 2) for segment in segments)
    best: tuple[int, float] | None = None
    for place in places:
        at = place * 2.0
        if not 0.28 * width < at - start < 0.75 * width:
            continue
        gutter = at - 3
        right = [segment for segment in segments if _left(segment) >= gutter]
        left = [segment for segment in segments if _right(segment) <= gutter]
        crossing = len(segments) - len(left) - len(right)
        if (
            min(len(left), len(right)) < 4
            or not _are_aligned(right, 1 if within else _INDENTS)
            or len(right) * 4 < len(left)
            or crossing > len(left) + len(right)
            or _mean_width(left) < 0.42 * (gutter - start)
            or _mean_width(right) < 0.3 * (end - gutter)
            or not _beside(left, right)
        ):
            continue
        score = len(right) - 2 * crossing
        if best is None or score > best[0]:
            best = score, gutter
    return None if best is None else _strip(segments, best[1])


_INDENTS = 5
"""How many indentations the lines of a column have, as those of lists within lists do."""


def _are_aligned(segments: list[Segment], places: int) -> bool:
    """Whether most lines begin at so few places, as those of a column do."""
    lefts = sorted(row.left for row in _extents(segments))
    counts = [0]
    for before, left in zip((lefts[0], *lefts), lefts, strict=False):
        if left - before > 3:
            counts.append(0)
        counts[-1] += 1
    usual = sum(sorted(counts, reverse=True)[:places])
    return 4 * usual >= 3 * len(lefts)


def _strip(segments: list[Segment], gutter: float) -> float:
    """A gutter, moved to the left where lines begin there too, as those outside of boxes do."""
    near = [_left(segment) for segment in segments if gutter - 7 <= _left(segment) < gutter]
    moved = min(near, default=gutter + 3) - 3
    ends = [_right(segment) for segment in segments if _left(segment) < moved]
    return moved if not any(moved < end <= gutter for end in ends) else gutter


def _short_gutter(segments: list[Segment], known: Sequence[float]) -> float | None:
    """Where a second column begins that is much shorter than the first one; None where none does.

    It begins where one does on another page (``known``), or else at the height of the first column, and
    both are of lines that fill them. In either case a blank strip runs beside all of it.
    """
    if not segments:
        return None
    for gutter in known:
        moved = _strip(segments, gutter)
        if _is_short_column(segments, moved, known=True):
            return moved
    if len(segments) < 8:
        return None
    places = Counter(round(_left(segment) / 2) for segment in segments)
    for place, count in places.most_common(12):
        gutter = _strip(segments, place * 2.0 - 3)
        if count > 1 and _is_short_column(segments, gutter, known=False):
            return gutter
    return None


_PADDING = 16
"""How much further in, in points, the lines of a box may begin than those of its column."""


def _is_short_column(segments: list[Segment], gutter: float, *, known: bool) -> bool:
    """Whether what stands right of a place is a column beside another one."""
    start, end = min(map(_left, segments)), max(map(_right, segments))
    right = _extents(segment for segment in segments if _left(segment) >= gutter)
    if not right or not 0.28 * (end - start) < gutter - start:
        return False
    top, bottom = right[0].base, right[-1].base
    left = _extents(segment for segment in segments if _left(segment) < gutter)
    if any(line.right > gutter - 2 for line in left if bottom - 2 <= line.base <= top + 2):
        return False
    crossing = [line.base for line in left if line.right > gutter + 2]
    above = min((base for base in crossing if base > top), default=float("inf"))
    below = max((base for base in crossing if base < bottom), default=0.0)
    left = [line for line in left if below < line.base < above]
    size = right[0].size
    aligned = [line for line in right if line.left - gutter < _PADDING]
    if not left or 2 * len(aligned) < len(right) or right[0].left - gutter > 3 * size:
        return False
    if known:
        return True
    width = gutter - start
    return (
        len(left) >= max(8, len(right))
        and len(right) > 1
        and len(aligned) >= 0.7 * len(right)
        and left[0].base - top < 4 * size
        and all(first.base - second.base < 4 * size for first, second in pairwise(right))
        and sum(line.right - line.left for line in left) > 0.6 * width * len(left)
        and sum(line.right - line.left for line in right) > 0.5 * width * len(right)
    )


@dataclass(frozen=True, slots=True)
class _Extent:
    """How far a row reaches."""

    left: float
    right: float
    base: float
    size: float


def _extents(segments: Iterable[Segment]) -> list[_Extent]:
    """The rows of segments of one column, from the top."""
    found: list[_Extent] = []
    for segment in sorted(segments, key=lambda each: -_base(each)):
        row = _Extent(_left(segment), _right(segment), _base(segment), _size(segment))
        if found and found[-1].base - row.base < 2:
            last = found.pop()
            left, right = min(last.left, row.left), max(last.right, row.right)
            row = replace(last, left=left, right=right)
        found.append(row)
    return found


def _mean_width(segments: list[Segment]) -> float:
    rows = _extents(segments)
    return sum(row.right - row.left for row in rows) / len(rows)


def _beside(left: list[Segment], right: list[Segment]) -> bool:
    """Whether two sets of lines stand side by side."""
    top = min(max(map(_base, left)), max(map(_base, right)))
    bottom = max(min(map(_base, left)), min(map(_base, right)))
    both = [sum(bottom <= _base(each) <= top for each in side) for side in (left, right)]
    return min(both) >= 3


def _merged(segments: list[Segment]) -> list[Segment]:
    """The segments of a column as whole rows, from the top."""
    return rows_of(piece for segment in segments for piece in segment)

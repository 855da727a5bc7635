"""What lines that are drawn make on a page: boxes, and tables with their cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jamplan.intake.reading.cleaning import Joining, clean
from jamplan.intake.reading.contents import Table
from jamplan.intake.reading.placed import Box, Edge, Fragment, line_of, rows_of


def box_of(uprights: Sequence[Edge], levels: Sequence[Edge]) -> Box | None:
    """The box that a group of drawn lines makes: two sides, and nothing drawn between them."""
    sides = _places(uprights)
    if len(sides) != 2 or sides[1] - sides[0] <= 40:
        return None
    if not any(edge.length > 0.8 * (sides[1] - sides[0]) for edge in levels):
        return None
    low, high = min(edge.low for edge in uprights), max(edge.high for edge in uprights)
    return Box(sides[0], sides[1], low, high)


_MOST_EDGES = 3000
"""Of a page; what has more is a drawing."""


@dataclass(frozen=True)
class Grid:
    """The lines of a table: its columns from left to right, its rows from above."""

    uprights: tuple[float, ...]
    levels: tuple[float, ...]
    sides: tuple[Edge, ...] = ()
    """The upright lines as they are drawn."""
    lines: tuple[Edge, ...] = ()
    """The level lines as they are drawn: a cell that spans rows has none within."""

    @property
    def top(self) -> float:
        """Its upper end."""
        return self.levels[0]

    def cell(self, piece: Fragment) -> tuple[int, int] | None:
        """Row and column of a piece, or None where it stands outside."""
        x, y = (piece.left + min(piece.right, piece.left + 6)) / 2, piece.base + 0.3 * piece.size
        if not (self.uprights[0] <= x <= self.uprights[-1] and self.levels[-1] <= y <= self.levels[0]):
            return None
        row = sum(1 for level in self.levels[1:-1] if y < level)
        return row, sum(1 for upright in self.uprights[1:-1] if x > upright)

    def holds(self, fragments: Iterable[Fragment]) -> bool:
        """Whether it is a table: two rows or more have text, and one two texts parted by a line.

        Boxes within boxes have sides too, but text on one side only, or across the other's sides.
        """
        rows: defaultdict[int, set[int]] = defaultdict(set)
        within = crossing = 0
        for piece in fragments:
            if place := self.cell(piece):
                rows[place[0]].add(place[1])
                within += 1
                crossing += any(piece.left + 3 < at < piece.right - 3 for at in self.uprights[1:-1])
        return (
            len(rows) > 1
            and 2 * crossing <= within
            and any(self._parts(row, sorted(columns)) for row, columns in rows.items())
        )

    def _parts(self, row: int, columns: Sequence[int]) -> bool:
        """Whether a line is drawn through a row between two columns of it."""
        middle = (self.levels[row] + self.levels[row + 1]) / 2
        return any(
            self.uprights[one] + 4 < side.at < self.uprights[two + 1] - 4
            and side.low - 3 <= middle <= side.high + 3
            for one, two in pairwise(columns)
            for side in self.sides
        )

    def _top(self, row: int, column: int) -> int:
        """The first row of the cell that spans a row: where a line is drawn over the column."""
        middle = (self.uprights[column] + self.uprights[column + 1]) / 2
        while row and not any(
            abs(line.at - self.levels[row]) <= _NEAR + 1 and line.low <= middle <= line.high
            for line in self.lines
        ):
            row -= 1
        return row

    def goes_on(self, before: Grid, fragments: Iterable[Fragment]) -> bool:
        """Whether it has the columns of another one, and text."""
        if len(before.uprights) != len(self.uprights):
            return False
        pairs = zip(before.uprights, self.uprights, strict=True)
        return all(abs(one - two) < 4 for one, two in pairs) and any(map(self.cell, fragments))

    def table(self, fragments: Iterable[Fragment], page: int) -> Table:
        """The table with the texts of its cells."""
        cells: defaultdict[tuple[int, int], list[Fragment]] = defaultdict(list)
        for piece in fragments:
            if place := self.cell(piece):
                cells[self._top(*place), place[1]].append(piece)
        lines = {
            place: [line_of(row, page, 0).text for row in rows_of(pieces)]
            for place, pieces in cells.items()
        }
        joining = Joining(line for each in lines.values() for line in each)
        rows = []
        for row in sorted({row for row, _ in cells}):
            texts = []
            for column in range(len(self.uprights) - 1):
                text = ""
                for line in lines.get((row, column), ()):
                    text = joining.join(text, clean(line))
                texts.append(text)
            rows.append(tuple(texts))
        return Table(rows=tuple(rows), page=page)


def grid_of(uprights: Sequence[Edge], levels: Sequence[Edge]) -> Grid | None:
    """The table that a group of drawn lines may make."""
    # A row that goes on over the next page has no line at its end.
    top, bottom = max(edge.high for edge in uprights), min(edge.low for edge in uprights)
    ends = [replace(uprights[0], at=top), replace(uprights[0], at=bottom)]
    xs, ys = _places(uprights), _places([*levels, *ends])
    if len(xs) < 3 or len(ys) < 2:
        return None
    return Grid(tuple(xs), tuple(reversed(ys)), tuple(uprights), tuple(levels))


def drawn_groups(edges: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Groups of drawn lines that touch each other: of each, the upright ones and the level ones."""
    rounded = {Edge(edge.upright, round(edge.at), round(edge.low), round(edge.high)) for edge in edges}
    if len(rounded) > _MOST_EDGES:
        return []
    groups = (
        ([edge for edge in group if edge.upright], [edge for edge in group if not edge.upright])
        for group in _touching(sorted(rounded, key=lambda edge: (edge.at, edge.low, edge.high)))
    )
    return [(uprights, levels) for uprights, levels in groups if uprights and levels]


def implied_sides(edges: Sequence[Edge], fragments: Sequence[Fragment]) -> list[Edge]:
    """The sides of the cells of tables that have them for some rows only, or for none.

    Either level lines are drawn cell by cell, or every other row has a ground of its own. The headings
    may stand over the first line, and the last row below the last one.
    """
    columns = _of_level_lines(edges) or _of_stripes(edges, fragments)
    if columns is None:
        return []
    places, low, high = columns
    # Where texts begin in each column.
    lefts = {
        (_column(piece, places), round(piece.left / 3))
        for piece in fragments
        if low < piece.base < high
    }
    rest = [piece for piece in fragments if not low < piece.base < high]
    low = _end_of_rows(places, low, rest, lefts, down=True)
    found = []
    while (higher := _end_of_rows(places, high, rest, lefts, down=False)) > high:
        # A row without a ground, and the headings over it.
        high = higher
        found.append(Edge(upright=False, at=high, low=places[0], high=places[-1]))
    return [*found, *(Edge(upright=True, at=at, low=low, high=high) for at in places)]


def _of_level_lines(edges: Sequence[Edge]) -> tuple[list[float], float, float] | None:
    """Where the columns of level lines end, and how far down and up they go.

    The pieces of five lines or more must end at the same places.
    """
    levels = [edge for edge in edges if not edge.upright]
    if len(levels) != len(edges) or len(levels) > _MOST_EDGES:
        return None
    ends: defaultdict[int, set[int]] = defaultdict(set)
    for edge in levels:
        for end in (edge.low, edge.high):
            ends[round(end / 2)].add(round(edge.at / 4))
    lines = {round(edge.at / 4) for edge in levels}
    common = [place * 2.0 for place, ats in sorted(ends.items()) if 2 * len(ats) > len(lines)]
    heights = _places(levels)
    if len(common) < 3 or len(heights) < 5:
        return None
    row = min(40.0, (heights[-1] - heights[0]) / (len(heights) - 1))
    places = [place for n, place in enumerate(common) if not n or place - common[n - 1] > 4]
    return places, heights[0], heights[-1] + row


_APART = 150
"""How far apart, in points, two rows with a ground may be: another row stands between them."""


def _of_stripes(
    edges: Sequence[Edge], fragments: Sequence[Fragment]
) -> tuple[list[float], float, float] | None:
    """The same of rows with a ground, each cell of which is drawn; what is between them has none."""
    bands: defaultdict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.upright and len(bands) < _MOST_EDGES:
            bands[round(edge.low), round(edge.high)].append(edge)
    stripes: defaultdict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for band, sides in bands.items():
        places = tuple(round(place / 3) for place in _places(sides))
        if len(places) > 2:
            stripes[places].append(band)
    if not stripes:
        return None
    each = sorted(stripes[max(stripes, key=lambda places: len(stripes[places]))])
    columns = _places(bands[each[0]])
    inner = [
        edge
        for edge in edges
        if not edge.upright and edge.low < columns[-1] - _NEAR and edge.high > columns[0] + _NEAR
    ]
    if any(low + 4 < edge.at < high - 4 for low, high in each for edge in inner):
        # Whole tables, one below the other.
        return None
    for (_, low), (high, _) in pairwise(each):
        if high - low <= _NEAR:
            continue
        between = [piece for piece in fragments if low < piece.base < high]
        filled = {_column(piece, columns) for piece in between}
        if high - low > _APART or len(filled) < 2 or any(_crosses(each, columns) for each in between):
            return None
    return (columns, each[0][0], each[-1][1]) if len(each) > 1 else None


def _column(piece: Fragment, places: Sequence[float]) -> int:
    return sum(1 for at in places[1:-1] if piece.left > at - _NEAR)


def _crosses(piece: Fragment, places: Sequence[float]) -> bool:
    return any(piece.left + 3 < at < piece.right - 3 for at in places)


def _end_of_rows(
    places: Sequence[float],
    start: float,
    fragments: Sequence[Fragment],
    lefts: set[tuple[int, int]],
    *,
    down: bool,
) -> float:
    """How far a table goes beyond its lines: one more row has texts in two columns and no line."""
    sign = -1 if down else 1
    last, end = start, start
    columns: set[int] = set()
    for piece in sorted(fragments, key=lambda each: sign * each.base):
        if sign * (piece.base - start) <= 0:
            continue
        apart = sign * (piece.base - last) > (3 if last == start else 2.2) * piece.size
        outside = piece.left < places[0] - _NEAR or piece.right > places[-1] + _NEAR
        if apart or outside or _crosses(piece, places):
            break
        column = _column(piece, places)
        if any((column, round(piece.left / 3) + near) in lefts for near in (-1, 0, 1)):
            columns.add(column)
        last, end = piece.base, piece.base - 0.4 * piece.size if down else piece.base + piece.size
    return end if len(columns) > 1 else start


_NEAR = 3


def _touching(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Lines in groups: those of a group touch or cross, one by one. They come sorted by place."""
    kinds = {upright: [edge for edge in edges if edge.upright is upright] for upright in (True, False)}
    places = {upright: [edge.at for edge in kind] for upright, kind in kinds.items()}
    seen: set[Edge] = set()
    groups = []
    for first in edges:
        if first in seen:
            continue
        seen.add(first)
        group = [first]
        for edge in group:
            # Lines of its own kind at its place, and those that cross it along its length.
            spans = {edge.upright: (edge.at, edge.at), not edge.upright: (edge.low, edge.high)}
            for upright, (low, high) in spans.items():
                start = bisect_left(places[upright], low - _NEAR)
                end = bisect_right(places[upright], high + _NEAR)
                for other in kinds[upright][start:end]:
                    if other not in seen and _touch(edge, other):
                        seen.add(other)
                        group.append(other)
        groups.append(group)
    return groups


def _touch(one: Edge, two: Edge) -> bool:
    """Whether two lines meet, of which one is at a place where the other one runs."""
    if one.upright == two.upright:
        return one.low <= two.high + _NEAR and two.low <= one.high + _NEAR
    return two.low - _NEAR <= one.at <= two.high + _NEAR


def _places(edges: Iterable[Edge]) -> list[float]:
    """Where lines are, those that nearly meet as one."""
    places: list[float] = []
    for place in sorted(edge.at for edge in edges):
        if not places or place - places[-1] > 4:
            places.append(place)
    return places

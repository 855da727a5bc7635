"""Where the rows of a table without drawn rules begin.

Spaces between lines tell, else cells that are level with each other and capitals.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise
from statistics import median

from jamplan.documents.order import Cells
from jamplan.documents.printed import PrintedLine

_APART = 0.25
"""Of a line's height.

Rows are so much further from each other than the lines of a cell.
"""
_USUAL = 1.15
"""Of the median height of lines: higher ones, as titles, tell no usual lead."""
_FRESH = 0.8
"""Of the cells that begin rows: so many begin with no small letter, in a table."""
_FILLED = 0.75
"""Of all cells: tables with centred cells have more words than this."""


def rows_of(
    lines: Sequence[PrintedLine],
    cells: Sequence[Cells],
    rules: Sequence[float],
    over: Iterable[int],
) -> list[int]:
    """The lines that begin the rows of a table; none if the columns are of a text.

    Lines ``over`` the columns are rows of their own. ``rules`` go across the table.
    """
    body = _Body(lines, cells)
    ruled = body.after(rules)
    if len(ruled) > 1:
        return [0, *ruled]
    is_spaced = len(body.spaced) > 1
    starts = {*body.spaced, *ruled, *body.alone(over)}
    if not is_spaced:
        # Without any space, each line is a row.
        starts |= {*(body.resumed or body.level), *body.names()}
    begins = {0, *starts}
    if not is_spaced:
        # The tallest cell of a row has no empty line below it.
        begins |= {at for at in body.level if all(body.fresh[at])}
    if not body.are_fresh({0, *starts}):
        return []
    rows = sorted(begins)
    return rows if body.is_table(rows, is_spaced=is_spaced) else []


@dataclass(frozen=True)
class _Body:
    """The lines of a grid with their pieces by column."""

    lines: Sequence[PrintedLine]
    cells: Sequence[Cells]

    @cached_property
    def columns(self) -> list[list[int]]:
        """The lines of each column."""
        numbers = {*chain(*self.cells)}
        return [
            [at for at, line in enumerate(self.cells) if number in line]
            for number in numbers
        ]

    @cached_property
    def bottoms(self) -> list[float]:
        """Down to where each line and all above it go."""
        return list(accumulate((line.y + line.height for line in self.lines), max))

    @cached_property
    def lead(self) -> float:
        """The space between the lines of a cell: a tenth of all is narrower."""
        highest = _USUAL * median(line.height for line in self.lines)
        spaces = []
        for column in self.columns:
            for before, at in pairwise(column):
                if self.lines[before].height < highest:
                    spaces.append(self.lines[at].y - self.bottoms[before])
        return sorted(spaces)[len(spaces) // 10] if spaces else 0.0

    @cached_property
    def spaced(self) -> list[int]:
        """The lines with a wider space above than lines of a cell have."""
        result = []
        for at in range(1, len(self.lines)):
            line = self.lines[at]
            if line.y - self.bottoms[at - 1] > self.lead + _APART * line.height:
                result.append(at)
        return result

    @cached_property
    def level(self) -> list[int]:
        """The lines with several cells, whose texts are level with each other."""
        result = []
        for at, line in enumerate(self.cells):
            middles = [piece.middle for piece in chain(*line.values())]
            widest = _APART * self.lines[at].height
            if len(line) > 1 and max(middles) - min(middles) < widest:
                result.append(at)
        return result

    @cached_property
    def resumed(self) -> list[int]:
        """The level lines at which a column goes on below empty lines."""
        begun = {column[0] for column in self.columns if column[0]}
        for column in self.columns:
            begun.update(at for before, at in pairwise(column) if at > before + 1)
        return [at for at in self.level if at in begun]

    @cached_property
    def fresh(self) -> list[list[bool]]:
        """Which cells of each line begin with no small letter."""
        return [
            [not pieces[0].text[:1].islower() for pieces in line.values()]
            for line in self.cells
        ]

    def after(self, rules: Sequence[float]) -> list[int]:
        """The lines below a rule."""
        middles = [line.middle for line in self.lines]
        gaps = enumerate(pairwise(middles), 1)
        return [
            at
            for at, (above, below) in gaps
            if any(above < rule < below for rule in rules)
        ]

    def alone(self, over: Iterable[int]) -> Iterator[int]:
        """Lines over the columns, and those after them."""
        for line in over:
            for at in (line, line + 1):
                if 0 < at < len(self.lines):
                    yield at

    def names(self) -> Iterator[int]:
        """The names of sections, and the paragraph below a table."""
        last = max(at for at, line in enumerate(self.cells) if line.keys() != {0})
        for at in range(1, len(self.cells)):
            if self.cells[at].keys() != {0} or not self.fresh[at][0]:
                continue
            piece = self.cells[at][0][0]
            if at == last + 1 or piece.bold or piece.text.isupper():
                yield at

    def are_fresh(self, starts: Iterable[int]) -> bool:
        """Whether most cells of some lines begin with no small letter."""
        begun = list(chain(*(self.fresh[at] for at in starts)))
        return sum(begun) >= _FRESH * len(begun)

    def is_table(self, rows: Sequence[int], *, is_spaced: bool) -> bool:
        """Whether most rows have several cells that are level, or fill the table."""
        counts = [len(column) for column in self.columns]
        beside = sum(len(self.cells[at]) - 1 for at in self.level)
        is_level = 2 * beside > sum(counts) - max(counts)
        ends = [*rows[1:], len(self.cells)]
        filled = [
            len({*chain(*self.cells[start:end])})
            for start, end in zip(rows, ends, strict=True)
        ]
        # Cells that are centred in their rows are level with few others.
        is_centred = is_spaced and len(counts) > 2
        is_filled = is_centred and sum(filled) >= _FILLED * len(counts) * len(filled)
        # Texts beside each other are no table, of which most rows have several cells.
        return (is_level or is_filled) and 2 * sum(
            count > 1 for count in filled
        ) >= len(filled)

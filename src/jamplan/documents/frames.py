"""Tables whose rules are drawn: rules that cross, cells between them, rows of cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jamplan.documents.grids import Rows
from jamplan.documents.pdfium import PrintedRule
from jamplan.documents.printed import PrintedPage, PrintedPiece, parts_of
from jamplan.documents.textblocks import parted

_MEET = 3.0
"""In points: rules whose ends are so near to each other meet, or are one."""
_WITHIN = 5.0
"""In points: a rule so far from both sides of a frame divides it in columns."""
_REACH = 2.0
"""In points: a rule is before a word that begins so little beyond its end."""


@dataclass(slots=True)
class _Frame:
    """Rules that cross or meet, from one to the next."""

    across: set[PrintedRule]
    down: list[PrintedRule]
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def close(self) -> None:
        """Put the edges where the outer rules are."""
        self.left = min(rule.start for rule in self.across)
        self.right = max(rule.end for rule in self.across)
        heights = [rule.at for rule in self.across]
        self.top = min(*heights, *(rule.start for rule in self.down))
        self.bottom = max(*heights, *(rule.end for rule in self.down))

    @property
    def is_divided(self) -> bool:
        """Whether a rule goes down between its sides: a box has no columns."""
        left, right = self.left + _WITHIN, self.right - _WITHIN
        return any(left < rule.at < right for rule in self.down)

    def has(self, piece: PrintedPiece) -> bool:
        """Whether a piece is within its edges."""
        middle = (piece.x + piece.right) / 2
        is_level = self.top < piece.middle < self.bottom
        return is_level and self.left < middle < self.right


def ruled(page: PrintedPage) -> tuple[list[Rows], list[PrintedPiece]]:
    """Tables whose rules are drawn, and the pieces that are in none."""
    tables: list[Rows] = []
    rest = page.pieces
    for frame in _frames(page.horizontal, page.vertical):
        inside = [piece for piece in rest if frame.has(piece)]
        if inside and frame.is_divided:
            tables.append(_table(_cells(inside, frame)))
            rest = [piece for piece in rest if not frame.has(piece)]
    return tables, rest


def _frames(
    horizontal: Sequence[PrintedRule], vertical: Sequence[PrintedRule]
) -> list[_Frame]:
    """The frames of a page: each rule goes down from or to one across."""
    frames: list[_Frame] = []
    for rule in vertical:
        met = {one for one in horizontal if _meets(rule, one)}
        if not met:
            continue
        joined = _Frame(met, [rule])
        others = []
        for frame in frames:
            if frame.across & met:
                joined.across |= frame.across
                joined.down += frame.down
            else:
                others.append(frame)
        frames = [*others, joined]
    for frame in frames:
        frame.close()
    return frames


def _meets(down: PrintedRule, across: PrintedRule) -> bool:
    """Whether two rules cross or touch."""
    is_level = down.start - _MEET < across.at < down.end + _MEET
    return is_level and across.start - _MEET < down.at < across.end + _MEET


_Cells = dict[tuple[int, int], list[PrintedPiece]]
"""The pieces of a table by row and column."""


def _cells(pieces: Iterable[PrintedPiece], frame: _Frame) -> _Cells:
    """The pieces in a frame by the rules above and before each of their words."""
    rows, columns = _numbers(frame.across), _numbers(frame.down)
    cells: defaultdict[tuple[int, int], list[PrintedPiece]] = defaultdict(list)
    for piece in pieces:
        y = piece.middle
        places = []
        for word in piece.words:
            row = rows[_before(frame.across, y, word.middle)]
            places.append((row, columns[_before(frame.down, word.middle, y)]))
        for place, part in parts_of(piece, places):
            cells[place].append(part)
    return cells


def _table(cells: _Cells) -> Rows:
    """Cells as rows, all from the first column on that has any."""
    first = min(column for _, column in cells)
    last = max(column for _, column in cells)
    columns = range(min(1, first), last + 1)
    rows = sorted({row for row, _ in cells})
    return [[cells.get((row, column), []) for column in columns] for row in rows]


def _numbers(rules: Iterable[PrintedRule]) -> dict[float, int]:
    """The numbers of rows or columns that begin at rules; 0 is before the first."""
    places = sorted({0.0, *(rule.at for rule in rules)})
    groups = parted(places, lambda before, place: place - before > _MEET)
    numbers: dict[float, int] = {}
    for number, group in enumerate(groups):
        numbers.update(dict.fromkeys(group, number))
    return numbers


def _before(rules: Iterable[PrintedRule], at: float, across: float) -> float:
    """The place of the last rule before a place; 0 if there is none."""
    return max(_reaching(rules, at, across), default=0.0)


def _reaching(
    rules: Iterable[PrintedRule], at: float, across: float
) -> Iterator[float]:
    """Where rules are that are before a place and reach as far across."""
    for rule in rules:
        if rule.at < at and rule.start - _REACH < across < rule.end + _REACH:
            yield rule.at

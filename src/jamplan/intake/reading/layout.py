"""Pages of placed pieces of text put into reading order: columns, tables, paragraphs.

What is printed on each page (running heads and feet, page numbers) and footnotes are taken out. A page
is cut where a blank strip runs between two columns; what crosses the strip is read where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from jamplan.intake.reading.cleaning import Joining
from jamplan.intake.reading.contents import Contents, FileKind, Table
from jamplan.intake.reading.drawn import Grid, box_of, drawn_groups, grid_of
from jamplan.intake.reading.floats import floats_of, put_back, within
from jamplan.intake.reading.gutters import Drawn, cut, gutter_of, segments_of
from jamplan.intake.reading.margins import has_text, without_foot, without_margins, without_notes
from jamplan.intake.reading.paragraphs import blocks_of
from jamplan.intake.reading.placed import Box, Edge, Fragment, Line, Page, line_of, rows_of


def contents_of(pages: Sequence[Page], kind: FileKind, title: str | None) -> Contents:
    """The paragraphs and tables of placed pages, in reading order."""
    body = _body_size(pages)
    kept = [
        without_foot(page, fragments, body)
        for page, fragments in zip(pages, without_margins(pages, body), strict=True)
    ]
    known = [gutter_of(segments_of(fragments)) for fragments in kept]
    gutters = sorted({round(gutter) for gutter in known if gutter is not None})
    columns: Parts = []
    grid: Grid | None = None
    for number, (page, fragments) in enumerate(zip(pages, kept, strict=True), start=1):
        parts, grid = _PageReading(page, number, body, gutters).parts(fragments, len(columns), grid)
        columns += parts
    unsure = {page for page, part in columns if isinstance(part, list) and _is_side_by_side(part)}
    noted = {
        number
        for number, fragments in enumerate(kept, start=1)
        if has_text([line_of(row, number, 0) for row in rows_of(fragments)], body)
    }
    columns = [
        (page, without_notes(part, body) if isinstance(part, list) and page in noted else part)
        for page, part in columns
    ]
    joining = Joining(line.text for _, part in columns if isinstance(part, list) for line in part)
    return Contents(
        kind=kind,
        blocks=tuple(blocks_of(columns, joining)),
        pages=len(pages),
        title=title,
        blank_pages=tuple(
            n for n, page in enumerate(pages, start=1) if not page.fragments or page.scanned
        ),
        unsure_pages=tuple(sorted(unsure)),
    )


def _body_size(pages: Sequence[Page]) -> float:
    """The size that most letters have."""
    letters: Counter[float] = Counter()
    for page in pages:
        for fragment in page.fragments:
            letters[fragment.size] += len(fragment.text)
    return letters.most_common(1)[0][0] if letters else 10.0


Parts = list[tuple[int, list[Line] | Table]]
"""Columns and tables as they are read, each with its page."""


@dataclass
class _PageReading:
    """A page, and what is known of its document."""

    page: Page
    number: int
    body: float
    """The size of most letters."""
    gutters: Sequence[float]
    """Where second columns begin on the pages of the document."""
    _boxes: list[Box] = field(init=False)
    _grids: list[Grid] = field(init=False)

    def __post_init__(self) -> None:
        groups = drawn_groups(self.page.edges)
        self._grids = [grid for group in groups if (grid := grid_of(*group)) is not None]
        boxes = [box for group in groups if (box := box_of(*group)) is not None]
        # The frame of a whole page holds items, not one item.
        self._boxes = [box for box in boxes if box.high - box.low < 0.8 * self.page.height]

    def parts(
        self, fragments: list[Fragment], first: int, before: Grid | None
    ) -> tuple[Parts, Grid | None]:
        """The columns, counted from ``first``, and tables of the page; and the last table.

        ``before`` is the last table of the page before: one with the same columns goes on, even if it
        is of one row.
        """
        grids = [
            grid
            for grid in self._grids
            if grid.holds(fragments) or (before is not None and grid.goes_on(before, fragments))
        ]
        inside = {piece.order for grid in grids for piece in fragments if grid.cell(piece)}
        rest = [piece for piece in fragments if piece.order not in inside]
        found: Parts = []
        upper = self.page.height + 1
        for grid in sorted(grids, key=lambda each: -each.top):
            above = [piece for piece in rest if grid.top <= piece.base < upper]
            found += self._columns(above, first + len(found))
            found.append((self.number, grid.table(fragments, self.number)))
            upper = grid.top
        below = [piece for piece in rest if piece.base < upper]
        found += self._columns(below, first + len(found))
        return found, min(grids, key=lambda each: each.top, default=None)

    def _columns(self, fragments: list[Fragment], first: int) -> Parts:
        floats = floats_of(self._boxes, fragments)
        rest = [piece for piece in fragments if not any(within(box, piece) for box in floats)]
        levels = [edge for edge in self.page.edges if not edge.upright]
        drawn = Drawn(self._boxes, levels)
        columns = [
            self._lines(column, 0)
            for column in cut(segments_of(rest), self.body, 3, self.gutters, drawn)
        ]
        for box in floats:
            rows = rows_of(piece for piece in fragments if within(box, piece))
            columns = put_back(columns, box, self._lines(rows, 0))
        return [
            (self.number, [replace(line, column=first + place) for line in column])
            for place, column in enumerate(columns)
        ]

    def _lines(self, rows: Sequence[Sequence[Fragment]], column: int) -> list[Line]:
        lines = [line_of(row, self.number, column) for row in rows]
        return _with_boxes(_with_rules(lines, self.page.edges), self._boxes)


def _with_rules(lines: list[Line], edges: Sequence[Edge]) -> list[Line]:
    """The lines of a column, those marked that a level line parts from the line before.

    One that is drawn right under a line underlines words of it, and parts nothing.
    """
    levels = [edge for edge in edges if not edge.upright and edge.length > 40]
    found = lines[:1]
    for last, line in pairwise(lines):
        left, right = min(last.left, line.left), max(last.right, line.right)
        ruled = any(
            line.base + 0.5 * line.size < edge.at < last.base - _UNDER * last.size
            and 2 * (min(edge.high, right) - max(edge.low, left)) > min(right - left, edge.length)
            for edge in levels
        )
        found.append(replace(line, ruled=True) if ruled else line)
    return found


_UNDER = 0.25
"""How far below a line's letters an underlining may be, in parts of their size."""


def _with_boxes(lines: list[Line], boxes: Sequence[Box]) -> list[Line]:
    """Lines, those in boxes marked."""
    return [
        replace(line, boxed=True) if any(box.holds(line) for box in boxes) else line for line in lines
    ]


def _is_side_by_side(lines: Iterable[Line]) -> bool:
    """Whether three lines or more of a column have words on both sides of a wide gap."""
    parted = [line.text.split("\t") for line in lines]
    return sum(sum(len(_WORDS.findall(part)) > 1 for part in parts) > 1 for parts in parted) >= 3


_WORDS = re.compile(r"[^\W\d_]{2,}")

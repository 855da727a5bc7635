"""Tables and lists of a web page: cells that span several places, the numbers that lists show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jamplan.intake.reading.contents import Paragraph
from jamplan.intake.reading.counting import letters_of, roman_of

_WIDEST, _LONGEST = 200, 2000
"""Columns and rows that one cell may span."""
_REPEATED = 1000
"""Letters of a cell that is given to all columns that it spans."""


@dataclass
class Cells:
    """A table; a cell that spans several places stands in each of them."""

    rows: list[list[str]] = field(default_factory=list)
    cell: list[Paragraph] | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    """Of all cells, in order."""
    spans: tuple[int, int] = (1, 1)
    """Columns and rows of the cell that is read."""
    spanning: dict[int, tuple[str, int]] = field(default_factory=dict)
    """By column: what spans rows, and how many with this one."""
    above: dict[int, tuple[str, int]] = field(default_factory=dict)
    """What of it began in a row before."""

    def begin_row(self) -> None:
        """Begin a row; the one before is complete."""
        self.end_row()
        self.rows.append([])
        self.above = {at: (text, rows - 1) for at, (text, rows) in self.spanning.items() if rows > 1}
        self.spanning = dict(self.above)
        self._fill()

    def end_row(self) -> None:
        """Give the row what spans it from above beyond its own cells."""
        while self.rows and any(at >= len(self.rows[-1]) for at in self.above):
            if len(self.rows[-1]) not in self.above:
                self.rows[-1].append("")
            self._fill()

    def begin_cell(self, named: Mapping[str, str]) -> None:
        """Begin a cell; many pages do not close their cells, and some do not begin their rows."""
        self.end_cell()
        if not self.rows:
            self.begin_row()
        self.cell = []
        self.spans = _span(named.get("colspan"), _WIDEST), _span(named.get("rowspan"), _LONGEST)

    def end_cell(self) -> None:
        """Keep the cell that is complete."""
        if self.rows and self.cell is not None:
            text, row = "\n".join(map(_line, self.cell)), self.rows[-1]
            self.paragraphs += self.cell
            columns, rows = self.spans
            for _ in range(columns if len(row) < _WIDEST else 1):
                if rows > 1:
                    self.spanning[len(row)] = text, rows
                row.append(text)
                # What is long is no heading of rows or columns.
                text = text if len(text) <= _REPEATED else ""
            self._fill()
        self.cell = None

    def _fill(self) -> None:
        """Put what spans this row from above where it stands."""
        row = self.rows[-1]
        while len(row) in self.above:
            row.append(self.above[len(row)][0])


def _line(paragraph: Paragraph) -> str:
    """A paragraph in a cell, with its number: rows may be numbered by lists."""
    number = paragraph.marker if any(map(str.isalnum, paragraph.marker)) else ""
    return f"{number} {paragraph.text}".strip()


def _span(said: str | None, most: int) -> int:
    """How many places a cell spans; 1 where that is not said."""
    number = int(said) if said and said.isdigit() and len(said) < 6 else 1
    return max(1, min(number, most))


_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?:inside|outside|\s)*([\w-]+)", re.IGNORECASE)
_FORMS = {
    "a": "a",
    "lower-alpha": "a",
    "lower-latin": "a",
    "A": "A",
    "upper-alpha": "A",
    "upper-latin": "A",
    "i": "i",
    "lower-roman": "i",
    "I": "I",
    "upper-roman": "I",
    "none": "",
}
_NUMBER = re.compile(r"\s*(-?\d{1,5})\s*")


@dataclass
class Listed:
    """A list that is read."""

    ordered: bool
    form: str = "1"
    next: int | None = 1
    """The number of the next item; None where the last of them has the first number."""
    step: int = 1
    end: str = "."
    """What stands after a number."""
    places: list[int] = field(default_factory=list)
    """Where its items stand that get their numbers at the end."""

    @classmethod
    def of(cls, tag: str, named: Mapping[str, str]) -> Listed:
        """The list that a tag begins."""
        if tag != "ol":
            return cls(ordered=False)
        style = _STYLE.search(named.get("style", ""))
        form = _FORMS.get(style[1].lower() if style is not None else named.get("type", "1"), "1")
        start, back = _NUMBER.fullmatch(named.get("start", "")), "reversed" in named
        first = int(start[1]) if start is not None else None if back else 1
        end = ")" if named.get("data-end") == ")" else "."
        return cls(ordered=True, form=form, next=first, step=-1 if back else 1, end=end)

    def marker(self, named: Mapping[str, str]) -> str:
        """What stands in front of the next item."""
        if not self.ordered:
            return "•"
        if (value := _NUMBER.fullmatch(named.get("value", ""))) is not None:
            self.next = int(value[1])
        if self.next is None:
            return ""
        number, self.next = self.next, self.next + self.step
        return self.shown(number)

    def shown(self, number: int) -> str:
        """A number as the list shows it."""
        if not self.form:
            return ""
        if self.form == "1" or not 0 < number < 1000:
            return f"{number}{self.end}"
        letters = letters_of(number) if self.form in "aA" else roman_of(number)
        return f"{letters.lower() if self.form.islower() else letters}{self.end}"

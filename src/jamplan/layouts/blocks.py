"""The blocks of a report in any format: headings, paragraphs, lists, tables, notes."""

from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.account.spans import BarPart, Inline, Part, inline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the report's title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``lead`` marks the answer."""

    content: Inline
    lead: bool = False
    close: bool = False
    """Whether a terminal puts no empty line after it."""
    quiet: bool = False
    """Whether a terminal shows it in grey."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, empty if it is not quoted, and where they are published."""

    content: Inline
    source: Inline


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table. Rows of the same section follow each other under its name."""

    cells: tuple[Inline, ...]
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``section`` is the heading of the rows' sections if they have any."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    section: str | None = None
    brief: bool = False
    """Whether a terminal gives each row one line, and cuts texts that are too long with
    « … ».
    """

    @property
    def grid(self) -> list[list[Inline]]:
        """All cells, the heads first; the sections are the first column."""
        sections = [self.section, *(row.section or "" for row in self.rows)]
        rows = [
            [inline(head) for head in self.columns],
            *(list(row.cells) for row in self.rows),
        ]
        if self.section is None:
            return rows
        return [
            [inline(section or ""), *row]
            for section, row in zip(sections, rows, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its legend: the number of proposals of each status."""

    parts: tuple[BarPart, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note at the end of a report."""

    number: int
    content: Inline


Block = Heading | Paragraph | Items | Quote | Table | Bar | Note


def paragraph(*parts: Part, lead: bool = False, close: bool = False) -> Paragraph:
    """A paragraph of strings, spans and texts."""
    return Paragraph(inline(*parts), lead, close)


def points(texts: Iterable[Part]) -> Items:
    """A list of points."""
    return Items(tuple(inline(text) for text in texts))


def section(title: str, content: Iterable[Block]) -> list[Block]:
    """Blocks under a heading; nothing if there are none."""
    told = list(content)
    return [Heading(title), *told] if told else []


def listed(title: str, texts: Iterable[Part]) -> list[Block]:
    """Points under a heading; nothing if there are none."""
    items = points(texts)
    return [Heading(title), items] if items.items else []


def table_row(*cells: Part, section: str | None = None) -> TableRow:
    """A row of a table."""
    return TableRow(tuple(inline(cell) for cell in cells), section)

"""The blocks of a report, independent of any format: headings, paragraphs, lists, tables, notes.

A text is a tuple of spans. The kind of a span tells a format what it is; its content is text, never
markup. Words of the data have their language, and the address that they lead to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from jamplan.language.folding import one_line


class SpanKind(Enum):
    """What a span of text is."""

    PLAIN = auto()
    DATA = auto()
    """Words of the data, in their own language."""
    STRONG = auto()
    ID = auto()
    ADDRESS = auto()
    COMMAND = auto()
    BREAK = auto()
    """A line break, if the format can break a line within a cell; else a space."""
    NOTE = auto()
    """A reference to the note of that number."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text of one kind."""

    text: str
    kind: SpanKind = SpanKind.PLAIN
    lang: str | None = None
    """The language of words of the data, as a code; None if it is the report's own."""
    href: str | None = None
    """The address that the text leads to: of the web, or « #id » within a page."""


Inline = tuple[Span, ...]


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
    """Whether a terminal gives each row one line, and cuts texts that are too long with « … »."""

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
class BarPart:
    """The proposals of one status that are told alike, in a bar and its legend."""

    status: str
    """The key of its sign."""
    count: int
    label: str
    """« 6 reprises affirmées »."""
    sign: str
    plain: str
    """The sign if the output cannot encode the other."""
    colour: str
    """Hexadecimal, for pictures: dark to light."""


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


Part = str | Span | Inline
"""What texts are put together of."""


def inline(*parts: Part) -> Inline:
    """Make a text of strings, spans and texts; a string is folded into one line."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            spans.append(Span(folded(part)))
        elif isinstance(part, Span):
            spans.append(part)
        else:
            spans.extend(part)
    return tuple(span for span in spans if span.text)


def plain(content: Inline) -> str:
    """A text as it reads, without what its spans are."""
    return "".join(span.text for span in content)


def joined(texts: Iterable[Part], separator: str | Span = ", ") -> Inline:
    """Several texts as one, with a separator between them."""
    parts: list[Part] = []
    for text in texts:
        parts += [separator, text] if parts else [text]
    return inline(*parts)


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


def folded(text: str) -> str:
    """A text in one line that keeps a space at its beginning and end."""
    line = one_line(text)
    if not line:
        return " " if text else ""
    # No-break spaces are part of the text and stay as they are.
    before = " " if text[0] in " \t\n" else ""
    after = " " if text[-1] in " \t\n" else ""
    return f"{before}{line}{after}"


def strong(text: str) -> Span:
    """An emphasised text."""
    return Span(one_line(text), SpanKind.STRONG)


def ident(text: str) -> Span:
    """An id, which is never cut."""
    return Span(one_line(text), SpanKind.ID)


def address(text: str) -> Span:
    """A web address, which is never cut."""
    return Span(one_line(text), SpanKind.ADDRESS)


def command(text: str) -> Span:
    """A command that a reader can type."""
    return Span(text, SpanKind.COMMAND)


def commands(data: str, *texts: str) -> Inline:
    """Commands, each with the option that names the folder, as the reader named it."""
    return joined([command(text + data) for text in texts])


def note(number: int) -> Span:
    """A reference to a note."""
    return Span(str(number), SpanKind.NOTE)


BREAK = Span(" ", SpanKind.BREAK)

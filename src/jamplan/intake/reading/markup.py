"""HTML and Markdown as paragraphs and tables: headings, lists with their numbers, bold words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from jamplan.intake.reading.cleaning import bullet_of, clean
from jamplan.intake.reading.contents import Block, Contents, FileKind, Paragraph, Table

_UNSEEN = frozenset(
    "footer script style template noscript nav form select button iframe svg head".split()
)
_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog div dl dt fieldset
    figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary
    table tbody td tfoot th thead tr ul
    """.split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BOLD = frozenset({"b", "strong"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DEEPEST = 200


def read_html(text: str, kind: FileKind = FileKind.HTML) -> Contents:
    """Read a web page as those see it who read its text; menus, forms and scripts are left out."""
    page = _Page()
    for start in range(0, len(text), 100_000):
        page.feed(text[start : start + 100_000])
    page.end()
    return Contents(kind=kind, blocks=tuple(page.blocks), title=clean(page.title) or None)


def read_markdown(text: str) -> Contents:
    """Read Markdown, with the tables of GitHub; HTML in it is read as text."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    contents = read_html(made, FileKind.MARKDOWN)
    return Contents(kind=FileKind.MARKDOWN, blocks=contents.blocks)


@dataclass
class _List:
    ordered: bool
    count: int = 0
    style: str = "1"


_WIDEST, _LONGEST = 200, 2000
"""Columns and rows that one cell may span."""
_REPEATED = 1000
"""Letters of a cell that is given to all columns that it spans."""


@dataclass
class _Cells:
    """A table; a cell that spans several places stands in each of them."""

    rows: list[list[str]] = field(default_factory=list)
    cell: list[str] | None = None
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

    def end_cell(self) -> None:
        """Keep the cell that is complete; many pages do not close their cells."""
        if self.rows and self.cell is not None:
            text, row = "\n".join(self.cell), self.rows[-1]
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


def _span(said: str | None, most: int) -> int:
    """How many places a cell spans; 1 where that is not said."""
    number = int(said) if said and said.isdigit() and len(said) < 6 else 1
    return max(1, min(number, most))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.title = ""
        self._pieces: list[tuple[str, bool]] = []
        self._lists: list[_List] = []
        self._tables: list[_Cells] = []
        self._unseen = 0
        self._bold = 0
        self._level: int | None = None
        self._marker = ""
        self._in_title = False
        self._raised = 0

    def handle_starttag(  # noqa: C901, PLR0912 - one case a tag
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        if tag in _UNSEEN:
            self._unseen += tag not in _VOID
        if tag == "title":
            self._in_title = True
        if self._unseen:
            return
        if tag in _BLOCKS:
            self.end(breaks=tag != "br")
        if tag in _BOLD:
            self._bold += 1
        elif tag == "sup":
            self._raised += 1
        elif tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag in {"ol", "ul"} and len(self._lists) < _DEEPEST:
            named = dict(attrs)
            start = named.get("start") or "1"
            first = int(start) if start.isdigit() and len(start) < 6 else 1
            self._lists.append(_List(tag == "ol", first - 1, named.get("type") or "1"))
        elif tag == "li" and self._lists:
            current = self._lists[-1]
            said = dict(attrs).get("value") or ""
            current.count = int(said) if said.isdigit() and len(said) < 6 else current.count + 1
            self._marker = f"{current.count}." if current.ordered else "•"
        elif tag == "table" and len(self._tables) < _DEEPEST:
            self._tables.append(_Cells())
        elif tag == "tr" and self._tables:
            self._tables[-1].end_cell()
            self._tables[-1].begin_row()
        elif tag in {"td", "th"} and self._tables:
            table, named = self._tables[-1], dict(attrs)
            table.end_cell()
            if not table.rows:
                table.begin_row()
            table.cell = []
            table.spans = (
                _span(named.get("colspan"), _WIDEST),
                _span(named.get("rowspan"), _LONGEST),
            )

    def handle_endtag(self, tag: str) -> None:  # noqa: C901 - one case a tag
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag == "title":
            self._in_title = False
        if self._unseen:
            return
        if tag in _BLOCKS:
            self.end()
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag == "sup":
            self._raised = max(0, self._raised - 1)
        elif tag in _HEADINGS:
            self._level = None
        elif tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        elif tag in {"td", "th"} and self._tables:
            self._tables[-1].end_cell()
        elif tag == "table" and self._tables:
            self._end_table()

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if self._unseen or self._in_title:
            return
        if self._raised and data.strip("[]() \n*").isdigit() and self._pieces:
            # The call of a footnote; « km² » has a sign of its own.
            return
        self._pieces.append((data, bool(self._bold)))

    def end(self, *, breaks: bool = True) -> None:
        """Keep the paragraph that is complete. A line break within one is a space."""
        if not breaks:
            self._pieces.append((" ", bool(self._bold)))
            return
        text = clean("".join(piece for piece, _ in self._pieces))
        bold = ""
        for piece, strong in self._pieces:
            if not strong and piece.strip():
                break
            bold += piece
        self._pieces = []
        if not text:
            return
        if self._tables and self._tables[-1].cell is not None:
            self._tables[-1].cell.append(text)
            return
        marker, self._marker, rest = self._marker, "", text
        if not marker:
            marker, rest = bullet_of(text)
        lead = max(0, len(clean(bold)) - (len(text) - len(rest)))
        self.blocks.append(
            Paragraph(
                text=rest,
                level=self._level,
                lead=min(lead, len(rest)),
                marker=marker,
                depth=max(0, len(self._lists) - 1),
            )
        )

    def _end_table(self) -> None:
        table = self._tables.pop()
        table.end_cell()
        table.end_row()
        rows = tuple(tuple(row) for row in table.rows if any(row))
        if not rows:
            return
        if self._tables:
            # A table within a cell.
            outer = self._tables[-1]
            if outer.cell is not None:
                outer.cell += [" ".join(row) for row in rows]
        elif all(len({*row}) == 1 for row in rows):
            for row in rows:
                self.blocks += [Paragraph(text=line) for line in row[0].split("\n")]
        else:
            self.blocks.append(Table(rows=rows))

"""A report on a screen: wrapped to a terminal's width, or one row a line where there is none.

Data is never passed on as markup, and nothing is cut: cells wrap, an address has its own line.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, assert_never

from jamplan.cli.environment import Screen
from jamplan.language.folding import encodable, harmless
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Items,
    Note,
    Paragraph,
    Quote,
    Row,
    Span,
    SpanKind,
    Table,
)

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_STYLES = {
    SpanKind.PLAIN: "",
    SpanKind.STRONG: "bold",
    SpanKind.ID: "cyan",
    SpanKind.ADDRESS: "underline",
    SpanKind.COMMAND: "bold",
    SpanKind.BREAK: "",
    SpanKind.NOTE: "",
}
# Rich breaks a line at any white space. No-break spaces travel through it as private characters.
_HIDE = {"\u202f": "\ue000", "\u00a0": "\ue001"}
_HIDDEN = str.maketrans(_HIDE)
_SHOWN = str.maketrans({private: space for space, private in _HIDE.items()})


def unbroken(text: str) -> str:
    """A text whose no-break spaces Rich does not see; :func:`shown` brings them back."""
    return text.translate(_HIDDEN)


def shown(text: str) -> str:
    """A text with the no-break spaces that :func:`unbroken` has hidden."""
    return text.translate(_SHOWN)


def render(blocks: Iterable[Block], screen: Screen) -> str:
    """Render a report for a screen; the text ends with a line break."""
    if screen.width is None:
        return "\n".join(_plain(blocks, screen)) + "\n"
    return _Terminal(screen, screen.width).render(blocks)


def visible(text: str, screen: Screen) -> str:
    """A text that a screen can show and that cannot act on it."""
    return encodable(harmless(text), screen.encoding)


# Without a width


def _plain(blocks: Iterable[Block], screen: Screen) -> Iterable[str]:
    first = True
    previous: Block | None = None
    for block in blocks:
        if not first and not (isinstance(block, Note) and isinstance(previous, Note)):
            yield ""
        first = False
        previous = block
        match block:
            case Heading():
                yield visible(block.text, screen)
            case Paragraph():
                yield _text(block.content, screen)
            case Items():
                for item in block.items:
                    yield f"- {_text(item, screen)}"
            case Quote():
                words = f"{_text(block.content, screen)} " if block.content else ""
                yield f"  {words}{visible('—', screen)} {_text(block.source, screen)}"
            case Table():
                yield from _plain_table(block, screen)
            case Note():
                yield f"[{block.number}] {_text(block.content, screen)}"
            case _:
                assert_never(block)


def _text(content: Inline, screen: Screen) -> str:
    return "".join(_plain_span(span, screen) for span in content).strip(" ")


def _plain_span(span: Span, screen: Screen) -> str:
    match span.kind:
        case SpanKind.BREAK:
            return visible(" — ", screen)
        case SpanKind.NOTE:
            return f" [{span.text}]"
        case _:
            return visible(span.text, screen)


def _plain_table(table: Table, screen: Screen) -> Iterable[str]:
    from rich.cells import cell_len

    head = [visible(column, screen) for column in _columns(table)]
    rows = [head, *([_text(cell, screen) for cell in _cells(table, row)] for row in table.rows)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        padded = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(padded).rstrip(" ")


def _columns(table: Table) -> list[str]:
    return [table.section, *table.columns] if table.section else list(table.columns)


def _cells(table: Table, row: Row) -> Sequence[Inline]:
    return [(Span(row.section or ""),), *row.cells] if table.section else row.cells


# On a terminal


class _Terminal:
    def __init__(self, screen: Screen, width: int) -> None:
        from rich.console import Console

        self.screen = screen
        self.width = width
        self.stream = io.StringIO()
        self.console = Console(
            file=self.stream,
            width=width,
            force_terminal=True,
            color_system="standard" if screen.colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def render(self, blocks: Iterable[Block]) -> str:
        previous: Block | None = None
        for block in blocks:
            if previous is not None and not _follows(previous, block):
                self.console.print()
            previous = block
            self._block(block)
        lines = self.stream.getvalue().translate(_SHOWN).split("\n")
        return "\n".join(line.rstrip(" ") for line in lines)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                style = "bold" if block.level < 3 else "italic"
                self._print(self._visible_text(block.text, style))
            case Paragraph():
                self._lines("", block.content, "bold" if block.lead else "")
            case Items():
                for item in block.items:
                    self._lines("• ", item)
            case Quote():
                self._lines("  ", block.content)
                self._lines("  — ", block.source, "dim")
            case Table():
                self._table(block)
            case Note():
                self._lines(f"[{block.number}] ", block.content)
            case _:
                assert_never(block)

    def _visible_text(self, text: str, style: str = "") -> Text:
        from rich.text import Text

        return Text(visible(text, self.screen).translate(_HIDDEN), style)

    def _rich(self, content: Inline, style: str = "") -> Text:
        from rich.text import Text

        text = Text(style=style)
        for span in content:
            if span.kind is SpanKind.BREAK:
                text.append("\n")
            elif span.kind is SpanKind.NOTE:
                text.append(f" [{span.text}]".translate(_HIDDEN))
            else:
                shown = visible(span.text, self.screen).translate(_HIDDEN)
                text.append(shown, _STYLES[span.kind] or None)
        return text

    def _lines(self, mark: str, content: Inline, style: str = "") -> None:
        """Print a text with a mark before it; each address goes on a line of its own, whole."""
        mark = visible(mark, self.screen)
        part: list[Span] = []
        for span in content:
            if span.kind is SpanKind.ADDRESS:
                self._marked(mark, tuple(part), style)
                self._address(len(mark), span)
                mark, part = " " * len(mark), []
            else:
                part.append(span)
        if part and not (mark.isspace() and _is_punctuation(part)):
            self._marked(mark, tuple(part), style)

    def _marked(self, mark: str, content: Inline, style: str) -> None:
        from rich.table import Table as RichTable

        text = self._rich(content, style)
        text.rstrip()
        if not text.plain:
            return
        if not mark:
            self._print(text)
            return
        grid = RichTable.grid(padding=0)
        grid.add_column(width=len(mark), no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(self._visible_text(mark, style), text)
        self._print(grid)

    def _address(self, indent: int, span: Span) -> None:
        text = self._rich((Span(" " * indent), span))
        self.console.print(text, soft_wrap=True)

    def _print(self, renderable: RenderableType) -> None:
        self.console.print(renderable, overflow="fold")

    def _table(self, table: Table) -> None:
        head = [self._visible_text(column, "bold") for column in table.columns]
        rows = [[self._rich(cell) for cell in row.cells] for row in table.rows]
        widths = column_widths(
            [[text.plain for text in row] for row in (head, *rows)], self.width, gap=len(_GAP)
        )
        self._rows(widths, [head])
        total = sum(widths) + len(_GAP) * (len(widths) - 1)
        self._print(self._visible_text("─" * total))
        section: str | None = None
        pending: list[list[Text]] = []
        for row, texts in zip(table.rows, rows, strict=True):
            if row.section != section:
                self._rows(widths, pending)
                section, pending = row.section, []
                self._print(self._visible_text(section or "", "italic"))
            pending.append(texts)
        self._rows(widths, pending)

    def _rows(self, widths: Sequence[int], rows: Sequence[Sequence[Text]]) -> None:
        from rich.table import Table as RichTable

        grid = RichTable.grid(padding=(0, len(_GAP), 0, 0))
        for width in widths:
            grid.add_column(width=width, overflow="fold")
        for row in rows:
            grid.add_row(*row)
        if rows:
            self._print(grid)


_GAP = "  "


def _follows(previous: Block, block: Block) -> bool:
    """Whether a block stands right under the one before it, without an empty line."""
    if isinstance(previous, Heading):
        return previous.level > 1
    return isinstance(previous, Note) and isinstance(block, Note)


def column_widths(rows: Sequence[Sequence[str]], available: int, *, gap: int) -> list[int]:
    """How wide each column of a table shall be, so that it fits and breaks as few words as it can.

    Every column gets its widest line if all fit; else its longest word, and the columns share what is
    left. Where not even the words fit, the longest ones are broken.
    """
    from rich.cells import cell_len

    count = len(rows[0])
    widest = [
        max(cell_len(line) for row in rows for line in row[column].split("\n"))
        for column in range(count)
    ]
    room = available - gap * (count - 1)
    if sum(widest) <= room:
        return widest
    words = [
        max((cell_len(word) for row in rows for word in row[column].split()), default=1)
        for column in range(count)
    ]
    while sum(words) > room and max(words) > 1:
        words[words.index(max(words))] -= 1
    spare = room - sum(words)
    widths = list(words)
    # Who lacks least is served first, so that a short column is not broken for a long one.
    by_need = sorted(range(count), key=lambda column: widest[column] - words[column])
    for served, column in enumerate(by_need):
        share = min(widest[column] - words[column], spare // (count - served))
        widths[column] += share
        spare -= share
    return widths


def _is_punctuation(spans: Sequence[Span]) -> bool:
    """Whether nothing but the point that ends a sentence is left after an address."""
    return all(span.text.strip(" .,;)") == "" for span in spans)

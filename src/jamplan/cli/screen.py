"""A report laid out for a terminal or a pipe, through Rich.

Data is never passed on as markup, and nothing is cut: cells wrap, an address has its
own line.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, NamedTuple, assert_never

from jamplan.account import spans
from jamplan.account.spans import Span, SpanKind
from jamplan.language.folding import encodable, harmless
from jamplan.layouts import blocks

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {
    SpanKind.STRONG: "bold",
    SpanKind.ID: "cyan",
    SpanKind.ADDRESS: "underline",
    SpanKind.COMMAND: "bold",
}
# Rich breaks a line at any white space. No-break spaces, and the spaces of a command,
# travel through it as private characters.
_HIDDEN = str.maketrans("\u202f\u00a0", "\ue000\ue001")
_SHOWN = str.maketrans("\ue000\ue001\ue002", "\u202f\u00a0 ")
_GAP = 2
"""Spaces between the columns of a table."""
_BAR = 28
"""The signs of a bar."""
_LEGEND_BESIDE = 4
"""The most lines that a legend has beside its bar."""


class Screen(NamedTuple):
    """What a stream can show."""

    width: int
    height: int
    colour: bool
    encoding: str


def unbroken(text: str) -> str:
    """Hide no-break spaces from Rich; :func:`shown` brings them back."""
    return text.translate(_HIDDEN)


def shown(text: str) -> str:
    """Bring the no-break spaces back that :func:`unbroken` has hidden.

    No line ends with a space.
    """
    return "\n".join(line.rstrip(" ") for line in text.translate(_SHOWN).split("\n"))


def render(report: Iterable[blocks.Block], screen: Screen) -> str:
    """Lay a report out for a screen; the text ends with a line break."""
    layout = _Layout(screen)
    previous: blocks.Block | None = None
    for block in report:
        if previous is not None and not _follows(previous, block):
            layout.console.print()
        layout.block(block)
        previous = block
    return shown(layout.stream.getvalue())


def render_fitting(
    screens: Sequence[Sequence[blocks.Block]], screen: Screen, lines: int
) -> str:
    """Lay out the first version of a report of at most so many lines, else the last."""
    *fuller, last = screens
    for report in fuller:
        if _least_lines(report) > lines:
            continue
        text = render(report, screen)
        if text.count("\n") <= lines:
            return text
    return render(last, screen)


def _least_lines(report: Iterable[blocks.Block]) -> int:
    """Return how many lines a report has at least.

    A row, and an entry of a list, is one.
    """
    count = 0
    for block in report:
        if isinstance(block, blocks.Table):
            count += len(block.rows)
        else:
            count += len(block.items) if isinstance(block, blocks.Items) else 1
    return count


def _follows(previous: blocks.Block, block: blocks.Block) -> bool:
    """Whether a block comes right under the one before it, without an empty line."""
    if isinstance(previous, blocks.Heading):
        return previous.level > 1
    if isinstance(previous, blocks.Paragraph) and previous.close:
        return True
    return isinstance(previous, blocks.Note) and isinstance(block, blocks.Note)


class _Layout:
    """Prints blocks on a Rich console that writes to a stream in memory."""

    def __init__(self, screen: Screen) -> None:
        from rich.console import Console

        self.screen = screen
        self.stream = io.StringIO()
        self.console = Console(
            file=self.stream,
            width=screen.width,
            force_terminal=True,
            color_system="standard" if screen.colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def block(self, block: blocks.Block) -> None:
        match block:
            case blocks.Heading():
                self._heading(block)
            case blocks.Paragraph():
                style = "dim" if block.quiet else ""
                self._lines("", block.content, "bold" if block.lead else style)
            case blocks.Items():
                for item in block.items:
                    self._lines("• ", item)
            case blocks.Quote():
                if block.content:
                    self._lines("  ", block.content)
                self._lines("  — ", block.source)
            case blocks.Table():
                self._table(block)
            case blocks.Bar():
                self._bar(block)
            case blocks.Note():
                self._lines(f"[{block.number}] ", block.content)
            case _:
                assert_never(block)

    def _heading(self, heading: blocks.Heading) -> None:
        style = "bold" if heading.level < 3 else "italic"
        title = heading.text
        if heading.level == 1 and len(title) > self.screen.width:
            # The title names two documents.
            title = title.replace(" → ", "\n→ ")
        self._lines("", (Span(title),), style)

    def _text(self, content: tuple[Span, ...], style: str = "") -> Text:
        """Return spans as Rich's text.

        What the screen can show and what cannot act on it.
        """
        from rich.text import Text

        text = Text(style=style)
        for span in content:
            plain = "\n" if span.kind is SpanKind.BREAK else span.text
            plain = f" [{plain}]" if span.kind is SpanKind.NOTE else plain
            plain = unbroken(encodable(harmless(plain), self.screen.encoding))
            if span.kind is SpanKind.COMMAND and len(plain) < self.screen.width // 2:
                plain = plain.replace(" ", "\ue002")
            text.append(plain, _STYLES.get(span.kind))
        return text

    def _lines(self, mark: str, content: tuple[Span, ...], style: str = "") -> None:
        """Print a text with a mark before it.

        Each address is on a line of its own, whole.
        """
        widths = [len(mark), self.screen.width - len(mark)]
        after_address = False
        for is_address, group in groupby(
            content, lambda span: span.kind is SpanKind.ADDRESS
        ):
            spans = tuple(group)
            if is_address:
                for span in spans:
                    self._row([self._text((Span(" " * len(mark)), span))], [0])
            # Of a sentence that ends with an address, its point is left out.
            elif not after_address or any(span.text.strip(" .,;)") for span in spans):
                first = Span(" " * len(mark) if after_address else mark)
                self._row(
                    [self._text((first,), style), self._text(spans, style)],
                    widths,
                    gap=0,
                )
            after_address = after_address or is_address

    def _table(self, table: blocks.Table) -> None:
        """Print a table; if brief, one line a row, what is cut ending with « … »."""
        head = [self._text((Span(column),), "bold") for column in table.columns]
        rows = [[self._text(cell) for cell in row.cells] for row in table.rows]
        widths = self._widths(table, [head, *rows])
        texts, head_widths = _spanning(head, widths)
        if table.brief:
            self._cut(texts, head_widths)
        self._row(texts, head_widths)
        if not table.brief:
            rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
            self._row([self._text((Span(rule),))], [0])
        before = None
        for row, texts in zip(table.rows, rows, strict=True):
            if row.section and row.section != before:
                section = self._text((Span(row.section),), "italic")
                self._row([section], [self.screen.width])
            before = row.section
            if table.brief:
                self._cut(texts, widths)
            self._row(texts, widths)

    def _widths(
        self, table: blocks.Table, lines: Sequence[Sequence[Text]]
    ) -> list[int]:
        """Return the widths of a table's columns.

        ``lines`` are its head and its rows.
        """
        plain = [[text.plain for text in texts] for texts in lines]
        if not table.brief:
            return column_widths(plain, self.screen.width)
        ids = set()
        for row in table.rows:
            for number, cell in enumerate(row.cells):
                if any(span.kind is SpanKind.ID for span in cell):
                    ids.add(number)
        return brief_widths(plain, self.screen.width, ids)

    def _cut(self, texts: Sequence[Text], widths: Sequence[int]) -> None:
        """Cut the texts that are wider than their columns; they end with « … »."""
        dots = encodable("…", self.screen.encoding)
        for text, width in zip(texts, widths, strict=True):
            if text.cell_len > width:
                text.truncate(max(width - len(dots), 1))
                text.append(dots)

    def _bar(self, bar: blocks.Bar) -> None:
        """Print a bar of at most 28 signs and its legend beside it.

        It has a sign for each proposal if they fit.
        """
        if not bar.parts:
            return
        signs = "".join(part.sign for part in bar.parts)
        can_show = encodable(signs, self.screen.encoding) == signs
        signs_of = [part.sign if can_show else part.plain for part in bar.parts]
        line, legend = "", []
        lengths = bar_lengths(bar.parts, _BAR)
        for sign, length, part in zip(signs_of, lengths, bar.parts, strict=True):
            line += sign * length
            legend.append(f"{sign} {part.label}")
        groups, widths = _legend_beside(legend, self.screen.width)
        if len(groups) > _LEGEND_BESIDE or not groups:
            # Many statuses: the legend is below the bar, as wide as the screen.
            self._row([self._text((Span(line),))], [0])
            below = (" " * _GAP).join(text.replace(" ", "\u00a0") for text in legend)
            self._lines("", (Span(below),))
            return
        for number, group in enumerate(groups):
            entries = ["" if number else line, *group]
            # The last line may have fewer entries.
            padded = map(str.ljust, entries, [_BAR, *widths])
            self._row([self._text((Span((" " * _GAP).join(padded).rstrip()),))], [0])

    def _row(
        self, cells: Sequence[Text], widths: Sequence[int], gap: int = _GAP
    ) -> None:
        """Print texts side by side, each wrapped to its width.

        A width of 0 wraps nothing.
        """
        from rich.text import Text

        columns = [
            text.wrap(self.console, width, overflow="fold") if width else [text]
            for text, width in zip(cells, widths, strict=True)
        ]
        for parts in zip_longest(*columns, fillvalue=Text()):
            line = Text()
            for part, width in zip(parts, widths, strict=True):
                line.append_text(part).append(" " * (width + gap - part.cell_len))
            line.rstrip()
            self.console.print(line, soft_wrap=True)


def column_widths(rows: Sequence[Sequence[str]], available: int) -> list[int]:
    """Return the widths of a table's columns that break as few words as can be.

    Each column gets its widest line if all fit; else its longest word, and the columns
    share the rest. If not even the words fit, the longest ones are broken.
    """
    from rich.cells import cell_len

    columns = list(zip(*rows, strict=True))
    widest = [
        max(cell_len(line) for cell in cells for line in cell.split("\n"))
        for cells in columns
    ]
    room = available - _GAP * (len(columns) - 1)
    if sum(widest) <= room:
        return widest
    widths = [
        max((cell_len(word) for cell in cells for word in cell.split()), default=1)
        for cells in columns
    ]
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    # The column that lacks least is served first, so that a short one is not broken for
    # a long one.
    lacking = [widest[column] - widths[column] for column in range(len(columns))]
    for served, column in enumerate(
        sorted(range(len(columns)), key=lacking.__getitem__)
    ):
        widths[column] += min(
            lacking[column], max(room - sum(widths), 0) // (len(columns) - served)
        )
    return widths


def _legend_beside(
    legend: Sequence[str], available: int
) -> tuple[list[Sequence[str]], list[int]]:
    """Return the lines of a legend beside its bar, and the widths of its columns.

    Both are empty if not even one entry fits there.
    """
    for beside in range(len(legend), 0, -1):
        starts = range(0, len(legend), beside)
        groups = [legend[start : start + beside] for start in starts]
        columns = zip_longest(*groups, fillvalue="")
        widths = [max(map(len, column)) for column in columns]
        if _BAR + sum(widths) + _GAP * len(widths) <= available:
            return groups, widths
    return [], []


def _spanning(
    heads: Sequence[Text], widths: Sequence[int]
) -> tuple[list[Text], list[int]]:
    """Heads with their widths.

    One before a column without a head is as wide as both.
    """
    texts: list[Text] = []
    wide: list[int] = []
    for text, width in zip(heads, widths, strict=True):
        if texts and not text.plain:
            wide[-1] += _GAP + width
        else:
            texts.append(text)
            wide.append(width)
    return texts, wide


def brief_widths(
    rows: Sequence[Sequence[str]], available: int, whole: set[int]
) -> list[int]:
    """Return the widths of columns, the widest narrowed, but the ``whole`` ones."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for _ in range(sum(widths) + _GAP * (len(widths) - 1) - available):
        widths[
            max(range(len(widths)), key=lambda n: 0 if n in whole else widths[n])
        ] -= 1
    return widths


def bar_lengths(parts: tuple[spans.BarPart, ...], width: int) -> list[int]:
    """Return how many signs each part of a bar has.

    One a proposal if they fit, at least one.
    """
    total = sum(part.count for part in parts)
    if total <= width:
        return [part.count for part in parts]
    lengths = [max(1, part.count * width // total) for part in parts]
    # The longest gets what rounding left over, so that the bar is as wide as asked.
    lengths[lengths.index(max(lengths))] += width - sum(lengths)
    return lengths

"""PDF as blocks: print as lines, lines as texts and tables, texts as blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from statistics import median

from jamplan.corpus.findings import Finding, UnreadError
from jamplan.documents import order, printed, textblocks
from jamplan.documents.frames import ruled
from jamplan.documents.grids import Grid, Rows, grids_of
from jamplan.documents.pdfium import PrintedWord
from jamplan.documents.printed import PrintedLine, PrintedPage, parse
from jamplan.documents.starts import begins_line, is_numbered, start
from jamplan.documents.textblocks import (
    GAP,
    BlockKind,
    TextBlock,
    is_contents,
    row,
    split_marker,
)
from jamplan.language.folding import without_calls


@dataclass(frozen=True, slots=True)
class PagePart:
    """Lines of a page that belong together, and the block that is made of them."""

    texts: Sequence[Sequence[PrintedLine]]
    """The lines of each cell of a row; of any other block all in one."""
    block: TextBlock
    is_uncertain: bool = False
    """Whether its place in a grid is not that of the drawing order."""

    @property
    def top(self) -> float:
        """The upper edge of its first line."""
        return min(line.y for line in chain(*self.texts))

    def words(self) -> Iterator[list[PrintedWord]]:
        """The words of each text in the order of their reading."""
        for text in self.texts:
            yield list(chain.from_iterable(line.words for line in text))


@dataclass(frozen=True, slots=True)
class Type:
    """The sizes of a document's print: that of most text, and larger ones downwards."""

    body: float
    larger: Sequence[float]

    @classmethod
    def of(cls, pages: Iterable[PrintedPage]) -> Type:
        """The sizes of some pages.

        Raises :class:`UnreadError` if nothing is printed on them.
        """
        sizes: Counter[float] = Counter()
        for page in pages:
            for piece in page.pieces:
                sizes[round(piece.size, 1)] += len(piece.text)
        if not sizes:
            raise UnreadError("document-scanned")
        body = sizes.most_common(1)[0][0]
        # Letters of one font are up to a twentieth higher in one line than in another.
        larger = textblocks.parted(
            sorted((size for size in sizes if size > _LARGE * body), reverse=True),
            lambda before, size: size < 0.95 * before,
        )
        return cls(body, [group[0] for group in larger])

    def is_large(self, size: float) -> bool:
        """Whether print is larger than the text."""
        return size > _LARGE * self.body

    def is_small(self, size: float) -> bool:
        """Whether print is smaller than the text."""
        return size < _SMALL * self.body

    def level(self, size: float) -> int:
        """The level of a heading of a size; that of the text comes last."""
        above = sum(0.95 * larger > size for larger in self.larger)
        return min(6, 1 + (above if self.is_large(size) else len(self.larger)))


_SMALL = 0.9
"""Of the size of the text.

Notes are printed smaller (en-aiopp: 0.87, en-disorder: 0.83).
"""
_LARGE = 1.13
"""Of the size of the text: headings are larger (en-aiopp-one-year-on: 1.17)."""
_SPACED = 1.3
"""Of the pitch of lines: paragraphs are further from each other (LibreOffice: 1.38)."""
_FURTHEST = 3.0
"""Of the height of lines.

What is further below is another text, however few lines there are.
"""
_SHORT = 0.12
"""Of the width of a text: lines that lack more are not full."""


def read(data: bytes) -> tuple[list[TextBlock], list[Finding]]:
    """The blocks of a PDF, and what could not be read.

    Raises :class:`UnreadError` if it is encrypted, or if its pages are pictures alone.
    """
    pages = parse(data)
    type_ = Type.of(pages)
    parts = [list(_parts(page, type_)) for page in pages]
    blocks = [part.block for of_page in parts for part in of_page]
    return textblocks.continued(blocks), list(_doubts(pages, parts))


def _doubts(
    pages: Sequence[PrintedPage], parts: Sequence[Sequence[PagePart]]
) -> Iterator[Finding]:
    """Words in no block, what may be read across, and pages that are pictures."""
    unread: dict[int, str] = {}
    across: dict[int, str] = {}
    for page, of_page in zip(pages, parts, strict=True):
        words = list(chain.from_iterable(piece.words for piece in page.pieces))
        if lost := _lost(words, of_page):
            unread[page.number] = lost
        if first := _read_across(words, of_page):
            across[page.number] = first
    for code, found in (("lines-unread", unread), ("order-uncertain", across)):
        if found:
            shown = next(iter(found.values()))[:60]
            yield Finding(code, details={"pages": tuple(found), "words": shown})
    if pictures := tuple(page.number for page in pages if page.is_scan):
        yield Finding("pages-pictured", details={"pages": pictures})


def _lost(words: Iterable[PrintedWord], parts: Iterable[PagePart]) -> str:
    """The words of a page that are in no block of it."""
    lost = Counter(word.text for word in words)
    for part in parts:
        for text in part.words():
            lost -= Counter(word.text for word in text)
    return " ".join(lost.elements())


def _read_across(words: Sequence[PrintedWord], parts: Iterable[PagePart]) -> str:
    """The first block of a page whose words the file draws in quite another order."""
    numbers = order.ranks(words)
    for part in parts:
        has_returns = any(order.returns(text, numbers) for text in part.words())
        if part.is_uncertain or has_returns:
            return part.block.line
    return ""


def _parts(page: PrintedPage, type_: Type) -> Iterator[PagePart]:
    """The texts and tables of a page; print that is turned comes after all others.

    Such print may be in a margin.
    """
    turned = [piece for piece in page.pieces if piece.words[0].turned]
    if 2 * len(turned) > len(page.pieces):
        turned = []
    level = [piece for piece in page.pieces if piece not in turned]
    yield from _level_parts(replace(page, pieces=level), type_)
    for piece in turned:
        yield from _texts([PrintedLine([piece])], page, type_)


def _level_parts(page: PrintedPage, type_: Type) -> Iterator[PagePart]:
    """The texts and tables of a page in their order.

    A table, and each column of a text, comes after the lines that begin above it.
    """
    tables, pieces = ruled(page)
    grids = list(grids_of(pieces, page.horizontal))
    apart = {id(piece) for grid in grids for piece in grid.pieces}
    lines = printed.lines_of([piece for piece in pieces if id(piece) not in apart])
    regions = [list(_rows(table, page.number)) for table in tables]
    regions += [_doubted(grid, page.number) for grid in grids]
    # The columns of a text stay in their order, though one may begin higher than the
    # one before.
    for grid in grids:
        columns = map(printed.lines_of, grid.columns)
        texts = [_texts(column, page, type_) for column in columns]
        regions.append(list(chain(*texts)))
    done = 0
    for region in sorted(filter(None, regions), key=lambda parts: parts[0].top):
        above = sum(line.y < region[0].top for line in lines)
        yield from _texts(lines[done:above], page, type_)
        yield from region
        done = max(done, above)
    yield from _texts(lines[done:], page, type_)


def _doubted(grid: Grid, page: int) -> list[PagePart]:
    """The rows of a grid, uncertain if the order of the drawing is another one."""
    rows = _rows(grid.rows, page)
    return [replace(part, is_uncertain=grid.is_denied) for part in rows]


def _rows(table: Rows, page: int) -> Iterator[PagePart]:
    """The rows of a table."""
    first = True
    for cells in table:
        cells_as_lines = [printed.lines_of(pieces) for pieces in cells]
        texts = [*map(_text_of, cells_as_lines)]
        if block := row(texts, page=page, first=first):
            yield PagePart(cells_as_lines, block)
            first = False


class _Column:
    """Lines that are read down, and where a text of them ends."""

    def __init__(self, lines: Sequence[PrintedLine], type_: Type) -> None:
        self.lines, self.type = lines, type_
        self.left, self.right = (
            min(line.x for line in lines),
            max(line.right for line in lines),
        )
        pairs = [*pairwise(lines)]
        within = [pair for pair in pairs if self.is_full(pair[0])] or pairs
        steps = sorted(line.bottom - before.bottom for before, line in within) or [0.0]
        height = median(line.height for line in lines)
        # A quarter of the lines, or more, are within paragraphs.
        self.widest = min(
            _SPACED * max(steps[len(steps) // 4], 0.8 * height), _FURTHEST * height
        )

    def is_full(self, line: PrintedLine) -> bool:
        """Whether a line reaches the end of the column."""
        return self.right - line.right <= _SHORT * (self.right - self.left)

    def is_apart(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether a space is between two lines."""
        return line.bottom - before.bottom > self.widest

    def goes_on(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether a paragraph goes on whose first sentence is in another weight."""
        is_next = before.text.endswith(".") and self.is_full(before)
        return is_next and before.bold != line.bold and not self.is_apart(before, line)

    def begins(self, before: PrintedLine, line: PrintedLine) -> object:
        """Whether a line begins a text."""
        is_heading = all(
            one.bold or self.type.is_large(one.size) for one in (before, line)
        )
        widest = max(self.widest, 1.8 * line.height * is_heading)
        sizes = sorted((before.size, line.size))
        return (
            not 0 < line.bottom - before.bottom < widest
            or sizes[1] > _LARGE * sizes[0]
            or self.changes_weight(before, line)
            or _is_entry(before)
            or self.begins_item(before, line)
            or (not is_heading and _is_broken(before, line, self.right))
        )

    def is_free(self, before: PrintedLine) -> bool:
        """Whether a text may end with a line: by a sign, or short of the column."""
        return before.text.endswith(_SENTENCE_ENDS) or not self.is_full(before)

    def changes_weight(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether a text ends in bold or before it; a label alone may be bold."""
        if before.bold == line.bold:
            return False
        # In « Action 2: … le Forum du / Partenariat… » the label alone is bold.
        is_title = (
            before.pieces[-1].bold
            and (begins_line(before.text) or is_numbered(before.text))
            and line.text[0].isupper()
            and not textblocks.OPEN.search(before.text)
        )
        return is_title or self.is_free(before)

    def begins_item(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether a line begins with a label, a number or a marker of a list."""
        has_end = before.text.endswith(_SENTENCE_ENDS)
        if split_marker(line.text, ordered=has_end)[0]:
            return True
        # « … (as described in / Recommendation 6) involve … ».
        is_open = before.text.rfind("(") > before.text.rfind(")")
        if is_open and re.match(r"[^(]*\)", line.text):
            return False
        if begins_line(line.text):
            return True
        has_number = is_numbered(line.text) or start(line.text) is not None
        return has_number and self.is_free(before)


_SENTENCE_ENDS = (".", ":", ";", "!", "?")


def _texts(
    lines: Sequence[PrintedLine], page: PrintedPage, type_: Type
) -> Iterator[PagePart]:
    """Lines that are read down as headings, paragraphs, list items and notes."""
    if not lines:
        return
    column = _Column(lines, type_)
    indents: list[float] = []
    last: PrintedLine | None = None
    for part in textblocks.parted(_after_labels(column), column.begins):
        size, text = median(line.size for line in part), _text_of(part)
        block = TextBlock(
            kind=BlockKind.PARAGRAPH,
            text=text,
            page=page.number,
            bold=all(line.bold for line in part),
            continues=int(last is not None and column.goes_on(last, part[0])),
            is_apart=last is not None and column.is_apart(last, part[0]),
        )
        last = part[-1]
        marker, rest = split_marker(text)
        if _is_heading(block, size, part, type_) and not marker:
            block = replace(block, kind=BlockKind.HEADING, level=type_.level(size))
        elif type_.is_small(size) and part[0].y > _FOOT * page.height:
            block = replace(block, kind=BlockKind.NOTE, bold=False)
        elif marker:
            indents = [indent for indent in indents if indent < part[0].x - _INDENT]
            block = replace(
                block,
                kind=BlockKind.LIST_ITEM,
                text=rest,
                marker=marker,
                level=len(indents),
            )
            indents.append(part[0].x)
        elif not block.bold:
            block = replace(block, lead=_lead(part[0], text))
        yield PagePart([part], block)


def _after_labels(column: _Column) -> list[PrintedLine]:
    """Lines, each label in the margin before its paragraph, even if set lower."""
    result: list[PrintedLine] = []
    for line in column.lines:
        label, *rest = line.pieces
        parsed = start(label.text)
        first, y = len(result), line.y
        if parsed and not parsed.title and begins_line(label.text):
            while (
                first
                and label.right < result[first - 1].x
                and y - result[first - 1].y < column.widest
            ):
                first, y = first - 1, result[first - 1].y
        if first == len(result):
            result.append(line)
            continue
        raised = replace(label, y=y, middle=result[first].middle)
        result[first] = PrintedLine([raised, *result[first].pieces])
        result += [PrintedLine(rest)] if rest else []
    return result


def _is_heading(
    block: TextBlock, size: float, lines: Sequence[PrintedLine], type_: Type
) -> bool:
    """Whether a short text that is no sentence is in large print or in bold."""
    is_large = type_.is_large(size)
    # Large print has few words a line: a title may take more of them.
    is_short = len(lines) <= (5 if is_large else 3) and len(block.text) < _LONGEST
    is_set_off = is_large or block.bold
    has_word = re.search(r"[^\W\d_]{2}", block.text)
    return bool(is_short and is_set_off and has_word) and not block.text.endswith(
        (".", ",", ";")
    )


_FOOT = 0.45
"""Of a page's height: notes are below."""
_INDENT = 5
"""In points: what begins further right is in a list within a list."""
_LONGEST = 250
"""Letters: titles of three lines have fewer."""


def _is_broken(before: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Whether a line ends before its text's middle, before a capital."""
    is_level = abs(line.x - before.x) < 3 * line.height
    return (
        is_level
        and line.text[0].isupper()
        and 2 * (right - before.right) > right - before.x
    )


def _is_entry(line: PrintedLine) -> bool:
    """Whether a line ends an entry of a table of contents: with dots, or a gap."""
    last = line.text.split(GAP)[-1]
    return last[-1:].isdigit() and (last.isdigit() or is_contents(line.text))


def _lead(line: PrintedLine, text: str) -> str:
    """What a text begins with in bold, in its first line; a number alone is a mark."""
    runs = ((f"{piece.text} ", piece.bold) for piece in line.pieces)
    lead = textblocks.lead_of(text, runs)
    return lead if any(map(str.isalpha, lead)) else ""


def _text_of(lines: Sequence[PrintedLine]) -> str:
    """Lines as one text, without the marks of footnotes."""
    text = ""
    for at, line in enumerate(lines):
        # Only what is wide has to be looked at: few lines are.
        is_text = GAP in line.text and _is_stretched(at, lines)
        plain = line.text.replace(GAP, " ") if is_text else line.text
        text = textblocks.glued(text, plain) if text else plain
    return without_calls(text)


def _is_stretched(at: int, lines: Sequence[PrintedLine]) -> bool:
    """Whether a line of justified text has wide spaces: full, alike and its own."""
    line = lines[at]
    left, right = min(one.x for one in lines), max(one.right for one in lines)
    is_full = line.x - left < 2 * line.height and right - line.right < 2
    beside = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    middles = [(before.right + word.left) / 2 for before, word in pairwise(line.words)]
    is_own = any(
        not all(other.is_parted_at(middle) for other in beside) for middle in middles
    )
    # Of a line alone, only many words tell.
    is_own = is_own if beside else len(middles) > 3
    return is_full and is_own and printed.are_even(printed.gaps_of(line.words))

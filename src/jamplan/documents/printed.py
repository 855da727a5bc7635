"""The pages of a PDF as pieces of print.

Page headers, footers and what cannot be seen are not among them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby, pairwise
from math import inf
from operator import attrgetter, itemgetter
from statistics import median
from typing import NamedTuple, TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

from jamplan.corpus.findings import UnreadError
from jamplan.documents.pdfium import DrawnPage, PrintedRule, PrintedWord
from jamplan.documents.starts import ITEM_WORDS, label
from jamplan.documents.textblocks import gapped, parted

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class PrintedPiece:
    """A piece of a line of print, as the PDF draws it."""

    text: str
    """With raised digits as such: « mineurs¹ »."""
    x: float
    right: float
    y: float
    height: float
    """That of its font, or of its letters if nothing tells that."""
    size: float
    """Of its font."""
    bold: bool
    middle: float
    """Its vertical position on the page."""
    words: Sequence[PrintedWord]


class PrintedLine:
    """Pieces on one line of print, from left to right."""

    def __init__(self, pieces: Sequence[PrintedPiece]) -> None:
        self.pieces = pieces
        self.y = min([piece.y for piece in pieces])
        """Its upper edge."""
        self.height = max([piece.height for piece in pieces])
        """The height of its largest piece."""
        self.bottom = max([piece.y + piece.height for piece in pieces])
        """Its lower edge, which signs of other fonts move less than the upper one."""
        self.middle = pieces[0].middle
        """Its vertical position on the page."""
        self.x = pieces[0].x
        """Its left end."""
        self.right = max([piece.right for piece in pieces])
        """Its right end."""

    @cached_property
    def text(self) -> str:
        """Its text, with a mark for each gap that a column or a tabulator leaves."""
        over, wide = -0.5 * self.height, WIDE * self.height
        # Also where two pieces are over each other.
        runs = parted(
            self.pieces, lambda before, piece: not over < piece.x - before.right <= wide
        )
        return gapped(map(_text_of, runs))

    @property
    def words(self) -> list[PrintedWord]:
        """Its words, from left to right."""
        return [word for piece in self.pieces for word in piece.words]

    def is_parted_at(self, place: float) -> bool:
        """Whether a space between its words is at a place."""
        in_words = any(word.left < place < word.right for word in self.words)
        return self.x < place < self.right and not in_words

    @cached_property
    def size(self) -> float:
        """The size of its longest piece."""
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @cached_property
    def bold(self) -> bool:
        """Whether more than half of it is bold."""
        letters = sum(len(piece.text) for piece in self.pieces)
        return 2 * sum(len(piece.text) for piece in self.pieces if piece.bold) > letters


def _text_of(pieces: Sequence[PrintedPiece]) -> str:
    """Pieces beside each other as one text."""
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        # A gap of a tenth of the height divides words; raised digits may be before a
        # point.
        widest = 0.3 if piece.text[:1] in (".", ",", ")") else 0.1
        divides = piece.x - before.right > widest * min(piece.height, before.height)
        text += f" {piece.text}" if divides else piece.text
    return " ".join(text.split())


def gaps_of(words: Sequence[PrintedWord]) -> list[float]:
    """The gaps between words on one line."""
    return [word.left - before.right for before, word in pairwise(words)]


def are_even(gaps: Sequence[float]) -> bool:
    """Whether gaps are all alike, as in a line of justified text that is stretched.

    The last lines of paragraphs are stretched so too (sn-cc-dakar-dem-dikk-2022).
    """
    return max(gaps) < 1.5 * min(gaps)


WIDE = 1.2
"""Of a line's height: a wider gap parts columns.

Narrow tables have 1.5 (en-aiopp-resp, en-nist600).
"""


@dataclass(slots=True)
class PrintedPage:
    """A page, and the pieces of print to place."""

    number: int
    height: float
    pieces: list[PrintedPiece]
    is_scan: bool = False
    """Whether it has a picture in place of text."""
    head: float = 0.0
    """Down to where there may be page headers.

    In the margin, apart from the text or at the edge.
    """
    foot: float = inf
    """From where on there may be footers."""
    horizontal: Sequence[PrintedRule] = ()
    """The rules that are drawn across it."""
    vertical: Sequence[PrintedRule] = ()
    """The rules that are drawn down it."""

    def edge(self, line: PrintedLine) -> EdgeLine:
        """A line as one that may run through the pages.

        A label, or a sentence that announces a list, is no page header though it begins
        each page.
        """
        is_in_text = line.y + line.height > self.head and line.y < self.foot
        parsed = label(line.text)
        is_label = parsed is not None and parsed.family in ITEM_WORDS
        stays = is_in_text or line.text[-1:] in ":;," or is_label
        return EdgeLine(line.text, line.y, stays)


def parse(data: bytes) -> list[PrintedPage]:
    """The pages of a PDF.

    Raises :class:`UnreadError` if it is encrypted.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise UnreadError("document-encrypted") from None
        raise
    pages = [
        _page(number, DrawnPage(document, number - 1))
        for number in range(1, len(document) + 1)
    ]
    _discard_running(pages)
    return pages


def _page(number: int, page: DrawnPage) -> PrintedPage:
    """The words that can be seen on a page as pieces of its lines."""
    usual = median([word.height for line in page.lines for word in line] or [0.0])
    runs = [
        _drawn_together(run) for line in page.lines for run in parted(line, _is_apart)
    ]
    words = [word for run in runs for word in run]
    is_scan = sum(len(word.text) for word in words) < (1 if number == 1 else _FEW)
    return PrintedPage(
        number,
        page.height,
        [_piece(run, usual) for run in runs],
        is_scan=is_scan and page.drawn_without(words) > _PICTURE,
        horizontal=page.horizontal,
        vertical=page.vertical,
    )


def _is_apart(before: PrintedWord, word: PrintedWord) -> bool:
    """Whether a word is on a new line, beyond a gap, or in another weight."""
    is_level = (
        abs(word.top + word.bottom - before.top - before.bottom) < 0.9 * before.height
    )
    # Words of italics may overlap; a wider gap is that of a tabulator or a column.
    is_near = -0.5 * before.height < word.left - before.right < 0.9 * before.height
    # What is not level is in no line of the text.
    is_joined = (before.turned and word.turned) or (
        is_level and is_near and before.bold == word.bold
    )
    return before.turned != word.turned or not is_joined


def _piece(words: Sequence[PrintedWord], usual: float) -> PrintedPiece:
    """Words beside each other, with the font of the longest."""
    text = " ".join(word.text for word in words)
    left, right = words[0].left, max(word.right for word in words)
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    # Hyphens of another font can be four times as high as the text; what is not level
    # is higher still.
    is_narrow = right - left < _NARROWEST * (bottom - top) * len(text)
    is_high = bottom - top > usual and (is_narrow or not any(map(str.isalnum, text)))
    height = usual if is_high else bottom - top
    middle = (top + bottom) / 2
    # Some PDFs scale a font of one point: its height is its size then.
    longest = max(words, key=lambda word: len(word.text))
    size = max(longest.size, min(longest.height, height))
    return PrintedPiece(
        text,
        left,
        right,
        middle - height / 2,
        height,
        size,
        longest.bold,
        middle,
        words,
    )


_NARROWEST = 0.15
"""Width of a letter, of its line's height.

It is a third on average, « i » and « l » have a fifth.
"""
_FEW = 200
"""Letters: a header, a caption and a number have fewer, a page of text more.

Covers have titles.
"""
_PICTURE = 0.3
"""Of a page's height.

Arms and bars have up to 0.25, a picture full of text 0.8 (en-disorder).
"""


def parts_of(
    piece: PrintedPiece, keys: Sequence[Key]
) -> Iterator[tuple[Key, PrintedPiece]]:
    """A piece cut where the keys of its words change; each part with its key."""
    if len({*keys}) == 1:
        yield keys[0], piece
        return
    for key, run in groupby(zip(keys, piece.words, strict=True), itemgetter(0)):
        words = [word for _, word in run]
        text = " ".join(word.text for word in words)
        yield (
            key,
            replace(
                piece, text=text, x=words[0].left, right=words[-1].right, words=words
            ),
        )


def _drawn_together(words: Sequence[PrintedWord]) -> Sequence[PrintedWord]:
    """Words of spaced letters, « R é p o n s e », as those that they make."""
    gaps = sorted(gaps_of(words))
    letters = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    is_short = sum(len(word.text) for word in words) < _FEWEST * len(words)
    # Spaces are three times as wide as the gaps between letters, or more, and no more
    # often.
    wide = next((after for gap, after in pairwise(gaps) if after > 2.2 * gap), inf)
    is_word = wide == inf and all(len(word.text) == 1 for word in words)
    is_spaced = is_word or (wide < inf and 3 * bisect_left(gaps, wide) > len(gaps) > 5)
    # Of pieces of letters that are spaced by an eighth of their height, one in seven is
    # a letter.
    if (
        letters < 3
        or 8 * letters < len(gaps)
        or gaps[0] <= 0
        or not (is_short and is_spaced)
    ):
        return words
    runs = parted(words, lambda before, word: word.left - before.right >= wide)
    texts = ("".join(word.text for word in run) for run in runs)
    return [
        run[0]._replace(text=text, right=run[-1].right)
        for text, run in zip(texts, runs, strict=True)
    ]


_FEWEST = 3
"""Letters of a word: English and French words have five on average."""


def lines_of(pieces: Sequence[PrintedPiece]) -> list[PrintedLine]:
    """Pieces as lines of print, from the top."""
    rows: list[list[PrintedPiece]] = []
    for piece in sorted(pieces, key=attrgetter("middle")):
        # Of columns that are not level, each line leads to the next one down the page.
        if not rows or _is_lower(rows[-1][-1], piece) or _is_below(rows[-1], piece):
            rows.append([])
        rows[-1].append(piece)
    return [_line(tuple(sorted(row, key=lambda piece: piece.x))) for row in rows]


def _is_lower(last: PrintedPiece, piece: PrintedPiece) -> bool:
    return piece.middle - last.middle >= 0.45 * max(piece.height, last.height)


def _is_below(row: Iterable[PrintedPiece], piece: PrintedPiece) -> bool:
    """Whether a piece is below another one of a line, in the same column."""
    return any(
        one.x < piece.right and piece.x < one.right and _is_lower(one, piece)
        for one in row
    )


@cache
def _line(pieces: tuple[PrintedPiece, ...]) -> PrintedLine:
    """A line, its text put together once, as the lines of a page are often asked."""
    return PrintedLine(pieces)


# Page headers, footers and page numbers.


class EdgeLine(NamedTuple):
    """A line of a page, and its height on it; 0 if the file has only lines of text."""

    text: str
    y: float = 0.0
    stays: bool = False
    """Whether it is the text's own, by its words or its place."""


_MARGIN = 0.105
"""Of a page's height: the lowest page headers end at 0.101 (fr-poleemploi)."""
_OUTER = 0.06
"""Of a page's height.

What is so near the edge is apart from the text in any case, which begins at two
centimetres, 0.067 of A4.
"""
_APART = 1.2
"""Of the usual pitch of lines.

Heads are 1.3 of it from the text, or more (sn-cc-aser-2023).
"""


def _set_margins(page: PrintedPage, lines: Sequence[PrintedLine], apart: float) -> None:
    """Set where the head of a page ends and its foot begins.

    A line in the margin belongs to them if it is further than ``apart`` from the next
    one, as a multiple of its height.
    """
    page.head, page.foot = _OUTER * page.height, (1 - _OUTER) * page.height
    for line, after in pairwise(lines):
        if after.y - line.y > apart * line.height:
            if line.y + line.height <= _MARGIN * page.height:
                page.head = max(page.head, line.y + line.height)
            if after.y >= (1 - _MARGIN) * page.height:
                page.foot = min(page.foot, after.y)


def _discard_running(pages: Sequence[PrintedPage]) -> None:
    """Discard page headers, footers and page numbers."""
    lines = [lines_of(page.pieces) for page in pages]
    pairs = [pair for of_page in lines for pair in pairwise(of_page)]
    usual = median([(after.y - line.y) / line.height for line, after in pairs] or [1.0])
    for page, of_page in zip(pages, lines, strict=True):
        _set_margins(page, of_page, _APART * usual)
    edges = [
        [page.edge(line) for line in of_page]
        for page, of_page in zip(pages, lines, strict=True)
    ]
    for number, index in running_lines(edges):
        gone = lines[number][index].pieces
        pages[number].pieces = [
            piece for piece in pages[number].pieces if piece not in gone
        ]


# « 12 », « - 12 - », « Page 12 », « p. 12 », « 12/28 », « Page 12 sur 28 ».
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|\[(]*(?:page|pp?\.?)?\s*(\d{1,4})(?:\s*(?:/|sur|of|de)\s*\d{1,4})?[\s\-–—|\])]*",
    re.IGNORECASE,
)
# « 12 Prévenir », « Prévenir – 12 », « Ministry | Page 12 | 2021 »; « 12. Prévenir » is
# an item.
_NUMBERS_AT_EDGE = (
    re.compile(rf"^(?!\d+[.)]){_PAGE_NUMBER.pattern}(?<=[\s|\]–—-])", re.IGNORECASE),
    re.compile(rf"(?<![\w.,]){_PAGE_NUMBER.pattern}$", re.IGNORECASE),
    re.compile(r"(?:\bpage |\bpp?\. ?|\| )(\d{1,4})(?= ?(?:\||$))", re.IGNORECASE),
)
# A longer line is text; and each number of a line makes one more form of it.
_LONGEST_EDGE = 200
# How many such lines there may be at either end of a page: a title and a number, or a
# footer of three lines (reports of a court).
_EDGE_LINES = 3
_PAGES_WITH_NUMBER = 2
_PAGES_WITH_LINE = 3
_SAME_HEIGHT = 3.0
"""In points: heads of even and odd pages differ by one or two."""


def running_lines(pages: Sequence[Sequence[EdgeLine]]) -> set[tuple[int, int]]:
    """The lines that run through the pages, as places of page and line.

    A first or last line is one if it is nothing but a page number, where the number
    less the place of the page is the same on two pages or more; or if it is the same on
    three pages or more: at the same height, else on half of the pages that have text. A
    number of it may move with the pages: any other difference makes another line. There
    are at most three at either end of a page, and none beyond a line that stays.
    """
    found: set[tuple[int, int]] = set()
    for last in (False, True):
        for _ in range(_EDGE_LINES):
            ends = {
                page: _end(page, lines, found, last=last)
                for page, lines in enumerate(pages)
            }
            lines = (
                (page, pages[page][line])
                for page, line in ends.items()
                if line is not None
            )
            short = {
                page: line for page, line in lines if len(line.text) <= _LONGEST_EDGE
            }
            found |= {
                (page, ends[page] or 0)
                for page in (*_numbered(short), *_repeated(short))
            }
    return found


def _end(
    page: int, lines: Sequence[EdgeLine], found: set[tuple[int, int]], *, last: bool
) -> int | None:
    """The first or last line of a page that is not blank and not found yet."""
    numbers: Iterable[int] = reversed(range(len(lines))) if last else range(len(lines))
    return next(
        (n for n in numbers if lines[n].text.strip() and (page, n) not in found), None
    )


def _numbered(lines: dict[int, EdgeLine]) -> Iterator[int]:
    """The pages whose line is a page number that moves with the pages."""
    offsets = {
        page: int(match[1]) - page
        for page, line in lines.items()
        if (match := _PAGE_NUMBER.fullmatch(" ".join(line.text.split())))
    }
    often = Counter(offsets.values())
    return (
        page for page, offset in offsets.items() if often[offset] >= _PAGES_WITH_NUMBER
    )


def _repeated(lines: dict[int, EdgeLine]) -> Iterator[int]:
    """The pages whose line many others have as well."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for page, line in lines.items():
        for form in {*_forms(" ".join(line.text.split()), page)}:
            groups[form].append(page)
    for group in groups.values():
        usual = median(lines[page].y for page in group)
        # A title page may have the words of the page headers, at another height.
        level = [page for page in group if abs(lines[page].y - usual) <= _SAME_HEIGHT]
        stays = 2 * sum(lines[page].stays for page in level) >= len(level)
        if (
            len(level) >= _PAGES_WITH_LINE
            and not stays
            and (usual or 2 * len(level) >= len(lines))
        ):
            yield from level


def _forms(text: str, page: int) -> Iterator[str]:
    """A line as it is, and with a page number of it counted from the page's place."""
    yield text
    for match in filter(None, (pattern.search(text) for pattern in _NUMBERS_AT_EDGE)):
        before, after = text[: match.start(1)], text[match.end(1) :]
        yield f"{before}\0{int(match[1]) - page}\0{after}"

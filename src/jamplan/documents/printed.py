"""The pages of a PDF as pieces of print: by liteparse, with what PDFium alone tells of them.

liteparse gives a line's pieces with their regions, and its blocks. From PDFium come the digits that are
raised, which liteparse glues to the word before them, and the picture of a page, which tells the text
that a reader of it cannot see.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from ctypes import c_double, c_int
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple, Self

import pypdfium2
import pypdfium2.raw as pdfium
from liteparse import LiteParse, ParseError

from jamplan.corpus.findings import UnreadError
from jamplan.documents.running import EdgeLine, running_lines
from jamplan.documents.starts import ITEM_WORDS, label
from jamplan.documents.textblocks import gapped
from jamplan.language.folding import raised


class Discard(StrEnum):
    """Why a piece of print is in no block."""

    RUNNING = "running"
    """A page header, a footer or a page number."""
    TWICE = "twice"
    """The same piece at the same place: bold type is printed so."""
    UNSEEN = "unseen"
    """Text that a reader of the page cannot see."""


class Word(NamedTuple):
    """A word of a piece, with its left and right end."""

    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half-way between its ends."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True, eq=False)
class PrintedPiece:
    """A piece of a line of print, as the PDF draws it."""

    text: str
    """With raised digits as such: « mineurs¹ »."""
    letters: str
    """The text as liteparse has it in its blocks, without spaces."""
    x: float
    right: float
    y: float
    height: float
    bold: bool
    middle: float
    """Its vertical position on the page."""
    words: tuple[Word, ...] = ()

    @property
    def centre(self) -> float:
        """Half-way between its ends."""
        return (self.x + self.right) / 2


@dataclass(frozen=True)
class PrintedLine:
    """Pieces on one line of print, from left to right."""

    pieces: tuple[PrintedPiece, ...]

    @cached_property
    def text(self) -> str:
        """Its text, with a mark for each gap that a column or a tabulator leaves."""
        sides = [self.pieces[0].text]
        wide = WIDE * self.height
        if self.gap > wide:
            wide = max(wide, 2.5 * self._usual_gap)
        for before, piece in pairwise(self.pieces):
            gap = piece.x - before.right
            if gap > wide:
                sides.append(piece.text)
            else:
                # A gap of a tenth of the height divides words.
                sides[-1] += (" " if gap > 0.1 * self.height else "") + piece.text
        return gapped(sides)

    @property
    def _usual_gap(self) -> float:
        """The median gap between words of a piece, or of a line whose words are all as far apart."""
        words = [word for piece in self.pieces for word in piece.words]
        gaps = [word.left - before.right for before, word in pairwise(words)]
        # The last lines of justified texts are stretched so (sn-cc-dakar-dem-dikk-2022).
        if len(gaps) > 3 and max(gaps) < 1.5 * min(gaps):
            return median(gaps)
        within = (
            word.left - before.right for piece in self.pieces for before, word in pairwise(piece.words)
        )
        return median([*within] or [0.0])

    @cached_property
    def y(self) -> float:
        """Its upper edge."""
        return min(piece.y for piece in self.pieces)

    @cached_property
    def height(self) -> float:
        """The height of its largest piece."""
        return max(piece.height for piece in self.pieces)

    @property
    def middle(self) -> float:
        """Its vertical position on the page."""
        return self.pieces[0].middle

    @property
    def x(self) -> float:
        """Its left end."""
        return self.pieces[0].x

    @cached_property
    def right(self) -> float:
        """Its right end."""
        return max(piece.right for piece in self.pieces)

    @property
    def width(self) -> float:
        """From its first piece to the end of its last one."""
        return self.right - self.x

    @property
    def gap(self) -> float:
        """The widest space between two of its pieces."""
        return max((piece.x - before.right for before, piece in pairwise(self.pieces)), default=0.0)

    @cached_property
    def bold(self) -> bool:
        """Whether more than half of it is bold."""
        letters = sum(len(piece.text) for piece in self.pieces)
        return 2 * sum(len(piece.text) for piece in self.pieces if piece.bold) > letters


WIDE = 1.2
"""Of a line's height: a wider gap parts columns. Narrow tables have 1.5 (en-aiopp-resp, en-nist600)."""


@dataclass(slots=True)
class PrintedPage:
    """A page: the pieces to place, those discarded, and liteparse's blocks."""

    number: int
    height: float
    pieces: list[PrintedPiece]
    blocks: Sequence[Any]
    discarded: dict[Discard, list[PrintedPiece]] = field(default_factory=lambda: defaultdict(list))
    is_picture: bool = False
    """Whether it has no text, and is not blank."""

    def discard(self, why: Discard, pieces: Sequence[PrintedPiece]) -> None:
        """Take pieces out of those to place."""
        gone = {id(piece) for piece in pieces}
        self.pieces = [piece for piece in self.pieces if id(piece) not in gone]
        self.discarded[why] += pieces


def parse(data: bytes) -> list[PrintedPage]:
    """The pages of a PDF.

    Raises :class:`UnreadError` if it is encrypted.
    """
    reader = LiteParse(ocr_enabled=False, quiet=True, extract_blocks=True, emit_word_boxes=True)
    try:
        parsed = reader.parse(data).pages[::-1]
    except ParseError as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise UnreadError("document-encrypted") from None
        raise
    document = pypdfium2.PdfDocument(data)
    pages = []
    while parsed:
        # What has been read takes no more memory.
        page = parsed.pop()
        with _Look(document[page.page_num - 1]) as look:
            pages.append(_page(page, look))
    lines = [lines_of(page.pieces) for page in pages]
    edges = [[EdgeLine(line.text, line.y) for line in page] for page in lines]
    for number, index in running_lines(edges):
        line = lines[number][index]
        # A label, or a sentence that announces a list, is no page header though it begins each page.
        if not is_label(line.text) and line.text[-1:] not in ":;,":
            pages[number].discard(Discard.RUNNING, line.pieces)
    return pages


def _page(page: Any, look: _Look) -> PrintedPage:
    """A page without what is printed twice or cannot be seen."""
    items = [item for item in page.text_items if item.text.strip()]
    usual = median([item.height for item in items] or [0.0])
    texts = _with_raised([item.text for item in items], items, look)
    for item in items:
        # The hyphen of another font can give a piece four times its height.
        if item.width < _NARROWEST * item.height * len(item.text.strip()) and item.height > usual:
            item.y, item.height = item.y + (item.height - usual) / 2, usual
    pieces = [_piece(item, text) for item, text in zip(items, texts, strict=True)]
    result = PrintedPage(page.page_num, page.height, pieces, page.blocks or [])
    result.discard(Discard.UNSEEN, [piece for piece in pieces if not look.shows(piece)])
    result.discard(Discard.TWICE, list(_repeated(result.pieces)))
    # A page header or a number may be printed on a picture of a page.
    result.is_picture = sum(len(piece.letters) for piece in result.pieces) < _FEW and look.has_picture
    return result


_FEW = 200
"""Letters: a page header, a footer and a number have fewer, a page of text more."""


def parts_of(piece: PrintedPiece, runs: Sequence[Sequence[Word]]) -> list[PrintedPiece]:
    """A piece cut between its words."""
    # The words of the text, with raised digits, are as many as those of the regions.
    texts = iter(piece.text.split())
    return [
        replace(
            piece,
            text=" ".join(text for _, text in zip(words, texts, strict=False)),
            letters="".join(word.text for word in words),
            x=words[0].left,
            right=words[-1].right,
            words=tuple(words),
        )
        for words in runs
    ]


def _piece(item: Any, text: str) -> PrintedPiece:
    return PrintedPiece(
        text=text.translate(_LIGATURES),
        letters="".join(item.text.split()),
        x=item.x,
        right=item.x + item.width,
        y=item.y,
        height=item.height,
        middle=item.y + item.height / 2,
        bold=bool(_BOLD.search(item.font_name or "")) or (item.font_weight or 400) >= 600,
        words=tuple(Word(word.text, word.x, word.x + word.width) for word in item.words),
    )


_NARROWEST = 0.15
"""Width of a letter, of its line's height: it is a third on average, « i » and « l » have a fifth."""
_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u2011": "-"}
)


def is_label(text: str) -> bool:
    """Whether a line begins with the label of an item."""
    parsed = label(text)
    return parsed is not None and parsed.family in ITEM_WORDS


def _repeated(pieces: Sequence[PrintedPiece]) -> Iterator[PrintedPiece]:
    """Pieces that are printed again within two points of the first printing."""
    at: defaultdict[str, list[PrintedPiece]] = defaultdict(list)
    for piece in pieces:
        same = at[piece.letters]
        if any(abs(piece.x - one.x) < 2 and abs(piece.y - one.y) < 2 for one in same):
            yield piece
        else:
            same.append(piece)


def lines_of(pieces: Sequence[PrintedPiece]) -> list[PrintedLine]:
    """Pieces as lines of print, from the top."""
    rows: list[list[PrintedPiece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        last = rows[-1][-1] if rows else None
        if last is not None and piece.middle - last.middle < 0.45 * max(piece.height, last.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [PrintedLine(tuple(sorted(row, key=lambda piece: piece.x))) for row in rows]


# What PDFium tells.

_SCALE = 0.5
"""Pixels a point: text of 6 points is three pixels high, which is enough to see that it is there."""
_CONTRAST = 8
"""Of 255 grey levels; very light grey on white has 20."""
_SMALLEST = 2.0
"""In points: smaller print is a hairline on paper."""
_DRAWN = 0.02
"""Of a page: a page header and a number cover a hundredth of it."""
_RAISED_BY = 0.12
"""Of a line's height: superscripts begin at 0.2 of it above the baseline."""


class _Look:
    """A page as PDFium draws it."""

    def __init__(self, page: Any) -> None:
        self._page = page

    @cached_property
    def _picture(self) -> tuple[bytes, int, int, int]:
        """The grey levels of the page, row by row, with width, height and length of a row."""
        bitmap = self._page.render(scale=_SCALE, grayscale=True)
        picture = bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride
        bitmap.close()
        return picture

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._page.close()

    @property
    def has_picture(self) -> bool:
        """Whether more is drawn on the page than a few lines."""
        levels = Counter(self._picture[0])
        ground, _ = levels.most_common(1)[0]
        drawn = sum(count for level, count in levels.items() if abs(level - ground) > _CONTRAST)
        return drawn > _DRAWN * levels.total()

    def shows(self, piece: PrintedPiece) -> bool:
        """Whether a piece has a colour other than that of its ground, within the page."""
        if piece.height < _SMALLEST:
            return False
        pixels, width, height, stride = self._picture
        left, right = max(0, int(piece.x * _SCALE)), min(width, int(piece.right * _SCALE) + 1)
        # Without its edges, so that a rule above or below the text is not taken for it.
        top = max(0, int((piece.y + 0.2 * piece.height) * _SCALE))
        bottom = min(height, int((piece.y + 0.85 * piece.height) * _SCALE) + 1)
        if left >= right or top >= bottom:
            return False
        darkest, lightest = 255, 0
        for y in range(top, bottom):
            row = pixels[y * stride + left : y * stride + right]
            darkest, lightest = min(darkest, *row), max(lightest, *row)
            if lightest - darkest > _CONTRAST:
                return True
        return False

    def raised(self) -> Iterator[tuple[float, float, tuple[str, str, str]]]:
        """Raised digits: a point of each run, the word before, digits that are not raised, the run."""
        text_page = self._page.get_textpage()
        text = text_page.get_text_range()
        # Characters without a text of their own would shift the places.
        if len(text) == text_page.count_chars():
            for match in _RUN.finditer(text):
                yield from self._of_run(text_page, text, match)
        text_page.close()

    def _of_run(
        self, text_page: Any, text: str, match: re.Match[str]
    ) -> Iterator[tuple[float, float, tuple[str, str, str]]]:
        # PDFium may see a new line in what is raised.
        word = text[: match.start()].rstrip()
        if not word:
            return
        _, base, size = self._origin(text_page, len(word) - 1)
        right = text_page.get_charbox(len(word) - 1)[2]
        first = None
        for index in range(match.start(), match.end()):
            left, bottom, end, _ = text_page.get_charbox(index)
            is_near = -0.2 * size < left - right < 0.4 * size
            is_high = _RAISED_BY * size < bottom - base < size
            if text[index].isdigit() and is_near and is_high:
                first = index if first is None else first
            right = end
        if first is None:
            return
        # A bracket is as low as the line, though it is raised with its number.
        if first - 1 == match.start() and text[match.start()] in "([":
            first -= 1
        left, bottom, _, _ = text_page.get_charbox(first)
        run = text[first : match.end()]
        # « (page 33¹²) » has the mark of a footnote before its bracket.
        run = run if run[0] in "([" else run.rstrip(")]")
        before = (word.split()[-1], text[match.start() : first], run.rstrip(",;"))
        yield *self._device(left, bottom), before

    @staticmethod
    def _origin(text_page: Any, index: int) -> tuple[float, float, float]:
        """The origin of a character, and the height of its line."""
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        _, bottom, _, top = text_page.get_charbox(index, loose=True)
        return x.value, y.value, max(1.0, top - bottom)

    def _device(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page from its upper left corner, in points; the page may be turned."""
        width, height = self._page.get_size()
        across, down = c_int(), c_int()
        pdfium.FPDF_PageToDevice(
            self._page, 0, 0, int(width * 10), int(height * 10), 0, x, y, across, down
        )
        return across.value / 10, down.value / 10


_RUN = re.compile(r"[(\[]?\d[\d,;]*[)\]]?")


def _with_raised(texts: list[str], items: Sequence[Any], look: _Look) -> list[str]:
    """The texts with raised digits as such."""
    for x, y, run in look.raised():
        for index, item in enumerate(items):
            if (
                item.x - 2 <= x <= item.x + item.width + 2
                and item.y - 2 <= y <= item.y + item.height + 2
            ):
                share = (x - item.x) / max(1.0, item.width)
                texts[index] = _marked(texts[index], run, share)
    return texts


def _marked(text: str, run: tuple[str, str, str], share: float) -> str:
    """A text in which a run after a word is raised; of several, the one nearest to its place."""
    before, low, high = map(re.escape, run)
    # A piece may begin with the raised digits.
    pattern = rf"(?:{before}\s*{low} ?|^\s*)({high})"
    spans = [match.span(1) for match in re.finditer(pattern, text)]
    if not spans:
        return text
    start, end = min(spans, key=lambda span: abs(span[0] - share * len(text)))
    return text[:start] + raised(text[start:end]) + text[end:]

"""A page as drawn: its words, raised digits, what can be seen of them, its rules."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from ctypes import c_double, c_float, c_int, create_string_buffer
from functools import cache
from math import degrees, inf
from operator import sub
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from jamplan.documents.signs import UNKNOWN, repaired
from jamplan.documents.textblocks import parted
from jamplan.language.folding import raised

_SCALE = 0.5
"""Pixels a point: text of 6 points is three pixels high, which is enough to see that it
is there.
"""
_CONTRAST = 8
"""Of 255 grey levels; very light grey on white has 20."""
_SMALLEST = 2.0
"""In points: smaller print is a hairline on paper."""
_LIGHT = 180
"""Of 255 grey levels: yellowed paper has 200.

Photographs and coloured pages are darker.
"""
_RAISED_BY = 0.12
"""Of a line's height: superscripts begin at 0.2 of it above the baseline."""
_SPACE = 0.12
"""Of a line's height: a wider gap between letters is a space that the text lacks.

Spaces that are drawn alone have 0.13 of it in a table, 0.2 in a text
(sn-cc-dakar-dem-dikk-2022).
"""


_LEVEL = 3.0
"""In degrees: text is level though a scan is askew by so much."""


class Box(NamedTuple):
    """A region of a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class PrintedWord(NamedTuple):
    """A word of print: its region, as high as its font, with size and weight."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    turned: bool
    """Whether it is not written level."""
    drawn: int
    """Its place in the order in which the file draws the page."""

    @property
    def middle(self) -> float:
        """Half-way between its ends."""
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """From its upper to its lower edge."""
        return self.bottom - self.top


class PrintedRule(NamedTuple):
    """A straight line that is drawn: its place on the page, and where its ends are."""

    at: float
    start: float
    end: float


_THIN = 3.0
"""In points: thinner boxes are rules, and rules that are nearer to each other are
one.
"""
_SHORTEST = 8.0
"""In points: a shorter rule encloses no line of print."""


def _rules(
    page: pypdfium2.PdfPage, upright: pypdfium2.PdfMatrix
) -> tuple[list[PrintedRule], list[PrintedRule]]:
    """The horizontal and vertical rules of a page: lines, and boxes drawn as such."""
    lines = [
        line
        for path in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH])
        for line in _lines(path, upright)
    ]
    across = [
        (top, left, right)
        for (left, top), (right, bottom) in lines
        if abs(bottom - top) < _THIN
    ]
    down = [
        (left, top, bottom)
        for (left, top), (right, bottom) in lines
        if abs(right - left) < _THIN
    ]
    return _joined(across), _joined(down)


_Point = tuple[float, float]


def _lines(path: Any, upright: pypdfium2.PdfMatrix) -> Iterator[tuple[_Point, _Point]]:
    """The straight lines of a path between corners, what is thin and filled as one."""
    fill, stroke, x, y = c_int(), c_int(), c_float(), c_float()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    matrix, item = pypdfium2.PdfMatrix(), path
    while item:
        matrix, item = matrix.multiply(item.get_matrix()), item.container
    matrix = matrix.multiply(upright)
    points: list[_Point] = []
    start = 0
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(matrix.on_point(x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = index
        elif kind == pdfium.FPDF_SEGMENT_LINETO and stroke:
            yield points[-2], points[-1]
        if stroke and pdfium.FPDFPathSegment_GetClose(segment):
            yield points[-1], points[start]
    if fill and points:
        across, down = zip(*points, strict=True)
        if min(max(across) - min(across), max(down) - min(down)) < _THIN:
            yield (min(across), min(down)), (max(across), max(down))


def _joined(spans: Iterable[tuple[float, float, float]]) -> list[PrintedRule]:
    """Rules, of which those that go on in each other are one."""
    rules: list[PrintedRule] = []
    ordered = [(at, min(ends), max(ends)) for at, *ends in spans]
    for at, start, end in sorted(ordered, key=lambda span: (round(span[0]), span[1])):
        last = rules[-1] if rules else PrintedRule(-inf, 0, 0)
        if at - last.at < _THIN and last.start - _THIN < start < last.end + _THIN:
            rules[-1] = last._replace(end=max(end, last.end))
        else:
            rules.append(PrintedRule(at, start, end))
    return [rule for rule in rules if rule.end - rule.start > _SHORTEST]


class DrawnPage:
    """A page as a reader of it sees it; PDFium closes the page once this is made."""

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        with closing(document[index]) as page, closing(page.get_textpage()) as text:
            self.height: float = page.get_height()
            """In points."""
            upright = pypdfium2.PdfMatrix().rotate(page.get_rotation()).scale(1, -1)
            left, top, _, _ = upright.on_rect(*page.get_bbox())
            upright = upright.translate(-left, -top)
            self.horizontal, self.vertical = _rules(page, upright)
            lines = list(_once(_Print(text, upright, page.get_rotation()).lines()))
            with closing(page.render(scale=_SCALE, grayscale=True)) as bitmap:
                self._pixels = bytes(bitmap.buffer)
                """The grey levels of the page, row by row."""
                self._width, self._stride = bitmap.width, bitmap.stride
                self._rows: int = bitmap.height
            # A photograph has shades of its own: what the text in it changes is what is
            # seen of it.
            bare, is_covered = _bare(page, text)
        self._text = (
            bytes(map(abs, map(sub, self._pixels, bare))) if bare else self._pixels
        )
        self.lines = [self._seen(words) for words in lines]
        """The words of each line, as PDFium has them, that can be seen."""
        if is_covered and 2 * sum(map(len, self.lines)) < sum(map(len, lines)):
            # A scan shows the words that are behind it.
            self._text = self._pixels
            self.lines = [self._seen(words) for words in lines]

    def drawn_without(self, words: Iterable[PrintedWord]) -> float:
        """The share of a page's height drawn on, without words; 0 on a dark page.

        A page is dark if most of it is.
        """
        light = self._pixels.translate(None, delete=bytes(range(_LIGHT)))
        if 2 * len(light) < len(self._pixels):
            return 0.0
        heights = (
            range(int(word.top * _SCALE) - 1, int(word.bottom * _SCALE) + 2)
            for word in words
        )
        starts = (y * self._stride for y in {*range(self._rows)}.difference(*heights))
        rows = (self._pixels[start : start + self._width] for start in starts)
        return sum(max(row) - min(row) > _CONTRAST for row in rows) / self._rows

    def _seen(self, words: Sequence[PrintedWord]) -> list[PrintedWord]:
        """Which words of a line can be seen.

        Signs and single letters are too small for that, and count as seen beside a word
        that can be.
        """
        shown = [self._shows(word) for word in words]
        return [
            word
            for word, is_shown in zip(words, shown, strict=True)
            if is_shown or (any(shown) and sum(map(str.isalnum, word.text)) < 2)
        ]

    def _shows(self, word: PrintedWord) -> bool:
        """Whether a word's colour differs from its ground's, within the page."""
        # Without its edges, so that a rule above or below it is not taken for it.
        top, bottom = word.top + 0.2 * word.height, word.top + 0.85 * word.height
        rows = range(
            max(0, int(top * _SCALE)), min(self._rows, int(bottom * _SCALE) + 1)
        )
        left, right = (
            max(0, int(word.left * _SCALE)),
            int(min(self._width, word.right * _SCALE + 1)),
        )
        starts = (y * self._stride for y in rows)
        shades = b"".join(
            self._text[start + left : start + max(left, right)] for start in starts
        )
        return (
            word.height >= _SMALLEST
            and max(shades, default=0) - min(shades, default=0) > _CONTRAST
        )


def _bare(page: Any, text: Any) -> tuple[bytes, bool]:
    """The grey levels of the page without text, and if pictures cover most of it.

    None if no picture is at text.
    """
    boxes = [
        each.get_bounds() for each in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], 1)
    ]
    width, height = page.get_size()
    area = sum((right - left) * (top - bottom) for left, bottom, right, top in boxes)
    if not any(text.get_text_bounded(*box) for box in boxes):
        return b"", False
    for item in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]):
        pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    with closing(page.render(scale=_SCALE, grayscale=True)) as bitmap:
        return bytes(bitmap.buffer), 2 * area > width * height


def _once(lines: Iterable[Sequence[PrintedWord]]) -> Iterator[list[PrintedWord]]:
    """Lines without the words that are drawn again over themselves, as shadows are."""
    known = defaultdict[str, list[PrintedWord]](list)
    for line in lines:
        fresh = []
        for word in line:
            places = (
                (one.left - word.left, one.top - word.top) for one in known[word.text]
            )
            if not any(abs(across) < _SHADOW > abs(down) for across, down in places):
                fresh.append(word)
                known[word.text].append(word)
        yield fresh


_SHADOW = 1.5
"""In points: print that is nearer to the same print is its shadow, or its outline."""


class _Sign(NamedTuple):
    """A character of a page: its place in the text, and its region."""

    at: int
    text: str
    box: Box


class _Print:
    """The text of a page that PDFium has open."""

    def __init__(self, text: Any, upright: pypdfium2.PdfMatrix, rotation: int) -> None:
        self._handle, self._upright, self._rotation = text.raw, upright, rotation
        self._factors = upright.get()
        self._loose, self._edges = pdfium.FS_RECTF(), [c_double() for _ in range(4)]
        """Where PDFium writes a region: one for all, as a page has thousands."""
        units = (
            pdfium.FPDFText_GetUnicode(self._handle, index)
            for index in range(text.count_chars())
        )
        # Of a map without a letter for a sign, PDFium has 0.
        self._text = "".join(chr(unit or ord(UNKNOWN)) for unit in units)
        """A place for each character of PDFium; a sign beyond 16 bits has two."""
        self._font = create_string_buffer(128)
        """Where PDFium writes the name of a font."""

    def lines(self) -> Iterator[list[PrintedWord]]:
        """The words of each line, with raised digits as such."""
        text = self._text
        printed = list(text)
        for match in _RUN.finditer(text):
            first, last = self._raised_in(match)
            printed[first:last] = raised(text[first:last])
            # PDFium may see a new line in what is raised.
            before = len(text[:first].rstrip())
            printed[before:first] = _NONE * (first - before)
        joined = _LEADERS.sub(lambda match: " " * len(match[0]), "".join(printed))
        for line in re.finditer(r"[^\n]+", joined):
            yield [
                word
                for match in _WORD.finditer(joined, *line.span())
                for word in self._words(match)
            ]

    def _words(self, match: re.Match[str]) -> Iterator[PrintedWord]:
        """What is printed together, parted at a drawn space that the text lacks."""
        places = enumerate(match[0], match.start())
        signs = [_Sign(n, sign, self._box(n)) for n, sign in places if sign > _NONE]
        index = match.start()
        # A font without a map: what PDFium has are numbers of its glyphs.
        if signs and pdfium.FPDFText_HasUnicodeMapError(self._handle, index) == 1:
            signs = [sign._replace(text=UNKNOWN) for sign in signs]
        size: float = pdfium.FPDFText_GetFontSize(self._handle, index)
        pdfium.FPDFText_GetFontInfo(
            self._handle, index, self._font, len(self._font), c_int()
        )
        bold = _is_bold(self._font.value)
        angle = (
            degrees(pdfium.FPDFText_GetCharAngle(self._handle, index)) + self._rotation
        )
        is_turned = _LEVEL < angle % 360 < 360 - _LEVEL
        for part in parted(signs, self._is_spaced):
            text = "".join([sign for _, sign, _ in part])
            lefts, tops, rights, bottoms = zip(*[box for *_, box in part], strict=True)
            if not text.isascii():
                # Raised digits are higher up than their word.
                level = [
                    box
                    for _, sign, box in part
                    if sign.isdecimal() or not sign.isdigit()
                ]
                if level:
                    _, tops, _, bottoms = zip(*level, strict=True)
                text = _paired(text.translate(_SIGNS))
            else:
                text = text.translate(_SIGNS)
            left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
            yield PrintedWord(
                text, left, top, right, bottom, size, bold, is_turned, part[0].at
            )

    def _is_spaced(self, before: _Sign, after: _Sign) -> bool:
        """Whether a space is between two letters or digits, of which none is raised."""
        is_wide = after.box.left - before.box.right > _SPACE * (
            before.box.bottom - before.box.top
        )
        is_apart = (
            is_wide
            and before.text.isalnum()
            and (after.text.isalpha() or after.text.isdecimal())
        )
        # Of small capitals and some ligatures, PDFium has no region but that of their
        # ink.
        return is_apart and all(
            sign.box != self._box(sign.at, loose=False) for sign in (before, after)
        )

    def _raised_in(self, match: re.Match[str]) -> tuple[int, int]:
        """Where the raised digits of a run begin, at the first high one, and end."""
        text = match.string
        word = text[: match.start()].rstrip()
        if not word:
            return 0, 0
        base, size = self._line(len(word) - 1)
        right = self._box(len(word) - 1, loose=False).right
        first = None
        for index in range(match.start(), match.end()):
            box = self._box(index, loose=False)
            if first is None and not -0.2 * size < box.left - right < 0.4 * size:
                # The number begins a line of print, or is set apart.
                base, size = self._line(index)
            elif text[index].isdigit() and _RAISED_BY * size < base - box.bottom < size:
                first = index if first is None else first
            right = box.right
        if first is None:
            return 0, 0
        # A bracket is as low as the line, though it is raised with its number.
        if first - 1 == match.start() and text[match.start()] in "([":
            first -= 1
        run = text[first : match.end()]
        # « (page 33¹²) » has the mark of a footnote before its bracket.
        run = run if run[0] in "([" else run.rstrip(")]")
        return first, first + len(run.rstrip(",;"))

    def _line(self, index: int) -> tuple[float, float]:
        """The baseline of a character, and the height of its line."""
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(self._handle, index, x, y)
        box = self._box(index)
        return self._upright.on_point(x.value, y.value)[1], max(
            1.0, box.bottom - box.top
        )

    def _box(self, index: int, *, loose: bool = True) -> Box:
        """The region of a character, as high as its font or, if not loose, as it is."""
        if loose:
            box = self._loose
            pdfium.FPDFText_GetLooseCharBox(self._handle, index, box)
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
        else:
            # In the order of PDFium: left, right, bottom, top.
            pdfium.FPDFText_GetCharBox(self._handle, index, *self._edges)
            left, right, bottom, top = [edge.value for edge in self._edges]
        # The page is turned by right angles: PdfMatrix.on_rect takes a fifth of all
        # time for more.
        a, b, c, d, e, f = self._factors
        x, y = a * left + c * bottom + e, b * left + d * bottom + f
        other_x, other_y = a * right + c * top + e, b * right + d * top + f
        if x > other_x:
            x, other_x = other_x, x
        if y > other_y:
            y, other_y = other_y, y
        return Box(x, y, other_x, other_y)


def _paired(text: str) -> str:
    """A text whose signs beyond 16 bits are two places of PDFium each."""
    data = text.encode("utf-16-le", "surrogatepass")
    return repaired(data.decode("utf-16-le", "replace"))


@cache
def _is_bold(font: bytes) -> bool:
    return re.search(rb"bold|black|heavy|semib|demi", font, re.IGNORECASE) is not None


_NONE = "\0"
"""In place of a sign that is not printed."""
_RUN = re.compile(r"[(\[]?\d[\d,;]*[)\]]?")
# Dots to the page of a title are a gap.
_LEADERS = re.compile(r"(?:\. ){4,}")
# PDFium has the second sign for a hyphen at the end of a line.
_WORD = re.compile(r"[^\s\x02]+\x02?|\x02")
_SIGNS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("‘’‚′", "'")
    | dict.fromkeys("“”„″", '"')
    | dict.fromkeys("\x02\u2010\u2011\u2012–—―−", "-")
)
"""Plain signs for quotation marks and dashes, and ligatures taken apart."""

"""A PDF as letters with their places and sizes, and the lines that are drawn; read by PDFium."""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from jamplan.intake.reading.cleaning import BULLETS
from jamplan.intake.reading.contents import Contents, FileKind
from jamplan.intake.reading.drawn import implied_sides
from jamplan.intake.reading.layout import contents_of
from jamplan.intake.reading.limits import Limits, Unread, UnreadError
from jamplan.intake.reading.placed import Edge, Fragment, Look, Page

_BOLD = re.compile(rb"bold|black|heavy|demi|semibold|-bd|,bd", re.IGNORECASE)
_BOLD_WEIGHT = 600
_HYPHENS = frozenset({0x2, 0xFFFE, 0xAD})
"""How PDFium marks a hyphen at a line end, and the soft hyphen."""
_ARTIFICIAL = frozenset("\r\n\0")
_NAMELESS = "•"
"""For a letter of which the file does not say what it is: most often a bullet of a font of signs."""
# In parts of a letter's size: what parts two words, and two pieces that may belong to two columns.
_SPACE, _THIN, _APART, _BACK, _RAISED = 0.18, 0.1, 0.7, 0.6, 0.12
_SPACED, _SPACED_LETTERS = 0.06, 3
"""From how far apart letters are spaced out, and how many such gaps tell."""
_SEGMENTS = 4000
"""Of one drawing; what has more is a picture."""
_OBJECTS = 20_000
_DOTS = 500


def read_pdf(data: bytes, limits: Limits) -> Contents:
    """Read a PDF. Raises :class:`UnreadError` where it gives no text."""
    document = _opened(data)
    count = len(document)
    if count > limits.pages:
        raise UnreadError(Unread.PAGES, str(limits.pages))
    pages = tuple(_page(document, number) for number in range(count))
    if not any(page.fragments and not page.scanned for page in pages):
        # Pictures of pages, though a program may have printed heads and numbers on them.
        raise UnreadError(Unread.NO_TEXT, str(count))
    title = document.get_metadata_dict().get("Title") or None
    return contents_of(pages, FileKind.PDF, title)


def _opened(data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY} or "password" in str(error).lower():
            raise UnreadError(Unread.ENCRYPTED) from None
        raise UnreadError(Unread.DAMAGED) from None


def _page(document: Any, number: int) -> Page:
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        raise UnreadError(Unread.DAMAGED, str(number + 1)) from None
    width, height = page.get_size()
    left, bottom, _, _ = page.get_bbox()
    drawn = _Drawn(left, bottom)
    drawn.read(page)
    edges = tuple(edge for edge in drawn.edges if not edge.frames(width, height))

    def pieces() -> list[Fragment]:
        uprights = sorted((edge for edge in edges if edge.upright), key=_at)
        reading = _Letters(left, bottom, width, height, uprights)
        reading.read(text)
        return reading.fragments

    fragments = pieces()
    if sides := implied_sides(edges, fragments):
        # They part pieces too.
        edges += tuple(sides)
        fragments = pieces()
    pictured = _has_picture(page, width * height)
    text.close()
    page.close()
    fragments += _bullets(drawn.dots, fragments)
    return Page(width, height, tuple(fragments), edges, pictured)


def _has_picture(page: Any, area: float) -> bool:
    """Whether pictures cover a quarter of a page or more; a scan may be cut into strips."""
    covered = 0.0
    for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        left, bottom, right, top = _bounds(item)
        covered += abs((right - left) * (top - bottom))
        if 4 * covered >= area:
            return True
        if number > _OBJECTS:
            break
    return False


def _at(edge: Edge) -> float:
    return edge.at


def _thin(last: str, sign: str) -> bool:
    """Whether a thin space would stand between two letters, as in « 200 % » and « 5 secondes »."""
    return sign in ";:!?»" or last == "«" or (last.isdigit() and (sign.isalpha() or sign in "%€"))


@dataclass
class _Letters:
    """Letters put together to pieces of lines, as they follow each other in the file."""

    left: float
    bottom: float
    width: float
    height: float
    uprights: list[Edge]
    """Lines that part the cells of tables, and so the texts on both sides, from left to right."""
    fragments: list[Fragment] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _bold: list[bool] = field(default_factory=list)
    _gaps: list[tuple[float, bool, bool]] = field(default_factory=list)
    """Before each letter: how wide, in its size, and whether a space stands there, or seems to."""
    _start: float = 0.0
    _end: float = 0.0
    _last: float = 0.0
    """Where the last letter begins."""
    _base: float = 0.0
    _size: float = 0.0
    _blank: bool = False
    """Whether a space stands before the next letter."""
    _guessed: bool = False
    """Whether PDFium takes the gap before the next letter for a space."""
    _font: Look = ()
    """Of the first letter, of the last one, and of the next one."""
    _last_font: Look = ()
    _look: Look = ()

    def read(self, page: Any) -> None:
        """Read all letters of a page."""
        letters = page.raw
        box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        name = ctypes.create_string_buffer(128)
        bold_fonts: dict[bytes, bool] = {}
        colour = [ctypes.c_uint() for _ in range(4)]
        shades = [ctypes.byref(shade) for shade in colour]
        for index in range(page.count_chars()):
            code = raw.FPDFText_GetUnicode(letters, index)
            if raw.FPDFText_IsGenerated(letters, index) == 1 and code not in _HYPHENS:
                self._guessed = self._guessed or code == 0x20
                continue
            sign = "-" if code in _HYPHENS else chr(code) if code < 0x110000 else ""
            if code < 0x20 and not sign.isspace() and sign != "-" and sign not in _ARTIFICIAL:
                sign = _NAMELESS
            if not sign or sign in _ARTIFICIAL or 0xD800 <= code < 0xE000:
                continue
            if sign.isspace():
                self._blank = True
                continue
            raw.FPDFText_GetLooseCharBox(letters, index, box)
            raw.FPDFText_GetCharOrigin(letters, index, x, y)
            raw.FPDFText_GetMatrix(letters, index, matrix)
            if abs(matrix.b) > abs(matrix.a):
                # Text that runs upwards, as in a margin.
                continue
            size = raw.FPDFText_GetFontSize(letters, index) * math.hypot(matrix.c, matrix.d)
            raw.FPDFText_GetFontInfo(letters, index, name, 128, flags)
            font = name.value
            if font not in bold_fonts:
                bold_fonts[font] = _BOLD.search(font) is not None
            bold = bold_fonts[font] or raw.FPDFText_GetFontWeight(letters, index) >= _BOLD_WEIGHT
            left, right = box.left - self.left, box.right - self.left
            base = y.value - self.bottom
            if 0 <= base <= self.height and -1 <= left <= self.width:
                raw.FPDFText_GetFillColor(letters, index, *shades)
                self._look = (font, *[shade.value for shade in colour])
                self._add(sign, left, right, base, size, bold=bold)
                if len(self._text) == 1:
                    self._font = self._look
        self._finish()

    def _add(  # noqa: PLR0913 - what is known of a letter
        self, sign: str, left: float, right: float, base: float, size: float, *, bold: bool
    ) -> None:
        # An accent that is drawn over its letter has no width of its own.
        gap = left - self._end
        if self._text and abs(left - self._last) < 0.05 and (base, size) == (self._base, self._size):
            # The letters of a ligature stand in one place.
            self._append(sign, 0.0, bold=bold)
            return
        largest = max(size, self._size)
        if self._text and (
            abs(base - self._base) > _RAISED * largest
            or abs(size - self._size) > 0.15 * largest
            or gap > _APART * largest
            or gap < -_BACK * largest
            or (gap > 0 and self.uprights and self._parted(left, base + size / 3))
        ):
            self._finish()
        if (
            sign == _NAMELESS
            and self._text
            and not self._blank
            and not self._guessed
            and base == self._base
        ):
            # Within a word, it is no bullet.
            self._end = max(right, left)
            return
        if not self._text:
            self._start, self._base, self._size = left, base, size
        self._append(sign, gap / largest, bold=bold)
        self._end, self._last = max(right, left), left
        self._last_font = self._look
        self._blank = self._guessed = False

    def _append(self, sign: str, gap: float, *, bold: bool) -> None:
        self._gaps.append((gap, self._blank, self._guessed))
        self._text.append(sign)
        self._bold.append(bold)

    def _parted(self, left: float, height: float) -> bool:
        """Whether a line that is drawn stands between the last letter and the next one."""
        start = bisect_left(self.uprights, self._end - 1, key=_at)
        end = bisect_right(self.uprights, left + 1, key=_at)
        return any(edge.low <= height <= edge.high for edge in self.uprights[start:end])

    def _finish(self) -> None:
        if self._text:
            tracking = self._tracking()
            text, bold = [self._text[0]], [self._bold[0]]
            for place in range(1, len(self._text)):
                sign = self._text[place]
                gap, blank, guessed = self._gaps[place]
                least = _THIN if _thin(self._text[place - 1], sign) else _SPACE
                if blank or gap > tracking + least or (guessed and not tracking):
                    text.append(" ")
                    bold.append(self._bold[place] and self._bold[place - 1])
                text.append(sign)
                bold.append(self._bold[place])
            self.fragments.append(
                Fragment(
                    text="".join(text),
                    bold=tuple(bold),
                    left=self._start,
                    right=self._end,
                    base=self._base,
                    size=round(self._size, 1),
                    order=len(self.fragments),
                    font=self._font,
                    last_font=self._last_font,
                    tracking=tracking * self._size,
                )
            )
        self._text, self._bold, self._gaps = [], [], []
        self._blank = self._guessed = False

    def _tracking(self) -> float:
        """How far letters are set apart, in parts of their size; 0 where they are not."""
        gaps = sorted(gap for gap, blank, _ in self._gaps[1:] if not blank)
        if len(gaps) >= _SPACED_LETTERS:
            low = gaps[len(gaps) // 4]
            return low if low > _SPACED else 0.0
        # A few letters are as those before them in the line.
        last = self.fragments[-1] if self.fragments else None
        if last is None or last.base != self._base or (gaps and gaps[0] <= _SPACED):
            return 0.0
        return last.tracking / self._size


def _placed(item: Any) -> Any:
    """How an object's own places become places on the page, through the forms that hold it."""
    matrix = item.get_matrix()
    while item.container is not None:
        item = item.container
        matrix = matrix.multiply(item.get_matrix())
    return matrix


def _bounds(item: Any) -> tuple[float, float, float, float]:
    """Where an object is on the page: left, bottom, right and top."""
    bounds: tuple[float, float, float, float] = item.get_bounds()
    while item.container is not None:
        item = item.container
        bounds = item.get_matrix().on_rect(*bounds)
    return bounds


@dataclass
class _Drawn:
    """What is drawn on a page: straight lines, the sides of boxes, and dots that may be bullets."""

    left: float
    bottom: float
    edges: list[Edge] = field(default_factory=list)
    dots: list[tuple[float, float, float]] = field(default_factory=list)
    """Left side, middle height, and width."""

    def read(self, page: Any) -> None:
        """Read all paths of a page."""
        x, y = ctypes.c_float(), ctypes.c_float()
        objects = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
        for number, item in enumerate(objects):
            if number > _OBJECTS:
                break
            count = raw.FPDFPath_CountSegments(item.raw)
            if not 2 <= count <= _SEGMENTS:
                continue
            self._dot(item)
            matrix = _placed(item)
            first = last = (0.0, 0.0)
            for place in range(count):
                segment = raw.FPDFPath_GetPathSegment(item.raw, place)
                raw.FPDFPathSegment_GetPoint(segment, x, y)
                point = matrix.on_point(x.value, y.value)
                kind = raw.FPDFPathSegment_GetType(segment)
                if kind == raw.FPDF_SEGMENT_MOVETO:
                    first = point
                elif kind == raw.FPDF_SEGMENT_LINETO:
                    self._edge(last, point)
                last = point
                if raw.FPDFPathSegment_GetClose(segment):
                    self._edge(last, first)

    def _edge(self, one: tuple[float, float], two: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = one, two
        if abs(y0 - y1) < 1 and abs(x0 - x1) > 5:
            low, high = sorted((x0 - self.left, x1 - self.left))
            self.edges.append(Edge(upright=False, at=y0 - self.bottom, low=low, high=high))
        elif abs(x0 - x1) < 1 and abs(y0 - y1) > 5:
            low, high = sorted((y0 - self.bottom, y1 - self.bottom))
            self.edges.append(Edge(upright=True, at=x0 - self.left, low=low, high=high))

    def _dot(self, item: Any) -> None:
        left, bottom, right, top = _bounds(item)
        width, height = right - left, top - bottom
        if 1 < width < 9 and 0.7 < width / max(height, 0.1) < 1.5:
            self.dots.append((left - self.left, (top + bottom) / 2 - self.bottom, width))


def _bullets(dots: list[tuple[float, float, float]], fragments: list[Fragment]) -> list[Fragment]:
    """The dots that stand right before the first letters of a line, as the bullets that they are."""
    found: list[Fragment] = []
    for left, middle, width in dots[:_DOTS]:
        level = [
            piece
            for piece in fragments
            if piece.base - 0.1 * piece.size < middle < piece.base + 0.8 * piece.size
        ]
        right = [piece for piece in level if 0 < piece.left - left < 40]
        if not right or any(-40 < piece.right - left <= 1 for piece in level):
            continue
        first = min(right, key=lambda piece: piece.left)
        if first.text[:1] in BULLETS or width > 0.8 * first.size:
            continue
        # A dot of several paths is one.
        if not any(abs(each.base - first.base) < 1 and abs(each.left - left) < 9 for each in found):
            order = len(fragments) + len(found)
            found.append(
                Fragment("•", (first.bold[0],), left, first.left - 1, first.base, first.size, order)
            )
    return found

"""A page as it is drawn: what can be seen of its text, which digits are raised, and its rules.

liteparse glues raised digits to the word before them, lacks letters of some words with ligatures, and
gives text that a reader of the page cannot see.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from ctypes import c_double, c_int
from dataclasses import dataclass
from functools import cached_property
from math import inf
from operator import itemgetter, sub
from statistics import median
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from jamplan.language.folding import raised

_SCALE = 0.5
"""Pixels a point: text of 6 points is three pixels high, which is enough to see that it is there."""
_CONTRAST = 8
"""Of 255 grey levels; very light grey on white has 20."""
_SMALLEST = 2.0
"""In points: smaller print is a hairline on paper."""
_LIGHT = 180
"""Of 255 grey levels: yellowed paper has 200; photographs and coloured pages are darker."""
_RAISED_BY = 0.12
"""Of a line's height: superscripts begin at 0.2 of it above the baseline."""


class Box(NamedTuple):
    """A region of a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Word(NamedTuple):
    """A word of a piece of print, with its left and right end, and its height."""

    text: str
    left: float
    right: float
    height: float

    @property
    def middle(self) -> float:
        """Half-way between its ends."""
        return (self.left + self.right) / 2


class Rule(NamedTuple):
    """A straight line that is drawn: its place on the page, and where it begins and ends."""

    at: float
    start: float
    end: float


_THIN = 3.0
"""In points: thinner boxes are rules, and rules that are nearer to each other are one."""
_SHORTEST = 8.0
"""In points: a shorter rule encloses no line of print."""


def rules_of(graphics: Any) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical rules of a page: lines, and boxes that are drawn as such."""
    boxes = [(line.x1, line.y1, line.x2, line.y2) for line in graphics.lines if line.stroke]
    filled = [shape.bbox for shape in graphics.shapes if shape.fill and min(shape.bbox[2:]) < _THIN]
    boxes += [(left, top, left + width, top + height) for left, top, width, height in filled]
    across = [(top, left, right) for left, top, right, bottom in boxes if abs(bottom - top) < _THIN]
    down = [(left, top, bottom) for left, top, right, bottom in boxes if abs(right - left) < _THIN]
    return _joined(across), _joined(down)


def _joined(spans: Iterable[tuple[float, float, float]]) -> list[Rule]:
    """Rules, of which those that go on in each other are one."""
    rules: list[Rule] = []
    ordered = [(at, min(ends), max(ends)) for at, *ends in spans]
    for at, start, end in sorted(ordered, key=lambda span: (round(span[0]), span[1])):
        last = rules[-1] if rules else Rule(-inf, 0, 0)
        if at - last.at < _THIN and last.start - _THIN < start < last.end + _THIN:
            rules[-1] = last._replace(end=max(end, last.end))
        else:
            rules.append(Rule(at, start, end))
    return [rule for rule in rules if rule.end - rule.start > _SHORTEST]


@dataclass(slots=True)
class RestoredWord:
    """A word as it is printed, as a piece of print like that of liteparse which lacks it."""

    text: str
    x: float
    width: float
    y: float
    height: float
    font_size: float | None
    font_weight: int | None
    font_name: str | None
    words: Sequence[Any] = ()

    def has(self, x: float) -> bool:
        """Whether it goes over a place of its line."""
        return self.x <= x <= self.x + self.width


def _lacking(
    words: Sequence[tuple[Any, Any]], text: str, left: float, right: float, *, is_raised: bool
) -> Any:
    """The piece of print that lacks letters of a word: it has others of them, or is beside it.

    None of a word over others, or apart: liteparse rightly leaves it out. ``words`` are those of a
    level, each with its piece.
    """
    gaps = [(max(word.x - right, left - word.x - word.width), word, item) for word, item in words]
    over = [(word, item) for gap, word, item in gaps if gap < -_TOUCHING]
    if not over:
        near = min(gaps, key=itemgetter(0), default=None)
        is_free = near and any(map(str.isalnum, text)) and _TOUCHING < near[0] < near[1].height
        return near[2] if near and is_free else None
    spelled = iter(text.translate(SIGNS))
    ordered = sorted((word for word, _item in over), key=lambda word: float(word.x))
    own = "".join(filter(str.isalnum, "".join(word.text for word in ordered).translate(SIGNS)))
    is_within = all(left < word.x + word.width / 2 < right for word in ordered)
    is_new = is_raised or len(own) < sum(map(str.isalnum, text))
    return over[0][1] if is_new and is_within and all(sign in spelled for sign in own) else None


_TOUCHING = 1.0
"""In points: the regions of words beside each other may overlap by so much; a space is wider."""


class PageView:
    """A page as a reader of it sees it; PDFium closes the page once this is made."""

    def __init__(self, document: pypdfium2.PdfDocument, index: int, items: Sequence[Any]) -> None:
        """Take what liteparse has of the text of a page."""
        with closing(document[index]) as page, closing(page.get_textpage()) as text:
            with closing(page.render(scale=_SCALE, grayscale=True)) as bitmap:
                self._pixels = bytes(bitmap.buffer)
                """The grey levels of the page, row by row."""
                self._width, self._stride = bitmap.width, bitmap.stride
                self._height: int = bitmap.height
            opened = _OpenPage(page, text)
            self.restored: Sequence[RestoredWord] = tuple(opened.restored(items))
            """The words that liteparse has otherwise than they are printed."""
            # A photograph has shades of its own: what the text in it changes is what is seen of it.
            bare = opened.bare()
            self._text = bytes(map(abs, map(sub, self._pixels, bare))) if bare else self._pixels

    def _row(self, y: int, left: float, right: float) -> bytes:
        """The grey levels of a row between two points; none outside the page."""
        if not 0 <= y < self._height:
            return b""
        start, end = max(0, int(left * _SCALE)), int(min(self._width, right * _SCALE + 1))
        return self._text[y * self._stride + start : y * self._stride + max(start, end)]

    def _is_drawn_in(self, rows: Iterable[int], left: float, right: float) -> bool:
        """Whether a region has more than one colour; not if it is outside the page."""
        shades: set[int] = set()
        for y in rows:
            shades.update(self._row(y, left, right))
            if shades and max(shades) - min(shades) > _CONTRAST:
                return True
        return False

    def drawn_without(self, texts: Sequence[Box]) -> float:
        """The share of a page's height that is drawn on, without texts; 0 if most of it is dark."""
        light = self._pixels.translate(None, delete=bytes(range(_LIGHT)))
        if 2 * len(light) < len(self._pixels):
            return 0.0
        heights = (range(int(box.top * _SCALE) - 1, int(box.bottom * _SCALE) + 2) for box in texts)
        starts = (y * self._stride for y in {*range(self._height)}.difference(*heights))
        rows = (self._pixels[start : start + self._width] for start in starts)
        return sum(max(row) - min(row) > _CONTRAST for row in rows) / self._height

    def shows(self, box: Box) -> bool:
        """Whether print has a colour other than that of its ground, within the page."""
        height = box.bottom - box.top
        # Without its edges, so that a rule above or below the text is not taken for it.
        top, bottom = box.top + 0.2 * height, box.top + 0.85 * height
        rows = range(int(top * _SCALE), int(bottom * _SCALE) + 1)
        return height >= _SMALLEST and self._is_drawn_in(rows, box.left, box.right)

    def shown_words(self, words: Sequence[Word], box: Box) -> list[bool]:
        """Which words of a line can be seen.

        Signs and single letters are too small for that, and count as seen in a line that can be.
        """
        row = self._row(int((box.top + box.bottom) / 2 * _SCALE), 0, inf)
        ends = [
            (max(0, int(word.left * _SCALE)), max(0, int(word.right * _SCALE + 1))) for word in words
        ]
        parts = [row[start:end] for start, end in ends]
        shown = [bool(part) and max(part) - min(part) > _CONTRAST for part in parts]
        large = [word.height >= _SMALLEST for word in words]
        if all(shown) and all(large):
            return shown
        if not self.shows(box):
            return [False] * len(words)
        return [
            is_large
            and (
                is_shown
                or sum(sign.isalnum() for sign in word.text) < 2
                or self.shows(Box(word.left, box.top, word.right, box.bottom))
            )
            for word, is_shown, is_large in zip(words, shown, large, strict=True)
        ]


class _OpenPage:
    """The characters of a page that PDFium has open."""

    def __init__(self, page: Any, text: Any) -> None:
        self._page, self._text = page, text
        self._turns = page.get_rotation() // 90

    def bare(self) -> bytes:
        """The grey levels of the page without its text; none where no picture is at text.

        None for scans either, which fill most of the page and show the text that is behind them.
        """
        boxes = [each.get_bounds() for each in self._page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], 1)]
        width, height = self._page.get_size()
        area = sum((right - left) * (top - bottom) for left, bottom, right, top in boxes)
        if 2 * area > width * height or not any(self._text.get_text_bounded(*box) for box in boxes):
            return b""
        for text in self._page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]):
            pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
        with closing(self._page.render(scale=_SCALE, grayscale=True)) as bitmap:
            return bytes(bitmap.buffer)

    @cached_property
    def _characters(self) -> str:
        """The text of the page; nothing if characters without a text of their own shift its places.

        A sign beyond 16 bits has two places, as PDFium counts it.
        """
        data = self._text.get_text_range().encode("utf-16-le")
        text = "".join(map(chr, array("H", data)))
        return text if len(text) == self._text.count_chars() else ""

    def restored(self, items: Sequence[Any]) -> Iterator[RestoredWord]:
        """Words with raised digits, as such, and words of which liteparse lacks letters."""
        text = self._characters
        printed, changed, gaps = list(text), set[int](), set[int]()
        for match in _RUN.finditer(text):
            first, last = self._raised_in(match)
            printed[first:last] = raised(text[first:last])
            changed.update(range(first, last))
            # PDFium may see a new line in what is raised.
            gaps.update(range(len(text[:first].rstrip()), first))
        joined = "".join("\0" if n in gaps else sign for n, sign in enumerate(printed))
        known = Counter(part for item in items for part in item.text.split())
        # What continues on the next line has another hyphen.
        whole = re.sub(r"[^\s\ufffe]*\ufffe[^\s\ufffe]*", " ", text).translate(SIGNS)
        lacking = Counter(_WORD.findall(whole)) - known
        levels = defaultdict[int, list[tuple[Any, Any]]](list)
        # Hyphens of another font make some words four times as high.
        half = median([item.height for item in items] or [0.0]) / 2
        for piece in items:
            for each in piece.words or (piece,):
                middle = each.y + each.height / 2
                for y in range(int(middle - half), int(middle + half) + 1):
                    levels[y].append((each, piece))
        for match in _WORD.finditer(joined):
            start, end = match.span()
            plain = text[start:end]
            is_raised = not changed.isdisjoint(range(start, end))
            if not is_raised and plain.translate(SIGNS) not in lacking:
                continue
            boxes = {n: self._region(n) for n in range(start, end) if n not in gaps}
            level = [box for n, box in boxes.items() if n not in changed] or [*boxes.values()]
            left = min(box.left for box in boxes.values())
            right = max(box.right for box in boxes.values())
            words = levels.get(int(median((box.top + box.bottom) / 2 for box in level)), ())
            if item := _lacking(words, plain, left, right, is_raised=is_raised):
                space = " " * (text[start - 1 : start] == " ")
                word = f"{space}{match[0]}".replace("\0", "")
                word = word.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                font = item.font_size, item.font_weight, item.font_name
                yield RestoredWord(word, left, right - left, item.y, item.height, *font)

    def _region(self, index: int) -> Box:
        """A character's region, as high as its font, from the upper left corner of the page."""
        ends = []
        for loose in (False, True):
            left, bottom, right, top = self._text.get_charbox(index, loose=loose)
            ends.append(zip(self._device(left, bottom), self._device(right, top), strict=True))
        (across, _), (_, down) = ends
        return Box(min(across), min(down), max(across), max(down))

    def _raised_in(self, match: re.Match[str]) -> tuple[int, int]:
        """Where the raised digits of a run begin, at the first that is high and near, and end."""
        text = match.string
        word = text[: match.start()].rstrip()
        if not word:
            return 0, 0
        base, size = self._line(len(word) - 1)
        right = self._charbox(len(word) - 1)[2]
        first = None
        for index in range(match.start(), match.end()):
            left, bottom, end, _ = self._charbox(index)
            if first is None and not -0.2 * size < left - right < 0.4 * size:
                # The number begins a line of print, or is set apart.
                base, size = self._line(index)
            elif text[index].isdigit() and _RAISED_BY * size < bottom - base < size:
                first = index if first is None else first
            right = end
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
        pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
        _, bottom, _, top = self._charbox(index, loose=True)
        return self._upright(x.value, y.value, x.value, y.value)[1], max(1.0, top - bottom)

    def _charbox(self, index: int, *, loose: bool = False) -> tuple[float, float, float, float]:
        """The left, bottom, right and top end of a character, as the reader of the page sees it."""
        return self._upright(*self._text.get_charbox(index, loose=loose))

    def _upright(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """A box of the page as it is written, turned as the page is shown."""
        for _ in range(self._turns):
            left, bottom, right, top = bottom, -right, top, -left
        return min(left, right), min(bottom, top), max(left, right), max(bottom, top)

    def _device(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page from its upper left corner, in points; the page may be turned."""
        width, height = self._page.get_size()
        across, down = c_int(), c_int()
        pdfium.FPDF_PageToDevice(
            self._page, 0, 0, int(width * 10), int(height * 10), 0, x, y, across, down
        )
        return across.value / 10, down.value / 10


_RUN = re.compile(r"[(\[]?\d[\d,;]*[)\]]?")
# PDFium has the second sign for a hyphen at the end of a line.
_WORD = re.compile(r"[^\s\ufffe]+")
SIGNS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("‘’", "'")
    | dict.fromkeys("“”", '"')
    | dict.fromkeys("\u2011–—", "-")
)
"""Signs as liteparse has them, and ligatures taken apart."""

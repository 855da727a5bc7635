"""What is placed on a page: pieces of text, lines that are drawn, rows, and lines of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jamplan.intake.reading.starts import ITEM_WORDS
from jamplan.text.folding import without_accents

Look = tuple[object, ...]
"""A font and a colour, to be compared with others."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line: letters of one size that follow each other. Places in points, from below."""

    text: str
    bold: tuple[bool, ...]
    left: float
    right: float
    base: float
    size: float
    order: int
    font: Look = ()
    """Of its first letter."""
    last_font: Look = ()
    """Of its last letter."""
    tracking: float = 0.0
    """How far its letters are set apart, in points."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line that is drawn: where it is, and from where to where it goes."""

    upright: bool
    at: float
    low: float
    high: float

    @property
    def length(self) -> float:
        """In points."""
        return self.high - self.low

    def frames(self, width: float, height: float) -> bool:
        """Whether it runs along a whole page, as no line of a table does."""
        return self.length > 0.97 * (height if self.upright else width)


MARGIN = 0.12
"""How much of a page's height, at either end, running heads and feet stand in."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is on a page."""

    width: float
    height: float
    fragments: tuple[Fragment, ...]
    edges: tuple[Edge, ...] = ()
    pictured: bool = False
    """Whether a picture covers a good part of it."""

    @property
    def scanned(self) -> bool:
        """Whether it is a picture, and has no text but in its margins."""
        low, high = MARGIN * self.height, (1 - MARGIN) * self.height
        return self.pictured and not any(low < each.base < high for each in self.fragments)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text within one column."""

    text: str
    lead: int
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int
    """Counts through the document: lines of one column have one number."""
    ends_bold: bool = False
    """Whether its last letter is bold."""
    font: Look = ()
    """Of its first letter."""
    last_font: Look = ()
    """Of its last letter."""
    first_size: float = 0.0
    """Of its first letter, in points."""
    last_size: float = 0.0
    """Of its last letter, in points."""
    ruled: bool = False
    """Whether a level line parts it from the line before."""
    boxed: bool = False
    """Whether it stands in a box of several lines."""


@dataclass(frozen=True, slots=True)
class Box:
    """A frame, or a ground: how far it reaches."""

    left: float
    right: float
    low: float
    high: float

    def holds(self, line: Line) -> bool:
        """Whether a line stands in it, and it is higher than two lines."""
        return (
            self.high - self.low > 2.2 * line.size
            and self.left - 2 <= line.left
            and line.right <= self.right + 2
            and self.low <= line.base + 0.3 * line.size <= self.high
        )


def rows_of(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Pieces on one level, from the top; each row from left to right. Raised ones belong to the row."""
    rows: list[list[Fragment]] = []
    pieces = _with_large_numbers(list(fragments))
    for piece in sorted(pieces, key=lambda each: (-each.base, each.left)):
        for row in reversed(rows[-4:]):
            if _on_level(max(row, key=lambda each: each.size), piece):
                row.append(piece)
                break
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows


def _on_level(anchor: Fragment, piece: Fragment) -> bool:
    """Whether a piece stands in the row of another one; a short one may be raised or lowered."""
    small, large = sorted((anchor, piece), key=lambda each: each.size)
    if small.size < 0.9 * large.size and len(small.text) <= 3:
        # The call of a note, « n° » with a raised letter; small letters below are another line.
        raised = small.size >= 0.5 * large.size or small.base > large.base - 0.1 * small.size
        return raised and abs(anchor.base - piece.base) <= 0.5 * large.size
    return abs(anchor.base - piece.base) <= 0.3 * small.size


_LARGE_NUMBER = re.compile(r"\d{1,3}\.?")
_LONGEST_WORD = 25
_INITIAL = re.compile(r"[A-ZÀ-ÖØ-Þ][’']?")


def _with_large_numbers(pieces: list[Fragment]) -> list[Fragment]:
    """The pieces, a large number or initial beside several lines put on the level of the first.

    The word over the number, « MESURE » over « 12 » in a margin, goes with it.
    """
    found, gone = [], set()
    words = [piece for piece in pieces if piece.text[:1].isalpha() and _is_word(piece.text)]
    few = sum(_BADGE.fullmatch(piece.text) is not None for piece in pieces) <= _MOST_BADGES
    for piece in pieces:
        initial = _INITIAL.fullmatch(piece.text) is not None
        if initial or _LARGE_NUMBER.fullmatch(piece.text):
            word = _word_over(piece, words)
            above = word.base + 2 * word.size - piece.base if word else 0.9 * piece.size
            beside = [
                each.base
                for each in pieces
                if each.size < (0.5 if initial else 0.75) * piece.size
                and piece.base - 0.3 * piece.size < each.base < piece.base + above
                and -1 < each.left - piece.right < (0.5 if initial else 3) * piece.size
                and not _NOTE_CALL.fullmatch(each.text)
            ]
            if beside:
                text = f"{word.text} {piece.text}" if word else piece.text
                gone |= {word.order} if word else set()
                bold = piece.bold[:1] * len(text)
                piece = replace(piece, base=max(beside), text=text, bold=bold)  # noqa: PLW2901
        if few and _BADGE.fullmatch(piece.text):
            base = _beside_badge(piece, pieces)
            piece = piece if base is None else replace(piece, base=base)  # noqa: PLW2901
        found.append(piece)
    return [piece for piece in found if piece.order not in gone]


def _beside_badge(badge: Fragment, pieces: Sequence[Fragment]) -> float | None:
    """The level of the title beside « A1 », where that stands lower, as in the middle of two lines."""
    for piece in pieces:
        apart = max(piece.left - badge.right, badge.left - piece.right)
        level = abs(piece.base - badge.base) <= _LEVEL * max(piece.size, badge.size)
        if piece is not badge and level and apart < _ALONE * badge.size:
            # It stands in a line.
            return None
    above = [
        piece.base
        for piece in pieces
        if -1 < piece.left - badge.right < 3 * badge.size
        and 0.7 * badge.size < piece.size < 1.1 * badge.size
        and 0 < piece.base - badge.base < 1.3 * badge.size
    ]
    return max(above, default=None)


_LEVEL, _ALONE, _MOST_BADGES = 0.3, 10, 60
_BADGE = re.compile(r"[A-Z]\d{1,2}|\d{1,3}")


def _is_word(text: str) -> bool:
    return len(text) < _LONGEST_WORD and without_accents(text).lower() in ITEM_WORDS


def _word_over(number: Fragment, words: Sequence[Fragment]) -> Fragment | None:
    """The word of an item's label that stands over a large number."""
    for word in words:
        above = 0 < word.base - number.base < 1.8 * number.size
        if above and word.left < number.right and word.right > number.left:
            return word
    return None


def _between(last: Fragment, piece: Fragment, anchor: Fragment) -> str:
    """What parts two pieces of a line: nothing, a space, or a tab for a wide gap."""
    gap = piece.left - last.right - max(last.tracking, piece.tracking)
    if last.size > 2 * piece.size and _INITIAL.fullmatch(last.text):
        # « O » over three lines, before « n peut s'interroger ».
        return " " if last.text in _WORDS else ""
    if gap > 2.5 * anchor.size:
        return "\t"
    return " " if gap > 0.1 * min(anchor.size, max(last.size, piece.size)) else ""


_WORDS = frozenset("ÀÔY")
"""Letters that are words; « A » most often begins one."""
_POWERED = re.compile(r"(?:(?<![^\W\d_])(?:k|d|c|m|da|h)?m|CO|\bn|(?<!\d)10)$")
"""What has a power: « km² », « CO² », « 10⁶ »; after other words and numbers, a note is called."""
_NOTE_CALL = re.compile(r"[\d,*()\[\] ]+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def line_of(row: Sequence[Fragment], page: int, column: int) -> Line:
    """A row as a line of text: the calls of notes left out, wide gaps as tabs."""
    anchor = max(row, key=lambda piece: (piece.size, len(piece.text)))
    text = ""
    bold: list[bool] = []
    last: Fragment | None = None
    for piece in row:
        added = piece.text
        raised = (
            piece.size < 0.9 * anchor.size
            and piece.base > anchor.base + 0.1 * anchor.size
            and (len(added) <= 3 or _NOTE_CALL.fullmatch(added) is not None)
        )
        if raised and _NOTE_CALL.fullmatch(added) and last is not None:
            if not _POWERED.search(text):
                # The call of a footnote.
                last = piece
                continue
            added = added.translate(_SUPERSCRIPTS)
        between = _between(last, piece, anchor) if last is not None and not raised else ""
        text += between + added
        bold += [bool(bold and bold[-1] and piece.bold[0])] * len(between) + list(piece.bold)[
            : len(added)
        ]
        last = piece
    lead = next((place for place, each in enumerate(bold) if not each), len(bold))
    letters: Counter[float] = Counter()
    for piece in row:
        letters[piece.size] += len(piece.text)
    return Line(
        text=text,
        lead=lead,
        left=row[0].left,
        right=max(piece.right for piece in row),
        base=anchor.base,
        size=letters.most_common(1)[0][0],
        page=page,
        column=column,
        font=row[0].font,
        last_font=row[-1].last_font,
        first_size=row[0].size,
        last_size=row[-1].size,
        ends_bold=bool(bold) and bold[-1],
    )

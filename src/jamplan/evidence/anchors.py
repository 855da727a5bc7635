"""Where a quote is in a copy, in the words by which a browser finds it there.

A browser looks for words without regard to case and accents and takes the first place.
So a long quote is told by its two ends if they lead to it, and one that comes twice by
the words around it. It finds whole words of one line of one paragraph or cell: what
goes over several, or leaves words out, is told by its two ends, and no end is in a
word. See https://wicg.github.io/scroll-to-text-fragment/ and UAX 29.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rapidfuzz import fuzz

from jamplan.evidence.quotes import EDGE, FoldedText, pattern_of, reading_of
from jamplan.evidence.sourcetexts import SourceText

Span = tuple[int, int]
_WHOLE = 10
"""The most words of a quote that is told whole: its two ends would be no shorter."""
_ENDS = 4
"""The fewest words of an end. Three begin many answers of one response alike."""
_JOINING = "_\u202f\u203f\u2040\u2054"
"""What joins words for a browser (ExtendNumLet): « guichet\u202f; » has one word."""
_WITHIN_LETTERS = ".'’‘·:"
_WITHIN_DIGITS = ".,;'’‘"
"""What joins letters or digits on both of its sides: « l’État » is one word."""
_OMITTED = re.compile(r"[\[(]\s?(?:…|\.\s?\.\s?\.)\s?[\])]")
"""The sign of words that a quote leaves out."""
_MOST_AROUND = 8
"""The most words around a quote that comes twice.

The head of an answer has two or three.
"""
_MOST_PLACES = 200
"""The most places that are looked at.

“Agree.” comes 50 times in the response of the example.
"""
_NEAR = 150
"""The characters around a quote that are compared with those of its answer."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of a quote, in the words of the copy."""

    page: int | None
    words: str
    """All of them, or the first if ``last`` is not empty."""
    last: str = ""
    before: str = ""
    """What precedes it, if its words come more than once."""
    after: str = ""
    """What follows it, if its words come more than once."""


def anchor_of(
    quote: str, source: SourceText, page: int | None = None, beside: str = ""
) -> Anchor | None:
    """The place of a quote in a copy; None if it is not there.

    Of several places, it is the one on ``page``, then the one whose surroundings are
    most like ``beside``, the text of the answer that the quote is of.
    """
    reading = reading_of(source)
    places = _places(reading, quote)
    if not places:
        return None
    start, end = _whole_words(reading, _meant(reading, quote, places, page, beside))
    lines = _Lines(reading, _lines_of(source))
    told = lines.told(start, end) or lines.told(*lines.whole_lines(start, end))
    return told or Anchor(reading.page(start), reading.passage(start, end))


def anchor_on_record(quote: str, page: int | None) -> Anchor:
    """The words of a quote without a copy: all, or those around what it leaves out."""
    pieces = _pieces(quote)
    if len(pieces) < 2:
        return Anchor(page, quote)
    return Anchor(page, pieces[0], pieces[-1])


def _places(reading: FoldedText, quote: str) -> list[Span]:
    """Where a quote is, each from its first to its last word.

    In one paragraph if there is such a place, else over several and over what is left
    out.
    """
    pattern = pattern_of(quote)
    if pattern is None:
        return []
    places = list(islice(reading.whole(pattern), _MOST_PLACES))
    if places:
        return places
    pieces = [_over_edges(piece) for piece in _pieces(quote)]
    if not pieces:
        return []
    by_end: dict[int, int] = {}
    for start, end in islice(reading.whole(pieces[0]), _MOST_PLACES):
        last = _follow(reading, pieces[1:], end)
        if last is not None:
            # Of several beginnings the one nearest to the end is meant.
            by_end[last] = start
    return [(start, end) for end, start in by_end.items()]


def _pieces(quote: str) -> list[str]:
    """The words of a quote that leaves out others between them."""
    pieces = (piece.strip(_SEPARATING) for piece in _OMITTED.split(quote))
    return [piece for piece in pieces if piece]


_SEPARATING = " \u00a0\u202f\t\n,;"
"""What parts words from the sign of what is left out."""


def _over_edges(piece: str) -> re.Pattern[str]:
    """The spellings of a piece of a quote, also over paragraphs and cells."""
    pattern = pattern_of(piece)
    if pattern is None:
        return _NOTHING
    return re.compile(pattern.pattern.replace(r"\ ", f"[ {EDGE}]+"))


_NOTHING = re.compile(r"(?!)")


def _follow(
    reading: FoldedText, pieces: Sequence[re.Pattern[str]], end: int
) -> int | None:
    """Where the last of the pieces ends that follow a position in their order."""
    for piece in pieces:
        found = (place for place in reading.whole(piece) if place[0] >= end)
        place = next(found, None)
        if place is None:
            return None
        end = place[1]
    return end


def _meant(
    reading: FoldedText,
    quote: str,
    places: Sequence[Span],
    page: int | None,
    beside: str,
) -> Span:
    """The place that is meant, of several."""
    on_page = [place for place in places if reading.page(place[0]) == page]
    places = on_page or places
    if len(places) == 1 or not beside:
        return places[0]
    answer = reading_of_text(beside)
    found = _places(answer, quote)
    if not found:
        return places[0]
    first, last = found[0]
    before = answer.plain[max(0, first - _NEAR) : first]
    after = answer.plain[last : last + _NEAR]

    def likeness(place: Span) -> float:
        start, end = place
        head = reading.plain[max(0, start - len(before)) : start]
        tail = reading.plain[end : end + len(after)]
        return fuzz.ratio(head, before) + fuzz.ratio(tail, after)

    return max(places, key=likeness)


def _whole_words(reading: FoldedText, place: Span) -> Span:
    """A place, with what a browser does not part from its first and last word.

    Copies are read with less: « État » of « l’État » is one of its words.
    """
    start, end = place
    while start and not _parts(reading, start):
        start -= 1
    while end < len(reading.plain) and not _parts(reading, end):
        end += 1
    return start, end


def _parts(reading: FoldedText, at: int) -> bool:
    """Whether words are parted at a position, as a browser parts them (UAX 29)."""
    if not 0 < at < len(reading.plain) or EDGE in reading.plain[at - 1 : at + 1]:
        return True
    origin = reading.origin(at)
    text = reading.original[max(0, origin - 2) : origin + 2].ljust(4)
    first, before, after, last = tuple(text if origin > 1 else f" {text[:3]}")
    if before in _JOINING or after in _JOINING:
        return False
    if before.isspace() and not reading.plain[at - 1].isspace():
        # A space beside a sign may be one that joins: copies have it as any other.
        return False
    if before.isalnum() and after.isalnum():
        return False
    around = {before: (first, after), after: (before, last)}
    return not any(
        (sign in _WITHIN_LETTERS and all(map(str.isalpha, pair)))
        or (sign in _WITHIN_DIGITS and all(map(str.isdigit, pair)))
        for sign, pair in around.items()
    )


@lru_cache(maxsize=16)
def reading_of_text(text: str) -> FoldedText:
    """A text folded as a copy is."""
    return FoldedText(text)


@lru_cache(maxsize=16)
def _lines_of(source: SourceText) -> str:
    """The text of a copy without case and accents, each character at its place.

    An edge is also where a line ends, and a space that parts no words is as it was.
    """
    reading = reading_of(source)
    text = reading.plain
    letters = {ord(letter): _base(letter) for letter in set(text)}
    loose = list(text.translate(letters))
    for match in _SPACES.finditer(reading.original):
        # An earlier character is at an earlier place.
        at = bisect_left(range(len(text)), match.start(), key=reading.origin)
        if text[at : at + 1] == " ":
            loose[at] = EDGE if match[0] == "\n" else "\u202f"
    return "".join(loose)


_JOINING_SPACE = re.compile(r"\u202f|(?<=\d)\s(?=\d)")
"""A space that joins words, or may: as that of « 3 000 »."""
_SPACES = re.compile(rf"\n|{_JOINING_SPACE.pattern}")


def _base(letter: str) -> str:
    """A letter as a browser compares it; one that would become two stays."""
    base = unicodedata.normalize("NFD", letter.lower())[:1]
    return base or letter


def _occurrences(text: str, words: str, start: int = 0) -> Iterator[int]:
    """Yield where words are in a text."""
    at = text.find(words, start)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


@dataclass(frozen=True, slots=True)
class _Lines:
    """A copy as a browser looks for words in it: each line of each block by itself."""

    reading: FoldedText
    loose: str
    """Its text without case and accents, with an edge between lines."""

    def told(self, start: int, end: int) -> Anchor | None:
        """A passage in words that lead to it; None if no words do."""
        if EDGE in self.loose[start:end]:
            return self._by_ends(start, end)
        page, passage = self.reading.page(start), self.reading.passage
        words = self.loose[start:end]
        alike = list(islice(_occurrences(self.loose, words), _MOST_PLACES))
        if len(alike) > 1:
            around = self._around((start, end), [at for at in alike if at != start])
            if around is None:
                return None
            before, after = around
            return Anchor(
                page,
                passage(start, end),
                before=passage(*before),
                after=passage(*after),
            )
        spaces = self._spaces(start, end)
        if len(spaces) >= _WHOLE:
            last = spaces[-_ENDS] + 1
            for first in spaces[_ENDS - 1 : -_ENDS]:
                if self._leads(start, first) and self._leads(last, end, first):
                    return Anchor(page, passage(start, first), passage(last, end))
        return Anchor(page, passage(start, end))

    def whole_lines(self, start: int, end: int) -> Span:
        """A passage with all of its first and of its last line."""
        last = self.loose.find(EDGE, end)
        return self._line_start(start), len(self.loose) if last < 0 else last

    def _line_start(self, at: int) -> int:
        """Where the line of a position begins, without the mark of a list."""
        start = self.loose.rfind(EDGE, 0, at) + 1
        mark = _MARK.match(self.loose, start, at)
        return mark.end() if mark else start

    def _by_ends(self, start: int, end: int) -> Anchor | None:
        """A passage over several lines, by words of its first and its last one.

        They are as few as lead to it. If the whole lines do not, the words beside them
        are told too.
        """
        page, passage = self.reading.page(start), self.reading.passage
        limit = self.loose.index(EDGE, start, end)
        begin = self.loose.rindex(EDGE, start, end) + 1
        firsts = [*self._spaces(start, limit)[_ENDS - 1 :], limit]
        lasts = [space + 1 for space in self._spaces(begin, end)[: 1 - _ENDS]]
        lasts = [*reversed(lasts), begin]
        for first in firsts:
            if self._leads(start, first):
                for last in lasts:
                    if self._leads(last, end, first):
                        return Anchor(page, passage(start, first), passage(last, end))
        before = self._before_alone(start, limit)
        after = self._after_alone(begin, end, limit)
        if before is None or after is None:
            return None
        return Anchor(
            page,
            passage(start, limit),
            passage(begin, end),
            passage(*before),
            passage(*after),
        )

    def _leads(self, start: int, end: int, search_from: int = 0) -> bool:
        """Whether the first place of some words, from a position on, is this one."""
        return self.loose.find(self.loose[start:end], search_from) == start

    def _spaces(self, start: int, end: int) -> list[int]:
        """The spaces of a passage."""
        return [at for at in range(start, end) if self.loose[at] == " "]

    def _around(self, place: Span, others: Sequence[int]) -> tuple[Span, Span] | None:
        """The fewest words before or after a place that tell it from others.

        None if none do, and nothing if it is the first.
        """
        start, end = place
        ends = [at + end - start for at in others]
        nothing = (start, start)
        for count in range(1, _MOST_AROUND + 1):
            before = self._told_before(start, others, count)
            if before is not None:
                return before, nothing
            after = self._told_after(end, ends, count)
            if after is not None:
                return nothing, after
        return (nothing, nothing) if start < others[0] else None

    def _before_alone(self, start: int, end: int) -> Span | None:
        """The fewest words before a place that lead to it.

        None if none do, and nothing if it is the first.
        """
        if self._leads(start, end):
            return start, start
        alike = _occurrences(self.loose[: end - 1], self.loose[start:end])
        others = list(islice(alike, _MOST_PLACES))
        counts = range(1, _MOST_AROUND + 1)
        told = (self._told_before(start, others, count) for count in counts)
        return next(filter(None, told), None)

    def _after_alone(self, start: int, end: int, search_from: int) -> Span | None:
        """The fewest words after a place that lead to it, of those from a position.

        None if none do, and nothing if it is the first.
        """
        if self._leads(start, end, search_from):
            return end, end
        alike = _occurrences(self.loose[: end - 1], self.loose[start:end], search_from)
        ends = [at + end - start for at in islice(alike, _MOST_PLACES)]
        counts = range(1, _MOST_AROUND + 1)
        told = (self._told_after(end, ends, count) for count in counts)
        return next(filter(None, told), None)

    def _told_before(
        self, start: int, others: Sequence[int], count: int
    ) -> Span | None:
        """So many words before a place, if they are before no other."""
        span = self._before(start, count)
        words = self.loose[slice(*span)]
        alike = (self.loose[slice(*self._before(at, count))] for at in others)
        is_told = words and not any(each.endswith(words) for each in alike)
        return span if is_told else None

    def _told_after(self, end: int, others: Sequence[int], count: int) -> Span | None:
        """So many words after a place, if they are after no other."""
        span = self._after(end, count)
        words = self.loose[slice(*span)]
        alike = (self.loose[slice(*self._after(at, count))] for at in others)
        is_told = words and not any(each.startswith(words) for each in alike)
        return span if is_told else None

    def _before(self, at: int, count: int) -> Span:
        """The last words before a position, all of one line."""
        end = at
        while end and self.loose[end - 1] in _BETWEEN:
            end -= 1
        first = self._line_start(end)
        start = end
        for _word in range(count):
            space = self.loose.rfind(" ", first, max(start - 1, first))
            start = max(first, space + 1)
        return start, end

    def _after(self, at: int, count: int) -> Span:
        """The first words after a position, all of one line."""
        start = at
        while start < len(self.loose) and self.loose[start] in _BETWEEN:
            start += 1
        mark = _MARK.match(self.loose, start)
        start = mark.end() if mark else start
        limit = self.loose.find(EDGE, start)
        limit = len(self.loose) if limit < 0 else limit
        end = start
        for _word in range(count):
            space = self.loose.find(" ", end + 1, limit)
            end = limit if space < 0 else space
        return start, end


_BETWEEN = f" {EDGE}"
"""What parts words, and lines."""
_MARK = re.compile("[•◦▪‣] ")
"""The mark of a list, which is no text for a browser."""

"""Where a quote is in a copy, in the words by which a browser finds it there.

A browser looks for words without regard to case and accents and takes the first place.
So a long quote is told by its two ends if they lead to it, and one that comes twice by
the words around it. See https://wicg.github.io/scroll-to-text-fragment/.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rapidfuzz import fuzz

from jamplan.evidence.quotes import EDGE, FoldedText, SourceText, pattern_of, reading_of

Span = tuple[int, int]
_WHOLE = 10
"""The most words of a quote that is told whole: its two ends would be no shorter."""
_ENDS = 4
"""The fewest words of an end. Three begin many answers of one response alike."""
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
    pattern = pattern_of(quote)
    if pattern is None:
        return None
    reading = reading_of(source)
    places = list(islice(reading.whole(pattern), _MOST_PLACES))
    if not places:
        return None
    start, end = _meant(reading, quote, places, page, beside)
    loose = _loose(reading.plain)
    anchor = Anchor(reading.page(start), reading.passage(start, end))
    alike = list(islice(_occurrences(loose, loose[start:end]), _MOST_PLACES))
    if len(alike) > 1:
        before, after = _around(loose, (start, end), alike)
        return Anchor(
            anchor.page,
            anchor.words,
            before=reading.passage(*before),
            after=reading.passage(*after),
        )
    ends = _ends(loose, start, end)
    if ends is None:
        return anchor
    first, last = ends
    return Anchor(
        anchor.page, reading.passage(start, first), reading.passage(last, end)
    )


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
    pattern = pattern_of(quote)
    found = next(answer.whole(pattern), None) if pattern else None
    if found is None:
        return places[0]
    before = answer.plain[max(0, found[0] - _NEAR) : found[0]]
    after = answer.plain[found[1] : found[1] + _NEAR]

    def likeness(place: Span) -> float:
        start, end = place
        head = reading.plain[max(0, start - len(before)) : start]
        tail = reading.plain[end : end + len(after)]
        return fuzz.ratio(head, before) + fuzz.ratio(tail, after)

    return max(places, key=likeness)


@lru_cache(maxsize=16)
def reading_of_text(text: str) -> FoldedText:
    """A text folded as a copy is."""
    return FoldedText(text)


@lru_cache(maxsize=16)
def _loose(text: str) -> str:
    """A text without case and accents, each character at its place."""
    letters = {ord(letter): _base(letter) for letter in set(text)}
    return text.translate(letters)


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


def _ends(loose: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a quote's first words end and its last begin, if these suffice.

    None if it is short, or is found by all of its words alone.
    """
    spaces = [at for at in _occurrences(loose, " ", start) if at < end]
    if len(spaces) < _WHOLE:
        return None
    last = spaces[-_ENDS] + 1
    for first in spaces[_ENDS - 1 : -_ENDS]:
        leads = loose.find(loose[start:first]) == start
        if leads and loose.find(loose[last:end], first) == last:
            return first, last
    return None


def _around(loose: str, place: Span, alike: Sequence[int]) -> tuple[Span, Span]:
    """The fewest words before and after a place that tell it from others."""
    start, end = place
    length = end - start
    others = [at for at in alike if at != start]
    nothing = (start, start)
    for count in range(1, _MOST_AROUND + 1):
        before = _before(loose, start, count)
        words = loose[slice(*before)]
        if all(loose[slice(*_before(loose, at, count))] != words for at in others):
            return before, nothing
        after = _after(loose, end, count)
        words = loose[slice(*after)]
        ends = [at + length for at in others]
        if all(loose[slice(*_after(loose, at, count))] != words for at in ends):
            return nothing, after
    return before, after


_BETWEEN = f" {EDGE}"
"""What parts words, and paragraphs or cells."""


def _before(loose: str, at: int, count: int) -> Span:
    """The last words before a position, all of one paragraph or cell."""
    end = at
    while end and loose[end - 1] in _BETWEEN:
        end -= 1
    first = loose.rfind(EDGE, 0, end) + 1
    start = end
    for _word in range(count):
        start = max(first, loose.rfind(" ", first, max(start - 1, first)) + 1)
    return start, end


def _after(loose: str, at: int, count: int) -> Span:
    """The first words after a position, all of one paragraph or cell."""
    start = at
    while start < len(loose) and loose[start] in _BETWEEN:
        start += 1
    limit = loose.find(EDGE, start)
    if limit < 0:
        limit = len(loose)
    end = start
    for _word in range(count):
        space = loose.find(" ", end + 1, limit)
        end = limit if space < 0 else space
    return start, end

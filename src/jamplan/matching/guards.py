"""Warnings that two similar texts may say different things.

Similar words can be negated, reversed or come with another number. A guard warns of
that and never changes a score. It holds the passages of both texts, to be shown side by side.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product, takewhile
from operator import attrgetter
from typing import Self

from jamplan.corpus.findings import Finding
from jamplan.matching.languages import Lexicon, Word, fold, lexicon_of
from jamplan.matching.quantities import TextQuantity, fold_letters, quantities


def guards(left: str, right: str, code: str) -> list[Finding]:
    """Return the warnings about a pair of texts in the language `code`.

    Their details `left` and `right` are passages of each text. A negation has the negated passage on
    one side, and the word concerned on the other.
    """
    one, other = _reading(left, code), _reading(right, code)
    warnings = [
        # « Autoriser », « interdire »: the forbidding verb is reported once.
        *dict.fromkeys(list(_opposites(one, other)) or _negations(one, other)),
        *_quantities(one, other),
    ]
    return [Finding(code, details={"left": mine, "right": theirs}) for code, mine, theirs in warnings]


_Guard = tuple[str, tuple[str, ...], tuple[str, ...]]
"""The code of a warning, and the passages of each text."""


# A negation or a verb bears on so many content words after it, up to a pause.
_REACH = 3

_PIECE = re.compile(r"(?P<word>[\w\u0300-\u036f]+)|[.,;:!?()\n«»\"–—]")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb that has an opposite: the pair's number, the side, and the words it bears on."""

    stem: str
    pair: int
    side: bool
    objects: frozenset[str]
    passage: str = field(compare=False)

    def shared(self, other: Self, *, opposite: bool) -> frozenset[str]:
        """Return the common objects of two verbs of one pair that go opposite ways, or the same way."""
        related = self.pair == other.pair and (self.side != other.side) == opposite
        return self.objects & other.objects if related else frozenset()


@cache
def _sides(words: Lexicon) -> dict[str, tuple[int, bool]]:
    """Return the stems of verbs that have an opposite, with the pair's number and the side."""
    return {
        words.stem(word): (pair, bool(side))
        for pair, line in enumerate(words.opposites.strip().splitlines())
        for side, verbs in enumerate(line.split(" / "))
        for word in verbs.split()
    }


class _Reading:
    """A text with its negations, its verbs that have an opposite, and its quantities."""

    def __init__(self, text: str, code: str) -> None:
        lexicon = lexicon_of(code)
        self.text = text
        self.general = lexicon.general_words
        self.words = list(_words(text, lexicon))
        self.first = {word.key: text[word.start : word.end] for word in reversed(self.words)}
        self.negations = list(self._negations(lexicon.negations))
        # A double negation (« ne pas interdire ») is none.
        times = Counter(word for span in self.negations for word in self._between(*span))
        self.negated = {word.key for word in self.words if times[word] % 2}
        self.plain = {word.key for word in self.words if not times[word] % 2}
        self.verbs = list(dict.fromkeys(self._verbs(_sides(lexicon))))
        self.quantities: dict[tuple[str, str], list[TextQuantity]] = defaultdict(list)
        for quantity in quantities(text, lexicon):
            self.quantities[quantity.code, quantity.unit].append(quantity)

    def _between(self, start: int, end: int) -> list[Word]:
        """Return the content words between two positions."""
        first = bisect_left(self.words, start, key=attrgetter("start"))
        return self.words[first : bisect_right(self.words, end, key=attrgetter("end"))]

    def stems(self, start: int, end: int) -> set[str]:
        """Return the stems of the content words between two positions."""
        return {word.key for word in self._between(start, end)} - {""}

    def _negations(self, pattern: str) -> Iterator[tuple[int, int]]:
        """Yield where each negation starts, and where the words end that it bears on."""
        for match in re.finditer(pattern, fold_letters(self.text), re.VERBOSE):
            inside = match.groupdict().get("inside")
            verb = self.stems(*match.span("inside")) if inside else ()
            objects = self._after(match.end(), _REACH - len(verb))
            yield match.start(), objects[-1].end if objects else match.end()

    def _after(self, position: int, limit: int) -> list[Word]:
        """Return the next content words, up to a pause."""
        first = bisect_left(self.words, position, key=attrgetter("start"))
        return list(takewhile(lambda word: word.key, self.words[first : first + max(limit, 0)]))

    def _verbs(self, sides: Mapping[str, tuple[int, bool]]) -> Iterator[_Verb]:
        # A negation other than the verb itself turns it round.
        turned = {word for start, end in self.negations for word in self._between(start + 1, end)}
        for word in self.words:
            if word.key in sides:
                pair, side = sides[word.key]
                objects = self._after(word.end, _REACH)
                passage = self.text[word.start : objects[-1].end if objects else word.end]
                stems = frozenset(other.key for other in objects) - self.general
                yield _Verb(word.key, pair, side != (word in turned), stems, passage)


# Made once for all the texts that a text is compared with.
_reading = lru_cache(maxsize=4096)(_Reading)


def _words(text: str, lexicon: Lexicon) -> Iterator[Word]:
    """Yield the content words of a text, each with its stem, and pauses without one."""
    for match in _PIECE.finditer(text):
        folded = fold(match["word"] or "")
        if not folded:
            yield Word("", *match.span())
        elif len(folded) > 1 and folded not in lexicon.stop_words:
            yield Word(lexicon.stem(folded), *match.span())


def _negations(left: _Reading, right: _Reading) -> Iterator[_Guard]:
    for passage, stem in _negated_only(left, right):
        yield "negation", (passage,), (right.first[stem],)
    for passage, stem in _negated_only(right, left):
        yield "negation", (left.first[stem],), (passage,)


def _negated_only(reading: _Reading, other: _Reading) -> Iterator[tuple[str, str]]:
    """Yield passages that negate words which the other text says plainly, with the first such word."""
    plain = (other.plain - other.negated) - reading.plain - reading.general
    for start, end in reading.negations:
        stems = reading.stems(start, end) & reading.negated
        # « ne pas augmenter la TVA », « la TVA ne sera pas augmentée »: both negate.
        shared = sorted(stems & plain)
        if shared and not stems & other.negated and not _same_direction(reading, other, shared):
            yield reading.text[start:end], shared[0]


def _same_direction(left: _Reading, right: _Reading, stems: list[str]) -> bool:
    """Tell whether both go one way by different verbs: « ne pas supprimer », « maintenir »."""
    return any(
        mine.stem != theirs.stem and mine.shared(theirs, opposite=False) & set(stems)
        for mine, theirs in product(left.verbs, right.verbs)
    )


def _opposites(left: _Reading, right: _Reading) -> Iterator[_Guard]:
    for mine, theirs in product(left.verbs, right.verbs):
        shared = mine.shared(theirs, opposite=True)
        # The same verb, negated once, is a negation; and a text may go both ways.
        if (
            shared
            and mine.stem != theirs.stem
            and not any(mine.shared(verb, opposite=True) & shared for verb in left.verbs)
            and not any(theirs.shared(verb, opposite=True) & shared for verb in right.verbs)
        ):
            yield "opposite", (mine.passage,), (theirs.passage,)


def _quantities(left: _Reading, right: _Reading) -> Iterator[_Guard]:
    for kind in sorted(left.quantities.keys() & right.quantities.keys()):
        mine, theirs = left.quantities[kind], right.quantities[kind]
        if not any(one.agrees(other) for one, other in product(mine, theirs)):
            yield kind[0], _passages(left.text, mine), _passages(right.text, theirs)


def _passages(text: str, values: Iterable[TextQuantity]) -> tuple[str, ...]:
    return tuple(text[value.start : value.end] for value in values)

"""Warnings that two similar texts may say different things.

Similar words can be negated, reversed or come with another number. A guard warns of
that and never changes a score. It holds the passages of both texts, to be shown side by
side.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product, takewhile
from operator import attrgetter
from pathlib import Path
from typing import Self

from jamplan.corpus.findings import Finding
from jamplan.matching.languages import Lexicon, Word, fold, lexicon_of
from jamplan.matching.positions import plain


@dataclass(frozen=True, slots=True)
class TextQuantity:
    """A `value` of `unit`, written as `text[start:end]`.

    A date has no unit, and as its value (year, month, day), each None if it is not
    given.
    """

    unit: str
    value: float | tuple[int | None, int | None, int | None]
    start: int
    end: int

    def agrees(self, other: Self) -> bool:
        """Tell whether both may mean the same: « 2021 » and « novembre 2021 » may."""
        if isinstance(self.value, tuple) and isinstance(other.value, tuple):
            pairs = zip(self.value, other.value, strict=True)
            return all(a is None or b is None or a == b for a, b in pairs)
        return self.value == other.value


_UNITS = tomllib.loads(
    Path(__file__).with_name("units.toml").read_text(encoding="utf-8")
)
_MONTHS: dict[str, int] = _UNITS["months"]

_MONTH = "|".join(_MONTHS)
_DAY = rf"(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? (?P<name>{_MONTH})\b"
_DATES = tuple(
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)",
        rf"\b{_DAY}(?:\.? (?P<year>\d{{4}})\b)?",
        rf"\b(?P<name>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?, (?P<year>\d{{4}})\b",
        rf"\b(?P<name>{_MONTH})\.? (?P<year>\d{{4}})\b",
        # A bare year: announced by a preposition, or counting nothing.
        r"\b(?:en|depuis|ici|horizon|avant|apres|fin|debut|rentree|in|since|by|until|before|after|end) (?:a |of |l.|the )?"
        r"(?P<year>(?:19|20)\d\d)\b(?! ?[%€])",
        r"(?<![\w.,€$£])(?P<year>(?:19|20)\d\d)(?![\w%]|[.,]\d| \d{3}\b| [a-z€$£%]{3})",
    )
)
# Numbers that count nothing: addresses, streets named after a date, references,
# postcodes, telephones.
_STREET = "rue|avenue|place|boulevard|quai|allee|impasse|chemin|street|road|lane|square"
_NAMES = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:{_STREET}) (?:d[ue] )?\d{{1,2}}(?:er)? (?:{_MONTH})(?: \d{{4}})?",
        rf"(?<!\d)\d+(?: (?:bis|ter))?,? (?:\w+ )?(?:{_STREET})\b",
        r"\b(?:articles?|art|n°|nos?|numeros?|numbers?|pages?|p|chapitres?|chapters?|axes?|mesures?"
        r"|measures?|actions?|propositions?|objectifs?|goals?|targets?|annexes?|sections?|odd|sdg|covid)"
        r"\.?[ -]?\d+(?:(?:[.-]|, ?| et | and | a | to )\d+)*(?![\d%€])",
        r"\b\d{5} (?!euro|dollar|place|personne|logement)[a-z]{3}",
        r"(?<!\d)0\d(?:[ .]?\d\d){4}(?!\d)",
    )
)


def quantities(text: str, lexicon: Lexicon) -> list[TextQuantity]:
    """Return the dates, amounts and numbers of `text`, in order.

    Numbers that count nothing are left out: addresses, references, telephone numbers,
    ordinals.
    """
    folded = plain(text)
    matches: list[TextQuantity] = []
    if any(map(str.isdigit, folded)):
        for name in _NAMES:
            folded = name.sub(_blank, folded)
        for form in _DATES:
            matches += map(_date, form.finditer(folded))
            folded = form.sub(_blank, folded)
    matches += _numbers(folded, lexicon)
    return sorted(matches, key=lambda quantity: quantity.start)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _date(match: re.Match[str]) -> TextQuantity:
    parts = match.groupdict()
    month = _MONTHS.get(parts.get("name") or "") or parts.get("month")
    year, number, day = (
        int(part) if part else None for part in (parts["year"], month, parts.get("day"))
    )
    # « en 2030 » is quoted as 2030.
    start = match.start() if month else match.start("year")
    return TextQuantity("", (year, number, day), start, match.end())


@cache
def _number_pattern(code: str) -> re.Pattern[str]:
    numerals = "|".join(lexicon_of(code).numerals)
    words = rf"|\b(?:{numerals})\b" if numerals else ""
    scales = "cents?|hundred|mille|milliers?|millions?|milliards?|thousand|billions?|(?:k|m|mds?|bn)(?= ?[€$£])"
    return re.compile(
        r"(?P<sign>[€$£])?"
        rf"(?P<value>(?<![\w.,-])(?:\d{{1,3}}(?:[ .,]\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)|\d+(?:[.,]\d+)?){words})"
        r"(?!(?:er|re|e|eme|nde?|st|rd|th)\b)"
        rf"(?: ?(?P<scale>{scales})\b(?: d[e'’]| of)?)?"
        r" ?(?P<unit>pour cent|per cent|[%€$£]|[^\W\d_]+)?"
    )


def _numbers(text: str, lexicon: Lexicon) -> Iterator[TextQuantity]:
    numerals = lexicon.numerals
    for match in _number_pattern(lexicon.code).finditer(text):
        written, sign, scale, unit = (
            match["value"],
            match["sign"],
            match["scale"],
            match["unit"] or "",
        )
        value = float(numerals[written]) if written in numerals else _value(written)
        value *= _UNITS["scales"].get(scale or "", 1.0)
        start, end = match.span()
        if known := _UNITS["units"].get(sign or unit):
            base, size = known
            # « $10 million »: what follows counts nothing.
            end = match.end("scale" if scale else "value") if sign else end
            yield TextQuantity(base, value * size, start, end)
        elif len(unit) > 2 and unit not in lexicon.stop_words:
            yield TextQuantity(lexicon.stem(unit), value, start, end)


def _value(written: str) -> float:
    """Return the value of a numeral: separators before three digits are no decimals."""
    return float(re.sub(r"[ .,](?=\d{3}(?!\d))", "", written).replace(",", "."))


def guards(left: str, right: str, code: str) -> list[Finding]:
    """Return the warnings about a pair of texts in the language `code`.

    Their details `left` and `right` are passages of each text. A negation has the
    negated passage on one side, and the word concerned on the other.
    """
    one, other = _reading(left, code), _reading(right, code)
    warnings = [
        # « Autoriser », « interdire »: the forbidding verb is reported once.
        *dict.fromkeys(list(_opposites(one, other)) or _negations(one, other)),
        *_quantities(one, other),
    ]
    return [
        Finding(code, details={"left": mine, "right": theirs})
        for code, mine, theirs in warnings
    ]


_Guard = tuple[str, tuple[str, ...], tuple[str, ...]]
"""The code of a warning, and the passages of each text."""


# A negation or a verb bears on so many content words after it, up to a pause.
_REACH = 3

_PIECE = re.compile(r"(?P<word>[\w\u0300-\u036f]+)|[.,;:!?()\n«»\"–—]")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb that has an opposite: the pair's number, its side, and its objects."""

    stem: str
    pair: int
    side: bool
    objects: frozenset[str]
    passage: str = field(compare=False)

    def shared(self, other: Self, *, opposite: bool) -> frozenset[str]:
        """Return the common objects of two verbs of a pair that go opposite ways.

        Those that go the same way are asked for likewise.
        """
        related = self.pair == other.pair and (self.side != other.side) == opposite
        return self.objects & other.objects if related else frozenset()


@cache
def _sides(words: Lexicon) -> dict[str, tuple[int, bool]]:
    """Return the stems of verbs with an opposite, by pair number and side."""
    return {
        words.stem(word): (pair, bool(side))
        for pair, line in enumerate(words.opposites.strip().splitlines())
        for side, verbs in enumerate(line.split(" / "))
        for word in verbs.split()
    }


class _Reading:
    """A text with its negations, its verbs that have an opposite, its quantities."""

    def __init__(self, text: str, code: str) -> None:
        lexicon = lexicon_of(code)
        self.text = text
        self.general = lexicon.general_words
        self.words = list(_words(text, lexicon))
        self.first = {
            word.key: text[word.start : word.end] for word in reversed(self.words)
        }
        self.negations = list(self._negations(lexicon.negations))
        # A double negation (« ne pas interdire ») is none.
        times = Counter(
            word for span in self.negations for word in self._between(*span)
        )
        self.negated = {word.key for word in self.words if times[word] % 2}
        self.plain = {word.key for word in self.words if not times[word] % 2}
        self.verbs = list(dict.fromkeys(self._verbs(_sides(lexicon))))
        self.quantities: dict[str, list[TextQuantity]] = defaultdict(list)
        for quantity in quantities(text, lexicon):
            self.quantities[quantity.unit].append(quantity)

    def _between(self, start: int, end: int) -> list[Word]:
        """Return the content words between two positions."""
        first = bisect_left(self.words, start, key=attrgetter("start"))
        return self.words[first : bisect_right(self.words, end, key=attrgetter("end"))]

    def stems(self, start: int, end: int) -> set[str]:
        """Return the stems of the content words between two positions."""
        return {word.key for word in self._between(start, end)} - {""}

    def _negations(self, pattern: str) -> Iterator[tuple[int, int]]:
        """Yield where each negation starts, and where the words it bears on end."""
        for match in re.finditer(pattern, plain(self.text), re.VERBOSE):
            verb = (
                self.stems(*match.span("inside"))
                if match.groupdict().get("inside")
                else ()
            )
            objects = self._after(match.end(), _REACH - len(verb))
            yield match.start(), objects[-1].end if objects else match.end()

    def _after(self, position: int, limit: int) -> list[Word]:
        """Return the next content words, up to a pause."""
        first = bisect_left(self.words, position, key=attrgetter("start"))
        return list(
            takewhile(lambda word: word.key, self.words[first : first + max(limit, 0)])
        )

    def _verbs(self, sides: Mapping[str, tuple[int, bool]]) -> Iterator[_Verb]:
        # A negation other than the verb itself turns it round.
        turned = {
            word
            for start, end in self.negations
            for word in self._between(start + 1, end)
        }
        for word in self.words:
            if word.key in sides:
                pair, side = sides[word.key]
                objects = self._after(word.end, _REACH)
                passage = self.text[
                    word.start : objects[-1].end if objects else word.end
                ]
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
    """Yield passages negating what the other text says, with the first word."""
    plain = (other.plain - other.negated) - reading.plain - reading.general
    for start, end in reading.negations:
        stems = reading.stems(start, end) & reading.negated
        # « ne pas augmenter la TVA », « la TVA ne sera pas augmentée »: both negate.
        shared = sorted(stems & plain)
        if (
            shared
            and not stems & other.negated
            and not _same_direction(reading, other, shared)
        ):
            yield reading.text[start:end], shared[0]


def _same_direction(left: _Reading, right: _Reading, stems: list[str]) -> bool:
    """Whether both go one way by other verbs: « ne pas supprimer », « maintenir »."""
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
            and not any(
                mine.shared(verb, opposite=True) & shared for verb in left.verbs
            )
            and not any(
                theirs.shared(verb, opposite=True) & shared for verb in right.verbs
            )
        ):
            yield "opposite", (mine.passage,), (theirs.passage,)


def _quantities(left: _Reading, right: _Reading) -> Iterator[_Guard]:
    for unit in sorted(left.quantities.keys() & right.quantities.keys()):
        mine, theirs = left.quantities[unit], right.quantities[unit]
        if not any(one.agrees(other) for one, other in product(mine, theirs)):
            yield "numbers", _passages(left.text, mine), _passages(right.text, theirs)


def _passages(text: str, values: Iterable[TextQuantity]) -> tuple[str, ...]:
    return tuple(text[value.start : value.end] for value in values)

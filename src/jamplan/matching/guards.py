"""Warnings that two texts which resemble each other may say opposite things.

Words that are alike can stand on either side of a negation, a reversal or a number.
A guard warns of it and never changes a score. It is a code with the passages that it
comes from: sentences for people are made where people read them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from jamplan.matching.cues import Cues, cues
from jamplan.matching.quantities import Quantity, QuantityKind, quantities
from jamplan.text.languages import Language, language
from jamplan.text.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator


class GuardCode(Enum):
    """What a guard warns of."""

    NEGATION = "negation"
    OPPOSITE = "opposite"
    NUMBERS = "numbers"
    DATES = "dates"
    AMOUNTS = "amounts"


@dataclass(frozen=True, slots=True)
class Guard:
    """A warning, with the passages of each text that it comes from.

    A negation has a passage on the side that negates, and the word concerned on the other.
    """

    code: GuardCode
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a pause. `key` is empty for a pause, `content` false for a stop word."""

    folded: str
    key: str
    content: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a cue bears on: the passage, and the places of the tokens concerned."""

    passage: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Direction:
    """A verb of one side of a pair of opposites, and the words that it bears on."""

    pair: int
    verb: str
    side: bool
    objects: frozenset[str]
    passage: str


def guards(left: str, right: str, code: str) -> list[Guard]:
    """Return the warnings about a pair of texts in the language `code`."""
    one, other = _reading(left, code), _reading(right, code)
    opposites = _opposites(one, other)
    reversed_verbs = {passage for guard in opposites for passage in (*guard.left, *guard.right)}
    return [
        *(guard for guard in _negations(one, other) if not _covered(guard, reversed_verbs)),
        *opposites,
        *_quantities(one, other),
    ]


@lru_cache(maxsize=4096)
def _reading(text: str, code: str) -> _Reading:
    """Read a text once, however many others it is compared with."""
    tongue = language(code)
    return _Reading(text, tongue, cues(tongue))


@lru_cache(maxsize=65536)
def _form(word: str, tongue: Language) -> tuple[str, str, bool]:
    """How a word reads when folded, its stem, and whether it is no stop word."""
    folded = fold(word)
    return folded, tongue.stem(folded), folded not in tongue.stop_words and len(folded) > 1


def _covered(guard: Guard, passages: set[str]) -> bool:
    """Tell whether a forbidding verb is reported as the opposite of another one already."""
    return any(passage in passages for passage in (*guard.left, *guard.right))


_PIECE = re.compile(r"(?P<word>[\w\u0300-\u036f]+)|(?P<pause>[.,;:!?()\n«»\"–—])")
_AFTER_NE = 6
_OBJECTS = 3


class _Reading:
    """One text, with what is negated and which way its verbs go."""

    def __init__(self, text: str, tongue: Language, table: Cues) -> None:
        self.text = text
        self.tongue = tongue
        self.table = table
        self.tokens = list(self._tokenise())
        self.scopes: dict[int, list[_Scope]] = defaultdict(list)
        for scope in self._scopes():
            for place in scope.places:
                self.scopes[place].append(scope)
        self.directions = list(self._directions())
        self.quantities = quantities(text, tongue)

    @cached_property
    def polarities(self) -> dict[str, dict[bool, _Scope | None]]:
        """Return, for each content word, whether it is negated (True), with the scope, or not."""
        found: dict[str, dict[bool, _Scope | None]] = defaultdict(dict)
        for place, token in enumerate(self.tokens):
            if not token.content or token.key in self.tongue.general_words:
                continue
            over = self.scopes.get(place, [])
            negated = len(over) % 2 == 1
            found[token.key].setdefault(negated, over[-1] if negated else None)
        return found

    @cached_property
    def negated(self) -> frozenset[str]:
        """The content words that are negated somewhere."""
        return frozenset(key for key, found in self.polarities.items() if True in found)

    def word(self, key: str) -> str:
        """Return a word as first written."""
        token = next(token for token in self.tokens if token.key == key)
        return self.text[token.start : token.end]

    def _tokenise(self) -> Iterator[_Token]:
        for match in _PIECE.finditer(self.text):
            if match["pause"]:
                yield _Token(match["pause"], "", content=False, start=match.start(), end=match.end())
                continue
            yield _Token(*_form(match["word"], self.tongue), *match.span())

    def _scopes(self) -> Iterator[_Scope]:
        halves: set[int] = set()
        for place, token in enumerate(self.tokens):
            if token.folded in self.table.openers:
                second = self._second_half(place)
                if second is not None:
                    halves.add(second)
                    yield self._two_part_scope(place, second)
            elif place not in halves:
                scope = self._lone_scope(place, token)
                if scope is not None:
                    yield scope

    def _lone_scope(self, place: int, token: _Token) -> _Scope | None:
        """Return what a cue of one word negates, or None where it is no cue."""
        word, before, after = token.folded, self._folded(place - 1), self._folded(place + 1)
        table = self.table
        if word in table.lone and after not in table.set_phrases and not self._is_restricted(place):
            return self._scope(place, self._after(place, 1 if before in table.copulas else _OBJECTS))
        if word in table.without and after not in table.set_phrases:
            return self._scope(place, self._after(place, 1 if word == "non" else 2))
        if word == "t" and before.endswith("n") and self.tongue.code == "en":  # don't
            return self._scope(place - 1, self._after(place, _OBJECTS))
        if token.key in table.verbs:
            return self._scope(place, self._after(place, _OBJECTS))
        return None

    def _second_half(self, place: int) -> int | None:
        """Return the place of « pas » after a « ne », or None for « ne … que » or a lone « ne »."""
        for near in range(place + 1, min(place + 1 + _AFTER_NE, len(self.tokens))):
            word = self.tokens[near].folded
            if word in self.table.halves:
                return None if self._is_restricted(near) else near
            if word in self.table.restrictions or not self.tokens[near].key:
                return None
        return None

    def _is_restricted(self, place: int) -> bool:
        """Tell whether « pas » at `place` begins « pas que », « pas … seulement »."""
        soon = {token.folded for token in self.tokens[place + 1 : place + 4]}
        return self._folded(place + 1) in self.table.restrictions or bool(soon & self.table.only)

    def _two_part_scope(self, opener: int, half: int) -> _Scope:
        between = range(opener + 1, half)
        verb = [place for place in between if self.tokens[place].content]
        is_copula = any(self.tokens[place].folded in self.table.copulas for place in between)
        limit = 1 if is_copula else _OBJECTS - len(verb[-1:])
        return self._scope(opener, [*verb[-1:], *self._after(half, limit)])

    def _scope(self, cue: int, places: list[int]) -> _Scope:
        end = self.tokens[max([cue, *places])].end
        return _Scope(self.text[self.tokens[cue].start : end], tuple(places))

    def _after(self, place: int, limit: int) -> list[int]:
        """Return the places of the next content words, up to a pause."""
        found: list[int] = []
        for near in range(place + 1, len(self.tokens)):
            if not self.tokens[near].key or len(found) == limit:
                break
            if self.tokens[near].content:
                found.append(near)
        return found

    def _before(self, place: int, limit: int) -> list[int]:
        found: list[int] = []
        for near in range(place - 1, -1, -1):
            if not self.tokens[near].key or len(found) == limit:
                break
            if self.tokens[near].content:
                found.append(near)
        return found

    def _folded(self, place: int) -> str:
        return self.tokens[place].folded if 0 <= place < len(self.tokens) else ""

    def _directions(self) -> Iterator[_Direction]:
        for place, token in enumerate(self.tokens):
            if not token.content:
                continue
            for number, (one, other) in enumerate(self.table.opposites):
                if token.key not in one and token.key not in other:
                    continue
                places = self._after(place, _OBJECTS) or self._before(place, _OBJECTS)
                side = (token.key in one) != (len(self.scopes.get(place, ())) % 2 == 1)
                objects = frozenset(self.tokens[near].key for near in places)
                first = min([place, *places])
                passage = self.text[self.tokens[first].start : self.tokens[max([place, *places])].end]
                yield _Direction(number, token.key, side, objects, passage)


def _negations(left: _Reading, right: _Reading) -> Iterator[Guard]:
    mine, other = left.polarities, right.polarities
    # A word that neither text negates is negated on neither side.
    shared = sorted(key for key in left.negated | right.negated if key in mine and key in other)
    seen: set[tuple[_Scope, bool]] = set()
    for key in shared:
        if len(mine[key]) > 1 or len(other[key]) > 1 or set(mine[key]) == set(other[key]):
            continue
        negated_left = True in mine[key]
        scope = mine[key][True] if negated_left else other[key][True]
        if scope is None or (scope, negated_left) in seen:
            continue
        seen.add((scope, negated_left))
        # « ne pas augmenter la TVA », « la TVA ne sera pas augmentée »: another word of the
        # passage is negated on both sides, so that they agree.
        reading = left if negated_left else right
        keys = {reading.tokens[place].key for place in scope.places}
        if any(set(mine[k]) == set(other[k]) == {True} for k in keys.intersection(shared)):
            continue
        if _same_direction(left, right, key, keys):
            continue
        if negated_left:
            yield Guard(GuardCode.NEGATION, (scope.passage,), (right.word(key),))
        else:
            yield Guard(GuardCode.NEGATION, (left.word(key),), (scope.passage,))


def _same_direction(left: _Reading, right: _Reading, key: str, negated: set[str]) -> bool:
    """Tell whether both texts go one way on a word: « ne pas supprimer », « maintenir »."""
    return any(
        mine.pair == other.pair
        and mine.side == other.side
        and key in mine.objects & other.objects
        and (mine.verb in negated or other.verb in negated)
        for mine in left.directions
        for other in right.directions
    )


def _opposites(left: _Reading, right: _Reading) -> list[Guard]:
    general = left.tongue.general_words
    found: list[Guard] = []
    for mine in left.directions:
        for other in right.directions:
            shared = (mine.objects & other.objects) - general
            if mine.pair != other.pair or mine.side == other.side or not shared:
                continue
            if mine.verb == other.verb:  # the same verb, negated once: that is a negation
                continue
            if _does_both(left, mine, shared) or _does_both(right, other, shared):
                continue
            guard = Guard(GuardCode.OPPOSITE, (mine.passage,), (other.passage,))
            if guard not in found:
                found.append(guard)
    return found


def _does_both(reading: _Reading, one: _Direction, objects: frozenset[str]) -> bool:
    """Tell whether a text goes the other way too, on the same objects."""
    return any(
        direction.pair == one.pair and direction.side != one.side and direction.objects & objects
        for direction in reading.directions
    )


_CODES = {
    QuantityKind.AMOUNT: GuardCode.AMOUNTS,
    QuantityKind.DATE: GuardCode.DATES,
    QuantityKind.NUMBER: GuardCode.NUMBERS,
}


def _quantities(left: _Reading, right: _Reading) -> Iterator[Guard]:
    mine, other = _by_unit(left), _by_unit(right)
    for kind, unit in sorted(set(mine) & set(other), key=lambda key: (key[0].value, key[1])):
        ours, theirs = mine[kind, unit], other[kind, unit]
        if any(a.agrees(b) for a in ours for b in theirs):
            continue
        yield Guard(
            _CODES[kind],
            tuple(left.text[quantity.start : quantity.end] for quantity in ours),
            tuple(right.text[quantity.start : quantity.end] for quantity in theirs),
        )


def _by_unit(reading: _Reading) -> dict[tuple[QuantityKind, str], list[Quantity]]:
    found: dict[tuple[QuantityKind, str], list[Quantity]] = defaultdict(list)
    for quantity in reading.quantities:
        found[quantity.kind, quantity.unit].append(quantity)
    return found

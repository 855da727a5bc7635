"""Why a pair has its score: a ledger whose lines add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from jamplan.matching.index import COSINE_UNIT, WEIGHT_UNIT, Entry, Index
from jamplan.matching.likeness import LIKENESS_UNIT, Kinship

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jamplan.matching.score import Match, Matcher
    from jamplan.matching.texts import Part


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that counted: characters `start` to `end` of field `field` (0 is the title)."""

    field: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordPair:
    """Two words, one of each text, and what they bring to the score.

    `left` and `right` are the words as first written. `likeness` is 1 for the same word.
    A weight is the word's share in its text, rare words having more: the squares of a
    text's weights add up to about 1.
    """

    left: str
    right: str
    kinship: Kinship
    likeness: float
    left_weight: float
    right_weight: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the sentence encoder brings. It cannot say why."""

    encoder: str
    likeness: float
    contribution: float


@dataclass(frozen=True, slots=True)
class HubCorrection:
    """What it changes that these two items resemble others more, or less, than most do.

    `left_usual` and `right_usual` are the mean of that item's five best likenesses,
    0 to 1. Where they are above `Settings.hub_default`, the correction is negative.
    """

    left_usual: float
    right_usual: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pair's score, taken apart.

    `pairs`, `meaning` and `hub` add up to `score`. `left_part` and `right_part` are the
    best pair of parts; None where the item is one part.
    """

    left: str
    right: str
    score: float
    pairs: tuple[WordPair, ...]
    meaning: Meaning | None
    hub: HubCorrection
    left_part: Part | None
    right_part: Part | None
    left_marks: tuple[Mark, ...]
    right_marks: tuple[Mark, ...]

    @property
    def contributions(self) -> tuple[float, ...]:
        """What each line brings, in the order of the ledger."""
        meaning = () if self.meaning is None else (self.meaning.contribution,)
        return (*(pair.contribution for pair in self.pairs), *meaning, self.hub.contribution)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """A score taken apart, without where its words stand."""

    pairs: tuple[WordPair, ...]
    meaning: Meaning | None
    left_part: Part | None
    right_part: Part | None
    keys: tuple[tuple[str, str], ...]
    """The pairs of words that count, as they are compared."""


def explain(matcher: Matcher, left: str, right: str) -> Explanation:
    """Return the ledger of a pair. Raises KeyError for an unknown id."""
    mine, other = matcher.entry(left, right)
    score = matcher.score(left, right)
    ledger = _ledger(matcher, left, right)
    so_far = sum(pair.contribution for pair in ledger.pairs)
    so_far += ledger.meaning.contribution if ledger.meaning else 0
    usual = matcher.hubs(left, right)
    return Explanation(
        left=left,
        right=right,
        score=score,
        pairs=ledger.pairs,
        meaning=ledger.meaning,
        hub=HubCorrection(*usual, contribution=score - so_far),
        left_part=ledger.left_part,
        right_part=ledger.right_part,
        left_marks=_marks(matcher.index, mine, {pair[0] for pair in ledger.keys}),
        right_marks=_marks(matcher.index, other, {pair[1] for pair in ledger.keys}),
    )


def word_pairs(matcher: Matcher, left: str, right: str) -> tuple[WordPair, ...]:
    """Return the lines of a pair's ledger that words have. Raises KeyError for an unknown id."""
    return _ledger(matcher, left, right).pairs


def _ledger(matcher: Matcher, left: str, right: str) -> _Ledger:
    index = matcher.index
    mine, other = matcher.entry(left, right)
    left_part, right_part, part_sums = _best_parts(index, mine, other)
    sums = _sums(index, mine.whole, other.whole)
    settings = matcher.settings
    value = matcher.meaning_of(left, right)
    word_units = {
        pair: part_sums.get(pair, 0) * settings.part_share + whole * (1 - settings.part_share)
        for pair, whole in sums.items()
    }
    meaning_units = 0.0
    if matcher.encoder is not None:
        word_units = {pair: units * (1 - settings.meaning_share) for pair, units in word_units.items()}
        meaning_units = value * settings.meaning_share * COSINE_UNIT
    # The likeness is a sum, the score a curve of it: each line has its share of the sum.
    total = sum(word_units.values()) + meaning_units
    points = matcher.uncorrected(left, right) / total if total else 0.0
    meaning = (
        None if matcher.encoder is None else Meaning(matcher.encoder, value, meaning_units * points)
    )
    first_left, first_right = index.first_written(mine), index.first_written(other)
    pairs = []
    for (a, b), units in word_units.items():
        kin = index.likeness(a, b)
        if kin is None:
            continue
        pairs.append(
            WordPair(
                left=first_left[a],
                right=first_right[b],
                kinship=kin.kinship,
                likeness=kin.units / LIKENESS_UNIT,
                left_weight=mine.whole[a] / WEIGHT_UNIT,
                right_weight=other.whole[b] / WEIGHT_UNIT,
                contribution=units * points,
            )
        )
    pairs.sort(key=lambda pair: (-pair.contribution, pair.left, pair.right))
    return _Ledger(tuple(pairs), meaning, left_part, right_part, tuple(sums))


def rounded(values: Sequence[float], places: int = 1) -> list[float]:
    """Return `values` rounded so that they add up to their rounded sum.

    By largest remainders (Hamilton): what is printed can be added up by hand.
    """
    unit = 10**places
    scaled = [value * unit for value in values]
    whole = [floor(value) for value in scaled]
    missing = round(sum(scaled)) - sum(whole)
    largest = sorted(range(len(values)), key=lambda n: (whole[n] - scaled[n], n))
    for number in largest[:missing]:
        whole[number] += 1
    return [value / unit for value in whole]


def _sums(
    index: Index, left: Mapping[str, int], right: Mapping[str, int]
) -> dict[tuple[str, str], int]:
    """Return weight × similarity × weight for each pair of words that counts."""
    found: dict[tuple[str, str], int] = {}
    for a, weight in left.items():
        if a in right:
            found[a, a] = weight * LIKENESS_UNIT * right[a]
        for b, likeness in index.neighbours.get(a, {}).items():
            if b in right:
                found[a, b] = weight * likeness.units * right[b]
    return found


def _best_parts(
    index: Index, left: Entry, right: Entry
) -> tuple[Part | None, Part | None, dict[tuple[str, str], int]]:
    """Return the likest pair of parts, the first of equal ones, and its sums."""
    found = {
        (a, b): _sums(index, row, column)
        for a, row in enumerate(left.part_words)
        for b, column in enumerate(right.part_words)
    }
    a, b = max(found, key=lambda pair: (sum(found[pair].values()), -pair[0], -pair[1]))
    return (
        left.parts[a][0] if left.parts else None,
        right.parts[b][0] if right.parts else None,
        found[a, b],
    )


def _marks(index: Index, entry: Entry, keys: set[str]) -> tuple[Mark, ...]:
    """Return where all of these words stand."""
    marks: list[Mark] = []
    for number, text in enumerate(entry.item.fields):
        for word in index.analyser.words(text):
            if word.key in keys:
                mark = Mark(number, word.start, word.end)
                if not marks or marks[-1] != mark:
                    marks.append(mark)
    return tuple(marks)


@dataclass(frozen=True, slots=True)
class Standing:
    """A pair among those of its left item.

    `rank` is the right item's place; `rival` is the best other one, and `margin` how far
    this one is ahead of it.
    """

    rank: int
    rival: Match | None
    margin: float | None


def standing(matcher: Matcher, left: str, right: str) -> Standing:
    """Return where a pair stands among those of its left item. Raises KeyError for an unknown id."""
    ranking = matcher.best(left, len(matcher.right))
    rank, mine = next(
        (number, match) for number, match in enumerate(ranking, 1) if match.right == right
    )
    rival = next((match for match in ranking if match.right != right), None)
    return Standing(rank, rival, None if rival is None else mine.score - rival.score)

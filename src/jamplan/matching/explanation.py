"""Why a pair has its score: a ledger whose lines add up to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from jamplan.matching.index import COSINE_UNIT, WEIGHT_UNIT, Index, Part, WeightedItem
from jamplan.matching.likeness import LIKENESS_UNIT, LIKENESSES, Kinship
from jamplan.matching.score import MEANING_SHARE, PART_SHARE, Match, Matcher, products

LEAST_POINTS = 2.0
"""What brings fewer points is not shown to readers: neither a pair of words nor a pair of items."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """A word that is shown: characters `start` to `end` of field `field` (0 is the title)."""

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
    """The correction for two items that resemble others more, or less, than most do.

    `left_usual` and `right_usual` are the mean of that item's five best likenesses, 0 to 1.
    """

    left_usual: float
    right_usual: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pair's score, taken apart.

    `pairs`, `meaning` and `hub` add up to `score`. `left_part` and `right_part` are the
    best pair of parts; None if the item is one part.
    """

    left: str
    right: str
    score: float
    pairs: tuple[WordPair, ...]
    meaning: Meaning | None
    hub: HubCorrection
    left_part: Part | None
    right_part: Part | None
    left_marks: tuple[TextMark, ...]
    right_marks: tuple[TextMark, ...]

    @property
    def contributions(self) -> tuple[float, ...]:
        """What each line brings, in the order of the ledger."""
        meaning = () if self.meaning is None else (self.meaning.contribution,)
        return (*(pair.contribution for pair in self.pairs), *meaning, self.hub.contribution)

    @property
    def shown(self) -> tuple[WordPair, ...]:
        """The pairs of words that are shown: the first ones."""
        return tuple(pair for pair in self.pairs if pair.contribution >= LEAST_POINTS)


def explain(matcher: Matcher, left: str, right: str) -> Explanation:
    """Return the ledger of a pair. Raises KeyError for an unknown id."""
    index = matcher.index
    mine, theirs = matcher.entry(left, right)
    sums = _sums(index, mine.whole, theirs.whole)
    left_part, right_part, part_sums = _best_parts(index, mine, theirs)
    units = {
        pair: part_sums.get(pair, 0) * PART_SHARE + whole * (1 - PART_SHARE)
        for pair, whole in sums.items()
    }
    share = 0.0 if matcher.encoder is None else MEANING_SHARE
    value = matcher.meaning_of(left, right)
    meaning_units = value * share * COSINE_UNIT
    units = {pair: unit * (1 - share) for pair, unit in units.items()}
    # The likeness is a sum, the score a curve of it: each line has its share of the sum.
    total = sum(units.values()) + meaning_units
    points = matcher.uncorrected(left, right) / total if total else 0.0
    meaning = Meaning(matcher.encoder, value, meaning_units * points) if matcher.encoder else None
    shown = [pair for pair, unit in units.items() if unit * points >= LEAST_POINTS]
    left_words, left_marks = _written(index, mine, {a for a, _ in shown})
    right_words, right_marks = _written(index, theirs, {b for _, b in shown})
    pairs = []
    for (a, b), unit in units.items():
        kinship = index.neighbours.get(a, {}).get(b, Kinship.SAME)
        pairs.append(
            WordPair(
                left=left_words[a],
                right=right_words[b],
                kinship=kinship,
                likeness=LIKENESSES[kinship] / LIKENESS_UNIT,
                left_weight=mine.whole[a] / WEIGHT_UNIT,
                right_weight=theirs.whole[b] / WEIGHT_UNIT,
                contribution=unit * points,
            )
        )
    pairs.sort(key=lambda pair: (-pair.contribution, pair.left, pair.right))
    score = matcher.score(left, right)
    correction = score - sum(pair.contribution for pair in pairs) - meaning_units * points
    return Explanation(
        left=left,
        right=right,
        score=score,
        pairs=tuple(pairs),
        meaning=meaning,
        hub=HubCorrection(*matcher.hubs(left, right), contribution=correction),
        left_part=left_part,
        right_part=right_part,
        left_marks=left_marks,
        right_marks=right_marks,
    )


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
    """Return weight × likeness × weight for each pair of words that counts."""
    sums: dict[tuple[str, str], int] = {}
    for a, weight in left.items():
        if a in right:
            sums[a, a] = weight * LIKENESS_UNIT * right[a]
        for b, kinship in index.neighbours.get(a, {}).items():
            if b in right:
                sums[a, b] = weight * LIKENESSES[kinship] * right[b]
    return sums


def _best_parts(
    index: Index, left: WeightedItem, right: WeightedItem
) -> tuple[Part | None, Part | None, dict[tuple[str, str], int]]:
    """Return the likest pair of parts, the first of equal ones, and its sums."""
    rows, columns = left.part_words, right.part_words
    likenesses = [units for row in products(rows, columns, index.neighbours) for units in row]
    # The pairs are in order, so that the first of equal ones is taken.
    a, b = divmod(likenesses.index(max(likenesses)), len(columns))
    return (
        left.parts[a][0] if left.parts else None,
        right.parts[b][0] if right.parts else None,
        _sums(index, rows[a], columns[b]),
    )


def _written(
    index: Index, entry: WeightedItem, shown: set[str]
) -> tuple[dict[str, str], tuple[TextMark, ...]]:
    """Return each word as it is written first, and where those are that are shown."""
    written: dict[str, str] = {}
    marks: dict[TextMark, None] = {}
    for number, text in enumerate(entry.item.fields):
        for word in index.analyser.words(text):
            written.setdefault(word.key, text[word.start : word.end])
            if word.key in shown:
                marks[TextMark(number, word.start, word.end)] = None
    return written, tuple(marks)


@dataclass(frozen=True, slots=True)
class Standing:
    """The `rank` of a right item among those of a left one, and the best other one, its `rival`."""

    rank: int
    rival: Match | None
    margin: float | None
    """How far the item is ahead of its rival."""


def standing(matcher: Matcher, left: str, right: str) -> Standing:
    """Return the rank of a pair among those of its left item. Raises KeyError for an unknown id."""
    ranking = matcher.best(left, len(matcher.right))
    rank = [match.right for match in ranking].index(right)
    rival = next((match for match in ranking if match.right != right), None)
    return Standing(rank + 1, rival, ranking[rank].score - rival.score if rival else None)

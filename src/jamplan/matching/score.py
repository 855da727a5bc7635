"""The score of a pair, 0 to 100, and which pairs score best."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from typing import TYPE_CHECKING

from jamplan.matching.index import COSINE_UNIT, Entry, Index
from jamplan.matching.packed import products
from jamplan.matching.settings import Settings
from jamplan.matching.spelling import without_accents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jamplan.matching.semantic import Encoder
    from jamplan.matching.texts import Item

DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Match:
    """A pair and its score."""

    left: str
    right: str
    score: float


def scale(likeness: float, usual: float, floor: float) -> float:
    """Return a likeness, 0 to 1, as a score, 0 to 100.

    50 is where a pair is as alike as its two items usually are to their best few.
    """
    square = likeness * likeness
    return 100 * square / (square + usual * usual + floor * floor)


class Hubs:
    """How easily each item of one list resembles others: the mean of its best similarities."""

    def __init__(self, values: list[float]) -> None:
        """Take one value an item."""
        self.values = values
        self.smallest = min(values, default=0.0)
        self.largest = max(values, default=0.0)


class Matcher:
    """Two lists of items, every pair of which has a score.

    The likeness of two items is the soft cosine of their words weighted by rarity
    (Salton & Buckley, 1988; Sidorov et al., 2014): 70 parts for the whole texts, 30 for
    their best pair of parts. The score sets it against how easily both items resemble
    others: local scaling (Zelnik-Manor & Perona, 2004) with the mean of each side's five
    best, as cross-domain similarity local scaling takes it (Conneau et al., 2018).

    The score does not depend on which list is left, nor on the order of the items.
    """

    def __init__(  # noqa: PLR0913 - two lists and what is known of them
        self,
        left: Sequence[Item],
        right: Sequence[Item],
        language: str,
        *,
        subject: Sequence[str] = (),
        encoder: Encoder | None = None,
        settings: Settings = DEFAULTS,
    ) -> None:
        """Compare every item of `left` with every item of `right`.

        `language` is « fr », « en » or another code (see `languages.language`).
        Words of the `subject` that both documents are about tell no item of them from
        another: they count as words that every text has. With an `encoder`, its likeness
        is mixed in.

        Raises ValueError if an id occurs twice in one list.
        """
        self.settings = settings
        self.index = Index(left, right, language, settings, subject)
        self._rows = {item.id: number for number, item in enumerate(left)}
        self._columns = {item.id: number for number, item in enumerate(right)}
        if len(self._rows) < len(left) or len(self._columns) < len(right):
            message = "an id occurs twice in one list"
            raise ValueError(message)
        self.encoder = None if encoder is None else encoder.name
        self._meaning = None if encoder is None else _meaning(self.index, encoder)
        self._likeness = _likenesses(self.index, self._meaning)
        self._left_hubs = Hubs([self._hub(row) for row in self._likeness])
        columns = zip(*self._likeness, strict=True) if left else ((),) * len(right)
        self._right_hubs = Hubs([self._hub(column) for column in columns])

    @property
    def left(self) -> list[str]:
        """The ids of the left list, in order."""
        return list(self._rows)

    @property
    def right(self) -> list[str]:
        """The ids of the right list, in order."""
        return list(self._columns)

    def score(self, left: str, right: str) -> float:
        """Return the score of a pair, 0 to 100. Raises KeyError for an unknown id."""
        row, column = self._rows[left], self._columns[right]
        return self._score(self._likeness[row][column], row, column)

    def likeness(self, left: str, right: str) -> float:
        """Return the similarity of a pair before the hub correction, 0 to 1."""
        return min(1.0, self._likeness[self._rows[left]][self._columns[right]] / COSINE_UNIT)

    def meaning_of(self, left: str, right: str) -> float:
        """Return the encoder's similarity of a pair, 0 to 1; 0 where there is no encoder."""
        if self._meaning is None:
            return 0.0
        return self._meaning[self._rows[left]][self._columns[right]]

    def entry(self, left: str, right: str) -> tuple[Entry, Entry]:
        """Return both items of a pair as weighted words."""
        return self.index.left[self._rows[left]], self.index.right[self._columns[right]]

    def hubs(self, left: str, right: str) -> tuple[float, float]:
        """Return the mean of the five best similarities of either item, 0 to 1."""
        return self._left_hubs.values[self._rows[left]], self._right_hubs.values[self._columns[right]]

    def best(self, left: str, top: int) -> list[Match]:
        """Return the `top` pairs of a left item, best first; equal ones in list order."""
        row = self._rows[left]
        likeness = self._likeness[row]
        chosen = self._top(likeness, self._left_hubs.values[row], self._right_hubs, top)
        names = self.right
        return [
            Match(left, names[column], self._score(likeness[column], row, column)) for column in chosen
        ]

    def best_for_right(self, right: str, top: int) -> list[Match]:
        """Return the `top` pairs of a right item, best first; equal ones in list order."""
        column = self._columns[right]
        likeness = [row[column] for row in self._likeness]
        chosen = self._top(likeness, self._right_hubs.values[column], self._left_hubs, top)
        names = self.left
        return [Match(names[row], right, self._score(likeness[row], row, column)) for row in chosen]

    def scores(self) -> Iterator[Match]:
        """Yield every pair, row by row."""
        for left, row in self._rows.items():
            likeness = self._likeness[row]
            for right, column in self._columns.items():
                yield Match(left, right, self._score(likeness[column], row, column))

    def uncorrected(self, left: str, right: str) -> float:
        """Return the score that a pair would have if both items resembled others as most do."""
        return scale(self.likeness(left, right), self.settings.hub_default, self.settings.floor)

    def _score(self, units: int, row: int, column: int) -> float:
        usual = (self._left_hubs.values[row] + self._right_hubs.values[column]) / 2
        return scale(min(1.0, units / COSINE_UNIT), usual, self.settings.floor)

    def _hub(self, likeness: Sequence[int]) -> float:
        """Return how alike a text usually is to its best few: the mean of five likenesses.

        Of a short list only one in four is among its best; the rest of the five are set
        to what they usually are. Without this, few rivals would make for high scores.
        """
        count = self.settings.hub_best
        best = nlargest(max(1, min(count, round(len(likeness) / 4))), likeness)
        missing = count - len(best)
        # Added as whole numbers first: the mean must not depend on the order of the list.
        return (sum(best) / COSINE_UNIT + missing * self.settings.hub_default) / count

    def _top(self, likeness: Sequence[int], own: float, others: Hubs, top: int) -> list[int]:
        """Return the places of the best scores without working out all of them.

        The score grows with likeness² / (usual² + floor²). What cannot reach the score
        of the likest few, however small the other side's hub, is left out.
        """
        if top <= 0 or not likeness:
            return []
        floor = self.settings.floor**2

        def divisor(hub: float) -> float:
            return ((own + hub) / 2) ** 2 + floor

        # The last of the likest few scores at least its likeness over the largest divisor.
        # A little below, so that rounding excludes nothing.
        least = nlargest(top, likeness)[-1]
        threshold = least * (divisor(others.smallest) / divisor(others.largest)) ** 0.5 * (1 - 1e-9)
        places = [place for place, units in enumerate(likeness) if units >= threshold]
        hubs = others.values
        ranked = nsmallest(top, ((-(likeness[p] ** 2) / divisor(hubs[p]), p) for p in places))
        return [place for _, place in ranked]


def _likenesses(index: Index, meaning: list[list[float]] | None) -> list[array[int]]:
    """Return the similarity of every pair, in units of `COSINE_UNIT`, row by row."""
    columns = [entry.whole for entry in index.right]
    sums = products([entry.whole for entry in index.left], columns, index.neighbours)
    # Where neither item has parts, the best pair of parts is the whole texts again.
    parted = [n for n, entry in enumerate(index.right) if entry.parts]
    many = [n for n, entry in enumerate(index.left) if entry.parts]
    one = [n for n, entry in enumerate(index.left) if not entry.parts]
    _add_parts(index, sums, many, range(len(columns)))
    _add_parts(index, sums, one, parted)
    if meaning is None:
        return sums
    share = index.settings.meaning_share
    return [
        array(
            row.typecode,
            [
                round(units * (1 - share) + value * share * COSINE_UNIT)
                for units, value in zip(row, values, strict=True)
            ],
        )
        for row, values in zip(sums, meaning, strict=True)
    ]


_BATCH = 256
"""Left items whose parts are compared at a time, to bound memory."""


def _add_parts(
    index: Index, sums: list[array[int]], rows: Sequence[int], columns: Sequence[int]
) -> None:
    """Mix the best pair of parts into the similarityes of `rows` with `columns`."""
    if not rows or not columns:
        return
    share = index.settings.part_share
    places, parts = _parts(index.right, columns)
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        row_places, row_parts = _parts(index.left, batch)
        found = products(row_parts, parts, index.neighbours)
        for row, own in zip(batch, row_places, strict=True):
            if len(own) == 1:
                best: Sequence[int] = found[own.start]
            else:
                best = list(map(max, zip(*(found[place] for place in own), strict=True)))
            whole = sums[row]
            for column, others in zip(columns, places, strict=True):
                first_part, end = others.start, others.stop
                part = best[first_part] if end - first_part == 1 else max(best[first_part:end])
                whole[column] = round(part * share + whole[column] * (1 - share))


def _parts(entries: Sequence[Entry], chosen: Sequence[int]) -> tuple[list[range], list[dict[str, int]]]:
    """Return the parts of the chosen entries, one after the other, and where each one's stand."""
    places: list[range] = []
    words: list[dict[str, int]] = []
    for number in chosen:
        start = len(words)
        words.extend(entries[number].part_words)
        places.append(range(start, len(words)))
    return places, words


def _meaning(index: Index, encoder: Encoder) -> list[list[float]]:
    """Return the encoder's likeness of every pair, 0 to 1; 0 where a text has no words.

    Encoders read « etude » and « étude » as different words. Texts with accents are
    read twice, with and without, so that dropped accents change little.
    """
    left = [entry.item.text for entry in index.left]
    right = [entry.item.text for entry in index.right]
    values = _encoded(encoder, left, right)
    bare_left, bare_right = ([without_accents(text) for text in texts] for texts in (left, right))
    bare = (
        values if (bare_left, bare_right) == (left, right) else _encoded(encoder, bare_left, bare_right)
    )
    return [
        [
            max(0.0, min(1.0, (one + other) / 2)) if mine.whole and theirs.whole else 0.0
            for one, other, theirs in zip(row, bare_row, index.right, strict=True)
        ]
        for row, bare_row, mine in zip(values, bare, index.left, strict=True)
    ]


def _encoded(encoder: Encoder, left: list[str], right: list[str]) -> list[list[float]]:
    """Return the encoder's cosines, which do not depend on which list is called left.

    Encoders work in floating point, where the order of the lists shows in the last
    digits. They always get the lists in the same order.
    """
    if sorted(left) <= sorted(right):
        return [[float(value) for value in row] for row in encoder.likeness(left, right)]
    columns = encoder.likeness(right, left)
    return [[float(value) for value in row] for row in zip(*columns, strict=True)]

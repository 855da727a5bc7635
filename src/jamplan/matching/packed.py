"""Rows of counters added at the speed of C, without an array library.

A Python integer of any size is a row of counters side by side: multiplying it by a
weight multiplies every counter, adding two of them adds all counters at once, as long
as no counter outgrows its width. Python does both in C, so that one word's contribution
to a thousand texts costs about a microsecond.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence

from jamplan.matching.likeness import LIKENESS_UNIT, LIKENESSES, Neighbours

_BLOCK = 512
"""Columns handled at a time, so that memory does not grow with the vocabulary times them."""
_COUNTER = "Q"
"""Eight bytes: the sum of a pair of texts is about 2048 × 64 × 2048 at most."""
_WIDTH = array(_COUNTER).itemsize

Weights = Mapping[str, int]


def products(rows: Sequence[Weights], columns: Sequence[Weights], near: Neighbours) -> list[array[int]]:
    """Return, for each row, the sum over pairs of words of weight × likeness × weight.

    Whole numbers throughout: the same sums result with rows and columns exchanged.
    """
    words = {word for row in rows for word in row}
    result = [array(_COUNTER) for _ in rows]
    for first in range(0, len(columns), _BLOCK):
        block = columns[first : first + _BLOCK]
        packed = _packed_rows(words, block, near)
        for row, counters in zip(rows, result, strict=True):
            total = sum(weight * packed[word] for word, weight in row.items() if word in packed)
            counters.frombytes(total.to_bytes(_WIDTH * len(block), sys.byteorder))
    return result


def _packed_rows(words: set[str], columns: Sequence[Weights], near: Neighbours) -> dict[str, int]:
    """Return, for each word, what it contributes to each column, packed; no word without any."""
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, column in enumerate(columns):
        for word, weight in column.items():
            postings[word].append((number, weight))
    packed: dict[str, int] = {}
    for word in words:
        counters = array(_COUNTER, bytes(_WIDTH * len(columns)))
        likenesses = {word: LIKENESS_UNIT}
        likenesses |= {other: LIKENESSES[kinship] for other, kinship in near.get(word, {}).items()}
        for other, units in likenesses.items():
            for number, weight in postings.get(other, ()):
                counters[number] += units * weight
        total = int.from_bytes(counters.tobytes(), sys.byteorder)
        if total:
            packed[word] = total
    return packed

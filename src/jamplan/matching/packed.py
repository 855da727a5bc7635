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

from jamplan.matching.likeness import LIKENESS_UNIT, Neighbours

_BLOCK = 512
"""Columns handled at a time, so that memory does not grow with the vocabulary times them."""

Weights = Mapping[str, int]


def products(rows: Sequence[Weights], columns: Sequence[Weights], near: Neighbours) -> list[array[int]]:
    """Return, for each row, the sum over pairs of words of weight × likeness × weight.

    Whole numbers throughout: the same sums result with rows and columns exchanged.
    """
    code, width = _field(rows, columns, near)
    result = [array(code) for _ in rows]
    for first in range(0, len(columns), _BLOCK):
        block = columns[first : first + _BLOCK]
        packed = _packed_rows({word for row in rows for word in row}, block, near, code)
        size = width * len(block)
        for row, counters in zip(rows, result, strict=True):
            total = 0
            for word, weight in row.items():
                contribution = packed.get(word)
                if contribution is not None:
                    total += weight * contribution
            counters.frombytes(total.to_bytes(size, sys.byteorder))
    return result


def _packed_rows(
    words: set[str], columns: Sequence[Weights], near: Neighbours, code: str
) -> dict[str, int]:
    """Return, for each word, what it contributes to each column, packed."""
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, column in enumerate(columns):
        for word, weight in column.items():
            postings[word].append((number, weight))
    blank = array(code, bytes(array(code).itemsize * len(columns)))
    packed: dict[str, int] = {}
    for word in words:
        counters = blank[:]
        touched = False
        for number, weight in postings.get(word, ()):
            counters[number] += LIKENESS_UNIT * weight
            touched = True
        for other, likeness in near.get(word, {}).items():
            for number, weight in postings.get(other, ()):
                counters[number] += likeness.units * weight
                touched = True
        if touched:
            packed[word] = int.from_bytes(counters.tobytes(), sys.byteorder)
    return packed


def _field(rows: Sequence[Weights], columns: Sequence[Weights], near: Neighbours) -> tuple[str, int]:
    """Return the narrowest array type that no sum can outgrow, and its width in bytes."""
    heaviest: dict[str, int] = {}
    for column in columns:
        for word, weight in column.items():
            if weight > heaviest.get(word, 0):
                heaviest[word] = weight
    bound: dict[str, int] = {}
    largest = 0
    for row in rows:
        total = 0
        for word, weight in row.items():
            if word not in bound:
                bound[word] = LIKENESS_UNIT * heaviest.get(word, 0) + sum(
                    likeness.units * heaviest.get(other, 0)
                    for other, likeness in near.get(word, {}).items()
                )
            total += weight * bound[word]
        largest = max(largest, total)
    code = "I" if largest < 2 ** (8 * array("I").itemsize) else "Q"
    return code, array(code).itemsize

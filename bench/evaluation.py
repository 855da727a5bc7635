"""How well scores rank what people linked."""

from __future__ import annotations

from itertools import groupby
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.sets import ReferenceSet

# Ties are broken at random; a fixed seed breaks them alike in every run.
_SEED = 2021


class Evaluation(TypedDict):
    """Measures of a ranking against known links, as fractions of 1.

    `map` is the mean, over left items with a link, of the average precision of the
    ranking of all right items. Recalls are means over the same items. `best_f1` is the
    best F1 of one score threshold on all pairs, reached at `threshold`.
    """

    links: int
    linked_items: int
    pairs: int
    map: float
    recall_at_1: float
    recall_at_5: float
    best_f1: float
    threshold: float


def evaluate(reference: ReferenceSet, rows: Sequence[Sequence[float]]) -> Evaluation:
    """Measure scores against the links of a set: one row a left text, one score a right text."""
    columns = {right: column for column, (right, _) in enumerate(reference.right)}
    targets: dict[str, set[int]] = {}
    for left, right in reference.links:
        targets.setdefault(left, set()).add(columns[right])
    ranks = [
        [
            rank
            for rank, column in enumerate(_ranking(row, left), 1)
            if column in targets[left]
        ]
        for (left, _), row in zip(reference.left, rows, strict=True)
        if left in targets
    ]
    pairs = [
        (score, column in targets.get(left, ()))
        for (left, _), row in zip(reference.left, rows, strict=True)
        for column, score in enumerate(row)
    ]
    links = sum(map(len, targets.values()))
    best_f1, threshold = _best_f1(pairs, links)
    return {
        "links": links,
        "linked_items": len(targets),
        "pairs": len(pairs),
        "map": fmean(
            fmean(n / rank for n, rank in enumerate(item, 1)) for item in ranks
        ),
        "recall_at_1": fmean(
            sum(rank <= 1 for rank in item) / len(item) for item in ranks
        ),
        "recall_at_5": fmean(
            sum(rank <= 5 for rank in item) / len(item) for item in ranks
        ),
        "best_f1": best_f1,
        "threshold": threshold,
    }


def _ranking(row: Sequence[float], left: str) -> list[int]:
    """Return the columns of a row, best score first, ties in an order drawn for this item."""
    chance = Random(f"{_SEED} {left}")
    ties = [chance.random() for _ in row]
    return sorted(range(len(row)), key=lambda column: (-row[column], ties[column]))


def _best_f1(pairs: list[tuple[float, bool]], links: int) -> tuple[float, float]:
    """Return the best F1 of all thresholds, and the highest threshold that reaches it."""
    best, count, true = (0.0, 0.0), 0, 0
    ranked = sorted(pairs, reverse=True)
    for threshold, tied in groupby(ranked, key=lambda pair: pair[0]):
        linked = [is_linked for _, is_linked in tied]
        count, true = count + len(linked), true + sum(linked)
        best = max(best, (2 * true / (count + links), threshold))
    return best

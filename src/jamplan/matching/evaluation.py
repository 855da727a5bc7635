"""How well scores rank what people linked."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Ties are broken at random; a fixed seed makes every run break them alike.
_SEED = 2021
_ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, by bootstrap over the left items (Efron, 1979)."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PrecisionPoint:
    """Of the pairs scoring `threshold` or more: how many, how many true, of all true ones."""

    threshold: float
    pairs: int
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a ranking is worth on known links.

    `map` is the mean, over left items with a link, of the average precision of the
    ranking of all right items. Recalls are means over the same items. `best_f1` is the
    best F1 of one threshold on all pairs.
    """

    links: int
    linked_items: int
    pairs: int
    map: float
    map_interval: Interval
    recall_at_1: float
    recall_at_1_interval: Interval
    recall_at_5: float
    recall_at_5_interval: Interval
    best_f1: float
    threshold: float
    points: tuple[PrecisionPoint, ...]


def evaluate(
    left: Sequence[str],
    right: Sequence[str],
    scores: Mapping[str, Sequence[float]],
    links: Iterable[tuple[str, str]],
) -> Evaluation:
    """Measure `scores`, one row a left id in the order of `right`, against known links.

    Raises ValueError if there is no link, or if a link names an unknown id.
    """
    gold: dict[str, set[int]] = {}
    columns = {name: number for number, name in enumerate(right)}
    known = set(left)
    for a, b in links:
        if a not in known or b not in columns:
            message = f"a link names an unknown id: {a} {b}"
            raise ValueError(message)
        gold.setdefault(a, set()).add(columns[b])
    if not gold:
        message = "there is no link to measure against"
        raise ValueError(message)
    precisions, first, five = [], [], []
    for name in left:
        if name in gold:
            order = _ranking(scores[name], name)
            found = [rank for rank, column in enumerate(order, 1) if column in gold[name]]
            precisions.append(fmean(hits / rank for hits, rank in enumerate(found, 1)))
            first.append(sum(rank <= 1 for rank in found) / len(found))
            five.append(sum(rank <= 5 for rank in found) / len(found))
    points = _points(left, scores, gold)
    total = sum(len(targets) for targets in gold.values())
    best = max(points, key=lambda point: (_f1(point), point.threshold))
    return Evaluation(
        links=total,
        linked_items=len(gold),
        pairs=len(left) * len(right),
        map=fmean(precisions),
        map_interval=bootstrap(precisions),
        recall_at_1=fmean(first),
        recall_at_1_interval=bootstrap(first),
        recall_at_5=fmean(five),
        recall_at_5_interval=bootstrap(five),
        best_f1=_f1(best),
        threshold=best.threshold,
        points=tuple(points),
    )


def _ranking(row: Sequence[float], name: str) -> list[int]:
    """Return the columns of `row`, best first, equal ones in an order drawn for this item."""
    chance = Random(f"{_SEED} {name}")
    ties = [chance.random() for _ in row]
    return sorted(range(len(row)), key=lambda column: (-row[column], ties[column]))


def bootstrap(values: Sequence[float]) -> Interval:
    """Return the 2.5th and the 97.5th percentile of the mean of resampled `values`."""
    chance = Random(_SEED)
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(_ROUNDS))
    return Interval(means[int(0.025 * _ROUNDS)], means[int(0.975 * _ROUNDS) - 1])


def table(points: Sequence[PrecisionPoint], thresholds: Iterable[float]) -> list[PrecisionPoint]:
    """Return, for each threshold, the point that holds at it: the pairs scoring as much or more."""
    ascending = sorted(points, key=lambda point: point.threshold)
    keys = [point.threshold for point in ascending]
    found = []
    for threshold in thresholds:
        place = bisect_left(keys, threshold)
        if place < len(ascending):
            point = ascending[place]
            found.append(PrecisionPoint(threshold, point.pairs, point.precision, point.recall))
    return found


def _points(
    left: Sequence[str], scores: Mapping[str, Sequence[float]], gold: Mapping[str, set[int]]
) -> list[PrecisionPoint]:
    """Return one point for each score that occurs, highest first."""
    pairs = sorted(
        (
            (score, number in gold.get(name, ()))
            for name in left
            for number, score in enumerate(scores[name])
        ),
        key=lambda pair: -pair[0],
    )
    total = sum(len(targets) for targets in gold.values())
    points: list[PrecisionPoint] = []
    true = 0
    for count, (score, linked) in enumerate(pairs, 1):
        true += linked
        if count == len(pairs) or pairs[count][0] != score:
            points.append(PrecisionPoint(score, count, true / count, true / total))
    return points


def _f1(point: PrecisionPoint) -> float:
    both = point.precision + point.recall
    return 2 * point.precision * point.recall / both if both else 0.0

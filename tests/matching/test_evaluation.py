"""The metrics, against values worked out by hand and against their definitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.evaluation import PrecisionPoint, bootstrap, evaluate, table

LEFT, RIGHT = ["a", "b", "c"], ["x", "y", "z"]
SCORES = {"a": [90.0, 10.0, 50.0], "b": [20.0, 30.0, 40.0], "c": [0.0, 0.0, 80.0]}
LINKS = [("a", "x"), ("a", "y"), ("b", "y")]


def test_by_hand() -> None:
    """Two items with links: a has x first and y third, b has y second."""
    found = evaluate(LEFT, RIGHT, SCORES, LINKS)
    assert (found.links, found.linked_items, found.pairs) == (3, 2, 9)
    assert found.map == pytest.approx(((1 + 2 / 3) / 2 + 1 / 2) / 2)
    assert found.recall_at_1 == pytest.approx((1 / 2 + 0) / 2)
    assert found.recall_at_5 == 1
    # From 90 down: right, wrong, wrong, wrong, right, wrong, right at 10.
    assert found.best_f1 == pytest.approx(2 * (3 / 7) / (1 + 3 / 7))
    assert found.threshold == 10
    assert found.points[0] == PrecisionPoint(90, 1, 1, 1 / 3)
    assert found.points[-1] == PrecisionPoint(0, 9, 3 / 9, 1)


def test_table() -> None:
    """At each threshold, the pairs that score as much or more; no row where none does."""
    points = evaluate(LEFT, RIGHT, SCORES, LINKS).points
    assert table(points, [95, 90, 45]) == [
        PrecisionPoint(90, 1, 1, 1 / 3),
        PrecisionPoint(45, 3, 1 / 3, 1 / 3),
    ]


@pytest.mark.parametrize("links", [[], [("a", "unknown")], [("unknown", "x")]])
def test_links_must_be_usable(links: list[tuple[str, str]]) -> None:
    """No link, or one to nowhere, cannot be measured against."""
    with pytest.raises(ValueError, match="link"):
        evaluate(LEFT, RIGHT, SCORES, links)


@given(
    st.lists(
        st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0]), min_size=3, max_size=3),
        min_size=3,
        max_size=3,
    ),
    st.sets(st.tuples(st.sampled_from(LEFT), st.sampled_from(RIGHT)), min_size=1),
)
def test_best_f1_is_the_best(rows: list[list[float]], links: set[tuple[str, str]]) -> None:
    """No threshold on all pairs does better than the one found."""
    scores = dict(zip(LEFT, rows, strict=True))
    found = evaluate(LEFT, RIGHT, scores, links)
    values = {
        threshold: _f1(
            {(a, b) for a in LEFT for b, s in zip(RIGHT, scores[a], strict=True) if s >= threshold},
            links,
        )
        for threshold in {s for row in rows for s in row}
    }
    assert found.best_f1 == pytest.approx(max(values.values()))
    assert values[found.threshold] == pytest.approx(found.best_f1)


def _f1(chosen: set[tuple[str, str]], links: set[tuple[str, str]]) -> float:
    return 2 * len(chosen & links) / (len(chosen) + len(links))


def test_an_interval_is_wide_for_few() -> None:
    """Seven items say little, and the interval shows it; equal values leave no doubt."""
    few = bootstrap([0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0])
    many = bootstrap([0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0] * 40)
    assert few.high - few.low > 3 * (many.high - many.low)
    assert bootstrap([0.5] * 5) == bootstrap([0.5])

"""A ledger says where every point of a score comes from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.index import TextItem
from jamplan.matching.likeness import Kinship
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import LEAST_POINTS, explain, rank_of, rounded
from tests.matching.jam import MEASURES, PROPOSALS
from tests.matching.strategies import items


@given(items("l"), items("r"), st.sampled_from(["fr", "en", "de"]))
def test_the_lines_add_up(
    left: list[TextItem], right: list[TextItem], language: str
) -> None:
    """To the score, exact and as printed; read from the other side, the words bring as much."""
    matcher, mirrored = Matcher(left, right, language), Matcher(right, left, language)
    for a in left:
        for b in right:
            ledger = explain(matcher, a.id, b.id)
            assert ledger.score == matcher.score(a.id, b.id)
            assert sum(ledger.contributions) == pytest.approx(ledger.score, abs=1e-9)
            printed = sum(rounded(ledger.contributions))
            assert printed == pytest.approx(round(ledger.score, 1), abs=0.051)
            assert all(pair.points >= 0 for pair in ledger.pairs)
            others = explain(mirrored, b.id, a.id).pairs
            points = [
                sum(pair.points for pair in pairs) for pairs in (ledger.pairs, others)
            ]
            assert points[0] == pytest.approx(points[1])


def test_a_ledger() -> None:
    """Pairs by what they bring, the part that is closest; and the rank."""
    matcher = Matcher(PROPOSALS, MEASURES, "fr")
    ledger = explain(matcher, "formation-professionnels", "A4")
    assert [
        (pair.proposal, pair.measure, pair.kinship) for pair in ledger.pairs[:2]
    ] == [
        ("professionnels", "professionnels", Kinship.SAME),
        ("formation", "formation", Kinship.SAME),
    ]
    for measure, rank in (("A4", 1), ("A7", 2)):
        assert rank_of(matcher, "formation-professionnels", measure) == rank


def test_small_pairs_are_not_shown() -> None:
    """Below two points no pair is listed."""
    ledger = explain(Matcher(PROPOSALS, MEASURES, "fr"), "enquete-cyber", "A12")
    assert [f"{pair.proposal} {pair.measure}" for pair in ledger.shown] == [
        *("cybercriminalité cybercriminalité", "services services", "enquête enquête"),
        *(
            "Renforcer Renforcer",
            "enquêteurs enquêteurs",
            "enquêteurs enquête",
            "enquête enquêteurs",
        ),
        "ligne ligne",
    ]
    [rest] = ledger.pairs[len(ledger.shown) :]
    assert (rest.proposal, rest.measure, rest.points < LEAST_POINTS) == (
        "moyens",
        "moyens",
        True,
    )


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30))
def test_rounded_values_add_up(values: list[float]) -> None:
    """What is printed can be added up by hand."""
    printed = rounded(values)
    assert round(sum(printed) * 10) == round(sum(value * 10 for value in values))
    assert all(abs(a - b) <= 0.1 + 1e-9 for a, b in zip(printed, values, strict=True))

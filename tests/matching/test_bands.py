"""Bands begin where they say."""

import pytest

from jamplan import load
from jamplan.matching.bands import POSSIBLE_FROM, STRONG_FROM, Band, band
from jamplan.matching.suggestions import matcher_of


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (100, Band.STRONG),
        (STRONG_FROM, Band.STRONG),
        (STRONG_FROM - 0.1, Band.POSSIBLE),
        (POSSIBLE_FROM, Band.POSSIBLE),
        (POSSIBLE_FROM - 0.1, Band.WEAK),
        (0, Band.WEAK),
    ],
)
def test_limits(score: float, expected: Band) -> None:
    """A limit belongs to the band above it."""
    assert band(score) is expected


def test_general_words_do_not_make_a_strong_similarity() -> None:
    """A mobile squad for every department is no housing in every department, whatever both say."""
    corpus = load()
    matcher = matcher_of(corpus)
    first = {proposal: matcher.best(proposal, 1)[0] for proposal in corpus.proposal}
    assert {(id_, match.right) for id_, match in first.items() if band(match.score) is Band.STRONG} == {
        ("formation-professionnels", "A4"),
        ("espaces-information", "A1"),
        ("enquete-cyber", "A12"),
        ("parcours-soins", "A10"),
    }
    assert (first["brigade-mobile"].right, band(first["brigade-mobile"].score)) == ("A9", Band.POSSIBLE)

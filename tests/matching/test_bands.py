"""Bands begin where they say."""

import pytest

from jamplan.matching.bands import POSSIBLE_FROM, STRONG_FROM, Band, band


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

"""What a score has meant: three bands, each with a precision measured on other data.

The limits are the lowest multiples of five at which, on the reference sets, three in
four pairs of the upper band and three in ten of the middle one were linked by people,
each set counting once. `docs/matching.md` has the precision of each band on each set,
with limits set without it.
"""

from __future__ import annotations

from enum import StrEnum

STRONG_FROM = 65.0
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

"""What a score has meant: three bands, each with a precision measured on other data.

Of the pairs that score five points or less above the limit of a band, people had linked about three
in four on the reference sets (strong) and a good quarter (possible), each set counting once.
`docs/matching.md` has the precision of each band on each set, and in small corpora.
"""

from __future__ import annotations

from enum import StrEnum

STRONG_FROM = 70.0
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

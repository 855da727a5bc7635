"""English: stop words, general words, stems."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jamplan.matching.languages import Stemmer

STOP_WORDS: frozenset[str] = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each either etc every few for from
    further had has have having he her here hers him his how i if in into is it its itself just may
    me might more most must my no nor not of off on once one only onto or other our ours out over own
    per same shall she should so some such than that the their theirs them then there these they this
    those through to too under until up upon us use used uses using very via was we well were what
    when where whether which while who whom whose why will with within without would you your
    """.split()
)

GENERAL_WORDS: tuple[str, ...] = tuple(
    """
    allow appropriate available based create creation data develop development different enable
    enhance ensure establish existing following form function general give given implement
    implementation improve include including increase level make national necessary new number
    possible promote provide public relevant require required requirement set software specific
    strengthen support system take type
    """.split()
)


@cache
def _snowball() -> Stemmer:
    from Stemmer import Stemmer as Snowball

    stem: Stemmer = Snowball("english").stemWord
    return stem


def stem(word: str) -> str:
    """Return the stem of a folded word, by Snowball's English rules (Porter, 2001)."""
    return _snowball()(word)

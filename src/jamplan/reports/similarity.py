"""Likeness in words: bands, guards, and that a similarity is no fact."""

from __future__ import annotations

from collections.abc import Sequence

from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.matching.bands import Band
from jamplan.matching.explanation import WordPair
from jamplan.matching.likeness import Kinship

BANDS = {Band.STRONG: N_("strong"), Band.POSSIBLE: N_("possible"), Band.WEAK: N_("weak")}

KINSHIPS = {
    Kinship.SAME: N_("same word"),
    Kinship.FAMILY: N_("same family"),
    Kinship.FAULT: N_("typing fault"),
}


def band_name(language: Language, band: Band | None) -> str:
    """What a band is called; a dash where there is none."""
    return language.gettext(BANDS[band]) if band is not None else "—"


def score_text(language: Language, score: float) -> str:
    """A score with one digit after the point, never with a per cent sign."""
    return language.number(round(score, 1))


def not_a_fact(language: Language) -> str:
    """What must stand beside every suggestion."""
    return language.gettext(
        "These are computed similarities between texts, not verified: they are no statements, and no "
        "figure contains them."
    )


def nothing_to_compare(language: Language) -> str:
    """Why no texts can be compared: a document without any."""
    return language.gettext("There is nothing to compare: one document has no text on record.")


def words_that_counted(pairs: Sequence[WordPair], limit: int) -> str:
    """The words that brought most to a score: « formation, formation ~ former »; a dash for none."""
    words = (
        one_line(pair.left)
        if pair.left.lower() == pair.right.lower()
        else f"{one_line(pair.left)} ~ {one_line(pair.right)}"
        for pair in pairs[:limit]
    )
    return ", ".join(words) or "—"

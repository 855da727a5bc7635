"""Folding gives one spelling for what a reader takes as the same word."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.languages import fold


def test_folds() -> None:
    """Case, accents and ligatures go; everything else stays."""
    folded = {"L’HÉBERGEMENT": "l’hebergement", "cœur, Œuvre": "coeur, oeuvre", "ex æquo": "ex aequo"}
    folded |= {
        "e\u0301te\u0301": "ete",
        "ﬁnancer": "financer",
        "مرحبا": "مرحبا",
        "plain ascii": "plain ascii",
        "": "",
    }
    assert {text: fold(text) for text in folded} == folded


@given(st.text())
def test_is_idempotent(text: str) -> None:
    """Folding what is folded changes nothing."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcéèêàùçïôœÉÀ "))
def test_composed_and_decomposed_are_one(text: str) -> None:
    """However an editor wrote the accents, the words are the same."""
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))

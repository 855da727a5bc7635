"""Folding gives one spelling for what a reader takes as the same word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.languages import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’HÉBERGEMENT", "l’hebergement"),
        ("cœur, Œuvre", "coeur, oeuvre"),
        ("ex æquo", "ex aequo"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁnancer", "financer"),
        ("مرحبا", "مرحبا"),
        ("plain ascii", "plain ascii"),
        ("", ""),
    ],
)
def test_folds(text: str, folded: str) -> None:
    """Case, accents and ligatures go; everything else stays."""
    assert fold(text) == folded


@given(st.text())
def test_is_idempotent(text: str) -> None:
    """Folding what is folded changes nothing."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcéèêàùçïôœÉÀ "))
def test_composed_and_decomposed_are_one(text: str) -> None:
    """However an editor wrote the accents, the words are the same."""
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))

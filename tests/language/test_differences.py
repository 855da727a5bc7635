"""Differences between two texts: nothing is lost, nothing invented, and only what differs is marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus.staleness import same_text
from jamplan.language.differences import Piece, Side, differences, marked
from jamplan.language.folding import one_line

TEXTS = st.lists(
    st.sampled_from(
        ["le", "plan", "Plan", "n’est", "n'est", "pas", "6", "28", "%", ",", ".", "«", "»", "\u202f:"]
    ),
    max_size=12,
).map(" ".join)


def side(pieces, *sides):
    """The text of one side, without the spaces."""
    return (
        "".join(piece.text for piece in pieces if piece.side in sides)
        .replace(" ", "")
        .replace("\u202f", "")
    )


@given(old=TEXTS, new=TEXTS)
def test_the_pieces_make_up_both_texts(old, new):
    """The new one to the letter, the old one but for what makes no difference."""
    pieces = differences(old, new)
    assert side(pieces, Side.BOTH, Side.NEW) == one_line(new).replace(" ", "").replace("\u202f", "")
    assert same_text(side(pieces, Side.BOTH, Side.OLD), old)


@given(old=TEXTS, new=TEXTS)
def test_only_what_makes_a_text_stale_is_a_difference(old, new):
    """Texts without a difference are the same text; other texts have one."""
    apart = [piece for piece in differences(old, new) if piece.side is not Side.BOTH]
    if not apart:
        assert same_text(old, new)
    if one_line(old) == one_line(new):
        assert apart == []


@given(text=TEXTS)
def test_a_text_has_no_difference_from_itself_however_it_is_typeset(text):
    """Spaces, apostrophes, quotation marks and case."""
    other = text.replace("’", "'").replace("«", '"').replace("»", '"').replace(" ", "\u00a0 ").upper()
    assert same_text(text, other)
    assert [piece.side for piece in differences(text, other)] == ([Side.BOTH] if text.strip() else [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("6 mesures", "7 mesures"),
        ("oui, non", "oui non"),
        ("le plan.", "le plan"),
        ("est repris", "n’est repris"),
        ("1,5 %", "15 %"),
        ("été", "ete"),
        ("porte-parole", "porteparole"),
    ],
)
def test_a_word_a_comma_a_digit_an_accent_make_a_text_another(one, other):
    """And so does a hyphen."""
    assert not same_text(one, other)


def test_what_differs_is_marked_with_a_few_words_around():
    """As wdiff marks it, the old before the new."""
    old = "Un deux trois quatre cinq six sept huit neuf dix, onze douze."
    new = "Un deux trois quatre cinq six sept 8 neuf dix, onze douze, treize."
    expected = (Piece(Side.BOTH, "a "), Piece(Side.OLD, "b"), Piece(Side.NEW, "c"))
    assert differences("a b", "a c") == expected
    assert marked(differences(old, new)) == (
        "… trois quatre cinq six sept [-huit-] {+8+} neuf dix, onze douze{+, treize+}."
    )
    assert marked(differences("", "new")) == "{+new+}"
    assert marked(differences("old", "")) == "[-old-]"

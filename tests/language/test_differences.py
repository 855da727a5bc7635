"""Differences between two texts: nothing is lost, nothing invented, and only what differs is marked."""

import re

from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus.loading import same_text
from jamplan.language.differences import Piece, Side, differences, marked
from jamplan.language.folding import one_line

WORDS = "le plan Plan n’est n'est pas 6 28 % , . « » \u202f:".split(" ")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def side(pieces, *sides):
    """The text of one side, without the spaces."""
    return re.sub(
        r"\s", "", "".join(piece.text for piece in pieces if piece.side in sides)
    )


@given(old=TEXTS, new=TEXTS)
def test_the_pieces_make_up_both_texts(old, new):
    """The new one to the letter, the old one but for what makes no difference; only that makes none stale."""
    pieces = differences(old, new)
    assert side(pieces, Side.BOTH, Side.NEW) == re.sub(r"\s", "", new)
    assert same_text(side(pieces, Side.BOTH, Side.OLD), old)
    apart = [piece for piece in pieces if piece.side is not Side.BOTH]
    assert apart or same_text(old, new)
    assert not apart or one_line(old) != one_line(new)


@given(text=TEXTS)
def test_a_text_has_no_difference_from_itself_however_it_is_typeset(text):
    """Spaces, apostrophes, quotation marks and case."""
    other = (
        text.replace("’", "'")
        .replace("«", '"')
        .replace("»", '"')
        .replace(" ", "\u00a0 ")
        .upper()
    )
    assert same_text(text, other)
    assert [piece.side for piece in differences(text, other)] == (
        [Side.BOTH] if text.strip() else []
    )


def test_what_differs_is_marked_with_a_few_words_around():
    """A word, a comma, a digit, an accent, a hyphen; the old before the new, as in wdiff."""
    others = """6 mesures | 7 mesures; oui, non | oui non; le plan. | le plan; est repris | n’est repris
1,5 % | 15 %; été | ete; porte-parole | porteparole""".replace("\n", "; ")
    for pair in others.split("; "):
        assert not same_text(*pair.split(" | ")), pair
    expected = (Piece(Side.BOTH, "a "), Piece(Side.OLD, "b"), Piece(Side.NEW, "c"))
    assert differences("a b", "a c") == expected
    old = "Un deux trois quatre cinq six sept huit neuf dix, onze douze."
    new = "Un deux trois quatre cinq six sept 8 neuf dix, onze douze, treize."
    line = (
        "… trois quatre cinq six sept [-huit-] {+8+} neuf dix, onze douze{+, treize+}."
    )
    assert marked(differences(old, new)) == line
    assert marked(differences("", "new")) == "{+new+}"
    assert marked(differences("old", "")) == "[-old-]"

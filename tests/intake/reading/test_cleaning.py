"""What typesetting does to a text, undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.intake.reading.cleaning import Joining, bullet_of, clean


def test_ligatures_and_spaces_are_plain():
    """Ligatures open, every space is one, what is invisible goes."""
    assert clean("un\u00a0ﬁchier  eﬃ\u00adcace\u200b !") == "un fichier efficace !"
    assert clean("\uf0b7 un") == "• un"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("La ressource¹² est rare.", "La ressource est rare."),
        ("Elle est rare.³ Il le sait⁴, lui.", "Elle est rare. Il le sait, lui."),
        ("Sur 12 m² et 3 km², du CO² et 10⁶ euros", "Sur 12 m² et 3 km², du CO² et 10⁶ euros"),
    ],
)
def test_small_figures_that_call_notes_go(text, cleaned):
    """Those of units and powers stay."""
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("un dispo-", "sitif", "un dispositif"),
        ("un vice-", "président", "un vice-président"),
        ("peut-", "être", "peut-être"),
        ("celle-", "ci", "celle-ci"),
        (
            "la commune vérifie-t-",
            "elle le fichier telle quelle",
            "la commune vérifie-t-elle le fichier telle quelle",
        ),
        ("le Val-", "Perdu", "le Val-Perdu"),
        ("le Val-", "de-Brume", "le Val-de-Brume"),
        ("un délai de quarante-", "huit heures", "un délai de quarante-huit heures"),
        ("une phrase", "qui continue", "une phrase qui continue"),
        ("de 2031-", "2032", "de 2031-2032"),
        ("l'article L. 260-", "9 du code", "l'article L. 260-9 du code"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_where_the_word_has_none(first, second, whole):
    """A hyphen stays in words that have one."""
    assert Joining((second,)).join(first, second) == whole


def test_the_document_decides_on_a_word():
    """The hyphen goes or stays as the document writes the word elsewhere."""
    assert Joining(["un plan médicosocial"]).join("médico-", "social") == "médicosocial"
    assert Joining(["un plan médico-social"]).join("médico-", "social") == "médico-social"


def test_bullets_are_told_from_dashes_in_words():
    """A bullet stands before a text; a dash within it is none."""
    assert bullet_of("• Créer") == ("•", "Créer")
    assert bullet_of("- Créer") == ("-", "Créer")
    assert bullet_of("o Créer") == ("o", "Créer")
    assert bullet_of("-5 % par an") == ("", "-5 % par an")
    assert bullet_of("•") == ("", "•")


@given(st.text())
def test_what_is_clean_stays(text):
    """Cleaning twice is cleaning once, and what is clean is in one line."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\n" not in cleaned

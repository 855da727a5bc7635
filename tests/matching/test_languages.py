"""Folding gives one spelling for the same word; which words of a text count, and what they are compared as."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.languages import Analyser, fold


def test_folds() -> None:
    """Case, accents and ligatures go; everything else stays."""
    folded = {
        "L’HÉBERGEMENT": "l’hebergement",
        "cœur, Œuvre": "coeur, oeuvre",
        "ex æquo": "ex aequo",
    }
    folded |= {"e\u0301te\u0301": "ete", "ﬁnancer": "financer"}
    folded |= {same: same for same in ("مرحبا", "plain ascii", "")}
    assert {text: fold(text) for text in folded} == folded


@given(st.text(), st.text(alphabet="abcéèêàùçïôœÉÀ "))
def test_folding_is_idempotent_and_composed_and_decomposed_are_one(
    text: str, accents: str
) -> None:
    """However an editor wrote the accents, the words are the same."""
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFC", accents)) == fold(
        unicodedata.normalize("NFD", accents)
    )


def keys(text: str, code: str = "fr") -> list[str]:
    """Return the keys of a text's words."""
    return Analyser(code).keys(text)


SAME = """l'hébergement = hebergement; l’hébergement = hébergements; étudiant·e·s = étudiants;
étudiant.e.s = étudiants; étudiant(e)s = étudiants; étudiant-e-s = étudiants; étudiant-es = étudiant;
lycéen·ne·s = lycéens; agriculteur·rice·s = agriculteurs; mineur·es = mineurs; chef·fe = chefs;
œuvres = OEUVRE; 10 000 = 10000; 10\u202f000 = 10.000; 1,25 = 1.25; aujourd’hui = ; 🙂 — … = ;
cyber-criminalité = cyber criminalité; de la, du et des = """


@pytest.mark.parametrize(
    ("one", "other"), [pair.split("=") for pair in SAME.split(";")]
)
def test_compared_as_one(one: str, other: str) -> None:
    """Two ways of writing one thing have the same keys."""
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "bien-être", "bien"),
        ("fr", "Fin. Et puis", "fin"),
        ("fr", "vas-y, dit-elle", "vas dit"),
        ("fr", "le 15/11/2021", "15 11 2021"),
        ("fr", "CO2 et TVA", "co2 tva"),
        ("en", "parseHeader parse_header", "pars header pars header"),
        ("de", "Die Häuser der Stadt", "die hauser der stadt"),
    ],
)
def test_traps(code: str, text: str, expected: str) -> None:
    """What looks like inclusive writing and is none; names of code; a language that is not known."""
    assert keys(text, code) == expected.split()


def test_words_stand_where_they_say() -> None:
    """The places of a text's words are those of its words as written."""
    text = "Créer l’hébergement des étudiant·e·s"
    found = Analyser("fr").words(text)
    written = ["Créer", "hébergement", "étudiant·e·s"]
    assert [text[word.start : word.end] for word in found] == written


@given(st.text(max_size=200))
def test_words_and_keys_agree(text: str) -> None:
    """Words with places and keys without are two views of one thing."""
    for code in ("fr", "en", "de"):
        analyser = Analyser(code)
        assert [word.key for word in analyser.words(text)] == analyser.keys(text)


@given(st.text(alphabet="abdeilmnorstuéèàêçô '’,", max_size=80))
def test_accents_do_not_matter(text: str) -> None:
    """A text typed without its accents has the same keys."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    )
    assert keys(unicodedata.normalize("NFC", text)) == keys(bare)

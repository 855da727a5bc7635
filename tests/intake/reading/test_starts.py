"""How the first lines of items are told from sentences that mention one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.intake.reading.starts import begins_item, labelled, numbered, unnumbered, value_of


@pytest.mark.parametrize(
    ("text", "word", "number", "title"),
    [
        ("Proposition n° 12 : Créer un fichier", "proposition", "12", "Créer un fichier"),
        ("PROPOSITION N°12 - Créer", "proposition", "12", "Créer"),
        ("Proposition nº12. Créer", "proposition", "12", "Créer"),
        ("Mesure 3 – Former", "mesure", "3", "Former"),
        ("Recommandation no 7 : Aider", "recommandation", "7", "Aider"),
        ("Recommandation n° VII : Aider", "recommandation", "VII", "Aider"),
        ("Action 4. créer", "action", "4", "créer"),
        ("Préconisation 7 bis : Ouvrir", "preconisation", "7 bis", "Ouvrir"),
        ("Proposition 12-1 : Ouvrir", "proposition", "12-1", "Ouvrir"),
        ("Mesure A3 : Ouvrir", "mesure", "A3", "Ouvrir"),
        ("Fiche-action n°3 : Ouvrir", "fiche action", "3", "Ouvrir"),
        ("Proposition 12 Créer un fichier", "proposition", "12", "Créer un fichier"),
        ("Mesure 3 : 1 000 logements", "mesure", "3", "1 000 logements"),
        ("Mesure n° 3", "mesure", "3", ""),
        ("Axe 2", "axe", "2", ""),
        ("Objectif 1.1 – Atteindre", "objectif", "1.1", "Atteindre"),
        ("Recommendation 7: Build", "recommendation", "7", "Build"),
        ("Première partie : Le constat", "partie", "Premiere", "Le constat"),
        ("Recommandation no 7 (agence) : Aider", "recommandation", "7", "(agence) : Aider"),
        ("proposition 12 : Ouvrir", "proposition", "12", "Ouvrir"),
        ("Critère 1.1 Chaque image a un titre", "critere", "1.1", "Chaque image a un titre"),
        ("Vœu n° 4 : Ouvrir", "voeu", "4", "Ouvrir"),
        ("Recommandation de la rapporteure n° 3 : Ouvrir", "recommandation", "3", "Ouvrir"),
        ("Mesure phare n° 1 : Ouvrir", "mesure", "1", "Ouvrir"),
        ("Mesure clé 1 – Ouvrir", "mesure", "1", "Ouvrir"),
        ("Prop. 3 : Ouvrir", "proposition", "3", "Ouvrir"),
        ("Reco n°1 : Ouvrir", "recommandation", "1", "Ouvrir"),
        ("Fiche mesure 4 : Ouvrir", "fiche mesure", "4", "Ouvrir"),
        ("Axe stratégique n° 1 : Ouvrir", "axe strategique", "1", "Ouvrir"),
        ("Objectif opérationnel 1.1 – Ouvrir", "objectif operationnel", "1.1", "Ouvrir"),
        ("1re proposition : Ouvrir", "proposition", "1", "Ouvrir"),
        ("Deuxième mesure – Former", "mesure", "2", "Former"),
        ("1ère partie : Le constat", "partie", "1", "Le constat"),
        ("2nd part: The facts", "part", "2", "The facts"),
        ("Chapitre premier : Le constat", "chapitre", "1", "Le constat"),
        ("TITRE IER – LE CONSTAT", "titre", "1", "LE CONSTAT"),
        ("Mesure I.1 : Ouvrir", "mesure", "I.1", "Ouvrir"),
        ("Mesure 1.a : Ouvrir", "mesure", "1.a", "Ouvrir"),
        ("Recommandation 1024 : Ouvrir", "recommandation", "1024", "Ouvrir"),
    ],
)
def test_a_label_is_read(text, word, number, title):
    """The word, the number as it is written, and the title."""
    start = labelled(text)
    assert start is not None
    assert (start.word, start.number, start.title) == (word, number, title)


@pytest.mark.parametrize(
    "text",
    [
        "La proposition n° 12 vise les communes.",
        "Proposition n° 12, dont le coût est connu",
        "mesure 3 du plan",
        "critère 10.8.",
        "(recommandation n° 4). La concurrence s'est améliorée",
        "section 4.5). Enfin, la fiscalité est stable",
        "Mesure 12 (suite)",
        "Proposition 12 à 14 : elles se tiennent",
        "Proposition 3 et proposition 4 : elles se tiennent",
        "Propositions 1 à 3 : elles se tiennent",
        "Action 2030 : un horizon",
        "RECOMMANDATIONS Ouvrir",
        "Proposition de résolution n° 12 : Ouvrir",
        "Mesure du décret n° 12 : Ouvrir",
        "Première mesure forte du conseil",
        "Mesures 3 et 4",
        "Créer un fichier",
    ],
)
def test_a_mention_is_no_label(text):
    """A sentence that speaks of an item begins none."""
    assert labelled(text) is None


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("12. Créer", "12", "Créer"),
        ("3) Créer", "3", "Créer"),
        ("1.2 – Créer", "1.2", "Créer"),
        ("A3 : Créer", "A3", "Créer"),
        ("IV. Créer", "IV", "Créer"),
        ("7 bis. Créer", "7 bis", "Créer"),
    ],
)
def test_a_number_alone_is_read(text, number, title):
    """A number with a sign after it begins an item."""
    start = numbered(text)
    assert start is not None
    assert (start.number, start.title) == (number, title)


@pytest.mark.parametrize(
    ("text", "word", "title"),
    [
        ("Recommandation : Créer un fichier", "recommandation", "Créer un fichier"),
        ("RÈGLE – Former les maires", "regle", "Former les maires"),
        ("Commitment: Open the data", "commitment", "Open the data"),
    ],
)
def test_a_label_without_a_number_is_read(text, word, title):
    """The word, and a title that begins with a capital."""
    start = unnumbered(text)
    assert start is not None
    assert (start.word, start.number, start.title) == (word, "", title)


@pytest.mark.parametrize(
    "text",
    [
        *("Recommandation forte : Créer", "recommandation : Créer", "Recommandations : Créer"),
        *("Mesure : elle coûte peu", "Recommandation", "Mesure-phare"),
    ],
)
def test_a_word_within_a_sentence_is_no_label(text):
    """Nor is one in the plural, which stands over a list."""
    assert unnumbered(text) is None


def test_initials_are_no_numbers():
    """« U.S. Plan » is no item U, « A. Créer » is item A."""
    assert numbered("U.S. Plan") is None
    assert numbered("A. Créer") is not None


@pytest.mark.parametrize("text", ["1,2 million d'euros", "1.5 million", "2031 sera", "12 communes"])
def test_an_amount_is_no_number_of_an_item(text):
    """A line that begins with an amount or a year goes on from the line before it."""
    assert not begins_item(text)


def test_numbers_come_in_their_order():
    """« 7 bis » comes after 7 and before 8, X after IX, A10 after A9."""
    numbers = ["7", "7 bis", "7 ter", "8", "10"]
    assert sorted(["10", "7 ter", "8", "7", "7 bis"], key=value_of) == numbers
    assert [value_of(each) for each in ("IX", "X")] == [(("", 9),), (("", 10),)]
    assert value_of("A9") < value_of("A10") < value_of("B1")


@given(st.integers(1, 399))
def test_roman_numbers_have_their_value(number):
    """A Roman number has the value that its signs add up to."""
    signs = ""
    rest = number
    for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V")):
        signs, rest = signs + sign * (rest // value), rest % value
    signs += "IV" if rest == 4 else "I" * rest
    assert value_of(signs) == (("", number),)

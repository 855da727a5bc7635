"""How items begin."""

from itertools import product

import pytest

from jamplan.documents import starts
from jamplan.documents.textblocks import BlockKind, TextBlock


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recommandation n° 12 : Créer", ("recommandation", "12", "Créer")),
        ("Recommandation n°2 :", ("recommandation", "2", "")),
        (
            "Recommandation °18 : la Cour demande",
            ("recommandation", "18", "la Cour demande"),
        ),
        ("PROPOSITION N° 7 BIS – Former", ("proposition", "7 BIS", "Former")),
        ("Recommendation 1 Set out a plan", ("recommendation", "1", "Set out a plan")),
        ("[Critère Doc 1.1 – A] Chaque image", ("critere", "1.1", "Chaque image")),
        ("Best Practice 2: Provide metadata", ("practice", "2", "Provide metadata")),
        ("Mesure phare 3 - Ouvrir", ("mesure", "3", "Ouvrir")),
        (
            "Recommandation de la rapporteure n° 3 : Aider",
            ("recommandation", "3", "Aider"),
        ),
        ("Axe 2 : Soigner", ("axe", "2", "Soigner")),
        ("proposition n° 12 : Créer", ("proposition", "12", "Créer")),
        ("Hameau 4 : Le Moulin", ("hameau", "4", "Le Moulin")),
        ("Réponse à la recommandation n° 3", ("response recommandation", "3", "")),
        ("GV-1.1-001 Align", ("codes", ("A-0.0-0", "GV-0.0-0"), "GV-1.1-001")),
        ("R12 – Créer", ("codes", ("A0", "R0"), "R12")),
        ("a.1 Coordonner", ("codes", ("A.0", "a.0"), "a.1")),
        ("WSTG-INFO-01 Review", ("codes", ("A-0", "WSTG-0"), "WSTG-INFO-01")),
        ("1.2 Créer", ("codes", ("0.0", "1.0"), "1.2")),
        ("12. Créer", ("numbers", (".",), "12")),
        ("3 Créer", ("numbers", (" ",), "3")),
    ],
)
def test_labels_codes_and_numbers_are_read(text, expected):
    """With their misprints: word, number and title; else how, what lists have in common, and the number."""
    if found := starts.label(text):
        assert (found.family, found.number, found.title) == expected
    else:
        found = starts.start(text)
        assert (found.how, found.families, found.number) == expected


MENTIONS = """\
La proposition 12 vise les communes; Recommandation 3, que la Cour rappelle; Tableau n° 2 : les dépenses
recommandation n° 08 relative à un plan; Recommendation 7 includes a complex set; Figure 1: Structures
En 2021 : la crise; Annexes; IDED.01 Établir; Critères 3.3 – 3.4; Recommendations 4 and 6""".replace(
    "\n", "; "
).split("; ")


AMOUNTS = ["12 000 euros", "10.5 % des dépenses", "2021. Le plan", "U.S. law"]


@pytest.mark.parametrize(
    ("read", "text"),
    [*product([starts.label], MENTIONS), *product([starts.start], AMOUNTS)],
)
def test_mentions_amounts_and_years_begin_nothing(read, text):
    """Nor does a sentence that goes on, a figure, a year, initials."""
    assert read(text) is None


def test_numbers_are_compared_by_their_values():
    """Dotted, with letters and « bis »."""
    values = {"1.10": (1, 10), "7 bis": (7, 1), "012": (12,), "A3": (3,), "": ()}
    assert {number: starts.value_of(number) for number in values} == values


def test_lines_that_begin_an_item_or_a_section_are_told():
    """Labels, numbers with a point, codes; no mention, no amount. Sections as reports number them."""
    assert all(
        map(
            starts.begins_line, ["Recommandation n° 2 :", "11.Build data", "MS-1.1-002"]
        )
    )
    others = "de 2 à 3 ans, 12 000 euros, A1 size, Axe 2 : Soigner"
    assert not any(map(starts.begins_line, others.split(", ")))
    numbered = "3.1. Insuffisances, 1.2 L'incapacité, 4-1-2- Mauvaise, V- La gestion, B. Le bureau"
    assert all(map(starts.is_numbered, numbered.split(", ")))
    assert not any(map(starts.is_numbered, ["La Cour", "1 000 francs", "Il y a"]))


def test_headings_have_schemes():
    """By numbers, not by counts, else by level; no item’s label is one, a bold line with a number is."""
    texts = """PREMIERE PARTIE : Le cadre; Chapitre V- La gestion; II. Le budget; 1. Le cadre
A- Les comptes; 2.1 Les dépenses; 8 mesures; Recommandation n° 1 : Créer""".replace(
        "\n", "; "
    )
    blocks = [
        TextBlock(kind=BlockKind.HEADING, text=text, level=2)
        for text in texts.split("; ")
    ]
    headings = starts.outline(blocks)
    schemes = [heading.scheme for heading in headings]
    assert schemes == ["part", "chapter", "roman", "1", "letter", "2", "h2"]
    assert sorted(schemes, key=starts.rank) == schemes
    texts = [("2.5. Un personnel pléthorique", True), ("Chapitre 1er : Le cadre", True)]
    texts += [("2.6. Un autre", False)]
    blocks = [
        TextBlock(kind=BlockKind.PARAGRAPH, text=text, bold=bold)
        for text, bold in texts
    ]
    assert [heading.at for heading in starts.outline(blocks)] == [0, 1]


def test_what_announces_a_list_is_told():
    """A recap more than a heading, and a sentence that is long not at all."""
    recaps = {
        "Récapitulatif des recommandations": 2,
        "Conclusions and recommendations": 2,
    }
    others = {"Introduction": 0, "Le plan " * 40 + "recommande": 0}
    texts = {**recaps, "La Cour formule la recommandation suivante :": 1, **others}
    assert {text: starts.announces(text) for text in texts} == texts

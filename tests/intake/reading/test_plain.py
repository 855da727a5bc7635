"""Where paragraphs of plain text end, and which of its lines are a list of contents."""

from __future__ import annotations

import time

import pytest

from jamplan.intake.items.drafts import Kind
from jamplan.intake.items.finding import find_items
from jamplan.intake.reading.contents import Paragraph
from jamplan.intake.reading.plain import read_plain


def texts(text: str) -> list[str]:
    return [block.text for block in read_plain(text).blocks if isinstance(block, Paragraph)]


LONG = "Le fichier serait confié à l’agence de l’archipel, qui le tiendrait à jour avec les"


@pytest.mark.parametrize(
    "lines",
    [
        ["Proposition 1 : Créer un fichier national", f"{LONG}\ncommunes."],
        ["Proposition 1", "Créer un fichier national", f"{LONG}\ncommunes."],
        ["CONTEXTE", f"{LONG}\ncommunes."],
        [f"{LONG}\ncommunes.", f"{LONG}\ncommunes."],
        [
            "Mesure 2 : Former les maires de toutes les communes de l’archipel à la gestion de\nl’eau",
            LONG,
        ],
        ["Mesure 1 : Créer un fichier", "Il est public.\n\nMesure 2 : Former", "Chaque année."],
    ],
)
def test_a_line_that_ends_early_ends_its_paragraph(lines):
    """A title, a label alone, a heading, the end of a sentence; titles that all end so."""
    joined = "\n".join(lines)
    expected = [" ".join(part.split("\n")) for line in lines for part in line.split("\n\n")]
    assert texts(joined) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "Proposition 3 : Renforcer les moyens de la\nCour des comptes et de toutes les chambres régionales",
        "Proposition 4 : Donner au Conseil national\nArchipel et eau plus de moyens",
        "PROPOSITION 5 : CRÉER UN FICHIER\nNATIONAL DES PUITS ET DES FORAGES DE TOUT L’ARCHIPEL",
        "Proposition 6 : Créer un fichier\nnational des puits et des forages de tout l’archipel",
        f"{LONG} maires\nCourt",
        "Proposition 7 :\nCréer un fichier national des puits et des forages de tout l’archipel",
    ],
)
def test_a_line_that_goes_on_does_not(lines):
    """A word that wants others, a line as long as the next, capitals, a small letter, a colon."""
    assert texts(lines) == [lines.replace("\n", " ")]


def test_a_short_title_ends_in_a_text_of_long_lines():
    """Though the line below it is no longer."""
    assert texts(
        f"{LONG}\ncommunes.\n\nMesure 1 : Former\nLes maires.\n\nMesure 2 : Aider les\nfamilles"
    ) == [
        f"{LONG} communes.",
        "Mesure 1 : Former",
        "Les maires.",
        "Mesure 2 : Aider les familles",
    ]


def contents(text: str) -> list[tuple[str, bool]]:
    return [
        (each.text, each.contents) for each in read_plain(text).blocks if isinstance(each, Paragraph)
    ]


def test_lines_of_contents_may_be_of_several_lines():
    """With dots before the page at the end."""
    text = "Créer un fichier national, qui serait tenu\n    par l’agence ........ 12\nAnnexes      20\n"
    assert contents(text) == [
        ("Créer un fichier national, qui serait tenu par l’agence", True),
        ("Annexes", True),
    ]


def test_blanks_before_a_number_alone_make_no_line_of_contents():
    """Three such lines whose numbers rise do."""
    assert contents("Coût      40\n\nDurée      12\n\nUn texte") == [
        ("Coût 40", False),
        ("Durée 12", False),
        ("Un texte", False),
    ]
    assert contents("Un\t3\nDeux\t5\n\nTrois\t12") == [("Un", True), ("Deux", True), ("Trois", True)]


@pytest.mark.parametrize("sign", ["a", ".", ". ", "…", " ", "\t", "a-", "A. ", "1-", "«", "n° "])
def test_long_runs_are_read_in_a_time_that_grows_with_them(sign):
    """Twenty thousand signs of one kind in a line take less than two seconds."""
    start = time.process_time()
    find_items(read_plain(f"x{sign * (20_000 // len(sign))}y"), Kind.PROPOSALS)
    assert time.process_time() - start < 2


def test_a_label_in_small_letters_goes_on_from_the_line_before():
    """« … la / mesure 3 – celle des gîtes – » is one sentence; after a stop, it begins an item."""
    assert texts("Le texte renvoie à la\nmesure 3 – celle des gîtes – et suivantes.") == [
        "Le texte renvoie à la mesure 3 – celle des gîtes – et suivantes."
    ]
    assert len(texts("Nous demandons :\nmesure 3 – Ouvrir\nmesure 4 – Aider")) > 1

"""Headings, their ranks, and what announces a list."""

from jamplan.documents.outline import announces, is_contents, outline, rank
from jamplan.documents.textblocks import BlockKind, TextBlock


def test_headings_have_schemes():
    """By their numbers, else by their level; labels of items are none."""
    texts = (
        "PREMIERE PARTIE : Le cadre",
        "Chapitre V- La gestion",
        "II. Le budget",
        "1. Le cadre",
        "A- Les comptes",
    )
    texts += ("2.1 Les dépenses", "Introduction", "Recommandation n° 1 : Créer")
    headings = outline([TextBlock(kind=BlockKind.HEADING, text=text, level=2) for text in texts])
    schemes = [heading.scheme for heading in headings]
    assert schemes == ["part", "chapter", "roman", "1", "letter", "2", "h2"]
    assert sorted(schemes, key=rank) == schemes


def test_a_bold_line_with_a_number_is_a_heading():
    """And one that names a chapter; one that is not bold is a paragraph."""
    texts = [("2.5. Un personnel pléthorique", True), ("Chapitre 1er : Le cadre", True)]
    texts += [("2.6. Un autre", False)]
    blocks = [TextBlock(kind=BlockKind.PARAGRAPH, text=text, bold=bold) for text, bold in texts]
    assert [heading.at for heading in outline(blocks)] == [0, 1]


def test_lines_of_a_table_of_contents_are_told():
    """By their dots."""
    assert is_contents("Synthèse ........... 9")
    assert is_contents("Les recommandations . . . . . . . 12")
    assert not is_contents("Et cetera... La suite")


def test_what_announces_a_list():
    """A recap more than a heading, and a sentence that is long not at all."""
    assert announces("Récapitulatif des recommandations") == 2
    assert announces("Conclusions and recommendations") == 2
    assert announces("La Cour formule la recommandation suivante :") == 1
    assert announces("Introduction") == 0
    assert announces("Le plan " * 40 + "recommande") == 0

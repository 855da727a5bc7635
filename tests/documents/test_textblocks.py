"""Blocks, joined and cut."""

import pytest

from jamplan.documents.textblocks import (
    BlockKind,
    TextBlock,
    joined,
    row,
    split_marker,
    without_soft_hyphens,
)


def paragraph(text: str, **more: object) -> TextBlock:
    return TextBlock(kind=BlockKind.PARAGRAPH, text=text, **more)  # type: ignore[arg-type]


def test_a_sentence_that_a_page_cuts_is_joined():
    """If it has no end and goes on with a small letter, even over a footnote."""
    note = TextBlock(kind=BlockKind.NOTE, text="Voir p. 3.", page=1)
    first, second = paragraph("La Cour demande", page=1), paragraph("au maire.", page=2)
    blocks = [first, note, second, paragraph("et puis")]
    expected = [paragraph("La Cour demande au maire.", page=1), note, paragraph("et puis")]
    assert joined(blocks) == expected


def test_divided_words_are_written_as_elsewhere_in_the_document():
    """« co-opération » if the document has it, else without a hyphen."""
    blocks = joined([paragraph("La co-"), paragraph("opération des com-"), paragraph("munes")])
    assert without_soft_hyphens(blocks)[0].text == "La coopération des communes"
    with_word = without_soft_hyphens([*blocks, paragraph("Une co-opération")])
    assert with_word[0].text == "La co-opération des communes"


def test_a_row_has_no_empty_cells_at_its_end():
    """A row of empty cells is none."""
    assert row(["1", " a\nb ", None, ""]) == TextBlock(kind=BlockKind.ROW, cells=("1", "a b"))
    assert row([None, ""]) is None


@pytest.mark.parametrize(
    ("text", "ordered", "expected"),
    [
        ("• un", False, ("•", "un")),
        ("-de prendre", False, ("-", "de prendre")),
        ("\uf0b7 un", False, ("•", "un")),
        ("ü Conventions", False, ("ü", "Conventions")),
        ("12. Créer", True, ("12.", "Créer")),
        ("a) Créer", True, ("a)", "Créer")),
        ("12. Créer", False, ("", "12. Créer")),
        ("- 12", False, ("-", "12")),
        ("10.5 millions", True, ("", "10.5 millions")),
        ("–", False, ("", "–")),
    ],
)
def test_a_marker_is_split_from_the_text(text, ordered, expected):
    """Bullets and dashes always, numbers and letters on demand."""
    assert split_marker(text, ordered=ordered) == expected

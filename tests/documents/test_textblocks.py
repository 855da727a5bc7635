"""Blocks, joined and cut."""

from dataclasses import replace
from functools import reduce

import pytest

from jamplan.documents import textblocks as tb
from jamplan.documents.textblocks import GAP, BlockKind, TextBlock


def paragraph(text: str, **more: object) -> TextBlock:
    return TextBlock(kind=BlockKind.PARAGRAPH, text=text, **more)  # type: ignore[arg-type]


def test_a_sentence_that_a_page_cuts_is_joined():
    """If it goes on with a small letter, even over a footnote; for quotes alone with a capital."""
    note = TextBlock(kind=BlockKind.NOTE, text="Voir p. 3.", page=1)
    first, second = paragraph("La Cour demande", page=1), paragraph("au maire.", page=2)
    blocks = tb.continued([first, note, second, paragraph("et puis")])
    assert [block.continues for block in blocks] == [0, 0, 2, 0]
    expected = [
        paragraph("La Cour demande au maire.", page=1),
        note,
        paragraph("et puis"),
    ]
    assert tb.finished(blocks) == expected
    pages = [paragraph("la proposition des", page=1), paragraph("JAM est là.", page=2)]
    assert [block.continues for block in tb.continued(pages)] == [0, 1]
    assert tb.finished(tb.continued(pages)) == [
        pages[0],
        replace(pages[1], continues=1),
    ]
    assert [
        block.continues for block in tb.continued([pages[0], paragraph("JAM", page=1)])
    ] == [0, 0]


def test_tables_of_contents_are_notes():
    """By dots, or by five pages after gaps that do not fall, if their titles come again; no other tables."""
    first, second = (
        paragraph("Propositions de la", page=1),
        paragraph("Cour ..... 9", continues=1),
    )
    tight = [
        paragraph(text, page=1)
        for text in ("Loi ..... 9", "Actes..", "11", "Et ..... 12")
    ]
    entries = [paragraph(f"{n}. Agir{GAP}{2 * n}", page=1) for n in range(1, 6)]
    long = paragraph("Voir pour la", page=1)
    others = [paragraph(f"Coût de {n}{GAP}{9 - n}", page=1) for n in range(8)]
    text = paragraph("Et cetera... La suite", page=12)
    blocks = [first, second, *tight, *entries[:3], long, *entries[3:], *others, text]
    again = [paragraph(f"{n}. Agir", page=12) for n in range(1, 6)]
    for later, notes in ((again, 12), (again[:2], 6)):
        kinds = [block.kind for block in tb.without_contents([*blocks, *later])]
        assert kinds == [BlockKind.NOTE] * notes + [BlockKind.PARAGRAPH] * (
            21 + len(later) - notes
        )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("La co-", "opération des com-", "munes"), "La coopération des communes"),
        (("face-to-", "face"), "face-to-face"),
        (("Il est peut-", "être"), "Il est peut-être"),
        (("short-", "and long-term"), "short- and long-term"),
        (("Covid-", "19"), "Covid-19"),
        (("à Saint-", "Louis"), "à Saint-Louis"),
        (
            ("Une co-opération, la co-", "opération"),
            "Une co-opération, la co-opération",
        ),
        (
            ("an AI-", "relevant and self-", "led one"),
            "an AI-relevant and self-led one",
        ),
        (
            ("an industry relevant, industry-", "relevant one"),
            "an industry relevant, industry-relevant one",
        ),
        (("Les dispo-", "sitifs de protec-", "tion"), "Les dispositifs de protection"),
        (
            ("Off-shore, on-shore, off-", "shore, well-", "known"),
            "Off-shore, on-shore, off-shore, well-known",
        ),
    ],
)
def test_divided_words_are_written_as_elsewhere_in_the_document(lines, text):
    """Else without a hyphen, unless others have theirs, both parts are words or one has a hyphen."""
    assert tb.finished([paragraph(reduce(tb.glued, lines))])[0].text == text


def test_cells_keep_hyphens_and_gaps_and_are_not_empty_at_the_end():
    """Their lines are narrow; what follows a number has a space and no gap; a row of empty cells is none."""
    block = TextBlock(
        kind=BlockKind.ROW, cells=(tb.glued("sets out mission-", "focused plans"),)
    )
    assert tb.finished([block])[0].cells == ("sets out mission-focused plans",)
    assert tb.gapped(["Le plan", " a repris "]) == f"Le plan{GAP}a repris"
    assert tb.gapped(["12.", "Créer", "un lieu"]) == f"12. Créer{GAP}un lieu"
    assert tb.row(["1", " a\nb ", None, ""]) == TextBlock(
        kind=BlockKind.ROW, cells=("1", "a b")
    )
    assert tb.row([None, ""]) is None


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
    assert tb.split_marker(text, ordered=ordered) == expected

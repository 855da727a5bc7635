"""A draft of a file: ids, chapters, locators, and what is said of the whole."""

from __future__ import annotations

from pathlib import Path

from jamplan.intake.items.draft import draft_of
from jamplan.intake.items.drafts import Doubt, Draft, DraftGroup, Kind, Wanted
from jamplan.intake.reading.contents import Contents, FileKind, Paragraph, Table
from jamplan.intake.reading.process import FileRead


def drafted(
    *blocks: Paragraph | Table, kind: FileKind = FileKind.PDF, declared: int | None = None
) -> Draft:
    contents = Contents(kind=kind, blocks=blocks)
    file = FileRead(Path("a.file"), kind, "0" * 64, contents)
    return draft_of(file, Wanted(kind=Kind.PROPOSALS, declared=declared))


def items(first: int, last: int, page: int) -> list[Paragraph]:
    return [
        Paragraph(text=f"Proposition {n} : Agir pour le {n}", page=page) for n in range(first, last + 1)
    ]


def test_a_chapter_may_have_its_title_in_the_next_line():
    """Its id is made of its label; its pages are those of its items."""
    draft = drafted(
        Paragraph(text="CHAPITRE 1", page=1),
        Paragraph(text="PRÉVENIR", page=1),
        *items(1, 3, 2),
        Paragraph(text="CHAPITRE 2", page=3),
        Paragraph(text="SOIGNER", page=3),
        *items(4, 5, 3),
        *items(6, 6, 5),
    )
    assert draft.groups == (
        DraftGroup(id="chapitre-1", title="PRÉVENIR", pages="2"),
        DraftGroup(id="chapitre-2", title="SOIGNER", pages="3-5"),
    )
    assert [item.group for item in draft.items] == ["chapitre-1"] * 3 + ["chapitre-2"] * 3
    assert [item.locator for item in draft.items] == ["p. 2"] * 3 + ["p. 3", "p. 3", "p. 5"]


def test_rows_have_a_sheet_and_a_row_or_the_page_that_they_say():
    """So that a reader finds them again."""
    rows = (
        ("N°", "Proposition", "Page"),
        ("1", "Créer", "12"),
        ("2", "Former", ""),
        ("3", "Aider", "annexe"),
    )
    sheet = drafted(Table(rows=rows, name="Suivi"), kind=FileKind.XLSX)
    assert [item.locator for item in sheet.items] == ["p. 12", "Suivi, ligne 3", "annexe"]
    english = drafted(
        Table(rows=(("No", "Proposal"), ("1", "Build the wells of the town"), ("2", "Help"))),
        kind=FileKind.CSV,
    )
    assert (english.language, [item.locator for item in english.items]) == ("en", ["row 2", "row 3"])


def test_another_number_than_was_found_is_doubted():
    """The number that is declared, else the one that the document says of itself."""
    intro = Paragraph(text="Voici nos 5 propositions.")
    blocks = (intro, *items(1, 4, 1))
    assert drafted(*blocks, declared=4).doubts == ()
    assert drafted(*blocks, declared=28).doubts == (
        Doubt(code="declared", details=(("declared", "28"), ("found", "4"))),
    )
    assert drafted(*blocks).doubts == (
        Doubt(code="announced", details=(("said", "5"), ("word", "propositions"), ("found", "4"))),
    )


def test_titles_that_are_the_same_get_different_ids():
    """In the order of their numbers, not of their places."""
    draft = drafted(
        Paragraph(text="Proposition 2 : Former les maires"),
        Paragraph(text="Proposition 1 : Former les maires"),
    )
    assert {item.number: item.id for item in draft.items} == {
        "1": "former-maires",
        "2": "former-maires-2",
    }

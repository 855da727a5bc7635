"""Documents of every format and of several styles, read to the last word."""

from __future__ import annotations

import documents
import pytest
from documents import CHAPTERS, Written, written

from jamplan.intake.items.drafts import Kind
from jamplan.intake.items.finding import find_items
from jamplan.intake.items.found import Item
from jamplan.intake.reading.child import read
from jamplan.intake.reading.contents import Contents, as_plain, from_plain
from jamplan.intake.reading.kinds import kind_of
from jamplan.intake.reading.limits import Limits


def contents_of(data: bytes | str, suffix: str) -> Contents:
    """What a file holds, read in this process."""
    content = data.encode() if isinstance(data, str) else data
    return read(content, kind_of(content, suffix, Limits()), Limits())


def told(items: tuple[Item, ...]) -> list[tuple[str | None, str, str | None, str | None]]:
    """Items as a reader sees them."""
    return [
        (item.number, item.title, item.text, item.section.title if item.section else None)
        for item in items
    ]


def expected(
    *, text: str = "\n", chapters: bool = True, number: bool = True, more: str = ""
) -> list[tuple]:
    """The six items; ``text`` parts their paragraphs, ``more`` comes after them."""

    def one(item: Written) -> tuple[str | None, str, str, str | None]:
        said = text.join(item.paragraphs) + more
        return (item.number if number else None, item.title, said, item.chapter if chapters else None)

    return [one(item) for item in written()]


def test_boxes_contents_and_recap_make_one_list():
    """The body's texts, chapters by their headings, and a doubt where the recap has other words."""
    found = find_items(contents_of(documents.boxes(), ".pdf"), Kind.PROPOSALS)
    assert told(found.items) == expected()
    assert [item.page for item in found.items] == [3, 3, 4, 4, 5, 5]
    assert found.title == "L'eau en partage : six propositions"
    doubts = {item.number: [doubt.code for doubt in item.doubts] for item in found.items}
    assert doubts == {"1": [], "2": ["recap-differs"], "3": [], "4": [], "5": [], "6": []}
    assert found.doubts == ()


def test_two_columns_are_read_one_after_the_other():
    """Words that line ends cut are whole again; a Roman number and a larger size make chapters."""
    found = find_items(contents_of(documents.columns(), ".pdf"), Kind.MEASURES)
    assert told(found.items) == expected()
    assert [item.doubts for item in found.items] == [()] * 6


def test_ruled_cells_are_a_table():
    """Number, title and text by the headings of the columns; the other column is named."""
    found = find_items(contents_of(documents.table_pdf(), ".pdf"), Kind.MEASURES)
    assert told(found.items) == expected(text=" ", chapters=False)
    assert [(doubt.code, doubt.details) for doubt in found.doubts] == [
        ("columns-left", (("columns", "Pilote"),))
    ]


def test_numbers_that_a_word_processor_shows_are_counted():
    """The numbers of a list are not in the text of a DOCX."""
    found = find_items(contents_of(documents.numbered_docx(), ".docx"), Kind.PROPOSALS)
    assert told(found.items) == expected()
    assert found.how == "number"


def test_a_recap_in_a_table_is_merged():
    """Headings are items; the table at the end repeats them and adds nothing."""
    found = find_items(contents_of(documents.headings_docx(), ".docx"), Kind.MEASURES)
    assert told(found.items) == expected(more="\n- un suivi trimestriel")
    assert [section.label for item in found.items if (section := item.section)] == [
        *("Axe 1", "Axe 1", "Axe 2", "Axe 2", "Axe 3", "Axe 3")
    ]
    assert all(item.doubts == () for item in found.items)


def test_a_workbook_has_its_values():
    """Headings may stand lower; a chapter holds for the rows below; a formula without value is told."""
    found = find_items(contents_of(documents.workbook(), ".xlsx"), Kind.MEASURES)
    assert told(found.items[:6]) == expected()
    last = found.items[6]
    assert (last.number, last.title) == ("7", "")
    assert {doubt.code for doubt in last.doubts} >= {"formula", "no-title"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_csv_is_read_in_any_encoding(encoding):
    """Semicolons, line ends within cells, and the encodings of spreadsheets."""
    data = documents.csv_text(written()).encode(encoding)
    assert told(find_items(contents_of(data, ".csv"), Kind.PROPOSALS).items) == expected()


def test_a_web_page_has_its_numbers():
    """Lists go on counting where they say so; menus and the foot are left out."""
    found = find_items(contents_of(documents.page_html(), ".html"), Kind.PROPOSALS)
    assert told(found.items) == expected()


def test_markdown_has_its_headings():
    """Headings of the third level are items, those of the second chapters."""
    found = find_items(contents_of(documents.markdown(), ".md"), Kind.PROPOSALS)
    assert told(found.items) == expected()


@pytest.mark.parametrize("suffix", [".pdf", ".txt", ""])
def test_the_format_is_told_by_content(suffix):
    """A file that is named otherwise is read as what it is."""
    assert contents_of(documents.numbered_docx(), suffix).kind == "docx"
    assert contents_of(documents.page_html(), suffix).kind == "html"


@pytest.mark.parametrize("make", [documents.boxes, documents.table_pdf, documents.workbook])
def test_contents_survive_the_way_between_processes(make):
    """What the child process writes is what the parent reads."""
    contents = contents_of(make(), "")
    assert from_plain(as_plain(contents)) == contents


def test_chapters_are_those_that_the_document_names():
    """Each chapter is one section, whose title stands without its label."""
    found = find_items(contents_of(documents.boxes(), ".pdf"), Kind.PROPOSALS)
    sections = dict.fromkeys(item.section for item in found.items)
    assert [section.title for section in sections if section] == list(CHAPTERS)
    assert [section.label for section in sections if section] == [
        "Chapitre 1",
        "Chapitre 2",
        "Chapitre 3",
    ]

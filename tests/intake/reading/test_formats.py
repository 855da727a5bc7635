"""What each format holds, as paragraphs and tables."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from jamplan.intake.reading.contents import Block, FileKind, Paragraph, Table
from jamplan.intake.reading.csvtext import read_csv
from jamplan.intake.reading.docx import read_docx
from jamplan.intake.reading.kinds import kind_of
from jamplan.intake.reading.limits import Limits, Unread, UnreadError
from jamplan.intake.reading.markup import read_html
from jamplan.intake.reading.plain import read_plain
from jamplan.intake.reading.xlsx import read_xlsx


def told(blocks: tuple[Block, ...]) -> list[object]:
    """Marker, level and text of paragraphs; rows of tables."""
    return [
        block.rows if isinstance(block, Table) else (block.marker, block.level, block.text)
        for block in blocks
    ]


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_html_has_tables_lists_and_line_breaks():
    """Cells as texts, nested tables in their cell, and letters, starts and values of lists."""
    contents = read_html(
        "<html><head><title>Le titre</title><style>p {}</style></head><body><form>non</form>"
        "<p>Une<br>ligne<sup>1</sup> et 10 m²</p>"
        "<ol start='3'><li>trois<li value='7'>sept</ol><ul><li>un point<ul><li>dessous</ul></ul>"
        "<table><tr><th>N°<th>Mesure<tr><td>1<td><b>Créer</b><p>Vite</p></table>"
        "<table><tr><td>seul</td></tr></table>"
        "<table><tr><td>a<td><table><tr><td>b<td>c</table></table>"
        "<pre>fin"
    )
    assert contents.title == "Le titre"
    assert told(contents.blocks) == [
        ("", None, "Une ligne et 10 m²"),
        ("3.", None, "trois"),
        ("7.", None, "sept"),
        ("•", None, "un point"),
        ("•", None, "dessous"),
        (("N°", "Mesure"), ("1", "Créer\nVite")),
        ("", None, "seul"),
        (("a", "b c"),),
        ("", None, "fin"),
    ]


def test_a_cell_stands_in_each_place_that_it_spans():
    """Rows and columns that cells span, one over the end of a row, and one over all columns."""
    made = (
        "<table><tr><th>Axe<th>N°<th>Mesure<th>Pilote</tr>"
        "<tr><td rowspan=2>Prévenir<td>1<td>Créer<td rowspan=3>Agence</tr><tr><td>2<td>Former</tr>"
        "<tr><td colspan=3>Axe 2</tr><tr><td rowspan=x>Punir<td>3<td colspan=2>Ouvrir</tr></table>"
    )
    (table,) = read_html(made).blocks
    assert isinstance(table, Table)
    assert table.rows == (
        ("Axe", "N°", "Mesure", "Pilote"),
        ("Prévenir", "1", "Créer", "Agence"),
        ("Prévenir", "2", "Former", "Agence"),
        ("Axe 2", "Axe 2", "Axe 2", "Agence"),
        ("Punir", "3", "Ouvrir", "Ouvrir"),
    )


def test_plain_text_has_pages_headings_and_leaders():
    """Form feeds part pages; a sentence goes on over them; what is underlined is a heading."""
    text = (
        "Un titre\n========\n\nSOMMAIRE\n\nPremier ........ 3\nSecond\t12\n\n"
        "Une phrase qui conti-\nnue\n\fet finit.\n\n- un point\n  sur deux lignes\n\f"
    )
    contents = read_plain(text)
    assert contents.pages == 2
    assert told(contents.blocks) == [
        ("", 1, "Un titre"),
        ("", 1, "SOMMAIRE"),
        ("", None, "Premier"),
        ("", None, "Second"),
        ("", None, "Une phrase qui continue et finit."),
        ("-", None, "un point sur deux lignes"),
    ]
    contents_lines = [block.contents for block in contents.blocks if isinstance(block, Paragraph)]
    assert contents_lines == [False, False, True, True, False, False]


def test_plain_text_without_line_breaks_has_a_paragraph_a_line():
    """Lines too long to be lines: a label without a colon begins one all the same."""
    long = "dans chaque commune " * 12
    text = f"Critère 1 Chaque puits {long}est connu\nIl est suivi\nCritère 2 Chaque maire {long}est formé\n"
    assert [block.text[:20] for block in read_plain(text).blocks if isinstance(block, Paragraph)] == [
        "Critère 1 Chaque pui",
        "Il est suivi",
        "Critère 2 Chaque mai",
    ]


def test_csv_without_a_regular_sign_is_read_by_its_first_line():
    """A line with fewer cells does not change the sign."""
    table = read_csv("a;b;c\n1;x\n\n2;y, z;w\n").blocks[0]
    assert isinstance(table, Table)
    assert table.rows == (("a", "b", "c"), ("1", "x"), ("2", "y, z", "w"))


def test_csv_with_a_cell_too_large_is_told():
    """Such a cell comes of a quotation mark that is never closed; the limit is ours."""
    with pytest.raises(UnreadError) as raised:
        read_csv('a;b\n1;"' + "x" * 10_000_001)
    assert (raised.value.why, raised.value.detail) == (Unread.CELL, "10")


def test_a_workbook_shows_its_values():
    """Dates, numbers and flags as texts; hidden sheets are left out; sheets are counted."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    day = dt.datetime(2031, 4, 1)  # noqa: DTZ001 - a workbook knows no time zones
    sheet.append([1, 2.5, 3.0, True, day, day.replace(hour=9, minute=30), None])
    hidden = book.create_sheet("caché")
    hidden.append(["non"])
    hidden.sheet_state = "hidden"
    contents = read_xlsx(saved(book), Limits())
    assert told(contents.blocks) == [(("1", "2.5", "3", "true", "2031-04-01", "2031-04-01 09:30:00"),)]
    with pytest.raises(UnreadError) as raised:
        read_xlsx(saved(book), Limits(pages=1))
    assert raised.value.why is Unread.PAGES


def element(tag: str, **attributes: str):
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def test_a_word_document_has_what_shows():
    """Hidden and deleted words do not; tabs, breaks and lists do; a table of one cell is a box."""
    document = docx.Document()
    document.add_heading("Le plan", 0)
    document.add_heading("Axe 1", 2)
    paragraph = document.add_paragraph("Visible")
    paragraph.add_run(" caché").font.hidden = True
    paragraph.add_run("\tet suite").font.size = Pt(14)
    deleted = element("w:del")
    deleted.append(paragraph.add_run(" biffé")._r)
    paragraph._p.append(deleted)
    document.add_paragraph("point", style="List Bullet")
    for _ in range(2):
        document.add_paragraph("compté", style="List Number")
    outlined = document.add_paragraph("Un titre par son niveau")
    outlined._p.get_or_add_pPr().append(element("w:outlineLvl", val="2"))
    box = document.add_table(rows=1, cols=1)
    box.rows[0].cells[0].text = "Dans un cadre"
    table = document.add_table(rows=2, cols=3)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Large"
    table.rows[1].cells[2].text = "Fin"
    document.add_paragraph("Titre 1 ........ 12")
    assert told(read_docx(saved(document)).blocks) == [
        ("", 0, "Le plan"),
        ("", 2, "Axe 1"),
        ("", None, "Visible et suite"),
        ("•", None, "point"),
        ("1.", None, "compté"),
        ("2.", None, "compté"),
        ("", 3, "Un titre par son niveau"),
        ("", None, "Dans un cadre"),
        (("Large", "", ""), ("", "", "Fin")),
        ("", None, "Titre 1"),
    ]


def test_what_stands_in_a_box_of_a_word_document_is_marked():
    """The cell of a table of one cell, and a paragraph with a border at its side."""
    document = docx.Document()
    document.add_paragraph("Avant")
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "Dans le cadre"
    border = element("w:pBdr")
    border.append(element("w:left", val="single"))
    document.add_paragraph("Avec une bordure")._p.get_or_add_pPr().append(border)
    blocks = read_docx(saved(document)).blocks
    assert [(block.text, block.boxed) for block in blocks if isinstance(block, Paragraph)] == [
        ("Avant", False),
        ("Dans le cadre", True),
        ("Avec une bordure", True),
    ]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("upperLetter", ["A.", "B."]),
        ("lowerLetter", ["a.", "b."]),
        ("upperRoman", ["I.", "II."]),
        ("lowerRoman", ["i.", "ii."]),
        ("decimalZero", ["01.", "02."]),
        ("none", ["", ""]),
    ],
)
def test_numbers_are_shown_in_their_form(form, shown):
    """Letters, Roman numbers, zeros before."""
    document = docx.Document()
    for _ in range(2):
        document.add_paragraph("compté", style="List Number")
    style = document.styles["List Number"].element
    number = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
    numbering = document.part.numbering_part.element
    of = next(each for each in numbering.iterchildren(qn("w:num")) if each.get(qn("w:numId")) == number)
    abstract = of.find(qn("w:abstractNumId")).get(qn("w:val"))
    for each in numbering.iterchildren(qn("w:abstractNum")):
        if each.get(qn("w:abstractNumId")) == abstract:
            each.find(f"{qn('w:lvl')}/{qn('w:numFmt')}").set(qn("w:val"), form)
    assert [block.marker for block in read_docx(saved(document)).blocks] == shown


def packed(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "name"),
    [
        (packed(mimetype="application/vnd.oasis.opendocument.text"), ".odt", "ODT"),
        (packed(ppt__presentation_xml="<x/>"), ".pptx", "PPTX"),
        (packed(xl__workbook_bin="x"), ".xlsb", "XLSB"),
        (packed(a_txt="x"), ".zip", "ZIP"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), ".xls", "XLS"),
        (b"\xff\xd8\xff\xe0", ".jpg", "JPEG"),
    ],
)
def test_formats_that_are_not_read_are_named(data, suffix, name):
    """So that one knows what to save them as."""
    with pytest.raises(UnreadError) as raised:
        kind_of(data, suffix, Limits())
    assert (raised.value.why, raised.value.detail) == (Unread.FORMAT, name)


@pytest.mark.parametrize(
    ("text", "suffix", "kind"),
    [
        ("a,b\n1,2\n", ".csv", FileKind.CSV),
        ("a\tb\n1\t2\n", "", FileKind.CSV),
        ("a, b\n1, 2\n", ".txt", FileKind.TEXT),
        ("# Titre\n\ntexte", "", FileKind.MARKDOWN),
        ("# Titre\n\ntexte", ".md", FileKind.MARKDOWN),
        ("<!DOCTYPE html><p>x", ".txt", FileKind.HTML),
        ("Une phrase.\n", ".odd", FileKind.TEXT),
    ],
)
def test_texts_are_told_apart(text, suffix, kind):
    """By what stands in them, and where that does not decide, by the name."""
    assert kind_of(text.encode(), suffix, Limits()) is kind

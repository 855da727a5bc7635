"""Word documents as blocks."""

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from jamplan.documents.textblocks import TextBlock
from jamplan.documents.word import read_word
from tests.documents.finds import short
from tests.documents.made_up import saved

BLACK = f"<w:shd {nsdecls('w')} w:fill='000000'/>"
"""A black ground."""


def blocks_of(document) -> list[TextBlock]:
    return read_word(saved(document.save))


def test_numbers_that_only_word_shows_are_counted():
    """A list goes on over a paragraph; bullets have a marker."""
    document = docx.Document()
    document.add_heading("Le plan", 1)
    for text, style in (
        ("un", "Number"),
        ("Texte", None),
        ("deux", "Number"),
        ("puce", "Bullet"),
    ):
        document.add_paragraph(text, style and f"List {style}")
    assert short(blocks_of(document)) == [
        "h1 Le plan",
        "1. un",
        "p Texte",
        "2. deux",
        "• puce",
    ]


def test_levels_are_written_as_their_pattern_says():
    """« 1.a » and a new start of the level below."""
    document = docx.Document()
    level = "<w:lvl w:ilvl='{}'><w:start w:val='1'/><w:numFmt w:val='{}'/><w:lvlText w:val='{}'/></w:lvl>"
    levels = level.format(0, "decimal", "%1.") + level.format(
        1, "lowerLetter", "%1.%2)"
    )
    abstract = (
        f"<w:abstractNum {nsdecls('w')} w:abstractNumId='99'>{levels}</w:abstractNum>"
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(abstract))
    num = numbering.add_num(99)
    for depth in (0, 1, 1, 0, 1):
        properties = document.add_paragraph("x")._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = num.numId
    assert [block.marker for block in blocks_of(document)] == [
        "1.",
        "1.a)",
        "1.b)",
        "2.",
        "2.a)",
    ]


def test_text_that_is_deleted_or_white_on_white_is_not_read():
    """Inserted text is, as with changes accepted, and white text in a shaded paragraph; tiny print is not."""
    document = docx.Document()
    paragraph = document.add_paragraph("Le plan")
    # A sign of another font stays between the words, as what no quote has.
    paragraph.add_run()._r.append(
        parse_xml(f'<w:sym {nsdecls("w")} w:font="Symbol" w:char="F02D"/>')
    )
    for tag, text in (("w:ins", " ajouté"), ("w:del", " ôté")):
        change, run = OxmlElement(tag), paragraph.add_run(text)._r
        change.append(run)
        paragraph._p.append(change)
    for shaded in (False, True):
        paragraph = document.add_paragraph("Vu. ")
        paragraph.add_run("Barré. ").font.double_strike = True
        paragraph.add_run("Fin. ").font.size = Pt(1)
        for text, colour in (
            ("Noir.", RGBColor(0, 0, 0)),
            ("Blanc.", RGBColor(255, 255, 255)),
        ):
            run = paragraph.add_run(text)
            run.font.color.rgb = colour
            if shaded:
                run._r.get_or_add_rPr().append(parse_xml(BLACK))
    assert short(blocks_of(document)) == [
        "p Le plan\uf02d ajouté\ufdd0",
        "p Vu. \ufdd0\ufdd0Noir.\ufdd0",
        "p Vu. \ufdd0\ufdd0\ufdd0Blanc.",
    ]


def test_tables_are_rows_and_frames_are_paragraphs():
    """A table of one column, or around another, frames its text; line breaks part paragraphs."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "1", "Créer"
    table.rows[0].cells[1].add_paragraph("vite")
    table.add_row().cells[0].text = "caché"
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "Recommandation 1 : Agir"
    document.add_paragraph().add_run("Critère : 1\nTechnique : 2").bold = True
    expected = [
        "| 1 | Créer vite",
        "p Recommandation 1 : Agir",
        "p Critère : 1",
        "p Technique : 2",
    ]
    assert (short(blocks := blocks_of(document)), blocks[0].cells[1]) == (
        expected,
        "Créer\tvite",
    )
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "Avant"
    inner = frame.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "un", "deux"
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "trois", "quatre"
    row = table._tbl.tr_lst[0]
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    row.addprevious(control)
    control[0].append(row)
    assert short(blocks_of(document))[4:] == [
        "p Avant",
        "| un | deux",
        "| trois | quatre",
    ]


def test_text_boxes_are_read_once_and_footnotes_at_the_end():
    """A shape is written twice, for new and old programs, and may have a ground; a note has its own part."""
    document = docx.Document()
    paragraph = document.add_paragraph("Avant la forme.")
    box = (
        "<w:r {0}><mc:AlternateContent><mc:Choice Requires='wps'><wps:wsp><wps:spPr><a:solidFill><a:srgbClr "
        "val='{1}'/></a:solidFill></wps:spPr><w:txbxContent><w:p><w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr>"
        "<w:t>Dans la forme.</w:t></w:r></w:p></w:txbxContent></wps:wsp></mc:Choice><mc:Fallback><w:txbxContent>"
        "<w:p><w:r><w:t>Dans la forme.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    names = f"{nsdecls('w', 'a')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:wps='x'"
    for fill in ("FFFFFF", "1F3864"):
        paragraph._p.append(parse_xml(box.format(names, fill)))
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Voir "
        "le rapport.</w:t></w:r></w:p></w:footnote><w:footnote w:id='3'><w:p><w:r><w:t>Ou la loi.</w:t>"
        "</w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    )
    part = Part(
        PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package
    )
    document.part.relate_to(part, RT.FOOTNOTES)
    expected = [
        "p Avant la forme.",
        "p Dans la forme.",
        "n Voir le rapport.",
        "n Ou la loi.",
    ]
    assert short(blocks_of(document)) == expected


@pytest.mark.parametrize(
    ("style", "shaded", "shown"),
    [
        ("Table Grid", False, ""),
        ("Table Grid", True, "b"),
        ("Light List Accent 1", False, "b"),
    ],
)
def test_white_text_in_a_cell_is_read_if_the_cell_may_have_a_ground(
    style, shaded, shown
):
    """Its own, or that of the table's style."""
    document = docx.Document()
    table = document.add_table(1, 2, style)
    run = table.cell(0, 1).paragraphs[0].add_run("b")
    run.font.color.rgb = RGBColor(255, 255, 255)
    table.cell(0, 0).text = "a"
    if shaded:
        table.cell(0, 1)._tc.get_or_add_tcPr().append(parse_xml(BLACK))
    assert short(blocks_of(document)) == [" | ".join(["| a", *shown])]


def test_a_paragraph_may_begin_in_bold():
    """Over several runs; bold amid the text is no beginning."""
    document = docx.Document()
    for runs in (
        [("Ouvrir ", 1), ("tout.", 1), (" Les relevés", 0)],
        [("Et ", 0), ("tout", 1)],
    ):
        paragraph = document.add_paragraph()
        for text, is_bold in runs:
            paragraph.add_run(text).bold = bool(is_bold)
    assert [block.lead for block in blocks_of(document)] == ["Ouvrir tout.", ""]

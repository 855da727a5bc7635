"""Word documents as blocks."""

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from finds import short
from made_up import _saved

from jamplan.documents.textblocks import TextBlock
from jamplan.documents.word import read


def blocks_of(document) -> list[TextBlock]:
    return read(_saved(document.save))


def test_numbers_that_only_word_shows_are_counted():
    """A list goes on over a paragraph; bullets have a marker."""
    document = docx.Document()
    document.add_heading("Le plan", 1)
    document.add_paragraph("un", style="List Number")
    document.add_paragraph("Texte")
    document.add_paragraph("deux", style="List Number")
    document.add_paragraph("puce", style="List Bullet")
    assert short(blocks_of(document)) == ["h1 Le plan", "1. un", "p Texte", "2. deux", "• puce"]


def test_levels_are_written_as_their_pattern_says():
    """« 1.a » and a new start of the level below."""
    document = docx.Document()
    levels = {0: ("decimal", "%1."), 1: ("lowerLetter", "%1.%2)")}
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "99")
    for depth, (form, text) in levels.items():
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    numbering.insert(0, abstract)
    num = numbering.add_num(99)
    for depth in (0, 1, 1, 0, 1):
        properties = document.add_paragraph("x")._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = num.numId
    markers = [block.marker for block in blocks_of(document)]
    assert markers == ["1.", "1.a)", "1.b)", "2.", "2.a)"]


def test_deleted_text_is_not_read_and_inserted_text_is():
    """As the document reads with its changes accepted."""
    document = docx.Document()
    paragraph = document.add_paragraph("Le plan")
    for tag, text in (("w:ins", " ajouté"), ("w:del", " ôté")):
        change, run = OxmlElement(tag), paragraph.add_run(text)._r
        change.append(run)
        paragraph._p.append(change)
    assert short(blocks_of(document)) == ["p Le plan ajouté"]


def test_tables_are_rows_and_frames_are_paragraphs():
    """A table of one column frames its text; line breaks part paragraphs."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "1", "Créer"
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "Recommandation 1 : Agir"
    document.add_paragraph().add_run("Critère : 1\nTechnique : 2").bold = True
    expected = ["| 1 | Créer", "p Recommandation 1 : Agir", "p Critère : 1", "p Technique : 2"]
    assert short(blocks_of(document)) == expected

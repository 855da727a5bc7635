"""What word processors write in their own ways: styles, lists, tables, boxes, changes tracked."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from jamplan.intake.reading.contents import Block, Paragraph, Table
from jamplan.intake.reading.docx import read_docx

NAMES = " ".join(
    f'xmlns:{short}="http://schemas.{address}"'
    for short, address in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)


def parsed(xml: str):
    return list(parse_xml(f"<w:all {NAMES}>{xml}</w:all>"))


def blocks_of(body: str, styles: str = "", lists: str = "") -> tuple[Block, ...]:
    """What is read of a document with this body, and these styles and lists beside the usual ones."""
    document = docx.Document()
    for element in parsed(body):
        document.element.body.insert_element_before(element, "w:sectPr")
    document.styles.element.extend(parsed(styles))
    numbering = document.part.numbering_part.element
    if lists:
        for each in list(numbering):
            numbering.remove(each)
        numbering.extend(parsed(lists))
    stream = io.BytesIO()
    document.save(stream)
    return read_docx(stream.getvalue()).blocks


def texts(blocks: tuple[Block, ...]) -> list[object]:
    return [block.rows if isinstance(block, Table) else block.text for block in blocks]


def paragraphs(blocks: tuple[Block, ...]) -> list[Paragraph]:
    return [block for block in blocks if isinstance(block, Paragraph)]


def run(text: str, marks: str = "") -> str:
    """A run; a tab and a line feed are those of Word."""
    inner = text.replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    inner = inner.replace("<w:t>", '<w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{inner}</w:t></w:r>'


def paragraph(text: str, properties: str = "", marks: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text, marks)}</w:p>"


def style(name: str, more: str = "", kind: str = "paragraph", shown: str = "") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{shown or name}"/>{more}</w:style>'
    )


def of_style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    content = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def controlled(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def level(depth: int, form: str, shown: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
    )


def counting(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def a_list(name: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def in_list(name: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>'


# Lines of a table of contents.


def test_a_tab_and_a_number_alone_make_no_line_of_contents():
    """A label, an amount, a number first: the number stays. Three lines whose pages rise are one."""
    lines = ["Mesure\t12", "Le titre", "Coût\t40", "3\tenfants", "Un texte"]
    contents = ["Le constat\t3", "Les mesures\t5", "Annexes\t12"]
    read = paragraphs(blocks_of("".join(map(paragraph, (*lines, *contents, "Fin")))))
    assert [(each.text, each.contents) for each in read] == [
        ("Mesure 12", False),
        ("Le titre", False),
        ("Coût 40", False),
        ("3 enfants", False),
        ("Un texte", False),
        ("Le constat", True),
        ("Les mesures", True),
        ("Annexes", True),
        ("Fin", False),
    ]


def test_labels_with_their_numbers_after_tabs_are_no_contents():
    """« Mesure<tab>1 », « Mesure<tab>2 », « Mesure<tab>3 » below each other are labels."""
    read = paragraphs(blocks_of("".join(paragraph(f"Mesure\t{number}") for number in (1, 2, 3))))
    assert [(each.text, each.contents) for each in read] == [
        (f"Mesure {number}", False) for number in (1, 2, 3)
    ]


def test_lines_of_contents_are_told_by_their_style():
    """« toc 1 », « TM 1 »; the heading above them is none."""
    body = paragraph("Sommaire", of_style("ES")) + paragraph("Le constat\t3", of_style("TM1"))
    more = style("ES", '<w:basedOn w:val="Heading1"/>', shown="TOC Heading") + style(
        "TM1", shown="toc 1"
    )
    read = paragraphs(blocks_of(body, more))
    assert [(each.text, each.level, each.contents) for each in read] == [
        ("Sommaire", 1, False),
        ("Le constat", None, True),
    ]


# Styles.


def test_letters_are_bold_or_hidden_by_character_styles():
    """With what those are based on; what the run says itself holds; in bold text, they turn it."""
    more = (
        style("Gras", "<w:rPr><w:b/></w:rPr>", "character")
        + style("Fort", '<w:basedOn w:val="Gras"/>', "character")
        + style("Tu", "<w:rPr><w:vanish/></w:rPr>", "character")
        + style("Boucle", '<w:basedOn w:val="Boucle"/>', "character")
        + style("Titre", "<w:rPr><w:b/></w:rPr>", shown="Intertitre")
    )
    body = (
        paragraph("gras", marks='<w:rStyle w:val="Fort"/>')
        + paragraph("maigre", marks='<w:rStyle w:val="Fort"/><w:b w:val="0"/>')
        + paragraph("tu", marks='<w:rStyle w:val="Tu"/>')
        + paragraph("dit", marks='<w:rStyle w:val="Tu"/><w:vanish w:val="false"/>')
        + paragraph("boucle", marks='<w:rStyle w:val="Boucle"/>')
        + paragraph("gras", of_style("Titre"))
        + paragraph("maigre", of_style("Titre"), '<w:rStyle w:val="Gras"/>')
    )
    assert [(each.text, each.bold) for each in paragraphs(blocks_of(body, more))] == [
        ("gras", True),
        ("maigre", False),
        ("dit", False),
        ("boucle", False),
        ("gras", True),
        ("maigre", False),
    ]


def test_headings_are_told_by_outline_levels_and_names_of_styles():
    """In the paragraph or its style, or one that it is based on; « Titre 2 »; ten is none."""
    more = (
        style("Chap", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', shown="Grand chapitre")
        + style("Sous", '<w:basedOn w:val="Chap"/>', shown="Petit chapitre")
        + style("Corps", '<w:basedOn w:val="Chap"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
        + style("T", shown="Titre 2")
        + style("Titre3", shown="Le mien")
        + style("Titre2031")
    )
    names = ("Chap", "Sous", "Corps", "T", "Titre3", "Titre2031")
    body = "".join(paragraph(name, of_style(name)) for name in names)
    body += paragraph("Seul", '<w:outlineLvl w:val="3"/>')
    assert [each.level for each in paragraphs(blocks_of(body, more))] == [*(1, 1, None, 2, 3, None, 4)]


def test_bullets_are_told_by_names_of_styles():
    """Their depth too; a paragraph that is taken out of the list has none."""
    more = style("Listepuces2", shown="Liste à puces 2") + style("Puceniveau2")
    body = (
        paragraph("un", of_style("ListBullet"))
        + paragraph("deux", of_style("ListBullet2"))
        + paragraph("deux", of_style("Listepuces2"))
        + paragraph("deux", of_style("Puceniveau2"))
        + paragraph("hors", of_style("Listepuces2") + in_list(0))
    )
    assert [(each.marker, each.depth) for each in paragraphs(blocks_of(body, more))] == [
        ("•", 0),
        ("•", 1),
        ("•", 1),
        ("•", 1),
        ("", 0),
    ]


def test_the_size_of_letters_is_that_of_the_style_of_characters_or_of_the_document():
    """As large as the letters around them where they say it: no heading."""
    more = style("Grand", '<w:rPr><w:sz w:val="36"/></w:rPr>', "character")
    body = paragraph("grand", marks='<w:rStyle w:val="Grand"/>') + paragraph("usuel")
    assert [each.size for each in paragraphs(blocks_of(body, more))] == [18.0, 11.0]


# Line breaks.


def test_a_line_break_parts_a_title_from_its_text():
    """A bold line, or one that is an item's title; not where the sentence or the title goes on."""
    bold = run("Axe 2 : Soigner\n", "<w:b/>")
    body = (
        f"<w:p>{bold}{run('Les centres manquent.')}</w:p>"
        + paragraph("Proposition 1 : Créer un fichier\nIl est public.")
        + paragraph("Proposition 2 : Former les\nMaires de\nl’île")
        + paragraph("1. Ouvrir\n2. Fermer\n- à moitié")
        + paragraph("Une adresse\nAu port")
        + paragraph("Proposition 3 : Aider\nLes familles", marks="<w:b/>")
        + paragraph("Proposition 4 : Un titre\nLong", '<w:outlineLvl w:val="1"/>')
    )
    assert [(each.marker, each.text, each.bold) for each in paragraphs(blocks_of(body))] == [
        ("", "Axe 2 : Soigner", True),
        ("", "Les centres manquent.", False),
        ("", "Proposition 1 : Créer un fichier", False),
        ("", "Il est public.", False),
        ("", "Proposition 2 : Former les Maires de l’île", False),
        ("", "1. Ouvrir", False),
        ("", "2. Fermer", False),
        ("-", "à moitié", False),
        ("", "Une adresse Au port", False),
        ("", "Proposition 3 : Aider Les familles", True),
        ("", "Proposition 4 : Un titre Long", False),
    ]


# Content controls and changes.


def test_content_controls_only_wrap_what_they_hold():
    """Paragraphs, words, rows and cells."""
    body = (
        controlled(paragraph("bloc"))
        + f"<w:p>{controlled(run('dans'))}{run(' la ligne')}</w:p>"
        + table(
            row(cell("N°"), cell("Mesure")),
            controlled(row(cell("1"), cell("Créer"))),
            row(controlled(cell("2")), cell(controlled(paragraph("Former")))),
        )
    )
    assert texts(blocks_of(body)) == [
        "bloc",
        "dans la ligne",
        (("N°", "Mesure"), ("1", "Créer"), ("2", "Former")),
    ]


def test_changes_that_were_tracked_are_accepted():
    """What was moved stands in its new place only; rows and ends of paragraphs may be deleted."""
    gone = '<w:del w:id="1"><w:r><w:delText>ôté</w:delText></w:r></w:del>'
    body = (
        f'<w:p><w:ins w:id="2">{run("gardé")}</w:ins>{gone}<w:moveFrom w:id="3">{run("mû")}</w:moveFrom></w:p>'
        f'<w:p><w:moveTo w:id="4">{run("mû")}</w:moveTo></w:p>'
        f'<w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr>{run("début ")}</w:p>'
        + paragraph("et fin", of_style("Heading1"))
        + table(
            row(cell("a"), cell("b")),
            row(cell("c"), cell("d"), properties='<w:del w:id="6"/>'),
            row(cell("e"), cell("f"), properties="<w:hidden/>"),
        )
    )
    assert texts(blocks_of(body)) == ["gardé", "mû", "début et fin", (("a", "b"),)]


# Numbers of lists.


def markers(body: str, lists: str, styles: str = "") -> list[tuple[str, int]]:
    return [(each.marker, each.depth) for each in paragraphs(blocks_of(body, styles, lists))]


@pytest.mark.parametrize(
    ("restart", "shown"),
    [
        ("", "I M1 a M2 a II M1 a"),
        ('<w:lvlRestart w:val="0"/>', "I M1 a M2 b II M3 c"),
        ('<w:lvlRestart w:val="1"/>', "I M1 a M2 b II M1 a"),
    ],
)
def test_levels_begin_anew_where_they_say(restart, shown):
    """After each level above, or never, as measures through all axes, or after the first one only."""
    levels = (
        level(0, "upperRoman", "%1"),
        level(1, "decimal", "M%2", restart),
        level(2, "lowerLetter", "%3", restart),
    )
    body = "".join(paragraph("x", in_list(1, depth)) for depth in (0, 1, 2, 1, 2, 0, 1, 2))
    found = markers(body, counting(0, *levels) + a_list(1, 0))
    assert " ".join(marker for marker, _ in found) == shown


def test_a_list_may_stand_for_another_and_override_it():
    """By the name of a style of lists; with other levels or another start, and the same count."""
    override = '<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>'
    lists = (
        counting(0, '<w:numStyleLink w:val="Liste"/>')
        + counting(1, '<w:styleLink w:val="Liste"/>', level(0, "decimal", "Mesure %1"))
        + a_list(1, 0)
        + a_list(2, 1)
        + a_list(3, 1, override.format(level(0, "upperRoman", "Action %1")))
        + a_list(4, 1, override.format('<w:startOverride w:val="9"/>'))
    )
    body = "".join(paragraph("x", in_list(name)) for name in (1, 2, 3, 4, 4))
    assert [marker for marker, _ in markers(body, lists)] == [
        "Mesure 1",
        "Mesure 2",
        "Action III",
        "Mesure 9",
        "Mesure 10",
    ]


def test_nothing_is_shown_that_a_level_does_not_show():
    """A level without a text of its own; the number of one that has none; digits where law wants them."""
    lists = counting(
        0,
        level(0, "upperRoman", ""),
        level(1, "none", "%2"),
        level(2, "decimal", "%2%3)"),
        level(3, "decimal", "%1.%4", "<w:isLgl/>"),
        level(4, "ordinal", "%5"),
    ) + a_list(1, 0)
    body = "".join(paragraph("x", in_list(1, depth)) for depth in range(5))
    assert [marker for marker, _ in markers(body, lists)] == ["", "", "1)", "1.1", "1"]


def test_lists_say_which_level_a_style_has():
    """The style names the list only; one that is based on it counts on."""
    lists = counting(
        0,
        level(0, "decimal", "Proposition %1 :", '<w:pStyle w:val="Prop"/>'),
        level(1, "lowerLetter", "%2)", '<w:pStyle w:val="Sous"/>'),
    ) + a_list(1, 0)
    of_list = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    more = style("Prop", of_list) + style("Sous", of_list) + style("Autre", '<w:basedOn w:val="Prop"/>')
    body = "".join(paragraph("x", of_style(name)) for name in ("Prop", "Sous", "Autre"))
    assert markers(body, lists, more) == [("Proposition 1 :", 0), ("a)", 1), ("Proposition 2 :", 0)]


# Tables.


def test_a_cell_that_spans_rows_stands_in_each():
    """By column, as other cells may span columns or be left out."""
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = table(
        row(cell("Axe"), cell("N°"), cell("Mesure")),
        row(cell("Axe 1", begins), cell("1"), cell("Créer")),
        row(cell("", goes_on), cell("2"), cell("Former", begins)),
        row(cell("", goes_on), cell("3"), cell("", '<w:vMerge w:val="continue"/>')),
        row(cell("Large", wide), cell("Aider")),
        row(cell("Ouvrir"), properties='<w:gridBefore w:val="2"/>'),
    )
    assert texts(blocks_of(body)) == [
        (
            ("Axe", "N°", "Mesure"),
            ("Axe 1", "1", "Créer"),
            ("Axe 1", "2", "Former"),
            ("Axe 1", "3", "Former"),
            ("Large", "", "Aider"),
            ("", "", "Ouvrir"),
        )
    ]


def test_rows_may_be_numbered_by_the_word_processor():
    """In a cell of their own, or before the text; counted once in a box, and not where they are hidden."""
    lists = counting(0, level(0, "decimal", "%1.")) + a_list(1, 0)
    number = paragraph("", in_list(1))
    body = (
        table(row(cell(number), cell("Créer")), row(cell(number), cell("Former")))
        + table(row(cell(paragraph("Dans un cadre", in_list(1)))))
        + table(row(cell(paragraph("Aider", in_list(1))), cell("b")))
        + paragraph("", in_list(1))
        + paragraph("tu", in_list(1) + "<w:rPr><w:vanish/></w:rPr>", "<w:vanish/>")
        + paragraph("Après", in_list(1))
    )
    blocks = blocks_of(body, lists=lists)
    assert texts(blocks) == [
        (("1.", "Créer"), ("2.", "Former")),
        "Dans un cadre",
        (("4. Aider", "b"),),
        "Après",
    ]
    assert [each.marker for each in paragraphs(blocks)] == ["3.", "6."]


# Boxes and signs.


def test_what_stands_in_text_boxes_is_read_once():
    """Word writes them twice; a box in a box; one that only old readers know."""

    def box(content: str) -> str:
        return f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"

    def twice(content: str) -> str:
        return (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{content}</mc:Choice>'
            f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    inner = f"<w:p>{run('dehors')}{twice(box(paragraph('dedans')))}</w:p>"
    old = twice(box(paragraph("vieux"))).replace(box(paragraph("vieux")), "", 1)
    body = f"<w:p>{run('avant')}{twice(box(inner))}</w:p><w:p>{old}</w:p>"
    assert texts(blocks_of(body)) == ["avant", "dehors", "dedans", "vieux"]


def test_signs_are_what_they_show():
    """Hyphens, arrows and bullets of other fonts, small figures; calls of notes are none of the text."""
    raised = '<w:vertAlign w:val="superscript"/>'
    sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    body = (
        f"<w:p>{run('mot')}<w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:commentReference w:id='2'/><w:t>, co</w:t><w:softHyphen/><w:t>opérer, porte</w:t>"
        "<w:noBreakHyphen/><w:t>clés</w:t></w:r></w:p>"
        f"<w:p>{run('10 m')}{run('2', raised)}{run(' la 1')}{run('re', raised)}{run(' fois.')}{run('12', raised)}</w:p>"
        f"<w:p>{sign.format('Wingdings', 'F0A7')}{run(' puce')}</w:p>"
        f"<w:p>{run('a ')}{sign.format('Symbol', 'F0B3')}{run(' b ')}{sign.format('Wingdings', 'x')}{run('c')}</w:p>"
    )
    assert [(each.marker, each.text) for each in paragraphs(blocks_of(body))] == [
        ("", "mot, coopérer, porte-clés"),
        ("", "10 m² la 1re fois."),
        ("•", "puce"),
        ("", "a ≥ b c"),
    ]


def test_letters_that_a_hand_raised_are_small_figures():
    """« 10⁶ » by a position above the line and a smaller size, as some programs write it."""
    run = '<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    raised = run.format('<w:position w:val="6"/><w:sz w:val="14"/>', "6")
    body = f"<w:p>{run.format('', 'Planter 10')}{raised}{run.format('', ' arbres')}</w:p>"
    (paragraph,) = blocks_of(body)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "Planter 10⁶ arbres"

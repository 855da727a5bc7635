"""Pages put into reading order: heads, columns, boxes, bullets, large numbers, tables without sides."""

from __future__ import annotations

from fpdf import FPDF

from jamplan.intake.items.drafts import Kind
from jamplan.intake.items.finding import find_items
from jamplan.intake.reading.contents import Contents, Paragraph, Table
from jamplan.intake.reading.limits import Limits
from jamplan.intake.reading.pdf import read_pdf

LONG = (
    "Cette mission serait confiée à l'agence de l'archipel, en lien avec les communes concernées, et le "
    "coût en serait partagé entre elles."
)


class Paper(FPDF):
    """A document whose running head is the title of the chapter."""

    chapter = ""

    def header(self) -> None:
        if self.chapter:
            self.set_font("Helvetica", size=7)
            self.text(20, 12, self.chapter)

    def footer(self) -> None:
        if self.chapter:
            self.set_font("Helvetica", size=7)
            self.text(180, 285, f"{self.page_no()} | Agence")

    def say(self, text: str, size: float = 11, style: str = "") -> None:
        self.set_font("Helvetica", style=style, size=size)
        self.multi_cell(0, size * 0.45, text, new_x="LMARGIN", new_y="NEXT")


def paper(chapter: str = "") -> Paper:
    made = Paper()
    made.chapter = chapter
    made.set_margins(20, 25)
    made.set_auto_page_break(auto=True, margin=30)
    made.add_page()
    return made


def read(made: FPDF) -> Contents:
    return read_pdf(bytes(made.output()), Limits())


def texts(contents: Contents) -> list[str]:
    return [block.text for block in contents.blocks if isinstance(block, Paragraph)]


def test_heads_that_change_with_chapters_go():
    """Small letters that are set apart at one height of the pages, and « 3 | Agence »."""
    made = paper("La ressource")
    for chapter in ("La ressource", "Les captages", "Les communes", "Les comptes"):
        made.chapter = chapter
        made.add_page()
        made.say(f"Le chapitre {chapter}", 16, "B")
        made.say(LONG)
    expected = []
    for chapter in ("La ressource", "Les captages", "Les communes", "Les comptes"):
        expected += [f"Le chapitre {chapter}", LONG]
    assert texts(read(made)) == expected


def test_text_that_pages_begin_with_alike_is_no_head():
    """A paragraph of four lines, and an item of a list, that two of three pages begin with."""
    for begin in (f"{LONG} {LONG} {LONG}", "- Pilote : conseil de l'archipel"):
        made = paper("")
        made.set_margins(20, 15)
        made.set_y(15)
        made.say("Un titre", 16, "B")
        for _ in range(2):
            made.add_page()
            made.say(begin)
            made.ln(8)
            made.say(LONG)
        assert sum(begin.removeprefix("- ") in text for text in texts(read(made))) == 2


def test_a_line_that_stands_within_pages_too_is_no_head():
    """One line that each item has, wherever it stands; a head that the chapter's title repeats goes."""
    made = paper("La ressource")
    made.say("La ressource", 16, "B")
    for _ in range(5):
        made.add_page()
        for _ in range(2):
            made.set_y(22 if made.get_y() < 30 else 120)
            made.say("Le coût en est partagé.")
            made.ln(8)
            made.say(LONG)
    said = texts(read(made))
    assert said.count("Le coût en est partagé.") == 10
    assert said.count("La ressource") == 1


def test_a_text_goes_on_over_a_page():
    """A sentence that a page cuts is one paragraph."""
    made = paper()
    made.set_y(262)
    made.say(f"{LONG} {LONG}")
    contents = read(made)
    assert texts(contents) == [f"{LONG} {LONG}"]
    assert contents.pages == 2
    assert [block.page for block in contents.blocks] == [1]


def test_the_frame_of_a_box_ends_a_paragraph():
    """What stands below a box is no part of what stands in it."""
    made = paper()
    made.set_font("Helvetica", size=11)
    made.multi_cell(
        0, 5, "Recommandation n° 1 - Créer un fichier", border=1, new_x="LMARGIN", new_y="NEXT"
    )
    made.multi_cell(0, 5, LONG)
    assert texts(read(made)) == ["Recommandation n° 1 - Créer un fichier", LONG]


def test_a_text_ends_where_its_box_does():
    """Title and text in a frame, then what argues for the next item: that is told, and no text."""
    made = paper()
    made.set_font("Helvetica", size=11)
    for number in (1, 2, 3):
        made.multi_cell(0, 5, f"Ce qui plaide pour {number}. {LONG}", new_x="LMARGIN", new_y="NEXT")
        made.ln(3)
        box = f"Proposition n° {number} : Créer le fichier {number}.\nTexte {number}. {LONG}"
        made.multi_cell(0, 5, box, border=1, new_x="LMARGIN", new_y="NEXT")
        made.ln(3)
    found = find_items(read(made), Kind.PROPOSALS)
    assert [(item.number, item.title, item.text) for item in found.items] == [
        (str(number), f"Créer le fichier {number}", f"Texte {number}. {LONG}") for number in (1, 2, 3)
    ]
    assert [doubt.code for doubt in found.doubts] == ["texts-before"]


def test_boxes_within_boxes_are_no_table():
    """Frames whose sides touch, with text on one side of each only, are read line by line."""
    made = paper()
    made.rect(18, 30, 170, 120)
    made.rect(18, 60, 170, 40)
    made.rect(40, 60, 140, 40)
    made.set_font("Helvetica", size=10)
    for y, x, text in (
        (45, 20, "1.1 Créer un fichier des puits de toutes les communes"),
        (70, 45, "Ce que propose l'agence"),
        (90, 45, "Des puits connus de tous"),
        (120, 20, "1.2 Former les maires de toutes les communes"),
    ):
        made.text(x, y, text)
    contents = read(made)
    assert not any(isinstance(block, Table) for block in contents.blocks)
    assert texts(contents)[0] == "1.1 Créer un fichier des puits de toutes les communes"


def test_the_frame_of_a_page_is_no_box():
    """Items on a framed page have the text that follows on the next one, which has no frame."""
    made = paper()
    made.rect(12, 15, 185, 265)
    for number in (1, 2, 3):
        made.say(f"Proposition n° {number} : Créer le fichier {number}.")
        made.say(f"Texte {number}. {LONG}")
        made.ln(3)
    made.add_page()
    made.say(f"Suite de 3. {LONG}")
    found = find_items(read(made), Kind.PROPOSALS)
    assert found.items[2].text == f"Texte 3. {LONG}\nSuite de 3. {LONG}"
    assert not found.doubts


def test_underlined_words_part_no_lines():
    """A paragraph in which words are underlined, as links are, is one paragraph."""
    made = paper()
    made.set_font("Helvetica", size=11)
    words = f"{LONG} {LONG}".split()
    marked = " ".join(f"--{word}--" if len(word) > 8 else word for word in words)
    made.multi_cell(0, 5, marked, markdown=True)
    assert texts(read(made)) == [" ".join(words)]


def test_words_in_another_font_part_no_lines():
    """Terms in smaller letters, alone on a line or in front of it, belong to the sentence."""
    made = paper()
    for y, pieces in enumerate(
        (
            [("Helvetica", 11, "Chaque balise dont le contenu est décrit par un attribut")],
            [("Courier", 10, "aria-labelledby, aria-describedby, aria-hidden")],
            [("Helvetica", 11, "ou bien par l'attribut de la balise "), ("Courier", 10, "title-of")],
            [("Helvetica", 11, "WAI "), ("Courier", 10, "aria-labelledby et aria-hidden, qui")],
            [("Helvetica", 11, "vérifie ces deux conditions.")],
        )
    ):
        x = 20.0
        for font, size, text in pieces:
            made.set_font(font, size=size)
            made.text(x, 40 + 5 * y, text)
            x += made.get_string_width(text)
    assert texts(read(made)) == [
        "Chaque balise dont le contenu est décrit par un attribut aria-labelledby, aria-describedby, "
        "aria-hidden ou bien par l'attribut de la balise title-of WAI aria-labelledby et aria-hidden, "
        "qui vérifie ces deux conditions."
    ]


def test_a_number_that_a_sentence_ends_with_begins_nothing():
    """« … et 11.4.3. » on the next line is the end of the sentence."""
    made = paper()
    made.set_font("Helvetica", size=11)
    made.text(20, 40, "Ce cas est traité aux critères 11.4.1, 11.4.2 et aussi")
    made.text(20, 45, "11.4.3.")
    assert texts(read(made)) == ["Ce cas est traité aux critères 11.4.1, 11.4.2 et aussi 11.4.3."]


def test_a_thin_space_parts_a_number_from_what_it_counts():
    """« 200 % » and « 5 secondes » have a gap too small to part two words."""
    made = paper()
    made.set_font("Helvetica", size=11)
    x = 20.0
    for text in ("Agrandir de 200", "% en moins de 5", "secondes"):
        made.text(x, 40, text)
        x += made.get_string_width(text) + 0.13 * 11 / made.k
    assert texts(read(made)) == ["Agrandir de 200 % en moins de 5 secondes"]


# Every letter has its own code, the bullet too.
_NAMES = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
    b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <01> <7e> <0001> endbfrange "
    b"endcmap CMapName currentdict /CMap defineresource pop end end"
)


def raw_pdf(page: bytes, form: bytes = b"") -> bytes:
    """A PDF of one page, by what its content says, and of a form that it may use."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<<"
        b"/Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R/FirstChar 1/LastChar 126"
        b"/Widths[%b]>>>>/XObject<</X 5 0 R>>>>>>" % (b"500 " * 126),
        b"<</Length %d>>stream\n%b\nendstream " % (len(page), page),
        b"<</Type/XObject/Subtype/Form/BBox[0 0 300 80]/Length %d>>stream\n%b\nendstream "
        % (len(form), form),
        b"<</Length %d>>stream\n%b\nendstream " % (len(_NAMES), _NAMES),
    )
    numbered = (b"%d 0 obj%bendobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer<</Root 1 0 R>>"


def test_letters_without_a_name_are_bullets():
    """Bullets of a font of signs come as controls; within a word, such a letter is none."""
    page = b"".join(
        b"BT /F 11 Tf 70 %d Td (\\001 Ouvrir le p\\001uits %d) Tj ET " % (700 - 20 * row, row)
        for row in range(3)
    )
    paragraphs = [
        each for each in read_pdf(raw_pdf(page), Limits()).blocks if isinstance(each, Paragraph)
    ]
    assert [(each.marker, each.text) for each in paragraphs] == [
        ("•", f"Ouvrir le puits {row}") for row in range(3)
    ]


def test_what_is_drawn_in_a_form_is_placed_with_it():
    """The lines of a table stand where the form that holds them is put."""
    rows = b"".join(
        b"BT /F 10 Tf 110 %d Td (%d) Tj ET BT /F 10 Tf 160 %d Td (Ouvrir le puits %d) Tj ET "
        % (705 - 20 * row, row + 1, 705 - 20 * row, row + 1)
        for row in range(4)
    )
    grid = b"".join(b"0 %d m 300 %d l S " % (20 * row, 20 * row) for row in range(5))
    grid += b"".join(b"%d 0 m %d 80 l S " % (x, x) for x in (0, 50, 300))
    page = b"q 1 0 0 1 100 640 cm /X Do Q " + rows
    (table,) = read_pdf(raw_pdf(page, grid), Limits()).blocks
    assert isinstance(table, Table)
    assert table.rows == tuple((str(row), f"Ouvrir le puits {row}") for row in range(1, 5))


def test_bullets_that_are_drawn_are_bullets():
    """A dot before a line is a bullet, though no letter stands there."""
    made = paper()
    for text in ("Créer un fichier", "Former les maires"):
        made.circle(x=made.l_margin + 2, y=made.get_y() + 2.5, radius=0.8, style="F")
        made.set_x(made.l_margin + 8)
        made.set_font("Helvetica", size=11)
        made.cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
    assert [(block.marker, block.text) for block in read(made).blocks] == [
        ("•", "Créer un fichier"),
        ("•", "Former les maires"),
    ]


def test_a_large_number_belongs_to_the_first_line_beside_it():
    """« 14 » in large letters, and a title of two lines."""
    made = paper()
    made.set_font("Helvetica", style="B", size=26)
    made.text(20, 50, "14")
    made.set_font("Helvetica", style="B", size=11)
    made.text(36, 45, "Réutiliser les eaux usées traitées pour l'arrosage des")
    made.text(36, 50, "espaces verts")
    assert texts(read(made)) == [
        "14 Réutiliser les eaux usées traitées pour l'arrosage des espaces verts"
    ]


def test_footnotes_and_their_calls_go():
    """Small letters at a page's end that begin with a number; raised numbers in the text."""
    made = paper()
    made.say(LONG)
    made.say(f"{LONG} ")
    made.set_font("Helvetica", size=11)
    made.text(20, 60, "Un fichier est tenu")
    made.set_font("Helvetica", size=6)
    made.text(20 + 35, 58.6, "12")
    made.set_font("Helvetica", size=8)
    made.text(20, 200, "12 Audition du 3 mars, compte rendu.")
    found = texts(read(made))
    assert found[-1].startswith("Un fichier est tenu")
    assert "Audition" not in " ".join(found)


def test_a_page_in_small_letters_has_no_footnotes():
    """An annex set smaller than the rest, with lines that begin with numbers, is kept whole."""
    made = paper()
    for number in range(6):
        made.say(f"Un paragraphe de l'exposé, le numéro {number}. {LONG}")
    made.add_page()
    made.say("Annexe : l'enquête", 14, "B")
    small = ["Deux décès enregistrés.", "1. Faire la liste des cas.", "2 Visiter chaque commune.", LONG]
    for text in small:
        made.say(text, 7)
    made.add_page()
    made.say(f"La fin de l'exposé. {LONG}")
    made.say(LONG)
    found = texts(read(made))
    assert [text for text in small if not any(text in each for each in found)] == []


def test_small_print_that_begins_with_an_amount_is_no_footnote():
    """A box in small letters at a page's end, one of whose lines begins with « 16 % »."""
    made = paper()
    for number in range(6):
        made.say(f"Un paragraphe de l'exposé, le numéro {number}. {LONG}")
    made.set_y(250)
    made.set_font("Helvetica", size=7)
    made.multi_cell(0, 4, "Augmenter le nombre de puits connus de", new_x="LMARGIN", new_y="NEXT")
    made.multi_cell(0, 4, "16 % pour le porter à 1 326 dans toutes les communes")
    assert "16 % pour le porter à 1 326" in " ".join(texts(read(made)))


def test_level_lines_alone_make_a_table():
    """Where each cell has its own line below, the lines' ends are the columns."""
    made = paper()
    rows = [("N°", "Mesure", "Date"), *((str(n), f"Agir en {n}", "2033") for n in range(1, 8))]
    for row in rows:
        made.set_font("Helvetica", size=10)
        for text, width in zip(row, (15, 100, 40), strict=True):
            made.cell(width, 8, text, border="B")
        made.ln()
    tables = [block for block in read(made).blocks if isinstance(block, Table)]
    assert [table.rows for table in tables] == [tuple(rows)]


def sentence(number: int) -> str:
    return (
        f"La mesure {number} vise les communes de l'archipel, avec un suivi du comité numéro {number}."
    )


def two_columns(left: list[str], right: list[str], *, heading: str = "", large: str = "") -> FPDF:
    """A page whose lines are written row by row, across both columns."""
    made = paper()
    made.set_font("Helvetica", style="B", size=16)
    if heading:
        made.text(20, 30, heading)
    for row in range(max(len(left), len(right))):
        y = 45 + 6 * row
        made.set_font("Helvetica", size=9)
        if row < len(left):
            made.text(20, y, left[row])
        if row < len(right):
            made.text(110, y, right[row])
    if large:
        made.set_font("Helvetica", style="B", size=14)
        made.text(20, 45 + 6 * max(len(left), len(right)) + 8, large)
    return made


def lines(first: int, count: int) -> list[str]:
    return [
        f"{n} lignes de texte dans la colonne, de même largeur" for n in range(first, first + count)
    ]


def test_columns_are_read_one_by_one_though_written_by_rows():
    """The left column, then the right one; a heading over both comes first."""
    made = two_columns(
        lines(10, 12), lines(40, 12), heading="Un titre sur les deux colonnes de la page entière"
    )
    found = " ".join(texts(read(made)))
    assert found.startswith("Un titre sur")
    numbers = [int(word) for word in found.split() if word.isdigit()]
    assert numbers == [*range(10, 22), *range(40, 52)]


def test_columns_of_lists_within_lists_are_columns():
    """Lines that begin further in, as those of lists do, are of their column."""
    made = paper()
    for first, left in ((10, 20), (50, 110)):
        for row in range(30):
            deep = (0, 1, 1, 2, 2, 2)[row % 6]
            made.set_font("Helvetica", size=9)
            if row % 3 != 2:
                made.text(left + 5 * deep, 45 + 6 * row, "-")
            text = f"{first + row} puits à ouvrir dans la commune"
            made.text(left + 5 * (deep + 1), 45 + 6 * row, text)
    assert numbers_in(read(made)) == [*range(10, 40), *range(50, 80)]


def test_wide_spaces_between_words_part_no_columns():
    """Large letters in narrow columns with straight edges: few words a line, far apart."""
    made = paper()
    made.set_font("Helvetica", size=14)
    long = (
        "Chaque administration territoriale communique systématiquement l'emplacement précis des "
        "installations concernées aux responsables de l'établissement intercommunal compétent"
    )
    words = " ".join(f"{number} {long}" for number in range(10, 24))
    with made.text_columns(ncols=2, gutter=8, text_align="J") as text:
        text.write(words)
    assert " ".join(texts(read(made))) == words


def wide(first: int, count: int) -> list[str]:
    return [
        f"{n} lignes de texte qui vont d'un bord à l'autre de la colonne"
        for n in range(first, first + count)
    ]


def numbers_in(contents: Contents) -> list[int]:
    return [int(word) for word in " ".join(texts(contents)).split() if word.isdigit()]


def test_a_short_second_column_is_a_column():
    """The last page of a chapter: nine lines, then two, beside a whole column."""
    for count in (9, 2):
        assert numbers_in(read(two_columns(wide(10, 38), wide(60, count)))) == [
            *range(10, 48),
            *range(60, 60 + count),
        ]


def test_columns_begin_where_they_do_on_other_pages():
    """One line beside a column, lower than its first one, where another page has two columns."""
    made = two_columns(wide(10, 20), wide(40, 20))
    made.add_page()
    made.set_font("Helvetica", size=9)
    for row, text in enumerate(wide(60, 30)):
        made.text(20, 45 + 6 * row, text)
    made.text(110, 75, "90 lignes")
    assert numbers_in(read(made)) == [*range(10, 30), *range(40, 60), *range(60, 91)]


def test_pages_with_texts_side_by_side_are_named():
    """Lines beside others that are no column: too far down, and nothing else tells."""
    made = two_columns(wide(10, 38), wide(60, 9))
    assert read(made).unsure_pages == ()
    made = two_columns(wide(10, 30), [])
    for row in range(20, 24):
        made.text(120 + row, 45 + 6 * row, "Un texte à côté")
    assert read(made).unsure_pages == (1,)


def test_lines_in_boxes_are_of_their_column():
    """Lines in a box begin a little further; those outside of it are of the same column."""
    made = paper()
    made.set_font("Helvetica", size=9)
    for row, text in enumerate(wide(10, 12)):
        made.text(20, 45 + 6 * row, text)
    for row, text in enumerate(wide(40, 12)):
        made.text(110 if row in {2, 3, 4} else 111.3, 45 + 6 * row, text)
    assert numbers_in(read(made)) == [*range(10, 22), *range(40, 52)]


def test_a_heading_between_parts_cuts_the_columns():
    """Both columns above it, then it, then both below."""
    made = two_columns(lines(10, 8), lines(40, 8))
    made.set_font("Helvetica", style="B", size=14)
    made.text(20, 104, "Seconde partie")
    for row in range(8):
        made.set_font("Helvetica", size=9)
        made.text(20, 115 + 6 * row, lines(60 + row, 1)[0])
        made.text(110, 115 + 6 * row, lines(80 + row, 1)[0])
    found = " ".join(texts(read(made)))
    numbers = [int(word) for word in found.split() if word.isdigit()]
    assert numbers == [*range(10, 18), *range(40, 48), *range(60, 68), *range(80, 88)]
    assert found.index("Seconde") > found.index("47 lignes")
    assert found.index("Seconde") < found.index("60 lignes")


def test_a_page_that_is_cut_is_doubted():
    """A text that a page ends within, and that does not go on, is marked."""
    made = paper()
    made.set_y(258)
    made.set_font("Helvetica", size=11)
    made.multi_cell(0, 5, f"{LONG} {LONG} et la suite manque dans ce document car la page", align="J")
    made.add_page()
    made.say("Un titre", 16, "B")
    marked = [block.cut for block in read(made).blocks if isinstance(block, Paragraph)]
    assert len(marked) >= 2


def test_a_table_goes_on_over_pages():
    """The rows of both pages are in tables with the same columns."""
    made = paper()
    made.set_font("Helvetica", size=10)
    with made.table(col_widths=(10, 100, 40), text_align="LEFT") as table:
        table.row(("N°", "Mesure", "Date"))
        for number in range(1, 60):
            table.row((str(number), f"Agir en {number}", "2033"))
    tables = [block for block in read(made).blocks if isinstance(block, Table)]
    assert [table.page for table in tables] == [1, 2]
    numbers = [row[0] for table in tables for row in table.rows if row[0] != "N°"]
    assert numbers == [str(number) for number in range(1, 60)]


def test_a_box_over_both_columns_is_read_where_it_stands():
    """The columns above it, then its own lines, then the columns below it."""
    made = two_columns(wide(10, 8), wide(20, 8))
    made.rect(18, 96, 180, 26)
    for row, text in enumerate(("Proposition n° 1 : Créer un fichier", "90 puits y seraient inscrits")):
        made.set_font("Helvetica", style="" if row else "B", size=9)
        made.text(22, 105 + 7 * row, text)
    for row in range(8):
        made.set_font("Helvetica", size=9)
        made.text(20, 135 + 6 * row, wide(30 + row, 1)[0])
        made.text(110, 135 + 6 * row, wide(40 + row, 1)[0])
    found = read(made)
    numbers = [*range(10, 18), *range(20, 28), 1, 90, *range(30, 38), *range(40, 48)]
    assert numbers_in(found) == numbers
    assert [block.boxed for block in found.blocks if "90 puits" in getattr(block, "text", "")] == [True]


def test_a_note_as_wide_as_the_page_is_below_both_columns():
    """Its second line is short, and stands under the left column alone."""
    made = two_columns(wide(10, 20), wide(40, 20))
    made.set_font("Helvetica", size=7)
    long = (
        "Audition du 3 mars, avec les représentants de toutes les communes de l'archipel et l'agence,"
    )
    for row, (number, text) in enumerate((("1", long), ("", "puis 95 maires."), ("2", long))):
        made.text(20, 262 + 4 * row, number)
        made.text(28, 262 + 4 * row, text)
    assert numbers_in(read(made)) == [*range(10, 30), *range(40, 60)]


def test_a_label_that_a_sentence_speaks_of_begins_nothing():
    """« … le prévoit la / Proposition n° 28 : le fichier … » is one paragraph."""
    made = paper()
    made.set_font("Helvetica", size=11)
    first = "Le fichier est tenu par les communes de l'archipel, comme le prévoit aussi la"
    second = "Proposition n° 28 : les maires y ont accès."
    third = "Proposition n° 29 : Former les maires."
    for row, text in enumerate((first, second, third)):
        made.text(20, 40 + 5 * row, text)
    assert texts(read(made)) == [f"{first} {second}", third]


def test_spaced_letters_are_words():
    """« R E C O M M A N D A T I O N  N° 12 » in letters set apart, and small ones after a capital."""
    made = paper()
    made.set_font("Helvetica", style="B", size=9)
    for y, spacing, pieces in (
        (40, 2.5, [("RECOMMANDATION N° 12", 9)]),
        (60, 1.2, [("P", 12), ("ROPOSITION", 8.4), (" 3", 12)]),
        (80, 0.0, [("Trois mots ordinaires", 9)]),
    ):
        x = 20.0
        made.set_char_spacing(spacing)
        for text, size in pieces:
            made.set_font_size(size)
            made.text(x, y, text)
            x += made.get_string_width(text)
    assert texts(read(made)) == ["RECOMMANDATION N° 12", "PROPOSITION 3", "Trois mots ordinaires"]


def test_a_large_initial_begins_the_first_line():
    """« L » over three lines, before « 'eau est rare »."""
    made = paper()
    for letter, rest, y in (("C", "haque commune", 40), ("À", "défaut d'accord", 90)):
        made.set_font("Helvetica", size=40)
        made.text(20, y + 12, letter)
        x = 21 + made.get_string_width(letter)
        made.set_font("Helvetica", size=11)
        for row, text in enumerate(
            (f"{rest} de l'archipel aurait", "un fichier de ses puits, tenu", "par")
        ):
            made.text(x, y + 5 * row, text)
    assert texts(read(made)) == [
        "Chaque commune de l'archipel aurait un fichier de ses puits, tenu par",
        "À défaut d'accord de l'archipel aurait un fichier de ses puits, tenu par",
    ]


def test_the_call_of_a_note_leaves_no_space():
    """« … complète¹. Ces … » is « … complète. Ces … »."""
    made = paper()
    made.set_font("Helvetica", size=11)
    made.text(20, 40, "Une enquête complète")
    x = 20 + made.get_string_width("Une enquête complète")
    made.set_font("Helvetica", size=6)
    made.text(x, 38.5, "1")
    x += made.get_string_width("1")
    made.set_font("Helvetica", size=11)
    made.text(x, 40, ". Elle est publique.")
    assert texts(read(made)) == ["Une enquête complète. Elle est publique."]


def striped(rows: int, *, first: int, lines: bool = False) -> FPDF:
    """A table with a ground below every other row, or a line below every row but the last."""
    made = paper()
    made.set_font("Helvetica", size=9)
    for row in range(rows):
        y = 30 + 14 * row
        cells = ("N°", "Mesure", "Détail") if row == 0 else (str(row), f"Agir en {row}", f"Pour {row}")
        for text, x, width in zip(cells, (20, 35, 90), (15, 55, 90), strict=True):
            if row % 2 == first and not lines:
                made.set_fill_color(220)
                made.rect(x, y, width, 14, style="F")
            if lines and row < rows - 1:
                made.line(x, y + 14, x + width, y + 14)
            made.text(x + 2, y + 6, text)
            if row and x > 20:
                made.text(x + 2, y + 11, "puis recommencer")
    made.set_font("Helvetica", size=11)
    made.text(20, 30 + 14 * rows + 12, LONG[:80])
    return made


def test_rows_with_a_ground_of_their_own_make_a_table():
    """Every other row has one; the headings and the first row may have none, and the last one."""
    for first, count, lines in ((0, 7, False), (1, 6, False), (1, 7, False), (0, 8, True)):
        table, *rest = read(striped(count, first=first, lines=lines)).blocks
        assert isinstance(table, Table)
        rows = [
            (str(row), f"Agir en {row} puis recommencer", f"Pour {row} puis recommencer")
            for row in range(1, count)
        ]
        assert table.rows == (("N°", "Mesure", "Détail"), *rows)
        assert [getattr(block, "text", None) for block in rest] == [LONG[:80]]


def test_a_label_in_the_margin_belongs_to_the_title_beside_it():
    """« MESURE » over « 4 » in large letters, and a title whose first word is short."""
    made = paper()
    for number, y in ((4, 40), (5, 110)):
        made.set_font("Helvetica", style="B", size=8)
        made.text(22, y + 1, "MESURE")
        made.set_font("Helvetica", style="B", size=26)
        made.text(25, y + 12, str(number))
        made.set_font("Helvetica", style="B", size=13)
        for word, x in (("À", 50), ("mi-parcours,", 60), ("compter", 95)):
            made.text(x, y, word)
        made.set_font("Helvetica", size=10)
        for row in range(4):
            made.text(50, y + 8 + 5 * row, "Les communes de l'archipel le font chaque année en mars")
    found = find_items(read(made), Kind.MEASURES)
    assert [(item.number, item.title) for item in found.items] == [
        ("4", "À mi-parcours, compter"),
        ("5", "À mi-parcours, compter"),
    ]
    assert all((item.text or "").startswith("Les communes") for item in found.items)


def test_titles_left_of_their_texts_are_read_with_them():
    """A narrow column of labels and titles, a wide one of texts, row by row."""
    made = paper()
    for number, y in ((1, 40), (2, 90), (3, 140)):
        made.set_font("Helvetica", size=9)
        made.text(20, y, f"Engagement {number}")
        made.set_font("Helvetica", style="B", size=9)
        made.text(20, y + 5, f"Ouvrir {number} centres de soins")
        made.text(20, y + 10, "dans chaque commune")
        made.set_font("Helvetica", size=9)
        for row in range(6):
            made.text(
                80, y + 5 * row, f"{number} lignes d'un texte qui va d'un bord à l'autre de la page"
            )
    found = find_items(read(made), Kind.MEASURES)
    text = " ".join(["{} lignes d'un texte qui va d'un bord à l'autre de la page"] * 6)
    assert [(item.number, item.title, item.text) for item in found.items] == [
        (str(n), f"Ouvrir {n} centres de soins dans chaque commune", text.replace("{}", str(n)))
        for n in (1, 2, 3)
    ]


def test_heads_with_the_number_of_the_page_go():
    """« 7 | Rapport », whose number goes with the page's; a list that counts on stays."""
    made = paper()
    for number in range(4):
        made.set_font("Helvetica", size=11)
        made.text(20, 15, f"{number + 11} | Rapport de l'archipel")
        made.set_y(40)
        made.say(f"{number + 1}. Agir en {number + 1}")
        made.ln(5)
        made.say(LONG)
        if number < 3:
            made.add_page()
    assert texts(read(made)) == [text for n in range(1, 5) for text in (f"{n}. Agir en {n}", LONG)]


def test_a_number_above_its_note_begins_the_note():
    """The raised number of a footnote, in a row of its own."""
    made = paper()
    made.say(f"{LONG} {LONG} {LONG}")
    for row, text in enumerate(("Compte rendu de la commission,", "séance du 3 mars.")):
        made.set_font("Helvetica", size=5)
        if not row:
            made.text(20, 256, "12")
        made.set_font("Helvetica", size=8)
        made.text(23, 260 + 4 * row, text)
    assert texts(read(made)) == [f"{LONG} {LONG} {LONG}"]


def test_a_cell_that_spans_rows_is_whole():
    """Its text is taller than one row; no line is drawn through it."""
    made = paper()
    made.set_font("Helvetica", size=10)
    for row in range(4):
        y = 40 + 10 * row
        made.rect(60, y, 20, 10)
        made.rect(80, y, 80, 10)
        made.text(62, y + 6, str(row + 1))
        made.text(82, y + 6, f"Agir en {row + 1}")
    made.rect(20, 40, 40, 40)
    made.text(22, 58, "Protéger les puits")
    made.text(22, 63, "les plus fragiles")
    (table,) = read(made).blocks
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["Protéger les puits les plus fragiles", "", "", ""]
    assert [row[1:] for row in table.rows] == [(str(n), f"Agir en {n}") for n in (1, 2, 3, 4)]


def test_cards_side_by_side_are_read_row_by_row():
    """Frames in two columns, an item each, whose sides do not touch."""
    made = paper()
    for place in range(6):
        x, y = 20 + 88 * (place % 2), 40 + 45 * (place // 2)
        made.line(x + 3, y, x + 79, y)
        made.line(x + 3, y + 40, x + 79, y + 40)
        made.set_font("Helvetica", style="B", size=20)
        made.text(x + 5, y + 10, str(place + 1))
        made.set_font("Helvetica", style="B", size=10)
        made.text(x + 5, y + 17, f"Ouvrir le centre de soins {place + 1}")
        made.set_font("Helvetica", size=9)
        for row in range(3):
            made.text(x + 5, y + 23 + 5 * row, "Les communes de l'archipel le font en mars")
    found = find_items(read(made), Kind.PROPOSALS)
    assert [(item.number, item.title) for item in found.items] == [
        (str(n), f"Ouvrir le centre de soins {n}") for n in range(1, 7)
    ]


def test_a_box_that_a_text_runs_around_is_read_apart():
    """Key figures on the right of six lines: none of them is in a sentence."""
    made = paper()
    made.set_font("Helvetica", size=10)
    made.set_fill_color(230)
    made.rect(130, 48, 60, 20, style="F")
    made.text(133, 55, "Chiffres clés")
    made.text(133, 62, "16 % des puits")
    made.text(20, 40, f"10 Une ligne qui va d'un bord à l'autre de la page, et {LONG[:50]}")
    for row in range(11, 19):
        narrow = row < 17
        text = "lignes à côté du cadre, dans la même phrase" if narrow else LONG[:80]
        made.text(20, 40 + 5 * (row - 10), f"{row} {text}")
    made.text(20, 95, "Mesure 2 : Former les maires")
    said = texts(read(made))
    assert [text for text in said if "Chiffres" in text or "puits" in text] == [
        "Chiffres clés",
        "16 % des puits",
    ] or "Chiffres clés 16 % des puits" in said
    assert numbers_in(read(made))[:9] == [*range(10, 19)]
    assert said[-1] == "Mesure 2 : Former les maires"


def test_notes_in_letters_of_the_text_go_where_a_short_line_parts_them():
    """Below it, a raised number begins the first; without one, it is a line over some text."""
    for raised in (True, False):
        made = paper()
        made.say(f"{LONG} {LONG}")
        made.line(20, 240, 70, 240)
        for row in range(2):
            made.set_font("Helvetica", size=7 if raised else 11)
            made.text(20, 250 + 6 * row - raised, f"{row + 1}" if raised else f"{row + 1}.")
            made.set_font("Helvetica", size=11)
            made.text(24, 250 + 6 * row, "Voir le rapport annuel de l'agence.")
        assert (len(texts(read(made))) == 1) is raised


def test_heads_of_left_and_right_pages_go_in_short_documents_too():
    """Each stands on two pages, and the other one between them."""
    made = paper()
    for number in range(4):
        made.set_font("Helvetica", size=11)
        made.text(20, 15, "Rapport de l'archipel" if number % 2 else "Agence des puits")
        made.set_y(60)
        made.say(f"Le paragraphe {number}. {LONG}")
        if number < 3:
            made.add_page()
    assert texts(read(made)) == [f"Le paragraphe {number}. {LONG}" for number in range(4)]


def test_boxes_of_two_columns_are_no_row_of_cards():
    """They end near one height by chance."""
    made = two_columns(wide(10, 24), wide(40, 24))
    made.rect(18, 90.0, 84, 30)
    made.rect(108, 60.0, 84, 30.5)
    assert numbers_in(read(made)) == [*range(10, 34), *range(40, 64)]


def test_powers_are_kept_and_calls_of_notes_go():
    """« 10⁶ puits sur 20 m² », but « en 2031¹ »."""
    made = paper()
    x = 20.0
    for text, size in (
        ("10", 11),
        ("6", 6),
        (" puits sur 20 mm", 11),
        ("2", 6),
        (" en 2031", 11),
        ("1", 6),
    ):
        made.set_font("Helvetica", size=size)
        made.text(x, 40 - (1.5 if size == 6 else 0), text)
        x += made.get_string_width(text)
    assert texts(read(made)) == ["10⁶ puits sur 20 mm² en 2031"]


def test_a_badge_belongs_to_the_first_line_beside_it():
    """« A1 » in the middle of a title of two lines, or a little below one of one line."""
    made = paper()
    for number, y, title in (
        ("A1", 40, ("Créer un fichier de tous", "les puits")),
        ("A2", 80, ("Former",)),
    ):
        made.set_font("Helvetica", style="B", size=12)
        for row, text in enumerate(title):
            made.text(40, y + 6 * row, text)
        made.text(28, y + (3 if len(title) > 1 else 1.5), number)
        made.set_font("Helvetica", size=10)
        made.text(40, y + 16, "Les communes de l'archipel le font chaque année en mars.")
    assert texts(read(made))[::2] == ["A1 Créer un fichier de tous les puits", "A2 Former"]

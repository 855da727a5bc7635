"""PDFs as blocks."""

import io
import random
import re
import socket
from collections import Counter

import pypdfium2
import pytest
from fpdf.enums import TextMode
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from jamplan.corpus.findings import UnreadError
from jamplan.documents import pdf
from jamplan.documents.pdf import read
from jamplan.documents.textblocks import GAP, TextBlock, finished
from tests.documents import made_up
from tests.documents.finds import short
from tests.documents.made_up import Sheet


def blocks_of(data: bytes) -> list[TextBlock]:
    """The blocks as a person reads them."""
    return finished(read(data)[0])


def page_of(*lines: tuple[str, float]) -> bytes:
    """A page with lines of a size."""
    sheet = Sheet()
    for text, size in lines:
        sheet.line_of(text, size)
    return sheet.bytes()


def test_a_line_that_begins_an_item_or_is_apart_begins_a_block():
    """Though they are in the type of the text."""
    lines = [
        f"{n}.Couple the compute allocation of the year with access {n}"
        for n in (9, 10, 11)
    ]
    blocks = blocks_of(page_of(*((line, 11) for line in lines)))
    assert short(blocks)[1:] == [f"p {line}" for line in lines]
    sheet = Sheet()
    title = ("Recommendation 1: A simplified structure", "for whole-system emergencies")
    text = (
        "The governments should each simplify",
        "the structures with responsibility.",
    )
    sheet.at(10, 14, *title, pitch=5.5)
    sheet.at(10, 30, *text, pitch=5.5)
    assert short(blocks_of(sheet.bytes()))[1:] == [
        "p Recommendation 1: A simplified structure for whole-system emergencies",
        "p The governments should each simplify the structures with responsibility.",
    ]
    sheet = Sheet()
    lines = [
        "The plan is to be published next year with",
        "its budget (in my report,",
        "Goal 4) then.",
    ]
    sheet.at(10, 14, *lines, "Response", "We agree.", pitch=5.5)
    assert all_text(blocks_of(sheet.bytes())) == [
        " ".join(lines),
        "Response",
        "We agree.",
    ]


def test_running_heads_are_dropped_and_small_print_at_the_foot_is_a_note():
    """Each note and each entry of the contents is a block; small print at the top is no note."""
    blocks = blocks_of(made_up.boxes())
    assert sum(".........." in block.text for block in blocks) == len(made_up.CHAPTERS)
    assert not any("Rapport sur l'eau" in block.text for block in blocks)
    assert {block.page for block in blocks} == set(range(1, 7))
    text = "Le gouvernement doit agir pour les communes de l'archipel, dit la Cour dans son rapport."
    foot = [("1 Voir le rapport de 2019.", 7), ("2 Voir la loi de 2020.", 7)]
    blocks = blocks_of(page_of(("Petite ligne du haut", 7), *[(text, 11)] * 30, *foot))
    assert [block.text for block in blocks if block.kind == "note"] == [
        note for note, _ in foot
    ]


def test_a_title_in_large_print_may_have_five_lines():
    """Large print has few words a line; as many lines in the type of the text are a text."""
    lines = ["Review of", "what is known", "of the water", "of all islands:", "report"]
    text = "The wells of the islands are to be looked at again, all of them."
    for size, kind in ((24, "heading"), (11, "paragraph")):
        sheet = Sheet(size)
        sheet.at(10, 14, *lines, pitch=size / 2)
        sheet.set_font("Helvetica", size=11)
        sheet.at(10, 120, *[text] * 20, pitch=5.5)
        first = blocks_of(sheet.bytes())[0]
        assert (first.kind, first.text) == (kind, " ".join(lines))


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Recommandation {}", "Le gouvernement accepte en totalité."),
        ("{}. Ouvrir un centre", "Accepted."),
        ("Objectif numéro {} du plan", "Pilote : Justice"),
        ("Objectif numéro {} du plan", "Le coût est de {} millions"),
    ],
)
def test_what_each_page_answers_is_no_page_header(title, answer):
    """It is below a title, or in the text's own region; a title's number is within its words."""
    sheet = Sheet()
    for number in range(1, 5):
        if number > 1:
            sheet.add_page()
        sheet.at(20, 12, "Le plan pour l'eau")
        for y, text in ((25, title), (34, answer), (262, "Échéance : fin de 2030.")):
            sheet.at(20, y, text.format(number))
        for line in range(5):
            sheet.at(
                20,
                60 + 6 * line,
                f"Il fera {number * 7 + line} choses de plus, et ce sera tout.",
            )
    text = " ".join(all_text(blocks_of(sheet.bytes())))
    parts = (title.format(3), answer.format(3), "Échéance", "Le plan pour")
    assert [text.count(part) for part in parts] == [1, 1 if "{" in answer else 4, 4, 0]


def test_neither_a_pdf_nor_a_scan_asks_the_network(monkeypatch):
    """Recognition of text would download its models."""
    for name in ("socket", "create_connection"):
        monkeypatch.delattr(socket, name)
    assert blocks_of(made_up.boxes())
    with pytest.raises(UnreadError):
        blocks_of(made_up.scanned())


# Every word once.


def words_in(texts: list[str]) -> Counter[str]:
    """All words, whatever is between them."""
    return Counter(word for text in texts for word in re.findall(r"[a-z]+[0-9]+", text))


def all_text(blocks: list[TextBlock]) -> list[str]:
    return [block.line for block in blocks]


word = st.integers(0, 10**6).map(lambda number: f"mot{number}")
lines = st.lists(
    st.lists(word, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6
)


@st.composite
def pages(draw) -> tuple[bytes, Counter[str], list[str]]:
    """Paragraphs in one or two columns, lists, ruled tables, frames; the texts of the cells."""
    sheet, printed, cells = Sheet(), ["mot7"], []
    sheet.at(20, 12, *printed)
    for _ in range(draw(st.integers(1, 2))):
        y = 20.0
        while y < 150 and draw(st.booleans()):
            kind = draw(
                st.sampled_from(["text", "columns", "list", "table", "frame", "label"])
            )
            columns = (
                draw(st.integers(2, 4)) if kind == "table" else 1 + (kind == "columns")
            )
            text = lines if columns < 3 else st.lists(word, min_size=1, max_size=4)
            row = st.lists(text, min_size=columns, max_size=columns)
            rows = draw(st.lists(row, min_size=1, max_size=3))
            size = 8 if draw(st.booleans()) and kind == "text" else 11
            sheet.set_font(
                "Helvetica", size=size, style=draw(st.sampled_from(["", "B"]))
            )
            pitch = draw(st.sampled_from([5.0, 7.0])) if kind == "table" else 5.0
            for texts in rows:
                height = pitch * max(map(len, texts))
                if kind == "label":
                    sheet.at(18, y + 5 * (len(texts[0]) // 2), "Mesure 7")
                for number, text in enumerate(texts):
                    left, width = 16 + 180 / columns * number, 180 / columns
                    x = 40 if kind == "label" else left + 4
                    sheet.at(
                        x,
                        y,
                        *("- " * (kind == "list") + line for line in text),
                        pitch=pitch,
                    )
                    if kind in {"table", "frame"}:
                        sheet.rect(left, y - 5, width, height + 1)
                    cells += [" ".join(text)] * (kind == "table")
                    printed += text
                y += height + 1
            y += draw(st.sampled_from([3, 8, 20]))
        sheet.add_page()
    return sheet.bytes(), words_in(printed), cells


@given(pages())
def test_every_word_of_print_is_in_just_one_block_and_cells_are_whole(page):
    """Whatever the library makes of columns, tables, frames and labels."""
    data, printed, cells = page
    blocks = blocks_of(data)
    assert words_in(all_text(blocks)) == printed
    assert not Counter(cells) - Counter(
        cell for block in blocks for cell in block.cells
    )


def test_close_columns_and_labels_beside_a_text_are_read_one_after_the_other():
    """The library takes the lines of both for one paragraph; a label is beside the middle of its text."""
    sheet = Sheet(10)
    columns = """\
The months after the report were | long, and the work of the unit | went on until the spring came.
The government is committed to | the plan, which it published in | January of the next year."""
    for x, column in zip((20, 78), columns.split("\n"), strict=True):
        sheet.at(x, 30, *column.split(" | "))
    assert all_text(blocks_of(sheet.bytes())) == columns.replace(" | ", " ").split("\n")
    sheet = Sheet()
    text = """Use techniques such as anonymisation to protect the privacy
of the people concerned, and say so
in the report of each year."""
    sheet.at(45, 30, *text.split("\n"))
    sheet.at(20, 35, "MS-2.2-004")
    assert all_text(blocks_of(sheet.bytes())) == [
        f"MS-2.2-004 {' '.join(text.split())}"
    ]


@pytest.mark.parametrize("gap", [3, 4, 6, 10])
@pytest.mark.parametrize(
    ("font", "count"), [("Helvetica", 2), ("Times", 1), ("Times", 2), ("Times", 3)]
)
def test_justified_columns_are_read_one_after_the_other(font, count, gap):
    """Though the gaps between words are wider than the one between the columns, or than columns are."""
    sheet = Sheet()
    sheet.set_font(font, size=10)
    sheet.c_margin = 0
    chance = random.Random(gap)
    columns = [
        " ".join(
            "mot" + "a" * chance.randrange(1, 12) + str(chance.randrange(99))
            for _ in range(110)
        )
        for _ in range(count)
    ]
    width = 50 if count == 1 else 150 / count
    for number, text in enumerate(columns):
        sheet.set_xy(20 + number * (width + gap), 30)
        sheet.multi_cell(width, 4, text, align="J")
    assert " ".join(all_text(blocks_of(sheet.bytes()))) == " ".join(columns)


def test_columns_are_read_down_with_the_markers_beside_their_texts():
    """Though markers are far from their texts, and a short text is beside a long one."""
    sheet, first, more = (
        Sheet(10),
        "Open the places of the town,",
        "in each of the districts.",
    )
    sheet.at(20, 30, "1.0", "", "", "1.1", "", "1.2")
    sheet.at(32, 30, first, more, "", first, "", first, more, more)
    sheet.at(110, 30, "5.0", "", "5.1", "", "", "", "5.2")
    sheet.at(122, 30, first, "", first, more, more, "", first)
    numbers = [text[:3] for text in all_text(blocks_of(sheet.bytes()))]
    assert numbers == ["1.0", "1.1", "1.2", "5.0", "5.1", "5.2"]
    sheet = Sheet(10)
    for n in range(9):
        sheet.at(80, 30 + 14 * n, f"- {first}", more)
        sheet.at(20, 44 + 14 * n, *("Mayor of a town", "since 2001.")[: 2 * (n < 3)])
    assert [block.marker for block in blocks_of(sheet.bytes())].count("-") == 9


def test_a_table_without_rules_is_read_by_its_head_though_its_cells_are_centred():
    """Of one word beside the actions; a line over the columns names a section, a paragraph ends it."""
    sheet, expected, y = Sheet(10), [["N°", "Action", "Pilote", "Échéance"]], 40.0
    for x, head in zip((20, 34, 100, 150), expected[0], strict=True):
        sheet.at(x, 32, head)
    for n, pilot in enumerate(
        ("Maire", "Préfets", "Mairie", "Écoles", "Maires", "Police"), 1
    ):
        if n % 3 == 1:
            sheet.at(20, y, name := f"Axe {1 + n // 3} : Agir pour les enfants")
            expected.append([name])
            y += 7
        sheet.at(34, y, f"Ouvrir la maison {n} dans la ville", "et dans les communes")
        for x, cell in ((20, f"{n}."), (100, pilot), (150, f"202{n}")):
            sheet.at(x, y + 2.5, cell)
        action = f"Ouvrir la maison {n} dans la ville et dans les communes"
        expected.append([f"{n}.", action, pilot, f"202{n}"])
        y += 12
    sheet.at(20, y + 6, "Le plan est suivi.")
    *rows, last = blocks_of(sheet.bytes())
    assert ([[*block.cells] for block in rows], last.text) == (
        expected,
        "Le plan est suivi.",
    )


def test_text_beside_a_chart_is_no_row_of_a_table():
    """Though the words of its lines are as far apart as cells."""
    sheet = Sheet()
    prose = """Contrairement à la tendance; observée les années passées; prédominance par rapport aux
autres modes de saisine.""".replace("\n", "; ")
    for number, line in enumerate(prose.split("; ")):
        x = 20.0
        for word in line.split():
            sheet.at(x, 40 + 5 * number, word)
            x += sheet.get_string_width(word) + 2.8
    for number, legend in enumerate(("Lettre postale", "Site officiel", "Numéro vert")):
        sheet.at(130, 42 + 6 * number, legend)
    legend = "Lettre postale Site officiel Numéro vert"
    assert all_text(blocks_of(sheet.bytes())) == [prose.replace(";", ""), legend]


def test_raised_digits_are_no_part_of_a_number():
    """What calls a footnote goes, a power and a unit stay."""
    document = Sheet()
    document.set_y(30)
    for text in (
        "On 6",
        "1",
        " plans of minors",
        "2",
        " on 10 km",
        "2",
        " for 10",
        "6",
        " people.",
    ):
        document.char_vpos = "SUP" if text in {"1", "2"} or text == "6" else "LINE"
        document.write(6, text)
    assert all_text(blocks_of(document.bytes())) == [
        "On 6¹ plans of minors on 10 km² for 10⁶ people."
    ]


@pytest.mark.parametrize(
    ("size", "rise"), [(0.58, 0.2), (0.58, 0.33), (0.7, 0.33), (1.0, 0.5)]
)
def test_small_digits_are_raised_though_they_reach_no_higher_than_a_letter(size, rise):
    """Also before a bracket, after a year and a sign; in any size."""
    sheet, x = Sheet(), 20.0
    runs = "Le texte reprend 6|1| lieux des mineurs|2| en 2023|3| (page 33|4|) : fin."
    for number, text in enumerate(runs.split("|")):
        height = 11 * 0.3528
        sheet.set_font_size(11 * size if number % 2 else 11)
        sheet.text(x, 40 - rise * height * (number % 2), text)
        x += sheet.get_string_width(text)
    (block,) = blocks_of(sheet.bytes())
    assert (
        block.text == "Le texte reprend 6¹ lieux des mineurs en 2023 (page 33⁴) : fin."
    )


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_raised_digits_are_seen_on_turned_pages_and_after_a_number_that_begins_a_line(
    turned,
):
    """A page that is written turned, and upright for its reader."""
    sheet = Sheet()
    sheet.at(20, 40, "La loi en compte 6 choses", "27", pitch=6)
    after = 20 + sheet.get_string_width("27")
    sheet.set_font_size(6.5)
    sheet.at(after, 44.6, "2")
    sheet.set_font_size(11)
    sheet.at(after + 2.5, 46, "articles, dit la Cour dans son rapport.")
    writer = PdfWriter(clone_from=io.BytesIO(sheet.bytes()))
    page = writer.pages[0].rotate(-turned)
    page.transfer_rotation_to_content()
    page.rotate(turned)
    data = io.BytesIO()
    writer.write(data)
    assert all_text(blocks_of(data.getvalue())) == [
        "La loi en compte 6 choses 27² articles, dit la Cour dans son rapport."
    ]


def test_a_raised_digit_after_a_mark_of_its_word_is_none_of_its_letters():
    """After a quotation mark; before a comma set apart."""
    sheet, x = Sheet(), 20.0
    sheet.core_fonts_encoding = "cp1252"
    for text in ("la qualité de l’eau", "13", ", dite “résiliente”", "14", ". Fin."):
        is_raised = text.isdigit()
        sheet.set_font_size(7 if is_raised else 11)
        sheet.text(x, 38.5 if is_raised else 40, text)
        x += sheet.get_string_width(text)
    assert all_text(blocks_of(sheet.bytes())) == [
        'la qualité de l\'eau, dite "résiliente". Fin.'
    ]


def test_cells_of_one_word_are_far_from_each_other_and_stretched_words_are_not():
    """By the gaps of the line, which are alike in a stretched one."""
    sheet = Sheet()
    for x, word in zip((20, 80, 140), ("Avis", "Favorable", "Refus"), strict=True):
        sheet.text(x, 30, word)
    sheet.add_page()
    left = 20.0
    for text in ("aux", "règles", "de", "la", "note", "du"):
        sheet.text(left, 80, text)
        left += 9 + sheet.get_string_width(text)
    blocks, _ = read(sheet.bytes())
    assert [block.line.count(GAP) for block in blocks if "Avis" in block.line] != [0]
    assert [block.line.count(GAP) for block in blocks if "règles" in block.line] == [0]


def test_dots_to_a_page_are_a_gap():
    """They are no words of a title in a table of contents."""
    sheet = Sheet()
    sheet.at(20, 50, f"Les objectifs du plan {'. ' * 13}12")
    assert all_text(read(sheet.bytes())[0]) == [f"Les objectifs du plan{GAP}12"]


def test_spaced_letters_make_words():
    """In a line and in a word; a row of letters that are far from each other is a row."""
    sheet = Sheet()
    for number, text in enumerate("Groupe A B C".split()):
        sheet.at(20 + 30 * number, 90, text)
    sheet.set_char_spacing(4)
    sheet.at(20, 30, "La réponse du ministre est ici", "NOTE", pitch=30)
    read_lines = all_text(blocks_of(sheet.bytes()))
    assert read_lines == ["La réponse du ministre est ici", "NOTE", "Groupe A B C"]


def test_print_that_is_turned_or_drawn_again_is_in_no_line_of_the_text():
    """A stamp in the margin or over the text is by itself, a shadow is nothing."""
    sheet, lines = Sheet(), ["The councils shall open", "all archives to everybody."]
    for place in (20, 20.4):
        sheet.at(place, 60, *lines)
    for x, y, angle in ((10, 80, 90), (30, 90, 45)):
        with sheet.rotation(angle, x, y):
            sheet.text(x, y, "Draft version of May")
    assert sorted(all_text(blocks_of(sheet.bytes()))) == [
        "Draft version of May"
    ] * 2 + [" ".join(lines)]


def test_what_a_reader_of_the_page_cannot_see_is_not_read():
    """White on white, transparent, behind a photograph, without ink, too small; white on blue is."""
    sheet = Sheet()
    sheet.at(20, 30, "Le plan reprend")
    sheet.set_text_color(255)
    sheet.at(20, 40, "blanc sur blanc")
    sheet.set_fill_color(0, 0, 120)
    sheet.rect(15, 45, 80, 8, style="F")
    sheet.at(20, 50, "blanc sur bleu")
    sheet.set_text_color(0)
    with sheet.local_context(fill_opacity=0):
        sheet.at(20, 60, "transparent ici")
    with sheet.local_context(text_mode=TextMode.INVISIBLE):
        sheet.at(20, 70, "sans encre ici")
    sheet.at(20, 80, "couvert ici")
    sheet.image(Image.effect_noise((160, 18), 80), 15, 74, 80)
    sheet.set_font_size(1)
    sheet.at(20, 90, "minuscule ici")
    assert all_text(blocks_of(sheet.bytes())) == ["Le plan reprend", "blanc sur bleu"]


@pytest.mark.parametrize("font", ["Helvetica", "Times", "Courier"])
@pytest.mark.parametrize("hidden", [0, 1, 2])
def test_words_within_a_line_that_cannot_be_seen_are_not_read(font, hidden):
    """White on white, at its beginning, in its middle and at its end; each other word is."""
    sheet = Sheet()
    sheet.set_font(font, size=11)
    sheet.set_y(40)
    texts = ["Le plan reprend ", "onze secrets ", "des propositions : fin."]
    for number, text in enumerate(texts):
        sheet.set_text_color(255 if number == hidden else 0)
        sheet.write(6, text)
    shown = "".join(
        text for number, text in enumerate(texts) if number != hidden
    ).split()
    # A colon between two words that are hidden is read, which is no evidence.
    texts = " ".join(all_text(blocks_of(sheet.bytes()))).split()
    assert [each for each in texts if each != ":"] == [
        each for each in shown if each != ":"
    ]


@pytest.mark.parametrize("bar", ["over", "below", "white"])
def test_words_behind_a_bar_are_not_read(bar):
    """Black on black, whichever is drawn first, or white over black; the line's other words are."""
    sheet = Sheet()
    before, name = "Le nom de la personne ", "Jean Dupont"
    left, width = 20 + sheet.get_string_width(before), sheet.get_string_width(name)

    sheet.set_fill_color(255 if bar == "white" else 0)
    for is_bar in (True, False) if bar == "below" else (False, True):
        if is_bar:
            sheet.rect(left - 0.3, 36.5, width + 0.6, 4.5, style="F")
        else:
            sheet.text(20, 40, f"{before}{name} : il est connu, fin.")
    text = " ".join(all_text(blocks_of(sheet.bytes())))
    assert text == "Le nom de la personne : il est connu, fin."


def test_pages_that_are_pictures_are_a_doubt():
    """Alone or in a row, though they have a number; a blank page, a cover, a photograph are none."""
    sheet = Sheet()
    sheet.at(20, 30, *["Le plan reprend les propositions des jeunes."] * 8)
    sheet.add_page()
    sheet.rect(20, 20, 100, 100, style="F")
    sheet.at(100, 280, "2")
    sheet.add_page()
    sheet.at(100, 280, "3")
    sheet.add_page()
    _, doubts = read(sheet.bytes())
    assert [(doubt.code, doubt.details) for doubt in doubts] == [
        ("pages-pictured", {"pages": (2,)})
    ]
    assert str(doubts[0]).endswith(
        ": Pages that are pictures, of which nothing was read: p. 2. "
    )
    sheet = Sheet()
    sheet.rect(20, 60, 170, 150)
    sheet.at(20, 30, "Le plan des jeunes")
    for _ in range(2):
        sheet.add_page()
        sheet.at(20, 30, *["Le plan reprend les propositions des jeunes."] * 30)
    picture = pypdfium2.PdfDocument(
        page_of(*[("Le plan reprend des propositions.", 11)] * 30)
    )[0]
    for _ in range(2):
        sheet.add_page()
        sheet.image(picture.render(scale=1).to_pil(), 0, 0, 210)
    sheet.add_page()
    sheet.rect(0, 0, 210, 290, style="F")
    _, doubts = read(sheet.bytes())
    assert [(doubt.code, doubt.details) for doubt in doubts] == [
        ("pages-pictured", {"pages": (4, 5)})
    ]


def test_words_in_no_block_are_named(monkeypatch):
    """If the reader loses a table, its words are a doubt."""
    monkeypatch.setattr(pdf, "ruled", lambda page: ([], page.pieces[:-1]))
    _, doubts = read(page_of(("Un texte que voici.", 11), ("Une ligne perdue.", 18)))
    expected = {"pages": (1,), "words": "Une ligne perdue."}
    assert [(doubt.code, doubt.details) for doubt in doubts] == [
        ("lines-unread", expected)
    ]


def test_what_a_paragraph_begins_with_in_bold_is_told():
    """A paragraph without is plain; a number alone in bold is no words."""
    sheet = Sheet()
    rest = " The files of all years are copied with their maps for whoever asks." * 3
    for lead in ("Open them.", "", "12"):
        sheet.set_font("Helvetica", style="B", size=11)
        sheet.write(5, lead)
        sheet.set_font("Helvetica", size=11)
        sheet.write(5, rest if lead else rest.strip())
        sheet.ln(12)
    blocks = blocks_of(sheet.bytes())
    assert [block.lead for block in blocks] == ["Open them.", "", ""]

"""The order in which a file draws a page, held against the order of its reading."""

import textwrap
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.documents.drafts import DraftKind, Wanted
from jamplan.documents.jobs import read_draft
from jamplan.documents.order import ranks, returns
from jamplan.documents.pdf import read
from jamplan.documents.pdfium import PrintedWord
from jamplan.documents.textblocks import finished

from .made_up import Sheet

LEFT = [
    ("Ouvrir un lieu d'accueil dans", "chaque quartier de la ville."),
    ("Publier la liste des marchés", "passés avec les entreprises."),
    ("Former les agents qui tiennent", "les guichets de la mairie."),
    ("Planter des arbres dans toutes", "les cours des écoles."),
]
RIGHT = [
    ("Baisser le prix des transports", "pour les habitants âgés."),
    ("Rénover les logements que loue", "la ville aux familles."),
    ("Fermer la décharge qui pollue", "la rivière depuis dix ans."),
    ("Soutenir les associations qui", "aident les personnes seules."),
]


def read_texts(sheet: Sheet) -> tuple[list[str], list[str]]:
    """The texts of the blocks of some pages, and the codes of their doubts."""
    blocks, doubts = read(sheet.bytes())
    return [block.line for block in finished(blocks)], [each.code for each in doubts]


def whole(texts: list[tuple[str, str]]) -> list[str]:
    return [" ".join(lines) for lines in texts]


def test_texts_that_are_level_are_columns_if_each_column_is_drawn_on_its_own():
    """By their gaps alone they are the rows of a table, which is drawn row by row."""
    by_columns, by_rows = Sheet(10), Sheet(10)
    for x, texts in ((20, LEFT), (90, RIGHT)):
        for n, lines in enumerate(texts):
            by_columns.at(x, 30 + 18 * n, *lines)
    for n, pair in enumerate(zip(LEFT, RIGHT, strict=True)):
        for x, lines in zip((20, 90), pair, strict=True):
            by_rows.at(x, 30 + 18 * n, *lines)
    assert read_texts(by_columns) == (whole([*LEFT, *RIGHT]), [])
    rows = [
        f"{first} | {second}"
        for first, second in zip(whole(LEFT), whole(RIGHT), strict=True)
    ]
    assert read_texts(by_rows) == (rows, [])


COLUMNS = [
    " ".join(" ".join(lines) for lines in (*texts, *more))
    for texts, more in ((LEFT, RIGHT), (RIGHT, LEFT), (LEFT, LEFT))
]


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("offset", [0.7, 1.3, 2.0, 2.3, 3.0])
@pytest.mark.parametrize("is_by_lines", [True, False])
def test_columns_of_text_need_not_be_level_with_each_other(count, offset, is_by_lines):
    """Each begins some millimetres below the one before, whatever is drawn first."""
    sheet = Sheet(10)
    places = [
        (20 + 55 * column, 30 + offset * column + 4.6 * at, line)
        for column, text in enumerate(COLUMNS[:count])
        for at, line in enumerate(textwrap.wrap(text, 26))
    ]
    by_line = sorted(places, key=itemgetter(1))
    for x, y, line in by_line if is_by_lines else places:
        sheet.at(x, y, line)
    texts, _ = read_texts(sheet)
    assert " ".join(texts) == " ".join(COLUMNS[:count])


def test_columns_below_a_heading_between_them_are_read_after_those_above_it():
    """The first two texts of each column are one band, the others the next."""
    sheet = Sheet(10)
    for band in (0, 1):
        if band:
            sheet.set_font(style="B")
            sheet.at(20, 72, "Mieux loger chacun")
            sheet.set_font(style="")
        for x, texts in ((20, LEFT), (90, RIGHT)):
            for n, lines in enumerate(texts[2 * band : 2 * band + 2]):
                sheet.at(x, 30 + 50 * band + 18 * n, *lines)
    expected = whole([*LEFT[:2], *RIGHT[:2]])
    expected += ["Mieux loger chacun", *whole([*LEFT[2:], *RIGHT[2:]])]
    assert read_texts(sheet) == (expected, [])


@pytest.mark.parametrize("is_last", [True, False])
def test_numbers_in_the_gap_of_columns_stay_by_their_texts(is_last):
    """A little lower than the first line, whether drawn with their texts or last."""
    sheet, number = Sheet(9), 0
    labels = []
    for x, top, texts in ((30, 30, LEFT), (92, 32, RIGHT)):
        for n, lines in enumerate(texts):
            number += 1
            sheet.at(x, top + 13 * n, *lines, pitch=4.2)
            label = (x - 8, top + 0.8 + 13 * n, f"{number}.")
            if is_last:
                labels.append(label)
            else:
                sheet.at(*label)
    for label in labels:
        sheet.at(*label)
    texts = enumerate(whole([*LEFT, *RIGHT]), 1)
    assert read_texts(sheet) == ([f"{n}. {text}" for n, text in texts], [])


def test_lines_that_are_read_across_are_a_doubt_of_a_list_on_their_page(tmp_path):
    """Columns without any gap; of a list on other pages it says nothing."""
    sheet = Sheet(10)
    lines = "The council will plant/and water the trees/in each of the streets".split(
        "/"
    )
    widths = [sheet.get_string_width(f"{line} ") for line in lines]
    sheet.at(20, 30, *lines)
    for n, line in enumerate(
        ("that had none before", "with rain that is kept", "and squares of the town")
    ):
        sheet.at(20 + widths[n], 30 + 5 * n, line)
    for number in range(1, 5):
        sheet.at(
            20,
            70 + 12 * number,
            f"Recommendation {number}: Open the place no. {number}.",
        )
    _, doubts = read(sheet.bytes())
    words = "The council will plant that had none before and water the tr"
    expected = {"pages": (1,), "words": words}
    assert [(each.code, each.details) for each in doubts] == [
        ("order-uncertain", expected)
    ]
    path = Path(tmp_path, "a.pdf")
    path.write_bytes(sheet.bytes())
    wanted = Wanted(kind=DraftKind.PROPOSALS)
    assert [each.code for each in read_draft(path, wanted).doubts] == [
        "order-uncertain"
    ]


word_numbers = st.lists(st.integers(1, 30), min_size=2, max_size=6)


def words_at(places: list[int]) -> list[PrintedWord]:
    """Words that are drawn at these places of the order."""
    box = (0.0, 0.0, 1.0, 1.0)
    word = PrintedWord("mot", *box, size=10.0, bold=False, turned=False, drawn=0)
    return [word._replace(drawn=place) for place in places]


@given(word_numbers)
def test_reading_goes_back_only_to_what_it_has_left(lengths):
    """Parts of the page read in any order of theirs are read each whole."""
    ends = [sum(lengths[: n + 1]) for n in range(len(lengths))]
    parts = [
        [*range(end - length, end)] for end, length in zip(ends, lengths, strict=True)
    ]
    page = words_at([place for part in parts for place in part])
    backwards = words_at([place for part in reversed(parts) for place in part])
    assert not returns(page, ranks(page))
    assert not returns(backwards, ranks(page))


@given(st.integers(2, 9), st.integers(6, 9))
def test_lines_read_across_two_columns_are_noticed(lines, width):
    """Of columns with two lines or more, each of two words or more."""
    columns = [
        [
            [n * lines * width + line * width + word for word in range(width)]
            for line in range(lines)
        ]
        for n in (0, 1)
    ]
    across = [
        place for line in range(lines) for column in columns for place in column[line]
    ]
    page = words_at(across)
    assert returns(page, ranks(page))

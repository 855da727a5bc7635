"""What workbooks and CSV hold: merged cells, names of sheets, numbers as they are shown."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.worksheet.cell_range import CellRange

from jamplan.intake.reading.contents import Paragraph, Table
from jamplan.intake.reading.csvtext import read_csv
from jamplan.intake.reading.limits import Limits
from jamplan.intake.reading.xlsx import read_xlsx


def read(book: openpyxl.Workbook) -> list[object]:
    """Texts of paragraphs, and rows of tables."""
    stream = io.BytesIO()
    book.save(stream)
    blocks = read_xlsx(stream.getvalue(), Limits()).blocks
    return [block.text if isinstance(block, Paragraph) else block.rows for block in blocks]


def book_of(*rows: list[object], name: str = "Feuil1") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    return book


def test_a_cell_that_spans_rows_stands_in_each():
    """One that spans columns stays in the first; a blank row stays blank."""
    book = book_of(
        ["Le plan"],
        ["Axe", "N°", "Mesure", "Pilote"],
        ["Prévenir", 1, "Créer"],
        [None, 2, "Former", "Agence"],
        [],
        [None, 3, "Aider", None],
    )
    for name in ("A1:D1", "A3:A6", "D4:D6", "A8:A9"):
        book.active.merge_cells(name)
    assert read(book) == [
        (
            ("Le plan",),
            ("Axe", "N°", "Mesure", "Pilote"),
            ("Prévenir", "1", "Créer"),
            ("Prévenir", "2", "Former", "Agence"),
            (),
            ("Prévenir", "3", "Aider", "Agence"),
        )
    ]


def test_merged_cells_beyond_the_sheet_or_without_end_are_no_harm():
    """As many as there are; only rows that are there are filled."""
    book = book_of(*(["x", None] for _ in range(30)))
    book.active["B1"] = "y"
    for name in ("B1:B1048576", "C40:C1048576"):
        # The library would make a million cells of each.
        book.active.merged_cells.add(CellRange(name))
    assert read(book) == [(("x", "y"),) * 30]


def test_sheets_may_be_named_by_chapters():
    """« Axe 1 »; other names are none, and one sheet alone has no need of it."""
    book = book_of(["N°", "Mesure"], name="Axe 1 - Prévenir")
    rows = (("N°", "Mesure"),)
    assert read(book) == [rows]
    book.create_sheet("Feuil2").append(["N°", "Mesure"])
    assert read(book) == ["Axe 1 - Prévenir", rows, rows]


def test_hidden_rows_and_columns_are_read():
    """A filter that was on hides rows of the list."""
    book = book_of(["N°", "Mesure"], [1, "Créer"], [2, "Former"])
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["A"].hidden = True
    assert read(book) == [(("N°", "Mesure"), ("1", "Créer"), ("2", "Former"))]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (1.0, "General", "1"),
        (1, "00", "01"),
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (7, '"Mesure "0', "Mesure 7"),
        (0.25, "0%", "25 %"),
        (-3, "000", "-3"),
        ("ligne_x000D_\nsuite", "General", "ligne\nsuite"),
    ],
)
def test_numbers_are_what_their_cells_show(value, form, shown):
    """Zeros before and after, a label, a share."""
    book = book_of([value])
    book.active["A1"].number_format = form
    assert read(book) == [((shown,),)]


def test_a_formula_that_fails_has_no_value():
    """« #REF! » is no title."""
    book = book_of(["N°", "Mesure"], [1, "#REF!"])
    stream = io.BytesIO()
    book.save(stream)
    (table,) = read_xlsx(stream.getvalue(), Limits()).blocks
    assert isinstance(table, Table)
    assert (table.rows, table.unknown) == ((("N°", "Mesure"), ("1",)), ((1, 1),))


@pytest.mark.parametrize(
    "text",
    ["sep=;\na;b, c\n1;2\n", "Le plan, version 2\na;b, c\n1;2\n3;4\n"],
)
def test_the_sign_of_csv_is_said_or_that_of_most_lines(text):
    """A line of its own says it, as spreadsheet programs write; a title above the table does not."""
    (table,) = read_csv(text).blocks
    assert isinstance(table, Table)
    assert ("a", "b, c") in table.rows
    assert ("1", "2") in table.rows
    assert not any("sep=" in cell for row in table.rows for cell in row)

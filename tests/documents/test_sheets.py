"""Workbooks and CSV as blocks."""

from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.styles import Color, Font, PatternFill

from jamplan.documents.sheets import read_csv, read_workbook
from tests.documents.finds import short
from tests.documents.made_up import saved


def test_each_sheet_is_a_table_under_its_name():
    """Hidden sheets and columns are left out; whole numbers have no point; rows keep their numbers."""
    book = openpyxl.Workbook()
    book.active.title = "Mesures"
    for cells in (["N°", "Mesure"], [], [1.0, "Créer\nvite"]):
        book.active.append(cells)
    hidden = book.create_sheet("Caché")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    narrow = book.create_sheet("Étroit")
    narrow.append(["caché", "vu"])
    narrow.sheet_format.defaultColWidth, narrow.column_dimensions["B"].width = 0, 9
    blocks = read_workbook(saved(book.save))
    assert short(blocks) == [
        "h1 Mesures",
        "| N° | Mesure",
        "| 1 | Créer vite",
        "h1 Étroit",
        "| vu",
    ]
    assert [block.line_number for block in blocks] == [None, 1, 3, None, 1]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_csv_is_read_whatever_divides_its_cells(sign):
    """Line ends within a cell are spaces."""
    text = f'N°{sign}Mesure{sign}Texte\n1{sign}"Créer\n vite"{sign}\n'
    assert short(read_csv(text)) == ["| N° | Mesure | Texte", "| 1 | Créer vite"]


def test_cells_are_read_as_they_are_shown():
    """Percentages and days in their format; nothing where a format or a white font shows nothing."""
    book = openpyxl.Workbook()
    sheet = book.active
    cells = [
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (4.567, "0.0", "4.6"),
        (-1234.5, '#,##0.00 "€";(#,##0.00 "€")', "(1234.50 €)"),
        (date(2031, 4, 9), "dd/mm/yyyy", "09/04/2031"),
        (date(2031, 4, 9), "d/m/yy;@", "9/4/31"),
        (date(2031, 4, 9), "mm-dd-yy", "2031-04-09"),
        (
            datetime.fromisoformat("2031-04-09T08:30"),
            "yyyy-mm-dd hh:mm",
            "2031-04-09 08:30:00",
        ),
        ("secret", ";;;", ""),
        (7, "General", "7"),
    ]
    for column, (value, form, _) in enumerate(cells, 1):
        sheet.cell(1, column, value).number_format = form
    sheet.append(["blanc", "blanc sur bleu", "noir"])
    for cell in sheet[2][:2]:
        cell.font = Font(color="FFFFFFFF")
    sheet["B2"].fill = PatternFill("solid", fgColor="FF000080")
    fonts = (
        Font(color="FFFFFF"),
        Font(color="FFFEFEFE"),
        Font(color=Color(indexed=9)),
        Font(size=1),
    )
    for column, font in enumerate(fonts, 1):
        sheet.cell(3, column, "caché").font = font
    rows = [block.cells for block in read_workbook(saved(book.save)) if block.cells]
    assert rows == [tuple(shown for *_, shown in cells), ("", "blanc sur bleu", "noir")]
    sheet.sheet_format.zeroHeight, sheet.row_dimensions[2].height = True, 15
    assert [
        block.cells for block in read_workbook(saved(book.save)) if block.cells
    ] == rows[1:]

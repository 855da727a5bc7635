"""Workbooks and CSV as blocks."""

from __future__ import annotations

import io

import openpyxl
import pytest
from finds import short

from jamplan.documents.sheets import read_csv, read_workbook


def test_each_sheet_is_a_table_under_its_name():
    """Hidden sheets are left out; whole numbers have no point; rows keep their numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Mesures"
    for cells in (["N°", "Mesure"], [], [1.0, "Créer\nvite"]):
        sheet.append(cells)
    book.create_sheet("Caché").append(["x"])
    book["Caché"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    blocks = read_workbook(stream.getvalue())
    assert short(blocks) == ["h1 Mesures", "| N° | Mesure", "| 1 | Créer vite"]
    assert [block.line_number for block in blocks] == [None, 1, 3]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_csv_is_read_whatever_divides_its_cells(sign):
    """Line ends within a cell are spaces."""
    text = f'N°{sign}Mesure{sign}Texte\n1{sign}"Créer\n vite"{sign}\n'
    assert short(read_csv(text)) == ["| N° | Mesure | Texte", "| 1 | Créer vite"]

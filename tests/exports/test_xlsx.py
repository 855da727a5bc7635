"""XLSX: what openpyxl reads back is what the tables say, typed; no cell is a formula."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hostile import hostile_corpora
from hypothesis import given

import jamplan
from generated import RULES
from jamplan.exports.export import export
from jamplan.exports.publication import publication
from jamplan.exports.tables import Column, Kind, Table, tables
from jamplan.exports.xlsxfile import workbook


def opened(data):
    """A workbook as openpyxl reads it, formulas as formulas."""
    return openpyxl.load_workbook(io.BytesIO(data))


def made(*cells, kind=Kind.TEXT):
    """A workbook with one sheet of one column."""
    return workbook(
        [Table("t", "t", (Column("c", kind),), tuple((cell,) for cell in cells))],
        title="T",
        date="2026-11-25",
    )


def test_cells_are_typed():
    """Texts that look like numbers, dates or formulas are texts; a whole day is a date."""
    columns = (
        Column("id"),
        Column("number", Kind.NUMBER),
        Column("flag", Kind.FLAG),
        Column("date", Kind.DATE),
    )
    rows = (
        ("012", 6.5, True, "2021-04-30"),
        ("=1+1", 20, False, "2021-04"),
        ("5-8", None, None, "1789-07-14"),
    )
    data = workbook([Table("t", "t", columns, rows)], title="T", date="2026-11-25")
    sheet = opened(data)["t"]
    assert [[(cell.data_type, cell.value) for cell in row] for row in sheet.rows] == [
        [("s", "id"), ("s", "number"), ("s", "flag"), ("s", "date")],
        [("s", "012"), ("n", 6.5), ("b", True), ("d", dt.datetime(2021, 4, 30))],  # noqa: DTZ001
        [("s", "=1+1"), ("n", 20), ("b", False), ("s", "2021-04")],
        [("s", "5-8"), ("n", None), ("n", None), ("s", "1789-07-14")],
    ]
    assert {sheet.cell(row, 1).number_format for row in (2, 3, 4)} == {"@"}
    assert sheet.cell(2, 4).number_format == "yyyy-mm-dd"


def test_the_header_is_frozen_bold_and_filtered():
    """Widths follow the texts up to a limit, and cells wrap."""
    sheet = opened(made("x" * 30, "y" * 500))["t"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:A3")
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet["A2"].alignment.wrap_text
    assert 59 < sheet.column_dimensions["A"].width < 62


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("a\u202eb", "a\ufffdb"),
        ("a\ufffeb\ud800", "a\ufffdb\ufffd"),
        ("a\r\nb\rc", "a\nb\nc"),
        (" a ", " a "),
        ("<b>&amp;]]>", "<b>&amp;]]>"),
        ("https://example.org/a", "https://example.org/a"),
        ("{=1+1}", "{=1+1}"),
        ("x" * 40_000, "x" * 32_763 + " […]"),
        ("\U0001f600" * 20_000, "\U0001f600" * 16_381 + " […]"),
    ],
)
def test_texts_are_kept_as_far_as_a_cell_can_hold_them(text, shown):
    """What XML cannot hold is replaced, what is too long is said to be cut; nothing is a link."""
    cell = opened(made(text))["t"]["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", shown, None)


def test_its_times_are_the_date_and_nothing_else(corpus):
    """Neither the document's properties nor the parts of the file tell when it was made."""
    found = jamplan.load(corpus())
    one = export(found, format="xlsx", date="2026-11-25")
    with zipfile.ZipFile(io.BytesIO(one)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(one).properties
    assert properties.created == properties.modified == dt.datetime(2026, 11, 25)  # noqa: DTZ001
    assert properties.title == "Ten wishes → The plan"
    assert one == export(found, format="xlsx", date="2026-11-25")
    begun = opened(export(found, format="xlsx", date="2026-11")).properties.created
    assert begun == dt.datetime(2026, 11, 1)  # noqa: DTZ001


@given(hostile_corpora(), RULES)
def test_what_is_read_back_is_what_the_tables_say(corpus, rule):
    """Sheet by sheet and cell by cell, whatever the texts hold."""
    found = publication(corpus, rule, date="2026-11-25")
    data = export(corpus, rule, format="xlsx", date="2026-11-25")
    book = opened(data)
    assert book.sheetnames == [each.name for each in tables(found)]
    for each in tables(found):
        sheet = book[each.name]
        rows = list(sheet.iter_rows(min_row=2, max_row=len(each.rows) + 1))
        for cells, row in zip(rows, each.rows, strict=False):
            for cell, wanted in zip(cells, row, strict=True):
                assert cell.data_type != "f"
                value = cell.value
                if isinstance(value, dt.datetime):
                    value = value.date().isoformat()
                assert as_read(value) == as_read(wanted), (each.name, wanted)


def as_read(value):
    """A cell without what XML takes from it: carriage returns."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value

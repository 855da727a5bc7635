"""A spreadsheet's file is read as rows of texts, whichever program saved it, or said to be none."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import made_up
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from jamplan.documents.limits import Unread, UnreadError
from jamplan.intake.forms import linkfile
from jamplan.intake.forms.linkfile import FileFault, FileFaultError, Rows

TITLES = ("id", "été", "keep")
ROWS = (TITLES, ("p1", "« oui » ; non", "x"), (), ("p2", 'a "b"\nc', ""), ("p3",))
READ = ((2, ("p1", "« oui » ; non", "x")), (4, ("p2", 'a "b"\nc')), (5, ("p3",)))


def is_head(titles):
    return "keep" in titles


def as_csv(rows, separator=",", newline="\n"):
    """Rows as a spreadsheet program saves them, each cell quoted that needs it."""
    lines = []
    for row in rows:
        cells = ['"' + cell.replace('"', '""') + '"' for cell in row]
        lines.append(separator.join(cells))
    return newline.join(lines) + newline


def workbook(*sheets):
    """A workbook whose sheets have these rows."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_rows(data, head):
    return linkfile.read_rows(data, head)


def fault(data, head=is_head):
    with pytest.raises(FileFaultError) as caught:
        read_rows(data, head)
    return caught.value.code


def unread(data):
    with pytest.raises(UnreadError) as caught:
        read_rows(data, is_head)
    return caught.value.why, caught.value.detail


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", ""), ("utf-8", "\ufeff"), ("cp1252", ""), ("utf-16", "")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_is_read_however_it_was_saved(separator, encoding, mark, newline):
    """Separator, encoding, byte order mark and line ends make no difference; rows are numbered."""
    data = (mark + as_csv(ROWS, separator, newline)).encode(encoding)
    assert read_rows(data, is_head) == Rows(None, TITLES, READ)


def test_the_titles_may_stand_below_something_else():
    """A line « sep=; », a title above the table, empty rows: the numbers are the spreadsheet's."""
    data = b"sep=;\n\nOur form;;\nid;keep\np1;x\n"
    assert read_rows(data, is_head) == Rows(None, ("id", "keep"), ((5, ("p1", "x")),))
    deep = b"a\n" * linkfile.HEAD + b"id,keep\n"
    assert fault(deep) is FileFault.NO_HEAD


def test_a_workbook_is_read_with_its_types_as_texts():
    """The first sheet that has the titles; 1 is no 1.0, true a word, a day a date, an error itself."""
    rows = [
        ["id", "keep"],
        [1, True],
        [],
        [2.0, dt.datetime(2026, 11, 25)],  # noqa: DTZ001 - a spreadsheet knows no time zones
        [2.5, " x "],
        ["#N/A", None],
    ]
    assert read_rows(workbook([["other"]], rows, rows), is_head) == Rows(
        "Sheet 2",
        ("id", "keep"),
        ((2, ("1", "true")), (4, ("2", "2026-11-25")), (5, ("2.5", "x")), (6, ("#N/A",))),
    )


def test_what_is_no_table_is_said_to_be_none():
    """Each with a code of its own; nothing else is raised."""
    good = workbook([["id", "keep"]])
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert fault(b" \n") is FileFault.EMPTY
    assert fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") is FileFault.OTHER_FORMAT
    assert fault(other.getvalue()) is FileFault.OTHER_FORMAT
    assert unread(b"PK\x03\x04 and no more") == (Unread.DAMAGED, "")
    assert unread(good[:-30]) == (Unread.DAMAGED, "")
    encrypted = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    assert unread(encrypted) == (Unread.ENCRYPTED, "")
    assert fault(b"%PDF-1.7 keep") is FileFault.NOT_A_TABLE
    assert fault(b"keep\0\0") is FileFault.NOT_A_TABLE
    assert fault("kée".encode() + b"\x81") is FileFault.NOT_A_TABLE
    assert fault(b"id,nothing\n") is FileFault.NO_HEAD
    assert fault(workbook([["id"]])) is FileFault.NO_HEAD
    assert fault(b"\xff\xfex") is FileFault.NOT_A_TABLE


def test_a_damaged_part_of_a_workbook_is_a_damaged_workbook():
    """Whatever the library makes of it."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["id", "keep"]]))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, b"<a" if name.endswith("sheet1.xml") else old.read(name))
    assert unread(stream.getvalue()) == (Unread.DAMAGED, "")


def test_a_workbook_that_makes_entities_is_not_parsed():
    """As in the other forms of import."""
    data = made_up.repacked(workbook([["id", "keep"]]), {"xl/x.xml": b"<!DOCTYPE r []><r/>"})
    assert unread(data) == (Unread.DAMAGED, "")


def test_a_quotation_mark_that_swallows_rows_is_told_with_its_row():
    """A mark that is never closed would hide all answers below it."""
    with pytest.raises(FileFaultError) as caught:
        read_rows(b'id,keep\np1,x\np2,"x\np3,x\n', is_head)
    assert (caught.value.code, caught.value.row) == (FileFault.QUOTATION_MARK, 3)


def test_limits_are_told(monkeypatch):
    """Rows and columns."""
    monkeypatch.setattr(linkfile, "LIMIT_ROWS", 2)
    assert fault(b"keep\na\nb\nc\n") is FileFault.TOO_MANY_ROWS
    monkeypatch.setattr(linkfile, "LIMIT_COLUMNS", 2)
    assert fault(b"keep,b,c\n") is FileFault.TOO_MANY_COLUMNS


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@given(rows=st.lists(st.lists(CELLS, max_size=4), max_size=5), separator=st.sampled_from(",;\t"))
def test_any_cells_come_back(rows, separator):
    """What stands in a cell is what is read, whatever separators and quotation marks are in it."""
    found = read_rows(as_csv([("keep", "x"), *rows], separator).encode(), is_head)
    trimmed = [tuple(row) for row in rows]
    for number, row in enumerate(trimmed):
        while row and not row[-1]:
            row = row[:-1]  # noqa: PLW2901 - cut from its end
        trimmed[number] = row
    assert found.rows == tuple((number, row) for number, row in enumerate(trimmed, start=2) if row)

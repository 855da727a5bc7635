"""Tables read as spreadsheets save them: every dialect of CSV, and workbooks, none of which is trusted."""

from __future__ import annotations

import builtins
import csv
import datetime as dt
import io
import zipfile

import documents
import openpyxl
import pytest

from jamplan import sourcefiles
from jamplan.intake.edits import apart, spreadsheets
from jamplan.intake.edits.spreadsheets import (
    Fault,
    SheetRow,
    UnreadableError,
    read_tables,
)
from jamplan.intake.reading.limits import Limits, Unread, UnreadError
from jamplan.sourcefiles import SourceFileError


@pytest.mark.parametrize(
    ("data", "narrow", "european"),
    [
        ('id,note\na,"é, 1"\n'.encode(), False, False),
        ('\ufeffid;note\r\na;"é, 1"\r\n'.encode(), False, True),
        ('id;note\r\na;"é, 1"\r\n'.encode("cp1252"), True, True),
        ("id\tnote\r\na\té, 1\r\n".encode("utf-16"), False, False),
        ("sep=;\r\nid;note\r\na;é, 1\r\n".encode("cp1252"), True, True),
        ('id,note\r"a","é, 1"\r'.encode(), False, False),
    ],
)
def test_the_dialect_is_seen_from_the_file(tmp_path, data, narrow, european):
    """Delimiter, encoding and line ends."""
    path = tmp_path / "actors.csv"
    path.write_bytes(data)
    (sheet,) = read_tables(path)
    assert (sheet.name, sheet.header) == ("actors", ("id", "note"))
    assert [row.cells for row in sheet.rows] == [("a", "é, 1")]
    assert (sheet.narrow, sheet.european) == (narrow, european)


def test_empty_rows_and_marks_are_nobody_s_data(tmp_path):
    """Rows keep the number that a spreadsheet shows; the mark before a formula comes off."""
    path = tmp_path / "actors.csv"
    path.write_text("id,name,,\n,,,\nb,'=1,,\n,,,\n", encoding="utf-8")
    (sheet,) = read_tables(path)
    assert sheet.header == ("id", "name", "", "")
    assert sheet.rows == (SheetRow(3, ("b", "=1", "", "")),)


def unread(path, limits=None):
    """Why a workbook is not read, and the detail."""
    with pytest.raises(UnreadError) as caught:
        read_tables(path, limits or Limits())
    return caught.value.why, caught.value.detail


def book(path, **sheets):
    """A workbook of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_a_workbook_is_read_for_its_values(tmp_path):
    """Typed cells as they are; a formula that nobody computed is marked, and computed by nobody here."""
    day = dt.datetime(2021, 4, 30)  # noqa: DTZ001 - a workbook knows no zones
    path = book(
        tmp_path / "x.xlsx", actors=[["id", "n"], ["a", 7.5], [None, None], ["b", "=1+1"], [True, day]]
    )
    (sheet,) = read_tables(path)
    assert (sheet.name, sheet.file, sheet.header) == ("actors", "x.xlsx", ("id", "n"))
    assert sheet.rows == (
        SheetRow(2, ("a", 7.5)),
        SheetRow(4, ("b", None), frozenset({1})),
        SheetRow(5, (True, day)),
    )


def test_tables_come_unchanged_out_of_the_process_that_reads_them(tmp_path):
    """Every type of cell; what is no table is told by it as well."""
    times = (dt.datetime(2021, 4, 30, 9), dt.time(9, 30))  # noqa: DTZ001 - a workbook knows no zones
    rows = [["id", "n"], ["a", 7.5], ["b", "=1+1"], [True, None], [*times], ["c", 12]]
    path = book(tmp_path / "x.xlsx", actors=rows)
    assert apart.read_tables(path, Limits()) == read_tables(path)
    (tmp_path / "links.csv").write_text("id;n\na;7,5\n", encoding="cp1252")
    for each in (tmp_path / "links.csv", tmp_path):
        assert apart.read_tables(each, Limits()) == read_tables(each)
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    with pytest.raises(UnreadableError) as caught:
        apart.read_tables(tmp_path / "x.pdf", Limits())
    assert caught.value.fault is Fault.NO_TABLES


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("x.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Fault.OTHER_WORKBOOK),
        ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Fault.OTHER_WORKBOOK),
        ("x.ods", b"PK\x03\x04", Fault.OTHER_WORKBOOK),
        ("x.pdf", b"%PDF-1.4", Fault.NO_TABLES),
    ],
)
def test_what_is_no_table_is_said_to_be_none(tmp_path, name, data, fault):
    """Each in its own way."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_tables(path)
    assert caught.value.fault is fault


def test_a_folder_is_read_without_what_is_no_table(tmp_path):
    """Files by their suffix in any case; hidden ones and others are passed over."""
    for name in ("b.CSV", "a.csv", "._a.csv", ".~lock.a.csv#", "notes.txt"):
        (tmp_path / name).write_text("id\n1\n", encoding="utf-8")
    assert [(sheet.name, sheet.file) for sheet in read_tables(tmp_path)] == [
        ("a", "a.csv"),
        ("b", "b.CSV"),
    ]


def test_a_folder_without_tables_and_a_missing_one(tmp_path):
    """The one has none, the other is the system's to tell."""
    with pytest.raises(UnreadableError) as caught:
        read_tables(tmp_path)
    assert caught.value.fault is Fault.NO_TABLES
    with pytest.raises(SourceFileError) as missing:
        read_tables(tmp_path / "none.csv")
    assert missing.value.code is sourcefiles.Fault.MISSING


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(tmp_path):
    """It is counted before any library sees it; and no file is read whole that is too large."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * 5_000_000)
    path = tmp_path / "x.xlsx"
    path.write_bytes(stream.getvalue())
    assert len(stream.getvalue()) < 10_000
    assert unread(path, Limits(megabytes=1)) == (Unread.UNPACKED, "4")
    path.write_bytes(b"0" * 1_000_001)
    with pytest.raises(SourceFileError) as caught:
        read_tables(path, Limits(megabytes=1))
    assert caught.value.code is sourcefiles.Fault.TOO_LARGE


def test_a_workbook_that_harms_or_is_broken_is_told_as_in_the_other_forms(tmp_path):
    """Each with its reason."""
    path = book(tmp_path / "x.xlsx", actors=[["id"]], links=[["id"]])
    assert unread(path, Limits(pages=1)) == (Unread.PAGES, "1")
    assert len(read_tables(path, Limits(pages=2))) == 2
    good = path.read_bytes()
    for data, why in (
        (b"PK\x03\x04rubbish", Unread.DAMAGED),
        (documents.repacked(good, {"xl/worksheets/sheet1.xml": b"<a"}), Unread.DAMAGED),
        (documents.repacked(good, {"xl/x.xml": b"<!DOCTYPE r []><r/>"}), Unread.ENTITIES),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            Unread.ENCRYPTED,
        ),
    ):
        path.write_bytes(data)
        assert unread(path) == (why, "")


def test_rows_far_below_are_read_only_where_they_hold_something(tmp_path, monkeypatch):
    """A last row that is empty is none; one that is not is too much."""
    monkeypatch.setattr(spreadsheets, "LIMIT_ROWS", 50)
    path = book(tmp_path / "x.xlsx", actors=[["id"], ["a"], *[[None]] * 200])
    assert len(read_tables(path)[0].rows) == 1
    path = book(tmp_path / "x.xlsx", actors=[["id"], ["a"], *[[None]] * 200, ["b"]])
    with pytest.raises(UnreadableError) as caught:
        read_tables(path)
    assert caught.value.fault is Fault.TOO_LARGE


def test_without_the_library_csv_is_read_and_a_workbook_is_not(tmp_path, monkeypatch):
    """What is missing is named by the command."""
    path = book(tmp_path / "x.xlsx", actors=[["id"]])
    load = builtins.__import__

    def without(name, *rest):
        if name == "openpyxl":
            raise ImportError(name)
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UnreadableError) as caught:
        read_tables(path)
    assert caught.value.fault is Fault.LIBRARY_MISSING
    other = tmp_path / "actors.csv"
    other.write_text("id\na\n", encoding="utf-8")
    assert read_tables(other)[0].header == ("id",)


def test_a_long_cell_and_its_size_survive_the_limit_of_csv(tmp_path):
    """The csv module's own limit is for one cell, and is put back."""
    limit = csv.field_size_limit()
    path = tmp_path / "actors.csv"
    path.write_text("id\n" + "x" * 300_000 + "\n", encoding="utf-8")
    assert len(str(read_tables(path)[0].rows[0].cells[0])) == 300_000
    assert csv.field_size_limit() == limit

"""What a spreadsheet makes of a cell by itself is no edit; what a person writes is one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamplan.intake.edits.habits import canonical, is_habit, iso_date, narrowed, plain, restored

DAY = dt.datetime(2021, 4, 1)  # noqa: DTZ001 - a workbook knows no zones


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("012", 12),
        ("012", "12"),
        ("1.10", 1.1),
        ("1.10", "1,1"),
        ("7", 7.0),
        ("1e5", 100000),
        ("1e5", "1,00E+05"),
        ("12345678901234567890", "1,23457E+19"),
        ("2021-04", DAY),
        ("2021-04", "avr-21"),
        ("2021-04", "avr.-21"),
        ("2021-04", "Apr-21"),
        ("2021-04", "01/04/2021"),
        ("2021-04-30", "30/04/2021"),
        ("2021-04-30", "4/30/2021"),
        ("2021-04-30", dt.datetime(2021, 4, 30)),  # noqa: DTZ001
        ("5-8", "05-août"),
        ("5-8", "08-May"),
        ("5-8", dt.datetime(2026, 8, 5)),  # noqa: DTZ001
        ("5/8", "05/08/2026"),
        ("01/04/2021", "1/4/2021"),
        ("sept2", "02-sept"),
        ("dec-1", "01-déc"),
        ("avril 2021", "avr-21"),
        ("true", True),
        ("true", "VRAI"),
        ("no", "FAUX"),
        ("12:30", "12:30:00"),
        ("12:30", "12:30:00 PM"),
        ("0:30", "12:30:00 AM"),
        ("50%", 0.5),
        ("50 %", "50,00%"),
        ("14 €", 14),
        ("x" * 40_000, "x" * 32_763 + " […]"),
        ("x" * 40_000, "x" * 32_767),
    ],
)
def test_a_spreadsheet_s_doing_is_known(text, cell):
    """Zeros, dates, flags, exponents and cuts."""
    assert is_habit(text, cell)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("012", 13),
        ("1.10", "1.2"),
        ("1.2", "2.1"),
        ("5-8", "8-5"),
        ("01/04/2021", "04/01/2021"),
        ("2021-04", "2021-05"),
        ("2021-04", "mai-21"),
        ("2021-04", "02/04/2021"),
        ("2021-04-30", "2021-04-29"),
        ("5-8", "05-sept"),
        ("true", "FAUX"),
        ("x" * 40_000, "x" * 100),
        ("x" * 100, "x" * 90),
        ("p. 4", "p. 5"),
        ("a", ""),
        ("", "a"),
        ("mar", "03"),
        ("12:30", "12:31"),
        ("12:30", "12:30 AM"),
        ("50%", "50"),
        ("-", 0),
    ],
)
def test_an_edit_is_an_edit(text, cell):
    """Another number, another day, another word, or nothing."""
    assert not is_habit(text, cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "true"),
        (7.0, "7"),
        (7.5, "7.5"),
        (DAY, "2021-04-01"),
        (dt.datetime(2021, 4, 1, 12, 30), "2021-04-01 12:30:00"),  # noqa: DTZ001
        (dt.time(12, 30), "12:30:00"),
    ],
)
def test_typed_cells_are_plain_texts(cell, text):
    """What a workbook types by itself is what a file would hold."""
    assert plain(cell) == text


@pytest.mark.parametrize(
    ("text", "day_first", "iso"),
    [
        ("30/04/2021", False, "2021-04-30"),
        ("4/30/2021", True, "2021-04-30"),
        ("05/08/2021", True, "2021-08-05"),
        ("05/08/2021", False, "05/08/2021"),
        ("05/05/2021", False, "2021-05-05"),
        ("31/02/2021", True, "31/02/2021"),
        ("2021-04", True, "2021-04"),
        ("1/2/21", True, "1/2/21"),
    ],
)
def test_a_new_date_is_read_where_it_can_be_read_in_one_way(text, day_first, iso):
    """Else it stays as it is, and is refused as a date."""
    assert iso_date(text, day_first=day_first) == iso


def test_an_edit_keeps_what_a_table_could_not_hold():
    """Signs that an export replaced come back where the cell stands untouched."""
    text = "one\u202e two\r\nthree"
    shown = canonical(text)
    assert shown == "one\ufffd two\nthree"
    assert restored(text, shown.replace("three", "four"), narrow=False) == "one\u202e two\r\nfour"
    narrow = "é\u202f! → \U0001f600"
    assert narrowed(narrow) == "é?! ? ?"
    assert restored(narrow, "é?! ? ? ok", narrow=True) == "é\u202f! → \U0001f600 ok"


@given(st.text(), st.booleans())
@settings(deadline=None)
def test_what_was_not_edited_is_restored_whole(text, narrow):
    """Whatever an export could not hold of it."""
    whole = text.strip()
    shown = narrowed(whole) if narrow else canonical(whole)
    assert restored(whole, shown, narrow=narrow).strip() == whole

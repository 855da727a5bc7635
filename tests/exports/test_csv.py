"""CSV: no cell runs as a formula, and nothing is lost."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.exports.csvfile import as_csv, csv_tables, tables
from jamplan.exports.export import publication
from jamplan.language.folding import as_typed, harmless, with_mark
from tests.conftest import export
from tests.exports.hostile import TEXTS, hostile_corpora
from tests.generated import RULES

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BLANK = " \t\r\n\u00a0\u202f\u200b\ufeff"


@given(st.text())
@example("'")
@example("''=1")
@example("\u200b=1")
def test_a_mark_comes_off_again(cell):
    """What is marked gives its text back, whatever it is."""
    assert as_typed(with_mark(cell)) == cell


@given(st.text(alphabet=f"{BLANK}'=+-@\uff1d1a"))
def test_no_marked_cell_begins_as_a_formula(cell):
    """Nor where white space, or what shows as none, stands before the sign."""
    marked = with_mark(cell)
    assert not marked.startswith(("\t", "\r", "\n"))
    assert not marked.lstrip(BLANK).startswith(SIGNS)


@pytest.mark.parametrize(
    "cell", ["a=1", "1-2", "5-8", "a\n=1", "é@x", "", " a", "«\u202f=\u202f»"]
)
def test_other_cells_stay_as_they_are(cell):
    """A sign within a text is no formula."""
    assert with_mark(cell) == cell


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=4))
def test_what_is_written_is_read_by_any_reader(rows):
    """The csv module gives the cells back, line ends and quotation marks and all."""
    assert rows_of(as_csv("ab", [{"a": a, "b": b} for a, b in rows])) == [
        ["a", "b"],
        *rows,
    ]


def test_a_table_is_written_plainly():
    """Every kind of cell, to the byte."""
    rows = (
        {"text": "a;b", "number": 6.5, "flag": True, "date": "2021-04"},
        {"text": "a,b", "number": 6.0, "flag": False, "date": None},
        {"text": '"=1"', "number": 1200, "date": "2021"},
        {"text": "=1", "flag": True},
    )
    assert as_csv(("text", "number", "flag", "date"), rows) == (
        "text,number,flag,date\n"
        "a;b,6.5,true,2021-04\n"
        '"a,b",6,false,\n'
        '"""=1""",1200,,2021\n'
        "'=1,,true,\n"
    )


def rows_of(text):
    """The rows of a CSV, each cell as it was before it was marked."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [[as_typed(cell) for cell in row] for row in reader]


@given(hostile_corpora(), RULES)
def test_what_is_read_back_is_what_the_tables_say(corpus, rule):
    """Table by table and text by text, whatever the texts hold; the same each time, from Python too."""
    found = publication(corpus, rule, lang="fr", date="2026-11-25")
    texts = csv_tables(found)
    assert texts == export(corpus, rule, format="csv", lang="fr", date="2026-11-25")
    for name, sheet in tables(found).items():
        columns, *rows = rows_of(texts[name])
        assert columns == sheet.columns
        for row, cells in zip(rows, sheet.rows, strict=True):
            for column, text in zip(columns, row, strict=True):
                cell = cells.get(column)
                assert not isinstance(cell, str) or text == harmless(cell)

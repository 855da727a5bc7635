"""CSV: no cell runs as a formula, and nothing is lost."""

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.corpus.loading import load
from jamplan.exports.csvfile import as_csv, tables
from jamplan.exports.datapackage import files
from jamplan.exports.export import publication
from jamplan.language.folding import as_typed, with_mark
from tests.conftest import export, few
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


EVERY = st.text(st.characters(exclude_categories=("Cs",)))
"""Texts of every character, controls and line ends among them."""


@few(150, thorough=1_000)
@given(
    st.lists(st.lists(TEXTS | EVERY, min_size=2, max_size=2), min_size=5, max_size=6)
)
@example([["a\r=1", "\r"], ["a\n=1", "\x85=1"], ["\x00\x1b[2J", "\u202e=1"]])
def test_what_is_written_is_read_by_any_reader(rows):
    """The csv module gives the cells back, line ends and controls and quotation marks and all."""
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
    texts = files(found)
    assert texts == export(corpus, rule, format="csv", lang="fr", date="2026-11-25")
    for name, sheet in tables(found).items():
        columns, *rows = rows_of(texts[f"{name}.csv"])
        assert columns == sheet.columns
        for row, cells in zip(rows, sheet.rows, strict=True):
            for column, text in zip(columns, row, strict=True):
                cell = cells.get(column)
                assert not isinstance(cell, str) or text == cell


@pytest.mark.parametrize(
    "name", ["data", "examples/ai-opportunities", "examples/calls-to-action"]
)
def test_a_data_package_describes_the_tables(root, tmp_path, name):
    """Another program reads every file by it, and finds each as it is described."""
    from frictionless import Package

    written(tmp_path, publication(load(root / name), lang="en", date="2026-11-25"))
    package = Package(str(tmp_path / "datapackage.json"))
    assert package.validate().flatten(["path", "type", "message"]) == []
    read = {resource.name: len(resource.read_rows()) for resource in package.resources}
    described = tables(publication(load(root / name)))
    assert read == {name: len(table.rows) for name, table in described.items()}


@few(4)
@given(hostile_corpora(), RULES)
def test_a_data_package_holds_whatever_the_texts_hold(tmp_path_factory, corpus, rule):
    """Marks of formulas, separators and line ends make no file another one than described."""
    from frictionless import validate

    folder = tmp_path_factory.mktemp("package")
    written(folder, publication(corpus, rule, lang="en", date="2026-11-25"))
    report = validate(str(folder / "datapackage.json"))
    assert report.flatten(["path", "type", "message"]) == []


def test_columns_have_the_types_of_their_values(root, tmp_path):
    """A number, a flag or a text; what is empty throughout is a text."""
    written(tmp_path, publication(load(root / "data"), lang="en", date="2026-11-25"))
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    types = {}
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            types[resource["name"], field["name"]] = field["type"]
    assert package["created"] == "2026-11-25T00:00:00Z"
    assert types["statements", "counted"] == "boolean"
    assert types["statements", "title"] == "string"
    assert types["statements", "objections"] == "integer"
    assert types["statements", "text"] == "string"
    assert types["figures", "count"] == "number"


def written(folder, content):
    """Write the files of a publication into a folder."""
    for name, text in files(content).items():
        (folder / name).write_bytes(text.encode())

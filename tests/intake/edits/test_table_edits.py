"""Tables read back: nothing changes where nothing was edited, and else the edited cells alone."""

from __future__ import annotations

import contextlib
import csv
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hostile import TEXTS, hostile_corpora
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jamplan
from generated import RULES
from jamplan.exports.publication import publication
from jamplan.exports.summary import csv_files, published
from jamplan.exports.tables import tables
from jamplan.intake.edits import applying
from jamplan.intake.edits.applying import Add, Put, Take, edited
from jamplan.intake.edits.habits import canonical
from jamplan.intake.edits.spreadsheets import read_tables
from jamplan.intake.edits.tables import SPECS, compare
from jamplan.sheets import split_details
from written import write_corpus

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
LAYOUTS = st.sampled_from([False, None])
FORMS = st.sampled_from(["csv", "excel", "narrow", "xlsx", "csv in xlsx"])


def saved(folder: Path, found, form: str) -> Path:
    """An export as a spreadsheet opens it, in one of the forms that it can take."""
    if form == "xlsx":
        path = folder / "export.xlsx"
        path.write_bytes(published(found, "xlsx"))
        return path
    if form == "csv in xlsx":
        # A CSV that was opened and saved as a workbook, its marks and all.
        book = openpyxl.Workbook()
        for name, data in csv_files(found).items():
            sheet = book.create_sheet(name.removesuffix(".csv"))
            for row in csv.reader(io.StringIO(data.decode(), newline="")):
                sheet.append(row)
        book.save(folder / "export.xlsx")
        return folder / "export.xlsx"
    target = folder / "tables"
    target.mkdir()
    for name, data in csv_files(found, excel=form != "csv").items():
        text = data.decode("utf-8-sig")
        narrow = text.encode("cp1252", errors="replace")
        with contextlib.suppress(UnicodeDecodeError):
            # What is UTF-8 by chance is read as such: nobody could tell.
            narrow = narrow if narrow.isascii() else data if narrow.decode() else narrow
        (target / name).write_bytes(narrow if form == "narrow" else data)
    return target


def comparison(corpus, path, rule=None, lang=None, **options):
    """Edited tables compared with those of the corpus as it is."""
    current = tables(publication(corpus, rule, lang=lang))
    return compare(corpus, current, read_tables(path), **options)


@given(hostile_corpora(), RULES, LAYOUTS, FORMS, st.sampled_from(["fr", "en"]))
@SLOW
def test_nothing_changes_where_nothing_was_edited(generated, rule, flow, form, lang):
    """Whatever the texts, the layout, the rule, the language and the form of the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = jamplan.load(write_corpus(folder / "c", generated, flow=flow))
        found = publication(corpus, rule, lang=lang)
        result = comparison(corpus, saved(folder, found, form), rule, lang)
        assert (result.cells, result.added, result.missing) == ((), (), ())
        assert (result.edits, result.problems) == ((), ())
        assert [each.code for each in result.remarks] == (["unknown-table"] if "in" in form else [])
        assert result.computed == 0
        assert result.read == tuple(SPECS)
        assert result.behind == ()
        assert result.dated


def as_sheets(found):
    """The tables of an export as they are read back, to be edited."""
    with tempfile.TemporaryDirectory() as name:
        return list(read_tables(saved(Path(name), found, "csv")))


@given(st.data(), hostile_corpora(), st.sampled_from(["fr", "en"]))
@SLOW
def test_the_order_of_rows_and_columns_says_nothing(data, generated, lang):
    """A table that somebody sorted, and whose columns were moved, changes nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = jamplan.load(write_corpus(folder / "c", generated))
        found = publication(corpus, lang=lang)
        moved = []
        for sheet in read_tables(saved(folder, found, "csv")):
            places = data.draw(st.permutations(range(len(sheet.header))))
            rows = data.draw(st.permutations(sheet.rows))
            moved.append(
                replace(
                    sheet,
                    header=tuple(sheet.header[place] for place in places),
                    rows=tuple(
                        replace(row, number=number, cells=tuple(row.cells[place] for place in places))
                        for number, row in enumerate(rows, start=2)
                    ),
                )
            )
        result = compare(corpus, tables(found), moved)
        assert (result.edits, result.added, result.missing, result.problems) == ((), (), (), ())
        assert result.computed == 0


FREE = {
    "proposals": ("title", "number", "text", "note"),
    "measures": ("title", "number", "text", "note", "details"),
    "chapters": ("title", "short", "pages", "note"),
    "priorities": ("title", "short", "note"),
    "actors": ("name", "called", "note"),
    "sources": ("title", "description", "url", "archived", "note"),
    "documents": ("title", "short_name", "note"),
    "declared": ("note",),
    "links": ("note", "by", "confirmed_by", "read_proposal", "read_measure"),
    "verdicts": ("note", "by", "read_proposal"),
    "dismissals": ("note",),
    "claims": ("note",),
    "searches": ("question", "result"),
    "follow_ups": ("text",),
    "evidence": ("quote", "locator"),
    "readings": ("text",),
}
NEEDED = {"title", "name", "short_name", "question", "result"}


@st.composite
def cell_edits(draw, found):
    """Some cells of an export, and what somebody writes into them."""
    spots = [
        (table.name, number, column)
        for table in tables(found)
        for number, row in enumerate(table.rows)
        for column in FREE.get(table.name, ())
        # A reading of a plan without measures has no text.
        if table.name != "readings" or row[1]
    ]
    chosen = draw(st.lists(st.sampled_from(spots), min_size=1, max_size=4, unique=True))
    edits = {}
    for table, number, column in chosen:
        blank = column not in NEEDED and table not in {"follow_ups", "readings"}
        edits[table, number, column] = draw(TEXTS | st.just("") if blank else TEXTS)
    return edits


def with_edits(sheet, edits):
    """A table with some of its cells written over."""
    rows = []
    for number, row in enumerate(sheet.rows):
        cells = list(row.cells)
        for (table, place, column), text in edits.items():
            if (table, place) == (sheet.name, number):
                cells[sheet.header.index(column)] = text
        rows.append(replace(row, cells=tuple(cells)))
    return replace(sheet, rows=tuple(rows))


def read(sheets, found, kept=frozenset()):
    """What tables say, computed columns and the cells ``kept`` left out; sub-measures one by one."""
    computed = {(each.name, c.name) for each in tables(found) for c in each.columns if c.computed}
    return {
        sheet.name: [
            {
                name: [each.strip() for each in split_details(cell) if each.strip()]
                if name == "details"
                else canonical(cell)
                for name, cell in zip(sheet.header, row.cells, strict=True)
                if (sheet.name, name) not in computed and (sheet.name, row.number, name) not in kept
            }
            for row in sheet.rows
        ]
        for sheet in sheets
        if sheet.name in SPECS
    }


@given(st.data(), hostile_corpora(), LAYOUTS, st.sampled_from(["\n", "\r\n"]))
@SLOW
def test_only_edited_cells_change(data, generated, flow, end):
    """An export of the corpus afterwards gives the tables as they were edited, cell by cell."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_corpus(Path(name) / "c", generated, flow=flow, end=end)
        corpus = jamplan.load(folder)
        found = publication(corpus)
        edits = data.draw(cell_edits(found))
        sheets = as_sheets(found)
        changed = [with_edits(sheet, edits) for sheet in sheets]
        result = compare(corpus, tables(found), changed)
        assert result.problems == ()
        after = jamplan.load(folder, edited(folder, result.edits))
        # Of « 012 », « 12 » is what a spreadsheet makes: such a cell is said, and is no edit.
        told = [(each.table, dict(each.details)) for each in result.remarks if each.code == "habit"]
        kept = {(table, int(said["row"]), said["column"]) for table, said in told}
        again = publication(after)
        assert read(as_sheets(again), again, kept) == read(changed, found, kept)
        assert compare(after, tables(again), changed).edits == ()


@given(st.data(), hostile_corpora(), LAYOUTS, st.sampled_from(["\n", "\r\n"]))
@SLOW
def test_many_edits_at_once_are_as_one_by_one(data, generated, flow, end):
    """Reading a file once for all its edits, or once for each, gives the same bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_corpus(Path(name) / "c", generated, flow=flow, end=end)
        corpus = jamplan.load(folder)
        found = publication(corpus)
        edits = data.draw(cell_edits(found))
        places = list(range(len(corpus.measures)))
        gone = data.draw(st.lists(st.sampled_from(places), unique=True)) if places else []
        result = compare(
            corpus, tables(found), [with_edits(sheet, edits) for sheet in as_sheets(found)]
        )
        more = [
            *result.edits,
            *(Add("sources.yaml", (), "actors", {"id": f"n{n}", "name": f"N {n}"}) for n in range(3)),
            Add("links.yaml", ("searches", 0), "sources", "s1"),
            *(Put("plan.yaml", ("measures", n), {"note": "x"}) for n in range(len(corpus.measures))),
            *(Take("plan.yaml", (), "measures", n) for n in gone),
            *(Take("links.yaml", ("links", n), "evidence", 0) for n in range(len(corpus.links))),
            Take("proposals.yaml", (), "chapters", 0),
        ]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(applying, "MANY", 0)
            at_once = edited(folder, more)
            patch.setattr(applying, "MANY", 1_000)
            assert at_once == edited(folder, more)

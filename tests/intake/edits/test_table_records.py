"""Tables read back, record by record: lists, texts that were read, and rows that belong to new rows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import jamplan
from conftest import LINKS, PLAN, PROPOSALS, SOURCES
from jamplan.exports.publication import publication
from jamplan.exports.summary import csv_files
from jamplan.exports.tables import tables
from jamplan.intake.edits.applying import edited
from jamplan.intake.edits.spreadsheets import read_tables
from jamplan.intake.edits.tables import compare
from jamplan.model import Claim, Evidence, FollowUp, FollowUpState, TextsRead

MORE = """\
claims:
  - {claimed_by: league, quantity: some, evidence: [{source: article}]}
searches:
  - {question: Is there more?, sources: [article, paper], result: No.}   # asked
"""


@pytest.fixture
def told(corpus):
    """A function that edits tables of a corpus and gives the comparison, and the files afterwards."""

    def run(edit, **texts):
        folder = corpus(**{"links": LINKS + MORE, **texts})
        loaded = jamplan.load(folder)
        found = publication(loaded)
        target = folder.parent / "t"
        target.mkdir(exist_ok=True)
        for name, data in csv_files(found).items():
            (target / name).write_bytes(data)
        edit(target)
        result = compare(loaded, tables(found), read_tables(target))
        contents = edited(folder, result.edits)
        return result, contents, jamplan.load(folder, contents)

    return run


def replaced(table, old, new):
    """An edit of one table."""

    def edit(folder: Path) -> None:
        path = folder / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def added(**rows):
    """An edit that adds rows to tables."""

    def edit(folder: Path) -> None:
        for table, text in rows.items():
            with (folder / f"{table}.csv").open("a", encoding="utf-8") as stream:
                stream.write(text)

    return edit


DETAILED = PLAN.replace(
    "  - {id: M2, title: A campaign}\n",
    "  - id: M2\n    title: A campaign\n    details:\n      - one   # first\n      - two\n      - three\n",
)


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("one\nzwei\nthree", ["one   # first", "zwei", "three"]),
        ("one\ntwo\nthree\n four ", ["one   # first", "two", "three", "four"]),
        ("one\n\nthree", ["one", "three"]),
        ("one", ["one"]),
    ],
)
def test_sub_measures_change_one_by_one(told, cell, lines):
    """A line that changes or is added leaves the others with their comments; else the list is written."""
    result, contents, _after = told(
        replaced("measures", '"one\ntwo\nthree"', f'"{cell}"'), plan=DETAILED
    )
    assert [(each.column, each.after) for each in result.cells] == [("details", cell.strip())]
    block = "".join(f"      - {line}\n" for line in lines)
    head = DETAILED.partition("      - one")[0]
    assert contents["plan.yaml"].decode() == head + block


def test_all_sub_measures_go(told):
    """With their key."""
    _result, contents, after = told(replaced("measures", '"one\ntwo\nthree"', ""), plan=DETAILED)
    assert after.measures[1].details == ()
    assert contents["plan.yaml"].decode() == DETAILED.partition("    details")[0]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("article league", None),
        ("paper paper", "[paper, paper]"),
        ("article paper article", "[article, paper, article]"),
        ("paper", "\n      - paper"),
        ("article   paper", "[article, paper]"),
    ],
)
def test_lists_of_ids_change_one_by_one(told, cell, shown):
    """As sub-measures do; how many spaces stand between says nothing."""
    edit = replaced("searches", "article paper", cell)
    if shown is None:
        with pytest.raises(Exception, match=r"unknown-source|wrong-kind"):
            told(edit)
        return
    _result, contents, after = told(edit)
    assert after.searches[0].sources == tuple(cell.split())
    if "links.yaml" in contents:
        text = contents["links.yaml"].decode()
        assert text.endswith("result: No.}   # asked\n")


def test_ids_that_a_spreadsheet_made_dates_of_are_known(told):
    """The row is that of the record, the id stays, and its other cells are read."""
    proposals = PROPOSALS.replace("ch1", "dec-1")

    def edit(folder: Path) -> None:
        replaced("chapters", "dec-1,First", "01-déc,Very first")(folder)
        replaced("proposals", ",dec-1,", ",01-déc,")(folder)

    result, contents, _after = told(edit, proposals=proposals)
    assert [(each.table, each.record, each.column) for each in result.cells] == [
        ("chapters", "dec-1", "title")
    ]
    assert [(each.code, dict(each.details)["kept"]) for each in result.remarks] == [
        ("habit", "dec-1"),
        ("habit", "dec-1"),
    ]
    assert contents["proposals.yaml"].decode() == proposals.replace("First", "Very first")


def test_texts_that_were_read_come_and_go(told):
    """Both with the record that holds them, one within it."""
    result, contents, after = told(
        replaced("links", ",,,,,,,,\n", ",,,,,,,,\n") if False else _with_read("a", "b")
    )
    assert after.links[0].read == TextsRead(proposal="a", measure="b")
    assert contents["links.yaml"].decode().count("read:") == 1
    assert len(result.cells) == 2
    kept = contents["links.yaml"].decode()
    _result, contents, after = told(_with_read("a", ""), links=kept)
    assert after.links[0].read == TextsRead(proposal="a")
    _result, contents, after = told(_with_read("", ""), links=kept)
    assert after.links[0].read is None
    assert contents["links.yaml"].decode() == LINKS + MORE


def _with_read(proposal, measure):
    def edit(folder: Path) -> None:
        path = folder / "links.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            header, row = csv.reader(stream)
        row[header.index("read_proposal")] = proposal
        row[header.index("read_measure")] = measure
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, row])

    return edit


def test_rows_of_new_rows_find_them(told):
    """A measure with a follow-up and its evidence; a claim with its own; a number that is declared."""
    result, _contents, after = told(
        added(
            measures="M3,A fair\n",
            follow_ups="M3,,2021-04,Held.,done\nM1,,,Dug.,partly\n",
            claims=",press,7\n",
            declared="plan,12,article paper\n",
            evidence=(
                "follow_up,,M3,,,1,paper,held\nmeasure,,M3,,,,article,\nclaim,,,,press,2,paper,seven\n"
                "follow_up,,M1,,,1,article,dug\n"
            ),
        )
    )
    assert result.problems == ()
    assert after.measures[2].evidence == (Evidence(source="article"),)
    assert after.measures[2].follow_ups == (
        FollowUp(
            date="2021-04",
            text="Held.",
            state=FollowUpState.DONE,
            evidence=(Evidence(source="paper", quote="held"),),
        ),
    )
    assert after.claims[1] == Claim(
        claimed_by="press", count=7, evidence=(Evidence(source="paper", quote="seven"),)
    )
    assert [(each.count, each.sources) for each in after.plan_document.declared] == [
        (12, ("article", "paper"))
    ]


def test_flags_numbers_and_dates_are_typed(told):
    """However a spreadsheet writes them."""

    def edit(folder: Path) -> None:
        replaced("proposals", "ch1,false", "ch1,VRAI")(folder)
        replaced("declared", ",10,", ',"11,0",')(folder)
        replaced("sources", ",2021-11,false", ",30/04/2021,OUI")(folder)

    _result, contents, after = told(edit)
    assert after.proposals[0].chapter_inferred
    assert after.proposals_document.declared[0].count == 11
    assert (after.sources[0].date, after.sources[0].date_inferred) == ("2021-04-30", True)
    assert contents["sources.yaml"].decode() == SOURCES.replace(
        'date: 2021-11, url: "https://example.org/a"',
        "date: 2021-04-30, url: \"https://example.org/a\", date_inferred: 'true'",
    ).replace("'true'", "true")


def test_evidence_is_known_by_what_it_says(told):
    """A piece that goes, one that comes and one that changes, of one record."""
    plan = PLAN.replace(
        "[{source: paper}]",
        "[{source: paper, quote: a}, {source: article, quote: b}, {source: paper, quote: c}]",
    )
    result, contents, _after = told(
        replaced("evidence", "measure,,M1,,,,article,b,", "measure,,M1,,,,article,b,p. 1"), plan=plan
    )
    assert [(each.column, each.after) for each in result.cells] == [("locator", "p. 1")]
    assert contents["plan.yaml"].decode() == plan.replace("quote: b}", "quote: b, locator: p. 1}")

    def less(folder: Path) -> None:
        path = folder / "evidence.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if ",article,b," not in line]
        path.write_text("".join(kept), encoding="utf-8")

    result, contents, _after = told(less, plan=plan)
    assert (contents, [each.record for each in result.missing]) == ({}, ["measure M1"])


def test_a_table_that_is_there_twice_is_read_once(told):
    """The first of them, which is said; names may be in any case."""

    def twice(folder: Path) -> None:
        (folder / "Actors.csv").write_text("id,name\nx,X\n", encoding="utf-8")

    result, contents, _after = told(twice)
    assert (list(contents), [each.record for each in result.added]) == (["sources.yaml"], ["x"])
    assert "table-repeated" in [each.code for each in result.remarks]

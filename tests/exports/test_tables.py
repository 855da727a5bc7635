"""The tables of an export: whole, on a small corpus; and laws on generated ones."""

from __future__ import annotations

import pytest
from hostile import hostile_corpora
from hypothesis import given

import jamplan
from conftest import LINKS, PLAN
from generated import RULES
from jamplan.corpus.loading import packaged_folder
from jamplan.counting.rules import LinksCounted, Rule
from jamplan.counting.statuses import Status
from jamplan.exports.publication import publication
from jamplan.exports.tables import (
    Kind,
    table,
    table_names,
    tables,
)
from jamplan.reports.keys import FIGURES

RULE = "links=stated claimed_by=all partial=apart of=declared"
MORE_LINKS = f"""{LINKS}\
  - proposal: roads
    measure: M2
    claimed_by: press
    basis: ambiguous
    extent: partial
    evidence: [{{source: paper, locator: page 2}}]
    by: Ann
    on: 2026-11-24
    read: {{proposal: Mend roads, measure: A campaign}}
verdicts:
  - {{proposal: roads, verdict: out_of_scope, claimed_by: league, note: Not water}}
claims:
  - {{claimed_by: league, quantity: some, evidence: [{{source: article, quote: some of them}}]}}
  - {{claimed_by: press, quantity: 4}}
searches:
  - {{question: Is there more?, sources: [article, paper], result: No., on: 2026-11}}
"""
MORE_PLAN = f"""{PLAN.replace("  - {id: M2, title: A campaign}", "")}\
  - id: M2
    title: A campaign
    number: 2
    details: ["Posters", "Films\\nand songs"]
    follow_ups:
      - {{date: 2022-02, text: It ran., state: done, evidence: [{{source: paper}}]}}
"""


@pytest.fixture
def found(corpus):
    """The publication of a small corpus with a record of every kind."""
    loaded = jamplan.load(corpus(links=MORE_LINKS, plan=MORE_PLAN))
    return publication(loaded, lang="en", date="2026-11-25")


def dicts(found, name):
    """The rows of a table by the names of their columns, without empty cells and the rule."""
    made = table(found, name)
    names = [column.name for column in made.columns]
    rows = [dict(zip(names, row, strict=True)) for row in made.rows]
    assert "rule" not in names or {row.pop("rule") for row in rows} <= {RULE}
    return [{key: cell for key, cell in row.items() if cell is not None} for row in rows]


def test_proposals_have_their_fields_and_status(found):
    """What the file says, and what the rule makes of it."""
    assert dicts(found, "proposals") == [
        {
            "id": "wells",
            "title": "Dig wells",
            "status": "adopted",
            "status_label": "said to be taken up",
            "strength": "explicit",
            "claimed_by": "league",
            "measures": "M1",
            "title_basis": "official",
            "number_inferred": False,
            "chapter": "ch1",
            "chapter_inferred": False,
            "text": "Dig a well in every village.",
            "attribution": "explicit",
        },
        {
            "id": "roads",
            "title": "Mend roads",
            "status": "below_rule",
            "status_label": "statement not counted",
            "strength": "ambiguous",
            "claimed_by": "press",
            "measures": "M2",
            "title_basis": "official",
            "number_inferred": False,
            "chapter_inferred": False,
            "attribution": "explicit",
        },
    ]


def test_measures_have_their_sub_measures_in_one_cell(found):
    """One a line."""
    assert dicts(found, "measures") == [
        {
            "id": "M1",
            "title": "Wells for all",
            "status": "answered",
            "status_label": "statement counted",
            "proposals": "wells",
            "follow_up_count": 0,
            "number_inferred": False,
            "priority": "P1",
            "title_basis": "official",
        },
        {
            "id": "M2",
            "title": "A campaign",
            "status": "below_rule",
            "status_label": "statement not counted",
            "below_rule": "roads",
            "follow_up_count": 1,
            "number": "2",
            "number_inferred": False,
            "title_basis": "official",
            "details": "Posters\nFilms\nand songs",
        },
    ]
    assert dicts(found, "follow_ups") == [
        {
            "measure": "M2",
            "row": 1,
            "date": "2022-02",
            "text": "It ran.",
            "state": "done",
            "state_label": "carried out",
        }
    ]


def test_links_and_verdicts_say_whether_they_count(found):
    """Each with its labels and the status of its proposal."""
    assert dicts(found, "links")[1] == {
        "proposal": "roads",
        "measure": "M2",
        "measure_inferred": False,
        "claimed_by": "press",
        "basis": "ambiguous",
        "extent": "partial",
        "proposal_title": "Mend roads",
        "measure_title": "A campaign",
        "basis_label": "ambiguous",
        "extent_label": "partial",
        "strength": "ambiguous",
        "counted": False,
        "status": "below_rule",
        "status_label": "statement not counted",
        "by": "Ann",
        "on": "2026-11-24",
    }
    assert dicts(found, "verdicts") == [
        {
            "proposal": "roads",
            "verdict": "out_of_scope",
            "claimed_by": "league",
            "proposal_title": "Mend roads",
            "verdict_label": "out of scope",
            "status": "below_rule",
            "status_label": "statement not counted",
            "note": "Not water",
        }
    ]


def test_evidence_says_what_it_belongs_to(found):
    """A row for each piece, with its source's title, date and address."""
    press = {"source": "paper", "source_publisher": "The Press"}
    league = {
        "source": "article",
        "source_title": "What we got",
        "source_publisher": "The League",
        "source_date": "2021-11",
        "source_url": "https://example.org/a",
    }
    below = {"status": "below_rule", "status_label": "statement not counted"}
    adopted = {"status": "adopted", "status_label": "said to be taken up"}
    wells = {"proposal": "wells", "measure": "M1", "claimed_by": "league"}
    roads = {"proposal": "roads", "measure": "M2", "claimed_by": "press"}
    assert dicts(found, "evidence") == [
        {"of": "measure", "measure": "M1", **press},
        {"of": "follow_up", "measure": "M2", "row": 1, **press},
        {"of": "link", **wells, "quote": "our wells", **league, **adopted},
        {"of": "link", **roads, "locator": "page 2", **press, **below},
        {"of": "claim", "claimed_by": "league", "row": 1, "quote": "some of them", **league},
    ]


def test_claims_searches_and_groups(found):
    """« Some » is a quantity; a list of ids is one cell."""
    assert dicts(found, "claims") == [
        {"row": 1, "claimed_by": "league", "quantity": "some"},
        {"row": 2, "claimed_by": "press", "quantity": "4"},
    ]
    assert dicts(found, "searches") == [
        {"question": "Is there more?", "sources": "article paper", "result": "No.", "on": "2026-11"}
    ]
    assert dicts(found, "chapters") == [{"id": "ch1", "title": "First chapter", "documented": 1}]
    assert dicts(found, "priorities") == [{"id": "P1", "title": "Water", "listed": 1, "answered": 1}]
    assert dicts(found, "declared") == [{"document": "proposals", "count": 10, "sources": "article"}]


def test_figures_and_what_they_rest_on(found):
    """The number without a text is a figure; no row of the proposals is it."""
    assert [(row["figure"], row["count"]) for row in dicts(found, "figures")] == [
        ("adopted", 1),
        ("partial", 0),
        ("below_rule", 1),
        ("not_adopted", 0),
        ("not_assessable", 0),
        ("unreviewed", 0),
        ("undocumented", 8),
        ("declared", 10),
        ("documented", 2),
        ("total", 10),
        ("denominator", 10),
        ("score", 1.0),
        ("range_min", 1),
        ("range_max", 9),
        ("measures_total", 2),
        ("measures_answered", 1),
    ]
    about = [(row["key"], row["value"]) for row in dicts(found, "about")]
    assert [key for key, _ in about] == [
        *("title", "headline", "rule", "rule", "rule", "rule", "range", "version", "date", "command"),
        *("sha256 sources.yaml", "sha256 proposals.yaml", "sha256 plan.yaml", "sha256 links.yaml"),
    ]
    values = dict(about)
    assert values["title"] == "Ten wishes → The plan"
    assert values["date"] == "2026-11-25"
    assert values["command"] == (
        "jamplan coverage --rule stated --partial apart --of declared --data FOLDER"
    )
    assert values["sha256 links.yaml"] == found.corpus.digests["links.yaml"]
    assert "contested" in [row["code"] for row in dicts(found, "warnings")]


def test_suggestions_are_a_table_only_where_they_were_asked_for():
    """They are apart, and said not to be verified."""
    loaded = jamplan.load(packaged_folder())
    without = [each.name for each in tables(publication(loaded))]
    asked_for = publication(loaded, suggestions=True)
    named = [each.name for each in tables(asked_for)]
    assert tuple(named) == table_names()
    assert [name for name in named if name not in without] == ["suggestions"]
    rows = dicts(asked_for, "suggestions")
    assert {(row["proposal"], row["verified"]) for row in rows} == {("cours-obligatoires", False)}
    with pytest.raises(ValueError, match="'suggestions' is not a table"):
        table(publication(loaded), "suggestions")


def test_every_column_and_figure_has_its_meaning(corpus):
    """In a table of their own."""
    asked_for = publication(jamplan.load(corpus()), lang="fr", suggestions=True)
    made = tables(asked_for)
    rows = dicts(asked_for, "columns")
    assert [(row["table"], row["column"]) for row in rows] == [
        (each.name, column.name) for each in made[:-1] for column in each.columns
    ]
    assert all(row.get("meaning") for row in rows)
    figures = {row["figure"] for row in dicts(asked_for, "figures")}
    assert figures == {*FIGURES, *(str(status) for status in Status)}


@given(hostile_corpora(), RULES)
def test_every_cell_is_of_its_column_s_kind(corpus, rule):
    """Numbers, flags and texts are what they are said to be; rows are as wide as the columns."""
    types = {
        Kind.TEXT: (str,),
        Kind.DATE: (str,),
        Kind.NUMBER: (int, float),
        Kind.FLAG: (bool,),
    }
    for each in tables(publication(corpus, rule)):
        for row in each.rows:
            assert len(row) == len(each.columns)
            for column, cell in zip(each.columns, row, strict=True):
                assert cell is None or type(cell) in types[column.kind], (each.name, column)


@given(hostile_corpora(), RULES)
def test_the_tables_agree_with_the_figures(corpus, rule):
    """Counted by hand from their rows, the statuses and measures are those of the figures."""
    made = publication(corpus, rule)
    names = {each.name: [column.name for column in each.columns] for each in tables(made)}
    rows = {
        each.name: [dict(zip(names[each.name], row, strict=True)) for row in each.rows]
        for each in tables(made)
    }
    figures = {row["figure"]: row["count"] for row in rows["figures"]}
    for status in Status:
        if status is not Status.UNDOCUMENTED:
            assert figures[status] == sum(row["status"] == status for row in rows["proposals"])
    assert sum(figures[status] for status in Status) == figures["total"]
    answered = {row["measure"] for row in rows["links"] if row["counted"]}
    assert figures["measures_answered"] == len(answered)
    assert {row["id"] for row in rows["measures"] if row["status"] == "answered"} == answered
    assert len(rows["evidence"]) == sum(
        len(each.evidence)
        for each in (
            *(*corpus.proposals, *corpus.priorities, *corpus.measures, *corpus.links),
            *(*corpus.verdicts, *corpus.claims),
            *(done for measure in corpus.measures for done in measure.follow_ups),
        )
    )


def test_the_rule_stands_in_each_row(found):
    """So that a row that is copied elsewhere still says what its status follows from."""
    rule = Rule(links=LinksCounted.ANY, claimed_by="press")
    for name in ("proposals", "measures", "links", "evidence", "verdicts", "figures"):
        made = table(publication(found.corpus, rule), name)
        place = [column.name for column in made.columns].index("rule")
        assert {row[place] for row in made.rows} == {
            "links=any claimed_by=press partial=apart of=declared"
        }

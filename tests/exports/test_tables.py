"""The tables of an export: derived from its JSON, whole, on a small corpus; and laws on generated ones."""

import pytest
from hypothesis import given

from jamplan.corpus.loading import load
from jamplan.corpus.records import FILE_TYPES, keys_of
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Rule, Status, WordsCounted
from jamplan.exports.csvfile import tables
from jamplan.exports.export import publication
from tests.conftest import LINKS, PLAN, fields
from tests.exports.hostile import hostile_corpora
from tests.generated import RULES

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
def content(corpus):
    """The publication of a small corpus with a record of every kind."""
    loaded = load(corpus(links=MORE_LINKS, plan=MORE_PLAN))
    return publication(loaded, lang="en", date="2026-11-25")


def dicts(content, name):
    """The rows of a table by the names of their columns, without empty cells."""
    rows = tables(content)[name].rows
    return [
        {key: cell for key, cell in row.items() if cell is not None} for row in rows
    ]


def test_one_table_says_of_each_proposal_who_states_what_and_where(content):
    """A flat row a statement or conclusion, with titles, quote and address; how many objections it has."""
    rows = dicts(content, "statements")
    assert [
        (row["title"], row.get("measure_title"), row.get("verdict")) for row in rows
    ] == [
        ("Dig wells", "Wells for all", None),
        ("Mend roads", "A campaign", None),
        ("Mend roads", None, "out_of_scope"),
    ]
    first = {
        "quote": "our wells",
        "source_url": "https://example.org/a",
        "objections": 0,
        "rule": RULE,
    }
    assert first.items() <= rows[0].items()


def test_each_list_of_the_model_is_a_table_with_a_column_for_each_key(content):
    """A new field of the data is a new column without a line of code."""
    lists = [key for file in FILE_TYPES.values() for key in keys_of(file) if key.many]
    names = {key.name for key in lists}
    for name, record in ((key.name, key.type) for key in lists):
        columns = tables(content)[name].columns
        for key in keys_of(record):
            if not key.nested:
                assert key.name in columns
            elif key.many:
                child = f"{name}_{key.name}" if key.name in names else key.name
                below = {below.name for below in keys_of(key.type) if not below.nested}
                assert below <= set(tables(content)[child].columns)


def test_proposals_links_and_measures_have_their_fields_and_what_follows_from_them(
    content,
):
    """Codes as the files have them; status, strength and rule beside them; whose a record is by table, row and ids."""
    assert dicts(content, "proposals")[1] == fields(
        "id: roads, title: Mend roads, title_basis: official, number_inferred: false, "
        f"chapter_inferred: false, attribution: explicit, status: below_rule, rule: {RULE}"
    )
    assert dicts(content, "links")[1] == fields(
        "proposal: roads, measure: M2, measure_inferred: false, claimed_by: press, basis: ambiguous, "
        "extent: partial, by: Ann, 'on': '2026-11-24', read_proposal: Mend roads, "
        f"read_measure: A campaign, strength: ambiguous, counted: false, rule: {RULE}"
    )
    assert dicts(content, "measures")[1] == fields(
        "id: M2, title: A campaign, number: '2', number_inferred: false, title_basis: official, "
        'details: "Posters\\nFilms\\nand songs"'
    )
    assert dicts(content, "searches")[0]["sources"] == "article\npaper"
    evidence = dicts(content, "evidence")
    for text in (
        "owner: links, owner_row: 2, owner_proposal: roads, owner_measure: M2, owner_claimed_by: press, "
        "source: paper, locator: page 2, cut: false, continues: false",
        "owner: follow_ups, owner_row: 1, owner_id: M2, source: paper, cut: false, continues: false",
        "owner: claims, owner_row: 1, owner_claimed_by: league, source: article, quote: some of them, cut: false, continues: false",
    ):
        assert fields(text) in evidence
    done = "owner: measures, owner_row: 2, owner_id: M2, date: 2022-02, text: It ran., state: done, measure_inferred: false"
    assert dicts(content, "follow_ups") == [fields(done)]
    count = "owner: documents, owner_row: 1, owner_document: proposals, count: 10, sources: article"
    assert dicts(content, "declared") == [fields(count)]


def test_figures_and_what_they_rest_on(content):
    """The number without a text is a figure; the rule is in each row that follows from it."""
    figures = {row["figure"]: row["count"] for row in dicts(content, "figures")}
    assert figures == fields(
        "declared: 10, documented: 2, total: 10, denominator: 10, adopted: 1, partial: 0, "
        "principle: 0, below_rule: 1, "
        "not_adopted: 0, not_assessable: 0, unreviewed: 0, undocumented: 8, score: 1.0, range_min: 1, "
        "range_max: 9, measures_total: 2, measures_answered: 1"
    )
    about = {row["key"]: row["value"] for row in dicts(content, "about")}
    assert about["title"] == "Ten wishes → The plan"
    assert about["provenance_date"] == "2026-11-25"
    assert (
        about["provenance_files_links.yaml"]
        == content.context.corpus.digests["links.yaml"]
    )
    assert "contested" in [row["code"] for row in dicts(content, "warnings")]
    rule = Rule(words=WordsCounted.ANY, claimed_by="press")
    for name in ("proposals", "links", "figures"):
        rows = dicts(publication(content.context.corpus, rule), name)
        assert {row["rule"] for row in rows} == {
            "links=any claimed_by=press partial=apart of=declared"
        }


@given(hostile_corpora(), RULES)
def test_the_tables_agree_with_the_figures(corpus, rule):
    """Counted by hand from their rows, the statuses and measures are those of the figures."""
    content, expected = publication(corpus, rule), coverage(corpus, rule)
    rows = {name: dicts(content, name) for name in tables(content)}
    for sheet in tables(content).values():
        assert all(row.keys() <= set(sheet.columns) for row in sheet.rows)
        assert len(set(sheet.columns)) == len(sheet.columns)
    figures = {row["figure"]: row["count"] for row in rows["figures"]}
    for status in Status:
        assert figures[status] == expected.statuses[status]
        if status is not Status.UNDOCUMENTED:
            assert figures[status] == sum(
                row["status"] == status for row in rows["proposals"]
            )
    answered = {row["measure"] for row in rows["links"] if row["counted"]}
    assert figures["measures_answered"] == len(answered)
    assert len(rows["evidence"]) == sum(
        len(record.evidence)
        for record in (
            *(*corpus.proposals, *corpus.priorities, *corpus.measures, *corpus.links),
            *(*corpus.verdicts, *corpus.claims),
            *(done for measure in corpus.measures for done in measure.follow_ups),
        )
    )

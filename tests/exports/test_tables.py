"""The tables of an export: derived from its JSON, whole, on a small corpus; and laws on generated ones."""

import pytest
from hypothesis import given

from jamplan.account.context import Context
from jamplan.account.vocabulary import language_for
from jamplan.corpus.loading import load
from jamplan.corpus.records import FILE_TYPES, keys_of
from jamplan.corpus.statements import Group
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Rule, WordsCounted
from jamplan.counting.statuses import Status
from jamplan.evidence.published import PARTITION
from jamplan.exports.csvfile import RECORDS, coverage_csv, tables
from jamplan.exports.export import publication
from tests.conftest import END, LINKS, PLAN, fields
from tests.exports.hostile import hostile_corpora
from tests.exports.test_csv import rows_of
from tests.generated import RULES, corpora, corpus_of

RULE = "words=stated whose=all partial=apart of=declared"
MORE_LINKS = f"""{LINKS.removesuffix(END)}\
  - about: roads
    says: in_part
    measure: M2
    words: ambiguous
    speaker: press
    evidence: [{{source: article, locator: page 2, kept: [{{code: quote-denied, by: Ann}}]}}]
    by: Ann
    on: 2026-11-24
    read: {{about: Mend roads, measure: A campaign}}
  - {{about: roads, says: out_of_scope, words: compared, by: Bob, note: Not water}}
  - {{about: proposals, says: taken_up, words: explicit, count: some, evidence: [{{source: article, quote: some of them}}]}}
  - {{about: measures, says: carried_out, words: explicit, count: 4, evidence: [{{source: paper}}]}}
  - {{about: M2, says: carried_out, words: explicit, date: 2022-02, text: It ran., evidence: [{{source: paper}}]}}
searches:
  - {{question: Is there more?, sources: [article, paper], result: No., on: 2026-11}}
"""
MORE_PLAN = f"""{PLAN.replace("  - {id: M2, title: A campaign}", "")}\
  - id: M2
    title: A campaign
    number: 2
    details: ["Posters", "Films\\nand songs"]
    answers: [roads]
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


def test_one_table_says_of_each_item_who_states_what_and_where(content):
    """A flat row an item and statement, with titles, voices, quote and address."""
    rows = dicts(content, "statements")
    names = ("item", "kind", "measure_title", "says", "words", "who", "via", "counted")
    assert [tuple(row.get(name) for name in names) for row in rows] == [
        ("wells", "proposal", "Wells for all", "taken_up", "explicit", "The League", "The League", True),
        ("roads", "proposal", "A campaign", "in_part", "ambiguous", "The Press", "The League", False),
        ("roads", "proposal", None, "out_of_scope", "compared", None, None, True),
        ("M2", "measure", None, "carried_out", "explicit", "The Press", "The Press", None),
        ("proposals", "total", None, "taken_up", "explicit", "The League", "The League", None),
        ("measures", "total", None, "carried_out", "explicit", "The Press", "The Press", None),
    ]  # fmt: skip
    first = {
        "title": "Dig wells",
        "quote": "they took up our wells",
        "address": "https://example.org/a",
        "telling": "speaks",
        "objections": 0,
        "rule": RULE,
    }
    assert first.items() <= rows[0].items()
    assert [row.get("reader") for row in rows[1:3]] == ["Ann", "Bob"]
    names = ("document", "date", "day", "text")
    assert [rows[3][name] for name in names] == [
        "plan",
        "2022-02",
        "2022-02",
        "It ran.",
    ]


def test_a_proposal_without_statements_has_a_row():
    """What nobody has looked at is not left out; two publishers are a line each."""
    corpus = corpus_of(
        """
proposals: [{id: a, title: A}, {id: b, title: B}]
measures: [{id: M, title: M}]
statements:
  - about: b
    says: in_full
    measure: M
    words: explicit
    speaker: author
    evidence: [{source: s1, quote: one}, {source: s2, quote: two, quoted: true}]
"""
    )
    rows = dicts(publication(corpus, lang="en"), "statements")
    names = ("item", "status", "telling", "who", "via", "quote", "source")
    assert [tuple(row.get(name) for name in names) for row in rows] == [
        ("a", "unreviewed", None, None, None, None, None),
        ("b", "adopted", "speaks\nquoted", "Author", "Author\nOther", "one […] two", "s1\ns2"),
    ]  # fmt: skip


def test_each_list_of_the_model_is_a_table_with_a_column_for_each_key(content):
    """A new field of the data is a new column without a line of code."""
    lists = [key for file in FILE_TYPES.values() for key in keys_of(file) if key.many]
    names = {key.name for key in lists}
    for name, record in ((key.name, key.type) for key in lists):
        table = RECORDS if name == "statements" else name
        columns = tables(content)[table].columns
        for key in keys_of(record):
            if not key.nested:
                assert key.name in columns
            elif key.many:
                child = f"{table}_{key.name}" if key.name in names else key.name
                below = {below.name for below in keys_of(key.type) if not below.nested}
                assert below <= set(tables(content)[child].columns)


def test_proposals_statements_and_measures_have_their_fields_and_what_follows_from_them(
    content,
):
    """Codes as the files have them; status, strength and rule beside them; whose a record is by table, row and ids."""
    assert dicts(content, "proposals")[1] == fields(
        "id: roads, title: Mend roads, title_basis: official, number_inferred: false, "
        f"chapter_inferred: false, attribution: explicit, status: below_rule, rule: {RULE}"
    )
    assert dicts(content, RECORDS)[1] == fields(
        "about: roads, says: in_part, measure: M2, measure_inferred: false, words: ambiguous, "
        "speaker: press, by: Ann, 'on': '2026-11-24', read_about: Mend roads, "
        "read_measure: A campaign, who_actor: press, day: '2021-11', strength: ambiguous, "
        f"counted: false, rule: {RULE}"
    )
    assert dicts(content, "measures")[1] == fields(
        "id: M2, title: A campaign, number: '2', number_inferred: false, title_basis: official, "
        'details: "Posters\\nFilms\\nand songs", answers: roads, document: plan'
    )
    assert dicts(content, "searches")[0]["sources"] == "article\npaper"
    evidence = dicts(content, "evidence")
    flags = "quoted: false, cut: false, cut_before: false, continues: false"
    for text in (
        "owner: statement_records, owner_row: 2, owner_about: roads, owner_measure: M2, "
        f"owner_says: in_part, source: article, locator: page 2, {flags}",
        "owner: statement_records, owner_row: 6, owner_about: M2, owner_says: carried_out, "
        f"source: paper, {flags}",
        "owner: statement_records, owner_row: 4, owner_about: proposals, owner_says: taken_up, "
        f"source: article, quote: some of them, {flags}",
    ):
        assert fields(text) in evidence
    voice = "owner: statement_records, owner_row: 2, owner_about: roads, owner_measure: M2, "
    voice += (
        "owner_says: in_part, telling: unclear, who: press, via: league, reader: Ann"
    )
    assert fields(voice) in dicts(content, "voices")
    kept = (
        "owner: evidence, owner_about: roads, owner_measure: M2, owner_says: in_part, "
    )
    kept += "code: quote-denied, by: Ann"
    (found,) = dicts(content, "kept")
    assert found | fields(kept) == found
    row = dicts(content, "evidence")[found["owner_row"] - 1]
    assert (row["owner_about"], row["source"]) == ("roads", "article")
    count = "owner: documents, owner_row: 1, owner_document: proposals, count: 10, sources: article"
    assert dicts(content, "declared") == [fields(count)]


def test_figures_and_what_they_rest_on(content):
    """The number without a text is a figure; the rule is in each row that follows from it."""
    figures = {row["figure"]: row["count"] for row in dicts(content, "figures")}
    assert figures == fields(
        "declared: 10, documented: 2, total: 10, denominator: 10, adopted: 1, partial: 0, "
        "principle: 0, contested: 0, noted: 0, refused: 0, below_rule: 1, "
        "not_adopted: 0, not_assessable: 0, unreviewed: 0, undocumented: 8, score: 1.0, range_min: 1, "
        "range_max: 9, measures_total: 2, measures_answered: 1"
    )
    about = {row["key"]: row["value"] for row in dicts(content, "about")}
    assert about["title"] == "Ten wishes → The plan"
    assert about["provenance_date"] == "2026-11-25"
    assert (
        about["provenance_files_links.yaml"]
        == content.account.context.corpus.digests["links.yaml"]
    )
    assert "texts-missing" in [row["code"] for row in dicts(content, "warnings")]
    rule = Rule(words=WordsCounted.ANY, whose="press")
    for name in ("proposals", RECORDS, "statements", "figures"):
        rows = dicts(publication(content.account.context.corpus, rule), name)
        assert {row["rule"] for row in rows} == {
            "words=any whose=press partial=apart of=declared"
        }


@given(hostile_corpora() | corpora(several=True), RULES)
def test_the_tables_agree_with_the_figures(corpus, rule):
    """Counted by hand from their rows, the statuses and measures are those of the figures."""
    content, expected = publication(corpus, rule), coverage(corpus, rule)
    rows = {name: dicts(content, name) for name in tables(content)}
    for sheet in tables(content).values():
        assert all(row.keys() <= set(sheet.columns) for row in sheet.rows)
        assert len(set(sheet.columns)) == len(sheet.columns)
    figures = {row["figure"]: row["count"] for row in rows["figures"]}
    assert sum(figures[name] for name in PARTITION) == figures["total"]
    for status in Status:
        if status is not Status.UNDOCUMENTED:
            found = [row for row in rows["proposals"] if row["status"] == status]
            assert len(found) == expected.statuses[status]
    yes = {"in_full", "taken_up", "in_part", "in_principle"}
    latest = {measure.id for plan in corpus.plans[-1:] for measure in plan.measures}
    disputed = {
        row["id"] for row in rows["proposals"] if row["status"] == Status.CONTESTED
    }
    answered = {
        row.get("measure")
        for row in rows[RECORDS]
        if row.get("counted") and row["says"] in yes and row["about"] not in disputed
    }
    assert figures["measures_answered"] == len(answered & latest)
    items = (*corpus.proposals, *corpus.priorities, *corpus.measures)
    told = [piece for each in (*items, *corpus.statements) for piece in each.evidence]
    for statement in corpus.statements:
        for objection in statement.objections:
            told += objection.evidence
    assert len(rows["evidence"]) == len(told)
    silent = [
        row for row in expected.rows if row.proposal.id not in corpus.statements_on
    ]
    assert len(rows["statements"]) == len(corpus.statements) + len(silent)


@given(hostile_corpora() | corpora(several=True), RULES)
def test_the_table_of_the_coverage_adds_up(corpus, rule):
    """Its column « count » adds up to the total; a row has its statuses and its voices."""
    context = Context(corpus, language_for(corpus, "en"), rule)
    heads, *rows = rows_of(coverage_csv(context))
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    figures = coverage(corpus, rule)
    assert sum(int(row["count"]) for row in found) == figures.total
    known = [row for row in found if row["proposal"]]
    assert [row["status"] for row in known] == [row.status for row in figures.rows]
    for row, cells in zip(figures.rows, known, strict=True):
        says = dict.fromkeys(each.says for each in row.counted or row.uncounted)
        assert cells["says"] == " ".join(says)
        groups = {each.group for each in row.counted}
        if row.status is Status.CONTESTED:
            assert Group.NO in groups

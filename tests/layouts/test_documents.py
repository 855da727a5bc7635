"""Several documents that answer: each measure is told in the view of its own."""

import pytest

from jamplan.account.account import Account
from jamplan.account.clauses import in_each_document
from jamplan.account.measures import answered_sentence
from jamplan.account.spans import plain
from jamplan.corpus.views import seen
from jamplan.exports.export import publication
from jamplan.layouts import cells
from jamplan.layouts.blocks import Table
from jamplan.layouts.coverage import By, coverage_report
from tests.conftest import export
from tests.exports.read_back import read_back
from tests.generated import corpus_of

CORPUS = """
actors:
  - {id: town, name: Town}
  - {id: county, name: County}
  - {id: paper, name: Paper}
  - {id: author, name: Author}
sources:
  - {id: first, publisher: town, date: 2021}
  - {id: second, publisher: county, date: 2024}
  - {id: news, publisher: paper, date: 2024}
proposals:
  - {id: wells, title: Dig wells}
  - {id: roads, title: Mend roads}
  - {id: songs, title: Sing songs}
plans:
  - name: plan
    document: {short_name: Town’s answer, relation: response, date: 2021, publisher: town}
    measures: [{id: A1, title: Wells of old}, {id: A2, title: Roads of old}]
  - name: plan-2024
    document: {short_name: County’s answer, relation: response, date: 2024, publisher: county}
    measures: [{id: B1, title: Wells of now}]
statements:
  - {about: wells, says: in_part, measure: A1, words: explicit, evidence: [{source: first, quote: "We agree, in part."}]}
  - {about: wells, says: refused, measure: B1, words: explicit, evidence: [{source: second, quote: We do not agree.}]}
  - {about: roads, says: taken_up, document: plan, words: explicit, evidence: [{source: news, quote: They agree on roads.}]}
  - {about: songs, says: noted, document: plan-2024, words: explicit, evidence: [{source: second, quote: We note the songs.}]}
"""


@pytest.fixture
def context():
    """Two answers to one list, and a newspaper on the first."""
    return publication(corpus_of(CORPUS), lang="en").account.context


def table(context, by):
    """The cells of the one table of a report."""
    (found,) = (
        block
        for block in coverage_report(Account(context), by=by)
        if isinstance(block, Table)
    )
    return [[plain(cell) for cell in row] for row in found.grid]


def test_the_measures_of_all_documents_are_told(context):
    """Each under its document's name, with what is said there, and not over all."""
    groups = [
        (heading, [(row.measure.id, str(row.status)) for row in rows])
        for heading, _priority, rows in context.measure_groups
    ]
    assert groups == [
        ("Town’s answer", [("A1", "partial"), ("A2", "unreviewed")]),
        ("County’s answer", [("B1", "refused")]),
    ]
    assert answered_sentence(context) == (
        "Measures, Town’s answer: 1 accepted in part, 1 to review; County’s answer: 1 refused."
    )


@pytest.mark.parametrize("form", ["md", "html", "xlsx"])
def test_no_form_leaves_out_an_earlier_document(form):
    """Its measures are there with the later one's."""
    data = export(corpus_of(CORPUS), format=form, lang="en", date="2026-11-24")
    text = read_back(data, form)
    titles = ("Wells of old", "Roads of old", "Wells of now")
    assert [title for title in titles if title in text] == [*titles]


def test_who_answers_is_the_publisher_of_the_document_that_a_statement_is_about(
    context,
):
    """The town's own answer is no other one's report; the newspaper's is."""
    assert context.status_text() == (
        "1 disputed, 1 accepted as others report, 1 neither yes nor no"
    )
    rows = {row.proposal.id: row for row in context.figures.rows}
    in_part, _refused = rows["wells"].positions
    (reported,) = rows["roads"].positions
    assert str(context.voicing(in_part)) == "stated"
    assert str(context.voicing(reported)) == "reported"


def test_each_actor_has_what_it_refuses_and_leaves_open(context):
    """Also one who takes nothing up; measures are those of all documents."""
    assert table(context, By.CLAIMANT) == [
        ["According to", "Proposals", "Measures"],
        ["Town", "1 accepted in part", "1"],
        ["County", "1 refused, 1 neither yes nor no", "0"],
        ["Paper", "1 accepted as others report", "0"],
    ]


def test_a_plan_beside_a_response_is_told_in_its_own_words():
    """One accepts, the other takes up; the screen has a column for each, by date."""
    text = CORPUS.replace("relation: response, date: 2024", "date: 2024")
    account = publication(corpus_of(text), lang="en").account
    (table,) = cells.exceptions_tables(account, (12,))
    assert [[plain(cell) for cell in row] for row in table.grid] == [
        ["No.", "Proposal", "Town’s answer", "County’s answer"],
        # All are shown: the best supported comes first.
        ["", "Mend roads", "accepted as others report", "to review"],
        ["", "Dig wells", "accepted in part", "refused"],
        ["", "Sing songs", "to review", "neither yes nor no"],
    ]
    (in_part,) = cells.exceptions_tables(account, (1,))
    assert [[plain(cell) for cell in row] for row in in_part.grid[1:]] == [
        ["", "Dig wells", "accepted in part", "refused"],
        [
            "",
            "2 other proposals",
            "1 accepted as others report, 1 to review",
            "1 neither yes nor no, 1 to review",
        ],
    ]
    assert in_each_document(account.context) == [
        "Town’s answer: 1 accepted as others report, 1 in part, 1 to review.",
        "County’s answer: 1 refused, 1 neither yes nor no, 1 to review.",
    ]


def test_a_measure_is_told_with_its_document(context):
    """Numbers begin anew in each document; with one document alone its name is not told."""
    account = Account(context)
    assert [f"{item.numbered}{item.within}" for item in account.measures] == [
        "Wells of old, Town’s answer",
        "Roads of old, Town’s answer",
        "Wells of now, County’s answer",
    ]
    alone = publication(seen(corpus_of(CORPUS), "plan"), lang="en").account
    assert [item.within for item in alone.measures] == ["", ""]

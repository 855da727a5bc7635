"""The tables of what each voice counts, and of what became of it."""

import pytest

from jamplan.account.spans import plain
from jamplan.exports.export import publication
from jamplan.layouts.blocks import Table
from jamplan.layouts.judges import outcomes_report, rivals_table
from tests.exports.test_jsonfile import CORPUS
from tests.generated import corpus_of, make_corpus


def grid(report):
    """The cells of the one table of a report as texts."""
    (table,) = (block for block in report if isinstance(block, Table))
    return [[plain(cell) for cell in row] for row in table.grid]


@pytest.fixture
def account():
    """Three voices on three proposals and a measure."""
    return publication(corpus_of(CORPUS), lang="en").account


def test_what_became_of_it_is_told_by_voice(account):
    """A total has its day and publisher; a voice without one has what it lists."""
    assert grid(outcomes_report(account)) == [
        ["Voice", "Status", "Date, source", "Total given", "Listed one by one"],
        ["Government", "Implemented (proposals)", "January 2024, Government", "3", "2"],
        ["Paper", "Not implemented (proposals)", "—", "—", "1"],
        ["Paper", "Implemented (proposals)", "—", "—", "1"],
        [
            "Paper, as read by the authors of this record",
            "Stalled (measures)",
            "—",
            "—",
            "1",
        ],
    ]


def test_rival_counts_name_the_items_that_differ(account):
    """“Some” stays without a number."""
    rows = grid(rivals_table(account))
    assert rows[0][3:] == [
        "Total given",
        "Listed one by one",
        "It alone",
        "Only others",
    ]
    assert [[row[0], *row[3:]] for row in rows[1:5]] == [
        ["Government", "3", "2", "a, b", "—"],
        ["Paper", "some, without a number", "1", "a", "—"],
        ["Paper", "—", "1", "a", "—"],
        ["Paper", "—", "1", "c", "a"],
    ]


def test_many_ids_are_counted():
    """A cell has room for five."""
    ids = [f"p{number}" for number in range(6)]
    listed = "\n".join(f"  - {{id: {id_}, title: A}}" for id_ in ids)
    said = "\n".join(
        f"  - {{about: {id_}, says: taken_up, words: explicit, evidence: [{{source: s1}}]}}"
        for id_ in ids
    )
    corpus = corpus_of(f"proposals:\n{listed}\nstatements:\n{said}\n")
    rows = grid(rivals_table(publication(corpus, lang="en").account))
    assert rows[1][3:] == ["—", "6", "6", "—"]


def test_without_outcomes_that_is_said():
    """No empty table."""
    report = outcomes_report(publication(make_corpus(), lang="en").account)
    assert plain(report[-1].content) == "None on record."

"""The tables of what each voice counts, and of what became of it."""

import pytest

from jamplan.account.spans import plain
from jamplan.exports.export import publication
from jamplan.layouts.blocks import Table
from jamplan.layouts.judges import outcomes_report, rivals_table, voices_table
from tests.exports.test_jsonfile import CORPUS
from tests.generated import corpus_of, make_corpus


def grids(report):
    """The cells of the tables of a report as texts."""
    tables = [block for block in report if isinstance(block, Table)]
    return [[list(map(plain, row)) for row in table.grid] for table in tables]


def grid(report):
    """The cells of the one table of a report as texts."""
    (table,) = grids(report)
    return table


@pytest.fixture
def account():
    """Three voices on three proposals and a measure."""
    return publication(corpus_of(CORPUS), lang="en").account


def test_what_became_of_it_is_told_by_voice(account):
    """One row a voice: its day, its total, how many it names, and what it says of the others."""
    voices, *items = grids(outcomes_report(account))
    assert voices == [
        ["Voice", "Date", "Implemented", "By number", "Others"],
        ["Paper", "Jun\u00a02024", "—", "1", "1 not implemented"],
        ["Government", "Jan\u00a02024", "3", "2", "—"],
        [
            "Paper, as read by the authors of this record (measures)",
            "Jun\u00a02024",
            "—",
            "—",
            "1 stalled",
        ],
    ]
    # One voice alone gives a total, so that there is nothing to compare: item by item.
    assert [table[0] for table in items] == [
        ["No.", "Proposal", "What became of it"],
        ["No.", "Measure", "What became of it"],
    ]


def test_rival_counts_name_the_items_that_differ(account):
    """“Some” stays without a number."""
    rows = grid(rivals_table(account))
    assert rows[0] == [
        "Status",
        "Voice",
        "Date",
        "Total given",
        "By number",
        "It alone",
        "Leaves out",
    ]
    assert [[*row[:2], *row[3:]] for row in rows[1:5]] == [
        ["Implemented (proposals)", "Government", "3", "2", "a", "—"],
        ["Implemented (proposals)", "Paper", "—", "1", "—", "a"],
        ["Taken up (proposals)", "Paper", "some, without a number", "1", "a", "—"],
        ["Not implemented (proposals)", "Paper", "—", "1", "a", "—"],
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
    assert rows[1][2:] == ["—", "6", "—", "—"]


def test_a_voice_is_one_row_of_a_screen(account):
    """Of what is taken up or implemented; what others report of it is marked."""
    rows = grid(rivals_table(account, brief=True))
    assert [row[1] for row in rows[1:]] == [
        "Government",
        "Paper",
        "Paper",
        "Government\u00a0‡",
    ]


REPORTED = """
actors:
  - {id: gov, name: Government}
  - {id: paper, name: Paper}
sources:
  - {id: answer, publisher: gov, date: 2024-03}
  - {id: news, publisher: paper, date: 2024-06}
proposals: [{id: a, title: A}, {id: b, title: B}]
statements:
  - {about: a, says: taken_up, words: explicit, evidence: [{source: answer}]}
  - {about: b, says: taken_up, words: explicit, speaker: gov, evidence: [{source: news}]}
  - {about: a, says: carried_out, words: explicit, evidence: [{source: answer}]}
  - {about: b, says: carried_out, words: explicit, speaker: gov, evidence: [{source: news}]}
"""


@pytest.mark.parametrize(
    ("brief", "of_paper"),
    [(True, "Government\u00a0‡"), (False, "Government, as reported by Paper")],
)
def test_what_others_report_of_a_voice_is_no_figure_of_its_own_words(brief, of_paper):
    """A screen and the whole report have it in a row by itself, which says so."""
    account = publication(corpus_of(REPORTED), lang="en").account
    table = grid(rivals_table(account, brief=brief))
    assert [[*row[:3], row[4]] for row in table[1:]] == [
        ["Taken up (proposals)", "Government", "Mar\u00a02024", "1"],
        ["Taken up (proposals)", of_paper, "Jun\u00a02024", "1"],
        ["Implemented (proposals)", "Government", "Mar\u00a02024", "1"],
        ["Implemented (proposals)", of_paper, "Jun\u00a02024", "1"],
    ]
    assert [row[:2] + row[3:4] for row in grid(voices_table(account, brief=brief))] == [
        ["Voice", "Date", "By number"],
        [of_paper, "Jun\u00a02024", "1"],
        ["Government", "Mar\u00a02024", "1"],
    ]


def test_without_outcomes_that_is_said():
    """No empty table."""
    report = outcomes_report(publication(make_corpus(), lang="en").account)
    assert plain(report[-1].content) == "None on record."

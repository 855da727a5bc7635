"""The description of an export: what is derived from it elsewhere is what it says."""

import dataclasses

from hypothesis import given

from jamplan.counting.figures import coverage
from jamplan.counting.statuses import NOT_ADOPTED, NOT_ASSESSABLE, Status
from jamplan.evidence.published import (
    PARTITION,
    Statements,
    figures_of,
    published_lists,
)
from tests.generated import RULES, corpora, corpus_of


@given(corpora(several=True), RULES)
def test_the_figures_by_status_add_up_to_the_total(corpus, rule):
    """Each status has its figure, or is one of two in a figure; refused is a part of another one."""
    figures = coverage(corpus, rule)
    counts = dataclasses.asdict(figures_of(figures).proposals)
    assert sum(counts[name] for name in PARTITION) == counts["total"]
    both = {"not_adopted": NOT_ADOPTED, "not_assessable": NOT_ASSESSABLE}
    for name in PARTITION:
        statuses = both.get(name) or {Status(name)}
        assert counts[name] == figures.number(*statuses)
    assert counts["refused"] == figures.statuses[Status.REFUSED]
    assert counts["principle"] <= counts["partial"]


@given(corpora(several=True), RULES)
def test_a_statement_says_whether_it_counts(corpus, rule):
    """Those that count are those of the rows; what is in no status neither counts nor does not."""
    figures = coverage(corpus, rule)
    counted = set()
    for row in figures.rows:
        counted.update(map(id, row.counted + row.conclusions))
    published = Statements(figures)
    for statement in corpus.statements:
        is_in_status = statement.is_position or statement.is_conclusion
        expected = id(statement) in counted if is_in_status else None
        assert published.published(statement).counted is expected


STATED = """
actors:
  - {id: author, name: Author}
  - {id: other, name: Other}
  - {id: gov, name: Government}
sources:
  - {id: s1, publisher: author, date: 2021-11}
  - {id: s2, publisher: other, date: 2023-01}
proposals: [{id: p, title: P, attribution: implicit}]
measures: [{id: M, title: M}]
statements:
  - {about: p, says: taken_up, measure: M, words: explicit, evidence: [{source: s1}, {source: s2}], by: Ann}
  - about: p
    says: refused
    words: explicit
    speaker: gov
    evidence: [{source: s2, quote: no to it, quoted: true}]
  - {about: p, says: no_match, words: compared, by: Bob, on: 2026-11-24, read: {document: r1}}
  - {about: p, says: not_this, measure: M, words: compared}
  - {about: M, says: carried_out, words: implicit, date: 2022-08, evidence: [{source: s2}]}
readings: [{id: r1}]
"""


def test_the_voices_of_a_statement_are_told_apart():
    """Who says it, who prints it, and who recorded it; its day, its strength."""
    corpus = corpus_of(STATED)
    statements = published_lists(coverage(corpus))["statements"]
    names = ("says", "who", "voices", "day", "strength", "counted")
    found = []
    for statement in map(dataclasses.asdict, statements):
        who, voices = statement["who"], statement["voices"]
        found.append(
            (
                statement["says"],
                (who["actor"], who["reader"]),
                [tuple(voice.values()) for voice in voices],
                *(statement[name] for name in names[3:]),
            )
        )
    assert found == [
        (
            "taken_up",
            ("author", None),
            [
                ("speaks", "author", "author", "Ann"),
                ("speaks", "other", "other", "Ann"),
            ],
            "2023-01",
            "implicit",
            True,
        ),
        (
            "refused",
            ("gov", None),
            [("quoted", "gov", "other", None)],
            "2023-01",
            "explicit",
            True,
        ),
        (
            "no_match",
            (None, "Bob"),
            [("compared", None, None, "Bob")],
            "2026-11-24",
            None,
            True,
        ),
        (
            "not_this",
            (None, ""),
            [("compared", None, None, None)],
            None,
            None,
            None,
        ),
        (
            "carried_out",
            ("other", None),
            [("interpreted", "other", "other", None)],
            "2022-08",
            None,
            None,
        ),
    ]

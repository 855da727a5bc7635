"""Views of a corpus: one of the documents that answer, and what could be known on a day."""

from dataclasses import replace

import pytest

from jamplan.corpus.views import seen
from tests.generated import corpus_of

CORPUS = """
actors:
  - {id: league, name: League}
  - {id: town, name: Town}
  - {id: paper, name: Paper}
sources:
  - {id: wishes, publisher: league, date: 2020-04}
  - {id: first, publisher: town, date: 2021-11-15}
  - {id: next, publisher: town, date: 2024-03}
  - {id: article, publisher: paper, date: 2022}
  - {id: page, publisher: paper, accessed: 2023-05-02}
  - {id: note, publisher: paper}
proposals_document:
  source: wishes
  short_name: Wishes
  declared:
    - {count: 4, sources: [wishes, next]}
    - {count: 5, sources: [next]}
    - {count: 6}
proposals:
  - {id: wells, title: Dig wells, evidence: [{source: wishes}, {source: next}]}
  - {id: roads, title: Mend roads, may_be_part_of: songs, text_from: A1-2024}
  - {id: songs, title: Sing songs, evidence: [{source: next}]}
plans:
  - name: plan
    document: {short_name: The plan, date: 2021-11-15}
    priorities: [{id: P1, title: Water}]
    measures:
      - {id: A1, title: Wells, answers: [wells, songs], evidence: [{source: first}, {source: next}]}
      - {id: A2, title: Songs, evidence: [{source: page}]}
  - name: plan-2024
    document: {short_name: The next plan, source: next}
    measures: [{id: A1-2024, title: Fewer wells}]
statements:
  - {about: wells, says: taken_up, measure: A1, words: explicit, evidence: [{source: first, quote: We take it up.}]}
  - {about: wells, says: refused, measure: A1-2024, words: explicit, evidence: [{source: next, quote: We reject it.}]}
  - {about: roads, says: noted, document: plan-2024, words: explicit, evidence: [{source: note, quote: We note it.}]}
  - {about: roads, says: taken_up, document: plan, words: implicit, evidence: [{source: article}]}
  - {about: songs, says: in_full, measure: A2, words: compared, by: Ann}
  - {about: A1, says: under_way, words: explicit, evidence: [{source: article}]}
  - {about: A1-2024, says: stalled, words: explicit, date: 2024-09, evidence: [{source: note}]}
  - {about: proposals, says: taken_up, words: explicit, count: 3, evidence: [{source: next}]}
objections:
  - {date: 2020-01, text: it was known, evidence: [{source: next}]}
  - {date: 2020-01, text: it was planned}
  - {date: 2023, text: it was dropped, evidence: [{source: wishes}]}
searches:
  - {question: Who says so, result: Nobody., on: 2022-02}
  - {question: Who builds, result: Nobody., about: [A1-2024], on: 2021-12}
  - {question: Who sings, result: All., about: [songs, A1], on: 2021-12}
  - {question: Who else, result: Nobody., on: 2024}
"""


@pytest.fixture
def corpus():
    """A list, a plan of 2021 and one of 2024, with what is said of both."""
    return corpus_of(CORPUS)


def numbers_of(corpus, view):
    """Which statements of a corpus a view has, by their positions; evidence may be less."""
    whole = [replace(each, evidence=(), objections=()) for each in corpus.statements]
    return [
        whole.index(replace(each, evidence=(), objections=()))
        for each in view.statements
    ]


def questions(view):
    """The questions of the searches, and which items they were for."""
    return [(search.question, search.about) for search in view.searches]


def test_without_a_choice_a_view_is_the_corpus(corpus):
    """Nothing is left out."""
    assert seen(corpus) is corpus


def test_a_view_of_a_document_has_what_is_said_of_it_or_of_none(corpus):
    """What names another document or its measures is gone, an outcome of them too; totals stay."""
    view = seen(corpus, document="plan")
    assert [plan.name for plan in view.plans] == ["plan"]
    assert [measure.id for measure in view.measures] == ["A1", "A2"]
    assert view.proposals == corpus.proposals
    assert numbers_of(corpus, view) == [0, 3, 4, 5, 7]
    view = seen(corpus, document="plan-2024")
    assert view.plan_document.short_name == "The next plan"
    assert [measure.id for measure in view.measures] == ["A1-2024"]
    assert numbers_of(corpus, view) == [1, 2, 6, 7]


def test_a_total_that_names_no_document_is_not_said_of_a_later_one():
    """One of 2022 says nothing of a plan of 2024; one of the plan's month may."""
    told = """
actors: [{id: league, name: League}, {id: town, name: Town}]
sources:
  - {id: article, publisher: league, date: 2022}
  - {id: praise, publisher: league, date: 2024-03}
  - {id: next, publisher: town, date: 2024-03-20}
proposals: [{id: wells, title: Dig wells}]
plans:
  - {name: plan, document: {short_name: The plan, date: 2021-11}}
  - {name: plan-2024, document: {short_name: The next plan, source: next}}
statements:
  - {about: proposals, says: taken_up, words: explicit, count: some, evidence: [{source: article}]}
  - {about: proposals, says: taken_up, words: explicit, count: 1, evidence: [{source: praise}]}
  - {about: proposals, says: under_way, words: explicit, count: 1, evidence: [{source: article}]}
"""
    corpus = corpus_of(told)
    assert numbers_of(corpus, seen(corpus, document="plan")) == [0, 1, 2]
    assert numbers_of(corpus, seen(corpus, document="plan-2024")) == [1, 2]


def test_a_search_for_another_document_is_not_one_for_all(corpus):
    """It is gone; one that was for several items is for those that are left."""
    view = seen(corpus, document="plan-2024")
    assert questions(view) == [
        ("Who says so", ()),
        ("Who builds", ("A1-2024",)),
        ("Who sings", ("songs",)),
        ("Who else", ()),
    ]
    assert questions(seen(corpus, document="plan"))[1] == (
        "Who sings",
        ("songs", "A1"),
    )


def test_a_document_that_is_not_there_is_an_error(corpus):
    """Its name is that of its file, without the end."""
    with pytest.raises(KeyError, match=r"plan\.yaml"):
        seen(corpus, document="plan.yaml")


def test_a_view_of_the_past_has_what_was_published_by_then(corpus):
    """By the date of a source, else of the statement, else the day on which it was read."""
    view = seen(corpus, as_of="2022")
    assert [plan.name for plan in view.plans] == ["plan"]
    # What nothing dates stays: it cannot be said to be later.
    assert numbers_of(corpus, view) == [0, 3, 5]
    assert {item.id: sources_of(item) for item in view.proposals} == {
        "wells": ["wishes"],
        "roads": [],
    }
    assert {item.id: sources_of(item) for item in view.measures} == {"A1": ["first"]}


def sources_of(record):
    """The sources of a record's evidence."""
    return [piece.source for piece in record.evidence]


def test_the_numbers_declared_are_those_of_the_time(corpus):
    """One whose sources are all later is gone, one without a source stays."""
    view = seen(corpus, as_of="2022")
    declared = view.proposals_document.declared
    assert [(number.count, number.sources) for number in declared] == [
        (4, ("wishes",)),
        (6, ()),
    ]


def test_objections_and_searches_are_those_of_the_time(corpus):
    """An objection by its own date and by its sources; a search by its day."""
    view = seen(corpus, as_of="2022")
    assert [objection.text for objection in view.objections] == ["it was planned"]
    assert questions(view) == [("Who says so", ()), ("Who sings", ("A1",))]


def test_nothing_refers_to_what_is_gone(corpus):
    """But a text that is inferred from a measure stays inferred."""
    view = seen(corpus, as_of="2022")
    assert view.proposal["roads"].may_be_part_of is None
    assert view.proposal["roads"].text_from == "A1-2024"
    assert view.measure["A1"].answers == ("wells",)


@pytest.mark.parametrize(
    ("day", "statements"),
    [
        ("2019", []),
        ("2021-11-14", []),
        ("2021-11-15", [0]),
        # A year that goes on may hold what is dated by the year.
        ("2022-01-01", [0, 3, 5]),
        ("2023-05-01", [0, 3, 5]),
        ("2023-05-02", [0, 3, 5]),
        ("2024", [0, 1, 2, 3, 4, 5, 6, 7]),
        # The statement's own day, as its source has none.
        ("2024-08", [0, 1, 2, 3, 4, 5, 7]),
    ],
)
def test_days_are_compared_as_far_as_both_are_known(corpus, day, statements):
    """A later day shows more, and never less."""
    assert numbers_of(corpus, seen(corpus, as_of=day)) == statements


def test_a_page_without_a_date_is_known_from_the_day_on_which_it_was_read(corpus):
    """And what is known from it alone."""
    before, after = seen(corpus, as_of="2023-05-01"), seen(corpus, as_of="2023-05-02")
    assert [measure.id for measure in before.measures] == ["A1"]
    assert [measure.id for measure in after.measures] == ["A1", "A2"]


def test_a_statement_keeps_the_evidence_of_the_time():
    """Of two sources the later one goes, with its voice; so do later objections."""
    both = CORPUS.replace(
        "evidence: [{source: first, quote: We take it up.}]",
        "evidence: [{source: next}, {source: first}], objections: "
        "[{date: 2020, text: a}, {date: 2023, text: b}, {date: 2020, text: c, evidence: [{source: next}]}]",
    )
    (statement,) = seen(corpus_of(both), as_of="2021").statements_on["wells"]
    assert sources_of(statement) == ["first"]
    assert [objection.text for objection in statement.objections] == ["a"]


def test_the_two_choices_go_together(corpus):
    """A document that came later is gone in its own view of the past."""
    assert numbers_of(corpus, seen(corpus, "plan", "2021")) == [0]
    later = seen(corpus, "plan-2024", "2022")
    assert (later.plans, numbers_of(corpus, later)) == ((), [])


def test_before_any_document_there_is_no_answer():
    """What says or concludes that there is one, or none, rests on a document: it goes with it."""
    alone = CORPUS.partition("  - name: plan-2024")[0]
    said = """statements:
  - {about: wells, says: no_match, words: compared, by: Ann}
  - {about: roads, says: out_of_scope, words: compared, by: Ann}
  - {about: songs, says: taken_up, words: compared, by: Ann}
  - {about: wells, says: under_way, words: explicit, evidence: [{source: wishes}]}
  - {about: proposals, says: taken_up, words: explicit, count: 3, evidence: [{source: wishes}]}
"""
    corpus = corpus_of(alone + said)
    assert numbers_of(corpus, seen(corpus, as_of="2021-11-14")) == [3, 4]
    assert numbers_of(corpus, seen(corpus, as_of="2021-11-15")) == [0, 1, 3, 4]
    # Without any document, a list is judged by others alone.
    unanswered = corpus_of(alone.partition("plans:")[0] + said)
    assert numbers_of(unanswered, seen(unanswered, as_of="2021-11-14")) == [0, 1, 3, 4]

"""The cases that decide, in the words of docs/counting.md, and the laws of counting."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus.statements import Group, Says
from jamplan.corpus.views import seen
from jamplan.counting.figures import coverage
from jamplan.counting.rules import (
    OutOf,
    PartialCounts,
    Rule,
    WordsCounted,
    default_rule,
)
from jamplan.counting.statuses import Status
from tests.generated import RULES, corpora, corpus_of

BASE = """
actors:
  - {id: jam, name: Jeunes}
  - {id: gov, name: Government}
  - {id: next, name: Next government}
  - {id: paper, name: Paper}
sources:
  - {id: jam-2021, publisher: jam, date: 2021-11-20}
  - {id: gov-2021, publisher: gov, date: 2021-11-15}
  - {id: gov-2024, publisher: gov, date: 2024-03}
  - {id: next-2024, publisher: next, date: 2024-06}
  - {id: paper-2022, publisher: paper, date: 2022-02}
  - {id: undated, publisher: paper}
proposals_document: {publisher: jam, short_name: Wishes, date: 2021-04}
proposals:
  - {id: wells, title: Dig wells}
  - {id: songs, title: Sing songs, attribution: ambiguous}
plans:
  - name: plan
    document: {short_name: Plan, date: 2021-11-15}
    measures: [{id: A1, title: Wells}, {id: A2, title: Pumps}]
  - name: plan-2024
    document: {short_name: Next plan, source: gov-2024}
    measures: [{id: A1-2024, title: Fewer wells}]
"""


def corpus_with(*statements):
    """The small corpus with statements on wells (the insides of mappings) beside it."""
    lines = "".join(f"  - {{about: wells, {each}}}\n" for each in statements)
    return corpus_of(f"{BASE}statements:\n{lines}" if lines else BASE)


def status_of(statements, rule=None, view=(None, None)):
    """The status of wells."""
    figures = coverage(seen(corpus_with(*statements), *view), rule or Rule())
    return str(figures.rows[0].status)


IN_JAM = "evidence: [{source: jam-2021}]"
IN_GOV = "evidence: [{source: gov-2021, quote: We answer this.}]"
YES = f"says: taken_up, measure: A1, words: explicit, {IN_JAM}"
FULL = f"says: in_full, measure: A1, words: explicit, {IN_JAM}"
AMBIGUOUS = f"says: taken_up, measure: A1, words: ambiguous, {IN_JAM}"
READ_SO = f"says: taken_up, measure: A1, words: implicit, by: Camille, {IN_GOV}"
PART = f"says: in_part, measure: A1, words: explicit, {IN_GOV}"
PART_BY_A2 = f"says: in_part, measure: A2, words: explicit, {IN_GOV}"
PRINCIPLE = f"says: in_principle, measure: A1, words: explicit, {IN_GOV}"
NO = f"says: refused, measure: A1, words: explicit, {IN_GOV}"
NOTED = f"says: noted, measure: A1, words: implicit, {IN_GOV}"
PART_COMPARED = "says: in_part, measure: A1, words: compared, by: Zoé, evidence: [{source: gov-2021}]"
GOV_YES = f"says: taken_up, measure: A1, words: explicit, {IN_GOV}"
GOV_NO_2024 = "says: refused, measure: A1-2024, words: explicit, evidence: [{source: gov-2024, quote: No.}]"
NEXT_NO = GOV_NO_2024.replace("gov-2024", "next-2024")
NOT_TAKEN_UP = "says: not_taken_up, words: explicit, evidence: [{source: paper-2022, quote: They did not.}]"

STATED = Rule()
EXPLICIT = Rule(words=WordsCounted.EXPLICIT)
CLAIMED = Rule(words=WordsCounted.CLAIMED)
ANY = Rule(words=WordsCounted.ANY)
BY_JAM, BY_GOV = Rule(whose="jam"), Rule(whose="gov")
ALL, AS_OF_2022 = (None, None), (None, "2022")
PLAN, PLAN_2024 = ("plan", None), ("plan-2024", None)

CASES = {
    "a refusal beside a take-up is a dispute": ([YES, NO], STATED, ALL, "contested"),
    "whose: the author's take-up": ([YES, NO], BY_JAM, ALL, "adopted"),
    "whose: the addressee's refusal": ([YES, NO], BY_GOV, ALL, "refused"),
    "others' denial is one too": ([YES, NOT_TAKEN_UP], STATED, ALL, "contested"),
    "a refusal in part of what is refused": ([PART.replace("gov-2021", "paper-2022"), NO], STATED, ALL, "contested"),
    "a refusal beside an ambiguous take-up": ([AMBIGUOUS, NO], STATED, ALL, "refused"),
    "the same if ambiguous ones count": ([AMBIGUOUS, NO], CLAIMED, ALL, "contested"),
    "full beside part of one measure": ([FULL, PART], STATED, ALL, "partial"),
    "full by one measure, part by another": ([FULL, PART_BY_A2], STATED, ALL, "adopted"),
    "in principle alone": ([PRINCIPLE], STATED, ALL, "partial"),
    "a reader's reading, if stated": ([READ_SO], STATED, ALL, "adopted"),
    "a reader's reading, if explicit": ([READ_SO], EXPLICIT, ALL, "below_rule"),
    "a comparison beside one source": ([YES, PART_COMPARED], STATED, ALL, "adopted"),
    "the comparison counts under any": ([YES, PART_COMPARED], ANY, ALL, "partial"),
    "yes of 2021, no of 2024, by one": ([GOV_YES, GOV_NO_2024], STATED, ALL, "refused"),
    "the same as of 2022": ([GOV_YES, GOV_NO_2024], STATED, AS_OF_2022, "adopted"),
    "the same in the first plan": ([GOV_YES, GOV_NO_2024], STATED, PLAN, "adopted"),
    "the same in the second plan": ([GOV_YES, GOV_NO_2024], STATED, PLAN_2024, "refused"),
    "by two governments": ([GOV_YES, NEXT_NO], STATED, ALL, "contested"),
    "the first one's in its plan": ([GOV_YES, NEXT_NO], STATED, PLAN, "adopted"),
    "the next one's in its plan": ([GOV_YES, NEXT_NO], STATED, PLAN_2024, "refused"),
    "a reading beside a refusal of one response": ([READ_SO.replace("measure: A1", "measure: A2"), NO], STATED, ALL, "contested"),
    "noted": ([NOTED], STATED, ALL, "noted"),
    "noted, if explicit": ([NOTED], EXPLICIT, ALL, "noted"),
    "noted beside a take-up": ([NOTED, YES], STATED, ALL, "adopted"),
    "noted beside a refusal": ([NOTED, NO], STATED, ALL, "refused"),
    "another speaker's statement": ([YES], BY_GOV, ALL, "below_rule"),
    "another speaker's note": ([NOTED], BY_JAM, ALL, "below_rule"),
    "nothing": ([], STATED, ALL, "unreviewed"),
    "an outcome is no position": ([YES.replace("taken_up, measure: A1", "under_way")], STATED, ALL, "unreviewed"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_cases_that_decide(name):
    """Each has its status."""
    statements, rule, view, status = CASES[name]
    assert status_of(statements, rule, view) == status


@pytest.mark.parametrize("statements", [[YES, NO], [NO, YES]])
def test_both_words_of_a_dispute_are_counted_as_such(statements):
    """Neither is in the take-ups nor in the refusals of the whole; who says which is on the row."""
    figures = coverage(corpus_with(*statements))
    row = figures.rows[0]
    assert [who.actor for who in map(figures.who.get, map(id, row.take_ups))] == ["jam"]
    assert [who.actor for who in map(figures.who.get, map(id, row.refusals))] == ["gov"]
    assert (figures.adopted, figures.refused, figures.statuses[Status.CONTESTED]) == (
        *(0, 0, 1),
    )
    assert figures.range == (0, 2)


def test_a_comparison_takes_nothing_from_the_only_source():
    """The one who publishes and the one who says it are still alone."""
    figures = coverage(corpus_with(YES, PART_COMPARED), ANY)
    assert (figures.sole_publisher, figures.sole_speaker) == ("jam", "jam")
    assert figures.claimants == ("jam",)


def test_one_voice_in_two_publications_is_one_speaker():
    """And no only source."""
    press = YES.replace("jam-2021", "paper-2022").replace(
        "explicit", "explicit, speaker: jam"
    )
    figures = coverage(corpus_with(YES, press))
    assert (figures.sole_publisher, figures.sole_speaker) == (None, "jam")


def test_extents_that_differ_are_on_the_row():
    """By whichever voices; two that say the same do not differ."""
    row = coverage(corpus_with(FULL, PART)).rows[0]
    assert (row.extents_differ, row.kind) == (True, Status.PARTIAL)
    row = coverage(corpus_with(PART, PART_BY_A2)).rows[0]
    assert (row.extents_differ, row.kind) == (False, Status.PARTIAL)
    row = coverage(corpus_with(PRINCIPLE)).rows[0]
    assert (row.extents_differ, row.kind) == (False, Says.IN_PRINCIPLE)


CONCLUSIONS = {
    "none_found": "says: no_match, words: compared, by: Zoé",
    "out_of_scope": "says: out_of_scope, words: compared, by: Zoé",
    "not_testable": "says: not_testable, words: compared, by: Zoé",
}


@pytest.mark.parametrize("status", CONCLUSIONS)
def test_a_conclusion_holds_where_nobody_takes_a_position(status):
    """Under every rule of words and beside any actor; a position that does not count goes before it."""
    for words in WordsCounted:
        assert status_of([CONCLUSIONS[status]], Rule(words=words)) == status
    assert status_of([CONCLUSIONS[status]], BY_JAM) == status
    assert status_of([CONCLUSIONS[status], AMBIGUOUS]) == "below_rule"
    assert status_of([CONCLUSIONS[status], NO]) == "refused"


def test_of_several_conclusions_the_first_in_the_order_holds():
    """None found, out of scope, not testable."""
    both = [
        CONCLUSIONS["not_testable"].replace("Zoé", "Ann"),
        CONCLUSIONS["none_found"],
    ]
    assert status_of(both) == "none_found"
    assert status_of([both[0], CONCLUSIONS["out_of_scope"]]) == "out_of_scope"


def test_a_pair_set_aside_gives_no_status():
    """Nor does a total."""
    assert status_of(["says: not_this, measure: A1, words: compared"]) == "unreviewed"


def test_a_reader_is_heard_alone():
    """What they compared and concluded counts, whatever the words; not what they read in others' words."""
    zoe = Rule(reader=" ZOÉ ")
    assert status_of([PART_COMPARED, YES], zoe) == "partial"
    assert status_of([READ_SO.replace("Camille", "Zoé")], zoe) == "below_rule"
    assert status_of([CONCLUSIONS["none_found"]], zoe) == "none_found"
    assert status_of([CONCLUSIONS["none_found"]], Rule(reader="Ann")) == "unreviewed"


@pytest.mark.parametrize(
    ("earlier", "later", "status"),
    [
        ("taken_up", "refused", "refused"),
        ("refused", "taken_up", "adopted"),
        ("refused", "in_part", "partial"),
        # Neither yes nor no takes nothing back.
        ("refused", "noted", "refused"),
        ("taken_up", "noted", "adopted"),
    ],
)
def test_the_later_word_of_one_voice_holds(earlier, later, status):
    """What it said before is on record, and not counted; another voice's is."""
    first = f"says: {earlier}, measure: A1, words: explicit, {IN_GOV}"
    second = first.replace(earlier, later).replace("gov-2021", "gov-2024")
    assert status_of([first, second]) == status
    row = coverage(corpus_with(first, second)).rows[0]
    assert len(row.positions) == 2


@pytest.mark.parametrize("date", ["date: 2021-11", "date: 2021", ""])
def test_of_one_day_both_words_of_a_voice_stay(date):
    """Also if the one is dated by a month, or by nothing: which came later is not known."""
    second = f"says: refused, measure: A2, words: explicit, speaker: gov, {date + ',' if date else ''} "
    second += "evidence: [{source: undated, quote: They refuse it.}]"
    assert status_of([GOV_YES, second]) == "contested"


def test_a_take_up_is_no_stronger_than_the_attribution():
    """Of a proposal whose author is unclear it is ambiguous; a refusal stays as strong as its words."""
    songs = f"  - {{about: songs, {YES}}}\n"
    corpus = corpus_of(f"{BASE}statements:\n{songs}")
    assert str(coverage(corpus).rows[1].status) == "below_rule"
    assert str(coverage(corpus, CLAIMED).rows[1].status) == "adopted"
    corpus = corpus_of(f"{BASE}statements:\n{songs}  - {{about: songs, {NO}}}\n")
    assert str(coverage(corpus, EXPLICIT).rows[1].status) == "refused"
    assert str(coverage(corpus, CLAIMED).rows[1].status) == "contested"


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        ([PART_COMPARED], "any"),
        ([PART_COMPARED, CONCLUSIONS["none_found"].replace("Zoé", "Ann")], "any"),
        ([PART_COMPARED, NO], "stated"),
        ([CONCLUSIONS["none_found"]], "stated"),
        ([], "stated"),
    ],
)
def test_comparisons_count_by_default_if_nothing_else_is_on_record(statements, words):
    """What somebody says is never mixed with them unasked."""
    assert str(default_rule(corpus_with(*statements)).words) == words


def test_an_actor_that_is_not_there_is_an_error():
    """It is not taken for one of whom nothing is on record."""
    with pytest.raises(KeyError, match="nobody"):
        coverage(corpus_with(YES), Rule(whose="nobody"))


PARTS = "adopted partial contested noted below_rule unreviewed undocumented"
"""The statuses that are numbers of their own in JSON, beside two sums of others."""


@given(corpora(several=True), RULES)
def test_statuses_partition_the_total(corpus, rule):
    """Under every rule: each proposal has one, and what is declared and not listed has its own."""
    figures = coverage(corpus, rule)
    rows = Counter(row.status for row in figures.rows)
    missing = max(0, figures.declared - len(figures.rows))
    assert {status: n for status, n in figures.statuses.items() if n} == {
        **rows,
        **({Status.UNDOCUMENTED: missing} if missing else {}),
    }
    assert sum(figures.statuses.values()) == figures.total
    numbers = [figures.not_adopted, figures.not_assessable]
    numbers += [figures.statuses[Status(name)] for name in PARTS.split()]
    assert sum(numbers) == figures.total
    least, most = figures.range
    assert least == figures.adopted <= most <= figures.total


@given(corpora(several=True), RULES, RULES)
def test_no_denominator_depends_on_whose_words_or_what_counts_in_part(
    corpus, rule, other
):
    """Two rules of one choice of « of » have the same, and the same items."""
    other = replace(other, of=rule.of)
    figures, others = coverage(corpus, rule), coverage(corpus, other)
    assert (figures.denominator, figures.total, len(figures.measures)) == (
        *(others.denominator, others.total),
        len(others.measures),
    )


@given(corpora(several=True), RULES)
def test_more_words_never_count_fewer_proposals(corpus, rule):
    """Each choice of words has a counted word on all on which the one before it has one."""
    before: set[str] = set()
    for words in WordsCounted:
        rows = coverage(corpus, replace(rule, words=words)).rows
        counted = {row.proposal.id for row in rows if row.counted}
        assert before <= counted
        before = counted


@given(corpora(several=True), RULES)
def test_what_is_on_record_is_on_a_row_once(corpus, rule):
    """Counted or not: a position is never lost, whatever the rule."""
    figures = coverage(corpus, rule)
    for row in figures.rows:
        on_record = [
            statement
            for statement in corpus.statements_on.get(row.proposal.id, ())
            if statement.is_position
        ]
        assert sorted(map(id, row.positions)) == sorted(map(id, on_record))
        assert {statement.group for statement in row.refusals} <= {Group.NO}


@given(corpora(), RULES)
def test_the_weight_of_partial_ones_changes_the_score_alone(corpus, rule):
    """Apart, half, full: from the adopted ones to these and all partial ones."""
    figures = [
        coverage(corpus, replace(rule, partial=partial)) for partial in PartialCounts
    ]
    partial = figures[0].statuses[Status.PARTIAL]
    adopted = figures[0].adopted
    assert [each.score for each in figures] == [
        *(adopted, adopted + partial / 2, adopted + partial),
    ]
    assert len({tuple(each.statuses.items()) for each in figures}) == 1


@given(corpora(), RULES, st.sampled_from(OutOf))
def test_the_range_ends_with_all_that_is_undecided(corpus, rule, of):
    """Disputed, neither yes nor no, to review, and the missing texts where they are in the total."""
    figures = coverage(corpus, replace(rule, of=of))
    undecided = figures.number(Status.CONTESTED, Status.NOTED, Status.UNREVIEWED)
    if of is OutOf.DECLARED:
        undecided += figures.statuses[Status.UNDOCUMENTED]
    assert figures.range == (figures.adopted, figures.adopted + undecided)

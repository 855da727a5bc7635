"""Agreement of two people: against the confusion table, a library, and the laws of indices."""

from collections import Counter
from dataclasses import replace

import krippendorff
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jamplan.corpus.findings import WrongDataError
from jamplan.corpus.model import Evidence, Measure, Proposal
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.corpus.voices import key_of
from jamplan.decisions.agreement import Held, Indices, Upshot, compare
from jamplan.decisions.formrows import beside_record
from jamplan.decisions.forms import drafted_in
from tests.generated import make_corpus

VALUES = tuple(Upshot)
CELLS = st.tuples(st.sampled_from(VALUES[:4]), st.sampled_from(VALUES[:4]))


@given(st.lists(CELLS, max_size=12))
def test_raw_agreement_and_kappa_are_those_of_the_confusion_table(cells):
    """Chance: the products of both margins of the table, added up."""
    indices = Indices(Counter(cells))
    if not cells:
        assert (indices.raw, indices.kappa, indices.alpha) == (None, None, None)
        return
    values = sorted({value for cell in cells for value in cell})
    table = np.array(
        [[cells.count((one, other)) for other in values] for one in values]
    ) / len(cells)
    alike, chance = np.trace(table), float(table.sum(axis=1) @ table.sum(axis=0))
    assert indices.raw == pytest.approx(alike)
    if len(values) == 1:
        assert (indices.kappa, indices.alpha) == (None, None)
    else:
        assert indices.kappa == pytest.approx((alike - chance) / (1 - chance))
        assert indices.alpha is not None


@given(st.lists(st.tuples(*[st.sampled_from([0, 1, 2, 3, None])] * 2), max_size=20))
def test_alpha_is_that_of_the_krippendorff_package(decisions):
    """With missing values, which that package takes and which leave a unit without a pair."""
    pairs = [(one, other) for one, other in decisions if None not in {one, other}]
    indices = Indices(Counter((VALUES[one], VALUES[other]) for one, other in pairs))
    if len({value for pair in pairs for value in pair}) < 2:
        assert indices.alpha is None
        return
    expected = krippendorff.alpha(
        reliability_data=np.array(decisions, dtype=float).T,
        level_of_measurement="nominal",
        value_domain=[0.0, 1.0, 2.0, 3.0],
    )
    assert indices.alpha == pytest.approx(expected)


@given(st.lists(CELLS, max_size=15), st.permutations(VALUES))
def test_names_and_sides_change_nothing(cells, renamed):
    """Values under other names, or the two people the other way round: the very same indices."""
    names = dict(zip(VALUES, renamed, strict=True))
    renamed_cells = [(names[one], names[two]) for one, two in cells]
    exchanged = [(two, one) for one, two in cells]
    first, *others = (
        Indices(Counter(changed)) for changed in (cells, renamed_cells, exchanged)
    )
    for other in others:
        assert (other.raw, other.kappa, other.alpha) == (
            first.raw,
            first.kappa,
            first.alpha,
        )


def position(measure="M1", says=Says.TAKEN_UP):
    return Statement(about="p1", says=says, measure=measure, words=Words.COMPARED)


def concluded(says):
    return Statement(about="p1", says=says, words=Words.COMPARED)


REFUSAL = Statement(about="p1", says=Says.REFUSED, words=Words.EXPLICIT)
PART, PRINCIPLE = (
    position(says=Says.IN_PART),
    position("M2", says=Says.IN_PRINCIPLE),
)


@pytest.mark.parametrize(
    ("side", "decision"),
    [
        (Held(dismissed=frozenset({"M1"})), Upshot.UNDECIDED),
        (Held(positions=(position(),)), Upshot.TAKEN_UP),
        (Held(positions=(PRINCIPLE,)), Upshot.IN_PRINCIPLE),
        (Held(positions=(PART, PRINCIPLE)), Upshot.IN_PART),
        (Held(positions=(PART, position("M2"))), Upshot.TAKEN_UP),
        (Held(positions=(position(), position("M2", Says.IN_FULL))), Upshot.IN_FULL),
        (Held(positions=(position(), REFUSAL)), Upshot.CONTRADICTION),
        (
            Held(positions=(position(),), conclusions=(concluded(Says.NO_MATCH),)),
            Upshot.CONTRADICTION,
        ),
        (
            Held(positions=(REFUSAL,), conclusions=(concluded(Says.OUT_OF_SCOPE),)),
            Upshot.REFUSED,
        ),
        (Held(conclusions=(concluded(Says.NO_MATCH),)), Upshot.NO_MATCH),
        (Held(conclusions=(concluded(Says.NOT_TESTABLE),)), Upshot.NOT_TESTABLE),
    ],
)
def test_what_a_person_decided(side, decision):
    """What is said furthest: in full, then to an unknown extent, then a part; a pair set aside decides nothing."""
    assert side.decision is decision


PROPOSALS = tuple(
    Proposal(id=f"p{number}", title=f"Title {number}", text="A  b") for number in (1, 2)
)
MEASURES = tuple(
    Measure(id=f"M{number}", title=f"Measure {number}") for number in (1, 2, 3)
)


def corpus(**parts):
    return make_corpus(**{"proposals": PROPOSALS, "measures": MEASURES, **parts})


def test_documents_must_be_the_same():
    """Ids and texts of proposals and measures, in any order and with any white space."""
    other = corpus(
        proposals=(
            replace(PROPOSALS[1], text="other"),
            Proposal(id="p3", title="Title 3"),
        ),
        measures=(replace(MEASURES[0], details=("one",)), *MEASURES[1:]),
    )
    with pytest.raises(WrongDataError) as caught:
        compare(corpus(), other)
    finding = caught.value.findings[0]
    assert (finding.code, finding.details["ids"]) == ("other-texts", "p1, p2, M1, p3")
    mixed = corpus(proposals=(PROPOSALS[1], replace(PROPOSALS[0], text=" A b ")))
    assert compare(corpus(), mixed).left_out == (0, 0, 2)


def test_a_pair_that_one_dismissed_is_a_disagreement():
    """So are other measures, and other extents; the same records are counted as such."""
    linked = corpus(statements=(position(),))
    dismissed = corpus(statements=(position(says=Says.NOT_THIS),))
    for pair in ((linked, dismissed), (dismissed, linked)):
        assert [row.proposal.id for row in compare(*pair).disagreements] == ["p1"]
    compared = compare(linked, corpus(statements=(position("M2"),)))
    figures = (
        len(compared.disagreements),
        compared.statuses.raw,
        compared.same_records,
    )
    assert figures == (1, 1, 0)
    for says in (Says.IN_FULL, Says.IN_PRINCIPLE):
        other = corpus(statements=(position(says=says),))
        assert len(compare(linked, other).disagreements) == 1
    assert compare(linked, linked).same_records == 1


YES = ("in_full", "taken_up", "in_part", "in_principle")
NO = ("refused", "not_taken_up")
CONCLUDED = ("no_match", "out_of_scope", "not_testable")
FURTHEST = (*YES, *NO, "noted", *CONCLUDED)


def recorded_by(name):
    """Strategies of what one person records: any decision on two proposals and three measures."""
    said = st.sampled_from([*FURTHEST, "not_this"])
    about, measure = st.sampled_from(["p1", "p2"]), st.sampled_from(["M1", "M2", "M3"])
    return st.lists(st.tuples(about, said, measure), max_size=4, unique=True).map(
        lambda rows: tuple(recorded(*row, name) for row in rows)
    )


def recorded(about, says, measure, by):
    names_measure = says in {*YES, "not_this"}
    return Statement(
        about=about,
        says=Says(says),
        measure=measure if names_measure else None,
        words=Words.IMPLICIT if says in {*NO, "noted"} else Words.COMPARED,
        by=by,
    )


def upshot_counted(statements):
    """What a person decided, by hand: what they say furthest, unless it is contradicted."""
    said = {str(known.says) for known in statements} - {"not_this"}
    if said & {*YES} and said & {*NO, *CONCLUDED}:
        return "contradiction"
    return next((says for says in FURTHEST if says in said), "undecided")


def tables_counted(first, second):
    """The two tables that indices come from, counted proposal by proposal and pair by pair."""
    statuses, pairs = Counter(), Counter()
    for proposal in PROPOSALS:
        sides = [
            [known for known in side if known.about == proposal.id]
            for side in (first, second)
        ]
        upshots = tuple(map(upshot_counted, sides))
        are_decided = "undecided" not in upshots
        if are_decided:
            statuses[upshots] += 1
        if "contradiction" in upshots:
            continue
        for measure in MEASURES:
            answers = []
            for side in sides:
                said = {known.says for known in side if known.measure == measure.id}
                is_linked, is_named = bool(said & {*YES}), bool(said)
                if is_named or are_decided:
                    answers.append("linked" if is_linked else "not_linked")
            if len(answers) == 2:
                pairs[tuple(answers)] += 1
    return statuses, pairs


@given(recorded_by("Ann"), recorded_by("Bob"))
def test_the_tables_are_those_counted_by_hand(mine, yours):
    """Statuses of what both decided; pairs of these, and those that both named. All that differs is listed."""
    compared = compare(corpus(statements=mine), corpus(statements=yours))
    statuses, pairs = tables_counted(mine, yours)
    assert (compared.statuses.cells, compared.pairs.cells) == (statuses, pairs)
    listed = {row.proposal.id for row in compared.disagreements}
    for row in compared.comparisons:
        if row.by_both and row.first.decision is not row.second.decision:
            assert row.proposal.id in listed
    assert compared.statuses.alike + len(listed) >= compared.statuses.units


@given(recorded_by("Ann"))
def test_the_same_decisions_of_two_people_agree(mine):
    """Nothing is listed, and no cell of a table is off its diagonal."""
    yours = tuple(replace(known, by="Bob") for known in mine)
    compared = compare(corpus(statements=mine), corpus(statements=yours))
    listed = [
        row.proposal.id
        for row in compared.disagreements
        if not row.first.linked & row.first.dismissed
    ]
    assert listed == []
    for indices in (compared.statuses, compared.pairs):
        assert indices.alike == indices.units


STATED = {"s1": (Evidence(source="s1"),), "s2": (Evidence(source="s2"),), "": ()}


def of_voices(name):
    """Strategies of what one person records: readings of their own, and what two sources say."""
    rows = st.tuples(
        st.sampled_from([*YES, *NO, "noted", *CONCLUDED, "not_this"]),
        st.sampled_from(["M1", "M2"]),
        st.sampled_from([*STATED]),
    )
    return st.lists(rows, min_size=1, max_size=3).map(
        lambda chosen: once(stated(*row, name) for row in chosen)
    )


def stated(says, measure, source, by):
    statement = recorded("p1", says, measure, by)
    if source and says not in {"no_match", "not_this"}:
        words = Words.IMPLICIT
        return replace(statement, words=words, evidence=STATED[source])
    needs_source = says in {*NO, "noted"}
    return replace(statement, evidence=STATED["s1" if needs_source else ""])


def once(statements):
    """Statements without a second one in the same slot."""
    sources = corpus().source
    return tuple({key_of(known, sources): known for known in statements}.values())


LINKED = (stated("taken_up", "M1", "s1", "Ann"),)
ASIDE = (stated("not_this", "M1", "", "Bob"),)


@example(mine=LINKED, yours=ASIDE, is_exchanged=False)
@settings(max_examples=200)
@given(mine=of_voices("Ann"), yours=of_voices("Bob"), is_exchanged=st.booleans())
def test_what_cannot_come_home_is_open(mine, yours, is_exchanged):
    """A disagreement is to be settled if an import refuses a part of it, and only then."""
    record, other = corpus(statements=mine), corpus(statements=yours)
    drafts = drafted_in(record, other, by=None, agrees=True)
    assert [result.finding for result in drafts[0]] == [None] * len(yours)
    results, _named = beside_record(record, drafts)
    is_refused = any(result.finding for result in results)
    pair = (other, record) if is_exchanged else (record, other)
    compared = compare(*pair, is_second_record=is_exchanged)
    assert compared.is_open is is_refused

"""Agreement of two people: against published examples, brute force and the laws of the measures."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from itertools import product

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import corpora, make_corpus
from jamplan.agreement import (
    Decision,
    Difference,
    DifferentDocumentsError,
    Estimate,
    Interval,
    Method,
    Mismatch,
    PairValue,
    Side,
    Undefined,
    alpha,
    bootstrap,
    compare,
    kappa,
    kappa_error,
    kappa_interval,
    pair_figures,
    positive_agreement,
    raw_agreement,
    status_figures,
    wilson,
)
from jamplan.model import (
    Basis,
    Dismissal,
    Extent,
    Link,
    Measure,
    Proposal,
    Verdict,
    VerdictKind,
)

VALUES = tuple(Decision)
# Each example of a bootstrap takes 2000 resamples.
FEW = settings(max_examples=20, deadline=None)
CELLS = st.tuples(st.sampled_from(VALUES[:4]), st.sampled_from(VALUES[:4]))
YES, NO = PairValue.LINKED, PairValue.NOT_LINKED


def square(*rows):
    """A table of counts: the first person's values in rows, the second's in columns."""
    return Counter(
        {
            (VALUES[i], VALUES[j]): count
            for i, row in enumerate(rows)
            for j, count in enumerate(row)
            if count
        }
    )


def rows_of(first, second):
    """A table from two rows of letters, one letter a unit."""
    codes = sorted({*first, *second})
    return Counter(
        (VALUES[codes.index(one)], VALUES[codes.index(other)])
        for one, other in zip(first, second, strict=True)
    )


# Published examples


def test_kappa_of_cohen():
    """Cohen (1960), Table 1: 29 of 100 alike where chance gives 35; kappa is -.09."""
    table = square((25, 13, 12), (12, 2, 16), (3, 15, 2))
    assert raw_agreement(table) == 0.29
    assert kappa(table) == pytest.approx((0.29 - 0.35) / (1 - 0.35))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (square((0, 4, 1), (0, 8, 0), (0, 1, 5)), (0.4842, 0.1380, 0.2137, 0.7547)),
        (square((0, 0, 0), (5, 16, 3), (8, 12, 28)), (0.3333, 0.0814, 0.1738, 0.4929)),
    ],
)
def test_kappa_with_its_error_as_sas_prints_it(table, expected):
    """PROC FREQ's kappa, ASE and 95 % limits, on the examples that statsmodels is tested with.

    The second is the one of https://www.john-uebersax.com/stat/saskappa.htm.
    """
    interval = kappa_interval(table)
    found = (kappa(table), kappa_error(table), interval.low, interval.high)
    assert tuple(round(each, 4) for each in found) == expected


def test_kappa_with_its_error_as_statpsych_gives_it():
    """The example of ci.kappa in the R package statpsych, after Fleiss, Levin & Paik (2003)."""
    table = square((31, 12), (4, 58))
    interval = kappa_interval(table)
    found = (kappa(table), kappa_error(table), interval.low, interval.high)
    assert found == pytest.approx((0.6756757, 0.07344761, 0.5317210, 0.8196303), abs=5e-8)


def test_kappa_of_fleiss_cohen_and_everitt():
    """The example of Fleiss, Cohen & Everitt (1969): kappa is .429; the error by the delta method."""
    table = square((106, 10, 4), (22, 28, 10), (2, 12, 6))
    assert round(kappa(table), 3) == 0.429
    assert kappa_error(table) == pytest.approx(by_delta_method(table), rel=1e-5)


def test_alpha_of_krippendorff():
    """Krippendorff (2011): two observers, binary data, 0.095; five categories, 0.692."""
    binary = rows_of("0100000010", "1110010000")
    assert round(alpha(binary), 3) == 0.095
    nominal = rows_of("aabbdcccedda", "babbbccceddd")
    assert round(alpha(nominal), 3) == 0.692


@pytest.mark.parametrize(
    ("alike", "units", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_of_newcombe(alike, units, low, high):
    """Newcombe (1998), Statistics in Medicine 17, Table I, method 3."""
    found = wilson(square((alike, units - alike)))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


# Brute force


def by_delta_method(table):
    """The standard error of kappa by numerical derivatives after each cell's probability."""
    values = sorted({value for cell in table for value in cell})
    units = sum(table.values())
    cells = list(product(values, values))
    shares = {cell: table.get(cell, 0) / units for cell in cells}

    def of(changed):
        alike = sum(changed[value, value] for value in values)
        chance = sum(
            sum(changed[value, other] for other in values)
            * sum(changed[other, value] for other in values)
            for value in values
        )
        return (alike - chance) / (1 - chance)

    step = 1e-6
    slopes = {
        cell: (of({**shares, cell: shares[cell] + step}) - of({**shares, cell: shares[cell] - step}))
        / (2 * step)
        for cell in cells
    }
    mean = sum(shares[cell] * slopes[cell] for cell in cells)
    square_mean = sum(shares[cell] * slopes[cell] ** 2 for cell in cells)
    return math.sqrt(max(0.0, square_mean - mean**2) / units)


@given(st.lists(CELLS, min_size=2, max_size=40))
def test_the_error_of_kappa_is_that_of_the_delta_method(cells):
    """An independent route to the same asymptotic variance."""
    table = Counter(cells)
    error = kappa_error(table)
    if error is None:
        assert kappa(table) is None
    else:
        assert error == pytest.approx(by_delta_method(table), abs=1e-4)


@given(st.lists(CELLS, max_size=12))
def test_raw_agreement_and_kappa_by_counting_all(cells):
    """Chance: any unit's first value beside any unit's second value."""
    table = Counter(cells)
    if not cells:
        assert (raw_agreement(table), kappa(table)) == (None, None)
        return
    alike = sum(one == other for one, other in cells) / len(cells)
    chance = sum(one == other for (one, _), (_, other) in product(cells, cells)) / len(cells) ** 2
    assert raw_agreement(table) == alike
    if chance == 1:
        assert kappa(table) is None
    else:
        assert kappa(table) == pytest.approx((alike - chance) / (1 - chance))


@given(st.lists(st.tuples(*[st.sampled_from([0, 1, 2, 3, None])] * 2), max_size=20))
def test_alpha_is_that_of_the_krippendorff_package(decisions):
    """With missing values, which that package takes and which leave a unit without a pair."""
    pairs = [(one, other) for one, other in decisions if None not in {one, other}]
    found = alpha(Counter((VALUES[one], VALUES[other]) for one, other in pairs))
    if len({value for pair in pairs for value in pair}) < 2:
        assert found is None
        return
    data = np.array(decisions, dtype=float).T
    expected = krippendorff.alpha(
        reliability_data=data, level_of_measurement="nominal", value_domain=[0.0, 1.0, 2.0, 3.0]
    )
    assert found == pytest.approx(expected)


@given(st.lists(st.tuples(st.sampled_from([YES, NO]), st.sampled_from([YES, NO]))))
def test_positive_agreement_is_that_of_two_sets(cells):
    """Dice: twice what both sets have, by their sizes together."""
    first = {number for number, (one, _) in enumerate(cells) if one is YES}
    second = {number for number, (_, other) in enumerate(cells) if other is YES}
    found = positive_agreement(Counter(cells))
    if not first and not second:
        assert found is None
    else:
        assert found == 2 * len(first & second) / (len(first) + len(second))


def test_a_bootstrap_interval_is_that_of_all_resamples():
    """Four units have 256 resamples: the percentiles of those in which alpha is defined."""
    cells = [(VALUES[0], VALUES[0]), (VALUES[1], VALUES[1]), (VALUES[0], VALUES[1]), (VALUES[1], VALUES[0])]  # fmt: skip
    all_values = sorted(
        value for drawn in product(cells, repeat=4) if (value := alpha(Counter(drawn))) is not None
    )
    low, high = all_values[int(0.025 * len(all_values))], all_values[-1 - int(0.025 * len(all_values))]
    found = bootstrap([{cell: 1} for cell in cells], {"alpha": alpha})["alpha"]
    assert found == Estimate(alpha(Counter(cells)), Interval(low, high), Method.BOOTSTRAP)


def test_pairs_of_a_proposal_are_drawn_together():
    """Two proposals, one alike throughout, one not at all: a resample may hold either one twice.

    With pairs drawn one by one, all hundred alike would never be drawn.
    """
    figures = pair_figures([{(YES, YES): 50}, {(YES, NO): 50}])
    assert figures.raw == Estimate(0.5, Interval(0, 1), Method.BOOTSTRAP)
    assert figures.positive == Estimate(2 / 3, Interval(0, 1), Method.BOOTSTRAP)
    assert figures.table == {(YES, YES): 50, (YES, NO): 50}
    assert (figures.units, figures.alike) == (100, 50)


# What is not defined


def test_nothing_compared_gives_no_figure():
    """No unit: every value is missing, and why is said."""
    nothing = {
        method: Estimate(None, None, method, Undefined.NO_UNIT, Undefined.NO_UNIT) for method in Method
    }
    statuses, pairs = status_figures([]), pair_figures([])
    assert statuses.raw == nothing[Method.WILSON]
    assert statuses.kappa == nothing[Method.ASYMPTOTIC]
    assert statuses.alpha == nothing[Method.BOOTSTRAP]
    assert statuses.positive is None
    assert pairs.raw == pairs.positive == pairs.kappa == pairs.alpha == nothing[Method.BOOTSTRAP]
    assert (wilson(Counter()), kappa_interval(Counter())) == (None, None)


def test_one_value_throughout_gives_neither_kappa_nor_alpha():
    """Agreement by chance is then certain: neither 1 nor 0."""
    figures = status_figures([(Decision.TAKEN_UP, Decision.TAKEN_UP)] * 5)
    one = Undefined.ONE_VALUE
    assert figures.raw.value == 1
    assert figures.kappa == Estimate(None, None, Method.ASYMPTOTIC, one, one)
    assert figures.alpha == Estimate(None, None, Method.BOOTSTRAP, one, one)


def test_no_link_gives_no_positive_agreement():
    """Neither linked anything: 0 / 0."""
    figures = pair_figures([{(NO, NO): 3}, {(NO, NO): 3}])
    assert figures.positive == Estimate(
        None, None, Method.BOOTSTRAP, Undefined.NO_LINK, Undefined.NO_LINK
    )


def test_an_interval_without_width_is_not_shown():
    """Where all agree, and where one person gave one value only, the formulas give a single point."""
    identical = status_figures([(value, value) for value in VALUES[:3]])
    assert identical.kappa == Estimate(1, None, Method.ASYMPTOTIC, None, Undefined.NO_WIDTH)
    assert identical.alpha == Estimate(1, None, Method.BOOTSTRAP, None, Undefined.NO_WIDTH)
    assert identical.raw.interval.low < 0.5
    constant = status_figures([(VALUES[0], VALUES[0]), (VALUES[0], VALUES[1])])
    assert constant.kappa == Estimate(0, None, Method.ASYMPTOTIC, None, Undefined.NO_WIDTH)


def test_resamples_of_one_value_are_left_out():
    """Ten proposals, of which two link: their share is 0 / 0 in some resamples, which say nothing."""
    figures = pair_figures([{(YES, YES): 1}, {(YES, NO): 1}, *[{(NO, NO): 1}] * 8])
    assert figures.positive == Estimate(2 / 3, Interval(0, 1), Method.BOOTSTRAP)


# Laws


@FEW
@given(st.lists(CELLS, max_size=15), st.permutations(VALUES))
def test_names_and_sides_change_nothing(cells, renamed):
    """Values under other names, or the two people the other way round: the very same figures."""
    names = dict(zip(VALUES, renamed, strict=True))
    found = status_figures(cells)
    for other in (
        status_figures([(names[one], names[two]) for one, two in cells]),
        status_figures([(two, one) for one, two in cells]),
    ):
        assert (other.raw, other.kappa, other.alpha) == (found.raw, found.kappa, found.alpha)


@given(st.lists(st.sampled_from(VALUES), min_size=1))
def test_identical_decisions_agree_by_one(values):
    """With two values or more; with one, kappa and alpha are not defined."""
    table = Counter((value, value) for value in values)
    expected = 1 if len(set(values)) > 1 else None
    assert (raw_agreement(table), kappa(table), alpha(table)) == (1, expected, expected)


@FEW
@given(st.lists(CELLS, max_size=15))
def test_bounds_stay_where_the_figures_can_be(cells):
    """From 0 to 1, or from -1 to 1, around the value where a formula gives them."""
    figures = status_figures(cells)
    for estimate, least in ((figures.raw, 0), (figures.kappa, -1), (figures.alpha, -1)):
        if estimate.interval:
            assert least <= estimate.interval.low <= estimate.interval.high <= 1
    for estimate in (figures.raw, figures.kappa):
        if estimate.interval:
            assert estimate.interval.low <= estimate.value <= estimate.interval.high


# Corpora


def link(measure="M1", extent=Extent.UNSTATED, **more):
    return Link(
        proposal="p1", measure=measure, claimed_by="author", basis=Basis.COMPARED, extent=extent, **more
    )


def verdict(kind):
    return Verdict(proposal="p1", verdict=kind, claimed_by="author")


@pytest.mark.parametrize(
    ("side", "decision"),
    [
        (Side(), Decision.UNDECIDED),
        (Side(dismissals=(Dismissal(proposal="p1", measure="M1"),)), Decision.UNDECIDED),
        (Side(links=(link(),)), Decision.TAKEN_UP),
        (Side(links=(link(extent=Extent.FULL),)), Decision.TAKEN_UP),
        (Side(links=(link(extent=Extent.PARTIAL),)), Decision.PARTIAL),
        (Side(links=(link(extent=Extent.PARTIAL), link("M2", Extent.FULL))), Decision.TAKEN_UP),
        (Side(links=(link(),), verdicts=(verdict(VerdictKind.REFUSED),)), Decision.TAKEN_UP),
        (
            Side(verdicts=(verdict(VerdictKind.OUT_OF_SCOPE), verdict(VerdictKind.REFUSED))),
            Decision.REFUSED,
        ),
        *((Side(verdicts=(verdict(kind),)), Decision(kind.value)) for kind in VerdictKind),
    ],
)
def test_what_a_person_decided(side, decision):
    """A link before a verdict; all links partial, in part; a dismissed pair decides no proposal."""
    assert (side.decision, side.decided) == (decision, decision is not Decision.UNDECIDED)


PROPOSALS = tuple(Proposal(id=f"p{number}", title=f"Title {number}", text="A  b") for number in (1, 2))
MEASURES = tuple(Measure(id=f"M{number}", title=f"Measure {number}") for number in (1, 2, 3))


def corpus(**parts):
    return make_corpus(**{"proposals": PROPOSALS, "measures": MEASURES, **parts})


def test_documents_must_be_the_same():
    """Ids and texts of proposals and measures, in any order and with any white space."""
    second = corpus(
        proposals=(replace(PROPOSALS[1], text="other"), Proposal(id="p3", title="Title 3")),
        measures=(replace(MEASURES[0], details=("one",)), *MEASURES[1:]),
    )
    with pytest.raises(DifferentDocumentsError, match=r"p1 \(only_first\), p2 \(text\)") as caught:
        compare(corpus(), second)
    assert caught.value.differences == (
        Difference("p1", Mismatch.ONLY_FIRST),
        Difference("p2", Mismatch.TEXT),
        Difference("p3", Mismatch.ONLY_SECOND),
        Difference("M1", Mismatch.TEXT),
    )
    reordered = corpus(
        proposals=(PROPOSALS[1], replace(PROPOSALS[0], text="A\n b")), measures=MEASURES[::-1]
    )
    assert [each.proposal.id for each in compare(corpus(), reordered).comparisons] == ["p1", "p2"]


def test_a_pair_that_one_linked_and_the_other_dismissed_is_a_disagreement():
    """Though the second decided nothing on the proposal, and it is in no figure."""
    found = compare(
        corpus(links=(link(),)), corpus(dismissals=(Dismissal(proposal="p1", measure="M1"),))
    )
    assert [each.proposal.id for each in found.disagreements] == ["p1"]
    assert [each.proposal.id for each in found.by_first_only] == ["p1"]
    assert found.by_both == ()
    assert (found.statuses.units, found.pairs.units) == (0, 0)


def test_measures_that_differ_are_a_disagreement():
    """The status is the same; several claimants' links of one pair are one pair."""
    links = (link("M1"), replace(link("M1"), claimed_by="other"), link("M2"))
    found = compare(corpus(links=links), corpus(links=(link("M2"), link("M3"))))
    assert [each.proposal.id for each in found.disagreements] == ["p1"]
    assert found.statuses.table == {(Decision.TAKEN_UP, Decision.TAKEN_UP): 1}
    assert found.pairs.table == {(YES, NO): 1, (YES, YES): 1, (NO, YES): 1}
    assert found.pairs.positive.value == 0.5


def test_the_very_same_records_are_told():
    """Down to who recorded them: a copy is not a second person's decision."""
    one = link(by="ann", on="2026-01-01")
    same = compare(corpus(links=(one,)), corpus(links=(one,)))
    assert [each.proposal.id for each in same.same_records] == ["p1"]
    other = compare(corpus(links=(one,)), corpus(links=(replace(one, by="bob"),)))
    assert other.same_records == ()
    assert other.disagreements == ()


@st.composite
def two_corpora(draw):
    """Two corpora on the same documents, whose decisions overlap and contradict each other."""
    base = draw(corpora())

    def some(records):
        return tuple(each for each in records if draw(st.booleans()))

    def person():
        links = tuple(replace(each, extent=draw(st.sampled_from(Extent))) for each in some(base.links))
        verdicts = tuple(
            replace(each, verdict=draw(st.sampled_from(VerdictKind))) for each in some(base.verdicts)
        )
        dismissals = tuple(
            Dismissal(proposal=each.proposal, measure=each.measure) for each in some(base.links)
        )
        return replace(base, links=links, verdicts=verdicts, dismissals=dismissals)

    return person(), person()


@FEW
@given(two_corpora())
def test_the_figures_are_those_of_the_decisions(both):
    """Proposals fall into four groups; pairs are those of the group that both decided."""
    first, second = both
    found = compare(first, second)
    groups = (found.by_both, found.by_first_only, found.by_second_only, found.by_neither)
    assert sorted(each.proposal.id for group in groups for each in group) == sorted(first.proposal)
    decided = [
        {record.proposal for record in (*each.links, *each.verdicts)} for each in (first, second)
    ]
    shared = decided[0] & decided[1]
    assert {each.proposal.id for each in found.by_both} == shared
    linked = [{(each.proposal, each.measure) for each in one.links} for one in (first, second)]
    pairs = {(proposal, measure) for proposal in shared for measure in first.measure}
    assert found.pairs.units == len(pairs)
    assert found.pairs.table.get((YES, YES), 0) == len(pairs & linked[0] & linked[1])
    assert found.pairs.table.get((YES, NO), 0) == len((pairs & linked[0]) - linked[1])
    assert found.pairs.table.get((NO, YES), 0) == len((pairs & linked[1]) - linked[0])
    assert found.statuses.units == len(shared)


@FEW
@given(two_corpora(), st.randoms())
def test_sides_and_order_change_no_figure(both, chance):
    """The two the other way round, or proposals and measures in another order."""
    first, second = both

    def shuffled(records):
        return tuple(chance.sample(records, len(records)))

    mixed = replace(
        first,
        proposals=shuffled(first.proposals),
        measures=shuffled(first.measures),
        links=shuffled(first.links),
    )
    found = compare(first, second)
    for other in (compare(second, first), compare(mixed, second)):
        for name in ("raw", "positive", "kappa", "alpha"):
            assert getattr(other.statuses, name) == getattr(found.statuses, name)
            assert getattr(other.pairs, name) == getattr(found.pairs, name)


def test_every_decision_is_a_code_of_its_own():
    """Verdicts keep their codes, so that a decision can be made of each."""
    assert issubclass(Decision, StrEnum)
    assert {kind.value for kind in VerdictKind} <= {decision.value for decision in Decision}

"""Agreement of two people: against the confusion table, a library, and the laws of indices."""

from collections import Counter
from dataclasses import replace
from itertools import product

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus import model
from jamplan.corpus.findings import WrongDataError
from jamplan.corpus.model import (
    Basis,
    Dismissal,
    Extent,
    Link,
    Measure,
    Proposal,
    Verdict,
    VerdictKind,
)
from jamplan.decisions.agreement import Held, Indices, compare
from tests.generated import corpora, make_corpus

Decision = model.PersonDecision
VALUES = tuple(Decision)
CELLS = st.tuples(st.sampled_from(VALUES[:4]), st.sampled_from(VALUES[:4]))
YES, NO = "linked", "not_linked"


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


def link(measure="M1", extent=Extent.UNSTATED):
    return Link(
        proposal="p1",
        measure=measure,
        claimed_by="author",
        basis=Basis.COMPARED,
        extent=extent,
    )


def verdict(kind):
    return Verdict(proposal="p1", verdict=kind, claimed_by="author")


REFUSAL = verdict(VerdictKind.REFUSED)


@pytest.mark.parametrize(
    ("side", "decision"),
    [
        (Held(dismissed=frozenset({"M1"})), Decision.UNDECIDED),
        (Held(links=(link(),)), Decision.TAKEN_UP),
        (Held(links=(link(extent=Extent.PRINCIPLE),)), Decision.PRINCIPLE),
        (
            Held(links=(link(extent=Extent.PARTIAL), link("M2", Extent.PRINCIPLE))),
            Decision.PARTIAL,
        ),
        (
            Held(links=(link(extent=Extent.PARTIAL), link("M2", Extent.FULL))),
            Decision.TAKEN_UP,
        ),
        (Held(links=(link(),), verdicts=(REFUSAL,)), Decision.CONTRADICTION),
        (Held(verdicts=(verdict(VerdictKind.OUT_OF_SCOPE), REFUSAL)), Decision.REFUSED),
        *(
            (Held(verdicts=(verdict(kind),)), Decision(kind.value))
            for kind in VerdictKind
        ),
    ],
)
def test_what_a_person_decided(side, decision):
    """A link before a verdict; all links partial, in part; a dismissed pair decides no proposal."""
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
    """So are other measures, or another basis or extent; the same records are counted as such."""
    linked = corpus(links=(link(),))
    dismissed = corpus(dismissals=(Dismissal(proposal="p1", measure="M1"),))
    for pair in ((linked, dismissed), (dismissed, linked)):
        assert [row.proposal.id for row in compare(*pair).disagreements] == ["p1"]
    compared = compare(linked, corpus(links=(link("M2"),)))
    assert (
        len(compared.disagreements),
        compared.statuses.raw,
        compared.same_records,
    ) == (1, 1, 0)
    for change in (
        {"basis": Basis.IMPLICIT},
        {"extent": Extent.FULL},
        {"extent": Extent.PRINCIPLE},
    ):
        assert (
            len(
                compare(
                    linked, corpus(links=(replace(link(), **change),))
                ).disagreements
            )
            == 1
        )
    assert compare(linked, linked).same_records == 1


@st.composite
def two_corpora(draw):
    """Two corpora on the same documents, whose decisions overlap and contradict each other."""
    base = draw(corpora())

    def some(records, **values):
        kept = [record for record in records if draw(st.booleans())]
        return tuple(
            replace(
                record,
                **{
                    name: draw(st.sampled_from(choice))
                    for name, choice in values.items()
                },
            )
            for record in kept
        )

    def decided():
        verdicts = some(base.verdicts, verdict=VerdictKind)
        return replace(base, links=some(base.links, extent=Extent), verdicts=verdicts)

    return decided(), decided()


@given(two_corpora())
def test_the_tables_are_those_of_the_decisions(both):
    """Proposals fall into four groups; pairs are those that both decided, unless one contradicts it."""
    first, second = both
    compared = compare(first, second)
    decided = [
        {record.proposal for record in (*one.links, *one.verdicts)} for one in both
    ]
    shared = decided[0] & decided[1]
    neither = len(set(first.proposal) - decided[0] - decided[1])
    assert compared.left_out == (
        len(decided[0] - shared),
        len(decided[1] - shared),
        neither,
    )
    assert compared.statuses.units == len(shared)
    linked = [{(each.proposal, each.measure) for each in one.links} for one in both]
    said = [
        {(each.proposal, each.measure) for each in (*one.links, *one.dismissals)}
        for one in both
    ]
    unclear = {
        known
        for one in both
        for known in one.verdicts_of
        if known in one.links_of_proposal
    }
    pairs = {*product(shared, first.measure), *(said[0] & said[1])}
    pairs = {pair for pair in pairs if pair[0] not in unclear}
    assert compared.pairs.cells == Counter(
        (YES if pair in linked[0] else NO, YES if pair in linked[1] else NO)
        for pair in pairs
    )

"""The figures: the shipped corpus by hand, and the laws against a count made from scratch."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus import model
from jamplan.corpus.findings import Term
from jamplan.counting import rules
from jamplan.counting.figures import OPEN, all_rules, coverage, unadopted
from tests.generated import RULES, corpora, make_corpus


def test_the_shipped_corpus_has_these_cautions(jam):
    """Everything a reader must know beside the figure is there, with its numbers."""
    numbers = {}
    for finding in coverage(jam).warnings:
        plain = {name: value for name, value in finding.details.items() if not isinstance(value, Term)}
        plain.pop("document", None)
        numbers[finding.code] = plain
    assert numbers == {
        "texts-missing": {"declared": 28, "listed": 8, "missing": 20, "second_hand": True},
        "counts-disagree": {"of": "measures", "counts": (13, 15), "used": 13},
        "claimant-is-author": {"actor": "jam"},
        "texts-from-claimant": {"source": "lesjam-2021-11", "known": 7, "listed": 8, "adopted": 6},
        "proposals-not-read": {"sources": 2},
        "plan-not-read": {"sources": 13, "press": 7},
        "extent-unstated": {"adopted": 6},
        "chapters-inferred": {"inferred": 7, "listed": 8},
        "measures-inferred": {"links": 6},
    }


# A count from scratch, by the words of docs/counting.md and not by the code under test.

ORDER = ["explicit", "implicit", "ambiguous", "compared"]
COUNTED = {"explicit": 1, "stated": 2, "claimed": 3, "any": 4}


def oracle_counts(corpus, rule, link):
    proposal = next(each for each in corpus.proposals if each.id == link.proposal)
    worth = max(ORDER.index(str(link.basis)), ORDER.index(str(proposal.attribution)))
    wanted = rule.claimed_by is None or link.claimed_by == rule.claimed_by
    return wanted and worth < COUNTED[str(rule.links)]


def oracle_status(corpus, rule, proposal):
    links = [link for link in corpus.links if link.proposal == proposal.id]
    counted = [link for link in links if oracle_counts(corpus, rule, link)]
    verdicts = {str(each.verdict) for each in corpus.verdicts if each.proposal == proposal.id}
    if [link for link in counted if link.extent not in {"partial", "principle"}]:
        return "adopted"
    if counted:
        return "partial"
    if links:
        return "below_rule"
    if verdicts & {"no_measure_found", "refused"}:
        return "not_adopted"
    if verdicts:
        return "not_assessable"
    return "unreviewed"


@given(corpora(), RULES)
def test_every_figure_is_that_of_a_count_from_scratch(corpus, rule):
    """Statuses, totals, score, range and answered measures equal the oracle's."""
    found = coverage(corpus, rule)
    expected = [oracle_status(corpus, rule, proposal) for proposal in corpus.proposals]
    assert [str(row.status) for row in found.rows] == expected
    declarations = corpus.proposals_document.declared
    declared = declarations[0].count if declarations else len(expected)
    missing = max(0, declared - len(expected))
    adopted, partial = expected.count("adopted"), expected.count("partial")
    weight = {"apart": 0, "half": 0.5, "full": 1}[str(rule.partial)]
    assert found.declared == declared
    assert found.score == adopted + weight * partial
    reach = expected.count("unreviewed") + (missing if rule.of == "declared" else 0)
    assert found.range == (adopted, adopted + reach)
    answered = {link.measure for link in corpus.links if oracle_counts(corpus, rule, link)}
    assert found.answered == len(answered)
    assert {row.measure.id for row in found.measures if row.counted} == answered


@given(corpora(), RULES)
def test_statuses_and_groups_partition_the_declared_number(corpus, rule):
    """Or what is listed where that is more; the open groups hold, status by status, what is not taken up."""
    found = coverage(corpus, rule)
    assert sum(found.statuses.values()) == found.total == max(found.declared, len(corpus.proposals))
    assert sum(len(group.rows) for group in found.chapters) == len(corpus.proposals)
    assert sum(len(group.rows) for group in found.priorities) == len(corpus.measures)
    assert sum(group.answered for group in found.priorities) == found.answered
    for group in found.chapters:
        assert sum(group.statuses.values()) == len(group.rows)
    found = unadopted(corpus, rule)
    statuses = found.coverage.statuses
    taken = statuses[rules.Status.ADOPTED] + statuses[rules.Status.PARTIAL]
    assert sum(group.count for group in found.groups) == found.coverage.total - taken
    assert found.empty == (found.coverage.total == taken)
    assert {group.status: group.kind for group in found.groups} == OPEN
    for group in found.groups:
        if group.status is not rules.Status.UNDOCUMENTED:
            assert len(group.rows) == group.count


@given(corpora(), RULES)
def test_each_rule_includes_the_stricter_ones(corpus, rule):
    """Explicit ⊆ stated ⊆ claimed ⊆ any, for proposals, links and measures."""
    taken = []
    for found in all_rules(corpus, rule):
        rows = found.with_status(rules.Status.ADOPTED, rules.Status.PARTIAL)
        measures = {row.measure.id for row in found.measures if row.counted}
        adopted = {row.proposal.id for row in found.with_status(rules.Status.ADOPTED)}
        taken.append(({row.proposal.id for row in rows}, adopted, measures))
    for stricter, wider in zip(taken, taken[1:], strict=False):
        assert all(small <= large for small, large in zip(stricter, wider, strict=True))


@given(corpora(), RULES, st.data())
def test_adding_a_link_never_lowers_a_figure(corpus, rule, data):
    """Neither the adopted proposals, nor the score, nor the answered measures."""
    if not corpus.proposals or not corpus.measures:
        return
    link = model.Link(
        proposal=data.draw(st.sampled_from(corpus.proposals)).id,
        measure=data.draw(st.sampled_from(corpus.measures)).id,
        claimed_by=data.draw(st.sampled_from(["author", "other"])),
        basis=data.draw(st.sampled_from(model.Basis)),
        extent=data.draw(st.sampled_from(model.Extent)),
    )
    before, after = coverage(corpus, rule), coverage(replace(corpus, links=(*corpus.links, link)), rule)
    assert after.adopted >= before.adopted
    assert after.score >= before.score
    assert after.answered >= before.answered


@given(corpora(), RULES, RULES)
def test_partial_links_and_the_denominator_change_no_status(corpus, rule, other):
    """Apart ≤ half ≤ full, under the same statuses; what the figures are out of depends on « of » alone."""
    found = [coverage(corpus, replace(rule, partial=partial)) for partial in rules.PartialCounts]
    scores = [figures.score for figures in found]
    assert scores == sorted(scores)
    assert len({tuple(figures.statuses.items()) for figures in found}) == 1
    denominator = coverage(corpus, rule).denominator
    assert coverage(corpus, replace(other, of=rule.of)).denominator == denominator
    assert coverage(replace(corpus, links=(), verdicts=()), rule).denominator == denominator


# Single cases


def linked(*, attribution=model.Attribution.EXPLICIT, **link):
    """A corpus of one proposal, one measure and one link."""
    base = {"proposal": "p", "measure": "M", "claimed_by": "author", "basis": model.Basis.EXPLICIT}
    return make_corpus(
        proposals=(model.Proposal(id="p", title="T", attribution=attribution),),
        measures=(model.Measure(id="M", title="T"),),
        links=(model.Link(**{**base, **link}),),
    )


@pytest.mark.parametrize(
    "words",
    """explicit explicit explicit, explicit implicit implicit, explicit ambiguous ambiguous,
    implicit explicit implicit, ambiguous implicit ambiguous, compared ambiguous compared""".split(","),
)
def test_a_link_is_as_strong_as_the_weaker_of_basis_and_attribution(words):
    """Neither a strong wording nor a clear author makes up for the other."""
    basis, attribution, expected = words.split()
    corpus = linked(basis=model.Basis(basis), attribution=model.Attribution(attribution))
    assert rules.strength(corpus.links[0], corpus.proposals[0]) is model.Basis(expected)


def test_compared_links_alone_make_any_the_default_rule():
    """Where people compared texts and no source states anything; a rule that names nobody is an error."""
    any_link = rules.Rule(links=rules.LinksCounted.ANY)
    assert rules.default_rule(linked(basis=model.Basis.COMPARED)) == any_link
    assert rules.default_rule(linked()) == rules.default_rule(make_corpus()) == rules.Rule()
    with pytest.raises(KeyError, match="nobody"):
        coverage(linked(), rules.Rule(claimed_by="nobody"))


def test_a_link_goes_before_a_verdict_and_the_conflict_is_said():
    """A proposal with both is counted by its link, and named as contested."""
    verdict = model.Verdict(proposal="p", verdict=model.VerdictKind.REFUSED, claimed_by="other")
    found = coverage(replace(linked(), verdicts=(verdict,)))
    assert found.rows[0].status is rules.Status.ADOPTED
    (contested,) = (finding for finding in found.warnings if finding.code == "contested")
    ids = {"proposal": "p", "linked": "M", "verdict": model.VerdictKind.REFUSED, "actor": "other"}
    names = {"title": "T", "measures_linked": "T", "name": "Other"}
    assert contested.details == ids | names


def cautions(**parts):
    """The warnings on a corpus of one proposal, one measure and one link, with these parts."""
    corpus = replace(linked(extent=model.Extent.FULL), **parts)
    return [
        (found.code, {name: str(value) for name, value in found.details.items()})
        for found in coverage(corpus).warnings
    ]


AUTHOR = ("claimant-is-author", {"actor": "author"})
DOCUMENT = model.Document(short_name="D", publisher="other")
READ = model.Document(short_name="Plan", source="s1")


def of_sources(*names):
    """Evidence of these sources."""
    return tuple(model.Evidence(source=name) for name in names)


PLANS = {
    None: {(): "0", ("s2",): "1"},
    "s1": {(): None, ("s1",): None, ("s1", "s2"): None, ("s2",): "1"},
}


@pytest.mark.parametrize(
    ("source", "evidence", "unread"),
    [(source, *row) for source, rows in PLANS.items() for row in rows.items()],
)
def test_whether_the_plan_was_read(source, evidence, unread):
    """Unread is a plan without a source, or one that only other sources describe."""
    plan = {"plan_document": replace(READ, source=source)}
    expected = ("plan-not-read", {"document": "Plan", "sources": unread, "press": unread})
    for name, record in (
        ("measures", model.Measure(id="M", title="T")),
        ("priorities", model.Priority(id="P1", title="T")),
    ):
        found = cautions(**plan, **{name: (replace(record, evidence=of_sources(*evidence)),)})
        assert found == [AUTHOR, *([expected] if unread else [])]
    # Where there are no measures, there is nothing that a reader could have read.
    assert cautions(measures=(), links=()) == []


@pytest.mark.parametrize(
    ("proposals", "measures", "expected"),
    [
        ((1, 1), (1,), []),
        ((1,), (2,), []),
        ((1, 2), (3, 4, 3), [("proposals", "(1, 2)"), ("measures", "(3, 4)")]),
    ],
)
def test_counts_that_disagree(proposals, measures, expected):
    """One count, or the same twice, disagrees with nothing."""
    declared = [
        tuple(model.Declared(count=count) for count in counts) for counts in (proposals, measures)
    ]
    found = cautions(
        proposals_document=replace(DOCUMENT, publisher="author", declared=declared[0]),
        plan_document=replace(READ, declared=declared[1]),
    )
    disagree = [
        ("counts-disagree", {"of": of, "items": f"{{{of}}}", "counts": counts, "used": "1"})
        for of, counts in expected
    ]
    assert found == [*disagree, AUTHOR]


@pytest.mark.parametrize(
    ("source", "rough"), [("s1", ""), ("s2", ", so a rough figure: one sentence may merge several")]
)
def test_missing_texts(source, rough):
    """A subtraction is rough where another source than the document tells of a proposal."""
    (known,) = linked().proposals
    proposal = replace(known, evidence=of_sources(source))
    document = replace(DOCUMENT, source="s1", declared=(model.Declared(count=3),))
    found = cautions(proposals_document=document, proposals=(proposal,), plan_document=READ)
    missing = {"declared": "3", "listed": "1", "missing": "2", "second_hand": str(bool(rough))}
    unread = [("proposals-not-read", {"document": "D", "sources": "1"})] if rough else []
    assert found == [("texts-missing", {**missing, "rough": rough}), *unread]


def test_more_listed_than_declared_is_said_with_both_numbers():
    """The figures are those of what is listed."""
    document = replace(DOCUMENT, declared=(model.Declared(count=0),))
    found = cautions(proposals_document=document, plan_document=READ)
    assert found == [("more-listed-than-declared", {"declared": "0", "listed": "1"})]
    figures = coverage(replace(linked(), proposals_document=document))
    counts = (figures.declared, figures.total, figures.denominator, figures.range)
    assert counts == (0, 1, 1, (1, 1))


@pytest.mark.parametrize(("others", "expected"), [(0, True), (1, False)])
def test_texts_from_the_source_that_claims(others, expected):
    """It is said if more than half of the known texts come from that source."""
    more = tuple(model.Proposal(id=f"q{number}", title="T") for number in range(others))
    corpus = linked(evidence=of_sources("s2"), extent=model.Extent.FULL)
    told = replace(corpus.proposals[0], evidence=of_sources("s2"))
    warnings = coverage(replace(corpus, proposals=(told, *more))).warnings
    found = [warning.details for warning in warnings if warning.code == "texts-from-claimant"]
    assert found == ([{"source": "s2", "known": 1, "listed": 1, "adopted": 1}] if expected else [])


@pytest.mark.parametrize("link", [True, False])
@pytest.mark.parametrize("verdict", [True, False])
def test_decisions_on_changed_texts(link, verdict):
    """A link alone, a verdict alone, both, or none."""
    read = {True: model.TextsRead(proposal="Another title"), False: None}
    refused = model.Verdict(
        proposal="p", verdict=model.VerdictKind.REFUSED, claimed_by="other", read=read[verdict]
    )
    corpus = replace(linked(extent=model.Extent.FULL, read=read[link]), verdicts=(refused,))
    found = [each.details for each in coverage(corpus).warnings if each.code == "stale"]
    assert found == ([{"links": int(link), "verdicts": int(verdict)}] if link or verdict else [])

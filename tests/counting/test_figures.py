"""The figures: the shipped corpus by hand, and the laws against a count made from scratch."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus import model
from jamplan.corpus.findings import Term
from jamplan.counting import rules
from jamplan.counting.figures import OPEN, all_rules, coverage
from jamplan.language import language
from jamplan.reports.context import Context
from tests.generated import RULES, corpora, corpus_of, make_corpus, with_parts


def test_the_shipped_corpus_has_these_cautions(jam):
    """Everything a reader must know beside the figure is there, with its numbers."""
    numbers = {}
    for finding in coverage(jam).warnings:
        plain = {
            name: value
            for name, value in finding.details.items()
            if not isinstance(value, Term)
        }
        plain.pop("document", None)
        numbers[finding.code] = plain
    assert numbers == {
        "texts-missing": {
            "declared": 28,
            "listed": 8,
            "missing": 20,
            "second_hand": True,
        },
        "counts-disagree": {"of": "measures", "counts": (13, 15), "used": 13},
        "claimant-is-author": {"actor": "jam"},
        "texts-from-claimant": {
            "source": "lesjam-2021-11",
            "known": 7,
            "listed": 8,
            "adopted": 6,
        },
        "proposals-not-read": {"sources": 2},
        "plan-not-read": {"sources": 13, "press": 7},
        "extent-unstated": {"adopted": 6},
        "chapters-inferred": {"inferred": 7, "listed": 8},
        "measures-inferred": {"links": 6},
    }
    for date, is_older in (("2021-03", True), ("2021-04-30", False)):
        dated = with_parts(jam, plan_document=replace(jam.plan_document, date=date))
        codes = {finding.code for finding in coverage(dated).warnings}
        assert ("plan-older" in codes) is is_older


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
    verdicts = {
        str(each.verdict) for each in corpus.verdicts if each.proposal == proposal.id
    }
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
    """Statuses and what they are called by, totals, score, range and answered measures equal the oracle's."""
    found = coverage(corpus, rule)
    expected = [oracle_status(corpus, rule, proposal) for proposal in corpus.proposals]
    assert [str(row.status) for row in found.rows] == expected
    for row in found.rows:
        concluded = (
            {each.verdict for each in row.verdicts}
            if row.status.startswith("not_")
            else set()
        )
        extents = {each.extent for each in row.counted} | {"principle"}
        one = concluded or (extents if row.counted else set())
        assert row.kind == (min(one) if len(one) == 1 else row.status)
    declarations = corpus.proposals_document.declared
    declared = declarations[0].count if declarations else len(expected)
    missing = max(0, declared - len(expected))
    adopted, partial = expected.count("adopted"), expected.count("partial")
    weight = {"apart": 0, "half": 0.5, "full": 1}[str(rule.partial)]
    assert found.declared == declared
    assert found.score == adopted + weight * partial
    reach = expected.count("unreviewed") + (missing if rule.of == "declared" else 0)
    assert found.range == (adopted, adopted + reach)
    answered = {
        link.measure for link in corpus.links if oracle_counts(corpus, rule, link)
    }
    assert found.answered == len(answered)
    assert {row.measure.id for row in found.measures if row.counted} == answered


@given(corpora(), RULES)
def test_statuses_and_groups_partition_the_declared_number(corpus, rule):
    """Or what is listed where that is more; the open groups hold, status by status, what is not taken up."""
    found = coverage(corpus, rule)
    assert (
        sum(found.statuses.values())
        == found.total
        == max(found.declared, len(corpus.proposals))
    )
    assert sum(len(rows) for _, rows in found.chapters) == len(corpus.proposals)
    assert sum(len(rows) for _, rows in found.priorities) == len(corpus.measures)
    taken = found.adopted + found.statuses[rules.Status.PARTIAL]
    assert sum(found.statuses[status] for status in OPEN) == found.total - taken
    for status in {*OPEN} - {rules.Status.UNDOCUMENTED}:
        assert len(found.with_status(status)) == found.statuses[status]


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
    before, after = (
        coverage(corpus, rule),
        coverage(with_parts(corpus, links=(*corpus.links, link)), rule),
    )
    assert after.adopted >= before.adopted
    assert after.score >= before.score
    assert after.answered >= before.answered


@given(corpora(), RULES, RULES)
def test_partial_links_and_the_denominator_change_no_status(corpus, rule, other):
    """Apart ≤ half ≤ full, under the same statuses; what the figures are out of depends on « of » alone."""
    found = [
        coverage(corpus, replace(rule, partial=partial))
        for partial in rules.PartialCounts
    ]
    scores = [figures.score for figures in found]
    assert scores == sorted(scores)
    assert len({tuple(figures.statuses.items()) for figures in found}) == 1
    denominator = coverage(corpus, rule).denominator
    assert coverage(corpus, replace(other, of=rule.of)).denominator == denominator
    assert (
        coverage(with_parts(corpus, links=(), verdicts=()), rule).denominator
        == denominator
    )


# Single cases


def linked(*, attribution=model.Attribution.EXPLICIT, **link):
    """A corpus of one proposal, one measure and one link."""
    base = {
        "proposal": "p",
        "measure": "M",
        "claimed_by": "author",
        "basis": model.Basis.EXPLICIT,
    }
    return make_corpus(
        proposals=(model.Proposal(id="p", title="T", attribution=attribution),),
        measures=(model.Measure(id="M", title="T"),),
        links=(model.Link(**{**base, **link}),),
    )


@pytest.mark.parametrize(
    "words",
    """explicit explicit explicit, explicit implicit implicit, explicit ambiguous ambiguous,
    implicit explicit implicit, ambiguous implicit ambiguous, compared ambiguous compared""".split(
        ","
    ),
)
def test_a_link_is_as_strong_as_the_weaker_of_basis_and_attribution(words):
    """Neither a strong wording nor a clear author makes up for the other."""
    basis, attribution, expected = words.split()
    corpus = linked(
        basis=model.Basis(basis), attribution=model.Attribution(attribution)
    )
    assert rules.strength(corpus.links[0], corpus.proposals[0]) is model.Basis(expected)


def test_compared_links_alone_make_any_the_default_rule():
    """Where people compared texts and no source states anything; a rule that names nobody is an error."""
    any_link = rules.Rule(links=rules.WordsCounted.ANY)
    assert rules.default_rule(linked(basis=model.Basis.COMPARED)) == any_link
    assert (
        rules.default_rule(linked())
        == rules.default_rule(make_corpus())
        == rules.Rule()
    )
    with pytest.raises(KeyError, match="nobody"):
        coverage(linked(), rules.Rule(whose="nobody"))


KNOWN = """
proposals_document: {short_name: D, publisher: other, source: s1}
plan_document: {short_name: Plan, source: s1}
proposals: [{id: p, title: T, evidence: [{source: s1}]}]
measures: [{id: M, title: T}]
links: [{proposal: p, measure: M, claimed_by: author, basis: explicit, extent: full}]
"""
"""A corpus of which nothing has to be said."""
CAUTIONS = """
plan_document: {short_name: Plan}
    plan-not-read: {document: Plan, sources: 0, press: 0}

plan_document: {short_name: Plan}
measures: [{id: M, title: T, evidence: [{source: s2}]}]
    plan-not-read: {document: Plan, sources: 1, press: 1}

measures: [{id: M, title: T, evidence: [{source: s2}]}]
    plan-not-read: {document: Plan, sources: 1, press: 1}

priorities: [{id: P, title: T, evidence: [{source: s2}]}]
    plan-not-read: {document: Plan, sources: 1, press: 1}

measures: [{id: M, title: T, evidence: [{source: s1}, {source: s2}]}]

plan_document: {short_name: Plan}
measures: []
links: []

proposals_document: {short_name: D, publisher: author, source: s1, declared: [{count: 1}, {count: 1}]}
plan_document: {short_name: Plan, source: s1, declared: [{count: 2}]}
    claimant-is-author: {actor: author}

proposals_document: {short_name: D, publisher: other, source: s1, declared: [{count: 1}, {count: 2}]}
plan_document: {short_name: Plan, source: s1, declared: [{count: 3}, {count: 4}, {count: 3}]}
    counts-disagree: {of: proposals, items: '{proposals}', counts: '(1, 2)', used: 1}
    counts-disagree: {of: measures, items: '{measures}', counts: '(3, 4)', used: 1}

proposals_document: {short_name: D, publisher: other, source: s1, declared: [{count: 3}]}
    texts-missing: {declared: 3, listed: 1, missing: 2, second_hand: False, rough: ''}

proposals_document: {short_name: D, publisher: other, source: s1, declared: [{count: 3}]}
proposals: [{id: p, title: T, evidence: [{source: s2}]}]
    texts-missing: {declared: 3, listed: 1, missing: 2, second_hand: True, rough: ', so a rough figure: one sentence may merge several'}
    proposals-not-read: {document: D, sources: 1}

proposals_document: {short_name: D, publisher: other, source: s1, declared: [{count: 0}]}
    more-listed-than-declared: {declared: 0, listed: 1}

proposals: [{id: p, title: T, evidence: [{source: s2}]}]
links: [{proposal: p, measure: M, claimed_by: author, basis: explicit, extent: full, evidence: [{source: s2}]}]
    texts-from-claimant: {source: s2, known: 1, listed: 1, adopted: 1}
    proposals-not-read: {document: D, sources: 1}

proposals: [{id: p, title: T, evidence: [{source: s2}]}, {id: q, title: T}]
links: [{proposal: p, measure: M, claimed_by: author, basis: explicit, extent: full, evidence: [{source: s2}]}]
    proposals-not-read: {document: D, sources: 1}

links: [{proposal: p, measure: M, claimed_by: author, basis: explicit, extent: full, read: {proposal: Another}}]
    stale: {links: 1, verdicts: 0}

verdicts: [{proposal: p, verdict: refused, claimed_by: other, read: {proposal: Another}}]
    contested: {proposal: p, title: T, linked: M, measures_linked: T, verdict: refused, actor: other, name: Other}
    stale: {links: 0, verdicts: 1}
"""


@pytest.mark.parametrize("case", CAUTIONS.strip().split("\n\n"))
def test_a_caution_is_said_where_it_holds(case):
    """With its numbers, and no other: what was not read, counts that differ, what rests on whom, what changed."""
    changed, *expected = case.split("\n    ")
    found = coverage(corpus_of(KNOWN + changed)).warnings
    details = [
        (each.code, {name: str(value) for name, value in each.details.items()})
        for each in found
    ]
    assert details == [
        pair
        for text in expected
        for pair in yaml.load(text, yaml.BaseLoader).items()  # noqa: S506 - texts
    ]


def test_a_search_for_outcomes_says_until_when_they_are_known():
    """The latest for all measures, or for this one too; no other search does."""
    said = "{{question: q, result: r, on: {}, of: {}, about: [{}]}}".format
    searches = (
        said(2026, "outcomes", ""),
        said(2027, "outcomes", "M"),
        said(2028, "refusals", ""),
    )
    found = corpus_of(f"{KNOWN}searches: [{', '.join(searches)}]")
    outcomes = model.SearchOf.OUTCOMES
    days = [
        Context(found, language("en")).consulted_for(outcomes, item)[1]
        for item in (None, "M")
    ]
    assert days == ["2026", "2027"]

"""The figures: the shipped corpus by hand, and the laws against a count made from scratch."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jamplan.account.context import Context
from jamplan.corpus import model
from jamplan.corpus.findings import Term
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.corpus.views import answer_of, seen
from jamplan.counting import rules
from jamplan.counting.figures import OPEN, all_rules, coverage
from jamplan.counting.statuses import Status
from jamplan.language import language
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
    taken = found.adopted + found.statuses[Status.PARTIAL]
    assert sum(found.statuses[status] for status in OPEN) == found.total - taken
    for status in {*OPEN} - {Status.UNDOCUMENTED}:
        assert len(found.with_status(status)) == found.statuses[status]


@given(corpora(), RULES)
def test_a_row_has_each_position_on_its_proposal_once(corpus, rule):
    """In the order of the file; its strength is that of what takes it up, else of all."""
    for row in coverage(corpus, rule).rows:
        about = row.proposal.id
        on_it = [each for each in corpus.statements if each.about == about]
        positions = [each for each in on_it if each.is_position]
        assert list(row.counted) == [each for each in positions if each in row.counted]
        assert list(row.uncounted) == [
            each for each in positions if each not in row.counted
        ]
        assert {*row.conclusions} <= {each for each in on_it if each.is_conclusion}
        says = {each.says for each in row.take_ups}
        assert says <= {Says.IN_FULL, Says.TAKEN_UP, Says.IN_PART, Says.IN_PRINCIPLE}
        strengths = {
            rules.strength(each, row.proposal.attribution)
            for each in row.take_ups or positions
        }
        in_order = [words for words in Words if words in strengths]
        assert row.strongest == (in_order[0] if in_order else None)


@given(corpora(), RULES)
def test_each_rule_includes_the_stricter_ones(corpus, rule):
    """Explicit ⊆ stated ⊆ claimed ⊆ any, but for what its own voice took back by weaker words."""
    found = all_rules(corpus, rule)
    for stricter, wider in zip(found, found[1:], strict=False):
        for small, large in zip(stricter.rows, wider.rows, strict=True):
            gone = [each for each in small.counted if each not in large.counted]
            voices = {wider.who[id(each)] for each in large.counted}
            assert {stricter.who[id(each)] for each in gone} <= voices
            assert len(large.positions) == len(small.positions)


@given(corpora(), RULES, st.data())
def test_adding_a_whole_take_up_never_lowers_a_figure(corpus, rule, data):
    """Neither the adopted proposals, nor the score, nor the answered measures; a refusal raises none."""
    if not corpus.proposals or not corpus.measures:
        return
    added = Statement(
        about=data.draw(st.sampled_from(corpus.proposals)).id,
        says=data.draw(st.sampled_from([Says.IN_FULL, Says.TAKEN_UP])),
        measure=data.draw(st.sampled_from(corpus.measures)).id,
        words=data.draw(st.sampled_from(Words)),
        evidence=(model.Evidence(source="s1", quote="so it is"),),
    )
    before = coverage(corpus, rule)
    after = coverage(with_parts(corpus, statements=(*corpus.statements, added)), rule)
    assert after.adopted >= before.adopted
    assert after.score >= before.score
    assert after.answered >= before.answered
    refusal = replace(added, says=Says.REFUSED, words=Words.EXPLICIT)
    after = coverage(with_parts(corpus, statements=(*corpus.statements, refusal)), rule)
    assert after.adopted <= before.adopted
    assert after.score <= before.score


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
    assert coverage(with_parts(corpus, statements=()), rule).denominator == denominator


# Single cases


def stated(*, attribution=model.Attribution.EXPLICIT, words=Words.EXPLICIT):
    """A corpus of one proposal, one measure and one statement."""
    said = Statement(
        about="p",
        says=Says.TAKEN_UP,
        measure="M",
        words=words,
        evidence=(model.Evidence(source="s1"),),
    )
    return make_corpus(
        proposals=(model.Proposal(id="p", title="T", attribution=attribution),),
        measures=(model.Measure(id="M", title="T"),),
        statements=(said,),
    )


@pytest.mark.parametrize(
    "words",
    """explicit explicit explicit, explicit implicit implicit, explicit ambiguous ambiguous,
    implicit explicit implicit, ambiguous implicit ambiguous, compared ambiguous compared""".split(
        ","
    ),
)
def test_a_statement_is_as_strong_as_the_weaker_of_words_and_attribution(words):
    """Neither a strong wording nor a clear author makes up for the other."""
    own, attribution, expected = words.split()
    corpus = stated(words=Words(own), attribution=model.Attribution(attribution))
    (said,) = corpus.statements
    assert rules.strength(said, corpus.proposals[0].attribution) is Words(expected)


def test_comparisons_alone_make_any_the_default_rule():
    """Where people compared texts and no source states anything; a rule that names nobody is an error."""
    any_words = rules.Rule(words=rules.WordsCounted.ANY)
    assert rules.default_rule(stated(words=Words.COMPARED)) == any_words
    assert (
        rules.default_rule(stated())
        == rules.default_rule(make_corpus())
        == rules.Rule()
    )
    with pytest.raises(KeyError, match="nobody"):
        coverage(stated(), rules.Rule(whose="nobody"))


KNOWN = """
proposals_document: {short_name: D, publisher: other, source: s1}
plan_document: {short_name: Plan, source: s1}
proposals: [{id: p, title: T, evidence: [{source: s1}]}]
measures: [{id: M, title: T}]
statements: [{about: p, says: in_full, measure: M, words: explicit, speaker: author, evidence: [{source: s1}]}]
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
statements: []

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
statements: [{about: p, says: in_full, measure: M, words: explicit, speaker: author, evidence: [{source: s2}]}]
    texts-from-claimant: {source: s2, known: 1, listed: 1, adopted: 1}
    proposals-not-read: {document: D, sources: 1}

proposals: [{id: p, title: T, evidence: [{source: s2}]}, {id: q, title: T}]
statements: [{about: p, says: in_full, measure: M, words: explicit, speaker: author, evidence: [{source: s2}]}]
    proposals-not-read: {document: D, sources: 1}

statements: [{about: p, says: in_full, measure: M, words: explicit, evidence: [{source: s1}], read: {about: Another}}]
    stale: {links: 1, verdicts: 0}

statements: [{about: p, says: out_of_scope, words: compared, read: {about: Another}}]
    stale: {links: 0, verdicts: 1}

statements: [{about: p, says: in_full, measure: M, words: explicit, evidence: [{source: s1}]}, {about: p, says: refused, words: explicit, evidence: [{source: s2, quote: no}]}]
    contested: {proposal: p, title: T, 'yes': Author, 'no': Other}
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


RESPONSES = """
actors:
  - {id: town, name: Town}
  - {id: paper, name: Paper}
sources:
  - {id: first, publisher: town, date: 2021}
  - {id: news, publisher: paper, date: 2022}
proposals:
  - {id: wells, title: Dig wells}
  - {id: roads, title: Mend roads}
plans:
  - name: plan
    document: {short_name: First, relation: response, date: 2021, publisher: town}
    measures: [{id: A1, title: One, answers: [wells]}, {id: A2, title: Two, answers: [roads]}]
  - name: plan-2024
    document: {short_name: Second, relation: response, date: 2024, publisher: town}
    measures: [{id: B1, title: One, answers: [wells]}, {id: B2, title: Two, answers: [roads]}]
statements:
"""
"""Two responses to the same two proposals."""


def measure_rows(*statements, view=None):
    """The status of each measure, and how many are answered."""
    lines = "".join(f"  - {{{each}}}\n" for each in statements)
    figures = coverage(seen(corpus_of(RESPONSES + lines), view))
    statuses = {row.measure.id: str(row.status) for row in figures.measures}
    return statuses, figures.answered


NEWS = "words: explicit, evidence: [{source: news, quote: it says so here}]"


@pytest.mark.parametrize("view", [None, "plan-2024"])
def test_an_answer_has_what_is_said_of_what_it_answers(view):
    """A statement that names no measure is connected by its document, and by no other's."""
    assert measure_rows(
        f"about: wells, says: taken_up, document: plan-2024, {NEWS}",
        f"about: roads, says: taken_up, document: plan, {NEWS}",
        view=view,
    ) == ({"B1": "adopted", "B2": "unreviewed"}, 1)


def test_a_pair_set_aside_connects_nothing():
    """A reader said that it is not the answer."""
    assert measure_rows(
        f"about: wells, says: taken_up, document: plan-2024, {NEWS}",
        "about: wells, says: not_this, measure: B1, words: compared, by: Ann",
    ) == ({"B1": "unreviewed", "B2": "unreviewed"}, 0)


def test_a_disputed_statement_answers_nothing():
    """Nor does one that is not counted; what is named for another proposal too does."""
    disputed = (
        f"about: wells, says: taken_up, measure: B1, {NEWS}",
        f"about: wells, says: refused, document: plan-2024, {NEWS}",
    )
    assert measure_rows(*disputed) == ({"B1": "contested", "B2": "unreviewed"}, 0)
    assert measure_rows(
        *disputed, f"about: roads, says: in_part, measure: B1, {NEWS}"
    ) == ({"B1": "partial", "B2": "unreviewed"}, 1)
    assert measure_rows(
        f"about: wells, says: taken_up, measure: B1, {NEWS}".replace(
            "explicit", "ambiguous"
        )
    ) == ({"B1": "below_rule", "B2": "unreviewed"}, 0)


def test_a_conclusion_is_on_the_answer_in_its_own_document():
    """In each document there is another answer."""
    concluded = (
        "about: wells, says: no_match, words: compared, by: Ann, document: {}".format
    )
    assert measure_rows(concluded("plan"))[0]["B1"] == "unreviewed"
    assert measure_rows(concluded("plan-2024"))[0]["B1"] == "none_found"
    corpus = corpus_of(RESPONSES.removesuffix("statements:\n"))
    wells = corpus.proposal["wells"]
    answers = [
        answer_of(corpus, wells, document) for document in (None, "plan", "plan-2024")
    ]
    assert [answer and answer.id for answer in answers] == ["B1", "A1", "B1"]

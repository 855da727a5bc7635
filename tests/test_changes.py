"""Two states compared: laws on generated corpora, what counts as one record, exports read back."""

from __future__ import annotations

import copy
import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import RULES, corpora, make_corpus
from jamplan.changes import Change, FigureChange, Kind, compare
from jamplan.counting.figures import coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule
from jamplan.counting.statuses import Status, status_of
from jamplan.exports.jsonexport import export_object
from jamplan.exports.publication import publication
from jamplan.locale import language
from jamplan.model import (
    Attribution,
    Basis,
    Claim,
    Evidence,
    Extent,
    Link,
    Measure,
    MeasureRead,
    Proposal,
    Reading,
    Source,
    TextsRead,
    Verdict,
    VerdictKind,
)
from jamplan.reports.changes import FIELDS, changes_report, corrections_report
from jamplan.states import ExportError, State, count, of_export

WELLS = Proposal(id="wells", title="Dig wells")
ROADS = Proposal(id="roads", title="Mend roads")
M1 = Measure(id="M1", title="Wells for all")
M2 = Measure(id="M2", title="A campaign")
LINK = Link(proposal="wells", measure="M1", claimed_by="author", basis=Basis.EXPLICIT)
BASE = {"proposals": (WELLS, ROADS), "measures": (M1, M2)}


def state(corpus, rule: Rule | None = None, name: str = "a state") -> State:
    """A state of a corpus; with a rule, as published by it."""
    published = None if rule is None else count(corpus, rule)
    return State(name=name, corpus=corpus, rule=rule, published=published)


def exported(corpus, rule: Rule) -> dict:
    """The export of a corpus, as a JSON value."""
    found = publication(corpus, rule, lang="en", date="2026-11-25")
    return json.loads(json.dumps(export_object(found)))


def read(value: object) -> State:
    """What an export says."""
    return of_export(json.dumps(value), "an export")


def changed(old: dict, new: dict) -> list[tuple[Kind, str, tuple[str, ...]]]:
    """The changes from one corpus of these parts to another, in short."""
    found = compare(state(make_corpus(**{**BASE, **old})), state(make_corpus(**{**BASE, **new})))
    changes = [*(reason for each in found.statuses for reason in each.reasons), *found.others]
    return [(each.kind, type(each.record).__name__, each.fields) for each in changes]


# Laws


@given(corpora(), st.none() | RULES)
def test_a_state_does_not_differ_from_itself(corpus, rule):
    """Nothing is listed, and no figure is another."""
    found = compare(state(corpus, rule), state(corpus, rule))
    assert (found.statuses, found.others, found.published_changed, found.empty) == ((), (), False, True)
    assert all(figure.before == figure.after for figure in found.figures)


@given(corpora(), corpora(), RULES, RULES)
def test_the_old_statuses_and_the_changes_give_the_new_statuses(old, new, old_rule, new_rule):
    """So too by two rules; and no status changes without a cause that is named."""
    found = compare(state(old, old_rule), state(new, new_rule))
    statuses = {row.proposal.id: row.status for row in coverage(old, old_rule).rows}
    for change in found.statuses:
        assert statuses.pop(change.proposal.id, None) is change.before
        if change.after is not None:
            statuses[change.proposal.id] = change.after
        assert change.reasons or change.other_rule
        assert not change.unexplained
    assert statuses == {row.proposal.id: row.status for row in coverage(new, new_rule).rows}


@given(corpora(), corpora(), RULES)
def test_the_reasons_of_a_status_are_enough_to_explain_it(old, new, rule):
    """The old records with these changes alone have the new status."""
    found = compare(state(old, rule), state(new, rule))
    for change in found.statuses:
        if change.before is None or change.after is None:
            assert [each.kind for each in change.reasons if isinstance(each.record, Proposal)] == [
                Kind.NEW if change.before is None else Kind.REMOVED
            ]
            continue
        proposal = old.proposal[change.proposal.id]
        links = list(old.links_of_proposal.get(proposal.id, ()))
        verdicts = list(old.verdicts_of.get(proposal.id, ()))
        for reason in change.reasons:
            if isinstance(reason.record, Proposal):
                proposal = reason.record
                continue
            records = links if isinstance(reason.record, Link) else verdicts
            if reason.before is not None:
                records.remove(reason.before)
            if reason.after is not None:
                records.append(reason.after)
        assert status_of(proposal, links, verdicts, rule) is change.after
        assert not change.other_rule


@given(corpora(), corpora())
def test_the_changes_of_records_lead_from_the_old_ones_to_the_new_ones(old, new):
    """Each record stands in one change at most, and taking and adding them gives what is new."""
    found = compare(state(old), state(new))
    changes = [*(reason for each in found.statuses for reason in each.reasons), *found.others]
    for name in ("proposals", "links", "verdicts", "measures", "claims"):
        records = list(getattr(old, name))
        after = list(getattr(new, name))
        kind = {"proposals": Proposal, "links": Link, "verdicts": Verdict}.get(name)
        kind = kind or {"measures": Measure, "claims": Claim}[name]
        for change in changes:
            if isinstance(change.record, kind):
                if change.before is not None:
                    records.remove(change.before)
                if change.after is not None:
                    records.append(change.after)
        assert sorted(map(repr, records)) == sorted(map(repr, after))


@settings(deadline=None)
@given(corpora(), RULES)
def test_an_export_says_what_its_corpus_says(corpus, rule):
    """Read back, it differs in nothing from the corpus that it was made of, in either direction."""
    found = read(exported(corpus, rule))
    assert found.rule == rule
    for one, other in ((found, state(corpus)), (state(corpus), found)):
        changes = compare(one, other)
        assert (changes.empty, changes.old_rule, changes.new_rule) == (True, rule, rule)


@settings(deadline=None)
@given(corpora(), corpora(), RULES, RULES)
def test_every_change_can_be_said(old, new, old_rule, new_rule):
    """The report and the corrections are made in both languages, whatever changed."""
    found = compare(state(old, old_rule), state(new, new_rule))
    for code in ("fr", "en"):
        assert changes_report(found, language(code))
        assert corrections_report(found, language(code), "2026-11-25")


JUNK = st.sampled_from([None, True, 3, 1.5, "x", [], {}, [None], {"id": 1}])


@settings(max_examples=100, deadline=None)
@given(corpora(), corpora(), st.data())
def test_a_damaged_export_is_refused_or_read_but_never_fails(corpus, other, data):
    """One value is taken out or replaced anywhere in it."""
    value = exported(corpus, Rule())
    part, steps = value, data.draw(st.integers(1, 5))
    for _ in range(steps):
        keys = list(part) if isinstance(part, dict) else list(range(len(part)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(part[key], dict | list) or not part[key] or data.draw(st.booleans()):
            break
        part = part[key]
    else:
        keys = list(part) if isinstance(part, dict) else list(range(len(part)))
        key = data.draw(st.sampled_from(keys))
    if data.draw(st.booleans()):
        del part[key]
    else:
        part[key] = data.draw(JUNK)
    try:
        found = read(value)
    except ExportError as error:
        assert error.where  # noqa: PT017 - being refused is one of two good ends
        return
    changes = compare(found, state(other))
    assert changes_report(changes, language("en"))


# What is one record, and what is said of it


def test_a_take_up_by_another_actor_is_one_that_changed():
    """To the same measure, and alone of its kind; else it is a new one beside one that is gone."""
    by_other = dataclasses.replace(LINK, claimed_by="other")
    found = compare(
        state(make_corpus(**BASE, links=(LINK,))), state(make_corpus(**BASE, links=(by_other,)))
    )
    assert found.others == (Change(LINK, by_other, ("claimed_by",)),)
    assert changed(
        {"links": (LINK, dataclasses.replace(LINK, measure="M2"))},
        {"links": (by_other, dataclasses.replace(LINK, measure="M2"))},
    ) == [(Kind.CHANGED, "Link", ("claimed_by",))]
    assert changed({"links": (LINK,)}, {"links": (dataclasses.replace(LINK, measure="M2"),)}) == [
        (Kind.NEW, "Link", ()),
        (Kind.REMOVED, "Link", ()),
    ]
    assert changed({"links": (LINK,)}, {"links": (LINK, by_other)}) == [(Kind.NEW, "Link", ())]


def test_who_recorded_a_decision_and_when_is_not_compared():
    """Neither is when a source was read, nor where its copy lies."""
    again = dataclasses.replace(LINK, by="somebody", on="2026-11-25")
    assert changed({"links": (LINK,)}, {"links": (again,)}) == []
    source = Source(id="s1", publisher="author", accessed="2026-11-24")
    later = dataclasses.replace(source, accessed="2026-11-25", file="a.pdf", sha256="0" * 64)
    assert changed({"sources": (source,)}, {"sources": (later,)}) == []
    assert changed(
        {"sources": (source,)}, {"sources": (dataclasses.replace(source, url="https://x.org"),)}
    ) == [(Kind.CHANGED, "Source", ("url",))]


def test_only_what_a_status_depends_on_is_a_reason_for_it():
    """The new evidence of a take-up stands apart; its new extent explains the status."""
    weak = dataclasses.replace(LINK, extent=Extent.PARTIAL)
    cited = dataclasses.replace(LINK, evidence=(Evidence(source="s1"),))
    found = compare(
        state(make_corpus(**BASE, links=(LINK,))), state(make_corpus(**BASE, links=(weak,)))
    )
    (status,) = found.statuses
    assert (status.proposal, status.before, status.after) == (WELLS, Status.ADOPTED, Status.PARTIAL)
    assert status.reasons == (Change(LINK, weak, ("extent",)),)
    assert found.others == ()
    found = compare(
        state(make_corpus(**BASE, links=(LINK,))), state(make_corpus(**BASE, links=(cited,)))
    )
    assert found.statuses == ()
    assert found.others == (Change(LINK, cited, ("evidence",)),)
    assert not found.published_changed


def test_a_change_without_which_the_status_would_be_the_same_is_no_reason():
    """A weaker take-up beside a full one explains nothing; two full ones explain it both."""
    full = dataclasses.replace(LINK, extent=Extent.FULL)
    weak = dataclasses.replace(LINK, measure="M2", basis=Basis.AMBIGUOUS)
    both = dataclasses.replace(LINK, measure="M2")
    old = state(make_corpus(**BASE))
    (status,) = compare(old, state(make_corpus(**BASE, links=(full, weak)))).statuses
    assert status.reasons == (Change(None, full),)
    (status,) = compare(old, state(make_corpus(**BASE, links=(full, both)))).statuses
    assert status.reasons == (Change(None, full), Change(None, both))


def test_attribution_and_conclusions_are_reasons():
    """A weaker attribution takes a take-up out of the rule; a conclusion ends the review."""
    weaker = dataclasses.replace(WELLS, attribution=Attribution.AMBIGUOUS, text="Dig.")
    verdict = Verdict(
        proposal="roads", verdict=VerdictKind.NO_MEASURE_FOUND, claimed_by="other", by="somebody"
    )
    old = make_corpus(**BASE, links=(LINK,))
    new = make_corpus(proposals=(weaker, ROADS), measures=(M1, M2), links=(LINK,), verdicts=(verdict,))
    found = compare(state(old), state(new))
    assert [(each.before, each.after, each.reasons) for each in found.statuses] == [
        (Status.ADOPTED, Status.BELOW_RULE, (Change(WELLS, weaker, ("text", "attribution")),)),
        (Status.UNREVIEWED, Status.NOT_ADOPTED, (Change(None, verdict),)),
    ]
    assert [figure for figure in found.figures if figure.changed] == [
        FigureChange("adopted", 1, 0),
        FigureChange("below_rule", 0, 1),
        FigureChange("not_adopted", 0, 1),
        FigureChange("unreviewed", 1, 0),
        FigureChange("score", 1.0, 0.0),
        FigureChange("low", 1, 0),
        FigureChange("high", 2, 0),
        FigureChange("answered", 1, 0),
    ]


def test_every_field_that_is_compared_has_a_name():
    """A new field of the model cannot be forgotten."""
    from jamplan.changes import _UNSAID

    compared = {
        field.name
        for kind in (Proposal, Measure, Link, Verdict, Source, Claim)
        for field in dataclasses.fields(kind)
    } - _UNSAID
    # Records of one kind have these in common whenever they are paired.
    assert compared - {"id", "proposal", "measure"} == set(FIELDS)


# Rules


def test_each_is_counted_by_its_own_rule_or_by_that_of_the_other():
    """Published figures are compared with figures of the same kind, unless a rule is asked for."""
    corpus = make_corpus(**BASE, links=(dataclasses.replace(LINK, basis=Basis.AMBIGUOUS),))
    strict, loose = Rule(links=LinksCounted.EXPLICIT), Rule(links=LinksCounted.CLAIMED)

    def rules(old: Rule | None, new: Rule | None, **chosen) -> tuple[Rule, Rule]:
        found = compare(state(corpus, old), state(corpus, new), **chosen)
        return found.old_rule, found.new_rule

    assert rules(None, None) == (Rule(), Rule())
    assert rules(strict, None) == (strict, strict)
    assert rules(None, loose) == (loose, loose)
    assert rules(strict, loose) == (strict, loose)
    assert rules(strict, loose, links=LinksCounted.ANY) == (Rule(links=LinksCounted.ANY),) * 2
    half = Rule(partial=PartialCounts.HALF, of=OutOf.DOCUMENTED)
    whose = dataclasses.replace(half, claimed_by="other")
    assert rules(half, None, claimed_by="other") == (whose, whose)


def test_another_rule_is_the_reason_where_nothing_else_changed():
    """A status that the records alone would have changed is not put down to the rule."""
    corpus = make_corpus(**BASE, links=(dataclasses.replace(LINK, basis=Basis.AMBIGUOUS),))
    strict, loose = Rule(links=LinksCounted.EXPLICIT), Rule(links=LinksCounted.CLAIMED)
    (status,) = compare(state(corpus, strict), state(corpus, loose)).statuses
    assert (status.before, status.after) == (Status.BELOW_RULE, Status.ADOPTED)
    assert (status.reasons, status.other_rule, status.unexplained) == ((), True, False)
    explicit = make_corpus(**BASE, links=(LINK,))
    (status,) = compare(state(corpus, strict), state(explicit, loose)).statuses
    assert (len(status.reasons), status.other_rule) == (1, False)


def test_an_actor_that_a_state_does_not_have_states_nothing_in_it():
    """A claimant who is new can be compared with a time when there was none."""
    corpus = make_corpus(**BASE, links=(dataclasses.replace(LINK, claimed_by="other"),))
    before = dataclasses.replace(corpus, actors=corpus.actors[:1], links=(), sources=())
    found = compare(state(before), state(corpus), claimed_by="other")
    assert [(each.before, each.after) for each in found.statuses] == [
        (Status.UNREVIEWED, Status.ADOPTED)
    ]


# Exports


def test_a_conclusion_that_rests_on_a_reading_is_read_back_with_it():
    """An export with a verdict on all measures, as they were, is a state like any other."""
    reading = Reading(id="r1", measures=(MeasureRead(id="M1", text="Wells for all"),))
    verdict = Verdict(
        proposal="roads",
        verdict=VerdictKind.NO_MEASURE_FOUND,
        claimed_by="other",
        read=TextsRead(proposal="Mend roads", plan="r1"),
    )
    corpus = make_corpus(**BASE, verdicts=(verdict,), readings=(reading,))
    old = read(exported(corpus, Rule()))
    assert old.corpus.readings == (reading,)
    assert compare(old, state(corpus)).empty
    damaged = exported(corpus, Rule())
    damaged["readings"] = []
    with pytest.raises(ExportError) as raised:
        read(damaged)
    assert raised.value.where == "verdicts[1].read.plan"


def test_a_published_status_that_the_records_do_not_give_is_said_to_be_unexplained():
    """What was published is compared, not what would be published today."""
    corpus = make_corpus(**BASE, links=(LINK,))
    value = exported(corpus, Rule())
    value["coverage"]["proposals"]["rows"][0]["status"] = "partial"
    value["proposals"][0]["status"] = "partial"
    value["coverage"]["proposals"]["adopted"] = 5
    found = compare(read(value), state(corpus))
    (status,) = found.statuses
    assert (status.before, status.after) == (Status.PARTIAL, Status.ADOPTED)
    assert (status.reasons, status.unexplained) == ((), True)
    assert [figure for figure in found.figures if figure.changed] == [FigureChange("adopted", 5, 1)]
    # By another rule than that of the export, its records are all there is.
    assert compare(read(value), state(corpus), links=LinksCounted.ANY).empty


def test_what_an_export_does_not_know_is_passed_over():
    """Keys of a later version do not stop it."""
    value = exported(make_corpus(**BASE, links=(LINK,)), Rule())
    value["later"] = {"x": 1}
    value["proposals"][0]["later"] = [1]
    value["links"][0]["later"] = None
    assert compare(read(value), state(make_corpus(**BASE, links=(LINK,)))).empty


@pytest.mark.parametrize(
    ("path", "junk", "where"),
    [
        (("schema",), "jamplan.export/2", "schema"),
        (("rule", "links"), "best", "rule.links"),
        (("proposals", 0, "title"), None, "proposals[1].title"),
        (("proposals", 0, "chapter_inferred"), 1, "proposals[1].chapter_inferred"),
        (("proposals", 1, "id"), "wells", "proposals"),
        (("links", 0, "proposal"), "nothing", "links[1].proposal"),
        (("links", 0, "claimed_by"), "nobody", "links[1].claimed_by"),
        (("links", 0, "basis"), "sure", "links[1].basis"),
        (("links", 0, "evidence"), [{"source": "s9"}], "links.evidence.source"),
        (("sources", 0, "publisher"), "nobody", "sources[1].publisher"),
        (("coverage", "proposals", "adopted"), True, "coverage.proposals.adopted"),
        (("coverage", "proposals", "rows", 0, "status"), "x", "coverage.proposals.rows[1].status"),
        (("coverage", "proposals", "rows", 0, "status"), "partial", "proposals[1].status"),
        (("proposals", 0, "status"), "partial", "proposals[1].status"),
        (("coverage", "rule", "partial"), "exclude", "rule"),
        (("warnings",), [{"code": "x", "message": "All is well."}], "warnings"),
        (("documents", "plan"), [], "documents.plan"),
        (("measures",), {}, "measures"),
    ],
)
def test_a_damaged_export_says_what_is_wrong(path, junk, where):
    """The path of the value, lists counted from 1."""
    value = exported(make_corpus(**BASE, links=(LINK,)), Rule())
    part = value
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = copy.deepcopy(junk)
    with pytest.raises(ExportError) as caught:
        read(value)
    assert caught.value.where == where


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "[" * 100_000, b"\xff\xfe", "{}"])
def test_a_text_that_is_no_export_is_refused(text):
    """Whatever it is, and however deep."""
    with pytest.raises(ExportError):
        of_export(text, "a file")

"""The page's entries as plain data: a proposal or a measure with all that is on record about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import (
    Claim,
    Dismissal,
    Evidence,
    FollowUp,
    Link,
    Measure,
    Proposal,
    TitleBasis,
    Verdict,
)
from jamplan.corpus.staleness import Staleness
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.statuses import Status
from jamplan.exports.page.spans import (
    data,
    language_of,
    named,
    other,
    source_linked,
)
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Inline, inline
from jamplan.reports.cells import field, status_text, wording_of
from jamplan.reports.followups_report import nothing_known
from jamplan.reports.labels import called, label, rule_name
from jamplan.reports.record import text_missing

UNKNOWN = "?"
"""What a filter calls a chapter that is not known; no id is like it."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence: its quote where there is one, where it stands, and the source in full."""

    quote: str | None
    place: Inline
    source: Inline


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody states on a proposal or a measure, with its evidence."""

    said: Inline
    note: str | None
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A proposal or a measure with all that is on record about it.

    ``lang`` is the language of its texts if it is not the page's; ``missing`` says why there is no
    text; ``meta`` are its number and whose words its title is. ``statuses``, ``chapters`` and
    ``claimants`` are what the filter looks for: a measure has those of the proposals linked to it.
    """

    id: str
    lang: str | None
    title: str
    text: tuple[str, ...]
    missing: str | None
    meta: tuple[Inline, ...]
    details: tuple[str, ...]
    status: Status | None
    status_label: str
    statements: tuple[Statement, ...]
    facts: tuple[Inline, ...]
    note: str | None
    known_from: str
    evidence: tuple[Cited, ...]
    statuses: tuple[str, ...]
    chapters: tuple[str, ...]
    claimants: tuple[str, ...]
    follow_ups: tuple[Statement, ...] = ()
    nothing_became: str | None = None


def proposal_entry(coverage: Coverage, row: ProposalRow, language: Language) -> Entry:
    """All on one proposal under a rule."""
    corpus, proposal = coverage.corpus, row.proposal
    statements = [_take_up(coverage, row, link, language) for link in row.links]
    statements += [_conclusion(corpus, verdict, language) for verdict in row.verdicts]
    decisions: tuple[Link | Verdict, ...] = (*row.links, *row.verdicts)
    return Entry(
        id=proposal.id,
        lang=language_of(corpus, proposal, language),
        title=one_line(proposal.title),
        text=_paragraphs(proposal.text),
        missing=None if proposal.text else text_missing(proposal, language),
        meta=tuple(_origin(proposal, language)),
        details=(),
        status=row.status,
        status_label=status_text(language, row),
        statements=tuple(statements),
        facts=tuple(_proposal_facts(corpus, proposal, language)),
        note=one_line(proposal.note) if proposal.note else None,
        known_from=language.gettext("What it is known from"),
        evidence=cited(corpus, proposal.evidence, language),
        statuses=(str(row.status),),
        chapters=(proposal.chapter or UNKNOWN,),
        claimants=tuple(dict.fromkeys(each.claimed_by for each in decisions)) or (UNKNOWN,),
    )


def _paragraphs(text: str | None) -> tuple[str, ...]:
    """A text's paragraphs, which blank lines part."""
    return tuple(one_line(each) for each in re.split(r"\n[ \t]*\n", text or "") if each.strip())


def _take_up(coverage: Coverage, row: ProposalRow, link: Link, language: Language) -> Statement:
    _ = language.gettext
    corpus = coverage.corpus
    said = _(
        "According to {actor} ({wording}; extent {extent}), {measure} ",
        actor=called(corpus, language, link.claimed_by),
        wording=wording_of(language, link, row.proposal),
        extent=label(language, link.extent),
    )
    inferred = _(" (pairing inferred from the text)") if link.measure_inferred else ""
    counted = link in row.counted
    doubts = [] if counted else [_("not counted by the rule {rule}", rule=rule_name(coverage.rule))]
    doubts += _stale(corpus, link, language)
    return Statement(
        said=inline(
            said,
            named(corpus, corpus.measure[link.measure], language),
            inferred,
            *(f" ({doubt})" for doubt in doubts),
            ".",
        ),
        note=one_line(link.note) if link.note else None,
        evidence=cited(corpus, link.evidence, language),
    )


def _follow_up(corpus: Corpus, follow_up: FollowUp, language: Language) -> Inline:
    """« avril 2023 (réalisée en partie) : … »."""
    _ = language.gettext
    when = _(
        "{date} ({state}): {text}",
        date=language.date(follow_up.date) if follow_up.date else _("date not known"),
        state=label(language, follow_up.state),
        text="",
    )
    lang = other(corpus.plan_document.language, language)
    said = one_line(follow_up.text)
    return inline(when, data(said, lang), "" if said.endswith((".", "!", "?", "…")) else ".")


def _conclusion(corpus: Corpus, verdict: Verdict, language: Language) -> Statement:
    said = language.gettext(
        "Conclusion: {verdict}, according to {actor}",
        verdict=label(language, verdict.verdict),
        actor=called(corpus, language, verdict.claimed_by),
    )
    doubts = (f" ({doubt})" for doubt in _stale(corpus, verdict, language))
    return Statement(
        said=inline(said, *doubts, "."),
        note=one_line(verdict.note) if verdict.note else None,
        evidence=cited(corpus, verdict.evidence, language),
    )


def _stale(corpus: Corpus, decision: Link | Verdict, language: Language) -> list[str]:
    stale = any(Staleness(corpus).changes(decision))
    return [language.gettext("text changed since")] if stale else []


def _proposal_facts(corpus: Corpus, proposal: Proposal, language: Language) -> Iterable[Inline]:
    _ = language.gettext
    chapter = next((each for each in corpus.chapters if each.id == proposal.chapter), None)
    if chapter is None:
        yield field(_("{Chapter}:"), _("not known"))
    else:
        pages = _(", p. {pages}", pages=chapter.pages) if chapter.pages else ""
        inferred = _(" (inferred)") if proposal.chapter_inferred else ""
        lang = other(corpus.proposals_document.language, language)
        yield field(_("{Chapter}:"), (data(chapter.title, lang),), pages, inferred)
    yield field(_("Number in the document:"), _number(proposal, language))
    attribution = label(language, proposal.attribution)
    if not proposal.evidence:
        attribution = _(
            "{attribution}, by default: no source on record", attribution=attribution.split(" (")[0]
        )
    yield field(_("Attribution:"), attribution)
    if proposal.may_be_part_of:
        whole = corpus.proposal[proposal.may_be_part_of]
        yield field(_("May be a part of:"), (named(corpus, whole, language),))
    for each in corpus.dismissals:
        if each.proposal == proposal.id:
            yield _dismissed(corpus, each, corpus.measure[each.measure], language)


def _origin(item: Proposal | Measure, language: Language) -> Iterable[Inline]:
    """Yield whose words a title is if it is not official."""
    if item.title_basis is not TitleBasis.OFFICIAL:
        yield field(language.gettext("Title:"), label(language, item.title_basis))


def _number(item: Proposal | Measure, language: Language) -> str:
    if not item.number:
        return language.gettext("not known")
    if item.number_inferred:
        return language.gettext("{number} (inferred)", number=item.number)
    return item.number


def _dismissed(
    corpus: Corpus, dismissal: Dismissal, item: Proposal | Measure, language: Language
) -> Inline:
    """A pair that a person looked at and found no match: the other item, who, when, and why."""
    _ = language.gettext
    who = one_line(dismissal.by) if dismissal.by else ""
    when = language.date(dismissal.on) if dismissal.on else ""
    recorded = _("{by}, {date}", by=who, date=when) if who and when else who or when
    note = inline(" ", data(dismissal.note or "", other(corpus.language, language)))
    return field(
        _("Pairing set aside:"),
        (named(corpus, item, language),),
        f" ({recorded})." if recorded else ".",
        note if dismissal.note else "",
    )


def cited(corpus: Corpus, evidence: Iterable[Evidence], language: Language) -> tuple[Cited, ...]:
    """Pieces of evidence, each with its source, whose name leads to its address."""
    _ = language.gettext
    return tuple(
        Cited(
            language.quoted(one_line(each.quote)) if each.quote else None,
            _place(corpus, each, language),
            source_linked(corpus, language, corpus.source[each.source]),
        )
        for each in evidence
    )


def _place(corpus: Corpus, evidence: Evidence, language: Language) -> Inline:
    """Where in its source a piece of evidence stands."""
    if not evidence.locator:
        return ()
    before, _field, after = language.gettext("Place: {place}.").partition("{place}")
    return inline(before, data(evidence.locator, other(corpus.language, language)), after)


def measure_entry(coverage: Coverage, measure: Measure, language: Language) -> Entry:
    """All on one measure under a rule."""
    _ = language.gettext
    corpus = coverage.corpus
    links = corpus.links_of_measure.get(measure.id, ())
    linked = {link.proposal for link in links}
    rows = [row for row in coverage.rows if row.proposal.id in linked]
    statements = tuple(_answer(coverage, link, language) for link in links)
    return Entry(
        id=measure.id,
        lang=language_of(corpus, measure, language),
        title=one_line(measure.title),
        text=_paragraphs(measure.text),
        missing=None,
        meta=(
            field(_("Number in the document:"), _number(measure, language)),
            *_origin(measure, language),
        ),
        details=tuple(one_line(each) for each in measure.details),
        status=None,
        status_label="",
        statements=statements,
        facts=tuple(_measure_facts(corpus, measure, language)),
        note=one_line(measure.note) if measure.note else None,
        known_from=_("What it is known from"),
        evidence=cited(corpus, measure.evidence, language),
        statuses=tuple(dict.fromkeys(str(row.status) for row in rows)),
        chapters=tuple(dict.fromkeys(row.proposal.chapter or UNKNOWN for row in rows)),
        claimants=tuple(dict.fromkeys(link.claimed_by for link in links)) or (UNKNOWN,),
        follow_ups=tuple(
            Statement(
                said=_follow_up(corpus, each, language),
                note=None,
                evidence=cited(corpus, each.evidence, language),
            )
            for each in measure.follow_ups
        ),
        nothing_became=None if measure.follow_ups else nothing_known(corpus, language),
    )


def _answer(coverage: Coverage, link: Link, language: Language) -> Statement:
    """A take-up as a measure's entry has it; its evidence stands with the proposal."""
    _ = language.gettext
    corpus = coverage.corpus
    proposal = corpus.proposal[link.proposal]
    counted = coverage.rule.counts(link, proposal)
    how = _(
        ", {wording}, according to {actor}",
        wording=wording_of(language, link, proposal),
        actor=called(corpus, language, link.claimed_by),
    )
    doubt = _("not counted by the rule {rule}", rule=rule_name(coverage.rule))
    said = inline(named(corpus, proposal, language), how, "" if counted else f" ({doubt})", ".")
    return Statement(said, note=None, evidence=())


def _measure_facts(corpus: Corpus, measure: Measure, language: Language) -> Iterable[Inline]:
    _ = language.gettext
    if measure.title_basis is TitleBasis.OFFICIAL:
        title = label(language, measure.title_basis)
        if corpus.plan_document.source is None:
            title = _(
                "{title}, according to the sources below: the document was not consulted",
                title=title,
            )
        yield field(_("Title:"), title)
    for each in corpus.dismissals:
        if each.measure == measure.id:
            yield _dismissed(corpus, each, corpus.proposal[each.proposal], language)


def claim_statement(corpus: Corpus, claim: Claim, language: Language) -> Statement:
    """What somebody says in general, with its evidence."""
    actor = called(corpus, language, claim.claimed_by)
    if claim.quantity is None:
        said = language.gettext("According to {actor}, some {proposals} are taken up", actor=actor)
    else:
        said = language.ngettext(
            "According to {actor}, {n} {proposal} is taken up",
            "According to {actor}, {n} {proposals} are taken up",
            claim.quantity,
            actor=actor,
        )
    note = one_line(claim.note) if claim.note else None
    return Statement(inline(said, "."), note, cited(corpus, claim.evidence, language))

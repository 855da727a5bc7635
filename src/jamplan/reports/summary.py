"""The summary to publish: the figures, each take-up with its quote, what is open, how to recompute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jamplan.corpus.loading import FILES, Corpus
from jamplan.corpus.model import Claim, Evidence, Link, Verdict
from jamplan.corpus.staleness import Staleness
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.open_cases import OpenKind, Unadopted, unadopted
from jamplan.counting.rules import Rule
from jamplan.counting.statuses import Status
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    command,
    ident,
    inline,
    note,
    strong,
)
from jamplan.reports.cells import Notes, named, points, wording_of
from jamplan.reports.coverage import chapters_blocks, measures_blocks
from jamplan.reports.decision_words import recorded_text
from jamplan.reports.followups_report import follow_up_blocks
from jamplan.reports.labels import called, label
from jamplan.reports.method import method_sentences
from jamplan.reports.record import chapter_in_full, text_missing
from jamplan.reports.sentences import headline, rule_in_words, unknowns
from jamplan.reports.unadopted import group_blocks, group_title, not_added_up


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a reader needs to make a summary again: the tool's version and an ISO date."""

    version: str
    date: str


def summary_report(coverage: Coverage, language: Language, provenance: Provenance) -> list[Block]:
    """The whole summary."""
    _ = language.gettext
    notes = Notes(coverage.corpus, language)
    blocks: list[Block] = [
        Heading(one_line(coverage.corpus.title), 1),
        Paragraph(inline(headline(coverage, language)), lead=True),
        Heading(_("Method")),
        Paragraph(inline(" ".join(method_sentences(coverage, language)))),
        points(rule_in_words(coverage, language)),
    ]
    blocks += _take_ups(coverage, language, notes)
    blocks += _open(coverage, language, notes)
    if coverage.corpus.chapters:
        blocks += chapters_blocks(coverage, language)
    blocks += _measures(coverage, language, notes)
    blocks += follow_up_blocks(coverage, language, notes)
    blocks += _claims_and_searches(coverage, language, notes)
    blocks += [Heading(_("What is not known")), points(unknowns(coverage, language))]
    blocks += _recompute(coverage, language, provenance)
    blocks += notes.blocks()
    return blocks


def _take_ups(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    _ = language.gettext
    for status, title in (
        (Status.ADOPTED, _("Said to be taken up")),
        (Status.PARTIAL, _("Said to be taken up in part")),
    ):
        rows = coverage.with_status(status)
        if not rows and status is Status.PARTIAL:
            continue
        yield Heading(_("{title} ({n})", title=title, n=language.number(len(rows))))
        if not rows:
            yield Paragraph(inline(_("None.")))
        for row in rows:
            yield from _proposal(coverage, row, language, notes)


def _proposal(
    coverage: Coverage, row: ProposalRow, language: Language, notes: Notes, level: int = 3
) -> Iterable[Block]:
    """A proposal with all that is stated and decided on it; what counts comes first."""
    _ = language.gettext
    proposal = row.proposal
    yield Heading(one_line(proposal.title), level)
    text = one_line(proposal.text) if proposal.text else text_missing(proposal, language)
    number = _(" (no. {number})", number=proposal.number) if proposal.number else ""
    yield Paragraph(inline(ident(proposal.id), number, ". ", text))
    yield Items(tuple(_on_record(coverage, row, language, notes)))
    if proposal.note:
        yield Paragraph(inline(proposal.note))


def _on_record(
    coverage: Coverage, row: ProposalRow, language: Language, notes: Notes
) -> Iterable[Inline]:
    _ = language.gettext
    corpus, proposal = coverage.corpus, row.proposal
    for link in (*row.counted, *row.uncounted):
        yield _statement(coverage, row, link, language, notes)
    for verdict in row.verdicts:
        yield _conclusion(coverage, verdict, language, notes)
    if not row.links and not row.verdicts:
        yield inline(_("No statement on record."))
    if row.links and row.verdicts:
        yield inline(_("A statement and a conclusion contradict each other."))
    for each in corpus.dismissals:
        if each.proposal == proposal.id:
            recorded = recorded_text(each, language)
            note_of = (" ", one_line(each.note)) if each.note else ()
            yield inline(_("Pairing set aside:"), " ", ident(each.measure), recorded, ".", *note_of)
    if proposal.chapter:
        yield inline(_("{Chapter}:"), " ", chapter_in_full(corpus, proposal, language), ".")
    said = {each.quote for link in row.links for each in link.evidence}
    rest = [
        replace(each, quote=None if each.quote in said else each.quote) for each in proposal.evidence
    ]
    if rest:
        known = _("What it is known from")
        yield inline(known, *_quoted(rest, language, notes), ".")


def _statement(
    coverage: Coverage, row: ProposalRow, link: Link, language: Language, notes: Notes
) -> Inline:
    _ = language.gettext
    corpus = coverage.corpus
    said = _(
        "According to {actor} ({wording}; extent {extent}), {measure} ",
        actor=called(corpus, language, link.claimed_by),
        wording=wording_of(language, link, row.proposal),
        extent=label(language, link.extent),
    )
    inferred = _(" (pairing inferred from the text)") if link.measure_inferred else ""
    return inline(
        said,
        named(language, corpus.measure[link.measure]),
        inferred,
        *_quoted(link.evidence, language, notes),
        ".",
        *(() if link in row.counted else (" ", _("This rule does not count it."))),
        *_remarks(coverage, link, language),
    )


def _conclusion(coverage: Coverage, verdict: Verdict, language: Language, notes: Notes) -> Inline:
    said = language.gettext(
        "Conclusion according to {actor}: {verdict}",
        actor=called(coverage.corpus, language, verdict.claimed_by),
        verdict=label(language, verdict.verdict),
    )
    return inline(
        said,
        *_quoted(verdict.evidence, language, notes),
        recorded_text(verdict, language),
        ".",
        *_remarks(coverage, verdict, language),
    )


def _remarks(coverage: Coverage, decision: Link | Verdict, language: Language) -> Iterable[str]:
    """That a text has changed since, and the note of whoever recorded the decision."""
    if Staleness(coverage.corpus).changes(decision):
        yield " "
        yield language.gettext("Text changed since.")
    if decision.note:
        yield " "
        yield one_line(decision.note)


def _quoted(evidence: Iterable[Evidence], language: Language, notes: Notes) -> list[Inline]:
    """The quotes of a statement, each with its place and its note; without a quote, these alone."""
    quotes = []
    for each in evidence:
        if each.quote:
            quote = inline(language.gettext(": "), language.quoted(one_line(each.quote)))
        else:
            quote = ()
        where = inline(f" ({one_line(each.locator)})") if each.locator else ()
        quotes.append((*quote, *where, note(notes.number(each.source))))
    return quotes


def _open(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    _ = language.gettext
    found: Unadopted = unadopted(coverage.corpus, coverage.rule)
    yield Heading(_("Not established"))
    yield Paragraph(inline(not_added_up(language)))
    for group in found.groups:
        if group.rows:
            yield Heading(group_title(group, language), 3)
            for row in group.rows:
                yield from _proposal(coverage, row, language, notes, level=4)
        elif group.count or group.kind is OpenKind.DECIDED_NOT:
            yield from group_blocks(found, group, language, level=3, advice=False)


def _measures(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    yield Heading(language.gettext("The {measures}"))
    yield from measures_blocks(coverage, language, notes)


def general_claim(corpus: Corpus, claim: Claim, language: Language) -> str:
    """What somebody says of all proposals at once."""
    actor = called(corpus, language, claim.claimed_by)
    if claim.quantity is None:
        return language.gettext("According to {actor}, some {proposals} are taken up", actor=actor)
    return language.ngettext(
        "According to {actor}, {n} {proposal} is taken up",
        "According to {actor}, {n} {proposals} are taken up",
        claim.quantity,
        actor=actor,
    )


def _claims_and_searches(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    _ = language.gettext
    corpus = coverage.corpus
    items = []
    for claim in corpus.claims:
        said = general_claim(corpus, claim, language)
        items.append(inline(said, *_quoted(claim.evidence, language, notes), "."))
    if items:
        yield Heading(_("What is claimed in general"))
        yield Items(tuple(items))
    if corpus.searches:
        yield Heading(_("What was looked for"))
    for search in corpus.searches:
        when = _(" ({date})", date=language.date(search.on)) if search.on else ""
        refs = [inline(note(notes.number(source))) for source in search.sources]
        yield Paragraph(inline(strong(search.question), when))
        # The notes belong to the sentence, so they stand before its point.
        result = one_line(search.result)
        point = "." if result.endswith(".") else ""
        yield Paragraph(
            inline(result.removesuffix(".") if refs else result, *refs, point if refs else "")
        )


def _recompute(coverage: Coverage, language: Language, provenance: Provenance) -> Iterable[Block]:
    _ = language.gettext
    yield Heading(_("To recompute it"))
    version = _(
        "jamplan {version}, {date}.",
        version=provenance.version,
        date=language.date(provenance.date),
    )
    data = "" if coverage.corpus.packaged else f" --data {_('FOLDER')}"
    yield Paragraph(inline(version, " ", command(rule_as_command(coverage.rule) + data)))
    yield Items(
        tuple(
            inline(command(name), _(", SHA-256 "), command(coverage.corpus.digests[name]))
            for name in FILES
        )
    )


def rule_as_command(rule: Rule) -> str:
    """The command that counts by a rule."""
    whose = f" --claimed-by {rule.claimed_by}" if rule.claimed_by else ""
    return f"jamplan coverage --rule {rule.links}{whose} --partial {rule.partial} --of {rule.of}"

"""The summary to publish: the figures, each take-up with its quote, what is open, how to recompute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.corpus import FILES
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.open_cases import OpenKind, Unadopted, unadopted
from jamplan.counting.rules import Rule
from jamplan.counting.statuses import Status
from jamplan.locale import Language
from jamplan.model import Basis, Evidence, Link
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
from jamplan.reports.coverage import measures_blocks
from jamplan.reports.followups import follow_up_blocks
from jamplan.reports.record import text_missing
from jamplan.reports.unadopted import group_blocks, not_added_up
from jamplan.text.folding import one_line
from jamplan.wording.citation import cite_verdict
from jamplan.wording.labels import called, label
from jamplan.wording.sentences import headline, rule_in_words, unknowns


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
        Paragraph(inline(_method(coverage, language))),
        points(rule_in_words(coverage, language)),
    ]
    blocks += _take_ups(coverage, language, notes)
    blocks += _open(coverage, language)
    blocks += _measures(coverage, language)
    blocks += follow_up_blocks(coverage, language, notes)
    blocks += _claims_and_searches(coverage, language, notes)
    blocks += [Heading(_("What is not known")), points(unknowns(coverage, language))]
    blocks += _recompute(coverage, language, provenance)
    blocks += notes.blocks()
    return blocks


def _method(coverage: Coverage, language: Language) -> str:
    _ = language.gettext
    said = _(
        "Each take-up is a statement of its claimant, recorded with its source and, where the source "
        "can be quoted, its exact words; what no source states is shown as unknown. "
        "No computed resemblance between texts is counted."
    )
    if any(link.basis is Basis.COMPARED for row in coverage.rows for link in row.counted):
        compared = _("What a named person read in both texts is counted, and said to be so.")
        return f"{said} {compared}"
    return said


def _take_ups(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    _ = language.gettext
    for status, title in (
        (Status.ADOPTED, _("Proposals presented as taken up")),
        (Status.PARTIAL, _("Proposals presented as taken up in part")),
    ):
        rows = coverage.with_status(status)
        if not rows and status is Status.PARTIAL:
            continue
        yield Heading(_("{title} ({n})", title=title, n=language.number(len(rows))))
        if not rows:
            yield Paragraph(inline(_("None.")))
        for row in rows:
            yield from _take_up(coverage, row, language, notes)


def _take_up(coverage: Coverage, row: ProposalRow, language: Language, notes: Notes) -> Iterable[Block]:
    proposal = row.proposal
    yield Heading(one_line(proposal.title), 3)
    text = one_line(proposal.text) if proposal.text else text_missing(proposal, language)
    yield Paragraph(inline(ident(proposal.id), ". ", text))
    yield Items(tuple(_statement(coverage, row, link, language, notes) for link in row.counted))
    if proposal.note:
        yield Paragraph(inline(proposal.note))


def _statement(
    coverage: Coverage, row: ProposalRow, link: Link, language: Language, notes: Notes
) -> Inline:
    _ = language.gettext
    corpus = coverage.corpus
    said = _(
        "According to {actor} ({wording}; extent {extent}), measure ",
        actor=called(corpus, language, link.claimed_by),
        wording=wording_of(language, link, row.proposal),
        extent=label(language, link.extent),
    )
    inferred = _(" (identified by reading)") if link.measure_inferred else ""
    remark = (" ", one_line(link.note)) if link.note else ()
    return inline(
        said,
        named(language, corpus.measure[link.measure]),
        inferred,
        *_quoted(link.evidence, language, notes),
        ".",
        *remark,
    )


def _quoted(evidence: Iterable[Evidence], language: Language, notes: Notes) -> list[Inline]:
    """The quotes of a statement, each with its note; the note alone where there is no quote."""
    quotes = []
    for each in evidence:
        if each.quote:
            quote = inline(language.gettext(": "), language.quoted(one_line(each.quote)))
        else:
            quote = ()
        quotes.append((*quote, note(notes.number(each.source))))
    return quotes


def _open(coverage: Coverage, language: Language) -> Iterable[Block]:
    _ = language.gettext
    found: Unadopted = unadopted(coverage.corpus, coverage.rule)
    yield Heading(_("Proposals whose take-up is not established"))
    yield Paragraph(inline(not_added_up(language)))
    for group in found.groups:
        if group.count or group.kind is OpenKind.DECIDED_NOT:
            yield from group_blocks(found, group, language, level=3, advice=False)
            verdicts = [verdict for row in group.rows for verdict in row.verdicts]
            if verdicts:
                cited = (cite_verdict(coverage.corpus, language, verdict) for verdict in verdicts)
                yield points(cited)


def _measures(coverage: Coverage, language: Language) -> Iterable[Block]:
    yield Heading(language.gettext("The measures of the plan"))
    yield from measures_blocks(coverage, language)


def _claims_and_searches(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    _ = language.gettext
    corpus = coverage.corpus
    items = []
    for claim in corpus.claims:
        actor = called(corpus, language, claim.claimed_by)
        if claim.count is None:
            said = _("According to {actor}, some proposals are taken up", actor=actor)
        else:
            said = language.ngettext(
                "According to {actor}, {n} proposal is taken up",
                "According to {actor}, {n} proposals are taken up",
                claim.count,
                actor=actor,
            )
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

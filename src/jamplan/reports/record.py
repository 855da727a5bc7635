"""All that is known of one proposal or measure."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Link, Measure, Proposal, TitleBasis, Verdict
from jamplan.corpus.staleness import Staleness
from jamplan.counting.figures import Coverage
from jamplan.language import Language
from jamplan.language.differences import differences, marked
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
    strong,
)
from jamplan.reports.cells import Notes, field, named, points, quotes, status_text, title_lines
from jamplan.reports.citation import citation_block, cite_item
from jamplan.reports.followups_report import became, follow_up_text, nothing_known
from jamplan.reports.labels import called, label, rule_name


def record_report(coverage: Coverage, item: Proposal | Measure, language: Language) -> list[Block]:
    """The report on one item of the corpus."""
    notes = Notes(coverage.corpus, language)
    blocks: list[Block] = [Heading(one_line(coverage.corpus.title), 1)]
    if isinstance(item, Proposal):
        blocks += _proposal(coverage, item, language, notes)
    else:
        blocks += _measure(coverage, item, language, notes)
    numbered = notes.blocks()
    if numbered:
        blocks.append(Heading(language.gettext("Sources")))
        blocks += numbered
    return blocks


def record_screens(
    coverage: Coverage, item: Proposal | Measure, language: Language
) -> list[list[Block]]:
    """The report in brief: the text, the status, the sentences to publish with their addresses."""
    _ = language.gettext
    corpus = coverage.corpus
    blocks: list[Block] = [
        title_lines(corpus),
        Paragraph(inline(strong(item.title), "  ", ident(item.id)), close=True),
    ]
    text = item.text or (text_missing(item, language) if isinstance(item, Proposal) else "")
    details = item.details if isinstance(item, Measure) else ()
    blocks += [Paragraph(inline(part), close=True) for part in (text, *details) if part]
    if isinstance(item, Proposal):
        row = next(row for row in coverage.rows if row.proposal.id == item.id)
        blocks.append(Paragraph(inline(_("Status:"), " ", strong(status_text(language, row)))))
    elif not corpus.links_of_measure.get(item.id):
        blocks.append(Paragraph(inline(_("No statement known."))))
    if item.note and not any(item.id in {link.proposal, link.measure} for link in corpus.links):
        blocks.append(Paragraph(inline(item.note)))
    blocks += [citation_block(citation) for citation in cite_item(corpus, language, item)]
    if isinstance(item, Measure) and item.follow_ups:
        heading = f"{_('What became of it:')} "
        states = [follow_up_text(language, entry) for entry in item.follow_ups]
        blocks.append(Paragraph(inline(heading, *states[-1:])))
    see = (command(f"jamplan show {item.id} --full"), ", ", command(f"jamplan show {item.id} --cite"))
    return [[*blocks, Paragraph(inline(_("See:"), " ", *see))]]


def _proposal(
    coverage: Coverage, proposal: Proposal, language: Language, notes: Notes
) -> Iterable[Block]:
    _ = language.gettext
    corpus = coverage.corpus
    row = next(row for row in coverage.rows if row.proposal.id == proposal.id)
    yield Heading(one_line(proposal.title))
    yield Paragraph(inline(proposal.text or text_missing(proposal, language)))
    fields = [field(_("{Proposal}:"), (ident(proposal.id),))]
    fields.append(field(_("Number in the document:"), _number(language, proposal)))
    if proposal.chapter:
        fields.append(field(_("{Chapter}:"), chapter_in_full(corpus, proposal, language)))
    status = _(
        "{status} (rule: {rule})", status=status_text(language, row), rule=rule_name(coverage.rule)
    )
    fields.append(field(_("Status:"), status))
    attribution = label(language, proposal.attribution)
    if not proposal.evidence:
        attribution = _(
            "{attribution}, by default: no source on record", attribution=attribution.split(" (")[0]
        )
    fields.append(field(_("Attribution:"), attribution))
    if proposal.title_basis is not TitleBasis.OFFICIAL:
        fields.append(field(_("Title:"), label(language, proposal.title_basis)))
    if proposal.may_be_part_of:
        whole = corpus.proposal[proposal.may_be_part_of]
        fields.append(field(_("May be a part of:"), named(language, whole)))
    yield Items(tuple(fields))
    if proposal.note:
        yield Paragraph(inline(proposal.note))
    yield from _evidence(notes, proposal, _("What it is known from"))
    yield Heading(_("Statements"))
    if not row.links:
        yield Paragraph(inline(_("No statement on record.")))
    for link in row.links:
        yield from _link(coverage, link, corpus.measure[link.measure], language, notes)
    yield from _dismissed(
        language, [each.measure for each in corpus.dismissals if each.proposal == proposal.id]
    )
    if row.verdicts:
        yield Heading(_("Conclusions"))
    for verdict in row.verdicts:
        yield from _verdict(corpus, verdict, language, notes)


def _measure(coverage: Coverage, measure: Measure, language: Language, notes: Notes) -> Iterable[Block]:
    _ = language.gettext
    corpus = coverage.corpus
    yield Heading(one_line(measure.title))
    if measure.text:
        yield Paragraph(inline(measure.text))
    if measure.details:
        yield points(measure.details)
    fields = [field(_("{Measure}:"), (ident(measure.id),))]
    fields.append(field(_("Number in the document:"), _number(language, measure)))
    if measure.priority:
        priority = next(each for each in corpus.priorities if each.id == measure.priority)
        fields.append(field(_("{Priority}:"), (ident(priority.id),), " ", priority.title))
    title = label(language, measure.title_basis)
    if measure.title_basis is TitleBasis.OFFICIAL and corpus.plan_document.source is None:
        title = _(
            "{title}, according to the sources below: the document was not consulted", title=title
        )
    fields.append(field(_("Title:"), title))
    yield Items(tuple(fields))
    if measure.note:
        yield Paragraph(inline(measure.note))
    yield from _evidence(notes, measure, _("What it is known from"))
    yield Heading(_("Statements ({proposals})"))
    links = corpus.links_of_measure.get(measure.id, ())
    if not links:
        yield Paragraph(inline(_("No statement on record.")))
    for link in links:
        yield from _link(coverage, link, corpus.proposal[link.proposal], language, notes)
    yield from _dismissed(
        language, [each.proposal for each in corpus.dismissals if each.measure == measure.id]
    )
    yield Heading(_("What became of it"))
    if not measure.follow_ups:
        yield Paragraph(inline(nothing_known(corpus, language)))
    for follow_up in measure.follow_ups:
        yield Paragraph(inline(follow_up_text(language, follow_up)))
        yield from quotes(notes, follow_up.evidence)


def text_missing(proposal: Proposal, language: Language) -> str:
    """What stands where a proposal has no text."""
    if any(each.quote for each in proposal.evidence):
        return language.gettext("No text on record beside the title and the quotes.")
    return language.gettext("Only the title is known.")


def _dismissed(language: Language, ids: list[str]) -> Iterable[Block]:
    if ids:
        dismissed = listed_ids(dict.fromkeys(ids))
        yield Paragraph(field(language.gettext("Pairing set aside:"), dismissed))


def listed_ids(ids: Iterable[str]) -> Inline:
    """Ids with commas between."""
    parts = [inline(*([", "] if number else []), ident(each)) for number, each in enumerate(ids)]
    return inline(*parts)


def _number(language: Language, item: Proposal | Measure) -> str:
    if not item.number:
        return language.gettext("not known")
    if item.number_inferred:
        return language.gettext("{number} (inferred)", number=item.number)
    return item.number


def chapter_in_full(corpus: Corpus, proposal: Proposal, language: Language) -> Inline:
    """The chapter of a proposal that has one: its id, title and pages, and that it is inferred."""
    chapter = next(each for each in corpus.chapters if each.id == proposal.chapter)
    inferred = language.gettext(" (placement inferred)") if proposal.chapter_inferred else ""
    pages = language.gettext(", p. {pages}", pages=chapter.pages) if chapter.pages else ""
    return inline((ident(chapter.id),), " ", chapter.title, pages, inferred)


def _evidence(notes: Notes, item: Proposal | Measure, title: str) -> Iterable[Block]:
    yield Heading(title)
    if not item.evidence:
        yield Paragraph(inline(notes.language.gettext("No source on record.")))
    yield from quotes(notes, item.evidence)


def _link(
    coverage: Coverage, link: Link, other: Proposal | Measure, language: Language, notes: Notes
) -> Iterable[Block]:
    _ = language.gettext
    corpus = coverage.corpus
    inferred = _(" (pairing inferred from the text)") if link.measure_inferred else ""
    yield Paragraph(inline(named(language, other), inferred), lead=True)
    counted = coverage.rule.counts(link, corpus.proposal[link.proposal])
    fields = [
        field(_("According to:"), called(corpus, language, link.claimed_by)),
        field(_("Wording:"), label(language, link.basis)),
        field(_("Extent:"), label(language, link.extent)),
        field(_("Counted by the rule:"), _("yes") if counted else _("no")),
        *_recorded(language, link),
        *_changes(corpus, language, link),
    ]
    yield Items(tuple(fields))
    yield from quotes(notes, link.evidence)
    if not link.evidence:
        yield Paragraph(inline(_("No source on record.")))
    if link.note:
        yield Paragraph(inline(link.note))
    if isinstance(other, Measure):
        yield Paragraph(field(_("What became of it:"), became(corpus, other, language, notes)))


def _verdict(corpus: Corpus, verdict: Verdict, language: Language, notes: Notes) -> Iterable[Block]:
    _ = language.gettext
    yield Paragraph(inline(label(language, verdict.verdict)), lead=True)
    fields = [
        field(_("According to:"), called(corpus, language, verdict.claimed_by)),
        *_recorded(language, verdict),
        *_changes(corpus, language, verdict),
    ]
    yield Items(tuple(fields))
    yield from quotes(notes, verdict.evidence)
    if verdict.note:
        yield Paragraph(inline(verdict.note))


def _changes(corpus: Corpus, language: Language, decision: Link | Verdict) -> Iterable[Inline]:
    """What has changed in the texts that a decision rests on."""
    _ = language.gettext
    for change in Staleness(corpus).changes(decision):
        if change.before is None:
            yield field(_("Text changed since:"), _("{item} is new.", item=change.item))
        else:
            said = _("{item} has changed: ", item=change.item)
            shown = marked(differences(change.before, change.now))
            yield field(_("Text changed since:"), said, shown)


def _recorded(language: Language, decision: Link | Verdict) -> Iterable[Inline]:
    if decision.by and decision.on:
        by, date = decision.by, language.date(decision.on)
        yield field(
            language.gettext("Recorded by:"), language.gettext("{by}, {date}", by=by, date=date)
        )
    elif decision.by:
        yield field(language.gettext("Recorded by:"), decision.by)
    elif decision.on:
        yield field(language.gettext("Recorded on:"), language.date(decision.on))
    if decision.confirmed_by:
        by, on = decision.confirmed_by, decision.confirmed_on
        said = language.gettext("{by}, {date}", by=by, date=language.date(on)) if on else by
        yield field(language.gettext("Confirmed by:"), said)

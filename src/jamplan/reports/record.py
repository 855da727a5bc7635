"""All that is known of one proposal or measure."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Evidence, Link, Measure, Proposal, TitleBasis, Verdict
from jamplan.corpus.staleness import Changed, Staleness
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.language import Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Paragraph,
    ident,
    joined,
    paragraph,
    points,
    strong,
)
from jamplan.reports.cells import (
    Notes,
    became,
    field,
    follow_up_text,
    inferred_text,
    named,
    nothing_known,
    quotes,
    see,
    status_text,
    title_lines,
)
from jamplan.reports.citation import citation_block, cite_item, further_objections
from jamplan.reports.labels import called, label, rule_name
from jamplan.reports.objection_words import objection_sentence


def record_report(coverage: Coverage, item: Proposal | Measure, language: Language) -> list[Block]:
    """The report on one item of the corpus."""
    _ = language.gettext
    corpus = coverage.corpus
    notes = Notes(corpus, language)
    if isinstance(item, Proposal):
        facts = _proposal_facts(coverage, item, language)
    else:
        facts = _measure_facts(coverage, item, language)
    blocks: list[Block] = [
        Heading(one_line(corpus.title), 1),
        Heading(one_line(item.title)),
        *_texts(item, language),
        points(facts),
        *([paragraph(item.note)] if item.note else []),
        Heading(_("What it is known from")),
        *_evidence(item.evidence, notes),
        Heading(_("Statements")),
        *_statements(coverage, item, notes),
    ]
    if isinstance(item, Measure):
        blocks += [Heading(_("What became of it")), *_follow_ups(corpus, item, notes)]
    elif verdicts := corpus.verdicts_of.get(item.id, ()):
        blocks.append(Heading(_("Conclusions")))
        for verdict in verdicts:
            blocks.append(paragraph(label(language, verdict.verdict), lead=True))
            blocks += _decision(corpus, verdict, [], notes)
    numbered = notes.blocks()
    return [*blocks, Heading(_("Sources")), *numbered] if numbered else blocks


def record_screens(
    coverage: Coverage, item: Proposal | Measure, language: Language
) -> list[list[Block]]:
    """The report in brief: the text, the status, the sentences to publish with their addresses."""
    _ = language.gettext
    corpus = coverage.corpus
    blocks: list[Block] = [
        title_lines(corpus),
        paragraph(strong(item.title), "  ", ident(item.id), close=True),
        *_texts(item, language, close=True),
    ]
    if isinstance(item, Proposal):
        status = strong(status_text(language, _row(coverage, item)))
        blocks.append(Paragraph(field(language, _("Status"), (status,))))
    elif not corpus.links_of_measure.get(item.id):
        blocks.append(paragraph(_("No statement on record.")))
    links = [link for link in corpus.links if item.id in {link.proposal, link.measure}]
    if item.note and not links:
        blocks.append(paragraph(item.note))
    blocks += [citation_block(citation) for citation in cite_item(corpus, language, item)]
    # A citation in brief has the first objection only.
    blocks += [block for link in links for block in further_objections(corpus, language, link)]
    changes = [link.would_change for link in links]
    changes += [item.would_change] if isinstance(item, Proposal) else []
    for change in dict.fromkeys(filter(None, changes)):
        blocks.append(Paragraph(field(language, _("What would change this"), change)))
    if isinstance(item, Measure) and item.follow_ups:
        latest = follow_up_text(language, item.follow_ups[-1])
        blocks.append(paragraph(f"{_('What became of it')}{_(': ')}{latest}"))
    show = f"jamplan show {item.id}"
    return [[*blocks, see(language, f"{show} --full", f"{show} --cite")]]


def _texts(item: Proposal | Measure, language: Language, *, close: bool = False) -> Iterable[Block]:
    """Yield the text of an item, or that it is missing, and its sub-measures."""
    text = item.text or (text_missing(item, language) if isinstance(item, Proposal) else "")
    details = item.details if isinstance(item, Measure) else ()
    if not close:
        yield from [paragraph(text)] if text else []
        yield from [points(details)] if details else []
        return
    parts = [*([text] if text else []), *details]
    for number, part in enumerate(parts, 1):
        # The status of a proposal follows its text at once.
        yield paragraph(part, close=number < len(parts) or isinstance(item, Proposal))


def _proposal_facts(coverage: Coverage, proposal: Proposal, language: Language) -> Iterable[Inline]:
    """Yield the id, number, chapter, status, attribution and origin of the title of a proposal."""
    _ = language.gettext
    corpus = coverage.corpus
    yield field(language, _("{Proposal}"), (ident(proposal.id),))
    yield _number(proposal, language)
    for chapter in corpus.chapters:
        if chapter.id == proposal.chapter:
            inferred = f" ({_('chapter inferred')})" if proposal.chapter_inferred else ""
            pages = _(", p. {pages}", pages=chapter.pages) if chapter.pages else ""
            title = f" {one_line(chapter.title)}{pages}{inferred}"
            yield field(language, _("{Chapter}"), (ident(chapter.id),), title)
    status = status_text(language, _row(coverage, proposal))
    rule = _("{status} (rule: {rule})", status=status, rule=rule_name(coverage.rule))
    yield field(language, _("Status"), rule)
    attribution = label(language, proposal.attribution)
    if not proposal.evidence:
        attribution = _(
            "{attribution}, by default: no source on record", attribution=attribution.split(" (")[0]
        )
    yield field(language, _("Attribution"), attribution)
    if proposal.title_basis is not TitleBasis.OFFICIAL:
        yield field(language, _("Title"), label(language, proposal.title_basis))
    if proposal.may_be_part_of:
        whole = corpus.proposal[proposal.may_be_part_of]
        yield field(language, _("May be a part of"), named(language, whole))
    if proposal.would_change:
        yield field(language, _("What would change this"), proposal.would_change)


def _row(coverage: Coverage, proposal: Proposal) -> ProposalRow:
    return next(row for row in coverage.rows if row.proposal.id == proposal.id)


def _measure_facts(coverage: Coverage, measure: Measure, language: Language) -> Iterable[Inline]:
    """Yield the id, number, priority and origin of the title of a measure."""
    _ = language.gettext
    corpus = coverage.corpus
    yield field(language, _("{Measure}"), (ident(measure.id),))
    yield _number(measure, language)
    for priority in corpus.priorities:
        if priority.id == measure.priority:
            yield field(language, _("{Priority}"), (ident(priority.id),), " ", priority.title)
    title = label(language, measure.title_basis)
    if measure.title_basis is TitleBasis.OFFICIAL and corpus.plan_document.source is None:
        title = _(
            "{title}, according to the sources below: the document was not consulted", title=title
        )
    yield field(language, _("Title"), title)


def _number(item: Proposal | Measure, language: Language) -> Inline:
    _ = language.gettext
    number = item.number or _("not known")
    if item.number and item.number_inferred:
        number = f"{item.number} ({_('number inferred')})"
    return field(language, _("Number in the document"), number)


def text_missing(proposal: Proposal, language: Language) -> str:
    """That a proposal has no text, and what is known in its place."""
    if any(piece.quote for piece in proposal.evidence):
        return language.gettext("No text on record beside the title and the quotes.")
    return language.gettext("Only the title is known.")


def _evidence(evidence: Iterable[Evidence], notes: Notes) -> list[Block]:
    """The quotes and places of pieces of evidence, or a sentence that there is none."""
    return [*quotes(notes, evidence)] or [paragraph(notes.language.gettext("No source on record."))]


def _statements(coverage: Coverage, item: Proposal | Measure, notes: Notes) -> Iterable[Block]:
    """Yield the statements on an item, for a proposal the counted ones first; and pairs set aside."""
    corpus, language = coverage.corpus, notes.language
    if isinstance(item, Proposal):
        links = _row(coverage, item).links
    else:
        links = corpus.links_of_measure.get(item.id, ())
    if not links:
        yield paragraph(language.gettext("No statement on record."))
    for link in links:
        yield from _statement(coverage, link, item, notes)
    pairs = ((pair.proposal, pair.measure) for pair in corpus.dismissals)
    others = [other for pair in pairs if item.id in pair for other in pair if other != item.id]
    if others:
        dismissed = joined(map(ident, dict.fromkeys(others)))
        yield Paragraph(field(language, language.gettext("Pairing set aside"), dismissed))


def _statement(
    coverage: Coverage, link: Link, item: Proposal | Measure, notes: Notes
) -> Iterable[Block]:
    """Yield a statement on an item: the item at its other end, how it is stated, its evidence."""
    corpus, language = coverage.corpus, notes.language
    _ = language.gettext
    proposal, measure = corpus.proposal[link.proposal], corpus.measure[link.measure]
    inferred = inferred_text(language) if link.measure_inferred else ""
    other = measure if isinstance(item, Proposal) else proposal
    yield paragraph(named(language, other), inferred, lead=True)
    counted = coverage.rule.counts(link, proposal)
    facts = [
        field(language, _("Wording"), label(language, link.basis)),
        field(language, _("extent"), label(language, link.extent)),
        field(language, _("Counted by the rule"), _("yes") if counted else _("no")),
    ]
    yield from _decision(corpus, link, facts, notes)
    if isinstance(item, Proposal):
        yield Paragraph(field(language, _("What became of it"), became(measure, notes)))


def _decision(
    corpus: Corpus, decision: Link | Verdict, facts: list[Inline], notes: Notes
) -> Iterable[Block]:
    """Yield who states a decision, the facts of its kind, who recorded it, its evidence and note."""
    language = notes.language
    _ = language.gettext
    claimant = called(corpus, language, decision.claimed_by)
    fields = [field(language, _("According to"), claimant), *facts]
    for name, by, on in (
        (_("Recorded"), decision.by, decision.on),
        (_("Confirmed"), decision.confirmed_by, decision.confirmed_on),
    ):
        if recorded := [*([by] if by else []), *([language.date(on)] if on else [])]:
            fields.append(field(language, name, ", ".join(recorded)))
    if isinstance(decision, Link) and decision.would_change:
        fields.append(field(language, _("What would change this"), decision.would_change))
    fields += [
        field(language, _("text changed since"), changed_text(language, change))
        for change in Staleness(corpus).changes(decision)
    ]
    yield points(fields)
    yield from _evidence(decision.evidence, notes)
    if decision.note:
        yield paragraph(decision.note)
    for objection in decision.objections if isinstance(decision, Link) else ():
        sentence = objection_sentence(corpus, language, objection)
        yield Paragraph(field(language, _("What complicates this"), sentence))
        yield from _evidence(objection.evidence, notes)


def _follow_ups(corpus: Corpus, measure: Measure, notes: Notes) -> Iterable[Block]:
    if not measure.follow_ups:
        yield paragraph(nothing_known(corpus, notes.language))
    for follow_up in measure.follow_ups:
        yield paragraph(follow_up_text(notes.language, follow_up))
        yield from quotes(notes, follow_up.evidence)


def changed_text(language: Language, change: Changed) -> str:
    """That a text is new, or how it has changed."""
    if change.before is None:
        return language.gettext("{item} is new.", item=change.item)
    pieces = marked(differences(change.before, change.now))
    return language.gettext("{item} has changed: {difference}", item=change.item, difference=pieces)

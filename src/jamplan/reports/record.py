"""All that is known of one proposal or measure, rendered from its view."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus.model import Link, Measure, Proposal
from jamplan.corpus.staleness import Changed
from jamplan.language import Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Paragraph,
    Span,
    ident,
    inline,
    paragraph,
    plain,
    points,
    strong,
)
from jamplan.reports.cells import became, field, quotes, see, title_lines
from jamplan.reports.citation import citation_block, cite, nothing_on_record
from jamplan.reports.context import Context
from jamplan.reports.items import Entry, Fact, entry, nothing_known
from jamplan.reports.labels import label
from jamplan.reports.statements import Cited, Form, Statement, inferred_text


def record_report(context: Context, item: Proposal | Measure) -> list[Block]:
    """The report on one item of the corpus."""
    _ = context.gettext
    told = entry(context, item, Form.RECORD)
    blocks: list[Block] = [
        Heading(one_line(context.corpus.title), 1),
        Heading(one_line(item.title)),
        *map(Paragraph, told.text),
        *([points(told.details)] if told.details else []),
        points(_fact(context, fact) for fact in told.facts),
        *([Paragraph(told.note)] if told.note else []),
        Heading(_("What it is known from")),
        *_evidence(context, told.evidence),
        Heading(_("Statements")),
        *_statements(context, told),
    ]
    if isinstance(item, Measure):
        blocks += [Heading(_("What became of it")), *_outcomes(context, told)]
    elif conclusions := [each for each in told.statements if each.measure is None]:
        blocks.append(Heading(_("Conclusions")))
        for conclusion in conclusions:
            blocks.append(paragraph(conclusion.wording, lead=True))
            blocks += _statement(context, conclusion, [])
    notes = context.note_blocks()
    return [*blocks, Heading(_("Sources")), *notes] if notes else blocks


def record_screens(context: Context, item: Proposal | Measure) -> list[list[Block]]:
    """The report in brief: the text, the status, the sentences to publish with their addresses."""
    _ = context.gettext
    told = entry(context, item, Form.CITATION)
    is_proposal = isinstance(item, Proposal)
    parts = [*told.text, *map(inline, told.details)]
    blocks: list[Block] = [
        title_lines(context.corpus),
        paragraph(strong(item.title), "  ", ident(item.id), close=True),
    ]
    for number, part in enumerate(parts, 1):
        # The status of a proposal follows its text at once.
        blocks.append(Paragraph(part, close=is_proposal or number < len(parts)))
    if is_proposal:
        blocks.append(Paragraph(field(context, _("Status"), strong(told.status_label))))
    elif not told.statements:
        blocks.append(paragraph(_("No statement on record.")))
    links = [each.record for each in told.statements if isinstance(each.record, Link)]
    if told.note and not links:
        blocks.append(Paragraph(told.note))
    citations = [cite(context, each) for each in told.statements]
    blocks += map(citation_block, citations or [nothing_on_record(context, item)])
    changes = [*(link.would_change for link in links), plain(told.would_change)]
    for change in dict.fromkeys(filter(None, changes)):
        blocks.append(Paragraph(field(context, _("What would change this"), change)))
    if told.outcomes:
        blocks.append(paragraph(f"{_('What became of it')}{_(': ')}", told.outcomes[-1].sentence))
    show = f"jamplan show {item.id}"
    return [[*blocks, see(context, f"{show} --full", f"{show} --cite")]]


def _fact(context: Context, fact: Fact) -> Inline:
    """A fact with the ids of what it names."""
    group = (ident(fact.id), " ") if fact.id else ()
    return field(context, fact.name, *group, _with_ids(fact.content))


def _with_ids(content: Inline) -> Inline:
    """A text in which each title of an item follows its id."""
    spans: list[Span] = []
    for span in content:
        if span.href and span.href.startswith("#"):
            spans += [ident(span.href.removeprefix("#")), Span(" ")]
        spans.append(span)
    return tuple(spans)


def _evidence(context: Context, evidence: Iterable[Cited]) -> list[Block]:
    """The quotes and places of pieces of evidence, or a sentence that there is none."""
    return [*quotes(context, evidence)] or [paragraph(context.gettext("No source on record."))]


def _statements(context: Context, told: Entry) -> Iterable[Block]:
    """Yield the statements on an item, for a proposal the counted ones first."""
    _ = context.gettext
    links = [each for each in told.statements if each.measure is not None]
    if not links:
        yield paragraph(_("No statement on record."))
    for statement in links:
        assert statement.measure is not None
        assert isinstance(statement.record, Link)
        other = statement.measure if isinstance(told.item, Proposal) else statement.proposal
        inferred = inferred_text(context, statement.record)
        yield paragraph(_with_ids((context.title(other),)), inferred, lead=True)
        facts = [
            field(context, _("Wording"), label(context.language, statement.record.basis)),
            field(context, _("extent"), label(context.language, statement.record.extent)),
            field(context, _("Counted by the rule"), _("yes") if statement.counted else _("no")),
        ]
        yield from _statement(context, statement, facts)
        if isinstance(told.item, Proposal):
            yield Paragraph(field(context, _("What became of it"), became(context, statement.measure)))


def _statement(context: Context, statement: Statement, facts: list[Inline]) -> Iterable[Block]:
    """Yield who states it, its facts, who recorded it, its evidence, what complicates it."""
    _ = context.gettext
    record = statement.record
    fields = [field(context, _("According to"), statement.claimant), *facts]
    if statement.caveats:
        fields.append(field(context, _("Keep in mind"), _("; ").join(statement.caveats)))
    for name, by, on in (
        (_("Recorded"), record.by, record.on),
        (_("Confirmed"), record.confirmed_by, record.confirmed_on),
    ):
        if recorded := [*([by] if by else []), *([context.language.date(on)] if on else [])]:
            fields.append(field(context, name, ", ".join(recorded)))
    if statement.would_change:
        fields.append(field(context, _("What would change this"), statement.would_change))
    fields += [
        field(context, _("text changed since"), changed_text(context.language, change))
        for change in context.staleness.changes(record)
    ]
    yield points(fields)
    yield from _evidence(context, statement.evidence)
    if statement.note:
        yield Paragraph(statement.note)
    for objection in statement.objections:
        yield Paragraph(field(context, _("What complicates this"), objection.sentence))
        yield from _evidence(context, objection.evidence)


def _outcomes(context: Context, told: Entry) -> Iterable[Block]:
    if not told.outcomes:
        yield paragraph(nothing_known(context))
    for outcome in told.outcomes:
        yield Paragraph(outcome.sentence)
        yield from quotes(context, outcome.evidence)


def changed_text(language: Language, change: Changed) -> str:
    """That a text is new, or how it has changed."""
    if change.before is None:
        return language.gettext("{item} is new.", item=change.item)
    pieces = marked(differences(change.before, change.now))
    return language.gettext("{item} has changed: {difference}", item=change.item, difference=pieces)

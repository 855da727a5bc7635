"""All that is known of one proposal or measure, rendered from its view."""

from collections.abc import Iterable
from dataclasses import replace

from jamplan.corpus import loading, model
from jamplan.language import Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import one_line
from jamplan.reports import blocks, items, labels, statements
from jamplan.reports.cells import became, field, quotes, see
from jamplan.reports.citation import citation_block, cite_item, nothing_on_record
from jamplan.reports.context import Context
from jamplan.reports.labels import capitalised
from jamplan.reports.method import byline
from jamplan.reports.statements import Form
from jamplan.reports.whole import NOT_CARRIED_OUT


def record_report(
    context: Context, item: model.Item, form: Form = Form.RECORD
) -> list[blocks.Block]:
    """The report on one item of the corpus; but for the RECORD it has no ids, and is signed."""
    _ = context.gettext
    told, is_record = items.entry(context, item, form), form is Form.RECORD
    text = blocks.joined(told.text, " ")
    if told.text_name and not is_record:
        text = field(context, told.text_name, *text)
    report: list[blocks.Block] = [
        blocks.Heading(context.heading, 1),
        blocks.Heading(one_line(item.title) if is_record else labels.numbered(item)),
        *(
            [blocks.paragraph(told.status_label, lead=True)]
            if told.status and not is_record
            else []
        ),
        *([blocks.Paragraph(text)] if text else []),
        *([blocks.points(told.details)] if told.details else []),
        blocks.points(field(context, fact.name, *fact.content) for fact in told.facts),
        blocks.Heading(_("What it is known from")),
        *_evidence(context, told.evidence),
        blocks.Heading(_("Statements")),
        *_statements(context, told, form),
    ]
    if isinstance(item, model.Measure):
        report += [blocks.Heading(_("What became of it")), *_outcomes(context, told)]
    if conclusions := [each for each in told.statements if each.measure is None]:
        report.append(blocks.Heading(_("Conclusions")))
        for conclusion in conclusions:
            report.append(blocks.paragraph(conclusion.wording, lead=True))
            report += _statement(context, conclusion, [])
    signed = [] if is_record else [blocks.paragraph(byline(context))]
    return [*report, *blocks.section(_("Sources"), context.note_blocks()), *signed]


def record_screens(context: Context, item: model.Item) -> list[list[blocks.Block]]:
    """The report in brief: text, status, the sentences to publish, the note if it fits."""
    _ = context.gettext
    told = items.entry(context, item, Form.RECORD)
    is_proposal = isinstance(item, model.Proposal)
    text = [blocks.joined(told.text, " ")] if told.text else []
    parts = [*text, *map(blocks.inline, told.details)]
    report: list[blocks.Block] = [
        context.title_lines,
        blocks.paragraph(
            blocks.strong(item.title), "  ", blocks.ident(item.id), close=True
        ),
    ]
    for number, part in enumerate(parts, 1):
        # The status of a proposal follows its text at once.
        report.append(blocks.Paragraph(part, close=is_proposal or number < len(parts)))
    if is_proposal:
        report.append(
            blocks.Paragraph(
                field(context, _("Status"), blocks.strong(told.status_label))
            )
        )
    citations = []
    for citation in cite_item(context, item):
        left_out = _("; ").join(citation.left_out)
        citations.append(replace(citation_block(citation), close=bool(left_out)))
        if left_out:
            citations.append(
                blocks.paragraph(_("Note also: {caveats}.", caveats=left_out))
            )
    further = [
        each for told_of in told.statements for each in statements.further(told_of)
    ]
    further = further or [statements.would_change(context, item)]
    end = [*map(blocks.Paragraph, filter(None, further))]
    if told.outcomes:
        became_of = _("What became of it")
        if len(told.outcomes) > 1:
            became_of = _(
                "What became of it, the last of {n}",
                n=context.number(len(told.outcomes)),
            )
        end.append(
            blocks.paragraph(f"{became_of}{_(': ')}", told.outcomes[-1].sentence)
        )
    end.append(
        see(context, f"jamplan show {item.id} --full", f"jamplan show {item.id} --cite")
    )
    note = [blocks.Paragraph(told.note)] if told.note else []
    if not (told.statements and note):
        return [[*report, *note, *citations, *end]]
    return [[*report, *citations, *note, *end], [*report, *citations, *end]]


def _evidence(
    context: Context, evidence: Iterable[statements.Cited]
) -> list[blocks.Block]:
    """The quotes and places of pieces of evidence, or a sentence that there is none."""
    return [*quotes(context, evidence)] or [
        blocks.paragraph(context.gettext("No source on record."))
    ]


def _statements(
    context: Context, told: items.Entry, form: Form
) -> Iterable[blocks.Block]:
    """Yield the statements on an item, for a proposal the counted ones first."""
    _ = context.gettext
    links = [each for each in told.statements if each.measure is not None]
    if not told.statements:
        yield citation_block(nothing_on_record(context, told.item))
        change = statements.would_change(context, told.item)
        yield from map(blocks.Paragraph, filter(None, [change]))
    elif not links:
        yield blocks.paragraph(_("None on record."))
    for statement in links:
        assert statement.measure is not None
        assert isinstance(statement.record, model.Link)
        other = (
            statement.measure
            if isinstance(told.item, model.Proposal)
            else statement.proposal
        )
        name = context.title(other)
        if context.corpus.is_response and other is statement.measure and other.number:
            # The title of an answer is what is quoted below.
            name = blocks.Span(
                f"{_('{Measure}')} {labels.number_of(other)}", href=name.href
            )
        yield blocks.paragraph(items.with_id(name, other.id, form), lead=True)
        facts = [
            field(
                context,
                _("Wording"),
                labels.label(context.language, statement.record.basis),
            ),
            field(context, _("extent"), statement.extent),
            field(
                context,
                _("Counted by the rule"),
                _("yes") if statement.counted else _("no"),
            ),
        ]
        yield from _statement(context, statement, facts)
        if isinstance(told.item, model.Proposal):
            known = field(context, _(items.BECAME), became(context, statement.measure))
            nothing = blocks.inline(
                f"{capitalised(items.nothing_known(context, statement.measure))}."
            )
            yield blocks.Paragraph(known if statement.measure.follow_ups else nothing)


def _statement(
    context: Context, statement: statements.Statement, facts: list[blocks.Inline]
) -> Iterable[blocks.Block]:
    """Yield who states it, its facts, who recorded it, its evidence, what complicates it."""
    _ = context.gettext
    record = statement.record
    fields = [field(context, _("According to"), statement.claimant), *facts]
    if statement.caveats:
        fields.append(
            field(context, _("Keep in mind"), _("; ").join(statement.caveats))
        )
    for name, by, on in (
        (_("Recorded"), record.by, record.on),
        (_("Confirmed"), record.confirmed_by, record.confirmed_on),
    ):
        if recorded := [
            *([by] if by else []),
            *([context.language.date(on)] if on else []),
        ]:
            fields.append(field(context, name, ", ".join(recorded)))
    fields += [
        field(context, _("text changed since"), changed_text(context.language, change))
        for change in context.corpus.changes(record)
    ]
    yield blocks.points(fields)
    yield from _evidence(context, statement.evidence)
    yield from map(blocks.Paragraph, statements.further(statement))
    if statement.acceptance and statement.counted:
        yield blocks.paragraph(_(NOT_CARRIED_OUT))
    for number, objection in enumerate(statement.objections):
        # A further one begins with « Et ».
        head = field(context, _("What complicates this"), objection.sentence)
        yield blocks.Paragraph(objection.sentence if number else head)
        yield from _evidence(context, objection.evidence)


def _outcomes(context: Context, told: items.Entry) -> Iterable[blocks.Block]:
    if not told.outcomes and isinstance(told.item, model.Measure):
        yield blocks.paragraph(
            f"{capitalised(items.nothing_known(context, told.item))}."
        )
    for outcome in told.outcomes:
        yield blocks.Paragraph(outcome.sentence)
        yield from quotes(context, outcome.evidence)


def changed_text(language: Language, change: loading.Changed) -> str:
    """That a text is new, or how it has changed."""
    if change.before is None:
        return language.gettext("{item} is new.", item=change.item)
    pieces = marked(differences(change.before, change.now))
    return language.gettext(
        "{item} has changed: {difference}", item=change.item, difference=pieces
    )

"""All that is known of one proposal or measure, rendered from its view."""

from collections.abc import Iterable
from dataclasses import replace

from jamplan.account import items, spans, statements, vocabulary
from jamplan.account.citations import cite_item, claim_of
from jamplan.account.context import Context
from jamplan.account.method import byline
from jamplan.account.quoting import Cited, Complication, addresses_of
from jamplan.account.statements import nothing_on_record
from jamplan.account.vocabulary import capitalised
from jamplan.account.whole import NOT_CARRIED_OUT
from jamplan.corpus import loading, model
from jamplan.counting.rules import TAKEN_UP
from jamplan.language import Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import one_line
from jamplan.layouts import blocks
from jamplan.layouts.cells import (
    became,
    citation_block,
    field,
    quotes,
    see,
    title_lines,
)
from jamplan.layouts.notes import with_notes
from jamplan.layouts.omissions import facts_shown


def record_report(
    context: Context, item: model.Item, *, published: bool = False
) -> list[blocks.Block]:
    """The report on one item of the corpus; ``published``, it has no ids, and is signed."""
    _, is_record = context.gettext, not published
    told = items.entry(context, item)
    facts = told.facts if is_record else facts_shown("html", told.facts)
    text = spans.joined([*told.text, *filter(None, [told.text_doubt])], " ")
    if told.text_name and not is_record:
        text = field(context, told.text_name, *text)
    report: list[blocks.Block] = [
        blocks.Heading(context.heading, 1),
        blocks.Heading(
            one_line(item.title) if is_record else vocabulary.numbered(item)
        ),
        *(
            [blocks.paragraph(told.status_label, lead=True)]
            if told.status and not is_record
            else []
        ),
        *([blocks.Paragraph(text)] if text else []),
        *([blocks.points(told.details)] if told.details else []),
        blocks.points(
            field(
                context,
                fact.name,
                *_with_id(fact.content, fact.id, is_record=is_record),
            )
            for fact in facts
        ),
        blocks.Heading(_("What it is known from")),
        *_evidence(context, told.evidence),
    ]
    if context.has_document:
        report.append(blocks.Heading(_("Statements")))
        report += _statements(context, told, is_record=is_record)
    if isinstance(item, model.Measure) or told.outcomes or not context.has_document:
        report += [blocks.Heading(_("What became of it")), *_outcomes(context, told)]
    if conclusions := [each for each in told.statements if not each.is_position]:
        title = context.ngettext("Conclusion", "Conclusions", len(conclusions))
        report.append(blocks.Heading(title))
        for conclusion in conclusions:
            report.append(blocks.paragraph(capitalised(conclusion.stated), lead=True))
            report += _statement(context, conclusion, [])
    signed = [] if is_record else [blocks.paragraph(byline(context))]
    return [*with_notes(context, report, _("Sources")), *signed]


def _with_id(name: spans.Inline, id_: str, *, is_record: bool) -> spans.Inline:
    """The name of an item or a group, in a record after its id."""
    return spans.inline(spans.ident(id_), " ", name) if is_record and id_ else name


def record_screens(context: Context, item: model.Item) -> list[list[blocks.Block]]:
    """The report in brief: text, status, the sentences to publish, the note if it fits."""
    _ = context.gettext
    told = items.entry(context, item)
    is_proposal = isinstance(item, model.Proposal)
    paragraphs = [*told.text, *filter(None, [told.text_doubt])]
    text = [spans.joined(paragraphs, " ")] if paragraphs else []
    parts = [*text, *map(spans.inline, told.details)]
    report: list[blocks.Block] = [
        title_lines(context, chosen=True),
        blocks.paragraph(
            spans.strong(item.title), "  ", spans.ident(item.id), close=True
        ),
    ]
    for number, part in enumerate(parts, 1):
        # The status of a proposal follows its text at once.
        report.append(blocks.Paragraph(part, close=is_proposal or number < len(parts)))
    if is_proposal:
        report.append(
            blocks.Paragraph(
                field(context, _("Status"), spans.strong(told.status_label))
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
    end.append(
        see(context, f"jamplan show {item.id} --full", f"jamplan show {item.id} --cite")
    )
    note = [blocks.Paragraph(told.note)] if told.note else []
    if not (told.statements and note):
        screens = [[*report, *note, *citations, *end]]
    else:
        screens = [[*report, *citations, *note, *end], [*report, *citations, *end]]
    if len(told.statements) < 2:
        return screens
    # Each citation has the words of the others; a screen has each voice once.
    claims = list(_claims(context, told))
    return [*screens, [*report, *claims, *end], [*report, *claims, end[-1]]]


def _claims(context: Context, told: items.ItemEntry) -> Iterable[blocks.Block]:
    """Yield what each voice says, with what complicates it, and its addresses."""
    for statement in told.statements:
        against = [each.sentence for each in statement.objections]
        evidence = [*statement.evidence]
        for objection in statement.objections:
            evidence += objection.evidence
        sentence = spans.joined([claim_of(context, statement), *against], " ")
        addresses = map(spans.address, addresses_of(piece.url for piece in evidence))
        told_of = spans.joined([sentence, *addresses], " ")
        yield blocks.Paragraph(told_of, close=statement is not told.statements[-1])
    for word in items.last_words(context, told.item, brief=True):
        yield blocks.Paragraph(word.sentence)


def _evidence(context: Context, evidence: Iterable[Cited]) -> list[blocks.Block]:
    """The quotes and places of pieces of evidence, or a sentence that there is none."""
    return [*quotes(evidence)] or [
        blocks.paragraph(capitalised(context.gettext("no source on record")), ".")
    ]


def _statements(
    context: Context, told: items.ItemEntry, *, is_record: bool
) -> Iterable[blocks.Block]:
    """Yield the statements on an item, for a proposal the counted ones first."""
    _ = context.gettext
    positions = [each for each in told.statements if each.is_position]
    if not told.statements:
        yield citation_block(nothing_on_record(context, told.item))
        change = statements.would_change(context, told.item)
        yield from map(blocks.Paragraph, filter(None, [change]))
    elif not positions:
        yield blocks.paragraph(_("None on record."))
    for statement in positions:
        yield blocks.paragraph(
            _other(context, told, statement, is_record=is_record), lead=True
        )
        facts = [field(context, _("Wording"), statement.wording)]
        if statement.extent:
            facts.append(field(context, _("extent"), statement.extent))
        counted = (
            _("yes") if statement.counted else f"{_('no')} ({statement.uncounted})"
        )
        facts.append(field(context, _("Counted by the rule"), counted))
        yield from _statement(context, statement, facts)
        if isinstance(told.item, model.Proposal) and statement.measure:
            known = field(context, _(items.BECAME), became(context, statement.measure))
            nothing = context.nothing_known(statement.measure)
            is_known = items.outcomes_on(context, statement.measure)
            unknown = spans.inline(f"{capitalised(nothing)}.")
            yield blocks.Paragraph(known if is_known else unknown)


def _other(
    context: Context,
    told: items.ItemEntry,
    statement: statements.ToldStatement,
    *,
    is_record: bool,
) -> spans.Inline:
    """What a statement says, and the item at its other end."""
    stated = spans.inline(f"{capitalised(statement.stated)}.")
    other: model.Item | None = statement.proposal
    if isinstance(told.item, model.Proposal):
        other = statement.measure
    if other is None:
        return stated
    name = context.title(other)
    if context.corpus.is_response and other is statement.measure and other.number:
        # The title of an answer is what is quoted below.
        number = f"{context.gettext('{Measure}')} {vocabulary.number_of(other)}"
        name = spans.Span(number, href=name.href)
    return spans.inline(*stated, " ", *_with_id((name,), other.id, is_record=is_record))


def _statement(
    context: Context, statement: statements.ToldStatement, facts: list[spans.Inline]
) -> Iterable[blocks.Block]:
    """Yield its facts, who recorded it, its evidence, what complicates it."""
    _ = context.gettext
    record = statement.record
    fields = [field(context, _("According to"), statement.claimant), *facts]
    if statement.disputed:
        fields.append(field(context, _("Status"), statement.disputed))
    if statement.caveats:
        caveats = _("; ").join(statements.texts_of(statement.caveats))
        fields.append(field(context, _("Keep in mind"), caveats))
    recorded = _named_day(context, record.by, record.on)
    confirmed = [_named_day(context, each.by, each.on) for each in record.confirmed]
    if recorded:
        fields.append(field(context, _("Recorded"), recorded))
    if any(confirmed):
        told = _("; ").join(filter(None, confirmed))
        fields.append(field(context, _("Confirmed"), told))
    fields += [
        field(context, _("text changed since"), changed_text(context.language, change))
        for change in context.corpus.changes(record)
    ]
    yield blocks.points(fields)
    yield from _evidence(context, statement.evidence)
    yield from map(blocks.Paragraph, statements.further(statement))
    is_accepted = context.corpus.is_response and record.group in TAKEN_UP
    if is_accepted and statement.counted:
        yield blocks.paragraph(_(NOT_CARRIED_OUT))
    yield from _objections(context, statement.objections)


def _objections(
    context: Context, objections: Iterable[Complication]
) -> Iterable[blocks.Block]:
    """Yield what complicates a statement, each with its evidence."""
    head = context.gettext("What complicates this")
    for number, objection in enumerate(objections):
        # A further one begins with « Et ».
        first = field(context, head, objection.sentence)
        yield blocks.Paragraph(objection.sentence if number else first)
        yield from _evidence(context, objection.evidence)


def _named_day(context: Context, name: str | None, on: str | None) -> str:
    """« M. P., 24 novembre 2026 »."""
    day = context.language.date(on)
    return ", ".join(filter(None, (name, day)))


def _outcomes(context: Context, told: items.ItemEntry) -> Iterable[blocks.Block]:
    if not told.outcomes:
        yield blocks.paragraph(f"{capitalised(context.nothing_known(told.item))}.")
    if told.is_disputed:
        yield blocks.paragraph(f"{capitalised(told.outcome)}.")
    for outcome in told.outcomes:
        yield blocks.Paragraph(outcome.sentence)
        yield from quotes(outcome.evidence)
        yield from _objections(context, outcome.objections)
        yield from map(blocks.Paragraph, filter(None, [outcome.note]))


def changed_text(language: Language, change: loading.Changed) -> str:
    """That a text is new, or how it has changed."""
    if change.before is None:
        return language.gettext("{item} is new.", item=change.item)
    pieces = marked(differences(change.before, change.now))
    return language.gettext(
        "{item} has changed: {difference}", item=change.item, difference=pieces
    )

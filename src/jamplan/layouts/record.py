"""All that is known of one proposal or measure, from its branch of the account."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum, auto

from jamplan.account import items, spans
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold, StatementTold
from jamplan.account.quoting import Citation, Cited, Complication, links_to
from jamplan.account.statements import texts_of
from jamplan.account.vocabulary import capitalised
from jamplan.layouts import blocks
from jamplan.layouts.cells import (
    became,
    citation_block,
    field,
    linked,
    quotes,
    see,
    title_lines,
)
from jamplan.layouts.notes import with_notes
from jamplan.layouts.omissions import facts_shown


def record_report(
    account: Account, item: ItemTold, *, published: bool = False
) -> list[blocks.Block]:
    """The report on one item; ``published``, it has no ids, and has a signature."""
    _ = account.language.gettext
    report = [
        blocks.Heading(account.heading, 1),
        *_head(account, item, published=published),
        *_timeline(account, item),
        blocks.Heading(_("What it is known from")),
        *_evidence(account, item.evidence),
    ]
    if account.has_document:
        report.append(blocks.Heading(_("Statements")))
        report += _statements(account, item, published=published)
    if item.outcomes or not (item.is_proposal and account.has_document):
        report += [blocks.Heading(_("What became of it")), *_outcomes(account, item)]
    conclusions = [each for each in item.statements if not each.is_position]
    if conclusions:
        n = len(conclusions)
        title = account.language.ngettext("Conclusion", "Conclusions", n)
        report.append(blocks.Heading(title))
        for conclusion in conclusions:
            report.append(blocks.paragraph(capitalised(conclusion.stated), lead=True))
            report += _statement(account, conclusion, [])
    report = with_notes(account.source, report, _("Sources"))
    if published:
        report.append(blocks.paragraph(account.method.byline))
    return report


def _head(
    account: Account, item: ItemTold, *, published: bool
) -> Iterator[blocks.Block]:
    """Yield the title, the text with its parts, and what is known beside it."""
    text, facts = _text(item), [*item.facts]
    if published:
        facts = facts_shown("item.md", facts)
        yield blocks.Heading(item.numbered)
        if item.is_proposal:
            yield blocks.paragraph(item.status_in_full, lead=True)
        if item.text_name:
            text = field(account.language, item.text_name, *text)
    else:
        yield blocks.Heading(item.title.text)
    if text:
        yield blocks.Paragraph(text)
    if item.details:
        yield blocks.points(item.details)
    points = []
    for fact in facts:
        content = fact.content
        if fact.id and not published:
            content = _with_id(content, fact.id)
        points.append(field(account.language, fact.name, *content))
    yield blocks.points(points)


def _text(item: ItemTold) -> spans.Inline:
    """The paragraphs of an item as one, and that it is unclear whose idea it is."""
    return spans.joined([*item.text, *filter(None, [item.text_doubt])], " ")


def _with_id(name: spans.Inline, id_: str) -> spans.Inline:
    """The name of an item or a group after its id."""
    return spans.inline(spans.ident(id_), " ", name)


def record_screens(account: Account, item: ItemTold) -> list[list[blocks.Block]]:
    """The report in brief: text, status, sentences to publish, a note if it fits."""
    if item.has_timeline:
        return _screens_by_day(account, item)
    report = _head_in_brief(account, item)
    citations: list[blocks.Block] = []
    for citation in item.citations:
        citations += _citation(account, citation)
    end = _end(account, item)
    note = [blocks.Paragraph(item.note)] if item.note else []
    if item.statements and note:
        screens = [[*report, *citations, *note, *end], [*report, *citations, *end]]
    else:
        screens = [[*report, *note, *citations, *end]]
    if len(item.statements) < 2:
        return screens
    # Each citation has the words of the others; a screen has each voice once.
    claims = list(_claims(item))
    return [*screens, [*report, *claims, *end], [*report, *claims, end[-1]]]


def _head_in_brief(account: Account, item: ItemTold) -> list[blocks.Block]:
    """The documents, the title and text of an item, and of a proposal its status."""
    title = spans.inline(spans.strong(item.title.text), "  ", spans.ident(item.id))
    report: list[blocks.Block] = [
        title_lines(account, chosen=True),
        blocks.Paragraph(title, close=True),
    ]
    text = _text(item)
    parts = [text] if text else []
    parts += map(spans.inline, item.details)
    for number, part in enumerate(parts, 1):
        # The status of a proposal follows its text at once.
        is_close = item.is_proposal or number < len(parts)
        report.append(blocks.Paragraph(part, close=is_close))
    if item.is_proposal:
        name = account.language.gettext("Status")
        status = spans.strong(item.status_in_full)
        report.append(blocks.Paragraph(field(account.language, name, status)))
    return report


def _timeline(account: Account, item: ItemTold) -> list[blocks.Block]:
    """What happened to an item, a row each; nothing if only an answer is known."""
    if not item.has_timeline:
        return []
    told: list[blocks.Block] = [_events(account, item)]
    told += [*map(blocks.paragraph, item.timeline.silences)]
    return blocks.section(account.language.gettext("Timeline"), told)


class _Told(Enum):
    """What a timeline has: words of all events or of outcomes, or outcomes alone."""

    ALL = auto()
    WITH_WORDS_OF_OUTCOMES = auto()
    WITHOUT_WORDS = auto()
    OUTCOMES = auto()
    OUTCOMES_WITHOUT_WORDS = auto()


_ONLY_OUTCOMES = {_Told.OUTCOMES, _Told.OUTCOMES_WITHOUT_WORDS}
_WITH_WORDS = {_Told.WITH_WORDS_OF_OUTCOMES, _Told.OUTCOMES}


def _events(account: Account, item: ItemTold, told: _Told = _Told.ALL) -> blocks.Table:
    """A row for each event: its day, what happened, who says so, and in which words."""
    colon = account.language.gettext(": ")
    rows = []
    for event in item.timeline.events:
        if told in _ONLY_OUTCOMES and not event.is_outcome:
            continue
        said: spans.Inline = event.who
        is_quoted = told is _Told.ALL or (event.is_outcome and told in _WITH_WORDS)
        if is_quoted and event.words:
            said = spans.inline(said, colon, spans.joined(event.words, " "))
        # What complicates it goes with it.
        against = [objection.sentence for objection in event.objections]
        said = spans.joined([said, *against], " ")
        rows.append(blocks.table_row(event.when, event.what, said))
    head = capitalised(account.language.gettext("date"))
    columns = (head, "", account.language.gettext("Voice"))
    return blocks.Table(columns, tuple(rows))


def _screens_by_day(account: Account, item: ItemTold) -> list[list[blocks.Block]]:
    """What happened to an item: with its text and all quotes, and with less of them.

    What is stated of the one document that answers comes first, with all that goes with
    it.
    """
    head = _head_in_brief(account, item)
    title = [*head[:2], *_last_word(account, item)]
    if len(title) == 2:
        title.append(head[-1])
    elif item.is_proposal:
        head = [*head[:-1], title[-1]]
    else:
        head = [*head, title[-1]]
    stated: list[blocks.Block] = []
    if account.has_document and not account.by_document:
        for citation in item.citations:
            stated += _citation(account, citation)
    silences = [*map(blocks.paragraph, item.timeline.silences)]
    end = _end(account, item)
    tables = {told: _events(account, item, told) for told in _Told}
    tight = [*silences, end[-1]]
    screens = [[*head, *stated, tables[_Told.ALL], *silences, *end]]
    if stated:
        for told in (_Told.OUTCOMES, _Told.OUTCOMES_WITHOUT_WORDS):
            shown = [tables[told]] if tables[told].rows else []
            screens.append([*head, *stated, *shown, *tight])
        screens.append([*head, *stated, *_last_states(account, item), *tight])
    for told in (_Told.ALL, _Told.WITH_WORDS_OF_OUTCOMES, _Told.WITHOUT_WORDS):
        screens += [[*start, tables[told], *tight] for start in (head, title)]
    return [*screens, [*title, tables[_Told.WITHOUT_WORDS], end[-1]]]


def _last_states(account: Account, item: ItemTold) -> list[blocks.Block]:
    """The last word on a proposal and what carries it out, in a line; empty if none."""
    states = account.language.gettext("; ").join(item.last_states)
    if not states:
        return []
    name = account.language.gettext("Last word")
    return [blocks.Paragraph(field(account.language, name, states))]


def _last_word(account: Account, item: ItemTold) -> list[blocks.Block]:
    """The last word on what became of an item; nothing on an answered proposal."""
    has_status = item.is_proposal and account.has_document
    if has_status or not item.last_outcome:
        return []
    _ = account.language.gettext
    name = _("Status") if item.is_outcome_disputed else _("Last word")
    last = spans.strong(item.last_outcome)
    return [blocks.Paragraph(field(account.language, name, last))]


def _citation(account: Account, citation: Citation) -> Iterator[blocks.Block]:
    """Yield a sentence to publish, and the caveats for which it has no room."""
    left_out = account.language.gettext("; ").join(citation.left_out)
    yield replace(citation_block(citation), close=bool(left_out))
    if left_out:
        also = account.language.gettext("Note also: {caveats}.", caveats=left_out)
        yield blocks.paragraph(also)


def _end(account: Account, item: ItemTold) -> list[blocks.Block]:
    """What the corpus notes on statements, what would change them, and commands."""
    further: list[spans.Inline] = []
    for statement in item.statements:
        further += statement.further
    further = further or [item.would_change]
    full, cite = f"jamplan show {item.id} --full", f"jamplan show {item.id} --cite"
    commands = see(account.language, full, cite)
    return [*map(blocks.Paragraph, filter(None, further)), commands]


def _claims(item: ItemTold) -> Iterator[blocks.Block]:
    """Yield what each voice says, with what complicates it, and its addresses."""
    for statement in item.statements:
        against = [each.sentence for each in statement.objections]
        evidence = [*statement.evidence]
        for objection in statement.objections:
            evidence += objection.evidence
        links = map(linked, links_to(evidence))
        told = spans.joined([statement.claim, *against, *links], " ")
        yield blocks.Paragraph(told, close=statement is not item.statements[-1])
    for word in item.last_words(brief=True):
        yield blocks.Paragraph(word.sentence)


def _evidence(account: Account, evidence: Iterable[Cited]) -> list[blocks.Block]:
    """The quotes and places of pieces of evidence, or a sentence that there is none."""
    nothing = capitalised(account.language.gettext("no source on record"))
    return [*quotes(evidence)] or [blocks.paragraph(nothing, ".")]


def _statements(
    account: Account, item: ItemTold, *, published: bool
) -> Iterator[blocks.Block]:
    """Yield the statements on an item, for a proposal the counted ones first."""
    _ = account.language.gettext
    positions = [each for each in item.statements if each.is_position]
    if not item.statements:
        yield citation_block(item.nothing)
        yield from map(blocks.Paragraph, filter(None, [item.would_change]))
    elif not positions:
        yield blocks.paragraph(_("None on record."))
    for statement in positions:
        stated = _stated(account, item, statement, published=published)
        yield blocks.Paragraph(stated, lead=True)
        facts = [field(account.language, _("Wording"), statement.wording)]
        if statement.extent:
            facts.append(field(account.language, _("extent"), statement.extent))
        counted = _("yes")
        if statement.uncounted:
            counted = f"{_('no')} ({statement.uncounted})"
        facts.append(field(account.language, _("Counted by the rule"), counted))
        yield from _statement(account, statement, facts)
        if item.is_proposal and statement.measure:
            measure = account.item[statement.measure]
            # An answer carries nothing out: what became of the proposal is told below.
            if account.whole.follows_measures or measure.outcomes:
                yield _became(account, measure)


def _became(account: Account, measure: ItemTold) -> blocks.Paragraph:
    """What became of the measure that a statement names."""
    if not measure.outcomes:
        # What became of the item itself is told elsewhere.
        colon = account.language.gettext(": ")
        return blocks.paragraph(f"{measure.noun}{colon}{measure.nothing_known}.")
    head = account.language.gettext(items.BECAME)
    return blocks.Paragraph(field(account.language, head, became(account, measure)))


def _stated(
    account: Account, item: ItemTold, statement: StatementTold, *, published: bool
) -> spans.Inline:
    """What a statement says, and the item at its other end."""
    stated = spans.inline(f"{capitalised(statement.stated)}.")
    other_id = statement.proposal
    if item.is_proposal:
        other_id = statement.measure
    if not other_id:
        return stated
    other = account.item[other_id]
    title = other.title
    if item.is_proposal and statement.quotes_measure:
        # Its title is quoted below.
        title = spans.Span(other.noun, href=title.href)
    name = spans.inline(title)
    if not published:
        name = _with_id(name, other.id)
    return spans.inline(*stated, " ", *name)


def _statement(
    account: Account, statement: StatementTold, facts: list[spans.Inline]
) -> Iterator[blocks.Block]:
    """Yield its facts, who recorded it, its evidence, what complicates it."""
    _, language = account.language.gettext, account.language
    caveats = _("; ").join(texts_of(statement.caveats))
    confirmed = _("; ").join(statement.confirmed)
    named = [
        (_("Status"), statement.disputed),
        (_("Keep in mind"), caveats),
        (_("Recorded"), statement.recorded),
        (_("Confirmed"), confirmed),
    ]
    named += [(_("text changed since"), change) for change in statement.changes]
    fields = [field(language, _("According to"), statement.claimant), *facts]
    fields += [field(language, name, told) for name, told in named if told]
    yield blocks.points(fields)
    yield from _evidence(account, statement.evidence)
    yield from map(blocks.Paragraph, statement.further)
    if statement.no_outcome:
        yield blocks.paragraph(statement.no_outcome)
    yield from _objections(account, statement.objections)


def _objections(
    account: Account, objections: Iterable[Complication]
) -> Iterator[blocks.Block]:
    """Yield what complicates a statement, each with its evidence."""
    head = account.language.gettext("What complicates this")
    for number, objection in enumerate(objections):
        told = objection.sentence
        # A further one begins with « Et ».
        if number == 0:
            told = field(account.language, head, told)
        yield blocks.Paragraph(told)
        yield from _evidence(account, objection.evidence)


def _outcomes(account: Account, item: ItemTold) -> Iterator[blocks.Block]:
    """Yield what became of an item, or that it is not known."""
    if not item.outcomes:
        yield blocks.paragraph(f"{capitalised(item.nothing_known)}.")
    if item.is_outcome_disputed:
        yield blocks.paragraph(f"{capitalised(item.outcome)}.")
    for outcome in item.outcomes:
        yield blocks.Paragraph(outcome.sentence)
        yield from quotes(outcome.evidence)
        yield from _objections(account, outcome.objections)
        yield from map(blocks.Paragraph, filter(None, [outcome.note]))

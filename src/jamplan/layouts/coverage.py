"""The coverage report, in full and in brief."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from jamplan.account import clauses, method, spans, statements, vocabulary, whole
from jamplan.account.clauses import (
    EXCEPTIONS,
    claimant_in_brief,
    claimant_of,
    extents,
    records_of,
    status_in_full,
    wording_of,
)
from jamplan.account.context import Context
from jamplan.account.items import is_disputed
from jamplan.account.quoting import complications_of, noted
from jamplan.account.statements import mark_of
from jamplan.account.vocabulary import (
    Sort,
    Voicing,
    label,
    number_of,
    sort_text,
    title_of,
)
from jamplan.corpus.statements import Statement
from jamplan.corpus.views import answer_of
from jamplan.counting.figures import MeasureRow, ProposalRow
from jamplan.counting.rules import WordsCounted
from jamplan.counting.statuses import COUNTED, Status
from jamplan.layouts import blocks, cells
from jamplan.layouts.judges import (
    outcomes_table,
    rivals_table,
    voices_table,
)
from jamplan.layouts.notes import with_notes


class By(StrEnum):
    """The subject of one table of the coverage."""

    CHAPTER = "chapter"
    PRIORITY = "priority"
    CLAIMANT = "claimant"
    RULE = "rule"
    SOURCE = "source"


def coverage_report(context: Context, by: By | None = None) -> list[blocks.Block]:
    """The whole report, or with ``by`` the headline and one table."""
    _ = context.gettext
    first, *others = whole.headline_sentences(context)
    report = cells.opening(context.heading, spans.plain(first))
    report += [blocks.paragraph(spans.joined(others, " "))] if others else []
    if by is not None:
        return with_notes(context, [*report, *_TABLES[by](context)])
    if not context.has_document:
        report.append(blocks.Heading(_("What became of it")))
        report.append(outcomes_table(context, context.corpus.proposals))
        report.append(blocks.points(cells.outcome_points(context)))
        report += cells.said_in_general(context)
        base = method.rule_in_words(context)[-1]
        report += [blocks.Heading(_("What is not known")), blocks.points([base])]
        return with_notes(context, report)
    return with_notes(
        context,
        [
            *report,
            *_bar(context),
            blocks.Heading(_("The {proposals}")),
            *_or_none(context, proposals_table(context)),
            *_against(context),
            *cells.said_in_general(context),
            *_outcomes(context),
            blocks.Heading(_("The {chapters}")),
            *_or_none(context, cells.chapters_table(context)),
            blocks.Heading(_("The {measures}")),
            *_by_priority(context),
            blocks.Heading(_("The rule")),
            blocks.points(method.rule_in_words(context)),
            blocks.Heading(_("What is not known")),
            blocks.points([*whole.unknowns(context), *method.decided_apart(context)]),
        ],
    )


def _outcomes(context: Context) -> list[blocks.Block]:
    """What became of the items, if anything is known of any."""
    points = cells.outcome_points(context) if context.outcomes else []
    return blocks.listed(context.gettext("What became of it"), points)


def _bar(context: Context) -> list[blocks.Block]:
    """The bar, if there is one."""
    parts = context.bar_parts
    return [blocks.Bar(parts)] if parts else []


def _against(context: Context) -> list[blocks.Block]:
    """What speaks against all statements, and against those of each proposal, with its sources."""
    items = []
    for row in context.by_support():
        for record in records_of(row):
            told = complications_of(context, record.objections)
            if told:
                title = spans.strong(row.proposal.title)
                sentences = [noted(context, objection) for objection in told]
                items.append(spans.inline(title, ". ", spans.joined(sentences, " ")))
    return cells.against(context, items)


def coverage_screens(context: Context) -> list[list[blocks.Block]]:
    """The report in brief: with the proposals, with the chapters, and with neither."""
    if not context.has_document:
        return _screens_of_judges(context)
    title, bar = cells.title_lines(context), _bar(context)
    lead = blocks.paragraph(whole.lead(context))
    # Many voices fill a screen: what is disputed, refused or left open is told in any case.
    short = blocks.paragraph(whole.lead_in_short(context))
    head: list[blocks.Block] = [title, lead, *bar]
    # The hint of a folder with a long path takes two lines.
    tight: list[blocks.Block] = [title, replace(lead, close=True), *bar]
    brief: list[blocks.Block] = [title, replace(short, close=True), *bar]
    warnings = whole.warnings(context, whole.Beside.SCREEN)
    doubts = [blocks.paragraph(warning, close=True) for warning in warnings]
    end = [*doubts, *_range_and_commands(context, numbers=False)]
    rest = [*doubts, *_range_and_commands(context)]
    screens: list[list[blocks.Block]] = []
    # Who says what is worth more than a second table, and less than a whole one.
    whole_tables = list(_whole_tables(context))
    for tables in whole_tables:
        screens += [[*shown, *tables, *rest] for shown in (head, tight)]
    screens += [[*brief, *tables, *rest] for tables in whole_tables]
    for table in _tables_of_exceptions(context):
        screens += [[*shown, table, *rest] for shown in (head, tight, brief)]
    return [*screens, [*head, *end], [*brief, *end], [title, short, *end]]


def _whole_tables(context: Context) -> Iterator[list[blocks.Table]]:
    """Yield the tables of a screen, the fullest first: all proposals, exceptions, chapters."""
    proposals = proposals_table(context, brief=True, screen=True)
    if context.is_long:
        chapters = cells.chapters_by_sign(context)
        exceptions = cells.exceptions_tables(context, (_MOST_EXCEPTIONS,))
        if not context.is_reviewed:
            exceptions, chapters = [], cells.chapters_table(context, brief=True)
        tables = [table for table in (*exceptions, chapters) if table.rows]
        if len(tables) > 1:
            yield tables
        yield from ([table] for table in tables)
    elif proposals.rows and not _is_by_exception(context):
        yield [proposals]


def _tables_of_exceptions(context: Context) -> Iterator[blocks.Table]:
    """Yield tables of fewer and fewer exceptions."""
    if context.is_reviewed or not context.is_long:
        numbers = range(_MOST_EXCEPTIONS, 2, -1)
        tables = cells.exceptions_tables(context, (_SCREEN, *numbers))
        yield from (table for table in tables if table.rows)


_SCREEN = 12
_MOST_EXCEPTIONS = 8
"""The most rows of a screen's table of exceptions, if the lead above it is long."""


def _is_by_exception(context: Context) -> bool:
    """Whether a screen tells items by who is heard: those of a response, and of several voices."""
    return context.corpus.is_response or context.has_many_claimants


def _screens_of_judges(context: Context) -> list[list[blocks.Block]]:
    """What each voice counts, what is disputed, and what became of each item, as far as it fits."""
    first = whole.headline_sentences(context)[0]
    told = [*whole.scope(context), *clauses.disputes(context)]
    lead = blocks.paragraph(spans.joined([spans.inline(first, "."), *told], " "))
    title, voices = cells.title_lines(context), voices_table(context)
    end = _range_and_commands(context)
    beginning: list[blocks.Block] = [title, lead]
    if voices.rows:
        beginning.append(voices)
    table = outcomes_table(context, context.corpus.proposals, brief=True)
    contested = [
        each for each in context.corpus.proposals if is_disputed(context, each)
    ]
    disputed = outcomes_table(context, contested, brief=True)
    tables = [each for each in (table, disputed) if each.rows]
    screens = [[*beginning, each, *end] for each in tables]
    return [
        *screens,
        [*beginning, *end],
        [title, blocks.paragraph(whole.lead(context)), *end],
    ]


def coverage_by_screens(context: Context, by: By) -> list[list[blocks.Block]]:
    """The headline, one table and where the rest is; if there is no room, both in brief.

    In brief, chapters are without those inferred, and measures are counted in each priority.
    """
    end, table = cells.see(context, "jamplan coverage --full"), _TABLES[by](context)
    chapters = replace(cells.chapters_table(context, brief=True), brief=False)
    brief = {By.CHAPTER: [chapters], By.PRIORITY: [_brief_priorities(context)]}.get(
        by, table
    )
    lead, first = whole.lead(context), whole.headline_sentences(context)[0]
    shown = ((lead, table), (lead, brief), (first, brief))
    title = cells.title_lines(context)
    return [
        [title, blocks.paragraph(head, lead=True), *told, end] for head, told in shown
    ]


def _or_none(context: Context, table: blocks.Table) -> list[blocks.Block]:
    """A table, or that there is nothing on record for it."""
    return [
        table if table.rows else blocks.paragraph(context.gettext("None on record."))
    ]


def _range_and_commands(
    context: Context, *, numbers: bool = True
) -> list[blocks.Block]:
    """What is undecided, what the marks of a table with ``numbers`` mean, and the next commands."""
    _, corpus = context.gettext, context.corpus
    complicated = [each.about for each in context.decided if each.objections]
    supported = [row.proposal.id for row in context.by_support()]
    ids = [*sorted(complicated, key=len), *supported, "ID"]
    word = ids[0].split("-")[0]
    beginnings = sum(
        id_.startswith(word) for id_ in (*corpus.proposal, *corpus.measure)
    )
    show = f"jamplan show {word if beginnings == 1 else ids[0]}"
    commands = spans.commands(context.language.data, show, "jamplan coverage --full")
    told = [whole.undecided(context, brief=True), *method.decided_apart(context)]
    sentences = [
        blocks.paragraph(sentence.removesuffix("."), close=True)
        for sentence in filter(None, told)
    ]
    if not numbers:
        # Without the table of proposals, nothing has a mark.
        return [*sentences, blocks.paragraph(_("See:"), " ", commands)]
    head, before, after = _("See:"), "", ""
    if complicated:
        head = _("† complication:")
    named = cells.measures_of(context, context.positions)
    if any(measure.number_inferred for measure in named):
        before = f"* {_('number inferred')}  "
    if any(each.text_from for each in corpus.proposals):
        after = f"  ‡ {_('text inferred')}"
        # The line has no room for the last command.
        commands = spans.commands(context.language.data, show)
    return [*sentences, blocks.paragraph(before, head, " ", commands, after)]


def proposals_table(
    context: Context, *, brief: bool = False, screen: bool = False
) -> blocks.Table:
    """A row for each proposal by :func:`by_support`, and in full one for those without a text."""
    _ = context.gettext
    has_many = context.has_many_claimants
    ordered = context.by_support(screen=screen)
    rows = [_proposal(context, row, has_many=has_many, brief=brief) for row in ordered]
    missing = context.figures.statuses[Status.UNDOCUMENTED]
    if missing and not brief:
        others = context.ngettext(
            "{n} other {proposal}", "{n} other {proposals}", missing
        )
        empty = ["—"] * (1 + has_many)
        rows.append(
            blocks.table_row(
                others,
                "",
                *empty,
                sort_text(context.language, Sort(Status.UNDOCUMENTED)),
            )
        )
    heads = statements.heads_of_statements(context)
    columns = (
        context.proposal_head,
        "",
        statements.measures_of_statements(context),
        *heads,
    )
    return blocks.Table(columns, tuple(rows), brief=brief)


def _proposal(
    context: Context, row: ProposalRow, *, has_many: bool, brief: bool
) -> blocks.TableRow:
    """A proposal; in brief with its first measure, in full with its id, chapter and status too."""
    proposal = row.proposal
    records = row.counted or row.uncounted or row.conclusions
    named = claimant_of
    if brief:
        named = claimant_in_brief
    names = [named(context, each) for each in records]
    # A name may have a comma: « le ministère, d’après RTL ».
    heard = context.gettext("; ").join(dict.fromkeys(names)) or "—"
    claimants = [heard] if has_many else []
    measures = cells.measures_of(context, records)
    if not measures and (answer := answer_of(context.corpus, proposal)):
        measures = [answer]
    title = spans.inline(title_of(proposal))
    more = ""
    if brief:
        wording = _wording_in_brief(context, row)
        more = f" (+{len(measures) - 1})" if len(measures) > 1 else ""
        measures = measures[:1]
    else:
        of = [each for each in context.corpus.chapters if each.id == proposal.chapter]
        chapter = [
            f" · {each.short or each.title}{'*' * proposal.chapter_inferred}"
            for each in of
        ]
        title = spans.inline(cells.titled(title_of(proposal), proposal.id), *chapter)
        # What is counted is called by its wording.
        told_of = [] if row.status in COUNTED else row.positions
        wordings = dict.fromkeys(wording_of(context, each) for each in told_of)
        status = status_in_full(context, row)
        wording = f"{status} ({', '.join(wordings)})" if wordings else status
        wording += mark_of(row.positions)
    numbers = ", ".join(filter(None, map(number_of, measures)))
    titles = [
        context.data(title_of(measure), context.code_of(measure))
        for measure in measures
    ]
    told = spans.joined(titles or ["—"], context.gettext("; "))
    return blocks.table_row(
        title, numbers, spans.inline(told, more), *claimants, wording
    )


def _wording_in_brief(context: Context, row: ProposalRow) -> str:
    """How what is taken up is worded, else the status; what complicates it has a mark.

    A text that is inferred has a mark too.
    """
    wording = context.status_of(row)
    is_named = row.status in {Status.ADOPTED, Status.BELOW_RULE}
    if is_named and row.strongest and not context.corpus.is_response:
        wording = label(context.language, row.strongest)
        said = context.sort_of(row).voicing
        if row.status is Status.ADOPTED and said is Voicing.REPORTED:
            wording = sort_text(context.language, context.sort_of(row), brief=True)
    if row.extents_differ:
        wording = f"{wording} ({extents(context, row)})"
    inferred = "\u00a0‡" if row.proposal.text_from else ""
    return wording + mark_of(records_of(row)) + inferred


def _by_priority(context: Context) -> list[blocks.Block]:
    """How many measures are answered; each with its proposals, those that count first."""
    _ = context.gettext
    rows = []
    for heading, priority, measures in context.measure_groups:
        section = f"{priority.id} {heading}" if priority else heading
        rows += [
            blocks.table_row(*_measure(context, row), section=section)
            for row in measures
        ]
    sentence = cells.answered_sentence(context)
    columns = (_("{Measure}"), _("Statements ({proposals})"))
    table = blocks.Table(columns, tuple(rows), _("{Priority}"))
    marks = map(
        blocks.paragraph, statements.meaning_of_mark(context, context.positions)
    )
    return (
        [blocks.paragraph(sentence), table, *marks]
        if rows
        else _or_none(context, table)
    )


def _measure(context: Context, row: MeasureRow) -> tuple[spans.Inline, spans.Inline]:
    """A measure, and the proposals that statements name it for, those that count first."""
    _ = context.gettext
    told = [cells.answered_cell(context, row.counted)] if row.counted else []
    uncounted: dict[str, list[Statement]] = {}
    for record in row.uncounted:
        why = statements.uncounted_of(context, record)
        uncounted.setdefault(why, []).append(record)
    for why, records in uncounted.items():
        others = cells.answered_cell(context, records)
        told.append(spans.inline(why, _(": "), others))
    title = spans.inline(spans.ident(row.measure.id), " ", row.measure.title)
    concluded = context.status_of(row) if row.conclusions else ""
    nothing = concluded or _("no statement known here")
    return title, spans.joined(told or [nothing], _("; "))


def _brief_priorities(context: Context) -> blocks.Table:
    """A row for each priority: how many measures it has, and how many of them are answered."""
    _ = context.gettext
    rows = []
    for title, _priority, measures in context.measure_groups:
        counts = (len(measures), sum(row.is_answering for row in measures))
        rows.append(blocks.table_row(title, *map(context.number, counts)))
    columns = (
        _("{Priority}"),
        _("{Measures}"),
        _("{Measures} with a statement that counts"),
    )
    return blocks.Table(columns, tuple(rows), brief=True)


def _by_claimant(context: Context) -> list[blocks.Block]:
    """What each actor says, of those whose positions count: refusals and answers left open too."""
    _ = context.gettext
    heard: dict[str, None] = {}
    for row in context.figures.rows:
        for statement in row.counted:
            if actor := context.who(statement).actor:
                heard[actor] = None
    rows = []
    for actor in heard:
        own = whole.of_actor(context, actor)
        counts = own.status_text(*whole.COUNTED_STATUSES, *EXCEPTIONS)
        answered = sum(figures.answered for figures in own.figures_by_document)
        measures = context.number(answered)
        rows.append(blocks.table_row(context.called(actor), counts, measures))
    columns = (_("According to"), _("{Proposals}"), _("{Measures}"))
    if not rows:
        return [blocks.paragraph(_(vocabulary.NONE_COUNTED))]
    return [blocks.Table(columns, tuple(rows))]


def _by_rule(context: Context) -> list[blocks.Block]:
    _ = context.gettext
    number, rule = context.number, context.figures.rule
    under_rules = [
        replace(context, rule=replace(rule, words=words)) for words in WordsCounted
    ]
    rows = []
    for status in Status:
        counts = [dict(each.numbers(status)) for each in under_rules]
        sorts: dict[Sort, None] = {}
        for counted in counts:
            sorts |= dict.fromkeys(counted)
        for sort in sorts:
            row = (number(counted.get(sort, 0)) for counted in counts)
            rows.append(blocks.table_row(sort_text(context.language, sort), *row))
    total = len(context.figures.measures)
    answered = (
        context.language.of_total(each.figures.answered, total) for each in under_rules
    )
    rows.append(
        blocks.table_row(_("{Measures} with a statement that counts"), *answered)
    )
    meanings = (
        f"{words} ({_(counted)})" for words, counted in vocabulary.COUNTED.items()
    )
    rules = blocks.paragraph(
        _("Statements that count"), _(": "), ", ".join(meanings), "."
    )
    return [blocks.Table((_("Status"), *WordsCounted), tuple(rows)), rules]


_TABLES = {
    By.CHAPTER: lambda context: _or_none(context, cells.chapters_table(context)),
    By.PRIORITY: _by_priority,
    By.CLAIMANT: _by_claimant,
    By.RULE: _by_rule,
    By.SOURCE: rivals_table,
}

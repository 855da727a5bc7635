"""The coverage report, in full and in brief."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from jamplan.account import spans
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold
from jamplan.counting.statuses import Status
from jamplan.layouts import blocks, cells
from jamplan.layouts.judges import (
    end_of_outcomes,
    outcomes_screens,
    outcomes_table,
    rivals_table,
    voices_table,
)
from jamplan.layouts.notes import noted, with_notes


class By(StrEnum):
    """The subject of one table of the coverage."""

    CHAPTER = "chapter"
    PRIORITY = "priority"
    CLAIMANT = "claimant"
    RULE = "rule"
    SOURCE = "source"


def coverage_report(account: Account, by: By | None = None) -> list[blocks.Block]:
    """The whole report, or with ``by`` the headline and one table."""
    first, *others = account.whole.headline
    report = cells.opening(account.heading, spans.plain(first))
    if others:
        report.append(blocks.paragraph(spans.joined(others, " ")))
    if by is not None:
        report += _TABLES[by](account)
    elif account.has_document:
        report += _on_document(account)
    else:
        report += _on_judges(account)
    return with_notes(account.source, report)


def _on_document(account: Account) -> list[blocks.Block]:
    """All that is told of proposals that a document answers, below the headline."""
    _, whole, method = account.language.gettext, account.whole, account.method
    return [
        *_bar(account),
        blocks.Heading(_("The {proposals}")),
        *_or_none(account, proposals_table(account)),
        *cells.documents_table(account),
        *_against(account),
        *cells.said_in_general(account),
        *_outcomes(account),
        blocks.Heading(_("The {chapters}")),
        *_or_none(account, cells.chapters_table(account)),
        blocks.Heading(_("The {measures}")),
        *_by_priority(account),
        *_searches(account),
        blocks.Heading(_("The rule")),
        blocks.points(method.rule),
        blocks.Heading(_("What is not known")),
        blocks.points([*whole.unknowns, *method.decided_apart]),
    ]


def _on_judges(account: Account) -> list[blocks.Block]:
    """All that is told of proposals that others judge, below the headline."""
    _ = account.language.gettext
    return [
        blocks.Heading(_("What became of it")),
        outcomes_table(account, account.proposals),
        blocks.points(cells.outcome_points(account)),
        *cells.said_in_general(account),
        *_searches(account),
        blocks.Heading(_("What is not known")),
        # What the figures are out of.
        blocks.points(account.method.rule[-1:]),
    ]


def _searches(account: Account) -> list[blocks.Block]:
    """What was looked for, of all items and of single ones, with the results."""
    told = [cells.search_point(account, search) for search in account.whole.searches]
    return blocks.listed(account.language.gettext("What was looked for"), told)


def _outcomes(account: Account) -> list[blocks.Block]:
    """What became of the items, if anything is known of any."""
    if not account.whole.has_outcomes:
        return []
    title = account.language.gettext("What became of it")
    return blocks.listed(title, cells.outcome_points(account))


def _bar(account: Account) -> list[blocks.Block]:
    """The bar, if there is one."""
    parts = account.whole.bar
    return [blocks.Bar(parts)] if parts else []


def _against(account: Account) -> list[blocks.Block]:
    """What speaks against all statements, and each proposal's, with sources."""
    told = []
    for item in account.by_support:
        title = spans.strong(item.title.text)
        for statement in item.statements:
            if statement.mark:
                sentences = map(noted, statement.objections)
                told.append(spans.inline(title, ". ", spans.joined(sentences, " ")))
    return cells.against(account, told)


def coverage_screens(account: Account) -> list[list[blocks.Block]]:
    """The report in brief: with the proposals, with the chapters, and with neither."""
    if not account.has_document:
        return _screens_of_judges(account)
    whole = account.whole
    title, bar = cells.title_lines(account), _bar(account)
    lead = blocks.paragraph(whole.lead)
    # Many voices fill a screen: what is disputed, refused or left open is told in any
    # case.
    short = blocks.paragraph(whole.lead_in_short)
    head: list[blocks.Block] = [title, lead, *bar]
    # The hint of a folder with a long path takes two lines.
    tight: list[blocks.Block] = [title, replace(lead, close=True), *bar]
    brief: list[blocks.Block] = [title, replace(short, close=True), *bar]
    doubts = [
        blocks.paragraph(warning, close=True) for warning in whole.warnings_on_screen
    ]
    end = [*doubts, *_range_and_commands(account)]
    screens: list[list[blocks.Block]] = []
    # Who says what is worth more than a second table, and less than a whole one.
    whole_tables = list(_whole_tables(account))
    for tables in whole_tables:
        rest = [*doubts, *_range_and_commands(account, tables)]
        screens += [[*shown, *tables, *rest] for shown in (head, tight)]
    for tables in whole_tables:
        rest = [*doubts, *_range_and_commands(account, tables)]
        screens.append([*brief, *tables, *rest])
    for table in _tables_of_exceptions(account):
        rest = [*doubts, *_range_and_commands(account, [table])]
        screens += [[*shown, table, *rest] for shown in (head, tight, brief)]
    return [*screens, [*head, *end], [*brief, *end], [title, short, *end]]


def _whole_tables(account: Account) -> Iterator[list[blocks.Table]]:
    """Yield the tables of a screen, fullest first: proposals, exceptions, chapters."""
    if account.is_long:
        chapters = cells.chapters_by_sign(account)
        exceptions = cells.exceptions_tables(account, (_MOST_EXCEPTIONS,))
        if not account.is_reviewed:
            exceptions, chapters = [], cells.chapters_table(account, brief=True)
        tables = [table for table in (*exceptions, chapters) if table.rows]
        if len(tables) > 1:
            yield tables
        yield from ([table] for table in tables)
    elif account.proposals and not account.tells_exceptions:
        yield [proposals_table(account, brief=True)]


def _tables_of_exceptions(account: Account) -> Iterator[blocks.Table]:
    """Yield tables of fewer and fewer exceptions."""
    if account.is_reviewed or not account.is_long:
        numbers = range(_MOST_EXCEPTIONS, 2, -1)
        tables = cells.exceptions_tables(account, (_SCREEN, *numbers))
        yield from (table for table in tables if table.rows)


_SCREEN = 12
_MOST_EXCEPTIONS = 8
"""The most rows of a screen's table of exceptions, if the lead above it is long."""


def _screens_of_judges(account: Account) -> list[list[blocks.Block]]:
    """What each voice counts, what is disputed, what became of items, as it fits."""
    whole = account.whole
    first = spans.inline(whole.headline[0], ".")
    told: list[spans.Part] = [first, *whole.scope, *whole.disputes]
    title, end = cells.title_lines(account), end_of_outcomes(account)
    beginning: list[blocks.Block] = [title, blocks.paragraph(spans.joined(told, " "))]
    beginning += voices_table(account, brief=True)
    disputed = [item for item in account.proposals if item.is_outcome_disputed]
    screens = []
    for items in (account.proposals, disputed):
        if items:
            table = outcomes_table(account, items, brief=True)
            rest = _range_and_commands(account, [table])
            screens.append([*beginning, table, *rest])
    if account.whole.judges:
        screens += outcomes_screens(account)
    return [
        *screens,
        [*beginning, *end],
        [title, blocks.paragraph(whole.lead), *end],
    ]


def coverage_by_screens(account: Account, by: By) -> list[list[blocks.Block]]:
    """The headline, one table and where the rest is; both in brief if there is no room.

    In brief, chapters are without those inferred, and measures are counted in each
    priority.
    """
    end = cells.see(account.language, "jamplan coverage --full")
    table = _TABLES[by](account)
    brief = table
    if by is By.CHAPTER:
        brief = [replace(cells.chapters_table(account, brief=True), brief=False)]
    elif by is By.PRIORITY:
        brief = [_brief_priorities(account)]
    elif by is By.SOURCE:
        table = brief = rivals_table(account, brief=True)
    lead, first = account.whole.lead, account.whole.headline[0]
    shown = ((lead, table), (lead, brief), (first, brief))
    title = cells.title_lines(account)
    screens = [
        [title, blocks.paragraph(head, lead=True), *told, end] for head, told in shown
    ]
    if by is By.SOURCE:
        # Voices come before what they say without a number.
        numbers = rivals_table(account, brief=True, numbers_only=True)
        screens.append([cells.title_lines(account, chosen=True), *numbers, end])
    return screens


def _or_none(account: Account, table: blocks.Table) -> list[blocks.Block]:
    """A table, or that there is nothing on record for it."""
    if table.rows:
        return [table]
    return [blocks.paragraph(account.language.gettext("None on record."))]


def _range_and_commands(
    account: Account, tables: Sequence[blocks.Table] = ()
) -> list[blocks.Block]:
    """What is undecided, what marks in the tables mean, and the next commands."""
    _, language = account.language.gettext, account.language
    told = [account.whole.undecided_in_brief, *account.method.decided_apart]
    sentences = [
        blocks.paragraph(sentence.removesuffix("."), close=True)
        for sentence in filter(None, told)
    ]
    show = f"jamplan show {_shown(account)}"
    commands = spans.commands(language.data, show, "jamplan coverage --full")
    head, before, after = _("See:"), "", ""
    marks = _marks_in(tables)
    if "†" in marks:
        head = _("† complication:")
    if "*" in marks:
        before = f"* {_('number inferred')}  "
    if "‡" in marks:
        after = f"  ‡ {_('text inferred')}"
        # The line has no room for the last command.
        commands = spans.commands(language.data, show)
    return [*sentences, blocks.paragraph(before, head, " ", commands, after)]


def _shown(account: Account) -> str:
    """The id of an item to show, or its first word.

    It is of an item with a mark, else of the first one in a table.
    """
    ids = [item.id for item in account.by_support]
    name = min(account.whole.complicated, key=len, default=[*ids, "ID"][0])
    word = name.split("-")[0]
    known = [item.id for item in (*account.proposals, *account.measures)]
    if sum(each.startswith(word) for each in known) == 1:
        return word
    return name


def _marks_in(tables: Iterable[blocks.Table]) -> set[str]:
    """The marks at the end of a cell or its number: complicated, or inferred."""
    marks: set[str] = set()
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                marks.update(_MARK.findall(spans.plain(cell)))
    return marks


_MARK = re.compile(r"(?:(?<=\d)\*|[†‡])(?=\W|$)")


def proposals_table(account: Account, *, brief: bool = False) -> blocks.Table:
    """A row for each proposal, and in full one for those without a text."""
    rows = [_proposal(account, item, brief=brief) for item in account.by_support]
    if not brief:
        rows += _without_text(account)
    heads = account.heads_of_statements
    columns = (account.proposal_head, "", account.matched_measure_head, *heads)
    return blocks.Table(columns, tuple(rows), brief=brief)


def _without_text(account: Account) -> Iterator[blocks.TableRow]:
    """Yield the row of the proposals without a text."""
    for status in cells.with_statuses(account, Status.UNDOCUMENTED):
        others = account.language.ngettext(
            "{n} other {proposal}", "{n} other {proposals}", status.count
        )
        empty = ["—"] * len(account.heads_of_statements)
        yield blocks.table_row(others, "", *empty, status.label)


def _proposal(account: Account, item: ItemTold, *, brief: bool) -> blocks.TableRow:
    """A proposal; in brief with a measure, in full with id, chapter and status."""
    ids = list(dict.fromkeys(each.measure for each in item.foremost if each.measure))
    if not ids and item.answer:
        ids = [item.answer]
    measures = [account.item[name] for name in ids]
    more = ""
    if brief:
        title, wording = spans.inline(item.title.text), item.worded_in_brief
        if len(measures) > 1:
            more = f" (+{len(measures) - 1})"
        measures = measures[:1]
    else:
        title, wording = _titled(item), item.worded
    numbers = ", ".join(measure.number for measure in measures if measure.number)
    # No screen has entries to lead to.
    titles = [replace(measure.title, href=None) for measure in measures]
    told = spans.joined(titles or ["—"], account.language.gettext("; "))
    heard = _heard(account, item, brief=brief)
    return blocks.table_row(title, numbers, spans.inline(told, more), *heard, wording)


def _titled(item: ItemTold) -> spans.Inline:
    """The title of a proposal with its id and chapter."""
    title = cells.titled(item.title.text, item.id)
    if item.group_name:
        title = spans.inline(title, f" · {item.group_name}")
    return title


def _heard(account: Account, item: ItemTold, *, brief: bool) -> Sequence[str]:
    """The cell of who is heard, if the table has one."""
    if not account.has_many_claimants:
        return ()
    if brief:
        names = [each.claimant_in_brief for each in item.foremost]
    else:
        names = [each.claimant for each in item.foremost]
    # A name may have a comma: « le ministère, d’après RTL ».
    return (account.language.gettext("; ").join(dict.fromkeys(names)) or "—",)


def _by_priority(account: Account) -> list[blocks.Block]:
    """How many measures are answered; each with proposals, those counting first."""
    _ = account.language.gettext
    rows = []
    for priority in account.priorities:
        section = f"{priority.id} {priority.heading}".strip()
        for name in priority.items:
            item = account.item[name]
            title = spans.inline(spans.ident(item.id), " ", item.title.text)
            rows.append(blocks.table_row(title, item.named_for, section=section))
    columns = (_("{Measure}"), _("Statements ({proposals})"))
    table = blocks.Table(columns, tuple(rows), _("{Priority}"))
    if not rows:
        return _or_none(account, table)
    sentence = blocks.paragraph(account.whole.answered)
    return [sentence, table, *map(blocks.paragraph, _meaning_of_mark(account))]


def _meaning_of_mark(account: Account) -> list[spans.Inline]:
    """What the mark at a position means."""
    positions = []
    for item in account.proposals:
        positions += [each for each in item.statements if each.is_position]
    return cells.meaning_of_mark(account, positions)


def _brief_priorities(account: Account) -> blocks.Table:
    """A row for each priority: how many measures it has, and how many are answered."""
    _, number = account.language.gettext, account.language.number
    rows = []
    for priority in account.priorities:
        counts = (len(priority.items), priority.answering)
        rows.append(blocks.table_row(priority.heading, *map(number, counts)))
    columns = (
        _("{Priority}"),
        _("{Measures}"),
        _("{Measures} with a statement that counts"),
    )
    return blocks.Table(columns, tuple(rows), brief=True)


def _by_claimant(account: Account) -> list[blocks.Block]:
    """What each actor whose positions count says, with refusals and open answers."""
    _, number = account.language.gettext, account.language.number
    rows = []
    for tally in account.whole.by_claimant:
        measures = number(tally.measures)
        rows.append(blocks.table_row(tally.name, tally.counts, measures))
    columns = (_("According to"), _("{Proposals}"), _("{Measures}"))
    if not rows:
        return [blocks.paragraph(account.whole.none_counted)]
    return [blocks.Table(columns, tuple(rows))]


def _by_rule(account: Account) -> list[blocks.Block]:
    """What each rule of words gives, and what each of them counts."""
    _, number = account.language.gettext, account.language.number
    told = account.whole.by_rule
    rows = [
        blocks.table_row(status, *map(number, counts))
        for status, counts in told.statuses
    ]
    measures = _("{Measures} with a statement that counts")
    rows.append(blocks.table_row(measures, *told.answered))
    table = blocks.Table((_("Status"), *told.rules), tuple(rows))
    return [table, blocks.paragraph(told.meaning)]


def _by_chapter(account: Account) -> list[blocks.Block]:
    """What is known of each chapter."""
    return _or_none(account, cells.chapters_table(account))


_TABLES = {
    By.CHAPTER: _by_chapter,
    By.PRIORITY: _by_priority,
    By.CLAIMANT: _by_claimant,
    By.RULE: _by_rule,
    By.SOURCE: rivals_table,
}

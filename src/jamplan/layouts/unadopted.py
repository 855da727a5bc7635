"""What is not established, as a report: disputed, refused, open, to review, unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from jamplan.account import spans
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold, StatementTold
from jamplan.account.clauses import EXCEPTIONS
from jamplan.account.groups import StatusTold
from jamplan.counting.figures import OPEN
from jamplan.counting.statuses import Status
from jamplan.language.folding import one_line
from jamplan.layouts import blocks, cells
from jamplan.layouts.judges import unfinished_report

if TYPE_CHECKING:
    from jamplan.account.similarities import PairTold

_LEFT_OPEN = tuple(status for status in OPEN if status not in EXCEPTIONS)
"""What is not established beside what is disputed, refused or left open."""
_FEWEST = 2
"""The fewest rows of a list that has no room."""
_MOST = (None, 12, 8, 4, _FEWEST)
"""The most rows of each screen; None if it has all."""


def unadopted_screens(
    account: Account, hints: Sequence[PairTold] = ()
) -> list[list[blocks.Block]]:
    """The report in brief, with fewer and fewer rows."""
    return [unadopted_report(account, hints, brief=True, most=most) for most in _MOST]


def unadopted_report(
    account: Account,
    hints: Sequence[PairTold] = (),
    *,
    brief: bool = False,
    most: int | None = None,
) -> list[blocks.Block]:
    """The proposals of each group with their record, ways on, and the rule.

    ``hints`` are shown for proposals on which nobody has decided, as computed
    similarities. In brief, each proposal has one line, and the rule is left out; with
    ``most`` there are so many lines, and what is disputed, refused or left open is told
    by number.
    """
    if not account.has_document:
        return unfinished_report(account, brief=brief)
    _ = account.language.gettext
    told_first = cells.with_statuses(account, *EXCEPTIONS)
    groups = cells.with_statuses(account, *_LEFT_OPEN)
    report = _opening(account, told_first, groups, brief=brief)
    if brief:
        report += _voices(account, by_number=most is not None)
    report += map(blocks.paragraph, _no_refusal(account))
    items: list[ItemTold] = []
    for group in (*told_first, *groups):
        items += [account.item[name] for name in group.items]
    closest = {
        hint.proposal: hint for hint in hints if not account.item[hint.proposal].answer
    }
    report += _table(account, items, closest, brief=brief, most=most)
    statements: list[StatementTold] = []
    for item in items:
        statements += item.statements
    report += map(blocks.paragraph, cells.meaning_of_mark(account, statements))
    if closest:
        report.append(blocks.paragraph(_("~ closest text, computed and not verified")))
    if cells.with_statuses(account, Status.UNDOCUMENTED):
        report.append(blocks.points(without_text(account, advice=most != _FEWEST)))
    return [*report, *_end(account, brief=brief)]


def _opening(
    account: Account,
    told_first: Sequence[StatusTold],
    groups: Sequence[StatusTold],
    *,
    brief: bool,
) -> list[blocks.Block]:
    """The title, and how many proposals of each group there are."""
    _ = account.language.gettext
    counts = ", ".join(group.title for group in groups) or _("nothing")
    not_established = f"{_('Not established')}{_(': ')}{counts}"
    lead = ". ".join([*(group.title for group in told_first), not_established])
    if account.whole.is_empty:
        lead = account.whole.headline_text
    title: blocks.Block = blocks.Heading(one_line(account.heading), 1)
    if brief:
        title = cells.title_lines(account, chosen=True)
    return [title, blocks.paragraph(lead, lead=True, close=brief)]


def _end(account: Account, *, brief: bool) -> list[blocks.Block]:
    """The rule; in brief the next commands."""
    if brief:
        commands = ("jamplan review", "jamplan unadopted --full")
        return [cells.see(account.language, *commands)]
    title = account.language.gettext("The rule")
    return [blocks.Heading(title), blocks.points(account.method.rule)]


def _voices(account: Account, *, by_number: bool) -> list[blocks.Block]:
    """What is disputed, refused or left open, for which table rows have no room."""
    told: Sequence[spans.Part] = account.whole.exceptions
    if by_number:
        told = account.whole.exceptions_by_number
    return [blocks.paragraph(spans.joined(told, " "))] if told else []


def _table(
    account: Account,
    items: Sequence[ItemTold],
    closest: Mapping[str, PairTold],
    *,
    brief: bool,
    most: int | None,
) -> list[blocks.Block]:
    """The proposals, a row each, as many as have room; nothing if there are none."""
    _ = account.language.gettext
    if not items:
        return []
    rows = []
    for item in items[:most]:
        title: spans.Part = item.title.text
        # In brief, what is on record has the voices.
        status = item.status
        if not brief:
            title = cells.titled(item.title.text, item.id)
            status = item.status_in_full
        on_record = _on_record(account, item, closest.get(item.id))
        rows.append(blocks.table_row(title, status, on_record))
    n = len(items) - len(rows)
    if n:
        more = account.language.ngettext(
            "{n} other {proposal}", "{n} other {proposals}", n
        )
        rows.append(blocks.table_row(more, "", ""))
    columns = (account.proposal_head, _("Status"), _("What is on record"))
    return [blocks.Table(columns, tuple(rows), brief=brief)]


def _on_record(account: Account, item: ItemTold, hint: PairTold | None) -> str:
    """The statements and conclusions on a proposal, else an answer or measure."""
    _ = account.language.gettext
    if item.statements:
        return _("; ").join(_stated(account, each) for each in item.statements)
    if item.answer:
        return item.answers_quoted
    if hint is None:
        return _("nothing")
    # The band is before the title, which is cut at the end of the line.
    return f"~ {hint.band}{_(': ')}{hint.measure_numbered}"


def _stated(account: Account, statement: StatementTold) -> str:
    """Who states what and when, with any measure that has its own number."""
    told = statement.stated_with_day
    measure = account.item.get(statement.measure)
    # An answer bears the number of what it answers.
    if measure and statement.proposal not in measure.answers:
        told = f"{told} → {measure.number or measure.id}"
    return f"{told}{statement.mark}"


def _no_refusal(account: Account) -> list[str]:
    return [*filter(None, [account.whole.no_refusal])]


def without_text(account: Account, *, advice: bool = False) -> Iterator[spans.Inline]:
    """Yield where missing texts are found; ``advice`` adds commands to read them."""
    _ = account.language.gettext
    source = account.source.get(account.proposals_source)
    if source is not None and source.url:
        find = _("Find the texts in the document:")
        yield spans.inline(find, " ", spans.address(source.url))
    if advice and account.is_packaged:
        copy = spans.command(f"jamplan init {_('FOLDER')}")
        yield spans.inline(_("A copy to work on:"), " ", copy)
    if advice:
        folder = _("FOLDER")
        read = f"jamplan import {_('FILE')} --as proposals --merge --data {folder}"
        told = _("To read them from the document:")
        yield spans.inline(told, " ", spans.command(read))

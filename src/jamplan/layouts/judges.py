"""How many items each voice counts, beside what can be recounted: positions, and outcomes."""

from collections.abc import Callable, Iterable, Sequence

from jamplan.account import spans
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold
from jamplan.account.tallies import RivalTold
from jamplan.account.vocabulary import capitalised
from jamplan.layouts import blocks, cells

Column = tuple[str, Callable[[RivalTold], str]]
"""The head of a column, and its cell of a row."""
_NONE = "—"
# As many as a cell has room for at 80 columns; JSON has all.
_MOST_IDS = 5


def rivals_table(account: Account) -> list[blocks.Block]:
    """The count of each voice as it gives it, and the items that it alone counts, or leaves out."""
    _ = account.language.gettext
    columns = [
        (_("Total given"), lambda row: row.given or _NONE),
        (_("Listed one by one"), lambda row: _listed(account, row)),
        (_("It alone"), lambda row: _ids(account, row.only)),
        (_("Only others"), lambda row: _ids(account, row.without)),
    ]
    return _table(account, columns, account.whole.rivals)


def outcomes_report(account: Account) -> list[blocks.Block]:
    """What became of items, by voice: its own total, and the items of which it says so last."""
    _, number = account.language.gettext, account.language.number
    columns = [
        (_("Total given"), lambda row: row.given or _NONE),
        (_("Listed one by one"), lambda row: number(len(row.listed))),
    ]
    rows = [row for row in account.whole.rivals if row.is_outcome]
    lead = _("What became of it, by voice; not counted in the figures.")
    return [*cells.opening(account.heading, lead), *_table(account, columns, rows)]


def _table(
    account: Account, columns: Iterable[Column], rivals: Iterable[RivalTold]
) -> list[blocks.Block]:
    _ = account.language.gettext
    rows = []
    for row in rivals:
        row_cells = [row.voice, row.what, row.when or _NONE]
        row_cells += [cell(row) for _head, cell in columns]
        rows.append(blocks.table_row(*row_cells))
    # Of some, a reader interprets what the voice says: it is no “according to”.
    heads = [_("Voice"), _("Status"), _("Date, source")]
    heads += [head for head, _cell in columns]
    if not rows:
        return [blocks.paragraph(_("None on record."))]
    return [blocks.Table(tuple(heads), tuple(rows))]


def _listed(account: Account, row: RivalTold) -> str:
    """The number of items listed; nothing listed is no zero, as a voice may say more elsewhere."""
    if not row.listed:
        return _NONE
    return account.language.number(len(row.listed))


def _ids(account: Account, ids: Sequence[str]) -> str:
    """Ids of items, or their number if they are many."""
    if len(ids) > _MOST_IDS:
        return account.language.number(len(ids))
    return ", ".join(ids) or _NONE


_MOST_VOICES = 5


def voices_table(account: Account) -> blocks.Table:
    """The latest totals of each voice, a row each: how many it calls implemented, and of the others."""
    _ = account.language.gettext
    rows = []
    voices = account.whole.judges
    for voice in voices[:_MOST_VOICES]:
        totals = _("; ").join(voice.totals)
        rows.append(blocks.table_row(voice.name, voice.day or _NONE, totals))
    more = len(voices) - len(rows)
    if more:
        rest = f"{account.language.number(more)} …"
        rows.append(blocks.table_row(rest, "", ""))
    columns = (_("According to"), capitalised(_("date")), _("What became of it"))
    return blocks.Table(columns, tuple(rows), brief=True)


def outcomes_table(
    account: Account, proposals: Sequence[ItemTold], *, brief: bool = False
) -> blocks.Table:
    """What became of proposals by voice, disputes first; in brief without days."""
    _ = account.language.gettext
    rows = []
    for item in sorted(proposals, key=lambda each: not each.is_outcome_disputed):
        title: spans.Part = item.title.text
        told = item.outcome_by_voice
        if not brief:
            title = cells.titled(item.title.text, item.id)
            told = item.outcome or item.nothing_known
        rows.append(blocks.table_row(item.number, title, told))
    columns = (_("No."), account.proposal_head, _("What became of it"))
    return blocks.Table(columns, tuple(rows), brief=brief)


_MOST_ROWS = 14
"""The most rows of a screen."""


def unfinished_report(account: Account, *, brief: bool) -> list[blocks.Block]:
    """The proposals of which not all voices say that they are implemented, with what each says."""
    _, whole = account.language.gettext, account.whole
    unfinished = [item for item in account.proposals if not item.is_carried_out]
    counts = account.outcomes_of(item.id for item in unfinished) or _("nothing")
    lead = f"{_('Not established')}{_(': ')}{counts}"
    if not brief:
        report = cells.opening(account.heading, lead)
        return [*report, outcomes_table(account, unfinished)]
    head = cells.title_lines(account, chosen=True)
    report = [head, blocks.paragraph(lead, lead=True)]
    shown = unfinished
    is_long = len(unfinished) > _MOST_ROWS
    if is_long:
        # What nothing is known of is told in a line.
        shown = [item for item in unfinished if item.outcome][:_MOST_ROWS]
    if shown:
        report.append(outcomes_table(account, shown, brief=True))
    if is_long:
        report.append(blocks.paragraph(" ".join(whole.unknown_outcomes)))
    commands = ("jamplan coverage", "jamplan unadopted --full")
    return [*report, cells.see(account.language, *commands)]

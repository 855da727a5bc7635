"""How many items each voice counts, beside a recount: of positions, and of outcomes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jamplan.account import spans
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold
from jamplan.account.tallies import AS_REPORTED, INFERRED, RivalTold, VoiceTold
from jamplan.account.vocabulary import capitalised
from jamplan.layouts import blocks, cells

_NONE = "—"
_REPORTED = "‡"
# As many as a cell has room for at 80 columns; JSON has all.
_MOST_IDS = 5


def rivals_table(
    account: Account, *, brief: bool = False, numbers_only: bool = False
) -> list[blocks.Block]:
    """The count of each voice, and the items that it alone counts or leaves out.

    In ``brief`` without what voices say of items that are not taken up or implemented;
    with ``numbers_only``, without what they say of some items, and with fewer empty
    lines.
    """
    _ = account.language.gettext
    told = account.whole.rivals_in_brief if brief else account.whole.rivals
    kinds = {row.what for row in told}
    rows = []
    for row in told:
        name = row.voice
        if brief:
            name = _marked(row.name, row.reporters)
        counts = (row.given or _NONE, _listed(account, row))
        items = (_names(account, row.opposed), _names(account, row.without))
        section = row.what if len(kinds) > 1 else None
        row_cells = (name, row.when or _NONE, *counts, *items)
        rows.append(blocks.table_row(*row_cells, section=section))
    if not rows:
        return [blocks.paragraph(_("None on record."))]
    heads = (
        # Of some, a reader interprets what the voice says: it is no “according to”.
        _("Voice"),
        capitalised(_("date")),
        _("Total given"),
        _("By number"),
        _("It alone"),
        _("Leaves out"),
    )
    section = None
    if len(kinds) > 1:
        section = _("Status")
    table = blocks.Table(heads, tuple(rows), section)
    lead = []
    if len(kinds) == 1:
        lead = [blocks.paragraph(*kinds, _(": ").rstrip(), close=True)]
    notes = _notes(account, told, brief=brief)
    others = [*map(blocks.Paragraph, account.whole.uncounted_totals)]
    if numbers_only:
        others, notes = [], [replace(note, close=True) for note in notes]
    return [*lead, table, *others, *notes]


def _listed(account: Account, row: RivalTold) -> str:
    """The number of items listed; none is no zero, as more may be said elsewhere."""
    if not row.listed:
        return _NONE
    return account.language.number(len(row.listed))


def _names(account: Account, ids: Sequence[str]) -> str:
    """Items by their numbers, else their ids; how many there are, if they are many."""
    if len(ids) > _MOST_IDS:
        return account.language.number(len(ids))
    names = [account.item[name].number or name for name in ids]
    return ", ".join(names) or _NONE


def _marked(name: str, reporters: Sequence[str]) -> str:
    """A name, with the mark of what others report."""
    return f"{name}\u00a0{_REPORTED}" if reporters else name


def _notes(
    account: Account, told: Iterable[RivalTold | VoiceTold], *, brief: bool
) -> list[blocks.Paragraph]:
    """What the marks of a table of voices mean, as far as it has them."""
    _ = account.language.gettext
    notes: list[str] = []
    reporters: dict[str, None] = {}
    for row in told:
        if INFERRED in (row.when if isinstance(row, RivalTold) else row.day):
            notes = [f"{INFERRED} {_('date inferred')}"]
        reporters |= dict.fromkeys(row.reporters)
    if brief and reporters:
        names = account.language.listed([*reporters])
        notes.append(f"{_REPORTED} {_(AS_REPORTED, names=names)}")
    return [blocks.paragraph("\u00a0 ".join(notes))] if notes else []


def voices_table(
    account: Account, *, brief: bool = False, recounted: bool = True
) -> list[blocks.Block]:
    """Each voice's latest totals, a row each: the implemented items, and the others.

    In ``brief`` who reports them is a mark; ``recounted``, with how many it names one
    by one.
    """
    _, number = account.language.gettext, account.language.number
    voices = account.whole.judges
    if brief:
        voices = tuple(voice for voice in voices if not voice.is_beside)
    rows = []
    for voice in voices:
        name = voice.voice
        if brief:
            name = _marked(voice.name, voice.reporters)
        told = [name, voice.day or _NONE, voice.done or _NONE]
        if recounted:
            told.append(number(voice.listed) if voice.listed else _NONE)
        others = _("; ").join(voice.others) or _NONE
        rows.append(blocks.table_row(*told, others))
    if not rows:
        return []
    heads = [_("Voice"), capitalised(_("date")), capitalised(_("implemented"))]
    if recounted:
        heads.append(_("By number"))
    table = blocks.Table((*heads, _("Others")), tuple(rows))
    return [table, *_notes(account, voices, brief=brief)]


def outcomes_report(account: Account) -> list[blocks.Block]:
    """What became of items: what voices count, and on which items they disagree."""
    _, whole = account.language.gettext, account.whole
    table = voices_table(account)
    lead = whole.voices_counted or f"{_('What became of it')}."
    report = cells.opening(account.heading, lead)
    if not table:
        return [*report, blocks.paragraph(_("None on record."))]
    report += [*table, *map(blocks.Paragraph, whole.uncounted_totals)]
    report += map(blocks.paragraph, whole.agreed)
    for items in (account.proposals, account.measures):
        shown = [item for item in items if item.is_outcome_disputed]
        if not whole.voices_counted:
            # Without totals to compare, item by item.
            shown = [item for item in items if item.outcome]
        if shown:
            report.append(outcomes_table(account, shown))
    return report


def outcomes_screens(account: Account) -> list[list[blocks.Block]]:
    """What each voice counts, then by number what is disputed and what agreed."""
    voices = voices_table(account, brief=True)
    if not voices:
        return [outcomes_report(account)]
    tight = voices_table(account, brief=True, recounted=False)
    title, whole = cells.title_lines(account), account.whole
    first = spans.inline(whole.headline[0], ".")
    told = [*whole.scope, *filter(None, [whole.voices_counted])]
    lead = blocks.paragraph(spans.joined([first, *told], " "))
    others = [*map(blocks.Paragraph, whole.uncounted_totals)]
    named = " ".join([*whole.disputes, *whole.agreed])
    numbers = [blocks.paragraph(named)] if named else []
    end = end_of_outcomes(account)
    kinds = (account.proposals, account.measures)
    known = [[item for item in kind if item.outcome] for kind in kinds]
    items = [outcomes_table(account, each, brief=True) for each in known if each]
    screens = [[title, lead, *voices, *others, *numbers, *items, *end]]
    if not whole.voices_counted:
        # One voice's count is no comparison: item by item there is more to see.
        screens += [[title, lead, *items, *end]]
    screens.append([title, lead, *voices, *others, *numbers, *end])
    screens += [[title, lead, *each, *numbers, *end] for each in (voices, tight)]
    close = replace(lead, close=True)
    scope = [blocks.paragraph(sentence, close=True) for sentence in whole.scope]
    return [
        *screens,
        [title, close, *tight, *numbers, *end],
        [title, *scope, *tight, *numbers, *end],
    ]


def end_of_outcomes(account: Account) -> list[blocks.Block]:
    """The next commands: rival counts, and an item on which voices disagree."""
    commands = ["jamplan coverage --by source"]
    disputed = [each for each in account.item.values() if each.is_outcome_disputed]
    commands += [f"jamplan show {item.id}" for item in disputed[:1]]
    return [cells.see(account.language, *commands)]


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
    head = account.proposal_head
    if proposals and not proposals[0].is_proposal:
        head = account.measure_head
    columns = (_("No."), head, _("What became of it"))
    return blocks.Table(columns, tuple(rows), brief=brief)


_MOST_ROWS = 14
"""The most rows of a screen."""


def unfinished_report(account: Account, *, brief: bool) -> list[blocks.Block]:
    """The items that not all voices call implemented, with what each says."""
    _, whole = account.language.gettext, account.whole
    unfinished = [item for item in account.followed if not item.is_carried_out]
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
    full = "jamplan unadopted --full"
    if account.has_document:
        full = "jamplan unadopted --outcomes --full"
    commands = ("jamplan coverage", full)
    return [*report, cells.see(account.language, *commands)]

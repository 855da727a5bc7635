"""How many items each voice counts, beside what can be recounted: positions, and outcomes."""

from collections.abc import Callable, Iterable, Sequence

from jamplan.account import spans, vocabulary
from jamplan.account.clauses import claimant_of
from jamplan.account.context import Context
from jamplan.account.items import (
    is_disputed,
    outcome_by_voice,
    outcome_in_brief,
    outcomes_counted,
    unknown_outcomes,
)
from jamplan.account.quoting import quotes_of
from jamplan.account.totals import latest_totals, number_in
from jamplan.account.vocabulary import capitalised, label, number_of, title_of
from jamplan.corpus.model import Proposal
from jamplan.corpus.statements import ALL_MEASURES, Says, Statement
from jamplan.corpus.voices import Telling, outcome_day
from jamplan.counting.rivals import Rival, rivals_on_record
from jamplan.language import N_
from jamplan.layouts import blocks, cells

Column = tuple[str, Callable[[Rival], str]]
"""The head of a column, and its cell of a row."""
_NONE = "—"
# As many as a cell has room for at 80 columns; JSON has all.
_MOST_IDS = 5


def rivals_table(context: Context) -> list[blocks.Block]:
    """The count of each voice as it gives it, and the items that it alone counts, or leaves out."""
    _ = context.gettext
    columns = [
        (_("Total given"), lambda row: _count(context, row.given)),
        (_("Listed one by one"), lambda row: _count(context, row.recounted)),
        (_("It alone"), lambda row: _ids(context, row.only)),
        (_("Only others"), lambda row: _ids(context, row.without)),
    ]
    return _table(context, columns, rivals_on_record(context.corpus))


def outcomes_report(context: Context) -> list[blocks.Block]:
    """What became of items, by voice: its own total, and the items of which it says so last."""
    _ = context.gettext
    columns = [
        (_("Total given"), lambda row: _count(context, row.given)),
        (_("Listed one by one"), lambda row: context.number(len(row.listed))),
    ]
    rows = [(about, row) for about, row in rivals_on_record(context.corpus)]
    table = _table(context, columns, [each for each in rows if each[1].is_outcome])
    lead = _("What became of it, by voice; not counted in the figures.")
    return [*cells.opening(context.heading, lead), *table]


def _table(
    context: Context, columns: Iterable[Column], rivals: Iterable[tuple[str, Rival]]
) -> list[blocks.Block]:
    _ = context.gettext
    rows = []
    for about, row in rivals:
        says = vocabulary.capitalised(vocabulary.label(context.language, row.says))
        items = _(N_("{measures}") if about == ALL_MEASURES else N_("{proposals}"))
        row_cells = [_speaker(context, row), f"{says} ({items})", _when(context, row)]
        row_cells += [cell(row) for _head, cell in columns]
        rows.append(blocks.table_row(*row_cells))
    # Of some, a reader interprets what the voice says: it is no “according to”.
    heads = [_("Voice"), _("Status"), _("Date, source")]
    heads += [head for head, _cell in columns]
    if not rows:
        return [blocks.paragraph(_("None on record."))]
    return [blocks.Table(tuple(heads), tuple(rows))]


def _speaker(context: Context, row: Rival) -> str:
    """Who is heard, and through whom: what is reported, or read by a reader, is no own word."""
    heard = row.heard
    who = context.named(heard.who.actor).text if heard.who.actor else ""
    via = context.language.listed([context.called(actor) for actor in row.via])
    match heard.telling:
        case Telling.REPORTED if len(row.via) > 1:
            return context.gettext("{who}, as {via} report", who=who, via=via)
        case Telling.REPORTED if via:
            return context.gettext("{who}, as {via} reports", who=who, via=via)
        case Telling.INTERPRETED:
            reader = context.reader(heard.reader)
            return context.gettext("{who}, as read by {reader}", who=who, reader=reader)
        case Telling.UNCLEAR:
            by_via = context.language.by_name(via or who)
            return context.gettext("ambiguous sentence {by_via}", by_via=by_via)
        case _:
            return who


def _when(context: Context, row: Rival) -> str:
    """The day and the publisher of a total, and whose words it is if it is another one's."""
    if row.source is None:
        return _NONE
    via = context.publisher(row.source).text
    if row.date is None:
        return via
    day = context.language.date(row.date)
    match row.given_as:
        case Telling.QUOTED:
            return context.gettext("{said}, quoted by {via}", said=day, via=via)
        case Telling.REPORTED:
            return context.gettext("{said}, as {via} reports", said=day, via=via)
        case _:
            return f"{day}, {via}"


def _ids(context: Context, ids: Sequence[str]) -> str:
    """Ids of items, or their number if they are many."""
    if len(ids) > _MOST_IDS:
        return context.number(len(ids))
    return ", ".join(ids) or _NONE


def _count(context: Context, count: int | str | None) -> str:
    """A number as its voice gives it, which may be “some”."""
    if count is None:
        return _NONE
    if isinstance(count, str):
        return context.gettext("some, without a number")
    return context.number(count)


_MOST_VOICES = 5


def voices_table(context: Context) -> blocks.Table:
    """The latest totals of each voice, a row each: how many it calls implemented, and of the others."""
    _ = context.gettext
    voices: dict[str, list[Statement]] = {}
    for total in latest_totals(context):
        if total.is_outcome and number_in(total) is not None:
            voices.setdefault(claimant_of(context, total), []).append(total)
    rows = []
    for name, totals in voices.items():
        done = [each for each in totals if each.says is Says.CARRIED_OUT]
        if not done:
            continue
        day = outcome_day(done[0], context.corpus.source)
        others = [each for each in totals if each not in done]
        told = [_total_in_words(context, each) for each in (*done, *others)]
        when = context.language.date(day) or "—"
        row = blocks.table_row(
            capitalised(name), when, context.gettext("; ").join(told)
        )
        rows.append(row)
    columns = (_("According to"), capitalised(_("date")), _("What became of it"))
    more = len(rows) - _MOST_VOICES
    if more > 0:
        rest = f"{context.number(more)} …"
        rows = [*rows[:_MOST_VOICES], blocks.table_row(rest, "", "")]
    return blocks.Table(columns, tuple(rows), brief=True)


def _total_in_words(context: Context, total: Statement) -> str:
    """« 6 », or its own words; of another outcome « 4 à l’arrêt »."""
    quotes = quotes_of(context, total.evidence)
    if quotes:
        return spans.plain(quotes[0])
    what = label(context.language, total.says)
    if total.text:
        what = context.data(total.text).text.rstrip(".").lower()
    return f"{total.count} {what}"


def outcomes_table(
    context: Context, proposals: Sequence[Proposal], *, brief: bool = False
) -> blocks.Table:
    """What became of proposals by voice, disputes first; in brief without days."""
    _ = context.gettext
    rows = []
    for proposal in sorted(proposals, key=lambda each: not is_disputed(context, each)):
        title: spans.Part = title_of(proposal)
        told = outcome_by_voice(context, proposal)
        if not brief:
            title = cells.titled(title_of(proposal), proposal.id)
            told = outcome_in_brief(context, proposal)
        told = told or context.nothing_known(proposal)
        rows.append(blocks.table_row(number_of(proposal), title, told))
    columns = (_("No."), context.proposal_head, _("What became of it"))
    return blocks.Table(columns, tuple(rows), brief=brief)


_MOST_ROWS = 14
"""The most rows of a screen."""


def unfinished_report(context: Context, *, brief: bool) -> list[blocks.Block]:
    """The proposals of which not all voices say that they are implemented, with what each says."""
    _ = context.gettext
    found = [
        proposal
        for proposal in context.corpus.proposals
        if not _is_done(context, proposal)
    ]
    counts = outcomes_counted(context, found) or _("nothing")
    lead = f"{_('Not established')}{_(': ')}{counts}"
    if not brief:
        report = cells.opening(context.heading, lead)
        return [*report, outcomes_table(context, found)]
    head = cells.title_lines(context, chosen=True)
    report = [head, blocks.paragraph(lead, lead=True)]
    is_long = len(found) > _MOST_ROWS
    if is_long:
        # What nothing is known of is told in a line.
        found = [each for each in found if each.id in context.outcomes][:_MOST_ROWS]
    if found:
        report.append(outcomes_table(context, found, brief=True))
    if is_long:
        report.append(blocks.paragraph(" ".join(unknown_outcomes(context))))
    end = cells.see(context, "jamplan coverage", "jamplan unadopted --full")
    return [*report, end]


def _is_done(context: Context, proposal: Proposal) -> bool:
    """Whether all voices on a proposal say that it is implemented."""
    outcome = context.outcomes.get(proposal.id)
    if outcome is None:
        return False
    return {word.says for word in outcome.words} == {Says.CARRIED_OUT}

"""How many items each voice counts, beside what can be recounted: positions, and outcomes."""

from collections.abc import Callable, Iterable, Sequence

from jamplan.account import vocabulary
from jamplan.account.context import Context
from jamplan.corpus.statements import ALL_MEASURES
from jamplan.corpus.voices import Telling
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

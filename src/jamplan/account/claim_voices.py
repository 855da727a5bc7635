"""What voices say of a published figure: whose total, who refuses, other counts."""

from collections.abc import Iterable

from jamplan.account import spans, vocabulary
from jamplan.account.clauses import records_of, stated, voices_of_row
from jamplan.account.context import Context
from jamplan.account.method import what_counts
from jamplan.account.rules import PARTIAL
from jamplan.account.totals import in_brackets, told_total
from jamplan.account.vocabulary import EXTENTS, Sort
from jamplan.corpus.model import Item
from jamplan.corpus.statements import Says, Statement
from jamplan.corpus.voices import Telling
from jamplan.counting import rivals, voiced
from jamplan.counting.claims import ClaimTested
from jamplan.counting.compared import compared
from jamplan.counting.quantity import DENIED, OUTCOMES, About, Said
from jamplan.counting.statuses import COUNTED, UNDECIDED, Status
from jamplan.language import N_


def choices(context: Context, tested: ClaimTested) -> Iterable[str]:
    """Yield the choices of a rule on which its figure depends."""
    outcome, counted = tested.chosen, what_counts(context)
    if others := told_by_others(context, tested):
        actors = context.language.listed([*map(context.called, others)])
        told = context.gettext("according to {actor}", actor=actors)
        counted = f"{counted}, {told}"
    yield counted
    if context.figures.statuses[Status.PARTIAL] and outcome.about is About.PROPOSALS:
        yield context.gettext(PARTIAL[outcome.rule.partial])


def told_by_others(context: Context, tested: ClaimTested) -> tuple[str, ...]:
    """Who says of those whom a figure names that they do it, if not they alone."""
    doers = compared(context.corpus, tested.quantity).doers
    claimants = tested.chosen.figures.claimants
    is_of_one = tested.chosen.rule.whose is not None
    return () if not doers or is_of_one or {*claimants} <= doers else claimants


def whose(context: Context, total: Statement) -> str:
    """« le gouvernement (vie-publique.fr, 2025) »; its words if it has no number."""
    actor = voiced.speaker_of(context.corpus, total)
    name = context.called(actor) if actor else context.reader(total.by)
    if voiced.number_of(total) is None or not total.evidence:
        return f"{name}{spans.plain(in_brackets(context, total))}"
    place = context.place(context.corpus.source[total.evidence[0].source])
    voice = context.voice(total)
    printed = {
        Telling.QUOTED: N_("{said}, quoted by {via}"),
        Telling.REPORTED: N_("{said}, as {via} reports"),
    }
    if voice.telling in printed and voice.via:
        via = context.called(voice.via)
        name = context.gettext(printed[voice.telling], said=name, via=via)
    return f"{name} ({place})"


def attributed(context: Context, tested: ClaimTested) -> str:
    """« Selon X, mise en œuvre : 6 mesures (2024), « … ». »: a total of a voice.

    It is told with what can be recounted of it.
    """
    _ = context.gettext
    # The number alone does not say of what it is: its voice's own words do.
    told = [
        spans.plain(told_total(context, total, noted=False)) for total in tested.given
    ]
    said = tested.quantity.said
    if said in DENIED:
        by = tested.chosen.by
        refused = refusals_on_record(context, said, by)
        if refused:
            told.append(_("Recounted here: {counts}.", counts=refused))
    elif said in OUTCOMES or not context.is_reviewed:
        speakers = {voiced.speaker_of(context.corpus, each) for each in tested.given}
        rows = voiced.beside(context.corpus, tested.quantity)
        own = [row for row in rows if row.who.actor in speakers and row.listed]
        told.append(recounted(context, own) or _("It cannot be recounted here."))
    else:
        counts = context.status_text(Status.ADOPTED, Status.PARTIAL)
        told += [_("Recounted here: {counts}.", counts=counts)] if counts else []
    return " ".join(told)


def recounted(context: Context, voices: Iterable[rivals.Rival]) -> str:
    """« Selon X, un par un : 3 (n° 1, 2 et 5). », of each voice.

    Of what readers read, it says who reads it.
    """
    told = []
    for row in voices:
        if row.who.actor is None:
            continue
        if not row.heard.is_explicit:
            told.append(_as_read(context, row))
            continue
        items = [context.item_name(_item(context, item)) for item in row.listed]
        if row.says in _PARTLY:
            extent = spans.bracketed(context.gettext(EXTENTS[row.says]))
            items = [f"{item}{extent}" for item in items]
        names = [*items[:_MOST_ITEMS], *(["…"] if len(items) > _MOST_ITEMS else [])]
        told.append(
            context.gettext(
                "According to {actor}, one by one, {n}: {items}.",
                actor=_heard(context, row),
                n=context.number(len(items)),
                items=", ".join(names),
            )
        )
    return " ".join(told)


def _heard(context: Context, row: rivals.Rival) -> str:
    """« la Ville, d’après Le Courrier »: who says so, and who alone reports it."""
    name = context.called(row.who.actor) if row.who.actor else ""
    if row.heard.telling is not Telling.REPORTED or len(row.via) != 1:
        # Each of several tells some of it alone.
        return name
    via = context.called(row.via[0])
    return context.gettext("{said}, as {via} reports", said=name, via=via)


def _as_read(context: Context, row: rivals.Rival) -> str:
    """« 2 (n° 7 et 9), abandon, lecture par X d’une phrase de Y (mars 2024). ».

    Items of which the same is told are told together.
    """
    alike: dict[str, list[Item]] = {}
    for item in row.listed:
        records = [
            each
            for each in context.corpus.statements_on[item]
            if each.says is row.says
            and rivals.heard_in(each, context.corpus) == row.heard
        ]
        reading = stated(context, records[-1], day=True)
        alike.setdefault(reading, []).append(_item(context, item))
    told = []
    for reading, items in list(alike.items())[:_MOST_ITEMS]:
        names = spans.bracketed(context.item_names(items))
        told.append(f"{context.number(len(items))}{names}, {reading}")
    more = ["…"] if len(alike) > len(told) else []
    return f"{context.gettext('; ').join([*told, *more])}."


_PARTLY = frozenset({Says.IN_PART, Says.IN_PRINCIPLE})
_MOST_ITEMS = 6
"""The most items that an answer names of those that add up to a figure."""


def _item(context: Context, item: str) -> Item:
    return context.corpus.proposal.get(item) or context.corpus.measure[item]


def attributing(context: Context, tested: ClaimTested) -> Iterable[str]:
    """Yield a figure in its voices' own words, and what each voice counts otherwise."""
    for total in tested.given[:1]:
        yield spans.plain(told_total(context, total, noted=False))
    if not tested.given:
        yield recounted(context, tested.recounted)
    told_first = {voiced.speaker_of(context.corpus, each) for each in tested.given}
    told_first |= {row.who.actor for row in tested.recounted}
    others: dict[str, str] = {}
    for row in voiced.beside(context.corpus, tested.quantity):
        actor, is_total = row.who.actor, isinstance(row.given, int)
        n = row.given if isinstance(row.given, int) else len(row.listed)
        # Of a voice that is told already, only another total is told: a later one.
        is_told = actor in told_first and not is_total
        is_same = not n or n == tested.quantity.value
        if actor is None or actor in others or is_told or is_same:
            continue
        day = spans.bracketed(context.language.date(row.date))
        others[actor] = f"{context.called(actor)}, {context.number(n)}{day}"
    if others:
        told = context.gettext("; ").join(others.values())
        yield context.gettext("Others count: {others}.", others=told)


def refusals_apart(context: Context) -> str:
    """« 1 refus ; à côté, en désaccord : … »: those undisputed, then the disputed."""
    refused = [
        row
        for row in voiced.denied_items(context.figures)
        if row.status is Status.REFUSED
    ]
    return context.gettext(
        "{counted}; with those that are disputed, {refusals}",
        counted=context.status_text(Status.REFUSED, rows=refused),
        refusals=refusals_on_record(context),
    )


def refusals_on_record(
    context: Context, said: Said = Said.REFUSED, by: str | None = None
) -> str:
    """« 1 : n° 5, en désaccord : acceptation selon X (mars 2024), refus de Y ».

    They are those that :func:`voiced.denied_items` counts, by whoever says so or ``by``
    one actor, under any rule; empty without any.
    """
    _ = context.gettext
    told = []
    rows = voiced.denied_items(context.figures, said, by)
    for row in rows[:_MOST_REFUSALS]:
        no = [
            each
            for each in records_of(row)
            if each in voiced.not_taken_up(context.corpus)
        ]
        clauses = ", ".join(
            dict.fromkeys(stated(context, each, day=True) for each in no)
        )
        if row.status is Status.CONTESTED:
            voices = voices_of_row(context, row)
            clauses = _("disputed: {voices}", voices=voices)
        elif row.status in COUNTED:
            clauses = _(
                "{refusal}, beside a statement that it is taken up", refusal=clauses
            )
        told.append(f"{context.item_name(row.proposal)}, {clauses}")
    if not told:
        return ""
    more = ["…"] if len(rows) > len(told) else []
    number = context.ngettext("{n} on record", "{n} on record", len(rows))
    return f"{number}{_(': ')}{_('; ').join([*told, *more])}"


_MOST_REFUSALS = 5
"""The most refusals that an answer names: it is a paragraph on a screen of 23 lines."""


def counts_beside(context: Context) -> str:
    """The counts beside refusals that may be refused too, except those they tell.

    They are what is undecided.
    """
    denied = voiced.denied_items(context.figures)
    others = [row for row in context.figures.rows if row not in denied]
    counts = [context.status_text(*UNDECIDED, rows=others)]
    if n := context.figures.statuses[Status.UNDOCUMENTED]:
        missing = Sort(Status.UNDOCUMENTED)
        counts.append(vocabulary.count_of(context.language, missing, n))
    return ", ".join(filter(None, counts))

"""What sources say of all items: totals, with who says, prints or reads them."""

from collections.abc import Iterator

from jamplan.account import vocabulary
from jamplan.account.context import Context
from jamplan.account.quoting import cited, closed
from jamplan.account.spans import Inline, inline
from jamplan.account.vocabulary import capitalised
from jamplan.corpus import dates
from jamplan.corpus.statements import ALL_PROPOSALS, SOME, TOTALS, Says, Statement
from jamplan.corpus.voices import Telling, outcome_day
from jamplan.language import N_


def all_totals(context: Context) -> list[Statement]:
    """What sources say of a number of items, positions first."""
    on_all = list(context.totals)
    for about in sorted(TOTALS, reverse=True):
        found = context.corpus.statements_on.get(about, ())
        on_all += [each for each in found if each.is_outcome]
    whose = context.figures.rule.whose
    if whose is None:
        return on_all
    return [each for each in on_all if context.who(each).actor == whose]


def latest_totals(context: Context) -> list[Statement]:
    """The last total of each voice of each thing that it counts."""
    latest: dict[object, Statement] = {}
    for total in all_totals(context):
        key = total.about, context.who(total), total.says
        before = latest.get(key)
        if before is None or not _is_earlier(context, total, before):
            # The order is that of the totals told.
            latest.pop(key, None)
            latest[key] = total
    return list(latest.values())


def _is_earlier(context: Context, total: Statement, other: Statement) -> bool:
    """Whether a total is of a day before that of another one, or of none."""
    day = outcome_day(total, context.corpus.source)
    other_day = outcome_day(other, context.corpus.source)
    if day is None or other_day is None:
        return day is None and other_day is not None
    return dates.precedes(day, other_day)


def general_claim(context: Context, total: Statement) -> str:
    """What a source says of all items, unquoted, and who prints or reads it."""
    _, voice = context.gettext, context.voice(total)
    said = _count_said(context, total, voice.who)
    if voice.who is None or voice.telling is Telling.SPEAKS:
        return said
    via = context.called(voice.via) if voice.via else ""
    if voice.telling is Telling.INTERPRETED:
        return _(
            "{said}, as read by {reader}", said=said, reader=context.reader(total.by)
        )
    if voice.telling is Telling.UNCLEAR:
        return _("{said}, in an ambiguous sentence", said=said)
    if voice.telling is Telling.QUOTED:
        return _("{said}, quoted by {via}", said=said, via=via)
    return _("{said}, as {via} reports", said=said, via=via)


def _count_said(context: Context, total: Statement, who: str | None) -> str:
    """« Selon X, mise en œuvre : 38 mesures »."""
    n = number_in(total)
    actor = context.mentioned(who) if who else context.reader(total.by)
    is_all = total.about == ALL_PROPOSALS
    language = context.language_of(context.document_of(total))
    if total.says is Says.TAKEN_UP and is_all and n is None:
        if context.manner.speaks_for_itself:
            return capitalised(actor)
        return context.gettext(
            "According to {actor}, some {proposals} are taken up", actor=actor
        )
    if total.says is Says.TAKEN_UP and is_all and n is not None:
        return context.ngettext(
            "According to {actor}, {n} {proposal} is taken up",
            "According to {actor}, {n} {proposals} are taken up",
            n,
            actor=actor,
        )
    if n is None:
        some = N_("some {proposals}") if is_all else N_("some {measures}")
        items = language.gettext(some)
    elif is_all:
        items = context.ngettext("{n} {proposal}", "{n} {proposals}", n)
    else:
        items = language.ngettext("{n} {measure}", "{n} {measures}", n)
    what = vocabulary.label(language, total.says)
    if total.text:
        # The voice's own word, if that is on record.
        what = context.data(total.text).text.rstrip(".").lower()
    message = N_("According to {actor}, {what}: {items}")
    return context.gettext(message, actor=actor, items=items, what=what)


def told_total(
    context: Context, total: Statement, *, quoted: bool = True, noted: bool = True
) -> Inline:
    """What a source says of all items, with its day, first quote and notes.

    One of a response without a number is told in its own words, or in those of the
    note.
    """
    day = outcome_day(total, context.corpus.source)
    claimed = general_claim(context, total)
    if day:
        claimed = f"{claimed} ({context.language.date(day)})"
    note = context.data(total.note or "")
    quotes = [piece.quote for piece in cited(context, total.evidence) if piece.quote]
    is_own_word = number_in(total) is None and context.manner.speaks_for_itself
    if not quotes and is_own_word and note.text:
        return inline(f"{claimed}{context.gettext(': ')}", note)
    said = inline(claimed)
    if quotes and quoted:
        # What it says follows a colon already, unless its verb says it.
        is_verb = total.says is Says.TAKEN_UP and total.about == ALL_PROPOSALS
        before_quote = context.gettext(": ") if is_verb else ", "
        said = inline(claimed, before_quote, quotes[0])
    said = closed(said)
    return inline(said, " ", note) if note.text and noted else said


def without_number(context: Context) -> Iterator[Inline]:
    """Yield what voices say of the outcome of some items, in their words."""
    for total in latest_totals(context):
        if total.is_outcome and number_in(total) is None:
            yield told_total(context, total, noted=False)


def totals_by_voice(context: Context) -> list[str]:
    """« Mise en œuvre : 6 selon X (mars 2024) ; 2 selon Y »: counts, by outcome.

    They are those of each voice.
    """
    counts: dict[str, dict[int, list[str]]] = {}
    for total in latest_totals(context):
        n = number_in(total)
        if total.is_outcome and n is not None:
            what = vocabulary.label(context.language, total.says)
            of_what = counts.setdefault(what, {})
            of_what.setdefault(n, []).append(_with_day(context, total))
    colon, semicolon = context.gettext(": "), context.gettext("; ")
    told = []
    for what, by_number in counts.items():
        parts = []
        for n, voices in by_number.items():
            actor = context.language.listed(voices)
            by = context.gettext("according to {actor}", actor=actor)
            parts.append(f"{context.number(n)} {by}")
        told.append(f"{capitalised(what)}{colon}{semicolon.join(parts)}.")
    return told


def _with_day(context: Context, total: Statement) -> str:
    """« X (mars 2024) »; of what another one publishes, with its site."""
    voice = context.voice(total)
    day = outcome_day(total, context.corpus.source)
    where = []
    if voice.who != voice.via and total.evidence:
        source = context.corpus.source[total.evidence[0].source]
        where.append(context.site(source))
    if day:
        where.append(context.language.date(day))
    who = context.reader(total.by)
    if voice.who:
        who = context.called(voice.who)
    return f"{who} ({', '.join(where)})" if where else who


def in_brackets(context: Context, total: Statement) -> Inline:
    """The first quote of a total in brackets, empty if there is none."""
    quoted = [piece.quote for piece in cited(context, total.evidence) if piece.quote]
    return inline(" (", quoted[0], ")") if quoted else ()


def number_in(total: Statement) -> int | None:
    """The number that a total gives; None of one that gives none."""
    if total.count is None or total.count == SOME:
        return None
    return int(total.count)

"""What each voice counts, and each rule gives, in words: tables beside the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from jamplan.account.clauses import EXCEPTIONS
from jamplan.account.context import Context
from jamplan.account.rules import COUNTED
from jamplan.account.spans import bracketed
from jamplan.account.totals import latest_totals
from jamplan.account.vocabulary import Sort, capitalised, label, sort_text
from jamplan.account.whole import COUNTED_STATUSES, of_actor
from jamplan.corpus.statements import ALL_MEASURES, SOME, Says, Statement
from jamplan.corpus.voices import Telling
from jamplan.counting.rivals import Rival
from jamplan.counting.rules import WordsCounted
from jamplan.counting.statuses import Status
from jamplan.language import N_, Language


@dataclass(frozen=True, slots=True)
class ClaimantTally:
    """How many items an actor says something of whose statements count."""

    name: str
    counts: str
    """« 3 reprises affirmées, 1 refus »: of proposals."""
    measures: int
    """How many measures it answers for."""


def by_claimant(context: Context) -> list[ClaimantTally]:
    """What each actor says, of those that count: refusals and open answers too."""
    heard: dict[str, None] = {}
    for row in context.figures.rows:
        for statement in row.counted:
            if actor := context.who(statement).actor:
                heard[actor] = None
    told = []
    for actor in heard:
        own = of_actor(context, actor)
        counts = own.status_text(*COUNTED_STATUSES, *EXCEPTIONS)
        answered = sum(figures.answered for figures in own.figures_by_document)
        told.append(ClaimantTally(context.called(actor), counts, answered))
    return told


@dataclass(frozen=True, slots=True)
class RuleTallies:
    """What each rule of words gives, from the strictest."""

    rules: tuple[str, ...]
    """The codes of the rules."""
    statuses: tuple[tuple[str, tuple[int, ...]], ...]
    """What proposals are, and of how many each rule says so."""
    answered: tuple[str, ...]
    """« 6 sur 13 »: of how many measures it is said that they answer."""
    meaning: str
    """What each of them counts, as a sentence."""


def by_rule(context: Context) -> RuleTallies:
    """What each rule of words gives, other choices being those of the context."""
    _, rule = context.gettext, context.figures.rule
    under_rules = [
        replace(context, rule=replace(rule, words=words)) for words in WordsCounted
    ]
    statuses = []
    for status in Status:
        counts = [dict(each.numbers(status)) for each in under_rules]
        sorts: dict[Sort, None] = {}
        for counted in counts:
            sorts |= dict.fromkeys(counted)
        for sort in sorts:
            numbers = tuple(counted.get(sort, 0) for counted in counts)
            statuses.append((sort_text(context.language, sort), numbers))
    total = len(context.figures.measures)
    answered = [
        context.language.of_total(each.figures.answered, total) for each in under_rules
    ]
    meanings = [f"{words} ({_(told)})" for words, told in COUNTED.items()]
    meaning = f"{_('Statements that count')}{_(': ')}{', '.join(meanings)}."
    return RuleTallies(tuple(WordsCounted), tuple(statuses), tuple(answered), meaning)


@dataclass(frozen=True, slots=True)
class RivalTold:
    """How many items a voice says something of, by its total and by statements."""

    voice: str
    """Who is heard, and through whom or as read by whom."""
    name: str
    """The same without through whom."""
    what: str
    """« Mise en œuvre (propositions) »."""
    when: str
    """The day of its total in short, « ~ » after it if that is inferred.

    Empty without one.
    """
    given: str
    """The total that it gives, which may be “some”; empty if it gives none."""
    listed: tuple[str, ...]
    """The ids of the items of which it says so one by one."""
    opposed: tuple[str, ...]
    """The ids of those of which no other actor says so, and another one something
    else.
    """
    without: tuple[str, ...]
    """The ids of items of which another actor says so, and this one something else."""
    is_foremost: bool
    """Whether it is a position, or of what is implemented: no other outcome."""
    reporters: tuple[str, ...] = ()
    """The others who report it: its total, or what is told as reported of items."""


def rivals(context: Context) -> list[RivalTold]:
    """What each voice counts, in the order of what is counted."""
    rows = [*context.rivals]
    order = [*dict.fromkeys((about, _kind(row)) for about, row in rows)]
    rows.sort(key=lambda pair: order.index((pair[0], _kind(pair[1]))))
    return [_rival(context, about, row) for about, row in rows]


def _kind(row: Rival) -> str:
    """What is told together: « in full » and « taken up » are."""
    return str(Says.TAKEN_UP if row.says is Says.IN_FULL else row.says)


def _rival(context: Context, about: str, row: Rival) -> RivalTold:
    says = _of_all(context, lambda language: label(language, row.says))
    noun = N_("{measures}") if about == ALL_MEASURES else N_("{proposals}")
    items = _of_all(context, lambda language: language.gettext(noun))
    via = _reporters(context, row)
    name = _heard(context, row)
    return RivalTold(
        voice=_through(context, name, via),
        name=name,
        what=f"{capitalised(says)} ({items})",
        when=_brief_day(context, row.date, row.source),
        given=_given(context, row.given),
        listed=row.listed,
        opposed=row.opposed,
        without=row.without,
        is_foremost=row.says is Says.CARRIED_OUT or not row.is_outcome,
        reporters=via,
    )


def _of_all(context: Context, words: Callable[[Language], str]) -> str:
    """« reprise / acceptation »: words in those of each document that answers."""
    languages = [context.language_of(plan.document) for plan in context.corpus.plans]
    told = map(words, languages or [context.language])
    return " / ".join(dict.fromkeys(told))


def rivals_in_brief(context: Context) -> list[RivalTold]:
    """What each voice counts as taken up or implemented.

    What others report of it is no figure of its own words, and a row by itself.
    """
    alike: dict[tuple[str, str], list[RivalTold]] = {}
    for row in rivals(context):
        if row.is_foremost:
            alike.setdefault((row.what, row.voice), []).append(row)
    return [_together(rows) for rows in alike.values()]


def _together(rows: Sequence[RivalTold]) -> RivalTold:
    """The rows of one voice as one."""
    first = next((row for row in rows if row.given), rows[0])
    listed: dict[str, None] = {}
    opposed: dict[str, None] = {}
    without: dict[str, None] = {}
    for row in rows:
        listed |= dict.fromkeys(row.listed)
        opposed |= dict.fromkeys(row.opposed)
        without |= dict.fromkeys(row.without)
    left = [name for name in without if name not in listed]
    return replace(
        first, listed=tuple(listed), opposed=tuple(opposed), without=tuple(left)
    )


def _reporters(context: Context, row: Rival) -> tuple[str, ...]:
    """Who reports what is told as reported: of the total, and of what is listed."""
    via = [_reporter(context, row)]
    if row.heard.telling is Telling.REPORTED:
        via += map(context.called, row.via)
    return tuple(dict.fromkeys(filter(None, via)))


def _reporter(context: Context, row: Rival) -> str:
    """Who reports a total; empty if its voice gives it itself."""
    if row.given_as is not Telling.REPORTED or row.source is None:
        return ""
    return context.called(context.corpus.source[row.source].publisher)


def _through(context: Context, who: str, reporters: Sequence[str]) -> str:
    """Who is heard, and through whom."""
    if not reporters:
        return who
    names = context.language.listed(reporters)
    return f"{who}, {context.gettext(AS_REPORTED, names=names)}"


AS_REPORTED = N_("as reported by {names}")


def _heard(context: Context, row: Rival) -> str:
    """Who is heard: what is read by a reader is no own word."""
    heard = row.heard
    who = context.named(heard.who.actor).text if heard.who.actor else ""
    if heard.telling is Telling.INTERPRETED:
        reader = context.reader(heard.reader)
        return context.gettext("{who}, as read by {reader}", who=who, reader=reader)
    if heard.telling is Telling.UNCLEAR:
        via = context.language.listed([context.called(actor) for actor in row.via])
        by_via = context.language.by_name(via or who)
        return context.gettext("ambiguous sentence {by_via}", by_via=by_via)
    return who


def _brief_day(context: Context, day: str | None, source: str | None) -> str:
    """« 31 mars 2025 », « déc. 2024 ~ » if inferred; empty without a day.

    It is inferred if it is the day of a source.
    """
    # A column wraps at its spaces.
    told = context.language.date(day, brief=True).replace(" ", "\u00a0")
    if source is None:
        return told
    publication = context.corpus.source[source]
    is_inferred = publication.date_inferred and publication.date == day
    return f"{told}\u00a0{INFERRED}" if is_inferred else told


INFERRED = "~"
"""The mark of a day that is inferred."""


def _given(context: Context, count: int | str | None) -> str:
    """A number as its voice gives it, which may be “some”; empty without one."""
    if count is None:
        return ""
    if isinstance(count, str):
        return context.gettext("some, without a number")
    return context.number(count)


@dataclass(frozen=True, slots=True)
class VoiceTold:
    """What a voice says became of items, in its last totals and words."""

    voice: str
    """Who is heard, and through whom or as read by whom."""
    name: str
    """The same without through whom."""
    reporters: tuple[str, ...]
    """The others who report its totals, or what is told as reported of items."""
    day: str
    """The day of what it calls implemented in short, « ~ » after it if inferred.

    Empty without one.
    """
    done: str
    """How many it calls implemented, in its own word.

    Empty if it gives no total of them.
    """
    listed: int
    """How many items it calls implemented one by one."""
    others: tuple[str, ...]
    """Its other totals in its own words.

    Of what it gives no total of, how many it lists.
    """
    is_beside: bool = False
    """Whether it only has what a reader reads beside the totals of the voice itself."""


def judges(context: Context) -> list[VoiceTold]:
    """What each voice counts, latest first, then what readers read in its words."""
    whose = context.figures.rule.whose
    voices: dict[tuple[str, object, object], list[Rival]] = {}
    for about, row in context.rivals:
        is_chosen = whose is None or row.who.actor == whose
        # A total without a number is a sentence of its own.
        if row.is_outcome and is_chosen and row.given != SOME:
            heard = row.heard
            # What others report of a voice is no figure of its own words.
            own = heard.telling is Telling.SPEAKS
            reading: object = None if own else (heard.telling, heard.reader)
            voices.setdefault((about, heard.who, reading), []).append(row)
    told = []
    for (about, who, _reading), rows in voices.items():
        day = _foremost(rows).date or ""
        voice = _voice(context, about, rows)
        is_said = rows[0].heard.is_explicit
        if not is_said and (about, who, None) in voices and not voice.listed:
            voice = replace(voice, is_beside=True)
        told.append((is_said, day, voice))
    told.sort(key=lambda each: each[:2], reverse=True)
    return [voice for _is_said, _day, voice in told]


def _foremost(rows: Sequence[Rival]) -> Rival:
    """The row of a voice's day: of its total of the implemented, else the latest."""
    totals = [row for row in rows if row.given is not None] or rows
    done = [row for row in totals if row.says is Says.CARRIED_OUT]
    return max(done or totals, key=lambda row: row.date or "")


def _voice(context: Context, about: str, rows: Sequence[Rival]) -> VoiceTold:
    """What one voice says of how many items, in all its rows."""
    first = _foremost(rows)
    via: dict[str, None] = {}
    counted: dict[Says, list[Rival]] = {}
    for row in rows:
        via |= dict.fromkeys(_reporters(context, row))
        counted.setdefault(row.says, []).append(row)
    name = _heard(context, first)
    if about == ALL_MEASURES:
        name = f"{name} ({context.gettext(N_('{measures}'))})"
    done = counted.pop(Says.CARRIED_OUT, [])
    others = []
    for alike in counted.values():
        told = _others(context, about, alike)
        day = _foremost(alike).date
        if told and day and day != first.date:
            told += bracketed(context.language.date(day, brief=True))
        others.append(told)
    return VoiceTold(
        voice=_through(context, name, tuple(via)),
        name=name,
        reporters=tuple(via),
        day=_brief_day(context, first.date, first.source),
        done=_total_in_words(context, about, done),
        listed=sum(len(row.listed) for row in done),
        others=tuple(filter(None, others)),
    )


def _total_of(context: Context, about: str, rows: Sequence[Rival]) -> Statement | None:
    """The latest total of a voice of what it says; None if it gives none."""
    keys = {(row.who.actor, row.says) for row in rows if row.given is not None}
    for total in latest_totals(context):
        if total.about == about and (context.who(total).actor, total.says) in keys:
            return total
    return None


def _total_in_words(context: Context, about: str, rows: Sequence[Rival]) -> str:
    """« 14 « complete » »: a total with its voice's own word, if known; else empty."""
    total = _total_of(context, about, rows)
    if total is None:
        return ""
    own = context.data(total.text or "").text.rstrip(".").lower()
    return f"{_given(context, total.count)} {own}".rstrip()


def _others(context: Context, about: str, rows: Sequence[Rival]) -> str:
    """« 45 « in progress » », or how many are listed: « 9 en cours »; else empty."""
    says = label(context.language, rows[0].says)
    total = _total_of(context, about, rows)
    if total is not None:
        told = _total_in_words(context, about, rows)
        return told if total.text else f"{told} {says}"
    n = sum(len(row.listed) for row in rows)
    return f"{context.number(n)} {says}" if n else ""


def counting_voices(context: Context) -> int:
    """The number of voices that count what is implemented."""
    # What a reader counts beside a voice's own total is no further voice.
    return sum(bool(each.done) and not each.is_beside for each in judges(context))


def voices_counted(context: Context) -> str:
    """How many voices count what is implemented; empty if that is one at most."""
    n = counting_voices(context)
    if n < 2:
        return ""
    return context.gettext(
        "{n} voices count what is implemented, each on its own day; their totals do "
        "not add up.",
        n=context.number(n),
    )


def agreed(context: Context) -> list[str]:
    """The items all voices call implemented that name any; nothing of one voice."""
    by_actor: dict[str | None, set[str]] = {}
    for about, row in context.rivals:
        is_named = row.says is Says.CARRIED_OUT and row.listed
        if about != ALL_MEASURES and is_named and row.heard.is_explicit:
            by_actor.setdefault(row.who.actor, set()).update(row.listed)
    if len(by_actor) < 2:
        return []
    shared = set.intersection(*by_actor.values())
    items = [each for each in context.corpus.proposals if each.id in shared]
    if not items:
        return []
    message = N_("Implemented according to all whose numbers are known: {items}.")
    return [context.gettext(message, items=context.item_names(items))]

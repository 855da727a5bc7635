"""What each voice counts, and what each rule gives, in words: the rows of tables beside the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jamplan.account import vocabulary
from jamplan.account.clauses import EXCEPTIONS, claimant_of
from jamplan.account.context import Context
from jamplan.account.quoting import quotes_of
from jamplan.account.spans import plain
from jamplan.account.totals import latest_totals, number_in
from jamplan.account.vocabulary import Sort, capitalised, label, sort_text
from jamplan.account.whole import COUNTED_STATUSES, of_actor
from jamplan.corpus.statements import ALL_MEASURES, Says, Statement
from jamplan.corpus.voices import Telling, outcome_day
from jamplan.counting.rivals import Rival, rivals_on_record
from jamplan.counting.rules import WordsCounted
from jamplan.counting.statuses import Status
from jamplan.language import N_


@dataclass(frozen=True, slots=True)
class ClaimantTally:
    """How many items an actor says something of whose statements count."""

    name: str
    counts: str
    """« 3 reprises affirmées, 1 refus »: of proposals."""
    measures: int
    """How many measures it answers for."""


def by_claimant(context: Context) -> list[ClaimantTally]:
    """What each actor says, of those whose positions count: refusals and answers left open too."""
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
    """What each rule of words gives, the other choices being those of the context's rule."""
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
    meanings = [f"{words} ({_(told)})" for words, told in vocabulary.COUNTED.items()]
    meaning = f"{_('Statements that count')}{_(': ')}{', '.join(meanings)}."
    return RuleTallies(tuple(WordsCounted), tuple(statuses), tuple(answered), meaning)


@dataclass(frozen=True, slots=True)
class RivalTold:
    """How many items a voice says something of, by its own total and by its statements."""

    voice: str
    """Who is heard, and through whom or as read by whom."""
    what: str
    """« Mise en œuvre (propositions) »."""
    when: str
    """The day and the publisher of its total; empty without a total."""
    given: str
    """The total that it gives, which may be “some”; empty if it gives none."""
    listed: tuple[str, ...]
    """The ids of the items of which it says so one by one."""
    only: tuple[str, ...]
    """The ids of those of which no other actor says so."""
    without: tuple[str, ...]
    """The ids of items of which another actor says so, and this one something else."""
    is_outcome: bool
    """Whether it is of what became of items."""


def rivals(context: Context) -> list[RivalTold]:
    """What each voice counts, in the order of what is counted."""
    _, told = context.gettext, []
    for about, row in rivals_on_record(context.corpus):
        says = capitalised(label(context.language, row.says))
        items = _(N_("{measures}") if about == ALL_MEASURES else N_("{proposals}"))
        told.append(
            RivalTold(
                voice=_heard(context, row),
                what=f"{says} ({items})",
                when=_when(context, row),
                given=_given(context, row.given),
                listed=row.listed,
                only=row.only,
                without=row.without,
                is_outcome=row.is_outcome,
            )
        )
    return told


def _heard(context: Context, row: Rival) -> str:
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
        return ""
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


def _given(context: Context, count: int | str | None) -> str:
    """A number as its voice gives it, which may be “some”; empty without one."""
    if count is None:
        return ""
    if isinstance(count, str):
        return context.gettext("some, without a number")
    return context.number(count)


@dataclass(frozen=True, slots=True)
class VoiceTold:
    """A voice that gives totals of what became of items, in its last ones."""

    name: str
    day: str
    """The day of what it calls implemented; empty if none is known."""
    totals: tuple[str, ...]
    """Its totals in its own words, what it calls implemented first."""


def judges(context: Context) -> list[VoiceTold]:
    """The voices that count what is implemented, with the latest totals of each."""
    voices: dict[str, list[Statement]] = {}
    for total in latest_totals(context):
        if total.is_outcome and number_in(total) is not None:
            voices.setdefault(claimant_of(context, total), []).append(total)
    told = []
    for name, totals in voices.items():
        done = [each for each in totals if each.says is Says.CARRIED_OUT]
        if done:
            others = [each for each in totals if each not in done]
            told.append(_voice(context, name, [*done, *others]))
    return told


def _voice(context: Context, name: str, totals: Sequence[Statement]) -> VoiceTold:
    day = context.language.date(outcome_day(totals[0], context.corpus.source))
    words = tuple(_total_in_words(context, each) for each in totals)
    return VoiceTold(capitalised(name), day, words)


def _total_in_words(context: Context, total: Statement) -> str:
    """« 6 », or its own words; of another outcome « 4 à l’arrêt »."""
    quotes = quotes_of(context, total.evidence)
    if quotes:
        return plain(quotes[0])
    what = label(context.language, total.says)
    if total.text:
        what = context.data(total.text).text.rstrip(".").lower()
    return f"{total.count} {what}"

"""What happened to an item, by day: proposal, answers, announcements, outcomes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jamplan.account.clauses import claimant_of, stated, what_of
from jamplan.account.context import Context
from jamplan.account.items import measures_of, outcomes_beside, outcomes_on
from jamplan.account.quoting import Cited, Complication, cited_of, complications_of
from jamplan.account.spans import Inline, Part, inline, joined
from jamplan.account.statements import uncounted_of
from jamplan.account.vocabulary import title_of
from jamplan.corpus import dates, model
from jamplan.corpus.statements import Statement
from jamplan.corpus.voices import Telling, day_of, outcome_day
from jamplan.counting.figures import ProposalRow

_SAID = {Telling.SPEAKS, Telling.QUOTED, Telling.REPORTED, Telling.INTERPRETED}
"""How a statement is told whose voice is named by itself.

Another one needs its whole clause.
"""
_LAST = "9999"
"""What is undated comes last."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day, and according to whom."""

    day: str
    """In ISO 8601; empty if it is not known."""
    when: str
    """The day in words, that it is inferred, or that it is not known."""
    what: str
    """« En cours »; of a document, what it has: « Mesure 3 »."""
    who: Inline
    """Who is heard, and of what else than the item.

    Of a document, its name and the title there.
    """
    words: tuple[Inline, ...] = ()
    """The quotes, else what the corpus notes in its own words."""
    objections: tuple[Complication, ...] = ()
    is_outcome: bool = False
    """Whether it is what became of the item."""
    is_statement: bool = False
    """Whether somebody states it, so that it is no document."""
    evidence: tuple[Cited, ...] = ()
    """What a statement rests on."""
    document: str = ""
    """Of a document, the id of its source; empty if it has none."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened to an item, the earliest first."""

    events: tuple[Event, ...]
    silences: tuple[str, ...] = ()
    """The voices whose last word is older than another's that differs, a sentence
    each.
    """

    @property
    def has_several(self) -> bool:
        """Whether several statements are told, so that their order says something."""
        return sum(event.is_statement for event in self.events) > 1

    @property
    def has_turns(self) -> bool:
        """Whether not all statements say the same."""
        return len({event.what for event in self.events if event.is_statement}) > 1


def timeline_of(context: Context, item: model.Item) -> Timeline:
    """What happened to an item: each document with it, each statement on it once."""
    events = [
        _of_statement(context, record, item) for record in records_on(context, item)
    ]
    events.sort(key=_day)
    documents = [_of_document(context, item, is_other=False)]
    others = _answering(context, item)
    documents += [_of_document(context, other, is_other=True) for other in others]
    # From the last one on, so that of one day the first one is first.
    for event in sorted(documents, key=_day, reverse=True):
        events.insert(_position(event, events), event)
    return Timeline(tuple(events), tuple(_silences(context, item)))


def _day(event: Event) -> str:
    return event.day or _LAST


def _position(document: Event, events: Sequence[Event]) -> int:
    """Where a document is among sorted events: before what is said of it on its day.

    “November 2021” may be after 15 November 2021.
    """
    for number, event in enumerate(events):
        if not dates.precedes(_day(event), _day(document)):
            return number
    return len(events)


def has_timeline(context: Context, item: model.Item) -> bool:
    """Whether an item has several answers on record, or any outcome."""
    if len(context.corpus.plans) > 1:
        return True
    return any(outcomes_on(context, each) for each in _concerned(context, item))


def records_on(context: Context, item: model.Item) -> list[Statement]:
    """The positions and conclusions on an item, and all outcomes.

    The outcomes are its own and those of what carries it out.
    """
    row = context.row(item)
    conclusions: Sequence[Statement] = row.conclusions
    if isinstance(row, ProposalRow):
        # Whatever the rule counts.
        on_item = context.corpus.statements_on.get(item.id, ())
        conclusions = [each for each in on_item if each.is_conclusion]
    records = [*row.positions, *conclusions]
    for each in _concerned(context, item):
        records += outcomes_on(context, each)
    return records


def _concerned(context: Context, item: model.Item) -> Sequence[model.Item]:
    """The items whose outcomes are an item's: it, its answers, its measures.

    Its measures are those that take it up.
    """
    concerned = outcomes_beside(context, item)
    row = context.row(item)
    if isinstance(row, ProposalRow):
        concerned += measures_of(context, row.take_ups)
    return [*{each.id: each for each in concerned}.values()]


def _answering(context: Context, item: model.Item) -> list[model.Item]:
    """The measures that answer a proposal or are said to, but for quoted ones."""
    row = context.row(item)
    if not isinstance(row, ProposalRow):
        return []
    answers = context.corpus.answers_to.get(item.id, ())
    named = [*answers, *measures_of(context, row.positions)]
    quoted = [
        (record.measure, piece.source)
        for record in row.positions
        for piece in record.evidence
        if piece.quote
    ]
    return [
        each
        for each in {each.id: each for each in named}.values()
        if (each.id, context.document(each).source) not in quoted
    ]


def _of_document(context: Context, item: model.Item, *, is_other: bool) -> Event:
    """That a document has an item: a measure's name; an ``other`` item's title too."""
    document = context.document(item)
    source = context.corpus.source.get(document.source or "")
    day = document.date or (source.date if source else None) or ""
    when = context.language.date(day, brief=True)
    if source and source.date == day:
        when = context.dated(source, brief=True)
    what = context.noun_of(item)
    who = inline(context.data(document.short_name, document.language))
    if is_other:
        # A title is the document's, and no quote.
        title = context.data(title_of(item), document.language)
        who = inline(who, context.gettext(": "), title)
    return Event(
        day,
        when or context.gettext("date not known"),
        what,
        who,
        document=document.source or "",
    )


def _of_statement(context: Context, record: Statement, item: model.Item) -> Event:
    """What somebody says of an item, or of what carries it out, with the words."""
    sources = context.corpus.source
    day = day_of(record, sources)
    if record.is_outcome:
        day = outcome_day(record, sources)
    evidence = cited_of(context, record)
    words = [piece.quote for piece in evidence if piece.quote]
    if record.text and not words:
        words = [inline(context.data(record.text))]
    objections = complications_of(context, record.objections)
    return Event(
        day or "",
        _when(context, record, day),
        what_of(context, record),
        inline(_who(context, record), *_notes(context, record, item)),
        tuple(words),
        tuple(objections),
        record.is_outcome,
        is_statement=True,
        evidence=evidence,
    )


def _when(context: Context, record: Statement, day: str | None) -> str:
    """The day of a statement in words: « vers novembre 2021 », if inferred.

    It is inferred if it is that of a source.
    """
    if day is None:
        return context.gettext("date not known")
    for piece in record.evidence:
        source = context.corpus.source[piece.source]
        if source.date == day:
            return context.dated(source, brief=True)
    return context.language.date(day, brief=True)


def _who(context: Context, record: Statement) -> str:
    """Who is heard: by name, else in a clause that says why nobody is."""
    if context.voice(record).telling in _SAID:
        return claimant_of(context, record)
    return stated(context, record)


def _notes(context: Context, record: Statement, item: model.Item) -> Inline:
    """Which other item a statement is about, whether inferred, and if it counts."""
    notes: list[Part] = []
    if record.about != item.id:
        notes.append(_other(context, record.about))
    if record.measure_inferred:
        notes.append(context.gettext("match inferred"))
    if record.is_position:
        uncounted = uncounted_of(context, record)
        if uncounted:
            notes.append(uncounted)
    return inline(" (", joined(notes), ")") if notes else ()


def _other(context: Context, name: str) -> Part:
    """An item by its number, else by its title, in the language of its document."""
    known: dict[str, model.Item] = {**context.corpus.proposal, **context.corpus.measure}
    item = known[name]
    if item.number:
        return context.numbered(item)
    return context.data(title_of(item), context.document(item).language)


def _silences(context: Context, item: model.Item) -> Iterator[str]:
    """Yield since when nothing of a voice is on record.

    Only for a voice whose last word another's has overtaken.
    """
    outcome = context.outcomes.get(item.id)
    if outcome is None or outcome.is_contested:
        return
    last = outcome.words[-1]
    for word in outcome.words:
        if word.says is not last.says and word.day and word.who.actor:
            called = context.called(word.who.actor)
            yield context.gettext(
                "Since {date}, nothing {by_actor} is on record here.",
                date=context.language.date(word.day),
                by_actor=context.language.by_name(called),
            )

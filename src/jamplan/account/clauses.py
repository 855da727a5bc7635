"""Who says what of an item, as clauses: « reprise, selon les JAM »; and the forms they are told in."""

from collections.abc import Mapping
from enum import StrEnum, auto

from jamplan.account.context import Context
from jamplan.account.vocabulary import EXTENTS, label
from jamplan.corpus import model
from jamplan.corpus.statements import Group, Says, Statement, Words
from jamplan.corpus.voices import Telling
from jamplan.counting.figures import Row
from jamplan.counting.rules import strength
from jamplan.counting.statuses import Status
from jamplan.language import N_


class ReportForm(StrEnum):
    """A form in which statements are told."""

    CITATION = auto()
    """The sentence to publish: ``show --cite``, the card of a review."""
    RECORD = auto()
    """``show``, beside the sentences to publish."""
    PAGE = auto()
    MARKDOWN = auto()
    NOTE = auto()
    """The Word document."""
    WORKBOOK = auto()


def records_of(row: Row) -> tuple[Statement, ...]:
    """The positions of a row, those that count first, then the conclusions."""
    return row.positions + row.conclusions


def claimant_of(context: Context, record: Statement) -> str:
    """Who is heard in a statement, for a column: « le ministère », « le ministère, d’après RTL »."""
    _, voice = context.gettext, context.voice(record)
    reader = context.reader(record.by)
    if voice.who is None:
        return reader
    who, via = context.called(voice.who), voice.via and context.called(voice.via)
    match voice.telling:
        case Telling.REPORTED:
            return _("{who}, as {via} reports", who=who, via=via)
        case Telling.QUOTED:
            return _("{who}, quoted by {via}", who=who, via=via)
        case Telling.INTERPRETED:
            return _("{who}, as read by {reader}", who=who, reader=reader)
        case _:
            return who


def stated(context: Context, record: Statement, *, day: bool = False) -> str:
    """Who states what, as a clause: « reprise, selon les JAM », « refus du ministère (mars 2024) ».

    Only what is explicit is told as said by its speaker.
    """
    _, voice = context.gettext, context.voice(record)
    reader = context.reader(record.by)
    fields: dict[str, str] = {
        "what": label(context.language, record.says),
        "reader": reader,
        "by_reader": context.language.by_name(reader),
    }
    for name, actor in (("who", voice.who), ("via", voice.via)):
        if actor is not None:
            called = context.called(actor)
            fields |= {name: called, f"by_{name}": context.language.by_name(called)}
    if voice.who is None:
        message = _CONCLUDED if record.is_conclusion else _CLAUSES[Telling.COMPARED]
    else:
        is_refused = record.says is Says.REFUSED
        said = N_("refused {by_who}") if is_refused else N_("{what} according to {who}")
        fields["said"] = _(said, **fields)
        message = _CLAUSES[voice.telling]
        if voice.telling is Telling.INTERPRETED and voice.via not in {None, voice.who}:
            message = _READ_IN_ANOTHER
        elif (
            voice.telling is Telling.INTERPRETED and record.is_outcome and not record.by
        ):
            message = _READ_OUTCOME
    clause = _(message, **fields) if message else fields["said"]
    when = context.day_of(record) if day else ""
    return f"{clause} ({when})" if when else clause


_CLAUSES: Mapping[Telling, str] = {
    Telling.SPEAKS: "",
    Telling.QUOTED: N_("{said}, quoted by {via}"),
    Telling.REPORTED: N_("{said}, as {via} reports"),
    Telling.INTERPRETED: N_("{what}, as {reader} reads a sentence {by_who}"),
    Telling.UNCLEAR: N_("ambiguous sentence {by_via}"),
    Telling.COMPARED: N_("{what}, comparison of both texts by {reader}"),
}
"""Who states what, by how it is told; what a speaker publishes is told as said."""


_READ_IN_ANOTHER = N_("{said}, as {reader} reads a sentence {by_via}")


_READ_OUTCOME = N_("{what}, read in a sentence {by_who}")
"""What the authors of the record read became of an item: a dozen of them are told in one list."""


_CONCLUDED = N_("{what}, as concluded by {reader}")


def opposed(context: Context, record: Statement) -> list[Statement]:
    """The counted statements that say the opposite of a counted one."""
    row = context.rows[record.about]
    if row.status is not Status.CONTESTED:
        return []
    return [*(row.take_ups if record.group is Group.NO else row.refusals)]


def disputed(context: Context, proposal: model.Proposal) -> str:
    """« désaccord : acceptation selon X (mars 2024), refus de Y (juin 2024) »; else empty."""
    row = context.rows[proposal.id]
    if row.status is not Status.CONTESTED:
        return ""
    return context.gettext("disputed: {voices}", voices=voices_of_row(context, row))


def voices_of_row(context: Context, row: Row) -> str:
    """What each counted voice says and when, those who say yes first."""
    clauses = [stated(context, each, day=True) for each in row.take_ups + row.refusals]
    return ", ".join(dict.fromkeys(clauses))


def extents(context: Context, row: Row) -> str:
    """« X : en entier ; Y : en partie seulement », if counted voices differ; else empty."""
    if not row.extents_differ:
        return ""
    parts = []
    for each in row.take_ups:
        who = claimant_of(context, each)
        colon, extent = context.gettext(": "), context.gettext(EXTENTS[each.says])
        parts.append(f"{who}{colon}{extent}")
    return context.gettext("; ").join(dict.fromkeys(parts))


def status_in_full(context: Context, row: Row) -> str:
    """What a row is, with its voices and days where they disagree, refuse or differ."""
    if row.status is Status.CONTESTED:
        return context.gettext("disputed: {voices}", voices=voices_of_row(context, row))
    if row.status is Status.REFUSED:
        return voices_of_row(context, row)
    status, differing = context.status_of(row), extents(context, row)
    return f"{status} ({differing})" if differing else status


def wording_of(context: Context, record: Statement) -> str:
    """How a statement is worded, and that its proposal's attribution weakens it; or a conclusion."""
    if record.is_conclusion:
        return label(context.language, record.says)
    weaker = strength_of(context, record)
    words = label(context.language, weaker)
    if weaker is record.words:
        return words
    return context.gettext("{wording} by its attribution", wording=words)


def strength_of(context: Context, record: Statement) -> Words:
    """How strong a statement is: as the weaker of its words and its proposal's attribution."""
    return strength(record, context.corpus.proposal[record.about].attribution)

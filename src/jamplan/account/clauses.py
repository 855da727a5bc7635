"""Who says what of an item, as clauses: « reprise, selon les JAM »; and their forms."""

from collections import Counter
from collections.abc import Mapping, Sequence

from jamplan.account import manners, vocabulary
from jamplan.account.context import Context
from jamplan.account.quoting import closed, quotes_of
from jamplan.account.spans import SIGNS, Inline, bracketed, inline
from jamplan.account.vocabulary import (
    EXTENTS,
    Voicing,
    capitalised,
    ended,
    label,
)
from jamplan.corpus import model
from jamplan.corpus.model import Proposal
from jamplan.corpus.statements import Group, Says, Statement, Words
from jamplan.corpus.voices import Telling
from jamplan.counting.figures import ProposalRow, Row
from jamplan.counting.rules import strength
from jamplan.counting.statuses import COUNTED, Status
from jamplan.language import N_, ngettext
from jamplan.language.folding import one_line


def records_of(row: Row) -> tuple[Statement, ...]:
    """The positions of a row, those that count first, then the conclusions."""
    return row.positions + row.conclusions


def what_of(context: Context, record: Statement) -> str:
    """What a statement says, in the words of the document that it is about."""
    language = context.language_of(context.document_of(record))
    return label(language, record.says)


def manner_of(context: Context, record: Statement) -> manners.Manner:
    """How the document that a statement is about speaks."""
    return manners.MANNERS[context.document_of(record).relation]


def claimant_of(context: Context, record: Statement) -> str:
    """Who is heard in a statement, for a column: « le ministère, d’après RTL »."""
    _, voice = context.gettext, context.voice(record)
    reader = context.reader(record.by)
    if voice.who is None:
        return reader
    who, via = context.called(voice.who), voice.via and context.called(voice.via)
    match voice.telling:
        case Telling.REPORTED:
            return _("{said}, as {via} reports", said=who, via=via)
        case Telling.QUOTED:
            return _("{said}, quoted by {via}", said=who, via=via)
        case Telling.INTERPRETED:
            return _("{who}, as read by {reader}", who=who, reader=reader)
        case _:
            return who


def claimant_in_brief(context: Context, record: Statement) -> str:
    """The same where a line may be cut: who prints what another says comes first."""
    voice = context.voice(record)
    if voice.who is None or voice.via is None or voice.telling is not Telling.REPORTED:
        return claimant_of(context, record)
    who, via = context.called(voice.who), context.called(voice.via)
    return context.gettext("as {via} reports, {who}", who=who, via=via)


def stated(context: Context, record: Statement, *, day: bool = False) -> str:
    """Who states what, as a clause: « reprise, selon les JAM », « refus de X (2024) ».

    Only what is explicit is told as said by its speaker.
    """
    _, voice = context.gettext, context.voice(record)
    reader = context.reader(record.by)
    fields: dict[str, str] = {
        "what": what_of(context, record),
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
            # What somebody says is read in another's sentence.
            fields |= {"what": fields["said"], "by_who": fields["by_via"]}
    clause = _(message, **fields) if message else fields["said"]
    is_of_one = context.corpus.answered_in(record) is not None
    if record.is_conclusion and is_of_one and len(context.corpus.plans) > 1:
        # Each document may be concluded on by itself.
        document = context.document_name(context.document_of(record))
        clause = f"{document}{_(': ')}{clause}"
    clause += _agreed(context, record, voice.telling)
    when = context.day_of(record) if day else ""
    return f"{clause}{bracketed(when)}"


def _agreed(context: Context, record: Statement, telling: Telling) -> str:
    """Who agreed with a reading later; else empty, as of what a speaker publishes."""
    if not record.confirmed or telling is Telling.SPEAKS:
        return ""
    names = confirmed_by(context, record)
    return context.gettext(", confirmed by {names}", names=names)


def confirmed_by(context: Context, record: Statement) -> str:
    """The readers who agreed later."""
    names = [one_line(each.by) for each in record.confirmed]
    return context.language.listed(names)


_CLAUSES: Mapping[Telling, str] = {
    Telling.SPEAKS: "",
    Telling.QUOTED: N_("{said}, quoted by {via}"),
    Telling.REPORTED: N_("{said}, as {via} reports"),
    Telling.INTERPRETED: N_("{what}, as read by {reader} in a sentence {by_who}"),
    Telling.UNCLEAR: N_("ambiguous sentence {by_via}"),
    Telling.COMPARED: N_("{what}, comparison of both texts by {reader}"),
}
"""Who states what, by how it is told; what a speaker publishes is told as said."""


_CONCLUDED = N_("{what}, as concluded by {reader}")


def opposed(context: Context, record: Statement) -> list[Statement]:
    """The counted statements that say the opposite of a counted one."""
    row = context.rows[record.about]
    if row.status is not Status.CONTESTED:
        return []
    return [*(row.take_ups if record.group is Group.NO else row.refusals)]


def disputed(context: Context, proposal: model.Proposal) -> str:
    """« désaccord : acceptation selon X (mars 2024), refus de Y (juin 2024) ».

    It is empty without a dispute.
    """
    row = context.rows[proposal.id]
    if row.status is not Status.CONTESTED:
        return ""
    return context.once(_disputed, row)


def _disputed(context: Context, row: Row) -> str:
    return context.gettext("disputed: {voices}", voices=voices_of_row(context, row))


def voices_of_row(context: Context, row: Row) -> str:
    """What each counted voice says and when, those who say yes first."""
    clauses = [stated(context, each, day=True) for each in row.take_ups + row.refusals]
    return ", ".join(dict.fromkeys(clauses))


def extents(context: Context, row: Row) -> str:
    """« X : en entier ; Y : en partie seulement », if counted voices differ.

    It is empty if they do not.
    """
    if not row.extents_differ:
        return ""
    return context.once(_extents, row)


def _extents(context: Context, row: Row) -> str:
    """How much is taken up according to each voice."""
    parts = []
    colon = context.gettext(": ")
    for each in row.take_ups:
        extent = context.gettext(EXTENTS[each.says])
        parts.append(f"{claimant_of(context, each)}{colon}{extent}")
    return context.gettext("; ").join(dict.fromkeys(parts))


def status_in_full(context: Context, row: Row) -> str:
    """What a row is, with its voices and days where they disagree, refuse or differ."""
    if row.status is Status.CONTESTED:
        return context.once(_disputed, row)
    if row.status is Status.REFUSED:
        return voices_of_row(context, row)
    status, differing = context.status_of(row), extents(context, row)
    return f"{status}{bracketed(differing)}"


def wording_of(context: Context, record: Statement) -> str:
    """How a statement is worded, weakened by attribution or not; or a conclusion."""
    if record.is_conclusion:
        return what_of(context, record)
    weaker = strength_of(context, record)
    words = label(context.language, weaker)
    if weaker is record.words:
        return words
    return context.gettext("{wording} by its attribution", wording=words)


def strength_of(context: Context, record: Statement) -> Words:
    """How strong a statement is: the weaker of its words and its item's attribution.

    The attribution is that of its proposal.
    """
    return strength(record, context.corpus.proposal[record.about].attribution)


MOST_NAMED = 5
"""The most items of a kind, and totals, that the headline names.

A screen has 23 lines.
"""


EXCEPTIONS = (Status.CONTESTED, Status.REFUSED, Status.NOTED)
"""The statuses that a headline always has beside what is taken up."""


def disputes(context: Context) -> list[str]:
    """The items of which voices disagree what became of them, as a sentence, if any."""
    disputed = [
        proposal
        for proposal in context.corpus.proposals
        if proposal.id in context.outcomes
        and context.outcomes[proposal.id].is_contested
    ]
    if not disputed:
        return []
    head = vocabulary.sort_text(context.language, vocabulary.Sort(Status.CONTESTED))
    return [_listed(context, head, disputed)]


def _listed(context: Context, head: str, items: Sequence[Proposal]) -> str:
    """« Désaccord : n° 2, 5 et 3 autres. »: as many items as there is room for."""
    named = context.item_names(items[:MOST_NAMED])
    if len(items) > MOST_NAMED:
        more = context.number(len(items) - MOST_NAMED)
        named = context.gettext("{items} and {n} others", items=named, n=more)
    return f"{capitalised(head)}{context.gettext(': ')}{named}."


def acceptances(context: Context) -> list[str]:
    """What a response accepts: how many in its own words, then others by number.

    By number, it is told who else is heard.
    """
    if context.by_document:
        return in_each_document(context)
    addressee = context.corpus.plan_document.publisher
    own = dict.fromkeys((Says.IN_FULL, Says.IN_PART, Says.IN_PRINCIPLE), 0)
    others: dict[str, list[Proposal]] = {}
    for row in context.figures.rows:
        if row.status not in COUNTED or row.extents_differ:
            continue
        best = context.best(row)
        voice = context.voice(best)
        if voice.telling is not Telling.SPEAKS or voice.who != addressee:
            others.setdefault(stated(context, best), []).append(row.proposal)
        elif best.group is Group.PARTLY:
            own[best.says] += 1
        else:
            own[Says.IN_FULL] += 1
    told = [_listed(context, head, items) for head, items in others.items()]
    if any(own.values()):
        told = [*_own_acceptances(context, own), *told]
    return told


def _own_acceptances(context: Context, own: Mapping[Says, int]) -> list[str]:
    """« Dans sa réponse, le gouvernement en accepte 47 et 2 en partie seulement. »."""
    document = context.corpus.plan_document
    parts = [context.number(own[Says.IN_FULL])] * bool(own[Says.IN_FULL])
    for says in (Says.IN_PART, Says.IN_PRINCIPLE):
        if own[says]:
            extent = context.gettext(EXTENTS[says])
            parts.append(f"{context.number(own[says])} {extent}")
    actor, name, n = document.publisher, context.names[1], 1
    if actor is not None:
        name, n = context.introduced(actor), 1 + context.corpus.actor[actor].plural
    when = ""
    if document.date:
        when = f" ({context.language.date(document.date)})"
    told = context.ngettext(
        "In its response{when}, {actor} accepts {counts}.",
        "In their response{when}, {actor} accept {counts}.",
        n,
        when=when,
        actor=name,
        counts=context.language.listed(parts),
    )
    return [told]


def in_each_document(context: Context) -> list[str]:
    """What each of several documents amounts to, one sentence each, earliest first."""
    colon = context.gettext(": ")
    return [
        f"{capitalised(view.names[1])}{colon}{view.status_text()}."
        for view in context.by_document
    ]


def exceptions(context: Context) -> list[Inline]:
    """What voices disagree on, refuse, leave open, or extend differently, by item."""
    told: list[Inline] = []
    for status in EXCEPTIONS:
        rows = _in_order(context, status)
        told += [exception(context, row) for row in rows[:MOST_NAMED]]
        told += _more(context, rows[MOST_NAMED:])
    differing = [row for row in context.figures.rows if extents(context, row)]
    is_taken_up = [row for row in differing if row.status in COUNTED]
    for row in is_taken_up[:MOST_NAMED]:
        name, colon = context.item_name(row.proposal), context.gettext(": ")
        told.append(inline(f"{capitalised(name)}{colon}{extents(context, row)}."))
    return told + _more(context, is_taken_up[MOST_NAMED:])


def _in_order(context: Context, *statuses: Status) -> list[ProposalRow]:
    """The items of some statuses: refusals before what others call not taken up."""
    order = list(SIGNS)
    return sorted(
        context.figures.with_status(*statuses),
        key=lambda row: order.index(context.sort_of(row).sign),
    )


def _more(context: Context, rows: Sequence[ProposalRow]) -> list[Inline]:
    """How many more are of a kind, and the command that names them; else nothing."""
    if not rows:
        return []
    command = f"jamplan unadopted{context.language.data}"
    more = N_("And {counts}: {command}.")
    return [
        context.filled(more, counts=context.status_text(rows=rows), command=command)
    ]


def exceptions_by_number(
    context: Context, *statuses: Status, day: bool = False
) -> list[str]:
    """What voices refuse, dispute or leave open: « Désaccord : n° 5 et 14. »."""
    kinds: dict[str, list[Proposal]] = {}
    for row in _in_order(context, *(statuses or EXCEPTIONS)):
        head = context.status_of(row)
        if row.status is Status.REFUSED:
            head = stated(context, row.counted[0], day=day)
        kinds.setdefault(head, []).append(row.proposal)
    return [_listed(context, head, items) for head, items in kinds.items()]


def exception(context: Context, row: ProposalRow) -> Inline:
    """One item disputed, refused or left open: « N° 3 : refus de Y (juin 2024). »."""
    _ = context.gettext
    name, colon = context.item_name(row.proposal), _(": ")
    if row.status is Status.CONTESTED:
        voices = voices_of_row(context, row)
        return inline(_("Disputed, {item}: {voices}.", item=name, voices=voices))
    clauses = [stated(context, each, day=True) for each in row.counted]
    head = f"{capitalised(name)}{colon}{', '.join(dict.fromkeys(clauses))}"
    if row.status is not Status.NOTED:
        return inline(f"{head}.")
    quotes = quotes_of(context, row.counted[0].evidence)
    if not quotes:
        return inline(f"{head}.")
    return closed(inline(head, colon, quotes[0]))


def readings(context: Context) -> list[str]:
    """Whose reading an interpretation is, and whose comparison is no source's word."""
    readers: Counter[tuple[Voicing, tuple[str | None, ...]]] = Counter()
    for row in context.figures.rows:
        voicing = context.sort_of(row).voicing
        if voicing is None or voicing not in _READ:
            continue
        alike = [each for each in row.take_ups if context.voicing(each) is voicing]
        # What several people read alike is one item.
        readers[voicing, tuple(dict.fromkeys(each.by for each in alike))] += 1
    told = []
    for (read, names), n in readers.items():
        # The first sentence says that the authors of the record count.
        is_told = names == (None,) and not context.manner.speaks_for_itself
        if is_told and read is Voicing.INTERPRETED:
            continue
        reader = context.language.listed([context.reader(name) for name in names])
        told.append(ended(context.ngettext(*_READ[read], n, reader=reader)))
    return told


_READ: Mapping[Voicing, tuple[str, str]] = {
    Voicing.INTERPRETED: ngettext(
        "{n} interpreted, by {reader}", "{n} interpreted, by {reader}"
    ),
    Voicing.COMPARED: ngettext(
        "{n} comparison of both texts, which no source is said to make, by {reader}",
        "{n} comparisons of both texts, which no source is said to make, by {reader}",
    ),
}
"""What is no speaker's word."""

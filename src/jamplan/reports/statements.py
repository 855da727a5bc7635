"""A statement on an item as every form tells it: who says it, in which words, what complicates it.

:data:`SHOWN` is the table of what each form shows of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import Any

from jamplan.corpus import model
from jamplan.corpus.statements import SOME, Group, Says, Statement, Words
from jamplan.corpus.voices import Telling, Voice, heard
from jamplan.counting.figures import Row, answer_of
from jamplan.counting.rules import TAKEN_UP, strength
from jamplan.counting.statuses import Status
from jamplan.language import N_
from jamplan.language.folding import first_sentence, one_line
from jamplan.reports.blocks import Block, Inline, command, inline, joined, listed
from jamplan.reports.context import Context
from jamplan.reports.labels import EXTENTS, capitalised, label


class Form(StrEnum):
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


_PARTS = ("objections", "caveats", "would_change", "note")
"""What complicates a statement: fields of :class:`ToldStatement`."""
SHOWN: Mapping[Form, Sequence[str]] = {
    # Of the caveats, those for which it has room.
    Form.CITATION: ("objections", "caveats"),
    **dict.fromkeys(
        (Form.RECORD, Form.PAGE, Form.MARKDOWN, Form.NOTE, Form.WORKBOOK), _PARTS
    ),
}
"""What each form shows of what complicates a statement. A test walks the table."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence: its exact words, and its source."""

    words: str
    """« […] » follows if their sentence goes on; empty if it is not quoted."""
    parts: int
    """The number of quotes in these words."""
    gloss: str
    """What a reader needs to understand the quote; empty if it needs nothing."""
    quote: Inline
    """The words between quotation marks, and the gloss."""
    source: str
    place: Inline
    """The site and date, as a link, and the position there."""
    reference: Inline
    """The publisher, title and date, and the position there."""
    url: str | None


@dataclass(frozen=True, slots=True)
class Complication:
    """An objection: what it says, and the evidence for it."""

    fact: Inline
    """Without the point at its end."""
    day: str
    """Its date in words; empty if the fact says it."""
    evidence: tuple[Cited, ...]

    @property
    def sentence(self) -> Inline:
        """The fact with its date."""
        return inline(self.fact, f" ({self.day})." if self.day else ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStatement:
    """A position or a conclusion on a proposal in words."""

    record: Statement
    voice: Voice
    """Who says it, who prints it, who interprets it."""
    proposal: model.Proposal
    measure: model.Measure | None = None
    claimant: str
    """Who is heard in it."""
    wording: str
    """How it is stated, or what is concluded."""
    strength: Words
    extent: str = ""
    """How much is taken up, as a label; empty of what takes nothing up."""
    counted: bool = True
    """Whether the rule counts it."""
    uncounted: str = ""
    """That it does not count, and why; empty if it does."""
    stated: str
    """Who states what: « reprise, selon les JAM », « refus du ministère »."""
    disputed: str = ""
    """What all voices say, if they disagree; else empty."""
    evidence: tuple[Cited, ...]
    objections: tuple[Complication, ...] = ()
    caveats: tuple[str, ...]
    """The weightiest first."""
    would_change: Inline = ()
    """A sentence; empty if nothing is on record."""
    note: Inline

    @property
    def wording_and_rule(self) -> str:
        """The wording, and that the rule does not count it."""
        return f"{self.wording} ({self.uncounted})" if self.uncounted else self.wording

    @property
    def is_position(self) -> bool:
        """Whether it is a position, and no conclusion."""
        return self.record.is_position


def statement(context: Context, record: Statement, form: Form) -> ToldStatement:
    """A position or a conclusion in words, without what the form leaves out."""
    corpus = context.corpus
    complicating: dict[str, Any] = {
        "objections": tuple(complications_of(context, record.objections)),
        "caveats": tuple(caveats(context, record, form)),
        "note": (context.data(record.note),) if record.note else (),
        "would_change": would_change(context, record),
    }
    complicating |= {part: () for part in _PARTS if part not in SHOWN[form]}
    uncounted = uncounted_of(context, record)
    extent = context.gettext(EXTENTS[record.says]) if record.says in EXTENTS else ""
    return ToldStatement(
        record=record,
        voice=context.voice(record),
        proposal=corpus.proposal[record.about],
        measure=corpus.measure[record.measure] if record.measure else None,
        claimant=claimant_of(context, record),
        wording=wording_of(context, record),
        extent=extent,
        strength=_strength(context, record),
        counted=not uncounted,
        uncounted=uncounted,
        stated=stated(context, record),
        disputed=disputed(context, corpus.proposal[record.about]),
        evidence=cited(context, record.evidence),
        **complicating,
    )


def uncounted_of(context: Context, record: Statement) -> str:
    """Why a position does not count; empty if it does, and of a conclusion."""
    if not record.is_position:
        return ""
    row = context.rows[record.about]
    if row.status is Status.CONTESTED and context.counts(record):
        return context.gettext("disputed, so neither counts")
    if context.counts(record):
        return ""
    if context.is_taken_back(record):
        return context.gettext("taken back later by the same voice")
    return context.gettext("not counted under this rule")


def statements(
    context: Context, item: model.Item, form: Form
) -> tuple[ToldStatement, ...]:
    """The positions on an item, those that count first, then the conclusions."""
    return tuple(
        statement(context, record, form) for record in records_of(context.row(item))
    )


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


def cited(context: Context, evidence: Iterable[model.Evidence]) -> tuple[Cited, ...]:
    """Pieces of evidence as reports show them; quotes of one place are one, with signs of the gaps."""
    runs: list[list[model.Evidence]] = []
    for piece in evidence:
        last = runs[-1][-1] if runs else None
        # A gloss is of its own quote alone.
        joins = last and last.quote and piece.quote and not (last.gloss or piece.gloss)
        same = last and (last.locator, last.page) == (piece.locator, piece.page)
        if (
            last
            and last.source == piece.source
            and (piece.continues or (joins and same))
        ):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return tuple(_cited(context, run) for run in runs)


def _cited(context: Context, run: Sequence[model.Evidence]) -> Cited:
    """Quotes of one source, with the place of the first."""
    piece = run[0]
    source = context.corpus.source[piece.source]
    locator = inline(", ", context.data(piece.locator)) if piece.locator else ()
    gaps = ["", *("" if part.continues else "[…] " for part in run[1:])]
    words = " ".join(
        f"{gap}{part.quote or ''}" for gap, part in zip(gaps, run, strict=True)
    )
    words = "[…] " * piece.cut_before + one_line(words) + " […]" * run[-1].cut
    gloss = context.in_language(piece.gloss)
    return Cited(
        words=words,
        parts=len(run),
        gloss=gloss,
        quote=inline(context.quoted(words), gloss and f", {gloss}") if words else (),
        source=piece.source,
        place=inline(
            context.data(context.place(source), context.language.code, source.url),
            locator,
        ),
        reference=inline(context.source(source), locator),
        url=source.url,
    )


def complication(
    context: Context, objection: model.Objection, told: Sequence[model.Objection]
) -> Complication:
    """The objection as a sentence: « Mais le 3 mars 2021, avant ces propositions, l’État … ».

    After others that are ``told`` it begins with « Et », and « avant » is said once. A text with a
    capital at its beginning and a point at its end is a sentence of its own, and follows a colon.
    """
    _ = context.gettext
    day = context.language.date(objection.date)
    is_day = len(objection.date) > len("2021-03")
    when = _("on {date}", date=day) if is_day else _("in {date}", date=day)
    text = context.data(objection.text)
    is_sentence = text.text[:1].isupper() and text.text.endswith(".")
    head = _("And {when}", when=when) if told else _("But {when}", when=when)
    precedes = context.corpus.precedes_proposals
    if precedes(objection) and not any(map(precedes, told)):
        head += _(", before these {proposals}")
    separator = _(": ") if is_sentence else ", "
    fact = inline(f"{head}{separator}", context.clause(objection.text))
    return Complication(fact, "", cited(context, objection.evidence))


def complications_of(
    context: Context, objections: Sequence[model.Objection]
) -> list[Complication]:
    """The objections to a statement, in order."""
    return [
        complication(context, each, objections[:n]) for n, each in enumerate(objections)
    ]


def against_all(context: Context) -> list[Complication]:
    """What speaks against all positions at once."""
    told = []
    for objection in context.corpus.objections if context.positions else ():
        fact, day = (
            context.clause(objection.text),
            context.language.date(objection.date),
        )
        fact = replace(fact, text=capitalised(fact.text))
        told.append(Complication((fact,), day, cited(context, objection.evidence)))
    return told


def caveats(context: Context, record: Statement, form: Form) -> Iterator[str]:
    """Yield what makes a statement less certain than its sentence, the weightiest first."""
    corpus = context.corpus
    proposal = corpus.proposal[record.about]
    row = context.rows[proposal.id]
    yield from against_quotes(context, record)
    if corpus.changes(record):
        yield context.gettext("text changed since")
    answer = answer_of(corpus, proposal) if record.is_conclusion else None
    if answer and not record.evidence:
        words = first_sentence(one_line(answer.text or answer.title)).rstrip(".")
        yield context.gettext(
            "it was answered {words}", words=context.language.quoted(words)
        )
    elif not (record.evidence or record.is_compared):
        yield context.gettext("no source on record")
    is_contested = row.status is Status.CONTESTED
    for other in records_of(row):
        # A dispute, and extents that differ, are told as such.
        is_told = is_contested and context.counts(other)
        is_told = is_told or {other.group, record.group} <= TAKEN_UP
        if other.group is not record.group and not is_told:
            yield stated(context, other, day=True)
    if record.is_position:
        yield from _caveats_of_position(context, record, form)


_AGAINST_QUOTES: Mapping[str, str] = {
    "quote-not-found": N_(
        "the words quoted were not found in the copy of their source"
    ),
    "source-file-changed": N_("the copy of the source is not the one on record"),
    "quote-of-another-answer": N_("the words quoted are not in this answer"),
    "quote-too-short": N_("the words quoted are too few to say it"),
    "quote-denied": N_("what is quoted is denied where it was said: {sentence}"),
    "quote-limited": N_("what is quoted is limited where it was said: {sentence}"),
    "quote-says-otherwise": N_("the words quoted read otherwise"),
    "quote-without-verb": N_("the words quoted do not say so by themselves"),
}
"""What is told of a finding against a quote, by its code."""


def against_quotes(context: Context, record: Statement) -> Iterator[str]:
    """Yield what is known against the quotes of a statement; it reads copies of sources."""
    # What reads copies is slow to import, and no figure needs it.
    from jamplan.evidence.against import known_against

    for finding in known_against(record, context.copies):
        sentence = context.language.quoted(
            one_line(finding.details.get("sentence", ""))
        )
        yield context.gettext(_AGAINST_QUOTES[finding.code], sentence=sentence)


def _caveats_of_position(
    context: Context, record: Statement, form: Form
) -> Iterator[str]:
    _, corpus = context.gettext, context.corpus
    proposal = corpus.proposal[record.about]
    is_taken_up = record.group in TAKEN_UP
    if is_taken_up and proposal.attribution is model.Attribution.IMPLICIT:
        yield _("the source states a need, and proposes nothing")
    text, match = _inferred(context, record, form)
    yield from text
    is_ambiguous = _strength(context, record) is Words.AMBIGUOUS
    sole = _sole(context, record)
    # What tells an ambiguous sentence begins with it.
    is_told = form in _TELLING and record.words is Words.AMBIGUOUS
    if is_ambiguous and not is_told:
        yield _("the sentence does not say whose idea it is")
    yield from filter(None, [sole])
    yield from match
    differing = extents(context, context.rows[proposal.id])
    if differing:
        yield differing
    elif record.says in _EXTENTS:
        yield _(_EXTENTS[record.says])


_TELLING = frozenset({Form.CITATION, Form.MARKDOWN})
"""The forms that tell a statement in a sentence of its voice."""


def _sole(context: Context, record: Statement) -> str:
    """That no other source says so, or one voice alone; what a reader compared changes neither.

    An answer speaks for itself, and of a comparison no source is said to speak.
    """
    corpus, voice = context.corpus, context.voice(record)
    addressee = corpus.plan_document.publisher
    is_own = corpus.is_response and voice.who == voice.via == addressee
    if is_own or record.is_compared or not record.evidence:
        return ""
    on_item = [each for each in corpus.statements_on[record.about] if each.is_position]
    voices = list(heard([*on_item, record], corpus.source)) or [voice]
    publishers = {each.via for each in voices} | {voice.via}
    if len(publishers) == 1:
        consulted, _day = context.consulted_for(model.SearchOf.STATEMENTS, record.about)
        if consulted and _strength(context, record) is Words.AMBIGUOUS:
            return context.gettext("no other source found mentions it")
        if consulted:
            return context.gettext("no other source found says so")
        return context.gettext("single source")
    if len({each.who for each in voices} | {voice.who}) == 1:
        return context.gettext("a single voice, in several publications")
    return ""


_EXTENTS: Mapping[Says, str] = {
    Says.TAKEN_UP: N_("extent not stated"),
}
"""The extent of a statement whose words do not tell it."""


def _inferred(
    context: Context, record: Statement, form: Form
) -> tuple[list[str], list[str]]:
    """That a proposal's text is inferred, and that the match is; both in one if from one measure.

    A citation does not name the measure otherwise.
    """
    _, corpus = context.gettext, context.corpus
    origin = corpus.proposal[record.about].text_from
    measure = corpus.measure[record.measure] if record.measure else None
    if measure is None:
        return [], []
    is_inferred = record.measure_inferred or measure.number_inferred
    both, one = (
        N_("text and {measure} {number} inferred"),
        N_("match with {measure} {number} inferred"),
    )
    if form is not Form.CITATION:
        both, one = N_("text and match inferred"), N_("match inferred")
    fields = {"number": one_line(measure.number or measure.id)}
    if is_inferred and origin == measure.id:
        return [_(both, **fields)], []
    match = [_(one, **fields)] if is_inferred else []
    if origin is None:
        return [], match
    number = one_line(corpus.measure[origin].number or origin)
    return [_("text inferred: {measure} {number}", number=number)], match


def complications(
    context: Context, statement: ToldStatement, uncounted: str = ""
) -> list[Inline]:
    """What complicates a statement, in sentences: objections with notes, caveats, what would change.

    ``uncounted`` is a first caveat: that the rule does not count it, if its wording does not say so.
    """
    told = [noted(context, objection) for objection in statement.objections]
    told.append(_note(context, filter(None, (uncounted, *statement.caveats))))
    return [*filter(None, told), *further(statement)]


def against(context: Context, items: Iterable[Inline] = ()) -> list[Block]:
    """What speaks against all statements at once, then ``items``, under their head; or nothing."""
    told = (noted(context, objection) for objection in against_all(context))
    return listed(context.gettext("What complicates this"), (*told, *items))


def noted(context: Context, objection: Complication) -> Inline:
    """An objection with the notes on its sources."""
    return inline(
        objection.sentence, context.marks(piece.source for piece in objection.evidence)
    )


def further(statement: ToldStatement) -> list[Inline]:
    """What the corpus notes, and what would change the status."""
    return [*filter(None, (statement.note, statement.would_change))]


def how_sure(context: Context, statement: ToldStatement) -> Inline:
    """How sure a statement is, in one line: its wording, then its caveats."""
    wording = statement.wording_and_rule if statement.is_position else ""
    if context.brief and not statement.uncounted:
        wording = ""
    parts = " · ".join((wording, *statement.caveats))
    told = inline(context.gettext("Wording: {parts}.", parts=parts))
    return told if wording else _note(context, statement.caveats)


def _note(context: Context, caveats: Iterable[str]) -> Inline:
    """Caveats as a sentence; empty without any."""
    listed = context.gettext("; ").join(caveats)
    return (
        inline(context.gettext(" Note: {caveats}.", caveats=listed).strip(" "))
        if listed
        else ()
    )


def would_change(context: Context, told: model.Item | Statement) -> Inline:
    """What would change a record, as a sentence; empty if that is not on record.

    With the last record on a proposal, what would change the proposal's status follows.
    """
    changes = (
        [told.would_change] if isinstance(told, Statement | model.Proposal) else []
    )
    if isinstance(told, Statement):
        last = records_of(context.rows[told.about])[-1:]
        if any(each is told for each in last):
            changes.append(context.corpus.proposal[told.about].would_change)
    title, colon = context.gettext("What would change this"), context.gettext(": ")
    clauses = [context.clause(each) for each in dict.fromkeys(filter(None, changes))]
    listed_changes = joined(clauses, context.gettext("; "))
    return inline(f"{title}{colon}", listed_changes, ".") if clauses else ()


def wording_of(context: Context, record: Statement) -> str:
    """How a statement is worded, and that its proposal's attribution weakens it; or a conclusion."""
    if record.is_conclusion:
        return label(context.language, record.says)
    weaker = _strength(context, record)
    words = label(context.language, weaker)
    if weaker is record.words:
        return words
    return context.gettext("{wording} by its attribution", wording=words)


def heads_of_statements(context: Context) -> list[str]:
    """The heads of the columns that say who states it, if several voices do, and how."""
    _ = context.gettext
    claimant = [_("According to")] if context.has_many_claimants else []
    return [*claimant, _("Status") if context.corpus.is_response else _("Wording")]


def on_record(context: Context, records: Iterable[Statement]) -> str:
    """The statements on a pair: who states what, and the mark of each; empty without any."""
    return context.gettext("; ").join(
        stated(context, record) + mark_of([record]) for record in records
    )


def _strength(context: Context, record: Statement) -> Words:
    return strength(record, context.corpus.proposal[record.about].attribution)


# Totals: what a source says of all items.


def number_in(total: Statement) -> int | None:
    """The number that a total gives; None of one that gives none."""
    if total.count is None or total.count == SOME:
        return None
    return int(total.count)


DAGGER = "†"
"""The mark of a statement that something speaks against."""


def mark_of(links: Iterable[Statement | ToldStatement]) -> str:
    """The mark after statements that something speaks against; nothing after others."""
    return f" {DAGGER}" if any(link.objections for link in links) else ""


def meaning_of_mark(context: Context, records: Iterable[Statement]) -> list[Inline]:
    """What the mark means and which command shows it, if one of these statements has the mark."""
    ids = [record.about for record in records if record.objections]
    show = [
        command(f"jamplan show {name}{context.language.data}")
        for name in sorted(ids, key=len)[:1]
    ]
    return [inline(context.gettext("† complication:"), " ", *show)] if show else []

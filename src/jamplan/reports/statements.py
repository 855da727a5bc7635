"""A statement on an item as every form tells it: who says it, in which words, what complicates it.

A statement is a link or a conclusion. :data:`SHOWN` is the table of what each form shows of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import Any

from jamplan.corpus import model
from jamplan.counting.figures import Kind, answer_of
from jamplan.counting.rules import IN_PART, Status, strength
from jamplan.language import N_
from jamplan.language.folding import first_sentence, one_line
from jamplan.reports.blocks import Block, Inline, command, inline, joined, listed
from jamplan.reports.context import Context
from jamplan.reports.labels import capitalised, kind_text, label


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
"""What complicates a statement: fields of :class:`Statement`."""
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
class Statement:
    """A link or a conclusion in words."""

    record: model.Link | model.Verdict
    proposal: model.Proposal
    measure: model.Measure | None = None
    """None for a conclusion."""
    claimant: str
    wording: str
    """How it is stated, or what is concluded."""
    strength: model.Basis | None = None
    """None for a conclusion."""
    extent: str = ""
    """How much is taken up, as a label; empty of a conclusion."""
    counted: bool = True
    """Whether the rule counts it; a conclusion counts under every rule."""
    uncounted: str = ""
    """That the rule does not count it; empty if it does."""
    stated: str
    """Who states what, in words that are the report's: « sous-entendu, selon les JAM »."""
    acceptance: str = ""
    """What an answer amounts to, as far as it speaks for itself; empty of other statements."""
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


def statement(
    context: Context, record: model.Link | model.Verdict, form: Form
) -> Statement:
    """A record in words, without what the form leaves out."""
    common: dict[str, Any] = {
        "record": record,
        "proposal": context.corpus.proposal[record.proposal],
        "claimant": context.called(record.claimed_by),
        "evidence": cited(context, record.evidence),
        "objections": tuple(
            complications_of(context, getattr(record, "objections", ()))
        ),
        "caveats": tuple(caveats(context, record, form)),
        "note": (context.data(record.note),) if record.note else (),
        "would_change": would_change(context, record),
    }
    common |= {part: () for part in _PARTS if part not in SHOWN[form]}
    if isinstance(record, model.Verdict):
        words = label(context.language, record.verdict)
        return Statement(wording=words, stated=context.concluded(record), **common)
    counted = context.counts(record)
    return Statement(
        measure=context.corpus.measure[record.measure],
        wording=wording_of(context, record),
        extent=label(context.language, record.extent),
        strength=_strength(context, record),
        counted=counted,
        uncounted="" if counted else context.gettext("not counted under this rule"),
        stated=stated(context, record, counted=counted),
        acceptance=acceptance(context, record),
        **common,
    )


def statements(context: Context, item: model.Item, form: Form) -> tuple[Statement, ...]:
    """The statements on an item: those that the rule counts first, then the conclusions."""
    row = context.rows[item.id]
    records: list[model.Link | model.Verdict] = [*row.links, *row.verdicts]
    return tuple(statement(context, record, form) for record in records)


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
    words = one_line(words) + " […]" * run[-1].cut
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
    """What speaks against all links at once."""
    told = []
    for objection in context.corpus.objections if context.corpus.links else ():
        fact, day = (
            context.clause(objection.text),
            context.language.date(objection.date),
        )
        fact = replace(fact, text=capitalised(fact.text))
        told.append(Complication((fact,), day, cited(context, objection.evidence)))
    return told


def caveats(
    context: Context, record: model.Link | model.Verdict, form: Form
) -> Iterable[str]:
    """Yield what makes a statement less certain than its sentence, the weightiest first."""
    corpus = context.corpus
    if context.corpus.changes(record):
        yield context.gettext("text changed since")
    answer = isinstance(record, model.Verdict) and answer_of(
        corpus, corpus.proposal[record.proposal]
    )
    if answer and not record.evidence:
        words = first_sentence(one_line(answer.text or answer.title)).rstrip(".")
        yield context.gettext(
            "it was answered {words}", words=context.language.quoted(words)
        )
    elif not record.evidence:
        yield context.gettext("no source on record")
    if isinstance(record, model.Link):
        for verdict in corpus.verdicts_of.get(record.proposal, ()):
            yield context.concluded(verdict)
        yield from _caveats_of_link(context, record, form)
    else:
        for link in corpus.links_of_proposal.get(record.proposal, ()):
            yield stated(context, link, counted=context.counts(link))


def _caveats_of_link(context: Context, link: model.Link, form: Form) -> Iterable[str]:
    _ = context.gettext
    corpus = context.corpus
    proposal = corpus.proposal[link.proposal]
    others = corpus.links_of_proposal[proposal.id]
    said = acceptance(context, link)
    # An answer speaks for itself, and of a comparison no source is said to speak.
    is_own = bool(said) or link.basis is model.Basis.COMPARED or not link.evidence
    is_sole = not is_own and all(
        other.claimed_by == link.claimed_by for other in others
    )
    is_ambiguous = _strength(context, link) is model.Basis.AMBIGUOUS
    if proposal.attribution is model.Attribution.IMPLICIT:
        yield _("the source states a need, and proposes nothing")
    text, match = _inferred(context, link, form)
    yield from text
    consulted, _day = context.consulted_for(model.SearchOf.STATEMENTS, proposal.id)
    searched = is_sole and consulted
    if is_ambiguous and searched:
        yield _(
            "the sentence does not say whose idea it is, and no other source found mentions it"
        )
    elif is_ambiguous:
        yield _("the sentence does not say whose idea it is")
    elif is_sole:
        yield _("no other source found says so") if searched else _("single source")
    yield from match
    if link.extent in _EXTENTS and not (said and link.extent in IN_PART):
        yield _(_EXTENTS[link.extent])


_EXTENTS = {
    model.Extent.PARTIAL: N_("taken up in part"),
    model.Extent.PRINCIPLE: N_("taken up in principle"),
    model.Extent.UNSTATED: N_("extent not stated"),
}


def _inferred(
    context: Context, link: model.Link, form: Form
) -> tuple[list[str], list[str]]:
    """That a proposal's text is inferred, and that the match is; both in one if from one measure.

    A citation does not name the measure otherwise.
    """
    _, corpus = context.gettext, context.corpus
    measure, origin = (
        corpus.measure[link.measure],
        corpus.proposal[link.proposal].text_from,
    )
    is_inferred = link.measure_inferred or measure.number_inferred
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
    context: Context, statement: Statement, uncounted: str = ""
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


def further(statement: Statement) -> list[Inline]:
    """What the corpus notes, and what would change the status."""
    return [*filter(None, (statement.note, statement.would_change))]


def how_sure(context: Context, statement: Statement) -> Inline:
    """How sure a statement is, in one line: its wording, then its caveats.

    In brief, not what its sentence says: that it is not counted, and its wording unless weakened.
    """
    wording = statement.wording_and_rule if statement.measure else ""
    if (
        context.brief
        and isinstance(statement.record, model.Link)
        and not statement.acceptance
    ):
        wording = (
            statement.wording
            if statement.strength is not statement.record.basis
            else ""
        )
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


def would_change(
    context: Context, told: model.Item | model.Link | model.Verdict
) -> Inline:
    """What would change a record, as a sentence; empty if that is not on record.

    With the last record on a proposal, what would change the proposal's status follows.
    """
    records = [told]
    if isinstance(told, model.Link | model.Verdict):
        row = context.rows[told.proposal]
        is_last = told in [*row.links, *row.verdicts][-1:]
        records += [context.corpus.proposal[told.proposal]] if is_last else []
    changes = dict.fromkeys(getattr(record, "would_change", None) for record in records)
    title, colon = context.gettext("What would change this"), context.gettext(": ")
    clauses = joined(map(context.clause, filter(None, changes)), context.gettext("; "))
    return inline(f"{title}{colon}", clauses, ".") if clauses else ()


def wording_of(context: Context, link: model.Link) -> str:
    """The strength of a link, and that its proposal's attribution is what weakens it."""
    weaker = _strength(context, link)
    words = label(context.language, weaker)
    if weaker is link.basis:
        return words
    return context.gettext("{wording} by its attribution", wording=words)


def heads_of_statements(context: Context) -> list[str]:
    """The heads of the columns that say who states it, if several actors do, and how."""
    _ = context.gettext
    claimant = [_("According to")] if context.has_many_claimants else []
    return [*claimant, _("Status") if context.corpus.is_response else _("Wording")]


def on_record(context: Context, links: Iterable[model.Link]) -> str:
    """The links of a pair: the wording, claimant and mark of each; empty without any."""
    return context.gettext("; ").join(
        stated(context, link) + mark_of([link]) for link in links
    )


_STATED = {
    model.Basis.EXPLICIT: N_("said to be taken up"),
    model.Basis.IMPLICIT: N_("implied to be taken up"),
    model.Basis.COMPARED: N_("comparison of the texts"),
}
_AMBIGUOUS = N_("ambiguous sentence (source: {actor})")
_UNCOUNTED = N_(
    "ambiguous sentence, which this report does not count (source: {actor})"
)


def stated(context: Context, link: model.Link, *, counted: bool = True) -> str:
    """Who states what, and that it is not counted: a source does not call itself ambiguous."""
    _, actor = context.gettext, context.called(link.claimed_by)
    if said := acceptance(context, link):
        return context.attributed(said, link.claimed_by)
    weaker = _strength(context, link)
    if weaker is model.Basis.AMBIGUOUS:
        return _(_AMBIGUOUS if counted else _UNCOUNTED, actor=actor)
    words = context.attributed(_(_STATED[weaker]), link.claimed_by)
    return (
        words
        if counted
        else f"{words}{_('; ')}{label(context.language, Status.BELOW_RULE)}"
    )


def acceptance(context: Context, link: model.Link) -> str:
    """What an answer of the plan's own publisher amounts to; empty of any other statement."""
    is_own = (
        context.corpus.is_response
        and link.claimed_by == context.corpus.plan_document.publisher
    )
    if not is_own or link.basis is model.Basis.COMPARED:
        return ""
    if _strength(context, link) is model.Basis.AMBIGUOUS:
        return context.gettext("ambiguous answer")
    principle = model.Extent.PRINCIPLE
    kinds: dict[str, Kind] = {
        model.Extent.PARTIAL: Status.PARTIAL,
        principle: principle,
    }
    said = kind_text(context.language, kinds.get(link.extent, Status.ADOPTED))
    is_implied = _strength(context, link) is model.Basis.IMPLICIT
    return (
        f"{said} ({label(context.language, model.Basis.IMPLICIT)})"
        if is_implied
        else said
    )


def _strength(context: Context, link: model.Link) -> model.Basis:
    return strength(link, context.corpus.proposal[link.proposal])


DAGGER = "†"
"""The mark of a statement that something speaks against."""


def mark_of(links: Iterable[model.Link | Statement]) -> str:
    """The mark after statements that something speaks against; nothing after others."""
    return f" {DAGGER}" if any(link.objections for link in links) else ""


def meaning_of_mark(context: Context, links: Iterable[model.Link]) -> list[Inline]:
    """What the mark means and which command shows it, if one of these statements has the mark."""
    ids = [link.proposal for link in links if link.objections]
    show = [
        command(f"jamplan show {name}{context.language.data}")
        for name in sorted(ids, key=len)[:1]
    ]
    return [inline(context.gettext("† complication:"), " ", *show)] if show else []

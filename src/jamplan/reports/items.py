"""A proposal or a measure as every form tells it: text, origin, statements, what became of it.

:data:`FACTS_LEFT_OUT` says which facts each form leaves out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jamplan.corpus import model
from jamplan.corpus.loading import names_in
from jamplan.counting.figures import Kind, answer_of
from jamplan.counting.rules import Status
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Inline, Span, ident, inline, plain
from jamplan.reports.context import Context
from jamplan.reports.labels import capitalised, label, number_of
from jamplan.reports.statements import (
    Cited,
    Form,
    Statement,
    cited,
    complications_of,
    statements,
)
from jamplan.reports.whole import what_counts

FACTS_LEFT_OUT: Mapping[Form, Sequence[str]] = {
    Form.PAGE: ("id", "number", "priority", "status", "own"),
    # A note of two pages has no room for what the corpus notes on an item; the summary has it of those
    # on which nothing is stated.
    Form.NOTE: ("note",),
}
"""The facts on an item that a form has elsewhere or not, by code."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named piece of information on an item; ``code`` is the key of the table."""

    code: str
    name: str
    content: Inline


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a measure: a dated sentence and its evidence."""

    sentence: Inline
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item in words."""

    item: model.Item
    lang: str | None
    """The language of its title, None if it is the report's."""
    status: Kind | None = None
    """Its status, or that it is refused; None for a measure."""
    status_label: str = ""
    text: tuple[Inline, ...]
    """Its paragraphs; of a proposal without a text, what is known in its place."""
    text_name: str = ""
    """What the text is: of a proposal that is not quoted from its document, a rewording."""
    details: tuple[Span, ...] = ()
    facts: tuple[Fact, ...]
    note: Inline
    evidence: tuple[Cited, ...]
    statements: tuple[Statement, ...]
    outcomes: tuple[Outcome, ...] = ()


def entry(context: Context, item: model.Item, form: Form) -> Entry:
    """An item in words, with what the form shows of it."""
    _, text = context.gettext, context.paragraphs(item)
    known: dict[str, Any]
    if isinstance(item, model.Measure):
        outcomes = tuple(outcome(context, follow_up) for follow_up in item.follow_ups)
        details = tuple(
            context.data(detail, context.code_of(item)) for detail in item.details
        )
        known = {"details": details, "outcomes": outcomes}
    else:
        row, is_own = context.rows[item.id], _is_own(context, item)
        name = (
            N_("Text") if is_own or not text else N_("Text, reworded from the sources")
        )
        known = {
            "text_name": _(name),
            "status": row.group,
            "status_label": context.status_of(row),
        }
        if (
            form is Form.RECORD
            and text
            and item.attribution is model.Attribution.AMBIGUOUS
        ):
            unclear = _(
                "Text described by an ambiguous sentence: it is unclear whose idea it is."
            )
            text = (*text, inline(unclear))
        if not text and not is_own:
            quoted = any(piece.quote for piece in item.evidence)
            beside = N_("No text on record beside the title and the quotes.")
            text = (inline(_(beside if quoted else N_("Only the title is known."))),)
    left_out = FACTS_LEFT_OUT.get(form, ())
    return Entry(
        item=item,
        lang=context.of(context.code_of(item)),
        text=text,
        facts=tuple(
            fact for fact in _facts(context, item, form) if fact.code not in left_out
        ),
        note=(context.data(item.note),) if item.note else (),
        evidence=cited(context, item.evidence),
        statements=statements(context, item, form),
        **known,
    )


def is_own_words(item: model.Item, piece: Cited) -> bool:
    """Whether a quote is of an item's own title or text."""
    text = one_line(f"{item.title} {item.text or ''}")
    return all(part in text for part in piece.words.removesuffix(" […]").split(" […] "))


def is_silent(context: Context) -> bool:
    """Whether nothing on record answers or concludes on some item; silence is then no refusal."""
    unreviewed = (
        context.figures.with_status(Status.UNREVIEWED) if context.is_reviewed else ()
    )
    silent = any(answer_of(context.corpus, row.proposal) is None for row in unreviewed)
    return silent or bool(context.figures.statuses[Status.UNDOCUMENTED])


def _is_own(context: Context, proposal: model.Proposal) -> bool:
    """Whether a proposal is known from its document alone."""
    sources = {piece.source for piece in proposal.evidence}
    return sources == {context.corpus.proposals_document.source}


def state_text(context: Context, follow_up: model.FollowUp) -> str:
    """What became of a measure, and that its source does not say that it is the measure's."""
    state = label(context.language, follow_up.state)
    inferred = context.gettext("match inferred")
    return f"{state}, {inferred}" if follow_up.measure_inferred else state


def outcome(context: Context, follow_up: model.FollowUp) -> Outcome:
    """« avril 2023 (mise en œuvre partielle) : … »."""
    _ = context.gettext
    sentence = context.filled(
        N_("{date} ({state}): {text}"),
        date=context.language.date(follow_up.date)
        if follow_up.date
        else _("date not known"),
        state=state_text(context, follow_up),
        text=context.data(follow_up.text, context.corpus.plan_document.language),
    )
    return Outcome(sentence, cited(context, follow_up.evidence))


BECAME = N_("What became of the {measure}")
"""The head of a measure's outcome beside a proposal."""


def nothing_known(context: Context, measure: model.Measure) -> str:
    """« suites inconnues (recherche du 24 novembre 2026) »."""
    _sources, day = context.consulted_for(model.SearchOf.OUTCOMES, measure.id)
    if day is None:
        return context.gettext("outcome not known")
    return context.gettext(
        "outcome not known (search of {date})", date=context.language.date(day)
    )


def unknown_outcomes(context: Context) -> Iterable[str]:
    """Yield of which measures the outcome is not known, by the day of the search."""
    _ = context.gettext
    unknown: dict[str, list[str]] = {}
    for measure in context.corpus.measures:
        if not measure.follow_ups:
            name = number_of(measure) or one_line(measure.title)
            unknown.setdefault(nothing_known(context, measure), []).append(name)
    for nothing, names in unknown.items():
        of_all = len(names) == len(context.corpus.measures)
        named = f"{_('{Measures}')} {context.language.listed(names)}{_(': ')}"
        yield f"{capitalised(nothing)}." if of_all else f"{named}{nothing}."


def with_id(name: Span, id_: str, form: Form) -> Inline:
    """The name of an item or a group, in a record after its id."""
    return inline(ident(id_), " ", name) if form is Form.RECORD else (name,)


def _facts(context: Context, item: model.Item, form: Form) -> Iterable[Fact]:
    """Yield what is known of an item beside its text."""
    _ = context.gettext
    kind = _("{Proposal}") if isinstance(item, model.Proposal) else _("{Measure}")
    yield Fact("id", kind, (ident(item.id),))
    number = item.number or _("not known")
    if item.number and item.number_inferred:
        number = f"{item.number} ({_('number inferred')})"
    yield Fact("number", _("Number in the document"), inline(number))
    if isinstance(item, model.Proposal):
        yield from _proposal_facts(context, item, form)
    else:
        yield from _measure_facts(context, item, form)
    for dismissal in context.corpus.dismissals:
        if item.id in {dismissal.proposal, dismissal.measure}:
            yield Fact(
                "dismissed",
                _("match set aside"),
                _dismissed(context, dismissal, item, form),
            )
    if item.note:
        yield Fact("note", _("Note"), (context.data(item.note),))


def _proposal_facts(
    context: Context, proposal: model.Proposal, form: Form
) -> Iterable[Fact]:
    """Yield the chapter, status, attribution and origin of the title of a proposal."""
    _ = context.gettext
    corpus = context.corpus
    if chapter := corpus.chapter.get(proposal.chapter or ""):
        inferred = f" ({_('{chapter} inferred')})" if proposal.chapter_inferred else ""
        pages = f", p. {chapter.pages}" if chapter.pages else ""
        title = with_id(
            context.data(chapter.title, context.code_of(proposal)), chapter.id, form
        )
        yield Fact("chapter", _("{Chapter}"), inline(title, pages, inferred))
    status = context.status_of(context.rows[proposal.id])
    rule = f"{_('Rule').lower()}{_(': ')}{what_counts(context)}"
    yield Fact("status", _("Status"), inline(f"{status} ({rule})"))
    if _is_own(context, proposal):
        # A page calls such a text by another name than one that is reworded.
        yield Fact("own", _("Attribution"), inline(_("text of the document itself")))
    elif proposal.evidence:
        attribution = label(context.language, proposal.attribution)
        yield Fact("attribution", _("Attribution"), inline(attribution))
    if proposal.title_basis is not model.TitleBasis.OFFICIAL:
        yield Fact(
            "title", _("Title"), inline(label(context.language, proposal.title_basis))
        )
    if proposal.may_be_part_of:
        whole = corpus.proposal[proposal.may_be_part_of]
        yield Fact(
            "part_of",
            _("May be a part of"),
            with_id(context.title(whole), whole.id, form),
        )


def _measure_facts(
    context: Context, measure: model.Measure, form: Form
) -> Iterable[Fact]:
    """Yield the priority and the origin of the title of a measure."""
    _ = context.gettext
    corpus = context.corpus
    if priority := corpus.priority.get(measure.priority or ""):
        title = context.data(priority.title, context.code_of(measure))
        yield Fact("priority", _("{Priority}"), with_id(title, priority.id, form))
    title_basis = label(context.language, measure.title_basis)
    if (
        measure.title_basis is model.TitleBasis.OFFICIAL
        and corpus.plan_document.source is None
    ):
        title_basis = _(
            "{title}, according to the sources below: the document could not be read in full",
            title=title_basis,
        )
    yield Fact("title", _("Title"), inline(title_basis))


def _dismissed(
    context: Context, dismissal: model.Dismissal, item: model.Item, form: Form
) -> Inline:
    """The other item of a pair that a person set aside, by whom, when, and why."""
    corpus = context.corpus
    other: model.Item = corpus.proposal[dismissal.proposal]
    if isinstance(item, model.Proposal):
        other = corpus.measure[dismissal.measure]
    title = with_id(context.title(other), other.id, form)
    when = context.language.date(dismissal.on) if dismissal.on else None
    recorded = ", ".join(filter(None, (one_line(dismissal.by or ""), when)))
    note = (context.data(dismissal.note),) if dismissal.note else ()
    return inline(title, f" ({recorded}). " if recorded else ". ", note)


OWN_WORDS_ARE_A_PLACE = N_(
    "Words of the corpus are recorded as a place, not as a quote: its text is not the source’s own."
)


COUNTS_WITH_ANY = N_("The comparison counts with --rule any.")


_DONE = {
    "added": N_("Recorded"),
    "changed": N_("Changed on record"),
    "confirmed": N_("Confirmed"),
    "removed": N_("Taken off the record by {name}"),
    "nothing": N_("On record already"),
}


def recorded_text(
    context: Context, done: str, by: str, decision: model.Decision
) -> str:
    """What recording did, by its code, or who took the decision off; then the decision."""
    text = context.gettext(_DONE[done], name=one_line(by)) + context.gettext(
        ": "
    ).rstrip(" ")
    return f"{text} {decision_text(context, decision)}"


def decision_text(context: Context, decision: model.Decision) -> str:
    """A decision in one sentence: ids, what was decided, who states, recorded and confirmed it.

    What speaks against a link follows.
    """
    _ = context.gettext
    match decision:
        case model.Link():
            wording = context.attributed(
                label(context.language, decision.basis), decision.claimed_by
            )
            extent = f"{_('extent')}{_(': ')}{label(context.language, decision.extent)}"
            text = f"{decision.proposal} → {decision.measure}, {wording} ({extent})"
        case model.Verdict():
            text = f"{decision.proposal}{_(': ')}{context.concluded(decision)}"
        case model.Dismissal():
            text = f"{decision.proposal} / {decision.measure}{_(': ')}{_('match set aside')}"
    if decision.by:
        text += _("; recorded by {name}", name=one_line(decision.by))
    if not isinstance(decision, model.Dismissal) and decision.confirmed_by:
        names = context.language.listed(
            [one_line(name) for name in names_in(decision.confirmed_by)]
        )
        text += _("; confirmed by {names}", names=names)
    objections = decision.objections if isinstance(decision, model.Link) else ()
    against = (plain(each.sentence) for each in complications_of(context, objections))
    return " ".join((f"{text.removesuffix('.')}.", *against))

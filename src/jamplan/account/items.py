"""A proposal or a measure as all forms tell it: text, origin, statements, outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jamplan.account.clauses import (
    claimant_of,
    confirmed_by,
    stated,
    status_in_full,
)
from jamplan.account.context import Context
from jamplan.account.method import what_counts
from jamplan.account.quoting import (
    Cited,
    Complication,
    cited,
    cited_of,
    closed,
    complications_of,
    quotes_of,
    with_places,
)
from jamplan.account.spans import Inline, Span, ident, inline, joined, plain
from jamplan.account.statements import ToldStatement, mark_of, statements
from jamplan.account.vocabulary import Sort, capitalised, label, sort_text
from jamplan.corpus import model
from jamplan.corpus.statements import Says, Statement
from jamplan.corpus.views import answer_of
from jamplan.corpus.voices import Telling, outcome_day
from jamplan.counting.figures import ProposalRow
from jamplan.counting.outcomes import LastWord
from jamplan.counting.statuses import Status
from jamplan.language import N_
from jamplan.language.folding import one_line


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact about an item; ``code`` is what a form leaves it out by."""

    code: str
    name: str
    content: Inline
    id: str = ""
    """The id of the item or group that it names first; empty if it names none."""


@dataclass(frozen=True, slots=True)
class ToldOutcome:
    """What somebody says became of an item: a dated sentence and its evidence."""

    sentence: Inline
    evidence: tuple[Cited, ...]
    objections: tuple[Complication, ...] = ()
    note: Inline = ()
    against: tuple[Inline, ...] = ()
    """The objections with their quotes and sites, for a form without notes on
    sources.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """An item in words."""

    item: model.Item
    lang: str | None
    """The language of its title, None if it is the report's."""
    status: str = ""
    """The key of its status's sign; empty for a measure."""
    status_label: str = ""
    """Its status, with the voices where they disagree."""
    text: tuple[Inline, ...]
    """Its paragraphs; of a proposal without a text, what is known in its place."""
    text_name: str = ""
    """What the text is: of a proposal that is not quoted from its document, a
    rewording.
    """
    text_doubt: Inline = ()
    """That it is unclear whose idea the text is; empty if it is clear."""
    details: tuple[Span, ...] = ()
    facts: tuple[Fact, ...]
    note: Inline
    evidence: tuple[Cited, ...]
    statements: tuple[ToldStatement, ...]
    outcomes: tuple[ToldOutcome, ...] = ()
    """What became of it, the earliest first."""
    outcome: str = ""
    """The last word on it, with both voices if they disagree.

    Empty if nothing is on record.
    """
    is_disputed: bool = False
    """Whether voices disagree on what became of it."""


def entry(context: Context, item: model.Item) -> ItemEntry:
    """An item in words."""
    _, text = context.gettext, context.paragraphs(item)
    known: dict[str, Any]
    if isinstance(item, model.Measure):
        details = tuple(
            context.data(detail, context.code_of(item)) for detail in item.details
        )
        known = {"details": details}
    else:
        row, is_own = context.proposal_row(item), _is_own(context, item)
        name = (
            N_("Text") if is_own or not text else N_("Text, reworded from the sources")
        )
        known = {
            "text_name": _(name),
            "status": context.sort_of(row).sign,
            "status_label": _status_label(context, row),
        }
        if text and item.attribution is model.Attribution.AMBIGUOUS:
            unclear = _(
                "Text described by an ambiguous sentence: it is unclear whose idea it "
                "is."
            )
            known["text_doubt"] = inline(unclear)
        if not text and not is_own:
            quoted = any(piece.quote for piece in item.evidence)
            beside = N_("No text on record beside the title and the quotes.")
            text = (inline(_(beside if quoted else N_("Only the title is known."))),)
    return ItemEntry(
        item=item,
        lang=context.of(context.code_of(item)),
        text=text,
        facts=tuple(_facts(context, item)),
        note=context.remark(item.note),
        evidence=cited(context, item.evidence, item),
        statements=statements(context, item),
        outcomes=tuple(
            told_outcome(context, each) for each in outcomes_on(context, item)
        ),
        outcome=outcome_in_brief(context, item),
        is_disputed=is_disputed(context, item),
        **known,
    )


def _status_label(context: Context, row: ProposalRow) -> str:
    """The status of a proposal; if no document answers, what became of it."""
    if context.has_document:
        return status_in_full(context, row)
    told = outcome_in_brief(context, row.proposal)
    return told or context.gettext("outcome not known")


def is_own_words(item: model.Item, piece: Cited) -> bool:
    """Whether a quote is of an item's own title or text."""
    text = one_line(f"{item.title} {item.text or ''}")
    words = piece.words.removeprefix("[…] ").removesuffix(" […]")
    return all(part in text for part in words.split(" […] "))


def is_silent(context: Context) -> bool:
    """Whether no record answers or concludes on some item, which is no refusal."""
    unreviewed = (
        context.figures.with_status(Status.UNREVIEWED) if context.is_reviewed else ()
    )
    silent = any(answer_of(context.corpus, row.proposal) is None for row in unreviewed)
    return silent or bool(context.figures.statuses[Status.UNDOCUMENTED])


def _is_own(context: Context, proposal: model.Proposal) -> bool:
    """Whether a proposal is known from its document alone."""
    sources = {piece.source for piece in proposal.evidence}
    return sources == {context.corpus.proposals_document.source}


def outcomes_on(context: Context, item: model.Item) -> list[Statement]:
    """What is said became of an item, the earliest first; without a day, first.

    Those whose day is not known come first of all.
    """
    found = [
        each
        for each in context.corpus.statements_on.get(item.id, ())
        if each.is_outcome
    ]
    return sorted(
        found, key=lambda each: outcome_day(each, context.corpus.source) or ""
    )


def state_text(context: Context, record: Statement) -> str:
    """What somebody says became of an item: « mise en œuvre, selon X »."""
    state = stated(context, record)
    inferred = context.gettext("match inferred")
    return f"{state}, {inferred}" if record.measure_inferred else state


def told_outcome(context: Context, record: Statement) -> ToldOutcome:
    """« avril 2023 (mise en œuvre en partie, selon X) : … »."""
    _ = context.gettext
    day = outcome_day(record, context.corpus.source)
    when = context.language.date(day) or _("date not known")
    state = state_text(context, record)
    if record.text:
        sentence = context.filled(
            N_("{date} ({state}): {text}"),
            date=when,
            state=state,
            text=context.data(record.text),
        )
    else:
        sentence = inline(f"{when}{_(': ')}{state}.")
    return _told_outcome(context, record, sentence)


def _told_outcome(context: Context, record: Statement, sentence: Inline) -> ToldOutcome:
    objections = tuple(complications_of(context, record.objections))
    note: Inline = ()
    if record.note:
        note = (context.data(record.note),)
    return ToldOutcome(
        sentence=sentence,
        evidence=cited_of(context, record),
        objections=objections,
        note=note,
        against=tuple(with_places(each) for each in objections),
    )


def last_words(
    context: Context, item: model.Item, *, brief: bool = False
) -> list[ToldOutcome]:
    """The last word of each voice on an item, quoted in a sentence, earliest first.

    If they disagree, the first one says so; if all say the same, ``brief`` has the last
    of them alone.
    """
    outcome = context.outcomes.get(item.id)
    if outcome is None:
        return []
    words = outcome.words
    if brief and len({word.says for word in words}) == 1:
        words = words[-1:]
    told: list[ToldOutcome] = []
    for word in words:
        said = _word(context, word)
        if outcome.is_contested and not told:
            said = context.gettext("disputed: {voices}", voices=said)
        record = word.statement
        sentence = inline(capitalised(said))
        own: list[Inline] = quotes_of(context, record.evidence)
        if record.text and not own and not brief:
            own = [inline(context.data(record.text))]
        if own:
            sentence = inline(sentence, context.gettext(": "), joined(own, " "))
        told.append(_told_outcome(context, record, closed(sentence)))
    return told


def outcome_in_brief(context: Context, item: model.Item) -> str:
    """The last word of each voice with its day; that they disagree; else empty."""
    outcome = context.outcomes.get(item.id)
    if outcome is None:
        return ""
    words = [_word(context, word) for word in outcome.words]
    if outcome.is_contested:
        return context.gettext("disputed: {voices}", voices=", ".join(words))
    return context.gettext("; ").join(words)


def outcome_by_voice(context: Context, item: model.Item) -> str:
    """What became of an item: « mise en œuvre : X, Y ; en cours : Z »; or unknown.

    What a reader reads is told as read.
    """
    outcome = context.outcomes.get(item.id)
    if outcome is None:
        return context.gettext("outcome not known")
    voices: dict[Says, list[str]] = {}
    for word in outcome.words:
        name = claimant_of(context, word.statement)
        voices.setdefault(word.says, []).append(name)
    colon, semicolon = context.gettext(": "), context.gettext("; ")
    parts = [
        f"{label(context.language, says)}{colon}{', '.join(dict.fromkeys(names))}"
        for says, names in voices.items()
    ]
    told = semicolon.join(parts)
    if outcome.is_contested:
        told = context.gettext("disputed: {voices}", voices=told)
    return f"{told}{mark_of(word.statement for word in outcome.words)}"


def outcome_kind(context: Context, item: model.Item) -> str:
    """What became of an item, in a word: disputed, the last word, or not known."""
    outcome = context.outcomes.get(item.id)
    if outcome is None:
        return context.gettext("outcome not known")
    if outcome.is_contested:
        return sort_text(context.language, Sort(Status.CONTESTED))
    return label(context.language, outcome.words[-1].says)


def outcomes_counted(context: Context, items: Iterable[model.Item]) -> str:
    """« mise en œuvre : 3 ; à l’arrêt : 1 »: how many items each word is of."""
    colon, semicolon = context.gettext(": "), context.gettext("; ")
    return semicolon.join(
        f"{kind}{colon}{context.number(len(alike))}"
        for kind, alike in outcomes_by_kind(context, items).items()
    )


def outcomes_by_kind(
    context: Context, items: Iterable[model.Item]
) -> dict[str, list[model.Item]]:
    """The items of each word on what became of them; none if nothing is known."""
    kinds: dict[str, list[model.Item]] = {}
    for item in items if context.outcomes else ():
        kinds.setdefault(outcome_kind(context, item), []).append(item)
    return kinds


def last_outcome(context: Context, item: model.Item) -> str:
    """The last word on an item; of voices that disagree, all; empty without any."""
    outcome = context.outcomes.get(item.id)
    if outcome is None or len({word.says for word in outcome.words}) > 1:
        return outcome_in_brief(context, item)
    return _word(context, outcome.words[-1])


def last_outcome_in_short(context: Context, item: model.Item) -> str:
    """The last word on an item; of voices that disagree, that they do; or empty."""
    if is_disputed(context, item):
        return sort_text(context.language, Sort(Status.CONTESTED))
    return last_outcome(context, item)


def last_states(context: Context, row: ProposalRow) -> list[str]:
    """The last words on a proposal, on its answer, and on measures it is in.

    Those measures take it up.
    """
    named = [row.proposal, *measures_of(context, row.take_ups)]
    if not follows_measures(context):
        named += context.corpus.answers_to.get(row.proposal.id, ())
    states = dict.fromkeys(last_outcome(context, item) for item in named)
    return [*filter(None, states)]


def measures_of(context: Context, records: Iterable[Statement]) -> list[model.Item]:
    """The measures that statements name, each once."""
    names = dict.fromkeys(record.measure for record in records if record.measure)
    return [context.corpus.measure[name] for name in names]


def is_disputed(context: Context, item: model.Item) -> bool:
    """Whether voices disagree what became of an item."""
    outcome = context.outcomes.get(item.id)
    return outcome is not None and outcome.is_contested


def is_carried_out(context: Context, item: model.Item) -> bool:
    """Whether all voices on an item say that it is implemented."""
    outcome = context.outcomes.get(item.id)
    if outcome is None:
        return False
    return {word.says for word in outcome.words} == {Says.CARRIED_OUT}


def _word(context: Context, word: LastWord) -> str:
    """« en cours, selon X (juin 2022) », and what the same voice had said before."""
    _ = context.gettext
    days = []
    if word.day:
        days.append(context.language.date(word.day))
    if word.before is not None:
        said = label(context.language, word.before.says)
        days.append(_("before: {said}", said=said))
    state = state_text(context, word.statement)
    return f"{state} ({_('; ').join(days)})" if days else state


BECAME = N_("What became of the {measure}")
"""The head of a measure's outcome beside a proposal."""


def became_head(context: Context) -> str:
    """The head of a column of outcomes: of measures, or of what none carries out."""
    if followed(context) == context.corpus.measures:
        return context.gettext(BECAME)
    return context.gettext("What became of it")


def followed(context: Context) -> Sequence[model.Item]:
    """The items whose outcomes are told: what answers, or what is answered.

    What is answered is so one by one.
    """
    if follows_measures(context):
        return context.corpus.measures
    return context.corpus.proposals


def follows_measures(context: Context) -> bool:
    """Whether measures carry proposals out, which answers do not.

    Without a document that answers, nothing does.
    """
    return context.has_document and context.manner.carries_out


def outcomes_beside(context: Context, item: model.Item) -> list[model.Item]:
    """The items whose outcomes are an item's: it, its answers, and what it answers."""
    corpus = context.corpus
    if isinstance(item, model.Proposal):
        return [item, *corpus.answers_to.get(item.id, ())]
    if not context.manner.answers_each:
        return [item]
    return [item, *(corpus.proposal[name] for name in item.answers)]


def unknown_outcomes(context: Context) -> Iterable[str]:
    """Yield of which items the outcome is not known, by the day of the search."""
    _ = context.gettext
    unknown: dict[str, list[model.Item]] = {}
    for item in followed(context):
        beside = outcomes_beside(context, item)
        if not any(each.id in context.outcomes for each in beside):
            unknown.setdefault(context.nothing_known(item), []).append(item)
    for nothing, items in unknown.items():
        noun = named_together(context, items)
        if len(items) == len(followed(context)):
            noun = _plural(context, items)
        yield f"{noun}{_(': ')}{nothing}."


def named_together(context: Context, items: Sequence[model.Item]) -> str:
    """« Mesures 6 et 9* »: items of one kind by their numbers, else their titles."""
    return f"{_plural(context, items)} {context.listed_by_document(items)}"


def _plural(context: Context, items: Sequence[model.Item]) -> str:
    is_measure = isinstance(items[0], model.Measure)
    return context.gettext(N_("{Measures}") if is_measure else N_("{Proposals}"))


def _facts(context: Context, item: model.Item) -> Iterable[Fact]:
    """Yield what is known of an item beside its text."""
    _ = context.gettext
    kind = _("{Proposal}") if isinstance(item, model.Proposal) else _("{Measure}")
    yield Fact("id", kind, (ident(item.id),))
    number = item.number or _("not known")
    if item.number and item.number_inferred:
        number = f"{item.number} ({_('number inferred')})"
    yield Fact("number", _("Number in the document"), inline(number))
    if isinstance(item, model.Proposal):
        yield from _proposal_facts(context, item)
    else:
        yield from _measure_facts(context, item)
    corpus = context.corpus
    by_item = (
        corpus.statements_on
        if isinstance(item, model.Proposal)
        else corpus.statements_naming
    )
    for record in by_item.get(item.id, ()):
        if record.says is Says.NOT_THIS:
            yield _set_aside(context, record, item)
    if item.note:
        yield Fact("note", _("Note"), (context.data(item.note),))


def _proposal_facts(context: Context, proposal: model.Proposal) -> Iterable[Fact]:
    """Yield the chapter, status, attribution and origin of the title of a proposal."""
    _ = context.gettext
    corpus = context.corpus
    if chapter := corpus.chapter.get(proposal.chapter or ""):
        inferred = f" ({_('{chapter} inferred')})" if proposal.chapter_inferred else ""
        pages = f", p. {chapter.pages}" if chapter.pages else ""
        name = context.data(chapter.title, context.code_of(proposal))
        told = inline(name, pages, inferred)
        yield Fact("chapter", _("{Chapter}"), told, chapter.id)
    status = _status_label(context, context.proposal_row(proposal))
    rule = f"{_('Rule').lower()}{_(': ')}{what_counts(context)}"
    # No rule counts what became of it.
    if context.has_document:
        status = f"{status} ({rule})"
    yield Fact("status", _("Status"), inline(status))
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
        title = inline(context.title(whole))
        yield Fact("part_of", _("May be a part of"), title, whole.id)


def _measure_facts(context: Context, measure: model.Measure) -> Iterable[Fact]:
    """Yield the priority and the origin of the title of a measure."""
    _ = context.gettext
    corpus = context.corpus
    if priority := corpus.priority.get(measure.priority or ""):
        title = inline(context.data(priority.title, context.code_of(measure)))
        yield Fact("priority", _("{Priority}"), title, priority.id)
    title_basis = label(context.language, measure.title_basis)
    if (
        measure.title_basis is model.TitleBasis.OFFICIAL
        and context.document(measure).source is None
    ):
        title_basis = _(
            "{title}, according to the sources below: the document could not be read "
            "in full",
            title=title_basis,
        )
    yield Fact("title", _("Title"), inline(title_basis))


def _set_aside(context: Context, record: Statement, item: model.Item) -> Fact:
    """The other item of a pair that a reader set aside, by whom, when, and why."""
    corpus = context.corpus
    other: model.Item = corpus.proposal[record.about]
    if isinstance(item, model.Proposal) and record.measure:
        other = corpus.measure[record.measure]
    title = inline(context.title(other))
    when = context.language.date(record.on) if record.on else None
    recorded = ", ".join(filter(None, (one_line(record.by or ""), when)))
    note = context.remark(record.note)
    told = inline(title, f" ({recorded}). " if recorded else ". ", note)
    return Fact("dismissed", context.gettext("match set aside"), told, other.id)


OWN_WORDS_ARE_A_PLACE = N_(
    "Words of the corpus are recorded as a place, not as a quote: its text is not the "
    "source’s own."
)


COUNTS_WITH_ANY = N_("The comparison counts with --rule any.")


_DONE = {
    "added": N_("Recorded"),
    "changed": N_("Changed on record"),
    "confirmed": N_("Confirmed"),
    "removed": N_("Taken off the record by {name}"),
    "nothing": N_("On record already"),
}


def recorded_text(context: Context, done: str, by: str, record: Statement) -> str:
    """What recording did, by code, or who took a statement off; then the statement."""
    text = context.gettext(_DONE[done], name=one_line(by)) + context.gettext(
        ": "
    ).rstrip(" ")
    return f"{text} {decision_text(context, record)}"


def decision_text(context: Context, record: Statement) -> str:
    """A statement in one sentence: ids, who states what, who recorded and confirmed it.

    What speaks against it follows.
    """
    _ = context.gettext
    if record.says is Says.NOT_THIS:
        text = f"{record.about} / {record.measure}{_(': ')}{_('match set aside')}"
    else:
        about = f"{record.about} → {record.measure}" if record.measure else record.about
        if record.is_total:
            about = f"{record.about} ({record.count})"
        text = f"{about}{_(': ')}{stated(context, record)}"
    telling = context.voice(record).telling
    # A reading names its reader.
    is_named = telling in {Telling.INTERPRETED, Telling.COMPARED}
    if record.by and (not is_named or record.says is Says.NOT_THIS):
        text += _("; recorded by {name}", name=one_line(record.by))
    if record.confirmed and telling is Telling.SPEAKS:
        text += _(", confirmed by {names}", names=confirmed_by(context, record))
    told = complications_of(context, record.objections)
    against = [plain(each.sentence) for each in told]
    return " ".join((f"{text.removesuffix('.')}.", *against))

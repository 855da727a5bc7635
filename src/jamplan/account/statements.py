"""A statement on an item as every form tells it: the voice, the words, the doubts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jamplan.account.caveats import Caveat, caveats, takes_no_position
from jamplan.account.clauses import (
    claimant_of,
    disputed,
    records_of,
    stated,
    strength_of,
    what_of,
    wording_of,
)
from jamplan.account.context import Context
from jamplan.account.quoting import (
    CUT,
    LONGEST,
    Citation,
    Cited,
    Complication,
    by_at,
    cited,
    cited_of,
    complications_of,
    links_to,
)
from jamplan.account.spans import Inline, command, inline, joined, plain
from jamplan.account.totals import general_claim, number_in
from jamplan.account.vocabulary import (
    EXTENTS,
    capitalised,
    ended,
    number_of,
    title_of,
)
from jamplan.corpus import loading, model
from jamplan.corpus.model import Measure, Proposal, SearchOf, TitleBasis
from jamplan.corpus.statements import Statement, Words
from jamplan.corpus.views import answer_of, answers_of
from jamplan.corpus.voices import Voice
from jamplan.counting.statuses import Status
from jamplan.language import N_, Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import first_sentence, one_line


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
    caveats: tuple[Caveat, ...]
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


def statement(context: Context, record: Statement) -> ToldStatement:
    """A position or a conclusion in words; of one context, put into words once."""
    return context.once(_put_into_words, record)


def _put_into_words(context: Context, record: Statement) -> ToldStatement:
    corpus = context.corpus
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
        strength=strength_of(context, record),
        counted=not uncounted,
        uncounted=uncounted,
        stated=stated(context, record),
        disputed=disputed(context, corpus.proposal[record.about]),
        evidence=cited_of(context, record),
        objections=tuple(complications_of(context, record.objections)),
        caveats=tuple(caveats(context, record)),
        note=_signed_note(context, record),
        would_change=would_change(context, record),
    )


def _signed_note(context: Context, record: Statement) -> Inline:
    """A note with the name of the reader whose it is; of the authors, it is alone.

    The authors are those of the record.
    """
    note = context.remark(record.note)
    if not note or not record.by:
        return note
    return inline(context.reader(record.by), context.gettext(": "), note)


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
    return context.gettext(NOT_COUNTED)


NOT_COUNTED = N_("not counted under this rule")


def statements(context: Context, item: model.Item) -> tuple[ToldStatement, ...]:
    """The positions on an item, those that count first, then the conclusions."""
    return tuple(statement(context, record) for record in records_of(context.row(item)))


def further(statement: ToldStatement) -> list[Inline]:
    """What the corpus notes, and what would change the status."""
    return [*filter(None, (statement.note, statement.would_change))]


def how_sure(context: Context, statement: ToldStatement) -> Inline:
    """How sure a statement is, in one line: its wording, then its caveats."""
    wording = statement.wording_and_rule if statement.is_position else ""
    if context.brief and not statement.uncounted:
        wording = ""
    caveats = texts_of(statement.caveats)
    parts = " · ".join((wording, *caveats))
    told = inline(context.gettext("Wording: {parts}.", parts=parts))
    return told if wording else note_of(context.language, caveats)


def texts_of(caveats: Iterable[Caveat]) -> list[str]:
    """The texts of caveats."""
    return [caveat.text for caveat in caveats]


def note_of(language: Language, caveats: Iterable[str]) -> Inline:
    """Caveats as a sentence; empty without any."""
    listed = language.gettext("; ").join(caveats)
    if not listed:
        return ()
    return inline(language.gettext(" Note: {caveats}.", caveats=listed).strip(" "))


def nothing_on_record(context: Context, item: Proposal | Measure) -> Citation:
    """That nothing is on record, what a search for statements consulted, and when.

    Of a response, it is the answer that bears the item's number.
    """
    _ = context.gettext
    if not context.has_document:
        name = capitalised(context.item_name(item))
        if item.number:
            name = f"{name}, {context.language.quoted(title_of(item))}"
        return Citation(f"{name}{_(': ')}{context.nothing_known(item)}.")
    if isinstance(item, Measure) and item.number:
        name = context.numbered(item)
        return Citation(f"{name}{_(': ')}{_('no statement known here')}.")
    if isinstance(item, Proposal):
        answers = answers_of(context.corpus, item)
        if answers:
            return _answered(context, item, answers)
    texts, beside = _said_of_all(context, item)
    told = _looked_for(context, item)
    if told and isinstance(item, Proposal):
        told = f"{told} {_to_review(context, item)}"
    if not told:
        nothing = N_("No statement on record on “{title}”: to review.")
        told = _(nothing, title=title_of(item))
    return Citation(" ".join([told, *texts]), links_to(beside))


def nothing_under_status(context: Context, item: Proposal | Measure) -> str:
    """The same under a heading that says its status."""
    status = _to_review(context, item)
    return nothing_on_record(context, item).text.removesuffix(f" {status}")


def nothing_sources(context: Context, item: Proposal | Measure) -> Iterator[str]:
    """Yield the sources, by id, of what is told of an item without statements."""
    if isinstance(item, Proposal):
        for answer in answers_of(context.corpus, item):
            yield from (piece.source for piece in answer.evidence)
    for total in totals_on_all(context, item):
        yield from (piece.source for piece in total.evidence)


def _to_review(context: Context, item: Proposal | Measure) -> str:
    """The status of an item as a sentence."""
    return f"{capitalised(context.status_of(context.row(item)))}."


def _said_of_all(
    context: Context, item: Proposal | Measure
) -> tuple[list[str], list[Cited]]:
    """What sources say of all items, so of this one too; and their evidence."""
    texts: list[str] = []
    evidence: list[Cited] = []
    for total in totals_on_all(context, item):
        texts.append(f"{general_claim(context, total)}{first_place(context, total)}.")
        evidence += cited(context, total.evidence)
    return texts, evidence


def _answered(context: Context, item: Proposal, answers: Sequence[Measure]) -> Citation:
    """The answers to an item that nobody has reviewed, by document, in their words."""
    _ = context.gettext
    texts, beside = _said_of_all(context, item)
    told: list[str] = []
    evidence: list[Cited] = []
    for answer in answers:
        answered = _(
            "{item}, answer: {words} ({where}).",
            item=context.name_of(item),
            words=answer_quoted(context, answer),
            where=answer_place(context, answer),
        )
        told.append(answered)
        evidence += cited(context, answer.evidence, answer)
    status = _to_review(context, item)
    if all(takes_no_position(context, answer) for answer in answers):
        status = _("No express acceptance or rejection: to review.")
    text = " ".join([*told, status, *texts])
    if len(text) > LONGEST:
        text = text.replace(context.of_document, "")
    return Citation(text, links_to([*evidence, *beside]))


def answer_quoted(context: Context, answer: Measure) -> str:
    """The words of an answer between quotation marks."""
    return " ".join(map(context.language.quoted, _own_words(answer)))


def answer_place(context: Context, answer: Measure) -> str:
    """Who publishes an answer, where and when."""
    evidence = cited(context, answer.evidence)
    place = "".join(plain(piece.where) for piece in evidence[:1])
    return by_at(context, context.document(answer).publisher, place)


def answers_in_brief(context: Context, item: Proposal) -> str:
    """« Réponse 11 : « … » »: the answers to an item in their words; empty without any.

    Of several documents, the answer's is named.
    """
    colon, told = context.gettext(": "), []
    answers = answers_of(context.corpus, item)
    for answer in answers:
        name = context.numbered(answer)
        told.append(f"{name}{colon}{answer_quoted(context, answer)}")
    return context.gettext("; ").join(told)


MOST_UNDECIDED = 2
"""The most items to review whose answers are quoted in the sentence on the whole."""


def answers_to_review(context: Context) -> Iterator[str]:
    """Yield the answers to review that take no position, as far as they are few."""
    unreviewed = context.figures.with_status(Status.UNREVIEWED)
    if len(unreviewed) > MOST_UNDECIDED:
        return
    for row in unreviewed:
        answer = answer_of(context.corpus, row.proposal)
        if answer and takes_no_position(context, answer):
            yield ended(
                context.gettext(
                    "{Proposal} {number}, neither expressly accepted nor rejected: "
                    "{words}",
                    number=number_of(row.proposal),
                    words=context.language.quoted(
                        first_sentence(one_line(answer.text or answer.title))
                    ),
                )
            )


def _own_words(answer: Measure) -> Iterator[str]:
    """Yield the words of an answer as printed, after its title unless it is its number.

    What does not end as a sentence does goes on, as a page may end amid one.
    """
    title, text = one_line(answer.title), one_line(answer.text or "")
    is_number = re.fullmatch(rf"\w+\s+{re.escape(answer.number or '')}", title)
    is_shown = answer.title_basis is not TitleBasis.SHORTENED and not is_number
    if is_shown or not text:
        # A title that is read has no full stop, the sentence has.
        yield ended(title)
    if text and ended(text) != text:
        text += CUT
    if text:
        yield text


def totals_on_all(context: Context, item: Proposal | Measure) -> list[Statement]:
    """What sources say of all proposals: it is said of each of them."""
    counts = {
        declared.count for declared in context.corpus.proposals_document.declared[:1]
    }
    totals = context.totals if isinstance(item, Proposal) else ()
    return [total for total in totals if number_in(total) in counts]


def first_place(context: Context, total: Statement) -> str:
    """« (parallelparliament.co.uk, 2025) » after a space; empty without evidence."""
    sources = [context.corpus.source[piece.source] for piece in total.evidence[:1]]
    return "".join(f" ({context.place(source)})" for source in sources)


def _looked_for(context: Context, item: Proposal | Measure) -> str:
    """What searches for statements consulted in vain.

    Those for refusals of it alone are among them.

    Empty without a search.
    """
    sources, day = context.consulted_for(SearchOf.STATEMENTS, item.id)
    told = []
    if sources and day is not None:
        none = context.ngettext(
            "The one source consulted (as of {date}) does not mention that {title} was "
            "taken up.",
            "None of the {n} sources consulted (as of {date}) mentions that {title} "
            "was taken up.",
            len(sources),
            date=context.language.date(day),
            title=context.language.quoted(title_of(item)),
        )
        told.append(none)
    for search in context.corpus.searches:
        if item.id in search.about and search.of is SearchOf.REFUSALS:
            told += [
                context.data(search.question).text,
                context.data(search.result).text,
            ]
    return " ".join(told)


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


def heads_of_statements(context: Context) -> list[str]:
    """The heads of the columns of who states it, if several voices do, and how."""
    _ = context.gettext
    claimant = [_("According to")] if context.has_many_claimants else []
    return [
        *claimant,
        _("Status") if not context.manner.tells_wording else _("Wording"),
    ]


def worded(context: Context, told: ToldStatement) -> str:
    """How a statement is worded, for the last of these columns.

    Of an answer, it comes after what the answer says.
    """
    if context.manner.tells_wording:
        return told.wording_and_rule
    what = what_of(context, told.record)
    return f"{what} ({told.wording_and_rule})"


def measures_of_statements(context: Context) -> str:
    """« Mesure, rapprochement déduit », if no statement's source names its measure."""
    named = [each for each in context.positions if each.measure]
    if named and all(each.measure_inferred for each in named):
        return context.gettext("{Measure}, match inferred")
    return context.gettext("{Measure}")


def star_note(context: Context) -> str:
    """« (* numéro déduit) », if the number of a measure has that star."""
    if any(measure.number_inferred for measure in context.corpus.measures):
        return f" (* {context.gettext('number inferred')})"
    return ""


def on_record(context: Context, records: Iterable[Statement]) -> str:
    """The statements on a pair: who states what, and each mark; empty without any."""
    return context.gettext("; ").join(
        stated(context, record) + mark_of([record]) for record in records
    )


DAGGER = "†"
"""The mark of a statement that something speaks against."""


def mark_of(links: Iterable[Statement | ToldStatement]) -> str:
    """The mark after statements that something speaks against; nothing after others."""
    # The mark is never alone on a line.
    return f"\u00a0{DAGGER}" if any(link.objections for link in links) else ""


def meaning_of_mark(context: Context, records: Iterable[Statement]) -> list[Inline]:
    """What the mark means and which command shows it, if a statement has it."""
    ids = [record.about for record in records if record.objections]
    show = [
        command(f"jamplan show {name}{context.language.data}")
        for name in sorted(ids, key=len)[:1]
    ]
    return [inline(context.gettext("† complication:"), " ", *show)] if show else []


def changed_text(language: Language, change: loading.Changed) -> str:
    """That a text is new, or how it has changed."""
    if change.before is None:
        return language.gettext("{item} is new.", item=change.item)
    pieces = marked(differences(change.before, change.now))
    return language.gettext(
        "{item} has changed: {difference}", item=change.item, difference=pieces
    )

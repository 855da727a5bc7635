"""A view of a corpus.

One of the documents that answer, or what could be known on a day.
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from jamplan.corpus import dates, model
from jamplan.corpus.loading import Corpus, Plan
from jamplan.corpus.statements import Says, Statement
from jamplan.corpus.voices import Sources, day_of, published

_Item = TypeVar("_Item", model.Proposal, model.Measure)


def seen(
    corpus: Corpus, document: str | None = None, as_of: str | None = None
) -> Corpus:
    """Return a corpus without the other answering documents and what came later.

    ``document`` is the name of a document that answers, ``as_of`` a year, a month or a
    day. What was published later is left out, and what rests on that alone. Raises
    :class:`KeyError` if there is no such document.
    """
    if document is not None:
        corpus = _of_document(corpus, document)
    if as_of is not None:
        corpus = _Past(corpus, as_of).corpus()
    return corpus


def addressees(corpus: Corpus, statement: Statement | None = None) -> tuple[str, ...]:
    """Return the actors who answer, by id.

    Those who publish what a statement is about, else all.

    A statement that does not tell of several documents is about any of them.
    """
    document = None if statement is None else corpus.answered_in(statement)
    publishers: dict[str, None] = {}
    for plan in corpus.plans:
        if plan.document.publisher and document in {None, plan.name}:
            publishers[plan.document.publisher] = None
    return tuple(publishers)


def answer_of(
    corpus: Corpus, proposal: model.Proposal, document: str | None = None
) -> model.Measure | None:
    """The measure bearing a document's answer to a proposal, by default the latest."""
    for measure in reversed(answers_of(corpus, proposal)):
        if document in {None, corpus.plan_of[measure.id]}:
            return measure
    return None


def answers_of(corpus: Corpus, proposal: model.Proposal) -> tuple[model.Measure, ...]:
    """The measures bearing the answers to a proposal in all documents, by date.

    A pair that a reader set aside is no answer.
    """
    set_aside = {
        statement.measure
        for statement in corpus.statements_on.get(proposal.id, ())
        if statement.says is Says.NOT_THIS
    }
    answers = corpus.answers_to.get(proposal.id, ())
    return tuple(each for each in answers if each.id not in set_aside)


def _of_document(corpus: Corpus, name: str) -> Corpus:
    plans = [plan for plan in corpus.plans if plan.name == name]
    if not plans:
        raise KeyError(name)
    published_on = _published_on(plans[0].document, corpus.source)
    statements = [
        each
        for each in corpus.statements
        if not _is_older(each, published_on, corpus.source)
    ]
    return _with(corpus, proposals=corpus.proposals, plans=plans, statements=statements)


def _published_on(document: model.Document, sources: Sources) -> str | None:
    """The day of a document: its own, else its source's; None if nothing tells it."""
    if document.date is not None or document.source is None:
        return document.date
    source = sources[document.source]
    return source.date or source.accessed


def _is_older(total: Statement, published_on: str | None, sources: Sources) -> bool:
    """Whether a total that names no document is older than one published then.

    It cannot count what that document takes up. Outcomes are of no document.
    """
    if not total.is_total or total.is_outcome or total.document is not None:
        return False
    day = day_of(total, sources)
    if day is None or published_on is None:
        return False
    return dates.precedes(day, published_on)


def _with(
    corpus: Corpus,
    *,
    proposals: Iterable[model.Proposal],
    plans: Iterable[Plan],
    statements: Iterable[Statement] | None = None,
) -> Corpus:
    """Return a corpus with these items, and what is said of them alone.

    What names an item that is gone goes with it, but for ``text_from``: a text stays
    inferred if the measure that it is inferred from is in another document.
    """
    proposals, plans = tuple(proposals), tuple(plans)
    chosen = corpus.statements if statements is None else statements
    names = {plan.name for plan in plans}
    gone = {plan.name for plan in corpus.plans} - names
    items = {proposal.id for proposal in proposals}
    for plan in plans:
        items.update(measure.id for measure in plan.measures)

    def is_in_view(statement: Statement) -> bool:
        if statement.document in gone:
            return False
        if statement.measure is not None and statement.measure not in items:
            return False
        return statement.is_total or statement.about in items

    return replace(
        corpus,
        proposals=tuple(_without_gone_whole(proposal, items) for proposal in proposals),
        plans=tuple(_without_gone_answers(plan, items) for plan in plans),
        statements=tuple(filter(is_in_view, chosen)),
        searches=tuple(_searches_for(corpus.searches, items)),
    )


def _without_gone_whole(
    proposal: model.Proposal, items: Container[str]
) -> model.Proposal:
    """A proposal that may be a part of nothing, if what it may be a part of is gone."""
    whole = proposal.may_be_part_of
    if whole is None or whole in items:
        return proposal
    return replace(proposal, may_be_part_of=None)


def _without_gone_answers(plan: Plan, items: Container[str]) -> Plan:
    """A document that answers nothing that is gone."""
    measures = []
    for measure in plan.measures:
        answers = tuple(proposal for proposal in measure.answers if proposal in items)
        measures.append(replace(measure, answers=answers))
    return replace(plan, measures=tuple(measures))


def _searches_for(
    searches: Iterable[model.Search], items: Container[str]
) -> Iterator[model.Search]:
    """The searches that were for all items or for some of these."""
    for search in searches:
        about = tuple(item for item in search.about if item in items)
        # One that was for none of these was not for all.
        if about or not search.about:
            yield replace(search, about=about)


class _Past:
    """What could be known of a corpus on a day."""

    def __init__(self, corpus: Corpus, day: str) -> None:
        self.known = corpus
        self.day = day

    def corpus(self) -> Corpus:
        """The corpus without what came later."""
        known = self.known
        plans = [
            replace(plan, measures=self._items(plan.measures))
            for plan in known.plans
            if not self._is_document_later(plan.document)
        ]
        statements = map(self._statement, known.statements)
        view = _with(
            known,
            proposals=self._items(known.proposals),
            plans=plans,
            statements=self._of_documents(plans, filter(None, statements)),
        )
        return replace(
            view,
            proposals_document=self._document(known.proposals_document),
            objections=self._objections(known.objections),
            searches=tuple(
                search for search in view.searches if not self._is_later(search.on)
            ),
        )

    def _is_later(self, date: str | None) -> bool:
        """Whether a date is known to be after the day."""
        return date is not None and dates.precedes(self.day, date)

    def _is_source_later(self, source: str) -> bool:
        record = self.known.source[source]
        return self._is_later(record.date or record.accessed)

    def _is_document_later(self, document: model.Document) -> bool:
        return self._is_later(_published_on(document, self.known.source))

    def _evidence(
        self,
        evidence: Iterable[model.Evidence],
        is_later: Callable[[model.Evidence], bool],
    ) -> tuple[model.Evidence, ...]:
        return tuple(piece for piece in evidence if not is_later(piece))

    def _items(self, items: Iterable[_Item]) -> tuple[_Item, ...]:
        """The items that something tells of, with the evidence of the time."""
        result = []
        for item in items:
            evidence = self._evidence(
                item.evidence, lambda piece: self._is_source_later(piece.source)
            )
            if evidence or not item.evidence:
                result.append(replace(item, evidence=evidence))
        return tuple(result)

    def _statement(self, statement: Statement) -> Statement | None:
        """A statement as it could be read then; None if it could not."""

        def is_later(piece: model.Evidence) -> bool:
            return self._is_later(published(piece, statement, self.known.source))

        evidence = self._evidence(statement.evidence, is_later)
        if statement.evidence:
            if not evidence:
                return None
        elif self._is_later(statement.date):
            return None
        objections = self._objections(statement.objections)
        return replace(statement, evidence=evidence, objections=objections)

    def _of_documents(
        self, plans: Collection[Plan], statements: Iterable[Statement]
    ) -> Iterator[Statement]:
        """The statements that rest on no document that was not there yet.

        Without any document left, nothing could be said or concluded of an answer.
        """
        is_unanswered = bool(self.known.plans) and not plans
        for statement in statements:
            is_of_answer = statement.is_position or statement.is_conclusion
            if not (is_unanswered and is_of_answer):
                yield statement

    def _objections(
        self, objections: Iterable[model.Objection]
    ) -> tuple[model.Objection, ...]:
        result = []
        for objection in objections:
            evidence = self._evidence(
                objection.evidence, lambda piece: self._is_source_later(piece.source)
            )
            is_gone = objection.evidence and not evidence
            if not is_gone and not self._is_later(objection.date):
                result.append(replace(objection, evidence=evidence))
        return tuple(result)

    def _document(self, document: model.Document) -> model.Document:
        """A document with the numbers that were declared of it by then."""
        declared = []
        for number in document.declared:
            sources = tuple(
                source for source in number.sources if not self._is_source_later(source)
            )
            if sources or not number.sources:
                declared.append(replace(number, sources=sources))
        return replace(document, declared=tuple(declared))

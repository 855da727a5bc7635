"""The account: what is told of a corpus in one view, under one rule, in one language.

:func:`account_of` gives a tree. Its leaves are texts, spans of text and numbers.
Nothing of it changes; each branch is made when it is first read, and once. Layouts
choose from it and exports render it: neither asks for the corpus, and neither says
anything about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jamplan.account import items, statements, vocabulary
from jamplan.account.branches import ItemTold
from jamplan.account.context import Context, View
from jamplan.account.entries import byline
from jamplan.account.groups import ChapterTold, PriorityTold, StatusTold
from jamplan.account.items import Fact
from jamplan.account.overall import Method, Whole
from jamplan.account.quoting import cited
from jamplan.account.sources import SourceTold
from jamplan.account.spans import Inline, inline, joined
from jamplan.corpus import model
from jamplan.corpus.loading import Corpus
from jamplan.counting.rules import Rule
from jamplan.counting.statuses import Status
from jamplan.language import Language

if TYPE_CHECKING:
    from jamplan.account.similarities import SimilaritiesTold
    from jamplan.evidence.passages import Passage
    from jamplan.matching.suggestions import Suggestion


@dataclass(frozen=True, repr=False, eq=False)
class Account:
    """What is told of a corpus in one view, under one rule, in one language."""

    _context: Context

    @property
    def context(self) -> Context:
        """What it is told of, which JSON and CSV publish as data, but no layout."""
        return self._context

    @property
    def language(self) -> Language:
        """The language that it is told in, with the corpus's own nouns."""
        return self._context.language

    @property
    def heading(self) -> str:
        """The names of the documents: the first line of every report."""
        return self._context.heading

    @property
    def names(self) -> tuple[str, str]:
        """The short names of the document that proposes, and of those that answer."""
        return self._context.names

    @property
    def mark(self) -> str:
        """The mark of a draft, on each page; empty of another report."""
        return self._context.mark

    @property
    def as_of(self) -> str:
        """The day by which all that is told was published, in words; empty if today."""
        return self._context.language.date(self._context.view.as_of)

    @property
    def has_document(self) -> bool:
        """Whether a document that answers is on record."""
        return self._context.has_document

    def in_view(self, view: View) -> Account:
        """The same account, which says what its corpus is a view of."""
        return Account(replace(self._context, view=view))

    def in_brief(self, *, brief: bool) -> Account:
        """The same account, told shorter if it is of very many items."""
        return Account(replace(self._context, brief=brief))

    @cached_property
    def documents(self) -> tuple[tuple[Fact, ...], ...]:
        """What is on record about the document that proposes, and those that answer.

        Title, publisher and date; source; the number it declares; what the corpus
        notes.
        """
        corpus = self._context.corpus
        answers = (plan.document for plan in corpus.plans)
        documents = (corpus.proposals_document, *answers)
        return tuple(tuple(self._facts_of(document)) for document in documents)

    @property
    def document_names(self) -> tuple[Inline, ...]:
        """The documents by their short names, with what is not known of each.

        One that is a draft is marked as such.
        """
        return tuple(self._context.documents)

    @property
    def document_sources(self) -> tuple[str, ...]:
        """The ids of the sources that the documents are."""
        corpus = self._context.corpus
        documents = [corpus.proposals_document, corpus.plan_document]
        return tuple(each.source for each in documents if each.source)

    @cached_property
    def byline(self) -> Inline:
        """Who signs it, and the day of the facts; the contact links to a letter.

        The letter is about the whole.
        """
        return byline(self._context)

    @property
    def is_brief(self) -> bool:
        """Whether it is told shorter, as it is of very many items."""
        return self._context.brief

    @property
    def tells_wording(self) -> bool:
        """Whether wording is told beside status: of an answer, wording is status."""
        return self._context.manner.tells_wording

    @property
    def proposals_source(self) -> str:
        """The source, by id, that the document that proposes is; empty without one."""
        return self._context.corpus.proposals_document.source or ""

    def _facts_of(self, document: model.Document) -> list[Fact]:
        context, _ = self._context, self._context.gettext
        title = context.data(document.title or document.short_name, document.language)
        parts: list[Any] = [title]
        if document.publisher:
            parts.append(context.named(document.publisher))
        if document.date:
            parts.append(context.language.date(document.date))
        facts = [Fact("title", "", inline(joined(parts), "."))]
        if document.source:
            source = context.corpus.source[document.source]
            facts.append(Fact("source", "", context.source_in_full(source)))
        else:
            unread = _("the document itself could not be read in full")
            facts.append(Fact("unread", "", inline(unread.capitalize(), ".")))
        for declared in document.declared:
            number = f"{context.number(declared.count)}."
            parts = [number]
            for source_id in declared.sources:
                parts += [" ", context.publisher(source_id), "."]
            if declared.note:
                parts += [" ", context.data(declared.note)]
            facts.append(Fact("declared", _("Declared number"), inline(*parts)))
        if document.note:
            facts.append(Fact("note", _("Note"), (context.data(document.note),)))
        return facts

    @cached_property
    def whole(self) -> Whole:
        """What is told of all items together."""
        return Whole(self._context)

    @cached_property
    def method(self) -> Method:
        """How the figures are made."""
        return Method(self._context)

    @cached_property
    def proposals(self) -> tuple[ItemTold, ...]:
        """The proposals, as their document has them."""
        return tuple(
            ItemTold(self._context, each, each.id, is_proposal=True)
            for each in self._context.corpus.proposals
        )

    @cached_property
    def measures(self) -> tuple[ItemTold, ...]:
        """The measures of the documents that answer, as they have them."""
        return tuple(
            ItemTold(self._context, each, each.id, is_proposal=False)
            for each in self._context.corpus.measures
        )

    @property
    def followed(self) -> tuple[ItemTold, ...]:
        """The items whose outcomes are told: a plan's measures, else the proposals."""
        if items.follows_measures(self._context):
            return self.measures
        return self.proposals

    @cached_property
    def item(self) -> Mapping[str, ItemTold]:
        """The proposals and measures by their ids."""
        return {each.id: each for each in (*self.proposals, *self.measures)}

    @cached_property
    def statuses(self) -> tuple[StatusTold, ...]:
        """The statuses that some proposal has, contested first, with the proposals."""
        context = self._context
        told = []
        for status in Status:
            rows = context.by_support(status)
            sign = str(status)
            title = context.status_text(status, rows=rows or None)
            if rows:
                sign = context.sort_of(rows[0]).sign
            ids = tuple(row.proposal.id for row in rows)
            if title:
                label = vocabulary.sort_text(context.language, vocabulary.Sort(status))
                if rows:
                    label = context.status_of(rows[0])
                count = context.figures.statuses[status]
                told.append(StatusTold(str(status), sign, label, count, title, ids))
        return tuple(told)

    @cached_property
    def sources(self) -> tuple[SourceTold, ...]:
        """The publications that facts come from."""
        return tuple(
            SourceTold(self._context, each.id) for each in self._context.corpus.sources
        )

    @cached_property
    def source(self) -> Mapping[str, SourceTold]:
        """The sources by their ids."""
        return {each.id: each for each in self.sources}

    @property
    def proposal_head(self) -> str:
        """The head of a column of proposals."""
        return self._context.proposal_head

    @property
    def measure_head(self) -> str:
        """The head of a column of measures, with what a star at a number means.

        The star is explained only if some number has one.
        """
        return f"{self._context.gettext('{Measure}')}{self.star_note}"

    @property
    def measure_of_statement_head(self) -> str:
        """The head of a column of the measures that statements name."""
        return f"{statements.measures_of_statements(self._context)}{self.star_note}"

    @property
    def became_head(self) -> str:
        """The head of a column of outcomes."""
        return items.became_head(self._context)

    @property
    def star_note(self) -> str:
        """« (* numéro déduit) », if the number of a measure has that star."""
        return statements.star_note(self._context)

    @cached_property
    def taken_up(self) -> tuple[StatusTold, ...]:
        """What is taken up, in a long list in part first.

        That nothing is, if somebody has looked.
        """
        by_code = {status.code: status for status in self.statuses}
        codes = [Status.ADOPTED, Status.PARTIAL]
        if self.is_long:
            codes.reverse()
        taken_up = tuple(by_code[code] for code in codes if code in by_code)
        if taken_up or not self.is_reviewed:
            return taken_up
        sort = vocabulary.Sort(Status.ADOPTED, vocabulary.Voicing.STATED)
        language = self.language
        label = vocabulary.sort_text(language, sort)
        none = vocabulary.count_of(language, sort, 0)
        return (StatusTold(str(sort.kind), sort.sign, label, 0, none, ()),)

    @cached_property
    def by_support(self) -> tuple[ItemTold, ...]:
        """The proposals in the order of each form.

        A short list begins with the best supported, a long one with exceptions.
        """
        rows = self._context.by_support()
        return tuple(self.item[row.proposal.id] for row in rows)

    @cached_property
    def exceptions_first(self) -> tuple[ItemTold, ...]:
        """The proposals if a table has room for some of them only."""
        rows = self._context.by_support(in_part=True)
        return tuple(self.item[row.proposal.id] for row in rows)

    @cached_property
    def heads_of_statements(self) -> tuple[str, ...]:
        """The heads of the columns of who states it, if several voices do, and how."""
        return tuple(statements.heads_of_statements(self._context))

    def named_together(self, told: Sequence[ItemTold]) -> str:
        """« Mesures 6 et 9* »: items of a kind by their numbers, else their titles."""
        corpus = self._context.corpus
        known: Mapping[str, model.Item] = {**corpus.proposal, **corpus.measure}
        return items.named_together(self._context, [known[each.id] for each in told])

    @property
    def is_reviewed(self) -> bool:
        """Whether anybody has decided on anything yet."""
        return self._context.is_reviewed

    @property
    def is_long(self) -> bool:
        """Whether the list of all proposals is longer than the first screen."""
        return self._context.is_long

    @property
    def has_many_claimants(self) -> bool:
        """Whether a table must say who states what."""
        return self._context.has_many_claimants

    @cached_property
    def by_document(self) -> tuple[Account, ...]:
        """The same account of each document that answers; none if there is only one."""
        return tuple(map(Account, self._context.by_document))

    @cached_property
    def chapters(self) -> tuple[ChapterTold, ...]:
        """The chapters, and one without a name for what is in none."""
        told = []
        for chapter, rows in self._context.figures.chapters:
            name = ""
            if chapter is not None:
                name = chapter.short or chapter.title
            ids = [row.proposal.id for row in rows]
            inferred = sum(row.proposal.chapter_inferred for row in rows)
            told.append(ChapterTold(name, tuple(ids), inferred, self.counts_of(ids)))
        return tuple(told)

    @property
    def has_chapters(self) -> bool:
        """Whether the document that proposes has chapters."""
        return bool(self._context.corpus.chapters)

    def counts_of(self, ids: Iterable[str]) -> str:
        """« 2 acceptations, 1 à examiner »: the statuses of some proposals."""
        rows = [self._context.rows[name] for name in ids]
        return self._context.status_text(rows=rows)

    @property
    def is_packaged(self) -> bool:
        """Whether it is of the corpus that comes with jamplan."""
        return self._context.corpus.packaged

    @cached_property
    def priorities(self) -> tuple[PriorityTold, ...]:
        """The priorities of all documents, with one without an id for what has none.

        Each document has one without an id, for what is in no priority.
        """
        told = []
        for heading, priority, rows in self._context.measure_groups:
            ids = tuple(row.measure.id for row in rows)
            answering = sum(row.is_answering for row in rows)
            if priority is None:
                told.append(PriorityTold("", heading, ids, answering))
                continue
            priority_told = PriorityTold(
                priority.id,
                heading,
                ids,
                answering,
                lang=self._context.of(self._context.corpus.plan_document.language),
                note=self._context.remark(priority.note),
                evidence=cited(self._context, priority.evidence),
            )
            told.append(priority_told)
        return tuple(told)

    @property
    def matched_measure_head(self) -> str:
        """The head of a column of measures that statements name, maybe inferred."""
        return statements.measures_of_statements(self._context)

    @property
    def tells_exceptions(self) -> bool:
        """Whether a screen has exceptions: answers, or several documents or voices."""
        return (
            self._context.manner.speaks_for_itself
            or bool(self._context.by_document)
            or self.has_many_claimants
        )

    def outcomes_of(self, ids: Iterable[str]) -> str:
        """« mise en œuvre : 3 ; à l’arrêt : 1 »: what became of some items."""
        corpus = self._context.corpus
        known: Mapping[str, model.Item] = {**corpus.proposal, **corpus.measure}
        return items.outcomes_counted(self._context, [known[name] for name in ids])

    def similarities(
        self,
        suggestions: Sequence[Suggestion] = (),
        passages: Sequence[Passage] = (),
        *,
        rank: int = 0,
    ) -> SimilaritiesTold:
        """What is told of computed pairs and passages; ``rank`` is a single pair's."""
        # Only who has suggestions has loaded the matcher.
        from jamplan.account.similarities import SimilaritiesTold

        return SimilaritiesTold(self._context, suggestions, passages, rank)


def account_of(
    corpus: Corpus,
    rule: Rule | None = None,
    language: Language | None = None,
    *,
    view: View | None = None,
    draft: bool = False,
) -> Account:
    """The account of a corpus as it is in a view; by default in its own language.

    Raises :class:`KeyError` if the rule names an actor whom the corpus lacks.
    """
    told_in = language or vocabulary.language_for(corpus)
    context = Context(
        corpus=corpus,
        language=told_in,
        draft=draft,
        rule=rule,
        view=view or View(),
    )
    context.figures  # noqa: B018 - a rule that does not fit is an error now, not later
    return Account(context)

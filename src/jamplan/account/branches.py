"""Branches of the account: sources, documents, groups, statements, proposals and measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from jamplan.account import citations, clauses, items, vocabulary
from jamplan.account import quoting as quotes
from jamplan.account import statements as stating
from jamplan.account.caveats import Caveat
from jamplan.account.context import Context
from jamplan.account.items import Fact, ToldOutcome
from jamplan.account.quoting import Citation, Cited, Complication
from jamplan.account.spans import Inline, Span, SpanKind
from jamplan.corpus import model
from jamplan.corpus.statements import Statement
from jamplan.corpus.views import answer_of
from jamplan.counting.figures import Row
from jamplan.language.folding import one_line


@dataclass(frozen=True, repr=False, eq=False)
class SourceTold:
    """A publication that something is known from."""

    _context: Context
    id: str

    @property
    def _source(self) -> model.Source:
        return self._context.corpus.source[self.id]

    @cached_property
    def publisher(self) -> Span:
        """Who publishes it, as a link to its entry on a page."""
        return self._context.publisher(self.id)

    @cached_property
    def name(self) -> Inline:
        """Its publisher, title or description, and date."""
        return self._context.source(self._source)

    @cached_property
    def in_full(self) -> Inline:
        """The same with its addresses and the day it was read."""
        return self._context.source_in_full(self._source)

    @cached_property
    def dated(self) -> str:
        """Its date in words: « vers novembre 2021 »; empty if it has none."""
        return self._context.dated(self._source)

    @property
    def date(self) -> str:
        """Its date in ISO 8601; empty if it has none or is inferred."""
        source = self._source
        if source.date_inferred:
            return ""
        return source.date or ""

    @property
    def accessed(self) -> str:
        """The day it was read, in ISO 8601; empty if that is not known."""
        return self._source.accessed or ""

    @property
    def url(self) -> str:
        """Its address; empty if it has none."""
        return self._source.url or ""

    @property
    def archived(self) -> str:
        """The address of an archived copy; empty if none is known."""
        return self._source.archived or ""

    @cached_property
    def note(self) -> Inline:
        """What the corpus notes on it."""
        return self._context.remark(self._source.note)


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """A document: the one that proposes, or one that answers."""

    name: Inline
    """Its short name, and what is not known of it."""
    facts: tuple[Fact, ...]
    """What is on record about it: title, publisher and date; source; number it declares; note."""
    source: str | None
    """The id of the source that it is."""


@dataclass(frozen=True, slots=True)
class StatusTold:
    """The proposals that have one status."""

    code: str
    """A code of :class:`~jamplan.counting.statuses.Status`."""
    sign: str
    """The key of the sign of the first of them."""
    label: str
    """« texte manquant »: what one of them is."""
    count: int
    title: str
    """« 3 reprises affirmées, 3 interprétées »."""
    items: tuple[str, ...]
    """Their ids, exceptions first, then the best supported."""


@dataclass(frozen=True, repr=False, eq=False)
class StatementTold:
    """A position or a conclusion on a proposal."""

    _context: Context
    _record: Statement

    @cached_property
    def _told(self) -> stating.ToldStatement:
        return stating.statement(self._context, self._record)

    @property
    def proposal(self) -> str:
        """The id of the proposal that it is about."""
        return self._record.about

    @property
    def measure(self) -> str:
        """The id of the measure that it names; empty if it names none."""
        return self._record.measure or ""

    @property
    def uncounted(self) -> str:
        """That it does not count, and why; empty if it does."""
        return self._told.uncounted

    @property
    def claimant(self) -> str:
        """Who is heard in it, for a column."""
        return self._told.claimant

    @property
    def wording(self) -> str:
        """How it is worded; of a conclusion, what is concluded."""
        return self._told.wording

    @property
    def wording_and_rule(self) -> str:
        """The wording, and that the rule does not count it."""
        return self._told.wording_and_rule

    @property
    def extent(self) -> str:
        """How much is taken up; empty of what takes nothing up."""
        return self._told.extent

    @property
    def stated(self) -> str:
        """Who states what: « reprise, selon les JAM »."""
        return self._told.stated

    @property
    def evidence(self) -> tuple[Cited, ...]:
        """What it rests on."""
        return self._told.evidence

    @property
    def objections(self) -> tuple[Complication, ...]:
        """What speaks against it."""
        return self._told.objections

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """What makes it less certain than its sentence, the weightiest first."""
        return self._told.caveats

    @property
    def mark(self) -> str:
        """The mark that something speaks against it, after a space; else empty."""
        return stating.mark_of([self._record])

    @property
    def further(self) -> tuple[Inline, ...]:
        """What the corpus notes on it, and what would change the status, as far as it is known."""
        return tuple(stating.further(self._told))


@dataclass(frozen=True, repr=False, eq=False)
class ItemTold:
    """A proposal or a measure, with all that is on record about it."""

    _context: Context
    _item: model.Item
    id: str
    is_proposal: bool

    @cached_property
    def _entry(self) -> items.ItemEntry:
        return items.entry(self._context, self._item)

    @property
    def _row(self) -> Row:
        return self._context.row(self._item)

    @property
    def number(self) -> str:
        """Its number, with « * » if it is inferred; empty if it is not known."""
        return vocabulary.number_of(self._item)

    @cached_property
    def title(self) -> Span:
        """Its title in its language, as a link to its entry on a page."""
        code = self._context.of(self._context.code_of(self._item))
        return Span(
            vocabulary.title_of(self._item),
            SpanKind.DATA,
            code,
            f"#{self.id}",
        )

    @cached_property
    def numbered(self) -> str:
        """Its number and title."""
        return vocabulary.numbered(self._item)

    @property
    def group(self) -> str:
        """The id of its chapter or priority; empty if it is in none."""
        if isinstance(self._item, model.Proposal):
            return self._item.chapter or ""
        return self._item.priority or ""

    @property
    def is_group_inferred(self) -> bool:
        """Whether its chapter is inferred."""
        return isinstance(self._item, model.Proposal) and self._item.chapter_inferred

    @cached_property
    def sign(self) -> str:
        """The key of the sign of its status."""
        return self._context.sort_of(self._row).sign

    @property
    def status_in_full(self) -> str:
        """Its status with the voices, where they disagree, refuse or differ.

        Of a proposal that no document answers, what became of it; of a measure empty.
        """
        return self._entry.status_label

    @property
    def note(self) -> Inline:
        """What the corpus notes on it."""
        return self._entry.note

    @property
    def evidence(self) -> tuple[Cited, ...]:
        """What it is known from."""
        return self._entry.evidence

    @property
    def counted_evidence(self) -> tuple[Cited, ...]:
        """The evidence of the statements on it that count."""
        told: list[Cited] = []
        for record in self._row.counted:
            told += quotes.cited(self._context, record.evidence)
        return tuple(told)

    @property
    def own_words(self) -> tuple[Cited, ...]:
        """The evidence that quotes its own title or text."""
        return tuple(
            piece for piece in self.evidence if items.is_own_words(self._item, piece)
        )

    @cached_property
    def statements(self) -> tuple[StatementTold, ...]:
        """The positions on it, those that count first, then the conclusions."""
        records = clauses.records_of(self._row)
        return tuple(StatementTold(self._context, record) for record in records)

    @property
    def outcomes(self) -> tuple[ToldOutcome, ...]:
        """What became of it, the earliest first."""
        return self._entry.outcomes

    @cached_property
    def outcome(self) -> str:
        """The last word of each voice; that they disagree, if they do; empty if none is known."""
        return items.outcome_in_brief(self._context, self._item)

    @cached_property
    def nothing_known(self) -> str:
        """That its outcome is not known, with the day of the search."""
        return self._context.nothing_known(self._item)

    @cached_property
    def outcomes_beside(self) -> tuple[ToldOutcome, ...]:
        """The outcomes of it, of its answers, and of what it answers."""
        told: list[ToldOutcome] = []
        for item in items.outcomes_beside(self._context, self._item):
            records = items.outcomes_on(self._context, item)
            told += [items.told_outcome(self._context, each) for each in records]
        return tuple(told)

    @property
    def group_title(self) -> str:
        """The title of its chapter or priority, with « * » if that is inferred; else empty."""
        corpus = self._context.corpus
        groups: Mapping[str, model.Chapter | model.Priority] = corpus.priority
        if self.is_proposal:
            groups = corpus.chapter
        group = groups.get(self.group)
        if group is None:
            return ""
        return one_line(group.title) + "*" * self.is_group_inferred

    @cached_property
    def would_change(self) -> Inline:
        """What would change its status, as a sentence; empty if that is not on record."""
        return stating.would_change(self._context, self._item)

    @cached_property
    def answer(self) -> str:
        """The id of the measure that answers a proposal; empty if none does."""
        if not isinstance(self._item, model.Proposal):
            return ""
        answer = answer_of(self._context.corpus, self._item)
        if answer is None:
            return ""
        return answer.id

    @cached_property
    def nothing(self) -> Citation:
        """The sentence to publish if nothing is on record on it."""
        return stating.nothing_on_record(self._context, self._item)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The sentences to publish on it, one for each statement; or that none is on record."""
        return tuple(citations.cite_item(self._context, self._item))

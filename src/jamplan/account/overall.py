"""Branches of the account: what is told of all items together, and the method."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jamplan.account import items, method, statements, whole
from jamplan.account import quoting as quotes
from jamplan.account import totals as totalling
from jamplan.account.clauses import exceptions
from jamplan.account.context import Context
from jamplan.account.quoting import Cited, Complication
from jamplan.account.spans import BarPart, Inline, Span
from jamplan.corpus import model
from jamplan.evidence.published import Provenance
from jamplan.language.folding import one_line


@dataclass(frozen=True, slots=True)
class TotalTold:
    """What a source says of all items."""

    sentence: Inline
    """With its first quote and what the corpus notes."""
    unquoted: Inline
    """Without its quote."""
    evidence: tuple[Cited, ...]
    is_in_headline: bool


@dataclass(frozen=True, slots=True)
class SearchTold:
    """What was looked for, and what was found."""

    question: Span
    day: str
    result: Span
    publishers: tuple[Span, ...]
    """Of the sources that were read, each once."""


@dataclass(frozen=True, repr=False, eq=False)
class Whole:
    """What is told of all items together."""

    _context: Context

    @cached_property
    def headline(self) -> tuple[Inline, ...]:
        """The result in a few sentences; the first one, without a point, can be a title."""
        return tuple(whole.headline_sentences(self._context))

    @cached_property
    def headline_text(self) -> str:
        """The same as one text."""
        return whole.headline(self._context)

    @cached_property
    def exceptions(self) -> tuple[Inline, ...]:
        """What voices disagree on, refuse, leave open, or say to different extents."""
        return tuple(exceptions(self._context))

    @cached_property
    def all_items(self) -> str:
        """« 28 propositions »."""
        return whole.all_items(self._context)

    @cached_property
    def undecided(self) -> str:
        """What counts and what is undecided; empty if nobody has decided on anything."""
        return whole.undecided(self._context)

    @cached_property
    def in_short(self) -> str:
        """The same and the rest: the numbers add up to the total."""
        return whole.in_short(self._context)

    @cached_property
    def unknowns(self) -> tuple[str, ...]:
        """What the figures leave open: what is undecided first, then the warnings."""
        return tuple(whole.unknowns(self._context))

    @cached_property
    def warnings_on_page(self) -> tuple[str, ...]:
        """What the figures leave open beside a page, whose method and statements tell the rest."""
        return tuple(whole.warnings(self._context, whole.Beside.PAGE))

    @cached_property
    def against_with_places(self) -> tuple[Inline, ...]:
        """What speaks against all statements, each with its quotes and sites."""
        return tuple(quotes.with_places(self._context, each) for each in self.against)

    @cached_property
    def unknown_outcomes(self) -> tuple[str, ...]:
        """Of which measures the outcome is not known."""
        return tuple(items.unknown_outcomes(self._context))

    @cached_property
    def bar(self) -> tuple[BarPart, ...]:
        """The parts of the bar, the best supported first; none without a document that answers."""
        return self._context.bar_parts

    @cached_property
    def counts(self) -> str:
        """How many proposals have each status; without a document that answers, each outcome."""
        context = self._context
        if context.has_document:
            return context.status_text()
        return items.outcomes_counted(context, context.corpus.proposals)

    @cached_property
    def against(self) -> tuple[Complication, ...]:
        """What speaks against all statements at once."""
        return tuple(quotes.against_all(self._context))

    @cached_property
    def totals(self) -> tuple[TotalTold, ...]:
        """What sources say of all items."""
        context = self._context
        further = list(map(id, whole.further_totals(context)))
        told = []
        for total in totalling.all_totals(context):
            sentence = totalling.told_total(context, total)
            unquoted = totalling.told_total(context, total, quoted=False)
            evidence = quotes.cited(context, total.evidence)
            told.append(
                TotalTold(sentence, unquoted, evidence, id(total) not in further)
            )
        return tuple(told)

    @cached_property
    def searches(self) -> tuple[SearchTold, ...]:
        """What was looked for."""
        return tuple(map(self._search, self._context.corpus.searches))

    def _search(self, search: model.Search) -> SearchTold:
        context = self._context
        # A publisher of several sources is named once, with the first of them.
        publishers = {
            context.publisher(source).text: context.publisher(source)
            for source in reversed(search.sources)
        }
        return SearchTold(
            question=context.data(search.question),
            day=context.language.date(search.on),
            result=context.data(search.result),
            publishers=tuple(reversed(publishers.values())),
        )

    @cached_property
    def answers_to_review(self) -> tuple[str, ...]:
        """The answers of a response to review that take no position, if they are few."""
        return tuple(statements.answers_to_review(self._context))


@dataclass(frozen=True, repr=False, eq=False)
class Method:
    """How the figures are made, and who signs the account."""

    _context: Context

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What the report establishes, what is known of the whole, and what counts."""
        return tuple(method.method_sentences(self._context))

    @cached_property
    def sentences_on_one(self) -> tuple[str, ...]:
        """The same beside one item: without what is known of the whole."""
        return tuple(method.method_sentences(self._context, whole=False))

    @cached_property
    def rule(self) -> tuple[str, ...]:
        """The four choices of the rule, one sentence each."""
        return tuple(method.rule_in_words(self._context))

    @cached_property
    def rule_beside(self) -> tuple[str, ...]:
        """The choices that make a difference, and the total unless the method names it."""
        return tuple(method.rule_beside_method(self._context))

    @cached_property
    def command(self) -> str:
        """The command that recomputes the figures."""
        return method.command_of(self._context)

    def made_with(self, provenance: Provenance) -> str:
        """What made a file, and when."""
        return method.made_with(self._context, provenance)

    @cached_property
    def signature(self) -> str:
        """Who signs the account, and where to write."""
        return method.signature(self._context)

    @cached_property
    def as_of(self) -> str:
        """The day of the facts, as a sentence; empty if none is on record."""
        return method.as_of(self._context)

    @cached_property
    def byline(self) -> str:
        """Who signs the account, and the day of the facts."""
        return method.byline(self._context)

    @property
    def published_by(self) -> str:
        """Who signs the account; empty if nobody does."""
        return one_line(self._context.corpus.proposals_document.published_by or "")

    @property
    def licence(self) -> str:
        """The licence of the data; empty if none is on record."""
        return one_line(self._context.corpus.proposals_document.licence or "")

"""Branches of the account: what is told of all items together, and the method."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jamplan.account import (
    items,
    measures,
    method,
    statements,
    tallies,
    whole,
)
from jamplan.account import quoting as quotes
from jamplan.account import totals as totalling
from jamplan.account import unknowns as open_points
from jamplan.account.clauses import disputes, exceptions, exceptions_by_number
from jamplan.account.context import Context
from jamplan.account.manners import NO_REFUSAL, NONE_COUNTED
from jamplan.account.quoting import Citation, Cited, Complication
from jamplan.account.spans import BarPart, Inline, Span
from jamplan.account.whole_citation import whole_citation
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
    sources: int = 0
    """How many were read."""
    is_of_outcomes: bool = False
    """Whether it was for what became of items."""
    about: tuple[str, ...] = ()
    """The ids of the items that it was about; none if it was about all."""


@dataclass(frozen=True, repr=False, eq=False)
class Whole:
    """What is told of all items together."""

    _context: Context

    @cached_property
    def headline(self) -> tuple[Inline, ...]:
        """The result in a few sentences; the first, without a point, can be a title."""
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
        """What counts and what is undecided; empty if nobody decided on anything."""
        return open_points.undecided(self._context)

    @cached_property
    def in_short(self) -> str:
        """The same and the rest: the numbers add up to the total."""
        return open_points.in_short(self._context)

    @cached_property
    def unknowns(self) -> tuple[str, ...]:
        """What the figures leave open: what is undecided first, then the warnings."""
        return tuple(open_points.unknowns(self._context))

    @cached_property
    def warnings_on_page(self) -> tuple[str, ...]:
        """What the figures leave open beside a page, which tells all the rest.

        The page tells it in its method and statements.
        """
        return tuple(open_points.warnings(self._context, open_points.Beside.PAGE))

    @cached_property
    def against_with_places(self) -> tuple[Inline, ...]:
        """What speaks against all statements, each with its quotes and sites."""
        return tuple(map(quotes.with_places, self.against))

    @cached_property
    def unknown_outcomes(self) -> tuple[str, ...]:
        """Of which measures the outcome is not known."""
        return tuple(items.unknown_outcomes(self._context))

    @cached_property
    def bar(self) -> tuple[BarPart, ...]:
        """The parts of the bar, the best supported first; none without an answer."""
        return self._context.bar_parts

    @cached_property
    def counts(self) -> str:
        """How many proposals have each status; without an answer, each outcome."""
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
            sources=len(search.sources),
            is_of_outcomes=search.of is model.SearchOf.OUTCOMES,
            about=tuple(search.about),
        )

    @cached_property
    def answers_to_review(self) -> tuple[str, ...]:
        """The answers of a response to review that take no position, if few."""
        return tuple(statements.answers_to_review(self._context))

    @cached_property
    def headline_sources(self) -> tuple[str, ...]:
        """The ids of the sources of what the headline says in general.

        That is what it says of all, of outcomes and against all.
        """
        return tuple(whole.headline_sources(self._context))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to count: no number and no text is known."""
        return not self._context.figures.denominator

    @cached_property
    def scope(self) -> tuple[str, ...]:
        """What the figures are of, as far as somebody chose it."""
        return tuple(whole.scope(self._context))

    @cached_property
    def undecided_in_brief(self) -> str:
        """What counts and what is undecided, below a headline or bar with the rest."""
        return open_points.undecided(self._context, brief=True)

    @cached_property
    def exceptions_by_number(self) -> tuple[str, ...]:
        """What voices refuse, dispute or leave open: « Désaccord : n° 5 et 14. »."""
        return tuple(exceptions_by_number(self._context))

    @cached_property
    def no_refusal(self) -> str:
        """That silence is no refusal; empty if something on record answers each."""
        if not items.is_silent(self._context):
            return ""
        return self._context.gettext(NO_REFUSAL)

    @cached_property
    def warnings_in_summary(self) -> tuple[str, ...]:
        """What the figures leave open beside a summary, which tells all the rest.

        The summary tells it in its method and statements.
        """
        return tuple(open_points.warnings(self._context, open_points.Beside.SUMMARY))

    @cached_property
    def answered(self) -> str:
        """How many measures a counted statement answers."""
        return measures.answered_sentence(self._context)

    @cached_property
    def unnamed_measures(self) -> str:
        """The measures of which no statement is known, as a sentence; else empty."""
        return measures.unnamed_measures(self._context)

    @property
    def has_outcomes(self) -> bool:
        """Whether it is known of anything what became of it."""
        return bool(self._context.outcomes)

    @property
    def follows_measures(self) -> bool:
        """Whether measures are followed; if not, the proposals themselves are.

        To follow them is to tell what became of them.
        """
        return items.follows_measures(self._context)

    @cached_property
    def lead(self) -> Inline:
        """The headline in one paragraph, who says so first."""
        return whole.lead(self._context)

    @cached_property
    def lead_in_short(self) -> Inline:
        """How many items, and by number what is disputed, refused or left open."""
        return whole.lead_in_short(self._context)

    @cached_property
    def disputes(self) -> tuple[str, ...]:
        """The items on whose outcome voices disagree, as a sentence; else nothing."""
        return tuple(disputes(self._context))

    @cached_property
    def warnings_on_screen(self) -> tuple[str, ...]:
        """What the figures leave open beside a first screen."""
        return tuple(open_points.warnings(self._context, open_points.Beside.SCREEN))

    @cached_property
    def complicated(self) -> tuple[str, ...]:
        """The ids of the proposals with a statement that something speaks against."""
        decided = self._context.decided
        return tuple(dict.fromkeys(each.about for each in decided if each.objections))

    @cached_property
    def citation_alone(self) -> Citation:
        """The sentence to publish on all, by itself."""
        return whole_citation(self._context, alone=True)

    @cached_property
    def by_claimant(self) -> tuple[tallies.ClaimantTally, ...]:
        """How many items each actor says something of whose statements count."""
        return tuple(tallies.by_claimant(self._context))

    @property
    def none_counted(self) -> str:
        """That the rule counts no statement, and what that leaves unknown."""
        return self._context.gettext(NONE_COUNTED)

    @cached_property
    def by_rule(self) -> tallies.RuleTallies:
        """What each rule of words gives."""
        return tallies.by_rule(self._context)

    @cached_property
    def rivals(self) -> tuple[tallies.RivalTold, ...]:
        """How many items each voice speaks of, as it gives it and as it lists it."""
        return tuple(tallies.rivals(self._context))

    @cached_property
    def rivals_in_brief(self) -> tuple[tallies.RivalTold, ...]:
        """The same of what is taken up or implemented, with others' reports.

        Others' reports are of each voice.
        """
        return tuple(tallies.rivals_in_brief(self._context))

    @cached_property
    def judges(self) -> tuple[tallies.VoiceTold, ...]:
        """What each voice says became of items, with its latest totals."""
        return tuple(tallies.judges(self._context))

    @property
    def voices_counted(self) -> str:
        """How many voices count what is implemented; empty if that is one at most."""
        return tallies.voices_counted(self._context)

    @cached_property
    def agreed(self) -> tuple[str, ...]:
        """The items that all voices naming any call implemented; else nothing.

        They are told as a sentence.
        """
        return tuple(tallies.agreed(self._context))

    @cached_property
    def uncounted_totals(self) -> tuple[Inline, ...]:
        """What voices say of the outcome of some items, without their number."""
        return tuple(totalling.without_number(self._context))


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
        """The choices that matter, and the total unless the method names it.

        A choice matters if it makes a difference.
        """
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

    @cached_property
    def decided_apart(self) -> tuple[str, ...]:
        """How many decisions people made apart, and how many alike; or nothing."""
        return tuple(method.decided_apart(self._context))

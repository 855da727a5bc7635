"""Branches of the account: sources, documents, groups, statements and items.

The items are proposals and measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from jamplan.account import citations, clauses, items, rows, vocabulary
from jamplan.account import quoting as quotes
from jamplan.account import statements as stating
from jamplan.account.caveats import Caveat
from jamplan.account.context import Context
from jamplan.account.entries import EntryTold, entry_of
from jamplan.account.items import Fact, ToldOutcome
from jamplan.account.quoting import Citation, Cited, Complication
from jamplan.account.spans import Inline, Span, SpanKind
from jamplan.account.timeline import Timeline, has_timeline, timeline_of
from jamplan.account.whole import NOT_CARRIED_OUT
from jamplan.corpus import model
from jamplan.corpus.statements import Statement
from jamplan.corpus.views import answer_of
from jamplan.counting.figures import MeasureRow, ProposalRow, Row
from jamplan.counting.rules import TAKEN_UP
from jamplan.counting.statuses import Status
from jamplan.language.folding import one_line


@dataclass(frozen=True, repr=False, eq=False)
class StatementTold:
    """A position or a conclusion on a proposal."""

    _context: Context
    _record: Statement

    @cached_property
    def _told(self) -> stating.ToldStatement:
        # Made when something of it is read: a list needs no caveats.
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
        """What the corpus notes on it, and what would change the status, if known."""
        return tuple(stating.further(self._told))

    @property
    def is_position(self) -> bool:
        """Whether it is a position, and no conclusion."""
        return self._record.is_position

    @cached_property
    def claim(self) -> Inline:
        """Who says what, with its whole quote, where and when.

        What complicates it is left out.
        """
        return citations.claim_of(self._context, self._told)

    @cached_property
    def stated_with_day(self) -> str:
        """Who states what, and when."""
        return clauses.stated(self._context, self._record, day=True)

    @property
    def disputed(self) -> str:
        """What all voices say, if they disagree; else empty."""
        return self._told.disputed

    @property
    def worded(self) -> str:
        """How it is worded, for a column; of an answer, after what it says."""
        return stating.worded(self._context, self._told)

    @property
    def quotes_measure(self) -> bool:
        """Whether it quotes its measure's title, so that a number can name it."""
        measure = self._told.measure
        is_numbered = measure is not None and bool(measure.number)
        return is_numbered and self._context.manner.answers_each

    @property
    def no_outcome(self) -> str:
        """That an acceptance that counts is no outcome, as a sentence; else empty."""
        is_accepted = self._record.group in TAKEN_UP and not self.uncounted
        if not (is_accepted and not self._context.manner.carries_out):
            return ""
        return self._context.gettext(NOT_CARRIED_OUT)

    @property
    def recorded(self) -> str:
        """Who recorded it, and when; empty of the authors of the record."""
        return self._named_day(self._record.by, self._record.on)

    @property
    def confirmed(self) -> tuple[str, ...]:
        """Who confirmed it, and when."""
        confirmed = self._record.confirmed
        days = [self._named_day(each.by, each.on) for each in confirmed]
        return tuple(filter(None, days))

    def _named_day(self, name: str | None, on: str | None) -> str:
        """« M. P., 24 novembre 2026 »."""
        day = self._context.language.date(on)
        return ", ".join(filter(None, (name, day)))

    @property
    def changes(self) -> tuple[str, ...]:
        """How the texts have changed since it was recorded."""
        context = self._context
        changes = context.corpus.changes(self._record)
        return tuple(stating.changed_text(context.language, each) for each in changes)

    @cached_property
    def claimant_in_brief(self) -> str:
        """Who is heard in it, in a few words."""
        return clauses.claimant_in_brief(self._context, self._record)


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
            told += quotes.cited_of(self._context, record)
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
        """The last word of each voice; that they disagree, if so; empty without any."""
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
        """The title of its chapter or priority, with « * » if inferred; else empty."""
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
        """What would change its status, as a sentence; empty if not on record."""
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
    def answers_quoted(self) -> str:
        """The answers to a proposal in their words, after their names; else empty."""
        if not isinstance(self._item, model.Proposal):
            return ""
        return stating.answers_in_brief(self._context, self._item)

    @cached_property
    def nothing(self) -> Citation:
        """The sentence to publish if nothing is on record on it."""
        return stating.nothing_on_record(self._context, self._item)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The sentences to publish on it, one a statement; or that there are none."""
        return tuple(citations.cite_item(self._context, self._item))

    @property
    def code(self) -> str:
        """Its status, as a code."""
        return str(self._row.status)

    @cached_property
    def status(self) -> str:
        """Its status in short: « reprise affirmée »."""
        return self._context.status_of(self._row)

    @property
    def voices_differ(self) -> bool:
        """Whether voices disagree on it, or on how far it is taken up."""
        return self._row.status is Status.CONTESTED or self._row.extents_differ

    @cached_property
    def within(self) -> str:
        """The document of a measure after a comma, if several answer; or empty."""
        return self._context.within(self._item)

    @cached_property
    def noun(self) -> str:
        """« Mesure 12 », without its number if that is not known."""
        return self._context.numbered(self._item)

    @property
    def text(self) -> tuple[Inline, ...]:
        """Its paragraphs; of a proposal without a text, what is known in its place."""
        return self._entry.text

    @property
    def text_name(self) -> str:
        """What the text is; empty of a measure."""
        return self._entry.text_name

    @property
    def text_doubt(self) -> Inline:
        """That it is unclear whose idea the text is; empty if it is clear."""
        return self._entry.text_doubt

    @property
    def details(self) -> tuple[Span, ...]:
        """The parts of a measure."""
        return self._entry.details

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is known of it beside its text, each under a name."""
        return self._entry.facts

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the proposals that a measure answers."""
        if isinstance(self._item, model.Proposal):
            return ()
        return tuple(self._item.answers)

    @cached_property
    def nothing_under_status(self) -> str:
        """That nothing is on record on it, under a heading that says its status."""
        return stating.nothing_under_status(self._context, self._item)

    @cached_property
    def nothing_sources(self) -> tuple[str, ...]:
        """The ids of the sources of what is told then."""
        return tuple(stating.nothing_sources(self._context, self._item))

    def last_words(self, *, brief: bool) -> list[ToldOutcome]:
        """The last word of each voice with quotes; in brief one, if they agree."""
        return items.last_words(self._context, self._item, brief=brief)

    @property
    def is_outcome_disputed(self) -> bool:
        """Whether voices disagree on what became of it."""
        return items.is_disputed(self._context, self._item)

    @cached_property
    def last_states(self) -> tuple[str, ...]:
        """The last word known on a proposal and on the measures that take it up."""
        if not isinstance(self._row, ProposalRow):
            return ()
        return tuple(items.last_states(self._context, self._row))

    @cached_property
    def last_outcome(self) -> str:
        """The last word on its outcome; that voices disagree, if so; else empty."""
        return items.last_outcome_in_short(self._context, self._item)

    @cached_property
    def has_timeline(self) -> bool:
        """Whether several documents answer it, or anything is known of its outcome."""
        return has_timeline(self._context, self._item)

    @cached_property
    def timeline(self) -> Timeline:
        """What happened to it, by day, and according to whom."""
        return timeline_of(self._context, self._item)

    @cached_property
    def heard(self) -> tuple[str, ...]:
        """Who is heard in what counts, else in all, each once, in a few words."""
        records = self._row.counted or clauses.records_of(self._row)
        names = [clauses.claimant_in_brief(self._context, each) for each in records]
        return tuple(dict.fromkeys(names))

    @cached_property
    def citations_in_full(self) -> tuple[Citation, ...]:
        """The same sentences with whole quotes, all caveats and whole references."""
        return tuple(citations.cite_item(self._context, self._item, full=True))

    @cached_property
    def foremost(self) -> tuple[StatementTold, ...]:
        """The positions on it that count, else the others, else what is concluded."""
        records = rows.foremost(self._row)
        return tuple(StatementTold(self._context, record) for record in records)

    @cached_property
    def worded(self) -> str:
        """The status of a proposal with the voices, wordings and mark, for a column."""
        return rows.worded(self._context, self._proposal_row)

    @cached_property
    def worded_in_brief(self) -> str:
        """How what is taken up is worded, else the proposal's status; with marks."""
        return rows.worded_in_brief(self._context, self._proposal_row)

    @property
    def _proposal_row(self) -> ProposalRow:
        row = self._row
        assert isinstance(row, ProposalRow)
        return row

    @cached_property
    def named_for(self) -> Inline:
        """The proposals that statements name a measure for, with their wordings.

        Of other items it is empty.
        """
        row = self._row
        if isinstance(row, ProposalRow):
            return ()
        assert isinstance(row, MeasureRow)
        return rows.named_for(self._context, row)

    @property
    def group_name(self) -> str:
        """The short name, else title, of its chapter, « * » if inferred; else empty."""
        chapter = self._context.corpus.chapter.get(self.group)
        if chapter is None or not self.is_proposal:
            return ""
        return (chapter.short or chapter.title) + "*" * self.is_group_inferred

    @property
    def is_number_inferred(self) -> bool:
        """Whether its number is inferred."""
        return self._item.number_inferred

    @cached_property
    def outcome_by_voice(self) -> str:
        """What became of it in brief: « mise en œuvre : X ; en cours : Y ».

        If nothing is known of it, that it is unknown.
        """
        return items.outcome_by_voice(self._context, self._item)

    @property
    def is_carried_out(self) -> bool:
        """Whether all voices on it say that it is implemented."""
        return items.is_carried_out(self._context, self._item)

    def entry(self, *, alone: bool = False) -> EntryTold:
        """It as a page tells it; ``alone`` on its own page, with who says it.

        On a page of its own, who says it is introduced.
        """
        return entry_of(self._context, self._item, alone=alone)

    def counted_as(self, n: int) -> str:
        """« 3 reprises affirmées »: so many proposals of which this is said too."""
        return self._context.status_of(self._row, n)

    @property
    def is_named(self) -> bool:
        """Whether a statement on another item names it."""
        return self.id in self._context.corpus.statements_naming

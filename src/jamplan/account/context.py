"""What every report is made from: a corpus, its figures, voices, language, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from jamplan.account import manners, spans, vocabulary
from jamplan.account.names import Names
from jamplan.account.spans import SIGNS
from jamplan.account.vocabulary import Sort, Voicing, count_of, sort_text
from jamplan.corpus import dates, findings, model
from jamplan.corpus.statements import ALL_PROPOSALS, Says, Statement, Words
from jamplan.corpus.views import addressees, seen
from jamplan.corpus.voices import (
    Telling,
    Voice,
    Who,
    day_of,
    outcome_day,
    voice_of,
    voices_of,
    who_says,
)
from jamplan.counting.figures import Coverage, MeasureRow, ProposalRow, Row, coverage
from jamplan.counting.outcomes import ItemOutcome, outcomes_of
from jamplan.counting.rivals import Rival, rivals_on_record
from jamplan.counting.rules import STRENGTHS, Rule, strength
from jamplan.counting.statuses import COUNTED, Status
from jamplan.language.folding import one_line
from jamplan.language.people import person_key

if TYPE_CHECKING:
    from jamplan.evidence.copies import CopyTexts

_Thing = TypeVar("_Thing")
_Told = TypeVar("_Told")
_SCREEN = 12
"""The most proposals that the first screen has room for."""
_VOICINGS: Mapping[Telling, Voicing] = {
    Telling.SPEAKS: Voicing.STATED,
    Telling.QUOTED: Voicing.STATED,
    Telling.REPORTED: Voicing.REPORTED,
    Telling.INTERPRETED: Voicing.INTERPRETED,
    Telling.UNCLEAR: Voicing.AMBIGUOUS,
    Telling.COMPARED: Voicing.COMPARED,
}
_WEAKENED: Mapping[Words, Voicing] = {
    Words.EXPLICIT: Voicing.STATED,
    Words.IMPLICIT: Voicing.INTERPRETED,
    Words.AMBIGUOUS: Voicing.AMBIGUOUS,
    Words.COMPARED: Voicing.COMPARED,
}
"""What a statement of some strength is told as at best."""
_BEST = tuple(Voicing)


@dataclass(frozen=True, slots=True)
class View:
    """What a corpus is a view of."""

    options: str = ""
    """The options that give it, each with a space before it.

    Empty for all of the corpus.
    """
    as_of: str | None = None
    """The day by which all that is told was published; None if that is today."""
    of_one: bool = False
    """Whether it is of one of the documents that answer."""


@dataclass(frozen=True)
class Context(Names):
    """A corpus under a rule, told in a language; it goes down the calls of a report.

    ``rule`` is None for the corpus's default.
    """

    rule: Rule | None = None
    view: View = View()

    @property
    def heading(self) -> str:
        """The documents' names, and the day by which all was published, if chosen."""
        if self.view.as_of is None:
            return super().heading
        return f"{super().heading}. {self.published_by_then}"

    @property
    def published_by_then(self) -> str:
        """By which day all that is told was published, and the last statement's day."""
        day = self.view.as_of or ""
        date = self.language.date(day)
        if dates.is_day(day):
            told = self.gettext("As published by {date}.", date=date)
        else:
            told = self.gettext("As published by the end of {date}.", date=date)
        sources = self.corpus.source
        # What a reader concludes was published by nobody.
        published = (each for each in self.corpus.statements if each.evidence)
        latest = dates.latest(outcome_day(each, sources) for each in published)
        if latest is None:
            return told
        record = self.gettext("latest record: {date}", date=self.language.date(latest))
        return f"{told.removesuffix('.')} ({record})."

    @cached_property
    def copies(self) -> CopyTexts:
        """The copies of sources, each read when a statement that quotes it is told."""
        # What reads copies is slow to import, and no figure needs it.
        from jamplan.evidence.copies import CopyTexts

        return CopyTexts(self.corpus)

    def once(self, tell: Callable[[Context, _Thing], _Told], thing: _Thing) -> _Told:
        """What a function tells of a thing that a report tells in several places."""
        key = tell, id(thing)
        if key not in self._told:
            # Kept with its thing, so that no other one gets its identity.
            self._told[key] = thing, tell(self, thing)
        return cast("_Told", self._told[key][1])

    @cached_property
    def _told(self) -> dict[tuple[object, int], tuple[object, object]]:
        return {}

    @cached_property
    def figures(self) -> Coverage:
        """The figures of the corpus under the rule.

        Raises :class:`KeyError` if the rule names an actor whom the corpus lacks.
        """
        return coverage(self.corpus, self.rule)

    @property
    def has_document(self) -> bool:
        """Whether a document that answers is on record."""
        return bool(self.corpus.plans)

    @property
    def manner(self) -> manners.Manner:
        """How the documents that answer speak."""
        return manners.MANNERS[self.corpus.plan_document.relation]

    @cached_property
    def outcomes(self) -> Mapping[str, ItemOutcome]:
        """What became of each item that has statements on it, by its id.

        Of one actor's statements, those of this voice alone.
        """
        known = outcomes_of(self.corpus)
        whose = self.figures.rule.whose
        if whose is None:
            return known
        own: dict[str, ItemOutcome] = {}
        for about, outcome in known.items():
            words = tuple(word for word in outcome.words if word.who.actor == whose)
            if words:
                own[about] = replace(outcome, words=words)
        return own

    @cached_property
    def rivals(self) -> tuple[tuple[str, Rival], ...]:
        """The counts of each voice, of proposals, then measures, with their topic."""
        return rivals_on_record(self.corpus)

    @cached_property
    def by_document(self) -> list[Context]:
        """The same report by document that answers; empty if there is one alone."""
        plans = self.corpus.plans
        if len(plans) < 2:
            return []
        rule = self.figures.rule
        code = self.language.code
        contexts = []
        for plan in plans:
            view = seen(self.corpus, plan.name)
            # A response accepts, a plan takes up.
            language = vocabulary.language_for(view, code)
            contexts.append(replace(self, corpus=view, rule=rule, language=language))
        return contexts

    def status_text(
        self,
        *wanted: Status,
        rows: Sequence[Row] | None = None,
        is_named: bool = False,
        brief: bool = False,
    ) -> str:
        """« 2 acceptations partielles, 1 à examiner »: those of these statuses, or all.

        ``rows`` are by default all; ``is_named``, if what is counted was said before;
        in ``brief``, what does not count has no noun.
        """
        counts: list[str] = []
        below = {Status.BELOW_RULE} if brief else set()
        for status in wanted or Status:
            for sort, n in self.numbers(status, rows):
                is_brief = (is_named and sort.voicing is not None) or status in below
                counts.append(count_of(self.language, sort, n, brief=is_brief))
                if sort.voicing is not None:
                    # After what another document does, a noun is needed again.
                    is_named = sort.relation is None
        return ", ".join(counts)

    def numbers(
        self, status: Status, rows: Sequence[Row] | None = None
    ) -> Iterator[tuple[Sort, int]]:
        """Yield how many rows have a status, those told alike together, best first."""
        of = self.figures.rows if rows is None else rows
        alike = Counter(self.sort_of(row) for row in of if row.status is status)
        if rows is None and status is Status.UNDOCUMENTED:
            alike[Sort(status)] = self.figures.statuses[status]
        order = list(SIGNS)
        yield from sorted(
            ((sort, n) for sort, n in alike.items() if n),
            key=lambda pair: (
                pair[0].relation is not None,
                order.index(pair[0].sign),
                pair[0].kind is Says.IN_PRINCIPLE,
            ),
        )

    def sort_of(self, row: Row) -> Sort:
        """What a row is counted and named as."""
        if row.status in COUNTED:
            voicing = self._voicing(row)
            best = [each for each in row.take_ups if self.voicing(each) is voicing]
            return Sort(row.kind, voicing, relation=self.other_relation(best))
        if row.status is Status.REFUSED:
            says = {statement.says for statement in row.refusals}
            if Says.REFUSED in says:
                return Sort(Says.REFUSED)
            relation = self.other_relation(row.refusals)
            return Sort(Says.NOT_TAKEN_UP, relation=relation)
        rule = self.figures.rule
        is_chosen = rule.whose is not None or rule.reader is not None
        return Sort(row.status, others=is_chosen and self._is_of_others(row))

    def _is_of_others(self, row: Row) -> bool:
        """Whether others than who is chosen take all positions on an item."""
        rule = self.figures.rule
        if row.status is not Status.BELOW_RULE:
            return False
        heard = [self.who(each) for each in row.positions]
        if rule.reader is not None:
            reader = person_key(rule.reader)
            return all(who.reader != reader for who in heard)
        return all(who.actor != rule.whose for who in heard)

    def _voicing(self, row: Row) -> Voicing:
        return self.voicing(self.best(row))

    def best(self, row: Row) -> Statement:
        """The statement with the best voice of what is taken up.

        Where it is taken up as a whole, that is one of the voices that say so; where it
        is taken up in part, one of those that say that.
        """
        told = row.take_ups
        if row.status is Status.ADOPTED:
            alike = [each for each in told if each.says in _WHOLE]
        else:
            alike = [each for each in told if each.says not in _WHOLE]
        return min(alike or told, key=lambda each: _BEST.index(self.voicing(each)))

    def voicing(self, statement: Statement) -> Voicing:
        """How a statement is counted: the best voice of its evidence, its strength."""
        return self.once(Context._voicing_of, statement)

    def _voicing_of(self, statement: Statement) -> Voicing:
        proposal = self.corpus.proposal.get(statement.about)
        strongest = strength(statement, proposal.attribution) if proposal else None
        best = [
            self._told_as(voice, statement)
            for voice in voices_of(statement, self.corpus.source)
        ]
        weakest = _WEAKENED[strongest or statement.words]
        return max(min(best, key=_BEST.index), weakest, key=_BEST.index)

    def _told_as(self, voice: Voice, statement: Statement) -> Voicing:
        voicing = _VOICINGS[voice.telling]
        answering = addressees(self.corpus, statement)
        # Of a plan, others say what it does; of a response, its addressee does.
        manner = manners.MANNERS[self.document_of(statement).relation]
        is_other = manner.speaks_for_itself and voice.who not in answering
        return Voicing.REPORTED if voicing is Voicing.STATED and is_other else voicing

    def voice(self, statement: Statement, source: str | None = None) -> Voice:
        """The voice of a statement, in its evidence of a source; else the best one."""
        if source is not None:
            return self._voice(statement, source)
        return self.once(Context._best_voice, statement)

    def _best_voice(self, statement: Statement) -> Voice:
        return self._voice(statement, None)

    def _voice(self, statement: Statement, source: str | None) -> Voice:
        pieces = [each for each in statement.evidence if source in {None, each.source}]
        voices = [voice_of(statement, piece, self.corpus.source) for piece in pieces]
        if not voices:
            return voice_of(statement, None, self.corpus.source)
        return min(voices, key=lambda voice: _BEST.index(_VOICINGS[voice.telling]))

    def who(self, statement: Statement) -> Who:
        """Who is heard in a statement."""
        return who_says(statement, self.corpus.source)

    def day_of(self, statement: Statement) -> str:
        """The day of a statement in words; of an outcome, when it was so; or empty."""
        sources = self.corpus.source
        day = day_of(statement, sources)
        if statement.is_outcome:
            day = outcome_day(statement, sources)
        return self.language.date(day)

    def status_of(self, row: Row, count: int = 0) -> str:
        """What a row is: « reprise affirmée »; with a ``count``, of so many of them."""
        sort = self.sort_of(row)
        return (
            vocabulary.count_of(self.language, sort, count)
            if count
            else sort_text(self.language, sort)
        )

    @property
    def bar_parts(self) -> tuple[spans.BarPart, ...]:
        """The parts of the bar, best supported first, without statuses of no items.

        Without a document that answers there is none: it would choose a judge.
        """
        if not self.has_document:
            return ()
        parts = []
        for status in Status:
            for sort, n in self.numbers(status):
                label = count_of(self.language, sort, n, brief=True)
                name = sort_text(self.language, sort)
                signs = SIGNS[sort.sign]
                parts.append(spans.BarPart(sort.sign, n, label, *signs, name))
        order = list(SIGNS)
        return tuple(sorted(parts, key=lambda part: order.index(part.status)))

    @property
    def is_long(self) -> bool:
        """Whether the list of all proposals is longer than the first screen."""
        return len(self.figures.rows) > _SCREEN

    def by_support(self, *statuses: Status, in_part: bool = False) -> list[ProposalRow]:
        """The proposals of these statuses, by default of all, in each form's order.

        A short list begins with the best supported; a long one, and one of which only a
        part is shown (``in_part``), with exceptions.
        """
        order = list(SIGNS)
        if self.is_long or in_part:
            rest = [sign for sign in order if sign not in _EXCEPTIONS]
            # Of a long list, what is alike comes last.
            order = [*_EXCEPTIONS, *(reversed(rest) if self.is_long else rest)]

        def place(row: ProposalRow) -> tuple[int, int]:
            return order.index(self.sort_of(row).sign), _strength(row)

        wanted = statuses or tuple(Status)
        return sorted(self.figures.with_status(*wanted), key=place)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The proposals and measures with their statuses, by id."""
        rows: dict[str, Row] = {row.proposal.id: row for row in self.figures.rows}
        for of_document in self.figures_by_document:
            rows |= {row.measure.id: row for row in of_document.measures}
        return rows

    def proposal_row(self, proposal: model.Proposal) -> ProposalRow:
        """The row of a proposal."""
        row = self.rows[proposal.id]
        assert isinstance(row, ProposalRow)
        return row

    def row(self, item: model.Item) -> Row:
        """The row of an item; of a measure, in the view of its document."""
        return self.rows[item.id]

    @cached_property
    def figures_by_document(self) -> tuple[Coverage, ...]:
        """The figures of each document that answers, in its view, earliest first."""
        plans = self.corpus.plans
        if len(plans) < 2:
            return (self.figures,)
        rule = self.figures.rule
        return tuple(coverage(seen(self.corpus, plan.name), rule) for plan in plans)

    @property
    def measure_groups(
        self,
    ) -> Iterator[tuple[str, model.Priority | None, MeasureRows]]:
        """The measures of all documents by priority, each with its heading.

        Of several documents the heading has the name of the measure's.
        """
        for of_document in self.figures_by_document:
            corpus = of_document.corpus
            for priority, rows in of_document.priorities:
                heading = self.gettext("no {priority} known")
                if priority is not None:
                    heading = one_line(priority.title)
                elif len(self.figures_by_document) > 1 and not corpus.priorities:
                    heading = ""
                if len(self.figures_by_document) > 1:
                    name = self.document_name(corpus.plan_document)
                    colon = self.gettext(": ")
                    heading = f"{name}{colon}{heading}" if heading else name
                yield heading, priority, rows

    @property
    def measure_rows(self) -> list[MeasureRow]:
        """The measures of all documents."""
        rows: list[MeasureRow] = []
        for of_document in self.figures_by_document:
            rows += of_document.measures
        return rows

    @cached_property
    def decided(self) -> list[Statement]:
        """The positions and conclusions on single proposals."""
        return [
            each
            for each in self.corpus.statements
            if each.is_position or each.is_conclusion
        ]

    @cached_property
    def positions(self) -> list[Statement]:
        """The positions on single proposals."""
        return [each for each in self.corpus.statements if each.is_position]

    @property
    def totals(self) -> list[Statement]:
        """What sources say of the proposals in all: « Certaines ont été reprises »."""
        on_all = self.corpus.statements_on.get(ALL_PROPOSALS, ())
        return [each for each in on_all if not each.is_outcome]

    @property
    def is_reviewed(self) -> bool:
        """Whether anybody has decided on anything yet."""
        return bool(self.decided)

    @cached_property
    def has_many_claimants(self) -> bool:
        """Whether a table must say who states what: not one actor publishes it all."""
        rule = self.figures.rule
        if rule.whose is not None or rule.reader is not None:
            return True
        voices = [self.voice(each) for each in self.positions]
        heard = {voice.who or voice.reader for voice in voices}
        return len(heard) > 1 or any(voice.telling in _PRINTED for voice in voices)

    @cached_property
    def day(self) -> str | None:
        """The day of the facts: the latest of a decision or a search, in ISO 8601."""
        corpus = self.corpus
        days = [each.on for each in corpus.searches]
        objections = [*corpus.objections]
        for statement in corpus.statements:
            days.append(statement.on)
            days += [each.on for each in statement.confirmed]
            objections += statement.objections
        days += [each.on for each in objections]
        return max(filter(None, days), default=None)

    @cached_property
    def _counted(self) -> frozenset[int]:
        """The positions and conclusions that count, by identity."""
        found: set[int] = set()
        for row in self.figures.rows:
            found.update(map(id, row.counted + row.conclusions))
        return frozenset(found)

    def counts(self, statement: Statement) -> bool:
        """Whether the rule counts a position that its own voice did not take back."""
        return id(statement) in self._counted

    def is_taken_back(self, statement: Statement) -> bool:
        """Whether the rule would count a position that its voice took back later."""
        proposal = self.corpus.proposal[statement.about]
        words = strength(statement, proposal.attribution)
        would_count = self.figures.rule.counts(statement, self.who(statement), words)
        return would_count and not self.counts(statement)

    def mentioned(self, actor_id: str) -> str:
        """The name of an actor, introduced unless the headline has introduced it."""
        known = actor_id in self.figures.claimants
        return self.called(actor_id) if known else self.introduced(actor_id)

    def consulted_for(
        self, of: model.SearchOf, item: str | None = None
    ) -> tuple[set[str], str | None]:
        """The sources, by id, of searches on all, or on an item too; their last day.

        The day is None if no search is on record. A search on all was on no document
        that was read later.
        """
        read = self._day_read(item)
        found = []
        for search in self.corpus.searches:
            if search.of is not of or not search.on:
                continue
            is_of_all = not search.about and not dates.precedes(search.on, read)
            if is_of_all or item in search.about:
                found.append(search)
        sources = {source for search in found for source in search.sources}
        return sources, max((search.on or "" for search in found), default=None)

    def _day_read(self, item: str | None) -> str:
        """When a measure's document was read, if others answer too; else empty."""
        measure = self.corpus.measure.get(item or "")
        if measure is None or len(self.corpus.plans) < 2:
            return ""
        source = self.corpus.source.get(self.document(measure).source or "")
        return (source.accessed if source else None) or ""

    def nothing_known(self, item: model.Item) -> str:
        """« suites inconnues (recherche du 24 novembre 2026) »."""
        _sources, day = self.consulted_for(model.SearchOf.OUTCOMES, item.id)
        if day is None:
            return self.gettext("outcome not known")
        date = self.language.date(day)
        return self.gettext("outcome not known (search of {date})", date=date)

    @property
    def declared_by(self) -> str:
        """The actors who publish the declared number; empty if no source states it."""
        declared = self.corpus.proposals_document.declared
        sources = declared[0].sources if declared else ()
        publishers = dict.fromkeys(
            self.corpus.source[source].publisher for source in sources
        )
        return self.language.listed(
            [self.mentioned(publisher) for publisher in publishers]
        )

    def warning(self, finding: findings.Finding) -> str:
        """A warning on the figures as a sentence, with actors' names, not their ids."""
        details = dict(finding.details)
        counted = self.figures.adopted
        if (
            finding.code == "extent-unstated"
            and counted > 1
            and details["adopted"] == counted
        ):
            return self.gettext(
                "Extent not stated for all {n}.", n=self.number(counted)
            )
        if "actor" in details:
            details["actor"] = self.called(details["actor"])
        if "document" in details:
            details["document"] = self.data(details["document"]).text
        return vocabulary.sentence(replace(finding, details=details), self.language)


MeasureRows = tuple[MeasureRow, ...]
_EXCEPTIONS = (
    "contested",
    "refused",
    "not_taken_up",
    "noted",
    "none_found",
    "out_of_scope",
    "not_testable",
    "below_rule",
    "unreviewed",
    "undocumented",
    "principle_otherwise",
    "partial_otherwise",
    "principle",
    "partial",
)
"""What a long list begins with, by the keys of signs.

The rest follows, the best supported last.
"""
_WHOLE = frozenset({Says.IN_FULL, Says.TAKEN_UP})
_PRINTED = frozenset({Telling.QUOTED, Telling.REPORTED})
"""What others print."""


def _strength(row: ProposalRow) -> int:
    return len(STRENGTHS) if row.strongest is None else STRENGTHS.index(row.strongest)

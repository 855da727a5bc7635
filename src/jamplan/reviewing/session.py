"""A review: one card after the other, each answer on record at once, steps back taken off again.

It knows no console: ``jamplan.cli.console`` shows its cards and calls its answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from jamplan.corpus import FILES, Corpus, load
from jamplan.matching.explanation import Explanation, explain, standing
from jamplan.matching.guards import Guard, guards
from jamplan.matching.suggestions import item_of, matcher_of
from jamplan.model import (
    Basis,
    Dismissal,
    Extent,
    Link,
    Measure,
    Proposal,
    Verdict,
    VerdictKind,
)
from jamplan.reviewing.drafts import Statement, draft_link, draft_verdict, find_actor
from jamplan.reviewing.progress import Progress
from jamplan.reviewing.queue import Place, Reason, candidates, queue
from jamplan.reviewing.recording import (
    Decision,
    New,
    Recorded,
    on_record,
    put,
    take,
    undo,
    with_texts,
)
from jamplan.staleness import Changed, Staleness, reading_of, text_of


class MeanwhileError(Exception):
    """Somebody else has decided on the same pair or proposal since it was shown."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a person is asked: a proposal, and a measure beside it (None: there is no other).

    ``number`` of ``total`` is the place in the queue. ``explained``, ``rank`` (among all measures) and
    ``guards`` say what matched,
    ``links`` and ``verdicts`` what is on record, ``changes`` what texts were before; a blind review has
    none of these.
    """

    number: int
    total: int
    reason: Reason
    proposal: Proposal
    measure: Measure | None
    explained: Explanation | None = None
    rank: int | None = None
    guards: tuple[Guard, ...] = ()
    links: tuple[Link, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    changes: tuple[Changed, ...] = ()


@dataclass(slots=True)
class _Step:
    """One answer: where it was given, and what it put on record."""

    position: int
    passed: int
    recorded: list[Recorded] = field(default_factory=list)


class Session:
    """One person's review of a corpus.

    ``stale`` asks only for decisions whose texts have changed, ``only`` for some proposals; ``blind``
    hides scores and what others decided.
    """

    def __init__(  # noqa: PLR0913 - what a review is told
        self,
        folder: Path,
        decided_by: str,
        on: str,
        *,
        blind: bool = False,
        stale: bool = False,
        only: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> None:
        self.folder = folder
        self.decided_by = decided_by
        self.on = on
        self.blind = blind
        self.progress = progress or Progress()
        self.note: str | None = None
        self._state = self._stamp()
        self.corpus = load(folder)
        self._texts = self._all_texts()
        self._matcher = matcher_of(self.corpus)
        places = queue(self.corpus, self._matcher, blind=blind, stale=stale)
        if only:
            places = [place for place in places if place.proposal in only]
        self._places = self._unseen_first(places)
        self._position = sum(place.proposal in self.progress.seen for place in self._places)
        self._passed = 0
        self._steps: list[_Step] = []

    def _unseen_first(self, places: list[Place]) -> list[Place]:
        """The queue with what has been seen in front, so that the review goes on behind it."""
        seen = [place for place in places if place.proposal in self.progress.seen]
        return [*seen, *(place for place in places if place not in seen)]

    @property
    def total(self) -> int:
        """How many proposals are asked for."""
        return len(self._places)

    @property
    def done(self) -> int:
        """How many of them are behind."""
        return self._position

    @property
    def others_decided(self) -> bool:
        """Whether others than this person have decided in this corpus."""
        decisions: list[Decision] = [*self.corpus.links, *self.corpus.verdicts, *self.corpus.dismissals]
        return any(each.by != self.decided_by for each in decisions)

    def card(self) -> Card | None:
        """The card to show, on the files as they are now; None at the end of the queue.

        Raises :class:`~jamplan.findings.CorpusError` where somebody has broken a file meanwhile.
        """
        self._refresh()
        while self._position < len(self._places):
            place = self._places[self._position]
            if place.proposal in self.corpus.proposal:
                return self._card(place)
            # Somebody took it out meanwhile.
            self._places.remove(place)
        return None

    def _card(self, place: Place) -> Card:
        corpus = self.corpus
        proposal = corpus.proposal[place.proposal]
        measures = self._candidates(place.proposal)
        measure = corpus.measure[measures[self._passed]] if self._passed < len(measures) else None
        card = Card(
            number=self._position + 1,
            total=len(self._places),
            reason=place.reason,
            proposal=proposal,
            measure=measure,
        )
        if self.blind:
            return card
        staleness = Staleness(corpus)
        links = corpus.links_of_proposal.get(proposal.id, ())
        verdicts = corpus.verdicts_of.get(proposal.id, ())
        on_pair = [link for link in links if measure is not None and link.measure == measure.id]
        decisions: list[Link | Verdict] = [*on_pair, *verdicts]
        changes = [change for each in decisions for change in staleness.changes(each)]
        card = replace(card, links=links, verdicts=verdicts, changes=tuple(dict.fromkeys(changes)))
        if measure is None:
            return card
        return replace(
            card,
            explained=explain(self._matcher, proposal.id, measure.id),
            rank=standing(self._matcher, proposal.id, measure.id).rank,
            guards=tuple(guards(item_of(proposal).text, item_of(measure).text, corpus.language)),
        )

    def _candidates(self, proposal: str) -> list[str]:
        whose = self.decided_by if self.blind else None
        # What was dismissed on this card keeps its place, so that the next one is the next.
        found = candidates(self.corpus, self._matcher, proposal, decided_by=whose)
        passed = [
            recorded.after.measure
            for step in self._steps
            if step.position == self._position
            for recorded in step.recorded
            if isinstance(recorded.after, Dismissal)
        ]
        return [*passed, *(each for each in found if each not in passed)]

    # Answers

    def take_up(self, basis: Basis, said: Statement, extent: Extent) -> list[Recorded]:
        """Link the proposal to the measure of the card, and go on.

        Raises :class:`~jamplan.reviewing.recording.RefusedError`, :class:`MeanwhileError`,
        :class:`~jamplan.findings.CorpusError` or :class:`OSError`; then nothing was recorded.
        """
        card = self._current()
        assert card.measure is not None
        proposal, measure = card.proposal, card.measure

        def make(corpus: Corpus) -> tuple[Link, New]:
            return draft_link(corpus, proposal, measure, basis, said, extent=extent)

        return self._answer([self._put(make)])

    def confirm(self, extent: Extent | None = None) -> list[Recorded]:
        """Stand by the links on record for the pair of the card, on the texts as they are now.

        A link that a person made by comparing the texts, and a verdict, speak for that person: where
        that is somebody else, this person's own takes its place.
        """
        card = self._current()
        assert card.measure is not None
        links = [link for link in card.links if link.measure == card.measure.id]
        acts: list[Callable[[], Recorded]] = []
        for link in links:
            kept = link.extent if extent is None else extent
            acts += self._again(replace(link, extent=kept, by=self.decided_by, on=self.on), link)
        return self._answer(self._together(acts))

    def no_measure(self, said: Statement) -> list[Recorded]:
        """Conclude that no measure takes the proposal up, and go on."""
        card = self._current()
        staleness = Staleness(self.corpus)

        def make(corpus: Corpus) -> tuple[Verdict, New]:
            return draft_verdict(corpus, card.proposal, VerdictKind.NO_MEASURE_FOUND, said)

        old = [
            verdict
            for verdict in card.verdicts
            if verdict.verdict is VerdictKind.NO_MEASURE_FOUND
            and staleness.changes(verdict)
            and not self._mine(verdict)
        ]
        return self._answer(
            self._together([*(partial(self._take, each) for each in old), partial(self._put, make)])
        )

    def not_this_one(self, *, unlink: bool = False) -> list[Recorded]:
        """Dismiss the pair of the card, and go on to the next measure.

        ``unlink`` takes the links on record for the pair off first.
        """
        card = self._current()
        assert card.measure is not None
        links = [link for link in card.links if unlink and link.measure == card.measure.id]
        dismissal = Dismissal(
            proposal=card.proposal.id,
            measure=card.measure.id,
            by=self.decided_by,
            on=self.on,
            note=self.note,
        )
        put_it = partial(self._put, lambda _corpus: (dismissal, New()))
        recorded = self._together([*(partial(self._take, each) for each in links), put_it])
        step = _Step(self._position, self._passed, recorded)
        self._steps.append(step)
        self._passed += 1
        self.note = None
        self.corpus = recorded[-1].corpus
        return recorded

    def skip(self) -> None:
        """Go on to the next proposal without an answer."""
        self._answer([])

    def back(self) -> list[Recorded] | None:
        """Take the last answer back and return to its card.

        Returns what was undone, or None where no answer was given yet. Raises as :meth:`take_up`.
        """
        if not self._steps:
            return None
        step = self._steps[-1]
        undone = [undo(self.folder, recorded) for recorded in reversed(step.recorded)]
        self._steps.pop()
        self._position, self._passed, self.note = step.position, step.passed, None
        self.progress.take_back(self._places[self._position].proposal)
        if undone:
            self.corpus = undone[-1].corpus
        return undone

    def statement(self, **said: object) -> Statement:
        """A statement by this person, today, with the note that was written on the card."""
        return Statement(decided_by=self.decided_by, on=self.on, note=self.note, **said)  # type: ignore[arg-type]

    # Within

    def _current(self) -> Card:
        card = self._card(self._places[self._position])
        assert card is not None
        return card

    def _answer(self, recorded: list[Recorded]) -> list[Recorded]:
        self._steps.append(_Step(self._position, self._passed, recorded))
        self.progress.add(self._places[self._position].proposal)
        self._position += 1
        self._passed = 0
        self.note = None
        if recorded:
            self.corpus = recorded[-1].corpus
        if self._position == len(self._places):
            self.progress.forget()
        return recorded

    def _put(self, make: Callable[[Corpus], tuple[Decision, New]]) -> Recorded:
        """Record a decision on the texts that were shown, unless somebody decided meanwhile."""
        seen = self.corpus

        def on_what_was_shown(corpus: Corpus) -> tuple[Decision, New]:
            decision, new = make(corpus)
            if on_record(corpus, decision) != on_record(seen, decision):
                raise MeanwhileError
            if isinstance(decision, Link):
                return with_texts(decision, seen), new
            return with_texts(decision, seen) if isinstance(decision, Verdict) else decision, new

        return put(self.folder, on_what_was_shown, reading=reading_of(seen))

    def _take(self, decision: Decision) -> Recorded:
        return take(self.folder, lambda corpus: on_record(corpus, decision))

    def _together(self, acts: Sequence[Callable[[], Recorded]]) -> list[Recorded]:
        """Do all of several things, or none: where one fails, those before it are undone."""
        done: list[Recorded] = []
        try:
            for act in acts:
                done.append(act())
                self.corpus = done[-1].corpus
        except BaseException:
            for recorded in reversed(done):
                self.corpus = undo(self.folder, recorded).corpus
            raise
        return done

    def _again(self, new: Link, old: Link) -> list[Callable[[], Recorded]]:
        """What stands by a link: the same link anew, or this person's own comparison in its place."""
        if old.basis is not Basis.COMPARED or self._mine(old):
            return [partial(self._put, lambda _corpus: (new, New()))]
        said = Statement(
            decided_by=self.decided_by,
            on=self.on,
            sources=[each.source for each in old.evidence],
            quotes=[each.quote or "" for each in old.evidence],
            locators=[each.locator or "" for each in old.evidence],
            note=old.note,
        )

        def make(corpus: Corpus) -> tuple[Link, New]:
            proposal, measure = corpus.proposal[old.proposal], corpus.measure[old.measure]
            return draft_link(corpus, proposal, measure, old.basis, said, extent=new.extent)

        return [partial(self._take, old), partial(self._put, make)]

    def _mine(self, decision: Link | Verdict) -> bool:
        actor = find_actor(self.corpus, self.decided_by)
        return actor is not None and decision.claimed_by == actor.id

    def _refresh(self) -> None:
        """Read the corpus again where somebody has changed a file."""
        stamp = self._stamp()
        if stamp == self._state:
            return
        self.corpus = load(self.folder)
        self._state = stamp
        texts = self._all_texts()
        if texts != self._texts:
            self._texts = texts
            self._matcher = matcher_of(self.corpus)

    def _stamp(self) -> list[tuple[int, int, int]]:
        states = [(self.folder / name).stat() for name in FILES]
        return [(state.st_ino, state.st_size, state.st_mtime_ns) for state in states]

    def _all_texts(self) -> list[str]:
        items: list[Proposal | Measure] = [*self.corpus.proposals, *self.corpus.measures]
        return [text_of(each) for each in items]

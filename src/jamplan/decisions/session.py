"""A review: one card after the other, each answer on record at once, steps back taken off again.

It knows no console: ``jamplan.cli.review`` shows its cards and calls its answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jamplan.corpus.findings import Finding
from jamplan.corpus.loading import FILES, Corpus, load
from jamplan.corpus.model import (
    Basis,
    Dismissal,
    Extent,
    Link,
    Measure,
    Proposal,
    Verdict,
    VerdictKind,
)
from jamplan.corpus.staleness import Changed, Staleness, reading_of, same_reading, text_of
from jamplan.decisions.making import (
    Statement,
    again,
    dismissed,
    draft_link,
    draft_verdict,
    find_actor,
)
from jamplan.decisions.progress import Progress
from jamplan.decisions.queue import Place, Reason, blind_candidates, candidates, queue, reason_of
from jamplan.decisions.recording import (
    Change,
    Decision,
    Ledger,
    MeanwhileError,
    New,
    Recorded,
    Told,
    undo,
    with_texts,
    write,
)
from jamplan.matching.explanation import Explanation, explain, standing
from jamplan.matching.guards import guards
from jamplan.matching.suggestions import item_of, matcher_of


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
    guards: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    changes: tuple[tuple[Link | Verdict, Changed], ...] = ()

    @property
    def links_of_pair(self) -> tuple[Link, ...]:
        """The links on record for the pair."""
        return tuple(link for link in self.links if self.measure and link.measure == self.measure.id)


@dataclass(slots=True)
class _Step:
    """One answer: where it was given, and what it put on record."""

    position: int
    passed: int
    recorded: Recorded | None = None


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
        self._position = sum(self._was_seen(place) for place in self._places)
        self._passed = 0
        self._steps: list[_Step] = []

    def _unseen_first(self, places: list[Place]) -> list[Place]:
        """The queue with what has been seen in front, so that the review goes on behind it."""
        seen = [place for place in places if self._was_seen(place)]
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

        Raises :class:`CorpusError` where somebody has broken a file meanwhile.
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
            reason=place.reason if self.blind else reason_of(corpus, Staleness(corpus), proposal),
            proposal=proposal,
            measure=measure,
        )
        if self.blind:
            return card
        staleness = Staleness(corpus)
        links = corpus.links_of_proposal.get(proposal.id, ())
        verdicts = corpus.verdicts_of.get(proposal.id, ())
        decisions: list[Link | Verdict] = [*links, *verdicts]
        changes = [(each, change) for each in decisions for change in staleness.changes(each)]
        card = replace(card, links=links, verdicts=verdicts, changes=tuple(changes))
        if measure is None:
            return card
        return replace(
            card,
            explained=explain(self._matcher, proposal.id, measure.id),
            rank=standing(self._matcher, proposal.id, measure.id).rank,
            guards=tuple(guards(item_of(proposal).text, item_of(measure).text, corpus.language)),
        )

    def _candidates(self, proposal: str) -> list[str]:
        # What was dismissed on this card keeps its place, so that the next one is the next.
        found = (
            blind_candidates(self.corpus, proposal, self.decided_by)
            if self.blind
            else candidates(self.corpus, self._matcher, proposal)
        )
        passed = [
            change.after.measure
            for step in self._steps
            if step.position == self._position
            for change in (step.recorded.changes if step.recorded else ())
            if isinstance(change.after, Dismissal)
        ]
        return [*passed, *(each for each in found if each not in passed)]

    # Answers

    def take_up(self, basis: Basis, said: Statement, extent: Extent) -> Recorded:
        """Link the proposal to the measure of the card, and go on.

        This person's own conclusion on the proposal goes, if there is one. Raises as
        :func:`write`; then nothing was recorded.
        """
        card = self._current()
        assert card.measure is not None
        proposal, measure = card.proposal, card.measure

        def act(ledger: Ledger) -> list[Change]:
            link, new = draft_link(
                ledger.corpus, proposal, measure, basis, said, extent=extent, anew=self.blind
            )
            return [*self._take_own_against(ledger), self._put(ledger, link, new)]

        return self._answer(act)

    def partly(self) -> Recorded:
        """Say of this person's own comparison on the card that it takes a part up."""
        card = self._current()
        own = [each for each in card.links_of_pair if self.own(each)]

        def act(ledger: Ledger) -> list[Change]:
            return [self._again(ledger, link, replace(link, extent=Extent.PARTIAL)) for link in own]

        return self._answer(act)

    def confirm(self) -> Recorded:
        """Stand by the links on record for the pair of the card, on the texts as they are now.

        Who claims them and who recorded them stays; that this person stands by them is added.
        """
        card = self._current()

        def act(ledger: Ledger) -> list[Change]:
            gone = self._take_own_against(ledger)
            return [*gone, *(self._again(ledger, link, link) for link in card.links_of_pair)]

        return self._answer(act)

    def confirm_stale(self) -> Recorded:
        """Stand by the decisions of the card whose texts have changed, on the texts as they are now."""
        card = self._current()
        doubted = dict.fromkeys(decision for decision, _change in card.changes)
        links = [each for each in doubted if isinstance(each, Link)]
        verdicts = [each for each in doubted if isinstance(each, Verdict)]

        def act(ledger: Ledger) -> list[Change]:
            stood_by = [self._again(ledger, link, link) for link in links]
            return stood_by + [self._again(ledger, verdict, verdict) for verdict in verdicts]

        return self._answer(act)

    def no_measure(self, said: Statement) -> Recorded:
        """Conclude that no measure takes the proposal up, and go on.

        This person's own comparisons go. The same conclusion of others stays theirs.
        """
        card = self._current()

        def act(ledger: Ledger) -> list[Change]:
            verdict, new = draft_verdict(
                ledger.corpus, card.proposal, VerdictKind.NO_MEASURE_FOUND, said, anew=self.blind
            )
            gone = [ledger.take(each) for each in self._own_links(ledger.corpus)]
            return [*gone, self._put(ledger, verdict, new)]

        return self._answer(act)

    def not_this_one(self, *, unlink: bool = False) -> Recorded:
        """Dismiss the pair of the card, and go on to the next measure.

        ``unlink`` takes the links on record for the pair off first: they were a mistake.
        """
        card = self._current()
        assert card.measure is not None
        dismissal = Dismissal(
            proposal=card.proposal.id,
            measure=card.measure.id,
            by=self.decided_by,
            on=self.on,
            note=self.note,
        )
        measure = card.measure

        def act(ledger: Ledger) -> list[Change]:
            links = [*card.links_of_pair] if unlink else self._own_links(ledger.corpus)
            gone = [ledger.take(link) for link in links if link.measure == measure.id]
            return [*gone, ledger.put(dismissed(ledger.corpus, dismissal), New())]

        recorded = self._write(act)
        self._steps.append(_Step(self._position, self._passed, recorded))
        self._passed += 1
        self.note = None
        return recorded

    def skip(self) -> None:
        """Go on to the next proposal without an answer."""
        self._go_on(None)

    def back(self) -> Recorded | None:
        """Take the last answer back and return to its card.

        Returns what was undone, with no changes where the answer had recorded nothing; None where no
        answer was given yet. Raises as :func:`undo`.
        """
        if not self._steps:
            return None
        step = self._steps[-1]
        undone = Recorded((), self.corpus)
        # One that cannot be taken back is passed over, so that those before it can.
        self._steps.pop()
        if step.recorded is not None:
            undone = undo(self.folder, step.recorded)
            self.corpus = undone.corpus
        self._position, self._passed, self.note = step.position, step.passed, None
        place = self._places[self._position]
        self.progress.take_back(place.proposal)
        self.progress.take_back(_as_stale(place))
        return undone

    def finish(self) -> None:
        """End a review whose last card is answered: the next one begins anew."""
        if self._position == len(self._places):
            self.progress.forget()

    def statement(self, **said: object) -> Statement:
        """A statement by this person, today, with the note that was written on the card."""
        return Statement(decided_by=self.decided_by, on=self.on, note=self.note, **said)  # type: ignore[arg-type]

    def own(self, decision: Link | Verdict) -> bool:
        """Whether a decision speaks for this person: a conclusion, or a comparison."""
        actor = find_actor(self.corpus, self.decided_by)
        speaks = isinstance(decision, Verdict) or decision.basis is Basis.COMPARED
        return speaks and actor is not None and decision.claimed_by == actor.id

    # Within

    def _current(self) -> Card:
        return self._card(self._places[self._position])

    def _answer(self, act: Callable[[Ledger], list[Change]]) -> Recorded:
        place = self._places[self._position]
        before = self._in_doubt(place.proposal)
        recorded = self._write(act)
        if 0 < self._in_doubt(place.proposal) < before:
            # Another decision on it is in doubt too: its card comes next.
            self._steps.append(_Step(self._position, self._passed, recorded))
            self._passed, self.note = 0, None
        else:
            self._go_on(recorded)
        return recorded

    def _go_on(self, recorded: Recorded | None) -> None:
        self._steps.append(_Step(self._position, self._passed, recorded))
        place = self._places[self._position]
        self.progress.add(place.proposal)
        if place.reason is Reason.STALE:
            self.progress.add(_as_stale(place))
        self._position += 1
        self._passed = 0
        self.note = None

    def _in_doubt(self, proposal: str) -> int:
        """How many decisions on a proposal are stale."""
        staleness = Staleness(self.corpus)
        decisions: list[Link | Verdict] = [
            *self.corpus.links_of_proposal.get(proposal, ()),
            *self.corpus.verdicts_of.get(proposal, ()),
        ]
        return 0 if self.blind else sum(bool(staleness.changes(each)) for each in decisions)

    def _was_seen(self, place: Place) -> bool:
        """Whether the person has been through it: a decision that became stale since is asked again."""
        wanted = _as_stale(place) if place.reason is Reason.STALE else place.proposal
        return wanted in self.progress.seen

    def _write(self, act: Callable[[Ledger], list[Change]]) -> Recorded:
        """Record changes on what was shown, unless somebody has decided on the proposal meanwhile."""
        seen, proposal = self.corpus, self._places[self._position].proposal

        def on_what_was_shown(ledger: Ledger) -> list[Change]:
            if _decisions(ledger.corpus, proposal) != _decisions(seen, proposal):
                raise MeanwhileError
            return act(ledger)

        recorded = write(self.folder, on_what_was_shown)
        self.corpus = recorded.corpus
        return recorded

    def _put(self, ledger: Ledger, decision: Link | Verdict, new: New) -> Change:
        """Record a decision with the texts that were shown, whatever they are by now."""
        seen = self.corpus
        if isinstance(decision, Link):
            return ledger.put(self._as_shown(decision), new)
        shown = self._as_shown(decision)
        return ledger.put(shown, new, reading_of(seen))

    def _as_shown(self, decision: Told) -> Told:
        """A decision on the texts that were shown, where those are not what it keeps."""
        shown = with_texts(decision, self.corpus)
        same = decision.read is not None and shown.read is not None and same_reading(shown, decision)
        return decision if same else shown

    def _take_own_against(self, ledger: Ledger) -> list[Change]:
        """Take off what this person has decided against the pair of the card."""
        card = self._current()
        assert card.measure is not None
        pair = (card.proposal.id, card.measure.id)
        verdicts = ledger.corpus.verdicts_of.get(card.proposal.id, ())
        against: list[Decision] = [each for each in verdicts if self.own(each)]
        against += [
            each
            for each in ledger.corpus.dismissals
            if (each.proposal, each.measure) == pair and each.by == self.decided_by
        ]
        return [ledger.take(each) for each in against]

    def _own_links(self, corpus: Corpus) -> list[Link]:
        """The person's own comparisons of the proposal on the card."""
        links = corpus.links_of_proposal.get(self._places[self._position].proposal, ())
        return [link for link in links if self.own(link)]

    def _again(self, ledger: Ledger, old: Told, new: Told) -> Change:
        """Stand by a decision, changed or not, on the texts that were shown."""
        note = old.note
        if self.note and self.note not in (note or ""):
            mine = self.note if old.by == self.decided_by else f"{self.note} ({self.decided_by})"
            note = f"{note} {mine}" if note else mine
        taken = replace(new, by=self.decided_by, on=self.on, note=note)
        kept = again(old, with_texts(taken, self.corpus))
        return ledger.put(kept, New(), reading_of(self.corpus))

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


def _as_stale(place: Place) -> str:
    """What progress knows a proposal by that was asked for because of a changed text."""
    return f"{place.proposal} {Reason.STALE}"


def _decisions(corpus: Corpus, proposal: str) -> list[Decision]:
    """All that is decided on a proposal."""
    dismissed = [each for each in corpus.dismissals if each.proposal == proposal]
    links = corpus.links_of_proposal.get(proposal, ())
    return [*links, *corpus.verdicts_of.get(proposal, ()), *dismissed]

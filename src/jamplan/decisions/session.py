"""A review: one card after the other, most doubtful first, recorded at once.

It knows no console: ``jamplan.cli.review`` shows its cards and calls its answers.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import KW_ONLY, InitVar, dataclass, field, replace
from pathlib import Path
from typing import Any

from jamplan.corpus import model
from jamplan.corpus.loading import Corpus, load, text_key, text_of
from jamplan.corpus.statements import Says, Statement, TakenApart, Words
from jamplan.corpus.views import answer_of
from jamplan.corpus.voices import key_of, who_says
from jamplan.counting.rules import STRENGTHS
from jamplan.decisions import agreement, making, recording
from jamplan.decisions.actors import find_actor
from jamplan.decisions.answers import ANSWERS, Act, Answer
from jamplan.decisions.cards import (
    Card,
    Changes,
    Reason,
    candidates,
    changes_on,
    queue,
    reason_of,
)
from jamplan.decisions.entries import Entry
from jamplan.decisions.repeating import again, completed, with_note
from jamplan.decisions.sentences import AnswerBlock, answer_block, is_of_another
from jamplan.evidence.copies import copies_of
from jamplan.evidence.passages import Passage, PassageSearch, linked_to
from jamplan.language.people import person_key, same_person
from jamplan.matching.suggestions import matcher_of, pair, rank_of

_SHOWN = 3
"""Passages beside the answer."""
_LOOKED_AT = 60
"""Passages among which the sentences of an answer are.

The longest of 168 answers has 52 (covid1).
"""


@dataclass(eq=False)
class Session:
    """One person's review of a corpus.

    ``stale`` asks only for decisions whose texts have changed, ``only`` for some
    proposals; ``blind`` hides scores and what others decided; ``other`` has what others
    decided differently on these proposals. What this person has decided is asked again
    only if it is all there is.
    """

    folder: Path
    decided_by: str
    on: str
    _: KW_ONLY
    blind: bool = False
    stale: InitVar[bool] = False
    only: InitVar[Sequence[str]] = ()
    other: Corpus | None = None
    note: str | None = field(default=None, init=False)
    corpus: Corpus = field(init=False)
    """As it was read or written last."""
    _compared: object = field(default=None, init=False)

    def __post_init__(self, stale: bool, only: Sequence[str]) -> None:
        self._load()
        # The document's order says nothing of what others decided.
        in_order = (
            [*self.corpus.proposal]
            if self.blind or self.other
            else queue(self.corpus, stale=stale)
        )
        asked = [
            proposal
            for proposal in in_order
            if proposal in only or not (only or self.other)
        ]
        # What this person has decided is put in front, so that the review goes on after
        # it.
        behind = [
            proposal
            for proposal in asked
            if not self.other and self._is_behind(proposal)
        ]
        self._queue = [
            *behind,
            *(proposal for proposal in asked if proposal not in behind),
        ]
        # How many proposals are behind.
        self.done = 0 if len(behind) == len(asked) else len(behind)
        # For each answer its position in the queue, what it recorded, and the note
        # written for it.
        self._steps: list[tuple[int, recording.Recorded | None, str | None]] = []

    @property
    def left(self) -> int:
        """How many proposals are not answered yet, those that were passed over too."""
        passed_over = sum(recorded is None for _at, recorded, _note in self._steps)
        return len(self._queue) - self.done + passed_over

    @property
    def others_decided(self) -> bool:
        """Whether others than this person have decided in this corpus."""
        return any(
            not self._is_own(known) for known in recording.decisions_in(self.corpus)
        )

    def card(self) -> Card | None:
        """Return the card to show, on the files as they are; None at the queue's end.

        Raises :class:`CorpusError` if somebody has broken a file meanwhile.
        """
        self._load()
        while self.done < len(self._queue):
            if self._queue[self.done] in self.corpus.proposal:
                return self._card()
            # Somebody took it out meanwhile.
            del self._queue[self.done]
        return None

    def _card(self) -> Card:
        """Return the card of the current proposal, on the corpus that was read last."""
        corpus = self.corpus
        proposal = corpus.proposal[self._queue[self.done]]
        if self.other:
            return self._apart(proposal, self.other)
        changes = self._changes(proposal.id)
        measures, answer, passages = self._beside(proposal, changes)
        measure = corpus.measure[measures[0]] if measures else None
        card = Card(
            self.done + 1,
            len(self._queue),
            Reason.BLIND,
            proposal,
            measure,
            answer=answer,
            passages=passages,
        )
        if self.blind:
            return card
        statements = tuple(
            known
            for known in recording.decisions_on(corpus, proposal.id)
            if known.says is not Says.NOT_THIS
        )
        reason = reason_of(corpus, proposal)
        card = replace(card, reason=reason, statements=statements, changes=changes)
        card = replace(card, own=tuple(filter(self._is_own, card.on_pair)))
        if measure is None:
            return card
        return replace(
            card,
            suggestion=pair(corpus, self._matcher, proposal.id, measure.id),
            rank=rank_of(self._matcher, proposal.id, measure.id),
        )

    def _beside(
        self, proposal: model.Proposal, changes: Changes
    ) -> tuple[list[str], AnswerBlock | None, tuple[Passage, ...]]:
        """Return the measures to compare a proposal with, its answer and passages.

        There are other passages only if no statement links the proposal to the first
        measure.
        """
        corpus = self.corpus
        ranking = None if self.blind else self._matcher
        measures = candidates(corpus, ranking, proposal.id, changes, self.decided_by)
        linked = set() if self.blind else linked_to(corpus, proposal.id)
        found = [*self._search.best(proposal, linked, _LOOKED_AT)]
        if corpus.answers_each and not linked and not answer_of(corpus, proposal):
            self._put_quoted_first(measures, found[:_SHOWN])
            measures = [each for each in measures if not corpus.measure[each].answers]
        measure = corpus.measure[measures[0]] if measures else None
        answer = answer_block(corpus, self._copies, proposal, measure, found)
        others: list[Passage] = []
        if not linked.intersection(measures[:1]):
            others = [
                passage
                for passage in found
                if not (answer and passage.answers)
                and not is_of_another(corpus, proposal, passage)
            ]
        return measures, answer, tuple(others[:_SHOWN])

    def _put_quoted_first(
        self, measures: list[str], passages: Iterable[Passage]
    ) -> None:
        """Put the answer that passages quote first.

        Numbers may begin anew in each chapter.
        """
        quotes = [text_key(passage.quote) for passage in passages if passage.answers]

        def is_not_quoted(measure: str) -> bool:
            text = text_key(text_of(self.corpus.measure[measure]))
            return not any(quote in text for quote in quotes)

        measures.sort(key=is_not_quoted)

    def _apart(self, proposal: model.Proposal, other: Corpus) -> Card:
        """Return the card of a proposal decided differently, with a linked measure."""
        sides = tuple(
            (of, recording.decisions_on(of, proposal.id)) for of in (self.corpus, other)
        )
        named = [
            known.measure
            for _corpus, side in sides
            for known in side
            if known.is_position and known.measure
        ]
        measure = self.corpus.measure.get(named[0]) if named else None
        return Card(
            self.done + 1,
            len(self._queue),
            Reason.APART,
            proposal,
            measure,
            apart=sides,
        )

    def _changes(self, proposal: str) -> Changes:
        """Return the decisions on a proposal whose texts have changed since."""
        return () if self.blind else changes_on(self.corpus, proposal)

    # Answers

    def answer(
        self,
        answer: Answer,
        entry: Entry | None = None,
        act: Act | None = None,
    ) -> recording.Recorded:
        """Put an answer to the card on record, and go on.

        After a dismissal, it goes on to the next measure.

        ``entry`` is what is entered for it: a comparison by default, that says what the
        answer says. ``act`` is what the answer puts on record, by default
        :meth:`Card.act_of`. Raises as :func:`write`; then nothing was recorded, and the
        card is the same.
        """
        card, note, entry = self._card(), self.note, entry or self.entry()

        def on_card(corpus: Corpus) -> object:
            id_ = card.proposal.id
            return (
                corpus.proposal.get(id_),
                corpus.measures,
                recording.decisions_on(corpus, id_),
            )

        def changes(corpus: Corpus) -> list[recording.Change]:
            if on_card(corpus) != on_card(self.corpus):
                raise recording.MeanwhileError
            self.corpus = corpus
            return self._changes_by(card, answer, entry, act or card.act_of(answer))

        corpus_of_card = self.corpus
        try:
            recorded = recording.write(self.folder, changes)
        except BaseException:
            # The card that stays on the screen is of this corpus: its statements are
            # those of no other.
            self.corpus = corpus_of_card
            raise
        self.corpus = recorded.corpus
        # Another decision on the proposal may be in doubt too: its card comes next.
        is_dismissed = answer is Answer.NOT_THIS
        in_doubt = len(self._changes(card.proposal.id))
        stays = is_dismissed or 0 < in_doubt < len(card.changes)
        self._go_on(recorded, by=0 if stays else 1)
        # The note of a dismissal is for the decision that follows, too.
        self.note = note if is_dismissed else None
        return recorded

    def _changes_by(
        self, card: Card, answer: Answer, entry: Entry, act: Act | None
    ) -> list[recording.Change]:
        """Return the changes that record an answer; earlier readings against it go.

        They are those that this person read.
        """
        match act:
            case Act.RENEW:
                return [self._again(known) for known, _changed in card.changes]
            case Act.CONFIRM:
                changes = [self._again(known) for known in card.saying(answer)]
            case Act.REVISE:
                changes = [
                    self._revised(card, known, answer, entry) for known in card.own
                ]
            case Act.SETTLE:
                side, chosen = card.apart[answer is Answer.SECOND]
                changes = [self._taken(side, known) for known in chosen]
            case _:
                entry = self._completed(card, answer, entry)
                changes = [making.draft(self.corpus, entry)]
        if card.apart:
            return self._settled(card, entry, changes)
        return [*self._gone(card, changes), *changes]

    def _gone(
        self, card: Card, changes: Sequence[recording.Change]
    ) -> list[recording.Change]:
        """Return the changes that take off this person's reading of an answer."""
        before = [change.before for change in changes]
        gone = []
        for known in recording.decisions_on(self.corpus, card.proposal.id):
            is_against = any(_is_against(known, change.after) for change in changes)
            if is_against and known not in before and self._is_own(known):
                gone.append(recording.Change(known, None))
        return gone

    def _completed(self, card: Card, answer: Answer, entry: Entry) -> Entry:
        """Return what is entered with what the answer says, of the pair on screen."""
        row = ANSWERS[answer]
        says = entry.says or row.says
        assert says is not None
        if answer is Answer.REFUSED:
            says = making.refusal_in(self.corpus, self._speaker(entry))
        if row.act in {Act.DISMISS, Act.CONCLUDE}:
            entry = replace(entry, words=Words.COMPARED)
        shown = card.measure.id if card.measure else None
        measure = making.measure_of(self.corpus, says, shown)
        return replace(entry, says=says, measure=measure)

    def _speaker(self, entry: Entry) -> str | None:
        """Return the id of the actor who speaks in an entry; None if none is known."""
        if entry.speaker:
            actor = find_actor(self.corpus, entry.speaker)
            return actor.id if actor else None
        sources = [self.corpus.source.get(piece[0]) for piece in entry.evidence]
        return sources[0].publisher if sources and sources[0] else None

    def _revised(
        self, card: Card, known: Statement, answer: Answer, entry: Entry
    ) -> recording.Change:
        """Return the change by which what this person recorded says something else.

        Its words are explicit only as far as its quotes say that. Raises
        :class:`AskedError`.
        """
        says = ANSWERS[answer].says
        assert says is not None
        words = known.words
        if not known.is_compared:
            proposed = making.proposed_words(says, known.evidence) or Words.IMPLICIT
            words = max(words, proposed, key=STRENGTHS.index)
        if answer is Answer.REFUSED:
            first = self.corpus.source[known.evidence[0].source]
            says = making.refusal_in(self.corpus, known.speaker or first.publisher)
        evidence = tuple(replace(piece, kept=()) for piece in known.evidence)
        shown = known.measure or (card.measure.id if card.measure else None)
        revised = replace(
            known,
            says=says,
            measure=making.measure_of(self.corpus, says, shown),
            words=words,
            evidence=evidence,
        )
        return making.revision(self.corpus, entry, known, self._now(revised))

    def outcome(self, entry: Entry) -> recording.Recorded:
        """Put what became of an item on record, and stay on the card.

        Raises as :func:`write`; then nothing was recorded.
        """
        note = self.note
        recorded = recording.write(
            self.folder, lambda corpus: [making.draft(corpus, entry)]
        )
        self.corpus = recorded.corpus
        self._go_on(recorded, by=0)
        # The note is of what is decided on the card.
        self.note = note
        return recorded

    def skip(self) -> None:
        """Go on to the next proposal without an answer."""
        self._go_on(None)

    @property
    def last(self) -> Sequence[recording.Change] | None:
        """What the last answer recorded, nothing for a skip; None without an answer."""
        if not self._steps:
            return None
        recorded = self._steps[-1][1]
        changes = recorded.changes if recorded else ()
        return [
            change for change in changes if change.done is not recording.Done.NOTHING
        ]

    def back(self) -> None:
        """Take the last answer back and return to its card and its note.

        Raises as :func:`take_back`; an answer that cannot be taken back is passed over.
        """
        position, recorded, note = self._steps.pop()
        if recorded is not None:
            self.corpus = recording.take_back(self.folder, recorded)
        self.done = position
        self.note = note

    def entry(self, **parts: Any) -> Entry:
        """Return this person's entry on the proposal, today, with the card's note."""
        return Entry(
            decided_by=self.decided_by,
            on=self.on,
            about=self._queue[self.done],
            **{"note": self.note, "anew": self.blind, **parts},
        )

    def _is_own(self, statement: Statement) -> bool:
        """Whether this person recorded a statement."""
        return same_person(statement.by or "", self.decided_by)

    # Within

    def _is_behind(self, proposal: str) -> bool:
        """Whether this person decided or confirmed it, and no text changed since."""
        if self._changes(proposal):
            return False
        for known in recording.decisions_on(self.corpus, proposal):
            names = [known.by or "", *(other.by for other in known.confirmed)]
            is_own = any(same_person(name, self.decided_by) for name in names)
            if is_own and known.says is not Says.NOT_THIS:
                return True
        return False

    def _go_on(self, recorded: recording.Recorded | None, *, by: int = 1) -> None:
        self._steps.append((self.done, recorded, self.note))
        self.done += by
        self.note = None

    def _now(self, statement: Statement) -> Statement:
        """Return this person's statement, with the card's note, on today's texts."""
        noted = with_note(statement, self.note, self.decided_by)
        taken = replace(noted, by=self.decided_by, on=self.on)
        return recording.with_texts(taken, self.corpus)

    def _again(self, old: Statement) -> recording.Change:
        """Return the change by which this person confirms a statement anew."""
        noted = with_note(old, self.note, self.decided_by)
        return recording.Change(old, again(noted, self._now(old)))

    def _taken(self, side: Corpus, statement: Statement) -> recording.Change:
        """Return the change that takes over a corpus's statement, note and speaker."""
        if statement.says is Says.NOT_THIS:
            return recording.Change(None, statement)
        if side is not self.corpus:
            # What was confirmed of quotes elsewhere is asked here.
            pieces = [replace(piece, kept=()) for piece in statement.evidence]
            statement = replace(statement, evidence=tuple(pieces))
        known = recording.on_record(self.corpus, statement)
        statement = completed(statement, known)
        actor = None
        if statement.speaker and statement.speaker not in self.corpus.actor:
            actor = side.actor[statement.speaker]
        noted = with_note(statement, self.note, statement.by)
        return recording.Change(None, noted, actor)

    def _settled(
        self, card: Card, entry: Entry, chosen: Sequence[recording.Change]
    ) -> list[recording.Change]:
        """Return the changes after which only the choice is on record of theirs.

        It bears the name and the day of who settled it, and what both had decided
        apart. What other readers recorded stays theirs. Raises :class:`AskedError` for
        doubts about its quotes.
        """
        sides = [decisions for _corpus, decisions in card.apart]
        apart = agreement.apart_of(*sides)
        taken = [*apart, *map(agreement.entry_of, sides)]
        names = [self.decided_by, *(each.by or "" for each in taken)]
        people = {*map(person_key, names)}
        decisions = [change.after for change in chosen if change.after]
        are_aside = all(known.says is Says.NOT_THIS for known in decisions)
        settled: dict[object, recording.Change] = {}
        for change in chosen:
            decision = change.after
            assert decision is not None
            is_aside = decision.says is Says.NOT_THIS
            if person_key(decision.by or "") in people and is_aside is are_aside:
                decision = self._signed(decision, people, apart)
                decision = making.checked(self.corpus, entry, decision)
            known = recording.on_record(self.corpus, decision)
            # Two of them may have read one pair alike: it has one reader now.
            key = key_of(decision, self.corpus.source)
            new = recording.Change(known, decision, change.actor)
            settled.setdefault(key, new)
        before = [change.before for change in settled.values()]
        on_it = recording.decisions_on(self.corpus, card.proposal.id)
        others = [known for known in on_it if known not in before]
        gone = self._superseded(others, people, decisions)
        return [*gone, *settled.values()]

    def _signed(
        self,
        decision: Statement,
        people: Collection[str],
        apart: tuple[TakenApart, ...],
    ) -> Statement:
        """Return a decision by who settles it, on today's texts, with its confirmers.

        ``people`` are the folded names of those who are settled.
        """
        confirmed = [
            other for other in decision.confirmed if person_key(other.by) not in people
        ]
        signed = replace(
            decision,
            by=self.decided_by,
            on=self.on,
            apart=apart,
            confirmed=tuple(confirmed),
        )
        if decision.says is Says.NOT_THIS:
            return signed
        return recording.with_texts(signed, self.corpus)

    def _superseded(
        self,
        others: Sequence[Statement],
        people: Collection[str],
        chosen: Sequence[Statement],
    ) -> list[recording.Change]:
        """Return the changes that take off what people recorded beside the choice."""
        gone = []
        for known in others:
            is_theirs = person_key(known.by or "") in people
            if is_theirs and not self._holds_beside(known, chosen):
                gone.append(recording.Change(known, None))
        return gone

    def _holds_beside(self, known: Statement, chosen: Sequence[Statement]) -> bool:
        """Whether a record of those who are settled holds beside what was chosen.

        Other pairs do, and what another source states: only what readers decide is
        settled. Of one source, they decided how to read it; a conclusion reads none.
        """
        linked = agreement.side_of(chosen).linked
        if known.says is Says.NOT_THIS:
            return known.measure not in linked
        if not known.is_position or known.is_compared:
            return False
        read_in = [
            (who_says(new, self.corpus.source), new.evidence[0].source)
            for new in chosen
            if new.is_position and new.evidence
        ]
        voice = who_says(known, self.corpus.source), known.evidence[0].source
        return bool(linked) or voice not in read_in

    def _load(self) -> None:
        """Read the corpus, and compare its texts if one has changed."""
        self.corpus = load(self.folder)
        texts = (self.corpus.proposals, self.corpus.measures, self.corpus.sources)
        if texts != self._compared:
            self._compared = texts
            self._matcher = matcher_of(self.corpus)
            self._copies = copies_of(self.corpus)[0]
            self._search = PassageSearch(self.corpus, self._copies)


def _is_against(known: Statement, new: Statement | None) -> bool:
    """Whether a reader's own reading contradicts a new statement on a proposal.

    A conclusion and a pair that is set aside speak against a position, on the pair or
    on no pair; of two positions on one pair, one of another group does.
    """
    if new is None or not known.is_compared:
        return False
    measures = {known.measure, new.measure} - {None}
    if len(measures) > 1:
        return False
    if known.is_position and new.is_position:
        return known.group is not new.group
    return known.is_position or new.is_position

"""A review: one card after the other, the most doubtful first, each answer on record at once.

It knows no console: ``jamplan.cli.review`` shows its cards and calls its answers.
"""

from collections.abc import Sequence
from dataclasses import KW_ONLY, InitVar, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from jamplan.corpus import model
from jamplan.corpus.loading import Changed, Corpus, load, names_in, text_key, text_of
from jamplan.counting.figures import answer_of
from jamplan.counting.rules import strength
from jamplan.decisions import agreement, making, recording
from jamplan.decisions.answers import ANSWERS, Act, Answer, OnRecord, Shown
from jamplan.evidence.checks import copies_of
from jamplan.evidence.passages import Passage, PassageSearch
from jamplan.language import N_
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import Suggestion, matcher_of, pair, rank_of


class Reason(StrEnum):
    """Why a proposal is asked for, in words, the most doubtful first."""

    APART = N_("decided differently")
    """Two people decided differently."""

    STALE = N_("text changed since")
    """A text of a decision on it has changed."""
    AMBIGUOUS = N_("ambiguous statement")
    """A link that is ambiguous, or it is unclear whose proposal it is."""
    UNREVIEWED = N_("to review")
    """Nobody has decided."""
    DECIDED = N_("decided")
    """Somebody has decided, and nothing puts it in doubt."""
    BLIND = N_("earlier decisions are hidden")
    """Earlier decisions are hidden."""


Changes = tuple[tuple[recording.Claimed, tuple[Changed, ...]], ...]
"""Decisions, each with the texts that have changed since."""


def queue(corpus: Corpus, *, stale: bool) -> list[str]:
    """Return the ids of proposals in the order in which a review asks for them.

    First those with a stale decision, then the ambiguous ones, then those that nobody has decided on,
    then the rest, each in the order of the document. With ``stale`` only the first.
    """
    reasons = {
        proposal.id: reason_of(corpus, proposal) for proposal in corpus.proposals
    }
    if stale:
        return [
            proposal for proposal, reason in reasons.items() if reason is Reason.STALE
        ]
    return sorted(reasons, key=lambda proposal: tuple(Reason).index(reasons[proposal]))


def changes_on(corpus: Corpus, proposal: str) -> Changes:
    """Return the decisions on a proposal whose texts have changed since."""
    return tuple(
        (decision, changed)
        for decision in recording.decisions_on(corpus, proposal)
        if not isinstance(decision, model.Dismissal)
        and (changed := corpus.changes(decision))
    )


def reason_of(corpus: Corpus, proposal: model.Proposal) -> Reason:
    """Return why a proposal is asked for."""
    links = corpus.links_of_proposal.get(proposal.id, ())
    if changes_on(corpus, proposal.id):
        return Reason.STALE
    ambiguous = any(strength(link, proposal) is model.Basis.AMBIGUOUS for link in links)
    if ambiguous or (not links and proposal.attribution is model.Attribution.AMBIGUOUS):
        return Reason.AMBIGUOUS
    return (
        Reason.DECIDED
        if links or proposal.id in corpus.verdicts_of
        else Reason.UNREVIEWED
    )


def candidates(
    corpus: Corpus,
    matcher: Matcher | None,
    proposal: str,
    changes: Changes,
    decided_by: str,
) -> list[str]:
    """Return the measures to compare with a proposal: those in doubt, linked ones, then by score.

    In doubt are those of stale links, and those that are new or changed since a verdict. Measures that
    this person dismissed are left out, and so are others that somebody dismissed and nobody linked.
    Without a ``matcher`` (a blind review), the order is the plan's and others' dismissals do not count.
    In a response, the answer with the number of the proposal is before those that only resemble it.
    """
    dismissals = corpus.dismissals_of.get(proposal, ())
    own = {dismissal.measure for dismissal in dismissals if dismissal.by == decided_by}
    number = corpus.proposal[proposal].number
    is_answered = corpus.is_response and number
    same = [
        each.id for each in corpus.measures if is_answered and each.number == number
    ]
    if matcher is None:
        return [
            measure
            for measure in dict.fromkeys([*same, *corpus.measure])
            if measure not in own
        ]
    doubtful = [link.measure for link, _ in changes if isinstance(link, model.Link)]
    texts = (change.item for _, changed in changes for change in changed)
    doubtful += [item for item in texts if item in corpus.measure]
    linked = [link.measure for link in corpus.links_of_proposal.get(proposal, ())]
    ranked = matcher.best(proposal, len(corpus.measures))
    left_out = own | ({dismissal.measure for dismissal in dismissals} - set(linked))
    ordered = dict.fromkeys([*doubtful, *linked, *same, *ranked, *corpus.measure])
    return [measure for measure in ordered if measure not in left_out]


_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Card:
    """What a person is asked: a proposal, and a measure beside it (None: there is no other).

    ``number`` of ``total`` is the place in the queue. ``suggestion`` and its ``rank`` among all
    measures say what matched, ``links`` and ``verdicts`` what is on record, ``on_record`` whose links
    those of the pair are, ``changes`` what texts were before; a blind review has none of these.
    """

    number: int
    total: int
    reason: Reason
    proposal: model.Proposal
    measure: model.Measure | None
    suggestion: Suggestion | None = None
    rank: int | None = None
    links: tuple[model.Link, ...] = ()
    verdicts: tuple[model.Verdict, ...] = ()
    changes: Changes = ()
    on_record: OnRecord = OnRecord.NOTHING
    passages: tuple[Passage, ...] = ()
    """The best passages of the copies of sources, if nothing is on record for the pair."""
    apart: tuple[tuple[Corpus, Sequence[model.Decision]], ...] = ()
    """What two people decided differently, the record first, each with the corpus that holds it."""

    @property
    def near(self) -> tuple[Passage, ...]:
        """The passages that are shown unasked."""
        return tuple(passage for passage in self.passages if passage.is_near)

    @property
    def links_of_pair(self) -> tuple[model.Link, ...]:
        """The links on record for the pair."""
        return tuple(
            link
            for link in self.links
            if self.measure and link.measure == self.measure.id
        )

    @property
    def shown(self) -> Shown:
        """What the card shows, on which the answers that it offers depend."""
        parts = Shown.PAIR if self.measure else Shown.ALONE
        parts = parts | Shown.PASSAGES if self.near else parts
        parts = parts | Shown.APART if self.apart else parts
        return parts | Shown.CHANGED if self.changes else parts


@dataclass(eq=False)
class Session:
    """One person's review of a corpus.

    ``stale`` asks only for decisions whose texts have changed, ``only`` for some proposals; ``blind``
    hides scores and what others decided; ``other`` has what others decided differently on these
    proposals. What this person has decided is asked again only if it is all there is.
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
        # What this person has decided is put in front, so that the review goes on after it.
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
        # For each answer its position in the queue, what it recorded, and the note written for it.
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
            each.by != self.decided_by for each in recording.decisions_in(self.corpus)
        )

    def card(self) -> Card | None:
        """Return the card to show, on the files as they are now; None at the end of the queue.

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
        ranking = None if self.blind else self._matcher
        measures = candidates(corpus, ranking, proposal.id, changes, self.decided_by)
        linked = () if self.blind else corpus.links_of_proposal.get(proposal.id, ())
        is_linked = any(link.measure in measures[:1] for link in linked)
        passages = (
            () if is_linked else tuple(self._search.best(proposal, linked, _SHOWN))
        )
        if corpus.is_response and not linked and not answer_of(corpus, proposal):
            # Numbers may begin anew in each chapter: the answer is the one that is quoted.
            quotes = [
                text_key(passage.quote) for passage in passages if passage.answers
            ]
            texts = {id_: text_key(text_of(corpus.measure[id_])) for id_ in measures}
            measures.sort(
                key=lambda id_: not any(quote in texts[id_] for quote in quotes)
            )
        measure = corpus.measure[measures[0]] if measures else None
        card = Card(
            self.done + 1,
            len(self._queue),
            Reason.BLIND,
            proposal,
            measure,
            passages=passages,
        )
        if not self.blind:
            verdicts = corpus.verdicts_of.get(proposal.id, ())
            reason = reason_of(corpus, proposal)
            card = replace(
                card, reason=reason, links=linked, verdicts=verdicts, changes=changes
            )
        if self.blind or measure is None:
            return card
        whose = (
            OnRecord.OWN if self.own(link) else OnRecord.OTHERS
            for link in card.links_of_pair
        )
        return replace(
            card,
            suggestion=pair(corpus, self._matcher, proposal.id, measure.id),
            rank=rank_of(self._matcher, proposal.id, measure.id),
            on_record=max(whose, default=OnRecord.NOTHING),
        )

    def _apart(self, proposal: model.Proposal, other: Corpus) -> Card:
        """Return the card of a proposal decided differently, with a measure that either linked."""
        sides = tuple(
            (of, recording.decisions_on(of, proposal.id)) for of in (self.corpus, other)
        )
        decisions = [decision for _corpus, side in sides for decision in side]
        linked = (link.measure for link in recording.of_kind(decisions, model.Link))
        measure = self.corpus.measure.get(next(linked, ""))
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
        self, answer: Answer, statement: making.Statement | None = None
    ) -> recording.Recorded:
        """Put an answer to the card on record, and go on: after a dismissal to the next measure.

        ``statement`` is what is said for it: a comparison by default, to the extent of the answer.
        Raises as :func:`write`; then nothing was recorded, and the card is the same.
        """
        card, note, said = self._card(), self.note, statement or self.statement()

        def shown(corpus: Corpus) -> object:
            id_ = card.proposal.id
            return (
                corpus.proposal.get(id_),
                corpus.measures,
                recording.decisions_on(corpus, id_),
            )

        def made(corpus: Corpus) -> list[recording.Change]:
            if shown(corpus) != shown(self.corpus):
                raise recording.MeanwhileError
            self.corpus = corpus
            return self._made(card, answer, said)

        recorded = recording.write(self.folder, made)
        self.corpus = recorded.corpus
        # Another decision on the proposal may be in doubt too: its card comes next.
        is_dismissed = answer is Answer.NOT_THIS
        stays = is_dismissed or 0 < len(self._changes(card.proposal.id)) < len(
            card.changes
        )
        self._go_on(recorded, by=0 if stays else 1)
        # The note of a dismissal is for the decision that follows, too.
        self.note = note if is_dismissed else None
        return recorded

    def _made(
        self, card: Card, answer: Answer, statement: making.Statement
    ) -> list[recording.Change]:
        """Return the changes that record an answer; what this person said against it before goes."""
        row, links = ANSWERS[answer], card.links_of_pair
        match row.acts[card.on_record]:
            case Act.RENEW:
                return [self._again(decision) for decision, _changed in card.changes]
            case Act.CONFIRM:
                made = [self._again(link) for link in links]
            case Act.REVISE:
                made = [
                    self._again(link, extent=row.extent)
                    for link in filter(self.own, links)
                ]
            case Act.SETTLE:
                side, chosen = card.apart[answer is Answer.SECOND]
                made = [self._taken(side, decision) for decision in chosen]
            case Act.DISMISS | Act.CONCLUDE | Act.LINK | Act.COMPARE as act:
                basis = (
                    None
                    if act is Act.DISMISS
                    else statement.kind or model.Basis.COMPARED
                )
                extent = statement.extent or row.extent
                measure = card.measure.id if card.measure else ""
                said = replace(
                    statement, measure=measure, kind=row.verdict or basis, extent=extent
                )
                made = [making.draft(self.corpus, said)]
        if card.apart:
            return self._settled(card, made)
        own = filter(self.own, recording.decisions_on(self.corpus, card.proposal.id))
        gone = [
            each
            for each in own
            if any(_is_against(each, change.after) for change in made)
        ]
        return [*(recording.Change(decision, None) for decision in gone), *made]

    def skip(self) -> None:
        """Go on to the next proposal without an answer."""
        self._go_on(None)

    @property
    def last(self) -> Sequence[recording.Change] | None:
        """What the last answer put on record, nothing if it was a skip; None if there is no answer."""
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

    def statement(self, **parts: Any) -> making.Statement:
        """Return a statement on the proposal by this person, today, with the note on the card."""
        proposal = self._queue[self.done]
        parts = {"note": self.note, "anew": self.blind, **parts}
        return making.Statement(self.decided_by, self.on, proposal, **parts)

    def own(self, decision: model.Decision) -> bool:
        """Whether a decision is this person's reading: a comparison, a conclusion or a dismissal."""
        if isinstance(decision, model.Dismissal):
            return decision.by == self.decided_by
        actor = making.find_actor(self.corpus, self.decided_by)
        is_reading = (
            isinstance(decision, model.Verdict)
            or decision.basis is model.Basis.COMPARED
        )
        return is_reading and actor is not None and decision.claimed_by == actor.id

    # Within

    def _is_behind(self, proposal: str) -> bool:
        """Whether this person took or confirmed a decision on it, and no text has changed since."""
        return not self._changes(proposal) and any(
            self.decided_by in {decision.by, *names_in(decision.confirmed_by)}
            for decision in recording.decisions_on(self.corpus, proposal)
            if not isinstance(decision, model.Dismissal)
        )

    def _go_on(self, recorded: recording.Recorded | None, *, by: int = 1) -> None:
        self._steps.append((self.done, recorded, self.note))
        self.done += by
        self.note = None

    def _again(self, old: recording.Claimed, **changed: Any) -> recording.Change:
        """Take a decision again, changed or not, on the texts as they are now."""
        noted = making.with_note(old, self.note, self.decided_by)
        taken = replace(noted, by=self.decided_by, on=self.on, **changed)
        return recording.Change(
            old, making.again(noted, recording.with_texts(taken, self.corpus))
        )

    def _taken(self, side: Corpus, decision: model.Decision) -> recording.Change:
        """Return the change that takes a decision over from a corpus, with note and claimant."""
        if isinstance(decision, model.Dismissal):
            return recording.Change(None, decision)
        decision = making.completed(
            decision, recording.on_record(self.corpus, decision)
        )
        actor = (
            None
            if decision.claimed_by in self.corpus.actor
            else side.actor[decision.claimed_by]
        )
        return recording.Change(
            None, making.with_note(decision, self.note, decision.by), actor
        )

    def _settled(
        self, card: Card, chosen: Sequence[recording.Change]
    ) -> list[recording.Change]:
        """Return the changes after which only what was chosen is on record of what people decided.

        It bears the name and the day of who settled it, and what both had decided apart.
        """
        apart = agreement.apart_of(*(decisions for _corpus, decisions in card.apart))
        by: dict[str, Any] = {"by": self.decided_by, "on": self.on, "apart": apart}
        are_aside = all(isinstance(change.after, model.Dismissal) for change in chosen)
        kept: list[recording.Change] = []
        for change in chosen:
            decision = change.after
            assert decision is not None
            if not isinstance(decision, model.Dismissal):
                decision = replace(decision, confirmed_by=None, confirmed_on=None, **by)
                decision = recording.with_texts(decision, self.corpus)
            elif are_aside:
                decision = replace(decision, **by)
            known = recording.on_record(self.corpus, decision)
            kept.append(recording.Change(known, decision, change.actor))
        before = [change.before for change in kept]
        linked = agreement.side_of(
            [change.after for change in kept if change.after]
        ).linked
        on_it = recording.decisions_on(self.corpus, card.proposal.id)
        gone = [
            each
            for each in on_it
            if each not in before and not _holds_beside(each, linked)
        ]
        return [*(recording.Change(known, None) for known in gone), *kept]

    def _load(self) -> None:
        """Read the corpus, and compare its texts if one has changed."""
        self.corpus = load(self.folder)
        texts = (self.corpus.proposals, self.corpus.measures, self.corpus.sources)
        if texts != self._compared:
            self._compared = texts
            self._matcher = matcher_of(self.corpus)
            self._search = PassageSearch(self.corpus, copies_of(self.corpus)[0])


def _holds_beside(known: model.Decision, linked: frozenset[str]) -> bool:
    """Whether a record holds beside links that were chosen: other pairs, what a source states."""
    if isinstance(known, model.Dismissal):
        return known.measure not in linked
    is_stated = (
        isinstance(known, model.Link) and known.basis is not model.Basis.COMPARED
    )
    return bool(linked) and is_stated


def _is_against(known: model.Decision, new: model.Decision | None) -> bool:
    """Whether a decision speaks against a new one: a link against a conclusion or a dismissal."""
    measures = {getattr(known, "measure", None), getattr(new, "measure", None)} - {None}
    return (
        isinstance(known, model.Link) is not isinstance(new, model.Link)
        and len(measures) < 2
    )

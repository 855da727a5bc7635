"""What a review asks, and in which order.

Proposals, each with a measure beside it on a card.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from jamplan.corpus import model
from jamplan.corpus.loading import Changed, Corpus
from jamplan.corpus.statements import SAYS, Group, ReaderAlone, Says, Statement, Words
from jamplan.counting.rules import TAKEN_UP, strength
from jamplan.decisions import recording
from jamplan.decisions.answers import (
    ANSWERS,
    Act,
    Answer,
    PassageReading,
    Shown,
    is_position,
)
from jamplan.decisions.sentences import AnswerBlock
from jamplan.evidence.passages import Passage
from jamplan.language import N_
from jamplan.language.people import same_person
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import Suggestion


class Reason(StrEnum):
    """Why a proposal is asked for, in words, the most doubtful first."""

    APART = N_("decided differently")
    """Two people decided differently."""

    STALE = N_("text changed since")
    """A text of a decision on it has changed."""
    AMBIGUOUS = N_("ambiguous")
    """A link that is ambiguous, or it is unclear whose proposal it is."""
    UNREVIEWED = N_("to review")
    """Nobody has decided."""
    DECIDED = N_("decided")
    """Somebody has decided, and nothing puts it in doubt."""
    BLIND = N_("earlier decisions are hidden")
    """Earlier decisions are hidden."""


Changes = tuple[tuple[Statement, tuple[Changed, ...]], ...]
"""Statements, each with the texts that have changed since."""


def queue(corpus: Corpus, *, stale: bool) -> list[str]:
    """Return the ids of proposals in the order in which a review asks for them.

    First those with a stale decision, then the ambiguous ones, then those that nobody
    has decided on, then the rest, each in the order of the document. With ``stale``
    only the first.
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
        if decision.says is not Says.NOT_THIS and (changed := corpus.changes(decision))
    )


def reason_of(corpus: Corpus, proposal: model.Proposal) -> Reason:
    """Return why a proposal is asked for."""
    decisions = recording.decisions_on(corpus, proposal.id)
    if changes_on(corpus, proposal.id):
        return Reason.STALE
    take_ups = [known for known in decisions if known.group in TAKEN_UP]
    strengths = {strength(known, proposal.attribution) for known in take_ups}
    is_unclear = proposal.attribution is model.Attribution.AMBIGUOUS
    if Words.AMBIGUOUS in strengths or (is_unclear and not take_ups):
        return Reason.AMBIGUOUS
    if any(known.says is not Says.NOT_THIS for known in decisions):
        return Reason.DECIDED
    return Reason.UNREVIEWED


def candidates(
    corpus: Corpus,
    matcher: Matcher | None,
    proposal: str,
    changes: Changes,
    decided_by: str,
) -> list[str]:
    """Return the measures to compare with a proposal.

    Those in doubt, linked ones, then by score.

    In doubt are those of stale statements, and those that are new or changed since a
    conclusion. Measures that this person set aside are left out, and so are others that
    somebody set aside and no position names. Without a ``matcher`` (a blind review),
    the order is the plan's, and what others set aside does not count. What bears the
    answer to the proposal is before what only resembles it.
    """
    set_aside = [
        known
        for known in corpus.statements_on.get(proposal, ())
        if known.says is Says.NOT_THIS
    ]
    own = {
        known.measure for known in set_aside if same_person(known.by or "", decided_by)
    }
    answers = [measure.id for measure in corpus.answers_to.get(proposal, ())]
    # The latest answer comes first.
    answers.reverse()
    if matcher is None:
        ordered = dict.fromkeys([*answers, *corpus.measure])
        return [measure for measure in ordered if measure not in own]
    doubtful = _in_doubt(corpus, changes)
    linked = _named_by(corpus, proposal)
    ranked = matcher.best(proposal, len(corpus.measures))
    left_out = own | ({known.measure for known in set_aside} - set(linked))
    ordered = dict.fromkeys([*doubtful, *linked, *answers, *ranked, *corpus.measure])
    return [measure for measure in ordered if measure not in left_out]


def _in_doubt(corpus: Corpus, changes: Changes) -> list[str]:
    """Return the measures of stale statements, then those whose texts have changed."""
    doubtful = [known.measure for known, _changed in changes if known.measure]
    for _known, changed in changes:
        doubtful += [change.item for change in changed if change.item in corpus.measure]
    return doubtful


def _named_by(corpus: Corpus, proposal: str) -> list[str]:
    """Return the measures that positions on a proposal name, in order."""
    return [
        known.measure
        for known in corpus.statements_on.get(proposal, ())
        if known.is_position and known.measure is not None
    ]


@dataclass(frozen=True, slots=True)
class Card:
    """What a person is asked.

    A proposal, and a measure beside it (None: there is no other).

    ``number`` of ``total`` is the place in the queue. ``suggestion`` and its ``rank``
    among all measures say what matched, ``statements`` what is on record, ``own`` what
    this person recorded of the pair, ``changes`` what texts were before; a blind review
    has none of these.
    """

    number: int
    total: int
    reason: Reason
    proposal: model.Proposal
    measure: model.Measure | None
    suggestion: Suggestion | None = None
    rank: int | None = None
    statements: tuple[Statement, ...] = ()
    own: tuple[Statement, ...] = ()
    changes: Changes = ()
    answer: AnswerBlock | None = None
    """The answer to the proposal, sentence by sentence, if one is known."""
    passages: tuple[Passage, ...] = ()
    """The best other passages of the copies of sources, if nothing is on record for the
    pair.
    """
    apart: tuple[tuple[Corpus, Sequence[Statement]], ...] = ()
    """What two people decided differently, the record first, each with the corpus that
    holds it.
    """

    @property
    def near(self) -> tuple[Passage, ...]:
        """The passages beside the answer that are shown unasked.

        None if there is an answer.
        """
        if self.answer:
            return ()
        return tuple(passage for passage in self.passages if passage.is_near)

    @property
    def quotable(self) -> tuple[Passage, ...]:
        """What may be quoted by a key.

        The sentences of the answer, then the other passages.
        """
        sentences = self.answer.quotable if self.answer else ()
        return (*sentences, *self.passages)

    @property
    def on_pair(self) -> tuple[Statement, ...]:
        """The positions on record for the pair, and those that name no measure."""
        measure = self.measure.id if self.measure else None
        return tuple(
            known
            for known in self.statements
            if known.is_position and known.measure in {None, measure}
        )

    def saying(self, answer: Answer) -> tuple[Statement, ...]:
        """The positions on the pair that say what an answer says."""
        says = ANSWERS[answer].says
        assert says is not None
        # To what extent, or by whom it is refused, is another question.
        alike = {Group.YES, Group.NO} & {SAYS[says].group}
        return tuple(
            known
            for known in self.on_pair
            if known.says is says or known.group in alike
        )

    def act_of(self, answer: Answer) -> Act | None:
        """What an answer to this card puts on record."""
        row = ANSWERS[answer]
        if row.act is not Act.TAKE:
            return row.act
        assert row.says is not None
        if self.apart or self.reason is Reason.BLIND:
            return Act.STATE
        if self.saying(answer):
            return Act.CONFIRM
        needs_source = SAYS[row.says].alone is ReaderAlone.NEVER
        if self.own and not (needs_source and any(map(_is_compared, self.own))):
            return Act.REVISE
        if self.on_pair and not needs_source:
            return Act.COMPARE
        return Act.STATE

    def proposed(self, reading: PassageReading, asked: Answer) -> Answer | None:
        """The answer that Enter takes for quotes.

        The one they read as, or that is ``asked`` for.

        None if the own words of the answer leave a doubt on it.
        """
        proposed = reading.answer if asked is Answer.QUOTE else asked
        if proposed is None or self.doubt_on(proposed, reading):
            return None
        return proposed

    def doubt_on(
        self, answer: Answer, reading: PassageReading
    ) -> tuple[str, str] | None:
        """The code of what the answerer's own words say against an answer, and these.

        That is a sentence that says otherwise, or that none says so. None if nothing
        does, or if no answer is known.
        """
        if self.answer is None or not is_position(answer):
            return None
        against = self.answer.against(answer)
        if against is not None:
            return "quote-says-otherwise", against.text
        quoted = (reading.passage, *reading.more)
        if self.answer.gives(answer) or any(not each.answers for each in quoted):
            return None
        return "quote-without-verb", reading.passage.quote

    def followed_up(self, corpus: Corpus) -> str:
        """The id of what an outcome is of: a measure of a plan, else the proposal.

        An answer says what is to be done; the proposal is what is done or not.
        """
        if self.measure is None or corpus.answers_each:
            return self.proposal.id
        return self.measure.id

    @property
    def shown(self) -> Shown:
        """What the card shows, on which the answers that it offers depend."""
        parts = Shown.PAIR if self.measure else Shown.ALONE
        parts = parts | Shown.PASSAGES if self.near or self.answer else parts
        parts = parts | Shown.APART if self.apart else parts
        return parts | Shown.CHANGED if self.changes else parts


def _is_compared(statement: Statement) -> bool:
    return statement.is_compared

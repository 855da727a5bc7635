"""A counting rule, and which statements it counts.

A rule says which words count, whose, how a partial take-up counts, and out of what.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from jamplan.corpus.model import Attribution
from jamplan.corpus.statements import Group, Statement, Words
from jamplan.corpus.voices import Who
from jamplan.language.people import person_key

if TYPE_CHECKING:
    from jamplan.corpus.loading import Corpus


class WordsCounted(StrEnum):
    """Which words count; each value includes the ones before it."""

    EXPLICIT = "explicit"
    STATED = "stated"
    CLAIMED = "claimed"
    ANY = "any"


class PartialCounts(StrEnum):
    """How a proposal that is taken up in part counts in the score."""

    APART = "apart"
    HALF = "half"
    FULL = "full"


class OutOf(StrEnum):
    """The denominator of the figures."""

    DECLARED = "declared"
    DOCUMENTED = "documented"


WEIGHT_OF_PARTIAL = {
    PartialCounts.APART: 0.0,
    PartialCounts.HALF: 0.5,
    PartialCounts.FULL: 1.0,
}
STRENGTHS = tuple(Words)
"""From the strongest to the weakest."""
RANKS: Mapping[Words, int] = {words: rank for rank, words in enumerate(STRENGTHS)}
"""The rank of each strength; 0 is the strongest."""
# An attribution has the code of the words that are as strong.
_AS_STRONG: Mapping[Attribution, Words] = {
    attribution: Words(attribution) for attribution in Attribution
}
# Both are in order: « stated » counts what is implicit, « any » what was compared.
WEAKEST_COUNTED: Mapping[WordsCounted, Words] = dict(
    zip(WordsCounted, STRENGTHS, strict=True)
)
TAKEN_UP = frozenset({Group.YES, Group.PARTLY})
"""What says that a proposal is taken up, as a whole or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The four choices that a figure depends on.

    ``whose`` is an actor's id; ``reader`` a reader's name. Of a reader, what they
    compared and concluded counts, whatever ``words`` is. Without either, everybody's
    statements count.
    """

    words: Annotated[WordsCounted, "Which words count."] = WordsCounted.STATED
    whose: Annotated[str | None, "The actor whose statements count; null: all."] = None
    reader: Annotated[
        str | None, "The reader whose comparisons and conclusions count; null: all."
    ] = None
    partial: Annotated[
        PartialCounts, "How a proposal that is taken up in part counts."
    ] = PartialCounts.APART
    of: Annotated[OutOf, "What the figures are out of."] = OutOf.DECLARED

    def counts(self, statement: Statement, who: Who, strength: Words) -> bool:
        """Whether this rule counts a position that somebody takes.

        ``strength`` is that of :func:`strength`. What is neither yes nor no counts
        under every choice of words.
        """
        if not self._is_whose(who):
            return False
        if self.reader is not None or statement.group is Group.OPEN:
            return True
        weakest = WEAKEST_COUNTED[self.words]
        return RANKS[strength] <= RANKS[weakest]

    def counts_conclusion(self, who: Who) -> bool:
        """Whether a conclusion counts.

        A reader's does beside the statements of any actor.
        """
        if who.reader is not None and self.reader is None:
            return True
        return self._is_whose(who)

    def _is_whose(self, who: Who) -> bool:
        if self.reader is not None:
            return who.reader == person_key(self.reader)
        return self.whose is None or who.actor == self.whose


def strength(statement: Statement, attribution: Attribution) -> Words:
    """How strong a statement is.

    What says that a proposal is taken up is no stronger than the proposal's attribution
    to its author; a refusal is as strong as its own words.
    """
    if statement.group not in TAKEN_UP:
        return statement.words
    return max(statement.words, _AS_STRONG[attribution], key=RANKS.__getitem__)


def default_rule(corpus: "Corpus") -> Rule:
    """The rule if nobody chose one: stated and interpreted.

    Any if nothing else is on record.
    """
    positions = [each for each in corpus.statements if each.is_position]
    if positions and all(position.is_compared for position in positions):
        return Rule(words=WordsCounted.ANY)
    return Rule()

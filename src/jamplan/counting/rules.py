"""A counting rule: which links count, whose, how a partial one counts, and out of what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Attribution, Basis, Link, Proposal


class LinksCounted(StrEnum):
    """Which links count by their strength; each value includes the ones before it."""

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


WEIGHT_OF_PARTIAL = {PartialCounts.APART: 0.0, PartialCounts.HALF: 0.5, PartialCounts.FULL: 1.0}

STRENGTHS = tuple(Basis)
"""From the strongest to the weakest; a rule counts its own strength and the ones before it."""

_WEAKEST_COUNTED = {
    LinksCounted.EXPLICIT: Basis.EXPLICIT,
    LinksCounted.STATED: Basis.IMPLICIT,
    LinksCounted.CLAIMED: Basis.AMBIGUOUS,
    LinksCounted.ANY: Basis.COMPARED,
}
_ATTRIBUTIONS = {
    Attribution.EXPLICIT: Basis.EXPLICIT,
    Attribution.IMPLICIT: Basis.IMPLICIT,
    Attribution.AMBIGUOUS: Basis.AMBIGUOUS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The four choices that a figure depends on. ``claimed_by`` is an actor's id, or None for all."""

    links: LinksCounted = LinksCounted.STATED
    claimed_by: str | None = None
    partial: PartialCounts = PartialCounts.APART
    of: OutOf = OutOf.DECLARED

    def counts(self, link: Link, proposal: Proposal) -> bool:
        """Whether this rule counts a link of a proposal."""
        if self.claimed_by is not None and link.claimed_by != self.claimed_by:
            return False
        weakest = STRENGTHS.index(_WEAKEST_COUNTED[self.links])
        return STRENGTHS.index(strength(link, proposal)) <= weakest


def strength(link: Link, proposal: Proposal) -> Basis:
    """How strong a link is: the weaker of its basis and its proposal's attribution."""
    return max(link.basis, _ATTRIBUTIONS[proposal.attribution], key=STRENGTHS.index)


def default_rule(corpus: Corpus) -> Rule:
    """The rule if nobody chose one: stated links, or any if all links are comparisons."""
    if corpus.links and all(link.basis is Basis.COMPARED for link in corpus.links):
        return Rule(links=LinksCounted.ANY)
    return Rule()

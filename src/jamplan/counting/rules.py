"""A counting rule, and the status that a proposal has under it.

A rule says which links count, whose, how a partial one counts, and out of what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Basis, Extent, Link, Proposal, Verdict, VerdictKind


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


WEIGHT_OF_PARTIAL = {
    PartialCounts.APART: 0.0,
    PartialCounts.HALF: 0.5,
    PartialCounts.FULL: 1.0,
}

STRENGTHS = tuple(Basis)
"""From the strongest to the weakest; a rule counts its own strength and the ones before it."""

# Both are in order: « stated » counts what is implicit, « any » what was compared.
WEAKEST_COUNTED = dict(zip(LinksCounted, STRENGTHS, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The four choices that a figure depends on. ``claimed_by`` is an actor's id, or None for all."""

    links: Annotated[LinksCounted, "Which links count, by their strength."] = (
        LinksCounted.STATED
    )
    claimed_by: Annotated[
        str | None, "The actor whose statements count; null: all."
    ] = None
    partial: Annotated[
        PartialCounts, "How a proposal that is taken up in part counts."
    ] = PartialCounts.APART
    of: Annotated[OutOf, "What the figures are out of."] = OutOf.DECLARED

    def counts(self, link: Link, proposal: Proposal) -> bool:
        """Whether this rule counts a link of a proposal."""
        if self.claimed_by is not None and link.claimed_by != self.claimed_by:
            return False
        weakest = STRENGTHS.index(WEAKEST_COUNTED[self.links])
        return STRENGTHS.index(strength(link, proposal)) <= weakest


def strength(link: Link, proposal: Proposal) -> Basis:
    """How strong a link is: the weaker of its basis and its proposal's attribution."""
    # An attribution has the code of the basis that is as strong.
    return max(link.basis, Basis(proposal.attribution), key=STRENGTHS.index)


def default_rule(corpus: Corpus) -> Rule:
    """The rule if nobody chose one: stated links, or any if all links are comparisons."""
    if corpus.links and all(link.basis is Basis.COMPARED for link in corpus.links):
        return Rule(links=LinksCounted.ANY)
    return Rule()


class Status(StrEnum):
    """What is established about a proposal. A proposal has the first that holds."""

    ADOPTED = "adopted"
    """A link that counts says it is taken up, wholly or to an extent that nobody states."""
    PARTIAL = "partial"
    """A link that counts says it is taken up in part."""
    BELOW_RULE = "below_rule"
    """It has a link, none that counts."""
    NOT_ADOPTED = "not_adopted"
    """Decided: no measure found, or refused."""
    NOT_ASSESSABLE = "not_assessable"
    """Decided: out of scope, or not testable."""
    UNREVIEWED = "unreviewed"
    """It is known, and nobody has decided."""
    UNDOCUMENTED = "undocumented"
    """Declared by its document, and no text found."""


DECIDED_NOT = frozenset({VerdictKind.NO_MEASURE_FOUND, VerdictKind.REFUSED})


IN_PART = frozenset({Extent.PARTIAL, Extent.PRINCIPLE})
"""The extents of a proposal that is not taken up as a whole."""


def status_of(
    counted: Sequence[Link], others: Sequence[Link], verdicts: Sequence[Verdict]
) -> Status:
    """The status of a listed proposal, given its links (those that count first) and its verdicts."""
    if counted:
        partial = all(link.extent in IN_PART for link in counted)
        return Status.PARTIAL if partial else Status.ADOPTED
    if others:
        return Status.BELOW_RULE
    if any(verdict.verdict in DECIDED_NOT for verdict in verdicts):
        return Status.NOT_ADOPTED
    return Status.NOT_ASSESSABLE if verdicts else Status.UNREVIEWED

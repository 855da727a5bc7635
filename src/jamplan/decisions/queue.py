"""What a review asks for, and in which order: the most doubtful first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Attribution, Basis, Link, Proposal, Verdict
from jamplan.corpus.staleness import Staleness
from jamplan.counting.rules import strength
from jamplan.matching.score import Matcher


class Reason(StrEnum):
    """Why a proposal is asked for, the most doubtful first."""

    STALE = "stale"
    """A text of a decision on it has changed."""
    AMBIGUOUS = "ambiguous"
    """A link that is ambiguous, or it is unclear whose proposal it is."""
    UNREVIEWED = "unreviewed"
    """Nobody has decided."""
    DECIDED = "decided"
    """Somebody has decided, and nothing puts it in doubt."""
    BLIND = "blind"
    """Earlier decisions are hidden."""


@dataclass(frozen=True, slots=True)
class Place:
    """A proposal in the queue, and why it stands there."""

    proposal: str
    reason: Reason


def queue(corpus: Corpus, matcher: Matcher, *, blind: bool = False, stale: bool = False) -> list[Place]:
    """The proposals in the order in which a review asks for them.

    First those with a stale decision, then the ambiguous ones, then those that nobody has decided on,
    by the score of the measure that comes closest, then the rest in the order of the document. With
    ``stale`` only the first; ``blind`` keeps to the document's order, which tells nothing.
    """
    if blind:
        return [Place(each.id, Reason.BLIND) for each in corpus.proposals]
    staleness = Staleness(corpus)
    places = [Place(each.id, reason_of(corpus, staleness, each)) for each in corpus.proposals]
    if stale:
        return [place for place in places if place.reason is Reason.STALE]
    order = tuple(Reason)

    def doubt(place: Place) -> tuple[int, float]:
        closeness = 0.0
        if place.reason is Reason.UNREVIEWED:
            best = matcher.best(place.proposal, 1)
            closeness = best[0].score if best else 0.0
        return order.index(place.reason), -closeness

    return sorted(places, key=doubt)


def reason_of(corpus: Corpus, staleness: Staleness, proposal: Proposal) -> Reason:
    """Why a proposal is asked for."""
    links = corpus.links_of_proposal.get(proposal.id, ())
    verdicts = corpus.verdicts_of.get(proposal.id, ())
    decisions: list[Link | Verdict] = [*links, *verdicts]
    if any(staleness.changes(each) for each in decisions):
        return Reason.STALE
    ambiguous = any(strength(link, proposal) is Basis.AMBIGUOUS for link in links)
    if ambiguous or (not links and proposal.attribution is Attribution.AMBIGUOUS):
        return Reason.AMBIGUOUS
    return Reason.DECIDED if links or verdicts else Reason.UNREVIEWED


def candidates(corpus: Corpus, matcher: Matcher, proposal: str) -> list[str]:
    """The measures to put beside a proposal: those in doubt, linked ones, then by likeness.

    In doubt is what a stale link is about, and what is new or changed since a verdict. Dismissed
    measures are left out, unless they are linked.
    """
    ranked = [match.right for match in matcher.best(proposal, len(corpus.measures))]
    rest = [each.id for each in corpus.measures]
    linked = [link.measure for link in corpus.links_of_proposal.get(proposal, ())]
    dismissed = {each.measure for each in corpus.dismissals if each.proposal == proposal}
    first = [*_in_doubt(corpus, proposal), *linked]
    found = dict.fromkeys([*first, *ranked, *rest])
    return [each for each in found if each not in dismissed - set(linked)]


def blind_candidates(corpus: Corpus, proposal: str, decided_by: str) -> list[str]:
    """The measures in the order of the plan, which tells nothing, less those the person dismissed."""
    dismissed = {
        each.measure
        for each in corpus.dismissals
        if each.proposal == proposal and each.by == decided_by
    }
    return [each.id for each in corpus.measures if each.id not in dismissed]


def _in_doubt(corpus: Corpus, proposal: str) -> Iterable[str]:
    staleness = Staleness(corpus)
    for link in corpus.links_of_proposal.get(proposal, ()):
        if staleness.changes(link):
            yield link.measure
    for verdict in corpus.verdicts_of.get(proposal, ()):
        for change in staleness.changes(verdict):
            if change.item in corpus.measure:
                yield change.item

"""What changes to a corpus make of the decisions on record."""

from __future__ import annotations

from dataclasses import dataclass

from jamplan.corpus import Corpus
from jamplan.model import Link, Verdict
from jamplan.staleness import Staleness, same_text, text_of

Decision = Link | Verdict


@dataclass(frozen=True, slots=True)
class Effects:
    """The decisions whose texts change.

    ``stale`` become « to be reviewed: text changed »; ``untold`` keep no texts, so that nobody will be
    told.
    """

    stale: tuple[Decision, ...]
    untold: tuple[Decision, ...]


def effects(before: Corpus, after: Corpus) -> Effects:
    """What a corpus's change makes of the decisions in it afterwards."""
    was = _stale(before)
    stale = tuple(each for each in _stale(after) if each not in was)
    items = (*after.proposal, *after.measure)
    changed = {each for each in items if _text_changed(before, each, after)}
    untold = tuple(
        each
        for each in _decisions(after)
        if each.read is None
        and (each.proposal in changed or (isinstance(each, Link) and each.measure in changed))
    )
    return Effects(stale, untold)


def _stale(corpus: Corpus) -> list[Decision]:
    staleness = Staleness(corpus)
    return [each for each in _decisions(corpus) if staleness.changes(each)]


def _decisions(corpus: Corpus) -> list[Decision]:
    return [*corpus.links, *corpus.verdicts]


def _text_changed(before: Corpus, item: str, after: Corpus) -> bool:
    old = before.proposal.get(item) or before.measure.get(item)
    new = after.proposal.get(item) or after.measure[item]
    return old is not None and not same_text(text_of(old), text_of(new))

"""Decisions whose texts have changed since they were taken.

A link or a verdict keeps the texts that it was taken on. One without them cannot be told to be stale:
nobody knows what was read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Link, Measure, MeasureRead, Proposal, Reading, Verdict, VerdictKind
from jamplan.language.folding import folded

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Changed:
    """A text that is not what it was: that of a proposal, or of a measure (``before``: None if new)."""

    item: str
    before: str | None
    now: str


def text_of(item: Proposal | Measure) -> str:
    """All that a person reads of a proposal or a measure: title, text and sub-measures, one a line."""
    details = item.details if isinstance(item, Measure) else ()
    return "\n".join(part for part in (item.title, item.text, *details) if part)


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but spaces, apostrophes, quotation marks, dashes and case."""
    return one == other or _key(one) == _key(other)


def _key(text: str) -> str:
    return _SPACES.sub("", folded(text)).casefold()


class Staleness:
    """What has changed since the decisions of one corpus were taken."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._plans: dict[str, tuple[Changed, ...]] = {}

    def changes(self, decision: Link | Verdict) -> tuple[Changed, ...]:
        """The texts of a decision that changed since it was taken; none where none was kept.

        Those are the texts of a link's proposal and measure, or of a verdict's proposal. Where no
        measure was found, measures that are new or changed count too; one that is gone does not.
        """
        read = decision.read
        if read is None:
            return ()
        found = list(_changed(read.proposal, self.corpus.proposal[decision.proposal]))
        if isinstance(decision, Link):
            found += _changed(read.measure, self.corpus.measure[decision.measure])
        elif decision.verdict is VerdictKind.NO_MEASURE_FOUND and read.plan is not None:
            if read.plan not in self._plans:
                self._plans[read.plan] = tuple(self._since(self.corpus.reading[read.plan]))
            found += self._plans[read.plan]
        return tuple(found)

    def _since(self, reading: Reading) -> Iterable[Changed]:
        then = {each.id: each.text for each in reading.measures}
        for measure in self.corpus.measures:
            if measure.id in then:
                yield from _changed(then[measure.id], measure)
            else:
                yield Changed(measure.id, None, text_of(measure))


def same_reading(one: Link | Verdict, other: Link | Verdict) -> bool:
    """Whether two decisions keep the same texts, but for what makes nothing stale."""
    if one.read is None or other.read is None:
        return one.read == other.read
    pairs = ((one.read.proposal, other.read.proposal), (one.read.measure, other.read.measure))
    return one.read.plan == other.read.plan and all(
        first == second or (first is not None and second is not None and same_text(first, second))
        for first, second in pairs
    )


def _changed(before: str | None, item: Proposal | Measure) -> Iterable[Changed]:
    now = text_of(item)
    if before is not None and not same_text(before, now):
        yield Changed(item.id, before, now)


def reading_of(corpus: Corpus) -> Reading:
    """All measures as they are now. The same texts have the same id."""
    measures = tuple(MeasureRead(id=each.id, text=text_of(each)) for each in corpus.measures)
    whole = "\n".join(f"{each.id}\t{each.text}" for each in measures)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return Reading(id=f"plan-{digest[:12]}", measures=measures)

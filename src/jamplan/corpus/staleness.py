"""Decisions in doubt: their texts have changed since they were taken, or they contradict each other.

A link or a verdict keeps the texts that were read for it. Without them it is never called stale.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jamplan.corpus.findings import Finding
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Link, Measure, MeasureRead, Proposal, Reading, Verdict, VerdictKind
from jamplan.language.folding import folded


@dataclass(frozen=True, slots=True)
class Changed:
    """A proposal or a measure whose text changed; ``before`` is None if it is new."""

    item: str
    before: str | None
    now: str


def text_of(item: Proposal | Measure) -> str:
    """The title, text and sub-measures of a proposal or a measure, a line for each."""
    details = item.details if isinstance(item, Measure) else ()
    return "\n".join(part for part in (item.title, item.text, *details) if part)


def same_text(text: str, other: str) -> bool:
    """Whether two texts are equal but for spaces, apostrophes, quotation marks, dashes and case."""
    return text == other or text_key(text) == text_key(other)


def text_key(text: str) -> str:
    """A text as it is compared: without spaces, case and kinds of signs."""
    return re.sub(r"\s+", "", folded(text)).casefold()


class Staleness:
    """The changes in texts since the decisions of one corpus were taken."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._plans: dict[str, tuple[Changed, ...]] = {}

    def changes(self, decision: Link | Verdict) -> tuple[Changed, ...]:
        """The texts of a decision that changed since it was taken; none if it kept none.

        They are those of a link's proposal and measure, or of a verdict's proposal. If no measure was
        found, measures that are new or changed count too; one that is gone does not.
        """
        read = decision.read
        if read is None:
            return ()
        changes = list(_changed(read.proposal, self.corpus.proposal[decision.proposal]))
        if isinstance(decision, Link):
            changes += _changed(read.measure, self.corpus.measure[decision.measure])
        elif decision.verdict is VerdictKind.NO_MEASURE_FOUND and read.plan is not None:
            if read.plan not in self._plans:
                self._plans[read.plan] = tuple(self._since(self.corpus.reading[read.plan]))
            changes += self._plans[read.plan]
        return tuple(changes)

    def _since(self, reading: Reading) -> Iterable[Changed]:
        before = {measure.id: measure.text for measure in reading.measures}
        for measure in self.corpus.measures:
            if measure.id in before:
                yield from _changed(before[measure.id], measure)
            else:
                yield Changed(measure.id, None, text_of(measure))


def same_reading(first: Link | Verdict, second: Link | Verdict) -> bool:
    """Whether two decisions keep the same texts, as :func:`same_text` compares them."""
    return _keys_read(first) == _keys_read(second)


def _keys_read(decision: Link | Verdict) -> tuple[str | None, ...] | None:
    read = decision.read
    if read is None:
        return None
    return (read.plan, *(text and text_key(text) for text in (read.proposal, read.measure)))


def _changed(before: str | None, item: Proposal | Measure) -> Iterable[Changed]:
    now = text_of(item)
    if before is not None and not same_text(before, now):
        yield Changed(item.id, before, now)


def reading_of(corpus: Corpus) -> Reading:
    """All measures as they are now; the same texts give the same id."""
    measures = tuple(MeasureRead(id=item.id, text=text_of(item)) for item in corpus.measures)
    whole = "\n".join(f"{measure.id}\t{measure.text}" for measure in measures)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return Reading(id=f"plan-{digest[:12]}", measures=measures)


def contested(corpus: Corpus) -> Iterator[Finding]:
    """A finding for each verdict on a proposal that is linked as well."""
    for number, verdict in enumerate(corpus.verdicts, start=1):
        links = corpus.links_of_proposal.get(verdict.proposal)
        if links:
            measures = [corpus.measure[name] for name in dict.fromkeys(link.measure for link in links)]
            details = {
                "proposal": verdict.proposal,
                "title": corpus.proposal[verdict.proposal].title,
                "linked": ", ".join(measure.id for measure in measures),
                "measures_linked": ", ".join(each.number or each.title for each in measures),
                "verdict": verdict.verdict,
                "actor": verdict.claimed_by,
                "name": corpus.actor[verdict.claimed_by].name,
            }
            yield Finding("contested", corpus.place(f"verdicts[{number}]"), details)


BETWEEN_NAMES = "; "
"""The separator between the names of people who confirmed a decision."""


def names_in(confirmed_by: str | None) -> tuple[str, ...]:
    """The people who confirmed a decision."""
    return tuple(filter(None, (name.strip() for name in (confirmed_by or "").split(";"))))

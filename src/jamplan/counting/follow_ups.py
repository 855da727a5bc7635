"""Follow-ups of the measures that answer proposals, in no figure: a take-up is not an outcome."""

from __future__ import annotations

from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import FollowUp, Measure
from jamplan.counting.figures import Coverage


@dataclass(frozen=True, slots=True)
class Followed:
    """A measure, the proposals that it would take up by links that count, and what became of it."""

    measure: Measure
    proposals: tuple[str, ...]

    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """What became of the measure, in the order of the file; empty if nothing is known."""
        return self.measure.follow_ups


def followed(coverage: Coverage) -> tuple[Followed, ...]:
    """The measures that a proposal is presented as taken up by, or of which something is known.

    In the order of the plan. One without proposals is linked to none by the rule.
    """
    return tuple(
        Followed(row.measure, tuple(dict.fromkeys(link.proposal for link in row.counted)))
        for row in coverage.measures
        if row.counted or row.measure.follow_ups
    )


def searched_until(corpus: Corpus) -> str | None:
    """The day of the latest search that is on record; None if there is none with a date.

    Dates of a year or a month alone count as they are written.
    """
    return max((search.on for search in corpus.searches if search.on), default=None)

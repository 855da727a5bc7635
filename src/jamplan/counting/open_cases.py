"""The proposals whose take-up is not established, in groups that are never added up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jamplan.corpus.loading import Corpus
from jamplan.counting.figures import Coverage, ProposalRow, coverage
from jamplan.counting.rules import Rule
from jamplan.counting.statuses import Status


class OpenKind(StrEnum):
    """Why the take-up of a proposal is not established."""

    DECIDED_NOT = "decided_not"
    NOT_ASSESSABLE = "not_assessable"
    BELOW_RULE = "below_rule"
    NOBODY_DECIDED = "nobody_decided"
    WITHOUT_TEXT = "without_text"


STATUSES = {
    OpenKind.DECIDED_NOT: Status.NOT_ADOPTED,
    OpenKind.NOT_ASSESSABLE: Status.NOT_ASSESSABLE,
    OpenKind.BELOW_RULE: Status.BELOW_RULE,
    OpenKind.NOBODY_DECIDED: Status.UNREVIEWED,
    OpenKind.WITHOUT_TEXT: Status.UNDOCUMENTED,
}


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """The proposals that are open for one reason. Those without a text have a number and no rows."""

    kind: OpenKind
    count: int
    rows: tuple[ProposalRow, ...]


@dataclass(frozen=True, slots=True)
class Unadopted:
    """All groups, under the rule of ``coverage``."""

    coverage: Coverage
    groups: tuple[OpenGroup, ...]

    @property
    def empty(self) -> bool:
        """Whether the take-up of every proposal is established."""
        return not any(group.count for group in self.groups)


def unadopted(corpus: Corpus, rule: Rule | None = None) -> Unadopted:
    """Group the proposals whose take-up is not established under a rule.

    Raises :class:`KeyError` if the rule names an actor that the corpus does not have.
    """
    figures = coverage(corpus, rule)
    groups = (
        OpenGroup(kind, figures.statuses[status], figures.with_status(status))
        for kind, status in STATUSES.items()
    )
    return Unadopted(figures, tuple(groups))

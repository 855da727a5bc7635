"""The status of one proposal under a rule: what follows from its links and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from jamplan.corpus.model import Extent, Link, Verdict, VerdictKind


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


def status_of(counted: Sequence[Link], others: Sequence[Link], verdicts: Sequence[Verdict]) -> Status:
    """The status of a listed proposal, given its links (those that count first) and its verdicts."""
    if counted:
        partial = all(link.extent is Extent.PARTIAL for link in counted)
        return Status.PARTIAL if partial else Status.ADOPTED
    if others:
        return Status.BELOW_RULE
    if any(verdict.verdict in DECIDED_NOT for verdict in verdicts):
        return Status.NOT_ADOPTED
    return Status.NOT_ASSESSABLE if verdicts else Status.UNREVIEWED

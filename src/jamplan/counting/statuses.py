"""The status of a proposal: what is established about it, by the statements that count.

``docs/counting.md`` explains each status, and has the cases that decide.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from jamplan.corpus import dates
from jamplan.corpus.statements import Group, Says, Statement
from jamplan.corpus.voices import Sources, Who, day_of
from jamplan.counting.rules import TAKEN_UP


class Status(StrEnum):
    """What is established about a proposal. A proposal has the first that holds."""

    CONTESTED = "contested"
    """Counted voices disagree: one says it is taken up, another one that it is not."""
    ADOPTED = "adopted"
    """A measure takes it up, wholly or to an extent that nobody states."""
    PARTIAL = "partial"
    """It is taken up in part, or in principle."""
    REFUSED = "refused"
    """A counted voice says no."""
    NOTED = "noted"
    """An answer is neither yes nor no."""
    BELOW_RULE = "below_rule"
    """It has positions, none that counts."""
    NONE_FOUND = "none_found"
    """A reader looked through the whole document and found nothing."""
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTABLE = "not_testable"
    UNREVIEWED = "unreviewed"
    """It is known, and nobody has decided."""
    UNDOCUMENTED = "undocumented"
    """Declared by its document, and no text found."""


COUNTED = frozenset({Status.ADOPTED, Status.PARTIAL})
"""The statuses of what is taken up, as a whole or not."""
NOT_ADOPTED = frozenset({Status.REFUSED, Status.NONE_FOUND})
NOT_ASSESSABLE = frozenset({Status.OUT_OF_SCOPE, Status.NOT_TESTABLE})
UNDECIDED = (
    Status.CONTESTED,
    Status.NOTED,
    Status.UNREVIEWED,
    Status.UNDOCUMENTED,
)
"""The statuses of what a further statement could still decide either way."""
_WHOLE = frozenset({Says.IN_FULL, Says.TAKEN_UP})
_CONCLUDED: Mapping[Says, Status] = {
    Says.NO_MATCH: Status.NONE_FOUND,
    Says.OUT_OF_SCOPE: Status.OUT_OF_SCOPE,
    Says.NOT_TESTABLE: Status.NOT_TESTABLE,
}
"""The status that each conclusion gives, the first that holds first."""


def superseded(
    by_voice: Mapping[Who, Iterable[Statement]], sources: Sources
) -> tuple[Statement, ...]:
    """The counted statements on an item, by voice, that their voice took back.

    If one voice says both yes and no, the word of its later source holds; of one day,
    or if a day is unknown, both stay.
    """
    result: list[Statement] = []
    for words in by_voice.values():
        yes = [word for word in words if word.group in TAKEN_UP]
        no = [word for word in words if word.group is Group.NO]
        # Hardly any voice says both: only then are days worth looking up.
        if yes and no:
            result += _earlier(yes, no, sources)
            result += _earlier(no, yes, sources)
    return tuple(result)


def _earlier(
    words: Iterable[Statement], opposite: Iterable[Statement], sources: Sources
) -> Iterator[Statement]:
    """The words of a voice after which it said the opposite."""
    last = dates.latest(day_of(word, sources) for word in opposite)
    for word in words:
        day = day_of(word, sources)
        if day is not None and last is not None and dates.precedes(day, last):
            yield word


def status_of(
    counted: Sequence[Statement],
    others: Sequence[Statement],
    conclusions: Iterable[Statement],
) -> Status:
    """The status of a proposal that is on record.

    ``counted`` are the positions that count and that no voice took back, ``others`` the
    positions that do not count, ``conclusions`` the conclusions that count.
    """
    if counted:
        return _status_of_counted(counted)
    if others:
        return Status.BELOW_RULE
    concluded = {statement.says for statement in conclusions}
    for says, status in _CONCLUDED.items():
        if says in concluded:
            return status
    return Status.UNREVIEWED


def _status_of_counted(counted: Iterable[Statement]) -> Status:
    """The status that positions give, at least one of which counts."""
    yes = [statement for statement in counted if statement.group in TAKEN_UP]
    is_refused = any(statement.group is Group.NO for statement in counted)
    if yes and is_refused:
        return Status.CONTESTED
    if yes:
        return Status.ADOPTED if _is_whole(yes) else Status.PARTIAL
    return Status.REFUSED if is_refused else Status.NOTED


def _is_whole(yes: Iterable[Statement]) -> bool:
    """Whether of some measure all voices say that it takes the proposal up as a whole.

    An extent that is not stated is not said to be partial.
    """
    whole: dict[str | None, bool] = {}
    for statement in yes:
        target = statement.measure or statement.document
        whole[target] = whole.get(target, True) and statement.says in _WHOLE
    return any(whole.values())

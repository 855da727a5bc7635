"""What the figures leave open: the range and undecided, warnings, what is unknown."""

from collections.abc import Iterator, Mapping
from enum import StrEnum, auto

from jamplan.account.clauses import exception
from jamplan.account.context import Context
from jamplan.account.spans import plain
from jamplan.account.whole import the_rest
from jamplan.corpus.faults import KINDS
from jamplan.corpus.findings import Finding
from jamplan.counting.figures import OPEN
from jamplan.counting.rules import OutOf
from jamplan.counting.statuses import UNDECIDED, Status
from jamplan.language import N_


class Beside(StrEnum):
    """What has only some of the warnings on the figures beside it."""

    SCREEN = auto()
    PROPOSALS = auto()
    """A published count of proposals."""
    MEASURES = auto()
    """A published count of measures."""
    SUMMARY = auto()
    PAGE = auto()


_ELSEWHERE = {
    "proposals-not-read",
    "plan-not-read",
    "extent-unstated",
    "measures-inferred",
}
"""What the method and each statement say."""
WARNINGS: Mapping[Beside, set[str]] = {
    Beside.SCREEN: {"stale", "plan-older"},
    Beside.PROPOSALS: {"stale", "plan-older", "extent-unstated"},
    Beside.MEASURES: {"stale", "measures-inferred", "plan-not-read"},
    # It shows no chapters.
    Beside.SUMMARY: KINDS.keys() - _ELSEWHERE - {"chapters-inferred"},
    Beside.PAGE: KINDS.keys() - _ELSEWHERE,
}
"""The codes of the warnings that are told beside each.

The whole report and the workbook have all.
"""


def warnings(context: Context, beside: Beside) -> list[str]:
    """What the figures leave open, a sentence each, as far as it is told there."""
    # Of a single source, the headline says so.
    said = {"claimant-is-author"} if context.figures.sole_publisher else set()
    told = WARNINGS[beside] - said
    return [
        _warning(context, each)
        for each in context.figures.warnings
        if each.code in told
    ]


def _warning(context: Context, finding: Finding) -> str:
    """A warning as a sentence; one on a dispute has all voices, as they are told."""
    if finding.code != "contested":
        return context.warning(finding)
    row = context.proposal_row(context.corpus.proposal[finding.details["proposal"]])
    return plain(exception(context, row))


def unknowns(context: Context) -> list[str]:
    """What the figures leave open, one by one: the undecided first, then warnings."""
    warnings = (_warning(context, warning) for warning in context.figures.warnings)
    return [*filter(None, [in_short(context)]), *warnings]


def in_short(context: Context) -> str:
    """:func:`undecided`; of what is settled, the rest too.

    So the numbers add up to the total.
    """
    low, high = context.figures.range
    told = [undecided(context)]
    if low == high:
        rest = (each for each in OPEN if each not in UNDECIDED)
        told += the_rest(context, Status.PARTIAL, *rest)
    return " ".join(filter(None, told))


_SHORT = 30
"""The most characters of what is settled otherwise.

Beside a bar that has it, a number is enough.
"""


def undecided(context: Context, *, brief: bool = False) -> str:
    """What counts, what does not and what is undecided, which add up to the total.

    « 6 comptées, 1 non comptée, 21 sans conclusion (…) : aucun pourcentage possible ».
    It is empty if nobody has decided on anything yet. In ``brief`` a bar beside it has
    what is undecided.
    """
    if not context.is_reviewed or not context.has_document:
        return ""
    figures, number = context.figures, context.number
    low, high = figures.range
    if low == high:
        settled = N_("{low} under this rule; nothing is left to review.")
        return context.gettext(settled, low=number(low))
    message = N_("{counted}, {undecided}: no percentage possible.")
    is_selection = figures.rule.of is OutOf.DOCUMENTED
    if is_selection and figures.documented < figures.total:
        message = N_(
            "{counted} of {known} known texts, {undecided}: a selection, not a rate."
        )
    settled_otherwise = [each for each in OPEN if each not in UNDECIDED]
    others = context.status_text(
        Status.PARTIAL, *settled_otherwise, is_named=True, brief=True
    )
    if brief and len(others) > _SHORT:
        n = sum(figures.statuses[each] for each in (Status.PARTIAL, *settled_otherwise))
        others = context.ngettext(
            "{n} with another conclusion", "{n} with another conclusion", n
        )
    parts = _undecided(context, high - low, brief=brief)
    return context.gettext(
        message,
        counted=context.ngettext("{n} counted", "{n} counted", low),
        known=number(figures.documented),
        undecided=", ".join(filter(None, [others, parts])),
    )


def counts_of_range(context: Context) -> Iterator[tuple[str, int]]:
    """Yield the numbers in :func:`undecided`: what counts, and what is undecided."""
    if not context.is_reviewed or not context.has_document:
        return
    low, high = context.figures.range
    yield context.ngettext("{n} counted", "{n} counted", low), low
    open_ = context.gettext("{open} undecided ({parts})", open=high - low, parts="")
    yield open_.partition(" (")[0], high - low


def _undecided(context: Context, n: int, *, brief: bool) -> str:
    """« 21 sans conclusion (1 à examiner, 20 inconnues) »; of one status, its name."""
    figures = context.figures
    statuses = [*UNDECIDED]
    if figures.rule.of is OutOf.DOCUMENTED:
        statuses.remove(Status.UNDOCUMENTED)
    parts = context.status_text(*statuses)
    if sum(figures.statuses[status] > 0 for status in statuses) < 2:
        return parts
    told = context.gettext(
        "{open} undecided ({parts})", open=context.number(n), parts=parts
    )
    return told.partition(" (")[0] if brief else told

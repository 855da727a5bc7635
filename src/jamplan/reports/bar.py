"""The bar: the number of proposals of each status, best supported first, darkest first."""

from __future__ import annotations

from dataclasses import dataclass

from jamplan.counting.figures import Coverage
from jamplan.counting.rules import Status
from jamplan.language import Language
from jamplan.reports.labels import count_text


@dataclass(frozen=True, slots=True)
class BarPart:
    """The proposals of one status, in the bar and its legend."""

    status: Status
    count: int
    label: str
    """« 6 reprises affirmées »."""
    sign: str
    plain: str
    """The sign if the output cannot encode the other."""
    colour: str
    """Hexadecimal, for pictures: dark to light."""


_SIGNS = {
    Status.ADOPTED: ("█", "#", "#12395b"),
    Status.PARTIAL: ("▌", "=", "#3f6f9f"),
    Status.BELOW_RULE: ("▓", "+", "#7a9cbf"),
    Status.NOT_ADOPTED: ("╳", "x", "#b5651d"),
    Status.NOT_ASSESSABLE: ("┼", "-", "#8c8c8c"),
    Status.UNREVIEWED: ("▒", ":", "#b8b8b8"),
    Status.UNDOCUMENTED: ("░", ".", "#e0e0e0"),
}


def bar_parts(coverage: Coverage, language: Language) -> tuple[BarPart, ...]:
    """The parts of the bar, without the statuses that no proposal has."""
    return tuple(
        BarPart(
            status,
            coverage.statuses[status],
            count_text(coverage, language, status),
            *signs,
        )
        for status, signs in _SIGNS.items()
        if coverage.statuses[status]
    )


def bar_lengths(parts: tuple[BarPart, ...], width: int) -> list[int]:
    """The signs of each part in a bar of this width: one a proposal if they fit, at least one."""
    total = sum(part.count for part in parts)
    if total <= width:
        return [part.count for part in parts]
    lengths = [max(1, part.count * width // total) for part in parts]
    # The largest remainders get what rounding left over, so that the bar is as wide as asked.
    spare = width - sum(lengths)
    by_remainder = sorted(range(len(parts)), key=lambda n: -(parts[n].count * width % total))
    for n in by_remainder[: max(spare, 0)]:
        lengths[n] += 1
    return lengths

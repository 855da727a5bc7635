"""The bar of all proposals by status: its parts with their counts, labels and colours, not drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jamplan.counting.figures import Coverage
from jamplan.counting.statuses import Status
from jamplan.language import Language
from jamplan.reports.labels import status_counts


@dataclass(frozen=True, slots=True)
class Shade:
    """How a status looks: a sign for terminals, a colour, and a colour for text on it."""

    sign: str
    colour: str
    text_colour: str


@dataclass(frozen=True, slots=True)
class BarPart:
    """The proposals of one status; ``label`` includes the count."""

    status: Status
    count: int
    label: str
    shade: Shade


# Darkest first in grey, too, so that a print or a reader who sees no colours can tell them apart.
SHADES: Mapping[Status, Shade] = {
    Status.ADOPTED: Shade("█", "#12395d", "#ffffff"),
    Status.PARTIAL: Shade("▞", "#2f6690", "#ffffff"),
    Status.BELOW_RULE: Shade("▓", "#b0713a", "#000000"),
    Status.NOT_ADOPTED: Shade("×", "#9a9aa2", "#000000"),
    Status.NOT_ASSESSABLE: Shade("–", "#b4b0ba", "#000000"),
    Status.UNREVIEWED: Shade("▒", "#e3c878", "#000000"),
    Status.UNDOCUMENTED: Shade("░", "#e2e6ea", "#000000"),
}


def bar_parts(coverage: Coverage, language: Language) -> tuple[BarPart, ...]:
    """The statuses that occur, best supported first."""
    return tuple(
        BarPart(status, count, status_counts(language, {status: count}), shade)
        for status, shade in SHADES.items()
        if (count := coverage.statuses[status])
    )

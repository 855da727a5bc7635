"""Suggestions put to the test: statements of a progress report, which two readers have matched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from jamplan.corpus.loading import load
from jamplan.corpus.model import Measure
from jamplan.matching.suggestions import LEAST_POINTS, matcher_of

if TYPE_CHECKING:
    from pathlib import Path

    from jamplan.matching.score import Encoder

STATEMENTS = "one-year-on.yaml"


@dataclass(frozen=True)
class Statement:
    """A statement of the report; ``proposals`` are those that each reader says it carries out."""

    page: str
    text: str
    proposals: tuple[str, ...]

    @property
    def agreed(self) -> str | None:
        """The proposal that all readers name, None if they disagree."""
        return self.proposals[0] if len(set(self.proposals)) == 1 else None


def statements(folder: Path) -> list[Statement]:
    """The statements that the readers of a corpus's progress report have matched."""
    rows = yaml.safe_load((folder / STATEMENTS).read_text(encoding="utf-8"))
    return [
        Statement(str(row["page"]), row["text"], tuple(row["readers"])) for row in rows
    ]


def ranks(folder: Path, encoder: Encoder | None = None) -> list[int | None]:
    """The rank that ``suggest`` gives to each agreed proposal; None if it is not suggested.

    The statements are compared as a plan's measures would be, one proposal being right for each.
    """
    agreed = [statement for statement in statements(folder) if statement.agreed]
    measures = tuple(
        Measure(id=f"S{number}", title=statement.text)
        for number, statement in enumerate(agreed, 1)
    )
    corpus = load(folder)
    plan = replace(corpus.plans[-1], measures=measures, priorities=())
    corpus = replace(corpus, plans=(plan,), statements=())
    matcher = matcher_of(corpus, encoder)
    found = []
    for measure, statement in zip(measures, agreed, strict=True):
        scores = {
            proposal: matcher.score(proposal, measure.id) for proposal in matcher.left
        }
        ranked = sorted(scores, key=scores.__getitem__, reverse=True)
        order = [proposal for proposal in ranked if scores[proposal] >= LEAST_POINTS]
        found.append(
            order.index(statement.agreed) + 1 if statement.agreed in order else None
        )
    return found


def run(folder: Path, encoder: Encoder | None) -> None:
    """Print how often the right proposal is first, and among three."""
    positions = ranks(folder, encoder)
    known = [position for position in positions if position]
    print(
        f"statements on which the readers agree: {len(positions)} of {len(statements(folder))}"
    )
    print(f"right proposal first: {sum(position == 1 for position in known)}")
    print(f"right proposal among three: {sum(position <= 3 for position in known)}")
    print(f"not suggested at all: {len(positions) - len(known)}")

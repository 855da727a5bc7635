"""The page's bar and matrix as plain data; ``page.html.jinja`` makes SVG and a table of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from jamplan.corpus.model import Basis, Link
from jamplan.counting.figures import Coverage, MeasureRow, ProposalRow
from jamplan.counting.rules import STRENGTHS, strength
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import BarPart
from jamplan.reports.cells import bar_parts, numbered, wording_of
from jamplan.reports.labels import attributed, label

LETTERS = {Basis.EXPLICIT: "E", Basis.IMPLICIT: "I", Basis.AMBIGUOUS: "A", Basis.COMPARED: "C"}


def bar(coverage: Coverage, language: Language) -> list[tuple[BarPart, float, float]]:
    """The parts of the bar, each with its start and its width in per cent."""
    parts = bar_parts(coverage, language)
    ends = list(accumulate((part.count for part in parts), initial=0))
    return [
        (part, round(100 * start / ends[-1], 3), round(100 * part.count / ends[-1], 3))
        for part, start in zip(parts, ends, strict=False)
    ]


Mark = tuple[str, bool, str]
"""The sign of a link in a cell: the letter of its basis, whether it counts, and a tip."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns and rows with their ids and titles; each row has a mark or None for each column."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[Mark | None, ...]], ...]
    legend: str


# A reader cannot scan more rows or columns: then those without a link are left out, or the whole.
_MANY = 60
_Row = TypeVar("_Row", ProposalRow, MeasureRow)


def matrix(coverage: Coverage, language: Language) -> Matrix | None:
    """The links on record by proposal and measure; None if there are none, or too many to read."""
    listed = [row for group in coverage.priorities for row in group.rows]
    proposals, measures = _scannable(coverage.rows), _scannable(listed)
    if not coverage.corpus.links or max(len(proposals), len(measures)) > _MANY:
        return None
    columns = [(row.measure.id, numbered(row.measure)) for row in measures]
    rows = [
        (row.proposal.id, one_line(row.proposal.title), _marks(coverage, row, columns, language))
        for row in proposals
    ]
    letters = [
        f"{letter}{language.gettext(': ')}{label(language, basis)}" for basis, letter in LETTERS.items()
    ]
    legend = f"{language.gettext('; ').join(letters)}."
    if len(proposals) < len(coverage.rows) or len(measures) < len(listed):
        only = language.gettext("Only the {proposals} and the {measures} with a statement.")
        legend = f"{legend} {only}"
    return Matrix(tuple(columns), tuple(rows), legend)


def _scannable(rows: Sequence[_Row]) -> Sequence[_Row]:
    return rows if len(rows) <= _MANY else [row for row in rows if row.links]


def _marks(
    coverage: Coverage, row: ProposalRow, columns: list[tuple[str, str]], language: Language
) -> tuple[Mark | None, ...]:
    """The marks of a proposal: of several links of a pair, one that counts, else the strongest."""
    marks: dict[str, Mark] = {}

    def rank(link: Link) -> tuple[bool, int]:
        return link not in row.counted, STRENGTHS.index(strength(link, row.proposal))

    for link in sorted(row.links, key=rank):
        wording = wording_of(language, link, row.proposal)
        tip = attributed(coverage.corpus, language, wording, link.claimed_by)
        letter = LETTERS[strength(link, row.proposal)]
        marks.setdefault(link.measure, (letter, link in row.counted, tip))
    return tuple(marks.get(measure) for measure, _title in columns)

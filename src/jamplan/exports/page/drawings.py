"""The page's bar and matrix as plain data; ``page.html.jinja`` makes SVG and a table of them."""

from __future__ import annotations

from dataclasses import dataclass

from jamplan.corpus.model import Basis, Link
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.rules import STRENGTHS, strength
from jamplan.counting.statuses import Status
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.cells import status_counts, wording_of
from jamplan.reports.labels import called, label

# The best supported first and darkest: a shade of one colour, or a pattern for what is decided against.
FILLS = {
    Status.ADOPTED: "1",
    Status.PARTIAL: "0.74",
    Status.BELOW_RULE: "0.5",
    Status.UNREVIEWED: "0.28",
    Status.UNDOCUMENTED: "0.08",
    Status.NOT_ASSESSABLE: "url(#dots)",
    Status.NOT_ADOPTED: "url(#hatch)",
}
LETTERS = {Basis.EXPLICIT: "E", Basis.IMPLICIT: "I", Basis.AMBIGUOUS: "A", Basis.COMPARED: "C"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar, in per cent of its width: the proposals of one status."""

    status: Status
    label: str
    start: float
    width: float


def bar(coverage: Coverage, language: Language) -> tuple[Segment, ...]:
    """The segments of all declared proposals; none if there is no proposal."""
    segments = []
    start = 0
    for status in FILLS:
        if count := coverage.statuses[status]:
            left, width = (round(100 * number / coverage.total, 3) for number in (start, count))
            segments.append(Segment(status, status_counts(language, {status: count}), left, width))
            start += count
    return tuple(segments)


Mark = tuple[str, bool, str]
"""The sign of a link in a cell: the letter of its basis, whether it counts, and a tip."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns and rows with their ids and titles; each row has a mark or None for each column."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[Mark | None, ...]], ...]
    legend: str


# More rows or columns than that are shown only if they have a link: a reader cannot scan them.
_MANY = 60


def matrix(coverage: Coverage, language: Language) -> Matrix | None:
    """The links on record by proposal and measure, None if there are none."""
    if not coverage.corpus.links:
        return None
    measures = [row for group in coverage.priorities for row in group.rows]
    columns = []
    for row in measures:
        if len(measures) <= _MANY or row.links:
            star = "*" if row.measure.number_inferred else ""
            number = f"{row.measure.number}{star} " if row.measure.number else ""
            columns.append((row.measure.id, one_line(number + row.measure.title)))
    rows = [
        (row.proposal.id, one_line(row.proposal.title), _marks(coverage, row, columns, language))
        for row in coverage.rows
        if len(coverage.rows) <= _MANY or row.links
    ]
    letters = [
        f"{letter}{language.gettext(': ')}{label(language, basis)}" for basis, letter in LETTERS.items()
    ]
    return Matrix(tuple(columns), tuple(rows), language.gettext("; ").join(letters))


def _marks(
    coverage: Coverage, row: ProposalRow, columns: list[tuple[str, str]], language: Language
) -> tuple[Mark | None, ...]:
    """The marks of a proposal: of several links of a pair, one that counts, else the strongest."""
    marks: dict[str, Mark] = {}

    def rank(link: Link) -> tuple[bool, int]:
        return link not in row.counted, STRENGTHS.index(strength(link, row.proposal))

    for link in sorted(row.links, key=rank):
        tip = language.gettext(
            "{wording}, according to {actor}",
            wording=wording_of(language, link, row.proposal),
            actor=called(coverage.corpus, language, link.claimed_by),
        )
        letter = LETTERS[strength(link, row.proposal)]
        marks.setdefault(link.measure, (letter, link in row.counted, tip))
    return tuple(marks.get(measure) for measure, _title in columns)

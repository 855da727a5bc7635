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
from jamplan.reports.labels import called, column_names

# Adopted and what is unknown come first, so that the range is one stretch of the bar.
_ORDER = (
    Status.ADOPTED,
    Status.UNREVIEWED,
    Status.UNDOCUMENTED,
    Status.PARTIAL,
    Status.BELOW_RULE,
    Status.NOT_ADOPTED,
    Status.NOT_ASSESSABLE,
)
LETTERS = {Basis.EXPLICIT: "E", Basis.IMPLICIT: "I", Basis.AMBIGUOUS: "A", Basis.COMPARED: "C"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the bar, in per cent of its width: the proposals of one status."""

    status: Status
    label: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """All declared proposals, and the range of those that may be taken up."""

    segments: tuple[Segment, ...]
    low: float
    high: float


def bar(coverage: Coverage, language: Language) -> Bar | None:
    """Return the bar of a coverage, None if there is no proposal."""
    total = coverage.total
    if not total:
        return None
    segments = []
    start = 0
    for status in _ORDER:
        if count := coverage.statuses[status]:
            label = status_counts(language, {status: count})
            segments.append(Segment(status, label, _share(start, total), _share(count, total)))
            start += count
    low, high = coverage.range
    return Bar(tuple(segments), _share(low, total), _share(high, total))


def _share(count: int, total: int) -> float:
    return round(100 * count / total, 3)


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign of a link in a cell: the letter of its basis, whether it counts, and a tip."""

    letter: str
    counted: bool
    tip: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A proposal, with a mark or None for each measure."""

    id: str
    title: str
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A measure: its number or id, and its title."""

    id: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Proposals down, measures across."""

    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]


# More rows or columns than that are shown only if they have a link: a reader cannot scan them.
_MANY = 60


def matrix(coverage: Coverage, language: Language) -> Matrix | None:
    """Return the links on record by proposal and measure, None if there are none."""
    if not coverage.corpus.links:
        return None
    measures = [row.measure for group in coverage.priorities for row in group.rows]
    names = column_names(measures)
    linked = {link.measure for link in coverage.corpus.links}
    columns = [
        Column(measure.id, one_line(name), one_line(measure.title))
        for measure, name in zip(measures, names, strict=True)
        if len(measures) <= _MANY or measure.id in linked
    ]
    rows = [
        _row(coverage, row, columns, language)
        for row in coverage.rows
        if len(coverage.rows) <= _MANY or row.links
    ]
    return Matrix(tuple(columns), tuple(rows))


def _row(coverage: Coverage, row: ProposalRow, columns: list[Column], language: Language) -> MatrixRow:
    """Return the row of a proposal: of several links of a pair, one that counts, else the strongest."""
    marks: dict[str, Mark] = {}
    for link in sorted(row.links, key=lambda link: _rank(row, link)):
        letter = LETTERS[strength(link, row.proposal)]
        tip = language.gettext(
            "{wording}, according to {actor}",
            wording=wording_of(language, link, row.proposal),
            actor=called(coverage.corpus, language, link.claimed_by),
        )
        marks.setdefault(link.measure, Mark(letter, link in row.counted, tip))
    return MatrixRow(
        row.proposal.id,
        one_line(row.proposal.title),
        tuple(marks.get(column.id) for column in columns),
    )


def _rank(row: ProposalRow, link: Link) -> tuple[bool, int]:
    return link not in row.counted, STRENGTHS.index(strength(link, row.proposal))

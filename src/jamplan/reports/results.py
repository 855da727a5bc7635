"""Each proposal with what is said of it: measure, claimant, wording, quotes and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Evidence, Measure, Proposal
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.rules import STRENGTHS, Status
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.cells import wording_of
from jamplan.reports.labels import called, label


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One statement or conclusion on a proposal, in words."""

    claimant: str
    wording: str
    measure: str
    """Empty for a conclusion."""
    evidence: tuple[Evidence, ...]


def by_support(coverage: Coverage, *statuses: Status) -> list[ProposalRow]:
    """The proposals of these statuses, of all by default, best supported first."""
    order = list(Status)
    rows = coverage.with_status(*(statuses or order))
    return sorted(rows, key=lambda row: (order.index(row.status), _strength(row)))


def _strength(row: ProposalRow) -> int:
    return len(STRENGTHS) if row.strongest is None else STRENGTHS.index(row.strongest)


def result_rows(corpus: Corpus, row: ProposalRow, language: Language) -> list[ResultRow]:
    """What is said of a proposal: its counted statements, the others, its conclusions."""
    rows = []
    for link in row.links:
        inferred = (
            language.gettext(" (pairing inferred from the text)") if link.measure_inferred else ""
        )
        rows.append(
            ResultRow(
                called(corpus, language, link.claimed_by),
                wording_of(language, link, row.proposal),
                numbered(corpus.measure[link.measure]) + inferred,
                link.evidence,
            )
        )
    for verdict in row.verdicts:
        claimant = called(corpus, language, verdict.claimed_by)
        rows.append(ResultRow(claimant, label(language, verdict.verdict), "", verdict.evidence))
    return rows


def numbered(item: Proposal | Measure) -> str:
    """An item's number and title; « * » marks a number that is inferred."""
    title = one_line(item.title)
    if not item.number:
        return title
    return f"{one_line(item.number)}{'*' if item.number_inferred else ''} {title}"


def quotes_of(language: Language, evidence: Sequence[Evidence]) -> list[str]:
    """The quotes of a statement, between quotation marks."""
    return [language.quoted(one_line(entry.quote)) for entry in evidence if entry.quote]

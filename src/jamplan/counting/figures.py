"""The figures that a rule gives, in both directions: proposals taken up, measures answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import (
    Basis,
    Chapter,
    Extent,
    Link,
    Measure,
    Priority,
    Proposal,
    SourceKind,
    Verdict,
)
from jamplan.corpus.staleness import Staleness
from jamplan.counting.rules import (
    STRENGTHS,
    WEIGHT_OF_PARTIAL,
    LinksCounted,
    OutOf,
    Rule,
    default_rule,
    strength,
)
from jamplan.counting.statuses import Status, status_of


class CautionCode(StrEnum):
    """Something a reader must know beside the figures. The codes are part of the JSON output."""

    TEXTS_MISSING = "texts-missing"
    MORE_LISTED_THAN_DECLARED = "more-listed-than-declared"
    CLAIMANT_IS_AUTHOR = "claimant-is-author"
    TEXTS_FROM_CLAIMANT = "texts-from-claimant"
    PROPOSALS_NOT_READ = "proposals-not-read"
    PLAN_NOT_READ = "plan-not-read"
    COUNTS_DISAGREE = "counts-disagree"
    EXTENT_UNSTATED = "extent-unstated"
    CHAPTERS_INFERRED = "chapters-inferred"
    MEASURES_INFERRED = "measures-inferred"
    CONTESTED = "contested"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Caution:
    """A caution with the ids and numbers that its sentence needs."""

    code: CautionCode
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal, its status, its links (counted or not) and its verdicts."""

    proposal: Proposal
    status: Status
    counted: tuple[Link, ...]
    uncounted: tuple[Link, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """All links, the counted ones first."""
        return self.counted + self.uncounted

    @property
    def strongest(self) -> Basis | None:
        """How strong the strongest of the counted links is, of all links where none counts."""
        found = [strength(link, self.proposal) for link in self.counted or self.uncounted]
        return min(found, key=STRENGTHS.index) if found else None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure and its links, counted or not."""

    measure: Measure
    counted: tuple[Link, ...]
    uncounted: tuple[Link, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """All links, the counted ones first."""
        return self.counted + self.uncounted


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter (None: no chapter known), with how many of its known proposals have each status."""

    chapter: Chapter | None
    rows: tuple[ProposalRow, ...]

    @property
    def statuses(self) -> Mapping[Status, int]:
        """How many of the chapter's known proposals have each status."""
        return count_statuses(self.rows)

    @property
    def inferred(self) -> int:
        """How many of them are placed in it by inference."""
        return sum(row.proposal.chapter_inferred for row in self.rows)


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A priority (None: no priority known) with its measures."""

    priority: Priority | None
    rows: tuple[MeasureRow, ...]

    @property
    def answered(self) -> int:
        """How many of its measures a counted link answers."""
        return sum(bool(row.counted) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of one corpus under one rule. All counts are exact integers."""

    corpus: Corpus
    rule: Rule
    rows: tuple[ProposalRow, ...]
    measures: tuple[MeasureRow, ...]
    chapters: tuple[ChapterRow, ...]
    priorities: tuple[PriorityRow, ...]
    declared: int
    statuses: Mapping[Status, int]
    warnings: tuple[Caution, ...]

    @property
    def documented(self) -> int:
        """How many proposals are listed with a title or a text."""
        return len(self.rows)

    @property
    def total(self) -> int:
        """What the statuses add up to: the declared number, or what is listed where that is more."""
        return max(self.declared, self.documented)

    @property
    def denominator(self) -> int:
        """What the figures are out of, which depends on the documents alone."""
        return self.total if self.rule.of is OutOf.DECLARED else self.documented

    @property
    def adopted(self) -> int:
        """How many proposals are stated to be taken up."""
        return self.statuses[Status.ADOPTED]

    @property
    def score(self) -> float:
        """Adopted proposals plus what the rule makes of the partial ones."""
        weight = WEIGHT_OF_PARTIAL[self.rule.partial]
        return self.adopted + weight * self.statuses[Status.PARTIAL]

    @property
    def range(self) -> tuple[int, int]:
        """From the adopted proposals to those that may prove to be: unreviewed and undocumented too."""
        unknown = self.statuses[Status.UNREVIEWED]
        if self.rule.of is OutOf.DECLARED:
            unknown += self.statuses[Status.UNDOCUMENTED]
        return self.adopted, self.adopted + unknown

    @property
    def answered(self) -> int:
        """How many measures a counted link answers."""
        return sum(bool(row.counted) for row in self.measures)

    @property
    def claimants(self) -> tuple[str, ...]:
        """The actors who make the counted statements, by id, in the order of the files."""
        return tuple(dict.fromkeys(link.claimed_by for row in self.rows for link in row.counted))

    def with_status(self, *statuses: Status) -> tuple[ProposalRow, ...]:
        """The known proposals of one or more statuses."""
        return tuple(row for row in self.rows if row.status in statuses)


def coverage(corpus: Corpus, rule: Rule | None = None) -> Coverage:
    """Count a corpus under a rule, under :func:`default_rule` where none is given.

    Raises :class:`KeyError` where the rule names an actor that the corpus does not have.
    """
    rule = rule or default_rule(corpus)
    if rule.claimed_by is not None and rule.claimed_by not in corpus.actor:
        raise KeyError(rule.claimed_by)
    rows = tuple(_proposal_row(corpus, proposal, rule) for proposal in corpus.proposals)
    measures = tuple(_measure_row(corpus, measure, rule) for measure in corpus.measures)
    declarations = corpus.proposals_document.declared
    declared = declarations[0].count if declarations else len(rows)
    statuses = dict(count_statuses(rows))
    statuses[Status.UNDOCUMENTED] = max(0, declared - len(rows))
    return Coverage(
        corpus=corpus,
        rule=rule,
        rows=rows,
        measures=measures,
        chapters=_chapters(corpus, rows),
        priorities=_priorities(corpus, measures),
        declared=declared,
        statuses=MappingProxyType(statuses),
        warnings=tuple(_warnings(corpus, rows, measures, declared)),
    )


def all_rules(corpus: Corpus, rule: Rule | None = None) -> tuple[Coverage, ...]:
    """The coverage under each of the four sets of links, the other choices as in ``rule``."""
    chosen = rule or default_rule(corpus)
    return tuple(
        coverage(
            corpus,
            Rule(links=links, claimed_by=chosen.claimed_by, partial=chosen.partial, of=chosen.of),
        )
        for links in LinksCounted
    )


def count_statuses(rows: Iterable[ProposalRow]) -> Mapping[Status, int]:
    """How many rows have each status; a status that none has is 0."""
    counts = dict.fromkeys(Status, 0)
    for row in rows:
        counts[row.status] += 1
    return MappingProxyType(counts)


def _proposal_row(corpus: Corpus, proposal: Proposal, rule: Rule) -> ProposalRow:
    links = corpus.links_of_proposal.get(proposal.id, ())
    verdicts = corpus.verdicts_of.get(proposal.id, ())
    return ProposalRow(
        proposal=proposal,
        status=status_of(proposal, links, verdicts, rule),
        counted=tuple(link for link in links if rule.counts(link, proposal)),
        uncounted=tuple(link for link in links if not rule.counts(link, proposal)),
        verdicts=verdicts,
    )


def _measure_row(corpus: Corpus, measure: Measure, rule: Rule) -> MeasureRow:
    links = corpus.links_of_measure.get(measure.id, ())
    counted = {id(link) for link in links if rule.counts(link, corpus.proposal[link.proposal])}
    return MeasureRow(
        measure=measure,
        counted=tuple(link for link in links if id(link) in counted),
        uncounted=tuple(link for link in links if id(link) not in counted),
    )


def _chapters(corpus: Corpus, rows: tuple[ProposalRow, ...]) -> tuple[ChapterRow, ...]:
    groups: dict[str | None, list[ProposalRow]] = {chapter.id: [] for chapter in corpus.chapters}
    for row in rows:
        groups.setdefault(row.proposal.chapter, []).append(row)
    named = {chapter.id: chapter for chapter in corpus.chapters}
    return tuple(
        ChapterRow(named.get(key) if key else None, tuple(group)) for key, group in groups.items()
    )


def _priorities(corpus: Corpus, rows: tuple[MeasureRow, ...]) -> tuple[PriorityRow, ...]:
    groups: dict[str | None, list[MeasureRow]] = {each.id: [] for each in corpus.priorities}
    for row in rows:
        groups.setdefault(row.measure.priority, []).append(row)
    named = {priority.id: priority for priority in corpus.priorities}
    return tuple(
        PriorityRow(named.get(key) if key else None, tuple(group)) for key, group in groups.items()
    )


def _warnings(
    corpus: Corpus,
    rows: tuple[ProposalRow, ...],
    measures: tuple[MeasureRow, ...],
    declared: int,
) -> Iterable[Caution]:
    yield from _about_numbers(corpus, rows, declared)
    yield from _about_claimants(corpus, rows)
    known_from = {evidence.source for row in rows for evidence in row.proposal.evidence}
    if known_from and corpus.proposals_document.source not in known_from:
        yield Caution(CautionCode.PROPOSALS_NOT_READ, {"sources": len(known_from)})
    read = {evidence.source for row in measures for evidence in row.measure.evidence}
    read |= {evidence.source for each in corpus.priorities for evidence in each.evidence}
    plan = corpus.plan_document.source
    if measures and (plan is None or (read and plan not in read)):
        press = sum(corpus.source[source].kind is SourceKind.PRESS for source in read)
        yield Caution(CautionCode.PLAN_NOT_READ, {"sources": len(read), "press": press})
    yield from _about_links(corpus, rows)


def _about_numbers(corpus: Corpus, rows: tuple[ProposalRow, ...], declared: int) -> Iterable[Caution]:
    listed = len(rows)
    if declared > listed:
        # Known from others than the document itself, whose sentences need not be one proposal each.
        second_hand = any(
            evidence.source != corpus.proposals_document.source
            for row in rows
            for evidence in row.proposal.evidence
        )
        numbers = {"declared": declared, "listed": listed, "missing": declared - listed}
        yield Caution(CautionCode.TEXTS_MISSING, {**numbers, "second_hand": second_hand})
    if declared < listed:
        numbers = {"declared": declared, "listed": listed}
        yield Caution(CautionCode.MORE_LISTED_THAN_DECLARED, numbers)
    documents = {"proposals": corpus.proposals_document, "measures": corpus.plan_document}
    for kind, document in documents.items():
        counts = tuple(each.count for each in document.declared)
        if len(set(counts)) > 1:
            yield Caution(CautionCode.COUNTS_DISAGREE, {"of": kind, "counts": counts})


def _about_claimants(corpus: Corpus, rows: tuple[ProposalRow, ...]) -> Iterable[Caution]:
    claimants = {link.claimed_by for row in rows for link in row.counted}
    author = corpus.proposals_document.publisher
    if author in claimants:
        yield Caution(CautionCode.CLAIMANT_IS_AUTHOR, {"actor": author})
    yield from _texts_from_claimant(corpus, rows)


def _about_links(corpus: Corpus, rows: tuple[ProposalRow, ...]) -> Iterable[Caution]:
    unstated = sum(
        row.status is Status.ADOPTED and all(link.extent is not Extent.FULL for link in row.counted)
        for row in rows
    )
    if unstated:
        yield Caution(CautionCode.EXTENT_UNSTATED, {"proposals": unstated})
    inferred = sum(bool(row.proposal.chapter) and row.proposal.chapter_inferred for row in rows)
    if inferred:
        numbers = {"inferred": inferred, "listed": len(rows)}
        yield Caution(CautionCode.CHAPTERS_INFERRED, numbers)
    read_off = sum(link.measure_inferred for row in rows for link in row.counted)
    if read_off:
        yield Caution(CautionCode.MEASURES_INFERRED, {"links": read_off})
    contested = tuple(row.proposal.id for row in rows if row.links and row.verdicts)
    if contested:
        yield Caution(CautionCode.CONTESTED, {"proposals": contested})
    staleness = Staleness(corpus)
    links = sum(bool(staleness.changes(link)) for row in rows for link in row.counted)
    verdicts = sum(bool(staleness.changes(each)) for row in rows for each in row.verdicts)
    if links or verdicts:
        yield Caution(CautionCode.STALE, {"links": links, "verdicts": verdicts})


def _texts_from_claimant(corpus: Corpus, rows: tuple[ProposalRow, ...]) -> Iterable[Caution]:
    """Warn where most known texts come from a source that claims the take-up: a selection.

    A source that somebody compared claims nothing, and the document itself selects nothing.
    """
    claiming = {
        evidence.source
        for row in rows
        for link in row.counted
        for evidence in link.evidence
        if link.basis is not Basis.COMPARED
    }
    for source in sorted(claiming - {corpus.proposals_document.source}):
        known = sum(
            any(evidence.source == source for evidence in row.proposal.evidence) for row in rows
        )
        if 2 * known > len(rows):
            yield Caution(
                CautionCode.TEXTS_FROM_CLAIMANT,
                {"source": source, "known": known, "listed": len(rows)},
            )

"""The figures that a rule gives, in both directions: proposals taken up, measures answered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import not_
from types import MappingProxyType
from typing import Any, TypeVar

from jamplan.corpus import model
from jamplan.corpus.findings import Finding, Term
from jamplan.corpus.loading import Corpus
from jamplan.counting import rules
from jamplan.language import N_

Kind = rules.Status | model.VerdictKind | model.Extent
REFUSED = model.VerdictKind.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item with its links (counted or not), its verdicts, and the status that follows."""

    counted: tuple[model.Link, ...]
    uncounted: tuple[model.Link, ...]
    verdicts: tuple[model.Verdict, ...]
    status: rules.Status

    @property
    def links(self) -> tuple[model.Link, ...]:
        """All links, the counted ones first."""
        return self.counted + self.uncounted

    @property
    def kind(self) -> Kind:
        """What its status is called by: the conclusion if all who conclude agree, else the status.

        What is taken up in principle alone has its extent.
        """
        verdicts = {verdict.verdict for verdict in self.verdicts}
        is_concluded = self.status in {
            rules.Status.NOT_ADOPTED,
            rules.Status.NOT_ASSESSABLE,
        }
        if is_concluded and len(verdicts) == 1:
            return verdicts.pop()
        extents = {link.extent for link in self.counted}
        return (
            model.Extent.PRINCIPLE
            if extents == {model.Extent.PRINCIPLE}
            else self.status
        )

    @property
    def group(self) -> rules.Status | model.VerdictKind:
        """What it is shown among: its status, or the refusals, which are facts with their evidence."""
        is_refused = any(each.verdict is REFUSED for each in self.verdicts)
        return (
            REFUSED
            if is_refused and self.status is rules.Status.NOT_ADOPTED
            else self.status
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow(Row):
    """A proposal."""

    proposal: model.Proposal

    @property
    def strongest(self) -> model.Basis | None:
        """The strength of the strongest counted link, or of the strongest link if none counts."""
        strengths = [
            rules.strength(link, self.proposal)
            for link in self.counted or self.uncounted
        ]
        return min(strengths, key=rules.STRENGTHS.index, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow(Row):
    """A measure. An answer of a response has the verdicts on what it answers."""

    measure: model.Measure


_Group = TypeVar("_Group", model.Chapter, model.Priority)
_Row = TypeVar("_Row", ProposalRow, MeasureRow)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of one corpus under one rule. All counts are exact integers."""

    corpus: Corpus
    rule: rules.Rule
    rows: tuple[ProposalRow, ...]
    measures: tuple[MeasureRow, ...]
    chapters: tuple[tuple[model.Chapter | None, tuple[ProposalRow, ...]], ...]
    """Each chapter (None: no chapter known) with its known proposals."""
    priorities: tuple[tuple[model.Priority | None, tuple[MeasureRow, ...]], ...]
    """Each priority (None: no priority known) with its measures."""
    declared: int
    statuses: Mapping[rules.Status, int]

    @property
    def documented(self) -> int:
        """The number of proposals listed with a title or a text."""
        return len(self.rows)

    @property
    def total(self) -> int:
        """The sum of the statuses: the greater of the declared and the listed number."""
        return max(self.declared, self.documented)

    @property
    def denominator(self) -> int:
        """The denominator: declared or listed proposals. Links never change it."""
        return self.total if self.rule.of is rules.OutOf.DECLARED else self.documented

    @property
    def principle(self) -> int:
        """The number of the partial proposals that are taken up in principle alone."""
        return sum(row.kind is model.Extent.PRINCIPLE for row in self.rows)

    @property
    def refused(self) -> int:
        """The number of proposals that a source says are refused, and none says are taken up."""
        return sum(row.group is REFUSED for row in self.rows)

    @property
    def adopted(self) -> int:
        """The number of proposals that are stated to be taken up."""
        return self.statuses[rules.Status.ADOPTED]

    @property
    def score(self) -> float:
        """Adopted proposals plus the partial ones, weighted by the rule."""
        weight = rules.WEIGHT_OF_PARTIAL[self.rule.partial]
        return self.adopted + weight * self.statuses[rules.Status.PARTIAL]

    @property
    def range(self) -> tuple[int, int]:
        """From the adopted proposals to the adopted, unreviewed and undocumented ones."""
        unknown = self.statuses[rules.Status.UNREVIEWED]
        if self.rule.of is rules.OutOf.DECLARED:
            unknown += self.statuses[rules.Status.UNDOCUMENTED]
        return self.adopted, self.adopted + unknown

    @property
    def answered(self) -> int:
        """The number of measures that a counted link answers."""
        return sum(bool(row.counted) for row in self.measures)

    @property
    def claimants(self) -> tuple[str, ...]:
        """The actors who make the counted statements, by id, in the order of the files."""
        return tuple(
            dict.fromkeys(link.claimed_by for row in self.rows for link in row.counted)
        )

    def with_status(self, *statuses: rules.Status) -> tuple[ProposalRow, ...]:
        """The known proposals of one or more statuses."""
        return tuple(row for row in self.rows if row.status in statuses)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What makes the figures less certain than they look."""
        return (*_about_numbers(self), *_about_sources(self), *_about_links(self))


def coverage(corpus: Corpus, rule: rules.Rule | None = None) -> Coverage:
    """The figures of a corpus under a rule, by default that of :func:`default_rule`.

    Raises :class:`KeyError` if the rule names an actor that the corpus does not have.
    """
    chosen = rule or rules.default_rule(corpus)
    if chosen.claimed_by is not None and chosen.claimed_by not in corpus.actor:
        raise KeyError(chosen.claimed_by)

    def decided(
        links: Sequence[model.Link], verdicts: tuple[model.Verdict, ...]
    ) -> dict[str, Any]:
        """What is decided on an item, as the fields of :class:`Row`."""
        counts = [chosen.counts(link, corpus.proposal[link.proposal]) for link in links]
        counted, others = (
            tuple(compress(links, counts)),
            tuple(compress(links, map(not_, counts))),
        )
        status = rules.status_of(counted, others, verdicts)
        return {
            "counted": counted,
            "uncounted": others,
            "verdicts": verdicts,
            "status": status,
        }

    links, verdicts = corpus.links_of_proposal, corpus.verdicts_of
    rows = tuple(
        ProposalRow(
            proposal=each, **decided(links.get(each.id, ()), verdicts.get(each.id, ()))
        )
        for each in corpus.proposals
    )
    concluded = {
        answer.id: row.verdicts
        for row in rows
        if row.verdicts and (answer := answer_of(corpus, row.proposal))
    }
    links = corpus.links_of_measure
    measures = tuple(
        MeasureRow(
            measure=each, **decided(links.get(each.id, ()), concluded.get(each.id, ()))
        )
        for each in corpus.measures
    )
    declared = next(
        (each.count for each in corpus.proposals_document.declared), len(rows)
    )
    statuses = Counter(row.status for row in rows)
    statuses[rules.Status.UNDOCUMENTED] = max(0, declared - len(rows))
    return Coverage(
        corpus=corpus,
        rule=chosen,
        rows=rows,
        measures=measures,
        chapters=_grouped(
            corpus.chapters, [(row.proposal.chapter, row) for row in rows]
        ),
        priorities=_grouped(
            corpus.priorities, [(row.measure.priority, row) for row in measures]
        ),
        declared=declared,
        statuses=MappingProxyType(
            {status: statuses[status] for status in rules.Status}
        ),
    )


def all_rules(corpus: Corpus, rule: rules.Rule | None = None) -> tuple[Coverage, ...]:
    """The coverage under each of the four sets of links, the other choices as in ``rule``."""
    chosen = rule or rules.default_rule(corpus)
    return tuple(
        coverage(corpus, replace(chosen, links=links)) for links in rules.LinksCounted
    )


def answer_of(corpus: Corpus, item: model.Item) -> model.Measure | None:
    """The answer of a response with an item's number; None if the number is not its own alone.

    Numbers that are inferred, and a pair that a person set aside, do not count.
    """
    if not corpus.is_response or not item.number:
        return None
    rivals = [other for other in corpus.proposals if other.number == item.number]
    answers = [measure for measure in corpus.measures if measure.number == item.number]
    if not len(rivals) == len(answers) == 1:
        return None
    (asked,), (answer,) = rivals, answers
    set_aside = {(pair.proposal, pair.measure) for pair in corpus.dismissals}
    inferred = asked.number_inferred or answer.number_inferred
    return None if inferred or (asked.id, answer.id) in set_aside else answer


def _grouped(
    groups: Iterable[_Group], rows: Iterable[tuple[str | None, _Row]]
) -> tuple[tuple[_Group | None, tuple[_Row, ...]], ...]:
    """Each group with the rows that name its id; None with the rows that name no group."""
    by_id: dict[str | None, list[_Row]] = {group.id: [] for group in groups}
    for group_id, row in rows:
        by_id.setdefault(group_id, []).append(row)
    named: dict[str | None, _Group] = {group.id: group for group in groups}
    return tuple(
        (named.get(group_id), tuple(members)) for group_id, members in by_id.items()
    )


def _warning(code: str, **details: object) -> Finding:
    return Finding(code, details=details)


def _about_numbers(figures: Coverage) -> Iterator[Finding]:
    corpus, declared, listed = figures.corpus, figures.declared, figures.documented
    if declared > listed:
        # A sentence in another source than the document itself need not be one proposal.
        sources = {
            evidence.source
            for row in figures.rows
            for evidence in row.proposal.evidence
        }
        second_hand = not sources <= {corpus.proposals_document.source}
        rough = (
            N_(", so a rough figure: one sentence may merge several")
            if second_hand
            else ""
        )
        counts = {"declared": declared, "listed": listed, "missing": declared - listed}
        yield _warning(
            "texts-missing", **counts, second_hand=second_hand, rough=Term(rough)
        )
    elif declared < listed:
        yield _warning("more-listed-than-declared", declared=declared, listed=listed)
    for items, document, used in (
        (N_("{proposals}"), corpus.proposals_document, figures.total),
        (N_("{measures}"), corpus.plan_document, len(figures.measures)),
    ):
        numbers = tuple(
            dict.fromkeys(declaration.count for declaration in document.declared)
        )
        if len(numbers) > 1:
            of = items.strip("{}")
            yield _warning(
                "counts-disagree", of=of, items=Term(items), counts=numbers, used=used
            )


def _about_sources(figures: Coverage) -> Iterator[Finding]:
    corpus, rows = figures.corpus, figures.rows
    author = corpus.proposals_document.publisher
    if author in figures.claimants:
        yield _warning("claimant-is-author", actor=author)
    if figures.claimants and corpus.is_plan_older:
        yield _warning("plan-older")
    own = corpus.proposals_document.source
    known_from = [
        {evidence.source for evidence in row.proposal.evidence} for row in rows
    ]
    # A source that somebody compared claims nothing, and the document itself selects nothing.
    claiming = {
        evidence.source
        for row in rows
        for link in row.counted
        for evidence in link.evidence
        if link.basis is not model.Basis.COMPARED
    }
    for source in sorted(claiming - {own}):
        known = sum(source in sources for sources in known_from)
        if 2 * known > len(rows):
            counts = {"known": known, "listed": len(rows), "adopted": figures.adopted}
            yield _warning("texts-from-claimant", source=source, **counts)
    yield from corpus.unknown.values()
    described = set().union(*known_from)
    if described and own not in described:
        name = corpus.proposals_document.short_name
        yield _warning("proposals-not-read", document=name, sources=len(described))
    plan = corpus.plan_document.source
    read = {
        evidence.source for row in figures.measures for evidence in row.measure.evidence
    }
    read |= {
        evidence.source
        for priority in corpus.priorities
        for evidence in priority.evidence
    }
    if figures.measures and (plan is None or (read and plan not in read)):
        press = sum(
            corpus.source[source].kind is model.SourceKind.PRESS for source in read
        )
        name = corpus.plan_document.short_name
        yield _warning("plan-not-read", document=name, sources=len(read), press=press)


def unstated(rows: Iterable[ProposalRow]) -> int:
    """The number of proposals taken up that no source says are taken up in full."""
    extents = [
        [link.extent for link in row.counted]
        for row in rows
        if row.status == rules.Status.ADOPTED
    ]
    return sum(model.Extent.FULL not in each for each in extents)


def _about_links(figures: Coverage) -> Iterator[Finding]:
    corpus, rows = figures.corpus, figures.rows
    if n := unstated(rows):
        yield _warning("extent-unstated", adopted=n)
    if n := sum(
        bool(row.proposal.chapter) and row.proposal.chapter_inferred for row in rows
    ):
        yield _warning("chapters-inferred", inferred=n, listed=len(rows))
    if n := sum(link.measure_inferred for row in rows for link in row.counted):
        yield _warning("measures-inferred", links=n)
    yield from corpus.contested
    links = sum(bool(corpus.changes(link)) for row in rows for link in row.counted)
    verdicts = sum(
        bool(corpus.changes(verdict)) for row in rows for verdict in row.verdicts
    )
    if links or verdicts:
        yield _warning("stale", links=links, verdicts=verdicts)


OPEN = {
    rules.Status.NOT_ADOPTED: "decided_not",
    rules.Status.NOT_ASSESSABLE: "not_assessable",
    rules.Status.BELOW_RULE: "below_rule",
    rules.Status.UNREVIEWED: "nobody_decided",
    rules.Status.UNDOCUMENTED: "without_text",
}
"""The statuses of proposals whose take-up is not established, each with the code of its group."""

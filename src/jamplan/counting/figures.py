"""The figures that a rule gives, in both directions.

Proposals taken up, measures answered.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from jamplan.corpus import model
from jamplan.corpus.findings import Finding
from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import Group, Says, Statement, Words
from jamplan.corpus.views import answer_of
from jamplan.corpus.voices import Voice, Who, who_says
from jamplan.counting import rules
from jamplan.counting.statuses import (
    NOT_ADOPTED,
    NOT_ASSESSABLE,
    UNDECIDED,
    Status,
    status_of,
    superseded,
)
from jamplan.counting.uncertainties import uncertainties

Kind = Status | Says


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item with the statements on it, and the status that follows."""

    counted: tuple[Statement, ...] = ()
    """The positions that count."""
    uncounted: tuple[Statement, ...] = ()
    """The positions that the rule does not count, and those that their voice took
    back.
    """
    conclusions: tuple[Statement, ...] = ()
    """The conclusions of readers that count."""
    status: Status
    take_ups: tuple[Statement, ...] = field(init=False, repr=False)
    """The counted positions that say that it is taken up, as a whole or not."""
    refusals: tuple[Statement, ...] = field(init=False, repr=False)
    """The counted positions that say that it is not taken up."""

    def __post_init__(self) -> None:
        # A report asks every row for both, tens of times; a frozen row sets them so.
        yes = tuple(each for each in self.counted if each.group in rules.TAKEN_UP)
        no = tuple(each for each in self.counted if each.group is Group.NO)
        object.__setattr__(self, "take_ups", yes)
        object.__setattr__(self, "refusals", no)

    @property
    def positions(self) -> tuple[Statement, ...]:
        """All positions, the counted ones first."""
        return self.counted + self.uncounted

    @property
    def kind(self) -> Kind:
        """What its status is called by.

        That of what is partly so in principle alone is its own.
        """
        partly = {each.says for each in self.take_ups if each.group is Group.PARTLY}
        if self.status is Status.PARTIAL and partly == {Says.IN_PRINCIPLE}:
            return Says.IN_PRINCIPLE
        return self.status

    @property
    def extents_differ(self) -> bool:
        """Whether counted voices say that it is taken up to different extents."""
        groups = {statement.group for statement in self.take_ups}
        return len(groups) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow(Row):
    """A proposal."""

    proposal: model.Proposal
    strongest: Words | None
    """The strength of the strongest counted take-up, or of the strongest position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow(Row):
    """A measure, with the positions that name it.

    An answer of a response has also what is said of what it answers: the positions that
    name no other measure of its document, and the conclusions.
    """

    measure: model.Measure
    settled: tuple[Statement, ...] = ()
    """The positions that count, without those on proposals of which voices disagree."""

    @property
    def is_answering(self) -> bool:
        """Whether it takes up a proposal, by a counted and undisputed statement."""
        return any(each.group in rules.TAKEN_UP for each in self.settled)


_Group = TypeVar("_Group", model.Chapter, model.Priority)
_Row = TypeVar("_Row", ProposalRow, MeasureRow)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of one view of a corpus under one rule.

    All counts are exact integers.
    """

    corpus: Corpus
    rule: rules.Rule
    rows: tuple[ProposalRow, ...]
    measures: tuple[MeasureRow, ...]
    """The measures of the latest document that answers."""
    chapters: tuple[tuple[model.Chapter | None, tuple[ProposalRow, ...]], ...]
    """Each chapter (None: no chapter known) with its known proposals."""
    priorities: tuple[tuple[model.Priority | None, tuple[MeasureRow, ...]], ...]
    """Each priority (None: no priority known) with its measures."""
    declared: int
    statuses: Mapping[Status, int]
    who: Mapping[int, Who] = field(repr=False)
    """Who is heard in each position and conclusion, by the identity of the
    statement.
    """

    @property
    def documented(self) -> int:
        """The number of proposals listed with a title or a text."""
        return len(self.rows)

    @property
    def total(self) -> int:
        """The sum of the statuses.

        The greater of the declared and the listed number.
        """
        return max(self.declared, self.documented)

    @property
    def denominator(self) -> int:
        """The denominator: declared or listed proposals. Statements never change it."""
        if self.rule.of is rules.OutOf.DECLARED:
            return self.total
        return self.documented

    def number(self, *statuses: Status) -> int:
        """The number of proposals of some statuses."""
        return sum(self.statuses[status] for status in statuses)

    @property
    def principle(self) -> int:
        """The number of the partial proposals that are taken up in principle alone."""
        return sum(
            row.kind is Says.IN_PRINCIPLE and not row.extents_differ
            for row in self.rows
        )

    @property
    def refused(self) -> int:
        """The number of proposals that a counted voice refuses, and none takes up."""
        return self.statuses[Status.REFUSED]

    @property
    def adopted(self) -> int:
        """The number of proposals that are stated to be taken up."""
        return self.statuses[Status.ADOPTED]

    @property
    def not_adopted(self) -> int:
        """The number of proposals that are refused, or for which nothing was found."""
        return self.number(*NOT_ADOPTED)

    @property
    def not_assessable(self) -> int:
        """The number of proposals that are out of scope or cannot be checked."""
        return self.number(*NOT_ASSESSABLE)

    @property
    def score(self) -> float:
        """Adopted proposals plus the partial ones, weighted by the rule."""
        weight = rules.WEIGHT_OF_PARTIAL[self.rule.partial]
        return self.adopted + weight * self.statuses[Status.PARTIAL]

    @property
    def undecided(self) -> int:
        """The number of proposals that a further statement could decide either way."""
        unknown = self.number(*UNDECIDED)
        if self.rule.of is rules.OutOf.DOCUMENTED:
            unknown -= self.statuses[Status.UNDOCUMENTED]
        return unknown

    @property
    def range(self) -> tuple[int, int]:
        """From the adopted proposals to those and all that are undecided."""
        return self.adopted, self.adopted + self.undecided

    @property
    def answered(self) -> int:
        """The number of measures that take up a proposal, by a counted statement.

        No other statement disputes these.
        """
        return sum(row.is_answering for row in self.measures)

    @property
    def claimants(self) -> tuple[str, ...]:
        """The actors who say that something is taken up, in the order of the files."""
        actors: dict[str, None] = {}
        for row in self.rows:
            for statement in row.take_ups:
                if actor := self.who[id(statement)].actor:
                    actors[actor] = None
        return tuple(actors)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The voices of all positions, stated by sources or read in them.

        Each comes with its totals.
        """
        return self.corpus.voices

    @property
    def sole_publisher(self) -> str | None:
        """The one actor who publishes all that is stated or interpreted.

        None if several do.
        """
        publishers = {voice.via for voice in self.voices}
        return publishers.pop() if len(publishers) == 1 else None

    @property
    def sole_speaker(self) -> str | None:
        """The one actor who says all that is stated or interpreted.

        None if several do.
        """
        speakers = {voice.who for voice in self.voices}
        return speakers.pop() if len(speakers) == 1 else None

    def with_status(self, *statuses: Status) -> tuple[ProposalRow, ...]:
        """The known proposals of one or more statuses."""
        return tuple(row for row in self.rows if row.status in statuses)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What makes the figures less certain than they look."""
        return uncertainties(self)


class _Counting:
    """Counts one view of a corpus under one rule.

    First its proposals, then measures.
    """

    def __init__(self, corpus: Corpus, rule: rules.Rule) -> None:
        self.corpus = corpus
        self.rule = rule
        self.who: dict[int, Who] = {}
        self.counted: set[int] = set()
        """The positions that count, by the identity of the statement."""

    def proposal(self, proposal: model.Proposal) -> ProposalRow:
        """The row of a proposal."""
        positions: list[Statement] = []
        conclusions: list[Statement] = []
        strengths: dict[int, Words] = {}
        by_voice: dict[Who, list[Statement]] = defaultdict(list)
        for statement in self.corpus.statements_on.get(proposal.id, ()):
            is_position = statement.is_position
            if not (is_position or statement.is_conclusion):
                continue
            who = who_says(statement, self.corpus.source)
            self.who[id(statement)] = who
            if not is_position:
                if self.rule.counts_conclusion(who):
                    conclusions.append(statement)
                continue
            positions.append(statement)
            strength = rules.strength(statement, proposal.attribution)
            strengths[id(statement)] = strength
            if self.rule.counts(statement, who, strength):
                by_voice[who].append(statement)
        self._note_counted(by_voice)
        counted, uncounted = self._parts(positions)
        told = [each for each in counted if each.group in rules.TAKEN_UP] or positions
        ranked = [strengths[id(each)] for each in told]
        return ProposalRow(
            proposal=proposal,
            counted=counted,
            uncounted=uncounted,
            conclusions=tuple(conclusions),
            status=status_of(counted, uncounted, conclusions),
            strongest=min(ranked, key=rules.RANKS.__getitem__, default=None),
        )

    def _note_counted(self, by_voice: Mapping[Who, Sequence[Statement]]) -> None:
        """Note what counts on an item: what each voice says, and did not take back."""
        for words in by_voice.values():
            self.counted.update(map(id, words))
        taken_back = superseded(by_voice, self.corpus.source)
        self.counted.difference_update(map(id, taken_back))

    def measures(
        self, measures: Iterable[model.Measure], rows: Sequence[ProposalRow]
    ) -> tuple[MeasureRow, ...]:
        """The rows of the measures of a document, beside those of the proposals."""
        concluded = _concluded(self.corpus, rows)
        contested = {row.proposal.id for row in rows if row.status is Status.CONTESTED}
        return tuple(
            self._measure(measure, concluded.get(measure.id, ()), contested)
            for measure in measures
        )

    def _measure(
        self,
        measure: model.Measure,
        concluded: tuple[Statement, ...],
        contested: Container[str],
    ) -> MeasureRow:
        """The row of a measure.

        ``concluded`` are the conclusions on what it answers, ``contested`` the
        proposals of which voices disagree: a measure that is named for these alone is
        disputed too.
        """
        named = [*self.corpus.statements_naming.get(measure.id, ())]
        named += _connected(self.corpus, measure)
        positions = [statement for statement in named if statement.is_position]
        counted, uncounted = self._parts(positions)
        settled = tuple(each for each in counted if each.about not in contested)
        status = Status.CONTESTED
        if settled or not counted:
            status = status_of(settled, uncounted, concluded)
        return MeasureRow(
            measure=measure,
            counted=counted,
            uncounted=uncounted,
            conclusions=concluded,
            status=status,
            settled=settled,
        )

    def _parts(
        self, positions: Iterable[Statement]
    ) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """The positions that count, and those that do not."""
        counted: list[Statement] = []
        uncounted: list[Statement] = []
        for position in positions:
            if id(position) in self.counted:
                counted.append(position)
            else:
                uncounted.append(position)
        return tuple(counted), tuple(uncounted)


def coverage(corpus: Corpus, rule: rules.Rule | None = None) -> Coverage:
    """The figures of a view of a corpus under a rule, by default :func:`default_rule`.

    Raises :class:`KeyError` if the rule names an actor that the corpus does not have.
    """
    chosen = rule or rules.default_rule(corpus)
    if chosen.whose is not None and chosen.whose not in corpus.actor:
        raise KeyError(chosen.whose)
    counting = _Counting(corpus, chosen)
    rows = tuple(counting.proposal(proposal) for proposal in corpus.proposals)
    latest = corpus.plans[-1] if corpus.plans else None
    answering = latest.measures if latest else ()
    measures = counting.measures(answering, rows)
    declarations = corpus.proposals_document.declared
    declared = declarations[0].count if declarations else len(rows)
    statuses = Counter(row.status for row in rows)
    statuses[Status.UNDOCUMENTED] = max(0, declared - len(rows))
    priorities = latest.priorities if latest else ()
    return Coverage(
        corpus=corpus,
        rule=chosen,
        rows=rows,
        measures=measures,
        chapters=_grouped(
            corpus.chapters, [(row.proposal.chapter, row) for row in rows]
        ),
        priorities=_grouped(
            priorities, [(row.measure.priority, row) for row in measures]
        ),
        declared=declared,
        statuses=MappingProxyType({status: statuses[status] for status in Status}),
        who=MappingProxyType(counting.who),
    )


def _concluded(
    corpus: Corpus, rows: Iterable[ProposalRow]
) -> dict[str, tuple[Statement, ...]]:
    """What readers conclude of proposals, by the id of the answering measure."""
    concluded: dict[str, tuple[Statement, ...]] = {}
    for row in rows:
        for conclusion in row.conclusions:
            document = corpus.answered_in(conclusion)
            answer = answer_of(corpus, row.proposal, document)
            if answer is not None:
                concluded[answer.id] = (*concluded.get(answer.id, ()), conclusion)
    return concluded


def _connected(corpus: Corpus, measure: model.Measure) -> Iterator[Statement]:
    """The positions without a measure on what a measure answers, as its answer."""
    document = corpus.plan_of[measure.id]
    for proposal in measure.answers:
        if answer_of(corpus, corpus.proposal[proposal], document) is not measure:
            continue
        for statement in corpus.statements_on.get(proposal, ()):
            is_free = statement.is_position and statement.measure is None
            if is_free and corpus.answered_in(statement) == document:
                yield statement


def all_rules(corpus: Corpus, rule: rules.Rule | None = None) -> tuple[Coverage, ...]:
    """The coverage under each choice of words, the other choices as in ``rule``."""
    chosen = rule or rules.default_rule(corpus)
    return tuple(
        coverage(corpus, replace(chosen, words=words)) for words in rules.WordsCounted
    )


def _grouped(
    groups: Iterable[_Group], rows: Iterable[tuple[str | None, _Row]]
) -> tuple[tuple[_Group | None, tuple[_Row, ...]], ...]:
    """Each group with the rows that name its id.

    None with the rows that name no group.
    """
    by_id: dict[str | None, list[_Row]] = {group.id: [] for group in groups}
    for group_id, row in rows:
        by_id.setdefault(group_id, []).append(row)
    named: dict[str | None, _Group] = {group.id: group for group in groups}
    return tuple(
        (named.get(group_id), tuple(members)) for group_id, members in by_id.items()
    )


OPEN = {
    Status.CONTESTED: "contested",
    Status.REFUSED: "refused",
    Status.NOTED: "noted",
    Status.NONE_FOUND: "none_found",
    Status.OUT_OF_SCOPE: "not_assessable",
    Status.NOT_TESTABLE: "not_assessable",
    Status.BELOW_RULE: "below_rule",
    Status.UNREVIEWED: "nobody_decided",
    Status.UNDOCUMENTED: "without_text",
}
"""The statuses of proposals whose take-up is not established, each with the code of its
group.
"""

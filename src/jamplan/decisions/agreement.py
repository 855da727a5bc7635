"""Two people's decisions on the same documents, compared: where they differ, and how far they agree.

Agreement is measured over statuses (what each decided on a proposal that both decided on) and over
pairs (linked or not, of those proposals and every measure). No counting rule has a part in it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Link, Measure, Proposal, Verdict, VerdictKind
from jamplan.corpus.staleness import text_of
from jamplan.counting.rules import IN_PART
from jamplan.language.folding import one_line


class Decision(StrEnum):
    """What a person decided on a proposal: the first that holds."""

    CONTRADICTION = "contradiction"
    """Links, and a conclusion beside them."""
    TAKEN_UP = "taken_up"
    """A link whose extent is full or unstated."""
    PARTIAL = "partial"
    """Links, all of them partial."""
    NO_MEASURE_FOUND = "no_measure_found"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTABLE = "not_testable"
    UNDECIDED = "undecided"


class Undefined(StrEnum):
    """Why an index has no value."""

    NO_UNIT = "no_unit"
    """There is nothing that both decided."""
    ONE_VALUE = "one_value"
    """Both gave one and the same value to everything, so agreement by chance is certain."""


PAIR_VALUES = ("not_linked", "linked")
"""What a person's decision on a proposal says of one measure."""

Cells = Mapping[tuple[str, str], int]
"""How many units have each pair of values: the first person's and the second's."""


@dataclass(frozen=True, slots=True)
class Indices:
    """The agreement on one kind of unit. An undefined index is None, and ``undefined`` says why."""

    cells: Cells

    @property
    def units(self) -> int:
        """How many units both decided."""
        return sum(self.cells.values())

    @property
    def alike(self) -> int:
        """How many units have the same value from both."""
        return sum(count for (first, second), count in self.cells.items() if first == second)

    @property
    def raw(self) -> float | None:
        """The share of units with the same value from both."""
        return self.alike / self.units if self.units else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (Cohen, 1960): (p_o - p_e) / (1 - p_e)."""
        first, second = self._margins()
        # In whole numbers, units² p_e, so that zero is zero.
        expected = sum(count * second[value] for value, count in first.items())
        room = self.units**2 - expected
        return (self.units * self.alike - expected) / room if room else None

    @property
    def alpha(self) -> float | None:
        """Krippendorff's nominal alpha (Krippendorff, 2011): 1 - D_o / D_e.

        By its definition, a unit that only one person decided cannot be paired and drops out.
        """
        first, second = self._margins()
        total = 2 * self.units
        # Twice the number of pairs of different values that all values make.
        unlike = total**2 - sum(count**2 for count in (first + second).values())
        return 1 - 2 * (total - 1) * (self.units - self.alike) / unlike if unlike else None

    @property
    def undefined(self) -> Undefined | None:
        """Why kappa and alpha are not defined; without any unit, no index is."""
        if not self.units:
            return Undefined.NO_UNIT
        return Undefined.ONE_VALUE if self.alpha is None else None

    def _margins(self) -> tuple[Counter[str], Counter[str]]:
        first, second = Counter[str](), Counter[str]()
        for (value, other), count in self.cells.items():
            first[value] += count
            second[other] += count
        return first, second


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one corpus holds on a proposal; ``dismissed`` are measures found to be no match."""

    links: tuple[Link, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    dismissed: frozenset[str] = frozenset()

    @property
    def decision(self) -> Decision:
        """What was decided on the proposal; a dismissal decides on one pair only."""
        if self.links and self.verdicts:
            return Decision.CONTRADICTION
        if any(link.extent not in IN_PART for link in self.links):
            return Decision.TAKEN_UP
        if self.links:
            return Decision.PARTIAL
        given = {verdict.verdict for verdict in self.verdicts}
        return next((Decision(kind) for kind in VerdictKind if kind in given), Decision.UNDECIDED)

    @property
    def compared(self) -> tuple[object, ...]:
        """What has to be alike on both sides: a conclusion may contradict a link, or another one."""
        return self.decision, self.linked, {verdict.verdict for verdict in self.verdicts}

    @property
    def linked(self) -> frozenset[str]:
        """The measures that the proposal is linked to."""
        return frozenset(link.measure for link in self.links)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of one proposal."""

    proposal: Proposal
    first: Held
    second: Held

    @property
    def by_both(self) -> bool:
        """Whether both decided on the proposal."""
        return Decision.UNDECIDED not in {self.first.decision, self.second.decision}

    @property
    def differ(self) -> bool:
        """Whether statuses, measures or conclusions differ, or one linked what the other dismissed."""
        first, second = self.first, self.second
        if first.linked & second.dismissed or second.linked & first.dismissed:
            return True
        return self.by_both and first.compared != second.compared

    @property
    def same_records(self) -> bool:
        """Whether both hold the very same records, down to who recorded them and when."""
        return self.by_both and self.first == self.second


@dataclass(frozen=True, slots=True)
class Agreement:
    """The decisions of two corpora on the same documents, one comparison a proposal."""

    first: Corpus
    second: Corpus
    comparisons: tuple[Comparison, ...]
    statuses: Indices
    pairs: Indices

    @property
    def disagreements(self) -> tuple[Comparison, ...]:
        """The proposals on which they decided differently."""
        return tuple(comparison for comparison in self.comparisons if comparison.differ)

    @property
    def same_records(self) -> int:
        """On how many proposals both hold the very same records, which one may have copied."""
        return sum(comparison.same_records for comparison in self.comparisons)

    @property
    def left_out(self) -> tuple[int, int, int]:
        """How many proposals only the first, only the second, and neither decided."""
        sides = Counter(
            (row.first.decision is Decision.UNDECIDED, row.second.decision is Decision.UNDECIDED)
            for row in self.comparisons
        )
        return sides[False, True], sides[True, False], sides[True, True]


@dataclass(eq=False)
class DifferentDocumentsError(Exception):
    """Two corpora are not on the same documents. ``ids`` are the items that differ."""

    ids: tuple[str, ...]


def compare(first: Corpus, second: Corpus) -> Agreement:
    """Compare the decisions of two corpora.

    Raises :class:`DifferentDocumentsError` if they do not have the same proposals and measures, by ids
    and texts; white space makes no difference.
    """
    texts, others = _texts(first), _texts(second)
    differing = tuple(id_ for id_ in {**texts, **others} if texts.get(id_) != others.get(id_))
    if differing:
        raise DifferentDocumentsError(differing)
    comparisons = tuple(
        Comparison(proposal, _side(first, proposal.id), _side(second, proposal.id))
        for proposal in first.proposals
    )
    by_both = [comparison for comparison in comparisons if comparison.by_both]
    return Agreement(
        first,
        second,
        comparisons,
        Indices(Counter((row.first.decision, row.second.decision) for row in by_both)),
        Indices(
            Counter(
                (PAIR_VALUES[id_ in row.first.linked], PAIR_VALUES[id_ in row.second.linked])
                for row in by_both
                for id_ in first.measure
            )
        ),
    )


def _texts(corpus: Corpus) -> dict[str, str]:
    items: list[Proposal | Measure] = [*corpus.proposals, *corpus.measures]
    return {item.id: one_line(text_of(item)) for item in items}


def _side(corpus: Corpus, proposal: str) -> Held:
    return Held(
        links=corpus.links_of_proposal.get(proposal, ()),
        verdicts=corpus.verdicts_of.get(proposal, ()),
        dismissed=frozenset(dismissal.measure for dismissal in corpus.dismissals_of.get(proposal, ())),
    )

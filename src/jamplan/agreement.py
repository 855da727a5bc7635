"""Two people's decisions on the same documents, compared: how often they agree, and where they do not.

``compare`` puts the decisions of two corpora side by side and measures their agreement twice. Over
statuses, the unit is a proposal that both decided, its value what somebody decided on it. Over pairs,
the units are all pairs of such a proposal and any measure, the value linked or not linked. A proposal
that one of them, or neither, has decided is missing data and is in neither figure, whatever pairs of it
are dismissed.

No counting rule has a part in it: a decision is what a person recorded, not what a rule makes of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from math import sqrt
from random import Random
from typing import TypeVar

from jamplan.corpus import Corpus
from jamplan.model import Dismissal, Extent, Link, Measure, Proposal, Verdict, VerdictKind, names_in
from jamplan.text.folding import folded, one_line

RESAMPLES = 2000
"""How many times units are drawn again for a bootstrap interval."""

# A fixed seed makes every run draw alike.
_SEED = 2021
# The standard normal distribution's 97.5th percentile.
_Z = 1.959963984540054


class Decision(StrEnum):
    """What a person decided on a proposal. A proposal has the first that holds.

    A link comes before a verdict, as in counting. Where a corpus holds several verdicts on a proposal,
    the first in this order stands for them.
    """

    TAKEN_UP = "taken_up"
    """A link whose extent is full or unstated."""
    PARTIAL = "partial"
    """Links, all of them partial."""
    NO_MEASURE_FOUND = "no_measure_found"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTABLE = "not_testable"
    UNDECIDED = "undecided"
    """No link and no verdict."""


class PairValue(StrEnum):
    """What a person's decision on a proposal says of one measure."""

    LINKED = "linked"
    NOT_LINKED = "not_linked"


class Method(StrEnum):
    """How a 95 % interval is made."""

    WILSON = "wilson"
    """The score interval of a proportion (Wilson, 1927)."""
    ASYMPTOTIC = "fleiss_cohen_everitt"
    """From kappa's large-sample standard error (Fleiss, Cohen & Everitt, 1969)."""
    BOOTSTRAP = "bootstrap"
    """Percentiles over proposals that are drawn again (Efron, 1979)."""


class Undefined(StrEnum):
    """Why a figure or its interval has no value."""

    NO_UNIT = "no_unit"
    """There is nothing that both decided."""
    ONE_VALUE = "one_value"
    """Both gave one and the same value to everything: agreement by chance is certain."""
    NO_LINK = "no_link"
    """Neither linked any pair."""
    NO_WIDTH = "no_width"
    """The method gives an interval without width, which would pass for certainty."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval; either is None where it is not defined, and why is said."""

    value: float | None
    interval: Interval | None
    method: Method
    value_undefined: Undefined | None = None
    interval_undefined: Undefined | None = None


Cell = tuple[StrEnum, StrEnum]
"""What the first and what the second person say of a unit."""
Table = Mapping[Cell, int]
"""How many units have each cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The agreement on one kind of unit. ``positive`` is for pairs only."""

    table: Table
    raw: Estimate
    positive: Estimate | None = None
    kappa: Estimate
    alpha: Estimate

    @property
    def units(self) -> int:
        """How many units both decided."""
        return sum(self.table.values())

    @property
    def alike(self) -> int:
        """How many units have the same value from both."""
        return _alike(self.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one corpus holds on a proposal."""

    links: tuple[Link, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()

    @property
    def decision(self) -> Decision:
        """What was decided on the proposal."""
        if any(link.extent is not Extent.PARTIAL for link in self.links):
            return Decision.TAKEN_UP
        if self.links:
            return Decision.PARTIAL
        given = {verdict.verdict for verdict in self.verdicts}
        return next((Decision(kind) for kind in VerdictKind if kind in given), Decision.UNDECIDED)

    @property
    def decided(self) -> bool:
        """Whether anything was decided on the proposal itself; a dismissal is on one pair only."""
        return bool(self.links or self.verdicts)

    @property
    def linked(self) -> frozenset[str]:
        """The measures that the proposal is linked to."""
        return frozenset(link.measure for link in self.links)

    @property
    def dismissed(self) -> frozenset[str]:
        """The measures that were looked at and found no match."""
        return frozenset(dismissal.measure for dismissal in self.dismissals)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of one proposal."""

    proposal: Proposal
    first: Side
    second: Side

    @property
    def by_both(self) -> bool:
        """Whether both decided on the proposal."""
        return self.first.decided and self.second.decided

    @property
    def differ(self) -> bool:
        """Whether they decided differently: the status, or the measures, or a pair that one dismissed.

        The last may hold where only one decided on the proposal.
        """
        first, second = self.first, self.second
        if first.linked & second.dismissed or second.linked & first.dismissed:
            return True
        return self.by_both and (first.decision, first.linked) != (second.decision, second.linked)

    @property
    def same_records(self) -> bool:
        """Whether both hold the very same links and verdicts, down to who recorded them and when."""
        first, second = self.first, self.second
        return self.by_both and (
            all(link in second.links for link in first.links)
            and all(link in first.links for link in second.links)
            and all(verdict in second.verdicts for verdict in first.verdicts)
            and all(verdict in first.verdicts for verdict in second.verdicts)
        )


@dataclass(frozen=True)
class Agreement:
    """The decisions of two corpora on the same documents, and how far they agree."""

    first: Corpus
    second: Corpus
    comparisons: tuple[Comparison, ...]
    """One a proposal, in the order of the first corpus."""
    statuses: Figures
    pairs: Figures

    @cached_property
    def by_both(self) -> tuple[Comparison, ...]:
        """The proposals that both decided."""
        return tuple(each for each in self.comparisons if each.by_both)

    @cached_property
    def by_first_only(self) -> tuple[Comparison, ...]:
        """The proposals that only the first decided."""
        return tuple(
            each for each in self.comparisons if each.first.decided and not each.second.decided
        )

    @cached_property
    def by_second_only(self) -> tuple[Comparison, ...]:
        """The proposals that only the second decided."""
        return tuple(
            each for each in self.comparisons if each.second.decided and not each.first.decided
        )

    @cached_property
    def by_neither(self) -> tuple[Comparison, ...]:
        """The proposals that neither decided."""
        return tuple(
            each for each in self.comparisons if not each.first.decided and not each.second.decided
        )

    @cached_property
    def disagreements(self) -> tuple[Comparison, ...]:
        """The proposals on which they decided differently."""
        return tuple(each for each in self.comparisons if each.differ)

    @cached_property
    def same_records(self) -> tuple[Comparison, ...]:
        """The proposals on which both hold the very same records, which one may have copied."""
        return tuple(each for each in self.by_both if each.same_records)


# The documents


class Mismatch(StrEnum):
    """How an item of two corpora differs."""

    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    TEXT = "text"
    """Both have its id, with different texts."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that two corpora do not share, by its id."""

    id: str
    mismatch: Mismatch


class DifferentDocumentsError(Exception):
    """Two corpora are not on the same documents. ``differences`` holds every item that differs."""

    def __init__(self, differences: Iterable[Difference]) -> None:
        self.differences = tuple(differences)
        super().__init__(", ".join(f"{each.id} ({each.mismatch})" for each in self.differences))


def compare(first: Corpus, second: Corpus) -> Agreement:
    """Compare the decisions of two corpora on the same documents.

    Returns both sides of each proposal and the figures. Raises :class:`DifferentDocumentsError` where
    the corpora do not have the same proposals and measures, by their ids and texts; white space makes
    no difference.
    """
    differences = [
        *_differences(_proposal_texts(first.proposals), _proposal_texts(second.proposals)),
        *_differences(_measure_texts(first.measures), _measure_texts(second.measures)),
    ]
    if differences:
        raise DifferentDocumentsError(differences)
    sides = _sides(first), _sides(second)
    comparisons = tuple(
        Comparison(proposal, sides[0][proposal.id], sides[1][proposal.id])
        for proposal in first.proposals
    )
    # Sorted, so that what is drawn again does not depend on the order of a file.
    by_both = sorted((each for each in comparisons if each.by_both), key=lambda each: each.proposal.id)
    measures = [measure.id for measure in first.measures]
    return Agreement(
        first,
        second,
        comparisons,
        status_figures([(each.first.decision, each.second.decision) for each in by_both]),
        pair_figures([_pairs(each, measures) for each in by_both]),
    )


def recorded_by(corpus: Corpus, name: str) -> Corpus:
    """A corpus with only what one person recorded or confirmed, by name, in upper or lower case."""
    wanted = folded(name).casefold()

    def own(decision: Link | Verdict | Dismissal) -> bool:
        names: list[str | None] = [decision.by]
        if not isinstance(decision, Dismissal):
            names += names_in(decision.confirmed_by)
        return wanted in {folded(name).casefold() for name in names if name}

    return replace(
        corpus,
        links=tuple(filter(own, corpus.links)),
        verdicts=tuple(filter(own, corpus.verdicts)),
        dismissals=tuple(filter(own, corpus.dismissals)),
    )


def _proposal_texts(proposals: Iterable[Proposal]) -> dict[str, tuple[str, ...]]:
    return {each.id: (one_line(each.title), one_line(each.text or "")) for each in proposals}


def _measure_texts(measures: Iterable[Measure]) -> dict[str, tuple[str, ...]]:
    return {
        each.id: tuple(one_line(text) for text in (each.title, each.text or "", *each.details))
        for each in measures
    }


def _differences(
    first: Mapping[str, tuple[str, ...]], second: Mapping[str, tuple[str, ...]]
) -> Iterable[Difference]:
    for key in first:
        if key not in second:
            yield Difference(key, Mismatch.ONLY_FIRST)
        elif first[key] != second[key]:
            yield Difference(key, Mismatch.TEXT)
    for key in second:
        if key not in first:
            yield Difference(key, Mismatch.ONLY_SECOND)


def _sides(corpus: Corpus) -> dict[str, Side]:
    dismissals: dict[str, list[Dismissal]] = {}
    for dismissal in corpus.dismissals:
        dismissals.setdefault(dismissal.proposal, []).append(dismissal)
    return {
        proposal.id: Side(
            links=corpus.links_of_proposal.get(proposal.id, ()),
            verdicts=corpus.verdicts_of.get(proposal.id, ()),
            dismissals=tuple(dismissals.get(proposal.id, ())),
        )
        for proposal in corpus.proposals
    }


def _pairs(each: Comparison, measures: Iterable[str]) -> Table:
    """What both say of one proposal's pairs with all measures."""
    values = {True: PairValue.LINKED, False: PairValue.NOT_LINKED}
    first, second = each.first.linked, each.second.linked
    return Counter((values[measure in first], values[measure in second]) for measure in measures)


# The figures


def status_figures(cells: Sequence[Cell]) -> Figures:
    """The agreement on the status of proposals, given what both say of each.

    Proposals are taken as independent of each other.
    """
    table = Counter(cells)
    return Figures(
        table=table,
        raw=_with_formula(table, raw_agreement, wilson, Method.WILSON),
        kappa=_with_formula(table, kappa, kappa_interval, Method.ASYMPTOTIC),
        alpha=bootstrap([{cell: 1} for cell in cells], {"alpha": alpha})["alpha"],
    )


def pair_figures(tables: Sequence[Table]) -> Figures:
    """The agreement on pairs, given the table of each proposal's pairs.

    Pairs of one proposal are not independent, so that a formula for independent units would give too
    narrow an interval: every interval is by bootstrap, drawing proposals with all their pairs.
    """
    found = bootstrap(
        tables,
        {"raw": raw_agreement, "positive": positive_agreement, "kappa": kappa, "alpha": alpha},
    )
    return Figures(table=_sum((table, 1) for table in tables), **found)


Figure = Callable[[Table], float | None]


def _with_formula(
    table: Table, figure: Figure, interval: Callable[[Table], Interval | None], method: Method
) -> Estimate:
    value = figure(table)
    if value is None:
        reason = _why_undefined(table, figure)
        return Estimate(None, None, method, reason, reason)
    found = interval(table)
    return Estimate(value, found, method, None, None if found else Undefined.NO_WIDTH)


def _why_undefined(table: Table, figure: Figure) -> Undefined:
    if not sum(table.values()):
        return Undefined.NO_UNIT
    return Undefined.NO_LINK if figure is positive_agreement else Undefined.ONE_VALUE


def raw_agreement(table: Table) -> float | None:
    """The share of units with the same value from both; None without a unit."""
    units = sum(table.values())
    return _alike(table) / units if units else None


def _alike(table: Table) -> int:
    return sum(count for (one, other), count in table.items() if one == other)


def wilson(table: Table) -> Interval | None:
    """The 95 % score interval of the raw agreement (Wilson, 1927); None without a unit."""
    units = sum(table.values())
    if not units:
        return None
    share = _alike(table) / units
    square = _Z * _Z / units
    centre = share + square / 2
    half = _Z * sqrt(share * (1 - share) / units + square / units / 4)
    low, high = (centre - half) / (1 + square), (centre + half) / (1 + square)
    # Rounding must not put the share itself outside.
    return Interval(max(0.0, min(low, share)), min(1.0, max(high, share)))


def positive_agreement(table: Table) -> float | None:
    """Of pairs that either linked, the share that both did: 2a / (2a + b + c) (Dice, 1945).

    None where neither linked a pair.
    """
    both = table.get((PairValue.LINKED, PairValue.LINKED), 0)
    one = sum(count for (left, right), count in table.items() if left != right)
    return 2 * both / (2 * both + one) if both or one else None


def _margins(table: Table) -> tuple[Counter[StrEnum], Counter[StrEnum]]:
    """How often each gave each value."""
    first: Counter[StrEnum] = Counter()
    second: Counter[StrEnum] = Counter()
    for (one, other), count in table.items():
        first[one] += count
        second[other] += count
    return first, second


def kappa(table: Table) -> float | None:
    """Cohen's kappa (Cohen, 1960): (p_o - p_e) / (1 - p_e), each person with margins of their own.

    None without a unit, and where both gave one and the same value to every unit.
    """
    units = sum(table.values())
    first, second = _margins(table)
    # In whole numbers, so that the order and names of values change nothing: units² p_e.
    expected = sum(count * second[value] for value, count in first.items())
    room = units * units - expected
    return (units * _alike(table) - expected) / room if room else None


def kappa_interval(table: Table) -> Interval | None:
    """Kappa's 95 % interval, from :func:`kappa_error`; None where that is not defined or zero."""
    value, error = kappa(table), kappa_error(table)
    if value is None or not error:
        return None
    return Interval(max(-1.0, value - _Z * error), min(1.0, value + _Z * error))


def kappa_error(table: Table) -> float | None:
    """Kappa's large-sample standard error (Fleiss, Cohen & Everitt, 1969, equation 13).

    None where kappa is. Zero where all units agree, or one person gave one value only: the formula
    then says nothing of how far kappa may be off.
    """
    units = sum(table.values())
    first, second = _margins(table)
    alike = _alike(table)
    expected = sum(count * second[value] for value, count in first.items())
    room = units * units - expected
    if not room:
        return None
    # The published variance with every proportion multiplied by the number of units: all of it in
    # whole numbers, so that zero is zero.
    diagonal = sum(
        count * (room - (first[one] + second[one]) * (units - alike)) ** 2
        for (one, other), count in table.items()
        if one == other
    )
    others = sum(
        count * (second[one] + first[other]) ** 2
        for (one, other), count in table.items()
        if one != other
    )
    last = alike * expected - 2 * units * expected + units * units * alike
    variance = units * (units * diagonal + units * (units - alike) ** 2 * others - last**2)
    return sqrt(variance / room**4)


def alpha(table: Table) -> float | None:
    """Krippendorff's alpha for nominal values from two people (Krippendorff, 2011).

    By its definition, units with one value only cannot be paired and drop out; ``table`` has none. None
    without a unit, and where there is only one value, for nothing could then disagree.
    """
    first, second = _margins(table)
    values = first + second
    total = sum(values.values())
    # Twice the number of pairs of different values that all values make.
    unlike = total * total - sum(count * count for count in values.values())
    differing = sum(table.values()) - _alike(table)
    return 1 - 2 * (total - 1) * differing / unlike if unlike else None


_Key = TypeVar("_Key", bound=str)


def bootstrap(tables: Sequence[Table], figures: Mapping[_Key, Figure]) -> dict[_Key, Estimate]:
    """Each figure of all units, with a percentile interval over drawn-again groups of units.

    ``tables`` has one table a group; groups are drawn with replacement, as many as there are, 2000
    times, from a fixed seed. Resamples in which a figure is not defined, for they hold one value only,
    are left out: a half of them where there are two groups, else fewer. Sources: Efron (1979); for
    whole groups, Davison & Hinkley (1997, section 3.8).
    """
    whole = _sum((table, 1) for table in tables)
    found: dict[_Key, list[float]] = {name: [] for name in figures}
    if tables:
        chance = Random(_SEED)
        # Equal groups are one object of many, so that a resample is summed over few.
        groups = [tuple(table.items()) for table in tables]
        for _ in range(RESAMPLES):
            drawn = Counter(chance.choices(groups, k=len(groups)))
            resample = _sum((dict(group), times) for group, times in drawn.items())
            for name, figure in figures.items():
                value = figure(resample)
                if value is not None:
                    found[name].append(value)
    return {name: _estimate(whole, figure, sorted(found[name])) for name, figure in figures.items()}


def _estimate(whole: Table, figure: Figure, values: Sequence[float]) -> Estimate:
    value = figure(whole)
    if value is None:
        reason = _why_undefined(whole, figure)
        return Estimate(None, None, Method.BOOTSTRAP, reason, reason)
    cut = int(0.025 * len(values))
    low, high = values[cut], values[-1 - cut]
    if low == high:
        return Estimate(value, None, Method.BOOTSTRAP, None, Undefined.NO_WIDTH)
    return Estimate(value, Interval(low, high), Method.BOOTSTRAP)


def _sum(tables: Iterable[tuple[Table, int]]) -> Counter[Cell]:
    """All units of tables, each taken so many times."""
    total: Counter[Cell] = Counter()
    for table, times in tables:
        for cell, count in table.items():
            total[cell] += count * times
    return total

"""A count that somebody published, tried under every counting rule.

Nothing here says whether a count is right. It says under which rules the number comes out, with the
ids behind it, and under which it does not, and by how much. All figures are those of
:func:`~jamplan.counting.figures.coverage`; all arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from math import gcd

from jamplan.corpus import Corpus
from jamplan.counting.figures import Coverage, coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule
from jamplan.counting.statuses import Status
from jamplan.model import Claim


class About(StrEnum):
    """What a count is about: proposals taken up, or measures that take one up."""

    PROPOSALS = "proposals"
    MEASURES = "measures"


class QuantityKind(StrEnum):
    """What kind of quantity is claimed."""

    COUNT = "count"
    """A number, with or without what it is out of."""
    SHARE = "share"
    """A per cent or a fraction."""
    SOME = "some"
    """At least one, and not all."""
    SEVERAL = "several"
    """At least two."""
    MOST = "most"
    """More than half."""
    ALL = "all"
    NONE = "none"


class Bound(StrEnum):
    """How a number or a share is claimed."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    FEWER_THAN = "fewer_than"


class Closeness(StrEnum):
    """How a number comes out."""

    EXACT = "exact"
    PROPORTION = "proportion"
    """Another number out of another total, with exactly the same share: 7 of 28 for « 1 in 4 »."""
    ROUNDED = "rounded"
    COMPATIBLE = "compatible"
    """Nothing exact is claimed (« at least 6 », « some »), and the number is within it."""


TOLERANCE = Fraction(1, 40)
"""How far from a fraction in words, or from « about 20 % », a share still comes out as rounded.

2.5 points is half the distance between a fifth and a quarter, neighbours in speech: who says « a
quarter » of a number that is nearer to a fifth does not round.
"""

ABOUT_A_COUNT = Fraction(1, 10)
"""How far « about 150 » reaches, as a share of the number: a tenth, and never less than one."""

LARGEST_SAID_BASE = 10
"""« 1 in 4 » may be a proportion; « 6 of 28 » is a count. Up to this base, the former is tried too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What is claimed.

    ``value`` is the number of a COUNT and the share of 1 of a SHARE, None for the other kinds;
    ``base`` what a COUNT is out of, where that is said. ``step`` is the worth of the last digit of a
    per cent (1/100 for « 21 % »), None for a fraction. ``about`` is None where the words do not tell.
    """

    kind: QuantityKind
    value: Fraction | None = None
    base: int | None = None
    step: Fraction | None = None
    bound: Bound = Bound.EXACTLY
    about: About | None = None

    @property
    def of_a_total(self) -> bool:
        """Whether it speaks of a part of a total, and so of the unknown texts in it."""
        of_all = {QuantityKind.SHARE, QuantityKind.MOST, QuantityKind.ALL}
        return self.kind in of_all or self.base is not None

    @property
    def proportion(self) -> Fraction | None:
        """The share that « 1 in 4 » may mean where the total is greater than 4; else None."""
        if self.kind is not QuantityKind.COUNT or self.value is None or self.base is None:
            return None
        said = self.value.denominator == 1 and 0 < self.value < self.base <= LARGEST_SAID_BASE
        return self.value / self.base if said and gcd(int(self.value), self.base) == 1 else None

    @property
    def reach(self) -> Fraction:
        """How far from the value a number still comes out as rounded; half a step for a per cent."""
        assert self.value is not None
        if self.kind is QuantityKind.COUNT:
            far = max(Fraction(1), ABOUT_A_COUNT * self.value)
            return far if self.bound is Bound.ABOUT else Fraction(0)
        if self.step is None:
            return TOLERANCE
        return max(TOLERANCE, self.step / 2) if self.bound is Bound.ABOUT else self.step / 2


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a figure compares with a quantity: how it comes out (None: it does not), and the difference.

    The difference is the figure less what is claimed, or less the nearest number that would do; in
    points (as a share of 1) where ``in_points``.
    """

    closeness: Closeness | None
    difference: Fraction
    in_points: bool = False


_LEAST_TOTALS = {
    QuantityKind.SHARE: 1,
    QuantityKind.SOME: 2,
    QuantityKind.MOST: 1,
    QuantityKind.ALL: 1,
}


def compare(quantity: Quantity, numerator: Fraction, denominator: int) -> Comparison | None:
    """Compare a figure with a quantity; None where no figure could do: a share of none, some of one."""
    if denominator < _LEAST_TOTALS.get(quantity.kind, 0):
        return None
    match quantity.kind:
        case QuantityKind.COUNT:
            return _compare_count(quantity, numerator, denominator)
        case QuantityKind.SHARE:
            assert quantity.value is not None
            return _compare_share(quantity, quantity.value, numerator / denominator)
        case QuantityKind.SOME:
            # Of two numbers that would do, the nearest: one, or all but one.
            wanted = max(Fraction(1), min(numerator, Fraction(denominator - 1)))
            fits = 1 <= numerator < denominator
        case QuantityKind.SEVERAL:
            wanted, fits = Fraction(2), numerator >= 2
        case QuantityKind.MOST:
            wanted, fits = Fraction(denominator // 2 + 1), 2 * numerator > denominator
        case QuantityKind.ALL:
            wanted, fits = Fraction(denominator), numerator == denominator
        case QuantityKind.NONE:
            wanted, fits = Fraction(0), numerator == 0
    return Comparison(Closeness.COMPATIBLE if fits else None, numerator - wanted)


def _compare_count(quantity: Quantity, numerator: Fraction, denominator: int) -> Comparison:
    assert quantity.value is not None
    if quantity.base in {None, denominator}:
        difference = numerator - quantity.value
        return Comparison(_by_bound(quantity.bound, difference, quantity.reach), difference)
    if quantity.proportion is None or quantity.base is None or denominator < quantity.base:
        return Comparison(None, numerator - quantity.value)
    share = replace(quantity, kind=QuantityKind.SHARE, value=quantity.proportion)
    found = _compare_share(share, quantity.proportion, numerator / denominator)
    same = found.closeness is Closeness.EXACT
    return replace(found, closeness=Closeness.PROPORTION) if same else found


def _compare_share(quantity: Quantity, claimed: Fraction, share: Fraction) -> Comparison:
    difference = share - claimed
    closeness = _by_bound(quantity.bound, difference, quantity.reach)
    step = quantity.step
    if closeness is Closeness.ROUNDED and step and difference == quantity.reach == step / 2:
        # Just between two digits. School rounds up; bankers and computers round to the even digit.
        # Either is accepted: « 20 % » and « 21 % » for 20.5, but « 21 % » never for 21.5.
        odd = (claimed / step) % 2 == 1
        closeness = None if odd else closeness
    return Comparison(closeness, difference, in_points=True)


def _by_bound(bound: Bound, difference: Fraction, reach: Fraction) -> Closeness | None:
    match bound:
        case Bound.EXACTLY | Bound.ABOUT:
            if difference == 0:
                return Closeness.EXACT
            return Closeness.ROUNDED if abs(difference) <= reach else None
        case Bound.AT_LEAST:
            fits = difference >= 0
        case Bound.AT_MOST:
            fits = difference <= 0
        case Bound.MORE_THAN:
            fits = difference > 0
        case Bound.FEWER_THAN:
            fits = difference < 0
    return Closeness.COMPATIBLE if fits else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One figure, the ids behind it, and all rules that give it.

    ``rules`` is every combination of some values of each choice, so that the values can be told choice
    by choice; the first is the strictest. ``counted`` are the ids that count whole, ``in_part`` those
    that the rule adds as taken up in part. ``totals`` are what the number is out of: several where the
    quantity does not depend on it.
    """

    about: About
    rules: tuple[Rule, ...]
    number: Fraction
    totals: tuple[int, ...]
    counted: tuple[str, ...]
    in_part: tuple[str, ...]
    claimants: tuple[str, ...]
    comparison: Comparison

    @property
    def rule(self) -> Rule:
        """The strictest of the rules."""
        return self.rules[0]


class NoteCode(StrEnum):
    """What a reader must know beside the table. The codes are part of the JSON output."""

    ONLY_WEAKEST = "only-weakest"
    ONLY_ONE_CLAIMANT = "only-one-claimant"
    ONLY_WITH_PARTIAL = "only-with-partial"
    ONLY_DOCUMENTED = "only-documented"
    NONE_COUNTED = "none-counted"
    TEXTS_UNKNOWN = "texts-unknown"
    SOLE_CLAIMANT = "sole-claimant"
    BASE_ON_RECORD = "base-on-record"
    ON_RECORD = "on-record"
    NOT_ON_RECORD = "not-on-record"


@dataclass(frozen=True, slots=True)
class Note:
    """A note, what it is about (None: all), and the ids and numbers that its sentence needs."""

    code: NoteCode
    about: About | None
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ClaimTested:
    """Under which rules a quantity comes out of a corpus, under which not, and what belongs to it.

    ``actors`` are those whose statements were counted alone, None for all together. ``matches`` begin
    with exact ones under strict rules, ``misses`` with the closest. ``bases`` are the full figures
    under the first match about proposals and about measures; under the closest misses where none is.
    """

    corpus: Corpus
    quantity: Quantity
    about: tuple[About, ...]
    actors: tuple[str | None, ...]
    matches: tuple[Outcome, ...]
    misses: tuple[Outcome, ...]
    bases: Mapping[About, Coverage]
    notes: tuple[Note, ...]


def try_claim(
    corpus: Corpus,
    quantity: Quantity,
    *,
    claimed_by: str | None = None,
    about: About | None = None,
) -> ClaimTested:
    """Try a quantity under every rule.

    Takes an actor whose statements alone are counted (by default all actors, and each in turn), and
    what the quantity is about (by default what it says, else both). Raises :class:`KeyError` on an
    actor that the corpus does not have.
    """
    chosen = about or quantity.about
    subjects = tuple(About) if chosen is None else (chosen,)
    figures = _figures(corpus, claimed_by)
    outcomes = [each for subject in subjects for each in _outcomes(figures, quantity, subject)]
    matches = tuple(sorted((each for each in outcomes if each.comparison.closeness), key=_best_first))
    misses = tuple(sorted((each for each in outcomes if not each.comparison.closeness), key=_nearest))
    # Where nothing comes out, the closest is what a reader would turn to.
    subjects_shown = {each.about for each in matches} or set(subjects)
    bases = {}
    for subject in subjects:
        first = next((each for each in matches + misses if each.about is subject), None)
        if first is not None and subject in subjects_shown:
            bases[subject] = coverage(corpus, first.rule)
    notes = [note for subject in subjects for note in _notes_on(bases, matches, subject)]
    if claimed_by is not None:
        notes = [note for note in notes if note.code is not NoteCode.ONLY_ONE_CLAIMANT]
    notes += _notes_on_all(corpus, quantity, outcomes, bases)
    actors = tuple(dict.fromkeys(each.rule.claimed_by for each in figures))
    return ClaimTested(corpus, quantity, subjects, actors, matches, misses, bases, tuple(notes))


def rules_tried(corpus: Corpus, claimed_by: str | None = None) -> tuple[Rule, ...]:
    """Every rule under which a quantity is tried."""
    linked = {link.claimed_by for link in corpus.links}
    actors = [actor.id for actor in corpus.actors if actor.id in linked]
    return tuple(
        Rule(links=links, claimed_by=whose, partial=partial, of=of)
        for links in LinksCounted
        for whose in ([None, *actors] if claimed_by is None else [claimed_by])
        for partial in PartialCounts
        for of in OutOf
    )


def _figures(corpus: Corpus, claimed_by: str | None) -> list[Coverage]:
    """The figures under every rule.

    How a partial one counts, and out of what, change no status: only the first two choices are counted
    anew, the other two are read off.
    """
    found: list[Coverage] = []
    for _choices, rules in groupby(rules_tried(corpus, claimed_by), lambda r: (r.links, r.claimed_by)):
        base: Coverage | None = None
        for rule in rules:
            base = coverage(corpus, rule) if base is None else base
            found.append(replace(base, rule=rule))
    return found


def _outcomes(figures: Iterable[Coverage], quantity: Quantity, about: About) -> list[Outcome]:
    """One outcome for each figure with its ids, told by the rules that give it."""
    total_matters = quantity.kind is QuantityKind.SHARE or quantity.base is not None
    groups: dict[tuple[object, ...], list[tuple[Outcome, int]]] = {}
    for each in figures:
        outcome = _outcome(each, quantity, about)
        if outcome is None:
            continue
        total = outcome.totals[0]
        key = (
            outcome.counted,
            outcome.in_part,
            outcome.number,
            outcome.comparison,
            total if total_matters else None,
        )
        groups.setdefault(key, []).append((outcome, total))
    merged = []
    for group in groups.values():
        by_rule = {outcome.rule: (outcome, total) for outcome, total in group}
        for rules in _products(list(by_rule)):
            first, _total = by_rule[rules[0]]
            totals = dict.fromkeys(by_rule[rule][1] for rule in rules)
            merged.append(replace(first, rules=rules, totals=tuple(totals)))
    return merged


def _outcome(figures: Coverage, quantity: Quantity, about: About) -> Outcome | None:
    in_part: tuple[str, ...] = ()
    match about:
        case About.PROPOSALS:
            number, total = Fraction(figures.score), figures.denominator
            counted = tuple(row.proposal.id for row in figures.with_status(Status.ADOPTED))
            if figures.rule.partial is not PartialCounts.APART:
                in_part = tuple(row.proposal.id for row in figures.with_status(Status.PARTIAL))
        case About.MEASURES:
            number, total = Fraction(figures.answered), len(figures.measures)
            counted = tuple(row.measure.id for row in figures.measures if row.counted)
    comparison = compare(quantity, number, total)
    if comparison is None:
        return None
    claimants = figures.claimants
    return Outcome(about, (figures.rule,), number, (total,), counted, in_part, claimants, comparison)


_CHOICES: tuple[Callable[[Rule], object], ...] = (
    lambda rule: rule.links,
    lambda rule: rule.claimed_by,
    lambda rule: rule.partial,
    lambda rule: rule.of,
)


def _products(rules: list[Rule], choice: int = 0) -> list[tuple[Rule, ...]]:
    """Split rules, in order, into sets that hold every combination of their values.

    Only of such a set can be said, choice by choice, which values make no difference.
    """
    combinations = 1
    for value in _CHOICES:
        combinations *= len({value(rule) for rule in rules})
    if combinations == len(rules):
        return [tuple(rules)]
    parts: dict[object, list[Rule]] = {}
    for rule in rules:
        parts.setdefault(_CHOICES[choice](rule), []).append(rule)
    return [found for part in parts.values() for found in _products(part, choice + 1)]


_CLOSENESS = list(Closeness)
_LINKS = list(LinksCounted)


def _strictness(outcome: Outcome) -> tuple[object, ...]:
    rule = outcome.rule
    return (
        _LINKS.index(rule.links),
        rule.claimed_by is not None,
        list(PartialCounts).index(rule.partial),
        list(OutOf).index(rule.of),
    )


def _best_first(outcome: Outcome) -> tuple[object, ...]:
    closeness = outcome.comparison.closeness
    assert closeness is not None
    subject = list(About).index(outcome.about)
    return subject, _CLOSENESS.index(closeness), _strictness(outcome)


def _nearest(outcome: Outcome) -> tuple[object, ...]:
    found = outcome.comparison
    return (
        found.in_points,
        abs(found.difference),
        list(About).index(outcome.about),
        _strictness(outcome),
    )


def _notes_on(
    bases: Mapping[About, Coverage], matches: tuple[Outcome, ...], about: About
) -> Iterable[Note]:
    """What all matches about proposals, or about measures, have in common."""
    found = [each for each in matches if each.about is about]
    rules = [rule for each in found for rule in each.rules]
    if not rules:
        return
    strictest = min((rule.links for rule in rules), key=_LINKS.index)
    if strictest in {LinksCounted.CLAIMED, LinksCounted.ANY}:
        yield Note(NoteCode.ONLY_WEAKEST, about, {"links": str(strictest)})
    actors = list(dict.fromkeys(rule.claimed_by for rule in rules))
    if None not in actors:
        yield Note(NoteCode.ONLY_ONE_CLAIMANT, about, {"actors": tuple(actors)})
    base = bases[about]
    if about is About.PROPOSALS:
        if all(rule.partial is not PartialCounts.APART for rule in rules):
            yield Note(NoteCode.ONLY_WITH_PARTIAL, about, {})
        if all(rule.of is OutOf.DOCUMENTED for rule in rules):
            numbers = {"documented": base.documented, "total": base.total}
            yield Note(NoteCode.ONLY_DOCUMENTED, about, numbers)
    if any(each.number == 0 for each in found):
        yield Note(NoteCode.NONE_COUNTED, about, {})


def _notes_on_all(
    corpus: Corpus, quantity: Quantity, outcomes: list[Outcome], bases: Mapping[About, Coverage]
) -> Iterable[Note]:
    figures = next(iter(bases.values()), None)
    if figures is not None and quantity.of_a_total:
        unknown = {
            "undocumented": figures.statuses[Status.UNDOCUMENTED],
            "unreviewed": figures.statuses[Status.UNREVIEWED],
        }
        if any(unknown.values()):
            yield Note(NoteCode.TEXTS_UNKNOWN, None, unknown)
    claimants = list(dict.fromkeys(link.claimed_by for link in corpus.links))
    if len(claimants) == 1:
        yield Note(NoteCode.SOLE_CLAIMANT, None, {"actor": claimants[0]})
    documents = {
        About.PROPOSALS: corpus.proposals_document,
        About.MEASURES: corpus.plan_document,
    }
    subjects = list(dict.fromkeys(each.about for each in outcomes))
    for subject in subjects:
        declared = {each.count for each in documents[subject].declared}
        tried = {total for each in outcomes if each.about is subject for total in each.totals}
        if quantity.base in declared - tried:
            yield Note(NoteCode.BASE_ON_RECORD, subject, {"base": quantity.base})
    if About.PROPOSALS in subjects:
        # General statements are on proposals; none is on how many measures take one up.
        said = [claim for claim in corpus.claims if _says(claim, quantity)]
        for claim in said:
            details = {"actor": claim.claimed_by, "count": claim.count}
            yield Note(NoteCode.ON_RECORD, About.PROPOSALS, details)
        if not said:
            yield Note(NoteCode.NOT_ON_RECORD, About.PROPOSALS, {"claims": len(corpus.claims)})


def _says(claim: Claim, quantity: Quantity) -> bool:
    """Whether a statement on record gives this very number, or says « some » as the quantity does."""
    if claim.count is None:
        return quantity.kind is QuantityKind.SOME
    is_number = quantity.kind is QuantityKind.COUNT and quantity.bound is Bound.EXACTLY
    return is_number and quantity.value == claim.count

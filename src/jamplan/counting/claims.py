"""A published figure, tried under every counting rule, and whether it may be written.

All arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import product

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Claim, Extent, VerdictKind
from jamplan.counting.figures import Coverage, coverage
from jamplan.counting.quantity import About, Bound, Quantity, QuantityKind, Said, plain_text
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule, Status, default_rule


class Reason(StrEnum):
    """Why a figure may be written, or may not."""

    GIVEN = "given"
    """Yes: a rule gives it."""
    SAID = "said"
    """Yes: the text attributes it to a source that says so."""
    IMPOSSIBLE = "impossible"
    NO_RULE = "no_rule"
    NOT_SAID = "not_said"
    """Nothing on record says that proposals are refused, ignored or not taken up."""
    SELECTION = "selection"
    """It is out of the known texts, and most of them come from the source that claims the take-up."""
    UNDECIDED = "undecided"
    """It counts as not taken up what nobody has decided, or whose text is missing."""
    LEFT_OUT = "left_out"
    """It says that none is taken up, and leaves out statements that its rule does not count."""
    EXTENT = "extent"
    """No source says that the proposals are taken up in full."""
    ATTRIBUTED = "attributed"
    """The source that the text names does not give the number."""


_CEILINGS = frozenset({Bound.AT_MOST, Bound.LESS_THAN, Bound.ONLY})
"""Bounds that exclude what nobody has decided."""

_ROUNDED = Fraction(5, 2)
"""How far a figure may be from a round number of which a text says « environ »: half of five."""


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """The figure that one rule gives, about proposals or about measures."""

    about: About
    figures: Coverage
    said: Said = Said.TAKEN_UP

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.figures.rule

    @property
    def count(self) -> Fraction:
        """Proposals taken up, partial ones weighted by the rule; measures answered; or refusals."""
        if self.said is not Said.TAKEN_UP:
            refused = self.about is About.PROPOSALS and self.said is not Said.IGNORED
            return Fraction(refused_proposals(self.figures) if refused else 0)
        proposals = self.about is About.PROPOSALS
        return Fraction(self.figures.score if proposals else self.figures.answered)

    @property
    def total(self) -> int:
        """The denominator of the count."""
        return self.figures.denominator if self.about is About.PROPOSALS else len(self.figures.measures)

    def gives(self, quantity: Quantity) -> bool:
        """Whether the figure is the published one; a per cent has to be it, rounded."""
        if quantity.kind is QuantityKind.NONE:
            return self.count == 0
        if quantity.total not in {None, self.total}:
            return quantity.ratio and self._is_near(_share_of(quantity))
        if quantity.kind is QuantityKind.ALL:
            return 0 < self.count == self.total
        if quantity.kind is QuantityKind.COUNT:
            assert quantity.value is not None
            return _is_within(self.count, quantity.value, quantity.bound)
        return self._is_near(quantity)

    def _is_near(self, quantity: Quantity) -> bool:
        assert quantity.value is not None
        if not self.total:
            return False
        share = 100 * self.count / self.total
        if quantity.bound not in {Bound.EXACT, Bound.ONLY}:
            return _is_within(share, quantity.value, quantity.bound)
        scale = 10**quantity.decimals
        # School rounds 20.5 up; computers round it to the even digit. Both are published.
        return quantity.value * scale in {round(scale * share), int(scale * share + Fraction(1, 2))}

    def distance(self, quantity: Quantity) -> tuple[Fraction, int]:
        """How far the figure is from the published one: by the number, then by the total."""
        if quantity.kind is QuantityKind.COUNT:
            assert quantity.value is not None
            totals = 0 if quantity.total is None else abs(self.total - quantity.total)
            return abs(self.count - quantity.value), totals
        wanted = {QuantityKind.ALL: Fraction(100), QuantityKind.NONE: Fraction(0)}.get(quantity.kind)
        wanted = quantity.value if wanted is None else wanted
        assert wanted is not None
        # A share of an empty total is further off than any other.
        return (abs(100 * self.count / self.total - wanted) if self.total else Fraction(101)), 0

    @property
    def is_out_of_known(self) -> bool:
        """Whether its denominator is the proposals whose text is known, and others are declared."""
        return self.about is About.PROPOSALS and self.total < self.figures.total

    def is_share(self, quantity: Quantity) -> bool:
        """Whether the published figure is read as a share of this one's total."""
        if quantity.kind is QuantityKind.COUNT:
            return quantity.total not in {None, self.total}
        return quantity.kind is QuantityKind.PER_CENT


def _share_of(ratio: Quantity) -> Quantity:
    """The per cent of a ratio: 20 of "one in five"."""
    assert ratio.value is not None
    share = 100 * ratio.value / ratio.total if ratio.total else Fraction(0)
    bound = Bound.ABOUT if ratio.bound is Bound.EXACT else ratio.bound
    return replace(ratio, kind=QuantityKind.PER_CENT, value=share, bound=bound)


def _is_within(number: Fraction, value: Fraction, bound: Bound) -> bool:
    match bound:
        case Bound.EXACT | Bound.ONLY:
            return number == value
        case Bound.ABOUT:
            is_round = value % 5 == 0 or value.denominator > 1
            return abs(number - value) <= (_ROUNDED if is_round else Fraction(1, 2))
        case Bound.AT_LEAST:
            return number >= value
        case Bound.MORE_THAN:
            return number > value
        case Bound.AT_MOST:
            return number <= value
        case Bound.LESS_THAN:
            return number < value


@dataclass(frozen=True, slots=True)
class ClaimTested:
    """The outcomes that were tried, those that give the figure, and the nearest if none does.

    ``chosen`` is the outcome that the answer speaks of.
    """

    corpus: Corpus
    quantity: Quantity
    tried: tuple[ClaimOutcome, ...]
    matches: tuple[ClaimOutcome, ...]
    nearest: ClaimOutcome | None
    chosen: ClaimOutcome
    reason: Reason

    @property
    def may_be_written(self) -> bool:
        """Whether the figure may be written with its rule."""
        return self.reason in {Reason.GIVEN, Reason.SAID}


def try_claim(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a figure under every rule, stricter rules first, about what its noun says or about both."""
    subjects = [quantity.about] if quantity.about else list(About)
    tried = tuple(
        ClaimOutcome(about, figures, quantity.said)
        for about in subjects
        for figures in _all_figures(corpus)
    )
    matches = tuple(outcome for outcome in tried if outcome.gives(quantity))
    usual = default_rule(corpus).links
    nearest = None
    if matches:
        reasons = ((reason_of(outcome, quantity), outcome) for outcome in matches)
        # A figure without a noun is one on proposals; of these, what may be written comes first.
        reason, chosen = min(
            reasons,
            key=lambda pair: (
                pair[1].about is not About.PROPOSALS,
                pair[0] is not Reason.GIVEN,
                _rank(pair[1], usual),
            ),
        )
    else:
        by_distance = sorted(
            tried, key=lambda outcome: (outcome.distance(quantity), _rank(outcome, usual))
        )
        nearest = by_distance[0]
        reason = Reason.NO_RULE
        chosen = next(outcome for outcome in by_distance if _may_be_offered(outcome, quantity))
    if quantity.impossible:
        reason = Reason.IMPOSSIBLE
    elif quantity.said is not Said.TAKEN_UP and reason is not Reason.GIVEN:
        reason = Reason.NOT_SAID
    elif _says_so(corpus, quantity, chosen):
        reason = Reason.SAID
    return ClaimTested(corpus, quantity, tried, matches, nearest, chosen, reason)


def _rank(outcome: ClaimOutcome, usual: LinksCounted) -> tuple[bool, ...]:
    """What sorts proposals first, then the choices of the usual rule."""
    return (
        outcome.about is not About.PROPOSALS,
        outcome.rule.claimed_by is not None,
        outcome.rule.of is not OutOf.DECLARED,
        outcome.rule.links is not usual,
    )


def _may_be_offered(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether an answer may name a figure in the place of another one: no selection, the same items."""
    if outcome.is_out_of_known and is_selection(outcome.figures):
        return False
    subject = quantity.about or About.PROPOSALS
    return quantity.kind is QuantityKind.COUNT or outcome.about is subject


def undecided(figures: Coverage) -> int:
    """The number of proposals that are to review, or whose text is missing."""
    return figures.statuses[Status.UNREVIEWED] + figures.statuses[Status.UNDOCUMENTED]


def refused_proposals(figures: Coverage) -> int:
    """The number of proposals that a source says are refused, and none says are taken up."""
    rows = figures.with_status(Status.NOT_ADOPTED)
    return sum(any(verdict.verdict is VerdictKind.REFUSED for verdict in row.verdicts) for row in rows)


def is_selection(figures: Coverage) -> bool:
    """Whether most of the known proposals come from the source that claims the take-up."""
    selected = any(warning.code == "texts-from-claimant" for warning in figures.warnings)
    return selected and figures.documented < figures.total


def reason_of(outcome: ClaimOutcome, quantity: Quantity) -> Reason:
    """Return why a figure may or may not be written that an outcome gives."""
    figures = outcome.figures
    if quantity.said is not Said.TAKEN_UP:
        return Reason.GIVEN if _is_refusal_on_record(outcome, quantity) else Reason.NOT_SAID
    complete = quantity.fully or (
        quantity.kind is QuantityKind.ALL and figures.statuses[Status.PARTIAL]
    )
    objections = {
        Reason.SELECTION: outcome.is_out_of_known and is_selection(figures),
        Reason.UNDECIDED: undecided(figures)
        and (outcome.is_share(quantity) or _excludes_others(outcome, quantity)),
        Reason.LEFT_OUT: outcome.count == 0 and figures.corpus.links,
        Reason.EXTENT: complete and any(extents(figures).values()),
        Reason.ATTRIBUTED: quantity.attribution != "",
    }
    return next((reason for reason, holds in objections.items() if holds), Reason.GIVEN)


def _is_refusal_on_record(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether what is on record lets one say that so many proposals are refused, or that none is."""
    figures = outcome.figures
    if quantity.said is Said.IGNORED or outcome.about is About.MEASURES:
        return False
    if undecided(figures):
        is_limited = outcome.is_share(quantity) or quantity.bound in _CEILINGS
        return outcome.count > 0 and not is_limited
    if outcome.count:
        return True
    if quantity.said is Said.NOT_TAKEN_UP:
        return figures.adopted == figures.total
    return all(verdict.verdict is not VerdictKind.REFUSED for verdict in figures.corpus.verdicts)


def _excludes_others(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether a figure says that no other proposal is taken up."""
    if quantity.kind is QuantityKind.ALL:
        return outcome.is_out_of_known
    return outcome.count == 0 or quantity.bound in _CEILINGS


def extents(figures: Coverage) -> dict[Extent, int]:
    """The number of counted proposals that no source says are taken up in full, by their extent."""
    adopted = figures.with_status(Status.ADOPTED)
    counts = {
        Extent.UNSTATED: sum(
            all(link.extent is not Extent.FULL for link in row.counted) for row in adopted
        )
    }
    if figures.rule.partial is not PartialCounts.APART:
        counts[Extent.PARTIAL] = figures.statuses[Status.PARTIAL] - figures.principle
        counts[Extent.PRINCIPLE] = figures.principle
    return counts


def giving(corpus: Corpus, quantity: Quantity, outcome: ClaimOutcome) -> tuple[Claim, ...]:
    """The general statements of sources that give the number of a figure on proposals taken up."""
    is_plain = quantity.bound is Bound.EXACT and not quantity.fully
    if not is_plain or quantity.said is not Said.TAKEN_UP or quantity.about is About.MEASURES:
        return ()
    number = {
        QuantityKind.COUNT: quantity.value,
        QuantityKind.ALL: Fraction(outcome.figures.total),
    }.get(quantity.kind)
    return tuple(claim for claim in corpus.claims if claim.quantity and claim.quantity == number)


def _says_so(corpus: Corpus, quantity: Quantity, outcome: ClaimOutcome) -> bool:
    """Whether a text attributes a number to somebody who gives it on record."""
    actors = [corpus.actor[claim.claimed_by] for claim in giving(corpus, quantity, outcome)]
    names = [name for actor in actors for name in (actor.name, actor.called) if name]
    return any(plain_text(name) in quantity.attribution for name in names)


def _all_figures(corpus: Corpus) -> Iterator[Coverage]:
    """The figures under every combination of the four choices; claimants are those with a link."""
    linked = {link.claimed_by for link in corpus.links}
    claimants = [None, *(actor.id for actor in corpus.actors if actor.id in linked)]
    for links, claimed_by in product(LinksCounted, claimants):
        base = coverage(corpus, Rule(links=links, claimed_by=claimed_by))
        for partial, of in product(PartialCounts, OutOf):
            # These two choices change no status, so there is nothing to count again.
            yield replace(base, rule=replace(base.rule, partial=partial, of=of))

"""The figure that one counting rule gives, to be held against a published one."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jamplan.corpus.statements import Says
from jamplan.counting import rules
from jamplan.counting.figures import Coverage, Kind, Row
from jamplan.counting.quantity import (
    DENIED,
    SORTS,
    About,
    Quantity,
    QuantityKind,
    Said,
)
from jamplan.counting.rules import PartialCounts
from jamplan.counting.statuses import NOT_ADOPTED, NOT_ASSESSABLE, UNDECIDED, Status
from jamplan.counting.voiced import denied_items, is_within, share_of

IN_PART: dict[Said, Kind] = {
    Said.IN_PART: Status.PARTIAL,
    Said.IN_PRINCIPLE: Says.IN_PRINCIPLE,
}
"""What is said of items that are not taken up as a whole, with what such an item is
called by.
"""


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """The figure that one rule gives, about proposals or about measures."""

    about: About
    figures: Coverage
    said: Said = Said.COUNTED
    by: str | None = None
    """Who refuses, of a figure on refusals; None for whoever does."""

    @property
    def rule(self) -> rules.Rule:
        """The rule."""
        return self.figures.rule

    @property
    def rows(self) -> Sequence[Row]:
        """The items that it is about."""
        return (
            self.figures.rows
            if self.about is About.PROPOSALS
            else self.figures.measures
        )

    def of(self, *statuses: Status) -> int:
        """The number of its items with one of these statuses."""
        return sum(row.status in statuses for row in self.rows)

    @property
    def count(self) -> Fraction:
        """Proposals taken up or measures answered, those in part weighted by the rule.

        Else those that are refused, or of the status that is named.
        """
        if self.said in DENIED:
            refused = self.about is About.PROPOSALS and self.said is not Said.IGNORED
            items = denied_items(self.figures, self.said, self.by) if refused else []
            return Fraction(len(items))
        if self.said in SORTS:
            return Fraction(self.figures.number(Status(self.said)))
        if self.said in IN_PART:
            return Fraction(sum(row.kind is IN_PART[self.said] for row in self.rows))
        partial = self.of(Status.PARTIAL) * Fraction(
            rules.WEIGHT_OF_PARTIAL[self.rule.partial]
        )
        return self.of(Status.ADOPTED) + partial

    def most(self, quantity: Quantity) -> Fraction | int:
        """The count if all that nobody has concluded on turned out to be so."""
        unknown = undecided(self.figures)
        if self.said in SORTS:
            return self.count
        if self.about is About.MEASURES:
            return self.total if unknown else self.count
        if self.said in IN_PART:
            return self.count + unknown + self.of(Status.BELOW_RULE)
        partial = self.of(Status.PARTIAL)
        if self.said in DENIED:
            return self.figures.total - self.of(Status.ADOPTED) - partial
        concluded = self.of(*NOT_ADOPTED, *NOT_ASSESSABLE)
        return self.figures.total - concluded - partial * quantity.fully

    @property
    def total(self) -> int:
        """The denominator of the count."""
        return (
            self.figures.denominator
            if self.about is About.PROPOSALS
            else len(self.figures.measures)
        )

    def gives(self, quantity: Quantity) -> bool:
        """Whether the figure is the published one; a per cent has to be it, rounded."""
        if quantity.total not in {None, self.total} and not quantity.ratio:
            return False
        match quantity.kind:
            case QuantityKind.NONE:
                return self.count == 0
            case QuantityKind.SOME:
                return self.count > 0
            case QuantityKind.ALL:
                return self.total > 0 and self.count == self.total
        is_refused = self.said is Said.REFUSED and is_usual(self)
        own = [self.count, Fraction(self.undisputed)] if is_refused else [self.count]
        return any(self.holds(quantity, count) for count in own)

    @property
    def undisputed(self) -> int:
        """The refusals that no other voice disputes, under the rule.

        Of one voice, all of its own.
        """
        if self.by is not None:
            return int(self.count)
        return sum(
            row.status is Status.REFUSED
            for row in denied_items(self.figures, self.said)
        )

    def holds(self, quantity: Quantity, count: Fraction | int) -> bool:
        """Whether the published count or per cent would be right of another count."""
        if not self.is_share(quantity):
            return is_within(Fraction(count), quantity)
        share = share_of(quantity) if quantity.ratio else quantity
        return self.total > 0 and is_within(Fraction(100 * count, self.total), share)

    @property
    def weighs_partial(self) -> bool:
        """Whether it counts what is taken up in part, as halves or as wholes."""
        is_weighed = (
            self.said not in IN_PART and self.rule.partial is not PartialCounts.APART
        )
        return is_weighed and self.of(Status.PARTIAL) > 0

    @property
    def is_out_of_known(self) -> bool:
        """Whether its denominator is the known proposals, with others declared."""
        return self.about is About.PROPOSALS and self.total < self.figures.total

    def is_share(self, quantity: Quantity) -> bool:
        """Whether the published figure is read as a share of this one's total."""
        if quantity.kind is QuantityKind.COUNT:
            return quantity.total not in {None, self.total}
        return quantity.kind is QuantityKind.PER_CENT


def is_usual(outcome: ClaimOutcome) -> bool:
    """Whether an outcome is that of the usual rule, of all voices."""
    return not any(rank(outcome))


def rank(outcome: ClaimOutcome) -> tuple[bool, ...]:
    """What sorts the choices of the usual rule, of all voices, first."""
    rule, usual = outcome.rule, rules.default_rule(outcome.figures.corpus)
    return (
        rule.whose is not None,
        rule.of is not usual.of,
        rule.words is not usual.words,
    )


def undecided(figures: Coverage) -> int:
    """The number of proposals that a further statement could decide either way."""
    return figures.number(*UNDECIDED)

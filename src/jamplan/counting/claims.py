"""A published count, tried under every counting rule. All arithmetic is exact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import product

from jamplan.corpus.loading import Corpus
from jamplan.counting.figures import Coverage, coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule
from jamplan.language.folding import folded


class About(StrEnum):
    """What a count is about: proposals taken up, or measures that take one up."""

    PROPOSALS = "proposals"
    MEASURES = "measures"


class QuantityKind(StrEnum):
    """The kind of a published quantity. The codes are part of the JSON output."""

    COUNT = "count"
    PER_CENT = "per_cent"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A published count.

    ``value`` is the number of a COUNT or PER_CENT, else None; ``decimals`` how many a PER_CENT has;
    ``total`` is the denominator of a COUNT, if there is one; ``about`` is None without a noun.
    """

    kind: QuantityKind
    value: Fraction | None = None
    decimals: int = 0
    total: int | None = None
    about: About | None = None

    @property
    def impossible(self) -> bool:
        """Whether it is a part that is greater than its total."""
        limit = 100 if self.kind is QuantityKind.PER_CENT else self.total
        return self.value is not None and limit is not None and self.value > limit


class QuantityError(ValueError):
    """A text is not a quantity that can be tried."""


_NOUN = r"(?: (?:(?:des|les|of|the) )*(propositions?|proposals?|mesures?|measures?|them))?"
_FORMS = {
    QuantityKind.COUNT: (
        rf"(?P<value>[0-9]{{1,9}}){_NOUN}"
        rf"(?:(?: ?/ ?| (?:sur|of|out of) (?:(?:les|the) )?)(?P<total>[0-9]{{1,9}}){_NOUN})?"
    ),
    QuantityKind.PER_CENT: rf"(?P<value>[0-9]{{1,3}}(?:[.,][0-9]{{1,6}})?) ?%{_NOUN}",
    QuantityKind.ALL: rf"(?:toutes|tous|all){_NOUN}",
    QuantityKind.NONE: rf"(?:aucune?|none){_NOUN}",
}


def read_quantity(text: str) -> Quantity:
    """Read « 6 sur 28 », "6/28", « 21,4 % », "all" or « aucune », with or without a noun.

    Raises :class:`QuantityError` if the text, as a whole, is nothing of this kind.
    """
    line = folded(text.casefold()).strip()
    for kind, form in _FORMS.items():
        match = re.fullmatch(form, line)
        if match is None:
            continue
        nouns = {noun for noun in match.groups() if noun and noun.isalpha() and noun != "them"}
        subjects = {About.PROPOSALS if noun[0] == "p" else About.MEASURES for noun in nouns}
        if len(subjects) > 1:
            break
        parts = match.groupdict()
        value, total = (parts.get("value") or "").replace(",", "."), parts.get("total")
        return Quantity(
            kind=kind,
            value=Fraction(value) if value else None,
            decimals=len(value.partition(".")[2]),
            total=int(total) if total else None,
            about=subjects.pop() if subjects else None,
        )
    raise QuantityError(text)


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """The figure that one rule gives, about proposals or about measures."""

    about: About
    figures: Coverage

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.figures.rule

    @property
    def count(self) -> Fraction:
        """Proposals taken up, partial ones weighted by the rule; or measures answered."""
        proposals = self.about is About.PROPOSALS
        return Fraction(self.figures.score if proposals else self.figures.answered)

    @property
    def total(self) -> int:
        """The denominator of the count."""
        return self.figures.denominator if self.about is About.PROPOSALS else len(self.figures.measures)

    def gives(self, quantity: Quantity) -> bool:
        """Whether the figure is the published count; a per cent has to be it, rounded."""
        match quantity.kind:
            case QuantityKind.COUNT:
                return self.count == quantity.value and quantity.total in {None, self.total}
            case QuantityKind.PER_CENT:
                assert quantity.value is not None
                if not self.total:
                    return False
                scale = 10**quantity.decimals
                share = 100 * scale * self.count / self.total
                # School rounds 20.5 up; computers round it to the even digit. Both are published.
                return quantity.value * scale in {round(share), int(share + Fraction(1, 2))}
            case QuantityKind.ALL:
                return 0 < self.count == self.total
            case QuantityKind.NONE:
                return self.count == 0

    def distance(self, quantity: Quantity) -> tuple[Fraction, int]:
        """How far the figure is from the published count: by the number, then by the total."""
        if quantity.kind is QuantityKind.COUNT:
            assert quantity.value is not None
            totals = 0 if quantity.total is None else abs(self.total - quantity.total)
            return abs(self.count - quantity.value), totals
        wanted = {QuantityKind.ALL: Fraction(100), QuantityKind.NONE: Fraction(0)}.get(quantity.kind)
        wanted = quantity.value if wanted is None else wanted
        assert wanted is not None
        # A share of an empty total is further off than any other.
        return (abs(100 * self.count / self.total - wanted) if self.total else Fraction(101)), 0


@dataclass(frozen=True, slots=True)
class ClaimTested:
    """The outcomes that were tried, those that give the quantity, and the nearest if none does."""

    corpus: Corpus
    quantity: Quantity
    tried: tuple[ClaimOutcome, ...]
    matches: tuple[ClaimOutcome, ...]
    nearest: ClaimOutcome | None


def try_claim(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a quantity under every rule, stricter rules first, about what its noun says or about both."""
    subjects = [quantity.about] if quantity.about else list(About)
    tried = tuple(
        ClaimOutcome(about, figures) for about in subjects for figures in _all_figures(corpus)
    )
    matches = tuple(outcome for outcome in tried if outcome.gives(quantity))
    nearest = None if matches else min(tried, key=lambda outcome: outcome.distance(quantity))
    return ClaimTested(corpus, quantity, tried, matches, nearest)


def _all_figures(corpus: Corpus) -> Iterator[Coverage]:
    """The figures under every combination of the four choices; claimants are those with a link."""
    linked = {link.claimed_by for link in corpus.links}
    claimants = [None, *(actor.id for actor in corpus.actors if actor.id in linked)]
    for links, claimed_by in product(LinksCounted, claimants):
        base = coverage(corpus, Rule(links=links, claimed_by=claimed_by))
        for partial, of in product(PartialCounts, OutOf):
            # These two choices change no status, so there is nothing to count again.
            yield replace(base, rule=replace(base.rule, partial=partial, of=of))

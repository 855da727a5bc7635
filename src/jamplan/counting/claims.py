"""A published figure, tried under every counting rule, and whether it may be written.

All arithmetic is exact.
"""

import operator
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Basis, Claim, Extent, Relation, VerdictKind
from jamplan.counting import rules
from jamplan.counting.figures import Coverage, Row, coverage, unstated
from jamplan.counting.quantity import ASSERTED, DENIED, About, Bound, Quantity, QuantityKind, Said
from jamplan.counting.rules import OutOf, PartialCounts, Status

GIVEN = frozenset({"given", "given_in_part", "given_response", "refusals", "no_refusal"})
"""Reasons to write a figure that a rule gives, where the text says no more than that."""
YES = GIVEN | {"attributed", "told", "said"}
"""Reasons to write a figure: these, or a source says so, of each or in all."""
_FLOORS = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
"""Bounds that hold whatever is decided about the others."""
_CEILINGS = frozenset({Bound.AT_MOST, Bound.LESS_THAN, Bound.ONLY})
"""Bounds that exclude what nobody has decided."""

_ROUNDED = Fraction(5, 2)
"""How far a figure may be from a round number of which a text says « environ »: half of five."""


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """The figure that one rule gives, about proposals or about measures."""

    about: About
    figures: Coverage
    said: Said = Said.COUNTED

    @property
    def rule(self) -> rules.Rule:
        """The rule."""
        return self.figures.rule

    @property
    def rows(self) -> Sequence[Row]:
        """The items that it is about."""
        return self.figures.rows if self.about is About.PROPOSALS else self.figures.measures

    def of(self, status: Status) -> int:
        """The number of its items with a status."""
        return sum(row.status is status for row in self.rows)

    @property
    def count(self) -> Fraction:
        """Proposals taken up or measures answered, those in part weighted by the rule; or refusals."""
        if self.said in DENIED:
            refused = self.about is About.PROPOSALS and self.said is not Said.IGNORED
            return Fraction(refused_proposals(self.figures) if refused else 0)
        partial = Fraction(self.of(Status.PARTIAL))
        if self.said is Said.IN_PART:
            return partial
        return self.of(Status.ADOPTED) + partial * Fraction(rules.WEIGHT_OF_PARTIAL[self.rule.partial])

    @property
    def total(self) -> int:
        """The denominator of the count."""
        return self.figures.denominator if self.about is About.PROPOSALS else len(self.figures.measures)

    @property
    def share(self) -> Fraction | None:
        """The per cent, None of an empty total."""
        return 100 * self.count / self.total if self.total else None

    def gives(self, quantity: Quantity) -> bool:
        """Whether the figure is the published one; a per cent has to be it, rounded."""
        if quantity.kind is QuantityKind.NONE:
            return self.count == 0
        if quantity.kind is QuantityKind.SOME:
            return self.count > 0
        if quantity.total not in {None, self.total}:
            return quantity.ratio and self._is_near(_share_of(quantity))
        if quantity.kind is QuantityKind.ALL:
            return self.share == 100
        if quantity.kind is QuantityKind.COUNT:
            counts = [self.count]
            if self.said is Said.IN_PART and self.about is About.PROPOSALS:
                # What is taken up in principle may be called so, beside what is in part.
                counts.append(self.count - self.figures.principle)
            return any(_is_within(count, quantity) for count in counts)
        return self._is_near(quantity)

    def _is_near(self, quantity: Quantity) -> bool:
        if self.share is None or quantity.value is None:
            return False
        if quantity.bound not in {Bound.EXACT, Bound.ONLY}:
            return _is_within(self.share, quantity)
        # School rounds 20.5 up; computers round it to the even digit. Both are published.
        scaled = 10**quantity.decimals * self.share
        rounded = {round(scaled), int(scaled + Fraction(1, 2))}
        return 10**quantity.decimals * quantity.value in rounded

    @property
    def weighs_partial(self) -> bool:
        """Whether it counts what is taken up in part, as halves or as wholes."""
        if self.said is Said.IN_PART or self.rule.partial is PartialCounts.APART:
            return False
        return self.of(Status.PARTIAL) > 0

    @property
    def claimants(self) -> tuple[str, ...]:
        """The actors who make the statements that it counts, by id."""
        statuses = {Status.PARTIAL if self.said is Said.IN_PART else Status.ADOPTED}
        if self.weighs_partial:
            statuses.add(Status.PARTIAL)
        rows = (row for row in self.rows if row.status in statuses)
        return tuple(dict.fromkeys(link.claimed_by for row in rows for link in row.counted))

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


_HOLDS = {
    Bound.AT_LEAST: operator.ge,
    Bound.MORE_THAN: operator.gt,
    Bound.AT_MOST: operator.le,
    Bound.LESS_THAN: operator.lt,
}


def _is_within(number: Fraction, quantity: Quantity) -> bool:
    value = quantity.value or Fraction(0)
    if quantity.bound is Bound.ABOUT:
        is_round = value % 5 == 0 or value.denominator > 1
        return abs(number - value) <= (_ROUNDED if is_round else Fraction(1, 2))
    return bool(_HOLDS.get(quantity.bound, operator.eq)(number, value))


@dataclass(frozen=True, slots=True)
class ClaimTested:
    """The outcomes that give a figure; ``chosen`` is the one that the answer speaks of.

    If none gives it, that is the one of the usual rule.
    """

    quantity: Quantity
    matches: tuple[ClaimOutcome, ...]
    chosen: ClaimOutcome
    reason: str
    """Why it may be written or not: the code of an answer."""

    @property
    def may_be_written(self) -> bool:
        """Whether the figure may be written with its rule."""
        return self.reason in YES


def try_claim(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a figure under every rule, stricter rules first, about what its noun says or about both."""
    # Nothing refuses a measure.
    about = quantity.about or (About.PROPOSALS if quantity.said in DENIED else None)
    subjects = [about] if about else list(About)
    tried = tuple(
        ClaimOutcome(about, figures, quantity.said)
        for about in subjects
        for figures in _all_figures(corpus)
        if _is_meant(figures.rule, quantity)
    )
    matches = tuple(outcome for outcome in tried if outcome.gives(quantity))
    usual = rules.default_rule(corpus).links
    if matches:
        # A figure without a noun is one on proposals; of these, what may be written comes first.
        reason, chosen = min(
            ((reason_of(outcome, quantity), outcome) for outcome in matches),
            key=lambda pair: (
                pair[1].about is not About.PROPOSALS,
                pair[0] not in YES,
                _rank(pair[1], usual, quantity.attribution or None),
            ),
        )
    else:
        chosen = min(tried, key=lambda outcome: _rank(outcome, usual))
        is_count = quantity.kind is QuantityKind.COUNT and quantity.total is None
        is_total = is_count and quantity.value == chosen.total and quantity.said is Said.COUNTED
        reason = "total" if is_total else "no_rule"
        reason = "not_said" if quantity.said in DENIED else reason
    if quantity.impossible:
        reason = "impossible"
    elif quantity.said is Said.CARRIED_OUT:
        reason = "outcome"
    elif any(claim.claimed_by == quantity.attribution for claim in giving(chosen.figures, quantity)):
        reason, chosen = "said", min(tried, key=lambda outcome: _rank(outcome, usual))
    return ClaimTested(quantity, matches, chosen, reason)


def _is_meant(rule: rules.Rule, quantity: Quantity) -> bool:
    """Whether a text leaves this rule open: it may name the wordings that count, and parts."""
    counts = quantity.weakest in {None, rules.WEAKEST_COUNTED[rule.links]}
    return counts and (rule.partial is PartialCounts.FULL or not quantity.or_part)


def _rank(
    outcome: ClaimOutcome, usual: rules.LinksCounted, whose: str | None = None
) -> tuple[bool, ...]:
    """What sorts proposals first, then what ``whose`` states, then the choices of the usual rule."""
    return (
        outcome.about is not About.PROPOSALS,
        outcome.rule.claimed_by != whose,
        outcome.rule.of is not OutOf.DECLARED,
        outcome.rule.links is not usual,
    )


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


def reason_of(outcome: ClaimOutcome, quantity: Quantity) -> str:
    """Return why a figure may or may not be written that an outcome gives."""
    figures, said = outcome.figures, quantity.said
    if said in DENIED:
        if _is_refusal_on_record(outcome, quantity):
            refused = "refusals" if _are_refusers(figures, quantity) else "not_its"
            return refused if outcome.count else "no_refusal"
        is_none = said is Said.REFUSED and (quantity.kind is QuantityKind.NONE or quantity.value == 0)
        return "open" if is_none and not outcome.count and undecided(figures) else "not_said"
    statuses, is_response = figures.statuses, _is_response(figures.corpus)
    complete = quantity.fully or (quantity.kind is QuantityKind.ALL and statuses[Status.PARTIAL])
    is_open_share = outcome.is_share(quantity) and (
        quantity.bound not in _FLOORS or statuses[Status.UNDOCUMENTED] > 0
    )
    is_some = quantity.kind is QuantityKind.SOME
    is_told = is_some and any(claim.quantity is None for claim in figures.corpus.claims)
    is_asserted = (said in ASSERTED or is_some) and not is_response
    # What several sources state of different proposals is the number of none of them.
    is_one_s = figures.rule.links is rules.LinksCounted.EXPLICIT and len(figures.claimants) < 2
    is_stated = is_one_s or quantity.weakest is not None
    is_its = figures.rule.claimed_by == quantity.attribution
    is_partly = outcome.weighs_partial and not quantity.or_part
    # What nobody has decided, or whose text is missing, counts as not taken up.
    is_open = undecided(figures) and (is_open_share or _excludes_others(outcome, quantity))
    is_half = figures.rule.partial is PartialCounts.HALF
    is_attributed = is_asserted and quantity.attribution is None and quantity.weakest is None
    reasons = {
        # Out of the known texts, and most of them come from the source that claims the take-up.
        "selection": outcome.is_out_of_known and is_selection(figures),
        # No source says that the proposals are taken up in full.
        "extent": complete and any(extents(figures).values()),
        "partly_halves": is_partly and outcome.is_share(quantity) and is_half,
        "partly_wholes": is_partly and outcome.is_share(quantity),
        "partly": is_partly,
        # None is taken up, but for statements that the rule does not count.
        "left_out": outcome.count == 0 and figures.corpus.links,
        "left_open": is_open
        and (is_response or outcome.about is About.MEASURES or outcome.is_out_of_known),
        "undecided": is_open,
        "weaker": quantity.weakest is None and weaker(figures),
        "not_its": (quantity.attribution is not None and not is_its)
        or _is_of_another(figures.corpus, quantity),
        # Whoever states each of them may have given no number.
        "its_count": quantity.attribution is not None and (quantity.speaks or not is_stated),
        # Sources only imply it of some.
        "unsourced": is_asserted and not is_stated and not is_told,
        "word": said not in _own_words(figures.corpus),
        "told": is_attributed and is_told,
        "attributed": is_attributed,
        "given_in_part": said is Said.IN_PART,
        "given_response": is_response,
    }
    return next((reason for reason, holds in reasons.items() if holds), "given")


def _is_response(corpus: Corpus) -> bool:
    return corpus.plan_document.relation is Relation.RESPONSE


def _own_words(corpus: Corpus) -> set[Said]:
    """What may be said of the items of a corpus that its statements count."""
    return {Said.COUNTED, Said.IN_PART, Said.ACCEPTED if _is_response(corpus) else Said.TAKEN_UP}


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


def _are_refusers(figures: Coverage, quantity: Quantity) -> bool:
    """Whether who is said to refuse may, and whose word that is has said so."""
    verdicts = [each for row in figures.with_status(Status.NOT_ADOPTED) for each in row.verdicts]
    sources = {each.claimed_by for each in verdicts if each.verdict is VerdictKind.REFUSED}
    takers = sources | {"", figures.corpus.plan_document.publisher}
    return quantity.taker in takers and quantity.attribution in sources | {None}


def _excludes_others(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether a figure says that no other proposal is taken up."""
    if quantity.kind is QuantityKind.ALL:
        return outcome.is_out_of_known
    return outcome.count == 0 or quantity.bound in _CEILINGS


def extents(figures: Coverage) -> dict[Extent, int]:
    """The number of counted proposals that no source says are taken up in full, by their extent."""
    weighs = figures.rule.partial is not PartialCounts.APART
    return {
        Extent.UNSTATED: unstated(figures.rows),
        Extent.PARTIAL: (figures.statuses[Status.PARTIAL] - figures.principle) * weighs,
        Extent.PRINCIPLE: figures.principle * weighs,
    }


def weaker(figures: Coverage) -> Counter[Basis | None]:
    """The counted proposals whose statements the usual rule does not count, by their wording."""
    usual = rules.default_rule(figures.corpus)
    return Counter(
        row.strongest
        for row in figures.rows
        if row.counted and not any(usual.counts(link, row.proposal) for link in row.counted)
    )


def giving(figures: Coverage, quantity: Quantity) -> tuple[Claim, ...]:
    """The general statements of sources that give the number of a figure on proposals taken up."""
    numbers: dict[QuantityKind, Fraction | int | None] = {
        QuantityKind.COUNT: quantity.value,
        QuantityKind.ALL: figures.total,
        QuantityKind.SOME: None,
    }
    if (
        quantity.kind not in numbers
        or quantity.bound is not Bound.EXACT
        or quantity.fully
        or quantity.said not in _own_words(figures.corpus) - {Said.IN_PART}
        or quantity.about is About.MEASURES
        or quantity.total not in {None, figures.total}
    ):
        return ()
    return tuple(claim for claim in figures.corpus.claims if claim.quantity == numbers[quantity.kind])


def _is_of_another(corpus: Corpus, quantity: Quantity) -> bool:
    """Whether a text names somebody beside who proposes and who answers, or another as who takes up."""
    answering, proposing = corpus.plan_document.publisher, corpus.proposals_document.publisher
    others = quantity.named - {"", answering, proposing, quantity.attribution}
    return bool(others) or quantity.taker not in {"", answering}


def _all_figures(corpus: Corpus) -> Iterator[Coverage]:
    """The figures under every combination of the four choices; claimants are those with a link."""
    linked = {link.claimed_by for link in corpus.links}
    claimants = [None, *(actor.id for actor in corpus.actors if actor.id in linked)]
    for links, claimed_by in product(rules.LinksCounted, claimants):
        base = coverage(corpus, rules.Rule(links=links, claimed_by=claimed_by))
        for partial, of in product(PartialCounts, OutOf):
            # These two choices change no status, so there is nothing to count again.
            yield replace(base, rule=replace(base.rule, partial=partial, of=of))

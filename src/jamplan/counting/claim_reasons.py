"""Why a published figure may be written, or what speaks against it."""

from collections import Counter
from collections.abc import Iterator

from jamplan.corpus.statements import Statement, Words
from jamplan.counting import rules
from jamplan.counting.claim_outcomes import IN_PART, ClaimOutcome, is_usual, undecided
from jamplan.counting.figures import Coverage, coverage
from jamplan.counting.quantity import (
    DENIED,
    SORTS,
    About,
    Bound,
    Quantity,
    QuantityKind,
    Said,
)
from jamplan.counting.rules import PartialCounts
from jamplan.counting.statuses import COUNTED, UNDECIDED, Status
from jamplan.counting.uncertainties import unstated
from jamplan.counting.voiced import CEILINGS, FLOORS, denied_items

FROM_ABOVE = frozenset({*CEILINGS, Bound.BETWEEN})
"""Bounds that have to hold even if all others are decided likewise."""


def reason_of_none(usual: ClaimOutcome, quantity: Quantity) -> str:
    """Why no rule gives a figure, beside what the usual one gives.

    Or why it may not be denied.
    """
    if quantity.said is Said.NOT_TAKEN_UP and usual.about is About.PROPOSALS:
        return "not_established"
    return "not_said" if quantity.said in DENIED else "no_rule"


def reasons_of(outcome: ClaimOutcome, quantity: Quantity) -> tuple[str, ...]:
    """Return why a figure that an outcome gives may be written, or all against it."""
    if _is_empty(outcome, quantity):
        return ("empty",)
    if quantity.said in DENIED:
        return (_reason_of_denial(outcome, quantity),)
    if quantity.said in SORTS:
        return ("printed" if is_usual(outcome) else "given",)
    given = "given_response" if outcome.figures.corpus.answers_each else "given"
    given = "given_in_part" if quantity.said in IN_PART else given
    return tuple(_faults(outcome, quantity)) or (given,)


def _is_empty(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether the bound of a figure would hold whatever is decided."""
    holds_of_none = outcome.holds(quantity, 0)
    holds_of_all = outcome.holds(quantity, outcome.total)
    if quantity.bound in FLOORS:
        return holds_of_none
    if quantity.bound in CEILINGS:
        return holds_of_all
    return quantity.bound is Bound.BETWEEN and holds_of_none and holds_of_all


def _faults(outcome: ClaimOutcome, quantity: Quantity) -> Iterator[str]:
    """Yield what speaks against a figure on take-ups that an outcome gives."""
    figures = outcome.figures
    # Out of the known texts, and most of them come from the source that claims the
    # take-up.
    if outcome.is_out_of_known and _is_warned(figures, "texts-from-claimant"):
        yield "selection"
    # None is taken up, but for statements that the rule does not count.
    if outcome.count == 0 and quantity.said not in IN_PART and _has_take_ups(figures):
        yield "left_out"
    # What nobody has decided, or whose text is missing, counts as not taken up.
    if _is_open(outcome, quantity):
        yield _reason_of_open(outcome, quantity)
    yield from _faults_of_extent(outcome, quantity)
    if quantity.weakest is None and weaker(figures):
        yield "weaker"


def _is_warned(figures: Coverage, code: str) -> bool:
    """Whether figures have a warning."""
    return any(warning.code == code for warning in figures.warnings)


def _has_take_ups(figures: Coverage) -> bool:
    """Whether a statement says that something is taken up, counted or not."""
    return any(
        statement.group in rules.TAKEN_UP
        for row in figures.rows
        for statement in row.positions
    )


def _reason_of_open(outcome: ClaimOutcome, quantity: Quantity) -> str:
    """What is told of a figure that may turn out to be wrong once all is decided."""
    if quantity.bound in FLOORS:
        return "rate"
    if quantity.bound in FROM_ABOVE:
        return "unsettled"
    is_of_all = outcome.about is About.PROPOSALS and not outcome.is_out_of_known
    if is_of_all and not outcome.figures.corpus.answers_each:
        return "undecided"
    return "open"


def _faults_of_extent(outcome: ClaimOutcome, quantity: Quantity) -> Iterator[str]:
    """Yield what is wrong with how much of its items a figure says is taken up."""
    figures = outcome.figures
    is_half = figures.rule.partial is PartialCounts.HALF
    is_partly = _weighs_more(outcome, quantity)
    is_whole = quantity.fully or (quantity.kind is QuantityKind.ALL and is_partly)
    is_limited = quantity.bound in {*FROM_ABOVE, Bound.ONLY} or outcome.count == 0
    is_no_more = quantity.said in IN_PART and is_limited
    # No source says that the proposals are taken up in full.
    if (is_whole or is_no_more) and (unstated(figures.rows) or outcome.weighs_partial):
        yield "extent"
    # A measure that takes one up in part is answered: sentences count it so.
    is_answered = outcome.about is About.MEASURES and not is_half
    if is_partly and not is_whole and not is_answered:
        yield "halves" if is_half else "wholes"


def _weighs_more(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether an outcome weighs items taken up in part without the text saying so."""
    counted = {row.kind for row in outcome.rows if row.status in COUNTED}
    enough = {Status.ADOPTED, *(IN_PART[part] for part in quantity.parts)}
    return outcome.weighs_partial and not counted <= enough


def _is_open(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether a figure may turn out wrong once all is decided, or its bound break."""
    bound, most, is_share = (
        quantity.bound,
        outcome.most(quantity),
        outcome.is_share(quantity),
    )
    if bound in FROM_ABOVE:
        return not outcome.holds(quantity, most)
    if bound in FLOORS:
        return is_share and outcome.figures.statuses[Status.UNDOCUMENTED] > 0
    if bound is Bound.ONLY:
        return most > outcome.count
    is_all_known = quantity.kind is QuantityKind.ALL and outcome.is_out_of_known
    return undecided(outcome.figures) > 0 and (
        is_share or is_all_known or outcome.count == 0
    )


def _reason_of_denial(outcome: ClaimOutcome, quantity: Quantity) -> str:
    """Why one may or may not say that so many proposals are refused or not taken up."""
    said, count = quantity.said, outcome.count
    # « Moins de 10 refusées » lets a reader think that some are.
    is_bounded = quantity.bound in FROM_ABOVE
    is_barred = said is Said.IGNORED or (is_bounded and not count)
    is_open = _is_denial_open(outcome, quantity)
    if is_barred or is_open or outcome.about is About.MEASURES:
        is_rate = _is_none(quantity) or outcome.is_share(quantity)
        if is_open and said is Said.REFUSED and is_rate:
            return "open"
        return reason_of_none(outcome, quantity)
    if count:
        is_number = quantity.kind in {QuantityKind.COUNT, QuantityKind.PER_CENT}
        is_apart = is_number and not outcome.holds(quantity, count)
        return "refusals_apart" if is_apart else "refusals"
    others = denied_items(outcome.figures, Said.NOT_TAKEN_UP, outcome.by)
    # What others call not taken up is no refusal, and is told.
    return "not_said" if others else "no_refusal"


def _is_none(quantity: Quantity) -> bool:
    """Whether a text says that none is, in a word or a number."""
    return quantity.kind is QuantityKind.NONE or quantity.value == 0


def _is_denial_open(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether that so many are refused, or not taken up, may turn out to be wrong."""
    if quantity.said is Said.REFUSED:
        # What a wider rule counts settles nothing for those who do not use it.
        usual = coverage(outcome.figures.corpus)
        may_be_some = _is_none(quantity) and usual.number(*UNDECIDED) > 0
        return may_be_some or _is_open(outcome, quantity)
    # Of what no source refuses, no silence says that it is not taken up.
    if quantity.fully:
        return True
    is_some = quantity.kind is QuantityKind.SOME and quantity.bound is not Bound.ONLY
    is_floor = quantity.bound in FLOORS or is_some
    figures = outcome.figures
    taken_up = figures.adopted + figures.statuses[Status.PARTIAL]
    return not is_floor and outcome.count < figures.total - taken_up


def weaker(figures: Coverage) -> Counter[Words | None]:
    """The counted proposals whose statements the usual rule leaves out, by wording."""
    usual = coverage(figures.corpus)
    counted = {id(each) for row in usual.rows for each in row.counted}

    def is_usual(statement: Statement) -> bool:
        return id(statement) in counted

    return Counter(
        row.strongest
        for row in figures.rows
        if row.status in COUNTED and not any(map(is_usual, row.take_ups))
    )

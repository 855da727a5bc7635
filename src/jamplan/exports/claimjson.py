"""A published count that was tried, as JSON: ``jamplan.claim/1``, described in ``docs/format.md``."""

from __future__ import annotations

from fractions import Fraction

from jamplan.counting.claims import About, ClaimOutcome, ClaimTested
from jamplan.exports.jsonfile import Json, plain


def claim_object(tested: ClaimTested, text: str) -> Json:
    """What came of trying a quantity that was typed as ``text``."""
    quantity = tested.quantity
    return {
        "schema": "jamplan.claim/1",
        "text": text,
        "read_as": {
            "kind": str(quantity.kind),
            "value": None if quantity.value is None else _number(quantity.value),
            "total": quantity.total,
            "about": str(quantity.about) if quantity.about else None,
        },
        "impossible": quantity.impossible,
        "holds": bool(tested.matches),
        "rules": [_outcome(outcome) for outcome in tested.matches],
        "nearest": _outcome(tested.nearest) if tested.nearest else None,
    }


def _outcome(outcome: ClaimOutcome) -> Json:
    low, high = outcome.figures.range
    return {
        **plain(outcome.rule),
        "about": str(outcome.about),
        "count": _number(outcome.count),
        "total": outcome.total,
        "range": {"min": low, "max": high} if outcome.about is About.PROPOSALS else None,
        "claimants": list(outcome.figures.claimants),
    }


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)

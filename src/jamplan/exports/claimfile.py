"""What came of trying a published figure, as JSON (``docs/format.md``)."""

from collections.abc import Mapping

from jamplan.counting.claim_outcomes import ClaimOutcome
from jamplan.counting.claims import ClaimTested
from jamplan.evidence.published import figures_of
from jamplan.exports.jsonfile import Json, picked, plain


def claim_object(tested: ClaimTested, text: str, instead: str) -> Json:
    """What came of trying a published figure that was typed as ``text``.

    ``instead`` is the sentence to write beside the figure, or instead of it.
    """
    return {
        "schema": "jamplan.claim/3",
        "text": text,
        "answer": "yes" if tested.may_be_written else "no",
        "kind": str(tested.kind),
        "reasons": list(tested.reasons),
        "sources": list(_sources_of(tested)),
        "instead": instead,
        "read_as": {
            **picked(
                tested.quantity,
                "kind",
                "value",
                "high",
                "total",
                "about",
                "bound",
                "said",
                "voice",
            ),
            "left_aside": list(tested.quantity.left_aside),
        },
        "holds": bool(tested.matches),
        "rules": [_outcome(outcome) for outcome in tested.matches],
        "nearest": None if tested.matches else _outcome(tested.chosen),
    }


def _sources_of(tested: ClaimTested) -> Mapping[str, None]:
    """The sources, by id, that give a figure."""
    sources: dict[str, None] = {}
    for total in tested.given:
        sources |= dict.fromkeys(piece.source for piece in total.evidence)
    return sources


def _outcome(outcome: ClaimOutcome) -> Json:
    proposals = figures_of(outcome.figures).proposals
    return {
        **plain(outcome.rule),
        **picked(outcome, "about", "count", "total"),
        "range": plain(proposals.range) if outcome.about == "proposals" else None,
        "claimants": list(outcome.figures.claimants),
    }

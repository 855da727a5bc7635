"""Two people's agreement as JSON: ``jamplan.agreement/1``, described in ``docs/format.md``."""

from __future__ import annotations

from jamplan.decisions.agreement import Agreement, Held, Indices
from jamplan.exports.jsonfile import Json, plain


def agreement_object(agreement: Agreement, names: tuple[str, str]) -> Json:
    """The agreement as an object; ``names`` are the paths of the two corpora."""
    only_a, only_b, neither = agreement.left_out
    return {
        "schema": "jamplan.agreement/1",
        "title": agreement.first.title,
        "a": names[0],
        "b": names[1],
        "proposals": {
            "total": len(agreement.comparisons),
            "both": agreement.statuses.units,
            "only_a": only_a,
            "only_b": only_b,
            "neither": neither,
            "same_records": agreement.same_records,
        },
        "disagreements": [
            {"proposal": row.proposal.id, "a": _side(row.first), "b": _side(row.second)}
            for row in agreement.disagreements
        ],
        "statuses": _indices(agreement.statuses),
        "pairs": _indices(agreement.pairs),
    }


def _indices(indices: Indices) -> Json:
    return {
        "units": indices.units,
        "alike": indices.alike,
        "table": [
            {"a": str(first), "b": str(second), "count": count}
            for (first, second), count in sorted(indices.cells.items())
        ],
        "raw": indices.raw,
        "kappa": indices.kappa,
        "alpha": indices.alpha,
        "undefined": str(indices.undefined) if indices.undefined else None,
    }


def _side(side: Held) -> Json:
    return {
        "decision": str(side.decision),
        "links": plain(side.links),
        "verdicts": plain(side.verdicts),
        "dismissed": sorted(side.dismissed),
    }

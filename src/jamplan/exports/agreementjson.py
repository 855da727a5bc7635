"""Two people's agreement as JSON: ``jamplan.agreement/1``.

| key | holds |
|---|---|
| `title` | the two documents' names |
| `a`, `b` | the paths of the two corpora, as typed |
| `proposals` | how many: `total`, decided by `both`, by `only_a`, `only_b`, by `neither`; of those by both, `same_records` that stand in both files word for word |
| `statuses` | the figures over the proposals that both decided |
| `pairs` | the figures over all pairs of such a proposal and a measure |
| `methods` | `level` of all intervals, and of the bootstrap the number of `resamples` |
| `rows` | every proposal: `proposal` (its id), what `a` and what `b` hold, `by_both`, `differ` |

The figures of `statuses` and `pairs`: `units`; `alike`, those with the same value from both; `table`,
how many units (`count`) have which value from `a` and from `b`; then `raw` (raw agreement), `positive`
(positive agreement, Dice; null for statuses), `kappa` (Cohen) and `alpha` (Krippendorff, nominal).
Each of these four is an object:

| key | holds |
|---|---|
| `value` | a number, or null where it is not defined |
| `value_undefined` | why: `no_unit`, `one_value`, `no_link`; null where it is defined |
| `interval` | `low` and `high`, or null where it is not defined |
| `interval_undefined` | why: as for the value, or `no_width` |
| `method` | how the interval is made: `wilson`, `fleiss_cohen_everitt`, `bootstrap` |

What `a` and `b` hold of a proposal: `decision` (`taken_up`, `partial`, `no_measure_found`, `refused`,
`out_of_scope`, `not_testable`, `undecided`); `links`, each with `measure`, `extent`, `basis`,
`claimed_by` and `by`; `verdicts`, each with `verdict`, `claimed_by` and `by`; `dismissed`, the ids of
measures. `by` is null where the file names nobody. Values of pairs are `linked` and `not_linked`.
"""  # noqa: E501 - the rows of a table are lines

from __future__ import annotations

from typing import Any

from jamplan.agreement import RESAMPLES, Agreement, Comparison, Estimate, Figures, Side

Json = dict[str, Any]


def agreement_object(found: Agreement, names: tuple[str, str]) -> Json:
    """The agreement as an object; ``names`` are the paths of the two corpora."""
    return {
        "schema": "jamplan.agreement/1",
        "title": found.first.title,
        "a": names[0],
        "b": names[1],
        "proposals": {
            "total": len(found.comparisons),
            "both": len(found.by_both),
            "only_a": len(found.by_first_only),
            "only_b": len(found.by_second_only),
            "neither": len(found.by_neither),
            "same_records": len(found.same_records),
        },
        "statuses": _figures(found.statuses),
        "pairs": _figures(found.pairs),
        "methods": {"level": 0.95, "resamples": RESAMPLES},
        "rows": [_row(each) for each in found.comparisons],
    }


def _figures(figures: Figures) -> Json:
    return {
        "units": figures.units,
        "alike": figures.alike,
        "table": [
            {"a": str(first), "b": str(second), "count": count}
            for (first, second), count in sorted(figures.table.items())
        ],
        "raw": _estimate(figures.raw),
        "positive": _estimate(figures.positive) if figures.positive else None,
        "kappa": _estimate(figures.kappa),
        "alpha": _estimate(figures.alpha),
    }


def _estimate(estimate: Estimate) -> Json:
    interval = estimate.interval
    return {
        "value": estimate.value,
        "value_undefined": estimate.value_undefined,
        "interval": {"low": interval.low, "high": interval.high} if interval else None,
        "interval_undefined": estimate.interval_undefined,
        "method": estimate.method,
    }


def _row(each: Comparison) -> Json:
    return {
        "proposal": each.proposal.id,
        "a": _side(each.first),
        "b": _side(each.second),
        "by_both": each.by_both,
        "differ": each.differ,
    }


def _side(side: Side) -> Json:
    return {
        "decision": side.decision,
        "links": [
            {
                "measure": link.measure,
                "extent": link.extent,
                "basis": link.basis,
                "claimed_by": link.claimed_by,
                "by": link.by,
            }
            for link in side.links
        ],
        "verdicts": [
            {"verdict": verdict.verdict, "claimed_by": verdict.claimed_by, "by": verdict.by}
            for verdict in side.verdicts
        ],
        "dismissed": sorted(side.dismissed),
    }

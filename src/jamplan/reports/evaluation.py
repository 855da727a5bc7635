"""The report on how well scores rank what people linked."""

from __future__ import annotations

from jamplan.locale import Language
from jamplan.matching.evaluation import Evaluation, Interval, table
from jamplan.reports.blocks import Block, Heading, Paragraph, Row, Table, inline
from jamplan.text.folding import one_line

_THRESHOLDS = (90, 80, 70, 65, 60, 50, 40, 30, 20, 10)
_FEW = 50


def evaluation_report(title: str, found: Evaluation, language: Language) -> list[Block]:
    """Averages with their intervals, a precision-recall table, and how few labels there are."""
    _ = language.gettext
    blocks: list[Block] = [
        Heading(one_line(title), 1),
        Paragraph(
            inline(
                _(
                    "{links} links on {items} items, among {pairs} pairs.",
                    links=language.number(found.links),
                    items=language.number(found.linked_items),
                    pairs=language.number(found.pairs),
                )
            ),
            lead=True,
        ),
    ]
    if found.linked_items < _FEW:
        few = _("So few labels say little: read the intervals, not the averages.")
        blocks.append(Paragraph(inline(few)))
    rows = (
        (_("mean average precision (MAP)"), found.map, found.map_interval),
        (_("recall at 1"), found.recall_at_1, found.recall_at_1_interval),
        (_("recall at 5"), found.recall_at_5, found.recall_at_5_interval),
    )
    measures = [
        Row((inline(name), inline(_share(language, value)), inline(_interval(language, interval))))
        for name, value, interval in rows
    ]
    best = _(
        "{f1} at the score {threshold}",
        f1=_share(language, found.best_f1),
        threshold=language.number(round(found.threshold, 1)),
    )
    measures.append(Row((inline(_("best F1 of one threshold")), inline(best), inline("—"))))
    columns = (_("Indicator"), _("Value"), _("95 % interval (bootstrap)"))
    blocks.append(Table(columns, tuple(measures)))
    blocks.append(Heading(_("Precision and recall by score")))
    points = [
        Row(
            (
                inline(language.number(point.threshold)),
                inline(language.number(point.pairs)),
                inline(_share(language, point.precision)),
                inline(_share(language, point.recall)),
            )
        )
        for point in table(found.points, _THRESHOLDS)
    ]
    blocks.append(Table((_("Score from"), _("Pairs"), _("Precision"), _("Recall")), tuple(points)))
    return blocks


def _share(language: Language, value: float) -> str:
    return language.number(round(value, 3))


def _interval(language: Language, interval: Interval) -> str:
    low, high = _share(language, interval.low), _share(language, interval.high)
    return language.gettext("{low} to {high}", low=low, high=high)

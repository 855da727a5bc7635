"""What an import does to a corpus, as a table of changes: one row a field or a cell."""

from __future__ import annotations

from jamplan.exports.csvfile import as_csv
from jamplan.intake.edits.merging import Merge
from jamplan.intake.edits.tables import TableEdits
from jamplan.intake.items.drafts import DraftGroup, DraftItem


def merge_csv(found: Merge) -> str:
    """A row a field that changes of a pair; one an item that is new, in doubt or stays as it is.

    ``what`` is ``paired``, ``new`` or ``held``; ``how`` a code of how it pairs, or of why it is held.
    """
    rows: list[list[str]] = []
    for pair in (*found.groups, *found.pairs):
        score = "" if pair.score is None else f"{pair.score:.1f}"
        start = ["paired", *_item(pair.item), pair.known, str(pair.how), score]
        changes = [[each.name, each.before or "", each.after or ""] for each in pair.changes]
        rows += [[*start, *change] for change in changes or [["", "", ""]]]
    for new in (*found.new_groups, *found.new):
        rows.append(["new", *_item(new.item), new.id, "", "", "", "", ""])
    for held in (*found.held_groups, *found.held):
        near = [(each.id, f"{each.score:.1f}") for each in held.candidates] or [("", "")]
        rows += [
            ["held", *_item(held.item), name, str(held.why), score, "", "", ""] for name, score in near
        ]
    columns = ("what", "number", "title", "id", "how", "score", "field", "before", "after")
    return as_csv(columns, rows)


def _item(item: DraftItem | DraftGroup) -> list[str]:
    number = item.number if isinstance(item, DraftItem) else None
    return [number or item.id, item.title]


def edits_csv(found: TableEdits) -> str:
    """A row a cell: ``what`` is ``changed``, ``added``, ``missing`` or ``removed``."""
    rows: list[list[str]] = [
        [
            "changed",
            each.table,
            str(each.row),
            each.record,
            each.column,
            each.before or "",
            each.after or "",
        ]
        for each in found.cells
    ]
    rows += [
        ["added", each.table, str(each.row), each.record, column, "", value]
        for each in found.added
        for column, value in each.cells
    ]
    rows += [
        ["removed" if each.removed else "missing", each.table, "", each.record, "", "", ""]
        for each in found.missing
    ]
    return as_csv(("what", "table", "row", "record", "column", "before", "after"), rows)

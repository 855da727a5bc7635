"""A merge as JSON (``jamplan.merge/1``, described in ``docs/format.md``) and as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Link, Verdict
from jamplan.decisions.merging import FieldChange, Merge, MergedItem
from jamplan.exports.csvfile import as_csv
from jamplan.exports.jsonfile import Json


def merge_object(
    corpus: Corpus,
    merge: Merge,
    decisions: Iterable[Link | Verdict],
    written: Iterable[str] | None = None,
) -> Json:
    """A merge as an object; ``written`` are the files that were written, None for a preview."""
    return {
        "schema": "jamplan.merge/1",
        "title": corpus.title,
        "file": merge.draft.file,
        "kind": str(merge.draft.kind),
        "changes": bool(merge.edits),
        "written": None if written is None else list(written),
        "source": merge.source.id,
        "document": _changes(merge.document),
        "items": [_item(item) for item in merge.items],
        "unpaired": list(merge.unpaired),
        "decisions": [
            {
                "proposal": decision.proposal,
                "measure": decision.measure if isinstance(decision, Link) else None,
                "claimed_by": decision.claimed_by,
            }
            for decision in decisions
        ],
    }


def _changes(changes: Iterable[FieldChange]) -> list[Json]:
    return [
        {"field": change.name, "before": change.before, "after": change.after} for change in changes
    ]


def _item(merged: MergedItem) -> Json:
    return {
        "number": merged.item.number,
        "title": merged.item.title,
        "becomes": str(merged.becomes),
        "id": merged.id,
        "how": None if merged.how is None else str(merged.how),
        "score": None if merged.score is None else round(merged.score, 1),
        "changes": _changes(merged.changes),
        "candidates": [{"id": item.id, "score": round(item.score, 1)} for item in merged.candidates],
    }


def merge_csv(merge: Merge) -> str:
    """A row for item item, without its changes; one to decide about has its candidates' ids."""
    columns = ("number", "title", "becomes", "id", "how")
    return as_csv(
        columns,
        (
            (
                merged.item.number or merged.item.id,
                merged.item.title,
                str(merged.becomes),
                merged.id or " ".join(item.id for item in merged.candidates),
                str(merged.how or ""),
            )
            for merged in merge.items
        ),
    )

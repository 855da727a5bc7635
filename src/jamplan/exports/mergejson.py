"""What an import does to a corpus, as JSON: the shapes ``jamplan.merge/1`` and ``jamplan.tables/1``.

``docs/json.md`` describes them.
"""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus import Corpus
from jamplan.exports.jsonfile import Json, plain
from jamplan.intake.edits.effects import Decision, Effects
from jamplan.intake.edits.merging import FieldChange, Held, Merge, New, Pair
from jamplan.intake.edits.tables import TableEdits
from jamplan.intake.items.drafts import DraftGroup, DraftItem
from jamplan.model import Link


def merge_object(
    corpus: Corpus, found: Merge, made: Effects, written: Iterable[str] | None = None
) -> Json:
    """A merge as an object of ``jamplan.merge/1``; ``written`` names the files, if it was written."""
    return {
        "schema": "jamplan.merge/1",
        "title": corpus.title,
        "file": found.draft.file,
        "kind": str(found.draft.kind),
        "changes": bool(found.edits),
        "written": None if written is None else list(written),
        "source": plain(found.source),
        "new_source": found.new_source,
        "new_actor": plain(found.actor),
        "source_changes": fields_object(found.source_changes),
        "document": fields_object(found.document),
        "groups": {
            "pairs": [_pair(each) for each in found.groups],
            "new": [_new(each) for each in found.new_groups],
            "held": [_held(each) for each in found.held_groups],
        },
        "pairs": [_pair(each) for each in found.pairs],
        "new": [_new(each) for each in found.new],
        "held": [_held(each) for each in found.held],
        "unpaired": list(found.unpaired),
        "doubts": [{"code": each.code, **dict(each.details)} for each in found.doubts],
        **effects_object(made),
    }


def fields_object(changes: Iterable[FieldChange]) -> list[Json]:
    """Fields before and after."""
    return [{"field": each.name, "before": each.before, "after": each.after} for each in changes]


def effects_object(made: Effects) -> Json:
    """The decisions whose texts change."""
    return {
        "stale": [_decision(each) for each in made.stale],
        "untold": [_decision(each) for each in made.untold],
    }


def _decision(decision: Decision) -> Json:
    return {
        "proposal": decision.proposal,
        "measure": decision.measure if isinstance(decision, Link) else None,
        "claimed_by": decision.claimed_by,
    }


def _item(item: DraftItem | DraftGroup) -> Json:
    number = item.number if isinstance(item, DraftItem) else None
    return {"id": item.id, "number": number, "title": item.title}


def _pair(pair: Pair) -> Json:
    return {
        "item": _item(pair.item),
        "known": pair.known,
        "how": str(pair.how),
        "score": None if pair.score is None else round(pair.score, 1),
        "changes": fields_object(pair.changes),
    }


def _new(new: New) -> Json:
    return {"item": _item(new.item), "id": new.id}


def _held(held: Held) -> Json:
    near = [{"id": each.id, "score": round(each.score, 1)} for each in held.candidates]
    return {"item": _item(held.item), "why": str(held.why), "candidates": near}


def edits_object(
    corpus: Corpus, found: TableEdits, made: Effects, written: Iterable[str] | None = None
) -> Json:
    """Edited tables as an object of ``jamplan.tables/1``; ``written`` names the files, if any was."""
    return {
        "schema": "jamplan.tables/1",
        "title": corpus.title,
        "tables": list(found.read),
        "changes": bool(found.edits),
        "written": None if written is None else list(written),
        "behind": list(found.behind),
        "cells": [
            {
                "table": each.table,
                "row": each.row,
                "record": each.record,
                "column": each.column,
                "before": each.before,
                "after": each.after,
            }
            for each in found.cells
        ],
        "added": [
            {
                "table": each.table,
                "row": each.row,
                "record": each.record,
                "cells": dict(each.cells),
            }
            for each in found.added
        ],
        "missing": [
            {"table": each.table, "record": each.record, "removed": each.removed}
            for each in found.missing
        ],
        "remarks": [
            {"code": each.code, "table": each.table, **dict(each.details)} for each in found.remarks
        ],
        **effects_object(made),
    }

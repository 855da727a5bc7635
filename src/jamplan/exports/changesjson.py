"""What changed between two states of a corpus, as JSON: ``jamplan.diff/1``, see ``docs/format.md``."""

from __future__ import annotations

from jamplan.evidence.changes import Changes
from jamplan.exports.jsonfile import Json


def changes_object(changes: Changes, names: tuple[str, str]) -> Json:
    """The changes as an object; ``names`` are those of the two states, as typed."""
    return {
        "schema": "jamplan.diff/1",
        "title": changes.new["title"],
        "old": {"name": names[0], "rule": changes.old["rule"]},
        "new": {"name": names[1], "rule": changes.new["rule"]},
        "changed": changes.figures_changed,
        "statuses": [
            {
                "proposal": change.proposal,
                "title": change.title,
                "before": change.before and str(change.before),
                "after": change.after and str(change.after),
            }
            for change in changes.statuses
        ],
        "figures": {
            name: {"before": before, "after": after}
            for name, (before, after) in changes.figures.items()
        },
        "records": [
            {
                "what": str(change.what),
                "list": change.name,
                "fields": list(change.fields),
                "before": change.before,
                "after": change.after,
            }
            for change in changes.records
        ],
    }

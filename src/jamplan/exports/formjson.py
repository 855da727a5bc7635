"""What a filled-in form comes to, as JSON."""

from __future__ import annotations

from jamplan.decisions.forms import Outcome
from jamplan.exports.jsonfile import plain
from jamplan.language import Language
from jamplan.reports.finding_words import say
from jamplan.reports.merging_report import FilledForm


def form_object(form: FilledForm, language: Language) -> dict[str, object]:
    """Return the figures of a form, and an object for each of its rows."""
    rows = []
    for result in form.results:
        message, remedy = say(result.finding, language) if result.finding else (None, None)
        recorded = result.decision if result.finding is None else None
        rows.append(
            {
                "row": result.row,
                "outcome": result.outcome.value,
                "proposal": result.proposal,
                "measure": result.measure,
                "kind": type(recorded).__name__.lower() if recorded else None,
                "decision": plain(recorded),
                "code": result.finding.code if result.finding else None,
                "message": message,
                "remedy": remedy,
            }
        )
    return {
        "schema": "jamplan.form/1",
        "title": form.corpus.title,
        "file": form.file,
        "decided_by": form.decided_by,
        "written": form.written,
        "counts": {outcome.value: len(form.of(outcome)) for outcome in Outcome},
        "rows": rows,
    }

"""What a filled-in form comes to, as JSON and as CSV; ``docs/json.md`` describes both."""

from __future__ import annotations

from typing import Any

from jamplan.exports.csvfile import as_csv
from jamplan.exports.jsonfile import plain
from jamplan.intake.forms.linksheet import RECORDED, Outcome, Result
from jamplan.locale import Language
from jamplan.reports.linksheet import Filled, fault_text, result_text

Json = dict[str, Any]


def linksheet_object(filled: Filled, language: Language) -> Json:
    """The form as an object: its figures, and a row for each of its rows."""
    return {
        "schema": "jamplan.linksheet/1",
        "title": filled.corpus.title,
        "file": filled.file,
        "sheet": filled.sheet.name,
        "ignored_columns": list(filled.sheet.ignored),
        "decided_by": filled.decided_by,
        "written": filled.written,
        "counts": {str(outcome): len(filled.of(outcome)) for outcome in Outcome},
        "rows": [_row(filled, each, language) for each in filled.results],
    }


def _row(filled: Filled, each: Result, language: Language) -> Json:
    fault = None
    if each.fault is not None:
        message, remedy = fault_text(filled.corpus, each.fault, language)
        fault = {
            "code": str(each.fault.code),
            "column": each.fault.column,
            "message": message,
            "remedy": remedy,
            "on_record": plain(each.fault.on_record),
            "row": each.fault.row,
        }
    return {
        "row": each.row,
        "outcome": str(each.outcome),
        "proposal": each.proposal,
        "measure": each.measure,
        "kind": _kind(each),
        "before": plain(each.before),
        "after": plain(each.decision),
        "new_actors": [plain(actor) for actor in each.new.actors] if each.outcome in RECORDED else [],
        "same_as": each.same_as,
        "stale": each.stale,
        "not_recorded": list(each.unused),
        "fault": fault,
    }


def _kind(each: Result) -> str | None:
    return None if each.decision is None else type(each.decision).__name__.lower()


_COLUMNS = ("row", "outcome", "proposal", "measure", "kind", "decision", "column", "why", "remedy")


def linksheet_csv(filled: Filled, language: Language) -> str:
    """A row for each row of the form: its number, what becomes of it, and why."""
    rows = []
    for each in filled.results:
        decision = result_text(filled.corpus, each, language) if each.decision is not None else ""
        column, said = "", ("", "")
        if each.fault is not None:
            column, said = each.fault.column, fault_text(filled.corpus, each.fault, language)
        head = [str(each.row), str(each.outcome), each.proposal, each.measure, _kind(each) or ""]
        rows.append([*head, decision, column, *said])
    return as_csv(_COLUMNS, rows)

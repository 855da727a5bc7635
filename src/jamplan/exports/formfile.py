"""The form of suggested pairs as CSV, and what came of a filled-in form as JSON.

:mod:`jamplan.decisions.forms` reads the form once its empty columns are filled in in a spreadsheet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TYPE_CHECKING

from jamplan.corpus.records import kind_of
from jamplan.decisions.forms import COLUMNS, Outcome, Result, text_below
from jamplan.exports.csvfile import Cell, as_csv
from jamplan.exports.jsonfile import Json, picked, plain
from jamplan.language import Language
from jamplan.reports.context import Context
from jamplan.reports.labels import say, sentence
from jamplan.reports.similarity import words_that_counted
from jamplan.reports.statements import on_record

if TYPE_CHECKING:
    from jamplan.matching.suggestions import Suggestion
    from jamplan.reports.merging_report import FilledForm


def suggestions_csv(context: Context, suggestions: Iterable[Suggestion]) -> str:
    """Return the form of pairs, a row a pair, as CSV that Excel and LibreOffice open as a table.

    A byte order mark says that it is UTF-8. The separator is the one of spreadsheets in the language
    of the report. All cells are quoted, so that other separators split none.
    """
    language = context.language
    rows: list[dict[str, Cell]] = [
        {
            "proposal": suggestion.proposal.id,
            "measure": suggestion.measure.id,
            "proposal_title": suggestion.proposal.title,
            "proposal_text": text_below(suggestion.proposal),
            "measure_title": suggestion.measure.title,
            "measure_text": text_below(suggestion.measure),
            "score": language.number(round(suggestion.score, 1)),
            "band": suggestion.band,
            "words": words_that_counted(suggestion.words, 6) if suggestion.words else None,
            "warnings": " ".join(sentence(guard, language) for guard in suggestion.guards),
            "on_record": on_record(context, suggestion.links),
        }
        for suggestion in suggestions
    ]
    separator = ";" if language.code == "fr" else ","
    # Lines end as spreadsheets write them.
    style = {"delimiter": separator, "quoting": csv.QUOTE_ALL, "lineterminator": "\r\n"}
    return "\ufeff" + as_csv(COLUMNS, rows, **style)


def form_object(form: FilledForm, language: Language) -> Json:
    """The figures of a form, and an object for each of its rows."""
    return {
        "schema": "jamplan.form/1",
        "title": form.corpus.title,
        **picked(form, "file", "decided_by", "written"),
        "counts": {outcome.value: len(form.of(outcome)) for outcome in Outcome},
        "rows": [_row(result, language) for result in form.results],
    }


def _row(result: Result, language: Language) -> Json:
    finding = result.finding
    message, remedy = say(finding, language) if finding else (None, None)
    recorded = None if finding else result.decision
    return {
        **picked(result, "row", "outcome", "proposal", "measure"),
        "kind": kind_of(type(recorded)) if recorded else None,
        "decision": plain(recorded),
        "code": finding and finding.code,
        "message": message,
        "remedy": remedy,
    }

"""The form of suggested pairs: a row a pair, with empty columns to fill in in a spreadsheet.

:mod:`jamplan.decisions.forms` reads it back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable

from jamplan.corpus.loading import Corpus
from jamplan.decisions.forms import COLUMNS, text_below
from jamplan.exports.csvfile import as_csv
from jamplan.language import Language
from jamplan.matching.suggestions import Suggestion
from jamplan.reports.context import Context
from jamplan.reports.labels import sentence
from jamplan.reports.similarity import words_that_counted
from jamplan.reports.statements import on_record


def suggestions_csv(corpus: Corpus, suggestions: Iterable[Suggestion], language: Language) -> str:
    """Return the form as CSV that Excel and LibreOffice open as a table.

    A byte order mark says that it is UTF-8. The separator is the one of spreadsheets in the language
    of the report. All cells are quoted, so that other separators split none.
    """
    separator = ";" if language.code == "fr" else ","
    rows = [_cells(corpus, suggestion, language) for suggestion in suggestions]
    cells = [[row.get(column) for column in COLUMNS] for row in rows]
    # Lines end as spreadsheets write them.
    style = {"delimiter": separator, "quoting": csv.QUOTE_ALL, "lineterminator": "\r\n"}
    return "\ufeff" + as_csv(COLUMNS, cells, **style)


def _cells(corpus: Corpus, suggestion: Suggestion, language: Language) -> dict[str, str]:
    proposal, measure = suggestion.proposal, suggestion.measure
    return {
        "proposal": proposal.id,
        "measure": measure.id,
        "proposal_title": proposal.title,
        "proposal_text": text_below(proposal),
        "measure_title": measure.title,
        "measure_text": text_below(measure),
        "score": language.number(round(suggestion.score, 1)),
        "band": str(suggestion.band or ""),
        "words": words_that_counted(suggestion.words, 6) if suggestion.words else "",
        "warnings": " ".join(sentence(guard, language) for guard in suggestion.guards),
        "on_record": on_record(Context(corpus, language), suggestion.links),
    }

"""The form of suggested pairs: a row a pair, empty columns to fill in with colleagues, then the texts.

``jamplan.intake.forms.linksheet`` reads it back. What the matcher says stands in columns of its own, so
that nothing computed is taken for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus import Corpus
from jamplan.exports.csvfile import as_csv
from jamplan.intake.forms.linksheet import COLUMNS, text_below
from jamplan.locale import Language
from jamplan.matching.suggestions import Suggestion
from jamplan.wording.labels import record_text
from jamplan.wording.likeness import band_name, guard_text, words_that_counted


def suggestions_csv(
    corpus: Corpus, found: Iterable[Suggestion], language: Language, *, excel: bool = False
) -> str:
    """The form as CSV; with ``excel``, as a French Excel reads it, commas in the scores."""
    rows = (
        [_cells(corpus, each, language, excel=excel).get(name, "") for name in COLUMNS]
        for each in found
    )
    return as_csv(COLUMNS, rows, excel=excel)


def _cells(corpus: Corpus, each: Suggestion, language: Language, *, excel: bool) -> dict[str, str]:
    proposal, measure = each.proposal, each.measure
    score = f"{each.score:.1f}"
    return {
        "proposal": proposal.id,
        "measure": measure.id,
        "score": score.replace(".", ",") if excel else score,
        "band": str(each.band or ""),
        "band_label": band_name(language, each.band) if each.band else "",
        "words": words_that_counted(each.words, 6) if each.words else "",
        "warnings": " ".join(guard_text(language, guard) for guard in each.guards),
        "on_record": record_text(corpus, each.links, proposal, language),
        "proposal_number": proposal.number or "",
        "proposal_title": proposal.title,
        "proposal_text": text_below(proposal),
        "chapter": proposal.chapter or "",
        "measure_number": measure.number or "",
        "measure_title": measure.title,
        "measure_text": text_below(measure),
        "priority": measure.priority or "",
    }

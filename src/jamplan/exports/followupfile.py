"""What became of the measures, as JSON beside the figures and as CSV.

In JSON, the value of ``follow_ups`` in ``jamplan.coverage/1``, where it is asked for::

    searched    the latest day on which a source was read or something was looked for, or null
    measures    those that the rule links to a proposal, or of which something is known: id, title,
                proposals (ids; none where the rule links to none), follow_ups

A follow-up: date (or null), text, state (done, partly, not_done, abandoned), evidence (source, quote,
locator). An empty list says that none is known, not that there is none.
"""

from __future__ import annotations

from jamplan.counting.figures import Coverage, followed, searched_until
from jamplan.exports.csvfile import as_csv
from jamplan.exports.jsonfile import Json, plain
from jamplan.language import Language
from jamplan.reports.labels import label

_COLUMNS = (
    *("measure", "title", "proposals", "date", "state", "state_label", "text"),
    *("sources", "addresses", "searched"),
)


def follow_ups_object(coverage: Coverage) -> Json:
    """What became of the measures that take proposals up, and of the others where it is known."""
    return {
        "searched": searched_until(coverage.corpus),
        "measures": [
            {
                "id": row.measure.id,
                "title": row.measure.title,
                "proposals": list(row.proposals),
                "follow_ups": plain(row.measure.follow_ups),
            }
            for row in followed(coverage)
        ],
    }


def follow_ups_csv(coverage: Coverage, language: Language) -> str:
    """A row a follow-up, and one without a state for a measure of which none is known."""
    corpus = coverage.corpus
    searched = searched_until(corpus)
    rows: list[tuple[str | None, ...]] = []
    for row in followed(coverage):
        start = (row.measure.id, row.measure.title, " ".join(row.proposals))
        for follow_up in row.measure.follow_ups:
            sources = [corpus.source[evidence.source] for evidence in follow_up.evidence]
            state = (follow_up.date, follow_up.state, label(language, follow_up.state), follow_up.text)
            ids = " ".join(source.id for source in sources)
            addresses = " ".join(source.url for source in sources if source.url)
            rows.append((*start, *state, ids, addresses, searched))
        if not row.measure.follow_ups:
            rows.append((*start, *[None] * 6, searched))
    return as_csv(_COLUMNS, rows)

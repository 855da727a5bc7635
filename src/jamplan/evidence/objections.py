"""Objections: what speaks against a link. They change no count; a reader of the link is shown them."""

from __future__ import annotations

from collections.abc import Iterator

from jamplan.corpus.findings import Finding
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Objection


def precedes(date: str, other: str) -> bool:
    """Whether a date is before another one, at the coarser precision of the two (ISO 8601)."""
    length = min(len(date), len(other))
    return date[:length] < other[:length]


def precedes_proposals(corpus: Corpus, objection: Objection) -> bool:
    """Whether an objection is known to be older than the document that proposes."""
    document = corpus.proposals_document
    source = corpus.source[document.source] if document.source else None
    date = document.date or (source.date if source else None)
    return date is not None and precedes(objection.date, date)


def objection_findings(corpus: Corpus) -> Iterator[Finding]:
    """The findings on objections: without evidence, or later than every source of their link."""
    for number, link in enumerate(corpus.links, start=1):
        for n, objection in enumerate(link.objections, start=1):
            place = corpus.paths[f"links[{number}].objections[{n}]"]
            if not objection.evidence:
                yield Finding("objection-without-evidence", place, {"text": objection.text})
            # No date precedes nothing.
            dates = [corpus.source[evidence.source].date or "" for evidence in link.evidence]
            if dates and all(precedes(date, objection.date) for date in dates):
                details = {"date": objection.date, "source_date": max(dates)}
                yield Finding("objection-after-source", place, details)
    for number, objection in enumerate(corpus.objections, start=1):
        if not objection.evidence:
            place = corpus.paths[f"objections[{number}]"]
            yield Finding("objection-without-evidence", place, {"text": objection.text})

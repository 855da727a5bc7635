"""The whole export as JSON, ``jamplan.export/1``: the figures, all records, and how to recompute them.

``docs/format.md`` describes the shape, and :func:`schema` gives its JSON Schema.
"""

from __future__ import annotations

from typing import Any

from jamplan.corpus.model import LinksFile, PlanFile, ProposalsFile, SourcesFile
from jamplan.corpus.records import keys_of
from jamplan.exports.jsonfile import (
    Json,
    counted_link,
    coverage_object,
    plain,
    suggestion_object,
)
from jamplan.exports.publication import Publication
from jamplan.reports.method import command_of, digests_of
from jamplan.reports.sentences import headline

FILE_RECORDS: dict[str, type[Any]] = {
    "sources": SourcesFile,
    "proposals": ProposalsFile,
    "plan": PlanFile,
    "links": LinksFile,
}
RECORDS: dict[str, type[Any]] = {
    key.name: key.type for file in FILE_RECORDS.values() for key in keys_of(file) if key.many
}
"""The lists of a corpus, by name, and the type of their records."""


def export_object(content: Publication) -> Json:
    """A publication as an object; the key ``suggestions`` is there only if it has any asked for."""
    corpus, coverage = content.corpus, content.coverage
    figures = coverage_object(coverage, content.language)
    records = {name: plain(getattr(corpus, name)) for name in RECORDS}
    for record, row in zip(records["proposals"], coverage.rows, strict=True):
        record["status"] = str(row.status)
    records["links"] = [counted_link(coverage, link) for link in corpus.links]
    export = {
        "schema": "jamplan.export/1",
        "title": corpus.title,
        "language": content.language.code,
        "provenance": {
            "version": content.provenance.version,
            "date": content.provenance.date,
            "command": command_of(coverage, content.language),
            "files": digests_of(coverage),
        },
        "headline": headline(coverage, content.language),
        "rule": plain(coverage.rule),
        "coverage": figures,
        "documents": {
            "proposals": plain(corpus.proposals_document),
            "plan": plain(corpus.plan_document),
        },
        **records,
        "warnings": figures["warnings"],
    }
    if content.suggestions is not None:
        export["suggestions"] = [
            suggestion_object(suggestion, content.language) for suggestion in content.suggestions
        ]
    return export

"""The whole export as JSON, ``jamplan.export/1``: the figures, all records, and how to recompute them.

``docs/json.md`` describes the shape, and :func:`schema` gives its JSON Schema.
"""

from __future__ import annotations

from jamplan.exports.jsonfile import (
    Json,
    coverage_object,
    link_object,
    plain,
    rule_object,
    suggestion_object,
)
from jamplan.exports.publication import Publication
from jamplan.reports.method import command_of, digests_of
from jamplan.reports.sentences import headline


def export_object(found: Publication) -> Json:
    """A publication as an object; the key ``suggestions`` is there only if it has any asked for."""
    corpus, coverage = found.corpus, found.coverage
    figures = coverage_object(coverage, found.language)
    status = {row.proposal.id: row.status for row in coverage.rows}
    links = []
    for link in corpus.links:
        proposal = corpus.proposal[link.proposal]
        links.append(link_object(link, proposal, counted=coverage.rule.counts(link, proposal)))
    records = {
        name: plain(getattr(corpus, name))
        for name in (
            *("verdicts", "dismissals", "sources", "actors", "claims", "searches"),
            *("chapters", "priorities", "readings"),
        )
    }
    export = {
        "schema": "jamplan.export/1",
        "title": corpus.title,
        "language": found.language.code,
        "provenance": provenance_object(found),
        "headline": headline(coverage, found.language),
        "rule": rule_object(coverage.rule),
        "coverage": figures,
        "documents": {
            "proposals": plain(corpus.proposals_document),
            "plan": plain(corpus.plan_document),
        },
        "proposals": [{**plain(each), "status": str(status[each.id])} for each in corpus.proposals],
        "measures": plain(corpus.measures),
        "links": links,
        **records,
        "warnings": figures["warnings"],
    }
    if found.suggestions is not None:
        each = [suggestion_object(one, found.language) for one in found.suggestions]
        export["suggestions"] = each
    return export


def provenance_object(found: Publication) -> Json:
    """What is needed to make an export again: version, date, command, and the digests of the files."""
    return {
        "version": found.provenance.version,
        "date": found.provenance.date,
        "command": command_of(found.coverage, found.language),
        "files": digests_of(found.coverage),
    }

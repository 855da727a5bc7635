"""The sources on record, and what each lacks."""

from __future__ import annotations

from collections.abc import Sequence

from jamplan.reports import blocks
from jamplan.reports.cells import opening
from jamplan.reports.context import Context
from jamplan.reports.labels import FIELDS, capitalised


def sources_report(context: Context, ids: Sequence[str]) -> list[blocks.Block]:
    """A row for each of these sources: its id, the source in words, what nobody has said of it."""
    _, corpus = context.gettext, context.corpus
    rows = []
    lacking = 0
    for id_ in ids:
        lacks = corpus.lacks(corpus.source[id_])
        lacking += bool(lacks)
        names = ", ".join(_(FIELDS[name]).lower() for name in lacks)
        source = context.source(corpus.source[id_])
        rows.append(blocks.table_row(blocks.ident(id_), source, names or "—"))
    lead = context.ngettext("{n} source", "{n} sources", len(ids))
    if lacking:
        lead += context.ngettext(", {n} lacks something", ", {n} lack something", lacking)
    columns = (_("Id"), _("Source"), capitalised(_("it lacks")))
    head = opening(context.heading, f"{lead}.")
    return [*head[: 1 + (len(ids) > 1)], blocks.Table(columns, tuple(rows))]

"""Tables as CSV (RFC 4180, UTF-8, comma, line feed), safe to open in a spreadsheet.

A cell that a spreadsheet would run as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from jamplan.counting.figures import (
    Coverage,
    OpenKind,
    ProposalRow,
    Unadopted,
    followed,
    searched_until,
)
from jamplan.counting.rules import Rule, Status
from jamplan.language import Language
from jamplan.language.folding import harmless, with_mark
from jamplan.reports.blocks import Block, Inline, SpanKind, Table
from jamplan.reports.labels import label

if TYPE_CHECKING:
    # Imported only by an export: a table of the coverage does without.
    from jamplan.exports.tables import Cell


def as_csv(columns: Sequence[Cell], rows: Iterable[Sequence[Cell]], **dialect: Any) -> str:
    """Write a table: flags as ``true`` and ``false``, None as an empty cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, **{"lineterminator": "\n", **dialect})
    for row in (columns, *rows):
        writer.writerow([with_mark(harmless(_plain(cell))) for cell in row])
    return stream.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


_COLUMNS = (
    *("proposal", "title", "chapter", "chapter_inferred", "status", "status_label", "count"),
    *("strength", "extent", "measure_inferred", "claimed_by", "measures", "rule"),
)
_FOLLOW_UPS = (
    *("measure", "title", "proposals", "date", "state", "state_label", "text"),
    *("sources", "addresses", "searched"),
)


def coverage_csv(coverage: Coverage, language: Language) -> str:
    """A row a known proposal: what it is, its status under the rule, and who says so.

    A last row counts those without a text, so that the column « count » adds up to the declared number.
    """
    rows = [_row(coverage.rule, row, language) for row in coverage.rows]
    return as_csv(_COLUMNS, [*rows, *_undocumented(coverage, language)])


def tables_csv(blocks: Iterable[Block]) -> str:
    """The tables of a report as they are in it, labels and all; a section is its first column."""
    grids = [block.grid for block in blocks if isinstance(block, Table)]
    texts = [[[_text(cell) for cell in row] for row in grid] for grid in grids]
    return "\n".join(as_csv(heads, rows) for heads, *rows in texts)


def _text(cell: Inline) -> str:
    return "".join(" " if span.kind is SpanKind.BREAK else span.text for span in cell)


def unadopted_csv(open_cases: Unadopted, language: Language) -> str:
    """A row a proposal whose take-up is not established, and one for the number without a text."""
    coverage = open_cases.coverage
    rows: list[list[Cell]] = []
    for group in open_cases.groups:
        rows += [[str(group.kind), *_row(coverage.rule, row, language)] for row in group.rows]
        if group.kind is OpenKind.WITHOUT_TEXT:
            rows += [[str(group.kind), *row] for row in _undocumented(coverage, language)]
    return as_csv(("group", *_COLUMNS), rows)


def follow_ups_csv(coverage: Coverage, language: Language) -> str:
    """A row for each follow-up; one without a state for a measure without follow-ups."""
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
    return as_csv(_FOLLOW_UPS, rows)


def _undocumented(coverage: Coverage, language: Language) -> list[list[Cell]]:
    status = Status.UNDOCUMENTED
    count = coverage.statuses[status]
    end: list[Cell] = [None, None, None, None, None, rule_text(coverage.rule)]
    row: list[Cell] = [None, None, None, None, str(status), label(language, status), count, *end]
    return [row] if count else []


def _row(rule: Rule, row: ProposalRow, language: Language) -> list[Cell]:
    proposal = row.proposal
    links = row.counted or row.uncounted
    from_links = [
        " ".join(dict.fromkeys(_plain(getattr(link, name)) for link in links))
        for name in ("extent", "measure_inferred", "claimed_by", "measure")
    ]
    return [
        *(proposal.id, proposal.title, proposal.chapter, proposal.chapter_inferred),
        *(row.status, label(language, row.status), 1, row.strongest),
        *from_links,
        rule_text(rule),
    ]


def rule_text(rule: Rule) -> str:
    """A rule in one cell."""
    whose = rule.claimed_by or "all"
    return f"links={rule.links} claimed_by={whose} partial={rule.partial} of={rule.of}"

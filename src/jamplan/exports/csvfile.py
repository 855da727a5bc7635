"""Tables as CSV (RFC 4180, UTF-8, comma, line feed), safe to open in a spreadsheet.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which
:func:`without_mark` takes off again. For a French Excel there is another form: a
byte order mark, semicolons, CRLF, and commas in numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.open_cases import OpenKind, Unadopted
from jamplan.counting.rules import Rule
from jamplan.counting.statuses import Status
from jamplan.language import Language
from jamplan.language.folding import harmless
from jamplan.language.formulas import with_mark
from jamplan.reports.blocks import Block, Inline, SpanKind, Table
from jamplan.reports.labels import label

if TYPE_CHECKING:
    # Imported only by an export: a table of the coverage does without.
    from jamplan.exports.tables import Cell
    from jamplan.exports.tables import Table as ExportTable

_BYTE_ORDER_MARK = "\ufeff"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]], *, excel: bool = False) -> str:
    """Write a table as CSV; with ``excel``, as a French Excel reads it."""
    stream = io.StringIO()
    if excel:
        stream.write(_BYTE_ORDER_MARK)
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    else:
        writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([with_mark(harmless(cell)) for cell in row])
    return stream.getvalue()


def table_csv(table: ExportTable, *, excel: bool = False) -> str:
    """One table of an export: numbers, flags (``true``, ``false``) and dates as texts, None as none."""
    rows = ([_plain(cell, excel=excel) for cell in row] for row in table.rows)
    return as_csv(table.columns, rows, excel=excel)


def _plain(cell: Cell, *, excel: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() else str(cell)
        return text.replace(".", ",") if excel else text
    return str(cell)


_COLUMNS = (
    "proposal",
    "title",
    "chapter",
    "chapter_inferred",
    "status",
    "status_label",
    "count",
    "strength",
    "extent",
    "measure_inferred",
    "claimed_by",
    "measures",
    "rule",
)


def coverage_csv(coverage: Coverage, language: Language) -> str:
    """A row a known proposal: what it is, its status under the rule, and who says so.

    A last row counts those without a text, so that the column « count » adds up to the declared number.
    """
    rows = [_row(coverage.rule, row, language) for row in coverage.rows]
    return as_csv(_COLUMNS, [*rows, *_undocumented(coverage, language)])


def tables_csv(blocks: Iterable[Block]) -> str:
    """The tables of a report as they stand in it, labels and all; a section is its first column."""
    found = []
    for table in blocks:
        if isinstance(table, Table):
            columns = [table.section, *table.columns] if table.section else list(table.columns)
            rows = (
                [*([row.section or ""] if table.section else []), *(_text(cell) for cell in row.cells)]
                for row in table.rows
            )
            found.append(as_csv(columns, rows))
    return "\n".join(found)


def _text(cell: Inline) -> str:
    return "".join(" " if span.kind is SpanKind.BREAK else span.text for span in cell)


def unadopted_csv(found: Unadopted, language: Language) -> str:
    """A row a proposal whose take-up is not established, and one for the number without a text."""
    rows = []
    for group in found.groups:
        rows += [[str(group.kind), *_row(found.coverage.rule, row, language)] for row in group.rows]
        if group.kind is OpenKind.WITHOUT_TEXT:
            rows += [[str(group.kind), *row] for row in _undocumented(found.coverage, language)]
    return as_csv(("group", *_COLUMNS), rows)


def _undocumented(coverage: Coverage, language: Language) -> list[list[str]]:
    status = Status.UNDOCUMENTED
    count = coverage.statuses[status]
    known = {
        "status": str(status),
        "status_label": label(language, status),
        "count": str(count),
        "rule": rule_text(coverage.rule),
    }
    return [[known.get(column, "") for column in _COLUMNS]] if count else []


def _row(rule: Rule, row: ProposalRow, language: Language) -> list[str]:
    proposal = row.proposal
    links = row.counted or row.uncounted
    return [
        proposal.id,
        proposal.title,
        proposal.chapter or "",
        "true" if proposal.chapter_inferred else "false",
        str(row.status),
        label(language, row.status),
        "1",
        str(row.strongest or ""),
        " ".join(dict.fromkeys(str(link.extent) for link in links)),
        " ".join(dict.fromkeys("true" if link.measure_inferred else "false" for link in links)),
        " ".join(dict.fromkeys(link.claimed_by for link in links)),
        " ".join(dict.fromkeys(link.measure for link in links)),
        rule_text(rule),
    ]


def rule_text(rule: Rule) -> str:
    """A rule in one cell."""
    whose = rule.claimed_by or "all"
    return f"links={rule.links} claimed_by={whose} partial={rule.partial} of={rule.of}"

"""What is one line a record: tables as CSV, and the findings of ``check`` for GitHub.

CSV is RFC 4180, UTF-8, comma, line feed, and safe to open in a spreadsheet: a cell that it would run as
a formula gets an apostrophe in front.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_origin

from jamplan.corpus import findings, model
from jamplan.corpus.faults import Severity
from jamplan.corpus.records import Key, keys_of
from jamplan.counting.figures import ProposalRow
from jamplan.counting.rules import Rule, Status
from jamplan.evidence import checks, published
from jamplan.exports.export import Publication
from jamplan.exports.jsonfile import Json, export_object
from jamplan.language import Language, folding
from jamplan.reports import blocks, labels
from jamplan.reports.context import Context

Cell = str | int | float | bool | None


def as_csv(
    columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], **dialect: Any
) -> str:
    """Write a table: flags as ``true`` and ``false``; what is None or not in a row is an empty cell."""
    return _written(
        [columns, *([row.get(column) for column in columns] for row in rows)], **dialect
    )


def _written(lines: Iterable[Iterable[Cell]], **dialect: Any) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, **{"lineterminator": "\n", **dialect})
    for line in lines:
        writer.writerow(
            [folding.with_mark(folding.harmless(_plain(cell))) for cell in line]
        )
    return stream.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


_COLUMNS: dict[str, Callable[[ProposalRow, Language], Cell]] = {
    "proposal": lambda row, _: row.proposal.id,
    "title": lambda row, _: row.proposal.title,
    "chapter": lambda row, _: row.proposal.chapter,
    "chapter_inferred": lambda row, _: row.proposal.chapter_inferred,
    "status": lambda row, _: row.status,
    "status_label": lambda row, language: labels.kind_text(language, row.kind),
    "count": lambda _row, _: 1,
    "strength": lambda row, _: row.strongest,
    "extent": lambda row, _: _of_links(row, "extent"),
    "measure_inferred": lambda row, _: _of_links(row, "measure_inferred"),
    "claimed_by": lambda row, _: _of_links(row, "claimed_by"),
    "measures": lambda row, _: _of_links(row, "measure"),
}
"""The columns of a known proposal, but for the rule, which is in every row."""


def _of_links(row: ProposalRow, field: str) -> str:
    """The values of a field of the links that count, else of the others."""
    values = (_plain(getattr(link, field)) for link in row.counted or row.uncounted)
    return " ".join(dict.fromkeys(values))


def coverage_csv(context: Context, statuses: Collection[Status] = tuple(Status)) -> str:
    """A row a known proposal of these statuses: what it is, its status under the rule, who says so.

    A last row counts those without a text, so that the column « count » adds up to the declared number.
    """
    figures, words, status = context.figures, context.language, Status.UNDOCUMENTED
    rows: list[dict[str, Cell]] = [
        {column: cell(row, words) for column, cell in _COLUMNS.items()}
        for row in figures.rows
        if row.status in statuses
    ]
    if missing := figures.statuses[status]:
        rows.append(
            {
                "status": status,
                "status_label": labels.label(words, status),
                "count": missing,
            }
        )
    rule = rule_text(figures.rule)
    return as_csv((*_COLUMNS, "rule"), [{**row, "rule": rule} for row in rows])


def rule_text(rule: Rule) -> str:
    """A rule in one cell."""
    whose = rule.claimed_by or "all"
    return f"links={rule.links} claimed_by={whose} partial={rule.partial} of={rule.of}"


def tables_csv(report: Iterable[blocks.Block]) -> str:
    """The tables of a report as they are in it, labels and all; a section is its first column."""
    grids = [block.grid for block in report if isinstance(block, blocks.Table)]
    return "\n".join(
        _written([map(blocks.plain, row) for row in grid]) for grid in grids
    )


_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def github_annotations(checked: checks.Checked, language: Language) -> str:
    """A workflow command a finding, which GitHub shows beside the line in a pull request.

    See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
    """
    return "".join(
        f"{_annotation(finding, language)}\n" for finding in checked.findings
    )


def _annotation(finding: findings.Finding, language: Language) -> str:
    message, remedy = labels.say(finding, language)
    place = finding.place
    where = f",line={place.line},col={place.column}" if place.line else ""
    properties = f"file={_property(place.file)}{where},title={_property(finding.code)}"
    return f"::{_LEVELS[finding.kind.severity]} {properties}::{_data(f'{message} → {remedy}')}"


def _data(text: str) -> str:
    return folding.harmless(
        text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    )


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# A publication as tables for programs: the lists of its JSON export, a table a kind of record.
#
# Columns are the keys of the JSON, so that a new field of the model is a new column. A list of texts or
# ids is one cell, a line each. A list of records is a table of its own, whose rows say which record of
# which table they belong to (``owner``, ``owner_row`` from 1, and its ids).

_OWNER = ("id", "proposal", "measure", "claimed_by", "document")
"""The keys of a record by which the rows of its lists name it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns, and its rows by column; a cell that a row lacks is empty."""

    columns: list[str]
    rows: list[Json]


def csv_tables(content: Publication) -> dict[str, str]:
    """All tables of a publication as CSV, by name."""
    return {
        name: as_csv(sheet.columns, sheet.rows)
        for name, sheet in tables(content).items()
    }


def tables(content: Publication) -> dict[str, Sheet]:
    """All tables by name: the publication, its figures, its records."""
    export = export_object(content)
    about = _cells(
        {key: export[key] for key in ("title", "headline", "language", "provenance")}
    )
    coverage = export["coverage"]
    figures = _cells(
        coverage["proposals"] | _prefixed("measures", coverage["measures"])
    )
    sheets = {
        "statements": Sheet([*_statement({}, {}, {}, {})], _statements(export)),
        "about": Sheet(
            ["key", "value"], [{"key": key, "value": about[key]} for key in about]
        ),
        "figures": Sheet(
            ["figure", "count"],
            [{"figure": key, "count": figures[key]} for key in figures],
        ),
        "documents": Sheet(["document"], []),
    }
    documents = [
        {"document": name, **record} for name, record in export["documents"].items()
    ]
    _add(sheets, "documents", published.published_keys(model.Document), documents)
    for key in (*published.LISTS.values(), *keys_of(published.Ending)):
        _add(sheets, key.name, published.published_keys(key.type), export[key.name])
    for name in ("statements", "figures", "proposals", "links"):
        sheets[name].columns.append("rule")
        for row in sheets[name].rows:
            row["rule"] = rule_text(content.context.figures.rule)
    return sheets


def _statements(export: Json) -> list[Json]:
    """A row a proposal and statement on it, with titles, quotes and address; one if there is none."""
    measures, sources = (
        {each["id"]: each for each in export[key]} for key in ("measures", "sources")
    )
    stated: dict[str, list[Json]] = {}
    for record in (*export["links"], *export["verdicts"]):
        stated.setdefault(record["proposal"], []).append(record)
    return [
        _statement(proposal, record, measures, sources)
        for proposal in export["proposals"]
        for record in stated.get(proposal["id"], [{}])
    ]


_STATED = ("measure_inferred", "claimed_by", "basis", "extent", "verdict", "counted")


def _statement(proposal: Json, record: Json, measures: Json, sources: Json) -> Json:
    """A proposal and a statement on it as a row."""
    evidence = record.get("evidence", [])
    measure = measures.get(record.get("measure", ""), {})
    source = sources.get(evidence[0]["source"], {}) if evidence else {}
    return {
        "proposal": proposal.get("id"),
        **{key: proposal.get(key) for key in ("number", "title", "status")},
        "measure": measure.get("id"),
        **{
            f"measure_{key}": measure.get(key)
            for key in ("number", "number_inferred", "title")
        },
        **{key: record.get(key) for key in _STATED},
        "quote": " […] ".join(each["quote"] for each in evidence if each["quote"]),
        "cut": any(each["cut"] for each in evidence) if evidence else None,
        "objections": len(record.get("objections", [])),
        "source": source.get("id"),
        **{f"source_{key}": source.get(key) for key in ("title", "date", "url")},
    }


def _add(
    made: dict[str, Sheet], name: str, keys: Iterable[Key], records: list[Json]
) -> None:
    """Add records to a table, and their lists of records to tables of their own."""
    sheet = made.setdefault(name, Sheet([], []))
    lists = [key for key in keys if key.many and key.nested]
    columns = [column for key in keys if key not in lists for column in _columns(key)]
    sheet.columns.extend(column for column in columns if column not in sheet.columns)
    first = len(sheet.rows) + 1
    for record in records:
        cells = _cells(record)
        sheet.rows.append({column: cells.get(column) for column in sheet.columns})
    for key in lists:
        # The measures as they were read are not the measures.
        child = f"{name}_{key.name}" if key.name in published.LISTS else key.name
        made.setdefault(
            child,
            Sheet(["owner", "owner_row", *(f"owner_{part}" for part in _OWNER)], []),
        )
        owned: list[Json] = []
        for number, record in enumerate(records, start=first):
            # Its own ids, else those of the record that it belongs to.
            ids = {
                f"owner_{part}": record.get(part, record.get(f"owner_{part}"))
                for part in _OWNER
            }
            owner = {"owner": name, "owner_row": number, **ids}
            owned += [{**owner, **item} for item in record[key.name]]
        _add(made, child, published.published_keys(key.type), owned)


def _columns(key: Key) -> list[str]:
    """The columns of a key: its own, or those of the record that it holds."""
    if key.nested:
        return [
            f"{key.name}_{below.name}" for below in published.published_keys(key.type)
        ]
    return [] if get_origin(key.type) is Mapping else [key.name]


def _cells(record: Json) -> dict[str, Cell]:
    """The values of a record; those of an object have its key before theirs, a list is a line each."""
    cells: dict[str, Cell] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            cells |= _cells(_prefixed(key, value))
        else:
            cells[key] = (
                "\n".join(map(str, value)) or None if isinstance(value, list) else value
            )
    return cells


def _prefixed(prefix: str, values: Json) -> Json:
    return {f"{prefix}_{key}": value for key, value in values.items()}

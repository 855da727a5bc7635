"""What is one line a record: tables as CSV, and the findings of ``check`` for GitHub.

CSV is RFC 4180, UTF-8, comma, line feed, and safe to open in a spreadsheet: a cell that
it would run as a formula gets an apostrophe in front. Every character of a text is in
it; one with a line break of any kind is quoted.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_origin

from jamplan.account import spans, vocabulary
from jamplan.account.context import Context
from jamplan.corpus import findings, model
from jamplan.corpus.kinds import Severity
from jamplan.corpus.records import Key, keys_of
from jamplan.corpus.voices import Sources, who_says
from jamplan.counting.figures import ProposalRow
from jamplan.counting.rules import Rule
from jamplan.counting.statuses import Status
from jamplan.evidence import published
from jamplan.exports.export import Publication
from jamplan.exports.jsonfile import Json, export_object
from jamplan.language import Language, folding
from jamplan.layouts import blocks

if TYPE_CHECKING:
    # Only « check » loads it.
    from jamplan.evidence.checks import Checked

Cell = str | int | float | bool | None


def as_csv(
    columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], **dialect: Any
) -> str:
    """Write a table; flags are ``true`` and ``false``, and missing cells are empty.

    A cell is missing if it is None or not in its row.
    """
    return _written(
        [columns, *([row.get(column) for column in columns] for row in rows)], **dialect
    )


def _written(
    lines: Iterable[Iterable[Cell]], lineterminator: str = "\n", **dialect: Any
) -> str:
    stream = _Rows(lineterminator)
    # A cell is quoted if it has a character of what ends a row: so a carriage return
    # tears none.
    writer = csv.writer(stream, **{**dialect, "lineterminator": _CRLF})
    for line in lines:
        writer.writerow([_safe(cell) for cell in line])
    return "".join(stream.rows)


_CRLF = "\r\n"


class _Rows:
    """What a writer of CSV writes to, a row at a time, which ends as it is to end."""

    def __init__(self, end: str) -> None:
        self._end = end
        self.rows: list[str] = []

    def write(self, row: str) -> None:
        """Add a row."""
        self.rows.append(f"{row.removesuffix(_CRLF)}{self._end}")


def _safe(cell: Cell) -> str:
    """A cell that no spreadsheet runs; a number is none that it would run."""
    text = _plain(cell)
    return folding.with_mark(text) if isinstance(cell, str) else text


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


_COLUMNS: dict[str, Callable[[ProposalRow, Context], Cell]] = {
    "proposal": lambda row, _: row.proposal.id,
    "title": lambda row, _: row.proposal.title,
    "chapter": lambda row, _: row.proposal.chapter,
    "chapter_inferred": lambda row, _: row.proposal.chapter_inferred,
    "status": lambda row, _: row.status,
    "status_label": lambda row, context: vocabulary.sort_text(
        context.language, context.sort_of(row)
    ),
    "count": lambda _row, _: 1,
    "strength": lambda row, _: row.strongest,
    "says": lambda row, _: _of_positions(row, "says"),
    "words": lambda row, _: _of_positions(row, "words"),
    "measure_inferred": lambda row, _: _of_positions(row, "measure_inferred"),
    "measures": lambda row, _: _of_positions(row, "measure"),
    "who": lambda row, context: _who(row, context.corpus.source),
}
"""The columns of a known proposal, but for the rule, which is in every row."""


def _of_positions(row: ProposalRow, field: str) -> str:
    """The values of a field of the positions that count, else of the others."""
    values = (getattr(each, field) for each in row.counted or row.uncounted)
    return _listed(map(_plain, values))


def _who(row: ProposalRow, sources: Sources) -> str:
    """The actors of positions that count, else of the others, then the readers."""
    positions = row.counted or row.uncounted
    heard = [(who_says(each, sources), each.by) for each in positions]
    actors = [who.actor for who, _by in heard]
    readers = [by for who, by in heard if who.reader is not None]
    return _listed(filter(None, (*actors, *readers)))


def _listed(values: Iterable[str]) -> str:
    """Values in one cell, each once."""
    return " ".join(filter(None, dict.fromkeys(values)))


def coverage_csv(context: Context, statuses: Collection[Status] = tuple(Status)) -> str:
    """A row for each known proposal of these statuses, and who says so.

    A row says what the proposal is, and its status under the rule.

    A last row counts those without a text, so that the column « count » adds up to the
    declared number.
    """
    figures, words, status = context.figures, context.language, Status.UNDOCUMENTED
    rows = [_row(row, context) for row in figures.rows if row.status in statuses]
    if missing := figures.statuses[status]:
        rows.append(
            {
                "status": status,
                "status_label": vocabulary.label(words, status),
                "count": missing,
            }
        )
    rule = rule_text(figures.rule)
    return as_csv((*_COLUMNS, "rule"), [{**row, "rule": rule} for row in rows])


def _row(row: ProposalRow, context: Context) -> dict[str, Cell]:
    return {column: cell(row, context) for column, cell in _COLUMNS.items()}


def rule_text(rule: Rule) -> str:
    """A rule in one cell."""
    whose = rule.whose or rule.reader or "all"
    return f"words={rule.words} whose={whose} partial={rule.partial} of={rule.of}"


def tables_csv(report: Iterable[blocks.Block]) -> str:
    """The tables of a report, labels and all; a section is their first column."""
    grids = [block.grid for block in report if isinstance(block, blocks.Table)]
    return "\n".join(
        _written([map(spans.plain, row) for row in grid]) for grid in grids
    )


_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def github_annotations(checked: Checked, language: Language) -> str:
    """A workflow command a finding, which GitHub shows beside the line in a change.

    See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
    """
    return "".join(
        f"{_annotation(finding, language)}\n" for finding in checked.findings
    )


def _annotation(finding: findings.Finding, language: Language) -> str:
    message, remedy = vocabulary.say(finding, language)
    place = finding.place
    where = f",line={place.line},col={place.column}" if place.line else ""
    properties = f"file={_property(place.file)}{where},title={_property(finding.code)}"
    level = _LEVELS[finding.kind.severity]
    return f"::{level} {properties}::{_data(f'{message} → {remedy}')}"


def _data(text: str) -> str:
    return folding.harmless(
        text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    )


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# A publication as tables for programs: the lists of its JSON export, a table a kind of
# record.
#
# Columns are the keys of the JSON, so that a new field of the model is a new column. A
# list of texts or ids is one cell, a line each. A list of records is a table of its
# own, whose rows say which record of which table they belong to (``owner``,
# ``owner_row`` from 1, and its ids).

_OWNER = ("id", "about", "measure", "says", "document")
"""The keys of a record by which the rows of its lists name it."""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table: its columns, and its rows by column; a cell not in a row is empty."""

    columns: list[str]
    rows: list[Json]


def tables(content: Publication) -> dict[str, CsvTable]:
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
        "statements": CsvTable([*_STATEMENT], [*_statements(export)]),
        "about": CsvTable(
            ["key", "value"], [{"key": key, "value": about[key]} for key in about]
        ),
        "figures": CsvTable(
            ["figure", "count"],
            [{"figure": key, "count": figures[key]} for key in figures],
        ),
        "documents": CsvTable(["document"], []),
    }
    documents = [{"document": "proposals", **export["proposals_document"]}]
    documents += [
        {"document": plan["name"], **plan["document"]} for plan in export["plans"]
    ]
    _add(sheets, "documents", published.published_keys(model.Document), documents)
    for key in (*published.LISTS.values(), *keys_of(published.Ending)):
        # The flat table has their name.
        name = RECORDS if key.name == "statements" else key.name
        _add(sheets, name, published.published_keys(key.type), export[key.name])
    for name in ("statements", "figures", "proposals", RECORDS):
        sheets[name].columns.append("rule")
        for row in sheets[name].rows:
            row["rule"] = rule_text(content.account.context.figures.rule)
    return sheets


RECORDS = "statement_records"
"""The table of the statements key by key, beside the flat one."""
_STATED = (
    "says",
    "words",
    "strength",
    "counted",
    "measure_inferred",
    "count",
    "date",
    "day",
    "text",
)
_STATEMENT = (
    "item",
    "kind",
    "number",
    "title",
    "status",
    "measure",
    "measure_number",
    "measure_number_inferred",
    "measure_title",
    "document",
    *_STATED,
    "who",
    "via",
    "telling",
    "reader",
    "quote",
    "cut",
    "cut_before",
    "objections",
    "source",
    "source_title",
    "source_date",
    "address",
)
"""The columns of the flat table of statements."""


def _statements(export: Json) -> Iterator[Json]:
    """A row an item and statement on it, with titles, voices, quotes and address.

    A proposal on which nothing is on record has one without a statement; those on a
    number of items come last.
    """
    told: dict[str, list[Json]] = {}
    for record in export["statements"]:
        told.setdefault(record["about"], []).append(record)
    by_id = _Named(export)
    for proposal in export["proposals"]:
        for record in told.pop(proposal["id"], [{}]):
            yield _statement(proposal, "proposal", record, by_id)
    for measure in export["measures"]:
        for record in told.pop(measure["id"], []):
            yield _statement(measure, "measure", record, by_id)
    for about, records in told.items():
        for record in records:
            yield _statement({"id": about}, "total", record, by_id)


class _Named:
    """The records of an export by their ids."""

    def __init__(self, export: Json) -> None:
        self.measures = _by_id(export["measures"])
        self.sources = _by_id(export["sources"])
        self.actors = _by_id(export["actors"])

    def actor(self, actor: str | None) -> str | None:
        """The name of an actor."""
        return self.actors[actor]["name"] if actor else None


def _by_id(records: list[Json]) -> dict[str | None, Json]:
    return {record["id"]: record for record in records}


def _statement(item: Json, kind: str, record: Json, by_id: _Named) -> Json:
    """An item and a statement on it as a row; ``record`` is empty if there is none."""
    row: Json = {"item": item["id"], "kind": kind}
    for key in ("number", "title", "status"):
        row[key] = item.get(key)
    if not record:
        return row
    if measure := by_id.measures.get(record["measure"]):
        row["measure"] = measure["id"]
        for key in ("number", "number_inferred", "title"):
            row[f"measure_{key}"] = measure[key]
    # What became of a measure names no other one.
    within = measure or item
    row["document"] = record["document"] or within.get("document")
    for key in _STATED:
        row[key] = record[key]
    voices = record["voices"]
    row["telling"] = _lines(voice["telling"] for voice in voices)
    row["who"] = _lines(by_id.actor(voice["who"]) for voice in voices)
    row["via"] = _lines(by_id.actor(voice["via"]) for voice in voices)
    row["reader"] = record["by"]
    row["objections"] = len(record["objections"])
    return row | _cited(record["evidence"], by_id)


def _cited(evidence: list[Json], by_id: _Named) -> Json:
    """The quotes and sources of a statement in cells."""
    sources = [by_id.sources[piece["source"]] for piece in evidence]
    return {
        "quote": " […] ".join(each["quote"] for each in evidence if each["quote"]),
        "cut": any(each["cut"] for each in evidence),
        "cut_before": any(each["cut_before"] for each in evidence),
        "source": _lines(source["id"] for source in sources),
        "source_title": _lines(source["title"] for source in sources),
        "source_date": _lines(source["date"] for source in sources),
        "address": _lines(source["url"] or source["archived"] for source in sources),
    }


def _lines(values: Iterable[str | None]) -> str | None:
    """Values in one cell, a line each, each once; None without any."""
    return "\n".join(filter(None, dict.fromkeys(values))) or None


def _add(
    made: dict[str, CsvTable], name: str, keys: Iterable[Key], records: list[Json]
) -> None:
    """Add records to a table, and their lists of records to tables of their own."""
    sheet = made.setdefault(name, CsvTable([], []))
    lists = [key for key in keys if key.many and key.nested]
    for key in keys:
        columns = [] if key in lists else _columns(key)
        sheet.columns.extend(each for each in columns if each not in sheet.columns)
    first = len(sheet.rows) + 1
    for record in records:
        cells = _cells(record)
        sheet.rows.append({column: cells.get(column) for column in sheet.columns})
    for key in lists:
        # The measures as they were read are not the measures.
        child = f"{name}_{key.name}" if key.name in published.LISTS else key.name
        made.setdefault(
            child,
            CsvTable(["owner", "owner_row", *(f"owner_{part}" for part in _OWNER)], []),
        )
        owned: list[Json] = []
        for number, record in enumerate(records, start=first):
            owner = {"owner": name, "owner_row": number, **_owner(record)}
            owned += [{**owner, **item} for item in record[key.name]]
        _add(made, child, published.published_keys(key.type), owned)


def _owner(record: Json) -> Json:
    """What a record of its own table says of the one that it belongs to.

    Its own ids, else those of the record that that one belongs to.
    """
    ids: Json = {}
    for part in _OWNER:
        ids[f"owner_{part}"] = record.get(part, record.get(f"owner_{part}"))
    return ids


def _columns(key: Key) -> list[str]:
    """The columns of a key: its own, or those of the record that it holds."""
    if key.nested:
        return [
            f"{key.name}_{below.name}" for below in published.published_keys(key.type)
        ]
    return [] if get_origin(key.type) is Mapping else [key.name]


def _cells(record: Json) -> dict[str, Cell]:
    """The values of a record.

    Those of an object have its key before theirs; a list has a line for each item.
    """
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

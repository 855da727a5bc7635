"""A publication as tables for programs: the lists of its JSON export, a table a kind of record.

Columns are the keys of the JSON, so that a new field of the model is a new column. A list of texts or
ids is one cell, a line each. A list of records is a table of its own, whose rows say which record of
which table they belong to (``owner``, ``owner_row`` from 1, and its ids).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_origin

from jamplan.corpus.model import Document
from jamplan.corpus.records import Key, keys_of
from jamplan.evidence.published import LISTS, Ending, published_keys
from jamplan.exports.csvfile import Cell, as_csv, rule_text
from jamplan.exports.export import Publication
from jamplan.exports.jsonfile import Json, export_object

_OWNER = ("id", "proposal", "measure", "claimed_by", "document")
"""The keys of a record by which the rows of its lists name it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns, and its rows by column; a cell that a row lacks is empty."""

    columns: list[str]
    rows: list[Json]


def csv_tables(content: Publication) -> dict[str, str]:
    """All tables of a publication as CSV, by name."""
    return {name: as_csv(sheet.columns, sheet.rows) for name, sheet in tables(content).items()}


def tables(content: Publication) -> dict[str, Sheet]:
    """All tables by name: the publication, its figures, its records."""
    export = export_object(content)
    rule = {"rule": rule_text(content.context.figures.rule)}
    about = {key: export[key] for key in ("title", "headline", "language", "provenance")}
    figures = export["coverage"]["proposals"] | _prefixed("measures", export["coverage"]["measures"])
    documents = [{"document": name, **record} for name, record in export["documents"].items()]
    made = _sheets({**export, "documents": documents})
    made["about"].rows.extend({"key": key, "value": value} for key, value in _cells(about).items())
    made["figures"].rows.extend(
        {"figure": key, "count": value, **rule} for key, value in _cells(figures).items()
    )
    for name in ("proposals", "links"):
        made[name].columns.append("rule")
        for row in made[name].rows:
            row.update(rule)
    return made


def table_names() -> tuple[str, ...]:
    """The names of all tables."""
    return tuple(_sheets({}))


def _sheets(export: Mapping[str, list[Json]]) -> dict[str, Sheet]:
    """The tables of the lists of an export, and those of the publication and its figures, empty."""
    made = {
        "about": Sheet(["key", "value"], []),
        "figures": Sheet(["figure", "count", "rule"], []),
        "documents": Sheet(["document"], []),
    }
    _add(made, "documents", published_keys(Document), export.get("documents", []))
    for key in (*LISTS.values(), *keys_of(Ending)):
        _add(made, key.name, published_keys(key.type), export.get(key.name, []))
    return made


def _add(made: dict[str, Sheet], name: str, keys: Iterable[Key], records: list[Json]) -> None:
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
        child = f"{name}_{key.name}" if key.name in LISTS else key.name
        made.setdefault(child, Sheet(["owner", "owner_row", *(f"owner_{part}" for part in _OWNER)], []))
        owned = [
            {"owner": name, "owner_row": number, **_prefixed("owner", _identity(record)), **item}
            for number, record in enumerate(records, start=first)
            for item in record[key.name]
        ]
        _add(made, child, published_keys(key.type), owned)


def _columns(key: Key) -> list[str]:
    """The columns of a key: its own, or those of the record that it holds."""
    if key.nested:
        return [f"{key.name}_{below.name}" for below in published_keys(key.type)]
    return [] if get_origin(key.type) is Mapping else [key.name]


def _identity(record: Json) -> Json:
    """What names a record: its own ids, else those of the record that it belongs to."""
    return {key: record.get(key, record.get(f"owner_{key}")) for key in _OWNER}


def _cells(record: Json) -> dict[str, Cell]:
    """The values of a record; those of an object have its key before theirs, a list is a line each."""
    cells: dict[str, Cell] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            cells |= _cells(_prefixed(key, value))
        else:
            cells[key] = "\n".join(map(str, value)) or None if isinstance(value, list) else value
    return cells


def _prefixed(prefix: str, values: Json) -> Json:
    return {f"{prefix}_{key}": value for key, value in values.items()}

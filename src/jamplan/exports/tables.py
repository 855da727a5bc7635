"""A publication as tables for programs: the lists of its JSON export, a table a kind of record.

Columns are the keys of the JSON, so that a new field of the model is a new column. A list of texts or
ids is one cell, a line each. A list of records is a table of its own, whose rows say which record of
which table they belong to (``owner``, ``owner_row`` from 1, and its ids).
"""

from __future__ import annotations

from dataclasses import dataclass

from jamplan.exports.csvfile import rule_text
from jamplan.exports.jsonexport import RECORDS, export_object, export_schema
from jamplan.exports.jsonfile import Json
from jamplan.exports.publication import Publication

Cell = str | int | float | bool | None
_DOCUMENTS = ("proposals", "plan")
_OWNER = ("id", "proposal", "measure", "claimed_by", "document")
"""The keys of a record by which the rows of its lists name it."""


def tables(content: Publication) -> dict[str, list[list[Cell]]]:
    """All tables by name, each with its columns first: the publication, its figures, its records."""
    export = export_object(content)
    rule = rule_text(content.coverage.rule)
    about = {key: export[key] for key in ("title", "headline", "language", "provenance")}
    figures = export["coverage"]["proposals"] | _prefixed("measures", export["coverage"]["measures"])
    collected = _Collected(
        {"about": ["key", "value"], "figures": ["figure", "count", "rule"]},
        {
            "about": [{"key": key, "value": value} for key, value in _cells(about).items()],
            "figures": [
                {"figure": key, "count": value, "rule": rule} for key, value in _cells(figures).items()
            ],
        },
    )
    export["documents"] = [{"document": name, **export["documents"][name]} for name in _DOCUMENTS]
    for name, shape in _shapes().items():
        collected.add(name, shape, export[name])
    columns, rows = collected.columns, collected.rows
    for name in ("proposals", "links"):
        columns[name].append("rule")
        rows[name] = [{**row, "rule": rule} for row in rows[name]]
    return {
        name: [[*keys], *([row.get(key) for key in keys] for row in rows[name])]
        for name, keys in columns.items()
    }


def table_names() -> tuple[str, ...]:
    """The names of all tables."""
    collected = _Collected({}, {})
    for name, shape in _shapes().items():
        collected.add(name, shape, [])
    return ("about", "figures", *collected.columns)


def _shapes() -> dict[str, Json]:
    """The shape of a record of each list of an export."""
    shapes = export_schema()["properties"]
    document = shapes["documents"]["properties"]["plan"]
    shaped = {"documents": {"properties": {"document": {}, **document["properties"]}}}
    return shaped | {name: shapes[name]["items"] for name in (*RECORDS, "warnings")}


@dataclass(frozen=True, slots=True)
class _Collected:
    """The columns and the rows of each table, as far as they are collected."""

    columns: dict[str, list[str]]
    rows: dict[str, list[Json]]

    def add(self, name: str, shape: Json, records: list[Json]) -> None:
        """Add records to a table, and their lists of records to tables of their own."""
        keys = self.columns.setdefault(name, [])
        lists = {}
        for key, below in shape["properties"].items():
            if "properties" in below.get("items", {}):
                lists[key] = below["items"]
            elif "properties" in below:
                keys += [part for part in _prefixed(key, below["properties"]) if part not in keys]
            elif below.get("type") != "object" and key not in keys:
                keys.append(key)
        first = len(self.rows.setdefault(name, [])) + 1
        self.rows[name] += [_cells(record) for record in records]
        for key, below in lists.items():
            # The measures as they were read are not the measures.
            child = f"{name}_{key}" if key in RECORDS else key
            owner = ("owner", "owner_row", *(f"owner_{part}" for part in _OWNER))
            self.columns.setdefault(child, list(owner))
            owned = [
                {"owner": name, "owner_row": number, **_prefixed("owner", _identity(record)), **item}
                for number, record in enumerate(records, start=first)
                for item in record[key]
            ]
            self.add(child, below, owned)


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

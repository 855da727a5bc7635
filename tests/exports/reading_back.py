"""The records of a corpus read back from the CSV of an export, as an import would: an oracle."""

from __future__ import annotations

import csv
import io
import types
from collections.abc import Mapping
from dataclasses import fields, replace
from enum import StrEnum
from typing import Union, get_args, get_origin, get_type_hints

from jamplan.corpus import Corpus
from jamplan.model import (
    Actor,
    Chapter,
    Claim,
    Declared,
    Dismissal,
    Document,
    Evidence,
    FollowUp,
    Label,
    Link,
    Measure,
    MeasureRead,
    Priority,
    Proposal,
    Reading,
    Search,
    Source,
    TextsRead,
    Verdict,
)
from jamplan.sheets import split_details
from jamplan.text.formulas import without_mark

Row = dict[str, str]
ELSEWHERE = {"evidence", "follow_ups", "declared", "measures"}


def rows_of(text: str, *, excel: bool = False) -> list[Row]:
    """The rows of a CSV, each cell as it was before it was marked."""
    stream = io.StringIO(text.removeprefix("\ufeff"), newline="")
    found = csv.DictReader(stream, delimiter=";" if excel else ",", strict=True)
    return [{name: without_mark(cell) for name, cell in row.items()} for row in found]


def record(model, row: Row, **known):
    """A record of the model from the columns that bear its fields' names."""
    hints = get_type_hints(model)
    for field in fields(model):
        name = field.name
        if name in known or name in ELSEWHERE:
            continue
        if name == "read":
            texts = {part.name: row[f"read_{part.name}"] or None for part in fields(TextsRead)}
            known[name] = TextsRead(**texts) if any(texts.values()) else None
        elif name == "details":
            known[name] = split_details(row[name])
        elif model is Claim and name == "count":
            known[name] = None if row["quantity"] == "some" else int(row["quantity"])
        else:
            known[name] = value(hints[name], row[name])
    return model(**known)


def value(hint, cell: str):
    """A cell as the annotation of a field wants it."""
    if get_origin(hint) in {types.UnionType, Union}:
        return value(get_args(hint)[0], cell) if cell else None
    if get_origin(hint) is tuple:
        return tuple(cell.split())
    if hint is bool:
        return {"true": True, "false": False}[cell]
    if hint is int or issubclass(hint, StrEnum):
        return hint(cell)
    return cell


def records(files: Mapping[str, str], *, excel: bool = False) -> dict[str, object]:
    """The parts of a corpus, by their names, from the texts of the tables, by theirs."""
    tables = {name: rows_of(text, excel=excel) for name, text in files.items()}

    def evidence(of: str, **key: str) -> tuple[Evidence, ...]:
        return tuple(
            record(Evidence, row)
            for row in tables["evidence"]
            if row["of"] == of and all(row[name] == wanted for name, wanted in key.items())
        )

    def document(name: str) -> Document:
        (row,) = [row for row in tables["documents"] if row["document"] == name]
        declared = [record(Declared, row) for row in tables["declared"] if row["document"] == name]
        labels = [record(Label, row) for row in tables["labels"] if row["document"] == name]
        return record(Document, row, declared=tuple(declared), labels=tuple(labels))

    def measure(row: Row) -> Measure:
        done = [
            record(FollowUp, each, evidence=evidence("follow_up", measure=row["id"], row=each["row"]))
            for each in tables["follow_ups"]
            if each["measure"] == row["id"]
        ]
        found = record(Measure, row, follow_ups=tuple(done))
        return replace(found, evidence=evidence("measure", measure=row["id"]))

    def pair(row: Row, *names: str) -> dict[str, str]:
        return {name: row[name] for name in names}

    readings: dict[str, list[MeasureRead]] = {}
    for row in tables["readings"]:
        texts = readings.setdefault(row["reading"], [])
        if row["measure"]:
            texts.append(MeasureRead(id=row["measure"], text=row["text"]))
    named = ("proposal", "measure", "claimed_by")
    return {
        "actors": tuple(record(Actor, row) for row in tables["actors"]),
        "sources": tuple(record(Source, row) for row in tables["sources"]),
        "proposals_document": document("proposals"),
        "plan_document": document("plan"),
        "chapters": tuple(record(Chapter, row) for row in tables["chapters"]),
        "priorities": tuple(
            replace(record(Priority, row), evidence=evidence("priority", priority=row["id"]))
            for row in tables["priorities"]
        ),
        "proposals": tuple(
            replace(record(Proposal, row), evidence=evidence("proposal", proposal=row["id"]))
            for row in tables["proposals"]
        ),
        "measures": tuple(measure(row) for row in tables["measures"]),
        "links": tuple(
            replace(record(Link, row), evidence=evidence("link", **pair(row, *named)))
            for row in tables["links"]
        ),
        "verdicts": tuple(
            replace(
                record(Verdict, row),
                evidence=evidence("verdict", **pair(row, "proposal", "claimed_by")),
            )
            for row in tables["verdicts"]
        ),
        "dismissals": tuple(record(Dismissal, row) for row in tables["dismissals"]),
        "claims": tuple(
            replace(record(Claim, row), evidence=evidence("claim", row=row["row"]))
            for row in tables["claims"]
        ),
        "searches": tuple(record(Search, row) for row in tables["searches"]),
        "readings": tuple(Reading(id=name, measures=tuple(texts)) for name, texts in readings.items()),
    }


def parts(corpus: Corpus) -> dict[str, object]:
    """The same parts of a corpus itself."""
    names = ("actors", "sources", "proposals_document", "plan_document", "chapters", "priorities")
    more = ("proposals", "measures", "links", "verdicts", "dismissals", "claims", "searches")
    return {name: getattr(corpus, name) for name in (*names, *more, "readings")}

"""The whole export as JSON, ``jamplan.export/1``, and its JSON Schema.

``docs/format.md`` describes the shape. Records are derived from the model. A shape is a type of the
model, a record with computed keys beside its own (a tuple), a list, a dict of keys, or a constant.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

from jamplan.corpus.loading import FILES
from jamplan.corpus.model import Basis, Document, Form, Link, Proposal
from jamplan.corpus.records import FILE_TYPES, Key, keys_of
from jamplan.counting.rules import Rule, Status
from jamplan.exports.jsonfile import Json, counted_link, figures_object, plain, warnings_object
from jamplan.exports.publication import Publication
from jamplan.reports.whole import command_of, digests_of, headline

FILE_RECORDS = {name.removesuffix(".yaml"): record for name, record in FILE_TYPES.items()}
RECORDS: dict[str, type[Any]] = {
    key.name: key.type for file in FILE_RECORDS.values() for key in keys_of(file) if key.many
}
"""The lists of a corpus, by name, and the type of their records."""

_COUNTS = ("declared", "documented", "total", "denominator", *map(str, Status))
_FIGURES = {
    "proposals": {
        **dict.fromkeys(_COUNTS, int),
        "score": float,
        "range": {"min": int, "max": int},
    },
    "measures": {"total": int, "answered": int},
}
_EXPORT: Json = {
    "schema": "jamplan.export/1",
    "title": str,
    "language": str,
    "provenance": {"version": str, "date": str, "command": str, "files": dict.fromkeys(FILES, str)},
    "headline": str,
    "rule": get_type_hints(Rule),
    "coverage": _FIGURES,
    "documents": {"proposals": Document, "plan": Document},
    **{name: [record] for name, record in RECORDS.items()},
    "proposals": [(Proposal, {"status": Status})],
    "links": [(Link, {"strength": Basis, "counted": bool})],
    "warnings": [{"code": str, "message": str, "details": dict}],
}
_MEANINGS = {
    "schema": "The name and version of this shape.",
    "provenance": "What is needed to make this export again.",
    "headline": "The result in a few sentences.",
    "rule": "The counting rule: its four choices.",
    "coverage": "The figures under the rule, as jamplan coverage gives them.",
    "documents": "The two documents: the one that proposes, and the plan.",
    "warnings": "What a reader must know beside the figures.",
    "status": "What follows by the rule, as a code.",
    "strength": "The weaker of wording and attribution.",
    "counted": "Whether the rule counts it.",
}
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object"}


def export_object(content: Publication) -> Json:
    """A publication as an object: the figures, all records, and how to recompute them."""
    corpus, coverage = content.corpus, content.coverage
    records = {name: plain(getattr(corpus, name)) for name in RECORDS}
    for record, row in zip(records["proposals"], coverage.rows, strict=True):
        record["status"] = str(row.status)
    records["links"] = [counted_link(coverage, link) for link in corpus.links]
    return {
        "schema": "jamplan.export/1",
        "title": corpus.title,
        "language": content.language.code,
        "provenance": {
            **plain(content.provenance),
            "command": command_of(content.context),
            "files": digests_of(content.context),
        },
        "headline": headline(content.context),
        "rule": plain(coverage.rule),
        "coverage": figures_object(coverage),
        "documents": {
            "proposals": plain(corpus.proposals_document),
            "plan": plain(corpus.plan_document),
        },
        **records,
        "warnings": warnings_object(coverage, content.language),
    }


def export_schema() -> Json:
    """The schema of an export."""
    return {"title": "jamplan.export/1", **_shape(_EXPORT)}


def _shape(spec: Any) -> Json:  # noqa: PLR0911 - one a kind of shape
    match spec:
        case [item]:
            return {"type": "array", "items": _shape(item)}
        case (record, more):
            fields = {key.name: _field(key) for key in keys_of(record)}
            return _object({**fields, **_shape(more)["properties"]})
        case dict():
            return _object({name: _described(name, _shape(value)) for name, value in spec.items()})
        case UnionType():
            (kind,) = (kind for kind in get_args(spec) if kind is not NoneType)
            return _or_null(_shape(kind))
        case type() if is_dataclass(spec):
            return _shape((spec, {}))
        case type() if issubclass(spec, Enum):
            return {"enum": [code.value for code in spec]}
        case type():
            return {"type": _TYPES[spec], **({"minimum": 0} if spec is int else {})}
        case _:
            return {"const": spec}


def _field(key: Key) -> Json:
    """What a key of a record of the model may hold."""
    shape = _shape([key.type] if key.many else key.type)
    optional = key.default is None or key.form is Form.QUANTITY
    return {"description": key.meaning, **(_or_null(shape) if optional else shape)}


def _described(name: str, shape: Json) -> Json:
    return {"description": _MEANINGS[name], **shape} if name in _MEANINGS else shape


def _object(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(shape: Json) -> Json:
    if "enum" in shape:
        return {**shape, "enum": [*shape["enum"], None]}
    return {**shape, "type": [shape["type"], "null"]}

"""The JSON Schema of ``jamplan.export/1``: records are derived from the model, the rest is typed here.

A shape is a type of the model, a record with computed keys beside its own (a tuple), a list, a dict of
keys, or a constant.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args

from jamplan.corpus.loading import FILES
from jamplan.corpus.model import (
    Basis,
    Document,
    Form,
    Link,
    Proposal,
    Verdict,
)
from jamplan.corpus.records import Key, keys_of
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Status
from jamplan.exports.jsonexport import RECORDS
from jamplan.matching.bands import Band
from jamplan.matching.likeness import Kinship

Json = dict[str, Any]

_LINK = (Link, {"strength": Basis, "counted": bool})
_RULE = {"links": LinksCounted, "claimed_by": str | None, "partial": PartialCounts, "of": OutOf}
_WARNINGS = [{"code": str, "message": str, "details": dict}]
_GROUP = {"id": str | None, "title": str | None}
_KNOWN = {str(status): int for status in Status if status is not Status.UNDOCUMENTED}
_PROPOSAL_ROW = {
    "id": str,
    "title": str,
    "chapter": str | None,
    "chapter_inferred": bool,
    "status": Status,
    "strength": Basis | None,
    "links": [_LINK],
    "verdicts": [Verdict],
}
_MEASURE_ROW = {
    "id": str,
    "title": str,
    "priority": str | None,
    "proposals": [str],
    "below_rule": [str],
}
_COVERAGE = {
    "schema": "jamplan.coverage/1",
    "title": str,
    "rule": _RULE,
    "proposals": {
        "declared": int,
        "documented": int,
        "total": int,
        "denominator": int,
        **_KNOWN,
        "undocumented": int,
        "score": float,
        "range": {"min": int, "max": int},
        "rows": [_PROPOSAL_ROW],
    },
    "measures": {"total": int, "answered": int, "rows": [_MEASURE_ROW]},
    "chapters": [{**_GROUP, "documented": int, "inferred": int, **_KNOWN, "proposals": [str]}],
    "priorities": [{**_GROUP, "measures": [str], "total": int, "answered": int}],
    "claimants": [str],
    "warnings": _WARNINGS,
}
_SUGGESTION = {
    "proposal": str,
    "measure": str,
    "score": float,
    "band": Band | None,
    "verified": False,
    "words": [{"proposal": str, "measure": str, "kinship": Kinship, "points": float}],
    "warnings": [{"code": str, "message": str}],
    "linked": bool,
    "links": [(Link, {"strength": Basis})],
}
_EXPORT: Json = {
    "schema": "jamplan.export/1",
    "title": str,
    "language": str,
    "provenance": {"version": str, "date": str, "command": str, "files": dict.fromkeys(FILES, str)},
    "headline": str,
    "rule": _RULE,
    "coverage": _COVERAGE,
    "documents": {"proposals": Document, "plan": Document},
    **{name: [record] for name, record in RECORDS.items()},
    "proposals": [(Proposal, {"status": Status})],
    "links": [_LINK],
    "warnings": _WARNINGS,
}
_MEANINGS = {
    "schema": "The name and version of this shape.",
    "provenance": "What is needed to make this export again.",
    "headline": "The result in a few sentences.",
    "rule": "The counting rule: its four choices.",
    "coverage": "The figures under the rule, as jamplan coverage gives them.",
    "documents": "The two documents: the one that proposes, and the plan.",
    "warnings": "What a reader must know beside the figures.",
    "suggestions": "Computed similarities, not verified; no figure contains them.",
    "status": "What follows by the rule, as a code.",
    "strength": "The weaker of wording and attribution.",
    "counted": "Whether the rule counts it.",
}
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object"}


def export_schema() -> Json:
    """The schema of an export. ``suggestions`` is not required: it is there if it was asked for."""
    shape = _shape(_EXPORT)
    shape["properties"]["suggestions"] = _described("suggestions", _shape([_SUGGESTION]))
    return {"title": "jamplan.export/1", **shape}


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
            return _object({key.name: _field(key) for key in keys_of(spec)})
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

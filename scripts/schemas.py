"""The JSON Schemas (2020-12) in ``src/jamplan/schemas``: of the export and the files.

All are derived from keys: those of the model, as the readers are, and those of the
published export. ``python scripts/schemas.py`` writes them anew.

A scalar of the files is a text, though YAML and editors see numbers, booleans and
nulls; the schemas accept these as texts. They do not check what takes several records:
whether an id exists, whether it is repeated, and whether a statement has what it needs
by what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import get_origin

from jamplan.corpus.model import FieldForm
from jamplan.corpus.records import FILE_TYPES, FORMAT, FORMS, Key, keys_of
from jamplan.corpus.statements import SOME
from jamplan.evidence.published import EXPORT, Schema, published_keys
from jamplan.exports.jsonfile import Json, as_json

FILE_RECORDS = {
    name.removesuffix(".yaml"): record for name, record in FILE_TYPES.items()
}
NAMES = ("export", *FILE_RECORDS)
"""What :func:`schema` knows: the export, and the files.

All documents that answer are alike.
"""

FOLDER = Path(__file__).resolve().parents[1] / "src" / "jamplan" / "schemas"
DRAFT = "https://json-schema.org/draft/2020-12/schema"

_ID = FORMS[FieldForm.ID][0].pattern
_DATE = (
    r"[0-9]{4}(-(0[1-9]|1[0-2]))?"
    r"|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    r"|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
)
_PATTERNS = {
    FieldForm.ID: (_ID,),
    FieldForm.DATE: (_DATE, "integer"),
    FieldForm.LANGUAGE: (FORMS[FieldForm.LANGUAGE][0].pattern,),
    FieldForm.DIGEST: (FORMS[FieldForm.DIGEST][0].pattern, "integer"),
}
"""The pattern of each form of text, and what else an editor may take such a text
for.
"""
_SOME = f"^{SOME}$"
_COUNT = {"type": ["integer", "string"], "minimum": 0, "maximum": 999_999_999}
_FORMAT = "The version of this format."
_TITLES = {"plan": "plan.yaml, plan-NAME.yaml"}
"""The files of a schema that is for several."""


def schema(name: str) -> Json:
    """The JSON Schema of the export or of a file, described in English as its keys are.

    Takes one of :data:`NAMES`. Raises :class:`KeyError` on another name.
    """
    if name == "export":
        required = [key.name for key in EXPORT]
        described = _object(EXPORT, _published, required)
        return {
            "$schema": DRAFT,
            "$id": "urn:jamplan:export:2",
            "title": Schema.EXPORT,
            **described,
        }
    described = _record(keys_of(FILE_RECORDS[name]))
    versions = [int(FORMAT), FORMAT]
    version = {"description": _FORMAT, "type": ["integer", "string"], "enum": versions}
    described["properties"] = {"format": version, **described["properties"]}
    described["required"] = ["format", *described.get("required", ())]
    return {
        "$schema": DRAFT,
        "$id": f"urn:jamplan:{name}:{FORMAT}",
        "title": _TITLES.get(name, f"{name}.yaml"),
        **described,
    }


def _object(
    keys: Sequence[Key], value: Callable[[Key], Json], required: list[str]
) -> Json:
    return {
        "type": "object",
        "properties": {
            key.name: {"description": key.meaning, **value(key)} for key in keys
        },
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


# The export

_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"}


def _published(key: Key) -> Json:
    """What the value of an export's key may be.

    All keys are there, null if nothing is known.
    """
    item = _published_item(key)
    if key.many:
        return {"type": "array", "items": item}
    if key.form is FieldForm.QUANTITY:
        return {"type": ["integer", "string", "null"], "minimum": 0, "pattern": _SOME}
    if key.default is not None:
        return item
    if "enum" in item:
        return {"enum": [*item["enum"], None]}
    return {**item, "type": [item["type"], "null"]}


def _published_item(key: Key) -> Json:
    if key.type in _TYPES:
        return {"type": _TYPES[key.type], **({"minimum": 0} if key.type is int else {})}
    if key.nested:
        keys = published_keys(key.type)
        return _object(keys, _published, [below.name for below in keys])
    if get_origin(key.type) is Mapping:
        return {"type": "object"}
    return {"enum": [*key.codes]}


# The files


def _record(keys: Sequence[Key]) -> Json:
    return _object(keys, _value, [key.name for key in keys if key.required])


def _value(key: Key) -> Json:
    """What the value of a key may be."""
    if key.many:
        return {"type": ["array", "null"], "items": _item(key)}
    if key.nested:
        nested = _record(keys_of(key.type))
        return nested if key.required else {**nested, "type": ["object", "null"]}
    if issubclass(key.type, StrEnum):
        codes = [*key.codes]
        return {"enum": codes if key.required else [*codes, None]}
    if key.type is bool:
        return _pattern(key, "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]", "boolean")
    if key.type is int:
        some = f"{SOME}|" if key.form is FieldForm.QUANTITY else ""
        return {**_COUNT, "pattern": f"^\\s*({some}[0-9]{{1,9}})\\s*$"}
    return _text(key)


_TEXTS: Json = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"type": ["string", "number"]},
}
"""Texts by language."""


def _item(key: Key) -> Json:
    if key.nested:
        return _record(keys_of(key.type))
    if key.ref:
        return {"type": ["string", "null"], "pattern": f"^\\s*({_ID})?\\s*$"}
    scalar = {"type": ["string", "number", "boolean", "null"]}
    return {"anyOf": [scalar, _TEXTS]} if key.form is FieldForm.WORDS else scalar


def _text(key: Key) -> Json:
    form = FieldForm.ID if key.ref else key.form
    if form is FieldForm.WORDS:
        return {"anyOf": [_any_text(key), _TEXTS]}
    if form is None:
        return _any_text(key)
    pattern, *types = _PATTERNS[form]
    # A year as an editor reads it without quotation marks.
    year = {"minimum": 1000, "maximum": 9999} if form is FieldForm.DATE else {}
    return {**_pattern(key, pattern, *types), **year}


def _any_text(key: Key) -> Json:
    types = ["string", "number", "boolean"]
    return (
        {"type": types, "pattern": "\\S"}
        if key.required
        else {"type": [*types, "null"]}
    )


def _pattern(key: Key, pattern: str, *types: str) -> Json:
    """A text of one form; white space around it is ignored, and blank is no value."""
    if key.required:
        return {"type": ["string", *types], "pattern": f"^\\s*({pattern})\\s*$"}
    return {"type": ["string", *types, "null"], "pattern": f"^\\s*({pattern})?\\s*$"}


def files() -> dict[Path, str]:
    """Return the files of all schemas."""
    return {FOLDER / f"{name}.schema.json": as_json(schema(name)) for name in NAMES}


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")

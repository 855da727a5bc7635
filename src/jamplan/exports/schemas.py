"""JSON Schemas (draft 2020-12) of the export and of the four files, for editors and validators.

The schemas of the files are made by the readers of :mod:`jamplan.records`: each is run once on keys
that note what they are asked for. So a schema cannot lag behind what is read.

A scalar of the files is a text, whatever YAML makes of it; an editor sees numbers, booleans and nulls.
The schemas accept them where any text is accepted. They do not know what takes several records: whether
an id exists or stands twice, and whether a refusal has evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from jamplan.exports.exportschema import export_schema
from jamplan.findings import Place
from jamplan.locale import Language
from jamplan.records import (
    Fields,
    Log,
    read_links,
    read_plan,
    read_proposals,
    read_sources,
)
from jamplan.wording.keys import meaning
from jamplan.yamlfile import Mapping, Node

Json = dict[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)
Item = TypeVar("Item")

_READERS: dict[str, Callable[[Node, Log], object]] = {
    "sources": read_sources,
    "proposals": read_proposals,
    "plan": read_plan,
    "links": read_links,
}
NAMES = ("export", *_READERS)
"""What :func:`schema` knows: the export, and the four files."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str, language: Language) -> Json:
    """The JSON Schema of the export or of a file, its descriptions in a language.

    Takes one of :data:`NAMES`. Raises :class:`KeyError` on another name.
    """
    if name == "export":
        return {"$schema": DRAFT, "$id": "urn:jamplan:export:1", **export_schema(language)}
    read = _READERS[name]
    log = _DescribingLog(language)
    read(Mapping(Place("")), log)
    described = log.root.as_schema()
    described["properties"]["format"] |= {"type": ["integer", "string"], "enum": [1, "1"]}
    title = {"$schema": DRAFT, "$id": f"urn:jamplan:{name}:1", "title": f"{name}.yaml"}
    return {**title, **described}


class _DescribingLog(Log):
    """A log whose fields describe themselves."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.words = language
        self.root = _Described("file", self)

    def file(self, root: Node) -> Fields:  # noqa: ARG002 - there is no file
        return self.root


# A year as an editor reads it without quotation marks.
_YEAR = {"minimum": 1000, "maximum": 9999}
_DATE = (
    r"[0-9]{4}(-(0[1-9]|1[0-2]))?"
    r"|[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    r"|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
)
_COUNT = {"type": ["integer", "string"], "minimum": 0, "maximum": 999_999_999}


class _Described(Fields):
    """Keys of a record that is not there: each that is asked for is noted, with what it may hold."""

    def __init__(self, record: str, log: _DescribingLog) -> None:
        super().__init__(Mapping(Place("")), record, log, "")
        self.record_name = record
        self.words = log.words
        self.describing = log
        self.properties: dict[str, Json] = {}
        self.required: list[str] = []

    def as_schema(self) -> Json:
        """What was noted."""
        required = {"required": self.required} if self.required else {}
        properties = {"properties": self.properties}
        return {"type": "object", **properties, **required, "additionalProperties": False}

    def _note(self, key: str, schema: Json, *, required: bool) -> None:
        said = meaning(self.words, self.record_name, key)
        self.properties[key] = {**({"description": said} if said else {}), **schema}
        if required:
            self.required.append(key)

    def _pattern(self, key: str, pattern: str, *types: str, required: bool = False) -> None:
        """A text of one form; white space around it is taken off, and a blank one is none."""
        form = f"^\\s*({pattern})\\s*$" if required else f"^\\s*({pattern})?\\s*$"
        absent = () if required else ("null",)
        self._note(key, {"type": ["string", *types, *absent], "pattern": form}, required=required)

    def text(self, key: str, *, required: bool = False) -> str | None:
        some = {"type": ["string", "number", "boolean"], "pattern": "\\S"}
        perhaps = {"type": ["string", "number", "boolean", "null"]}
        self._note(key, some if required else perhaps, required=required)
        return None

    def id(self, kind: str) -> str:  # noqa: ARG002 - an id is written as any other
        self._pattern("id", _ID, required=True)
        return ""

    def reference(self, key: str, kind: str, *, required: bool = False) -> str | None:  # noqa: ARG002
        self._pattern(key, _ID, required=required)
        return None

    def references(self, key: str, kind: str) -> tuple[str, ...]:  # noqa: ARG002 - as in id
        one = {"type": ["string", "null"], "pattern": f"^\\s*({_ID})?\\s*$"}
        self._list(key, one)
        return ()

    def texts(self, key: str, example: str) -> list[tuple[str, Node]]:  # noqa: ARG002
        self._list(key, {"type": ["string", "number", "boolean", "null"]})
        return []

    def _list(self, key: str, items: Json) -> None:
        self._note(key, {"type": ["array", "null"], "items": items}, required=False)

    def records(
        self,
        key: str,
        read: Callable[[Fields], Item],
        example: str,  # noqa: ARG002 - only a fault shows it
    ) -> tuple[Item, ...]:
        # The readers are named as what they read: « _follow_up ».
        each = _Described(read.__name__.strip("_"), self.describing)
        read(each)
        self._list(key, each.as_schema())
        return ()

    def record(
        self,
        key: str,
        read: Callable[[Fields], Item],
        example: str,  # noqa: ARG002 - only a fault shows it
        *,
        required: bool = False,
    ) -> Item | None:
        one = _Described(key, self.describing)
        item = read(one)
        found = one.as_schema()
        if not required:
            found["type"] = ["object", "null"]
        self._note(key, found, required=required)
        return item

    def flag(self, key: str) -> bool:
        self._pattern(key, "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]", "boolean")
        return False

    def count(self, key: str) -> int:
        self._note(key, {**_COUNT, "pattern": "^\\s*[0-9]{1,9}\\s*$"}, required=True)
        return 0

    def quantity(self, key: str) -> int | None:
        self._note(key, {**_COUNT, "pattern": "^\\s*(some|[0-9]{1,9})\\s*$"}, required=True)
        return None

    def choice(self, key: str, values: type[Choice], *, required: bool = False) -> Choice | None:
        codes: list[str | None] = [str(value) for value in values]
        self._note(key, {"enum": codes if required else [*codes, None]}, required=required)
        return None

    def date(self, key: str) -> str | None:
        self._pattern(key, _DATE, "integer")
        self.properties[key] |= _YEAR
        return None

    def language(self, key: str) -> str | None:
        self._pattern(key, "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
        return None

    def digest(self, key: str) -> str | None:
        self._pattern(key, "[0-9a-fA-F]{64}", "integer")
        return None

    def finish(self) -> None:
        """There is no key that nobody asked for."""


_ID = "[A-Za-z][A-Za-z0-9-]*"

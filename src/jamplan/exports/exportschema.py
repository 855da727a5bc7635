"""The shape of ``jamplan.export/1`` as a JSON Schema; records and codes are read off the model."""

from __future__ import annotations

from enum import Enum
from typing import Any

from jamplan.corpus.loading import FILES
from jamplan.corpus.model import (
    Actor,
    Basis,
    Chapter,
    Claim,
    Dismissal,
    Document,
    Form,
    Link,
    Measure,
    Priority,
    Proposal,
    Reading,
    Search,
    Source,
    Verdict,
)
from jamplan.corpus.modelkeys import Key, keys_of
from jamplan.corpus.notices import FIGURES, PAIRS
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts
from jamplan.counting.statuses import Status
from jamplan.language import LANGUAGES
from jamplan.matching.bands import Band
from jamplan.matching.likeness import Kinship
from jamplan.reports.keys import meaning

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_FLAG: Json = {"type": "boolean"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_NUMBER: Json = {"type": "number", "minimum": 0}
_DIGEST: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def export_schema() -> Json:
    """The schema of an export."""
    return {"title": "jamplan.export/1", **_Shapes().export()}


class _Shapes:
    """The shapes of an export's parts, with their descriptions."""

    def export(self) -> Json:
        link = _with(self.record(Link), strength=_codes(Basis), counted=_FLAG)
        warnings = _list(self.warning())
        properties = {
            "schema": {"const": "jamplan.export/1"},
            "title": _TEXT,
            "language": {"enum": list(LANGUAGES)},
            "provenance": self.provenance(),
            "headline": _TEXT,
            "rule": self.rule(),
            "coverage": self.coverage(link, warnings),
            "documents": _object(proposals=self.record(Document), plan=self.record(Document)),
            "proposals": _list(_with(self.record(Proposal), status=_statuses())),
            "measures": _list(self.record(Measure)),
            "links": _list(link),
            "verdicts": _list(self.record(Verdict)),
            "dismissals": _list(self.record(Dismissal)),
            "sources": _list(self.record(Source)),
            "actors": _list(self.record(Actor)),
            "claims": _list(self.record(Claim)),
            "searches": _list(self.record(Search)),
            "chapters": _list(self.record(Chapter)),
            "priorities": _list(self.record(Priority)),
            "readings": _list(self.record(Reading)),
            "warnings": warnings,
        }
        found = _object(
            **{key: self.described("export", key, each) for key, each in properties.items()}
        )
        # Only where they were asked for: the key is not required.
        asked_for = self.described("export", "suggestions", _list(self.suggestion()))
        found["properties"]["suggestions"] = asked_for
        return found

    def described(self, record: str, key: str, shape: Json) -> Json:
        said = meaning(record, key)
        return {"description": said, **shape} if said else shape

    def record(self, model: type) -> Json:
        """A record of the model, with all its fields."""
        return _object(
            **{key.name: {"description": key.meaning, **self.of(key)} for key in keys_of(model)}
        )

    def of(self, key: Key) -> Json:
        """What a key of a record may hold."""
        if key.nested:
            shape = self.record(key.type)
        elif issubclass(key.type, Enum):
            shape = _codes(key.type)
        else:
            shape = {str: _TEXT, bool: _FLAG, int: _COUNT}[key.type]
        if key.many:
            return _list(shape)
        return _or_null(shape) if key.default is None or key.form is Form.QUANTITY else shape

    def provenance(self) -> Json:
        files = _object(**dict.fromkeys(FILES, _DIGEST))
        return _object(version=_TEXT, date=_TEXT, command=_TEXT, files=files)

    def rule(self) -> Json:
        return _object(
            links=_codes(LinksCounted),
            claimed_by=_or_null(_TEXT),
            partial=_codes(PartialCounts),
            of=_codes(OutOf),
        )

    def coverage(self, link: Json, warnings: Json) -> Json:
        known = {str(status): _COUNT for status in Status if status is not Status.UNDOCUMENTED}
        proposal = _object(
            id=_TEXT,
            title=_TEXT,
            chapter=_or_null(_TEXT),
            chapter_inferred=_FLAG,
            status=_statuses(),
            strength=_or_null(_codes(Basis)),
            links=_list(link),
            verdicts=_list(self.record(Verdict)),
        )
        proposals = _object(
            **dict.fromkeys(("declared", "documented", "total", "denominator"), _COUNT),
            **known,
            undocumented=_COUNT,
            score=_NUMBER,
            range=_object(min=_COUNT, max=_COUNT),
            rows=_list(proposal),
        )
        measure = _object(
            id=_TEXT,
            title=_TEXT,
            priority=_or_null(_TEXT),
            proposals=_list(_TEXT),
            below_rule=_list(_TEXT),
        )
        group = {"id": _or_null(_TEXT), "title": _or_null(_TEXT)}
        chapter = _object(**group, documented=_COUNT, inferred=_COUNT, **known, proposals=_list(_TEXT))
        priority = _object(**group, measures=_list(_TEXT), total=_COUNT, answered=_COUNT)
        return _object(
            schema={"const": "jamplan.coverage/1"},
            title=_TEXT,
            rule=self.rule(),
            proposals=proposals,
            measures=_object(total=_COUNT, answered=_COUNT, rows=_list(measure)),
            chapters=_list(chapter),
            priorities=_list(priority),
            claimants=_list(_TEXT),
            warnings=warnings,
        )

    def warning(self) -> Json:
        return _object(code={"enum": list(FIGURES)}, message=_TEXT, details={"type": "object"})

    def suggestion(self) -> Json:
        word = _object(
            proposal=_TEXT, measure=_TEXT, kinship=_codes(Kinship), points={"type": "number"}
        )
        return _object(
            proposal=_TEXT,
            measure=_TEXT,
            score=_NUMBER,
            band=_or_null(_codes(Band)),
            verified={"const": False},
            words=_list(word),
            warnings=_list(_object(code={"enum": list(PAIRS)}, message=_TEXT)),
            linked=_FLAG,
            links=_list(_with(self.record(Link), strength=_codes(Basis))),
        )


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _with(shape: Json, **more: Json) -> Json:
    return _object(**shape["properties"], **more)


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _codes(codes: type[Enum]) -> Json:
    return {"enum": [code.value for code in codes]}


def _statuses() -> Json:
    """The statuses that a listed proposal can have."""
    return {"enum": [str(status) for status in Status if status is not Status.UNDOCUMENTED]}


def _or_null(shape: Json) -> Json:
    if "enum" in shape:
        return {**shape, "enum": [*shape["enum"], None]}
    return {**shape, "type": [shape["type"], "null"]}

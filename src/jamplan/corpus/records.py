"""Records of the model, made from a file's nodes with all faults, and written back.

What a record may hold is derived from the model's annotations (:func:`keys_of`). A
record with a fault is returned too if it can be, so that one fault does not hide the
next; ``loading`` then raises all.
"""

import datetime as dt
import re
from collections import abc
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from pathlib import PurePath
from types import UnionType
from typing import Annotated, Any, get_args, get_origin

from jamplan.corpus import findings, model
from jamplan.corpus.findings import Finding
from jamplan.corpus.statements import (
    SAYS,
    SOME,
    TOTALS,
    Lack,
    Statement,
    lacking,
    unfit,
)
from jamplan.corpus.yamlfile import (
    Log,
    Mapping,
    Node,
    Scalar,
    Sequence,
    StoppedError,
)
from jamplan.language import Texts, folding
from jamplan.language.differences import nearest

Value = str | abc.Sequence["Value"] | abc.Mapping[str, "Value"]
"""A value of a file: a text, a list, or keys with values."""
KNOWN_BY: abc.Mapping[type, tuple[str, ...]] = {model.Label: ("of", "language")}
"""The fields that a record without an id is known by.

Two of a kind with the same are a fault.

What a statement is known by follows from its sources (``voices.key_of``): loading
checks it.
"""
TAKEN_BY = ("by", "on", "confirmed", "read", "apart")
"""The fields of a statement that say who recorded it, when and on which texts."""
FORMAT = "2"
"""The version of the format of the files."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record.

    ``type`` is that of its value, or of each value in its list.
    """

    name: str
    type: type[Any]
    meaning: str
    default: object
    """The value of a record without the key; ``MISSING`` if the key is required."""
    form: model.FieldForm | None = None
    ref: str | None = None
    """The kind of the record whose id it holds."""
    many: bool = False
    """Whether it holds a list."""
    nested: bool = False
    """Whether the value, or each value of the list, is a record."""
    codes: abc.Mapping[str, StrEnum] = field(default_factory=dict)
    """The members of an enumeration by their codes."""

    @property
    def required(self) -> bool:
        """Whether a record must have the key."""
        return self.default is MISSING


_KEYS_OF: dict[type[Any], tuple[Key, ...]] = {}


def keys_of(record: type[Any]) -> tuple[Key, ...]:
    """The keys of a record's type, in the order in which they are written."""
    if record not in _KEYS_OF:
        _KEYS_OF[record] = tuple(_key(attribute) for attribute in fields(record))
    return _KEYS_OF[record]


def _key(attribute: Any) -> Key:
    base, *marks = get_args(attribute.type)
    many = get_origin(base) is tuple
    if many or isinstance(base, UnionType):
        base = get_args(base)[0]
    is_choice = isinstance(base, type) and issubclass(base, StrEnum)
    return Key(
        name=attribute.name,
        type=base,
        meaning=next(mark for mark in marks if isinstance(mark, str)),
        default=attribute.default,
        form=next((mark for mark in marks if isinstance(mark, model.FieldForm)), None),
        ref=next((mark.kind for mark in marks if isinstance(mark, model.Ref)), None),
        many=many,
        nested=is_dataclass(base),
        codes={str(code): code for code in base} if is_choice else {},
    )


def as_record(record: Any) -> dict[str, Value]:
    """The keys and values of a record in order, without defaults."""
    pairs = ((key, getattr(record, key.name)) for key in keys_of(type(record)))
    return {
        key.name: _written(value, key)
        for key, value in pairs
        # A StrEnum equals its text: the text « unstated » is not the extent.
        if type(value) is not type(key.default) or value != key.default
    }


def _written(value: Any, key: Key) -> Value:
    if key.many:
        return [as_record(item) if key.nested else _words(item) for item in value]
    if key.nested:
        return as_record(value)
    return str(value).lower() if isinstance(value, bool) else _words(value)


def _words(value: Any) -> Value:
    """A text without white space around it, as it is read, or texts by language."""
    return (
        dict(value.by_language)
        if isinstance(value, Texts)
        else folding.trimmed(str(value))
    )


_LACKS: abc.Mapping[Lack, str] = {
    Lack.EVIDENCE: findings.N_("evidence"),
    Lack.QUOTE: findings.N_("a quote"),
    Lack.MEASURE: findings.N_("a measure"),
    Lack.READING: findings.N_("“read” with “document”"),
    Lack.COUNT: findings.N_("a count"),
}
"""What messages call what a statement lacks."""
_WRITTEN: abc.Mapping[type[Node], str] = {
    Scalar: findings.N_("a text"),
    Sequence: findings.N_("a list"),
    Mapping: findings.N_("keys with values"),
}
"""What messages call each kind of node."""
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_COUNT = re.compile(r"[0-9]{1,9}")
FORMS: abc.Mapping[object, tuple[re.Pattern[str], str]] = {
    model.FieldForm.ID: (re.compile(r"[A-Za-z][A-Za-z0-9-]*"), "bad-id"),
    model.FieldForm.DATE: (_DATE, "bad-date"),
    model.FieldForm.LANGUAGE: (
        re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
        "bad-language",
    ),
    model.FieldForm.DIGEST: (re.compile(r"[0-9a-fA-F]{64}"), "bad-digest"),
    model.FieldForm.QUANTITY: (re.compile(r"some|[0-9]{1,9}"), "bad-quantity"),
    bool: (re.compile("true|false", re.IGNORECASE | re.ASCII), "bad-flag"),
    int: (_COUNT, "bad-count"),
}
"""The pattern of each form, or type without one, and the fault of a text that does not
have it.
"""

# The contents of the files, beside « format ». Without slots: a corpus inherits from
# two.


@dataclass(frozen=True, kw_only=True)
class SourcesFile:
    """The contents of ``sources.yaml``."""

    actors: Annotated[tuple[model.Actor, ...], "Who publishes, claims or decides."] = ()
    sources: Annotated[
        tuple[model.Source, ...], "The documents that facts come from."
    ] = ()


@dataclass(frozen=True, kw_only=True)
class ProposalsFile:
    """The contents of ``proposals.yaml``."""

    document: Annotated[model.Document, "The document itself."]
    chapters: Annotated[tuple[model.Chapter, ...], "The groups of proposals."] = ()
    proposals: Annotated[
        tuple[model.Proposal, ...], "The proposals, as far as they are known."
    ] = ()


@dataclass(frozen=True, kw_only=True)
class PlanFile:
    """The contents of ``plan.yaml``."""

    document: Annotated[model.Document, "The document itself."]
    priorities: Annotated[tuple[model.Priority, ...], "The groups of measures."] = ()
    measures: Annotated[tuple[model.Measure, ...], "The measures of the plan."] = ()


@dataclass(frozen=True, kw_only=True)
class LinksFile:
    """The contents of ``links.yaml``."""

    statements: Annotated[
        tuple[Statement, ...], "What is said of proposals and measures."
    ] = ()
    objections: Annotated[
        tuple[model.Objection, ...], "What speaks against all statements at once."
    ] = ()
    searches: Annotated[
        tuple[model.Search, ...], "What was looked for, and what was found."
    ] = ()
    readings: Annotated[
        tuple[model.Reading, ...],
        "All measures as they were when a reader found none.",
    ] = ()


SOURCES = "sources.yaml"
PROPOSALS = "proposals.yaml"
LINKS = "links.yaml"
PLAN = "plan.yaml"
"""The file of the first document that answers; further ones are ``plan-NAME.yaml``."""
FILE_TYPES: dict[str, type[Any]] = {
    SOURCES: SourcesFile,
    PROPOSALS: ProposalsFile,
    PLAN: PlanFile,
    LINKS: LinksFile,
}
"""The files of a corpus, and what each holds.

Those of all documents that answer are alike.
"""
_PLAN_NAME = re.compile(r"plan(?:-[A-Za-z0-9][A-Za-z0-9-]*)?\.yaml")
PLACES: dict[type[Any], tuple[str, str]] = {
    key.type: (name, key.name)
    for name, file in FILE_TYPES.items()
    for key in keys_of(file)
    if key.many
}
"""The file of each type of record, and the key of its list there."""


def is_plan(name: str) -> bool:
    """Whether a file's name is that of a document that answers."""
    return _PLAN_NAME.fullmatch(name) is not None


def type_of_file(name: str) -> type[Any]:
    """What a file of this name holds."""
    return PlanFile if is_plan(name) else FILE_TYPES[name]


def kind_of(record: type[Any]) -> str:
    """The kind of a record's type, as references name it."""
    return record.__name__.lower()


_FORMAT = Key("format", str, "The version of the format.", MISSING)


def read_file(root: Node, name: str, log: Log) -> Any:
    """Return what the file of this name says; its faults go to the log."""
    if not isinstance(root, Mapping):
        return _note_wrong_type(log, name, root, Mapping)
    fields = _Fields(root, type_of_file(name), "", log)
    version = fields.value(_FORMAT)
    if version == "1":
        # All else would be wrong as well.
        raise StoppedError(Finding("old-format", root.values["format"].place))
    if version not in {"", FORMAT}:
        log.add("bad-format", root.values["format"].place, value=version)
    return fields.read()


def _note_wrong_type(log: Log, record: str, node: Node, expected: type[Node]) -> None:
    """Note that a value is a text, a list or keys, and should be something else."""
    kinds = {"expected": expected, "found": type(node)}
    types = {name: findings.Term(_WRITTEN[kind]) for name, kind in kinds.items()}
    log.add("wrong-type", node.place, record=record, **types)


@dataclass(slots=True)
class _Fields:
    """The keys of one record, read by the types and forms of the model.

    ``path`` names the record in messages: « measures[A9] »; it is empty for a whole
    file.
    """

    node: Mapping
    type: type[Any]
    path: str
    log: Log

    @property
    def name(self) -> str:
        """The record in messages, or its file."""
        return self.path or PurePath(self.node.origin.file).name

    def read(self) -> Any:
        """The record; one with a fault is in no corpus.

        It may have texts in the place of values.
        """
        written = self.node.values
        values = {
            key.name: self.value(key)
            for key in keys_of(self.type)
            if key.name in written or key.default is MISSING
        }
        if not written.keys() <= values.keys():
            self._note_unknown_keys()
        record = self.type(**values)
        known_by = [str(getattr(record, name)) for name in KNOWN_BY.get(self.type, ())]
        # An id that is missing is a fault already.
        if known_by and all(known_by):
            key = (self.node.origin.file, kind_of(self.type), *known_by)
            self.log.once("repeated-record", key, self.path, self.node)
        if self.type is Statement:
            self._check_statement(record)
        if (
            self.type is model.Proposal
            and record.id
            and record.may_be_part_of == record.id
        ):
            self.log.add(
                "part-of-itself",
                self.node.values["may_be_part_of"].place,
                value=record.id,
            )
        return record

    def _check_statement(self, statement: Statement) -> None:
        """Note what a statement lacks, or has and may not have, by what it says."""
        if statement.says not in SAYS or not statement.words:
            # What is missing or misspelt has its fault already.
            return
        for lacks in lacking(statement):
            if lacks is Lack.COUNT and not self._is_absent("count"):
                # A number that is wrong has its fault already.
                continue
            self.log.add(
                "statement-lacks",
                self.node.place,
                says=statement.says,
                lacks=findings.Term(_LACKS[lacks]),
            )
        for name in unfit(statement):
            node = self.node.values.get(name, self.node)
            self.log.add(
                "statement-unfit",
                node.place,
                key=name,
                value=str(getattr(statement, name)),
                says=statement.says,
            )

    def value(self, key: Key) -> object:
        """The value of a key; one with a fault is as if there were none."""
        node = self.node.values.get(key.name)
        if node is None or self._is_absent(key.name):
            # A key without a value has the fault itself, else the beginning of the
            # record.
            position = node.key_start if node else self.node.start
            return self._missing(key, self.node.origin.place(position))
        if key.many:
            return self._list(key, node)
        if key.nested:
            return self._record(key, node, self._below(key.name))
        text = self._text_of(node, key, key.name)
        if text:
            return (
                self._choice(key, text, node)
                if key.codes
                else self._scalar(key, text, node)
            )
        # What is no text has its fault already.
        return self._nothing(key) if text is None else self._missing(key, node.place)

    def _is_absent(self, name: str) -> bool:
        """Whether a key is not written, or nothing behind it."""
        node = self.node.values.get(name)
        return node is None or (isinstance(node, Scalar) and node.absent)

    def _missing(self, key: Key, place: findings.Place) -> object:
        """What a record has without a key, which is a fault if it is required."""
        if key.required:
            self.log.add("missing-key", place, key=key.name, record=self.name)
        return self._nothing(key)

    def _nothing(self, key: Key) -> object:
        """What a record has without a key.

        One that lacks a required key is in no corpus.
        """
        return "" if key.required else key.default

    def _text_of(self, node: Node, key: Key, below: str) -> str | None:
        """The text of a node, or its texts by language.

        Empty without any, None if it is no text.
        """
        if isinstance(node, Scalar):
            return folding.trimmed(node.text)
        if key.form is not model.FieldForm.WORDS or not isinstance(node, Mapping):
            _note_wrong_type(self.log, self._below(below), node, Scalar)
            return None
        pattern, code = FORMS[model.FieldForm.LANGUAGE]
        texts: dict[str, str] = {}
        for name, value in node.entries:
            if not pattern.fullmatch(name.text):
                self.log.add(code, name.place, key=key.name, value=name.text)
            plain = replace(key, name=name.text, form=None, many=False)
            if text := self._text_of(value, plain, f"{below}.{name.text}"):
                texts[name.text] = text
        return Texts(texts) if texts else ""

    def _scalar(self, key: Key, text: str, node: Node) -> object:
        if key.ref and not (key.ref == "subject" and text in TOTALS):
            self.log.references.append((key.ref, text, node))
        form = key.form if key.form in FORMS else key.type
        pattern, code = FORMS.get(form, (None, ""))
        is_right = pattern is None or pattern.fullmatch(text)
        if not (is_date(text) if form is model.FieldForm.DATE else is_right):
            self.log.add(code, node.place, key=key.name, value=text)
        if form is model.FieldForm.ID:
            self._note_id(text, node)
        if key.type is bool:
            return text.lower() == "true"
        if key.type is not int or text == SOME:
            return text
        return int(text) if _COUNT.fullmatch(text) else None

    def _note_id(self, text: str, node: Node) -> None:
        """Note the id of a record; proposals and measures share one space of ids."""
        spaces = [kind_of(self.type)]
        if self.type in (model.Proposal, model.Measure):
            spaces += ["item", "subject"]
            if text in TOTALS:
                self.log.add("reserved-id", node.place, value=text)
        for space in spaces:
            self.log.ids[space][text] = None
        self.log.once("repeated-id", (spaces[-1], text), self.path, node)

    def _choice(self, key: Key, text: str, node: Node) -> object:
        if text in key.codes:
            return key.codes[text]
        meant = {
            "nearest": tuple(nearest(text, key.codes, limit=1)),
            "values": ", ".join(key.codes),
        }
        self.log.add("bad-choice", node.place, key=key.name, value=text, **meant)
        return self._nothing(key)

    def _list(self, key: Key, node: Node) -> tuple[Any, ...]:
        below = self._below(key.name)
        if not isinstance(node, Sequence):
            _note_wrong_type(self.log, below, node, Sequence)
            return ()
        if key.nested:
            records = [
                self._record(key, item, f"{below}[{_id_of(item) or number}]")
                for number, item in enumerate(node.items, start=1)
            ]
            # What is no record has its fault already.
            return tuple(record for record in records if record is not None)
        texts = [
            (item, self._text_of(item, key, f"{key.name}[{number}]"))
            for number, item in enumerate(node.items, start=1)
        ]
        return tuple(self._scalar(key, text, item) for item, text in texts if text)

    def _record(self, key: Key, node: Node, path: str) -> Any:
        if not isinstance(node, Mapping):
            return _note_wrong_type(self.log, path, node, Mapping)
        record = _Fields(node, key.type, path, self.log).read()
        begin = node.values["id"] if getattr(record, "id", None) else node
        self.log.records[path] = begin.origin, begin.start, record
        return record

    def _note_unknown_keys(self) -> None:
        known = ["format"] * (not self.path) + [key.name for key in keys_of(self.type)]
        for name, value in self.node.values.items():
            if name not in known:
                place = value.origin.place(value.key_start)
                meant = {
                    "nearest": tuple(nearest(name, known, limit=1)),
                    "keys": ", ".join(known),
                }
                self.log.add("unknown-key", place, key=name, record=self.name, **meant)

    def _below(self, key: str) -> str:
        """The path of a key's value: « measures[A9].title »."""
        return f"{self.path}.{key}" if self.path else key


def _id_of(node: Node) -> str:
    value = node.values.get("id") if isinstance(node, Mapping) else None
    return folding.trimmed(value.text) if isinstance(value, Scalar) else ""


def is_date(value: str) -> bool:
    """Whether a text is a year, a month or a day of the calendar (ISO 8601)."""
    first_day = value + "-01" * (2 - value.count("-"))
    with suppress(ValueError):
        return bool(_DATE.fullmatch(value) and dt.date.fromisoformat(first_day))
    return False

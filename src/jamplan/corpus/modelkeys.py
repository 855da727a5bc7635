"""The keys of the model's records, derived from its annotations.

A record is a frozen dataclass whose fields are ``Annotated`` with a meaning and a form. Reading
(``records``), writing (:func:`as_record`), tables and JSON Schemas all use :func:`keys_of`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin

from jamplan.corpus.model import Form, Ref

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""A value of a file: a text, a list, or keys with values."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record; ``type`` is that of its value, or of each value in its list."""

    name: str
    type: type[Any]
    meaning: str
    form: Form | None
    ref: str | None
    """The kind of the record whose id it holds."""
    many: bool
    """Whether it holds a list."""
    default: object
    """The value of a record without the key; ``MISSING`` if the key is required."""

    @property
    def required(self) -> bool:
        """Whether a record must have the key."""
        return self.default is MISSING

    @property
    def nested(self) -> bool:
        """Whether the value, or each value of the list, is a record."""
        return is_dataclass(self.type)


_KEYS: dict[type[Any], tuple[Key, ...]] = {}


def keys_of(record: type[Any]) -> tuple[Key, ...]:
    """The keys of a record's type, in the order in which they are written."""
    if record not in _KEYS:
        _KEYS[record] = tuple(_key(field) for field in fields(record))
    return _KEYS[record]


def _key(field: Any) -> Key:
    base, *marks = get_args(field.type)
    many = get_origin(base) is tuple
    if many or isinstance(base, UnionType):
        base = get_args(base)[0]
    return Key(
        name=field.name,
        type=base,
        meaning=next(mark for mark in marks if isinstance(mark, str)),
        form=next((mark for mark in marks if isinstance(mark, Form)), None),
        ref=next((mark.kind for mark in marks if isinstance(mark, Ref)), None),
        many=many,
        default=field.default,
    )


def as_record(record: Any) -> dict[str, Value]:
    """The keys and values of a record in order, without defaults."""
    written: dict[str, Value] = {}
    for key in keys_of(type(record)):
        value = getattr(record, key.name)
        # A text « unstated » equals an extent of that name, but is none.
        if type(value) is type(key.default) and value == key.default:
            continue
        written[key.name] = _written(value, key)
    return written


def _written(value: Any, key: Key) -> Value:
    if key.many:
        return [as_record(item) if key.nested else str(item) for item in value]
    if key.nested:
        return as_record(value)
    if key.form is Form.QUANTITY and value is None:
        return "some"
    return str(value).lower() if isinstance(value, bool) else str(value)


def example_of(record: type[Any]) -> str:
    """The beginning of a record in messages: its required keys."""
    keys = [key for key in keys_of(record) if key.required]
    return ", ".join(f"{key.name}: …" for key in keys) or f"{keys_of(record)[0].name}: …"


def codes_of(choice: type[StrEnum]) -> list[str]:
    """The codes of an enumeration."""
    return [str(code) for code in choice]

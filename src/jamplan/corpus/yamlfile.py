"""YAML as a tree of nodes that know their place, and the log of what is wrong.

The tree is built from PyYAML's events: no scalar is typed by YAML's guesses, a repeated
key is an error, deep nesting and aliases are refused early, and every fault has a
place. ``jamplan.corpus.records`` gives the nodes their meaning.
"""

import functools
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import yaml

from jamplan.corpus.findings import N_, Finding, FindingsError, Place, Term
from jamplan.language.folding import encoding_of, same_id

LIMIT_FINDINGS = 1000
"""How many faults of a corpus are collected before reading stops."""
LIMIT_BYTES = 100_000_000
"""The largest file that is read.

100,000 statements are 50 MB, and take 660 MB of memory.
"""
END = "..."
"""The line that ends a document: ``links.yaml`` has it last."""
LIMIT_DEPTH = 100
"""The deepest nesting that is read; the format itself needs seven levels."""
_SHORT = 40
"""Texts of less signs are likely to occur more than once."""

_NO_TEXT = N_("a key must be a text, not a list or other keys")
_OPEN = N_("a bracket or brace is opened and never closed")
_UNCLOSED = N_("a quotation mark is opened and never closed")
_REASONS = {
    "mapping values are not allowed in this context": N_(
        "“: ” is inside a text without quotation marks, or a line is indented too far"
    ),
    "found unexpected end of stream": _UNCLOSED,
    "found unexpected document indicator": _UNCLOSED,
    "found unexpected document separator": _UNCLOSED,
    "did not find expected ',' or ']'": _OPEN,
    "did not find expected ',' or '}'": _OPEN,
    "did not find expected node content": _OPEN,
    "did not find expected key": N_(
        "a line is not indented like the lines around it, or goes on after a closing "
        "quotation mark"
    ),
    "did not find expected '-' indicator": N_(
        "a line of a list does not begin with “- ”"
    ),
    "found a tab character that violates indentation": N_(
        "a tab is where only spaces are allowed"
    ),
    "found character that cannot start any token": N_(
        "a text without quotation marks begins with a tab or a reserved sign (! @ ` % "
        "* &)"
    ),
}
"""What the parser reports most often, in words for somebody who does not know YAML's
grammar.
"""
_EVENT_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Only an error needs these patterns, so none is compiled before there is one.
_LINE_END = r"\r\n|[\r\n\x85\u2028\u2029]"
# In a conflict that Git has left, the first version begins below such a line.
_CONFLICT = r"^<{7} "
# What YAML 1.1 does not call printable (section 5.1), and the parser refuses.
_CONTROL = (
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass
class Origin:
    """The file that nodes are from, and its text."""

    file: str
    text: str

    @functools.cached_property
    def _lines(self) -> list[int]:
        """The positions at which lines begin."""
        return [0, *(end.end() for end in re.finditer(_LINE_END, self.text))]

    def place(self, position: int) -> Place:
        """The place of a position of the text."""
        line = bisect_right(self._lines, position)
        return Place(self.file, line, position - self._lines[line - 1] + 1)


@dataclass(slots=True)
class Node:
    """A value of a file; its text is from ``start`` to ``end``, without comments."""

    origin: Origin
    start: int
    length: int
    key_start: int = field(default=0, kw_only=True)
    key_length: int = field(default=0, kw_only=True)
    """Where its key is, if it is a value of a mapping."""

    @property
    def end(self) -> int:
        """The position behind its text.

        A small number, as a length is, takes no memory of its own.
        """
        return self.start + self.length

    @property
    def place(self) -> Place:
        """Where it begins. Hardly any place is asked for, so none is kept."""
        return self.origin.place(self.start)


@dataclass(slots=True)
class Scalar(Node):
    """A text; ``absent`` if nothing is written: « number: » and the end of the line."""

    text: str
    absent: bool = False


@dataclass(slots=True)
class Sequence(Node):
    """A list; ``flow`` if it is written in brackets."""

    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(Node):
    """Keys and values, in the order of the file.

    ``flow`` if they are written in braces.
    """

    flow: bool
    values: dict[str, Node] = field(default_factory=dict)
    """The value of each key; of a key that is repeated, the first one."""

    @property
    def entries(self) -> list[tuple[Scalar, Node]]:
        """Each key and its value."""
        return [
            (Scalar(value.origin, value.key_start, value.key_length, name), value)
            for name, value in self.values.items()
        ]


class StoppedError(FindingsError):
    """A fault ends the reading of a file or of a corpus."""


@dataclass(slots=True)
class Log:
    """Faults, places, ids and references, collected while records are read."""

    findings: list[Finding] = field(default_factory=list)
    references: list[tuple[str, str, Any]] = field(default_factory=list)
    """Ids that must exist.

    The kind (« measure »), what was written, and the node with its place.
    """
    ids: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """The ids of each kind of record, in the order of the files."""
    records: dict[str, tuple[Origin, int, Any]] = field(default_factory=dict)
    """Where each record is from and begins, and itself, by its path.

    « links[1].evidence[2] ».
    """
    _first: dict[tuple[str, ...], tuple[str, Node]] = field(default_factory=dict)

    def add(self, code: str, place: Place, **details: object) -> None:
        """Note a fault. Raises :class:`StoppedError` if there are too many already."""
        if len(self.findings) >= LIMIT_FINDINGS:
            raise StoppedError(
                Finding("too-many-faults", place, {"limit": LIMIT_FINDINGS})
            )
        self.findings.append(Finding(code, place, details))

    def once(self, code: str, key: tuple[str, ...], record: str, node: Node) -> None:
        """Note a fault if another record is known by the same texts.

        ``record`` is this one's path.
        """
        other, first = self._first.setdefault(
            (code, *map(same_id, key)), (record, node)
        )
        if first is not node:
            self.add(
                code,
                node.place,
                value=key[-1],
                other=other,
                other_place=str(first.place),
            )


Parsed = tuple[Node | None, tuple[Finding, ...]]
_KEPT: dict[str, tuple[str, bytes, Parsed]] = {}
"""Of each name of a file: the last path and contents, and what was read."""


def parse(data: bytes, file: str) -> Parsed:
    """Return the root of a YAML document and the faults found.

    ``file`` names it in places.

    A byte order mark may say UTF-16 or UTF-32. The root is None if a fault leaves no
    tree. The last tree of each of the four files is kept, because a decision reads each
    again under the lock: change none of them.
    """
    name = PurePath(file).name
    # The old tree goes before the new one is made: both take several times the memory
    # of a text.
    known = _KEPT.pop(name, None)
    if known is None or known[:2] != (file, data):
        known = None
        known = file, data, _parsed(data, file)
    _KEPT[name] = known
    return known[2]


def is_whole(data: bytes) -> bool:
    """Whether a document ends with the line that says so; blank lines may follow it."""
    mark, encoding = encoding_of(data)
    text = data[len(mark) :].decode(encoding, errors="replace")
    # The last line, or the end of a longer one, which is not whole.
    end = text.rstrip()[-len(END) - 1 :]
    return end.splitlines()[-1:] == [END]


def _parsed(data: bytes, file: str) -> Parsed:
    mark, encoding = encoding_of(data)
    rest = data[len(mark) :]
    try:
        builder = _Builder(rest.decode(encoding), file)
    except UnicodeDecodeError as error:
        before = rest[: error.start].decode(encoding, errors="replace")
        byte = f"0x{rest[error.start]:02X}"
        place = Origin(file, before).place(len(before))
        return None, (Finding("not-utf8", place, {"byte": byte}),)
    root, last = None, []
    try:
        root = builder.build()
        if root is None or (isinstance(root, Scalar) and root.absent):
            root, last = None, [] if builder.log.findings else [_empty(file)]
    except StoppedError as stop:
        last = [*stop.findings]
    except yaml.YAMLError as error:
        is_empty = _has_no_value(builder.origin.text)
        last = [_empty(file) if is_empty else builder.syntax(error)]
    return root, (*builder.log.findings, *last)


def _empty(file: str) -> Finding:
    return Finding("file-empty", Place(file, 1, 1))


def _has_no_value(text: str) -> bool:
    """Whether a text is nothing but comments and the line that ends it."""
    lines = [line.strip() for line in text.splitlines()]
    return all(line in {"", END} or line.startswith("#") for line in lines)


class _Builder:
    """Builds the tree of one document from its events, without recursion."""

    def __init__(self, text: str, file: str) -> None:
        self.origin = Origin(file, text)
        self.log = Log()
        self.outer: list[tuple[Sequence | Mapping, Scalar | None]] = []
        """What each open collection is in, and its key there."""
        self.texts: dict[str, str] = {}
        """Ids, codes and other short texts, which occur many times, are kept once."""

    def build(self) -> Node | None:
        """The root, None if there is none.

        Raises :class:`StoppedError` or YAML's errors.
        """
        whole = Sequence(self.origin, 0, 0, flow=False)
        open_: Sequence | Mapping = whole
        key: Scalar | None = None
        for event in iter(_EVENT_LOADER(self.origin.text).get_event, None):
            if isinstance(event, yaml.ScalarEvent):
                node: Node = self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self.outer.append((open_, key))
                open_, key = self._begun(event), None
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                # A block ends with its last value; to the parser, it ends where the
                # next one begins.
                mark: Any = event.end_mark
                open_.length = (mark.index if open_.flow else node.end) - open_.start
                node, (open_, key) = open_, self.outer.pop()
            elif isinstance(event, yaml.AliasEvent):
                raise StoppedError(
                    Finding("yaml-alias", self._place(event), {"name": event.anchor})
                )
            elif isinstance(event, yaml.DocumentStartEvent) and whole.items:
                raise StoppedError(Finding("yaml-documents", self._place(event)))
            else:
                continue
            if isinstance(open_, Sequence):
                open_.items.append(node)
            elif key is None:
                key = self._key(node, open_)
            else:
                node.key_start, node.key_length = key.start, key.length
                open_.values.setdefault(key.text, node)
                key = None
        return whole.items[0] if whole.items else None

    def _scalar(self, event: Any) -> Scalar:
        self._refuse_tag(event)
        text, start, end = event.value, event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            # The parser ends a block at the beginning of the next token.
            end = start + len(self.origin.text[start:end].rstrip())
        elif len(text) < _SHORT:
            text = self.texts.setdefault(text, text)
        # A text between quotation marks has a style, and may be empty.
        return Scalar(self.origin, start, end - start, text, not (event.style or text))

    def _begun(self, event: Any) -> Sequence | Mapping:
        """The collection that an event begins."""
        self._refuse_tag(event)
        if len(self.outer) > LIMIT_DEPTH:
            raise StoppedError(
                Finding("yaml-too-deep", self._place(event), {"limit": LIMIT_DEPTH})
            )
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        return kind(self.origin, event.start_mark.index, 0, flow=bool(event.flow_style))

    def _key(self, node: Node, mapping: Mapping) -> Scalar:
        """A node as a key, which is a text and the first of its name."""
        if not isinstance(node, Scalar):
            raise StoppedError(
                Finding("yaml-syntax", node.place, {"reason": Term(_NO_TEXT)})
            )
        if node.text in mapping.values:
            line = str(self.origin.place(mapping.values[node.text].key_start).line)
            self.log.add("repeated-key", node.place, key=node.text, first_line=line)
        return node

    def _refuse_tag(self, event: Any) -> None:
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.log.add("yaml-tag", self._place(event), tag=shown)

    def _place(self, event: Any) -> Place:
        return self.origin.place(event.start_mark.index)

    def syntax(self, error: yaml.YAMLError) -> Finding:
        """The finding that says a parser's error."""
        if conflict := re.search(_CONFLICT, self.origin.text, re.MULTILINE):
            return Finding("merge-conflict", self.origin.place(conflict.start()))
        mark = getattr(error, "problem_mark", None) or getattr(
            error, "context_mark", None
        )
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", None))
        if mark is None:
            # A refused character is reported with its byte, so it is looked for in the
            # text.
            control = re.search(_CONTROL, self.origin.text)
            place = self.origin.place(control.start() if control else 0)
        else:
            opened = getattr(error, "context_mark", None)
            end = self.origin.text.rstrip().removesuffix(END).rstrip()
            if opened is not None and mark.index >= len(end):
                # A missing end is reported at the end of the file; the beginning is
                # more useful.
                mark = opened
            place = self.origin.place(mark.index)
        if problem == "exceeded maximum nesting depth":
            return Finding("yaml-too-deep", place, {"limit": LIMIT_DEPTH})
        return Finding(
            "yaml-syntax", place, {"reason": Term(_REASONS.get(problem, problem))}
        )

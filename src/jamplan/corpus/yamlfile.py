"""YAML as a tree of nodes that know their line and column, and the log of what is wrong in it.

The tree is built from PyYAML's events: no scalar is typed by YAML's guesses, a repeated key is an
error, deep nesting and expanding aliases are refused early, and every fault has a place.
``jamplan.corpus.records`` gives the nodes their meaning.
"""

import functools
import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

import yaml

from jamplan.corpus.findings import N_, Finding, Place, Term
from jamplan.language.folding import encoding_of, same_id

LIMIT_FINDINGS = 1000
"""How many faults of a corpus are collected before reading stops."""
LIMIT_BYTES = 20_000_000
"""The largest file that is read."""
LIMIT_DEPTH = 100
"""The deepest nesting that is read; the format itself needs seven levels."""
LIMIT_ALIASED = 100_000
"""How many values aliases may repeat in one file."""
_SHORT = 40
"""Texts of less signs are likely to occur more than once."""

_EVENT_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTE = N_(
    'Put the whole text between straight double quotation marks ("…"); an apostrophe ends single ones.'
)
_ALIGN = N_("Align the line with the one above: two spaces before “- ”, four before its keys.")
_CLOSE = N_("Close it, or put the text that it begins between straight double quotation marks.")
_BACKSLASH = N_("Use single quotation marks, or write the backslash twice.")
_REMOVE = N_("Take it out.")
_RESERVED = N_("a text without quotation marks begins with a reserved sign (! @ ` % * &)")
_OPEN = N_("a bracket or brace is opened and never closed")
# What the parser reports, in words for somebody who does not know YAML's grammar, by what to do.
_REASONS = {
    _QUOTE: {
        "mapping values are not allowed in this context": N_(
            "“: ” is inside a text without quotation marks, or a line is indented too far"
        ),
        "found character that cannot start any token": _RESERVED,
        "did not find expected alphabetic or numeric character": _RESERVED,
        "a key is not a text": N_("a key must be a text, not a list or other keys"),
    },
    _ALIGN: {
        "block sequence entries are not allowed in this context": N_(
            "a list with “- ” begins on a new line, under its key"
        ),
        "did not find expected '-' indicator": N_("a line of a list does not begin with “- ”"),
        "did not find expected key": N_(
            "a line is not indented like the lines around it, or goes on after a closing quotation mark"
        ),
        "did not find expected <document start>": N_("text follows the end of the document"),
    },
    _CLOSE: {
        "found unexpected end of stream": N_("a quotation mark is opened and never closed"),
        "did not find expected ',' or ']'": _OPEN,
        "did not find expected ',' or '}'": _OPEN,
        "did not find expected node content": N_("a bracket or comma is missing, or one is too many"),
    },
    N_("Write a space after the colon."): {
        "could not find expected ':'": N_("a key is not followed by “: ”")
    },
    _BACKSLASH: {"found unknown escape character": N_("a backslash inside double quotation marks")},
    _REMOVE: {"control characters are not allowed": N_("a control character, which no text needs")},
}
# Only an error needs these patterns, so none is compiled before there is one.
_LINE_END = r"\r\n|[\r\n\x85\u2028\u2029]"
# What YAML 1.1 does not call printable (section 5.1), and the parser refuses.
_CONTROL = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_TAB_INDENT = r"[ ]*(?:- +)*\t"


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
    """A value of a file; its text is from ``start`` to ``end``, without comments behind it."""

    origin: Origin
    start: int
    length: int
    key_start: int = field(default=0, kw_only=True)
    key_length: int = field(default=0, kw_only=True)
    """Where its key is, if it is a value of a mapping."""
    size: int = field(default=1, kw_only=True)
    """How many values it holds, itself included, each alias counted as what it repeats."""

    @property
    def end(self) -> int:
        """The position behind its text. A small number, as a length is, takes no memory of its own."""
        return self.start + self.length

    @property
    def place(self) -> Place:
        """Where it begins. Hardly any place is asked for, so none is kept."""
        return self.origin.place(self.start)


@dataclass(slots=True)
class Scalar(Node):
    """A text; ``plain`` if it is written without quotation marks."""

    text: str
    plain: bool

    @property
    def absent(self) -> bool:
        """Whether nothing is written: « number: » and the end of the line."""
        return self.plain and not self.text


@dataclass(slots=True)
class Sequence(Node):
    """A list; ``flow`` if it is written in brackets."""

    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(Node):
    """Keys and values, in the order of the file; ``flow`` if they are written in braces."""

    flow: bool
    values: dict[str, Node] = field(default_factory=dict)
    """The value of each key; of a key that is repeated, the first one."""

    @property
    def entries(self) -> list[tuple[Scalar, Node]]:
        """Each key and its value."""
        return [
            (Scalar(value.origin, value.key_start, value.key_length, name, plain=False), value)
            for name, value in self.values.items()
        ]


class StoppedError(Exception):
    """A fault ends the reading of a file or of a corpus; ``finding`` says it."""

    def __init__(self, code: str, place: Place, **details: object) -> None:
        self.finding = Finding(code, place, details)
        super().__init__(code)


@dataclass(slots=True)
class Log:
    """Faults, places, ids and references, collected while records are read."""

    findings: list[Finding] = field(default_factory=list)
    references: list[tuple[str, str, Any]] = field(default_factory=list)
    """Ids that must exist: the kind (« measure »), what was written, and the node with its place."""
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """The place of each record that has an id, by its kind and id."""
    records: dict[str, tuple[Origin, int, Any]] = field(default_factory=dict)
    """Where each record is from and begins, and itself, by its path: « links[1].evidence[2] »."""
    _taken: dict[tuple[str, str], tuple[str, Place]] = field(default_factory=dict)
    _first: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def add(self, code: str, place: Place, **details: object) -> None:
        """Note a fault. Raises :class:`StoppedError` if there are too many already."""
        if len(self.findings) >= LIMIT_FINDINGS:
            raise StoppedError("too-many-faults", place, limit=LIMIT_FINDINGS)
        self.findings.append(Finding(code, place, details))

    def take(self, kind: str, value: str, record: str, place: Place) -> None:
        """Note an id. Proposals and measures share one space of ids, so that either can be named."""
        self.places.setdefault((kind, value), place)
        space = "item" if kind in ("proposal", "measure") else kind
        key = (space, same_id(value))
        if key in self._taken:
            other, other_place = self._taken[key]
            self.add("repeated-id", place, value=value, other=other, other_place=str(other_place))
        else:
            self._taken[key] = (record, place)

    def once(self, kind: str, values: dict[str, str], node: Any) -> None:
        """Note a fault if a record of this kind in the same file is known by the same values."""
        key = (node.origin.file, kind, *map(same_id, values.values()))
        first = self._first.setdefault(key, node)
        if first is not node:
            self.add(f"repeated-{kind}", node.place, first_line=str(first.place.line), **values)


def encode(text: str, like: bytes) -> bytes:
    """Return the bytes of a text in the encoding of other bytes, with their byte order mark."""
    mark, encoding = encoding_of(like)
    return mark + text.encode(encoding)


def place_after(before: str, file: str) -> Place:
    """The place at the end of a text."""
    return Origin(file, before).place(len(before))


Parsed = tuple[Node | None, tuple[Finding, ...]]
_KEPT: dict[str, tuple[str, bytes, Parsed]] = {}
"""Of each name of a file: the last path and digest of its contents, and what was read."""


def parse(data: bytes, file: str) -> Parsed:
    """Return the root of a YAML document and the faults found; ``file`` names it in places.

    A byte order mark may say UTF-16 or UTF-32. The root is None if a fault leaves no tree. The last
    tree of each of the four files is kept, because a decision reads each again under the lock: change
    none of them.
    """
    name, digest = PurePath(file).name, hashlib.sha256(data).digest()
    # The old tree goes before the new one is made: both take several times the memory of a text.
    known = _KEPT.pop(name, None)
    if known is None or known[:2] != (file, digest):
        known = None
        known = file, digest, _parsed(data, file)
    _KEPT[name] = known
    return known[2]


def _parsed(data: bytes, file: str) -> Parsed:
    mark, encoding = encoding_of(data)
    rest = data[len(mark) :]
    try:
        builder = _Builder(rest.decode(encoding), file)
    except UnicodeDecodeError as error:
        before = rest[: error.start].decode(encoding, errors="replace")
        byte = f"0x{rest[error.start]:02X}"
        return None, (Finding("not-utf8", place_after(before, file), {"byte": byte}),)
    root, last = None, []
    try:
        root = builder.build()
        if root is None or (isinstance(root, Scalar) and root.absent):
            empty = Finding("file-empty", Place(file, 1, 1))
            root, last = None, [] if builder.log.findings else [empty]
    except StoppedError as stop:
        last = [stop.finding]
    except yaml.YAMLError as error:
        last = [builder.syntax(error)]
    return root, (*builder.log.findings, *last)


class _Builder:
    """Builds the tree of one document from its events, without recursion."""

    def __init__(self, text: str, file: str) -> None:
        self.origin = Origin(file, text)
        self.log = Log()
        self.outer: list[tuple[Sequence | Mapping, Scalar | None, int, str | None]] = []
        """Of each open collection: what it is in, its key, how many values precede it, its anchor."""
        self.anchors: dict[str, Node | None] = {}
        self.aliased = 0
        self.texts: dict[str, str] = {}
        """Ids, codes and other short texts, which occur many times, are kept once."""

    def build(self) -> Node | None:
        """The root, None if there is none. Raises :class:`StoppedError` or YAML's errors."""
        whole = Sequence(self.origin, 0, 0, flow=False)
        open_: Sequence | Mapping = whole
        key: Scalar | None = None
        size = 0
        for event in iter(_EVENT_LOADER(self.origin.text).get_event, None):
            if isinstance(event, yaml.ScalarEvent):
                node: Node = self._scalar(event)
                size += 1
            elif isinstance(event, yaml.CollectionStartEvent):
                self.outer.append((open_, key, size, event.anchor))
                open_, key = self._begun(event), None
                size += 1
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                # A block ends with its last value; to the parser, it ends where the next one begins.
                mark: Any = event.end_mark
                open_.length = (mark.index if open_.flow else node.end) - open_.start
                node, (open_, key, before, anchor) = open_, self.outer.pop()
                node.size = size - before
                if anchor:
                    self.anchors[anchor] = node
            elif isinstance(event, yaml.AliasEvent):
                node = self._repeated(event)
                size += node.size
            elif isinstance(event, yaml.DocumentStartEvent) and whole.items:
                raise StoppedError("yaml-documents", self._place(event))
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
        node = Scalar(self.origin, start, end - start, text, not event.style)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _begun(self, event: Any) -> Sequence | Mapping:
        """The collection that an event begins."""
        self._refuse_tag(event)
        if len(self.outer) > LIMIT_DEPTH:
            raise StoppedError("yaml-too-deep", self._place(event), limit=LIMIT_DEPTH)
        if event.anchor:
            self.anchors[event.anchor] = None
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        return kind(self.origin, event.start_mark.index, 0, flow=bool(event.flow_style))

    def _key(self, node: Node, mapping: Mapping) -> Scalar:
        """A node as a key, which is a text and the first of its name."""
        if not isinstance(node, Scalar):
            raise StoppedError("yaml-syntax", node.place, **_reason("a key is not a text"))
        if node.text in mapping.values:
            line = str(self.origin.place(mapping.values[node.text].key_start).line)
            self.log.add("repeated-key", node.place, key=node.text, first_line=line)
        return node

    def _repeated(self, event: Any) -> Node:
        """The node that an alias repeats, at a place of its own."""
        name, place = event.anchor, self._place(event)
        if name not in self.anchors:
            raise StoppedError("yaml-unknown-alias", place, name=name)
        node = self.anchors[name]
        if node is None:
            raise StoppedError("yaml-alias-loop", place, name=name)
        self.aliased += node.size
        if self.aliased > LIMIT_ALIASED:
            raise StoppedError("yaml-too-many-aliases", place, name=name, limit=LIMIT_ALIASED)
        start = event.start_mark.index
        return replace(node, start=start, length=event.end_mark.index - start)

    def _refuse_tag(self, event: Any) -> None:
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.log.add("yaml-tag", self._place(event), tag=shown)

    def _place(self, event: Any) -> Place:
        return self.origin.place(event.start_mark.index)

    def syntax(self, error: yaml.YAMLError) -> Finding:
        """The finding that says a parser's error."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None)
        if mark is None:
            # A refused character is reported with its byte, so it is looked for in the text.
            control = re.search(_CONTROL, self.origin.text)
            place = place_after(self.origin.text[: control.start() if control else 0], self.origin.file)
        else:
            opened = getattr(error, "context_mark", None)
            if opened is not None and mark.index >= len(self.origin.text.rstrip()):
                # A missing end is reported at the end of the file; the beginning is more useful.
                mark = opened
            place = self.origin.place(mark.index)
        if problem == "exceeded maximum nesting depth":
            return Finding("yaml-too-deep", place, {"limit": LIMIT_DEPTH})
        lines = self.origin.text.splitlines()
        for number in (place.line - 1, place.line - 2):
            line = lines[number] if 0 <= number < len(lines) else ""
            if re.match(_TAB_INDENT, line):
                return Finding("yaml-tab", Place(self.origin.file, number + 1, line.index("\t") + 1))
        return Finding("yaml-syntax", place, _reason(problem or "?"))


def _reason(problem: str) -> dict[str, Term]:
    """Why the parser fails, and what to do."""
    reasons = ((reasons[problem], advice) for advice, reasons in _REASONS.items() if problem in reasons)
    reason, advice = next(reasons, (problem, _QUOTE))
    return {"reason": Term(reason), "advice": Term(advice)}

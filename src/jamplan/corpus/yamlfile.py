"""YAML as a tree of nodes that know their line and column.

The tree is built from PyYAML's events: no scalar is typed by YAML's guesses, a repeated key is an
error, deep nesting and expanding aliases are refused early, and every fault has a place.
``jamplan.corpus.records`` gives the nodes their meaning.
"""

import functools
import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from jamplan.corpus.findings import N_, Finding, Log, Place, StoppedError, Term
from jamplan.language.folding import encoding_of

LIMIT_BYTES = 20_000_000
"""The largest file that is read."""
LIMIT_DEPTH = 100
"""The deepest nesting that is read; the format itself needs seven levels."""
LIMIT_ALIASED = 100_000
"""How many values aliases may repeat in one file."""

_EVENT_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTE = N_(
    'Put the whole text between straight double quotation marks ("…"); an apostrophe ends single ones.'
)
_ALIGN = N_("Align the line with the one above: two spaces before “- ”, four before its keys.")
_CLOSE = N_("Close it, or put the text that it begins between straight double quotation marks.")
_SPACE = N_("Write a space after the colon.")
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
        "text after a closing mark": N_("a text goes on after its closing quotation mark or bracket"),
    },
    _ALIGN: {
        "block sequence entries are not allowed in this context": N_(
            "a list with “- ” begins on a new line, under its key"
        ),
        "did not find expected '-' indicator": N_("a line of a list does not begin with “- ”"),
        "did not find expected key": N_("a line is not indented like the lines around it"),
        "did not find expected <document start>": N_("text follows the end of the document"),
    },
    _CLOSE: {
        "found unexpected end of stream": N_("a quotation mark is opened and never closed"),
        "did not find expected ',' or ']'": _OPEN,
        "did not find expected ',' or '}'": _OPEN,
        "did not find expected node content": N_("a bracket or comma is missing, or one is too many"),
    },
    _SPACE: {
        "could not find expected ':'": N_("a key is not followed by “: ”"),
        "a space is missing": N_("a space is missing after the colon of “{key}”"),
    },
    _BACKSLASH: {"found unknown escape character": N_("a backslash inside double quotation marks")},
    _REMOVE: {"control characters are not allowed": N_("a control character, which no text needs")},
}
_KEY_WITHOUT_SPACE = r"[ ]*(?:- +)?([A-Za-z_]+):[^\s/]"
_AFTER_CLOSING = r"""[ ]*(?:- +)?[\w-]+: *(?:'[^']*'|"[^"]*"|\[[^]]*\])[ ]*[^\s,#]"""
# Only an error needs these patterns, so none is compiled before there is one.
_LINE_END = r"\r\n|\r|\n"
# What YAML 1.1 does not call printable (section 5.1), and the parser refuses.
_CONTROL = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_TAB_INDENT = r"[ ]*(?:- +)*\t"


@dataclass(slots=True)
class Node:
    """A value of a file; its text is from ``start`` to ``end``, without comments behind it."""

    file: str
    line: int
    column: int
    start: int
    end: int
    size: int = field(default=1, kw_only=True)
    """How many values it holds, itself included, each alias counted as what it repeats."""

    @property
    def place(self) -> Place:
        """Where it begins. Hardly any place is asked for, so none is kept."""
        return Place(self.file, self.line, self.column)


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
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)
    """The first occurrence of each key, and its value."""


def decode(data: bytes, file: str) -> str | Finding:
    """Return the text of a file without its byte order mark, which may say UTF-16 or UTF-32.

    If a byte cannot be read, the finding ``not-utf8`` with its place is returned.
    """
    mark, encoding = encoding_of(data)
    rest = data[len(mark) :]
    try:
        return rest.decode(encoding)
    except UnicodeDecodeError as error:
        before = rest[: error.start].decode(encoding, errors="replace")
        byte = f"0x{rest[error.start]:02X}"
        return Finding("not-utf8", place_after(before, file), {"byte": byte})


def encode(text: str, like: bytes) -> bytes:
    """Return the bytes of a text in the encoding of other bytes, with their byte order mark."""
    mark, encoding = encoding_of(like)
    return mark + text.encode(encoding)


def place_after(before: str, file: str) -> Place:
    """The place at the end of a text whose lines end in LF, CRLF or CR."""
    lines = re.split(_LINE_END, before)
    return Place(file, len(lines), len(lines[-1]) + 1)


@functools.lru_cache(maxsize=4)
def parse(text: str, file: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """Return the root of a YAML document and the faults found; ``file`` names it in places.

    The root is None if the text is empty or has a fault that leaves no tree. The trees of the last
    texts are kept, because a decision reads each file again under the lock: change none of them.
    """
    builder = _Builder(text, file)
    root, last = None, []
    try:
        root = builder.build()
    except StoppedError as stop:
        last = [stop.finding]
    except yaml.YAMLError as error:
        last = [builder.syntax(error)]
    return root, (*builder.log.findings, *last)


@dataclass(slots=True)
class _Open:
    """A collection that is being read; ``key`` awaits its value in a mapping."""

    node: Mapping | Sequence
    anchor: str | None
    key: Scalar | None = None


class _Builder:
    """Builds the tree of one document from its events, without recursion."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.log = Log()
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.anchors: dict[str, Node | None] = {}
        self.aliased = 0
        self.documents = 0

    def build(self) -> Node | None:
        """The root, None if nothing is written. Raises :class:`StoppedError` or YAML's errors."""
        for event in yaml.parse(self.text, Loader=_EVENT_LOADER):
            start, end = event.start_mark, event.end_mark
            assert start is not None
            assert end is not None
            if isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    raise StoppedError("yaml-documents", self._place(start))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event, start)
            else:
                node = self._finished(event, start, end.index)
                if node is not None:
                    self._put(node)
        if isinstance(self.root, Scalar) and self.root.absent:
            return None
        return self.root

    def _begin(self, event: yaml.CollectionStartEvent, start: Any) -> None:
        self._refuse_tag(event, start)
        if len(self.open) >= LIMIT_DEPTH:
            raise StoppedError("yaml-too-deep", self._place(start), limit=LIMIT_DEPTH)
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        node = kind(*self._start(start), start.index, bool(event.flow_style))
        self.open.append(_Open(node, event.anchor))
        if event.anchor:
            self.anchors[event.anchor] = None

    def _finished(self, event: yaml.Event, start: Any, end: int) -> Node | None:
        """The node that an event completes, if it completes one."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event, start)
            if event.style in ("|", ">"):
                # The parser ends a block at the beginning of the next token.
                end = start.index + len(self.text[start.index : end].rstrip())
            scalar = Scalar(*self._start(start), end, event.value, plain=not event.style)
            if event.anchor:
                self.anchors[event.anchor] = scalar
            return scalar
        if isinstance(event, yaml.AliasEvent):
            # The same content at a place of its own.
            node = self._anchored(event.anchor or "", self._place(start))
            line, column = start.line + 1, start.column + 1
            return replace(node, line=line, column=column, start=start.index, end=end)
        if isinstance(event, yaml.CollectionEndEvent):
            closed = self.open.pop()
            if closed.node.flow:
                closed.node.end = end
            if closed.anchor:
                self.anchors[closed.anchor] = closed.node
            return closed.node
        return None

    def _put(self, node: Node) -> None:
        """Make a node the root, an item of the open list, or a key or value of the open mapping."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        parent.node.size += node.size
        parent.node.end = node.end
        if isinstance(parent.node, Sequence):
            parent.node.items.append(node)
        elif parent.key is not None:
            parent.node.entries.append((parent.key, node))
            parent.node.values.setdefault(parent.key.text, node)
            parent.key = None
        elif isinstance(node, Scalar):
            first = parent.node.keys.get(node.text)
            if first is None:
                parent.node.keys[node.text] = node
            else:
                line = str(first.place.line)
                self.log.add("repeated-key", node.place, key=node.text, first_line=line)
            parent.key = node
        else:
            raise StoppedError("yaml-syntax", node.place, **_reason("a key is not a text"))

    def _anchored(self, name: str, place: Place) -> Node:
        """The node that an alias repeats."""
        if name not in self.anchors:
            raise StoppedError("yaml-unknown-alias", place, name=name)
        node = self.anchors[name]
        if node is None:
            raise StoppedError("yaml-alias-loop", place, name=name)
        self.aliased += node.size
        if self.aliased > LIMIT_ALIASED:
            raise StoppedError("yaml-too-many-aliases", place, name=name, limit=LIMIT_ALIASED)
        return node

    def _refuse_tag(self, event: yaml.NodeEvent, start: Any) -> None:
        tag = getattr(event, "tag", None)
        if tag not in (None, "!", "tag:yaml.org,2002:str"):
            self.log.add("yaml-tag", self._place(start), tag=tag.replace("tag:yaml.org,2002:", "!!"))

    def _start(self, mark: Any) -> tuple[str, int, int, int]:
        """File, line, column and position of the beginning of a node."""
        return self.file, mark.line + 1, mark.column + 1, mark.index

    def _place(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def syntax(self, error: yaml.YAMLError) -> Finding:
        """The finding that says a parser's error."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None)
        if mark is None:
            # A refused character is reported with its byte, so it is looked for in the text.
            control = re.search(_CONTROL, self.text)
            place = place_after(self.text[: control.start() if control else 0], self.file)
        else:
            opened = getattr(error, "context_mark", None)
            if opened is not None and mark.index >= len(self.text.rstrip()):
                # A missing end is reported at the end of the file; the beginning is more useful.
                mark = opened
            place = self._place(mark)
        if problem == "exceeded maximum nesting depth":
            return Finding("yaml-too-deep", place, {"limit": LIMIT_DEPTH})
        lines = self.text.splitlines()
        for number in (place.line - 1, place.line - 2):
            line = lines[number] if 0 <= number < len(lines) else ""
            if re.match(_TAB_INDENT, line):
                return Finding("yaml-tab", Place(self.file, number + 1, line.index("\t") + 1))
            # The parser reports both faults on the next line.
            glued = re.match(_KEY_WITHOUT_SPACE, line)
            if glued and mark is not None and "://" not in line:
                where = Place(self.file, number + 1, glued.start(1) + 1)
                details = {"key": glued[1], **_reason("a space is missing")}
                return Finding("yaml-syntax", where, details)
            if problem == "did not find expected key" and re.match(_AFTER_CLOSING, line):
                problem, place = "text after a closing mark", Place(self.file, number + 1, 1)
                break
        return Finding("yaml-syntax", place, _reason(problem or "?"))


def _reason(problem: str) -> dict[str, Term]:
    """Why the parser fails, and what to do."""
    reasons = ((reasons[problem], advice) for advice, reasons in _REASONS.items() if problem in reasons)
    reason, advice = next(reasons, (problem, _QUOTE))
    return {"reason": Term(reason), "advice": Term(advice)}

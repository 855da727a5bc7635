"""Records of a YAML file changed, and every other byte kept.

The caller changes what the file says, as plain data. Only the values that differ are
rewritten, at the positions that the parser gave: comments, order, quotation marks, line
ends and layout of all else stay. The new text is read back before it is returned and
must say what the data says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from jamplan.corpus import yamlfile
from jamplan.corpus.findings import Finding, RefusedError
from jamplan.corpus.yamlfile import Mapping, Node, Scalar
from jamplan.language.folding import encoding_of, trimmed

_BREAK = re.compile(r"\r\n|[\n\r]")
_EMPTY_LINE = re.compile(r"(\r\n|[\n\r])[ \t]*\1")
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n\r]*", re.MULTILINE)
_INDENT = re.compile(r"[\n\r]*([ \t]*)")
_WIDTH = 100
_FOLD_FROM = 76


def data_of(content: bytes, file: str) -> dict[str, Any]:
    """Return what a file without faults says, as texts, lists and dictionaries."""
    data: dict[str, Any] = _plain(_parsed(content, file))
    return data


def rewritten(content: bytes, file: str, data: dict[str, Any]) -> bytes:
    """Return the bytes of a file that says ``data``.

    All lines are as they were that said so before.

    ``content`` is the file as it is, without faults; ``file`` names it in errors. The
    texts of ``data`` have no white space around them: they come from :func:`data_of`
    and ``records.as_record``. Raises :class:`RefusedError` if a comment would be lost,
    or if a value cannot be changed alone.
    """
    root = _parsed(content, file)
    editor = _Editor(root.origin, _comments(root))
    editor.change(root, data)
    del root
    mark, encoding = encoding_of(content)
    new = mark + editor.result().encode(encoding)
    reread, findings = yamlfile.parse(new, file)
    if reread is None or findings or _plain(reread) != data:
        raise editor.refused()
    kept = Counter(comment for _, comment in _comments(reread))
    if Counter(comment for _, comment in editor.comments) - kept:
        raise editor.refused()
    return new


def _parsed(content: bytes, file: str) -> Node:
    root, findings = yamlfile.parse(content, file)
    assert isinstance(root, Mapping)
    assert not findings
    return root


def _comments(root: Node) -> list[tuple[int, str]]:
    """The comments of a text with their places.

    What is behind a number sign outside of its scalars.
    """
    text = root.origin.text
    if "#" not in text:
        return []
    outside, done = [], 0
    for start, end in sorted(set(_scalars(root))):
        # A comment may be on the line where a block begins.
        head = (
            _BREAK.search(text, start)
            if text[start : start + 1] in {"|", ">"}
            else None
        )
        begin = head.end() if head else start
        outside += [text[done:begin], "x" * (end - begin)]
        done = max(begin, end)
    return [
        (match.start(), match[0])
        for match in _COMMENT.finditer("".join([*outside, text[done:]]))
    ]


def _scalars(node: Node) -> Iterator[tuple[int, int]]:
    """The positions of all scalars of a node."""
    match node:
        case Scalar():
            if not node.absent:
                yield node.start, node.end
        case yamlfile.Sequence():
            for item in node.items:
                yield from _scalars(item)
        case Mapping():
            for key, value in node.entries:
                yield from _scalars(key)
                yield from _scalars(value)


def _plain(node: Node) -> Any:
    """What a node says, as texts, lists and dictionaries.

    None if nothing is written.
    """
    if isinstance(node, Scalar):
        return None if node.absent else trimmed(node.text)
    if isinstance(node, yamlfile.Sequence):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {name: _plain(value) for name, value in node.values.items()}


class _Editor:
    """Collects the replacements that make a text say something else."""

    def __init__(
        self, origin: yamlfile.Origin, comments: Sequence[tuple[int, str]]
    ) -> None:
        self.origin = origin
        self.text = origin.text
        self.comments = comments
        self.replacements: list[tuple[int, int, str]] = []
        line_break = _BREAK.search(self.text)
        self.newline = line_break[0] if line_break else "\n"

    def result(self) -> str:
        """The text with all replacements made; it is read back, in case two overlap."""
        parts, done = [], 0
        for start, end, new in sorted(
            self.replacements, key=lambda replacement: replacement[:2]
        ):
            parts += [self.text[done:start], new]
            done = end
        return "".join([*parts, self.text[done:]])

    def refused(self) -> RefusedError:
        """The error that nothing was changed, with the first replacement's place."""
        start = min(start for start, _end, _new in self.replacements)
        return RefusedError(Finding("cannot-edit", self.origin.place(start)))

    def replace(self, start: int, end: int, new: str) -> None:
        """Replace a part of the text by lines, which end as the file's lines do."""
        self.replacements.append((start, end, new.replace("\n", self.newline)))

    # What differs

    def change(
        self, node: Node, new: Any, key: Scalar | None = None, *, flow: bool = False
    ) -> None:
        """Make a node say something else, in brackets (``flow``) or behind a key."""
        if _plain(node) == new:
            return
        if isinstance(node, Mapping) and isinstance(new, dict) and node.values:
            self._change_mapping(node, new)
        elif (
            isinstance(node, yamlfile.Sequence)
            and isinstance(new, list)
            and node.items
            and new
        ):
            self._change_list(node, new)
        elif flow or key is None:
            self.replace(node.start, node.end, _flow(new))
        else:
            self._change_value(key, node, new)

    def _change_mapping(self, node: Mapping, new: dict[str, Any]) -> None:
        spans = [(key.start, value.end) for key, value in node.entries]
        for index, (key, value) in enumerate(node.entries):
            if key.text in new:
                self.change(value, new[key.text], key, flow=node.flow)
            else:
                self._cut(node, spans, index)
        added = {name: value for name, value in new.items() if name not in node.values}
        if added and node.flow:
            self.replace(spans[-1][1], spans[-1][1], f", {_flow(added)[1:-1]}")
        elif added:
            start = node.entries[0][0].start
            # An empty line separates a new list from the one above.
            gap = "" if self._column(start) else "\n"
            self._insert(node.end, self._column(start), gap + _block(added))

    def _change_list(self, node: yamlfile.Sequence, new: list[Any]) -> None:
        """Change items in order.

        A shorter list has lost its first items that differ.
        """
        items = node.items
        lost = max(len(items) - len(new), 0)
        pairs = enumerate(zip(items, new, strict=False))
        first = next(
            (index for index, (item, value) in pairs if _plain(item) != value), len(new)
        )
        spans = [(item.start, item.end) for item in items]
        for index in range(first, first + lost):
            self._cut(node, spans, index)
        for item, value in zip(
            items[:first] + items[first + lost :], new, strict=False
        ):
            self.change(item, value, flow=node.flow)
        if len(new) > len(items):
            self._append(node, new[len(items) :])

    def _change_value(self, key: Scalar, node: Node, new: Any) -> None:
        """Rewrite the value of a key of a block; a comment behind it stays."""
        colon = self.text.index(":", key.end) + 1
        if new == [] and isinstance(node, yamlfile.Sequence) and not node.flow:
            # Comments above the first item stay.
            self.replace(colon, colon, " []")
            self._remove_lines(
                self._line_above(node.items[0].start), self._line_end(node.end)
            )
            return
        written = _block({key.text: new}).replace(
            "\n", "\n" + " " * self._column(key.start)
        )
        head, line_break, rest = written.removeprefix(f"{key.text}:").partition("\n")
        self.replace(
            colon,
            max(node.end, colon),
            " ".join([head, *self._comments_in(colon, node.end)]),
        )
        end = self._line_end(node.end)
        self.replace(end, end, line_break + rest)

    def _append(self, node: yamlfile.Sequence, values: Sequence[Any]) -> None:
        """Add items, written as the last one is."""
        last = node.items[-1]
        if node.flow:
            self.replace(last.end, last.end, f", {_flow(values)[1:-1]}")
            return
        above = (
            self.text[node.items[-2].end : last.start] if len(node.items) > 1 else ""
        )
        gap = "\n" if _EMPTY_LINE.search(above) else ""
        braces = isinstance(last, Mapping) and last.flow
        items = []
        for value in values:
            short = isinstance(value, dict) and all(
                isinstance(item, str) for item in value.values()
            )
            items.append(
                gap + (f"- {_flow(value)}" if braces and short else _block([value]))
            )
        dash = self.text.rindex("-", node.start, node.items[0].start)
        self._insert(last.end, self._column(dash), "\n".join(items))

    # Lines

    def _insert(self, position: int, column: int, block: str) -> None:
        """Put lines below a position's line, and below comments indented more."""
        comments = re.compile(rf"(?:(?:\r\n|\n|\r) {{{column + 1},}}#[^\r\n]*)*")
        below = comments.match(self.text, self._line_end(position))
        assert below is not None
        indented = re.sub(r"^(?=.)", " " * column, block, flags=re.MULTILINE)
        self.replace(below.end(), below.end(), f"\n{indented}")

    def _cut(
        self,
        node: Mapping | yamlfile.Sequence,
        spans: Sequence[tuple[int, int]],
        i: int,
    ) -> None:
        """Remove an item or entry, with its lines and the empty line around it."""
        start, end = spans[i]
        if node.flow or (isinstance(node, Mapping) and i == 0):
            # The first key of a record shares a line with its dash.
            before = spans[i - 1][1] if i else start
            after = spans[1][0] if i == 0 and len(spans) > 1 else end
            self.replace(before, after, "")
            return
        before, after = self._line_above(start), self._line_end(end)
        below = _BREAK.match(self.text, after)
        if i and self._is_blank(before):
            before = self._line_above(before)
        elif i == 0 and below and self._is_blank(below.end()):
            after = self._line_end(below.end())
        self._remove_lines(before, after)

    def _remove_lines(self, start: int, end: int) -> None:
        """Remove lines, but for their comments, which are lines then.

        Takes the ends of two lines.
        """
        indent = _INDENT.match(self.text, start)
        assert indent is not None
        kept = (f"\n{indent[1]}{comment}" for comment in self._comments_in(start, end))
        self.replace(start, end, "".join(kept))

    def _comments_in(self, start: int, end: int) -> list[str]:
        return [comment for place, comment in self.comments if start <= place < end]

    def _is_blank(self, position: int) -> bool:
        return not self.text[
            self._line_start(position) : self._line_end(position)
        ].strip()

    def _line_start(self, position: int) -> int:
        return self.text.rfind(self.newline[-1], 0, position) + 1

    def _line_end(self, position: int) -> int:
        line_break = _BREAK.search(self.text, position)
        return line_break.start() if line_break else len(self.text)

    def _line_above(self, position: int) -> int:
        """The end of the line above that of a position."""
        start = self._line_start(position)
        return start - 2 if self.text.endswith("\r\n", 0, start) else max(start - 1, 0)

    def _column(self, position: int) -> int:
        return position - self._line_start(position)


class _Dumper(yaml.SafeDumper):
    """Writes texts without types, lists indented under their key."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and kind are PyYAML's

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002
        """Begin a deeper level; PyYAML's own would not indent a list under its key."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML gives it
        """Write a value out, however often it occurs."""
        return True


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if not text or re.search("[\x85\u2028\u2029]", text):
        # These are line breaks to YAML, which a block would not give back.
        style = '"'
    elif "\n" in text:
        style = "|"
    elif len(text) > _FOLD_FROM:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent)


def _dumped(value: Any, width: float, *, flow: bool) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        default_flow_style=flow,
        allow_unicode=True,
        sort_keys=False,
        width=width,
    )
    return text.removesuffix("\n")


def _block(value: Any) -> str:
    """A list or a dictionary as lines."""
    return _dumped(value, _WIDTH, flow=False)


def _flow(value: Any) -> str:
    """A value on one line, lists in brackets and dictionaries in braces."""
    return _dumped([value], float("inf"), flow=True)[1:-1]

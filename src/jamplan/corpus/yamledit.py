"""Changing single records of a YAML file and not one byte besides.

A file is a mapping whose keys hold lists of records: ``links``, ``verdicts`` and so on; a record can
have lists of its own, which a path leads to. Each function takes the whole text and returns the new
one. Positions come from the parser's events; comments, order, quotation marks, line ends and layout
stay as they are. Before it is returned, the new text is read back and must say what the old one said
but for the change: where it does not (an alias repeats the record, say), :class:`CannotEditError` is
raised and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from jamplan.corpus import yamlfile
from jamplan.corpus.modelkeys import Value

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile(r"[ \t]*(#.*)?$")
_WIDTH = 100
_FOLD_FROM = 76


class CannotEditError(Exception):
    """A record stands so in its file that it cannot be changed alone; ``line`` is where, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def has(text: str, key: str) -> bool:
    """Whether a file has a key."""
    return _spans(text).value_of(key) is not None


def append(text: str, key: str, record: Mapping[str, Value]) -> str:
    """Add a record at the end of a list, which is made where the file has none."""
    record = _stripped(record)
    root = _spans(text)
    entry = root.value_of(key)
    new = _appended(text, root, key, record)
    expected = _data(text)
    expected[key] = [*(expected.get(key) or []), record]
    return _checked(new, expected, _line(text, entry.start if entry else 0))


def _appended(text: str, root: _Span, key: str, record: Mapping[str, Value]) -> str:
    """A text with a record more, not read back yet."""
    entry = root.value_of(key)
    if entry is None:
        new = _with_new_list(text, root, key, record)
    elif entry.kind == "sequence" and entry.flow and (entry.items or not _opens_a_block(text, entry)):
        new = _insert_in_flow(text, entry, _flow(record))
    elif entry.kind == "sequence" and entry.flow:
        new = _open_block(text, root, entry, record)
    elif entry.kind == "sequence":
        new = _append_to_block(text, entry, record)
    elif entry.kind == "scalar" and entry.start == entry.end:
        indent = _list_indent(text, root)
        new = _after_line(text, entry.start, _block_item(record, indent))
    else:
        raise CannotEditError(_line(text, entry.start))
    return new


def append_all(text: str, key: str, records: Sequence[Mapping[str, Value]]) -> str:
    """Add records at the end of a list, as :func:`append` would one after the other, in one reading."""
    if not records:
        return text
    first, *others = found = [_stripped(record) for record in records]
    root = _spans(text)
    entry = root.value_of(key)
    new = _appended(text, root, key, first)
    if others:
        new = _with_others(new, key, others)
    expected = _data(text)
    expected[key] = [*(expected.get(key) or []), *found]
    return _checked(new, expected, _line(text, entry.start if entry else 0))


def _with_others(text: str, key: str, records: Sequence[Mapping[str, Value]]) -> str:
    """A text with more records in a list that has one."""
    items = _spans(text).value_of(key)
    assert items is not None
    if items.flow:
        for record in reversed(records):
            # Each behind the last one that was there: the positions of what stands before it hold.
            text = _insert_in_flow(text, items, _flow(record))
        return text
    last = items.items[-1]
    dash = _dash(text, last)
    column = _column(text, dash)
    gap = "\n" if len(items.items) > 1 and _set_apart(text, dash) else ""
    blocks = []
    flow = last.flow
    for record in records:
        # One that is written as a block is followed by blocks.
        flow = flow and all(isinstance(value, str) for value in record.values())
        item = f"{' ' * column}- {_flow(record)}" if flow else _block_item(record, column)
        blocks.append(gap + item)
    return _after_line(text, _with_comments(text, items.end, column), "\n".join(blocks))


def remove(text: str, key: str, index: int) -> str:
    """Take a record out of a list, which is left empty after the last. Comments above it stay."""
    root = _spans(text)
    items = root.value_of(key)
    assert items is not None
    if items.kind != "sequence":
        raise CannotEditError(_line(text, items.start))
    item = items.items[index]
    new = _cut(text, items.items, index) if items.flow else _remove_from_block(text, root, items, index)
    expected = _data(text)
    del expected[key][index]
    return _checked(new, expected, _line(text, item.start))


def remove_list(text: str, key: str) -> str:
    """Take a whole list out, with its key and the empty line that sets it apart."""
    root = _spans(text)
    names = [name.kind for name, _ in root.entries]
    index = names.index(f"={key}")
    start = root.entries[index][0].start
    if not root.flow and _blank_above(text, start):
        new = _remove_entry(text, root, key)
        line = _line_start(text, start)
        above = _line_start(text, _before_break(text, line))
        last = line >= len(new)
        new = new[: _before_break(text, above) if last and not _ends(text) else above] + new[line:]
    else:
        new = _remove_entry(text, root, key)
    expected = _data(text)
    del expected[key]
    return _checked(new, expected, _line(text, start))


def change(text: str, key: str, index: int, changes: Mapping[str, Value | None]) -> str:
    """Change keys of a record: each gets its new value, None takes it away, a new one comes last."""
    return change_at(text, (key, index), changes)


def edit_records(text: str, key: str, edits: Mapping[int, Callable[[str], str]]) -> str:
    """Change several records of a list of lines, each within a text that holds it alone.

    ``edits`` has, by the place of a record, a function that takes a file of one list with one record
    and returns it changed. Where many records change, this is faster than to read the whole file for
    each.
    """
    items = _spans(text).value_of(key)
    if items is None or items.kind != "sequence" or items.flow:
        raise CannotEditError(1)
    expected = _data(text)
    head = f"{key}:{_newline(text)}"
    first = _line(text, items.start)
    for index in sorted(edits, reverse=True):
        item = items.items[index]
        dash = _dash(text, item)
        start = _line_start(text, dash)
        end = _with_comments(text, item.end, _column(text, dash))
        end = end if _line_start(text, end) == end else _next_line(text, end)
        alone = head + text[start:end]
        if text[start:dash].strip() or _read(alone) != {key: [expected[key][index]]}:
            # An alias, say, whose anchor stands elsewhere.
            raise CannotEditError(_line(text, item.start))
        changed = edits[index](alone)
        expected[key][index] = _data(changed)[key][0]
        text = text[:start] + changed.removeprefix(head) + text[end:]
    return _checked(text, expected, first)


Path = tuple[str | int, ...]
"""The way to a value: « document », « declared », 0 is the first record in a list within a record."""


def change_at(text: str, path: Path, changes: Mapping[str, Value | None]) -> str:
    """Change keys of a record that stands anywhere, as :func:`change` does."""
    for name, given in changes.items():
        value = None if given is None else _stripped(given)
        item = _record(text, _spans(text), path)
        expected = _data(text)
        record = _within(expected, path)
        if value is None:
            if name not in record:
                continue
            new = _remove_entry(text, item, name)
            del record[name]
        else:
            if record.get(name) == value:
                continue
            record[name] = value
            new = _put_entry(text, item, name, value)
            if not _says(new, expected):
                # A comment below that is indented like the lines of a text would become part of it.
                new = _put_entry(text, item, name, value, one_line=True)
        text = _checked(new, expected, _line(text, item.start))
    return text


def change_all(text: str, key: str, changes: Mapping[int, Mapping[str, Value | None]]) -> str:
    """Change keys of several records, as :func:`change` would one after the other, in few readings."""
    expected = _data(text)
    for turn in range(max((len(each) for each in changes.values()), default=0)):
        root = _spans(text)
        items = root.value_of(key)
        assert items is not None
        if items.kind != "sequence":
            raise CannotEditError(_line(text, items.start))
        line = _line(text, items.items[min(changes)].start)
        # From the last to the first, so that the positions of those before hold.
        for index in sorted(changes, reverse=True):
            wanted = list(changes[index].items())
            if turn >= len(wanted):
                continue
            item, (name, given) = items.items[index], wanted[turn]
            if item.kind != "mapping":
                raise CannotEditError(_line(text, item.start))
            record = expected[key][index]
            value = None if given is None else _stripped(given)
            if value is None and name in record:
                text = _remove_entry(text, item, name)
                del record[name]
            elif value is not None and record.get(name) != value:
                text = _put_entry(text, item, name, value)
                record[name] = value
        # What does not say what it should could not be read for the next turn.
        text = _checked(text, expected, line)
    return text


def append_at(text: str, path: Path, key: str, value: Mapping[str, Value] | str) -> str:
    """Add a record or a text at the end of a list of a record, which is made where there is none."""
    value = _stripped(value)
    owner = _record(text, _spans(text), path)
    items = owner.value_of(key)
    if items is None or items.start == items.end or (items.kind == "sequence" and not items.items):
        return change_at(text, path, {key: [value]})
    if items.kind != "sequence":
        raise CannotEditError(_line(text, items.start))
    if items.flow:
        new = _insert_in_flow(text, items, _flow(value))
    else:
        new = _append_to_block(text, items, value)
    expected = _data(text)
    _within(expected, path)[key].append(value)
    return _checked(new, expected, _line(text, items.start))


def _record(text: str, span: _Span, path: Path) -> _Span:
    """The record at the end of a path."""
    for step in path:
        found = span.value_of(step) if isinstance(step, str) else span.items[step]
        if found is None or found.kind not in ("mapping", "sequence"):
            raise CannotEditError(_line(text, found.start if found else span.start))
        span = found
    return span


def _within(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


# Where things stand


@dataclass(slots=True)
class _Span:
    """A node and where its text stands: characters ``start`` to ``end``, comments not included."""

    kind: str
    start: int
    end: int
    flow: bool = False
    items: list[_Span] = field(default_factory=list)
    """The items of a list; the keys and values of a mapping by turns."""

    @property
    def entries(self) -> list[tuple[_Span, _Span]]:
        """The keys and values of a mapping."""
        return list(zip(self.items[::2], self.items[1::2], strict=True))

    def value_of(self, key: str) -> _Span | None:
        """The value of a key."""
        return next((value for name, value in self.entries if name.kind == f"={key}"), None)


def _spans(text: str) -> _Span:
    """The tree of a text that :func:`parse` has read without a fault."""
    document = _Span("document", 0, len(text))
    open_ones = [document]
    for event in yaml.parse(text, Loader=_LOADER):
        assert event.start_mark is not None
        assert event.end_mark is not None
        start, end = event.start_mark.index, event.end_mark.index
        parent = open_ones[-1]
        if isinstance(event, yaml.ScalarEvent):
            is_key = parent.kind == "mapping" and len(parent.items) % 2 == 0
            kind = f"={event.value}" if is_key else "scalar"
            if event.style in ("|", ">"):
                end = _end_of_block_scalar(text, start, end)
            parent.items.append(_Span(kind, start, end))
        elif isinstance(event, yaml.AliasEvent):
            parent.items.append(_Span("alias", start, end))
        elif isinstance(event, yaml.CollectionStartEvent):
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            span = _Span(kind, start, end, flow=bool(event.flow_style))
            parent.items.append(span)
            open_ones.append(span)
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = open_ones.pop()
            # A block's end is known only when what follows begins; its last item's end is meant.
            closed.end = end if closed.flow else max((each.end for each in closed.items), default=end)
        elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
            document.end = start
    root = document.items[0]
    root.items = root.items if root.kind == "mapping" else []
    document.items = root.items
    document.flow = root.flow
    document.start = root.start
    return document


def _end_of_block_scalar(text: str, start: int, end: int) -> int:
    header = _BREAK.split(text[start:end], maxsplit=1)[0]
    if "+" in header.split("#")[0]:
        return end
    return start + len(text[start:end].rstrip())


def _line_start(text: str, position: int) -> int:
    for index in range(position - 1, -1, -1):
        if _BREAK.match(text[index]):
            return index + 1
    return 0


def _line_end(text: str, position: int) -> int:
    """Where the line of a position ends, before its line break."""
    found = _BREAK.search(text, position)
    return found.start() if found else len(text)


def _next_line(text: str, position: int) -> int:
    found = _BREAK.search(text, position)
    return found.end() if found else len(text)


def _line(text: str, position: int) -> int:
    return len(_BREAK.findall(text[:position])) + 1


def _column(text: str, position: int) -> int:
    return position - _line_start(text, position)


def _dash(text: str, item: _Span) -> int:
    """Where the « - » of a block's item stands: before it, or on a line above."""
    start = _line_start(text, item.start)
    before = text[start : item.start]
    while not before.strip() or before.lstrip().startswith("#"):
        if start == 0:
            raise CannotEditError(_line(text, item.start))
        end = start
        start = _line_start(text, _before_break(text, end))
        before = text[start:end]
    found = re.search(r"-[ \t]*(?:#.*)?\s*$", before)
    if found is None:
        raise CannotEditError(_line(text, item.start))
    return start + found.start()


def _before_break(text: str, position: int) -> int:
    """The position before the line break that ends at a position."""
    return position - 2 if text[max(position - 2, 0) : position] == "\r\n" else position - 1


def _ends(text: str) -> bool:
    """Whether the last line ends with a line break."""
    return text.endswith(("\n", "\r"))


def _newline(text: str) -> str:
    found = _BREAK.search(text)
    return found[0] if found else "\n"


# Putting things in


def _append_to_block(text: str, items: _Span, *records: Mapping[str, Value] | str) -> str:
    last = items.items[-1]
    dash = _dash(text, last)
    column = _column(text, dash)
    written = [_item_like(last, record, column) for record in records]
    apart = "\n" if len(items.items) > 1 and _set_apart(text, dash) else ""
    block = "\n".join(f"{apart}{item}" for item in written)
    return _after_line(text, _with_comments(text, items.end, column), block)


def _item_like(last: _Span, record: Mapping[str, Value] | str, column: int) -> str:
    """A record as the one above it is written: in brackets, or a key a line."""
    if (
        last.flow
        and not isinstance(record, str)
        and all(isinstance(value, str) for value in record.values())
    ):
        return f"{' ' * column}- {_flow(record)}"
    return _block_item(record, column)


def _with_comments(text: str, position: int, column: int) -> int:
    """The end of what belongs to a record: comments under it that are indented more than its dash."""
    while _line_start(text, position) != position or not position:
        following = _next_line(text, position)
        line = text[following : _line_end(text, following)]
        comment = line.lstrip(" ")
        if not comment.startswith("#") or len(line) - len(comment) <= column:
            break
        position = following + len(line)
    return position


def _set_apart(text: str, position: int) -> bool:
    """Whether an empty line stands above a line and the comments on it."""
    above = _line_above(text, position)
    while above is not None and text[slice(*above)].lstrip().startswith("#"):
        above = _line_above(text, above[0])
    return above is not None and not text[slice(*above)].strip()


def _blank_above(text: str, position: int) -> bool:
    """Whether the line right above is empty."""
    above = _line_above(text, position)
    return above is not None and not text[slice(*above)].strip()


def _line_above(text: str, position: int) -> tuple[int, int] | None:
    """Where the line above that of a position begins and ends."""
    start = _line_start(text, position)
    if start == 0:
        return None
    end = _before_break(text, start)
    return _line_start(text, end), end


def _after_line(text: str, position: int, block: str) -> str:
    """Put lines under the line of a position, or there where it is a line's beginning."""
    newline = _newline(text)
    block = block.replace("\n", newline)
    if position and _line_start(text, position) == position:
        return f"{text[:position]}{block}{newline}{text[position:]}"
    end = _line_end(text, position)
    return f"{text[:end]}{newline}{block}{text[end:]}"


def _opens_a_block(text: str, items: _Span) -> bool:
    """Whether an empty list « [] » stands alone behind its key, so that a block can take its place."""
    before = text[_line_start(text, items.start) : items.start]
    behind = text[items.end : _line_end(text, items.end)]
    return (
        text[items.start] == "["
        and not text[items.start + 1 : items.end - 1].strip(" \t")
        and before.rstrip().endswith(":")
        and "{" not in before
        and _COMMENT.match(behind) is not None
    )


def _open_block(text: str, root: _Span, items: _Span, record: Mapping[str, Value]) -> str:
    head = text[: items.start].rstrip(" \t")
    text = head + text[items.end :]
    return _after_line(text, len(head), _block_item(record, _list_indent(text, root, items)))


def _list_indent(text: str, root: _Span, but: _Span | None = None) -> int:
    """The column of the « - » in the file's other lists, else two more than that of its keys."""
    for _, value in root.entries:
        if value.kind == "sequence" and not value.flow and (but is None or value.end < but.start):
            return _column(text, _dash(text, value.items[0]))
    return _column(text, root.start) + 2


def _insert_in_flow(text: str, items: _Span, new: str) -> str:
    if items.items:
        last = items.items[-1]
        position, end = last.end, _line_end(text, last.end)
        rest = text[position:end]
        if items.end > end and re.fullmatch(r"[ \t]*,?[ \t]*(#.*)?", rest):
            # Each record stands on lines of its own: a comment behind the last one stays behind it.
            before, behind = ("", ",") if rest.lstrip(" \t").startswith(",") else (",", "")
            line = f"{_newline(text)}{' ' * _column(text, last.start)}{new}{behind}"
            return f"{text[:position]}{before}{rest}{line}{text[end:]}"
        return f"{text[:position]}, {new}{text[position:]}"
    position = text.index("[", items.start) + 1
    return f"{text[:position]}{new}{text[position:]}"


def _with_new_list(text: str, root: _Span, key: str, record: Mapping[str, Value]) -> str:
    if root.flow:
        position = root.items[-1].end
        return f"{text[:position]}, {key}: [{_flow(record)}]{text[position:]}"
    indent = _list_indent(text, root)
    block = f"\n{' ' * _column(text, root.start)}{key}:\n{_block_item(record, indent)}"
    if root.end < len(text):
        # Something ends the document: « ... » on a line of its own.
        newline = _newline(text)
        return f"{text[: root.end]}{block.replace(chr(10), newline)}{newline}{text[root.end :]}"
    added = f"{block}\n" if _ends(text) else f"\n{block}"
    return text + added.replace("\n", _newline(text))


def _put_entry(text: str, item: _Span, name: str, value: Value, *, one_line: bool = False) -> str:
    old = item.value_of(name)
    write = _line_entry if one_line else _block_entry
    if item.flow:
        if old is None:
            position = item.items[-1].end
            return f"{text[:position]}, {name}: {_flow(value)}{text[position:]}"
        return f"{text[: old.start]}{_gap(text, old)}{_flow(value)}{text[old.end :]}"
    if old is None:
        column = _column(text, item.items[0].start)
        return _after_line(text, item.end, write(name, value, column))
    key = next(each for each, _ in item.entries if each.kind == f"={name}")
    column = _column(text, key.start)
    new = write(name, value, column).lstrip(" ").replace("\n", _newline(text))
    end = max(old.end, key.end)
    if _line_start(text, end) == end:
        # A block that keeps its line breaks ends at the beginning of the next line.
        end = _before_break(text, end)
    if "\n" not in new and "\r" not in new and not _BREAK.search(text[key.start : end]):
        # The name stays as it was written, and so does a comment behind the value.
        shown = new.removeprefix(f"{name}: ")
        return f"{text[: old.start]}{_gap(text, old)}{shown}{text[old.end :]}"
    behind = text[end : _line_end(text, end)]
    comment = behind.strip()
    if comment and key is not item.items[0]:
        new = f"{comment}{_newline(text)}{' ' * column}{new}"
    if comment:
        end += len(behind)
    return f"{text[: key.start]}{new}{text[end:]}"


def _gap(text: str, value: _Span) -> str:
    """The space that a value needs where there was none (« key: » and nothing)."""
    return " " if value.start == value.end and text[value.start - 1 : value.start] == ":" else ""


# Taking things out


def _remove_from_block(text: str, root: _Span, items: _Span, index: int) -> str:
    item = items.items[index]
    dash = _dash(text, item)
    start = _line_start(text, dash)
    if text[start:dash].strip():
        raise CannotEditError(_line(text, item.start))
    end = item.end
    if _line_start(text, end) != end:
        end = _next_line(text, end)
    if len(items.items) == 1:
        key = next(name for name, value in root.entries if value is items)
        colon = text.index(":", key.end) + 1
        last = end == len(text) and not _ends(text)
        kept = text[colon : _before_break(text, start)] if last else text[colon:start]
        return f"{text[:colon]} []{kept}{text[end:]}"
    if index and _blank_above(text, dash) and items.items[index - 1].end < start:
        # The empty line that set it apart goes with it.
        start = _line_start(text, _before_break(text, start))
    elif not index and not text[end : _line_end(text, end)].strip():
        end = _next_line(text, end)
    if end == len(text) and start and not _ends(text):
        # A file without a line break at its end stays one.
        start = _before_break(text, start)
    return text[:start] + text[end:]


def _remove_entry(text: str, item: _Span, name: str) -> str:
    names = [key.kind for key, _ in item.entries]
    index = names.index(f"={name}")
    key, value = item.entries[index]
    if item.flow:
        parts = [_Span("entry", each.start, max(each.end, last.end)) for each, last in item.entries]
        return _cut(text, parts, index)
    end = max(key.end, value.end)
    if index == 0:
        following = item.entries[1][0].start if len(item.entries) > 1 else end
        return text[: key.start] + text[following:]
    end = end if _line_start(text, end) == end else _next_line(text, end)
    start = _line_start(text, key.start)
    if end == len(text) and not _ends(text):
        start = _before_break(text, start)
    return text[:start] + text[end:]


def _cut(text: str, parts: Sequence[_Span], index: int) -> str:
    """Take one of the parts of a list in brackets out, with the comma that parts it from the others.

    A part that stands on lines of its own goes with them and the comment behind it; comments of other
    parts stay.
    """
    start, end = parts[index].start, parts[index].end
    behind = re.compile(r"[ \t]*,").match(text, end)
    if behind:
        end = behind.end()
    elif index:
        comma = _comma(text, parts[index - 1].end)
        between = text[comma + 1 : start]
        if not between.strip():
            # « {a}, {b} » on one line, or with nothing but line breaks between: one cut.
            return text[:comma] + text[end:]
        text = text[:comma] + text[comma + 1 :]
        start, end = start - 1, end - 1
    line = _line_start(text, start)
    rest = text[end : _line_end(text, end)]
    if not text[line:start].strip() and _COMMENT.match(rest):
        return text[:line] + text[_next_line(text, end) :]
    rest = text[end:].lstrip(" \t")
    # A comment begins with white space before it (YAML 1.2, section 6.6).
    space = " " if rest.startswith("#") and not text[:start].endswith((" ", "\t")) else ""
    return text[:start] + space + rest


def _comma(text: str, position: int) -> int:
    """Where the comma behind a part of a list stands, past comments."""
    found = re.compile(r"(?:[^,#]|#[^\r\n]*)*").match(text, position)
    assert found is not None
    return found.end()


# How new records are written


class _Dumper(yaml.SafeDumper):
    """Writes texts without types, lists indented under their key."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and kind are PyYAML's

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002
        """Begin a deeper level; PyYAML's own would not indent a list under its key."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML gives it
        """Write a value out wherever it stands."""
        return True


class _Quoting(_Dumper):
    """Writes each text between double quotation marks, which every text survives."""

    def represent_mapping(
        self,
        tag: str,
        mapping: Any,
        flow_style: bool | None = None,  # noqa: FBT001 - PyYAML's signature
    ) -> yaml.MappingNode:
        """Leave the names of keys as they are."""
        node: yaml.MappingNode = super().represent_mapping(tag, mapping, flow_style)
        for key, _ in node.value:
            key.style = None
        return node


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if not text else "|" if "\n" in text else ">" if len(text) > _FOLD_FROM else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


_Dumper.add_representer(str, _represent)
_Quoting.add_representer(str, _represent_quoted)


def _dumped(value: Any, dumper: type[yaml.SafeDumper], width: float, *, flow: bool) -> str:
    text: str = yaml.dump(
        value,
        Dumper=dumper,
        default_flow_style=flow,
        allow_unicode=True,
        sort_keys=False,
        width=width,
        indent=2,
    )
    return text.removesuffix("\n").removesuffix("\n...")


def _block(value: Any) -> str:
    """A value as lines; texts that a block would not give back stand in double quotation marks."""
    written = _dumped(value, _Dumper, _WIDTH, flow=False)
    if _read(written) != _stripped(value):
        written = _dumped(value, _Quoting, float("inf"), flow=False)
    return written


def _flow(value: Any) -> str:
    """A value on one line, in brackets."""
    if isinstance(value, str):
        written = _dumped([value], _Dumper, float("inf"), flow=True)
        if "\n" in written or _read(written) != [value.strip()]:
            written = _dumped([value], _Quoting, float("inf"), flow=True)
        return written[1:-1]
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(each)}" for name, each in value.items()) + "}"
    return "[" + ", ".join(_flow(each) for each in value) + "]"


def _block_item(record: Mapping[str, Value] | str, indent: int) -> str:
    return _indented(_block([_plain(record)]), indent)


def _line_entry(name: str, value: Value, indent: int) -> str:
    return f"{' ' * indent}{name}: {_flow(value)}"


def _block_entry(name: str, value: Value, indent: int) -> str:
    return _indented(_block({name: _plain(value)}), indent)


def _indented(block: str, indent: int) -> str:
    return "\n".join(f"{' ' * indent}{line}" if line else "" for line in block.split("\n"))


def _plain(value: Value) -> Any:
    """A value as PyYAML's dumper knows it."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value]


# Reading back


def _stripped(value: Any) -> Any:
    """A value as a corpus reads it: white space around texts does not count."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {name: _stripped(each) for name, each in value.items()}
    return [_stripped(each) for each in value]


def _read(text: str) -> Any:
    root, findings = yamlfile.parse(text, "")
    return None if root is None or findings else _of_node(root)


def _data(text: str) -> dict[str, Any]:
    found = _read(text)
    assert isinstance(found, dict)
    return found


def _of_node(node: yamlfile.Node) -> Any:
    if isinstance(node, yamlfile.Scalar):
        return node.text.strip()
    if isinstance(node, yamlfile.Sequence):
        return [_of_node(each) for each in node.items]
    assert isinstance(node, yamlfile.Mapping)
    return {key.text: _of_node(value) for key, value in node.entries}


def _checked(text: str, expected: Any, line: int) -> str:
    """The new text, if it says what is expected. Raises :class:`CannotEditError` if it does not."""
    if not _says(text, expected):
        raise CannotEditError(line)
    return text


def _says(text: str, expected: Any) -> bool:
    return bool(_normal(_read(text)) == _normal(expected))


def _normal(value: Any) -> Any:
    """An empty list at the root is as good as none."""
    if isinstance(value, dict):
        return {name: each for name, each in value.items() if each not in ("", [])}
    return value

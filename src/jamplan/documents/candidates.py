"""The lists that a document may have: each shape of an item's beginning gives candidates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from jamplan.documents.starts import (
    GROUP_WORDS,
    ITEM_WORDS,
    Section,
    Start,
    announces,
    is_contents,
    rank,
    start,
    starts,
    value_of,
)
from jamplan.documents.textblocks import BlockKind, TextBlock


class How(StrEnum):
    """How the items of a list are marked."""

    LABELS = "labels"
    CODES = "codes"
    NUMBERS = "numbers"
    COLUMNS = "columns"
    BULLETS = "bullets"
    STYLE = "style"
    """By how they are set: as headings of one level, in bold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table that hold the parts of items."""

    title: int
    number: int | None = None
    text: int | None = None
    chapter: int | None = None
    page: int | None = None
    heads: tuple[str, ...] = ()
    """The names of all columns, if a head names them."""
    is_named: bool = True
    """Whether the head names the column of titles."""

    @property
    def others(self) -> list[tuple[int, str]]:
        """The columns that hold nothing of these, by their heads: who is to act, and when."""
        own = {self.title, self.number, self.text, self.chapter, self.page}
        return [(n, head) for n, head in enumerate(self.heads) if head and n not in own]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The beginning of an item: its block, its number, the rest of its first line."""

    at: int
    number: str = ""
    title: str = ""
    cell: int | None = None
    """The cell of a row that has the label."""

    @property
    def value(self) -> tuple[int, ...]:
        """The number to compare with others."""
        return value_of(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCandidate:
    """A list that a document may have."""

    how: How
    entries: tuple[Entry, ...]
    word: str = ""
    """The folded word of its labels, the shape of its codes, or what its numbers end in."""
    shown: str = ""
    """The word as printed, or the heads of the columns of numbers and titles."""
    columns: Columns | None = None

    @property
    def places(self) -> set[int]:
        """The blocks that its items begin in."""
        return {entry.at for entry in self.entries}


@dataclass(frozen=True, slots=True)
class Mark:
    """A block, or a cell, that begins as an item does."""

    at: int
    start: Start
    cell: int | None = None

    @property
    def entry(self) -> Entry:
        """The item that it begins."""
        return Entry(at=self.at, number=self.start.number, title=self.start.title, cell=self.cell)


def _words(start: Start) -> list[str]:
    """Labels with and without numbers are one list, those with numbers another."""
    if start.family in GROUP_WORDS:
        return []
    return [start.family, f"{start.family}*"] if start.number else [f"{start.family}*"]


def _letters(start: Start) -> list[str]:
    """« R1 » and « A1 » may be two lists, or one: « EQ-01 », « ST-01 » (fr-poleemploi)."""
    return list(dict.fromkeys([start.family, re.sub(r"^[A-Za-z]+", "A", start.family)]))


def _depths(start: Start) -> list[str]:
    """« 1.1 » to « 8.2 », and one section's: « 6.1.1 » to « 6.2.21 » under « 6. Recommendations »."""
    return [start.family, f"{start.value[0]}{start.family}"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of marking items: which lists a beginning can be of."""

    how: How
    families: Callable[[Start], list[str]]
    is_run: bool = False
    """Whether the numbers go up by one, and another run begins where they do not."""


SHAPES = {
    "label": Shape(How.LABELS, _words),
    "code": Shape(How.CODES, _letters),
    "decimal": Shape(How.CODES, _depths),
    "number": Shape(How.NUMBERS, lambda start: [start.family], is_run=True),
}


def candidates(blocks: Sequence[TextBlock], headings: Sequence[Section]) -> list[ListCandidate]:
    """All lists that a document may have but those in tables, unordered."""
    families: defaultdict[tuple[str, str], list[Mark]] = defaultdict(list)
    marks = list(marks_of(blocks))
    for mark in marks:
        for family in SHAPES[mark.start.how].families(mark.start):
            families[mark.start.how, family].append(mark)
    lists: list[ListCandidate] = []
    runs = list(_bullets(blocks))
    for (how, family), members in _parted(families).items():
        shape = SHAPES[how]
        entries = [mark.entry for mark in members]
        for part in _runs(entries, blocks) if shape.is_run else [entries]:
            (runs if shape.is_run else lists).append(
                ListCandidate(
                    how=shape.how,
                    entries=tuple(part),
                    word=family.rstrip("*"),
                    shown=members[0].start.shown,
                )
            )
    lists += [*runs, *joined(runs, headings)]
    # A code of one letter is alone of its kind.
    lists = list({found.entries: found for found in reversed(lists)}.values())[::-1]
    kinds: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in sorted([*marks, *_inner_marks(blocks)], key=_at):
        kinds[_without_digits(mark.start.number)].append(mark)
    return [_completed(found, kinds) for found in lists if len(found.entries) >= _least(found)]


def _least(candidate: ListCandidate) -> int:
    """The fewest items of a list: two known labels, three of all else."""
    return 2 if candidate.how is How.LABELS and candidate.word in ITEM_WORDS else 3


def marks_of(blocks: Sequence[TextBlock]) -> Iterator[Mark]:
    """All beginnings of items: at most one of each kind in a block."""
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.NOTE or is_contents(block.text):
            continue
        if block.kind is BlockKind.ROW:
            # A label in the fourth column or later is a cross-reference.
            cells = ((n, starts(text)) for n, text in enumerate(block.cells[:3]))
            marks = (
                [Mark(at, parsed, n) for parsed in found if parsed.how != "number"]
                for n, found in cells
            )
            yield from next(filter(None, marks), [])
            continue
        # « • Recommandation 3 : », « 6. 6.1 Le service… ».
        inner = starts(block.text)
        found = [parsed for parsed in inner if parsed.how != "number"] + starts(block.line) + inner
        yield from {parsed.how: Mark(at, parsed) for parsed in reversed(found)}.values()


_AMID = re.compile(r"(?<=[.;:!?]\s)(?=\d)|(?<![\w.-])(?=[A-Z]{1,4}-\d+\.\d)")


def _inner_marks(blocks: Sequence[TextBlock]) -> Iterator[Mark]:
    """What could begin an item amid a text: a number after a sentence, a code of several parts."""
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.NOTE and not is_contents(block.text):
            for match in _AMID.finditer(block.line):
                if parsed := start(block.line[match.end() :]):
                    yield Mark(at, parsed)


def _parted(families: dict[tuple[str, str], list[Mark]]) -> dict[tuple[str, str], list[Mark]]:
    """Families, with codes whose letters take turns as several.

    « Q1.1 », « R1.1 », « Q1.2 » are questions and answers; letters one after the other are parts of one
    list, « GV-1.1-001 », « MP-1.1-001 » (en-nist600).
    """
    result: defaultdict[tuple[str, str], list[Mark]] = defaultdict(list)
    for (how, family), marks in families.items():
        letters = [re.sub(r"[^A-Za-z]", "", mark.start.number) for mark in marks]
        changes = sum(before != after for before, after in pairwise(letters))
        is_mixed = how == "code" and changes > 2 * len(set(letters))
        for letter, mark in zip(letters, marks, strict=True):
            result[how, f"{letter} {family}" if is_mixed else family].append(mark)
    return result


def extend(runs: list[list[Entry]], entry: Entry, blocks: Sequence[TextBlock]) -> None:
    """Put an entry at the end of the run that it continues, or begin one with a number up to 2.

    Of several runs, that of the same kind of block, then the latest. One number may be missing after
    two, two after five (sn-ofnac-2023).
    """
    value = entry.value[0]

    def alike(run: list[Entry]) -> tuple[int, bool, int]:
        last, block = blocks[run[-1].at], blocks[entry.at]
        near = value - run[-1].value[0]
        return -near, last.kind is block.kind, run[-1].at

    open_runs = [
        run
        for run in runs
        if run[-1].value < entry.value
        and value - run[-1].value[0] <= (3 if len(run) >= 5 else min(2, len(run)))
    ]
    if value <= 1 and len(entry.value) == 1:
        runs.append([entry])
    elif open_runs:
        max(open_runs, key=alike).append(entry)
    elif value == 2:
        # The first one has no number that a reader sees.
        runs.append([entry])


def _runs(entries: Iterable[Entry], blocks: Sequence[TextBlock]) -> list[list[Entry]]:
    """Entries as runs of numbers, each one more than the last."""
    runs: list[list[Entry]] = []
    for entry in entries:
        extend(runs, entry, blocks)
    return runs


def _bullets(blocks: Sequence[TextBlock]) -> Iterator[ListCandidate]:
    """Bullets below a heading, or a sentence with a colon, that announces a list."""
    entries: list[Entry] = []
    is_open = False
    for at, block in enumerate([*blocks, TextBlock(kind=BlockKind.PARAGRAPH)]):
        if is_open and is_bulleted(block):
            if block.level == 0:
                entries.append(Entry(at=at, title=block.text))
        elif block.kind is not BlockKind.NOTE:
            if entries:
                yield ListCandidate(how=How.BULLETS, entries=tuple(entries))
                entries = []
            lead = block.kind is BlockKind.HEADING or block.text.endswith(":")
            is_open = lead and announces(block.text) > 0


def is_bulleted(block: TextBlock) -> bool:
    """Whether a block has a bullet, no number or letter."""
    return block.kind is BlockKind.LIST_ITEM and not any(sign.isalnum() for sign in block.marker)


def joined(runs: Iterable[ListCandidate], headings: Sequence[Section]) -> Iterator[ListCandidate]:
    """Runs that begin anew below each heading of one kind, as one list (fr-pallcn).

    Numbers and bullets too, if each of the headings announces a list (sn-ofnac-2023).
    """
    groups: defaultdict[tuple[object, ...], dict[int, ListCandidate]] = defaultdict(dict)
    above: list[Section] = []
    rest = list(reversed(headings))
    for run in sorted(runs, key=lambda run: run.entries[0].at):
        first, last = run.entries[0], run.entries[-1]
        if first.value > (1,) or len(run.entries) < 2:
            continue
        while rest and rest[-1].at < first.at:
            heading = rest.pop()
            above = [one for one in above if rank(one.scheme) < rank(heading.scheme)] + [heading]
        for place, heading in enumerate(above):
            if any(one.at < last.at and rank(one.scheme) <= rank(heading.scheme) for one in rest[-1:]):
                continue
            family = (run.how, run.word)
            parent = above[place - 1].at if place else -1
            for key in [family, "announced"] if announces(heading.text) else [family]:
                group = groups[parent, heading.scheme, key]
                known = group.get(heading.at)
                if known is None or len(known.entries) < len(run.entries):
                    group[heading.at] = run
    texts = {heading.at: heading.text for heading in headings}
    for members in groups.values():
        clear = {announces(texts[at]) for at in members}
        # « Constats » and « Propositions d'actions » are two lists (fr-floss1).
        if len(members) > 1 and not clear >= {0, 2}:
            entries = [entry for run in members.values() for entry in run.entries]
            first_run = next(iter(members.values()))
            has_numbers = any(entry.number for entry in entries)
            yield replace(
                first_run, how=How.NUMBERS if has_numbers else How.BULLETS, entries=tuple(entries)
            )


def _completed(candidate: ListCandidate, marks: Mapping[str, Sequence[Mark]]) -> ListCandidate:
    """A list with the items that lack between two others, without their label or amid a paragraph.

    « 2.2 : Tenir… » between labels (fr-rc), « 19. homologuer… ; 20.veiller… » (sn-ofnac-2023),
    « policies GV-1.4-001 and » (en-nist600). A number without a point is taken only from its own kind.
    """
    known = {entry.number for entry in candidate.entries}
    order = sorted(candidate.entries, key=lambda entry: entry.at)
    extra = []
    for first, last in pairwise(order):
        kind = _without_digits(first.number)
        step = [after - before for before, after in zip(first.value, last.value, strict=False)]
        if kind != _without_digits(last.number) or not any(step) or step[-1:] == [1]:
            continue
        near = marks.get(kind, ())
        start, end = bisect_left(near, first.at, key=_at), bisect_right(near, last.at, key=_at)
        for mark in near[start:end]:
            entry = mark.entry
            is_own = SHAPES[mark.start.how].how is candidate.how or "." in kind
            if is_own and first.value < entry.value < last.value and entry.number not in known:
                known.add(entry.number)
                extra.append(entry)
    entries = sorted([*order, *extra], key=lambda entry: (entry.at, entry.value))
    return replace(candidate, entries=tuple(entries))


def _at(mark: Mark) -> int:
    return mark.at


def _without_digits(number: str) -> str:
    return re.sub(r"\d+", "0", number)

"""The list between two examples: all with what its first and last item share."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from jamplan.documents.candidates import (
    ListCandidate,
    completed,
    inner_marks,
    kind_of,
    marks_of,
    runs_of,
    several_at_once,
)
from jamplan.documents.ends import Spot
from jamplan.documents.starts import GROUP_WORDS, How, Section, Start
from jamplan.documents.tables import columns_at, entries_of, shapes_of, tables
from jamplan.documents.textblocks import BlockKind, TextBlock

MARKED = frozenset({How.LABELS, How.CODES, How.NUMBERS})
"""How items are marked by words or numbers of their own."""
_MANY = 12
"""Spots of an end that are tried.

Two words of one are at up to 300 in sn-cc-semences-2023.
"""


class Signature(NamedTuple):
    """What items of a list have in common in print."""

    how: How
    family: str
    """Of labels, codes and numbers as in :class:`Start`.

    Else the bullet, the style or the column.
    """


Examples = Mapping[Signature, Start]
"""The ways in which an item begins at a spot, the most telling first."""


@dataclass(frozen=True)
class Marks:
    """The beginnings of a document by what they have in common."""

    blocks: Sequence[TextBlock]
    headings: Sequence[Section] = ()

    @cached_property
    def by_block(self) -> dict[int, list[Start]]:
        """The labels, codes and numbers that each block begins with."""
        result: defaultdict[int, list[Start]] = defaultdict(list)
        for mark in marks_of(self.blocks):
            result[mark.at].append(mark)
        known = {
            one.number for found in result.values() for one in found if one.is_item
        }
        for mark in several_at_once(self.blocks) if known else ():
            # A mention of items, or the heading of their section, begins none.
            if known.isdisjoint((mark.number, *mark.others)):
                result[mark.at].append(mark)
        return result

    @cached_property
    def by_kind(self) -> dict[str, list[Start]]:
        """All marks, amid a text too, by the shape of their number."""
        result: defaultdict[str, list[Start]] = defaultdict(list)
        marks = [mark for found in self.by_block.values() for mark in found]
        marks += inner_marks(self.blocks)
        for mark in sorted(marks, key=attrgetter("at")):
            result[kind_of(mark)].append(mark)
        return result

    @cached_property
    def by_signature(self) -> dict[Signature, list[Start]]:
        """All beginnings by their signatures, in order."""
        result: defaultdict[Signature, list[Start]] = defaultdict(list)
        for at in range(len(self.blocks)):
            for signature, start in self.at(at):
                result[signature].append(start)
        return result

    def at(self, at: int) -> Iterator[tuple[Signature, Start]]:
        """The signatures of a block, the most telling first: marks, bullet or style."""
        block = self.blocks[at]
        if block.kind is BlockKind.NOTE:
            return
        for mark in self.by_block.get(at, ()):
            for family in dict.fromkeys(mark.families):
                yield Signature(mark.how, family), mark
        start = Start(at=at, title=block.text)
        if block.kind is BlockKind.LIST_ITEM:
            yield Signature(How.BULLETS, _bullet(block)), start
        elif block.kind is not BlockKind.ROW:
            yield Signature(How.STYLE, look(block)), start

    def of(self, spot: Spot) -> Examples:
        """The signatures of a spot where words are, each with its own beginning."""
        result = dict(self.at(spot.at))
        if self.blocks[spot.at].kind is BlockKind.ROW:
            # The words of a cell bind its column: what is beside it is no mark of it.
            result = {key: one for key, one in result.items() if one.cell == spot.cell}
            column = Signature(How.COLUMNS, str(spot.cell))
            return {**result, column: Start(at=spot.at, cell=spot.cell)}
        own = [replace(spot.mark, at=spot.at)] if spot.mark else []
        if not own and MARKED.isdisjoint(signature.how for signature in result):
            # A label or a number that is alone has its text below.
            above = self.by_block.get(self._above(spot.at), ())
            own = [mark for mark in above if not mark.title]
        marks = {}
        for mark in own:
            for family in mark.families:
                marks[Signature(mark.how, family)] = mark
        return {**marks, **result}

    def _above(self, at: int) -> int:
        """The block before another, notes left out."""
        before = at - 1
        while before >= 0 and self.blocks[before].kind is BlockKind.NOTE:
            before -= 1
        return before

    def section(self, at: int) -> int:
        """The heading that a block is below; -1 if there is none."""
        above = [heading.at for heading in self.headings if heading.at < at]
        return max(above, default=-1)


def _bullet(block: TextBlock) -> str:
    """The sign and depth of a list item; « a) » and « 12. » have the same sign."""
    sign = re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", "a", block.marker))
    return f"{sign} {block.level}"


def look(block: TextBlock) -> str:
    """How a block looks, whatever it says: kind, level, and if it begins in bold."""
    level = 0 if block.kind is BlockKind.ROW else block.level
    return f"{block.kind} {level} {block.bold or bool(block.lead)}"


def pointed(
    firsts: Sequence[Spot] | None, lasts: Sequence[Spot] | None, marks: Marks
) -> Iterator[ListCandidate]:
    """The lists that two ends may mean, over all spots that their words are at.

    An end that is not given is where what is alike ends.
    """
    ways = [*_ways(firsts, lasts, marks)]
    is_shared = False
    for first, last in ways:
        for signature, start in first.items():
            end = last.get(signature)
            is_group = signature.how is How.LABELS and signature.family in GROUP_WORDS
            if end is not None and start.at <= end.at and not is_group:
                is_shared = True
                yield from between(signature, start, end, marks)
    if not is_shared:
        for first, last in ways:
            yield from _in_two_parts(first, last, marks)


def _ways(
    firsts: Sequence[Spot] | None, lasts: Sequence[Spot] | None, marks: Marks
) -> Iterator[tuple[Examples, Examples]]:
    """The pairs of examples at two ends."""
    if firsts is None or lasts is None:
        for spot in (firsts or lasts or ())[:_MANY]:
            examples = marks.of(spot)
            whole = {key: widest(key, one, marks) for key, one in examples.items()}
            start = {key: ends[0] for key, ends in whole.items()}
            end = {key: ends[1] for key, ends in whole.items()}
            yield (examples, end) if lasts is None else (start, examples)
        return
    # Of words that begin many texts, the first and the last spots give the longest
    # list.
    known = {spot: marks.of(spot) for spot in (*firsts[:_MANY], *lasts[-_MANY:])}
    for one in firsts[:_MANY]:
        for other in lasts[-_MANY:]:
            if one.at <= other.at:
                yield known[one], known[other]


def widest(signature: Signature, start: Start, marks: Marks) -> tuple[Start, Start]:
    """The ends of what is alike around a beginning.

    Of labels, codes and headings all in the document; of numbers their run; of bullets
    and plain text those of the section; of a column the tables that are alike.
    """
    if signature.how is How.COLUMNS:
        rows = _rows_alike(marks.blocks, start.at, start.at, everywhere=True)
        own = shapes_of(marks.blocks[start.at], start.cell)
        filled = [
            row for row in rows if shapes_of(marks.blocks[row], start.cell) == own
        ]
        return replace(start, at=filled[0]), replace(start, at=filled[-1])
    known = marks.by_signature[signature]
    if signature.how is How.NUMBERS:
        for run in runs_of(known, marks.blocks):
            if start in run:
                return run[0], run[-1]
        return start, start
    is_heading = marks.blocks[start.at].kind is BlockKind.HEADING
    if signature.how not in MARKED and not is_heading:
        section = marks.section(start.at)
        known = [one for one in known if marks.section(one.at) == section]
    return (known[0], known[-1]) if known else (start, start)


def between(
    signature: Signature, first: Start, last: Start, marks: Marks
) -> Iterator[ListCandidate]:
    """The lists of what has a signature from the first to the last item.

    Several where numbers may be read in two ways: as one run, or as runs that begin
    anew.
    """
    if signature.how is How.COLUMNS:
        yield from _in_rows(first, last, marks)
        return
    known = marks.by_signature[signature]
    inside = [first, *(one for one in known if first.at < one.at < last.at)]
    inside += [last] * (last != first)
    word = signature.family if signature.how in MARKED else ""
    for entries in _readings(signature, inside, marks.blocks):
        found = ListCandidate(
            how=signature.how,
            entries=tuple(entries),
            word=word,
            shown=first.shown,
            until=_end(signature, entries, marks),
        )
        yield completed(found, marks.by_kind) if word else found


def _readings(
    signature: Signature, inside: list[Start], blocks: Sequence[TextBlock]
) -> Iterator[list[Start]]:
    """The ways to read beginnings as a list from the first to the last of them."""
    first, last = inside[0], inside[-1]
    has_numbers = signature.how in MARKED and all(len(one.value) == 1 for one in inside)
    if signature.how is not How.NUMBERS:
        yield inside
    if not has_numbers:
        return
    looks = {look(blocks[first.at]), look(blocks[last.at])}
    alike = [one for one in inside if look(blocks[one.at]) in looks]
    for some in (alike, inside):
        for run in runs_of(some, blocks):
            if run[0] == first and last in run:
                yield run[: run.index(last) + 1]
    values = [one.value for one in inside]
    if signature.how is How.NUMBERS and values == sorted(set(values)):
        # Of a choice of items many numbers lack.
        yield inside
    rows = _behind_each_other(runs_of(alike, blocks))
    if rows[:1] == [first] and last in rows:
        yield rows[: rows.index(last) + 1]


def _behind_each_other(runs: Iterable[list[Start]]) -> list[Start]:
    """Numbers that begin anew, each run behind the one before (fr-pallcn)."""
    rows: list[Start] = []
    for run in runs:
        if not rows or run[0].at > rows[-1].at:
            rows += run
    return rows


def _end(signature: Signature, entries: Sequence[Start], marks: Marks) -> int:
    """The block that ends the last item's text: the next one that is marked as it is.

    Behind bullets and what is marked by its style alone, what looks as nothing between
    two items does is no text of the last one.
    """
    last = entries[-1].at
    others = (one.at for one in marks.by_signature[signature] if one.at > last)
    end = next(others, len(marks.blocks))
    if signature.how in MARKED:
        return end
    places = {entry.at for entry in entries}
    texts = [at for at in range(entries[0].at, last) if at not in places]
    looks = {look(marks.blocks[at]) for at in texts}
    for at in range(last + 1, end):
        if look(marks.blocks[at]) not in looks:
            return at
    return end


def _in_rows(first: Start, last: Start, marks: Marks) -> Iterator[ListCandidate]:
    """The rows from one to another; the words of both are in one column."""
    blocks = marks.blocks
    rows = _rows_alike(blocks, first.at, last.at)
    top = next(table[0] for table in tables(blocks) if first.at in table)
    heads = blocks[top].cells if top != first.at else ()
    columns = columns_at(blocks, rows, (first, last), heads)
    entries = tuple(entries_of(blocks, rows, columns))
    if entries:
        shown = heads[columns.title] if columns.title < len(heads) else ""
        yield ListCandidate(
            how=How.COLUMNS, entries=entries, columns=columns, shown=shown
        )


def _rows_alike(
    blocks: Sequence[TextBlock], first: int, last: int, *, everywhere: bool = False
) -> list[int]:
    """The rows from one to another of their tables, and of those with that head."""
    found = tables(blocks)
    alike: set[object] = set()
    for table in found:
        if first in table or last in table:
            alike.update(_keys(table, blocks))
    return [
        row
        for table in found
        if not alike.isdisjoint(_keys(table, blocks))
        for row in table
        if everywhere or first <= row <= last
    ]


def _keys(table: Sequence[int], blocks: Sequence[TextBlock]) -> tuple[object, object]:
    """What tables of one list share, at least one of both: the head and the width."""
    return blocks[table[0]].cells, max(len(blocks[row].cells) for row in table)


def _in_two_parts(
    first: Examples, last: Examples, marks: Marks
) -> Iterator[ListCandidate]:
    """The lists of two parts: what is like the first item, then what is like the last.

    Three bullets, then numbers from 1 (sn-ofnac-2023).
    """
    for signature, start in first.items():
        for other, end in last.items():
            if How.COLUMNS in {signature.how, other.how}:
                continue
            rest = _second_part(other, start, end, marks)
            known = marks.by_signature[signature]
            head = [one for one in known if rest and start.at <= one.at < rest[0].at]
            if head:
                is_marked = other.how in MARKED
                yield ListCandidate(
                    how=other.how if is_marked else signature.how,
                    entries=(*head, *rest),
                    word=other.family if is_marked else "",
                    shown=start.shown or end.shown,
                    until=_end(other, rest, marks),
                )


def _second_part(
    signature: Signature, first: Start, last: Start, marks: Marks
) -> list[Start]:
    """What is like the last item, after the first; of numbers the run it ends."""
    known = marks.by_signature[signature]
    inside = [one for one in known if first.at < one.at <= last.at]
    if signature.how in MARKED and len(last.value) == 1:
        runs = [run for run in runs_of(inside, marks.blocks) if last in run]
        return runs[0][: runs[0].index(last) + 1] if runs else []
    return inside

"""Lists that a document may have: the beginnings of items, and what they make up."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter

from jamplan.documents import starts
from jamplan.documents.starts import ITEM_WORDS, How, Section, Start
from jamplan.documents.textblocks import BlockKind, TextBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table that hold the parts of items."""

    title: int
    number: int | None = None
    text: int | None = None
    chapter: int | None = None
    page: int | None = None
    heads: tuple[str, ...] = ()
    """The row of the head, if there is one."""
    names: tuple[str, ...] = ()
    """What it calls all columns, if it has two rows."""
    is_named: bool = True
    """Whether the head names the column of titles."""

    def details(self, row: TextBlock) -> tuple[tuple[str, str], ...]:
        """The cells of the other columns with their heads: who is to act, and when."""
        own = {self.title, self.number, self.text, self.chapter, self.page}
        named = enumerate(zip(self.names or self.heads, row.cells, strict=False))
        return tuple(
            (head, text) for n, (head, text) in named if head and text and n not in own
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCandidate:
    """A list that a document may have."""

    how: How
    entries: tuple[Start, ...]
    word: str = ""
    """The folded word of its labels, the shape of its codes, or what its numbers end
    in.
    """
    shown: str = ""
    """The word as printed, or the heads of the columns of numbers and titles."""
    columns: Columns | None = None
    until: int | None = None
    """The block that its last item ends before, if that is known."""

    @property
    def is_known(self) -> bool:
        """Whether its labels are words for items."""
        return self.how is How.LABELS and self.word in ITEM_WORDS

    @property
    def places(self) -> set[int]:
        """The blocks that its items begin in."""
        return {entry.at for entry in self.entries}


_IN_TEXT = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


def marks_of(blocks: Sequence[TextBlock]) -> Iterator[Start]:
    """All beginnings of items: at most one of each kind in a block."""
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.NOTE:
            continue
        # « • Recommandation 3 : »; a number behind a bullet begins no item.
        line = block.text if starts.label(block.text) else block.line
        texts = (
            enumerate(block.cells) if block.kind is BlockKind.ROW else [(None, line)]
        )
        is_heading = block.kind is BlockKind.HEADING
        parsed = (
            (cell, starts.starts(text, in_heading=is_heading)) for cell, text in texts
        )
        # A heading with such a number is a section.
        if block.kind in _IN_TEXT and not block.bold and (mark := starts.roman(line)):
            yield replace(mark, at=at)
        for cell, marks in itertools.islice(filter(itemgetter(1), parsed), 1):
            yield from (replace(mark, at=at, cell=cell) for mark in marks)


def several_at_once(blocks: Sequence[TextBlock]) -> Iterator[Start]:
    """The beginnings of several items with one text: « Recommandations n° 2 à 4 : »."""
    for at, block in enumerate(blocks):
        mark = starts.together(block.text)
        if mark and mark.is_item:
            yield replace(mark, at=at)


def inner_marks(blocks: Sequence[TextBlock]) -> Iterator[Start]:
    """What could begin an item amid a text."""
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.NOTE:
            for mark in starts.inner(block.line):
                yield replace(mark, at=at)


def runs_of(entries: Iterable[Start], blocks: Sequence[TextBlock]) -> list[list[Start]]:
    """Entries as runs of numbers, each one more than the last, from a number up to 2.

    The first one may have no number that a reader sees; one may be missing after two.
    """
    runs: list[list[Start]] = []
    for entry in entries:
        value, kind = entry.value[0], blocks[entry.at].kind
        # The highest number is the last one; of several, that of a kind of block, then
        # the latest.
        open_runs = [
            (last.value[0], blocks[last.at].kind is kind, last.at, run)
            for run in runs
            for last in run[-1:]
            if last.value < entry.value and value - last.value[0] <= min(2, len(run))
        ]
        if value <= 1 or (value == 2 and not open_runs):
            runs.append([entry])
        elif open_runs:
            max(open_runs)[-1].append(entry)
    return runs


def joined(
    runs: Iterable[ListCandidate], headings: Sequence[Section]
) -> Iterator[ListCandidate]:
    """Runs that begin anew, each below its own heading, as one list (fr-pallcn).

    Below headings of one kind that announce a list, numbers and bullets are one too
    (sn-ofnac-2023); « Constats » and « Propositions d'actions » are two lists
    (fr-floss1), each chapter may have its own « Propositions ».
    """
    groups: defaultdict[tuple[int, str], dict[int, ListCandidate]] = defaultdict(dict)
    for run in sorted(runs, key=lambda run: run.entries[0].at):
        first, places = run.entries[0], run.places
        if first.value > (1,):
            continue
        above = starts.path_to(
            first.at, [other for other in headings if other.at not in places]
        )
        for place, heading in enumerate(above):
            if starts.announces(heading.text):
                parent = above[place - 1].at if place else -1
                groups[parent, heading.scheme].setdefault(heading.at, run)
            elif heading is above[-1]:
                groups[-1, run.word].setdefault(heading.at, run)
            if heading is above[-1]:
                groups[-2, heading.text].setdefault(heading.at, run)
    for members in groups.values():
        if len(members) > 1:
            entries = tuple(entry for run in members.values() for entry in run.entries)
            how = How.NUMBERS if any(entry.number for entry in entries) else How.BULLETS
            lead = next(iter(members.values()))
            yield replace(lead, how=how, entries=entries, until=None)


def completed(
    candidate: ListCandidate, marks: Mapping[str, Sequence[Start]]
) -> ListCandidate:
    """A list with the items missing between two others, unlabelled or in a text.

    « 2.2 : Tenir… » between labels (fr-rc), « 19. homologuer… ; 20.veiller… »
    (sn-ofnac-2023), « policies GV-1.4-001 and » (en-nist600), « 15 Utiliser… » in one
    cell.
    """
    known = {entry.number for entry in candidate.entries}
    order = sorted(candidate.entries, key=attrgetter("at"))
    lacking: dict[str, Start] = {}
    for first, last in itertools.pairwise(order):
        for mark in marks[kind_of(first)]:
            is_between = (
                first.at <= mark.at <= last.at and first.value < mark.value < last.value
            )
            if is_between and mark.number not in known:
                lacking.setdefault(mark.number, mark)
    entries = sorted(
        [*order, *lacking.values()], key=lambda entry: (entry.at, entry.value)
    )
    return replace(candidate, entries=tuple(entries))


def kind_of(mark: Start) -> str:
    """What the numbers of a list have in common; a label with one number is its own."""
    kind = re.sub(r"\d+", "0", mark.number)
    return f"{mark.how} {kind}" if mark.how is How.LABELS and "." not in kind else kind

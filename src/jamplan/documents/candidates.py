"""The lists that a document may have: each shape of an item's beginning gives candidates."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter

from jamplan.documents import starts
from jamplan.documents.starts import GROUP_WORDS, ITEM_WORDS, How, Section, Start
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
    """The folded word of its labels, the shape of its codes, or what its numbers end in."""
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


def candidates(
    blocks: Sequence[TextBlock],
    headings: Sequence[Section],
    in_tables: Iterable[ListCandidate] = (),
) -> list[ListCandidate]:
    """All lists that a document may have, unordered, with those that were found in its tables."""
    groups: defaultdict[str, list[Start]] = defaultdict(list)
    marks = list(marks_of(blocks))
    # Of several items with one text, unless they are mentioned so, or a section is headed.
    known = {mark.number for mark in marks if mark.family in ITEM_WORDS}
    for at, block in enumerate(blocks):
        mark = starts.together(block.text) if known else None
        if (
            mark
            and mark.family in ITEM_WORDS
            and known.isdisjoint((mark.number, *mark.others))
        ):
            marks.append(replace(mark, at=at))
    marks.sort(key=attrgetter("at"))
    for mark in marks:
        for family in (
            dict.fromkeys(mark.families) if mark.family not in GROUP_WORDS else ()
        ):
            groups[family].append(mark)
    lists: list[ListCandidate] = []
    runs = list(_bullets(blocks))
    for family, members in groups.items():
        parts = runs_of(members, blocks) if members[0].how is How.NUMBERS else []
        runs += [list_of(run, family) for run in parts]
        # Numbers of a choice of items lack many, and none comes again.
        is_list = not parts or len({one.number for one in members}) == len(members)
        if is_list and members not in parts:
            lists.append(list_of(members, family))
    lists += [*runs, *joined((run for run in runs if len(run.entries) > 1), headings)]
    for scheme in dict.fromkeys(heading.scheme for heading in headings):
        # Headings without numbers that say what to do.
        entries = [
            Start(at=one.at, title=one.text) for one in headings if one.scheme == scheme
        ]
        if scheme[0] == "h" and 2 * sum(
            starts.asks(entry.title) for entry in entries
        ) > len(entries):
            lists.append(ListCandidate(how=How.STYLE, entries=tuple(entries)))
    kinds: defaultdict[str, list[Start]] = defaultdict(list)
    for mark in sorted([*marks, *inner_marks(blocks)], key=attrgetter("at")):
        kinds[kind_of(mark)].append(mark)
    # Two known labels are a list, three of all else.
    lists = [found for found in lists if len(found.entries) > 2 - found.is_known]
    return [completed(found, kinds) for found in (*lists, *in_tables)]


def list_of(marks: Sequence[Start], word: str) -> ListCandidate:
    """The list of beginnings of one kind."""
    return ListCandidate(
        how=marks[0].how, entries=tuple(marks), word=word, shown=marks[0].shown
    )


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
        for cell, marks in itertools.islice(filter(itemgetter(1), parsed), 1):
            yield from (replace(mark, at=at, cell=cell) for mark in marks)


def inner_marks(blocks: Sequence[TextBlock]) -> Iterator[Start]:
    """What could begin an item amid a text."""
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.NOTE:
            for mark in starts.inner(block.line):
                yield replace(mark, at=at)


def runs_of(entries: Iterable[Start], blocks: Sequence[TextBlock]) -> list[list[Start]]:
    """Entries as runs of numbers, each one more than the last; they begin with a number up to 2.

    The first one may have no number that a reader sees; one may be missing after two.
    """
    runs: list[list[Start]] = []
    for entry in entries:
        value, kind = entry.value[0], blocks[entry.at].kind
        # The highest number is the last one; of several, that of a kind of block, then the latest.
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


def _bullets(blocks: Sequence[TextBlock]) -> Iterator[ListCandidate]:
    """Bullets below a heading, or a sentence with a colon, that announces a list."""
    entries: list[Start] = []
    is_open = False
    for at, block in enumerate([*blocks, TextBlock(kind=BlockKind.PARAGRAPH)]):
        if is_open and is_bulleted(block):
            if block.level == 0:
                entries.append(Start(at=at, title=block.text))
        elif block.kind is not BlockKind.NOTE:
            if entries:
                yield ListCandidate(how=How.BULLETS, entries=tuple(entries))
                entries = []
            lead = block.kind is BlockKind.HEADING or block.text.endswith(":")
            is_open = lead and starts.announces(block.text) > 0


def is_bulleted(block: TextBlock) -> bool:
    """Whether a block has a bullet, no number or letter."""
    return block.kind is BlockKind.LIST_ITEM and not any(
        sign.isalnum() for sign in block.marker
    )


def joined(
    runs: Iterable[ListCandidate], headings: Sequence[Section]
) -> Iterator[ListCandidate]:
    """Runs that begin anew, each below its own heading, as one list (fr-pallcn).

    Below headings of one kind that announce a list, numbers and bullets are one too (sn-ofnac-2023);
    « Constats » and « Propositions d'actions » are two lists (fr-floss1), each chapter may have its
    own « Propositions ».
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
    """A list with the items that lack between two others, without their label or amid a paragraph.

    « 2.2 : Tenir… » between labels (fr-rc), « 19. homologuer… ; 20.veiller… » (sn-ofnac-2023),
    « policies GV-1.4-001 and » (en-nist600), « 15 Utiliser… » in one cell.
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
    """What the numbers of a list have in common; a label with one number is one of its own kind."""
    kind = re.sub(r"\d+", "0", mark.number)
    return f"{mark.how} {kind}" if mark.how is How.LABELS and "." not in kind else kind

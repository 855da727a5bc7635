"""The lists that a document may have: each shape of an item's beginning gives candidates."""

import re
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter

from jamplan.documents import starts
from jamplan.documents.starts import GROUP_WORDS, ITEM_WORDS, Section, Start, is_contents
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
class ListCandidate:
    """A list that a document may have."""

    how: How
    entries: tuple[Start, ...]
    word: str = ""
    """The folded word of its labels, the shape of its codes, or what its numbers end in."""
    shown: str = ""
    """The word as printed, or the heads of the columns of numbers and titles."""
    columns: Columns | None = None

    @property
    def is_known(self) -> bool:
        """Whether its labels are words for items."""
        return self.how is How.LABELS and self.word in ITEM_WORDS

    @property
    def places(self) -> set[int]:
        """The blocks that its items begin in."""
        return {entry.at for entry in self.entries}


HOWS = {"label": How.LABELS, "code": How.CODES, "decimal": How.CODES, "number": How.NUMBERS}


def families(start: Start) -> list[str]:
    """What the lists have in common that a beginning can be of.

    Labels with and without numbers are one list. « R1 » and « A1 » may be two lists, as « Q1.1 » and
    « R1.1 », or one: « EQ-01 », « ST-01 » (fr-poleemploi). « 6.1.1 » to « 6.2.21 » under
    « 6. Recommendations » are a list too.
    """
    family = start.family
    match start.how:
        case "label" if family in GROUP_WORDS:
            return []
        case "code":
            digits = family.lstrip(string.ascii_letters)
            own = re.sub(r"[^A-Za-z].*", digits, start.number)
            return list(dict.fromkeys([family, f"A{digits}", own]))
        case "decimal":
            return [family, f"{start.value[0]}{family}"]
        case _:
            return [family]


def candidates(blocks: Sequence[TextBlock], headings: Sequence[Section]) -> list[ListCandidate]:
    """All lists that a document may have but those in tables, unordered."""
    groups: defaultdict[tuple[str, str], list[Start]] = defaultdict(list)
    marks = list(marks_of(blocks))
    for mark in marks:
        for family in families(mark):
            groups[mark.how, family].append(mark)
    lists: list[ListCandidate] = []
    runs = list(_bullets(blocks))
    for (how, family), members in groups.items():
        if how == "number":
            runs += [list_of(run, family) for run in _runs(members, blocks)]
        else:
            lists.append(list_of(members, family))
    lists += [*runs, *joined(runs, headings)]
    kinds: defaultdict[str, list[Start]] = defaultdict(list)
    for mark in sorted([*marks, *_inner_marks(blocks)], key=attrgetter("at")):
        kinds[_without_digits(mark.number)].append(mark)
    # Two known labels are a list, three of all else.
    return [_completed(found, kinds) for found in lists if len(found.entries) > 2 - found.is_known]


def list_of(marks: Sequence[Start], word: str) -> ListCandidate:
    """The list of beginnings of one kind."""
    first = marks[0]
    return ListCandidate(how=HOWS[first.how], entries=tuple(marks), word=word, shown=first.shown)


def marks_of(blocks: Sequence[TextBlock]) -> Iterator[Start]:
    """All beginnings of items: at most one of each kind in a block."""
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.NOTE or is_contents(block.text):
            continue
        if block.kind is BlockKind.ROW:
            # A label in the fourth column or later is a cross-reference.
            cells = ((n, starts.starts(text)) for n, text in enumerate(block.cells[:3]))
            marks = (
                [replace(parsed, at=at, cell=n) for parsed in found if parsed.how != "number"]
                for n, found in cells
            )
            yield from next(filter(None, marks), [])
            continue
        # « • Recommandation 3 : »; a number behind a bullet begins no item.
        text = block.text if starts.label(block.text) else block.line
        yield from (replace(parsed, at=at) for parsed in starts.starts(text))


_AMID = re.compile(r"(?<=[.;:!?]\s)(?=\d)|(?<![\w.-])(?=[A-Z]{1,4}-\d+\.\d)")


def _inner_marks(blocks: Sequence[TextBlock]) -> Iterator[Start]:
    """What could begin an item amid a text: a number after a sentence, a code of several parts."""
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.NOTE and not is_contents(block.text):
            for match in _AMID.finditer(block.line):
                if parsed := starts.start(block.line[match.end() :]):
                    yield replace(parsed, at=at)


def _runs(entries: Iterable[Start], blocks: Sequence[TextBlock]) -> list[list[Start]]:
    """Entries as runs of numbers, each one more than the last; they begin with a number up to 2.

    The first one may have no number that a reader sees; one may be missing after two.
    """
    runs: list[list[Start]] = []
    for entry in entries:
        value = entry.value[0]
        open_runs = [
            run
            for run in runs
            if run[-1].value < entry.value and value - run[-1].value[0] <= min(2, len(run))
        ]
        if (value <= 1 and len(entry.value) == 1) or (value == 2 and not open_runs):
            runs.append([entry])
        elif open_runs:
            _last(open_runs, blocks[entry.at].kind, blocks).append(entry)
    return runs


def _last(runs: Sequence[list[Start]], kind: BlockKind, blocks: Sequence[TextBlock]) -> list[Start]:
    """The run with the highest number; of several, that of a kind of block, then the latest."""

    def order(run: list[Start]) -> tuple[int, bool, int]:
        return run[-1].value[0], blocks[run[-1].at].kind is kind, run[-1].at

    return max(runs, key=order)


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
    return block.kind is BlockKind.LIST_ITEM and not any(sign.isalnum() for sign in block.marker)


def joined(runs: Iterable[ListCandidate], headings: Sequence[Section]) -> Iterator[ListCandidate]:
    """Runs that begin anew below each heading of one kind, as one list (fr-pallcn).

    Numbers and bullets too, if each of the headings announces a list (sn-ofnac-2023).
    """
    groups: defaultdict[tuple[object, ...], dict[int, ListCandidate]] = defaultdict(dict)
    clear: dict[tuple[int, int], int] = {}
    for run in sorted(runs, key=lambda run: run.entries[0].at):
        first = run.entries[0]
        if first.value > (1,) or len(run.entries) < 2:
            continue
        places = run.places
        own = {(other.scheme, other.level) for other in headings if other.at in places}
        # Neither items of a run, nor headings in the type of one.
        others = [other for other in headings if (other.scheme, other.level) not in own]
        above = starts.path_to(first.at, others)
        for place, heading in enumerate(above):
            clear[heading.at, first.at] = max(starts.announces(one.text) for one in above[place:])
            family = (run.how, run.word)
            parent = above[place - 1].at if place else -1
            for key in [family, "announced"] if starts.announces(heading.text) else [family]:
                group = groups[parent, heading.scheme, key]
                group.setdefault(heading.at, run)
    for members in groups.values():
        # « Constats » and « Propositions d'actions » are two lists (fr-floss1).
        degrees = {clear[at, run.entries[0].at] for at, run in members.items()}
        if len(members) > 1 and not degrees >= {0, 2}:
            entries = [entry for run in members.values() for entry in run.entries]
            first_run = next(iter(members.values()))
            has_numbers = any(entry.number for entry in entries)
            yield replace(
                first_run, how=How.NUMBERS if has_numbers else How.BULLETS, entries=tuple(entries)
            )


def _completed(candidate: ListCandidate, marks: Mapping[str, Sequence[Start]]) -> ListCandidate:
    """A list with the items that lack between two others, without their label or amid a paragraph.

    « 2.2 : Tenir… » between labels (fr-rc), « 19. homologuer… ; 20.veiller… » (sn-ofnac-2023),
    « policies GV-1.4-001 and » (en-nist600). A number without a point is taken only from its own kind.
    """
    known = {entry.number for entry in candidate.entries}
    order = sorted(candidate.entries, key=attrgetter("at"))
    extra: dict[str, Start] = {}
    for first, last in pairwise(order):
        kind = _without_digits(first.number)
        for mark in marks.get(kind, ()):
            is_own = HOWS[mark.how] is candidate.how or "." in kind
            if is_own and first.at <= mark.at <= last.at and first.value < mark.value < last.value:
                extra.setdefault(mark.number, mark)
    lacking = [mark for number, mark in extra.items() if number not in known]
    entries = sorted([*order, *lacking], key=lambda entry: (entry.at, entry.value))
    return replace(candidate, entries=tuple(entries))


def _without_digits(number: str) -> str:
    return re.sub(r"\d+", "0", number)

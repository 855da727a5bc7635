"""The lists that a document may have: each way of writing lists gives candidates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from jamplan.documents.starts import (
    GROUP_WORDS,
    ITEM_WORDS,
    Start,
    announces,
    is_contents,
    start,
    value_of,
)
from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.language.folding import without_accents


class How(StrEnum):
    """How the items of a list are marked."""

    LABELS = "labels"
    CODES = "codes"
    NUMBERS = "numbers"
    COLUMNS = "columns"
    BULLETS = "bullets"
    MIXED = "mixed"
    """Numbers, and bullets before them."""
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table that hold the parts of items."""

    number: int | None = None
    title: int | None = None
    text: tuple[int, ...] = ()
    chapter: int | None = None
    page: int | None = None
    is_named: bool = False
    """Whether the head of the table names the column of titles."""


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
    """The folded word of its labels, or the shape of its codes."""
    shown: str = ""
    """The word as printed, or the heads of the columns of numbers and titles."""
    columns: Columns | None = None

    @property
    def places(self) -> set[int]:
        """The blocks that its items begin in."""
        return {entry.at for entry in self.entries}


def extend(runs: list[list[Entry]], entry: Entry, blocks: Sequence[TextBlock]) -> None:
    """Put an entry at the end of the run that it continues, or begin one with number 0 or 1.

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


@dataclass(frozen=True, slots=True)
class _Beginning:
    at: int
    start: Start
    cell: int | None


def candidates(blocks: Sequence[TextBlock]) -> list[ListCandidate]:
    """All lists that a document may have, unordered."""
    beginnings = list(_beginnings(blocks))
    marked = [*_labels(beginnings), *_runs(blocks, beginnings)]
    lists = [_completed(blocks, marks) for marks in marked if len(marks.entries) >= _least(marks)]
    bullets = list(_bullets(blocks))
    lists += [*table_lists(blocks), *bullets, *_mixed(lists, bullets)]
    return [candidate for candidate in lists if len(candidate.entries) >= _least(candidate)]


def _least(candidate: ListCandidate) -> int:
    """The fewest items of a list: two rows of a sheet or two known labels, three of all else."""
    is_sure = candidate.how is How.COLUMNS or (
        candidate.how is How.LABELS and candidate.word in ITEM_WORDS
    )
    return 2 if is_sure else 3


def _completed(blocks: Sequence[TextBlock], candidate: ListCandidate) -> ListCandidate:
    """A list with the items inside a paragraph or a cell that continue it.

    « 19. homologuer… ; 20.veiller… » (sn-ofnac-2023).
    """
    if candidate.how is How.CODES and any(sign.isalpha() for sign in candidate.word):
        return _with_stray_codes(blocks, candidate)
    entries = list(candidate.entries)
    # A list that is printed twice has its missing numbers in the other printing.
    if not entries[0].number or len({entry.number for entry in entries}) < 0.9 * len(entries):
        return candidate
    for before, after in zip(candidate.entries, [*candidate.entries[1:], None], strict=True):
        at, cut = before.at, before.title
        for number in _between(before.number, after.number if after else ""):
            pattern = _pattern(candidate, number)
            end = after.at if after else before.at + 1
            for index in range(at, max(end, at + 1)):
                text = cut if index == at else blocks[index].line
                if match := pattern.search(text):
                    entries.append(Entry(at=index, number=number, title=text[match.end() :].strip()))
                    at, cut = index, text[match.end() :]
                    break
    entries.sort(key=lambda entry: (entry.at, entry.value))
    return replace(candidate, entries=tuple(entries))


def _with_stray_codes(blocks: Sequence[TextBlock], candidate: ListCandidate) -> ListCandidate:
    """A list with the codes of its shape inside a cell: « policies GV-1.4-001 and » (en-nist600)."""
    shape = re.sub("A", "[A-Z]{1,4}", re.escape(candidate.word)).replace("0", r"\d{1,3}")
    pattern = re.compile(rf"(?<![\w.-]){shape}(?![\w-]|\.\d)")
    known = {entry.number for entry in candidate.entries}
    entries = list(candidate.entries)
    # « R1 » and « 1.2 » occur in many places at which no item begins.
    if not re.search(r"A.*0.*0", candidate.word) or len(known) < 10:
        return candidate
    for at, block in enumerate(blocks):
        for match in pattern.finditer(block.line):
            if match[0] not in known:
                known.add(match[0])
                entries.append(Entry(at=at, number=match[0], title=block.line[match.end() :].strip()))
    entries.sort(key=lambda entry: entry.at)
    return replace(candidate, entries=tuple(entries))


def _between(before: str, after: str) -> list[str]:
    """Numbers missing between two: at most three, and the first three of the next group."""
    front, digits = _split(before)
    next_front, next_digits = _split(after)
    if not digits:
        return []
    if front == next_front and next_digits:
        values = range(int(digits) + 1, int(next_digits))
        return [f"{front}{value:0{len(digits)}}" for value in values] if len(values) <= 3 else []
    following = [f"{front}{int(digits) + step:0{len(digits)}}" for step in (1, 2, 3)]
    if not next_front or not next_digits or int(next_digits) > 4:
        return following
    return following + [f"{next_front}{value}" for value in range(1, int(next_digits))]


def _split(number: str) -> tuple[str, str]:
    """A number's front and its last digits: « 1.2. » and « 3 »."""
    front = number.rstrip("0123456789")
    return front, number[len(front) :]


def _pattern(candidate: ListCandidate, number: str) -> re.Pattern[str]:
    escaped = re.escape(number)
    if candidate.how is How.LABELS:
        return re.compile(
            rf"{candidate.shown}\s*(?:n\s?[°ºo])?\s*{escaped}\s*[:.–-]+\s*", re.IGNORECASE
        )
    if candidate.how is How.CODES:
        return re.compile(rf"(?:^|(?<=\s)){escaped}\.?\s(?=[A-ZÀ-Ý«])")
    return re.compile(rf"(?:^|(?<=[.;:!?]\s)){escaped}\s?[.)]\s?(?=[A-Za-zÀ-ÿ«])")


def _beginnings(blocks: Sequence[TextBlock]) -> Iterator[_Beginning]:
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.NOTE or is_contents(block.text):
            continue
        if block.kind is BlockKind.ROW:
            # A label in the fourth column or later is a cross-reference.
            for cell, text in enumerate(block.cells[:3]):
                parsed = start(text)
                if parsed and parsed.how in {"label", "code", "decimal"}:
                    yield _Beginning(at, parsed, cell)
                    break
            continue
        # « • Recommandation 3 : », « 6. 6.1 Le service… ».
        inner = start(block.text)
        parsed = inner if inner and inner.how != "number" else start(block.line) or inner
        if parsed:
            yield _Beginning(at, parsed, None)


def _labels(beginnings: Iterable[_Beginning]) -> Iterator[ListCandidate]:
    """Labels by their word, codes by their shape, decimals by their depth."""
    for (how, family), members in _families(beginnings).items():
        entries = tuple(
            Entry(at=member.at, number=member.start.number, title=member.start.title, cell=member.cell)
            for member in members
        )
        kind = How.LABELS if how == "label" else How.CODES
        yield ListCandidate(how=kind, entries=entries, word=family, shown=members[0].start.shown)


def _families(beginnings: Iterable[_Beginning]) -> dict[tuple[str, str], list[_Beginning]]:
    """Beginnings that can be of one list, by how they are marked and what they share."""
    families: defaultdict[tuple[str, str], list[_Beginning]] = defaultdict(list)
    for beginning in beginnings:
        parsed = beginning.start
        if parsed.how != "number" and parsed.family not in GROUP_WORDS:
            families[parsed.how, parsed.family].append(beginning)
        if parsed.how == "decimal":
            # One section's too: « 6.1.1 » to « 6.2.21 » under « 6. Recommendations ».
            families["decimal", f"{parsed.value[0]}{parsed.family}"].append(beginning)
    for (how, family), members in list(families.items()):
        letters = [re.sub(r"[^A-Za-z]", "", member.start.number) for member in members]
        changes = sum(before != after for before, after in pairwise(letters))
        # Letters in turn are questions and answers, « Q1.1 », « R1.1 », « Q1.2 »; letters
        # one after the other are parts of one list, « GV-1.1-001 », « MP-1.1-001 » (en-nist600).
        if how == "code" and changes > 2 * len(set(letters)):
            del families[how, family]
            for letter, member in zip(letters, members, strict=True):
                families[how, f"{letter} {family}"].append(member)
    return families


def _runs(blocks: Sequence[TextBlock], beginnings: Iterable[_Beginning]) -> Iterator[ListCandidate]:
    """Runs of numbers, each one more than the last."""
    runs: defaultdict[str, list[list[Entry]]] = defaultdict(list)
    for beginning in beginnings:
        if beginning.start.how == "number":
            entry = Entry(at=beginning.at, number=beginning.start.number, title=beginning.start.title)
            extend(runs[beginning.start.family], entry, blocks)
    for family in runs.values():
        for run in family:
            yield ListCandidate(how=How.NUMBERS, entries=tuple(run))


def _bullets(blocks: Sequence[TextBlock]) -> Iterator[ListCandidate]:
    """Bullets below a heading, or a sentence with a colon, that announces a list."""
    entries: list[Entry] = []
    is_open = False
    for at, block in enumerate(blocks):
        is_bullet = block.kind is BlockKind.LIST_ITEM and not any(
            sign.isalnum() for sign in block.marker
        )
        if is_bullet and is_open:
            if block.level == 0:
                entries.append(Entry(at=at, title=block.text))
            continue
        if block.kind is BlockKind.NOTE:
            continue
        if entries:
            yield ListCandidate(how=How.BULLETS, entries=tuple(entries))
            entries = []
        lead = block.kind is BlockKind.HEADING or block.text.endswith(":")
        is_open = lead and announces(block.text) > 0
    if entries:
        yield ListCandidate(how=How.BULLETS, entries=tuple(entries))


def _mixed(runs: Iterable[ListCandidate], bullets: Iterable[ListCandidate]) -> Iterator[ListCandidate]:
    """Runs of numbers with the announced bullets just before them, in one part of the document."""
    for run in runs:
        if run.how is not How.NUMBERS or len(run.entries) < 3:
            continue
        first = run.entries[0].at
        for other in bullets:
            last = other.entries[-1].at
            # One page of print, or thirty blocks, holds both.
            if last < first <= last + 30 and other.entries[0].at > first - 60:
                yield ListCandidate(how=How.MIXED, entries=(*other.entries, *run.entries))
                break


_NUMBER_HEADS = re.compile(r"(?:n[°ºo]?|num(?:ero|ber)?|ref\w*|id|code|action id|#)\W*$", re.IGNORECASE)
_TITLE_HEADS = re.compile(
    r"(?:\w+ )?(?:recommandations?|recommendations?|mesures?|measures?|propositions?|proposals?"
    r"|actions?|titles?|titre|intitule|libelle|name|nom|engagements?|commitments?|objet|regle|critere"
    r"|preconisations?)\b",
    re.IGNORECASE,
)
_TEXT_HEADS = re.compile(
    r"(?:texte?|description|detail\w*|contenu|content|commentaire)\b", re.IGNORECASE
)
_CHAPTER_HEADS = re.compile(
    r"(?:chapitre|chapter|axe|theme|thematique|section|partie|part|pilier|pillar|priorite|priority"
    r"|categor\w+|domaine|volet|objectif)\b",
    re.IGNORECASE,
)
_PAGE_HEADS = re.compile(r"pages?\b", re.IGNORECASE)
_NUMBER_CELL = re.compile(
    r"(?:n\s?[°ºo]\s?)?[A-Za-z]{0,4}[.\- ]?\d{1,3}(?:[./-]\d{1,4})*[.)]?|[A-Z]{2,}(?:[.-][A-Z0-9]+)+"
)


def tables(blocks: Sequence[TextBlock]) -> list[list[int]]:
    """The tables of a document, as the places of their rows."""
    result: list[list[int]] = []
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.ROW:
            if block.level or not result:
                result.append([])
            result[-1].append(at)
    return result


def cell(block: TextBlock, column: int | None) -> str:
    """The text of a cell; empty if the row is shorter."""
    return block.cells[column] if column is not None and column < len(block.cells) else ""


def table_lists(blocks: Sequence[TextBlock]) -> Iterator[ListCandidate]:
    """Tables whose head names a column of titles, or that have a column of numbers beside one of texts.

    Those with the same head are put together, unless they have the same numbers.
    """
    groups: list[tuple[tuple[str, ...], list[int], set[str]]] = []
    for rows in tables(blocks):
        # A sheet may have its own title above the heads.
        heads = (at for at in rows[:20] if _heads(blocks, at, ()).is_named)
        start = next(heads, rows[0])
        head = blocks[start].cells
        numbers = {text for at in rows for text in blocks[at].cells[:2] if _NUMBER_CELL.fullmatch(text)}
        same = next((group for group in groups if group[0] == head and not group[2] & numbers), None)
        if same:
            same[1].extend(at for at in rows if at > start)
            same[2].update(numbers)
        else:
            groups.append((head, list(rows), numbers))
    for head, rows, _ in groups:
        if candidate := _named(blocks, rows) or _unnamed(blocks, rows):
            columns = candidate.columns or Columns()
            named = {columns.number, columns.title}
            texts = [text for column, text in enumerate(head) if column in named]
            # A table without a head begins with an item.
            is_head = blocks[candidate.entries[0].at].cells != head
            yield replace(candidate, shown=" ".join(texts) if is_head else "")


def _named(blocks: Sequence[TextBlock], rows: Sequence[int]) -> ListCandidate | None:
    """The rows below a head that names the titles, and, in print, the numbers too."""
    for index, at in enumerate(rows[:20]):
        columns = _heads(blocks, at, rows[index + 1 :])
        is_sheet = blocks[at].page is None and len(blocks[at].cells) > 1
        if columns.title is not None and (columns.number is not None or is_sheet):
            break
    else:
        return None
    entries = [
        Entry(at=row, number=cell(blocks[row], columns.number), cell=columns.number)
        for row in rows[index + 1 :]
        if cell(blocks[row], columns.title)
    ]
    # A row with another kind of number, « I » or none, names a chapter (fr-anssi-hygiene).
    numbered = [entry for entry in entries if _NUMBER_CELL.fullmatch(entry.number)]
    if 2 * len(numbered) > len(entries):
        entries = numbered
    if len(entries) < 2:
        return None
    return ListCandidate(how=How.COLUMNS, entries=tuple(entries), columns=columns)


def _heads(blocks: Sequence[TextBlock], at: int, below: Sequence[int]) -> Columns:
    """The columns that a row names, if it is a head.

    A column of numbers has no titles, even if its name says so. The numbers may be beside the column
    that is named for them, if a head covers both.
    """
    heads = [without_accents(text).strip() for text in blocks[at].cells]
    numeric = [column for column in range(len(heads)) if _is_numeric(blocks, below, column)]

    def named(pattern: re.Pattern[str], others: Sequence[int | None] = ()) -> int | None:
        columns = (n for n, head in enumerate(heads) if n not in others and pattern.match(head))
        return next(columns, None)

    number, text = named(_NUMBER_HEADS), named(_TEXT_HEADS)
    title = named(_TITLE_HEADS, [number, *numeric])
    is_sheet = blocks[at].page is None
    if title is not None and number not in numeric and (is_sheet or number is not None):
        number = next((column for column in numeric if column < title), number)
    return Columns(
        number=number,
        title=title,
        text=(text,) if text is not None else (),
        chapter=named(_CHAPTER_HEADS, [title]),
        page=named(_PAGE_HEADS),
        is_named=title is not None,
    )


def _is_numeric(blocks: Sequence[TextBlock], rows: Sequence[int], column: int) -> bool:
    """Whether most cells of a column hold a number or a code of their own."""
    texts = [text for row in rows if (text := cell(blocks[row], column))]
    numbers = {text for text in texts if _NUMBER_CELL.fullmatch(text)}
    return len(numbers) > 2 and 2 * len(numbers) > len(texts)


def _unnamed(blocks: Sequence[TextBlock], rows: Sequence[int]) -> ListCandidate | None:
    """The rows with the longest run of numbers in one column, beside a column of texts."""
    width = max(len(blocks[at].cells) for at in rows)
    options = [_run(blocks, rows, column) for column in range(min(6, width))]
    return max(filter(None, options), key=lambda option: len(option.entries), default=None)


def _run(blocks: Sequence[TextBlock], rows: Sequence[int], column: int) -> ListCandidate | None:
    runs: list[list[Entry]] = []
    for at in rows:
        text = cell(blocks[at], column)
        if re.fullmatch(r"(?:n\s?[°ºo]\s?)?\d{1,3}[.)]?", text):
            extend(runs, Entry(at=at, number=re.sub(r"\D", "", text), cell=column), blocks)
    run = max(runs, key=len, default=[])
    if len(run) < 3:
        return None
    before = [at for at in rows if at < run[0].at][-20:]
    heads = (_heads(blocks, at, [entry.at for entry in run]) for at in reversed(before))
    columns = next((columns for columns in heads if columns.is_named), Columns())
    if columns.title is None:
        texts = [column for column in range(10) if _mean_length(blocks, run, column) >= 12]
        # A title has twelve letters or more: shorter cells are dates, sums and codes.
        title = next((other for other in texts if other != column), None)
        if title is None:
            return None
        columns = replace(columns, title=title)
    return ListCandidate(how=How.COLUMNS, entries=tuple(run), columns=replace(columns, number=column))


def _mean_length(blocks: Sequence[TextBlock], entries: Sequence[Entry], column: int) -> float:
    return sum(len(cell(blocks[entry.at], column)) for entry in entries) / len(entries)

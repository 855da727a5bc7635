"""The lists that a document may have: each way of writing lists gives candidates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jamplan.documents.outline import announces, is_contents
from jamplan.documents.starts import ITEM_WORDS, Start, start, unnumbered, value_of
from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.language.folding import without_accents


class How(StrEnum):
    """How the items of a list are told."""

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
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class _Beginning:
    at: int
    start: Start
    cell: int | None


def candidates(blocks: Sequence[TextBlock]) -> list[ListCandidate]:
    """All lists of at least three items, in no order that means anything."""
    beginnings = list(_beginnings(blocks))
    lists: list[ListCandidate] = []
    lists += _labels(blocks, beginnings)
    lists += _runs(blocks, beginnings)
    lists = [_completed(blocks, each) for each in lists if len(each.entries) >= _least(each)]
    bullets = list(_bullets(blocks))
    lists += [*_columns(blocks), *bullets, *_mixed(lists, bullets)]
    return [candidate for candidate in lists if len(candidate.entries) >= _least(candidate)]


def _least(candidate: ListCandidate) -> int:
    """How many items make a list: two rows of a sheet, or two known labels; two numbers are chance."""
    is_sure = candidate.how is How.COLUMNS or (
        candidate.how is How.LABELS and candidate.word in ITEM_WORDS and candidate.entries[0].number
    )
    return 2 if is_sure else 3


def _completed(blocks: Sequence[TextBlock], candidate: ListCandidate) -> ListCandidate:
    """A list with the items that a reader left amid a paragraph or a cell: those that continue it.

    « 19. homologuer… ; 20.veiller… », « Establish policies GV-1.4-001 and processes… ».
    """
    if candidate.how is How.CODES and any(sign.isalpha() for sign in candidate.word):
        return _with_stray_codes(blocks, candidate)
    entries = list(candidate.entries)
    # A list that is printed twice lacks nothing that one printing has.
    if not entries[0].number or len({entry.number for entry in entries}) < 0.9 * len(entries):
        return candidate
    for before, after in zip(candidate.entries, [*candidate.entries[1:], None], strict=True):
        at, cut = before.at, before.title
        for number in _between(before.number, after.number if after else ""):
            pattern = _pattern(candidate, number)
            end = after.at if after else before.at + 1
            for place in range(at, max(end, at + 1)):
                text = cut if place == at else blocks[place].line
                if match := pattern.search(text):
                    entries.append(Entry(at=place, number=number, title=text[match.end() :].strip()))
                    at, cut = place, text[match.end() :]
                    break
    entries.sort(key=lambda entry: (entry.at, entry.value))
    return replace(candidate, entries=tuple(entries))


def _with_stray_codes(blocks: Sequence[TextBlock], candidate: ListCandidate) -> ListCandidate:
    shape = re.sub("A", "[A-Z]{1,4}", re.escape(candidate.word)).replace("0", r"\d{1,3}")
    pattern = re.compile(rf"(?<![\w.-]){shape}(?![\w-]|\.\d)")
    known = {entry.number for entry in candidate.entries}
    entries = list(candidate.entries)
    # « R1 » and « 1.2 » are written in many places where no item begins.
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
            # A label in the fourth column or later is a mention.
            for cell, text in enumerate(block.cells[:3]):
                parsed = start(text)
                is_number = parsed is not None and parsed.how == "decimal" and not parsed.title
                if parsed and (parsed.how in {"label", "code"} or is_number):
                    yield _Beginning(at, parsed, cell)
                    break
            continue
        parsed, inner = start(block.line), start(block.text)
        if inner and (parsed is None or inner.how != "number"):
            # « • Recommandation 3 : », « 6. 6.1 Le service… » (fr-rgesn, fr-pte-etat).
            parsed = inner
        if parsed:
            yield _Beginning(at, parsed, None)


def _labels(blocks: Sequence[TextBlock], beginnings: Iterable[_Beginning]) -> Iterator[ListCandidate]:
    """Labels by their word, codes by their shape, and labels that bear no number."""
    families: defaultdict[tuple[str, str], list[_Beginning]] = defaultdict(list)
    for beginning in beginnings:
        parsed = beginning.start
        if parsed.how in {"label", "code"}:
            families[parsed.how, parsed.family].append(beginning)
        if parsed.how == "decimal":
            # All of one depth, and those of one section: « 6.1.1 » to « 6.2.21 » are under
            # « 6. Recommendations » (za-energy-2024, za-labour).
            families["decimal", parsed.family].append(beginning)
            families["decimal", f"{parsed.value[0]}{parsed.family}"].append(beginning)
    for (how, family), members in families.items():
        entries = tuple(
            Entry(at=each.at, number=each.start.number, title=each.start.title, cell=each.cell)
            for each in members
        )
        kind = How.LABELS if how == "label" else How.CODES
        yield ListCandidate(how=kind, entries=entries, word=family, shown=members[0].start.shown)
    words: defaultdict[str, list[Entry]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.ROW and (found := unnumbered(block.text)):
            words[found.family].append(Entry(at=at, title=found.title))
    for word, unnumbered_entries in words.items():
        yield ListCandidate(
            how=How.LABELS, entries=tuple(unnumbered_entries), word=word, shown=word.capitalize()
        )


def _runs(blocks: Sequence[TextBlock], beginnings: Iterable[_Beginning]) -> Iterator[ListCandidate]:
    """Runs of numbers, each one more than the last."""
    runs: defaultdict[str, list[list[Entry]]] = defaultdict(list)
    for beginning in beginnings:
        if beginning.start.how == "number":
            entry = Entry(at=beginning.at, number=beginning.start.number, title=beginning.start.title)
            _extend(runs[beginning.start.family], entry, blocks)
    for family in runs.values():
        for run in family:
            yield ListCandidate(how=How.NUMBERS, entries=tuple(run))


def _extend(runs: list[list[Entry]], entry: Entry, blocks: Sequence[TextBlock]) -> None:
    """Put an entry at the end of the run that it continues, or begin one with number 0 or 1.

    Of several runs, that of the same kind of block, then the latest. One or two numbers may lack in a
    run of five or more.
    """
    value = entry.value[0]

    def alike(run: list[Entry]) -> tuple[int, bool, int]:
        last, block = blocks[run[-1].at], blocks[entry.at]
        near = value - run[-1].value[0]
        same = last.kind is block.kind and (
            last.level == block.level or last.kind is not BlockKind.LIST_ITEM
        )
        return -near, same, run[-1].at

    open_runs = [
        run
        for run in runs
        if run[-1].value < entry.value
        and (value - run[-1].value[0] <= 1 or (value - run[-1].value[0] <= 3 and len(run) >= 5))
    ]
    if value <= 1 and len(entry.value) == 1:
        runs.append([entry])
    elif open_runs:
        max(open_runs, key=alike).append(entry)


_NUMBER_HEADS = re.compile(r"(?:n[°ºo]?|num(?:ero|ber)?|ref\w*|id|code|action id|#)\W*$", re.IGNORECASE)
_TITLE_HEADS = re.compile(
    r"(?:\w+ )?(?:recommandations?|recommendations?|mesures?|measures?|propositions?|proposals?"
    r"|actions?|titles?|titre|intitule|libelle|name|nom|engagements?|commitments?|objet|regle|critere|preconisations?)\b",
    re.IGNORECASE,
)
_TEXT_HEADS = re.compile(
    r"(?:texte?|description|detail\w*|contenu|content|commentaire)\b", re.IGNORECASE
)
_CHAPTER_HEADS = re.compile(
    r"(?:chapitre|chapter|axe|theme|thematique|section|partie|part|pilier|pillar|priorite|priority|categor\w+|domaine|volet|objectif)\b",
    re.IGNORECASE,
)
_PAGE_HEADS = re.compile(r"pages?\b", re.IGNORECASE)


def tables(blocks: Sequence[TextBlock]) -> list[list[int]]:
    """The tables of a document, as the places of their rows."""
    found: list[list[int]] = []
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.ROW:
            continue
        if block.level or not found:
            found.append([])
        found[-1].append(at)
    return found


def _columns(blocks: Sequence[TextBlock]) -> Iterator[ListCandidate]:
    """Tables whose head names a column of titles, or that have a column of numbers beside one of texts.

    Those with the same head are put together, unless they have the same numbers.
    """
    groups: list[tuple[tuple[str, ...], list[int], set[str]]] = []
    for rows in tables(blocks):
        head, numbers = blocks[rows[0]].cells, _numbers(blocks, rows)
        same = next((group for group in groups if group[0] == head and not group[2] & numbers), None)
        if same:
            same[1].extend(rows[1:])
            same[2].update(numbers)
        else:
            groups.append((head, list(rows), numbers))
    for _, rows, _ in groups:
        named = _named(blocks, rows)
        if named:
            yield named
            continue
        options = [_column(blocks, rows, column) for column in range(min(6, _width(blocks, rows)))]
        best = max(filter(None, options), key=lambda each: len(each.entries), default=None)
        if best:
            yield best


def _numbers(blocks: Sequence[TextBlock], rows: Sequence[int]) -> set[str]:
    """The numbers in the first two columns of a table."""
    return {cell for at in rows for cell in blocks[at].cells[:2] if cell.isdigit()}


def _named(blocks: Sequence[TextBlock], rows: Sequence[int]) -> ListCandidate | None:
    """The rows below a head that names the titles, and, in print, the numbers too."""
    for at in rows[:20]:
        columns = _heads(blocks[at].cells)
        is_sheet = blocks[at].page is None and len(blocks[at].cells) > 1
        if columns.title is not None and (columns.number is not None or is_sheet):
            break
    else:
        return None
    filled = [row for row in rows[rows.index(at) + 1 :] if _cell(blocks[row], columns.title)]
    columns = replace(columns, number=_number_column(blocks, filled, columns))
    entries = [
        Entry(at=row, number=_cell(blocks[row], columns.number), cell=columns.number) for row in filled
    ]
    # A row with another kind of number, « I » or none, is that of a chapter (fr-anssi-hygiene).
    plain = [entry for entry in entries if _NUMBER_CELL.fullmatch(entry.number)]
    if 2 * len(plain) > len(entries):
        entries = plain
    return (
        ListCandidate(how=How.COLUMNS, entries=tuple(entries), columns=columns)
        if len(entries) > 1
        else None
    )


_NUMBER_CELL = re.compile(r"(?:n\s?[°ºo]\s?)?[A-Za-z]{0,4}[.\- ]?\d{1,3}(?:[./-]\d{1,4})*[.)]?")


def _number_column(blocks: Sequence[TextBlock], rows: Sequence[int], columns: Columns) -> int | None:
    """The column with the items' numbers: the named one, or another that has numbers in most rows.

    A head that covers two columns stands above the first (fr-rgesn24).
    """

    def count(column: int | None) -> int:
        cells = {_cell(blocks[row], column) for row in rows}
        return sum(_NUMBER_CELL.fullmatch(cell) is not None for cell in cells)

    others = [column for column in range(columns.title or 0) if column != columns.number]
    best = max([columns.number, *others], key=count)
    return best if 2 * count(best) > len(rows) else columns.number


def _cell(block: TextBlock, column: int | None) -> str:
    return block.cells[column] if column is not None and column < len(block.cells) else ""


def _width(blocks: Sequence[TextBlock], rows: Sequence[int]) -> int:
    return max(len(blocks[at].cells) for at in rows)


def _column(blocks: Sequence[TextBlock], rows: Sequence[int], column: int) -> ListCandidate | None:
    runs: list[list[Entry]] = []
    for at in rows:
        cells = blocks[at].cells
        cell = cells[column] if column < len(cells) else ""
        if re.fullmatch(r"(?:n\s?[°ºo]\s?)?\d{1,3}[.)]?", cell):
            _extend(runs, Entry(at=at, number=re.sub(r"\D", "", cell), cell=column), blocks)
    run = max(runs, key=len, default=[])
    if len(run) < 3:
        return None
    columns = _read_heads(blocks, rows, run[0].at, column)
    if columns.title is None or columns.title == column:
        others = [
            number
            for number in range(max(len(blocks[entry.at].cells) for entry in run))
            if number != column
        ]
        lengths = {number: _mean_length(blocks, run, number) for number in others}
        # A title has twelve letters or more: shorter cells are dates, sums and codes.
        title = next((number for number in others if lengths[number] >= 12), None)
        if title is None:
            return None
        columns = replace(columns, title=title)
    return ListCandidate(how=How.COLUMNS, entries=tuple(run), columns=columns)


def _read_heads(blocks: Sequence[TextBlock], rows: Sequence[int], first: int, number: int) -> Columns:
    """The columns that the head of a table names: the nearest row before the first item that does."""
    before = [at for at in rows if at < first][-20:]
    options = [_heads(blocks[at].cells) for at in reversed(before)]
    heads = next((columns for columns in options if columns.is_named), Columns())
    return replace(heads, number=number)


def _heads(cells: Sequence[str]) -> Columns:
    """The columns that a row names, if it is a head."""
    heads = [without_accents(cell) for cell in cells]

    def named(pattern: re.Pattern[str], other: int | None = None) -> int | None:
        places = (at for at, head in enumerate(heads) if at != other and pattern.match(head.strip()))
        return next(places, None)

    number, text = named(_NUMBER_HEADS), named(_TEXT_HEADS)
    title = named(_TITLE_HEADS, number)
    return Columns(
        number=number,
        title=title,
        text=(text,) if text is not None else (),
        chapter=named(_CHAPTER_HEADS),
        page=named(_PAGE_HEADS),
        is_named=title is not None,
    )


def _mean_length(blocks: Sequence[TextBlock], entries: Sequence[Entry], column: int) -> float:
    cells = [blocks[entry.at].cells for entry in entries]
    return sum(len(row[column]) for row in cells if column < len(row)) / len(entries)


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

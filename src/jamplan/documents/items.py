"""The items of a list with their whole text, title, chapter and page."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from operator import attrgetter

from rapidfuzz import fuzz

from jamplan.documents import starts
from jamplan.documents.candidates import Columns, ListCandidate
from jamplan.documents.starts import How, Section, Start
from jamplan.documents.tables import cell, has_number, is_total, tables
from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.language.folding import first_sentence, without_accents


@dataclass(frozen=True, slots=True)
class Item:
    """An item as a document gives it."""

    number: str
    title: str
    text: str
    """What follows the title."""
    page: int | None
    at: int
    """The block that it begins in."""
    end: int
    """The block that its text ends before; of a row, none."""
    chapter: str = ""
    details: tuple[tuple[str, str], ...] = ()
    """The cells of the columns that hold something else, with their heads."""

    @property
    def value(self) -> tuple[int, ...]:
        """The number to compare with others."""
        return starts.value_of(self.number)

    @property
    def shortened(self) -> bool:
        """Whether the title begins a long sentence, which the text has whole."""
        return len(self.title) > _LONG // 3 and self.text.startswith(self.title)

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title} {self.text}".strip()


@dataclass(frozen=True)
class ItemSource:
    """What items are taken from: the blocks, and their headings."""

    blocks: Sequence[TextBlock]
    headings: Sequence[Section]
    answers: bool = False
    """Whether the cells beside a label are the text of its item."""

    @cached_property
    def levels(self) -> dict[int, int]:
        """The levels of the headings by their places."""
        return {heading.at: heading.level for heading in self.headings}

    @cached_property
    def heads(self) -> set[tuple[str, ...]]:
        """The rows that are printed more than once: the heads of tables."""
        rows = Counter(block.cells for block in self.blocks if block.cells)
        firsts = {self.blocks[places[0]].cells for places in tables(self.blocks)}
        # A cell alone in its row may be a text of several items.
        heads = (
            cells for cells in rows if cells in firsts or sum(map(bool, cells)) > 1
        )
        return {cells for cells in heads if rows[cells] > 1}


@cache
def folded_words(text: str) -> str:
    """The words of a text without accents and signs, in lower case."""
    return " ".join(re.findall(r"\w+", without_accents(text).lower()))


def items_of(candidate: ListCandidate, source: ItemSource) -> list[Item]:
    """The items of a list in order; one printed twice is once, with its fuller text."""
    items = []
    for mark, after in zip(
        candidate.entries, [*candidate.entries[1:], None], strict=False
    ):
        end = after.at if after else candidate.until or len(source.blocks)
        title = mark.title
        if after and end == mark.at and after.number in title:
            # The next item begins inside this block.
            title = title[: title.rindex(after.number)].strip()
        entry = replace(mark, title=title)
        block = source.blocks[entry.at]
        columns = _columns(candidate.columns, source)
        if block.kind is BlockKind.ROW:
            end, parts = -1, _cells(columns, entry, end, source)
        else:
            end, parts = _parts(entry, end, source)
        title, text = _divided(parts)
        details = columns.details(block) if columns else ()
        item = Item(
            entry.number, title, text, block.page, entry.at, end, details=details
        )
        items += [item, *(replace(item, number=number) for number in entry.others)]
    return _merged(items)


def _parts(entry: Start, end: int, source: ItemSource) -> tuple[int, list[str]]:
    """Where an item ends, at the next or a heading of the same rank; and its texts."""
    first = source.blocks[entry.at]
    level = first.level if first.kind is BlockKind.HEADING else 7
    parts = [entry.title] if entry.title else []
    for at in range(entry.at + 1, end):
        block = source.blocks[at]
        if block.kind is BlockKind.NOTE:
            continue
        is_text = _is_text(block, bare=at == entry.at + 1 and not parts)
        if (source.levels.get(at, 8) <= level and not is_text) or _begins_other(
            block, entry
        ):
            return at, parts
        parts.append(block.line)
    return end, parts


def _begins_other(block: TextBlock, entry: Start) -> bool:
    """Whether a block begins a table, or a numbered paragraph behind a label."""
    # Numbered paragraphs go on after the item (en-covid-m1), « (113.15) » ends the one
    # before.
    parsed = starts.start(block.line) if entry.how is How.LABELS else None
    is_number = parsed is not None and parsed.is_decimal and block.line[0] != "("
    return block.kind is BlockKind.ROW or is_number


def _is_text(heading: TextBlock, *, bare: bool) -> bool:
    """Whether a heading is bold text.

    It ends as a sentence does, or follows a label that is alone.
    """
    return not starts.is_numbered(heading.text) and (
        bare or heading.text[-1:] in ".:;,"
    )


_ANSWERED = re.compile(
    r"(?:\w+ )?(?:response|reponse|answer|reply|position)s?\b", re.IGNORECASE
)


def _columns(columns: Columns | None, source: ItemSource) -> Columns | None:
    """The columns of a table; in a response, with its answers as texts.

    There are none if no head names them.
    """
    if columns is None or not source.answers:
        return columns
    heads = enumerate(map(without_accents, columns.heads))
    named = (n for n, head in heads if n != columns.title and _ANSWERED.match(head))
    return next((replace(columns, text=n) for n in named), None)


def _cells(
    columns: Columns | None, entry: Start, end: int, source: ItemSource
) -> list[str]:
    """The texts of an item in a table, each with what the rows below go on with."""
    own = columns.title if columns else entry.cell or 0
    rows = _rows_of(entry, own, end, source)
    is_read = columns is None or bool(entry.title)
    filled = _by_column(rows, own, entry.title if is_read else cell(rows[0], own))
    if columns:
        return [filled[n] for n in dict.fromkeys((own, columns.text)) if n in filled]
    # A label at the foot of a page has its text on the next one, or beside it
    # (en-aiopp-resp).
    beside = [text for n, text in filled.items() if n >= own]
    return beside if source.answers else beside[:1]


def _by_column(rows: Sequence[TextBlock], own: int, title: str) -> dict[int, str]:
    """The texts of the columns of some rows, of those that have any.

    In the column ``own`` of the first row is the title: its cell may begin with the
    number of the item.
    """
    width = max(own + 1, *(len(row.cells) for row in rows))
    texts: dict[int, str] = {}
    for column in range(width):
        first = title if column == own else cell(rows[0], column)
        parts = [first, *(cell(row, column) for row in rows[1:])]
        if text := " ".join(filter(None, parts)):
            texts[column] = text
    return texts


def _rows_of(entry: Start, own: int, end: int, source: ItemSource) -> list[TextBlock]:
    """The row that an item begins in, and those below that go on with it.

    Footnotes between them are of no row; ``own`` is the column of its title.
    """
    rows = [source.blocks[entry.at]]
    for block in source.blocks[entry.at + 1 : end]:
        if block.kind is BlockKind.NOTE:
            continue
        label = cell(block, entry.cell)
        is_other = label and (entry.cell != own or starts.start(label))
        is_apart = block.cells in source.heads or is_total(block)
        if is_other or is_apart or block.kind is not BlockKind.ROW:
            break
        rows.append(block)
    return rows


# The sign that ends a title; not the point of « U.S. » or « etc. ».
_ENDED = re.compile(r"(?<!\b[A-Z])(?<!etc)(?<!\.)\.$|\s*[;:]$")
_CLAUSE = re.compile(
    r"[,;:](?=\s)|\s(?=(?:afin|pour|en vue|dans|selon|conformément|ainsi que|et"
    r"|including|in order|so that|through|with|and|for|by)\s)"
)
_LONG = 200
"""Letters of a title that is too long to be one.

Most of en-trc and sn-cc-semences-2023 have more.
"""


def _divided(parts: Sequence[str]) -> tuple[str, str]:
    """Title and rest: the heading or the first sentence.

    Of a long sentence, the title is what goes before a clause; the rest has the
    sentence whole.
    """
    if not parts:
        return "", ""
    title, *rest = parts
    head = first_sentence(title)
    clauses = [match.start() for match in _CLAUSE.finditer(head, _LONG // 2, _LONG)]
    if len(head) > _LONG and clauses:
        return head[: clauses[-1]].rstrip(" ,;:"), "\n".join([title, *rest])
    after = title[len(head) :].strip()
    return _ENDED.sub("", head), "\n".join([after, *rest] if after else rest)


def _merged(items: Sequence[Item]) -> list[Item]:
    """Items without those printed twice."""
    known: defaultdict[str, list[int]] = defaultdict(list)
    result: list[Item] = []
    for item in items:
        number = item.number.lower()
        at = next(
            (at for at in known[number] if number and is_same(result[at], item)), None
        )
        if at is None:
            known[number].append(len(result))
            result.append(item)
        else:
            result[at] = fuller(result[at], item)
    return result


def fuller(first: Item, second: Item) -> Item:
    """Of two printings of an item, that with the fuller text."""
    return max(first, second, key=lambda item: len(item.whole))


def is_same(first: Item, second: Item) -> bool:
    """Whether two items of one number have one text.

    Misprints and other line ends leave a similarity of 90 and more; different
    recommendations of one number have 60 and less (en-covid-m1, fr-ccomptes-jop2024).
    """
    if re.findall(r"\d+/\d+", first.title) != re.findall(r"\d+/\d+", second.title):
        # « Protocole de transport (1/2) » and « (2/2) » (fr-poleemploi).
        return False
    short, long = sorted((first.whole.lower(), second.whole.lower()), key=len)
    titles = sorted((first.title.lower(), second.title.lower()), key=len)
    return (
        fuzz.ratio(short[:200], long[: min(200, len(short))]) >= 80
        # A recap adds words to a title.
        or (len(titles[0]) >= 15 and titles[1].startswith(titles[0]))
    )


def in_chapters(
    items: Sequence[Item], candidate: ListCandidate, source: ItemSource
) -> tuple[Item, ...]:
    """Items with their chapters, if they have any."""
    rows = [item for item in items if source.blocks[item.at].kind is BlockKind.ROW]
    names = _of_rows(items, candidate, source) if 2 * len(rows) > len(items) else []
    names = (
        names
        if sum(map(bool, names)) >= 0.8 * len(items)
        else _of_headings(items, source)
    )
    return tuple(
        replace(item, chapter=name) for item, name in zip(items, names, strict=True)
    )


def _of_headings(items: Sequence[Item], source: ItemSource) -> list[str]:
    """The headings of the coarsest kind that makes three groups, else two."""
    places = {item.at for item in items}
    # « Response: », which comes again in each item, heads none.
    named = [
        one
        for one in source.headings
        if one.at not in places and not one.name.endswith(":")
    ]
    options: list[tuple[int, list[str]]] = []
    for scheme in sorted({heading.scheme for heading in named}, key=starts.rank):
        names = _last_names(items, [one for one in named if one.scheme == scheme])
        counts = Counter(name for name in names if name)
        several = sum(count > 1 for count in counts.values())
        # Nearly all items have a chapter, and half of the chapters have several
        # (sn-cc-goree-2022).
        if counts.total() >= 0.8 * len(items) and 1 < len(counts) <= 2 * several:
            options.append((len(counts), names))
    return min(
        options, key=lambda option: option[0] < 3, default=(0, [""] * len(items))
    )[1]


def _last_names(items: Sequence[Item], headings: Sequence[Section]) -> list[str]:
    """The name of the last heading above each item; empty if there is none."""
    lasts = [
        bisect_right(headings, item.at, key=attrgetter("at")) - 1 for item in items
    ]
    return [headings[last].name if last >= 0 else "" for last in lasts]


def _of_rows(
    items: Sequence[Item], candidate: ListCandidate, source: ItemSource
) -> list[str]:
    """The cells of a column for chapters, or rows and lines that name one.

    Such a row has a title alone, such a line is above a table's head.
    """
    name = ""
    names: dict[int, str] = {}
    own = {item.at for item in items}
    places = own | candidate.places
    tops = (rows[0] for rows in tables(source.blocks))
    first = max((top for top in tops if top <= min(own)), default=min(own))
    # The line above the first table.
    for at in range(max(first - 1, 0), max(own) + 1):
        if at in places:
            chapter = candidate.columns.chapter if candidate.columns else None
            name = cell(source.blocks[at], chapter) or name
            names[at] = name
        else:
            name = _chapter_at(at, candidate.columns, source) or name
    return [names[item.at] for item in items]


def _chapter_at(at: int, columns: Columns | None, source: ItemSource) -> str:
    """The chapter that a row or a line of no item names; empty if it names none."""
    row = source.blocks[at]
    if row.kind is not BlockKind.ROW:
        # A line above a head (en-aiopp-resp), no paragraph.
        is_above = source.blocks[at + 1].cells in source.heads
        return row.text if is_above and len(row.text) <= _LONG // 2 else ""
    if columns and cell(row, columns.number) and cell(row, columns.title):
        # A row numbered as items are is one that was not taken.
        is_item = has_number(row, columns.number) or row.cells == columns.heads
        return "" if is_item else cell(row, columns.title)
    texts = [text for text in row.cells if text]
    if len(texts) != 1:
        return ""
    # In another column of print, it continues the row above (en-aiopp-resp).
    is_first = texts[0] == row.cells[0]
    is_of_sheet = columns is not None and row.page is None
    return texts[0] if is_first or is_of_sheet else ""

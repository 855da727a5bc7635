"""The items of a list with their whole text, title, chapter and page."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from rapidfuzz import fuzz

from jamplan.documents import starts
from jamplan.documents.candidates import Columns, How, ListCandidate
from jamplan.documents.starts import Section, Start
from jamplan.documents.tables import cell
from jamplan.documents.textblocks import BlockKind, TextBlock, glued, split_marker


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item as a document gives it."""

    number: str
    title: str
    text: str
    """What follows the title."""
    page: int | None
    at: int
    """The block that it begins in."""
    chapter: str = ""
    details: tuple[tuple[str, str], ...] = ()
    """The cells of the columns that hold something else, with their heads."""

    @property
    def value(self) -> tuple[int, ...]:
        """The number to compare with others."""
        return starts.value_of(self.number)

    @property
    def shortened(self) -> bool:
        """Whether the title is the beginning of a long sentence, which the text has whole."""
        return len(self.title) > _LONG // 3 and self.text.startswith(self.title)

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class ItemSource:
    """What items are taken from: the blocks, and their headings."""

    blocks: Sequence[TextBlock]
    headings: Sequence[Section]
    answers: bool = False
    """Whether the cells beside a label are the text of its item."""


def items_of(candidate: ListCandidate, source: ItemSource) -> list[Item]:
    """The items of a list in order; an item that is printed twice once, with its fuller text."""
    entries = candidate.entries
    ends = [*(entry.at for entry in entries[1:]), len(source.blocks)]
    items = []
    for index, end in enumerate(ends):
        entry = entries[index]
        if end == entry.at and entries[index + 1].number in entry.title:
            # The next item begins inside this block.
            cut = entry.title.rindex(entries[index + 1].number)
            entry = replace(entry, title=entry.title[:cut].strip())
        if entry.cell is not None or candidate.columns:
            parts = _cells(candidate, entry, source.blocks[entry.at + 1 : end], source)
        else:
            parts = _parts(candidate, entry, end, source)
        title, text = _divided(parts)
        page = source.blocks[entry.at].page
        details = tuple(
            (head, value)
            for n, head in (candidate.columns.others if candidate.columns else ())
            if (value := cell(source.blocks[entry.at], n))
        )
        items.append(
            Item(number=entry.number, title=title, text=text, page=page, at=entry.at, details=details)
        )
    return _merged(items)


def _parts(candidate: ListCandidate, entry: Start, end: int, source: ItemSource) -> list[str]:
    """The texts of an item, from its label to the next item or heading of the same rank."""
    first = source.blocks[entry.at]
    level = first.level if first.kind is BlockKind.HEADING else 7
    parts = [entry.title] if entry.title else []
    headings = {heading.at: heading for heading in source.headings}
    for at in range(entry.at + 1, end):
        block = source.blocks[at]
        if block.kind is BlockKind.NOTE or starts.is_contents(block.text):
            continue
        heading = headings.get(at)
        if heading and _is_text(block, bare=at == entry.at + 1 and not parts):
            heading = None
        if (heading and heading.level <= level) or _begins_other(block, candidate):
            break
        parts.append(block.line)
    return parts


def _begins_other(block: TextBlock, candidate: ListCandidate) -> bool:
    """Whether a block begins a table, or a numbered paragraph behind a label."""
    # Numbered paragraphs go on after the item (en-covid-m1, en-grenfell-resp).
    parsed = starts.start(block.line) if candidate.how is How.LABELS else None
    return block.kind is BlockKind.ROW or (parsed is not None and parsed.how == "decimal")


def _is_text(heading: TextBlock, *, bare: bool) -> bool:
    """Whether a heading is bold text: it ends as a sentence does, or follows a label that is alone."""
    return not starts.is_numbered(heading.text) and (bare or heading.text[-1:] in ".:;,")


def _cells(
    candidate: ListCandidate, entry: Start, following: Sequence[TextBlock], source: ItemSource
) -> list[str]:
    """The texts of an item in a table, with those of the rows that continue it."""
    row = source.blocks[entry.at]
    columns = candidate.columns
    beside: list[int] = []
    if columns is None:
        own = entry.cell or 0
        after = [column for column in range(own + 1, len(row.cells)) if row.cells[column]]
        below = next((cell(block, own) for block in following if block.kind is not BlockKind.NOTE), "")
        # A label at the foot of a page has its text on the next one (en-aiopp-resp).
        has_title = entry.title or (below and not starts.start(below))
        columns = Columns(title=own if has_title else next(iter(after), own))
        beside = [n for n in after if source.answers and n != columns.title]
        # A label alone is a mention (en-blood-resp).
        title = entry.title or ("" if has_title else cell(row, next(iter(after), None)))
        parts = [title, *(cell(row, n) for n in beside)]
    else:
        parts = [cell(row, columns.title)]
    text = columns.text if columns.text != columns.title else None
    parts.append(cell(row, text))
    has_own_column = entry.cell != columns.title
    for block in _before_head(following, source.blocks) if beside else following:
        if block.kind is BlockKind.NOTE:
            continue
        label = cell(block, entry.cell)
        if block.kind is not BlockKind.ROW or (label and (has_own_column or starts.start(label))):
            break
        if not beside:
            parts += [cell(block, columns.title), cell(block, text)]
        for place, column in enumerate([columns.title, *beside] if beside else ()):
            # An answer, and what it answers, go on over a page (en-aiopp-resp).
            parts[place] = f"{parts[place]} {cell(block, column)}".strip()
    return [part for part in parts if part]


def _before_head(rows: Sequence[TextBlock], blocks: Sequence[TextBlock]) -> Sequence[TextBlock]:
    """The rows before a table's head that is printed again, without the name of a section above it."""
    printed = Counter(block.cells for block in blocks)
    heads = (n for n, block in enumerate(rows) if block.cells and printed[block.cells] > 1)
    if (end := next(heads, None)) is None:
        return rows
    is_section = end > 0 and [*filter(None, rows[end - 1].cells)] == [*rows[end - 1].cells[:1]]
    return rows[: end - 1] if is_section else rows[:end]


_SENTENCE = re.compile(r"(?:[.!?…](?:\s?[»”\")])?(?=\s+[«“(]?\s?[A-ZÀ-ÖØ-Þ0-9])|\s?;(?=\s|$))")
# The sign that ends a title; not the point of « U.S. » or « etc. ».
_ENDED = re.compile(r"(?<!\b[A-Z])(?<!etc)(?<!\.)\.$|\s*[;:]$")
_CLAUSE = re.compile(
    r"[,;:](?=\s)|\s(?=(?:afin|pour|en vue|dans|selon|conformément|ainsi que|et"
    r"|including|in order|so that|through|with|and|for|by)\s)"
)
_LONG = 200
"""Letters of a title that is too long to be one: most of en-trc and sn-cc-semences-2023 have more."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:art|M|MM|Mme|Mr|Dr|cf|p|pp|n|no|St|etc|e\.g|i\.e|vs|Sir)|\b[A-Z])\.$"
)


def _divided(parts: Sequence[str]) -> tuple[str, str]:
    """Title and rest: the heading or the first sentence.

    Of a long sentence, the title is what goes before a clause; the rest has the sentence whole.
    """
    if not parts:
        return "", ""
    title, rest = parts[0], list(parts[1:])
    # Readers cut long headings in two.
    while rest and rest[0][:1].islower() and title[-1:] not in ".;!?":
        if split_marker(rest[0], ordered=True)[0]:
            break
        title = glued(title, rest.pop(0))
    head = first_sentence(title)
    clauses = [match.start() for match in _CLAUSE.finditer(head, _LONG // 2, _LONG)]
    if len(head) > _LONG and clauses:
        return head[: clauses[-1]].rstrip(" ,;:"), "\n".join([title, *rest])
    after = title[len(head) :].strip()
    return _ENDED.sub("", head), "\n".join([after, *rest] if after else rest)


def first_sentence(text: str) -> str:
    """The first sentence of a text, not cut at an abbreviation."""
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATION.search(text[: match.start() + 1]):
            return text[: match.end()].strip()
    return text


def _merged(items: Sequence[Item]) -> list[Item]:
    """Items without those printed twice."""
    known: defaultdict[str, list[int]] = defaultdict(list)
    result: list[Item] = []
    for item in items:
        number = item.number.lower()
        at = next((at for at in known[number] if number and is_same(result[at], item)), None)
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

    Misprints and other line ends leave a similarity of 90 and more; different recommendations of one
    number have 60 and less (en-covid-m1, fr-ccomptes-jop2024).
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


def chapters_of(items: Sequence[Item], candidate: ListCandidate, source: ItemSource) -> list[str]:
    """The chapter of each item; empty if there is none."""
    rows = [item for item in items if source.blocks[item.at].kind is BlockKind.ROW]
    names = _of_rows(items, candidate, source) if 2 * len(rows) > len(items) else []
    return names if sum(map(bool, names)) >= 0.8 * len(items) else _of_headings(items, source)


def _of_headings(items: Sequence[Item], source: ItemSource) -> list[str]:
    """The headings of the coarsest kind that makes three groups, else two."""
    places = {item.at for item in items}
    options: list[tuple[int, list[str]]] = []
    for scheme in sorted({heading.scheme for heading in source.headings}, key=starts.rank):
        headings = [
            heading
            for heading in source.headings
            if heading.scheme == scheme and heading.at not in places
        ]
        lasts = [bisect_right(headings, item.at, key=attrgetter("at")) - 1 for item in items]
        names = [headings[last].name if last >= 0 else "" for last in lasts]
        counts = Counter(name for name in names if name)
        several = sum(count > 1 for count in counts.values())
        # Nearly all items have a chapter, and half of the chapters have several (sn-cc-goree-2022).
        if counts.total() >= 0.8 * len(items) and 1 < len(counts) <= 2 * several:
            options.append((len(counts), names))
    return min(options, key=lambda option: option[0] < 3, default=(0, [""] * len(items)))[1]


def _of_rows(items: Sequence[Item], candidate: ListCandidate, source: ItemSource) -> list[str]:
    """The cells of a column for chapters, or rows with a title alone and lines above a table's head."""
    columns = candidate.columns
    names: list[str] = []
    name = ""
    at = items[0].at
    while at and source.blocks[at - 1].kind is BlockKind.ROW and not source.blocks[at].level:
        at -= 1
    heads = columns.heads if columns else source.blocks[at].cells
    # The line above the first table.
    at = max(at - 1, 0)
    places = candidate.places
    for item in items:
        for place in range(at, item.at):
            row = source.blocks[place]
            texts = [text for text in row.cells if text]
            if place in places or (columns is not None and row.cells == columns.heads):
                continue
            if row.kind is not BlockKind.ROW:
                # A line above a head (en-aiopp-resp), no paragraph.
                is_above = heads and source.blocks[place + 1].cells == heads and place + 1 not in places
                name = row.text if is_above and len(row.text) <= _LONG // 2 else name
            elif columns and cell(row, columns.number) and cell(row, columns.title):
                name = cell(row, columns.title)
            elif len(texts) == 1 and (texts[0] == row.cells[0] or (columns and row.page is None)):
                # In another column of print, it continues the row above (en-aiopp-resp).
                name = texts[0]
        at = item.at
        name = cell(source.blocks[at], columns.chapter if columns else None) or name
        names.append(name)
    return names

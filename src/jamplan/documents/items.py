"""The items of a list with their whole text, title, chapter and page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from jamplan.documents.candidates import Columns, Entry, How, ListCandidate
from jamplan.documents.outline import Section, is_contents, rank
from jamplan.documents.starts import ITEM_WORDS, is_numbered, label, start, value_of
from jamplan.documents.textblocks import BlockKind, TextBlock, glued


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item as a document gives it."""

    number: str
    title: str
    text: str
    """What follows the title."""
    chapter: str
    page: int | None
    at: int
    row: int | None = None

    @property
    def value(self) -> tuple[int, ...]:
        """The number to compare with others."""
        return value_of(self.number)

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class ItemSource:
    """What items are taken from: the blocks, and their headings."""

    blocks: Sequence[TextBlock]
    headings: Sequence[Section]


def items_of(candidate: ListCandidate, source: ItemSource) -> list[Item]:
    """The items of a list in order. One that is printed twice is given once, with its fuller text."""
    entries = candidate.entries
    items = []
    boundaries = {heading.at: heading for heading in source.headings}
    for number, printed in enumerate(entries):
        end = entries[number + 1].at if number + 1 < len(entries) else len(source.blocks)
        entry = printed
        if end == entry.at and entries[number + 1].number in entry.title:
            # The next item begins amid this block.
            cut = entry.title.rindex(entries[number + 1].number)
            entry = replace(entry, title=entry.title[:cut].strip())
        if entry.cell is not None or candidate.columns:
            parts = _cells(candidate, entry, end, source.blocks)
        else:
            parts = _parts(candidate, entry, end, source.blocks, boundaries)
        title, text = _divided(parts, source.blocks[entry.at])
        title = _ENDED.sub("", title)
        page = source.blocks[entry.at].page
        items.append(
            Item(number=entry.number, title=title, text=text, chapter="", page=page, at=entry.at)
        )
    merged = _merged(items)
    chapters = _chapters(merged, candidate, source)
    return [replace(item, chapter=chapter) for item, chapter in zip(merged, chapters, strict=True)]


def _parts(
    candidate: ListCandidate,
    entry: Entry,
    end: int,
    blocks: Sequence[TextBlock],
    headings: dict[int, Section],
) -> list[str]:
    """The texts of an item, from its label to the next item or heading of the same rank.

    Reports that print recommendations in bold go on in ordinary type after them: the item ends where
    the type changes, if a sentence has ended there (the reports of Senegal's Cour des comptes).
    """
    if candidate.how is How.BULLETS:
        return [entry.title]
    first = blocks[entry.at]
    level = first.level if first.kind is BlockKind.HEADING else 7
    parts = [entry.title] if entry.title else []
    bold = bool(parts) and (first.bold or first.kind is BlockKind.HEADING)
    ended = bool(parts) and parts[0][-1] in ".!?"
    for at in range(entry.at + 1, end):
        block = blocks[at]
        if (
            block.kind is BlockKind.NOTE
            or is_contents(block.text)
            or (block.kind is BlockKind.ROW and not parts)
        ):
            continue
        is_bold = block.bold or block.kind is BlockKind.HEADING
        heading = headings.get(at)
        if heading and _is_text(block, bare=at == entry.at + 1 and not parts):
            heading = None
        if (
            (heading and (heading.level <= level or first.kind is not BlockKind.HEADING))
            or (bold and ended and not is_bold and block.page is not None)
            or _begins_other(block, candidate, first)
        ):
            break
        bold = is_bold
        parts.append(block.line)
        ended = block.line[-1:] in (".!?;" if block.kind is BlockKind.LIST_ITEM and bold else ".!?")
    return parts


def _begins_other(block: TextBlock, candidate: ListCandidate, first: TextBlock) -> bool:
    """Whether a block begins a table, an item of another list, or a numbered paragraph."""
    if block.kind is BlockKind.ROW:
        return True
    parsed = start(block.line)
    if parsed is None:
        return False
    if parsed.how == "label":
        is_item = parsed.family in ITEM_WORDS | {"conclusion"} and parsed.family != candidate.word
        return is_item and first.kind is not BlockKind.HEADING
    # Numbered paragraphs go on after the item (en-covid-m1, en-grenfell-resp).
    return parsed.how == "decimal" and block.kind is BlockKind.PARAGRAPH and candidate.how is How.LABELS


def _is_text(heading: TextBlock, *, bare: bool) -> bool:
    """Whether a heading is bold text: it ends as a sentence does, or follows a label that is alone."""
    return not is_numbered(heading.text) and (bare or heading.text[-1:] in ".:;,")


def _cells(candidate: ListCandidate, entry: Entry, end: int, blocks: Sequence[TextBlock]) -> list[str]:
    """The texts of an item in a table, with those of rows that continue it."""
    columns = candidate.columns or Columns()
    cells = blocks[entry.at].cells
    if candidate.columns is None:
        title = entry.cell or 0
        if not entry.title:
            # The label is alone in its cell: the text is in the next that is filled.
            title = next((n for n in range(title + 1, len(cells)) if cells[n]), title)
        parts = [entry.title or (cells[title] if title != entry.cell else "")]
        columns = Columns(title=title)
    else:
        parts = [_cell(cells, columns.title)]
    parts += [_cell(cells, column) for column in columns.text if column != columns.title]
    for at in range(entry.at + 1, end):
        row = blocks[at]
        if row.kind is BlockKind.NOTE:
            continue
        if row.kind is not BlockKind.ROW:
            break
        first = _cell(row.cells, entry.cell)
        if row.level and columns.title != entry.cell:
            break
        if first and (entry.cell != columns.title or start(first)):
            break
        text = _cell(row.cells, columns.title)
        if text and not first:
            parts.append(text)
        elif first and entry.cell == columns.title and not first[0].isupper():
            parts.append(first)
        parts += [_cell(row.cells, column) for column in columns.text if column != columns.title]
    return [part for part in parts if part]


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""


_SENTENCE = re.compile(r"(?:[.!?…](?:\s?[»”\")])?(?=\s+[«“(]?\s?[A-ZÀ-ÖØ-Þ0-9])|\s?;(?=\s|$))")
# The point that ends a title; not that of « U.S. » or « etc. ».
_ENDED = re.compile(r"(?<!\b[A-Z])(?<!etc)(?<!\.)\.$|\s*;$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:art|M|MM|Mme|Mr|Dr|cf|p|pp|n|no|St|etc|e\.g|i\.e|vs|Sir)|\b[A-Z])\.$"
)


def _divided(parts: Sequence[str], first: TextBlock) -> tuple[str, str]:
    """Title and rest: the heading, or the first sentence, to its first point if it has a colon."""
    if not parts:
        return "", ""
    parts = list(parts)
    # Readers cut long headings in two (fr-rgesn, fr-gbpnr).
    while len(parts) > 1 and parts[1][:1].islower() and parts[0][-1:] not in ".:;!?":
        parts[:2] = [glued(parts[0], parts[1])]
    if (
        first.kind is BlockKind.HEADING
        and label(first.text)
        and len(parts[0]) <= 300
        and not parts[0].endswith(":")
    ):
        head = _first_sentence(parts[0])
        return (
            (parts[0], "\n".join(parts[1:]))
            if head == parts[0]
            else (head, _rest(parts[0], head, parts[1:]))
        )
    joined = parts[0]
    rest = list(parts[1:])
    while joined.rstrip().endswith(":") and rest:
        joined = glued(joined, rest.pop(0))
    head = _first_sentence(joined)
    return head, _rest(joined, head, rest)


def _rest(text: str, head: str, following: Sequence[str]) -> str:
    return "\n".join(part for part in [text[len(head) :].strip(), *following] if part)


def _first_sentence(text: str) -> str:
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATION.search(text[: match.start() + 1]):
            return text[: match.end()].strip()
    return text


def _merged(items: Sequence[Item]) -> list[Item]:
    """Items without those printed twice: of two of one number and one text, the fuller.

    Texts are the same from a likeness of 80: misprints and other line ends leave 90 and more, different
    recommendations of one number have 60 and less (en-covid-m1, fr-ccomptes-jop2024).
    """
    groups: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    result: list[Item | None] = list(items)
    for at, item in enumerate(items):
        key = item.number.lower()
        if not key:
            continue
        for other in [
            n for name, n in ((k, v) for k, vs in groups.items() for v in vs) if name == (key, 0)
        ]:
            before = result[other]
            if before is None or not _same(before, item):
                continue
            # The first place is kept, with the fuller text.
            fuller = max(before, item, key=lambda each: len(each.whole))
            result[other] = replace(before, title=fuller.title, text=fuller.text)
            result[at] = None
            break
        else:
            groups[key, 0].append(at)
    return [item for item in result if item is not None]


def _same(first: Item, second: Item) -> bool:
    one, other = first.whole.lower(), second.whole.lower()
    if not one or not other:
        return True
    short = min(len(one), len(other), 200)
    # A recap may add words to a title.
    titles = sorted((first.title.lower(), second.title.lower()), key=len)
    return fuzz.ratio(one[:short], other[:short]) >= 80 or (
        len(titles[0]) >= 15 and titles[1].startswith(titles[0])
    )


def _chapters(items: Sequence[Item], candidate: ListCandidate, source: ItemSource) -> list[str]:
    """For each item, the heading that it shares with others: of the coarsest kind with three groups."""
    if candidate.columns:
        return _row_chapters(items, candidate, source)
    by_scheme: defaultdict[str, list[Section]] = defaultdict(list)
    for heading in source.headings:
        by_scheme[heading.scheme].append(heading)
    options: list[tuple[int, list[str]]] = []
    levels = [
        block.level for item in items if (block := source.blocks[item.at]).kind is BlockKind.HEADING
    ]
    # Items that are headings are in no lower heading without a number (en-blood-resp, fr-cnil-…).
    lowest = 10 + min(levels) if 2 * len(levels) > len(items) else 99
    for scheme in sorted(by_scheme, key=rank):
        if rank(scheme) >= lowest:
            continue
        headings = by_scheme[scheme]
        places = [heading.at for heading in headings]
        names = []
        for item in items:
            at = bisect_right(places, item.at) - 1
            names.append(headings[at].name if at >= 0 and places[at] != item.at else "")
        groups = Counter(name for name in names if name)
        covered = sum(groups.values())
        # Nearly all items have a chapter, and three of four chapters have several (sn-cc-goree-2022).
        if covered >= 0.8 * len(items) and 1 < len(groups) <= max(2, len(items) / 1.5):
            options.append((len(groups), names))
    best = next((names for count, names in options if count >= 3), None)
    return best or (options[0][1] if options else [""] * len(items))


def _row_chapters(items: Sequence[Item], candidate: ListCandidate, source: ItemSource) -> list[str]:
    """Chapters in a table: a column of their own, or rows between with a title alone."""
    columns = candidate.columns or Columns()
    if columns.chapter is not None:
        names, last = [], ""
        for item in items:
            last = _cell(source.blocks[item.at].cells, columns.chapter) or last
            names.append(last)
        return names
    entries = {entry.at for entry in candidate.entries}
    names, last, at = [], "", min(entries)
    for before in range(min(entries) - 1, -1, -1):
        if source.blocks[before].kind is not BlockKind.ROW or source.blocks[before].level:
            break
        at = before
    for item in items:
        for place in range(at, item.at):
            cells = source.blocks[place].cells
            if place not in entries and _cell(cells, columns.number) and _cell(cells, columns.title):
                last = _cell(cells, columns.title)
        at = item.at
        names.append(last)
    return names

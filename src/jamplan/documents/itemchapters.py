"""The chapter of each item of a list: the heading, column or row that it shares with others."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from jamplan.documents.itemlists import ListCandidate
from jamplan.documents.items import Item, ItemSource
from jamplan.documents.outline import Section, rank
from jamplan.documents.tablelists import cell
from jamplan.documents.textblocks import BlockKind


def chapters_of(items: Sequence[Item], candidate: ListCandidate, source: ItemSource) -> list[str]:
    """The chapter of each item; empty where there is none."""
    rows = [item for item in items if source.blocks[item.at].kind is BlockKind.ROW]
    names = _of_rows(items, candidate, source) if 2 * len(rows) > len(items) else []
    return names if sum(map(bool, names)) >= 0.8 * len(items) else _of_headings(items, source)


def _of_headings(items: Sequence[Item], source: ItemSource) -> list[str]:
    """The headings of the coarsest kind that makes three groups, else two."""
    by_scheme: defaultdict[str, list[Section]] = defaultdict(list)
    for heading in source.headings:
        # Longer ones are items or sentences in bold (en-lords-behaviour, sn-cc-acbep-2023).
        if len(heading.text) < 150:
            by_scheme[heading.scheme].append(heading)
    options: list[tuple[int, list[str]]] = []
    for scheme in sorted(by_scheme, key=rank):
        headings = by_scheme[scheme]
        places = [heading.at for heading in headings]
        lasts = [bisect_right(places, item.at) - 1 for item in items]
        # An item that is a heading itself has no chapter of its own kind.
        names = [
            headings[last].name if last >= 0 and places[last] != item.at else ""
            for last, item in zip(lasts, items, strict=True)
        ]
        groups = Counter(name for name in names if name)
        # Nearly all items have a chapter, and three of four chapters have several (sn-cc-goree-2022).
        if groups.total() >= 0.8 * len(items) and 1 < len(groups) <= max(2, len(items) / 1.5):
            options.append((len(groups), names))
    best = next((names for count, names in options if count >= 3), None)
    return best or (options[0][1] if options else [""] * len(items))


def _of_rows(items: Sequence[Item], candidate: ListCandidate, source: ItemSource) -> list[str]:
    """The cells of a column for chapters, or the rows between items with a title alone."""
    columns = candidate.columns
    names: list[str] = []
    name = ""
    if columns is not None and columns.chapter is not None:
        for item in items:
            name = cell(source.blocks[item.at], columns.chapter) or name
            names.append(name)
        return names
    at = items[0].at
    while at and source.blocks[at - 1].kind is BlockKind.ROW and not source.blocks[at].level:
        at -= 1
    places = candidate.places
    for item in items:
        for place in range(at, item.at):
            row = source.blocks[place]
            texts = [text for text in row.cells if text]
            if place in places or row.kind is not BlockKind.ROW:
                continue
            if columns and cell(row, columns.number) and cell(row, columns.title):
                name = cell(row, columns.title)
            elif not columns and len(texts) == 1 and texts[0] == row.cells[0]:
                # In another column, it continues the row above (en-aiopp-resp).
                name = texts[0]
        at = item.at
        names.append(name)
    return names

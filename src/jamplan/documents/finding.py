"""The list of a document, and the others that it might be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jamplan.corpus.findings import Finding
from jamplan.documents.candidates import Columns, Entry, How, ListCandidate, candidates, tables
from jamplan.documents.items import ItemSource, chapters_of, items_of
from jamplan.documents.outline import outline
from jamplan.documents.ranking import Ranked, doubts, ranked
from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.language.folding import without_accents

# Right lists have 30 and more, three short sentences alone 4; five titles of sections 2 and less.
_LEAST = 4

FIELDS = ("number", "title", "text", "chapter", "page")
"""What a column can hold."""


class ColumnsError(Exception):
    """A column that is wanted is not there: its name, and the heads that are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, tuple(known))
        self.name = name
        self.known = tuple(known)


@dataclass(frozen=True, slots=True)
class FoundLists:
    """The lists of a document, the likeliest first, and what is in doubt about the one chosen."""

    lists: tuple[Ranked, ...]
    doubts: tuple[Finding, ...]


def find(
    blocks: Sequence[TextBlock],
    *,
    chosen: int = 1,
    declared: int | None = None,
    pattern: re.Pattern[str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> FoundLists:
    """The lists of a document; ``chosen`` is the place of the one that is wanted, from 1.

    A pattern or columns that a person gives leave one list. Raises :class:`ColumnsError`.
    """
    source = ItemSource(blocks, outline(blocks))
    if pattern is not None:
        given = [_by_pattern(blocks, pattern)]
    elif columns is not None:
        given = [_by_columns(blocks, columns)]
    else:
        given = candidates(blocks)
    pairs = [(candidate, items_of(candidate, source)) for candidate in given if candidate.entries]
    lists = ranked(pairs, source)
    if pattern is None and columns is None:
        lists = [entry for entry in lists if entry.score > _LEAST]
    if not lists:
        return FoundLists((), tuple(doubts(lists, 0, blocks, declared)))
    index = min(chosen, len(lists)) - 1
    best = lists[index]
    chapters = chapters_of(best.items, best.candidate, source)
    items = [replace(item, chapter=name) for item, name in zip(best.items, chapters, strict=True)]
    lists[index] = replace(best, items=tuple(items))
    return FoundLists(tuple(lists), tuple(doubts(lists, index, blocks, declared)))


def _by_pattern(blocks: Sequence[TextBlock], pattern: re.Pattern[str]) -> ListCandidate:
    """The blocks that match what a person says that an item looks like."""
    entries = []
    for at, block in enumerate(blocks):
        match = pattern.match(block.line) or pattern.match(block.text)
        if match and block.kind is not BlockKind.NOTE:
            groups = match.groupdict()
            title = groups.get("title")
            rest = title if title is not None else block.line[match.end() :]
            entries.append(
                Entry(at=at, number=(groups.get("number") or "").strip(), title=rest.strip())
            )
    return ListCandidate(how=How.PATTERN, entries=tuple(entries))


def _by_columns(blocks: Sequence[TextBlock], names: Mapping[str, str]) -> ListCandidate:
    """The rows of the tables whose heads are those that a person names."""
    entries: list[Entry] = []
    columns = None
    known: list[str] = []
    wanted = {field: _folded(name) for field, name in names.items()}
    for rows in tables(blocks):
        heads = [_folded(cell) for cell in blocks[rows[0]].cells]
        known += [cell for cell in blocks[rows[0]].cells if cell not in known]
        if not set(wanted.values()) <= set(heads):
            continue
        at = {field: heads.index(name) for field, name in wanted.items()}
        columns = Columns(
            number=at.get("number"),
            title=at["title"],
            text=(at["text"],) if "text" in at else (),
            chapter=at.get("chapter"),
            page=at.get("page"),
            is_named=True,
        )
        for row in rows[1:]:
            cells = blocks[row].cells
            if at["title"] < len(cells) and cells[at["title"]]:
                number = cells[at["number"]] if "number" in at and at["number"] < len(cells) else ""
                entries.append(Entry(at=row, number=number))
    if columns is None:
        lacking = next(
            (name for name in names.values() if _folded(name) not in map(_folded, known)), ""
        )
        raise ColumnsError(lacking or next(iter(names.values())), known)
    return ListCandidate(how=How.COLUMNS, entries=tuple(entries), columns=columns)


def _folded(text: str) -> str:
    return " ".join(without_accents(text).lower().split())

"""The list that a person points at with the first words of one of its items."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from jamplan.documents import candidates
from jamplan.documents.candidates import ListCandidate
from jamplan.documents.items import ItemSource, folded_words
from jamplan.documents.starts import How, Start, starts
from jamplan.documents.tables import entries_of, tables, unnamed
from jamplan.documents.textblocks import BlockKind, TextBlock


def places_like(words: str, blocks: Sequence[TextBlock]) -> list[int]:
    """The blocks that begin with these words, with or without their label or number."""
    wanted = folded_words(words)
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is not BlockKind.NOTE
        and any(
            folded_words(text).startswith(wanted) for text in _beginnings(blocks, at)
        )
    ]


def nearest(words: str, blocks: Sequence[TextBlock]) -> str:
    """The beginning of the text that is most like these words."""
    wanted = folded_words(words)
    texts = [
        text[: len(words) + 20]
        for at in range(len(blocks))
        for text in _beginnings(blocks, at)
    ]
    found = process.extractOne(
        wanted,
        texts,
        scorer=fuzz.ratio,
        processor=lambda text: folded_words(text)[: len(wanted)],
    )
    return found[0] if found else ""


def _beginnings(blocks: Sequence[TextBlock], at: int) -> Iterator[str]:
    """How an item of a block may begin: whole, without its label, and from each cell of a row."""
    block = blocks[at]
    rests = [" ".join(block.cells[n:]) for n in range(len(block.cells))] or [
        block.line,
        block.text,
    ]
    # A label that is alone has its text below.
    after = blocks[at + 1].text if at + 1 < len(blocks) else ""
    for text in rests:
        yield text
        for parsed in starts(text, in_heading=block.kind is BlockKind.HEADING):
            title = parsed.title or after
            yield from (
                f"{parsed.number} {title}",
                title,
                f"{text} {'' if parsed.title else after}",
            )
    if block.cells:
        yield from (f"{block.cells[0]} {text}" for text in block.cells[2:])


def pointed(
    words: str, source: ItemSource, others: Sequence[ListCandidate]
) -> list[ListCandidate]:
    """The lists with an item that begins with these words.

    Those that the document offers, and all that begins as that item does: by the same mark in the same
    style, the same bullet, style or column.
    """
    places = places_like(words, source.blocks)
    lists = [found for found in others if found.places & {*places}]
    for at in () if lists else places:
        # The words may begin several items of one list.
        if not any(at in found.places for found in lists):
            lists += [found for found in _styled(at, source) if at in found.places]
    return lists


def _styled(at: int, source: ItemSource) -> Iterator[ListCandidate]:
    """What has the column of a row, or the bullet and style of a block, from there on.

    Plain text and bullets are taken from its section, and those beside it.
    """
    blocks = source.blocks
    kind, _, mark = _style(blocks[at])
    if kind is BlockKind.ROW:
        yield from _column(at, blocks)
        return
    sections: dict[int, list[Start]] = {}
    for place in range(at, len(blocks)):
        if _style(blocks[place]) == _style(blocks[at]):
            above = max(
                (heading.at for heading in source.headings if heading.at < place),
                default=-1,
            )
            sections.setdefault(above, []).append(
                Start(at=place, title=blocks[place].text)
            )
    runs = [
        ListCandidate(how=How.BULLETS, entries=tuple(part))
        for part in sections.values()
    ]
    if mark is True or kind is BlockKind.HEADING:
        entries = tuple(entry for run in runs for entry in run.entries)
        yield ListCandidate(how=How.STYLE, entries=entries)
    else:
        yield from [runs[0], *candidates.joined(runs, source.headings)]


def _style(block: TextBlock) -> tuple[BlockKind, int, str | bool]:
    """What items of a list have in common in print: kind, level, and a bullet or else the weight."""
    is_bulleted = candidates.is_bulleted(block)
    return block.kind, block.level, block.marker if is_bulleted else block.bold


def _column(at: int, blocks: Sequence[TextBlock]) -> Iterator[ListCandidate]:
    """The rows of the tables that are as wide as that of a row."""
    width = len(blocks[at].cells)
    alike = [
        rows
        for rows in tables(blocks)
        if at in rows or len(blocks[rows[0]].cells) == width
    ]
    rows = [row for table in alike for row in table if row >= at]
    if columns := unnamed(blocks, rows):
        entries = tuple(entries_of(blocks, rows, columns))
        yield ListCandidate(how=How.COLUMNS, entries=entries, columns=columns)

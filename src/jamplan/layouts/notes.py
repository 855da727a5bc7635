"""Notes on sources: numbered as a report mentions them, once it is whole."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import assert_never

from jamplan.account.quoting import Cited, Complication
from jamplan.account.sources import SourceTold
from jamplan.account.spans import Inline, SpanKind, inline, note
from jamplan.layouts.blocks import (
    Bar,
    Block,
    Heading,
    Items,
    Note,
    Paragraph,
    Quote,
    Table,
    TableRow,
)


def marks(evidence: Iterable[Cited]) -> Inline:
    """The marks of the notes on the sources of pieces of evidence, each once."""
    sources = dict.fromkeys(piece.source for piece in evidence)
    return tuple(map(note, sources))


def noted(objection: Complication) -> Inline:
    """An objection with the notes on its sources."""
    return inline(objection.sentence, marks(objection.evidence))


def with_notes(
    sources: Mapping[str, SourceTold], report: Iterable[Block], title: str = ""
) -> list[Block]:
    """A report with numbered marks of sources, and the notes at its end.

    They are under a title if it has any.
    """
    blocks = list(report)
    numbers: dict[str, int] = {}
    for block in blocks:
        for content in _contents(block):
            for span in content:
                if span.kind is SpanKind.NOTE:
                    numbers.setdefault(span.text, len(numbers) + 1)
    numbered = [_numbered(block, numbers) for block in blocks]
    if not numbers:
        return numbered
    if title:
        numbered.append(Heading(title))
    for source, number in numbers.items():
        numbered.append(Note(number, sources[source].in_full))
    return numbered


def _contents(block: Block) -> Iterable[Inline]:
    """The texts of a block, in the order in which they are read."""
    match block:
        case Paragraph():
            return [block.content]
        case Items():
            return block.items
        case Quote():
            return [block.content, block.source]
        case Table():
            return chain.from_iterable(row.cells for row in block.rows)
        case Heading() | Bar() | Note():
            return []
        case _:
            assert_never(block)


def _numbered(block: Block, numbers: Mapping[str, int]) -> Block:
    """A block with a number in the place of the id of each source that it marks."""

    def of(content: Inline) -> Inline:
        told = []
        for span in content:
            if span.kind is SpanKind.NOTE:
                told.append(replace(span, text=str(numbers[span.text])))
            else:
                told.append(span)
        return tuple(told)

    match block:
        case Paragraph():
            return replace(block, content=of(block.content))
        case Items():
            return Items(tuple(map(of, block.items)))
        case Quote():
            return Quote(of(block.content), of(block.source))
        case Table():
            rows = (
                TableRow(tuple(map(of, row.cells)), row.section) for row in block.rows
            )
            return replace(block, rows=tuple(rows))
        case Heading() | Bar() | Note():
            return block
        case _:
            assert_never(block)

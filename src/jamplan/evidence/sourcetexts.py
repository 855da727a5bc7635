"""A copy of a source as text: the stretches of print that a quote can be in."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jamplan.documents.filebytes import FileKind, kind_of, read_bytes
from jamplan.documents.jobs import SECONDS, read_blocks
from jamplan.documents.textblocks import GAP, BlockKind, TextBlock


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a passage on one page, counted from 1."""

    text: str
    page: int = 1
    block: int = 0
    """The number of its block."""


Stretch = tuple[Part, ...]
"""What is printed without a break that a quote may not cross.

A paragraph, also over a page or column break; a cell; a side of a gap between columns.
"""


@dataclass(frozen=True, slots=True, eq=False)
class SourceText:
    """The text of a source, as the stretches that a quote can be in."""

    stretches: tuple[Stretch, ...]
    has_pages: bool = False
    sha256: str = ""
    """Of the bytes that were read."""
    blocks: tuple[TextBlock, ...] = ()
    """What the stretches are taken from."""


Copies = Mapping[str, SourceText]
"""The texts of the copies of sources, by the ids of the sources."""


def read_source(path: Path, seconds: int = SECONDS) -> SourceText:
    """Read a copy of a source of any format that is imported.

    Raises :class:`UnreadError` if there is no text.
    """
    data = read_bytes(path)
    blocks = read_blocks(data, path.suffix, path, seconds)
    has_pages = kind_of(data, path.suffix) is FileKind.PDF or any(
        (block.page or 1) > 1 for block in blocks
    )
    return SourceText(
        stretches_of(blocks), has_pages, hashlib.sha256(data).hexdigest(), tuple(blocks)
    )


def stretches_of(blocks: Sequence[TextBlock]) -> tuple[Stretch, ...]:
    """The stretches of blocks that still have the marks of print.

    A cell of a row that goes on over a page is one stretch.
    """
    stretches: list[list[Part]] = []
    last_of: list[dict[int, list[Part]]] = []
    for at, block in enumerate(blocks):
        texts = block.cells if block.kind is BlockKind.ROW else (block.line,)
        open_ones = last_of[at - block.continues] if block.continues else {}
        last_of.append({})
        for column, text in enumerate(texts):
            stretch = open_ones.get(column)
            for side in filter(str.strip, text.split(GAP)):
                if stretch is None:
                    stretch = []
                    stretches.append(stretch)
                stretch.append(Part(side, block.page or 1, at))
                last_of[at][column], stretch = stretch, None
    return tuple(tuple(parts) for parts in stretches)

"""A local copy of a source as text, in which quotes are looked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jamplan.documents.filebytes import FileKind, kind_of, read_bytes
from jamplan.documents.jobs import read_blocks
from jamplan.documents.textblocks import GAP, BlockKind, TextBlock


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a passage on one page, counted from 1."""

    text: str
    page: int = 1
    block: int = 0
    """The number of its block."""


Stretch = tuple[Part, ...]
"""What is printed without a break that a quote may not cross: a paragraph, also over a page or column
break; a cell; a side of a gap between columns."""


@dataclass(frozen=True, slots=True, eq=False)
class SourceText:
    """The text of a source, as the stretches that a quote can be in."""

    stretches: tuple[Stretch, ...]
    has_pages: bool = False
    sha256: str = ""
    """Of the bytes that were read."""
    blocks: tuple[TextBlock, ...] = ()
    """What the stretches are taken from."""


def read_source(path: Path) -> SourceText:
    """Read a copy of a source of any format that is imported.

    Raises :class:`UnreadError` if there is no text.
    """
    data = read_bytes(path)
    blocks = read_blocks(data, path.suffix)
    has_pages = kind_of(data, path.suffix) is FileKind.PDF or any(
        (block.page or 1) > 1 for block in blocks
    )
    digest = hashlib.sha256(data).hexdigest()
    return SourceText(stretches_of(blocks), has_pages, digest, tuple(blocks))


def stretches_of(blocks: Sequence[TextBlock]) -> tuple[Stretch, ...]:
    """The stretches of blocks that still have the marks of print."""
    stretches: list[list[Part]] = []
    last_of: list[list[Part]] = []
    for at, block in enumerate(blocks):
        texts = block.cells if block.kind is BlockKind.ROW else (block.line,)
        sides = [side for text in texts for side in text.split(GAP) if side.strip()]
        stretch = last_of[at - block.continues] if block.continues else None
        for side in sides:
            if stretch is None:
                stretch = []
                stretches.append(stretch)
            stretch.append(Part(side, block.page or 1, at))
            last, stretch = stretch, None
        last_of.append(last if sides else [])
    return tuple(tuple(parts) for parts in stretches)

"""The list of a document, and the others that it might be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamplan.documents.blocks import Block
from jamplan.documents.candidates import candidates
from jamplan.documents.items import Source, items_of
from jamplan.documents.outline import outline
from jamplan.documents.ranking import Ranked, ranked


def find(blocks: Sequence[Block]) -> list[Ranked]:
    """The lists of a document, the likeliest first."""
    source = Source(blocks, outline(blocks))
    return ranked([(each, items_of(each, source)) for each in candidates(blocks)], source)

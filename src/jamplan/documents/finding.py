"""The list of a document, and the others that it might be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamplan.documents.blocks import Block
from jamplan.documents.candidates import candidates
from jamplan.documents.doubts import doubts
from jamplan.documents.drafts import Doubt
from jamplan.documents.items import Source, items_of
from jamplan.documents.outline import outline
from jamplan.documents.ranking import Ranked, ranked


@dataclass(frozen=True, slots=True)
class Found:
    """The lists of a document, the likeliest first, and what is in doubt about the one chosen."""

    lists: tuple[Ranked, ...]
    doubts: tuple[Doubt, ...]


def find(blocks: Sequence[Block], *, chosen: int = 1, declared: int | None = None) -> Found:
    """The lists of a document; ``chosen`` is the place of the one that is wanted, from 1."""
    source = Source(blocks, outline(blocks))
    lists = ranked([(each, items_of(each, source)) for each in candidates(blocks)], source)
    lists = [each for each in lists if each.score > 0]
    place = min(chosen, len(lists)) - 1
    return Found(tuple(lists), tuple(doubts(lists, place, blocks, declared)))

"""The texts that are compared: an item of a document, and its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A sentence ends where a reader pauses; the list sign « ; » separates parts as well.
_SENTENCE_END = re.compile(r"(?<=[.;:!?…])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class TextItem:
    """An item of a document: a proposal, a measure, a requirement.

    `details` are the texts below the title: sub-measures, or the text of a proposal.
    """

    id: str
    title: str
    details: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The title, then each detail."""
        return (self.title, *self.details)

    @property
    def text(self) -> str:
        """The whole text, one field a line."""
        return "\n".join(field for field in self.fields if field)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an item: characters `start` to `end` of field `field` (0 is the title).

    `sentence` is its number, from 1, if a long field was cut into sentences, else 0.
    """

    field: int
    start: int
    end: int
    sentence: int = 0


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of `text` start and end."""
    ends = [match.span() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return list(zip(starts, stops, strict=True))

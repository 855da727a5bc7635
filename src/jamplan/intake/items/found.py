"""The items of a document as they are found, before they have ids."""

from __future__ import annotations

from dataclasses import dataclass

from jamplan.intake.items.columns import TableItem
from jamplan.intake.items.drafts import Doubt
from jamplan.intake.items.sections import Section
from jamplan.intake.reading.starts import Value, value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item as it is found, before it has an id."""

    number: str | None
    title: str
    text: str | None
    section: Section | None
    page: int | None
    at: int
    said_page: str | None = None
    row: TableItem | None = None
    recap: bool = False
    """Whether it stands in a recap or a list of contents."""
    contents: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def value(self) -> Value:
        """Its number, to compare with others; empty where it has none."""
        return value_of(self.number) if self.number else ()

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title} {self.text or ''}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The items of a document, in order, and doubts about the whole."""

    items: tuple[Item, ...] = ()
    title: str | None = None
    how: str = ""
    """What they were told by, a name of :class:`entries.Candidates`; empty where none."""
    word: str = ""
    """The word of their labels, without accents."""
    doubts: tuple[Doubt, ...] = ()

"""A draft: what is read out of a document for a corpus, with its doubts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from jamplan.corpus.findings import Finding


class DraftKind(StrEnum):
    """Which of the two documents a draft is of."""

    PROPOSALS = "proposals"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options of the command line about a document."""

    kind: DraftKind
    publisher: str | None = None
    declared: int | None = None
    document: str | None = None
    """The document itself, if the file is a text of it that a person has mended."""
    first: str | None = None
    """The first words of the first item of the list that is wanted."""
    last: str | None = None
    """The first words of its last item."""
    skip: str | None = None
    """The first words of items that are none."""
    columns: dict[str, str] | None = None
    list: int = 1
    """Which of the lists of the document, from 1."""
    answers: bool = False
    """Whether the cells beside an item answer it, so that they are its text."""


FIELDS = ("number", "title", "text", "chapter", "page")
"""What a column can hold."""


class ColumnsError(Exception):
    """A column that is wanted is not there: its name, and the heads that are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, tuple(known))
        self.name = name
        self.known = tuple(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftList:
    """A list that a document may have: how its items are marked, numbers and pages."""

    how: str
    word: str = ""
    numbers: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    pages: tuple[int, int] | None = None

    @property
    def count(self) -> int:
        """How many items it has."""
        return len(self.numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftGroup:
    """A chapter or a priority as a document gives it."""

    id: str
    title: str
    pages: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """A proposal or a measure as a document gives it.

    Its ``number`` is text: « 7 bis » too.
    """

    id: str
    title: str
    number: str | None = None
    text: str | None = None
    group: str | None = None
    """The id of its :class:`DraftGroup`."""
    locator: str | None = None
    """Its place in the document: « p. 12 »."""
    page: int | None = None
    details: tuple[str, ...] = ()
    """What other columns say of it, with their heads: « Échéance : 2027 »."""
    shortened: bool = False
    """Whether the title begins a long sentence, which the text has whole."""
    follows: bool = False
    """Whether nothing is printed between the item before and it."""
    doubts: tuple[Finding, ...] = ()
    answers: tuple[str, ...] = ()
    """The ids of the proposals that it is known to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one file gives: the document, its groups and its items, in their order."""

    kind: DraftKind
    title: str | None
    publisher: str | None = None
    date: str | None = None
    """ISO 8601: a year, a month or a day."""
    language: str = "fr"
    declared: int | None = None
    file: str
    sha256: str
    groups: tuple[DraftGroup, ...] = ()
    items: tuple[DraftItem, ...] = ()
    doubts: tuple[Finding, ...] = ()
    """Doubts about the whole: 28 declared and 27 found."""
    lists: tuple[DraftList, ...] = ()
    """The lists that the document may have, the likeliest first, at most six."""
    details: tuple[str, ...] = ()
    """The heads of the columns whose cells are details."""
    chosen: int = 1
    """Which of them the items are, from 1."""
    imprint: tuple[str, str, str] = ("", "", "")
    """Publisher, ISO date and address as the first pages have them.

    Nobody has confirmed them.
    """

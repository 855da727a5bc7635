"""Groups of items in an account: by status, by chapter, by priority."""

from dataclasses import dataclass

from jamplan.account.quoting import Cited
from jamplan.account.spans import Inline


@dataclass(frozen=True, slots=True)
class StatusTold:
    """The proposals that have one status."""

    code: str
    """A code of :class:`~jamplan.counting.statuses.Status`."""
    sign: str
    """The key of the sign of the first of them."""
    label: str
    """« texte manquant »: what one of them is."""
    count: int
    title: str
    """« 3 reprises affirmées, 3 interprétées »."""
    items: tuple[str, ...]
    """Their ids, in the order of each form."""


@dataclass(frozen=True, slots=True)
class ChapterTold:
    """A chapter of proposals, or what is in none."""

    name: str
    """Its short name, else its title; empty of what is in none."""
    items: tuple[str, ...]
    """The ids of its proposals."""
    inferred: int
    """Of how many of them the chapter is inferred."""
    counts: str
    """« 2 acceptations, 1 à examiner »: their statuses."""


@dataclass(frozen=True, slots=True)
class PriorityTold:
    """A priority of measures of a document that answers, or what is in none."""

    id: str
    """Empty of what is in none."""
    heading: str
    """Its title, of several documents after the name of its own.

    Or that none is known.
    """
    items: tuple[str, ...]
    """The ids of its measures."""
    answering: int
    """How many of them a statement that counts names."""
    lang: str | None = None
    """The language of its document, if it is not that of the account."""
    note: Inline = ()
    evidence: tuple[Cited, ...] = ()

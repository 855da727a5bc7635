"""What the four files of a corpus say, as frozen types.

Everybody imports this module; it imports nothing of the project. A field that a file may leave out is
``None`` or an empty tuple here: what no source states has no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """How the evidence of a link states that a measure takes up a proposal, the strongest first."""

    EXPLICIT = "explicit"
    """A verb of taking up whose object is the proposal."""
    IMPLICIT = "implicit"
    """The two are set side by side by a connective or a shared aim."""
    AMBIGUOUS = "ambiguous"
    """One cannot tell whose it is."""
    COMPARED = "compared"
    """No source states it: a named person read both texts."""


class Extent(StrEnum):
    """How much of a proposal a measure takes up."""

    FULL = "full"
    PARTIAL = "partial"
    UNSTATED = "unstated"
    """No source says."""


class Attribution(StrEnum):
    """How a source attributes a proposal to its author."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"
    AMBIGUOUS = "ambiguous"


class VerdictKind(StrEnum):
    """A decision on a proposal that no measure takes up."""

    NO_MEASURE_FOUND = "no_measure_found"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTABLE = "not_testable"


class TitleBasis(StrEnum):
    """Where the title of a proposal or a measure comes from."""

    OFFICIAL = "official"
    REPORTED = "reported"
    """The words of others, not checked against the document."""
    DESCRIBED = "described"
    """The words of whoever wrote the corpus."""


class SourceKind(StrEnum):
    """What a source is, for the sentences that name it."""

    ARTICLE = "article"
    PRESS = "press"
    """An article of the press."""
    REPORT = "report"
    PLAN = "plan"
    LAW = "law"
    PAGE = "page"


class FollowUpState(StrEnum):
    """What became of a measure."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who publishes, claims or decides.

    ``called`` is the name with its article, as sentences in the documents' language say it
    (« les JAM »).
    """

    id: str
    name: str
    called: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that facts come from.

    Dates are ISO 8601 texts of a year, a month or a day. ``description`` stands for the title where
    the title is not known; ``file`` is a local copy, relative to the corpus, and ``sha256`` its digest.
    """

    id: str
    publisher: str
    kind: SourceKind | None = None
    title: str | None = None
    description: str | None = None
    date: str | None = None
    date_inferred: bool = False
    url: str | None = None
    accessed: str | None = None
    archived: str | None = None
    file: str | None = None
    sha256: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A source, and where it can be quoted a short exact quote and where it stands."""

    source: str
    quote: str | None = None
    locator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A number of items that sources give for a document."""

    count: int
    sources: tuple[str, ...] = ()
    note: str | None = None


class LabelLanguage(StrEnum):
    """A language that reports are written in."""

    FR = "fr"
    EN = "en"


class Labelled(StrEnum):
    """What a document's label is for."""

    ITEM = "item"
    """A proposal, or a measure."""
    GROUP = "group"
    """A chapter, or a priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a document calls its items or its groups, in the singular and the plural."""

    of: Labelled
    language: LabelLanguage
    one: str
    many: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One of the two documents. Without ``source``, the document itself has not been read."""

    source: str | None = None
    publisher: str | None = None
    title: str | None = None
    short_name: str
    date: str | None = None
    language: str = "fr"
    declared: tuple[Declared, ...] = ()
    labels: tuple[Label, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A group of proposals."""

    id: str
    title: str
    short: str | None = None
    pages: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An item of the document that proposes. ``number`` is the one it bears there, as text."""

    id: str
    title: str
    title_basis: TitleBasis = TitleBasis.OFFICIAL
    number: str | None = None
    number_inferred: bool = False
    chapter: str | None = None
    chapter_inferred: bool = False
    text: str | None = None
    attribution: Attribution = Attribution.EXPLICIT
    may_be_part_of: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A group of measures."""

    id: str
    title: str
    short: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Something that became of a measure, and when."""

    date: str | None = None
    text: str
    state: FollowUpState
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An item of the plan, with its sub-measures."""

    id: str
    title: str
    number: str | None = None
    number_inferred: bool = False
    priority: str | None = None
    title_basis: TitleBasis = TitleBasis.OFFICIAL
    text: str | None = None
    details: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsRead:
    """The texts as they were when a decision was taken.

    ``measure`` is that of a link; ``plan`` the id of the :class:`Reading` that a verdict on all
    measures rests on.
    """

    proposal: str | None = None
    measure: str | None = None
    plan: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRead:
    """A measure's text as it was."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All measures as they were when somebody found none of them to take up a proposal."""

    id: str
    measures: tuple[MeasureRead, ...] = ()


BETWEEN_NAMES = "; "
"""What stands between the names of several persons who confirmed a decision."""


def names_in(confirmed_by: str | None) -> tuple[str, ...]:
    """The persons who confirmed a decision."""
    return tuple(filter(None, (name.strip() for name in (confirmed_by or "").split(";"))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A statement that a measure takes up a proposal. ``by`` recorded it, ``claimed_by`` makes it.

    ``measure_inferred``: the evidence speaks of the plan, and which measure it means was read from its
    words. ``confirmed_by`` names those who stood by it later (see :func:`names_in`).
    """

    proposal: str
    measure: str
    measure_inferred: bool = False
    claimed_by: str
    basis: Basis
    extent: Extent = Extent.UNSTATED
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    by: str | None = None
    on: str | None = None
    confirmed_by: str | None = None
    confirmed_on: str | None = None
    read: TextsRead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A decision on a proposal."""

    proposal: str
    verdict: VerdictKind
    claimed_by: str
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    by: str | None = None
    on: str | None = None
    confirmed_by: str | None = None
    confirmed_on: str | None = None
    read: TextsRead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """A pair that a person looked at and found no match."""

    proposal: str
    measure: str
    by: str | None = None
    on: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A general statement on how many proposals are taken up; ``count`` is None for « some »."""

    claimed_by: str
    count: int | None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was looked for, in which sources, and what was found."""

    question: str
    sources: tuple[str, ...] = ()
    result: str
    on: str | None = None

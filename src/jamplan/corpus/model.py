"""The contents of the files of a corpus, as frozen types.

Statements are in ``statements``.

Each field is annotated with its meaning and, if the type does not tell it, with its
form. Readers, writers and JSON Schemas are derived from these annotations
(``records``). A field that a file may leave out is ``None`` or an empty tuple here:
what no source states has no value.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Ref:
    """A field that holds the id of another record, or ids of records, of this kind."""

    kind: str


class FieldForm(Enum):
    """The form of a field's text."""

    ID = auto()
    """The record's own id."""
    DATE = auto()
    """ISO 8601: a year, a month or a day."""
    LANGUAGE = auto()
    """A BCP 47 code."""
    DIGEST = auto()
    """A SHA-256 in hexadecimal digits."""
    QUANTITY = auto()
    """A whole number, or None for « some »."""
    WORDS = auto()
    """Words of the people who wrote the corpus.

    A text, or texts by language (``Texts``).
    """


Id = Annotated[
    str, FieldForm.ID, "Its id: letters, digits and hyphens, a letter first."
]
Remark = Annotated[str | None, FieldForm.WORDS, "A remark."]
Recorder = Annotated[str | None, "Who recorded it."]
RecordedOn = Annotated[str | None, FieldForm.DATE, "When: a year, a month or a day."]
WouldChange = Annotated[
    str | None, FieldForm.WORDS, "What would change its status, in a sentence."
]
Title = Annotated[str, "Its title."]
ShortTitle = Annotated[str | None, "A shorter title, for tables."]
Number = Annotated[str | None, "The number it bears in its document."]
NumberInferred = Annotated[bool, "Whether that number is inferred."]


class Attribution(StrEnum):
    """How a source attributes a proposal to its author."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"
    AMBIGUOUS = "ambiguous"


class TitleBasis(StrEnum):
    """The origin of the title of a proposal or a measure."""

    OFFICIAL = "official"
    SHORTENED = "shortened"
    REPORTED = "reported"
    """Words of others, not checked against the document."""
    DESCRIBED = "described"
    """Words of the people who wrote the corpus."""


class SourceKind(StrEnum):
    """The kind of a source, for the sentences that name it."""

    ARTICLE = "article"
    PRESS = "press"
    REPORT = "report"
    PLAN = "plan"
    LAW = "law"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person or body that publishes, claims or decides.

    Sentences use ``called``: « les JAM ».
    """

    id: Id
    name: Annotated[str, FieldForm.WORDS, "Its name."]
    called: Annotated[
        str | None, FieldForm.WORDS, "The name with its article, as sentences say it."
    ] = None
    introduced: Annotated[
        str | None,
        FieldForm.WORDS,
        "The name at its first mention: “les Jeunes Avec Macron (JAM)”.",
    ] = None
    plural: Annotated[bool, "Whether its name is a plural."] = False
    note: Remark = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that facts come from. Dates are ISO 8601 texts."""

    id: Id
    publisher: Annotated[str, Ref("actor"), "The id of the actor who publishes it."]
    kind: Annotated[SourceKind | None, "What the source is."] = None
    title: Annotated[str | None, "Its title."] = None
    description: Annotated[
        str | None, FieldForm.WORDS, "A description, if the title is not known."
    ] = None
    date: Annotated[str | None, FieldForm.DATE, "A year, a month or a day."] = None
    date_inferred: Annotated[bool, "Whether that date is inferred."] = False
    url: Annotated[str | None, "Its address."] = None
    portal: Annotated[
        bool, "Whether that address leads to the document, and is not its own."
    ] = False
    accessed: Annotated[str | None, FieldForm.DATE, "When it was read."] = None
    archived: Annotated[str | None, "The address of an archived copy."] = None
    file: Annotated[str | None, "A local copy of it, below the corpus’s folder."] = None
    sha256: Annotated[
        str | None,
        FieldForm.DIGEST,
        "The SHA-256 digest of that copy; without one, of the text that was read.",
    ] = None
    note: Remark = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A reader who agreed later with what another one recorded."""

    by: Annotated[str, "Who agreed."]
    on: RecordedOn = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A doubt about a quote that a reader looked at, and kept it all the same."""

    code: Annotated[str, "The code of the finding."]
    by: Recorder = None
    on: RecordedOn = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A source, with a short exact quote and its position if it can be quoted."""

    source: Annotated[str, Ref("source"), "The id of a source."]
    quote: Annotated[str | None, "The exact words."] = None
    locator: Annotated[
        str | None, FieldForm.WORDS, "Their position: a page, a heading, a paragraph."
    ] = None
    page: Annotated[
        int | None, "The page of the file, from 1, on which they were found."
    ] = None
    quoted: Annotated[
        bool, "Whether they are the speaker’s own words, as the publisher prints them."
    ] = False
    cut: Annotated[
        bool, "Whether their sentence goes on: they are shown with « […] »."
    ] = False
    cut_before: Annotated[
        bool, "Whether they begin amid their sentence: they are shown after « […] »."
    ] = False
    continues: Annotated[
        bool, "Whether they follow the quote before it without a gap."
    ] = False
    gloss: Annotated[
        str | None,
        FieldForm.WORDS,
        "What a reader needs to understand the quote, as it follows it.",
    ] = None
    kept: Annotated[
        tuple[Kept, ...], "The doubts about the quote that somebody looked at."
    ] = ()


AllEvidence = Annotated[
    tuple[Evidence, ...], "Where it is stated, or what it is known from."
]
BasisOfTitle = Annotated[
    TitleBasis,
    "Whose words the title is: the document’s, those of others, or the corpus’s own.",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A number of items that sources give for a document."""

    count: Annotated[int, "How many."]
    sources: Annotated[tuple[str, ...], Ref("source"), "The sources that say so."] = ()
    note: Remark = None


class LabelLanguage(StrEnum):
    """A language that reports are written in."""

    FR = "fr"
    EN = "en"


class Labelled(StrEnum):
    """The things that a document's label names."""

    ITEM = "item"
    """A proposal, or a measure."""
    GROUP = "group"
    """A chapter, or a priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A document's own noun for its items or groups, in the singular and the plural."""

    of: Annotated[
        Labelled,
        "What is called so: an item (proposal, measure) or a group (chapter, "
        "priority).",
    ]
    language: Annotated[LabelLanguage, "The language of the sentences."]
    one: Annotated[str, "The noun in the singular."]
    many: Annotated[str, "The noun in the plural."]


class Relation(StrEnum):
    """What the plan's document is to the proposals."""

    TAKEN_UP = "taken_up"
    """A plan that may take up proposals."""
    RESPONSE = "response"
    """The answer of the addressee to each proposal."""

    @property
    def answers_each(self) -> bool:
        """Whether a document answers proposals one by one, and speaks for itself."""
        return self is Relation.RESPONSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One of the two documents.

    Without ``source``, the document itself has not been read.
    """

    source: Annotated[
        str | None,
        Ref("source"),
        "The document as a source; left out, it has not been read.",
    ] = None
    publisher: Annotated[
        str | None, Ref("actor"), "The id of the actor who publishes it."
    ] = None
    title: Annotated[str | None, "Its title."] = None
    short_name: Annotated[str, FieldForm.WORDS, "The name in titles."]
    date: Annotated[str | None, FieldForm.DATE, "A year, a month or a day."] = None
    language: Annotated[str, FieldForm.LANGUAGE, "The code of its language."] = "fr"
    declared: Annotated[
        tuple[Declared, ...],
        "How many items sources say it has; the first number is the one that counts.",
    ] = ()
    labels: Annotated[
        tuple[Label, ...], "What it calls its items and groups, in sentences."
    ] = ()
    relation: Annotated[
        Relation,
        "Of the plan: whether it takes up proposals, or answers each as its addressee.",
    ] = Relation.TAKEN_UP
    published_by: Annotated[str | None, "Of the proposals: who signs the account."] = (
        None
    )
    contact: Annotated[
        str | None,
        "The e-mail address to which readers report errors; that of the proposals "
        "counts.",
    ] = None
    licence: Annotated[
        str | None, "Of the proposals: the licence of what is published."
    ] = None
    note: Remark = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A group of proposals."""

    id: Id
    title: Title
    short: ShortTitle = None
    pages: Annotated[str | None, "Its pages."] = None
    note: Remark = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An item of the document that proposes.

    ``number`` is the one it bears there, as text.
    """

    id: Id
    title: Title
    title_basis: BasisOfTitle = TitleBasis.OFFICIAL
    number: Number = None
    number_inferred: NumberInferred = False
    chapter: Annotated[str | None, Ref("chapter"), "The id of its chapter."] = None
    chapter_inferred: Annotated[
        bool, "Whether its place in the chapter is inferred."
    ] = False
    text: Annotated[str | None, FieldForm.WORDS, "Its text."] = None
    text_from: Annotated[
        str | None,
        Ref("measure"),
        "The id of the measure that its text is inferred from.",
    ] = None
    attribution: Annotated[
        Attribution,
        "How a source attributes it to its author; a take-up is no stronger than this.",
    ] = Attribution.EXPLICIT
    may_be_part_of: Annotated[
        str | None, Ref("proposal"), "The id of a proposal that it may be a part of."
    ] = None
    evidence: AllEvidence = ()
    note: Remark = None
    would_change: WouldChange = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A group of measures."""

    id: Id
    title: Title
    short: ShortTitle = None
    evidence: AllEvidence = ()
    note: Remark = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An item of the plan, with its sub-measures."""

    id: Id
    title: Title
    number: Number = None
    number_inferred: NumberInferred = False
    priority: Annotated[str | None, Ref("priority"), "The id of a priority."] = None
    title_basis: BasisOfTitle = TitleBasis.OFFICIAL
    text: Annotated[str | None, FieldForm.WORDS, "Its text."] = None
    details: Annotated[
        tuple[str, ...], FieldForm.WORDS, "The sub-measures, each a short text."
    ] = ()
    evidence: AllEvidence = ()
    answers: Annotated[
        tuple[str, ...],
        Ref("proposal"),
        "The ids of the proposals that it answers, as its document is made.",
    ] = ()
    note: Remark = None


Item = Proposal | Measure
"""An item of either document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRead:
    """A measure's text as it was."""

    id: Annotated[str, "The id that the measure had."]
    text: Annotated[str, "Its title, text and sub-measures, one a line."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All measures as they were when a person concluded that none fits a proposal."""

    id: Id
    measures: Annotated[tuple[MeasureRead, ...], "The measures as they were."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A dated fact that speaks against a statement, or against all.

    It changes no count.
    """

    date: Annotated[
        str, FieldForm.DATE, "When it was said or done: a year, a month or a day."
    ]
    text: Annotated[
        str,
        FieldForm.WORDS,
        "What was said or done, as it follows the date: “the State had announced it”.",
    ]
    evidence: AllEvidence = ()
    by: Recorder = None
    on: RecordedOn = None


class SearchOf(StrEnum):
    """What a search looked for."""

    STATEMENTS = "statements"
    """Sources that state a take-up."""
    REFUSALS = "refusals"
    OUTCOMES = "outcomes"
    """What became of measures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question, the sources searched for an answer, and the result."""

    question: Annotated[str, FieldForm.WORDS, "The question."]
    of: Annotated[
        SearchOf | None,
        "What was looked for: statements, refusals, or outcomes; left out, other "
        "things.",
    ] = None
    about: Annotated[
        tuple[str, ...],
        Ref("item"),
        "The proposals or measures that it was for; left out, all.",
    ] = ()
    sources: Annotated[
        tuple[str, ...], Ref("source"), "The sources that were searched."
    ] = ()
    result: Annotated[str, FieldForm.WORDS, "The result."]
    on: RecordedOn = None

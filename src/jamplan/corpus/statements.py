"""The statement: that something is said of an item, by whom, and in which words.

A record names what is said (:class:`Says`), how its evidence says it (:class:`Words`),
the evidence, and the reader who recorded it. All that follows from what is said is in
one table, :data:`SAYS`. Whose voices a statement has follows from its evidence
(:mod:`jamplan.corpus.voices`) and is never stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from jamplan.corpus.model import (
    Confirmation,
    Evidence,
    FieldForm,
    Objection,
    RecordedOn,
    Recorder,
    Ref,
    Remark,
    WouldChange,
)


class Words(StrEnum):
    """How the evidence of a statement says it, the strongest first."""

    EXPLICIT = "explicit"
    """Its words say so."""
    IMPLICIT = "implicit"
    """A reader reads a sentence of it as saying so."""
    AMBIGUOUS = "ambiguous"
    """Its words leave it open whose idea it was."""
    COMPARED = "compared"
    """Nobody says it: a reader compared both texts."""


class Group(StrEnum):
    """What a statement is for the count."""

    YES = "yes"
    PARTLY = "partly"
    OPEN = "open"
    """An answer that is neither yes nor no."""
    NO = "no"
    NONE = "none"
    """A reader looked through the whole document and found nothing."""
    PAIR = "pair"
    """A pair that a reader set aside; in no status."""
    ASIDE = "aside"
    """The proposal cannot be judged."""
    OUTCOME = "outcome"
    """What became of an item; in no status."""


POSITIONS = frozenset({Group.YES, Group.PARTLY, Group.OPEN, Group.NO})
"""What somebody answers to a proposal, or what is said to be answered."""
CONCLUSIONS = frozenset({Group.NONE, Group.ASIDE})
"""What a reader concludes on a proposal where nobody takes a position."""


class ReaderAlone(StrEnum):
    """Whether a reader may say something alone, having compared the texts."""

    MAY = "may"
    MUST = "must"
    """Nobody else says it."""
    NEVER = "never"


class Needs(StrEnum):
    """What a statement must have to be on record."""

    NOTHING = "nothing"
    EVIDENCE = "evidence"
    EVIDENCE_UNLESS_COMPARED = "evidence_unless_compared"
    QUOTE = "quote"
    MEASURE = "measure"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What follows from what a statement says."""

    group: Group
    alone: ReaderAlone
    needs: Needs


class Says(StrEnum):
    """What a statement says of a proposal or a measure."""

    IN_FULL = "in_full"
    TAKEN_UP = "taken_up"
    """To an extent that is not stated."""
    IN_PART = "in_part"
    IN_PRINCIPLE = "in_principle"
    NOTED = "noted"
    """Neither yes nor no."""
    REFUSED = "refused"
    """By its addressee."""
    NOT_TAKEN_UP = "not_taken_up"
    """Others say so."""
    NO_MATCH = "no_match"
    """A reader looked through the whole document."""
    NOT_THIS = "not_this"
    """A pair that a reader set aside."""
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTABLE = "not_testable"
    CARRIED_OUT = "carried_out"
    CARRIED_OUT_IN_PART = "carried_out_in_part"
    UNDER_WAY = "under_way"
    STALLED = "stalled"
    NOT_CARRIED_OUT = "not_carried_out"
    """Or not begun."""
    ABANDONED = "abandoned"


_OUTCOME = Meaning(Group.OUTCOME, ReaderAlone.NEVER, Needs.EVIDENCE)
SAYS: Mapping[Says, Meaning] = MappingProxyType(
    {
        Says.IN_FULL: Meaning(
            Group.YES, ReaderAlone.MAY, Needs.EVIDENCE_UNLESS_COMPARED
        ),
        Says.TAKEN_UP: Meaning(
            Group.YES, ReaderAlone.MAY, Needs.EVIDENCE_UNLESS_COMPARED
        ),
        Says.IN_PART: Meaning(Group.PARTLY, ReaderAlone.MAY, Needs.EVIDENCE),
        Says.IN_PRINCIPLE: Meaning(Group.PARTLY, ReaderAlone.MAY, Needs.EVIDENCE),
        Says.NOTED: Meaning(Group.OPEN, ReaderAlone.NEVER, Needs.QUOTE),
        Says.REFUSED: Meaning(Group.NO, ReaderAlone.NEVER, Needs.QUOTE),
        Says.NOT_TAKEN_UP: Meaning(Group.NO, ReaderAlone.NEVER, Needs.QUOTE),
        Says.NO_MATCH: Meaning(Group.NONE, ReaderAlone.MUST, Needs.READING),
        Says.NOT_THIS: Meaning(Group.PAIR, ReaderAlone.MUST, Needs.MEASURE),
        Says.OUT_OF_SCOPE: Meaning(Group.ASIDE, ReaderAlone.MAY, Needs.NOTHING),
        Says.NOT_TESTABLE: Meaning(Group.ASIDE, ReaderAlone.MAY, Needs.NOTHING),
        Says.CARRIED_OUT: _OUTCOME,
        Says.CARRIED_OUT_IN_PART: _OUTCOME,
        Says.UNDER_WAY: _OUTCOME,
        Says.STALLED: _OUTCOME,
        Says.NOT_CARRIED_OUT: _OUTCOME,
        Says.ABANDONED: _OUTCOME,
    }
)
"""What follows from each thing that a statement may say.

Outcomes are in their order.
"""

ALL_PROPOSALS = "proposals"
ALL_MEASURES = "measures"
TOTALS = frozenset({ALL_PROPOSALS, ALL_MEASURES})
"""What a statement on a number of items is about.

No item has one of these as its id.
"""
SOME = "some"
"""The count of a source that gives no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsAsRead:
    """The texts that a statement rests on, as they were when it was recorded."""

    about: Annotated[str | None, "The text of what it is about."] = None
    measure: Annotated[str | None, "The measure’s text."] = None
    document: Annotated[
        str | None, Ref("reading"), "The id of a reading of all measures."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenApart:
    """A reader's decision on a proposal, taken before they saw another one's."""

    by: Recorder = None
    on: RecordedOn = None
    says: Annotated[Says | None, "What they decided; left out, nothing."] = None
    measures: Annotated[
        tuple[str, ...], Ref("measure"), "The measures that they named."
    ] = ()
    seen: Annotated[
        bool, "Whether their form showed what was on record, so it was not apart."
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """That something is said of a proposal, a measure, or a number of them.

    ``measure_inferred``: the evidence speaks of the document, and its words only
    suggest the measure. ``speaker`` is left out if the publisher of the evidence
    speaks. ``by`` is left out if the authors of the record recorded it.
    """

    about: Annotated[
        str,
        Ref("subject"),
        "The id of a proposal or a measure; or “proposals”, “measures”, with a count.",
    ]
    says: Annotated[Says, "What it says."]
    measure: Annotated[
        str | None,
        Ref("measure"),
        "The measure that does it, or the answer that says it.",
    ] = None
    measure_inferred: Annotated[
        bool, "Whether the measure is inferred from the words of the evidence."
    ] = False
    document: Annotated[
        str | None,
        Ref("plan"),
        "Without a measure: the document that it is about, if there are several.",
    ] = None
    words: Annotated[Words, "How the evidence says it."]
    speaker: Annotated[
        str | None, Ref("actor"), "Who says it, if not the publisher of the evidence."
    ] = None
    count: Annotated[
        int | str | None, FieldForm.QUANTITY, "How many items: “some”, or a number."
    ] = None
    date: Annotated[str | None, FieldForm.DATE, "When it happened."] = None
    evidence: Annotated[tuple[Evidence, ...], "Where it is said."] = ()
    text: Annotated[
        str | None, FieldForm.WORDS, "What happened, in the words of the record."
    ] = None
    note: Remark = None
    would_change: WouldChange = None
    objections: Annotated[tuple[Objection, ...], "What speaks against it."] = ()
    by: Recorder = None
    on: RecordedOn = None
    confirmed: Annotated[tuple[Confirmation, ...], "Readers who agreed later."] = ()
    read: Annotated[
        TextsAsRead | None, "The texts as they were when it was recorded."
    ] = None
    apart: Annotated[
        tuple[TakenApart, ...], "What readers had decided before they compared it."
    ] = ()

    @property
    def meaning(self) -> Meaning:
        """What follows from what it says."""
        return SAYS[self.says]

    @property
    def group(self) -> Group:
        """What it is for the count."""
        return SAYS[self.says].group

    @property
    def is_total(self) -> bool:
        """Whether it is about a number of items, and about no single one."""
        return self.about in TOTALS

    @property
    def is_outcome(self) -> bool:
        """Whether it says what became of an item."""
        return self.group is Group.OUTCOME

    @property
    def is_position(self) -> bool:
        """Whether it takes a position on a proposal."""
        return self.group in POSITIONS and not self.is_total

    @property
    def is_conclusion(self) -> bool:
        """Whether it concludes on a proposal that nobody takes a position on."""
        return self.group in CONCLUSIONS and not self.is_total

    @property
    def is_compared(self) -> bool:
        """Whether nobody says it, and a reader compared the texts."""
        return self.words is Words.COMPARED


class Lack(StrEnum):
    """Something that a statement has to have, by what it says, and has not."""

    EVIDENCE = "evidence"
    QUOTE = "quote"
    MEASURE = "measure"
    READING = "reading"
    COUNT = "count"


def lacking(statement: Statement) -> Iterator[Lack]:
    """What a statement lacks to be on record; :data:`SAYS` tells what it needs."""
    needs = statement.meaning.needs
    if statement.is_total:
        # A source gives the number; which items it counts need not be told.
        needs = Needs.EVIDENCE
        if statement.count is None:
            yield Lack.COUNT
    if needs is Needs.EVIDENCE_UNLESS_COMPARED:
        needs = Needs.NOTHING if statement.is_compared else Needs.EVIDENCE
    if needs is Needs.EVIDENCE and not statement.evidence:
        yield Lack.EVIDENCE
    if needs is Needs.QUOTE and not any(piece.quote for piece in statement.evidence):
        yield Lack.QUOTE
    if needs is Needs.MEASURE and statement.measure is None:
        yield Lack.MEASURE
    read = statement.read
    if needs is Needs.READING and (read is None or read.document is None):
        yield Lack.READING


def unfit(statement: Statement) -> Iterator[str]:
    """The fields of a statement whose values do not go with what it says."""
    alone = statement.meaning.alone
    if alone is ReaderAlone.NEVER and statement.is_compared:
        yield "words"
    if alone is ReaderAlone.MUST and not statement.is_compared:
        yield "words"
    if statement.is_compared and statement.speaker is not None:
        yield "speaker"
    if statement.count is not None and not statement.is_total:
        yield "count"
    if statement.measure is not None and (statement.is_total or statement.document):
        yield "measure"

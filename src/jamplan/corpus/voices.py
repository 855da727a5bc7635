"""Whose voices a statement has: who says it, who prints it, and who interprets it.

They are derived of each piece of evidence, from its publisher and the statement's
speaker, words and reader, and never stored.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jamplan.corpus import dates
from jamplan.corpus.model import Evidence, Source
from jamplan.corpus.statements import Statement, Words
from jamplan.language.people import person_key

Sources = Mapping[str, Source]
"""The sources of a corpus by id."""


class Telling(StrEnum):
    """How a statement is told, of one piece of evidence."""

    SPEAKS = "speaks"
    """The speaker publishes it."""
    QUOTED = "quoted"
    """The speaker's own words, as another one prints them."""
    REPORTED = "reported"
    """The publisher's words on what the speaker says."""
    INTERPRETED = "interpreted"
    """A reader reads a sentence of the speaker so."""
    UNCLEAR = "unclear"
    """A sentence that does not say whose idea it was."""
    COMPARED = "compared"
    """A reader compared both texts."""


_BY_WORDS: Mapping[Words, Telling] = {
    Words.IMPLICIT: Telling.INTERPRETED,
    Words.AMBIGUOUS: Telling.UNCLEAR,
    Words.COMPARED: Telling.COMPARED,
}


@dataclass(frozen=True, slots=True)
class Who:
    """Who is heard in a statement.

    An actor who says it, or a reader who compared the texts.

    ``reader`` is the folded name (:func:`person_key`), empty for the authors of the
    record; it is None for an actor.
    """

    actor: str | None = None
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """The voices of one piece of evidence.

    Who says it, who prints it, who interprets it.
    """

    telling: Telling
    who: str | None
    """The actor who says it; None if nobody does."""
    via: str | None
    """The actor who publishes the evidence; None without any."""
    reader: str | None
    """The reader who recorded it; None for the authors of the record."""


def voice_of(statement: Statement, piece: Evidence | None, sources: Sources) -> Voice:
    """The voices of a piece of a statement's evidence.

    None stands for no evidence at all.
    """
    via = sources[piece.source].publisher if piece else None
    if statement.words is Words.COMPARED:
        return Voice(Telling.COMPARED, None, via, statement.by)
    who = statement.speaker or via
    telling = _BY_WORDS.get(statement.words, Telling.SPEAKS)
    if telling is Telling.SPEAKS and who != via:
        is_quoted = piece is not None and piece.quoted
        telling = Telling.QUOTED if is_quoted else Telling.REPORTED
    return Voice(telling, who, via, statement.by)


def voices_of(statement: Statement, sources: Sources) -> tuple[Voice, ...]:
    """The voices of each piece of a statement's evidence; of none, if it has none."""
    pieces: Iterable[Evidence | None] = statement.evidence or (None,)
    return tuple(voice_of(statement, piece, sources) for piece in pieces)


def who_says(statement: Statement, sources: Sources) -> Who:
    """Who is heard in a statement: its speaker, else its first publisher.

    Or who compared.
    """
    if statement.is_compared:
        return Who(reader=person_key(statement.by or ""))
    # This is asked of every statement, several times, so no whole voices are made for
    # it.
    if statement.speaker is not None or not statement.evidence:
        return Who(actor=statement.speaker)
    return Who(actor=sources[statement.evidence[0].source].publisher)


def published(piece: Evidence, statement: Statement, sources: Sources) -> str | None:
    """The day from which a piece of evidence could be read; None if nothing tells it.

    It is the day of its source, else that of the statement, else that on which it was
    read.
    """
    source = sources[piece.source]
    return source.date or statement.date or source.accessed


def day_of(statement: Statement, sources: Sources) -> str | None:
    """The day of a voice's word.

    That of its latest evidence, else its own, else its record's.

    A comparison is its reader's word, of its own or the record's day: the texts are
    older.
    """
    if statement.is_compared and (own := statement.date or statement.on):
        return own
    days = (published(piece, statement, sources) for piece in statement.evidence)
    return dates.latest(days) or statement.date or statement.on


def outcome_day(statement: Statement, sources: Sources) -> str | None:
    """The day of an outcome.

    When it was so, else when its latest evidence was published.
    """
    return statement.date or day_of(statement, sources)


Key = tuple[object, ...]
"""What there is one record for."""


def key_of(statement: Statement, sources: Sources) -> Key:
    """What there is one record for.

    Of a position, what it is about, who says it, and where first.

    So correcting what is said leaves one record. Outcomes and totals have what is said,
    the date and the count too, since a voice gives several.
    """
    target = statement.measure or statement.document
    first = statement.evidence[0].source if statement.evidence else None
    key: Key = (statement.about, target, who_says(statement, sources), first)
    if statement.is_outcome or statement.is_total:
        key += (statement.says, statement.date, statement.count)
    return key


def heard(statements: Iterable[Statement], sources: Sources) -> Iterator[Voice]:
    """The voices of what is stated and interpreted.

    What a source says, more or less in words.
    """
    for statement in statements:
        if statement.words in {Words.EXPLICIT, Words.IMPLICIT}:
            yield from voices_of(statement, sources)

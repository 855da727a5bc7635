"""What became of measures and proposals.

The last word of each voice, and voices that differ.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from jamplan.corpus import dates
from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import Says, Statement
from jamplan.corpus.voices import Sources, Who, outcome_day, who_says


@dataclass(frozen=True, slots=True)
class LastWord:
    """What a voice said last of an item."""

    who: Who
    statement: Statement
    day: str | None
    since: str | None
    """The day from which it says so: a repetition changes nothing."""
    before: Statement | None
    """What it had said before, if that was something else."""

    @property
    def says(self) -> Says:
        """What it says."""
        return self.statement.says


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What became of an item, by voice."""

    about: str
    words: tuple[LastWord, ...]
    """The last word of each voice, the earliest first.

    A day that is not known first of all.
    """

    @property
    def is_contested(self) -> bool:
        """Whether voices disagree.

        Two that differ disagree if one of them says that it is carried out, or if both
        are of one day. A succession is no dispute: under way in 2022, not carried out
        in 2024.
        """
        for number, word in enumerate(self.words):
            for other in self.words[:number]:
                if _disagree(word, other):
                    return True
        return False


def _disagree(word: LastWord, other: LastWord) -> bool:
    if word.says is other.says or word.who == other.who:
        return False
    if Says.CARRIED_OUT in {word.says, other.says}:
        return True
    if word.day is None or other.day is None:
        return False
    is_apart = dates.precedes(word.day, other.day) or dates.precedes(
        other.day, word.day
    )
    return not is_apart


def outcomes_of(corpus: Corpus) -> Mapping[str, ItemOutcome]:
    """What became of each item with statements, by id, in the order of the files."""
    result: dict[str, ItemOutcome] = {}
    for about, statements in corpus.statements_on.items():
        on_outcome = [each for each in statements if each.is_outcome]
        if on_outcome and not on_outcome[0].is_total:
            result[about] = ItemOutcome(about, last_words(on_outcome, corpus.source))
    return result


def last_words(
    statements: Iterable[Statement], sources: Sources
) -> tuple[LastWord, ...]:
    """The last word of each voice on one item, the earliest first.

    Several if they are of one day.
    """
    by_voice: dict[Who, list[Statement]] = {}
    for statement in statements:
        by_voice.setdefault(who_says(statement, sources), []).append(statement)
    words: list[LastWord] = []
    for who, own in by_voice.items():
        words += _last_of(who, own, sources)
    return tuple(sorted(words, key=lambda word: word.day or ""))


def _last_of(
    who: Who, statements: Sequence[Statement], sources: Sources
) -> Iterator[LastWord]:
    """The last words of one voice."""
    days = [outcome_day(statement, sources) for statement in statements]
    latest = dates.latest(days)
    for statement, day in zip(statements, days, strict=True):
        is_last = day is None or latest is None or not dates.precedes(day, latest)
        if is_last:
            since, before = _history(statement, statements, sources)
            yield LastWord(who, statement, day, since, before)


def _history(
    last: Statement, statements: Iterable[Statement], sources: Sources
) -> tuple[str | None, Statement | None]:
    """The day from which a voice says what it said last, and its word before."""
    day = outcome_day(last, sources)
    since = day
    earlier = [
        (known, statement)
        for statement in statements
        if (known := outcome_day(statement, sources))
        and day is not None
        and dates.precedes(known, day)
    ]
    for known, statement in sorted(earlier, key=itemgetter(0), reverse=True):
        if statement.says is not last.says:
            return since, statement
        since = known
    return since, None

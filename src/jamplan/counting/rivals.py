"""Rival counts: the totals that voices give, beside what can be recounted of their statements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jamplan.corpus import dates
from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import (
    ALL_MEASURES,
    ALL_PROPOSALS,
    SAYS,
    Group,
    Says,
    Statement,
)
from jamplan.corpus.voices import Who, day_of, outcome_day, who_says


@dataclass(frozen=True, slots=True)
class Rival:
    """How many items a voice says something of, by its own total and by its statements."""

    who: Who
    says: Says
    date: str | None
    source: str | None
    given: int | str | None
    """The total that it gives: a number, or “some”; None if it gives none."""
    listed: tuple[str, ...]
    """The items of which it says so one by one, as far as that is on record."""
    only: tuple[str, ...]
    """Those of them of which no other voice says so."""
    without: tuple[str, ...]
    """Items of which another voice says so, and this one something else."""

    @property
    def is_outcome(self) -> bool:
        """Whether it is of what became of items, and of no position on them."""
        return SAYS[self.says].group is Group.OUTCOME

    @property
    def recounted(self) -> int | None:
        """The number of items listed; None if none is on record."""
        return len(self.listed) or None


Told = tuple[Who, bool]
"""A voice, and whether it speaks of what became of items, or of positions on them."""


def rivals_of(corpus: Corpus, about: str = ALL_PROPOSALS) -> tuple[Rival, ...]:
    """The counts of each voice, of proposals or of measures, the latest total of each.

    A voice without a total of its own has a row for what can be recounted of its statements.
    """
    words = _last_words(corpus, about)
    totals = _latest_totals(corpus, about)
    keys = _keys(totals, words)
    said_by: dict[tuple[Who, Says], tuple[str, ...]] = {
        (who, says): _items_of(words, who, says) for who, says in keys
    }
    result = []
    for who, says in keys:
        total = totals.get((who, says))
        others: set[str] = set()
        for (other, same), items in said_by.items():
            if other != who and _are_alike(same, says):
                others.update(items)
        listed = said_by[who, says]
        result.append(
            Rival(
                who=who,
                says=says,
                date=_date_of(corpus, total) if total else None,
                source=_source_of(total),
                given=total.count if total else None,
                listed=listed,
                only=tuple(item for item in listed if item not in others),
                without=tuple(
                    item
                    for item, said in words.get(_told_of(who, says), {}).items()
                    if item in others and not _are_alike(said.says, says)
                ),
            )
        )
    return tuple(result)


def rivals_on_record(corpus: Corpus) -> tuple[tuple[str, Rival], ...]:
    """The counts of each voice, of proposals and then of measures, each with what it is about."""
    rivals = []
    for about in (ALL_PROPOSALS, ALL_MEASURES):
        rivals += [(about, rival) for rival in rivals_of(corpus, about)]
    return tuple(rivals)


def _told_of(who: Who, says: Says) -> Told:
    return who, SAYS[says].group is Group.OUTCOME


def _are_alike(says: Says, other: Says) -> bool:
    """Whether two counts are of one kind: of what is taken up, or of one outcome."""
    if SAYS[says].group is Group.OUTCOME:
        return says is other
    return SAYS[says].group is SAYS[other].group


def _latest_totals(corpus: Corpus, about: str) -> Mapping[tuple[Who, Says], Statement]:
    """The latest total of each voice, by what it says."""
    result: dict[tuple[Who, Says], Statement] = {}
    for statement in corpus.statements_on.get(about, ()):
        if statement.count is None:
            continue
        key = who_says(statement, corpus.source), statement.says
        known = result.get(key)
        if known is None or not _is_earlier(corpus, statement, known):
            result[key] = statement
    return result


def _is_earlier(corpus: Corpus, statement: Statement, other: Statement) -> bool:
    day, other_day = _date_of(corpus, statement), _date_of(corpus, other)
    if day is None or other_day is None:
        return day is None and other_day is not None
    return dates.precedes(day, other_day)


def _date_of(corpus: Corpus, statement: Statement) -> str | None:
    return outcome_day(statement, corpus.source)


def _source_of(statement: Statement | None) -> str | None:
    if statement is None or not statement.evidence:
        return None
    return statement.evidence[0].source


def _last_words(corpus: Corpus, about: str) -> Mapping[Told, Mapping[str, Statement]]:
    """What each voice said last of each item: positions and outcomes, apart."""
    items = corpus.proposal if about == ALL_PROPOSALS else corpus.measure
    result: dict[Told, dict[str, Statement]] = {}
    for item in items:
        statements = list(_told(corpus, item))
        # Of one day, the one that is later in the file.
        statements.sort(key=lambda each: day_of(each, corpus.source) or "")
        for statement in statements:
            who = who_says(statement, corpus.source)
            result.setdefault((who, statement.is_outcome), {})[item] = statement
    return result


def _told(corpus: Corpus, item: str) -> Iterator[Statement]:
    """What voices say of an item, if they say it themselves."""
    for statement in corpus.statements_on.get(item, ()):
        if not statement.is_compared and (
            statement.is_position or statement.is_outcome
        ):
            yield statement


def _keys(
    totals: Iterable[tuple[Who, Says]], words: Mapping[Told, Mapping[str, Statement]]
) -> list[tuple[Who, Says]]:
    """The voices with what they say: in a total, or else of any item by itself.

    What is alike is recounted together, so “taken up” beside “in full” makes no second row.
    """
    keys = list(totals)
    for (who, _is_outcome), said in words.items():
        for statement in said.values():
            alike = (
                who == other and _are_alike(statement.says, says)
                for other, says in keys
            )
            if not any(alike):
                keys.append((who, statement.says))
    return keys


def _items_of(
    words: Mapping[Told, Mapping[str, Statement]], who: Who, says: Says
) -> tuple[str, ...]:
    return tuple(
        item
        for item, statement in words.get(_told_of(who, says), {}).items()
        if _are_alike(statement.says, says)
    )

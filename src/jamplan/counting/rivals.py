"""Rival counts: the totals that voices give, beside recounted statements.

A voice's own are its explicit statements. What others report of it, and what a reader
reads in its sentences, are counted by themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from jamplan.corpus.voices import Telling, Voice, Who, outcome_day, voices_of, who_says
from jamplan.language.people import person_key


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose voice is heard, and how."""

    who: Who
    telling: Telling = Telling.SPEAKS
    """That it speaks, also in words that another one prints.

    Or is reported, or interpreted.
    """
    reader: str | None = None
    """The reader who interprets it, as recorded; None for the authors of the record."""

    @property
    def is_explicit(self) -> bool:
        """Whether somebody says it, and no reader interprets it."""
        return self.telling in {Telling.SPEAKS, Telling.REPORTED}


@dataclass(frozen=True, slots=True)
class Rival:
    """How many items a voice says something of, by its total and by statements."""

    heard: Heard
    says: Says
    date: str | None
    """Of its total; without one, the latest of what is listed."""
    source: str | None
    given: int | str | None
    """The total that it gives: a number, or “some”; None if it gives none."""
    given_as: Telling | None
    """How that total is told, as another one may print it; None without a total."""
    via: tuple[str, ...]
    """The other actors who print what is listed."""
    listed: tuple[str, ...]
    """The items of which it says so one by one, as far as that is on record."""
    only: tuple[str, ...]
    """Those of them of which no other actor says so."""
    opposed: tuple[str, ...]
    """Those of the latter of which another actor says something else, maybe as it is
    read.
    """
    without: tuple[str, ...]
    """Items of which another actor says so, and this one something else, maybe as it is
    read.
    """

    @property
    def who(self) -> Who:
        """Who is heard."""
        return self.heard.who

    @property
    def is_outcome(self) -> bool:
        """Whether it is of what became of items, and of no position on them."""
        return SAYS[self.says].group is Group.OUTCOME

    @property
    def recounted(self) -> int | None:
        """The number of items listed; None if none is on record."""
        return len(self.listed) or None


@dataclass(frozen=True, slots=True)
class WordOn:
    """What was said last of an item, by whom it is heard."""

    item: str
    heard: Heard
    via: str | None
    statement: Statement


Kind = Says | Group


class _Words:
    """What was said last of each item, found by the item and by who is heard."""

    def __init__(self, words: Sequence[WordOn]) -> None:
        self.all = words
        self.on: dict[str, list[WordOn]] = {}
        self.of: dict[Who, list[WordOn]] = {}
        for word in words:
            self.on.setdefault(word.item, []).append(word)
            self.of.setdefault(word.heard.who, []).append(word)

    def others_say_so(self, item: str, kind: Kind, who: Who) -> bool:
        """Whether another actor says so of an item, and no reader alone."""
        return any(
            word.heard.is_explicit and _kind_of(word.statement.says) is kind
            for word in self._of_others(item, who)
        )

    def others_say_another(self, item: str, says: Says, who: Who) -> bool:
        """Whether another actor says something else of an item, of the same sort."""
        return any(
            _is_other(word.statement.says, says) for word in self._of_others(item, who)
        )

    def _of_others(self, item: str, who: Who) -> Iterator[WordOn]:
        return (word for word in self.on[item] if word.heard.who != who)


def rivals_of(corpus: Corpus, about: str = ALL_PROPOSALS) -> tuple[Rival, ...]:
    """The counts of each voice, of proposals or of measures, the latest total of each.

    A voice without a total of its own has a row for what can be recounted of its
    statements.
    """
    words = _Words(_last_words(corpus, about))
    totals = _by_voice(corpus, _latest_totals(corpus, about), words.all)
    return tuple(
        _rival(corpus, heard, says, totals.get((heard, says)), words)
        for heard, says in _keys(totals, words.all)
    )


def _rival(
    corpus: Corpus, heard: Heard, says: Says, total: Statement | None, words: _Words
) -> Rival:
    """The row of a voice and what it says.

    Its total, and what is recounted of its words.
    """
    kind, who = _kind_of(says), heard.who
    own = [
        word
        for word in words.of.get(who, ())
        if word.heard == heard and _kind_of(word.statement.says) is kind
    ]
    listed = tuple(word.item for word in own)
    only = tuple(item for item in listed if not words.others_say_so(item, kind, who))
    opposed = tuple(item for item in only if words.others_say_another(item, says, who))
    return Rival(
        heard=heard,
        says=says,
        date=_date_of(corpus, total) if total else _last_day(corpus, own),
        source=_source_of(total),
        given=total.count if total else None,
        given_as=_best_voice(total, corpus).telling if total else None,
        via=_printed_by(heard, own),
        listed=listed,
        only=only,
        opposed=opposed,
        without=_left_out(who, says, words),
    )


def _printed_by(heard: Heard, words: Iterable[WordOn]) -> tuple[str, ...]:
    """Who else prints what a voice says, by id, in the order of the words."""
    printers = dict.fromkeys(word.via for word in words if word.via)
    return tuple(actor for actor in printers if actor != heard.who.actor)


def _last_day(corpus: Corpus, words: Iterable[WordOn]) -> str | None:
    """The latest day of what a voice says of single items; None if it is not known."""
    days = [_date_of(corpus, word.statement) for word in words]
    return dates.latest(day for day in days if day)


def _left_out(who: Who, says: Says, words: _Words) -> tuple[str, ...]:
    """The items of which others say so, and this voice or its reader does not."""
    own, kind = words.of.get(who, ()), _kind_of(says)
    so = {word.item for word in own if _kind_of(word.statement.says) is kind}
    left = {
        word.item: None
        for word in own
        if word.item not in so
        and _is_other(word.statement.says, says)
        and words.others_say_so(word.item, kind, who)
    }
    return tuple(left)


def rivals_on_record(corpus: Corpus) -> tuple[tuple[str, Rival], ...]:
    """The counts of each voice, of proposals, then measures, with their topic."""
    rivals = []
    for about in (ALL_PROPOSALS, ALL_MEASURES):
        rivals += [(about, rival) for rival in rivals_of(corpus, about)]
    return tuple(rivals)


def heard_in(statement: Statement, corpus: Corpus) -> Heard:
    """Whose voice is heard in a statement, by the best piece of its evidence.

    Its own words are its own, whoever prints them.
    """
    who = who_says(statement, corpus.source)
    telling = _best_voice(statement, corpus).telling
    match telling:
        case Telling.SPEAKS | Telling.QUOTED:
            return Heard(who)
        case Telling.INTERPRETED:
            return Heard(who, telling, statement.by)
        case _:
            return Heard(who, telling)


def _best_voice(statement: Statement, corpus: Corpus) -> Voice:
    voices = voices_of(statement, corpus.source)
    return min(voices, key=lambda voice: _ORDER.index(voice.telling))


_ORDER = tuple(Telling)
"""From the speaker's own word to what nobody says."""


def _kind_of(says: Says) -> Kind:
    """What is counted together: an outcome, a partial extent, or a group by itself."""
    group = SAYS[says].group
    return says if group in {Group.OUTCOME, Group.PARTLY} else group


def _is_other(says: Says, other: Says) -> bool:
    """Whether two things of one sort, outcomes or positions, say different ones."""
    are_outcomes = {SAYS[each].group is Group.OUTCOME for each in (says, other)}
    return len(are_outcomes) == 1 and _kind_of(says) is not _kind_of(other)


def _latest_totals(
    corpus: Corpus, about: str
) -> Mapping[tuple[object, Says], Statement]:
    """The latest total of each voice, by what it says, whoever prints it.

    What a reader counts in an actor's list replaces none that the actor gives, and goes
    if the actor gives one of its day or later.
    """
    result: dict[tuple[object, Says], Statement] = {}
    for statement in corpus.statements_on.get(about, ()):
        if statement.count is None:
            continue
        key = _speaking(heard_in(statement, corpus)), statement.says
        known = result.get(key)
        if known is None or not _is_earlier(corpus, statement, known):
            result[key] = statement
    latest = {}
    for (voice, says), statement in result.items():
        given = result.get((who_says(statement, corpus.source), says), statement)
        if given is statement or _is_earlier(corpus, given, statement):
            latest[voice, says] = statement
    return latest


def _by_voice(
    corpus: Corpus,
    totals: Mapping[tuple[object, Says], Statement],
    words: Iterable[WordOn],
) -> Mapping[tuple[Heard, Says], Statement]:
    """The totals, each beside what can be recounted of it.

    A total that another one reports is beside what its voice says itself, if it does,
    else beside what is reported.
    """
    own = {
        (word.heard.who, _kind_of(word.statement.says))
        for word in words
        if word.heard.telling is Telling.SPEAKS
    }
    result: dict[tuple[Heard, Says], Statement] = {}
    for (_voice, says), total in totals.items():
        heard = heard_in(total, corpus)
        if heard.is_explicit and (heard.who, _kind_of(says)) in own:
            heard = Heard(heard.who)
        result[heard, says] = total
    return result


def _speaking(heard: Heard) -> object:
    """Who has one last word: an actor, or each reader of an actor's sentences."""
    if heard.is_explicit:
        return heard.who
    return heard.who, heard.telling, person_key(heard.reader or "")


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


def _last_words(corpus: Corpus, about: str) -> list[WordOn]:
    """What was said last of each item.

    Positions and outcomes apart, by whoever speaks.
    """
    items = corpus.proposal if about == ALL_PROPOSALS else corpus.measure
    result: list[WordOn] = []
    for item in items:
        statements = list(_told(corpus, item))
        # Of one day, the one that is later in the file.
        statements.sort(key=lambda each: _date_of(corpus, each) or "")
        last: dict[object, WordOn] = {}
        for statement in statements:
            heard = heard_in(statement, corpus)
            via = _best_voice(statement, corpus).via
            key = _speaking(heard), statement.is_outcome
            last[key] = WordOn(item, heard, via, statement)
        result += _not_overtaken(corpus, [*last.values()])
    return result


def _not_overtaken(corpus: Corpus, words: Sequence[WordOn]) -> Iterator[WordOn]:
    """Yield the words on an item that hold.

    Of outcomes none that its actor's later one changes.

    What a list leaves out is read in it; what its voice said before is then no count of
    today.
    """
    for word in words:
        is_overtaken = any(
            word.statement.is_outcome
            and later.heard.who == word.heard.who
            and _is_other(later.statement.says, word.statement.says)
            and _is_earlier(corpus, word.statement, later.statement)
            for later in words
        )
        if not is_overtaken:
            yield word


def _told(corpus: Corpus, item: str) -> Iterator[Statement]:
    """What is said or read of an item, but for comparisons of the texts."""
    for statement in corpus.statements_on.get(item, ()):
        if not statement.is_compared and (
            statement.is_position or statement.is_outcome
        ):
            yield statement


def _keys(
    totals: Iterable[tuple[Heard, Says]], words: Sequence[WordOn]
) -> list[tuple[Heard, Says]]:
    """The voices with what they say: in a total, or else of any item by itself.

    What is alike is recounted together, so “taken up” beside “in full” makes no second
    row. What is said by an actor comes before what readers interpret.
    """
    voices = dict.fromkeys(
        (word.heard.who, word.statement.is_outcome) for word in words
    )
    order = {voice: place for place, voice in enumerate(voices)}

    def voice_of(word: WordOn) -> int:
        """What a voice says is together."""
        return order[word.heard.who, word.statement.is_outcome]

    keys = [*totals]
    known = {(heard, _kind_of(says)) for heard, says in keys}
    for word in sorted(words, key=voice_of):
        said = word.heard, _kind_of(word.statement.says)
        if said not in known:
            known.add(said)
            keys.append((word.heard, word.statement.says))
    return sorted(keys, key=lambda key: not key[0].is_explicit)

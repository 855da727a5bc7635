"""Which items of a draft are which records: by a person's word, number, text, then similarity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from heapq import nlargest

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Measure, Proposal
from jamplan.corpus.staleness import same_text, text_of
from jamplan.documents.drafts import Draft, DraftItem
from jamplan.language.folding import folded, same_id
from jamplan.language.nearest import nearest
from jamplan.matching.bands import STRONG_FROM
from jamplan.matching.guards import guards
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import item_of, subject_of
from jamplan.matching.texts import Item

Record = Proposal | Measure

ALL = "all"
"""Given instead of a number: every item that would be asked about is new."""
_MARGIN = 10.0
"""How many points of 100 a score must be above the next best to pair two items."""
_NEAR = 30.0
"""The score from which an item is asked about: in the made-up report of 28, the proposal on training
scores 40 with the words that the corpus has for it."""
_CANDIDATES = 3


class How(StrEnum):
    """How an item was paired. The codes are part of the JSON output."""

    PERSON = "person"
    NUMBER = "number"
    TEXT = "text"
    SIMILARITY = "similarity"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that an item may be, and the score of their similarity, 0 to 100."""

    id: str
    score: float


class PairError(Exception):
    """A person's word names no item or record, or one that is paired already. ``near`` may be meant."""

    def __init__(self, value: str, near: Sequence[str] = ()) -> None:
        super().__init__(value)
        self.value = value
        self.near = tuple(near)


class Pairing:
    """The items of a draft and the records of their kind, and which is which so far.

    ``places`` are the places in this document that records have as evidence, ``groups`` the groups on
    record by those of the draft. If the document is merged ``again``, nothing is paired that was not
    then: the corpus has other texts now, so other scores.
    """

    def __init__(  # noqa: PLR0913 - what is known of both sides
        self,
        corpus: Corpus,
        draft: Draft,
        records: Sequence[Record],
        places: Mapping[str, set[str | None]],
        groups: Mapping[str, str],
        *,
        again: bool,
    ) -> None:
        self.items = {item.id: item for item in draft.items}
        self.records = {record.id: record for record in records}
        self.places, self.groups, self.again = places, groups, again
        self.language = draft.language
        self.matcher = Matcher(
            [Item(item.id, item.title, (item.text,) if item.text else ()) for item in draft.items],
            [item_of(record) for record in records],
            draft.language,
            subject=subject_of(corpus),
        )
        self.pairs: dict[str, tuple[str, How]] = {}
        self.said_new: set[str] = set()
        # By item, the records with the same title, and the same text if the item has one.
        self.same: dict[str, list[str]] = {}
        self.same_as: dict[str, list[str]] = defaultdict(list)
        titles: dict[str, list[str]] = defaultdict(list)
        for record in records:
            titles[word_key(record.title)].append(record.id)
        for item in draft.items:
            alike = titles[word_key(item.title)]
            self.same[item.id] = [id_ for id_ in alike if has_text_of(item, self.records[id_])]
            for id_ in self.same[item.id]:
                self.same_as[id_].append(item.id)

    @property
    def open(self) -> list[str]:
        """The items that nothing is decided about."""
        return [item for item in self.items if item not in self.pairs and item not in self.said_new]

    @property
    def free(self) -> list[str]:
        """The records that no item is paired with."""
        taken = {record for record, _ in self.pairs.values()}
        return [record for record in self.records if record not in taken]

    def by_word(self, pairs: Mapping[str, str], as_new: Sequence[str]) -> None:
        """Pair what a person says is the same, and set apart what a person says is new."""
        for value, id_ in pairs.items():
            item = self._named(value)
            record = next((known for known in self.free if same_id(known) == same_id(id_)), None)
            if record is None or item in self.pairs:
                raise PairError(id_ if record is None else value, nearest(id_, self.free))
            self.pairs[item] = record, How.PERSON
        for value in as_new:
            if value != ALL:
                item = self._named(value)
                if item in self.pairs:
                    raise PairError(value)
                self.said_new.add(item)

    def _named(self, value: str) -> str:
        """Return the item that a number or an id names."""
        named = [item for item in self.items if same_id(item) == same_id(value)]
        named = named or _by_number(self.items).get(_plain_number(value), [])
        if len(named) != 1:
            names = [item.number or item.id for item in self.items.values()]
            raise PairError(value, nearest(value, names))
        return named[0]

    def by_number(self) -> None:
        """Pair items and records whose number no other has, unless their words speak against it."""
        records = _by_number(self.records)
        for number, items in _by_number(self.items).items():
            same = records.get(number, [])
            alone = len(items) == len(same) == 1
            if (
                alone
                and items[0] in self.open
                and same[0] in self.free
                and self._fits(items[0], same[0])
            ):
                self.pairs[items[0]] = same[0], How.NUMBER

    def _fits(self, item: str, record: str) -> bool:
        """Whether nothing speaks against an item being the record with its number."""
        if self.again:
            new, known = self.items[item], self.records[record]
            same = word_key(new.title) == word_key(known.title) or (
                new.text and has_text_of(new, known)
            )
            return bool(same) and self._was_merged(item, record)
        if self.same[item] or self.same_as.get(record):
            # In a new edition the same words may have another number.
            return record in self.same[item]
        score = self.matcher.score(item, record)
        better = max(STRONG_FROM, score + _MARGIN)
        return score > 0 and not any(self.matcher.score(item, other) >= better for other in self.free)

    def by_text(self) -> None:
        """Pair items and records with the same words that no other has."""
        free, open_ = set(self.free), self.open
        for item in open_:
            same = [
                record
                for record in self.same[item]
                if record in free and (not self.again or self._was_merged(item, record))
            ]
            if len(same) == 1 and [new for new in self.same_as[same[0]] if new in open_] == [item]:
                self.pairs[item] = same[0], How.TEXT

    def _was_merged(self, item: str, record: str) -> bool:
        """Whether a record has this document as evidence, at the item's place if it has one."""
        locator = self.items[item].locator
        places = self.places[record]
        return bool(places) and (not locator or any(is_at(place, locator) for place in places))

    def by_similarity(self) -> None:
        """Pair items and records that are each other's clearly best match."""
        free, open_ = self.free, self.open
        if self.again or not free:
            return
        scores = {item: {id_: self.matcher.score(item, id_) for id_ in free} for item in open_}
        for item, row in scores.items():
            best = max(row, key=row.__getitem__)
            others = [score for id_, score in row.items() if id_ != best]
            others += [scores[other][best] for other in open_ if other != item]
            clear = row[best] >= max(STRONG_FROM, _MARGIN + max(others, default=0))
            if clear and not self._opposed(self.items[item], self.records[best]):
                self.pairs[item] = best, How.SIMILARITY

    def _opposed(self, item: DraftItem, record: Record) -> bool:
        """Whether two have different numbers or groups, or one may say the opposite of the other."""
        numbers = {number_of(item), number_of(record)} - {None}
        if len(numbers) > 1 and not record.number_inferred:
            return True
        group = record.chapter if isinstance(record, Proposal) else record.priority
        if item.group and group and self.groups.get(item.group) != group:
            return True
        return bool(
            guards("\n".join(filter(None, (item.title, item.text))), text_of(record), self.language)
        )

    def to_ask(self) -> dict[str, tuple[Candidate, ...]]:
        """Return the items that a person must decide about, each with the records it may be."""
        near: dict[str, list[Candidate]] = {item: [] for item in self.open if self.again}
        for record in self.free:
            scores = {item: self.matcher.score(item, record) for item in self.open}
            alike = nlargest(_CANDIDATES, scores, key=scores.__getitem__)
            for item, score in scores.items():
                number = number_of(self.items[item])
                same_number = number is not None and number == number_of(self.records[record])
                if same_number or (item in alike and score >= _NEAR):
                    near.setdefault(item, []).append(Candidate(record, score))
        best = partial(nlargest, _CANDIDATES, key=lambda candidate: candidate.score)
        return {item: tuple(best(candidates)) for item, candidates in near.items()}


def _by_number(entries: Mapping[str, DraftItem] | Mapping[str, Record]) -> dict[str, list[str]]:
    numbers: dict[str, list[str]] = defaultdict(list)
    for id_, entry in entries.items():
        if number := number_of(entry):
            numbers[number].append(id_)
    return numbers


def number_of(entry: DraftItem | Record) -> str | None:
    """Return the number of an item or a record as it is compared."""
    return _plain_number(entry.number or "") or None


def _plain_number(text: str) -> str:
    """Return a number as it is compared: « 07. » is « 7 »."""
    return re.sub(r"^0+(?=\d)", "", folded(text).casefold().strip(" .)-"))


def word_key(text: str) -> str:
    """Return a text as it is compared: without spaces, case and kinds of signs."""
    return re.sub(r"\s+", "", folded(text)).casefold()


def has_text_of(item: DraftItem, record: Record) -> bool:
    """Whether a record has the text of an item, or the item has none."""
    return not item.text or same_text(item.text, record.text or "")


def is_at(place: str | None, locator: str) -> bool:
    """Whether a place is a locator or within it: « p. 5, § 2 » is in « p. 5 »."""
    return place is None or place == locator or place.startswith((f"{locator},", f"{locator} "))

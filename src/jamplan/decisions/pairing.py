"""Which items are which records: by a person's word, text, number, then similarity."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import InitVar, dataclass, field, replace
from enum import StrEnum
from heapq import nlargest

from rapidfuzz import fuzz, process

from jamplan.corpus.findings import RefusedError
from jamplan.corpus.loading import Corpus, same_text, text_key, text_of
from jamplan.corpus.model import Measure, Proposal
from jamplan.decisions.entries import refused
from jamplan.documents.drafts import Draft, DraftItem
from jamplan.language.differences import nearest
from jamplan.language.folding import folded, id_like
from jamplan.matching.guards import guards
from jamplan.matching.index import TextItem
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import item_of, subject_of

Record = Proposal | Measure

NEW = "new"
"""What is typed in place of an id for an item that is on record as none."""
ALL = "all"
"""Given instead of a number: every item that would be asked about is new."""
_SIMILAR_FROM = 65.0
_MARGIN = 10.0
"""How many points of 100 a score must be above the next best to pair two items."""
_NEAR = 30.0
"""The score from which an item is asked about.

In the made-up report of 28, the proposal on training scores 40 with the words that the
corpus has for it.
"""
_CANDIDATES = 3
_LIKE = 60
"""Of 100, by RapidFuzz.

Titles of different documents have 53 at most, of one publisher more.
"""


class PairedBy(StrEnum):
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


@dataclass(eq=False)
class Pairing:
    """The items of a draft and the records of their kind, and which is which so far.

    ``merged`` are the ids of the records that have this very document as evidence. If
    there are any, it is merged again, and nothing is paired that was not then: the
    corpus has other texts now. ``groups`` are the ids of groups on record by those of
    the draft.
    """

    corpus: Corpus
    draft: InitVar[Draft]
    known: InitVar[Sequence[Record]]
    merged: Collection[str]
    groups: Mapping[str, str]
    pairs: dict[str, tuple[str, PairedBy]] = field(default_factory=dict, init=False)
    said_new: set[str] = field(default_factory=set, init=False)

    def __post_init__(self, draft: Draft, known: Sequence[Record]) -> None:
        self.items = {item.id: item for item in draft.items}
        self.records = {record.id: record for record in known}
        self.language = draft.language
        self.matcher = Matcher(
            [
                TextItem(item.id, item.title, (item.text,) if item.text else ())
                for item in draft.items
            ],
            [item_of(record) for record in known],
            draft.language,
            subject=subject_of(self.corpus),
        )

    @property
    def open(self) -> list[str]:
        """The items that nothing is decided about."""
        return [
            item
            for item in self.items
            if item not in self.pairs and item not in self.said_new
        ]

    @property
    def free(self) -> list[str]:
        """The records that no item is paired with."""
        taken = {record for record, _ in self.pairs.values()}
        return [record for record in self.records if record not in taken]

    def by_word(self, pairs: Mapping[str, str], as_new: Sequence[str]) -> None:
        """Pair what a person says is the same, and set apart what a person says is new.

        Raises :class:`RefusedError` if that names no item or record, or one that is
        paired already.
        """
        for value, id_ in pairs.items():
            item = self._named(value)
            record = id_like(id_, self.free)
            if record is None or item in self.pairs:
                raise self._unknown(id_ if record is None else value, self.free)
            self.pairs[item] = record, PairedBy.PERSON
        for value in as_new:
            if value != ALL:
                item = self._named(value)
                if item in self.pairs:
                    raise self._unknown(value)
                self.said_new.add(item)

    def _named(self, value: str) -> str:
        """Return the item that a number or an id names."""
        if item := id_like(value, self.items):
            return item
        named = _by_number(self.items).get(_plain_number(value), [])
        if len(named) != 1:
            raise self._unknown(
                value, [item.number or item.id for item in self.items.values()]
            )
        return named[0]

    def _unknown(self, value: str, known: Sequence[str] = ()) -> RefusedError:
        near = tuple(nearest(value, known))
        return refused(self.corpus, "pair-unknown", value=value, nearest=near)

    def by_record(self, made: Mapping[str, Record]) -> None:
        """Pair each item with a record that is the one made of it, but for its id.

        The same merge has added it: it was killed before its end, or is given again.
        """
        known: dict[Record, list[str]] = defaultdict(list)
        for id_ in self.free:
            known[replace(self.records[id_], id="")].append(id_)
        for item, record in made.items():
            if item not in self.pairs and (ids := known[record]):
                self.pairs[item] = ids.pop(0), PairedBy.TEXT

    def by_text(self) -> None:
        """Pair items and records with the same title and text that no other has."""
        titles: dict[str, list[str]] = defaultdict(list)
        for record in self.free:
            titles[text_key(self.records[record].title)].append(record)
        same: dict[str, list[str]] = {}
        for id_ in self.open:
            item = self.items[id_]
            titled = titles[text_key(item.title)]
            same[id_] = [
                record for record in titled if has_text_of(item, self.records[record])
            ]
        counts = Counter(record for records in same.values() for record in records)
        for id_, records in same.items():
            if len(records) == 1 and counts[records[0]] == 1:
                self.pairs[id_] = records[0], PairedBy.TEXT

    def by_number(self) -> None:
        """Pair items and records by unique numbers, if their words speak for it."""
        known = _by_number(self.records)
        for number, items in _by_number(self.items).items():
            records = known.get(number, [])
            is_one = len(items) == len(records) == 1
            is_open = is_one and items[0] in self.open and records[0] in self.free
            if is_open and self._fits(items[0], records[0]):
                self.pairs[items[0]] = records[0], PairedBy.NUMBER

    def _fits(self, item: str, record: str) -> bool:
        """Whether nothing speaks against an item being the record with its number."""
        if self.merged:
            new, known = self.items[item], self.records[record]
            same = text_key(new.title) == text_key(known.title)
            return record in self.merged and (
                same or bool(new.text and has_text_of(new, known))
            )
        score = self.matcher.score(item, record)
        better = max(_SIMILAR_FROM, score + _MARGIN)
        return score > 0 and not any(
            self.matcher.score(item, other) >= better for other in self.free
        )

    def by_similarity(self) -> None:
        """Pair items and records that are each other's clearly best match."""
        free, open_ = self.free, self.open
        if self.merged or not free:
            return
        scores = {
            item: {id_: self.matcher.score(item, id_) for id_ in free} for item in open_
        }
        for item, row in scores.items():
            best = max(row, key=row.__getitem__)
            others = [score for id_, score in row.items() if id_ != best]
            others += [scores[other][best] for other in open_ if other != item]
            clear = row[best] >= max(_SIMILAR_FROM, _MARGIN + max(others, default=0))
            if clear and not self._opposed(self.items[item], self.records[best]):
                self.pairs[item] = best, PairedBy.SIMILARITY

    def _opposed(self, item: DraftItem, record: Record) -> bool:
        """Whether two have different numbers or groups, or may say opposite things."""
        numbers = {number_of(item), number_of(record)} - {None}
        if len(numbers) > 1 and not record.number_inferred:
            return True
        group = record.chapter if isinstance(record, Proposal) else record.priority
        if item.group and group and self.groups.get(item.group) != group:
            return True
        text = "\n".join(filter(None, (item.title, item.text)))
        return bool(guards(text, text_of(record), self.language))

    @property
    def shares_nothing(self) -> bool:
        """Whether nothing pairs, and no title is like one on record."""
        titles = [text_key(record.title) for record in self.records.values()]
        return not (self.pairs or self.said_new) and not any(
            process.extractOne(
                text_key(item.title), titles, scorer=fuzz.ratio, score_cutoff=_LIKE
            )
            for item in self.items.values()
        )

    def to_ask(self) -> dict[str, tuple[Candidate, ...]]:
        """Return the items a person must decide about, each with likely records."""
        near: dict[str, list[Candidate]] = {
            item: [] for item in self.open if self.merged
        }
        for record in self.free:
            scores = {item: self.matcher.score(item, record) for item in self.open}
            alike = nlargest(_CANDIDATES, scores, key=scores.__getitem__)
            number = number_of(self.records[record])
            for item, score in scores.items():
                same_number = number is not None and number == number_of(
                    self.items[item]
                )
                if same_number or (item in alike and score >= _NEAR):
                    near.setdefault(item, []).append(Candidate(record, score))
        return {
            item: tuple(
                nlargest(_CANDIDATES, candidates, key=lambda candidate: candidate.score)
            )
            for item, candidates in near.items()
        }


def _by_number(
    entries: Mapping[str, DraftItem] | Mapping[str, Record],
) -> dict[str, list[str]]:
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


def has_text_of(item: DraftItem, record: Record) -> bool:
    """Whether a record has the text of an item, or the item has none."""
    return not item.text or same_text(item.text, record.text or "")

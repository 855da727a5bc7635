"""A draft put into a corpus: what pairs with what, what changes, what is in doubt. Nothing is written.

Items pair by a person's word, by number, by text, by id, then by likeness; one with one. What could be
one of several, or contradicts itself, is held back until a person says which it is. The document's own
words win where the corpus had others' words or none; what people wrote by hand is kept, and said where
it contradicts. ``docs/merging.md`` has the rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from jamplan.corpus import Corpus
from jamplan.intake.beginnings import UNNAMED
from jamplan.intake.edits.applying import Add, Edit, Put
from jamplan.intake.items.drafts import Doubt, Draft, DraftGroup, DraftItem, Kind
from jamplan.matching.bands import POSSIBLE_FROM, STRONG_FROM
from jamplan.matching.guards import guards
from jamplan.matching.items import Item
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import item_of, subject_of
from jamplan.model import (
    Actor,
    Attribution,
    Chapter,
    Document,
    Evidence,
    Measure,
    Priority,
    Proposal,
    Source,
    SourceKind,
    TitleBasis,
)
from jamplan.reviewing.drafts import find_actor, new_actor
from jamplan.staleness import same_text
from jamplan.text.folding import as_id, folded, one_line, same_id
from jamplan.text.nearest import nearest
from jamplan.yamledit import Value

Known = Proposal | Measure
Group = Chapter | Priority
Entry = DraftItem | DraftGroup | Known | Group
"""An item or a group, of the document or on record."""

ALL = "all"
"""Said in place of a number: all items that are in doubt are new."""
_MARGIN = 10.0
"""How much better than the next a likeness is that pairs by itself, in points of 100."""
_NEAR = 30.0
"""How alike an item must be to one on record that is paired with none, to be perhaps that one."""
_SHOWN = 3


class How(StrEnum):
    """How two items were found to be the same. The codes are part of the JSON output."""

    PERSON = "person"
    NUMBER = "number"
    TEXT = "text"
    ID = "id"
    LIKENESS = "likeness"


class Why(StrEnum):
    """Why an item is held back. The codes are part of the JSON output."""

    ALIKE = "alike"
    """It resembles one or several on record, none of them clearly enough."""
    NUMBER_AGAINST_WORDS = "number_against_words"
    """Its number is that of one whose words are others."""
    NUMBER_REPEATED = "number_repeated"
    """Several items bear its number, here or on record."""
    ID_AGAINST_WORDS = "id_against_words"
    """Its id is that of one whose words are others."""
    OTHER_NUMBER = "other_number"
    """The one that it resembles bears another number."""
    OTHER_GROUP = "other_group"
    """The one that it resembles stands in another chapter or under another priority."""
    OPPOSITE = "opposite"
    """The one that it resembles may say the opposite, or another number."""
    UNDECIDED = "undecided"
    """The file was put into the corpus before, and the item is not in it: held back, or taken out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One on record that an item may be, and how alike they are, 0 to 100."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; None: nothing is written."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """An item, or a group, that is one on record. ``score`` is there where words were compared."""

    item: DraftItem | DraftGroup
    known: str
    how: How
    score: float | None = None
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class New:
    """An item, or a group, that is new, and the id that it gets."""

    item: DraftItem | DraftGroup
    id: str


@dataclass(frozen=True, slots=True)
class Held:
    """An item, or a group, that nothing is written of until a person says which it is."""

    item: DraftItem | DraftGroup
    why: Why
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What a draft makes of a corpus."""

    draft: Draft
    source: Source | None
    """The document as a source; None where nobody knows who published it."""
    new_source: bool
    actor: Actor | None
    """Who published it, where that is new."""
    source_changes: tuple[FieldChange, ...]
    document: tuple[FieldChange, ...]
    groups: tuple[Pair, ...]
    new_groups: tuple[New, ...]
    held_groups: tuple[Held, ...]
    pairs: tuple[Pair, ...]
    new: tuple[New, ...]
    held: tuple[Held, ...]
    unpaired: tuple[str, ...]
    """The ids of those on record that are paired with none."""
    doubts: tuple[Doubt, ...]
    edits: tuple[Edit, ...]


class UnknownPairError(Exception):
    """What a person said of pairs names something that is not there, or one thing twice.

    ``new`` says that it is the side of the document; ``nearest`` holds what may have been meant.
    """

    def __init__(self, value: str, *, new: bool, near: Sequence[str], repeated: bool = False) -> None:
        super().__init__(value)
        self.value = value
        self.new = new
        self.near = tuple(near)
        self.repeated = repeated


def merge(  # noqa: PLR0913 - what a person says has as many parts
    corpus: Corpus,
    draft: Draft,
    *,
    on: str,
    said: Mapping[str, str] | None = None,
    as_new: Sequence[str] = (),
    copy: str | None = None,
) -> Merge:
    """What a draft makes of a corpus.

    Takes the day (``on``, an ISO date), what a person said of pairs (``said``: a number or id of the
    document, and an id on record; ``as_new``: those that are new, or :data:`ALL`), and the path of the
    document within the corpus's folder, where it is in it (``copy``). Raises :class:`UnknownPairError`,
    and :class:`~jamplan.findings.RefusedError` where the publisher's name may be a typing fault.
    """
    return _Merging(corpus, draft, on, copy).made(said or {}, as_new)


# Pairing


@dataclass(slots=True)
class _Pairing:
    """The items of one kind on both sides, and what is decided of them so far."""

    new: Mapping[str, DraftItem | DraftGroup]
    known: Mapping[str, Known | Group]
    matcher: Matcher
    pairs: dict[str, Pair] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    certain: set[str] = field(default_factory=set)
    """The items that a person said to be new."""
    again: bool = False
    """Whether the file was put into the corpus before: then likeness decides nothing any more, as the
    corpus has other texts by now, and with them other likenesses."""
    corroborated: Callable[[DraftItem | DraftGroup, Known | Group], bool] = lambda _new, _known: False
    """Whether one on record is known to stand in the document, where the item does."""
    against: Callable[[DraftItem | DraftGroup, Entry], Why | None] = lambda _new, _known: None
    """What speaks against two being the same whose words are alike."""

    def score(self, new: str, known: str) -> float:
        return self.matcher.score(new, known)

    @property
    def open(self) -> list[str]:
        """The items that nothing is decided of."""
        return [each for each in self.new if each not in self.pairs and each not in self.certain]

    @property
    def free(self) -> list[str]:
        """Those on record that are paired with none."""
        taken = {pair.known for pair in self.pairs.values()}
        return [each for each in self.known if each not in taken]

    def pair(self, new: str, known: str, how: How) -> None:
        by_words = how in {How.LIKENESS, How.NUMBER, How.ID}
        score = self.score(new, known) if by_words else None
        self.pairs[new] = Pair(self.new[new], known, how, score)
        self.held.pop(new, None)

    def hold(self, new: str, why: Why, candidates: Iterable[str]) -> None:
        ranked = sorted(dict.fromkeys(candidates), key=lambda each: -self.score(new, each))
        scored = tuple(Candidate(each, self.score(new, each)) for each in ranked[:_SHOWN])
        self.held[new] = Held(self.new[new], why, scored)

    def contradicted(self, new: str, known: str) -> str | None:
        """What speaks against two being the same: a better match, or itself: no word is shared."""
        if self.corroborated(self.new[new], self.known[known]):
            return None
        if _key(self.new[new]) == _key(self.known[known]):
            return None
        if self.again:
            return known
        score = self.score(new, known)
        if score >= POSSIBLE_FROM:
            return None
        for other in self.free:
            if other != known and self.score(new, other) >= max(STRONG_FROM, score + _MARGIN):
                return other
        return known if score == 0 else None

    def likeness(self) -> None:
        """Pair what resembles each other clearly best, and hold back what may be one on record."""
        free, undecided = self.free, [each for each in self.open if each not in self.held]
        scores = {(one, other): self.score(one, other) for one in undecided for other in free}
        if self.again:
            for new in undecided:
                near = [each for each in free if scores[new, each] >= POSSIBLE_FROM]
                self.hold(new, Why.UNDECIDED, near)
            return
        for new in undecided:
            ranked = sorted(free, key=lambda each: -scores[new, each])
            if not ranked or scores[new, ranked[0]] < POSSIBLE_FROM:
                continue
            best = ranked[0]
            score = scores[new, best]
            others = max((scores[each, best] for each in undecided if each != new), default=0.0)
            next_best = scores[new, ranked[1]] if len(ranked) > 1 else 0.0
            why = self.against(self.new[new], self.known[best])
            if why is None and score >= max(STRONG_FROM, others + _MARGIN, next_best + _MARGIN):
                self.pair(new, best, How.LIKENESS)
            elif score > others - _MARGIN:
                # Where another item of the document resembles it much more, it is not this one.
                near = [each for each in ranked if scores[new, each] >= POSSIBLE_FROM]
                self.hold(new, why or Why.ALIKE, near)
        self._keep_for(self.free, scores)

    def _keep_for(self, free: Sequence[str], scores: Mapping[tuple[str, str], float]) -> None:
        """Hold back what may be one on record that is paired with none, under other words."""
        undecided = [each for each in self.open if each not in self.held]
        found: dict[str, list[str]] = defaultdict(list)
        for known in free:
            ranked = sorted(undecided, key=lambda each: -scores.get((each, known), 0.0))
            for new in ranked[:_SHOWN]:
                if scores.get((new, known), 0.0) >= _NEAR:
                    found[new].append(known)
        for new, near in found.items():
            self.hold(new, Why.ALIKE, near)


def _number(item: Entry) -> str | None:
    """A number as it is compared: « 07. » is « 7 »."""
    number = getattr(item, "number", None)
    if number is None:
        return None
    return re.sub(r"^0+(?=\d)", "", folded(number).casefold().strip(" .)-")) or None


def _numbers_differ(new: Entry, known: Entry) -> bool:
    one, other = _number(new), _number(known)
    return (
        one is not None
        and other is not None
        and one != other
        and not getattr(known, "number_inferred", False)
    )


def _text(item: Entry) -> str:
    parts = (item.title, getattr(item, "text", None), *getattr(item, "details", ()))
    return "\n".join(part for part in parts if part)


def _key(item: Entry) -> str:
    return re.sub(r"\s+", "", folded(_text(item))).casefold()


def _shares_words(new: Entry, known: Entry) -> bool:
    """Whether two have the same title or the same text."""
    one, other = getattr(new, "text", None), getattr(known, "text", None)
    return same_text(new.title, known.title) or bool(one and other and same_text(one, other))


def _by_whole_text(pairing: _Pairing) -> None:
    """Pair what has the same title and the same text, once on either side, whatever its number now."""
    known = _grouped({each: pairing.known[each] for each in pairing.free}, _key)
    new = _grouped({each: pairing.new[each] for each in pairing.open}, _key)
    for text, ones in new.items():
        others = known.get(text, [])
        if len(ones) == len(others) == 1 and getattr(pairing.new[ones[0]], "text", None):
            pairing.pair(ones[0], others[0], How.TEXT)


def _by_title(pairing: _Pairing) -> None:
    """Hold back what has the title of one on record under another number, as renumbered editions do."""
    known = _grouped({each: pairing.known[each] for each in pairing.free}, _title)
    for title, ones in _grouped({each: pairing.new[each] for each in pairing.open}, _title).items():
        others = known.get(title, [])
        if len(ones) == len(others) == 1 and _numbers_differ(
            pairing.new[ones[0]], pairing.known[others[0]]
        ):
            pairing.hold(ones[0], Why.OTHER_NUMBER, others)


def _title(item: Entry) -> str:
    return re.sub(r"\s+", "", folded(item.title)).casefold()


def _by_number(pairing: _Pairing) -> None:
    new, known = _grouped(pairing.new, _number), _grouped(pairing.known, _number)
    for number, ones in new.items():
        others = [each for each in known.get(number, ()) if each in pairing.free]
        undecided = [each for each in ones if each in pairing.open and each not in pairing.held]
        if not others or not undecided:
            continue
        if len(ones) > 1 or len(known[number]) > 1:
            for each in undecided:
                same = [
                    other
                    for other in others
                    if other in pairing.free and _key(pairing.known[other]) == _key(pairing.new[each])
                ]
                if same:
                    # Of several with the same words, that with the same id.
                    pairing.pair(each, each if each in same else same[0], How.TEXT)
                else:
                    pairing.hold(each, Why.NUMBER_REPEATED, others)
            continue
        against = pairing.contradicted(ones[0], others[0])
        if against is None:
            pairing.pair(ones[0], others[0], How.NUMBER)
        else:
            pairing.hold(ones[0], Why.NUMBER_AGAINST_WORDS, [others[0], against])


def _by_text(pairing: _Pairing) -> None:
    known = _grouped({each: pairing.known[each] for each in pairing.free}, _key)
    for text, ones in _grouped({each: pairing.new[each] for each in pairing.open}, _key).items():
        others = known.get(text, [])
        if len(others) != len(ones):
            continue
        for one, other in zip(ones, others, strict=True):
            if not _numbers_differ(pairing.new[one], pairing.known[other]):
                pairing.pair(one, other, How.TEXT)


def _by_id(pairing: _Pairing) -> None:
    known = {same_id(each): each for each in pairing.free}
    for new in pairing.open:
        other = known.get(same_id(new))
        if other is None or new in pairing.held:
            continue
        against = pairing.contradicted(new, other)
        if _numbers_differ(pairing.new[new], pairing.known[other]):
            pairing.hold(new, Why.OTHER_NUMBER, [other])
        elif against is None:
            pairing.pair(new, other, How.ID)
        else:
            pairing.hold(new, Why.ID_AGAINST_WORDS, [other, against])


def _grouped(items: Mapping[str, Entry], key: Callable[[Entry], str | None]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, item in items.items():
        value = key(item)
        if value:
            found[value].append(name)
    return found


# From pairs to changes


class _Merging:
    """One merge, while it is made."""

    def __init__(self, corpus: Corpus, draft: Draft, on: str, copy: str | None) -> None:
        self.corpus, self.draft, self.on, self.copy = corpus, draft, on, copy
        self.doubts: list[Doubt] = []
        self.edits: list[Edit] = []
        self.source_changes: list[FieldChange] = []
        proposals = draft.kind is Kind.PROPOSALS
        self.file = "proposals.yaml" if proposals else "plan.yaml"
        self.key = "proposals" if proposals else "measures"
        self.group_key, self.groups_key = (
            ("chapter", "chapters") if proposals else ("priority", "priorities")
        )
        self.document = corpus.proposals_document if proposals else corpus.plan_document
        known: Sequence[Known] = corpus.proposals if proposals else corpus.measures
        groups: Sequence[Group] = corpus.chapters if proposals else corpus.priorities
        self.items = _Pairing(
            {each.id: each for each in draft.items},
            {each.id: each for each in known},
            Matcher(
                [Item(each.id, each.title, (each.text,) if each.text else ()) for each in draft.items],
                [item_of(each) for each in known],
                draft.language,
                subject=subject_of(corpus),
            ),
        )
        inhabited = {item.group for item in draft.items}
        drafted = [each for each in draft.groups if each.id in inhabited]
        self.groups = _Pairing(
            {each.id: each for each in drafted},
            {each.id: each for each in groups},
            Matcher(
                [Item(each.id, each.title) for each in drafted],
                [Item(each.id, each.title) for each in groups],
                draft.language,
            ),
        )

        self.items.against = self._against

    def made(self, said: Mapping[str, str], as_new: Sequence[str]) -> Merge:
        actor, source, new_source = self._source()
        self._recognise(source)
        self._say(said, as_new)
        self._pair_groups()
        for step in (_by_whole_text, _by_title, _by_number, _by_text, _by_id):
            step(self.items)
        self.items.likeness()
        if ALL in as_new:
            self.items.certain |= set(self.items.held)
            self.groups.certain |= set(self.groups.held)
            self.items.held.clear()
            self.groups.held.clear()
        changed = self._document(source)
        groups = self._groups(source)
        pairs = tuple(self._paired(pair, source) for pair in self._in_order(self.items.pairs))
        new = self._new_items(source)
        self._count(len(new))
        return Merge(
            draft=self.draft,
            source=source,
            new_source=new_source,
            actor=actor,
            source_changes=tuple(self.source_changes),
            document=changed,
            groups=groups,
            new_groups=tuple(self.new_groups),
            held_groups=tuple(self.groups.held.values()),
            pairs=pairs,
            new=new,
            held=tuple(self.items.held[each] for each in self.items.new if each in self.items.held),
            unpaired=tuple(self.items.free),
            doubts=tuple(self.doubts),
            edits=tuple(self.edits) if source is not None else (),
        )

    def _recognise(self, source: Source | None) -> None:
        """Let both pairings know what is on record as standing in the document."""
        if source is None:
            return
        items = [each for each in self.items.known.values() if isinstance(each, Proposal | Measure)]
        inside = {
            each.id: {piece.locator for piece in each.evidence if piece.source == source.id}
            for each in items
        }
        before = self.corpus.source.get(source.id)
        again = before is not None and before.sha256 is not None and any(inside.values())
        groups = {_group(each) for each in items if inside[each.id]}

        def same_place(new: DraftItem | DraftGroup, known: Known | Group) -> bool:
            places, place = inside[known.id], getattr(new, "locator", None)
            # A hand may have made the place more exact: « p. 2, § 3 ».
            near = place is None or any(each is None or each.startswith(place) for each in places)
            return bool(places) and near and _shares_words(new, known)

        self.items.again = self.groups.again = again
        self.items.corroborated = same_place
        self.groups.corroborated = lambda _new, known: again and known.id in groups

    def _against(self, new: DraftItem | DraftGroup, known: Entry) -> Why | None:
        """What speaks against an item being one on record, though their words are alike."""
        if not isinstance(new, DraftItem) or not isinstance(known, Proposal | Measure):
            return None
        if _numbers_differ(new, known):
            return Why.OTHER_NUMBER
        group = _group(known)
        if new.group is not None and new.group not in self.groups.held and group is not None:
            pair = self.groups.pairs.get(new.group)
            if pair is None or pair.known != group:
                return Why.OTHER_GROUP
        if guards(_text(new), _text(known), self.draft.language):
            return Why.OPPOSITE
        return None

    # What a person says

    def _say(self, said: Mapping[str, str], as_new: Sequence[str]) -> None:
        for value, known in said.items():
            pairing, new = self._named(value)
            found = next((each for each in pairing.known if same_id(each) == same_id(known)), None)
            if found is None:
                raise UnknownPairError(known, new=False, near=nearest(known, pairing.known))
            if found not in pairing.free:
                raise UnknownPairError(known, new=False, near=(), repeated=True)
            if new in pairing.pairs:
                raise UnknownPairError(value, new=True, near=(), repeated=True)
            pairing.pair(new, found, How.PERSON)
        for value in as_new:
            if value != ALL:
                pairing, new = self._named(value)
                if new in pairing.pairs:
                    raise UnknownPairError(value, new=True, near=(), repeated=True)
                pairing.certain.add(new)

    def _named(self, value: str) -> tuple[_Pairing, str]:
        """The item or group of the document that a number or an id names."""
        number = _number(DraftItem(id="", title="", number=value))
        for pairing in (self.items, self.groups):
            found = [each for each in pairing.new if same_id(each) == same_id(value)]
            found = found or [
                each for each, item in pairing.new.items() if number and _number(item) == number
            ]
            if len(found) == 1:
                return pairing, found[0]
        names = [item.number or item.id for item in self.draft.items]
        raise UnknownPairError(value, new=True, near=nearest(value, names))

    # Groups

    def _pair_groups(self) -> None:
        pairing = self.groups
        for new in pairing.open:
            title = folded(pairing.new[new].title).casefold()
            named = [each for each in pairing.free if self._same_title(title, pairing.known[each])]
            if len(named) == 1:
                pairing.pair(new, named[0], How.TEXT)
        _by_id(pairing)
        pairing.likeness()

    @staticmethod
    def _same_title(title: str, known: Entry) -> bool:
        """Whether one title is the other, or stands in it: « Chapitre 1 : … »."""
        for each in (known.title, getattr(known, "short", None)):
            other = folded(each or "").casefold()
            if other and (same_text(title, other) or (len(other) > 15 and other in title)):
                return True
        return False

    def _groups(self, source: Source | None) -> tuple[Pair, ...]:
        places = list(self.groups.known)
        found = []
        for pair in self._in_order(self.groups.pairs):
            known = self.groups.known[pair.known]
            item = pair.item
            assert isinstance(item, DraftGroup)
            changes: list[FieldChange] = []
            pages = getattr(known, "pages", None)
            if isinstance(known, Chapter) and item.pages and pages is None:
                changes.append(FieldChange("pages", None, item.pages))
            elif isinstance(known, Chapter) and item.pages and not _same_start(item.pages, pages or ""):
                self._doubt("pages-kept", group=known.id, kept=pages or "", new=item.pages)
            title = folded(item.title).casefold()
            if not self._same_title(title, known):
                self._doubt("group-title-kept", group=known.id, kept=known.title, new=item.title)
            self._put((self.groups_key, places.index(known.id)), changes)
            found.append(Pair(item, pair.known, pair.how, pair.score, tuple(changes)))
        self.new_groups: list[New] = []
        taken = {same_id(each) for each in self.groups.known}
        # A group comes with the first of its items: what is in doubt brings none.
        used = {item.group for item in self.draft.items if item.id not in self.items.held}
        for new, item in self.groups.new.items():
            if new in self.groups.pairs or new in self.groups.held:
                continue
            if new not in used | self.groups.certain:
                continue
            free = _free(new, taken)
            self.new_groups.append(New(item, free))
            record: dict[str, Value] = {"id": free, "title": item.title}
            if isinstance(item, DraftGroup) and item.pages and self.draft.kind is Kind.PROPOSALS:
                record["pages"] = item.pages
            if self.draft.kind is Kind.MEASURES and source is not None:
                record["evidence"] = [{"source": source.id}]
            self.edits.append(Add(self.file, (), self.groups_key, record))
        return tuple(found)

    def _group_of(self, item: DraftItem) -> str | None:
        """The id on record of an item's group; none where that is in doubt."""
        if item.group is None:
            return None
        pair = self.groups.pairs.get(item.group)
        if pair is not None:
            return pair.known
        return next((each.id for each in self.new_groups if each.item.id == item.group), None)

    # Items

    def _paired(self, pair: Pair, source: Source | None) -> Pair:
        known, item = self.items.known[pair.known], pair.item
        assert isinstance(item, DraftItem)
        assert isinstance(known, Proposal | Measure)
        path = (self.key, list(self.items.known).index(known.id))
        changes = [*self._number(item, known), *self._placing(item, known), *self._words(item, known)]
        if source is not None:
            changes += self._evidence(path, item, known, source)
        own = [each for each in changes if each.name != "evidence"]
        self._put(path, own)
        self._look_at(known, own)
        return Pair(item, pair.known, pair.how, pair.score, tuple(changes))

    def _number(self, item: DraftItem, known: Known) -> Iterable[FieldChange]:
        if item.number is None:
            return
        if _number(item) != _number(known):
            yield FieldChange("number", known.number, item.number)
        if known.number_inferred:
            yield FieldChange("number_inferred", "true", None)

    def _placing(self, item: DraftItem, known: Known) -> Iterable[FieldChange]:
        group = self._group_of(item)
        if group is None:
            return
        before = _group(known)
        if before != group:
            yield FieldChange(self.group_key, before, group)
        if isinstance(known, Proposal) and known.chapter_inferred:
            yield FieldChange("chapter_inferred", "true", None)

    def _words(self, item: DraftItem, known: Known) -> Iterable[FieldChange]:
        if known.title_basis is not TitleBasis.OFFICIAL:
            if not same_text(known.title, item.title):
                yield FieldChange("title", known.title, item.title)
            yield FieldChange("title_basis", str(known.title_basis), None)
        elif not same_text(known.title, item.title):
            self._doubt("title-kept", item=known.id, kept=known.title, new=item.title)
        if item.text is not None:
            if known.text is None or not same_text(known.text, item.text):
                yield FieldChange("text", known.text, item.text)
        elif known.text is not None:
            self._doubt("text-kept", item=known.id)

    def _evidence(
        self, path: tuple[str, int], item: DraftItem, known: Known, source: Source
    ) -> Iterable[FieldChange]:
        """That the item stands in its document, and where."""
        own = [(n, each) for n, each in enumerate(known.evidence) if each.source == source.id]
        if any(item.locator in {None, each.locator} for _, each in own):
            return
        shown = f"{source.id}, {item.locator}" if item.locator else source.id
        bare = next((n for n, each in own if each == Evidence(source=source.id)), None)
        if bare is not None:
            assert item.locator is not None
            self.edits.append(Put(self.file, (*path, "evidence", bare), {"locator": item.locator}))
            yield FieldChange("evidence", source.id, shown)
            return
        self.edits.append(Add(self.file, path, "evidence", _as_evidence(source, item)))
        yield FieldChange("evidence", None, shown)

    def _look_at(self, known: Known, changes: Sequence[FieldChange]) -> None:
        """Say what people wrote by hand and may have to read again."""
        if isinstance(known, Proposal) and known.attribution is not Attribution.EXPLICIT:
            self._doubt("attribution-kept", item=known.id, attribution=str(known.attribution))
        if isinstance(known, Proposal) and known.may_be_part_of:
            self._doubt("part-of-kept", item=known.id, other=known.may_be_part_of)
        if known.note and changes:
            self._doubt("note-kept", item=known.id, note=known.note)
        details = known.details if isinstance(known, Measure) else ()
        if details and any(each.name == "text" for each in changes):
            self._doubt("details-kept", item=known.id)

    def _new_items(self, source: Source | None) -> tuple[New, ...]:
        taken = {same_id(each) for each in (*self.corpus.proposal, *self.corpus.measure)}
        found = []
        for new, item in self.items.new.items():
            if new in self.items.pairs or new in self.items.held:
                continue
            assert isinstance(item, DraftItem)
            free = _free(new, taken)
            found.append(New(item, free))
            record: dict[str, Value] = {"id": free}
            group = self._group_of(item)
            values = {"number": item.number, self.group_key: group, "title": item.title}
            record |= {name: value for name, value in values.items() if value}
            if item.text:
                record["text"] = item.text
            if source is not None:
                record["evidence"] = [_as_evidence(source, item)]
            self.edits.append(Add(self.file, (), self.key, record))
        return tuple(found)

    def _count(self, new: int) -> None:
        listed = len(self.items.known) + new
        declared = [each.count for each in self.document.declared] or [self.draft.declared or 0]
        if declared[0] and listed > declared[0]:
            self._doubt("more-than-declared", listed=str(listed), declared=str(declared[0]))

    # The document and its source

    def _source(self) -> tuple[Actor | None, Source | None, bool]:
        """Who published the document, where that is new; the document as a source, and if that is."""
        publisher, actor = self._publisher()
        known = self.corpus.source.get(self.document.source or "") or self._recognised(publisher)
        if known is not None:
            self._known_source(known, publisher)
            return None, known, False
        if publisher is None:
            self._doubt("publisher-needed")
            return None, None, False
        if actor is not None:
            self.edits.append(Add("sources.yaml", (), "actors", {"id": actor.id, "name": actor.name}))
        stem = f"{publisher}-{self.draft.date}" if self.draft.date else f"{publisher}-document"
        taken = {same_id(each.id) for each in self.corpus.sources}
        proposals = self.draft.kind is Kind.PROPOSALS
        title = self.draft.title
        source = Source(
            id=_free(stem, taken),
            publisher=publisher,
            kind=SourceKind.REPORT if proposals else SourceKind.PLAN,
            title=title,
            description=None if title else one_line(self.draft.file.replace("\\", "/").split("/")[-1]),
            date=self.draft.date,
            accessed=self.on,
            file=self.copy,
            sha256=self.draft.sha256,
        )
        names = (
            "id",
            "publisher",
            "kind",
            "title",
            "description",
            "date",
            "accessed",
            "file",
            "sha256",
        )
        values = {name: getattr(source, name) for name in names}
        record = {name: str(value) for name, value in values.items() if value is not None}
        self.edits.append(Add("sources.yaml", (), "sources", record))
        return actor, source, True

    def _publisher(self) -> tuple[str | None, Actor | None]:
        """The publisher's id, and the actor where it is new."""
        name = one_line(self.draft.publisher or "")
        if not name:
            return self.document.publisher, None
        actor = find_actor(self.corpus, name)
        if actor is not None:
            return actor.id, None
        names = [each for one in self.corpus.actors for each in (one.id, one.name)]
        fresh = new_actor(self.corpus, name, sure=not nearest(name, names))
        return fresh.id, fresh

    def _recognised(self, publisher: str | None) -> Source | None:
        """The source that is this document: the same file, or the same title by the same publisher."""
        for each in self.corpus.sources:
            if each.sha256 and each.sha256.lower() == self.draft.sha256.lower():
                return each
        title = self.draft.title
        for each in self.corpus.sources:
            if title and each.title and each.publisher == publisher and same_text(each.title, title):
                return each
        return None

    def _known_source(self, known: Source, publisher: str | None) -> None:
        place = [each.id for each in self.corpus.sources].index(known.id)
        changes = self.source_changes
        if known.sha256 is None:
            changes.append(FieldChange("sha256", None, self.draft.sha256))
            if known.file is None and self.copy:
                changes.append(FieldChange("file", None, self.copy))
        elif known.sha256.lower() != self.draft.sha256.lower():
            self._doubt("other-copy", source=known.id)
        for name in ("title", "date"):
            kept, new = getattr(known, name), getattr(self.draft, name)
            if new and kept is None:
                changes.append(FieldChange(name, None, new))
            elif new and not _one_in_other(kept, new):
                self._doubt("source-kept", field=name, kept=kept, new=new)
        if publisher is not None and publisher != known.publisher:
            self._doubt("source-kept", field="publisher", kept=known.publisher, new=publisher)
        if changes:
            values = {each.name: each.after for each in changes}
            self.edits.append(Put("sources.yaml", ("sources", place), values))
            if known.note:
                self._doubt("source-note-kept", source=known.id, note=known.note)

    def _document(self, source: Source | None) -> tuple[FieldChange, ...]:
        document, draft = self.document, self.draft
        if source is None:
            return ()
        wanted = {
            "source": source.id,
            "publisher": source.publisher,
            "title": draft.title,
            "date": draft.date,
        }
        changes = [
            FieldChange(name, None, value)
            for name, value in wanted.items()
            if value and getattr(document, name) is None
        ]
        if document.short_name in UNNAMED:
            begun = {"short_name": draft.title, "language": draft.language}
            changes += [
                FieldChange(name, getattr(document, name), value)
                for name, value in begun.items()
                if value and value != getattr(document, name)
            ]
        if (
            document.title
            and draft.title
            and not _one_in_other(document.title, draft.title)
            and not (source.title and same_text(source.title, document.title))
        ):
            self._doubt("document-kept", kept=document.title, new=draft.title)
        self._put(("document",), changes)
        return (*changes, *self._declared(document, source))

    def _declared(self, document: Document, source: Source) -> Iterable[FieldChange]:
        count = self.draft.declared
        if count is None:
            return
        counts = [each.count for each in document.declared]
        if count not in counts:
            if counts:
                self._doubt("declared-differs", new=str(count), kept=", ".join(map(str, counts)))
            record: dict[str, Value] = {"count": str(count), "sources": [source.id]}
            self.edits.append(Add(self.file, ("document",), "declared", record))
            yield FieldChange("declared", None, f"{count} ({source.id})")
            return
        place = counts.index(count)
        if source.id not in document.declared[place].sources:
            path = ("document", "declared", place)
            self.edits.append(Add(self.file, path, "sources", source.id))
            yield FieldChange("declared", None, f"{count} ({source.id})")

    # Within

    def _in_order(self, pairs: Mapping[str, Pair]) -> list[Pair]:
        order = [*self.items.new, *self.groups.new]
        return [pairs[each] for each in order if each in pairs]

    def _put(self, path: tuple[str | int, ...], changes: Sequence[FieldChange]) -> None:
        if changes:
            values = {each.name: each.after for each in changes}
            self.edits.append(Put(self.file, path, values))

    def _doubt(self, code: str, **details: str) -> None:
        self.doubts.append(Doubt(code=code, details=tuple(details.items())))


def _group(item: Known) -> str | None:
    return item.chapter if isinstance(item, Proposal) else item.priority


def _as_evidence(source: Source, item: DraftItem) -> dict[str, Value]:
    return {"source": source.id, **({"locator": item.locator} if item.locator else {})}


def _one_in_other(one: str, other: str) -> bool:
    """Whether a title or a date is another, or a part of it: « 2021-04 » of « 2021-04-12 »."""
    first, second = (folded(each).casefold() for each in (one, other))
    return first in second or second in first


def _same_start(one: str, other: str) -> bool:
    """Whether two ranges of pages begin with the same page."""
    return re.findall(r"\d+", one)[:1] == re.findall(r"\d+", other)[:1]


def _free(wanted: str, taken: set[str]) -> str:
    """An id that nobody has, which is then taken."""
    stem = as_id(wanted)
    found, number = stem, 1
    while same_id(found) in taken:
        number += 1
        found = f"{stem}-{number}"
    taken.add(same_id(found))
    return found

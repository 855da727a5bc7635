"""A draft merged into a corpus: which item is which record, what changes, what a person must decide.

An item is paired by a person's word, by number, by the same text, then by similarity. The rest is
added, or asked about if it may be a record under other words. ``docs/importing.md`` has the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import (
    Actor,
    Chapter,
    Evidence,
    Link,
    Priority,
    Proposal,
    Source,
    SourceKind,
    TitleBasis,
    Verdict,
)
from jamplan.corpus.modelkeys import Value
from jamplan.corpus.staleness import Staleness, same_text, text_of
from jamplan.decisions.applying import Add, Edit, Put
from jamplan.decisions.beginnings import UNNAMED
from jamplan.decisions.making import find_actor, new_actor
from jamplan.decisions.pairing import (
    ALL,
    Candidate,
    How,
    Pairing,
    Record,
    has_text_of,
    is_at,
    number_of,
    word_key,
)
from jamplan.documents.drafts import Draft, DraftGroup, DraftItem, Kind
from jamplan.language.folding import as_id, one_line, same_id
from jamplan.language.nearest import nearest


class Becomes(StrEnum):
    """What becomes of an item. The codes are part of the JSON output."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; None if there is no value."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedItem:
    """An item and what becomes of it.

    ``id`` is that of the record it is paired with, or the new one's; None if it is asked about.
    """

    item: DraftItem
    becomes: Becomes
    id: str | None = None
    how: How | None = None
    score: float | None = None
    changes: tuple[FieldChange, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What a draft does to a corpus; if every item is asked about, nothing."""

    draft: Draft
    source: Source
    actor: Actor | None
    """Who published the document, if that is a new actor."""
    document: tuple[FieldChange, ...]
    """Changes to the document, its source and its chapters or priorities."""
    other_copy: bool
    """Whether the source on record has the digest of another file, which is kept."""
    items: tuple[MergedItem, ...]
    unpaired: tuple[str, ...]
    """The ids of the records that no item is paired with."""
    edits: tuple[Edit, ...]


class PublisherNeededError(Exception):
    """Neither the draft nor the corpus says who published the document."""


def merge(  # noqa: PLR0913 - the command line has as many options
    corpus: Corpus,
    draft: Draft,
    *,
    on: str,
    pairs: Mapping[str, str] | None = None,
    as_new: Sequence[str] = (),
    copy: str | None = None,
) -> Merge:
    """Return what a draft does to a corpus.

    Takes the day (``on``, an ISO date), what a person says of pairs (``pairs``: a number or id in the
    document, and an id on record; ``as_new``: those that are new, or :data:`ALL`), and the document's
    path in the corpus's folder (``copy``), if it is there. Raises :class:`PairError`,
    :class:`PublisherNeededError`, and :class:`RefusedError` if the publisher's name
    may be a slip of typing.
    """
    return _Merging(corpus, draft, on, copy).merged(pairs or {}, as_new)


def decisions_to_review(before: Corpus, after: Corpus) -> tuple[Link | Verdict, ...]:
    """Return the decisions whose texts a merge changes, with or without a copy of the texts read."""
    decisions: list[Link | Verdict] = [*after.links, *after.verdicts]
    then, now = Staleness(before), Staleness(after)
    stale = [each for each in decisions if now.changes(each) and not then.changes(each)]
    old: dict[str, Record] = {**before.proposal, **before.measure}
    new: dict[str, Record] = {**after.proposal, **after.measure}
    changed = {id_ for id_ in old if not same_text(text_of(old[id_]), text_of(new[id_]))}
    untold = [
        decision
        for decision in decisions
        if decision.read is None
        and changed & {decision.proposal, decision.measure if isinstance(decision, Link) else ""}
    ]
    return (*stale, *untold)


class _Merging:
    """One merge in the making. ``edits`` grows with each part of it."""

    def __init__(self, corpus: Corpus, draft: Draft, on: str, copy: str | None) -> None:
        self.corpus, self.draft, self.on, self.copy = corpus, draft, on, copy
        self.edits: list[Edit] = []
        self.taken = {same_id(id_) for id_ in (*corpus.proposal, *corpus.measure)}
        proposals = draft.kind is Kind.PROPOSALS
        self.file = "proposals.yaml" if proposals else "plan.yaml"
        self.document = corpus.proposals_document if proposals else corpus.plan_document
        self.list, self.group_list, self.group_key = (
            ("proposals", "chapters", "chapter")
            if proposals
            else ("measures", "priorities", "priority")
        )
        self.known: Sequence[Record] = corpus.proposals if proposals else corpus.measures
        self.groups: list[DraftGroup | Chapter | Priority] = list(
            corpus.chapters if proposals else corpus.priorities
        )
        self.document_changes: list[FieldChange] = []
        self.source, self.actor = self._source()

    def merged(self, pairs: Mapping[str, str], as_new: Sequence[str]) -> Merge:
        places = {
            record.id: {each.locator for each in record.evidence if each.source == self.source.id}
            for record in self.known
        }
        before = self.corpus.source.get(self.source.id)
        self.again = before is not None and before.sha256 is not None and any(places.values())
        groups = {group.id: same.id for group in self.draft.groups if (same := self._same_group(group))}
        pairing = Pairing(self.corpus, self.draft, self.known, places, groups, again=self.again)
        pairing.by_word(pairs, as_new)
        pairing.by_number()
        pairing.by_text()
        pairing.by_similarity()
        asked = {} if ALL in as_new else pairing.to_ask()
        items = [self._item(item, pairing, asked) for item in self.draft.items]
        self._change_document()
        digest = self.draft.sha256.lower()
        written = any(item.becomes is not Becomes.ASKED for item in items)
        return Merge(
            draft=self.draft,
            source=self.source,
            actor=self.actor if written else None,
            document=tuple(self.document_changes) if written else (),
            other_copy=(self.source.sha256 or digest).lower() != digest,
            items=tuple(items),
            unpaired=tuple(pairing.free),
            edits=tuple(self.edits) if written else (),
        )

    # Items

    def _item(
        self, item: DraftItem, pairing: Pairing, asked: Mapping[str, tuple[Candidate, ...]]
    ) -> MergedItem:
        if item.id in asked:
            return MergedItem(item=item, becomes=Becomes.ASKED, candidates=asked[item.id])
        if item.id in pairing.pairs:
            id_, how = pairing.pairs[item.id]
            score = pairing.matcher.score(item.id, id_) if how is How.SIMILARITY else None
            changes = tuple(self._changes(item, pairing.records[id_]))
            becomes = Becomes.CHANGED if changes else Becomes.SAME
            return MergedItem(item=item, becomes=becomes, id=id_, how=how, score=score, changes=changes)
        id_ = _free_id(item.id, self.taken)
        values = {
            "id": id_,
            "number": item.number,
            self.group_key: self._group(item),
            # A title is required, and a draft may have found none.
            "title": item.title or "?",
            "text": item.text,
        }
        record: dict[str, Value] = {name: value for name, value in values.items() if value}
        record["evidence"] = [self._evidence(item)]
        self.edits.append(Add(self.file, (), self.list, record))
        return MergedItem(item=item, becomes=Becomes.ADDED, id=id_)

    def _changes(self, item: DraftItem, record: Record) -> Iterator[FieldChange]:
        """Yield what changes in a record, and note the edits.

        The document's title, text, number and group replace those on record. What people wrote (ids,
        attributions, notes, sub-measures) stays.
        """
        path = (self.list, self.known.index(record))
        changes = []
        if number_of(item) and number_of(item) != number_of(record):
            changes.append(FieldChange("number", record.number, item.number))
        if number_of(item) and record.number_inferred:
            changes.append(FieldChange("number_inferred", "true", None))
        before = record.chapter if isinstance(record, Proposal) else record.priority
        group = self._group(item)
        if group not in {None, before}:
            changes.append(FieldChange(self.group_key, before, group))
        if group and isinstance(record, Proposal) and record.chapter_inferred:
            changes.append(FieldChange("chapter_inferred", "true", None))
        if item.title and not same_text(record.title, item.title):
            changes.append(FieldChange("title", record.title, item.title))
        if item.title and record.title_basis is not TitleBasis.OFFICIAL:
            changes.append(FieldChange("title_basis", str(record.title_basis), None))
        if not has_text_of(item, record):
            changes.append(FieldChange("text", record.text, item.text))
        self._put(self.file, path, changes)
        yield from changes
        yield from self._evidence_changes(item, record, path)

    def _evidence_changes(
        self, item: DraftItem, record: Record, path: tuple[str, int]
    ) -> Iterator[FieldChange]:
        """Yield the item's place in its document, if the record has it not."""
        own = [each for each in record.evidence if each.source == self.source.id]
        if any(
            not item.locator or (each.locator and is_at(each.locator, item.locator)) for each in own
        ):
            return
        bare = Evidence(source=self.source.id)
        if bare in own:
            place = (*path, "evidence", record.evidence.index(bare))
            self.edits.append(Put(self.file, place, {"locator": item.locator}))
        else:
            self.edits.append(Add(self.file, path, "evidence", self._evidence(item)))
        before = self.source.id if bare in own else None
        yield FieldChange("evidence", before, ", ".join(filter(None, (self.source.id, item.locator))))

    def _evidence(self, item: DraftItem) -> dict[str, Value]:
        return {"source": self.source.id, **({"locator": item.locator} if item.locator else {})}

    def _group(self, item: DraftItem) -> str | None:
        """Return the id of the record of an item's group, which is added if there is none."""
        drafted = next((group for group in self.draft.groups if group.id == item.group), None)
        if drafted is None:
            return None
        if same := self._same_group(drafted):
            self._add_pages(same, drafted)
            return same.id
        id_ = _free_id(drafted.id, {same_id(each.id) for each in self.groups})
        record: dict[str, Value] = {"id": id_, "title": drafted.title}
        if self.draft.kind is Kind.MEASURES:
            record["evidence"] = [{"source": self.source.id}]
        elif drafted.pages:
            record["pages"] = drafted.pages
        self.edits.append(Add(self.file, (), self.group_list, record))
        self.groups.append(replace(drafted, id=id_))
        self.document_changes.append(FieldChange(self.group_key, None, f"{id_}, {drafted.title}"))
        return id_

    def _same_group(self, drafted: DraftGroup) -> DraftGroup | Chapter | Priority | None:
        """Return the group on record with the title, or whose title is in it: « Chapitre 1 : … »."""
        title = word_key(drafted.title)
        same = [each for each in self.groups if title == word_key(each.title)]
        same += [each for each in self.groups if title == word_key(getattr(each, "short", None) or "")]
        # A short title may be part of one that means something else.
        same += [each for each in self.groups if len(each.title) > 15 and word_key(each.title) in title]
        return same[0] if same else None

    def _add_pages(self, group: DraftGroup | Chapter | Priority, drafted: DraftGroup) -> None:
        if isinstance(group, Chapter) and group.pages is None and drafted.pages and not self.again:
            place = self.groups.index(group)
            self.groups[place] = replace(group, pages=drafted.pages)
            self._put(self.file, (self.group_list, place), [FieldChange("pages", None, drafted.pages)])
            shown = f"{group.id}, {drafted.pages}"
            self.document_changes.append(FieldChange("pages", None, shown))

    # The document and its source

    def _source(self) -> tuple[Source, Actor | None]:
        """Return the document as a source, and who published it if that is new."""
        name = one_line(self.draft.publisher or "")
        publisher, actor = self.document.publisher, None
        if name:
            known = find_actor(self.corpus, name)
            if known is None:
                names = [value for each in self.corpus.actors for value in (each.id, each.name)]
                known = actor = new_actor(self.corpus, name, sure=not nearest(name, names))
            publisher = known.id
        source = self.corpus.source.get(self.document.source or "") or self._recognised(publisher)
        if source is not None:
            changes = [
                FieldChange(field, None, value)
                for field, value in (
                    ("title", self.draft.title),
                    ("date", self.draft.date),
                    ("file", self.copy if source.sha256 is None else None),
                    ("sha256", self.draft.sha256),
                )
                if value and getattr(source, field) is None
            ]
            place = [each.id for each in self.corpus.sources].index(source.id)
            self._put("sources.yaml", ("sources", place), changes)
            self.document_changes += changes
            return source, None
        if publisher is None:
            raise PublisherNeededError
        if actor is not None:
            record: dict[str, Value] = {"id": actor.id, "name": actor.name}
            self.edits.append(Add("sources.yaml", (), "actors", record))
        return self._new_source(publisher), actor

    def _recognised(self, publisher: str | None) -> Source | None:
        """Return the source with the document's digest, else with its title and publisher."""
        digest, title = self.draft.sha256.lower(), self.draft.title
        for source in self.corpus.sources:
            if source.sha256 and source.sha256.lower() == digest:
                return source
        for source in self.corpus.sources:
            if title and source.publisher == publisher and same_text(source.title or "", title):
                return source
        return None

    def _new_source(self, publisher: str) -> Source:
        title = self.draft.title
        source = Source(
            id=_free_id(
                f"{publisher}-{self.draft.date or 'document'}",
                {same_id(each.id) for each in self.corpus.sources},
            ),
            publisher=publisher,
            kind=SourceKind.REPORT if self.draft.kind is Kind.PROPOSALS else SourceKind.PLAN,
            title=title,
            description=None if title else one_line(re.split(r"[/\\]", self.draft.file)[-1]),
            date=self.draft.date,
            accessed=self.on,
            file=self.copy,
            sha256=self.draft.sha256,
        )
        names = "id publisher kind title description date accessed file sha256".split()
        record = {name: str(value) for name in names if (value := getattr(source, name)) is not None}
        self.edits.append(Add("sources.yaml", (), "sources", record))
        return source

    def _change_document(self) -> None:
        """Give the document values that it has not, and the number of items that it declares."""
        document, draft = self.document, self.draft
        wanted = {
            "source": self.source.id,
            "publisher": self.source.publisher,
            "title": draft.title,
            "date": draft.date,
        }
        if document.short_name in UNNAMED:
            wanted |= {"short_name": draft.title, "language": draft.language}
        changes = [
            FieldChange(name, before, value)
            for name, value in wanted.items()
            for before in [getattr(document, name)]
            if value and value != before and (before is None or name in {"short_name", "language"})
        ]
        self._put(self.file, ("document",), changes)
        counts = [each.count for each in document.declared]
        before = ", ".join(map(str, counts)) or None
        if draft.declared and draft.declared not in counts:
            record: dict[str, Value] = {"count": str(draft.declared), "sources": [self.source.id]}
            self.edits.append(Add(self.file, ("document",), "declared", record))
            after = ", ".join(map(str, [*counts, draft.declared]))
            changes.append(FieldChange("declared", before, f"{after} ({self.source.id})"))
        elif draft.declared:
            place = counts.index(draft.declared)
            if self.source.id not in document.declared[place].sources:
                path = ("document", "declared", place)
                self.edits.append(Add(self.file, path, "sources", self.source.id))
                changes.append(FieldChange("declared", before, f"{before} ({self.source.id})"))
        self.document_changes += changes

    def _put(self, file: str, path: tuple[str | int, ...], changes: Iterable[FieldChange]) -> None:
        values = {change.name: change.after for change in changes}
        if values:
            self.edits.append(Put(file, path, values))


def _free_id(wanted: str, taken: set[str]) -> str:
    """Return an id that no record has, and take it."""
    stem = as_id(wanted)
    id_, number = stem, 1
    while same_id(id_) in taken:
        number += 1
        id_ = f"{stem}-{number}"
    taken.add(same_id(id_))
    return id_

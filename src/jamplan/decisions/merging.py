"""A draft merged into a corpus: which item is which record, what changes, what a person must decide.

An item is paired by a person's word, by the same text, by number, then by similarity. The rest is
added, or asked about if it may be a record under other words. ``docs/importing.md`` has the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from jamplan.corpus.loading import FILES, Corpus
from jamplan.corpus.model import (
    Actor,
    Chapter,
    Document,
    Evidence,
    Link,
    Priority,
    Proposal,
    Source,
    SourceKind,
    TitleBasis,
    Verdict,
    VerdictKind,
)
from jamplan.corpus.modelkeys import Value, as_record
from jamplan.corpus.staleness import same_text, text_of
from jamplan.decisions.beginnings import UNNAMED
from jamplan.decisions.making import find_actor, free_id, new_actor
from jamplan.decisions.pairing import (
    ALL,
    Candidate,
    How,
    Pairing,
    Record,
    has_text_of,
    number_of,
    word_key,
)
from jamplan.decisions.recording import Add, Edit, Ledger, Put, opened
from jamplan.documents.drafts import Draft, DraftGroup, DraftItem, Kind
from jamplan.language.folding import one_line, same_id
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


@dataclass(frozen=True, slots=True)
class Applied:
    """A merge, and the corpus before and after it."""

    before: Corpus
    merge: Merge
    after: Corpus
    files: tuple[str, ...] | None
    """The files that were replaced; None for a preview."""


class PublisherNeededError(Exception):
    """Neither the draft nor the corpus says who published the document."""


def preview(corpus: Corpus, make: Callable[[Corpus], Merge]) -> Applied:
    """Return what a merge would do. Writes no file; raises as :func:`write_merge`."""
    ledger = Ledger(corpus)
    made = make(corpus)
    ledger.apply(made.edits)
    return Applied(corpus, made, ledger.corpus, None)


def write_merge(folder: Path, make: Callable[[Corpus], Merge]) -> Applied:
    """Make a merge on the corpus as it is under the lock, and write it with a copy of each old file.

    Raises as :func:`jamplan.decisions.recording.write`; then the files are as they were.
    """
    with opened(folder) as ledger:
        before = ledger.corpus
        made = make(before)
        ledger.apply(made.edits)
        files = ledger.save(backup=True)
        return Applied(before, made, ledger.corpus, tuple(name for name in FILES if name in files))


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
    old: dict[str, Record] = {**before.proposal, **before.measure}
    new: dict[str, Record] = {**after.proposal, **after.measure}
    changed = {
        id_ for id_ in new if id_ not in old or not same_text(text_of(old[id_]), text_of(new[id_]))
    }
    plan = set() if changed.isdisjoint(after.measure) else {VerdictKind.NO_MEASURE_FOUND}
    return (
        *(link for link in after.links if not changed.isdisjoint({link.proposal, link.measure})),
        *(given for given in after.verdicts if given.proposal in changed or given.verdict in plan),
    )


class _Merging:
    """One merge in the making. ``edits`` grows with each part of it."""

    def __init__(self, corpus: Corpus, draft: Draft, on: str, copy: str | None) -> None:
        self.corpus, self.draft, self.on, self.copy = corpus, draft, on, copy
        self.edits: list[Edit] = []
        self.document_changes: list[FieldChange] = []
        self.taken = {same_id(id_) for id_ in (*corpus.proposal, *corpus.measure)}
        self.document: Document
        self.known: Sequence[Record]
        self.groups: list[Chapter | Priority]
        if draft.kind is Kind.PROPOSALS:
            self.file, self.list, self.group_list = "proposals.yaml", "proposals", "chapters"
            self.group_key, self.document = "chapter", corpus.proposals_document
            self.known, self.groups = corpus.proposals, list(corpus.chapters)
        else:
            self.file, self.list, self.group_list = "plan.yaml", "measures", "priorities"
            self.group_key, self.document = "priority", corpus.plan_document
            self.known, self.groups = corpus.measures, list(corpus.priorities)
        self.source, self.actor = self._source()

    def merged(self, pairs: Mapping[str, str], as_new: Sequence[str]) -> Merge:
        on_record = self.corpus.source.get(self.source.id)
        merged = {
            record.id
            for record in self.known
            if any(piece.source == self.source.id for piece in record.evidence)
            and on_record is not None
            and on_record.sha256 is not None
        }
        pairing = Pairing(self.corpus, self.draft, self.known, merged)
        pairing.by_word(pairs, as_new)
        pairing.by_text()
        pairing.by_number()
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
        id_ = free_id(item.id, self.taken)
        self.taken.add(same_id(id_))
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
        places = [piece.locator or "" for piece in record.evidence if piece.source == self.source.id]
        wanted = item.locator or ""
        # A place may have been made more exact: « p. 5, § 2 » is in « p. 5 ».
        if not any(re.match(rf"{re.escape(wanted)}([, ]|$)", place) or not wanted for place in places):
            self.edits.append(Add(self.file, path, "evidence", self._evidence(item)))
            yield FieldChange("evidence", None, ", ".join(filter(None, (self.source.id, wanted))))

    def _evidence(self, item: DraftItem) -> dict[str, Value]:
        return as_record(Evidence(source=self.source.id, locator=item.locator or None))

    def _group(self, item: DraftItem) -> str | None:
        """Return the id of the record of an item's group, which is added if there is none."""
        drafted = next((group for group in self.draft.groups if group.id == item.group), None)
        if drafted is None:
            return None
        group = self._same_group(drafted)
        if group is None:
            id_ = free_id(drafted.id, {same_id(known.id) for known in self.groups})
            if self.draft.kind is Kind.PROPOSALS:
                group = Chapter(id=id_, title=drafted.title, pages=drafted.pages)
            else:
                evidence = (Evidence(source=self.source.id),)
                group = Priority(id=id_, title=drafted.title, evidence=evidence)
            self.groups.append(group)
            self.edits.append(Add(self.file, (), self.group_list, as_record(group)))
            self.document_changes.append(FieldChange(self.group_key, None, f"{id_}, {group.title}"))
        return group.id

    def _same_group(self, drafted: DraftGroup) -> Chapter | Priority | None:
        """Return the group on record with the title, or whose title is in it: « Chapitre 1 : … »."""
        title = word_key(drafted.title)
        same = [
            group for group in self.groups if title in map(word_key, (group.title, group.short or ""))
        ]
        # A short title may be part of one that means something else.
        same += [
            group for group in self.groups if len(group.title) > 15 and word_key(group.title) in title
        ]
        return same[0] if same else None

    # The document and its source

    def _source(self) -> tuple[Source, Actor | None]:
        """Return the document as a source, and who published it if that is new."""
        name = one_line(self.draft.publisher or "")
        publisher, actor = self.document.publisher, None
        if name:
            known = find_actor(self.corpus, name)
            if known is None:
                names = [value for actor in self.corpus.actors for value in (actor.id, actor.name)]
                known = actor = new_actor(self.corpus, name, sure=not nearest(name, names))
            publisher = known.id
        source = self.corpus.source.get(self.document.source or "") or self._recognised(publisher)
        if source is not None:
            wanted = {"title": self.draft.title, "date": self.draft.date, "sha256": self.draft.sha256}
            if source.sha256 is None:
                wanted["file"] = self.copy
            changes = [
                FieldChange(name, None, value)
                for name, value in wanted.items()
                if value and getattr(source, name) is None
            ]
            self._put("sources.yaml", ("sources", self.corpus.sources.index(source)), changes)
            self.document_changes += changes
            return source, None
        if publisher is None:
            raise PublisherNeededError
        if actor is not None:
            self.edits.append(Add("sources.yaml", (), "actors", as_record(actor)))
        source = self._new_source(publisher)
        self.edits.append(Add("sources.yaml", (), "sources", as_record(source)))
        return source, actor

    def _recognised(self, publisher: str | None) -> Source | None:
        """Return the source with the document's digest, else with its title and publisher."""
        digest, title = self.draft.sha256.lower(), self.draft.title
        sources = [source for source in self.corpus.sources if (source.sha256 or "").lower() == digest]
        sources += [
            source
            for source in self.corpus.sources
            if title and source.publisher == publisher and same_text(source.title or "", title)
        ]
        return sources[0] if sources else None

    def _new_source(self, publisher: str) -> Source:
        title, date = self.draft.title, self.draft.date
        taken = {same_id(id_) for id_ in self.corpus.source}
        return Source(
            id=free_id(f"{publisher}-{date or 'document'}", taken),
            publisher=publisher,
            kind=SourceKind.REPORT if self.draft.kind is Kind.PROPOSALS else SourceKind.PLAN,
            title=title,
            description=None if title else one_line(re.split(r"[/\\]", self.draft.file)[-1]),
            date=date,
            accessed=self.on,
            file=self.copy,
            sha256=self.draft.sha256,
        )

    def _change_document(self) -> None:
        """Give the document values that it has not, and the number of items that it declares."""
        document, draft = self.document, self.draft
        wanted = {
            "source": self.source.id,
            "publisher": self.source.publisher,
            "title": draft.title,
            "date": draft.date,
        }
        changes = [
            FieldChange(name, None, value)
            for name, value in wanted.items()
            if value and getattr(document, name) is None
        ]
        if document.short_name in UNNAMED and draft.title:
            changes.append(FieldChange("short_name", document.short_name, draft.title))
            if draft.language != document.language:
                changes.append(FieldChange("language", document.language, draft.language))
        self._put(self.file, ("document",), changes)
        counts = [declared.count for declared in document.declared]
        if draft.declared and draft.declared not in counts:
            record: dict[str, Value] = {"count": str(draft.declared), "sources": [self.source.id]}
            self.edits.append(Add(self.file, ("document",), "declared", record))
            before = ", ".join(map(str, counts)) or None
            after = ", ".join(map(str, [*counts, draft.declared]))
            changes.append(FieldChange("declared", before, f"{after} ({self.source.id})"))
        self.document_changes += changes

    def _put(self, file: str, path: tuple[str | int, ...], changes: Sequence[FieldChange]) -> None:
        if changes:
            values = {change.name: change.after for change in changes}
            self.edits.append(Put(file, path, values))

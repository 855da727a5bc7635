"""A draft merged into a corpus: which item is which record, changes, open decisions.

An item is paired by a person's word, by the same text, by number, then by similarity.
The rest is added, or asked about if it may be a record under other words.
``docs/importing.md`` has the rules.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from jamplan.corpus import model, records
from jamplan.corpus.loading import Corpus, same_text, text_key, text_of
from jamplan.corpus.statements import Says, Statement
from jamplan.decisions.actors import free_id, publisher_named
from jamplan.decisions.entries import refused
from jamplan.decisions.pairing import (
    ALL,
    Candidate,
    PairedBy,
    Pairing,
    Record,
    has_text_of,
    number_of,
)
from jamplan.decisions.recording import Edit, Ledger, begun_anew, opened
from jamplan.documents.drafts import Draft, DraftGroup, DraftItem, DraftKind
from jamplan.language.folding import as_name, one_line, trimmed

UNNAMED = frozenset(
    {"Nom des propositions", "Nom du plan", "Name of the proposals", "Name of the plan"}
)
"""What the skeletons call the two documents, until a person names them."""


class Becomes(StrEnum):
    """What becomes of an item. The codes are part of the JSON output."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedItem:
    """An item and what becomes of it: ``how`` it is paired with its record."""

    item: DraftItem
    becomes: Becomes
    record: Record | None = None
    """Completed, or new; None if it is asked about."""
    how: PairedBy | None = None
    score: float | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def id(self) -> str | None:
        """The id of the record."""
        return self.record.id if self.record else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What a draft does to a corpus; if every item is asked about, nothing."""

    draft: Draft
    source: model.Source
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


NewFile = tuple[str, bytes]
"""The name of the file of a document that answers, and what it holds if it is new."""


@begun_anew
def apply(
    corpus: Corpus,
    make: Callable[[Corpus], Merge],
    *,
    write: bool,
    file: NewFile | None = None,
) -> Applied:
    """Return what a merge would do to a corpus; with ``write``, do it, under the lock.

    The lock is that of the files.

    ``file`` is the one that new measures go to, by default that of the first document
    that answers.

    Each file that changes is kept as a copy. Raises as
    :func:`jamplan.decisions.recording.write`; then the files are as they were.
    """
    folder = Path(corpus.folder)
    with opened(folder) if write else nullcontext(Ledger(folder)) as ledger:
        name, content = file or (records.PLAN, b"")
        before = ledger.corpus
        known = {f"{plan.name}.yaml" for plan in before.plans}
        if content and name not in known:
            ledger.add_file(name, content)
        merge = make(ledger.corpus)
        ledger.apply(merge.edits, name)
        files: tuple[str, ...] | None = None
        if write:
            files = ledger.save(backup=True) if merge.edits else ()
        return Applied(before, merge, ledger.corpus, files)


def merge(  # noqa: PLR0913 - the command line has as many options
    corpus: Corpus,
    draft: Draft,
    *,
    on: str | None,
    pairs: Mapping[str, str] | None = None,
    as_new: Sequence[str] = (),
    copy: str | None = None,
    plan: str = "plan",
    answers: bool = False,
) -> Merge:
    """Return what a draft does to a corpus.

    Takes the day (``on``, an ISO date), what a person says of pairs (``pairs``: a
    number or id in the document, and an id on record; ``as_new``: those that are new,
    or :data:`ALL`), and the document's path in the corpus's folder (``copy``), if it is
    there. ``plan`` is the name of the document that answers, ``answers`` whether its
    items answer the proposals with their numbers. Raises :class:`RefusedError` if
    nobody says who published the document, that name or a pair may be a slip of typing,
    or the draft shares nothing with the document on record.
    """
    merging = _Merging(corpus, draft, on, copy)
    merging.begin(plan, answers=answers)
    return merging.merged(pairs or {}, as_new)


def statements_to_review(before: Corpus, after: Corpus) -> tuple[Statement, ...]:
    """Return the statements whose texts a merge changes.

    They may have a copy of the texts read or none.
    """
    old: dict[str, Record] = {**before.proposal, **before.measure}
    new: dict[str, Record] = {**after.proposal, **after.measure}
    changed = {
        id_
        for id_ in new
        if id_ not in old or not same_text(text_of(old[id_]), text_of(new[id_]))
    }
    is_plan_changed = not changed.isdisjoint(after.measure)
    statements: list[Statement] = []
    for known in after.statements:
        if not (known.is_position or known.is_conclusion):
            continue
        is_changed = not changed.isdisjoint({known.about, known.measure})
        if is_changed or (is_plan_changed and known.says is Says.NO_MATCH):
            statements.append(known)
    return tuple(statements)


class _Merging:
    """One merge in the making. ``edits`` grows with each part of it."""

    def __init__(
        self, corpus: Corpus, draft: Draft, on: str | None, copy: str | None
    ) -> None:
        self.corpus = corpus
        self.draft = draft
        self.on = on
        self.copy = copy
        self.edits: list[Edit] = []
        self.taken = {*corpus.proposal, *corpus.measure}
        self.of_proposals = draft.kind is DraftKind.PROPOSALS
        self.group_key = "chapter" if self.of_proposals else "priority"
        self.document = corpus.proposals_document
        self.known: Sequence[Record] = corpus.proposals
        self.groups: list[model.Chapter | model.Priority] = [*corpus.chapters]
        self.answers: Mapping[str, str] = {}
        self.answers_each = False

    def begin(self, plan: str, *, answers: bool) -> None:
        """Choose the document that the draft is one of, and what its items answer."""
        corpus = self.corpus
        if not self.of_proposals:
            chosen = next(known for known in corpus.plans if known.name == plan)
            self.document, self.known = chosen.document, chosen.measures
            self.groups = [*chosen.priorities]
        self.answers_each = answers
        if answers:
            self.answers = _answers(corpus, self.draft)
        self.source = self._source()

    def merged(self, pairs: Mapping[str, str], as_new: Sequence[str]) -> Merge:
        self.pairing = self._paired(pairs, as_new)
        asked = {} if ALL in as_new else self.pairing.to_ask()
        digest = self.draft.sha256
        other_copy = (self.source.sha256 or digest).lower() != digest.lower()
        if ALL not in as_new:
            self._refuse_other_document(other_copy=other_copy)
        items = [self._item(item, asked.get(item.id)) for item in self.draft.items]
        self._put(self.document, self._new_document())
        asked_alone = [item.becomes is Becomes.ASKED for item in items]
        written = not items or not all(asked_alone)
        return Merge(
            draft=self.draft,
            source=self.source,
            other_copy=other_copy,
            items=tuple(items),
            unpaired=tuple(self.pairing.free),
            edits=tuple(self.edits) if written else (),
        )

    def _paired(self, pairs: Mapping[str, str], as_new: Sequence[str]) -> Pairing:
        """Return which items are which records: by a person's word, then likeness."""
        merged: set[str] = set()
        if self.source.sha256:
            merged = {record.id for record in self.known if self._is_of_source(record)}
        groups: dict[str, str] = {}
        for group in self.draft.groups:
            if same := self._same_group(group):
                groups[group.id] = same.id
        pairing = Pairing(self.corpus, self.draft, self.known, merged, groups)
        pairing.by_word(pairs, as_new)
        records = {
            item.id: self._record(item, groups.get(item.group or ""))
            for item in self.draft.items
        }
        pairing.by_record(records)
        pairing.by_text()
        pairing.by_number()
        pairing.by_similarity()
        return pairing

    def _is_of_source(self, record: Record) -> bool:
        """Whether the document is evidence of a record."""
        return any(piece.source == self.source.id for piece in record.evidence)

    def _refuse_other_document(self, *, other_copy: bool) -> None:
        """Refuse a draft that shares nothing with records, if its copy was not read."""
        is_unread = other_copy or not self.source.sha256
        has_both = self.known and self.draft.items
        if is_unread and has_both and self.pairing.shares_nothing:
            file = one_line(self.draft.file)
            title = self.document.short_name
            raise refused(self.corpus, "other-document", file=file, title=title)

    def _put(self, before: Any, after: Any) -> bool:
        """Note that a record is replaced, and return whether it is another one."""
        if before != after:
            self.edits.append((before, after))
        return bool(before != after)

    # Items

    def _item(self, item: DraftItem, asked: tuple[Candidate, ...] | None) -> MergedItem:
        if asked is not None:
            return MergedItem(item=item, becomes=Becomes.ASKED, candidates=asked)
        pairing = self.pairing
        if item.id in pairing.pairs:
            id_, reason = pairing.pairs[item.id]
            score = (
                pairing.matcher.score(item.id, id_)
                if reason is PairedBy.SIMILARITY
                else None
            )
            record = self._completed(item, pairing.records[id_])
            is_other = self._put(pairing.records[id_], record)
            becomes = Becomes.CHANGED if is_other else Becomes.SAME
            return MergedItem(
                item=item, becomes=becomes, record=record, how=reason, score=score
            )
        id_ = free_id(item.id, self.taken)
        self.taken.add(id_)
        record = replace(self._record(item, self._group(item)), id=id_)
        self.edits.append((None, record))
        return MergedItem(item=item, becomes=Becomes.ADDED, record=record)

    def _record(self, item: DraftItem, group: str | None) -> Record:
        """Return the record that is made of an item, as it is loaded, without an id."""
        new = model.Proposal if self.of_proposals else model.Measure
        values: dict[str, Any] = {
            self.group_key: group,
            "evidence": (self._evidence(item),),
        }
        values["title_basis"] = _basis_of_title(item)
        if new is model.Measure:
            values["details"] = item.details
            values["answers"] = self._answers_of(item)
        # A title is required, and a draft may have found none.
        title = trimmed(item.title) or "?"
        number, text = (
            trimmed(item.number or "") or None,
            trimmed(item.text or "") or None,
        )
        return new(id="", title=title, number=number, text=text, **values)

    def _completed(self, item: DraftItem, record: Record) -> Record:
        """Return a record with the title, text, number and group that the document has.

        What people wrote (ids, attributions, notes, sub-measures) stays.
        """
        values: dict[str, Any] = {}
        if number_of(item):
            values["number_inferred"] = False
            if number_of(item) != number_of(record):
                values["number"] = item.number
        if group := self._group(item):
            values[self.group_key] = group
            if isinstance(record, model.Proposal):
                values["chapter_inferred"] = False
        if item.title:
            values["title_basis"] = _basis_of_title(item)
            if not same_text(record.title, item.title):
                values["title"] = item.title
        if not has_text_of(item, record):
            values["text"] = item.text
        if isinstance(record, model.Measure) and not record.answers:
            values["answers"] = self._answers_of(item)
        if not self._is_located(item, record):
            values["evidence"] = (*record.evidence, self._evidence(item))
        return replace(record, **values)

    def _is_located(self, item: DraftItem, record: Record) -> bool:
        """Whether a record has the place of an item in the document as its evidence."""
        own = [
            piece.locator or ""
            for piece in record.evidence
            if piece.source == self.source.id
        ]
        if not item.locator:
            return bool(own)
        # It may have been made more exact: « p. 5, § 2 » is in « p. 5 ».
        page = re.compile(rf"{re.escape(item.locator)}([, ]|$)")
        return any(map(page.match, own))

    def _answers_of(self, item: DraftItem) -> tuple[str, ...]:
        """Return the ids of the proposals that an item answers: one, or none."""
        proposal = self.answers.get(item.id)
        return (proposal,) if proposal else ()

    def _evidence(self, item: DraftItem) -> model.Evidence:
        return model.Evidence(
            source=self.source.id, locator=trimmed(item.locator or "") or None
        )

    def _group(self, item: DraftItem) -> str | None:
        """Return the id of an item's group on record, added if there is none."""
        drafted = next(
            (group for group in self.draft.groups if group.id == item.group), None
        )
        if drafted is None:
            return None
        group = self._same_group(drafted)
        if group is None:
            id_ = free_id(drafted.id, [known.id for known in self.groups])
            if self.of_proposals:
                group = model.Chapter(id=id_, title=drafted.title, pages=drafted.pages)
            else:
                evidence = (model.Evidence(source=self.source.id),)
                group = model.Priority(id=id_, title=drafted.title, evidence=evidence)
            self.groups.append(group)
            self.edits.append((None, group))
        return group.id

    def _same_group(self, drafted: DraftGroup) -> model.Chapter | model.Priority | None:
        """Return the group that has the title, or whose title is a part of it.

        « Chapitre 1 : … » has such a part.
        """
        title = text_key(drafted.title)
        same = [
            each
            for each in self.groups
            if title in map(text_key, (each.title, each.short or ""))
        ]
        # A short title may be part of one that means something else.
        long = (each for each in self.groups if len(each.title) > 15)
        return next(
            iter([*same, *(each for each in long if text_key(each.title) in title)]),
            None,
        )

    # The document and its source

    def _source(self) -> model.Source:
        """Return the document as a source."""
        draft = self.draft
        publisher = self.corpus.actor.get(self.document.publisher or "")
        if name := as_name(draft.publisher or ""):
            publisher = publisher_named(self.corpus, name)
        source = self._source_on_record()
        if source is not None:
            copy = None if source.sha256 else self.copy
            copied = {"file": copy, "sha256": draft.sha256}
            filled = _filled(source, title=draft.title, date=draft.date, **copied)
            self._put(source, filled)
            return source
        if publisher is None:
            raise refused(self.corpus, "publisher-needed")
        if publisher.id not in self.corpus.actor:
            self.edits.append((None, publisher))
        kind = model.SourceKind.PLAN
        if self.of_proposals:
            kind = model.SourceKind.REPORT
        description = None
        if not draft.title:
            description = one_line(re.split(r"[/\\]", draft.file)[-1])
        id_ = free_id(f"{publisher.id}-{draft.date or 'document'}", self.corpus.source)
        source = model.Source(
            id=id_,
            publisher=publisher.id,
            kind=kind,
            title=draft.title,
            description=description,
            date=draft.date,
            accessed=self.on,
            file=self.copy,
            sha256=draft.sha256,
        )
        self.edits.append((None, source))
        return source

    def _source_on_record(self) -> model.Source | None:
        """Return the document's source, else the one of which this file is the copy."""
        if source := self.corpus.source.get(self.document.source or ""):
            return source
        digest = self.draft.sha256.lower()
        for known in self.corpus.sources:
            if (known.sha256 or "").lower() == digest:
                return known
        return None

    def _new_document(self) -> model.Document:
        """Return the document with the values it lacked.

        The number of items that it declares is among them.
        """
        document, draft = self.document, self.draft
        values: dict[str, Any] = {}
        if document.short_name in UNNAMED and draft.title:
            values = {"short_name": draft.title, "language": draft.language}
        if self.answers_each and not self.known:
            values["relation"] = model.Relation.RESPONSE
        if draft.declared and draft.declared not in [
            declared.count for declared in document.declared
        ]:
            declared = model.Declared(count=draft.declared, sources=(self.source.id,))
            values["declared"] = (*document.declared, declared)
        source = self.source
        known = {"source": source.id, "publisher": source.publisher}
        date = draft.date or source.date
        return _filled(
            replace(document, **values), title=draft.title, date=date, **known
        )


Filled = TypeVar("Filled", model.Source, model.Document)


def _filled(record: Filled, **values: str | None) -> Filled:
    """Return a record with values for what it lacks."""
    lacking: dict[str, Any] = {
        name: values[name] for name in values if not getattr(record, name)
    }
    return replace(record, **lacking)


def _basis_of_title(item: DraftItem) -> model.TitleBasis:
    return model.TitleBasis.SHORTENED if item.shortened else model.TitleBasis.OFFICIAL


def _answers(corpus: Corpus, draft: Draft) -> dict[str, str]:
    """Return the proposal that each item of a response answers, by the ids of both.

    It is the one that it is known to answer, else that with its number, if both are
    alone with that number.
    """
    proposals: dict[str, list[str]] = defaultdict(list)
    for proposal in corpus.proposals:
        number = number_of(proposal)
        if number and not proposal.number_inferred:
            proposals[number].append(proposal.id)
    items: dict[str, list[str]] = defaultdict(list)
    for item in draft.items:
        number = number_of(item)
        if number and not item.answers:
            items[number].append(item.id)
    answers = {
        item.id: id_
        for item in draft.items
        for id_ in item.answers
        if id_ in corpus.proposal
    }
    for number, ids in items.items():
        if len(ids) == 1 and len(proposals[number]) == 1:
            answers[ids[0]] = proposals[number][0]
    return answers

"""What is told of a merge: a document's changes, what is to decide, what is new."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jamplan.account.changes import field_change
from jamplan.account.context import Context
from jamplan.account.items import decision_text
from jamplan.account.spans import Inline, inline, strong
from jamplan.account.vocabulary import sentence
from jamplan.corpus import model, records
from jamplan.corpus.statements import Statement
from jamplan.decisions import recording
from jamplan.decisions.merging import UNNAMED, Becomes, Merge, MergedItem
from jamplan.decisions.pairing import ALL, NEW, PairedBy
from jamplan.documents.drafts import DraftItem, DraftKind
from jamplan.language import N_, Language
from jamplan.language.folding import one_line

_HOW = {
    PairedBy.PERSON: N_("as you said"),
    PairedBy.NUMBER: N_("by number"),
    PairedBy.TEXT: N_("same text"),
    PairedBy.SIMILARITY: N_("similarity {score} of 100"),
}


@dataclass(frozen=True, slots=True)
class AskedTold:
    """An item of the document of which a person must say which record it is."""

    name: Inline
    perhaps: str
    """The records that it resembles; empty if there is none."""
    options: tuple[str, ...]
    """The options that decide."""


@dataclass(frozen=True, slots=True)
class PairedTold:
    """An item of the document, and what it changes in its record."""

    name: Inline
    id: str
    how: str
    """How the two were paired."""
    changes: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NewTold:
    """An item that is new on record."""

    id: str
    number: str
    title: str
    group: str
    place: str


@dataclass(frozen=True)
class MergeTold:
    """What is told of a merge. The statements are those whose texts change."""

    _context: Context
    """Of the corpus before the merge."""
    _merge: Merge
    _statements: Sequence[Statement]

    @property
    def language(self) -> Language:
        """The language that it is told in."""
        return self._context.language

    @property
    def heading(self) -> str:
        """The names of the documents."""
        return self._context.heading

    @property
    def lead(self) -> str:
        """Whether the document changes anything."""
        told = N_("“{file}” changes nothing.")
        if self._merge.edits:
            told = N_("What “{file}” changes:")
        return self.language.gettext(told, file=one_line(self._merge.draft.file))

    @property
    def in_figures(self) -> str:
        """How many items become what."""
        counts = {
            becomes.value: self.language.number(len(self._of(becomes)))
            for becomes in Becomes
        }
        return self.language.gettext(
            "In the document: {total}. New: {added}. Changed: {changed}. As they were: "
            "{same}. To decide: {asked}. On record only: {unpaired}.",
            total=self.language.number(len(self._merge.items)),
            unpaired=self.language.number(len(self._merge.unpaired)),
            **counts,
        )

    @property
    def asked(self) -> tuple[AskedTold, ...]:
        """The items to decide about."""
        return tuple(map(self._asked, self._of(Becomes.ASKED)))

    @property
    def all_as_new(self) -> str:
        """The option that takes all of these as new."""
        return f"--pair {ALL}={NEW}"

    @property
    def unpaired(self) -> tuple[tuple[str, str], ...]:
        """The ids and titles of what is on record and not in the document."""
        return tuple((name, self._title(name)) for name in self._merge.unpaired)

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decisions whose texts change."""
        return tuple(decision_text(self._context, each) for each in self._statements)

    @property
    def doubts(self) -> tuple[str, ...]:
        """The doubts from reading the document; items with the same doubt at once."""
        items: dict[str, list[str]] = {}
        for doubt in self._merge.draft.doubts:
            items[sentence(doubt, self.language)] = []
        for item in self._merge.draft.items:
            for doubt in item.doubts:
                told = sentence(doubt, self.language)
                items.setdefault(told, []).append(item.number or item.id)
        return tuple(self._with_items(told, names) for told, names in items.items())

    @property
    def document(self) -> tuple[Inline, ...]:
        """What changes in the record of the document, its publisher and its copy."""
        return tuple(self._document())

    @property
    def changed(self) -> tuple[PairedTold, ...]:
        """The items that change their records."""
        return tuple(map(self._paired, self._of(Becomes.CHANGED)))

    @property
    def added(self) -> tuple[NewTold, ...]:
        """The items that are new."""
        groups = {group.id: group.title for group in self._merge.draft.groups}
        told = []
        for merged in self._of(Becomes.ADDED):
            item = merged.item
            told.append(
                NewTold(
                    id=merged.id or "",
                    number=item.number or "—",
                    title=item.title,
                    group=groups.get(item.group or "", "—"),
                    place=item.locator or "—",
                )
            )
        return tuple(told)

    @property
    def group_head(self) -> str:
        """What the groups of such items are called."""
        head = N_("{Priority}")
        if self._merge.draft.kind is DraftKind.PROPOSALS:
            head = N_("{Chapter}")
        return self.language.gettext(head)

    def _of(self, becomes: Becomes) -> list[MergedItem]:
        return [item for item in self._merge.items if item.becomes is becomes]

    def _record(self, name: str) -> model.Item:
        corpus = self._context.corpus
        return corpus.proposal.get(name) or corpus.measure[name]

    def _title(self, name: str) -> str:
        return self.language.quoted(one_line(self._record(name).title))

    def _name(self, item: DraftItem) -> Inline:
        """The number, else the id, and the title of an item in the document."""
        name = item.id
        if item.number:
            name = f"{self.language.gettext('No.').lower()} {one_line(item.number)}"
        return inline(strong(name), " ", self.language.quoted(one_line(item.title)))

    def _asked(self, merged: MergedItem) -> AskedTold:
        _, item = self.language.gettext, merged.item
        near = []
        for candidate in merged.candidates:
            score = self.language.number(round(candidate.score))
            similarity = _("similarity {score} of 100", score=score)
            near.append(f"{candidate.id} {self._title(candidate.id)} ({similarity})")
        perhaps = ""
        if near:
            candidates = _("; ").join(near)
            perhaps = _("Perhaps the same as {candidates}.", candidates=candidates)
        name = self._typed(item)
        options = [f"--pair {name}={each.id}" for each in merged.candidates[:1]]
        return AskedTold(self._name(item), perhaps, (*options, f"--pair {name}={NEW}"))

    def _typed(self, item: DraftItem) -> str:
        """How an item is named in an option: by its own number, else by its id."""
        numbers = Counter(each.number for each in self._merge.draft.items)
        name = item.id
        if item.number and numbers[item.number] == 1:
            name = item.number
        return f'"{name}"' if " " in name else name

    def _with_items(self, told: str, names: Sequence[str]) -> str:
        """A doubt with the names of the items that have it."""
        if not names:
            return told
        items = self.language.gettext("Items: {items}.", items=", ".join(names))
        return f"{told} {items}"

    def _document(self) -> Iterator[Inline]:
        _, merge = self.language.gettext, self._merge
        if merge.other_copy:
            other_copy = N_(
                "The copy of {source} on record is another file; its digest is kept."
            )
            yield inline(_(other_copy, source=merge.source.id))
        for before, after in merge.edits:
            if isinstance(after, model.Actor):
                actor = _("New actor: {name}, id {id}.", name=after.name, id=after.id)
                yield inline(actor)
            elif isinstance(after, model.Chapter | model.Priority):
                values = (None, f"{after.id}, {after.title}")
                kind = records.kind_of(type(after))
                yield field_change(kind, values, self.language)
            elif before and isinstance(after, model.Source | model.Document):
                yield from self._changes(_named(before, after), after)

    def _paired(self, merged: MergedItem) -> PairedTold:
        assert merged.how is not None
        assert merged.id is not None
        score = self.language.number(round(merged.score or 0))
        return PairedTold(
            name=self._name(merged.item),
            id=merged.id,
            how=self.language.gettext(_HOW[merged.how], score=score),
            changes=tuple(self._changes(self._record(merged.id), merged.record)),
        )

    def _changes(self, before: object, after: object) -> Iterable[Inline]:
        """Yield the fields in which two records differ."""
        for name, old, new in recording.differences(before, after):
            yield field_change(name, (old, new), self.language, brief=True)


def _named(before: Any, after: model.Source | model.Document) -> Any:
    """A record before a merge; a new document is named as after it.

    The skeleton's name is nobody's.
    """
    if isinstance(after, model.Source) or before.short_name not in UNNAMED:
        return before
    return replace(before, short_name=after.short_name, language=after.language)

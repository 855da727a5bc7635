"""What changed between two states of a corpus, told: statuses, figures, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jamplan.account import vocabulary
from jamplan.account.context import Context
from jamplan.account.method import rule_as_command
from jamplan.account.spans import Inline, inline
from jamplan.account.vocabulary import capitalised, label
from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import CONCLUSIONS, SAYS, TOTALS, Group, Says, Words
from jamplan.counting.statuses import Status
from jamplan.evidence.changes import (
    COMPUTED,
    LEFT_OUT,
    ChangeKind,
    Changes,
    Json,
    RecordChange,
    rule_of,
)
from jamplan.language import N_, Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import one_line

_KINDS = {
    "plans": N_("Document"),
    "proposals": N_("{Proposal}"),
    "measures": N_("{Measure}"),
    "sources": N_("Source"),
    "objections": N_("What complicates this"),
}
_GROUPS = {
    Group.PAIR: N_("match set aside"),
    Group.OUTCOME: N_("What became of it"),
    **dict.fromkeys(CONCLUSIONS, N_("Conclusion")),
}
"""What a statement is called, if it is no position on a proposal."""
_TAKEN_UP = {
    Status.ADOPTED: N_("statement counted"),
    Status.PARTIAL: N_("statement counted, in part only"),
}
"""The statuses that hold under any rule, whoever is heard."""
_WHAT = {ChangeKind.ADDED: N_("added"), ChangeKind.REMOVED: N_("removed")}
_IN_KEY = ("id", "name", "about", "measure")
"""The fields that name a record."""


@dataclass(frozen=True, slots=True)
class Altered:
    """A status or a figure that changed."""

    name: str
    before: str
    after: str
    id: str = ""
    """The id of the proposal; empty of a figure."""


def outcomes_changed(
    old: Corpus, new: Corpus, language: Language
) -> tuple[Altered, ...]:
    """What became of items by each voice's last word, as far as two states differ."""
    before, after = Context(old, language), Context(new, language)
    said, says = _last_words(before), _last_words(after)
    told = []
    for key in {**said, **says}:
        words = said.get(key), says.get(key)
        if words[0] != words[1]:
            about, actor = key
            context = after if actor in new.actor else before
            item = context.corpus.proposal.get(about) or context.corpus.measure[about]
            name = f"{context.item_name(item)}, {context.called(actor)}"
            none = language.gettext("not on record")
            told.append(Altered(name, words[0] or none, words[1] or none, about))
    return tuple(told)


def _last_words(context: Context) -> dict[tuple[str, str], str]:
    """The last word of each actor on each item, by both ids."""
    words = {}
    for about, outcome in context.outcomes.items():
        for word in outcome.words:
            if word.who.actor:
                says = label(context.language, word.says)
                words[about, word.who.actor] = says
    return words


@dataclass(frozen=True, slots=True)
class RecordTold:
    """A record that is new, gone or changed."""

    kind: str
    key: str
    """What it is known by: « wells → M1 (league) ».

    Of a statement, with who says it.
    """
    title: str
    """Its title, or that of the item that it is about; empty if it has none."""
    fields: tuple[Inline, ...]


@dataclass(frozen=True, repr=False, eq=False)
class ChangesTold:
    """What changed between two states, in a language."""

    _changes: Changes
    language: Language
    outcomes: tuple[Altered, ...] = ()
    """What became of items by the last word of each voice.

    Nothing of published states.
    """

    @property
    def title(self) -> str:
        """The names of the documents, as they are now."""
        title: str = self._changes.new["title"]
        return title

    @cached_property
    def lead(self) -> str:
        """How much changed, as a sentence."""
        if not (self.statuses or self.figures or self.records):
            return self.nothing
        return self.language.gettext(
            "Statuses changed: {statuses}; figures: {figures}; records: {records}.",
            statuses=self.language.number(len(self.statuses)),
            figures=self.language.number(len(self.figures)),
            records=self.language.number(len(self.records)),
        )

    @property
    def nothing(self) -> str:
        """That nothing changed, as a sentence."""
        return self.language.gettext("Nothing that is compared has changed.")

    @cached_property
    def rules(self) -> tuple[str, str]:
        """The command that counts by the rule of each state."""
        old, new = self._changes.old, self._changes.new
        return rule_as_command(rule_of(old)), rule_as_command(rule_of(new))

    @cached_property
    def statuses(self) -> tuple[Altered, ...]:
        """The proposals whose status changed."""
        changes = self._changes
        told = []
        for change in changes.statuses:
            before = self._status(changes.old, change.proposal, change.before)
            after = self._status(changes.new, change.proposal, change.after)
            told.append(Altered(change.title, before, after, change.proposal))
        return tuple(told)

    def _status(
        self, export: Mapping[str, Any], proposal: str, status: Status | None
    ) -> str:
        """The name of a status; that of a refusal by who says no."""
        if status is None:
            return self.language.gettext("not on record")
        if status is not Status.REFUSED:
            return self._named(status)
        counted = {
            each["says"]
            for each in export["statements"]
            if each["about"] == proposal and each["counted"]
        }
        says = Says.REFUSED
        if says not in counted:
            says = Says.NOT_TAKEN_UP
        return label(self.language, says)

    def _named(self, status: Status) -> str:
        """The name of a status under any rule."""
        if status is Status.REFUSED:
            both = [
                label(self.language, says) for says in (Says.REFUSED, Says.NOT_TAKEN_UP)
            ]
            return self.language.gettext(" or ").join(both)
        if status in _TAKEN_UP:
            return self.language.gettext(_TAKEN_UP[status])
        return label(self.language, status)

    @cached_property
    def figures(self) -> tuple[Altered, ...]:
        """The figures that changed."""
        figures, number = self._changes.figures, self.language.number
        told = []
        for name, key in self._names_of_figures.items():
            figure = figures[key]
            same_as_adopted = key == "score" and figure == figures["adopted"]
            if figure.before != figure.after and not same_as_adopted:
                before, after = number(figure.before), number(figure.after)
                told.append(Altered(name, before, after))
        return tuple(told)

    @property
    def _names_of_figures(self) -> dict[str, str]:
        """The figures by their names."""
        _ = self.language.gettext
        adopted = self._named(Status.ADOPTED)
        by_words = {
            f"{adopted}, {label(self.language, words)}": f"adopted_{words}"
            for words in Words
        }
        return {
            _("Declared number"): "declared",
            _("Figures are out of"): "denominator",
            **{self._named(status): str(status) for status in Status},
            label(self.language, Says.IN_PRINCIPLE): "principle",
            **by_words,
            _("Score"): "score",
            _("{Measures} with a statement that counts"): "answered",
            _("{Measures}"): "measures",
        }

    @cached_property
    def records(self) -> tuple[RecordTold, ...]:
        """The records that changed."""
        titles = {}
        for export in (self._changes.old, self._changes.new):
            for item in export["proposals"]:
                titles[item["id"]] = one_line(item["title"])
        told = []
        for change in self._changes.records:
            title = change.record.get("title")
            title = title or titles.get(change.record.get("about", ""))
            told.append(
                RecordTold(
                    kind=self._kind(change),
                    key=_key(change),
                    title=one_line(title or ""),
                    fields=tuple(self._fields(change)),
                )
            )
        return tuple(told)

    def _kind(self, change: RecordChange) -> str:
        if change.list != "statements":
            return capitalised(self.language.gettext(_KINDS[change.list]))
        record = change.record
        kind = _GROUPS.get(SAYS[Says(record["says"])].group, N_("Position"))
        if record["about"] in TOTALS:
            kind = N_("General statement")
        return capitalised(self.language.gettext(kind))

    def _fields(self, change: RecordChange) -> Iterator[Inline]:
        """Yield the fields that changed; of a record new or gone, that and its own."""
        names = change.fields
        before, after = change.before or {}, change.after or {}
        if change.what in _WHAT:
            yield inline(self.language.gettext(_WHAT[change.what]))
        if change.what is ChangeKind.ADDED:
            left_out = {*LEFT_OUT, *_IN_KEY}
            filled = [name for name in after if after[name] not in (None, [], False)]
            names = tuple(name for name in filled if name not in left_out)
        elif change.what is ChangeKind.REMOVED and change.list == "statements":
            # What was said is gone: it is told once more.
            names, before, after = ("says", "words"), {}, before
        for name in names:
            values = (before.get(name), after.get(name))
            yield field_change(name, values, self.language, is_new=not before)


def _key(change: RecordChange) -> str:
    record = change.record
    if change.list != "statements":
        return str(record.get("id") or record.get("name") or record.get("date"))
    # An export that somebody edited may lack what is not required.
    target = record.get("measure") or record.get("document")
    ids = " → ".join(filter(None, (record["about"], target)))
    who = record["who"]
    return f"{ids} ({who.get('actor') or who.get('reader') or '—'})"


def field_change(
    name: str,
    values: tuple[object, object],
    language: Language,
    *,
    is_new: bool = False,
    brief: bool = False,
) -> Inline:
    """A field before and after; of a list, the items that were added and removed.

    In brief a title or text is told once, with what differs marked.
    """
    before, after = values
    title = name
    if name in vocabulary.FIELDS:
        title = language.gettext(vocabulary.FIELDS[name])
    if isinstance(before, list) or isinstance(after, list):
        text = _list_change(name, before, after, language)
    elif is_new:
        text = _text(name, after, language)
    elif brief and name in {"title", "text"} and before and after:
        pieces = differences(
            _text(name, before, language), _text(name, after, language)
        )
        text = marked(pieces)
    else:
        text = f"{_text(name, before, language)} → {_text(name, after, language)}"
    return inline(f"{capitalised(title)}{language.gettext(': ')}{text}")


def _list_change(name: str, before: object, after: object, language: Language) -> str:
    """The items that were added to a list, and those that were removed.

    If there are none of either, that the list is reordered.
    """
    old = _as_list(before)
    new = _as_list(after)
    parts = [f"+ {_text(name, item, language)}" for item in new if item not in old]
    parts += [f"− {_text(name, item, language)}" for item in old if item not in new]
    return " ".join(parts) or language.gettext("in another order")


def _as_list(value: object) -> list[object]:
    """A list; an empty one in the place of nothing."""
    if isinstance(value, list):
        return value
    return []


def _text(name: str, value: object, language: Language) -> str:
    """A value in words: a code by its label, a record by its texts."""
    if value is None:
        return "—"
    if value is True or value == "true":
        return language.gettext("yes")
    if value is False:
        return language.gettext("no")
    if isinstance(value, dict):
        return f"({language.gettext('; ').join(_parts(value, language))})"
    if isinstance(value, list):
        return ", ".join(_text(name, each, language) for each in value)
    return vocabulary.value_text(language, name, str(value))


def _parts(record: Json, language: Language) -> Iterator[str]:
    """Yield the texts of a record within a record, quotes between quotation marks."""
    for name, value in record.items():
        if not value or value is True or name in COMPUTED:
            continue
        text = one_line(_text(name, value, language))
        if name == "quote":
            text = language.quoted(text)
        yield text

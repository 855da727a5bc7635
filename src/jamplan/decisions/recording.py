"""Recording decisions: the one place that writes ``links.yaml`` and ``sources.yaml``.

Each change is made under the folder's lock, on the files as they are then: they are read, the lines of
the decision are put in, the whole corpus is loaded as it would be, and only then is a file replaced. So
nothing that somebody else wrote is lost, and nothing that could not be loaded is written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from jamplan.corpus import yamledit
from jamplan.corpus.files import locked, replace_files
from jamplan.corpus.findings import CorpusError, Finding, Place, RefusedError
from jamplan.corpus.loading import Corpus, load
from jamplan.corpus.model import (
    Actor,
    Dismissal,
    Link,
    Reading,
    Source,
    TextsRead,
    Verdict,
    VerdictKind,
)
from jamplan.corpus.modelkeys import as_record
from jamplan.corpus.staleness import reading_of, text_of

Decision = Link | Verdict | Dismissal


class Done(StrEnum):
    """What recording did. The codes are part of the JSON output."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    NOTHING = "nothing"
    """It was on record just so, or, to be removed, not on record."""


@dataclass(frozen=True, slots=True)
class New:
    """What a decision names that the corpus does not have yet."""

    actors: Sequence[Actor] = ()
    sources: Sequence[Source] = ()


class MeanwhileError(Exception):
    """Somebody has decided on the same proposal, or changed the decision, since it was seen."""


@dataclass(frozen=True, slots=True)
class Change:
    """One decision on record before and after (None: none), and what was added for it.

    ``reading`` holds the measures that ``before`` rests on.
    """

    done: Done
    before: Decision | None
    after: Decision | None
    new: New = field(default_factory=New)
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one writing did: its changes, the corpus now, and the files as they were and are."""

    changes: tuple[Change, ...]
    corpus: Corpus
    files: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict)

    @property
    def main(self) -> Change:
        """The last change, which those before it made room for."""
        return self.changes[-1]


def put(
    folder: Path, make: Callable[[Corpus], tuple[Decision, New]], reading: Reading | None = None
) -> Recorded:
    """Record a decision, in place of the one on the same pair (or proposal) by the same claimant.

    ``make`` gives the decision on the corpus as it is under the lock, and the actors and sources to add
    first; ``reading`` holds the measures that a verdict rests on, where those are not the measures as
    they are. Raises as :func:`write`.
    """

    def act(ledger: Ledger) -> list[Change]:
        decision, new = make(ledger.corpus)
        return [ledger.put(decision, new, reading)]

    return write(folder, act)


def take(folder: Path, find: Callable[[Corpus], Decision | None]) -> Recorded:
    """Take a decision off the record. ``find`` names it on the corpus as it is; None: there is none.

    Raises as :func:`write`.
    """

    def act(ledger: Ledger) -> list[Change]:
        before = find(ledger.corpus)
        return [Change(Done.NOTHING, None, None) if before is None else ledger.take(before)]

    return write(folder, act)


def write(folder: Path, act: Callable[[Ledger], Sequence[Change]]) -> Recorded:
    """Make changes to the record, all or none, and write them at once.

    Raises :class:`RefusedError`, :class:`MeanwhileError`, :class:`CorpusError` where
    the corpus is wrong or would be, and :class:`OSError`; then nothing has changed.
    """
    with _ledger(folder) as ledger:
        changes = tuple(act(ledger))
        return Recorded(changes, ledger.corpus, ledger.save())


def undo(folder: Path, recorded: Recorded) -> Recorded:
    """Bring back what was on record before a writing.

    Files that nobody has changed meanwhile get their bytes back. Else the decisions alone go or come
    back, and actors and sources that were added for them go, unless something else names them by now.
    Raises :class:`MeanwhileError` where somebody has changed one of them; else as :func:`write`.
    """
    with _ledger(folder) as ledger:
        if ledger.bring_back(recorded.files):
            undone = [Change(_UNDONE[each.done], each.after, each.before) for each in recorded.changes]
        else:
            undone = [_undo(ledger, each) for each in reversed(recorded.changes)]
        return Recorded(tuple(undone), ledger.corpus, ledger.save())


_UNDONE = {
    Done.ADDED: Done.REMOVED,
    Done.CHANGED: Done.CHANGED,
    Done.REMOVED: Done.ADDED,
    Done.NOTHING: Done.NOTHING,
}


def _undo(ledger: Ledger, change: Change) -> Change:
    before, after = change.before, change.after
    known = after if after is not None else before
    if known is not None and on_record(ledger.corpus, known) != after:
        raise MeanwhileError
    if before is not None:
        undone = ledger.put(before, New(), change.reading)
    elif after is not None:
        undone = ledger.take(after)
    else:
        return change
    ledger.forget(change.new)
    return undone


def on_record(corpus: Corpus, decision: Decision) -> Decision | None:
    """The decision in whose place another one would stand."""
    key = key_of(decision)
    kept: Sequence[Decision]
    match decision:
        case Link():
            kept = corpus.links_of_proposal.get(decision.proposal, ())
        case Verdict():
            kept = corpus.verdicts_of.get(decision.proposal, ())
        case Dismissal():
            kept = corpus.dismissals_of.get(decision.proposal, ())
    return next((each for each in kept if key_of(each) == key), None)


def key_of(decision: Decision) -> tuple[str, ...]:
    """What there is one decision for: pair and claimant, proposal and claimant, pair and person."""
    match decision:
        case Link():
            return decision.proposal, decision.measure, decision.claimed_by
        case Verdict():
            return decision.proposal, decision.claimed_by
        case Dismissal():
            return decision.proposal, decision.measure, decision.by or ""


Told = TypeVar("Told", Link, Verdict)


def with_texts(decision: Told, corpus: Corpus) -> Told:
    """A decision that keeps the texts as they are in a corpus, so that a change in them is seen."""
    proposal = text_of(corpus.proposal[decision.proposal])
    if isinstance(decision, Link):
        pair = TextsRead(proposal=proposal, measure=text_of(corpus.measure[decision.measure]))
        return replace(decision, read=pair)
    all_measures = decision.verdict is VerdictKind.NO_MEASURE_FOUND
    plan = reading_of(corpus).id if all_measures else None
    return replace(decision, read=TextsRead(proposal=proposal, plan=plan))


# How a record is written

_LISTS: Mapping[type[Decision], str] = {
    Link: "links",
    Verdict: "verdicts",
    Dismissal: "dismissals",
}


def _change(record: dict[str, Any], before: Decision, after: Decision) -> None:
    """Change the keys of a record in which two decisions differ."""
    old, new = as_record(before), as_record(after)
    for key in (*old, *new):
        if key not in new:
            record.pop(key, None)
        elif old.get(key) != new[key]:
            record[key] = new[key]


def _append(data: dict[str, Any], name: str, record: Decision | Reading | Actor | Source) -> None:
    """Add a record to a list of a file, which may not have the list yet."""
    data[name] = [*(data.get(name) or []), as_record(record)]


def _plan(decision: Decision | None) -> str | None:
    """The id of the measures that a decision rests on."""
    if isinstance(decision, Verdict) and decision.read is not None:
        return decision.read.plan
    return None


def _list_of(corpus: Corpus, decision: Decision) -> Sequence[Decision]:
    match decision:
        case Link():
            return corpus.links
        case Verdict():
            return corpus.verdicts
        case Dismissal():
            return corpus.dismissals


# The files, under the lock


@contextlib.contextmanager
def _ledger(folder: Path) -> Iterator[Ledger]:
    """The record, under its lock."""
    if not all((folder / name).is_file() for name in _WRITTEN):
        # Raises the error that says what is missing, before its folder is locked.
        load(folder)
    with locked(folder, _WRITTEN):
        yield Ledger(folder)


_WRITTEN = ("sources.yaml", "links.yaml")


class Ledger:
    """The two files that decisions are written to, and the corpus as it would be with their changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._old = {name: (folder / name).read_bytes() for name in _WRITTEN}
        self._now = dict(self._old)
        self.corpus = load(folder, self._now)
        if self.corpus.packaged:
            raise RefusedError(Finding("packaged-corpus", Place(str(folder)), {"path": str(folder)}))

    def put(self, decision: Decision, new: New, reading: Reading | None = None) -> Change:
        """Record a decision, and first the actors and sources that it needs."""
        before = on_record(self.corpus, decision)
        if before == decision:
            return Change(Done.NOTHING, before, decision)
        rests_on = self._reading(before)
        self._add(new)
        with self._data("links.yaml") as data:
            self._put(data, before, decision)
            plan = _plan(decision)
            if plan is not None and plan not in self.corpus.reading:
                _append(data, "readings", reading or reading_of(self.corpus))
            self._drop_reading(data, before, decision)
        self._load()
        done = Done.ADDED if before is None else Done.CHANGED
        return Change(done, before, decision, new, rests_on)

    def put_all(self, drafts: Sequence[tuple[Link | Dismissal, New]]) -> list[Change]:
        """Record many decisions, each on another statement, as :meth:`put` would one after the other.

        The files are read and checked once for all of them. Raises as :meth:`put`; then none is on
        record.
        """
        changes = []
        with self._data("links.yaml") as data:
            for decision, new in drafts:
                before = on_record(self.corpus, decision)
                if before == decision:
                    changes.append(Change(Done.NOTHING, before, decision))
                    continue
                self._put(data, before, decision)
                done = Done.ADDED if before is None else Done.CHANGED
                changes.append(Change(done, before, decision, new))
        self._add(*(change.new for change in changes))
        self._load()
        return changes

    def take(self, decision: Decision) -> Change:
        """Take a decision off, and the reading that no other verdict rests on."""
        rests_on = self._reading(decision)
        with self._data("links.yaml") as data:
            del data[_LISTS[type(decision)]][_list_of(self.corpus, decision).index(decision)]
            self._drop_reading(data, decision, None)
        self._load()
        return Change(Done.REMOVED, decision, None, reading=rests_on)

    def forget(self, new: New) -> None:
        """Take actors and sources out that nothing names any more."""
        for name, records in (("sources", new.sources), ("actors", new.actors)):
            for record in records:
                known: Sequence[Actor | Source] = getattr(self.corpus, name)
                if record not in known:
                    continue
                before = dict(self._now)
                try:
                    with self._data("sources.yaml") as data:
                        del data[name][known.index(record)]
                    self._load()
                except CorpusError:
                    # Something else names it by now.
                    self._now = before

    def bring_back(self, files: Mapping[str, tuple[bytes, bytes]]) -> bool:
        """Bring back what files held, where what was written stands in them untouched.

        Edits before it or behind it stay. Returns whether that could be done.
        """
        restored = {}
        for name, (before, after) in files.items():
            found = _patched(self._old[name], before, after)
            if found is None:
                return False
            restored[name] = found
        now, self._now = self._now, self._now | restored
        try:
            self._load()
        except CorpusError:
            # Something written since needs what was written then: an actor, for one.
            self._now = now
            self._load()
            return False
        return True

    def save(self) -> dict[str, tuple[bytes, bytes]]:
        """Replace the files that have changed, sources first, or none of them.

        Returns what they held and hold.
        """
        changed = {name: data for name, data in self._now.items() if data != self._old[name]}
        replace_files(self.folder, changed)
        return {name: (self._old[name], data) for name, data in changed.items()}

    # Within

    @contextlib.contextmanager
    def _data(self, file: str) -> Iterator[dict[str, Any]]:
        """The data of a file, to be changed in place; the file's bytes follow it.

        Raises :class:`RefusedError` if a record cannot be changed alone.
        """
        data = yamledit.data_of(self._now[file], str(self.folder / file))
        yield data
        self._now[file] = yamledit.rewritten(self._now[file], str(self.folder / file), data)

    def _put(self, data: dict[str, Any], before: Decision | None, decision: Decision) -> None:
        name = _LISTS[type(decision)]
        if before is None:
            _append(data, name, decision)
        else:
            record = data[name][_list_of(self.corpus, before).index(before)]
            _change(record, before, decision)

    def _add(self, *new: New) -> None:
        """Put actors and sources on record."""
        with self._data("sources.yaml") as data:
            for added in new:
                for actor in added.actors:
                    _append(data, "actors", actor)
                for source in added.sources:
                    _append(data, "sources", source)

    def _load(self) -> None:
        """Load the corpus as it would be. Raises :class:`CorpusError` where it could not be."""
        self.corpus = load(self.folder, self._now)

    def _reading(self, decision: Decision | None) -> Reading | None:
        """The measures that a decision rests on."""
        plan = _plan(decision)
        return None if plan is None else self.corpus.reading.get(plan)

    def _drop_reading(
        self, data: dict[str, Any], before: Decision | None, after: Decision | None
    ) -> None:
        """Take the measures out that no verdict rests on any more."""
        plan = _plan(before)
        used = [_plan(verdict) for verdict in self.corpus.verdicts if verdict != before]
        if plan is not None and plan not in (*used, _plan(after)):
            data["readings"] = [reading for reading in data["readings"] if reading["id"] != plan]
            if not data["readings"]:
                del data["readings"]


def _patched(now: bytes, before: bytes, after: bytes) -> bytes | None:
    """What a file would hold without a change of its, or None where the change has been edited.

    The change is what stands between what ``before`` and ``after`` have in common at either end.
    """
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    gone, come = before[start : len(before) - end], after[start : len(after) - end]
    head, tail = after[:start], after[len(after) - end :]
    if now.startswith(head + come):
        return head + gone + now[start + len(come) :]
    if now.endswith(come + tail):
        return now[: len(now) - len(tail) - len(come)] + gone + tail
    return None


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))

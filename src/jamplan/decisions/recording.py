"""Recording decisions and merges: the one place that changes the files of a corpus.

Each change is made under the folder's lock, on the files as they are then: they are read, the lines of
the records are put in, the whole corpus is loaded as it would be, and only then is a file replaced. So
nothing that somebody else wrote is lost, and nothing that could not be loaded is written.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jamplan.corpus import yamledit, yamlfile
from jamplan.corpus.files import locked, remove_leftovers, write_atomically
from jamplan.corpus.findings import CorpusError, Finding, Place, RefusedError, WrongDataError
from jamplan.corpus.loading import FILE_TYPES, FILES, Corpus, load
from jamplan.corpus.model import (
    Actor,
    Dismissal,
    Document,
    Link,
    TextsRead,
    Verdict,
    VerdictKind,
)
from jamplan.corpus.modelkeys import Value, as_record, keys_of
from jamplan.corpus.staleness import reading_of, text_of
from jamplan.corpus.yamledit import CannotEditError

Decision = Link | Verdict | Dismissal

BACKUP = ".bak"
"""The suffix of the copy of an old file."""


class Done(StrEnum):
    """What recording did. The codes are part of the JSON output."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    NOTHING = "nothing"
    """It was on record just so, or, to be removed, not on record."""


Drafted = tuple[Decision, Actor | None]
"""A decision, and the actor that it needs first if the corpus lacks it."""


class MeanwhileError(Exception):
    """Somebody has changed the texts, or what is decided on them, since they were shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """One decision on record before and after (None: none), and the actor that was added for it."""

    done: Done
    before: Decision | None
    after: Decision | None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The changes of one writing, the corpus now, and the files before and after."""

    changes: tuple[Change, ...]
    corpus: Corpus
    files: Mapping[str, tuple[bytes, bytes]]

    @property
    def main(self) -> Change:
        """The last change, which those before it made room for."""
        return self.changes[-1]


def put(folder: Path, make: Callable[[Corpus], Drafted]) -> Recorded:
    """Record a decision, in place of the one on the same pair (or proposal) by the same claimant.

    ``make`` drafts the decision on the corpus as it is under the lock.
    Raises as :func:`write`.
    """
    return write(folder, lambda ledger: ledger.put(make(ledger.corpus)))


def take(folder: Path, find: Callable[[Corpus], Decision | None]) -> Recorded:
    """Take a decision off the record. ``find`` returns it, or None, from the corpus under the lock.

    Raises as :func:`write`.
    """
    return write(folder, lambda ledger: [ledger.take(find(ledger.corpus))])


def write(folder: Path, act: Callable[[Ledger], Sequence[Change]]) -> Recorded:
    """Make changes to the record, all or none, and write them at once.

    Raises :class:`RefusedError` (:class:`WrongDataError` if the corpus would have faults),
    :class:`CorpusError` if it has some, :class:`MeanwhileError` and :class:`OSError`; then nothing has
    changed.
    """
    with opened(folder) as ledger:
        changes = tuple(act(ledger))
        return Recorded(changes, ledger.corpus, ledger.save())


def undo(folder: Path, recorded: Recorded) -> Recorded:
    """Give the files the lines that they had before a writing. Edits above or below those lines stay.

    Raises :class:`MeanwhileError` if the lines have been edited, or something else needs them by now;
    else as :func:`write`.
    """
    with opened(folder) as ledger:
        try:
            ledger.restore(recorded.files)
        except WrongDataError:
            raise MeanwhileError from None
        opposite = {Done.ADDED: Done.REMOVED, Done.REMOVED: Done.ADDED}
        changes = tuple(
            Change(opposite.get(change.done, change.done), change.after, change.before)
            for change in recorded.changes
        )
        return Recorded(changes, ledger.corpus, ledger.save())


def decisions_on(corpus: Corpus, proposal: str) -> list[Decision]:
    """Return all that is decided on a proposal."""
    return [
        *corpus.links_of_proposal.get(proposal, ()),
        *corpus.verdicts_of.get(proposal, ()),
        *corpus.dismissals_of.get(proposal, ()),
    ]


AnyDecision = TypeVar("AnyDecision", bound=Decision)
Claimed = TypeVar("Claimed", bound=Link | Verdict)


def on_record(corpus: Corpus, decision: AnyDecision) -> AnyDecision | None:
    """Return the decision that another one would replace."""
    for known in decisions_on(corpus, decision.proposal):
        if isinstance(known, type(decision)) and key_of(known) == key_of(decision):
            return known
    return None


def key_of(decision: Decision) -> tuple[str, ...]:
    """Return what there is one decision for: a pair or proposal, and a claimant or person."""
    match decision:
        case Link():
            return decision.proposal, decision.measure, decision.claimed_by
        case Verdict():
            return decision.proposal, decision.claimed_by
        case Dismissal():
            return decision.proposal, decision.measure, decision.by or ""


def with_texts(decision: Claimed, corpus: Corpus) -> Claimed:
    """Return a decision that keeps the texts of a corpus, so that a change in them is noticed."""
    proposal = text_of(corpus.proposal[decision.proposal])
    if isinstance(decision, Link):
        pair = TextsRead(proposal=proposal, measure=text_of(corpus.measure[decision.measure]))
        return replace(decision, read=pair)
    all_measures = decision.verdict is VerdictKind.NO_MEASURE_FOUND
    plan = reading_of(corpus).id if all_measures else None
    return replace(decision, read=TextsRead(proposal=proposal, plan=plan))


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Ledger]:
    """Hold the locks of the folders that the four files are really in, and give their ledger."""
    homes = {(folder / name).resolve().parent for name in FILES}
    if not all(home.is_dir() for home in homes):
        # Raises the error that says what is missing.
        load(folder)
    with contextlib.ExitStack() as locks:
        # In one order for all, so that no two wait for each other.
        for home in sorted(homes):
            locks.enter_context(locked(home))
        corpus = load(folder)
        if corpus.packaged:
            raise RefusedError(Finding("packaged-corpus", Place(str(folder)), {"path": str(folder)}))
        yield Ledger(corpus)


Edit = tuple[Any, Any]
"""A record of the model before and after; None before: a new one."""

_PLACES = {
    key.type: (name, key.name) for name, file in FILE_TYPES.items() for key in keys_of(file) if key.many
}
"""The file of each type of record, and the key of its list there."""


def differences(before: Any, after: Any) -> Iterator[tuple[str, Value | None, Value | None]]:
    """Yield the keys in which two records differ, each with both values as they are written."""
    old, new = as_record(before), as_record(after)
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            yield key, old.get(key), new.get(key)


def grown(old: Value | None, new: Value | None) -> list[Value]:
    """Return the values that a list has more than before; none if it has not only grown."""
    old = [] if old is None else old
    if isinstance(old, list) and isinstance(new, list) and new[: len(old)] == old:
        return new[len(old) :]
    return []


class Ledger:
    """The four files of a corpus, and the corpus as it would be with the changes made so far."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.folder = Path(corpus.folder)
        self._old = {name: (self.folder / name).read_bytes() for name in FILES}
        self._new = dict(self._old)
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in self._old.items()}
        if digests != corpus.digests:
            # An editor, which asks for no lock, has written since.
            self._load()

    def put(self, *drafts: Drafted) -> list[Change]:
        """Record decisions, each on another pair, claimant or person, and the actors that they need.

        The files are read and checked once for all of them. Raises as :func:`write`.
        """
        changes: list[Change] = []
        edits: list[Edit] = []
        for decision, actor in drafts:
            before = on_record(self.corpus, decision)
            if before == decision:
                changes.append(Change(Done.NOTHING, before, decision))
                continue
            edits += [(before, decision), *([(None, actor)] if actor else [])]
            reading = reading_of(self.corpus)
            if _plan(decision) not in {None, *self.corpus.reading} and (None, reading) not in edits:
                edits.append((None, reading))
            done = Done.ADDED if before is None else Done.CHANGED
            changes.append(Change(done, before, decision, actor))
        self.apply(edits)
        self._drop_readings(*(change.before for change in changes))
        return changes

    def take(self, decision: Decision | None) -> Change:
        """Take a decision, if there is one, off the record. Raises as :func:`write`."""
        if decision is None:
            return Change(Done.NOTHING, None, None)
        self._remove(decision)
        self._drop_readings(decision)
        return Change(Done.REMOVED, decision, None)

    def apply(self, edits: Sequence[Edit]) -> None:
        """Put records into the files, each instead of the one before or at the end of its list.

        The lines of other records stay. Raises as :func:`write`.
        """
        added: dict[tuple[str, str], list[dict[str, Value]]] = defaultdict(list)
        changed: dict[tuple[str, str], dict[int, Edit]] = defaultdict(dict)
        for before, after in edits:
            if isinstance(after, Document):
                file = "proposals.yaml" if before == self.corpus.proposals_document else "plan.yaml"
                self._edit(file, partial(_changed, path=("document",), edit=(before, after)))
            elif before is None:
                added[_PLACES[type(after)]].append(as_record(after))
            else:
                file, key = _PLACES[type(after)]
                changed[file, key][getattr(self.corpus, key).index(before)] = (before, after)
        for (file, key), records in changed.items():
            self._edit(file, partial(_all_changed, key=key, edits=records))
        for (file, key), values in added.items():
            self._edit(file, partial(yamledit.append_all, key=key, records=values))
        if edits:
            self._load()

    def restore(self, files: Mapping[str, tuple[bytes, bytes]]) -> None:
        """Give files the lines that they had before a writing. Raises as :func:`undo`."""
        for name, (before, after) in files.items():
            self._new[name] = _restored(self._old[name], before, after)
        self._load()

    def save(self, *, backup: bool = False) -> dict[str, tuple[bytes, bytes]]:
        """Replace the files that have changed, sources first, or none of them.

        With ``backup``, each old file stays beside the new one (:data:`BACKUP`). Returns the files'
        contents before and after.
        """
        changed = {name: data for name, data in self._new.items() if data != self._old[name]}
        for name in changed if backup else ():
            write_atomically(self.folder / f"{name}{BACKUP}", self._old[name], replace=True)
        done: list[str] = []
        try:
            for name, data in changed.items():
                remove_leftovers(self.folder / name)
                write_atomically(self.folder / name, data, replace=True)
                done.append(name)
        except BaseException:
            for name in done:
                with contextlib.suppress(OSError):
                    write_atomically(self.folder / name, self._old[name], replace=True)
            raise
        return {name: (self._old[name], data) for name, data in changed.items()}

    def _edit(self, file: str, edit: Callable[[str], str]) -> None:
        text = yamlfile.decode(self._new[file], str(self.folder / file))
        assert isinstance(text, str)
        try:
            self._new[file] = yamlfile.encode(edit(text), self._old[file])
        except (CannotEditError, UnicodeEncodeError) as error:
            position = (error.line, 1) if isinstance(error, CannotEditError) else (0, 0)
            finding = Finding("cannot-edit", Place(str(self.folder / file), *position))
            raise RefusedError(finding) from None

    def _load(self) -> None:
        try:
            self.corpus = load(self.folder, self._new)
        except CorpusError as error:
            raise WrongDataError(*error.findings) from None

    def _drop_readings(self, *before: Decision | None) -> None:
        """Take out the measures that decisions rested on, if no verdict rests on them any more."""
        unused = set(map(_plan, before)) - set(map(_plan, self.corpus.verdicts))
        for reading in self.corpus.readings:
            if reading.id in unused:
                self._remove(reading)

    def _remove(self, record: Any) -> None:
        file, key = _PLACES[type(record)]
        index = getattr(self.corpus, key).index(record)
        self._edit(file, partial(yamledit.remove, key=key, index=index))
        self._load()


def _all_changed(text: str, key: str, edits: Mapping[int, Edit]) -> str:
    """Return a file's text with records of a list changed. Raises :class:`CannotEditError`."""
    try:
        alone = {index: partial(_changed, path=(key, 0), edit=edit) for index, edit in edits.items()}
        return yamledit.edit_records(text, key, alone)
    except CannotEditError:
        # A list on one line, say, or a record with an alias: slower, one record after the other.
        for index, edit in edits.items():
            text = _changed(text, (key, index), edit)
        return text


def _changed(text: str, path: yamledit.Path, edit: Edit) -> str:
    """Return a text with the record at a path changed. Raises :class:`CannotEditError`."""
    for key, old, new in differences(*edit):
        added = grown(old, new)
        for value in added:
            assert isinstance(value, str | Mapping)
            text = yamledit.append_at(text, path, key, value)
        if not added:
            text = yamledit.change_at(text, path, {key: new})
    return text


def _plan(decision: Decision | None) -> str | None:
    """Return the id of the measures that a decision rests on."""
    if isinstance(decision, Verdict) and decision.read is not None:
        return decision.read.plan
    return None


def _restored(now: bytes, before: bytes, after: bytes) -> bytes:
    """Return a file without a change. Raises :class:`MeanwhileError` if the change has been edited.

    The change is what is between the common beginning and the common end of ``before`` and ``after``.
    """
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    head, tail = after[:start], after[len(after) - end :]
    if now.startswith(head + new):
        return head + old + now[start + len(new) :]
    if now.endswith(new + tail):
        return now[: len(now) - len(new + tail)] + old + tail
    raise MeanwhileError


def _common(first: bytes, second: bytes) -> int:
    """Return how many bytes two texts have in common at their beginning."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(first), len(second)))

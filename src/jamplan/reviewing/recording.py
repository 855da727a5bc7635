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
from typing import TypeVar

from jamplan import yamledit, yamlfile
from jamplan.corpus import Corpus, load
from jamplan.files import locked, remove_leftovers, write_atomically
from jamplan.findings import CorpusError, Finding, Place, RefusedError
from jamplan.model import (
    Actor,
    Dismissal,
    Evidence,
    Extent,
    Link,
    Reading,
    Source,
    TextsRead,
    Verdict,
    VerdictKind,
)
from jamplan.staleness import reading_of, text_of
from jamplan.yamledit import CannotEditError, Value

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


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was done: the decision on record before and after (None: none), and the corpus now."""

    done: Done
    before: Decision | None
    after: Decision | None
    corpus: Corpus
    reading: Reading | None = None
    """The measures that ``before`` rests on."""
    new: New = field(default_factory=New)
    """The actors and sources that were added for it."""
    first: bool = False
    """Whether the file had no list for it before."""
    files: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """The files that changed: what they held before and after."""


def put(
    folder: Path, make: Callable[[Corpus], tuple[Decision, New]], reading: Reading | None = None
) -> Recorded:
    """Record a decision, in place of the one on the same pair (or proposal) by the same claimant.

    ``make`` gives the decision on the corpus as it is under the lock, and the actors and sources to add
    first; ``reading`` holds the measures that a verdict rests on, where those are not the measures as
    they are. Raises :class:`RefusedError`, :class:`~jamplan.findings.CorpusError` where the corpus is
    wrong or would be, and :class:`OSError`; then nothing has changed.
    """
    with _files(folder) as files:
        decision, new = make(files.corpus)
        before = files.on_record(decision)
        if before == decision:
            return Recorded(Done.NOTHING, before, decision, files.corpus)
        for actor in new.actors:
            files.append("sources.yaml", "actors", _fields(actor, _ACTOR_KEYS))
        for source in new.sources:
            files.append("sources.yaml", "sources", _fields(source, _SOURCE_KEYS))
        name = _LISTS[type(decision)]
        first = not files.has(name)
        if before is None:
            files.append("links.yaml", name, as_record(decision))
        else:
            old, wanted = as_record(before), as_record(decision)
            keys = (*wanted, *old)
            changes = {key: wanted.get(key) for key in keys if old.get(key) != wanted.get(key)}
            files.change(name, files.index(before), changes)
        files.keep_reading(decision, reading)
        if before is not None:
            files.drop_reading(before, decision)
        done = Done.ADDED if before is None else Done.CHANGED
        corpus = files.save()
        reading = files.reading(before)
        return Recorded(done, before, decision, corpus, reading, new, first, files.changed)


def take(
    folder: Path, find: Callable[[Corpus], Decision | None], *, with_list: bool = False
) -> Recorded:
    """Take a decision off the record.

    ``find`` names it on the corpus as it is; None: there is none. ``with_list`` takes its list out too
    where nothing is left in it. Raises as :func:`put`.
    """
    with _files(folder) as files:
        before = find(files.corpus)
        if before is None:
            return Recorded(Done.NOTHING, None, None, files.corpus)
        if with_list and len(_list_of(files.corpus, before)) == 1:
            files.remove_list(_LISTS[type(before)])
        else:
            files.remove(_LISTS[type(before)], files.index(before))
        files.drop_reading(before, None)
        corpus = files.save()
        reading = files.reading(before)
        return Recorded(Done.REMOVED, before, None, corpus, reading, files=files.changed)


def undo(folder: Path, recorded: Recorded) -> Recorded:
    """Bring back what was on record before a decision, whatever else has changed since.

    Files that nobody has changed meanwhile get their bytes back. Else the decision alone goes or comes
    back, and actors and sources that were added for it go, unless something else names them by now.
    """
    before, after = recorded.before, recorded.after
    with _files(folder) as files:
        if files.hold({name: held[1] for name, held in recorded.files.items()}):
            corpus = files.restore({name: held[0] for name, held in recorded.files.items()})
            return Recorded(_UNDONE[recorded.done], after, before, corpus)
    if before is not None:
        undone = put(folder, lambda _corpus: (before, New()), reading=recorded.reading)
    else:
        undone = take(
            folder,
            lambda corpus: None if after is None else on_record(corpus, after),
            with_list=recorded.first,
        )
    added: list[tuple[str, Actor | Source]] = [
        *(("sources", source) for source in recorded.new.sources),
        *(("actors", actor) for actor in recorded.new.actors),
    ]
    for name, each in added:
        with contextlib.suppress(CorpusError):
            undone = replace(undone, corpus=_forget(folder, name, each))
    return undone


_UNDONE = {
    Done.ADDED: Done.REMOVED,
    Done.CHANGED: Done.CHANGED,
    Done.REMOVED: Done.ADDED,
    Done.NOTHING: Done.NOTHING,
}


def _forget(folder: Path, name: str, record: Actor | Source) -> Corpus:
    """Take an actor or a source out. Raises :class:`CorpusError` where something still names it."""
    with _files(folder) as files:
        records: Sequence[Actor | Source] = (
            files.corpus.sources if name == "sources" else files.corpus.actors
        )
        if record in records:
            files.remove(name, records.index(record), "sources.yaml")
        return files.save()


def on_record(corpus: Corpus, decision: Decision) -> Decision | None:
    """The decision in whose place another one would stand."""
    key = key_of(decision)
    kept: Sequence[Decision] = _list_of(corpus, decision)
    return next((each for each in kept if key_of(each) == key), None)


def key_of(decision: Decision) -> tuple[str, ...]:
    """What there is one decision for: a pair and claimant, a proposal and claimant, a pair."""
    match decision:
        case Link():
            return decision.proposal, decision.measure, decision.claimed_by
        case Verdict():
            return decision.proposal, decision.claimed_by
        case Dismissal():
            return decision.proposal, decision.measure


Told = TypeVar("Told", Link, Verdict)


def with_texts(decision: Told, corpus: Corpus) -> Told:
    """A decision that keeps the texts as they are in a corpus, so that a change in them is seen."""
    proposal = text_of(corpus.proposal[decision.proposal])
    if isinstance(decision, Link):
        read = TextsRead(proposal=proposal, measure=text_of(corpus.measure[decision.measure]))
    else:
        all_measures = decision.verdict is VerdictKind.NO_MEASURE_FOUND
        plan = reading_of(corpus).id if all_measures else None
        read = TextsRead(proposal=proposal, plan=plan)
    return replace(decision, read=read)


# How a record is written

_LISTS: Mapping[type[Decision], str] = {
    Link: "links",
    Verdict: "verdicts",
    Dismissal: "dismissals",
}
_ACTOR_KEYS = ("id", "name", "called", "gender", "note")
_SOURCE_KEYS = (
    "id",
    "publisher",
    "kind",
    "title",
    "description",
    "date",
    "url",
    "accessed",
    "archived",
    "file",
    "sha256",
    "note",
)
_DECISION_KEYS = (
    "proposal",
    "measure",
    "measure_inferred",
    "verdict",
    "claimed_by",
    "basis",
    "extent",
    "evidence",
    "note",
    "by",
    "on",
    "read",
)
_EVIDENCE_KEYS = ("source", "quote", "locator")
_READ_KEYS = ("proposal", "measure", "plan")


def as_record(decision: Decision) -> dict[str, Value]:
    """A decision as the keys of its record, in the order in which they are written."""
    return _fields(decision, _DECISION_KEYS)


def _fields(record: object, keys: Sequence[str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key in keys:
        value = getattr(record, key, None)
        if value in (None, False, (), Extent.UNSTATED):
            continue
        if isinstance(value, TextsRead):
            found[key] = _fields(value, _READ_KEYS)
        elif isinstance(value, tuple):
            found[key] = [_fields(each, _EVIDENCE_KEYS) for each in value if isinstance(each, Evidence)]
        else:
            found[key] = "true" if value is True else str(value)
    return found


def _reading(reading: Reading) -> dict[str, Value]:
    measures = [{"id": each.id, "text": each.text} for each in reading.measures]
    return {"id": reading.id, "measures": measures}


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
def _files(folder: Path) -> Iterator[_Files]:
    """The files, under the lock of the folder in which ``links.yaml`` really stands."""
    home = (folder / "links.yaml").resolve().parent
    if not home.is_dir():
        # Says what is missing.
        load(folder)
    with locked(home):
        yield _Files(folder)


class _Files:
    """The two files that decisions are written to, and the corpus that they belong to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.corpus = load(folder)
        if self.corpus.packaged:
            raise RefusedError(Finding("packaged-corpus", Place(str(folder)), {"path": str(folder)}))
        self._old = {name: (folder / name).read_bytes() for name in ("sources.yaml", "links.yaml")}
        self.changed: dict[str, tuple[bytes, bytes]] = {}
        self._texts: dict[str, str] = {}
        for name, data in self._old.items():
            text = yamlfile.decode(data, str(folder / name))
            assert isinstance(text, str)
            self._texts[name] = text

    def append(self, file: str, key: str, record: dict[str, Value]) -> None:
        self._edit(file, lambda text: yamledit.append(text, key, record))

    def change(self, key: str, index: int, changes: Mapping[str, Value | None]) -> None:
        self._edit("links.yaml", lambda text: yamledit.change(text, key, index, changes))

    def remove(self, key: str, index: int, file: str = "links.yaml") -> None:
        self._edit(file, lambda text: yamledit.remove(text, key, index))

    def remove_list(self, key: str) -> None:
        self._edit("links.yaml", lambda text: yamledit.remove_list(text, key))

    def has(self, key: str) -> bool:
        return yamledit.has(self._texts["links.yaml"], key)

    def _edit(self, file: str, edit: Callable[[str], str]) -> None:
        try:
            self._texts[file] = edit(self._texts[file])
        except CannotEditError as error:
            raise RefusedError(
                Finding("cannot-edit", Place(str(self.folder / file), error.line, 1))
            ) from None

    def on_record(self, decision: Decision) -> Decision | None:
        return on_record(self.corpus, decision)

    def index(self, decision: Decision) -> int:
        return _list_of(self.corpus, decision).index(decision)

    def reading(self, decision: Decision | None) -> Reading | None:
        """The measures that a decision rests on, as they were when the files were read."""
        plan = _plan(decision)
        return None if plan is None else self.corpus.reading.get(plan)

    def keep_reading(self, decision: Decision, reading: Reading | None) -> None:
        """Write the measures down that a verdict rests on, unless they are on record."""
        plan = _plan(decision)
        if plan is not None and plan not in self.corpus.reading:
            self.append("links.yaml", "readings", _reading(reading or reading_of(self.corpus)))

    def drop_reading(self, before: Decision, after: Decision | None) -> None:
        """Take the measures out that no verdict rests on any more."""
        plan = _plan(before)
        used = [_plan(each) for each in self.corpus.verdicts if each != before]
        if plan is None or plan in (*used, _plan(after)):
            return
        left = [each for each in self.corpus.readings if each.id != plan]
        if left or _plan(after) is not None:
            self.remove("readings", self.corpus.readings.index(self.corpus.reading[plan]))
        else:
            self.remove_list("readings")

    def save(self) -> Corpus:
        """Load the corpus as it would be, then replace what has changed, sources first."""
        contents = {name: yamlfile.encode(text, self._old[name]) for name, text in self._texts.items()}
        return self.restore(contents)

    def hold(self, contents: Mapping[str, bytes]) -> bool:
        """Whether the files hold just this."""
        return all(self._old[name] == data for name, data in contents.items())

    def restore(self, contents: Mapping[str, bytes]) -> Corpus:
        """Replace the files that hold something else, once the corpus has loaded as it would be."""
        changed = {name: data for name, data in contents.items() if data != self._old[name]}
        corpus = load(self.folder, changed)
        for name, data in changed.items():
            remove_leftovers(self.folder / name)
            write_atomically(self.folder / name, data, replace=True)
        self.changed = {name: (self._old[name], data) for name, data in changed.items()}
        return corpus

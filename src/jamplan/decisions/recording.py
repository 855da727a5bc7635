"""Recording decisions and merges: the one place that changes the files of a corpus.

Each change is made under the folder's lock, on the files as they are then: they are read, the lines of
the records are put in, the whole corpus is loaded as it would be, and only then is a file replaced. So
nothing that somebody else wrote is lost, and nothing that could not be loaded is written.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from jamplan.corpus import model, yamledit
from jamplan.corpus.files import locked, replace_files, write_copy
from jamplan.corpus.findings import (
    CorpusError,
    Finding,
    Place,
    RefusedError,
    WrongDataError,
)
from jamplan.corpus.loading import FILES, Corpus, load, text_of
from jamplan.corpus.records import KNOWN_BY, PLACES, Value, as_record

BACKUP = ".bak"
"""The suffix of the copy of an old file."""


class Done(StrEnum):
    """What recording did."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    NOTHING = "nothing"
    """It was on record just so, or, to be removed, not on record."""


class MeanwhileError(Exception):
    """Somebody has changed the texts, or what is decided on them, since they were shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """One decision on record before and after (None: none), and the actor that it needs first."""

    before: model.Decision | None
    after: model.Decision | None
    actor: model.Actor | None = None

    @property
    def done(self) -> Done:
        """What recording the change does."""
        if self.before == self.after:
            return Done.NOTHING
        if self.before is None:
            return Done.ADDED
        return Done.REMOVED if self.after is None else Done.CHANGED


Edit = tuple[Any, Any]
"""A record of the model before and after; None before: a new one, None after: it goes."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The changes of one writing, the corpus now, and every record that was written or taken out."""

    changes: tuple[Change, ...]
    corpus: Corpus
    edits: tuple[Edit, ...]


def write(folder: Path, make: Callable[[Corpus], Sequence[Change]]) -> Recorded:
    """Make changes to the record, all or none, and write them at once.

    ``make`` returns them from the corpus as it is under the lock, each on another pair, claimant or
    person. Raises :class:`RefusedError` (:class:`WrongDataError` if the corpus would have faults),
    :class:`CorpusError` if it has some, :class:`MeanwhileError` and :class:`OSError`; then nothing has
    changed.
    """
    with opened(folder) as ledger:
        changes = tuple(make(ledger.corpus))
        edits = ledger.record(changes)
        ledger.save()
        return Recorded(changes, ledger.corpus, edits)


def take_back(folder: Path, recorded: Recorded) -> Corpus:
    """Put back the records that a writing changed or took out, and take out those that it added.

    A record that comes back is the last of its list. Returns the corpus. Raises
    :class:`MeanwhileError` if a record has been edited, or something else needs it by now; else as
    :func:`write`.
    """
    with opened(folder) as ledger:
        try:
            ledger.apply([(after, before) for before, after in recorded.edits])
        except WrongDataError:
            raise MeanwhileError from None
        ledger.save()
        return ledger.corpus


def decisions_on(corpus: Corpus, proposal: str) -> list[model.Decision]:
    """Return all that is decided on a proposal."""
    return [
        *corpus.links_of_proposal.get(proposal, ()),
        *corpus.verdicts_of.get(proposal, ()),
        *corpus.dismissals_of.get(proposal, ()),
    ]


def decisions_in(corpus: Corpus) -> list[model.Decision]:
    """Return all that is decided in a corpus."""
    return [*corpus.links, *corpus.verdicts, *corpus.dismissals]


AnyDecision = TypeVar("AnyDecision", bound=model.Decision)
Claimed = model.Link | model.Verdict
"""What an actor states."""
AnyClaimed = TypeVar("AnyClaimed", bound=Claimed)


def of_kind(
    decisions: Iterable[model.Decision], kind: type[AnyDecision]
) -> tuple[AnyDecision, ...]:
    """Return the decisions of one kind."""
    return tuple(decision for decision in decisions if isinstance(decision, kind))


def on_record(corpus: Corpus, decision: AnyDecision) -> AnyDecision | None:
    """Return the decision that another one would replace."""
    known = of_kind(decisions_on(corpus, decision.proposal), type(decision))
    return next((each for each in known if key_of(each) == key_of(decision)), None)


def key_of(decision: model.Decision) -> tuple[str | None, ...]:
    """Return what there is one decision for: a pair or proposal, and a claimant or person."""
    return tuple(getattr(decision, name) for name in KNOWN_BY[type(decision)])


def with_texts(decision: AnyClaimed, corpus: Corpus) -> AnyClaimed:
    """Return a decision that keeps the texts of a corpus, so that a change in them is noticed."""
    proposal = text_of(corpus.proposal[decision.proposal])
    if isinstance(decision, model.Link):
        pair = model.TextsRead(
            proposal=proposal, measure=text_of(corpus.measure[decision.measure])
        )
        return replace(decision, read=pair)
    all_measures = decision.verdict is model.VerdictKind.NO_MEASURE_FOUND
    plan = reading_of(corpus).id if all_measures else None
    return replace(decision, read=model.TextsRead(proposal=proposal, plan=plan))


def reading_of(corpus: Corpus) -> model.Reading:
    """Return all measures as they are now; the same texts give the same id."""
    measures = tuple(
        model.MeasureRead(id=each.id, text=text_of(each)) for each in corpus.measures
    )
    whole = "\n".join(f"{measure.id}\t{measure.text}" for measure in measures)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return model.Reading(id=f"plan-{digest[:12]}", measures=measures)


def differences(
    before: Any, after: Any
) -> Iterator[tuple[str, Value | None, Value | None]]:
    """Yield the keys in which two records differ, each with both values as they are written."""
    old, new = as_record(before), as_record(after)
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            yield key, old.get(key), new.get(key)


class Ledger:
    """The four files of a corpus, and the corpus as it would be with the changes made so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._old = {name: (folder / name).read_bytes() for name in FILES}
        self._new = dict(self._old)
        self.corpus = self._before = load(folder, self._old)

    def record(self, changes: Iterable[Change]) -> tuple[Edit, ...]:
        """Record decisions, the actors that they need, and the measures that their verdicts rest on.

        The measures go with the last verdict that rests on them. Returns all that was edited. Raises as
        :func:`write`.
        """
        changes = [change for change in changes if change.done is not Done.NOTHING]
        actors = dict.fromkeys(change.actor for change in changes if change.actor)
        edits: list[Edit] = [(None, actor) for actor in actors]
        edits += [(change.before, change.after) for change in changes]
        before = [change.before for change in changes]
        others = [verdict for verdict in self.corpus.verdicts if verdict not in before]
        plans = {_plan(change.after) for change in changes}
        if plans - {None, *self.corpus.reading}:
            edits.append((None, reading_of(self.corpus)))
        unused = set(map(_plan, before)) - plans - set(map(_plan, others))
        edits += [
            (reading, None) for reading in self.corpus.readings if reading.id in unused
        ]
        self.apply(edits)
        return tuple(edits)

    def apply(self, edits: Sequence[Edit]) -> None:
        """Put records into the files, each instead of the one before or at the end of its list.

        The lines of other records stay. Raises as :func:`write`; :class:`MeanwhileError` if a record
        that is to be replaced is not there.
        """
        self._rewrite([edit for edit in edits if edit[1] is not None])
        # One by one from the end: what is above keeps its position, and its lines.
        removed = [before for before, after in edits if after is None]
        for record in sorted(removed, key=self._index, reverse=True):
            self._rewrite([(record, None)])
        try:
            self.corpus = load(self.folder, self._new)
        except CorpusError as error:
            raise WrongDataError(*error.findings) from None

    def save(
        self, copies: Mapping[str, bytes] = {}, *, backup: bool = False
    ) -> tuple[str, ...]:
        """Replace the files that have changed, or none of them, and return their names.

        Copies of sources are written with them, all or none. With ``backup``, each old file stays
        beside the new one (:data:`BACKUP`).
        """
        # New actors and sources go before what names them, those that are dropped after it. So does a
        # digest, which says that its document has been merged.
        before, now = (
            len(corpus.actors + corpus.sources)
            for corpus in (self._before, self.corpus)
        )
        order = FILES if now > before else reversed(FILES)
        changed = {
            name: self._new[name]
            for name in order
            if self._new[name] != self._old[name]
        }
        for name in changed if backup else ():
            write_copy(
                self.folder / name, self._old[name], self.folder / f"{name}{BACKUP}"
            )
        replace_files(self.folder, {**copies, **changed})
        return tuple(changed)

    def _rewrite(self, edits: Iterable[Edit]) -> None:
        """Change, add and take out records in the files' bytes; their positions are the corpus's."""
        files: dict[str, dict[str, Any]] = {}
        for before, after in edits:
            file, key = self._place(before, after)
            if file not in files:
                files[file] = yamledit.data_of(self._new[file], str(self.folder / file))
            if key == "document":
                _change(files[file][key], before, after)
                continue
            records = files[file][key] = files[file].get(key) or []
            if before is None:
                records.append(as_record(after))
            elif after is None:
                del records[self._index(before)]
            else:
                _change(records[self._index(before)], before, after)
        for file, data in files.items():
            self._new[file] = yamledit.rewritten(
                self._new[file], str(self.folder / file), data
            )

    def _place(self, before: Any, after: Any) -> tuple[str, str]:
        """Return the file of a record, and the key of its list there."""
        if isinstance(after, model.Document):
            of_proposals = before == self.corpus.proposals_document
            return "proposals.yaml" if of_proposals else "plan.yaml", "document"
        return PLACES[type(after or before)]

    def _index(self, record: Any) -> int:
        """Return the position of a record in its list. Raises :class:`MeanwhileError` if it is gone."""
        _file, key = PLACES[type(record)]
        try:
            index: int = getattr(self.corpus, key).index(record)
        except ValueError:
            raise MeanwhileError from None
        return index


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Ledger]:
    """Hold the locks of the folders that the four files are really in, and give their ledger."""
    if not all((folder / name).is_file() for name in FILES):
        # Raises the error that says what is missing, before its folder is locked.
        load(folder)
    with locked(folder, FILES):
        ledger = Ledger(folder)
        if ledger.corpus.packaged:
            raise RefusedError(
                Finding("packaged-corpus", Place(str(folder)), {"path": str(folder)})
            )
        yield ledger


def _change(record: dict[str, Any], before: Any, after: Any) -> None:
    """Change the keys of a file's record in which two records of the model differ."""
    for key, old, new in differences(before, after):
        known = old if isinstance(old, list) else []
        if isinstance(new, list) and new[: len(known)] == known:
            # What is in the file stays as it is.
            record[key] = [*(record.get(key) or []), *new[len(known) :]]
        elif new is None:
            record.pop(key, None)
        else:
            record[key] = new


def _plan(decision: model.Decision | None) -> str | None:
    """Return the id of the measures that a decision rests on."""
    read: model.TextsRead | None = getattr(decision, "read", None)
    return read.plan if read else None

"""Recording statements and merges: the one place that changes the files of a corpus.

Each change is made under the folder's lock, on the files as they are then: they are
read, the lines of the records are put in, the whole corpus is loaded as it would be,
and only then is a file replaced. So nothing that somebody else wrote is lost, and
nothing that could not be loaded is written.
"""

import contextlib
import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from jamplan.corpus import changing, model, records, yamledit
from jamplan.corpus.files import replace_files, write_copy
from jamplan.corpus.findings import (
    CorpusError,
    Finding,
    Place,
    RefusedError,
    WrongDataError,
)
from jamplan.corpus.loading import REQUIRED, Corpus, file_names, load, text_of
from jamplan.corpus.locks import locked
from jamplan.corpus.records import PLACES, Value, as_record
from jamplan.corpus.statements import Says, Statement, TextsAsRead
from jamplan.corpus.voices import key_of

P = ParamSpec("P")
T = TypeVar("T")
MeanwhileError = changing.MeanwhileError
BACKUP = ".bak"
"""The suffix of the copy of an old file."""


class Done(StrEnum):
    """What recording did."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    NOTHING = "nothing"
    """It was on record just so, or, to be removed, not on record."""


@dataclass(frozen=True, slots=True)
class Change:
    """A statement before and after (None: none), and the actor that it needs first."""

    before: Statement | None
    after: Statement | None
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
"""A record of the model before and after.

None before: a new one, None after: it goes.
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The changes of one writing, the corpus now, and all records it touched."""

    changes: tuple[Change, ...]
    corpus: Corpus
    edits: tuple[Edit, ...]


_TRIES = 10
"""How often a change is begun anew because an editor has saved a file meanwhile."""


def begun_anew(act: Callable[P, T]) -> Callable[P, T]:
    """Let a function begin anew if a file changed before its replacement."""

    @functools.wraps(act)
    def acting(*arguments: P.args, **options: P.kwargs) -> T:
        for _ in range(_TRIES - 1):
            with contextlib.suppress(changing.EditedError):
                return act(*arguments, **options)
        return act(*arguments, **options)

    return acting


@begun_anew
def write(folder: Path, make: Callable[[Corpus], Sequence[Change]]) -> Recorded:
    """Make changes to the record, all or none, and write them at once.

    ``make`` returns them from the corpus as it is under the lock, each in a slot of its
    own (:func:`jamplan.corpus.voices.key_of`). Raises :class:`RefusedError`
    (:class:`WrongDataError` if the corpus would have faults), :class:`CorpusError` if
    it has some, :class:`MeanwhileError` and :class:`OSError`; then nothing has changed.
    """
    with opened(folder) as ledger:
        changes = tuple(make(ledger.corpus))
        edits = ledger.record(changes)
        ledger.save()
        return Recorded(changes, ledger.corpus, edits)


@begun_anew
def take_back(folder: Path, recorded: Recorded) -> Corpus:
    """Put back the records that a writing changed or removed, and remove new ones.

    A record that comes back is the last of its list. Returns the corpus. Raises
    :class:`MeanwhileError` if a record has been edited, or something else needs it by
    now; else as :func:`write`.
    """
    with opened(folder) as ledger:
        try:
            ledger.apply([(after, before) for before, after in recorded.edits])
        except WrongDataError:
            raise MeanwhileError from None
        ledger.save()
        return ledger.corpus


def is_decision(statement: Statement) -> bool:
    """Whether a statement decides on a proposal or a pair: no outcome, and no total."""
    is_aside = statement.says is Says.NOT_THIS
    return statement.is_position or statement.is_conclusion or is_aside


def decisions_on(corpus: Corpus, proposal: str) -> list[Statement]:
    """Return all that is decided on a proposal."""
    return [*filter(is_decision, corpus.statements_on.get(proposal, ()))]


def decisions_in(corpus: Corpus) -> list[Statement]:
    """Return all that is decided in a corpus."""
    return [*filter(is_decision, corpus.statements)]


def on_record(corpus: Corpus, statement: Statement) -> Statement | None:
    """Return the statement that another would replace: there is one for each key."""
    wanted = key_of(statement, corpus.source)
    for known in corpus.statements_on.get(statement.about, ()):
        if key_of(known, corpus.source) == wanted:
            return known
    return None


def with_texts(statement: Statement, corpus: Corpus) -> Statement:
    """Return a statement that keeps the corpus's texts, to notice their changes."""
    if statement.is_total:
        return replace(statement, read=None)
    item = corpus.proposal.get(statement.about) or corpus.measure[statement.about]
    read = TextsAsRead(about=text_of(item))
    if statement.measure is not None:
        read = replace(read, measure=text_of(corpus.measure[statement.measure]))
    if statement.says is Says.NO_MATCH:
        read = replace(read, document=reading_of(corpus).id)
    return replace(statement, read=read)


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
    """Yield the keys in which two records differ, with both values as written."""
    old, new = as_record(before), as_record(after)
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            yield key, old.get(key), new.get(key)


class Ledger:
    """The files of a corpus, and the corpus with the changes made so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._old = {name: (folder / name).read_bytes() for name in file_names(folder)}
        self._new = dict(self._old)
        self.corpus = self._before = load(folder, self._old)

    def add_file(self, name: str, content: bytes) -> None:
        """Add the file of a document that answers. Raises as :func:`write`."""
        self._new[name] = content
        self._reload()

    @property
    def contents(self) -> dict[str, bytes]:
        """What the files hold with the changes made so far, by name."""
        return dict(self._new)

    def _reload(self) -> None:
        try:
            self.corpus = load(self.folder, self._new)
        except CorpusError as error:
            raise WrongDataError(*error.findings) from None

    def record(self, changes: Iterable[Change]) -> tuple[Edit, ...]:
        """Record statements, the actors they need, and the measures they rest on.

        The measures go with the last statement that rests on them. Returns all that was
        edited. Raises as :func:`write`.
        """
        changes = [change for change in changes if change.done is not Done.NOTHING]
        actors = dict.fromkeys(change.actor for change in changes if change.actor)
        edits: list[Edit] = [(None, actor) for actor in actors]
        edits += [(change.before, change.after) for change in changes]
        before = [change.before for change in changes]
        others = [known for known in self.corpus.statements if known not in before]
        wanted = {_reading(change.after) for change in changes}
        if wanted - {None, *self.corpus.reading}:
            edits.append((None, reading_of(self.corpus)))
        unused = set(map(_reading, before)) - wanted - set(map(_reading, others))
        for reading in self.corpus.readings:
            if reading.id in unused:
                edits.append((reading, None))
        self.apply(edits)
        return tuple(edits)

    def apply(self, edits: Sequence[Edit], plan: str = records.PLAN) -> None:
        """Put records into the files, each over the one before or at its list's end.

        The lines of other records stay. New measures and groups of them go to the file
        named by ``plan``. Raises as :func:`write`; :class:`MeanwhileError` if a record
        that is to be replaced is not there.
        """
        self._rewrite([edit for edit in edits if edit[1] is not None], plan)
        # One by one from the end: what is above keeps its position, and its lines.
        removed = [before for before, after in edits if after is None]
        for record in sorted(removed, key=self._order, reverse=True):
            self._rewrite([(record, None)], plan)
        self._reload()

    def save(
        self, copies: Mapping[str, bytes] = {}, *, backup: bool = False
    ) -> tuple[str, ...]:
        """Replace the files that have changed, or none of them, and return their names.

        Copies of sources are written with them, all or none. With ``backup``, each old
        file stays beside the new one (:data:`BACKUP`).
        """
        # New actors and sources go before what names them, those that are dropped after
        # it. So does a digest, which says that its document has been merged.
        before, now = (
            len(corpus.actors + corpus.sources)
            for corpus in (self._before, self.corpus)
        )
        names = file_names(self.folder, self._new)
        order = names if now > before else reversed(names)
        changed = {
            name: self._new[name]
            for name in order
            if self._new[name] != self._old.get(name)
        }
        for name in changed if backup else ():
            if name in self._old:
                copy = self.folder / f"{name}{BACKUP}"
                write_copy(self.folder / name, self._old[name], copy)
        replace_files(
            self.folder,
            {**copies, **changed},
            {name: self._old.get(name) for name in changed},
        )
        return tuple(changed)

    def _rewrite(self, edits: Iterable[Edit], plan: str) -> None:
        """Change, add, take out records in file bytes; positions are the corpus's."""
        files: dict[str, dict[str, Any]] = {}
        for before, after in edits:
            file, key = self._place(before, after, plan)
            if file not in files:
                files[file] = yamledit.data_of(self._new[file], str(self.folder / file))
            if key == "document":
                _change(files[file][key], before, after)
                continue
            items = files[file][key] = files[file].get(key) or []
            if before is None:
                items.append(as_record(after))
            elif after is None:
                del items[self._index(before, file, key)]
            else:
                _change(items[self._index(before, file, key)], before, after)
        for file, data in files.items():
            path = str(self.folder / file)
            self._new[file] = yamledit.rewritten(self._new[file], path, data)

    def _place(self, before: Any, after: Any, plan: str) -> tuple[str, str]:
        """Return the file of a record, and the key of its list there."""
        if isinstance(after, model.Document):
            if before == self.corpus.proposals_document:
                return records.PROPOSALS, "document"
            for known in self.corpus.plans:
                if known.document == before:
                    return f"{known.name}.yaml", "document"
            raise MeanwhileError
        file, key = PLACES[type(after or before)]
        if file != records.PLAN:
            return file, key
        for known in self.corpus.plans:
            if before is not None and before in getattr(known, key):
                return f"{known.name}.yaml", key
        return plan, key

    def _index(self, record: Any, file: str, key: str) -> int:
        """Return the position of a record in its list.

        Raises :class:`MeanwhileError` if it is gone.
        """
        holder: Any = self.corpus
        if records.is_plan(file):
            holder = self._plan(file)
        try:
            index: int = getattr(holder, key).index(record)
        except (AttributeError, ValueError):
            raise MeanwhileError from None
        return index

    def _plan(self, file: str) -> Any:
        """Return the document that answers with this file; None if there is none."""
        for plan in self.corpus.plans:
            if f"{plan.name}.yaml" == file:
                return plan
        return None

    def _order(self, record: Any) -> tuple[str, int]:
        """Return where a record is: its file, and its position in its list."""
        file, key = self._place(record, None, records.PLAN)
        return f"{file} {key}", self._index(record, file, key)


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Ledger]:
    """Hold the locks of the folders where the files are, and give their ledger."""
    if not all((folder / name).is_file() for name in REQUIRED):
        # Raises the error that says what is missing, before its folder is locked.
        load(folder)
    with locked(folder, file_names(folder)):
        changing.complete(folder)
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


def _reading(statement: Statement | None) -> str | None:
    """Return the id of the measures that a statement rests on."""
    if statement is None or statement.read is None:
        return None
    return statement.read.document

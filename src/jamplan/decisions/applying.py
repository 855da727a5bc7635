"""Changes to the files of a corpus, written all at once or not at all, with a copy of each old file.

A change names a record by its file and its path. It rewrites that record's own lines and nothing else
(see :mod:`jamplan.corpus.yamledit`).
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from jamplan.corpus import yamledit, yamlfile
from jamplan.corpus.files import locked, remove_leftovers, write_atomically
from jamplan.corpus.findings import CorpusError, Finding, Place, RefusedError, WrongDataError
from jamplan.corpus.loading import FILES, Corpus, load
from jamplan.corpus.modelkeys import Value
from jamplan.corpus.yamledit import CannotEditError

BACKUP = ".bak"
"""The suffix of the copy of an old file."""


@dataclass(frozen=True, slots=True)
class Put:
    """New values for keys of a record; None removes the key."""

    file: str
    path: yamledit.Path
    values: Mapping[str, Value | None]

    def applied(self, text: str, path: yamledit.Path) -> str:
        """Return the file's text with the change made at a path."""
        return yamledit.change_at(text, path, self.values)


@dataclass(frozen=True, slots=True)
class Add:
    """A record, or a text, at the end of a list of a record; the path of the whole file is empty."""

    file: str
    path: yamledit.Path
    key: str
    value: Mapping[str, Value] | str

    def applied(self, text: str, path: yamledit.Path) -> str:
        """Return the file's text with the value added at a path."""
        if path:
            return yamledit.append_at(text, path, self.key, self.value)
        assert not isinstance(self.value, str)
        return yamledit.append(text, self.key, self.value)


Edit = Put | Add
Made = TypeVar("Made")
Make = Callable[[Corpus], tuple[Made, Sequence[Edit]]]
"""Returns what the caller wants to know later, and the changes to the corpus it is given."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Made]):
    """The corpus before and after the changes, and what ``make`` returned with them."""

    before: Corpus
    after: Corpus
    made: Made
    files: tuple[str, ...] | None
    """The files that were replaced; None for a preview."""


def edited(folder: Path, edits: Sequence[Edit]) -> dict[str, bytes]:
    """Return the new contents of the files that the changes alter.

    Paths are those of the files as they are. Raises :class:`RefusedError` if a record cannot be changed
    alone, and :class:`OSError`.
    """
    contents: dict[str, bytes] = {}
    for name in dict.fromkeys(edit.file for edit in edits):
        old = (folder / name).read_bytes()
        text = yamlfile.decode(old, str(folder / name))
        assert isinstance(text, str)
        try:
            new = yamlfile.encode(_edited(text, [edit for edit in edits if edit.file == name]), old)
        except (CannotEditError, UnicodeEncodeError) as error:
            line = error.line if isinstance(error, CannotEditError) else 0
            place = Place(str(folder / name), line, 1 if line else 0)
            raise RefusedError(Finding("cannot-edit", place)) from None
        if new != old:
            contents[name] = new
    return contents


def preview(corpus: Corpus, make: Make[Made]) -> Outcome[Made]:
    """Return what the changes would do. Writes no file; raises as :func:`write`."""
    made, edits = make(corpus)
    folder = Path(corpus.folder)
    after = _loaded(folder, edited(folder, edits)) if edits else corpus
    return Outcome(corpus, after, made, None)


def write(folder: Path, make: Make[Made]) -> Outcome[Made]:
    """Change the files of a folder under its lock, and return what was done.

    ``make`` is given the corpus as it is under the lock. The new files are loaded first; then each old
    file is copied (:data:`BACKUP`) and replaced. Raises :class:`RefusedError`, :class:`WrongDataError`
    if the new corpus has faults, :class:`CorpusError` if the old one has, and
    :class:`OSError`; after an error the files are as they were.
    """
    with _locked(folder):
        corpus = load(folder)
        if corpus.packaged:
            raise RefusedError(Finding("packaged-corpus", Place(str(folder)), {"path": str(folder)}))
        made, edits = make(corpus)
        contents = edited(folder, edits)
        if not contents:
            return Outcome(corpus, corpus, made, ())
        after = _loaded(folder, contents)
        _replace(folder, contents)
        return Outcome(corpus, after, made, tuple(name for name in FILES if name in contents))


def _loaded(folder: Path, contents: Mapping[str, bytes]) -> Corpus:
    try:
        return load(folder, contents)
    except CorpusError as error:
        raise WrongDataError(*error.findings) from None


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the locks of the folders that the four files are really in, in one order for everybody."""
    homes = {(folder / name).resolve().parent for name in FILES}
    if not all(home.is_dir() for home in homes):
        # Raises the error that says what is missing.
        load(folder)
    with contextlib.ExitStack() as locks:
        for home in sorted(homes):
            locks.enter_context(locked(home))
        yield


def _replace(folder: Path, contents: Mapping[str, bytes]) -> None:
    old = {name: (folder / name).read_bytes() for name in contents}
    for name, data in old.items():
        write_atomically(folder / f"{name}{BACKUP}", data, replace=True)
    done: list[str] = []
    try:
        for name, data in contents.items():
            remove_leftovers(folder / name)
            write_atomically(folder / name, data, replace=True)
            done.append(name)
    except BaseException:
        for name in done:
            with contextlib.suppress(OSError):
                write_atomically(folder / name, old[name], replace=True)
        raise


def _edited(text: str, edits: Sequence[Edit]) -> str:
    try:
        return _edited_by_list(text, edits)
    except CannotEditError:
        # A list on one line, say, or a record with an alias: slower, one change after the other.
        for edit in edits:
            text = edit.applied(text, edit.path)
        return text


def _edited_by_list(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with the changes made, reading the file once a list rather than once a change."""
    changed: dict[str, dict[int, list[Edit]]] = defaultdict(lambda: defaultdict(list))
    added: dict[str, list[Mapping[str, Value]]] = defaultdict(list)
    for edit in edits:
        match edit.path[:2]:
            case (str() as key, int() as index):
                changed[key][index].append(edit)
            case ():
                assert isinstance(edit, Add)
                assert not isinstance(edit.value, str)
                added[edit.key].append(edit.value)
            case _:
                text = edit.applied(text, edit.path)
    for key, records in changed.items():
        steps = {index: partial(_alone, edits=own) for index, own in records.items()}
        text = yamledit.edit_records(text, key, steps)
    for key, new in added.items():
        text = yamledit.append_all(text, key, new)
    return text


def _alone(text: str, edits: Sequence[Edit]) -> str:
    """Return a text that holds one record alone, with the changes to that record made."""
    for edit in edits:
        text = edit.applied(text, (edit.path[0], 0, *edit.path[2:]))
    return text

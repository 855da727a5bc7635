"""Changes to the files of a corpus, made all at once or not at all, with a copy of what was there.

A change names a record by its file and its path. Each touches its own lines and not one byte besides
(see :mod:`jamplan.yamledit`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from jamplan import yamledit, yamlfile
from jamplan.corpus import FILES, Corpus, load
from jamplan.files import locked, remove_leftovers, write_atomically
from jamplan.findings import CorpusError, Finding, Place, RefusedError, WrongDataError
from jamplan.yamledit import CannotEditError, Value

BACKUP = ".bak"
"""What is added to a file's name for the copy of what it held."""


@dataclass(frozen=True, slots=True)
class Put:
    """Keys of a record get new values; None takes a key away."""

    file: str
    path: yamledit.Path
    values: Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Add:
    """A record, or a text, at the end of a list of a record; the path of the whole file is empty."""

    file: str
    path: yamledit.Path
    key: str
    value: Mapping[str, Value] | str


@dataclass(frozen=True, slots=True)
class Take:
    """A value out of a list of a record."""

    file: str
    path: yamledit.Path
    key: str
    index: int


@dataclass(frozen=True, slots=True)
class Swap:
    """Another text in the place of one in a list of a record, where that is ``before``."""

    file: str
    path: yamledit.Path
    key: str
    index: int
    value: str
    before: str


Edit = Put | Add | Take | Swap


class WouldBreakError(WrongDataError):
    """The corpus could not be loaded with some changes. ``contents`` are the files as they would be."""

    def __init__(self, findings: Sequence[Finding], contents: Mapping[str, bytes]) -> None:
        super().__init__(*findings)
        self.contents = contents


Made = TypeVar("Made")
Make = Callable[[Corpus], tuple[Made, Sequence[Edit]]]
"""Gives the changes to a corpus, and what else is known of them."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Made]):
    """A corpus before and after changes, and what whoever made them knows."""

    before: Corpus
    after: Corpus
    made: Made
    files: tuple[str, ...] | None
    """Those that were replaced, in the order of the corpus's files; None where nothing was to be."""


def edited(folder: Path, edits: Sequence[Edit]) -> dict[str, bytes]:
    """The files that changes touch, as they would be.

    Changes of keys come first, then what is added, then what is taken out, the last of a list first: so
    the paths of all may be those of the files as they are. Raises :class:`RefusedError` where a record
    cannot be changed alone, and :class:`OSError`.
    """
    found: dict[str, bytes] = {}
    for name in dict.fromkeys(each.file for each in edits):
        old = (folder / name).read_bytes()
        text = yamlfile.decode(old, str(folder / name))
        assert isinstance(text, str)
        own = _in_order(each for each in edits if each.file == name)
        try:
            new = yamlfile.encode(_edited(text, own), old)
        except (CannotEditError, UnicodeEncodeError) as error:
            line = error.line if isinstance(error, CannotEditError) else 0
            place = Place(str(folder / name), line, 1 if line else 0)
            raise RefusedError(Finding("cannot-edit", place)) from None
        if new != old:
            found[name] = new
    return found


def loaded(folder: Path, contents: Mapping[str, bytes]) -> Corpus:
    """The corpus as it would be. Raises :class:`WouldBreakError`."""
    try:
        return load(folder, contents)
    except CorpusError as error:
        raise WouldBreakError(error.findings, contents) from None


def preview(corpus: Corpus, make: Make[Made]) -> Outcome[Made]:
    """What changes would make of a corpus; no file is written. Raises as :func:`write`."""
    made, edits = make(corpus)
    folder = Path(corpus.folder)
    after = loaded(folder, edited(folder, edits)) if edits else corpus
    return Outcome(corpus, after, made, None)


def write(folder: Path, make: Make[Made]) -> Outcome[Made]:
    """Make changes to the files of a folder.

    Under the lock, ``make`` gives the changes to the corpus as it is then. All files are loaded as they
    would be; then each that changes is copied beside itself (:data:`BACKUP`), and all are replaced.
    Raises :class:`RefusedError`, :class:`WouldBreakError`, :class:`~jamplan.findings.CorpusError` where
    the corpus is wrong already, and :class:`OSError`; then the files are as they were.
    """
    with _locked(folder):
        corpus = load(folder)
        if corpus.packaged:
            raise RefusedError(Finding("packaged-corpus", Place(str(folder)), {"path": str(folder)}))
        made, edits = make(corpus)
        contents = edited(folder, edits)
        if not contents:
            return Outcome(corpus, corpus, made, ())
        after = loaded(folder, contents)
        _replace(folder, contents)
        return Outcome(corpus, after, made, tuple(name for name in FILES if name in contents))


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the locks of the folders in which the four files really stand, in one order for all."""
    homes = {(folder / name).resolve().parent for name in FILES}
    if not all(home.is_dir() for home in homes):
        # Says what is missing.
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


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    every = list(edits)
    gone = [each for each in every if isinstance(each, Take)]
    # A record goes after what is taken out of it, and the last of a list before those above it.
    gone.sort(key=lambda each: (len(each.path), _order(each.path), each.key, each.index), reverse=True)
    return [
        *(each for each in every if isinstance(each, Put | Swap)),
        *(each for each in every if isinstance(each, Add)),
        *gone,
    ]


def _order(path: yamledit.Path) -> tuple[str, ...]:
    return tuple(f"{step:09}" if isinstance(step, int) else step for step in path)


MANY = 8
"""From how many edits of a file on it is read once a list."""


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """A text with its edits, which are in order."""
    if len(edits) >= MANY:
        with contextlib.suppress(CannotEditError):
            return _edited_in_groups(text, edits)
    for edit in edits:
        text = _with(text, edit)
    return text


def _edited_in_groups(text: str, edits: Sequence[Edit]) -> str:
    """The same, reading the file once a list, not once an edit."""
    rest: list[Edit] = []
    within: dict[str, dict[int, list[Edit]]] = {}
    added: dict[str, list[Mapping[str, Value]]] = {}
    removed: dict[str, list[int]] = {}
    for edit in edits:
        key, index = (*edit.path, None, None)[:2]
        if isinstance(edit, Add) and not edit.path and not isinstance(edit.value, str):
            added.setdefault(edit.key, []).append(edit.value)
        elif isinstance(edit, Take) and not edit.path:
            removed.setdefault(edit.key, []).append(edit.index)
        elif isinstance(key, str) and isinstance(index, int):
            within.setdefault(key, {}).setdefault(index, []).append(edit)
        else:
            rest.append(edit)
    for key, records in within.items():
        steps = {index: partial(_alone, edits=own) for index, own in records.items()}
        text = yamledit.edit_records(text, key, steps)
    for key, new in added.items():
        text = yamledit.append_all(text, key, new)
    for edit in rest:
        text = _with(text, edit)
    for key, places in removed.items():
        text = yamledit.remove_all(text, key, places)
    return text


def _alone(text: str, edits: Sequence[Edit]) -> str:
    """The edits of one record, in a text that holds it alone."""
    for edit in edits:
        text = _with(text, replace(edit, path=(edit.path[0], 0, *edit.path[2:])))
    return text


def _with(text: str, edit: Edit) -> str:
    match edit:
        case Put():
            return yamledit.change_at(text, edit.path, edit.values)
        case Swap():
            return yamledit.replace_at(text, edit.path, edit.key, edit.index, edit.value, edit.before)
        case Add() if edit.path:
            return yamledit.append_at(text, edit.path, edit.key, edit.value)
        case Add():
            assert not isinstance(edit.value, str)
            return yamledit.append(text, edit.key, edit.value)
        case Take() if edit.path:
            return yamledit.remove_at(text, edit.path, edit.key, edit.index)
        case Take():
            return yamledit.remove(text, edit.key, edit.index)

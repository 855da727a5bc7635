"""Changes to the files of a corpus, written all at once or not at all, with a copy of each old file.

A change names a record by its file and its path. It rewrites that record's own lines and nothing else
(see :mod:`jamplan.corpus.yamledit`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from jamplan.corpus import yamledit
from jamplan.corpus.files import locked, replace_files, write_atomically
from jamplan.corpus.findings import CorpusError, Finding, Place, RefusedError, WrongDataError
from jamplan.corpus.loading import FILES, Corpus, load
from jamplan.corpus.modelkeys import Value

BACKUP = ".bak"
"""The suffix of the copy of an old file."""


RecordPath = tuple[str | int, ...]
"""The keys and positions that lead to a record: “document”, “declared”, 0; empty for the whole file."""


@dataclass(frozen=True, slots=True)
class Put:
    """New values for keys of a record; None removes the key."""

    file: str
    path: RecordPath
    values: Mapping[str, Value | None]

    def apply(self, record: dict[str, Any]) -> None:
        """Change the record."""
        for key, value in self.values.items():
            if value is None:
                record.pop(key, None)
            else:
                record[key] = value


@dataclass(frozen=True, slots=True)
class Add:
    """A record, or a text, at the end of a list of a record."""

    file: str
    path: RecordPath
    key: str
    value: Mapping[str, Value] | str

    def apply(self, record: dict[str, Any]) -> None:
        """Change the record."""
        record[self.key] = [*(record.get(self.key) or []), self.value]


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
        old, file = (folder / name).read_bytes(), str(folder / name)
        data = yamledit.data_of(old, file)
        for edit in (edit for edit in edits if edit.file == name):
            record: Any = data
            for step in edit.path:
                record = record[step]
            edit.apply(record)
        new = yamledit.rewritten(old, file, data)
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
    if not all((folder / name).is_file() for name in FILES):
        # Raises the error that says what is missing, before its folder is locked.
        load(folder)
    with locked(folder, FILES):
        corpus = load(folder)
        if corpus.packaged:
            raise RefusedError(Finding("packaged-corpus", Place(str(folder)), {"path": str(folder)}))
        made, edits = make(corpus)
        contents = edited(folder, edits)
        if not contents:
            return Outcome(corpus, corpus, made, ())
        after = _loaded(folder, contents)
        for name in contents:
            backup = folder / f"{name}{BACKUP}"
            write_atomically(backup, (folder / name).read_bytes(), replace=True)
        replace_files(folder, contents)
        return Outcome(corpus, after, made, tuple(name for name in FILES if name in contents))


def _loaded(folder: Path, contents: Mapping[str, bytes]) -> Corpus:
    try:
        return load(folder, contents)
    except CorpusError as error:
        raise WrongDataError(*error.findings) from None

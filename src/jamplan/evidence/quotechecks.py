"""The quotes of a corpus, looked up in copies of their sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jamplan.corpus.files import is_below
from jamplan.corpus.findings import Finding, Place, Term, UnreadError
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Evidence
from jamplan.corpus.records import keys_of
from jamplan.evidence.quotes import Found, Passage, find_quote
from jamplan.evidence.sourcefiles import SourceText, read_source
from jamplan.language import N_
from jamplan.language.differences import Piece, marked


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotes that were found in a copy of their source, missed, or not looked up."""

    places: tuple[Found, ...] = ()
    """Where those are that were found."""
    missed: int = 0
    unchecked_of: Mapping[str, int] = field(default_factory=dict)
    """The number of quotes of sources without a copy, by the id of the source."""

    @property
    def found(self) -> int:
        """The number of quotes that were found."""
        return len(self.places)

    @property
    def unchecked(self) -> int:
        """The number of quotes that could not be looked up."""
        return sum(self.unchecked_of.values())


def evidence_of(corpus: Corpus, *, within: str = "") -> Iterator[tuple[Place, Evidence]]:
    """Every piece of evidence and its place, of all records or of the one at a path and below."""
    for attribute in fields(corpus):
        for path, evidence in _evidence_at(attribute.name, getattr(corpus, attribute.name)):
            if not within or path.startswith(f"{within}."):
                yield corpus.paths[path], evidence


def _evidence_at(path: str, value: Any) -> Iterator[tuple[str, Evidence]]:
    """Every piece of evidence of a record or a list of records, with its path."""
    if isinstance(value, Evidence):
        yield path, value
    elif isinstance(value, tuple):
        for number, record in enumerate(value, start=1):
            yield from _evidence_at(f"{path}[{getattr(record, 'id', number)}]", record)
    elif is_dataclass(value):
        for key in keys_of(type(value)):
            if key.nested and _holds_evidence(key.type):
                yield from _evidence_at(f"{path}.{key.name}", getattr(value, key.name))


def _holds_evidence(kind: type[Any]) -> bool:
    """Whether a kind of records is evidence, or has a key for records that hold some."""
    return kind is Evidence or any(_holds_evidence(key.type) for key in keys_of(kind) if key.nested)


def look_up(
    corpus: Corpus, copies: Mapping[str, Path], evidence: Iterable[tuple[Place, Evidence]]
) -> tuple[Quotes, list[Finding]]:
    """Look up each quote whose source has a copy; return the counts, and what is wrong.

    ``copies`` has the path of a copy by the id of its source; a source with a ``file`` below the
    corpus's folder has that one. Raises :class:`KeyError` on a source that does not exist.
    """
    for source in copies:
        if source not in corpus.source:
            raise KeyError(source)
    by_source: defaultdict[str, list[tuple[Place, Evidence]]] = defaultdict(list)
    for place, piece in evidence:
        if piece.quote is not None:
            by_source[piece.source].append((place, piece))
    found: list[Found] = []
    missed = 0
    unchecked: dict[str, int] = {}
    findings: list[Finding] = []
    for source, pieces in by_source.items():
        file, text = corpus.source[source].file, None
        path = copies.get(source) or (Path(corpus.folder, file) if file else None)
        if path is not None:
            text, faults = _read_copy(corpus, source, path, copies)
            findings += faults
        if text is None:
            unchecked[source] = len(pieces)
            continue
        for place, piece in pieces:
            result = find_quote(piece.quote or "", text, piece.page)
            details: dict[str, object] = {"source": source, "file": str(path), "quote": piece.quote}
            if isinstance(result, Found):
                found.append(result)
                findings += _on_found(piece, result, place, details)
            else:
                missed += 1
                details |= _nearest(result, piece.quote or "", text)
                findings.append(Finding("quote-not-found", place, details))
    return Quotes(tuple(found), missed, unchecked), findings


def _on_found(
    piece: Evidence, found: Found, place: Place, details: Mapping[str, object]
) -> Iterator[Finding]:
    """What is recorded of a quote that its copy tells otherwise."""
    if piece.page is not None and found.page not in {None, piece.page}:
        pages = {"page": piece.page, "found": found.page}
        yield Finding("quote-on-other-page", place, {**details, **pages})
    if found.goes_on and not piece.cut:
        yield Finding("quote-cut", place, details)


_CUT = re.compile(r"[\[(](?:\.\.\.|…)[\])]")


def _nearest(passage: Passage | None, quote: str, source: SourceText) -> dict[str, object]:
    """The nearest passage as details of a finding: its place, and the words that differ."""
    if _CUT.search(quote):
        return {
            "nearest": Term(N_("It has a gap: quote its parts separately, as two pieces of evidence."))
        }
    if passage is None:
        return {"nearest": Term(N_("Nothing there resembles it."))}
    if source.has_pages:
        sentence = N_("The nearest passage, on page {page}: {difference}")
    else:
        sentence = N_("The nearest passage: {difference}")
    # A space follows each piece, unless it ends with an elision.
    spaced = [
        Piece(piece.side, piece.text if piece.text.endswith(("’", "'")) else f"{piece.text} ")
        for piece in passage.pieces
    ]
    return {
        "nearest": Term(sentence),
        "page": passage.page,
        "difference": marked(spaced).strip(),
    }


def _read_copy(
    corpus: Corpus, source: str, path: Path, copies: Mapping[str, Path]
) -> tuple[SourceText | None, list[Finding]]:
    """The text of a copy if it can be read, and what is wrong with the copy."""
    place = corpus.places["source", source]
    details: dict[str, object] = {"source": source, "file": str(path)}
    if source not in copies and not is_below(path, Path(corpus.folder)):
        # Whoever sends a corpus could have any file of the reader's opened, and its words shown.
        return None, [Finding("source-file-outside", place, details)]
    try:
        text = _text_of(path)
    except UnreadError as error:
        return None, [Finding("source-file-unreadable", place, details | {"reason": error.finding})]
    expected = corpus.source[source].sha256
    if expected and source not in copies and text.sha256 != expected.lower():
        return text, [Finding("source-file-changed", place, details)]
    return text, []


def _text_of(path: Path) -> SourceText:
    """The text of a copy; read once for as long as the file stays as it is."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        # Says what is wrong with it.
        return read_source(path)
    return _read_once(path, state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=8)
def _read_once(path: Path, *_state: int) -> SourceText:
    return read_source(path)

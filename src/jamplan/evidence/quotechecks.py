"""The quotes of a corpus, looked up in copies of their sources."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from jamplan.corpus.findings import Finding, Place, Term, UnreadError
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Evidence, Source
from jamplan.evidence.quotes import Found, Missed, find_quote
from jamplan.evidence.sourcefiles import SourceText, read_source
from jamplan.language import N_
from jamplan.language.differences import Piece, marked


@dataclass(frozen=True, slots=True)
class Quotes:
    """How many quotes were looked up in a copy of their source, and how many could not be."""

    found: int = 0
    missed: int = 0
    unchecked_of: Mapping[str, int] = field(default_factory=dict)
    """How many could not be, by the id of their source."""

    @property
    def unchecked(self) -> int:
        """How many could not be looked up."""
        return sum(self.unchecked_of.values())


def evidence_of(corpus: Corpus, *, within: str = "") -> Iterable[tuple[Place, Evidence]]:
    """Every piece of evidence and where it stands, of all records or of the one at a path."""
    for path, evidence in _all(corpus, within):
        for number, each in enumerate(evidence, start=1):
            yield corpus.paths[f"{path}.evidence[{number}]"], each


def _all(corpus: Corpus, within: str) -> Iterable[tuple[str, tuple[Evidence, ...]]]:
    records: list[tuple[str, tuple[Evidence, ...]]] = [
        *((f"proposals[{each.id}]", each.evidence) for each in corpus.proposals),
        *((f"priorities[{each.id}]", each.evidence) for each in corpus.priorities),
        *((f"measures[{each.id}]", each.evidence) for each in corpus.measures),
        *(
            (f"measures[{each.id}].follow_ups[{number}]", done.evidence)
            for each in corpus.measures
            for number, done in enumerate(each.follow_ups, start=1)
        ),
        *((f"links[{number}]", each.evidence) for number, each in enumerate(corpus.links, start=1)),
        *(
            (f"verdicts[{number}]", each.evidence)
            for number, each in enumerate(corpus.verdicts, start=1)
        ),
        *((f"claims[{number}]", each.evidence) for number, each in enumerate(corpus.claims, start=1)),
    ]
    return (record for record in records if within in ("", record[0]))


def look_up(
    corpus: Corpus, copies: Mapping[str, Path], evidence: Iterable[tuple[Place, Evidence]]
) -> tuple[Quotes, list[Finding]]:
    """Look up each quote whose source has a copy: how many are found, a finding for each that is not.

    ``copies`` has the path of a copy by the id of its source; a source with a ``file`` has that one.
    Raises :class:`KeyError` on a source that does not exist.
    """
    unknown = [source for source in copies if source not in corpus.source]
    if unknown:
        raise KeyError(unknown[0])
    copy = _Copies(corpus, copies)
    found = missed = 0
    unchecked: Counter[str] = Counter()
    findings: list[Finding] = []
    for place, each in evidence:
        if each.quote is None:
            continue
        text = copy.text(each.source)
        if text is None:
            unchecked[each.source] += 1
            continue
        match find_quote(each.quote, text):
            case Found():
                found += 1
            case Missed() as nearest:
                missed += 1
                details = {
                    "source": each.source,
                    "file": str(copy.path(each.source)),
                    "quote": each.quote,
                    **_nearest(nearest, each.quote, text),
                }
                findings.append(Finding("quote-not-found", place, details))
    return Quotes(found, missed, unchecked), [*copy.findings, *findings]


def _nearest(missed: Missed, quote: str, source: SourceText) -> dict[str, object]:
    """The nearest passage as details of a finding: where it is, and the words that differ."""
    if _CUT.search(quote):
        return {"nearest": Term(N_("It has a cut: quote its parts apart, as two pieces of evidence."))}
    passage = missed.nearest
    if passage is None:
        return {"nearest": Term(N_("Nothing there is near it."))}
    if not source.has_lines:
        sentence = N_("The nearest passage: {difference}")
    elif len(source.pages) > 1:
        sentence = N_("The nearest passage, on page {page}, line {line}: {difference}")
    else:
        sentence = N_("The nearest passage, on line {line}: {difference}")
    return {
        "nearest": Term(sentence),
        "page": str(passage.page),
        "line": str(passage.line),
        "difference": marked([_spaced(each) for each in passage.pieces]).strip(),
    }


def _spaced(piece: Piece) -> Piece:
    """A piece with the space that follows it, unless it ends with an elision."""
    return Piece(piece.side, piece.text if piece.text.endswith(("’", "'")) else f"{piece.text} ")


_CUT = re.compile(r"[\[(](?:\.\.\.|…)[\])]")


def _text_and_digest(path: Path) -> tuple[SourceText, str]:
    """The text of a copy, and its SHA-256; read once for as long as the file stays as it is."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        # Says what is wrong with it.
        return read_source(path), ""
    return _read_once(path, state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=8)
def _read_once(path: Path, *_state: int) -> tuple[SourceText, str]:
    return read_source(path), hashlib.sha256(path.read_bytes()).hexdigest()


class _Copies:
    """The copies of sources, each read once."""

    def __init__(self, corpus: Corpus, paths: Mapping[str, Path]) -> None:
        self.corpus = corpus
        self.findings: list[Finding] = []
        self._paths = paths
        self._texts: dict[str, SourceText | None] = {}

    def path(self, source: str) -> Path | None:
        """Where the copy of a source is; relative to the corpus where the corpus names it."""
        file = self.corpus.source[source].file
        named = Path(self.corpus.folder, file) if file else None
        return self._paths.get(source, named)

    def text(self, source: str) -> SourceText | None:
        """The text of a source, or None where it has no copy that can be read."""
        if source not in self._texts:
            path = self.path(source)
            self._texts[source] = None if path is None else self._read(self.corpus.source[source], path)
        return self._texts[source]

    def _read(self, source: Source, path: Path) -> SourceText | None:
        place = self.corpus.places["source", source.id]
        details: dict[str, object] = {"source": source.id, "file": str(path)}
        try:
            text, digest = _text_and_digest(path)
        except UnreadError as error:
            details["reason"] = error.finding
            self.findings.append(Finding("source-file-unreadable", place, details))
            return None
        if source.sha256 and source.id not in self._paths and digest != source.sha256.lower():
            self.findings.append(Finding("source-file-changed", place, details))
        return text

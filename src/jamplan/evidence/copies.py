"""The copies of a corpus's sources, and quotes looked up in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jamplan.corpus import files, loading, model
from jamplan.corpus.findings import Finding, Place, Term, UnreadError
from jamplan.evidence import carrying
from jamplan.evidence.carrying import QuotedWords
from jamplan.evidence.quotes import Found, NearestPassage, find_quote, place_of
from jamplan.evidence.sourcetexts import SourceText, read_source
from jamplan.language import N_
from jamplan.language.differences import Side, differences, marked


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotes found in a copy of their source, missed, or not looked up."""

    places: tuple[Found, ...] = ()
    """Where those are that were found."""
    missed: int = 0
    unchecked: int = 0
    """How many have no copy to be looked up in."""
    not_kept: tuple[tuple[model.Source, int], ...] = ()
    """How many of these are from a text that was read on a day, and is not kept."""

    @property
    def found(self) -> int:
        """The number of quotes that were found."""
        return len(self.places)


class CopyTexts:
    """The texts of the copies of a corpus's sources, each read once.

    ``copies`` has the path of a copy by the id of its source; a source with a ``file``
    below the corpus's folder has that one.
    """

    def __init__(
        self, corpus: loading.Corpus, copies: Mapping[str, Path] | None = None
    ) -> None:
        self.corpus = corpus
        self._copies = copies or {}
        self._read: dict[str, tuple[SourceText | None, list[Finding]]] = {}

    def path(self, source: str) -> Path | None:
        """The path of the copy of a source; None without one."""
        file = self.corpus.source[source].file
        own = Path(self.corpus.folder, file) if file else None
        return self._copies.get(source) or own

    def of(self, source: str) -> tuple[SourceText | None, list[Finding]]:
        """The text of a source's copy if it can be read, and what is wrong with it."""
        if source not in self._read:
            path = self.path(source)
            self._read[source] = (None, [])
            if path is not None:
                read = _read_copy(self.corpus, source, path, self._copies)
                self._read[source] = read
        return self._read[source]

    def quoted(self, piece: model.Evidence, words: str) -> QuotedWords:
        """The words of a piece of evidence, and what is around them in its copy."""
        text, _findings = self.of(piece.source)
        found = place_of(words, text, piece.page) if text else None
        return QuotedWords(words) if found is None else QuotedWords.at(found)


def look_up(
    texts: CopyTexts,
    evidence: Iterable[tuple[Place, model.Evidence]],
    *,
    nearest: bool = True,
) -> tuple[Quotes, list[Finding]]:
    """Look up each quote whose source has a copy; return the counts, and what is wrong.

    ``nearest``: whether the passage nearest to a quote that is missed is looked for
    too.
    """
    by_source: defaultdict[str, list[tuple[Place, model.Evidence, str]]]
    by_source = defaultdict(list)
    before = ""
    for place, piece in evidence:
        if piece.quote is not None:
            quote = f"{before} {piece.quote}" if piece.continues else piece.quote
            by_source[piece.source].append((place, piece, quote))
        before = piece.quote or ""
    places: list[Found] = []
    missed = unchecked = 0
    not_kept: list[tuple[model.Source, int]] = []
    findings: list[Finding] = []
    for source, pieces in by_source.items():
        text, faults = texts.of(source)
        findings += faults
        if text is None:
            unchecked += len(pieces)
            record = texts.corpus.source[source]
            if record.sha256 and record.accessed and not record.file:
                not_kept.append((record, len(pieces)))
            count = {"source": source, "quotes": len(pieces)}
            place = texts.corpus.place(f"sources[{source}]")
            findings.append(Finding("quotes-unchecked", place, count))
            continue
        for place, piece, quote in pieces:
            look_for = find_quote if nearest else place_of
            result = look_for(quote, text, piece.page)
            details: dict[str, object] = {
                "source": source,
                "file": str(texts.path(source)),
                "quote": quote,
            }
            if isinstance(result, Found):
                places.append(result)
                for code, more in _on_found(piece, result):
                    findings.append(Finding(code, place, {**details, **more}))
            else:
                missed += 1
                details |= _nearest(result, quote, text)
                findings.append(Finding("quote-not-found", place, details))
    return Quotes(tuple(places), missed, unchecked, tuple(not_kept)), findings


Doubts = Iterator[tuple[str, Mapping[str, object]]]
"""The codes of findings on a quote, each with its own details."""


def _on_found(piece: model.Evidence, found: Found) -> Doubts:
    """What is recorded of a quote that its copy tells otherwise."""
    # A quote that continues another is found where that one begins.
    if (
        piece.page is not None
        and not piece.continues
        and found.page not in {None, piece.page}
    ):
        yield "quote-on-other-page", {"page": piece.page, "found": found.page}
    if found.goes_on and not piece.cut:
        yield "quote-cut", {}
    is_amid = carrying.cut_before(QuotedWords.at(found))
    if is_amid and not (piece.cut_before or piece.continues):
        yield "quote-cut-before", {}


def _nearest(
    passage: NearestPassage | None, quote: str, source: SourceText
) -> dict[str, object]:
    """The nearest passage as details of a finding: its place and what words differ."""
    if passage is None:
        return {"nearest": Term(N_("No similarity found."))}
    on_page = N_("The nearest passage, on page {page}: {difference}")
    sentence = on_page if source.has_pages else N_("The nearest passage: {difference}")
    pieces = differences(quote, passage.text)
    ends = [piece for piece in pieces[:1] + pieces[-1:] if piece.side is Side.NEW]
    # Words around the passage are not missing, and capitals make no difference there.
    within = [piece for piece in pieces if piece not in ends]
    difference = marked(within) if len(within) > 1 else passage.text
    return {"nearest": Term(sentence), "page": passage.page, "difference": difference}


def _read_copy(
    corpus: loading.Corpus, source: str, path: Path, copies: Mapping[str, Path]
) -> tuple[SourceText | None, list[Finding]]:
    """The text of a copy if it can be read, and what is wrong with the copy."""
    place = corpus.place(f"sources[{source}]")
    details: dict[str, object] = {"source": source, "file": str(path)}
    if source not in copies and files.path_within(Path(corpus.folder), path) is None:
        # Whoever sends a corpus could have any file of the reader's opened, and its
        # words shown.
        return None, [Finding("source-file-outside", place, details)]
    try:
        text = _text_of(path)
    except UnreadError as error:
        return None, [
            Finding(
                "source-file-unreadable", place, details | {"reason": error.finding}
            )
        ]
    record = corpus.source[source]
    # What is read of a page without a copy differs with each way to save it.
    expected = (record.file and record.sha256) or text.sha256
    if text.sha256 != expected.lower():
        digests = {"sha256": text.sha256, "expected": expected.lower()}
        return text, [Finding("source-file-changed", place, details | digests)]
    return text, []


def copies_of(corpus: loading.Corpus) -> tuple[dict[str, SourceText], list[Finding]]:
    """The copies of all sources but the proposals', and what is wrong with them."""
    own = corpus.source.get(corpus.proposals_document.source or "")
    texts: dict[str, SourceText] = {}
    findings: list[Finding] = []
    for source in corpus.sources:
        if source.file and source.file != (own and own.file):
            text, faults = _read_copy(
                corpus, source.id, Path(corpus.folder, source.file), {}
            )
            findings += faults
            if text is not None:
                texts[source.id] = text
    return texts, findings


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

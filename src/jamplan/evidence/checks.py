"""Findings on a corpus that loads: faults, doubts, notes; its quotes, looked up in copies of sources.

Nothing here writes. Loading has its own findings, which stop it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from jamplan.corpus import files, loading, model, records
from jamplan.corpus.faults import Severity
from jamplan.corpus.findings import Finding, Place, Term, UnreadError
from jamplan.counting.rules import IN_PART
from jamplan.evidence.quotes import Found, Passage, SourceText, find_quote, read_source
from jamplan.language import LABELS, N_
from jamplan.language.differences import Side, differences, marked
from jamplan.matching import positions
from jamplan.matching.positions import Position

_LONGEST_QUOTE = 25
"""The most words that a short quote has."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotes that were found in a copy of their source, missed, or not looked up."""

    places: tuple[Found, ...] = ()
    """Where those are that were found."""
    missed: int = 0
    unchecked: int = 0
    """How many have no copy to be looked up in."""

    @property
    def found(self) -> int:
        """The number of quotes that were found."""
        return len(self.places)


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings in the order of the files, and what was done about quotes (None: nothing)."""

    findings: tuple[Finding, ...]
    quotes: Quotes | None = None

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(
            finding for finding in self.findings if finding.kind.severity is severity
        )

    def reach(self, least: Severity) -> bool:
        """Whether any finding is at least as severe."""
        order = tuple(Severity)
        return any(self.of(severity) for severity in order[: order.index(least) + 1])


def check(corpus: loading.Corpus, copies: Mapping[str, Path] | None = None) -> Checked:
    """Check a corpus, and its quotes against copies of their sources.

    ``copies`` has the path of a copy by the id of its source; a source with a ``file`` has that one.
    Reads those copies and nothing else.
    """
    quotes, not_found = look_up(corpus, copies or {}, _all_of(corpus, model.Evidence))
    findings = [
        *_on_documents(corpus),
        *_on_decisions(corpus),
        *_on_texts_read(corpus),
        *not_found,
    ]
    return Checked(tuple(loading.in_order(corpus.folder, findings)), quotes)


def check_decision(corpus: loading.Corpus, decision: model.Decision) -> list[Finding]:
    """The findings on one decision on record, its quotes included."""
    path = next(path for path, known in corpus.records.items() if known[2] == decision)
    below = f"{path}."
    _quotes, findings = look_up(
        corpus, {}, _all_of(corpus, model.Evidence, below=below)
    )
    places = {
        corpus.place(name) for name in corpus.records if f"{name}.".startswith(below)
    }
    findings += [
        finding for finding in _on_decisions(corpus) if finding.place in places
    ]
    return loading.in_order(corpus.folder, findings)


def _on_documents(corpus: loading.Corpus) -> Iterator[Finding]:
    for place, source in _all_of(corpus, model.Source):
        if source.date is None:
            yield Finding("source-without-date", place, {"source": source.id})
        if source.url is None and source.archived is None:
            yield Finding("source-without-address", place, {"source": source.id})
    yield from corpus.unknown.values()
    for place, item in _all_of(corpus, model.Proposal, model.Measure):
        if item.title.strip() == "?":
            yield Finding("title-unknown", place, {"item": item.id})
    for name, document, listed in (
        ("proposals.yaml", corpus.proposals_document, len(corpus.proposals)),
        ("plan.yaml", corpus.plan_document, len(corpus.measures)),
    ):
        declared = document.declared[0].count if document.declared else listed
        if declared != listed:
            code = "fewer-listed" if declared > listed else "more-listed"
            numbers = {"declared": declared, "listed": listed}
            yield Finding(code, Place(str(Path(corpus.folder, name))), numbers)


def located(evidence: Iterable[model.Evidence]) -> list[model.Evidence]:
    """The pieces of evidence with a quote or a place."""
    return [piece for piece in evidence if piece.quote or piece.locator]


def _on_evidence(corpus: loading.Corpus) -> Iterator[Finding]:
    """The findings on evidence, and on objections without any."""
    for place, evidence in _all_of(corpus, model.Evidence):
        # Signs alone, as in « oui », are no words.
        words = sum(
            any(map(str.isalnum, word)) for word in (evidence.quote or "").split()
        )
        if evidence.quote is None:
            yield Finding("evidence-without-quote", place)
        elif words > _LONGEST_QUOTE:
            yield Finding(
                "quote-too-long", place, {"words": words, "limit": _LONGEST_QUOTE}
            )
    for place, objection in _all_of(corpus, model.Objection):
        if not objection.evidence:
            yield Finding("objection-without-evidence", place, {"text": objection.text})


def _on_decisions(corpus: loading.Corpus) -> Iterator[Finding]:
    """The findings on single decisions and on what they rest on."""
    yield from _on_evidence(corpus)
    for place, link in _all_of(corpus, model.Link):
        if not link.evidence:
            yield Finding("link-without-evidence", place, _named(corpus, [link]))
        elif link.basis is model.Basis.COMPARED and len(located(link.evidence)) < 2:
            yield Finding("compared-without-places", place)
    for place, decision in _all_of(corpus, model.Link, model.Verdict):
        if doubt := doubt_on(corpus, decision):
            yield replace(doubt, place=place)
        for change in corpus.changes(decision):
            stale = f"stale-{records.kind_of(type(decision))}"
            difference = marked(differences(change.before or "", change.now))
            code = "new-measure" if change.before is None else stale
            yield Finding(code, place, {"item": change.item, "difference": difference})
    yield from corpus.contested
    for place, dismissal in _all_of(corpus, model.Dismissal):
        links = corpus.links_of_proposal.get(dismissal.proposal, ())
        if stated := [link for link in links if link.measure == dismissal.measure]:
            yield Finding("dismissed-and-linked", place, _named(corpus, stated))


def doubt_on(
    corpus: loading.Corpus, decision: model.Link | model.Verdict
) -> Finding | None:
    """What is wrong with the words that a decision quotes, if anything is."""
    fits: set[Position | None] = {*Position}
    if isinstance(decision, model.Link):
        if _is_quoted_elsewhere(corpus, decision):
            return Finding(
                "quote-of-another-answer", details=_named(corpus, [decision])
            )
        fits -= (
            set() if decision.extent in IN_PART else {Position.REJECT, Position.PARTLY}
        )
    elif decision.verdict is model.VerdictKind.REFUSED:
        fits = {Position.REJECT}
    readers = [*map(positions.position_reader, LABELS)]
    for quote in filter(None, (piece.quote for piece in decision.evidence)):
        folded = positions.plain(quote)
        said = {
            each.position for reader in readers for each in reader.statements(folded)
        }
        if said - {None} and said.isdisjoint(fits):
            return Finding("quote-says-otherwise", details={"quote": quote})
    return None


def _is_quoted_elsewhere(corpus: loading.Corpus, link: model.Link) -> bool:
    """Whether an answer is quoted with none of the words of its own text."""
    measure = corpus.measure[link.measure]
    printed = {model.TitleBasis.OFFICIAL, model.TitleBasis.SHORTENED}
    own = (
        piece for piece in link.evidence if piece.source == corpus.plan_document.source
    )
    quotes = [piece.quote for piece in own if piece.quote]
    if not (corpus.is_response and quotes and measure.title_basis in printed):
        return False
    text = loading.text_key(loading.text_of(measure))
    return not any(loading.text_key(quote) in text for quote in quotes)


def _named(corpus: loading.Corpus, links: Sequence[model.Link]) -> dict[str, str]:
    """The two items of links, and the names of those who state them."""
    names = ", ".join(corpus.actor[link.claimed_by].name for link in links)
    return {
        "proposal_id": links[0].proposal,
        "measure_id": links[0].measure,
        "name": names,
    }


def _on_texts_read(corpus: loading.Corpus) -> Iterator[Finding]:
    """The finding on decisions without the texts that they were taken on, at the first one."""
    decisions = _all_of(corpus, model.Link, model.Verdict)
    if bare := [place for place, decision in decisions if decision.read is None]:
        yield Finding("texts-not-kept", bare[0], {"decisions": len(bare)})


# Quotes


def _all_of(
    corpus: loading.Corpus, *kinds: type[Any], below: str = ""
) -> Iterator[tuple[Place, Any]]:
    """Every record of some kinds and its place, within all others or those below a path."""
    for path, (origin, position, record) in corpus.records.items():
        if isinstance(record, kinds) and path.startswith(below):
            yield origin.place(position), record


def look_up(
    corpus: loading.Corpus,
    copies: Mapping[str, Path],
    evidence: Iterable[tuple[Place, model.Evidence]],
) -> tuple[Quotes, list[Finding]]:
    """Look up each quote whose source has a copy; return the counts, and what is wrong.

    ``copies`` has the path of a copy by the id of its source; a source with a ``file`` below the
    corpus's folder has that one.
    """
    by_source: defaultdict[str, list[tuple[Place, model.Evidence, str]]] = defaultdict(
        list
    )
    before = ""
    for place, piece in evidence:
        if piece.quote is not None:
            quote = f"{before} {piece.quote}" if piece.continues else piece.quote
            by_source[piece.source].append((place, piece, quote))
        before = piece.quote or ""
    found: list[Found] = []
    missed = unchecked = 0
    findings: list[Finding] = []
    for source, pieces in by_source.items():
        file, text = corpus.source[source].file, None
        path = copies.get(source) or (Path(corpus.folder, file) if file else None)
        if path is not None:
            text, faults = _read_copy(corpus, source, path, copies)
            findings += faults
        if text is None:
            unchecked += len(pieces)
            count = {"source": source, "quotes": len(pieces)}
            findings.append(
                Finding("quotes-unchecked", corpus.place(f"sources[{source}]"), count)
            )
            continue
        quotes = [
            loading.text_key(piece.quote or "").rstrip(".!?…")
            for _place, piece, _quote in pieces
        ]
        for place, piece, quote in pieces:
            result = find_quote(quote, text, piece.page)
            details: dict[str, object] = {
                "source": source,
                "file": str(path),
                "quote": quote,
            }
            if isinstance(result, Found):
                found.append(result)
                told = (*_on_found(piece, result), *_on_condition(quotes, result))
                findings += [
                    Finding(code, place, {**details, **more}) for code, more in told
                ]
            else:
                missed += 1
                details |= _nearest(result, quote, text)
                findings.append(Finding("quote-not-found", place, details))
    return Quotes(tuple(found), missed, unchecked), findings


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


def _on_condition(quotes: Iterable[str], found: Found) -> Doubts:
    """What limits a quote in its sentence, unless one of that source's ``quotes`` has it.

    They come as they are compared, without the sign that ends a sentence.
    """
    # A source may be in another language than the documents.
    before, after = found.around
    parts = ("conditions", before), ("negations", before), ("conditions", after)
    for reader, (kind, part) in product(map(positions.position_reader, LABELS), parts):
        if match := reader.words[kind].search(positions.plain(part)):
            text, condition = map(loading.text_key, (part, match[0]))
            if not any(condition in quote and quote in text for quote in quotes):
                yield "quote-without-condition", {"condition": part[match.start() :]}


def _nearest(
    passage: Passage | None, quote: str, source: SourceText
) -> dict[str, object]:
    """The nearest passage as details of a finding: its place, and the words that differ."""
    if passage is None:
        return {"nearest": Term(N_("Nothing there resembles it."))}
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
        # Whoever sends a corpus could have any file of the reader's opened, and its words shown.
        return None, [Finding("source-file-outside", place, details)]
    try:
        text = _text_of(path)
    except UnreadError as error:
        return None, [
            Finding(
                "source-file-unreadable", place, details | {"reason": error.finding}
            )
        ]
    expected = (corpus.source[source].sha256 or text.sha256).lower()
    if text.sha256 != expected:
        digests = {"sha256": text.sha256, "expected": expected}
        return text, [Finding("source-file-changed", place, details | digests)]
    return text, []


def copies_of(corpus: loading.Corpus) -> tuple[dict[str, SourceText], list[Finding]]:
    """The copies of all sources but the document that proposes, by id, and what is wrong with them."""
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

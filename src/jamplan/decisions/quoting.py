"""Evidence as a person types it: each quote is looked up in the copy of its source.

A quote that is not in its copy is refused; words of the corpus itself are a place, and
no quote.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from jamplan.corpus import model
from jamplan.corpus.findings import Finding, Place, RefusedError, WrongDataError
from jamplan.corpus.loading import Corpus, text_of
from jamplan.corpus.statements import Words
from jamplan.decisions.entries import Entry, refused
from jamplan.evidence.carrying import QuotedWords, cut_before
from jamplan.evidence.copies import CopyTexts, look_up
from jamplan.evidence.quotes import Found, find_quote, is_on_one_page, place_of
from jamplan.evidence.sourcetexts import Part, SourceText
from jamplan.language import language
from jamplan.language.differences import nearest
from jamplan.language.folding import as_recorded


def typed_evidence(corpus: Corpus, entry: Entry) -> tuple[model.Evidence, ...]:
    """Return the evidence as it was typed, with what its copies tell of each quote.

    Raises :class:`RefusedError` on a quote that is not in its copy; a copy that cannot
    be read proves nothing against one.
    """
    typed = [piece for piece in entry.evidence if any(piece)]
    named = {source for source, _quote, _locator in typed if source}
    if len(named) == 1:
        # Several quotes of one source need its name once.
        (source,) = named
        typed = [(source, quote, locator) for _source, quote, locator in typed]
    if not all(source for source, _quote, _locator in typed):
        code = "evidence-unpaired" if named else "evidence-needed"
        raise refused(corpus, code)
    texts = CopyTexts(corpus)
    return tuple(_piece(texts, entry, *piece) for piece in typed)


def _piece(
    texts: CopyTexts, entry: Entry, source: str, quote: str, locator: str
) -> model.Evidence:
    corpus = texts.corpus
    piece = model.Evidence(
        source=source,
        quote=as_recorded(quote) or None,
        locator=as_recorded(locator) or None,
        quoted=entry.quoted and bool(quote),
    )
    page = _PAGE.search(locator)
    if entry.page is not None and piece.quote:
        piece = replace(piece, page=entry.page)
    asked = (
        replace(piece, page=int(page[1])) if page else _at_answer(texts, entry, piece)
    )
    findings, places = _looked_up(texts, [asked])
    if not piece.quote:
        return piece
    _refuse(findings)
    if places:
        place = places[0]
        is_amid = cut_before(QuotedWords.at(place))
        copy, _findings = texts.of(source)
        is_known = asked.page or (copy and is_on_one_page(piece.quote, copy))
        number = place.page if is_known else None
        return replace(piece, page=number, cut=place.goes_on, cut_before=is_amid)
    if item := _compared_item(corpus, entry, source):
        return _as_place(corpus, item, piece)
    return piece


def _at_answer(texts: CopyTexts, entry: Entry, piece: model.Evidence) -> model.Evidence:
    """Return evidence with the page of the linked answer, if that has the quote.

    What one answer says, others may say word for word.
    """
    measure = texts.corpus.measure.get(entry.measure or "")
    is_known = piece.source in texts.corpus.source
    if piece.page or not piece.quote or measure is None or not is_known:
        return piece
    copy, _findings = texts.of(piece.source)
    if copy is None:
        return piece
    first = page_of(measure, piece.source)
    # An answer may go on overleaf.
    for page in (first, first + 1) if first else ():
        place = place_of(piece.quote, copy, page)
        if place and place.page == page:
            return replace(piece, page=page)
    return piece


def page_of(item: model.Item, source: str) -> int | None:
    """Return the page of an item in a source, as its evidence has it."""
    for piece in item.evidence:
        located = _PAGE.search(piece.locator or "")
        if piece.source == source and (piece.page or located):
            return piece.page or int(located[1] if located else 0)
    return None


def _compared_item(corpus: Corpus, entry: Entry, source: str) -> model.Item | None:
    """Return the item whose text a source compares; None if that speaks itself."""
    if entry.words is not Words.COMPARED or not entry.measure:
        return None
    for item in (corpus.proposal[entry.about], corpus.measure[entry.measure]):
        if source_of_text(corpus, item) == source:
            return item
    return None


def check_evidence(corpus: Corpus, evidence: Sequence[model.Evidence]) -> None:
    """Look up evidence as it is on record elsewhere. Raises :class:`RefusedError`."""
    _refuse(_looked_up(CopyTexts(corpus), evidence)[0])


def _looked_up(
    texts: CopyTexts, evidence: Sequence[model.Evidence]
) -> tuple[list[Finding], tuple[Found, ...]]:
    """Return what is wrong with quotes, and where they are.

    Raises :class:`RefusedError`.
    """
    corpus = texts.corpus
    for piece in evidence:
        if piece.source not in corpus.source:
            near = tuple(nearest(piece.source, corpus.source))
            raise refused(corpus, "source-not-found", value=piece.source, nearest=near)
    at = Place(str(Path(corpus.folder, "links.yaml")))
    quotes, findings = look_up(texts, [(at, piece) for piece in evidence])
    return findings, quotes.places


_PAGE = re.compile(r"\bp(?:p\.|ages?|\.)?\s*(\d{1,5})\b", re.IGNORECASE)
"""In a locator: where the quote is looked for first."""


def _refuse(findings: Iterable[Finding]) -> None:
    """Refuse a quote not in its copy, or whose copy is not the one on record."""
    errors = {"source-file-changed": WrongDataError, "quote-not-found": RefusedError}
    for finding in findings:
        if finding.code in errors:
            raise errors[finding.code](finding)


def _as_place(
    corpus: Corpus, item: model.Item, piece: model.Evidence
) -> model.Evidence:
    """Return evidence in the corpus's own words as a place: no source has said them."""
    if piece.quote is None or not are_own_words(corpus, item, piece.quote):
        return piece
    words = f"{OWN_WORDS}{language(corpus.language).quoted(piece.quote)}"
    locator = f"{piece.locator} ({words})" if piece.locator else words
    return model.Evidence(source=piece.source, locator=locator)


OWN_WORDS = "corpus, "
"""The beginning of a place that is words of the corpus."""


def are_own_words(corpus: Corpus, item: model.Item, quote: str) -> bool:
    """Whether words are in an item's text in the corpus, and in no source's text.

    A source's are its quotes on record, an official title, and the whole text if the
    item is known from its document.
    """
    texts = [piece.quote for piece in item.evidence if piece.quote]
    if item.title_basis in {model.TitleBasis.OFFICIAL, model.TitleBasis.SHORTENED}:
        texts.append(item.title)
        source = corpus.document_of(item).source
        if source is not None and source == source_of_text(corpus, item):
            texts.append(text_of(item))
    return _is_in(quote, text_of(item)) and not any(
        _is_in(quote, text) for text in texts
    )


def _is_in(quote: str, text: str) -> bool:
    return isinstance(find_quote(quote, SourceText(((Part(text),),))), Found)


def source_of_text(corpus: Corpus, item: model.Item) -> str | None:
    """Return the source of an item's text.

    It is its document if that is evidence, else its first source.
    """
    document = corpus.document_of(item).source
    sources = [piece.source for piece in item.evidence]
    return document if document in sources or not sources else sources[0]

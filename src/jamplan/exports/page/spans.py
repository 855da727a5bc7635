"""Words of the data within the page's sentences: their language, and the address that they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Evidence, Measure, Proposal, Source
from jamplan.language import Language
from jamplan.language.folding import is_web, one_line
from jamplan.reports import cells
from jamplan.reports.blocks import Inline, Span, inline
from jamplan.reports.citation import place_and_date


@dataclass(frozen=True, slots=True)
class Data(Span):
    """Words of the data. ``lang`` is their language if it is not the page's, ``href`` their target."""

    lang: str | None = None
    href: str | None = None


def other(code: str, language: Language) -> str | None:
    """The language of a text of the data, None if it is the page's."""
    return code if code != language.code else None


def language_of(corpus: Corpus, item: Proposal | Measure, language: Language) -> str | None:
    """The language of an item's document, None if it is the page's."""
    plan = isinstance(item, Measure)
    document = corpus.plan_document if plan else corpus.proposals_document
    return other(document.language, language)


def data(text: str, lang: str | None = None, url: str | None = None) -> Data:
    """A text of the data on one line, as a link if it has a web address."""
    return Data(one_line(text), lang=lang, href=url if is_web(url) else None)


def named(corpus: Corpus, item: Proposal | Measure, language: Language) -> Data:
    """An item's title as a link to its entry."""
    title = language.quoted(one_line(item.title))
    return Data(title, lang=language_of(corpus, item, language), href=f"#{item.id}")


def source_named(corpus: Corpus, source_id: str, language: Language) -> Data:
    """The publisher of a source as a link to its entry among the sources."""
    name = one_line(corpus.actor[corpus.source[source_id].publisher].name)
    return Data(name, lang=other(corpus.language, language), href=f"#source_{source_id}")


def with_quotes(text: str, quotes: Iterable[str], lang: str | None) -> Inline:
    """A sentence of the page, with the quotes in it marked as the data's language."""
    for quote in quotes:
        before, match, after = text.partition(one_line(quote))
        if match:
            around = (with_quotes(part, quotes, lang) for part in (before, after))
            return (*next(around), Data(match, lang=lang), *next(around))
    return (Span(text),) if text else ()


def where(corpus: Corpus, evidence: Evidence, language: Language) -> Inline:
    """The site and date of a piece of evidence, as a link, and its position there."""
    source = corpus.source[evidence.source]
    published = data(place_and_date(corpus, language, source), url=source.url)
    if not evidence.locator:
        return (published,)
    return inline(published, ", ", data(evidence.locator, other(corpus.language, language)))


def source_in_full(corpus: Corpus, language: Language, source: Source) -> Inline:
    """A source with its publisher, title, dates and addresses, for paper too."""
    title = language.quoted(one_line(source.title)) if source.title else source.description
    words = filter(None, (title, corpus.actor[source.publisher].name))
    name, *more = cells.source_in_full(corpus, language, source)
    return (*with_quotes(name.text, list(words), other(corpus.language, language)), *more)

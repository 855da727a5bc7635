"""Words of the data within the page's sentences: their language, and the address that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Measure, Proposal, Source
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Inline, Span, address, inline

_WEB = re.compile(r"(?i)https?://[^\s/]")


@dataclass(frozen=True, slots=True)
class Data(Span):
    """Words of the data. ``lang`` is their language where it is not the page's."""

    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Linked(Data):
    """Words that lead to a web address."""

    href: str = ""


def is_web(url: str) -> bool:
    """Whether an address may be followed; anything else stays text, for it could run."""
    return _WEB.match(url) is not None


def other(code: str, language: Language) -> str | None:
    """The language of a text of the data, None where it is the page's."""
    return code if code != language.code else None


def language_of(corpus: Corpus, item: Proposal | Measure, language: Language) -> str | None:
    """The language of a proposal's or a measure's document, None where it is the page's."""
    plan = isinstance(item, Measure)
    document = corpus.plan_document if plan else corpus.proposals_document
    return other(document.language, language)


def data(text: str, lang: str | None = None) -> Data:
    """A text of the data on one line."""
    return Data(one_line(text), lang=lang)


def with_quotes(text: str, quotes: Iterable[str], lang: str | None) -> Inline:
    """A sentence in the page's language, the quotes in it marked with their own."""
    for quote in quotes:
        before, found, after = text.partition(one_line(quote))
        if found:
            return (Data(before), Data(found, lang=lang), *with_quotes(after, quotes, lang))
    return (Data(text),) if text else ()


def named(corpus: Corpus, item: Proposal | Measure, language: Language) -> Linked:
    """Return an item's title, which leads to its entry."""
    title = language.quoted(one_line(item.title))
    return Linked(title, lang=language_of(corpus, item, language), href=f"#{item.id}")


def source_linked(corpus: Corpus, language: Language, source: Source) -> Inline:
    """A source by its name, which leads to its address, with the day it was read and its copy.

    Its address stands in full among the sources. What is no web address stands here as a text.
    """
    before, name, after = _name(corpus, language, source)
    parts: list[str | Span | Inline] = [before, name, after]
    if source.url and is_web(source.url):
        parts[1] = Linked(name.text, lang=name.lang, href=source.url)
    elif source.url:
        parts += [", ", data(source.url)]
    if source.archived and is_web(source.archived):
        parts += [", ", Linked(language.gettext("archived copy"), href=source.archived)]
    elif source.archived:
        parts += [", ", data(source.archived)]
    return inline(*parts, ".")


def source_in_full(corpus: Corpus, language: Language, source: Source) -> Inline:
    """A source with its address and that of its copy, to be read on paper too."""
    parts: list[str | Span | Inline] = [*_name(corpus, language, source)]
    for each in (source.url, source.archived):
        if each:
            parts += [", ", address(each)]
    return inline(*parts, ".")


def _name(corpus: Corpus, language: Language, source: Source) -> tuple[Inline, Data, str]:
    """Who published a source; its title, or what stands for it; its date, and when it was read."""
    _ = language.gettext
    lang = other(corpus.language, language)
    publisher = data(corpus.actor[source.publisher].name, lang)
    if source.title:
        before, name = inline(publisher, ", "), Data(language.quoted(one_line(source.title)), lang=lang)
    elif source.description:
        before, name = inline(publisher, ", "), data(source.description, lang)
    else:
        before, name = (), publisher
    after = ""
    if source.date:
        date = language.date(source.date)
        after += f", {_('{date} (date inferred)', date=date) if source.date_inferred else date}"
    if source.accessed:
        after += _(", consulted on {date}", date=language.date(source.accessed))
    return before, name, after

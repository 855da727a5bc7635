"""The two documents as plain data: what is on record about each, and its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.corpus import Corpus
from jamplan.counting.figures import Coverage
from jamplan.exports.page.entries import Cited, cited
from jamplan.exports.page.spans import data, other, source_linked
from jamplan.locale import Language
from jamplan.model import Declared, Document
from jamplan.reports.blocks import Inline, ident, inline, strong
from jamplan.reports.cells import field, status_counts
from jamplan.text.folding import one_line


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter or a priority: its title, what is known in it, a note."""

    said: Inline
    note: str | None
    evidence: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: what is on record about it, and its parts."""

    name: Inline
    facts: tuple[Inline, ...]
    note: str | None
    parts: tuple[Part, ...]


def paper_of_proposals(coverage: Coverage, language: Language) -> Paper:
    """The document that proposes, with what is known in each of its chapters."""
    _ = language.gettext
    corpus = coverage.corpus
    document = corpus.proposals_document
    lang = other(document.language, language)
    known = {group.chapter.id: group for group in coverage.chapters if group.chapter}
    parts = []
    for chapter in corpus.chapters:
        pages = _(", p. {pages}", pages=one_line(chapter.pages)) if chapter.pages else ""
        counts = status_counts(language, known[chapter.id].statuses) or _("no known proposal")
        said = inline(data(chapter.title, lang), pages, ". ", strong(_capital(counts)), ".")
        parts.append(Part(said, one_line(chapter.note) if chapter.note else None))
    return _paper(corpus, document, tuple(parts), language)


def paper_of_plan(corpus: Corpus, language: Language) -> Paper:
    """The plan, with its priorities."""
    lang = other(corpus.plan_document.language, language)
    parts = tuple(
        Part(
            inline(ident(each.id), " ", data(each.title, lang), "."),
            one_line(each.note) if each.note else None,
            cited(corpus, each.evidence, language),
        )
        for each in corpus.priorities
    )
    return _paper(corpus, corpus.plan_document, parts, language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paper(corpus: Corpus, document: Document, parts: tuple[Part, ...], language: Language) -> Paper:
    lang = other(document.language, language)
    note = one_line(document.note) if document.note else None
    facts = tuple(_facts(corpus, document, language))
    return Paper((data(document.short_name, lang),), facts, note, parts)


def _facts(corpus: Corpus, document: Document, language: Language) -> Iterable[Inline]:
    _ = language.gettext
    lang = other(document.language, language)
    if document.title:
        yield field(_("Title:"), (data(document.title, lang),))
    if document.publisher:
        name = data(corpus.actor[document.publisher].name, other(corpus.language, language))
        yield field(_("Published by:"), (name,))
    if document.date:
        yield field(_("Date:"), language.date(document.date))
    if document.source:
        source = corpus.source[document.source]
        yield field(_("Source:"), source_linked(corpus, language, source))
    else:
        yield field(_("Source:"), _("the document itself has not been read"))
    for each in document.declared:
        yield field(_("Declared number:"), _declared(corpus, each, language))


def _declared(corpus: Corpus, declared: Declared, language: Language) -> Inline:
    """How many items sources give, which sources, and a note."""
    lang = other(corpus.language, language)
    parts: list[str | Inline] = [language.number(declared.count)]
    for number, each in enumerate(declared.sources):
        # Without the point at its end.
        *source, _point = source_linked(corpus, language, corpus.source[each])
        parts += [language.gettext("; ") if number else " (", tuple(source)]
    parts.append(")." if declared.sources else ".")
    if declared.note:
        parts.append(inline(" ", data(declared.note, lang)))
    return inline(*parts)

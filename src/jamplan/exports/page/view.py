"""What the page shows, as plain data: every sentence is made here, none in the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Document, TitleBasis
from jamplan.counting.figures import OpenKind, ProposalRow, unadopted
from jamplan.counting.rules import Status
from jamplan.exports.page.drawings import bar, matrix
from jamplan.exports.page.entries import Cited, PageEntry, PageItems
from jamplan.exports.page.spans import data, other, source_in_full, source_named, with_quotes
from jamplan.exports.publication import Publication
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Inline, inline
from jamplan.reports.cells import answered_sentence, bar_parts, field, follow_ups_apart
from jamplan.reports.labels import label
from jamplan.reports.method import command_of, digests_of, formula, made_with, method_sentences
from jamplan.reports.objection_words import against_all
from jamplan.reports.sentences import headline, headline_sentences, range_text, rule_in_words, unknowns
from jamplan.reports.unadopted import group_lines, group_title, not_added_up


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading.

    ``lines`` precede them; ``evidence`` is that of a priority, and ``lang`` the language of the title
    if it is not the page's.
    """

    title: str
    entries: tuple[PageEntry, ...]
    lines: tuple[Inline, ...] = ()
    lang: str | None = None
    evidence: tuple[Cited, ...] = ()


SECTIONS = ("taken", "open", "measures", "unknowns", "method", "sources")
"""The sections of the page, in their order."""


def page_view(content: Publication) -> dict[str, object]:
    """What the page of a publication shows, by the names that the template uses."""
    coverage, language, corpus = content.coverage, content.language, content.corpus
    items = PageItems(coverage, language)
    words = _words(language)
    return {
        **_headline(content),
        "words": words,
        "contents": [(f"s_{name}", words[name]) for name in SECTIONS],
        "taken_up": list(_taken_up(content, items)),
        "open": list(_open(content, items)),
        "not_added_up": not_added_up(language),
        "measures": list(_measures(content, items)),
        "answered": answered_sentence(coverage, language),
        "star": any(item.number_inferred for item in corpus.measures + corpus.proposals),
        "matrix": matrix(coverage, language),
        "unknowns": unknowns(coverage, language)[1:],
        "claims": [items.claim(claim) for claim in corpus.claims],
        "objections": [
            items.objection(objection, of_all=True) for objection in corpus.objections if corpus.links
        ],
        "searches": list(_searches(corpus, language)),
        "method": method_sentences(coverage, language),
        "rule": [*rule_in_words(coverage, language), *_described_titles(content)],
        "documents": [
            *_document(corpus, corpus.proposals_document, language),
            *_document(corpus, corpus.plan_document, language),
        ],
        "recompute": made_with(content.provenance, language),
        "command": command_of(coverage, language),
        "digests": digests_of(coverage),
        "sources": [
            (source.id, source_in_full(corpus, language, source), source.note)
            for source in corpus.sources
        ],
    }


def _headline(content: Publication) -> dict[str, object]:
    """The languages of the page, the answer, its sum and its bar."""
    coverage, language, corpus = content.coverage, content.language, content.corpus
    documents = (corpus.proposals_document, corpus.plan_document)
    languages = [other(document.language, language) for document in documents]
    sentence, *others = headline_sentences(coverage, language)
    quotes = [piece.quote for claim in corpus.claims for piece in claim.evidence if piece.quote]
    return {
        "language": language.code,
        "data_language": languages[0],
        "plan_language": languages[1],
        "title": one_line(corpus.title),
        "names": [
            (data(document.short_name, lang),)
            for document, lang in zip(documents, languages, strict=True)
        ],
        "headline": sentence,
        "description": headline(coverage, language),
        "lead": with_quotes(" ".join(others), [*quotes, *against_all(corpus)], languages[0]),
        "formula": formula(coverage, language, content.provenance.date),
        "bar": bar(coverage, language),
        "colours": {part.status: part.colour for part in bar_parts(coverage, language)},
        "range": range_text(coverage, language),
    }


def _words(language: Language) -> dict[str, str]:
    """The page's headings, labels and the sentences of its script."""
    _ = language.gettext
    return {
        "skip": _("Skip to the content"),
        "count": _("The {proposals} by status"),
        "taken": _("Said to be taken up"),
        "open": _("Not established"),
        "measures": _("The {measures}"),
        "matrix": _("{Proposals} and {measures}"),
        "filled": _("Filled: the rule counts it. Hollow: the rule does not count it."),
        "star": f"* {_('number inferred')}",
        "unknowns": _("What is not known"),
        "method": _("Method"),
        "sources": _("Sources"),
        "claims": _("What is said in general"),
        "objections": _("What complicates this"),
        "searches": _("What was looked for"),
        "follow_ups": _("What became of it"),
        "no_follow_up": _("outcome not known"),
        "apart": follow_ups_apart(language),
        "none": _("None."),
        "cite": _("Copy the citation"),
        "report": _("report an error"),
        "filter": _("Filter"),
        "reset": _("Show all"),
        "shown": _(
            "On screen: {proposals} {n} of {total}, {measures} {k} of {all}.",
            n="{0}",
            total="{1}",
            k="{2}",
            all="{3}",
        ),
    }


def _taken_up(content: Publication, items: PageItems) -> Iterable[Group]:
    _ = content.language.gettext
    titles = {
        Status.ADOPTED: _("Said to be taken up"),
        Status.PARTIAL: _("Said to be taken up in part"),
    }
    for status, title in titles.items():
        rows = content.coverage.with_status(status)
        if rows or status is Status.ADOPTED:
            numbered = _("{title} ({n})", title=title, n=content.language.number(len(rows)))
            yield Group(numbered, _entries(items, rows), () if rows else (inline(_("None.")),))


def _open(content: Publication, items: PageItems) -> Iterable[Group]:
    """Yield the groups of proposals that are not established; one without texts has its reason."""
    open_cases = unadopted(content.corpus, content.coverage.rule)
    for group in open_cases.groups:
        if not (group.count or group.kind is OpenKind.DECIDED_NOT):
            continue
        lines = [] if group.rows else group_lines(open_cases, group, content.language)
        yield Group(group_title(group, content.language), _entries(items, group.rows), tuple(lines))


def _entries(items: PageItems, rows: Iterable[ProposalRow]) -> tuple[PageEntry, ...]:
    return tuple(items.proposal(row) for row in rows)


def _measures(content: Publication, items: PageItems) -> Iterable[Group]:
    language, corpus = content.language, content.corpus
    for group in content.coverage.priorities:
        entries = tuple(items.measure(row) for row in group.rows)
        priority = group.priority
        if entries and priority is None:
            yield Group(language.gettext("placement not known"), entries)
        elif entries and priority is not None:
            note = (data(priority.note, other(corpus.language, language)),) if priority.note else ()
            yield Group(
                one_line(priority.title),
                entries,
                (note,) if note else (),
                lang=other(corpus.plan_document.language, language),
                evidence=items.cited(priority.evidence),
            )


def _searches(corpus: Corpus, language: Language) -> Iterable[tuple[Inline, Inline, Inline]]:
    """Yield each question with its day, the result, and the sources that were read."""
    lang = other(corpus.language, language)
    for search in corpus.searches:
        when = language.gettext(" ({date})", date=language.date(search.on)) if search.on else ""
        sources: list[Inline] = []
        for source_id in search.sources:
            separator = [language.gettext("; ") if sources else language.gettext(": ")]
            sources.append(inline(*separator, source_named(corpus, source_id, language)))
        question = inline(data(search.question, lang), when)
        yield question, inline(data(search.result, lang)), inline(*sources)


def _described_titles(content: Publication) -> Iterable[str]:
    """Yield how many titles are the report's own words, of each document."""
    _ = content.language.gettext
    described = label(content.language, TitleBasis.DESCRIBED)
    for name, items in (
        (_("{proposals}"), content.corpus.proposals),
        (_("{measures}"), content.corpus.measures),
    ):
        if count := sum(item.title_basis is TitleBasis.DESCRIBED for item in items):
            yield f"{_('Title')}{_(': ')}{described} ({name}{_(': ')}{content.language.number(count)})."


def _document(corpus: Corpus, document: Document, language: Language) -> Iterable[Inline]:
    """Yield what is on record about a document."""
    _ = language.gettext
    lang = other(corpus.language, language)
    parts: list[Inline] = []
    if document.publisher:
        parts.append(inline(", ", data(corpus.actor[document.publisher].name, lang)))
    if document.date:
        parts.append(inline(", ", language.date(document.date)))
    title = data(document.title or document.short_name, other(document.language, language))
    yield inline(title, *parts, ".")
    if document.source:
        yield source_in_full(corpus, language, corpus.source[document.source])
    else:
        yield inline(_("the document itself has not been read").capitalize(), ".")
    for declared in document.declared:
        sources = [source_named(corpus, source_id, language) for source_id in declared.sources]
        parts = [inline(" ", source, ".") for source in sources]
        note = inline(" ", data(declared.note, lang)) if declared.note else ()
        yield field(language, _("Declared number"), f"{language.number(declared.count)}.", *parts, note)
    if document.note:
        yield field(language, _("Note"), (data(document.note, lang),))

"""What the page shows, as plain data: every sentence is made by the reports, none in the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from jamplan.corpus.model import Document
from jamplan.counting.figures import OpenKind, ProposalRow, open_cases
from jamplan.counting.rules import Status
from jamplan.exports.export import Publication
from jamplan.exports.page.entries import (
    PageEntry,
    claim_statement,
    complicated,
    measure_entry,
    proposal_entry,
)
from jamplan.language.folding import one_line
from jamplan.reports.blocks import BarPart, Inline, inline, joined, plain
from jamplan.reports.cells import answered_sentence, bar_parts, by_support, field
from jamplan.reports.context import Context
from jamplan.reports.coverage import proposals_table
from jamplan.reports.items import outcomes_apart, status_text, unknown_outcomes
from jamplan.reports.labels import status_heading
from jamplan.reports.method import formula, left_open, made_with, method_sentences, rule_beside_method
from jamplan.reports.statements import Cited, against_all, cited
from jamplan.reports.unadopted import group_lines, group_title, no_refusal
from jamplan.reports.whole import headline, headline_sentences, in_short


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
    context, corpus = content.context, content.context.corpus
    words = _words(context)
    return {
        **_headline(content),
        "words": words,
        "contents": [(f"s_{name}", words[name]) for name in SECTIONS],
        "taken_up": list(_taken_up(context)),
        "open": list(_open(context)),
        "no_refusal": no_refusal(context),
        "measures": list(_measures(context)),
        "answered": " ".join((answered_sentence(context), outcomes_apart(context))),
        "star": any(item.number_inferred for item in corpus.measures + corpus.proposals),
        **_items(context),
        "unknowns": [*left_open(context), *unknown_outcomes(context)],
        "claims": [claim_statement(context, claim) for claim in corpus.claims],
        "objections": [complicated(context, objection) for objection in against_all(context)],
        "searches": list(_searches(context)),
        "method": method_sentences(context),
        "rule": rule_beside_method(context),
        "documents": [
            *_document(context, corpus.proposals_document),
            *_document(context, corpus.plan_document),
        ],
        "recompute": made_with(context, content.provenance),
        "command": content.provenance.command,
        "digests": content.provenance.files,
        "sources": [
            (source.id, context.source_in_full(source), context.data(source.note or ""))
            for source in corpus.sources
        ],
    }


def _headline(content: Publication) -> dict[str, object]:
    """The languages of the page, the answer, its sum and its bar."""
    context, corpus = content.context, content.context.corpus
    sentence, *others = headline_sentences(context)
    return {
        "language": context.language.code,
        "data_language": context.of(corpus.language),
        "plan_language": context.of(corpus.plan_document.language),
        "title": context.heading,
        "names": context.documents,
        "draft": context.mark,
        "headline": plain(sentence),
        "description": headline(context),
        "lead": joined(others, " "),
        "formula": formula(context),
        "bar": bar(context),
        "colours": {part.status: part.colour for part in bar_parts(context)},
        "range": in_short(context),
    }


def _words(context: Context) -> dict[str, str]:
    """The page's headings, labels and the sentences of its script."""
    _ = context.gettext
    return {
        "skip": _("Skip to the content"),
        "count": _("The {proposals} by status"),
        "taken": _("Said or implied to be taken up"),
        "open": _("Not established"),
        "measures": _("The {measures}"),
        "table": _("All {proposals}"),
        "star": f"* {_('number inferred')}",
        "unknowns": _("What is not known"),
        "method": _("Method"),
        "sources": _("Sources"),
        "claims": _("What is said in general"),
        "objections": _("What complicates this"),
        "searches": _("What was looked for"),
        "follow_ups": _("What became of it"),
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


def _items(context: Context) -> dict[str, object]:
    """The table of all proposals, whose rows lead to their entries, and what its marks mean."""
    table = proposals_table(context, brief=True)
    rows = []
    for row, printed in zip(by_support(context), table.rows, strict=True):
        _title, number, measure, *others = printed.cells
        numbered_measure = inline(*number, " " if number else "", *measure)
        rows.append((row, status_text(context, row), [numbered_measure, *others]))
    proposal, _number, *columns = table.columns
    complicated = any(link.objections for link in context.corpus.links)
    return {
        "columns": [proposal, *columns],
        "rows": rows,
        "dagger": context.gettext("† complication, told below") if complicated else "",
    }


def _taken_up(context: Context) -> Iterable[Group]:
    for status in (Status.ADOPTED, Status.PARTIAL):
        rows = context.figures.with_status(status)
        if rows or (context.is_reviewed and status is Status.ADOPTED):
            none = () if rows else (inline(context.gettext("None.")),)
            title = status_heading(context.figures, context.language, status)
            yield Group(title, _entries(context, rows), none)


def _open(context: Context) -> Iterable[Group]:
    """Yield the groups of proposals that are not established; one without texts has its reason."""
    for group in open_cases(context.figures).groups:
        if not (group.count or (context.is_reviewed and group.kind is OpenKind.DECIDED_NOT)):
            continue
        lines = [] if group.rows else group_lines(context, group)
        yield Group(group_title(context, group), _entries(context, group.rows), tuple(lines))


def _entries(context: Context, rows: Iterable[ProposalRow]) -> tuple[PageEntry, ...]:
    return tuple(proposal_entry(context, row.proposal) for row in rows)


def _measures(context: Context) -> Iterable[Group]:
    for group in context.figures.priorities:
        entries = tuple(measure_entry(context, row.measure) for row in group.rows)
        priority = group.priority
        if entries and priority is None:
            yield Group(context.gettext("no {priority} known"), entries)
        elif entries and priority is not None:
            yield Group(
                one_line(priority.title),
                entries,
                ((context.data(priority.note),),) if priority.note else (),
                lang=context.of(context.corpus.plan_document.language),
                evidence=cited(context, priority.evidence),
            )


def _searches(context: Context) -> Iterable[tuple[Inline, Inline, Inline]]:
    """Yield each question with its day, the result, and the sources that were read."""
    _ = context.gettext
    for search in context.corpus.searches:
        when = _(" ({date})", date=context.language.date(search.on)) if search.on else ""
        publishers = {context.publisher(source).text: source for source in reversed(search.sources)}
        names = joined(map(context.publisher, reversed(publishers.values())), _("; "))
        sources = inline(_(": "), names) if names else ()
        question = inline(context.data(search.question), when)
        yield question, (context.data(search.result),), sources


def _document(context: Context, document: Document) -> Iterable[Inline]:
    """Yield what is on record about a document."""
    _ = context.gettext
    corpus = context.corpus
    parts: list[Inline] = []
    if document.publisher:
        parts.append(inline(", ", context.named(document.publisher)))
    if document.date:
        parts.append(inline(", ", context.language.date(document.date)))
    title = context.data(document.title or document.short_name, document.language)
    yield inline(title, *parts, ".")
    if document.source:
        yield context.source_in_full(corpus.source[document.source])
    else:
        yield inline(_("the document itself could not be read in full").capitalize(), ".")
    for declared in document.declared:
        sources = [inline(" ", context.publisher(source), ".") for source in declared.sources]
        note = inline(" ", context.data(declared.note)) if declared.note else ()
        yield field(context, _("Declared number"), f"{context.number(declared.count)}.", *sources, note)
    if document.note:
        yield field(context, _("Note"), context.data(document.note))


def bar(context: Context) -> list[tuple[BarPart, float, float]]:
    """The parts of the bar, each with its start and its width in per cent."""
    parts = bar_parts(context)
    ends = list(accumulate((part.count for part in parts), initial=0))
    return [
        (part, round(100 * start / ends[-1], 3), round(100 * part.count / ends[-1], 3))
        for part, start in zip(parts, ends, strict=False)
    ]

"""The page for readers: one HTML file that asks for nothing else, and shows all data as text.

:func:`page_view` is what the page shows, as plain data: every sentence is made by the reports.
``page.html.jinja`` in ``page`` makes HTML of it, with ``page.css`` and ``page.js`` in it. Entries are
the views of items and statements with what only a page has: a link to what is told elsewhere on it,
the sentence to copy, a letter that reports an error.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from jamplan.corpus.model import Document, Link, Measure, Proposal
from jamplan.counting.figures import ProposalRow, open_cases
from jamplan.counting.rules import Status
from jamplan.exports.export import Publication
from jamplan.language.folding import harmless, is_web, one_line
from jamplan.reports.blocks import BarPart, Inline, SpanKind, inline, joined, plain
from jamplan.reports.cells import answered_sentence, bar_parts, by_support, field, is_long, last_states
from jamplan.reports.changes_report import corrections
from jamplan.reports.citation import Citation, cite, nothing_on_record
from jamplan.reports.context import Context
from jamplan.reports.coverage import proposals_table
from jamplan.reports.items import (
    Entry,
    entry,
    named,
    outcome,
    outcomes_apart,
    status_text,
    unknown_outcomes,
)
from jamplan.reports.labels import capitalised, status_heading
from jamplan.reports.method import (
    formula,
    left_open,
    made_with,
    method_sentences,
    rule_beside_method,
    signature,
)
from jamplan.reports.statements import (
    DAGGER,
    Cited,
    Complication,
    Form,
    Statement,
    against_all,
    caveat_sentences,
    cited,
    how_sure,
    mark_of,
    statement,
    would_change,
)
from jamplan.reports.unadopted import group_lines, group_title, no_refusal
from jamplan.reports.whole import headline, headline_sentences, in_short, told_claim

_FOLDER = Path(__file__).with_name("page")


def page(content: Publication) -> str:
    """The page of a publication. The same publication gives the same text."""
    style, script = inlined("page.css"), inlined("page.js")
    text: str = template("page").render(
        page_view(content),
        kinds=SpanKind,
        style=style,
        script=script,
        policy=policy(style, script),
    )
    return text


@cache
def template(name: str) -> Template:
    """The template of a page, read and compiled once."""
    environment = Environment(
        autoescape=True,
        finalize=_shown,
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["web"] = is_web
    environment.filters["line"] = one_line
    return environment.get_template(f"{name}.html.jinja")


def _shown(value: object) -> object:
    """A value as the page shows it: texts without controls; markup is the template's own."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def inlined(*names: str) -> Markup:
    """A style or a script: files of this package, without end tags."""
    texts = ((_FOLDER / name).read_text(encoding="utf-8") for name in names)
    return Markup("".join(texts))  # noqa: S704 - files of this package


def policy(style: str, script: str) -> str:
    """A Content-Security-Policy that lets this style and this script work, and nothing be fetched."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@dataclass(frozen=True, slots=True)
class PageStatement:
    """What somebody states, with its evidence and what complicates it.

    ``report`` is the address of a letter that reports an error in it, None without a contact.
    """

    sentence: Inline
    evidence: tuple[Cited, ...] = ()
    objections: tuple[Inline, ...] = ()
    caveats: tuple[Inline, ...] = ()
    outcome: Inline = ()
    citation: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A proposal or a measure with all that is on record about it."""

    told: Entry
    facts: tuple[Inline, ...]
    statements: tuple[PageStatement, ...]


def proposal_entry(context: Context, proposal: Proposal) -> PageEntry:
    """The entry of a proposal: what counts under the rule first."""
    told = entry(context, proposal, Form.PAGE)
    statements = tuple(_stated(context, each) for each in told.statements)
    return PageEntry(told, _facts(context, told), statements or (_nothing(context, told),))


def measure_entry(context: Context, measure: Measure) -> PageEntry:
    """The entry of a measure: the proposals that it is said to take up, and what became of it."""
    told = entry(context, measure, Form.PAGE)
    answers = tuple(_answer(context, each) for each in told.statements)
    return PageEntry(told, _facts(context, told), answers or (_nothing(context, told),))


def _facts(context: Context, told: Entry) -> tuple[Inline, ...]:
    return tuple(field(context, fact.name, fact.content) for fact in told.facts)


def complicated(context: Context, objection: Complication) -> Inline:
    """What speaks against a statement, with its quotes and where they are published."""
    places: list[Inline] = [inline(objection.day)] if objection.day else []
    for piece in objection.evidence:
        source = context.corpus.source[piece.source]
        # The sentence has the date.
        site = context.data(context.site(source), context.language.code, source.url)
        places.append(inline(*(piece.quote and (piece.quote, " ")), site))
    separator = ", " if objection.day else context.gettext("; ")
    bracketed = inline(" (", joined(places, separator), ")") if places else ()
    return inline(objection.fact, bracketed, ".")


def _stated(context: Context, told: Statement) -> PageStatement:
    _ = context.gettext
    if told.measure is None:
        sentence = inline(f"{_('Conclusion')}{_(': ')}{told.stated}.")
    else:
        sentence = _sentence(context, told, told.measure)
    citation = cite(context, statement(context, told.record, Form.CITATION))
    more = joined(caveat_sentences(context, replace(told, caveats=())), " ")
    return PageStatement(
        sentence,
        told.evidence,
        tuple(complicated(context, objection) for objection in told.objections),
        tuple(part for part in (how_sure(context, told), more) if part),
        _outcome(context, told.measure) if told.measure else (),
        str(citation),
        _letter(context, told.proposal, citation),
    )


def _outcome(context: Context, measure: Measure) -> Inline:
    """The last of what became of a measure; its entry has the rest. Empty if nothing is known."""
    if not measure.follow_ups:
        return ()
    last = outcome(context, measure.follow_ups[-1])
    return field(context, context.gettext("What became of it"), last.sentence)


def _sentence(context: Context, told: Statement, item: Proposal | Measure, mark: str = "") -> Inline:
    """How a link is stated and by whom, then the item at its other end, whose title is not theirs."""
    first, *others = named(context, item)
    # The title of an answer ends as its sentence does.
    point = "" if item.title.endswith((".", "!", "?", "…")) and not mark else "."
    return inline(f"{capitalised(told.stated)}. {capitalised(first.text)}", *others, mark, point)


def _answer(context: Context, told: Statement) -> PageStatement:
    """A statement in a measure's entry; its evidence and complications are in the proposal's."""
    mark = mark_of([told.record]) if isinstance(told.record, Link) else ""
    return PageStatement(_sentence(context, told, told.proposal, mark))


def _nothing(context: Context, told: Entry) -> PageStatement:
    citation = nothing_on_record(context, told.item)
    change = would_change(context, told.would_change) if told.would_change else ()
    letter = _letter(context, told.item, citation)
    words = citation.text
    if isinstance(told.item, Measure) and not citation.addresses:
        words = f"{capitalised(context.gettext('no statement known here'))}."
    return PageStatement(
        inline(words), caveats=(change,) if change else (), citation=str(citation), report=letter
    )


def _letter(context: Context, item: Proposal | Measure, citation: Citation) -> str | None:
    """The address of a letter about a citation, None if the corpus names no contact."""
    contact = one_line(context.corpus.proposals_document.contact or "")
    if "@" not in contact:
        return None
    request = context.gettext("What is wrong, and which source shows it (address, date, exact words)?")
    title = one_line(item.title)
    body = f"{title}\r\n\r\n{citation}\r\n\r\n{request}\r\n"
    fields = urlencode({"subject": title, "body": body}, quote_via=quote, errors="replace")
    return f"mailto:{quote(contact, safe='@', errors='replace')}?{fields}"


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


_SECTIONS = ("taken", "open", "measures", "searches", "unknowns", "method", "sources")
_FOLDED_FROM = 50
"""The fewest items that open on demand."""


def page_view(content: Publication) -> dict[str, object]:
    """What the page of a publication shows, by the names that the template uses."""
    context, corpus = content.context, content.context.corpus
    words = _words(context)
    # In a long list exceptions come first.
    first = ("open", "taken") if is_long(context) else ("taken", "open")
    sections = [*first, *(name for name in _SECTIONS if name not in first)]
    sections += ["corrections"] if content.changes else []
    return {
        **_headline(content),
        "words": words,
        "sections": ("method",) if content.item else sections,
        "item": _item(context, content.item),
        "url": content.url,
        "picture": content.picture,
        "beside": content.beside,
        "corrections": _corrections(content),
        "folded": len(corpus.proposals) >= _FOLDED_FROM,
        "taken_up": list(_taken_up(context)),
        "open": list(_open(context)),
        "no_refusal": no_refusal(context),
        "measures": list(_measures(context)),
        "answered": " ".join((answered_sentence(context), outcomes_apart(context))),
        "star": any(item.number_inferred for item in corpus.measures + corpus.proposals),
        **_items(context),
        "unknowns": [*left_open(context), *unknown_outcomes(context)],
        "claims": [
            PageStatement(told_claim(context, claim, quoted=False), cited(context, claim.evidence))
            for claim in corpus.claims
        ],
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


def _item(context: Context, item: Proposal | Measure | None) -> PageEntry | None:
    """The entry of the one item that a page is about."""
    if isinstance(item, Proposal):
        return proposal_entry(context, item)
    return measure_entry(context, item) if item else None


def _corrections(content: Publication) -> list[Inline]:
    """What changed since the state that is named; empty without one."""
    if content.changes is None:
        return []
    return corrections(content.changes, content.since, content.context.language)


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
        "byline": " ".join([signature(context), *([formula(context)] if context.is_reviewed else [])]),
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
        "text": _("Text"),
        "details": _("Details"),
        "recompute": _("To recompute it"),
        "status": _("Status"),
        "wording": _("Wording"),
        "corrections": _("Corrections"),
        "cite": _("Copy the citation"),
        "link": _("Copy the link"),
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
    followed = any(measure.follow_ups for measure in context.corpus.measures)
    rows, wordings = [], []
    for row, printed in zip(by_support(context), table.rows, strict=True):
        _title, number, measure, *others = printed.cells
        numbered_measure = inline(*number, " " if number else "", *measure)
        wording = plain(others[-1]).removesuffix(f" {DAGGER}")
        became = [last_states(context, row)] if followed else []
        rows.append((row, status_text(context, row), [numbered_measure, *others, *became]))
        wordings.append(wording)
    proposal, _number, *columns = table.columns
    if followed:
        columns.append(context.gettext("What became of it"))
    complicated = any(link.objections for link in context.corpus.links)
    return {
        "columns": [proposal, *columns],
        "rows": rows,
        "wording_column": len(columns) - followed,
        "statuses": dict.fromkeys(status for _row, status, _cells in rows),
        "wordings": dict.fromkeys(wordings),
        "dagger": context.gettext("† complication, told below") if complicated else "",
    }


def _taken_up(context: Context) -> Iterable[Group]:
    statuses = (Status.ADOPTED, Status.PARTIAL)
    for status in reversed(statuses) if is_long(context) else statuses:
        rows = context.figures.with_status(status)
        if rows or (context.is_reviewed and status is Status.ADOPTED):
            none = () if rows else (inline(context.gettext("None.")),)
            title = status_heading(context.figures, context.language, status)
            yield Group(title, _entries(context, rows), none)


def _open(context: Context) -> Iterable[Group]:
    """Yield the groups of proposals that are not established; one without texts has its reason."""
    for group in open_cases(context.figures).groups:
        if not (group.count or (context.is_reviewed and group.status is Status.NOT_ADOPTED)):
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
        question = inline(context.data(search.question), when)
        yield question, (context.data(search.result),), names


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

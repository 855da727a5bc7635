"""The page for readers: one HTML file that asks for nothing else, and shows all data as text.

:func:`page_view` is what the page shows, as plain data: every sentence is made by the reports, of which
the template asks some. ``page.html.jinja`` in ``page`` makes HTML of it, with ``page.css`` and
``page.js`` in it, and has its own headings and labels. Entries are the views of items and statements
with what only a page has: a link to what is told elsewhere on it, the sentence to copy, a letter that
reports an error.
"""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from jamplan import account, layouts
from jamplan.account import items, method, statements, vocabulary
from jamplan.account.changes import ChangesTold
from jamplan.account.citations import cite_item
from jamplan.account.clauses import EXCEPTIONS
from jamplan.account.context import Context
from jamplan.account.quoting import Cited, cited, with_places
from jamplan.account.spans import (
    SIGNS,
    Inline,
    Span,
    SpanKind,
    inline,
    joined,
    plain,
)
from jamplan.account.statements import mark_of, nothing_on_record
from jamplan.account.whole import NOT_CARRIED_OUT, headline
from jamplan.corpus.model import Item
from jamplan.counting import figures
from jamplan.counting.rules import TAKEN_UP
from jamplan.counting.statuses import Status
from jamplan.exports.export import Publication
from jamplan.language.folding import harmless, is_web, one_line
from jamplan.layouts import cells, changes, coverage, judges, unadopted
from jamplan.layouts import page as page_layout
from jamplan.layouts.omissions import facts_shown

_FOLDER = Path(__file__).with_name("page")
_BRIEF_FROM = 500
"""The fewest items of a page in brief: of 2,000, it is to stay small."""
_OPTIONAL = re.compile("</(?:p|li|t[dhr])>\n?|(?<=>)\n+(?=<)")
"""End tags that HTML lets a page leave out: what follows them in the template ends their elements.

And line breaks between tags.
"""
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufefe\U00010800-\U0001efff]")
"""A letter of a script from right to left, of which a text is kept apart."""


def page(content: Publication) -> bytes:
    """The page of a publication, in UTF-8. The same publication gives the same bytes."""
    brief = content.item is None and len(content.context.rows) >= _BRIEF_FROM
    content = replace(content, account=content.account.in_brief(brief=brief))
    colours = (f".{status}{{--sign:{signs[-1]}}}" for status, signs in SIGNS.items())
    text = rendered("page", ("page.css",), page_view(content), "".join(colours))
    return (_OPTIONAL.sub("", text) if brief else text).encode()


def rendered(
    name: str, styles: Iterable[str], shown: Mapping[str, object], further: str = ""
) -> str:
    """A page by the name of its template and script, with what it shows and ``further`` style."""
    style, script = _inlined(*styles) + further, _inlined(f"{name}.js")
    policy = _policy(style, script)
    return harmless(
        _template(name).render(shown, style=style, script=script, policy=policy)
    )


@cache
def _template(name: str) -> Template:
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
    environment.tests["leftward"] = _LEFTWARD.search
    environment.filters["line"] = one_line
    return environment.get_template(f"{name}.html.jinja")


def _shown(value: object) -> object:
    """A value as the page shows it: texts without controls; markup is the template's own."""
    return (
        harmless(value)
        if isinstance(value, str) and not isinstance(value, Markup)
        else value
    )


def _inlined(*names: str) -> Markup:
    """A style or a script: files of this package, without end tags."""
    texts = ((_FOLDER / name).read_text(encoding="utf-8") for name in names)
    return Markup("".join(texts))  # noqa: S704 - files of this package


def _policy(*inlined: str) -> str:
    """A Content-Security-Policy that lets a style and a script work, and nothing be fetched."""
    digests = (hashlib.sha256(text.encode()).digest() for text in inlined)
    style, script = (
        f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests
    )
    allowed = f"style-src {style}; script-src {script}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class PageStatement:
    """What somebody states, its evidence; ``after`` it what complicates it, and its outcome."""

    sentence: Inline
    evidence: tuple[Cited, ...] = ()
    after: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A proposal or a measure with all that is on record about it."""

    told: items.ItemEntry
    evidence: tuple[Cited, ...]
    """Without the words that are the title, or the text."""
    statements: tuple[PageStatement, ...]
    report: str | None
    """The address of a letter that reports an error in it, None without a contact."""
    label: str
    """Its status in words; of what no document answers, the last word on what became of it."""


def page_entry(context: Context, item: Item, *, alone: bool = False) -> PageEntry:
    """The entry of an item; that of a measure leaves evidence and objections to the proposals'.

    What is told ``alone`` has all of its own, and introduces who says it.
    """
    told = items.entry(context, item)
    text = [*told.text, *filter(None, [told.text_doubt])]
    facts = tuple(facts_shown("html", told.facts))
    told = replace(told, text=tuple(text), facts=facts)
    has_all = told.status or alone
    told_of = tuple(
        _stated(context, told, alone=alone) if has_all else _answers(context, told)
    )
    evidence = tuple(
        replace(each, quote=()) if items.is_own_words(item, each) else each
        for each in told.evidence
    )
    report = _letter(context, item) if told.status or not told_of else None
    if not told_of and not _is_judged(context, item):
        told_of = (_nothing(context, told),)
    label = told.status_label
    if not context.has_document:
        label = told.outcome
    return PageEntry(told, evidence, told_of, report, label)


def _is_judged(context: Context, item: Item) -> bool:
    """Whether no document answers an item, and voices say what became of it.

    That no statement on it is on record would be false.
    """
    return not context.has_document and item.id in context.outcomes


def _stated(
    context: Context, entry: items.ItemEntry, *, alone: bool
) -> Iterable[PageStatement]:
    """Yield the statements in an entry with their evidence, complications and last outcome.

    The first of those told ``alone`` introduces who says it.
    """
    for told in entry.statements:
        stated = vocabulary.capitalised(told.stated)
        is_first = alone and told is entry.statements[0]
        if is_first and (actor := told.voice.who):
            stated = stated.replace(context.called(actor), context.introduced(actor), 1)
        after = [with_places(context, objection) for objection in told.objections]
        after.append(statements.how_sure(context, told))
        after.append(joined(statements.further(told), " "))
        is_taken_up = told.record.group in TAKEN_UP
        if is_first and context.corpus.is_response and is_taken_up and told.counted:
            after.append(inline(context.gettext(NOT_CARRIED_OUT)))
        if told.measure and entry.status:
            # The measure's own entry has the rest.
            last = items.last_outcome(context, told.measure)
            became = context.gettext(items.BECAME)
            after += [cells.field(context, became, f"{last}.")] if last else []
        sentence = _sentence(context, entry, told, stated)
        yield PageStatement(sentence, told.evidence, tuple(filter(None, after)))


def _sentence(
    context: Context,
    entry: items.ItemEntry,
    told: statements.ToldStatement,
    stated: str,
) -> Inline:
    """What a statement says, and the item at its other end."""
    if not told.is_position:
        name = context.ngettext("Conclusion", "Conclusions", 1)
        head = f"{name}{context.gettext(': ')}"
        return inline(f"{head}{told.stated}.")
    other: Item | None = told.measure if entry.status else told.proposal
    if other is None:
        return inline(f"{stated}.")
    is_quoted = any(piece.words for piece in told.evidence)
    answering = context.document_of(told.record).publisher
    is_its_own = is_quoted and told.voice.via == answering
    if context.corpus.is_response and entry.status and is_its_own:
        # The title of an answer is what is quoted below, if its document is quoted.
        answer = context.numbered(other)
        return inline(f"{stated}. {answer}{context.gettext(': ').rstrip()}")
    return inline(f"{stated}. ", _named(context, other))


def _named(context: Context, item: Item, mark: str = "") -> Inline:
    """The item at the other end of a link as a sentence: its title is not the claimant's."""
    lead = (
        ""
        if context.brief and item.number
        else f"{context.numbered(item)}{context.gettext(': ')}"
    )
    title = context.title(item)
    # The title of an answer ends as its sentence does.
    point = "" if title.text.endswith((".", "!", "?", "…", ":")) and not mark else "."
    return inline(lead, title, mark, point)


def _answers(context: Context, entry: items.ItemEntry) -> Iterable[PageStatement]:
    """Yield the statements in a measure's entry, those of the same words and claimant as one.

    Their evidence and complications are in the proposals'.
    """
    alike: dict[str, list[Inline]] = {}
    for each in entry.statements:
        alike.setdefault(each.stated, []).append(
            _named(context, each.proposal, mark_of([each]))
        )
    for stated, named in alike.items():
        yield PageStatement(
            inline(f"{vocabulary.capitalised(stated)}. ", joined(named, " "))
        )


def _nothing(context: Context, told: items.ItemEntry) -> PageStatement:
    change = statements.would_change(context, told.item)
    words = nothing_on_record(context, told.item).text
    return PageStatement(inline(words), after=(change,) if change else ())


def _letter(context: Context, item: Item | None = None) -> str | None:
    """The address of a letter about the whole, or an item's last citation; None without a contact.

    In brief, letters about items have no text: two thousand weigh as much as all else.
    """
    contact = one_line(context.corpus.proposals_document.contact or "")
    if "@" not in contact:
        return None
    request = context.gettext(
        "What is wrong, and which source shows it (address, date, exact words)?"
    )
    title = one_line(item.title) if item else context.heading
    letter = {"subject": title}
    if not (item and context.brief):
        told = cite_item(context, item)[-1] if item else headline(context)
        letter["body"] = f"{title}\r\n\r\n{told}\r\n\r\n{request}\r\n"
    fields = urlencode(letter, quote_via=quote, errors="replace")
    return f"mailto:{quote(contact, safe='@', errors='replace')}?{fields}"


@dataclass(frozen=True, slots=True)
class PageGroup:
    """Entries under one heading.

    ``lines`` precede them; ``evidence`` is that of a priority, and ``lang`` the language of the title
    if it is not the page's.
    """

    title: str
    entries: Iterator[PageEntry]
    lines: tuple[Inline, ...] = ()
    lang: str | None = None
    evidence: tuple[Cited, ...] = ()
    status: str = ""
    """The key of the sign of its status."""


_FOLDED_FROM = 50
"""The fewest items that open on demand."""


def page_view(content: Publication) -> dict[str, object]:
    """What the page of a publication shows, by the names that the template uses."""
    context, corpus, item = content.context, content.context.corpus, content.item
    whole_account = content.account
    told_first = list(_grouped(context, cells.groups(context, *EXCEPTIONS)))
    left_open = _grouped(context, _left_open(context), *unadopted.without_text(context))
    is_open = list(left_open)
    names = page_layout.sections(
        context,
        has_told=bool(told_first),
        has_open=bool(is_open),
        has_corrections=content.changes is not None,
    )
    table = _items(context)
    title, description = context.heading, headline(context)
    if item is not None:
        title = f"{one_line(item.title)} · {title}"
        description = cite_item(context, item)[0].text
    none = inline(context.gettext("None."))
    return {
        "publication": content,
        "context": context,
        "account": account,
        "layouts": layouts,
        "kinds": SpanKind,
        "byline": _byline(context),
        "_": context.gettext,
        "item": item and page_entry(context, item, alone=True),
        "title": title,
        "description": description,
        "sections": ["method"] if item else names,
        "heads": page_layout.headings(context, [group.title for group in told_first]),
        "corrections": _corrections(content),
        "copies": _packed(context, *([item] if item else ())),
        "folded": item is None and len(corpus.proposals) >= _FOLDED_FROM,
        "taken_up": list(_grouped(context, cells.taken_up(context), none)),
        "told_first": told_first,
        "open": is_open,
        "complicated": any(each.objections for each in context.decided),
        "measures": list(_measures(context)),
        **table,
        **page_layout.head(whole_account, has_voices=bool(table["voices"])),
        **page_layout.unknowns(whole_account),
        **page_layout.method_of(
            whole_account, content.provenance, is_whole=item is None
        ),
        "objections": whole_account.whole.against_with_places,
        "searches": page_layout.searches(whole_account),
        "documents": page_layout.documents(whole_account),
        "sources": whole_account.sources,
    }


def _corrections(content: Publication) -> list[Inline]:
    """What changed since an earlier state, if there is one."""
    if content.changes is None:
        return []
    told = ChangesTold(content.changes, content.account.language)
    return changes.corrections(told, content.since)


def _left_open(context: Context) -> list[tuple[str, list[figures.ProposalRow]]]:
    """What nothing establishes, by status, but for what is told first; without a document, all."""
    if not context.has_document:
        rows = context.by_support()
        return [("", rows)] if rows else []
    left = [status for status in figures.OPEN if status not in EXCEPTIONS]
    return cells.groups(context, *left)


def _byline(context: Context) -> Inline:
    """Who signs the account, and the day of the facts; the contact leads to a letter on the whole."""
    contact = one_line(context.corpus.proposals_document.contact or "")
    before, _, after = method.byline(context).partition(contact or "\0")
    return inline(before, Span(contact, href=_letter(context)), after)


def _packed(context: Context, *published: Item) -> str:
    """The sentences to copy, by default of all items, by their ids: as JSON, deflated, in base 64.

    Nothing shows them but a script, which fills in the quotes.
    """
    # Statements on a measure are copied where they are told, with the proposals.
    copies = {
        item.id: [*_copied(context, item)]
        for item in published or (*context.corpus.proposals, *context.corpus.measures)
        if item.id not in context.corpus.statements_naming
    }
    told = json.dumps(copies, ensure_ascii=False).encode(errors="replace")
    return base64.b64encode(zlib.compress(told)).decode()


def _copied(context: Context, item: Item) -> Iterator[str]:
    """Yield the citations of an item; a quote that its entry has is the number of that quote there."""
    told = statements.statements(context, item)
    quotes = [
        harmless(plain(piece.quote))
        for each in told
        for piece in each.evidence
        if piece.quote
    ]
    for citation in cite_item(context, item):
        text = harmless(str(citation))
        for number, words in enumerate(quotes):
            text = text.replace(words, f"\0{number}\0")
        yield text


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of the table that have one status, under its name."""

    status: str
    """What the filter calls them."""
    heading: str
    sign: str
    """The key of the sign of the status; empty if they have none."""
    rows: tuple[tuple[Item, tuple[Inline, ...]], ...]


def _items(context: Context) -> dict[str, object]:
    """The table of all proposals, whose rows lead to their entries, and what its marks mean."""
    if not context.has_document:
        return _judged(context)
    table = coverage.proposals_table(
        cells.account_told(context), brief=True, screen=True
    )
    proposals = context.by_support(screen=True)
    states = [cells.last_states(context, row) for row in proposals]
    # A column of dashes says nothing.
    followed = any(plain(state) != "—" for state in states)
    groups: dict[str, list[tuple[figures.ProposalRow, tuple[Inline, ...]]]] = {}
    for row, printed, state in zip(proposals, table.rows, states, strict=True):
        _title, number, measure, *others = printed.cells
        if number:
            measure = measure[1:] if context.brief else inline(" ", measure)
        told = (inline(number, measure), *others)
        if followed:
            told = (*told, state)
        groups.setdefault(context.status_of(row), []).append((row, told))
    proposal, _number, *columns = table.columns
    became = None
    if followed:
        columns.append(items.became_head(context))
        became = len(columns)
    rows = []
    for status, group in groups.items():
        first = group[0][0]
        heading = context.status_of(first, len(group))
        printed_rows = tuple((row.proposal, told) for row, told in group)
        sign = context.sort_of(first).sign
        rows.append(PageRows(status, heading, sign, printed_rows))
    return {
        "columns": [proposal, *columns],
        "rows": rows,
        "wording": len(columns) - followed,
        "became": became,
        "voices": None,
    }


def _judged(context: Context) -> dict[str, object]:
    """The table of proposals that no document answers: what became of them, disputes first.

    Beside it is what each voice counts: one of them in the headline alone would be chosen.
    """
    _ = context.gettext
    disputed: list[tuple[Item, tuple[Inline, ...]]] = []
    others: list[tuple[Item, tuple[Inline, ...]]] = []
    for proposal in context.corpus.proposals:
        outcome = context.outcomes.get(proposal.id)
        is_disputed = outcome is not None and outcome.is_contested
        told = inline(items.outcome_in_brief(context, proposal) or "—")
        if is_disputed:
            disputed.append((proposal, (told,)))
        else:
            others.append((proposal, (told,)))
    contested = vocabulary.Sort(Status.CONTESTED)
    rows = []
    if disputed:
        status = vocabulary.sort_text(context.language, contested)
        heading = vocabulary.count_of(context.language, contested, len(disputed))
        rows.append(PageRows(status, heading, contested.sign, tuple(disputed)))
    if others:
        rest = context.ngettext(
            "{n} other {proposal}", "{n} other {proposals}", len(others)
        )
        # Without disputes, these are all.
        heading = rest
        if not disputed:
            heading = ""
        rows.append(PageRows(rest, heading, "", tuple(others)))
    voices = None
    if any(each.is_outcome for each in context.corpus.statements):
        voices = judges.outcomes_report(cells.account_told(context))[1:]
    return {
        "columns": [context.proposal_head, items.became_head(context)],
        "rows": rows,
        "wording": None,
        "became": 1,
        "voices": voices,
    }


def _grouped(
    context: Context,
    groups: Iterable[tuple[str, Sequence[figures.ProposalRow]]],
    *nothing: Inline,
) -> Iterable[PageGroup]:
    """Yield groups of proposals with their entries; of one without proposals, what is said of it."""
    for title, rows in groups:
        # One by one: those of a long page do not take memory all at once.
        entries = (page_entry(context, row.proposal) for row in rows)
        yield PageGroup(
            title,
            entries,
            () if rows else nothing,
            status=context.sort_of(rows[0]).sign if rows and title else "",
        )


def _measures(context: Context) -> Iterable[PageGroup]:
    lang = context.of(context.corpus.plan_document.language)
    is_grouped = len(context.figures_by_document) > 1 or bool(context.corpus.priorities)
    for heading, priority, rows in context.measure_groups:
        entries = (page_entry(context, row.measure) for row in rows)
        if rows and priority is None:
            none = vocabulary.capitalised(heading) if is_grouped else ""
            yield PageGroup(none, entries)
        elif rows and priority is not None:
            lines = ((context.data(priority.note),),) if priority.note else ()
            evidence = cited(context, priority.evidence)
            yield PageGroup(heading, entries, lines, lang=lang, evidence=evidence)

"""The page for readers: head, table, sections with entries, method and unknowns."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jamplan.account import manners, vocabulary
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold
from jamplan.account.clauses import EXCEPTIONS
from jamplan.account.entries import EntryTold
from jamplan.account.groups import StatusTold
from jamplan.account.quoting import Cited
from jamplan.account.spans import Inline, bracketed, inline, joined, plain
from jamplan.account.vocabulary import capitalised
from jamplan.counting.figures import OPEN
from jamplan.counting.statuses import Status
from jamplan.evidence.published import Provenance
from jamplan.language.folding import harmless, is_web
from jamplan.layouts import cells, coverage, judges, unadopted
from jamplan.layouts.omissions import facts_shown


@dataclass(frozen=True, slots=True)
class PageEntry:
    """The entry of an item, with what is known of it beside its text as lines."""

    told: EntryTold
    facts: tuple[Inline, ...]
    timeline: tuple[Inline, ...] = ()
    """What happened to it, by day; empty unless several statements are on record."""


@dataclass(frozen=True, slots=True)
class PageGroup:
    """Entries under one heading.

    ``lines`` precede them; ``evidence`` is that of a priority, and ``lang`` the
    language of the title if it is not the page's.
    """

    title: str
    entries: Iterator[PageEntry]
    lines: tuple[Inline, ...] = ()
    lang: str | None = None
    evidence: tuple[Cited, ...] = ()
    status: str = ""
    """The key of the sign of its status."""


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of the table that have one status, under its name."""

    status: str
    """What the filter calls them."""
    heading: str
    sign: str
    """The key of the sign of the status; empty if they have none."""
    rows: tuple[tuple[ItemTold, tuple[Inline, ...]], ...]


def entry(account: Account, item: ItemTold, *, alone: bool = False) -> PageEntry:
    """The entry of an item, with the facts that a page tells."""
    told = item.entry(alone=alone)
    facts = facts_shown("html", told.facts)
    lines = [cells.field(account.language, each.name, *each.content) for each in facts]
    return PageEntry(told, tuple(lines), tuple(_timeline(item)))


def _timeline(item: ItemTold) -> Iterator[Inline]:
    """Yield what happened to an item, by day, and since when a voice is silent on it.

    The words are above it, at each statement and outcome.
    """
    if item.has_timeline and item.timeline.has_several:
        yield from map(cells.event_line, item.timeline.events)
        yield from map(inline, item.timeline.silences)


def _entries(account: Account, ids: Iterable[str]) -> Iterator[PageEntry]:
    """Yield entries one by one: those of a long page do not take memory all at once."""
    for name in ids:
        yield entry(account, account.item[name])


def _group(account: Account, status: StatusTold, *nothing: Inline) -> PageGroup:
    """The proposals of a status with their entries; if none, what is said of that."""
    entries = _entries(account, status.items)
    if not status.items:
        return PageGroup(status.title, entries, nothing)
    return PageGroup(status.title, entries, status=status.sign)


def groups(account: Account) -> dict[str, list[PageGroup]]:
    """The groups of proposals: taken up, disputed or refused told first, left open."""
    none = inline(account.language.gettext("None on record."))
    told_first = cells.with_statuses(account, *EXCEPTIONS)
    open_ = [status for status in OPEN if status not in EXCEPTIONS]
    where = unadopted.without_text(account)
    missing = tuple(where)
    left_open = [
        _group(account, status, *missing)
        for status in cells.with_statuses(account, *open_)
    ]
    if not account.has_document:
        ids = [item.id for item in account.by_support]
        left_open = [PageGroup("", _entries(account, ids))] if ids else []
    return {
        "taken_up": [_group(account, status, none) for status in account.taken_up],
        "told_first": [_group(account, status) for status in told_first],
        "open": left_open,
    }


def measures(account: Account) -> list[PageGroup]:
    """The measures by priority; those in none under a heading if others are in one."""
    known = account.priorities
    is_grouped = bool(account.by_document) or any(each.id for each in known)
    told = []
    for priority in known:
        entries = _entries(account, priority.items)
        if not priority.items:
            continue
        if priority.id:
            lines = (priority.note,) if priority.note else ()
            told.append(
                PageGroup(
                    priority.heading,
                    entries,
                    lines,
                    lang=priority.lang,
                    evidence=priority.evidence,
                )
            )
        else:
            title = capitalised(priority.heading) if is_grouped else ""
            told.append(PageGroup(title, entries))
    return told


def table(account: Account) -> dict[str, object]:
    """The table of all proposals, whose rows lead to their entries, and its marks."""
    if not account.has_document:
        return _judged(account)
    printed = coverage.proposals_table(account, brief=True)
    semicolon = account.language.gettext("; ")
    states = [semicolon.join(item.last_states) for item in account.by_support]
    # A column of dashes says nothing.
    followed = any(states)
    by_status: dict[str, list[tuple[ItemTold, tuple[Inline, ...]]]] = {}
    for item, row, state in zip(account.by_support, printed.rows, states, strict=True):
        _title, number, measure, *others = row.cells
        if number:
            measure = measure[1:] if account.is_brief else inline(" ", measure)
        answered = map(inline, cells.in_documents(account, item))
        told = (inline(number, measure), *answered, *others)
        if followed:
            told = (*told, inline(state or "—"))
        by_status.setdefault(item.status, []).append((item, told))
    proposal, _number, measure_head, *others_heads = printed.columns
    heads = cells.heads_of_documents(account)
    columns = [measure_head, *heads, *others_heads]
    if followed:
        columns.append(account.became_head)
    rows = []
    for status, alike in by_status.items():
        first, _told = alike[0]
        heading = first.counted_as(len(alike))
        rows.append(PageRows(status, heading, first.sign, tuple(alike)))
    return {
        "columns": [proposal, *columns],
        "rows": rows,
        "wording": len(columns) - followed,
        "voices": None,
    }


def _judged(account: Account) -> dict[str, object]:
    """What became of proposals that no document answers, as a table, disputes first.

    Beside it is what each voice counts: one of them in the headline alone would be
    chosen.
    """
    language = account.language
    disputed: list[tuple[ItemTold, tuple[Inline, ...]]] = []
    others: list[tuple[ItemTold, tuple[Inline, ...]]] = []
    for item in account.proposals:
        row = (item, (inline(item.outcome or "—"),))
        if item.is_outcome_disputed:
            disputed.append(row)
        else:
            others.append(row)
    contested = vocabulary.Sort(Status.CONTESTED)
    rows = []
    if disputed:
        status = vocabulary.sort_text(language, contested)
        heading = vocabulary.count_of(language, contested, len(disputed))
        rows.append(PageRows(status, heading, contested.sign, tuple(disputed)))
    if others:
        rest = language.ngettext(
            "{n} other {proposal}", "{n} other {proposals}", len(others)
        )
        # Without disputes, these are all.
        heading = rest
        if not disputed:
            heading = ""
        rows.append(PageRows(rest, heading, "", tuple(others)))
    voices = None
    if account.whole.judges:
        voices = judges.outcomes_report(account)[1:]
    return {
        "columns": [account.proposal_head, account.became_head],
        "rows": rows,
        "wording": None,
        "voices": voices,
    }


def packed(account: Account, published: Iterable[ItemTold] = ()) -> str:
    """The sentences to copy by item id, by default all: JSON, deflated, in base 64.

    Nothing shows them but a script, which fills in what the page shows elsewhere.
    """
    copies = {}
    for item in [*published] or (*account.proposals, *account.measures):
        # Statements on a measure are copied where they are told, with the proposals.
        if not item.is_named:
            places = [*_places(account, item, has_others=not published)]
            copies[item.id] = [_copied(str(each), places) for each in item.citations]
    told = json.dumps(copies, ensure_ascii=False).encode(errors="replace")
    return base64.b64encode(zlib.compress(told)).decode()


_SHORTEST_TITLE = 20
"""Shorter titles may be words of a sentence."""


def _places(
    account: Account, item: ItemTold, *, has_others: bool
) -> Iterator[tuple[str, str]]:
    """Yield texts that the page shows, each with the sign of its place.

    Addresses and words are by the number of the quote in the entry; titles by their
    item, and the length of the number before them.
    """
    pieces: list[Cited] = []
    titled = [item]
    for statement in item.statements:
        pieces += statement.evidence
        if statement.measure and has_others:
            titled.append(account.item[statement.measure])
    quoted = [piece for piece in pieces if piece.quote]
    for number, piece in enumerate(quoted):
        if is_web(piece.address):
            yield harmless(piece.address), f"\1{number}\1"
    for number, piece in enumerate(quoted):
        yield harmless(plain(piece.quote)), f"\0{number}\0"
    for each in titled:
        title = harmless(each.title.text)
        if len(title) >= _SHORTEST_TITLE:
            before = len(harmless(each.numbered)) - len(title)
            yield title, f"\2{each.id} {before}\2"


def _copied(sentence: str, places: Iterable[tuple[str, str]]) -> str:
    """A sentence in which what the page shows is the sign of its place."""
    text = harmless(sentence)
    for words, sign in places:
        text = text.replace(words, sign)
    return text


def headings(account: Account, told_first: Sequence[str]) -> dict[str, str]:
    """The headings of sections by name; ``told_first`` are those of disputed ones."""
    _ = account.language.gettext
    is_open = _("Not established") if account.has_document else _("The {proposals}")
    return {
        "taken": _("Stated or interpreted to be taken up"),
        "told": ", ".join(told_first),
        "open": is_open,
        "measures": _("The {measures}"),
        "searches": _("What was looked for"),
        "unknowns": _("What is not known"),
        "method": _("Method"),
        "sources": _("Sources"),
        "corrections": _("Corrections"),
    }


def sections(
    account: Account, *, has_told: bool, has_open: bool, has_corrections: bool
) -> list[str]:
    """The names of the sections in order: in a long account exceptions come first."""
    exceptions = []
    if has_told:
        exceptions.append("told")
    if has_open or account.whole.no_refusal or not has_told:
        exceptions.append("open")
    answered, measures = [], []
    if account.has_document:
        answered, measures = ["taken"], ["measures"]
    first = exceptions + answered if account.is_long else answered + exceptions
    last = ["corrections"] if has_corrections else []
    return [*first, *measures, "searches", "unknowns", "method", "sources", *last]


def head(account: Account, *, has_voices: bool) -> dict[str, object]:
    """The headline, the lead below it, and the bar.

    A table has the totals of all voices (``has_voices``); a headline has room for some.
    """
    whole = account.whole
    headline, *others = whole.headline
    if has_voices:
        others = others[: bool(account.as_of)]
    parts = []
    for part, start, width in cells.bar_widths(whole.bar, 100):
        parts.append((part, round(start, 3), round(width, 3)))
    return {
        "headline": headline,
        "lead": joined(others, " "),
        "bar": parts,
        "in_short": whole.in_short,
        "no_refusal": [*filter(None, [whole.no_refusal])],
    }


def unknowns(account: Account) -> dict[str, object]:
    """What is not known, and what sources say of all, each with its evidence."""
    whole = account.whole
    return {
        "unknowns": [*whole.warnings_on_page, *whole.unknown_outcomes],
        "totals": [(total.unquoted, total.evidence) for total in whole.totals],
    }


def searches(account: Account) -> list[tuple[Inline, Inline, Inline]]:
    """Each question with its day, the result, and the sources that were read."""
    semicolon = account.language.gettext("; ")
    return [
        (
            inline(search.question, bracketed(search.day)),
            (search.result,),
            joined(search.publishers, semicolon),
        )
        for search in account.whole.searches
    ]


def documents(account: Account) -> list[Inline]:
    """What is on record about the documents."""
    told = []
    for document in account.documents:
        for fact in document:
            named = fact.content
            if fact.name:
                named = cells.field(account.language, fact.name, *fact.content)
            told.append(named)
    return told


def method_of(
    account: Account, provenance: Provenance, *, is_whole: bool
) -> dict[str, object]:
    """The method in sentences, the rule, the licence, and what made the page."""
    method = account.method
    sentences = method.sentences_on_one
    if is_whole:
        sentences = method.sentences
    licence: Inline = ()
    if method.licence:
        licence = cells.field(
            account.language, account.language.gettext("Licence"), method.licence
        )
    answered = account.whole.answered
    apart = account.language.gettext(manners.OUTCOMES_APART)
    return {
        "method": sentences,
        "rule": method.rule_beside,
        "licence": licence,
        "made_with": method.made_with(provenance),
        "answered": f"{answered} {apart}",
    }

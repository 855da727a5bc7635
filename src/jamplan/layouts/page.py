"""What the page for readers shows of the account, as plain data: a template only places it.

Entries are the account's items and statements with what only a page has: a link to what is told
elsewhere on it, the sentence to copy, a letter that reports an error.
"""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from jamplan.account.account import Account
from jamplan.account.branches import ItemTold, StatementTold, StatusTold
from jamplan.account.items import BECAME, ToldOutcome
from jamplan.account.quoting import Cited, Complication
from jamplan.account.spans import BarPart, Inline, Span, inline, joined, plain
from jamplan.account.statements import mark_of
from jamplan.account.vocabulary import OUTCOMES_APART, capitalised
from jamplan.account.whole import NOT_CARRIED_OUT
from jamplan.language.folding import harmless, one_line
from jamplan.layouts import cells

FOLDED_FROM = 50
"""The fewest items that open on demand."""
BRIEF_FROM = 500
"""The fewest items of a page in brief: of 2,000, it is to stay small."""
_NONE = "—"


@dataclass(frozen=True, slots=True)
class PageStatement:
    """What somebody states, its evidence; ``after`` it what complicates it, and its outcome."""

    sentence: Inline
    evidence: tuple[Cited, ...] = ()
    after: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A proposal or a measure with all that is on record about it."""

    id: str
    title: str
    """With its number."""
    lang: str | None
    sign: str
    """The key of the sign of its status; empty of a measure."""
    label: str
    """Its status in words; of what no document answers, the last word on what became of it."""
    text: tuple[Inline, ...]
    text_name: str
    details: tuple[Inline, ...]
    statements: tuple[PageStatement, ...]
    dispute: str
    """What voices say became of it, if they disagree and the label does not say it."""
    outcomes: tuple[PageStatement, ...]
    facts: tuple[Inline, ...]
    evidence: tuple[Cited, ...]
    """Without the words that are the title, or the text."""
    report: str | None
    """The address of a letter that reports an error in it, None without a contact."""


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
    sign: str = ""
    """The key of the sign of its status."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of the table: the item that it leads to, and its cells."""

    id: str
    title: str
    cells: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of the table that have one status, under its name."""

    status: str
    """What the filter calls them."""
    heading: str
    sign: str
    """The key of the sign of the status; empty if they have none."""
    rows: tuple[PageRow, ...]


def page_entry(account: Account, item: ItemTold, *, alone: bool = False) -> PageEntry:
    """The entry of an item; that of a measure leaves evidence and objections to the proposals'.

    What is told ``alone`` has all of its own, and introduces who says it.
    """
    has_all = item.is_proposal or alone
    if has_all:
        told = list(_stated(account, item, alone=alone))
    else:
        told = list(_answers(account, item))
    report = None
    if item.is_proposal or not told:
        report = _letter(account, item)
    if not told and not (item.outcomes and not account.has_document):
        change = (item.would_change,) if item.would_change else ()
        told = [PageStatement(inline(item.nothing.text), after=change)]
    label = ""
    if item.is_proposal:
        label = item.status_in_full if account.has_document else item.outcome
    facts = [
        cells.field(account.language, fact.name, *fact.content)
        for fact in item.facts
        if fact.code not in _ELSEWHERE
    ]
    return PageEntry(
        id=item.id,
        title=item.numbered,
        lang=item.lang,
        sign=item.sign if item.is_proposal else "",
        label=label,
        text=item.text,
        text_name=item.text_name,
        details=tuple((span,) for span in item.details),
        statements=tuple(told),
        dispute=item.outcome if item.is_disputed and item.outcome != label else "",
        outcomes=tuple(
            PageStatement(outcome.sentence, outcome.evidence, _after(outcome))
            for outcome in item.outcomes
        ),
        facts=tuple(facts),
        evidence=item.evidence_beside,
        report=report,
    )


def _after(outcome: ToldOutcome) -> tuple[Inline, ...]:
    """What speaks against an outcome, and what the corpus notes on it."""
    return tuple(filter(None, (*outcome.against, outcome.note)))


_ELSEWHERE = ("id", "number", "priority", "status", "own", "note")
"""The facts on an item that a page has elsewhere, by code."""


def complicated(account: Account, objection: Complication) -> Inline:
    """What speaks against a statement, with its quotes and where they are published."""
    places: list[Inline] = [inline(objection.day)] if objection.day else []
    for piece in objection.evidence:
        # The sentence has the date.
        site = account.source[piece.source].site
        places.append(inline(*(piece.quote and (piece.quote, ", ")), site))
    bracketed = inline(" (", joined(places, ", "), ")") if places else ()
    return inline(objection.fact, bracketed, ".")


def _stated(
    account: Account, item: ItemTold, *, alone: bool
) -> Iterator[PageStatement]:
    """Yield the statements in an entry with their evidence, complications and last outcome.

    The first of those told ``alone`` introduces who says it.
    """
    _ = account.language.gettext
    for told in item.statements:
        is_first = alone and told is item.statements[0]
        stated = capitalised(told.stated_first if is_first else told.stated)
        after = [complicated(account, objection) for objection in told.objections]
        after.append(_how_sure(account, told))
        after.append(joined(filter(None, (told.note, told.would_change)), " "))
        if is_first and told.is_acceptance and told.is_counted:
            after.append(inline(_(NOT_CARRIED_OUT)))
        if told.measure and item.is_proposal:
            # The measure's own entry has the rest.
            last = account.item[told.measure].last_outcome
            became = cells.field(account.language, _(BECAME), f"{last}.")
            after += [became] if last else []
        sentence = _sentence(account, item, told, stated)
        yield PageStatement(sentence, told.evidence, tuple(filter(None, after)))


def _how_sure(account: Account, told: StatementTold) -> Inline:
    """How sure a statement is, in one line; a long page leaves out its wording."""
    is_brief = len(account.item) >= BRIEF_FROM and not told.uncounted
    return told.caveats_in_line if is_brief else told.how_sure


def _sentence(
    account: Account, item: ItemTold, told: StatementTold, stated: str
) -> Inline:
    """What a statement says, and the item at its other end."""
    _ = account.language.gettext
    if not told.is_position:
        return inline(f"{_('Conclusion')}{_(': ')}{told.stated}.")
    other = told.measure if item.is_proposal else told.proposal
    if not other:
        return inline(f"{stated}.")
    is_quoted = any(piece.words for piece in told.evidence)
    if told.is_answer and item.is_proposal and is_quoted:
        # The title of an answer is what is quoted below.
        return inline(f"{stated}. {account.item[other].noun}{_(': ').rstrip()}")
    return inline(f"{stated}. ", _named(account, account.item[other]))


def _named(account: Account, item: ItemTold, mark: str = "") -> Inline:
    """The item at the other end of a link as a sentence: its title is not the claimant's."""
    if len(account.item) >= BRIEF_FROM and item.number:
        return inline(Span(item.noun, href=item.title.href), mark, ".")
    title = item.title
    # The title of an answer ends as its sentence does.
    point = "" if title.text.endswith((".", "!", "?", "…", ":")) and not mark else "."
    return inline(f"{item.noun}{account.language.gettext(': ')}", title, mark, point)


def _answers(account: Account, item: ItemTold) -> Iterator[PageStatement]:
    """Yield the statements in a measure's entry, those of the same words and claimant as one.

    Their evidence and complications are in the proposals'.
    """
    alike: dict[str, list[Inline]] = {}
    for told in item.statements:
        named = _named(account, account.item[told.proposal], mark_of([told]))
        alike.setdefault(told.stated, []).append(named)
    for stated, names in alike.items():
        yield PageStatement(inline(f"{capitalised(stated)}. ", joined(names, " ")))


def _letter(account: Account, item: ItemTold | None = None) -> str | None:
    """The address of a letter about the whole, or an item's last citation; None without a contact.

    On a long page, letters about items have no text: two thousand weigh as much as all else.
    """
    contact = account.method.contact
    if "@" not in contact:
        return None
    request = account.language.gettext(
        "What is wrong, and which source shows it (address, date, exact words)?"
    )
    title = item.title.text if item else account.heading
    letter = {"subject": title}
    if item is None or len(account.item) < BRIEF_FROM:
        told = item.citations[-1] if item else account.whole.headline_text
        letter["body"] = f"{title}\r\n\r\n{told}\r\n\r\n{request}\r\n"
    fields = urlencode(letter, quote_via=quote, errors="replace")
    return f"mailto:{quote(contact, safe='@', errors='replace')}?{fields}"


def byline(account: Account) -> Inline:
    """Who signs the account, and the day of the facts; the contact leads to a letter on the whole."""
    contact = account.method.contact
    before, _, after = account.method.byline.partition(contact or "\0")
    return inline(before, Span(contact, href=_letter(account)), after)


def packed(account: Account, *published: ItemTold) -> str:
    """The sentences to copy, by default of all items, by their ids: as JSON, deflated, in base 64.

    Nothing shows them but a script, which fills in the quotes. Statements that name a measure are
    copied where they are told, with the proposals.
    """
    copies = {}
    for item in published or account.item.values():
        if item.is_proposal or not item.statements:
            copies[item.id] = list(_copied(account, item))
    told = json.dumps(copies, ensure_ascii=False).encode(errors="replace")
    return base64.b64encode(zlib.compress(told)).decode()


def _copied(account: Account, item: ItemTold) -> Iterator[str]:
    """Yield the citations of an item; a quote that its entry has is the number of that quote there."""
    if not item.statements and item.outcomes and not account.has_document:
        return
    quotes = []
    for told in item.statements:
        quotes += [harmless(plain(each.quote)) for each in told.evidence if each.quote]
    for citation in item.citations:
        text = harmless(str(citation))
        for number, words in enumerate(quotes):
            text = text.replace(words, f"\0{number}\0")
        yield text


def grouped(
    account: Account, groups: Iterable[StatusTold], *nothing: Inline
) -> list[PageGroup]:
    """Groups of proposals with their entries; of one without proposals, what is said of it."""
    told = []
    for group in groups:
        # One by one: those of a long page do not take memory all at once.
        entries = (page_entry(account, account.item[name]) for name in group.items)
        lines = () if group.items else nothing
        told.append(PageGroup(group.title, entries, lines, sign=group.sign))
    return told


def measures(account: Account) -> list[PageGroup]:
    """The measures by priority, each with its entry."""
    told = []
    for group in account.priorities:
        entries = (page_entry(account, account.item[name]) for name in group.items)
        if not group.items:
            continue
        if group.id:
            lines = (group.note,) if group.note else ()
            title = group.title
            told.append(
                PageGroup(title.text, entries, lines, title.lang, group.evidence)
            )
        else:
            is_alone = len(account.priorities) == 1
            none = account.language.gettext("no {priority} known")
            told.append(PageGroup("" if is_alone else capitalised(none), entries))
    return told


def widths(
    parts: Sequence[BarPart], whole: float
) -> list[tuple[BarPart, float, float]]:
    """The parts of a bar of some width, each with its start and its own width, rounded."""
    return [
        (part, round(start, 3), round(width, 3))
        for part, start, width in cells.bar_widths(parts, whole)
    ]


def outcomes_apart(account: Account) -> str:
    """That what became of the measures is told apart."""
    return account.language.gettext(OUTCOMES_APART)


def searches(account: Account) -> list[tuple[Inline, Inline, Inline]]:
    """Each question with its day, the result, and the publishers that were read."""
    told = []
    for search in account.whole.searches:
        when = f" ({search.day})" if search.day else ""
        names = joined(search.publishers, account.language.gettext("; "))
        told.append((inline(search.question, when), inline(search.result), names))
    return told


def documents(account: Account) -> list[Inline]:
    """What is on record about the documents."""
    told = []
    for document in account.documents:
        for fact in document.facts:
            content = fact.content
            if fact.name:
                content = cells.field(account.language, fact.name, *content)
            told.append(content)
    return told


def title_of_page(account: Account, item: ItemTold | None) -> str:
    """The title of a page: of one item, its own before that of the account."""
    if item is None:
        return account.heading
    return f"{one_line(item.title.text)} · {account.heading}"

"""The entry of an item on a page: what voices say, with evidence and what follows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from jamplan.account import items, method, statements
from jamplan.account.citations import cite_item
from jamplan.account.clauses import manner_of
from jamplan.account.context import Context
from jamplan.account.items import Fact, ItemEntry, ToldOutcome
from jamplan.account.quoting import Cited, with_places
from jamplan.account.spans import Inline, Span, inline, joined, strong
from jamplan.account.statements import ToldStatement, mark_of, nothing_on_record
from jamplan.account.vocabulary import capitalised, numbered
from jamplan.account.whole import NOT_CARRIED_OUT, headline
from jamplan.corpus.model import Item
from jamplan.counting.rules import TAKEN_UP
from jamplan.language.folding import one_line


@dataclass(frozen=True, slots=True)
class EntryStatement:
    """What somebody states, its evidence, and what comes ``after`` it.

    After it come what complicates it, and its outcome.
    """

    sentence: Inline
    evidence: tuple[Cited, ...] = ()
    after: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryTold:
    """A proposal or a measure with all that is on record about it."""

    id: str
    numbered: str
    """Its number and title."""
    lang: str | None
    """The language of its title, if it is not that of the account."""
    sign: str
    """The key of the sign of its status; empty of a measure."""
    label: str
    """Its status in words.

    Of what no document answers, the last words on what became of it.
    """
    statements: tuple[EntryStatement, ...]
    outcomes: tuple[ToldOutcome, ...]
    disputed: str
    """What voices that disagree on its outcome say, if its label does not.

    Else empty.
    """
    text_name: str
    text: tuple[Inline, ...]
    details: tuple[Span, ...]
    facts: tuple[Fact, ...]
    """What is known of it beside its text, each under a name."""
    evidence: tuple[Cited, ...]
    """Without the words that are the title, or the text."""
    report: str
    """The address of a letter that reports an error in it; empty without a contact."""


def entry_of(context: Context, item: Item, *, alone: bool) -> EntryTold:
    """The entry of an item; a measure's has no evidence, which is the proposals'.

    Evidence and objections are left to the entries of proposals.

    What is told ``alone`` has all of its own, and introduces who says it.
    """
    told = items.entry(context, item)
    if told.status or alone:
        stated = tuple(_stated(context, told, alone=alone))
    else:
        stated = tuple(_answers(context, told))
    report = ""
    if told.status or not stated:
        report = letter(context, item)
    if not stated and not _is_judged(context, item):
        stated = (_nothing(context, told),)
    label = told.status_label
    if not context.has_document:
        label = told.outcome
    disputed = ""
    if told.is_disputed and told.outcome != label:
        disputed = told.outcome
    evidence = []
    for piece in told.evidence:
        quote_shown = piece.quote
        if items.is_own_words(item, piece):
            quote_shown = ()
        evidence.append(replace(piece, quote=quote_shown))
    return EntryTold(
        id=item.id,
        numbered=numbered(item),
        lang=told.lang,
        sign=told.status,
        label=label,
        statements=stated,
        outcomes=told.outcomes,
        disputed=disputed,
        text_name=told.text_name,
        text=(*told.text, *filter(None, [told.text_doubt])),
        details=told.details,
        facts=told.facts,
        evidence=tuple(evidence),
        report=report,
    )


def _is_judged(context: Context, item: Item) -> bool:
    """Whether no document answers an item, and voices say what became of it.

    That no statement on it is on record would be false.
    """
    return not context.has_document and item.id in context.outcomes


def _stated(
    context: Context, entry: ItemEntry, *, alone: bool
) -> Iterable[EntryStatement]:
    """Yield the statements in an entry with evidence, complications and outcome.

    The first of those told ``alone`` introduces who says it.
    """
    for told in entry.statements:
        stated = capitalised(told.stated)
        is_first = alone and told is entry.statements[0]
        if is_first and (actor := told.voice.who):
            stated = stated.replace(context.called(actor), context.introduced(actor), 1)
        after = [with_places(objection) for objection in told.objections]
        after.append(statements.how_sure(context, told))
        after.append(joined(statements.further(told), " "))
        is_taken_up = told.record.group in TAKEN_UP
        carries_out = manner_of(context, told.record).carries_out
        if is_first and not carries_out and is_taken_up and told.counted:
            after.append(inline(context.gettext(NOT_CARRIED_OUT)))
        if told.measure and entry.status:
            # The measure's own entry has the rest.
            last = items.last_outcome(context, told.measure)
            colon = context.gettext(": ").rstrip(" ")
            head = strong(f"{context.gettext(items.BECAME)}{colon}")
            after += [inline(head, f" {last}.")] if last else []
        sentence = _sentence(context, entry, told, stated)
        yield EntryStatement(sentence, told.evidence, tuple(filter(None, after)))


def _sentence(
    context: Context, entry: ItemEntry, told: ToldStatement, stated: str
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
    if context.manner.answers_each and entry.status and is_its_own:
        # The title of an answer is what is quoted below, if its document is quoted.
        answer = context.numbered(other)
        return inline(f"{stated}. {answer}{context.gettext(': ').rstrip()}")
    return inline(f"{stated}. ", _named(context, other))


def _named(context: Context, item: Item, mark: str = "") -> Inline:
    """The item at the other end of a link, in a sentence: no claimant's own title."""
    lead = f"{context.numbered(item)}{context.gettext(': ')}"
    if context.brief and item.number:
        lead = ""
    title = context.title(item)
    # The title of an answer ends as its sentence does.
    point = "" if title.text.endswith((".", "!", "?", "…", ":")) and not mark else "."
    return inline(lead, title, mark, point)


def _answers(context: Context, entry: ItemEntry) -> Iterable[EntryStatement]:
    """Yield the statements in a measure's entry, those worded alike by one as one.

    They are one if they have the same words and the same claimant.

    Their evidence and complications are in the proposals'.
    """
    alike: dict[str, list[Inline]] = {}
    for each in entry.statements:
        named = _named(context, each.proposal, mark_of([each]))
        alike.setdefault(each.stated, []).append(named)
    for stated, names in alike.items():
        sentence = inline(f"{capitalised(stated)}. ", joined(names, " "))
        yield EntryStatement(sentence)


def _nothing(context: Context, told: ItemEntry) -> EntryStatement:
    change = statements.would_change(context, told.item)
    words = nothing_on_record(context, told.item).text
    return EntryStatement(inline(words), after=(change,) if change else ())


def byline(context: Context) -> Inline:
    """Who signs the account, and the day of the facts.

    The contact leads to a letter on the whole.
    """
    contact = one_line(context.corpus.proposals_document.contact or "")
    before, _, after = method.byline(context).partition(contact or "\0")
    return inline(before, Span(contact, href=letter(context)), after)


def letter(context: Context, item: Item | None = None) -> str:
    """The address of a letter on all or an item's last citation; else empty.

    It is empty without a contact.

    In brief, letters about items have no text: two thousand weigh as much as all else.
    """
    contact = one_line(context.corpus.proposals_document.contact or "")
    if "@" not in contact:
        return ""
    request = context.gettext(
        "What is wrong, and which source shows it (address, date, exact words)?"
    )
    title = one_line(item.title) if item else context.heading
    fields = {"subject": title}
    if not (item and context.brief):
        told = cite_item(context, item)[-1] if item else headline(context)
        fields["body"] = f"{title}\r\n\r\n{told}\r\n\r\n{request}\r\n"
    query = urlencode(fields, quote_via=quote, errors="replace")
    return f"mailto:{quote(contact, safe='@', errors='replace')}?{query}"

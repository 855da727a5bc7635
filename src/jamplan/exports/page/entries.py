"""The page's entries: the views of items and statements with what only a page has.

That is a link to what is told elsewhere on it, the sentence to copy, a letter that reports an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from jamplan.corpus.model import Claim, Link, Measure, Proposal
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Inline, inline, joined
from jamplan.reports.cells import field
from jamplan.reports.citation import Citation, cite, nothing_on_record
from jamplan.reports.context import Context
from jamplan.reports.items import Entry, entry, named, outcome
from jamplan.reports.labels import capitalised
from jamplan.reports.statements import (
    Cited,
    Complication,
    Form,
    Statement,
    caveat_sentences,
    cited,
    how_sure,
    mark_of,
    statement,
    would_change,
)
from jamplan.reports.whole import told_claim


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
    outcomes: tuple[PageStatement, ...] = ()


def proposal_entry(context: Context, proposal: Proposal) -> PageEntry:
    """The entry of a proposal: what counts under the rule first."""
    told = entry(context, proposal, Form.PAGE)
    statements = tuple(_stated(context, each) for each in told.statements)
    return PageEntry(told, _facts(context, told), statements or (_nothing(context, told),))


def measure_entry(context: Context, measure: Measure) -> PageEntry:
    """The entry of a measure: the proposals that it is said to take up, and what became of it."""
    told = entry(context, measure, Form.PAGE)
    answers = tuple(_answer(context, each) for each in told.statements)
    outcomes = tuple(PageStatement(each.sentence, each.evidence) for each in told.outcomes)
    return PageEntry(told, _facts(context, told), answers or (_nothing(context, told),), outcomes)


def _facts(context: Context, told: Entry) -> tuple[Inline, ...]:
    return tuple(field(context, fact.name, fact.content) for fact in told.facts)


def claim_statement(context: Context, claim: Claim) -> PageStatement:
    """What somebody says in general."""
    sentence = told_claim(context, claim, quoted=False)
    return PageStatement(sentence, cited(context, claim.evidence))


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

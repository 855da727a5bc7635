"""The sentence to publish on an item: claim, quote, source, date, what complicates it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jamplan.corpus.model import (
    Basis,
    Claim,
    Link,
    Measure,
    Priority,
    Proposal,
    Source,
    Verdict,
)
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Paragraph, address, joined, plain
from jamplan.reports.context import Context
from jamplan.reports.statements import Cited, Form, Statement, sole_source, statements
from jamplan.reports.whole import general_claim

LONGEST = 300
"""The most characters of a citation before its addresses."""
LONGEST_WITH_OBJECTIONS = 450
"""The most characters if it has two objections or more."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence to publish, and the addresses at which it can be checked."""

    text: str
    addresses: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The sentence with its addresses after it."""
        return " ".join((self.text, *self.addresses))


def citation_block(citation: Citation) -> Paragraph:
    """A citation as a paragraph, with its addresses after it."""
    return Paragraph(joined([citation.text, *map(address, citation.addresses)], " "))


def cite_item(context: Context, item: Proposal | Measure, *, full: bool = False) -> list[Citation]:
    """The citations of an item, one for each statement and conclusion on record.

    ``full`` gives the whole quote, all caveats and the whole reference of each source, whatever the
    length.
    """
    citations = [cite(context, each, full=full) for each in statements(context, item, Form.CITATION)]
    return citations or [nothing_on_record(context, item)]


def cite(context: Context, statement: Statement, *, full: bool = False) -> Citation:
    """The citation of a statement or a conclusion; ``full`` as for :func:`cite_item`."""
    quoted, sources = _quoted_and_sources(context, statement)
    claim = _claim(context, statement, sources, quoted=quoted is not None, full=full)
    words = quoted.words if quoted else ""
    against = " ".join(plain(objection.sentence) for objection in statement.objections)
    caveats = [*([uncounted] if (uncounted := uncounted_caveat(statement)) else []), *statement.caveats]
    longest = LONGEST if len(statement.objections) < 2 else LONGEST_WITH_OBJECTIONS
    text = _fitted(context, claim, words, caveats, against, longest=None if full else longest)
    evidence = [piece for objection in statement.objections for piece in objection.evidence]
    addresses = [source.url for source in sources] + [piece.url for piece in evidence]
    return Citation(text, tuple(one_line(url) for url in dict.fromkeys(addresses) if url))


def claim_of(context: Context, statement: Statement) -> str:
    """The claim of a statement with its whole quote, where and when; without what complicates it."""
    quoted, sources = _quoted_and_sources(context, statement)
    claim = _claim(context, statement, sources, quoted=quoted is not None, full=False)
    return claim.replace(_QUOTE, context.language.quoted(quoted.words) if quoted else "")


def uncounted_caveat(statement: Statement) -> str:
    """That the rule does not count a statement, unless the claim says so; empty if it does."""
    ambiguous = statement.strength is Basis.AMBIGUOUS
    says_so = ambiguous and any(piece.words for piece in statement.evidence)
    return "" if says_so else statement.uncounted


def _quoted_and_sources(context: Context, statement: Statement) -> tuple[Cited | None, list[Source]]:
    """The piece of evidence that a claim quotes, if any, and the sources that it names."""
    # A comparison rests on both texts, a statement on its quote.
    compared = statement.strength is Basis.COMPARED
    quoted = next((piece for piece in statement.evidence if piece.words and not compared), None)
    ids = list(dict.fromkeys(piece.source for piece in statement.evidence))
    named = ids if compared else [quoted.source] if quoted else ids[:1]
    return quoted, [context.corpus.source[name] for name in named]


_QUOTE = "\0"
"""The place of the quote, which is filled in once its length is known."""


def _claim(
    context: Context, statement: Statement, sources: Sequence[Source], *, quoted: bool, full: bool
) -> str:
    """The sentence that says who states what, where and when, with a place for its quote."""
    _ = context.gettext
    quoted_title = context.language.quoted(one_line(statement.proposal.title))
    fields = {
        "actor": statement.claimant,
        "where": _where(context, sources, full=full),
        "title": quoted_title,
        "quote": _QUOTE,
    }
    if statement.measure is None:
        quote = f"{_(': ')}{_QUOTE}" if quoted else ""
        fields |= {"verdict": statement.wording, "quote": quote}
        return _("According to {actor}, {verdict}: {title}{quote} ({where}).", **fields)
    fields["by"] = context.language.quoted(one_line(statement.measure.title))
    match statement.strength:
        case Basis.COMPARED:
            claim = N_("Comparison of the texts, according to {actor}: {title}, {by} ({where}).")
        case Basis.AMBIGUOUS if not quoted:
            claim = N_("Ambiguous statement of {actor}: {title}, {by} ({where}).")
        case _ if not quoted:
            claim = N_("According to {actor}, {title} is taken up by {by} ({where}).")
        case Basis.EXPLICIT:
            claim = N_("According to {actor}, {quote} ({where}).")
        case Basis.IMPLICIT:
            claim = N_("As implied by {actor}: {quote} ({where}).")
        case _ if statement.counted:
            claim = N_("According to {actor}, ambiguously: {quote} ({where}).")
        case _:
            claim = N_("Not counted, because the sentence is ambiguous: {quote} ({actor}, {where}).")
    return _(claim, **fields)


def _fitted(  # noqa: PLR0913 - a citation has as many parts
    context: Context,
    claim: str,
    quote: str,
    caveats: Sequence[str],
    against: str,
    *,
    longest: int | None,
) -> str:
    """A claim with its quote, what speaks against it and its caveats, in ``longest`` characters.

    If they do not fit, it has the whole quote and fewer caveats, at least one unless an objection
    weighs more; else the quote to the end of a clause. What speaks against it is always whole.
    """
    text = ""
    least = 0 if not caveats or (against and caveats[0] == sole_source(context)) else 1
    for words in _shortened(quote):
        for number in range(len(caveats), least - 1, -1):
            listed = context.gettext("; ").join(caveats[:number])
            note = context.gettext(" Note: {caveats}.", caveats=listed) if number else ""
            text = (
                claim.replace(_QUOTE, context.language.quoted(words))
                + (against and f" {against}")
                + note
            )
            if longest is None or len(text) <= longest:
                return text
    return text


_CLAUSE_END = re.compile(r"[.;:!?…](?=\s)|,(?=\s)")


def _shortened(quote: str) -> Iterable[str]:
    """A quote, then what is before the end of each sentence or clause, the longest first."""
    yield quote
    ends = [match.start() for match in _CLAUSE_END.finditer(quote)]
    for before, end in reversed(list(zip([0, *ends], ends, strict=False))):
        # « Ainsi, … » says nothing without what follows.
        if end - before > 30:
            yield f"{quote[:end]} […]"


def _where(context: Context, sources: Sequence[Source], *, full: bool) -> str:
    """The sites and dates of a claim: « lesjam.fr, vers novembre 2021 »."""
    if not sources:
        return context.gettext("no evidence on record")
    references = (
        plain(context.consulted(source)) if full else context.place(source) for source in sources
    )
    return context.gettext("; ").join(references)


def nothing_on_record(context: Context, item: Proposal | Measure) -> Citation:
    """That nothing is on record, with the number of sources consulted and the latest day."""
    _ = context.gettext
    corpus = context.corpus
    title = context.language.quoted(one_line(item.title))
    # Those that describe the documents or make statements; others were read for something else.
    records: tuple[Proposal | Priority | Measure | Link | Verdict | Claim, ...] = (
        *corpus.proposals,
        *corpus.priorities,
        *corpus.measures,
        *corpus.links,
        *corpus.verdicts,
        *corpus.claims,
    )
    described = {evidence.source for record in records for evidence in record.evidence}
    for document in (corpus.proposals_document, corpus.plan_document):
        described |= {source for declared in document.declared for source in declared.sources}
        described.add(document.source or "")
    dates = [source.accessed for source in corpus.sources if source.accessed and source.id in described]
    if not dates:
        return Citation(_("No statement on record on {title}.", title=title))
    nothing = context.ngettext(
        "In the {n} source consulted on this, until {date}, no statement on {title}.",
        "In the {n} sources consulted on this, until {date}, no statement on {title}.",
        len(dates),
        date=context.language.date(max(dates)),
        title=title,
    )
    # A statement on all proposals is one on this proposal too.
    counts = {declared.count for declared in corpus.proposals_document.declared[:1]}
    whole = [claim for claim in corpus.claims if claim.quantity in counts]
    texts = [f"{general_claim(context, claim)}." for claim in whole]
    return Citation(" ".join([nothing, *(texts if isinstance(item, Proposal) else ())]))

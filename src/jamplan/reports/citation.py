"""The sentence to publish on a proposal or a measure: claim, quote, source, date, caveats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import (
    Attribution,
    Basis,
    Claim,
    Evidence,
    Extent,
    Link,
    Measure,
    Priority,
    Proposal,
    Source,
    Verdict,
)
from jamplan.corpus.staleness import Staleness
from jamplan.counting.rules import Rule, Status, strength
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Paragraph, address, joined
from jamplan.reports.cells import consulted
from jamplan.reports.labels import attributed, called, label, quote_of
from jamplan.reports.objection_words import objection_sentence
from jamplan.reports.sentences import general_claim

LONGEST = 300
"""The most characters of a citation before its addresses."""


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


def further_objections(corpus: Corpus, language: Language, link: Link) -> list[Paragraph]:
    """The objections that a citation in brief has no room for, each with its addresses."""
    return [
        citation_block(
            Citation(
                objection_sentence(corpus, language, objection),
                _addresses(_sources_of(corpus, objection.evidence, all_of_them=True)),
            )
        )
        for objection in link.objections[1:]
    ]


def cite_item(
    corpus: Corpus,
    language: Language,
    item: Proposal | Measure,
    rule: Rule | None = None,
    *,
    full: bool = False,
) -> list[Citation]:
    """The citations of an item, one for each statement and conclusion on record.

    With a ``rule``, a statement that it does not count is said not to be counted. ``full`` gives the
    whole quote, all caveats and the whole reference of each source, whatever the length.
    """
    if isinstance(item, Proposal):
        links = corpus.links_of_proposal.get(item.id, ())
        verdicts = corpus.verdicts_of.get(item.id, ())
    else:
        links, verdicts = corpus.links_of_measure.get(item.id, ()), ()
    citations = [cite_link(corpus, language, link, rule, full=full) for link in links]
    citations += [cite_verdict(corpus, language, verdict, full=full) for verdict in verdicts]
    return citations or [_nothing(corpus, language, item)]


def cite_link(
    corpus: Corpus, language: Language, link: Link, rule: Rule | None = None, *, full: bool = False
) -> Citation:
    """The citation of a statement."""
    _ = language.gettext
    proposal = corpus.proposal[link.proposal]
    wording = strength(link, proposal)
    # A comparison rests on both texts, a statement on its quote.
    quote = "" if wording is Basis.COMPARED else _quote_of(link.evidence)
    sources = _sources_of(corpus, link.evidence, all_of_them=wording is Basis.COMPARED)
    fields = {
        "actor": called(corpus, language, link.claimed_by),
        "where": _where(corpus, language, sources, full=full),
        "title": language.quoted(one_line(proposal.title)),
        "by": language.quoted(one_line(corpus.measure[link.measure].title)),
        "quote": _QUOTE,
    }
    if wording is Basis.COMPARED:
        claim = _("Comparison of the texts, according to {actor}: {title}, {by} ({where}).", **fields)
    elif wording is Basis.AMBIGUOUS and not quote:
        claim = _("Ambiguous statement of {actor}: {title}, {by} ({where}).", **fields)
    elif not quote:
        claim = _("According to {actor}, {title} is taken up by {by} ({where}).", **fields)
    elif wording is Basis.EXPLICIT:
        claim = _("According to {actor}, {quote} ({where}).", **fields)
    elif wording is Basis.IMPLICIT:
        claim = _("As implied by {actor}: {quote} ({where}).", **fields)
    elif rule is not None and rule.counts(link, proposal):
        claim = _("According to {actor}, ambiguously: {quote} ({where}).", **fields)
    else:
        claim = _(
            "Not counted, because the sentence is ambiguous: {quote} ({actor}, {where}).", **fields
        )
    caveats = list(caveats_of(corpus, language, link, rule))
    # A citation in brief has room for one objection, the first on record.
    objections = link.objections if full else link.objections[:1]
    against = " ".join(objection_sentence(corpus, language, objection) for objection in objections)
    text = _fitted(language, claim, quote, caveats, against, full=full)
    evidence = [piece for objection in objections for piece in objection.evidence]
    sources += _sources_of(corpus, evidence, all_of_them=True)
    return Citation(text, _addresses(sources))


def cite_verdict(
    corpus: Corpus, language: Language, verdict: Verdict, *, full: bool = False
) -> Citation:
    """The citation of a conclusion."""
    _ = language.gettext
    sources = _sources_of(corpus, verdict.evidence)
    quote = _quote_of(verdict.evidence)
    claim = _(
        "According to {actor}, {verdict}: {title}{quote} ({where}).",
        actor=called(corpus, language, verdict.claimed_by),
        verdict=label(language, verdict.verdict),
        title=language.quoted(one_line(corpus.proposal[verdict.proposal].title)),
        quote=f"{_(': ')}{_QUOTE}" if quote else "",
        where=_where(corpus, language, sources, full=full),
    )
    caveats = [_("text changed since")] if Staleness(corpus).changes(verdict) else []
    for link in corpus.links_of_proposal.get(verdict.proposal, ()):
        taken_up = label(language, Status.ADOPTED)
        caveats.append(attributed(corpus, language, taken_up, link.claimed_by))
    return Citation(_fitted(language, claim, quote, caveats, full=full), _addresses(sources))


def caveats_of(corpus: Corpus, language: Language, link: Link, rule: Rule | None) -> Iterable[str]:
    """Yield what makes a statement less certain than its sentence, the weightiest first."""
    _ = language.gettext
    proposal, measure = corpus.proposal[link.proposal], corpus.measure[link.measure]
    if Staleness(corpus).changes(link):
        yield _("text changed since")
    for verdict in corpus.verdicts_of.get(link.proposal, ()):
        yield attributed(corpus, language, label(language, verdict.verdict), verdict.claimed_by)
    if strength(link, proposal) is Basis.AMBIGUOUS:
        yield _("it does not say whose idea it is")
    elif rule is not None and not rule.counts(link, proposal):
        yield _("not counted under this rule")
    if all(other.claimed_by == link.claimed_by for other in corpus.links_of_proposal[proposal.id]):
        yield sole_source(language)
    if link.measure_inferred or measure.number_inferred:
        number = one_line(measure.number or measure.id)
        yield _("inferred from the text: {measure} {number}", number=number)
    if link.extent is not Extent.FULL:
        partial = link.extent is Extent.PARTIAL
        yield _("taken up in part") if partial else _("extent not stated")
    if proposal.attribution is Attribution.IMPLICIT and link.basis is Basis.EXPLICIT:
        yield _("implicit attribution to the author")


def sole_source(language: Language) -> str:
    """The caveat of a statement that nobody else makes, from which on an objection weighs more."""
    return language.gettext("no other source found says so")


_QUOTE = "\0"
"""The place of the quote, which is filled in once its length is known."""


def _fitted(  # noqa: PLR0913 - a citation has as many parts
    language: Language, claim: str, quote: str, caveats: Sequence[str], against: str = "", *, full: bool
) -> str:
    """A claim with its quote, what speaks against it and its caveats in 300 characters.

    If they do not fit, it has the whole quote and fewer caveats, at least one unless an objection
    weighs more; else the quote, and then the objection, to the end of a clause.
    """
    text = ""
    least = 0 if not caveats or (against and caveats[0] == sole_source(language)) else 1
    for objection, words in product(_shortened(against), _shortened(quote)):
        for number in range(len(caveats), least - 1, -1):
            listed = language.gettext("; ").join(caveats[:number])
            note = language.gettext(" Note: {caveats}.", caveats=listed) if number else ""
            text = (
                claim.replace(_QUOTE, language.quoted(words)) + (objection and f" {objection}") + note
            )
            if full or len(text) <= LONGEST:
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


def _quote_of(evidence: Iterable[Evidence]) -> str:
    return next((quote_of(entry) for entry in evidence if entry.quote), "")


def _sources_of(
    corpus: Corpus, evidence: Sequence[Evidence], *, all_of_them: bool = False
) -> list[Source]:
    """The source of the quote, else of the first piece of evidence; or those of all."""
    ids = list(dict.fromkeys(entry.source for entry in evidence))
    quoted = [entry.source for entry in evidence if entry.quote]
    return [corpus.source[name] for name in (ids if all_of_them else (quoted or ids)[:1])]


def _addresses(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(one_line(source.url) for source in sources if source.url)


def _where(corpus: Corpus, language: Language, sources: Sequence[Source], *, full: bool) -> str:
    """The sites and dates of a claim: « lesjam.fr, vers novembre 2021 »."""
    if not sources:
        return language.gettext("no evidence on record")
    reference = consulted if full else place_and_date
    return language.gettext("; ").join(reference(corpus, language, source) for source in sources)


# The host of an address, without a user's name before it.
_HOST = re.compile(r"(?i)[a-z][a-z0-9+.-]*://(?:[^/?#]*@)?(?:www\.)?([^/?#:\s\[]+)")


def place_of(corpus: Corpus, source: Source) -> str:
    """The site of a source: « lesjam.fr »; its publisher if it has no web address."""
    host = _HOST.match(source.url or "")
    return host[1].lower() if host else one_line(corpus.actor[source.publisher].name)


def place_and_date(corpus: Corpus, language: Language, source: Source) -> str:
    """The site and date of a source: « lesjam.fr, vers novembre 2021 »."""
    _ = language.gettext
    place = place_of(corpus, source)
    if not source.date:
        return _("{place}, undated", place=place)
    date = language.date(source.date)
    if source.date_inferred:
        date = _("c. {date}", date=date)
    return f"{place}, {date}"


def _nothing(corpus: Corpus, language: Language, item: Proposal | Measure) -> Citation:
    """That nothing is on record, with the number of sources consulted and the latest day."""
    _ = language.gettext
    title = language.quoted(one_line(item.title))
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
    nothing = language.ngettext(
        "In the {n} source consulted on this, until {date}, no statement on {title}.",
        "In the {n} sources consulted on this, until {date}, no statement on {title}.",
        len(dates),
        date=language.date(max(dates)),
        title=title,
    )
    # A statement on all proposals is one on this proposal too.
    counts = {declared.count for declared in corpus.proposals_document.declared[:1]}
    whole = [claim for claim in corpus.claims if claim.quantity in counts]
    texts = [f"{general_claim(corpus, claim, language)}." for claim in whole]
    return Citation(" ".join([nothing, *(texts if isinstance(item, Proposal) else ())]))

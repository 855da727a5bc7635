"""Findings on a corpus that loads: what would not survive a hostile reader, and what is worth knowing.

Nothing here writes. Loading has its own findings, which stop it; ``corpus.findings`` has the sentences
of all, and ``quotechecks`` looks quotes up in their sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jamplan.corpus.faults import Severity
from jamplan.corpus.findings import Finding, Place
from jamplan.corpus.loading import FILES, Corpus
from jamplan.corpus.model import Basis, Dismissal, Document, Evidence, Link, Verdict
from jamplan.corpus.staleness import Staleness
from jamplan.counting.figures import contested
from jamplan.counting.rules import strength
from jamplan.evidence.quotechecks import Quotes, evidence_of, look_up
from jamplan.language.differences import differences, marked

LONGEST_QUOTE = 25
"""How many words a short quote has at the most."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings in the order of the files, and what was done about quotes (None: nothing)."""

    findings: tuple[Finding, ...]
    quotes: Quotes | None = None

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(each for each in self.findings if each.kind.severity is severity)

    def reach(self, least: Severity) -> bool:
        """Whether any finding is at least as severe."""
        order = tuple(Severity)
        return any(order.index(each.kind.severity) <= order.index(least) for each in self.findings)


def check(corpus: Corpus, copies: Mapping[str, Path] | None = None) -> Checked:
    """Check a corpus, and its quotes against copies of their sources.

    ``copies`` has the path of a copy by the id of its source; a source with a ``file`` has that one.
    Reads those copies and nothing else. Raises :class:`KeyError` on a source that does not exist.
    """
    quotes, not_found = look_up(corpus, copies or {}, evidence_of(corpus))
    findings = [
        *_sources(corpus),
        *_documents(corpus),
        *_titles(corpus),
        *_proposals(corpus),
        *_all_evidence(corpus),
        *_links(corpus),
        *_verdicts(corpus),
        *_contradictions(corpus),
        *_claimants(corpus),
        *not_found,
        *(
            Finding(
                "quotes-unchecked",
                corpus.places["source", source],
                {"source": source, "quotes": count},
            )
            for source, count in quotes.unchecked_of.items()
        ),
    ]
    return Checked(tuple(in_order(corpus, findings)), quotes)


def check_decision(corpus: Corpus, decision: Link | Verdict | Dismissal) -> list[Finding]:
    """What is to be said of one decision on record, its quotes included."""
    if isinstance(decision, Dismissal):
        path = f"dismissals[{corpus.dismissals.index(decision) + 1}]"
    elif isinstance(decision, Link):
        path = f"links[{corpus.links.index(decision) + 1}]"
    else:
        path = f"verdicts[{corpus.verdicts.index(decision) + 1}]"
    place = corpus.paths[path]
    quotes, findings = look_up(corpus, {}, evidence_of(corpus, within=path))
    findings += _all_evidence(corpus, within=path)
    findings += [
        Finding("quotes-unchecked", place, {"source": source, "quotes": count})
        for source, count in quotes.unchecked_of.items()
    ]
    if isinstance(decision, Link):
        findings += _link(corpus, path, decision)
    more = (*_verdicts(corpus), *_contradictions(corpus))
    findings += [each for each in more if each.place == place]
    return in_order(corpus, findings)


def in_order(corpus: Corpus, findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of the files and lines."""
    order = {str(Path(corpus.folder) / name): number for number, name in enumerate(FILES)}
    return sorted(findings, key=lambda each: (order.get(each.place.file, len(order)), each.place))


def _file(corpus: Corpus, name: str) -> Place:
    return Place(str(Path(corpus.folder) / name))


def _sources(corpus: Corpus) -> Iterable[Finding]:
    for source in corpus.sources:
        place = corpus.places["source", source.id]
        if source.date is None:
            yield Finding("source-without-date", place, {"source": source.id})
        if source.url is None and source.archived is None:
            yield Finding("source-without-address", place, {"source": source.id})


def _documents(corpus: Corpus) -> Iterable[Finding]:
    yield from _count(_file(corpus, "proposals.yaml"), corpus.proposals_document, len(corpus.proposals))
    yield from _count(_file(corpus, "plan.yaml"), corpus.plan_document, len(corpus.measures))


def _count(place: Place, document: Document, listed: int) -> Iterable[Finding]:
    if document.declared:
        numbers = {"declared": document.declared[0].count, "listed": listed}
        if numbers["declared"] > listed:
            yield Finding("fewer-listed", place, numbers)
        elif numbers["declared"] < listed:
            yield Finding("more-listed", place, numbers)


def _titles(corpus: Corpus) -> Iterable[Finding]:
    for kind, items in (("proposal", corpus.proposals), ("measure", corpus.measures)):
        for item in items:
            if item.title.strip() == "?":
                yield Finding("title-unknown", corpus.places[kind, item.id], {"item": item.id})


def _proposals(corpus: Corpus) -> Iterable[Finding]:
    for proposal in corpus.proposals:
        links = corpus.links_of_proposal.get(proposal.id, ())
        verdicts = corpus.verdicts_of.get(proposal.id, ())
        if not links and not verdicts:
            place = corpus.places["proposal", proposal.id]
            yield Finding("unreviewed", place, {"proposal_id": proposal.id})


def _all_evidence(corpus: Corpus, *, within: str = "") -> Iterable[Finding]:
    for place, evidence in evidence_of(corpus, within=within):
        if evidence.quote is None:
            yield Finding("evidence-without-quote", place)
        else:
            # Signs that stand alone, as in « oui », are no words.
            words = sum(any(map(str.isalnum, word)) for word in evidence.quote.split())
            if words > LONGEST_QUOTE:
                yield Finding("quote-too-long", place, {"words": words, "limit": LONGEST_QUOTE})


def _links(corpus: Corpus) -> Iterable[Finding]:
    staleness = Staleness(corpus)
    for number, link in enumerate(corpus.links, start=1):
        path = f"links[{number}]"
        yield from _link(corpus, path, link)
        for change in staleness.changes(link):
            difference = marked(differences(change.before or "", change.now))
            yield Finding(
                "stale-link", corpus.paths[path], {"item": change.item, "difference": difference}
            )


def _link(corpus: Corpus, path: str, link: Link) -> Iterable[Finding]:
    place = corpus.paths[path]
    if not link.evidence:
        ids = {"proposal_id": link.proposal, "measure_id": link.measure, "claimant": link.claimed_by}
        yield Finding("link-without-evidence", place, ids)
    elif link.basis is Basis.COMPARED and len(located(link.evidence)) < 2:
        yield Finding("compared-without-places", place)
    proposal = corpus.proposal[link.proposal]
    if link.basis is not Basis.COMPARED and strength(link, proposal) is not link.basis:
        details = {"basis": str(link.basis), "attribution": str(proposal.attribution)}
        yield Finding("basis-above-attribution", place, details)


def located(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The pieces of evidence that say where: by a quote or a place."""
    return [each for each in evidence if each.quote or each.locator]


def _verdicts(corpus: Corpus) -> Iterable[Finding]:
    staleness = Staleness(corpus)
    for number, verdict in enumerate(corpus.verdicts, start=1):
        place = corpus.paths[f"verdicts[{number}]"]
        for change in staleness.changes(verdict):
            if change.before is None:
                yield Finding("new-measure", place, {"item": change.item})
            else:
                difference = marked(differences(change.before, change.now))
                yield Finding("stale-verdict", place, {"item": change.item, "difference": difference})


def _contradictions(corpus: Corpus) -> Iterable[Finding]:
    yield from contested(corpus)
    claimants: dict[tuple[str, str], list[str]] = {}
    for link in corpus.links:
        claimants.setdefault((link.proposal, link.measure), []).append(link.claimed_by)
    for number, dismissal in enumerate(corpus.dismissals, start=1):
        pair = (dismissal.proposal, dismissal.measure)
        if pair in claimants:
            names = ", ".join(claimants[pair])
            details = {"proposal_id": pair[0], "measure_id": pair[1], "claimant": names}
            yield Finding("dismissed-and-linked", corpus.paths[f"dismissals[{number}]"], details)


def _claimants(corpus: Corpus) -> Iterable[Finding]:
    """What is to be said of all decisions together."""
    decisions: list[tuple[str, Link | Verdict]] = [
        *((f"links[{number}]", link) for number, link in enumerate(corpus.links, start=1)),
        *((f"verdicts[{number}]", each) for number, each in enumerate(corpus.verdicts, start=1)),
    ]
    bare = [path for path, decision in decisions if decision.read is None]
    if bare:
        yield Finding("texts-not-kept", corpus.paths[bare[0]], {"decisions": len(bare)})
    author = corpus.proposals_document.publisher
    own = [
        path
        for path, decision in decisions
        if isinstance(decision, Link) and decision.claimed_by == author
    ]
    if own:
        yield Finding("claimant-is-publisher", corpus.paths[own[0]], {"actor": author})

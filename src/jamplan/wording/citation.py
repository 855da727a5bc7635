"""One publishable sentence on a proposal or a measure: claimant, wording, quote, source, address."""

from __future__ import annotations

from jamplan.corpus import Corpus
from jamplan.locale import Language
from jamplan.model import Attribution, Basis, Evidence, Link, Measure, Proposal, Verdict, VerdictKind
from jamplan.text.folding import one_line
from jamplan.wording.labels import called, source_name


def cite_item(corpus: Corpus, language: Language, item: Proposal | Measure) -> list[str]:
    """The sentences on a proposal or a measure, one for each statement on record."""
    if isinstance(item, Proposal):
        return _cite_proposal(corpus, language, item)
    return _cite_measure(corpus, language, item)


def _cite_proposal(corpus: Corpus, language: Language, proposal: Proposal) -> list[str]:
    sentences = [
        cite_link(corpus, language, link) for link in corpus.links_of_proposal.get(proposal.id, ())
    ]
    sentences += [
        _cite_verdict(corpus, language, verdict) for verdict in corpus.verdicts_of.get(proposal.id, ())
    ]
    if not sentences:
        title = language.quoted(one_line(proposal.title))
        sentences = [
            language.gettext(
                "No statement on record presents the proposal {title} as taken up by the plan; nobody "
                "has concluded.",
                title=title,
            )
        ]
    return sentences


def _cite_measure(corpus: Corpus, language: Language, measure: Measure) -> list[str]:
    sentences = [
        cite_link(corpus, language, link) for link in corpus.links_of_measure.get(measure.id, ())
    ]
    if not sentences:
        sentences = [
            language.gettext(
                "No known proposal is presented as taken up by measure {id}, {title}.",
                id=measure.id,
                title=language.quoted(one_line(measure.title)),
            )
        ]
    return sentences


def cite_link(corpus: Corpus, language: Language, link: Link) -> str:
    """The sentence on one link."""
    _ = language.gettext
    proposal, measure = corpus.proposal[link.proposal], corpus.measure[link.measure]
    fields = {
        "actor": called(corpus, language, link.claimed_by),
        "of_actor": language.of(called(corpus, language, link.claimed_by)),
        "proposal": language.quoted(one_line(proposal.title)),
        "id": measure.id,
        "measure": language.quoted(one_line(measure.title)),
    }
    match link.basis:
        case Basis.EXPLICIT:
            said = _(
                "According to {actor}, in so many words, the proposal {proposal} is taken up by the "
                "plan: measure {id}, {measure}",
                **fields,
            )
        case Basis.IMPLICIT:
            said = _(
                "According to {actor}, implicitly, the proposal {proposal} is taken up by the plan: "
                "measure {id}, {measure}",
                **fields,
            )
        case Basis.AMBIGUOUS:
            said = _(
                "In one reading of an ambiguous sentence {of_actor}, the proposal {proposal} would be "
                "taken up by the plan: measure {id}, {measure}",
                **fields,
            )
        case Basis.COMPARED:
            said = _(
                "According to {actor}, who compared the texts, the proposal {proposal} is taken up by "
                "the plan: measure {id}, {measure}",
                **fields,
            )
    doubts = []
    if link.measure_inferred:
        doubts.append(_("which measure is meant was read from the source’s words"))
    match proposal.attribution:
        case Attribution.EXPLICIT:
            pass
        case Attribution.IMPLICIT:
            doubts.append(_("the proposal itself is attributed implicitly"))
        case Attribution.AMBIGUOUS:
            doubts.append(_("whose the proposal itself is cannot be told"))
    because = _because(corpus, language, link.evidence)
    doubt = f" ({language.gettext('; ').join(doubts)})" if doubts else ""
    return f"{said}{because}{doubt}."


def _cite_verdict(corpus: Corpus, language: Language, verdict: Verdict) -> str:
    _ = language.gettext
    fields = {
        "actor": called(corpus, language, verdict.claimed_by),
        "proposal": language.quoted(one_line(corpus.proposal[verdict.proposal].title)),
    }
    match verdict.verdict:
        case VerdictKind.NO_MEASURE_FOUND:
            said = _("According to {actor}, no measure was found for the proposal {proposal}", **fields)
        case VerdictKind.REFUSED:
            said = _("According to {actor}, the proposal {proposal} was refused", **fields)
        case VerdictKind.OUT_OF_SCOPE:
            said = _("According to {actor}, the proposal {proposal} is out of scope", **fields)
        case VerdictKind.NOT_TESTABLE:
            said = _("According to {actor}, the proposal {proposal} cannot be tested", **fields)
    return f"{said}{_because(corpus, language, verdict.evidence)}."


def _because(corpus: Corpus, language: Language, evidence: tuple[Evidence, ...]) -> str:
    if not evidence:
        return language.gettext(", without evidence on record")
    first = next((each for each in evidence if each.quote), evidence[0])
    source = corpus.source[first.source]
    where = source_name(corpus, language, source)
    if source.url:
        where = f"{where}, {one_line(source.url)}"
    if first.quote:
        quote = language.quoted(one_line(first.quote))
        return language.gettext(": {quote} ({where})", quote=quote, where=where)
    return f" ({where})"

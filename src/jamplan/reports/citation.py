"""One publishable sentence on a proposal or a measure: claimant, wording, quote, source, address."""

from __future__ import annotations

from collections.abc import Iterable

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
    TitleBasis,
    Verdict,
)
from jamplan.corpus.staleness import Staleness
from jamplan.counting.rules import Rule
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.labels import called, label, short_name, source_name


def cite_item(
    corpus: Corpus, language: Language, item: Proposal | Measure, rule: Rule | None = None
) -> list[str]:
    """The sentences on a proposal or a measure, one for each statement on record.

    With a ``rule``, a link that it does not count is said not to be counted.
    """
    if isinstance(item, Proposal):
        links = corpus.links_of_proposal.get(item.id, ())
        verdicts = corpus.verdicts_of.get(item.id, ())
    else:
        links, verdicts = corpus.links_of_measure.get(item.id, ()), ()
    sentences = [cite_link(corpus, language, link, rule) for link in links]
    sentences += [cite_verdict(corpus, language, verdict) for verdict in verdicts]
    return sentences or [_nothing(corpus, language, item)]


def _nothing(corpus: Corpus, language: Language, item: Proposal | Measure) -> str:
    """That nothing is on record, in how many sources, and until when they were read."""
    _ = language.gettext
    title = language.quoted(one_line(item.title))
    if isinstance(item, Proposal):
        said = _("no statement on {title}, and nobody has concluded", title=title)
    else:
        said = _("no statement on {id}, {title}", id=item.id, title=title)
    # Sources of follow-ups alone were read for what became of the measures.
    later = {
        each.source for one in corpus.measures for done in one.follow_ups for each in done.evidence
    }
    named = {each.source for each in _evidence(corpus)}
    read = [
        source.accessed
        for source in corpus.sources
        if source.accessed and (source.id in named or source.id not in later)
    ]
    if not read:
        return _("On record, {said}.", said=said)
    return language.ngettext(
        "In the {n} source consulted, until {date}, {said}.",
        "In the {n} sources consulted, until {date}, {said}.",
        len(read),
        date=language.date(max(read)),
        said=said,
    )


def _evidence(corpus: Corpus) -> Iterable[Evidence]:
    """All evidence but that of follow-ups."""
    kinds: list[Iterable[Proposal | Priority | Measure | Link | Verdict | Claim]] = [
        corpus.proposals,
        corpus.priorities,
        corpus.measures,
        corpus.links,
        corpus.verdicts,
        corpus.claims,
    ]
    for records in kinds:
        for record in records:
            yield from record.evidence


def cite_link(corpus: Corpus, language: Language, link: Link, rule: Rule | None = None) -> str:
    """The sentence on one link."""
    _ = language.gettext
    proposal, measure = corpus.proposal[link.proposal], corpus.measure[link.measure]
    fields = {
        "actor": called(corpus, language, link.claimed_by),
        "title": language.quoted(one_line(proposal.title)),
        "taken_up": _("taken up in part") if link.extent is Extent.PARTIAL else _("taken up"),
        "wording": label(language, link.basis),
        "id": short_name(measure, language),
        "by": language.quoted(one_line(measure.title)),
    }
    if link.basis is Basis.AMBIGUOUS:
        said = _(
            "According to an ambiguous sentence ({actor}), {title} may have been {taken_up}: {measure} "
            "{id}, {by}",
            **fields,
        )
    else:
        said = _(
            "According to {actor} ({wording}), {title} is {taken_up}: {measure} {id}, {by}", **fields
        )
    doubts = list(_doubts(corpus, language, link, rule))
    doubt = f" ({language.gettext('; ').join(doubts)})" if doubts else ""
    if link.basis is Basis.COMPARED:
        return f"{said}{doubt}{_both_texts(corpus, language, link.evidence)}."
    quote, where = _because(corpus, language, link.evidence)
    return f"{said}{quote}{doubt}{where}."


def _both_texts(corpus: Corpus, language: Language, evidence: tuple[Evidence, ...]) -> str:
    """Where a person who compared two texts read each of them."""
    if not evidence:
        return language.gettext(", without evidence on record")
    parts = []
    for each in evidence:
        words = language.quoted(one_line(each.quote)) if each.quote else one_line(each.locator or "")
        where = _where(corpus, language, each)
        parts.append(f"{words} ({where})" if words else where)
    return f" — {language.gettext('; ').join(parts)}"


def _doubts(corpus: Corpus, language: Language, link: Link, rule: Rule | None) -> Iterable[str]:
    """What makes a link less certain than its sentence."""
    _ = language.gettext
    proposal, measure = corpus.proposal[link.proposal], corpus.measure[link.measure]
    if rule is not None and not rule.counts(link, proposal):
        yield _("not counted by the rule {rule}", rule=rule_name(rule))
    yield from _in_doubt(corpus, language, link)
    if link.extent is Extent.UNSTATED:
        yield _("extent not stated")
    if proposal.title_basis is TitleBasis.DESCRIBED:
        yield _("title written for this report")
    match proposal.attribution:
        case Attribution.EXPLICIT:
            pass
        case Attribution.IMPLICIT:
            yield _("implicit attribution to the author")
        case Attribution.AMBIGUOUS:
            yield _("whose idea is unclear")
    if link.measure_inferred:
        yield _("pairing inferred from the text")
    if measure.number_inferred:
        yield _("number inferred")


def _in_doubt(corpus: Corpus, language: Language, link: Link) -> Iterable[str]:
    """That a text has changed since, and that somebody concluded otherwise."""
    _ = language.gettext
    if Staleness(corpus).changes(link):
        yield _("text changed since")
    for verdict in corpus.verdicts_of.get(link.proposal, ()):
        yield _(
            "but {verdict}, according to {actor}",
            verdict=label(language, verdict.verdict),
            actor=called(corpus, language, verdict.claimed_by),
        )


def rule_name(rule: Rule) -> str:
    """A rule in a word or two, as the command line has it."""
    return f"{rule.links}, {rule.claimed_by}" if rule.claimed_by else str(rule.links)


def cite_verdict(corpus: Corpus, language: Language, verdict: Verdict) -> str:
    """The sentence on one verdict."""
    _ = language.gettext
    said = _(
        "According to {actor}, {verdict}: {title}",
        actor=called(corpus, language, verdict.claimed_by),
        verdict=label(language, verdict.verdict),
        title=language.quoted(one_line(corpus.proposal[verdict.proposal].title)),
    )
    quote, where = _because(corpus, language, verdict.evidence)
    doubts = []
    if Staleness(corpus).changes(verdict):
        doubts.append(_("text changed since"))
    for link in corpus.links_of_proposal.get(verdict.proposal, ()):
        actor = called(corpus, language, link.claimed_by)
        doubts.append(_("but taken up ({id}), according to {actor}", id=link.measure, actor=actor))
    doubt = f" ({language.gettext('; ').join(doubts)})" if doubts else ""
    return f"{said}{quote}{doubt}{where}."


def _because(corpus: Corpus, language: Language, evidence: tuple[Evidence, ...]) -> tuple[str, str]:
    """The quote that a sentence rests on, and where it stands: source, day of reading, address."""
    _ = language.gettext
    if not evidence:
        return "", _(", without evidence on record")
    first = next((each for each in evidence if each.quote), evidence[0])
    quote = _(": {quote}", quote=language.quoted(one_line(first.quote))) if first.quote else ""
    return quote, f" — {_where(corpus, language, first)}"


def _where(corpus: Corpus, language: Language, evidence: Evidence) -> str:
    """A source with the day on which it was read, and its address."""
    source = corpus.source[evidence.source]
    where = source_name(corpus, language, source)
    if source.accessed:
        where += language.gettext(", consulted on {date}", date=language.date(source.accessed))
    if source.url:
        where += f", {one_line(source.url)}"
    return where

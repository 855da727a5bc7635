"""The headline, the rule and what is unknown, as sentences made from the figures.

Every number comes from a :class:`Coverage`; nothing is counted here but how
many rows of a status have which strength.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from jamplan.corpus.model import Basis, Claim
from jamplan.counting.figures import Coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts
from jamplan.counting.statuses import Status
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports.finding_words import sentence
from jamplan.reports.labels import called, status_counts
from jamplan.reports.objections import against_all


def headline(coverage: Coverage, language: Language) -> str:
    """The result in a few sentences: how many, who says so, and how they say it."""
    first, *others = headline_sentences(coverage, language)
    return " ".join([first if first.endswith(".") else f"{first}.", *others])


def headline_sentences(coverage: Coverage, language: Language) -> list[str]:
    """The sentences of :func:`headline`; the first one, without a point, can be a title."""
    if not coverage.denominator:
        return [language.gettext("There is nothing to count yet: no number and no text is known.")]
    claims = [claim for claim in coverage.corpus.claims if claim.claimed_by in coverage.claimants]
    sentences = [_how_many(coverage, language)]
    if _is_single(coverage):
        sentences.append(_how_it_says_so(coverage, language, claims))
    elif coverage.claimants:
        how = _by_strength(coverage, language, Status.ADOPTED) or _by_strength(
            coverage, language, Status.PARTIAL
        )
        sentences.append(language.gettext("Wording: {how}.", how=how))
        sentences += [_general_claim(coverage, language, claim) for claim in claims]
    if coverage.claimants:
        sentences += against_all(coverage.corpus)[:1]
    return sentences


def _how_many(coverage: Coverage, language: Language) -> str:
    """« 28 propositions, 6 reprises affirmées, une seule source : les JAM »."""
    _ = language.gettext
    counts = {status: coverage.statuses[status] for status in (Status.ADOPTED, Status.PARTIAL)}
    parts = [
        language.ngettext("{n} {proposal}", "{n} {proposals}", coverage.total)
        if coverage.rule.of is OutOf.DECLARED
        else language.ngettext(
            "{n} {proposal} with a known text", "{n} {proposals} with a known text", coverage.documented
        ),
        status_counts(language, counts) or _("none said to be taken up"),
    ]
    if counts[Status.PARTIAL] and coverage.rule.partial is not PartialCounts.APART:
        parts.append(_("total: {score}", score=language.number(coverage.score)))
    if coverage.rule.claimed_by is not None:
        actor = called(coverage.corpus, language, coverage.rule.claimed_by)
        parts.append(_("according to {actor}", actor=actor))
    elif _is_single(coverage):
        actor = called(coverage.corpus, language, coverage.claimants[0])
        parts.append(_("a single source: {actor}", actor=actor))
    elif coverage.claimants:
        names = [called(coverage.corpus, language, actor) for actor in coverage.claimants]
        if len(names) > 1:
            counts_by = [_taken_up_by(coverage, actor) for actor in coverage.claimants]
            pairs = zip(names, counts_by, strict=True)
            names = [f"{name} ({language.number(count)})" for name, count in pairs]
        parts.append(_("according to {actor}", actor=language.listed(names)))
    return ", ".join(parts)


def _is_single(coverage: Coverage) -> bool:
    """Whether one actor makes all statements of the corpus, so that a sentence may say « it »."""
    claimants = {link.claimed_by for link in coverage.corpus.links}
    return coverage.rule.claimed_by is None and len(coverage.claimants) == len(claimants) == 1


_SAYS_SO = {
    Basis.EXPLICIT: N_("says so explicitly for {n}"),
    Basis.IMPLICIT: N_("implies it for {n}"),
    Basis.AMBIGUOUS: N_("leaves it unclear for {n}"),
    Basis.COMPARED: N_("compares the texts for {n}"),
}


def _how_it_says_so(coverage: Coverage, language: Language, claims: Sequence[Claim]) -> str:
    """How the only claimant states what counts, and whether it gives a total."""
    _ = language.gettext
    rows = [*coverage.with_status(Status.ADOPTED), *coverage.with_status(Status.PARTIAL)]
    strengths = Counter(row.strongest for row in rows)
    how = language.listed(
        [
            _(phrase, n=language.number(strengths[basis]))
            for basis, phrase in _SAYS_SO.items()
            if strengths[basis]
        ]
    )
    claim = next(iter(claims), None)
    if claim is None:
        return _("It {how}.", how=how)
    n = language.number(len(rows))
    if claim.quantity is not None:
        count = language.number(claim.quantity)
        return _(
            "It {how}, and counts {count} in all: {n} is a count made from its text.",
            how=how,
            count=count,
            n=n,
        )
    quote = next((evidence.quote for evidence in claim.evidence if evidence.quote), None)
    some = f" ({language.quoted(one_line(quote))})" if quote else ""
    return _(
        "It {how}, without giving a total{some}: {n} is a count made from its text.",
        how=how,
        some=some,
        n=n,
    )


_HOW: dict[Basis, Callable[[Language, int], str]] = {
    Basis.EXPLICIT: lambda language, n: language.ngettext("{n} explicit", "{n} explicit", n),
    Basis.IMPLICIT: lambda language, n: language.ngettext("{n} implicit", "{n} implicit", n),
    Basis.AMBIGUOUS: lambda language, n: language.ngettext("{n} ambiguous", "{n} ambiguous", n),
    Basis.COMPARED: lambda language, n: language.gettext(
        "{n} by comparing the texts", n=language.number(n)
    ),
}


def _by_strength(coverage: Coverage, language: Language, status: Status) -> str:
    strengths = Counter(row.strongest for row in coverage.with_status(status))
    return ", ".join(
        phrase(language, strengths[basis]) for basis, phrase in _HOW.items() if strengths[basis]
    )


def _taken_up_by(coverage: Coverage, actor: str) -> int:
    """How many proposals an actor states to be taken up, by a link that counts."""
    return sum(any(link.claimed_by == actor for link in row.counted) for row in coverage.rows)


def _general_claim(coverage: Coverage, language: Language, claim: Claim) -> str:
    """What somebody says of all proposals at once, beside the number that reading its text gives."""
    if claim.quantity is not None:
        return language.gettext(
            "According to {actor}, {count} in all: {n} is a count made from the text.",
            actor=called(coverage.corpus, language, claim.claimed_by),
            count=language.number(claim.quantity),
            n=language.number(_taken_up_by(coverage, claim.claimed_by)),
        )
    quote = next((each.quote for each in claim.evidence if each.quote), None)
    return language.gettext(
        "According to {actor}, {some}, without a total: {n} is a count made from the text.",
        actor=called(coverage.corpus, language, claim.claimed_by),
        some=language.quoted(one_line(quote)) if quote else language.gettext("some"),
        n=language.number(_taken_up_by(coverage, claim.claimed_by)),
    )


_COUNTING = {
    LinksCounted.EXPLICIT: N_("Statements that count: explicit."),
    LinksCounted.STATED: N_("Statements that count: explicit or implicit."),
    LinksCounted.CLAIMED: N_("Statements that count: explicit, implicit or ambiguous."),
    LinksCounted.ANY: N_("Statements that count: all, comparisons of the texts among them."),
}
_PARTIAL = {
    PartialCounts.APART: N_("Taken up in part: counted apart."),
    PartialCounts.HALF: N_("Taken up in part: counts as a half."),
    PartialCounts.FULL: N_("Taken up in part: counts as a whole."),
}


def rule_in_words(coverage: Coverage, language: Language) -> list[str]:
    """The four choices of the rule, one sentence each."""
    _ = language.gettext
    rule, corpus = coverage.rule, coverage.corpus
    weaker = _("Two degrees, wording and attribution to the author: the weaker one counts.")
    if rule.claimed_by is None:
        whose = _("All claimants.")
    else:
        whose = _("According to {actor} only.", actor=called(corpus, language, rule.claimed_by))
    match rule.of:
        case OutOf.DECLARED:
            base = _out_of_declared(coverage, language)
        case OutOf.DOCUMENTED:
            base = language.ngettext(
                "Out of: {n} {proposal} with a known text.",
                "Out of: {n} {proposals} with a known text.",
                coverage.documented,
            )
    return [f"{_(_COUNTING[rule.links])} {weaker}", whose, _(_PARTIAL[rule.partial]), base]


def _out_of_declared(coverage: Coverage, language: Language) -> str:
    _ = language.gettext
    declarations = coverage.corpus.proposals_document.declared
    total = language.number(coverage.total)
    if not declarations or coverage.total != declarations[0].count:
        return language.ngettext(
            "Out of: {n} listed {proposal}.", "Out of: {n} listed {proposals}.", coverage.total
        )
    sources = [
        one_line(coverage.corpus.actor[coverage.corpus.source[each].publisher].name)
        for each in declarations[0].sources
    ]
    if not sources:
        return _("Out of: the declared number, {n}.", n=total)
    by = language.listed(list(dict.fromkeys(sources)))
    return _("Out of: the declared number, {n} according to {by}.", n=total, by=by)


def unknowns(coverage: Coverage, language: Language) -> list[str]:
    """What the figures leave open, one statement each: the range first, then the warnings."""
    warnings = (sentence(warning, language, coverage.corpus) for warning in coverage.warnings)
    return [range_text(coverage, language), *warnings]


def in_short(coverage: Coverage, language: Language) -> str:
    """The range in a few words: « De 6 à 27 avec cette règle : pas de taux. »."""
    low, high = (language.number(bound) for bound in coverage.range)
    if low == high:
        return language.gettext("{low} under this rule; nothing is left to review.", low=low)
    return language.gettext("{low} to {high} under this rule: not a rate.", low=low, high=high)


def range_text(coverage: Coverage, language: Language) -> str:
    """The range under the rule, and what it leaves open."""
    low, high = coverage.range
    if low == high:
        return language.gettext("Range: {low}; nothing is left to review.", low=language.number(low))
    open_statuses = [Status.UNREVIEWED]
    if coverage.rule.of is OutOf.DECLARED:
        open_statuses.append(Status.UNDOCUMENTED)
    return language.gettext(
        "{low} to {high} under this rule: {parts}; not a rate.",
        low=language.number(low),
        high=language.number(high),
        parts=status_counts(language, {status: coverage.statuses[status] for status in open_statuses}),
    )

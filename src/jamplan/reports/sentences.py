"""The headline, the rule and what is unknown, as sentences made from a :class:`Coverage`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Basis, Claim
from jamplan.counting.figures import Coverage
from jamplan.counting.rules import STRENGTHS, LinksCounted, OutOf, PartialCounts, Status
from jamplan.language import N_, Language
from jamplan.reports.labels import called, capitalised, label, quote_of, sentence, status_counts
from jamplan.reports.objection_words import against_all


def headline(coverage: Coverage, language: Language) -> str:
    """The result in a few sentences: how many proposals, who says so, in which wording."""
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
        strengths = [
            by_strength(Counter(row.strongest for row in coverage.with_status(status)), language)
            for status in (Status.ADOPTED, Status.PARTIAL)
        ]
        title, colon = language.gettext("Wording"), language.gettext(": ")
        sentences.append(f"{title}{colon}{', '.join(strengths[0] or strengths[1])}.")
        sentences += [_count_beside(coverage, language, claim) for claim in claims]
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
    clauses = language.listed(
        [
            _(phrase, n=language.number(strengths[basis]))
            for basis, phrase in _SAYS_SO.items()
            if strengths[basis]
        ]
    )
    claim = next(iter(claims), None)
    if claim is None:
        return _("It {how}.", how=clauses)
    n = language.number(len(rows))
    if claim.quantity is not None:
        count = language.number(claim.quantity)
        return _(
            "It {how}, and counts {count} in all: {n} is a count made from its text.",
            how=clauses,
            count=count,
            n=n,
        )
    return _(
        "It {how}, without giving a total{some}: {n} is a count made from its text.",
        how=clauses,
        some=_in_brackets(claim, language),
        n=n,
    )


def by_strength(
    strengths: Mapping[Basis, int] | Mapping[Basis | None, int], language: Language
) -> list[str]:
    """« 3 (explicite) », for each strength that occurs."""
    return [
        f"{language.number(strengths[basis])} ({label(language, basis)})"
        for basis in STRENGTHS
        if strengths.get(basis)
    ]


def _taken_up_by(coverage: Coverage, actor: str) -> int:
    """The number of proposals that an actor states to be taken up by a link that counts."""
    return sum(any(link.claimed_by == actor for link in row.counted) for row in coverage.rows)


def general_claim(corpus: Corpus, claim: Claim, language: Language) -> str:
    """A general statement on all proposals, without its quote."""
    actor = called(corpus, language, claim.claimed_by)
    if claim.quantity is None:
        return language.gettext("According to {actor}, some {proposals} are taken up", actor=actor)
    return language.ngettext(
        "According to {actor}, {n} {proposal} is taken up",
        "According to {actor}, {n} {proposals} are taken up",
        claim.quantity,
        actor=actor,
    )


def _count_beside(coverage: Coverage, language: Language, claim: Claim) -> str:
    """A general statement, and beside it the number of proposals that its claimant names."""
    return language.gettext(
        "{claim}{quote}: {n} is a count made from the text.",
        claim=general_claim(coverage.corpus, claim, language),
        quote=_in_brackets(claim, language),
        n=language.number(_taken_up_by(coverage, claim.claimed_by)),
    )


def _in_brackets(claim: Claim, language: Language) -> str:
    """The first quote of a general statement in brackets, empty if there is none."""
    quote = next((quote_of(piece) for piece in claim.evidence if piece.quote), None)
    return f" ({language.quoted(quote)})" if quote else ""


COUNTED = {
    LinksCounted.EXPLICIT: N_("explicit only"),
    LinksCounted.STATED: N_("explicit or implicit"),
    LinksCounted.CLAIMED: N_("explicit, implicit or ambiguous"),
    LinksCounted.ANY: N_("all, comparisons of the texts too"),
}
"""Which statements each rule counts."""

PARTIAL = {
    PartialCounts.APART: N_("partial statements counted apart"),
    PartialCounts.HALF: N_("partial statements counted as halves"),
    PartialCounts.FULL: N_("partial statements counted as wholes"),
}
"""How each rule counts a partial statement."""


def rule_in_words(coverage: Coverage, language: Language) -> list[str]:
    """The four choices of the rule, one sentence each."""
    _ = language.gettext
    rule, corpus = coverage.rule, coverage.corpus
    counted = f"{_('Statements that count')}{_(': ')}{_(COUNTED[rule.links])}."
    weaker = _("Two degrees, wording and attribution to the author: the weaker one counts.")
    if rule.claimed_by is None:
        whose = f"{capitalised(_('all claimants'))}."
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
    partial = _(PARTIAL[rule.partial])
    return [f"{counted} {weaker}", whose, f"{capitalised(partial)}.", base]


def _out_of_declared(coverage: Coverage, language: Language) -> str:
    _, corpus = language.gettext, coverage.corpus
    declarations = corpus.proposals_document.declared
    if not declarations or coverage.total != declarations[0].count:
        return language.ngettext(
            "Out of: {n} listed {proposal}.", "Out of: {n} listed {proposals}.", coverage.total
        )
    names = declared_by(coverage, language)
    number = _("Out of: the declared number, {n}", n=language.number(coverage.total))
    if not names:
        return f"{number}."
    return f"{number} {_('according to {actor}', actor=names)}."


def declared_by(coverage: Coverage, language: Language) -> str:
    """The actors who publish the declared number; empty if no source is on record for it."""
    corpus = coverage.corpus
    sources = corpus.proposals_document.declared[0].sources
    publishers = dict.fromkeys(corpus.source[source].publisher for source in sources)
    return language.listed([called(corpus, language, publisher) for publisher in publishers])


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
        return in_short(coverage, language)
    open_statuses = [Status.UNREVIEWED]
    if coverage.rule.of is OutOf.DECLARED:
        open_statuses.append(Status.UNDOCUMENTED)
    return language.gettext(
        "{low} to {high} under this rule: {parts}; not a rate.",
        low=language.number(low),
        high=language.number(high),
        parts=status_counts(language, {status: coverage.statuses[status] for status in open_statuses}),
    )

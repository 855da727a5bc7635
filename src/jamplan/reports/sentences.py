"""The headline, the rule and what is unknown, as sentences made from the figures.

Every number comes from a :class:`Coverage`; nothing is counted here but how
many rows of a status have which strength.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from jamplan.corpus.model import Basis, Claim
from jamplan.counting.figures import Coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts
from jamplan.counting.statuses import Status
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports.finding_words import sentence
from jamplan.reports.labels import called, label, status_counts


def headline(coverage: Coverage, language: Language) -> str:
    """The result in a few sentences: how many, how, who says so, and why it is not a rate."""
    return " ".join(headline_sentences(coverage, language))


def headline_sentences(coverage: Coverage, language: Language) -> list[str]:
    """The sentences of :func:`headline`; the first says how many, and how."""
    sentences = [_how_many(coverage, language)]
    if coverage.claimants:
        sentences.append(_who_says_so(coverage, language))
        claims = [claim for claim in coverage.corpus.claims if claim.claimed_by in coverage.claimants]
        sentences += [_general_claim(coverage, language, claim) for claim in claims]
    sentences.extend(_not_a_rate(coverage, language))
    return sentences


def _how_many(coverage: Coverage, language: Language) -> str:
    _, ngettext = language.gettext, language.ngettext
    if not coverage.denominator:
        return _("There is nothing to count yet: no number and no text is known.")
    if coverage.rule.of is OutOf.DECLARED:
        base = ngettext("Of {n} {proposal}", "Of {n} {proposals}", coverage.total)
    else:
        base = ngettext(
            "Of {n} {proposal} with a known text",
            "Of {n} {proposals} with a known text",
            coverage.documented,
        )
    by_whom = _according_to(coverage, language)
    if coverage.adopted:
        start = ngettext(
            "{base}, {n} is said to be taken up{by_whom}: {how}",
            "{base}, {n} are said to be taken up{by_whom}: {how}",
            coverage.adopted,
            base=base,
            by_whom=by_whom,
            how=_by_strength(coverage, language, Status.ADOPTED),
        )
    else:
        start = _("{base}, none is said to be taken up{by_whom}", base=base, by_whom=by_whom)
    clauses = [start]
    partial = coverage.statuses[Status.PARTIAL]
    if partial:
        clauses.append(
            _(
                "{partly}, {counted}",
                partly=status_counts(language, {Status.PARTIAL: partial}),
                counted=_partial_counts(coverage, language),
            )
        )
    below = coverage.statuses[Status.BELOW_RULE]
    if below:
        clauses.append(
            _(
                "{not_counted} ({how})",
                not_counted=status_counts(language, {Status.BELOW_RULE: below}),
                how=_how_not_counted(coverage, language),
            )
        )
    return _("{clauses}.", clauses=_("; ").join(clauses))


def _according_to(coverage: Coverage, language: Language) -> str:
    """Whose statements alone are counted, where the rule names somebody."""
    actor = coverage.rule.claimed_by
    if actor is None:
        return ""
    return language.gettext(" according to {actor}", actor=called(coverage.corpus, language, actor))


def _partial_counts(coverage: Coverage, language: Language) -> str:
    _ = language.gettext
    match coverage.rule.partial:
        case PartialCounts.APART:
            return _("counted apart")
        case PartialCounts.HALF:
            return _("counted as a half (total: {score})", score=language.number(coverage.score))
        case PartialCounts.FULL:
            return _("counted as a whole (total: {score})", score=language.number(coverage.score))


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


def _how_not_counted(coverage: Coverage, language: Language) -> str:
    rows = coverage.with_status(Status.BELOW_RULE)
    if len(rows) == 1 and rows[0].strongest is not None:
        return label(language, rows[0].strongest)
    return _by_strength(coverage, language, Status.BELOW_RULE)


def _who_says_so(coverage: Coverage, language: Language) -> str:
    _ = language.gettext
    corpus = coverage.corpus
    names = [called(corpus, language, actor) for actor in coverage.claimants]
    if {link.claimed_by for link in corpus.links} == set(coverage.claimants) and len(names) == 1:
        return _("Single source: {actor}.", actor=names[0])
    if len(names) > 1:
        names = [
            f"{name} ({language.number(_taken_up_by(coverage, actor))})"
            for name, actor in zip(names, coverage.claimants, strict=True)
        ]
    return _("Who says so: {who}.", who=language.listed(names))


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


def _not_a_rate(coverage: Coverage, language: Language) -> Iterable[str]:
    total = language.number(coverage.total)
    undocumented = coverage.statuses[Status.UNDOCUMENTED]
    unreviewed = coverage.statuses[Status.UNREVIEWED]
    if undocumented:
        yield language.gettext(
            "This is not a rate: the text is missing for {n} of the {total} {proposals}.",
            n=language.number(undocumented),
            total=total,
        )
    elif unreviewed:
        yield language.ngettext(
            "This is not a rate: {n} of the {total} {proposals} remains to review.",
            "This is not a rate: {n} of the {total} {proposals} remain to review.",
            unreviewed,
            total=total,
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


def unknowns(coverage: Coverage, language: Language, *, leave_out: Collection[str] = ()) -> list[str]:
    """What the figures leave open, one statement each: the range first, then the warnings."""
    return [
        range_text(coverage, language),
        *(
            sentence(warning, language, coverage.corpus)
            for warning in coverage.warnings
            if warning.code not in leave_out
        ),
    ]


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

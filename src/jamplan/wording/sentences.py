"""The headline, the rule and what is unknown, as sentences made from the figures.

Every number comes from a :class:`~jamplan.counting.figures.Coverage`; nothing is counted here but how
many rows of a status have which strength.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from jamplan.counting.figures import Caution, CautionCode, Coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts
from jamplan.counting.statuses import Status
from jamplan.locale import P_, Language
from jamplan.model import Basis, Claim, SourceKind
from jamplan.text.folding import one_line
from jamplan.wording.labels import agreement, called, is_plural, label


def headline(coverage: Coverage, language: Language) -> str:
    """The result in a few sentences: how many, how, who says so, and why it is not a rate."""
    return " ".join(headline_sentences(coverage, language))


def headline_sentences(coverage: Coverage, language: Language) -> list[str]:
    """The sentences of :func:`headline`; the first says how many, and how."""
    sentences = [_how_many(coverage, language)]
    if coverage.claimants:
        sentences.append(_who_says_so(coverage, language))
    sentences.extend(_not_a_rate(coverage, language))
    return sentences


def _how_many(coverage: Coverage, language: Language) -> str:
    _, ngettext = language.gettext, language.ngettext
    author = coverage.corpus.proposals_document.publisher
    by = f" {language.of(called(coverage.corpus, language, author))}" if author else ""
    if not coverage.denominator:
        return _("No proposal{by} is known yet: there is nothing to count.", by=by)
    if coverage.rule.of is OutOf.DECLARED:
        base = ngettext("Of {n} proposal{by}", "Of {n} proposals{by}", coverage.total, by=by)
    else:
        base = ngettext(
            "Of the {n} proposal{by} that is known",
            "Of the {n} proposals{by} that are known",
            coverage.documented,
            by=by,
        )
    by_whom = _according_to(coverage, language)
    if coverage.adopted:
        start = ngettext(
            "{base}, {n} is presented as taken up by the plan{by_whom}",
            "{base}, {n} are presented as taken up by the plan{by_whom}",
            coverage.adopted,
            base=base,
            by_whom=by_whom,
        )
        how = _by_strength(coverage, language, Status.ADOPTED, _HOW)
        start = _("{start}: {how}", start=start, how=", ".join(how))
    else:
        start = _(
            "{base}, none is presented as taken up by the plan{by_whom}", base=base, by_whom=by_whom
        )
    clauses = [start]
    partial = coverage.statuses[Status.PARTIAL]
    if partial:
        clauses.append(
            ngettext(
                "{n} is presented as taken up in part, {counted}",
                "{n} are presented as taken up in part, {counted}",
                partial,
                counted=_partial_counts(coverage, language),
            )
        )
    below = coverage.statuses[Status.BELOW_RULE]
    if below:
        cases = language.listed(_by_strength(coverage, language, Status.BELOW_RULE, _CASES))
        clauses.append(
            ngettext("{cases} is not counted", "{cases} are not counted", below, cases=cases)
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


_Phrase = Callable[[Language, int], str]

_HOW: dict[Basis, _Phrase] = {
    Basis.EXPLICIT: lambda language, n: language.ngettext(
        "{n} in so many words", "{n} in so many words", n
    ),
    Basis.IMPLICIT: lambda language, n: language.ngettext("{n} implicitly", "{n} implicitly", n),
    Basis.AMBIGUOUS: lambda language, n: language.ngettext("{n} ambiguously", "{n} ambiguously", n),
    Basis.COMPARED: lambda language, n: language.ngettext(
        "{n} by comparing the texts", "{n} by comparing the texts", n
    ),
}
_CASES: dict[Basis, _Phrase] = {
    Basis.EXPLICIT: lambda language, n: language.ngettext("{n} explicit case", "{n} explicit cases", n),
    Basis.IMPLICIT: lambda language, n: language.ngettext("{n} implicit case", "{n} implicit cases", n),
    Basis.AMBIGUOUS: lambda language, n: language.ngettext(
        "{n} ambiguous case", "{n} ambiguous cases", n
    ),
    Basis.COMPARED: lambda language, n: language.ngettext("{n} compared case", "{n} compared cases", n),
}


def _by_strength(
    coverage: Coverage, language: Language, status: Status, phrases: dict[Basis, _Phrase]
) -> list[str]:
    strengths = Counter(row.strongest for row in coverage.with_status(status))
    return [phrase(language, strengths[basis]) for basis, phrase in phrases.items() if strengths[basis]]


def _who_says_so(coverage: Coverage, language: Language) -> str:
    _ = language.gettext
    corpus = coverage.corpus
    names = [called(corpus, language, actor) for actor in coverage.claimants]
    if len(names) > 1:
        names = [
            f"{name} ({language.number(_taken_up_by(coverage, actor))})"
            for name, actor in zip(names, coverage.claimants, strict=True)
        ]
    if {link.claimed_by for link in corpus.links} == set(coverage.claimants) and len(names) == 1:
        context = agreement(corpus.actor[coverage.claimants[0]])
        who = language.pgettext(context, _ALONE[context], actor=names[0])
    else:
        who = language.listed(names)
    clauses = [_("Who says so: {who}", who=who)]
    claims = [claim for claim in corpus.claims if claim.claimed_by in coverage.claimants]
    for claim in claims:
        alone = len(coverage.claimants) == 1
        clauses.append(_general_claim(coverage, language, claim, alone=alone))
    if claims:
        clauses[-1] = _("{clause}, the count is made by reading", clause=clauses[-1])
    return _("{clauses}.", clauses=_("; ").join(clauses))


# Who says so agrees with the claimant's gender and number.
_ALONE = dict(
    (
        P_("masculine", "{actor} alone"),
        P_("feminine", "{actor} alone"),
        P_("masculine plural", "{actor} alone"),
        P_("feminine plural", "{actor} alone"),
        P_("unknown gender", "{actor} alone"),
    )
)
# The possessive agrees with the claimant's number and with what the source is.
_THEIR = {
    SourceKind.ARTICLE: (P_("of one", "their article"), P_("of several", "their article")),
    SourceKind.PRESS: (P_("of one", "their article"), P_("of several", "their article")),
    SourceKind.REPORT: (P_("of one", "their report"), P_("of several", "their report")),
    SourceKind.PLAN: (P_("of one", "their plan"), P_("of several", "their plan")),
    SourceKind.LAW: (P_("of one", "their law"), P_("of several", "their law")),
    SourceKind.PAGE: (P_("of one", "their page"), P_("of several", "their page")),
    None: (P_("of one", "their text"), P_("of several", "their text")),
}


def _taken_up_by(coverage: Coverage, actor: str) -> int:
    """How many proposals an actor states to be taken up, by a link that counts."""
    return sum(any(link.claimed_by == actor for link in row.counted) for row in coverage.rows)


# What somebody says in general: a source or one actor says it, several actors say it.
_SAYS_SOME = dict(
    (P_("of one", "{source} says {some}"), P_("of several", "{source} says {some}")),
)
_SAYS_COUNT = dict(
    (P_("of one", "{source} says {count}"), P_("of several", "{source} says {count}")),
)


def _general_claim(coverage: Coverage, language: Language, claim: Claim, *, alone: bool) -> str:
    corpus = coverage.corpus
    plural = is_plural(corpus.actor[claim.claimed_by]) and language.code == corpus.language
    sources = [corpus.source[evidence.source] for evidence in claim.evidence]
    if alone:
        of_one, of_several = _THEIR[sources[0].kind if sources else None]
        what = language.pgettext(*(of_several if plural else of_one))
    else:
        what = called(corpus, language, claim.claimed_by)
    context = "of several" if plural and not alone else "of one"
    if claim.count is None:
        some = language.quoted(language.gettext("some"))
        return language.pgettext(context, _SAYS_SOME[context], source=what, some=some)
    count = language.number(claim.count)
    return language.pgettext(context, _SAYS_COUNT[context], source=what, count=count)


def _not_a_rate(coverage: Coverage, language: Language) -> Iterable[str]:
    undocumented = coverage.statuses[Status.UNDOCUMENTED]
    unreviewed = coverage.statuses[Status.UNREVIEWED]
    if undocumented:
        yield language.ngettext(
            "This is not a rate: no text was found for {n} proposal.",
            "This is not a rate: no text was found for {n} proposals.",
            undocumented,
        )
    elif unreviewed:
        yield language.ngettext(
            "This is not a rate: {n} proposal remains to be reviewed.",
            "This is not a rate: {n} proposals remain to be reviewed.",
            unreviewed,
        )


def rule_in_words(  # noqa: C901 - one case a value, so that none can be forgotten
    coverage: Coverage, language: Language
) -> list[str]:
    """The four choices of the rule, one sentence each."""
    _ = language.gettext
    rule, corpus = coverage.rule, coverage.corpus
    match rule.links:
        case LinksCounted.EXPLICIT:
            which = _("Take-ups that count: those stated in so many words (explicit).")
        case LinksCounted.STATED:
            which = _("Take-ups that count: those stated in so many words or implicitly (stated).")
        case LinksCounted.CLAIMED:
            which = _("Take-ups that count: all that a source states, ambiguous or not (claimed).")
        case LinksCounted.ANY:
            which = _("Take-ups that count: all, by comparison of the texts too (any).")
    weaker = _(
        "A take-up is worth the weaker of two things: its wording, and how the proposal is attributed "
        "to its author."
    )
    if rule.claimed_by is None:
        whose = _("Stated by: any actor.")
    else:
        whose = _("Stated by: {actor} only.", actor=called(corpus, language, rule.claimed_by))
    match rule.partial:
        case PartialCounts.APART:
            partial = _("A take-up in part: counted apart (apart).")
        case PartialCounts.HALF:
            partial = _("A take-up in part: counts as a half (half).")
        case PartialCounts.FULL:
            partial = _("A take-up in part: counts as a whole (full).")
    match rule.of:
        case OutOf.DECLARED:
            base = _out_of_declared(coverage, language)
        case OutOf.DOCUMENTED if not coverage.documented:
            base = _("Out of: no proposal is known yet (documented).")
        case OutOf.DOCUMENTED:
            base = language.ngettext(
                "Out of: the {n} proposal that is known (documented).",
                "Out of: the {n} proposals that are known (documented).",
                coverage.documented,
            )
    return [f"{which} {weaker}", whose, partial, base]


def _out_of_declared(coverage: Coverage, language: Language) -> str:
    _ = language.gettext
    declarations = coverage.corpus.proposals_document.declared
    total = language.number(coverage.total)
    if not coverage.total:
        return _("Out of: no proposal is listed yet (declared).")
    if not declarations or coverage.total != declarations[0].count:
        return language.ngettext(
            "Out of: the {n} proposal that is listed (declared).",
            "Out of: the {n} proposals that are listed (declared).",
            coverage.total,
        )
    sources = [
        one_line(coverage.corpus.actor[coverage.corpus.source[each].publisher].name)
        for each in declarations[0].sources
    ]
    if not sources:
        return _("Out of: the declared number (declared), {n}.", n=total)
    by = language.listed(list(dict.fromkeys(sources)))
    return _("Out of: the declared number (declared), {n} according to {by}.", n=total, by=by)


def unknowns(
    coverage: Coverage, language: Language, *, leave_out: Collection[CautionCode] = ()
) -> list[str]:
    """What the figures leave open, one statement each: the range first, then the warnings."""
    said = [_range(coverage, language)]
    said.extend(
        caution(coverage, language, warning)
        for warning in coverage.warnings
        if warning.code not in leave_out
    )
    return said


def _range(coverage: Coverage, language: Language) -> str:
    _ = language.gettext
    low, high = coverage.range
    if low == high:
        return _("Range: {low}; no known proposal awaits a decision.", low=language.number(low))
    parts = []
    unreviewed = coverage.statuses[Status.UNREVIEWED]
    undocumented = coverage.statuses[Status.UNDOCUMENTED]
    if unreviewed:
        parts.append(
            language.ngettext("{n} proposal to be reviewed", "{n} proposals to be reviewed", unreviewed)
        )
    if undocumented and coverage.rule.of is OutOf.DECLARED:
        parts.append(
            language.ngettext(
                "{n} proposal without a text found",
                "{n} proposals without a text found",
                undocumented,
            )
        )
    return language.ngettext(
        "Range by this rule: from {low} to {high}, for {parts} may be taken up or not.",
        "Range by this rule: from {low} to {high}, for {parts} may be taken up or not.",
        high - low,
        low=language.number(low),
        high=language.number(high),
        parts=language.listed(parts),
    )


def caution(  # noqa: C901, PLR0911, PLR0912 - one case a code, so that none can be forgotten
    coverage: Coverage, language: Language, warning: Caution
) -> str:
    """One warning as a sentence."""
    _, ngettext, number = language.gettext, language.ngettext, language.number
    corpus, details = coverage.corpus, warning.details

    def count(name: str) -> int:
        value = details[name]
        assert isinstance(value, int)
        return value

    match warning.code:
        case CautionCode.TEXTS_MISSING:
            numbers = {name: number(count(name)) for name in ("missing", "declared", "listed")}
            missing = _(
                "{missing} is {declared} − {listed}, the declared number less the proposals that a "
                "source describes.",
                **numbers,
            )
            second_hand = _(
                "It is neither a floor nor a ceiling, for one sentence of a source may merge two "
                "proposals or split one."
            )
            answers = _(
                "A measure without a take-up may answer one of them: so it has “no known proposal”."
            )
            parts = [missing, second_hand, answers] if details["second_hand"] else [missing, answers]
            return " ".join(parts)
        case CautionCode.MORE_LISTED_THAN_DECLARED:
            return ngettext(
                "{n} proposal is listed, more than the declared number, {declared}; figures are out of "
                "{n}.",
                "{n} proposals are listed, more than the declared number, {declared}; figures are out "
                "of {n}.",
                count("listed"),
                declared=number(count("declared")),
            )
        case CautionCode.CLAIMANT_IS_AUTHOR:
            return _(
                "An interested party: who states the take-ups also wrote the proposals ({actor}).",
                actor=called(corpus, language, str(details["actor"])),
            )
        case CautionCode.TEXTS_FROM_CLAIMANT:
            return ngettext(
                "{known} of the {n} known text comes from the very source that states the take-ups: "
                "“{adopted} of {n}” would be a selection, not a rate.",
                "{known} of the {n} known texts come from the very source that states the take-ups: "
                "“{adopted} of {n}” would be a selection, not a rate.",
                count("listed"),
                known=number(count("known")),
                adopted=number(coverage.adopted),
            )
        case CautionCode.PROPOSALS_NOT_READ:
            return ngettext(
                "No known proposal was read in the document itself: {n} other source describes them.",
                "No known proposal was read in the document itself: {n} other sources describe them.",
                count("sources"),
            )
        case CautionCode.PLAN_NOT_READ:
            if not count("sources"):
                return _(
                    "The plan itself has not been read, and no source on its measures is on record."
                )
            press = count("press")
            return ngettext(
                "The plan itself has not been read: it is known from {n} other source{press}.",
                "The plan itself has not been read: it is known from {n} other sources{press}.",
                count("sources"),
                press=ngettext(" ({n} of the press)", " ({n} of the press)", press) if press else "",
            )
        case CautionCode.COUNTS_DISAGREE:
            return _counts_disagree(coverage, language, warning)
        case CautionCode.EXTENT_UNSTATED:
            return ngettext(
                "Extent: for {n} proposal presented as taken up, no source says to what extent.",
                "Extent: for {n} proposals presented as taken up, no source says to what extent.",
                count("proposals"),
            )
        case CautionCode.CHAPTERS_INFERRED:
            return _(
                "Chapters: the placement of {inferred} of {listed} known proposals is inferred (marked "
                "*).",
                **{name: number(count(name)) for name in ("inferred", "listed")},
            )
        case CautionCode.MEASURES_INFERRED:
            return ngettext(
                "Measures: for {n} take-up, the source names no number; which measure it means was "
                "read from its words.",
                "Measures: for {n} take-ups, the source names no number; which measure it means was "
                "read from its words.",
                count("links"),
            )
        case CautionCode.CONTESTED:
            return _contested(coverage, language, warning)
        case CautionCode.STALE:
            return _stale(language, count("links"), count("verdicts"))


def _stale(language: Language, links: int, verdicts: int) -> str:
    _, ngettext = language.gettext, language.ngettext
    decided = [
        ngettext("{n} take-up counted", "{n} take-ups counted", links) if links else "",
        ngettext("{n} conclusion", "{n} conclusions", verdicts) if verdicts else "",
    ]
    what = language.listed([each for each in decided if each])
    return _("To be reviewed, for a text has changed since: {what}.", what=what)


def _contested(coverage: Coverage, language: Language, warning: Caution) -> str:
    _ = language.gettext
    ids = warning.details["proposals"]
    assert isinstance(ids, tuple)
    cases = [
        _(
            "{id} ({verdict}, according to {actor})",
            id=verdict.proposal,
            verdict=label(language, verdict.verdict),
            actor=called(coverage.corpus, language, verdict.claimed_by),
        )
        for each in ids
        for verdict in coverage.corpus.verdicts_of[each]
    ]
    return _("Contested, with a take-up and a conclusion: {cases}.", cases=", ".join(cases))


def _counts_disagree(coverage: Coverage, language: Language, warning: Caution) -> str:
    _ = language.gettext
    counts = warning.details["counts"]
    assert isinstance(counts, tuple)
    numbers = dict.fromkeys(language.number(each) for each in counts)
    either = _(" or ").join(numbers)
    if warning.details["of"] == "measures":
        used = language.number(len(coverage.measures))
        return _(
            "Number of measures in the plan: {either} according to the sources; {used} here.",
            either=either,
            used=used,
        )
    used = language.number(coverage.total)
    return _(
        "Number of proposals: {either} according to the sources; {used} here.", either=either, used=used
    )

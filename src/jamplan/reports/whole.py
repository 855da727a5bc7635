"""What is said of the whole: headline, range, what is unknown, the rule, the method."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum, auto

from jamplan.corpus.faults import KINDS
from jamplan.corpus.model import Basis, Claim, Decision, Extent, Search, SearchOf
from jamplan.counting.figures import OPEN, REFUSED, Kind
from jamplan.counting.rules import STRENGTHS, OutOf, PartialCounts, Status
from jamplan.language import N_
from jamplan.language.folding import first_sentence
from jamplan.reports import labels
from jamplan.reports.blocks import Block, Inline, inline, joined, listed, plain
from jamplan.reports.context import Context
from jamplan.reports.labels import capitalised, count_of, ngettext
from jamplan.reports.statements import cited


def headline(context: Context) -> str:
    """The result in a few sentences: how many proposals, who says so, in which wording."""
    return plain(lead(context))


def headline_sentences(context: Context) -> list[Inline]:
    """The sentences of :func:`headline`; the first one, without a point, can be a title."""
    figures = context.figures
    if not figures.denominator:
        nothing = context.gettext(
            "There is nothing to count yet: no number and no text is known."
        )
        return [inline(nothing)]
    only = figures.rule.claimed_by
    actors = figures.claimants or ([] if only is None else [only])
    claims = [claim for claim in context.corpus.claims if claim.claimed_by in actors]
    against = [told] if (told := against_in_short(context)) else []
    refused = figures.refused if context.corpus.links else 0
    refusals = (
        [inline(count_of(context.language, REFUSED, refused), ".")] if refused else []
    )
    if not figures.claimants and (only or not context.corpus.links):
        beside = [told_claim(context, claim) for claim in claims]
        # A response that nobody has reviewed has its answers.
        if not only and not (context.corpus.is_response and not context.is_reviewed):
            none = N_("No statement on record; that rules none out.")
            beside.insert(0, inline(context.gettext(none)))
        return [_how_many(context), *refusals, *beside]
    if context.corpus.is_response:
        return [*answers(context, claims), *_outcomes(context), *against]
    if len(figures.claimants) == 1:
        return [source_and_total(context), *refusals, *against]
    if not figures.claimants:
        return [_how_many(context), *refusals, *against]
    return [_how_many(context), *_each_source(context, claims), *refusals, *against]


def _each_source(context: Context, claims: Iterable[Claim]) -> Iterable[Inline]:
    """Yield what each of several sources says, how, and beside it what it says of all."""
    yield inline(capitalised(by_source(context)), ".")
    yield inline(context.wordings)
    yield from (_count_beside(context, claim) for claim in claims)


def _how_many(context: Context) -> Inline:
    """« 28 propositions, 6 reprises affirmées », without a point; or that nothing is counted yet."""
    _, items = context.gettext, all_items(context)
    if not context.is_reviewed:
        return inline(f"{items}{_(': ')}{_('nothing reviewed yet')}")
    # Without statements, all that is concluded.
    none = _none(context) if context.corpus.links else context.status_text()
    taken_up = context.status_text(Status.ADOPTED, Status.PARTIAL) or none
    return joined(filter(None, [items, taken_up, _score(context)]))


def in_brief(context: Context) -> list[str]:
    """What is counted by several sources, and what is not established."""
    told = [f"{plain(_how_many(context))}.", f"{capitalised(by_source(context))}."]
    told += the_rest(context, *OPEN)
    told += [context.gettext(NOT_CARRIED_OUT)] if context.corpus.is_response else []
    return [*told, *filter(None, [plain(against_in_short(context))])]


NOT_CARRIED_OUT = N_("Accepted does not mean carried out.")


def _outcomes(context: Context) -> Iterable[Inline]:
    """Yield that an acceptance is no outcome, and what a search for the outcomes of all found."""
    yield inline(context.gettext(NOT_CARRIED_OUT))
    for search in outcome_searches(context):
        result = context.data(search.result)
        yield (replace(result, text=first_sentence(result.text)),)


def outcome_searches(context: Context) -> list[Search]:
    """The searches on record for what became of all measures."""
    return [
        each
        for each in context.corpus.searches
        if each.of is SearchOf.OUTCOMES and not each.about
    ]


def all_items(context: Context) -> str:
    """« 28 propositions »; under a rule that leaves out missing texts, how many are known."""
    items = context.ngettext("{n} {proposal}", "{n} {proposals}", context.figures.total)
    return f"{items}{_known(context)}"


def _known(context: Context) -> str:
    """« (8 textes connus) », if the figures are out of those alone."""
    n = context.figures.denominator
    if n == context.figures.total:
        return ""
    return context.ngettext(" ({n} known text)", " ({n} known texts)", n)


def other_counts(context: Context, actor: str) -> list[Claim]:
    """The general statements of an actor with another number than the one that is counted."""
    known = {None, context.figures.adopted}
    claims = context.corpus.claims
    return [
        each
        for each in claims
        if each.claimed_by == actor and each.quantity not in known
    ]


def answers(context: Context, claims: Iterable[Claim]) -> Iterable[Inline]:
    """Yield « 50 recommandations, réponse de janvier 2025 : 47 acceptations »; the source.

    Of several sources, how many each accepts. ``claims`` are what they say of all.
    """
    _, claimants = context.gettext, context.figures.claimants
    date = context.corpus.plan_document.date
    when = f", {_('{measure}')} {context.language.of_date(date)}" if date else ""
    yield inline(f"{all_items(context)}{when}{_(': ')}{context.status_text()}")
    if len(claimants) > 1:
        yield from _each_source(context, [claim for claim in claims if claim.quantity])
        return
    for actor in claimants:
        own = [
            context.number(claim.quantity or 0)
            for claim in other_counts(context, actor)
        ]
        elsewhere = _(", which elsewhere says {n}", n=own[0]) if own else ""
        yield inline(f"{_('Source')}{_(': ')}{context.introduced(actor)}{elsewhere}.")
        yield from map(inline, implied(context))


def implied(context: Context) -> list[str]:
    """In which wording a response accepts, if it only implies so of some."""
    rows = context.figures.with_status(Status.ADOPTED, Status.PARTIAL)
    return (
        [context.wordings]
        if any(row.strongest is Basis.IMPLICIT for row in rows)
        else []
    )


def against_in_short(context: Context) -> Inline:
    """The first thing that speaks against all statements that count, without its date; else empty."""
    if not context.figures.claimants:
        return ()
    for objection in context.corpus.objections:
        told = context.data(objection.text)
        # What follows a semicolon is for the whole report.
        if text := re.split(r"\s*;", told.text)[0].rstrip("."):
            return inline(replace(told, text=capitalised(text)), ".")
    return ()


def _score(context: Context) -> str:
    """What the statements add up to, if the rule weighs the partial ones; else nothing."""
    figures = context.figures
    if (
        not figures.statuses[Status.PARTIAL]
        or figures.rule.partial is PartialCounts.APART
    ):
        return ""
    return context.gettext("total: {score}", score=context.number(figures.score))


def by_source(context: Context) -> str:
    """« par source, sans addition : les JAM, 6 ; X, 4 ; 3 en commun », of several claimants."""
    _, figures = context.gettext, context.figures
    parts = []
    for actor in figures.claimants:
        own = _of_actor(context, actor)
        count = context.number(_taken_up(own))
        parts.append(f"{context.introduced(actor)}, {count}{_in_part(own)}")
    shared = sum(
        len({link.claimed_by for link in row.counted}) > 1 for row in figures.rows
    )
    parts.append(_("{n} in common", n=context.number(shared)))
    return _("by source, not additive: {sources}", sources=_("; ").join(parts))


def the_rest(context: Context, *statuses: Status) -> list[str]:
    """How many proposals have these statuses, as a sentence; nothing if none has."""
    counts = context.status_text(*statuses)
    return [context.gettext("The rest: {counts}.", counts=counts)] if counts else []


def _none(context: Context) -> str:
    """That no statement counts; of one claimant that nothing on record comes from it."""
    actor = context.figures.rule.claimed_by
    if actor is None:
        return context.gettext("none said or implied to be taken up")
    return context.gettext(
        "no statement on record comes from {actor}", actor=context.called(actor)
    )


_SAYS = {
    Basis.EXPLICIT: ngettext("says {n} was taken up", "says {n} were taken up"),
    Basis.IMPLICIT: ngettext("implies {n} was taken up", "implies {n} were taken up"),
    Basis.AMBIGUOUS: ngettext("leaves it unclear for {n}", "leaves it unclear for {n}"),
    Basis.COMPARED: ngettext(
        "compares the texts for {n}", "compares the texts for {n}"
    ),
}
"""How the only claimant states what counts."""


def _what_it_says(context: Context, where: str = "") -> str:
    """« affirme 3 reprises et en sous-entend 3 », by the strengths of what counts."""
    rows = context.figures.with_status(Status.ADOPTED, Status.PARTIAL)
    counts = [
        (basis, sum(row.strongest is basis for row in rows)) for basis in STRENGTHS
    ]
    clauses = [context.ngettext(*_SAYS[basis], n) for basis, n in counts if n]
    if all(n for _basis, n in counts[:2]):
        clauses[1] = context.gettext("implies {n} more", n=context.number(counts[1][1]))
    if where and clauses:
        clauses[0] += f" {where}"
    return context.language.listed(clauses) + _in_part(context)


_LIMITS: Mapping[Kind, tuple[str, str]] = {
    Status.PARTIAL: (N_("{n} in part"), N_(", in part only")),
    Extent.PRINCIPLE: (N_("{n} in principle"), N_(", in principle only")),
}
"""What is said of some and of all proposals that are not taken up as a whole."""


def _in_part(context: Context) -> str:
    """« , dont 2 en partie et 1 en principe », of what is taken up; empty of what nobody limits."""
    kinds = Counter(
        row.kind for row in context.figures.with_status(Status.ADOPTED, Status.PARTIAL)
    )
    limited = [kind for kind in _LIMITS if kinds[kind]]
    if limited and len(kinds) == 1:
        return context.gettext(_LIMITS[limited[0]][1])
    parts = [
        context.gettext(_LIMITS[kind][0], n=context.number(kinds[kind]))
        for kind in limited
    ]
    return (
        context.gettext(", of these {parts}", parts=context.language.listed(parts))
        if parts
        else ""
    )


def source_says(
    context: Context, name: str | None = None, where: str | None = None
) -> str:
    """« Une seule source, les JAM, à l’origine des 28 propositions, affirme 3 reprises ».

    ``name`` is that of the source, by default without what it is called in brackets. If it is said
    ``where`` they are taken up, the date of the proposals is said too.
    """
    _, ngettext, figures = context.gettext, context.ngettext, context.figures
    (actor,) = figures.claimants
    date = context.corpus.proposals_document.date if where is not None else None
    proposed = context.language.of_date(date) if date else ""
    says, total = _what_it_says(context, where or ""), figures.total
    is_author = any(
        warning.code == "claimant-is-author" for warning in figures.warnings
    )
    if is_author:
        of = ngettext(
            ", which wrote the {n} {proposal}",
            ", which wrote the {n} {proposals}",
            total,
        )
    else:
        of = ngettext(", of {n} {proposal}", ", of {n} {proposals}", total)
    of = f"{of} {proposed}".rstrip() + _known(context)
    single = all(link.claimed_by == actor for link in figures.corpus.links)
    source = _("a single source") if single else _("one source")
    named = f"{source}, {name or context.whole_name(actor)}"
    return f"{named}{of}, {says}" if is_author else f"{named}, {says}{of}"


def lead(context: Context) -> Inline:
    """The answer in one paragraph, for a screen: who says so, how, and what else is on record."""
    first, *others = headline_sentences(context)
    return joined([inline(plain(first).removesuffix("."), "."), *others], " ")


def source_and_total(context: Context, where: str | None = None) -> Inline:
    """What the only source that counts says of single proposals, and whether it gives a total.

    ``where`` is as for :func:`source_says`; with it, the sentence is shorter.
    """
    (actor,) = context.figures.claimants
    told = source_says(context, context.introduced(actor), where)
    says = capitalised(", ".join(filter(None, [told, _score(context)])))
    claims = [claim for claim in context.corpus.claims if claim.claimed_by == actor]
    if not claims:
        return inline(f"{says}.")
    with_total = N_("{says}, and counts {count} in all: {n} is a count.")
    without = N_("{says}, without giving a total{some}: {n} is a count.")
    without = without if where is None else N_("{says}{some}: {n} is a count.")
    return context.filled(
        without if claims[0].quantity is None else with_total,
        says=says,
        some=in_brackets(context, claims[0]),
        count=context.number(claims[0].quantity or 0),
        n=context.number(_taken_up(context)),
    )


def _of_actor(context: Context, actor: str) -> Context:
    """The same report with the statements of one actor alone."""
    return Context(
        context.corpus,
        context.language,
        replace(context.figures.rule, claimed_by=actor),
    )


def _taken_up(context: Context) -> int:
    """The number of proposals with a statement that counts."""
    return len(context.figures.with_status(Status.ADOPTED, Status.PARTIAL))


def general_claim(context: Context, claim: Claim) -> str:
    """A general statement on all proposals, without its quote."""
    actor = context.mentioned(claim.claimed_by)
    if context.corpus.is_response and claim.quantity is None:
        return capitalised(actor)
    if claim.quantity is None:
        return context.gettext(
            "According to {actor}, some {proposals} are taken up", actor=actor
        )
    return context.ngettext(
        "According to {actor}, {n} {proposal} is taken up",
        "According to {actor}, {n} {proposals} are taken up",
        claim.quantity,
        actor=actor,
    )


def told_claim(context: Context, claim: Claim, *, quoted: bool = True) -> Inline:
    """A general statement with its first quote, and what the corpus notes of it.

    One of a response without a number is told in its own words, or in those of the note.
    """
    claimed, note = general_claim(context, claim), context.data(claim.note or "")
    quotes = [piece.quote for piece in cited(context, claim.evidence) if piece.quote]
    if (
        not quotes
        and claim.quantity is None
        and context.corpus.is_response
        and note.text
    ):
        return inline(f"{claimed}{context.gettext(': ')}", note)
    said = inline(
        claimed, *((context.gettext(": "), quotes[0]) if quotes and quoted else ()), "."
    )
    return inline(said, " ", note) if note.text else said


def further_claims(context: Context) -> list[Claim]:
    """The general statements whose words the headline does not quote."""
    so_far, further = headline(context), []
    for claim in context.corpus.claims:
        quotes = [
            plain(piece.quote)
            for piece in cited(context, claim.evidence)
            if piece.quote
        ]
        if not any(quote in so_far for quote in quotes):
            further.append(claim)
    return further


def said_in_general(context: Context) -> list[Block]:
    """Those statements with the notes on their sources, under their head; nothing without any."""
    told = (
        inline(
            told_claim(context, claim),
            context.marks(piece.source for piece in claim.evidence),
        )
        for claim in further_claims(context)
    )
    return listed(context.gettext("What is said in general"), told)


def _count_beside(context: Context, claim: Claim) -> Inline:
    """A general statement, and beside it the number of proposals that its claimant names."""
    return context.filled(
        N_("{claim}{quote}: {n} is a count made from the text."),
        claim=general_claim(context, claim),
        quote=in_brackets(context, claim),
        n=context.number(_taken_up(_of_actor(context, claim.claimed_by))),
    )


def in_brackets(context: Context, claim: Claim) -> Inline:
    """The first quote of a general statement in brackets, empty if there is none.

    What « some » means is said beside a quote in another language than the report's.
    """
    quoted = [piece.quote for piece in cited(context, claim.evidence) if piece.quote]
    is_foreign = context.of(context.corpus.language) is not None
    gloss = (
        context.gettext(", that is: some")
        if is_foreign and claim.quantity is None
        else ""
    )
    return inline(" (", quoted[0], gloss, ")") if quoted else ()


def what_counts(context: Context) -> str:
    """« explicites ou implicites, selon les JAM »."""
    rule = context.figures.rule
    counted = context.gettext(labels.COUNTED[rule.links])
    return context.attributed(counted, rule.claimed_by) if rule.claimed_by else counted


def rule_in_words(context: Context) -> list[str]:
    """The four choices of the rule, one sentence each."""
    _ = context.gettext
    rule = context.figures.rule
    counted = f"{_('Statements that count')}{_(': ')}{_(labels.COUNTED[rule.links])}."
    weaker = _(
        "Two degrees, wording and attribution to the author: the weaker one counts."
    )
    whose = _("Whoever says so.")
    if rule.claimed_by is not None:
        whose = _("According to {actor} only.", actor=context.called(rule.claimed_by))
    partial = capitalised(_(labels.PARTIAL[rule.partial]))
    return [f"{counted} {weaker}", whose, f"{partial}.", _out_of(context)]


def _out_of(context: Context) -> str:
    """What the figures are out of: the declared number and whose it is, or those that are listed."""
    _, figures = context.gettext, context.figures
    if figures.rule.of is OutOf.DOCUMENTED:
        return context.ngettext(
            "Out of: {n} {proposal} with a known text.",
            "Out of: {n} {proposals} with a known text.",
            figures.documented,
        )
    declared = context.corpus.proposals_document.declared
    if not declared or figures.total != declared[0].count:
        return context.ngettext(
            "Out of: {n} listed {proposal}.",
            "Out of: {n} listed {proposals}.",
            figures.total,
        )
    number = _("Out of: the declared number, {n}", n=context.number(figures.total))
    names = context.declared_by
    return (
        f"{number} {_('according to {actor}', actor=names)}." if names else f"{number}."
    )


class Beside(StrEnum):
    """What has only some of the warnings on the figures beside it."""

    SCREEN = auto()
    PROPOSALS = auto()
    """A published count of proposals."""
    MEASURES = auto()
    """A published count of measures."""
    SUMMARY = auto()
    PAGE = auto()


_ELSEWHERE = {
    "proposals-not-read",
    "plan-not-read",
    "extent-unstated",
    "measures-inferred",
}
"""What the method and each statement say."""
WARNINGS: Mapping[Beside, set[str]] = {
    Beside.SCREEN: {"stale", "contested", "plan-older"},
    Beside.PROPOSALS: {"stale", "contested", "plan-older", "extent-unstated"},
    Beside.MEASURES: {"stale", "measures-inferred", "plan-not-read"},
    # It shows no chapters.
    Beside.SUMMARY: KINDS.keys() - _ELSEWHERE - {"chapters-inferred"},
    Beside.PAGE: KINDS.keys() - _ELSEWHERE,
}
"""The codes of the warnings that are told beside each; the whole report and the workbook have all."""


def warnings(context: Context, beside: Beside) -> list[str]:
    """What the figures leave open, a sentence each, as far as it is told there."""
    # Of a single claimant, the headline says so.
    said = {"claimant-is-author"} if len(context.figures.claimants) == 1 else set()
    told = WARNINGS[beside] - said
    return [
        context.warning(each) for each in context.figures.warnings if each.code in told
    ]


def unknowns(context: Context) -> list[str]:
    """What the figures leave open, one statement each: what is undecided first, then the warnings."""
    warnings = (context.warning(warning) for warning in context.figures.warnings)
    return [*filter(None, [in_short(context)]), *warnings]


def in_short(context: Context) -> str:
    """:func:`undecided` and the rest: the numbers add up to the total. It is empty if that is."""
    low, high = context.figures.range
    rest = [
        status
        for status in OPEN
        if status not in {Status.UNREVIEWED, Status.UNDOCUMENTED}
    ]
    rest = rest if low < high else [Status.PARTIAL, *rest]
    return " ".join(filter(None, [undecided(context), *the_rest(context, *rest)]))


def undecided(context: Context) -> str:
    """What counts and what is undecided: « 6 comptées, 21 sans conclusion (…) : pas de taux ».

    It is empty if nobody has decided on anything yet. A bar beside it has the rest.
    """
    if not context.is_reviewed:
        return ""
    figures, number = context.figures, context.number
    low, high = figures.range
    if low == high:
        settled = N_("{low} under this rule; nothing is left to review.")
        return context.gettext(settled, low=number(low))
    is_declared = figures.rule.of is OutOf.DECLARED
    statuses = [*([Status.UNDOCUMENTED] if is_declared else []), Status.UNREVIEWED]
    parts = context.status_text(*statuses)
    if sum(figures.statuses[status] > 0 for status in statuses) > 1:
        parts = context.gettext(
            "{open} undecided ({parts})", open=number(high - low), parts=parts
        )
    not_a_rate = N_("{counted}, {undecided}: not a rate.")
    if not is_declared and figures.documented < figures.total:
        not_a_rate = N_(
            "{counted} of {known} known texts, {undecided}: a selection, not a rate."
        )
    return context.gettext(
        not_a_rate,
        counted=context.ngettext("{n} counted", "{n} counted", low),
        known=number(figures.documented),
        undecided=", ".join(filter(None, [context.status_text(Status.PARTIAL), parts])),
    )


def decided_apart(context: Context) -> list[str]:
    """How many decisions people made apart, and for how many they gave the same answer."""
    corpus, decided = context.corpus, defaultdict[str, dict[str | None, object]](dict)
    records: list[Decision] = [*corpus.links, *corpus.verdicts, *corpus.dismissals]
    for record in records:
        for entry in record.apart:
            if not entry.seen:
                decided[record.proposal][entry.by] = (entry.decision, entry.measures)
    together = [people for people in decided.values() if len(people) > 1]
    alike = sum(len(set(people.values())) == 1 for people in together)
    told = context.ngettext(
        "Two people decided on {n} {proposal}, alike for {alike}; unsettled differences are left out.",
        "Two people decided on {n} {proposals}, alike for {alike}; unsettled differences are left out.",
        len(together),
        alike=context.number(alike),
    )
    return [told] if together else []

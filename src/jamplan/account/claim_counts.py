"""What is counted beside a published figure: what it leaves open, what to write."""

from collections.abc import Iterable
from dataclasses import replace

from jamplan.account import clauses, spans, vocabulary, whole
from jamplan.account.claim_voices import counts_beside, refusals_on_record
from jamplan.account.context import Context
from jamplan.account.items import is_silent, outcome_in_brief
from jamplan.account.manners import NO_REFUSAL
from jamplan.account.measures import answered_sentence
from jamplan.account.printed import printed_count
from jamplan.account.spans import plain
from jamplan.account.statements import answers_to_review
from jamplan.account.totals import all_totals, told_total
from jamplan.account.vocabulary import Sort, capitalised
from jamplan.corpus.model import Item, SearchOf
from jamplan.corpus.statements import Says, Words
from jamplan.counting import claim_outcomes, claim_reasons, claims
from jamplan.counting.claim_outcomes import ClaimOutcome
from jamplan.counting.claims import ClaimTested
from jamplan.counting.quantity import DENIED, OUTCOMES, SORTS, About, Said
from jamplan.counting.statuses import COUNTED, Status
from jamplan.language.folding import first_sentence


def undecided(context: Context, tested: ClaimTested) -> Iterable[str]:
    """Yield what a share or ceiling counts as not taken up, or a response omits."""
    ngettext, statuses = context.ngettext, context.figures.statuses
    outcome, quantity = tested.chosen, tested.quantity
    is_apart = quantity.fully or quantity.said in {*DENIED, *claim_outcomes.IN_PART}
    if outcome.of(Status.PARTIAL) and not (is_apart or outcome.weighs_partial):
        yield context.status_text(Status.PARTIAL, rows=outcome.rows)
    if n := statuses[Status.UNDOCUMENTED]:
        yield ngettext(
            "{n} {proposal} whose text is missing",
            "{n} {proposals} whose text is missing",
            n,
        )
    for status in (Status.CONTESTED, Status.NOTED):
        yield from filter(None, [context.status_text(status, rows=outcome.rows)])
    if n := statuses[Status.UNREVIEWED]:
        yield ngettext("{n} {proposal} to review", "{n} {proposals} to review", n)
    if not statuses[Status.UNDOCUMENTED]:
        yield from filter(None, [context.status_text(Status.BELOW_RULE)])


def weaker(context: Context) -> Iterable[str]:
    """Yield the statements that the usual rule excludes: « 1 reprise ambiguë »."""
    counts = claim_reasons.weaker(context.figures)
    if n := counts[Words.AMBIGUOUS]:
        yield context.ngettext("{n} ambiguous statement", "{n} ambiguous statements", n)
    if n := counts[Words.COMPARED]:
        yield context.ngettext(
            "{n} comparison of the texts", "{n} comparisons of the texts", n
        )


def printed(context: Context, said: Said, text: str) -> str:
    """« 3 désaccords »: how many there are of what a sentence or figure counts."""
    known = printed_count(context, text)
    if known is not None:
        return known.text[:1].lower() + known.text[1:]
    if said is Said.CONTESTED and not context.is_reviewed:
        # Voices disagree on what became of items.
        told = "".join(clauses.disputes(context)).removesuffix(".")
        return told[:1].lower() + told[1:]
    if said in OUTCOMES:
        return _outcome_count(context, Says(said))
    if said not in SORTS:
        return ""
    sort, n = Sort(Status(said)), context.figures.statuses[Status(said)]
    return vocabulary.count_of(context.language, sort, n)


def _outcome_count(context: Context, says: Says) -> str:
    """« mise en œuvre en partie : 4 (n° 1, 6, 8 et 9*) », all voices agreeing."""
    corpus, told = context.corpus, []
    items: list[Item] = [*corpus.measures, *corpus.proposals]
    for item in items:
        outcome = context.outcomes.get(item.id)
        if outcome and {word.says for word in outcome.words} == {says}:
            told.append(item)
    name = vocabulary.label(context.language, says)
    names = spans.bracketed(context.item_names(told) if told else "")
    return f"{name}{context.gettext(': ')}{context.number(len(told))}{names}"


def answered_in_parts(context: Context) -> str:
    """How many measures are answered, and how: « 7 sur 12 (5 reprises affirmées) »."""
    rows = [row for row in context.figures.measures if row.is_answering]
    told = answered_sentence(context)
    if context.manner.answers_each or not rows or not context.is_reviewed:
        return told
    parts = context.status_text(*COUNTED, rows=rows)
    return f"{told.removesuffix('.')} ({parts})."


def outcomes_on_record(context: Context) -> list[str]:
    """What is on record of items' outcomes, with who says so; no figure is on it."""
    _, corpus = context.gettext, context.corpus
    told = [
        first_sentence(context.data(each.result).text)
        for each in whole.outcome_searches(context)
    ]
    totals = [each for each in all_totals(context) if each.is_outcome]
    told += [plain(told_total(context, each)) for each in totals]
    states: dict[str, list[Item]] = {}
    items: list[Item] = [*corpus.measures, *corpus.proposals]
    for item in items:
        if state := outcome_in_brief(context, item):
            states.setdefault(state, []).append(item)
    for state, alike in states.items():
        told.append(f"{capitalised(state)}{_(': ')}{context.item_names(alike)}.")
    return told or [_("Nothing on record says what became of the {measures}.")]


def of_total(context: Context, outcome: ClaimOutcome) -> str:
    """« 6 sur 28 »."""
    return context.language.of_total(float(outcome.count), outcome.total)


def with_parts(context: Context, outcome: ClaimOutcome) -> str:
    """« 6 sur 28 : 3 reprises affirmées, 3 interprétées »: readings are told apart.

    What a reader reads is no source's word.
    """
    told = of_total(context, outcome)
    counted = [Status.ADOPTED]
    if outcome.weighs_partial:
        counted.append(Status.PARTIAL)
    parts = context.status_text(*counted, rows=outcome.rows)
    if outcome.about is About.MEASURES or not parts:
        return told
    return f"{told}{context.gettext(': ')}{parts}"


def number_of(context: Context, outcome: ClaimOutcome) -> str:
    """What a rule counts, with its parts: those in part, else what is taken up."""
    if outcome.said in SORTS:
        return of_total(context, outcome)
    if outcome.said not in claim_outcomes.IN_PART:
        return with_parts(context, outcome)
    kind = claim_outcomes.IN_PART[outcome.said]
    rows = [row for row in outcome.rows if row.kind is kind]
    return context.status_text(Status.PARTIAL, rows=rows)


def not_said(context: Context, about: About, separator: str) -> str:
    """That no record says what a figure does of what is not taken up; what is known."""
    if about is About.MEASURES and not context.manner.answers_each:
        silence = f" {context.gettext(NO_REFUSAL)}" if is_silent(context) else ""
        return f"{answered_sentence(context)}{silence}".removesuffix(".")
    first = (Status.REFUSED, Status.NONE_FOUND)
    others = [each for each in Status if each not in {*first, Status.ADOPTED}]
    counts = context.status_text(*first, *others)
    refused = refusals_on_record(context)
    if refused:
        told = capitalised(context.gettext("refusals, {refusals}", refusals=refused))
        counts = counts_beside(context)
        return context.gettext("; ").join(filter(None, [told, counts]))
    return separator.join(filter(None, [_no_refusal(context), counts]))


def not_established(context: Context) -> str:
    """How many proposals are not established, and why; and how many are in part.

    Not established means: as taken up.
    """
    left = [
        status for status in Status if status not in {Status.ADOPTED, Status.PARTIAL}
    ]
    told = context.ngettext(
        "{n} is not established as taken up: {counts}",
        "{n} are not established as taken up: {counts}",
        sum(context.figures.statuses[status] for status in left),
        counts=context.status_text(*left) or context.status_text(),
    )
    return context.gettext("; ").join(
        filter(None, [told, context.status_text(Status.PARTIAL)])
    )


def _no_refusal(context: Context) -> str:
    """That no refusal is on record, and who was asked: « aucune des 13 sources »."""
    sources, day = context.consulted_for(SearchOf.REFUSALS)
    if not sources or day is None:
        return context.gettext("No refusal is on record")
    return context.ngettext(
        "The one source consulted (as of {date}) mentions no refusal",
        "None of the {n} sources consulted (as of {date}) mentions a refusal",
        len(sources),
        date=context.language.date(day),
    )


def who_says(context: Context, tested: ClaimTested) -> list[str]:
    """Who says what, in sentences, the first maybe without its capital and point.

    It tells what the rule of a figure that may be written counts, else what the usual
    rule does.
    """
    is_given = tested.reason in claims.GIVEN
    context = replace(context, rule=tested.chosen.rule if is_given else None)
    if tested.reason == "open" and tested.quantity.said in DENIED:
        return [not_said(context, About.PROPOSALS, context.gettext("; "))]
    first, *beside = map(plain, whole.headline_sentences(context))
    if context.positions:
        told = [*whole.who_says_so(context, quoted=False), *clauses.exceptions(context)]
        beside = [*map(plain, told), *clauses.readings(context)]
    if not context.manner.carries_out and context.figures.claimants:
        beside += [*answers_to_review(context), context.gettext(whole.NOT_CARRIED_OUT)]
    says = [f"{first.removesuffix('.')}.", *beside]
    is_count = is_given and tested.quantity.said not in DENIED and not tested.given
    is_count = is_count and not context.manner.speaks_for_itself
    is_count = is_count and tested.reason != "printed"
    if is_count and context.positions:
        n = context.number(float(tested.chosen.count))
        a_count = context.gettext("{n} is a count", n=n)
        says.insert(2, f"{capitalised(a_count)}.")
    return says

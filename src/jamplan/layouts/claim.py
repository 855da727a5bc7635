"""The report on a published figure: may it be written, what to write, and what each rule gives."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from jamplan.account import clauses, method, spans, vocabulary, whole
from jamplan.account.caveats import against_quotes
from jamplan.account.context import Context
from jamplan.account.items import is_silent, outcome_in_brief
from jamplan.account.method import command_of, data_option
from jamplan.account.printed import printed_count
from jamplan.account.statements import answers_to_review
from jamplan.account.totals import all_totals, told_total
from jamplan.account.vocabulary import (
    NO_REFUSAL,
    PUBLISHER_UNKNOWN,
    Sort,
    capitalised,
)
from jamplan.corpus.model import Item, SearchOf
from jamplan.corpus.statements import Words
from jamplan.counting import claims, voiced
from jamplan.counting.claims import ClaimOutcome, ClaimTested
from jamplan.counting.figures import all_rules, unstated
from jamplan.counting.quantity import (
    DENIED,
    OUTCOMES,
    SORTS,
    About,
    QuantityKind,
    Said,
)
from jamplan.counting.statuses import COUNTED, Status
from jamplan.language import N_
from jamplan.language.folding import first_sentence, one_line
from jamplan.layouts import blocks
from jamplan.layouts.cells import answered_sentence, field
from jamplan.layouts.claimed import (
    attributed,
    attributing,
    counts_beside,
    recounted,
    refusals_apart,
    refusals_on_record,
    whose,
)

_SUBJECTS = {About.PROPOSALS: N_("{proposals}"), About.MEASURES: N_("{measures}")}


def claim_report(
    context: Context, tested: ClaimTested, text: str
) -> list[blocks.Block]:
    """The whole report on a figure that was typed as ``text``, told in the context's language."""
    _ = context.gettext
    counted = replace(context, rule=tested.chosen.rule)
    told = to_write(context, tested)
    is_short = not context.is_reviewed or tested.reason in _ATTRIBUTED
    written = _("Write beside it") if tested.may_be_written else _("Write instead")
    report: list[blocks.Block] = [
        blocks.paragraph(*_answer(counted, tested, text), lead=True),
        blocks.paragraph(f"{written}{_(': ')}{told[:1].lower()}{told[1:]}"),
        *_table(counted, tested),
        blocks.Heading(_("What goes with these numbers")),
        blocks.points(
            (
                *_doubted(counted),
                *_noted(counted, tested),
                *_beside(counted, tested),
            )
        ),
    ]
    # No rule counts what became of the measures, or what nobody has decided.
    is_counted = not is_short and tested.quantity.said not in OUTCOMES
    return report if is_counted else report[:2]


def to_write(context: Context, tested: ClaimTested) -> str:
    """The sentence to write beside a figure that may be written, or instead of another one."""
    told: Iterable[str]
    if tested.reason in _ATTRIBUTED:
        told = attributing(context, tested)
    elif tested.quantity.said in OUTCOMES:
        told = _outcomes(context)
    else:
        told = _who_says(context, tested)
    return vocabulary.ended(capitalised(_in_short(told)))


_ATTRIBUTED = frozenset({"attributed", "recounted"})
"""The reasons to write a figure that no rule of the corpus counts: a voice gives it."""
_LONGEST = 400
"""As long as the sentence on the whole may be: what one writes is a sentence, and no report."""


def _in_short(told: Iterable[str]) -> str:
    """Sentences, the first one and what follows as far as there is room."""
    first, *others = [*told, ""]
    short = first
    for sentence in others:
        if len(short) + 1 + len(sentence) > _LONGEST:
            break
        short = f"{short} {sentence}".strip()
    return short


def _answer(context: Context, tested: ClaimTested, text: str) -> Iterable[spans.Part]:
    """Yield the answer, and who else gives the number."""
    claim, quantity = context.language.quoted(one_line(text)), tested.quantity
    is_of_total = tested.matches and quantity.total != tested.chosen.total
    if is_of_total and quantity.said not in {*DENIED, *SORTS}:
        # « 21 % » (6 sur 28).
        claim = f"{claim} ({_of_total(context, tested.chosen)})"
    fields = _fields(context, tested, claim, text)
    answer = _ANSWERS.get(tested.reason, _NOT_SO)
    if tested.reason in _BY_RULE and not claims.is_usual(tested.chosen):
        # Another rule than the usual one, or one voice alone, is said.
        answer = _ANSWERS["given"]
    yield context.gettext(answer, **fields)
    for reason in tested.reasons:
        if reason in _FAULTS:
            yield " " + context.gettext(_FAULTS[reason], **fields)
            fields = {**fields, "claim": context.gettext("It")}
    is_told = tested.reason in {"said", *_ATTRIBUTED}
    is_told = is_told or quantity.kind is QuantityKind.SOME
    if tested.given and not is_told:
        same = N_("The same number is given by {source}.")
        other = N_("That number is given by {source}: attribute it.")
        yield " " + context.gettext(same if tested.may_be_written else other, **fields)


_NOT_SO = N_("No, not as it stands.")

# Yes, or no whatever one writes beside it, by the reason.
_ANSWERS = {
    "said": N_("Yes, according to {source}."),
    "no_refusal": N_("Yes: no refusal is on record, and nothing is left to review."),
    **dict.fromkeys(
        (
            "refusals",
            "refusals_apart",
            "given_in_part",
            "given_response",
            "printed",
            "recounted",
        ),
        N_("Yes: {told}."),
    ),
    "attributed": N_("Yes, attributed and dated: {told}"),
    "given": N_("Yes, as a count under the rule {rule} ({subject}: {number})."),
    **dict.fromkeys(("not_said", "not_printed"), N_("No. {told}")),
    "no_rule": N_("No. No counting rule gives {claim}{told}"),
}

_BY_RULE = frozenset({"given_in_part", "given_response"})
"""The reasons whose answers name the rule only if it is not the usual one."""
# What speaks against a figure as it is written, each in a sentence. All that hold are told.
_FAULTS = {
    "empty": N_("{claim} says nothing: it would hold whatever is decided."),
    "author": N_("{claim} names another author than the one on record: {author}."),
    "dated": N_("No source on record gives that date."),
    "total": N_("{total} is the total{told}"),
    "not_established": "{told}.",
    "open": N_("{claim} leaves out {undecided}."),
    "outcome": N_("Taken up is not implemented."),
    "judged": N_("No voice on record gives this number."),
    "selection": N_(
        "{claim} is a selection: {known} of {listed} known texts come from the source that makes the "
        "statements."
    ),
    "extent": N_("{claim} goes too far: {extents}."),
    "halves": N_("It counts as half what is in part: {in_part}."),
    "wholes": N_("It counts as whole what is in part: {in_part}."),
    "undecided": N_("{claim} counts {undecided} as not taken up."),
    "unsettled": N_("{claim} is not established: {counts}."),
    "rate": N_("{claim} gives a rate despite {undecided}."),
    "left_out": N_("{claim} leaves out: {linked}."),
    "weaker": N_("{claim} counts {weaker}."),
    "unreviewed": N_("Nothing is reviewed yet."),
    "not_its": N_("Nothing like it is on record from the source that is named."),
    "its_count": N_(
        "The source that is named does not give this number: {n} is a count."
    ),
    "unsourced": N_("No source gives this number: {n} is a count."),
    "word": N_("{verb} goes further than the sources: they speak of taking up."),
}


def _fields(
    context: Context, tested: ClaimTested, claim: str, text: str
) -> Mapping[str, str]:
    """What the sentences of :data:`_ANSWERS` are filled with."""
    _, words, figures = context.gettext, context.language, context.figures
    chosen, quantity = tested.chosen, tested.quantity
    usual = replace(context, rule=None)
    named = [
        total
        for total in tested.given
        if voiced.speaker_of(context.corpus, total) == quantity.attribution
    ]
    selected = (
        warning for warning in figures.warnings if warning.code == "texts-from-claimant"
    )
    fields = {
        name: str(value)
        for warning in selected
        for name, value in warning.details.items()
    }
    enough = {claims.IN_PART[part] for part in quantity.parts}
    limited = [row for row in chosen.rows if row.kind not in enough]
    in_part = context.status_text(Status.PARTIAL, rows=limited)
    n_unstated = unstated(figures.rows)
    not_stated = (
        _("extent not stated for {n}", n=context.number(n_unstated))
        if n_unstated
        else ""
    )
    counts = usual.status_text() if usual.is_reviewed else _("nothing reviewed yet")
    answered = f". {_answered(usual)}" if chosen.about is About.MEASURES else ""
    in_parts = [
        row for row in chosen.rows if row.kind is claims.IN_PART.get(chosen.said)
    ]
    told = {
        "no_rule": answered or f"{_(': ')}{counts}.",
        "total": answered or f"{_('; ')}{counts}.",
        "refusals": refusals_on_record(context, chosen.said, chosen.by),
        "refusals_apart": refusals_apart(usual),
        "attributed": attributed(usual, tested),
        "recounted": recounted(usual, tested.recounted).removesuffix("."),
        "printed": _printed(usual, quantity.said, text),
        "not_printed": f"{_printed(usual, quantity.said, text)}.",
        "given_in_part": context.status_text(Status.PARTIAL, rows=in_parts),
        "given_response": _with_parts(context, chosen),
        "not_said": f"{_not_said(usual, chosen.about, _(': '))}.",
        "not_established": _not_established(usual),
    }
    author = context.corpus.proposals_document.publisher
    return fields | {
        "counts": counts,
        "author": context.called(author) if author else _(PUBLISHER_UNKNOWN),
        "claim": claim,
        "told": told.get(tested.reason, ""),
        "number": _number(context, chosen),
        "total": context.number(chosen.total),
        "n": context.number(float(chosen.count)),
        "subject": _(_SUBJECTS[chosen.about]),
        "rule": words.quoted(_("; ").join(_counted(context, chosen))),
        "linked": usual.status_text(
            Status.CONTESTED, Status.ADOPTED, Status.PARTIAL, Status.BELOW_RULE
        ),
        "in_part": in_part,
        "undecided": words.listed(list(_undecided(context, tested))) or counts,
        "weaker": words.listed(list(_weaker(context))),
        "extents": _("; ").join(
            filter(None, [not_stated, in_part if chosen.weighs_partial else ""])
        ),
        "verb": words.quoted(quantity.verb),
        "source": words.listed(
            [whose(context, each) for each in named or tested.given]
        ),
    }


def _counted(context: Context, outcome: ClaimOutcome) -> Iterable[str]:
    """Yield the choices of a rule on which its figure depends."""
    yield method.what_counts(context)
    if context.figures.statuses[Status.PARTIAL] and outcome.about is About.PROPOSALS:
        yield context.gettext(vocabulary.PARTIAL[outcome.rule.partial])


def _undecided(context: Context, tested: ClaimTested) -> Iterable[str]:
    """Yield what a share or a ceiling counts as not taken up, or of a response leaves out."""
    ngettext, statuses = context.ngettext, context.figures.statuses
    outcome, quantity = tested.chosen, tested.quantity
    is_apart = quantity.fully or quantity.said in {*DENIED, *claims.IN_PART}
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


def _weaker(context: Context) -> Iterable[str]:
    """Yield the statements that the usual rule does not count: « 1 reprise ambiguë »."""
    counts = claims.weaker(context.figures)
    if n := counts[Words.AMBIGUOUS]:
        yield context.ngettext("{n} ambiguous statement", "{n} ambiguous statements", n)
    if n := counts[Words.COMPARED]:
        yield context.ngettext(
            "{n} comparison of the texts", "{n} comparisons of the texts", n
        )


def _printed(context: Context, said: Said, text: str) -> str:
    """« 3 désaccords »: how many there are of what a sentence counts, or a figure names."""
    if said in SORTS:
        sort, n = Sort(Status(said)), context.figures.statuses[Status(said)]
    elif printed := printed_count(context, text):
        sort, n = printed.sort, printed.counted
    else:
        return ""
    return vocabulary.count_of(context.language, sort, n)


def _answered(context: Context) -> str:
    """How many measures are answered, and how: « 7 sur 12 (5 reprises affirmées, 2 partielles) »."""
    rows = [row for row in context.figures.measures if row.is_answering]
    told = answered_sentence(context)
    if context.corpus.is_response or not rows or not context.is_reviewed:
        return told
    parts = context.status_text(*COUNTED, rows=rows)
    return f"{told.removesuffix('.')} ({parts})."


def _outcomes(context: Context) -> list[str]:
    """What is on record of what became of the items, each with who says so; no figure is about it."""
    _, corpus = context.gettext, context.corpus
    told = [
        first_sentence(context.data(each.result).text)
        for each in whole.outcome_searches(context)
    ]
    totals = [each for each in all_totals(context) if each.is_outcome]
    told += [spans.plain(told_total(context, each)) for each in totals]
    states: Counter[str] = Counter()
    items: list[Item] = [*corpus.measures, *corpus.proposals]
    for item in items:
        if state := outcome_in_brief(context, item):
            states[state] += 1
    known = [f"{state} ({context.number(n)})" for state, n in states.items()]
    if known:
        told.append(f"{_('; ').join(known)}.")
    return told or [_("Nothing on record says what became of the {measures}.")]


def _of_total(context: Context, outcome: ClaimOutcome) -> str:
    """« 6 sur 28 »."""
    return context.language.of_total(float(outcome.count), outcome.total)


def _with_parts(context: Context, outcome: ClaimOutcome) -> str:
    """« 6 sur 28 : 3 reprises affirmées, 3 interprétées »: what a reader reads is no source's word."""
    told = _of_total(context, outcome)
    counted = [Status.ADOPTED]
    if outcome.weighs_partial:
        counted.append(Status.PARTIAL)
    parts = context.status_text(*counted, rows=outcome.rows)
    if outcome.about is About.MEASURES or not parts:
        return told
    return f"{told}{context.gettext(': ')}{parts}"


def _number(context: Context, outcome: ClaimOutcome) -> str:
    """What a rule counts, with its parts: of what is in part, those, else what is taken up."""
    if outcome.said in SORTS:
        return _of_total(context, outcome)
    if outcome.said not in claims.IN_PART:
        return _with_parts(context, outcome)
    kind = claims.IN_PART[outcome.said]
    rows = [row for row in outcome.rows if row.kind is kind]
    return context.status_text(Status.PARTIAL, rows=rows)


def _not_said(context: Context, about: About, separator: str) -> str:
    """That nothing on record says what a figure says of what is not taken up, and what is known."""
    if about is About.MEASURES and not context.corpus.is_response:
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


def _not_established(context: Context) -> str:
    """How many proposals are not established as taken up, and why; and how many are in part."""
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
    """That no refusal is on record, and who was asked for one: « aucune des 13 sources consultées »."""
    sources, day = context.consulted_for(SearchOf.REFUSALS)
    if not sources or day is None:
        return context.gettext("No refusal is on record")
    return context.ngettext(
        "The one source consulted (as of {date}) mentions no refusal",
        "None of the {n} sources consulted (as of {date}) mentions a refusal",
        len(sources),
        date=context.language.date(day),
    )


def _who_says(context: Context, tested: ClaimTested) -> list[str]:
    """Who says what, in sentences, the first maybe without its capital and point.

    It tells what the rule of a figure that may be written counts, else what the usual rule does.
    """
    is_given = tested.reason in claims.GIVEN
    context = replace(context, rule=tested.chosen.rule if is_given else None)
    if tested.reason == "open" and tested.quantity.said in DENIED:
        return [_not_said(context, About.PROPOSALS, context.gettext("; "))]
    first, *beside = map(spans.plain, whole.headline_sentences(context))
    if context.positions:
        told = [*whole.who_says_so(context, quoted=False), *clauses.exceptions(context)]
        beside = [*map(spans.plain, told), *clauses.readings(context)]
    if context.corpus.is_response and context.figures.claimants:
        beside += [*answers_to_review(context), context.gettext(whole.NOT_CARRIED_OUT)]
    says = [f"{first.removesuffix('.')}.", *beside]
    is_count = is_given and tested.quantity.said not in DENIED and not tested.given
    is_count = is_count and not context.corpus.is_response
    is_count = is_count and tested.reason != "printed"
    if is_count and context.positions:
        n = context.number(float(tested.chosen.count))
        a_count = context.gettext("{n} is a count", n=n)
        says.insert(2, f"{capitalised(a_count)}.")
    return says


_IN_PART = {
    Said.IN_PART: N_("taken up in part"),
    Said.IN_PRINCIPLE: N_("taken up in principle"),
}
"""What a table counts of what is not taken up as a whole."""


def _table(context: Context, tested: ClaimTested) -> Iterable[blocks.Table]:
    """Yield what each rule gives, the other choices being those of the answer.

    What is refused is on record under every rule: it has no table.
    """
    _, chosen = context.gettext, tested.chosen
    said = chosen.said
    if said in DENIED:
        return
    head = _("Statements that count")
    if said in claims.IN_PART:
        head = capitalised(_(_IN_PART[said]))
    if said in SORTS:
        sort = Sort(Status(said))
        head = capitalised(vocabulary.sort_text(context.language, sort))
    if chosen.rule.whose is not None:
        head = context.attributed(head, chosen.rule.whose)
    if chosen.weighs_partial:
        head = f"{head}{_('; ')}{_(vocabulary.PARTIAL[chosen.rule.partial])}"
    rows = []
    for figures in all_rules(context.corpus, chosen.rule):
        counts = _of_total(context, replace(chosen, figures=figures, said=said))
        if chosen.about is About.MEASURES and not tested.matches:
            # The answer tells how many are answered, in part too.
            n = figures.answered
            counts = context.language.of_total(n, len(figures.measures))
        rows.append(blocks.table_row(_(vocabulary.COUNTED[figures.rule.words]), counts))
    yield blocks.Table((head, capitalised(_(_SUBJECTS[chosen.about]))), tuple(rows))


def _beside(context: Context, tested: ClaimTested) -> Iterable[spans.Inline]:
    """Yield what a figure leaves open, what complicates it, who states it, and its rule."""
    _, figures, outcome = context.gettext, context.figures, tested.chosen
    # The sentence on a response tells its counts.
    is_told = context.corpus.is_response and bool(figures.claimants)
    if outcome.about is About.PROPOSALS and not is_told:
        told = (
            N_("{counts}: no percentage possible.")
            if claims.undecided(figures)
            else "{counts}."
        )
        yield spans.inline(_(told, counts=context.status_text()))
    partial = figures.statuses[Status.PARTIAL]
    if partial and not (
        tested.matches or outcome.said in DENIED or outcome.about is About.MEASURES
    ):
        half = context.number(figures.adopted + partial / 2)
        text = N_(
            "With those in part: {half} if they count as halves, {full} as wholes."
        )
        yield spans.inline(
            _(text, half=half, full=context.number(figures.adopted + partial))
        )
    if against := whole.against_in_short(context):
        yield against
    counted = [each for row in figures.rows for each in row.counted]
    complicated = sum(bool(each.objections) for each in counted)
    if complicated:
        text = context.ngettext(
            "{n} statement with complications:",
            "{n} statements with complications:",
            complicated,
        )
        command = f"jamplan coverage --full{data_option(context)}"
        yield spans.inline(text, " ", spans.command(command))
    yield from map(spans.inline, whole.warnings(context, whole.Beside(outcome.about)))
    yield field(context, _("Rule"), spans.command(command_of(context)))


def _doubted(context: Context) -> Iterable[spans.Inline]:
    """Yield what is known against the quotes of the statements that count."""
    for row in context.figures.rows:
        for record in row.counted:
            for doubt in against_quotes(context, record):
                item = capitalised(context.item_name(row.proposal))
                yield spans.inline(item, context.gettext(": "), doubt.text)


def _noted(context: Context, tested: ClaimTested) -> Iterable[spans.Inline]:
    """Yield what the corpus notes of the numbers that sources give."""
    corpus, given = context.corpus, tested.given
    if tested.reason == "not_its":
        named = tested.quantity.attribution
        given = tuple(
            total
            for total in voiced.totals(corpus)
            if voiced.speaker_of(corpus, total) == named
        )
    for total in given:
        actor = voiced.speaker_of(corpus, total)
        if total.note and actor and actor not in context.figures.claimants:
            who = capitalised(context.called(actor))
            yield spans.inline(who, context.gettext(": "), context.data(total.note))

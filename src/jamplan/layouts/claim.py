"""The report on a published figure: may it be written, what to write, and what each rule gives."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from jamplan.account import clauses, method, spans, vocabulary, whole
from jamplan.account.caveats import against_quotes
from jamplan.account.clauses import records_of, stated, voices_of_row
from jamplan.account.context import Context
from jamplan.account.items import is_silent, outcome_in_brief
from jamplan.account.method import command_of, data_option
from jamplan.account.statements import answers_to_review
from jamplan.account.totals import all_totals, in_brackets, told_total
from jamplan.account.vocabulary import NO_REFUSAL, PUBLISHER_UNKNOWN, capitalised
from jamplan.corpus.model import Item, SearchOf
from jamplan.corpus.statements import Statement, Words
from jamplan.counting import claims
from jamplan.counting.claims import ClaimOutcome, ClaimTested
from jamplan.counting.figures import all_rules, unstated
from jamplan.counting.quantity import DENIED, OUTCOMES, About, QuantityKind, Said
from jamplan.counting.statuses import COUNTED, Status
from jamplan.language import N_
from jamplan.language.folding import first_sentence, one_line
from jamplan.layouts import blocks
from jamplan.layouts.cells import answered_sentence, field

_SUBJECTS = {About.PROPOSALS: N_("{proposals}"), About.MEASURES: N_("{measures}")}


def claim_report(
    context: Context, tested: ClaimTested, text: str
) -> list[blocks.Block]:
    """The whole report on a figure that was typed as ``text``, told in the context's language."""
    _ = context.gettext
    counted = replace(context, rule=tested.chosen.rule)
    told = to_write(context, tested)
    written = _("Write beside it") if tested.may_be_written else _("Write instead")
    report: list[blocks.Block] = [
        blocks.paragraph(*_answer(counted, tested, text), lead=True),
        blocks.paragraph(f"{written}{_(': ')}{told[:1].lower()}{told[1:]}"),
        _table(counted, tested),
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
    is_counted = context.is_reviewed and tested.quantity.said not in OUTCOMES
    return report if is_counted else report[:2]


def to_write(context: Context, tested: ClaimTested) -> str:
    """The sentence to write beside a figure that may be written, or instead of another one."""
    is_outcome = tested.quantity.said in OUTCOMES
    return vocabulary.ended(
        capitalised(_outcomes(context) if is_outcome else _who_says(context, tested))
    )


def _answer(context: Context, tested: ClaimTested, text: str) -> Iterable[spans.Part]:
    """Yield the answer, and who else gives the number."""
    claim, quantity = context.language.quoted(one_line(text)), tested.quantity
    if (
        tested.matches
        and quantity.total != tested.chosen.total
        and quantity.said not in DENIED
    ):
        # « 21 % » (6 sur 28).
        claim = f"{claim} ({_of_total(context, tested.chosen)})"
    fields = _fields(context, tested, claim)
    yield context.gettext(_ANSWERS.get(tested.reason, _NOT_SO), **fields)
    for reason in tested.reasons:
        if reason in _FAULTS:
            yield " " + context.gettext(_FAULTS[reason], **fields)
            fields = {**fields, "claim": context.gettext("It")}
    is_told = tested.reason == "said" or quantity.kind is QuantityKind.SOME
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
        ("refusals", "given_in_part", "given_response"), N_("Yes: {told}.")
    ),
    "given": N_("Yes, as a count under the rule {rule} ({subject}: {number})."),
    "not_said": N_("No. {told}"),
    "no_rule": N_("No. No counting rule gives {claim}{told}"),
}

# What speaks against a figure as it is written, each in a sentence. All that hold are told.
_FAULTS = {
    "empty": N_("{claim} says nothing: it would hold whatever is decided."),
    "author": N_("{claim} names another author than the one on record: {author}."),
    "dated": N_("No source on record gives that date."),
    "total": N_("{total} is the total{told}"),
    "not_established": "{told}.",
    "open": N_("{claim} leaves out {undecided}."),
    "outcome": N_("Taken up is not implemented."),
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


def _fields(context: Context, tested: ClaimTested, claim: str) -> Mapping[str, str]:
    """What the sentences of :data:`_ANSWERS` are filled with."""
    _, words, figures = context.gettext, context.language, context.figures
    chosen, quantity = tested.chosen, tested.quantity
    usual = replace(context, rule=None)
    named = [
        total
        for total in tested.given
        if claims.speaker_of(context.corpus, total) == quantity.attribution
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
    answered = f". {answered_sentence(usual)}" if chosen.about is About.MEASURES else ""
    in_parts = [
        row for row in chosen.rows if row.kind is claims.IN_PART.get(chosen.said)
    ]
    told = {
        "no_rule": answered or f"{_(': ')}{counts}.",
        "total": answered or f"{_('; ')}{counts}.",
        "refusals": refusals_on_record(context, chosen.said),
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
        "number": _with_parts(context, chosen),
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
            [_whose(context, each) for each in named or tested.given]
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
        return
    for status in (Status.CONTESTED, Status.NOTED):
        yield from filter(None, [context.status_text(status, rows=outcome.rows)])
    if n := statuses[Status.UNREVIEWED]:
        yield ngettext("{n} {proposal} to review", "{n} {proposals} to review", n)
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


def _whose(context: Context, total: Statement) -> str:
    """« le gouvernement (vie-publique.fr, 2025) »; its words where it gives no number."""
    actor = claims.speaker_of(context.corpus, total)
    name = context.called(actor) if actor else context.reader(total.by)
    if claims.number_of(total) is None or not total.evidence:
        return f"{name}{spans.plain(in_brackets(context, total))}"
    return f"{name} ({context.place(context.corpus.source[total.evidence[0].source])})"


def _outcomes(context: Context) -> str:
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
    return " ".join(told) or _("Nothing on record says what became of the {measures}.")


def refusals_on_record(context: Context, said: Said = Said.REFUSED) -> str:
    """« 1 : n° 5, en désaccord : acceptation selon X (mars 2024), refus de Y (juin 2024) ».

    They are those that :func:`claims.denied_items` counts, by whoever says so, under any rule; empty
    without any.
    """
    _ = context.gettext
    told = []
    rows = claims.denied_items(context.figures, said)
    for row in rows[:_MOST_REFUSALS]:
        no = [
            each
            for each in records_of(row)
            if each in claims.not_taken_up(context.corpus)
        ]
        clauses = ", ".join(
            dict.fromkeys(stated(context, each, day=True) for each in no)
        )
        if row.status is Status.CONTESTED:
            voices = voices_of_row(context, row)
            clauses = _("disputed: {voices}", voices=voices)
        elif row.status in COUNTED:
            clauses = _(
                "{refusal}, beside a statement that it is taken up", refusal=clauses
            )
        told.append(f"{context.item_name(row.proposal)}, {clauses}")
    if not told:
        return ""
    more = ["…"] if len(rows) > len(told) else []
    number = context.ngettext("{n} on record", "{n} on record", len(rows))
    return f"{number}{_(': ')}{_('; ').join([*told, *more])}"


_MOST_REFUSALS = 5
"""The most refusals that an answer names: it is a paragraph on a screen of 23 lines."""


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


def _who_says(context: Context, tested: ClaimTested) -> str:
    """Who says what, as a sentence, maybe without its capital and point.

    It tells what the rule of a figure that may be written counts, else what the usual rule does.
    """
    is_given = tested.reason in claims.GIVEN
    context = replace(context, rule=tested.chosen.rule if is_given else None)
    if tested.reason == "open" and tested.quantity.said in DENIED:
        return _not_said(context, About.PROPOSALS, context.gettext("; "))
    first, *beside = map(spans.plain, whole.headline_sentences(context))
    if context.positions:
        told = [*whole.who_says_so(context, quoted=False), *clauses.exceptions(context)]
        beside = [*map(spans.plain, told), *clauses.readings(context)]
    if context.corpus.is_response and context.figures.claimants:
        beside += [*answers_to_review(context), context.gettext(whole.NOT_CARRIED_OUT)]
    says = " ".join([f"{first.removesuffix('.')}.", *beside])
    is_count = is_given and tested.quantity.said not in DENIED and not tested.given
    is_count = is_count and not context.corpus.is_response
    if is_count and context.positions:
        n = context.number(float(tested.chosen.count))
        a_count = context.gettext("{n} is a count", n=n)
        says = f"{says} {capitalised(a_count)}."
    return says


_IN_PART = {
    Said.IN_PART: N_("taken up in part"),
    Said.IN_PRINCIPLE: N_("taken up in principle"),
}
"""What a table counts of what is not taken up as a whole."""


def _table(context: Context, tested: ClaimTested) -> blocks.Table:
    """What each rule gives, the other choices being those of the answer.

    Of what is not taken up, or carried out, that is what is taken up.
    """
    _, chosen = context.gettext, tested.chosen
    said = Said.COUNTED if chosen.said in DENIED else chosen.said
    head = _("Statements that count")
    if said in claims.IN_PART:
        head = capitalised(_(_IN_PART[said]))
    if chosen.rule.whose is not None:
        head = context.attributed(head, chosen.rule.whose)
    if chosen.weighs_partial:
        head = f"{head}{_('; ')}{_(vocabulary.PARTIAL[chosen.rule.partial])}"
    rows = [
        blocks.table_row(
            _(vocabulary.COUNTED[figures.rule.words]),
            _of_total(context, replace(chosen, figures=figures, said=said)),
        )
        for figures in all_rules(context.corpus, chosen.rule)
    ]
    return blocks.Table((head, capitalised(_(_SUBJECTS[chosen.about]))), tuple(rows))


def _beside(context: Context, tested: ClaimTested) -> Iterable[spans.Inline]:
    """Yield what a figure leaves open, what complicates it, who states it, and its rule."""
    _, figures, outcome = context.gettext, context.figures, tested.chosen
    # The sentence on a response tells its counts.
    is_told = context.corpus.is_response and bool(figures.claimants)
    if outcome.about is About.PROPOSALS and not is_told:
        told = N_("{counts}: not a rate.") if claims.undecided(figures) else "{counts}."
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
                yield spans.inline(item, context.gettext(": "), doubt)


def _noted(context: Context, tested: ClaimTested) -> Iterable[spans.Inline]:
    """Yield what the corpus notes of the numbers that sources give."""
    corpus, given = context.corpus, tested.given
    if tested.reason == "not_its":
        named = tested.quantity.attribution
        given = tuple(
            total
            for total in claims.totals(corpus)
            if claims.speaker_of(corpus, total) == named
        )
    for total in given:
        actor = claims.speaker_of(corpus, total)
        if total.note and actor and actor not in context.figures.claimants:
            who = capitalised(context.called(actor))
            yield spans.inline(who, context.gettext(": "), context.data(total.note))

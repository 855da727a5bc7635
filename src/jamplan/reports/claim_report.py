"""The report on a published figure: may it be written, what to write, and the rules that give it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from jamplan.corpus.model import Claim, Extent, SearchOf
from jamplan.counting.claims import (
    ClaimOutcome,
    ClaimTested,
    Reason,
    extents,
    giving,
    reason_of,
    refused_proposals,
)
from jamplan.counting.quantity import About, QuantityKind, Said
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Status
from jamplan.language import N_, Language
from jamplan.language.folding import first_sentence, one_line
from jamplan.reports import blocks
from jamplan.reports.cells import field
from jamplan.reports.citation import whole_response
from jamplan.reports.context import Context
from jamplan.reports.items import number_of
from jamplan.reports.labels import capitalised, ended, status_counts
from jamplan.reports.method import command_of
from jamplan.reports.statements import complicated_statements
from jamplan.reports.whole import (
    COUNTED,
    PARTIAL,
    against_in_short,
    in_short,
    source_says,
    taken_up_by,
)

_MOST_ROWS = 8
"""How many rows the table has at most, so that the report fits a screen; JSON has every rule."""

_WARNINGS = {
    About.PROPOSALS: {"extent-unstated", "contested", "stale"},
    About.MEASURES: {"measures-inferred", "plan-not-read", "stale"},
}
"""The warnings on the figures that bear on a count of proposals, or of measures."""

_SUBJECTS = {About.PROPOSALS: N_("{proposals}"), About.MEASURES: N_("{measures}")}
_OF = {
    OutOf.DECLARED: N_("out of the declared number"),
    OutOf.DOCUMENTED: N_("out of the known {proposals}"),
}

Choices = tuple[tuple[Any, ...], ...]
"""For each choice of a rule the values that give one figure; every combination of them does."""


def claim_report(
    context: Context, tested: ClaimTested, text: str, *, brief: bool = False
) -> list[blocks.Block]:
    """The whole report on a figure that was typed as ``text``, told in the context's language.

    In brief, the table has no other figures than the one that the answer speaks of.
    """
    _ = context.gettext
    counted = Context(context.corpus, context.language, tested.chosen.rule)
    written, beside = _("Write instead"), _("What goes with these numbers")
    if tested.may_be_written:
        written, beside = _("Write beside it"), _("Say this alongside the number")
    return [
        blocks.paragraph(*_answer(counted, tested, text), lead=True),
        blocks.paragraph(ended(f"{written}{_(': ')}{_who_says(context, tested)}")),
        _table(context, tested, _shown(tested, brief=brief)),
        blocks.paragraph(_("Other settings give the same result.")),
        blocks.Heading(beside),
        blocks.points((*_what_lacks(counted, tested), *_beside(counted, tested.chosen))),
    ]


def to_write(context: Context, tested: ClaimTested) -> str:
    """The sentence to write beside a figure that may be written, or instead of another one."""
    return ended(capitalised(_who_says(context, tested)))


def _shown(tested: ClaimTested, *, brief: bool) -> tuple[ClaimOutcome, ...]:
    """The outcomes of the table: those that give the figure, else all that give the nearest one.

    Those that may not be written are left out beside one that may. What is taken up is shown beside a
    figure on what is not.
    """
    quantity, chosen = tested.quantity, tested.chosen
    if quantity.said is not Said.TAKEN_UP:
        outcomes = (replace(outcome, said=Said.TAKEN_UP) for outcome in tested.tried)
        return tuple(
            outcome
            for outcome in outcomes
            if outcome.about is chosen.about
            and not outcome.is_out_of_known
            and (not brief or outcome.rule.links is chosen.rule.links)
        )
    if tested.nearest is None and not brief:
        return tuple(
            outcome
            for outcome in tested.matches
            if tested.reason is not Reason.GIVEN or reason_of(outcome, quantity) is Reason.GIVEN
        )
    return tuple(outcome for outcome in tested.tried if _figure(outcome) == _figure(chosen))


def _answer(context: Context, tested: ClaimTested, text: str) -> Iterable[blocks.Part]:
    """Yield the answer, and who gives the number if no rule does."""
    _ = context.gettext
    yield _reason(context, tested, _claimed(context, tested, text))
    for claim in giving(context.corpus, tested.quantity, tested.chosen):
        if not tested.may_be_written:
            who = _who_and_where(context, claim)
            yield " " + _("One source gives that number, {source}: attribute it.", source=who)


def _who_and_where(context: Context, claim: Claim) -> str:
    """« le gouvernement (vie-publique.fr, 2025) »."""
    actor = context.called(claim.claimed_by)
    if not claim.evidence:
        return actor
    return f"{actor} ({context.place(context.corpus.source[claim.evidence[0].source])})"


def _claimed(context: Context, tested: ClaimTested, text: str) -> str:
    """« 21 % » (6 sur 28): a figure as it was typed, and the count that it comes from."""
    claim, quantity = context.language.quoted(one_line(text)), tested.quantity
    if not tested.matches or quantity.total == tested.chosen.total:
        return claim
    return f"{claim} ({_of_total(context, tested.chosen)})"


def _reason(context: Context, tested: ClaimTested, claim: str) -> str:
    """The answer in a sentence or two: yes or no, and why."""
    _ = context.gettext
    match tested.reason:
        case Reason.GIVEN | Reason.SAID:
            return _yes(context, tested)
        case Reason.IMPOSSIBLE:
            return _("No. {claim} is impossible: a part cannot be greater than its total.", claim=claim)
        case Reason.NO_RULE:
            return _no_rule(context, tested, claim)
        case Reason.NOT_SAID:
            return _not_said(context, tested)
        case Reason.ATTRIBUTED:
            why = _("The source that is named does not give this number: it is a count.")
        case Reason.SELECTION:
            details = next(
                warning.details
                for warning in context.figures.warnings
                if warning.code == "texts-from-claimant"
            )
            why = _(
                "{claim} is a selection: {known} of {listed} known texts come from the source that "
                "makes the statements.",
                claim=claim,
                known=details["known"],
                listed=details["listed"],
            )
        case Reason.UNDECIDED:
            why = _undecided(context, tested, claim)
        case Reason.LEFT_OUT:
            usual = Context(context.corpus, context.language)
            linked = (Status.ADOPTED, Status.PARTIAL, Status.BELOW_RULE)
            statuses = {status: usual.figures.statuses[status] for status in linked}
            counts = status_counts(usual.language, statuses)
            why = _("{claim} leaves out: {counts}.", claim=claim, counts=counts)
        case Reason.EXTENT:
            why = _too_far(context, claim)
    return _("No, not as it stands. {why}", why=why)


def _no_rule(context: Context, tested: ClaimTested, claim: str) -> str:
    """That no rule gives a figure, and the nearest one, or how many there are of each status."""
    if tested.quantity.value in {None, tested.chosen.total}:
        usual = Context(context.corpus, context.language)
        return context.gettext(
            "No. No counting rule gives {claim}: {counts}.",
            claim=claim,
            counts=status_counts(usual.language, usual.figures.statuses),
        )
    return context.gettext(
        "No. No counting rule gives {claim}; the nearest figure: {subject}, {number}.",
        claim=claim,
        subject=context.gettext(_SUBJECTS[tested.chosen.about]),
        number=_of_total(context, tested.chosen),
    )


def _yes(context: Context, tested: ClaimTested) -> str:
    _ = context.gettext
    outcome = tested.chosen
    if tested.reason is Reason.SAID:
        said, *_others = giving(context.corpus, tested.quantity, outcome)
        return _("Yes: one source says so, {source}.", source=_who_and_where(context, said))
    if tested.quantity.said is not Said.TAKEN_UP:
        if not outcome.count:
            return _("Yes: no refusal is on record, and nothing is left to review.")
        return _("Yes: {refusals}.", refusals=_refusals(context, int(outcome.count)))
    rule = outcome.rule
    choices = [_(COUNTED[rule.links])]
    if rule.claimed_by is not None:
        choices.append(_("according to {actor}", actor=context.called(rule.claimed_by)))
    if context.figures.statuses[Status.PARTIAL] and outcome.about is About.PROPOSALS:
        choices.append(_(PARTIAL[rule.partial]))
    return _(
        "Yes, under the rule {rule} ({subject}: {number}).",
        rule=context.language.quoted(_("; ").join(choices)),
        subject=_(_SUBJECTS[outcome.about]),
        number=_of_total(context, outcome),
    )


def _refusals(context: Context, n: int) -> str:
    return context.ngettext(
        "{n} refusal, according to a source", "{n} refusals, according to a source", n
    )


def _of_total(context: Context, outcome: ClaimOutcome) -> str:
    """« 6 sur 28 »."""
    return context.gettext(
        "{n} of {total}",
        n=_number(outcome.count, context.language),
        total=context.number(outcome.total),
    )


def _undecided(context: Context, tested: ClaimTested, claim: str) -> str:
    """What a share or a ceiling counts as not taken up, although nobody knows or has decided."""
    statuses, outcome = context.figures.statuses, tested.chosen
    if n := statuses[Status.UNDOCUMENTED]:
        what = context.ngettext(
            "{n} {proposal} whose text is missing", "{n} {proposals} whose text is missing", n
        )
    else:
        n = statuses[Status.UNREVIEWED]
        what = context.ngettext("{n} {proposal} to review", "{n} {proposals} to review", n)
    if outcome.about is About.MEASURES or outcome.is_out_of_known:
        return context.gettext("{claim} leaves out {what}.", claim=claim, what=what)
    return context.gettext("{claim} counts {what} as not taken up.", claim=claim, what=what)


def _too_far(context: Context, claim: str) -> str:
    """How far the statements go that a figure calls complete."""
    _ = context.gettext
    phrases = {
        Extent.UNSTATED: N_("extent not stated for {n}"),
        Extent.PARTIAL: N_("taken up in part for {n}"),
        Extent.PRINCIPLE: N_("taken up in principle for {n}"),
    }
    parts = [
        _(phrases[extent], n=context.number(n)) for extent, n in extents(context.figures).items() if n
    ]
    return _("{claim} goes too far: {extents}.", claim=claim, extents=", ".join(parts))


def _not_said(context: Context, tested: ClaimTested) -> str:
    """That nothing on record says what a figure says of proposals not taken up, and what is known."""
    _ = context.gettext
    figures = Context(context.corpus, context.language).figures
    others = (status for status in Status if status not in {Status.ADOPTED, Status.PARTIAL})
    counts = status_counts(context.language, {status: figures.statuses[status] for status in others})
    if refused := refused_proposals(figures):
        found = context.ngettext("{n} refusal is on record", "{n} refusals are on record", refused)
    else:
        found = _no_refusal(context)
    why = f"{found}{_(': ')}{counts}." if counts else f"{found}."
    if tested.quantity.kind is QuantityKind.NONE or tested.quantity.value == 0:
        return _("No, not as it stands. {why}", why=why)
    return _("No. {why}", why=why)


def _no_refusal(context: Context) -> str:
    """That no refusal is on record, and who was asked for one: « aucune des 13 sources consultées »."""
    searches = [
        search
        for search in context.corpus.searches
        if search.of is SearchOf.REFUSALS and not search.about and search.on
    ]
    sources = {source for search in searches for source in search.sources}
    if not sources:
        return context.gettext("No refusal is on record")
    return context.ngettext(
        "The {n} source consulted (as of {date}) mentions no refusal",
        "None of the {n} sources consulted (as of {date}) mentions a refusal",
        len(sources),
        date=context.language.date(max(search.on or "" for search in searches)),
    )


def _who_says(context: Context, tested: ClaimTested) -> str:
    """Who says what, as a sentence without its capital and point.

    It tells what the rule of a figure that may be written counts, else what the usual rule does.
    """
    if tested.reason is Reason.GIVEN:
        context = Context(context.corpus, context.language, tested.chosen.rule)
    figures, outcome = context.figures, tested.chosen
    if not figures.claimants:
        return _nothing_counted(context)
    if context.is_response and len(figures.claimants) == 1:
        told = " ".join(whole_response(context))
        return told[:1].lower() + told[1:]
    if len(figures.claimants) > 1:
        return _by_source(context)
    sentence = source_says(context)
    if tested.reason is not Reason.GIVEN or tested.quantity.said is not Said.TAKEN_UP:
        return sentence
    if giving(figures.corpus, tested.quantity, outcome):
        return sentence
    a_count = context.gettext("{n} is a count", n=_number(outcome.count, context.language))
    return f"{sentence}{context.gettext('; ')}{a_count}"


def _nothing_counted(context: Context) -> str:
    """What a corpus has if no statement counts: statements that do not, refusals, or nothing."""
    _, figures = context.gettext, context.figures
    if figures.corpus.links:
        below = {Status.BELOW_RULE: figures.statuses[Status.BELOW_RULE]}
        counts = status_counts(context.language, below)
        return f"{_('none said or implied to be taken up')}{_('; ')}{counts}"
    if refused := refused_proposals(figures):
        return _refusals(context, refused)
    return _("no statement on record; that rules none out")


def _by_source(context: Context) -> str:
    """« Par source, sans addition : les JAM, 6 ; X, 4 ; 3 en commun »."""
    _ = context.gettext
    figures = context.figures
    parts = [
        f"{context.called(actor)}, {context.number(taken_up_by(context, actor))}"
        for actor in figures.claimants
    ]
    shared = sum(len({link.claimed_by for link in row.counted}) > 1 for row in figures.rows)
    parts.append(_("{n} in common", n=context.number(shared)))
    return _("by source, not additive: {sources}", sources=_("; ").join(parts))


def _figure(outcome: ClaimOutcome) -> tuple[About, Fraction, int]:
    return outcome.about, outcome.count, outcome.total


def _table(context: Context, tested: ClaimTested, matches: Sequence[ClaimOutcome]) -> blocks.Table:
    """One row for each figure and set of choices that gives it."""
    _ = context.gettext
    figures: dict[tuple[About, Fraction, int], list[ClaimOutcome]] = {}
    for outcome in matches:
        figures.setdefault(_figure(outcome), []).append(outcome)
    quantity = tested.quantity
    is_share = quantity.kind is QuantityKind.PER_CENT or quantity.ratio
    per_cent = is_share and quantity.said is Said.TAKEN_UP
    claimants = len({outcome.rule.claimed_by for outcome in tested.tried})
    rows = []
    for (about, count, total), outcomes in figures.items():
        number = _of_total(context, outcomes[0])
        if per_cent and total:
            share = _("{n}%", n=_per_cent(count / total, context.language))
            number = _("{count}, that is {share}", count=number, share=share)
        for choices in _merged(outcomes):
            rule = _rule(context, choices, claimants)
            rows.append(blocks.table_row(_(_SUBJECTS[about]), number, rule))
    if len(rows) > _MOST_ROWS:
        more = context.ngettext("{n} more: --format json", "{n} more: --format json", len(rows) - 7)
        rows[_MOST_ROWS - 1 :] = [blocks.table_row("…", "", more)]
    return blocks.Table((_("About"), _("Number"), _("Statements that count")), tuple(rows))


def _merged(outcomes: Iterable[ClaimOutcome]) -> list[Choices]:
    """The rules of outcomes as few sets of choices, each rule in one of them."""
    sets: list[Choices] = [
        ((rule.links,), (rule.claimed_by,), (rule.partial,), (rule.of,))
        for rule in (outcome.rule for outcome in outcomes)
    ]
    for choice in (3, 2, 0, 1):
        alike: dict[Choices, tuple[Any, ...]] = {}
        for choices in sets:
            others = (*choices[:choice], (), *choices[choice + 1 :])
            alike[others] = (*alike.get(others, ()), *choices[choice])
        sets = [(*key[:choice], values, *key[choice + 1 :]) for key, values in alike.items()]
    return sets


def _rule(context: Context, choices: Choices, claimants: int) -> str:
    """The choices that a set of rules shares; a choice with all its values in the set is left out."""
    _ = context.gettext
    links, claimed_by, partial, of = choices
    parts = []
    if len(links) < len(LinksCounted):
        parts.append(" / ".join(_(COUNTED[code]) for code in links))
    if len(claimed_by) < claimants:
        names = [_("any source") if actor is None else context.called(actor) for actor in claimed_by]
        parts.append(_("according to {actor}", actor=_(" or ").join(names)))
    if len(partial) < len(PartialCounts):
        parts.append(" / ".join(_(PARTIAL[code]) for code in partial))
    if len(of) < len(OutOf):
        parts.append(_(_OF[of[0]]))
    return _("; ").join(parts) or "—"


def _beside(context: Context, outcome: ClaimOutcome) -> Iterable[blocks.Inline]:
    """Yield what a figure leaves open, what complicates it, who states it, and its rule."""
    _ = context.gettext
    figures = context.figures
    # The range is of those taken up in full.
    if outcome.about is About.PROPOSALS and figures.score == figures.statuses[Status.ADOPTED]:
        yield blocks.inline(in_short(context))
    if against := against_in_short(context):
        yield against
    complicated = sum(bool(link.objections) for row in figures.rows for link in row.counted)
    if complicated:
        text = complicated_statements(context, complicated)
        data = "" if context.corpus.packaged else f" --data {_('FOLDER')}"
        yield blocks.inline(text, " ", blocks.command(f"jamplan coverage --full{data}"))
    wanted = set(_WARNINGS[outcome.about])
    if outcome.rule.of is OutOf.DOCUMENTED:
        wanted.add("texts-from-claimant")
    for warning in figures.warnings:
        if warning.code in wanted:
            yield blocks.inline(context.warning(warning))
    yield field(context, _("Rule"), blocks.command(command_of(context)))


_MOST_LACKING = 3
"""The most proposals without a statement that are named."""


def _what_lacks(context: Context, tested: ClaimTested) -> Iterable[blocks.Inline]:
    """Yield how those in part count, and the proposals that a number lacks that no rule gives."""
    _ = context.gettext
    figures = context.figures
    if tested.matches or tested.chosen.about is not About.PROPOSALS:
        return
    counts = {status: figures.statuses[status] for status in (Status.ADOPTED, Status.PARTIAL)}
    if counts[Status.PARTIAL]:
        rules = (
            replace(figures.rule, partial=partial)
            for partial in (PartialCounts.HALF, PartialCounts.FULL)
        )
        half, full = (
            _number(Fraction(replace(figures, rule=rule).score), context.language) for rule in rules
        )
        yield blocks.inline(
            _(
                "{counts}: {half} if those in part count as halves, {full} as wholes.",
                counts=status_counts(context.language, counts),
                half=half,
                full=full,
            )
        )
    lacking = [row.proposal for row in figures.rows if row.status not in counts]
    if not figures.statuses[Status.UNDOCUMENTED] and len(lacking) <= _MOST_LACKING:
        for proposal in lacking:
            number = f"{number_of(proposal)}, " if proposal.number else ""
            title = context.language.quoted(one_line(proposal.title))
            note = f" {first_sentence(one_line(proposal.note))}" if proposal.note else ""
            # Of a response, the answer is quoted above.
            note = "" if context.is_response else note
            yield blocks.inline(_("No statement that counts: {item}.", item=f"{number}{title}"), note)


def _per_cent(share: Fraction, language: Language) -> str:
    """A share in whole per cent, unless that rounds it to none or all."""
    whole = round(100 * share)
    is_rounded_away = (whole == 0 and share) or (whole == 100 and share != 1)
    return _number(100 * share, language) if is_rounded_away else language.number(whole)


def _number(value: Fraction, language: Language) -> str:
    """A number to two decimals, marked if that rounds it."""
    near = Fraction(round(value * 100), 100)
    text = language.number(int(near) if near.denominator == 1 else float(near))
    return text if near == value else f"≈ {text}"

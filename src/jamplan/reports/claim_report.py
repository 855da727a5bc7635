"""The report on a published count: the rules that give it, or the nearest, and what to say with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from jamplan.counting.claims import About, ClaimOutcome, ClaimTested, QuantityKind
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Status
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports import blocks
from jamplan.reports.cells import field, opening
from jamplan.reports.context import Context
from jamplan.reports.items import number_of
from jamplan.reports.labels import capitalised, status_counts
from jamplan.reports.statements import complicated_statements
from jamplan.reports.whole import (
    COUNTED,
    PARTIAL,
    against_in_short,
    command_of,
    general_claim,
    in_short,
)

_MOST_ROWS = 8
"""How many rows the table has at most, so that the report fits a screen; JSON has every rule."""

_WARNINGS = {
    About.PROPOSALS: {"claimant-is-author", "extent-unstated", "contested", "stale"},
    About.MEASURES: {"claimant-is-author", "measures-inferred", "plan-not-read", "stale"},
}
"""The warnings on the figures that bear on a count of proposals, or of measures."""

_SUBJECTS = {About.PROPOSALS: N_("{proposals}"), About.MEASURES: N_("{measures}")}
_OF = {
    OutOf.DECLARED: N_("out of the declared number"),
    OutOf.DOCUMENTED: N_("out of the known {proposals}"),
}

Choices = tuple[tuple[Any, ...], ...]
"""For each choice of a rule the values that give one figure; every combination of them does."""


def claim_report(context: Context, tested: ClaimTested, text: str) -> list[blocks.Block]:
    """The whole report on a quantity that was typed as ``text``, told in the context's language."""
    _ = context.gettext
    outcomes = tested.matches
    if tested.nearest:
        nearest = _figure(tested.nearest)
        outcomes = tuple(outcome for outcome in tested.tried if _figure(outcome) == nearest)
    counted = Context(context.corpus, context.language, outcomes[0].rule)
    return [
        *opening(context.corpus.title, _answer(tested, text, context.language)),
        _table(context, tested, outcomes),
        blocks.paragraph(_("Other settings give the same result.")),
        blocks.Heading(_("Say this alongside the number")),
        blocks.points((*_what_lacks(counted, tested, outcomes[0]), *_beside(counted, outcomes[0]))),
    ]


def _answer(tested: ClaimTested, text: str, language: Language) -> str:
    _ = language.gettext
    claim = language.quoted(one_line(text))
    if tested.quantity.impossible:
        return _(
            "{claim} is impossible: a part cannot be greater than its total. The nearest figure:",
            claim=claim,
        )
    if not tested.matches:
        return _("No counting rule gives {claim}. The nearest figure:", claim=claim)
    if len(tested.matches) == len(tested.tried):
        return _("Every counting rule gives {claim}.", claim=claim)
    links = {outcome.rule.links for outcome in tested.matches}
    if links <= {LinksCounted.ANY}:
        return _("Only a rule that counts comparisons of the texts gives {claim}.", claim=claim)
    if links <= {LinksCounted.CLAIMED, LinksCounted.ANY}:
        return _("Only a rule that counts ambiguous statements gives {claim}.", claim=claim)
    return _("Some counting rules give {claim}, others do not.", claim=claim)


def _figure(outcome: ClaimOutcome) -> tuple[About, Fraction, int]:
    return outcome.about, outcome.count, outcome.total


def _table(context: Context, tested: ClaimTested, matches: Sequence[ClaimOutcome]) -> blocks.Table:
    """One row for each figure and set of choices that gives it."""
    _ = context.gettext
    figures: dict[tuple[About, Fraction, int], list[ClaimOutcome]] = {}
    for outcome in matches:
        figures.setdefault(_figure(outcome), []).append(outcome)
    per_cent = tested.quantity.kind is QuantityKind.PER_CENT
    claimants = len({outcome.rule.claimed_by for outcome in tested.tried})
    rows = []
    for (about, count, total), outcomes in figures.items():
        number = _("{n} of {total}", n=_number(count, context.language), total=context.number(total))
        if per_cent and total:
            share = _("{n}%", n=_number(100 * count / total, context.language))
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
        names = [_("all claimants") if actor is None else context.called(actor) for actor in claimed_by]
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
    names = [context.called(actor) for actor in figures.claimants]
    if names:
        text = f"{capitalised(_('according to {actor}', actor=context.language.listed(names)))}."
        if outcome.about is About.PROPOSALS and not any(
            claim.quantity == outcome.count for claim in context.corpus.claims
        ):
            text += " " + _("No source on record gives this number: it is a count.")
        yield blocks.inline(text)
    else:
        yield blocks.inline(_("This rule counts no statement; what no source states is unknown."))
    wanted = set(_WARNINGS[outcome.about])
    if outcome.rule.of is OutOf.DOCUMENTED:
        wanted.add("texts-from-claimant")
    for warning in figures.warnings:
        if warning.code in wanted:
            yield blocks.inline(context.warning(warning))
    yield field(context, _("Rule"), blocks.command(command_of(context)))


_MOST_LACKING = 3
"""The most proposals without a statement that are named."""


def _what_lacks(
    context: Context, tested: ClaimTested, outcome: ClaimOutcome
) -> Iterable[blocks.Inline]:
    """Yield who gives a number that comes out under no rule, and the proposals that it lacks."""
    _ = context.gettext
    figures = context.figures
    if tested.matches or outcome.about is not About.PROPOSALS:
        return
    is_all = tested.quantity.kind is QuantityKind.ALL
    for claim in context.corpus.claims:
        if claim.quantity and claim.quantity == (outcome.total if is_all else tested.quantity.value):
            yield blocks.inline(general_claim(context, claim), ".")
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
            note = f" {one_line(proposal.note)}" if proposal.note else ""
            yield blocks.inline(_("No statement that counts: {item}.", item=f"{number}{title}"), note)


def _number(value: Fraction, language: Language) -> str:
    """A number to two decimals, marked if that rounds it."""
    near = Fraction(round(value * 100), 100)
    text = language.number(int(near) if near.denominator == 1 else float(near))
    return text if near == value else f"≈ {text}"

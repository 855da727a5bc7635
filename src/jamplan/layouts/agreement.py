"""The report on two people's decisions: the disagreements, then the indices of agreement."""

from collections.abc import Iterable
from dataclasses import replace

from jamplan.account import spans
from jamplan.account.context import Context
from jamplan.account.items import decision_text
from jamplan.account.statements import mark_of
from jamplan.account.vocabulary import capitalised, label, number_of
from jamplan.counting.rules import TAKEN_UP
from jamplan.decisions.agreement import UPSHOTS, Agreement, Held, Indices, Upshot
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.layouts import blocks
from jamplan.layouts.cells import SETTLING, opening, see, titled


def agreement_report(
    agreement: Agreement, names: tuple[str, str], language: Language, settle: str
) -> list[blocks.Block]:
    """The disagreements, the indices, and what they leave out; ``names`` are the paths as typed.

    ``settle`` is what is typed to settle the disagreements.
    """
    _ = language.gettext
    report = opening(
        Context(agreement.first, language).heading, _lead(agreement, language)
    )
    if agreement.disagreements:
        report.append(_table(agreement, names, language, brief=False))
    report.append(
        blocks.Table(
            (
                _("Agreement on"),
                _("raw"),
                _("Cohen’s kappa"),
                _("Krippendorff’s alpha"),
            ),
            (
                _indices(_("the status"), agreement.statuses, language),
                _indices(_("each match, kept or not"), agreement.pairs, language),
            ),
        )
    )
    report.append(blocks.points(_beside(agreement, names, language)))
    return (
        [*report, see(language, settle, to=SETTLING)] if agreement.is_open else report
    )


def agreement_screens(
    agreement: Agreement,
    names: tuple[str, str],
    language: Language,
    commands: tuple[str, str],
) -> list[list[blocks.Block]]:
    """In brief, with all disagreements, then with ten; ``commands`` settle them, and show the rest."""
    _ = language.gettext
    statuses, pairs = (
        language.of_total(indices.alike, indices.units)
        for indices in (agreement.statuses, agreement.pairs)
    )
    sentence = N_(
        "Agreement on the status: {statuses}; on each match, kept or not: {pairs}."
    )
    alike = _(sentence, statuses=statuses, pairs=pairs)
    report: list[blocks.Block] = [
        blocks.Heading(Context(agreement.first, language).heading, 1),
        blocks.paragraph(_lead(agreement, language), lead=True, close=True),
        blocks.paragraph(" ".join([alike, *_copied(agreement, language)])),
    ]
    end = see(language, commands[1])
    table = _table(agreement, names, language, brief=True)
    if not table.rows:
        return [[*report, end]]
    settle = replace(see(language, commands[0], to=SETTLING), close=True)
    ends = [settle, end] if agreement.is_open else [end]
    return [
        [*report, replace(table, rows=table.rows[:n]), *ends]
        for n in (len(table.rows), 10)
    ]


def _table(
    agreement: Agreement, names: tuple[str, str], language: Language, *, brief: bool
) -> blocks.Table:
    """The disagreements, what either side holds beside the other."""
    first, second = (
        Context(agreement.first, language),
        Context(agreement.second, language),
    )
    rows = []
    for row in agreement.disagreements:
        title = (
            row.proposal.title if brief else titled(row.proposal.title, row.proposal.id)
        )
        held: tuple[spans.Part, ...] = (
            _held(first, row.first),
            _held(second, row.second),
        )
        # What is alike in brief differs in its wording or extent.
        if not brief or held[0] == held[1]:
            held = (
                _side(first, row.first, row.second),
                _side(second, row.second, row.first),
            )
        rows.append(blocks.table_row(title, *held))
    columns = language.gettext("{Proposal}"), *map(one_line, names)
    return blocks.Table(columns, tuple(rows), brief=brief)


def _held(context: Context, side: Held) -> str:
    """The decision of one corpus on a proposal in a few words: « reprise affirmée (12*) »."""
    decision = UPSHOTS[side.decision]
    if side.decision is Upshot.UNDECIDED and side.dismissed:
        decision = N_("match set aside")
    measures = (context.corpus.measure[measure] for measure in sorted(side.linked))
    numbers = ", ".join(
        number_of(measure) or one_line(measure.id) for measure in measures
    )
    told = context.gettext(decision) + spans.bracketed(numbers)
    take_ups = [each for each in side.positions if each.group in TAKEN_UP]
    beside: list[str] = []
    if take_ups and not side.before:
        others = [each for each in side.positions if each not in take_ups]
        told_beside = (*others, *side.conclusions)
        beside = [label(context.language, known.says) for known in told_beside]
    return context.gettext("; ").join([told + mark_of(side.positions), *beside])


def _lead(agreement: Agreement, language: Language) -> str:
    lead = language.ngettext(
        "{n} disagreement; a decision in both for {both} of {total} {proposals}.",
        "{n} disagreements; a decision in both for {both} of {total} {proposals}.",
        len(agreement.disagreements),
        both=language.number(agreement.statuses.units),
        total=language.number(len(agreement.comparisons)),
    )
    if settled := sum(row.is_settled for row in agreement.disagreements):
        lead += " " + language.gettext(
            "Settled since: {n}.", n=language.number(settled)
        )
    return lead


def _copied(agreement: Agreement, language: Language) -> Iterable[str]:
    """Yield a warning if one corpus may be a copy of the other."""
    if agreement.same_records:
        copied = N_(
            "For {n}, both hold the same records: a copy is no agreement between two people."
        )
        yield language.gettext(copied, n=language.number(agreement.same_records))


def _indices(name: str, indices: Indices, language: Language) -> blocks.TableRow:
    def cell(value: float | None) -> str:
        if value is None:
            one_value = N_("undefined: one value throughout")
            no_unit = N_("undefined: nothing to compare")
            return language.gettext(one_value if indices.units else no_unit)
        rounded = round(value, 3)
        if rounded in {-1, 0, 1}:
            # It is not quite that.
            rounded = round(value, 4)
        # Adding zero takes the sign off -0.
        return language.number(rounded + 0.0)

    raw = cell(indices.raw)
    if indices.units:
        raw = f"{raw} ({language.of_total(indices.alike, indices.units)})"
    return blocks.table_row(name, raw, cell(indices.kappa), cell(indices.alpha))


def _beside(
    agreement: Agreement, names: tuple[str, str], language: Language
) -> Iterable[str]:
    """Yield what the indices leave out, and what they do not tell."""
    _ = language.gettext
    yield from _copied(agreement, language)
    if any(agreement.left_out):
        first, second, neither = map(language.number, agreement.left_out)
        a, b = (language.quoted(one_line(name)) for name in names)
        sentence = N_(
            "Left out: {first} decided in {a} only, {second} in {b} only, {neither} in neither."
        )
        yield _(sentence, a=a, b=b, first=first, second=second, neither=neither)
    yield _(
        "Kappa and alpha compare agreement with chance: 1 is full agreement, 0 no more than chance. "
        "They do not say who is right."
    )


def _side(context: Context, side: Held, other: Held) -> spans.Inline:
    """The decisions of one corpus on a proposal: what was decided apart, else each record."""
    _ = context.gettext
    if side.before:
        by = _("; recorded by {name}", name=one_line(side.before.by or "?"))
        return spans.inline(_held(context, side), by)
    records = (*side.positions, *side.conclusions)
    lines = [spans.inline(decision_text(context, record)) for record in records]
    lines += [
        spans.inline(capitalised(_("match set aside")), _(": "), spans.ident(measure))
        for measure in sorted(side.dismissed & other.linked)
    ]
    return spans.joined(lines or [spans.inline(_(UPSHOTS[side.decision]))], spans.BREAK)

"""The report on two people's decisions: the disagreements, then the indices of agreement."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from jamplan.corpus.model import Link, PersonDecision, Verdict, VerdictKind
from jamplan.decisions.agreement import Agreement, Held, Indices, Undefined
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports import blocks
from jamplan.reports.cells import opening, see, settling, titled
from jamplan.reports.context import Context
from jamplan.reports.items import number_of
from jamplan.reports.labels import LABELS, capitalised
from jamplan.reports.statements import mark_of

_DECISIONS: Mapping[str, str] = {
    PersonDecision.CONTRADICTION: N_("contradiction"),
    PersonDecision.TAKEN_UP: N_("statement on record"),
    PersonDecision.PARTIAL: N_("partial statement on record"),
    PersonDecision.UNDECIDED: N_("undecided"),
    **LABELS[VerdictKind],
}
_REASONS = {
    Undefined.NO_UNIT: N_("undefined: nothing to compare"),
    Undefined.ONE_VALUE: N_("undefined: one value throughout"),
}


def agreement_report(
    agreement: Agreement, names: tuple[str, str], language: Language, settle: str
) -> list[blocks.Block]:
    """The disagreements, the indices, and what they leave out; ``names`` are the paths as typed.

    ``settle`` is what is typed to settle the disagreements.
    """
    _ = language.gettext
    contexts = _contexts(agreement, language)
    report = opening(contexts[0].heading, _lead(agreement, language))
    if agreement.disagreements:
        rows = tuple(
            blocks.table_row(
                titled(row.proposal.title, row.proposal.id),
                _side(contexts[0], row.first, row.second),
                _side(contexts[1], row.second, row.first),
            )
            for row in agreement.disagreements
        )
        report.append(blocks.Table((_("{Proposal}"), *map(one_line, names)), rows))
    report.append(
        blocks.Table(
            (_("Agreement on"), _("raw"), _("Cohen’s kappa"), _("Krippendorff’s alpha")),
            (
                _indices(_("the status"), agreement.statuses, language),
                _indices(_("each match, kept or not"), agreement.pairs, language),
            ),
        )
    )
    report.append(blocks.points(_beside(agreement, names, language)))
    return [*report, settling(language, settle)] if agreement.is_open else report


def agreement_screens(
    agreement: Agreement, names: tuple[str, str], language: Language, commands: tuple[str, str]
) -> list[list[blocks.Block]]:
    """In brief, with all disagreements, then with ten; ``commands`` settle them, and show the rest."""
    _ = language.gettext
    statuses, pairs = (
        _("{n} of {total}", n=language.number(indices.alike), total=language.number(indices.units))
        for indices in (agreement.statuses, agreement.pairs)
    )
    sentence = N_("Agreement on the status: {statuses}; on each match, kept or not: {pairs}.")
    alike = _(sentence, statuses=statuses, pairs=pairs)
    first, second = _contexts(agreement, language)
    report: list[blocks.Block] = [
        blocks.Heading(first.heading, 1),
        blocks.paragraph(_lead(agreement, language), lead=True, close=True),
        blocks.paragraph(" ".join([alike, *_copied(agreement, language)])),
    ]
    rows = tuple(
        blocks.table_row(row.proposal.title, _held(first, row.first), _held(second, row.second))
        for row in agreement.disagreements
    )
    end = see(language, commands[1])
    if not rows:
        return [[*report, end]]
    columns = (_("{Proposal}"), *map(one_line, names))
    settle = replace(settling(language, commands[0]), close=True)
    ends = [settle, end] if agreement.is_open else [end]
    return [[*report, blocks.Table(columns, rows[:n], brief=True), *ends] for n in (len(rows), 10)]


def _contexts(agreement: Agreement, language: Language) -> tuple[Context, Context]:
    return Context(agreement.first, language), Context(agreement.second, language)


def _held(context: Context, side: Held) -> str:
    """The decision of one corpus on a proposal in a few words: « reprise affirmée (12*) »."""
    decision = _DECISIONS[side.decision]
    if side.decision is PersonDecision.UNDECIDED and side.dismissed:
        decision = N_("match set aside")
    measures = (context.corpus.measure[measure] for measure in sorted(side.linked))
    numbers = ", ".join(number_of(measure) or one_line(measure.id) for measure in measures)
    told = context.gettext(decision) + (f" ({numbers})" if numbers else "")
    beside = [context.concluded(verdict) for verdict in side.verdicts if side.links and not side.before]
    return context.gettext("; ").join([told + mark_of(side.links), *beside])


def _lead(agreement: Agreement, language: Language) -> str:
    lead = language.ngettext(
        "{n} disagreement; a decision in both for {both} of {total} {proposals}.",
        "{n} disagreements; a decision in both for {both} of {total} {proposals}.",
        len(agreement.disagreements),
        both=language.number(agreement.statuses.units),
        total=language.number(len(agreement.comparisons)),
    )
    if settled := sum(row.is_settled for row in agreement.disagreements):
        lead += " " + language.gettext("Settled since: {n}.", n=language.number(settled))
    return lead


def _copied(agreement: Agreement, language: Language) -> Iterable[str]:
    """Yield a warning if one corpus may be a copy of the other."""
    if agreement.same_records:
        copied = N_(
            "For {n}, both hold the very same records: a copy is not an agreement of two people."
        )
        yield language.gettext(copied, n=language.number(agreement.same_records))


def _indices(name: str, indices: Indices, language: Language) -> blocks.Row:
    def cell(value: float | None) -> str:
        if value is not None:
            return _rounded(value, language)
        assert indices.undefined is not None
        return language.gettext(_REASONS[indices.undefined])

    raw = cell(indices.raw)
    if indices.units:
        counts = {"n": language.number(indices.alike), "total": language.number(indices.units)}
        raw = f"{raw} ({language.gettext('{n} of {total}', **counts)})"
    return blocks.table_row(name, raw, cell(indices.kappa), cell(indices.alpha))


def _rounded(value: float, language: Language) -> str:
    """A number to three decimals, or four if three would make it 1, 0 or -1 and it is not."""
    rounded = round(value, 3)
    if rounded in {-1, 0, 1}:
        rounded = round(value, 4)
    # Adding zero takes the sign off -0.
    return language.number(rounded + 0.0)


def _beside(agreement: Agreement, names: tuple[str, str], language: Language) -> Iterable[str]:
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


def _side(context: Context, side: Held, other: Held) -> blocks.Inline:
    """The decisions of one corpus on a proposal: the status, each link and verdict, and by whom."""
    _ = context.gettext
    lines: list[blocks.Inline] = []
    records: tuple[Link | Verdict, ...] = () if side.before else (*side.links, *side.verdicts)
    if side.before:
        by = _("; recorded by {name}", name=one_line(side.before.by or "?"))
        lines.append(blocks.inline(_held(context, side), by))
    elif side.links or not side.verdicts:
        lines.append(blocks.inline(_(_DECISIONS[side.decision])))
    for record in records:
        by = _("; recorded by {name}", name=one_line(record.by)) if record.by else ""
        if isinstance(record, Link):
            stated = f"{context.attributed(record.measure, record.claimed_by)}{mark_of([record])}"
        else:
            stated = context.concluded(record)
        lines.append(blocks.inline(stated, by))
    lines += [
        blocks.inline(capitalised(_("match set aside")), _(": "), blocks.ident(measure))
        for measure in sorted(side.dismissed & other.linked)
    ]
    return blocks.joined(lines, blocks.BREAK)

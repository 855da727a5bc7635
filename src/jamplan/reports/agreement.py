"""The report on two people's decisions: how far they agree, with intervals, and where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from jamplan.agreement import (
    RESAMPLES,
    Agreement,
    Decision,
    Estimate,
    Figures,
    Method,
    PairValue,
    Side,
    Undefined,
)
from jamplan.corpus import Corpus
from jamplan.locale import N_, Language
from jamplan.model import VerdictKind
from jamplan.reports.blocks import (
    BREAK,
    Block,
    Heading,
    Inline,
    Paragraph,
    Row,
    Span,
    Table,
    ident,
    inline,
)
from jamplan.reports.cells import points, titled
from jamplan.text.folding import one_line
from jamplan.wording.labels import called, label

_VALUES: Mapping[StrEnum, str] = {
    Decision.TAKEN_UP: N_("presented as taken up"),
    Decision.PARTIAL: N_("presented as taken up in part"),
    Decision.NO_MEASURE_FOUND: N_("no measure found"),
    Decision.REFUSED: N_("refused"),
    Decision.OUT_OF_SCOPE: N_("out of scope"),
    Decision.NOT_TESTABLE: N_("not testable"),
    Decision.UNDECIDED: N_("undecided"),
    PairValue.LINKED: N_("linked"),
    PairValue.NOT_LINKED: N_("not linked"),
}
_METHODS = {
    Method.WILSON: N_("Wilson (1927)"),
    Method.ASYMPTOTIC: N_("Fleiss, Cohen and Everitt (1969)"),
    Method.BOOTSTRAP: N_("bootstrap over proposals"),
}
_REASONS = {
    Undefined.NO_UNIT: N_("there is nothing to compare"),
    Undefined.ONE_VALUE: N_("both gave one and the same value throughout, so chance would agree too"),
    Undefined.NO_LINK: N_("neither linked any of these pairs"),
    Undefined.NO_WIDTH: N_("the method gives no width here, which is not certainty"),
}

# What Krippendorff asks alpha to be, and what he takes for tentative conclusions.
_ASKED, _TENTATIVE = 0.8, 0.667


def agreement_report(found: Agreement, names: tuple[str, str], language: Language) -> list[Block]:
    """Counts, figures with their intervals, how to read them, and the disagreements side by side.

    ``names`` are the paths of the two corpora, as typed.
    """
    _ = language.gettext
    names = (one_line(names[0]), one_line(names[1]))
    blocks: list[Block] = [
        Heading(one_line(found.first.title), 1),
        Paragraph(inline(_how_many(found, language)), lead=True),
        points([*_copied(found, language), *_left_out(found, names, language)]),
    ]
    if found.by_both:
        blocks += [
            Heading(_("By status")),
            _figures_table(found.statuses, language),
            _cross_table(found.statuses, Decision, names, language),
            points(_on_statuses(language)),
            Heading(_("By pair of a proposal and a measure")),
            _figures_table(found.pairs, language),
            _cross_table(found.pairs, PairValue, names, language),
            points(_on_pairs(found.pairs, language)),
            Heading(_("How to read these figures")),
            points(_reading(language)),
        ]
    return [*blocks, *_disagreements(found, names, language)]


def _how_many(found: Agreement, language: Language) -> str:
    total = language.number(len(found.comparisons))
    if not found.comparisons:
        return language.gettext("No proposal is on record.")
    if not found.by_both:
        return language.gettext("No proposal is decided in both, of {total}.", total=total)
    return language.ngettext(
        "{n} proposal of {total} is decided in both; for {alike} the status is the same.",
        "{n} proposals of {total} are decided in both; for {alike} the status is the same.",
        len(found.by_both),
        total=total,
        alike=language.number(found.statuses.alike),
    )


def _copied(found: Agreement, language: Language) -> Iterable[str]:
    """What must be known before any figure: that one file was copied from the other."""
    if found.same_records:
        yield language.ngettext(
            "For {n} of them, both files hold the very same records, down to who recorded them and "
            "when. If one was copied from the other, that is no agreement of two people.",
            "For {n} of them, both files hold the very same records, down to who recorded them and "
            "when. If they were copied from one to the other, that is no agreement of two people.",
            len(found.same_records),
        )


def _left_out(found: Agreement, names: tuple[str, str], language: Language) -> Iterable[str]:
    for name, only in zip(names, (found.by_first_only, found.by_second_only), strict=True):
        if not only:
            continue
        yield language.ngettext(
            "{n} proposal is decided in {name} only, and is in no figure.",
            "{n} proposals are decided in {name} only, and are in no figure.",
            len(only),
            name=language.quoted(name),
        )
    if found.by_neither:
        yield language.ngettext(
            "{n} proposal is decided in neither, and is in no figure.",
            "{n} proposals are decided in neither, and are in no figure.",
            len(found.by_neither),
        )


# The figures


def _figures_table(figures: Figures, language: Language) -> Table:
    _ = language.gettext
    raw = _(
        "raw agreement ({alike} of {units})",
        alike=language.number(figures.alike),
        units=language.number(figures.units),
    )
    named = [
        (raw, figures.raw),
        (_("positive agreement (Dice)"), figures.positive),
        (_("Cohen’s kappa"), figures.kappa),
        (_("Krippendorff’s alpha (nominal)"), figures.alpha),
    ]
    rows = tuple(
        Row((inline(name), *_estimate_cells(estimate, language)))
        for name, estimate in named
        if estimate is not None
    )
    return Table((_("Index of agreement"), _("Value"), _("95 % interval"), _("Interval by")), rows)


def _estimate_cells(estimate: Estimate, language: Language) -> tuple[Inline, Inline, Inline]:
    if estimate.value is None:
        reason = _not_defined(estimate.value_undefined, language)
        return inline(reason), inline("—"), inline("—")
    if estimate.interval is None:
        interval = _not_defined(estimate.interval_undefined, language)
    else:
        interval = language.gettext(
            "{low} to {high}",
            low=_rounded(estimate.interval.low, language),
            high=_rounded(estimate.interval.high, language),
        )
    method = language.gettext(_METHODS[estimate.method])
    return inline(_rounded(estimate.value, language)), inline(interval), inline(method)


def _not_defined(reason: Undefined | None, language: Language) -> str:
    assert reason is not None
    return language.gettext("not defined: {reason}", reason=language.gettext(_REASONS[reason]))


def _rounded(value: float, language: Language) -> str:
    """Three digits after the point, and a fourth where a value would round to 1, 0 or -1 and is not."""
    rounded = round(value, 3)
    if rounded in {-1, 0, 1}:
        rounded = round(value, 4)
    # Adding zero takes the sign off -0.
    return language.number(rounded + 0.0)


def _cross_table(
    figures: Figures, kind: type[StrEnum], names: tuple[str, str], language: Language
) -> Table:
    """How many units have which value in either corpus, so that every figure can be computed again."""
    _ = language.gettext
    given = {value for cell in figures.table for value in cell}
    values = [value for value in kind if value in given]
    columns = [_(_VALUES[value]) for value in values]
    rows = tuple(
        Row(
            (
                inline(_(_VALUES[first])),
                *(inline(language.number(figures.table.get((first, second), 0))) for second in values),
            )
        )
        for first in values
    )
    corner = _("Rows: {first}; columns: {second}", first=names[0], second=names[1])
    return Table((corner, *columns), rows)


def _on_statuses(language: Language) -> Iterable[str]:
    _ = language.gettext
    yield _(
        "The status is what each recorded, whatever a counting rule would make of it: a link comes "
        "before a conclusion."
    )
    yield _(
        "Raw agreement and kappa are over the proposals that are decided in both. Alpha can take "
        "missing decisions, but by its definition a proposal with one decision has nothing to be "
        "paired with and drops out: it is over the same proposals."
    )


def _on_pairs(figures: Figures, language: Language) -> Iterable[str]:
    _ = language.gettext
    yield _(
        "Compared are all pairs of a proposal that is decided in both and any measure: linked or not."
    )
    neither = figures.table.get((PairValue.NOT_LINKED, PairValue.NOT_LINKED), 0)
    if neither:
        yield language.ngettext(
            "{n} pair of {units} is linked in neither. Raw agreement counts it: it is high by itself "
            "where most pairs are not linked.",
            "{n} pairs of {units} are linked in neither. Raw agreement counts them: it is high by "
            "itself where most pairs are not linked.",
            neither,
            units=language.number(figures.units),
        )
    yield _(
        "Positive agreement leaves those out: 2a / (2a + b + c), where a pairs are linked in both, and "
        "b and c in one only."
    )
    yield _(
        "Pairs of one proposal are not independent of each other: for the intervals, whole proposals "
        "are drawn again, with all their pairs."
    )


def _reading(language: Language) -> Iterable[str]:
    _ = language.gettext
    yield _(
        "Kappa (Cohen, 1960) and alpha (Krippendorff, 2011) set agreement against what chance would "
        "give: 1 is agreement throughout, 0 as much as by chance. For kappa, chance keeps each "
        "person’s own shares of the values; for alpha, the shares of both together."
    )
    yield _(
        "Krippendorff (Content Analysis, 2004, p. 241) asks alpha to be at least {asked}, and takes "
        "{tentative} as the least for tentative conclusions. Agreement does not tell who is right.",
        asked=language.number(_ASKED),
        tentative=language.number(_TENTATIVE),
    )
    yield _(
        "The formula for kappa’s interval is made for many proposals: with few, its ends are rough."
    )
    yield _(
        "Bootstrap: {n} resamples from a fixed seed; the interval goes from the 2.5th to the 97.5th "
        "percentile.",
        n=language.number(RESAMPLES),
    )


# The disagreements


def _disagreements(found: Agreement, names: tuple[str, str], language: Language) -> list[Block]:
    _ = language.gettext
    said = [
        _(
            "A proposal is listed where the status or the measures differ, or where one links a pair "
            "that the other dismissed. Wording and extent alone list none."
        )
    ]
    if any(not each.by_both for each in found.disagreements):
        said.append(_("A proposal that one has left undecided is in no figure."))
    blocks: list[Block] = [Heading(_("Disagreements")), Paragraph(inline(" ".join(said)))]
    if not found.disagreements:
        return [*blocks, Paragraph(inline(_("There is none.")))]
    rows = tuple(
        Row(
            (
                titled(each.proposal.title, each.proposal.id),
                _side_cell(found.first, each.first, each.second, language),
                _side_cell(found.second, each.second, each.first, language),
            )
        )
        for each in found.disagreements
    )
    return [*blocks, Table((_("Proposal"), *names), rows)]


def _side_cell(corpus: Corpus, side: Side, other: Side, language: Language) -> Inline:
    """What one corpus holds on a proposal: its status, each link and verdict, and by whom."""
    _ = language.gettext
    lines: list[Inline] = []
    if side.links or not side.verdicts:
        lines.append(inline(_(_VALUES[side.decision])))
    for link in side.links:
        said = _(
            "extent {extent}, wording {wording}, according to {actor}",
            extent=label(language, link.extent),
            wording=label(language, link.basis),
            actor=called(corpus, language, link.claimed_by),
        )
        lines.append(inline(ident(link.measure), f" ({_recorded(said, link.by, language)})"))
    for verdict in sorted(side.verdicts, key=lambda each: list(VerdictKind).index(each.verdict)):
        said = _(
            "{verdict}, according to {actor}",
            verdict=label(language, verdict.verdict),
            actor=called(corpus, language, verdict.claimed_by),
        )
        lines.append(inline(_recorded(said, verdict.by, language)))
    dismissed = sorted(side.dismissed & other.linked)
    if dismissed:
        ids = [span for each in dismissed for span in (Span(", "), ident(each))][1:]
        lines.append(inline(_("dismissed:"), " ", tuple(ids)))
    return inline(*(part for line in lines for part in (BREAK, line)))[1:]


def _recorded(said: str, by: str | None, language: Language) -> str:
    if by is None:
        return said
    return language.gettext("{said}, recorded by {person}", said=said, person=one_line(by))

"""What is around the entries of the page for readers: its head, its sections, method and unknowns."""

from collections.abc import Sequence

from jamplan.account import items, method, vocabulary, whole
from jamplan.account.context import Context
from jamplan.account.quoting import cited
from jamplan.account.spans import Inline, joined
from jamplan.account.totals import all_totals, told_total
from jamplan.evidence.published import Provenance
from jamplan.language.folding import one_line
from jamplan.layouts import cells, unadopted


def headings(context: Context, told_first: Sequence[str]) -> dict[str, str]:
    """The headings of the sections, by their names; ``told_first`` are those of what voices dispute."""
    _ = context.gettext
    is_open = _("Not established") if context.has_document else _("The {proposals}")
    return {
        "taken": _("Stated or interpreted to be taken up"),
        "told": ", ".join(told_first),
        "open": is_open,
        "measures": _("The {measures}"),
        "searches": _("What was looked for"),
        "unknowns": _("What is not known"),
        "method": _("Method"),
        "sources": _("Sources"),
        "corrections": _("Corrections"),
    }


def sections(
    context: Context, *, has_told: bool, has_open: bool, has_corrections: bool
) -> list[str]:
    """The names of the sections in order: in a long account exceptions come first."""
    exceptions = []
    if has_told:
        exceptions.append("told")
    if has_open or unadopted.no_refusal(context) or not has_told:
        exceptions.append("open")
    answered, measures = [], []
    if context.has_document:
        answered, measures = ["taken"], ["measures"]
    first = exceptions + answered if context.is_long else answered + exceptions
    last = ["corrections"] if has_corrections else []
    return [*first, *measures, "searches", "unknowns", "method", "sources", *last]


def head(context: Context, *, has_voices: bool) -> dict[str, object]:
    """The headline, the lead below it, and the bar.

    A table has the totals of all voices (``has_voices``); a headline has room for some.
    """
    headline, *others = whole.headline_sentences(context)
    if has_voices:
        others = others[: bool(context.view.as_of)]
    parts = []
    for part, start, width in cells.bar_widths(context.bar_parts, 100):
        parts.append((part, round(start, 3), round(width, 3)))
    return {
        "headline": headline,
        "lead": joined(others, " "),
        "bar": parts,
        "in_short": whole.in_short(context),
        "no_refusal": unadopted.no_refusal(context),
    }


def unknowns(context: Context) -> dict[str, object]:
    """What is not known, and what sources say of all, each with its evidence."""
    told = whole.warnings(context, whole.Beside.PAGE)
    totals = []
    for total in all_totals(context):
        sentence = told_total(context, total, quoted=False)
        totals.append((sentence, cited(context, total.evidence)))
    return {
        "unknowns": [*told, *items.unknown_outcomes(context)],
        "totals": totals,
    }


def method_of(
    context: Context, provenance: Provenance, *, is_whole: bool
) -> dict[str, object]:
    """The method in sentences, the rule, the licence, and what made the page."""
    licence: Inline = ()
    if name := one_line(context.corpus.proposals_document.licence or ""):
        licence = cells.field(context, context.gettext("Licence"), name)
    answered, apart = cells.answered_sentence(context), vocabulary.OUTCOMES_APART
    return {
        "method": method.method_sentences(context, whole=is_whole),
        "rule": method.rule_beside_method(context),
        "licence": licence,
        "made_with": method.made_with(context, provenance),
        "answered": f"{answered} {context.gettext(apart)}",
    }

"""What is around the entries of the page for readers: its head, its sections, method and unknowns."""

from collections.abc import Sequence

from jamplan.account import vocabulary
from jamplan.account.account import Account
from jamplan.account.context import Context
from jamplan.account.spans import Inline, bracketed, inline, joined
from jamplan.evidence.published import Provenance
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


def head(account: Account, *, has_voices: bool) -> dict[str, object]:
    """The headline, the lead below it, and the bar.

    A table has the totals of all voices (``has_voices``); a headline has room for some.
    """
    whole = account.whole
    headline, *others = whole.headline
    if has_voices:
        others = others[: bool(account.as_of)]
    parts = []
    for part, start, width in cells.bar_widths(whole.bar, 100):
        parts.append((part, round(start, 3), round(width, 3)))
    return {
        "headline": headline,
        "lead": joined(others, " "),
        "bar": parts,
        "in_short": whole.in_short,
        "no_refusal": unadopted.no_refusal(account.context),
    }


def unknowns(account: Account) -> dict[str, object]:
    """What is not known, and what sources say of all, each with its evidence."""
    whole = account.whole
    return {
        "unknowns": [*whole.warnings_on_page, *whole.unknown_outcomes],
        "totals": [(total.unquoted, total.evidence) for total in whole.totals],
    }


def searches(account: Account) -> list[tuple[Inline, Inline, Inline]]:
    """Each question with its day, the result, and the sources that were read."""
    semicolon = account.language.gettext("; ")
    return [
        (
            inline(search.question, bracketed(search.day)),
            (search.result,),
            joined(search.publishers, semicolon),
        )
        for search in account.whole.searches
    ]


def documents(account: Account) -> list[Inline]:
    """What is on record about the documents."""
    told = []
    for document in account.documents:
        for fact in document:
            named = fact.content
            if fact.name:
                named = cells.field(account.language, fact.name, *fact.content)
            told.append(named)
    return told


def method_of(
    account: Account, provenance: Provenance, *, is_whole: bool
) -> dict[str, object]:
    """The method in sentences, the rule, the licence, and what made the page."""
    method = account.method
    sentences = method.sentences_on_one
    if is_whole:
        sentences = method.sentences
    licence: Inline = ()
    if method.licence:
        licence = cells.field(
            account.language, account.language.gettext("Licence"), method.licence
        )
    answered = cells.answered_sentence(account.context)
    apart = account.language.gettext(vocabulary.OUTCOMES_APART)
    return {
        "method": sentences,
        "rule": method.rule_beside,
        "licence": licence,
        "made_with": method.made_with(provenance),
        "answered": f"{answered} {apart}",
    }

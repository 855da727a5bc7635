"""An item as a row of a table tells it: its wording or status, and statements named."""

from collections.abc import Iterable

from jamplan.account.clauses import (
    claimant_of,
    extents,
    records_of,
    status_in_full,
    what_of,
    wording_of,
)
from jamplan.account.context import Context
from jamplan.account.spans import BREAK, Inline, ident, inline, joined
from jamplan.account.statements import mark_of, uncounted_of
from jamplan.account.vocabulary import Voicing, label, sort_text
from jamplan.corpus.statements import Says, Statement
from jamplan.counting.figures import MeasureRow, ProposalRow, Row
from jamplan.counting.statuses import Status


def foremost(row: Row) -> tuple[Statement, ...]:
    """The positions on an item that count, else the others, else the conclusions."""
    return row.counted or row.uncounted or row.conclusions


def worded_in_brief(context: Context, row: ProposalRow) -> str:
    """How what is taken up is worded, else the status; what complicates it has a mark.

    A text that is inferred has a mark too. What answers says its status instead of its
    wording.
    """
    wording = context.status_of(row)
    is_named = row.status in {Status.ADOPTED, Status.BELOW_RULE}
    if is_named and row.strongest and context.manner.tells_wording:
        wording = label(context.language, row.strongest)
        sort = context.sort_of(row)
        if row.status is Status.ADOPTED and sort.voicing is Voicing.REPORTED:
            wording = sort_text(context.language, sort, brief=True)
    if row.extents_differ:
        wording = f"{wording} ({extents(context, row)})"
    inferred = "\u00a0‡" if row.proposal.text_from else ""
    return wording + mark_of(records_of(row)) + inferred


def worded(context: Context, row: ProposalRow) -> str:
    """Its status with the voices, the wording of what does not count, and its mark."""
    status = status_in_full(context, row)
    # Voices say how all else is worded.
    if row.status is Status.BELOW_RULE:
        wordings = dict.fromkeys(wording_of(context, each) for each in row.positions)
        status = f"{status} ({', '.join(wordings)})"
    return status + mark_of(row.positions)


def named_for(context: Context, row: MeasureRow) -> Inline:
    """The proposals that statements name a measure for, those that count first.

    If no statement names it, that none is known.

    Of those that do not count, it is said why.
    """
    _ = context.gettext
    told = []
    # What counts on a disputed proposal is no count of it.
    by_reason: dict[str, list[Statement]] = {}
    for record in row.positions:
        why = uncounted_of(context, record)
        by_reason.setdefault(why, []).append(record)
    for why, records in by_reason.items():
        named = _named(context, records)
        told.append(inline(why, _(": "), named) if why else named)
    if told:
        return joined(told, _("; "))
    if row.conclusions:
        return inline(context.status_of(row))
    return inline(_("no statement known here"))


def _named(context: Context, records: Iterable[Statement]) -> Inline:
    """The proposals that statements are about, each with its wording.

    If there are several, each has its voice too.

    What does not take a proposal up is said to be so.
    """
    texts = []
    for record in records:
        parts = [wording_of(context, record)]
        if record.says is not Says.TAKEN_UP:
            parts.insert(0, what_of(context, record))
        if context.has_many_claimants:
            parts.append(claimant_of(context, record))
        told = ", ".join(parts)
        texts.append(inline(ident(record.about), f" ({told}{mark_of([record])})"))
    return joined(texts, BREAK)

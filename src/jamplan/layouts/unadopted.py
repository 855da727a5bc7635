"""The report on what is not established: disputed, refused, left open, to review, unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from jamplan.account import clauses, method, spans, statements, vocabulary, whole
from jamplan.account.clauses import (
    EXCEPTIONS,
    records_of,
    stated,
    status_in_full,
)
from jamplan.account.context import Context
from jamplan.account.items import is_silent
from jamplan.account.statements import mark_of
from jamplan.account.vocabulary import (
    number_of,
    numbered,
    title_of,
)
from jamplan.corpus.views import answer_of
from jamplan.counting.figures import OPEN, ProposalRow
from jamplan.counting.statuses import Status
from jamplan.language.folding import one_line
from jamplan.layouts import blocks, cells
from jamplan.layouts.judges import (
    unfinished_report,
)

if TYPE_CHECKING:
    from jamplan.matching.suggestions import Suggestion


_FEWEST = 2
"""The fewest rows of a list that has no room."""


def unadopted_report(
    context: Context,
    hints: Sequence[Suggestion] = (),
    *,
    brief: bool = False,
    most: int | None = None,
) -> list[blocks.Block]:
    """The proposals of each group with what is on record, how to fill the gaps, and the rule.

    ``hints`` are shown for proposals on which nobody has decided, as computed similarities. In brief,
    each proposal has one line, and the rule is left out; with ``most`` there are so many lines, and
    what is disputed, refused or left open is told by number.
    """
    if not context.has_document:
        return unfinished_report(context, brief=brief)
    _, statuses = context.gettext, context.figures.statuses
    told_first = cells.groups(context, *EXCEPTIONS)
    left_open = [status for status in OPEN if status not in EXCEPTIONS]
    groups = cells.groups(context, *left_open)
    counts = ", ".join(title for title, _rows in groups)
    not_established = f"{_('Not established')}{_(': ')}{counts or _('nothing')}"
    lead = ". ".join([*(title for title, _rows in told_first), not_established])
    if not context.figures.denominator:
        lead = whole.headline(context)
    report: list[blocks.Block] = [
        cells.title_lines(context, chosen=True)
        if brief
        else blocks.Heading(one_line(context.heading), 1),
        blocks.paragraph(lead, lead=True, close=brief),
    ]
    report += _voices(context, most) if brief else []
    report += map(blocks.paragraph, no_refusal(context))
    closest = {
        hint.proposal.id: hint
        for hint in hints
        if not answer_of(context.corpus, hint.proposal)
    }
    found = [row for _title, group in (*told_first, *groups) for row in group]
    rows = []
    for row in found:
        title = (
            row.proposal.title
            if brief
            else cells.titled(row.proposal.title, row.proposal.id)
        )
        record = _on_record(context, row, closest.get(row.proposal.id))
        # In brief, what is on record has the voices.
        status = context.status_of(row) if brief else status_in_full(context, row)
        rows.append(blocks.table_row(title, status, record))
    if most is not None and len(rows) > most:
        n = len(rows) - most
        more = context.ngettext("{n} other {proposal}", "{n} other {proposals}", n)
        rows = [*rows[:most], blocks.table_row(more, "", "")]
    if rows:
        columns = (context.proposal_head, _("Status"), _("What is on record"))
        report.append(blocks.Table(columns, tuple(rows), brief=brief))
    records = [record for row in found for record in records_of(row)]
    report += map(blocks.paragraph, statements.meaning_of_mark(context, records))
    if closest:
        report.append(blocks.paragraph(_("~ closest text, computed and not verified")))
    if statuses[Status.UNDOCUMENTED]:
        report.append(blocks.points(without_text(context, advice=most != _FEWEST)))
    if brief:
        return [
            *report,
            cells.see(context, "jamplan review", "jamplan unadopted --full"),
        ]
    return [
        *report,
        blocks.Heading(_("The rule")),
        blocks.points(method.rule_in_words(context)),
    ]


def _on_record(context: Context, row: ProposalRow, hint: Suggestion | None) -> str:
    """The statements and conclusions on a proposal, else its closest measure."""
    texts = []
    for record in records_of(row):
        text = stated(context, record, day=True)
        measure = context.corpus.measure.get(record.measure or "")
        # An answer bears the number of what it answers.
        if measure and record.about not in measure.answers:
            text = f"{text} → {number_of(measure) or measure.id}"
        texts.append(f"{text}{mark_of([record])}")
    if not texts and (answer := answer_of(context.corpus, row.proposal)):
        noun, words = (
            context.gettext("{Measure}"),
            context.language.quoted(title_of(answer)),
        )
        texts.append(f"{noun} {number_of(answer)}{context.gettext(': ')}{words}")
    if texts:
        return context.gettext("; ").join(texts)
    if hint is None:
        return context.gettext("nothing")
    # Only a caller with hints has loaded the matcher.
    from jamplan.layouts.similarity import band_name

    # The band is before the title, which is cut at the end of the line.
    band = band_name(context.language, hint.band)
    return f"~ {band}{context.gettext(': ')}{numbered(hint.measure)}"


def _voices(context: Context, most: int | None) -> list[blocks.Block]:
    """What is disputed, refused or left open: a row is a line, and has no room for the voices."""
    told: list[spans.Part] = [*clauses.exceptions_by_number(context)]
    if most is None:
        told = [*clauses.exceptions(context)]
    return [blocks.paragraph(spans.joined(told, " "))] if told else []


def no_refusal(context: Context) -> list[str]:
    """That silence is no refusal, if nothing on record answers some item."""
    return [context.gettext(vocabulary.NO_REFUSAL)] if is_silent(context) else []


def without_text(context: Context, *, advice: bool = False) -> Iterable[spans.Inline]:
    """Yield where missing texts are found; with ``advice``, the commands to read them too."""
    _ = context.gettext
    corpus = context.corpus
    source = corpus.source.get(corpus.proposals_document.source or "")
    if source is not None and source.url:
        yield spans.inline(
            _("Find the texts in the document:"), " ", spans.address(source.url)
        )
    if advice and corpus.packaged:
        yield spans.inline(
            _("A copy to work on:"), " ", spans.command(f"jamplan init {_('FOLDER')}")
        )
    if advice:
        read = f"jamplan import {_('FILE')} --as proposals --merge --data {_('FOLDER')}"
        yield spans.inline(
            _("To read them from the document:"), " ", spans.command(read)
        )

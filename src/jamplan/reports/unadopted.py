"""The report on the proposals whose take-up is not established."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from jamplan.corpus.model import VerdictKind
from jamplan.counting.figures import OPEN, ProposalRow
from jamplan.counting.rules import Status
from jamplan.language.folding import one_line
from jamplan.reports import blocks, cells, response, statements, whole
from jamplan.reports.context import Context
from jamplan.reports.items import answer_of, is_silent, number_of, numbered, status_text

if TYPE_CHECKING:
    from jamplan.matching.suggestions import Suggestion


def unadopted_report(
    context: Context, hints: Sequence[Suggestion] = (), *, brief: bool = False
) -> list[blocks.Block]:
    """The proposals of each group with what is on record, how to fill the gaps, and the rule.

    ``hints`` are shown for proposals on which nobody has decided, as computed similarities. In brief,
    each proposal has one line, and the rule is left out.
    """
    _, statuses = context.gettext, context.figures.statuses
    lead = f"{_('Not established')}{_(': ')}{context.status_text(*OPEN) or _('nothing')}"
    if not context.figures.denominator:
        lead = whole.headline(context)
    if brief:
        report: list[blocks.Block] = [
            cells.title_lines(context),
            blocks.paragraph(lead, lead=True, close=True),
        ]
    else:
        report = cells.opening(context.heading, lead)
    silence = _(response.NO_REFUSAL) if is_silent(context) else ""
    told = dict.fromkeys(filter(None, (no_refusal(context), silence)))
    report += map(blocks.paragraph, [*told][: 1 if brief else None])
    closest = {hint.proposal.id: hint for hint in hints if not answer_of(context, hint.proposal)}
    found = [row for status in OPEN for row in context.figures.with_status(status)]
    rows = []
    for row in found:
        title = row.proposal.title if brief else cells.titled(row.proposal.title, row.proposal.id)
        record = _on_record(context, row, closest.get(row.proposal.id))
        rows.append(blocks.table_row(title, status_text(context, row), record))
    if rows:
        columns = (_("{Proposal}"), _("Status"), _("What is on record"))
        report.append(blocks.Table(columns, tuple(rows), brief=brief))
    links = [link for row in found for link in row.links]
    report += map(blocks.paragraph, statements.meaning_of_mark(context, links))
    if closest:
        report.append(blocks.paragraph(_("~ closest text, computed and not verified")))
    if statuses[Status.UNDOCUMENTED]:
        report.append(blocks.points(_without_text(context, advice=True)))
    if brief:
        return [*report, cells.see(context, "jamplan review", "jamplan unadopted --full")]
    return [*report, blocks.Heading(_("The rule")), blocks.points(whole.rule_in_words(context))]


def _on_record(context: Context, row: ProposalRow, hint: Suggestion | None) -> str:
    """The statements and conclusions on a proposal, else its closest measure."""
    texts = []
    for link in row.links:
        measure = context.corpus.measure[link.measure]
        text = statements.stated(context, link)
        texts.append(f"{number_of(measure) or measure.id} {text}{statements.mark_of([link])}")
    texts += map(context.concluded, row.verdicts)
    if not texts and (answer := answer_of(context, row.proposal)):
        noun, words = context.gettext("{Measure}"), context.language.quoted(one_line(answer.title))
        texts.append(f"{noun} {number_of(answer)}{context.gettext(': ')}{words}")
    if texts:
        return context.gettext("; ").join(texts)
    if hint is None:
        return context.gettext("nothing")
    # Only a caller with hints has loaded the matcher.
    from jamplan.reports.similarity import band_name

    # The band is before the title, which is cut at the end of the line.
    band = band_name(context.language, hint.band)
    return f"~ {band}{context.gettext(': ')}{numbered(hint.measure)}"


def no_refusal(context: Context) -> str:
    """That the groups are no refusals; if one is on record, that silence is none."""
    refused = any(verdict.verdict is VerdictKind.REFUSED for verdict in context.corpus.verdicts)
    groups = [status for status in OPEN if context.figures.statuses[status]]
    if refused or context.is_response or not groups:
        return context.gettext(response.NO_REFUSAL) if is_silent(context) else ""
    return context.ngettext("This is not a refusal.", "None of these groups is a refusal.", len(groups))


def nothing_in(context: Context, status: Status) -> list[blocks.Inline]:
    """What is said of a status without rows: why the texts are missing, or that none has it."""
    _ = context.gettext
    if status is Status.UNDOCUMENTED:
        return list(_without_text(context, advice=False))
    silent = status is Status.NOT_ADOPTED and is_silent(context)
    return [blocks.joined([_("None."), *([_(response.NO_REFUSAL)] if silent else [])], " ")]


def _without_text(context: Context, *, advice: bool) -> Iterable[blocks.Inline]:
    """Yield where missing texts are found; with ``advice``, the commands to read them too."""
    _ = context.gettext
    corpus = context.corpus
    source = corpus.source.get(corpus.proposals_document.source or "")
    if source is not None and source.url:
        yield blocks.inline(_("Find the texts in the document:"), " ", blocks.address(source.url))
    if advice and corpus.packaged:
        yield blocks.inline(_("A copy to work on:"), " ", blocks.command(f"jamplan init {_('FOLDER')}"))
    if advice:
        read = f"jamplan import {_('FILE')} --as proposals --merge --data {_('FOLDER')}"
        yield blocks.inline(_("To read them from the document:"), " ", blocks.command(read))

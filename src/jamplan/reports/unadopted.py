"""The report on the proposals whose take-up is not established."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from jamplan.counting.figures import STATUSES, OpenGroup, OpenKind, ProposalRow, Unadopted
from jamplan.language import Language
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Table,
    address,
    command,
    inline,
    paragraph,
    points,
    table_row,
)
from jamplan.reports.cells import (
    number_of,
    numbered,
    opening,
    see,
    status_text,
    title_lines,
    titled,
    wording_of,
)
from jamplan.reports.labels import attributed, capitalised, count_text, label, mark_of, meaning_of_mark
from jamplan.reports.sentences import rule_in_words

if TYPE_CHECKING:
    from jamplan.matching.suggestions import Suggestion


def unadopted_report(
    open_cases: Unadopted,
    language: Language,
    hints: Sequence[Suggestion] = (),
    *,
    brief: bool = False,
) -> list[Block]:
    """The proposals of each group with what is on record, how to fill the gaps, and the rule.

    ``hints`` are shown for proposals on which nobody has decided, as computed similarities. In brief,
    each proposal has one line, and the rule is left out.
    """
    _ = language.gettext
    corpus = open_cases.coverage.corpus
    coverage = open_cases.coverage
    counts = [
        count_text(coverage, language, STATUSES[group.kind])
        for group in open_cases.groups
        if group.count
    ]
    lead = f"{_('Not established')}{_(': ')}{', '.join(counts) or _('nothing')}"
    if brief:
        blocks: list[Block] = [title_lines(corpus), paragraph(lead, lead=True, close=True)]
    else:
        blocks = opening(corpus.title, lead)
    blocks.append(paragraph(not_added_up(language)))
    closest = {hint.proposal.id: hint for hint in hints}
    rows = tuple(
        table_row(
            row.proposal.title if brief else titled(row.proposal.title, row.proposal.id),
            status_text(language, row),
            _on_record(open_cases, row, closest.get(row.proposal.id), language),
        )
        for group in open_cases.groups
        for row in group.rows
    )
    if rows:
        columns = (_("{Proposal}"), _("Status"), _("What is on record"))
        blocks.append(Table(columns, rows, brief=brief))
    links = [link for group in open_cases.groups for row in group.rows for link in row.links]
    blocks += map(paragraph, meaning_of_mark(links, language))
    if hints:
        blocks.append(paragraph(_("~ closest text, computed and not verified")))
    for group in open_cases.groups:
        if group.kind is OpenKind.WITHOUT_TEXT and group.count:
            why, *ways = _without_text(open_cases, group, language, advice=True)
            blocks += [paragraph(why), points(ways)]
        elif group.kind is OpenKind.DECIDED_NOT and not (group.count or brief):
            blocks.append(paragraph(_("The absence of a known statement is not a refusal.")))
    if brief:
        return [*blocks, see(language, "jamplan review", "jamplan unadopted --full")]
    return [*blocks, Heading(_("The rule")), points(rule_in_words(open_cases.coverage, language))]


def _on_record(
    open_cases: Unadopted, row: ProposalRow, hint: Suggestion | None, language: Language
) -> str:
    """The statements and conclusions on a proposal, else its closest measure."""
    corpus = open_cases.coverage.corpus
    texts = []
    for link in row.links:
        measure = corpus.measure[link.measure]
        wording = wording_of(language, link, row.proposal)
        text = attributed(corpus, language, wording, link.claimed_by)
        texts.append(f"{number_of(measure) or measure.id} {text}{mark_of([link])}")
    texts += [
        attributed(corpus, language, label(language, verdict.verdict), verdict.claimed_by)
        for verdict in row.verdicts
    ]
    if texts:
        return language.gettext("; ").join(texts)
    if hint is None:
        return language.gettext("nothing")
    # Only a caller with hints has loaded the matcher.
    from jamplan.reports.similarity import band_name

    # The band is before the title, which is cut at the end of the line.
    band = band_name(language, hint.band)
    return f"~ {band}{language.gettext(': ')}{numbered(hint.measure)}"


def not_added_up(language: Language) -> str:
    """Why the groups have no total."""
    return language.gettext("These groups do not add up: they differ only in what is known.")


def group_title(group: OpenGroup, language: Language) -> str:
    """The status of a group and how many proposals it has."""
    title = capitalised(label(language, STATUSES[group.kind]))
    return language.gettext("{title} ({n})", title=title, n=language.number(group.count))


def group_lines(open_cases: Unadopted, group: OpenGroup, language: Language) -> list[Inline]:
    """What is said of a group without rows: why its texts are missing, or that it is empty."""
    _ = language.gettext
    if group.kind is OpenKind.WITHOUT_TEXT and group.count:
        return list(_without_text(open_cases, group, language, advice=False))
    if group.kind is OpenKind.DECIDED_NOT:
        return [inline(_("None."), " ", _("The absence of a known statement is not a refusal."))]
    return [inline(_("None."))]


def _without_text(
    open_cases: Unadopted, group: OpenGroup, language: Language, *, advice: bool
) -> Iterable[Inline]:
    """Yield why texts are missing, and their source; with ``advice``, the commands to read them too."""
    _ = language.gettext
    corpus = open_cases.coverage.corpus
    yield inline(
        language.ngettext(
            "For {n} {proposal}, no source consulted gives the text.",
            "For {n} {proposals}, no source consulted gives the text.",
            group.count,
        )
    )
    source = corpus.source.get(corpus.proposals_document.source or "")
    if source is not None and source.url:
        yield inline(_("Find the texts in the document:"), " ", address(source.url))
    if advice and corpus.packaged:
        yield inline(_("A copy to work on:"), " ", command(f"jamplan init {_('FOLDER')}"))
    if advice:
        read = f"jamplan import {_('FILE')} --as proposals --merge --data {_('FOLDER')}"
        yield inline(_("To read them from the document:"), " ", command(read))

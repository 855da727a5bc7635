"""The report on the proposals whose take-up is not established."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jamplan.counting.figures import STATUSES, OpenGroup, OpenKind, ProposalRow, Unadopted
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Row,
    Span,
    Table,
    address,
    command,
    ident,
    inline,
)
from jamplan.reports.cells import chapter_cell, points, title_lines, titled, wording_of
from jamplan.reports.labels import called, label, record_text, status_counts
from jamplan.reports.sentences import rule_in_words

if TYPE_CHECKING:
    from jamplan.matching.suggestions import Suggestion


def unadopted_report(
    found: Unadopted, language: Language, hints: Sequence[Suggestion] = ()
) -> list[Block]:
    """The whole report: one section a group, the rule, and nothing added up.

    ``hints`` stand under the proposals on which nobody has concluded, as what they are.
    """
    _ = language.gettext
    blocks: list[Block] = [
        Heading(one_line(found.coverage.corpus.title), 1),
        Paragraph(inline(_("Not established")), lead=True),
        Paragraph(inline(not_added_up(language))),
    ]
    for group in found.groups:
        # Most documents have nothing that cannot be assessed, and the others say more when empty.
        if group.count or group.kind is not OpenKind.NOT_ASSESSABLE:
            blocks += group_blocks(found, group, language)
        if group.kind is OpenKind.NOBODY_DECIDED and hints:
            closest = _("Closest text, computed and not verified:")
            blocks.append(Paragraph(inline(closest)))
            blocks.append(Items(tuple(_hint(each, language) for each in hints)))
    blocks += [Heading(_("The rule")), points(rule_in_words(found.coverage, language))]
    return blocks


def unadopted_screens(
    found: Unadopted, language: Language, hints: Sequence[Suggestion] = ()
) -> list[list[Block]]:
    """The report in brief: one line a proposal, and how to fill the gaps."""
    _ = language.gettext
    corpus = found.coverage.corpus
    counts = {STATUSES[group.kind]: group.count for group in found.groups}
    known = [group for group in found.groups if group.rows]
    listed = status_counts(language, counts) or _("nothing")
    closest = {hint.proposal.id: hint for hint in hints}
    rows = tuple(
        Row(
            (
                inline(row.proposal.title),
                inline(label(language, row.status)),
                _in_brief(found, row, closest.get(row.proposal.id), language),
            )
        )
        for group in known
        for row in group.rows
    )
    blocks: list[Block] = [
        title_lines(corpus),
        Paragraph(inline(_("Not established: {counts}", counts=listed)), lead=True, close=True),
        Paragraph(inline(not_added_up(language))),
    ]
    if rows:
        columns = (_("{Proposal}"), _("Status"), _("What is on record"))
        blocks.append(Table(columns, rows, brief=True))
    if hints:
        blocks.append(Paragraph(inline(_("~ closest text, computed and not verified"))))
    missing = next((group for group in found.groups if group.kind is OpenKind.WITHOUT_TEXT), None)
    if missing is not None and missing.count:
        blocks += _without_text(found, missing, language, advice=True)
    commands = ("jamplan review", "jamplan unadopted --full")
    see: list[str | Span] = []
    for text in commands:
        see += [", " if see else " ", command(text)]
    blocks.append(Paragraph(inline(_("See:"), *see)))
    return [blocks]


def _in_brief(
    found: Unadopted, row: ProposalRow, hint: Suggestion | None, language: Language
) -> Inline:
    """What is on record of a proposal, else its closest measure."""
    corpus = found.coverage.corpus
    if row.links:
        said = []
        for link in row.links:
            measure = corpus.measure[link.measure]
            star = "*" if measure.number_inferred else ""
            text = record_text(corpus, [link], row.proposal, language)
            said.append(f"{one_line(measure.number or measure.id)}{star} {text}")
        return inline(language.gettext("; ").join(said))
    if hint is None or row.verdicts:
        return _what_is_said(found, row, language)
    from jamplan.reports.similarity import band_name

    number = f"{one_line(hint.measure.number)} " if hint.measure.number else ""
    band = band_name(language, hint.band)
    # Before the title, which is cut where the line ends.
    return inline(f"~ {band}{language.gettext(': ')}{number}{one_line(hint.measure.title)}")


def _hint(hint: Suggestion, language: Language) -> Inline:
    # The matcher is loaded by whoever has hints, and by nobody else.
    from jamplan.reports.similarity import band_name, score_text

    said = language.gettext(
        " (score {score} of 100, {band} similarity)",
        score=score_text(language, hint.score),
        band=band_name(language, hint.band),
    )
    return inline(ident(hint.proposal.id), " ~ ", ident(hint.measure.id), " ", hint.measure.title, said)


def not_added_up(language: Language) -> str:
    """Why the groups have no total."""
    return language.gettext(
        "These groups are not added up: they differ in what is known, not in degree."
    )


def group_blocks(
    found: Unadopted,
    group: OpenGroup,
    language: Language,
    *,
    level: int = 2,
    advice: bool = True,
) -> list[Block]:
    """The section of one group; ``advice`` says how to add the texts that are missing."""
    blocks: list[Block] = [Heading(group_title(group, language), level)]
    if group.kind is OpenKind.WITHOUT_TEXT and group.count:
        blocks += _without_text(found, group, language, advice=advice)
    elif group.count:
        blocks.append(_table(found, group, language))
    else:
        blocks.append(Paragraph(inline(_none(group, language))))
    return blocks


def group_title(group: OpenGroup, language: Language) -> str:
    """What a group is, in the words of its status, and how many it has."""
    name = label(language, STATUSES[group.kind])
    title = name[:1].upper() + name[1:]
    return language.gettext("{title} ({n})", title=title, n=language.number(group.count))


def _none(group: OpenGroup, language: Language) -> str:
    _ = language.gettext
    if group.kind is OpenKind.DECIDED_NOT:
        return _("None. That no statement is known does not mean a refusal.")
    return _("None.")


def _table(found: Unadopted, group: OpenGroup, language: Language) -> Table:
    _ = language.gettext
    rows = tuple(
        Row(
            (
                titled(row.proposal.title, row.proposal.id),
                chapter_cell(row.proposal),
                _what_is_said(found, row, language),
            )
        )
        for row in group.rows
    )
    return Table((_("{Proposal}"), _("{Chapter}"), _("What is on record")), rows)


def _what_is_said(found: Unadopted, row: ProposalRow, language: Language) -> Inline:
    _ = language.gettext
    corpus = found.coverage.corpus
    said: list[Inline] = []
    for link in row.links:
        claimant = called(corpus, language, link.claimed_by)
        wording = wording_of(language, link, row.proposal)
        text = _(", {wording}, according to {actor}", wording=wording, actor=claimant)
        said.append(inline(ident(link.measure), text))
    for verdict in row.verdicts:
        claimant = called(corpus, language, verdict.claimed_by)
        what = label(language, verdict.verdict)
        said.append(inline(_("{verdict}, according to {actor}", verdict=what, actor=claimant)))
    if not said:
        return inline(_("nothing"))
    joined = said[0]
    for each in said[1:]:
        joined = inline(joined, language.gettext("; "), each)
    return joined


def _without_text(
    found: Unadopted, group: OpenGroup, language: Language, *, advice: bool
) -> list[Block]:
    _ = language.gettext
    corpus = found.coverage.corpus
    document = corpus.proposals_document
    why = language.ngettext(
        "For {n} {proposal}, no source consulted gives the text.",
        "For {n} {proposals}, no source consulted gives the text.",
        group.count,
    )
    ways: list[Inline] = []
    source = corpus.source.get(document.source or "")
    if source is not None and source.url:
        ways.append(inline(_("Find the texts in the document:"), " ", address(source.url)))
    if advice and corpus.packaged:
        ways.append(inline(_("A copy to work on:"), " ", command(f"jamplan init {_('FOLDER')}")))
    if advice:
        read = f"jamplan import {_('FILE')} --as proposals --merge --data {_('FOLDER')}"
        ways.append(inline(_("To read them from the document:"), " ", command(read)))
    return [Paragraph(inline(why)), *([Items(tuple(ways))] if ways else [])]

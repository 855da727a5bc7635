"""The coverage report: headline, proposals, chapters, measures, the rule, what is unknown."""

from __future__ import annotations

from enum import StrEnum

from jamplan.counting.figures import ChapterRow, Coverage, ProposalRow, all_rules
from jamplan.counting.rules import STRENGTHS, strength
from jamplan.counting.statuses import Status
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    BREAK,
    Block,
    Heading,
    Inline,
    Paragraph,
    Row,
    Table,
    command,
    ident,
    inline,
    note,
    strong,
)
from jamplan.reports.cells import (
    Notes,
    answered_cell,
    chapter_cell,
    link_cells,
    points,
    status_counts,
    status_text,
    titled,
)
from jamplan.reports.followups_report import follow_up_blocks
from jamplan.reports.labels import called, label
from jamplan.reports.sentences import headline, rule_in_words, unknowns


class By(StrEnum):
    """What one table of the coverage is about."""

    PROPOSAL = "proposal"
    CHAPTER = "chapter"
    PRIORITY = "priority"
    STATUS = "status"
    CLAIMANT = "claimant"
    RULE = "rule"


def coverage_report(
    coverage: Coverage,
    language: Language,
    by: By | None = None,
    *,
    resemblances: int | None = None,
    follow_up: bool = False,
) -> list[Block]:
    """The whole report, or with ``by`` the headline, one table and the rule.

    ``resemblances`` is a number of computed ones, said on a line of its own and added to nothing.
    ``follow_up`` adds what became of the measures, apart, with notes on its sources.
    """
    _ = language.gettext
    blocks: list[Block] = [
        Heading(one_line(coverage.corpus.title), 1),
        Paragraph(inline(headline(coverage, language)), lead=True),
    ]
    if resemblances is not None:
        more = language.ngettext(
            "+ {n} computed similarity, not verified",
            "+ {n} computed similarities, not verified",
            resemblances,
        )
        blocks.append(Paragraph(inline(more)))
    if by is None:
        blocks += _by_proposal(coverage, language)
        blocks += chapters_blocks(coverage, language)
        blocks += _by_priority(coverage, language)
    else:
        blocks += _ONE[by](coverage, language)
    notes = Notes(coverage.corpus, language)
    if follow_up:
        blocks += follow_up_blocks(coverage, language, notes)
    blocks += [Heading(_("The rule")), points(rule_in_words(coverage, language))]
    leave_out = set() if by in {None, By.PROPOSAL, By.CHAPTER} else {"chapters-inferred"}
    said = unknowns(coverage, language, leave_out=leave_out)
    blocks += [Heading(_("What is not known")), points(said)]
    if by is None:
        more = _("One record in full, with quotes and addresses:")
        blocks.append(Paragraph(inline(more, " ", command("jamplan show ID"))))
    return [*blocks, *notes.blocks()]


def _by_proposal(coverage: Coverage, language: Language) -> list[Block]:
    _ = language.gettext
    rows = [_proposal_row(coverage, language, row) for row in coverage.rows]
    undocumented = coverage.statuses[Status.UNDOCUMENTED]
    if undocumented:
        others = language.ngettext("{n} other {proposal}", "{n} other {proposals}", undocumented)
        dash = inline("—")
        status = inline(label(language, Status.UNDOCUMENTED))
        rows.append(Row((inline(others), dash, status, dash, dash, dash)))
    columns = (
        _("{Proposal}"),
        _("{Chapter}"),
        _("Status"),
        _("Wording"),
        _("According to"),
        _("{Measure}"),
    )
    heading = Heading(_("The {proposals}"))
    if not rows:
        return [heading, Paragraph(inline(_("None on record.")))]
    return [heading, Table(columns, tuple(rows))]


def _proposal_row(coverage: Coverage, language: Language, row: ProposalRow) -> Row:
    proposal = row.proposal
    return Row(
        (
            titled(proposal.title, proposal.id),
            chapter_cell(proposal),
            inline(status_text(language, row)),
            *link_cells(coverage.corpus, language, row),
        )
    )


def chapters_blocks(coverage: Coverage, language: Language) -> list[Block]:
    """What is known of each chapter, those without a known proposal too."""
    _ = language.gettext
    rows = []
    groups = list(coverage.chapters)
    if coverage.statuses[Status.UNDOCUMENTED] and not any(each.chapter is None for each in groups):
        groups.append(ChapterRow(None, ()))
    for chapter in groups:
        if chapter.chapter is None:
            name = inline(_("placement not known"))
        else:
            name = inline(
                ident(chapter.chapter.id), " ", chapter.chapter.short or chapter.chapter.title
            )
        statuses = dict(chapter.statuses)
        if chapter.chapter is None:
            statuses[Status.UNDOCUMENTED] = coverage.statuses[Status.UNDOCUMENTED]
        if any(statuses.values()):
            known: Inline = inline(status_counts(language, statuses))
        else:
            known = inline(_("no known text"))
        inferred = language.number(chapter.inferred) if chapter.inferred else "—"
        rows.append(Row((name, known, inline(inferred))))
    columns = (_("{Chapter}"), _("Known texts"), _("Placement inferred (*)"))
    heading = Heading(_("The {chapters}"))
    if not rows:
        return [heading, Paragraph(inline(_("None on record.")))]
    return [heading, Table(columns, tuple(rows))]


def _by_priority(coverage: Coverage, language: Language) -> list[Block]:
    return [Heading(language.gettext("The {measures}")), *measures_blocks(coverage, language)]


def measures_blocks(coverage: Coverage, language: Language, notes: Notes | None = None) -> list[Block]:
    """How many measures are answered; each with its proposals, those that count first.

    With ``notes``, each measure has those on its sources, and its sub-measures.
    """
    _ = language.gettext
    rows = []
    for group in coverage.priorities:
        if group.priority is None:
            section = _("placement not known")
        else:
            section = f"{group.priority.id} {one_line(group.priority.title)}"
        for row in group.rows:
            links = answered_cell(coverage.corpus, language, row.counted)
            if row.uncounted:
                others = answered_cell(coverage.corpus, language, row.uncounted)
                below = inline(_("not counted:"), " ", others)
                links = inline(links, _("; "), below) if row.counted else below
            sources = dict.fromkeys(each.source for each in row.measure.evidence) if notes else ()
            refs = [inline(note(notes.number(source))) for source in sources] if notes else []
            details = [inline(BREAK, one_line(each)) for each in (row.measure.details if notes else ())]
            title = inline(ident(row.measure.id), " ", row.measure.title, *refs, *details)
            rows.append(Row((title, links), section))
    answered = language.ngettext(
        "{answered} of {n} {measure} with a statement that counts.",
        "{answered} of {n} {measures} with a statement that counts.",
        len(coverage.measures),
        answered=language.number(coverage.answered),
    )
    if not rows:
        return [Paragraph(inline(_("None on record.")))]
    columns = (_("{Measure}"), _("Statements ({proposals})"))
    return [Paragraph(inline(answered)), Table(columns, tuple(rows), _("{Priority}"))]


def _by_status(coverage: Coverage, language: Language) -> list[Block]:
    _ = language.gettext
    rows = []
    for status, count in coverage.statuses.items():
        ids: list[Inline] = []
        for row in coverage.with_status(status):
            ids.append((*(inline(", ") if ids else ()), ident(row.proposal.id)))
        cells = (
            inline(label(language, status)),
            inline(language.number(count)),
            inline(*ids) if ids else inline("—"),
        )
        rows.append(Row(cells))
    total = (inline(strong(_("Total"))), inline(language.number(coverage.total)), inline("—"))
    rows.append(Row(total))
    columns = (_("Status"), _("Number"), _("{Proposals}"))
    return [Heading(_("The {proposals} by status")), Table(columns, tuple(rows))]


def _by_claimant(coverage: Coverage, language: Language) -> list[Block]:
    _ = language.gettext
    corpus = coverage.corpus
    rows = []
    for actor in coverage.claimants:
        linked = [
            (row, link) for row in coverage.rows for link in row.counted if link.claimed_by == actor
        ]
        counts = dict.fromkeys(STRENGTHS, 0)
        for row in {row.proposal.id: row for row, _link in linked}.values():
            strengths = [
                strength(link, row.proposal) for link in row.counted if link.claimed_by == actor
            ]
            counts[min(strengths, key=STRENGTHS.index)] += 1
        how = language.gettext("; ").join(
            _("{label}: {n}", label=label(language, basis), n=language.number(count))
            for basis, count in counts.items()
            if count
        )
        proposals = len({row.proposal.id for row, _link in linked})
        measures = len({link.measure for _row, link in linked})
        rows.append(
            Row(
                (
                    inline(called(corpus, language, actor)),
                    inline(language.number(proposals)),
                    inline(how),
                    inline(language.number(measures)),
                )
            )
        )
    columns = (_("According to"), _("{Proposals}"), _("Wording"), _("{Measures}"))
    heading = Heading(_("The statements by claimant"))
    if not rows:
        return [heading, Paragraph(inline(_("No statement counts under this rule.")))]
    return [heading, Table(columns, tuple(rows))]


def _by_rule(coverage: Coverage, language: Language) -> list[Block]:
    _ = language.gettext
    all_of_them = all_rules(coverage.corpus, coverage.rule)
    names = tuple(str(each.rule.links) for each in all_of_them)
    rows = [
        Row(
            (
                inline(label(language, status)),
                *(inline(language.number(each.statuses[status])) for each in all_of_them),
            )
        )
        for status in Status
    ]
    ranges = (
        _("{low} to {high}", low=language.number(low), high=language.number(high))
        for low, high in (each.range for each in all_of_them)
    )
    rows.append(Row((inline(_("range")), *(inline(each) for each in ranges))))
    answered = _("{measures} with a statement, of {n}", n=language.number(len(coverage.measures)))
    numbers = (inline(language.number(each.answered)) for each in all_of_them)
    rows.append(Row((inline(answered), *numbers)))
    return [Heading(_("The rules side by side")), Table((_("Status"), *names), tuple(rows))]


_ONE = {
    By.PROPOSAL: _by_proposal,
    By.CHAPTER: chapters_blocks,
    By.PRIORITY: _by_priority,
    By.STATUS: _by_status,
    By.CLAIMANT: _by_claimant,
    By.RULE: _by_rule,
}

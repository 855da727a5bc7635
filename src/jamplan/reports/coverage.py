"""The coverage report, in full and in brief: headline, bar, tables, the rule, what is unknown."""

from __future__ import annotations

from enum import StrEnum

from jamplan.corpus.model import Measure
from jamplan.counting.figures import ChapterRow, Coverage, ProposalRow, all_rules
from jamplan.counting.rules import STRENGTHS, strength
from jamplan.counting.statuses import Status
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.bar import bar_parts
from jamplan.reports.blocks import (
    Bar,
    Block,
    Heading,
    Inline,
    Paragraph,
    Row,
    Span,
    Table,
    command,
    ident,
    inline,
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
    title_lines,
    titled,
)
from jamplan.reports.finding_words import sentence
from jamplan.reports.followups_report import follow_up_blocks
from jamplan.reports.labels import called, label
from jamplan.reports.objections import DAGGER
from jamplan.reports.sentences import headline_sentences, in_short, rule_in_words, unknowns


class By(StrEnum):
    """What one table of the coverage is about."""

    PROPOSAL = "proposal"
    CHAPTER = "chapter"
    PRIORITY = "priority"
    STATUS = "status"
    CLAIMANT = "claimant"
    RULE = "rule"


def coverage_report(
    coverage: Coverage, language: Language, by: By | None = None, *, follow_up: bool = False
) -> list[Block]:
    """The whole report, or with ``by`` the headline and one table.

    ``follow_up`` adds what became of the measures, apart, with notes on its sources.
    """
    _ = language.gettext
    first, *others = headline_sentences(coverage, language)
    blocks: list[Block] = [
        Heading(one_line(coverage.corpus.title), 1),
        Paragraph(inline(first), lead=True),
    ]
    notes = Notes(coverage.corpus, language)
    after = follow_up_blocks(coverage, language, notes) if follow_up else []
    if by is not None:
        return [*blocks, *_ONE[by](coverage, language), *after, *notes.blocks()]
    blocks += [Paragraph(inline(" ".join(others)))] if others else []
    blocks += [Bar(bar_parts(coverage, language))]
    blocks += [Heading(_("The {proposals}")), *_by_proposal(coverage, language)]
    blocks += [Heading(_("The {chapters}")), *chapters_blocks(coverage, language)]
    blocks += [Heading(_("The {measures}")), *measures_blocks(coverage, language)]
    blocks += [*after, Heading(_("The rule")), points(rule_in_words(coverage, language))]
    blocks += [Heading(_("What is not known")), points(unknowns(coverage, language))]
    return [*blocks, *notes.blocks()]


def coverage_screens(coverage: Coverage, language: Language) -> list[list[Block]]:
    """The report in brief: with the proposals, with the chapters, and with neither."""
    first, *others = headline_sentences(coverage, language)
    head: list[Block] = [
        title_lines(coverage.corpus),
        Paragraph(inline(first), lead=True, close=True),
        Paragraph(inline(" ".join(others))),
        Bar(bar_parts(coverage, language)),
    ]
    doubts = [
        Paragraph(inline(sentence(warning, language, coverage.corpus)))
        for warning in coverage.warnings
        if warning.code in {"stale", "contested"}
    ]
    end = [*doubts, *_range_and_commands(coverage, language)]
    tables = [_brief_proposals(coverage, language), _brief_chapters(coverage, language)]
    return [*([*head, table, *end] for table in tables if table.rows), [*head, *end]]


def _range_and_commands(coverage: Coverage, language: Language) -> list[Block]:
    _ = language.gettext
    notes = [in_short(coverage, language)]
    if any(coverage.corpus.measure[link.measure].number_inferred for link in coverage.corpus.links):
        notes.append(_("* number inferred"))
    if any(link.objections for link in coverage.corpus.links):
        notes.append(_("† complications: show"))
    example = next(iter(sorted(coverage.rows, key=lambda row: len(row.proposal.id))), None)
    word = example.proposal.id.split("-")[0] if example else "ID"
    commands = (f"jamplan show {word}", "jamplan coverage --full", "jamplan export -o b.html")
    see: list[str | Span] = []
    for text in commands:
        see += [", " if see else " ", command(text)]
    return [
        Paragraph(inline("  ".join(notes)), close=True),
        Paragraph(inline(_("See:"), *see)),
    ]


def _brief_proposals(coverage: Coverage, language: Language) -> Table:
    """One line a proposal, the best supported first."""
    _ = language.gettext
    order = list(Status)
    rows = sorted(
        coverage.rows,
        key=lambda row: (
            order.index(row.status),
            STRENGTHS.index(row.strongest) if row.strongest else 9,
        ),
    )
    has_many = len({link.claimed_by for link in coverage.corpus.links}) > 1
    cells = []
    for row in rows:
        links = row.counted or row.uncounted
        wording = label(language, row.strongest) if row.strongest else status_text(language, row)
        if any(link.objections for link in row.links):
            wording = f"{wording} {DAGGER}"
        claimants = dict.fromkeys(called(coverage.corpus, language, link.claimed_by) for link in links)
        measure = coverage.corpus.measure[links[0].measure] if links else None
        cells.append(
            (
                inline(row.proposal.title),
                *(_numbered(measure, len(links)) if measure else (inline(), inline("—"))),
                *([inline(", ".join(claimants) or "—")] if has_many else []),
                inline(wording),
            )
        )
    statements = coverage.corpus.links
    inferred = bool(statements) and all(link.measure_inferred for link in statements)
    measures = _("{Measure}, inferred from the text") if inferred else _("{Measure}")
    columns = (_("{Proposal}"), "", measures, *([_("According to")] if has_many else []), _("Wording"))
    return Table(columns, tuple(Row(texts) for texts in cells), brief=True)


def _numbered(measure: Measure, links: int) -> tuple[Inline, Inline]:
    """« 12* » and « Renforcer la mobilisation… », with how many others there are."""
    number = f"{one_line(measure.number or '')}{'*' if measure.number_inferred else ''}"
    more = f" (+{links - 1})" if links > 1 else ""
    return inline(number), inline(f"{measure.title}{more}")


def _brief_chapters(coverage: Coverage, language: Language) -> Table:
    """One line a chapter with what is known of it."""
    _ = language.gettext
    rows = [
        Row(
            (
                inline(chapter.chapter.short or chapter.chapter.title),
                inline(status_counts(language, chapter.statuses) or _("no known text")),
            )
        )
        for chapter in coverage.chapters
        if chapter.chapter is not None
    ]
    return Table((_("{Chapter}"), _("Known texts")), tuple(rows), brief=True)


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
    if not rows:
        return [Paragraph(inline(_("None on record.")))]
    return [Table(columns, tuple(rows))]


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
    if not rows:
        return [Paragraph(inline(_("None on record.")))]
    return [Table(columns, tuple(rows))]


def measures_blocks(coverage: Coverage, language: Language) -> list[Block]:
    """How many measures are answered; each with its proposals, those that count first."""
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
            title = inline(ident(row.measure.id), " ", row.measure.title)
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
    return [Table(columns, tuple(rows))]


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
    if not rows:
        return [Paragraph(inline(_("No statement counts under this rule.")))]
    return [Table(columns, tuple(rows))]


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
    return [Table((_("Status"), *names), tuple(rows))]


_ONE = {
    By.PROPOSAL: _by_proposal,
    By.CHAPTER: chapters_blocks,
    By.PRIORITY: measures_blocks,
    By.STATUS: _by_status,
    By.CLAIMANT: _by_claimant,
    By.RULE: _by_rule,
}

"""The coverage report, in full and in brief: headline, bar, tables, the rule, what is unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from jamplan.corpus.model import Basis, Link
from jamplan.counting.figures import ChapterRow, Coverage, ProposalRow, all_rules
from jamplan.counting.follow_ups import followed
from jamplan.counting.rules import STRENGTHS, strength
from jamplan.counting.statuses import Status
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.bar import bar_parts
from jamplan.reports.blocks import (
    BREAK,
    Bar,
    Block,
    Heading,
    Inline,
    Row,
    Table,
    ident,
    inline,
    joined,
    paragraph,
    points,
    table_row,
)
from jamplan.reports.cells import (
    Notes,
    answered_cell,
    became,
    by_support,
    number_of,
    opening,
    see,
    status_text,
    title_lines,
    titled,
    wording_of,
)
from jamplan.reports.finding_words import sentence
from jamplan.reports.labels import called, label, status_counts
from jamplan.reports.sentences import (
    by_strength,
    headline_sentences,
    in_short,
    rule_in_words,
    unknowns,
)


class By(StrEnum):
    """The subject of one table of the coverage."""

    CHAPTER = "chapter"
    PRIORITY = "priority"
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
    blocks = opening(coverage.corpus.title, first)
    notes = Notes(coverage.corpus, language)
    after = _follow_ups(coverage, language, notes) if follow_up else []
    if by is not None:
        return [*blocks, *_TABLES[by](coverage, language), *after, *notes.blocks()]
    return [
        *blocks,
        *([paragraph(" ".join(others))] if others else []),
        Bar(bar_parts(coverage, language)),
        Heading(_("The {proposals}")),
        *_by_proposal(coverage, language),
        Heading(_("The {chapters}")),
        *_by_chapter(coverage, language),
        Heading(_("The {measures}")),
        *_by_priority(coverage, language),
        *after,
        Heading(_("The rule")),
        points(rule_in_words(coverage, language)),
        Heading(_("What is not known")),
        points(unknowns(coverage, language)),
        *notes.blocks(),
    ]


def coverage_screens(coverage: Coverage, language: Language) -> list[list[Block]]:
    """The report in brief: with the proposals, with the chapters, and with neither."""
    first, *others = headline_sentences(coverage, language)
    head: list[Block] = [
        title_lines(coverage.corpus),
        paragraph(first, lead=True, close=True),
        paragraph(" ".join(others)),
        Bar(bar_parts(coverage, language)),
    ]
    doubts = [
        paragraph(sentence(warning, language, coverage.corpus))
        for warning in coverage.warnings
        if warning.code in {"stale", "contested"}
    ]
    end = [*doubts, *_range_and_commands(coverage, language)]
    tables = [_brief_proposals(coverage, language), _brief_chapters(coverage, language)]
    return [*([*head, table, *end] for table in tables if table.rows), [*head, *end]]


def _range_and_commands(coverage: Coverage, language: Language) -> list[Block]:
    notes = [in_short(coverage, language)]
    if any(coverage.corpus.measure[link.measure].number_inferred for link in coverage.corpus.links):
        notes.append(language.gettext("* number inferred"))
    shortest = min((row.proposal.id for row in coverage.rows), key=len, default="ID")
    word = shortest.split("-")[0]
    return [
        paragraph("  ".join(notes), close=True),
        see(language, f"jamplan show {word}", "jamplan coverage --full", "jamplan export -o b.html"),
    ]


def _brief_proposals(coverage: Coverage, language: Language) -> Table:
    """One line a proposal, the best supported first."""
    _ = language.gettext
    corpus = coverage.corpus
    has_many = len({link.claimed_by for link in corpus.links}) > 1
    rows = []
    for row in by_support(coverage):
        links = row.counted or row.uncounted
        number, title = "", "—"
        if links:
            measure = corpus.measure[links[0].measure]
            more = f" (+{len(links) - 1})" if len(links) > 1 else ""
            number, title = number_of(measure), f"{measure.title}{more}"
        claimants = [_claimants(coverage, links, language)] if has_many else []
        wording = label(language, row.strongest) if row.strongest else status_text(language, row)
        rows.append(table_row(row.proposal.title, number, title, *claimants, wording))
    inferred = bool(corpus.links) and all(link.measure_inferred for link in corpus.links)
    measures = _("{Measure}, inferred from the text") if inferred else _("{Measure}")
    claimant = [_("According to")] if has_many else []
    columns = (_("{Proposal}"), "", measures, *claimant, _("Wording"))
    return Table(columns, tuple(rows), brief=True)


def _claimants(coverage: Coverage, links: Sequence[Link], language: Language) -> str:
    names = [called(coverage.corpus, language, link.claimed_by) for link in links]
    return ", ".join(dict.fromkeys(names)) or "—"


def _brief_chapters(coverage: Coverage, language: Language) -> Table:
    """One line a chapter with what is known of it."""
    _ = language.gettext
    rows = [
        table_row(group.chapter.short or group.chapter.title, _known(group, language))
        for group in coverage.chapters
        if group.chapter is not None
    ]
    return Table((_("{Chapter}"), _("Known texts")), tuple(rows), brief=True)


def _known(group: ChapterRow, language: Language) -> str:
    return status_counts(language, group.statuses) or language.gettext("no known text")


def _by_proposal(coverage: Coverage, language: Language) -> list[Block]:
    _ = language.gettext
    rows = [_proposal(coverage, row, language) for row in coverage.rows]
    missing = coverage.statuses[Status.UNDOCUMENTED]
    if missing:
        others = language.ngettext("{n} other {proposal}", "{n} other {proposals}", missing)
        rows.append(table_row(others, "—", label(language, Status.UNDOCUMENTED), "—", "—", "—"))
    columns = (
        *(_("{Proposal}"), _("{Chapter}"), _("Status")),
        *(_("Wording"), _("According to"), _("{Measure}")),
    )
    return _table(columns, rows, language)


def _proposal(coverage: Coverage, row: ProposalRow, language: Language) -> Row:
    proposal, links = row.proposal, row.counted or row.uncounted
    star = "*" if proposal.chapter_inferred else ""
    measures = dict.fromkeys(link.measure for link in links)
    return table_row(
        titled(proposal.title, proposal.id),
        ident(f"{proposal.chapter}{star}") if proposal.chapter else "—",
        status_text(language, row),
        ", ".join(dict.fromkeys(wording_of(language, link, proposal) for link in links)) or "—",
        _claimants(coverage, links, language),
        joined(map(ident, measures)) if links else "—",
    )


def _table(
    columns: tuple[str, ...], rows: Sequence[Row], language: Language, section: str | None = None
) -> list[Block]:
    """A table, or that there is nothing on record for it."""
    if rows:
        return [Table(columns, tuple(rows), section)]
    return [paragraph(language.gettext("None on record."))]


def _by_chapter(coverage: Coverage, language: Language) -> list[Block]:
    """What is known of each chapter, those without a known proposal too."""
    _ = language.gettext
    rows = []
    unplaced = [group for group in coverage.chapters if group.chapter is None]
    missing = coverage.statuses[Status.UNDOCUMENTED]
    for group in coverage.chapters:
        if group.chapter is not None:
            name = inline(ident(group.chapter.id), " ", group.chapter.short or group.chapter.title)
            inferred = language.number(group.inferred) if group.inferred else "—"
            rows.append(table_row(name, _known(group, language), inferred))
    if unplaced or missing:
        statuses = {**(unplaced[0].statuses if unplaced else {}), Status.UNDOCUMENTED: missing}
        rows.append(table_row(_("placement not known"), status_counts(language, statuses), "—"))
    columns = (_("{Chapter}"), _("Known texts"), _("Placement inferred (*)"))
    return _table(columns, rows, language)


def _by_priority(coverage: Coverage, language: Language) -> list[Block]:
    """How many measures are answered; each with its proposals, those that count first."""
    _ = language.gettext
    corpus = coverage.corpus
    rows = []
    for group in coverage.priorities:
        section = _("placement not known")
        if group.priority is not None:
            section = f"{group.priority.id} {one_line(group.priority.title)}"
        for row in group.rows:
            statements = [answered_cell(corpus, language, row.counted)] if row.counted else []
            if row.uncounted:
                others = answered_cell(corpus, language, row.uncounted)
                statements.append(inline(_("not counted:"), " ", others))
            title = inline(ident(row.measure.id), " ", row.measure.title)
            texts = joined(statements or [_("no statement known")], _("; "))
            rows.append(table_row(title, texts, section=section))
    answered = language.ngettext(
        "{answered} of {n} {measure} with a statement that counts.",
        "{answered} of {n} {measures} with a statement that counts.",
        len(coverage.measures),
        answered=language.number(coverage.answered),
    )
    columns = (_("{Measure}"), _("Statements ({proposals})"))
    table = _table(columns, rows, language, _("{Priority}"))
    return [paragraph(answered), *table] if rows else table


def _by_claimant(coverage: Coverage, language: Language) -> list[Block]:
    _ = language.gettext
    rows = []
    for actor in coverage.claimants:
        strengths: dict[str, list[Basis]] = {}
        measures = set()
        for row in coverage.rows:
            for link in row.counted:
                if link.claimed_by == actor:
                    strengths.setdefault(row.proposal.id, []).append(strength(link, row.proposal))
                    measures.add(link.measure)
        strongest = Counter(min(values, key=STRENGTHS.index) for values in strengths.values())
        rows.append(
            table_row(
                called(coverage.corpus, language, actor),
                language.number(len(strengths)),
                ", ".join(by_strength(strongest, language)),
                language.number(len(measures)),
            )
        )
    columns = (_("According to"), _("{Proposals}"), _("Wording"), _("{Measures}"))
    if not rows:
        return [paragraph(_("No statement counts under this rule."))]
    return [Table(columns, tuple(rows))]


def _by_rule(coverage: Coverage, language: Language) -> list[Block]:
    _ = language.gettext
    number = language.number
    figures = all_rules(coverage.corpus, coverage.rule)
    rows = [
        table_row(label(language, status), *(number(one.statuses[status]) for one in figures))
        for status in Status
    ]
    ranges = [
        _("{low} to {high}", low=number(low), high=number(high))
        for low, high in (under_rule.range for under_rule in figures)
    ]
    rows.append(table_row(_("range"), *ranges))
    answered = _("{measures} with a statement, of {n}", n=number(len(coverage.measures)))
    rows.append(table_row(answered, *(number(under_rule.answered) for under_rule in figures)))
    names = (str(under_rule.rule.links) for under_rule in figures)
    return [Table((_("Status"), *names), tuple(rows))]


_TABLES = {
    By.CHAPTER: _by_chapter,
    By.PRIORITY: _by_priority,
    By.CLAIMANT: _by_claimant,
    By.RULE: _by_rule,
}


def _follow_ups(coverage: Coverage, language: Language, notes: Notes) -> list[Block]:
    """A table of the measures with counted statements or follow-ups."""
    _ = language.gettext
    rows = []
    for record in followed(coverage):
        measure = record.measure
        proposals = joined(map(ident, record.proposals), BREAK) or inline(_("none under this rule"))
        outcome: Inline = became(coverage.corpus, measure, language, notes)
        rows.append(table_row(inline(ident(measure.id), " ", measure.title), proposals, outcome))
    apart = _(
        "Taken up is not carried out: nothing here is counted in the figures, and what is not on "
        "record is not known."
    )
    columns = (_("{Measure}"), _("Statements ({proposals})"), _("What became of it"))
    table = Table(columns, tuple(rows)) if rows else None
    nothing = paragraph(_("No statement counts under this rule."))
    return [Heading(_("Follow-up")), paragraph(apart), table or nothing]

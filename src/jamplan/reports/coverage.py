"""The coverage report, in full and in brief: headline, bar, tables, the rule, what is unknown."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from jamplan.corpus.model import Basis
from jamplan.counting.figures import Coverage, ProposalRow, all_rules, followed
from jamplan.counting.rules import STRENGTHS, Status, strength
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    BREAK,
    Bar,
    Block,
    Heading,
    Row,
    Table,
    ident,
    inline,
    joined,
    paragraph,
    points,
    strong,
    table_row,
)
from jamplan.reports.cells import (
    Notes,
    answered_cell,
    answered_sentence,
    bar_parts,
    became,
    by_support,
    follow_ups_apart,
    number_of,
    opening,
    see,
    status_text,
    title_lines,
    titled,
    wording_of,
)
from jamplan.reports.labels import (
    called,
    capitalised,
    label,
    mark_of,
    meaning_of_mark,
    sentence,
    status_counts,
)
from jamplan.reports.objection_words import (
    against_all_noted,
    complicated_statements,
    objection_noted,
)
from jamplan.reports.sentences import (
    COUNTED,
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
        *_or_none(_proposals(coverage, language), language),
        *_against(coverage, language, notes),
        Heading(_("The {chapters}")),
        *_or_none(_chapters(coverage, language, ids=True), language),
        Heading(_("The {measures}")),
        *_by_priority(coverage, language),
        *after,
        Heading(_("The rule")),
        points(rule_in_words(coverage, language)),
        Heading(_("What is not known")),
        points(unknowns(coverage, language)),
        *notes.blocks(),
    ]


def _against(coverage: Coverage, language: Language, notes: Notes) -> list[Block]:
    """What speaks against all statements, and against those of each proposal, with its sources."""
    items = against_all_noted(notes)
    items += [
        inline(strong(row.proposal.title), ". ", objection_noted(objection, notes))
        for row in by_support(coverage)
        for link in row.links
        for objection in link.objections
    ]
    return [Heading(language.gettext("What complicates this")), points(items)] if items else []


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
    end = [*doubts, *_range_and_commands(coverage, language, numbers=False)]
    proposals = _proposals(coverage, language, brief=True)
    chapters = _chapters(coverage, language, brief=True)
    screens = [[*head, chapters, *end]] if chapters.rows else []
    if proposals.rows:
        screens.insert(0, [*head, proposals, *doubts, *_range_and_commands(coverage, language)])
    return [*screens, [*head, *end]]


def coverage_by_screens(coverage: Coverage, language: Language, by: By) -> list[list[Block]]:
    """The headline and one table; of measures that do not fit, their number in each priority."""
    first, *_others = headline_sentences(coverage, language)
    head: list[Block] = [title_lines(coverage.corpus), paragraph(first, lead=True)]
    end = see(language, "jamplan coverage --full")
    table = _TABLES[by](coverage, language)
    if by is By.CHAPTER:
        table = _or_none(_chapters(coverage, language), language)
    screens = [[*head, *table, end]]
    if by is By.PRIORITY:
        screens.append([*head, _brief_priorities(coverage, language), end])
    return screens


def _or_none(table: Table, language: Language) -> list[Block]:
    """A table, or that there is nothing on record for it."""
    return [table if table.rows else paragraph(language.gettext("None on record."))]


def _range_and_commands(coverage: Coverage, language: Language, *, numbers: bool = True) -> list[Block]:
    """The range, what marks at ``numbers`` of measures mean, and the next commands."""
    notes = [in_short(coverage, language)]
    links = coverage.corpus.links
    if numbers and any(coverage.corpus.measure[link.measure].number_inferred for link in links):
        notes.append(f"* {language.gettext('number inferred')}")
    if complicated := sum(bool(link.objections) for link in links):
        how_many = complicated_statements(language, complicated)
        notes.append(meaning_of_mark(links, language)[0] if numbers else f"{how_many} --full")
    shortest = min((row.proposal.id for row in coverage.rows), key=len, default="ID")
    word = shortest.split("-")[0]
    return [
        paragraph("  ".join(notes), close=True),
        see(language, f"jamplan show {word}", "jamplan coverage --full", "jamplan export -o b.html"),
    ]


def _proposals(coverage: Coverage, language: Language, *, brief: bool = False) -> Table:
    """A row for each proposal, best supported first, and in full one for those without a text."""
    _ = language.gettext
    corpus = coverage.corpus
    has_many = len({link.claimed_by for link in corpus.links}) > 1
    rows = [
        _proposal(coverage, row, language, has_many=has_many, brief=brief)
        for row in by_support(coverage)
    ]
    missing = coverage.statuses[Status.UNDOCUMENTED]
    if missing and not brief:
        others = language.ngettext("{n} other {proposal}", "{n} other {proposals}", missing)
        empty = ["—"] * (1 + has_many)
        rows.append(table_row(others, "", *empty, label(language, Status.UNDOCUMENTED)))
    inferred = bool(corpus.links) and all(link.measure_inferred for link in corpus.links)
    measures = _("{Measure}, inferred from the text") if inferred else _("{Measure}")
    claimant = [_("According to")] if has_many else []
    columns = (_("{Proposal}"), "", measures, *claimant, _("Wording"))
    return Table(columns, tuple(rows), brief=brief)


def _proposal(
    coverage: Coverage, row: ProposalRow, language: Language, *, has_many: bool, brief: bool
) -> Row:
    """A proposal; in brief with its first measure, in full with its id, chapter and status too."""
    corpus, proposal, links = coverage.corpus, row.proposal, row.counted or row.uncounted
    names = [called(corpus, language, link.claimed_by) for link in links]
    claimants = [", ".join(dict.fromkeys(names)) or "—"] if has_many else []
    measures = [corpus.measure[name] for name in dict.fromkeys(link.measure for link in links)]
    title = inline(proposal.title)
    status = wording = status_text(language, row)
    more = ""
    if brief:
        if row.strongest:
            wording = label(language, row.strongest)
        wording += mark_of(row.links)
        more = f" (+{len(measures) - 1})" if len(measures) > 1 else ""
        measures = measures[:1]
    else:
        chapter = f"{proposal.chapter}{'*' * proposal.chapter_inferred}" if proposal.chapter else ""
        title = inline(titled(proposal.title, proposal.id), f" {chapter}".rstrip())
        wordings = dict.fromkeys(
            wording_of(language, link, proposal) + mark_of([link]) for link in links
        )
        wording = f"{status} ({', '.join(wordings)})" if links else status
    numbers = ", ".join(filter(None, map(number_of, measures)))
    titles = language.gettext("; ").join(one_line(measure.title) for measure in measures) or "—"
    return table_row(title, numbers, titles + more, *claimants, wording)


def _chapters(
    coverage: Coverage, language: Language, *, brief: bool = False, ids: bool = False
) -> Table:
    """A row for each chapter, and unless brief how many placements are inferred, and the rest."""
    _ = language.gettext
    rows = []
    missing = {Status.UNDOCUMENTED: coverage.statuses[Status.UNDOCUMENTED]}
    unplaced: dict[Status, int] = missing
    for group in coverage.chapters:
        if group.chapter is None:
            unplaced = {**group.statuses, **missing}
            continue
        title = group.chapter.short or group.chapter.title
        known = status_counts(language, group.statuses) or _("no known text")
        inferred = language.number(group.inferred) if group.inferred else "—"
        name = inline(ident(group.chapter.id), " ", title) if ids else title
        rows.append(table_row(title, known) if brief else table_row(name, known, inferred))
    inferred_head = f"{capitalised(_('chapter inferred'))}{' (*)' * ids}"
    columns = (_("{Chapter}"), _("Known texts"), inferred_head)
    if brief:
        return Table(columns[:2], tuple(rows), brief=True)
    if any(unplaced.values()):
        rows.append(table_row(_("placement not known"), status_counts(language, unplaced), "—"))
    return Table(columns, tuple(rows))


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
                statements.append(inline(_("not counted under this rule"), _(": "), others))
            title = inline(ident(row.measure.id), " ", row.measure.title)
            texts = joined(statements or [_("no statement known")], _("; "))
            rows.append(table_row(title, texts, section=section))
    answered = answered_sentence(coverage, language)
    columns = (_("{Measure}"), _("Statements ({proposals})"))
    table = Table(columns, tuple(rows), _("{Priority}"))
    marks = map(paragraph, meaning_of_mark(corpus.links, language))
    return [paragraph(answered), table, *marks] if rows else _or_none(table, language)


def _brief_priorities(coverage: Coverage, language: Language) -> Table:
    """A row for each priority: how many measures it has, and how many of them are answered."""
    _ = language.gettext
    rows = []
    for group in coverage.priorities:
        title = group.priority.title if group.priority else _("placement not known")
        answered = sum(bool(row.counted) for row in group.rows)
        rows.append(table_row(title, language.number(len(group.rows)), language.number(answered)))
    columns = (_("{Priority}"), _("{Measures}"), _("{Measures} with a statement that counts"))
    return Table(columns, tuple(rows), brief=True)


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
        return [paragraph(_("This rule counts no statement; what no source states is unknown."))]
    return [Table(columns, tuple(rows))]


def _by_rule(coverage: Coverage, language: Language) -> list[Block]:
    _ = language.gettext
    number = language.number
    figures = all_rules(coverage.corpus, coverage.rule)
    rows = [
        table_row(
            label(language, status), *(number(under_rule.statuses[status]) for under_rule in figures)
        )
        for status in Status
    ]
    ranges = ("–".join(map(number, under_rule.range)) for under_rule in figures)
    rows.append(table_row(_("Range"), *ranges))
    total = number(len(coverage.measures))
    answered = [
        _("{n} of {total}", n=number(under_rule.answered), total=total) for under_rule in figures
    ]
    rows.append(table_row(_("{Measures} with a statement that counts"), *answered))
    names = (str(under_rule.rule.links) for under_rule in figures)
    meanings = (f"{links} ({_(counted)})" for links, counted in COUNTED.items())
    return [
        Table((_("Status"), *names), tuple(rows)),
        paragraph(_("Statements that count"), _(": "), ", ".join(meanings), "."),
    ]


_TABLES = {
    By.CHAPTER: lambda coverage, language: _or_none(_chapters(coverage, language, ids=True), language),
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
        title = inline(ident(measure.id), " ", measure.title)
        rows.append(table_row(title, proposals, became(measure, notes)))
    columns = (_("{Measure}"), _("Statements ({proposals})"), _("What became of it"))
    table = Table(columns, tuple(rows)) if rows else None
    nothing = paragraph(_("This rule counts no statement; what no source states is unknown."))
    return [Heading(_("Follow-up")), paragraph(follow_ups_apart(language)), table or nothing]

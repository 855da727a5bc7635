"""What the page shows, as plain data: every sentence is made here, none in the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.corpus import FILES, Corpus
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.open_cases import OpenKind
from jamplan.counting.rules import STRENGTHS
from jamplan.counting.statuses import Status
from jamplan.exports.page.charts import (
    LETTERS,
    Bar,
    Flow,
    Mark,
    Matrix,
    bar,
    flow,
    links_matrix,
    matrix,
    stream,
)
from jamplan.exports.page.entries import (
    UNKNOWN,
    Entry,
    Statement,
    claim_statement,
    measure_entry,
    proposal_entry,
)
from jamplan.exports.publication import Publication
from jamplan.locale import N_, Language
from jamplan.model import Basis, Link, Search, Verdict
from jamplan.reports.blocks import Block, Heading, Inline
from jamplan.reports.cells import source_in_full, status_counts, wording_of
from jamplan.reports.summary import rule_as_command
from jamplan.reports.unadopted import group_blocks, not_added_up
from jamplan.text.folding import one_line
from jamplan.wording.citation import rule_name
from jamplan.wording.labels import called, label
from jamplan.wording.sentences import headline, rule_in_words, unknowns


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading. ``blocks`` are what is said where there is more than entries."""

    title: str
    entries: tuple[Entry, ...]
    blocks: tuple[Block, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A drawing's data."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A search: the question, the day, the result, and the sources that were read, by publisher."""

    question: str
    when: str
    result: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name and what can be chosen."""

    name: str
    key: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """Computed resemblances, which stand apart."""

    blocks: tuple[Block, ...]
    matrix: Matrix | None
    summary: str
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of the page, from the top."""

    language: str
    data_language: str | None
    title: str
    names: tuple[str, str]
    dateline: str
    headline: str
    words: dict[str, str]
    contents: tuple[tuple[str, str], ...]
    bar: Bar | None
    bar_summary: str
    bar_table: tuple[tuple[str, str], ...]
    bar_note: str
    meanings: dict[Status, str]
    method: str
    rule: tuple[str, ...]
    matrix: Matrix | None
    matrix_summary: str
    matrix_table: Table
    legend: tuple[tuple[str, str, str], ...]
    flows: tuple[Flow, ...]
    flow_summary: str
    flow_table: Table
    taken_up: tuple[Group, ...]
    open: tuple[Group, ...]
    not_added_up: str
    filters: tuple[Choice, ...]
    shown: dict[str, str]
    answered: str
    apart: str
    measures: tuple[Group, ...]
    claims: tuple[Statement, ...]
    searches: tuple[Looked, ...]
    suggested: Suggested | None
    unknowns: tuple[str, ...]
    sources: tuple[tuple[str, Inline, str | None], ...]
    version: str
    command: str
    digests: tuple[tuple[str, str], ...]
    known: frozenset[str]


SECTIONS = (
    "count",
    "unknowns",
    "rule",
    "glance",
    "taken",
    "open",
    "measures",
    "claims",
    "searches",
    "suggested",
    "recompute",
    "sources",
)
"""The sections of the page, in their order."""
MEANINGS = {
    Status.ADOPTED: N_("A take-up that counts, whole or without saying how far."),
    Status.PARTIAL: N_("A take-up that counts, said to be in part."),
    Status.BELOW_RULE: N_("A take-up on record that the rule does not count."),
    Status.NOT_ADOPTED: N_("A conclusion: no measure found, or refused."),
    Status.NOT_ASSESSABLE: N_("A conclusion: out of scope, or not testable."),
    Status.UNREVIEWED: N_("A known proposal on which nobody has concluded."),
    Status.UNDOCUMENTED: N_("Declared by the document, described by no source that was read."),
}
"""What a status means, for the bar's legend."""


def page_view(found: Publication) -> Page:
    """What the page of a publication shows."""
    coverage, language, corpus = found.coverage, found.language, found.corpus
    _ = language.gettext
    documents = (corpus.proposals_document, corpus.plan_document)
    words = _words(language)
    said = unknowns(coverage, language)
    provenance = found.provenance
    drawn = links_matrix(coverage, language) if corpus.links else None
    marks = [mark for line in drawn.lines for mark in line.marks] if drawn else []
    return Page(
        language=language.code,
        data_language=corpus.language if corpus.language != language.code else None,
        title=one_line(corpus.title),
        names=(one_line(documents[0].short_name), one_line(documents[1].short_name)),
        dateline=_(
            "Counted on {date} by the rule {rule}",
            date=language.date(provenance.date),
            rule=rule_name(coverage.rule),
        ),
        headline=headline(coverage, language),
        words=words,
        contents=tuple(_contents(found, words, unknown=len(said) > 1)),
        bar=bar(coverage, language),
        bar_summary=f"{status_counts(language, coverage.statuses)}. {said[0]}",
        bar_table=tuple(
            (label(language, status), language.number(count))
            for status, count in coverage.statuses.items()
        ),
        bar_note=said[0],
        meanings={status: _(meaning) for status, meaning in MEANINGS.items()},
        method=_method(coverage, language),
        rule=tuple(rule_in_words(coverage, language)),
        matrix=drawn,
        matrix_summary=_matrix_summary(coverage, language),
        matrix_table=_matrix_table(coverage, language),
        legend=tuple(
            (str(basis), LETTERS[basis], label(language, basis))
            for basis in STRENGTHS
            if any(mark.shape == basis for mark in marks)
        ),
        flows=_flows(coverage, language),
        flow_summary=_flow_summary(coverage, language),
        flow_table=_flow_table(coverage, language),
        taken_up=_taken_up(coverage, language),
        open=_open(found),
        not_added_up=not_added_up(language),
        filters=_filters(coverage, language),
        shown=_shown(coverage, language),
        apart=_(
            "Taking up a proposal is not carrying it out: nothing here is counted in the figures, and "
            "what is not on record is not known."
        ),
        answered=_(
            "Measures linked to a proposal by this rule: {answered} of {n}.",
            answered=language.number(coverage.answered),
            n=language.number(len(coverage.measures)),
        ),
        measures=_measures(coverage, language),
        claims=tuple(claim_statement(corpus, claim, language) for claim in corpus.claims),
        searches=tuple(_search(corpus, search, language) for search in corpus.searches),
        suggested=_suggested(found),
        unknowns=tuple(said[1:]),
        sources=tuple(
            (source.id, source_in_full(corpus, language, source), source.note)
            for source in corpus.sources
        ),
        version=_(
            "jamplan {version}, {date}.",
            version=provenance.version,
            date=language.date(provenance.date),
        ),
        command=rule_as_command(coverage.rule) + ("" if corpus.packaged else f" --data {_('FOLDER')}"),
        digests=tuple((name, corpus.digests[name]) for name in FILES),
        known=frozenset((*corpus.proposal, *corpus.measure)),
    )


def _words(language: Language) -> dict[str, str]:
    """The page's own headings and labels."""
    _ = language.gettext
    return {
        "skip": _("Skip to the content"),
        "contents": _("Contents"),
        "count": _("The proposals by status"),
        "rule": _("The rule"),
        "glance": _("The take-ups at a glance"),
        "matrix": _("Proposals and measures: the take-ups on record"),
        "flow": _("From chapters to priorities: the take-ups that count"),
        "filled": _("Filled: the rule counts it. Hollow: the rule does not count it."),
        "as_table": _("The same data as a table"),
        "taken": _("Proposals presented as taken up"),
        "open": _("Proposals whose take-up is not established"),
        "measures": _("The measures of the plan"),
        "claims": _("What is claimed in general"),
        "searches": _("What was looked for"),
        "unknowns": _("What is not known"),
        "recompute": _("To recompute it"),
        "sources": _("Sources"),
        "suggested": _("Computed resemblances, not verified"),
        "status": _("Status"),
        "number": _("Number"),
        "evidence": _("Evidence"),
        "follow_ups": _("What became of it"),
        "answers": _("Proposals that it would take up"),
        "nothing_known": _("no known proposal"),
        "none": _("None."),
        "no_source": _("No source on record."),
        "no_statement": _("No statement on record."),
        "quoteless": _("Not quoted."),
        "filter": _("Filter the proposals"),
        "all": _("All"),
        "words": _("Words"),
        "reset": _("Show all"),
        "read": _("Sources read:"),
        "colon": _(": "),
        "semicolon": _("; "),
    }


def _contents(found: Publication, words: dict[str, str], *, unknown: bool) -> Iterable[tuple[str, str]]:
    """The sections that the page has, with their headings."""
    corpus = found.corpus
    there = {
        "unknowns": unknown,
        "glance": bool(corpus.links),
        "claims": bool(corpus.claims),
        "searches": bool(corpus.searches),
        "suggested": found.suggestions is not None,
        "sources": bool(corpus.sources),
    }
    for name in SECTIONS:
        if there.get(name, True):
            yield f"s_{name}", words[name]


def _method(coverage: Coverage, language: Language) -> str:
    _ = language.gettext
    said = _(
        "Each take-up is a statement of its claimant, recorded with its source and, where the source "
        "can be quoted, its exact words; what no source states is shown as unknown. "
        "No computed resemblance between texts is counted."
    )
    if any(link.basis is Basis.COMPARED for row in coverage.rows for link in row.counted):
        compared = _("What a named person read in both texts is counted, and said to be so.")
        return f"{said} {compared}"
    return said


def _matrix_summary(coverage: Coverage, language: Language) -> str:
    counted = sum(len(row.counted) for row in coverage.rows)
    return language.ngettext(
        "{n} take-up on record, of which the rule counts {counted}; {proposals} known proposals by "
        "{measures} measures.",
        "{n} take-ups on record, of which the rule counts {counted}; {proposals} known proposals by "
        "{measures} measures.",
        len(coverage.corpus.links),
        counted=language.number(counted),
        proposals=language.number(coverage.documented),
        measures=language.number(len(coverage.measures)),
    )


def _matrix_table(coverage: Coverage, language: Language) -> Table:
    _ = language.gettext
    columns = (
        _("Proposal"),
        _("Measure"),
        _("Wording"),
        _("According to"),
        _("Counted by the rule"),
    )
    rows = tuple(
        (
            one_line(row.proposal.title),
            link.measure,
            wording_of(language, link, row.proposal),
            called(coverage.corpus, language, link.claimed_by),
            _("yes") if link in row.counted else _("no"),
        )
        for row in coverage.rows
        for link in row.links
    )
    return Table(columns, rows)


def _flow_summary(coverage: Coverage, language: Language) -> str:
    """What is drawn, what cannot be, and what is left out."""
    ngettext = language.ngettext
    counted = sum(len(row.counted) for row in coverage.rows)
    said = [
        ngettext(
            "A ribbon’s width is a number of take-ups: {n} counts by the rule.",
            "A ribbon’s width is a number of take-ups: {n} count by the rule.",
            counted,
        )
    ]
    undocumented = coverage.statuses[Status.UNDOCUMENTED]
    if undocumented:
        said.append(
            ngettext(
                "Hatched: {n} proposal without a text found, whose chapter and take-up are not known.",
                "Hatched: {n} proposals without a text found, whose chapters and take-ups are not "
                "known.",
                undocumented,
            )
        )
    others = sum(not row.counted for row in coverage.rows)
    if others:
        said.append(
            ngettext(
                "Not drawn: {n} known proposal without a take-up that counts.",
                "Not drawn: {n} known proposals without a take-up that counts.",
                others,
            )
        )
    return " ".join(said)


def _flows(coverage: Coverage, language: Language) -> tuple[Flow, ...]:
    found = stream(coverage, language)
    if not (coverage.corpus.links and found.drawable):
        return ()
    return tuple(flow(found, name, language) for name in ("wide", "narrow"))


def _flow_table(coverage: Coverage, language: Language) -> Table:
    _ = language.gettext
    found = stream(coverage, language)
    rows = [
        (found.left[one], found.right[other], language.number(count))
        for (one, other), count in found.pairs.items()
    ]
    if found.missing:
        unknown = (_("measure not known, if any"), _("not known"))
        rows.append((status_counts(language, {Status.UNDOCUMENTED: found.missing}), *unknown))
    return Table((_("Chapter"), _("Priority"), _("Take-ups that count")), tuple(rows))


def _taken_up(coverage: Coverage, language: Language) -> tuple[Group, ...]:
    _ = language.gettext
    titles = {
        Status.ADOPTED: _("Proposals presented as taken up"),
        Status.PARTIAL: _("Proposals presented as taken up in part"),
    }
    groups = []
    for status, title in titles.items():
        rows = coverage.with_status(status)
        if rows or status is Status.ADOPTED:
            numbered = _("{title} ({n})", title=title, n=language.number(len(rows)))
            groups.append(Group(numbered, _entries(coverage, rows, language), status=status))
    return tuple(groups)


_STATUS_OF = {
    OpenKind.DECIDED_NOT: Status.NOT_ADOPTED,
    OpenKind.NOT_ASSESSABLE: Status.NOT_ASSESSABLE,
    OpenKind.BELOW_RULE: Status.BELOW_RULE,
    OpenKind.NOBODY_DECIDED: Status.UNREVIEWED,
    OpenKind.WITHOUT_TEXT: Status.UNDOCUMENTED,
}


def _open(found: Publication) -> tuple[Group, ...]:
    language = found.language
    groups = []
    for group in found.unadopted.groups:
        if not (group.count or group.kind is OpenKind.DECIDED_NOT):
            continue
        heading, *blocks = group_blocks(found.unadopted, group, language, level=3, advice=False)
        assert isinstance(heading, Heading)
        entries = _entries(found.coverage, group.rows, language)
        said = () if entries else tuple(blocks)
        groups.append(Group(heading.text, entries, said, _STATUS_OF[group.kind]))
    return tuple(groups)


def _entries(coverage: Coverage, rows: Iterable[ProposalRow], language: Language) -> tuple[Entry, ...]:
    return tuple(proposal_entry(coverage, row, language) for row in rows)


def _measures(coverage: Coverage, language: Language) -> tuple[Group, ...]:
    groups = []
    for group in coverage.priorities:
        entries = tuple(measure_entry(coverage, row.measure, language) for row in group.rows)
        if group.priority is None:
            title = language.gettext("priority not known")
        else:
            title = f"{group.priority.id} {one_line(group.priority.title)}"
        if entries:
            groups.append(Group(title, entries))
    return tuple(groups)


def _search(corpus: Corpus, search: Search, language: Language) -> Looked:
    when = language.gettext(" ({date})", date=language.date(search.on)) if search.on else ""
    publishers = ((each, corpus.actor[corpus.source[each].publisher].name) for each in search.sources)
    sources = tuple((each, one_line(name)) for each, name in publishers)
    return Looked(one_line(search.question), when, one_line(search.result), sources)


def _filters(coverage: Coverage, language: Language) -> tuple[Choice, ...]:
    _ = language.gettext
    corpus = coverage.corpus
    chapters = [
        (group.chapter.id, one_line(group.chapter.short or group.chapter.title))
        if group.chapter
        else (UNKNOWN, _("chapter not known"))
        for group in coverage.chapters
        if group.rows
    ]
    statuses = [
        (str(status), label(language, status)) for status, count in coverage.statuses.items() if count
    ]
    decisions: tuple[Link | Verdict, ...] = (*corpus.links, *corpus.verdicts)
    actors = dict.fromkeys(each.claimed_by for each in decisions)
    claimants = [(actor, called(corpus, language, actor)) for actor in actors]
    return (
        Choice(_("Chapter"), "chapter", tuple(chapters)),
        Choice(_("Status"), "status", tuple(statuses)),
        Choice(_("According to"), "claimant", tuple(claimants)),
    )


def _shown(coverage: Coverage, language: Language) -> dict[str, str]:
    """What the live region says by how many proposals are shown; ``{n}`` is filled in by the page."""
    total = language.number(coverage.documented)
    undocumented = coverage.statuses[Status.UNDOCUMENTED]
    more = ""
    if undocumented:
        without = status_counts(language, {Status.UNDOCUMENTED: undocumented})
        more = f"{language.gettext('; ')}{without}"

    def say(count: int) -> str:
        return (
            language.ngettext(
                "{n} of {total} known proposals shown",
                "{n} of {total} known proposals shown",
                count,
                n="{n}",
                total=total,
            )
            + more
            + "."
        )

    return {"one": say(1), "many": say(2), "zero": say(0)}


def _suggested(found: Publication) -> Suggested | None:
    if found.suggestions is None:
        return None
    from jamplan.matching.bands import Band
    from jamplan.reports.suggestions import suggestions_report
    from jamplan.wording.likeness import band_name, not_a_fact, score_text

    language = found.language
    _title, *blocks = suggestions_report(found.corpus, found.suggestions, language)
    marks: dict[str, dict[str, Mark]] = {}
    for each in found.suggestions:
        score = score_text(language, round(each.score))
        band = str(each.band or Band.WEAK)
        tip = f"{each.proposal.id} ~ {each.measure.id}{language.gettext(': ')}{score}"
        marks.setdefault(each.proposal.id, {})[each.measure.id] = Mark(0, "alike", score, tip, band)
    rows = [
        (one_line(found.corpus.proposal[key].title), found_marks) for key, found_marks in marks.items()
    ]
    legend = tuple((str(each), band_name(language, each)) for each in Band)
    return Suggested(tuple(blocks), matrix(found.coverage, rows), not_a_fact(language), legend)

"""What the page shows, as plain data: every sentence is made here, none in the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    Signs,
    bar,
    flow,
    links_matrices,
    links_rows,
    matrix,
    stream,
)
from jamplan.exports.page.comparison import Comparison, comparison
from jamplan.exports.page.documents import Paper, paper_of_plan, paper_of_proposals
from jamplan.exports.page.entries import (
    UNKNOWN,
    Cited,
    Entry,
    Statement,
    cited,
    claim_statement,
    measure_entry,
    proposal_entry,
)
from jamplan.exports.page.spans import Anchors, data, language_of, other, publishers, source_in_full
from jamplan.exports.publication import Publication
from jamplan.locale import N_, Language
from jamplan.model import Basis, Document, Link, Priority, Search, Verdict
from jamplan.reports.blocks import Block, Heading, Inline, ident, inline
from jamplan.reports.cells import status_counts, wording_of
from jamplan.reports.summary import rule_as_command
from jamplan.reports.unadopted import group_blocks, not_added_up
from jamplan.text.folding import one_line
from jamplan.wording.citation import rule_name
from jamplan.wording.labels import called, column_names, label
from jamplan.wording.sentences import headline_sentences, rule_in_words, unknowns


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading.

    ``blocks`` are what is said where there are none; ``note`` and ``evidence`` are those of a priority,
    and ``lang`` the language of its title where it is not the page's.
    """

    title: str
    entries: tuple[Entry, ...]
    blocks: tuple[Block, ...] = ()
    status: Status | None = None
    lang: str | None = None
    note: str | None = None
    evidence: tuple[Cited, ...] = ()
    publishers: Inline = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A drawing's data."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A search: the question, the day, the result, and the sources that were read, by publisher."""

    question: str
    when: str
    result: str
    sources: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name and what can be chosen. ``lang`` is that of the data's words."""

    name: str
    key: str
    options: tuple[tuple[str, str], ...]
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """Computed resemblances, which stand apart."""

    blocks: tuple[Block, ...]
    matrices: tuple[Matrix, ...]
    summary: str
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of the page, from the top."""

    language: str
    data_language: str | None
    proposals_language: str | None
    plan_language: str | None
    title: str
    names: tuple[Inline, Inline]
    dateline: str
    headline: str
    lead: str
    words: dict[str, str]
    contents: tuple[tuple[str, str], ...]
    bar: Bar | None
    bar_summary: str
    bar_table: Table
    bar_note: str
    meanings: dict[Status, str]
    method: str
    rule: tuple[str, ...]
    rules: Comparison
    matrices: tuple[Matrix, ...]
    matrix_summary: str
    columns: tuple[tuple[Inline, tuple[Inline, ...]], ...]
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
    papers: tuple[Paper, Paper]
    suggested: Suggested | None
    unknowns: tuple[str, ...]
    sources: tuple[tuple[str, Inline, str | None, str | None], ...]
    version: str
    command: str
    digests: tuple[tuple[str, str], ...]
    anchors: Anchors


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
    "documents",
    "sources",
    "recompute",
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
    drawn = links_matrices(coverage, language) if corpus.links else ()
    shapes = {mark.shape for each in drawn for line in each.lines for mark in line.marks}
    sentences = headline_sentences(coverage, language)

    def name(document: Document) -> Inline:
        return (data(document.short_name, other(document.language, language)),)

    return Page(
        language=language.code,
        data_language=corpus.language if corpus.language != language.code else None,
        proposals_language=other(documents[0].language, language),
        plan_language=other(documents[1].language, language),
        title=one_line(corpus.title),
        names=(name(documents[0]), name(documents[1])),
        dateline=_(
            "Counted on {date} by the rule {rule}",
            date=language.date(provenance.date),
            rule=rule_name(coverage.rule),
        ),
        headline=sentences[0],
        lead=" ".join(sentences[1:]),
        words=words,
        contents=tuple(_contents(found, words, unknown=len(said) > 1)),
        bar=bar(coverage, language),
        bar_summary=f"{status_counts(language, coverage.statuses)}. {said[0]}",
        bar_table=Table(
            (_("Status"), _("Number")),
            tuple(
                (inline(label(language, status)), inline(language.number(count)))
                for status, count in coverage.statuses.items()
            ),
        ),
        bar_note=said[0],
        meanings={status: _(meaning) for status, meaning in MEANINGS.items()},
        method=_method(coverage, language),
        rule=tuple(rule_in_words(coverage, language)),
        rules=comparison(coverage, language),
        matrices=drawn,
        matrix_summary=_matrix_summary(coverage, language),
        columns=_columns(coverage, language),
        matrix_table=_matrix_table(coverage, language),
        legend=tuple(
            (str(basis), LETTERS[basis], label(language, basis))
            for basis in STRENGTHS
            if basis in shapes
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
        papers=(paper_of_proposals(coverage, language), paper_of_plan(corpus, language)),
        suggested=_suggested(found),
        unknowns=tuple(said[1:]),
        sources=tuple(
            (source.id, source_in_full(corpus, language, source), source.note, source.sha256)
            for source in corpus.sources
        ),
        version=_(
            "jamplan {version}, {date}.",
            version=provenance.version,
            date=language.date(provenance.date),
        ),
        command=rule_as_command(coverage.rule) + ("" if corpus.packaged else f" --data {_('FOLDER')}"),
        digests=tuple((name, corpus.digests[name]) for name in FILES),
        anchors=Anchors.of(corpus),
    )


def _words(language: Language) -> dict[str, str]:
    """The page's own headings and labels."""
    _ = language.gettext
    return {
        "skip": _("Skip to the content"),
        "contents": _("Contents"),
        "count": _("The proposals by status"),
        "rule": _("The rule"),
        "rules": _("The rules side by side"),
        "figure": _("Status"),
        "glance": _("The take-ups at a glance"),
        "matrix": _("Proposals and measures: the take-ups on record"),
        "flow": _("From chapters to priorities: the take-ups that count"),
        "columns": _("What the columns are"),
        "filled": _("Filled: the rule counts it. Hollow: the rule does not count it."),
        "as_table": _("The same data as a table"),
        "taken": _("Proposals presented as taken up"),
        "open": _("Proposals whose take-up is not established"),
        "measures": _("The measures of the plan"),
        "claims": _("What is claimed in general"),
        "searches": _("What was looked for"),
        "unknowns": _("What is not known"),
        "documents": _("The two documents"),
        "parts": _("Its parts"),
        "recompute": _("To recompute it"),
        "sources": _("Sources"),
        "suggested": _("Computed resemblances, not verified"),
        "evidence": _("Evidence"),
        "follow_ups": _("What became of it"),
        "answers": _("Proposals that it would take up"),
        "nothing_known": _("no known proposal"),
        "none": _("None."),
        "no_source": _("No source on record."),
        "no_statement": _("No statement on record."),
        "note": _("Note:"),
        "permanent": _("Permanent address:"),
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
    """What is drawn, and what is left out."""
    counted = sum(len(row.counted) for row in coverage.rows)
    said = [
        language.ngettext(
            "{n} take-up on record, of which the rule counts {counted}; {proposals} known proposals by "
            "{measures} measures.",
            "{n} take-ups on record, of which the rule counts {counted}; {proposals} known proposals "
            "by {measures} measures.",
            len(coverage.corpus.links),
            counted=language.number(counted),
            proposals=language.number(coverage.documented),
            measures=language.number(len(coverage.measures)),
        )
    ]
    left_out = coverage.documented - len(links_rows(coverage, language))
    if left_out:
        said.append(
            language.ngettext(
                "Not drawn: {n} without a take-up on record.",
                "Not drawn: {n} without a take-up on record.",
                left_out,
            )
        )
    return " ".join(said)


def _columns(coverage: Coverage, language: Language) -> tuple[tuple[Inline, tuple[Inline, ...]], ...]:
    """What the columns of a matrix are: the measures by priority."""
    corpus = coverage.corpus
    lang = other(corpus.plan_document.language, language)
    shown = [row.measure for group in coverage.priorities for row in group.rows]
    names = dict(zip((each.id for each in shown), column_names(shown), strict=True))
    found = []
    for group in coverage.priorities:
        if not group.rows:
            continue
        if group.priority is None:
            name = inline(language.gettext("priority not known"))
        else:
            name = inline(group.priority.id, " ", data(group.priority.title, lang))
        measures = (
            inline(
                *([f"{names[row.measure.id]} "] if names[row.measure.id] != row.measure.id else []),
                ident(row.measure.id),
                " ",
                data(row.measure.title, lang),
            )
            for row in group.rows
        )
        found.append((name, tuple(measures)))
    return tuple(found)


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
            inline(
                data(row.proposal.title, language_of(coverage.corpus, row.proposal, language)),
                " ",
                ident(row.proposal.id),
            ),
            inline(ident(link.measure)),
            inline(wording_of(language, link, row.proposal)),
            inline(called(coverage.corpus, language, link.claimed_by)),
            inline(_("yes") if link in row.counted else _("no")),
        )
        for row in coverage.rows
        for link in row.links
    )
    return Table(columns, rows)


def _flow_summary(coverage: Coverage, language: Language) -> str:
    """What is drawn, what cannot be, and what is left out."""
    ngettext = language.ngettext
    found = stream(coverage, language)
    said = [
        ngettext(
            "A ribbon’s width is a number of pairs that are linked: {n} by the rule.",
            "A ribbon’s width is a number of pairs that are linked: {n} by the rule.",
            sum(found.pairs.values()),
        )
    ]
    if found.unknown_left or found.unknown_right:
        said.append(language.gettext("Hollow, with “?”: nothing is known, which is not zero."))
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
    # Where neither side has a name there is nothing to see.
    named = any(found.left) or any(found.right)
    if not (coverage.corpus.links and found.drawable and named):
        return ()
    return tuple(flow(found, name, language) for name in ("wide", "narrow"))


def _flow_table(coverage: Coverage, language: Language) -> Table:
    _ = language.gettext
    corpus = coverage.corpus
    found = stream(coverage, language)
    left = other(corpus.proposals_document.language, language)
    right = other(corpus.plan_document.language, language)
    not_known = inline(_("not known"))
    rows = [
        (
            inline(data(found.left[one], left if one else None)),
            inline(data(found.right[each], right if each else None)),
            inline(language.number(count)),
        )
        for (one, each), count in found.pairs.items()
    ]
    for key, name in found.left.items():
        if key in found.unknown_left:
            rows.append((inline(data(name, left if key else None)), not_known, not_known))
    for key, name in found.right.items():
        if key in found.unknown_right:
            rows.append((not_known, inline(data(name, right if key else None)), not_known))
    if found.missing:
        what = inline(status_counts(language, {Status.UNDOCUMENTED: found.missing}))
        rows.append((what, inline(_("measure not known, if any")), not_known))
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
            if group.priority:
                groups[-1] = _with_record(coverage.corpus, groups[-1], group.priority, language)
    return tuple(groups)


def _with_record(corpus: Corpus, group: Group, priority: Priority, language: Language) -> Group:
    """A group of measures with what is on record about its priority."""
    return replace(
        group,
        lang=other(corpus.plan_document.language, language),
        note=one_line(priority.note) if priority.note else None,
        evidence=cited(corpus, priority.evidence, language),
        publishers=publishers(corpus, language, priority.evidence),
    )


def _search(corpus: Corpus, search: Search, language: Language) -> Looked:
    when = language.gettext(" ({date})", date=language.date(search.on)) if search.on else ""
    lang = other(corpus.language, language)
    names = ((each, corpus.actor[corpus.source[each].publisher].name) for each in search.sources)
    sources = tuple((each, inline(data(name, lang))) for each, name in names)
    return Looked(one_line(search.question), when, one_line(search.result), sources)


def _filters(coverage: Coverage, language: Language) -> tuple[Choice, ...]:
    _ = language.gettext
    corpus = coverage.corpus
    missing = coverage.statuses[Status.UNDOCUMENTED]
    chapters = []
    for group in coverage.chapters:
        if group.chapter is None:
            if group.rows:
                chapters.append((UNKNOWN, _("chapter not known")))
            continue
        name = one_line(group.chapter.short or group.chapter.title)
        if not group.rows:
            # A chapter is there, though nothing is known in it.
            name = _("{name} (nothing known)", name=name)
        if group.rows or missing:
            chapters.append((group.chapter.id, name))
    statuses = [
        (str(status), label(language, status)) for status, count in coverage.statuses.items() if count
    ]
    decisions: tuple[Link | Verdict, ...] = (*corpus.links, *corpus.verdicts)
    actors = dict.fromkeys(each.claimed_by for each in decisions)
    claimants = [(actor, called(corpus, language, actor)) for actor in actors]
    if any(not (row.links or row.verdicts) for row in coverage.rows):
        claimants.append((UNKNOWN, _("nobody (nothing on record)")))
    lang = other(corpus.proposals_document.language, language)
    choices = (
        Choice(_("Chapter"), "chapter", tuple(chapters), lang),
        Choice(_("Status"), "status", tuple(statuses)),
        Choice(_("According to"), "claimant", tuple(claimants)),
    )
    return tuple(each for each in choices if len(each.options) > 1)


def _shown(coverage: Coverage, language: Language) -> dict[str, str]:
    """What the live region says by how many proposals are shown; ``{n}`` is filled in by the page."""
    total = language.number(coverage.documented)
    undocumented = coverage.statuses[Status.UNDOCUMENTED]
    without = status_counts(language, {Status.UNDOCUMENTED: undocumented})
    more = f"{language.gettext('; ')}{without}" if undocumented else ""

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

    nothing = [language.gettext("Nothing known fits these choices.")]
    if undocumented:
        nothing.append(language.gettext("{without}, of which nothing is known.", without=without))
    return {
        "one": say(1),
        "many": say(2),
        "zero": say(0),
        "nothing": " ".join(nothing),
        "group": language.gettext("shown: {n} of {total}", n="{n}", total="{total}"),
        "colon": language.gettext(": "),
        "join": language.gettext("; "),
        "open": language.gettext("Open all evidence"),
        "close": language.gettext("Close all evidence"),
    }


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
        Signs(key, one_line(found.corpus.proposal[key].title), signs) for key, signs in marks.items()
    ]
    drawn = (matrix(found.coverage, rows, name) for name in ("wide", "narrow"))
    legend = tuple((str(each), band_name(language, each)) for each in Band)
    matrices = tuple(each for each in drawn if each is not None)
    return Suggested(tuple(blocks), matrices, not_a_fact(language), legend)

"""What the page shows, as plain data: every sentence is made here, none in the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jamplan.corpus.loading import FILES, Corpus
from jamplan.corpus.model import Basis, Document, Link, Priority, Search, Verdict
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.open_cases import OpenKind
from jamplan.counting.rules import STRENGTHS
from jamplan.counting.statuses import Status
from jamplan.exports.page.drawings import LETTERS, Bar, Matrix, bar, matrix
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
from jamplan.exports.page.spans import data, other, source_in_full, source_linked, with_quotes
from jamplan.exports.publication import Publication
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Block, Heading, Inline, Span, inline
from jamplan.reports.cells import field
from jamplan.reports.labels import called, label
from jamplan.reports.method import rule_as_command
from jamplan.reports.sentences import headline_sentences, rule_in_words, unknowns
from jamplan.reports.unadopted import group_blocks, not_added_up


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
class Page:
    """All of the page, from the top."""

    language: str
    data_language: str | None
    proposals_language: str | None
    plan_language: str | None
    title: str
    names: tuple[Inline, Inline]
    headline: str
    lead: Inline
    words: dict[str, str]
    contents: tuple[tuple[str, str], ...]
    bar: Bar | None
    bar_note: str
    filters: tuple[Choice, ...]
    taken_up: tuple[Group, ...]
    open: tuple[Group, ...]
    not_added_up: str
    matrix: Matrix | None
    legend: tuple[tuple[str, str], ...]
    answered: str
    apart: str
    measures: tuple[Group, ...]
    claims: tuple[Statement, ...]
    unknowns: tuple[str, ...]
    searches: tuple[Looked, ...]
    suggested: tuple[Block, ...]
    method: tuple[str, ...]
    documents: tuple[tuple[Inline, ...], ...]
    recompute: str
    command: str
    digests: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, Inline, str | None], ...]


SECTIONS = ("taken", "open", "matrix", "measures", "unknowns", "method", "sources")
"""The sections of the page, in their order."""


def page_view(found: Publication) -> Page:
    """What the page of a publication shows."""
    coverage, language, corpus = found.coverage, found.language, found.corpus
    _ = language.gettext
    documents = (corpus.proposals_document, corpus.plan_document)
    words = _words(language)
    said = unknowns(coverage, language)
    sentences = headline_sentences(coverage, language)
    drawn = matrix(coverage, language)
    return Page(
        language=language.code,
        data_language=other(corpus.language, language),
        proposals_language=other(documents[0].language, language),
        plan_language=other(documents[1].language, language),
        title=one_line(corpus.title),
        names=(_name(documents[0], language), _name(documents[1], language)),
        headline=sentences[0],
        lead=with_quotes(
            " ".join(sentences[1:]), _quotes_of_claims(corpus), other(corpus.language, language)
        ),
        words=words,
        contents=tuple((f"s_{key}", words[key]) for key in SECTIONS if drawn or key != "matrix"),
        bar=bar(coverage, language),
        bar_note=said[0],
        filters=_filters(coverage, language),
        taken_up=_taken_up(coverage, language),
        open=_open(found),
        not_added_up=not_added_up(language),
        matrix=drawn,
        legend=tuple((LETTERS[basis], label(language, basis)) for basis in STRENGTHS),
        answered=_(
            "{Measures} with a statement that counts: {answered} of {n}.",
            answered=language.number(coverage.answered),
            n=language.number(len(coverage.measures)),
        ),
        apart=_(
            "Taken up is not carried out: nothing here is counted in the figures, and what is not on "
            "record is not known."
        ),
        measures=_measures(coverage, language),
        claims=tuple(claim_statement(corpus, claim, language) for claim in corpus.claims),
        unknowns=tuple(said[1:]),
        searches=tuple(_search(corpus, search, language) for search in corpus.searches),
        suggested=_suggested(found),
        method=(_method(coverage, language), *rule_in_words(coverage, language)),
        documents=tuple(tuple(_document(corpus, document, language)) for document in documents),
        recompute=_(
            "jamplan {version}, {date}.",
            version=found.provenance.version,
            date=language.date(found.provenance.date),
        ),
        command=rule_as_command(coverage.rule) + ("" if corpus.packaged else f" --data {_('FOLDER')}"),
        digests=tuple((name, corpus.digests[name]) for name in FILES),
        sources=tuple(
            (source.id, source_in_full(corpus, language, source), source.note)
            for source in corpus.sources
        ),
    )


def _name(document: Document, language: Language) -> Inline:
    return (data(document.short_name, other(document.language, language)),)


def _document(corpus: Corpus, document: Document, language: Language) -> Iterable[Inline]:
    """Yield what is on record about a document."""
    _ = language.gettext
    lang = other(document.language, language)
    yield inline(data(document.title or document.short_name, lang))
    if document.publisher:
        name = data(corpus.actor[document.publisher].name, other(corpus.language, language))
        yield field(_("Published by:"), (name,))
    if document.date:
        yield field(_("Date:"), language.date(document.date))
    if document.source:
        yield field(_("Source:"), source_linked(corpus, language, corpus.source[document.source]))
    else:
        yield field(_("Source:"), _("the document itself has not been read"))
    for declared in document.declared:
        parts: list[str | Span | Inline] = [f"{language.number(declared.count)}."]
        for source in declared.sources:
            parts += [" ", source_linked(corpus, language, corpus.source[source])]
        if declared.note:
            parts += [" ", data(declared.note, other(corpus.language, language))]
        yield field(_("Declared number:"), inline(*parts))
    if document.note:
        yield field(_("Note:"), (data(document.note, other(corpus.language, language)),))


def _quotes_of_claims(corpus: Corpus) -> list[str]:
    return [piece.quote for claim in corpus.claims for piece in claim.evidence if piece.quote]


def _words(language: Language) -> dict[str, str]:
    """Return the page's headings, labels and the sentences of its script."""
    _ = language.gettext
    return {
        "skip": _("Skip to the content"),
        "contents": _("Contents"),
        "count": _("The {proposals} by status"),
        "taken": _("Said to be taken up"),
        "open": _("Not established"),
        "matrix": _("{Proposals} and {measures}"),
        "proposal": _("{Proposal}"),
        "filled": _("Filled: the rule counts it. Hollow: the rule does not count it."),
        "measures": _("The {measures}"),
        "unknowns": _("What is not known"),
        "method": _("Method"),
        "sources": _("Sources"),
        "claims": _("What is claimed in general"),
        "searches": _("What was looked for"),
        "suggested": _("Computed similarities, not verified"),
        "evidence": _("Evidence"),
        "follow_ups": _("What became of it"),
        "answers": _("Statements ({proposals})"),
        "nothing_known": _("no statement known"),
        "none": _("None."),
        "no_source": _("No source on record."),
        "no_statement": _("No statement on record."),
        "note": _("Note:"),
        "permanent": _("Permanent address:"),
        "quoteless": _("Not quoted."),
        "filter": _("Filter"),
        "all": _("All"),
        "words": _("Words"),
        "reset": _("Show all"),
        "shown": _(
            "On screen: {proposals} {n} of {total}, {measures} {k} of {all}.",
            n="{0}",
            total="{1}",
            k="{2}",
            all="{3}",
        ),
        "read": _("Sources read:"),
        "colon": _(": "),
        "semicolon": _("; "),
    }


def _method(coverage: Coverage, language: Language) -> str:
    _ = language.gettext
    said = _(
        "This report records what sources say or imply was taken up; it does not establish that any of "
        "the {measures} came from the {proposals}. Similar wording proves nothing, and every statement "
        "comes with its source and, where it can be quoted, its exact words."
    )
    if any(link.basis is Basis.COMPARED for row in coverage.rows for link in row.counted):
        compared = _("What a named person read in both texts is counted, and said to be so.")
        return f"{said} {compared}"
    return said


def _taken_up(coverage: Coverage, language: Language) -> tuple[Group, ...]:
    _ = language.gettext
    titles = {
        Status.ADOPTED: _("Said to be taken up"),
        Status.PARTIAL: _("Said to be taken up in part"),
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
            title = language.gettext("placement not known")
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
                chapters.append((UNKNOWN, _("placement not known")))
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
        Choice(_("{Chapter}"), "chapter", tuple(chapters), lang),
        Choice(_("Status"), "status", tuple(statuses)),
        Choice(_("According to"), "claimant", tuple(claimants)),
    )
    return tuple(each for each in choices if len(each.options) > 1)


def _suggested(found: Publication) -> tuple[Block, ...]:
    if found.suggestions is None:
        return ()
    from jamplan.reports.suggestions_report import suggestions_report

    _title, *blocks = suggestions_report(found.corpus, found.suggestions, found.language)
    return tuple(blocks)

"""The workbook for people: results, measures, sources and method, in the report's language.

XlsxWriter writes texts as texts if it is told to, puts one fixed time on every part of the file and
takes the time of the document from its caller, so that the same input gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from jamplan.counting.figures import MeasureRow, ProposalRow
from jamplan.counting.rules import Status
from jamplan.exports.publication import Publication
from jamplan.language.folding import one_line, xml_safe
from jamplan.reports.cells import (
    ResultRow,
    bar_parts,
    by_support,
    follow_up_text,
    measure_head,
    nothing_known,
    numbered,
    quotes_of,
    result_rows,
    status_text,
    wording_of,
)
from jamplan.reports.labels import label, source_name, status_counts
from jamplan.reports.method import command_of, digests_of, made_with, method_sentences
from jamplan.reports.objection_words import objection_sentence
from jamplan.reports.sentences import headline, rule_in_words, unknowns

_LONGEST = 32_767
"""The characters that a cell can hold, as UTF-16 counts them."""
_CUT = " […]"
_A4 = 9


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet: its columns with their widths in characters, its rows, and the status of each row."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]
    statuses: Sequence[Status] = ()
    """The status in the second column of each row, coloured as in the bar."""


def workbook(content: Publication) -> bytes:
    """The bytes of the workbook.

    Every cell is a text, so that nothing is taken for a formula, a number or a date. A text that is
    longer than a cell can be ends in « […] »; CSV and JSON have it whole.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    sheets = [_results(content), _measures(content), _sources(content), _method(content)]
    with xlsxwriter.Workbook(stream, options) as book:
        # A year or a month begins on its first day.
        day = dt.datetime.fromisoformat(f"{content.provenance.date}-01-01"[:10]).replace(tzinfo=dt.UTC)
        book.set_properties({"title": xml_safe(content.corpus.title)[:255], "created": day})
        parts = bar_parts(content.coverage, content.language)
        colours = {part.status: part.colour for part in parts}
        names: list[str] = []
        for sheet in sheets:
            names.append(_sheet_name(sheet.name, names))
            _fill(book, book.add_worksheet(names[-1]), sheet, colours)
    return stream.getvalue()


def _results(content: Publication) -> _Sheet:
    """A row a proposal, best supported first, and one for those without a text."""
    coverage, language = content.coverage, content.language
    _ = language.gettext
    columns = (
        (_("{Proposal}"), 22),
        (_("Status"), 14),
        (measure_head(language), 26),
        (_("According to"), 11),
        (_("Wording"), 11),
        (_("Quote"), 32),
        (_("What complicates this"), 24),
        (_("Source"), 22),
        (_("Address"), 26),
    )
    ordered = by_support(coverage)
    statuses = [row.status for row in ordered]
    rows = [_result(content, row) for row in ordered]
    missing = coverage.statuses[Status.UNDOCUMENTED]
    if missing:
        other = language.ngettext("{n} other {proposal}", "{n} other {proposals}", missing)
        rows.append([other, label(language, Status.UNDOCUMENTED), *[""] * 7])
        statuses.append(Status.UNDOCUMENTED)
    return _Sheet(_("Results"), columns, rows, statuses)


def _result(content: Publication, row: ProposalRow) -> list[str]:
    """The cells of a proposal."""
    corpus, language = content.corpus, content.language
    results = result_rows(corpus, row, language)
    sources = [[corpus.source[entry.source] for entry in result.evidence] for result in results]
    return [
        row.proposal.title,
        status_text(language, row),
        _apart(result.measure for result in results),
        _apart(result.claimant for result in results),
        _apart(result.wording for result in results),
        _apart(_lines(quotes_of(language, result.evidence)) for result in results),
        _apart(_lines(_against(content, result)) for result in results),
        _apart(_lines(source_name(corpus, language, source) for source in cited) for cited in sources),
        _apart(_lines(source.url or "" for source in cited) for cited in sources),
    ]


def _against(content: Publication, result: ResultRow) -> Iterable[str]:
    """Yield each objection to a statement with its addresses."""
    corpus = content.corpus
    for objection in result.objections:
        sources = dict.fromkeys(corpus.source[piece.source] for piece in objection.evidence)
        sentence = objection_sentence(corpus, content.language, objection)
        yield " ".join([sentence, *(source.url for source in sources if source.url)])


def _measures(content: Publication) -> _Sheet:
    language = content.language
    _ = language.gettext
    columns = (
        (measure_head(language), 40),
        (_("{Priority}"), 26),
        (_("Statements ({proposals})"), 34),
        (_("What became of it"), 46),
        (_("Source"), 24),
    )
    return _Sheet(
        _("{Measures}"), columns, [_measure(content, row) for row in content.coverage.measures]
    )


def _measure(content: Publication, row: MeasureRow) -> list[str]:
    corpus, language = content.corpus, content.language
    measure = row.measure
    statements = []
    for link in row.links:
        proposal = corpus.proposal[link.proposal]
        facts = [wording_of(language, link, proposal)]
        if link not in row.counted:
            facts.append(label(language, Status.BELOW_RULE))
        statements.append(f"{one_line(proposal.title)} ({', '.join(facts)})")
    priority = next((item.title for item in corpus.priorities if item.id == measure.priority), "")
    evidence = [*measure.evidence, *(entry for done in measure.follow_ups for entry in done.evidence)]
    return [
        numbered(measure),
        priority,
        _lines(statements) or language.gettext("no statement known"),
        _lines(follow_up_text(language, done) for done in measure.follow_ups)
        or nothing_known(corpus, language),
        _lines(corpus.actor[corpus.source[entry.source].publisher].name for entry in evidence),
    ]


def _sources(content: Publication) -> _Sheet:
    corpus, language = content.corpus, content.language
    _ = language.gettext
    columns = ((_("Source"), 60), (_("Consulted on"), 18), (_("Address"), 60), (_("Archived copy"), 30))
    rows = [
        [
            source_name(corpus, language, source),
            language.date(source.accessed) if source.accessed else "",
            source.url or "",
            source.archived or "",
        ]
        for source in corpus.sources
    ]
    return _Sheet(_("Sources"), columns, rows)


def _method(content: Publication) -> _Sheet:
    """The headline and what it rests on, each sentence in a row beside its subject."""
    coverage, language = content.coverage, content.language
    _ = language.gettext
    sections = (
        (_("Results"), [content.corpus.title, headline(coverage, language)]),
        (_("{Proposals}"), [status_counts(language, coverage.statuses)]),
        (_("Method"), method_sentences(coverage, language)),
        (_("The rule"), rule_in_words(coverage, language)),
        (_("What is not known"), unknowns(coverage, language)),
        (
            _("What was looked for"),
            [
                f"{one_line(search.question)} {one_line(search.result)}"
                for search in content.corpus.searches
            ],
        ),
        (
            _("To recompute it"),
            [
                made_with(content.provenance, language),
                command_of(coverage, language),
                *(f"{name}{_(', SHA-256 ')}{digest}" for name, digest in digests_of(coverage).items()),
            ],
        ),
    )
    rows = [[subject, sentence] for subject, sentences in sections for sentence in sentences]
    return _Sheet(_("Method"), ((_("Subject"), 26), (_("Text"), 110)), rows)


def _apart(texts: Iterable[str]) -> str:
    """A text for each statement; several have numbers, so that the columns say whose each text is."""
    statements = list(texts)
    if len(statements) > 1:
        statements = [text and f"({number}) {text}" for number, text in enumerate(statements, start=1)]
    return _lines(statements)


def _lines(texts: Iterable[str]) -> str:
    """Different texts, one a line."""
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name as Excel allows it: at most 31 characters, without its signs, and none twice."""
    clean = re.sub(r"[\[\]:*?/\\']", " ", one_line(xml_safe(name)))[:31].strip() or "–"
    # Names without case must differ, and Excel keeps this one to itself.
    if clean.casefold() in {other.casefold() for other in (*taken, "History")}:
        clean = f"{clean[:27]} ({len(taken) + 1})"
    return clean


def _fill(book: Any, page: Any, sheet: _Sheet, colours: Mapping[Status, str]) -> None:
    wrap = {
        "text_wrap": True,
        "valign": "top",
        "num_format": "@",
        "bottom": 1,
        "bottom_color": "#c8ccd0",
    }
    plain = book.add_format(wrap)
    head = book.add_format({**wrap, "bold": True, "bottom": 1, "bg_color": "#eceff1"})
    dark = {Status.ADOPTED, Status.PARTIAL}
    coloured = {
        status: book.add_format(
            {**wrap, "bg_color": colour, "font_color": "#ffffff" if status in dark else "#000000"}
        )
        for status, colour in colours.items()
        if sheet.statuses
    }
    for column, (title, width) in enumerate(sheet.columns):
        page.set_column(column, column, width, plain)
        page.write_string(0, column, _cell(title), head)
        for number, row in enumerate(sheet.rows):
            by_status = column == 1 and sheet.statuses
            style = coloured[sheet.statuses[number]] if by_status else plain
            page.write_string(number + 1, column, _cell(row[column]), style)
    # « 9 » is a number of the document, so it is a text: no green corner shall say otherwise.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def _cell(text: str) -> str:
    """A text as XML can hold it, and no longer than a cell can be."""
    clean = xml_safe(text)
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return clean
    return units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT

"""The workbook for people: results, measures, sources and method, in the report's language.

XlsxWriter writes texts as texts if it is told to, puts one fixed time on every part of the file and
takes the time of the document from its caller, so that the same input gives the same bytes.
"""

import datetime as dt
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from jamplan.account import items, method, statements, vocabulary
from jamplan.account.context import SIGNS, Context
from jamplan.account.quoting import Cited, against_all, cited
from jamplan.account.spans import Inline, plain
from jamplan.account.totals import told_total
from jamplan.account.whole import further_totals, headline, unknowns
from jamplan.corpus import model
from jamplan.corpus.views import answer_of
from jamplan.counting import figures
from jamplan.counting.statuses import Status
from jamplan.exports.export import Publication
from jamplan.language.folding import is_web, one_line, xml_safe
from jamplan.layouts import cells
from jamplan.layouts.coverage import measures_of_statements

_LONGEST = 32_767
"""The characters that a cell can hold, as UTF-16 counts them."""
_CUT = " […]"
_LONGEST_ADDRESS = 2_000
"""The characters that Excel follows in a link."""
_A4 = 9


class _Address(str):
    """A web address that is a link."""

    __slots__ = ()


Cell = str | int | dt.date


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns with their widths in characters, and its rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]
    statuses: Sequence[str] = ()
    """The key of the sign of the status in the fourth column of each row, coloured as in the bar."""
    to_fill: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """The columns that a person fills in, each with the texts to choose from; all else is locked."""


def workbook(content: Publication) -> bytes:
    """The bytes of the workbook.

    Numbers, days and single web addresses are such; all other cells are texts, so that nothing is taken
    for a formula. A text that is longer than a cell can be ends in « […] »; CSV and JSON have it whole.
    """
    context = content.context
    sheets = [
        _results(context),
        _measures(context),
        _sources(context),
        _method(content),
    ]
    return written(context, content.provenance.date, sheets)


def written(context: Context, date: str, sheets: Iterable[Sheet]) -> bytes:
    """The bytes of sheets, made on a day."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        # A year or a month begins on its first day.
        day = dt.datetime.fromisoformat(f"{date}-01-01"[:10]).replace(tzinfo=dt.UTC)
        book.set_properties({"title": xml_safe(context.heading)[:255], "created": day})
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, book.sheetnames))
            if context.draft:
                page.set_header(f"&R{context.mark}")
            _fill(book, page, sheet)
            if sheet.to_fill:
                _offer(book, page, sheet)
    return stream.getvalue()


def _results(context: Context) -> Sheet:
    """A row a proposal, in the order of the first screen, and one for those without a text."""
    _ = context.gettext
    columns = (
        (_("Number in the document"), 11),
        (context.proposal_head, 22),
        (_("{Chapter}"), 16),
        (_("Status"), 14),
        (f"{measures_of_statements(context)}{cells.star_note(context)}", 26),
        (_("According to"), 11),
        (_("Wording"), 11),
        (vocabulary.capitalised(_("extent")), 11),
        (_("Quote"), 32),
        (_("What complicates this"), 24),
        (_("Keep in mind"), 24),
        (items.became_head(context), 24),
        (vocabulary.capitalised(_("date")), 12),
        (_("Source"), 22),
        (_("Address"), 26),
    )
    ordered = context.by_support(screen=True)
    statuses = [context.sort_of(row).sign for row in ordered]
    rows: list[list[Cell]] = [_result(context, row) for row in ordered]
    missing = context.figures.statuses[Status.UNDOCUMENTED]
    if missing:
        other = context.ngettext(
            "{n} other {proposal}", "{n} other {proposals}", missing
        )
        empty = [""] * (len(columns) - 4)
        rows.append(
            [
                "",
                other,
                "",
                vocabulary.sort_text(
                    context.language, vocabulary.Sort(Status.UNDOCUMENTED)
                ),
                *empty,
            ]
        )
        statuses.append(Status.UNDOCUMENTED.value)
    return Sheet(_("Results"), columns, rows, statuses)


def _result(context: Context, row: figures.ProposalRow) -> list[Cell]:
    """The cells of a proposal."""
    told = items.entry(context, row.proposal)
    told_of, evidence = told.statements, [each.evidence for each in told.statements]
    measures = [each.measure for each in told_of]
    answer = None if told_of else answer_of(context.corpus, row.proposal)
    if answer is not None:
        measures = [answer]
        own = (
            piece
            for piece in cited(context, answer.evidence)
            if items.is_own_words(answer, piece)
        )
        evidence = [tuple(own)]
    proposal, number = row.proposal, vocabulary.number_of(row.proposal)
    chapter = context.corpus.chapter.get(proposal.chapter or "")
    of = context.corpus.source
    sources = [of[piece.source] for pieces in evidence for piece in pieces]
    days = {"" if source.date_inferred else source.date or "" for source in sources}
    return [
        int(number) if number.isdecimal() and number.isascii() else number,
        one_line(proposal.title),
        one_line(chapter.title) + "*" * proposal.chapter_inferred if chapter else "",
        told.status_label,
        _apart(vocabulary.numbered(measure) if measure else "" for measure in measures),
        _apart(each.claimant for each in told_of),
        _apart(each.wording_and_rule for each in told_of),
        _apart(each.extent for each in told_of),
        _apart(_lines(plain(piece.quote) for piece in each) for each in evidence),
        _apart(
            _lines(
                _sourced(against.sentence, against.evidence)
                for against in each.objections
            )
            for each in told_of
        ),
        _keep_in_mind(context, told),
        _outcomes(context, items.outcomes_beside(context, proposal)),
        _day(context, days.pop())
        if len(days) == 1 and days != {""}
        else _apart(
            _lines(context.dated(of[piece.source]) for piece in each)
            for each in evidence
        ),
        _apart(
            _lines(plain(context.source(of[piece.source])) for piece in each)
            for each in evidence
        ),
        _address(
            _apart(_lines(piece.url or "" for piece in each) for each in evidence)
        ),
    ]


def _outcomes(context: Context, of: Iterable[model.Item]) -> str:
    """What is said became of items, a line each, with what complicates it."""
    told = []
    for item in of:
        for record in items.outcomes_on(context, item):
            outcome = items.told_outcome(context, record)
            quotes = [plain(piece.quote) for piece in outcome.evidence]
            told.append(" ".join(filter(None, [plain(outcome.sentence), *quotes])))
            told += [
                _sourced(each.sentence, each.evidence) for each in outcome.objections
            ]
    return _lines(told)


def _day(context: Context, date: str) -> Cell:
    """A date as such if it has a day; else in words."""
    if len(date) == len("2021-11-05"):
        return dt.date.fromisoformat(date)
    return context.language.date(date)


def _address(text: str) -> Cell:
    """One web address as a link; anything else as text."""
    return _Address(text) if is_web(text) and len(text) <= _LONGEST_ADDRESS else text


def _sourced(sentence: Inline, evidence: Iterable[Cited]) -> str:
    """A sentence with the addresses of its evidence."""
    return " ".join(
        [plain(sentence), *dict.fromkeys(piece.url for piece in evidence if piece.url)]
    )


def _keep_in_mind(context: Context, told: items.ItemEntry) -> str:
    """The caveats of each statement, else what was looked for; notes, what would change the status."""
    caveats = []
    for each in told.statements:
        listed = context.gettext("; ").join(statements.texts_of(each.caveats))
        caveats.append(
            _lines([listed and f"{listed}.", *map(plain, statements.further(each))])
        )
    if told.statements:
        return _lines([_apart(caveats), plain(told.note)])
    nothing = statements.nothing_on_record(context, told.item).text
    if not context.has_document and told.outcome:
        nothing = ""
    return _lines(
        [nothing, plain(told.note), plain(statements.would_change(context, told.item))]
    )


def _measures(context: Context) -> Sheet:
    _ = context.gettext
    # The sheet of results tells what complicates them.
    mark = f"{statements.DAGGER} {_('What complicates this').lower()}"
    columns = (
        (cells.measure_head(context), 40),
        (_("{Priority}"), 26),
        (f"{_('Statements ({proposals})')} ({mark})", 34),
        (_("What became of it"), 46),
        (_("Source"), 24),
    )
    rows = [_measure(context, row) for row in context.measure_rows]
    return Sheet(_("{Measures}"), columns, rows)


def _measure(context: Context, row: figures.MeasureRow) -> list[Cell]:
    told = items.entry(context, row.measure)
    linked = []
    for each in told.statements:
        facts = ", ".join(filter(None, (each.stated, each.wording, each.uncounted)))
        linked.append(
            f"{one_line(each.proposal.title)} ({facts}{statements.mark_of([each])})"
        )
    priority = context.corpus.priority.get(row.measure.priority or "")
    evidence = [
        *told.evidence,
        *(piece for outcome in told.outcomes for piece in outcome.evidence),
    ]
    return [
        vocabulary.numbered(row.measure),
        priority.title if priority else "",
        _lines(linked) or context.gettext("no statement known here"),
        _outcomes(context, items.outcomes_beside(context, row.measure))
        or context.nothing_known(row.measure),
        _lines(context.publisher(piece.source).text for piece in evidence),
    ]


def _sources(context: Context) -> Sheet:
    _ = context.gettext
    names = (_("Source"), _("Accessed on"), _("Address"), _("Archived copy"), _("Note"))
    columns = tuple(zip(names, (60, 18, 60, 30, 40), strict=True))
    rows = []
    for source in context.corpus.sources:
        name, accessed = (
            plain(context.source(source)),
            _day(context, source.accessed or ""),
        )
        addresses = [_address(url or "") for url in (source.url, source.archived)]
        rows.append([name, accessed, *addresses, context.data(source.note or "").text])
    return Sheet(_("Sources"), columns, rows)


def _method(content: Publication) -> Sheet:
    """The headline and what it rests on, each sentence in a row beside its subject."""
    context, provenance = content.context, content.provenance
    _, corpus = context.gettext, context.corpus
    searched = ((search.question, search.result) for search in corpus.searches)
    looked_for = [
        " ".join(context.data(text).text for text in texts) for texts in searched
    ]
    against = [_sourced(each.sentence, each.evidence) for each in against_all(context)]
    in_general = [
        _sourced(told_total(context, total), cited(context, total.evidence))
        for total in further_totals(context)
    ]
    counts = context.status_text()
    if not context.has_document:
        counts = items.outcomes_counted(context, corpus.proposals)
    digests = [f"{name}, SHA-256 {digest}" for name, digest in provenance.files.items()]
    sections = (
        (_("Results"), [context.heading, headline(context)]),
        (_("{Proposals}"), [counts]),
        (_("What complicates this"), against),
        (_("What is said in general"), in_general),
        (_("Method"), [*method.method_sentences(context), method.byline(context)]),
        (_("The rule"), method.rule_in_words(context)),
        (_("What is not known"), unknowns(context)),
        (_("What was looked for"), looked_for),
        (
            _("To recompute it"),
            [method.made_with(context, provenance), provenance.command, *digests],
        ),
    )
    rows = [
        [subject, sentence] for subject, sentences in sections for sentence in sentences
    ]
    return Sheet(_("Method"), ((_("Subject"), 26), (_("Text"), 110)), rows)


def _apart(texts: Iterable[str]) -> str:
    """A text for each statement; several have numbers, so that the columns say whose each text is."""
    stated = list(texts)
    if len(stated) > 1:
        stated = [
            text and f"({number}) {text}" for number, text in enumerate(stated, start=1)
        ]
    return _lines(stated)


def _lines(texts: Iterable[str]) -> str:
    """Different texts, one a line."""
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _sheet_name(name: str, taken: Collection[str]) -> str:
    """A name as Excel allows it: at most 31 characters, without its signs, and none twice."""
    clean = re.sub(r"[\[\]:*?/\\']", " ", one_line(xml_safe(name)))[:31].strip() or "–"
    # Names without case must differ, and Excel keeps this one to itself.
    if clean.casefold() in {other.casefold() for other in (*taken, "History")}:
        clean = f"{clean[:27]} ({len(taken) + 1})"
    return clean


def _fill(book: Any, page: Any, sheet: Sheet) -> None:
    wrap = {
        "text_wrap": True,
        "valign": "top",
        "num_format": "@",
        "bottom": 1,
        "bottom_color": "#c8ccd0",
    }
    plain = book.add_format(wrap)
    whole, day = (
        book.add_format({**wrap, "num_format": form}) for form in ("0", "yyyy-mm-dd")
    )
    link = book.add_format({**wrap, "font_color": "#0b5567", "underline": 1})
    head = book.add_format({**wrap, "bold": True, "bottom": 1, "bg_color": "#eceff1"})
    answer = book.add_format({**wrap, "locked": False, "bg_color": "#fff8e1"})
    dark = {"stated", "reported", "partial", "interpreted", "contested", "refused"}
    coloured = {
        status: book.add_format(
            {
                **wrap,
                "bg_color": colour,
                "font_color": "#ffffff" if status in dark else "#000000",
            }
        )
        for status, (*_signs, colour) in SIGNS.items()
        if sheet.statuses
    }
    for column, (title, width) in enumerate(sheet.columns):
        cells = answer if column in sheet.to_fill else plain
        page.set_column(column, column, width, plain)
        page.write_string(0, column, _cell(title), head)
        for number, row in enumerate(sheet.rows):
            by_status = column == 3 and sheet.statuses
            style = coloured[sheet.statuses[number]] if by_status else cells
            match row[column]:
                case int() as value:
                    page.write_number(number + 1, column, value, whole)
                case dt.date() as value:
                    page.write_datetime(number + 1, column, value, day)
                case _Address() as address:
                    page.write_url(
                        number + 1, column, xml_safe(address), link, xml_safe(address)
                    )
                case text:
                    page.write_string(number + 1, column, _cell(text), style)
    # « 9* » is a number of the document, so it is a text: no green corner shall say otherwise.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.freeze_panes(1, 2 if sheet.statuses else 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def _offer(book: Any, page: Any, sheet: Sheet) -> None:
    """Lock a sheet but for the columns to fill in, and offer the texts that some of them take."""
    lists = book.add_worksheet("-")
    lists.hide()
    for at, (column, texts) in enumerate(sheet.to_fill.items()):
        for number, text in enumerate(texts):
            lists.write_string(number, at, _cell(text))
        if texts:
            name = xl_col_to_name(at, col_abs=True)
            offered = {
                "validate": "list",
                "source": f"='-'!{name}$1:{name}${len(texts)}",
            }
            # Whoever types « oui » or a new name is asked, not stopped.
            page.data_validation(
                1, column, len(sheet.rows), column, offered | {"error_type": "warning"}
            )
    allowed = ("format_columns", "format_rows", "autofilter", "sort")
    page.protect(options=dict.fromkeys(allowed, True))


def _cell(text: str) -> str:
    """A text as XML can hold it, and no longer than a cell can be."""
    clean = xml_safe(text)
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return clean
    return (
        units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT
    )

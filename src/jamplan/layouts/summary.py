"""The result in writing: a summary with results first, and a note of two pages."""

from collections.abc import Iterable, Iterator, Sequence

from jamplan.account import manners, spans
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold, StatementTold
from jamplan.account.clauses import EXCEPTIONS
from jamplan.account.groups import StatusTold
from jamplan.account.statements import note_of, texts_of
from jamplan.account.vocabulary import capitalised, stop_after
from jamplan.counting.figures import OPEN
from jamplan.counting.statuses import COUNTED, Status
from jamplan.evidence.published import Provenance
from jamplan.language.folding import one_line
from jamplan.layouts import blocks, cells
from jamplan.layouts.notes import marks, noted, with_notes
from jamplan.layouts.omissions import caveats_shown, is_shown


def summary_report(account: Account, provenance: Provenance) -> list[blocks.Block]:
    """The whole summary: results, what is not known, method, sources."""
    _, whole = account.language.gettext, account.whole
    results: list[Iterable[blocks.Block]] = [
        _grouped(account, account.taken_up, "md"),
        _not_established(account, "md"),
    ]
    if not account.has_document:
        results = [_outcomes(account, 2)]
    if account.is_long:
        # In a list longer than a screen, exceptions come first.
        results.reverse()
    report = [*_beginning(account), *cells.documents_table(account)]
    for part in results:
        report += part
    if account.measures:
        report += _measures(account)
    report += _timeline(account)
    report += blocks.listed(_("What is not known"), whole.warnings_in_summary)
    report += [
        *cells.against(account),
        *cells.said_in_general(account),
        *_searches(account),
        *_method(account),
        blocks.points(account.method.rule_beside),
        *_recompute(account, provenance),
    ]
    return with_notes(account.source, report)


def note_report(account: Account, provenance: Provenance) -> list[blocks.Block]:
    """The note: what is open, what is taken up as a table, method, sources."""
    _, bar = account.language.gettext, account.whole.bar
    report = _beginning(account)
    if bar:
        report.append(blocks.Bar(bar))
    report += cells.documents_table(account)
    if account.has_document:
        report += _not_established(account, "docx")
    report += _taken_up(account, "docx")
    if account.whole.has_outcomes or not account.has_document:
        # Beside the measures of a document, two pages have no room for notes on
        # outcomes.
        is_marked = not account.whole.follows_measures
        report += _outcomes(account, 2, marked=is_marked)
    report += _timeline(account)
    made_with = account.method.made_with(provenance)
    report += [
        *cells.against(account),
        *cells.said_in_general(account),
        *_method(account),
        blocks.paragraph(made_with, " ", spans.command(provenance.command)),
        blocks.Heading(_("Sources")),
    ]
    return with_notes(account.source, report)


def _beginning(account: Account) -> list[blocks.Block]:
    """The title and answer, with notes on its general claims and outcomes."""
    whole = account.whole
    notes = map(spans.note, dict.fromkeys(whole.headline_sources))
    report: list[blocks.Block] = [
        blocks.Heading(one_line(account.heading), 1),
        blocks.paragraph(spans.strong(whole.headline_text), *notes, lead=True),
    ]
    if whole.undecided_in_brief:
        report.append(blocks.paragraph(whole.undecided_in_brief))
    return report


def _taken_up(account: Account, form: str) -> Iterator[blocks.Block]:
    """Yield what is taken up as a table, with what all rows share above it."""
    items = [item for item in account.by_support if item.code in COUNTED]
    shared = _shared(items, form)
    titles = [status.title for status in account.taken_up]
    if titles and account.has_document:
        yield blocks.Heading(", ".join(titles))
        yield from _told_once(account, shared)
    rows = []
    for item in items:
        for statement in item.statements:
            caveats = _own_caveats(statement, form, shared)
            rows.append(_row(account, item, statement, caveats))
    heads = (account.proposal_head, account.measure_head, *account.heads_of_statements)
    columns = (*heads, account.language.gettext("Quote"))
    if rows:
        yield blocks.Table(columns, tuple(rows))


def _row(
    account: Account, item: ItemTold, statement: StatementTold, caveats: Iterable[str]
) -> blocks.TableRow:
    """The row of a statement; what complicates it follows its quote."""
    told: list[spans.Part] = []
    for piece in statement.evidence:
        stop = "—"
        if piece.quote:
            stop = stop_after(spans.plain(piece.quote))
        told.append(spans.inline(piece.linked_quote, stop, marks([piece])))
    told = told or ["—"]
    told += _complications(account, statement, caveats)
    # That its match is inferred is among the caveats.
    cells_of = [item.numbered, _measure_in_row(account, statement)]
    if account.has_many_claimants:
        cells_of.append(statement.claimant)
    return blocks.table_row(*cells_of, statement.worded, spans.joined(told, " "))


def _measure_in_row(account: Account, statement: StatementTold) -> str:
    """The measure of a statement; by number alone if its title is quoted beside it."""
    if not statement.measure:
        return "—"
    measure = account.item[statement.measure]
    if statement.quotes_measure:
        return f"{measure.number}{measure.within}"
    return f"{measure.numbered}{measure.within}"


def _complications(
    account: Account, statement: StatementTold, caveats: Iterable[str]
) -> list[spans.Inline]:
    """What complicates a statement: objections, caveats, what would change it."""
    against = [noted(objection) for objection in statement.objections]
    caveat = note_of(account.language, caveats)
    return [*against, *filter(None, [caveat]), *statement.further]


def _grouped(
    account: Account, groups: Iterable[StatusTold], form: str, level: int = 2
) -> Iterator[blocks.Block]:
    """Yield groups of proposals, each under its heading."""
    for group in groups:
        yield blocks.Heading(group.title, level)
        items = [account.item[name] for name in group.items]
        shared = _shared(items, form)
        yield from _told_once(account, shared)
        if items:
            points: list[spans.Inline] = []
            for item in items:
                points += _points(account, item, form, shared)
            yield blocks.Items(tuple(points))


_FEWEST_ALIKE = 3
"""The fewest statements of a list whose common caveats are told above it."""


def _told_once(account: Account, shared: Iterable[str]) -> Iterator[blocks.Block]:
    """Yield what all statements of a list share, to be told once above them."""
    note = note_of(account.language, shared)
    if note:
        yield blocks.Paragraph(note)


def _caveats(statement: StatementTold, form: str) -> list[str]:
    """The caveats of a statement that a form shows."""
    return texts_of(caveats_shown(form, statement.caveats))


def _own_caveats(
    statement: StatementTold, form: str, shared: Sequence[str]
) -> list[str]:
    """The same without those that are told above it."""
    return [text for text in _caveats(statement, form) if text not in shared]


def _shared(items: Iterable[ItemTold], form: str) -> list[str]:
    """The caveats that all statements of a list have, of which there are several."""
    statements: list[StatementTold] = []
    for item in items:
        statements += item.statements
    if len(statements) < _FEWEST_ALIKE:
        return []
    shared = _caveats(statements[0], form)
    for statement in statements:
        own = _caveats(statement, form)
        shared = [text for text in shared if text in own]
    sources = {piece.source for each in statements for piece in each.evidence}
    if len(sources) > 1:
        # Told of them all, it would say that one source has them all.
        sole = [each for each in statements[0].caveats if each.code in _SOLE]
        shared = [text for text in shared if text not in texts_of(sole)]
    return shared


_SOLE = ("single-source", "single-voice")
"""That one source, or one voice, alone says something."""


def _method(account: Account) -> list[blocks.Block]:
    sentences = " ".join([*account.method.sentences, account.method.byline])
    title = account.language.gettext("Method")
    return [blocks.Heading(title), blocks.paragraph(sentences)]


def _points(
    account: Account, item: ItemTold, form: str, shared: Sequence[str]
) -> Iterator[spans.Inline]:
    """Yield a point a statement or conclusion: title, claim, notes, complications."""
    if item.voices_differ:
        # All voices, before what each of them says.
        status = capitalised(item.status_in_full)
        yield spans.inline(spans.strong(item.numbered), ". ", status, ".")
    for statement in item.statements:
        caveats = _own_caveats(statement, form, shared)
        yield _point(account, item, statement, caveats)
    if not item.statements:
        yield _nothing(item, form)


def _point(
    account: Account, item: ItemTold, statement: StatementTold, caveats: list[str]
) -> spans.Inline:
    measure = ""
    if statement.measure:
        named = _measure_in_point(account, item, statement)
        measure = f" → {named}".rstrip(".")
    claim = spans.inline(statement.claim, marks(statement.evidence))
    # A dispute is told above, and the heading says so of those that do not count.
    is_told = bool(statement.disputed) or item.code == Status.BELOW_RULE
    if statement.uncounted and not is_told:
        caveats = [statement.uncounted, *caveats]
    complications = _complications(account, statement, caveats)
    told = spans.joined([claim, *complications], " ")
    return spans.inline(spans.strong(item.numbered), measure, ". ", told)


def _measure_in_point(
    account: Account, item: ItemTold, statement: StatementTold
) -> str:
    """The measure a statement names, by noun and number if its title says less."""
    measure = account.item[statement.measure]
    is_titled = item.code in COUNTED and not statement.quotes_measure
    if is_titled or not measure.number:
        return f"{measure.numbered}{measure.within}"
    return f"{measure.noun[:1].lower()}{measure.noun[1:]}"


def _nothing(item: ItemTold, form: str) -> spans.Inline:
    """That nothing is on record on a proposal, notes, and what would change this."""
    notes = map(spans.note, dict.fromkeys(item.nothing_sources))
    told = [spans.inline(item.nothing_under_status, *notes)]
    if is_shown(form, "item", "note"):
        told.append(item.note)
    told.append(item.would_change)
    sentences = spans.joined(filter(None, told), " ")
    return spans.inline(spans.strong(item.numbered), ". ", sentences)


def _not_established(account: Account, form: str) -> Iterator[blocks.Block]:
    """Yield what is disputed, refused or left open, then what nothing establishes."""
    yield from _grouped(account, cells.with_statuses(account, *EXCEPTIONS), form)
    left = [status for status in OPEN if status not in EXCEPTIONS]
    told = [*_grouped(account, cells.with_statuses(account, *left), form, 3)]
    if account.whole.no_refusal:
        told.append(blocks.paragraph(account.whole.no_refusal))
    if told:
        # Of answers that are all yes, no or disputed, nothing is left.
        yield blocks.Heading(account.language.gettext("Not established"))
        yield from told


def _measures(account: Account) -> Iterator[blocks.Block]:
    """Yield how many measures have a counted statement, and how many none.

    Follow-ups are told apart.
    """
    title = account.language.gettext("The {measures}")
    yield blocks.Heading(f"{title}{account.star_note}")
    yield blocks.paragraph(account.whole.answered)
    if account.whole.unnamed_measures:
        yield blocks.paragraph(account.whole.unnamed_measures)
    yield from _outcomes(account)


def _outcomes(
    account: Account, level: int = 3, *, marked: bool = True
) -> Iterator[blocks.Block]:
    """Yield what became of the items, if anything is known of any."""
    _ = account.language.gettext
    if account.whole.has_outcomes:
        yield blocks.Heading(_("What became of it"), level)
    if account.has_document:
        yield blocks.paragraph(_(manners.OUTCOMES_APART))
    yield blocks.points(cells.outcome_points(account, marked=marked))


def _timeline(account: Account) -> list[blocks.Block]:
    """What happened to items with several known answers or outcomes, by day."""
    title = account.language.gettext("Timeline")
    return blocks.listed(title, cells.timeline_points(account))


_MOST_IN_FULL = 3
"""The most searches whose results are told whole.

The page and the workbook have the rest.
"""


def _searches(account: Account) -> list[blocks.Block]:
    """What was looked for about the whole, with its results."""
    _, searches = account.language.gettext, account.whole.searches
    is_cut = len(searches) > _MOST_IN_FULL
    # The page and the workbook have those about single items too; what became of it is
    # told above.
    told = [
        cells.search_point(account, search, is_cut=is_cut)
        for search in searches
        if not (search.about or search.is_of_outcomes)
    ]
    return blocks.listed(_("What was looked for"), told)


def _recompute(account: Account, provenance: Provenance) -> Iterator[blocks.Block]:
    """Yield the version of the tool, the command and the digests of the files."""
    yield blocks.Heading(account.language.gettext("To recompute it"))
    version = account.method.made_with(provenance)
    yield blocks.paragraph(version, " ", spans.command(provenance.command))
    digests = [
        spans.inline(spans.command(name), ", SHA-256 ", spans.command(digest))
        for name, digest in provenance.files.items()
    ]
    yield blocks.points(digests)

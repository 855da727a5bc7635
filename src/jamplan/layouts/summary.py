"""The result in writing: a summary with results before method, and a note of two pages."""

from collections.abc import Iterable
from dataclasses import replace

from jamplan.account import method, spans, statements, vocabulary, whole
from jamplan.account.citations import claim_of, uncounted_caveat
from jamplan.account.clauses import EXCEPTIONS, status_in_full
from jamplan.account.context import Context
from jamplan.account.items import is_silent
from jamplan.account.statements import (
    ToldStatement,
    complications,
    nothing_on_record,
    totals_on_all,
)
from jamplan.account.totals import all_totals
from jamplan.account.vocabulary import capitalised, number_of, numbered
from jamplan.account.whole import headline, outcome_searches, undecided
from jamplan.corpus.model import Proposal, SearchOf
from jamplan.corpus.views import answer_of
from jamplan.counting.figures import OPEN, ProposalRow
from jamplan.counting.statuses import Status
from jamplan.evidence.published import Provenance
from jamplan.language.folding import first_sentence, one_line
from jamplan.layouts import blocks, cells
from jamplan.layouts.notes import with_notes
from jamplan.layouts.omissions import caveats_shown, is_shown

_TAKEN_UP = (Status.ADOPTED, Status.PARTIAL)


def summary_report(context: Context, provenance: Provenance) -> list[blocks.Block]:
    """The whole summary: results, what is not known, method, sources."""
    report = _beginning(context)
    taken_up = _grouped(context, cells.taken_up(context), "md")
    results = [taken_up, _not_established(context, "md")]
    if not context.has_document:
        results = [_outcomes(context, 2)]
    # In a list longer than a screen, exceptions come first.
    for part in results[:: -1 if context.is_long else 1]:
        report += part
    if context.figures.measures:
        report += _measures(context)
    left_open = whole.warnings(context, whole.Beside.SUMMARY)
    report += blocks.listed(context.gettext("What is not known"), left_open)
    report += [
        *cells.against(context),
        *cells.said_in_general(context),
        *_searches(context),
    ]
    report += _method(context)
    report += [
        blocks.points(method.rule_beside_method(context)),
        *_recompute(context, provenance),
    ]
    return with_notes(context, report)


def note_report(context: Context, provenance: Provenance) -> list[blocks.Block]:
    """The note: what is not established, what is taken up as a table, method, sources."""
    _ = context.gettext
    parts = context.bar_parts
    report = _beginning(context, *([blocks.Bar(parts)] if parts else []))
    if context.has_document:
        report += _not_established(context, "docx")
    taken_up = context.by_support(*_TAKEN_UP)
    shared = _shared(context, taken_up, "docx")
    rows = []
    for row in taken_up:
        told = _statements(context, row, "docx")
        rows += [_row(context, _without(each, shared)) for each in told]
    heads = statements.heads_of_statements(context)
    columns = (context.proposal_head, cells.measure_head(context), *heads, _("Quote"))
    titles = [title for title, _rows in cells.taken_up(context)]
    if titles and context.has_document:
        report.append(blocks.Heading(", ".join(titles)))
        report += _told_once(context, shared)
    report += [blocks.Table(columns, tuple(rows))] if rows else []
    if context.outcomes or not context.has_document:
        # Beside the measures of a document, two pages have no room for notes on outcomes.
        is_marked = context.corpus.is_response or not context.has_document
        report += _outcomes(context, 2, marked=is_marked)
    report += [*cells.against(context), *cells.said_in_general(context)]
    made_with, command = (
        method.made_with(context, provenance),
        spans.command(provenance.command),
    )
    recompute = blocks.paragraph(made_with, " ", command)
    report += [*_method(context), recompute, blocks.Heading(_("Sources"))]
    return with_notes(context, report)


def _headline_sources(context: Context) -> Iterable[str]:
    """Yield the sources, by id, of what the headline says in general, of outcomes and against all."""
    for total in all_totals(context):
        yield from (piece.source for piece in total.evidence)
    for row in context.figures.rows:
        if row.status in EXCEPTIONS:
            for each in row.counted:
                yield from (piece.source for piece in each.evidence)
    if context.corpus.is_response and context.figures.claimants:
        yield from (
            source for search in outcome_searches(context) for source in search.sources
        )
    for objection in context.corpus.objections[:1] if context.figures.claimants else ():
        yield from (piece.source for piece in objection.evidence)


def _beginning(context: Context, *bar: blocks.Bar) -> list[blocks.Block]:
    """The title and the answer, with the notes on what it says in general and of outcomes."""
    marks = context.marks(_headline_sources(context))
    answer = blocks.paragraph(spans.strong(headline(context)), *marks, lead=True)
    told = map(blocks.paragraph, filter(None, [undecided(context, brief=True)]))
    return [blocks.Heading(one_line(context.heading), 1), answer, *told, *bar]


def _grouped(
    context: Context,
    groups: Iterable[tuple[str, list[ProposalRow]]],
    form: str,
    level: int = 2,
) -> Iterable[blocks.Block]:
    """Yield groups of proposals, each under its heading."""
    for title, rows in groups:
        yield blocks.Heading(title, level)
        shared = _shared(context, rows, form)
        yield from _told_once(context, shared)
        if rows:
            yield _told(context, rows, form, shared)


_FEWEST_ALIKE = 3
"""The fewest statements of a list whose common caveats are told above it."""


def _told_once(context: Context, shared: tuple[str, ...]) -> Iterable[blocks.Block]:
    """Yield what all statements of a list have in common, to be told once above them."""
    if shared:
        common = context.gettext("; ").join(shared)
        note = context.gettext(" Note: {caveats}.", caveats=common)
        yield blocks.paragraph(note.strip(" "))


def _statements(context: Context, row: ProposalRow, form: str) -> list[ToldStatement]:
    """The statements on a proposal with the caveats that the form shows."""
    told = []
    for each in statements.statements(context, row.proposal):
        caveats = tuple(caveats_shown(form, each.caveats))
        told.append(replace(each, caveats=caveats))
    return told


def _without(statement: ToldStatement, shared: tuple[str, ...]) -> ToldStatement:
    """A statement without the caveats that are told above it."""
    own = [each for each in statement.caveats if each.text not in shared]
    return replace(statement, caveats=tuple(own))


def _shared(
    context: Context, rows: Iterable[ProposalRow], form: str
) -> tuple[str, ...]:
    """The caveats that all statements of a list have, of which there are several."""
    told: list[ToldStatement] = []
    for row in rows:
        told += _statements(context, row, form)
    if len(told) < _FEWEST_ALIKE:
        return ()
    shared = statements.texts_of(told[0].caveats)
    for each in told:
        own = statements.texts_of(each.caveats)
        shared = [text for text in shared if text in own]
    return tuple(shared)


def _method(context: Context) -> list[blocks.Block]:
    sentences = " ".join([*method.method_sentences(context), method.byline(context)])
    return [blocks.Heading(context.gettext("Method")), blocks.paragraph(sentences)]


def _row(context: Context, statement: ToldStatement) -> blocks.TableRow:
    """The row of a statement; what complicates it follows its quote."""
    quotes = []
    for piece in statement.evidence:
        words = spans.plain(piece.quote)
        stop = vocabulary.ended(words).removeprefix(words) if words else "—"
        quotes.append(spans.inline(piece.quote, stop, spans.note(piece.source)))
    # That its match is inferred is among the caveats.
    measure = numbered(statement.measure) if statement.measure else "—"
    if context.corpus.is_response and statement.measure and statement.measure.number:
        # The title of an answer is its quote's beginning.
        measure = number_of(statement.measure)
    told = spans.joined(
        [*(quotes or [spans.inline("—")]), *complications(context, statement)], " "
    )
    wording = statement.wording_and_rule
    if context.corpus.is_response:
        what = vocabulary.label(context.language, statement.record.says)
        wording = f"{what} ({statement.wording_and_rule})"
    claimant = [statement.claimant] if context.has_many_claimants else []
    return blocks.table_row(
        numbered(statement.proposal), measure, *claimant, wording, told
    )


def _told(
    context: Context,
    rows: Iterable[ProposalRow],
    form: str,
    shared: tuple[str, ...] = (),
) -> blocks.Items:
    """A point for each statement and conclusion: title, claim, notes, what complicates it."""
    points_: list[spans.Inline] = []
    for row in rows:
        told = _statements(context, row, form)
        if row.status is Status.CONTESTED or row.extents_differ:
            # All voices, before what each of them says.
            title = spans.strong(numbered(row.proposal))
            status = capitalised(status_in_full(context, row))
            points_.append(spans.inline(title, ". ", status, "."))
        for statement in told:
            own = _without(statement, shared)
            points_.append(_point(context, row, own))
        if not told:
            points_.append(_nothing(context, row.proposal, form))
    return blocks.Items(tuple(points_))


def _point(
    context: Context, row: ProposalRow, statement: ToldStatement
) -> spans.Inline:
    measure = ""
    if statement.measure is not None:
        noun, number = context.gettext("{measure}"), number_of(statement.measure)
        is_named = row.status in _TAKEN_UP and not context.corpus.is_response
        in_full = is_named or not number
        named = numbered(statement.measure) if in_full else f"{noun} {number}"
        measure = f" → {named}".rstrip(".")
    marks = context.marks(piece.source for piece in statement.evidence)
    claim = spans.inline(claim_of(context, statement), *marks)
    # The heading says so of those that do not count.
    is_said = row.status is Status.BELOW_RULE
    uncounted = uncounted_caveat(statement) * (not is_said)
    complicated = complications(context, statement, uncounted)
    told = spans.joined([claim, *complicated], " ")
    return spans.inline(spans.strong(numbered(row.proposal)), measure, ". ", told)


def _nothing(context: Context, proposal: Proposal, form: str) -> spans.Inline:
    """That nothing is on record on a proposal, what the corpus notes, and what would change this."""
    title, nothing = (
        spans.strong(numbered(proposal)),
        nothing_on_record(context, proposal).text,
    )
    # The heading says that it is to review.
    status = capitalised(context.status_of(context.rows[proposal.id]))
    nothing = nothing.removesuffix(f" {status}.")
    answer = answer_of(context.corpus, proposal)
    evidence = [*(answer.evidence if answer else ())]
    evidence += (
        piece for total in totals_on_all(context, proposal) for piece in total.evidence
    )
    marks = context.marks(piece.source for piece in evidence)
    change = statements.would_change(context, proposal)
    is_noted = is_shown(form, "item", "note")
    note = (context.data(proposal.note),) if proposal.note and is_noted else ()
    told = spans.joined(
        filter(None, (spans.inline(nothing, *marks), note, change)), " "
    )
    return spans.inline(title, ". ", told)


def _not_established(context: Context, form: str) -> Iterable[blocks.Block]:
    """Yield what is disputed, refused or left open, then what nothing establishes."""
    yield from _grouped(context, cells.groups(context, *EXCEPTIONS), form)
    left = [status for status in OPEN if status not in EXCEPTIONS]
    yield blocks.Heading(context.gettext("Not established"))
    yield from _grouped(context, cells.groups(context, *left), form, 3)
    if is_silent(context):
        yield blocks.paragraph(context.gettext(vocabulary.NO_REFUSAL))


def _measures(context: Context) -> Iterable[blocks.Block]:
    """Yield how many measures have a counted statement, and those without any; follow-ups apart."""
    _ = context.gettext
    yield blocks.Heading(_("The {measures}") + statements.star_note(context))
    yield blocks.paragraph(cells.answered_sentence(context))
    rows = context.measure_rows
    without = [row.measure for row in rows if row.status is Status.UNREVIEWED]
    names = [number_of(measure) or one_line(measure.title) for measure in without]
    if names:
        listed = context.language.listed(names)
        nothing = _("no statement known here")
        yield blocks.paragraph(f"{_('{Measures}')} {listed}{_(': ')}{nothing}.")
    yield from _outcomes(context)


def _outcomes(
    context: Context, level: int = 3, *, marked: bool = True
) -> Iterable[blocks.Block]:
    """Yield what became of the items, if anything is known of any."""
    if context.outcomes:
        yield blocks.Heading(context.gettext("What became of it"), level)
    if context.has_document:
        yield blocks.paragraph(context.gettext(vocabulary.OUTCOMES_APART))
    yield blocks.points(cells.outcome_points(context, marked=marked))


def _searches(context: Context) -> Iterable[blocks.Block]:
    """Yield what was looked for about the whole, with its results."""
    _, corpus = context.gettext, context.corpus
    searches = []
    # The page and the workbook have those about single items too; what became of it is told above.
    for search in corpus.searches:
        if search.about or search.of is SearchOf.OUTCOMES:
            continue
        facts = []
        if search.on:
            facts.append(context.language.date(search.on))
        if search.sources:
            facts.append(
                context.ngettext("{n} source", "{n} sources", len(search.sources))
            )
        when = spans.bracketed(", ".join(facts))
        result = context.data(search.result).text
        if len(corpus.searches) > 3:
            # The page and the workbook have the whole result.
            first = first_sentence(result)
            result = f"{first} …" if first != result else result
        question = spans.strong(context.data(search.question).text)
        searches.append(spans.inline(question, when, _(": "), result))
    yield from blocks.listed(_("What was looked for"), searches)


def _recompute(context: Context, provenance: Provenance) -> Iterable[blocks.Block]:
    """Yield the version of the tool, the command and the digests of the files."""
    yield blocks.Heading(context.gettext("To recompute it"))
    version = method.made_with(context, provenance)
    yield blocks.paragraph(version, " ", spans.command(provenance.command))
    yield blocks.points(
        spans.inline(spans.command(name), ", SHA-256 ", spans.command(digest))
        for name, digest in provenance.files.items()
    )

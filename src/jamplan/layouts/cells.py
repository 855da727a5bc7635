"""Blocks that several reports share: openings, fields, the bar, quotes, the next commands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from jamplan.account import spans, statements
from jamplan.account.clauses import claimant_in_brief, records_of, wording_of
from jamplan.account.context import Context
from jamplan.account.items import (
    ToldOutcome,
    last_outcome,
    last_words,
    named_together,
    outcomes_on,
    told_outcome,
    unknown_outcomes,
)
from jamplan.account.quoting import Citation, Cited, against_all, noted
from jamplan.account.statements import mark_of
from jamplan.account.totals import told_total
from jamplan.account.vocabulary import (
    Sort,
    Voicing,
    capitalised,
    count_of,
    label,
    number_of,
    numbered,
    title_of,
)
from jamplan.account.whole import further_totals, scope
from jamplan.corpus.model import Item, Measure
from jamplan.corpus.statements import Says, Statement
from jamplan.counting.figures import ProposalRow
from jamplan.counting.statuses import Status
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.layouts import blocks


def opening(title: str, lead: str) -> list[blocks.Block]:
    """The title of a report and its answer."""
    return [blocks.Heading(one_line(title), 1), blocks.paragraph(lead, lead=True)]


SETTLING = N_("To settle what was decided differently:")


def see(
    words: Language | Context, *commands: str, to: str = N_("See:")
) -> blocks.Paragraph:
    """The next commands, after what they are for."""
    data = words.data if isinstance(words, Language) else words.language.data
    return blocks.paragraph(words.gettext(to), " ", spans.commands(data, *commands))


def field(words: Language | Context, name: str, *content: spans.Part) -> spans.Inline:
    """A named piece of information: « Chapitre : … »."""
    colon = words.gettext(": ").rstrip(" ")
    return spans.inline(spans.strong(f"{capitalised(name)}{colon}"), " ", *content)


def titled(title: str, item_id: str) -> spans.Inline:
    """A title and its id, on a line of its own if a format can break a line there."""
    return spans.inline(title, spans.BREAK, spans.ident(item_id))


def groups(context: Context, *statuses: Status) -> list[tuple[str, list[ProposalRow]]]:
    """The statuses that some proposal has, each as a heading with its proposals."""
    told = []
    for status in statuses:
        rows = context.by_support(status)
        missing = status is Status.UNDOCUMENTED
        title = context.status_text(status, rows=None if missing else rows)
        if title:
            told.append((title, rows))
    return told


def taken_up(context: Context) -> list[tuple[str, list[ProposalRow]]]:
    """What is taken up, in part first; that nothing is, if somebody has looked."""
    found = groups(context, Status.PARTIAL, Status.ADOPTED)
    if not found and context.is_reviewed:
        none = Sort(Status.ADOPTED, Voicing.STATED)
        found.append((count_of(context.language, none, 0), []))
    return found


def bar_widths(
    parts: Sequence[spans.BarPart], width: float
) -> Iterable[tuple[spans.BarPart, float, float]]:
    """Yield the parts of a bar of this width, each with its start and its own width."""
    starts = accumulate((part.count for part in parts), initial=0)
    scale = width / max(sum(part.count for part in parts), 1)
    for part, start in zip(parts, starts, strict=False):
        yield part, start * scale, part.count * scale


def answered_cell(context: Context, records: Iterable[Statement]) -> spans.Inline:
    """The proposals of which statements name a measure, each with its wording.

    What does not take a proposal up is said to be so.
    """
    texts = []
    for record in records:
        told = wording_of(context, record)
        if record.says is not Says.TAKEN_UP:
            told = f"{label(context.language, record.says)}, {told}"
        name = spans.ident(record.about)
        texts.append(spans.inline(name, f" ({told}{mark_of([record])})"))
    return spans.joined(texts, spans.BREAK)


def answered_sentence(context: Context) -> str:
    """How many measures a counted statement answers."""
    if not context.is_reviewed:
        return f"{capitalised(context.gettext('nothing reviewed yet'))}."
    _ = context.gettext
    name = N_("{Measures} with a statement that counts")
    if context.corpus.is_response:
        name = "{Measures}"
    told = []
    for figures in context.figures_by_document:
        counts = context.language.of_total(figures.answered, len(figures.measures))
        if context.corpus.is_response:
            counts = context.status_text(rows=figures.measures)
        document = one_line(figures.corpus.plan_document.short_name)
        told.append(f"{document}{_(': ')}{counts}")
    if len(told) > 1:
        return f"{_(name)}, {_('; ').join(told)}."
    return f"{_(name)}{_(': ')}{counts}."


def measure_head(context: Context) -> str:
    """The head of a column of measures, with what the star at a number means if one has it."""
    return f"{context.gettext('{Measure}')}{statements.star_note(context)}"


def quotes(evidence: Iterable[Cited]) -> list[blocks.Quote]:
    """Pieces of evidence: the quote if there is one, and its source with the mark of its note."""
    return [
        blocks.Quote(
            piece.quote, spans.inline(piece.reference, spans.note(piece.source))
        )
        for piece in evidence
    ]


def last_states(context: Context, row: ProposalRow) -> spans.Inline:
    """The last word on a proposal, and on the measures that take it up; a dash if there is none."""
    named = [row.proposal, *measures_of(context, row.take_ups)]
    if context.corpus.is_response:
        named += context.corpus.answers_to.get(row.proposal.id, ())
    states = dict.fromkeys(last_outcome(context, item) for item in named)
    return spans.inline(context.gettext("; ").join(filter(None, states)) or "—")


def measures_of(context: Context, records: Iterable[Statement]) -> list[Item]:
    """The measures that statements name, each once."""
    names = dict.fromkeys(record.measure for record in records if record.measure)
    return [context.corpus.measure[name] for name in names]


def became(context: Context, item: Item) -> spans.Inline:
    """What became of an item with the notes of its sources, or that nothing is known."""
    texts: list[spans.Part] = []
    for each in (
        told_outcome(context, record) for record in outcomes_on(context, item)
    ):
        quoted = (
            spans.inline(
                " " if piece.quote else "", piece.quote, spans.note(piece.source)
            )
            for piece in each.evidence
        )
        texts.append(spans.inline(each.sentence, *quoted, *_after(context, each)))
    return spans.joined(texts or [context.nothing_known(item)], spans.BREAK)


def _after(context: Context, outcome: ToldOutcome) -> list[spans.Inline]:
    """What complicates an outcome, and what the corpus notes on it, each after a space."""
    told = [noted(context, objection) for objection in outcome.objections]
    told += [outcome.note] if outcome.note and not context.has_document else []
    return [spans.inline(" ", each) for each in told]


def last_words_cell(
    context: Context, item: Item, *, marked: bool = True
) -> spans.Inline:
    """The last word of each voice on an item with its quotes, notes and objections; else empty."""
    texts = []
    # Beside the measures of a document, the page and the workbook have all of them.
    for word in last_words(context, item, brief=context.has_document):
        evidence = word.evidence[:1] if context.has_document else word.evidence
        marks = context.marks(piece.source for piece in evidence if marked)
        texts.append(spans.inline(word.sentence, *marks, *_after(context, word)))
    return spans.joined(texts, " ")


def outcome_points(context: Context, *, marked: bool = True) -> list[spans.Inline]:
    """A point an item: its name and the last word of each voice; then of which nothing is known.

    Items of one kind of which the same is said share a point. A text that is ``marked`` has the notes
    on its sources.
    """
    corpus = context.corpus
    found: list[Item] = [*corpus.measures, *corpus.proposals]
    alike: dict[tuple[bool, spans.Inline], list[Item]] = {}
    for item in found:
        if told := last_words_cell(context, item, marked=marked):
            key = isinstance(item, Measure), told
            alike.setdefault(key, []).append(item)
    points = []
    for (_is_measure, told), items in alike.items():
        name = _name(context, items[0])
        if len(items) > 1:
            name = named_together(context, items)
        points.append(spans.inline(spans.strong(name), ". ", told))
    return [*points, *map(spans.inline, unknown_outcomes(context))]


def _name(context: Context, item: Item) -> str:
    """The noun and number of an item; in a list that no document answers, its number and title."""
    if not context.has_document:
        return numbered(item)
    return context.numbered(item) if item.number else title_of(item)


_WIDTH = 80
"""The columns of a usual terminal."""


def title_lines(context: Context, *, chosen: bool = False) -> blocks.Paragraph:
    """The title of a corpus: the documents that are compared, each on its line if they are long.

    What was ``chosen`` follows, if no lead below it says so: a day, a document, a rule, a voice.
    """
    proposals, plan = context.names
    title: list[spans.Part] = [spans.strong(proposals)]
    if plan:
        is_long = len(f"{proposals} → {plan}") > _WIDTH
        title += [spans.BREAK if is_long else " ", spans.strong(f"→ {plan}")]
    if chosen and (told := scope(context)):
        title += [spans.BREAK, " ".join(told)]
    return blocks.Paragraph(spans.inline(*title), lead=True)


def citation_block(citation: Citation) -> blocks.Paragraph:
    """A citation as a paragraph, with its addresses after it."""
    addresses = map(spans.address, citation.addresses)
    return blocks.Paragraph(spans.joined([citation.text, *addresses], " "))


def against(context: Context, items: Iterable[spans.Inline] = ()) -> list[blocks.Block]:
    """What speaks against all statements at once, then ``items``, under their head; or nothing."""
    told = (noted(context, objection) for objection in against_all(context))
    return blocks.listed(context.gettext("What complicates this"), (*told, *items))


def said_in_general(context: Context) -> list[blocks.Block]:
    """What sources say of all beside the headline, with its notes, under its head; or nothing."""
    told = (
        spans.inline(
            told_total(context, total),
            context.marks(piece.source for piece in total.evidence),
        )
        for total in further_totals(context)
    )
    return blocks.listed(context.gettext("What is said in general"), told)


def exceptions_tables(context: Context, most: Iterable[int]) -> list[blocks.Table]:
    """The proposals, exceptions first, a row each with who is heard: of ``most`` rows, or fewer.

    The rest is in a row of its own. Of several documents, it has what each answers.
    """
    _ = context.gettext
    ordered = context.by_support()
    if context.is_long and context.corpus.chapters:
        # What is alike is in the chapters' table.
        ordered = [row for row in ordered if row.status is not Status.ADOPTED]
    heads = [capitalised(view.names[1]) for view in context.by_document]
    columns = (
        _("No."),
        context.proposal_head,
        *(heads or (_("According to"), _("Status"))),
    )
    tables = []
    for number in most:
        shown = ordered
        if len(ordered) > number + 1:
            shown = ordered[:number]
        rows = [_exception(context, row) for row in shown]
        if len(shown) < len(ordered):
            rows.append(_others(context, ordered[len(shown) :]))
        tables.append(blocks.Table(columns, tuple(rows), brief=True))
    return tables


def _others(context: Context, rows: Sequence[ProposalRow]) -> blocks.TableRow:
    """How many proposals have no row of their own, and what they are."""
    name = context.ngettext("{n} other {proposal}", "{n} other {proposals}", len(rows))
    told = [view.status_text(rows=_same(view, rows)) for view in context.by_document]
    return blocks.table_row("", name, *(told or ("", context.status_text(rows=rows))))


def _same(view: Context, rows: Iterable[ProposalRow]) -> list[ProposalRow]:
    """The rows of the same proposals in a view."""
    return [view.proposal_row(row.proposal) for row in rows]


def _exception(context: Context, row: ProposalRow) -> blocks.TableRow:
    """A proposal by number, with who is heard and its status; in each of several documents."""
    mark = mark_of(records_of(row))
    number, title = number_of(row.proposal), title_of(row.proposal)
    if context.by_document:
        views = context.by_document
        told = [view.status_of(view.proposal_row(row.proposal)) for view in views]
        told[-1] += mark
        return blocks.table_row(number, title, *told)
    records = row.counted or records_of(row)
    names = dict.fromkeys(claimant_in_brief(context, each) for each in records)
    heard = context.gettext("; ").join(names) or "—"
    return blocks.table_row(number, title, heard, context.status_of(row) + mark)


def chapters_by_sign(context: Context) -> blocks.Table:
    """A row for each chapter: how many proposals it has, and how many of each sign of the bar."""
    _ = context.gettext
    parts = context.bar_parts
    columns = (_("{Chapter}"), _("Number"), *(part.sign for part in parts))
    rows = []
    if context.corpus.chapters:
        for chapter, proposals in context.figures.chapters:
            signs = Counter(context.sort_of(row).sign for row in proposals)
            name = _("no {chapter} known")
            if chapter:
                name = chapter.short or chapter.title
            numbers = (len(proposals), *(signs[part.status] for part in parts))
            counts = (context.number(n) * bool(n) or "—" for n in numbers)
            rows.append(blocks.table_row(name, *counts))
    return blocks.Table(columns, tuple(rows), brief=True)


def chapters_table(context: Context, *, brief: bool = False) -> blocks.Table:
    """A row for each chapter and one for the rest, unless brief with how many are inferred."""
    _ = context.gettext
    rows = []
    unplaced = [context.status_text(Status.UNDOCUMENTED)]
    for chapter, proposals in context.figures.chapters:
        counts = context.status_text(rows=proposals)
        if chapter is None:
            unplaced.insert(0, counts)
            continue
        count = sum(row.proposal.chapter_inferred for row in proposals)
        inferred = context.number(count) if count else "—"
        rows.append(
            (chapter.short or chapter.title, counts or _("no known text"), inferred)
        )
    if any(unplaced):
        rows.append((_("no {chapter} known"), ", ".join(filter(None, unplaced)), "—"))
    inferred = f"{capitalised(_('{chapter} inferred'))} (*)"
    columns = (_("{Chapter}"), _("{Proposals}"), inferred)
    width = 2 if brief else 3
    told = tuple(blocks.table_row(*row[:width]) for row in rows)
    return blocks.Table(columns[:width], told, brief=brief)

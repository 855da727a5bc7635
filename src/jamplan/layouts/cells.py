"""Blocks that several reports share: openings, fields, the bar, quotes, the next commands."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from jamplan.account import spans
from jamplan.account.citations import Citation
from jamplan.account.clauses import wording_of
from jamplan.account.context import Context
from jamplan.account.items import last_outcome, nothing_known, outcomes_on, told_outcome
from jamplan.account.quoting import Cited, against_all, noted
from jamplan.account.statements import mark_of
from jamplan.account.totals import told_total
from jamplan.account.vocabulary import Sort, Voicing, capitalised, count_of, label
from jamplan.account.whole import further_totals
from jamplan.corpus.model import Item
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
        told += [(title, rows)] if title else []
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
    for figures in context.by_document:
        counts = context.language.of_total(figures.answered, len(figures.measures))
        if context.corpus.is_response:
            counts = context.status_text(rows=figures.measures)
        document = one_line(figures.corpus.plan_document.short_name)
        told.append(f"{document}{_(': ')}{counts}")
    if len(told) > 1:
        return f"{_(name)}, {_('; ').join(told)}."
    return f"{_(name)}{_(': ')}{counts}."


def star_note(context: Context) -> str:
    """« (* numéro déduit) », if the number of a measure has that star."""
    inferred = any(measure.number_inferred for measure in context.corpus.measures)
    return f" (* {context.gettext('number inferred')})" if inferred else ""


def measure_head(context: Context) -> str:
    """The head of a column of measures, with what the star at a number means if one has it."""
    return f"{context.gettext('{Measure}')}{star_note(context)}"


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
        texts.append(spans.inline(each.sentence, *quoted))
    return spans.joined(texts or [nothing_known(context, item)], spans.BREAK)


def title_lines(context: Context) -> blocks.Paragraph:
    """The title of a corpus: the documents that are compared, each on its line."""
    proposals, plan = context.names
    title: list[spans.Part] = [spans.strong(proposals)]
    if plan:
        title += [spans.BREAK, spans.strong(f"→ {plan}")]
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

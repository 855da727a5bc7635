"""Blocks that several reports share: openings, fields, the bar, quotes, the next commands."""

from collections.abc import Iterable
from itertools import accumulate

from jamplan.corpus.model import Link, Measure
from jamplan.counting.figures import OPEN, REFUSED, Kind, ProposalRow
from jamplan.counting.rules import STRENGTHS, Status
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports import blocks
from jamplan.reports.context import Context
from jamplan.reports.items import nothing_known, outcome, state_text
from jamplan.reports.labels import capitalised, count_of
from jamplan.reports.statements import Cited, mark_of, wording_of


def opening(title: str, lead: str) -> list[blocks.Block]:
    """The title of a report and its answer."""
    return [blocks.Heading(one_line(title), 1), blocks.paragraph(lead, lead=True)]


def title_lines(context: Context) -> blocks.Paragraph:
    """The title of a corpus, on two lines: the documents that are compared."""
    proposals, plan = context.names
    names = (blocks.strong(proposals), blocks.BREAK, blocks.strong(f"→ {plan}"))
    return blocks.Paragraph(blocks.inline(*names), lead=True)


SETTLING = N_("To settle what was decided differently:")


def see(words: Language | Context, *commands: str, to: str = N_("See:")) -> blocks.Paragraph:
    """The next commands, after what they are for."""
    return blocks.paragraph(words.gettext(to), " ", next_commands(words, *commands))


def next_commands(words: Language | Context, *commands: str) -> blocks.Inline:
    """Commands, each with the folder that the reader named."""
    data = words.data if isinstance(words, Language) else words.language.data
    return blocks.joined([blocks.command(command + data) for command in commands])


def field(words: Language | Context, name: str, *content: blocks.Part) -> blocks.Inline:
    """A named piece of information: « Chapitre : … »."""
    colon = words.gettext(": ").rstrip(" ")
    return blocks.inline(blocks.strong(f"{capitalised(name)}{colon}"), " ", *content)


def titled(title: str, item_id: str) -> blocks.Inline:
    """A title and its id, on a line of its own if a format can break a line there."""
    return blocks.inline(title, blocks.BREAK, blocks.ident(item_id))


_SCREEN = 12
"""The most proposals that the first screen has room for."""


def is_long(context: Context) -> bool:
    """Whether the list of all proposals is longer than the first screen."""
    return len(context.figures.rows) > _SCREEN


def by_support(context: Context, *statuses: Status, screen: bool = False) -> list[ProposalRow]:
    """The proposals of these statuses, of all by default: exceptions first, then the best supported.

    On the first ``screen`` that shows them all, the best supported come first.
    """
    in_full = is_long(context) or not screen
    order = [*OPEN, Status.PARTIAL, Status.ADOPTED] if in_full else list(Status)
    rows = context.figures.with_status(*(statuses or order))
    return sorted(rows, key=lambda row: (order.index(row.status), _strength(row)))


def _strength(row: ProposalRow) -> int:
    return len(STRENGTHS) if row.strongest is None else STRENGTHS.index(row.strongest)


_SIGNS: dict[Kind, tuple[str, str, str]] = {
    Status.ADOPTED: ("█", "#", "#12395b"),
    Status.PARTIAL: ("▌", "=", "#3f6f9f"),
    Status.BELOW_RULE: ("▓", "+", "#7a9cbf"),
    REFUSED: ("╳", "x", "#b5651d"),
    Status.NOT_ADOPTED: ("○", "o", "#e3c9a8"),
    Status.NOT_ASSESSABLE: ("┼", "-", "#8c8c8c"),
    Status.UNREVIEWED: ("▒", ":", "#b8b8b8"),
    Status.UNDOCUMENTED: ("░", ".", "#e0e0e0"),
}


def groups(context: Context, *statuses: Status) -> list[tuple[str, list[ProposalRow]]]:
    """The statuses that some proposal has, each as a heading with its proposals; without refusals."""
    told = []
    for status in statuses:
        rows = [row for row in by_support(context, status) if row.group is not REFUSED]
        if rows or status is Status.UNDOCUMENTED:
            told.append((context.status_text(status, rows=rows or None), rows))
    return [(title, rows) for title, rows in told if title]


def taken_up(context: Context) -> list[tuple[str, list[ProposalRow]]]:
    """What is taken up, in part first; that nothing is, if somebody has looked."""
    found = groups(context, Status.PARTIAL, Status.ADOPTED)
    if not found and context.is_reviewed:
        found.append((status_heading(context, Status.ADOPTED), []))
    return found


def refusals(context: Context) -> list[tuple[str, list[ProposalRow]]]:
    """The refusals on record as a heading with its proposals; nothing if there are none."""
    rows = [row for row in by_support(context) if row.group is REFUSED]
    return [(count_of(context.language, REFUSED, len(rows)), rows)] if rows else []


def bar_parts(context: Context, *, brief: bool = False) -> tuple[blocks.BarPart, ...]:
    """The parts of the bar, best supported and darkest first, without the statuses that none has.

    In brief what is counted has one part a status, and is named as counted or not.
    """
    parts = []
    for status in Status:
        counts = [(kind, n, count_of(context.language, kind, n)) for kind, n in context.numbers(status)]
        if brief and counts and status is not Status.NOT_ADOPTED:
            counts = [(status, context.figures.statuses[status], _counted(context, status))]
        for kind, n, name in counts:
            group = kind if kind in _SIGNS else status
            parts.append(blocks.BarPart(group, n, name, *_SIGNS[group]))
    order = list(_SIGNS)
    return tuple(sorted(parts, key=lambda part: order.index(part.status)))


def bar_widths(context: Context) -> list[tuple[blocks.BarPart, float, float]]:
    """The parts of the bar, each with its start and its width in per cent."""
    parts = bar_parts(context)
    ends = list(accumulate((part.count for part in parts), initial=0))
    return [
        (part, round(100 * start / ends[-1], 3), round(100 * part.count / ends[-1], 3))
        for part, start in zip(parts, ends, strict=False)
    ]


def status_heading(context: Context, *statuses: Status) -> str:
    """Statuses with their numbers as a heading; the first one also if no proposal has it."""
    return context.status_text(*statuses) or count_of(context.language, statuses[0], 0)


def _counted(context: Context, status: Status) -> str:
    """« 6 comptées », « 1 non comptée »; other statuses in full."""
    n = context.figures.statuses[status]
    if status is Status.ADOPTED and not context.is_response:
        return context.ngettext("{n} counted", "{n} counted", n)
    if status is Status.BELOW_RULE and not context.is_response:
        return context.ngettext("{n} not counted", "{n} not counted", n)
    return context.status_text(status)


def answered_cell(context: Context, links: Iterable[Link]) -> blocks.Inline:
    """The proposals that a measure is linked to, each with its wording."""
    texts = []
    for link in links:
        wording = f" ({wording_of(context, link)}{mark_of([link])})"
        texts.append(blocks.inline(blocks.ident(link.proposal), wording))
    return blocks.joined(texts, blocks.BREAK)


def answered_sentence(context: Context) -> str:
    """How many measures a counted statement answers."""
    if not context.is_reviewed:
        return f"{capitalised(context.gettext('nothing reviewed yet'))}."
    if context.is_response:
        counts = context.status_text(rows=context.figures.measures)
        return f"{context.gettext('{Measures}')}{context.gettext(': ')}{counts}."
    _, figures = context.gettext, context.figures
    answered, total = map(context.number, (figures.answered, len(figures.measures)))
    counts = _("{n} of {total}", n=answered, total=total)
    return f"{_('{Measures} with a statement that counts')}{_(': ')}{counts}."


def measure_head(context: Context) -> str:
    """The head of a column of measures, with what the star at a number means if one has it."""
    inferred = any(measure.number_inferred for measure in context.corpus.measures)
    star = f" (* {context.gettext('number inferred')})" if inferred else ""
    return f"{context.gettext('{Measure}')}{star}"


def quotes(context: Context, evidence: Iterable[Cited]) -> list[blocks.Quote]:
    """Pieces of evidence: the quote if there is one, and its source with the mark of its note."""
    return [
        blocks.Quote(piece.quote, blocks.inline(piece.reference, context.note(piece.source)))
        for piece in evidence
    ]


def last_states(context: Context, row: ProposalRow) -> blocks.Inline:
    """The last known state of the measures that a proposal is linked to; a dash if none is."""
    measures = [context.corpus.measure[link.measure] for link in row.links]
    last = (measure.follow_ups[-1] for measure in measures if measure.follow_ups)
    states = dict.fromkeys(state_text(context, follow_up) for follow_up in last)
    return blocks.inline(context.gettext("; ").join(states) or "—")


def became(context: Context, measure: Measure) -> blocks.Inline:
    """What became of a measure with the notes of its sources, or that nothing is known."""
    texts: list[blocks.Part] = []
    for each in (outcome(context, follow_up) for follow_up in measure.follow_ups):
        quoted = (
            blocks.inline(" " if piece.quote else "", piece.quote, context.note(piece.source))
            for piece in each.evidence
        )
        texts.append(blocks.inline(each.sentence, *quoted))
    return blocks.joined(texts or [nothing_known(context, measure)], blocks.BREAK)

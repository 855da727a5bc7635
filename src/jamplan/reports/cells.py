"""Blocks that several reports share: openings, fields, the bar, quotes, the next commands."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from jamplan.corpus.model import Link, Measure, VerdictKind
from jamplan.counting.figures import ProposalRow
from jamplan.counting.rules import Status
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


SETTLING = N_("To settle what was decided differently:")


def see(
    words: Language | Context, *commands: str, to: str = N_("See:")
) -> blocks.Paragraph:
    """The next commands, after what they are for."""
    data = words.data if isinstance(words, Language) else words.language.data
    return blocks.paragraph(words.gettext(to), " ", blocks.commands(data, *commands))


def field(words: Language | Context, name: str, *content: blocks.Part) -> blocks.Inline:
    """A named piece of information: « Chapitre : … »."""
    colon = words.gettext(": ").rstrip(" ")
    return blocks.inline(blocks.strong(f"{capitalised(name)}{colon}"), " ", *content)


def titled(title: str, item_id: str) -> blocks.Inline:
    """A title and its id, on a line of its own if a format can break a line there."""
    return blocks.inline(title, blocks.BREAK, blocks.ident(item_id))


def groups(
    context: Context, *kinds: Status | VerdictKind
) -> list[tuple[str, list[ProposalRow]]]:
    """The statuses that some proposal has, or refusals, each as a heading with its proposals."""
    told = []
    for kind in kinds:
        rows = [row for row in context.by_support() if row.group is kind]
        if isinstance(kind, Status):
            title = context.status_text(
                kind, rows=None if kind is Status.UNDOCUMENTED else rows
            )
        else:
            title = count_of(context.language, kind, len(rows)) if rows else ""
        told += [(title, rows)] if title else []
    return told


def taken_up(context: Context) -> list[tuple[str, list[ProposalRow]]]:
    """What is taken up, in part first; that nothing is, if somebody has looked."""
    found = groups(context, Status.PARTIAL, Status.ADOPTED)
    if not found and context.is_reviewed:
        found.append((count_of(context.language, Status.ADOPTED, 0), []))
    return found


def bar_widths(
    parts: Sequence[blocks.BarPart], width: float
) -> Iterable[tuple[blocks.BarPart, float, float]]:
    """Yield the parts of a bar of this width, each with its start and its own width."""
    starts = accumulate((part.count for part in parts), initial=0)
    scale = width / max(sum(part.count for part in parts), 1)
    for part, start in zip(parts, starts, strict=False):
        yield part, start * scale, part.count * scale


def answered_cell(context: Context, links: Iterable[Link]) -> blocks.Inline:
    """The proposals that a measure is linked to, each with its wording."""
    texts = (
        blocks.inline(
            blocks.ident(link.proposal),
            f" ({wording_of(context, link)}{mark_of([link])})",
        )
        for link in links
    )
    return blocks.joined(texts, blocks.BREAK)


def answered_sentence(context: Context) -> str:
    """How many measures a counted statement answers."""
    if not context.is_reviewed:
        return f"{capitalised(context.gettext('nothing reviewed yet'))}."
    _, figures = context.gettext, context.figures
    name = N_("{Measures} with a statement that counts")
    counts = context.language.of_total(figures.answered, len(figures.measures))
    if context.corpus.is_response:
        name, counts = "{Measures}", context.status_text(rows=figures.measures)
    return f"{_(name)}{_(': ')}{counts}."


def star_note(context: Context) -> str:
    """« (* numéro déduit) », if the number of a measure has that star."""
    inferred = any(measure.number_inferred for measure in context.corpus.measures)
    return f" (* {context.gettext('number inferred')})" if inferred else ""


def measure_head(context: Context) -> str:
    """The head of a column of measures, with what the star at a number means if one has it."""
    return f"{context.gettext('{Measure}')}{star_note(context)}"


def quotes(context: Context, evidence: Iterable[Cited]) -> list[blocks.Quote]:
    """Pieces of evidence: the quote if there is one, and its source with the mark of its note."""
    return [
        blocks.Quote(
            piece.quote, blocks.inline(piece.reference, context.note(piece.source))
        )
        for piece in evidence
    ]


def last_states(context: Context, row: ProposalRow) -> blocks.Inline:
    """The last known state of the measures that a proposal is linked to; a dash if none is."""
    followed = (
        context.corpus.measure[link.measure].follow_ups[-1:] for link in row.links
    )
    states = dict.fromkeys(
        state_text(context, each) for last in followed for each in last
    )
    return blocks.inline(context.gettext("; ").join(states) or "—")


def became(context: Context, measure: Measure) -> blocks.Inline:
    """What became of a measure with the notes of its sources, or that nothing is known."""
    texts: list[blocks.Part] = []
    for each in (outcome(context, follow_up) for follow_up in measure.follow_ups):
        quoted = (
            blocks.inline(
                " " if piece.quote else "", piece.quote, context.note(piece.source)
            )
            for piece in each.evidence
        )
        texts.append(blocks.inline(each.sentence, *quoted))
    return blocks.joined(texts or [nothing_known(context, measure)], blocks.BREAK)

"""Pieces that several reports share: openings, items, the bar, statements, quotes, follow-ups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Evidence, FollowUp, Link, Measure, Objection, Proposal, Source
from jamplan.counting.figures import Coverage, ProposalRow, searched_until
from jamplan.counting.rules import STRENGTHS, Status, strength
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    BREAK,
    BarPart,
    Block,
    Heading,
    Inline,
    Note,
    Paragraph,
    Part,
    Quote,
    Span,
    address,
    command,
    ident,
    inline,
    joined,
    note,
    paragraph,
    strong,
)
from jamplan.reports.labels import (
    called,
    capitalised,
    conclusion_text,
    count_text,
    label,
    mark_of,
    quote_of,
    source_name,
)


def opening(title: str, lead: str) -> list[Block]:
    """The title of a report and its answer."""
    return [Heading(one_line(title), 1), paragraph(lead, lead=True)]


def title_lines(corpus: Corpus) -> Paragraph:
    """The title of a corpus, on two lines: the documents that are compared."""
    plan = one_line(corpus.plan_document.short_name)
    names = strong(corpus.proposals_document.short_name), BREAK, strong(f"→ {plan}")
    return Paragraph(inline(*names), lead=True)


def see(language: Language, *commands: str) -> Paragraph:
    """The next commands."""
    return paragraph(language.gettext("See:"), " ", joined(map(command, commands)))


def field(language: Language, name: str, *content: str | Inline) -> Inline:
    """A named piece of information: « Chapitre : … »."""
    colon = language.gettext(": ").rstrip(" ")
    return inline(strong(f"{capitalised(name)}{colon}"), " ", *content)


def named(language: Language, item: Proposal | Measure) -> Inline:
    """An item within a sentence: its id and its title."""
    return inline(ident(item.id), " ", language.quoted(one_line(item.title)))


def titled(title: str, item_id: str) -> Inline:
    """A title and its id, on a line of its own if a format can break a line there."""
    return inline(title, BREAK, ident(item_id))


def number_of(item: Proposal | Measure) -> str:
    """The number of an item, with « * » if it is inferred; empty if it is not known."""
    return f"{one_line(item.number)}{'*' * item.number_inferred}" if item.number else ""


def numbered(item: Proposal | Measure) -> str:
    """The number and title of an item."""
    return f"{number_of(item)} {one_line(item.title)}".lstrip()


def by_support(coverage: Coverage, *statuses: Status) -> list[ProposalRow]:
    """The proposals of these statuses, of all by default, best supported first."""
    order = list(Status)
    rows = coverage.with_status(*(statuses or order))
    return sorted(rows, key=lambda row: (order.index(row.status), _strength(row)))


def _strength(row: ProposalRow) -> int:
    return len(STRENGTHS) if row.strongest is None else STRENGTHS.index(row.strongest)


_SIGNS = {
    Status.ADOPTED: ("█", "#", "#12395b"),
    Status.PARTIAL: ("▌", "=", "#3f6f9f"),
    Status.BELOW_RULE: ("▓", "+", "#7a9cbf"),
    Status.NOT_ADOPTED: ("╳", "x", "#b5651d"),
    Status.NOT_ASSESSABLE: ("┼", "-", "#8c8c8c"),
    Status.UNREVIEWED: ("▒", ":", "#b8b8b8"),
    Status.UNDOCUMENTED: ("░", ".", "#e0e0e0"),
}


def bar_parts(coverage: Coverage, language: Language) -> tuple[BarPart, ...]:
    """The parts of the bar, best supported and darkest first, without the statuses that none has."""
    return tuple(
        BarPart(
            status,
            coverage.statuses[status],
            count_text(coverage, language, status),
            *signs,
        )
        for status, signs in _SIGNS.items()
        if coverage.statuses[status]
    )


def status_text(language: Language, row: ProposalRow) -> str:
    """The status of a proposal, and that a statement and a conclusion contradict each other."""
    status = (
        conclusion_text(language, row.conclusion) if row.conclusion else label(language, row.status)
    )
    if row.links and row.verdicts:
        return language.gettext("{status} (contradiction)", status=status)
    return status


def wording_of(language: Language, link: Link, proposal: Proposal) -> str:
    """The strength of a link, and that its proposal's attribution is what weakens it."""
    weaker = strength(link, proposal)
    words = label(language, weaker)
    if weaker is link.basis:
        return words
    return language.gettext("{wording} by its attribution", wording=words)


def answered_cell(corpus: Corpus, language: Language, links: Iterable[Link]) -> Inline:
    """The proposals that a measure is linked to, each with its wording."""
    proposals = ((corpus.proposal[link.proposal], link) for link in links)
    return joined(
        (
            inline(ident(proposal.id), f" ({wording_of(language, link, proposal)}{mark_of([link])})")
            for proposal, link in proposals
        ),
        BREAK,
    )


def answered_sentence(coverage: Coverage, language: Language) -> str:
    """How many measures a counted statement answers."""
    return language.gettext(
        "{Measures} with a statement that counts: {answered} of {n}.",
        answered=language.number(coverage.answered),
        n=language.number(len(coverage.measures)),
    )


def measure_head(language: Language) -> str:
    """The head of a column of measures, with what the star at a number means."""
    _ = language.gettext
    return f"{_('{Measure}')} (* {_('number inferred')})"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A statement or conclusion on a proposal, in words."""

    claimant: str
    wording: str
    measure: str
    """Empty for a conclusion."""
    evidence: tuple[Evidence, ...]
    objections: tuple[Objection, ...] = ()
    would_change: str | None = None


def result_rows(corpus: Corpus, row: ProposalRow, language: Language) -> list[ResultRow]:
    """The counted statements on a proposal, the other statements, then the conclusions."""
    rows = []
    for link in row.links:
        inferred = inferred_text(language) if link.measure_inferred else ""
        uncounted = f" ({language.gettext('not counted under this rule')})"
        rows.append(
            ResultRow(
                called(corpus, language, link.claimed_by),
                wording_of(language, link, row.proposal) + uncounted * (link in row.uncounted),
                numbered(corpus.measure[link.measure]) + inferred,
                link.evidence,
                link.objections,
                link.would_change,
            )
        )
    for verdict in row.verdicts:
        claimant = called(corpus, language, verdict.claimed_by)
        rows.append(ResultRow(claimant, label(language, verdict.verdict), "", verdict.evidence))
    return rows


def inferred_text(language: Language) -> str:
    """The mark of a link whose source does not name the measure."""
    return language.gettext(" (pairing inferred from the text)")


class Notes:
    """The numbered notes of one report: its sources in the order of their first mention."""

    def __init__(self, corpus: Corpus, language: Language) -> None:
        self.corpus = corpus
        self.language = language
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> int:
        """The number of the note on a source."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def marks(self, evidence: Iterable[Evidence]) -> list[Span]:
        """The marks of the notes on the sources of some evidence."""
        return [
            note(number) for number in dict.fromkeys(self.number(piece.source) for piece in evidence)
        ]

    def blocks(self) -> list[Note]:
        """The notes: each source with its address and the day it was read."""
        return [
            Note(number, source_in_full(self.corpus, self.language, self.corpus.source[source]))
            for source, number in self._numbers.items()
        ]


def source_in_full(corpus: Corpus, language: Language, source: Source) -> Inline:
    """A source with its address, its archived copy and the day it was read."""
    parts: list[Part] = [consulted(corpus, language, source)]
    parts += [(*inline(", "), address(url)) for url in (source.url, source.archived) if url]
    return inline(*parts, ".")


def consulted(corpus: Corpus, language: Language, source: Source) -> str:
    """A source with the day it was read."""
    name = source_name(corpus, language, source)
    if not source.accessed:
        return name
    return name + language.gettext(", consulted on {date}", date=language.date(source.accessed))


def quotes(notes: Notes, evidence: Iterable[Evidence]) -> list[Quote]:
    """Pieces of evidence: the quote if there is one, and its source."""
    blocks = []
    for piece in evidence:
        content = inline(*quotes_of(notes.language, [piece]))
        source = where_published(notes.corpus, notes.language, piece)
        blocks.append(Quote(content, inline(source, note(notes.number(piece.source)))))
    return blocks


def where_published(corpus: Corpus, language: Language, evidence: Evidence) -> str:
    """The source of a piece of evidence and the position in it."""
    source = source_name(corpus, language, corpus.source[evidence.source])
    return f"{source}, {one_line(evidence.locator)}" if evidence.locator else source


def quotes_of(language: Language, evidence: Sequence[Evidence]) -> list[str]:
    """The quotes of a statement, between quotation marks."""
    return [language.quoted(quote_of(piece)) for piece in evidence if piece.quote]


def became(measure: Measure, notes: Notes) -> Inline:
    """What became of a measure with the notes of its sources, or that nothing is known."""
    texts = []
    for follow_up in measure.follow_ups:
        parts: list[Part] = [follow_up_text(notes.language, follow_up)]
        for piece in follow_up.evidence:
            quote = "".join(f" {text}" for text in quotes_of(notes.language, [piece]))
            parts += [quote, note(notes.number(piece.source))]
        texts.append(inline(*parts))
    return joined(texts or [nothing_known(notes.corpus, notes.language)], BREAK)


def follow_up_text(language: Language, follow_up: FollowUp) -> str:
    """« avril 2023 (réalisée en partie) : … »."""
    _ = language.gettext
    return _(
        "{date} ({state}): {text}",
        date=language.date(follow_up.date) if follow_up.date else _("date not known"),
        state=label(language, follow_up.state),
        text=one_line(follow_up.text),
    )


def follow_ups_apart(language: Language) -> str:
    """The caveat beside what became of the measures."""
    return language.gettext(
        "Taken up is not carried out: nothing here is counted in the figures, and what is not on "
        "record is not known."
    )


def nothing_known(corpus: Corpus, language: Language) -> str:
    """« aucune suite connue (recherche du 24 novembre 2026) »."""
    day = searched_until(corpus)
    if day is None:
        return language.gettext("outcome not known")
    return language.gettext("outcome not known (search of {date})", date=language.date(day))

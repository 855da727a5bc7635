"""Pieces that several reports share: how a proposal, a link or a source stands in a cell or a line."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Evidence, Link, Measure, Proposal, Source
from jamplan.counting.figures import ProposalRow
from jamplan.counting.rules import strength
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    BREAK,
    Inline,
    Items,
    Note,
    Paragraph,
    Quote,
    address,
    ident,
    inline,
    note,
    strong,
)
from jamplan.reports.labels import called, label, source_name
from jamplan.reports.labels import status_counts as status_counts  # noqa: PLC0414 - for the page


def title_lines(corpus: Corpus) -> Paragraph:
    """The title of a corpus, on two lines: the documents that are compared."""
    plan = one_line(corpus.plan_document.short_name)
    names = strong(corpus.proposals_document.short_name), BREAK, strong(f"→ {plan}")
    return Paragraph(inline(*names), lead=True)


class Notes:
    """The numbered notes of one report, one a source, in the order in which they are asked for."""

    def __init__(self, corpus: Corpus, language: Language) -> None:
        self.corpus = corpus
        self.language = language
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> int:
        """The number of the note on a source."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def blocks(self) -> list[Note]:
        """The notes: each source with its address and the day it was read."""
        return [
            Note(number, source_in_full(self.corpus, self.language, self.corpus.source[source]))
            for source, number in self._numbers.items()
        ]


def source_in_full(corpus: Corpus, language: Language, source: Source) -> Inline:
    """A source with its address, its archived copy and the day it was read."""
    parts: list[str | Inline] = [source_name(corpus, language, source)]
    if source.accessed:
        parts.append(language.gettext(", consulted on {date}", date=language.date(source.accessed)))
    parts += [(*inline(", "), address(url)) for url in (source.url, source.archived) if url]
    return inline(*parts, ".")


def quotes(notes: Notes, evidence: Iterable[Evidence]) -> list[Quote]:
    """Each piece of evidence: its quote, or what stands for one, and where it stands."""
    return [_quote(notes, each) for each in evidence]


def _quote(notes: Notes, evidence: Evidence) -> Quote:
    corpus, language = notes.corpus, notes.language
    content = inline(language.quoted(one_line(evidence.quote))) if evidence.quote else ()
    where = source_name(corpus, language, corpus.source[evidence.source])
    if evidence.locator:
        where = f"{where}, {one_line(evidence.locator)}"
    return Quote(content, inline(where, note(notes.number(evidence.source))))


def titled(title: str, item_id: str) -> Inline:
    """A title and, on a line of its own where a format has one, its id."""
    return inline(title, BREAK, ident(item_id))


def named(language: Language, item: Proposal | Measure) -> Inline:
    """An item within a sentence: its id and its title."""
    return inline(ident(item.id), " ", language.quoted(one_line(item.title)))


def status_text(language: Language, row: ProposalRow) -> str:
    """A proposal's status, and that a take-up and a conclusion contradict each other."""
    status = label(language, row.status)
    if row.links and row.verdicts:
        return language.gettext("{status} (contradiction)", status=status)
    return status


def chapter_cell(proposal: Proposal) -> Inline:
    """The chapter's id, marked where the placement is inferred."""
    mark = "*" if proposal.chapter_inferred else ""
    return inline(ident(f"{proposal.chapter}{mark}")) if proposal.chapter else inline("—")


def link_cells(corpus: Corpus, language: Language, row: ProposalRow) -> tuple[Inline, Inline, Inline]:
    """The cells of a proposal's row that its links fill: basis, claimant, measure."""
    links = row.counted or row.uncounted
    if not links:
        empty = inline("—")
        return empty, empty, empty
    bases = _joined(wording_of(language, link, row.proposal) for link in links)
    claimants = _joined(called(corpus, language, link.claimed_by) for link in links)
    measures = dict.fromkeys(link.measure for link in links)
    cells: list[Inline] = []
    for measure in measures:
        cells.append((*(inline(", ") if cells else ()), ident(measure)))
    return inline(bases), inline(claimants), inline(*cells)


def wording_of(language: Language, link: Link, proposal: Proposal) -> str:
    """How strong a link is, and that its proposal's attribution is what weakens it."""
    strong_as = strength(link, proposal)
    words = label(language, strong_as)
    if strong_as is link.basis:
        return words
    return language.gettext("{wording} by its attribution", wording=words)


def _joined(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def answered_cell(corpus: Corpus, language: Language, links: Iterable[Link]) -> Inline:
    """The proposals that a measure is linked to, each with how; « sans reprise connue » without any."""
    cells: list[Inline] = []
    for link in links:
        proposal = corpus.proposal[link.proposal]
        how = wording_of(language, link, proposal)
        cells.append(inline(*([BREAK] if cells else []), ident(proposal.id), f" ({how})"))
    return inline(*cells) if cells else inline(language.gettext("no statement known"))


def points(lines: Iterable[str]) -> Items:
    """Sentences as a list."""
    return Items(tuple(inline(line) for line in lines))


def field(name: str, *content: str | Inline) -> Inline:
    """A named piece of information: « Chapitre : … »."""
    return inline(strong(name), " ", *content)

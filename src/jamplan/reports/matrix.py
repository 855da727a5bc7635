"""The matrix of proposals and measures: likeness as shades, links as letters, in pages that fit."""

from __future__ import annotations

from jamplan.corpus import Corpus
from jamplan.counting.rules import STRENGTHS, strength
from jamplan.locale import Language
from jamplan.matching.bands import POSSIBLE_FROM, STRONG_FROM
from jamplan.matching.score import Matcher
from jamplan.model import Basis
from jamplan.reports.blocks import Block, Heading, Items, Paragraph, Row, Table, ident, inline
from jamplan.text.folding import one_line
from jamplan.wording.labels import column_names, label
from jamplan.wording.likeness import not_a_fact, nothing_to_compare

_CELL = 6
"""A cell: shade, two digits, letter, and the gap after it."""
_NEGLIGIBLE = 10
_LETTERS = {Basis.EXPLICIT: "E", Basis.IMPLICIT: "I", Basis.AMBIGUOUS: "A", Basis.COMPARED: "C"}


def columns_that_fit(corpus: Corpus, width: int | None) -> int:
    """How many measures a page of a screen has room for; all of them without a width."""
    if width is None:
        return max(1, len(corpus.measures))
    longest = max((len(proposal.id) for proposal in corpus.proposals), default=0)
    return max(1, (width - min(longest, width // 2)) // _CELL)


def matrix_report(corpus: Corpus, matcher: Matcher, language: Language, fit: int) -> list[Block]:
    """The matrix in pages of so many measures, with its legend."""
    _ = language.gettext
    blocks: list[Block] = [
        Heading(one_line(corpus.title), 1),
        Paragraph(inline(not_a_fact(language)), lead=True),
    ]
    if not corpus.proposals or not corpus.measures:
        return [*blocks, Paragraph(inline(nothing_to_compare(language)))]
    names = column_names(corpus.measures)
    for first in range(0, len(corpus.measures), fit):
        page = corpus.measures[first : first + fit]
        columns = (_("{Proposal}"), *names[first : first + fit])
        rows = tuple(
            Row(
                (
                    inline(ident(proposal.id)),
                    *(inline(_cell(corpus, matcher, proposal.id, measure.id)) for measure in page),
                )
            )
            for proposal in corpus.proposals
        )
        blocks.append(Table(columns, rows))
    legend = [
        _(
            "Shades: █ score from {strong}, ▓ from {possible}, ░ below; “·” under {least}.",
            strong=language.number(STRONG_FROM),
            possible=language.number(POSSIBLE_FROM),
            least=_NEGLIGIBLE,
        ),
        _(
            "Letters: links on record, by their strength, whatever the score: {letters}.",
            letters=", ".join(f"{_LETTERS[basis]} {label(language, basis)}" for basis in STRENGTHS),
        ),
    ]
    blocks += [Heading(_("Legend")), Items(tuple(inline(each) for each in legend))]
    return blocks


def _cell(corpus: Corpus, matcher: Matcher, proposal: str, measure: str) -> str:
    score = matcher.score(proposal, measure)
    letter = link_letter(corpus, proposal, measure)
    if score < _NEGLIGIBLE:
        return f"·{letter}"
    shade = "█" if score >= STRONG_FROM else "▓" if score >= POSSIBLE_FROM else "░"
    return f"{shade}{min(99, round(score))}{letter}"


def link_letter(corpus: Corpus, proposal: str, measure: str) -> str:
    """The letter of the strongest link of a pair; nothing where there is none."""
    found = [
        strength(link, corpus.proposal[proposal])
        for link in corpus.links_of_proposal.get(proposal, ())
        if link.measure == measure
    ]
    return _LETTERS[min(found, key=STRENGTHS.index)] if found else ""

"""The copy of a source as sentences, and the quote that a sentence gives: its words, cut at clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from jamplan.documents.textblocks import BULLET, BlockKind, Spelling, TextBlock, glued
from jamplan.evidence.sourcefiles import SourceText, Stretch
from jamplan.matching.positions import plain

LONGEST = 25
"""The most words of a quote."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a heading, in a paragraph or a cell."""

    text: str
    page: int
    block: int
    """The number of the block that its paragraph or row begins in."""
    kind: BlockKind
    level: int
    folded: str
    """The text folded letter for letter."""
    heading: str = ""
    """The heading that it is below."""
    follows: bool = False
    """Whether it follows the sentence before in the same paragraph or cell."""


def sentences_of(source: SourceText) -> list[Sentence]:
    """The sentences of a copy, in order."""
    spelling = Spelling(source.blocks)
    result: list[Sentence] = []
    heading = ""
    for stretch in source.stretches:
        block = source.blocks[stretch[0].block]
        if block.kind is BlockKind.NOTE:
            continue
        text, pages = _joined(stretch, spelling, in_cell=block.kind is BlockKind.ROW)
        for number, (start, end) in enumerate(_split(text)):
            words = text[start:end]
            page = pages[bisect_right(pages, (start, 1 << 30)) - 1][1]
            result.append(
                Sentence(
                    words, page, stretch[0].block, block.kind, block.level, plain(words), heading, number > 0
                )
            )
        if block.kind is BlockKind.HEADING:
            heading = text
    return result


def _joined(stretch: Stretch, spelling: Spelling, *, in_cell: bool) -> tuple[str, list[tuple[int, int]]]:
    """The parts of a stretch as one text, and where the text of each page begins."""
    text = ""
    pages: list[tuple[int, int]] = []
    for part in stretch:
        pages.append((len(_clean(text, spelling, in_cell=in_cell)), part.page))
        text = glued(text, part.text)
    return _clean(text, spelling, in_cell=in_cell), pages


def _clean(text: str, spelling: Spelling, *, in_cell: bool) -> str:
    return " ".join(spelling.plain(text, in_cell=in_cell).split())


_END = re.compile(r"[.!?…]+[\"”»’)\]]*\s+(?=[\"“«‘(\[]*\s?[A-ZÀ-ÖØ-Þ\d])")
_ABBREVIATED = re.compile(
    r"(?:^\W*(?:\w{1,4}[).]+ ?){1,3}|\b(?:[A-Z]|no|nos|art|para|pp?|cf|e\.g|i\.e|etc|vs|Mr|Mrs|Ms|Dr|St|Mme?|al))\.?$"
)
_MARKER = re.compile(rf"(?:{BULLET.pattern}|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})[.)]+\s+)+")


def _split(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end, without bullets and numbers before them."""
    begin = 0
    for match in _END.finditer(text):
        if not _ABBREVIATED.search(text[begin : match.start() + 1]):
            yield _bare(text, begin), len(text[: match.end()].rstrip())
            begin = match.end()
    if begin < len(text):
        yield _bare(text, begin), len(text)


def _bare(text: str, begin: int) -> int:
    marker = _MARKER.match(text, begin)
    return marker.end() if marker and marker.end() < len(text) else begin


# Quotes

_WORD = re.compile(r"\S+")
_CLAUSE_ENDS = re.compile(r"[,;:)–—]$")
_SUBJECT = re.compile(
    r"[\"“«]?\s?(?:the|this|these|those|we|it|they|he|she|our|its|all|each|no|le|la|les|l'|ce|cet|cette|ces|nous|"
    r"il|elle|ils|elles|on|un|une|des|notre|nos|son|sa|ses|leurs?|aucune?)(?:\b|$)"
)
_JOINS = frozenset(("and", "or", "but", "which", "who", "while", "et", "ou", "mais", "qui", "dont", "afin", "pour",
                    "to", "by", "including", "notamment", "avec", "with", "through", "as", "in", "dans", "en"))  # fmt: skip


def quote_of(
    text: str, weight: Callable[[str], float], kept: tuple[tuple[int, int], ...] = ()
) -> str | None:
    """The words of a text to quote, at most 25, word for word and cut at clauses.

    ``kept`` has the places that may not be cut off, ``weight`` how much a stretch of the text says. None
    if what must be kept is longer.
    """
    folded = plain(text)
    words = [match.span() for match in _WORD.finditer(text)]
    if len(words) <= LONGEST:
        return text
    first = min((start for start, _ in kept), default=len(text))
    last = max((end for _, end in kept), default=0)
    starts = [
        number
        for number, (start, _) in enumerate(words)
        if start <= first and (number == 0 or _begins(text, folded, words, number))
    ]
    ends = [
        number
        for number, (start, end) in enumerate(words, start=1)
        if end >= last
        and (
            number == len(words)
            or _CLAUSE_ENDS.search(text[start:end])
            or folded[slice(*words[number])].strip(",") in _JOINS
        )
    ]
    spans = [(start, end) for start in starts for end in ends if 0 < end - start <= LONGEST]
    if not any(end - start >= _SHORTEST for start, end in spans):
        # No clause is short enough: as much as there may be, from the nearest beginning.
        spans += [(start, min(start + LONGEST, len(words))) for start in starts]
        spans = [(start, end) for start, end in spans if words[end - 1][1] >= last]
    if not spans:
        return None
    span = max(
        spans,
        key=lambda span: (
            round(weight(text[words[span[0]][0] : words[span[1] - 1][1]]), 3),
            span[1] - span[0],
            -span[0],
        ),
    )
    return text[words[span[0]][0] : words[span[1] - 1][1]].rstrip(" ,;:–—(")


_SHORTEST = 6
"""A quote of fewer words says little."""


def _begins(text: str, folded: str, words: list[tuple[int, int]], number: int) -> bool:
    """Whether a clause with a subject of its own begins at a word."""
    before = text[slice(*words[number - 1])]
    if before[-1] in ";:–—":
        return True
    return before[-1] == "," and _SUBJECT.match(folded, words[number][0]) is not None

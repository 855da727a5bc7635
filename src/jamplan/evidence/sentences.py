"""The copy of a source as sentences, and the quote that a sentence gives: its words, cut at clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jamplan.documents.textblocks import BULLET, BlockKind, Spelling, glued
from jamplan.evidence.quotes import SourceText, Stretch
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
        for number, (start, end) in enumerate(split(text)):
            words = text[start:end]
            page = pages[bisect_right(pages, (start, 1 << 30)) - 1][1]
            result.append(
                Sentence(
                    words,
                    page,
                    stretch[0].block,
                    block.kind,
                    block.level,
                    plain(words),
                    heading,
                    number > 0,
                )
            )
        if block.kind is BlockKind.HEADING:
            heading = text
    return result


def _joined(
    stretch: Stretch, spelling: Spelling, *, in_cell: bool
) -> tuple[str, list[tuple[int, int]]]:
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
    r"(?:^\W*(?:\w{1,4}[).]+ ?){1,3}"
    r"|\b(?:[A-Z]|nos?|art|para|pp?|cf|e\.g|i\.e|etc|vs|Mrs?|Ms|Dr|St|Mme?|al))\.?$"
)
_FEWEST_WORDS = 4
_MARKER = re.compile(
    rf"(?:{BULLET.pattern}|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})[.)]+\s+|\d{{1,3}}(?:\.\d{{1,3}})+\s+)+"
)


def split(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end, without bullets and numbers before them."""
    begin = 0
    for match in _END.finditer(text):
        written = text[begin : match.start() + 1]
        # “Agree.” says nothing without what follows in its paragraph.
        if len(written.split()) >= _FEWEST_WORDS and not _ABBREVIATED.search(written):
            yield _bare(text, begin), len(text[: match.end()].rstrip())
            begin = match.end()
    if begin < len(text):
        yield _bare(text, begin), len(text)


def _bare(text: str, begin: int) -> int:
    marker = _MARKER.match(text, begin)
    return marker.end() if marker and marker.end() < len(text) else begin


# Quotes

_WORD = re.compile(r"\S+")
_CLAUSE_END = re.compile(r"[,;:)–—]$")
_JOINS = frozenset(
    ("and", "or", "but", "which", "who", "while", "whilst", "et", "ou", "mais", "qui", "dont", "tandis")
)
"""What a clause may begin with."""
_PHRASES = frozenset(
    ("to", "by", "including", "with", "through", "afin", "pour", "notamment", "avec", "dans", "par")
)
"""What only a phrase begins with: a quote that is short otherwise may end before it."""
_SUBJECT = re.compile(
    r"[\"“«]?\s?(?:the|this|these|those|we|it|they|he|she|our|its|all|each|no|la|les?|l'|cet?|cette|ces|nous|"
    r"ils?|elles?|on|une?|des|notre|nos|son|sa|ses|leurs?|aucune?)(?:\b|(?<='))"
)
_LONG, _SHORT = 12, 6
"""A quote of fewer words may be cut at a phrase, to say more; one of fewer still anywhere."""


def quote_of(
    text: str, weight: Callable[[str], float], kept: Sequence[tuple[int, int]] = ()
) -> str | None:
    """The words of a text to quote, at most 25, word for word and cut at clauses.

    It begins with the text or with a clause that has a subject. ``kept`` has the places that may not be
    cut off, ``weight`` says how much words tell. None if what must be kept is too long.
    """
    words = [match.span() for match in _WORD.finditer(text)]
    if len(words) <= LONGEST:
        return text
    folded = plain(text)
    first = min((start for start, _ in kept), default=len(text))
    last = max((end for _, end in kept), default=0)
    starts = [at for at in range(len(words)) if words[at][0] <= first and _begins(folded, words, at)]
    spans: list[tuple[int, int]] = []
    for joins in (_JOINS, _JOINS | _PHRASES):
        if all(end - start < _LONG for start, end in spans):
            ends = [at for at in range(1, len(words) + 1) if _ends(folded, words, at, joins)]
            spans = [
                (start, end)
                for start in starts
                for end in ends
                if _SHORT <= end - start <= LONGEST and words[end - 1][1] >= last
            ]
    if not spans:
        spans = [(start, min(start + LONGEST, len(words))) for start in starts]
    quotes = [
        text[words[start][0] : words[end - 1][1]] for start, end in spans if words[end - 1][1] >= last
    ]
    best = max(quotes, key=lambda quote: (round(weight(quote), 3), len(quote)), default="")
    return best.rstrip(" ,;:–—(") or None


def _begins(folded: str, words: list[tuple[int, int]], at: int) -> bool:
    """Whether a clause with a subject of its own begins at a word."""
    before = folded[words[at - 1][1] - 1] if at else ""
    return not at or before in ";:–—" or (before == "," and bool(_SUBJECT.match(folded, words[at][0])))


def _ends(folded: str, words: list[tuple[int, int]], at: int, joins: frozenset[str]) -> bool:
    """Whether a clause ends before a word."""
    if at == len(words) or _CLAUSE_END.search(folded[slice(*words[at - 1])]):
        return True
    return folded[slice(*words[at])].strip(",") in joins

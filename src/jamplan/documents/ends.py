"""Where the words are that a person gives of the first or the last item of a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from jamplan.documents import starts
from jamplan.documents.starts import Start
from jamplan.documents.textblocks import BlockKind, TextBlock, split_marker
from jamplan.language.folding import without_accents

_GOES_ON = 4
"""Blocks that the words of one beginning may run over.

A heading in two lines, a label alone.
"""
_LEAST = 8
"""Letters without which words amid a text say too little about where they are."""
_ALIKE = 85
"""Of 100: a word left out of six or two letters mistyped leave more, other items
less.
"""


_LABELLED = re.compile(
    r"(?:[^\W\d]{3,}\s*)?(?:n\s?[°ºo]|no\.?|#)?\s*(?P<number>\d[\d.-]*(?<=\d))\W+",
    re.IGNORECASE,
)
"""A label and its number as a person types them: « mesure 2 voir »."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place whose text begins with the words of an end."""

    at: int
    cell: int | None = None
    """The cell of a row that has most of the words."""
    mark: Start | None = None
    """How an item begins there, if that is amid a paragraph."""


@cache
def squeezed(text: str) -> str:
    """The letters and digits of a text, without accents, in lower case.

    Neither case nor spaces, quotation marks and hyphens make a difference then.
    """
    return "".join(filter(str.isalnum, without_accents(text).lower()))


def spots(words: str, blocks: Sequence[TextBlock]) -> list[Spot]:
    """The places that these words are at.

    Those whose text begins so, with or without label or number; if there is none, those
    that have the words amid their text, and last those whose beginning is nearly so.
    """
    wanted = _wanted(words)
    if not wanted:
        return []
    for search in (_beginning, _amid, _nearly):
        found = list(dict.fromkeys(search(wanted, blocks)))
        if found:
            return found
    return []


def nearest(words: str, blocks: Sequence[TextBlock]) -> str:
    """The beginning of the text that is most like these words."""
    wanted = squeezed(words)
    texts = []
    for at in range(len(blocks)):
        texts += [one.text[: len(words) + 20] for one in _beginnings(blocks, at)]
    found = process.extractOne(
        wanted,
        texts,
        scorer=fuzz.ratio,
        processor=lambda text: squeezed(text)[: len(wanted)],
    )
    return found[0] if found else ""


def _wanted(words: str) -> list[tuple[str, str]]:
    """The words squeezed, whole and without label, with the number they give."""
    wanted = {squeezed(words): ""}
    typed = words.strip(" -–—•*")
    for mark in starts.starts(typed):
        wanted.setdefault(squeezed(mark.title), mark.number)
    if match := _LABELLED.match(typed):
        wanted.setdefault(squeezed(typed[match.end() :]), match["number"])
    return [(text, number) for text, number in wanted.items() if text]


class _Beginning(NamedTuple):
    """How an item may begin in a block."""

    text: str
    cell: int | None = None
    number: str = ""
    amid: Start | None = None
    """Its mark, if it begins amid the block."""


def _beginnings(blocks: Sequence[TextBlock], at: int) -> Iterator[_Beginning]:
    """How items may begin in a block: whole, behind a mark, in a cell, amid text.

    The mark is a marker or a label.
    """
    block = blocks[at]
    if block.kind is BlockKind.NOTE:
        return
    for n, text in enumerate(block.cells):
        if text:
            yield _Beginning(text, n)
        for mark in starts.starts(text):
            yield _Beginning(mark.title, n, mark.number)
    if block.cells:
        return
    yield _Beginning(block.line)
    yield _Beginning(block.text)
    yield _Beginning(split_marker(block.text, ordered=True)[1])
    for mark in starts.starts(block.line, in_heading=block.kind is BlockKind.HEADING):
        yield _Beginning(mark.title, number=mark.number)
    if numeral := starts.roman(block.line):
        yield _Beginning(numeral.title, number=numeral.number)
    for mark in starts.inner(block.line):
        yield _Beginning(mark.title, number=mark.number, amid=mark)


def _beginning(
    wanted: Sequence[tuple[str, str]], blocks: Sequence[TextBlock]
) -> Iterator[Spot]:
    for at in range(len(blocks)):
        for one in _beginnings(blocks, at):
            own = squeezed(one.text)
            for words, number in wanted:
                is_other = number and one.number and one.number != number
                is_other = is_other or not (own or one.number)
                if not is_other and _begins(own, words, blocks, at, one.cell):
                    yield Spot(at, _column(one.cell, words, blocks[at]), one.amid)


def _begins(
    own: str, words: str, blocks: Sequence[TextBlock], at: int, cell: int | None
) -> bool:
    """Whether a text, with what goes on below or beside it, begins with these words."""
    if len(own) < len(words):
        if not words.startswith(own):
            return False
        rest = words[len(own) :]
        return any(_has_first(text, rest) for text in _after(blocks, at, cell))
    return _has_first(own, words)


def _has_first(text: str, words: str) -> bool:
    """Whether a text begins with words: « Mesure 1 » does not begin « Mesure 12 »."""
    is_cut = words[-1:].isdigit() and text[len(words) : len(words) + 1].isdigit()
    return text.startswith(words) and not is_cut


def _after(blocks: Sequence[TextBlock], at: int, cell: int | None) -> Iterator[str]:
    """What a block's text may go on with: cells beside it, blocks or rows below."""
    if cell is not None:
        yield squeezed("".join(blocks[at].cells[cell + 1 :]))
        # A cell in between has something else: « 1 | Eau | Voir ».
        yield squeezed("".join(blocks[at].cells[cell + 2 :]))
    below = [
        block
        for block in blocks[at + 1 : at + 1 + _GOES_ON]
        if block.kind is not BlockKind.NOTE
    ]
    if cell is None:
        yield squeezed("".join(block.line for block in below))
    else:
        yield squeezed(
            "".join("".join(block.cells[cell : cell + 1]) for block in below)
        )


def _column(cell: int | None, words: str, block: TextBlock) -> int | None:
    """Of the cells that words are in, from one on, that which has most of them."""
    if cell is None:
        return None
    left, longest, column = words, 0, cell
    for n in range(cell, len(block.cells)):
        own = squeezed(block.cells[n])[: len(left)]
        if not left.startswith(own):
            continue
        if len(own) > longest:
            column, longest = n, len(own)
        left = left[len(own) :]
    return column


def _amid(
    wanted: Sequence[tuple[str, str]], blocks: Sequence[TextBlock]
) -> Iterator[Spot]:
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.NOTE:
            continue
        texts: list[tuple[int | None, str]] = [(None, block.line)]
        if block.cells:
            texts = [*enumerate(block.cells)]
        for cell, text in texts:
            own = squeezed(text)
            if any(len(words) >= _LEAST and words in own for words, _ in wanted):
                yield Spot(at, cell)


def _nearly(
    wanted: Sequence[tuple[str, str]], blocks: Sequence[TextBlock]
) -> Iterator[Spot]:
    best = float(_ALIKE)
    found: list[Spot] = []
    for at in range(len(blocks)):
        for one in _beginnings(blocks, at):
            for words, _ in wanted:
                own = squeezed(one.text)[: len(words)]
                if len(words) < _LEAST:
                    continue
                score = fuzz.ratio(own, words, score_cutoff=best)
                if score > best:
                    best, found = score, []
                if score and score >= best:
                    found.append(Spot(at, one.cell))
    yield from found

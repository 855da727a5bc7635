"""The order in which a file draws a page, held against the order of its reading."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain, pairwise
from math import inf

from jamplan.documents.pdfium import PrintedWord
from jamplan.documents.printed import PrintedPiece
from jamplan.documents.textblocks import parted

_FAR = 8
"""Words between two places of the drawing order that are far from each other.

Of 48,896 blocks of reports, 64 return from farther away, nearly all misread.
"""
_RUN = 2
"""Words of a run: single ones are drawn anywhere, as bold ones and labels are."""

Cells = Mapping[int, Sequence[PrintedPiece]]
"""The pieces of a line by column."""


@cache
def is_word(text: str) -> bool:
    """Whether a text has letters in a row, and is no number or bullet."""
    return re.search(r"[^\W\d_]{2}", text) is not None


class DrawnLines:
    """The lines of a grid with the places of their words in the drawing order.

    Numbers and bullets are left out: many files draw them after all texts.
    """

    def __init__(self, lines: Sequence[Cells]) -> None:
        self._places = [sorted(_places(line)) for line in lines]
        """The place and the column of each word, by line."""
        last = [line[-1][0] if line else -inf for line in self._places]
        first = [line[0][0] if line else inf for line in self._places]
        self._highest = [*accumulate(last, max)]
        self._lowest = [*accumulate(reversed(first), min)][::-1]

    def is_parted(self, at: int) -> bool:
        """Whether all lines above one are drawn before it and what is below."""
        return self._highest[at - 1] < self._lowest[at]

    def switches(self, lines: range) -> int:
        """How often the drawing goes from one column to another."""
        places = sorted(chain(*self._places[lines.start : lines.stop]))
        return sum(before != after for (_, before), (_, after) in pairwise(places))

    def bands(self, breaks: Sequence[int], columns: int) -> list[range]:
        """Lines in bands of which each is drawn column after column.

        A band begins at a line of ``breaks`` that is drawn after all above it. None
        if the columns of a band are drawn in turns, as the rows of a table are.
        """
        starts = [0, *(at for at in breaks if at and self.is_parted(at))]
        ends = [*starts[1:], len(self._places)]
        bands = [range(start, end) for start, end in zip(starts, ends, strict=True)]
        is_down = all(self.switches(band) < columns for band in bands)
        return bands if is_down else []


def _places(line: Cells) -> Iterator[tuple[int, int]]:
    for column, pieces in line.items():
        for piece in pieces:
            for word in piece.words:
                if is_word(word.text):
                    yield word.drawn, column


def are_apart(
    left: Sequence[Sequence[PrintedWord]], right: Sequence[Sequence[PrintedWord]]
) -> bool:
    """Whether the file draws all lines on one side of a gap before those on the other.

    The words of a line of text are drawn in turns.
    """
    first, second = (
        [word.drawn for word in chain(*side) if is_word(word.text)]
        for side in (left, right)
    )
    return max(first) < min(second) or max(second) < min(first)


def ranks(words: Sequence[PrintedWord]) -> dict[int, int]:
    """The number of each word of a page in the order of its drawing.

    Words without letters have none.
    """
    places = sorted(word.drawn for word in words if is_word(word.text))
    return {place: number for number, place in enumerate(places)}


def returns(words: Sequence[PrintedWord], numbers: Mapping[int, int]) -> bool:
    """Whether a reading leaves what the file draws in a row, and comes back to it.

    So do lines that are read across two columns. ``numbers`` are the :func:`ranks` of
    the page.
    """
    places = [numbers[word.drawn] for word in words if word.drawn in numbers]
    runs = parted(places, lambda before, place: place != before + 1)
    runs = [run for run in runs if len(run) >= _RUN]
    for at, (left, away) in enumerate(pairwise(runs)):
        end = left[-1]
        is_far = abs(away[0] - end) > _FAR
        if is_far and any(0 < run[0] - end <= _FAR for run in runs[at + 2 :]):
            return True
    return False

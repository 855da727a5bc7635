"""Texts compared: differences of two, word by word, and the nearest words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jamplan.language.folding import folded, one_line

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Side(StrEnum):
    """Which of two texts has a piece."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of both texts, or of one alone."""

    side: Side
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts in order; put together, those of a side are its text.

    Words, numbers and signs are compared one by one, by the longest common subsequence
    (RapidFuzz's Indel). Spaces, the kind of apostrophes, quotation marks and dashes,
    and case make no difference.
    """
    # Imported here: only what has changed needs it.
    from rapidfuzz.distance import Indel

    old, new = one_line(old), one_line(new)
    old_spans = [match.span() for match in _TOKEN.finditer(old)]
    new_spans = [match.span() for match in _TOKEN.finditer(new)]
    old_keys = [folded(old[start:end]).casefold() for start, end in old_spans]
    new_keys = [folded(new[start:end]).casefold() for start, end in new_spans]
    pieces: list[Piece] = []
    gone = come = ""
    for step in Indel.opcodes(old_keys, new_keys):
        after = _slice(new, new_spans, step.dest_start, step.dest_end)
        if step.tag == "equal":
            pieces += _apart(gone, come)
            pieces.append(Piece(Side.BOTH, after))
            gone = come = ""
        else:
            gone += _slice(old, old_spans, step.src_start, step.src_end)
            come += after
    return (*pieces, *_apart(gone, come))


def _apart(gone: str, come: str) -> list[Piece]:
    return [
        Piece(side, text) for side, text in ((Side.OLD, gone), (Side.NEW, come)) if text
    ]


def _slice(text: str, spans: list[tuple[int, int]], first: int, last: int) -> str:
    """The text of some tokens, with the space that follows them."""
    if first == last:
        return ""
    end = spans[last][0] if last < len(spans) else len(text)
    return text[spans[first][0] : end]


_AROUND = 5
"""How many words are left on each side of a difference."""


_MARKED = {Side.OLD: "[-{0}-]", Side.NEW: "{{+{0}+}}", Side.BOTH: "{1}"}


def marked(pieces: Sequence[Piece]) -> str:
    """The differences on one line, marked as by ``wdiff``.

    An example is « il y a [-dix-] {+onze+} mesures ».
    """
    parts = []
    for number, piece in enumerate(pieces):
        text = piece.text.rstrip()
        space = piece.text[len(text) :]
        first, last = number == 0, number == len(pieces) - 1
        common = _shortened(text, head=not first, tail=not last)
        parts.append(_MARKED[piece.side].format(text, common) + space)
        if piece.side is Side.OLD and number + 1 < len(pieces) and not space:
            # « [-a-] {+b+} » reads better than the two in one.
            parts.append(" " if pieces[number + 1].side is Side.NEW else "")
    return "".join(parts)


def _shortened(text: str, *, head: bool, tail: bool) -> str:
    words = text.split(" ")
    if len(words) <= _AROUND * (head + tail) + 1:
        return text
    before = " ".join(words[:_AROUND]) if head else ""
    after = " ".join(words[-_AROUND:]) if tail else ""
    return " ".join(part for part in (before, "…", after) if part)


def nearest(
    word: str, candidates: Iterable[str], *, limit: int = 3, at_least: float = 60
) -> list[str]:
    """The candidates nearest to ``word``, best first; at most ``limit``, often none.

    Similarity is RapidFuzz's WRatio without regard to case, at least ``at_least`` of
    100. Below 60, a suggestion misleads more often than it helps.
    """
    # Imported here: only a mistake needs it, and it would slow every start.
    from rapidfuzz import fuzz, process, utils

    matches = process.extract(
        word,
        list(candidates),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=at_least,
    )
    return [candidate for candidate, _, _ in matches]

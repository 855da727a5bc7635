"""How alike two different words are: of one family, or one typing fault apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from math import log, sqrt

from rapidfuzz.distance import OSA

# Likenesses are whole 64ths: sums of whole numbers do not depend on their order, so a
# score is the same from either side and in every run.
LIKENESS_UNIT = 64

_FAMILY_THRESHOLD = 0.2
"""The least cosine of two stems of one family. Reference sets: the middle of a plateau."""
_RUN = 4
_COMMON = 100
"""A run of letters that so many stems share is an ending or a beginning, no family."""
_FAULT_LIKENESS = 0.9
_FAULT_SHORTEST = 4
"""Shorter words differ by one letter too often to call it a fault."""
_FAULT_SHORTEST_RISKY = 7
"""The same if a letter is replaced, or the first one added or left out (« pont », « port »)."""
_LONGEST = 50
"""A longer run of letters is no word; it has as many deletions of its own length."""


class Kinship(Enum):
    """Why two words count as a pair."""

    SAME = "same"
    FAMILY = "family"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Likeness:
    """The likeness of two words, in units of `LIKENESS_UNIT`, and its reason."""

    units: int
    kinship: Kinship


SAME = Likeness(LIKENESS_UNIT, Kinship.SAME)
_FAULT = Likeness(round(LIKENESS_UNIT * _FAULT_LIKENESS), Kinship.FAULT)

Neighbours = Mapping[str, Mapping[str, Likeness]]


def neighbours(
    stems: Iterable[str], written: Mapping[str, tuple[int, str]]
) -> dict[str, dict[str, Likeness]]:
    """Return, for each stem, the other stems that are like it.

    `written` maps each folded written form to its number of occurrences and its stem.
    The result is symmetric. Stems without a neighbour are absent.
    """
    near: dict[str, dict[str, Likeness]] = defaultdict(dict)
    for left, right, cosine in _families(sorted(stems)):
        family = Likeness(round(LIKENESS_UNIT * cosine * cosine), Kinship.FAMILY)
        near[left][right] = near[right][left] = family
    for left, right in _faults(written):
        known = near[left].get(right)
        if known is None or known.units < _FAULT.units:
            near[left][right] = near[right][left] = _FAULT
    return {stem: others for stem, others in near.items() if others}


def _families(stems: list[str]) -> Iterable[tuple[str, str, float]]:
    """Yield the pairs of stems of one family, and the cosine of their letter trigrams.

    Rare trigrams weigh more (Salton & Buckley, 1988, with letters for words). Only
    stems that share a run of four letters: below that, likeness of spelling is mostly
    chance (« école », « écoute »). Numbers have no family: 2030 is not nearly 2035.
    """
    grams = {stem: _runs(f"^{stem}$", 3) for stem in stems if len(stem) >= _RUN and stem.isalpha()}
    frequency = Counter(gram for own in grams.values() for gram in own)
    squares = {gram: (log(len(stems) / n) + 1) ** 2 for gram, n in frequency.items()}
    # Sums are taken in the order of the letters: a set's own order changes between runs.
    lengths = {stem: sqrt(sum(squares[gram] for gram in sorted(own))) for stem, own in grams.items()}
    runs = {stem: _runs(stem, _RUN) for stem in grams}
    shared = Counter(run for own in runs.values() for run in own)
    earlier: dict[str, list[str]] = defaultdict(list)
    for stem, own in grams.items():
        telling = [run for run in runs[stem] if shared[run] <= _COMMON]
        for other in {other for run in telling for other in earlier[run]}:
            dot = sum(squares[gram] for gram in sorted(own & grams[other]))
            cosine = dot / (lengths[stem] * lengths[other])
            if cosine >= _FAMILY_THRESHOLD:
                yield stem, other, cosine
        for run in telling:
            earlier[run].append(stem)


def _runs(word: str, size: int) -> set[str]:
    return {word[i : i + size] for i in range(len(word) - size + 1)}


def _faults(written: Mapping[str, tuple[int, str]]) -> Iterable[tuple[str, str]]:
    """Yield pairs of stems of which two written forms are one typing fault apart.

    One of the two occurs once only: what is written twice is hardly a slip. Candidates
    come from the forms' one-letter deletions (Mor & Fraenkel, 1982).
    """
    forms = sorted(form for form in written if 2 < len(form) <= _LONGEST and form.isalpha())
    shortened: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        for key in _deletions(form):
            shortened[key].append(form)
    for form in forms:
        count, stem = written[form]
        if count > 1:
            continue
        for other in sorted({other for key in _deletions(form) for other in shortened[key]}):
            if (
                written[other][1] != stem
                and max(len(form), len(other)) >= _shortest(form, other)
                and OSA.distance(form, other, score_cutoff=1) <= 1
            ):
                yield stem, written[other][1]


def _shortest(form: str, other: str) -> int:
    """Return from what length on two forms one letter apart are taken for a fault."""
    exchanged = sorted(form) == sorted(other)
    left_out = len(form) != len(other) and form[0] == other[0]
    return _FAULT_SHORTEST if exchanged or left_out else _FAULT_SHORTEST_RISKY


def _deletions(form: str) -> set[str]:
    return {form, *(form[:i] + form[i + 1 :] for i in range(len(form)))}

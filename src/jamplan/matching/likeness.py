"""How alike two different words are: one family, or one typing fault apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jamplan.matching.settings import Settings

# Likenesses are whole 64ths: sums of whole numbers do not depend on their order, so a
# score is the same from either side and in every run.
LIKENESS_UNIT = 64

_RUN = 4
# A run of letters that so many stems share is an ending or a beginning, no family.
_COMMON = 100


class Kinship(Enum):
    """Why two words count as a pair."""

    SAME = "same"
    FAMILY = "family"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two words are, in units of `LIKENESS_UNIT`, and why."""

    units: int
    kinship: Kinship


SAME = Likeness(LIKENESS_UNIT, Kinship.SAME)

Neighbours = Mapping[str, Mapping[str, Likeness]]


def neighbours(
    stems: Iterable[str],
    written: Mapping[str, tuple[int, str]],
    settings: Settings,
) -> dict[str, dict[str, Likeness]]:
    """Return, for each stem, the other stems that are like it.

    `written` maps each folded written form to how often it occurs and to its stem.
    The result is symmetric. Stems without a neighbour are absent.
    """
    found: dict[str, dict[str, Likeness]] = defaultdict(dict)
    for left, right, cosine in _families(sorted(stems), settings.family_threshold):
        units = round(LIKENESS_UNIT * cosine * cosine)
        found[left][right] = found[right][left] = Likeness(units, Kinship.FAMILY)
    fault = Likeness(round(LIKENESS_UNIT * settings.fault_likeness), Kinship.FAULT)
    for left, right in _faults(written, settings):
        known = found[left].get(right)
        if known is None or known.units < fault.units:
            found[left][right] = found[right][left] = fault
    return {stem: others for stem, others in found.items() if others}


def _families(stems: list[str], threshold: float) -> Iterable[tuple[str, str, float]]:
    """Yield pairs of stems and the cosine of their letter trigrams, from `threshold` on.

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
    seen: dict[str, list[str]] = defaultdict(list)
    for stem, own in grams.items():
        telling = [run for run in runs[stem] if shared[run] <= _COMMON]
        candidates = {other for run in telling for other in seen[run]}
        for other in candidates:
            dot = sum(squares[gram] for gram in sorted(own & grams[other]))
            cosine = dot / (lengths[stem] * lengths[other])
            if cosine >= threshold:
                yield stem, other, cosine
        for run in telling:
            seen[run].append(stem)


def _runs(word: str, size: int) -> set[str]:
    return {word[i : i + size] for i in range(len(word) - size + 1)}


def _faults(written: Mapping[str, tuple[int, str]], settings: Settings) -> Iterable[tuple[str, str]]:
    """Yield pairs of stems of which two written forms are one typing fault apart.

    One of the two occurs once only: what is written twice is hardly a slip. Candidates
    come from the forms' one-letter deletions (Mor & Fraenkel, 1982).
    """
    from rapidfuzz.distance import OSA

    forms = sorted(form for form in written if len(form) > 2 and form.isalpha())
    shortened: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        for key in _deletions(form):
            shortened[key].append(form)
    for form in forms:
        count, stem = written[form]
        if count > 1:
            continue
        near = {other for key in _deletions(form) for other in shortened[key]}
        for other in sorted(near):
            if (
                written[other][1] != stem
                and max(len(form), len(other)) >= _shortest(form, other, settings)
                and OSA.distance(form, other, score_cutoff=1) <= 1
            ):
                yield stem, written[other][1]


def _shortest(form: str, other: str, settings: Settings) -> int:
    """Return from what length on two forms one letter apart are taken for a fault.

    A letter replaced, or a first letter gained, makes a real word of another more often
    (« pont », « port », « rapport ») than letters exchanged or left out inside it.
    """
    if sorted(form) == sorted(other):
        return settings.fault_shortest
    if len(form) == len(other) or form[0] != other[0]:
        return settings.fault_shortest_risky
    return settings.fault_shortest


def _deletions(form: str) -> set[str]:
    return {form, *(form[:i] + form[i + 1 :] for i in range(len(form)))}

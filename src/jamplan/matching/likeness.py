"""How alike two different words are: of one family, or one typing fault apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum

from rapidfuzz.distance import OSA

from jamplan.matching.families import families

# Shorter words differ by one letter too often to call it a fault (« vie », « voie »):
_SHORTEST_EXCHANGED = 4
_SHORTEST_LEFT_OUT = 6
_SHORTEST_REPLACED = 8
_LONGEST = 40
"""Longer words are made up, and have many deletions."""


class Kinship(Enum):
    """Why two words count as a pair."""

    SAME = "same"
    FAMILY = "family"
    FAULT = "fault"


# Likenesses are whole 64ths: sums of whole numbers do not depend on their order, so a
# score is the same from either side and in every run.
LIKENESS_UNIT = 64
LIKENESSES = {Kinship.SAME: LIKENESS_UNIT, Kinship.FAMILY: 32, Kinship.FAULT: 58}

Neighbours = Mapping[str, Mapping[str, Kinship]]


def neighbours(
    stems: Iterable[str], written: Mapping[str, tuple[int, str]], code: str
) -> dict[str, dict[str, Kinship]]:
    """Return, for each stem, its kinship with other stems in the language `code`.

    `written` maps each folded written form to its number of occurrences and its stem.
    The result is symmetric. Stems without a neighbour are absent.
    """
    near: dict[str, dict[str, Kinship]] = defaultdict(dict)
    for kinship, pairs in (
        (Kinship.FAULT, _faults(written)),
        # Two words of one family are no slip, however alike they are.
        (Kinship.FAMILY, families(stems, code)),
    ):
        for left, right in pairs:
            near[left][right] = near[right][left] = kinship
    return dict(near)


def _faults(written: Mapping[str, tuple[int, str]]) -> Iterable[tuple[str, str]]:
    """Yield pairs of stems of which two written forms are one typing fault apart.

    The stem of one of them occurs once: what is written twice, in any form, is hardly a slip.
    Candidates come from the forms' one-letter deletions (Mor & Fraenkel, 1982).
    """
    forms = sorted(form for form in written if 2 < len(form) <= _LONGEST and form.isalpha())
    occurrences: Counter[str] = Counter()
    for count, stem in written.values():
        occurrences[stem] += count
    shortened: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        for key in _deletions(form):
            shortened[key].append(form)
    for form in forms:
        stem = written[form][1]
        if occurrences[stem] > 1:
            continue
        for other in sorted({other for key in _deletions(form) for other in shortened[key]}):
            if written[other][1] != stem and _is_fault(form, other):
                yield stem, written[other][1]


def _is_fault(form: str, other: str) -> bool:
    """Tell whether two forms are long enough for the one letter that they differ by.

    Nobody mistypes the first letter (« mission », « émission »).
    """
    if sorted(form) == sorted(other):
        shortest = _SHORTEST_EXCHANGED
    elif form[0] != other[0]:
        return False
    else:
        shortest = _SHORTEST_REPLACED if len(form) == len(other) else _SHORTEST_LEFT_OUT
    return max(len(form), len(other)) >= shortest and OSA.distance(form, other, score_cutoff=1) <= 1


def _deletions(form: str) -> set[str]:
    return {form, *(form[:i] + form[i + 1 :] for i in range(len(form)))}

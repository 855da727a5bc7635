"""How alike two different words are: of one family, or one typing fault apart.

Stems are of one family if they share a beginning, or if one is a compound of the other.
Letters alone do not tell: « contre » and « contrat » begin alike. What follows the
common beginning has to be an ending of the language, and what precedes the common end a
combining form (« cyber- »).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import combinations, product

from rapidfuzz.distance import OSA

from jamplan.matching.languages import lexicon_of

# Shorter words differ by one letter too often to call it a fault (« vie », « voie »):
_SHORTEST_EXCHANGED = 4
_SHORTEST_LEFT_OUT = 6
_SHORTEST_REPLACED = 8
_LONGEST_FORM = 40
"""Longer words are made up, and have many deletions."""


class Kinship(StrEnum):
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

    The stem of one of them occurs once: what is written twice, in any form, is hardly a
    slip. Candidates come from the forms' one-letter deletions (Mor & Fraenkel, 1982).
    """
    forms = sorted(
        form for form in written if 2 < len(form) <= _LONGEST_FORM and form.isalpha()
    )
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
        for other in sorted(
            {other for key in _deletions(form) for other in shortened[key]}
        ):
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
    return (
        max(len(form), len(other)) >= shortest
        and OSA.distance(form, other, score_cutoff=1) <= 1
    )


def _deletions(form: str) -> set[str]:
    return {form, *(form[:i] + form[i + 1 :] for i in range(len(form)))}


# Families

# Beginnings of compounds, by the fewest letters after them.
_COMBINING_FORMS = {
    "5": "aero agro anti audio bio cyber eco electro euro hydro infra macro meta micro "
    "mini multi nano neo peri photo pluri poly psycho radio self semi socio sous tele "
    "thermo ultra video",
    "6": "auto co geo inter intra over para sub sur trans under",
}
_SHORTEST_STEM = 4
_CHANGED = 5
"""A stem whose end changed has so many letters at least."""
_BOTH = 7
"""Two stems that both end otherwise share so many letters at least: « ordinateur » and
« ordinaire » share too few."""
_LONGEST_ENDING = 7
"""Letters of the longest ending, change or combining form."""


def families(stems: Iterable[str], code: str) -> list[tuple[str, str]]:
    """Return the pairs of stems of one family in the language `code`, in order.

    Numbers have no family: 2030 is not nearly 2035.
    """
    lexicon = lexicon_of(code)
    changes, endings = lexicon.changes, _by_length(lexicon.endings)
    whole: dict[str, set[str]] = defaultdict(set)
    shortened: dict[str, set[str]] = defaultdict(set)
    for stem in stems:
        if len(stem) < _SHORTEST_STEM or not stem.isalpha():
            continue
        for form in _forms(stem, changes):
            whole[form].add(stem)
            for base in _bases(form, endings):
                shortened[_changed(base, changes)].add(stem)
    pairs = set[tuple[str, str]]()
    for group in whole.values():
        pairs.update(combinations(sorted(group), 2))
    for base, group in shortened.items():
        others = whole.get(base, set()) | (group if len(base) >= _BOTH else set())
        for first, second in product(others, group):
            if first != second:
                pairs.add((min(first, second), max(first, second)))
    return sorted(pairs)


def _forms(stem: str, changes: Mapping[str, str]) -> set[str]:
    """A stem as it is and as its family has it, each with what is within it."""
    forms = set[str]()
    for own in (stem, _changed(stem, changes)):
        forms.update((own, *_inner(own)))
    return forms


def _by_length(groups: Mapping[str, str]) -> dict[str, int]:
    return {
        part: int(fewest) for fewest, parts in groups.items() for part in parts.split()
    }


_FORMS = _by_length(_COMBINING_FORMS)


def _changed(stem: str, changes: Mapping[str, str]) -> str:
    """Return the stem with its end as its family has it."""
    for start in range(max(len(stem) - _LONGEST_ENDING, 0), len(stem)):
        changed = stem[:start] + changes.get(stem[start:], "")
        if stem[start:] in changes and len(changed) >= _CHANGED:
            return changed
    return stem


def _inner(stem: str) -> Iterator[str]:
    """Yield what a compound is made of, without its combining form."""
    for size in range(2, _LONGEST_ENDING + 1):
        if len(stem) - size >= _FORMS.get(stem[:size], len(stem)):
            yield stem[size:]


def _bases(form: str, endings: Mapping[str, int]) -> Iterator[str]:
    """Yield the beginnings that are left without an ending."""
    for size in range(1, _LONGEST_ENDING + 1):
        if len(form) - size >= endings.get(form[-size:], len(form)):
            yield form[:-size]

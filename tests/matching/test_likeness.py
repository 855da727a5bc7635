"""Which different words count as a pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.likeness import Kinship, neighbours


def kin(*written: tuple[str, int, str]) -> dict[tuple[str, str], Kinship]:
    """Return the kinship of each pair of stems, from (form, occurrences, stem) triples."""
    found = neighbours(
        {stem for _, _, stem in written}, {form: (count, stem) for form, count, stem in written}, "fr"
    )
    return {(a, b): kinship for a, others in found.items() for b, kinship in others.items() if a < b}


def test_families() -> None:
    """« étude » and « étudiant » are kin, and so are a compound and its word."""
    found = kin(
        *(("etude", 2, "etud"), ("etudiant", 2, "etudi")),
        *(("criminalite", 2, "criminal"), ("cybercriminalite", 2, "cybercriminal")),
    )
    assert found == dict.fromkeys([("etud", "etudi"), ("criminal", "cybercriminal")], Kinship.FAMILY)


FAULTS = """hebergement heberg hebregement hebreg, soins soin sions sion, sante sant snate snat,
accueil accueil acueil acueil, accueil accueil accueill accueill, format format frmat frmat,
formation format fornation fornat, ouvertes ouvert ouvortes ouvort"""


@pytest.mark.parametrize("words", FAULTS.split(","))
def test_faults(words: str) -> None:
    """Letters exchanged, left out, doubled; one replaced in a long word."""
    right, right_stem, slip, slip_stem = words.split()
    pair = (min(right_stem, slip_stem), max(right_stem, slip_stem))
    for count in (3, 1):
        assert kin((right, count, right_stem), (slip, 1, slip_stem)) == {pair: Kinship.FAULT}


NO_FAULTS = """pont port, sport port, voie vie, foret fret, passage paysage, emission mission,
remplacement emplacement, emplacement amplacement, nao noa, form2tion formation"""


@pytest.mark.parametrize(("right", "other"), [pair.split() for pair in NO_FAULTS.split(",")])
def test_what_is_no_fault(right: str, other: str) -> None:
    """Short words with another letter, other first letters, words with digits."""
    assert kin((right, 3, right), (other, 1, other)) == {}


def test_what_is_written_twice_is_no_slip() -> None:
    """In one form or in two forms of one stem; nor is a family, « étranger » and « étrangers »."""
    assert kin(("hebergement", 3, "heberg"), ("hebregement", 2, "hebreg")) == {}
    assert kin(("evaluer", 3, "evalu"), ("evoluer", 1, "evolu"), ("evolution", 1, "evolu")) == {}
    family = kin(("regulier", 3, "reguli"), ("reguliere", 1, "regulier"))
    assert family == {("reguli", "regulier"): Kinship.FAMILY}


WRITTEN = st.dictionaries(
    st.sampled_from("etude etudes etudiant eutde formation fornation formations former".split()),
    st.integers(1, 3),
)


@given(WRITTEN)
def test_likeness_is_symmetric(counts: dict[str, int]) -> None:
    """Both words know each other, by the same kinship; no word is its own neighbour."""
    found = neighbours(counts, {word: (count, word) for word, count in counts.items()}, "fr")
    assert all(found[b][a] is kinship for a, others in found.items() for b, kinship in others.items())
    assert not any(word in others for word, others in found.items())

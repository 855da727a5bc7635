"""Which different words count as a pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.likeness import Kinship, neighbours


def kin(*written: tuple[str, int, str]) -> dict[tuple[str, str], Kinship]:
    """Return the kinship of each pair of stems, from (form, occurrences, stem) triples."""
    found = neighbours(
        {stem for _, _, stem in written},
        {form: (count, stem) for form, count, stem in written},
        "fr",
    )
    return {(a, b): kinship for a, others in found.items() for b, kinship in others.items() if a < b}


def test_families() -> None:
    """« étude » and « étudiant » are kin, and so are a compound and its word."""
    assert kin(
        ("etude", 2, "etud"),
        ("etudiant", 2, "etudi"),
        ("criminalite", 2, "criminal"),
        ("cybercriminalite", 2, "cybercriminal"),
    ) == {
        ("etud", "etudi"): Kinship.FAMILY,
        ("criminal", "cybercriminal"): Kinship.FAMILY,
    }


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        (("hebergement", "heberg"), ("hebregement", "hebreg")),
        (("soins", "soin"), ("sions", "sion")),
        (("sante", "sant"), ("snate", "snat")),
        (("accueil", "accueil"), ("acueil", "acueil")),
        (("accueil", "accueil"), ("accueill", "accueill")),
        (("format", "format"), ("frmat", "frmat")),
        (("formation", "format"), ("fornation", "fornat")),
        (("ouvertes", "ouvert"), ("ouvortes", "ouvort")),
    ],
)
def test_faults(right: tuple[str, str], slip: tuple[str, str]) -> None:
    """Letters exchanged, left out, doubled; one replaced in a long word."""
    pair = tuple(sorted((right[1], slip[1])))
    assert kin((right[0], 3, right[1]), (slip[0], 1, slip[1])) == {pair: Kinship.FAULT}
    assert kin((right[0], 1, right[1]), (slip[0], 1, slip[1])) == {pair: Kinship.FAULT}


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("pont", "port"),
        ("sport", "port"),
        ("voie", "vie"),
        ("foret", "fret"),
        ("passage", "paysage"),
        ("emission", "mission"),
        ("remplacement", "emplacement"),
        ("emplacement", "amplacement"),
        ("nao", "noa"),
        ("form2tion", "formation"),
    ],
)
def test_what_is_no_fault(right: str, other: str) -> None:
    """Short words with another letter, other first letters, words with digits."""
    assert kin((right, 3, right), (other, 1, other)) == {}


def test_what_is_written_twice_is_no_slip() -> None:
    """In one form or in two forms of one stem."""
    assert kin(("hebergement", 3, "heberg"), ("hebregement", 2, "hebreg")) == {}
    assert kin(("evaluer", 3, "evalu"), ("evoluer", 1, "evolu"), ("evolution", 1, "evolu")) == {}


def test_a_family_is_no_slip() -> None:
    """« étranger », « étrangers » differ by a letter, and are of one family."""
    assert kin(("regulier", 3, "reguli"), ("reguliere", 1, "regulier")) == {
        ("reguli", "regulier"): Kinship.FAMILY
    }


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

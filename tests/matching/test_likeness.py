"""Which different words count as a pair."""

from jamplan.matching.likeness import Kinship, neighbours


def kin(*written: tuple[str, int, str]) -> dict[tuple[str, str], Kinship]:
    """Return the kinship of each pair of stems, from (form, occurrences, stem) triples."""
    found = neighbours(
        {stem for _, _, stem in written},
        {form: (count, stem) for form, count, stem in written},
    )
    return {
        (a, b): likeness.kinship
        for a, others in found.items()
        for b, likeness in others.items()
        if a < b
    }


def test_a_family_shares_a_run_of_letters() -> None:
    """« étude » and « étudiant » are kin, and so is a word inside a longer one."""
    assert kin(
        ("etude", 2, "etud"),
        ("etudiant", 2, "etudi"),
        ("criminalite", 2, "criminal"),
        ("cybercriminalite", 2, "cybercriminal"),
    ) == {
        ("etud", "etudi"): Kinship.FAMILY,
        ("criminal", "cybercriminal"): Kinship.FAMILY,
    }


def test_three_letters_are_no_family() -> None:
    """« école » and « écoute » begin alike by chance."""
    assert kin(("ecole", 2, "ecol"), ("ecoute", 2, "ecout")) == {}


def test_numbers_have_no_family() -> None:
    """2030 is not nearly 2035, however alike they look."""
    assert kin(("2030", 1, "2030"), ("2035", 1, "2035"), ("120300", 1, "120300")) == {}


def test_faults() -> None:
    """Letters exchanged, left out, doubled; one replaced in a long word."""
    assert (
        kin(("hebergement", 3, "heberg"), ("hebregement", 1, "hebreg"))["heberg", "hebreg"]
        is Kinship.FAULT
    )
    assert kin(("soins", 3, "soin"), ("sions", 1, "sion"))["sion", "soin"] is Kinship.FAULT
    assert (
        kin(("formation", 3, "format"), ("fornation", 1, "fornat"))["format", "fornat"] is Kinship.FAULT
    )


def test_what_is_no_fault() -> None:
    """Short words with another letter, words written twice, first letters of short words."""
    assert kin(("pont", 3, "pont"), ("port", 1, "port")) == {}
    assert kin(("hebergement", 3, "heberg"), ("hebregement", 2, "hebreg")) == {}
    assert kin(("port", 3, "port"), ("sport", 1, "sport")).get(("port", "sport")) is not Kinship.FAULT


def test_likeness_is_symmetric() -> None:
    """Both words know each other, by the same likeness."""
    found = neighbours(
        {"etud", "etudi", "educ", "educat"},
        {word: (1, word) for word in ("etud", "etudi", "educ", "educat")},
    )
    assert all(found[b][a] == likeness for a, others in found.items() for b, likeness in others.items())

"""What a person has to check."""

from __future__ import annotations

from finds import codes_in, found_in


def labels(*numbers: object, what: str = "Agir en faveur de la commune") -> str:
    return "\n\n".join(f"Mesure {n} : {what} {place}" for place, n in enumerate(numbers))


def test_a_list_that_is_whole_has_no_doubt():
    """Neither has one that begins late."""
    assert codes_in(labels(1, 2, 3, 4)) == []
    assert codes_in(labels(31, 32, 33)) == []


def test_numbers_that_lack_are_named():
    """Also of codes, in their own writing."""
    (gap,) = found_in(labels(1, 2, 5)).doubts
    assert gap.details == {"n": 2, "numbers": "3, 4"}
    codes = "\n\n".join(f"GV-1.1-{n:03} Agir en {n}" for n in (1, 2, 4))
    (gap,) = found_in(codes).doubts
    assert gap.details == {"n": 1, "numbers": "GV-1.1-003"}


def test_numbers_that_stand_for_two_texts_are_named():
    """Unless all begin anew."""
    text = labels(1, 2, 3) + "\n\nMesure 2 : Fermer les musées du pays"
    assert codes_in(text) == ["repeat"]
    parts = [
        f"# Part {n}\n\n" + labels(1, 2, 3, what=what)
        for n, what in enumerate(("Agir pour toujours", "Fermer les puits", "Ouvrir mille routes"))
    ]
    assert codes_in("\n\n".join(parts)) == ["restart"]


def test_another_count_is_told():
    """Declared, or printed twice for the word of the labels."""
    assert codes_in(labels(1, 2, 3), declared=4) == ["declared"]
    assert codes_in("Nos 9 mesures.\n\nLes 9 mesures.\n\n" + labels(1, 2, 3)) == ["announced"]
    assert codes_in("Nos 9 mesures.\n\n" + labels(1, 2, 3)) == []


def test_a_close_second_is_named():
    """By its place; a list within the first is none."""
    other = "\n\n".join(f"Action {n} : Voir la commune {n}" for n in (1, 2, 3, 4))
    (close,) = found_in(f"{labels(1, 2, 3, 4)}\n\n# Suite\n\n{other}").doubts
    assert (close.code, close.details) == ("close", {"n": 2})


def test_no_list_is_an_answer():
    """For a text without any."""
    assert codes_in("Une phrase.\n\nUne autre.") == ["nothing"]

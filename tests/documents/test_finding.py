"""The list that a person chooses, by its place, a pattern or columns."""

import re

import pytest

from jamplan.documents.finding import ColumnsError
from tests.documents.finds import found_in, items_in

TABLE = "| Clé | Vœu | Île |\n| --- | --- | --- |\n| a | Créer | Nord |\n| b | Former | Sud |"


def test_the_lists_are_in_order():
    """The one chosen is doubted alone."""
    text = "\n\n".join(f"Mesure {n} : Agir en {n}\n\nR{n} – Voir" for n in (1, 2, 3, 4, 5, 7))
    assert [each.candidate.how for each in found_in(text).lists] == ["labels", "codes"]
    assert [doubt.code for doubt in found_in(text, chosen=2).doubts] == ["gap"]


def test_a_pattern_finds_what_is_not_guessed():
    """By its groups."""
    pattern = re.compile(r"Vœu (?P<number>\d+) > (?P<title>.*)")
    expected = [("1", "Créer", "Vite."), ("2", "Former", "")]
    assert items_in("Vœu 1 > Créer\n\nVite.\n\nVœu 2 > Former", pattern=pattern) == expected


def test_columns_are_named_by_their_heads():
    """Whatever their case; others are named if one is not there."""
    columns = {"number": "clé", "title": "vœu", "chapter": "île"}
    found = found_in(TABLE, columns=columns)
    expected = [("a", "Créer", "Nord"), ("b", "Former", "Sud")]
    assert [(item.number, item.title, item.chapter) for item in found.lists[0].items] == expected
    with pytest.raises(ColumnsError) as raised:
        found_in(TABLE, columns={"title": "Titre"})
    assert (raised.value.name, raised.value.known) == ("Titre", ("Clé", "Vœu", "Île"))

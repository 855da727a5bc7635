"""The list that a person points at."""

import pytest

from jamplan.documents.markup import read
from jamplan.documents.pointing import nearest, places_like
from tests.documents.finds import codes_in, found_in
from tests.documents.test_candidates import CHAPTERS
from tests.documents.test_tables import table


def pointed(text: str, words: str) -> list[tuple[str, str]]:
    return [
        (item.number, item.title) for item in found_in(text, like=words).lists[0].items
    ]


@pytest.mark.parametrize(
    "words", ["mesure n° 2 voir", "2 VOIR LA", "voir la", "Mesure n°2 : voir"]
)
def test_words_are_looked_for_at_a_beginning(words):
    """With or without the label, whatever their case, accents and signs; below a label that is alone."""
    assert places_like(
        words, read("Mesure n° 1 : Agir\n\nMesure n° 2 : Voir là-bas")
    ) == [1]
    assert places_like(words, read("Mesure n° 2 :\n\nVoir là-bas"))[0] == 0


def test_words_are_looked_for_in_cells_and_in_the_lists_that_are_offered():
    """From any cell, with the first one before it or not; the likeliest list, all chapters included."""
    for words in ("1 eau voir", "eau voir", "voir", "1 voir"):
        assert places_like(words, read(table("N° | Axe | Quoi", "1 | Eau | Voir"))) == [
            1
        ]
    expected = [
        ("1", "Agir pour L’eau"),
        ("2", "Voir pour L’eau"),
        ("3", "Dire pour L’eau"),
    ]
    expected += [("1", "Lire pour L’air"), ("2", "Rire pour L’air")]
    labels = "\n\n".join(f"Action {n} : Courir en {n}" for n in range(1, 9))
    assert pointed(f"{CHAPTERS}\n\n## Suite\n\n{labels}", "2 voir pour") == expected


def test_what_has_the_same_mark_and_style_is_taken():
    """Though numbers begin anew without a heading; headings, bullets, plain text, a column of all tables."""
    verbs = (("Agir", "Voir"), ("Dire", "Lire"), ("Courir", "Planter"))
    parts = [
        f"Thème {n}\n\n1. {one}\n\n2. {two}" for n, (one, two) in enumerate(verbs, 1)
    ]
    assert len(pointed("\n\n".join(parts), "agir")) == 6
    # Headings of a level, from there on; bullets and plain text of the section.
    text = "### Avant\n\n## Plan\n\n" + "\n\n".join(
        f"### {verb}\n\nBien." for verb in ("Agir", "Voir")
    )
    assert pointed(text, "agir") == [("", "Agir"), ("", "Voir")]
    assert pointed("**Dire ceci.**\n\nSi.\n\n**Dire cela.**", "dire")[0] == (
        "",
        "Dire ceci",
    )
    text = "# Un\n\n- rien\n- rien\n\n# Deux\n\n- **agir**\n- voir\n\n# Trois\n\n- dire\n\n# Fin\n\nTexte."
    assert pointed(text, "agir") == [("", "agir"), ("", "voir"), ("", "dire")]
    found = pointed("# Un\n\nAgir.\n\nVoir.\n\n# Deux\n\nRien.", "agir")
    assert found[:2] == [("", "Agir"), ("", "Voir")]
    # A column of all tables of that width, though no head names it.
    titles = [f"Actions de la ville en {n}" for n in (1, 2, 3)]
    text = table("Quoi de neuf | Qui", *(f"{title} | Maire" for title in titles))
    assert pointed(text, "actions de la ville en 1") == [
        ("", title) for title in titles
    ]


def test_the_nearest_beginning_is_named_and_other_items_are_skipped():
    """If nothing begins so; by their label or their title, or in brackets at the end."""
    text = "Mesure 1 : Agir\n\nMesure 2 : Voir la mer"
    assert codes_in(text, like="Voir l’amer") == ["nothing-like"]
    assert nearest("Voir l’amer", read(text)) == "Voir la mer"
    for second in ("Fin 1", "Dire (fin, paragraphe 5)"):
        text = f"Mesure 1 : Agir\n\nMesure 2 : {second}\n\nMesure 3 : Voir (loin)"
        (found,) = found_in(text, skip="fin").lists
        assert [item.number for item in found.items] == ["1", "3"]
    text = "\n\n".join(f"B{n}.1 - Constat\n\nB{n}.2 - Réponse" for n in range(1, 5))
    items = found_in(text, skip="Réponse").lists[0].items
    assert [item.number for item in items] == ["B1.1", "B2.1", "B3.1", "B4.1"]

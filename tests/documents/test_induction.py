"""Between two examples, all that has what they have in common is an item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.finds import codes_in, found_in
from tests.documents.test_tables import table


def between(
    text: str, first: str | None, last: str | None, **more: object
) -> list[str]:
    """Numbers and titles of the items between two ends."""
    lists = found_in(text, first=first, last=last, **more).lists
    if not lists:
        return []
    return [f"{item.number} {item.title}".strip() for item in lists[0].items]


VERBS = ["Agir", "Voir", "Dire", "Lire", "Courir", "Planter"]


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("Mesure {n} : ", "{n} "),
        ("R{n} – ", "R{n} "),
        ("{n}. ", "{n} "),
        ("- ", ""),
        ("a) ", "a) "),
        ("### ", ""),
        ("", ""),
    ],
)
def test_all_that_is_marked_as_both_ends_are_is_the_list(before, shown):
    """By labels, codes, numbers, bullets, headings, or plain paragraphs; what is outside is not."""
    parts = [before.format(n=n) + f"{verb} en ville" for n, verb in enumerate(VERBS, 1)]
    text = "\n\n".join(["# Début", *parts, "# Fin", "| Un | Deux |\n| --- | --- |"])
    expected = [
        shown.format(n=n) + f"{verb} en ville" for n, verb in enumerate(VERBS, 1)
    ]
    assert between(text, "agir en", "planter EN") == expected
    assert between(text, "voir en ville", "lire en ville") == expected[1:4]


def test_paragraphs_that_begin_in_bold_are_no_plain_ones():
    """Though no more of them is bold; one that is bold as a whole is of their list."""
    text = (
        "**Agir.** En ville, dès demain.\n\nIl le faut.\n\n**Voir en ville.**\n\n"
        "Et **enfin** :\n\n**Dire** qui a agi.\n\nIl est temps."
    )
    expected = ["Agir", "Voir en ville", "Dire qui a agi"]
    assert between(text, "agir", "dire") == expected
    assert between(text, "il le faut", "il est temps") == [
        "Il le faut",
        "Et enfin",
        "Il est temps",
    ]


def test_numbers_may_begin_anew_and_others_may_be_within():
    """In three chapters, or one list with a list in its second item."""
    pairs = (("Agir", "Voir"), ("Dire", "Lire"), ("Courir", "Planter"))
    parts = [
        f"## Thème {n}\n\n1. {one} ici\n\n2. {two} ici"
        for n, (one, two) in enumerate(pairs, 1)
    ]
    expected = [f"{n} {verb} ici" for pair in pairs for n, verb in enumerate(pair, 1)]
    assert between("\n\n".join(parts), "agir ici", "planter ici") == expected
    text = "## 1. Un\n\n## 2. Deux\n\n1. a\n2. b\n3. c\n\n## 3. Trois\n\n## 4. Quatre"
    assert between(text, "un", "quatre") == ["1 Un", "2 Deux", "3 Trois", "4 Quatre"]


def test_a_list_may_have_two_parts():
    """Bullets, then numbers from one."""
    text = "# Liste\n\n- agir ici\n- voir ici\n\n# Suite\n\n1. dire ici\n2. lire ici"
    expected = ["agir ici", "voir ici", "1 dire ici", "2 lire ici"]
    assert between(text, "agir", "lire") == expected


ROWS = [
    f"{n} | Axe {n % 2} | {verb} en ville | {n} ans" for n, verb in enumerate(VERBS, 1)
]


def test_the_words_of_a_cell_bind_its_column():
    """Though no head names it; the number is in the column whose values repeat least."""
    text = table("A | B | C | D", *ROWS)
    expected = [f"{n} {verb} en ville" for n, verb in enumerate(VERBS, 1)]
    assert between(text, "agir en", "planter en") == expected
    assert between(text, "voir en", "lire en") == expected[1:4]
    (found, *_) = found_in(text, first="agir en", last="planter en").lists
    assert found.items[0].details == (("B", "Axe 1"), ("D", "1 ans"))


def test_an_end_that_is_not_given_is_where_what_is_alike_ends():
    """The run of numbers, the rows, the bullets of the section."""
    text = "\n\n".join(f"{n}. {verb} en ville" for n, verb in enumerate(VERBS, 1))
    expected = [f"{n} {verb} en ville" for n, verb in enumerate(VERBS, 1)]
    assert between(text, "voir en", None) == expected[1:]
    assert between(text, None, "voir en") == expected[:2]
    assert between(table("A | B | C | D", *ROWS), "voir en", None) == expected[1:]
    text = (
        "# Un\n\n- rien\n\n# Deux\n\n- **agir**\n- voir\n\n# Trois\n\n- dire\n\n# Fin"
    )
    assert between(text, "agir", None) == ["agir", "voir"]


def test_words_that_are_nowhere_are_said():
    """Without the first there is no list; without the last one it goes on; in the wrong order, none."""
    text = "Mesure 1 : Agir\n\nMesure 2 : Voir la mer"
    assert codes_in(text, first="Partir loin", last="Voir") == [
        "first-not-found",
        "nothing",
    ]
    assert codes_in(text, first="Agir", last="Partir loin") == ["last-not-found"]
    assert codes_in(text, first="Voir", last="Agir") == ["last-not-found", "nothing"]
    (doubt, _) = found_in(text, first="Voire l’amertume").doubts
    assert doubt.details == {"words": "Voire l’amertume", "nearest": "Voir la mer"}


def test_two_ends_in_one_text_are_no_list():
    """A table that was read as one paragraph is no item; one item has one beginning."""
    text = (
        "# Liste\n\nNo Thème Coût 1 Transparence bas 2 Isolation haut 3 Compostage bas"
    )
    found = found_in(text, first="Transparence bas", last="Compostage bas")
    assert [(doubt.code, doubt.details) for doubt in found.doubts] == [
        (
            "last-not-found",
            {
                "words": "Compostage bas",
                "nearest": "No Thème Coût 1 Transparence bas 2 Isolation haut 3 Composta",
            },
        ),
        ("nothing", {}),
    ]
    assert found.lists == ()
    alone = "Mesure 1 : Agir en ville\n\nMesure 2 : Voir la mer"
    assert between(alone, "voir la", "voir") == ["2 Voir la mer"]


def test_words_at_several_places_mean_the_list_that_is_whole_and_longest():
    """A recap first, then the list with its texts."""
    titles = [f"{n}. {verb} en ville" for n, verb in enumerate(VERBS, 1)]
    full = [f"{title}\n\nParce que c’est utile à tous." for title in titles]
    text = "\n\n".join(["# Résumé", *titles, "# Détail", *full])
    (best, *_) = found_in(text, first="agir en", last="planter en").lists
    assert [item.text for item in best.items] == ["Parce que c’est utile à tous."] * 6


def test_what_is_not_taken_is_counted():
    """Rows without the number's shape, what is alike outside of the ends, what is skipped."""
    rows = [*ROWS[:3], "bis | Axe 9 | Un sous-titre de tableau | néant", *ROWS[3:]]
    (left,) = found_in(
        table("A | B | C | D", *rows), first="agir en", last="planter en"
    ).doubts
    assert (left.code, left.details["n"]) == ("rows-left", 1)
    text = "\n\n".join(f"Mesure {n} : {verb} ici" for n, verb in enumerate(VERBS, 1))
    (left,) = found_in(text, first="voir", last="courir").doubts
    assert (left.code, left.details["n"]) == ("alike-left", 2)
    (skipped,) = found_in(text, first="agir", last="planter", skip="planter").doubts
    expected = {"n": 1, "places": "—", "words": "Mesure 6 : Planter ici"}
    assert (skipped.code, skipped.details) == ("skipped", expected)


def test_a_mark_of_other_lists_is_skipped():
    """By label or title, or in brackets at the end."""
    for second in ("Fin 1", "Dire (fin, paragraphe 5)"):
        text = f"Mesure 1 : Agir\n\nMesure 2 : {second}\n\nMesure 3 : Voir (loin)"
        (found,) = found_in(text, skip="fin").lists
        assert [item.number for item in found.items] == ["1", "3"]
    text = "\n\n".join(f"B{n}.1 - Constat\n\nB{n}.2 - Réponse" for n in range(1, 5))
    items = found_in(text, skip="Réponse").lists[0].items
    assert [item.number for item in items] == ["B1.1", "B2.1", "B3.1", "B4.1"]


@given(
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from(["{n}. ", "Mesure {n} : ", "## ", "R{n} – "]),
)
def test_any_two_items_give_those_between(one, other, before):
    """Law: the list has the items from one to the other, and no more."""
    first, last = sorted((one, other))
    parts = [before.format(n=n) + f"{verb} en ville" for n, verb in enumerate(VERBS, 1)]
    found = found_in(
        "\n\n".join(parts), first=f"{VERBS[first]} en", last=f"{VERBS[last]} en"
    ).lists[0]
    titles = [f"{verb} en ville" for verb in VERBS[first : last + 1]]
    assert [item.title for item in found.items] == titles

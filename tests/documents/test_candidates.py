"""Each way of writing lists gives a candidate."""

from __future__ import annotations

from finds import found_in

from jamplan.documents.candidates import candidates, table_lists
from jamplan.documents.markup import read, read_plain


def kinds(text: str) -> dict[str, list[str]]:
    """The numbers of the candidates of a text, by how they are told."""
    return {
        f"{each.how} {each.word}".strip(): [entry.number for entry in each.entries]
        for each in candidates(read(text))
    }


def test_labels_codes_and_numbers():
    """Each family is one list."""
    text = "\n\n".join(
        f"Mesure {n} : Agir\n\nConclusion {n} : Juger\n\nR{n} – Faire\n\n{n}. Voir" for n in range(1, 5)
    )
    numbers = ["1", "2", "3", "4"]
    assert kinds(text) == {
        "labels mesure": numbers,
        "labels conclusion": numbers,
        "codes R0": ["R1", "R2", "R3", "R4"],
        "numbers": numbers,
    }


def test_a_run_goes_on_over_another():
    """1 to 3 within the second of five."""
    text = "## 1. Un\n\n## 2. Deux\n\n1. a\n2. b\n3. c\n\n## 3. Trois\n\n## 4. Quatre\n\n## 5. Cinq"
    runs = [[entry.title for entry in each.entries] for each in candidates(read(text))]
    assert runs == [["Un", "Deux", "Trois", "Quatre", "Cinq"], ["a", "b", "c"]]


def test_a_number_amid_a_paragraph_is_taken_if_it_continues_the_run():
    """« 2. homologuer ; 3.veiller »."""
    lines = [f"{n}. agir ;" for n in range(1, 6)]
    lines += ["6. homologuer ; 7.veiller à 12. rien", "8. voir"]
    (run,) = candidates(read_plain("\n\n".join(lines)))
    expected = [("6", "homologuer ; 7.veiller à 12. rien"), ("7", "veiller à 12. rien"), ("8", "voir")]
    assert [(entry.number, entry.title) for entry in run.entries[5:]] == expected


def test_stray_codes_are_taken_once():
    """If the list has ten and more parts than one."""
    lines = [f"GV-1.{n}-001 Agir" for n in range(1, 12)]
    text = "\n\n".join([*lines, "Establish policies GV-1.1-002 and processes, as GV-1.1-001 has it."])
    assert kinds(text)["codes A-0.0-0"][-1] == "GV-1.1-002"
    assert len(kinds(text)["codes A-0.0-0"]) == 12


def test_bullets_count_if_they_are_announced():
    """By a heading or by a sentence with a colon."""
    bullets = "\n".join(f"- Agir en {n}" for n in (1, 2, 3))
    assert kinds(f"Nous recommandons :\n\n{bullets}") == {"bullets": ["", "", ""]}
    assert kinds(f"Nous avons vu :\n\n{bullets}") == {}


def test_numbers_and_bullets_before_them_are_offered_together():
    """As the report of an office of Senegal has them."""
    text = "# Recommandations\n\n- a\n- b\n- c\n\n## Santé\n\n1. d\n2. e\n3. f"
    assert kinds(text)["mixed"] == ["", "", "", "1", "2", "3"]


def test_contents_pages_are_no_lists():
    """Lines with dots to the page."""
    assert kinds("\n\n".join(f"Proposition {n} : Agir ........ {n}" for n in range(1, 9))) == {}


def test_nested_numbers_do_not_continue_the_outer_run():
    """« 3. » after an item with a list of 1 to 2."""
    text = "\n\n".join(f"{n}\\. Outer {n}:\n\n1. inner a\n2. inner b" for n in (1, 2, 3, 4))
    runs = [[entry.title for entry in each.entries] for each in candidates(read(text))]
    assert [f"Outer {n}:" for n in (1, 2, 3, 4)] in runs


def test_letters_in_turn_are_lists_of_their_own():
    """« Q1.1 », « R1.1 », « Q1.2 »; those one after the other are one list."""
    turns = "\n\n".join(f"Q1.{n} Une question\n\nR1.{n} Une réponse" for n in range(1, 5))
    assert kinds(turns).keys() == {"codes Q A0.0", "codes R A0.0"}
    parts = "\n\n".join(f"{letter}1.{n} Agir" for letter in "AB" for n in range(1, 4))
    assert kinds(parts) == {"codes A0.0": ["A1.1", "A1.2", "A1.3", "B1.1", "B1.2", "B1.3"]}


def numbers(text: str) -> list[list[str]]:
    """The numbers of each list in the tables of a text."""
    return [[entry.number for entry in found.entries] for found in table_lists(read(text))]


def test_columns_are_named_by_the_head_of_the_table():
    """The head may be below a title; the chapter is in a column of its own."""
    rows = ["| Plan |  |  |", "| --- | --- | --- |", "| Axe | N° | Intitulé |"]
    rows += [f"| {'Eau' if n == 1 else ''} | {n} | Agir en {n} |" for n in (1, 2, 3)]
    first = found_in("\n".join(rows)).lists[0]
    assert [(item.number, item.title, item.chapter) for item in first.items] == [
        (str(n), f"Agir en {n}", "Eau") for n in (1, 2, 3)
    ]


def test_the_numbers_may_be_beside_the_column_that_is_named_for_them():
    """A head that covers two columns is above the first; its second row has none."""
    rows = ["| ID |  | Intitulé |", "| --- | --- | --- |"]
    rows += [f"| {'1 – Eau' if n == 1 else ''} | 1.{n} | Agir en {n} pour l’eau |" for n in (1, 2, 3)]
    assert numbers("\n".join(rows)) == [["1.1", "1.2", "1.3"]]


def test_a_column_of_numbers_has_no_titles():
    """Whatever its head is called; a title of the sheet is above the heads."""
    rows = ["| Grille |  |  |", "| --- | --- | --- |", "| Thème | Critère | Recommandation |"]
    rows += [f"| Eau | 1.{n} | Agir en {n} |" for n in (1, 2, 3)]
    (found,) = table_lists(read("\n".join(rows)))
    assert (found.columns.number, found.columns.title, found.columns.chapter) == (1, 2, 0)


def test_a_row_with_another_kind_of_number_names_a_chapter():
    """« I » between items with digits."""
    rows = [
        "| N° | Mesure |",
        "| --- | --- |",
        "| I | Eau |",
        "| 1 | Agir |",
        "| 2 | Voir |",
        "| 3 | Dire |",
    ]
    assert numbers("\n".join(rows)) == [["1", "2", "3"]]


def test_numbers_without_a_head_must_be_a_run():
    """Sums are none."""
    rows = ["| Ville | Somme |", "| --- | --- |", "| Thiès et ses environs | 40 |"]
    rows += ["| Dakar et ses environs | 12 |", "| Mbour et ses environs | 75 |"]
    assert numbers("\n".join(rows)) == []


def test_a_list_has_the_heads_of_its_numbers_and_titles():
    """None if the table begins with an item."""
    rows = [f"| {n} | Accord sur le point {n} | 2025 |" for n in (1, 2, 3)]
    heads = ["| Proposition n° | Réponse | Date |", "| --- | --- | --- |"]
    (found,) = table_lists(read("\n".join([*heads, *rows])))
    assert found.shown == "Proposition n° Réponse"
    (found,) = table_lists(read("\n".join([rows[0], heads[1], *rows[1:]])))
    assert found.shown == ""

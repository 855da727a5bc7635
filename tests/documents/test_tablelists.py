"""Lists in tables and sheets."""

from __future__ import annotations

from finds import found_in

from jamplan.documents.markup import read
from jamplan.documents.tablelists import table_lists


def numbers(text: str) -> list[list[str]]:
    """The numbers of each list in the tables of a text."""
    return [[entry.number for entry in each.entries] for each in table_lists(read(text))]


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

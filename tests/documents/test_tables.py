"""Lists in tables: which columns hold what, and which rows are items."""

import pytest

from jamplan.documents.drafting import find
from jamplan.documents.drafts import ColumnsError, DraftKind, Wanted
from jamplan.documents.markup import read
from jamplan.documents.tables import table_lists
from jamplan.documents.textblocks import BlockKind, TextBlock, row
from tests.documents.finds import found_in


def table(*rows: str) -> str:
    """A table in Markdown of rows with their cells, the head first."""
    head, *others = (f"| {row} |" for row in rows)
    return "\n".join([head, "|" + " --- |" * (head.count("|") - 1), *others])


def numbers(*rows: str) -> list[list[str]]:
    """The numbers of each list in a table."""
    return [
        [entry.number for entry in found.entries]
        for found in table_lists(read(table(*rows)))
    ]


def test_columns_are_told_by_the_head_of_the_table():
    """It may be below a title; the chapter has its own column; « I » names a chapter, no number."""
    rows = [f"{'Eau' if n == 1 else ''} | {n} | Agir en {n}" for n in (1, 2, 3)]
    first = found_in(table("Plan |  | ", "Axe | N° | Intitulé", *rows)).lists[0]
    expected = [(str(n), f"Agir en {n}", "Eau") for n in (1, 2, 3)]
    assert [(item.number, item.title, item.chapter) for item in first.items] == expected
    assert numbers("N° | Mesure", "I | Eau", "1 | Agir", "2 | Voir", "3 | Dire") == [
        ["1", "2", "3"]
    ]
    assert numbers("Action | Qui", "1. Eau |", "1. Agir | Elle", "2. Voir | Lui") == [
        ["1", "2"]
    ]


def test_a_row_of_a_sheet_with_one_cell_names_a_section():
    """In the column of titles too; it is no item, with numbers or without."""
    rows = [f"{n} | Agir en {n} | Maire" for n in range(1, 5)]
    rows[2:2], rows[0:0] = [" | L’air | "], [" | L’eau | "]
    for head, lines in (
        ("N° | Mesure | Qui", rows),
        ("Mesure | Qui", [line.split(" | ", 1)[1] for line in rows]),
    ):
        first = found_in(table(head, *lines)).lists[0]
        assert [item.chapter for item in first.items] == [
            "L’eau",
            "L’eau",
            "L’air",
            "L’air",
        ]
        assert first.items[0].details == (("Qui", "Maire"),)


def test_a_row_with_the_total_is_of_no_item():
    """Below the last one, or among rows without numbers."""
    for head, number, total in (
        ("N° | Action", "{} | ", " | Total"),
        ("Action | Budget", "", "Sous-total :"),
    ):
        rows = [f"{number.format(n)}Agir en {n} | {n}" for n in (1, 2, 3)]
        first = found_in(table(f"{head} | Qui", *rows, f"{total} | 9")).lists[0]
        assert [item.title for item in first.items] == [
            "Agir en 1",
            "Agir en 2",
            "Agir en 3",
        ]
    assert numbers(
        "N° | Action | Qui", "1 | Agir | Elle", "2 | Voir | Lui", "3 | Total | Lui"
    ) == [["1", "2", "3"]]


def test_heads_may_have_two_rows():
    """The lower one names what is below a cell that spans several columns."""
    heads = ("N° | Mesure | Calendrier | | Qui", " | | Début | Échéance |")
    (found,) = found_in(
        table(*heads, *(f"{n} | Agir | 2025 | 2027 | Maire" for n in (1, 2, 3)))
    ).lists
    expected = (("Début", "2025"), ("Échéance", "2027"), ("Qui", "Maire"))
    assert [item.details for item in found.items] == [expected] * 3


def test_a_line_above_a_head_that_comes_again_names_a_section():
    """Whatever it is set in."""
    water, air = (
        table("N° | Mesure", f"{n} | Agir", f"{n + 1} | Voir") for n in (1, 3)
    )
    first = found_in(f"# Le plan\n\n## L’eau\n\n{water}\n\nL’air\n\n{air}").lists[0]
    assert [item.chapter for item in first.items] == [
        "L’eau",
        "L’eau",
        "L’air",
        "L’air",
    ]


def test_heads_of_numbers_and_titles_are_those_of_the_list():
    """A column of numbers has no titles, whatever its head; no head if the table begins with an item."""
    rows = [f"Eau | 1.{n} | Agir en {n}" for n in (1, 2, 3)]
    (found,) = table_lists(
        read(table("Grille |  | ", "Thème | Critère | Recommandation", *rows))
    )
    assert (found.columns.number, found.columns.title, found.columns.chapter) == (
        1,
        2,
        0,
    )
    rows = [f"{n} | Accord sur le point {n}" for n in range(1, 5)]
    for head, shown in (
        ("Proposition | Réponse", "Proposition Réponse"),
        (rows.pop(0), ""),
    ):
        (found,) = table_lists(read(table(head, *rows)))
        assert found.shown == shown


def test_a_table_without_a_head_is_the_rest_of_the_one_on_the_page_before():
    """Though a page has one row of it, or a number beside its title; not below a heading."""
    cells = [
        ("N°", "Mesure"),
        ("1", "Agir vite"),
        ("2", "Voir"),
        ("3 Dire",),
        ("4", "Lire"),
    ]
    rows = [
        row(each, page=1 + at // 3, first=at in {0, 3}) for at, each in enumerate(cells)
    ]
    parted = [*rows[:3], TextBlock(kind=BlockKind.HEADING, text="Annexe"), *rows[3:]]
    found = [
        find(blocks, Wanted(kind=DraftKind.MEASURES)).lists[0]
        for blocks in (rows, parted)
    ]
    assert ["".join(item.number for item in each.items) for each in found] == [
        "1234",
        "12",
    ]


def test_columns_are_named_by_their_heads():
    """Whatever their case; others are named if one is not there."""
    columns = {"number": "clé", "title": "vœu", "chapter": "île"}
    text = table("Clé | Vœu | Île", "a | Créer | Nord", "b | Former | Sud")
    found = found_in(text, columns=columns)
    items = [(item.number, item.title, item.chapter) for item in found.lists[0].items]
    assert items == [("a", "Créer", "Nord"), ("b", "Former", "Sud")]
    with pytest.raises(ColumnsError) as raised:
        found_in(text, columns={"title": "Titre"})
    assert (raised.value.name, raised.value.known) == ("Titre", ("Clé", "Vœu", "Île"))

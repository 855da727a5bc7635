"""The chapter of each item."""

from __future__ import annotations

from finds import found_in


def chapters(text: str) -> list[str]:
    return [item.chapter for item in found_in(text).lists[0].items]


def labels(first: int, last: int) -> str:
    return "\n\n".join(f"Recommandation n° {n} : Agir." for n in range(first, last + 1))


def test_the_chapter_is_the_heading_that_items_share():
    """The coarsest that makes three groups."""
    parts = [f"# Partie {n}\n\n## Le détail {n}\n\n{labels(2 * n - 1, 2 * n)}" for n in (1, 2, 3)]
    assert chapters("\n\n".join(parts)) == [f"Partie {n}" for n in (1, 1, 2, 2, 3, 3)]


def test_one_heading_above_all_is_no_chapter():
    """It is the title of the list."""
    assert chapters(f"# Recommandations\n\n{labels(1, 4)}") == [""] * 4


def test_a_row_with_one_cell_names_the_chapter_of_the_rows_below():
    """In a table whose items have their numbers in the cell of the text."""
    rows = ["| Recommandation | Suite |", "| --- | --- |"]
    for theme in (1, 2):
        rows += [f"| Thème {theme} |  |"] + [
            f"| {theme}.{n} Ratifier le traité. | Fait |" for n in (1, 2)
        ]
    assert chapters("\n".join(rows)) == ["Thème 1", "Thème 1", "Thème 2", "Thème 2"]


def test_a_cell_that_continues_the_row_above_names_no_chapter():
    """A text that goes over the page has its first cell empty."""
    rows = ["| Recommandation | Suite |", "| --- | --- |"]
    for n in (1, 2, 3):
        rows += [f"| Recommandation {n} Ratifier le traité. | Accord, en |", "| | deux temps. |"]
    assert chapters("\n".join(rows)) == [""] * 3

"""Where the rows of a table without drawn rules begin, and what is no table."""

from collections.abc import Iterable, Sequence

import pytest

from jamplan.documents.printed import PrintedLine, PrintedPiece
from jamplan.documents.rows import rows_of

SIZE = 10.0
LEAD = 2.0
SPACE = 8.0


def piece(text: str, column: int, y: float) -> PrintedPiece:
    """A piece of print in a column."""
    x = 200.0 * column
    return PrintedPiece(
        text, x, x + 100, y, SIZE, SIZE, bold=False, middle=y + SIZE / 2, words=()
    )


def begun(
    *paragraphs: list[int], rules: tuple[int, ...] = (), space: float = SPACE
) -> list[int]:
    """The rows of paragraphs with a space between: how many cells each line has.

    There are rules above the paragraphs with these numbers.
    """
    lines = [[range(count) for count in paragraph] for paragraph in paragraphs]
    return begun_by(*lines, rules=rules, space=space)


def begun_by(
    *paragraphs: Sequence[Iterable[int]],
    rules: tuple[int, ...] = (),
    space: float = SPACE,
) -> list[int]:
    """The same of paragraphs whose lines tell the columns of their cells."""
    lines, cells, drawn, y = [], [], [], 0.0
    for number, paragraph in enumerate(paragraphs):
        if number in rules:
            drawn.append(y - (LEAD + space) / 2)
        for at, columns in enumerate(paragraph):
            text = "suite" if at else "Agir"
            line = {column: [piece(text, column, y)] for column in columns}
            cells.append(line)
            lines.append(PrintedLine([one for (one,) in line.values()]))
            y += SIZE + LEAD
        y += space
    return rows_of(lines, cells, drawn, over=())


@pytest.mark.parametrize(("beside", "expected"), [(1, []), (2, [0, 2, 4, 6])])
def test_half_of_the_rows_have_several_cells(beside, expected):
    """Else two texts stand beside each other, though their lines are level."""
    both, alone = [[2, 1]] * beside, [[1, 1]] * (4 - beside)
    assert begun(*both, *alone) == expected


def test_rows_that_are_ruled_off_need_no_space():
    """Two rules are enough; with one, spaces tell, and no line begins a row in small letters."""
    ruled = ([2, 1], [2, 1, 2], [2, 1])
    assert begun(*ruled, rules=(1, 2), space=0) == [0, 2, 5]
    assert begun(*ruled, rules=(1,), space=0) == []
    assert begun(*ruled, [1, 1], rules=(1,)) == [0, 2, 5, 7]


# Rows whose cells are level, and rows whose second cell is a line lower.
LEVEL, LOWER = [[0, 1], [0]], [[0], [0], [1]]


@pytest.mark.parametrize(("level", "expected"), [(2, []), (3, [0, 2, 4, 6])])
def test_more_than_half_of_the_cells_beside_the_longest_column_are_level(
    level, expected
):
    """Else the lines of two texts are level by chance."""
    assert begun_by(*[LEVEL] * level, *[LOWER] * (4 - level)) == expected


# Centred cells: each on a line of its own. The last cell of a row may be empty.
FULL, GAPPED = [[0], [0], [1], [2]], [[0], [0], [1]]


@pytest.mark.parametrize(("gapped", "expected"), [(4, []), (3, [0, 4, 7, 10])])
def test_centred_cells_make_rows_if_three_quarters_of_the_table_are_filled(
    gapped, expected
):
    """They are level with no other cell."""
    rows = [FULL] * (4 - gapped) + [GAPPED] * gapped
    assert begun_by(*rows) == expected


def test_centred_cells_make_no_rows_of_two_columns_or_without_spaces():
    """Two columns of a text have lines of their own too."""
    assert begun_by(*[GAPPED] * 4) == []
    assert begun_by(*[FULL] * 4) == [0, 4, 8, 12]
    assert begun_by(*[FULL] * 4, space=0) == []

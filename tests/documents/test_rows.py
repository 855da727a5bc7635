"""Where the rows of a table without drawn rules begin, and what is no table."""

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
    lines, cells, drawn, y = [], [], [], 0.0
    for number, paragraph in enumerate(paragraphs):
        if number in rules:
            drawn.append(y - (LEAD + space) / 2)
        for at, count in enumerate(paragraph):
            text = "suite" if at else "Agir"
            line = {column: [piece(text, column, y)] for column in range(count)}
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

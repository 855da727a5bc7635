"""A table on a screen: widths are shared so that columns fit, and nothing is cut."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from jamplan.cli.screen import column_widths

CELLS = st.text("ab -é漢", max_size=30)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=4)
)


@given(TABLES, st.integers(20, 120))
def test_columns_fit_and_break_no_more_words_than_they_must(rows, available):
    """Widths never exceed the room; where the longest words fit, every column has room for its own."""
    widths = column_widths(rows, available)
    room = available - 2 * (len(rows[0]) - 1)
    assert sum(widths) <= max(room, len(widths))
    columns = list(zip(*rows, strict=True))
    words = [max([0, *map(cell_len, " ".join(cells).split())]) for cells in columns]
    if sum(max(word, 1) for word in words) <= room:
        assert all(width >= word for width, word in zip(widths, words, strict=True))
    widest = [max(map(cell_len, cells)) for cells in columns]
    if sum(widest) <= room:
        assert widths == widest

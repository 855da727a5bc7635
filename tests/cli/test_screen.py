"""A report on a screen: widths are shared so that columns fit, and nothing is cut."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from jamplan.cli.screen import Screen, column_widths, render
from jamplan.reports import blocks as b

BLOCKS = [
    b.Heading("A title", 1),
    b.Paragraph(b.inline("The lead, in so many words.", b.address("https://example.org"), "."), lead=True),
    b.Heading("A section"),
    b.Items((b.inline("one ", b.strong("strong"), " point"), b.inline("see ", b.address("https://example.org/a/b")))),
    b.Quote(b.inline("«\u202fwords\u202f»"), b.inline("a source", b.note(1))),
    b.Quote((), b.inline("another source")),
    b.Table(("What", "Id"), (b.Row((b.inline("A", b.BREAK, b.ident("an-id")), b.inline("x")), "S1"), b.Row((b.inline("B"), b.inline("y")), "S2")), "Section"),
    b.Note(1, b.inline("Where, ", b.address("https://example.org"), ".")),
    b.Note(2, b.inline("There.")),
]  # fmt: skip


def test_a_report_on_a_narrow_screen_is_this_one():
    """Wrapped; an address is whole on its own line; the rule under the head is as wide as the table."""
    assert render(BLOCKS, Screen(24, 24, colour=False, encoding="utf-8")) == (
        "A title\n\n"
        "The lead, in so many\nwords.\nhttps://example.org\n\n"
        "A section\n"
        "• one strong point\n• see\n  https://example.org/a/b\n\n"
        "  «\u202fwords\u202f»\n  — a source [1]\n\n"
        "  — another source\n\n"
        "What   Id\n─────────\nS1\nA      x\nan-id\nS2\nB      y\n\n"
        "[1] Where,\n    https://example.org\n[2] There.\n"
    )


def test_colour_is_bold_and_hues_where_it_is_wanted():
    """The same words with escapes around them."""
    blocks = [b.Heading("T", 1), b.Paragraph(b.inline(b.ident("i")))]
    out = render(blocks, Screen(80, 24, colour=True, encoding="utf-8"))
    assert out == "\x1b[1mT\x1b[0m\n\n\x1b[36mi\x1b[0m\n"


CELLS = st.text("ab -é漢", max_size=30)


def tables(width):
    """Rows of so many cells."""
    return st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=4)


@given(st.integers(1, 5).flatmap(tables), st.integers(20, 120))
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

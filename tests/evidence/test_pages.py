"""Running lines: what is printed on every page goes, what is the text's own stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jamplan.evidence.pages import without_running_lines


def test_page_numbers_go_where_they_move_with_the_pages():
    """In each of the forms that page numbers have; the line stays, empty."""
    assert without_running_lines(["a\n12", "b\n13"]) == ("a\n", "b\n")
    assert without_running_lines(["- 3 -\na", "", "Page 5\nb"]) == ("\na", "", "\nb")
    assert without_running_lines(["a\np. 1", "b\n2/28", "c\nPage 3 sur 28"]) == ("a\n", "b\n", "c\n")


def test_a_number_of_the_text_stays():
    """One that is alone, one that does not move with the pages, one with a unit or a point."""
    for pages in (
        ("Il y en a\n28",),
        ("Il y en a\n28", "28\npropositions"),
        ("a\n12", "b\n14"),
        ("a\n12 %", "b\n13 %"),
        ("a\n1 000", "b\n1 001"),
    ):
        assert without_running_lines(pages) == pages


def test_heads_and_feet_go_with_their_numbers():
    """Two lines at either end, in which one number moves with the pages."""
    pages = [
        f"Rapport 2021\n\nPrévenir – {number}\nTexte {word}\nle plan\nJAM\n{number}"
        for number, word in enumerate(["un", "deux", "trois"], start=7)
    ]
    assert without_running_lines(pages) == tuple(
        f"\n\n\nTexte {word}\nle plan\n\n" for word in ["un", "deux", "trois"]
    )


def test_a_line_stays_that_too_few_pages_have():
    """Two pages are too few, and three of seven; another year is another line."""
    assert without_running_lines(["Oui\na", "Oui\nb"]) == ("Oui\na", "Oui\nb")
    seven = ("Oui\na", "Oui\nb", "Oui\nc", "d", "e", "f", "g")
    assert without_running_lines(seven) == seven
    years = ("En 2019\na", "En 2021\nb", "En 2024\nc")
    assert without_running_lines(years) == years
    assert without_running_lines(["Oui\na", "Oui\nb", "Oui\nc", "d"]) == ("\na", "\nb", "\nc", "d")


def test_pages_without_text_are_no_pages_to_count():
    """Nothing, one page, blank pages."""
    for pages in ((), ("",), ("a\nb",), ("", " \n ", "")):
        assert without_running_lines(pages) == pages
    assert without_running_lines(["T\na", "", "T\nb", "", "T\nc", ""]) == (
        "\na",
        "",
        "\nb",
        "",
        "\nc",
        "",
    )


def test_a_long_line_is_text():
    """A page that is one long line of numbers takes no time."""
    page = "1 " * 500_000
    assert without_running_lines([page, page, page]) == (page, page, page)


@given(
    st.lists(
        st.lists(st.sampled_from(["", "1", "2", "3", "Page 2", "T", "a b"]), max_size=7), max_size=6
    )
)
def test_lines_are_emptied_and_nothing_else(pages):
    """Each line is as it was or empty, at most two from either end, and never all of a lone page."""
    before = ["\n".join(lines) for lines in pages]
    after = without_running_lines(before)
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        gone = [o for o, n in zip(old.split("\n"), new.split("\n"), strict=True) if o != n]
        assert set(new.split("\n")) <= {*old.split("\n"), ""}
        assert len(gone) <= 4
    if len(before) == 1:
        assert after == tuple(before)

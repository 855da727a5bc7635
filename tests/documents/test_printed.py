"""Lines that run through the pages: they go, and what is the text's own stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.documents.printed import EdgeLine, running_lines


def without(*pages: str) -> tuple[str, ...]:
    """The pages with their running lines emptied."""
    lines = [page.split("\n") for page in pages]
    gone = running_lines([[EdgeLine(line) for line in page] for page in lines])
    return tuple(
        "\n".join("" if (number, at) in gone else line for at, line in enumerate(page))
        for number, page in enumerate(lines)
    )


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (("a\n12", "b\n13"), ("a\n", "b\n")),
        (("- 3 -\na", "", "Page 5\nb"), ("\na", "", "\nb")),
        (("a\np. 1", "b\n2/28", "c\nPage 3 sur 28"), ("a\n", "b\n", "c\n")),
        (("Oui\na", "Oui\nb", "Oui\nc", "d"), ("\na", "\nb", "\nc", "d")),
        (("T\na", "", "T\nb", "", "T\nc", ""), ("\na", "", "\nb", "", "\nc", "")),
    ],
)
def test_numbers_and_lines_that_run_through_the_pages_go(pages, expected):
    """Page numbers that move with the pages, lines of three pages and half of those with text."""
    assert without(*pages) == expected


@pytest.mark.parametrize(
    "pages",
    [
        *(
            ("Il y en a\n28",),
            ("Il y en a\n28", "28\npropositions"),
            ("a\n12", "b\n14"),
        ),
        *(("a\n12 %", "b\n13 %"), ("a\n1 000", "b\n1 001")),
        *(("Oui\na", "Oui\nb"), ("Oui\na", "Oui\nb", "Oui\nc", "d", "e", "f", "g")),
        *(
            ("En 2019\na", "En 2021\nb", "En 2024\nc"),
            (),
            ("",),
            ("a\nb",),
            ("", " \n ", ""),
        ),
        ("1 " * 500_000,) * 3,
    ],
    ids=lambda pages: repr(pages)[:30],
)
def test_what_is_the_text_s_own_stays(pages):
    """A number that is alone, does not move, has a unit; lines of few pages, another year; a long line."""
    assert without(*pages) == pages


def test_heads_and_feet_go_with_their_numbers():
    """A number in them moves with the pages; a title with their words is at another height and stays."""
    pages = [
        f"Rapport 2021\n\nPrévenir – {number}\nTexte {word}\nle plan\nJAM | p. {number} | 2021\n{number}"
        for number, word in enumerate(["un", "deux", "trois"], start=7)
    ]
    expected = tuple(f"\n\n\nTexte {word}\n\n\n" for word in ["un", "deux", "trois"])
    assert without(*pages) == expected
    heights = (300.0, 30.0, 31.0, 30.0)
    pages = [
        [EdgeLine("Le plan", y), EdgeLine(f"text {y} {n}", 400)]
        for n, y in enumerate(heights)
    ]
    pages += [[EdgeLine(f"other {word}", 30.0)] for word in "abcdefgh"]
    assert running_lines(pages) == {(1, 0), (2, 0), (3, 0)}


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "1", "2", "3", "Page 2", "T", "a b"]), max_size=9
        ),
        max_size=6,
    )
)
def test_lines_at_the_ends_go_and_nothing_else(pages):
    """At most three from either end, and none of a lone page."""
    lines = [[EdgeLine(line) for line in page] for page in pages]
    gone = running_lines(lines)
    for number, page in enumerate(pages):
        of_page = {at for at in range(len(page)) if (number, at) in gone}
        filled = [at for at, line in enumerate(page) if line.strip()]
        assert of_page <= {*filled[:3], *filled[-3:]}
    assert not (len(pages) == 1 and gone)

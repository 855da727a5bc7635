"""Copies of sources as text: every format, every fault, whatever the file is called."""

from __future__ import annotations

import contextlib

import made_up
import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamplan.corpus.findings import UnreadError
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcefiles import SourceText, read_source, without_running_lines


@pytest.fixture
def copy(tmp_path):
    """A function that writes a file and reads it as a source."""

    def read(data: str | bytes, name: str = "copy.txt") -> SourceText:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_source(path)

    return read


def pdf(*pages: str, encrypted: dict[str, object] | None = None) -> bytes:
    """A PDF with a text on each page."""
    document = FPDF()
    document.set_font("Helvetica", size=12)
    if encrypted is not None:
        document.set_encryption(**encrypted)
    for page in pages:
        document.add_page()
        if page:
            document.multi_cell(0, 8, page)
    return bytes(document.output())


def test_a_text_is_read_as_it_is(copy):
    """Lines end in one way, and form feeds part the pages."""
    assert copy("a\r\nb\rc\n") == SourceText(("a\nb\nc\n",))
    assert copy("un\n\fdeux\n\f") == SourceText(("un\n", "deux\n"))


def test_a_web_page_is_what_a_reader_sees(copy):
    """A line for each block; scripts unseen; its lines are none of the file."""
    page = "<html><body><h1>Le <em>gou</em>vernement</h1><p>a repris&nbsp;: l&#8217;id&eacute;e<script>x</script>"
    assert copy(page) == SourceText(("Le gouvernement\na repris : l’idée",), has_lines=False)


def test_markdown_is_read_without_its_marks(copy):
    """Emphasis, links and tables."""
    text = "# Le **plan**\n\n> a repris l’_idée_ des [JAM](https://a.org)\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    assert copy(text, "a.md").pages == ("Le plan\na repris l’idée des JAM\na | b\n1 | 2",)


def test_a_pdf_has_its_pages_and_lines(copy):
    """Whatever it is called, blank pages too; a sentence over a page break is whole."""
    text = copy(pdf("Le plan a repris", "", "la proposition"), "a.txt")
    assert [page.strip() for page in text.pages] == ["Le plan a repris", "", "la proposition"]
    assert text.paragraphs == ("Le plan a repris la proposition", "", "")


def test_quotes_are_found_in_every_format(copy):
    """Over a page break, in columns, in a Word document."""
    quote = "la transparence est une condition de la confiance"
    sources = [
        copy(pdf("Il dit que la transparence est une", "condition de la confiance."), "a.pdf"),
        copy(made_up.columns(), "b.pdf"),
        copy(made_up.numbered_docx(), "c.docx"),
        copy(made_up.workbook(), "d.xlsx"),
        copy(made_up.page_html(), "e.html"),
    ]
    assert all(isinstance(find_quote(quote, source), Found) for source in sources)


def test_a_running_head_can_be_quoted(copy):
    """It is in the lines of print, though not in the paragraphs."""
    source = copy(made_up.boxes(), "a.pdf")
    assert isinstance(find_quote("Rapport sur l'eau de l'archipel", source), Found)


def test_a_pdf_that_anybody_can_open_is_read(copy):
    """One with an owner's password is; one with a user's is not."""
    assert copy(pdf("Vu", encrypted={"owner_password": "o"}), "a.pdf").paragraphs == ("Vu",)
    with pytest.raises(UnreadError) as raised:
        copy(pdf("x", encrypted={"owner_password": "o", "user_password": "u"}), "a.pdf")
    assert raised.value.finding.code == "document-encrypted"


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_bytes_are_text_or_a_fault(tmp_path, data):
    """Nothing else is raised."""
    path = tmp_path / "bytes.txt"
    path.write_bytes(data)
    with contextlib.suppress(UnreadError):
        assert read_source(path).pages


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
    expected = ("\na", "", "\nb", "", "\nc", "")
    assert without_running_lines(["T\na", "", "T\nb", "", "T\nc", ""]) == expected


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

"""Copies of sources as text: every format, every fault, whatever the file is called."""

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
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_source(tmp_path / name)

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


def test_a_text_is_read_as_it_is_and_others_as_a_reader_sees_them(copy):
    """Form feeds part pages; of a web page and of Markdown a line for each block, none of the file's."""
    assert copy("a\r\nb\rc\n") == SourceText(("a\nb\nc\n",))
    assert copy("un\n\fdeux\n\f") == SourceText(("un\n", "deux\n"))
    page = "<html><body><h1>Le <em>gou</em>vernement</h1><p>a repris&nbsp;: l&#8217;id&eacute;e<script>x</script>"
    assert copy(page) == SourceText(("Le gouvernement\na repris : l’idée",), has_lines=False)
    text = "# Le **plan**\n\n> a repris l’_idée_ des [JAM](https://a.org)\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    assert copy(text, "a.md").pages == ("Le plan\na repris l’idée des JAM\na | b\n1 | 2",)


def test_a_pdf_has_its_pages_and_lines(copy):
    """Whatever it is called, blank pages too; a sentence over a page break is whole."""
    text = copy(pdf("Le plan a repris", "", "la proposition"), "a.txt")
    assert [page.strip() for page in text.pages] == ["Le plan a repris", "", "la proposition"]
    assert text.paragraphs == ("Le plan a repris la proposition", "", "")


def test_quotes_are_found_in_every_format(copy):
    """Over a page break, in columns, in a Word document; a running head can be quoted too."""
    quote = "la transparence est une condition de la confiance"
    pages = pdf("Il dit que la transparence est une", "condition de la confiance.")
    for name, data in {
        "a.pdf": pages,
        "b.pdf": made_up.columns(),
        "c.docx": made_up.numbered_docx(),
        "d.xlsx": made_up.workbook(),
        "e.html": made_up.page_html(),
    }.items():
        assert isinstance(find_quote(quote, copy(data, name)), Found), name
    source = copy(made_up.boxes(), "f.pdf")
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
    assert without_running_lines(pages) == expected


@pytest.mark.parametrize(
    "pages",
    [
        *(("Il y en a\n28",), ("Il y en a\n28", "28\npropositions"), ("a\n12", "b\n14")),
        *(("a\n12 %", "b\n13 %"), ("a\n1 000", "b\n1 001")),
        *(("Oui\na", "Oui\nb"), ("Oui\na", "Oui\nb", "Oui\nc", "d", "e", "f", "g")),
        *(("En 2019\na", "En 2021\nb", "En 2024\nc"), (), ("",), ("a\nb",), ("", " \n ", "")),
        ("1 " * 500_000,) * 3,
    ],
    ids=lambda pages: repr(pages)[:30],
)
def test_what_is_the_text_s_own_stays(pages):
    """A number that is alone, does not move, has a unit; lines of few pages, another year; a long line."""
    assert without_running_lines(pages) == pages


def test_heads_and_feet_go_with_their_numbers():
    """Two lines at either end, in which one number moves with the pages."""
    pages = [
        f"Rapport 2021\n\nPrévenir – {number}\nTexte {word}\nle plan\nJAM\n{number}"
        for number, word in enumerate(["un", "deux", "trois"], start=7)
    ]
    expected = tuple(f"\n\n\nTexte {word}\nle plan\n\n" for word in ["un", "deux", "trois"])
    assert without_running_lines(pages) == expected


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

"""PDFs as blocks."""

import socket

import made_up
import pytest
from finds import short
from fpdf import FPDF

from jamplan.corpus.findings import UnreadError
from jamplan.documents import pdf
from jamplan.documents.pdf import parse, read


def blocks_of(data: bytes):
    return read(parse(data))


def page_of(*lines: tuple[str, float]) -> bytes:
    """A page with lines of a size."""
    document = FPDF()
    document.add_page()
    for text, size in lines:
        document.set_font("Helvetica", size=size)
        document.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def test_lines_that_begin_an_item_begin_a_block():
    """Though liteparse makes one paragraph of them."""
    lines = [
        (f"{n}.Couple the compute allocation of the year with access {n}", 11) for n in (9, 10, 11)
    ]
    expected = ["p 9.Couple ", "p 10.Couple", "p 11.Couple"]
    assert [text[:11] for text in short(blocks_of(page_of(*lines)))[1:]] == expected


def test_running_heads_are_dropped_and_pages_kept():
    """The made-up report has a head on each page."""
    blocks = blocks_of(made_up.boxes())
    assert not any("Rapport sur l'eau" in block.text for block in blocks)
    assert {block.page for block in blocks} == set(range(1, 7))


def test_small_print_at_the_foot_is_a_note():
    """And small print at the top is none."""
    text = "Le gouvernement doit agir pour les communes de l'archipel, dit la Cour dans son rapport."
    foot = "1 Voir le rapport de 2019."
    blocks = blocks_of(page_of(("Petite ligne du haut", 7), *[(text, 11)] * 30, (foot, 7)))
    assert (str(blocks[0].kind), str(blocks[-1].kind)) == ("paragraph", "note")


def test_neither_a_pdf_nor_a_scan_asks_the_network(monkeypatch):
    """Recognition of text would download its models."""

    def forbidden(*given: object) -> None:
        raise AssertionError(given)

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    assert blocks_of(made_up.boxes())
    with pytest.raises(UnreadError) as raised:
        blocks_of(made_up.scanned())
    assert (raised.value.finding.code, raised.value.finding.details) == ("document-scanned", {})
    with pytest.raises(UnreadError) as raised:
        parse(made_up.encrypted_pdf())
    assert raised.value.finding.code == "document-encrypted"


def test_a_line_apart_from_the_text_is_a_block():
    """A heading in the type of the text; liteparse makes one paragraph of both."""
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    lines = ["Recommendation 1: A simplified structure", "for whole-system emergencies"]
    lines += ["The governments should each simplify", "the structures with responsibility."]
    for line, space in zip(lines, (0, 0, 5, 0), strict=True):
        document.ln(space)
        document.cell(0, 5.5, line, new_x="LMARGIN", new_y="NEXT")
    assert short(blocks_of(bytes(document.output())))[1:] == [
        "p Recommendation 1: A simplified structure for whole-system emergencies",
        "p The governments should each simplify the structures with responsibility.",
    ]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("Agree. DSIT sets out mission- focused plans", "Agree. DSIT sets out mission-focused plans"),
        ("short- and long-term plans - not budgets", "short- and long-term plans - not budgets"),
        ("an AI- Specific unit", "an AI- Specific unit"),
    ],
)
def test_a_cell_keeps_the_hyphens_that_its_lines_end_in(printed, text):
    """Without the space that liteparse puts for the end of a line; so it can be quoted."""
    assert pdf._in_cell(printed) == text

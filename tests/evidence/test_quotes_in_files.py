"""Copies of sources as text: every format, every fault, whatever the file is called."""

import contextlib

import docx
import openpyxl
import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from jamplan.corpus.findings import UnreadError
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import SourceText, read_source
from tests.documents import made_up


@pytest.fixture
def copy(tmp_path):
    """A function that writes a file and reads it as a source."""

    def read(data: str | bytes, name: str = "copy.txt") -> SourceText:
        (tmp_path / name).write_bytes(
            data if isinstance(data, bytes) else data.encode()
        )
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


def stretches(source: SourceText) -> list[list[tuple[str, int]]]:
    """The stretches in short."""
    return [
        [(part.text, part.page) for part in stretch] for stretch in source.stretches
    ]


def test_a_source_is_read_as_a_reader_sees_it(copy):
    """A stretch for each paragraph and cell; form feeds part the pages of a text."""
    page = "<html><body><h1>Le <em>gou</em>vernement</h1><p>a repris&nbsp;: l&#8217;id&eacute;e<script>x</script>"
    assert stretches(copy(page)) == [
        [("Le gouvernement", 1)],
        [("a repris : l’idée", 1)],
    ]
    text = "# Le **plan**\n\n> a repris l’_idée_ des [JAM](https://a.org)\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    expected = ["Le plan", "a repris l’idée des JAM", "a", "b", "1", "2"]
    assert stretches(copy(text, "a.md")) == [[(each, 1)] for each in expected]
    assert stretches(copy("un plan\n\fqui suit.\n\f")) == [
        [("un plan", 1), ("qui suit.", 2)]
    ]


def test_a_sentence_over_a_page_break_is_whole(copy):
    """Whatever the file is called, over blank pages too; a file with an owner's password is read."""
    text = copy(pdf("Le plan a repris", "", "la proposition"), "a.txt")
    assert stretches(text) == [[("Le plan a repris", 1), ("la proposition", 3)]]
    assert text.has_pages
    assert stretches(copy(pdf("Vu", encrypted={"owner_password": "o"}), "a.pdf")) == [
        [("Vu", 1)]
    ]


def test_quotes_are_found_in_every_format(copy):
    """Over a page break, in columns, in a Word document."""
    quote = "la transparence est une condition de la confiance"
    pages = pdf("Il dit que la transparence est une", "condition de la confiance.")
    office = {"c.docx": made_up.numbered_docx(), "d.xlsx": made_up.workbook()}
    files = {
        "a.pdf": pages,
        "b.pdf": made_up.columns(),
        **office,
        "e.html": made_up.page_html(),
    }
    for name, data in files.items():
        assert isinstance(find_quote(quote, copy(data, name)), Found), name


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_bytes_are_text_or_a_fault(tmp_path, data):
    """Nothing else is raised."""
    path = tmp_path / "bytes.txt"
    path.write_bytes(data)
    with contextlib.suppress(UnreadError):
        assert read_source(path).stretches


def line_of(*cells: str) -> bytes:
    """A PDF of one line, with its texts far from each other."""
    sheet = made_up.Sheet()
    for place, cell in enumerate(cells):
        sheet.at(20 + 90 * place, 30, cell)
    return sheet.bytes()


def with_runs(*runs: tuple[str, str]) -> bytes:
    """A Word document of one paragraph, whose runs are plain, superscripts or hidden."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, how in runs:
        run = paragraph.add_run(text)
        if how:
            setattr(run.font, how, True)
    return made_up.saved(document.save)


def sheet(rows: list[list[object]], hidden: int = 0) -> bytes:
    """A workbook, of which one row is hidden."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if hidden:
        book.active.row_dimensions[hidden].hidden = True
    return made_up.saved(book.save)


SIX = ("Le plan a repris 6", "1", " propositions des mineurs", "2", " isolés.")


def in_runs(*runs: tuple[str, int], raised: bool = False) -> bytes:
    """A PDF of one line in several sizes, of which every second run may be raised."""
    line = made_up.Sheet()
    for place, (text, size) in enumerate(runs):
        line.set_font_size(size)
        line.char_vpos = "SUP" if raised and place % 2 else "LINE"
        line.write(6, text)
    return line.bytes()


def in_types(font: InlineFont, *texts: str) -> bytes:
    """A workbook of one cell, in which every second text has a font."""
    return sheet(
        [
            [
                CellRichText(
                    *(TextBlock(font, t) if n % 2 else t for n, t in enumerate(texts))
                )
            ]
        ]
    )


SIXES = {
    "a.html": lambda: (
        "<html><p>" + "{}<sup>{}</sup>{}<sup><a href='#n'>[{}]</a></sup>{}".format(*SIX)
    ),
    "b.html": lambda: (
        "<html><style>.fn {{vertical-align: super}}</style><p>"
        "{}<a class=fn>{}</a>{}<span style='vertical-align: super'>{}</span>{}".format(
            *SIX
        )
    ),
    "c.html": lambda: "<html><p>{}<sup>{}</sup>{}<sup>*</sup>{}".format(
        *SIX[:3], SIX[4]
    ),
    "a.md": lambda: "# Plan\n\n" + "{}<sup>{}</sup>{}[^{}]{}".format(*SIX),
    "a.docx": lambda: with_runs(
        *((text, "superscript" * (place % 2)) for place, text in enumerate(SIX))
    ),
    "a.xlsx": lambda: in_types(InlineFont(vertAlign="superscript"), *SIX),
    "a.pdf": lambda: in_runs(*((text, 12) for text in SIX), raised=True),
    "a.txt": lambda: "{}¹{}²{}".format(*SIX[::2]),
}


CROSSED = {
    "a.html": lambda: (
        "<html><table><tr><td>Le plan a<td>repris hier</table><p>un<p>deux"
    ),
    "a.md": lambda: "| Le plan a | repris hier |\n| --- | --- |\n\nun\n\ndeux",
    "a.xlsx": lambda: sheet([["Le plan a", "repris hier"], ["un"], ["deux"]]),
    "a.csv": lambda: "Le plan a;repris hier\nun;\ndeux;\n",
    "a.docx": lambda: with_runs(("Le plan a\trepris hier", "")),
    "a.pdf": lambda: line_of("Le plan a", "repris hier"),
    "a.txt": lambda: "Le plan a          repris hier\n\nun\n\nDeux",
}


HIDDEN = {
    "a.html": lambda: (
        "<html><style>.h, .j {display: none} p .j {display: inline} @media print {.j {display: none}}</style>"
        "<p>Le <b style='color:#fff'>n’a pas</b> plan <span style='display:none'>n’a pas</span> <b class=h>jamais"
        "</b> <i class=j>repris</i><div style='height: 0; overflow: hidden'>jamais</div>"
    ),
    "a.md": lambda: (
        "Le plan <span hidden>n’a pas</span> <b style='display: none'>jamais</b> repris"
    ),
    "a.docx": lambda: with_runs(
        ("Le plan ", ""), ("n’a pas jamais ", "hidden"), ("repris", "")
    ),
    "a.xlsx": lambda: sheet([["Le plan repris"], ["n’a pas jamais"]], hidden=2),
    "b.xlsx": lambda: in_types(
        InlineFont(color="FFFFFFFF"), "Le plan ", "n’a pas jamais ", "repris"
    ),
    "a.pdf": lambda: in_runs(
        ("Le plan ", 12), ("n'a pas jamais ", 1), ("repris la mesure.", 12)
    ),
}


SIX_SAID = (
    ("a repris 6 propositions", "mineurs isolés"),
    ("a repris 61 propositions", "mineurs2 isolés"),
)
CROSSED_SAID = ("repris hier", "Le plan a"), ("plan a repris", "un deux")
HIDDEN_SAID = ("plan repris",), ("n’a pas", "jamais")
CASES = [
    pytest.param(name, made, *said, id=f"{what} {name}")
    for what, files, said in (
        ("the mark of a footnote", SIXES, SIX_SAID),
        ("a gap", CROSSED, CROSSED_SAID),
        ("what a reader cannot see", HIDDEN, HIDDEN_SAID),
    )
    for name, made in files.items()
]


@pytest.mark.parametrize(("name", "made", "found", "missed"), CASES)
def test_only_what_a_reader_sees_together_is_found(copy, name, made, found, missed):
    """« 6 », not « 61 »; nothing over cells, columns, paragraphs; nothing hidden, by element, style or program."""
    source = copy(made(), name)
    for quotes, expected in ((found, True), (missed, False)):
        for quote in quotes:
            assert isinstance(find_quote(quote, source), Found) is expected, quote

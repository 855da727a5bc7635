"""Documents of every format, read to the last word."""

from collections.abc import Iterator

import docx
import openpyxl
import pytest
from fpdf import FPDF

from jamplan.documents.finding import find
from jamplan.documents.reading import read_csv, read_source, read_workbook
from jamplan.documents.textblocks import finished
from tests.decisions import jam_report
from tests.documents import made_up
from tests.documents.finds import short


def told(data: bytes | str, suffix: str) -> list[tuple[str, str, str, str]]:
    """Number, title, text in one line, and chapter without its label."""
    blocks = finished(read_source(data.encode() if isinstance(data, str) else data, suffix).blocks)
    return [
        (item.number, item.title, " ".join(item.text.split()), item.chapter)
        for item in find(blocks).lists[0].items
    ]


@pytest.mark.parametrize(
    ("make", "suffix"),
    [
        (made_up.boxes, ".pdf"),
        (made_up.columns, ".pdf"),
        (made_up.numbered_docx, ".docx"),
        (made_up.headings_docx, ".docx"),
        (made_up.workbook, ".xlsx"),
        (made_up.page_html, ".html"),
        (made_up.markdown, ".md"),
        (lambda: made_up.csv_text(made_up.written()), ".csv"),
    ],
)
def test_six_items_in_three_chapters(make, suffix):
    """Boxes with a recap, columns, numbers of Word, headings with bullets, tables, a page, Markdown."""
    more = " • un suivi trimestriel" if make is made_up.headings_docx else ""
    lead = "I. II. III." if make is made_up.columns else "  "
    chapters = dict(zip(made_up.CHAPTERS, lead.split(" "), strict=True))
    assert told(make(), suffix)[:6] == [
        (
            item.number,
            item.title,
            " ".join(item.paragraphs) + more,
            f"{chapters[item.chapter]} {item.chapter}".strip(),
        )
        for item in made_up.written()
    ]


def jam_pdf(label: str) -> bytes:
    document = FPDF()
    document.set_auto_page_break(auto=True, margin=20)

    def write(text: str, height: float, size: int, style: str = "") -> None:
        document.set_font("Helvetica", style=style, size=size)
        document.multi_cell(0, height, latin(text), new_x="LMARGIN", new_y="NEXT")

    for number, chapter, proposals in jam_chapters():
        document.add_page()
        write(f"Chapitre {number} : {chapter}", 8, 16, "B")
        for proposal, title, text in proposals:
            write(label.format(n=proposal, title=title), 6, 11, "B")
            write(text, 6, 11)
            document.ln(3)
    return bytes(document.output())


def jam_chapters() -> Iterator[tuple[int, str, list[tuple[int, str, str]]]]:
    """Each chapter of the made-up report with its proposals: their numbers, titles and texts."""
    for number, (chapter, _pages) in enumerate(jam_report.CHAPTERS, 1):
        yield number, chapter, [(n, *rest) for n, of, *rest in jam_report.PROPOSALS if of == number]


def latin(text: str) -> str:
    return text.replace("’", "'").replace("œ", "oe")


def jam_docx() -> bytes:
    document = docx.Document()
    for _number, chapter, proposals in jam_chapters():
        document.add_heading(chapter, 1)
        for proposal, title, text in proposals:
            document.add_heading(f"Proposition {proposal} : {title}", 2)
            document.add_paragraph(text)
    return made_up._saved(document.save)


def jam_markdown() -> bytes:
    lines = ["# Les 28 propositions"]
    for _number, chapter, proposals in jam_chapters():
        lines.append(f"## {chapter}")
        lines += [f"{proposal}. **{title}.** {text}" for proposal, title, text in proposals]
    return "\n\n".join(lines).encode()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (lambda: jam_pdf("Proposition n° {n} : {title}"), ".pdf"),
        (lambda: jam_pdf("{n}. {title}"), ".pdf"),
        (lambda: jam_pdf("P{n} - {title}"), ".pdf"),
        (jam_docx, ".docx"),
        (jam_markdown, ".md"),
    ],
)
def test_28_of_28_proposals_are_found(data, suffix):
    """In six chapters, with labels, numbers or codes, each with its text."""
    found = [(number.strip("P"), *map(latin, rest)) for number, *rest in told(data(), suffix)]
    assert found == [
        (str(number), latin(title), latin(text), latin(chapter))
        for _number, chapter, proposals in jam_chapters()
        for number, title, text in proposals
    ]


def test_each_sheet_is_a_table_under_its_name():
    """Hidden sheets are left out; whole numbers have no point; rows keep their numbers."""
    book = openpyxl.Workbook()
    book.active.title = "Mesures"
    for cells in (["N°", "Mesure"], [], [1.0, "Créer\nvite"]):
        book.active.append(cells)
    hidden = book.create_sheet("Caché")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    blocks = read_workbook(made_up._saved(book.save))
    assert short(blocks) == ["h1 Mesures", "| N° | Mesure", "| 1 | Créer vite"]
    assert [block.line_number for block in blocks] == [None, 1, 3]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_csv_is_read_whatever_divides_its_cells(sign):
    """Line ends within a cell are spaces."""
    text = f'N°{sign}Mesure{sign}Texte\n1{sign}"Créer\n vite"{sign}\n'
    assert short(read_csv(text)) == ["| N° | Mesure | Texte", "| 1 | Créer vite"]

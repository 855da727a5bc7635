"""Documents of every format, read to the last word."""

from __future__ import annotations

import io

import docx
import jam_report
import made_up
import openpyxl
import pytest
from finds import short
from fpdf import FPDF

from jamplan.documents.finding import find
from jamplan.documents.reading import read_blocks, read_csv, read_workbook


def told(data: bytes | str, suffix: str) -> list[tuple[str, str, str, str]]:
    """Number, title, text in one line, and chapter without its label."""
    blocks = read_blocks(data.encode() if isinstance(data, str) else data, suffix)
    return [
        (item.number, item.title, " ".join(item.text.split()), item.chapter)
        for item in find(blocks).lists[0].items
    ]


@pytest.mark.parametrize(
    ("make", "suffix", "lead", "more"),
    [
        (made_up.boxes, ".pdf", "{chapter}", ""),
        (made_up.columns, ".pdf", "{roman}. {chapter}", ""),
        (made_up.numbered_docx, ".docx", "{chapter}", ""),
        (made_up.headings_docx, ".docx", "{chapter}", " • un suivi trimestriel"),
        (made_up.workbook, ".xlsx", "{chapter}", ""),
        (made_up.page_html, ".html", "{chapter}", ""),
        (made_up.markdown, ".md", "{chapter}", ""),
        (lambda: made_up.csv_text(made_up.written()), ".csv", "{chapter}", ""),
    ],
)
def test_six_items_in_three_chapters(make, suffix, lead, more):
    """Boxes with a recap, columns, numbers of Word, headings with bullets, tables, a page, Markdown."""
    expected = []
    for item in made_up.written():
        place = made_up.CHAPTERS.index(item.chapter)
        chapter = lead.format(n=place + 1, roman=("I", "II", "III")[place], chapter=item.chapter)
        expected.append((item.number, item.title, " ".join(item.paragraphs) + more, chapter))
    assert told(make(), suffix)[:6] == expected


def jam_pdf(label: str) -> bytes:
    document = FPDF()
    document.set_auto_page_break(auto=True, margin=20)
    for number, (chapter, _pages) in enumerate(jam_report.CHAPTERS, 1):
        document.add_page()
        document.set_font("Helvetica", style="B", size=16)
        document.multi_cell(
            0, 8, f"Chapitre {number} : {latin(chapter)}", new_x="LMARGIN", new_y="NEXT"
        )
        for proposal, of, title, text in jam_report.PROPOSALS:
            if of == number:
                document.set_font("Helvetica", style="B", size=11)
                document.multi_cell(
                    0, 6, latin(label.format(n=proposal, title=title)), new_x="LMARGIN", new_y="NEXT"
                )
                document.set_font("Helvetica", size=11)
                document.multi_cell(0, 6, latin(text), new_x="LMARGIN", new_y="NEXT")
                document.ln(3)
    return bytes(document.output())


def latin(text: str) -> str:
    return text.replace("’", "'").replace("œ", "oe")


def jam_docx() -> bytes:
    document = docx.Document()
    for number, (chapter, _pages) in enumerate(jam_report.CHAPTERS, 1):
        document.add_heading(chapter, 1)
        for proposal, of, title, text in jam_report.PROPOSALS:
            if of == number:
                document.add_heading(f"Proposition {proposal} : {title}", 2)
                document.add_paragraph(text)
    return made_up._saved(document.save)


def jam_markdown() -> bytes:
    lines = ["# Les 28 propositions"]
    for number, (chapter, _pages) in enumerate(jam_report.CHAPTERS, 1):
        lines.append(f"## {chapter}")
        for proposal, of, title, text in jam_report.PROPOSALS:
            if of == number:
                lines += [f"{proposal}. **{title}.** {text}"]
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
    found = told(data(), suffix)
    assert [number.strip("P") for number, *_rest in found] == [str(n) for n in range(1, 29)]
    chapters = [latin(jam_report.CHAPTERS[of - 1][0]) for _n, of, _title, _text in jam_report.PROPOSALS]
    assert [latin(chapter) for *_rest, chapter in found] == chapters
    for (_n, title, text, _c), (_m, _of, *expected) in zip(found, jam_report.PROPOSALS, strict=True):
        assert (latin(title), latin(text)) == (latin(expected[0]), latin(expected[1]))


def test_each_sheet_is_a_table_under_its_name():
    """Hidden sheets are left out; whole numbers have no point; rows keep their numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Mesures"
    for cells in (["N°", "Mesure"], [], [1.0, "Créer\nvite"]):
        sheet.append(cells)
    book.create_sheet("Caché").append(["x"])
    book["Caché"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    blocks = read_workbook(stream.getvalue())
    assert short(blocks) == ["h1 Mesures", "| N° | Mesure", "| 1 | Créer vite"]
    assert [block.line_number for block in blocks] == [None, 1, 3]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_csv_is_read_whatever_divides_its_cells(sign):
    """Line ends within a cell are spaces."""
    text = f'N°{sign}Mesure{sign}Texte\n1{sign}"Créer\n vite"{sign}\n'
    assert short(read_csv(text)) == ["| N° | Mesure | Texte", "| 1 | Créer vite"]

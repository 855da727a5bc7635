"""Made-up documents in French, in the formats and the styles that reports come in."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import NamedTuple

import docx
import openpyxl
from fpdf import FPDF

CHAPTERS = ("Mieux connaître la ressource", "Protéger les captages", "Rendre compte")
_TITLES = (
    ("Créer un observatoire insulaire de l'eau", "Recenser les puits privés"),
    (
        "Interdire les épandages à moins de cent mètres des captages",
        "Racheter les parcelles exposées",
    ),
    (
        "Remettre un rapport annuel au conseil de l'archipel",
        "Organiser un débat public à mi-parcours",
    ),
)
_SENTENCES = (
    "Cette mission serait confiée à l'agence de l'archipel, en lien avec les communes concernées.",
    "Un décret en préciserait les modalités d'application avant la fin de l'année 2031.",
    "Le coût est estimé à 1,2 million d'euros par an, dont la moitié à la charge du fonds commun.",
    "Comme le rappelle la proposition n° 3, la transparence est une condition de la confiance.",
    "À défaut d'accord dans un délai de six mois, le préfet trancherait.",
)


class Written(NamedTuple):
    """An item as a document has it."""

    number: str
    title: str
    paragraphs: tuple[str, ...]
    chapter: str


def written() -> list[Written]:
    """Six items in three chapters, some with two paragraphs."""
    items = []
    pairs = [
        (chapter, title)
        for chapter, titles in zip(CHAPTERS, _TITLES, strict=True)
        for title in titles
    ]
    for place, (chapter, title) in enumerate(pairs):
        first = f"{_SENTENCES[place % 5]} {_SENTENCES[(place + 2) % 5]}"
        more = (_SENTENCES[(place + 1) % 5],) if place % 2 else ()
        items.append(Written(str(place + 1), title, (first, *more), chapter))
    return items


def by_chapter() -> list[tuple[str, list[Written]]]:
    """The chapters with their items."""
    return [
        (chapter, [item for item in written() if item.chapter == chapter])
        for chapter in CHAPTERS
    ]


# PDF.


class Sheet(FPDF):
    """Pages with texts at places."""

    def __init__(self, size: float = 11) -> None:
        super().__init__()
        self.set_auto_page_break(auto=False)
        self.add_page()
        self.set_font("Helvetica", size=size)

    def at(self, x: float, y: float, *lines: str, pitch: float = 5.0) -> None:
        """Lines below each other, from a place in millimetres."""
        for number, line in enumerate(lines):
            self.text(x, y + number * pitch, line)

    def line_of(
        self, text: str, size: float = 11, style: str = "", **options: object
    ) -> None:
        self.set_font("Helvetica", style=style, size=size)
        self.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT", **options)

    def bytes(self) -> bytes:
        return bytes(self.output())


class Report(Sheet):
    """A report with a running head and page numbers."""

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, "Rapport sur l'eau de l'archipel", align="R")
            self.ln(12)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 6, f"- {self.page_no()} -", align="C")


def _report() -> Report:
    report = Report()
    report.set_auto_page_break(auto=True, margin=25)
    return report


def boxes() -> bytes:
    """Titles in coloured boxes, a list of contents with dots before, a recap after."""
    report = _report()
    report.line_of("L'eau en partage : six propositions", 24, "B")
    report.add_page()
    report.line_of("Sommaire", 18, "B")
    for place, chapter in enumerate(CHAPTERS, start=1):
        report.line_of(f"Chapitre {place} - {chapter} {'.' * 40} {place + 2}", 10)
    for place, (chapter, items) in enumerate(by_chapter(), start=1):
        report.add_page()
        report.line_of(f"Chapitre {place} - {chapter}", 18, "B")
        report.line_of(_SENTENCES[place])
        report.ln(4)
        for item in items:
            report.set_fill_color(30, 60, 140)
            report.set_text_color(255)
            report.line_of(f"Proposition n° {item.number}", 11, "B", fill=True)
            report.set_fill_color(225, 232, 245)
            report.set_text_color(0)
            report.line_of(item.title, 11, "B", fill=True)
            for paragraph in item.paragraphs:
                report.ln(2)
                report.line_of(paragraph)
            report.ln(2)
    report.add_page()
    report.line_of("Annexe - Récapitulatif des propositions", 18, "B")
    for item in written():
        more = " de la ressource" if item.number == "2" else ""
        report.line_of(f"Proposition n° {item.number} : {item.title}{more}")
    return report.bytes()


def columns() -> bytes:
    """Two columns, justified, with words cut at line ends."""
    report = _report()
    report.line_of("Plaidoyer pour l'eau", 22, "B")
    report.ln(4)
    with report.text_columns(
        ncols=2, gutter=8, text_align="J", line_height=1.25
    ) as text:

        def write(line: str, style: str = "", size: float = 10) -> None:
            report.set_font("Helvetica", style=style, size=size)
            text.write(line)
            text.ln()

        for roman, (chapter, items) in zip(
            ("I", "II", "III"), by_chapter(), strict=True
        ):
            write(f"{roman}. {chapter}", "B", 14)
            for item in items:
                write(f"Mesure {item.number} - {_soft(item.title)}", "B")
                for paragraph in item.paragraphs:
                    write(_soft(paragraph))
                text.ln()
    return report.bytes()


def _soft(text: str) -> str:
    """A text that may be cut within its long words."""
    words = text.split(" ")
    return " ".join(
        f"{word[:5]}\u00ad{word[5:]}" if len(word) > 9 else word for word in words
    )


def mapped(text: str, letters: dict[str, str]) -> bytes:
    """A page of one line, whose font says of some signs that they are other letters."""
    pairs = "".join(
        f"<{ord(sign):02x}> <{other.encode('utf-16-be').hex()}>\n"
        for sign, other in letters.items()
    )
    font_map = (
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}endbfchar endcmap"
    )
    content = f"BT /F 12 Tf 72 700 Td ({text}) Tj ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        f"<</Length {len(font_map)}>>stream\n{font_map}\nendstream",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj{part}endobj\n".encode("latin-1")
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 7\n0000000000 65535 f \n{entries}"
    end += f"trailer<</Root 1 0 R/Size 7>>\nstartxref\n{len(data)}\n%%EOF"
    return data + end.encode()


def scanned() -> bytes:
    """A page without a letter."""
    sheet = Sheet()
    sheet.rect(20, 20, 100, 100, style="F")
    return sheet.bytes()


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password."""
    sheet = Sheet()
    sheet.set_encryption(owner_password="owner", user_password="reader")  # noqa: S106 - made up
    sheet.at(20, 20, "Proposition 1 : Ouvrir")
    return sheet.bytes()


# Office.


def numbered_docx() -> bytes:
    """Headings by style; items numbered by the word processor, so that no number is in the text."""
    document = docx.Document()
    document.add_heading("Contribution au débat sur l'eau", 0)
    for chapter, items in by_chapter():
        document.add_heading(chapter, 1)
        document.add_paragraph(_SENTENCES[1])
        for item in items:
            document.add_paragraph(style="List Number").add_run(
                f"{item.title}."
            ).bold = True
            for paragraph in item.paragraphs:
                document.add_paragraph(paragraph)
    return saved(document.save)


def headings_docx() -> bytes:
    """Items as headings, with bullets in their text, and a table at the end that repeats them."""
    document = docx.Document()
    document.core_properties.title = "Plan Eau 2032"
    document.add_heading("Plan Eau", 0)
    for place, (chapter, items) in enumerate(by_chapter(), start=1):
        document.add_heading(f"Axe {place}. {chapter}", 1)
        for item in items:
            document.add_heading(f"Mesure {item.number} - {item.title}", 2)
            for paragraph in item.paragraphs:
                document.add_paragraph(paragraph)
            document.add_paragraph("un suivi trimestriel", style="List Bullet")
    document.add_heading("Annexe : tableau récapitulatif", 1)
    table = document.add_table(rows=0, cols=3)
    rows = [
        ("N°", "Intitulé", "Page"),
        *((item.number, item.title, "4") for item in written()),
    ]
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    return saved(document.save)


def workbook(formula: str = "=A4&A5") -> bytes:
    """A title over the headings, chapters that are written once, and a formula without a value."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Suivi"
    for row in (
        ["Plan Eau"],
        [],
        ["Axe", "N°", "Libellé de la mesure", "Description", "Pilote"],
    ):
        sheet.append(row)
    for chapter, items in by_chapter():
        for item in items:
            name = chapter if item is items[0] else None
            sheet.append(
                [
                    name,
                    int(item.number),
                    item.title,
                    "\n".join(item.paragraphs),
                    "Agence",
                ]
            )
    sheet.append([None, 7, formula, None, "Agence"])
    return saved(book.save)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def repacked(data: bytes, changed: dict[str, bytes]) -> bytes:
    """A packed file with some members changed or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name) for name in old.namelist()} | changed
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return stream.getvalue()


# Text.


def page_html() -> str:
    """A page with menus around, and lists that go on counting from chapter to chapter."""
    parts = [
        "<html><head><title>L'eau</title></head><body><nav><ul><li>Accueil</ul></nav>"
    ]
    parts.append("<h1>Nos 6 propositions pour l'eau</h1>")
    for chapter, items in by_chapter():
        parts.append(f"<h2>{chapter}</h2><ol start={items[0].number}>")
        for item in items:
            text = "".join(f"<p>{paragraph}</p>" for paragraph in item.paragraphs)
            parts.append(f"<li><strong>{item.title}</strong>{text}</li>")
        parts.append("</ol>")
    parts.append("<footer>Contact</footer></body></html>")
    return "".join(parts)


def markdown() -> str:
    """Headings, with words in bold and a link."""
    lines = ["# L'eau"]
    for chapter, items in by_chapter():
        lines.append(f"## {chapter}")
        for item in items:
            lines += [f"### Proposition {item.number} : {item.title}", *item.paragraphs]
    return "\n\n".join(lines)


def csv_text(items: Sequence[Written]) -> str:
    """As a French spreadsheet saves it."""
    rows = ["Numéro;Proposition;Texte;Thème"]
    for item in items:
        text = "\n".join(item.paragraphs)
        rows.append(f'{item.number};{item.title};"{text}";{item.chapter}')
    return "\r\n".join(rows) + "\r\n"

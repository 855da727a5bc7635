"""A report as a Word document (Office Open XML) on A4, its bar as a picture.

Every paragraph has a named style, so that a house can restyle it: Title, Lead, Heading 1 and 2, Body
Text, List Bullet, Quote, Cell, Cell Head, Reference. References are numbered paragraphs. The file has
one time, that of the report.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any, assert_never

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from jamplan.exports.export import Publication
from jamplan.exports.picture import bar_png
from jamplan.language.folding import is_web, xml_safe
from jamplan.reports import blocks
from jamplan.reports.blocks import SpanKind
from jamplan.reports.summary import note_report

_WIDTH = Cm(17)
"""The width between the margins."""
_INK = RGBColor(0x11, 0x11, 0x11)
# Name, size in points, space after in points, bold.
_STYLES = (
    ("Title", 15, 4, True),
    ("Lead", 11, 6, True),
    ("Heading 1", 12, 3, True),
    ("Heading 2", 10, 2, True),
    ("Body Text", 10, 4, False),
    ("List Bullet", 10, 3, False),
    ("Quote", 10, 3, False),
    ("Cell", 8, 0, False),
    ("Cell Head", 8, 0, True),
    ("Reference", 8, 1, False),
)


def document(content: Publication) -> bytes:
    """The bytes of the note on a publication."""
    file = Document()
    _set_up(file, content)
    for block in note_report(content.context, content.provenance):
        _add(file, block)
    _add_page_numbers(file)
    stream = io.BytesIO()
    file.save(stream)
    return _with_fixed_times(stream)


def _set_up(file: Any, content: Publication) -> None:
    """Set page, styles and properties."""
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.5)
    section.header.paragraphs[0].text = content.context.mark
    names = {style.name for style in file.styles}
    for name, size, after, bold in _STYLES:
        if name not in names:
            file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
        style = file.styles[name]
        style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), bold
        style.font.color.rgb = _INK
        # The template's headings name fonts of a theme, which would win.
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.space_before = Pt(8 if name == "Heading 1" else 0)
    file.styles["Reference"].paragraph_format.left_indent = Cm(0.7)
    file.styles["Reference"].paragraph_format.first_line_indent = Cm(-0.7)
    language = file.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), {"fr": "fr-FR"}.get(content.context.language.code, "en-GB"))
    day = dt.datetime.fromisoformat(f"{content.provenance.date}-01-01"[:10])
    properties = file.core_properties
    properties.title = xml_safe(content.context.heading)[:255]
    properties.author = xml_safe(content.context.corpus.proposals_document.published_by or "")[:255]
    properties.comments = ""
    properties.created = properties.modified = day


def _add(file: Any, block: blocks.Block) -> None:
    match block:
        case blocks.Heading():
            style = "Title" if block.level == 1 else f"Heading {min(block.level - 1, 2)}"
            file.add_paragraph(xml_safe(block.text), style=style)
        case blocks.Paragraph():
            _write(file.add_paragraph(style="Lead" if block.lead else "Body Text"), block.content)
        case blocks.Items():
            for item in block.items:
                _write(file.add_paragraph(style="List Bullet"), item)
        case blocks.Quote():
            paragraph = file.add_paragraph(style="Quote")
            _write(paragraph, (*block.content, blocks.Span(" — "), *block.source))
        case blocks.Table():
            _add_table(file, block)
        case blocks.Bar():
            _add_bar(file, block)
        case blocks.Note():
            paragraph = file.add_paragraph(f"{block.number}.\t", style="Reference")
            start, end = (OxmlElement(f"w:bookmark{edge}") for edge in ("Start", "End"))
            start.set(qn("w:name"), f"_note{block.number}")
            for edge in (start, end):
                edge.set(qn("w:id"), str(block.number))
                paragraph._p.append(edge)  # noqa: SLF001 - python-docx has no bookmarks
            _write(paragraph, block.content)
        case _:
            assert_never(block)


def _add_bar(file: Any, bar: blocks.Bar) -> None:
    picture = io.BytesIO(bar_png(bar.parts))
    shape = file.add_paragraph(style="Body Text").add_run().add_picture(picture, width=_WIDTH)
    drawing = shape._inline  # noqa: SLF001 - python-docx has no way to set these
    drawing.docPr.set("descr", xml_safe(", ".join(part.label for part in bar.parts)))
    for side in "LR":
        drawing.set(f"dist{side}", "0")


def _add_table(file: Any, table: blocks.Table) -> None:
    heads, *rows = table.grid
    grid = file.add_table(rows=1, cols=len(heads), style="Table Grid")
    grid.autofit = False
    widths = _widths(table.grid)
    # Word goes by the widths of cells, LibreOffice by those of columns.
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    # Its id, since python-docx looks a name up among all styles for each cell.
    head_style, cell_style = (file.styles[name].style_id for name in ("Cell Head", "Cell"))
    _add_cells(grid.rows[0], heads, widths, head_style)
    # The head is repeated on each page.
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    for row in rows:
        added = grid.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
        _add_cells(added, row, widths, cell_style)
    file.add_paragraph(style="Cell")


def _add_cells(row: Any, contents: Sequence[blocks.Inline], widths: Sequence[int], style: str) -> None:
    for cell, content, width in zip(row.cells, contents, widths, strict=True):
        cell.width = width
        (paragraph,) = cell.paragraphs
        paragraph._p.style = style  # noqa: SLF001
        _write(paragraph, content)


def _widths(grid: Sequence[Sequence[blocks.Inline]]) -> list[int]:
    """Widths that hold the longest word of each column; long texts share what is left."""
    texts_of_rows = [["".join(span.text for span in cell) for cell in row] for row in grid]
    columns = list(zip(*texts_of_rows, strict=True))
    # A character of the style Cell is about 0.17 cm wide; 24 of them are the longest usual word.
    words = [max(len(word) for text in texts for word in text.split()) for texts in columns]
    least = [int(Cm(0.4 + 0.17 * min(longest, 24))) for longest in words]
    # A power, as a row is as high as its longest text: fifty answers in French are five pages.
    shares = [max(len(text) for text in texts) ** 1.2 for texts in columns]
    rest = max(_WIDTH - sum(least), 0)
    return [int(width + rest * share / sum(shares)) for width, share in zip(least, shares, strict=True)]


def _write(paragraph: Any, content: blocks.Inline) -> None:
    for index, span in enumerate(content):
        text = xml_safe(span.text)
        match span.kind:
            case SpanKind.PLAIN | SpanKind.DATA | SpanKind.ID | SpanKind.COMMAND:
                paragraph.add_run(text)
            case SpanKind.STRONG:
                paragraph.add_run(text).bold = True
            case SpanKind.BREAK:
                paragraph.add_run().add_break()
            case SpanKind.NOTE:
                after_note = index and content[index - 1].kind is SpanKind.NOTE
                run = paragraph.add_run(f"{' ' if after_note else ''}[{text}]")
                run.font.superscript = True
                _link(run, qn("w:anchor"), f"_note{text}")
            case SpanKind.ADDRESS:
                _add_address(paragraph, text)
            case _:
                assert_never(span.kind)


def _add_address(paragraph: Any, text: str) -> None:
    """Add a web address as a link; anything else stays text, for it could run."""
    run = paragraph.add_run(text)
    if is_web(text):
        relation = paragraph.part.relate_to(text, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        _link(run, qn("r:id"), relation)


def _link(run: Any, attribute: str, target: str) -> None:
    """Make a run a link: to an address, or to a bookmark."""
    link = OxmlElement("w:hyperlink")
    link.set(attribute, target)
    run._r.addprevious(link)  # noqa: SLF001 - python-docx has no links
    link.append(run._r)  # noqa: SLF001


def _add_page_numbers(file: Any) -> None:
    """« 2 / 5 » at the foot of each page, as fields that Word fills in."""
    (paragraph,) = file.sections[0].footer.paragraphs
    for text, code in (("", "PAGE"), (" / ", "NUMPAGES")):
        paragraph.add_run(text)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _with_fixed_times(stream: io.BytesIO) -> bytes:
    """The same archive with one time on each part: python-docx writes the time of day."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(stream) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            copy.writestr(entry, parts.read(part))
    return fixed.getvalue()

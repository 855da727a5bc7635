"""A report as a Word document (Office Open XML) on A4, its bar as a picture.

Every paragraph has a named style, so that a house can restyle it: Title, Lead, Heading
1 and 2, Body Text, List Bullet, Quote, Cell, Cell Head, Reference. References are
numbered paragraphs. The file has one time, that of the report.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from jamplan.account import spans
from jamplan.account.spans import SpanKind
from jamplan.exports import export, picture
from jamplan.language.folding import is_web, xml_safe
from jamplan.layouts import blocks, summary

_WIDTH = Cm(17)
"""The width between the margins."""
_TEXT = '<w:t xml:space="preserve">'
_TWENTIETH = Pt(1) / 20
"""Of a point: what widths of tables are counted in."""
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


@dataclass(frozen=True)
class _Note:
    """A document, and the addresses of its links, each with its relation's id."""

    file: Any
    links: dict[str, str] = field(default_factory=dict)

    def relation(self, address: str) -> str:
        """The id of the relation to an address."""
        return self.links.setdefault(xml_safe(address), f"link{len(self.links)}")


def document(content: export.Publication) -> bytes:
    """The bytes of the note on a publication."""
    note = _Note(Document())
    _set_up(note.file, content)
    blocks_of_note = summary.note_report(content.account, content.provenance)
    body = b"".join(
        text.encode() for block in blocks_of_note for text in _block(note, block)
    )
    _add_page_numbers(note.file)
    stream = io.BytesIO()
    note.file.save(stream)
    return _finished(stream, body, note.links)


def _set_up(file: Any, content: export.Publication) -> None:
    """Set page, styles and properties."""
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.5)
    section.header.paragraphs[0].text = content.account.mark
    for name, size, after, bold in _STYLES:
        if name not in file.styles:
            file.styles.add_style(
                name, WD_STYLE_TYPE.PARAGRAPH
            ).base_style = file.styles["Normal"]
        style = file.styles[name]
        # The template's headings name fonts of a theme, which would win.
        style.font.name = None
        style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), bold
        style.font.color.rgb = _INK
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.space_before = Pt(8 if name == "Heading 1" else 0)
    file.styles["Reference"].paragraph_format.left_indent = Cm(0.7)
    file.styles["Reference"].paragraph_format.first_line_indent = Cm(-0.7)
    language = file.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), content.account.language.locale)
    day = dt.datetime.fromisoformat(f"{content.provenance.date}-01-01"[:10])
    properties = file.core_properties
    properties.title = xml_safe(content.account.heading)[:255]
    properties.author = xml_safe(content.account.method.published_by)[:255]
    properties.comments = ""
    properties.created = properties.modified = day


def _block(note: _Note, block: blocks.Block) -> Iterator[str]:
    """A block as paragraphs or a table of Office Open XML.

    It is written out, because a note may have 20,000 rows.
    """
    match block:
        case blocks.Heading():
            style = (
                "Title" if block.level == 1 else f"Heading {min(block.level - 1, 2)}"
            )
            yield _paragraph(note, style, (spans.Span(block.text),))
        case blocks.Paragraph():
            yield _paragraph(note, "Lead" if block.lead else "Body Text", block.content)
        case blocks.Items():
            for item in block.items:
                yield _paragraph(note, "List Bullet", item)
        case blocks.Quote():
            yield _paragraph(
                note, "Quote", (*block.content, spans.Span(" — "), *block.source)
            )
        case blocks.Table():
            yield from _table(note, block)
        case blocks.Bar():
            yield _picture(note, block)
        case blocks.Note():
            mark = (
                f'<w:bookmarkStart w:name="_note{block.number}" w:id="{block.number}"/>'
            )
            mark += f'<w:bookmarkEnd w:id="{block.number}"/>'
            number = spans.Span(f"{block.number}.\t")
            yield _paragraph(note, "Reference", (number, *block.content), mark)
        case _:
            assert_never(block)


def _paragraph(note: _Note, style: str, content: spans.Inline, mark: str = "") -> str:
    # A style's id is its name without spaces.
    look = f'<w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/></w:pPr>'
    return f"<w:p>{look}{mark}{''.join(_runs(note, content))}</w:p>"


def _picture(note: _Note, bar: blocks.Bar) -> str:
    paragraph = note.file.add_paragraph(style="Body Text")
    shape = paragraph.add_run().add_picture(
        io.BytesIO(picture.bar_png(bar.parts)), width=_WIDTH
    )
    drawing = shape._inline  # noqa: SLF001 - python-docx has no way to set these
    drawing.docPr.set("descr", xml_safe(", ".join(part.label for part in bar.parts)))
    for side in "LR":
        drawing.set(f"dist{side}", "0")
    element = paragraph._p  # noqa: SLF001
    element.getparent().remove(element)
    text: str = element.xml
    return text


def _table(note: _Note, table: blocks.Table) -> Iterator[str]:
    widths = [round(width / _TWENTIETH) for width in _widths(table.grid)]
    # Word goes by the widths of cells, LibreOffice by those of columns.
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    layout = (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    yield f"<w:tbl>{layout}<w:tblGrid>{columns}</w:tblGrid>"
    # The head is repeated on each page.
    look, style = "tblHeader", "Cell Head"
    for row in table.grid:
        yield f"<w:tr><w:trPr><w:{look}/></w:trPr>"
        for content, width in zip(row, widths, strict=True):
            cell = _paragraph(note, style, content)
            shape = f'<w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>'
            yield f"<w:tc>{shape}{cell}</w:tc>"
        yield "</w:tr>"
        look, style = "cantSplit", "Cell"
    yield f"</w:tbl>{_paragraph(note, style, ())}"


def _widths(grid: Sequence[Sequence[spans.Inline]]) -> list[int]:
    """Widths that hold each column's longest word; long texts share what is left."""
    columns = list(zip(*(map(spans.plain, row) for row in grid), strict=True))
    # A character of the style Cell is about 0.17 cm wide; 24 of them are the longest
    # usual word.
    words = [
        max(len(word) for text in texts for word in text.split()) for texts in columns
    ]
    least = [int(Cm(0.4 + 0.17 * min(longest, 24))) for longest in words]
    # A power, as a row is as high as its longest text: fifty answers in French are five
    # pages.
    shares = [max(len(text) for text in texts) ** 1.2 for texts in columns]
    rest = max(_WIDTH - sum(least), 0)
    return [
        int(width + rest * share / sum(shares))
        for width, share in zip(least, shares, strict=True)
    ]


def _runs(note: _Note, content: spans.Inline) -> Iterator[str]:
    for index, span in enumerate(content):
        match span.kind:
            case SpanKind.PLAIN | SpanKind.DATA if is_web(span.href):
                yield _hyperlink(note, span.href or "", _run(span.text, _LINKED))
            case (
                SpanKind.PLAIN
                | SpanKind.DATA
                | SpanKind.ID
                | SpanKind.COMMAND
                | SpanKind.BREAK
            ):
                yield _run(span.text)
            case SpanKind.STRONG:
                yield _run(span.text, "<w:b/>")
            case SpanKind.NOTE:
                after_note = index and content[index - 1].kind is SpanKind.NOTE
                run = _run(f"{' ' if after_note else ''}[{span.text}]", _SUPERSCRIPT)
                yield f'<w:hyperlink w:anchor="_note{span.text}">{run}</w:hyperlink>'
            case SpanKind.ADDRESS if is_web(span.text):
                yield _hyperlink(note, span.text, _run(span.text))
            case SpanKind.ADDRESS:
                # What could run stays text.
                yield _run(span.text)
            case _:
                assert_never(span.kind)


def _hyperlink(note: _Note, address: str, run: str) -> str:
    return f'<w:hyperlink r:id="{note.relation(address)}">{run}</w:hyperlink>'


_LINKED = '<w:color w:val="0B5567"/>'
_SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
_ENTITIES = {"\t": "</w:t><w:tab/>" + _TEXT, "\n": "</w:t><w:br/>" + _TEXT}


def _run(text: str, look: str = "") -> str:
    letters = escape(xml_safe(text), _ENTITIES)
    return f"<w:r><w:rPr>{look}</w:rPr>{_TEXT}{letters}</w:t></w:r>"


def _add_page_numbers(file: Any) -> None:
    """« 2 / 5 » at the foot of each page, as fields that Word fills in."""
    (paragraph,) = file.sections[0].footer.paragraphs
    for text, code in (("", "PAGE"), (" / ", "NUMPAGES")):
        paragraph.add_run(text)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _finished(stream: io.BytesIO, body: bytes, links: Mapping[str, str]) -> bytes:
    """The archive with a body and its links, and one time on each part.

    python-docx writes the time of day, and looks through all links for each one.
    """
    relations = "".join(
        f'<Relationship Id="{id_}" Type="{RELATIONSHIP_TYPE.HYPERLINK}" '
        f'Target={quoteattr(address)} TargetMode="External"/>'
        for address, id_ in links.items()
    )
    fixed = io.BytesIO()
    with (
        zipfile.ZipFile(stream) as parts,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            data = parts.read(part)
            if part.filename == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + body, 1)
            elif part.filename == "word/_rels/document.xml.rels":
                end = b"</Relationships>"
                data = data.replace(end, relations.encode() + end)
            copy.writestr(entry, data)
    return fixed.getvalue()

"""Documents of Word, by python-docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.enum.dml import MSO_THEME_COLOR
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from jamplan.documents.colours import LEAST_SIZE, WHITE, are_alike
from jamplan.documents.textblocks import (
    GAP,
    SOFT,
    STRUCK,
    BlockKind,
    TextBlock,
    gapped,
    lead_of,
    row,
    split_marker,
)
from jamplan.documents.wordlists import Numbers, as_number, value_of
from jamplan.language.folding import as_mark, without_calls

_HEADING = re.compile(r"(?:heading|titre|überschrift)[\s_-]*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|tm|table des mati[èe]res|contents)[\s_-]*\d", re.IGNORECASE
)
_LISTED = re.compile(
    r"list[\s_-]*bullet|bullet|(?:liste[\s_-]*)?[àa]?[\s_-]*puces?", re.IGNORECASE
)


def read_word(data: bytes) -> list[TextBlock]:
    """The blocks of a Word document, footnotes last, without deleted or hidden text."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    # A shape is written twice, for new and for old programs.
    gone = (qn("w:del"), qn("w:moveFrom"), f"{{{_COMPATIBILITY}}}Fallback")
    for deleted in list(body.iter(*gone)):
        if deleted.getparent() is None:
            continue
        if deleted.find(qn("w:r")) is not None:
            deleted.addprevious(_hidden_run("".join(deleted.itertext())))
        deleted.getparent().remove(deleted)
    numbers = Numbers(document)
    return [*_blocks(body, document, numbers), *_notes(document)]


def _hidden_run(text: str) -> Any:
    """A run that is not shown; what was deleted is read as one."""
    run = parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t/></w:r>")
    run.find(qn("w:t")).text = text
    return run


_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _notes(document: Any) -> Iterator[TextBlock]:
    """The footnotes and endnotes, which python-docx does not know."""
    for part in document.part.rels.values():
        if part.reltype.endswith(("/footnotes", "/endnotes")):
            for note in parse_xml(part.target_part.blob).iter(qn("w:p")):
                paragraph = Paragraph(note, document)
                if text := gapped(
                    _text(paragraph, list(_styles(paragraph))).split(GAP)
                ):
                    yield TextBlock(kind=BlockKind.NOTE, text=without_calls(text))


def _blocks(parent: Any, document: Any, numbers: Numbers) -> Iterator[TextBlock]:
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            boxes = list(element.iter(qn("w:txbxContent")))
            for box in boxes:
                # A shape may have a ground of its own.
                if box.xpath(_FILL):
                    box.set("filled", "")
                box.getparent().remove(box)
            yield from _paragraph(Paragraph(element, document), numbers)
            for box in boxes:
                yield from _blocks(box, document, numbers)
        elif element.tag == qn("w:tbl"):
            yield from _table(Table(element, document), document, numbers)
        elif element.tag in {
            qn("w:sdt"),
            qn("w:sdtContent"),
            qn("w:ins"),
            qn("w:customXml"),
        }:
            yield from _blocks(element, document, numbers)


def _paragraph(paragraph: Any, numbers: Numbers) -> Iterator[TextBlock]:
    """A heading, an item of a list or text; of a contents table, nothing."""
    styles = list(_styles(paragraph))
    style = styles[0].name or "" if styles else ""
    # Counted in any case: a paragraph without text has its number too.
    marker, depth = numbers.marker(paragraph, styles)
    texts = _lines(paragraph, styles)
    if not texts or _CONTENTS.match(style):
        return
    bold = _is_bold(paragraph, styles)
    runs = [(run.text, bool(run.bold)) for run in paragraph.runs]
    if level := _level(styles):
        text = " ".join([marker, *texts]).strip()
        yield TextBlock(kind=BlockKind.HEADING, text=text, level=level, bold=bold)
        return
    if not marker and _LISTED.match(style):
        marker = "•"
    for at, text in enumerate(texts):
        own, rest = ("", text) if marker else split_marker(text)
        if sign := marker or own:
            kind = BlockKind.LIST_ITEM
            yield TextBlock(kind=kind, text=rest, marker=sign, level=depth, bold=bold)
        else:
            # Its sentence may go on over the line break.
            kind, goes_on = BlockKind.PARAGRAPH, min(1, at)
            lead = "" if at else lead_of(text, runs)
            yield TextBlock(
                kind=kind, text=text, bold=bold, lead=lead, continues=goes_on
            )
        marker = ""


def _lines(paragraph: Any, styles: Sequence[Any]) -> list[str]:
    """The lines of a paragraph that have text, without the signs of its notes."""
    lines = _text(paragraph, styles).split("\n")
    texts = [without_calls(gapped(line.split(GAP))) for line in lines]
    return [text for text in texts if text]


def _text(paragraph: Any, styles: Sequence[Any]) -> str:
    """Text with line breaks, tabulators, insertions and fields, not what is hidden."""
    parts = []
    for element in paragraph._p.iter(qn("w:r"), _FORMULA):  # noqa: SLF001
        if element.tag == _FORMULA:
            parts.append(element.text or "")
        else:
            parts.append(_shown(Run(element, paragraph), styles))
    # What begins an item is looked for at the beginning.
    return "".join(parts).replace(SOFT, "").lstrip(STRUCK)


def _shown(run: Any, styles: Sequence[Any]) -> str:
    """What a run shows: its text, raised figures as such; a mark for what is unseen."""
    element = run._r  # noqa: SLF001
    # What a run does not say itself, its style says, or one that this is based on.
    run_styles = _styles(run) if element.style else ()
    fonts = [run.font, *(style.font for style in (*run_styles, *styles))]
    if _is_unseen(run, fonts):
        words = "".join(element.xpath("w:t/text()"))
        return STRUCK if any(map(str.isalnum, words)) else ""
    text = "".join(map(_sign, element.xpath(_SIGNS)))
    # In half points above the line.
    height = as_number(value_of(element.rPr, "w:position"))
    is_raised = any(font.superscript for font in fonts) or height > 3
    return as_mark(text) if is_raised else text


# python-docx gives nothing for a break of the page.
_SIGNS = "w:t | w:tab | w:ptab | w:br | w:cr | w:noBreakHyphen | w:sym"


def _is_unseen(run: Any, fonts: Sequence[Any]) -> bool:
    """Whether a run is hidden, struck out, too small, or of the colour behind it."""
    for name in ("hidden", "strike"):
        said = (getattr(font, name) for font in fonts)
        if next((value for value in said if value is not None), False):
            return True
    size = next((font.size.pt for font in fonts if font.size), LEAST_SIZE)
    return run.font.double_strike or size < LEAST_SIZE or _is_drowned(run, fonts)


def _sign(element: Any) -> str:
    """A part of a run as text; a sign of another font as one that no quote has."""
    if element.tag == qn("w:sym"):
        return chr(int(element.get(qn("w:char"), "f000"), 16))
    return "\n" if element.tag == qn("w:br") else str(element)


_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
"""Text of a formula."""


def _is_drowned(run: Any, fonts: Sequence[Any]) -> bool:
    """Whether a run has the colour of its ground."""
    colours = (
        font.color
        for font in fonts
        if font.color is not None and font.color.type is not None
    )
    colour = next(colours, None)
    if colour is None:
        return False
    is_white = (
        colour.theme_color is MSO_THEME_COLOR.BACKGROUND_1 and not colour.brightness
    )
    text = WHITE if is_white else str(colour.rgb)
    return are_alike(text, _ground(run))


_FILL = (
    "ancestor::*[local-name() = 'wsp']/*[local-name() = "
    "'spPr']/*[contains(local-name(), 'Fill') and local-name() != 'noFill' and "
    "not(.//@val = 'FFFFFF')]"
)
"""The fill of the shape that a text is in, if it is not white."""


def _ground(run: Any) -> str:
    """The colour behind a run, its paragraph or cell; other text if unknown."""
    holders = [run._r.rPr, run._parent._p.pPr]  # noqa: SLF001
    if run._r.xpath("ancestor::w:txbxContent[@filled]"):  # noqa: SLF001
        return ""
    for cell in run._r.iterancestors(qn("w:tc")):  # noqa: SLF001
        holders.append(cell.tcPr)
        table = Table(next(cell.iterancestors(qn("w:tbl"))), run._parent)  # noqa: SLF001
        # Other styles may give cells a ground.
        if table.style is not None and table.style.name not in _PLAIN_TABLES:
            return ""
    for holder in holders:
        marks = [] if holder is None else holder.xpath(_GROUNDS)
        for mark in marks:
            name = mark.get(qn("w:val"))
            return mark.get(qn("w:fill")) or _HIGHLIGHTS.get(name, "")
    return WHITE


_GROUNDS = "w:highlight | w:shd[@w:fill != 'auto']"
_HIGHLIGHTS = {"white": WHITE, "black": "000000"}
_PLAIN_TABLES = ("Normal Table", "Table Grid")


def _is_bold(paragraph: Any, styles: Sequence[Any]) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    by_style = bool(styles) and bool(styles[0].font.bold)
    return bool(runs) and all(
        run.bold or (run.bold is None and by_style) for run in runs
    )


def _level(styles: Sequence[Any]) -> int:
    """The level of a heading, by the name of its style or of its base; else 0."""
    for style in styles:
        if match := _HEADING.match(style.name or ""):
            return min(6, int(match[1]) or 1)
        if (style.name or "").lower() in {"title", "titre"}:
            return 1
        level = as_number(value_of(style.element.pPr, "w:outlineLvl", "9"))
        if level < 6:
            return level + 1
    return 0


def _styles(part: Any) -> Iterator[Any]:
    """The style of a paragraph or a run, and those that it is based on."""
    style = part.style
    for _ in range(10):
        if style is not None:
            yield style
            style = style.base_style


def _table(table: Any, document: Any, numbers: Numbers) -> Iterator[TextBlock]:
    """Rows; a table of one column is a frame around paragraphs."""
    lines = [line for line in _own(table._tbl, "w:tr") if not line.xpath(_HIDDEN_ROW)]  # noqa: SLF001
    if len(table.columns) == 1:
        for line in lines:
            for cell in _own(line, "w:tc"):
                yield from _blocks(cell, document, numbers)
        return
    first = True
    for line in lines:
        contents = (_blocks(cell, document, numbers) for cell in _own(line, "w:tc"))
        # A quote is in one paragraph of a cell.
        cells = [GAP.join(block.line for block in blocks) for blocks in contents]
        if block := row(cells, first=first):
            yield block
            first = False


_HIDDEN_ROW = "w:trPr/w:hidden[not(@w:val = '0' or @w:val = 'false')]"


def _own(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, without those of a table within.

    Those in content controls are among them.
    """
    for child in element.iterchildren():
        if child.tag == qn(tag):
            yield child
        elif child.tag not in {qn("w:tbl"), qn("w:tc")}:
            yield from _own(child, tag)

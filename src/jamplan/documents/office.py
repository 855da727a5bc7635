"""Documents of offices: DOCX with the numbers that only Word shows, XLSX and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

import docx
import openpyxl
from docx.enum.dml import MSO_THEME_COLOR
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from jamplan.documents.textblocks import GAP, SOFT, BlockKind, TextBlock, gapped, row, split_marker
from jamplan.language.folding import as_mark, without_calls

_HEADING = re.compile(r"(?:heading|titre|überschrift)[\s_-]*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|tm|table des mati[èe]res|contents)[\s_-]*\d", re.IGNORECASE)
_LISTED = re.compile(r"list[\s_-]*bullet|bullet|(?:liste[\s_-]*)?[àa]?[\s_-]*puces?", re.IGNORECASE)


def read_word(data: bytes) -> list[TextBlock]:
    """The blocks of a Word document, footnotes at the end; deleted and hidden text is left out."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    # A shape is written twice, for new and for old programs.
    gone = (qn("w:del"), qn("w:moveFrom"), f"{{{_COMPATIBILITY}}}Fallback")
    for deleted in list(body.iter(*gone)):
        if deleted.getparent() is not None:
            deleted.getparent().remove(deleted)
    numbers = _Numbers(document)
    return [*_blocks(body, document, numbers), *_notes(document)]


_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _notes(document: Any) -> Iterator[TextBlock]:
    """The footnotes and endnotes, which python-docx does not know."""
    for part in document.part.rels.values():
        if part.reltype.endswith(("/footnotes", "/endnotes")):
            for note in parse_xml(part.target_part.blob).iter(qn("w:p")):
                paragraph = Paragraph(note, document)
                if text := gapped(_text(paragraph, list(_styles(paragraph))).split(GAP)):
                    yield TextBlock(kind=BlockKind.NOTE, text=without_calls(text))


def _blocks(parent: Any, document: Any, numbers: _Numbers) -> Iterator[TextBlock]:
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            boxes = list(element.iter(qn("w:txbxContent")))
            for box in boxes:
                box.getparent().remove(box)
            yield from _paragraph(Paragraph(element, document), numbers)
            for box in boxes:
                yield from _blocks(box, document, numbers)
        elif element.tag == qn("w:tbl"):
            yield from _table(Table(element, document), document, numbers)
        elif element.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
            yield from _blocks(element, document, numbers)


def _paragraph(paragraph: Any, numbers: _Numbers) -> Iterator[TextBlock]:
    styles = list(_styles(paragraph))
    style = styles[0].name if styles else ""
    marker, depth = numbers.marker(paragraph, styles)
    texts = [without_calls(gapped(line.split(GAP))) for line in _text(paragraph, styles).split("\n")]
    texts = [text for text in texts if text]
    if not texts or _CONTENTS.match(style or ""):
        return
    bold = _is_bold(paragraph, styles)
    level = _level(styles)
    if level:
        text = " ".join(texts)
        yield TextBlock(kind=BlockKind.HEADING, text=f"{marker} {text}".strip(), level=level, bold=bold)
        return
    if not marker and _LISTED.match(style or ""):
        marker = "•"
    for at, text in enumerate(texts):
        own, rest = ("", text) if marker else split_marker(text)
        if marker or own:
            yield TextBlock(
                kind=BlockKind.LIST_ITEM, text=rest, marker=marker or own, level=depth, bold=bold
            )
        else:
            # Its sentence may go on over the line break.
            yield TextBlock(kind=BlockKind.PARAGRAPH, text=text, bold=bold, continues=min(1, at))
        marker = ""


def _text(paragraph: Any, styles: Sequence[Any]) -> str:
    """Text with line breaks and tabulators; that of insertions and fields too, not what is hidden."""
    parts = []
    of_paragraph = [style.font for style in styles]
    hidden = any(font.hidden for font in of_paragraph)
    for element in paragraph._p.iter(qn("w:r"), _FORMULA):  # noqa: SLF001
        if element.tag == _FORMULA:
            parts.append(element.text or "")
            continue
        run = Run(element, paragraph)
        # What a run does not say itself, its style says, or one that this is based on.
        run_styles = _styles(run) if run._r.style else ()  # noqa: SLF001
        fonts = [run.font, *(style.font for style in run_styles)]
        own = next((font.hidden for font in fonts if font.hidden is not None), hidden)
        if own or _is_white(run, [*fonts, *of_paragraph]):
            continue
        # python-docx gives nothing for a break of the page.
        signs = element.xpath("w:t | w:tab | w:ptab | w:br | w:cr | w:noBreakHyphen")
        text = "".join("\n" if sign.tag == qn("w:br") else str(sign) for sign in signs)
        is_raised = any(font.superscript for font in fonts) or _is_high(run)
        parts.append(as_mark(text) if is_raised else text)
    return "".join(parts).replace(SOFT, "")


_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
"""Text of a formula."""


def _is_white(run: Any, fonts: Sequence[Any]) -> bool:
    """Whether a run is white on a paragraph without a ground; in a table, in a cell without one."""
    colours = (font.color for font in fonts if font.color is not None and font.color.type is not None)
    colour = next(colours, None)
    if colour is None or not (
        (colour.rgb is not None and min(colour.rgb) >= _LIGHT)
        or colour.theme_color is MSO_THEME_COLOR.BACKGROUND_1
    ):
        return False
    grounds = [*run._parent._p.iter(qn("w:shd"), qn("w:highlight"))]  # noqa: SLF001
    for cell in run._r.iterancestors(qn("w:tc")):  # noqa: SLF001
        table = Table(next(cell.iterancestors(qn("w:tbl"))), run._parent)  # noqa: SLF001
        # Other styles may give cells a ground.
        if table.style is not None and table.style.name not in _PLAIN_TABLES:
            return False
        grounds += () if cell.tcPr is None else cell.tcPr.iter(qn("w:shd"))
    return not grounds


_PLAIN_TABLES = ("Normal Table", "Table Grid")
_LIGHT = 240
"""Of 255: lighter text cannot be read on white."""


def _is_high(run: Any) -> bool:
    """Whether a run is set more than a point and a half above the line."""
    return _number(_value(run._r.rPr, "w:position")) > 3  # noqa: SLF001 - in half points


def _is_bold(paragraph: Any, styles: Sequence[Any]) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    by_style = bool(styles) and bool(styles[0].font.bold)
    return bool(runs) and all(run.bold or (run.bold is None and by_style) for run in runs)


def _level(styles: Sequence[Any]) -> int:
    """The level of a heading, by the name of its style or of one that it is based on; else 0."""
    for style in styles:
        if match := _HEADING.match(style.name or ""):
            return min(6, int(match[1]) or 1)
        if (style.name or "").lower() in {"title", "titre"}:
            return 1
        level = _number(_value(style.element.pPr, "w:outlineLvl", "9"))
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


def _table(table: Any, document: Any, numbers: _Numbers) -> Iterator[TextBlock]:
    """Rows; a table of one column is a frame around paragraphs."""
    if len(table.columns) == 1:
        for line in _own(table._tbl, "w:tr"):  # noqa: SLF001
            for cell in _own(line, "w:tc"):
                yield from _blocks(cell, document, numbers)
        return
    first = True
    for line in _own(table._tbl, "w:tr"):  # noqa: SLF001
        cells = []
        for cell in _own(line, "w:tc"):
            blocks = list(_blocks(cell, document, numbers))
            cells.append(" ".join(block.line for block in blocks))
        if block := row(cells, first=first):
            yield block
            first = False


def _own(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also in content controls, not those of a table within."""
    for child in element.iterchildren():
        if child.tag == qn(tag):
            yield child
        elif child.tag not in {qn("w:tbl"), qn("w:tc")}:
            yield from _own(child, tag)


def _value(parent: Any, tag: str, default: str = "") -> str:
    """The value of an element's child; the default if there is none."""
    child = parent.find(qn(tag)) if parent is not None else None
    value: str = default if child is None else child.get(qn("w:val"), default)
    return value


def _number(value: str) -> int:
    return int(value) if value.isdigit() and len(value) < 6 else 0


class _Numbers:
    """Counts through the lists of a document as Word does."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, tuple[str, dict[int, Any], dict[int, int]]] = {}
        """Of each list: its counter, its levels, and the numbers that they restart with."""
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {
            element.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"), "0")): level for level in element.iterchildren(qn("w:lvl"))
            }
            for element in root.iterchildren(qn("w:abstractNum"))
        }
        for num in root.iterchildren(qn("w:num")):
            name = _value(num, "w:abstractNumId")
            starts = {
                int(override.get(qn("w:ilvl"), "0")): _number(value)
                for override in num.iterchildren(qn("w:lvlOverride"))
                if (value := _value(override, "w:startOverride"))
            }
            if name in abstract:
                self._levels[num.get(qn("w:numId"))] = name, abstract[name], starts

    def marker(self, paragraph: Any, styles: Sequence[Any]) -> tuple[str, int]:
        """What Word prints before a paragraph, and how deep its list is."""
        of, depth = self._list(paragraph, styles)
        name, levels, starts = self._levels.get(of, ("", {}, {}))
        if depth not in levels:
            return "", 0
        form = self._form(levels[depth])
        if form == "bullet":
            return "•", depth
        counts = self._counts.setdefault(name, {})
        if depth in starts and (of, depth) not in self._begun:
            counts[depth] = starts[depth] - 1
        self._begun.add((of, depth))
        start = _number(_value(levels[depth], "w:start", "1"))
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            return _written(counts.get(level, 1), self._form(levels.get(level)))

        return re.sub(r"%(\d)", shown, _value(levels[depth], "w:lvlText")).strip(), depth

    @staticmethod
    def _form(level: Any) -> str:
        return _value(level, "w:numFmt", "decimal")

    @staticmethod
    def _list(paragraph: Any, styles: Sequence[Any]) -> tuple[str, int]:
        """The list of a paragraph and its depth: its own, else that of its style."""
        sources = [paragraph._p.pPr]  # noqa: SLF001
        sources += [style.element.pPr for style in styles]
        for source in sources:
            numbering: Any = source.find(qn("w:numPr")) if source is not None else None
            if of := _value(numbering, "w:numId"):
                return of, _number(_value(numbering, "w:ilvl"))
        return "", 0


def _written(number: int, form: str) -> str:
    number = max(0, min(number, 4999))
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman":
            values = zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _ROMANS, strict=True)
            text = ""
            for value, letters in values:
                text += letters * (number // value)
                number %= value
            return text if form == "lowerRoman" else text.upper()
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
    return str(number)


_ROMANS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")


# Sheets.


def read_workbook(data: bytes) -> list[TextBlock]:
    """The blocks of a workbook by openpyxl, without hidden sheets, rows and columns."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    blocks: list[TextBlock] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        hidden = {
            number
            for group in sheet.column_dimensions.values()
            if group.hidden or group.width == 0
            for number in range(group.min or 0, (group.max or 0) + 1)
        }
        table = (
            ()
            if sheet.row_dimensions[number].hidden or sheet.row_dimensions[number].height == 0
            else [_shown(cell) for at, cell in enumerate(cells, 1) if at not in hidden]
            for number, cells in enumerate(sheet.iter_rows(), 1)
        )
        if rows := list(_rows(table)):
            blocks += [TextBlock(kind=BlockKind.HEADING, text=sheet.title, level=1), *rows]
    return blocks


def read_csv(text: str) -> list[TextBlock]:
    """The blocks of a CSV file, with any separator."""
    first = text[:20_000]
    delimiter = max(";\t,|", key=first.count)
    csv.field_size_limit(10_000_000)
    return list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _rows(table: Iterable[Sequence[object]]) -> Iterator[TextBlock]:
    """Rows that have text; an empty row ends a table only in print, so it is left out."""
    first = True
    for number, cells in enumerate(table, 1):
        if block := row(cells, first=first):
            yield replace(block, line_number=number)
            first = False


def _shown(cell: Any) -> object:
    """What a cell shows: its text or value in its format, nothing if it is white on white."""
    value = cell.value
    is_tiny = (cell.font.size or _LEAST_SIZE) < _LEAST_SIZE
    if value is None or cell.number_format == ";;;" or is_tiny or _is_blank(cell):
        return None
    if isinstance(value, datetime):
        return _date(value, cell.number_format)
    if isinstance(value, int | float) and (percent := _PERCENT.fullmatch(cell.number_format)):
        return f"{value:.{len(percent[1] or '')}%}"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    # openpyxl gives a text in several types as a list.
    return _rich_text(value) if isinstance(value, list) else value


_LEAST_SIZE = 2.0
"""In points: smaller print is a hairline on paper, as in a PDF."""
_PERCENT = re.compile(r"0(?:\.(0+))?%")


def _is_blank(cell: Any) -> bool:
    """Whether a cell is white on white; the styles of tables and conditions may give another ground."""
    colour, sheet = cell.font.color, cell.parent
    if (
        colour is None
        or cell.fill.fill_type is not None
        or sheet.tables
        or sheet.conditional_formatting
    ):
        return False
    # The first colour of a theme is that of the sheet, those numbered 1 and 9 are white.
    if colour.type != "rgb":
        return (colour.type, colour.value) in {("theme", 0), ("indexed", 1), ("indexed", 9)}
    return min(bytes.fromhex(colour.rgb[-6:])) >= _LIGHT


_DATE_PARTS = {"yyyy": "%Y", "yy": "%y", "mm": "%m", "dd": "%d"}
_DATE = re.compile(r"(?:(?:yyyy|yy|mm|dd)(?:[ /.\-]|$)){3}")


def _date(value: datetime, form: str) -> str:
    """A day as its cell shows it, by numbers; else ISO 8601, with the time if there is one."""
    if _DATE.fullmatch(form) and form != _LOCAL_DATE:
        return value.strftime(re.sub(r"[ymd]+", lambda match: _DATE_PARTS[match[0]], form))
    return str(value.date()) if value.time() == time() else str(value)


_LOCAL_DATE = "mm-dd-yy"
"""What Excel writes for the short date of the reader's country."""


def _rich_text(parts: Sequence[Any]) -> str:
    """A text in several types, with raised figures as such."""
    texts = (
        part
        if isinstance(part, str)
        else as_mark(part.text)
        if part.font.vertAlign == "superscript"
        else part.text
        for part in parts
    )
    return without_calls("".join(texts))

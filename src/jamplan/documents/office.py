"""Documents of offices: DOCX with the numbers that only Word shows, XLSX and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import docx
import openpyxl
from docx.enum.dml import MSO_THEME_COLOR
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from jamplan.documents.textblocks import (
    GAP,
    SOFT,
    STRUCK,
    BlockKind,
    TextBlock,
    gapped,
    row,
    split_marker,
)
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
    numbers = _Numbers(document)
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


def _blocks(parent: Any, document: Any, numbers: _Numbers) -> Iterator[TextBlock]:
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


def _paragraph(paragraph: Any, numbers: _Numbers) -> Iterator[TextBlock]:
    styles = list(_styles(paragraph))
    style = styles[0].name if styles else ""
    marker, depth = numbers.marker(paragraph, styles)
    texts = [
        without_calls(gapped(line.split(GAP)))
        for line in _text(paragraph, styles).split("\n")
    ]
    texts = [text for text in texts if text]
    if not texts or _CONTENTS.match(style or ""):
        return
    bold = _is_bold(paragraph, styles)
    level = _level(styles)
    if level:
        text = " ".join(texts)
        yield TextBlock(
            kind=BlockKind.HEADING,
            text=f"{marker} {text}".strip(),
            level=level,
            bold=bold,
        )
        return
    if not marker and _LISTED.match(style or ""):
        marker = "•"
    for at, text in enumerate(texts):
        own, rest = ("", text) if marker else split_marker(text)
        if marker or own:
            yield TextBlock(
                kind=BlockKind.LIST_ITEM,
                text=rest,
                marker=marker or own,
                level=depth,
                bold=bold,
            )
        else:
            # Its sentence may go on over the line break.
            yield TextBlock(
                kind=BlockKind.PARAGRAPH, text=text, bold=bold, continues=min(1, at)
            )
        marker = ""


def _text(paragraph: Any, styles: Sequence[Any]) -> str:
    """Text with line breaks, tabulators, insertions and fields, not what is hidden."""
    parts = []
    of_paragraph = [style.font for style in styles]
    for element in paragraph._p.iter(qn("w:r"), _FORMULA):  # noqa: SLF001
        if element.tag == _FORMULA:
            parts.append(element.text or "")
            continue
        run = Run(element, paragraph)
        # What a run does not say itself, its style says, or one that this is based on.
        run_styles = _styles(run) if run._r.style else ()  # noqa: SLF001
        fonts = [run.font, *(style.font for style in run_styles), *of_paragraph]
        hidden = next((font.hidden for font in fonts if font.hidden is not None), False)
        size = next((font.size.pt for font in fonts if font.size), _LEAST_SIZE)
        struck = next(
            (font.strike for font in fonts if font.strike is not None),
            run.font.double_strike,
        )
        is_unseen = hidden or struck or size < _LEAST_SIZE or _is_drowned(run, fonts)
        if is_unseen:
            words = "".join(element.xpath("w:t/text()"))
            parts.append(STRUCK if any(map(str.isalnum, words)) else "")
            continue
        # python-docx gives nothing for a break of the page.
        signs = element.xpath(
            "w:t | w:tab | w:ptab | w:br | w:cr | w:noBreakHyphen | w:sym"
        )
        text = "".join(map(_sign, signs))
        # In half points above the line.
        height = _number(_value(element.rPr, "w:position"))
        is_raised = any(font.superscript for font in fonts) or height > 3
        parts.append(as_mark(text) if is_raised else text)
    # What begins an item is looked for at the beginning.
    return "".join(parts).replace(SOFT, "").lstrip(STRUCK)


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
    text = _WHITE if is_white else str(colour.rgb)
    return _are_alike(text, _ground(run))


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
        for ground in (
            ()
            if holder is None
            else holder.xpath("w:highlight | w:shd[@w:fill != 'auto']")
        ):
            return ground.get(qn("w:fill")) or _HIGHLIGHTS.get(
                ground.get(qn("w:val")), ""
            )
    return _WHITE


def _are_alike(colour: str, ground: str) -> bool:
    """Whether two colours are so near that a letter in one is unseen on the other."""
    if not (_HEXADECIMAL.fullmatch(colour) and _HEXADECIMAL.fullmatch(ground)):
        return False
    pairs = zip(bytes.fromhex(colour[-6:]), bytes.fromhex(ground[-6:]), strict=True)
    return all(abs(first - second) <= _NEAR for first, second in pairs)


_WHITE = "FFFFFF"
_HIGHLIGHTS = {"white": _WHITE, "black": "000000"}
_HEXADECIMAL = re.compile(r"(?:[\da-f]{2})?[\da-f]{6}", re.IGNORECASE)
_PLAIN_TABLES = ("Normal Table", "Table Grid")
_NEAR = 15
"""Of 255: lighter text than 240 cannot be read on white."""
_LEAST_SIZE = 2.0
"""In points: smaller print is a hairline on paper, as in a PDF."""


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
        """Of each list: its counter, its levels, and the numbers that they restart
        with.
        """
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {
            element.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"), "0")): level
                for level in element.iterchildren(qn("w:lvl"))
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

        return re.sub(
            r"%(\d)", shown, _value(levels[depth], "w:lvlText")
        ).strip(), depth

    @staticmethod
    def _form(level: Any) -> str:
        return _value(level, "w:numFmt", "decimal")

    @staticmethod
    def _list(paragraph: Any, styles: Sequence[Any]) -> tuple[str, int]:
        """The list of a paragraph and its depth: its own, else that of its style."""
        for source in (paragraph._p.pPr, *(style.element.pPr for style in styles)):  # noqa: SLF001
            numbering: Any = source.find(qn("w:numPr")) if source is not None else None
            if of := _value(numbering, "w:numId"):
                return of, _number(_value(numbering, "w:ilvl"))
        return "", 0


def _written(number: int, form: str) -> str:
    number = max(0, min(number, 4999))
    text = str(number)
    match form.removeprefix("lower").removeprefix("upper"):
        case "Letter":
            text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        case "Roman":
            text = ""
            for value, letters in zip(_VALUES, _ROMANS, strict=True):
                text += letters * (number // value)
                number %= value
        case "decimalZero":
            text = f"{number:02}"
        case "none":
            text = ""
    return text.upper() if form.startswith("upper") else text


_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMANS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")


# Sheets.


def read_workbook(data: bytes) -> list[TextBlock]:
    """The blocks of a workbook by openpyxl, without hidden sheets, rows and columns."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    blocks: list[TextBlock] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        is_narrow = sheet.sheet_format.defaultColWidth == 0
        hidden = set(range(1, sheet.max_column + 1) if is_narrow else ())
        for group in sheet.column_dimensions.values():
            columns = range(group.min or 0, (group.max or 0) + 1)
            hidden.difference_update(columns)
            hidden.update(columns if group.hidden or group.width == 0 else ())
        table = (
            ()
            if _is_hidden(sheet, number)
            else [_shown(cell) for at, cell in enumerate(cells, 1) if at not in hidden]
            for number, cells in enumerate(sheet.iter_rows(), 1)
        )
        if rows := list(_rows(table)):
            blocks += [
                TextBlock(kind=BlockKind.HEADING, text=sheet.title, level=1),
                *rows,
            ]
    return blocks


def _is_hidden(sheet: Any, number: int) -> bool:
    """Whether a row is hidden, by itself or as all without height on its sheet."""
    shown = sheet.row_dimensions[number]
    return (
        shown.hidden
        or shown.height == 0
        or (sheet.sheet_format.zeroHeight and not shown.height)
    )


def read_csv(text: str) -> list[TextBlock]:
    """The blocks of a CSV file, with any separator."""
    first = text[:20_000]
    delimiter = max(";\t,|", key=first.count)
    csv.field_size_limit(10_000_000)
    return list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _rows(table: Iterable[Sequence[object]]) -> Iterator[TextBlock]:
    """Rows that have text: an empty row ends a table only in print."""
    first = True
    for number, cells in enumerate(table, 1):
        if block := row(cells, first=first):
            yield replace(block, line_number=number)
            first = False


def _shown(cell: Any) -> object:
    """What a cell shows: its value in its format.

    It shows nothing if its text has the colour of the cell.
    """
    value, form = cell.value, cell.number_format
    # openpyxl gives a text in several types as a list.
    parts = value if isinstance(value, list) else [value]
    seen = [
        STRUCK if _is_unseen(getattr(part, "font", cell.font), cell) else part
        for part in parts
    ]
    if value is None or form == ";;;" or set(map(str, seen)) == {STRUCK}:
        return None
    if isinstance(value, datetime):
        return _date(value, form)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number_shown(value, form)
    return _rich_text(seen) if isinstance(value, list) else value


def _is_unseen(font: Any, cell: Any) -> bool:
    """Whether letters are struck out, too small, or of their cell's known colour."""
    if font.strike or (font.sz or _LEAST_SIZE) < _LEAST_SIZE:
        return True
    sheet, fill = cell.parent, cell.fill
    # The styles of tables and conditions may give another ground.
    if font.color is None or sheet.tables or sheet.conditional_formatting:
        return False
    ground = {None: _WHITE, "solid": _colour(fill.fgColor)}.get(fill.fill_type, "")
    return _are_alike(_colour(font.color), ground)


def _colour(colour: Any) -> str:
    """A colour as figures; of a theme or palette, white alone is known."""
    # The first colour of a theme is that of the sheet, those numbered 1 and 9 are
    # white.
    is_white = (colour.type, colour.value) in {
        ("theme", 0),
        ("indexed", 1),
        ("indexed", 9),
    }
    return _WHITE if is_white and not colour.tint else str(colour.value)


def _number_shown(value: float, form: str) -> object:
    """A number as its format shows it, but for what parts thousands.

    That sign is the reader's own.
    """
    forms = [
        _IN_FORM.sub(lambda sign: sign[sign.lastindex or 0], part)
        for part in form.split(";")
    ]
    own = 1 if value < 0 else 2 * (value == 0)
    parsed = _DIGITS.fullmatch(forms[own if own < len(forms) else 0])
    if parsed is None or not abs(value) < _LARGEST:
        return int(value) if isinstance(value, float) and value.is_integer() else value
    before, whole, point, after = parsed.groups(default="")
    exact = abs(Decimal(repr(value))) * (100 if "%" in before + after else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-len(point)), ROUND_HALF_UP)
    digits, _, decimals = f"{rounded:f}".partition(".")
    least = point.count("0")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    minus, sign = "-" * (value < 0 and len(forms) == 1), "." * bool(decimals)
    digits = digits.zfill(whole.count("0"))
    return f"{minus}{before}{digits}{sign}{decimals}{after}".strip()


_LARGEST = 1e15
"""Numbers from there on have more figures than a sheet keeps."""
# What a format has between its digits: a text, a sign, a currency; and what is not
# printed.
_IN_FORM = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|_.()|\*.()|\[[^\]]*\]()')
_DIGITS = re.compile(r"([^#0?.,EGdhmsy@/]*)([#0?,]*[#0?])(?:\.([#0?]+))?([^#0?.,E@/]*)")
_DATE_PARTS = {
    "yyyy": "{:%Y}",
    "yy": "{:%y}",
    "mm": "{:%m}",
    "dd": "{:%d}",
    "m": "{0.month}",
    "d": "{0.day}",
}
_DATE = re.compile(r"((?:(?:yyyy|yy|mm?|dd?)(?:[ /.\-]|$|(?=;@))){3})(?:;@)?")


def _date(value: datetime, form: str) -> str:
    """A day as its cell shows it, by numbers; else ISO 8601, with any time."""
    parsed = _DATE.fullmatch(_IN_FORM.sub(lambda sign: sign[sign.lastindex or 0], form))
    if parsed and form != _LOCAL_DATE:
        return re.sub(
            r"[ymd]+", lambda part: _DATE_PARTS[part[0]].format(value), parsed[1]
        )
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
    return without_calls("".join(texts)).lstrip(STRUCK)

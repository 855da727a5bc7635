"""A Word document as paragraphs and tables: headings by style, the numbers that lists show."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from jamplan.intake.reading.cleaning import bullet_of, clean
from jamplan.intake.reading.contents import Block, Contents, FileKind, Paragraph, Table
from jamplan.intake.reading.limits import Unread, UnreadError

_HEADING = re.compile(r"(?:heading|titre|überschrift)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|tm|table des mati|contents)", re.IGNORECASE)
_PAGE_AT_END = re.compile(r"\s*(?:\t|\.{3,})\s*\d{1,4}\s*$")
_DEFAULT_SIZE = 11.0


def read_docx(data: bytes) -> Contents:
    """Read a Word document. Raises :class:`UnreadError` where it is damaged.

    Macros are not looked at; pages are not in such a file; footnotes are in a part of their own, which
    is left out, as are headers and footers. Text that was deleted with changes tracked is not read.
    """
    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError):
        raise UnreadError(Unread.DAMAGED) from None
    reading = _Reading(document)
    blocks = tuple(reading.blocks(document.element.body))
    return Contents(kind=FileKind.DOCX, blocks=blocks, title=document.core_properties.title or None)


class _Reading:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbering = _Numbering(document)
        self._default = _points(document.styles, "Normal") or _DEFAULT_SIZE

    def blocks(self, element: Any) -> Iterator[Block]:
        """The paragraphs and tables of a part, in order; what stands in text boxes too."""
        for child in element.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
                yield from self.blocks(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        word = WordParagraph(element, self._document)
        pieces = list(_pieces(element, word))
        raw = "".join(text for text, _, _ in pieces)
        text = clean(raw)
        style = word.style.name if word.style is not None else ""
        level = self._level(word, style)
        marker, depth = self._numbering.marker(word)
        contents = bool(_CONTENTS.match(style or "")) or (
            _PAGE_AT_END.search(raw) is not None and not level
        )
        if contents:
            text = clean(_PAGE_AT_END.sub("", raw))
        if text:
            lead = _lead(pieces)
            if not marker:
                marker, rest = bullet_of(text)
                lead = max(0, lead - (len(text) - len(rest)))
                text = rest
            yield Paragraph(
                text=text,
                level=level,
                size=self._size(word, pieces),
                lead=min(lead, len(text)),
                marker=marker,
                depth=depth,
                contents=contents,
                boxed=element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:left')}") is not None,
            )
        for box in element.iter(qn("w:txbxContent")):
            # Word writes a box twice, the second time for old readers.
            if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
                for block in self.blocks(box):
                    yield replace(block, boxed=True) if isinstance(block, Paragraph) else block

    def _level(self, word: Any, name: str) -> int | None:
        style = word.style
        if name and name.lower() in {"title", "titre"}:
            return 0
        while style is not None:
            if match := _HEADING.match(style.name or ""):
                return int(match[1])
            style = style.base_style
        outline = word._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")  # noqa: SLF001 - no other way
        if outline is not None and (said := outline.get(qn("w:val"), "")).isdigit() and int(said) < 9:
            return int(said) + 1
        return None

    def _size(self, word: Any, pieces: list[tuple[str, bool, float | None]]) -> float:
        said = next((size for text, _, size in pieces if size and text.strip()), None)
        style = word.style
        while said is None and style is not None:
            said = style.font.size.pt if style.font.size is not None else None
            style = style.base_style
        return said or self._default

    def _table(self, element: Any) -> Iterator[Block]:
        rows = []
        cells: list[Any] = []
        for row in element.iterchildren(qn("w:tr")):
            found = list(row.iterchildren(qn("w:tc")))
            cells += found
            texts: list[str] = []
            for cell in found:
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                text = "\n".join(
                    block.text if isinstance(block, Paragraph) else _flat(block)
                    for block in self.blocks(cell)
                )
                texts.append(text)
                width = span.get(qn("w:val"), "1") if span is not None else "1"
                texts += [""] * (min(int(width), 60) - 1 if width.isdigit() else 0)
            rows.append(tuple(texts))
        if len(cells) == 1 or all(len(row) == 1 for row in rows):
            # A box around text.
            for cell in cells:
                for block in self.blocks(cell):
                    yield replace(block, boxed=True) if isinstance(block, Paragraph) else block
        elif rows:
            yield Table(rows=tuple(rows))


def _flat(table: Table) -> str:
    return "\n".join(" ".join(cell for cell in row if cell) for row in table.rows)


def _points(styles: Any, name: str) -> float | None:
    try:
        size = styles[name].font.size
    except KeyError:
        return None
    return None if size is None else float(size.pt)


def _pieces(element: Any, word: Any) -> Iterator[tuple[str, bool, float | None]]:
    """The runs of a paragraph that show: text, whether it is bold, its size in points."""
    bold_style = _bold_of(word.style)
    for run in element.iter(qn("w:r")):
        if any(parent.tag in {qn("w:del"), qn("w:txbxContent")} for parent in _up_to(run, element)):
            continue
        properties = run.find(qn("w:rPr"))
        bold, size = bold_style, None
        if properties is not None:
            if properties.find(qn("w:vanish")) is not None:
                continue
            if (mark := properties.find(qn("w:b"))) is not None:
                bold = mark.get(qn("w:val"), "true") not in {"0", "false", "off"}
            if (points := properties.find(qn("w:sz"))) is not None:
                said = points.get(qn("w:val"), "")
                size = int(said) / 2 if said.isdigit() else None
        text = "".join(map(_shown, run.iterchildren()))
        if text:
            yield text, bold, size


_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def _shown(part: Any) -> str:
    """What a part of a run shows; the call of a footnote is none of its text."""
    return part.text or "" if part.tag == qn("w:t") else _SIGNS.get(part.tag, "")


def _up_to(element: Any, top: Any) -> Iterator[Any]:
    for parent in element.iterancestors():
        if parent is top:
            return
        yield parent


def _bold_of(style: Any) -> bool:
    while style is not None:
        if style.font.bold is not None:
            return bool(style.font.bold)
        style = style.base_style
    return False


def _lead(pieces: list[tuple[str, bool, float | None]]) -> int:
    text = ""
    for piece, bold, _ in pieces:
        if not bold and piece.strip():
            break
        text += piece
    return len(clean(text))


# The numbers of lists are not in the text: they follow from definitions in another part.


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    said = ""
    for value, sign in (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
        *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    ):
        while number >= value:
            said, number = said + sign, number - value
    return said


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperLetter": _letters,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}
"""How numbers are shown; any other way as digits."""


class _Numbering:
    """Counts through the lists of a document as a word processor does."""

    def __init__(self, document: Any) -> None:
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        try:
            element = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError, ValueError):
            return
        for each in element.iterchildren(qn("w:abstractNum")):
            self._abstract[each.get(qn("w:abstractNumId"), "")] = each
        for each in element.iterchildren(qn("w:num")):
            of = each.find(qn("w:abstractNumId"))
            starts = {}
            for override in each.iterchildren(qn("w:lvlOverride")):
                begin = override.find(qn("w:startOverride"))
                if begin is not None:
                    starts[_number(override.get(qn("w:ilvl")))] = _number(begin.get(qn("w:val")))
            if of is not None:
                self._lists[each.get(qn("w:numId"), "")] = (of.get(qn("w:val"), ""), starts)

    def marker(self, word: Any) -> tuple[str, int]:
        """What a list puts in front of a paragraph, and how deep it is; empty outside of lists."""
        found = self._properties(word)
        if found is None:
            return "", 0
        of, depth = found
        if of not in self._lists:
            return "", 0
        abstract, starts = self._lists[of]
        levels = (
            {
                _number(each.get(qn("w:ilvl"))): each
                for each in self._abstract[abstract].iterchildren(qn("w:lvl"))
            }
            if abstract in self._abstract
            else {}
        )
        if depth not in levels:
            return "", 0
        form = _said(levels[depth], "w:numFmt") or "decimal"
        if form == "bullet":
            return "•", depth
        if form == "none":
            return "", depth
        counts = self._counts[abstract]
        if depth in starts and (of, depth) not in self._begun:
            counts.pop(depth, None)
        self._begun.add((of, depth))
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        counts[depth] = counts.get(depth, _number(_said(levels[depth], "w:start") or "1") - 1) + 1
        if depth in starts and counts[depth] == _number(_said(levels[depth], "w:start") or "1"):
            counts[depth] = starts[depth]
        pattern = _said(levels[depth], "w:lvlText") or f"%{depth + 1}."

        def shown(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            kind = _said(levels.get(level), "w:numFmt") or "decimal"
            number = counts.get(level, _number(_said(levels.get(level), "w:start") or "1"))
            show = _FORMATS.get(kind)
            return str(number) if show is None else show(min(number, 9999))

        return clean(re.sub(r"%(\d)", shown, pattern)), depth

    def _properties(self, word: Any) -> tuple[str, int] | None:
        """The list of a paragraph and its depth there: its own, else that of its style."""
        own = word._p.find(qn("w:pPr"))  # noqa: SLF001 - no other way
        style = word.style
        of: str | None = None
        depth: int | None = None
        while True:
            if own is not None and (said := own.find(qn("w:numPr"))) is not None:
                if of is None and (number := said.find(qn("w:numId"))) is not None:
                    of = number.get(qn("w:val"), "")
                if depth is None and (level := said.find(qn("w:ilvl"))) is not None:
                    depth = _number(level.get(qn("w:val")))
            if of is not None or style is None:
                break
            own, style = style.element.find(qn("w:pPr")), style.base_style
        return None if of in {None, "0"} else (str(of), depth or 0)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 6 else 0


def _said(level: Any, tag: str) -> str | None:
    found = level.find(qn(tag)) if level is not None else None
    said = None if found is None else found.get(qn("w:val"))
    return None if said is None else str(said)

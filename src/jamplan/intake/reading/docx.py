"""A Word document as paragraphs and tables: headings by style, the numbers that lists show."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn

from jamplan.intake.reading.breaks import Words, in_paragraphs, lead_of, text_of
from jamplan.intake.reading.cleaning import bullet_of, clean
from jamplan.intake.reading.contents import Block, Contents, FileKind, Paragraph, Table
from jamplan.intake.reading.limits import Unread, UnreadError
from jamplan.intake.reading.starts import labelled
from jamplan.intake.reading.wordlists import WordLists
from jamplan.intake.reading.wordstyles import WordStyles, found, number_of, said, switched

_LEADER = re.compile(r"(?:\.{3,}|…+)\s*\d{1,4}\s*$")
_TABBED_PAGE = re.compile(r"\t\s*(\d{1,4})\s*$")
_LONGEST_LINE = 200
_FEWEST_LINES = 3
"""Of a table of contents that only the numbers at the ends of its lines tell."""
_WIDEST = 60

_WRAPPERS = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag"))
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes) -> Contents:
    """Read a Word document. Raises :class:`UnreadError` where it is damaged.

    Macros are not looked at; pages are not in such a file; footnotes are in a part of their own, which
    is left out, as are headers and footers. Text that was deleted or moved away with changes tracked is
    not read.
    """
    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError):
        raise UnreadError(Unread.DAMAGED) from None
    body = document.element.body
    _accept_changes(body)
    blocks = _Reading(document).blocks(body)
    return Contents(
        kind=FileKind.DOCX,
        blocks=tuple(block for block in blocks if isinstance(block, Table) or block.text),
        title=document.core_properties.title or None,
    )


def _accept_changes(body: Any) -> None:
    """Take out what was deleted or moved away; a mark that was deleted parts no paragraphs."""
    for gone in [*body.iter(qn("w:del"), qn("w:moveFrom"))]:
        of = gone.getparent()
        if of.tag == qn("w:trPr"):
            row = of.getparent()
            row.getparent().remove(row)
        elif of.tag != qn("w:rPr"):
            of.remove(gone)
        elif gone.tag == qn("w:del") and of.getparent().tag == qn("w:pPr"):
            _join_with_next(of.getparent().getparent())


def _join_with_next(paragraph: Any) -> None:
    following = paragraph.getnext()
    if following is not None and following.tag == qn("w:p"):
        place = 1 if found(following, "w:pPr") is not None else 0
        following[place:place] = [each for each in paragraph if each.tag != qn("w:pPr")]
        paragraph.getparent().remove(paragraph)


def _inside(element: Any) -> Iterator[Any]:
    """What stands in an element, or there in what only wraps it."""
    for child in element.iterchildren():
        if child.tag in _WRAPPERS:
            yield from _inside(child)
        else:
            yield child


class _Reading:
    def __init__(self, document: Any) -> None:
        self._styles = WordStyles(document)
        self._lists = WordLists(document, self._styles)
        self._contents = _contents_lines(document.element.body.iter(qn("w:p")))

    def blocks(self, element: Any) -> Iterator[Block]:
        """The paragraphs and tables of a part, in order; what stands in text boxes too.

        A paragraph that is empty but for the number in front of it is among them.
        """
        for child in _inside(element):
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        words = list(self._words(element))
        raw = "".join(each.text for each in words)
        if not raw.strip() and switched(element, "w:pPr/w:rPr/w:vanish"):
            # A hidden paragraph is not counted in its list.
            return
        level = self._styles.level(element)
        marker, depth = self._marker(element)
        contents = self._styles.is_contents(element) or (
            not level
            and (_LEADER.search(raw[-_LONGEST_LINE:]) is not None or element in self._contents)
        )
        if contents:
            end = _TABBED_PAGE.sub("", _LEADER.sub("", raw[-_LONGEST_LINE:]))
            text = clean(raw[:-_LONGEST_LINE] + end)
            lines = [[Words(text, bold=bool(words) and all(each.bold for each in words))]]
        else:
            lines = in_paragraphs(words, marker) if level is None else [words]
        size = self._size(element)
        boxed = found(element, "w:pPr/w:pBdr/w:left") is not None
        for line in lines:
            text, lead = text_of(line), lead_of(line)
            if text and not marker:
                marker, rest = bullet_of(text)
                lead = max(0, lead - (len(text) - len(rest)))
                text = rest
            if text or marker:
                yield Paragraph(
                    text=text,
                    level=level,
                    size=size,
                    lead=min(lead, len(text)),
                    marker=marker,
                    depth=depth,
                    contents=contents,
                    boxed=boxed,
                )
            marker = ""
        for box in _boxes(element):
            for block in self.blocks(box):
                yield replace(block, boxed=True) if isinstance(block, Paragraph) else block

    def _marker(self, element: Any) -> tuple[str, int]:
        """What a list puts in front of a paragraph, and how deep it is."""
        bullet, depth = self._styles.listed(element)
        listed = self._lists.marker(element)
        if listed is not None:
            return listed[0], max(listed[1], depth)
        out = said(element, "w:pPr/w:numPr/w:numId") == "0"
        return ("", 0) if out or not bullet else (bullet, depth)

    def _words(self, element: Any) -> Iterator[Words]:
        """The runs of a paragraph that show."""
        for run in _runs(element):
            if self._styles.is_on(element, run, "w:vanish"):
                continue
            text = "".join(map(_shown, run.iterchildren()))
            # Some programs raise smaller letters by hand.
            position = said(run, "w:rPr/w:position") or ""
            by_hand = (
                position.isdecimal() and int(position) > 0 and found(run, "w:rPr/w:sz") is not None
            )
            if by_hand or said(run, "w:rPr/w:vertAlign") == "superscript":
                text = text.translate(_RAISED)
            if text:
                yield Words(text, bold=self._styles.is_on(element, run, "w:b"))

    def _size(self, element: Any) -> float:
        """How large the first letters of a paragraph are."""
        texts = (run for run in _runs(element) if "".join(map(_shown, run.iterchildren())).strip())
        return self._styles.size(element, next(texts, None))

    def _table(self, element: Any) -> Iterator[Block]:
        rows: list[tuple[str, ...]] = []
        cells: list[list[Block]] = []
        widths = []
        above: dict[int, str] = {}
        """By column: the text of the cell that goes on in the rows below."""
        for row in (each for each in _inside(element) if each.tag == qn("w:tr")):
            if switched(row, "w:trPr/w:hidden"):
                continue
            texts = [""] * _wide(said(row, "w:trPr/w:gridBefore"), 0)
            found_cells = [each for each in _inside(row) if each.tag == qn("w:tc")]
            widths.append(len(found_cells))
            for cell in found_cells:
                at = len(texts)
                blocks = list(self.blocks(cell))
                merged = found(cell, "w:tcPr/w:vMerge")
                if merged is not None and merged.get(qn("w:val")) != "restart" and at in above:
                    texts.append(above[at])
                else:
                    cells.append(blocks)
                    texts.append(_text_of_cell(blocks))
                    above.pop(at, None)
                    if merged is not None:
                        above[at] = texts[at]
                texts += [""] * (_wide(said(cell, "w:tcPr/w:gridSpan"), 1) - 1)
            rows.append(tuple(texts))
        if len(cells) == 1 or all(width == 1 for width in widths):
            # A box around text.
            for block in (block for blocks in cells for block in blocks):
                yield replace(block, boxed=True) if isinstance(block, Paragraph) else block
        elif rows:
            yield Table(rows=tuple(rows))


def _wide(text: str | None, least: int) -> int:
    """How many columns a cell spans, or how many are empty."""
    return max(least, min(number_of(text), _WIDEST))


def _text_of_cell(blocks: Iterable[Block]) -> str:
    """The paragraphs of a cell, a line each, with their numbers: Word may number the rows."""
    lines = []
    for block in blocks:
        if isinstance(block, Table):
            lines.append(_flat(block))
        else:
            number = block.marker if any(map(str.isalnum, block.marker)) else ""
            lines.append(f"{number} {block.text}".strip())
    return "\n".join(filter(None, lines))


def _flat(table: Table) -> str:
    return "\n".join(" ".join(cell for cell in row if cell) for row in table.rows)


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes of a paragraph, without those that stand in others."""
    for box in element.iter(qn("w:txbxContent")):
        if next(box.iterancestors(qn("w:p"))) is element and not _is_old(box):
            yield box


def _is_old(element: Any) -> bool:
    """Whether it is what Word writes a second time, for old readers."""
    fallback = next(element.iterancestors(_FALLBACK), None)
    if fallback is None:
        return False
    choices = (each for each in fallback.itersiblings(preceding=True))
    return any(next(each.iter(element.tag), None) is not None for each in choices)


def _runs(element: Any) -> Iterator[Any]:
    """The runs of a paragraph, without those in its text boxes."""
    for run in element.iter(qn("w:r")):
        if next(run.iterancestors(qn("w:p"))) is element and not _is_old(run):
            yield run


_SIGNS = {
    **dict.fromkeys(map(qn, ("w:tab", "w:ptab")), "\t"),
    **dict.fromkeys(map(qn, ("w:br", "w:cr")), "\n"),
    qn("w:noBreakHyphen"): "-",
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SYMBOLS = {
    "symbol": {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB9: "≠", 0x6D: "µ"},
    "wingdings": {0xE0: "→", 0xE8: "➔", 0xF0: "⇒", 0xFC: "✓", 0xA8: "□", 0x6F: "□", 0xFE: "☑"},
}
"""What the letters of fonts of signs show, where it is no bullet."""


def _shown(part: Any) -> str:
    """What a part of a run shows; the call of a footnote is none of its text."""
    if part.tag == qn("w:t"):
        return part.text or ""
    if part.tag == qn("w:sym"):
        letter, font = part.get(qn("w:char"), ""), part.get(qn("w:font"), "").lower()
        if not re.fullmatch(r"[0-9A-Fa-f]{4}", letter):
            return ""
        return _SYMBOLS.get(font, {}).get(int(letter, 16) & 0xFF, "•")
    return _SIGNS.get(part.tag, "")


def _contents_lines(paragraphs: Iterable[Any]) -> set[Any]:
    """Lines that end in a tab and a page, and stand with others whose pages are no lower.

    One such line alone may be anything: « Coût<tab>40 ».
    """
    lines: set[Any] = set()
    together: list[Any] = []
    last = 0
    for paragraph in paragraphs:
        text = "".join(_shown(part) for run in _runs(paragraph) for part in run.iterchildren())
        if not text.strip():
            continue
        match = _TABBED_PAGE.search(text) if len(text) < _LONGEST_LINE else None
        page = int(match[1]) if match is not None and _names_something(text[: match.start()]) else 0
        if page < max(last, 1):
            together = []
        last = page
        if page:
            together.append(paragraph)
        if len(together) >= _FEWEST_LINES:
            lines.update(together)
    return lines


def _names_something(text: str) -> bool:
    """Whether a text is more than a label that wants its number: « Mesure »."""
    start = labelled(clean(f"{text} 1"))
    return any(map(str.isalpha, text)) and (start is None or bool(start.title))

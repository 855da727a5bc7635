"""What the styles of a Word document say: headings, bullets, bold and hidden letters, sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from docx.oxml.ns import qn

_HEADING = re.compile(r"(?:heading|titre|überschrift)[\s_-]*(\d)(?!\d)", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|tm|table des mati[èe]res|sommaire|contents)[\s_-]*\d"
    r"|table[\s_-]*(?:of[\s_-]*figures|des[\s_-]*illustrations)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?:list[\s_-]*bullet|bullets?\b|(?:liste[\s_-]*)?(?:[àa][\s_-]*)?puces?)"
    r"[\s_-]*(?:niveau[\s_-]*)?(?P<bullets>\d?)"
    r"|(?:list[\s_-]*number|liste[\s_-]*(?:[àa][\s_-]*)?num[ée]ros)[\s_-]*(?P<numbers>\d?)",
    re.IGNORECASE,
)
_DEFAULT_SIZE = 10.0
"""Of letters where a document says nothing of it."""
_BODY = 9
"""The outline level of what is no heading."""


@cache
def _path(path: str) -> str:
    return "/".join(qn(tag) for tag in path.split("/"))


def found(element: Any, path: str) -> Any:
    """What stands at a path below an element, « w:pPr/w:numPr »; None where nothing does."""
    return None if element is None else element.find(_path(path))


def said(element: Any, path: str) -> str | None:
    """The value of what stands at a path below an element; None where nothing does."""
    at = found(element, path)
    value = None if at is None else at.get(qn("w:val"))
    return None if value is None else str(value)


def number_of(text: str | None) -> int:
    """A number of at most five digits; 0 for any other text."""
    return int(text) if text and text.isdigit() and len(text) < 6 else 0


def switched(element: Any, path: str) -> bool | None:
    """Whether something is on, such as bold letters; None where that is not said."""
    at = found(element, path)
    return None if at is None else at.get(qn("w:val"), "true") not in {"0", "false", "off"}


class WordStyles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._styles: dict[str, Any] = {}
        self._default = ""
        for style in root.iterchildren(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            self._styles.setdefault(name, style)
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true"}:
                self._default = name
        self._size = _points(found(root, "w:docDefaults/w:rPrDefault/w:rPr")) or _DEFAULT_SIZE

    def of(self, paragraph: Any) -> str:
        """The id of the style of a paragraph."""
        return said(paragraph, "w:pPr/w:pStyle") or self._default

    def chain(self, style: str | None) -> Iterator[Any]:
        """A style, and those that it is based on, the nearest first."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = said(self._styles[style], "w:basedOn")

    def level(self, paragraph: Any) -> int | None:
        """The level of a heading, by the name of its style, else by its outline level."""
        outline = said(paragraph, "w:pPr/w:outlineLvl")
        for place, style in enumerate(self.chain(self.of(paragraph))):
            names = _names(style)
            if not place and names[0].lower() in {"title", "titre"}:
                return 0
            if match := next(filter(None, map(_HEADING.match, names)), None):
                return int(match[1])
            outline = outline or said(style, "w:pPr/w:outlineLvl")
        return number_of(outline) + 1 if outline and number_of(outline) < _BODY else None

    def is_contents(self, paragraph: Any) -> bool:
        """Whether the style of a paragraph is one of lines of a table of contents."""
        return any(_CONTENTS.match(name) for name in self._own_names(paragraph))

    def listed(self, paragraph: Any) -> tuple[str, int]:
        """The bullet that the name of a style promises, and how deep it is: « List Bullet 2 »."""
        match = next(filter(None, map(_LIST.match, self._own_names(paragraph))), None)
        if match is None:
            return "", 0
        bullet = "•" if match["bullets"] is not None else ""
        return bullet, max(0, int(match["bullets"] or match["numbers"] or 1) - 1)

    def _own_names(self, paragraph: Any) -> tuple[str, ...]:
        return next(map(_names, self.chain(self.of(paragraph))), ())

    def is_on(self, paragraph: Any, run: Any, mark: str) -> bool:
        """Whether a run is bold, or hidden.

        It is as it says itself. Else a character style turns what the paragraph's style says.
        """
        own = switched(run, f"w:rPr/{mark}")
        if own is not None:
            return own
        styles = said(run, "w:rPr/w:rStyle"), self.of(paragraph)
        of_letters, of_paragraph = (self._switched(style, mark) for style in styles)
        return of_letters != of_paragraph

    def _switched(self, style: str | None, mark: str) -> bool:
        marks = (switched(each, f"w:rPr/{mark}") for each in self.chain(style))
        return next((each for each in marks if each is not None), False)

    def size(self, paragraph: Any, run: Any) -> float:
        """How large the letters of a run are, in points; without one, of the paragraph's style."""
        own = _points(found(run, "w:rPr"))
        for style in (said(run, "w:rPr/w:rStyle"), self.of(paragraph)):
            sizes = (_points(found(each, "w:rPr")) for each in self.chain(style))
            own = own or next(filter(None, sizes), None)
        return own or self._size


def _names(style: Any) -> tuple[str, str]:
    return said(style, "w:name") or "", str(style.get(qn("w:styleId"), ""))


def _points(properties: Any) -> float | None:
    """A size is in half points."""
    value = said(properties, "w:sz") or ""
    return int(value) / 2 if value.isdigit() and len(value) < 6 else None

"""The numbers of lists that Word shows and does not write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn


class Numbers:
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
            name = value_of(num, "w:abstractNumId")
            starts = {
                int(override.get(qn("w:ilvl"), "0")): as_number(value)
                for override in num.iterchildren(qn("w:lvlOverride"))
                if (value := value_of(override, "w:startOverride"))
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
        start = as_number(value_of(levels[depth], "w:start", "1"))
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            return _written(counts.get(level, 1), self._form(levels.get(level)))

        return re.sub(
            r"%(\d)", shown, value_of(levels[depth], "w:lvlText")
        ).strip(), depth

    @staticmethod
    def _form(level: Any) -> str:
        return value_of(level, "w:numFmt", "decimal")

    @staticmethod
    def _list(paragraph: Any, styles: Sequence[Any]) -> tuple[str, int]:
        """The list of a paragraph and its depth: its own, else that of its style."""
        for source in (paragraph._p.pPr, *(style.element.pPr for style in styles)):  # noqa: SLF001
            numbering: Any = source.find(qn("w:numPr")) if source is not None else None
            if of := value_of(numbering, "w:numId"):
                return of, as_number(value_of(numbering, "w:ilvl"))
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


def value_of(parent: Any, tag: str, default: str = "") -> str:
    """The value of an element's child; the default if there is none."""
    child = parent.find(qn(tag)) if parent is not None else None
    value: str = default if child is None else child.get(qn("w:val"), default)
    return value


def as_number(value: str) -> int:
    """A count of a document as a number; 0 if it is none, or one of six figures."""
    return int(value) if value.isdigit() and len(value) < 6 else 0

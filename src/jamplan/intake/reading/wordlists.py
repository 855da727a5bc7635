"""The numbers of lists in a Word document: not in its text, they follow from definitions elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from jamplan.intake.reading.cleaning import clean
from jamplan.intake.reading.counting import letters_of, roman_of
from jamplan.intake.reading.wordstyles import WordStyles, found, number_of, said

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "lowerLetter": lambda number: letters_of(number).lower(),
    "upperLetter": letters_of,
    "lowerRoman": lambda number: roman_of(number).lower(),
    "upperRoman": roman_of,
    "none": lambda _: "",
    "bullet": lambda _: "",
}
"""How numbers are shown; any other way, such as in words, as digits."""


class WordLists:
    """Counts through the lists of a document as a word processor does."""

    def __init__(self, document: Any, styles: WordStyles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Any]] = {}
        """Of each list, how its levels are numbered."""
        self._abstract: dict[str, str] = {}
        """Of each list, what it counts with: others may count on with the same."""
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        try:
            element = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError, ValueError):
            return
        abstracts = _abstracts(element)
        for each in element.iterchildren(qn("w:num")):
            of, name = each.get(qn("w:numId"), ""), said(each, "w:abstractNumId")
            if name is None:
                continue
            self._abstract[of], self._levels[of] = abstracts.get(name, (name, {}))
            self._override(of, each)

    def _override(self, of: str, element: Any) -> None:
        starts, levels = {}, dict(self._levels[of])
        for override in element.iterchildren(qn("w:lvlOverride")):
            depth = number_of(override.get(qn("w:ilvl")))
            if (start := said(override, "w:startOverride")) is not None:
                starts[depth] = number_of(start)
            if (level := found(override, "w:lvl")) is not None:
                levels[depth] = level
        self._starts[of], self._levels[of] = starts, levels

    def marker(self, paragraph: Any) -> tuple[str, int] | None:
        """What a list puts in front of a paragraph, and how deep it is; None outside of lists."""
        properties = self._properties(paragraph)
        if properties is None:
            return None
        of, depth = properties
        levels = self._levels.get(of, {})
        if depth not in levels:
            return None
        form = said(levels[depth], "w:numFmt") or "decimal"
        if form == "bullet":
            return "•", depth
        self._count(of, depth)
        if form == "none":
            return "", depth
        counts = self._counts[self._abstract[of]]
        legal = found(levels[depth], "w:isLgl") is not None

        def shown(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            number = counts.get(level, _first(levels.get(level)))
            kind = said(levels.get(level), "w:numFmt") or "decimal"
            show = _FORMATS.get(kind if not legal or kind in {"none", "bullet"} else "decimal")
            return str(number) if show is None else show(min(number, 9999))

        return clean(re.sub(r"%(\d)", shown, said(levels[depth], "w:lvlText") or "")), depth

    def _count(self, of: str, depth: int) -> None:
        levels, starts = self._levels[of], self._starts[of]
        counts = self._counts[self._abstract[of]]
        if depth in starts and (of, depth) not in self._begun:
            counts.pop(depth, None)
        self._begun.add((of, depth))
        for deeper in [each for each in counts if each > depth]:
            # A level begins anew after each level above it, or only after some of them, or never.
            after = said(levels.get(deeper), "w:lvlRestart")
            if after is None or depth < number_of(after):
                del counts[deeper]
        if depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = starts.get(depth, _first(levels[depth]))

    def _properties(self, paragraph: Any) -> tuple[str, int] | None:
        """The list of a paragraph and its depth there: its own, else that of its style."""
        own = found(paragraph, "w:pPr/w:numPr")
        of, depth = said(own, "w:numId"), said(own, "w:ilvl")
        for style in self._styles.chain(self._styles.of(paragraph)):
            if of is not None:
                break
            properties = found(style, "w:pPr/w:numPr")
            of = said(properties, "w:numId")
            depth = depth or said(properties, "w:ilvl")
            name = style.get(qn("w:styleId"))
            for level, each in self._levels.get(of or "", {}).items():
                # A list may say which style each of its levels has.
                if said(own, "w:ilvl") is None and said(each, "w:pStyle") == name:
                    depth = str(level)
        return None if of in {None, "0"} else (str(of), number_of(depth))


def _abstracts(element: Any) -> dict[str, tuple[str, dict[int, Any]]]:
    """What lists count with: by its name, its own or that of the one it stands for, and its levels."""
    elements = {
        each.get(qn("w:abstractNumId"), ""): each for each in element.iterchildren(qn("w:abstractNum"))
    }
    styled = {said(each, "w:styleLink"): name for name, each in elements.items()}
    made = {}
    for name, each in elements.items():
        link = said(each, "w:numStyleLink")
        of = styled.get(link, name) if link is not None else name
        levels = elements[of].iterchildren(qn("w:lvl"))
        made[name] = of, {number_of(level.get(qn("w:ilvl"))): level for level in levels}
    return made


def _first(level: Any) -> int:
    return number_of(said(level, "w:start") or "1")

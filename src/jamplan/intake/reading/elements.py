"""The elements of a web page that are open where it is read, as many pages leave them open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from jamplan.intake.reading.webtables import Cells, Listed

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav
    ol p pre section summary table tbody td tfoot th thead title tr ul
    """.split()
)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
MAIN = frozenset({"main", "article"})
BOLD = frozenset({"b", "strong"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
IN_HEAD = frozenset("base head html link meta noscript script style template title".split())
_CLOSES_NO_P = frozenset({"label", "html", "body", "title"})
# What a beginning ends where it was not closed: up to the nearest of the others.
_ITEMS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ol", "ul", "menu", "table"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl", "table"}))),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"table"}))),
    "tr": (frozenset({"td", "th", "tr"}), frozenset({"table"})),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"),
        (frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"}), frozenset({"table"})),
    ),
}
_TABLE, _CELLS = frozenset({"table"}), frozenset({"td", "th", "table"})
_IN_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
DEEPEST = 300
_CLOSING_P = frozenset({"td", "th", "button", "li", "dd", "div", "section", "table", "blockquote"})


@dataclass
class Element:
    """An element that is not closed yet, and what it does to the text in it."""

    tag: str
    unseen: bool = False
    marks: tuple[str, ...] = ()
    """Whether its words are bold, or ornament; whether it is a heading, or holds the page's text."""
    level: int | None = None
    first: int = 0
    """The place of its first block."""
    may_go: bool = False
    """Whether it is furniture unless it holds much."""
    cells: Cells | None = None
    listed: Listed | None = None
    address: str = ""
    words: int = 0
    """The place of its first words in the paragraph."""


class Elements:
    """What is open, the outermost first."""

    def __init__(self) -> None:
        self._open: list[Element] = []
        self._marks: Counter[str] = Counter()
        """How often each tag is, and each mark."""

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[Element]:
        return iter(self._open)

    def within(self, *marks: str) -> bool:
        """Whether one with one of these tags or marks is open."""
        return any(self._marks[mark] for mark in marks)

    def begin(self, element: Element) -> None:
        """Open an element."""
        self._open.append(element)
        self._count(element, 1)

    def end(self, place: int = -1) -> Element:
        """Close an element, the innermost where none is named."""
        element = self._open.pop(place)
        self._count(element, -1)
        return element

    def _count(self, element: Element, change: int) -> None:
        self._marks[element.tag] += change
        for mark in element.marks:
            self._marks[mark] += change

    def table(self) -> Cells | None:
        """The innermost table that does not only lay out the page."""
        tables = (each.cells for each in reversed(self._open) if each.cells is not None)
        return next(tables, None) if self.within("table") else None

    def own_table(self) -> Cells | None:
        """What the innermost table keeps; nothing of one that only lays out the page."""
        tables = (each.cells for each in reversed(self._open) if each.tag == "table")
        return next(tables, None) if self.within("table") else None

    def lists(self) -> list[Listed]:
        """The lists, the outermost first."""
        if not self.within("ol", "ul", "menu"):
            return []
        return [each.listed for each in self._open if each.listed is not None]

    def heading(self) -> Element | None:
        """The innermost heading."""
        headings = (each for each in reversed(self._open) if each.level is not None)
        return next(headings, None) if self.within("*heading") else None

    def implied_end(self, tag: str) -> int | None:
        """The place of the outermost element that ends where one with this tag begins."""
        if tag in _ITEMS and (place := self._outermost(*_ITEMS[tag])) is not None:
            return place
        return None if tag in _CLOSES_NO_P else self._outermost(frozenset({"p"}), _CLOSING_P)

    def _outermost(self, tags: frozenset[str], limits: frozenset[str]) -> int | None:
        """The place of the outermost of these, above the innermost of the limits."""
        if not self.within(*tags):
            return None
        found = None
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag in limits:
                break
            if self._open[place].tag in tags:
                found = place
        return found

    def innermost(self, tag: str) -> int | None:
        """The place of the innermost with a tag; what is in a cell ends nothing around its table."""
        if not self.within(tag):
            return None
        limits = _TABLE if tag in _IN_TABLE else _CELLS
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                return place
            if self._open[place].tag in limits:
                return None
        return None

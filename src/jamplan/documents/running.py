"""Lines that run through the pages of a document: page headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple


class EdgeLine(NamedTuple):
    """A line of a page, and its height on the page; 0 if the file has lines of text alone."""

    text: str
    y: float = 0.0


# « 12 », « - 12 - », « Page 12 », « p. 12 », « 12/28 », « Page 12 sur 28 ».
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|\[(]*(?:page|pp?\.?)?\s*(\d{1,4})(?:\s*(?:/|sur|of|de)\s*\d{1,4})?[\s\-–—|\])]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,9}")
# A longer line is text; and each number of a line makes one more form of it.
_LONGEST = 200
# How many such lines there may be at either end of a page: a title and a number, or a footer of three
# lines (reports of a court).
_LINES = 3
_PAGES_WITH_NUMBER = 2
_PAGES_WITH_LINE = 3
_SAME_HEIGHT = 3.0
"""In points: heads of even and odd pages differ by one or two."""


def running_lines(pages: Sequence[Sequence[EdgeLine]]) -> set[tuple[int, int]]:
    """The lines that run through the pages, as places of page and line.

    A first or last line is one if it is nothing but a page number, where the number less the place of
    the page is the same on two pages or more; or if it is the same on three pages or more: at the same
    height, else on half of the pages that have text. A number in it may move with the pages: any other
    difference makes another line. There are at most three at either end of a page.
    """
    found: set[tuple[int, int]] = set()
    for last in (False, True):
        for _ in range(_LINES):
            ends = {
                page: line
                for page, lines in enumerate(pages)
                if (line := _end(page, lines, found, last=last)) is not None
            }
            lines = {page: pages[page][line] for page, line in ends.items()}
            short = {page: line for page, line in lines.items() if len(line.text) <= _LONGEST}
            found |= {(page, ends[page]) for page in (*_numbered(short), *_repeated(short))}
    return found


def _end(
    page: int, lines: Sequence[EdgeLine], found: set[tuple[int, int]], *, last: bool
) -> int | None:
    """The first or last line of a page that is not blank and not found yet."""
    numbers: Iterable[int] = reversed(range(len(lines))) if last else range(len(lines))
    return next((n for n in numbers if lines[n].text.strip() and (page, n) not in found), None)


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a number of a page."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def _numbered(lines: dict[int, EdgeLine]) -> Iterator[int]:
    """The pages whose line is a page number that moves with the pages."""
    offsets = {
        page: int(match[1]) - page
        for page, line in lines.items()
        if (match := _PAGE_NUMBER.fullmatch(" ".join(line.text.split())))
    }
    often = Counter(offsets.values())
    return (page for page, offset in offsets.items() if often[offset] >= _PAGES_WITH_NUMBER)


def _repeated(lines: dict[int, EdgeLine]) -> Iterator[int]:
    """The pages whose line many others have as well."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for page, line in lines.items():
        for form in {*_forms(" ".join(line.text.split()), page)}:
            groups[form].append(page)
    for group in groups.values():
        usual = median(lines[page].y for page in group)
        # A title page may have the words of the page headers, at another height.
        level = [page for page in group if abs(lines[page].y - usual) <= _SAME_HEIGHT]
        if len(level) >= _PAGES_WITH_LINE and (usual or 2 * len(level) >= len(lines)):
            yield from level


def _forms(text: str, page: int) -> Iterator[str]:
    """A line as it is, and with each of its numbers in turn counted from the page's place."""
    yield text
    for match in _NUMBER.finditer(text):
        yield f"{text[: match.start()]}\0{int(match[0]) - page}\0{text[match.end() :]}"

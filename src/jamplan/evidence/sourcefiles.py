"""A local copy of a source as text, in which quotes are looked for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jamplan.documents.filebytes import FileKind, decoded, kind_of, read_bytes
from jamplan.documents.jobs import read_source_text


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source, page by page."""

    pages: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    """The same in order of reading: print has columns and tables."""
    has_lines: bool = True
    """Whether the lines of the pages are those of the file or of print."""


def read_source(path: Path) -> SourceText:
    """Read a copy of a source of any format that is imported.

    A PDF has its pages, a text those that form feeds part, any other format one page.

    Raises :class:`UnreadError` if there is no text.
    """
    data = read_bytes(path)
    if kind_of(data, path.suffix) is FileKind.TEXT:
        pages = (decoded(data) or "").split("\f")
        if len(pages) > 1 and not pages[-1].strip():
            # A form feed ends a page; after the last one there is none.
            del pages[-1]
        return SourceText(tuple(pages))
    printed, blocks = read_source_text(data, path.suffix)
    if not printed:
        return SourceText(("\n".join(block.line for block in blocks),), has_lines=False)
    by_page: defaultdict[int, list[str]] = defaultdict(list)
    for block in blocks:
        by_page[block.page or 1].append(block.line)
    paragraphs = tuple("\n".join(by_page[number]) for number in range(1, len(printed) + 1))
    return SourceText(printed, paragraphs)


# « 12 », « - 12 - », « Page 12 », « p. 12 », « 12/28 », « Page 12 sur 28 ».
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|\[(]*(?:page|pp?\.?)?\s*(\d{1,4})(?:\s*(?:/|sur|of|de)\s*\d{1,4})?[\s\-–—|\])]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,9}")
# A longer line is text; and each number of a line makes one more form of it.
_LONGEST = 200
# How many such lines there may be at either end of a page: a title and a number.
_LINES = 2
_PAGES_WITH_NUMBER = 2
_PAGES_WITH_LINE = 3


def without_running_lines(pages: Sequence[str]) -> tuple[str, ...]:
    """Empty the lines that run through the pages, so that a sentence can go on over a page break.

    A first or last line is emptied that is nothing but a page number, where the number less the place
    of the page is the same on two pages or more; and one that is the same on three pages or more, and
    on half of those that have text or more. A number in it may move with the pages: any other
    difference makes another line. At most two lines at either end. A line that is emptied keeps its
    line end, so that every other line keeps its number.
    """
    lines = [page.split("\n") for page in pages]
    for last in (False, True):
        for _ in range(_LINES):
            numbers = {index: _end(page, last=last) for index, page in enumerate(lines)}
            ends = {index: number for index, number in numbers.items() if number is not None}
            texts = {index: " ".join(lines[index][line].split()) for index, line in ends.items()}
            texts = {index: text for index, text in texts.items() if len(text) <= _LONGEST}
            for index in {*_numbered(texts), *_running(texts)}:
                lines[index][ends[index]] = ""
    return tuple("\n".join(page) for page in lines)


def _end(page: Sequence[str], *, last: bool) -> int | None:
    """The number of the first or last line of a page that is not blank."""
    numbers: Iterable[int] = reversed(range(len(page))) if last else range(len(page))
    return next((number for number in numbers if page[number].strip()), None)


def _numbered(texts: dict[int, str]) -> Iterator[int]:
    """The pages whose line is a page number that moves with the pages."""
    offsets = {
        index: int(match[1]) - index
        for index, text in texts.items()
        if (match := _PAGE_NUMBER.fullmatch(text))
    }
    often = Counter(offsets.values())
    return (index for index, offset in offsets.items() if often[offset] >= _PAGES_WITH_NUMBER)


def _running(texts: dict[int, str]) -> Iterator[int]:
    """The pages whose line many others have as well."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, text in texts.items():
        for form in {*_forms(text, index)}:
            groups[form].append(index)
    for group in groups.values():
        if len(group) >= _PAGES_WITH_LINE and 2 * len(group) >= len(texts):
            yield from group


def _forms(text: str, index: int) -> Iterator[str]:
    """A line as it is, and with each of its numbers in turn counted from the page's place."""
    yield text
    for match in _NUMBER.finditer(text):
        yield f"{text[: match.start()]}\0{int(match[0]) - index}\0{text[match.end() :]}"

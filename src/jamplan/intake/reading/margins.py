"""What is no text of the document: running heads and feet, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jamplan.intake.reading.cleaning import BULLETS
from jamplan.intake.reading.placed import MARGIN, Fragment, Line, Page, line_of, rows_of
from jamplan.intake.reading.starts import begins_item, labelled, numbered

# What is printed on each page.

_MARGIN_ROWS = 4
_DEEP = 0.2
"""How far what is on nearly all pages may reach."""
_OFTEN_WITHIN = 3
"""What stands elsewhere so often is no running head; a chapter's title does, once or twice."""
_HEAD_LINES = 2
"""How many lines a running head has at most, in letters as large as those of the text."""
_ITEM_OF_LIST = re.compile(rf"(?!.*[{BULLETS}–—-]\s*$)(?:[{BULLETS}]|[-–—](?=\s))\s*[^\W\d_]{{2}}")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|•·\[(]*(?:page|pp?\.?)?\s*\d{1,4}(?:\s*(?:/|sur|of|de)\s*\d{1,4})?[\s\-–—|•·\])]*",
    re.IGNORECASE,
)
_ROMAN_NUMBER = re.compile(r"[ivxl]{1,6}")


def without_margins(pages: Sequence[Page], body: float) -> list[list[Fragment]]:
    """Each page's pieces without running heads, running feet and page numbers.

    A line in the margin goes where three pages, or all of them, have it, numbers apart, at one height.
    It has two lines at most, or smaller letters than the text, is no item of a list, and does not stand
    within the pages again and again.
    The heads of left and right pages, and of chapters, may differ. A number alone in the margin is that
    of the page where two pages have one at that height, or where it is the page's place. Small letters
    that are set apart at one height on many pages go, whatever they say.
    """
    rows = [rows_of(page.fragments) for page in pages]
    ends = [[*_ends(page, lines)] for page, lines in zip(pages, rows, strict=True)]
    seen = _pages_with(pages, rows, ends)
    heights = Counter(
        round(row[0].base / 2)
        for sides in ends
        for side in sides
        for row, apart in side[:1]
        if _is_small(row, body, apart=apart)
    )
    outer = {
        (number, round(side[0][0][0].base / 4) + more)
        for number, sides in enumerate(ends)
        for side in sides
        for more in (-1, 0, 1)
        if side and side[0][1]
    }
    # The first page often has none.
    enough = 3 if len(pages) > 3 else 2
    kept = []
    for number, (page, sides) in enumerate(zip(pages, ends, strict=True), start=1):
        gone: set[int] = set()
        for side in sides:
            block: list[int] = []
            texts = 0
            for row, apart in side:
                often = max(
                    len(seen[key]) - (0 if key[0] == "#" else enough - 2)
                    for key in [*_keys(row, page, number), ("", 0)]
                )
                deep = MARGIN * page.height < row[0].base < (1 - MARGIN) * page.height
                if deep and (often < 5 or 5 * often < 4 * len(pages)):
                    break
                said = _DIGITS.findall(" ".join(piece.text for piece in row))
                own = said == [str(number)] and any(key[0] == "#" for key in _keys(row, page, number))
                small = _is_small(row, body, apart=apart) and heights[round(row[0].base / 2)]
                if apart and not deep and _alternates(_keys(row, page, number), seen, outer):
                    often = max(often, 2)
                if often < 2 and not own and (small or 0) < max(3, len(pages) // 3):
                    break
                texts += (
                    not _is_page_number(row)
                    and not all(piece.size < 0.92 * body for piece in row)
                    and not (often >= 8 and 5 * often >= 4 * len(pages))
                )
                if texts > _HEAD_LINES:
                    # So many lines in letters of the text are text.
                    break
                block += [piece.order for piece in row]
                # What is set apart from the text, or on very many pages.
                if apart or often >= 8:
                    gone |= {*block}
        kept.append([piece for piece in page.fragments if piece.order not in gone])
    return kept


def _alternates(
    keys: Iterable[tuple[str, int]],
    seen: Mapping[tuple[str, int], set[int]],
    outer: set[tuple[int, int]],
) -> bool:
    """Whether two pages or more have a line, and those between them another one at its height.

    So it is with the heads of left and right pages. ``outer`` are the pages, and the heights, of the
    outermost lines that are set apart.
    """
    for key in keys:
        having = seen.get(key, set())
        if key[0] != "#" and having and max(having) - min(having) > 1:
            between = range(min(having), max(having))
            if all(each in having or (each, key[1]) in outer for each in between):
                return True
    return False


Rows = Sequence[Sequence[Fragment]]
Ends = Sequence[Sequence[Sequence[tuple[list[Fragment], bool]]]]
"""By page and side, the rows in the margin, and whether what follows inwards is apart."""


def _pages_with(
    pages: Sequence[Page], rows: Sequence[Rows], ends: Ends
) -> defaultdict[tuple[str, int], set[int]]:
    """The pages that have a line in the margin, by what it says and where it stands."""
    seen: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    within = Counter(
        _form(row)
        for page, lines in zip(pages, rows, strict=True)
        for row in lines
        if _DEEP * page.height < row[0].base < (1 - _DEEP) * page.height
    )
    for number, (page, sides) in enumerate(zip(pages, ends, strict=True)):
        for row, _ in (each for side in sides for each in side):
            if within[_form(row)] < _OFTEN_WITHIN:
                for key in _keys(row, page, number + 1):
                    seen[key].add(number)
    return seen


def _is_small(row: Sequence[Fragment], body: float, *, apart: bool) -> bool:
    """Whether a line at a page's end looks like a running head: small letters, set apart."""
    return apart and all(piece.size < 0.92 * body for piece in row)


def _ends(page: Page, rows: Sequence[list[Fragment]]) -> Iterator[list[tuple[list[Fragment], bool]]]:
    """The rows in either margin, the outermost first, and whether what follows inwards is apart."""
    for side in (list(rows), list(reversed(rows))):
        found = []
        for place, row in enumerate(side[:_MARGIN_ROWS]):
            base = row[0].base
            if _DEEP * page.height < base < (1 - _DEEP) * page.height:
                break
            following = side[place + 1][0].base if place + 1 < len(side) else None
            gap = abs(base - following) if following is not None else page.height
            found.append((row, gap > 1.6 * max(piece.size for piece in row)))
        yield found


def _form(row: Sequence[Fragment]) -> str:
    """What a row says, whatever its numbers."""
    return _DIGITS.sub("#", " ".join(piece.text for piece in row).strip().lower())


def _is_page_number(row: Sequence[Fragment]) -> bool:
    text = " ".join(piece.text for piece in row).strip()
    return bool(_PAGE_NUMBER.fullmatch(text) or _ROMAN_NUMBER.fullmatch(text))


def _keys(row: Sequence[Fragment], page: Page, number: int) -> Iterator[tuple[str, int]]:
    text = " ".join(piece.text for piece in row).strip()
    height = round(row[0].base / 4)
    if _is_page_number(row) and (row[0].base < 0.1 * page.height or row[0].base > 0.94 * page.height):
        yield ("#", height)
        yield ("#", height + 1)
    elif not begins_item(text) and not _ITEM_OF_LIST.match(text):
        form = _form(row)
        yield (form, height)
        yield (form, height + 1)
    elif (start := numbered(text)) and start.number.isdigit() and start.title and not labelled(text):
        # « 7 | Rapport »: the number goes with the page's.
        form = f"{int(start.number) - number}|{start.title.lower()}"
        yield (form, height)
        yield (form, height + 1)


# Footnotes.

_NOTE = re.compile(
    r"(?:\(?\d{1,3}\)?|\(\s*\)|\[\d{1,3}\]|\*{1,3})[.)\s]*"
    r"(?:[A-ZÀ-ÖØ-ÞŒ«“\"'([]|https?:|www|\d{4}\b|[a-z]{1,4}\.|(?:voir|see|ibid)\b)"
)
_NUMBER_OF_NOTE = re.compile(r"\(?\d{1,3}\)?\D")


def _begins_note(line: Line) -> bool:
    """Whether a line begins as a footnote does: a number that is raised, or before a capital."""
    if _NUMBER_OF_NOTE.match(line.text) and 0 < line.first_size < 0.85 * line.size:
        return True
    return _NOTE.match(line.text) is not None


def _is_call(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a note's raised number that stands in a row of its own."""
    return (
        re.fullmatch(r"\(?\d{1,3}\)?", lines[at].text.strip()) is not None
        and at + 1 < len(lines)
        and lines[at].size < 0.95 * lines[at + 1].size
    )


def without_foot(page: Page, fragments: list[Fragment], body: float) -> list[Fragment]:
    """A page's pieces without the footnotes at its foot that are as wide as the page.

    Read before the page is cut into columns: a note may be wider than one. In letters as large as those
    of the text, notes stand below a short line and begin with a raised number.
    """
    rows = rows_of(fragments)
    lines = [line_of(row, 0, 0) for row in rows]
    kept = without_notes(lines, body) if has_text(lines, body) else lines
    end = min([len(kept), *_below_rules(page, lines)])
    gone = {piece.order for row in rows[end:] for piece in row}
    return [piece for piece in fragments if piece.order not in gone]


def _below_rules(page: Page, lines: Sequence[Line]) -> Iterator[int]:
    """The places of lines that stand below a short line in the lower half, and begin as a note."""
    for edge in page.edges:
        if not edge.upright and 40 < edge.length < 0.5 * page.width and edge.at < 0.5 * page.height:
            at = next((at for at, line in enumerate(lines) if line.base < edge.at), len(lines))
            if at < len(lines) and abs(lines[at].left - edge.low) < _BESIDE:
                raised = 0 < lines[at].first_size < 0.85 * lines[at].size
                plain = edge.length < 0.34 * page.width and _PLAIN_NOTE.match(lines[at].text)
                if plain or (raised and _NUMBER_OF_NOTE.match(lines[at].text)):
                    yield at


# « 1 Voir le rapport », as some word processors write it; « 1. Créer » is an item.
_PLAIN_NOTE = re.compile(r"\d{1,3}\s+[A-ZÀ-ÖØ-Þ«“(]")
_BESIDE = 6


def has_text(lines: Iterable[Line], body: float) -> bool:
    """Whether lines of the usual size are there; else they are an annex, or a document set smaller."""
    return sum(1 for line in lines if abs(line.size - body) < 0.07 * body) > 1


def without_notes(lines: list[Line], body: float) -> list[Line]:
    """Lines without the footnotes at their end: small letters, the first line with its number."""
    end = len(lines)
    while end and lines[end - 1].size < 0.93 * body:
        end -= 1
    above = end
    while end < len(lines) and not (_begins_note(lines[end]) or _is_call(lines, end)):
        end += 1
    notes = sum(_begins_note(lines[at]) or _is_call(lines, at) for at in range(end, len(lines)))
    if len(lines) > 3 and len(lines) - end > above and 5 * notes < len(lines) - end:
        # More lines than stand above them, and few numbers: a text in small letters.
        return lines
    return lines[:end]

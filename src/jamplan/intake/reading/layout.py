"""Pages of placed pieces of text put into reading order: columns, tables, paragraphs.

What is printed on each page (running heads and feet, page numbers) and footnotes are taken out. A page
is cut where a blank strip runs between two columns; what crosses the strip is read where it stands.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jamplan.intake.reading.cleaning import BULLETS, Joining, bullet_of, clean
from jamplan.intake.reading.contents import Block, Contents, FileKind, Paragraph, Table
from jamplan.intake.reading.starts import begins_item

Look = tuple[object, ...]
"""A font and a colour, to be compared with others."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line: letters of one size that follow each other. Places in points, from below."""

    text: str
    bold: tuple[bool, ...]
    left: float
    right: float
    base: float
    size: float
    order: int
    font: Look = ()
    """Of its first letter."""
    last_font: Look = ()
    """Of its last letter."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line that is drawn: where it is, and from where to where it goes."""

    upright: bool
    at: float
    low: float
    high: float

    @property
    def length(self) -> float:
        """In points."""
        return self.high - self.low

    def frames(self, width: float, height: float) -> bool:
        """Whether it runs along a whole page, as no line of a table does."""
        return self.length > 0.97 * (height if self.upright else width)


@dataclass(frozen=True, slots=True)
class Page:
    """What is on a page."""

    width: float
    height: float
    fragments: tuple[Fragment, ...]
    edges: tuple[Edge, ...] = ()
    pictured: bool = False
    """Whether a picture covers a good part of it."""

    @property
    def scanned(self) -> bool:
        """Whether it is a picture, and has no text but in its margins."""
        low, high = _MARGIN * self.height, (1 - _MARGIN) * self.height
        return self.pictured and not any(low < each.base < high for each in self.fragments)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text within one column."""

    text: str
    lead: int
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int
    """Counts through the document: lines of one column have one number."""
    ends_bold: bool = False
    """Whether its last letter is bold."""
    font: Look = ()
    """Of its first letter."""
    last_font: Look = ()
    """Of its last letter."""
    first_size: float = 0.0
    """Of its first letter, in points."""
    last_size: float = 0.0
    """Of its last letter, in points."""
    ruled: bool = False
    """Whether a level line parts it from the line before."""
    boxed: bool = False
    """Whether it stands in a box of several lines."""


def contents_of(pages: Sequence[Page], kind: FileKind, title: str | None) -> Contents:
    """The paragraphs and tables of placed pages, in reading order."""
    body = _body_size(pages)
    kept = _without_margins(pages, body)
    known = [_gutter(_segments(fragments)) for fragments in kept]
    gutters = sorted({round(gutter) for gutter in known if gutter is not None})
    columns: list[tuple[int, list[Line] | Table]] = []
    grid: _Grid | None = None
    for number, (page, fragments) in enumerate(zip(pages, kept, strict=True), start=1):
        parts, grid = _reading_order(page, fragments, number, body, len(columns), grid, gutters)
        columns += parts
    unsure = {page for page, part in columns if isinstance(part, list) and _is_side_by_side(part)}
    noted = _pages_of_text(columns, body)
    columns = [
        (page, _without_notes(part, body) if isinstance(part, list) and page in noted else part)
        for page, part in columns
    ]
    joining = Joining(line.text for _, part in columns if isinstance(part, list) for line in part)
    return Contents(
        kind=kind,
        blocks=tuple(_blocks(columns, joining)),
        pages=len(pages),
        title=title,
        blank_pages=tuple(
            n for n, page in enumerate(pages, start=1) if not page.fragments or page.scanned
        ),
        unsure_pages=tuple(sorted(unsure)),
    )


def _body_size(pages: Sequence[Page]) -> float:
    """The size that most letters have."""
    letters: Counter[float] = Counter()
    for page in pages:
        for fragment in page.fragments:
            letters[fragment.size] += len(fragment.text)
    return letters.most_common(1)[0][0] if letters else 10.0


# What is printed on each page.

_MARGIN = 0.12
"""How much of a page's height, at either end, running heads and feet stand in."""
_MARGIN_ROWS = 4
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


def _without_margins(pages: Sequence[Page], body: float) -> list[list[Fragment]]:
    """Each page's pieces without running heads, running feet and page numbers.

    A line in the margin goes where three pages, or all of them, have it, numbers apart, at one height.
    It has two lines at most, or smaller letters than the text, is no item of a list, and does not stand
    within the pages again and again.
    The heads of left and right pages, and of chapters, may differ. A number alone in the margin is that
    of the page where two pages have one at that height, or where it is the page's place. Small letters
    that are set apart at one height on many pages go, whatever they say.
    """
    rows = [_rows(page.fragments) for page in pages]
    ends = [[*_ends(page, lines)] for page, lines in zip(pages, rows, strict=True)]
    seen = _pages_with(pages, rows, ends)
    heights = Counter(
        round(row[0].base / 2)
        for sides in ends
        for side in sides
        for row, apart in side[:1]
        if _is_small(row, body, apart=apart)
    )
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
                    for key in [*_keys(row, page), ("", 0)]
                )
                said = _DIGITS.findall(" ".join(piece.text for piece in row))
                own = said == [str(number)] and any(key[0] == "#" for key in _keys(row, page))
                small = _is_small(row, body, apart=apart) and heights[round(row[0].base / 2)]
                if often < 2 and not own and (small or 0) < max(3, len(pages) // 3):
                    break
                texts += not _is_page_number(row) and not all(piece.size < 0.92 * body for piece in row)
                if texts > _HEAD_LINES:
                    # So many lines in letters of the text are text.
                    break
                block += [piece.order for piece in row]
                # What is set apart from the text, or on very many pages.
                if apart or often >= 8:
                    gone |= {*block}
        kept.append([piece for piece in page.fragments if piece.order not in gone])
    return kept


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
        if _MARGIN * page.height < row[0].base < (1 - _MARGIN) * page.height
    )
    for number, (page, sides) in enumerate(zip(pages, ends, strict=True)):
        for row, _ in (each for side in sides for each in side):
            if within[_form(row)] < _OFTEN_WITHIN:
                for key in _keys(row, page):
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
            if _MARGIN * page.height < base < (1 - _MARGIN) * page.height:
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


def _keys(row: Sequence[Fragment], page: Page) -> Iterator[tuple[str, int]]:
    text = " ".join(piece.text for piece in row).strip()
    height = round(row[0].base / 4)
    if _is_page_number(row) and (row[0].base < 0.1 * page.height or row[0].base > 0.94 * page.height):
        yield ("#", height)
        yield ("#", height + 1)
    elif not begins_item(text) and not _ITEM_OF_LIST.match(text):
        form = _form(row)
        yield (form, height)
        yield (form, height + 1)


def _rows(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Pieces on one level, from the top; each row from left to right. Raised ones belong to the row."""
    rows: list[list[Fragment]] = []
    pieces = _with_large_numbers(list(fragments))
    for piece in sorted(pieces, key=lambda each: (-each.base, each.left)):
        for row in reversed(rows[-4:]):
            if _on_level(max(row, key=lambda each: each.size), piece):
                row.append(piece)
                break
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows


def _on_level(anchor: Fragment, piece: Fragment) -> bool:
    """Whether a piece stands in the row of another one; a short one may be raised or lowered."""
    small, large = sorted((anchor, piece), key=lambda each: each.size)
    if small.size < 0.9 * large.size and len(small.text) <= 3:
        # The call of a note, « n° » with a raised letter; small letters below are another line.
        raised = small.size >= 0.5 * large.size or small.base > large.base
        return raised and abs(anchor.base - piece.base) <= 0.5 * large.size
    return abs(anchor.base - piece.base) <= 0.3 * small.size


_LARGE_NUMBER = re.compile(r"\d{1,3}\.?")


def _with_large_numbers(pieces: list[Fragment]) -> list[Fragment]:
    """The pieces, a large number that stands beside several lines put on the level of the first."""
    found = []
    for piece in pieces:
        if _LARGE_NUMBER.fullmatch(piece.text):
            beside = [
                each.base
                for each in pieces
                if each.size < 0.75 * piece.size
                and piece.base - 0.3 * piece.size < each.base < piece.base + 0.9 * piece.size
                and -1 < each.left - piece.right < 3 * piece.size
            ]
            if beside:
                piece = replace(piece, base=max(beside))  # noqa: PLW2901 - the same piece, elsewhere
        found.append(piece)
    return found


# Columns and tables.


def _reading_order(  # noqa: PLR0913, PLR0917 - a page and what is known of the document
    page: Page,
    fragments: list[Fragment],
    number: int,
    body: float,
    columns: int,
    before: _Grid | None,
    gutters: Sequence[float],
) -> tuple[list[tuple[int, list[Line] | Table]], _Grid | None]:
    """The columns and tables of a page, as they are read; and the last table.

    ``before`` is the last table of the page before: one with the same columns goes on, even if it is of
    one row. ``gutters`` is where second columns begin on the pages of the document.
    """
    grids = [
        grid
        for grid in _grids(page.edges)
        if grid.holds(fragments) or (before is not None and grid.goes_on(before, fragments))
    ]
    inside = {piece.order for grid in grids for piece in fragments if grid.cell(piece)}
    rest = [piece for piece in fragments if piece.order not in inside]
    parts: list[tuple[int, list[Line] | Table]] = []
    upper = page.height + 1
    for grid in sorted(grids, key=lambda each: -each.top):
        above = [piece for piece in rest if grid.top <= piece.base < upper]
        parts += _columns(above, page, number, body, columns + len(parts), gutters)
        parts.append((number, grid.table(fragments, number)))
        upper = grid.top
    left = [piece for piece in rest if piece.base < upper]
    parts += _columns(left, page, number, body, columns + len(parts), gutters)
    return parts, min(grids, key=lambda each: each.top, default=None)


def _columns(  # noqa: PLR0913, PLR0917 - as above
    fragments: list[Fragment],
    page: Page,
    number: int,
    body: float,
    columns: int,
    gutters: Sequence[float],
) -> list[tuple[int, list[Line] | Table]]:
    segments = _segments(fragments)
    # The frame of a whole page holds items, not one item.
    boxes = [box for box in _boxes(page.edges) if box.high - box.low < 0.8 * page.height]
    return [
        (
            number,
            _with_boxes(
                _with_rules([_line(row, number, columns + place) for row in column], page.edges), boxes
            ),
        )
        for place, column in enumerate(_cut(segments, body, 3, gutters))
    ]


def _with_rules(lines: list[Line], edges: Sequence[Edge]) -> list[Line]:
    """The lines of a column, those marked that a level line parts from the line before.

    One that is drawn right under a line underlines words of it, and parts nothing.
    """
    levels = [edge for edge in edges if not edge.upright and edge.length > 40]
    found = lines[:1]
    for last, line in pairwise(lines):
        left, right = min(last.left, line.left), max(last.right, line.right)
        ruled = any(
            line.base + 0.5 * line.size < edge.at < last.base - _UNDER * last.size
            and 2 * (min(edge.high, right) - max(edge.low, left)) > min(right - left, edge.length)
            for edge in levels
        )
        found.append(replace(line, ruled=True) if ruled else line)
    return found


_UNDER = 0.25
"""How far below a line's letters an underlining may be, in parts of their size."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A frame, or a ground: how far it reaches."""

    left: float
    right: float
    low: float
    high: float

    def holds(self, line: Line) -> bool:
        """Whether a line stands in it, and it is higher than two lines."""
        return (
            self.high - self.low > 2.2 * line.size
            and self.left - 2 <= line.left
            and line.right <= self.right + 2
            and self.low <= line.base + 0.3 * line.size <= self.high
        )


def _boxes(edges: Sequence[Edge]) -> Iterator[_Box]:
    """Groups of drawn lines with two sides and nothing drawn between them."""
    for uprights, levels in _drawn_groups(edges):
        sides = _places(uprights)
        if len(sides) == 2 and sides[1] - sides[0] > 40:
            low = min(edge.low for edge in uprights)
            high = max(edge.high for edge in uprights)
            if any(edge.length > 0.8 * (sides[1] - sides[0]) for edge in levels):
                yield _Box(sides[0], sides[1], low, high)


def _with_boxes(lines: list[Line], boxes: Sequence[_Box]) -> list[Line]:
    """Lines, those in boxes marked."""
    return [
        replace(line, boxed=True) if any(box.holds(line) for box in boxes) else line for line in lines
    ]


Segment = list[Fragment]
"""Pieces of one row that belong together."""


def _segments(fragments: Iterable[Fragment]) -> list[Segment]:
    """Rows, cut where a wide gap may part two columns."""
    found: list[Segment] = []
    for row in _rows(fragments):
        current = [row[0]]
        for piece in row[1:]:
            last = current[-1]
            gap, size = piece.left - last.right, max(piece.size, last.size)
            near = gap < 0.6 * size or (abs(piece.order - last.order) == 1 and gap < 1.5 * size)
            if near and gap > -size:
                current.append(piece)
            else:
                found.append(current)
                current = [piece]
        found.append(current)
    return found


def _left(segment: Segment) -> float:
    return segment[0].left


def _right(segment: Segment) -> float:
    return max(piece.right for piece in segment)


def _base(segment: Segment) -> float:
    return max(segment, key=lambda piece: piece.size).base


def _size(segment: Segment) -> float:
    return max(segment, key=lambda piece: len(piece.text)).size


def _cut(
    segments: list[Segment], body: float, deep: int, gutters: Sequence[float] | None = None
) -> list[list[Segment]]:
    """Segments in columns, as they are read. ``gutters`` of the document, for a whole page."""
    gutter = _gutter(segments, within=gutters is None) if deep else None
    if gutter is None and gutters is not None:
        gutter = _short_gutter(segments, gutters)
    if gutter is None:
        return [_merged(segments)] if segments else []
    columns: list[list[Segment]] = []
    left: list[Segment] = []
    right: list[Segment] = []
    sides = [segment for segment in segments if _left(segment) >= gutter]

    def finish() -> None:
        columns.extend(_cut(left, body, deep - 1))
        columns.extend(_cut(right, body, deep - 1))
        left.clear()
        right.clear()

    for segment in sorted(segments, key=lambda each: -_base(each)):
        if _crosses(segment, gutter) or _heads(segment, sides, gutter, body):
            if left or right:
                finish()
            if columns and all(_crosses(each, gutter) for each in columns[-1]):
                columns[-1].append(segment)
            else:
                columns.append([segment])
        elif _left(segment) >= gutter:
            right.append(segment)
        else:
            left.append(segment)
    finish()
    return [_merged(column) for column in columns if column]


def _crosses(segment: Segment, gutter: float) -> bool:
    return _left(segment) < gutter - 2 and _right(segment) > gutter + 2


def _heads(segment: Segment, sides: list[Segment], gutter: float, body: float) -> bool:
    """Whether a short line is a heading over both columns: large, with nothing beside it."""
    if _left(segment) >= gutter or _size(segment) < 1.25 * body:
        return False
    if not any(_base(each) < _base(segment) for each in sides):
        # The other column is over: this one is longer.
        return False
    return not any(abs(_base(each) - _base(segment)) < 1.3 * _size(segment) for each in sides)


def _gutter(segments: list[Segment], *, within: bool = False) -> float | None:
    """Where the second column begins, less a little; None where there is one column only.

    ``within`` a column, where wide spaces between words may stand above each other, most lines of the
    second one have to begin at one place.
    """
    if len(segments) < 8:
        return None
    start, end = min(map(_left, segments)), max(map(_right, segments))
    width = end - start
    places = Counter(round(_left(segment) / 2) for segment in segments)
    best: tuple[int, float] | None = None
    for place in places:
        at = place * 2.0
        if not 0.28 * width < at - start < 0.75 * width:
            continue
        gutter = at - 3
        right = [segment for segment in segments if _left(segment) >= gutter]
        left = [segment for segment in segments if _right(segment) <= gutter]
        crossing = len(segments) - len(left) - len(right)
        if (
            min(len(left), len(right)) < 4
            or not _are_aligned(right, 1 if within else _INDENTS)
            or len(right) * 4 < len(left)
            or crossing > len(left) + len(right)
            or _mean_width(left) < 0.42 * (gutter - start)
            or _mean_width(right) < 0.3 * (end - gutter)
            or not _beside(left, right)
        ):
            continue
        score = len(right) - 2 * crossing
        if best is None or score > best[0]:
            best = score, gutter
    return None if best is None else _strip(segments, best[1])


_INDENTS = 5
"""How many indentations the lines of a column have, as those of lists within lists do."""


def _are_aligned(segments: list[Segment], places: int) -> bool:
    """Whether most lines begin at so few places, as those of a column do."""
    lefts = sorted(row.left for row in _extents(segments))
    counts = [0]
    for before, left in zip((lefts[0], *lefts), lefts, strict=False):
        if left - before > 3:
            counts.append(0)
        counts[-1] += 1
    usual = sum(sorted(counts, reverse=True)[:places])
    return 4 * usual >= 3 * len(lefts)


def _strip(segments: list[Segment], gutter: float) -> float:
    """A gutter, moved to the left where lines begin there too, as those outside of boxes do."""
    near = [_left(segment) for segment in segments if gutter - 7 <= _left(segment) < gutter]
    moved = min(near, default=gutter + 3) - 3
    ends = [_right(segment) for segment in segments if _left(segment) < moved]
    return moved if not any(moved < end <= gutter for end in ends) else gutter


def _short_gutter(segments: list[Segment], known: Sequence[float]) -> float | None:
    """Where a second column begins that is much shorter than the first one; None where none does.

    It begins where one does on another page (``known``), or else at the height of the first column, and
    both are of lines that fill them. In either case a blank strip runs beside all of it.
    """
    if not segments:
        return None
    for gutter in known:
        moved = _strip(segments, gutter)
        if _is_short_column(segments, moved, known=True):
            return moved
    if len(segments) < 8:
        return None
    places = Counter(round(_left(segment) / 2) for segment in segments)
    for place, count in places.most_common(12):
        gutter = _strip(segments, place * 2.0 - 3)
        if count > 1 and _is_short_column(segments, gutter, known=False):
            return gutter
    return None


def _is_short_column(segments: list[Segment], gutter: float, *, known: bool) -> bool:
    """Whether what stands right of a place is a column beside another one."""
    start, end = min(map(_left, segments)), max(map(_right, segments))
    right = _extents(segment for segment in segments if _left(segment) >= gutter)
    if not right or not 0.28 * (end - start) < gutter - start:
        return False
    top, bottom = right[0].base, right[-1].base
    left = _extents(segment for segment in segments if _left(segment) < gutter)
    if any(line.right > gutter - 2 for line in left if bottom - 2 <= line.base <= top + 2):
        return False
    crossing = [line.base for line in left if line.right > gutter + 2]
    above = min((base for base in crossing if base > top), default=float("inf"))
    below = max((base for base in crossing if base < bottom), default=0.0)
    left = [line for line in left if below < line.base < above]
    size = right[0].size
    aligned = [line for line in right if line.left - gutter < 6]
    if not left or 2 * len(aligned) < len(right) or right[0].left - gutter > 3 * size:
        return False
    if known:
        return True
    width = gutter - start
    return (
        len(left) >= max(8, len(right))
        and len(right) > 1
        and len(aligned) >= 0.7 * len(right)
        and left[0].base - top < 4 * size
        and all(first.base - second.base < 4 * size for first, second in pairwise(right))
        and sum(line.right - line.left for line in left) > 0.6 * width * len(left)
        and sum(line.right - line.left for line in right) > 0.5 * width * len(right)
    )


@dataclass(frozen=True, slots=True)
class _Extent:
    """How far a row reaches."""

    left: float
    right: float
    base: float
    size: float


def _extents(segments: Iterable[Segment]) -> list[_Extent]:
    """The rows of segments of one column, from the top."""
    found: list[_Extent] = []
    for segment in sorted(segments, key=lambda each: -_base(each)):
        row = _Extent(_left(segment), _right(segment), _base(segment), _size(segment))
        if found and found[-1].base - row.base < 2:
            last = found.pop()
            left, right = min(last.left, row.left), max(last.right, row.right)
            row = replace(last, left=left, right=right)
        found.append(row)
    return found


def _mean_width(segments: list[Segment]) -> float:
    rows = _extents(segments)
    return sum(row.right - row.left for row in rows) / len(rows)


def _beside(left: list[Segment], right: list[Segment]) -> bool:
    """Whether two sets of lines stand side by side."""
    top = min(max(map(_base, left)), max(map(_base, right)))
    bottom = max(min(map(_base, left)), min(map(_base, right)))
    both = [sum(bottom <= _base(each) <= top for each in side) for side in (left, right)]
    return min(both) >= 3


def _merged(segments: list[Segment]) -> list[Segment]:
    """The segments of a column as whole rows, from the top."""
    return _rows(piece for segment in segments for piece in segment)


def _is_side_by_side(lines: Iterable[Line]) -> bool:
    """Whether three lines or more of a column have words on both sides of a wide gap."""
    parted = [line.text.split("\t") for line in lines]
    return sum(sum(len(_WORDS.findall(part)) > 1 for part in parts) > 1 for parts in parted) >= 3


_WORDS = re.compile(r"[^\W\d_]{2,}")
_NOTE_CALL = re.compile(r"[\d,*()\[\] ]+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _line(row: Segment, page: int, column: int) -> Line:
    anchor = max(row, key=lambda piece: (piece.size, len(piece.text)))
    text = ""
    bold: list[bool] = []
    last: Fragment | None = None
    for piece in row:
        added = piece.text
        raised = (
            piece.size < 0.9 * anchor.size
            and piece.base > anchor.base + 0.1 * anchor.size
            and (len(added) <= 3 or _NOTE_CALL.fullmatch(added) is not None)
        )
        if raised and _NOTE_CALL.fullmatch(added) and last is not None:
            word = re.search(r"[^\W\d_]*$", text)
            if word is None or word[0] not in {"m", "km", "cm", "CO", "n"}:
                # The call of a footnote.
                continue
            added = added.translate(_SUPERSCRIPTS)
        gap = piece.left - last.right if last is not None else 0.0
        between = ""
        if last is not None and not raised:
            if gap > 2.5 * anchor.size:
                between = "\t"
            elif gap > 0.1 * anchor.size or text.endswith(" "):
                between = " "
        text += between + added
        bold += [bool(bold and bold[-1] and piece.bold[0])] * len(between) + list(piece.bold)[
            : len(added)
        ]
        last = piece
    lead = next((place for place, each in enumerate(bold) if not each), len(bold))
    longest = max(row, key=lambda piece: len(piece.text))
    return Line(
        text=text,
        lead=lead,
        left=row[0].left,
        right=max(piece.right for piece in row),
        base=anchor.base,
        size=longest.size,
        page=page,
        column=column,
        font=row[0].font,
        last_font=row[-1].last_font,
        first_size=row[0].size,
        last_size=row[-1].size,
        ends_bold=bool(bold) and bold[-1],
    )


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


def _pages_of_text(columns: Iterable[tuple[int, list[Line] | Table]], body: float) -> set[int]:
    """The pages with lines of the usual size; others hold annexes, or documents set smaller."""
    counts = Counter(
        page
        for page, part in columns
        if isinstance(part, list)
        for line in part
        if abs(line.size - body) < 0.07 * body
    )
    return {page for page, count in counts.items() if count > 1}


def _without_notes(lines: list[Line], body: float) -> list[Line]:
    """A column without the footnotes at its end: small letters, the first line with its number."""
    end = len(lines)
    while end and lines[end - 1].size < 0.93 * body:
        end -= 1
    above = end
    while end < len(lines) and not _begins_note(lines[end]):
        end += 1
    notes = sum(map(_begins_note, lines[end:]))
    if len(lines) > 3 and len(lines) - end > above and 5 * notes < len(lines) - end:
        # More lines than stand above them, and few numbers: a text in small letters.
        return lines
    return lines[:end]


# Tables with ruled cells.


_MOST_EDGES = 3000
"""Of a page; what has more is a drawing."""


@dataclass(frozen=True)
class _Grid:
    """The lines of a table: its columns from left to right, its rows from above."""

    uprights: tuple[float, ...]
    levels: tuple[float, ...]
    sides: tuple[Edge, ...] = ()
    """The upright lines as they are drawn."""

    @property
    def top(self) -> float:
        return self.levels[0]

    def cell(self, piece: Fragment) -> tuple[int, int] | None:
        """Row and column of a piece, or None where it stands outside."""
        x, y = (piece.left + min(piece.right, piece.left + 6)) / 2, piece.base + 0.3 * piece.size
        if not (self.uprights[0] <= x <= self.uprights[-1] and self.levels[-1] <= y <= self.levels[0]):
            return None
        row = sum(1 for level in self.levels[1:-1] if y < level)
        return row, sum(1 for upright in self.uprights[1:-1] if x > upright)

    def holds(self, fragments: Iterable[Fragment]) -> bool:
        """Whether it is a table: two rows or more have text, and one two texts parted by a line.

        Boxes within boxes have sides too, but text on one side only, or across the other's sides.
        """
        rows: defaultdict[int, set[int]] = defaultdict(set)
        within = crossing = 0
        for piece in fragments:
            if place := self.cell(piece):
                rows[place[0]].add(place[1])
                within += 1
                crossing += any(piece.left + 3 < at < piece.right - 3 for at in self.uprights[1:-1])
        return (
            len(rows) > 1
            and 2 * crossing <= within
            and any(self._parts(row, sorted(columns)) for row, columns in rows.items())
        )

    def _parts(self, row: int, columns: Sequence[int]) -> bool:
        """Whether a line is drawn through a row between two columns of it."""
        middle = (self.levels[row] + self.levels[row + 1]) / 2
        return any(
            self.uprights[one] + 4 < side.at < self.uprights[two + 1] - 4
            and side.low - 3 <= middle <= side.high + 3
            for one, two in pairwise(columns)
            for side in self.sides
        )

    def goes_on(self, before: _Grid, fragments: Iterable[Fragment]) -> bool:
        """Whether it has the columns of another one, and text."""
        if len(before.uprights) != len(self.uprights):
            return False
        pairs = zip(before.uprights, self.uprights, strict=True)
        return all(abs(one - two) < 4 for one, two in pairs) and any(map(self.cell, fragments))

    def table(self, fragments: Iterable[Fragment], page: int) -> Table:
        """The table with the texts of its cells."""
        cells: defaultdict[tuple[int, int], list[Fragment]] = defaultdict(list)
        for piece in fragments:
            if place := self.cell(piece):
                cells[place].append(piece)
        lines = {
            place: [_line(row, page, 0).text for row in _rows(pieces)]
            for place, pieces in cells.items()
        }
        joining = Joining(line for each in lines.values() for line in each)
        rows = []
        for row in sorted({row for row, _ in cells}):
            texts = []
            for column in range(len(self.uprights) - 1):
                text = ""
                for line in lines.get((row, column), ()):
                    text = joining.join(text, clean(line))
                texts.append(text)
            rows.append(tuple(texts))
        return Table(rows=tuple(rows), page=page)


def _grids(edges: Sequence[Edge]) -> Iterator[_Grid]:
    """Groups of drawn lines that touch each other, as tables."""
    for uprights, levels in _drawn_groups(edges):
        # A row that goes on over the next page has no line at its end.
        top, bottom = max(edge.high for edge in uprights), min(edge.low for edge in uprights)
        ends = [replace(uprights[0], at=top), replace(uprights[0], at=bottom)]
        xs, ys = _places(uprights), _places([*levels, *ends])
        if len(xs) >= 3 and len(ys) >= 2:
            yield _Grid(tuple(xs), tuple(reversed(ys)), tuple(uprights))


def _drawn_groups(edges: Sequence[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Groups of drawn lines that touch each other: the upright ones, and the level ones."""
    rounded = {Edge(edge.upright, round(edge.at), round(edge.low), round(edge.high)) for edge in edges}
    if len(rounded) > _MOST_EDGES:
        return
    for group in _touching(list(rounded)):
        uprights = [edge for edge in group if edge.upright]
        levels = [edge for edge in group if not edge.upright]
        if uprights and levels:
            yield uprights, levels


def implied_sides(edges: Sequence[Edge]) -> list[Edge]:
    """The sides of the cells of tables that have level lines only, where those are drawn cell by cell.

    The pieces of five lines or more must end at the same places. The headings stand over the first.
    """
    levels = [edge for edge in edges if not edge.upright]
    if len(levels) != len(edges) or len(levels) > _MOST_EDGES:
        return []
    ends: defaultdict[int, set[int]] = defaultdict(set)
    for edge in levels:
        for end in (edge.low, edge.high):
            ends[round(end / 2)].add(round(edge.at / 4))
    lines = {round(edge.at / 4) for edge in levels}
    common = [place * 2.0 for place, ats in sorted(ends.items()) if 2 * len(ats) > len(lines)]
    heights = _places(levels)
    if len(common) < 3 or len(heights) < 5:
        return []
    row = min(40.0, (heights[-1] - heights[0]) / (len(heights) - 1))
    return [
        Edge(upright=True, at=at, low=heights[0], high=heights[-1] + row)
        for at in (place for n, place in enumerate(common) if not n or place - common[n - 1] > 4)
    ]


def _touching(edges: list[Edge]) -> list[list[Edge]]:
    """Lines in groups: those of a group touch or cross, one by one."""
    rest = sorted(edges, key=lambda edge: (edge.upright, edge.at, edge.low))
    groups = []
    while rest:
        group = [rest.pop()]
        for edge in group:
            near = [each for each in rest if _touch(edge, each)]
            if near:
                taken = set(map(id, near))
                rest = [each for each in rest if id(each) not in taken]
                group += near
        groups.append(group)
    return groups


def _touch(one: Edge, two: Edge) -> bool:
    if one.upright == two.upright:
        return abs(one.at - two.at) <= 3 and one.low <= two.high + 3 and two.low <= one.high + 3
    return one.low - 3 <= two.at <= one.high + 3 and two.low - 3 <= one.at <= two.high + 3


def _places(edges: Iterable[Edge]) -> list[float]:
    """Where lines are, those that nearly meet as one."""
    places: list[float] = []
    for place in sorted(edge.at for edge in edges):
        if not places or place - places[-1] > 4:
            places.append(place)
    return places


# Paragraphs.

_ENDS = re.compile(r"[.!?…:;][»”\")\]]*$")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}\s*$|…{2,}\s*\d{0,4}\s*$|\t\s*\d{1,4}\s*$")


def _blocks(parts: Iterable[tuple[int, list[Line] | Table]], joining: Joining) -> Iterator[Block]:
    """Lines put together to paragraphs, over columns and pages too."""
    lines: list[Line] = []
    for _, part in parts:
        if isinstance(part, Table):
            yield from _paragraphs(lines, joining)
            lines = []
            yield part
        else:
            lines += part
    yield from _paragraphs(lines, joining)


def _paragraphs(lines: Sequence[Line], joining: Joining) -> Iterator[Paragraph]:
    leadings = _leadings(lines)
    edges = _sides(lines)
    group: list[Line] = []
    certain = True
    for line in lines:
        if group and _goes_on(group, line, leadings, edges):
            if group[-1].column != line.column and not clean(line.text)[:1].islower():
                certain = False
            group.append(line)
            continue
        if group:
            yield _paragraph(group, joining, cut=not certain or _is_cut(group, line, edges))
        group, certain = [line], True
    if group:
        yield _paragraph(group, joining, cut=not certain)


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """From one line to the next, for each size of letters: the usual distance."""
    gaps: defaultdict[float, Counter[float]] = defaultdict(Counter)
    for first, second in pairwise(lines):
        gap = first.base - second.base
        if first.column == second.column and first.size == second.size and 0 < gap < 3 * first.size:
            gaps[first.size][round(gap * 2) / 2] += 1
    usual = {}
    for size, counts in gaps.items():
        often = counts.most_common(1)[0][1]
        # The least of those that are common: paragraphs of one line stand further apart.
        usual[size] = min(
            gap for gap, count in counts.items() if count >= max(2, often / 3) or often == 1
        )
    return usual


def _sides(lines: Iterable[Line]) -> dict[int, tuple[float, float]]:
    """How far the lines of each column reach, to the left and to the right."""
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get(line.column, (line.left, line.right))
        edges[line.column] = min(left, line.left), max(right, line.right)
    return edges


def _goes_on(  # noqa: C901, PLR0911 - one case a line
    group: Sequence[Line],
    line: Line,
    leadings: dict[float, float],
    edges: dict[int, tuple[float, float]],
) -> bool:
    """Whether a line belongs to the paragraph before it."""
    last = group[-1]
    text = clean(line.text)
    if not text or last.boxed != line.boxed or not _as_large(last, line):
        return False
    if (
        bullet_of(text)[0]
        or (begins_item(text) and not _is_referred(last, line, leadings))
        or _LEADERS.search(line.text)
        or _LEADERS.search(last.text)
    ):
        return False
    last_bold, bold = last.lead >= len(last.text), line.lead >= len(line.text)
    if bold and not last.ends_bold:
        return False
    if last.page == line.page and last.column == line.column and line.ruled:
        # A box, or a line that is drawn, ends between them.
        return False
    if last.last_font != line.font and text[:1].isupper() and _is_title(group, edges):
        return False
    if last_bold and bold and text[:1].isupper() and _fits(last, line, edges):
        # Two headings: the first word of the second would have had room in the line of the first.
        return False
    if last_bold and not line.lead and all(each.lead >= len(each.text) for each in group):
        # A heading in bold letters is over, unless the bold words fill its line.
        return last.page == line.page and not _short(last, edges) and _near(last, line, leadings)
    ended = _ENDS.search(clean(last.text)) is not None
    if line.lead > 3 and last.lead < len(last.text) and ended and text[:1].isupper():
        # A title in bold letters begins the next paragraph.
        return False
    if last.column != line.column:
        heading = last_bold and last.page != line.page
        return not ended and not heading and not (_short(last, edges) and text[:1].isupper())
    if not _near(last, line, leadings):
        return False
    indented = line.left > group[-1].left + 6 and not bullet_of(clean(group[0].text))[0]
    if len(group) > 1 and indented:
        return False
    return not (ended and _short(last, edges) and (text[:1].isupper() or text[:1].isdigit()))


_NUMBERS = re.compile(r"\d+(?:\.\d+)+[.)]?")


def _is_referred(last: Line, line: Line, leadings: dict[float, float]) -> bool:
    """Whether a line of a number such as « 11.4.3. » alone is the end of a sentence."""
    return (
        _NUMBERS.fullmatch(clean(line.text)) is not None
        and not _ENDS.search(clean(last.text))
        and line.font == last.last_font
        and _near(last, line, leadings)
    )


def _as_large(last: Line, line: Line) -> bool:
    """Whether two lines have letters of one size; words in another font may be a little smaller."""
    apart = abs(last.size - line.size)
    if apart <= 0.6:
        return True
    if apart > 0.12 * last.size or last.lead or _ENDS.search(clean(last.text)):
        return False
    first = clean(line.text)[:1]
    return abs(last.last_size - line.first_size) <= 0.6 or first.islower() or first in "<([\"'"


def _near(last: Line, line: Line, leadings: dict[float, float]) -> bool:
    gap = last.base - line.base
    return 0 < gap <= 1.22 * leadings.get(line.size, 1.3 * line.size) + 0.5


def _short(line: Line, edges: dict[int, tuple[float, float]]) -> bool:
    """Whether a line ends well before its column does."""
    return line.right < edges[line.column][1] - 5 * line.size


def _is_title(group: Sequence[Line], edges: dict[int, tuple[float, float]]) -> bool:
    """Whether lines of one look are a title: they begin an item, or the last one is short."""
    alike = all(line.font == line.last_font == group[0].font for line in group)
    return alike and (begins_item(group[0].text) or _short(group[-1], edges))


def _fits(last: Line, line: Line, edges: dict[int, tuple[float, float]]) -> bool:
    """Whether the first word of a line would have had room at the end of the line before it."""
    left, right = edges[last.column]
    word = line.text.split(maxsplit=1)[0]
    width = (line.right - line.left) * len(word) / max(1, len(line.text))
    return (right - left) - (last.right - last.left) > width + 1.5 * last.size


def _is_cut(group: Sequence[Line], following: Line, edges: dict[int, tuple[float, float]]) -> bool:
    """Whether a page ends within a paragraph that does not go on in the next line that was read."""
    last = group[-1]
    if last.page == following.page or last.lead >= len(last.text):
        return False
    return not _ENDS.search(clean(last.text)) and not _short(last, edges)


def _paragraph(group: Sequence[Line], joining: Joining, *, cut: bool) -> Paragraph:
    contents = len(group) == 1 and _LEADERS.search(group[0].text) is not None
    text, lead, whole = "", 0, True
    for line in group:
        if contents:
            line = replace(line, text=_LEADERS.sub("", line.text))  # noqa: PLW2901
        cleaned = clean(line.text)
        text = joining.join(text, cleaned)
        if whole:
            if line.lead >= len(line.text):
                lead = len(text)
            elif line.lead:
                lead = len(text) - len(cleaned) + len(clean(line.text[: line.lead]))
                whole = False
            else:
                whole = False
    marker, rest = bullet_of(text)
    return Paragraph(
        text=rest,
        page=group[0].page,
        size=group[0].size,
        lead=max(0, min(lead, len(text)) - (len(text) - len(rest))),
        marker=marker,
        contents=contents,
        boxed=group[0].boxed,
        cut=cut,
    )

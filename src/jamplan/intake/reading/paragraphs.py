"""Lines put together to paragraphs, over columns and pages too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from jamplan.intake.reading.cleaning import Joining, bullet_of, clean
from jamplan.intake.reading.contents import Block, Paragraph, Table
from jamplan.intake.reading.placed import Line
from jamplan.intake.reading.starts import begins_item, labelled

_ENDS = re.compile(r"[.!?…:;][»”\")\]]*$")
_LEADERS = re.compile(
    r"(?:(?<!\.)(?<!\.\s)(?:\.\s?){4,}|(?<!…)…{2,})\s*\d{0,4}\s*$|\t[^\S\t]*\d{1,4}\s*$"
)


def blocks_of(parts: Iterable[tuple[int, list[Line] | Table]], joining: Joining) -> Iterator[Block]:
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
        or (begins_item(text) and not _is_mentioned(last, line, leadings))
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
        beside = last.page == line.page and line.base < group[0].base + 1.5 * line.size
        if beside and len(group) <= _LONGEST_TITLE and not text[:1].islower():
            # A title, and the text that begins beside it.
            return False
        heading = last_bold and last.page != line.page
        return not ended and not heading and not (_short(last, edges) and text[:1].isupper())
    if not _near(last, line, leadings):
        return False
    indented = line.left > group[-1].left + 6 and not bullet_of(clean(group[0].text))[0]
    if len(group) > 1 and indented:
        return False
    return not (ended and _short(last, edges) and (text[:1].isupper() or text[:1].isdigit()))


_LONGEST_TITLE = 8
"""In lines of a narrow column."""
_NUMBERS = re.compile(r"\d+(?:\.\d+)+[.)]?")
# After these words, a label is one that the sentence speaks of.
_WAITING = re.compile(
    r"(?:\b(?:de|du|des|le|la|les|à|au|aux|et|ou|par|avec|dans|pour|sur|que|qui|voir|cf\.?|notre|nos|cette|ces"
    r"|the|of|to|and|or|in|by|see|our)|['’(])$",
    re.IGNORECASE,
)


def _is_mentioned(last: Line, line: Line, leadings: dict[float, float]) -> bool:
    """Whether a line that looks like the first of an item is the end of a sentence.

    « … et » goes on with « 11.4.3. », and « … de la » with « Proposition n° 28 : le financement ».
    """
    before, text = clean(last.text), clean(line.text)
    if line.font != last.last_font or not _near(last, line, leadings):
        return False
    small = text[:1].islower() and labelled(text) is not None
    goes_on = small or _NUMBERS.fullmatch(text) is not None
    return _WAITING.search(before) is not None or (goes_on and not _ENDS.search(before))


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

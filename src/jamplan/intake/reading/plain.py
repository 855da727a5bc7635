"""Plain text as paragraphs: blank lines part them, and lines that begin an item or a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jamplan.intake.reading.breaks import SHORTER, ends_early, is_title_before
from jamplan.intake.reading.cleaning import Joining, bullet_of, clean
from jamplan.intake.reading.contents import Contents, FileKind, Paragraph
from jamplan.intake.reading.starts import begins_item
from jamplan.text.pages import without_running_lines

_UNDERLINE = re.compile(r"\s*(=|-|\*|~)\1{2,}\s*")
# Looked for from where a run of dots or blanks begins: a long one takes no longer than its length.
_LEADERS = re.compile(r"(?:(?<!\.)(?<!\.\s)(?:\.\s?){4,}|(?<!…)…{2,})\s*\d{0,4}\s*$")
_PAGE = re.compile(r"(?:\t|(?<!\s)\s{4,})(\d{1,4})\s*$")
_FEWEST_LINES = 3
"""Of a list of contents that only the numbers at the ends of its lines tell."""
_SENTENCE = re.compile(r"[.!?;:,…][»”\")]*$")
_LONGEST_HEADING = 110
_LONGEST_LINE = 200
"""Of texts whose lines are broken; where several are longer, each line is a paragraph."""


def read_plain(text: str) -> Contents:
    """Read plain text; form feeds part pages."""
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        del pages[-1]
    kept = without_running_lines(pages)
    joining = Joining(line for page in kept for line in page.split("\n"))
    unbroken = sum(len(line) > _LONGEST_LINE for page in kept for line in page.split("\n")) > 1
    numbers = len(pages) > 1
    blocks: list[Paragraph] = []
    pages_of_groups = [
        list(_groups(_with_leaders(page.split("\n")), unbroken=unbroken)) for page in kept
    ]
    ending = _Ending([group for groups in pages_of_groups for group, _ in groups])
    for number, groups in enumerate(pages_of_groups, start=1):
        for group, underlined in (each for one in groups for each in ending.parted(*one)):
            paragraph = _paragraph(group, joining, number if numbers else None, underlined=underlined)
            last = blocks[-1] if blocks else None
            if (
                last is not None
                and last.page != paragraph.page
                and paragraph.text[:1].islower()
                and not paragraph.marker
                and not _SENTENCE.search(last.text)
            ):
                whole = joining.join(last.text, paragraph.text)
                blocks[-1] = Paragraph(text=whole, page=last.page, marker=last.marker, depth=last.depth)
                continue
            blocks.append(paragraph)
    return Contents(kind=FileKind.TEXT, blocks=tuple(blocks), pages=len(pages) if numbers else None)


def _with_leaders(lines: list[str]) -> list[str]:
    """Lines, those of a list of contents with dots before the page where they have blanks only.

    One such line alone may be anything: « Coût      40 ».
    """
    found = list(lines)
    together: list[int] = []
    last = 0
    for place, line in enumerate([*lines, "-"]):
        if not line.strip():
            continue
        match = _PAGE.search(line) or _LEADERS.search(line)
        said = re.search(r"\d+", match[0]) if match is not None else None
        page = int(said[0]) if said is not None else 0
        if page < max(last, 1):
            dotted = any(_LEADERS.search(lines[each]) for each in together)
            if dotted or len(together) >= _FEWEST_LINES:
                for each in together:
                    found[each] = _PAGE.sub(r" .... \1", lines[each])
            together = []
        last = page
        if page:
            together.append(place)
    return found


def _groups(lines: list[str], *, unbroken: bool) -> Iterator[tuple[list[str], bool]]:
    """Lines that stand together, and whether they are underlined."""
    group: list[str] = []
    for line in lines:
        if not line.strip():
            if group:
                yield group, False
            group = []
        elif _UNDERLINE.fullmatch(line):
            if group:
                yield group, True
            group = []
        elif group and (
            unbroken
            or (begins_item(clean(line)) and not _is_mentioned(group[-1], line))
            or bullet_of(clean(line))[0]
            or _LEADERS.search(group[-1])
        ):
            yield group, False
            group = [line]
        else:
            group.append(line)
    if group:
        yield group, False


def _is_mentioned(last: str, line: str) -> bool:
    """Whether a sentence speaks of a label in small letters: « … la / mesure 3 – celle »."""
    start = clean(line)[:1]
    return start.isalpha() and start.islower() and not _SENTENCE.search(last.rstrip())


class _Ending:
    """Tells where paragraphs end that no blank line parts, in texts whose lines are broken."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        lines = [len(line.strip()) for group in groups for line in group if len(group) > 1]
        self._width = max(lines, default=0)
        items = [group for group in groups if len(group) > 1 and begins_item(clean(group[0]))]
        titles = [group for group in items if is_title_before(*group[:2])]
        # Where lines break within titles, some of the next ones begin with a small letter.
        self._after_titles = len(titles) > 1 and len(titles) >= 0.8 * len(items)

    def parted(self, group: list[str], underlined: bool) -> Iterator[tuple[list[str], bool]]:  # noqa: FBT001 - a pair
        """The paragraphs of lines that stand together."""
        width = max(len(line.strip()) for line in group)
        first = 0
        for place in range(1, len(group)):
            before, line = group[place - 1 : place + 1]
            title = place == 1 and is_title_before(before, line)
            sentence = before.rstrip()[-1] in ".!?"
            share = SHORTER if title else _SENTENCE_SHARE if sentence else _MUCH
            if (
                ends_early(before, line, width, share)
                or (title and ends_early(before, line, self._width, _HALF))
                or (title and self._after_titles)
            ):
                yield group[first:place], False
                first = place
        yield group[first:], underlined


_MUCH, _SENTENCE_SHARE, _HALF = 0.7, 0.85, 0.5
"""How much of the longest line one may have at most that ends a paragraph, or there a sentence."""


def _paragraph(group: list[str], joining: Joining, page: int | None, *, underlined: bool) -> Paragraph:
    text = ""
    leaders = _LEADERS.search(group[-1])
    contents = leaders is not None and (len(group) == 1 or group[-1].rstrip()[-1].isdigit())
    for line in group:
        text = joining.join(text, clean(_LEADERS.sub("", line) if contents else line))
    indent = len(group[0]) - len(group[0].lstrip())
    marker, rest = bullet_of(text)
    heading = underlined or (
        not marker
        and len(group) == 1
        and len(text) > 3
        and text.isupper()
        and len(text) < _LONGEST_HEADING
    )
    return Paragraph(
        text=rest,
        page=page,
        level=1 if heading and len(rest) < _LONGEST_HEADING else None,
        marker=marker,
        depth=min(indent // 2, 9) if marker else 0,
        contents=contents,
    )

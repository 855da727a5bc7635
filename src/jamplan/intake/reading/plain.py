"""Plain text as paragraphs: blank lines part them, and lines that begin an item or a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jamplan.intake.reading.cleaning import Joining, bullet_of, clean
from jamplan.intake.reading.contents import Contents, FileKind, Paragraph
from jamplan.intake.reading.starts import begins_item
from jamplan.text.pages import without_running_lines

_UNDERLINE = re.compile(r"\s*(=|-|\*|~)\1{2,}\s*")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}\s*$|…{2,}\s*\d{0,4}\s*$|(?:\t|\s{4,})\d{1,4}\s*$")
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
    for number, page in enumerate(kept, start=1):
        for group, underlined in _groups(page.split("\n"), unbroken=unbroken):
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


def _groups(lines: list[str], *, unbroken: bool) -> Iterator[tuple[list[str], bool]]:
    """Lines that make a paragraph, and whether it is underlined."""
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
            or begins_item(clean(line))
            or bullet_of(clean(line))[0]
            or _LEADERS.search(group[-1])
        ):
            yield group, False
            group = [line]
        else:
            group.append(line)
    if group:
        yield group, False


def _paragraph(group: list[str], joining: Joining, page: int | None, *, underlined: bool) -> Paragraph:
    text = ""
    contents = len(group) == 1 and _LEADERS.search(group[0]) is not None
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

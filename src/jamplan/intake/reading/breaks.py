"""Line breaks within a paragraph: where one parts a title from its text, or an item from the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jamplan.intake.reading.cleaning import bullet_of, clean
from jamplan.intake.reading.starts import begins_item, labelled

_CAPITAL = re.compile(r"[«“\"'(\[]?\s?[A-ZÀ-ÖØ-Þ]")
_OPEN = re.compile(
    r"(?:[,:;–—-]|\b(?:[àa]|au|aux|avec|ce|cette|ces|dans|de|des|du|d|en|et|la|le|les|l|leur|leurs|nos|notre"
    r"|of|on|or|ou|par|pour|sa|ses|sur|the|to|un|une|and|for|in|with|vers|sans|sous|que|qui)['’]?)$",
    re.IGNORECASE,
)

SHORTER = 0.9
"""How much of the longest line a title may have that ends before it."""
_NEARLY = 0.95
"""Of the longest line: letters are not all as wide."""

_LINES_OF_TITLE = 3


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a paragraph that have the same letters; a line feed in them is a break."""

    text: str
    bold: bool = False


def text_of(words: Iterable[Words]) -> str:
    """The text of a paragraph, in one line."""
    return clean("".join(each.text for each in words))


def lead_of(words: Iterable[Words]) -> int:
    """How many characters at the beginning of a paragraph are bold."""
    text = ""
    for each in words:
        if not each.bold and each.text.strip():
            break
        text += each.text
    return len(clean(text))


def _goes_on(line: str, following: str) -> bool:
    """Whether a line goes on in the next: both in capitals, none there, or a word that wants more."""
    capitals = line.isupper() and following.isupper()
    return capitals or _OPEN.search(line) is not None or _CAPITAL.match(following) is None


def is_title_before(line: str, following: str, marker: str = "") -> bool:
    """Whether a line is the whole title of an item, as nothing in it goes on in the next line."""
    line, following = clean(line), clean(following)
    start = labelled(line)
    return (
        (bool(marker) or begins_item(line))
        and (start is None or bool(start.title))
        and not _goes_on(line, following)
    )


def ends_early(line: str, following: str, width: float, share: float) -> bool:
    """Whether a line ends its paragraph, as there was room for more on it.

    It has at most a share of the width, the first word of the next line would have stood on it, and
    nothing in it goes on there.
    """
    line, following = clean(line), clean(following)
    word = len(following.split(" ", 1)[0])
    return (
        len(line) <= share * width
        and len(line) + 1 + word <= _NEARLY * width
        and not _goes_on(line, following)
    )


def begins_with_title(lines: Sequence[str]) -> bool:
    """Whether the first of several lines is the title of an item, clearly shorter than others."""
    if len(lines) < 2 or not is_title_before(*lines[:2]):
        return False
    return ends_early(lines[0], lines[1], max(len(clean(line)) for line in lines), SHORTER)


def in_paragraphs(words: Sequence[Words], marker: str) -> list[list[Words]]:
    """A paragraph as several, where a line break in it begins an item or a text below its title.

    ``marker`` is what a list puts in front of it: what a list counts is an item.
    """
    found: list[list[Words]] = [[]]
    lines, bold = 0, False
    for line in _lines(words):
        text, lead = text_of(line), lead_of(line)
        if (
            lines
            and text
            and (
                begins_item(text)
                or bullet_of(text)[0]
                # Bold lines below each other are one title.
                or (not lead and bold and _CAPITAL.match(text))
                or (
                    not lead
                    and lines <= _LINES_OF_TITLE
                    and is_title_before(text_of(found[-1]), text, marker if len(found) == 1 else "")
                )
            )
        ):
            found.append([])
            lines = 0
        elif found[-1]:
            found[-1].append(Words(" ", bold=bold))
        found[-1] += line
        if text:
            bold = lead == len(text) and (bold or not lines)
            lines += 1
    return found


def _lines(words: Iterable[Words]) -> list[list[Words]]:
    lines: list[list[Words]] = [[]]
    for each in words:
        first, *others = each.text.split("\n")
        lines[-1].append(Words(first, bold=each.bold))
        lines += [[Words(other, bold=each.bold)] for other in others]
    return lines

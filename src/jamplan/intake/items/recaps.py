"""Items that a document lists twice: those of a recap or a list of contents, merged with the body's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from jamplan.intake.items.drafts import Doubt
from jamplan.intake.items.found import Item
from jamplan.intake.items.names import ADDRESSEE
from jamplan.intake.reading.starts import Value
from jamplan.text.folding import folded

ALIKE, MUCH_ALIKE = 60.0, 88.0
"""Of 100: how alike the titles of two items of one number must be to be the same item, where one of
them stands in a recap, and where none does."""


def alike(first: Item, second: Item) -> bool:
    """Whether two items of one number are the same one, written twice."""
    one, two = (folded(ADDRESSEE.sub("", each.title)).lower() for each in (first, second))
    if one == two:
        return True
    listed = first.recap or second.recap
    if not listed and first.section != second.section:
        # Numbers that begin anew in each chapter.
        return False
    if fuzz.ratio(one, two) >= (ALIKE if listed else MUCH_ALIKE):
        return True
    short, long = (first, second) if len(one) < len(two) else (second, first)
    beginning = folded(long.whole).lower()[: len(folded(short.title)) + 5]
    return len(short.title) > 15 and fuzz.ratio(folded(short.title).lower(), beginning) >= MUCH_ALIKE


def merged(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """Items that stand in several places as one, with the body's text."""
    groups: list[list[Item]] = []
    by_value: defaultdict[Value | str, list[list[Item]]] = defaultdict(list)
    for place, item in enumerate((*items, *others)):
        key: Value | str = item.value or folded(item.title).lower()
        near = by_value[key][:_MOST_ALIKE]
        group = next((each for each in near if alike(each[0], item)), None)
        if group is not None:
            group.append(item)
        elif place < len(items):
            groups.append([item])
            by_value[key].append(groups[-1])
    chosen = [_body(group) for group in groups]
    if any(not item.recap for item in chosen):
        chosen = [
            replace(item, doubts=(*item.doubts, Doubt(code="recap-only")))
            if item.recap and len(group) == 1
            else item
            for item, group in zip(chosen, groups, strict=True)
        ]
    return _in_order(chosen)


def _body(group: Sequence[Item]) -> Item:
    """The item as the body has it; a doubt where a recap has other words."""
    # Of those that are as good, the first.
    best = max(
        group,
        key=lambda item: (
            not item.contents,
            not item.recap,
            item.section is not None,
            bool(item.text),
        ),
    )
    doubts = list(best.doubts)
    for item in group:
        if item is best or item.contents or _says_the_same(best, item):
            continue
        doubts.append(Doubt(code="recap-differs", details=(("recap", item.title),)))
    section = best.section or next((item.section for item in group if item.section), None)
    return replace(best, section=section, doubts=tuple(dict.fromkeys(doubts)))


_MOST_ALIKE = 50
_WORDS = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return _WORDS.findall(folded(text).lower())


def _says_the_same(body: Item, recap: Item) -> bool:
    """Whether a recap has the words of the body's title, or of the beginning of the body's item."""
    title, whole, said = _words(body.title), _words(body.whole), _words(recap.title)
    return (
        said == title
        or said == _words(ADDRESSEE.sub("", body.title))
        # « (ministère) : Créer… » is « Créer… (ministère) » in many a recap.
        or sorted(said) == sorted(title)
        or _words(recap.whole) == title
        or (len(said) > len(title) and whole[: len(said)] == said)
    )


def _in_order(items: Sequence[Item]) -> list[Item]:
    """Items in the order of the body; one that only a recap has, after the number before it."""
    body = [item for item in items if not item.recap]
    if not body or len(body) == len(items):
        return list(items)
    found = list(body)
    for item in items:
        if item.recap:
            value = item.value
            before = [place for place, each in enumerate(found) if value and each.value < value]
            found.insert(before[-1] + 1 if before else len(found) if not value else 0, item)
    return found

"""What is in doubt about the items of a document: gaps and repeats in their numbers, what they lack."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from jamplan.intake.items.drafts import Doubt
from jamplan.intake.items.found import Item
from jamplan.intake.reading.contents import Contents, Paragraph
from jamplan.intake.reading.starts import ITEM_WORDS, Value
from jamplan.text.folding import without_accents


def with_doubts(items: Sequence[Item]) -> list[Item]:
    """Items, each with what is in doubt about it beside the others."""
    restarts = _restarts(items)
    seen: dict[object, Item] = {}
    texts = sum(1 for item in items if item.text)
    sections = sum(1 for item in items if item.section)
    last: Value = ()
    found = []
    for item in items:
        doubts = list(item.doubts)
        value = item.value
        key = (value, item.section if restarts else None)
        if value and key in seen:
            doubts.append(Doubt(code="repeat", details=(("number", item.number or ""),)))
        elif value and last and value < last and not restarts:
            doubts.append(Doubt(code="order", details=(("number", item.number or ""),)))
        if value:
            seen.setdefault(key, item)
            last = max(last, value) if not restarts else value
        if not item.title:
            doubts.append(Doubt(code="no-title"))
        if not item.text and 2 * texts > len(items):
            doubts.append(Doubt(code="title-only"))
        if item.section is None and 2 * sections > len(items):
            doubts.append(Doubt(code="no-chapter"))
        found.append(replace(item, doubts=tuple(dict.fromkeys(doubts))))
    return found


def _restarts(items: Sequence[Item]) -> bool:
    """Whether numbers begin anew in each chapter."""
    firsts = [item for item in items if item.value[:1] == (("", 1),) and len(item.value) == 1]
    return len(firsts) > 1 and len({item.section for item in firsts}) == len(firsts)


def gaps(items: Sequence[Item]) -> Iterable[Doubt]:
    """Numbers that are missing between the first and the last."""
    groups: defaultdict[tuple[object, Value], list[int]] = defaultdict(list)
    restarts = _restarts(items)
    for item in items:
        value = item.value
        # « 7 bis » does not stand for 7.
        if value and not any(letters == "~" for letters, _ in value):
            section = item.section if restarts else None
            groups[section, (*value[:-1], (value[-1][0], 0))].append(value[-1][1])
    missing = []
    for (_, front), numbers in groups.items():
        before = ".".join(f"{letters}{number}" for letters, number in front[:-1])
        lead = f"{before}." if before else ""
        first = 1 if min(numbers) <= 20 else min(numbers)
        lacking = sorted({*range(first, max(numbers))} - {*numbers})
        missing += [f"{lead}{front[-1][0].upper()}{number}" for number in lacking]
    if missing:
        shown = ", ".join(missing[:30]) + (", …" if len(missing) > 30 else "")
        yield Doubt(code="gap", details=(("n", str(len(missing))), ("numbers", shown)))


_COUNTED = re.compile(
    r"\b(?:les|nos|ses|des|formule|présente|propose|contient|comporte|compte|the|in)?\s*(\d{1,3})\s+"
    rf"({'|'.join(f'{word}s' for word in ITEM_WORDS.values() if ' ' not in word)})\b",
    re.IGNORECASE,
)


def announced(contents: Contents, label: str = "") -> tuple[int, str] | None:
    """How many items the document says it has, and of what word: the number that it says most often.

    A number that it says once counts where it stands in a heading or on the first pages. Where the
    items have a ``label`` of their own, only what it says of that word counts.
    """
    counts: Counter[tuple[int, str]] = Counter()
    for place, block in enumerate(contents.blocks):
        if isinstance(block, Paragraph):
            early = place < 15 or block.level is not None
            for number, word in _COUNTED.findall(block.text):
                if not label or without_accents(word).lower() == f"{label}s":
                    counts[int(number), word.lower()] += 2 if early else 1
    for (number, word), count in counts.most_common(1):
        if count >= 2 and number > 2:
            return number, word
    return None

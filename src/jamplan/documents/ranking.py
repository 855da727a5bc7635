"""Which of the lists of a document is its list: reasons that can be said, and their weights."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jamplan.documents.candidates import How, ListCandidate
from jamplan.documents.items import Item, ItemSource
from jamplan.documents.outline import announces
from jamplan.documents.starts import COARSE_WORDS, GROUP_WORDS, ITEM_WORDS
from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.language.folding import without_accents


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its items, its score and the reasons for it."""

    candidate: ListCandidate
    items: tuple[Item, ...]
    score: float
    reasons: tuple[str, ...]


def ranked(
    candidates: Sequence[tuple[ListCandidate, Sequence[Item]]], source: ItemSource
) -> list[Ranked]:
    """Candidates, the best first."""
    counts = announced_counts(source.blocks)
    result = [_ranked(candidate, items, source, counts) for candidate, items in candidates]
    result.sort(key=lambda each: -each.score)
    return result


def _ranked(
    candidate: ListCandidate,
    items: Sequence[Item],
    source: ItemSource,
    counts: Counter[tuple[int, str]],
) -> Ranked:
    score, reasons = 0.0, []
    if candidate.how in {How.LABELS, How.CODES, How.COLUMNS}:
        score += _by_kind(candidate)
        reasons.append(str(candidate.how))
    values = [item.number for item in items if item.number]
    if values and (missing := _missing(items)) is not None:
        if not missing:
            score += 15
            reasons.append("complete")
        else:
            score -= min(40, 60 * missing / (missing + len(items)))
    announced = _announced(items, source)
    score += 12 * announced
    if announced >= 1:
        reasons.append("announced")
    if any(count == len(items) and len(items) > 2 for count, _ in counts):
        score += 12
        reasons.append("counted")
    score += 3 * math.log2(len(items))
    repeats = len(values) - len(set(values))
    score -= 60 * repeats / max(1, len(items))
    if candidate.how is How.MIXED:
        # Rarer than a run with other bullets before it, so the run comes first, and is doubted.
        score -= 6 if announced >= 0.5 else 30
    bare = sum(not item.title for item in items)
    score -= 40 * bare / len(items)
    return Ranked(candidate=candidate, items=tuple(items), score=score, reasons=tuple(reasons))


def _by_kind(candidate: ListCandidate) -> float:
    if candidate.how is How.COLUMNS:
        # Other columns are often those of sums (sn-cc-dage-sante-2022, sn-ofnac-2023).
        return 30 if candidate.columns and candidate.columns.is_named else 5
    if candidate.how is How.CODES:
        if not any(sign.isalpha() for sign in candidate.word):
            # « 1.2 » numbers sections of most reports.
            return -15
        # « G0, G1, G2 » are in a text on seeds (sn-cc-semences-2023), GV-1.1-001 in lists alone.
        return 30 if candidate.word.count("0") > 1 else 20
    if candidate.word in ITEM_WORDS:
        return 40
    if candidate.word in COARSE_WORDS:
        return 12
    return -30 if candidate.word in GROUP_WORDS else 0


def _missing(items: Sequence[Item]) -> int | None:
    """How many numbers are missing before the last; None if the numbers are not plain."""
    values = {item.number for item in items}
    numbers = {
        int(match[1]) for value in values if (match := re.fullmatch(r"[A-Z]*[.\- ]?(\d+)", value))
    }
    # Codes of several letters count each anew.
    if 2 * len(numbers) < len(values):
        return None
    if not numbers:
        return None
    # A list that begins late, as one of a chapter, lacks nothing before.
    first = min(numbers) if min(numbers) > 20 else 1
    return max(numbers) - first + 1 - len(numbers - {0})


def _announced(items: Sequence[Item], source: ItemSource) -> float:
    """How clearly the headings, or sentences with a colon, above the items announce them: 0 to 2."""
    places = [heading.at for heading in source.headings]
    total = 0.0
    for item in items:
        at = bisect_right(places, item.at - (1 if item.at in places else 0)) - 1
        best = 0
        # The section and the one that it is in.
        for heading in source.headings[max(0, at - 0) : at + 1]:
            best = max(best, announces(heading.text))
        for before in range(item.at - 1, max(-1, item.at - 3), -1):
            block = source.blocks[before]
            if block.text.endswith(":") and block.kind is not BlockKind.ROW:
                best = max(best, min(1, announces(block.text)))
        total += best
    first = min(items, key=lambda item: item.at, default=None)
    if first is not None:
        total = max(total, 0.9 * len(items) * _above(first.at, source))
    return total / max(1, len(items))


def _above(at: int, source: ItemSource) -> int:
    """How clearly the headings that hold a place announce a list."""
    best, level = 0, 99
    for heading in reversed([heading for heading in source.headings if heading.at < at]):
        if heading.level < level:
            level = heading.level
            best = max(best, announces(heading.text))
    return best


_COUNTED = re.compile(r"\b(?:les|nos|ses|des|the|all|of|in)?\s*(\d{1,3})\s+(\w+s)\b", re.IGNORECASE)


def announced_counts(blocks: Sequence[TextBlock]) -> Counter[tuple[int, str]]:
    """How often the document says that it has so many items: « 28 propositions »."""
    counts: Counter[tuple[int, str]] = Counter()
    for block in blocks:
        for number, word in _COUNTED.findall(block.text):
            folded = without_accents(word).lower()
            if folded.removesuffix("s") in ITEM_WORDS:
                counts[int(number), folded.removesuffix("s")] += 1
    return counts

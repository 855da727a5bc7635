"""Which of the lists of a document is its list: reasons that can be said, and their weights."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jamplan.documents.candidates import How, ListCandidate
from jamplan.documents.items import Item, ItemSource
from jamplan.documents.outline import announces, rank
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
    result = [replace(each, score=each.score - 20 * _is_grouping(each, result)) for each in result]
    result.sort(key=lambda each: -each.score)
    return [each for rank, each in enumerate(result) if not _is_within(each, result[:rank])]


def _is_within(each: Ranked, better: Sequence[Ranked]) -> bool:
    """Whether a better list has all its items: the numbers of one chapter, the rows of one table."""
    places = {entry.at for entry in each.candidate.entries}
    return any(places <= {entry.at for entry in other.candidate.entries} for other in better)


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
    repeats = len(values) - len(set(values))
    if values:
        missing = len(gaps(items))
        # One fault in fifty takes a tenth of the points, one in five all (en-nist600, fr-rgesn).
        score += 15 * max(0, 1 - 5 * (missing + repeats) / (missing + len(items)))
        score -= min(40, 60 * missing / (missing + len(items)))
        if not missing and not repeats:
            reasons.append("complete")
    if candidate.how in {How.NUMBERS, How.MIXED} or _is_decimal(candidate):
        score += 15 * _sentences(items) - 5
    announced = _announced(items, source)
    score += 12 * announced
    if announced >= 1:
        reasons.append("announced")
    if any(count == len(items) and len(items) > 2 for count, _ in counts):
        score += 12
        reasons.append("counted")
    score += 3 * math.log2(len(items))
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
        if _is_decimal(candidate):
            # « 1.2 » numbers sections of most reports, and rows in a column (both owasp-asvs).
            rows = sum(entry.cell is not None for entry in candidate.entries)
            return 20 if 3 * rows > len(candidate.entries) and candidate.word[0] == "." else -15
        # « G0, G1, G2 » are in a text on seeds (sn-cc-semences-2023), GV-1.1-001 in lists alone.
        return 30 if candidate.word.count("0") > 1 else 20
    if candidate.word in ITEM_WORDS:
        return 40
    if candidate.word in COARSE_WORDS:
        return 12
    return -30 if candidate.word in GROUP_WORDS else 0


def _is_decimal(candidate: ListCandidate) -> bool:
    return candidate.how is How.CODES and not any(sign.isalpha() for sign in candidate.word)


def _sentences(items: Sequence[Item]) -> float:
    """The share of items whose title is as long as a sentence, or ends as one."""
    # Titles of sections have 60 characters and fewer, recommendations without a label more.
    return sum(len(item.title) > 60 or item.title.endswith("?") for item in items) / len(items)


def _is_grouping(each: Ranked, others: Sequence[Ranked]) -> bool:
    """Whether the numbers are the fronts of those of a longer list: 1 to 8, of 1.1 to 8.12."""
    if each.candidate.how is How.LABELS:
        return False
    own = {_digits(item.number) for item in each.items if item.number}
    for other in others:
        if len(other.items) >= 2 * len(each.items):
            fronts = {_digits(item.number)[:-1] for item in other.items}
            if len(own & fronts) >= 0.8 * len(each.items):
                return True
    return False


def _digits(number: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", number))


def gaps(items: Sequence[Item]) -> list[str]:
    """The numbers that are missing before the last, in each group of codes."""
    groups: defaultdict[tuple[object, ...], dict[int, str]] = defaultdict(dict)
    for item in items:
        front = re.match(r"[A-Z]*", item.number)
        if item.value and item.number[-1:].isdigit():
            groups[front and front[0], *item.value[:-1]][item.value[-1]] = item.number
    missing = []
    for numbers in groups.values():
        # A list that begins late, as one of a chapter, lacks nothing before.
        first = min(numbers) if min(numbers) > 20 else 1
        sample = next(iter(numbers.values()))
        lead = sample.rstrip("0123456789")
        digits = sample[len(lead) :]
        width = len(digits) if digits[0] == "0" else 1
        missing += [
            f"{lead}{value:0{width}}" for value in range(first, max(numbers)) if value not in numbers
        ]
    return missing


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
    best, lowest = 0, 99
    for heading in reversed([heading for heading in source.headings if heading.at < at]):
        if rank(heading.scheme) < lowest:
            lowest = rank(heading.scheme)
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

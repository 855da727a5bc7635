"""Which of the lists of a document is its list, and what is in doubt about it."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jamplan.corpus.findings import Finding
from jamplan.documents.candidates import How, ListCandidate
from jamplan.documents.items import Item, ItemSource
from jamplan.documents.starts import ITEM_WORDS, announces, rank
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
    """Candidates, the best first, without those whose entries are all in a better one."""
    counts = announced_counts(source.blocks)
    lists = [_ranked(candidate, items, source, counts) for candidate, items in candidates]
    lists = [replace(entry, score=entry.score - 20 * _is_grouping(entry, lists)) for entry in lists]
    # A table with named columns comes before its own codes.
    lists.sort(key=lambda entry: (-entry.score, entry.candidate.how is not How.COLUMNS))
    result: list[Ranked] = []
    for entry in lists:
        beginnings = entry.candidate.places
        if not any(beginnings <= better.candidate.places for better in result):
            result.append(entry)
    return result


def _ranked(
    candidate: ListCandidate,
    items: Sequence[Item],
    source: ItemSource,
    counts: Counter[tuple[int, str]],
) -> Ranked:
    """A candidate with the sum of its points. The comments name documents that each rule decides."""
    reasons = []
    # Short runs of numbers are everywhere (en-nist600).
    score = 3 * math.log2(len(items)) + _kind_points(candidate)
    if candidate.how in {How.LABELS, How.CODES, How.COLUMNS}:
        reasons.append(str(candidate.how))
    if _is_decimal(candidate) or candidate.how in {How.NUMBERS, How.MIXED}:
        # Recommendations are sentences, titles of sections and works cited are not.
        score += 15 * _sentences(items) - 5
    numbers = [item.number for item in items if item.number]
    if numbers:
        missing, repeats = len(gaps(items)), len(numbers) - len(set(numbers))
        # One fault in fifty takes a tenth of the points, one in five all (en-nist600).
        score += min(15, 1.5 * len(items)) * max(
            0, 1 - 5 * (missing + repeats) / (missing + len(items))
        )
        # Mentions of labels lack numbers, repeat them and come in any order (en-blood-resp).
        score -= 60 * missing / (missing + len(items)) + 60 * repeats / len(items)
        score -= 80 * _disorder(items)
        if not missing and not repeats:
            reasons.append("complete")
    # Labels without a text are mentions (en-blood-resp).
    score -= 40 * sum(not item.title for item in items) / len(items)
    announced = _announced(items, source)
    # en-disorder; but a run of three below the heading is a part of what it announces.
    score += 12 * announced * min(1, len(items) / 6)
    if announced >= 1:
        reasons.append("announced")
    if any(count == len(items) > 2 for count, _ in counts):
        # en-blood-resp, en-covid-m1
        score += 12
        reasons.append("counted")
    if candidate.how is How.MIXED:
        # Bullets before a run are seldom of its list (en-aiopp; they are in sn-ofnac-2023), so the run
        # alone comes first, and a doubt names the other.
        score -= 6 if announced >= 0.5 else 30
    return Ranked(candidate=candidate, items=tuple(items), score=score, reasons=tuple(reasons))


def _kind_points(candidate: ListCandidate) -> float:
    match candidate.how:
        case How.LABELS:
            # « Programme 1 », « Scenario 2 » are labels too.
            return 40 if candidate.word in ITEM_WORDS else 0
        case How.COLUMNS:
            columns = candidate.columns
            # Other columns are often those of sums (sn-ofnac-2023); a column of titles
            # without numbers may have rows of another kind.
            if columns is None or not columns.is_named:
                return 5
            return 15 if columns.number is None else 30
        case How.CODES if _is_decimal(candidate):
            # « 1.2 » numbers the sections of most reports, and rows in a column.
            rows = sum(entry.cell is not None for entry in candidate.entries)
            return 20 if 3 * rows > len(candidate.entries) and candidate.word[0] == "." else -20
        case How.CODES:
            return 20
        case _:
            return 0


def _is_decimal(candidate: ListCandidate) -> bool:
    return candidate.how is How.CODES and not any(sign.isalpha() for sign in candidate.word)


def _disorder(items: Sequence[Item]) -> float:
    """The share of numbers that go back, except to 1."""
    values = [item.value for item in items if item.number]
    backs = sum(after <= before and after != (1,) for before, after in pairwise(values))
    return backs / len(items)


def _sentences(items: Sequence[Item]) -> float:
    """The share of items whose title is as long as a sentence, or ends as one."""
    # Titles of sections have 60 characters and fewer, recommendations without a label more.
    return sum(len(item.title) > 60 or item.title.endswith("?") for item in items) / len(items)


def _is_grouping(ranked_list: Ranked, others: Sequence[Ranked]) -> bool:
    """Whether the numbers are the fronts of those of a longer list: 1 to 8 of 1.1 to 8.12.

    Those are chapters or sections.
    """
    if ranked_list.candidate.how is How.LABELS:
        return False
    own = {_digits(item.number) for item in ranked_list.items if item.number}
    for other in others:
        if len(other.items) >= 2 * len(ranked_list.items):
            fronts = {_digits(item.number)[:-1] for item in other.items}
            if len(own & fronts) >= 0.8 * len(ranked_list.items):
                return True
    return False


def _digits(number: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", number))


def gaps(items: Sequence[Item]) -> list[str]:
    """The numbers that are missing before the last one, in each group of codes or decimals."""
    groups: defaultdict[tuple[object, ...], dict[int, str]] = defaultdict(dict)
    for item in items:
        front = re.match(r"[A-Z]*", item.number)
        if item.value and item.number[-1:].isdigit():
            groups[front and front[0], *item.value[:-1]][item.value[-1]] = item.number
    missing = []
    for numbers in groups.values():
        # A list that begins above 20 is that of one chapter: nothing is missing before it.
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
    positions = [heading.at for heading in source.headings]
    total = 0
    for item in items:
        last = bisect_left(positions, item.at) - 1
        points = announces(source.headings[last].text) if last >= 0 else 0
        for block in source.blocks[max(0, item.at - 2) : item.at]:
            if block.text.endswith(":") and block.kind is not BlockKind.ROW:
                points = max(points, min(1, announces(block.text)))
        total += points
    # The headings above the first item announce the others too, if less surely (en-disorder).
    return max(total / len(items), 0.9 * _above(min(item.at for item in items), source))


def _above(at: int, source: ItemSource) -> int:
    """How clearly the headings that hold a place announce a list."""
    best, lowest, below = 0, 99, -1
    for heading in reversed([heading for heading in source.headings if heading.at < at]):
        # A heading without a text of its own holds the next, whatever its rank.
        if rank(heading.scheme) < lowest or heading.at == below - 1:
            lowest, below = rank(heading.scheme), heading.at
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


# Right lists are 10 points and more ahead of the next, except 3 of 19 (en-nist600, sn-ofnac-2023…).
_CLOSE = 6


def doubts(
    lists: Sequence[Ranked], chosen: int, blocks: Sequence[TextBlock], declared: int | None
) -> list[Finding]:
    """The doubts about the list that was chosen, by its place among all lists from 0."""
    if not lists:
        return [Finding("nothing")]
    best = lists[chosen]
    findings: list[Finding] = [
        *_gaps(best.items),
        *_repeats(best.items),
        *_counts(best, blocks, declared),
    ]
    if chosen == 0 and len(lists) > 1 and lists[1].score > best.score - _CLOSE:
        findings.append(Finding("close", details={"n": 2}))
    return findings


def _gaps(items: Sequence[Item]) -> Iterator[Finding]:
    """Numbers that are missing before the last, and items without a number."""
    missing = gaps(items)
    if missing:
        yield Finding("gap", details={"n": len(missing), "numbers": _few(missing)})


def _few(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:30]) + (", …" if len(numbers) > 30 else "")


def _repeats(items: Sequence[Item]) -> Iterator[Finding]:
    """Numbers that items of different texts share; all begin anew if most do."""
    counts = Counter(item.number for item in items if item.number)
    repeated = [number for number, count in counts.items() if count > 1]
    if not repeated:
        return
    firsts = [item for item in items if item.value == (1,)]
    if len(firsts) > 1 and 2 * len(repeated) > min(len(counts), 6):
        yield Finding("restart", details={"n": len(firsts)})
    else:
        yield Finding("repeat", details={"n": len(repeated), "numbers": _few(repeated)})


def _counts(best: Ranked, blocks: Sequence[TextBlock], declared: int | None) -> Iterator[Finding]:
    """Another count, declared or printed, than that of the items."""
    count = len(best.items)
    if declared is not None:
        if declared != count:
            yield Finding("declared", details={"declared": declared, "found": count})
        return
    printed = [
        (times, number, word)
        for (number, word), times in announced_counts(blocks).items()
        if number > 2 and (times > 2 if not best.candidate.word else word == best.candidate.word)
    ]
    # A count that is printed once may be that of a chapter or of another document.
    times, number, word = max(printed, default=(0, 0, ""))
    if times >= 2 and not any(number == count for _, number, _ in printed):
        yield Finding("announced", details={"said": number, "word": word, "found": count})

"""Which of the lists of a document is its list, and what is in doubt about it."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from statistics import median

from jamplan.corpus.findings import Finding
from jamplan.documents.candidates import ListCandidate
from jamplan.documents.items import Item, ItemSource, fuller, is_same
from jamplan.documents.starts import How, announces, asks, path_to, value_of
from jamplan.documents.textblocks import TextBlock
from jamplan.language.folding import without_accents


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its items and its score."""

    candidate: ListCandidate
    items: tuple[Item, ...]
    score: float


def ranked(
    candidates: Sequence[tuple[ListCandidate, Sequence[Item]]],
    source: ItemSource,
    least: float,
) -> list[Ranked]:
    """Candidates, the best first, none of them a part or a print of a better one."""
    lists = (_ranked(candidate, items, source) for candidate, items in candidates)
    result: list[Ranked] = []
    for entry in sorted(lists, key=lambda entry: -entry.score):
        twin = next(
            (at for at, better in enumerate(result) if _is_twin(entry, better)), None
        )
        if twin is not None:
            items = map(fuller, result[twin].items, entry.items)
            result[twin] = replace(result[twin], items=tuple(items))
        elif entry.score > least and not any(
            entry.candidate.places <= better.candidate.places for better in result
        ):
            result.append(entry)
    return result


def best_first(
    candidates: Sequence[tuple[ListCandidate, Sequence[Item]]],
) -> list[Ranked]:
    """The lists that two ends may mean, likeliest first, none with the same items.

    That whose numbers begin at 1 without gaps, then the longest.
    """
    result: dict[tuple[int, ...], tuple[tuple[float, ...], Ranked]] = {}
    for candidate, items in candidates:
        rank = _rank(items)
        entry = Ranked(
            candidate=candidate, items=tuple(items), score=-rank[0] - rank[1]
        )
        places = tuple(item.at for item in items)
        if places not in result or result[places][0] > rank:
            result[places] = rank, entry
    return [entry for _, entry in sorted(result.values(), key=itemgetter(0))]


def _rank(items: Sequence[Item]) -> tuple[float, ...]:
    """The order of lists that two ends may mean: faults, restarts, size and texts.

    A restart is a number that begins anew.
    """
    size = float(len(items))
    is_whole, is_late, restarts = True, False, 0
    is_numbered = any(item.number for item in items)
    if is_numbered:
        lacking, repeats = faults(items)
        share = (len(behind(lacking, items)) + repeats) / (len(lacking) + size)
        # Numbers are misprinted, or one is amid a text: of 40 in sn-cc-semences-2023
        # three.
        is_whole = share <= _MISPRINTED
        is_late = items[0].value[-1:] > (1,)
        size *= 1 - share / (2 * _MISPRINTED)
        values = [item.value for item in items]
        restarts = sum(value <= before for before, value in pairwise(values))
    # A recap has the titles alone (fr-floss1).
    length = median(min(len(item.whole), _FULL) for item in items)
    return not is_whole, not is_numbered, is_late, restarts, -size, -length


def behind(numbers: Sequence[str], items: Sequence[Item]) -> list[str]:
    """Those numbers that are not before the first item, which a person has chosen."""
    first = items[0].value
    return [number for number in numbers if value_of(number) > first]


_MISPRINTED = 0.1
"""The share of numbers that lack or come again in a list that is whole in print."""


def is_ambiguous(lists: Sequence[Ranked]) -> bool:
    """Whether two ends may as well mean another list, as whole, with other items."""
    if len(lists) < 2:
        return False
    best, second = ([item.title for item in entry.items] for entry in lists[:2])
    return (
        lists[0].score == lists[1].score
        and not {*second} <= {*best}
        and not {*best} <= {*second}
    )


_FULL = 2_000
"""Letters that a text may have; what is longer has run on."""


def _is_twin(first: Ranked, second: Ranked) -> bool:
    """Whether two lists are one printed twice, in full and in a recap (fr-floss1)."""
    numbers, others = (
        [item.number for item in entry.items] for entry in (first, second)
    )
    return (
        any(numbers)
        and numbers == others
        and all(map(is_same, first.items, second.items))
    )


def _ranked(found: ListCandidate, items: Sequence[Item], source: ItemSource) -> Ranked:
    """A candidate with the sum of its points.

    The comments name documents that each rule decides.
    """
    size = len(items)
    is_numbered = any(item.number for item in items)
    # Short runs of numbers are everywhere (en-nist600).
    score = 3 * math.log2(size) + {
        # « Programme 1 », « Scenario 2 » are labels too, « Action : » is a line of many
        # sheets.
        How.LABELS: 40 if found.is_known and is_numbered else 0,
        # « 1.2 » numbers the sections of most reports.
        How.CODES: 20 if any(map(str.isalpha, found.word)) else -25,
        How.COLUMNS: 20,
    }.get(found.how, 0)
    if is_numbered:
        lacking, repeats = faults(items)
        missing = len(lacking)
        # One fault in fifty takes a tenth of the points, one in five all (en-nist600).
        score += min(15, 1.5 * size) * max(
            0, 1 - 5 * (missing + repeats) / (missing + size)
        )
        # Mentions of labels lack numbers in no order (en-blood-resp), a choice of items
        # in order.
        values = [item.value for item in items]
        is_mention = found.how is How.LABELS and values != sorted({*values})
        score -= 60 * is_mention * missing / (missing + size) + 80 * repeats / size
    above = path_to(min(item.at for item in items), source.headings)
    # The title of a document announces none of the lists below other headings
    # (en-aiopp).
    above = above[1:] if above[1:] and above[0] is source.headings[0] else above
    # en-disorder
    score += 12 * max((announces(heading.text) for heading in above), default=0)
    # Numbered sections and paragraphs tell what is; of conclusions and recommendations
    # half ask.
    score += 20 * min(1, 1.5 * sum(asks(item.whole) for item in items) / size)
    return Ranked(candidate=found, items=tuple(items), score=score)


def faults(items: Sequence[Item]) -> tuple[list[str], int]:
    """The numbers missing before each code's last one, and how many come again.

    Neither where numbers begin anew (fr-pallcn).
    """
    groups: defaultdict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    printed: list[tuple[int, str]] = []
    part = 0
    last: tuple[int, ...] = (0,)
    for item in items:
        part += item.value == (1,) and last > (1,)
        last = item.value or last
        printed += [(part, item.number)] if item.number else []
        lead = item.number.rstrip("0123456789")
        if digits := item.number[len(lead) :]:
            groups[part, lead][int(digits)] = digits
    missing = []
    for (_, lead), numbers in groups.items():
        # A list that begins above 20 is that of one chapter: nothing is missing before
        # it.
        first = min(numbers) if min(numbers) > 20 else 1
        width = min(map(len, numbers.values()))
        missing += [
            f"{lead}{value:0{width}}"
            for value in range(first, max(numbers))
            if value not in numbers
        ]
    return missing, len(printed) - len(set(printed))


# Right lists are 10 points and more ahead of the next, except 3 of 19 (en-nist600,
# sn-ofnac-2023…).
_CLOSE = 6


def doubts(
    lists: Sequence[Ranked],
    chosen: int,
    blocks: Sequence[TextBlock],
    declared: int | None,
    *,
    is_pointed: bool = False,
) -> list[Finding]:
    """The doubts about the list that was chosen, by its place among all (from 0)."""
    best = lists[chosen]
    missing, _ = faults(best.items)
    missing = behind(missing, best.items) if is_pointed else missing
    missing += _chapters_missing(best.items)
    counts = Counter(item.number for item in best.items if item.number)
    repeated = [number for number, count in counts.items() if count > 1]
    findings = [
        Finding(code, details={"n": len(numbers), "numbers": _few(numbers)})
        for code, numbers in (("gap", missing), ("repeat", repeated))
        if numbers
    ]
    findings += _counts(best, blocks, declared)
    if chosen == 0 and len(lists) > 1 and lists[1].score > best.score - _CLOSE:
        findings.append(Finding("close", details={"n": 2}))
    return findings


def _chapters_missing(items: Sequence[Item]) -> list[str]:
    """First numbers of chapters that lack: « 3.1 » after « 1.4 ».

    It is so in fr-rgaa-bureautique.
    """
    numbers = [item.number for item in items]
    if not all(re.fullmatch(r"\d+\.\d+", number) for number in numbers):
        return []
    chapters = {int(number.partition(".")[0]) for number in numbers}
    first, last = min(chapters, default=0), max(chapters, default=0)
    return [f"{n}.1" for n in range(first, last) if n not in chapters]


def _few(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:30]) + (", …" if len(numbers) > 30 else "")


def _counts(
    best: Ranked, blocks: Sequence[TextBlock], declared: int | None
) -> Iterator[Finding]:
    """Another count, declared or printed, than that of the items."""
    count, word = len(best.items), best.candidate.word
    if declared is not None:
        if declared != count:
            yield Finding("declared", details={"declared": declared, "found": count})
    elif best.candidate.is_known:
        counted = re.compile(rf"\b(\d{{1,3}})\s+{word}s\b")
        texts = (without_accents(block.text).lower() for block in blocks)
        printed = Counter(
            int(number) for text in texts for number in counted.findall(text)
        )
        said = max(printed, key=lambda number: (printed[number], number), default=0)
        # A count that is printed once may be that of a chapter or of another document.
        if said > 2 and printed[said] >= 2 and count not in printed:
            yield Finding(
                "announced", details={"said": said, "word": word, "found": count}
            )

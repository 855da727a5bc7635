"""What a person has to check in a list: numbers that lack or repeat, other counts, a close second."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from jamplan.corpus.findings import Finding
from jamplan.documents.items import Item
from jamplan.documents.ranking import Ranked, announced_counts
from jamplan.documents.textblocks import TextBlock

# Lists that are right are 10 and more ahead of the next, but for 3 of 19 (en-nist600, sn-ofnac-2023…).
_CLOSE = 6


def doubts(
    lists: Sequence[Ranked], chosen: int, blocks: Sequence[TextBlock], declared: int | None
) -> list[Finding]:
    """The doubts about the list that was chosen, by its place among all lists from 0."""
    if not lists:
        return [Finding("nothing")]
    best = lists[chosen]
    found: list[Finding] = [*_gaps(best.items), *_repeats(best.items), *_counts(best, blocks, declared)]
    others = [each for place, each in enumerate(lists) if place != chosen and not _alike(best, each)]
    if chosen == 0 and others and others[0].score > best.score - _CLOSE:
        found.append(Finding("close", details={"n": lists.index(others[0]) + 1}))
    return found


def _alike(first: Ranked, second: Ranked) -> bool:
    """Whether the second list is in the first: its recap, or the same labels in a table."""
    numbers, others = (Counter(item.number for item in each.items) for each in (first, second))
    titles = {item.title.lower() for item in first.items}
    same = sum(item.title.lower() in titles for item in second.items)
    return others <= numbers and 2 * same >= len(second.items)


def _gaps(items: Sequence[Item]) -> Iterator[Finding]:
    """Numbers that lack before the last, in each group of codes."""
    groups: defaultdict[tuple[object, ...], dict[int, str]] = defaultdict(dict)
    for item in items:
        front = item.number[: len(item.number) - len(item.number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
        value = item.value
        if value and item.number[-1:].isdigit():
            groups[front, *value[:-1]][value[-1]] = item.number
    missing = []
    for (_, *_front), numbers in groups.items():
        # A list that begins late, as one of a chapter, lacks nothing before.
        first = min(numbers) if min(numbers) > 20 else 1
        sample = next(iter(numbers.values()))
        digits = len(sample) - len(sample.rstrip("0123456789"))
        lead = sample[: len(sample) - digits]
        width = digits if sample[-digits] == "0" else 1
        missing += [
            f"{lead}{value:0{width}}" for value in range(first, max(numbers)) if value not in numbers
        ]
    if missing:
        shown = ", ".join(missing[:30]) + (", …" if len(missing) > 30 else "")
        yield Finding("gap", details={"n": len(missing), "numbers": shown})


def _repeats(items: Sequence[Item]) -> Iterator[Finding]:
    """Numbers that items of different texts share; all begin anew if most do."""
    counts = Counter(item.number for item in items if item.number)
    repeated = [number for number, count in counts.items() if count > 1]
    if not repeated:
        return
    ones = [item for item in items if item.value == (1,)]
    if len(ones) > 1 and 2 * len(repeated) > min(len(counts), 6):
        yield Finding("restart", details={"n": len(ones)})
    else:
        shown = ", ".join(repeated[:30]) + (", …" if len(repeated) > 30 else "")
        yield Finding("repeat", details={"n": len(repeated), "numbers": shown})


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

"""What a person has to check in a list: numbers that lack or repeat, other counts, a close second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from jamplan.corpus.findings import Finding
from jamplan.documents.items import Item
from jamplan.documents.ranking import Ranked, announced_counts, gaps
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
    if chosen == 0 and len(lists) > 1 and lists[1].score > best.score - _CLOSE:
        found.append(Finding("close", details={"n": 2}))
    return found


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
    ones = [item for item in items if item.value == (1,)]
    if len(ones) > 1 and 2 * len(repeated) > min(len(counts), 6):
        yield Finding("restart", details={"n": len(ones)})
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

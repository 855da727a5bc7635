"""Time and memory on made-up texts, each measurement in a process of its own."""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.sets import ReferenceSet

_SEED = 7
_TIMES = 3


def run(sets: list[ReferenceSet]) -> None:
    """Print the times, on texts of 10 to 60 words drawn from the French sets."""
    words = [
        word
        for reference in sets
        if reference.language == "fr"
        for _, text in (*reference.left, *reference.right)
        for word in text.split()
    ]
    print(
        f"texts of 10 to 60 words, {len(set(words)):,} distinct forms; best of {_TIMES} runs\n"
    )
    print("| what | seconds | peak MiB |\n|---|---|---|")
    peer, _ = _report(
        "RapidFuzz cdist token_set_ratio, 2,000 x 2,000", _peer, words, 2000, 2000
    )
    own, _ = _report("jamplan, 2,000 x 2,000, best five each", _ours, words, 2000, 2000)
    times = {
        size: _report(
            f"jamplan, {size:,} x 500, best five each", _ours, words, size, 500
        )[0]
        for size in (1250, 2500, 5000)
    }
    print(f"\nRapidFuzz / jamplan: {peer / own:.1f}")
    print(
        f"5,000 / 1,250 left texts: {times[5000] / times[1250]:.2f} times as long, for 4 times as many"
    )


def _report(
    name: str,
    work: Callable[[list[str], list[str]], None],
    words: list[str],
    rows: int,
    columns: int,
) -> tuple[float, float]:
    runs = [_apart(work, words, rows, columns) for _ in range(_TIMES)]
    seconds, peak = min(run[0] for run in runs), max(run[1] for run in runs)
    print(f"| {name} | {seconds:.2f} | {peak:.0f} |", flush=True)
    return seconds, peak


def _apart(
    work: Callable[[list[str], list[str]], None],
    words: list[str],
    rows: int,
    columns: int,
) -> tuple[float, float]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_timed, work, words, rows, columns).result()


def _timed(
    work: Callable[[list[str], list[str]], None],
    words: list[str],
    rows: int,
    columns: int,
) -> tuple[float, float]:
    chance = Random(_SEED)
    left, right = (
        [" ".join(chance.choices(words, k=chance.randint(10, 60))) for _ in range(size)]
        for size in (rows, columns)
    )
    start = time.perf_counter()
    work(left, right)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _peer(left: list[str], right: list[str]) -> None:
    from rapidfuzz import fuzz, process

    process.cdist(left, right, scorer=fuzz.token_set_ratio, workers=1)


def _ours(left: list[str], right: list[str]) -> None:
    from jamplan.matching.index import TextItem
    from jamplan.matching.score import Matcher

    matcher = Matcher(
        [TextItem(f"l{number}", text) for number, text in enumerate(left)],
        [TextItem(f"r{number}", text) for number, text in enumerate(right)],
        "fr",
    )
    for name in matcher.left:
        matcher.best(name, 5)

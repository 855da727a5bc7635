"""The nearest of some words to one that does not exist: a key, an id, a value."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str], *, limit: int = 3, at_least: float = 60) -> list[str]:
    """The candidates that come closest to ``word``, best first; at most ``limit``, often none.

    Likeness is RapidFuzz's WRatio without regard to case, ``at_least`` so much of 100: below 60, a
    suggestion would lead astray more often than it helps.
    """
    # Imported here: only a mistake needs it, and it is a part of the start-up that others need not pay.
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        word,
        list(candidates),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=at_least,
    )
    return [candidate for candidate, _, _ in found]

"""Dates of a corpus, ISO 8601.

A year, a month or a day, compared as far as both are known.
"""

from collections.abc import Iterable


def precedes(date: str, other: str) -> bool:
    """Whether a date is before another one, at the coarser precision of the two."""
    length = min(len(date), len(other))
    return date[:length] < other[:length]


def latest(dates: Iterable[str | None]) -> str | None:
    """The latest of some dates; None if none is known.

    Of dates that are equal as far as both are known, it is the one known best.
    """
    result = None
    for date in dates:
        if date is not None and (result is None or _follows(date, result)):
            result = date
    return result


def _follows(date: str, other: str) -> bool:
    """Whether a date is later than another one, or as late and known better."""
    if precedes(other, date):
        return True
    return not precedes(date, other) and len(date) > len(other)


def is_day(date: str) -> bool:
    """Whether a date is that of a day, and no month or year."""
    return len(date) == len("2021-04-30")

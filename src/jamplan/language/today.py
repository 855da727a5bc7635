"""Today's date, or the one that a repeatable build asks for."""

from __future__ import annotations

import datetime as dt
import os


class EpochError(ValueError):
    """``SOURCE_DATE_EPOCH`` holds no date: its value."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


def today() -> str:
    """Today's ISO date, or that of ``SOURCE_DATE_EPOCH`` (seconds, UTC), for repeatable builds.

    Raises :class:`EpochError` if that is not a number of seconds, as specified:
    https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise EpochError(epoch) from None
    return dt.datetime.now().astimezone().date().isoformat()

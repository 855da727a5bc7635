"""Today's date, or the one that a repeatable build asks for."""

from __future__ import annotations

import datetime as dt
import os


def today() -> str:
    """Today's ISO date, or that of ``SOURCE_DATE_EPOCH`` (seconds, UTC), for repeatable builds.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
    return dt.datetime.now().astimezone().date().isoformat()

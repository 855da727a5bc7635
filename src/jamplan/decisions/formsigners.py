"""Who signs the rows of a form: one person, by name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from jamplan.corpus.findings import NOWHERE, Finding, Place, RefusedError
from jamplan.decisions.agreement import Outcome, Result
from jamplan.language.people import person_key

NOBODY = "?"
"""The name in which a form without names is shown."""


def check_one(people: Iterable[str], path: Path) -> None:
    """Raise :class:`RefusedError` if there are several people."""
    names = sorted({*people} - {NOBODY})
    if len({*map(person_key, names)}) > 1:
        raise RefusedError(
            Finding("form-of-several", Place(str(path)), {"names": ", ".join(names)})
        )


def signed(results: Sequence[Result], path: Path) -> tuple[Result, ...]:
    """Return the results of rows, those that nobody signed as refused.

    Raises :class:`RefusedError` if an unrecorded row comes without a name, and none has
    one.
    """
    if not any(row.by not in {None, NOBODY} for row in results):
        check_signed(results, path)
    return tuple(replace(row, finding=_unsigned(row)) for row in results)


def _unsigned(row: Result) -> Finding | None:
    """Why a row is not recorded; that it has no name, if nothing else is."""
    is_recorded = row.change is not None and row.outcome is not Outcome.KNOWN
    if row.finding or not is_recorded or row.by not in {None, NOBODY}:
        return row.finding
    return Finding("form-unsigned", NOWHERE, {"path": row.proposal})


def check_signed(results: Iterable[Result], path: Path) -> None:
    """Raise :class:`RefusedError` if an unrecorded row comes without a name."""
    unsigned = (row for row in results if row.change and row.by in {None, NOBODY})
    if any(row.outcome is not Outcome.KNOWN for row in unsigned):
        raise RefusedError(
            Finding("form-unsigned", Place(str(path)), {"path": str(path)})
        )

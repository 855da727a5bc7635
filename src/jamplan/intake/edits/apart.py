"""Tables read in a process of its own, which is ended where it takes too long."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jamplan.intake.edits import spreadsheets
from jamplan.intake.edits.spreadsheets import Fault, Given, Sheet, SheetRow, UnreadableError
from jamplan.intake.reading.limits import Limits
from jamplan.intake.reading.process import apart
from jamplan.sourcefiles import read_bytes

if TYPE_CHECKING:
    from jamplan.intake.reading.child import Request


def read_tables(path: Path, limits: Limits) -> tuple[Sheet, ...]:
    """The tables of a folder of CSV files, of one CSV file, or of a workbook, by their names.

    Raises as :func:`~jamplan.intake.edits.spreadsheets.read_tables`.
    """
    if path.is_dir():
        # Nothing in CSV can take long.
        return spreadsheets.read_tables(path, limits)
    said = apart(__name__, read_bytes(path, limits.size), limits, {"path": str(path)})
    if "fault" in said:
        raise UnreadableError(Fault(said["fault"]), str(path))
    return tuple(_from_plain(each) for each in said["sheets"])


def _job(request: Request) -> dict[str, Any]:
    try:
        sheets = spreadsheets.tables_of(request.data, Path(request.options["path"]), request.limits)
    except UnreadableError as error:
        return {"fault": error.fault}
    return {"sheets": [_as_plain(sheet) for sheet in sheets]}


_TIMES = {each.__name__: each for each in (dt.datetime, dt.date, dt.time)}


def _as_plain(sheet: Sheet) -> dict[str, Any]:
    plain = asdict(sheet)
    plain["rows"] = [
        [row.number, [_plain_cell(cell) for cell in row.cells], sorted(row.formulas)]
        for row in sheet.rows
    ]
    return plain


def _plain_cell(cell: Given) -> object:
    """A cell as JSON knows it; a date with the name of its type."""
    if isinstance(cell, dt.date | dt.time):
        return [type(cell).__name__, cell.isoformat()]
    return cell


def _from_plain(plain: dict[str, Any]) -> Sheet:
    rows = (
        SheetRow(number, tuple(_cell(cell) for cell in cells), frozenset(formulas))
        for number, cells, formulas in plain["rows"]
    )
    return Sheet(**plain | {"header": tuple(plain["header"]), "rows": tuple(rows)})


def _cell(plain: Any) -> Given:
    if isinstance(plain, list):
        name, said = plain
        made: Given = _TIMES[name].fromisoformat(said)
        return made
    cell: Given = plain
    return cell


if __name__ == "__main__":
    from jamplan.intake.reading.child import serve

    serve(_job)

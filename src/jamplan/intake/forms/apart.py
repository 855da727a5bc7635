"""A form of suggested pairs read in a process of its own, which is ended where it takes too long."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from jamplan.documents import process
from jamplan.documents.filebytes import read_bytes
from jamplan.documents.limits import SECONDS
from jamplan.intake.forms.linkfile import FileFault, FileFaultError
from jamplan.intake.forms.linksheet import Line, Sheet, read_sheet


def read_form(path: Path, seconds: int = SECONDS) -> Sheet:
    """Read a form, CSV or XLSX.

    Raises :class:`~jamplan.documents.filebytes.SourceFileError`, and as
    :func:`~jamplan.intake.forms.linksheet.read_sheet`.
    """
    said = process.run(__name__, read_bytes(path), {}, seconds)
    if "fault" in said:
        raise FileFaultError(FileFault(said["fault"]), row=said["row"], limit=said["limit"])
    return Sheet(
        name=said["name"],
        lines=tuple(Line(**each) for each in said["lines"]),
        ignored=tuple(said["ignored"]),
    )


def _job(data: bytes, _: dict[str, Any]) -> dict[str, Any]:
    try:
        return asdict(read_sheet(data))
    except FileFaultError as error:
        return {"fault": error.code, "row": error.row, "limit": error.limit}


if __name__ == "__main__":
    process.serve(_job)

"""A form of suggested pairs read in a process of its own, which is ended where it takes too long."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jamplan.intake.forms.linkfile import FileFault, FileFaultError
from jamplan.intake.forms.linksheet import Line, Sheet, read_sheet
from jamplan.intake.reading.limits import Limits
from jamplan.intake.reading.process import apart
from jamplan.sourcefiles import read_bytes

if TYPE_CHECKING:
    from jamplan.intake.reading.child import Request


def read_form(path: Path, limits: Limits) -> Sheet:
    """Read a form, CSV or XLSX.

    Raises :class:`~jamplan.sourcefiles.SourceFileError` where the system does not let it be read or it
    is too large, and as :func:`~jamplan.intake.forms.linksheet.read_sheet`.
    """
    said = apart(__name__, read_bytes(path, limits.size), limits, {})
    if "fault" in said:
        raise FileFaultError(FileFault(said["fault"]), row=said["row"], limit=said["limit"])
    return Sheet(
        name=said["name"],
        lines=tuple(Line(**each) for each in said["lines"]),
        ignored=tuple(said["ignored"]),
    )


def _job(request: Request) -> dict[str, Any]:
    try:
        return asdict(read_sheet(request.data, request.limits))
    except FileFaultError as error:
        return {"fault": error.code, "row": error.row, "limit": error.limit}


if __name__ == "__main__":
    from jamplan.intake.reading.child import serve

    serve(_job)

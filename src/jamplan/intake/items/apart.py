"""A file read and its items found in a process of its own, which is ended where it takes too long."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jamplan.intake.items.drafts import Doubt, Draft, DraftGroup, DraftItem, Kind, Wanted
from jamplan.intake.reading.contents import Contents, Table
from jamplan.intake.reading.limits import Limits
from jamplan.intake.reading.process import FileRead, apart
from jamplan.sourcefiles import read_bytes

if TYPE_CHECKING:
    from jamplan.intake.reading.child import Request

_OF_A_FORM = {"proposal", "measure", "keep"}


class NoColumnError(Exception):
    """What ``--columns`` names is not there: the name, and the headings there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, tuple(known))
        self.name = name
        self.known = tuple(known)


class NoSheetError(Exception):
    """What ``--sheet`` names is not there: the name, and the names there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, tuple(known))
        self.name = name
        self.known = tuple(known)


class FormError(Exception):
    """The file is a form of suggested pairs, which holds no items."""


def read_draft(path: Path, wanted: Wanted, limits: Limits) -> Draft:
    """The draft of a file.

    Raises :class:`~jamplan.sourcefiles.SourceFileError` where the system does not let it be read or it
    is too large, :class:`~jamplan.intake.reading.limits.UnreadError` where it gives nothing,
    :class:`FormError`, :class:`NoSheetError` and :class:`NoColumnError`.
    """
    data = read_bytes(path, limits.size)
    options = {
        "path": str(path),
        "kind": wanted.kind,
        "title": wanted.title,
        "publisher": wanted.publisher,
        "date": wanted.date,
        "declared": wanted.declared,
        "pattern": wanted.pattern.pattern if wanted.pattern is not None else None,
        "columns": wanted.columns,
        "sheets": wanted.sheets,
    }
    said = apart(__name__, data, limits, {"suffix": path.suffix, **options})
    if "form" in said:
        raise FormError
    if "sheet" in said:
        raise NoSheetError(said["sheet"], said["known"])
    if "column" in said:
        raise NoColumnError(said["column"], said["known"])
    return _from_plain(said)


def _job(request: Request) -> dict[str, Any]:
    # Here, so that the process that waits does not load what only this one needs.
    from jamplan.intake.items.columns import ColumnsError
    from jamplan.intake.items.draft import draft_of
    from jamplan.intake.reading.child import read_request

    contents = read_request(request)
    given = dict(request.options)
    try:
        contents = contents.of_sheets(given["sheets"])
    except KeyError as error:
        names = [block.name for block in contents.blocks if isinstance(block, Table) and block.name]
        return {"sheet": error.args[0], "known": names}
    if _is_form(contents):
        return {"form": True}
    request.is_read()
    del given["suffix"]
    path, pattern = Path(given.pop("path")), given.pop("pattern")
    kind = Kind(given.pop("kind"))
    wanted = Wanted(kind=kind, pattern=re.compile(pattern) if pattern is not None else None, **given)
    sha256 = hashlib.sha256(request.data).hexdigest()
    try:
        return asdict(draft_of(FileRead(path, contents.kind, sha256, contents), wanted))
    except ColumnsError as error:
        return {"column": error.name, "known": error.known}


def _is_form(contents: Contents) -> bool:
    return any(
        isinstance(block, Table) and block.rows and set(block.rows[0]) >= _OF_A_FORM
        for block in contents.blocks
    )


def _from_plain(plain: dict[str, Any]) -> Draft:
    items = (DraftItem(**each | {"doubts": _doubts(each["doubts"])}) for each in plain["items"])
    made = {
        "kind": Kind(plain["kind"]),
        "groups": tuple(DraftGroup(**each) for each in plain["groups"]),
        "items": tuple(items),
        "doubts": _doubts(plain["doubts"]),
    }
    return Draft(**plain | made)


def _doubts(plain: list[dict[str, Any]]) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(code=each["code"], details=tuple((key, value) for key, value in each["details"]))
        for each in plain
    )


if __name__ == "__main__":
    from jamplan.intake.reading.child import serve

    serve(_job)

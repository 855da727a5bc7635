"""Which cell of a table a fault in the files comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jamplan import yamledit, yamlfile
from jamplan.corpus import load
from jamplan.findings import CorpusError, Finding
from jamplan.intake.edits.applying import Take, WouldBreakError, edited
from jamplan.intake.edits.tables import Origin, TableEdits


@dataclass(frozen=True, slots=True)
class Blamed:
    """A fault, and where it comes from; None: from no cell, but from a record that goes."""

    finding: Finding
    origin: Origin | None
    column: str | None = None


def blame(folder: Path, found: TableEdits, error: WouldBreakError) -> list[Blamed]:
    """The faults that edited tables would bring into a corpus, each with its cell."""
    kept = [edit for edit in found.edits if not isinstance(edit, Take)]
    contents = edited(folder, kept)
    try:
        load(folder, contents)
    except CorpusError as own:
        texts = {name: _text(folder, name, data) for name, data in contents.items()}
        return [_blamed(finding, found.origins, texts) for finding in own.findings]
    # What stays is sound without what goes: that is what others need.
    return [Blamed(finding, None) for finding in error.findings]


def _text(folder: Path, name: str, data: bytes) -> str:
    text = yamlfile.decode(data, str(folder / name))
    assert isinstance(text, str)
    return text


def _blamed(finding: Finding, origins: Sequence[Origin], texts: dict[str, str]) -> Blamed:
    name = Path(finding.place.file).name
    where = (finding.place.line, finding.place.column)
    key = str(finding.details.get("key", ""))
    best: tuple[int, Origin] | None = None
    for origin in origins:
        if origin.file != name or name not in texts:
            continue
        if not _holds(texts[name], origin.path, where):
            continue
        # The deepest value is meant, and among equals the cell whose key the fault names.
        depth = 2 * len(origin.path) + (origin.column == key)
        if best is None or depth > best[0]:
            best = depth, origin
    if best is None:
        return Blamed(finding, None)
    origin = best[1]
    within = next(
        (name for name in origin.columns if _holds(texts[origin.file], (*origin.path, name), where)),
        None,
    )
    return Blamed(finding, origin, origin.column or within or key or None)


def _holds(text: str, path: yamledit.Path, where: tuple[int, int]) -> bool:
    span = yamledit.stands_at(text, path)
    return span is not None and span[0] <= where <= span[1]

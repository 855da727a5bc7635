"""Two states of a corpus compared: statuses, figures, and the records that changed.

A state is an object of ``jamplan.export/1``: a published one, or what would be published of a corpus.
Compared is what records say; who recorded them, when and on which texts is not.
"""

import contextlib
import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from jamplan.corpus import findings, loading, model
from jamplan.corpus.records import KNOWN_BY, TAKEN_BY, Key, keys_of
from jamplan.counting.rules import STRENGTHS, Rule, Status
from jamplan.evidence.published import EXPORT, LISTS, PublishedLink, PublishedProposal

Json = Mapping[str, Any]

RECORDS = {
    "proposals": ("id",),
    "links": KNOWN_BY[model.Link],
    "verdicts": KNOWN_BY[model.Verdict],
    "dismissals": KNOWN_BY[model.Dismissal],
    "measures": ("id",),
    "sources": ("id",),
    "claims": ("claimed_by",),
    "objections": ("date",),
}
"""The lists of an export that are compared, and the fields by which a record is known."""
MOST_BYTES = 100_000_000
"""As much of an export as is read: a device has no end, and the largest corpus makes less."""
LEFT_OUT = frozenset(
    (
        *TAKEN_BY,
        "accessed",
        "file",
        "sha256",
        "status",
        "strength",
        "counted",
        "text_lang",
    )
)
"""Fields that are not compared: persons, dates, copies, and computed values."""


@dataclass(eq=False)
class ExportError(Exception):
    """A file is not an export that can be compared; ``where`` is the path of the fault in it."""

    where: str


class ChangeKind(StrEnum):
    """What happened to a record. The codes are part of the JSON output."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A proposal whose status changed; None: it is not on record."""

    proposal: str
    title: str
    before: Status | None
    after: Status | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after; the two may be the same."""

    before: float
    after: float


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record of a list before and after (None: not there); the fields that differ if it changed."""

    list: str
    """The name of the list in an export."""
    before: Json | None
    after: Json | None
    fields: tuple[str, ...] = ()

    @property
    def what(self) -> ChangeKind:
        """Whether the record was added, removed or changed."""
        if self.before is None:
            return ChangeKind.ADDED
        return ChangeKind.REMOVED if self.after is None else ChangeKind.CHANGED

    @property
    def record(self) -> Json:
        """The record as it is, or as it was if it is gone."""
        record = self.after or self.before
        assert record is not None
        return record


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed. ``figures`` holds every figure by name."""

    old: Json
    new: Json
    statuses: tuple[StatusChange, ...]
    figures: Mapping[str, FigureChange]
    records: tuple[RecordChange, ...]

    @property
    def figures_changed(self) -> bool:
        """Whether any status or figure is another."""
        return bool(self.statuses) or any(
            figure.before != figure.after for figure in self.figures.values()
        )


def compare(old: Json, new: Json) -> Changes:
    """The changes from one export to another; :func:`read_export` has checked both."""
    before, after = _figures(old), _figures(new)
    figures = {name: FigureChange(value, after[name]) for name, value in before.items()}
    return Changes(
        old, new, tuple(_statuses(old, new)), figures, tuple(_records(old, new))
    )


def rule_of(export: Json) -> Rule:
    """The rule that an export was made under."""
    # One that is checked may lack what is optional.
    get = export["rule"].get
    return Rule(
        **{key.name: get(key.name) and key.type(get(key.name)) for key in keys_of(Rule)}
    )


def _statuses(old: Json, new: Json) -> Iterator[StatusChange]:
    before, after = (
        {row["id"]: row for row in export["proposals"]} for export in (old, new)
    )
    for proposal in {**after, **before}:
        statuses = [
            Status(rows[proposal]["status"]) if proposal in rows else None
            for rows in (before, after)
        ]
        if statuses[0] is not statuses[1]:
            row = after.get(proposal) or before[proposal]
            yield StatusChange(proposal, row["title"], *statuses)


def _figures(export: Json) -> dict[str, float]:
    proposals, measures = (
        export["coverage"]["proposals"],
        export["coverage"]["measures"],
    )
    adopted = {
        row["id"] for row in export["proposals"] if row["status"] == Status.ADOPTED
    }
    counted = [
        link
        for link in export["links"]
        if link["counted"] and link["proposal"] in adopted
    ]
    # The strongest link that counts comes last, and says how its proposal is adopted.
    counted.sort(key=lambda link: STRENGTHS.index(link["strength"]), reverse=True)
    strengths = Counter(
        {link["proposal"]: link["strength"] for link in counted}.values()
    )
    return {
        "declared": proposals["declared"],
        "denominator": proposals["denominator"],
        **{str(status): proposals[status] for status in Status},
        **{f"adopted_{basis}": strengths[basis] for basis in model.Basis},
        "score": proposals["score"],
        "low": proposals["range"]["min"],
        "high": proposals["range"]["max"],
        "measures": measures["total"],
        "answered": measures["answered"],
    }


def _records(old: Json, new: Json) -> Iterator[RecordChange]:
    """The records that are new or changed, in the order of the new state, then those that are gone."""
    for name in RECORDS:
        before, after = _by_key(name, old), _by_key(name, new)
        for key in {**after, **before}:
            earlier, later = before.get(key), after.get(key)
            fields: tuple[str, ...] = ()
            if earlier is not None and later is not None:
                compared = [
                    name for name in {**earlier, **later} if name not in LEFT_OUT
                ]
                fields = tuple(
                    name for name in compared if earlier.get(name) != later.get(name)
                )
                if not fields:
                    continue
            yield RecordChange(name, earlier, later, fields)


def _by_key(name: str, export: Json) -> dict[tuple[object, ...], Json]:
    """The records of a list by what they are known by, and by number if several have the same."""
    counts: Counter[tuple[str, ...]] = Counter()
    records = {}
    for record in export[name]:
        key = tuple(record[field] for field in RECORDS[name])
        records[*key, counts[key]] = record
        counts[key] += 1
    return records


# Reading a state

_NEEDED = {LISTS[name].type: {*fields} for name, fields in RECORDS.items()}
_NEEDED[PublishedProposal] |= {"title", "status"}
_NEEDED[PublishedLink] |= {"strength", "counted"}
"""The keys of records without which they cannot be compared."""


def read_export(data: bytes) -> Json:
    """An export as an object. Raises :class:`ExportError` if it cannot be compared."""
    try:
        export = json.loads(data)
    except (ValueError, RecursionError):
        raise ExportError("JSON") from None
    needed = {"schema", "title", "rule", "coverage", *RECORDS}
    where = next(
        _wrong(export, [key for key in EXPORT if key.name in needed], ""), None
    )
    if where is not None:
        raise ExportError(where.removeprefix(".") or "JSON")
    return export  # type: ignore[no-any-return]


def _wrong(value: Any, keys: Iterable[Key], path: str) -> Iterator[str]:
    """The paths of what is not as the keys of an object say, parents first."""
    if not isinstance(value, dict):
        yield path
        return
    for key in keys:
        place = f"{path}.{key.name}"
        below: Any = value.get(key.name)
        if key.many and not isinstance(below, list):
            yield place
            continue
        for number, item in enumerate(below if key.many else [below], start=1):
            at = f"{place}[{number}]" if key.many else place
            if key.nested:
                nested = keys_of(key.type)
                needed = _NEEDED.get(key.type, {each.name for each in nested})
                yield from _wrong(
                    item, [each for each in nested if each.name in needed], at
                )
            elif not _fits(item, key):
                yield at


def _fits(value: Any, key: Key) -> bool:
    if value is None:
        return key.default is None
    if key.codes:
        return value in [*key.codes]
    # A flag is a number in Python, and not in JSON.
    return type(value) is key.type or (key.type is float and type(value) is int)


def of_revision(revision: str, folder: Path) -> loading.Corpus | None:
    """The corpus of a folder as Git has it at a revision.

    None if Git has no such revision of the folder, or if that lacks one of the four files. Raises
    :class:`CorpusError` if the files have faults.
    """
    shown = {name: _shown(folder, f"{revision}:./{name}") for name in loading.FILES}
    contents = {name: content for name, content in shown.items() if content is not None}
    if len(contents) < len(shown):
        return None
    try:
        return loading.load(folder, contents)
    except findings.CorpusError as error:
        # The faults are in the revision, not in the file that is in the folder now.
        moved = [
            replace(
                each,
                place=replace(
                    each.place, file=f"{revision}:{Path(each.place.file).name}"
                ),
            )
            for each in error.findings
        ]
        raise findings.CorpusError(*moved) from None


_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


def _shown(folder: Path, file: str) -> bytes | None:
    """A file of a revision, or None if Git has none or is not installed.

    The repository is the one that holds the folder, whichever a hook of Git runs in.
    """
    environ = {
        name: value for name, value in os.environ.items() if name not in _OF_A_HOOK
    }
    # A revision that begins with a hyphen is no option.
    command = [
        "git",
        "-C",
        str(folder),
        "show",
        "--no-textconv",
        "--end-of-options",
        file,
    ]
    with contextlib.suppress(OSError, ValueError, subprocess.CalledProcessError):
        # No shell reads the arguments.
        return subprocess.run(  # noqa: S603
            command, capture_output=True, check=True, env=environ
        ).stdout
    return None

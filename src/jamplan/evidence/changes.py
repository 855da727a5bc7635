"""Two states of a corpus compared: statuses, figures, and the records that changed.

A state is an object of ``jamplan.export/2``: a published one, or what would be
published of a corpus. Compared is what records say; who recorded them, when and on
which texts is not.
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

from jamplan.corpus import findings, loading
from jamplan.corpus.model import Evidence, FieldForm, Source
from jamplan.corpus.records import TAKEN_BY, Key, is_plan, keys_of
from jamplan.corpus.statements import SAYS, SOME, Says, Statement, Words
from jamplan.corpus.voices import key_of
from jamplan.counting.rules import STRENGTHS, TAKEN_UP, Rule
from jamplan.counting.statuses import Status
from jamplan.evidence.published import (
    EXPORT,
    LISTS,
    OLD_EXPORT,
    ProposalFigures,
    PublishedPlan,
    PublishedProposal,
    PublishedStatement,
)

Json = Mapping[str, Any]

RECORDS = ("plans", "proposals", "statements", "measures", "sources", "objections")
"""The lists of an export that are compared."""
MOST_BYTES = 100_000_000
"""As much of an export as is read.

A device has no end, and the largest corpus makes less.
"""
COMPUTED = frozenset(
    ("status", "strength", "counted", "text_lang", "who", "voices", "day")
)
"""Fields that follow from others."""
_COPIES = ("accessed", "file", "sha256")
# What is in a document is compared itself.
_CONTENTS = ("priorities", "measures")
LEFT_OUT = frozenset((*TAKEN_BY, *COMPUTED, *_COPIES, *_CONTENTS))
"""Fields that are not compared.

Persons, dates, copies, and what follows from others.
"""


@dataclass(eq=False)
class ExportError(Exception):
    """A file is not an export that can be compared; ``where`` is the fault's path."""

    where: str


class OldExportError(ExportError):
    """A file is an export of version 1, whose records were not statements."""


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
    """A record of a list before and after (None: not there).

    It has the fields that differ if it changed.
    """

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


_OWN = frozenset(("declared", "denominator", "score"))
"""The figures of proposals that are no number of them of some status."""


def _figures(export: Json) -> dict[str, float]:
    """The figures of an export by name, those of each status and strength included."""
    proposals = export["coverage"]["proposals"]
    measures = export["coverage"]["measures"]
    statuses = Counter(row["status"] for row in export["proposals"])
    figures: dict[str, float] = {name: proposals[name] for name in sorted(_OWN)}
    figures |= {str(status): statuses[status] for status in Status}
    for key in keys_of(ProposalFigures):
        if key.name not in {*_OWN, "documented", "total", "range"}:
            figures[key.name] = proposals[key.name]
    strengths = _strengths(export)
    figures |= {f"adopted_{words}": strengths[words] for words in Words}
    return figures | {
        "low": proposals["range"]["min"],
        "high": proposals["range"]["max"],
        "measures": measures["total"],
        "answered": measures["answered"],
    }


def _strengths(export: Json) -> Counter[str]:
    """The number of adopted proposals by the strength of their strongest take-up."""
    strongest: dict[str, str] = {}
    for statement in export["statements"]:
        strength = statement.get("strength")
        is_take_up = SAYS[Says(statement["says"])].group in TAKEN_UP
        if not (is_take_up and statement.get("counted") and strength):
            continue
        proposal = statement["about"]
        both = (strength, strongest.get(proposal, strength))
        strongest[proposal] = min(both, key=STRENGTHS.index)
    adopted = {
        row["id"] for row in export["proposals"] if row["status"] == Status.ADOPTED
    }
    return Counter(strongest[proposal] for proposal in adopted & strongest.keys())


def _records(old: Json, new: Json) -> Iterator[RecordChange]:
    """The records that are new or changed, in the new order, then those gone."""
    for name in RECORDS:
        before, after = _by_key(name, old), _by_key(name, new)
        for key in {**after, **before}:
            earlier, later = before.get(key), after.get(key)
            fields: tuple[str, ...] = ()
            if earlier is not None and later is not None:
                fields = _differing(earlier, later)
                if not fields:
                    continue
            yield RecordChange(name, earlier, later, fields)


def _differing(earlier: Json, later: Json) -> tuple[str, ...]:
    """The fields that differ, of those that are compared."""
    left_out = LEFT_OUT
    if Words.IMPLICIT in {earlier.get("words"), later.get("words")}:
        # Its reader interprets the source: another one is another voice.
        left_out -= {"by"}
    return tuple(
        name
        for name in {**earlier, **later}
        if name not in left_out and earlier.get(name) != later.get(name)
    )


_KNOWN_BY = {"plans": "name", "objections": "date"}
"""What records without an id are known by, but for statements."""


def _by_key(name: str, export: Json) -> dict[tuple[object, ...], Json]:
    """The records of a list by key, and by number if several have the same key."""
    counts: Counter[tuple[object, ...]] = Counter()
    records: dict[tuple[object, ...], Json] = {}
    sources = {
        source["id"]: Source(id=source["id"], publisher=source["publisher"])
        for source in export["sources"]
    }
    for record in export[name]:
        if name == "statements":
            key = key_of(_statement(record), sources)
        else:
            key = (record[_KNOWN_BY.get(name, "id")],)
        records[*key, counts[key]] = record
        counts[key] += 1
    return records


def _statement(record: Json) -> Statement:
    """As much of a published statement as its key depends on."""
    evidence = tuple(Evidence(source=piece["source"]) for piece in record["evidence"])
    get = record.get
    return Statement(
        about=record["about"],
        says=Says(record["says"]),
        measure=get("measure"),
        document=get("document"),
        words=Words(record["words"]),
        speaker=get("speaker"),
        count=get("count"),
        date=get("date"),
        evidence=evidence,
        by=get("by"),
    )


# Reading a state

_NEEDED = {
    PublishedPlan: {"name"},
    Evidence: {"source"},
    LISTS["measures"].type: {"id"},
    LISTS["sources"].type: {"id", "publisher"},
    LISTS["objections"].type: {"date"},
    PublishedProposal: {"id", "title", "status"},
    PublishedStatement: {
        "about",
        "says",
        "measure",
        "document",
        "words",
        "speaker",
        "count",
        "date",
        "evidence",
        "by",
        "who",
        "strength",
        "counted",
    },
}
"""The keys of records without which they cannot be compared."""


def read_export(data: bytes) -> Json:
    """An export as an object. Raises :class:`ExportError` if it cannot be compared."""
    try:
        export = json.loads(data)
    except (ValueError, RecursionError):
        raise ExportError("JSON") from None
    if isinstance(export, dict) and export.get("schema") == OLD_EXPORT:
        raise OldExportError("schema")
    needed = {"schema", "title", "rule", "coverage", *RECORDS}
    where = next(
        _wrong(export, [key for key in EXPORT if key.name in needed], ""), None
    )
    if where is None:
        where = next(_unknown_sources(export), None)
    if where is not None:
        raise ExportError(where.removeprefix(".") or "JSON")
    return export  # type: ignore[no-any-return]


def _unknown_sources(export: Json) -> Iterator[str]:
    """The paths of the evidence of statements whose source the export does not have."""
    known = {source["id"] for source in export["sources"]}
    for number, statement in enumerate(export["statements"], start=1):
        for piece in statement["evidence"]:
            if piece["source"] not in known:
                yield f".statements[{number}].evidence"


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
    if key.form is FieldForm.QUANTITY:
        return value == SOME or type(value) is int
    if key.codes:
        return value in [*key.codes]
    # A flag is a number in Python, and not in JSON.
    return type(value) is key.type or (key.type is float and type(value) is int)


def of_revision(revision: str, folder: Path) -> loading.Corpus | None:
    """The corpus of a folder as Git has it at a revision.

    None if Git has no such revision of the folder, or if that lacks a required file.
    Raises :class:`CorpusError` if the files have faults, or are in format 1.
    """
    # Documents that are in the folder now were perhaps not there then.
    contents: dict[str, bytes | None] = dict.fromkeys(loading.file_names(folder))
    listed = _git(folder, "ls-tree", "-z", "--name-only", "--end-of-options", revision)
    names = {*loading.REQUIRED, *(listed or b"").decode(errors="replace").split("\0")}
    for name in names:
        if name in loading.REQUIRED or is_plan(name):
            contents[name] = _shown(folder, f"{revision}:./{name}")
    if any(contents[name] is None for name in loading.REQUIRED):
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

_NOTHING_ELSE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
"""An object that is promised is not fetched, whatever the configuration of a repository
names; a Git that does not know the first variable (before 2.45) has no transport that
it may use.
"""


def _shown(folder: Path, file: str) -> bytes | None:
    """A file of a revision, or None if Git has none or is not installed."""
    # A revision that begins with a hyphen is no option. No filter and no textconv are
    # asked for.
    return _git(folder, "cat-file", "--end-of-options", "blob", file)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What Git writes in a folder, or None if it fails or is not installed.

    The repository is the one that holds the folder, whichever a hook of Git runs in.
    """
    environ = {
        name: value for name, value in os.environ.items() if name not in _OF_A_HOOK
    }
    environ |= _NOTHING_ELSE
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
    with contextlib.suppress(OSError, ValueError, subprocess.CalledProcessError):
        # No shell reads the arguments.
        return subprocess.run(  # noqa: S603
            command, capture_output=True, check=True, env=environ
        ).stdout
    return None

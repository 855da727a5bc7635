"""Another state of a corpus: what an export says it was, or what Git holds of its folder.

An export is read back into the records of the model. Only what a comparison needs is read; keys that
are not known are passed over, so that exports of later versions can be read.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from jamplan import corpus as corpora
from jamplan.corpus import FILES, Corpus
from jamplan.counting.figures import Coverage, coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule
from jamplan.counting.statuses import Status
from jamplan.findings import CorpusError
from jamplan.model import (
    Actor,
    Chapter,
    Claim,
    Document,
    Evidence,
    Link,
    Measure,
    Priority,
    Proposal,
    Reading,
    Source,
    Verdict,
)

SCHEMA = "jamplan.export/1"

Record = TypeVar("Record")


class ExportError(Exception):
    """A file is no export that can be read; ``where`` is the path of what is wrong in it."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class RevisionError(Exception):
    """Git has no such revision of a folder, or the revision lacks the file ``name``."""

    def __init__(self, revision: str, name: str | None = None) -> None:
        super().__init__(revision)
        self.revision = revision
        self.name = name


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers that are published under a rule."""

    declared: int
    total: int
    denominator: int
    statuses: Mapping[Status, int]
    score: float
    low: int
    high: int
    measures: int
    answered: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The status of each known proposal under a rule, and the figures."""

    statuses: Mapping[str, Status]
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A corpus at some time; of an export also its rule and what it published under that rule."""

    name: str
    corpus: Corpus
    rule: Rule | None = None
    published: Counted | None = None

    def counted(self, rule: Rule) -> Counted:
        """What is counted under a rule: what was published where that is its rule, else counted now."""
        if self.published is not None and rule == self.rule:
            return self.published
        return count(self.corpus, rule)


def count(corpus: Corpus, rule: Rule) -> Counted:
    """The statuses and figures of a corpus. An actor that it does not have states nothing in it."""
    if rule.claimed_by is not None and rule.claimed_by not in corpus.actor:
        nobody = Actor(id=rule.claimed_by, name=rule.claimed_by)
        corpus = dataclasses.replace(corpus, actors=(*corpus.actors, nobody))
    found = coverage(corpus, rule)
    return Counted({row.proposal.id: row.status for row in found.rows}, figures_of(found))


def figures_of(found: Coverage) -> Figures:
    """The figures of a coverage."""
    low, high = found.range
    return Figures(
        declared=found.declared,
        total=found.total,
        denominator=found.denominator,
        statuses=found.statuses,
        score=found.score,
        low=low,
        high=high,
        measures=len(found.measures),
        answered=found.answered,
    )


# Git


def of_revision(revision: str, folder: Path) -> Corpus:
    """The corpus of a folder as Git has it at a revision.

    Raises :class:`RevisionError` where Git has no such revision of the folder, or none of its files,
    and :class:`~jamplan.findings.CorpusError` where the files have faults.
    """
    # Before any file: « there is no such revision » is another fault than « it has no such file ».
    known = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}")
    if revision.startswith("-") or known is None:
        raise RevisionError(revision)
    contents = {}
    for name in FILES:
        found = _git(folder, "show", "--no-textconv", f"{revision}:./{name}")
        if found is None:
            raise RevisionError(revision, name)
        contents[name] = found
    try:
        return corpora.load(folder, contents)
    except CorpusError as error:
        # The faults stand in the revision, not in the file that is in the folder now.
        raise CorpusError(
            dataclasses.replace(
                finding,
                place=dataclasses.replace(
                    finding.place, file=f"{revision}:{Path(finding.place.file).name}"
                ),
            )
            for finding in error.findings
        ) from None


_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What Git prints, or None where it fails or is not there.

    The repository is the one that holds the folder, whichever a hook of Git runs in.
    """
    environ = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        done = subprocess.run(  # noqa: S603 - no shell reads the arguments
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - Git is where the user has it
            capture_output=True,
            check=False,
            env=environ,
        )
    except (OSError, ValueError):
        return None
    return done.stdout if done.returncode == 0 else None


# Exports


def of_export(text: str | bytes, name: str) -> State:
    """The state that an export says. Raises :class:`ExportError` where it is none, or is damaged."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ExportError(name) from None
    read = _Reader(value)
    where = "schema"
    if read.at(where) != SCHEMA:
        raise ExportError(where)
    rule, corpus, published = read.rule(), read.corpus(name), read.counted()
    where = "coverage.proposals.rows"
    if list(published.statuses) != [proposal.id for proposal in corpus.proposals]:
        raise ExportError(where)
    read.check_once_said(published)
    return State(name=name, corpus=corpus, rule=rule, published=published)


@dataclass(frozen=True, slots=True)
class _Row:
    """What is read of a proposal's row in the coverage."""

    id: str
    status: Status


class _Reader:
    """The parts of an export. Each method raises :class:`ExportError` on what cannot be read."""

    def __init__(self, value: object) -> None:
        self.value = value

    def corpus(self, name: str) -> Corpus:
        """The records, in a corpus that has no files."""
        found = Corpus(
            folder=name,
            packaged=False,
            actors=self.records("actors", Actor),
            sources=self.records("sources", Source),
            proposals_document=self.document("proposals"),
            chapters=self.records("chapters", Chapter),
            proposals=self.records("proposals", Proposal),
            plan_document=self.document("plan"),
            priorities=self.records("priorities", Priority),
            measures=self.records("measures", Measure),
            links=self.records("links", Link),
            verdicts=self.records("verdicts", Verdict),
            dismissals=(),
            claims=self.records("claims", Claim),
            searches=(),
            readings=self.records("readings", Reading),
            digests=types.MappingProxyType({}),
            places=types.MappingProxyType({}),
        )
        for where, known in _references(found):
            if not known:
                raise ExportError(where)
        return found

    def rule(self) -> Rule:
        """The rule that it was made under."""
        return Rule(
            links=_as(LinksCounted, self.at("rule", "links"), "rule.links"),
            claimed_by=_as(str | None, self.at("rule", "claimed_by"), "rule.claimed_by"),
            partial=_as(PartialCounts, self.at("rule", "partial"), "rule.partial"),
            of=_as(OutOf, self.at("rule", "of"), "rule.of"),
        )

    def counted(self) -> Counted:
        """The statuses and figures as they were published."""
        where = "coverage.proposals.rows"
        rows = _as(tuple[_Row, ...], self.at(*where.split(".")), where)
        score = self.at("coverage", "proposals", "score")
        figures = Figures(
            declared=self.number("proposals", "declared"),
            total=self.number("proposals", "total"),
            denominator=self.number("proposals", "denominator"),
            statuses={status: self.number("proposals", str(status)) for status in Status},
            score=score if isinstance(score, float) else self.number("proposals", "score"),
            low=self.number("proposals", "range", "min"),
            high=self.number("proposals", "range", "max"),
            measures=self.number("measures", "total"),
            answered=self.number("measures", "answered"),
        )
        return Counted({row.id: row.status for row in rows}, figures)

    def check_once_said(self, published: Counted) -> None:
        """What an export says in two places must be the same: else one of them was changed by hand."""
        statuses = _as(tuple[_Row, ...], self.at("proposals"), "proposals")
        for number, row in enumerate(statuses, start=1):
            if row.status is not published.statuses[row.id]:
                where = f"proposals[{number}].status"
                raise ExportError(where)
        for key in ("rule", "warnings"):
            if self.at(key) != self.at("coverage", key):
                raise ExportError(key)

    def at(self, *path: str) -> Any:
        """What stands at a path of keys."""
        value: Any = self.value
        for key in path:
            if not isinstance(value, dict) or key not in value:
                raise ExportError(".".join(path))
            value = value[key]
        return value

    def number(self, *path: str) -> int:
        """A whole number of the coverage."""
        found: int = _as(int, self.at("coverage", *path), ".".join(("coverage", *path)))
        return found

    def document(self, key: str) -> Document:
        """One of the two documents."""
        found: Document = _as(Document, self.at("documents", key), f"documents.{key}")
        return found

    def records(self, key: str, kind: type[Record]) -> tuple[Record, ...]:
        """The records of a list."""
        found: tuple[Record, ...] = _as(tuple[kind, ...], self.at(key), key)  # type: ignore[valid-type]
        return found


def _references(found: Corpus) -> Iterator[tuple[str, bool]]:
    """What must hold, by its path: each record stands once, and there is one of every id named."""
    unique: tuple[tuple[str, list[Any]], ...] = (
        ("proposals", [each.id for each in found.proposals]),
        ("measures", [each.id for each in found.measures]),
        ("sources", [each.id for each in found.sources]),
        ("readings", [each.id for each in found.readings]),
        ("links", [(each.proposal, each.measure, each.claimed_by) for each in found.links]),
        ("verdicts", [(each.proposal, each.claimed_by) for each in found.verdicts]),
    )
    for key, ids in unique:
        yield key, len(ids) == len(set(ids))
    for number, source in enumerate(found.sources, start=1):
        yield f"sources[{number}].publisher", source.publisher in found.actor
    for number, link in enumerate(found.links, start=1):
        yield f"links[{number}].proposal", link.proposal in found.proposal
        yield f"links[{number}].measure", link.measure in found.measure
    for number, verdict in enumerate(found.verdicts, start=1):
        yield f"verdicts[{number}].proposal", verdict.proposal in found.proposal
        plan = verdict.read.plan if verdict.read is not None else None
        yield f"verdicts[{number}].read.plan", plan is None or plan in found.reading
    stated: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("links", found.links),
        ("verdicts", found.verdicts),
        ("claims", found.claims),
    )
    for key, records in stated:
        for number, each in enumerate(records, start=1):
            yield f"{key}[{number}].claimed_by", each.claimed_by in found.actor
    follow_ups = [each for measure in found.measures for each in measure.follow_ups]
    cited: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("proposals", found.proposals),
        ("measures", found.measures),
        ("measures.follow_ups", tuple(follow_ups)),
        ("priorities", found.priorities),
        ("links", found.links),
        ("verdicts", found.verdicts),
        ("claims", found.claims),
    )
    for key, records in cited:
        evidence: list[Evidence] = [piece for each in records for piece in each.evidence]
        yield f"{key}.evidence.source", all(piece.source in found.source for piece in evidence)


def _as(kind: Any, value: Any, where: str) -> Any:
    """A JSON value as a type of the model: a text, number, flag, code, record, tuple, or one of two."""
    origin = get_origin(kind)
    if origin is types.UnionType:
        return None if value is None else _as(get_args(kind)[0], value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise ExportError(where)
        each, _ = get_args(kind)
        return tuple(_as(each, item, f"{where}[{n}]") for n, item in enumerate(value, start=1))
    if dataclasses.is_dataclass(kind):
        return _record(kind, value, where)
    if issubclass(kind, StrEnum):
        if not isinstance(value, str) or value not in set(kind):
            raise ExportError(where)
        return kind(value)
    # A flag is a number to Python, and is none in JSON.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ExportError(where)
    return value


def _record(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise ExportError(where)
    found = {}
    for field in dataclasses.fields(kind):
        if field.name in value:
            hint = _hints(kind)[field.name]
            found[field.name] = _as(hint, value[field.name], f"{where}.{field.name}")
        elif field.default is dataclasses.MISSING:
            missing = f"{where}.{field.name}"
            raise ExportError(missing)
    return kind(**found)


@cache
def _hints(kind: type[object]) -> dict[str, Any]:
    return get_type_hints(kind)

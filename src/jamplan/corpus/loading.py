"""A corpus: the files of one folder as one checked, immutable whole.

``find`` says which folder is meant, ``load`` reads it or raises every fault it found. A
corpus tells which of its decisions are in doubt: their texts have changed since, or
they contradict each other.
"""

import hashlib
import os
import re
import stat
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, cmp_to_key
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from jamplan.corpus import changing, model, records, yamlfile
from jamplan.corpus.dates import precedes
from jamplan.corpus.findings import CorpusError, Finding, Place, reason_of
from jamplan.corpus.references import check_references
from jamplan.corpus.statements import POSITIONS, Statement
from jamplan.corpus.voices import Key, Voice, heard, key_of
from jamplan.corpus.yamlfile import Log, StoppedError
from jamplan.language import Texts
from jamplan.language.folding import folded

REQUIRED = (records.SOURCES, records.PROPOSALS, records.LINKS)
"""The files that each corpus has, beside those of the documents that answer."""
UNKNOWN = "?"
"""The name of an actor whom nobody has named yet."""
Record = TypeVar("Record")


def _by_id(kind: type[Record]) -> cached_property[Mapping[str, Record]]:
    """The records of a kind by their ids."""
    _file, name = records.PLACES[kind]
    return cached_property(
        lambda corpus: MappingProxyType(
            {record.id: record for record in getattr(corpus, name)}
        )
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A proposal or a measure whose text changed; ``before`` is None if it is new."""

    item: str
    before: str | None
    now: str


@dataclass(frozen=True, kw_only=True)
class Plan(records.PlanFile):
    """A document that answers: its priorities and measures."""

    name: Annotated[str, "The stem of its file."]


NO_DOCUMENT = model.Document(short_name="")
"""Stands for the document that answers, in a corpus that has none."""


@dataclass(frozen=True, kw_only=True)
class Corpus(records.SourcesFile, records.LinksFile):
    """Two documents, and what people state and decide about them; immutable."""

    folder: str
    packaged: bool
    proposals_document: model.Document
    chapters: tuple[model.Chapter, ...]
    proposals: tuple[model.Proposal, ...]
    plans: tuple[Plan, ...]
    """The documents that answer, the earliest first."""
    digests: Mapping[str, str]
    """The SHA-256 of each file."""
    records: Mapping[str, tuple[yamlfile.Origin, int, Any]] = field(repr=False)
    """The text that each record is from, its position there (that of its id), and the
    record itself, by its path: « measures[A9] », « links[1] ».
    """

    def place(self, path: str) -> Place:
        """The place of the record with this path; nowhere if no file has it."""
        found = self.records.get(path)
        return found[0].place(found[1]) if found else Place("")

    @cached_property
    def plan_document(self) -> model.Document:
        """The latest document that answers, or :data:`NO_DOCUMENT`."""
        return self.plans[-1].document if self.plans else NO_DOCUMENT

    @cached_property
    def priorities(self) -> tuple[model.Priority, ...]:
        """The groups of measures of all documents that answer."""
        return tuple(chain.from_iterable(plan.priorities for plan in self.plans))

    @cached_property
    def measures(self) -> tuple[model.Measure, ...]:
        """The measures of all documents that answer."""
        return tuple(chain.from_iterable(plan.measures for plan in self.plans))

    @cached_property
    def plan_of(self) -> Mapping[str, str]:
        """The name of the document that each measure is in, by the measure's id."""
        names: dict[str, str] = {}
        for plan in self.plans:
            names |= dict.fromkeys((measure.id for measure in plan.measures), plan.name)
        return MappingProxyType(names)

    @cached_property
    def answers_to(self) -> Mapping[str, tuple[model.Measure, ...]]:
        """The measures that bear the answer to each proposal, by id, earliest first."""
        groups: dict[str, list[model.Measure]] = defaultdict(list)
        for measure in self.measures:
            for proposal in measure.answers:
                groups[proposal].append(measure)
        return MappingProxyType({key: tuple(group) for key, group in groups.items()})

    @cached_property
    def statements_on(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements on each item and each total, by what they are about."""
        groups: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            groups[statement.about].append(statement)
        return MappingProxyType({key: tuple(group) for key, group in groups.items()})

    @cached_property
    def statements_naming(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements that name each measure, by its id."""
        groups: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            if statement.measure is not None:
                groups[statement.measure].append(statement)
        return MappingProxyType({key: tuple(group) for key, group in groups.items()})

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """The voices of all positions, stated by sources or read in them.

        Each comes with its totals.
        """
        positions = [each for each in self.statements if each.group in POSITIONS]
        return tuple(heard(positions, self.source))

    @property
    def title(self) -> str:
        """The names of the documents: the first line of every report."""
        name = self.proposals_document.short_name
        if not self.plans:
            return name
        answers = ", ".join(plan.document.short_name for plan in self.plans)
        return f"{name} → {answers}"

    @property
    def language(self) -> str:
        """The language of the documents, in which reports are written."""
        return self.proposals_document.language

    def lacks(self, source: model.Source) -> tuple[str, ...]:
        """The fields of a source that nobody has filled in.

        An address may be that of an archive.
        """
        known = {
            "publisher": self.actor[source.publisher].name != UNKNOWN,
            "title": source.title,
            "date": source.date,
            "url": source.url or source.archived,
            "file": source.file,
        }
        return tuple(name for name, value in known.items() if not value)

    @cached_property
    def unknown(self) -> Mapping[str, Finding]:
        """What nobody has said of documents read from files, by ids of sources."""
        found = {}
        for document in (self.proposals_document, self.plan_document):
            source = self.source.get(document.source or "")
            said = {"publisher": None, "title": document.title, "date": document.date}
            if source is None or source.sha256 is None:
                continue
            if lacks := [
                name for name in self.lacks(source) if not said.get(name, name)
            ]:
                details = {
                    "document": document.short_name,
                    "source": source.id,
                    "lacks": tuple(lacks),
                }
                found[source.id] = Finding(
                    "document-unknown", self.place(f"sources[{source.id}]"), details
                )
        return found

    def document_of(self, item: model.Item) -> model.Document:
        """The document that an item is in."""
        return (
            self.proposals_document
            if isinstance(item, model.Proposal)
            else self.plan_document
        )

    def precedes_proposals(self, objection: model.Objection) -> bool:
        """Whether an objection is known to be older than the document that proposes."""
        date = self._date_of(self.proposals_document)
        return date is not None and precedes(objection.date, date)

    @property
    def is_plan_older(self) -> bool:
        """Whether the measures' document is known to be older than the proposals'."""
        asked, answered = map(
            self._date_of, (self.proposals_document, self.plan_document)
        )
        return asked is not None and answered is not None and precedes(answered, asked)

    def _date_of(self, document: model.Document) -> str | None:
        source = self.source[document.source] if document.source else None
        return document.date or (source.date if source else None)

    def changes(self, statement: Statement) -> tuple[Changed, ...]:
        """The texts of a statement that changed since it was recorded.

        None if it kept none.

        They are those of what it is about and of its measure. If a reader found no
        measure in the whole document, measures that are new or changed count too; one
        that is gone does not.
        """
        read = statement.read
        if read is None or statement.is_total:
            return ()
        about = self.proposal.get(statement.about) or self.measure[statement.about]
        changes = _changed(read.about, about)
        if statement.measure is not None:
            changes += _changed(read.measure, self.measure[statement.measure])
        if read.document is not None:
            document = self.answered_in(statement)
            changes += self._changes_since[read.document, document]
        return changes

    @cached_property
    def _changes_since(self) -> Mapping[tuple[str, str | None], tuple[Changed, ...]]:
        """The measures new or changed since each reading, of one document or all.

        A reading of one document is compared with that one: the measures of others are
        no news.
        """
        read: list[tuple[str | None, Sequence[model.Measure]]] = [(None, self.measures)]
        read += [(plan.name, plan.measures) for plan in self.plans]
        changes: dict[tuple[str, str | None], tuple[Changed, ...]] = {}
        for reading in self.readings:
            before = {measure.id: measure.text for measure in reading.measures}
            for document, measures in read:
                changes[reading.id, document] = tuple(
                    Changed(measure.id, before.get(measure.id), text_of(measure))
                    for measure in measures
                    if not same_text(before.get(measure.id, ""), text_of(measure))
                )
        return changes

    def answered_in(self, statement: Statement) -> str | None:
        """The name of the document that a statement is about.

        None if it does not tell of several.

        That is the one that its measure is in, else the one that it names, else the
        only one.
        """
        if statement.measure is not None:
            return self.plan_of[statement.measure]
        if statement.document is None and len(self.plans) == 1:
            return self.plans[0].name
        return statement.document

    @cached_property
    def answers_each(self) -> bool:
        """Whether the latest answer goes item by item, and speaks for itself."""
        return self.plan_document.relation.answers_each

    actor = _by_id(model.Actor)
    """Actors by id."""
    source = _by_id(model.Source)
    """Sources by id."""
    chapter = _by_id(model.Chapter)
    """Chapters by id."""
    proposal = _by_id(model.Proposal)
    """Proposals by id."""
    priority = _by_id(model.Priority)
    """Priorities by id."""
    measure = _by_id(model.Measure)
    """Measures by id."""
    reading = _by_id(model.Reading)
    """Readings of the plan by id."""


def text_of(item: model.Item) -> str:
    """The title, text and sub-measures of a proposal or a measure, a line for each."""
    details = item.details if isinstance(item, model.Measure) else ()
    return "\n".join(part for part in (item.title, item.text, *details) if part)


def same_text(text: str, other: str) -> bool:
    """Whether two texts differ in spaces, apostrophes, quotes, dashes, case at most."""
    return text == other or text_key(text) == text_key(other)


def text_key(text: str) -> str:
    """A text as it is compared: without spaces, case and kinds of signs."""
    return re.sub(r"\s+", "", folded(text)).casefold()


def _changed(before: str | None, item: model.Item) -> tuple[Changed, ...]:
    now = text_of(item)
    return (
        ()
        if before is None or same_text(before, now)
        else (Changed(item.id, before, now),)
    )


def is_own_file(path: Path, corpus: Corpus | None) -> bool:
    """Whether a path is a file of a corpus, or a copy of a source of this one."""
    target = path.resolve()
    is_file = target.name in REQUIRED or records.is_plan(target.name)
    if is_file and (target.parent / records.PROPOSALS).exists():
        return True
    return corpus is not None and any(
        Path(corpus.folder, source.file).resolve() == target
        for source in corpus.sources
        if source.file
    )


def texts_of(words: str) -> tuple[str, ...]:
    """A text of the corpus in each of its languages."""
    return tuple(words.by_language.values()) if isinstance(words, Texts) else (words,)


def packaged_folder() -> Path:
    """The folder of the corpus that comes with jamplan."""
    package = Path(__file__).resolve().parents[1]
    # An editable install has the data beside src; the wheel build copies it into the
    # package.
    beside = package / "data"
    return beside if beside.is_dir() else package.parents[1] / "data"


def find(data: Path | None = None, *, environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the corpus to read.

    That is ``data`` if given, else the environment's ``JAMPLAN_DATA``, else the current
    folder if it has a ``proposals.yaml``, else its ``data`` folder if that has one,
    else the packaged corpus.
    """
    variables = os.environ if environ is None else environ
    if named := data or variables.get("JAMPLAN_DATA"):
        return Path(named)
    for folder in (Path(), Path("data")):
        # A dangling link is an error of this corpus, not a reason to read another one.
        names = (records.PROPOSALS, changing.RECORD)
        if any(os.path.lexists(folder / name) for name in names):
            return folder
    return packaged_folder()


def load(
    folder: Path | None = None, contents: Mapping[str, bytes | None] | None = None
) -> Corpus:
    """Return the corpus of a folder.

    Without one, of the folder that :func:`find` returns.

    ``contents`` replaces the contents of files, by name: it shows what a change would
    lead to; None stands for a document that is not there. Raises :class:`CorpusError`
    with every fault of the files. Nothing else is opened. A change that a process has
    left half made is completed first.
    """
    path = find(folder)
    if contents is None and os.path.lexists(path / changing.RECORD):
        from jamplan.corpus.files import complete_change

        complete_change(path, file_names(path))
    given = contents or {}
    packaged = path.resolve() == packaged_folder().resolve()
    before: dict[str, str] = {}
    while True:
        log = Log()
        read: dict[str, bytes] = {}
        for name in file_names(path, given):
            data = given[name] if name in given else _bytes(path, name, log)
            if data is not None:
                read[name] = data
        digests = {
            name: hashlib.sha256(data).hexdigest() for name, data in read.items()
        }
        try:
            values = _load(path, read, log)
        except CorpusError:
            # Somebody may have written between two files: if so, they are read again.
            if digests == before:
                raise
            before = digests
            continue
        return Corpus(
            folder=str(path),
            packaged=packaged,
            digests=MappingProxyType(digests),
            **values,
        )


def file_names(folder: Path, more: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of the files of a corpus, in the order in which they are read.

    They are the required ones and those of the documents that answer, of which ``more``
    may name some that are still to be written. Raises :class:`CorpusError` if the
    folder cannot be read.
    """
    try:
        names = {path.name for path in folder.iterdir()}
    except (OSError, ValueError) as error:
        details = {"path": str(folder), "reason": reason_of(error)}
        finding = Finding("folder-missing", Place(str(folder)), details)
        raise CorpusError(finding) from None
    plans = sorted(filter(records.is_plan, {*names, *more}), key=_stem)
    return (records.SOURCES, records.PROPOSALS, *plans, records.LINKS)


def _stem(name: str) -> str:
    return name.removesuffix(".yaml")


def _load(path: Path, read: Mapping[str, bytes], log: Log) -> dict[str, Any]:
    """The fields of the corpus that the contents of its files give."""
    files, last = _read_files(path, read, log)
    if log.findings or last:
        raise CorpusError(*in_order(path, log.findings), *last)
    values: dict[str, Any] = {"records": MappingProxyType(log.records)}
    for name in REQUIRED:
        for key in records.keys_of(records.FILE_TYPES[name]):
            stem = "proposals_" if key.name == "document" else ""
            values[stem + key.name] = getattr(files[name], key.name)
    plans = [
        Plan(
            name=_stem(name),
            document=file.document,
            priorities=file.priorities,
            measures=file.measures,
        )
        for name, file in files.items()
        if records.is_plan(name)
    ]
    sources = {source.id: source for source in values["sources"]}
    return {**values, "plans": in_time(plans, sources)}


def _read_files(
    path: Path, read: Mapping[str, bytes], log: Log
) -> tuple[dict[str, Any], list[Finding]]:
    """The records of each file by name, and what ended the reading too early."""
    files: dict[str, Any] = {}
    try:
        roots: dict[str, Any] = {}
        for name, data in read.items():
            if root := _root(path / name, data, log):
                roots[name] = root
        for name, root in roots.items():
            files[name] = records.read_file(root, name, log)
            if records.is_plan(name):
                log.ids["plan"][_stem(name)] = None
        names = file_names(path, roots)
        plans = tuple(name for name in names if records.is_plan(name))
        check_references(path, log, roots, plans)
        if not log.findings:
            _check_repetitions(files, log)
    except StoppedError as error:
        if any(finding.code == "old-format" for finding in error.findings):
            # All else would be wrong as well: that it has no last line.
            raise CorpusError(*error.findings) from None
        return files, [*error.findings]
    return files, []


def in_time(
    plans: Iterable[Plan], sources: Mapping[str, model.Source]
) -> tuple[Plan, ...]:
    """Documents that answer, the earliest first: by their dates, then by their names.

    Those without a date, of their own or of their source, come before all others.
    """

    def order(plan: Plan, other: Plan) -> int:
        date, other_date = date_of(plan.document), date_of(other.document)
        if date is None or other_date is None:
            is_first = (date is None) - (other_date is None)
            return -is_first or _order_of_names(plan.name, other.name)
        if precedes(date, other_date):
            return -1
        return precedes(other_date, date) or _order_of_names(plan.name, other.name)

    def date_of(document: model.Document) -> str | None:
        source = sources.get(document.source or "")
        return document.date or (source.date if source else None)

    return tuple(sorted(plans, key=cmp_to_key(order)))


def _order_of_names(name: str, other: str) -> int:
    return (name > other) - (name < other)


def _check_repetitions(files: Mapping[str, Any], log: Log) -> None:
    """Note each statement that repeats another one.

    There is one for what it is known by.
    """
    sources = {source.id: source for source in files[records.SOURCES].sources}
    first: dict[Key, str] = {}
    for path, (origin, start, record) in log.records.items():
        if not isinstance(record, Statement):
            continue
        other = first.setdefault(key_of(record, sources), path)
        if other != path:
            other_origin, other_start, _record = log.records[other]
            place = str(other_origin.place(other_start))
            log.add(
                "repeated-record", origin.place(start), other=other, other_place=place
            )


def in_order(
    folder: str | os.PathLike[str], findings: Iterable[Finding]
) -> list[Finding]:
    """Return the findings on a corpus in the order of its files and lines."""
    names = (records.SOURCES, records.PROPOSALS, records.LINKS)
    order = {str(Path(folder, name)): 2 * number for number, name in enumerate(names)}

    def rank(finding: Finding) -> tuple[int, Place]:
        # Those of documents that answer are between the proposals and the statements.
        return order.get(finding.place.file, 3), finding.place

    return sorted(findings, key=rank)


def _root(path: Path, data: bytes, log: Log) -> yamlfile.Node | None:
    """The root of one file, None if it has none; its faults go to the log."""
    root, findings = yamlfile.parse(data, str(path))
    for finding in findings:
        log.add(finding.code, finding.place, **finding.details)
    if path.name == records.LINKS and not yamlfile.is_whole(data):
        log.add("file-cut-off", Place(str(path)))
    return root


def _bytes(folder: Path, name: str, log: Log) -> bytes | None:
    """The contents of a file, or None and a fault in the log."""
    path, limit = folder / name, yamlfile.LIMIT_BYTES
    details: dict[str, object] = {
        "name": name,
        "files": ", ".join(REQUIRED),
        "limit": limit // 1_000_000,
    }
    try:
        state = path.stat()
        # Opening a pipe or a device could wait for ever.
        is_file = stat.S_ISREG(state.st_mode)
        if is_file and state.st_size <= limit:
            return path.read_bytes()
        code = "file-too-large" if is_file else "file-not-regular"
    except FileNotFoundError:
        code = "file-missing"
    except OSError as error:
        code, details = "file-unreadable", {"reason": reason_of(error)}
    log.add(code, Place(str(path)), **details)
    return None

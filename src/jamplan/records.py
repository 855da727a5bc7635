"""From the nodes of a file to the records of the model, with every fault noted.

``read_sources``, ``read_proposals``, ``read_plan`` and ``read_links`` each take the root of one file
and a :class:`Log`, and return what the file says. A record with a fault is still returned where it can
be, so that one fault does not hide the next; :func:`jamplan.corpus.load` never lets such a corpus out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import TypeVar

from jamplan.findings import LIMIT_FINDINGS, N_, Finding, Place, Term
from jamplan.model import (
    Actor,
    Attribution,
    Basis,
    Chapter,
    Claim,
    Declared,
    Dismissal,
    Document,
    Evidence,
    Extent,
    FollowUp,
    FollowUpState,
    Label,
    LabelLanguage,
    Labelled,
    Link,
    Measure,
    MeasureRead,
    Priority,
    Proposal,
    Reading,
    Search,
    Source,
    SourceKind,
    TextsRead,
    TitleBasis,
    Verdict,
    VerdictKind,
)
from jamplan.text.folding import as_id, same_id
from jamplan.text.nearest import nearest
from jamplan.yamlfile import Mapping, Node, Scalar, Sequence

_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_COUNT = re.compile(r"[0-9]{1,9}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")

_LABEL = "labels: [{of: item, language: fr, one: action, many: actions}]"
_TEXT, _LIST, _KEYS = N_("a text"), N_("a list"), N_("keys with values")

_KINDS = {
    "actors": ("actor",),
    "sources": ("source",),
    "chapters": ("chapter",),
    "proposals": ("proposal",),
    "priorities": ("priority",),
    "measures": ("measure",),
    "readings": ("reading",),
}
"""The kinds of records that the lists of a file define."""

Choice = TypeVar("Choice", bound=StrEnum)
Item = TypeVar("Item")


class TooManyFaultsError(Exception):
    """Raised by a log that is full; ``place`` is that of the first fault that is not in it."""

    def __init__(self, place: Place) -> None:
        super().__init__(str(place))
        self.place = place


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that must exist: its kind (« measure »), what was written, and where."""

    kind: str
    value: str
    place: Place


@dataclass(slots=True)
class Log:
    """What reading notes beside the records: faults, places, ids and references to them."""

    findings: list[Finding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """Where each record stands that has an id, by its kind and id."""
    paths: dict[str, Place] = field(default_factory=dict)
    """Where each record stands, by its path: « links[1].evidence[2] »."""
    broken: set[str] = field(default_factory=set)
    """The kinds of records whose list could not be read."""
    _taken: dict[tuple[str, str], tuple[str, Place]] = field(default_factory=dict)

    def file(self, root: Node) -> Fields:
        """The keys of a whole file. What describes the files instead of reading one gives its own."""
        return Fields(root, "", self, "format: 1")

    def add(self, code: str, place: Place, **details: object) -> None:
        """Note a fault. Raises :class:`TooManyFaultsError` when there are too many already."""
        if len(self.findings) >= LIMIT_FINDINGS:
            raise TooManyFaultsError(place)
        self.findings.append(Finding(code, place, details))

    def take(self, kind: str, value: str, record: str, place: Place) -> None:
        """Note an id. Proposals and measures share one space of ids, so that either can be named."""
        self.places.setdefault((kind, value), place)
        space = "item" if kind in ("proposal", "measure") else kind
        key = (space, same_id(value))
        if key in self._taken:
            other, other_place = self._taken[key]
            self.add("repeated-id", place, value=value, other=other, other_place=str(other_place))
        else:
            self._taken[key] = (record, place)


class Fields:
    """The keys of one record. Each method reads one key and notes what is wrong with its value.

    ``path`` names the record in messages, as « measures[A9] »; it is empty for a whole file, which its
    name stands for. ``example`` shows how such a record is written.
    """

    def __init__(self, node: Node, path: str, log: Log, example: str) -> None:
        self.path = path
        self.name = path or PurePath(node.place.file).name
        self.place = node.place
        self.log = log
        self._asked: list[str] = []
        self._dropped: set[str] = set()
        self._keys: dict[str, Scalar] = {}
        self._values: dict[str, Node] = {}
        self._readable = isinstance(node, Mapping)
        if isinstance(node, Mapping):
            self._keys = node.keys
            for key, value in node.entries:
                self._values.setdefault(key.text, value)
        else:
            self._wrong_type(self.name, node, _KEYS, example)
            if not path:
                self.log.broken.update(*_KINDS.values())

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """The value of a key, or None where nothing is written (a fault where it is required)."""
        self._asked.append(key)
        value = self._values.get(key)
        if value is not None and not (isinstance(value, Scalar) and value.absent):
            return value
        if required and self._readable:
            # On a key without a value the fault is there, else where the record begins.
            place = self._keys[key].place if key in self._keys else self.place
            self.log.add("missing-key", place, key=key, record=self.name)
        return None

    def value_place(self, key: str) -> Place:
        """Where the value of a key stands that has one."""
        return self._values[key].place

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A text, as it is written but for white space around it."""
        value = self.node(key, required=required)
        if value is None:
            return None
        if not isinstance(value, Scalar):
            self._wrong_type(self._below(key), value, _TEXT, f"{key}: …")
            return None
        if not value.text.strip():
            if required:
                self.log.add("missing-key", value.place, key=key, record=self.name)
            return None
        return value.text.strip()

    def required_text(self, key: str) -> str:
        """A text that must be there."""
        return self.text(key, required=True) or ""

    def id(self, kind: str) -> str:
        """The record's own id."""
        value = self.required_text("id")
        if value:
            place = self.value_place("id")
            if not _ID.fullmatch(value):
                self.log.add("bad-id", place, value=value, nearest=_suggested(value))
            self.log.take(kind, value, self.path, place)
        return value

    def reference(self, key: str, kind: str, *, required: bool = False) -> str | None:
        """The id of another record."""
        value = self.text(key, required=required)
        if value is not None:
            self.log.references.append(Reference(kind, value, self.value_place(key)))
        return value

    def references(self, key: str, kind: str) -> tuple[str, ...]:
        """A list of ids of other records."""
        values = self.texts(key, f"{key}: [{kind}-1, {kind}-2]")
        for value, node in values:
            self.log.references.append(Reference(kind, value, node.place))
        return tuple(value for value, _ in values)

    def texts(self, key: str, example: str) -> list[tuple[str, Node]]:
        """A list of texts, each with its node."""
        found: list[tuple[str, Node]] = []
        for number, node in enumerate(self.items(key, example), start=1):
            if not isinstance(node, Scalar):
                self._wrong_type(f"{self._below(key)}[{number}]", node, _TEXT, example)
            elif node.text.strip():
                found.append((node.text.strip(), node))
        return found

    def items(self, key: str, example: str) -> list[Node]:
        """The nodes of a list; none where nothing is written."""
        value = self.node(key)
        if value is None:
            return []
        if not isinstance(value, Sequence):
            self._wrong_type(self._below(key), value, _LIST, example)
            if not self.path:
                self.log.broken.update(_KINDS.get(key, ()))
            return []
        return value.items

    def records(self, key: str, read: Callable[[Fields], Item], example: str) -> tuple[Item, ...]:
        """A list of records, each read by ``read``."""
        found = []
        for number, node in enumerate(self.items(key, example), start=1):
            name = _id_of(node) or str(number)
            fields = Fields(node, f"{self._below(key)}[{name}]", self.log, example)
            self.log.paths.setdefault(fields.path, fields.place)
            found.append(read(fields))
            fields.finish()
        return tuple(found)

    def record(
        self, key: str, read: Callable[[Fields], Item], example: str, *, required: bool = False
    ) -> Item | None:
        """One record, read by ``read``."""
        node = self.node(key, required=required)
        if node is None:
            return None
        fields = Fields(node, self._below(key), self.log, example)
        item = read(fields)
        fields.finish()
        return item

    def flag(self, key: str) -> bool:
        """True or false; false where nothing is written."""
        value = self.text(key)
        if value is not None and value.lower() not in ("true", "false"):
            self.log.add("bad-flag", self.value_place(key), key=key, value=value)
        return value is not None and value.lower() == "true"

    def count(self, key: str) -> int:
        """A whole number that must be there."""
        value = self.text(key, required=True)
        if value is None:
            return 0
        if not _COUNT.fullmatch(value):
            self.log.add("bad-count", self.value_place(key), key=key, value=value)
            return 0
        return int(value)

    def quantity(self, key: str) -> int | None:
        """A whole number, or None for « some »."""
        value = self.text(key, required=True)
        if value is None or value == "some":
            return None
        if not _COUNT.fullmatch(value):
            self.log.add("bad-quantity", self.value_place(key), key=key, value=value)
            return None
        return int(value)

    def required_choice(self, key: str, values: type[Choice]) -> Choice:
        """One of the values of an enumeration, which must be there."""
        return self.choice(key, values, required=True) or next(iter(values))

    def choice(self, key: str, values: type[Choice], *, required: bool = False) -> Choice | None:
        """One of the values of an enumeration."""
        value = self.text(key, required=required)
        if value is None:
            return None
        try:
            return values(value)
        except ValueError:
            names = [str(choice) for choice in values]
            self.log.add(
                "bad-choice",
                self.value_place(key),
                key=key,
                value=value,
                nearest=tuple(nearest(value, names, limit=1)),
                choices=", ".join(names),
            )
            return None

    def date(self, key: str) -> str | None:
        """A year, a month or a day that the calendar has."""
        value = self.text(key)
        if value is not None and not _is_date(value):
            self.log.add("bad-date", self.value_place(key), key=key, value=value)
        return value

    def language(self, key: str) -> str | None:
        """The code of a language (BCP 47), of which the reports know French and English."""
        value = self.text(key)
        if value is not None and not _LANGUAGE.fullmatch(value):
            self.log.add("bad-language", self.value_place(key), key=key, value=value)
        return value

    def digest(self, key: str) -> str | None:
        """A SHA-256 in hexadecimal digits."""
        value = self.text(key)
        if value is not None and not _DIGEST.fullmatch(value):
            self.log.add("bad-digest", self.value_place(key), key=key)
        return value

    def dropped(self, *keys: str) -> None:
        """Note keys that this format no longer has, whatever they hold."""
        for key in keys:
            if key in self._keys:
                self._dropped.add(key)
                self.log.add("dropped-key", self._keys[key].place, key=key, record=self.name)

    def finish(self) -> None:
        """Note the keys that nobody asked for."""
        for name, key in self._keys.items():
            if name in self._asked or name in self._dropped:
                continue
            near = tuple(nearest(name, self._asked, limit=1))
            for meant in near:
                # « Proposals » is one fault, not one for every reference to a proposal.
                self.log.broken.update(() if self.path else _KINDS.get(meant, ()))
            self.log.add(
                "unknown-key",
                key.place,
                key=name,
                record=self.name,
                nearest=near,
                keys=", ".join(dict.fromkeys(self._asked)),
            )

    def _below(self, key: str) -> str:
        """The name of what a key holds, as « measures[A9].title »."""
        return f"{self.path}.{key}" if self.path else key

    def _wrong_type(self, record: str, node: Node, expected: str, example: str) -> None:
        found = _TEXT if isinstance(node, Scalar) else _LIST if isinstance(node, Sequence) else _KEYS
        self.log.add(
            "wrong-type",
            node.place,
            record=record,
            expected=Term(expected),
            found=Term(found),
            example=example,
        )


def _suggested(value: str) -> tuple[str, ...]:
    """An id made from a text that cannot be one; none where it has no letter or digit."""
    made = as_id(value)
    return (made,) if len(made) > 1 and len(made) <= len(value) + 1 else ()


def _id_of(node: Node) -> str | None:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text == "id" and isinstance(value, Scalar) and value.text.strip():
                return value.text.strip()
    return None


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if not match:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


# The four files


@dataclass(frozen=True, slots=True)
class SourcesFile:
    """What ``sources.yaml`` says."""

    actors: tuple[Actor, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ProposalsFile:
    """What ``proposals.yaml`` says."""

    document: Document | None
    chapters: tuple[Chapter, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What ``plan.yaml`` says."""

    document: Document | None
    priorities: tuple[Priority, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class LinksFile:
    """What ``links.yaml`` says."""

    links: tuple[Link, ...]
    verdicts: tuple[Verdict, ...]
    dismissals: tuple[Dismissal, ...]
    claims: tuple[Claim, ...]
    searches: tuple[Search, ...]
    readings: tuple[Reading, ...]


def read_sources(root: Node, log: Log) -> SourcesFile:
    """Read the root of ``sources.yaml``."""
    fields = _file_fields(root, log)
    file = SourcesFile(
        actors=fields.records("actors", _actor, "actors: [{id: …, name: …}]"),
        sources=fields.records("sources", _source, "sources: [{id: …, publisher: …}]"),
    )
    fields.finish()
    return file


def read_proposals(root: Node, log: Log) -> ProposalsFile:
    """Read the root of ``proposals.yaml``."""
    fields = _file_fields(root, log)
    file = ProposalsFile(
        document=fields.record("document", _document, "document: {short_name: …}", required=True),
        chapters=fields.records("chapters", _chapter, "chapters: [{id: …, title: …}]"),
        proposals=fields.records("proposals", _proposal, "proposals: [{id: …, title: …}]"),
    )
    fields.finish()
    return file


def read_plan(root: Node, log: Log) -> PlanFile:
    """Read the root of ``plan.yaml``."""
    fields = _file_fields(root, log)
    file = PlanFile(
        document=fields.record("document", _document, "document: {short_name: …}", required=True),
        priorities=fields.records("priorities", _priority, "priorities: [{id: …, title: …}]"),
        measures=fields.records("measures", _measure, "measures: [{id: …, title: …}]"),
    )
    fields.finish()
    return file


def read_links(root: Node, log: Log) -> LinksFile:
    """Read the root of ``links.yaml``, and note a link, verdict or dismissal that stands twice."""
    fields = _file_fields(root, log)
    seen: dict[tuple[str, ...], Place] = {}

    def once(code: str, place: Place, *key: str, **details: object) -> None:
        wanted = (code, *(same_id(part) for part in key))
        if wanted not in seen:
            seen[wanted] = place
        elif all(key):
            log.add(code, place, first_line=seen[wanted].line, **details)

    def link(fields: Fields) -> Link:
        item = _link(fields)
        pair = (item.proposal, item.measure, item.claimed_by)
        names = {"proposal_id": pair[0], "measure_id": pair[1], "claimant": pair[2]}
        once("repeated-link", fields.place, *pair, **names)
        return item

    def verdict(fields: Fields) -> Verdict:
        item = _verdict(fields)
        names = {"proposal_id": item.proposal, "claimant": item.claimed_by}
        once("repeated-verdict", fields.place, item.proposal, item.claimed_by, **names)
        if item.verdict is VerdictKind.REFUSED and not item.evidence:
            log.add("refused-without-evidence", fields.place, proposal_id=item.proposal)
        return item

    def dismissal(fields: Fields) -> Dismissal:
        item = _dismissal(fields)
        names = {"proposal_id": item.proposal, "measure_id": item.measure}
        once("repeated-dismissal", fields.place, item.proposal, item.measure, f"by {item.by}", **names)
        return item

    file = LinksFile(
        links=fields.records("links", link, "links: [{proposal: …, measure: …, claimed_by: …}]"),
        verdicts=fields.records("verdicts", verdict, "verdicts: [{proposal: …, verdict: …}]"),
        dismissals=fields.records("dismissals", dismissal, "dismissals: [{proposal: …, measure: …}]"),
        claims=fields.records("claims", _claim, "claims: [{claimed_by: …, quantity: some}]"),
        searches=fields.records("searches", _search, "searches: [{question: …, result: …}]"),
        readings=fields.records("readings", _reading, "readings: [{id: …, measures: […]}]"),
    )
    fields.finish()
    return file


def _file_fields(root: Node, log: Log) -> Fields:
    fields = log.file(root)
    if isinstance(root, Mapping):
        value = fields.text("format", required=True)
        if value is not None and value != "1":
            log.add("bad-format", fields.value_place("format"), value=value)
    return fields


# The records


def _actor(fields: Fields) -> Actor:
    fields.dropped("gender")
    return Actor(
        id=fields.id("actor"),
        name=fields.required_text("name"),
        called=fields.text("called"),
        note=fields.text("note"),
    )


def _source(fields: Fields) -> Source:
    return Source(
        id=fields.id("source"),
        publisher=fields.reference("publisher", "actor", required=True) or "",
        kind=fields.choice("kind", SourceKind),
        title=fields.text("title"),
        description=fields.text("description"),
        date=fields.date("date"),
        date_inferred=fields.flag("date_inferred"),
        url=fields.text("url"),
        accessed=fields.date("accessed"),
        archived=fields.text("archived"),
        file=fields.text("file"),
        sha256=fields.digest("sha256"),
        note=fields.text("note"),
    )


def _evidence(fields: Fields) -> Evidence:
    return Evidence(
        source=fields.reference("source", "source", required=True) or "",
        quote=fields.text("quote"),
        locator=fields.text("locator"),
    )


def _all_evidence(fields: Fields) -> tuple[Evidence, ...]:
    return fields.records("evidence", _evidence, "evidence: [{source: …, quote: …}]")


def _declared(fields: Fields) -> Declared:
    return Declared(
        count=fields.count("count"),
        sources=fields.references("sources", "source"),
        note=fields.text("note"),
    )


def _label(fields: Fields) -> Label:
    fields.dropped("gender", "aspirated")
    return Label(
        of=fields.required_choice("of", Labelled),
        language=fields.required_choice("language", LabelLanguage),
        one=fields.required_text("one"),
        many=fields.required_text("many"),
    )


def _document(fields: Fields) -> Document:
    document = Document(
        source=fields.reference("source", "source"),
        publisher=fields.reference("publisher", "actor"),
        title=fields.text("title"),
        short_name=fields.required_text("short_name"),
        date=fields.date("date"),
        language=fields.language("language") or "fr",
        declared=fields.records("declared", _declared, "declared: [{count: 28, sources: […]}]"),
        labels=fields.records("labels", _label, _LABEL),
        note=fields.text("note"),
    )
    said = Counter((label.of, label.language) for label in document.labels)
    for (of, language), times in said.items():
        if times > 1:
            fields.log.add("repeated-label", fields.value_place("labels"), of=of, language=language)
    return document


def _chapter(fields: Fields) -> Chapter:
    return Chapter(
        id=fields.id("chapter"),
        title=fields.required_text("title"),
        short=fields.text("short"),
        pages=fields.text("pages"),
        note=fields.text("note"),
    )


def _proposal(fields: Fields) -> Proposal:
    proposal = Proposal(
        id=fields.id("proposal"),
        number=fields.text("number"),
        number_inferred=fields.flag("number_inferred"),
        chapter=fields.reference("chapter", "chapter"),
        chapter_inferred=fields.flag("chapter_inferred"),
        title=fields.required_text("title"),
        title_basis=fields.choice("title_basis", TitleBasis) or TitleBasis.OFFICIAL,
        text=fields.text("text"),
        attribution=fields.choice("attribution", Attribution) or Attribution.EXPLICIT,
        may_be_part_of=fields.reference("may_be_part_of", "proposal"),
        evidence=_all_evidence(fields),
        note=fields.text("note"),
    )
    if proposal.may_be_part_of == proposal.id and proposal.id:
        place = fields.value_place("may_be_part_of")
        fields.log.add("part-of-itself", place, value=proposal.id)
    return proposal


def _priority(fields: Fields) -> Priority:
    return Priority(
        id=fields.id("priority"),
        title=fields.required_text("title"),
        short=fields.text("short"),
        evidence=_all_evidence(fields),
        note=fields.text("note"),
    )


def _measure(fields: Fields) -> Measure:
    return Measure(
        id=fields.id("measure"),
        number=fields.text("number"),
        number_inferred=fields.flag("number_inferred"),
        priority=fields.reference("priority", "priority"),
        title=fields.required_text("title"),
        title_basis=fields.choice("title_basis", TitleBasis) or TitleBasis.OFFICIAL,
        text=fields.text("text"),
        details=tuple(text for text, _ in fields.texts("details", "details: […, …]")),
        evidence=_all_evidence(fields),
        follow_ups=fields.records("follow_ups", _follow_up, "follow_ups: [{state: done, text: …}]"),
        note=fields.text("note"),
    )


def _follow_up(fields: Fields) -> FollowUp:
    return FollowUp(
        date=fields.date("date"),
        text=fields.required_text("text"),
        state=fields.required_choice("state", FollowUpState),
        evidence=_all_evidence(fields),
    )


def _read_for_link(fields: Fields) -> TextsRead:
    return TextsRead(proposal=fields.text("proposal"), measure=fields.text("measure"))


def _read_for_verdict(fields: Fields) -> TextsRead:
    return TextsRead(
        proposal=fields.text("proposal"),
        measure=fields.text("measure"),
        plan=fields.reference("plan", "reading"),
    )


def _reading(fields: Fields) -> Reading:
    return Reading(
        id=fields.id("reading"),
        measures=fields.records("measures", _measure_read, "measures: [{id: …, text: …}]"),
    )


def _measure_read(fields: Fields) -> MeasureRead:
    return MeasureRead(id=fields.required_text("id"), text=fields.required_text("text"))


def _link(fields: Fields) -> Link:
    return Link(
        proposal=fields.reference("proposal", "proposal", required=True) or "",
        measure=fields.reference("measure", "measure", required=True) or "",
        measure_inferred=fields.flag("measure_inferred"),
        claimed_by=fields.reference("claimed_by", "actor", required=True) or "",
        basis=fields.required_choice("basis", Basis),
        extent=fields.choice("extent", Extent) or Extent.UNSTATED,
        evidence=_all_evidence(fields),
        note=fields.text("note"),
        by=fields.text("by"),
        on=fields.date("on"),
        confirmed_by=fields.text("confirmed_by"),
        confirmed_on=fields.date("confirmed_on"),
        read=fields.record("read", _read_for_link, "read: {proposal: …, measure: …}"),
    )


def _verdict(fields: Fields) -> Verdict:
    return Verdict(
        proposal=fields.reference("proposal", "proposal", required=True) or "",
        verdict=fields.required_choice("verdict", VerdictKind),
        claimed_by=fields.reference("claimed_by", "actor", required=True) or "",
        evidence=_all_evidence(fields),
        note=fields.text("note"),
        by=fields.text("by"),
        on=fields.date("on"),
        confirmed_by=fields.text("confirmed_by"),
        confirmed_on=fields.date("confirmed_on"),
        read=fields.record("read", _read_for_verdict, "read: {proposal: …, plan: …}"),
    )


def _dismissal(fields: Fields) -> Dismissal:
    return Dismissal(
        proposal=fields.reference("proposal", "proposal", required=True) or "",
        measure=fields.reference("measure", "measure", required=True) or "",
        by=fields.text("by"),
        on=fields.date("on"),
        note=fields.text("note"),
    )


def _claim(fields: Fields) -> Claim:
    return Claim(
        claimed_by=fields.reference("claimed_by", "actor", required=True) or "",
        count=fields.quantity("quantity"),
        evidence=_all_evidence(fields),
        note=fields.text("note"),
    )


def _search(fields: Fields) -> Search:
    return Search(
        question=fields.required_text("question"),
        sources=fields.references("sources", "source"),
        result=fields.required_text("result"),
        on=fields.date("on"),
    )

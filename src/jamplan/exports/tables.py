"""A publication as tables of typed cells, for CSV and workbooks.

They hold what the files say and what follows from it by the rule. A cell with a list of ids has spaces
between them; a measure's sub-measures are one a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jamplan.corpus.model import (
    Actor,
    Chapter,
    Claim,
    Declared,
    Dismissal,
    Document,
    Evidence,
    FollowUp,
    Form,
    Link,
    Measure,
    Priority,
    Proposal,
    Search,
    Source,
    Verdict,
)
from jamplan.corpus.modelkeys import Key, keys_of
from jamplan.counting.figures import MeasureRow, ProposalRow
from jamplan.counting.rules import strength
from jamplan.counting.statuses import Status
from jamplan.exports.csvfile import rule_text
from jamplan.exports.jsonexport import provenance_object
from jamplan.exports.publication import Publication
from jamplan.language import Language
from jamplan.reports.finding_words import sentence
from jamplan.reports.keys import FIGURES, MEASURES, meaning
from jamplan.reports.labels import label
from jamplan.reports.sentences import headline, range_text, rule_in_words

Cell = str | int | float | bool | None
"""The value of a cell; None if it is unknown."""
Row = Mapping[str, Cell]


class Kind(StrEnum):
    """The type of a column's cells."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    """ISO 8601: a year, a month or a day."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    kind: Kind = Kind.TEXT
    meaning: str = ""
    """What it says; empty: that of :data:`MEANINGS`."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name. ``record`` is the key of what a row is, for the meanings of the columns."""

    name: str
    record: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(found: Publication) -> tuple[Table, ...]:
    """All tables of a publication, the one that says what it is first; suggestions if it has any."""
    made = [make(found) for make in _TABLES.values()]
    if found.suggestions is not None:
        made.append(_suggestions(found))
    return (*made, _columns(made))


def table_names() -> tuple[str, ...]:
    """The names that :func:`table` knows, in the order of :func:`tables`."""
    return (*_TABLES, "suggestions", "columns")


def table(found: Publication, name: str) -> Table:
    """One table. Raises :class:`ValueError` where the publication has none of that name."""
    for each in tables(found):
        if each.name == name:
            return each
    message = f"{name!r} is not a table of this publication"
    raise ValueError(message)


# From records to cells


def _columns_of(model: type) -> tuple[Column, ...]:
    """A column for each key that holds no record: records have tables of their own."""
    return tuple(Column(key.name, _kind(key), key.meaning) for key in keys_of(model) if not key.nested)


def _kind(key: Key) -> Kind:
    if key.form is Form.DATE:
        return Kind.DATE
    if key.form is Form.QUANTITY:
        return Kind.TEXT
    return {bool: Kind.FLAG, int: Kind.NUMBER}.get(key.type, Kind.TEXT)


def _cells(record: object) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for key in keys_of(type(record)):
        value = getattr(record, key.name)
        if key.nested:
            continue
        if key.many:
            cells[key.name] = _ids(value) if key.ref else "\n".join(value) or None
        elif key.form is Form.QUANTITY:
            cells[key.name] = "some" if value is None else str(value)
        else:
            cells[key.name] = str(value) if isinstance(value, StrEnum) else value
    return cells


def _ids(ids: Iterable[str]) -> str | None:
    return " ".join(dict.fromkeys(ids)) or None


def _named(*columns: str | tuple[str, Kind]) -> tuple[Column, ...]:
    pairs = [(name, Kind.TEXT) if isinstance(name, str) else name for name in columns]
    return tuple(Column(name, kind) for name, kind in pairs)


def _table(name: str, record: str, columns: Sequence[Column], rows: Iterable[Row]) -> Table:
    return Table(
        name,
        record,
        tuple(columns),
        tuple(tuple(row.get(column.name) for column in columns) for row in rows),
    )


def _after(name: str, columns: tuple[Column, ...], more: tuple[Column, ...]) -> tuple[Column, ...]:
    place = [column.name for column in columns].index(name) + 1
    return (*columns[:place], *more, *columns[place:])


def _standing(found: Publication, row: ProposalRow) -> Row:
    return {"status": str(row.status), "status_label": label(found.language, row.status)}


def _standings(found: Publication) -> dict[str, Row]:
    return {row.proposal.id: _standing(found, row) for row in found.coverage.rows}


# The tables


def _about(found: Publication) -> Table:
    coverage, words = found.coverage, found.language
    provenance = provenance_object(found)
    said = [
        ("title", found.corpus.title),
        ("headline", headline(coverage, words)),
        *(("rule", line) for line in rule_in_words(coverage, words)),
        ("range", range_text(coverage, words)),
        *((key, provenance[key]) for key in ("version", "date", "command")),
        *((f"sha256 {name}", digest) for name, digest in provenance["files"].items()),
    ]
    columns = _named("key", "value")
    return _table("about", "about", columns, [{"key": key, "value": value} for key, value in said])


def _figures(found: Publication) -> Table:
    coverage, words = found.coverage, found.language
    low, high = coverage.range
    more = {
        "declared": coverage.declared,
        "documented": coverage.documented,
        "total": coverage.total,
        "denominator": coverage.denominator,
        "score": coverage.score,
        "range_min": low,
        "range_max": high,
        "measures_total": len(coverage.measures),
        "measures_answered": coverage.answered,
    }
    rows: list[Row] = [
        {"figure": str(status), "label": label(words, status), "count": coverage.statuses[status]}
        for status in Status
    ]
    rows += [
        {"figure": name, "label": words.gettext(FIGURES[name]), "count": count}
        for name, count in more.items()
    ]
    columns = _named("figure", "label", ("count", Kind.NUMBER), "rule")
    return _table("figures", "figure", columns, _ruled(found, rows))


def _ruled(found: Publication, rows: Iterable[Row]) -> Iterable[Row]:
    rule = rule_text(found.coverage.rule)
    return ({**row, "rule": rule} for row in rows)


def _warnings(found: Publication) -> Table:
    rows = [
        {"code": warning.code, "message": sentence(warning, found.language, found.corpus)}
        for warning in found.coverage.warnings
    ]
    return _table("warnings", "warning", _named("code", "message"), rows)


def _proposals(found: Publication) -> Table:
    more = _named("status", "status_label", "strength", "claimed_by", "measures", "rule")
    columns = _after("title", _columns_of(Proposal), more)
    rows = [
        {
            **_cells(row.proposal),
            **_standing(found, row),
            "strength": str(row.strongest) if row.strongest else None,
            "claimed_by": _ids(link.claimed_by for link in row.counted or row.uncounted),
            "measures": _ids(link.measure for link in row.counted or row.uncounted),
        }
        for row in found.coverage.rows
    ]
    return _table("proposals", "proposal", columns, _ruled(found, rows))


def _measures(found: Publication) -> Table:
    names = ("status", "status_label", "proposals", "below_rule")
    more = _named(*names, ("follow_up_count", Kind.NUMBER), "rule")
    columns = _after("title", _columns_of(Measure), more)
    rows = [
        {
            **_cells(row.measure),
            **_measure_standing(row, found.language),
            "proposals": _ids(link.proposal for link in row.counted),
            "below_rule": _ids(link.proposal for link in row.uncounted),
            "follow_up_count": len(row.measure.follow_ups),
        }
        for row in found.coverage.measures
    ]
    return _table("measures", "measure", columns, _ruled(found, rows))


def _measure_standing(row: MeasureRow, words: Language) -> Row:
    code = "answered" if row.counted else "below_rule" if row.uncounted else "no_known_proposal"
    return {"status": code, "status_label": words.gettext(MEASURES[code])}


def _links(found: Publication) -> Table:
    corpus, standings = found.corpus, _standings(found)
    more = _named(
        *("proposal_title", "measure_title", "basis_label", "extent_label", "strength"),
        *(("counted", Kind.FLAG), "status", "status_label", "rule"),
    )
    rows = []
    for link in corpus.links:
        proposal = corpus.proposal[link.proposal]
        computed: Row = {
            "proposal_title": proposal.title,
            "measure_title": corpus.measure[link.measure].title,
            "basis_label": label(found.language, link.basis),
            "extent_label": label(found.language, link.extent),
            "strength": str(strength(link, proposal)),
            "counted": found.coverage.rule.counts(link, proposal),
        }
        rows.append({**_cells(link), **computed, **standings[link.proposal]})
    return _table("links", "link", _after("extent", _columns_of(Link), more), _ruled(found, rows))


def _verdicts(found: Publication) -> Table:
    standings = _standings(found)
    more = _named("proposal_title", "verdict_label", "status", "status_label", "rule")
    rows = [
        {
            **_cells(verdict),
            "proposal_title": found.corpus.proposal[verdict.proposal].title,
            "verdict_label": label(found.language, verdict.verdict),
            **standings[verdict.proposal],
        }
        for verdict in found.corpus.verdicts
    ]
    columns = _after("claimed_by", _columns_of(Verdict), more)
    return _table("verdicts", "verdict", columns, _ruled(found, rows))


_ROW = Column("row", Kind.NUMBER)


def _evidence(found: Publication) -> Table:
    corpus, standings = found.corpus, _standings(found)
    keys = (Column("of"), Column("proposal"), Column("measure"), Column("priority"))
    more = _named(
        *("source_title", "source_publisher", ("source_date", Kind.DATE), "source_url"),
        *(("source_accessed", Kind.DATE), "status", "status_label", "rule"),
    )
    rows = []
    for owner, evidence in _all_evidence(found):
        for each in evidence:
            source = corpus.source[each.source]
            computed: Row = {
                "source_title": source.title or source.description,
                "source_publisher": corpus.actor[source.publisher].name,
                "source_date": source.date,
                "source_url": source.url,
                "source_accessed": source.accessed,
            }
            proposal = owner.get("proposal")
            stands = standings[proposal] if isinstance(proposal, str) else {}
            rows.append({**owner, **_cells(each), **computed, **stands})
    columns = (*keys, Column("claimed_by"), _ROW, *_columns_of(Evidence), *more)
    return _table("evidence", "evidence", columns, _ruled(found, rows))


def _all_evidence(found: Publication) -> Iterable[tuple[Row, tuple[Evidence, ...]]]:
    """Each record that can have evidence, by the columns that say which it is, and its evidence."""
    corpus = found.corpus
    for proposal in corpus.proposals:
        yield {"of": "proposal", "proposal": proposal.id}, proposal.evidence
    for priority in corpus.priorities:
        yield {"of": "priority", "priority": priority.id}, priority.evidence
    for measure in corpus.measures:
        yield {"of": "measure", "measure": measure.id}, measure.evidence
        for number, done in enumerate(measure.follow_ups, start=1):
            yield {"of": "follow_up", "measure": measure.id, "row": number}, done.evidence
    for link in corpus.links:
        pair = {"proposal": link.proposal, "measure": link.measure}
        yield {"of": "link", **pair, "claimed_by": link.claimed_by}, link.evidence
    for verdict in corpus.verdicts:
        owner = {"proposal": verdict.proposal, "claimed_by": verdict.claimed_by}
        yield {"of": "verdict", **owner}, verdict.evidence
    for number, claim in enumerate(corpus.claims, start=1):
        yield {"of": "claim", "claimed_by": claim.claimed_by, "row": number}, claim.evidence


def _follow_ups(found: Publication) -> Table:
    rows = [
        {
            "measure": measure.id,
            "row": number,
            **_cells(done),
            "state_label": label(found.language, done.state),
        }
        for measure in found.corpus.measures
        for number, done in enumerate(measure.follow_ups, start=1)
    ]
    columns = (Column("measure"), _ROW, *_columns_of(FollowUp), *_named("state_label"))
    return _table("follow_ups", "follow_up", columns, rows)


def _claims(found: Publication) -> Table:
    rows = [
        {"row": number, **_cells(claim)} for number, claim in enumerate(found.corpus.claims, start=1)
    ]
    return _table("claims", "claim", (_ROW, *_columns_of(Claim)), rows)


def _chapters(found: Publication) -> Table:
    counts = {row.chapter.id: len(row.rows) for row in found.coverage.chapters if row.chapter}
    rows = [{**_cells(each), "documented": counts[each.id]} for each in found.corpus.chapters]
    columns = (*_columns_of(Chapter), *_named(("documented", Kind.NUMBER)))
    return _table("chapters", "chapter", columns, rows)


def _priorities(found: Publication) -> Table:
    groups = {row.priority.id: row for row in found.coverage.priorities if row.priority}
    rows = [
        {
            **_cells(each),
            "listed": len(groups[each.id].rows),
            "answered": groups[each.id].answered,
        }
        for each in found.corpus.priorities
    ]
    more = _named(("listed", Kind.NUMBER), ("answered", Kind.NUMBER), "rule")
    return _table("priorities", "priority", (*_columns_of(Priority), *more), _ruled(found, rows))


def _documents_of(found: Publication) -> dict[str, Document]:
    return {"proposals": found.corpus.proposals_document, "plan": found.corpus.plan_document}


def _documents(found: Publication) -> Table:
    rows = [{"document": name, **_cells(each)} for name, each in _documents_of(found).items()]
    return _table("documents", "document", (Column("document"), *_columns_of(Document)), rows)


def _declared(found: Publication) -> Table:
    rows = [
        {"document": name, **_cells(each)}
        for name, document in _documents_of(found).items()
        for each in document.declared
    ]
    return _table("declared", "declared", (Column("document"), *_columns_of(Declared)), rows)


def _records(name: str, record: str, model: type) -> Callable[[Publication], Table]:
    """A table of records that nothing is computed of."""

    def make(found: Publication) -> Table:
        rows = [_cells(each) for each in getattr(found.corpus, name)]
        return _table(name, record, _columns_of(model), rows)

    return make


def _suggestions(found: Publication) -> Table:
    names = ("proposal", "measure", "proposal_title", "measure_title")
    more = _named(*names, ("score", Kind.NUMBER), "band", ("verified", Kind.FLAG))
    rows = [
        {
            "proposal": each.proposal.id,
            "measure": each.measure.id,
            "proposal_title": each.proposal.title,
            "measure_title": each.measure.title,
            "score": round(each.score, 1),
            "band": str(each.band) if each.band else None,
            "verified": False,
        }
        for each in found.suggestions or ()
    ]
    return _table("suggestions", "suggestion", more, rows)


def _columns(made: Iterable[Table]) -> Table:
    """What each column of the other tables says."""
    rows = [
        {
            "table": each.name,
            "column": column.name,
            "meaning": column.meaning or meaning(each.record, column.name),
        }
        for each in made
        for column in each.columns
    ]
    columns = _named("table", "column", "meaning")
    return _table("columns", "column", columns, rows)


_TABLES: Mapping[str, Callable[[Publication], Table]] = {
    "about": _about,
    "figures": _figures,
    "proposals": _proposals,
    "measures": _measures,
    "links": _links,
    "evidence": _evidence,
    "verdicts": _verdicts,
    "dismissals": _records("dismissals", "dismissal", Dismissal),
    "follow_ups": _follow_ups,
    "claims": _claims,
    "searches": _records("searches", "search", Search),
    "sources": _records("sources", "source", Source),
    "actors": _records("actors", "actor", Actor),
    "chapters": _chapters,
    "priorities": _priorities,
    "documents": _documents,
    "declared": _declared,
    "warnings": _warnings,
}

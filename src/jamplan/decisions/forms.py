"""The form of suggested pairs, filled in in a spreadsheet: CSV as rows, rows as decisions.

A row is one decision: an accepted pair is a link, a refused one a dismissal, an empty answer nothing.
The checks are those of a decision made on the command line.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from jamplan.corpus.findings import Finding, RefusedError, UnreadError
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Basis, Dismissal, Extent, Link, Measure, Proposal, names_in
from jamplan.corpus.staleness import text_of
from jamplan.decisions.making import Statement, draft_link, find_actor, refused
from jamplan.decisions.recording import New, key_of, on_record
from jamplan.documents.filebytes import read_bytes
from jamplan.language.folding import one_line, same_id, without_accents
from jamplan.language.formulas import as_typed
from jamplan.language.nearest import nearest

TO_FILL = ("keep", "extent", "basis", "claimed_by", "source", "quote", "locator", "note")
TEXTS = ("proposal_title", "proposal_text", "measure_title", "measure_text")
COLUMNS = ("proposal", "measure", *TO_FILL, *TEXTS, "score", "band", "words", "warnings", "on_record")

LIMIT_ROWS = 100_000

_VALUES = {
    "keep": {
        **dict.fromkeys(("oui", "o", "x", "yes", "y", "1", "vrai", "true"), "yes"),
        **dict.fromkeys(("non", "n", "no", "0", "faux", "false"), "no"),
    },
    "basis": {
        **{basis.value: basis.value for basis in Basis},
        "explicite": "explicit",
        "implicite": "implicit",
        "ambigue": "ambiguous",
        "comparee": "compared",
    },
    "extent": {
        **{extent.value: extent.value for extent in Extent},
        "entiere": "full",
        "partielle": "partial",
        "nonprecisee": "unstated",
    },
}


Cells = Mapping[str, str]
"""The cells of a row that are not empty, by column."""


def read_form(path: Path) -> dict[int, Cells]:
    """Return the rows of a form by their number, as a spreadsheet counts: the titles are row 1.

    Reads CSV as this tool, Excel and LibreOffice write it: UTF-8, UTF-16 or Windows-1252; commas,
    semicolons or tabs. Raises :class:`UnreadError`.
    """
    text = _decoded(read_bytes(path))
    if text is None:
        raise UnreadError("form-not-text", path)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    # Strict: a quotation mark that is never closed would swallow all rows below it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: dict[int, Cells] = {}
    number = 1
    try:
        titles = [title.strip().lower() for title in next(reader, [])]
        columns = [title for title in titles if title in COLUMNS]
        if not {"proposal", "measure", "keep"} <= set(columns) or len(set(columns)) < len(columns):
            raise UnreadError("form-columns", path)
        for number, row in enumerate(reader, start=2):
            pairs = zip(titles, map(str.strip, row), strict=False)
            rows[number] = {title: as_typed(cell) for title, cell in pairs if title in COLUMNS and cell}
            if number > LIMIT_ROWS:
                raise UnreadError("form-too-long", path, limit=LIMIT_ROWS)
    except csv.Error:
        raise UnreadError("form-quotation-mark", path, number + 1) from None
    return {number: cells for number, cells in rows.items() if cells}


def _decoded(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data or data.startswith((b"%PDF", b"PK\x03\x04")):
        return None
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


class Outcome(StrEnum):
    """What a row comes to. The codes are part of the JSON output."""

    ADDED = "added"
    CONFIRMED = "confirmed"
    """Somebody else recorded the same."""
    KNOWN = "known"
    REFUSED = "refused"
    EMPTY = "empty"
    """No answer."""


RECORDED = (Outcome.ADDED, Outcome.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a row comes to.

    ``decision`` is the one to be recorded or on record; for a refused row, the one that it contradicts.
    ``new`` are the actors that the decision needs first.
    """

    row: int
    proposal: str
    measure: str
    outcome: Outcome
    decision: Link | Dismissal | None = None
    new: New = field(default_factory=New)
    finding: Finding | None = None


def decide(corpus: Corpus, rows: Mapping[int, Cells], *, by: str, on: str) -> tuple[Result, ...]:
    """Return what the rows of a form come to on a corpus, decided by a person on a day."""
    results: list[Result] = []
    earlier: dict[tuple[str, ...], int] = {}
    for number, cells in rows.items():
        proposal, measure = (one_line(cells.get(name, "")) for name in ("proposal", "measure"))
        result = Result(row=number, proposal=proposal, measure=measure, outcome=Outcome.EMPTY)
        if "keep" in cells:
            try:
                result = _decided(corpus, cells, result, by, on)
                _check_rows(corpus, result, earlier)
            except RefusedError as error:
                result = replace(result, outcome=Outcome.REFUSED, finding=error.findings[0])
        if result.outcome in RECORDED and result.new.actors:
            corpus = replace(corpus, actors=(*corpus.actors, *result.new.actors))
        results.append(result)
    return tuple(results)


def with_new_actors(corpus: Corpus, results: tuple[Result, ...]) -> Corpus:
    """Return a corpus with the actors that the decisions add, so that they have names."""
    new = [actor for result in results if result.outcome in RECORDED for actor in result.new.actors]
    return replace(corpus, actors=(*corpus.actors, *new))


def _check_rows(corpus: Corpus, result: Result, earlier: dict[tuple[str, ...], int]) -> None:
    """Refuse a second row on the same statement, and one that contradicts a row above."""
    assert result.decision is not None
    pair = (result.proposal, result.measure)
    opposite = (*pair, "no" if isinstance(result.decision, Link) else "yes")
    key = key_of(result.decision)
    row = earlier.get(opposite) or earlier.get(key)
    if row is not None:
        raise refused(corpus, "form-row-repeated", row=str(row))
    earlier[key] = result.row
    earlier[*pair, "yes" if isinstance(result.decision, Link) else "no"] = result.row


def _decided(corpus: Corpus, cells: Cells, result: Result, by: str, on: str) -> Result:
    answer = _value(corpus, "keep", cells)
    proposal = corpus.proposal[_id(corpus, cells, "proposal")]
    measure = corpus.measure[_id(corpus, cells, "measure")]
    _check_texts(corpus, cells, proposal, measure)
    result = replace(result, proposal=proposal.id, measure=measure.id)
    note = _sound(cells.get("note", "")) or None
    decision: Link | Dismissal
    if answer == "no":
        decision, new = (
            Dismissal(proposal=proposal.id, measure=measure.id, by=by, on=on, note=note),
            New(),
        )
    else:
        decision, new = _link(corpus, cells, result, by, on)
    return _beside_record(corpus, replace(result, decision=decision, new=new), by)


def _link(corpus: Corpus, cells: Cells, result: Result, by: str, on: str) -> tuple[Link, New]:
    basis = Basis(_value(corpus, "basis", cells) or Basis.COMPARED)
    extent = _value(corpus, "extent", cells)
    claimed_by = _sound(cells.get("claimed_by", "")) or None
    source, quote, locator = (_sound(cells.get(name, "")) for name in ("source", "quote", "locator"))
    if "basis" not in cells and (source or quote or claimed_by):
        raise refused(corpus, "form-basis-missing", values=", ".join(Basis))
    if basis is Basis.COMPARED and not locator:
        raise refused(corpus, "form-place-missing")
    known = {same_id(record.id): record.id for record in corpus.source.values()}
    statement = Statement(
        decided_by=by,
        on=on,
        claimed_by=claimed_by,
        sources=[known.get(same_id(source), source)] if source else [],
        quotes=[quote] if quote else [],
        # A comparison of the texts is one of both, and so is where they were read.
        locators=[locator] * (2 if basis is Basis.COMPARED else 1) if locator else [],
        note=_sound(cells.get("note", "")) or None,
    )
    proposal, measure = corpus.proposal[result.proposal], corpus.measure[result.measure]
    wanted = Extent(extent) if extent else None
    return draft_link(corpus, proposal, measure, basis, statement, extent=wanted)


def _beside_record(corpus: Corpus, result: Result, by: str) -> Result:
    """Return what a decision is beside those on record: new, the same, or refused."""
    decision = result.decision
    assert decision is not None
    contrary = _contrary(corpus, decision, by)
    old = on_record(corpus, decision)
    if contrary or (old and not _says_the_same(decision, old)):
        raise refused(corpus, "form-on-record", proposal=decision.proposal)
    if old is None:
        return replace(result, outcome=Outcome.ADDED)
    assert isinstance(old, Link | Dismissal)
    if isinstance(old, Dismissal) or by in {old.by, *names_in(old.confirmed_by)}:
        return replace(result, outcome=Outcome.KNOWN, decision=old, new=New())
    return replace(result, outcome=Outcome.CONFIRMED)


def _says_the_same(decision: Link | Dismissal, old: object) -> bool:
    if isinstance(decision, Link) and isinstance(old, Link):
        known = (old.basis, old.extent, old.note, old.evidence)
        return (decision.basis, decision.extent, decision.note, decision.evidence) == known
    return isinstance(old, Dismissal) and decision.note in {None, old.note}


def _contrary(corpus: Corpus, decision: Link | Dismissal, by: str) -> bool:
    """Tell whether the same claimant is on record with the contrary."""
    actor = find_actor(corpus, by)
    if isinstance(decision, Dismissal):
        links = corpus.links_of_proposal.get(decision.proposal, ())
        return any(
            link.measure == decision.measure and actor is not None and link.claimed_by == actor.id
            for link in links
        )
    verdicts = corpus.verdicts_of.get(decision.proposal, ())
    if any(verdict.claimed_by == decision.claimed_by for verdict in verdicts):
        return True
    is_own = decision.basis is Basis.COMPARED or (actor and decision.claimed_by == actor.id)
    dismissals = corpus.dismissals_of.get(decision.proposal, ())
    return bool(is_own) and any(
        dismissal.measure == decision.measure and dismissal.by == by for dismissal in dismissals
    )


def _id(corpus: Corpus, cells: Cells, column: str) -> str:
    """Return the id that a cell names, in any case."""
    value = one_line(cells.get(column, ""))
    ids = {
        same_id(name): name for name in (corpus.proposal if column == "proposal" else corpus.measure)
    }
    if same_id(value) not in ids:
        near = tuple(nearest(value, list(ids.values())))
        raise refused(corpus, "form-id-unknown", value=value, column=column, nearest=near)
    return ids[same_id(value)]


def _check_texts(corpus: Corpus, cells: Cells, proposal: Proposal, measure: Measure) -> None:
    """Refuse a row whose texts are not those of the corpus: somebody read others."""
    texts = (proposal.title, text_below(proposal), measure.title, text_below(measure))
    for column, text in zip(TEXTS, texts, strict=True):
        if column in cells and _fold(cells[column]) != _fold(text):
            raise refused(corpus, "form-text-changed", column=column)


def text_below(item: Proposal | Measure) -> str:
    """Return what is below an item's title: its text and its sub-measures, one a line."""
    return text_of(item).removeprefix(item.title).removeprefix("\n")


def _value(corpus: Corpus, column: str, cells: Cells) -> str | None:
    """Return the value of a cell with few possible ones, None if it is empty."""
    if column not in cells:
        return None
    value = _VALUES[column].get(_fold(cells[column]))
    if value is None:
        values = ", ".join(_VALUES[column])
        raise refused(corpus, "form-value", value=cells[column], column=column, values=values)
    return value


def _fold(text: str) -> str:
    """Return a text without case, accents, spaces and signs, which spreadsheets change."""
    return re.sub(r"[\W_]+", "", without_accents(text).casefold())


def _sound(text: str) -> str:
    return one_line(text.encode("utf-8", "replace").decode()).strip()

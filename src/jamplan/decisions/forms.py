"""The form of suggested pairs, filled in in a spreadsheet: CSV as rows, rows as decisions.

A row is one decision: an accepted pair is a link, a refused one a dismissal, an empty answer nothing.
The checks are those of a decision made on the command line.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from jamplan.corpus.findings import Finding, Place, RefusedError, UnreadError
from jamplan.corpus.loading import Corpus, load
from jamplan.corpus.model import Basis, Dismissal, Extent, Link, Measure, Proposal, Verdict
from jamplan.corpus.records import is_date
from jamplan.corpus.staleness import Staleness, text_of
from jamplan.decisions import agreement, making
from jamplan.decisions.agreement import RECORDED, Decided, Outcome, Result, beside_record, excludes
from jamplan.decisions.making import Statement, draft_dismissal, draft_link, refused, same_content
from jamplan.decisions.recording import Change, Claimed, Decision, Done, decisions_on, with_texts
from jamplan.documents.filebytes import decoded, read_bytes
from jamplan.language.differences import nearest
from jamplan.language.folding import as_recorded, as_typed, id_like, same_id, without_accents

_TO_FILL = ("keep", "extent", "basis", "claimed_by", "source", "quote", "locator", "note", "by", "on")
_TEXTS = ("proposal_title", "proposal_text", "measure_title", "measure_text")
COLUMNS = ("proposal", "measure", *_TO_FILL, *_TEXTS, "score", "band", "words", "warnings", "on_record")

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
    text = decoded(read_bytes(path))
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


def drafted(corpus: Corpus, rows: Mapping[int, Cells], *, by: str, on: str) -> Decided:
    """Return each row as the decision of a person, whatever others have decided."""
    results: list[Result] = []
    own: dict[str, Corpus] = {}
    known: list[Decision] = [*corpus.links, *corpus.verdicts, *corpus.dismissals]
    above: dict[str, list[tuple[int, Decision]]] = defaultdict(list)
    for number, cells in rows.items():
        proposal, measure = (as_recorded(cells.get(name, "")) for name in ("proposal", "measure"))
        result = Result(row=number, proposal=proposal, measure=measure, outcome=Outcome.EMPTY)
        if "keep" in cells:
            try:
                # Semicolons are between the names of several people.
                person, day = (_text(cells, "by") or by).replace(";", ","), _text(cells, "on") or on
                if not is_date(day):
                    raise refused(corpus, "bad-date", key="on", value=day)
                if person not in own:
                    own[person] = _with(corpus, [each for each in known if each.by == person])
                result = _decided(own[person], cells, result, person, day)
                assert result.decision is not None
                for row, other in above[result.proposal]:
                    if excludes(other, result.decision):
                        raise refused(corpus, "form-row-repeated", row=str(row))
                above[result.proposal].append((number, result.decision))
            except RefusedError as error:
                result = replace(result, outcome=Outcome.REFUSED, finding=error.findings[0])
        if result.outcome in RECORDED and result.change and (actor := result.change.actor):
            corpus = replace(corpus, actors=(*corpus.actors, actor))
            own.clear()
        results.append(result)
    return tuple(results), corpus


def drafted_in(corpus: Corpus, other: Corpus, *, by: str | None) -> Decided:
    """Return the decisions of another corpus on the same documents, by the lines of its records.

    They keep their names and days; ``by`` took those that have none. Raises
    :class:`DifferentDocumentsError`.
    """
    agreement.check_documents(corpus, other)
    results = []
    staleness = Staleness(other)
    for kind in ("links", "verdicts", "dismissals"):
        for number, record in enumerate(getattr(other, kind), 1):
            line, measure = other.place(f"{kind}[{number}]").line, getattr(record, "measure", "")
            row = Result(row=line, proposal=record.proposal, measure=measure, outcome=Outcome.ADDED)
            decision = replace(record, by=(record.by or by or "").replace(";", ",") or None)
            try:
                if not isinstance(decision, Dismissal):
                    if staleness.changes(decision):
                        raise refused(corpus, "form-text-changed", column="read")
                    corpus, decision = _as_here(corpus, other, decision)
                results.append(replace(row, change=Change(None, decision)))
            except RefusedError as error:
                results.append(replace(row, outcome=Outcome.REFUSED, finding=error.findings[0]))
    return tuple(results), corpus


def _as_here(corpus: Corpus, other: Corpus, decision: Claimed) -> tuple[Corpus, Claimed]:
    """Return a decision of another corpus with the ids and texts of this one, which gets its claimant.

    Raises :class:`RefusedError` if its evidence does not hold here.
    """
    objections = decision.objections if isinstance(decision, Link) else ()
    making.check_evidence(
        corpus, [*decision.evidence, *(each for one in objections for each in one.evidence)]
    )
    actor = other.actor[decision.claimed_by]
    known = making.find_actor(corpus, actor.name)
    if known is None:
        known = replace(actor, id=making.free_id(actor.id, {same_id(id_) for id_ in corpus.actor}))
        corpus = replace(corpus, actors=(*corpus.actors, known))
    decision = replace(decision, claimed_by=known.id)
    return corpus, with_texts(decision, corpus) if decision.read else decision


def reader(path: Path, *, by: str | None, on: str) -> Callable[[Corpus], Decided]:
    """Return what drafts the decisions of a form, or of a folder, for a corpus.

    ``by`` and ``on`` are the person and the day of those that name none. Raises
    :class:`UnreadError` and :class:`CorpusError`.
    """
    if path.is_dir():
        return partial(drafted_in, other=load(path), by=by)
    return partial(drafted, rows=read_form(path), by=by or NOBODY, on=on)


NOBODY = "?"
"""The name in which a form without names is shown."""


def as_corpus(corpus: Corpus, read: Callable[[Corpus], Decided]) -> Decided:
    """Return the decisions of a form or a folder alone, as a corpus, and the results of its rows."""
    results, named = read(_with(corpus, []))
    decided = (result.decision for result in results if not result.finding)
    return results, _with(named, [decision for decision in decided if decision])


def differing(corpus: Corpus, path: Path, *, on: str) -> tuple[Corpus, list[str]]:
    """Return the decisions of a form or a folder as a corpus, and the proposals decided differently.

    Raises as :func:`reader`, and :class:`RefusedError` if nobody's name is given.
    """
    drafts, theirs = as_corpus(corpus, reader(path, by=None, on=on))
    results, _named = beside_record(corpus, (drafts, replace(corpus, actors=theirs.actors)))
    differ = [result for result in results if result.finding and signed(result, path)]
    return theirs, [*dict.fromkeys(result.proposal for result in differ)]


def signed(result: Result, path: Path) -> Change | None:
    """Return the change of a row that has one. Raises :class:`RefusedError` without a name."""
    if result.change and result.by in {None, NOBODY}:
        raise RefusedError(Finding("form-unsigned", Place(str(path)), {"path": str(path)}))
    return result.change


def _with(corpus: Corpus, decisions: Sequence[Decision]) -> Corpus:
    """Return a corpus with these decisions alone."""
    return replace(
        corpus,
        links=tuple(each for each in decisions if isinstance(each, Link)),
        verdicts=tuple(each for each in decisions if isinstance(each, Verdict)),
        dismissals=tuple(each for each in decisions if isinstance(each, Dismissal)),
    )


def _decided(corpus: Corpus, cells: Cells, result: Result, by: str, on: str) -> Result:
    answer = _value(corpus, "keep", cells)
    proposal = corpus.proposal[_id(corpus, cells, "proposal")]
    measure = corpus.measure[_id(corpus, cells, "measure")]
    result = replace(result, proposal=proposal.id, measure=measure.id)
    _check_texts(corpus, cells, proposal, measure)
    statement = Statement(decided_by=by, on=on, note=_text(cells, "note") or None)
    if answer == "no":
        change = draft_dismissal(corpus, proposal, measure, statement)
    else:
        change = _link(corpus, cells, proposal, measure, statement)
    known, decision = change.before, change.after
    assert decision is not None
    others = [other for other in decisions_on(corpus, proposal.id) if other != known]
    if change.done is Done.NOTHING:
        outcome = Outcome.KNOWN
    elif known is None:
        outcome = Outcome.ADDED
    elif isinstance(known, Link) and isinstance(decision, Link) and same_content(known, decision):
        outcome = Outcome.CONFIRMED
    else:
        outcome = Outcome.REFUSED
    if outcome is Outcome.REFUSED or any(excludes(other, decision) for other in others):
        raise refused(corpus, "form-on-record", proposal=proposal.id)
    return replace(result, outcome=outcome, change=change)


def _link(
    corpus: Corpus, cells: Cells, proposal: Proposal, measure: Measure, statement: Statement
) -> Change:
    basis = Basis(_value(corpus, "basis", cells) or Basis.COMPARED)
    extent = _value(corpus, "extent", cells)
    names = ("claimed_by", "source", "quote", "locator")
    claimed_by, source, quote, locator = (_text(cells, name) for name in names)
    if "basis" not in cells and (source or quote or claimed_by):
        raise refused(corpus, "form-basis-missing", values=", ".join(Basis))
    if basis is Basis.COMPARED and not locator:
        raise refused(corpus, "form-place-missing")
    statement = replace(
        statement,
        claimed_by=claimed_by or None,
        sources=[id_like(source, corpus.source) or source] if source else [],
        quotes=[quote] if quote else [],
        # A comparison rests on both texts, so the place counts for both.
        locators=[locator] * (2 if basis is Basis.COMPARED else 1) if locator else [],
    )
    return draft_link(
        corpus, proposal, measure, basis, statement, extent=Extent(extent) if extent else None
    )


def _id(corpus: Corpus, cells: Cells, column: str) -> str:
    """Return the id that a cell names, in any case."""
    value = as_recorded(cells.get(column, ""))
    known = corpus.proposal if column == "proposal" else corpus.measure
    id_ = id_like(value, known)
    if id_ is None:
        near = tuple(nearest(value, known))
        raise refused(corpus, "form-id-unknown", value=value, column=column, nearest=near)
    return id_


def _check_texts(corpus: Corpus, cells: Cells, proposal: Proposal, measure: Measure) -> None:
    """Refuse a row whose texts are not those of the corpus: somebody read others."""
    for column, text in texts_of(proposal, measure).items():
        if column in cells and _fold(cells[column]) != _fold(text):
            raise refused(corpus, "form-text-changed", column=column)


def texts_of(proposal: Proposal, measure: Measure) -> Cells:
    """Return the texts of a pair by column: titles, and what is below them, a sub-measure a line."""
    texts: dict[str, str] = {}
    for name, item in (("proposal", proposal), ("measure", measure)):
        texts[f"{name}_title"] = item.title
        texts[f"{name}_text"] = text_of(item).removeprefix(item.title).removeprefix("\n")
    return texts


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


def _text(cells: Cells, column: str) -> str:
    return as_recorded(cells.get(column, ""))

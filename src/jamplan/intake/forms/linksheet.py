"""The form of suggested pairs, filled in: from the rows of a spreadsheet to decisions or refusals.

A row holds exactly where the command ``link`` or ``dismiss`` would record it, and where it says nothing
else than what is on record. Nothing here reads or writes files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from jamplan.corpus import Corpus
from jamplan.findings import Finding, RefusedError
from jamplan.intake.forms.linkfile import FileFault, FileFaultError, Rows, read_rows
from jamplan.model import Basis, Dismissal, Extent, Link, Measure, Proposal, Verdict, names_in
from jamplan.reviewing.drafts import (
    Statement,
    again,
    dismissed,
    draft_link,
    find_actor,
    with_place,
)
from jamplan.reviewing.recording import New, key_of, on_record
from jamplan.staleness import same_reading, text_of
from jamplan.text.folding import one_line, same_id, without_accents
from jamplan.text.formulas import as_typed
from jamplan.text.nearest import nearest

PROPOSAL, MEASURE, KEEP = "proposal", "measure", "keep"
EXTENT, BASIS, CLAIMED_BY, NOTE = "extent", "basis", "claimed_by", "note"
SOURCE, QUOTE, LOCATOR = "source", "quote", "locator"
PLACES = ("proposal_quote", "proposal_locator", "measure_quote", "measure_locator")
"""Where a person read who compared the texts: in the proposal's text, and in the measure's."""
TO_FILL = (KEEP, EXTENT, BASIS, CLAIMED_BY, SOURCE, QUOTE, LOCATOR, *PLACES, NOTE)
"""The columns that the form leaves empty."""
TEXTS = ("proposal_title", "proposal_text", "measure_title", "measure_text")
"""The columns with what whoever fills the form in reads and decides on."""
TO_READ = (
    "score",
    "band",
    "band_label",
    "words",
    "warnings",
    "on_record",
    "proposal_number",
    "proposal_title",
    "proposal_text",
    "chapter",
    "measure_number",
    "measure_title",
    "measure_text",
    "priority",
)
"""The columns that the form fills in."""
COLUMNS = (PROPOSAL, MEASURE, *TO_FILL, *TO_READ)

_TITLES = {
    PROPOSAL: "proposal, proposal id, proposition, id de la proposition",
    MEASURE: "measure, measure id, mesure, id de la mesure",
    KEEP: "keep, kept, garder, à garder, gardée, retenir, à retenir, retenue",
    EXTENT: "extent, ampleur",
    BASIS: "basis, formulation",
    CLAIMED_BY: "claimed by, according to, selon, selon qui, affirmé par",
    SOURCE: "source",
    QUOTE: "quote, citation",
    LOCATOR: "locator, place, endroit, emplacement",
    "proposal_quote": "proposal quote, citation de la proposition, citation proposition",
    "proposal_locator": "proposal locator, proposal place, endroit de la proposition, "
    "endroit proposition, emplacement de la proposition",
    "measure_quote": "measure quote, citation de la mesure, citation mesure",
    "measure_locator": "measure locator, measure place, endroit de la mesure, endroit mesure, "
    "emplacement de la mesure",
    NOTE: "note, remark, remarque",
    "proposal_title": "proposal title, titre de la proposition",
    "proposal_text": "proposal text, texte de la proposition",
    "measure_title": "measure title, titre de la mesure",
    "measure_text": "measure text, texte de la mesure",
}
_MORE = re.compile(r"(source|quote|locator|citation|endroit|emplacement)([2-9])")
_YES = "oui, o, x, yes, y, 1, vrai, true"
_NO = "non, n, no, 0, faux, false"
_PARTLY = "en partie, partielle, partiel, partly, in part, partial"
_BASES = {
    Basis.EXPLICIT: "explicit, explicite, en toutes lettres, in so many words",
    Basis.IMPLICIT: "implicit, implicite",
    Basis.AMBIGUOUS: "ambiguous, ambiguë, ambigu",
    Basis.COMPARED: "compared, comparée, comparé, par comparaison des textes, by comparing the texts",
}
_EXTENTS = {
    Extent.FULL: "full, whole, entière, entier",
    Extent.PARTIAL: _PARTLY,
    Extent.UNSTATED: "unstated, not established, non établie, non établi",
}


def _fold(text: str) -> str:
    """A title or an answer without case, accents, spaces and signs."""
    return re.sub(r"[\W_]+", "", without_accents(text).casefold())


def _known(words: Mapping[Any, str]) -> dict[str, str]:
    return {_fold(word): name for name, listed in words.items() for word in listed.split(",")}


class Answer(StrEnum):
    """What « keep » says of a pair."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


_COLUMN_OF = _known(_TITLES) | {_fold(name): name for name in COLUMNS}
_ANSWER_OF = _known({Answer.YES: _YES, Answer.PARTLY: _PARTLY, Answer.NO: _NO})
_BASIS_OF = _known(_BASES)
_EXTENT_OF = _known(_EXTENTS)


# The sheet


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the form: its number as the spreadsheet counts, and its cells that are not empty."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form that somebody filled in."""

    name: str | None
    """The sheet's name; None in CSV."""
    lines: tuple[Line, ...]
    ignored: tuple[str, ...]
    """The titles of columns that the form does not have."""


def column_of(title: str) -> str | None:
    """The column that a title stands for, in French or English; None where it is not of the form."""
    key = _fold(title)
    more = _MORE.fullmatch(key)
    if more:
        return f"{_COLUMN_OF[more[1]]}_{more[2]}"
    return _COLUMN_OF.get(key)


def read_sheet(data: bytes) -> Sheet:
    """Read the bytes of a form, CSV or XLSX.

    Raises :class:`~jamplan.intake.forms.linkfile.FileFaultError`, and
    :class:`~jamplan.documents.limits.UnreadError` on what harms or is damaged.
    """
    wanted = {PROPOSAL, MEASURE, KEEP}
    rows = read_rows(data, lambda titles: wanted <= set(map(column_of, titles)))
    columns = _columns(rows)
    lines = (
        Line(
            number,
            {
                columns[place]: as_typed(cell)
                for place, cell in enumerate(cells)
                if cell and place in columns
            },
        )
        for number, cells in rows.rows
    )
    ignored = [title for title in rows.head if title and column_of(title) is None]
    return Sheet(rows.sheet, tuple(line for line in lines if line.cells), tuple(dict.fromkeys(ignored)))


def _columns(rows: Rows) -> dict[int, str]:
    """The columns by where they stand. Raises where one stands twice."""
    found: dict[int, str] = {}
    for place, title in enumerate(rows.head):
        column = column_of(title)
        if column in found.values():
            raise FileFaultError(FileFault.COLUMN_TWICE, limit=title)
        if column is not None:
            found[place] = column
    return found


# What becomes of its rows


class Outcome(StrEnum):
    """What becomes of a row. The codes are part of the JSON output."""

    ADDED = "added"
    CHANGED = "changed"
    """More is said of what is on record: its extent, a note, another text."""
    CONFIRMED = "confirmed"
    """Somebody else had recorded it."""
    KNOWN = "known"
    """It is on record already."""
    REFUSED = "refused"
    UNDECIDED = "undecided"
    """Nothing stands under « keep »."""


RECORDED = (Outcome.ADDED, Outcome.CHANGED, Outcome.CONFIRMED)


class RowFault(StrEnum):
    """Why a row is refused, where that is not a finding. The codes are part of the JSON output."""

    KEEP_UNKNOWN = "keep-unknown"
    BASIS_UNKNOWN = "basis-unknown"
    EXTENT_UNKNOWN = "extent-unknown"
    ID_MISSING = "id-missing"
    NO_SUCH_PROPOSAL = "no-such-proposal"
    NO_SUCH_MEASURE = "no-such-measure"
    TEXT_CHANGED = "text-changed"
    """The text in the row is not the one of the corpus: somebody decided on another."""
    EXTENT_CONTRADICTED = "extent-contradicted"
    """« keep » says in part, and the extent does not."""
    BASIS_MISSING = "basis-missing"
    """A source or another claimant is named, and not how it is stated."""
    ONLY_COMPARED = "only-compared"
    """Places of one's own reading beside a basis that a source states."""
    SAID_TWICE = "said-twice"
    """A quote or a place both as the proposal's and without saying which text's."""
    ON_RECORD_DIFFERS = "on-record-differs"
    CONTRADICTS_RECORD = "contradicts-record"
    """The same claimant or person decided otherwise."""
    CONTRADICTS_ROW = "contradicts-row"
    REPEATS_ROW = "repeats-row"
    """Another row says it otherwise: another source, another note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a row is refused, in which column, and what it clashes with."""

    code: RowFault | str
    """Where it is none of this module's, the code of ``finding``."""
    column: str
    value: str = ""
    nearest: tuple[str, ...] = ()
    finding: Finding | None = None
    on_record: Link | Verdict | Dismissal | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What becomes of one row."""

    row: int
    outcome: Outcome
    proposal: str
    """The id, or what stands in its place."""
    measure: str
    before: Link | Dismissal | None = None
    decision: Link | Dismissal | None = None
    """What is on record after it; None where it is refused or undecided."""
    new: New = field(default_factory=New)
    fault: Fault | None = None
    unused: tuple[str, ...] = ()
    """Columns that are filled in and recorded nowhere: all without an answer, some with « no »."""
    stale: bool = False
    """On record already, on texts that have changed since."""
    same_as: int | None = None
    """The row that says the same."""


def decide(corpus: Corpus, sheet: Sheet, *, decided_by: str, on: str) -> tuple[Result, ...]:
    """What each row of a form comes to on a corpus, decided by a person on a day (ISO 8601).

    Rows hold one by one: what is refused keeps none of the others back. A row that contradicts an
    earlier one is refused, as is one that contradicts the record.
    """
    desk = _Desk(corpus, decided_by, on)
    return tuple(desk.result(line) for line in sheet.lines)


def with_new_actors(corpus: Corpus, results: Sequence[Result]) -> Corpus:
    """A corpus with the actors that rows would add, so that they can be named."""
    added = [actor for each in results if each.outcome in RECORDED for actor in each.new.actors]
    return replace(corpus, actors=(*corpus.actors, *added))


class _RowError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _refuse(code: RowFault, column: str, value: str = "", **details: object) -> _RowError:
    return _RowError(Fault(code=code, column=column, value=value, **details))  # type: ignore[arg-type]


class _Desk:
    """Decides row by row; what it decided counts for the rows below."""

    def __init__(self, corpus: Corpus, decided_by: str, on: str) -> None:
        self.corpus = corpus
        self.decided_by = decided_by
        self.on = on
        self.proposals = {same_id(each): each for each in corpus.proposal}
        self.measures = {same_id(each): each for each in corpus.measure}
        self.sources = {same_id(each): each for each in corpus.source}
        self.decided: dict[tuple[str, ...], Result] = {}
        self.own: dict[tuple[str, str], Result] = {}
        """The person's own readings of pairs in rows above: compared links and dismissals."""
        self.texts: dict[str, str] = {}

    def result(self, line: Line) -> Result:
        """What becomes of a row."""
        cells = line.cells
        blank = Result(
            row=line.number,
            outcome=Outcome.UNDECIDED,
            proposal=one_line(cells.get(PROPOSAL, "")),
            measure=one_line(cells.get(MEASURE, "")),
        )
        if KEEP not in cells:
            return replace(blank, unused=tuple(name for name in cells if _is_filled_in(name)))
        try:
            found = self._decided(blank, line)
        except _RowError as error:
            return replace(blank, outcome=Outcome.REFUSED, fault=error.fault)
        except RefusedError as error:
            fault = _of_finding(error.findings[0], cells)
            return replace(blank, outcome=Outcome.REFUSED, fault=fault)
        if found.decision is not None and found.same_as is None:
            self.decided[key_of(found.decision)] = found
            if self._is_own(found.decision):
                self.own[found.decision.proposal, found.decision.measure] = found
            if found.new.actors:
                actors = (*self.corpus.actors, *found.new.actors)
                self.corpus = replace(self.corpus, actors=actors)
        return found

    def _decided(self, blank: Result, line: Line) -> Result:
        cells = line.cells
        answer = _ANSWER_OF.get(_fold(cells[KEEP]))
        if answer is None:
            raise _refuse(RowFault.KEEP_UNKNOWN, KEEP, cells[KEEP])
        proposal = self.corpus.proposal[self._id(PROPOSAL, cells)]
        measure = self.corpus.measure[self._id(MEASURE, cells)]
        self._check_texts(cells, proposal, measure)
        blank = replace(blank, proposal=proposal.id, measure=measure.id)
        if answer == Answer.NO:
            return self._dismissal(blank, cells)
        link, new = self._link(cells, proposal, measure, partly=answer == Answer.PARTLY)
        drafted = replace(blank, decision=link, new=new)
        return self._against_record(drafted, link, extent=answer == Answer.PARTLY or EXTENT in cells)

    def _id(self, column: str, cells: Mapping[str, str]) -> str:
        """The id that is meant: whole, in any case."""
        value = one_line(cells.get(column, ""))
        if not value:
            raise _refuse(RowFault.ID_MISSING, column)
        ids = self.proposals if column == PROPOSAL else self.measures
        found = ids.get(same_id(value))
        if found is None:
            code = RowFault.NO_SUCH_PROPOSAL if column == PROPOSAL else RowFault.NO_SUCH_MEASURE
            raise _refuse(code, column, value, nearest=tuple(nearest(value, ids.values())))
        return found

    def _check_texts(self, cells: Mapping[str, str], proposal: Proposal, measure: Measure) -> None:
        """Refuse a row whose texts are not those of the corpus: somebody read others."""
        for item, title, text in ((proposal, *TEXTS[:2]), (measure, *TEXTS[2:])):
            for column in (title, text):
                if column in cells and _fold(cells[column]) != self._text(item, column):
                    raise _refuse(RowFault.TEXT_CHANGED, column, item.id)

    def _text(self, item: Proposal | Measure, column: str) -> str:
        key = f"{column} {item.id}"
        if key not in self.texts:
            self.texts[key] = _fold(item.title if column.endswith("title") else text_below(item))
        return self.texts[key]

    def _dismissal(self, blank: Result, cells: Mapping[str, str]) -> Result:
        wanted = Dismissal(
            proposal=blank.proposal,
            measure=blank.measure,
            by=self.decided_by,
            on=self.on,
            note=_sound(cells.get(NOTE, "")) or None,
        )
        unused = tuple(name for name in cells if _is_filled_in(name) and name not in {KEEP, NOTE})
        drafted = replace(blank, decision=wanted, unused=unused)
        self._check_own(wanted)
        earlier = self.decided.get(key_of(wanted))
        if earlier is not None:
            return _beside(drafted, earlier, same=wanted.note in {None, _note(earlier)})
        old = on_record(self.corpus, wanted)
        found = dismissed(self.corpus, wanted)
        if old is None or not isinstance(old, Dismissal):
            return replace(drafted, outcome=Outcome.ADDED)
        if found == old:
            return replace(drafted, outcome=Outcome.KNOWN, before=old, decision=old)
        if old.note:
            raise _refuse(RowFault.ON_RECORD_DIFFERS, NOTE, wanted.note or "", on_record=old)
        return replace(drafted, outcome=Outcome.CHANGED, before=old)

    def _link(
        self, cells: Mapping[str, str], proposal: Proposal, measure: Measure, *, partly: bool
    ) -> tuple[Link, New]:
        basis = self._basis(cells)
        extent = _choice(_EXTENT_OF, EXTENT, RowFault.EXTENT_UNKNOWN, cells)
        if partly:
            if extent not in {None, Extent.PARTIAL}:
                raise _refuse(RowFault.EXTENT_CONTRADICTED, EXTENT, cells[EXTENT])
            extent = Extent.PARTIAL
        sources, quotes, locators = _evidence(cells, compared=basis is Basis.COMPARED)
        said = Statement(
            decided_by=self.decided_by,
            on=self.on,
            claimed_by=_sound(cells.get(CLAIMED_BY, "")) or None,
            sources=[self.sources.get(same_id(each), each) for each in sources],
            quotes=quotes,
            locators=locators,
            note=_sound(cells.get(NOTE, "")) or None,
        )
        return draft_link(
            self.corpus,
            proposal,
            measure,
            basis,
            said,
            extent=None if extent is None else Extent(extent),
        )

    def _basis(self, cells: Mapping[str, str]) -> Basis:
        """The basis: where the cell is empty, one's own reading, unless something else was meant."""
        basis = _choice(_BASIS_OF, BASIS, RowFault.BASIS_UNKNOWN, cells)
        if basis is not None:
            return Basis(basis)
        claimant = find_actor(self.corpus, _sound(cells.get(CLAIMED_BY, self.decided_by)))
        own = find_actor(self.corpus, self.decided_by)
        named = CLAIMED_BY in cells and _fold(cells[CLAIMED_BY]) != _fold(self.decided_by)
        if SOURCE in cells or (named and (claimant is None or claimant != own)):
            raise _refuse(RowFault.BASIS_MISSING, BASIS)
        return Basis.COMPARED

    def _against_record(self, drafted: Result, link: Link, *, extent: bool) -> Result:
        """A link beside what rows above and the record say of it; ``extent``: it says an extent."""
        self._check_own(link)
        for verdict in self.corpus.verdicts_of.get(link.proposal, ()):
            if verdict.claimed_by == link.claimed_by:
                raise _refuse(RowFault.CONTRADICTS_RECORD, KEEP, on_record=verdict)
        earlier = self.decided.get(key_of(link))
        if earlier is not None and isinstance(earlier.decision, Link):
            return _beside(drafted, earlier, same=_says_no_more(link, earlier.decision, extent=extent))
        old = on_record(self.corpus, link)
        if not isinstance(old, Link):
            return replace(drafted, outcome=Outcome.ADDED)
        differs = _difference(link, old)
        if differs:
            raise _refuse(RowFault.ON_RECORD_DIFFERS, differs, on_record=old)
        # As it is on record, but for what is new.
        anew = replace(
            link,
            evidence=old.evidence,
            by=self.decided_by,
            on=self.on,
            confirmed_by=None,
            confirmed_on=None,
        )
        more = (anew.extent, anew.note) != (old.extent, old.note)
        stood_by = self.decided_by in {old.by, *names_in(old.confirmed_by)}
        if stood_by and not more:
            stale = not same_reading(old, anew)
            return replace(drafted, outcome=Outcome.KNOWN, before=old, decision=old, stale=stale)
        outcome = Outcome.CHANGED if more or old.by is None else Outcome.CONFIRMED
        return replace(drafted, outcome=outcome, before=old, decision=again(old, anew))

    def _check_own(self, wanted: Link | Dismissal) -> None:
        """Refuse an own reading of a pair that the same person read otherwise."""
        if not self._is_own(wanted):
            return
        pair = wanted.proposal, wanted.measure
        earlier = self.own.get(pair)
        if earlier is not None and type(earlier.decision) is not type(wanted):
            raise _refuse(RowFault.CONTRADICTS_ROW, KEEP, row=earlier.row)
        known: Sequence[Link | Dismissal]
        if isinstance(wanted, Link):
            known = self.corpus.dismissals_of.get(wanted.proposal, ())
        else:
            known = self.corpus.links_of_proposal.get(wanted.proposal, ())
        for each in known:
            if each.measure == wanted.measure and self._is_own(each):
                raise _refuse(RowFault.CONTRADICTS_RECORD, KEEP, on_record=each)

    def _is_own(self, decision: Link | Dismissal) -> bool:
        """Whether a decision is the person's own reading, and no source's statement."""
        if isinstance(decision, Dismissal):
            return decision.by == self.decided_by
        own = find_actor(self.corpus, self.decided_by)
        new = decision.basis is Basis.COMPARED and own is None
        return new or (own is not None and decision.claimed_by == own.id)


def text_below(item: Proposal | Measure) -> str:
    """What stands below an item's title: its text and its sub-measures, one a line."""
    return text_of(item).removeprefix(item.title).removeprefix("\n")


def _choice(
    values: Mapping[str, str], column: str, fault: RowFault, cells: Mapping[str, str]
) -> str | None:
    if column not in cells:
        return None
    found = values.get(_fold(cells[column]))
    if found is None:
        raise _refuse(fault, column, cells[column])
    return found


def _evidence(cells: Mapping[str, str], *, compared: bool) -> tuple[list[str], list[str], list[str]]:
    """Sources, quotes and places in their order; of a comparison, the proposal's text comes first."""
    count = 1 + max(
        (int(name[-1]) - 1 for name in cells if _MORE.fullmatch(name.replace("_", ""))), default=0
    )
    names = [_numbered(SOURCE, QUOTE, LOCATOR, number) for number in range(1, count + 1)]
    sources = [_sound(cells[source]) for source, _, _ in names if source in cells]
    quotes = [_sound(cells.get(quote, "")) for _, quote, _ in names]
    locators = [_sound(cells.get(locator, "")) for _, _, locator in names]
    places = [name for name in PLACES if name in cells]
    if places and not compared:
        raise _refuse(RowFault.ONLY_COMPARED, places[0])
    if places:
        quotes = _both(cells, quotes, "proposal_quote", "measure_quote")
        locators = _both(cells, locators, "proposal_locator", "measure_locator")
    return sources, _ended(quotes), _ended(locators)


def _numbered(*parts: str | int) -> tuple[str, str, str]:
    *names, number = parts
    source, quote, locator = (name if number == 1 else f"{name}_{number}" for name in names)
    return str(source), str(quote), str(locator)


def _both(cells: Mapping[str, str], given: list[str], first: str, second: str) -> list[str]:
    """What is said of the two texts, by columns of their own or by the order."""
    found = [*given, "", ""][: max(len(given), 2)]
    for place, column in enumerate((first, second)):
        if column in cells:
            if found[place]:
                raise _refuse(RowFault.SAID_TWICE, column, cells[column])
            found[place] = _sound(cells[column])
    return found


def _ended(values: list[str]) -> list[str]:
    while values and not values[-1]:
        values.pop()
    return values


def _sound(text: str) -> str:
    # What the files do not keep at the ends of a text goes too.
    return one_line(text.encode("utf-8", "replace").decode()).strip()


def _is_filled_in(column: str) -> bool:
    return column in TO_FILL or _MORE.fullmatch(column.replace("_", "")) is not None


def _note(result: Result) -> str | None:
    return result.decision.note if result.decision is not None else None


def _beside(drafted: Result, earlier: Result, *, same: bool) -> Result:
    """A row on the statement of one above: the same, or refused."""
    if not same:
        raise _refuse(RowFault.REPEATS_ROW, KEEP, row=earlier.row)
    return replace(
        drafted,
        outcome=Outcome.KNOWN,
        decision=earlier.decision,
        before=earlier.before,
        same_as=earlier.row,
    )


def _says_no_more(link: Link, earlier: Link, *, extent: bool) -> bool:
    """Whether a row says nothing that one above does not say; what is not said is as it is there."""
    filled = replace(
        link,
        extent=link.extent if extent else earlier.extent,
        evidence=tuple(with_place(each, earlier.evidence) for each in link.evidence),
        note=link.note or earlier.note,
    )
    return _difference(filled, earlier) is None and (filled.extent, filled.note) == (
        earlier.extent,
        earlier.note,
    )


def _difference(link: Link, old: Link) -> str | None:
    """The column by which a link contradicts what the same claimant is on record with."""
    if link.basis is not old.basis:
        return BASIS
    if old.extent is not Extent.UNSTATED and link.extent is not old.extent:
        return EXTENT
    if not set(link.evidence) <= set(old.evidence):
        known = {each.source for each in old.evidence}
        return QUOTE if all(each.source in known for each in link.evidence) else SOURCE
    if old.note and link.note != old.note:
        return NOTE
    return None


_COLUMN_OF_FINDING = {
    "actor-not-found": CLAIMED_BY,
    "actor-alike": CLAIMED_BY,
    "claimant-needed": CLAIMED_BY,
    "source-not-found": SOURCE,
    "source-needed": SOURCE,
    "evidence-needed": SOURCE,
    "evidence-unpaired": SOURCE,
    "places-needed": "proposal_locator",
    "quote-not-found": QUOTE,
}


def _of_finding(finding: Finding, cells: Mapping[str, str]) -> Fault:
    """A refusal of ``link`` as a row's: its code, and the column that it is about."""
    column = _COLUMN_OF_FINDING.get(finding.code, KEEP)
    value = str(finding.details.get("value", finding.details.get("quote", "")))
    for name, cell in cells.items():
        if value and _sound(cell) == value and _is_filled_in(name):
            column = name
    if finding.code == "places-needed" and any(name in cells for name in PLACES[:2]):
        column = "measure_locator"
    return Fault(
        code=finding.code, column=column, value=value, nearest=finding.nearest, finding=finding
    )

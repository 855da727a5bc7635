"""The form of suggested pairs, filled in by a person.

CSV or a workbook as rows, rows as decisions.

A row is one decision: a link, a dismissal, or a conclusion on the proposal alone; an
empty answer is nothing. The checks are those of a decision made on the command line.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from jamplan.corpus.findings import RefusedError
from jamplan.corpus.loading import REQUIRED, Corpus, load, text_of
from jamplan.corpus.model import Measure, Proposal
from jamplan.corpus.records import is_date, is_plan, kind_of
from jamplan.corpus.statements import (
    CONCLUSIONS,
    POSITIONS,
    SAYS,
    Group,
    ReaderAlone,
    Says,
    Statement,
    Words,
)
from jamplan.counting.rules import TAKEN_UP
from jamplan.decisions import agreement, making
from jamplan.decisions.actors import find_actor, free_id, refuse_actor
from jamplan.decisions.agreement import NO_ANSWER, Decided, Result
from jamplan.decisions.entries import Entry, refused
from jamplan.decisions.formrows import beside_record, excludes
from jamplan.decisions.formsheets import (
    TO_FILL,
    Cells,
    Form,
    Names,
    fold,
    read_form,
)
from jamplan.decisions.formsigners import NOBODY, check_one, check_signed
from jamplan.decisions.quoting import check_evidence, source_of_text
from jamplan.decisions.recording import (
    Change,
    decisions_in,
    is_decision,
    reading_of,
    with_texts,
)
from jamplan.evidence.checks import doubts_on
from jamplan.language import N_, language
from jamplan.language.differences import nearest
from jamplan.language.folding import (
    as_recorded,
    id_like,
    same_id,
)
from jamplan.language.people import person_key

WHOLE_TEXT = N_("whole text")
"""Where a comparison was made, unless the form says it."""

_CUT_FROM = 16_000
"""Letters: a cell has 32,767 units of UTF-16, spaces and signs among them."""

_ANSWERING = {*TO_FILL} - {"by", "on"}
"""The columns of which a row that is to say something fills in one."""

DECIDED = tuple(
    says
    for says, meaning in SAYS.items()
    if meaning.group in POSITIONS | CONCLUSIONS or says is Says.NOT_THIS
)
"""What a row may say of a proposal, alone or with a measure."""
OUTCOMES = tuple(
    says for says, meaning in SAYS.items() if meaning.group is Group.OUTCOME
)
"""What a row may say became of its proposal; without one, of its measure."""
CODES: Mapping[str, Mapping[str, str]] = {
    "says": {
        **{says: says for says in (*DECIDED, *OUTCOMES)},
        **dict.fromkeys(
            ("oui", "o", "x", "yes", "y", "1", "vrai", "true"), Says.TAKEN_UP
        ),
        **dict.fromkeys(("non", "n", "no", "0", "faux", "false"), Says.NOT_THIS),
    },
    "words": {words: words for words in Words},
}
"""The columns of few values.

The codes that each takes and what people type, and the value of each.
"""


def folded_codes(column: str) -> dict[str, str]:
    """The values of a column by the words for them, folded."""
    return {fold(code): value for code, value in CODES[column].items()}


def without_decisions(corpus: Corpus) -> Corpus:
    """The corpus of a blind form.

    Nobody has decided on anything, and no name tells who has.
    """
    people = agreement.people_of(corpus)
    publishers = {source.publisher for source in corpus.sources}
    actors = [
        actor
        for actor in corpus.actors
        if actor.id in publishers or person_key(actor.name) not in people
    ]
    return replace(with_decisions(corpus, []), actors=tuple(actors))


def drafted(
    corpus: Corpus, form: Form, *, by: str, on: str, agrees: bool = False
) -> Decided:
    """Return each row of one person's form as their decision, apart from others'.

    Who was shown statements on a proposal did not decide on it apart. What is doubtful
    is refused unless the person ``agrees`` to all of it.
    """
    people = {_person(cells, by) for cells in form.rows.values()}
    drafting = _Drafting(_decided_by(corpus, people), form, by, on, agrees)
    results = tuple(drafting.result_of(number) for number in form.rows)
    return results, _completed(corpus, results)


@dataclass
class _Drafting:
    """The rows of a form that become decisions, one after the other."""

    own: Corpus
    """The corpus with what the person has decided alone, and the actors that rows
    add.
    """
    form: Form
    by: str
    on: str
    agrees: bool
    above: dict[str, list[tuple[int, Statement]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """The rows on each proposal, and their decisions."""

    def __post_init__(self) -> None:
        self.shown = {
            same_id(_text(cells, "proposal"))
            for cells in self.form.rows.values()
            if "on_record" in cells
        }

    def result_of(self, number: int) -> Result:
        """Return what a row comes to."""
        cells = self.form.rows[number]
        proposal, measure = _text(cells, "proposal"), _text(cells, "measure")
        result = Result(row=number, proposal=proposal, measure=measure)
        if _ANSWERING.isdisjoint(cells):
            return result
        try:
            change = self._change(number, cells)
        except RefusedError as error:
            finding = error.findings[0]
            details = {**finding.details, "titles": self.form.titles}
            return replace(result, finding=replace(finding, details=details))
        decision = change.after
        assert decision is not None
        measure = decision.measure or ""
        return Result(
            row=number,
            proposal=decision.about,
            measure=measure,
            change=change,
            by=decision.by,
        )

    def _change(self, number: int, cells: Cells) -> Change:
        """Return the change that a row asks for. Raises :class:`RefusedError`."""
        own, day = self.own, _text(cells, "on") or self.on
        if "says" not in cells:
            key = self.form.titles.get("says", "says")
            about = _text(cells, "proposal")
            raise refused(own, NO_ANSWER, key=key, record=about, column="says")
        if not is_date(day):
            key = self.form.titles.get("on", "on")
            raise refused(own, "bad-date", key=key, value=day)
        person = _person(cells, self.by)
        change = _change(own, cells, person, day, agrees=self.agrees)
        if change.actor:
            own = replace(own, actors=(*own.actors, change.actor))
            refuse_actor(own, person)
        decision = change.after
        assert decision is not None
        if same_id(decision.about) in self.shown:
            seen = replace(agreement.entry_of([decision]), seen=True)
            decision = replace(decision, apart=(seen,))
        for row, other in self.above[decision.about]:
            if excludes(own, other, decision):
                raise refused(own, "form-row-repeated", row=str(row))
        self.above[decision.about].append((number, decision))
        self.own = own
        return replace(change, after=decision)


def _completed(corpus: Corpus, results: Iterable[Result]) -> Corpus:
    """Return a corpus with the actors and measures that the decisions of rows add."""
    actors = dict.fromkeys(corpus.actors)
    readings: set[str | None] = set()
    for result in results:
        if result.change and result.change.actor:
            actors[result.change.actor] = None
        if result.decision and result.decision.read:
            readings.add(result.decision.read.document)
    corpus = replace(corpus, actors=tuple(actors))
    now = reading_of(corpus)
    if now.id in readings - {*corpus.reading}:
        corpus = replace(corpus, readings=(*corpus.readings, now))
    return corpus


def _person(cells: Cells, by: str) -> str:
    """Return who decided a row. Semicolons are between the names of several people."""
    return (_text(cells, "by") or by).replace(";", ",")


def drafted_in(
    corpus: Corpus, other: Corpus, *, by: str | None, agrees: bool = False
) -> Decided:
    """Return another corpus's decisions on the same documents, by lines of records.

    They keep their names and days; ``by`` took those that have none. What is doubtful
    is refused unless the person ``agrees`` to all of it. Raises :class:`WrongDataError`
    if the documents differ.
    """
    agreement.check_documents(corpus, other)
    results = []
    for number, statement in enumerate(other.statements, 1):
        if not is_decision(statement):
            continue
        line = other.place(f"statements[{number}]").line
        name = (statement.by or by or "").replace(";", ",") or None
        decision = replace(statement, by=name)
        row = Result(
            row=line, proposal=statement.about, measure=statement.measure or ""
        )
        try:
            for signer in _signers(decision):
                refuse_actor(corpus, signer)
                refuse_actor(other, signer)
            if statement.says is not Says.NOT_THIS:
                if other.changes(statement):
                    raise refused(corpus, "form-text-changed", column="read")
                corpus, decision = _as_here(corpus, other, decision, agrees=agrees)
            results.append(replace(row, change=Change(None, decision), by=name))
        except RefusedError as error:
            results.append(replace(row, finding=error.findings[0]))
    return tuple(results), _completed(corpus, results)


def _signers(statement: Statement) -> set[str]:
    """Return who signed a statement, and its parts: all names of readers in it."""
    pieces = [*statement.evidence]
    for objection in statement.objections:
        pieces += objection.evidence
    names = [statement.by, *(entry.by for entry in statement.confirmed)]
    names += [objection.by for objection in statement.objections]
    names += [entry.by for entry in statement.apart]
    for piece in pieces:
        names += [mark.by for mark in piece.kept]
    return {*filter(None, names)}


def _as_here(
    corpus: Corpus, other: Corpus, decision: Statement, *, agrees: bool
) -> tuple[Corpus, Statement]:
    """Return another corpus's decision with this one's ids and texts.

    It gets its speaker from there.

    Raises :class:`RefusedError` if its evidence does not hold here.
    """
    pieces = [*decision.evidence]
    for objection in decision.objections:
        pieces += objection.evidence
    check_evidence(corpus, pieces)
    if decision.speaker:
        actor = other.actor[decision.speaker]
        known = find_actor(corpus, actor.name)
        if known is None:
            known = replace(actor, id=free_id(actor.id, corpus.actor))
            corpus = replace(corpus, actors=(*corpus.actors, known))
        decision = replace(decision, speaker=known.id)
    doubts = doubts_on(corpus, decision)
    if doubts and not agrees:
        raise RefusedError(doubts[0].finding)
    decision = making.with_kept(decision, doubts, decision.by, decision.on)
    return corpus, with_texts(decision, corpus) if decision.read else decision


Reader = Callable[[Corpus], Decided]
"""What drafts the decisions of a form or a folder for a corpus."""


def reader(
    path: Path, *, by: str | None, on: str, words: Names, agrees: bool = False
) -> Reader:
    """Return what drafts the decisions of a form, or of a folder, for a corpus.

    ``by`` and ``on`` are the person and the day of those that name none; the person may
    agree to all doubts. Raises :class:`UnreadError`, :class:`CorpusError`, and
    :class:`RefusedError` if a form is several people's.
    """
    is_of_corpus = path.name in REQUIRED or is_plan(path.name)
    path = path.parent if is_of_corpus else path
    if path.is_dir():
        return partial(drafted_in, other=load(path), by=by, agrees=agrees)
    form = read_form(path, words)
    answered = (cells for cells in form.rows.values() if "says" in cells)
    check_one((_person(cells, by or NOBODY) for cells in answered), path)
    person = by or NOBODY
    return partial(drafted, form=form, by=person, on=on, agrees=agrees)


def as_corpus(corpus: Corpus, read: Reader) -> Decided:
    """Return the decisions of a form or folder as a corpus, and its rows' results."""
    results, named = read(with_decisions(corpus, []))
    decided = [row.decision for row in results if row.decision and not row.finding]
    return results, with_decisions(named, decided)


def differing(
    corpus: Corpus, path: Path, *, on: str, words: Names
) -> tuple[Corpus, list[str]]:
    """Return the decisions of a form or folder, and the proposals that differ.

    Raises as :func:`reader`, and :class:`RefusedError` if nobody's name is given, or
    several people's.
    """
    # Whoever settles it is asked about doubtful quotes: they leave out no disagreement.
    read = reader(path, by=None, on=on, words=words, agrees=True)
    drafts, theirs = as_corpus(corpus, read)
    results, _named = beside_record(
        corpus, (drafts, replace(corpus, actors=theirs.actors))
    )
    differ = [result for result in results if result.finding and result.change]
    check_signed(differ, path)
    people = {result.by or NOBODY for result in differ}
    check_one(people, path)
    return _decided_by(theirs, people), [
        *dict.fromkeys(result.proposal for result in differ)
    ]


def _decided_by(corpus: Corpus, people: Collection[str]) -> Corpus:
    """Return a corpus with what some people decided alone."""
    keys = {*map(person_key, people)}
    decisions = [
        each for each in decisions_in(corpus) if person_key(each.by or "") in keys
    ]
    return with_decisions(corpus, decisions)


def with_decisions(corpus: Corpus, decisions: Sequence[Statement]) -> Corpus:
    """Return a corpus with these decisions alone; outcomes and totals stay."""
    others = [each for each in corpus.statements if not is_decision(each)]
    return replace(corpus, statements=(*others, *decisions))


_OWN_REPLACED = frozenset({("own-record", ""), ("unsigned-record", "")})
"""What a row says beside the record of its person is compared later
(:func:`beside_record`).
"""


def _change(corpus: Corpus, cells: Cells, by: str, on: str, *, agrees: bool) -> Change:
    """Return the change that a row asks for."""
    says = Says(_value(corpus, "says", cells) or "")
    told = [column for column in _OF_OUTCOMES if column in cells]
    # Without either, an outcome may be a slip in the list of answers.
    if bool(told) is not (says in OUTCOMES):
        column = [*told, *_OF_OUTCOMES][0]
        value = cells.get(column, "")
        details = {"value": value, "column": column, "values": ()}
        raise refused(corpus, "form-value", **details)
    if says in OUTCOMES:
        entry = Entry(decided_by=by, on=on, about="", says=says, agrees_to_all=agrees)
        return _outcome(corpus, cells, replace(entry, agreed=_OWN_REPLACED))
    proposal = _id(corpus, cells, "proposal")
    typed: str | None = None
    if _needs_measure(says) or (SAYS[says].group in POSITIONS and "measure" in cells):
        typed = _id(corpus, cells, "measure")
    measure = making.measure_of(corpus, says, typed)
    _check_texts(corpus, cells, proposal, measure or "")
    entry = Entry(
        decided_by=by,
        on=on,
        about=proposal,
        says=says,
        measure=measure,
        note=_text(cells, "note") or None,
        agreed=_OWN_REPLACED,
        agrees_to_all=agrees,
    )
    if SAYS[says].alone is ReaderAlone.MUST and (speaker := _text(cells, "speaker")):
        # Nobody says that nothing was found, or is not meant, but its reader.
        raise refused(corpus, "form-speaker-of-reader", value=speaker, says=says)
    if says is not Says.NOT_THIS:
        entry = _backed(corpus, cells, entry)
    if says is Says.REFUSED:
        entry = replace(entry, says=making.refusal_in(corpus, _heard(corpus, entry)))
    return making.draft(corpus, entry)


_OF_OUTCOMES = ("outcome_date", "outcome_text")
"""The columns of outcomes alone."""


def _outcome(corpus: Corpus, cells: Cells, entry: Entry) -> Change:
    """Return the change of a row that says what became of an item."""
    if "proposal" in cells:
        about = _id(corpus, cells, "proposal")
        _check_text(corpus, cells, corpus.proposal[about])
    else:
        about = _id(corpus, cells, "measure")
        _check_text(corpus, cells, corpus.measure[about])
    entry = replace(
        entry,
        about=about,
        date=_text(cells, "outcome_date") or None,
        text=_text(cells, "outcome_text") or None,
        note=_text(cells, "note") or None,
    )
    return making.draft(corpus, _backed(corpus, cells, entry))


def _heard(corpus: Corpus, entry: Entry) -> str | None:
    """Return the id of the actor who speaks in a row; None if nobody on record does."""
    if entry.speaker:
        actor = find_actor(corpus, entry.speaker)
        return actor.id if actor else None
    sources = [corpus.source.get(source) for source, _quote, _locator in entry.evidence]
    return sources[0].publisher if sources and sources[0] else None


def _needs_measure(says: Says) -> bool:
    """Whether a row needs the measure of its pair."""
    return says is Says.NOT_THIS or SAYS[says].group in TAKEN_UP


def _backed(corpus: Corpus, cells: Cells, entry: Entry) -> Entry:
    """Return what a row says with what it rests on.

    Without a source it is a comparison, which rests on both texts as the form has them.
    What follows the id of a source is its name, for people.
    """
    says = entry.says
    assert says is not None
    source, quote, locator = (
        _text(cells, name) for name in ("source", "quote", "locator")
    )
    source = source.partition(" ")[0]
    words = _words_of(corpus, cells, says)
    speaker = _text(cells, "speaker") or None
    page = _text(cells, "page")
    entry = replace(
        entry,
        words=words,
        speaker=speaker,
        page=int(page) if page.isdecimal() else None,
    )
    if source or SAYS[says].alone is ReaderAlone.NEVER:
        piece = (id_like(source, corpus.source) or source, quote, locator)
        return replace(entry, evidence=[piece] if any(piece) else ())
    is_stated = bool(quote or speaker) and words is not Words.COMPARED
    if is_stated or words not in {None, Words.COMPARED}:
        raise refused(corpus, "evidence-needed")
    return _compared(corpus, entry, quote, locator)


def _words_of(corpus: Corpus, cells: Cells, says: Says) -> Words | None:
    """The words of a row; of a reader's conclusion none but a comparison's."""
    column = "words"
    value = _value(corpus, column, cells)
    words = Words(value) if value else None
    if SAYS[says].alone is ReaderAlone.MUST and words not in {None, Words.COMPARED}:
        values = (Words.COMPARED,)
        raise refused(
            corpus, "form-value", value=cells[column], column=column, values=values
        )
    return words


def _compared(corpus: Corpus, entry: Entry, quote: str, locator: str) -> Entry:
    """A row's entry as a comparison of both texts, the quote being the proposal's."""
    entry = replace(entry, words=Words.COMPARED, speaker=None)
    if not entry.measure:
        return entry
    place = locator or language(corpus.language).gettext(WHOLE_TEXT)
    pieces = []
    for item, words_read in (
        (corpus.proposal[entry.about], quote),
        (corpus.measure[entry.measure], ""),
    ):
        if origin := source_of_text(corpus, item):
            pieces.append((origin, words_read, place))
    return replace(entry, evidence=pieces)


def _id(corpus: Corpus, cells: Cells, column: str) -> str:
    """Return the id that a cell names, in any case."""
    value = _text(cells, column)
    known = corpus.proposal if column == "proposal" else corpus.measure
    if id_ := id_like(value, known):
        return id_
    near = tuple(nearest(value, known))
    raise refused(corpus, "form-id-unknown", value=value, column=column, nearest=near)


def _check_texts(corpus: Corpus, cells: Cells, proposal: str, measure: str) -> None:
    """Refuse a row whose texts are not those of the corpus: somebody read others."""
    _check_text(corpus, cells, corpus.proposal[proposal])
    if measure:
        _check_text(corpus, cells, corpus.measure[measure])


def _check_text(corpus: Corpus, cells: Cells, item: Proposal | Measure) -> None:
    """Refuse a row with another text of an item."""
    for column, text in texts_of(item).items():
        cell = fold(cells.get(column, text))
        # A workbook cuts what is too long for a cell.
        if cell != fold(text)[: len(cell) if len(cell) > _CUT_FROM else None]:
            raise refused(corpus, "form-text-changed", column=column)


def texts_of(*items: Proposal | Measure) -> Cells:
    """Return the texts of a pair by column.

    Titles, and what is below them, a sub-measure a line.
    """
    texts: dict[str, str] = {}
    for item in items:
        name = kind_of(type(item))
        texts[f"{name}_title"] = item.title
        texts[f"{name}_text"] = (
            text_of(item).removeprefix(item.title).removeprefix("\n")
        )
    return texts


def _value(corpus: Corpus, column: str, cells: Cells) -> str | None:
    """Return the value of a cell with few possible ones, None if it is empty."""
    if column not in cells:
        return None
    value = folded_codes(column).get(fold(cells[column]))
    if value is None:
        values = tuple(dict.fromkeys(CODES[column].values()))
        raise refused(
            corpus, "form-value", value=cells[column], column=column, values=values
        )
    return value


def _text(cells: Cells, column: str) -> str:
    return as_recorded(cells.get(column, ""))

"""Statements drafted from what a person says, refused if not to be defended.

A draft is a change to the record of a corpus; ``jamplan.decisions.recording`` writes
it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jamplan.corpus import model
from jamplan.corpus.findings import RefusedError
from jamplan.corpus.loading import Corpus
from jamplan.corpus.records import is_date
from jamplan.corpus.statements import (
    SAYS,
    SOME,
    TOTALS,
    Group,
    Lack,
    Needs,
    ReaderAlone,
    Says,
    Statement,
    Words,
    lacking,
)
from jamplan.decisions.actors import find_actor, new_actor, refuse_actor
from jamplan.decisions.entries import AskedError, Entry, refused
from jamplan.decisions.quoting import source_of_text, typed_evidence
from jamplan.decisions.recording import Change, on_record, with_texts
from jamplan.decisions.repeating import (
    again,
    completed_by,
    same_content,
    with_note,
)
from jamplan.evidence.carrying import (
    DoubtCode,
    QuotedWords,
    doubts,
    is_partly,
    positions_in,
    tells,
)
from jamplan.evidence.checks import POSITION_OF, Doubt, doubts_on
from jamplan.language.folding import as_name, as_recorded, folded
from jamplan.language.people import same_person


def draft(corpus: Corpus, entry: Entry) -> Change:
    """Return the change that puts what a person enters on record.

    A statement keeps the objections that it has. One with the same content is
    confirmed. Raises :class:`RefusedError`; :class:`AskedError` if the person may agree
    to it.
    """
    refuse_actor(corpus, entry.decided_by)
    new, actor = _entered(corpus, entry)
    known = on_record(corpus, new)
    if known is None:
        return Change(None, checked(corpus, entry, new), actor)
    if not entry.anew:
        new = completed_by(new, known)
    if not same_person(known.by or "", entry.decided_by):
        # A remark of one's own is added to what another reader recorded, and replaces
        # nothing.
        noted = with_note(known, entry.note, entry.decided_by)
        if same_content(known, replace(new, note=known.note)):
            new = replace(new, note=noted.note)
            return Change(known, again(noted, checked(corpus, entry, new)), actor)
    if same_content(known, new):
        return Change(known, again(known, checked(corpus, entry, new)), actor)
    if _refuse_replacing(corpus, known, entry):
        new = replace(new, apart=known.apart, confirmed=())
    return Change(known, checked(corpus, entry, new), actor)


def revision(corpus: Corpus, entry: Entry, known: Statement, new: Statement) -> Change:
    """Return the change by which a person's own statement says something else.

    Raises :class:`AskedError` until they have agreed to it, and to the doubts about its
    quotes.
    """
    refuse_actor(corpus, entry.decided_by)
    _refuse_replacing(corpus, known, entry)
    return Change(known, checked(corpus, entry, replace(new, confirmed=())))


def _refuse_replacing(corpus: Corpus, known: Statement, entry: Entry) -> bool:
    """Whether a statement may be replaced. Raises :class:`RefusedError` if it may not.

    What another reader recorded never is; one's own, and what nobody signed, if one
    agrees. Who decides anew is not told what is on record.
    """
    says = known.says
    if entry.anew and not same_person(known.by or "", entry.decided_by):
        raise refused(corpus, "hidden-record")
    if known.by is None:
        code = "unsigned-record"
    elif same_person(known.by, entry.decided_by):
        code = "own-record"
    else:
        raise refused(corpus, "other-record", name=known.by, says=says)
    if not entry.agrees((code, "")):
        raise AskedError(refused(corpus, code, says=says).findings, [(code, "")])
    return True


def checked(corpus: Corpus, entry: Entry, new: Statement) -> Statement:
    """Return a statement whose doubts are kept by who recorded it.

    Raises :class:`RefusedError` for a quote that is too short, and :class:`AskedError`
    for doubts that the person has not agreed to.
    """
    unkept = doubts_on(corpus, new)
    for doubt in unkept:
        if doubt.finding.code == "quote-too-short":
            raise RefusedError(doubt.finding)
    asked = [doubt for doubt in unkept if not entry.agrees(doubt.key)]
    if asked:
        keys = [doubt.key for doubt in asked]
        raise AskedError([doubt.finding for doubt in asked], keys)
    return with_kept(new, unkept, entry.decided_by, entry.on)


def with_kept(
    statement: Statement, agreed: Iterable[Doubt], by: str | None, on: str | None
) -> Statement:
    """Return a statement with doubts about its quotes confirmed by a reader."""
    pieces = list(statement.evidence)
    for doubt in agreed:
        mark = model.Kept(code=doubt.finding.code, by=by, on=on)
        piece = pieces[doubt.number]
        pieces[doubt.number] = replace(piece, kept=(*piece.kept, mark))
    return replace(statement, evidence=tuple(pieces))


def _entered(corpus: Corpus, entry: Entry) -> tuple[Statement, model.Actor | None]:
    """Return the entered statement, as the texts are now, and an actor if new."""
    says = entry.says
    assert says is not None
    group = SAYS[says].group
    is_of_proposal = entry.about in corpus.proposal or entry.about in TOTALS
    if group is not Group.OUTCOME and not is_of_proposal:
        raise refused(corpus, "about-items", says=says, about=entry.about)
    if entry.words is None and _is_comparison(corpus, entry):
        entry = replace(entry, words=Words.COMPARED)
    evidence = typed_evidence(corpus, entry)
    speaker, actor = _speaker(corpus, entry, evidence)
    words = _words(corpus, entry, evidence, speaker)
    if words is Words.COMPARED:
        speaker, actor = None, None
    measure = entry.measure or None
    document = None if measure else _document(corpus, entry)
    if SAYS[says].needs is Needs.READING:
        measure = None
    statement = Statement(
        about=entry.about,
        says=says,
        measure=measure,
        document=document,
        measure_inferred=entry.measure_inferred,
        words=words,
        speaker=speaker,
        count=entry.count,
        date=entry.date,
        evidence=evidence,
        text=entry.text,
        note=entry.note,
        by=entry.decided_by,
        on=entry.on,
    )
    statement = with_texts(statement, corpus)
    _refuse_lacking(corpus, statement)
    return statement, actor


def _is_comparison(corpus: Corpus, entry: Entry) -> bool:
    """Whether quotes of both documents are side by side, and none of them says it.

    An answer speaks to what it answers, so its words are read; so are those of a
    speaker who is named.
    """
    assert entry.says is not None
    if entry.speaker or SAYS[entry.says].alone is ReaderAlone.NEVER:
        return False
    proposal = corpus.proposal.get(entry.about)
    measure = corpus.measure.get(entry.measure or "")
    if proposal is None or measure is None or proposal.id in measure.answers:
        return False
    texts = {source_of_text(corpus, proposal), source_of_text(corpus, measure)}
    quoted = [piece for piece in entry.evidence if piece[1]]
    if len(texts) < 2 or not texts <= {piece[0] for piece in quoted}:
        return False
    pieces = [model.Evidence(source=piece[0], quote=piece[1]) for piece in quoted]
    return proposed_words(entry.says, pieces) is Words.IMPLICIT


def _words(
    corpus: Corpus,
    entry: Entry,
    evidence: Sequence[model.Evidence],
    speaker: str | None,
) -> Words:
    """Return how evidence says what is entered: as entered, on record or in its quotes.

    Raises :class:`RefusedError` if they don't tell, or if the evidence does not do for
    it.
    """
    says = entry.says
    assert says is not None
    words = entry.words
    if words is None:
        words = _words_on_record(corpus, entry, evidence, speaker)
    if words is None:
        words = proposed_words(says, evidence)
    is_quoted = any(piece.quote for piece in evidence)
    if SAYS[says].needs is Needs.QUOTE and not is_quoted:
        raise refused(corpus, "quote-needed", says=says)
    if words is None:
        raise refused(corpus, "words-needed")
    if not evidence and (words is not Words.COMPARED or entry.speaker):
        raise refused(corpus, "evidence-needed")
    if words is Words.COMPARED and SAYS[says].alone is ReaderAlone.NEVER:
        raise refused(corpus, "quote-needed", says=says)
    return words


def _document(corpus: Corpus, entry: Entry) -> str | None:
    """Return the document of a statement without measure; None if there is but one."""
    return entry.document if len(corpus.plans) > 1 else None


_CODES_OF_LACKS = {
    Lack.EVIDENCE: "evidence-needed",
    Lack.QUOTE: "quote-needed",
    Lack.MEASURE: "measure-needed",
    Lack.COUNT: "count-needed",
}


def _refuse_lacking(corpus: Corpus, statement: Statement) -> None:
    """Raise :class:`RefusedError` if a statement lacks what it needs."""
    for lacks in lacking(statement):
        raise refused(corpus, _CODES_OF_LACKS[lacks], says=statement.says)
    if statement.date is not None and not is_date(statement.date):
        raise refused(corpus, "bad-date", key="date", value=statement.date)
    count_ = statement.count
    if count_ is not None and count_ != SOME and not isinstance(count_, int):
        raise refused(corpus, "bad-quantity", key="count", value=count_)


def proposed_words(says: Says, evidence: Sequence[model.Evidence]) -> Words | None:
    """How evidence says something, as far as its words tell; None if they don't.

    Without evidence a reader compared the texts. A quote with the verb or label of what
    is said is explicit, without one a reader reads it so.
    """
    if not evidence or SAYS[says].alone is ReaderAlone.MUST:
        return Words.COMPARED
    quotes = [piece.quote for piece in evidence if piece.quote]
    if not quotes:
        return None
    if _tell(says, quotes):
        return Words.EXPLICIT
    return Words.IMPLICIT


def _tell(says: Says, quotes: Sequence[str]) -> bool:
    """Whether quotes say something in so many words."""
    position = POSITION_OF.get(SAYS[says].group)
    if position is not None:
        quoted = [QuotedWords(quote) for quote in quotes]
        codes = {doubt.code for doubt in doubts(quoted, position, is_explicit=True)}
        return not _NOT_TOLD & codes
    if says not in _ENTRIES:
        # No words of the lexicon put a proposal aside: a reader reads it so.
        return False
    is_told = any(tells(quote, _ENTRIES[says]) for quote in quotes)
    if says is Says.NOTED:
        return is_told and not any(map(positions_in, quotes))
    if says in {Says.CARRIED_OUT, Says.CARRIED_OUT_IN_PART}:
        is_part = says is Says.CARRIED_OUT_IN_PART
        return is_told and any(map(is_partly, quotes)) is is_part
    return is_told


_ENTRIES = {
    Says.NOTED: "notes",
    Says.CARRIED_OUT: "done",
    Says.CARRIED_OUT_IN_PART: "done",
    Says.UNDER_WAY: "under_way",
    Says.STALLED: "stalled",
    Says.NOT_CARRIED_OUT: "not_done",
    Says.ABANDONED: "dropped",
}
"""The entry of the lexicon whose words say it, of what is no yes, partly or no."""

_NOT_TOLD = {DoubtCode.WITHOUT_VERB, DoubtCode.SAYS_OTHERWISE}
"""The doubts whether the words of quotes themselves say what is recorded."""


def _words_on_record(
    corpus: Corpus,
    entry: Entry,
    evidence: Sequence[model.Evidence],
    speaker: str | None,
) -> Words | None:
    """The words of the statement repeated without its quotes, if it is on record."""
    if not evidence or any(piece.quote for piece in evidence) or entry.anew:
        return None
    for known in corpus.statements_on.get(entry.about, ()):
        is_same = known.measure == (entry.measure or None) and known.says is entry.says
        sources = {piece.source for piece in known.evidence}
        if is_same and evidence[0].source in sources and known.speaker == speaker:
            return known.words
    return None


def draft_objection(
    corpus: Corpus, entry: Entry, *, text: str, date: str | None
) -> Change:
    """Return the change that adds an objection to a statement.

    Without a date, it takes the objection off.

    ``entry`` chooses one of several statements. What another reader objected is neither
    replaced nor taken off. Raises :class:`RefusedError`.
    """
    refuse_actor(corpus, entry.decided_by)
    statement = find_one(corpus, replace(entry, evidence=()))
    if statement is None:
        raise refused(corpus, "no-statement", about=entry.about)
    text = as_recorded(text)
    wanted = folded(text).casefold()
    others = tuple(
        known
        for known in statement.objections
        if folded(known.text).casefold() != wanted
    )
    if date is None:
        if others == statement.objections:
            return Change(None, None)
        _refuse_of_others(corpus, entry, statement, others)
        return Change(statement, replace(statement, objections=others))
    if not is_date(date):
        raise refused(corpus, "bad-date", key="date", value=date)
    evidence = typed_evidence(corpus, entry)
    if not evidence:
        raise refused(corpus, "evidence-needed")
    signed = {"by": entry.decided_by, "on": entry.on}
    objection = model.Objection(date=date, text=text, evidence=evidence, **signed)
    for known in statement.objections:
        if replace(objection, by=known.by, on=known.on) == known:
            return Change(statement, statement)
    _refuse_of_others(corpus, entry, statement, others)
    return Change(statement, replace(statement, objections=(*others, objection)))


def _refuse_of_others(
    corpus: Corpus,
    entry: Entry,
    statement: Statement,
    left: Sequence[model.Objection],
) -> None:
    """Raise :class:`RefusedError` if an objection not left is another reader's."""
    for known in statement.objections:
        is_own = known.by is None or same_person(known.by, entry.decided_by)
        if known not in left and not is_own:
            raise refused(corpus, "other-record", name=known.by, says=known.text)


def removal(corpus: Corpus, entry: Entry) -> Change:
    """Return the change that takes a statement off the record, or that does nothing.

    Raises :class:`RefusedError` if several are meant, or if another reader recorded it.
    """
    known = find_one(corpus, entry)
    if known is None:
        return Change(None, None)
    if known.by is not None and not same_person(known.by, entry.decided_by):
        raise refused(corpus, "other-record", name=known.by, says=known.says)
    return Change(known, None)


def find_one(corpus: Corpus, entry: Entry) -> Statement | None:
    """Return the statement on record that an entry means; one's own before others'.

    What it says, its measure, speaker and source choose one of several. Raises
    :class:`RefusedError` if they don't.
    """
    statements = [
        known
        for known in corpus.statements_on.get(entry.about, ())
        if _says_what_is_meant(known, entry)
    ]
    if entry.says is None:
        statements = _beside_those_set_aside(statements)
    statements = [known for known in statements if _has_voice(corpus, known, entry)]
    own = [
        known for known in statements if same_person(known.by or "", entry.decided_by)
    ]
    statements = own or statements
    if len(statements) > 1:
        names = [_named(corpus, known) for known in statements]
        raise refused(corpus, "several-statements", named=", ".join(names))
    return statements[0] if statements else None


def _beside_those_set_aside(statements: list[Statement]) -> list[Statement]:
    """Return statements without pairs to set aside, meant by name or alone."""
    others = [known for known in statements if known.says is not Says.NOT_THIS]
    return others or statements


def _says_what_is_meant(known: Statement, entry: Entry) -> bool:
    """Whether a statement on an item says what is entered, as far as it is entered."""
    return (
        known.measure == (entry.measure or None)
        and entry.says in {None, known.says}
        and entry.count in {None, known.count}
        and entry.words in {None, known.words}
    )


def _has_voice(corpus: Corpus, known: Statement, entry: Entry) -> bool:
    """Whether a statement has the speaker and sources that are entered, if any."""
    if entry.speaker is not None:
        actor = find_actor(corpus, as_recorded(entry.speaker))
        wanted = actor.id if actor else None
        if wanted not in _speakers(corpus, known):
            return False
    sources = {source for source, _quote, _locator in entry.evidence if source}
    return sources <= {piece.source for piece in known.evidence}


def _speakers(corpus: Corpus, statement: Statement) -> set[str]:
    """Return the actors who say a statement."""
    if statement.speaker:
        return {statement.speaker}
    return {corpus.source[piece.source].publisher for piece in statement.evidence}


def _named(corpus: Corpus, statement: Statement) -> str:
    """Return what tells one of several statements from the others."""
    names = sorted(_speakers(corpus, statement))
    if statement.is_compared:
        names = [statement.by] if statement.by else []
    sources = [piece.source for piece in statement.evidence]
    who = ", ".join(dict.fromkeys([*names, *sources])) or "?"
    return f"{statement.says.replace('_', '-')} ({who})"


def _speaker(
    corpus: Corpus, entry: Entry, evidence: Sequence[model.Evidence]
) -> tuple[str | None, model.Actor | None]:
    """Return the id of who speaks, None for the publisher; and an actor that is new."""
    if entry.speaker is None:
        return None, None
    name = as_name(entry.speaker)
    known = find_actor(corpus, name)
    actor = known or new_actor(corpus, name, sure=False)
    publishers = {corpus.source[piece.source].publisher for piece in evidence}
    if publishers == {actor.id}:
        return None, None
    return actor.id, None if known else actor


def measure_of(corpus: Corpus, says: Says, measure: str | None) -> str | None:
    """Return the measure that a statement names, of a pair that is shown.

    What is taken up is taken up by it, and an answer bears a refusal. Of a plan, a
    refusal and what is neither yes nor no are of the whole; conclusions name none.
    """
    group = SAYS[says].group
    if group in {Group.YES, Group.PARTLY, Group.PAIR}:
        return measure
    if group in {Group.NO, Group.OPEN} and corpus.answers_each:
        return measure
    return None


def refusal_in(corpus: Corpus, speaker: str | None) -> Says:
    """What a refusal is called by its speaker.

    The addressee refuses; others say that it is not taken up.
    """
    addressees = {plan.document.publisher for plan in corpus.plans} - {None}
    if not addressees or speaker in addressees:
        return Says.REFUSED
    return Says.NOT_TAKEN_UP

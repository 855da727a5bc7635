"""Statements drafted from what a person says, and refused if they could not be defended.

A draft is a change to the record of a corpus; ``jamplan.decisions.recording`` writes it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TypeVar

from jamplan.corpus import model
from jamplan.corpus.findings import (
    NOWHERE,
    Finding,
    Place,
    RefusedError,
    WrongDataError,
)
from jamplan.corpus.loading import Corpus, text_key, text_of
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
from jamplan.decisions.recording import Change, on_record, with_texts
from jamplan.evidence.carrying import DoubtCode, QuotedWords, cut_before, doubts
from jamplan.evidence.checks import (
    POSITION_OF,
    Doubt,
    Texts,
    actor_named_as,
    doubts_on,
    look_up,
)
from jamplan.evidence.quotes import Found, Part, SourceText, find_quote
from jamplan.language import language
from jamplan.language.differences import nearest
from jamplan.language.folding import as_id, as_name, as_recorded, folded, same_id
from jamplan.language.people import same_person

Piece = tuple[str, str, str]
"""A piece of evidence as it is typed: a source's id, a quote and a locator; empty if there is none."""
Agreed = frozenset[tuple[str, str]]
"""What a reader has agreed to: codes of findings, each with the quote that it is on, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a person enters on an item, before it is checked.

    ``speaker`` is the id or name of an actor, or the name of a new one; None if the publisher of the
    source speaks. Without a source, the person compared the texts. ``words`` None: what the quote
    itself tells. What is not said stays as it is on record, unless ``anew``.
    """

    decided_by: str
    on: str
    about: str
    says: Says | None = None
    """None: of whatever is on record."""
    measure: str | None = None
    document: str | None = None
    words: Words | None = None
    speaker: str | None = None
    count: int | str | None = None
    date: str | None = None
    text: str | None = None
    evidence: Sequence[Piece] = ()
    page: int | None = None
    """The page of the file on which a quote is, if its locator does not tell."""
    quoted: bool = False
    """Whether quotes are the speaker's own words, as others print them."""
    note: str | None = None
    measure_inferred: bool = False
    anew: bool = False
    agreed: Agreed = frozenset()
    agrees_to_all: bool = False

    def agrees(self, key: tuple[str, str]) -> bool:
        """Whether the person has agreed to something that is asked."""
        return self.agrees_to_all or key in self.agreed


class AskedError(RefusedError):
    """Nothing was recorded, because the person has to agree to something first.

    ``keys`` has what they agree to, finding by finding.
    """

    def __init__(
        self, findings: Iterable[Finding], keys: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(*findings)
        self.keys = tuple(keys)


def draft(corpus: Corpus, entry: Entry) -> Change:
    """Return the change that puts what a person enters on record.

    A statement keeps the objections that it has. One with the same content is confirmed. Raises
    :class:`RefusedError`; :class:`AskedError` if the person may agree to it.
    """
    refuse_actor(corpus, entry.decided_by)
    new, actor = _entered(corpus, entry)
    known = on_record(corpus, new)
    if known is None:
        return Change(None, checked(corpus, entry, new), actor)
    if not entry.anew:
        new = _completed_by(new, known)
    if not same_person(known.by or "", entry.decided_by):
        # A remark of one's own is added to what another reader recorded, and replaces nothing.
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

    Raises :class:`AskedError` until they have agreed to it, and to the doubts about its quotes.
    """
    refuse_actor(corpus, entry.decided_by)
    _refuse_replacing(corpus, known, entry)
    return Change(known, checked(corpus, entry, replace(new, confirmed=())))


def refuse_actor(corpus: Corpus, name: str) -> None:
    """Raise :class:`RefusedError` if a reader has the name of an actor."""
    if actor := actor_named_as(corpus, name):
        raise refused(corpus, "reader-is-actor", name=name, actor=actor)


def _refuse_replacing(corpus: Corpus, known: Statement, entry: Entry) -> bool:
    """Whether a statement may be replaced. Raises :class:`RefusedError` if it may not.

    What another reader recorded never is; one's own, and what nobody signed, if one agrees. Who decides
    anew is not told what is on record.
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

    Raises :class:`RefusedError` for a quote that is too short, and :class:`AskedError` for doubts that
    the person has not agreed to.
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
    """Return the statement that is entered, as the texts are now, and an actor that is new."""
    says = entry.says
    assert says is not None
    group = SAYS[says].group
    is_of_proposal = entry.about in corpus.proposal or entry.about in TOTALS
    if group is not Group.OUTCOME and not is_of_proposal:
        raise refused(corpus, "about-items", says=says, about=entry.about)
    evidence = _evidence(corpus, entry)
    speaker, actor = _speaker(corpus, entry, evidence)
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
    if words is Words.COMPARED:
        speaker, actor = None, None
    statement = Statement(
        about=entry.about,
        says=says,
        measure=entry.measure or None,
        document=None if entry.measure else _document(corpus, entry),
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
    if SAYS[says].needs is Needs.READING:
        statement = replace(statement, measure=None)
    statement = with_texts(statement, corpus)
    _refuse_lacking(corpus, statement)
    return statement, actor


def _document(corpus: Corpus, entry: Entry) -> str | None:
    """Return the document that a statement without a measure is about; None if there is but one."""
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

    Without evidence a reader compared the texts. A quote with the verb or label of a position is
    explicit, without one a reader reads it so. Of what is neither yes nor no, and of outcomes, words
    are not read.
    """
    if not evidence or SAYS[says].alone is ReaderAlone.MUST:
        return Words.COMPARED
    position = POSITION_OF.get(SAYS[says].group)
    quotes = [piece.quote for piece in evidence if piece.quote]
    if position is None or not quotes:
        return None
    found = doubts([QuotedWords(quote) for quote in quotes], position, is_explicit=True)
    if _NOT_TOLD & {doubt.code for doubt in found}:
        return Words.IMPLICIT
    return Words.EXPLICIT


_NOT_TOLD = {DoubtCode.WITHOUT_VERB, DoubtCode.SAYS_OTHERWISE}
"""The doubts whether the words of quotes themselves say what is recorded."""


def _words_on_record(
    corpus: Corpus,
    entry: Entry,
    evidence: Sequence[model.Evidence],
    speaker: str | None,
) -> Words | None:
    """The words of the statement that is repeated without its quotes, if it is on record."""
    if not evidence or any(piece.quote for piece in evidence) or entry.anew:
        return None
    for known in corpus.statements_on.get(entry.about, ()):
        is_same = known.measure == (entry.measure or None) and known.says is entry.says
        sources = {piece.source for piece in known.evidence}
        if is_same and evidence[0].source in sources and known.speaker == speaker:
            return known.words
    return None


def _completed_by(new: Statement, known: Statement) -> Statement:
    """Return a statement with what its predecessor says beside what was entered."""
    evidence = tuple(_with_place(piece, known.evidence) for piece in new.evidence)
    if new.group is not known.group:
        # What was confirmed of a quote was confirmed for what it said.
        evidence = tuple(replace(piece, kept=()) for piece in evidence)
    if not evidence and new.is_compared:
        evidence = known.evidence
    return replace(
        new,
        evidence=evidence,
        measure_inferred=new.measure_inferred or known.measure_inferred,
        date=new.date or known.date,
        text=new.text or known.text,
        note=new.note or known.note,
        would_change=known.would_change,
        objections=known.objections,
        apart=known.apart,
    )


def draft_objection(
    corpus: Corpus, entry: Entry, *, text: str, date: str | None
) -> Change:
    """Return the change that adds an objection to a statement; without a date, that takes it off.

    ``entry`` chooses one of several statements. Raises :class:`RefusedError`.
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
        return Change(statement, replace(statement, objections=others))
    if not is_date(date):
        raise refused(corpus, "bad-date", key="date", value=date)
    evidence = _evidence(corpus, entry)
    if not evidence:
        raise refused(corpus, "evidence-needed")
    signed = {"by": entry.decided_by, "on": entry.on}
    objection = model.Objection(date=date, text=text, evidence=evidence, **signed)
    for known in statement.objections:
        if replace(objection, by=known.by, on=known.on) == known:
            return Change(statement, statement)
    return Change(statement, replace(statement, objections=(*others, objection)))


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


def again(old: Statement, new: Statement) -> Statement:
    """Return a statement recorded again: confirmed if its content is the same, else the new one.

    It is the one on record if nothing is new: the same content, on the same texts, by the same person.
    """
    if not same_content(old, new):
        return new
    by = new.by or ""
    confirmers = [other for other in old.confirmed if not same_person(other.by, by)]
    is_confirmer = len(confirmers) < len(old.confirmed)
    is_own = old.by is not None and same_person(old.by, by)
    renewed = replace(old, read=new.read, evidence=new.evidence)
    if (is_own or is_confirmer) and renewed == old:
        return old
    if is_own or not by:
        return replace(renewed, on=new.on)
    own = model.Confirmation(by=by, on=new.on)
    return replace(renewed, confirmed=(*confirmers, own))


def confirmed(old: Statement, new: Statement) -> Statement:
    """Return a statement that others recorded as well: with their names and their note."""
    base = with_note(old, new.note, new.by)
    own = [model.Confirmation(by=new.by, on=new.on)] if new.by else []
    for other in (*own, *new.confirmed):
        taken = replace(base, by=other.by, on=other.on, confirmed=(), read=new.read)
        base = again(base, taken)
    extra = [known for known in new.objections if known not in base.objections]
    return replace(base, objections=(*base.objections, *extra))


def completed(statement: Statement, known: Statement | None) -> Statement:
    """Return a statement with what another one in its slot says of it: objections, and the like."""
    if known is None:
        return statement
    return replace(
        statement,
        measure_inferred=statement.measure_inferred or known.measure_inferred,
        objections=_together(statement.objections, known.objections),
        would_change=statement.would_change or known.would_change,
        apart=_together(statement.apart, known.apart),
    )


Part_ = TypeVar("Part_")


def _together(parts: tuple[Part_, ...], more: tuple[Part_, ...]) -> tuple[Part_, ...]:
    """Return parts with more of them, each once."""
    return tuple(dict.fromkeys((*parts, *more)))


def with_note(old: Statement, note: str | None, by: str | None) -> Statement:
    """Return a statement with a note added, and whose it is unless they recorded the statement."""
    if not note or note in (old.note or ""):
        return old
    is_own = old.by == by or same_person(old.by or "", by or "")
    mine = note if is_own else f"{note} ({by})"
    return replace(old, note=f"{old.note} {mine}" if old.note else mine)


def same_content(old: Statement, new: Statement) -> bool:
    """Whether two statements say the same, whoever recorded them when, and on which texts."""
    return _content(old) == _content(new)


def _content(statement: Statement) -> Statement:
    """Return a statement without who recorded it, and without what the program found of its quotes."""
    pieces = []
    for piece in statement.evidence:
        quote = text_key(piece.quote) if piece.quote else None
        pieces.append(
            model.Evidence(
                source=piece.source,
                quote=quote,
                locator=piece.locator,
                quoted=piece.quoted,
            )
        )
    return replace(
        statement,
        evidence=tuple(pieces),
        by=None,
        on=None,
        confirmed=(),
        read=None,
        apart=(),
    )


def _with_place(piece: model.Evidence, old: Sequence[model.Evidence]) -> model.Evidence:
    """Return a piece of evidence, completed by what is on record of its source."""
    for known in old:
        is_same = piece.quote is None or (
            known.quote is not None and text_key(piece.quote) == text_key(known.quote)
        )
        if known.source == piece.source and is_same:
            if piece.locator in {None, known.locator}:
                return known
            return replace(piece, kept=known.kept)
    return piece


def find_one(corpus: Corpus, entry: Entry) -> Statement | None:
    """Return the statement on record that an entry means; one's own before those of others.

    What it says, its measure, speaker and source choose one of several. Raises :class:`RefusedError` if
    they don't.
    """
    statements = [
        known
        for known in corpus.statements_on.get(entry.about, ())
        if known.measure == (entry.measure or None)
        and entry.says in {None, known.says}
        and entry.count in {None, known.count}
        and entry.words in {None, known.words}
    ]
    if entry.says is None:
        # A pair that is set aside is meant by its name.
        named = [known for known in statements if known.says is not Says.NOT_THIS]
        statements = named or statements
    if entry.speaker is not None:
        actor = find_actor(corpus, as_recorded(entry.speaker))
        wanted = actor.id if actor else None
        statements = [
            known for known in statements if wanted in _speakers(corpus, known)
        ]
    sources = {source for source, _quote, _locator in entry.evidence if source}
    if sources:
        statements = [
            known
            for known in statements
            if sources <= {piece.source for piece in known.evidence}
        ]
    own = [
        known for known in statements if same_person(known.by or "", entry.decided_by)
    ]
    statements = own or statements
    if len(statements) > 1:
        names = [_named(corpus, known) for known in statements]
        raise refused(corpus, "several-statements", named=", ".join(names))
    return statements[0] if statements else None


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


def refused(corpus: Corpus, code: str, **details: object) -> RefusedError:
    """Return a refusal of what was typed; ``where`` is the file that lists actors."""
    where = str(Path(corpus.folder, "sources.yaml"))
    return RefusedError(Finding(code, NOWHERE, {"where": where, **details}))


def _speaker(
    corpus: Corpus, entry: Entry, evidence: Sequence[model.Evidence]
) -> tuple[str | None, model.Actor | None]:
    """Return the id of who speaks, None if the publisher does; and an actor that is new."""
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

    What is taken up is taken up by it, and an answer bears a refusal. Of a plan, a refusal and what is
    neither yes nor no are of the whole; conclusions name none.
    """
    group = SAYS[says].group
    if group in {Group.YES, Group.PARTLY, Group.PAIR}:
        return measure
    if group in {Group.NO, Group.OPEN} and corpus.is_response:
        return measure
    return None


def refusal_in(corpus: Corpus, speaker: str | None) -> Says:
    """What a refusal is called by who speaks: the addressee refuses, others say it is not taken up."""
    addressees = {plan.document.publisher for plan in corpus.plans} - {None}
    if not addressees or speaker in addressees:
        return Says.REFUSED
    return Says.NOT_TAKEN_UP


def _as_place(
    corpus: Corpus, item: model.Item, piece: model.Evidence
) -> model.Evidence:
    """Return a piece of evidence with the corpus's own words as a place: no source has said them."""
    if piece.quote is None or not are_own_words(corpus, item, piece.quote):
        return piece
    words = f"{OWN_WORDS}{language(corpus.language).quoted(piece.quote)}"
    locator = f"{piece.locator} ({words})" if piece.locator else words
    return model.Evidence(source=piece.source, locator=locator)


OWN_WORDS = "corpus, "
"""The beginning of a place that is words of the corpus."""


def are_own_words(corpus: Corpus, item: model.Item, quote: str) -> bool:
    """Whether words are in an item's text as the corpus puts it, and in no text of a source.

    A source's are its quotes on record, an official title, and the whole text if the item is known
    from its document.
    """
    texts = [piece.quote for piece in item.evidence if piece.quote]
    if item.title_basis in {model.TitleBasis.OFFICIAL, model.TitleBasis.SHORTENED}:
        texts.append(item.title)
        source = corpus.document_of(item).source
        if source is not None and source == source_of_text(corpus, item):
            texts.append(text_of(item))
    return _is_in(quote, text_of(item)) and not any(
        _is_in(quote, text) for text in texts
    )


def _is_in(quote: str, text: str) -> bool:
    return isinstance(find_quote(quote, SourceText(((Part(text),),))), Found)


_ALIKE = 92
"""The similarity, of 100, from which a new name is taken for a typing fault in one on record.

Different actors of the shipped corpus reach 90 (« Sénat », « NosSénateurs.fr »); « Jeunes avec Macorn »
has 94."""


def new_actor(corpus: Corpus, name: str, *, sure: bool) -> model.Actor:
    """Return an actor to add, with an id made of its whole name.

    Raises :class:`RefusedError` if it is one word, or nearly a name on record, unless the person is
    ``sure``, or says what it is called in brackets.
    """
    actor = actor_named(name)
    if not sure and actor.introduced is None:
        if " " not in name:
            raise refused(
                corpus,
                "actor-not-found",
                value=name,
                nearest=tuple(nearest(name, corpus.actor)),
            )
        names = [
            text
            for actor in corpus.actors
            for text in (actor.name, actor.called)
            if text
        ]
        near = tuple(nearest(name, names, limit=1, at_least=_ALIKE))
        if near:
            raise refused(corpus, "actor-alike", value=name, nearest=near)
    return replace(actor, id=free_id(actor.name.lower(), corpus.actor))


def publisher_named(corpus: Corpus, name: str, *, sure: bool = False) -> model.Actor:
    """Return the actor on record with a name, else a new one; one word will do if no name is near.

    Raises as :func:`new_actor`.
    """
    known = find_actor(corpus, name)
    names = [value for actor in corpus.actors for value in (actor.id, actor.name)]
    return known or new_actor(corpus, name, sure=sure or not nearest(name, names))


_INTRODUCED = re.compile(r"((?:les?|la|the) |l[’'])?(.*?)(?: \(([^()]+)\))?")


def actor_named(name: str) -> model.Actor:
    """Return an actor without an id by the name at its first mention: « les Jeunes Avec Macron (JAM) ».

    An article begins with a small letter: that of « Le Monde » is a part of the name.
    """
    match = _INTRODUCED.fullmatch(name)
    assert match is not None
    article, own, short = match.groups()
    called = f"{article or ''}{short or own}" if article or short else None
    return model.Actor(
        id="", name=own, called=called, introduced=name if short else None
    )


def find_actor(corpus: Corpus, name: str) -> model.Actor | None:
    """Return the actor of an id or a name, in any case, with an article and brackets or not."""
    wanted = {folded(text).casefold() for text in (name, actor_named(name).name)}
    for actor in corpus.actors:
        names = (actor.name, actor.called or actor.name)
        if same_id(actor.id) == same_id(name) or wanted & {
            folded(text).casefold() for text in names
        }:
            return actor
    return None


def free_id(wanted: str, known: Iterable[str]) -> str:
    """Return an id made of a text, numbered if it is taken by one that is ``known``."""
    stem, taken = as_id(wanted), set(map(same_id, known))
    numbered = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
    return next(id_ for id_ in numbered if same_id(id_) not in taken)


def _evidence(corpus: Corpus, entry: Entry) -> tuple[model.Evidence, ...]:
    """Return the evidence as it was typed, with what its copies tell of each quote.

    Raises :class:`RefusedError` on a quote that is not in its copy; a copy that cannot be read proves
    nothing against one.
    """
    typed = [piece for piece in entry.evidence if any(piece)]
    named = {source for source, _quote, _locator in typed if source}
    if len(named) == 1:
        # Several quotes of one source need its name once.
        (source,) = named
        typed = [(source, quote, locator) for _source, quote, locator in typed]
    if not all(source for source, _quote, _locator in typed):
        code = "evidence-unpaired" if named else "evidence-needed"
        raise refused(corpus, code)
    texts = Texts(corpus)
    return tuple(_piece(texts, entry, *piece) for piece in typed)


def _piece(
    texts: Texts, entry: Entry, source: str, quote: str, locator: str
) -> model.Evidence:
    corpus = texts.corpus
    piece = model.Evidence(
        source=source,
        quote=as_recorded(quote) or None,
        locator=as_recorded(locator) or None,
        quoted=entry.quoted and bool(quote),
    )
    page = _PAGE.search(locator)
    if entry.page is not None and piece.quote:
        piece = replace(piece, page=entry.page)
    asked = replace(piece, page=int(page[1])) if page else piece
    findings, places = _looked_up(texts, [asked])
    if not piece.quote:
        return piece
    _refuse(findings)
    if places:
        place = places[0]
        is_amid = cut_before(QuotedWords.at(place))
        return replace(piece, page=place.page, cut=place.goes_on, cut_before=is_amid)
    if item := _compared_item(corpus, entry, source):
        return _as_place(corpus, item, piece)
    return piece


def _compared_item(corpus: Corpus, entry: Entry, source: str) -> model.Item | None:
    """Return the item whose text is compared in a source; None if the source speaks itself."""
    if entry.words is not Words.COMPARED or not entry.measure:
        return None
    for item in (corpus.proposal[entry.about], corpus.measure[entry.measure]):
        if source_of_text(corpus, item) == source:
            return item
    return None


def check_evidence(corpus: Corpus, evidence: Sequence[model.Evidence]) -> None:
    """Look up evidence as it is on record elsewhere. Raises :class:`RefusedError`."""
    _refuse(_looked_up(Texts(corpus), evidence)[0])


def _looked_up(
    texts: Texts, evidence: Sequence[model.Evidence]
) -> tuple[list[Finding], tuple[Found, ...]]:
    """Return what is wrong with quotes, and where they are. Raises :class:`RefusedError`."""
    corpus = texts.corpus
    for piece in evidence:
        if piece.source not in corpus.source:
            near = tuple(nearest(piece.source, corpus.source))
            raise refused(corpus, "source-not-found", value=piece.source, nearest=near)
    at = Place(str(Path(corpus.folder, "links.yaml")))
    quotes, findings = look_up(texts, [(at, piece) for piece in evidence])
    return findings, quotes.places


_PAGE = re.compile(r"\bp(?:p\.|ages?|\.)?\s*(\d{1,5})\b", re.IGNORECASE)
"""In a locator: where the quote is looked for first."""


def _refuse(findings: Iterable[Finding]) -> None:
    """Refuse a quote that is not in its copy, or whose copy is not the one on record."""
    errors = {"source-file-changed": WrongDataError, "quote-not-found": RefusedError}
    for finding in findings:
        if finding.code in errors:
            raise errors[finding.code](finding)


def source_of_text(corpus: Corpus, item: model.Item) -> str | None:
    """Return the source of an item's text: its document if that is evidence, else its first source."""
    document = corpus.document_of(item).source
    sources = [piece.source for piece in item.evidence]
    return document if document in sources or not sources else sources[0]

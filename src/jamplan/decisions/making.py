"""Decisions drafted from what a person says, and refused if they could not be defended.

A draft is a change to the record of a corpus; ``jamplan.decisions.recording`` writes it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from jamplan.corpus import model
from jamplan.corpus.findings import (
    NOWHERE,
    Finding,
    Place,
    RefusedError,
    WrongDataError,
)
from jamplan.corpus.loading import Corpus, names_in, text_of
from jamplan.corpus.records import KNOWN_BY, TAKEN_BY, is_date, keys_of
from jamplan.decisions.recording import (
    AnyClaimed,
    Change,
    Claimed,
    decisions_on,
    on_record,
    with_texts,
)
from jamplan.evidence.checks import Quotes, located, look_up
from jamplan.evidence.quotes import Found, Part, SourceText, find_quote
from jamplan.language import language
from jamplan.language.differences import nearest
from jamplan.language.folding import as_id, as_name, as_recorded, folded, same_id

Kind = model.Basis | model.VerdictKind
"""What is stated: how a link is, or a verdict."""


Piece = tuple[str, str, str]
"""A piece of evidence as it is typed: a source's id, a quote and a locator; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person says of a proposal, or of a pair, before it is checked.

    ``kind`` says what it is: a link by its basis, a verdict, or None for a dismissal. ``claimed_by`` is
    the id or name of an actor, or the name of a new one. Evidence that names no source is that of
    the texts that are compared. What is not said stays as it is on record, unless ``anew``.
    """

    decided_by: str
    on: str
    proposal: str
    measure: str = ""
    """Empty for a conclusion on the proposal alone."""
    claimed_by: str | None = None
    evidence: Sequence[Piece] = ()
    note: str | None = None
    kind: Kind | None = None
    extent: model.Extent | None = None
    measure_inferred: bool = False
    anew: bool = False

    @property
    def signed(self) -> dict[str, Any]:
        """The fields of a decision that say on what who took it when, and the note."""
        return {
            "proposal": self.proposal,
            "by": self.decided_by,
            "on": self.on,
            "note": self.note,
        }


def draft(corpus: Corpus, statement: Statement) -> Change:
    """Return the change that puts a link, a verdict or a dismissal on record, by the statement's kind.

    A link keeps the objections that it has. Raises :class:`RefusedError`.
    """
    if statement.kind is None:
        dismissal = model.Dismissal(measure=statement.measure, **statement.signed)
        known = on_record(corpus, dismissal)
        return Change(
            known,
            known if known and statement.note in {None, known.note} else dismissal,
        )
    new, actor = _claimed(corpus, statement)
    old = on_record(corpus, new)
    if isinstance(old, model.Link) and isinstance(new, model.Link):
        inferred = new.measure_inferred or (old.measure_inferred and not statement.anew)
        extent = new.extent if statement.anew else statement.extent or old.extent
        new = replace(
            completed(new, old),
            apart=old.apart,
            measure_inferred=inferred,
            extent=extent,
        )
    is_other = isinstance(old, model.Verdict) and old.verdict is not statement.kind
    if old is None or statement.anew or is_other:
        return Change(old, new, actor)
    evidence = tuple(_with_place(piece, old.evidence) for piece in new.evidence)
    renewed = replace(new, evidence=evidence or old.evidence, note=new.note or old.note)
    return Change(old, again(old, renewed), actor)


def _claimed(
    corpus: Corpus, statement: Statement
) -> tuple[Claimed, model.Actor | None]:
    """Return what is stated, as its evidence and the texts are now, and an actor that is new.

    A comparison or a conclusion is claimed by the person who decided, unless another is named. A basis
    that a source states needs that source, a comparison a quote or a place in each text, a refusal a
    source and a quote.
    """
    kind = statement.kind
    is_compared, is_refusal = (
        kind is model.Basis.COMPARED,
        kind is model.VerdictKind.REFUSED,
    )
    is_own = is_compared or (isinstance(kind, model.VerdictKind) and not is_refusal)
    claimed_by, actor = _claimant(corpus, statement, own=is_own)
    evidence = _evidence(corpus, statement)
    said = {"claimed_by": claimed_by, "evidence": evidence, **statement.signed}
    if is_refusal and not any(piece.quote for piece in evidence):
        raise refused(corpus, "quote-needed")
    if isinstance(kind, model.VerdictKind):
        return with_texts(model.Verdict(verdict=kind, **said), corpus), actor
    if is_compared and len(located(evidence)) < 2:
        raise refused(corpus, "places-needed")
    if not evidence:
        raise refused(corpus, "evidence-needed", basis=str(kind))
    assert kind is not None
    said |= {
        "measure": statement.measure,
        "measure_inferred": statement.measure_inferred,
    }
    link = model.Link(
        basis=kind, extent=statement.extent or model.Extent.UNSTATED, **said
    )
    return with_texts(link, corpus), actor


def draft_objection(
    corpus: Corpus, statement: Statement, *, text: str, date: str | None
) -> Change:
    """Return the change that adds an objection to a link; without a date, the one that takes it off.

    ``statement.claimed_by`` chooses one of several links. Raises :class:`RefusedError`.
    """
    link = find_one(corpus, statement)
    if not isinstance(link, model.Link):
        raise refused(
            corpus,
            "no-link",
            proposal_id=statement.proposal,
            measure_id=statement.measure,
        )
    text = as_recorded(text)
    wanted = folded(text).casefold()
    others = tuple(
        known for known in link.objections if folded(known.text).casefold() != wanted
    )
    if date is None:
        gone = replace(link, objections=others) != link
        return (
            Change(link, replace(link, objections=others))
            if gone
            else Change(None, None)
        )
    if not is_date(date):
        raise refused(corpus, "bad-date", key="date", value=date)
    evidence = _evidence(corpus, statement)
    if not evidence:
        raise refused(corpus, "evidence-needed")
    signed = {"by": statement.decided_by, "on": statement.on}
    objection = model.Objection(date=date, text=text, evidence=evidence, **signed)
    same = [
        known
        for known in link.objections
        if replace(objection, by=known.by, on=known.on) == known
    ]
    return Change(
        link, link if same else replace(link, objections=(*others, objection))
    )


def again(old: AnyClaimed, new: AnyClaimed) -> AnyClaimed:
    """Return a decision taken again: confirmed if its content is the same, else in the new name.

    It is the one on record if nothing is new: the same content, on the same texts, by the same person.
    """
    if not same_content(old, new):
        return new
    confirmers = names_in(old.confirmed_by)
    if new.by in {old.by, *confirmers} and old.read == new.read:
        return old
    if old.by is None or old.by == new.by:
        return replace(
            new, confirmed_by=old.confirmed_by, confirmed_on=old.confirmed_on
        )
    names = "; ".join([*(name for name in confirmers if name != new.by), new.by or ""])
    return replace(new, by=old.by, on=old.on, confirmed_by=names, confirmed_on=new.on)


def confirmed(old: AnyClaimed, new: AnyClaimed) -> AnyClaimed:
    """Return a decision that others took as well: with their names, note and objections."""
    base = completed(with_note(old, new.note, new.by), new)
    others = ((name, new.confirmed_on) for name in names_in(new.confirmed_by))
    for by, on in ((new.by, new.on), *others):
        taken = replace(
            base, by=by, on=on, confirmed_by=None, confirmed_on=None, read=new.read
        )
        base = again(base, taken)
    return base


def completed(decision: AnyClaimed, other: AnyClaimed | None) -> AnyClaimed:
    """Return a decision with what another one on the same says of it: objections, an inferred match."""
    kind = type(decision)
    if other is None or kind is not type(other):
        return decision
    own = {*KNOWN_BY[kind], *TAKEN_BY, "evidence", "note"}
    values: dict[str, Any] = {}
    for key in keys_of(kind):
        new, known = getattr(decision, key.name), getattr(other, key.name)
        if key.name not in own:
            values[key.name] = (
                tuple(dict.fromkeys((*new, *known))) if key.many else new or known
            )
    return replace(decision, **values)


def with_note(old: AnyClaimed, note: str | None, by: str | None) -> AnyClaimed:
    """Return a decision with a note added, and whose it is unless they recorded the decision."""
    if not note or note in (old.note or ""):
        return old
    mine = note if old.by == by else f"{note} ({by})"
    return replace(old, note=f"{old.note} {mine}" if old.note else mine)


def same_content(old: Claimed, new: Claimed) -> bool:
    """Whether two decisions differ in nothing but who took them when, and on which texts."""
    return old == replace(new, **{name: getattr(old, name) for name in TAKEN_BY})


def _with_place(piece: model.Evidence, old: Sequence[model.Evidence]) -> model.Evidence:
    """Return a piece of evidence, completed by what is on record of its source."""
    of_source = (known for known in old if known.source == piece.source)
    same = (known for known in of_source if piece.quote in {None, known.quote})
    return next(same, piece) if piece.locator is None else piece


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


def find_one(corpus: Corpus, statement: Statement) -> Claimed | None:
    """Return the link of a pair, or the verdict on a proposal without a measure.

    The statement's kind and claimant choose one of several. Raises :class:`RefusedError` if they don't.
    """
    decisions = [
        each
        for each in decisions_on(corpus, statement.proposal)
        if not isinstance(each, model.Dismissal)
        and getattr(each, "measure", "") == statement.measure
        and statement.kind
        in {None, each.basis if isinstance(each, model.Link) else each.verdict}
    ]
    if statement.claimed_by is not None:
        actor = find_actor(corpus, as_recorded(statement.claimed_by))
        decisions = [
            decision
            for decision in decisions
            if actor and decision.claimed_by == actor.id
        ]
    if len(decisions) > 1:
        claimants = ", ".join(decision.claimed_by for decision in decisions)
        raise refused(corpus, "several-claimants", claimants=claimants)
    return decisions[0] if decisions else None


def refused(corpus: Corpus, code: str, **details: object) -> RefusedError:
    """Return a refusal of what was typed; ``where`` is the file that lists actors."""
    where = str(Path(corpus.folder, "sources.yaml"))
    return RefusedError(Finding(code, NOWHERE, {"where": where, **details}))


def _claimant(
    corpus: Corpus, statement: Statement, *, own: bool
) -> tuple[str, model.Actor | None]:
    """Return the id of who states it, by default who decided if it is ``own``; and a new actor."""
    if statement.claimed_by is None and not own:
        raise refused(corpus, "claimant-needed")
    name = as_name(statement.claimed_by or statement.decided_by)
    known = find_actor(corpus, name)
    sure = folded(name).casefold() == folded(statement.decided_by).casefold()
    actor = known or new_actor(corpus, name, sure=sure)
    return actor.id, None if known else actor


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


def _pieces(corpus: Corpus, statement: Statement) -> list[Piece]:
    """Return what was said, from the claimant's only source on record if none is named."""
    is_named = any(source for source, _quote, _locator in statement.evidence)
    actor = find_actor(corpus, as_name(statement.claimed_by or ""))
    own = [
        source.id for source in corpus.sources if actor and source.publisher == actor.id
    ]
    if is_named or len(own) != 1 or statement.kind is model.Basis.COMPARED:
        return list(statement.evidence)
    return [(own[0], quote, locator) for _source, quote, locator in statement.evidence]


def _evidence(corpus: Corpus, statement: Statement) -> tuple[model.Evidence, ...]:
    """Return the evidence as it was said; of a comparison, by default that of each text.

    Quotes are looked up in the copies of their sources. Raises :class:`RefusedError` on one that is not
    there; a copy that cannot be read proves nothing against one.
    """
    pieces = _pieces(corpus, statement)
    compared: list[model.Item] = []
    if statement.kind is model.Basis.COMPARED:
        compared += (
            corpus.proposal[statement.proposal],
            corpus.measure[statement.measure],
        )
    if compared and not any(source for source, _quote, _locator in pieces):
        for number, (item, (_source, quote, locator)) in enumerate(
            zip(compared, pieces, strict=False)
        ):
            document = source_of_text(corpus, item)
            if document is None:
                raise refused(corpus, "source-needed", item=item.id)
            pieces[number] = document, quote, locator
    if not all(source for source, _quote, _locator in pieces):
        code = "evidence-unpaired" if pieces[0][0] else "evidence-needed"
        raise refused(corpus, code, basis="explicit")
    evidence = []
    for number, (source, quote, locator) in enumerate(pieces):
        piece = model.Evidence(
            source=source,
            quote=as_recorded(quote) or None,
            locator=as_recorded(locator) or None,
        )
        page = _PAGE.search(locator)
        looked_for = replace(piece, page=int(page[1])) if page else piece
        looked_up, findings = _looked_up(corpus, [looked_for])
        if looked_up.places:
            found = looked_up.places[0]
            piece = replace(piece, page=found.page, cut=found.goes_on)
        elif number < len(compared):
            piece = _as_place(corpus, compared[number], piece)
        if piece.quote:
            _refuse(findings)
        evidence.append(piece)
    return tuple(evidence)


def check_evidence(corpus: Corpus, evidence: Sequence[model.Evidence]) -> None:
    """Look up evidence as it is on record elsewhere. Raises :class:`RefusedError`."""
    _refuse(_looked_up(corpus, evidence)[1])


def _looked_up(
    corpus: Corpus, evidence: Sequence[model.Evidence]
) -> tuple[Quotes, list[Finding]]:
    """Return what :func:`look_up` does. Raises :class:`RefusedError` on an unknown source."""
    for piece in evidence:
        if piece.source not in corpus.source:
            near = tuple(nearest(piece.source, corpus.source))
            raise refused(corpus, "source-not-found", value=piece.source, nearest=near)
    at = Place(str(Path(corpus.folder, "links.yaml")))
    return look_up(corpus, {}, [(at, piece) for piece in evidence])


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

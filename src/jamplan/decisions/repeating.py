"""What becomes of a statement that is recorded again: by its reader, or by others."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from jamplan.corpus import model
from jamplan.corpus.loading import text_key
from jamplan.corpus.statements import Statement
from jamplan.language.people import same_person


def completed_by(new: Statement, known: Statement) -> Statement:
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


def again(old: Statement, new: Statement) -> Statement:
    """Return a statement recorded again: if the same, confirmed, else the new one.

    It is the one on record if nothing is new: the same content, on the same texts, by
    the same person.
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
    """Return a statement that others recorded too, with their names and their note."""
    base = with_note(old, new.note, new.by)
    own = [model.Confirmation(by=new.by, on=new.on)] if new.by else []
    for other in (*own, *new.confirmed):
        taken = replace(base, by=other.by, on=other.on, confirmed=(), read=new.read)
        base = again(base, taken)
    extra = [known for known in new.objections if known not in base.objections]
    return replace(base, objections=(*base.objections, *extra))


def completed(statement: Statement, known: Statement | None) -> Statement:
    """Return a statement with what another in its slot says of it, as objections."""
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
    """Return a statement with a note, and whose it is if another recorded it."""
    if not note or note in (old.note or ""):
        return old
    is_own = old.by == by or same_person(old.by or "", by or "")
    mine = note if is_own else f"{note} ({by})"
    return replace(old, note=f"{old.note} {mine}" if old.note else mine)


def same_content(old: Statement, new: Statement) -> bool:
    """Whether two statements say the same, whoever recorded them, on any texts."""
    return _content(old) == _content(new)


def _content(statement: Statement) -> Statement:
    """Return a statement without its reader, and what was found of its quotes."""
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

"""Actors by the names that people type: those on record, and new ones.

A reader is no actor: a name that an actor has is refused for one.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from jamplan.corpus import model
from jamplan.corpus.loading import Corpus
from jamplan.decisions.entries import refused
from jamplan.evidence.checks import actor_named_as
from jamplan.language.differences import nearest
from jamplan.language.folding import as_id, folded, same_id


def refuse_actor(corpus: Corpus, name: str) -> None:
    """Raise :class:`RefusedError` if a reader has the name of an actor."""
    if actor := actor_named_as(corpus, name):
        raise refused(corpus, "reader-is-actor", name=name, actor=actor)


_ALIKE = 92
"""The similarity, of 100, from which a new name is taken for a typing fault in one on
record.

Different actors of the shipped corpus reach 90 (« Sénat », « NosSénateurs.fr »); «
Jeunes avec Macorn » has 94.
"""


def new_actor(corpus: Corpus, name: str, *, sure: bool) -> model.Actor:
    """Return an actor to add, with an id made of its whole name.

    Raises :class:`RefusedError` if it is one word, or nearly a name on record, unless
    the person is ``sure``, or says what it is called in brackets.
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
    """Return the actor on record with a name, else a new one.

    One word will do if no name is near.

    Raises as :func:`new_actor`.
    """
    known = find_actor(corpus, name)
    names = [value for actor in corpus.actors for value in (actor.id, actor.name)]
    return known or new_actor(corpus, name, sure=sure or not nearest(name, names))


_INTRODUCED = re.compile(r"((?:les?|la|the) |l[’'])?(.*?)(?: \(([^()]+)\))?")


def actor_named(name: str) -> model.Actor:
    """Return an actor without an id by the name at its first mention.

    « les Jeunes Avec Macron (JAM) ».

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
    """Return the actor of an id or a name, in any case, article and brackets aside."""
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

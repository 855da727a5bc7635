"""Decisions drafted from what a person says, and refused where they could not be defended.

A draft is made on a corpus; ``jamplan.decisions.recording`` puts it on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from jamplan.corpus.findings import Finding, Place, RefusedError
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import (
    BETWEEN_NAMES,
    Actor,
    Basis,
    Dismissal,
    Evidence,
    Extent,
    Link,
    Measure,
    Proposal,
    Source,
    TitleBasis,
    Verdict,
    VerdictKind,
    names_in,
)
from jamplan.corpus.staleness import same_reading, text_of
from jamplan.decisions.recording import New, on_record, with_texts
from jamplan.evidence.checks import located
from jamplan.evidence.quotechecks import look_up
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcefiles import SourceText
from jamplan.language import language
from jamplan.language.folding import as_id, folded, one_line, same_id
from jamplan.language.nearest import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a person says of a decision, before it is checked.

    ``claimed_by`` is the id or name of an actor, or the name of a new one; ``source`` one that is new.
    The quotes and locators belong to the sources in their order; an empty text stands for none.
    """

    decided_by: str
    on: str
    claimed_by: str | None = None
    sources: Sequence[str] = ()
    quotes: Sequence[str] = ()
    locators: Sequence[str] = ()
    note: str | None = None
    source: Source | None = None


def draft_link(  # noqa: PLR0913 - a link has as many parts
    corpus: Corpus,
    proposal: Proposal,
    measure: Measure,
    basis: Basis,
    said: Statement,
    *,
    extent: Extent | None = None,
    measure_inferred: bool = False,
    anew: bool = False,
) -> tuple[Link, New]:
    """A link, and the actors and sources that it needs first.

    A basis that a source states needs that source. One that is compared is claimed by the person who
    decided, unless another is named, and needs a quote or a place in each text. What is not said stays
    as it is on record, unless ``anew``. Raises :class:`RefusedError`.
    """
    claimed_by, new = _claimant(corpus, said, own=basis is Basis.COMPARED)
    evidence = _evidence(corpus, said, (proposal, measure) if basis is Basis.COMPARED else ())
    if basis is Basis.COMPARED:
        if len(located(evidence)) < 2:
            raise refused(corpus, "places-needed")
    elif not evidence:
        raise refused(corpus, "evidence-needed", basis=str(basis))
    link = Link(
        proposal=proposal.id,
        measure=measure.id,
        measure_inferred=measure_inferred,
        claimed_by=claimed_by,
        basis=basis,
        extent=extent or Extent.UNSTATED,
        evidence=evidence,
        note=said.note,
        by=said.decided_by,
        on=said.on,
    )
    link = with_texts(link, corpus)
    old = None if anew else on_record(corpus, link)
    if not isinstance(old, Link):
        return link, new
    kept = replace(
        link,
        extent=old.extent if extent is None else extent,
        measure_inferred=measure_inferred or old.measure_inferred,
        evidence=tuple(with_place(piece, old.evidence) for piece in evidence),
        note=link.note or old.note,
    )
    return again(old, kept), new


def draft_verdict(
    corpus: Corpus, proposal: Proposal, kind: VerdictKind, said: Statement, *, anew: bool = False
) -> tuple[Verdict, New]:
    """A verdict, and the actors and sources that it needs first.

    It is that of the person who decided, unless another is named; one that it was refused needs a
    source and a quote. What is not said stays as it is on record, unless ``anew``. Raises
    :class:`RefusedError`.
    """
    claimed_by, new = _claimant(corpus, said, own=kind is not VerdictKind.REFUSED)
    evidence = _evidence(corpus, said, ())
    if kind is VerdictKind.REFUSED and not any(each.quote for each in evidence):
        raise refused(corpus, "quote-needed")
    verdict = Verdict(
        proposal=proposal.id,
        verdict=kind,
        claimed_by=claimed_by,
        evidence=evidence,
        note=said.note,
        by=said.decided_by,
        on=said.on,
    )
    verdict = with_texts(verdict, corpus)
    old = None if anew else on_record(corpus, verdict)
    if not isinstance(old, Verdict) or old.verdict is not kind:
        return verdict, new
    kept = replace(verdict, evidence=evidence or old.evidence, note=verdict.note or old.note)
    return again(old, kept), new


def dismissed(corpus: Corpus, wanted: Dismissal) -> Dismissal:
    """A dismissal, or this person's own on record, where there is no other note to add."""
    known = on_record(corpus, wanted)
    if isinstance(known, Dismissal) and wanted.note in {None, known.note}:
        return known
    return wanted


Claimed = TypeVar("Claimed", Link, Verdict)


def again(old: Claimed, new: Claimed) -> Claimed:
    """A decision taken again. One of the same content is confirmed; a changed one bears the new name.

    The one on record itself if nothing is new: the same content, on the same texts, by the same person.
    """
    same = replace(
        new,
        by=old.by,
        on=old.on,
        confirmed_by=old.confirmed_by,
        confirmed_on=old.confirmed_on,
        read=old.read,
    )
    if same != old:
        return new
    persons: tuple[str, ...] = names_in(old.confirmed_by)
    if new.by in {old.by, *persons} and same_reading(old, new):
        return old
    if old.by is None or old.by == new.by:
        return replace(new, confirmed_by=old.confirmed_by, confirmed_on=old.confirmed_on)
    more = [*(name for name in persons if name != new.by), *([new.by] if new.by else [])]
    return replace(
        new, by=old.by, on=old.on, confirmed_by=BETWEEN_NAMES.join(more), confirmed_on=new.on
    )


def with_place(piece: Evidence, old: Sequence[Evidence]) -> Evidence:
    """A piece of evidence with what is on record of it: a quote’s place, or both of its source."""
    if piece.locator is None:
        for known in old:
            if known.source == piece.source and piece.quote in {None, known.quote}:
                return known
    return piece


def _as_place(corpus: Corpus, item: Proposal | Measure, piece: Evidence) -> Evidence:
    """A piece of evidence whose words are those of the corpus, with them as a place and no quote.

    They say where somebody read; no source has said them.
    """
    if piece.quote is None or not are_own_words(corpus, item, piece.quote):
        return piece
    words = f"{OWN_WORDS}{language(corpus.language).quoted(piece.quote)}"
    place = f"{piece.locator} ({words})" if piece.locator else words
    return Evidence(source=piece.source, locator=place)


OWN_WORDS = "corpus, "
"""What a place begins with that is words of the corpus."""


def are_own_words(corpus: Corpus, item: Proposal | Measure, quote: str) -> bool:
    """Whether words stand in an item's text as the corpus puts it, and in no text of a source.

    A source's are its quotes on record, an official title, and the whole text where the item is known
    from its document.
    """
    said = [each.quote for each in item.evidence if each.quote]
    if item.title_basis is TitleBasis.OFFICIAL:
        said.append(item.title)
        document = corpus.proposals_document if isinstance(item, Proposal) else corpus.plan_document
        sources = [each.source for each in item.evidence]
        if document.source is not None and (not sources or document.source in sources):
            said.append(text_of(item))
    return _stands_in(quote, text_of(item)) and not any(_stands_in(quote, each) for each in said)


def stands_in_text(item: Proposal | Measure, quote: str) -> bool:
    """Whether words stand in an item's text, or in a quote that it is known from."""
    quoted = [each.quote for each in item.evidence if each.quote]
    return any(_stands_in(quote, each) for each in (text_of(item), *quoted))


def _stands_in(quote: str, text: str) -> bool:
    return isinstance(find_quote(quote, SourceText((text,))), Found)


def only_one(corpus: Corpus, decisions: Sequence[Claimed], claimed_by: str | None) -> Claimed | None:
    """Return the one decision by a claimant, if one is named. Raises :class:`RefusedError`."""
    if claimed_by is not None:
        actor = find_actor(corpus, one_line(claimed_by))
        decisions = [each for each in decisions if actor and each.claimed_by == actor.id]
    if len(decisions) > 1:
        claimants = ", ".join(each.claimed_by for each in decisions)
        raise refused(corpus, "several-claimants", claimants=claimants)
    return decisions[0] if decisions else None


def refused(corpus: Corpus, code: str, **details: object) -> RefusedError:
    """A refusal, which is about ``links.yaml`` unless it is about sources or actors."""
    about_sources = code in {"actor-not-found", "actor-alike", "source-not-found"}
    file = Path(corpus.folder, "sources.yaml" if about_sources else "links.yaml")
    return RefusedError(Finding(code, Place(str(file)), {"where": str(file), **details}))


def _claimant(corpus: Corpus, said: Statement, *, own: bool) -> tuple[str, New]:
    """The actor who states it: the one named, or whoever decided where it is an own decision."""
    if said.claimed_by is None and not own:
        raise refused(corpus, "claimant-needed")
    actors: dict[str, Actor] = {}

    def named(name: str) -> str:
        """The id of an actor; a new one is kept by its name."""
        known = find_actor(corpus, name)
        if known is not None:
            return known.id
        key = folded(name).casefold()
        if key not in actors:
            itself = key == folded(said.decided_by).casefold()
            actors[key] = new_actor(corpus, name, sure=itself)
        return actors[key].id

    claimed_by = named(one_line(said.claimed_by or said.decided_by))
    sources: tuple[Source, ...] = ()
    if said.source is not None and said.source.id not in corpus.source:
        sources = (replace(said.source, publisher=named(said.source.publisher)),)
    return claimed_by, New(actors=tuple(actors.values()), sources=sources)


_ALIKE = 90
"""From which similarity on, of 100, a new name is taken for a typing fault in one that is on record."""


def new_actor(corpus: Corpus, name: str, *, sure: bool = False) -> Actor:
    """An actor to add, with an id made of its whole name.

    Raises :class:`RefusedError` where it is one word, or all but a name on record, unless the person is
    ``sure``.
    """
    if not sure:
        if " " not in name:
            near = tuple(nearest(name, [each.id for each in corpus.actors]))
            raise refused(corpus, "actor-not-found", value=name, nearest=near)
        names = [each for actor in corpus.actors for each in (actor.name, actor.called) if each]
        near = tuple(nearest(name, names, limit=1, at_least=_ALIKE))
        if near:
            raise refused(corpus, "actor-alike", value=name, nearest=near)
    return Actor(id=_free_id(corpus, name), name=name)


def find_actor(corpus: Corpus, name: str) -> Actor | None:
    """The actor of an id or a name, however it is spelt in upper and lower case."""
    wanted = folded(name).casefold()
    for actor in corpus.actors:
        names = (actor.name, actor.called or actor.name)
        if same_id(actor.id) == same_id(name) or wanted in {folded(each).casefold() for each in names}:
            return actor
    return None


def _free_id(corpus: Corpus, name: str) -> str:
    taken = {same_id(each.id) for each in corpus.actors}
    wanted = as_id(name).lower()
    number = 1
    found = wanted
    while same_id(found) in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _evidence(
    corpus: Corpus, said: Statement, compared: Sequence[Proposal | Measure]
) -> tuple[Evidence, ...]:
    """The evidence as it was said; where texts are compared, by default that of each text."""
    sources = list(said.sources)
    said_something = any(said.quotes) or any(said.locators)
    if compared and not sources and said_something:
        known_from = [(item, source_of_text(corpus, item)) for item in compared]
        for item, known in known_from:
            if known is None:
                raise refused(corpus, "source-needed", item=item.id)
        sources = [known for _item, known in known_from if known is not None]
    if max(len(said.quotes), len(said.locators)) > len(sources):
        raise refused(corpus, "evidence-unpaired" if sources else "evidence-needed", basis="explicit")
    for source in sources:
        if source not in corpus.source and (said.source is None or source != said.source.id):
            near = tuple(nearest(source, [each.id for each in corpus.sources]))
            raise refused(corpus, "source-not-found", value=source, nearest=near)
    quotes = [*said.quotes, *[""] * len(sources)]
    locators = [*said.locators, *[""] * len(sources)]
    found = tuple(
        Evidence(source=source, quote=one_line(quote) or None, locator=one_line(locator) or None)
        for source, quote, locator in zip(sources, quotes, locators, strict=False)
    )
    return tuple(_looked_up(corpus, found, compared))


def _looked_up(
    corpus: Corpus, evidence: Sequence[Evidence], compared: Sequence[Proposal | Measure]
) -> Iterable[Evidence]:
    """The evidence once its quotes have been looked up in the copies of their sources.

    Words of the corpus that somebody compared become a place. Raises :class:`RefusedError` on another
    quote that is not in its source; a copy that cannot be read proves nothing against one.
    """
    place = Place(str(Path(corpus.folder, "links.yaml")))
    for number, piece in enumerate(evidence):
        on_file = [(place, piece)] if piece.source in corpus.source else []
        found, findings = look_up(corpus, {}, on_file)
        kept = piece
        if number < len(compared) and not found.found:
            kept = _as_place(corpus, compared[number], piece)
        missing = [each for each in findings if each.code == "quote-not-found"]
        if missing and kept.quote:
            raise RefusedError(*missing)
        yield kept


def source_of_text(corpus: Corpus, item: Proposal | Measure) -> str | None:
    """The source of an item's text: its document where it is known from that, else its first source."""
    document = corpus.proposals_document if isinstance(item, Proposal) else corpus.plan_document
    known = [each.source for each in item.evidence]
    if document.source in known or not known:
        return document.source
    return known[0]

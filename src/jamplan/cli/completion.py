"""What a shell proposes while an id is typed. Nothing here may fail or print."""

from __future__ import annotations

import typer

from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import Corpus, load
from jamplan.language.folding import one_line, same_id


def _corpus(ctx: typer.Context) -> Corpus | None:
    try:
        before = ctx.parent.params.get("data") if ctx.parent else None
        return load(ctx.params.get("data") or before)
    except CorpusError:
        return None


def complete_item(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of proposals and measures that begin so, with their titles."""
    corpus = _corpus(ctx)
    if corpus is None:
        return []
    titles = {item.id: item.title for item in corpus.proposals}
    titles |= {item.id: item.title for item in corpus.measures}
    return _beginning(incomplete, titles)


def complete_proposal(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of proposals that begin so, with their titles."""
    corpus = _corpus(ctx)
    if corpus is None:
        return []
    return _beginning(incomplete, {item.id: item.title for item in corpus.proposals})


def complete_measure(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of measures that begin so, with their titles."""
    corpus = _corpus(ctx)
    if corpus is None:
        return []
    return _beginning(incomplete, {item.id: item.title for item in corpus.measures})


def complete_actor(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of actors that begin so, with their names."""
    corpus = _corpus(ctx)
    if corpus is None:
        return []
    return _beginning(incomplete, {actor.id: actor.name for actor in corpus.actors})


def complete_source(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of sources that begin so, with their titles."""
    corpus = _corpus(ctx)
    if corpus is None:
        return []
    names = {each.id: each.title or each.description or each.publisher for each in corpus.sources}
    return _beginning(incomplete, names)


def _beginning(incomplete: str, names: dict[str, str]) -> list[tuple[str, str]]:
    wanted = same_id(incomplete)
    return [(key, one_line(name)) for key, name in names.items() if same_id(key).startswith(wanted)]

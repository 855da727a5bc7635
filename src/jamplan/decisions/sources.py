"""Sources put on record or completed, each with its copy below the corpus's folder."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jamplan.corpus import model
from jamplan.corpus.files import path_within, write_atomically
from jamplan.corpus.loading import UNKNOWN, Corpus
from jamplan.decisions.making import free_id, publisher_named
from jamplan.decisions.merging import UNNAMED, PublisherNeededError
from jamplan.decisions.recording import Edit, opened
from jamplan.documents.filebytes import FileKind, kind_of, read_bytes
from jamplan.language.folding import as_recorded, id_like, same_id


@dataclass(eq=False)
class OtherCopyError(Exception):
    """A source has another copy on record, or the file is the copy of another source."""

    source: model.Source


def put(
    folder: Path, told: Mapping[str, Any], file: Path | None, *, on: str, replaces: bool = False
) -> tuple[model.Source, Corpus]:
    """Put a source on record, or complete the one with this id, copy or address; return both.

    ``told`` has the fields that a person says; the publisher is an actor's id or name. A copy that is
    not in the folder is written there first. ``on`` is the day, ``replaces`` lets a copy take the place
    of another. Raises :class:`PublisherNeededError`, :class:`OtherCopyError`, :class:`UnreadError` for
    a file that cannot be read, and as :func:`recording.write`.
    """
    with opened(folder) as ledger:
        corpus = ledger.corpus
        digest = hashlib.sha256(read_bytes(file)).hexdigest() if file else None
        known = _known(corpus, told, digest)
        if known and digest and not replaces and (known.sha256 or digest).lower() != digest:
            raise OtherCopyError(known)
        publisher, edits = _publisher(corpus, told.get("publisher"), known)
        values = {**told, "publisher": publisher}
        if known is None:
            taken = {same_id(id_) for id_ in corpus.source}
            made = free_id(f"{publisher}-{told.get('date') or told.get('kind') or 'document'}", taken)
            source = model.Source(**{"id": made, "accessed": on, **values})
        else:
            source = replace(known, **{**values, "id": known.id})
        if file and (digest != (known and known.sha256) or source.file is None):
            name, content = copy_of(folder, file, source.id)
            if content is not None:
                write_atomically(folder / name, content, replace=replaces)
            source = replace(source, file=name, sha256=digest, accessed=source.accessed or on)
        edits += [(known, source), *_of_documents(corpus, known, source)]
        ledger.apply([(before, after) for before, after in edits if before != after])
        ledger.save()
        return source, ledger.corpus


def copy_of(folder: Path, file: Path, stem: str) -> tuple[str, bytes | None]:
    """Return the name of a document in the corpus's folder, and its bytes if it is elsewhere.

    A copy in the folder is opened by whoever has the folder, and by nobody through another path.
    """
    if name := path_within(folder, file):
        return name, None
    data = read_bytes(file)
    kind = kind_of(data, file.suffix)
    return f"{stem}.{_SUFFIXES.get(kind, kind)}", data


_SUFFIXES = {FileKind.MARKDOWN: "md", FileKind.TEXT: "txt"}
"""Of kinds of files whose suffix is not their name."""


def _known(corpus: Corpus, told: Mapping[str, Any], digest: str | None) -> model.Source | None:
    """Return the source on record that is meant. Raises :class:`OtherCopyError`."""
    named = corpus.source.get(id_like(told.get("id", ""), corpus.source) or "")
    same = [source for source in corpus.sources if digest and (source.sha256 or "").lower() == digest]
    if same and "id" in told and named not in same:
        raise OtherCopyError(same[0])
    url = told.get("url")
    return named or next(
        (known for known in corpus.sources if known in same or (url and known.url == url)), None
    )


def _publisher(corpus: Corpus, name: str | None, known: model.Source | None) -> tuple[str, list[Edit]]:
    """Return the id of who published a source, and what changes among the actors.

    An actor without a name gets it, or goes if nothing else names that actor.
    """
    before = corpus.actor[known.publisher] if known else None
    if not name:
        if before is None:
            raise PublisherNeededError
        return before.id, []
    actor = publisher_named(corpus, as_recorded(name))
    new: list[Edit] = [] if actor.id in corpus.actor else [(None, actor)]
    if known and before and before.name == UNKNOWN:
        if not _is_named_elsewhere(corpus, known):
            return actor.id, [*new, (before, None)]
        if new:
            return before.id, [(before, replace(actor, id=before.id))]
    return actor.id, new


def _is_named_elsewhere(corpus: Corpus, source: model.Source) -> bool:
    """Whether the publisher of a source states something, or published something else."""
    documents = (corpus.proposals_document, corpus.plan_document)
    return source.publisher in {
        *(link.claimed_by for link in corpus.links),
        *(verdict.claimed_by for verdict in corpus.verdicts),
        *(claim.claimed_by for claim in corpus.claims),
        *(other.publisher for other in corpus.sources if other != source),
        *(document.publisher for document in documents if document.source != source.id),
    }


def _of_documents(corpus: Corpus, known: model.Source | None, source: model.Source) -> Iterator[Edit]:
    """Yield the documents that a source is, with its values if they had those before, or none."""
    for document in (corpus.proposals_document, corpus.plan_document):
        if known and document.source == known.id:
            values = {
                name: getattr(source, name)
                for name in ("publisher", "title", "date")
                if getattr(document, name) in {None, getattr(known, name)}
            }
            if source.title and document.short_name in {*UNNAMED, known.title}:
                values["short_name"] = source.title
            yield document, replace(document, **values)

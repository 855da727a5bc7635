"""What a corpus begins with.

Commented skeletons, the files of another one, or two documents.

And its sources, put on record or completed, each with its copy below the corpus's
folder.

The skeletons are in ``skeletons/``, one folder a language: files that load as they are,
whose comments teach the format.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from jamplan.corpus import model, records, yamledit
from jamplan.corpus.files import create_files, holds, path_within, refuse_existing
from jamplan.corpus.findings import UnreadError
from jamplan.corpus.loading import UNKNOWN, Corpus
from jamplan.corpus.statements import SAYS, TOTALS, Group, Says
from jamplan.decisions.actors import free_id, publisher_named
from jamplan.decisions.entries import refused
from jamplan.decisions.merging import UNNAMED, merge
from jamplan.decisions.recording import Edit, Ledger, begun_anew, opened
from jamplan.documents.drafts import Draft, DraftKind
from jamplan.documents.filebytes import FileKind, kind_of, read_bytes
from jamplan.language import Language
from jamplan.language.folding import as_recorded, id_like

_FOLDER = Path(__file__).parent / "skeletons"
_SCHEMAS = Path(__file__).parents[1] / "schemas"


SKELETONS = tuple(records.FILE_TYPES)
"""The names of the files of an empty corpus."""


def skeletons(code: str) -> dict[str, bytes]:
    """Return the files of an empty corpus by name, commented in a language (fr, en)."""
    return {name: skeleton(name, code) for name in SKELETONS}


def skeleton(name: str, code: str) -> bytes:
    """Return one file of an empty corpus, with comments in a language (fr, en)."""
    return (_FOLDER / code / name).read_bytes()


_SCHEMA = re.compile(rb"\$schema=\.schema/([a-z]+\.schema\.json)")


def schemas(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the schemas that the first lines of files name to editors."""
    names: dict[str, None] = {}
    for content in files.values():
        if match := _SCHEMA.search(content.partition(b"\n")[0]):
            names[match[1].decode()] = None
    return {f".schema/{name}": (_SCHEMAS / name).read_bytes() for name in names}


def copies_of_sources(corpus: Corpus) -> dict[str, bytes]:
    """Return the readable copies of sources below the corpus's folder, by name."""
    home = Path(corpus.folder)
    copies = {}
    for name in {source.file for source in corpus.sources if source.file}:
        path = Path(name)
        if (
            not path.is_absolute()
            and ".." not in path.parts
            and path_within(home, home / path)
        ):
            with suppress(UnreadError):
                copies[name] = read_bytes(home / path)
    return copies


def without_decisions(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a corpus without its decisions.

    What was not decided on single proposals stays: totals, outcomes, objections to all,
    searches.
    """
    data = yamledit.data_of(files[records.LINKS], records.LINKS)
    data.pop("readings", None)
    kept = [
        statement
        for statement in data.pop("statements", None) or []
        if statement["about"] in TOTALS
        or SAYS[Says(statement["says"])].group is Group.OUTCOME
    ]
    if kept:
        data["statements"] = kept
    content = yamledit.rewritten(files[records.LINKS], records.LINKS, data)
    return {**files, records.LINKS: content}


# Two documents


_OF_SOURCE = ("publisher", "title", "date", "url")


class Beginning(NamedTuple):
    """One of two documents: its draft, what a person says of it, and its copy."""

    draft: Draft
    told: Mapping[str, Any]
    """Values of the source (:data:`_OF_SOURCE`), and of the document itself.

    Its name in titles.
    """
    copy: str
    """Its path in the corpus's folder."""


def files_of_documents(
    documents: Iterable[Beginning], language: Language
) -> dict[str, bytes]:
    """Return the corpus's files that a document and its answer, if any, make.

    Who published a document is unknown until a person says so, and nobody has read it
    yet.
    """
    with TemporaryDirectory() as temporary:
        documents = list(documents)
        files = skeletons(language.code)
        if all(each.draft.kind is DraftKind.PROPOSALS for each in documents):
            del files[records.PLAN]
        create_files(Path(temporary), files)
        ledger = Ledger(Path(temporary))
        for document in documents:
            _begin(ledger, document)
        return ledger.contents


def _begin(ledger: Ledger, beginning: Beginning) -> None:
    """Put a document into a corpus."""
    draft, told, copy = beginning
    publisher, title, date, url = map(told.get, _OF_SOURCE)
    of_plan = draft.kind is DraftKind.MEASURES
    actor = model.Actor(id="plan" if of_plan else "proposals", name=UNKNOWN)
    if publisher:
        actor = publisher_named(ledger.corpus, publisher, sure=True)
    if actor.id not in ledger.corpus.actor:
        ledger.apply([(None, actor)])
    named = replace(draft, publisher=actor.id, title=title, date=date)
    is_answer = told.get("relation") is model.Relation.RESPONSE
    merged = merge(ledger.corpus, named, on=None, copy=copy, answers=is_answer)
    ledger.apply(merged.edits)
    corpus = ledger.corpus
    document = corpus.plan_document if of_plan else corpus.proposals_document
    values = {key: value for key, value in told.items() if key not in _OF_SOURCE}
    own = replace(document, language=draft.language, **values)
    source = replace(merged.source, url=url)
    ledger.apply([(document, own), (merged.source, source)])


_NOUNS = (
    ("recommandation", "recommendation"),
    ("engagement", "commitment"),
    ("réponse", "response"),
)
"""What documents call their items, in French and English."""


def labels_of(word: str) -> tuple[model.Label, ...]:
    """Return the labels of a document whose word for its items is one of these."""
    nouns = next((pair for pair in _NOUNS if word.lower() in pair), ())
    return tuple(
        model.Label(of=model.Labelled.ITEM, language=code, one=noun, many=f"{noun}s")
        for code, noun in zip(model.LabelLanguage, nouns, strict=False)
    )


# Sources


@begun_anew
def put(
    folder: Path,
    told: Mapping[str, Any],
    file: Path | None,
    *,
    on: str,
    replaces: bool = False,
) -> tuple[model.Source, Corpus]:
    """Put a source on record, or complete the one with this id, copy or address.

    Return both.

    ``told`` has the fields that a person says; the publisher is an actor's id or name.
    A copy that is not in the folder is written there first. ``on`` is the day,
    ``replaces`` lets a copy take the place of another. Raises :class:`UnreadError` for
    a file that cannot be read, and as :func:`recording.write`.
    """
    with opened(folder) as ledger:
        corpus = ledger.corpus
        data = read_bytes(file) if file else None
        digest = None if data is None else hashlib.sha256(data).hexdigest()
        known = _known(corpus, told, digest)
        if not replaces:
            _refuse_other_copy(corpus, known, digest)
        publisher, edits = _publisher(corpus, told.get("publisher"), known)
        source = _completed(corpus, known, {**told, "publisher": publisher}, on)
        copies: dict[str, bytes] = {}
        is_new_copy = digest != (known and known.sha256) or source.file is None
        if file and is_new_copy:
            name, content = copy_of(folder, file, source.id, data)
            if content is not None:
                copies[name] = content
                if not (replaces or holds(folder / name, content)):
                    refuse_existing(folder, copies)
            source = replace(
                source, file=name, sha256=digest, accessed=source.accessed or on
            )
        edits += [(known, source), *_of_documents(corpus, known, source)]
        ledger.apply([(before, after) for before, after in edits if before != after])
        ledger.save(copies)
        return source, ledger.corpus


def _refuse_other_copy(
    corpus: Corpus, known: model.Source | None, digest: str | None
) -> None:
    """Raise :class:`RefusedError` if another copy of a source is on record."""
    if not (known and known.file and digest):
        return
    if (known.sha256 or digest).lower() != digest:
        raise refused(corpus, "other-copy", id=known.id, file=known.file)


def _completed(
    corpus: Corpus, known: model.Source | None, values: Mapping[str, Any], on: str
) -> model.Source:
    """Return a source with what is told of it; a new one gets an id and the day."""
    if known is not None:
        return replace(known, **{**values, "id": known.id})
    date = values.get("date") or values.get("kind") or "document"
    id_ = free_id(f"{values['publisher']}-{date}", corpus.source)
    return model.Source(**{"id": id_, "accessed": on, **values})


def copy_of(
    folder: Path, file: Path, stem: str, data: bytes | None = None
) -> tuple[str, bytes | None]:
    """Return a document's name in the corpus's folder, and its bytes if elsewhere.

    A copy in the folder is opened by whoever has the folder, and by nobody through
    another path. ``data`` are the bytes if they have been read: what is read twice may
    have changed between.
    """
    if name := path_within(folder, file):
        return name, None
    data = read_bytes(file) if data is None else data
    kind = kind_of(data, file.suffix)
    return f"{stem}.{_SUFFIXES.get(kind, kind)}", data


_SUFFIXES = {FileKind.MARKDOWN: "md", FileKind.TEXT: "txt"}
"""Of kinds of files whose suffix is not their name."""


def _known(
    corpus: Corpus, told: Mapping[str, Any], digest: str | None
) -> model.Source | None:
    """Return the source on record that is meant. Raises :class:`RefusedError`."""
    named = corpus.source.get(id_like(told.get("id", ""), corpus.source) or "")
    same = [
        source
        for source in corpus.sources
        if digest and (source.sha256 or "").lower() == digest
    ]
    if same and "id" in told and named not in same:
        copy = same[0].file or same[0].sha256
        raise refused(corpus, "other-copy", id=same[0].id, file=copy)
    url = told.get("url")
    meant = (
        known for known in corpus.sources if known in same or (url and known.url == url)
    )
    return named or next(meant, None)


def _publisher(
    corpus: Corpus, name: str | None, known: model.Source | None
) -> tuple[str, list[Edit]]:
    """Return the id of who published a source, and what changes among the actors.

    An actor without a name gets it, or goes if nothing else names that actor.
    """
    before = corpus.actor[known.publisher] if known else None
    if not name:
        if before is None:
            raise refused(corpus, "publisher-needed")
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
    """Whether a source's publisher states something, or published something else."""
    speakers = {statement.speaker for statement in corpus.statements}
    others = {other.publisher for other in corpus.sources if other != source}
    documents = {
        document.publisher
        for document in _documents(corpus)
        if document.source != source.id
    }
    return source.publisher in {*speakers, *others, *documents}


def _documents(corpus: Corpus) -> list[model.Document]:
    """Return the document that proposes and those that answer."""
    return [corpus.proposals_document, *(plan.document for plan in corpus.plans)]


def _of_documents(
    corpus: Corpus, known: model.Source | None, source: model.Source
) -> Iterator[Edit]:
    """Yield the documents that a source is, with values if they had those before."""
    for document in _documents(corpus):
        if known and document.source == known.id:
            values = {
                name: getattr(source, name)
                for name in ("publisher", "title", "date")
                if getattr(document, name) in {None, getattr(known, name)}
            }
            if source.title and document.short_name in {*UNNAMED, known.title}:
                values["short_name"] = source.title
            yield document, replace(document, **values)

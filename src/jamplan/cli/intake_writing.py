"""Drafts of documents written as files that a person corrects."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from jamplan import yamledit, yamlfile
from jamplan.cli.options import Run
from jamplan.cli.writing import say, say_written
from jamplan.corpus import find, load, packaged_folder
from jamplan.exports.draftfile import Json, draft_yaml, origin_of, sources_records, sources_yaml
from jamplan.files import write_atomically
from jamplan.findings import CorpusError
from jamplan.intake.items.drafts import Draft, Kind
from jamplan.intake.items.names import without
from jamplan.locale import language
from jamplan.text.folding import one_line
from jamplan.today import today

_SOURCES = "sources.draft.yaml"


def write_draft(run: Run, draft: Draft) -> None:
    """Write ``proposals.draft.yaml`` or ``plan.draft.yaml``, its source into ``sources.draft.yaml``.

    They go beside the corpus, or into the current folder where the corpus is the packaged one. A draft
    that exists is replaced only where the command line forces it. The file of sources is shared by the
    drafts of two documents: what it holds stays.

    Raises :class:`FileExistsError`, :class:`OSError`, and on a file of sources that is no YAML
    :class:`~jamplan.findings.CorpusError`.
    """
    folder, actors = _corpus(run)
    target = folder / f"{'plan' if draft.kind is Kind.MEASURES else 'proposals'}.draft.yaml"
    if not run.force and os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    sources = folder / _SOURCES
    old = sources.read_bytes() if os.path.lexists(sources) else None
    text = _decoded(old, sources) if old is not None else None
    path = Path(os.path.relpath(draft.file, folder)).as_posix()
    begun = {each: record.get("sha256", "") for each, record in _records(text).items()} if text else {}
    origin = origin_of(draft, actors, path, begun)
    words = language(run.shared.lang or draft.language)
    made = draft_yaml(draft, origin, words, today()).encode()
    actor, source = sources_records(draft, origin)
    if text is None or old is None:
        content = sources_yaml(actor, source).encode()
    else:
        content = yamlfile.encode(_with(text, actor, source), old)
    write_atomically(target, made, replace=run.force)
    say_written(run, target)
    if content != old:
        write_atomically(sources, content, replace=True)
        say_written(run, sources)
    name = target.name.replace(".draft", "")
    say(
        run,
        run.messages.gettext(
            "Correct it, then rename it to {name}; docs/import.md says how a corpus comes of it.",
            name=one_line(name),
        ),
    )


def clear_of_others(run: Run, draft: Draft) -> Draft:
    """The draft, its ids clear of those of the other document, in the corpus in force and in its draft.

    Proposals and measures of a corpus share one space of ids.
    """
    proposals = draft.kind is Kind.PROPOSALS
    folder = find(run.shared.data, environ=run.environment.environ)
    taken: list[str] = []
    if folder.resolve() == packaged_folder().resolve():
        folder = Path()
    else:
        with contextlib.suppress(CorpusError):
            corpus = load(folder)
            taken += corpus.measure if proposals else corpus.proposal
    other = folder / f"{'plan' if proposals else 'proposals'}.draft.yaml"
    if other.is_file():
        with contextlib.suppress(CorpusError, OSError):
            text = _decoded(other.read_bytes(), other)
            taken += _records(text, "measures" if proposals else "proposals")
    ids = without((item.id for item in draft.items), taken)
    items = (replace(item, id=each) for item, each in zip(draft.items, ids, strict=True))
    return replace(draft, items=tuple(items))


def _corpus(run: Run) -> tuple[Path, dict[str, str]]:
    """The folder to write in, and the actors of the corpus there: names by id."""
    folder = find(run.shared.data, environ=run.environment.environ)
    if folder.resolve() == packaged_folder().resolve():
        return Path(), {}
    try:
        return folder, {actor.id: actor.name for actor in load(folder).actors}
    except CorpusError:
        # A draft can be written beside a corpus that is being made.
        return folder, {}


def _decoded(data: bytes, path: Path) -> str:
    text = yamlfile.decode(data, str(path))
    if not isinstance(text, str):
        raise CorpusError([text])
    root, findings = yamlfile.parse(text, str(path))
    if findings or not isinstance(root, yamlfile.Mapping):
        raise CorpusError(findings)
    return text


def _records(text: str, key: str = "sources") -> dict[str, Mapping[str, str]]:
    """The records of a list by id, as texts."""
    return {record["id"]: record for record in _listed(text, key) if "id" in record}


def _listed(text: str, key: str) -> Iterator[dict[str, str]]:
    root, _ = yamlfile.parse(text, "")
    assert isinstance(root, yamlfile.Mapping)
    for name, items in root.entries:
        if name.text == key and isinstance(items, yamlfile.Sequence):
            for item in items.items:
                if isinstance(item, yamlfile.Mapping):
                    yield {
                        field.text: value.text
                        for field, value in item.entries
                        if isinstance(value, yamlfile.Scalar)
                    }


def _with(text: str, actor: Json | None, source: Json) -> str:
    """The file with the two records, where it has none with their ids."""
    if actor is not None and str(actor["id"]) not in _records(text, "actors"):
        text = yamledit.append(text, "actors", {key: str(value) for key, value in actor.items()})
    if str(source["id"]) not in _records(text):
        text = yamledit.append(text, "sources", {key: str(value) for key, value in source.items()})
    return text

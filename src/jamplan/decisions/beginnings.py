"""What a corpus begins with: commented skeletons of the four files, or a plan alone.

The skeletons are in ``skeletons/``, one folder a language: files that load as they are, whose
comments teach the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from jamplan.corpus import yamledit
from jamplan.corpus.files import is_below
from jamplan.corpus.findings import UnreadError
from jamplan.corpus.loading import FILES, Corpus
from jamplan.corpus.model import Source
from jamplan.corpus.records import as_record, keys_of
from jamplan.documents.filebytes import read_bytes

_FOLDER = Path(__file__).parent / "skeletons"
UNNAMED = frozenset(
    {"Nom des propositions", "Nom du plan", "Name of the proposals", "Name of the plan"}
)
"""What the skeletons call the two documents, until a person names them."""


def skeletons(code: str) -> dict[str, bytes]:
    """Return the four files of an empty corpus by name, with comments in a language (fr, en)."""
    return {name: (_FOLDER / code / name).read_bytes() for name in FILES}


def plan_alone(corpus: Corpus, folder: Path, code: str) -> dict[str, bytes]:
    """Return the four files of a corpus that has the plan of another one, and nothing else of it.

    The plan's file is the other's to the byte; the sources and actors that it names come along, but no
    ``file`` that is not below the new ``folder``. ``code`` is the language of the comments; the
    proposals are taken to be in the plan's.
    """
    files = skeletons(code)
    document = corpus.plan_document
    plan = (document, *corpus.priorities, *corpus.measures)
    named = set(_named("source", plan))
    sources = [_moved(source, corpus, folder) for source in corpus.sources if source.id in named]
    named = set(_named("actor", (document, *sources)))
    actors = [actor for actor in corpus.actors if actor.id in named]
    data = yamledit.data_of(files["sources.yaml"], "sources.yaml")
    data["actors"] = [as_record(actor) for actor in actors]
    data["sources"] = [as_record(source) for source in sources]
    proposals = files["proposals.yaml"].decode()
    proposals = proposals.replace(f"  language: {code} ", f"  language: {document.language} ", 1)
    return {
        **files,
        "sources.yaml": yamledit.rewritten(files["sources.yaml"], "sources.yaml", data),
        "proposals.yaml": proposals.encode(),
        "plan.yaml": Path(corpus.folder, "plan.yaml").read_bytes(),
    }


def _named(kind: str, records: Iterable[Any]) -> Iterator[str]:
    """Yield the ids of one kind that records name, those within them included."""
    for record in records:
        for key in keys_of(type(record)):
            value = getattr(record, key.name)
            values = value if key.many else (value,)
            if key.nested:
                yield from _named(kind, values)
            elif key.ref == kind:
                yield from filter(None, values)


def _moved(source: Source, corpus: Corpus, folder: Path) -> Source:
    """Return a source without its local copy, unless that is below the other folder too."""
    copy, home = Path(corpus.folder, source.file or ""), folder.resolve()
    below = source.file is not None and is_below(copy, home)
    return replace(source, file=copy.resolve().relative_to(home).as_posix() if below else None)


def copies_of_sources(corpus: Corpus) -> dict[str, bytes]:
    """Return the copies of sources below the corpus's folder that can be read, by their names in it."""
    home = Path(corpus.folder)
    copies = {}
    for name in {source.file for source in corpus.sources if source.file}:
        path = Path(name)
        if not path.is_absolute() and ".." not in path.parts and is_below(home / path, home):
            with suppress(UnreadError):
                copies[name] = read_bytes(home / path)
    return copies


def without_decisions(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a corpus without its decisions.

    What is said of all statements at once stays: general claims, objections to all, searches.
    """
    data = yamledit.data_of(files["links.yaml"], "links.yaml")
    for key in ("links", "verdicts", "dismissals", "readings"):
        data.pop(key, None)
    return {**files, "links.yaml": yamledit.rewritten(files["links.yaml"], "links.yaml", data)}

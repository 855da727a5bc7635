"""What a corpus begins with: commented skeletons of the four files, or a plan alone.

The skeletons stand in ``skeletons/``, one folder a language: files that load as they are, whose
comments teach the format.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from jamplan.corpus import yamledit
from jamplan.corpus.loading import FILES, Corpus
from jamplan.corpus.model import Evidence, Source
from jamplan.corpus.modelkeys import as_record

_FOLDER = Path(__file__).parent / "skeletons"
UNNAMED = frozenset(
    {"Nom des propositions", "Nom du plan", "Name of the proposals", "Name of the plan"}
)
"""What the skeletons call the two documents, until somebody does."""


def skeletons(code: str) -> dict[str, bytes]:
    """The four files of a corpus without anything in it, by name, in a language (fr, en)."""
    return {name: (_FOLDER / code / name).read_bytes() for name in FILES}


def plan_alone(corpus: Corpus, folder: Path, code: str) -> dict[str, bytes]:
    """The four files of a corpus that has the plan of another one, and nothing else of it.

    The plan's file is the other's to the byte; the sources and actors that it names come along. Copies
    of sources stay where they are, named as they are seen from ``folder``. ``code`` is the language of
    the comments; the proposals are taken to be in the plan's.
    """
    files = skeletons(code)
    used = set(_sources_of(corpus))
    sources = [_moved(each, corpus, folder) for each in corpus.sources if each.id in used]
    publishers = {each.publisher for each in sources} | {corpus.plan_document.publisher}
    actors = [each for each in corpus.actors if each.id in publishers]
    data = yamledit.data_of(files["sources.yaml"], "sources.yaml")
    data["actors"] = [as_record(actor) for actor in actors]
    data["sources"] = [as_record(source) for source in sources]
    proposals = files["proposals.yaml"].decode()
    language = corpus.plan_document.language
    proposals = proposals.replace(f"  language: {code} ", f"  language: {language} ", 1)
    return {
        **files,
        "sources.yaml": yamledit.rewritten(files["sources.yaml"], "sources.yaml", data),
        "proposals.yaml": proposals.encode(),
        "plan.yaml": Path(corpus.folder, "plan.yaml").read_bytes(),
    }


def _sources_of(corpus: Corpus) -> Iterable[str]:
    """The ids of the sources that a plan names."""
    document = corpus.plan_document
    if document.source is not None:
        yield document.source
    for declared in document.declared:
        yield from declared.sources
    evidence: list[Evidence] = []
    for priority in corpus.priorities:
        evidence += priority.evidence
    for measure in corpus.measures:
        evidence += measure.evidence
        for done in measure.follow_ups:
            evidence += done.evidence
    yield from (each.source for each in evidence)


def _moved(source: Source, corpus: Corpus, folder: Path) -> Source:
    """A source whose local copy is named as it is seen from another folder."""
    if source.file is None or Path(source.file).is_absolute():
        return source
    copy = Path(corpus.folder, source.file).resolve()
    try:
        return replace(source, file=Path(os.path.relpath(copy, folder.resolve())).as_posix())
    except ValueError:
        # Another drive: there is no way from one to the other.
        return replace(source, file=str(copy))


def without_decisions(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a corpus without its decisions: general claims and searches stay."""
    data = yamledit.data_of(files["links.yaml"], "links.yaml")
    for key in ("links", "verdicts", "dismissals", "readings"):
        data.pop(key, None)
    return {**files, "links.yaml": yamledit.rewritten(files["links.yaml"], "links.yaml", data)}

"""What a corpus begins with: commented skeletons of the four files, or the files of another one.

The skeletons are in ``skeletons/``, one folder a language: files that load as they are, whose
comments teach the format.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jamplan.corpus import yamledit
from jamplan.corpus.files import is_below
from jamplan.corpus.findings import UnreadError
from jamplan.corpus.loading import FILES, Corpus
from jamplan.documents.filebytes import read_bytes

_FOLDER = Path(__file__).parent / "skeletons"
UNNAMED = frozenset(
    {"Nom des propositions", "Nom du plan", "Name of the proposals", "Name of the plan"}
)
"""What the skeletons call the two documents, until a person names them."""


def skeletons(code: str) -> dict[str, bytes]:
    """Return the four files of an empty corpus by name, with comments in a language (fr, en)."""
    return {name: (_FOLDER / code / name).read_bytes() for name in FILES}


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

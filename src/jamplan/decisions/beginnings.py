"""What a corpus begins with: commented skeletons, the files of another one, or two documents.

The skeletons are in ``skeletons/``, one folder a language: files that load as they are, whose
comments teach the format.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from jamplan.corpus import yamledit
from jamplan.corpus.files import create_files, is_below
from jamplan.corpus.findings import UnreadError
from jamplan.corpus.loading import FILES, Corpus
from jamplan.corpus.model import Actor
from jamplan.decisions.merging import merge
from jamplan.decisions.pairing import number_of
from jamplan.decisions.recording import Ledger
from jamplan.documents.drafts import Draft
from jamplan.documents.filebytes import read_bytes
from jamplan.language import Language
from jamplan.language.folding import one_line, without_accents

_FOLDER = Path(__file__).parent / "skeletons"
_SCHEMAS = Path(__file__).parents[1] / "schemas"


def skeletons(code: str) -> dict[str, bytes]:
    """Return the four files of an empty corpus by name, with comments in a language (fr, en)."""
    return {name: (_FOLDER / code / name).read_bytes() for name in FILES}


def schemas(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the schemas that the first lines of the four files name to editors."""
    named = (name for name in FILES if b"$schema=" in files[name])
    schemas = (f"{name.removesuffix('.yaml')}.schema.json" for name in named)
    return {f".schema/{name}": (_SCHEMAS / name).read_bytes() for name in schemas}


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


# Two documents

_ANSWERING = re.compile(
    r"\b(?:recomm|preconis|propos|voeu|demandes?\b|revendic|repons|respon|answer|reply|suites?\b)",
    re.IGNORECASE,
)
"""Words, without accents, in labels or heads of a document that answers another one."""
_MOST = 0.8
"""The share of equal numbers from which a table answers the other document; 13 of 28 is too few."""


def corpus_of_drafts(
    drafts: Sequence[Draft], copies: Sequence[str], language: Language
) -> tuple[Corpus, dict[str, bytes]]:
    """Return the corpus that two drafts make, and its four files.

    ``copies`` has the names of both documents in the corpus's folder. Nobody is made up: who published
    a document is named after its file, until a person names them; and nobody has read it yet.
    """
    with TemporaryDirectory() as temporary:
        create_files(Path(temporary), skeletons(language.code))
        ledger = Ledger(Path(temporary))
        for draft, copy in zip(drafts, copies, strict=True):
            # The same words in every language.
            name = f"Document {one_line(Path(draft.file).name)}"
            actor = Actor(id=f"publisher-{draft.kind}", name=name)
            ledger.apply([(None, actor)])
            own = replace(draft, publisher=actor.id)
            merged = merge(ledger.corpus, own, on=None, copy=copy)
            ledger.apply(merged.edits)
        ledger.save()
        return ledger.corpus, {name: Path(temporary, name).read_bytes() for name in FILES}


def pairs_by_number(corpus: Corpus, plan: Draft) -> list[tuple[str, str]]:
    """Return the ids of proposals and measures with the same number, if the plan answers by number.

    It does if its labels, or the heads of its table, speak of recommendations, proposals or answers. A
    table without heads does if nearly all numbers are those of the proposals.
    """
    numbers = [(number_of(proposal), proposal.id) for proposal in corpus.proposals]
    pairs = [
        (id_, measure.id)
        for measure in corpus.measures
        for number, id_ in numbers
        if number and number == number_of(measure)
    ]
    chosen = plan.lists[plan.chosen - 1]
    if chosen.word:
        return pairs if _ANSWERING.search(without_accents(chosen.word)) else []
    most = max(len(corpus.proposals), len(corpus.measures))
    return pairs if chosen.how == "columns" and len(pairs) >= _MOST * most else []

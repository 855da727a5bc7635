"""What a corpus begins with: commented skeletons, the files of another one, or two documents.

The skeletons are in ``skeletons/``, one folder a language: files that load as they are, whose
comments teach the format.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rapidfuzz import fuzz

from jamplan.corpus import yamledit
from jamplan.corpus.files import create_files, is_below
from jamplan.corpus.findings import UnreadError
from jamplan.corpus.loading import FILES, UNKNOWN, Corpus
from jamplan.corpus.model import Actor
from jamplan.decisions.making import publisher_named
from jamplan.decisions.merging import merge
from jamplan.decisions.pairing import number_of
from jamplan.decisions.recording import Edit, Ledger
from jamplan.documents.drafts import Draft, DraftKind
from jamplan.documents.filebytes import read_bytes
from jamplan.documents.items import first_sentence
from jamplan.language import Language

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """One of two documents: its draft, what a person says of it, and its copy."""

    draft: Draft
    told: Mapping[str, str]
    copy: str
    """Its path in the corpus's folder."""
    document: Mapping[str, Any]
    """The keys of the document that are no source's: its name in titles, who signs the account."""


def corpus_of_documents(
    documents: Sequence[Beginning], language: Language
) -> tuple[Corpus, dict[str, bytes]]:
    """Return the corpus that two documents make, and its four files.

    Who published a document is unknown until a person says so, and nobody has read it yet.
    """
    with TemporaryDirectory() as temporary:
        create_files(Path(temporary), skeletons(language.code))
        ledger = Ledger(Path(temporary))
        for each in documents:
            told, draft = each.told, each.draft
            of_plan = draft.kind is DraftKind.MEASURES
            actor = Actor(id="plan" if of_plan else "proposals", name=UNKNOWN)
            if told.get("publisher"):
                actor = publisher_named(ledger.corpus, told["publisher"], sure=True)
            if actor.id not in ledger.corpus.actor:
                ledger.apply([(None, actor)])
            draft = replace(draft, publisher=actor.id, title=told.get("title"), date=told.get("date"))
            merged = merge(ledger.corpus, draft, on=None, copy=each.copy)
            ledger.apply(merged.edits)
            corpus = ledger.corpus
            document = corpus.plan_document if of_plan else corpus.proposals_document
            edits: list[Edit] = [
                (document, replace(document, language=draft.language, **each.document)),
                (merged.source, replace(merged.source, url=told.get("url"))),
            ]
            ledger.apply(edits)
        ledger.save()
        return ledger.corpus, {name: Path(temporary, name).read_bytes() for name in FILES}


_REPEATED = 75
"""Of 100, by RapidFuzz: what is repeated of a proposal has this much, answers less (en-aiopp-resp)."""
_SHORT = 20
"""Letters: a paragraph with fewer repeats nothing (« Agree. »), and a title has as many."""


def answering(response: Draft, proposals: Draft) -> Draft:
    """Return the draft of a response whose items are the answers, without what they repeat."""
    asked = {number_of(item): f"{item.title} {item.text or ''}" for item in proposals.items}
    items = []
    for item in response.items:
        paragraphs = list(filter(None, [item.title, *(item.text or "").split("\n")]))[item.shortened :]
        repeats = [_repeats(text, asked.get(number_of(item), "")) for text in paragraphs]
        first = repeats.index(True) if any(repeats) else len(repeats)
        if False in repeats[first:]:
            answer = paragraphs[first + repeats[first:].index(False) :]
            title, text = _beginning(answer[0]), "\n".join(answer)
            items.append(replace(item, title=title, text=text, shortened=True))
        else:
            items.append(item)
    return replace(response, items=tuple(items))


def _repeats(text: str, proposal: str) -> bool:
    """Whether a paragraph repeats a proposal from its beginning on."""
    parts = (text[: 2 * _SHORT], text)
    return len(text) >= _SHORT and all(
        fuzz.partial_ratio(part.casefold(), proposal.casefold()) >= _REPEATED for part in parts
    )


def _beginning(text: str) -> str:
    """Return the first sentences of a text, as many as say something."""
    head = first_sentence(text)
    while len(head) < _SHORT and len(head) < len(text):
        head = f"{head} {first_sentence(text[len(head) :].strip())}"
    return head

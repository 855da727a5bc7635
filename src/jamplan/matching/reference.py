"""Reference sets: two lists of texts and the links that people made, to measure the matcher with.

A folder of three files, UTF-8, one item a line: ``left.tsv`` and ``right.tsv`` (id, tab, text) and
``gold.tsv`` (left id, tab, right id). A corpus is one too, by its own links.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jamplan.corpus import Corpus
from jamplan.matching.evaluation import Evaluation, evaluate
from jamplan.matching.items import Item
from jamplan.matching.score import Match, Matcher
from jamplan.matching.semantic import Encoder
from jamplan.matching.suggestions import item_of, subject_of


class ReferenceSetError(ValueError):
    """A reference set cannot be read: ``file``, ``line`` (0: the whole file) and a code."""

    def __init__(self, file: str, line: int, code: str) -> None:
        super().__init__(f"{file}:{line}: {code}")
        self.file = file
        self.line = line
        self.code = code


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """Two lists of items, and which of them people linked."""

    left: tuple[Item, ...]
    right: tuple[Item, ...]
    links: tuple[tuple[str, str], ...]
    language: str
    subject: tuple[str, ...] = ()

    def matcher(self, encoder: Encoder | None = None) -> Matcher:
        """The matcher of the set."""
        return Matcher(self.left, self.right, self.language, subject=self.subject, encoder=encoder)


def set_of_corpus(corpus: Corpus) -> ReferenceSet:
    """A corpus as a reference set: every link of it, whoever states it."""
    pairs = dict.fromkeys((link.proposal, link.measure) for link in corpus.links)
    return ReferenceSet(
        tuple(item_of(proposal) for proposal in corpus.proposals),
        tuple(item_of(measure) for measure in corpus.measures),
        tuple(pairs),
        corpus.language,
        subject_of(corpus),
    )


def read_set(folder: Path, language: str) -> ReferenceSet:
    """Read a reference set. Raises :class:`ReferenceSetError` or :class:`OSError`."""
    left, right = (
        tuple(Item(key, text) for key, text in _rows(folder / name))
        for name in ("left.tsv", "right.tsv")
    )
    ids = {item.id for item in left}, {item.id for item in right}
    links = _rows(folder / "gold.tsv")
    for number, pair in enumerate(links, start=1):
        if pair[0] not in ids[0] or pair[1] not in ids[1]:
            raise ReferenceSetError(str(folder / "gold.tsv"), number, "unknown-id")
    if not links:
        raise ReferenceSetError(str(folder / "gold.tsv"), 0, "no-link")
    return ReferenceSet(left, right, tuple(links), language)


def _rows(path: Path) -> list[tuple[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise ReferenceSetError(str(path), 0, "not-utf8") from None
    rows: list[tuple[str, str]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        key, tab, text = line.rstrip("\r").partition("\t")
        if not tab:
            raise ReferenceSetError(str(path), number, "no-tab")
        if path.name != "gold.tsv" and key in seen:
            raise ReferenceSetError(str(path), number, "repeated-id")
        seen.add(key)
        rows.append((key, text.strip()))
    return rows


def measure(reference: ReferenceSet, matcher: Matcher) -> tuple[Evaluation, list[Match]]:
    """Measure a matcher on a set. Returns what it is worth, and every pair's score.

    Raises :class:`ValueError` where the set has no link.
    """
    matches = list(matcher.scores())
    scores: dict[str, list[float]] = {item.id: [] for item in reference.left}
    for match in matches:
        scores[match.left].append(match.score)
    right = [item.id for item in reference.right]
    return evaluate([item.id for item in reference.left], right, scores, reference.links), matches

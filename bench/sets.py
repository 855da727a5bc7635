"""Reference sets: reading them, and putting faults in them.

A set is a folder of three UTF-8 files, one item a line: ``left.tsv`` and ``right.tsv`` (id, tab, text) and
``gold.tsv`` (left id, tab, right id).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Texts = list[tuple[str, str]]

_SEED = 1
_SHARE = 0.1
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """Two lists of texts, and the pairs that people linked."""

    name: str
    language: str
    left: Texts
    right: Texts
    links: list[tuple[str, str]]


def read_sets(folder: Path) -> list[ReferenceSet]:
    """Return the sets in `folder`, by name. Raises ValueError if there is none or one is broken."""
    sets = [
        read_set(path.parent, path.parent.name.partition("_")[0])
        for path in sorted(folder.glob("*/gold.tsv"))
    ]
    if not sets:
        message = f"no reference set in {folder}: give a folder with --sets"
        raise ValueError(message)
    return sets


def read_set(folder: Path, language: str) -> ReferenceSet:
    """Return the set in `folder`. Raises ValueError, with file and line, if it is broken."""
    left, right = (_rows(folder / name) for name in ("left.tsv", "right.tsv"))
    links = _rows(folder / "gold.tsv")
    for ids, named in (
        (dict(left), (a for a, _ in links)),
        (dict(right), (b for _, b in links)),
    ):
        for number, name in enumerate(named, 1):
            if name not in ids:
                message = (
                    f"{folder / 'gold.tsv'}: link {number} names an unknown id: {name}"
                )
                raise ValueError(message)
    if not links:
        message = f"{folder / 'gold.tsv'}: there is no link to measure against"
        raise ValueError(message)
    return ReferenceSet(folder.name, language, left, right, links)


def _rows(path: Path) -> Texts:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        message = f"{path}: not UTF-8"
        raise ValueError(message) from None
    rows: Texts = []
    ids: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        key, tab, text = line.partition("\t")
        if not tab or (key in ids and path.name != "gold.tsv"):
            message = f"{path}:{number}: {'repeated id' if tab else 'no tab between two columns'}"
            raise ValueError(message)
        ids.add(key)
        rows.append((key, text.strip()))
    return rows


def with_typing_faults(reference: ReferenceSet) -> ReferenceSet:
    """Return the set with one typing fault in 10 % of the words, the same in every run.

    Letters exchanged, left out, added or replaced, each as often.
    """
    chance = Random(f"{_SEED} {reference.name}")

    def faulty(text: str) -> str:
        return re.sub(
            r"[^\W\d_]{2,}",
            lambda match: (
                _fault(match[0], chance) if chance.random() < _SHARE else match[0]
            ),
            text,
        )

    return _mapped(reference, faulty)


def without_accents(reference: ReferenceSet) -> ReferenceSet:
    """Return the set with the accents dropped."""

    def bare(text: str) -> str:
        apart = unicodedata.normalize("NFD", text)
        return "".join(c for c in apart if not unicodedata.combining(c))

    return _mapped(reference, bare)


def _mapped(reference: ReferenceSet, change: Callable[[str], str]) -> ReferenceSet:
    return replace(
        reference,
        left=[(name, change(text)) for name, text in reference.left],
        right=[(name, change(text)) for name, text in reference.right],
    )


def _fault(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    letter = chance.choice(_LETTERS)
    match chance.choice(("exchange", "leave out", "add", "replace")):
        case "exchange":
            place = chance.randrange(len(word) - 1)
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        case "leave out":
            return word[:place] + word[place + 1 :]
        case "add":
            return word[:place] + letter + word[place:]
        case _:
            return word[:place] + letter + word[place + 1 :]

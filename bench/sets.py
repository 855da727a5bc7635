"""Reference sets: reading them, and putting faults in them."""

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
    """Two lists of texts and which belong together. The name begins with the language."""

    name: str
    left: Texts
    right: Texts
    links: list[tuple[str, str]]

    @property
    def language(self) -> str:
        """The language code that the name begins with."""
        return self.name.partition("_")[0]


def read_sets(folder: Path) -> list[ReferenceSet]:
    """Return the sets in `folder`, by name. Raises SystemExit if there is none."""
    sets = [
        ReferenceSet(
            path.parent.name,
            _pairs(path.parent / "left.tsv"),
            _pairs(path.parent / "right.tsv"),
            _pairs(path),
        )
        for path in sorted(folder.glob("*/gold.tsv"))
    ]
    if not sets:
        message = f"no reference set in {folder}: give a folder with --sets"
        raise SystemExit(message)
    return sets


def _pairs(path: Path) -> Texts:
    lines = path.read_text(encoding="utf-8").splitlines()
    parted = (line.partition("\t") for line in lines if line.strip())
    return [(name, text) for name, _, text in parted]


def with_typing_faults(reference: ReferenceSet) -> ReferenceSet:
    """Return the set with one typing fault in 10 % of the words, the same in every run.

    Letters exchanged, left out, added or replaced, each as often.
    """
    chance = Random(f"{_SEED} {reference.name}")

    def faulty(text: str) -> str:
        return re.sub(
            r"[^\W\d_]{2,}",
            lambda match: _fault(match[0], chance) if chance.random() < _SHARE else match[0],
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

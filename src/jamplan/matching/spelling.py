"""Folding: one spelling for what a reader takes as the same word."""

from __future__ import annotations

import unicodedata
from typing import Literal

# Letters that Unicode does not take apart, although people type either.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ı": "i"})


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures taken apart.

    >>> fold("L’HÉBERGEMENT des Sœurs")
    'l’hebergement des soeurs'
    """
    if text.isascii():
        return text.lower()
    # Lower case first: some capitals have an accent only as small letters, and some
    # characters become capitals only when taken apart.
    return _bare("NFKD", text.lower()).lower().translate(_LETTERS)


def without_accents(text: str) -> str:
    """Return `text` with its accents dropped and nothing else changed."""
    return text if text.isascii() else unicodedata.normalize("NFC", _bare("NFD", text))


def _bare(form: Literal["NFD", "NFKD"], text: str) -> str:
    apart = unicodedata.normalize(form, text)
    return "".join(c for c in apart if not unicodedata.combining(c))

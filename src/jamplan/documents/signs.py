"""Signs in a file for other letters than in print: repaired if plain, else a doubt."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from string import ascii_letters

from jamplan.corpus.findings import Finding
from jamplan.documents.textblocks import TextBlock

UNKNOWN = "\ufffd"
"""In place of a sign that a file has no letter for."""

_SWAPPED = {letter << 8: chr(letter) for letter in map(ord, ascii_letters)}
"""Letters whose two bytes are in the wrong order: « plani昀椀cation »."""
_LIGATURES = {"Ɵ": "ti", "Ʃ": "tt"}
"""Ligatures of private signs, U+10019F and U+1001A9, that were cut to two bytes.

« acƟon ».
"""
_RUN = re.compile(f"[{''.join(map(chr, _SWAPPED))}]+")
_CUT = re.compile("|".join(_LIGATURES))
_LATIN = re.compile("[A-Za-zÀ-ÿ]")


def repaired(word: str) -> str:
    """A word with its letters for ligatures of a wrong map, if others are Latin."""
    if word.isascii() or not _LATIN.search(word):
        return word
    word = _RUN.sub(lambda match: match[0].translate(_SWAPPED), word)
    return _CUT.sub(lambda match: _LIGATURES[match[0]], word)


def unreadable(blocks: Sequence[TextBlock]) -> Iterator[Finding]:
    """The doubt about words with signs not theirs: their pages, the first word."""
    pages: dict[int, None] = {}
    first = ""
    for block in blocks:
        line = block.line
        if line.isascii():
            continue
        odd = [word for word in line.split() if _is_odd(word)]
        if odd:
            first = first or odd[0]
            pages.setdefault(block.page or 1)
    if first:
        yield Finding("unreadable", details={"pages": tuple(pages), "words": first})


_BEHIND_SMALL = re.compile("(?<=[a-zß-ÿ])[\u0100-\u024f]")
_ALPHABETS = {"LATIN", "GREEK", "MICRO", "FEMININE", "MASCULINE", "MODIFIER"}
"""What the names of letters begin with that may be in one word.

« µg », « β-lactame », « 1ᵉʳ ».
"""


@cache
def _is_odd(word: str) -> bool:
    """Whether a word has signs that no reader of French or English sees in one.

    A private sign alone is a bullet or an arrow.
    """
    if word.isascii():
        return False
    letters = [sign for sign in word if sign.isalpha()]
    private = [sign for sign in word if unicodedata.category(sign) == "Co"]
    if UNKNOWN in word or (private and len(letters) + len(private) > 1):
        return True
    if not _LATIN.search(word):
        return False
    alphabets = {unicodedata.name(sign, "").partition(" ")[0] for sign in letters}
    is_mixed = not alphabets <= _ALPHABETS
    # « soŌware »: a capital of another language behind a small letter.
    return is_mixed or any(map(str.isupper, _BEHIND_SMALL.findall(word)))

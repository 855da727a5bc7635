"""What differs from one language to another, in one small record each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

Stemmer = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Language:
    """A language that texts can be compared in.

    `stop_words` never count. `general_words` (stems) count as common words do: words such as
    « mettre » or « développer », which any measure of any plan can contain.
    Both are folded (no accents, lower case).
    """

    code: str
    stop_words: frozenset[str]
    general_words: frozenset[str]
    stem: Stemmer
    inclusive_forms: bool


def language(code: str) -> Language:
    """Return the language for `code`: « fr », « en », or a longer tag such as « fr-CA ».

    A language that the project does not know is compared word for word: no stop
    words and no stems, but folding, rarity and typing faults as for the others.
    """
    return _language(code.replace("_", "-").partition("-")[0].lower())


@cache
def _language(code: str) -> Language:
    # Imported here: a run in French never pays for English, nor the other way.
    if code == "fr":
        from jamplan.matching import french

        return _build(code, french.STOP_WORDS, french.GENERAL_WORDS, french.stem, inclusive=True)
    if code == "en":
        from jamplan.matching import english

        return _build(code, english.STOP_WORDS, english.GENERAL_WORDS, english.stem, inclusive=False)
    return _build(code, frozenset(), (), _unchanged, inclusive=False)


def _build(
    code: str,
    stop_words: frozenset[str],
    general_words: tuple[str, ...],
    stem: Stemmer,
    *,
    inclusive: bool,
) -> Language:
    general = frozenset(stem(word) for word in general_words)
    return Language(code, stop_words, general, stem, inclusive)


def _unchanged(word: str) -> str:
    return word

"""The words of each language, folded and stemmed, and those of a text that count."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from Stemmer import Stemmer

from jamplan.language.folding import without_accents

_LEXICONS = {
    path.stem: path for path in (Path(__file__).parent / "lexicons").glob("*.toml")
}
"""The word lists of each language that the project knows."""

_PLAIN_LETTERS = str.maketrans({"æ": "ae", "ß": "ss", "ø": "o", "ı": "i"})


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures taken apart.

    >>> fold("L’HÉBERGEMENT des Sœurs")
    'l’hebergement des soeurs'
    """
    if text.isascii():
        return text.lower()
    # Lower case first: some capitals have an accent only as small letters, and some
    # characters become capitals only when taken apart.
    return without_accents(text.lower()).lower().translate(_PLAIN_LETTERS)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of a language, as the files in ``lexicons`` explain them.

    General words are stemmed.
    """

    code: str
    stop_words: frozenset[str] = frozenset()
    general_words: frozenset[str] = frozenset()
    stem: Callable[[str], str] = str
    numerals: Mapping[str, int] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)
    """Endings of stems, by the fewest letters before them."""
    changes: Mapping[str, str] = field(default_factory=dict)
    """What the end of a stem changes to within a family."""
    negations: str = "(?!)"
    opposites: str = ""
    """Lines of verbs that go one way, a slash, and verbs that go the other way."""
    is_inclusive: bool = False
    """Whether a point within a word begins another ending: « élu·e·s »."""


@cache
def lexicon_of(code: str) -> Lexicon:
    """Return the words of « fr », « en », or a longer tag such as « fr-CA ».

    A language that the project does not know is compared word for word: no stop words
    and no stems, but folding, rarity and typing faults as for the others.
    """
    code = code.replace("_", "-").partition("-")[0].lower()
    if code not in _LEXICONS:
        return Lexicon(code)
    lists = tomllib.loads(_LEXICONS[code].read_text(encoding="utf-8"))
    stem = _stemmer(lists.pop("stemmer"))
    lists["stop_words"] = frozenset(lists["stop_words"].split())
    lists["general_words"] = frozenset(map(stem, lists["general_words"].split()))
    return Lexicon(code, stem=stem, **lists)


# Accents are folded before anything else, so that a text without them gives the same
# words. Snowball's French rules need some of them back, and in these endings they are
# certain enough.
_ENDINGS = (("ees", "ées"), ("ee", "ée"), ("ites", "ités"), ("ite", "ité"))
_SHORTEST = 3


def _stemmer(language: str) -> Callable[[str], str]:
    """Return what stems a folded word: Snowball rules of a language (Porter, 2001)."""
    snowball: Callable[[str], str] = Stemmer(language).stemWord

    def stem_french(word: str) -> str:
        for bare, accented in _ENDINGS:
            if word.endswith(bare) and len(word) >= len(bare) + _SHORTEST:
                word = word.removesuffix(bare) + accented
                break
        return fold(snowball(word))

    return stem_french if language == "french" else snowball


# The words of a text

# A letter's accents may be characters of their own (Latin, Arabic): they belong to the
# word.
_MARKS = r"\u0300-\u036f\u064b-\u065f"
_LETTERS = rf"[\w{_MARKS}]+"
# « 10 000 », « 1,25 », « 14.5 »: one number each. Spaces are those of French typography
# too.
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d\w])|\d+[.,]\d+(?![\w])"
# étudiant·e·s, étudiant.e.s, étudiant(e)s, étudiant-e-s, agriculteur·rice·s,
# tous/toutes stay two words. After a middle dot anything short is an ending; after a
# sign that has other uses, only endings that are nothing else.
_FEMININE = (
    "(?:e|ne|le|te|se|fe|ve|re|rice|trice|euse|ice|ale|esse|es|nes|les|tes|rices|"
    "trices|euses|s)"
)
_INCLUSIVE = (
    r"(?:[·•⋅‧∙・][^\W\d_]{1,6}){1,2}"
    rf"|(?<=\w\w)\.{_FEMININE}(?:\.s)?(?![\w.{_MARKS}])"
    rf"|(?<=\w\w)\({_FEMININE}\)s?(?![\w{_MARKS}])"
    rf"|(?<=\w\w)-{_FEMININE}(?:-s)?(?![\w{_MARKS}-])"
)
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>{_LETTERS})")
_TOKEN_INCLUSIVE = re.compile(
    rf"(?P<number>{_NUMBER})|(?P<word>{_LETTERS})(?:{_INCLUSIVE})?"
)
# identifiersLikeThis, and_like_this
_PIECES = re.compile(r"_+|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_TEXTS = 4096
"""How many texts an analyser keeps the words of."""
_STEMMABLE = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that counts: `text[start:end]` as written, compared as `key`."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """One written form: how it reads when folded, and the keys that it is compared as.

    No key for a stop word; several for an identifier such as « parseHeader ».
    """

    folded: str
    keys: tuple[str, ...]


class Analyser:
    """Turns texts of one language into words. Each written form is worked out once."""

    def __init__(self, code: str) -> None:
        """Take the code of a language, as `languages.lexicon_of` does."""
        self.lexicon = lexicon_of(code)
        self._token = _TOKEN_INCLUSIVE if self.lexicon.is_inclusive else _TOKEN
        # The same text is taken apart for each pair that it is explained in.
        self.words = lru_cache(maxsize=_TEXTS)(self._words)
        self._form = cache(self._form_of)

    def forms(self, text: str) -> list[WrittenForm]:
        """Return the written forms of `text` that count, in order."""
        forms = (
            self._form(word or number) for number, word in self._token.findall(text)
        )
        return [form for form in forms if form.keys]

    def keys(self, text: str) -> list[str]:
        """Return what the words of `text` are compared as, in order."""
        return [key for form in self.forms(text) for key in form.keys]

    def _words(self, text: str) -> tuple[Word, ...]:
        """Return the words of `text` that count, in order, with their places."""
        return tuple(
            Word(key, *match.span())
            for match in self._token.finditer(text)
            for key in self._form(match["word"] or match["number"]).keys
        )

    def _form_of(self, token: str) -> WrittenForm:
        folded = fold(token)
        if token[0].isdigit() and not token.isalnum():
            return WrittenForm(folded, (_number_key(folded),))
        pieces = (
            [folded]
            if folded == token
            else [fold(piece) for piece in _PIECES.split(token)]
        )
        return WrittenForm(
            folded, tuple(key for piece in pieces for key in self._keys(piece))
        )

    def _keys(self, word: str) -> Iterator[str]:
        for piece in word.split("_"):
            if piece not in self.lexicon.stop_words and (
                len(piece) > 1 or piece.isdigit()
            ):
                yield self.lexicon.stem(piece) if _STEMMABLE.fullmatch(piece) else piece


def _number_key(number: str) -> str:
    bare = "".join(number.split())
    if "," in bare or "." in bare:
        whole, _, rest = bare.replace(",", ".").partition(".")
        # 10.000 and 10,000 are ten thousand; 1,25 and 1.25 are one and a quarter.
        return whole + rest if len(rest) == 3 else f"{whole}.{rest}"
    return bare

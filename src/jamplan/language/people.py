"""One person is one person, however the name is typed; no reader has an actor's name.

Names are compared by a key that has no case and none of the signs that look alike:
spaces, apostrophes, dashes, and the letters of other scripts that look like Latin ones.
Accents stay: « José » and « Jose » may be two people.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jamplan.language.folding import folded, without_accents


@cache
def person_key(name: str) -> str:
    """The form under which two names are one person's; empty if no sign of it shows.

    >>> person_key("JEAN  Dupоnt")  # with a Cyrillic о
    'jean dupont'
    """
    text = name
    # What is folded may be another letter's look-alike, in rare scripts.
    for _round in range(_ROUNDS):
        before, text = text, _folded_once(text)
        if text == before:
            break
    return text


def same_person(first: str, second: str) -> bool:
    """Whether two names are one person's; a name of which nothing shows is nobody's."""
    key = person_key(first)
    return bool(key) and key == person_key(second)


Actor = tuple[str, str | None, str | None, str]
"""The name of an actor, what it is called, how it is introduced, and its id."""


def names_actor(name: str, actors: Iterable[Actor]) -> str | None:
    """The name of the actor whose name a reader's name is; None if it is nobody's.

    An actor's names are its name, what it is called, how it is introduced and its id,
    each with or without an article, and the short form in brackets: « les Jeunes Avec
    Macron (JAM) » is « JAM » too. Accents, punctuation and spaces make no difference
    here: leaving one out gives nobody an actor's name. Nor does what a reader's name
    has in brackets, as « Ann (JAM) » has her movement there.
    """
    own = {_bare(name), _bare(_BRACKETED.sub(" ", name))} - {""}
    for actor in actors:
        forms = {form for text in actor if text for form in _forms(text)}
        if own & forms:
            return actor[0]
    return None


_ROUNDS = 5
_GONE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f]")
"""Characters that don't show, besides those of Unicode's category of formats."""


def _folded_once(name: str) -> str:
    shown = [
        sign
        for sign in _GONE.sub("", name)
        if unicodedata.category(sign) not in {"Cf", "Cc"} or sign.isspace()
    ]
    text = folded(unicodedata.normalize("NFKC", folded("".join(shown))))
    words = unicodedata.normalize("NFD", text).split(" ")
    text = " ".join(map(_in_latin, words)).casefold()
    return unicodedata.normalize("NFKC", text).strip()


def _in_latin(word: str) -> str:
    """A decomposed word whose look-alikes are the Latin letters that they look like.

    Among Latin letters a sign is what it looks like: small Greek nu is a v. In a word
    of another script both cases of a letter become one: nu is what its capital looks
    like.
    """
    exact, either = _look_alikes()
    is_mixed = any(unicodedata.name(sign, "").startswith("LATIN") for sign in word)
    letters: list[str] = []
    for sign in word:
        letter = either.get(sign.casefold(), sign)
        if is_mixed:
            letter = exact.get(sign, letter)
        letters.append(letter)
    return "".join(letters)


@cache
def _look_alikes() -> tuple[dict[str, str], dict[str, str]]:
    """The Latin letter that a sign looks like, by its small form too."""
    path = Path(__file__).with_name("lookalikes.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    pairs = " ".join(tables.values()).split()
    exact = {pair[0]: pair[1] for pair in pairs}
    either: dict[str, str] = {}
    # Capitals are the surer look-alikes, and come last so that they win.
    for sign in sorted(exact, key=str.isupper):
        either[sign.casefold()] = exact[sign]
    return exact, either


_BRACKETED = re.compile(r"\(([^()]*)\)")
_ARTICLE = re.compile(r"^(?:l |la |le |les |the |un |une |an? )")
_NO_WORD = re.compile(r"[\W_]+")


def _bare(text: str) -> str:
    """A name without accents, punctuation, its article and spaces."""
    key = without_accents(person_key(text))
    words = _NO_WORD.sub(" ", key).strip()
    return (_ARTICLE.sub("", words) or words).replace(" ", "")


def _forms(text: str) -> set[str]:
    """The forms of an actor's name: whole, without brackets, and what is in them."""
    parts = [text, _BRACKETED.sub(" ", text), *_BRACKETED.findall(text)]
    return {form for part in parts if (form := _bare(part))}

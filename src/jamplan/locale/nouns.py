"""The nouns of two documents in sentences: « la proposition », « l’engagement », as a corpus has it.

A catalogue writes them as fields: ``{p:…}`` for an item of the document that proposes, ``{c:…}`` for a
group of these, ``{m:…}`` for an item of the plan, ``{r:…}`` for a group of those. What stands after the
colon is what they are called where a corpus says nothing, in one of two forms:

- the noun, in the singular or the plural, with what stands before it and depends on it:
  ``{p:aucune proposition}``, ``{m:des mesures}``, ``{p:a proposal}``;
- two words of which the noun's gender chooses one, the feminine first: ``{p:reprises/repris}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_VOWELS = "aeiouyàâäéèêëîïôöùûüœæh"

# What stands before a noun, by its feminine and masculine forms. Where a noun begins with a vowel there
# are two more.
_SINGULAR = (
    ("la", "le", "l’", "l’"),
    ("de la", "du", "de l’", "de l’"),
    ("à la", "au", "à l’", "à l’"),
    ("de", "de", "d’", "d’"),
    ("une", "un"),
    ("aucune", "aucun"),
    ("cette", "ce", "cette", "cet"),
    ("quelle", "quel"),
    ("chaque", "chaque"),
    ("toute", "tout"),
    ("sa", "son", "son", "son"),
    ("la seule", "le seul"),
    ("une autre", "un autre"),
    ("d’une même", "d’un même"),
    ("nouvelle", "nouveau", "nouvelle", "nouvel"),
)
_PLURAL = (
    ("les", "les"),
    ("des", "des"),
    ("aux", "aux"),
    ("ces", "ces"),
    ("de", "de", "d’", "d’"),
    ("quelles", "quels"),
    ("certaines", "certains"),
    ("toutes les", "tous les"),
)


def _by_form(table: tuple[tuple[str, ...], ...]) -> Mapping[str, tuple[str, ...]]:
    return {form: forms for forms in table for form in forms[:2]}


_BEFORE = {False: _by_form(_SINGULAR), True: _by_form(_PLURAL)}


@dataclass(frozen=True, slots=True)
class Noun:
    """What an item or a group is called; « la » and « de » lose their vowel before it if ``elided``."""

    one: str
    many: str
    feminine: bool
    elided: bool

    @classmethod
    def of(cls, one: str, many: str, *, feminine: bool, aspirated: bool = False) -> Noun:
        """A noun that is elided as its first letter has it, but for an aspirated h (« le hameau »)."""
        return cls(one, many, feminine, one[:1].lower() in _VOWELS and not aspirated)


class Field:
    """A noun as a field of a sentence; ``usual`` is the one that the catalogue has."""

    def __init__(self, noun: Noun, usual: Noun, *, french: bool) -> None:
        self._noun = noun
        self._usual = usual
        self._french = french

    def __format__(self, said: str) -> str:
        """What is said with this noun. Raises :class:`ValueError` on words that no table has."""
        feminine, _, masculine = said.partition("/")
        if masculine:
            return feminine if self._noun.feminine else masculine
        before, _, word = said.rpartition(" ")
        plural = word.lower() == self._usual.many
        if not plural and word.lower() != self._usual.one:
            message = f"{word!r} is not {self._usual.one!r} or {self._usual.many!r}"
            raise ValueError(message)
        noun = self._noun.many if plural else self._noun.one
        if not before:
            return _as_capital(noun, word)
        found = self._before_french(before, plural=plural) if self._french else _article(before, noun)
        return _as_capital(found, before) + noun

    def _before_french(self, before: str, *, plural: bool) -> str:
        forms = _BEFORE[plural].get(before.lower())
        if forms is None:
            message = f"{before!r} is not known before a noun"
            raise ValueError(message)
        elided = self._noun.elided and len(forms) > 2
        found = forms[2 * elided + (not self._noun.feminine)]
        return found if found.endswith("’") else f"{found} "


def _article(before: str, noun: str) -> str:
    """The English article, by the first letter; « a union » is not told from « an undertaking »."""
    if before.lower() not in ("a", "an"):
        message = f"{before!r} is not known before a noun"
        raise ValueError(message)
    return "an " if noun[:1].lower() in "aeiou" else "a "


def _as_capital(text: str, model: str) -> str:
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


USUAL: Mapping[str, Mapping[str, Noun]] = {
    "fr": {
        "p": Noun.of("proposition", "propositions", feminine=True),
        "c": Noun.of("chapitre", "chapitres", feminine=False),
        "m": Noun.of("mesure", "mesures", feminine=True),
        "r": Noun.of("priorité", "priorités", feminine=True),
    },
    "en": {
        "p": Noun.of("proposal", "proposals", feminine=False),
        "c": Noun.of("chapter", "chapters", feminine=False),
        "m": Noun.of("measure", "measures", feminine=False),
        "r": Noun.of("priority", "priorities", feminine=False),
    },
}
"""The nouns of a corpus that names none, by language and field."""


def fields(code: str, nouns: Mapping[str, Noun]) -> Mapping[str, Field]:
    """The fields of a language's sentences, with these nouns in place of the usual ones."""
    usual = USUAL[code]
    return {
        name: Field(nouns.get(name, noun), noun, french=code == "fr") for name, noun in usual.items()
    }

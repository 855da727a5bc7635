"""Languages: translated sentences, and numbers, dates and lists as a language writes them.

Sentences are written in English in the code and are the keys of the catalogues (``fr.po``, ``en.po``;
``.mo`` is what is read). A sentence with data in it has named fields, filled here, after translation:
data is never translated, and never read as a field. The nouns of the two documents are fields too
(``jamplan.locale.nouns``), but in the catalogues alone: the code has « proposal » and « measure ».

Reports and messages may differ in language, so nothing here is global but the catalogues' cache.
"""

from __future__ import annotations

import gettext as _gettext
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jamplan.locale.nouns import Noun
from jamplan.locale.nouns import fields as noun_fields

LANGUAGES = ("fr", "en")
"""The languages that have a catalogue."""

__all__ = ["LANGUAGES", "NARROW", "N_", "P_", "Language", "Noun", "language", "message_language"]

_FOLDER = Path(__file__).parent
_NOUN = re.compile(r"\{[pcmr]:")
NARROW = "\u202f"
"""The narrow no-break space of French typography."""


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence for the catalogues and return it as it is."""
    return message


def P_(context: str, message: str) -> tuple[str, str]:  # noqa: N802 - as N_
    """Mark a sentence that depends on a context, and return both."""
    return context, message


_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


class Language:
    """One language: its catalogue, and how it writes numbers, dates, quotes and lists."""

    def __init__(
        self,
        code: str,
        translations: _gettext.NullTranslations,
        nouns: Mapping[str, Noun] | None = None,
    ) -> None:
        self.code = code
        self._translations = translations
        self._nouns = noun_fields(code, nouns or {})

    def with_nouns(self, nouns: Mapping[str, Noun]) -> Language:
        """The language with what a corpus calls its items and groups; the usual nouns for the rest."""
        return Language(self.code, self._translations, nouns) if nouns else self

    def gettext(self, message: str, /, **fields: object) -> str:
        """Translate a sentence and fill its fields."""
        return self._filled(self._translations.gettext(message), fields) if message else ""

    def ngettext(self, singular: str, plural: str, n: int, /, **fields: object) -> str:
        """Translate a sentence that depends on a number, which is also its field ``{n}``."""
        translated = self._translations.ngettext(singular, plural, n)
        return self._filled(translated, {"n": self.number(n), **fields})

    def pgettext(self, context: str, message: str, /, **fields: object) -> str:
        """Translate a sentence that depends on a context, such as a gender, and fill its fields."""
        return self._filled(self._translations.pgettext(context, message), fields)

    def _filled(self, translated: str, fields: Mapping[str, object]) -> str:
        # A sentence without fields may have braces of its own.
        if fields or _NOUN.search(translated):
            return translated.format_map({**self._nouns, **fields})
        return translated

    def number(self, value: float) -> str:
        """A number: 1 234 and 6,5 in French, 1,234 and 6.5 in English."""
        text = f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
        text = text.replace("-", "−") if value < 0 else text
        if self.code == "fr":
            text = text.replace(",", NARROW).replace(".", ",")
        return text

    def date(self, value: str) -> str:
        """An ISO date of a year, a month or a day: « 15 novembre 2021 », "15 November 2021"."""
        parts = value.split("-")
        words = [parts[0]]
        if len(parts) > 1:
            words.insert(0, self.gettext(_MONTHS[int(parts[1]) - 1]))
        if len(parts) > 2:
            first = self.code == "fr" and parts[2] == "01"
            words.insert(0, "1ᵉʳ" if first else str(int(parts[2])))
        return " ".join(words)

    def quoted(self, text: str) -> str:
        """A text between quotation marks."""
        return f"«{NARROW}{text}{NARROW}»" if self.code == "fr" else f"“{text}”"

    def listed(self, items: Sequence[str]) -> str:
        """Items in a sentence: « a, b et c »."""
        if len(items) < 2:
            return "".join(items)
        return self.gettext("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])

    def of(self, name: str) -> str:
        """A name after « de »: des JAM, du Sénat, de l’ACPE, d’Oxfam; in English "by …".

        Takes the name with its article, as ``called`` gives it.
        """
        if self.code != "fr":
            return self.gettext("by {name}", name=name)
        if name.startswith("les "):
            return f"des {name[4:]}"
        if name.startswith("le "):
            return f"du {name[3:]}"
        if name[:1].lower() in "aeiouyàâéèêëîïôöûüœ":
            return f"d’{name}"
        return f"de {name}"


@cache
def language(code: str) -> Language:
    """The language of a code (« fr », « fr-CA »), English where there is no catalogue for it."""
    code = code.lower().partition("-")[0]
    code = code if code in LANGUAGES else "en"
    with (_FOLDER / f"{code}.mo").open("rb") as stream:
        return Language(code, _gettext.GNUTranslations(stream))


def message_language(environ: Mapping[str, str] | None = None) -> Language:
    """The language of help and messages: ``JAMPLAN_LANG``, else the locale, else English.

    The locale is what the environment says (``LC_ALL``, ``LC_MESSAGES``, ``LANG``), else what the
    system says; Windows names it « French_France ».
    """
    environ = os.environ if environ is None else environ
    for name in ("JAMPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name)
        if value:
            return language(_code(value))
    return language(_code(_system_locale()))


def _system_locale() -> str:
    import locale

    try:
        return locale.getlocale()[0] or ""
    except ValueError:
        return ""


def _code(name: str) -> str:
    return "fr" if name.lower().startswith("fr") else "en"

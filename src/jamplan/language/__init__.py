"""Languages: translated sentences, and numbers, dates and lists as written.

Sentences are written in English in the code and are the keys of ``fr.po`` (``fr.mo`` is
what is read). A sentence with data in it has named fields, filled here, after
translation: data is never translated, and never read as a field. What a corpus calls
its items and their groups are fields too: ``{proposal}``, ``{proposals}``,
``{Proposals}`` and so on (:data:`LABELS`). Nothing in a sentence may agree with them,
because a corpus may call its proposals « engagements » or « recommandations ».
``{data}`` follows a command: the option that names the folder, as the reader named it.

Reports and messages may differ in language, so nothing here is global but the
catalogues' cache.
"""

import datetime as dt
import gettext as _gettext
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self

_FRENCH = {
    "proposal": "proposition",
    "proposals": "propositions",
    "chapter": "chapitre",
    "chapters": "chapitres",
    "measure": "mesure",
    "measures": "mesures",
    "priority": "priorité",
    "priorities": "priorités",
}
LABELS: Mapping[str, Mapping[str, str]] = {
    "fr": _FRENCH,
    "en": {name: name for name in _FRENCH},
}
"""The words for items and groups if a corpus has no labels, by language and field."""
_LOCALES = {"fr": "fr-FR", "en": "en-GB"}
_DELIMITERS = {"fr": ";", "en": ","}
"""What a spreadsheet of a country takes between the cells of a CSV file."""

_FOLDER = Path(__file__).parent
_LABEL = re.compile(
    r"\{(?:[pcmr]:|data\}|(?i:proposals?|chapters?|measures?|priority|priorities)\})"
)
NARROW = "\u202f"
"""The narrow no-break space of French typography."""


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence for the catalogues and return it as it is."""
    return message


def ngettext(singular: str, plural: str) -> tuple[str, str]:
    """Mark a plural sentence for the catalogues, as :func:`N_` does others."""
    return singular, plural


_MONTHS = N_(
    "January February March April May June July August September October November "
    "December"
)

_BRIEF_MONTHS = N_("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")


Instead = Mapping[str, str | tuple[str, str]]
"""Sentences that take the place of others, both in English.

Of one with a plural, both forms.
"""


class Texts(str):
    """Words in several languages. As a text it is the first of them, the original.

    ``by_language`` has the texts by the code of their language, the original first.
    """

    __slots__ = ("by_language",)
    by_language: Mapping[str, str]

    def __new__(cls, by_language: Mapping[str, str]) -> Self:
        """Words of which there is at least one."""
        texts = super().__new__(cls, next(iter(by_language.values()), ""))
        texts.by_language = dict(by_language)
        return texts

    def __getnewargs__(self) -> tuple[Any, ...]:
        """What a copy is made from."""
        return (self.by_language,)


@dataclass(frozen=True, eq=False)
class Language:
    """One language: its catalogue, and how it writes numbers, dates and lists."""

    code: str
    translations: _gettext.NullTranslations = field(repr=False)
    data: str = ""
    """The option that its commands end with, ``{data}``, for whoever named a folder."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """A corpus's own words, by field; the usual ones are for the rest."""
    instead: Instead = field(default_factory=dict)
    """Sentences of a corpus that take the place of others."""

    @cached_property
    def _labels(self) -> Mapping[str, object]:
        words = {"data": self.data, **LABELS[self.code], **self.labels}
        capitals = {
            name.capitalize(): word[:1].upper() + word[1:]
            for name, word in words.items()
        }
        return {**words, **capitals}

    def gettext(self, message: str, /, **fields: object) -> str:
        """Translate a sentence and fill its fields."""
        other = self.instead.get(message, message)
        message = other if isinstance(other, str) else other[0]
        return (
            self._filled(self.translations.gettext(message), fields) if message else ""
        )

    def ngettext(self, singular: str, plural: str, n: int, /, **fields: object) -> str:
        """Translate a sentence that depends on a number, also its field ``{n}``."""
        other = self.instead.get(singular)
        if isinstance(other, tuple):
            singular, plural = other
        translated = self.translations.ngettext(singular, plural, n)
        return self._filled(translated, {"n": self.number(n), **fields})

    def _filled(self, translated: str, fields: Mapping[str, object]) -> str:
        # A sentence without fields may have braces of its own.
        if fields or _LABEL.search(translated):
            return translated.format_map({**self._labels, **fields})
        return translated

    @property
    def locale(self) -> str:
        """The language tag of its texts, with the country of their spelling.

        An example is « fr-FR ».
        """
        return _LOCALES[self.code]

    @property
    def delimiter(self) -> str:
        """What is between cells of a CSV file made to be opened in a spreadsheet."""
        return _DELIMITERS[self.code]

    def number(self, value: float) -> str:
        """A number: 1 234 and 6,5 in French, 1,234 and 6.5 in English."""
        text = f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
        text = text.replace("-", "−") if value < 0 else text
        if self.code == "fr":
            text = text.replace(",", NARROW).replace(".", ",")
        return text

    def of_total(self, value: float, total: float) -> str:
        """« 6 sur 28 », "6 of 28"."""
        return self.gettext(
            "{n} of {total}", n=self.number(value), total=self.number(total)
        )

    def date(self, value: str | None, *, brief: bool = False) -> str:
        """An ISO date in words: « novembre 2021 », "15 November 2021".

        It is of a year, a month or a day.

        It is empty if there is none. In ``brief`` its month is short: « 15 nov. 2021 ».
        """
        if not value:
            return ""
        parts = value.split("-")
        words = [parts[0]]
        if len(parts) > 1:
            months = self.gettext(_BRIEF_MONTHS if brief else _MONTHS).split()
            words.insert(0, months[int(parts[1]) - 1])
        if len(parts) > 2:
            first = self.code == "fr" and parts[2] == "01"
            words.insert(0, "1ᵉʳ" if first else str(int(parts[2])))
        return " ".join(words)

    def of_date(self, value: str) -> str:
        """An ISO date after what it dates: « d’avril 2021 », "of April 2021".

        A day has an article in French: « du 15 avril 2021 ».
        """
        date = self.date(value)
        if self.code != "fr":
            return f"of {date}"
        if len(value.split("-")) > 2:
            return f"du {date}"
        return f"d’{date}" if date[0] in "ao" else f"de {date}"

    def by_name(self, name: str) -> str:
        """A name after what is theirs: « des JAM », « du journal », "by the League"."""
        if self.code != "fr":
            return f"by {name}"
        # Newspapers have theirs with a capital: « une phrase du Phare ».
        for article, contracted in (("le ", "du "), ("les ", "des ")):
            for written in (article, article.capitalize()):
                if name.startswith(written):
                    return contracted + name.removeprefix(written)
        is_elided = name[:1].casefold() in {*"aeiouyàâäéèêëîïôöùûüœæ"}
        return f"d’{name}" if is_elided else f"de {name}"

    def quoted(self, text: str) -> str:
        """A text between quotation marks."""
        return f"«{NARROW}{text}{NARROW}»" if self.code == "fr" else f"“{text}”"

    def nested(self, text: str) -> str:
        """A text to go between quotation marks: those in it are of the second kind."""
        if self.code == "fr":
            return re.sub(r"«\s*(.*?)\s*»", r"“\1”", text)
        return text.replace("“", "‘").replace("”", "’")

    def listed(self, items: Sequence[str]) -> str:
        """Items in a sentence: « a, b et c »."""
        if len(items) < 2:
            return "".join(items)
        return self.gettext(
            "{first} and {last}", first=", ".join(items[:-1]), last=items[-1]
        )


@cache
def language(code: str) -> Language:
    """The language of a code (« fr », « fr-CA »): French, else English."""
    if code.lower().partition("-")[0] != "fr":
        return Language("en", _gettext.NullTranslations())
    with (_FOLDER / "fr.mo").open("rb") as stream:
        return Language("fr", _gettext.GNUTranslations(stream))


def message_language(environ: Mapping[str, str]) -> Language:
    """The language of help and messages: ``JAMPLAN_LANG``, else locale, else English.

    The locale is what the environment says (``LC_ALL``, ``LC_MESSAGES``, ``LANG``),
    else what the system says; Windows names it « French_France ».
    """
    variables = ("JAMPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    named = next(filter(None, map(environ.get, variables)), None) or _system_locale()
    return language("fr" if named.lower().startswith("fr") else "en")


def _system_locale() -> str:
    import locale

    try:
        return locale.getlocale()[0] or ""
    except ValueError:
        return ""


_WRITTEN_DATE = re.compile(
    r"(?:(\d{1,2})(?:er|ᵉʳ|st|nd|rd|th)?\s+)?([^\W\d_]+)\s+(\d{4})"
)


def read_date(text: str) -> str | None:
    """The ISO date of « 1er avril 2021 » or "November 2021"; None if it is no date."""
    match = _WRITTEN_DATE.fullmatch(text.strip())
    names = [
        language(code).gettext(_MONTHS).casefold().split() for code in ("fr", "en")
    ]
    months = {name: number for of in names for number, name in enumerate(of, 1)}
    if match is None or match[2].casefold() not in months:
        return None
    try:
        date = dt.date(
            int(match[3]), months[match[2].casefold()], int(match[1] or 1)
        ).isoformat()
    except ValueError:
        return None
    return date if match[1] else date[:7]


class EpochError(ValueError):
    """``SOURCE_DATE_EPOCH`` holds no date; its argument is the value."""


def today() -> str:
    """Today's ISO date, or that of ``SOURCE_DATE_EPOCH`` (seconds, UTC).

    Raises :class:`EpochError` if that is not a number of seconds, as specified:
    https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise EpochError(epoch) from None
    return dt.datetime.now().astimezone().date().isoformat()

"""Numbers, dates and amounts in a text, so that two texts can be checked for agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from jamplan.text.languages import Language
from jamplan.text.spelling import fold


class QuantityKind(Enum):
    """What a number measures, as far as a reader would compare it with another."""

    AMOUNT = "amount"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: `value` of `unit`, written as `text[start:end]`.

    The value of a date is (year, month, day), each None where it is not said.
    """

    kind: QuantityKind
    unit: str
    value: float | tuple[int | None, int | None, int | None]
    start: int
    end: int

    def agrees(self, other: Quantity) -> bool:
        """Tell whether both may mean the same: « 2021 » and « novembre 2021 » may."""
        if isinstance(self.value, tuple) and isinstance(other.value, tuple):
            pairs = zip(self.value, other.value, strict=True)
            return all(a is None or b is None or a == b for a, b in pairs)
        return self.value == other.value


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words that a language writes quantities with. All folded."""

    months: dict[str, int]
    words: dict[str, int]
    scales: dict[str, float]
    spans: dict[str, tuple[str, int]]
    streets: str
    street_first: bool
    references: str
    year_before: str


_FRENCH = _Vocabulary(
    months={
        month: number
        for number, months in enumerate(
            (
                "janvier janv",
                "fevrier fevr",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "aout",
                "septembre sept",
                "octobre oct",
                "novembre nov",
                "decembre dec",
            ),
            1,
        )
        for month in months.split()
    },
    words={
        word: number
        for number, word in enumerate(
            "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(),
            2,
        )
    }
    | {
        "vingt": 20,
        "trente": 30,
        "quarante": 40,
        "cinquante": 50,
        "soixante": 60,
        "cent": 100,
        "mille": 1000,
    },
    scales={
        "millier": 1e3,
        "milliers": 1e3,
        "million": 1e6,
        "millions": 1e6,
        "milliard": 1e9,
        "milliards": 1e9,
    },
    spans={
        "an": ("month", 12),
        "ans": ("month", 12),
        "annee": ("month", 12),
        "annees": ("month", 12),
        "mois": ("month", 1),
        "semaine": ("day", 7),
        "semaines": ("day", 7),
        "jour": ("day", 1),
        "jours": ("day", 1),
        "heure": ("hour", 1),
        "heures": ("hour", 1),
    },
    streets="rue|avenue|av|place|boulevard|bd|quai|allee|impasse|chemin|square|cours|esplanade|passage|route|pont|station",
    street_first=True,
    references=(
        "articles?|art|n°|nos?|numeros?|pages?|p|chapitres?|axes?|mesures?|actions?|priorites?|objectifs?"
        "|propositions?|annexes?|version|etape|ligne|figure|tableau|odd|cible|titre|livret|covid|alinea"
        "|arrondissement|paragraphe|section|niveau"
    ),
    year_before="en|depuis|ici|horizon|des|avant|apres|fin|debut|annee|rentree|trimestre|semestre|jusqu en",
)

_ENGLISH = _Vocabulary(
    months={
        month: number
        for number, months in enumerate(
            (
                "january jan",
                "february feb",
                "march",
                "april apr",
                "may",
                "june jun",
                "july jul",
                "august aug",
                "september sept",
                "october oct",
                "november nov",
                "december dec",
            ),
            1,
        )
        for month in months.split()
    },
    words={
        word: number
        for number, word in enumerate(
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(),
            2,
        )
    }
    | {
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "hundred": 100,
        "thousand": 1000,
    },
    scales={"thousand": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9},
    spans={
        "year": ("month", 12),
        "years": ("month", 12),
        "month": ("month", 1),
        "months": ("month", 1),
        "week": ("day", 7),
        "weeks": ("day", 7),
        "day": ("day", 1),
        "days": ("day", 1),
        "hour": ("hour", 1),
        "hours": ("hour", 1),
    },
    streets="street|road|avenue|lane|square|drive|boulevard|st|rd",
    street_first=False,
    references=(
        "articles?|art|n°|no|nos|numbers?|pages?|p|chapters?|measures?|actions?|priority|priorities|goals?"
        "|targets?|objectives?|annex|version|step|lines?|figures?|tables?|sdg|covid|sections?|level|tier"
    ),
    year_before="in|since|by|until|before|after|end|of|year|from",
)

_CURRENCIES = {"€": "eur", "euro": "eur", "euros": "eur", "eur": "eur", "$": "usd", "dollar": "usd",
               "dollars": "usd", "usd": "usd", "£": "gbp", "pound": "gbp", "pounds": "gbp", "gbp": "gbp"}  # fmt: skip
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "md": 1e9, "mds": 1e9, "mrd": 1e9, "bn": 1e9}

_NUMERAL = re.compile(r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+|[%€$£]")
_ORDINAL = re.compile(r"(?:er|re|e|eme|nd|nde|st|rd|th)\b")


class _Letters(dict[int, str]):
    """What each letter is folded to: one letter, and one kind of space."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = " " if letter.isspace() else fold(letter)[:1] or letter
        return self[code]


_LETTERS = _Letters()


def quantities(text: str, language: Language) -> list[Quantity]:
    """Return the dates, amounts and numbers of `text`, in order.

    A number that counts nothing one could compare (house numbers and streets named
    after a date, postal codes, telephone numbers, article and page numbers, ordinals)
    is left out.
    """
    return _Reader(text, language).read()


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str, language: Language) -> None:
        self.language = language
        self.vocabulary = _ENGLISH if language.code == "en" else _FRENCH
        # Letter by letter, so that places in the folded text are places in the text.
        folded = text.translate(_LETTERS)
        # Traps and dates all have a digit.
        self.has_digits = any(map(str.isdigit, folded))
        self.text = self._without_traps(folded) if self.has_digits else folded
        self.found: list[Quantity] = []

    def read(self) -> list[Quantity]:
        if self.has_digits:
            self._dates()
        place = 0
        numerals = "|".join(sorted(self.vocabulary.words, key=len, reverse=True))
        number = re.compile(rf"(?<![\w.,-]){_NUMERAL.pattern}|\b(?:{numerals})\b")
        while match := number.search(self.text, place):
            place = self._number(match)
        return sorted(self.found, key=lambda quantity: quantity.start)

    def _without_traps(self, text: str) -> str:
        """Return `text` with spaces where a number is a name or a reference."""
        words = self.vocabulary
        months = "|".join(words.months)
        date = rf"\d{{1,2}}(?:er)? (?:{months})(?: \d{{4}})?"
        if words.street_first:
            address = rf"\d+(?: ?(?:bis|ter))?,? (?:{words.streets})\b"
            named = rf"\b(?:{words.streets})s?\.? (?:d[ue] |de la |de l.)?(?:{date}|\d{{4}})"
        else:
            address = rf"\d+(?: \w+){{1,3}} (?:{words.streets})\b"
            named = rf"{date} (?:{words.streets})\b"
        several = r"\d+(?:[.-]\d+)*(?:(?:, ?| et | and | a | to |-)\d+(?:[.-]\d+)*)*"
        traps = (
            named,
            address,
            rf"(?<!\w)(?:{words.references})\.?[ -]?{several}(?![\d%€])",
            r"\b\d{5}(?= [a-z])(?= (?!euro|dollar|place|personne|logement)\w+)",
            r"(?<!\d)0\d(?:[ .]?\d\d){4}(?!\d)",
        )
        for trap in traps:
            text = re.sub(trap, lambda match: " " * len(match[0]), text)
        return text

    def _blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]

    def _dates(self) -> None:
        months = "|".join(self.vocabulary.months)
        forms = (
            r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
            r"(?<!\d)(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)",
            rf"\b(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? )?(?P<name>{months})\.? (?P<year>\d{{4}})\b",
            rf"\b(?P<name>{months})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?\b(?! ?[%€])",
            rf"\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? (?P<name>{months})\b",
        )
        for form in forms:
            while match := re.search(form, self.text):
                parts = match.groupdict()
                month = (
                    self.vocabulary.months[parts["name"]] if parts.get("name") else int(parts["month"])
                )
                year, day = parts.get("year"), parts.get("day")
                self._date((int(year) if year else None, month, int(day) if day else None), match)
        # A bare year: « en 2030 », or any number like a year that counts nothing.
        before = self.vocabulary.year_before
        year_form = re.compile(r"(?<![\w.,€$£])(?:19|20)\d\d(?![\w%]|[.,]\d| \d{3}\b)")
        place = 0
        while match := year_form.search(self.text, place):
            place = match.end()
            announced = re.search(rf"\b(?:{before})\W+(?:a |l.|the |d.)?$", self.text[: match.start()])
            if announced or not self._noun(match.end()):
                self._date((int(match[0]), None, None), match)

    def _date(self, value: tuple[int | None, int | None, int | None], match: re.Match[str]) -> None:
        self.found.append(Quantity(QuantityKind.DATE, "date", value, match.start(), match.end()))
        self._blank(match.start(), match.end())

    def _number(self, match: re.Match[str]) -> int:
        """Read the quantity that starts here, if it is one; return where to go on."""
        start, end = match.span()
        value = float(self.vocabulary.words.get(match[0]) or self._value(match[0]))
        if _ORDINAL.match(self.text, end):
            return end
        factor, end = self._scaled(end)
        word = self._currency_word(end) if factor > 1 else self._word(end)
        sign = _CURRENCIES.get(self.text[start - 1]) if start else None
        if sign or (word and word[0] in _CURRENCIES):
            end = end if sign or not word else word[2]
            unit = sign or _CURRENCIES[word[0]] if word else sign or ""
            self._add(QuantityKind.AMOUNT, unit, value * factor, start - bool(sign), end)
        elif word and (word[0] == "%" or re.match(r"(?:pour cent|per ?cent)\b", self.text[word[1] :])):
            self._add(QuantityKind.NUMBER, "%", value, start, word[2])
            end = word[2]
        elif word and word[0] in self.vocabulary.spans:
            unit, size = self.vocabulary.spans[word[0]]
            self._add(QuantityKind.NUMBER, unit, value * factor * size, start, word[2])
            end = word[2]
        elif noun := self._noun(end):
            self._add(QuantityKind.NUMBER, noun[0], value * factor, start, noun[1])
        return end

    def _scaled(self, place: int) -> tuple[float, int]:
        """Return what the number before `place` is multiplied by, and where it then ends."""
        word = self._word(place)
        if word and word[0] in self.vocabulary.scales:
            return self.vocabulary.scales[word[0]], word[2]
        if word and self._short_scale(word):
            return _SHORT_SCALES[word[0]], word[2]
        return 1.0, place

    def _currency_word(self, place: int) -> tuple[str, int, int] | None:
        """Return the word that « millions » counts: « millions de logements », « of homes »."""
        word = self._word(place)
        if word and word[0] in {"d", "de", "of"}:
            return self._word(word[2] + (self.text[word[2] : word[2] + 1] in {"'", "’"}))
        return word

    def _short_scale(self, word: tuple[str, int, int]) -> bool:
        """Tell « M » of « 14 M€ » from the « m » of metres."""
        after = self.text[word[2] : word[2] + 2].lstrip()
        return word[0] in _SHORT_SCALES and after[:1] in {"€", "$", "£"}

    def _add(self, kind: QuantityKind, unit: str, value: float, start: int, end: int) -> None:
        self.found.append(Quantity(kind, unit, value, start, end))

    def _value(self, written: str) -> float:
        bare = written.replace(" ", "")
        if "." in bare and "," in bare:
            decimal = max(bare.rfind("."), bare.rfind(","))
            return float(re.sub(r"[.,]", "", bare[:decimal]) + "." + bare[decimal + 1 :])
        whole, separator, rest = (
            re.split(r"([.,])", bare, maxsplit=1) if re.search(r"[.,]", bare) else (bare, "", "")
        )
        if separator and (len(rest) == 3 or re.search(r"[.,]", rest)):
            return float(re.sub(r"[.,]", "", bare))
        return float(f"{whole}.{rest or 0}")

    def _word(self, place: int) -> tuple[str, int, int] | None:
        """Return the word right after `place`, with nothing but a space between."""
        if self.text[place : place + 1] == " ":
            place += 1
        match = _WORD.match(self.text, place)
        return (match[0], match.start(), match.end()) if match else None

    def _noun(self, place: int) -> tuple[str, int] | None:
        """Return the stem and the end of the word counted by a number that ends at `place`."""
        word = self._word(place)
        if word is None or len(word[0]) < 3 or word[0] in self.language.stop_words:
            return None
        return self.language.stem(word[0]), word[2]

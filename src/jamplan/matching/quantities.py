"""Dates, amounts and numbers in a text, so that two texts can be compared."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from jamplan.matching.languages import Lexicon, fold, lexicon_of


@dataclass(frozen=True, slots=True)
class TextQuantity:
    """A `value` of `unit`, written as `text[start:end]`.

    `code` is the one of the finding on quantities that differ: amounts, dates or numbers. The value of a date is (year, month, day), each None if it is not given.
    """

    code: str
    unit: str
    value: float | tuple[int | None, int | None, int | None]
    start: int
    end: int

    def agrees(self, other: Self) -> bool:
        """Tell whether both may mean the same: « 2021 » and « novembre 2021 » may."""
        if isinstance(self.value, tuple) and isinstance(other.value, tuple):
            pairs = zip(self.value, other.value, strict=True)
            return all(a is None or b is None or a == b for a, b in pairs)
        return self.value == other.value


_UNITS = tomllib.loads(Path(__file__).with_name("units.toml").read_text(encoding="utf-8"))
_MONTHS: dict[str, int] = _UNITS["months"]
_SCALES: dict[str, float] = _UNITS["scales"]
_CURRENCIES: dict[str, str] = _UNITS["currencies"]
_PERIODS: dict[str, tuple[str, int]] = _UNITS["periods"]

_MONTH = "|".join(_MONTHS)
_DAY = rf"(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? (?P<name>{_MONTH})\b"
_DATES = tuple(
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)",
        rf"\b{_DAY}(?:\.? (?P<year>\d{{4}})\b)?",
        rf"\b(?P<name>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?, (?P<year>\d{{4}})\b",
        rf"\b(?P<name>{_MONTH})\.? (?P<year>\d{{4}})\b",
        # A bare year: announced by a preposition, or counting nothing.
        r"\b(?:en|depuis|ici|horizon|avant|apres|fin|debut|rentree|in|since|by|until|before|after|end) (?:a |of |l.|the )?"
        r"(?P<year>(?:19|20)\d\d)\b(?! ?[%€])",
        r"(?<![\w.,€$£])(?P<year>(?:19|20)\d\d)(?![\w%]|[.,]\d| \d{3}\b| [a-z€$£%]{3})",
    )
)
# Numbers that count nothing: addresses, streets named after a date, references, postcodes, telephones.
_STREET = "rue|avenue|place|boulevard|quai|allee|impasse|chemin|street|road|lane|square"
_NAMES = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:{_STREET}) (?:d[ue] )?\d{{1,2}}(?:er)? (?:{_MONTH})(?: \d{{4}})?",
        rf"(?<!\d)\d+(?: (?:bis|ter))?,? (?:\w+ )?(?:{_STREET})\b",
        r"\b(?:articles?|art|n°|nos?|numeros?|numbers?|pages?|p|chapitres?|chapters?|axes?|mesures?"
        r"|measures?|actions?|propositions?|objectifs?|goals?|targets?|annexes?|sections?|odd|sdg|covid)"
        r"\.?[ -]?\d+(?:(?:[.-]|, ?| et | and | a | to )\d+)*(?![\d%€])",
        r"\b\d{5} (?!euro|dollar|place|personne|logement)[a-z]{3}",
        r"(?<!\d)0\d(?:[ .]?\d\d){4}(?!\d)",
    )
)


def fold_letters(text: str) -> str:
    """Return `text` folded letter by letter, so that positions stay the same."""
    return "".join(" " if letter.isspace() else fold(letter)[:1] or letter for letter in text)


def quantities(text: str, lexicon: Lexicon) -> list[TextQuantity]:
    """Return the dates, amounts and numbers of `text`, in order.

    Numbers that count nothing are left out: addresses, references, telephone numbers, ordinals.
    """
    folded = fold_letters(text)
    matches: list[TextQuantity] = []
    if any(map(str.isdigit, folded)):
        for name in _NAMES:
            folded = name.sub(_blank, folded)
        for form in _DATES:
            matches += map(_date, form.finditer(folded))
            folded = form.sub(_blank, folded)
    matches += _numbers(folded, lexicon)
    return sorted(matches, key=lambda quantity: quantity.start)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _date(match: re.Match[str]) -> TextQuantity:
    parts = match.groupdict()
    month = _MONTHS.get(parts.get("name") or "") or parts.get("month")
    year, number, day = (
        int(part) if part else None for part in (parts["year"], month, parts.get("day"))
    )
    # « en 2030 » is quoted as 2030.
    start = match.start() if month else match.start("year")
    return TextQuantity("dates", "date", (year, number, day), start, match.end())


@cache
def _number_pattern(code: str) -> re.Pattern[str]:
    numerals = "|".join(lexicon_of(code).numerals)
    words = rf"|\b(?:{numerals})\b" if numerals else ""
    scales = "cents?|hundred|mille|milliers?|millions?|milliards?|thousand|billions?|(?:k|m|mds?|bn)(?= ?[€$£])"
    return re.compile(
        r"(?P<sign>[€$£])?"
        rf"(?P<value>(?<![\w.,-])(?:\d{{1,3}}(?:[ .,]\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)|\d+(?:[.,]\d+)?){words})"
        r"(?!(?:er|re|e|eme|nde?|st|rd|th)\b)"
        rf"(?: ?(?P<scale>{scales})\b(?: d[e'’]| of)?)?"
        r" ?(?P<unit>pour cent|per cent|[%€$£]|[^\W\d_]+)?"
    )


def _numbers(text: str, lexicon: Lexicon) -> Iterator[TextQuantity]:
    numerals = lexicon.numerals
    for match in _number_pattern(lexicon.code).finditer(text):
        written, sign, scale, unit = match["value"], match["sign"], match["scale"], match["unit"] or ""
        value = float(numerals[written]) if written in numerals else _value(written)
        value *= _SCALES.get(scale or "", 1.0)
        start, end = match.span()
        if currency := _CURRENCIES.get(sign or unit):
            # « $10 million »: what follows counts nothing.
            end = match.end("scale" if scale else "value") if sign else end
            yield TextQuantity("amounts", currency, value, start, end)
        elif unit in {"%", "pour cent", "per cent"}:
            yield TextQuantity("numbers", "%", value, start, end)
        elif unit in _PERIODS:
            base, size = _PERIODS[unit]
            yield TextQuantity("numbers", base, value * size, start, end)
        elif len(unit) > 2 and unit not in lexicon.stop_words:
            yield TextQuantity("numbers", lexicon.stem(unit), value, start, end)


def _value(written: str) -> float:
    """Return the value of a numeral: a separator before three digits groups, another is decimal."""
    return float(re.sub(r"[ .,](?=\d{3}(?!\d))", "", written).replace(",", "."))

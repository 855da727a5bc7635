"""Numbers in words, French and English, as digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_HUNDRED: Final = 100
_VALUES = {
    **dict.fromkeys(("un", "une", "one"), 1),
    "zero": 0,
    "deux": 2,
    "two": 2,
    "trois": 3,
    "three": 3,
    "quatre": 4,
    "four": 4,
    "cinq": 5,
    "five": 5,
    "six": 6,
    "sept": 7,
    "seven": 7,
    "huit": 8,
    "eight": 8,
    "neuf": 9,
    "nine": 9,
    "dix": 10,
    "ten": 10,
    "onze": 11,
    "eleven": 11,
    "douze": 12,
    "twelve": 12,
    "treize": 13,
    "thirteen": 13,
    "quatorze": 14,
    "fourteen": 14,
    "quinze": 15,
    "fifteen": 15,
    "seize": 16,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    **dict.fromkeys(("vingt", "vingts", "twenty"), 20),
    "trente": 30,
    "thirty": 30,
    "quarante": 40,
    "forty": 40,
    "cinquante": 50,
    "fifty": 50,
    "soixante": 60,
    "sixty": 60,
    "septante": 70,
    "seventy": 70,
    "huitante": 80,
    "octante": 80,
    "eighty": 80,
    "nonante": 90,
    "ninety": 90,
    **dict.fromkeys(("cent", "cents", "hundred"), _HUNDRED),
}
_WORD = rf"(?:{'|'.join(_VALUES)})"
_RUN = re.compile(rf"\b{_WORD}(?:[ -](?:(?:et|and)[ -])?{_WORD})*\b")


def in_digits(text: str) -> str:
    """Write the numbers below 1,000 in digits: « vingt-huit », "a hundred and one".

    ``text`` is in lower case, without accents. « un », « une » and "one" by themselves stay words,
    because they may be articles or pronouns.
    """
    return _RUN.sub(lambda match: " ".join(_numbers(re.split("[ -]", match[0]))), text)


def _numbers(words: Iterable[str]) -> Iterator[str]:
    """Yield the numbers that follow each other, in digits, and the conjunctions between them."""
    value: int | None = None
    written = conjunction = ""
    for word in words:
        if word not in _VALUES:
            conjunction = word
            continue
        larger = None if value is None else _joined(value, _VALUES[word])
        if larger is None:
            yield from filter(None, (written, conjunction))
            value, written = _VALUES[word], word if _VALUES[word] == 1 else str(_VALUES[word])
        else:
            value, written = larger, str(larger)
        conjunction = ""
    yield written


def _joined(value: int, following: int) -> int | None:
    """The number that two make together; None if they are numbers of their own."""
    tens = value % _HUNDRED
    if following == _HUNDRED:
        return value * _HUNDRED if 0 < value < 10 else None
    if tens == 4 and following == 20:
        # « Quatre-vingts ».
        return value - 4 + 80
    if following < 10:
        joins = value > 0 and value % 10 == 0
    elif following < 20:
        # « Soixante-douze », « quatre-vingt-dix ».
        joins = value > 0 and tens in {0, 60, 80}
    else:
        joins = value > 0 and tens == 0
    return value + following if joins else None

"""Numbers in words, French and English, as digits."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_HUNDRED: Final = 100
_WORDS = """
    0 zero, 1 un une one, 2 deux two, 3 trois three, 4 quatre four, 5 cinq five, 6 six,
    7 sept seven, 8 huit eight, 9 neuf nine, 10 dix ten, 11 onze eleven,
    12 douze twelve, 13 treize thirteen, 14 quatorze fourteen, 15 quinze fifteen,
    16 seize sixteen, 17 seventeen, 18 eighteen, 19 nineteen, 20 vingt vingts twenty,
    30 trente thirty, 40 quarante forty, 50 cinquante fifty, 60 soixante sixty,
    70 septante seventy, 80 huitante octante eighty, 90 nonante ninety,
    100 cent cents hundred
"""
_VALUES = {
    word: int(value)
    for value, *words in map(str.split, _WORDS.split(","))
    for word in words
}
_WORD = rf"(?:{'|'.join(_VALUES)})"
_RUN = re.compile(rf"\b{_WORD}(?:[ -](?:(?:et|and)[ -])?{_WORD})*\b")


def in_digits(text: str) -> str:
    """Write the numbers below 1,000 in digits: « vingt-huit », "a hundred and one".

    ``text`` is in lower case, without accents. « un », « une » and "one" by themselves
    stay words, because they may be articles or pronouns.
    """
    return _RUN.sub(lambda match: " ".join(_numbers(re.split("[ -]", match[0]))), text)


def _numbers(words: Iterable[str]) -> Iterator[str]:
    """Yield the numbers in a row, in digits, and the conjunctions between them."""
    value: int | None = None
    written = conjunction = ""
    for word in words:
        if word not in _VALUES:
            conjunction = word
            continue
        larger = None if value is None else _joined(value, _VALUES[word])
        if larger is None:
            yield from filter(None, (written, conjunction))
            value, written = (
                _VALUES[word],
                word if _VALUES[word] == 1 else str(_VALUES[word]),
            )
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

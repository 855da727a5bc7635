"""A quantity as people write it, in French or English, and as reports say how it was read.

What is not read as a whole is not read at all: « not all », « 6 of 28 were refused » and « 6–8 » raise,
they are never taken for the part of them that is understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from jamplan.counting.claims import TOLERANCE, About, Bound, Quantity, QuantityKind
from jamplan.locale import N_, Language
from jamplan.text.folding import folded

_LONGEST = 200


class QuantityError(ValueError):
    """A text is no quantity that can be tried."""


def read_quantity(text: str) -> Quantity:
    """Read a quantity written in French or English: « 6 sur 28 », "a quarter", « la plupart ».

    Case, accents, kinds of spaces and of apostrophes make no difference. Raises :class:`QuantityError`
    where the text, as a whole, is no quantity.
    """
    if len(text) > _LONGEST:
        raise QuantityError(text)
    numbers: list[_Number] = []
    pieces = []
    for token in _with_numbers(list(_tokens(text))):
        if isinstance(token, _Number):
            numbers.append(token)
        pieces.append("#" if isinstance(token, _Number) else token)
    line = " ".join(pieces)
    bound, line = _bound_of(line)
    for pattern, reader in _FORMS:
        match = pattern.fullmatch(line)
        if match:
            about = _about(match)
            found = reader(match, iter(numbers))
            vague = found.kind not in {QuantityKind.COUNT, QuantityKind.SHARE}
            if vague and bound is not Bound.EXACTLY:
                break
            return replace(found, bound=bound, about=about)
    raise QuantityError(text)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of the text; ``digits`` after the decimal point, None where it is written in words."""

    value: Fraction
    digits: int | None


# From signs to tokens

_VULGAR = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}
# A number; its groups of three may stand apart: « 1 234 ».
_NUMBER = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,])|[0-9]+(?:[.,][0-9]+)*"
_TOKEN = re.compile(rf" *(?:(?P<number>{_NUMBER})|(?P<word>[a-z]+'?)|(?P<sign>[/%]))")
_DASH_IN_WORD = re.compile(r"(?<=[a-z])-(?=[a-z])")
_PER_CENT = re.compile(r"\b(?:pour ?cents?|per ?cent|pct)\b")
_BEFORE, _BEHIND = " \"'(", " \"'.,;:!?)"


def _tokens(text: str) -> Iterator[_Number | str]:
    for sign, written in _VULGAR.items():
        text = text.replace(sign, f" {written} ")
    plain = unicodedata.normalize("NFD", folded(text.casefold()))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = _DASH_IN_WORD.sub(" ", plain.lstrip(_BEFORE).rstrip(_BEHIND))
    plain = _PER_CENT.sub("%", plain)
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise QuantityError(text)
        at = match.end()
        yield _digits(match["number"]) if match["number"] else match["word"] or match["sign"]


def _digits(written: str) -> _Number:
    written = written.replace(" ", "")
    if len(re.findall(r"[.,]", written)) > 1:
        # Two signs part groups of three, and nothing else: 1,234,567.
        if not re.fullmatch(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+", written):
            raise QuantityError(written)
        return _Number(Fraction(re.sub(r"[.,]", "", written)), 0)
    whole, _point, decimals = written.replace(",", ".").partition(".")
    return _Number(Fraction(f"{whole}.{decimals or 0}"), len(decimals))


def _with_numbers(tokens: list[_Number | str]) -> Iterator[_Number | str]:
    """The tokens, each run of words that spells a number as that number."""
    at = 0
    while at < len(tokens):
        length = 0
        for size in range(1, min(_LONGEST_NUMBER, len(tokens) - at) + 1):
            words = tokens[at : at + size]
            if any(isinstance(word, _Number) for word in words):
                break
            if " ".join(map(str, words)) in _SPELLED:
                length = size
        if length:
            spelled = " ".join(map(str, tokens[at : at + length]))
            yield _Number(Fraction(_SPELLED[spelled]), None)
        else:
            yield tokens[at]
        at += length or 1


def _spelled() -> Iterator[tuple[str, int]]:
    """Every spelling of the numbers 0 to 100 in both languages; hyphens are spaces here."""
    french = (
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    ).split()
    french += ["dix sept", "dix huit", "dix neuf"]
    tens = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}
    tens |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
    yield from ((word, number) for number, word in enumerate(french))
    yield from (("une", 1), ("quatre vingts", 80), ("cent", 100))
    for ten, value in tens.items():
        yield ten, value
    for ten, value, last in [
        *((ten, value, 9) for ten, value in tens.items()),
        ("soixante", 60, 19),
        ("quatre vingt", 80, 19),
    ]:
        yield ten, value
        for unit in range(1, last + 1):
            yield f"{ten} {french[unit]}", value + unit
            if unit in {1, 11}:
                yield f"{ten} et {french[unit]}", value + unit
        yield f"{ten} une", value + 1
        yield f"{ten} et une", value + 1
    english = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    ).split()
    yield from ((word, number) for number, word in enumerate(english))
    for value, ten in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2):
        yield ten, 10 * value
        for unit in range(1, 10):
            yield f"{ten} {english[unit]}", 10 * value + unit
    yield from (("hundred", 100), ("a hundred", 100), ("one hundred", 100))


_SPELLED = dict(_spelled())
_LONGEST_NUMBER = max(len(words.split()) for words in _SPELLED)


# From tokens to a quantity

_OF = r"(?: (?:de|des|d'|of|parmi|among))?(?: (?:les|the|these|those|ces|l'ensemble des|entre))*"
_NOUN = (
    r"(?: (?:(?P<proposals{n}>propositions?|proposals?)|(?P<measures{n}>mesures?|measures?)"
    r"|elles|ils|eux|them))"
)
_TAKEN = (
    r"(?: (?:(?:sont|ont ete|est|a ete|are|is|were|was|have been|has been) )?"
    r"(?:reprise?s?|taken up)(?: (?:par le plan|by the plan|dans le plan))?)?"
)


def _noun(number: int) -> str:
    return f"(?:{_OF}{_NOUN.format(n=number)})?"


_BOUNDS = (
    (Bound.EXACTLY, "exactly|exactement|just|juste"),
    (Bound.AT_MOST, "au plus|at most|au maximum|no more than|pas plus de|pas plus d'|up to|jusqu'a"),
    (
        Bound.AT_LEAST,
        "au moins|at least|au minimum|no fewer than|no less than|pas moins de|pas moins d'",
    ),
    (Bound.MORE_THAN, "plus de|plus d'|plus du|plus des|more than|over"),
    (Bound.FEWER_THAN, "moins de|moins d'|moins du|moins des|fewer than|less than|under"),
    (
        Bound.ABOUT,
        "environ|about|around|roughly|approximately|nearly|almost|presque|a peu pres|pres de|pres d'"
        "|pres du|pres des|autour de|autour d'",
    ),
)
_AFTER = (
    (Bound.AT_LEAST, "au moins|at least|au minimum|ou plus|or more"),
    (Bound.AT_MOST, "au plus|at most|au maximum|ou moins|or fewer|or less"),
    (Bound.ABOUT, "environ"),
)


def _bound_of(line: str) -> tuple[Bound, str]:
    """The bound that a line begins or ends with, and the rest of it."""
    for bound, words in _BOUNDS:
        match = re.fullmatch(rf"(?:{words}) (?P<rest>.+)", line)
        if match:
            return bound, match["rest"]
    for bound, words in _AFTER:
        match = re.fullmatch(rf"(?P<rest>.+) (?:{words})", line)
        if match:
            return bound, match["rest"]
    return Bound.EXACTLY, line


def _count(match: re.Match[str], numbers: Iterator[_Number]) -> Quantity:
    """A number, whole or with a half (take-ups in part may count as halves), and what it is out of."""
    value = _as_count(next(numbers))
    base = next(numbers, None)
    if match.re is _ALL_OF:
        base = _Number(value, None)
    total = _as_count(base) if base is not None else None
    if value.denominator > 2 or (total is not None and (total.denominator > 1 or total < 1)):
        raise QuantityError(match.string)
    return Quantity(
        kind=QuantityKind.COUNT, value=value, base=int(total) if total is not None else None
    )


def _as_count(number: _Number) -> Fraction:
    """« 1,234 » is 1234: no count has three decimals."""
    grouped = number.digits == 3 and number.value >= 1
    return number.value * 1000 if grouped else number.value


def _per_cent(match: re.Match[str], numbers: Iterator[_Number]) -> Quantity:
    del match
    number = next(numbers)
    step = Fraction(1, 100 * 10 ** (number.digits or 0))
    return Quantity(kind=QuantityKind.SHARE, value=number.value / 100, step=step)


_PARTS = {
    2: "moitie|half|halves|demie?s?",
    3: "tiers|thirds?",
    4: "quarts?|quarters?|fourths?",
    5: "cinquiemes?|fifths?",
    6: "sixiemes?|sixths?",
    7: "septiemes?|sevenths?",
    8: "huitiemes?|eighths?",
    9: "neuviemes?|ninths?",
    10: "dixiemes?|tenths?",
}
_PART = "|".join(f"(?P<part{number}>{words})" for number, words in _PARTS.items())


def _fraction(match: re.Match[str], numbers: Iterator[_Number]) -> Quantity:
    part = next(number for number in _PARTS if match[f"part{number}"])
    how_many = next(numbers, _Number(Fraction(1), None)).value
    if how_many.denominator > 1 or not 0 < how_many <= part:
        raise QuantityError(match.string)
    return Quantity(kind=QuantityKind.SHARE, value=how_many / part)


def _vague(kind: QuantityKind) -> Callable[[re.Match[str], Iterator[_Number]], Quantity]:
    return lambda _match, _numbers: Quantity(kind=kind)


_OVER = r"(?: (?:sur|of|out of|in|parmi|among|des|/))(?: (?:les|the))?"
_ALL_OF = re.compile(rf"(?:toutes les|tous les|all|all the|all of the) #{_noun(1)}{_TAKEN}")
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Iterator[_Number]], Quantity]], ...] = (
    (re.compile(rf"#{_noun(1)}{_OVER} #{_noun(2)}{_TAKEN}"), _count),
    (re.compile(rf"(?:les )?# %{_noun(1)}{_TAKEN}"), _per_cent),
    (re.compile(rf"(?:(?:(?:les )?#|an?|la|le) )?(?:{_PART}){_noun(1)}{_TAKEN}"), _fraction),
    (re.compile(rf"#{_noun(1)}{_TAKEN}"), _count),
    (_ALL_OF, _count),
    *(
        (re.compile(rf"(?:{words}){_noun(1)}{_TAKEN}"), _vague(kind))
        for kind, words in (
            (QuantityKind.SOME, "certaines|certains|quelques|quelques une?s|some|a few"),
            (QuantityKind.SEVERAL, "plusieurs|several"),
            (QuantityKind.MOST, "la plupart|most|la majorite|une majorite|a majority|the majority"),
            (QuantityKind.ALL, "toutes|tous|all|la totalite"),
            (QuantityKind.NONE, "aucune?|none|no"),
        )
    ),
)


def _about(match: re.Match[str]) -> About | None:
    """What the nouns speak of. Raises where they speak of both: « 6 measures of 28 proposals »."""
    named = {name.rstrip("12") for name, words in match.groupdict().items() if words}
    subjects = [about for about in About if about.value in named]
    if len(subjects) > 1:
        raise QuantityError(match.string)
    return subjects[0] if subjects else None


# From a quantity to words


_VAGUE = {
    QuantityKind.SOME: N_("at least one, and not all"),
    QuantityKind.SEVERAL: N_("two or more"),
    QuantityKind.MOST: N_("more than half"),
    QuantityKind.ALL: N_("all"),
    QuantityKind.NONE: N_("none"),
}
_BOUNDED = {
    Bound.AT_LEAST: N_("at least {quantity}"),
    Bound.AT_MOST: N_("at most {quantity}"),
    Bound.MORE_THAN: N_("more than {quantity}"),
    Bound.FEWER_THAN: N_("less than {quantity}"),
}


def quantity_in_words(quantity: Quantity, language: Language) -> str:
    """How a quantity was read: « au moins 6 sur 28 », « exactement 21 %, ou ce qui s’y arrondit »."""
    _ = language.gettext
    if quantity.kind in _VAGUE:
        return _(_VAGUE[quantity.kind])
    said = _number_in_words(quantity, language)
    if quantity.bound in _BOUNDED:
        return _(_BOUNDED[quantity.bound], quantity=said)
    if quantity.kind is QuantityKind.COUNT:
        if quantity.proportion is not None:
            reach = exact_number(TOLERANCE * 100, language)
            said = _(
                "{quantity}, or in proportion, give or take {reach} points", quantity=said, reach=reach
            )
        if quantity.bound is Bound.EXACTLY:
            return said
        reach = exact_number(quantity.reach, language)
        return _("{quantity}, give or take {reach}", quantity=said, reach=reach)
    if quantity.bound is Bound.EXACTLY and quantity.step is not None:
        return _("exactly {quantity}, or what is rounded to it", quantity=said)
    reach = exact_number(quantity.reach * 100, language)
    return _("{quantity}, give or take {reach} points", quantity=said, reach=reach)


def _number_in_words(quantity: Quantity, language: Language) -> str:
    value = quantity.value
    assert value is not None
    if quantity.kind is QuantityKind.SHARE:
        if quantity.step is None:
            return f"{value.numerator}/{value.denominator}"
        return language.gettext("{n}%", n=exact_number(value * 100, language))
    number = exact_number(value, language)
    if quantity.base is None:
        return number
    return out_of(number, language.number(quantity.base), language)


def out_of(number: str, total: str, language: Language) -> str:
    """« 6 sur 28 »."""
    return language.gettext("{n} of {total}", n=number, total=total)


def exact_number(value: Fraction, language: Language) -> str:
    """A number as a language writes it; a whole one without a point, however large."""
    if value.denominator == 1:
        return language.number(int(value))
    return language.number(float(value))

"""A published figure as it is written.

« 6 sur 28 », "one in five", « 22 propositions refusées ».

Of a text a number or a word for one is read, out of what, what is said of so many
items, and in whose mouth it is put. All other words are left aside, and named: a
sentence is not judged. French and English are read alike.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeVar

from jamplan.corpus.statements import Words
from jamplan.counting.plaintext import (
    TABLE,
    dates_in,
    has_foreign_signs,
    plain_name,
    plain_text,
)
from jamplan.counting.unread import as_typed, unread
from jamplan.counting.whose import (
    HARMLESS,
    OF,
    Rest,
    any_of,
    named_in,
    voice_of,
)


class About(StrEnum):
    """What a figure is about: proposals taken up, or measures that take one up."""

    PROPOSALS = "proposals"
    MEASURES = "measures"


class QuantityKind(StrEnum):
    """The kind of a published figure. The codes are part of the JSON output."""

    COUNT = "count"
    PER_CENT = "per_cent"
    ALL = "all"
    NONE = "none"
    SOME = "some"


class Bound(StrEnum):
    """How a text limits its number. The codes are part of the JSON output."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    ONLY = "only"


class Said(StrEnum):
    """What a text says of the items that it counts.

    The codes are part of the JSON output.
    """

    COUNTED = "counted"
    """Nothing: it is only a figure."""
    TAKEN_UP = "taken_up"
    ACCEPTED = "accepted"
    IN_PART = "in_part"
    IN_PRINCIPLE = "in_principle"
    CARRIED_OUT = "carried_out"
    CARRIED_OUT_IN_PART = "carried_out_in_part"
    UNDER_WAY = "under_way"
    STALLED = "stalled"
    NOT_CARRIED_OUT = "not_carried_out"
    ABANDONED = "abandoned"
    NOT_TAKEN_UP = "not_taken_up"
    IGNORED = "ignored"
    REFUSED = "refused"
    CONTESTED = "contested"
    NOTED = "noted"
    BELOW_RULE = "below_rule"
    NONE_FOUND = "none_found"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTABLE = "not_testable"
    UNREVIEWED = "unreviewed"
    UNDOCUMENTED = "undocumented"


LIMITED = frozenset({Said.IN_PART, Said.IN_PRINCIPLE})
"""What a text may say of items that are not taken up as a whole."""
ASSERTED = LIMITED | {Said.COUNTED, Said.TAKEN_UP, Said.ACCEPTED}
"""What a text may say of items that are taken up; a figure alone is one of these."""
OUTCOMES = frozenset(
    {
        Said.CARRIED_OUT,
        Said.CARRIED_OUT_IN_PART,
        Said.UNDER_WAY,
        Said.STALLED,
        Said.NOT_CARRIED_OUT,
        Said.ABANDONED,
    }
)
"""What a text may say of what became of items."""
DENIED = frozenset({Said.NOT_TAKEN_UP, Said.IGNORED, Said.REFUSED})
"""What a text may say of items that are not."""
SORTS = frozenset(
    {
        Said.CONTESTED,
        Said.NOTED,
        Said.BELOW_RULE,
        Said.NONE_FOUND,
        Said.OUT_OF_SCOPE,
        Said.NOT_TESTABLE,
        Said.UNREVIEWED,
        Said.UNDOCUMENTED,
    }
)
"""What a text may say of items that nobody takes up or refuses.

The code of a status each.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A published figure.

    ``value`` is the number of a COUNT or PER_CENT, else None, and ``high`` the upper
    one of a range; ``decimals`` is how many a PER_CENT has; ``total`` is the
    denominator, if there is one; ``about`` is None without a noun. ``ratio`` is for a
    COUNT that may be a share: "one in five". ``fully`` says that nothing is missing of
    what is taken up, ``parts`` are what of LIMITED is enough. ``weakest`` is the
    weakest wording that the text names. ``voice`` is the actor in whose mouth the text
    puts the figure, by id: empty if it is not a known one, None if it is put in
    nobody's. ``named`` are the others in it, but for who wrote the items, ``doing``
    those of them who are said to do it, ``beside`` those who neither do nor own it.
    ``against`` are the words that deny or soften the figure, and those of its own
    clause that were not read;
    ``left_aside`` are the others that were not.
    """

    kind: QuantityKind
    value: Fraction | None = None
    high: Fraction | None = None
    decimals: int = 0
    total: int | None = None
    about: About | None = None
    bound: Bound = Bound.EXACT
    said: Said = Said.COUNTED
    ratio: bool = False
    fully: bool = False
    parts: frozenset[Said] = frozenset()
    weakest: Words | None = None
    voice: str | None = None
    named: frozenset[str] = frozenset()
    doing: frozenset[str] = field(default=frozenset(), compare=False)
    beside: frozenset[str] = field(default=frozenset(), compare=False)
    against: tuple[str, ...] = ()
    left_aside: tuple[str, ...] = field(default=(), compare=False)


class QuantityError(ValueError):
    """A text is not one figure that can be tried.

    ``numbers`` are those of it, as they were typed, if it has several.
    """

    def __init__(self, text: str, numbers: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.numbers = tuple(numbers)


_NOUN: str = TABLE["noun"]
_LINE: dict[str, list[str]] = TABLE["line"]
_ITEMS: str = TABLE["items"]
_PARTS: dict[str, int] = TABLE["parts"]
_SUBJECTS = {"prop": About.PROPOSALS, "m": About.MEASURES}
_NUMBER = re.compile(TABLE["number"] + _NOUN)
_RANGES = [re.compile(pattern) for pattern in TABLE["ranges"]]
_WHOLE_FIRST = [re.compile(pattern) for pattern in TABLE["whole_first"]]
*_IN_WORDS, _ONE = ((any_of(row["words"], _NOUN), row) for row in TABLE["in_words"])
_BOUNDS = {Bound(code): any_of(words) for code, words in TABLE["bounds"].items()}
_WORDING = {Words(code): any_of(words) for code, words in TABLE["wording"].items()}
_SAID = {Said(code): any_of(words) for code, words in TABLE["said"].items()}
_ANY_SAID = "|".join(word for words in TABLE["said"].values() for word in words)
_EXTENTS = {code: any_of(words) for code, words in TABLE["extents"].items()}
_ENOUGH = re.compile(rf"(?P<enough>\b(?:{'|'.join(_LINE['enough'])}) )?¤")
_AGAINST = [re.compile(pattern) for pattern in _LINE["against"]]
_TAKEN_FROM = (
    rf" (?:{'|'.join(TABLE['said']['taken_up'])}) "
    r"(?:du|des?|d|of|from) (?:(?:l[ae]?|les|the) )?"
)
"""What comes before the name of whose items are taken up: « 6 reprises de X »."""
_DOER = re.compile(
    r"(?:^|(?<=[,;:] ))(?:l[ae]?|les|the) (?P<who>[^\W\d_]+) "
    rf"(?=(?:(?:a|ont|has|have|had) )?(?:{_ANY_SAID})\b)"
)
"""Who takes up or refuses, at the head of a clause: « le maire a repris … »."""
_DOES = re.compile(rf" (?:(?:n )?(?:a|ont|has|have|had) )?(?:{_ANY_SAID})\b")
"""What comes after the name of who takes up or refuses."""
_BY_OTHERS = re.compile(
    r"\b(?:par|by) (?:(?:l|les?|la|the) )?(?!(?:les?|la|the)\b)[^\W\d]{2,}"
)
"""Who does something, if the names of the corpus are out of the text."""
UNKNOWN_ACTOR = "?"
"""Who is said to refuse, if that is no actor of the corpus."""
_LARGEST_RATIO = 10
"""The largest denominator of a ratio in words.

« trois sur quatre », but « six sur vingt-huit ».
"""


def read_quantity(
    text: str,
    names: Mapping[str, str] = MappingProxyType({}),
    author: str | None = None,
) -> Quantity:
    """Read the one figure of a text.

    ``names`` are those of the corpus, whole, with the actors whose names they are, by
    id; ``author`` is the one who wrote the items, or any of them. Raises
    :class:`QuantityError` if there is no figure in it, or if there are several.
    """
    if has_foreign_signs(text):
        raise QuantityError(text)
    plain, actors = plain_text(text), _by_plain_name(names)
    line = Rest(plain)
    plain_names = sorted(actors, key=len, reverse=True)
    against = _against(line)
    voice = voice_of(line, actors, plain_names)
    extents, is_enough = _extents(line)
    authors = [each for each in plain_names if author in {None, actors[each], ""}]
    _take_author(line, authors)
    figure = _figure(line, text)
    bound = _bound(line, figure, text)
    weakest = _first_of(line, _WORDING)
    others = _others(line, [each for each in plain_names if each not in authors])
    named, doing, beside = named_in(line, actors, plain_names, _DOES)
    doer = line.take(_DOER)
    limits = frozenset(map(Said, extents - {"full"}))
    said = _said(line, limits, is_enough=is_enough)
    if said in DENIED and _BY_OTHERS.search(line.rest):
        # Who refuses is part of the figure, known or not.
        named.add(UNKNOWN_ACTOR)
    is_bare = said is Said.COUNTED
    not_read, aside = _not_read(line, doer, text, is_bare=is_bare)
    if not_read and is_bare and _is_article(figure, plain):
        raise QuantityError(text)
    return replace(
        figure,
        bound=bound,
        said=said,
        fully=extents == {"full"},
        parts=limits if is_enough else frozenset(),
        weakest=weakest,
        voice=voice,
        named=frozenset(named - {voice, ""}),
        doing=frozenset(doing - {voice, ""}),
        beside=frozenset(beside - {voice, ""}),
        against=(*against, *others, *not_read),
        left_aside=(*aside, *dates_in(text)),
    )


def _limited(said: Said, limits: frozenset[Said], *, is_enough: bool) -> Said:
    """What is said of items, with how far.

    Of what is taken up, and of what is implemented, in part.
    """
    if is_enough or not limits:
        return said
    if said in ASSERTED:
        return min(limits)
    if said is Said.CARRIED_OUT and limits == {Said.IN_PART}:
        return Said.CARRIED_OUT_IN_PART
    return said


def _by_plain_name(names: Mapping[str, str]) -> dict[str, str]:
    """The actors by their names as a plain text has them, if with any letter."""
    actors = {plain_name(name): actor for name, actor in names.items()}
    actors.pop("", None)
    return actors


Code = TypeVar("Code", bound=StrEnum)


def _first_of(line: Rest, table: Mapping[Code, re.Pattern[str]]) -> Code | None:
    """Take the words of the first code that a text has out of it."""
    for code, words in table.items():
        if line.take(words):
            return code
    return None


def _against(line: Rest) -> tuple[str, ...]:
    """Take the words that deny or soften a figure out of a text.

    « ne … pas », « presque ».
    """
    taken = []
    for pattern in _AGAINST:
        match = pattern.search(line.rest)
        if match is None:
            continue
        between, words = "", match[0]
        if "between" in pattern.groupindex:
            between, words = match["between"], f"ne … {match['deny']}"
        taken.append(words)
        # What is between the words that deny is read.
        line.rest = f"{line.rest[: match.start()]} {between}{line.rest[match.end() :]}"
    return tuple(taken)


def _bound(line: Rest, figure: Quantity, text: str) -> Bound:
    """Take how a text limits its number out of it; return it, else the figure's.

    Raises :class:`QuantityError` if there is no number to limit, or if it is limited
    twice.
    """
    own = figure.bound
    denies = re.search(r"\bne?\b", line.rest)
    if denies is None or " que §" not in line.rest[denies.end() :]:
        # « On sait que 6 propositions … » begins a clause, and limits nothing.
        line.rest = line.rest.replace(" que §", ", §")
    bound = _first_of(line, _BOUNDS) or own
    is_vague = figure.value is None and bound not in {Bound.EXACT, Bound.ONLY}
    # « Au moins la majorité ».
    is_bound_twice = bound is not own and own not in {Bound.EXACT, Bound.ABOUT}
    if is_vague or is_bound_twice:
        raise QuantityError(text)
    return bound


def _said(line: Rest, limits: frozenset[Said], *, is_enough: bool) -> Said:
    """Take what a figure says of its items out of a text, with a refusal's verb."""
    said = _first_of(line, _SAID) or Said.COUNTED
    # « A refusé de reprendre ».
    for verb in (Said.TAKEN_UP, Said.ACCEPTED):
        line.take(_SAID[verb])
    return _limited(said, limits, is_enough=is_enough)


def _is_article(figure: Quantity, plain: str) -> bool:
    """Whether a one may be an article: « une grande étude » is no figure."""
    return figure.value == 1 and not re.search(r"\b1\b", plain)


def _not_read(
    line: Rest, doer: re.Match[str] | None, text: str, *, is_bare: bool
) -> tuple[list[str], list[str]]:
    """The words that a figure depends on and that were not read, and all left aside."""
    words = re.findall(r"[^\W\d_]+", text)
    typed = {plain_text(word): word for word in reversed(words)}
    # The first word has a capital, whatever it is; “Macron’s” is a name.
    later = words if re.match(r"[^\W\d_]+['’]s\b", text) else words[1:]
    proper = {plain_text(word) for word in later if word[0].isupper()}
    against, aside = unread(line.rest, proper, HARMLESS, is_bare=is_bare)
    if doer is not None and not HARMLESS.words.fullmatch(doer["who"]):
        aside = [doer["who"], *aside]
    return as_typed(against, typed), as_typed(aside, typed)


def _extents(line: Rest) -> tuple[set[str], bool]:
    """Take the extents that a text names out of it.

    And whether those in part are enough.

    « En tout ou partie », "at least in principle", "accepted or partly accepted".
    """
    found = {extent for extent, words in _EXTENTS.items() if line.take(words, "¤")}
    first = _ENOUGH.search(line.rest)
    line.rest = _ENOUGH.sub(" ", line.rest)
    return found, "full" in found or bool(first and first["enough"])


def _take_author(line: Rest, names: Sequence[str]) -> None:
    """Take who wrote the items out of a text.

    « les propositions des JAM », “the 28 JAM proposals”.
    """
    author = "|".join(map(re.escape, names))
    if not author:
        return
    line.take(re.compile(rf"\b(?:{author})(?: s)?(?= (?:\d|{_ITEMS}))"))
    match = re.search(rf"{_ITEMS}(?: {_STATED})* (?P<by>{OF}(?:{author}))\b", line.rest)
    if match:
        line.rest = line.rest[: match.start("by")] + line.rest[match.end("by") :]


def _others(line: Rest, names: Sequence[str]) -> list[str]:
    """Take whose items are counted, of another than their author, out of a text."""
    other = "|".join(map(re.escape, names))
    if not other:
        return []
    match = line.take(re.compile(rf"(?<=§)(?: {OF}|{_TAKEN_FROM})({other})\b"))
    return [match[1]] if match else []


_NUMBERED = r"\b(?:nos?|n|numero|number)[.°]? ?"
_STATED = r"(?:connues?|known|propose(?:es?|d)|publiees?)"


def _figure(line: Rest, text: str) -> Quantity:
    """Take the one figure of a text out of it.

    Raises :class:`QuantityError` if there is none, or more than one.
    """
    _put_part_first(line)
    high = _upper(line)
    figure = _in_words(line, _IN_WORDS)
    numbers = list(_NUMBER.finditer(line.rest))
    line.rest = _NUMBER.sub("§", line.rest)
    totals = [match for match in numbers if match["before"] and not match["sign"]]
    if figure is None and len(numbers) == len(totals):
        figure = _in_words(line, [_ONE])
    elif figure is not None and figure.kind is QuantityKind.ALL and len(numbers) == 1:
        # « Toutes les 28 ».
        totals = numbers
    values = [match for match in numbers if match not in totals]
    figure = _the_one(figure, values, text)
    if high is not None:
        figure = replace(figure, high=high, bound=Bound.BETWEEN)
    for total in totals:
        figure = _out_of(figure, total, text)
    # « La proposition 6 » and “no. 6” are one of them; « sur » lacks what it is out of.
    if re.search(rf"\b(?:sur|of|in) ?$|{_ITEMS} §|{_NUMBERED} ?§", line.rest):
        raise QuantityError(text)
    return replace(figure, about=figure.about or _subject(line.rest))


def _put_part_first(line: Rest) -> None:
    """Write « 28 propositions, dont 6 » as 6 of 28."""
    for pattern in _WHOLE_FIRST:
        line.rest = pattern.sub(r"\g<part> sur \g<whole> \g<noun>", line.rest)


def _the_one(
    in_words: Quantity | None, values: Sequence[re.Match[str]], text: str
) -> Quantity:
    """The figure in words, or the one number.

    Raises :class:`QuantityError` on none, or several.
    """
    if (in_words is not None) + len(values) > 1:
        raise QuantityError(text, [match["value"] for match in values])
    if in_words is not None:
        return in_words
    if not values:
        raise QuantityError(text)
    return _number(values[0], text)


def totals_told(text: str, number: int) -> frozenset[int]:
    """Out of how many a text says that a number is: 30 of « 12 of the 30 calls »."""
    line = Rest(plain_text(text))
    _put_part_first(line)
    numbers = list(_NUMBER.finditer(line.rest))
    return frozenset(
        int(total["value"])
        for part, total in pairwise(numbers)
        if part["value"] == str(number)
        and total["before"]
        and total["value"].isdigit()
        and not total["sign"]
    )


def _upper(line: Rest) -> Fraction | None:
    """Take the upper number of a range out of a text, whose lower one stays.

    None without a range.
    """
    for pattern in _RANGES:
        match = pattern.search(line.rest)
        if match is not None:
            low, high = match["low"].replace(",", "."), match["high"].replace(",", ".")
            # « Entre 3 % et 7 % ».
            sign = match["sign"] or ""
            before, after = line.rest[: match.start()], line.rest[match.end() :]
            line.rest = f"{before}{low}{sign}{after}"
            return Fraction(high)
    return None


def _out_of(figure: Quantity, total: re.Match[str], text: str) -> Quantity:
    """A figure with a total.

    Raises :class:`QuantityError` if it is none, or not the figure's.
    """
    about = _subject(total[0])
    is_other = about and figure.about and about is not figure.about
    if not total["value"].isdigit() or figure.total or is_other:
        raise QuantityError(text)
    number, sign = int(total["value"]), (total["before"] or "").strip()
    is_in_words = not any(map(str.isdigit, text))
    is_part = number <= _LARGEST_RATIO and (sign == "/" or is_in_words)
    ratio = figure.kind is QuantityKind.COUNT and (sign.startswith("in") or is_part)
    return replace(figure, about=figure.about or about, ratio=ratio, total=number)


def _in_words(
    line: Rest, rows: Iterable[tuple[re.Pattern[str], Mapping[str, Any]]]
) -> Quantity | None:
    """Take a figure without digits out of a text: all, none, most, a fraction, one."""
    for pattern, row in rows:
        if match := line.take(pattern, "§"):
            found = match.groupdict()
            value = row.get("value")
            if part := found.get("part"):
                value = Fraction(100 * int(found["n"] or 1), _PARTS[part])
            bound = Bound(row.get("bound", Bound.EXACT))
            if found.get("only"):
                bound = Bound.ONLY
            return Quantity(
                kind=QuantityKind(row["kind"]),
                value=None if value is None else Fraction(value),
                about=_subject(match[0]),
                bound=bound,
            )
    return None


def _number(match: re.Match[str], text: str) -> Quantity:
    """The count or per cent of a match of ``_NUMBER``."""
    value = match["value"].replace(",", ".")
    decimals = len(value.partition(".")[2])
    if decimals and not match["sign"]:
        raise QuantityError(text)
    kind = QuantityKind.PER_CENT if match["sign"] else QuantityKind.COUNT
    return Quantity(
        kind=kind, value=Fraction(value), decimals=decimals, about=_subject(match[0])
    )


def _subject(text: str) -> About | None:
    """What the nouns of a text are about.

    None without any, or if they are of both kinds.
    """
    subjects = set(
        re.findall(r"\b(prop|m)(?:ositions?|osals?|esures?|easures?)\b", text)
    )
    return _SUBJECTS[subjects.pop()] if len(subjects) == 1 else None

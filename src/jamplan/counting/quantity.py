"""A published figure as it is written: « 6 sur 28 », "one in five", « 22 propositions ignorées ».

French and English are read alike. A text is never taken for the part of it that is understood: every
word has to be a known one.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from jamplan.corpus.statements import Words
from jamplan.language.folding import folded, without_accents
from jamplan.language.numerals import in_digits


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
    ONLY = "only"


class Said(StrEnum):
    """What a text says of the items that it counts. The codes are part of the JSON output."""

    COUNTED = "counted"
    """Nothing: it is only a figure."""
    TAKEN_UP = "taken_up"
    ACCEPTED = "accepted"
    ADOPTED = "adopted"
    IN_PART = "in_part"
    IN_PRINCIPLE = "in_principle"
    CARRIED_OUT = "carried_out"
    CARRIED_OUT_IN_PART = "carried_out_in_part"
    UNDER_WAY = "under_way"
    STALLED = "stalled"
    NOT_CARRIED_OUT = "not_carried_out"
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
ASSERTED = LIMITED | {Said.TAKEN_UP, Said.ACCEPTED, Said.ADOPTED}
"""What a text may say of items that are taken up."""
OUTCOMES = frozenset(
    {
        Said.CARRIED_OUT,
        Said.CARRIED_OUT_IN_PART,
        Said.UNDER_WAY,
        Said.STALLED,
        Said.NOT_CARRIED_OUT,
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
"""What a text may say of items that nobody takes up or refuses: the code of a status each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A published figure.

    ``value`` is the number of a COUNT or PER_CENT, else None; ``decimals`` is how many a PER_CENT has;
    ``total`` is the denominator, if there is one; ``about`` is None without a noun. ``ratio`` is for a
    COUNT that may be a share: "one in five".
    ``fully`` says that nothing is missing of what is taken up, ``parts`` are what of LIMITED is enough.
    ``weakest`` is the weakest wording that the text names. ``dates`` are in ISO 8601, each with whether
    it is one of the items: « les propositions d’avril 2021 ».
    ``attribution`` is the actor in whose mouth the text puts the figure, by id, empty if it is not a
    known one. So are ``taker``, who is said to take up or to refuse, and ``author``, who is said to
    have written what is ``authored``. All three are None if the text doesn't say. ``named`` are the
    actors in the text. ``verb`` is the word that says what ``said`` is.
    """

    kind: QuantityKind
    value: Fraction | None = None
    decimals: int = 0
    total: int | None = None
    about: About | None = None
    bound: Bound = Bound.EXACT
    said: Said = Said.COUNTED
    ratio: bool = False
    fully: bool = False
    parts: frozenset[Said] = frozenset()
    weakest: Words | None = None
    attribution: str | None = None
    named: frozenset[str] = field(default=frozenset(), compare=False)
    taker: str | None = field(default=None, compare=False)
    author: str | None = field(default=None, compare=False)
    authored: About | None = field(default=None, compare=False)
    dates: tuple[tuple[str, bool], ...] = field(default=(), compare=False)
    verb: str = field(default="", compare=False)


class QuantityError(ValueError):
    """A text is not one figure that can be tried.

    ``words`` are those of it that are unknown, as they were typed.
    """

    def __init__(self, text: str, words: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.words = words


_TABLE = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
"""The words in which figures are published."""


def _any_of(words: Sequence[str], after: str = "") -> re.Pattern[str]:
    """One of these as whole words, in lower case, without accents, apostrophes or hyphens."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b{after}")


_NOUN: str = _TABLE["noun"]
_LINE: dict[str, list[str]] = _TABLE["line"]
_ITEMS: str = _TABLE["items"]
_PARTS: dict[str, int] = _TABLE["parts"]
_SUBJECTS = {"prop": About.PROPOSALS, "m": About.MEASURES}
_NUMBER = re.compile(_TABLE["number"] + _NOUN)
_ROUND_NUMBERS: dict[str, int] = _TABLE["round_numbers"]
_ROUND_NUMBER = re.compile(rf"\b(?:une |a )?({'|'.join(_ROUND_NUMBERS)})\b")
*_IN_WORDS, _ONE = ((_any_of(row["words"], _NOUN), row) for row in _TABLE["in_words"])
_BOUNDS = {Bound(code): _any_of(words) for code, words in _TABLE["bounds"].items()}
_WORDING = {Words(code): _any_of(words) for code, words in _TABLE["wording"].items()}
_SAID = {Said(code): _any_of(words) for code, words in _TABLE["said"].items()}
_EXTENTS = {code: _any_of(words) for code, words in _TABLE["extents"].items()}
_ENOUGH = re.compile(rf"(?P<enough>\b(?:{'|'.join(_LINE['enough'])}) )?¤")
_ATTRIBUTING = _any_of(_LINE["attributing"])
_NOT = _any_of(_LINE["not"], " *$")
_MONTHS: list[str] = _TABLE["months"]
_DATES = re.compile("|".join(_TABLE["dates"]).replace("MONTHS", "|".join(_MONTHS)))
_OTHER_WORDS = re.compile("|".join([*_TABLE["others"].split(), '[.,;:!?"()§]']))
_ACTIVE = re.compile(rf"(?: (?:{'|'.join(_LINE['active'])}))+$")
_OF = r"(?:du|des?|d|of|by|from|par) (?:(?:l[ae]?|les|the) )?"
"""What an author's name comes after."""
_FINITE, _ENGLISH_ACTIVE = _any_of(_LINE["finite"]), _any_of(_LINE["english_verbs"])
_NEGATED = dict.fromkeys(ASSERTED, Said.NOT_TAKEN_UP) | {
    Said.CARRIED_OUT: Said.NOT_CARRIED_OUT
}
_LARGEST_RATIO = 10
"""The largest denominator of a ratio in words: « trois sur quatre », but « six sur vingt-huit »."""


class _Rest:
    """What is left to read of a text; a figure that was read leaves a mark."""

    def __init__(self, text: str) -> None:
        self.rest = text

    def take(self, pattern: re.Pattern[str], mark: str = "") -> re.Match[str] | None:
        """Take the first match of a pattern out of the text."""
        match = pattern.search(self.rest)
        if match:
            self.rest = f"{self.rest[: match.start()]}{mark}{self.rest[match.end() :]}"
        return match


def read_quantity(
    text: str, names: Mapping[str, str] = MappingProxyType({})
) -> Quantity:
    """Read a figure, by itself or in a sentence.

    ``names`` are what a sentence may mention beside the known words: the names of the corpus, whole,
    with the actors whose names they are, by id.
    Raises :class:`QuantityError` if the text is no figure, has several, or has words that are unknown.
    """
    _refuse_signs(text)
    line = _Rest(_plain_text(text))
    actors = _by_plain_name(names)
    plain_names = sorted(actors, key=len, reverse=True)
    name = _put_down_to(line, plain_names)
    extents, is_enough = _extents(line)
    author, items = _author(line, [name for name in plain_names if actors[name]])
    figure = _figure(line, text)
    bound = _bound(line, figure, text)
    weakest = _first_of(line, _WORDING)
    said, verb, taker = _said(line, plain_names)
    limits = frozenset(map(Said, extents - {"full"}))
    if len(limits) > 1 and not is_enough:
        raise QuantityError(text)
    if limits and not is_enough and said not in DENIED | OUTCOMES | SORTS:
        (said,) = limits
    if said is Said.CARRIED_OUT and limits == {Said.IN_PART} and not is_enough:
        said = Said.CARRIED_OUT_IN_PART
    figure = replace(
        figure,
        bound=bound,
        said=said,
        fully=extents == {"full"},
        parts=limits if is_enough else frozenset(),
        weakest=weakest,
        attribution=_actor_of(actors, name),
        named=_named(line, actors, plain_names),
        taker=_actor_of(actors, taker),
        author=_actor_of(actors, author),
        authored=_subject(items) or figure.about,
        verb=_as_typed(text, verb),
        dates=tuple(_dates(_in_usual_signs(text), plain_names)),
    )
    _refuse_unknown(line, text)
    return figure


def _refuse_signs(text: str) -> None:
    """Refuse digits of other scripts, and the mark that a figure leaves."""
    if any(sign.isdigit() and not sign.isascii() for sign in text) or "§" in text:
        raise QuantityError(text)


def _refuse_unknown(line: _Rest, text: str) -> None:
    """Refuse a text of which a word is left that is not known."""
    words = re.findall(r"[^\W\d_]+|\S", line.rest)
    unknown = [word for word in words if not _OTHER_WORDS.fullmatch(word)]
    if unknown:
        typed = [_as_typed(text, word) for word in unknown if word.isalpha()]
        raise QuantityError(text, typed)


def _by_plain_name(names: Mapping[str, str]) -> dict[str, str]:
    """The actors by their names as a plain text has them, without names that have no letter."""
    actors = {_plain_name(name): actor for name, actor in names.items()}
    actors.pop("", None)
    return actors


def _actor_of(actors: Mapping[str, str], name: str | None) -> str | None:
    """The actor of a name, empty of one that is not known; None without a name."""
    return None if name is None else actors.get(name, "")


def _named(
    line: _Rest, actors: Mapping[str, str], names: Sequence[str]
) -> frozenset[str]:
    """Take the names that are left out of a text, and return whose they are."""
    named = [name for name in names if line.take(_any_of([re.escape(name)]))]
    return frozenset(actors[name] for name in named)


Code = TypeVar("Code", bound=StrEnum)


def _first_of(line: _Rest, table: Mapping[Code, re.Pattern[str]]) -> Code | None:
    """Take the words of the first code that a text has out of it."""
    for code, words in table.items():
        if line.take(words):
            return code
    return None


def _bound(line: _Rest, figure: Quantity, text: str) -> Bound:
    """Take how a text limits its number out of it, and return it, else the figure's own bound.

    Raises :class:`QuantityError` if there is no number to limit, or if it is limited twice.
    """
    own = figure.bound
    bound = _first_of(line, _BOUNDS) or own
    is_vague = figure.value is None and bound not in {Bound.EXACT, Bound.ONLY}
    # « Près de la majorité ».
    is_bound_twice = bound is not own and own not in {Bound.EXACT, Bound.ABOUT}
    if is_vague or is_bound_twice:
        raise QuantityError(text)
    return bound


def _as_typed(text: str, word: str) -> str:
    """A word of a plain text as it was typed: « copié » for « copie »."""
    typed = re.findall(r"[^\W\d_]+", text)
    return next((each for each in typed if _plain_text(each) == word), word)


def _plain_name(name: str) -> str:
    """The name of an actor, plain and without its article."""
    return re.sub(r"^(?:les|le|la|l|the) ", "", _plain_text(name))


def _put_down_to(line: _Rest, names: Sequence[str]) -> str | None:
    """Take the verb that puts a figure down to somebody out of a text, and return the name."""
    whole = line.rest
    match = line.take(_ATTRIBUTING)
    if match is None:
        return None
    before, after = (
        whole[: match.start()].strip(),
        _plain_name(whole[match.end() :].strip()),
    )
    if match["before"]:
        return next(filter(after.startswith, names), "")
    # « Les JAM disent que … », « …, disent les JAM ».
    last = after.rstrip(" .")
    return next((name for name in names if before.endswith(name) or last == name), "")


def _extents(line: _Rest) -> tuple[set[str], bool]:
    """Take the extents that a text names out of it: and whether those in part are enough.

    « En tout ou partie », "at least in principle", "accepted or partly accepted".
    """
    found = {extent for extent, words in _EXTENTS.items() if line.take(words, "¤")}
    first = _ENOUGH.search(line.rest)
    line.rest = _ENOUGH.sub(" ", line.rest)
    return found, "full" in found or bool(first and first["enough"])


def _author(line: _Rest, names: Sequence[str]) -> tuple[str | None, str]:
    """Who a text says wrote the items, by name, and the items: « les propositions du gouvernement »."""
    author = "|".join([*map(re.escape, names), *_LINE["state"]])
    own = re.compile(rf"\b({author})(?: s (?=(\d))| (?:s )?(?=({_ITEMS})))")
    if match := line.take(own):
        return match[1], match[2] or match[3]
    stated = r"connues?|known|propose(?:es?|d)|publiees?"
    match = re.search(
        rf"(\d%?|{_ITEMS})(?: (?:{stated}))* (?:{_OF})?({author})\b", line.rest
    )
    return (match[2], match[1]) if match else (None, "")


def _dates(text: str, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield the dates of a plain text, each with whether it is one of the items."""
    of_items = re.compile(
        rf"(?:{_ITEMS}|rapport|report)(?: {_OF}(?:{'|'.join(map(re.escape, names))}))? *$"
    )
    for match in _DATES.finditer(text):
        before = text[: match.start()].rstrip()
        is_first = before and not any(words.search(before) for words in _SAID.values())
        yield _iso_date(match[0]), bool(is_first or of_items.search(before))


def _iso_date(text: str) -> str:
    """A date of a plain text: 2021, 2021-11, 2021-11-15 or, without its year, -11-15."""
    year = "".join(re.findall(r"\d{4}", text))
    month = [
        f"-{_MONTHS.index(word) % 12 + 1:02}"
        for word in text.split()
        if word in _MONTHS
    ]
    day = [f"-{int(digits):02}" for digits in re.findall(r"\b\d\d?(?!\d)", text)]
    return year + "".join(month + day)


def _plain_text(text: str) -> str:
    """A text as the patterns are: numbers in digits, no dates."""
    return " ".join(_DATES.sub(" ", _in_usual_signs(text)).split())


def _in_usual_signs(text: str) -> str:
    """A text in lower case, without accents, apostrophes and hyphens, and with numbers in digits."""
    line = (
        without_accents(folded(text.casefold()))
        .replace("n't", " not")
        .replace("'", " ")
    )
    line = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", line)
    line = re.sub(r"\b(?:per ?cent|pour ?cents?)\b", "%", line)
    return _ROUND_NUMBER.sub(
        lambda match: f"environ {_ROUND_NUMBERS[match[1]]}", in_digits(line)
    )


def _figure(line: _Rest, text: str) -> Quantity:
    """Take the one figure of a text out of it.

    Raises :class:`QuantityError` if there is none, or more than one.
    """
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
    if (figure is not None) + len(values) != 1:
        raise QuantityError(text)
    figure = figure or _number(values[0], text)
    for total in totals:
        figure = _out_of(figure, total, text)
    _refuse_number_of_one(line, text)
    return replace(figure, about=figure.about or _subject(line.rest))


def _refuse_number_of_one(line: _Rest, text: str) -> None:
    """Refuse « la proposition 6 », which is one of them, and a figure denied or without its total."""
    if re.search(rf"\b(?:pas|not|non) ?§|\b(?:sur|of|in) ?$|{_ITEMS} §", line.rest):
        raise QuantityError(text)


def _out_of(figure: Quantity, total: re.Match[str], text: str) -> Quantity:
    """A figure with a total. Raises :class:`QuantityError` if it is none, or not the figure's."""
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
    line: _Rest, rows: Iterable[tuple[re.Pattern[str], Mapping[str, Any]]]
) -> Quantity | None:
    """Take a figure without digits out of a text: all, none, most, a fraction, one."""
    for pattern, row in rows:
        if match := line.take(pattern, "§"):
            found = match.groupdict()
            value = row.get("value")
            if part := found.get("part"):
                value = Fraction(100 * int(found["n"] or 1), _PARTS[part])
            return Quantity(
                kind=QuantityKind(row["kind"]),
                value=None if value is None else Fraction(value),
                about=_subject(match[0]),
                bound=Bound.ONLY
                if found.get("only")
                else Bound(row.get("bound", Bound.EXACT)),
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
    """What the nouns of a text are about; None without any, or if they are of both kinds."""
    subjects = set(
        re.findall(r"\b(prop|m)(?:ositions?|osals?|esures?|easures?)\b", text)
    )
    return _SUBJECTS[subjects.pop()] if len(subjects) == 1 else None


def _said(line: _Rest, names: Sequence[str]) -> tuple[Said, str, str | None]:
    """Take what a text says of its items out of it: with the word for it, and who does it, by name.

    The name is empty if it is not a known one, None if the text does not say.
    """
    whole = line.rest
    taken = (
        (said, match) for said, words in _SAID.items() if (match := line.take(words))
    )
    said, match = next(taken, (Said.COUNTED, None))
    if match is None:
        return said, "", None
    before, after = whole[: match.start()].rstrip(), whole[match.end() :]
    negated = _NEGATED.get(said)
    if negated and (negation := _NOT.search(before)):
        said, before = negated, before[: negation.start()].rstrip()
        line.rest = f"{before} {after}"
    # « A refusé de reprendre ».
    for verb in (Said.TAKEN_UP, Said.ACCEPTED):
        line.take(_SAID[verb])
    if said not in ASSERTED | DENIED:
        return said, match[0], None
    # « Les propositions JAM reprises » is passive.
    who = _ACTIVE.sub("", before)
    is_active = who != before or _FINITE.match(match[0])
    named = next(filter(who.endswith, names), None)
    if named and (is_active or _ENGLISH_ACTIVE.match(match[0])):
        return said, match[0], named
    actors = "|".join([*map(re.escape, names), *_LINE["state"]])
    by = re.match(
        rf"[^§]*?\b(?:par|by) (?:(?:les?|la|l|the) )?((?:{actors})\b)?", after
    )
    return said, match[0], (by[1] or "") if by else "" if is_active else None

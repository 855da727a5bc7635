"""A published figure as it is written: « 6 sur 28 », "one in five", « 22 propositions ignorées ».

French and English are read alike. A text is never taken for the part of it that is understood: every
word has to be a known one.
"""

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from jamplan.corpus.model import Basis
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
    CARRIED_OUT = "carried_out"
    NOT_TAKEN_UP = "not_taken_up"
    IGNORED = "ignored"
    REFUSED = "refused"


ASSERTED = frozenset({Said.TAKEN_UP, Said.ACCEPTED, Said.ADOPTED, Said.IN_PART})
"""What a text may say of items that are taken up."""
DENIED = frozenset({Said.NOT_TAKEN_UP, Said.IGNORED, Said.REFUSED})
"""What a text may say of items that are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A published figure.

    ``value`` is the number of a COUNT or PER_CENT, else None; ``decimals`` is how many a PER_CENT has;
    ``total`` is the denominator, if there is one; ``about`` is None without a noun. ``ratio`` is for a
    COUNT that may be a share: "one in five". ``fully`` says that nothing is missing of what is taken
    up, ``or_part`` that a part is enough. ``weakest`` is the weakest wording that the text names.
    ``attribution`` is the name, plain and without its article, of the actor in whose mouth the text
    puts the figure, empty if it is not a known one; ``speaks`` says that the figure is then a part of
    what is said. ``named`` are the names in the text, ``taker`` the one of who is said to take up.
    ``verb`` is the word that says what ``said`` is.
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
    or_part: bool = False
    weakest: Basis | None = None
    attribution: str | None = None
    speaks: bool = False
    named: frozenset[str] = field(default=frozenset(), compare=False)
    taker: str = field(default="", compare=False)
    verb: str = field(default="", compare=False)

    @property
    def impossible(self) -> bool:
        """Whether it is a part that is greater than its total."""
        limit = 100 if self.kind is QuantityKind.PER_CENT else self.total
        return self.value is not None and limit is not None and self.value > limit


class QuantityError(ValueError):
    """A text is not one figure that can be tried.

    ``words`` are those of it that are unknown, as they were typed, and ``figure`` what else was read.
    """

    def __init__(self, text: str, words: Sequence[str] = (), figure: Quantity | None = None) -> None:
        super().__init__(text)
        self.words = words
        self.figure = figure


_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
"""The words in which figures are published."""

# All patterns are of texts in lower case, without accents, apostrophes or hyphens between letters.
_NOUN = (
    r"(?: (?:(?:de|d|des|les|ces|of|the|these|known) )*"
    r"(?P<noun>propositions?|proposals?|mesures?|measures?))?"
)
_NUMBER = re.compile(
    r"(?P<before>(?:/|\b(?:sur|parmi|among|out of|of|in|des))"
    r"(?: (?:les|the|ces|these|its|leurs|their))* ?)?"
    r"(?<![\w.,-])(?P<value>\d{1,9}(?:[.,]\d{1,6})?)(?![\w-]|[.,]\d)(?P<sign> ?%)?" + _NOUN
)
_SINGLE = re.compile(r"\b(?:une?|one|a(?= single))\b(?P<only> seule?| single)?" + _NOUN)
_ALL = re.compile(r"\b(?:toutes|tous|chaque|la totalite|l ensemble|all|every|each)\b" + _NOUN)
_NONE = re.compile(
    r"\b(?:aucune?|none|pas une?(?: seule?)?|not (?:one|a single)|no(?= (?:propos|meas)))\b" + _NOUN
)
_SOME = re.compile(r"\b(?:certaine?s|some)\b(?: d entre elles)?" + _NOUN)
_MAJORITY = re.compile(
    r"\b(?:la plupart|(?:la|une) (?:grande )?majorite|(?:the|a) majority|(?<!at )most)\b" + _NOUN
)
_PARTS: dict[str, int] = _WORDS["parts"]
# « La proposition », "the third" are no shares: a number or an article comes before.
_FRACTION = re.compile(
    rf"\b(?:(?:(?P<n>\d+)|une?|le|la|a|one) |(?=moitie|half))(?P<part>{'|'.join(_PARTS)})s?\b{_NOUN}"
)
_ROUND_NUMBERS: dict[str, int] = _WORDS["round_numbers"]
_ROUND_NUMBER = re.compile(rf"\b(?:une |a )?({'|'.join(_ROUND_NUMBERS)})\b")
_BOUNDS = {Bound(code): "|".join(words) for code, words in _WORDS["bounds"].items()}
_SAID = {Said(code): "|".join(words) for code, words in _WORDS["said"].items()}
_FULLY, _IN_PART, _OR_PART, _WORDING, _ACCORDING, _SAYS, _NOT, _MONTHS = (
    "|".join(_WORDS[name])
    for name in ("fully", "in_part", "or_part", "wording", "according", "says", "not", "months")
)
_DATES = re.compile(
    rf"\b(?:\d{{1,2}}(?:er)? )?(?:{_MONTHS}) (?:19|20)\d\d\b|\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b"
    r"|(?:\b(?:en|depuis|since|du|de)|(?<!\d )\bin) (?:19|20)\d\d\b|\((?:19|20)\d\d\)"
)
_OTHER_WORDS = re.compile("|".join([*_WORDS["others"].split(), '[.,;:!?"()§]']))
_ACTIVE = re.compile(r"(?: (?:a|ont|avait|avaient|has|have|had))+$")
_ENGLISH_ACTIVE = re.compile(r"accepts?|accepted|agree[sd]?|takes?|took|adopts?|adopted")
_LARGEST_RATIO = 10
"""The largest denominator of a ratio in words: « trois sur quatre », but « six sur vingt-huit »."""


class _Line:
    """What is left to read of a text; a figure that was read leaves a mark."""

    def __init__(self, text: str) -> None:
        self.rest = text

    def take(self, pattern: str | re.Pattern[str], mark: str = "") -> re.Match[str] | None:
        """Take the first match of a pattern, of whole words, out of the text."""
        form = re.compile(rf"\b(?:{pattern})\b") if isinstance(pattern, str) else pattern
        match = form.search(self.rest)
        if match:
            self.rest = f"{self.rest[: match.start()]}{mark}{self.rest[match.end() :]}"
        return match


def read_quantity(text: str, names: Collection[str] = ()) -> Quantity:
    """Read a figure, by itself or in a sentence.

    ``names`` are what a sentence may mention beside the known words: the names of the corpus, whole.
    Raises :class:`QuantityError` if the text is no figure, has several, or has words that are unknown.
    """
    if any(sign.isdigit() and not sign.isascii() for sign in text) or "§" in text:
        raise QuantityError(text)
    line = _Line(plain_text(text))
    plain_names = sorted({plain_name(name) for name in names} - {""}, key=len, reverse=True)
    attribution, speaks = _put_down_to(line, plain_names)
    or_part = line.take(_OR_PART) is not None
    fully = line.take(_FULLY) is not None
    figure = _figure(line, text)
    bound = next((bound for bound, words in _BOUNDS.items() if line.take(words)), figure.bound)
    weakest = _weakest(line)
    in_part = line.take(_IN_PART) is not None
    said, verb, before = _said(line)
    who = _ACTIVE.sub("", before.rstrip())
    # « Les propositions JAM reprises » is passive.
    is_active = who != before.rstrip() or _ENGLISH_ACTIVE.match(verb) is not None
    figure = replace(
        figure,
        bound=bound,
        said=Said.IN_PART if in_part and said not in DENIED | {Said.CARRIED_OUT} else said,
        fully=fully,
        or_part=or_part,
        weakest=weakest,
        attribution=attribution,
        speaks=speaks,
        named=frozenset(name for name in plain_names if line.take(re.escape(name))),
        taker=next(filter(who.endswith, plain_names), "") if is_active and said in ASSERTED else "",
        verb=as_typed(text, verb),
    )
    words = re.findall(r"[^\W\d_]+|\S", line.rest)
    unknown = [word for word in words if not _OTHER_WORDS.fullmatch(word)]
    if unknown:
        raise QuantityError(text, [as_typed(text, word) for word in unknown if word.isalpha()], figure)
    return figure


def as_typed(text: str, word: str) -> str:
    """A word of a plain text as it was typed: « copié » for « copie »."""
    typed = re.findall(r"[^\W\d_]+", text)
    return next((each for each in typed if plain_text(each) == word), word)


def plain_name(name: str) -> str:
    """The name of an actor, plain and without its article."""
    return re.sub(r"^(?:les|le|la|l|the) ", "", plain_text(name))


def _put_down_to(line: _Line, names: Sequence[str]) -> tuple[str | None, bool]:
    """Take the verb that puts a figure down to somebody out of a text; see :class:`Quantity`."""
    whole = line.rest
    match = line.take(f"{_ACCORDING}|{_SAYS}")
    if match is None:
        return None, False
    speaks = re.match(_ACCORDING, match[0]) is None
    if speaks:
        adjoins = whole[: match.start()].strip().endswith
    else:
        adjoins = plain_name(whole[match.end() :].strip()).startswith
    return next(filter(adjoins, names), ""), speaks


def _weakest(line: _Line) -> Basis | None:
    """Take the wording of the statements that a figure counts out of a text."""
    match = line.take(_WORDING)
    if match is None:
        return None
    if match["ambiguous"] or match["included"]:
        return Basis.AMBIGUOUS
    return Basis.IMPLICIT if match["implicit"] else Basis.EXPLICIT


def plain_text(text: str) -> str:
    """A text as the patterns are: numbers in digits, no dates."""
    line = without_accents(folded(text.casefold())).replace("n't", " not").replace("'", " ")
    line = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", line)
    line = re.sub(r"\b(?:per ?cent|pour ?cents?)\b", "%", line)
    line = _ROUND_NUMBER.sub(lambda match: f"environ {_ROUND_NUMBERS[match[1]]}", in_digits(line))
    return " ".join(_DATES.sub(" ", line).split())


def _figure(line: _Line, text: str) -> Quantity:
    """Take the one figure of a text out of it.

    Raises :class:`QuantityError` if there is none, or more than one.
    """
    figure = _in_words(line)
    numbers = list(_NUMBER.finditer(line.rest))
    line.rest = _NUMBER.sub("§", line.rest)
    totals = [match for match in numbers if match["before"] and not match["sign"]]
    if figure is None and len(numbers) == len(totals) and (single := line.take(_SINGLE, "§")):
        bound = Bound.ONLY if single["only"] else Bound.EXACT
        figure = Quantity(
            kind=QuantityKind.COUNT, value=Fraction(1), about=_subject(single), bound=bound
        )
    if figure is not None and figure.kind is QuantityKind.ALL and len(numbers) == 1:
        # « Toutes les 28 ».
        totals = numbers
    values = [match for match in numbers if match not in totals]
    if (figure is not None) + len(values) != 1 or len(totals) > 1:
        raise QuantityError(text)
    figure = figure or _number(values[0], text)
    for total in totals:
        about = _subject(total)
        if not total["value"].isdigit() or (about and figure.about and about is not figure.about):
            raise QuantityError(text)
        in_words = int(total["value"]) <= _LARGEST_RATIO and not any(map(str.isdigit, text))
        ratio = figure.kind is QuantityKind.COUNT and (total["before"].startswith("in") or in_words)
        figure = replace(figure, total=int(total["value"]), about=figure.about or about, ratio=ratio)
    subjects = set(re.findall(r"\b(prop|m)(?:ositions?|osals?|esures?|easures?)\b", line.rest))
    if re.search(r"\b(?:pas|not|non) ?§|\b(?:sur|of|in) ?$", line.rest):
        raise QuantityError(text)
    if figure.about is None and len(subjects) == 1:
        about = About.MEASURES if subjects == {"m"} else About.PROPOSALS
        return replace(figure, about=about)
    return figure


def _in_words(line: _Line) -> Quantity | None:
    """Take a figure without digits out of a text: all, none, most, a fraction."""
    for kind, pattern in (
        (QuantityKind.NONE, _NONE),
        (QuantityKind.ALL, _ALL),
        (QuantityKind.SOME, _SOME),
    ):
        if match := line.take(pattern, "§"):
            return Quantity(kind=kind, about=_subject(match))
    share, bound = Fraction(50), Bound.MORE_THAN
    match = line.take(_MAJORITY, "§")
    if match is None:
        match, bound = line.take(_FRACTION, "§"), Bound.ABOUT
        if match is None:
            return None
        share = Fraction(100 * int(match["n"] or 1), _PARTS[match["part"]])
    return Quantity(kind=QuantityKind.PER_CENT, value=share, about=_subject(match), bound=bound)


def _number(match: re.Match[str], text: str) -> Quantity:
    """The count or per cent of a match of ``_NUMBER``."""
    value, kind = match["value"].replace(",", "."), QuantityKind.COUNT
    decimals = len(value.partition(".")[2])
    if match["sign"]:
        kind = QuantityKind.PER_CENT
    elif decimals:
        raise QuantityError(text)
    return Quantity(kind=kind, value=Fraction(value), decimals=decimals, about=_subject(match))


def _subject(match: re.Match[str]) -> About | None:
    """What the noun of a match is about."""
    noun = match["noun"]
    return None if noun is None else About.MEASURES if noun[0] == "m" else About.PROPOSALS


def _said(line: _Line) -> tuple[Said, str, str]:
    """Take what a text says of its items out of it: with the word for it, and the text before."""
    whole = line.rest
    taken = ((said, match) for said, words in _SAID.items() if (match := line.take(words)))
    said, match = next(taken, (Said.COUNTED, None))
    if match is None:
        return said, "", ""
    if said in ASSERTED and line.take(_NOT):
        said = Said.NOT_TAKEN_UP
    # « A refusé de reprendre ».
    for verb in (Said.TAKEN_UP, Said.ACCEPTED):
        line.take(_SAID[verb])
    return said, match[0], whole[: match.start()]

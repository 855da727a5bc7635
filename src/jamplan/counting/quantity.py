"""A published figure as it is written: « 6 sur 28 », "one in five", « 22 propositions ignorées ».

French and English are read alike. A text is never taken for the part of it that is understood: every
word has to be a known one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

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

    TAKEN_UP = "taken_up"
    NOT_TAKEN_UP = "not_taken_up"
    IGNORED = "ignored"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A published figure.

    ``value`` is the number of a COUNT or PER_CENT, else None; ``decimals`` is how many a PER_CENT has;
    ``total`` is the denominator, if there is one; ``about`` is None without a noun. ``ratio`` is for a
    COUNT that may be a share: "one in five". ``fully`` says that nothing is missing of what is taken
    up. ``attribution`` is the whole text, plain, if it puts the figure in somebody's mouth.
    """

    kind: QuantityKind
    value: Fraction | None = None
    decimals: int = 0
    total: int | None = None
    about: About | None = None
    bound: Bound = Bound.EXACT
    said: Said = Said.TAKEN_UP
    ratio: bool = False
    fully: bool = False
    attribution: str = ""

    @property
    def impossible(self) -> bool:
        """Whether it is a part that is greater than its total."""
        limit = 100 if self.kind is QuantityKind.PER_CENT else self.total
        return self.value is not None and limit is not None and self.value > limit


class QuantityError(ValueError):
    """A text is not one figure that can be tried; ``words`` are those of it that are unknown."""

    def __init__(self, text: str, words: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.words = words


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
_MAJORITY = re.compile(
    r"\b(?:la plupart|(?:la|une) (?:grande )?majorite|(?:the|a) majority|(?<!at )most)\b" + _NOUN
)
_PARTS = {
    "moitie": 2,
    "half": 2,
    "tiers": 3,
    "third": 3,
    "quart": 4,
    "quarter": 4,
    "cinquieme": 5,
    "fifth": 5,
    "sixieme": 6,
    "sixth": 6,
    "septieme": 7,
    "seventh": 7,
    "huitieme": 8,
    "eighth": 8,
    "dixieme": 10,
    "tenth": 10,
}
# « La proposition », "the third" are no shares: a number or an article comes before.
_FRACTION = re.compile(
    rf"\b(?:(?:(?P<n>\d+)|une?|le|la|a|one) |(?=moitie|half))(?P<part>{'|'.join(_PARTS)})s?\b{_NOUN}"
)
_ROUND_NUMBERS = {
    "dizaine": 10,
    "douzaine": 12,
    "dozen": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "centaine": 100,
}
_ROUND_NUMBER = re.compile(rf"\b(?:une |a )?({'|'.join(_ROUND_NUMBERS)})\b")
_BOUNDS = {
    Bound.AT_LEAST: r"au moins|au minimum|at least|a minimum of|ou plus|or more",
    Bound.MORE_THAN: r"plus d[eu]?|more than|over",
    Bound.AT_MOST: r"au plus|au maximum|at most|a maximum of|up to|jusqu a",
    Bound.LESS_THAN: r"moins d[eu]?|less than|fewer than",
    Bound.ABOUT: (
        r"environ|a peu pres|pres d[eu]?|presque|autour de|about|around|roughly|approximately|nearly"
        r"|almost"
    ),
    # « N’a repris que 6 »; « disent que 6 » is taken before.
    Bound.ONLY: r"seulement|seule?s?|uniquement|a peine|only|just|que(?= §)",
}
_SAID = {
    Said.REFUSED: r"refus\w*|rejet\w*|ecart\w*|reject\w*|declin\w*|dismiss\w*|turn\w* down",
    Said.IGNORED: (
        r"ignor\w*|oubli\w*|neglig\w*|neglect\w*|delaiss\w*|laiss\w* de cote|abandon\w*|enterr\w*"
        r"|sans suite|pas donne suite|(?:restee?s? )?lettre morte|(?:passee?s? )?a la trappe|drop\w*"
        r"|overlook\w*|forgot\w*|scrap\w*|shelv\w*|fail\w* to|left (?:out|aside)"
    ),
    Said.TAKEN_UP: (
        r"repris\w*|reprend\w*|reprenn\w*|adopt\w*|accept\w*|reten\w*|retien\w*|agree\w*"
        r"|(?:take|takes|taken|taking|took)(?: up)?"
    ),
}
_NOT = r"pas|non|not|never|jamais|sans"
_FULLY = (
    r"entierement|totalement|integralement|pleinement|completement|mot pour mot|fully|entirely|wholly"
    r"|completely|in full|word for word"
)
_ATTRIBUTED = (
    r"selon|d apres|(?:dit|disent|affirment?|revendiquent?|annoncent?|reconnait|admet)(?: que)?"
    r"|according to|says?|claims?|announces?|admits?"
)
_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_DATES = re.compile(
    rf"\b(?:\d{{1,2}}(?:er)? )?(?:{_MONTHS}) (?:19|20)\d\d\b|\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b"
    r"|(?:\b(?:en|depuis|since|du|de)|(?<!\d )\bin) (?:19|20)\d\d\b|\((?:19|20)\d\d\)"
)
_OTHER_WORDS = re.compile(
    r"""
    # French
    ai|ait|affirmees?|au|aux|avait|avaient|avec|avoir|ce|ces|comptees?|connue?s?|d|dans|de|des|documents?|dont
    |du|elles?|en|entendues?|est|et|etaient|etait|etat|ete|etre|eux|executif|francais|francaise
    |gouvernement|idees?|ils?|l|la|le|les|leurs?|lui|ministeres?|ministres?|mouvement|mesures?|n|national
    |ne|nombre|on|ont|ou|par|parmi|parti|plans?|pour|propositions?|proposees?|publiees?|que?|qui|rapport
    |s|se|ses|son|sont|sous|sur|taux|textes?|total|une?
    # English
    |a|an|and|are|as|be|been|being|british|by|counted|did|do|does|for|french|from|government|had|has
    |have|ideas?|implied|in|into|is|it|its|known|measures?|ministers?|ministry|movement|number|of|on|one
    |out|party|proposals?|proposed|rate|report|said|share|so|state|texts?|that|the|their|them|there
    |these|they|this|those|to|uk|up|was|were|which|who|whose|with
    |[.,;:!?"()§]
    """,
    re.VERBOSE,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ](?:[a-zß-ÿ]+|[A-Z]{1,4})\b")
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

    ``names`` are what a sentence may mention beside the known words: the names of the corpus.
    Raises :class:`QuantityError` if the text is no figure, has several, or has words that are unknown.
    """
    if any(sign.isdigit() and not sign.isascii() for sign in text) or "§" in text:
        raise QuantityError(text)
    line = _Line(plain_text(text))
    fully = line.take(_FULLY) is not None
    attribution = plain_text(text) if line.take(_ATTRIBUTED) else ""
    figure = _figure(line, text)
    bound = next((bound for bound, words in _BOUNDS.items() if line.take(words)), figure.bound)
    said = _said(line)
    known = {word for name in names for word in re.findall(r"\w+", plain_text(name))}
    if said is not None:
        # In a sentence on what was taken up, capitals begin names: « Taquet ».
        known |= {plain_text(name) for name in _NAME.findall(text)}
    words = re.findall(r"[^\W\d_]+|\S", line.rest)
    unknown = [word for word in words if word not in known and not _OTHER_WORDS.fullmatch(word)]
    if unknown:
        raise QuantityError(text, unknown)
    return replace(
        figure, bound=bound, said=said or Said.TAKEN_UP, fully=fully, attribution=attribution
    )


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
    for kind, pattern in ((QuantityKind.NONE, _NONE), (QuantityKind.ALL, _ALL)):
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


def _said(line: _Line) -> Said | None:
    """Take what a text says of its items out of it; None if it is only a figure."""
    said = next((said for said, words in _SAID.items() if line.take(words)), None)
    if said is Said.TAKEN_UP:
        return Said.NOT_TAKEN_UP if line.take(_NOT) else said
    # « A refusé de reprendre ».
    line.take(_SAID[Said.TAKEN_UP])
    return said

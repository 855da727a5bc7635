"""How items begin, and headings with their ranks.

Items begin as « Recommandation n° 12 : », « GV-1.1-001 » or « 12. » do.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.language.folding import without_accents

ITEM_WORDS = frozenset(
    "proposition recommandation preconisation mesure action engagement demande "
    "revendication idee critere regle levier piste voeu promesse fiche pratique "
    "proposal recommendation measure commitment criterion rule pledge promise demand "
    "practice".split()
)
"""What items are called, without accents."""
_SORTED_ITEM_WORDS = sorted(ITEM_WORDS)
GROUP_WORDS = frozenset(
    "axe chapitre partie thematique theme volet pilier titre section chantier ambition "
    "enjeu defi livre chapter part pillar axis sous-section annexe annex appendix "
    "article".split()
)
_OTHER_WORDS = frozenset(
    "figure table tableau graphique chart carte encadre box note page phase tome "
    "version paragraphe paragraph loi law question week day year etape step hc cm "
    "reponse response".split()
)
"""Words before numbers that are no items' labels."""

_SIGN = r"(?:n\s?[°ºᵒ˚]|[°ºᵒ˚]|n[uo]m[eé]ro|no\.?(?=\s?\d)|№|#)"
_ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_AFTER = r"(?:\s?(?i:bis|ter|quater)\b)?"
# A year is not a number of an item.
_DIGITS = r"(?:\d{1,3}(?!\d))"
_DOTTED = rf"{_DIGITS}(?:[.\-]\d{{1,3}}){{0,3}}"
_NUMBER = (
    rf"(?:[A-Z]{{1,4}}[.\- ]?{_DOTTED}|{_DOTTED}|{_ROMAN}|[A-Z])"
    rf"(?:[a-z](?!\w))?{_AFTER}(?!\w)"
)
_SEPARATOR = r"(?:\s*(?:[:.)\]|•]|[–—]|-(?=\s|$)|\s-))+"
# « Recommandation de la rapporteure n° 3 », « Mesure phare 3 », « Critère Doc 1.1 ».
_QUALIFIED = (
    r"(?:\s(?:phare|cl[ée]|prioritaire|majeure?|principale?|key|main|doc"
    r"|d(?:u|es|e la|e l['’]) ?[\w-]+))?"
)
_ANSWER = r"(?:\w+\s){0,2}(?:response|réponse)s?\s(?:to|à\sla|aux?)\s"
_LABEL = re.compile(
    # « Best Practice 3 », « Policy recommendation 4 ».
    rf"[(\[«]?\s?(?P<answer>{_ANSWER})?"
    rf"(?:[A-Z]\w{{3,}}\s(?=(?:{'|'.join(_SORTED_ITEM_WORDS)})\s?(?:n\s?°\s?)?\d))?(?P<word>[A-ZÀ-Ýa-zà-ÿ][a-zà-ÿA-ZÀ-Ý]{{2,}}){_QUALIFIED}\s?(?P<sign>{_SIGN})?\s?"
    rf"(?P<number>(?-i:{_NUMBER}))(?:\s*[–—-]\s*A{{1,3}}(?=\]))?"
    rf"(?P<separator>{_SEPARATOR})?\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_CODE = re.compile(
    rf"[(\[]?(?P<number>(?:(?:[A-Z]{{1,4}}|[a-z](?=\.))[.\- ]?"
    rf"{_DIGITS}(?:[.\-]\d{{1,3}}){{0,3}}"
    # « WSTG-INFO-01 », « MS.AAD.3.2v1 », « DENV-LOCK ».
    r"|[A-Z]{2,}(?:[.\-][A-Z0-9]+)+(?:v\d)?)(?![\w.-]*\w)"
    # « 1.2 », no « 10.5 % ».
    rf"|{_DIGITS}(?:\.\d{{1,3}}){{1,3}}(?!\w|\s?[%€£$]))"
    rf"[)\]]?(?P<separator>{_SEPARATOR})?\s*(?P<title>.*)",
    re.DOTALL,
)
_DATED = re.compile(
    # « 2026-R01 », « R-2026/01 ».
    r"[(\[]?(?P<number>\d{4}[.\-/][A-Z]{1,4}[.\-]?\d{1,4}"
    r"|[A-Z]{1,4}[.\-/ ]?\d{4}[.\-/]\d{1,4})(?![\w./-]*\w)"
    rf"[)\]]?(?P<separator>{_SEPARATOR})?\s*(?P<title>.*)",
    re.DOTALL,
)
"""Codes with the year of a document."""
_IN_ROMAN = re.compile(
    rf"(?P<open>\(?)(?P<number>(?i:{_ROMAN}))(?P<sign>[.)]|\s?[–—:]|\s-)\s+(?P<title>.+)",
    re.DOTALL,
)
_TAIL = re.compile(r"[.\- ]?\d.*")
_NUMBERED = re.compile(
    rf"(?P<sign>{_SIGN}\s?)?(?P<number>{_DIGITS}{_AFTER})"
    r"(?P<separator>\s?[.)°]\s?[-–—]?|\s?[:/–—]|\s-|(?=\s+[A-ZÀ-Ý«“\[(]|\s*$))\s*(?P<title>\D.*|)$",
    re.DOTALL,
)
# « Critères 3.3 – 3.4 », « Recommendations 4 and 6 » are mentions (fr-rgaa-bureautique,
# en-covid-m1).
_SEVERAL = re.compile(r"(?:(?:et|and|à|to|ou|or|&)\b|[\d.,–-]|\s)+", re.IGNORECASE)
_OPENS = re.compile(r"[«“\"'(\[]?\s?[A-ZÀ-ÖØ-Þ0-9*•\-]")


class How(StrEnum):
    """How the items of a list are marked."""

    LABELS = "labels"
    CODES = "codes"
    NUMBERS = "numbers"
    COLUMNS = "columns"
    BULLETS = "bullets"
    STYLE = "style"
    """By how they are set: as headings of one level, in bold."""


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of an item: how it is marked, its number, and the text after it."""

    how: How = How.STYLE
    families: tuple[str, ...] = ()
    """What the lists have in common that it can be of.

    A folded word, shapes of codes, punctuation.
    """
    number: str = ""
    title: str = ""
    """The rest of its first line."""
    shown: str = ""
    """The word as printed."""
    at: int = -1
    """The block that begins so."""
    cell: int | None = None
    """The cell of a row that has the label."""
    others: tuple[str, ...] = ()
    """The numbers of other items that begin with it."""

    @property
    def family(self) -> str:
        """The first of its families."""
        return self.families[0]

    @property
    def is_item(self) -> bool:
        """Whether its label is a word for items."""
        return self.family in ITEM_WORDS

    @property
    def is_decimal(self) -> bool:
        """Whether it begins with a number such as « 1.2 »."""
        return self.how is How.CODES and self.family[0] == "0"

    @property
    def value(self) -> tuple[int, ...]:
        """The number to compare with others."""
        return value_of(self.number)


_ALL_ROMAN = re.compile(_ROMAN, re.IGNORECASE)
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _roman_value(number: str) -> int:
    """The value of a Roman number: a sign before a higher one counts less."""
    values = [_ROMANS[sign] for sign in number]
    total = 0
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += value if value >= after else -value
    return total


_LATIN = {"bis": 1, "ter": 2, "quater": 3}


@cache
def value_of(number: str) -> tuple[int, ...]:
    """A number as integers.

    « 1.10 » is (1, 10), « 7 bis » (7, 1), « GV-1.1-001 » (1, 1, 1), « iv » (4,).
    """
    if number and _ALL_ROMAN.fullmatch(number):
        return (_roman_value(number.upper()),)
    parts = re.findall(r"\d+|bis|ter|quater", number.lower())
    return tuple(_LATIN.get(part) or int(part) for part in parts)


def folded(word: str) -> str:
    """A label's word without accents, in lower case and in the singular."""
    plain = without_accents(word).lower().replace("œ", "oe")
    return {"prop": "proposition", "reco": "recommandation"}.get(plain, plain)


@cache
def label(text: str, *, in_heading: bool = False) -> Start | None:
    """Read « Proposition n° 12 : Créer… »; None if a sentence only mentions it.

    A mention continues as a sentence does: « La proposition 12 vise… », « Mesure 3,
    que… ». In a heading any word may be a label: « Play 3 Make it simple ».
    """
    match = _LABEL.match(text)
    if match is None or not _is_of_a_list(match):
        return None
    word, number = folded(match["word"]), " ".join(match["number"].split())
    title, separator = match["title"].strip(), match["separator"]
    is_mentioned = match["word"][0].islower() and not (match["sign"] and separator)
    if is_mentioned and not match["answer"]:
        return None
    is_named = in_heading or word in ITEM_WORDS | GROUP_WORDS
    if title and not separator and not (is_named and _OPENS.match(title)):
        return None
    # « Response to Recommendation 3 » is not of the list of « Recommendation 3 ».
    shown = f"{match['answer'] or ''}{match['word']}".capitalize()
    family = f"response {word}" if match["answer"] else word
    return Start(How.LABELS, (family,), number, title, shown)


def _is_of_a_list(match: re.Match[str]) -> bool:
    """Whether a word with one number may label an item: « Figure 3 » does not."""
    word, number = folded(match["word"]), match["number"].strip()
    if word in _OTHER_WORDS or _SEVERAL.fullmatch(match["title"]):
        return False
    is_letter = len(number) == 1 and number.isalpha()
    return not is_letter or word in GROUP_WORDS


@cache
def start(text: str) -> Start | None:
    """How a text begins an item, if it does: by a label, a code, or a number."""
    if parsed := label(text):
        return parsed
    if match := _DATED.match(text):
        shape = re.sub(r"\d+", "0", match["number"])
        title = match["title"].strip()
        return Start(How.CODES, (f"A {shape}",), match["number"], title)
    if match := _CODE.match(text):
        number, title = match["number"], match["title"].strip()
        letters = _TAIL.sub("", number)
        first = re.split(r"[.-]", letters or number)[0]
        shape = re.sub(r"\d+", "0", number.removeprefix(letters or first))
        # GV-1.1-001 and MP-2.3-002 are one list. R1 and A1 may be two, as Q1.1 and
        # R1.1, or one: « EQ-01 », « ST-01 » (fr-poleemploi). So are 6.1.1 to 6.2.21
        # under « 6. Recommendations ».
        families = ("A" if letters else "0") + shape, first + shape
        is_clear = (
            "." in shape or shape.count("0") > 1 or match["separator"] or not title
        )
        if letters.lower() not in _OTHER_WORDS and (is_clear or _OPENS.match(title)):
            return Start(How.CODES, families, number, title)
    if match := _NUMBERED.match(text):
        separator = match["separator"].strip()[:1] or " "
        return Start(
            How.NUMBERS, (separator,), match["number"].strip(), match["title"].strip()
        )
    return None


_TOGETHER = re.compile(
    rf"(?P<answer>{_ANSWER})?(?P<word>[^\W\d]{{4,}}?)s\s(?:{_SIGN}\s?|nos\s)?(?P<numbers>{_DIGITS}"
    rf"(?:(?:\s?[,&–-]\s?|,?\s(?:and|et|to|à)\s){_DIGITS})+)\s*(?:[:.]\s*(?P<title>.*))?",
    re.IGNORECASE | re.DOTALL,
)


def together(text: str) -> Start | None:
    """How a text begins several items at once: « Recommandations n° 2 à 4 : »."""
    match = _TOGETHER.fullmatch(text)
    numbers: list[int] = []
    for sign, number in re.findall(
        r"\s*([–-]|to|à)?\D*?(\d+)", match["numbers"] if match else ""
    ):
        numbers += range(numbers[-1] + 1 if sign else int(number), int(number) + 1)
    one = (
        match
        and f"{match['answer'] or ''}{match['word']} {numbers[0]} : "
        f"{match['title'] or ''}"
    )
    first = label(one) if one else None
    return first and replace(first, others=tuple(map(str, numbers[1:])))


_BEHIND = re.compile(
    # « 21 EQ-01 - Former », « 100CO-08 », « 1.8 ✯Engagement : Agir ».
    rf"(?P<number>{_DIGITS}(?:\.\d{{1,3}}){{0,3}})\.?\s*(?:[^\w\s]\s*)?"
    rf"(?=[A-ZÀ-Ý])(?P<rest>.*)",
    re.DOTALL,
)
_BARE = re.compile(r"(?P<word>[A-ZÀ-Ý]\w{3,})\s?:\s*(?P<title>.*)", re.DOTALL)


def starts(text: str, *, in_heading: bool = False) -> list[Start]:
    """How a text may begin an item: by a label or code, or by a bare label.

    A label or code may be behind a number too.
    """
    found = [
        start(text) or (label(text, in_heading=True) if in_heading else None),
        _bare(text),
    ]
    if match := _BEHIND.match(text):
        inner = start(match["rest"]) or _bare(match["rest"])
        if inner and (inner.how is How.CODES or inner.family in ITEM_WORDS):
            # « 1.01.A02 » is one number.
            before = text[: match.start("rest")] if inner.how is How.CODES else ""
            number = before * before.endswith(".") + (inner.number or match["number"])
            found.append(replace(inner, number=number))
    return [parsed for parsed in found if parsed]


_AMID = re.compile(r"(?<=[.;:!?]\s)(?=\d)|(?<![\w.-])(?=[A-Z]{1,4}-\d+\.\d)")


def inner(text: str) -> list[Start]:
    """What could begin an item amid a text.

    It is a number after a sentence, or a code of several parts.
    """
    parsed = [start(text[match.end() :]) for match in _AMID.finditer(text)]
    return [mark for mark in parsed if mark]


def roman(text: str) -> Start | None:
    """A Roman number that begins an item of a letter: « IV. », « (iv) », « IV – »."""
    match = _IN_ROMAN.match(text)
    if match is None or not _OPENS.match(match["title"]):
        return None
    sign = f"{match['open']}{match['number'].isupper()} {match['sign'].strip()}"
    return Start(How.NUMBERS, (f"roman {sign}",), match["number"], match["title"])


def _bare(text: str) -> Start | None:
    """A label without a number: « Action : Former »."""
    match = _BARE.match(text)
    if match is None or folded(match["word"]) not in ITEM_WORDS:
        return None
    word, shown = folded(match["word"]), match["word"].capitalize()
    return Start(How.LABELS, (word,), "", match["title"].strip(), shown)


def begins_line(text: str) -> bool:
    """Whether a printed line begins an item, so that a paragraph is cut before it."""
    parsed = start(text) or _bare(text)
    if parsed is None:
        return False
    if parsed.how is How.LABELS:
        # « … senior officials in / Recommendation 1. » is the end of a sentence.
        return parsed.family in ITEM_WORDS and bool(
            parsed.title or text.rstrip()[-1] != "."
        )
    if parsed.how is How.NUMBERS:
        return parsed.family in ".)" and bool(_OPENS.match(parsed.title))
    return len(parsed.number) > 4 and not parsed.is_decimal


_SECTION = re.compile(
    rf"(?:\d{{1,2}}(?:[.-]\d{{1,2}})+\s?[.)–—-]?|(?:{_ROMAN}|[A-Z]|\d{{1,2}})\s?(?:[.)]|[-–—](?=\s?[A-ZÀ-Ý])))"
    r"\s*[A-ZÀ-Ý«]"
)


def is_numbered(text: str) -> bool:
    """Whether a heading line begins with a section number: « 3.1. Insuffisances… »."""
    return bool(_SECTION.match(text))


# Headings.

_SCHEMES = {
    scheme: re.compile(pattern)
    for scheme, pattern in {
        "part": r"(?i)(?:\w+ )?(?:partie|part|titre|livre)\b",
        "chapter": rf"(?i)(?:{'|'.join(sorted(GROUP_WORDS))})\b",
        "roman": r"[IVX]{1,5}\s?(?:[.)]|[-–—:])",
        # « 5 recommandations » is a count.
        "1": r"\d{1,2}(?:\s?[.)\-–]\s*|\s*(?![a-z\s]))[^\d\s.)\-–]",
        "letter": r"[A-Z]\s?[.)\-–]\s?\w",
        **{
            str(n): rf"(?:\d{{1,2}}[.\-]){{{n - 1}}}\d{{1,2}}(?![.\-]?\d)"
            for n in (2, 3, 4)
        },
    }.items()
}
"""How headings are numbered, the coarsest first."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, with the scheme that gives its rank."""

    at: int
    """Its place among the blocks."""
    text: str
    name: str
    """The text without a label such as « Axe 2 : »."""
    level: int
    scheme: str
    """How it is numbered: « part », « chapter », « roman », « letter », « 1 » to « 4 ».

    Else « h2 ».
    """


def path_to(at: int, headings: Iterable[Section]) -> list[Section]:
    """The headings that a block is below, the coarsest first.

    A heading right below another of its rank is below it: « Summary of conclusions », «
    Introduction ».
    """
    path: list[Section] = []
    for heading in headings:
        if heading.at < at:
            own = rank(heading.scheme)
            least = own + any(
                rank(one.scheme) == own and one.at == heading.at - 1 for one in path
            )
            path = [*(one for one in path if rank(one.scheme) < least), heading]
    return path


def outline(blocks: Sequence[TextBlock]) -> list[Section]:
    """The headings of a document, items' labels not among them.

    A bold line with a section's number, or that names a chapter, is a heading, though a
    reader did not see it.
    """
    headings = []
    for at, block in enumerate(blocks):
        is_heading = block.kind is BlockKind.HEADING or (
            block.kind is BlockKind.PARAGRAPH
            and block.bold
            and (is_numbered(block.text) or _scheme(block) in {"part", "chapter"})
        )
        parsed = label(block.text)
        if is_heading and (parsed is None or parsed.family not in ITEM_WORDS):
            name = (parsed and parsed.title) or block.text
            headings.append(
                Section(at, block.text, name, block.level or 6, _scheme(block))
            )
    return headings


def _scheme(block: TextBlock) -> str:
    text = without_accents(block.text)
    schemes = (scheme for scheme, pattern in _SCHEMES.items() if pattern.match(text))
    return next(schemes, f"h{block.level or 6}")


def rank(scheme: str) -> int:
    """The order of schemes, from the coarsest; headings with numbers come first."""
    return [*_SCHEMES].index(scheme) if scheme in _SCHEMES else 10 + int(scheme[1:])


_ANNOUNCING = re.compile(
    r"\b(?:recommand\w*|recommend\w*|proposition\w*|proposal\w*|preconisation\w*|mesures?|measures?"
    r"|engagements?|commitments?|actions?|regles|rules|criteres|criteria|pledges?|demandes?)\b",
    re.IGNORECASE,
)


_RECAP = re.compile(
    r"\b(?:recapitulati\w*|liste?|summary of|synthese des|tableau des"
    r"|conclusions? (?:et|and))\b",
    re.IGNORECASE,
)


def announces(text: str) -> int:
    """How clearly a heading or sentence announces a list: 0, 1, or 2 for a recap."""
    plain = without_accents(text)
    if len(plain) > 250 or not _ANNOUNCING.search(plain):
        return 0
    return (
        2 if _RECAP.search(plain) or len(re.findall(r"[^\W\d]{2,}", plain)) <= 3 else 1
    )


MODALS = r"should|shall|must|devr\w+|doi(?:t|vent)|faut"
"""Verbs that ask, without accents."""
_ASKING = re.compile(
    rf"\b(?:{MODALS}|recommend(?:s|ed)?|urges?|calls? (?:on|for)|needs? to"
    r"|(?:recommand|preconis|propos|demand)(?:e|ent|ons)|il convient)\b"
    r"|^\W*(?!(?:there|their|where|here|under|over|after|other|more|before|entre|[nv]otre|autre|contre)\b)"
    r"\w{2,}(?:er|ir|re)\b(?=\s+\w)",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether a text says what to do: « should », « doit », or an infinitive first."""
    return bool(_ASKING.search(without_accents(text[:400])))

"""How the first line of an item, or of a chapter, is written: « Proposition n° 12 : … », « Axe 2 »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jamplan.text.folding import without_accents

ITEM_WORDS = {
    "proposition": "proposition",
    "recommandation": "recommandation",
    "preconisation": "préconisation",
    "mesure": "mesure",
    "fiche mesure": "fiche mesure",
    "action": "action",
    "engagement": "engagement",
    "demande": "demande",
    "revendication": "revendication",
    "idee": "idée",
    "critere": "critère",
    "regle": "règle",
    "levier": "levier",
    "piste": "piste",
    "voeu": "vœu",
    "promesse": "promesse",
    "fiche action": "fiche action",
    "fiche": "fiche",
    "orientation": "orientation",
    "objectif": "objectif",
    "objectif strategique": "objectif stratégique",
    "objectif operationnel": "objectif opérationnel",
    "proposal": "proposal",
    "recommendation": "recommendation",
    "measure": "measure",
    "commitment": "commitment",
    "criterion": "criterion",
    "rule": "rule",
    "pledge": "pledge",
    "promise": "promise",
    "demand": "demand",
    "objective": "objective",
}
"""What items are called, without accents; and how it is shown."""
COARSE = frozenset(
    {"orientation", "objectif", "objectif strategique", "objectif operationnel", "objective"}
)
"""Words for items only where nothing finer is numbered; else for groups."""
GROUP_WORDS: tuple[str, ...] = (
    *("axe", "chapitre", "partie", "priorite", "thematique", "theme", "volet", "pilier", "titre"),
    *("section", "chantier", "ambition", "enjeu", "defi", "livre", "priority", "chapter", "part"),
    *("pillar", "axis", "axe strategique", "orientation", "objectif", "objectif strategique"),
    *("objectif operationnel", "objective"),
)
_SHORT = {"prop": "proposition", "reco": "recommandation"}

_ORDINALS = (
    *("premier", "premiere", "deuxieme", "second", "seconde", "troisieme", "quatrieme", "cinquieme"),
    *("sixieme", "septieme", "huitieme", "neuvieme", "dixieme"),
)
_ROMAN = r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_AFTER = r"(?:\s?(?:bis|ter|quater|quinquies))?"
# A year is no number.
_DIGITS = r"(?:\d{1,3}(?!\d)|(?!(?:19|20)\d\d)\d{4}(?!\d))"
NUMBER = (
    rf"(?:(?-i:[A-Z]{{1,3}})[.\-]?\d{{1,3}}(?:[.\-]\d{{1,3}}){{0,2}}|{_DIGITS}(?:[.\-]\d{{1,3}}){{0,3}}"
    rf"|(?-i:{_ROMAN})|(?-i:[A-Z]))(?-i:\.?[a-z](?!\w))?{_AFTER}(?!\w)"
)
_SIGN = r"(?:n\s?[°ºᵒ˚]\s?\.?|n[uo]m[eé]ro|no\.?(?=\s?\d)|№|#)"
_SEPARATOR = r"(?:\s*[:.)\]|•]+|\s*[–—]+|\s+-+(?=\s|$)|-(?=\s|$)|\s*/)"


# Longer words first: « thématique » before « thème »; written with their accents or without.
def _written(word: str) -> str:
    return (
        word.replace("oe", "œ").replace("e", "[eéèê]").replace("œ", "(?:œ|oe)").replace(" ", r"[\s-]")
    )


def _plain(word: str) -> str:
    plain = without_accents(word).lower().replace("-", " ").replace("œ", "oe")
    return _SHORT.get(plain, plain)


_WORDS = "|".join(
    _written(word) for word in sorted({*ITEM_WORDS, *GROUP_WORDS, *_SHORT}, key=len, reverse=True)
)
# « Mesure phare 3 », « Recommandation de la rapporteure n° 3 ».
_QUALIFIED = (
    r"\s(?:(?:phare|cl[ée]|prioritaire|majeure?|principale?|transversale?|nouvelle|g[ée]n[ée]rale)s?"
    r"|d(?:u|es|e la|e l['’]) ?(?:co-?)?(?:rapporteure?s?|mission|commission|d[ée]l[ée]gation|comit[ée]"
    r"|cour|chambre|inspection|groupe(?: de travail)?|conseil|coll[èe]ge))"
)
_LABEL = re.compile(
    rf"(?P<label>[(\[«]?\s?(?P<word>{_WORDS})(?:(?<=prop)\.|(?<=reco)\.)?(?![^\W\d_])"
    rf"(?:{_QUALIFIED})?\s?(?P<sign>{_SIGN})?\s?(?P<number>{NUMBER}))"
    rf"(?P<separator>(?:{_SEPARATOR})+)?\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(
    rf"(?P<label>(?:{_SIGN}\s?)?(?P<number>(?:(?-i:[A-Z]{{1,4}})[.\-]?)?{_DIGITS}(?:\.\d{{1,2}}){{0,3}}{_AFTER}"
    rf"|\d{{1,2}}-\d{{1,2}}(?=\s?[.):])|(?-i:{_ROMAN})|(?-i:[A-Z])))"
    rf"(?P<separator>\s?[.)\]:°]+(?:\s?[-–—])?|\s?[/|](?=\s)|\s?[–—](?=\s|$)|\s?-(?=\s|$)|(?=\s+(?-i:[A-ZÀ-Ý«“])))"
    r"\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ORDINAL = re.compile(
    rf"(?P<label>(?:(?P<number>{'|'.join(_ORDINALS)})|(?P<digits>\d{{1,2}})\s?(?:e?re|er|e?me|e|nde?|st|rd|th))"
    rf"\s(?P<word>{'|'.join(sorted({*GROUP_WORDS, *ITEM_WORDS}, key=len, reverse=True))})\b)"
    rf"(?P<separator>{_SEPARATOR})?\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_CAPITAL = re.compile(r"[«“\"'(\[]?\s?[A-ZÀ-ÖØ-Þ0-9]")


@dataclass(frozen=True, slots=True)
class Start:
    """What stands in front of a title: the word (folded, or empty), the number, and the title."""

    word: str
    number: str
    label: str
    separator: str
    title: str
    title_at: int
    """Where the title begins in the text."""


_FIRST = re.compile(
    rf"(?:{'|'.join(sorted(GROUP_WORDS, key=len, reverse=True))})\s"
    r"(?P<first>premi(?:er|ère)|Ier|I er|1er|1re)(?!\w)",
    re.IGNORECASE,
)
"""« Chapitre premier », « Titre Ier »."""


@cache
def labelled(text: str) -> Start | None:
    """Read « Proposition n° 12 : Créer… » or « Axe 2 »; None where a text only mentions one.

    A mention goes on as a sentence does: « La proposition 12 vise… », « Mesure 3, que… »; or ends one:
    « …au critère 10.8. », « (recommandation n° 4). Enfin… ».
    """
    if first := _FIRST.match(text):
        text = text.replace(first["first"], "1" + " " * (len(first["first"]) - 1), 1)
    match = _LABEL.match(text)
    if match is None:
        return _ordinal(text)
    word = _plain(match["word"])
    title = match["title"].strip()
    begins = _ADDRESSEE.match(title) or (_CAPITAL.match(title) and not _SEQUEL.match(title))
    if not match["separator"] and title and not begins:
        # A mention goes on as a sentence does.
        return None
    if match["word"][0].islower() and not (title and _INTRODUCES.search(match["separator"] or "")):
        return None
    return Start(
        word,
        " ".join(match["number"].split()),
        match["label"],
        (match["separator"] or "").strip(),
        title,
        match.start("title"),
    )


def _ordinal(text: str) -> Start | None:
    """Read « Première partie : Le constat », « 2e proposition : Créer… »."""
    plain = without_accents(text)
    match = _ORDINAL.match(plain)
    # Accents are one character each here, so places are the same.
    if match is None or len(plain) != len(text) or not (match["separator"] or not match["title"]):
        return None
    word, number, at = match["word"].lower(), match["digits"] or match["number"], match.start("title")
    if word not in GROUP_WORDS and match["number"]:
        number = str(value_of(number)[0][1])
    return Start(word, number, text[: match.end("label")], ":", text[at:], at)


_ITEMS = "|".join(_written(word) for word in sorted(ITEM_WORDS, key=len, reverse=True))
_UNNUMBERED = re.compile(
    rf"(?P<word>{_ITEMS})\s*(?::|[–—-](?=\s))\s*(?P<title>\S.*)", re.IGNORECASE | re.DOTALL
)


@cache
def unnumbered(text: str) -> Start | None:
    """Read « Recommandation : Créer… », a label that bears no number."""
    match = _UNNUMBERED.match(text)
    if match is None or match["word"][0].islower() or not _CAPITAL.match(match["title"]):
        return None
    return Start(_plain(match["word"]), "", match["word"], ":", match["title"], match.start("title"))


_ADDRESSEE = re.compile(r"\([^()]{2,150}\)\s*[:–—.-]\s*\S")
"""« (ministère de la santé) : Créer… »"""
_INTRODUCES = re.compile(r"[:–—-]\s*$")
_SEQUEL = re.compile(r"(?:[A-ZÀ-Ý]{0,2}\d+\b\s*(?:et|ou|à|,)|\()", re.IGNORECASE)


@cache
def numbered(text: str) -> Start | None:
    """Read « 12. Créer… », « 3) », « 1.2 – », « A3 : », « IV. »; None for another beginning."""
    match = _NUMBERED.match(text)
    if match is None:
        return None
    title = match["title"].strip()
    separator = match["separator"].strip()
    if _INITIALS.match(text):
        return None
    if (
        not separator
        and not re.search(r"\d\.\d|^[A-Z]", match["number"])
        and not match["label"].startswith(("n", "N"))
    ):
        # « 12 Créer » is an item only in a list of such, which a caller has to see.
        separator = " "
    if (
        title
        and title[0].isdigit()
        and separator in {".", ":"}
        and not text[match.end("separator")].isspace()
    ):
        return None
    return Start(
        "", " ".join(match["number"].split()), match["label"], separator, title, match.start("title")
    )


_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
"""« U.S. », « S.N.C.F. »."""
_LETTERED = re.compile(r"[a-z]\s?\)\s+\S")


def begins_item(text: str) -> bool:
    """Whether a line begins an item or a chapter, so that it goes on from no line before it."""
    text = " ".join(text.split())
    if start := labelled(text):
        return bool(start.separator) or not start.title or len(text) < 200
    if _LETTERED.match(text):
        return True
    start = numbered(text)
    return (
        start is not None
        and start.separator not in {" ", ""}
        and (not start.title or bool(_CAPITAL.match(start.title)))
    )


_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SUFFIXES = {"bis": 1, "ter": 2, "quater": 3, "quinquies": 4}
_FULL_ROMAN = re.compile(_ROMAN)
Value = tuple[tuple[str, int], ...]


@cache
def value_of(number: str) -> Value:
    """A number to compare with others: its parts, letters apart from digits, « bis » after it.

    « 7 bis » comes after 7 and before 8; IV is 4.
    """
    plain = without_accents(number).lower()
    if plain in _ORDINALS:
        order = {"premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2}
        return (("", order.get(plain, _ORDINALS.index(plain) - 3)),)
    if number and _FULL_ROMAN.fullmatch(number):
        return (("", roman(number)),)
    parts: list[tuple[str, int]] = []
    for letters, digits in re.findall(r"([a-z]*)[\s.\-]*(\d*)", plain):
        if digits:
            parts.append((letters, int(digits)))
        elif letters in _SUFFIXES:
            parts.append(("~", _SUFFIXES[letters]))
        elif letters:
            parts.append((letters, 0))
    return tuple(parts)


def roman(number: str) -> int:
    """The value of a Roman number."""
    values = [_VALUES[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )

"""What typesetting does to a text, undone: ligatures, line-end hyphens, odd spaces and bullets."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from jamplan.text.folding import INVISIBLE

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Signs of the fonts Symbol and Wingdings stand in a range of Unicode that has no meaning of its own.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_GONE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufffe\uffff]")
# The call of a note: « m² » and « CO² » have fewer letters before it.
_CALL = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?»”)]))[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?=[\s.,;:!?»”)]|$)")
_SOFT_AT_END = re.compile(r"\u00ad\s*$")
_SPACES = re.compile(r"\s+")
BULLETS = "•◦▪▫■□●○‣⁃∙➢➤►▶▸✓✔➔→⇒❖◆◇▻⮚·"
_BULLET = re.compile(rf"(?:[{BULLETS}]|[-–—*](?=\s))\s*")
_LONE_LETTER = re.compile(r"[o§](?=\s+\S)\s+")
"""How the bullets of some word processors come out of a PDF."""


def clean(text: str) -> str:
    """A text in one line: composed, ligatures opened, every space a plain one, nothing invisible."""
    text = unicodedata.normalize("NFC", text)
    # At the end of a line, a soft hyphen shows.
    text = _SOFT_AT_END.sub("-", text)
    for sign, letters in _LIGATURES.items():
        text = text.replace(sign, letters)
    text = INVISIBLE.sub("", _GONE.sub("", _PRIVATE.sub("•", text)))
    return _CALL.sub("", _SPACES.sub(" ", text).strip())


def bullet_of(text: str) -> tuple[str, str]:
    """The bullet in front of a text, and the text after it."""
    match = _BULLET.match(text) or _LONE_LETTER.match(text)
    if match is None or match.end() >= len(text):
        return "", text
    return match[0].strip(), text[match.end() :]


# Line ends within words.

_LETTER = r"[^\W\d_]"
_BROKEN = re.compile(rf"(?<!{_LETTER})({_LETTER}+)[-‐\u00ad]$")
_RANGE = re.compile(r"\d[-‐]$")
_NEXT = re.compile(rf"{_LETTER}+")
_HYPHENATED = re.compile(rf"(?<!{_LETTER}){_LETTER}+(?:[-‐‑]{_LETTER}+)+")
_WORD = re.compile(rf"{_LETTER}+")
# First and last parts of words that keep their hyphen: « vice-président », « ceux-ci ».
_FIRST = frozenset(
    """
    après arrière au aussi avant bien celle celles celui ceux demi dix ex franco grand grands haut hors
    là mi moi non outre par peut porte presque quasi quatre quelques qu rendez sans sous soi socio sud
    tiers nord est ouest tout trente vice vingt vis quarante cinquante soixante
    """.split()
)
# « Île-de-France », « Port-en-Bas ».
_WITHIN = frozenset("de du des d en sur sous la le les lès à aux et".split())
_LAST = frozenset("ci là même mêmes il elle ils elles on ce je nous vous y t dire être".split())


class Joining:
    """Joins lines to a text; hyphens at line ends go where the document writes the word without."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._whole: Counter[str] = Counter()
        self._hyphenated: Counter[str] = Counter()
        for line in lines:
            lower = line.lower()
            self._whole.update(_WORD.findall(lower))
            self._hyphenated.update(_HYPHENATED.findall(lower))

    def join(self, text: str, line: str) -> str:
        """A text and the line that follows it."""
        if _RANGE.search(text) and line[:1].isdigit():
            # « 2021-2027 », « L. 260-9 ».
            return f"{text}{line}"
        before, after = _BROKEN.search(text), _NEXT.match(line)
        if not text or before is None or after is None:
            # « porte-/avions » with capitals or digits beside keeps its hyphen and gets no space.
            return f"{text}{line}" if text.endswith(("-", "‐")) and before else f"{text} {line}".strip()
        first, last = before[1].lower(), after[0].lower()
        euphonic = first == "t" and text[: before.start()].endswith(("-", "‐"))
        place = before[1][0].isupper() and last in _WITHIN
        if euphonic or place or not after[0][0].islower() or self._keeps(first, last):
            return f"{text[:-1]}-{line}"
        return f"{text[:-1]}{line}"

    def _keeps(self, first: str, last: str) -> bool:
        whole, hyphenated = self._whole[first + last], self._hyphenated[f"{first}-{last}"]
        if whole or hyphenated:
            return hyphenated > whole
        return first in _FIRST or last in _LAST

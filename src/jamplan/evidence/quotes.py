"""A quote found in the text of a source, or its nearest passage.

A quote is found however it is typeset.

White space, apostrophes, quotation marks, dashes, ligatures, line ends within a word,
page breaks and the marks of footnotes are folded. Every word, letter, accent, capital,
digit, comma and point counts. A quote may not begin or end within a word or a number,
nor go over a gap between columns or cells.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter

from rapidfuzz import fuzz

from jamplan.documents.textblocks import SOFT, STRUCK
from jamplan.evidence.sourcetexts import SourceText
from jamplan.evidence.spellings import LETTER, RAISED, spelt
from jamplan.language.folding import RAISED_MARKS, is_call, one_line

_NEAR = 70.0
"""How alike a passage must be, of 100, to be shown as the nearest.

In the article that the shipped corpus quotes, a measure that it does not mention
reaches 61; quotes with a changed word begin at 89.
"""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a source has around a quote; empty texts if it has nothing there."""

    before: str = ""
    """The beginning of the quote's first sentence."""
    after: str = ""
    """The rest of its last sentence, the sign that ends it included."""
    following: str = ""
    """The sentence after that one, also in the next paragraph."""
    lead: str = ""
    """The line with a colon that introduces the list that the quote is in."""


@dataclass(frozen=True, slots=True)
class Found:
    """A quote is in the source: its page, if any, and the passage as it is written."""

    page: int | None
    text: str
    goes_on: bool = False
    """Whether its sentence goes on after it."""
    around: tuple[str, str] = field(default=("", ""), compare=False)
    """What its sentence has before it and after it."""
    surroundings: Surroundings = field(default=Surroundings(), compare=False)
    """The same with the sign at the end, the next sentence, and the head of the
    list.
    """
    touches_struck: bool = False
    """Whether words are struck out or hidden in it, or between it and the words beside
    it.
    """


@dataclass(frozen=True, slots=True)
class NearestPassage:
    """The passage nearest to a quote, with some words around it, and its page."""

    page: int | None
    text: str


def find_quote(
    quote: str, source: SourceText, page: int | None = None
) -> Found | NearestPassage | None:
    """The place of a quote in a source, word for word; else the nearest passage.

    None if no passage is near.

    ``page`` is looked at first. A quote without a letter or a digit is missed, and has
    no nearest passage.
    """
    found = place_of(quote, source, page)
    if found is not None:
        return found
    folded = _folded_quote(quote)
    return _nearest(folded, reading_of(source)) if folded is not None else None


def _folded_quote(quote: str) -> "FoldedText | None":
    """A quote as it is looked for; None without a letter or a digit."""
    folded = FoldedText(quote.replace(EDGE, " ").strip())
    return folded if any(map(str.isalnum, folded.text)) else None


def place_of(quote: str, source: SourceText, page: int | None = None) -> Found | None:
    """The place of a quote in a source, word for word; None if it is not there.

    ``page`` is looked at first. What is near to it takes much longer: see
    :func:`find_quote`.
    """
    pattern = pattern_of(quote)
    if pattern is None:
        return None
    places = reading_of(source).found(pattern)
    first = next(places, None)
    if first is None or page in {None, first.page}:
        return first
    return next((place for place in places if place.page == page), first)


def is_on_one_page(quote: str, source: SourceText) -> bool:
    """Whether a quote is on one page of a source alone, however often."""
    pattern = pattern_of(quote)
    if pattern is None:
        return False
    pages = {place.page for place in reading_of(source).found(pattern)}
    return len(pages) == 1


def pattern_of(quote: str) -> re.Pattern[str] | None:
    """All spellings of a quote in a folded text; None without a letter or a digit."""
    folded = _folded_quote(quote)
    if folded is None:
        return None
    return re.compile(spelt(folded.plain.strip()))


EDGE = "\x01"
"""Between two stretches: a character that no text has."""


# The folds. In a folded text « \n » is a hyphen at a line end within a word: it may be
# its own. Hyphens, dashes and minus signs stay three, because they part words
# otherwise.

_HYPHENS = "\\-‐‑﹣－"
_GONE = f"\u00ad\u034f\u180e\u200b-\u200f\u2060\ufeff{STRUCK}"
_SIGNS = {
    **dict.fromkeys("‐‑﹣－", "-"),
    **dict.fromkeys("‒—―⸺⸻﹘", "–"),
    **dict.fromkeys("‘’‚‛ʼ′´`＇", "'"),
    **dict.fromkeys("“”„‟‹›«»＂", '"'),
    **dict(zip("œŒæÆ", ("oe", "OE", "ae", "AE"), strict=True)),
    **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
_FOLDS = re.compile(
    # Most characters are small letters, which no fold begins with: this one look is all
    # they cost.
    rf"(?![a-zà-åç-ÿ])(?:"
    rf"(?P<broken>(?<={LETTER})[{_HYPHENS}\u00ad][{_GONE}]*[^\S\n\f]*[\n\f][\s{_GONE}]*(?={LETTER}))"
    rf"|(?P<kept>(?<=\w)[{_HYPHENS}][^\S\n\f]*[\n\f]\s*(?=\w))"
    rf"|(?P<mark>[«‹][\s{_GONE}]*|[\s{_GONE}]*[»›]|''|’’|‘‘|``)"
    rf"|(?P<tight>[\s{_GONE}]+(?=[;:!?%‰]))"
    rf"|(?P<space>[{_GONE}]+\s[\s{_GONE}]*|\s[\s{_GONE}]+|[^\S ])"
    rf"|(?P<gone>[{_GONE}]+)"
    rf"|(?P<capital>(?:[ŒÆ]|OE|AE)(?=[a-zà-öø-ÿœæ]))"
    rf"|(?P<sign>[{re.escape(''.join(_SIGNS))}]))"
)
_BY_KIND = {
    "broken": "\n",
    "kept": "-",
    "mark": '"',
    "tight": "",
    "space": " ",
    "gone": "",
}
_CAPITALS = {"Œ": "Oe", "OE": "Oe", "Æ": "Ae", "AE": "Ae"}
# A character with the marks that follow it, or one that is another one for Unicode.
_CLUSTER = re.compile(
    ".[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1161-\u11ff\u1dc0-\u1dff\u3099\u309a]+"
    "|[\u2126\u212a\u212b\uf900-\ufaff]",
    re.DOTALL,
)
# After a digit, the one is minutes or feet and the other seconds or inches.
_QUOTATION = re.compile(rf'(?<![\d{RAISED}])"')


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])


def _folded(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    if kind == "sign":
        return _SIGNS[match[0]]
    return _CAPITALS[match[0]] if kind == "capital" else _BY_KIND[kind]


class _Stage:
    """A text with passages replaced, and the earlier position of each character."""

    def __init__(
        self,
        text: str,
        pattern: re.Pattern[str],
        replacement: Callable[[re.Match[str]], str],
    ) -> None:
        self._now = array("Q", [0])
        self._before = array("Q", [0])
        pieces: list[str] = []
        done = length = 0
        for match in pattern.finditer(text):
            new = replacement(match)
            if new == match[0]:
                continue
            start, end = match.span()
            length += start - done
            self._now.extend((length, length + len(new)))
            self._before.extend((start, end))
            pieces += (text[done:start], new)
            length += len(new)
            done = end
        pieces.append(text[done:])
        self.text = "".join(pieces)

    def before(self, position: int) -> int:
        """Position before the replacement."""
        nearest = bisect_right(self._now, position) - 1
        return self._before[nearest] + position - self._now[nearest]


class FoldedText:
    """A text folded, with the way back to the text as it was.

    ``plain`` has as many characters as ``text``: all dashes are hyphens and all
    quotation marks apostrophes.
    """

    def __init__(self, original: str, pages: Sequence[tuple[int, int]] = ()) -> None:
        self.original = original
        self._composed = _Stage(original, _CLUSTER, _composed)
        self._called = _Stage(self._composed.text, RAISED_MARKS, _without_call)
        self._folded = _Stage(self._called.text, _FOLDS, _folded)
        self.text = self._folded.text
        self.plain = _QUOTATION.sub(
            "'", self.text.translate({0x2013: "-", 0x2212: "-"})
        )
        self._pages = pages

    @cached_property
    def lower(self) -> str:
        """The plain text in small letters; unchanged where that would move places."""
        lower = self.plain.lower()
        # A few capitals are two small letters.
        return lower if len(lower) == len(self.plain) else self.plain

    def origin(self, position: int) -> int:
        """Position in the original text."""
        return self._composed.before(self._called.before(self._folded.before(position)))

    def page(self, start: int) -> int | None:
        """The page of a position of the folded text, if there are pages."""
        at = bisect_right(self._pages, self.origin(start), key=itemgetter(0)) - 1
        return self._pages[at][1] if at >= 0 else None

    def found(self, pattern: re.Pattern[str]) -> Iterator[Found]:
        """Where a pattern is."""
        for start, end in self.whole(pattern):
            passage = self.passage(start, end)
            goes_on = not _SENTENCE_END.search(passage) and not _SENTENCE_ENDS.match(
                self.plain, end
            )
            first = start - len(
                _ENDS.split(self.plain[max(0, start - _LONGEST) : start])[-1]
            )
            last = end + len(_ENDS.split(self.plain[end : end + _LONGEST])[0]) * goes_on
            around = (self.passage(first, start), self.passage(end, last))
            yield Found(
                self.page(start),
                passage,
                goes_on,
                around,
                self.surroundings(start, end),
                self._touches_struck(start, end),
            )

    def _touches_struck(self, start: int, end: int) -> bool:
        """Whether a mark of struck words is in a passage, or right beside it."""
        first, last = self.origin(start), self.origin(end)
        before = _NO_WORD_BEFORE.search(self.original, max(0, first - _TAIL), first)
        after = _NO_WORD_AFTER.match(self.original, last)
        begin = before.start() if before else first
        return STRUCK in self.original[begin : after.end() if after else last]

    def surroundings(self, start: int, end: int) -> Surroundings:
        """What is around a passage: its sentence, the next one, its list's head."""
        text = self.plain
        first = max(0, start - _LONGEST)
        is_first = False
        for match in _BREAK.finditer(text, first, end):
            if match.end() > start:
                break
            first = match.end()
            is_first = match[0] == EDGE
        is_first = is_first or first == 0
        last = end
        if not _SENTENCE_END.search(text[max(0, end - _TAIL) : end]):
            last = self._sentence_end(end)
        lead = ""
        if is_first:
            lead = self._lead(first)
        # White space or an edge is between two sentences.
        following = last
        while following < len(text) and text[following] in f" {EDGE}":
            following += 1
        return Surroundings(
            before=self.passage(first, start),
            after=self.passage(end, last),
            following=self.passage(following, self._sentence_end(following)),
            lead=lead,
        )

    def _sentence_end(self, start: int) -> int:
        """Where the sentence that goes on at a position ends, its sign included."""
        limit = min(len(self.plain), start + _LONGEST)
        match = _BREAK.search(self.plain, start, limit)
        if match is None:
            return limit
        return match.start() + len(match[0].rstrip(f" {EDGE}"))

    def _lead(self, start: int) -> str:
        """The stretch with a colon before the list whose item begins at a position."""
        text = self.plain
        limit = max(0, start - _LONGEST)
        while start > limit:
            end = start - 1
            start = max(limit, text.rfind(EDGE, 0, end) + 1)
            line = text[start:end].rstrip()
            if line.endswith(":"):
                for match in _BREAK.finditer(text, start, end - 1):
                    start = match.end()
                return self.passage(start, end)
            if not _LIST_ITEM.search(line):
                break
        return ""

    def passage(self, start: int, end: int) -> str:
        """A passage as the original has it, in one line.

        A bar is where a quote may not go over.
        """
        written = self.original[self.origin(start) : self.origin(end)].replace(
            EDGE, " | "
        )
        written = _LINE_END_IN_WORD.sub(r"\1", written).replace(SOFT, "")
        return one_line(written.replace(STRUCK, ""))

    def whole(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Matches of a pattern that cut no word or number at either end."""
        match = pattern.search(self.plain)
        while match:
            start, end = match.span()
            if not self.cut(start) and not self.cut(end):
                yield start, end
            # Each start within the same word or number would cut it too.
            rest = _WITHIN_WORD.match(self.plain, start)
            match = pattern.search(self.plain, rest.end() if rest else start + 1)

    def cut(self, position: int) -> bool:
        """Whether a position is within a word or number, or before its sign or unit."""
        text = self.text
        if not 0 < position < len(text):
            return False
        before, after = text[position - 1], text[position]
        if _in_word(before) and _in_word(after):
            return True
        # A word that may be left out: l’, d’, qu’. Never n’, which denies.
        elided = _ELISION.search(text[max(0, position - 10) : position])
        joined = self._joins(position) or (self._joins(position - 1) and not elided)
        return joined or self._cuts_number(position)

    def _joins(self, position: int) -> bool:
        """Whether the character at a position joins its neighbours to one word."""
        if not 0 < position < len(self.text) - 1:
            return False
        before, sign, after = (
            self.text[position - 1],
            self.text[position],
            self.text[position + 1],
        )
        if not (_in_word(before) and _in_word(after)):
            return False
        if before.isdigit() and after.isdigit() and sign in ".,:/–−":
            return True
        # étudiant.e.s, lesjam.fr; but a point before a capital ends a sentence.
        if sign != "." or not after.islower():
            return sign in _JOINERS
        # « 20.veiller » at the beginning of a paragraph is its number and a word.
        edge = self.text.rfind(EDGE, 0, position)
        return not self.text[edge + 1 : position].isdigit()

    def _cuts_number(self, position: int) -> bool:
        before, after = (
            self.text[max(0, position - 40) : position],
            self.text[position : position + 40],
        )
        if (_THOUSANDS_BEFORE.search(before) and _THOUSANDS_AFTER.match(after)) or (
            _DIGIT_END.search(before) and _UNIT.match(after)
        ):
            return True
        if not after[0].isdigit():
            return False
        if _SIGNED.search(before):
            return True
        # « évolution : - 5 % » has a sign, « - 5 % des crédits » at the beginning of a
        # line a bullet.
        if _SPACED_SIGN.search(before) and _PER_CENT.match(after):
            origin = self.origin(position)
            line = self.original[self.original.rfind("\n", 0, origin) + 1 : origin]
            return bool(line.strip("-‐‑–—\u00ad \t\u00a0\u202f"))
        return False


@lru_cache(maxsize=16)
def reading_of(source: SourceText) -> FoldedText:
    """The stretches of a source as one folded text, with edges.

    No quote crosses an edge.
    """
    pages: list[tuple[int, int]] = []
    text: list[str] = []
    length = 0
    for stretch in source.stretches:
        for number, part in enumerate(stretch):
            # A soft hyphen is a line end within a word, where it may be its own.
            written = part.text.replace(SOFT, f"{SOFT}\n").replace(EDGE, " ")
            before = "\n" if number else EDGE * bool(text)
            if source.has_pages:
                pages.append((length + len(before), part.page))
            text += (before, written)
            length += len(before) + len(written)
    return FoldedText("".join(text), tuple(pages))


def _without_call(match: re.Match[str]) -> str:
    return "" if is_call(match) else match[0]


# A quote ends with its sentence if it has the point, or if the point or the end of a
# paragraph is next.
_SENTENCE_END = re.compile(r"[.!?…][\s\"')»”\]]*$")
_ENDS = re.compile(rf"[.!?…][\"')»\]]*\s+|{EDGE}")
_SENTENCE_ENDS = re.compile(rf"[\s\"')»\]]*(?:[.!?…]|{EDGE}|$)")
_TAIL = 10
"""How many characters the sign and the closing quotation marks of a sentence may
take.
"""
# « n° 5 », “no. 5”, “e.g. this”, « M. Durand » go on.
_SHORT_FORMS = (
    r"(?<!\b[A-ZÀ-Ýpn])(?<!\b[Nn]o)(?<!\b[Nn]os)(?<!\b[Aa]rt)(?<!\bcf)(?<!\bpp)"
    r"(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)"
    r"(?<!\b[Rr]ec)(?<!\b[Rr]ecs)(?<!\b[Pp]ara)(?<!\b[Pp]aras)(?<!\b[Cc]hap)"
)
_BREAK = re.compile(
    rf"(?:{_SHORT_FORMS}\.|[!?…])[\"')»\]]*\s+(?=[^\w{EDGE}]*[A-ZÀ-Ý\d])|[.!?…]?{EDGE}"
)
_LIST_ITEM = re.compile(r"[;,](?: (?:and|or|et|ou))?$")
# Up to the words beside a passage, in the same sentence.
_NO_WORD_BEFORE = re.compile(rf"[^\w.!?…{EDGE}]*$")
_NO_WORD_AFTER = re.compile(rf"[^\w.!?…{EDGE}]*")


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0


_LINE_END_IN_WORD = re.compile(
    rf"(?<={LETTER})([{_HYPHENS}\u00ad])[{_GONE}]*[^\S\n\f]*[\n\f]\s*(?=\w)"
)
_ELIDED = r"(?:[ldjmtscç]|qu|jusqu|lorsqu|puisqu|quoiqu)'"
_ELISION = re.compile(rf"(?<![\w'-]){_ELIDED}$", re.IGNORECASE)
# Besides hyphens and apostrophes, those of « étudiant·e·s » and « étudiant(e)s ».
_JOINERS = frozenset("-\n'·‧•∙・⋅()_@&")
_WITHIN_WORD = re.compile(r"(?<=[^\W_])[^\W_]+")
_THOUSANDS_BEFORE = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})* ?$")
_THOUSANDS_AFTER = re.compile(r" ?\d{3}(?!\d)")
_DIGIT_END = re.compile(r"\d ?$")
_UNIT = re.compile(r" ?[%‰°€$£]")
_SIGNED = re.compile(r"(?:(?<!\w)[-–]|[−+±<>≤≥≈~$€£]|− )$")
_SPACED_SIGN = re.compile(r" [-–] $")
_PER_CENT = re.compile(r"\d[\d ]*(?:[.,]\d+)? ?[%‰]")


_LONGEST = 1_000
"""The longest quote, in characters, that a nearest passage is looked for.

25 words have about 160.
"""
_LONGEST_WORD = 60
"""The most characters added to reach the end of a word.

« anticonstitutionnellement » has 25.
"""


def _nearest(quote: FoldedText, source: FoldedText) -> NearestPassage | None:
    """The passage nearest to a quote, letter by letter, with words around it."""
    if len(quote.plain) > _LONGEST:
        return None
    aligned = fuzz.partial_ratio_alignment(
        quote.lower, source.lower, score_cutoff=_NEAR
    )
    if aligned is None or not source.plain:
        return None
    # A passage with more words than the quote is longer than what was aligned.
    reach = len(quote.plain) // 4 + 10
    low, high = max(0, aligned.dest_start - reach), aligned.dest_end + reach
    # To whole words, but of no text without spaces; over no edge that the passage is
    # not over.
    start = max(
        low - _LONGEST_WORD,
        source.plain.rfind(" ", 0, low) + 1,
        source.plain.rfind(EDGE, 0, aligned.dest_start) + 1,
    )
    ends = (
        source.plain.find(" ", high),
        source.plain.find(EDGE, aligned.dest_end),
        high + _LONGEST_WORD,
    )
    end = min(end for end in ends if end >= 0)
    return NearestPassage(source.page(aligned.dest_start), source.passage(start, end))

"""Whether a quote carries the statement that it is recorded for.

Everything here is a function of texts: the quote, and what its copy has around it if there is a copy.
A quote that is too short is refused; any other doubt is a question that the reader answers once.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from jamplan.evidence.quotes import Found, Surroundings
from jamplan.language import LABELS
from jamplan.language.folding import folded
from jamplan.matching.positions import Position, plain, position_reader

_SHORTEST = 3
"""The fewest words of a quote. Of single letters and pairs of words, as “a” and “the plan”, a reader
can't tell what is said; “Agree.” is a whole answer."""


class DoubtCode(StrEnum):
    """What may be wrong with a quote."""

    TOO_SHORT = "quote-too-short"
    DENIED = "quote-denied"
    LIMITED = "quote-limited"
    WITHOUT_VERB = "quote-without-verb"
    SAYS_OTHERWISE = "quote-says-otherwise"


@dataclass(frozen=True, slots=True)
class QuoteDoubt:
    """A doubt on a quote: why, the words that raise it, and the whole sentence to show."""

    code: DoubtCode
    quote: str
    words: str = ""
    sentence: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether the quote can't be recorded; any other doubt can be confirmed by the reader."""
        return self.code is DoubtCode.TOO_SHORT


_OPENING = ("'", "’", "(", "[", "“")


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """A quote, and what is around it in the copy of its source; none without a copy."""

    text: str
    surroundings: Surroundings | None = None

    @classmethod
    def at(cls, found: Found) -> "QuotedWords":
        """A quote at the place where a copy has it."""
        return cls(found.text, found.surroundings)

    @property
    def around(self) -> Surroundings:
        """What is around it, empty without a copy."""
        return self.surroundings or Surroundings()

    @property
    def sentence(self) -> str:
        """The quote's sentences, whole."""
        before, after = self.around.before, self.around.after
        # An elided word and an opening sign are not set apart, nor is a sign that ends.
        if before and not before.endswith(_OPENING):
            before += " "
        if after[:1].isalnum() or after.startswith(_OPENING):
            after = f" {after}"
        return f"{before}{self.text}{after}"


def cut_before(quoted: QuotedWords) -> bool:
    """Whether a quote begins amid its sentence, so that « […] » is shown before it."""
    return any(map(str.isalnum, quoted.around.before))


def is_long_enough(quoted: QuotedWords) -> bool:
    """Whether a quote has three words, or is a whole sentence or cell.

    Without a copy, fewer words pass if they look like a sentence (“Agree.”) or are a position.
    """
    words = [word for word in quoted.text.split() if any(map(str.isalnum, word))]
    if len(words) >= _SHORTEST:
        return True
    if not words:
        return False
    if quoted.surroundings is not None:
        rest = quoted.around.before + quoted.around.after
        return not any(map(str.isalnum, rest))
    if quoted.text.strip()[:1].isupper() and quoted.text.rstrip()[-1] in ".!?":
        return True
    return bool(positions_in(quoted.text))


def doubts(
    quotes: Sequence[QuotedWords],
    position: Position | None = None,
    *,
    is_explicit: bool = False,
    language: str | None = None,
) -> list[QuoteDoubt]:
    """The doubts on the quotes of one statement, in their order.

    ``position`` is what the statement says: yes, partly or no; None if it says neither. ``language``
    is that of the quotes if it is known: verbs of a language without a lexicon can't be read.
    """
    results: list[QuoteDoubt] = []
    for quoted in quotes:
        if not is_long_enough(quoted):
            results.append(QuoteDoubt(DoubtCode.TOO_SHORT, quoted.text))
        others = [other.text for other in quotes if other is not quoted]
        results += _denials(quoted, others, position)
    is_read = language is None or language.replace("_", "-").split("-")[0] in LABELS
    if is_explicit and position is not None and is_read:
        results += _verb_doubts(quotes, position)
    return results


# The verbs of a statement


def positions_in(text: str) -> set[Position]:
    """The positions that finite verbs or labels of a quote take, in a language that is known."""
    positions: set[Position] = set()
    for sentence in _sentences(text):
        for code in LABELS:
            positions |= _positions_of(sentence, code)
    return positions


def _verb_doubts(
    quotes: Sequence[QuotedWords], position: Position
) -> Iterator[QuoteDoubt]:
    """The doubt that no quote has a verb of a position, or that one has a verb of another."""
    readings = [(quoted, positions_in(quoted.text)) for quoted in quotes]
    is_carried = any(
        position in taken or (position is Position.PARTLY and _is_partly(quoted.text))
        for quoted, taken in readings
    )
    is_contradicted = False
    for quoted, taken in readings:
        others = taken - {position}
        if not others or position in taken:
            continue
        # A quote of less speaks against a yes; one of more may stand beside a refusal.
        if (
            is_carried
            and position is not Position.ACCEPT
            and others != _AGAINST[position]
        ):
            continue
        is_contradicted = True
        yield QuoteDoubt(
            DoubtCode.SAYS_OTHERWISE,
            quoted.text,
            words=_verb_of(quoted.text),
            sentence=quoted.sentence,
        )
    if quotes and not is_carried and not is_contradicted:
        first = quotes[0]
        yield QuoteDoubt(DoubtCode.WITHOUT_VERB, first.text, sentence=first.sentence)


_AGAINST = {
    Position.PARTLY: {Position.REJECT},
    Position.REJECT: set[Position](),
}
"""What a quote may not say beside another one that carries the statement."""


def _is_partly(text: str) -> bool:
    """Whether a quote has words of a part or of the principle, by themselves a label."""
    read = plain(text)
    return any(
        position_reader(code).words[key].search(read)
        for code in LABELS
        for key in ("partly", "carries_partly")
    )


_SENTENCE_BREAK = re.compile(r"(?<=[.!?…;])[\"”»')\]]*\s+(?=[\W_]*[A-ZÀ-Ý])")


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_BREAK.split(text) if part.strip()]


def _positions_of(sentence: str, code: str) -> set[Position]:
    """The positions that a sentence takes, read in one language."""
    reader, text = position_reader(code), plain(sentence)
    positions: set[Position] = set()
    for statement in reader.statements(text):
        if statement.position is not None:
            positions.add(statement.position)
    if sentence.rstrip().endswith("?"):
        return positions
    for match in reader.words["carries_no"].finditer(text):
        if not _is_taken_back(sentence, *match.span()):
            positions.add(Position.REJECT)
    for match in reader.words["carries"].finditer(text):
        positions |= _accepted(sentence, *match.span(), code)
    if Position.PARTLY in positions and not reader.words["carries_some"].search(text):
        positions.discard(Position.ACCEPT)
    return positions


def _accepted(sentence: str, start: int, end: int, code: str) -> set[Position]:
    """What a verb of acceptance says at its place in a sentence."""
    reader, text = position_reader(code), plain(sentence)
    if _AIM[code].match(text, end):
        return set()
    if _words(code).denied_within.search(text, start, end):
        return {Position.REJECT}
    refusal = _governing(sentence[:start], "")
    if refusal is not None:
        is_denied = refusal[0] is DoubtCode.DENIED
        return {Position.REJECT} if is_denied else set()
    if _negated_after(text[end:], code):
        return {Position.REJECT}
    if reader.words["partly"].search(text) or reader.words["carries_partly"].search(
        text
    ):
        return {Position.PARTLY}
    if reader.words["principle"].search(text):
        return {Position.PARTLY}
    if reader.words["carries_some"].search(text):
        return {Position.ACCEPT, Position.PARTLY}
    return {Position.ACCEPT}


def _is_taken_back(sentence: str, start: int, end: int) -> bool:
    """Whether words around a verb of refusal deny or limit it."""
    del end
    return _governing(sentence[:start], "") is not None


def _negated_after(rest: str, code: str) -> bool:
    """Whether a verb is denied right after it: « reprend pas », “accepts none of it”."""
    return _words(code).begins_denied.match(rest) is not None


def _verb_of(text: str) -> str:
    """The first words of a quote that take a position, as they are written."""
    for code in LABELS:
        reader, read = position_reader(code), plain(text)
        for key in ("carries_no", "carries", "alone_not", "partly", "alone"):
            if match := reader.words[key].search(read):
                return text[match.start() : match.end()]
    return ""


_AIM = {
    "en": re.compile(
        r" (?:that\b(?! (?:recommendation|proposal|idea))|(?:[\w']+ ){0,3}?(?:needs?|aims?"
        r"|ambitions?|intent|intentions?|objectives?|goals?|findings?|concerns?|premise"
        r"|importance|spirit|sentiment|rationale|thrust|analysis)\b)"
    ),
    "fr": re.compile(
        r" (?:que\b|(?:[\w']+ ){0,2}?(?:l'|d')?(?:constats?|besoins?|objectifs?|ambitions?"
        r"|finalites?|esprit|analyse|intentions?|importance|preoccupations?)\b)"
    ),
}
"""What follows a verb that agrees with an aim or a need alone."""


# What denies or limits a quote


_Words = tuple[DoubtCode, str, bool]
"""A code, the words that deny or limit, and whether they are in the next sentence."""


def _denials(
    quoted: QuotedWords, others: Sequence[str], position: Position | None
) -> Iterator[QuoteDoubt]:
    """The denial or condition that a quote leaves out, unless another quote has its words."""
    around = quoted.around
    checks = (
        _governing(around.before, quoted.text),
        _ended(around.after, quoted.text, position),
        _partly_around(around, quoted.text, position),
        _claim_denied(around),
        _headed(around, position),
        _denied_next(around.following),
    )
    for result in checks:
        if result is None:
            continue
        code, words = result
        if _is_quoted(words, others, around):
            continue
        sentence = quoted.sentence
        if words and words in around.following and words not in sentence:
            sentence = f"{sentence} {around.following}"
        elif words and words in around.lead and words not in sentence:
            sentence = f"{around.lead} {sentence}"
        yield QuoteDoubt(code, quoted.text, words, sentence)
        # One question a quote: its sentence is shown whole.
        return


def _is_quoted(words: str, others: Sequence[str], around: Surroundings) -> bool:
    """Whether another quote, from around the first one, has the words that deny or limit."""
    parts = [_key(part) for part in (around.before, around.after, around.following)]
    own = _key(words)
    for part in parts:
        before, own_in_part, _after = part.rpartition(own)
        if not own_in_part:
            continue
        # The other quote may begin with these words, or in the sentence before.
        near = " ".join([*before.split()[-_NEIGHBOURS:], own])
        for other in map(_key, others):
            if near in other or (own in other and other in part):
                return True
    return False


_NEIGHBOURS = 2
"""How many words before a condition tell that two quotes have the same one: “and combine where
possible” is in the quote before, which begins with “Agree.”, a sentence earlier."""


def _key(text: str) -> str:
    """A text as quotes are compared, without the sign that ends it."""
    return folded(text).casefold().rstrip(".!?… ")


_Governing = tuple[DoubtCode, str]
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TAIL = r"(?: [^\s,;:()]+){0,8}"
"""The words of one clause between what denies and the quote, without a sign."""
_TURN = re.compile(r"(?:\b(?:but|mais|and|et)\b|;)\s*$")
_OTHER_CLAUSE = r"(?:;|\bbut\b|\bmais\b)"
_INSERTED = r"(?:\s*,[^,;:]{1,80},)?\s*$"
"""An insertion between two commas: “has not, in the end, taken up”."""
_FINITE = re.compile(
    r"\W*(?:has|have|is|are|was|were|takes|took|will|accepts|accepted|reprend|a|ont|est|sont)\b"
)


def _blanked(text: str, *patterns: re.Pattern[str]) -> str:
    """A folded text whose matches of patterns are spaces, so that places stay."""
    for pattern in patterns:
        text = pattern.sub(lambda match: "_" * len(match[0]), text)
    return text


def _governing(before: str, quote: str) -> _Governing | None:
    """What the words before a quote in its sentence deny or limit, if they do."""
    if not before.strip():
        return None
    for code in LABELS:
        words = _words(code)
        text = _blanked(plain(before), words.harmless, _BRACKETS)
        # What is asked is open, but “asked if” is no condition.
        asked, text = text, _blanked(text, words.asking)
        for key, pattern in words.before:
            match = _last(pattern, asked if key == "whether" else text)
            if match is None or not _governs(key, match, words, quote):
                continue
            said = before[match.start() : match.end()].strip(" ,:;“”«»\"'")
            is_limit = key in _LIMITS
            doubt = DoubtCode.LIMITED if is_limit else DoubtCode.DENIED
            return doubt, said
    return None


_LIMITS = frozenset(
    {
        "conditions",
        "modals",
        "wants",
        "wants_that",
        "whether",
        "almost",
    }
)
"""Patterns that limit a quote; all others deny it."""


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None


def _governs(
    key: str, match: re.Match[str], words: SimpleNamespace, quote: str
) -> bool:
    """Whether words that deny reach from their clause to the quote."""
    rest = match.string[match.end() :]
    if key == "denies":
        # Another verb of saying begins another statement.
        return not words.leaves.search(rest) and not _TURN.search(rest)
    if key == "conditions":
        return not re.search(_OTHER_CLAUSE, rest)
    if key == "complement":
        # “did not publish the plan that” is about the plan, whose verb the quote begins with.
        is_relative = re.search(r"\b(?:that|que)\s*$", match[0])
        return not (is_relative and _FINITE.match(plain(quote)))
    return not re.search(r"\b(?:and|but|et|mais|or|ou)\b", match["tail"] or "")


def _ended(after: str, quote: str, position: Position | None) -> _Governing | None:
    """What the rest of its sentence denies or limits of a quote."""
    del position
    if not after.strip():
        return None
    if after.rstrip("”»\"') ").endswith("?"):
        return DoubtCode.LIMITED, f"{quote.split()[-1]}{after}"[-60:].strip()
    for code in LABELS:
        words = _words(code)
        text = _blanked(plain(after), words.harmless, words.asking)
        bare = text.rstrip(" .!…”»\"')")
        for doubt, pattern in (
            (DoubtCode.DENIED, words.starts_denied),
            (DoubtCode.DENIED, words.ends_denied),
            (DoubtCode.LIMITED, words.ends_limited),
            (DoubtCode.LIMITED, words.conditions),
        ):
            if match := pattern.search(bare):
                return doubt, after[match.start() : match.end()].strip(" ,")
    return None


def _claim_denied(around: Surroundings) -> _Governing | None:
    """Whether the quote is a claim that its own sentence denies afterwards."""
    for code in LABELS:
        words = _words(code)
        if not words.claims.search(plain(around.before)):
            continue
        if match := words.claims_denied.search(plain(around.after)):
            return DoubtCode.DENIED, around.after[match.start() : match.end()]
    return None


def _partly_around(
    around: Surroundings, quote: str, position: Position | None
) -> _Governing | None:
    """The words “in part” or “in principle” that the quote of a yes leaves out."""
    if position is not Position.ACCEPT:
        return None
    for code in LABELS:
        reader = position_reader(code)
        if reader.words["partly"].search(plain(quote)):
            return None
        for text in (around.before, around.after):
            for key in ("partly", "carries_partly"):
                if match := reader.words[key].search(plain(text)):
                    return DoubtCode.LIMITED, text[match.start() : match.end()]
    return None


def _headed(around: Surroundings, position: Position | None) -> _Governing | None:
    """What the head of a list, or the words before a colon, refuse."""
    if position is Position.REJECT:
        return None
    heads = [around.lead]
    if around.before.rstrip().endswith(":"):
        heads.append(around.before)
    for head in heads:
        for code in LABELS:
            words = _words(code)
            text = _blanked(plain(head), words.harmless)
            if match := words.heads.search(text):
                return DoubtCode.DENIED, head[match.start() : match.end()]
    return None


def _denied_next(following: str) -> _Governing | None:
    """Whether the next sentence denies the one before."""
    for code in LABELS:
        words = _words(code)
        text = _blanked(plain(following), words.harmless)
        if match := words.next_denied.match(text):
            return DoubtCode.DENIED, following[: match.end()].strip(" .!“”«»")
    return None


@cache
def _words(code: str) -> SimpleNamespace:
    """The patterns of a language."""
    tables = tomllib.loads(
        Path(__file__).with_name("denials.toml").read_text(encoding="utf-8")
    )
    table = {key: _joined(value) for key, value in tables[code].items()}
    tail = rf"(?P<tail>{_TAIL})\s*$"
    between = rf"(?: (?:{table['between']}))*"
    clause = rf"(?:{table['that']})"
    conditions = (
        rf"{table['conditions']}|{position_reader(code).words['conditions'].pattern}"
    )
    before = {
        "falsely": rf"\b(?:{table['falsely']})\b(?P<tail>[^;]*)$",
        "denies": rf"\b(?:{table['denies']})\b",
        "withholds": rf"\b(?:{table['withholds']})(?!\w){tail}",
        "nots": rf"(?<!\w)(?:{table['nots']}){between}(?P<tail>){_INSERTED}",
        "complement": rf"(?<!\w)(?:{table['nots']}|{table['nobody']})(?!\w){_TAIL}? {clause}(?: ?[^\s,;:()]+){{0,8}}\s*$",
        "nobody": rf"\b(?:{table['nobody']})(?!\w){tail}",
        "modals": rf"\b(?:{table['modals']}){between}(?P<tail>){_INSERTED}",
        "wants": rf"\b(?:{table['wants']})(?: [^\s,;:()]+){{0,8}}? (?:to|a|de|d')(?P<tail>(?: \w+ly)?)\s*$",
        "wants_that": rf"\b(?:{table['wants_that']}),? (?:that|qu[e'])(?P<tail>(?: ?[^\s,;:()]+){{0,5}})\s*$",
        "whether": rf"\b(?:{table['whether']}|{table['asking']})(?!\w){tail}",
        "almost": rf"\b(?:{table['almost']})(?P<tail>)\s*$",
        "conditions": rf"\b(?:{conditions})",
    }
    linked = rf"\W*(?:{table['linkers']})?"
    return SimpleNamespace(
        harmless=re.compile(rf"(?<!\w)(?:{table['harmless']})(?!\w)"),
        asking=re.compile(rf"\b(?:{table['asking']})(?!\w)"),
        before=[(key, re.compile(pattern)) for key, pattern in before.items()],
        leaves=re.compile(rf"{_OTHER_CLAUSE}|\b(?:{table['says']})\b"),
        begins_denied=re.compile(rf"\s*(?:{table['begins_denied']})\b"),
        denied_within=re.compile(rf" (?:{table['begins_denied']})\b"),
        starts_denied=re.compile(rf"^\s*(?:{table['begins_denied']})\b"),
        ends_denied=re.compile(rf"(?<!\w)(?:{table['ends_denied']})(?!\w)"),
        ends_limited=re.compile(rf"(?<!\w)(?:{table['ends_limited']})(?!\w)"),
        conditions=re.compile(rf"\b(?:{conditions})"),
        next_denied=re.compile(rf"{linked}(?:{table['next_denied']})"),
        claims=re.compile(rf"\b(?:{table['claims']})(?: [^\s,;:()]+){{0,6}}\s*$"),
        claims_denied=re.compile(rf"\b(?:{table['claims_denied']})\b"),
        heads=re.compile(rf"(?<!\w)(?:{table['heads']})(?!\w)"),
    )


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "|".join(value)

"""What denies or limits a quote in its sentence, the next one, or its list's head.

The words are in ``denials.toml``, a table a language. All languages are tried: a source
may be in another one than the documents.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jamplan.evidence.quotes import Surroundings
from jamplan.language import LABELS
from jamplan.matching.positions import Position, plain, position_reader


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words around a quote that deny it, or only limit it."""

    words: str
    is_denial: bool = True


def left_out(
    quote: str, around: Surroundings, position: Position | None = None
) -> Iterator[LeftOut]:
    """What around a quote denies or limits it, the nearest words first.

    ``position`` is what the quote is quoted for: a yes is limited by “in part”, a
    refusal belongs below a head that refuses.
    """
    checks = (
        governing(around.before, quote),
        _in_rest(around.after, quote, position),
        _in_part(around, quote, position),
        _as_claim(around),
        _by_head(around, position),
        _by_next_sentence(around.following),
    )
    for result in checks:
        if result is not None:
            yield result


def governing(before: str, quote: str = "") -> LeftOut | None:
    """What the words before a quote in its sentence deny or limit; None if nothing.

    Words reach from their own clause to the quote: “that did not answer” says nothing
    of what comes after, “denied, in a letter, that” does.
    """
    if not before.strip():
        return None
    for code in LABELS:
        words = _denial_words(code)
        asked = _blanked(plain(before), words.harmless, _BRACKETS)
        # What is asked is open, but “asked if” is no condition.
        read = _blanked(asked, words.asking)
        for key, pattern in words.before.items():
            match = _last(pattern, asked if key == "whether" else read)
            if match is not None and _reaches(key, match, words, quote):
                told = before[match.start() : match.end()].strip(_SIGNS)
                return LeftOut(told, is_denial=key not in _LIMITS)
    return None


_SIGNS = " ,:;“”«»\"'"
_LIMITS = frozenset(
    ["conditions", "modals", "wants", "wants_that", "whether", "almost"]
)
"""Patterns before a quote that limit it; all others deny it."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORDS = r"(?: [^\s,;:()]+)"
"""A word of the same clause: no sign comes before it."""
_TAIL = rf"{_WORDS}{{0,8}}"
"""The words between what denies and the quote.

In the sentences tried, a longer clause had a verb of its own.
"""
_INSERTED = r"(?:\s*,[^,;:]{1,80},)?\s*$"
"""An insertion between two commas: “has not, in the end, taken up”."""
_TURN = re.compile(r"\b(?:but|mais|and|et)\s*$")
_OTHER_CLAUSE = r"(?:;|\bbut\b|\bmais\b)"
_LINKED = re.compile(r"\b(?:and|but|et|mais|or|ou)\b")
_PRONOUN = re.compile(r"\b(?:that|que)\s*$")


def _blanked(text: str, *patterns: re.Pattern[str]) -> str:
    """A folded text whose matches of patterns are low lines, so that places stay."""
    for pattern in patterns:
        text = pattern.sub(lambda match: "_" * len(match[0]), text)
    return text


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text):
        last = match
    return last


def _reaches(key: str, match: re.Match[str], words: "DenialWords", quote: str) -> bool:
    """Whether words that deny reach from their clause to the quote."""
    rest = match.string[match.end() :]
    if key == "denies":
        # Another verb of saying begins another statement.
        return not words.leaves.search(rest) and not _TURN.search(rest)
    if key == "conditions":
        return re.search(_OTHER_CLAUSE, rest) is None
    if key == "complement":
        # “did not publish the plan that” is about the plan, whose verb the quote begins
        # with.
        is_pronoun = _PRONOUN.search(match[0]) is not None
        return not (is_pronoun and words.finite.match(plain(quote)))
    return _LINKED.search(match["tail"] or "") is None


def _in_rest(after: str, quote: str, position: Position | None) -> LeftOut | None:
    """What the rest of its sentence denies or limits of a quote.

    “But only” is no news of a position that is partial already.
    """
    if after.rstrip(f"{_SIGNS})").endswith("?"):
        # A word after the quote is set apart, a sign is not.
        space = " " * after[:1].isalnum()
        last_words = f"{quote}{space}{after}".split()[-_SHOWN:]
        return LeftOut(" ".join(last_words), is_denial=False)
    for code in LABELS:
        words = _denial_words(code)
        read = _blanked(plain(after), words.harmless, words.asking)
        read = read.rstrip(f"{_SIGNS}.!…)")
        match = words.denied_at_once.match(read) or words.denied_after.search(read)
        if match:
            return LeftOut(after[match.start() : match.end()].strip(_SIGNS))
        match = words.conditions.search(read)
        if match is None and position is not Position.PARTLY:
            match = words.limited_after.search(read)
        if match:
            told = after[match.start() : match.end()].strip(_SIGNS)
            return LeftOut(told, is_denial=False)
    return None


_SHOWN = 6
"""How many words of a question show that it is one."""


def _in_part(
    around: Surroundings, quote: str, position: Position | None
) -> LeftOut | None:
    """The words “in part” or “in principle” that the quote of a yes leaves out."""
    if position is not Position.ACCEPT:
        return None
    for code in LABELS:
        reader, words = position_reader(code), _denial_words(code)
        if reader.words["partly"].search(plain(quote)):
            return None
        for text in (around.before, around.after):
            read = _blanked(plain(text), words.harmless)
            for key in ("partly", "carries_partly"):
                if match := reader.words[key].search(read):
                    told = text[match.start() : match.end()]
                    return LeftOut(told, is_denial=False)
    return None


def _as_claim(around: Surroundings) -> LeftOut | None:
    """Whether its sentence denies a quote that is a claim.

    An example is “the claim that … is false”.
    """
    for code in LABELS:
        words = _denial_words(code)
        if words.claims.search(plain(around.before)) is None:
            continue
        if match := words.claims_denied.search(plain(around.after)):
            return LeftOut(around.after[match.start() : match.end()])
    return None


def _by_head(around: Surroundings, position: Position | None) -> LeftOut | None:
    """What the head of a list, or the words before a colon, refuse."""
    if position is Position.REJECT:
        return None
    heads = [around.lead]
    if around.before.rstrip().endswith(":"):
        heads.append(around.before)
    for head in heads:
        for code in LABELS:
            words = _denial_words(code)
            read = _blanked(plain(head), words.harmless)
            if match := words.heads.search(read):
                return LeftOut(head[match.start() : match.end()])
    return None


def _by_next_sentence(following: str) -> LeftOut | None:
    """Whether the next sentence denies the one before, as “This is untrue” does."""
    for code in LABELS:
        words = _denial_words(code)
        read = _blanked(plain(following), words.harmless)
        if match := words.next_denied.match(read):
            return LeftOut(following[: match.end()].strip(f"{_SIGNS}.!"))
    return None


@dataclass(frozen=True, slots=True)
class DenialWords:
    """The patterns of a language, for texts folded by :func:`plain`."""

    harmless: re.Pattern[str]
    asking: re.Pattern[str]
    finite: re.Pattern[str]
    leaves: re.Pattern[str]
    """Words that end the reach of a verb of denial."""
    before: Mapping[str, re.Pattern[str]]
    """What may come before a quote, denials first."""
    denied_within: re.Pattern[str]
    """A negation within a verb: « n’a pas repris »."""
    denied_at_once: re.Pattern[str]
    """A negation right after a verb: « reprend pas », “accepts none of it”."""
    denied_after: re.Pattern[str]
    limited_after: re.Pattern[str]
    conditions: re.Pattern[str]
    claims: re.Pattern[str]
    claims_denied: re.Pattern[str]
    heads: re.Pattern[str]
    next_denied: re.Pattern[str]


def denied_verb(text: str, start: int, end: int, code: str) -> bool:
    """Whether a verb is denied in its own forms or right after, in one language."""
    words = _denial_words(code)
    if words.denied_within.search(text, start, end):
        return True
    return words.denied_at_once.match(text, end) is not None


@cache
def _denial_words(code: str) -> DenialWords:
    path = Path(__file__).with_name("denials.toml")
    table: dict[str, str] = {}
    for key, forms in tomllib.loads(path.read_text(encoding="utf-8"))[code].items():
        table[key] = forms
        if isinstance(forms, list):
            table[key] = "|".join(forms)
    conditions = position_reader(code).words["conditions"].pattern
    table["conditions"] = f"{table['conditions']}|{conditions}"
    words = {
        key: re.compile(rf"(?<!\w)(?:{forms})(?!\w)") for key, forms in table.items()
    }
    return DenialWords(
        harmless=words["harmless"],
        asking=words["asking"],
        finite=re.compile(rf"\W*(?:{table['finite']})\b"),
        leaves=re.compile(
            rf"{_OTHER_CLAUSE}|(?<!having )(?<!to have )(?<!avoir )"
            rf"\b(?:{table['says']})\b"
        ),
        before=_before(table),
        denied_within=re.compile(rf" (?:{table['begins_denied']})\b"),
        denied_at_once=re.compile(rf"\s*(?:{table['begins_denied']})\b"),
        denied_after=words["ends_denied"],
        limited_after=words["ends_limited"],
        conditions=re.compile(rf"\b(?:{table['conditions']})"),
        claims=re.compile(rf"\b(?:{table['claims']}){_WORDS}{{0,6}}\s*$"),
        claims_denied=words["claims_denied"],
        heads=words["heads"],
        next_denied=re.compile(
            rf"\W*(?:{table['linkers']})?(?:{table['next_denied']})"
        ),
    )


def _before(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """The patterns before a quote.

    The group ``tail`` is what their clause has after the words that deny.
    """
    tail = rf"(?P<tail>{_TAIL})\s*$"
    adjacent = rf"(?: (?:{table['between']}))*(?P<tail>){_INSERTED}"
    nots, nobody, that = table["nots"], table["nobody"], table["that"]
    glued = r"(?: ?[^\s,;:()]+)"
    patterns = {
        "falsely": rf"\b(?:{table['falsely']})\b(?P<tail>[^;]*)$",
        "denies": rf"\b(?:{table['denies']})\b",
        "withholds": rf"\b(?:{table['withholds']})(?!\w){tail}",
        "nots": rf"(?<!\w)(?:{nots}){adjacent}",
        "complement": (
            rf"(?<!\w)(?:{nots}|{nobody})(?!\w){_TAIL}? (?:{that}){glued}{{0,8}}\s*$"
        ),
        "nobody": rf"\b(?:{nobody})(?!\w){tail}",
        "modals": rf"\b(?:{table['modals']}){adjacent}",
        "wants": (
            rf"\b(?:{table['wants']}){_TAIL}? (?:to|a|de|d')(?P<tail>(?: \w+ly)?)\s*$"
        ),
        "wants_that": (
            rf"\b(?:{table['wants_that']}) (?:that|qu[e'])(?P<tail>{glued}{{0,5}})\s*$"
        ),
        "whether": rf"\b(?:{table['whether']}|{table['asking']})(?!\w){tail}",
        "almost": rf"\b(?:{table['almost']})(?P<tail>{_WORDS}{{0,3}})\s*$",
        "conditions": rf"\b(?:{table['conditions']})",
    }
    return {key: re.compile(pattern) for key, pattern in patterns.items()}

"""The position that a sentence takes, only where its words leave no doubt.

A verb of position needs the recommendation as its object or its subject: “agrees that”,
“accepts the need for” and « partage le constat » take none.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

from jamplan.matching.languages import fold, lexicon_of


class Position(StrEnum):
    """What an answer says to a recommendation."""

    ACCEPT = "accept"
    PARTLY = "partly"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class StatedPosition:
    """A statement of position: its place in a sentence, and any undoubted position."""

    start: int
    end: int
    position: Position | None


class PositionReader:
    """What the words of a language say of the position that a text takes.

    All texts that it takes are folded by :func:`plain`.
    """

    def __init__(self, table: Mapping[str, str | list[str]]) -> None:
        """Take a table of ``positions.toml``."""
        words = SimpleNamespace()
        for key, forms in table.items():
            setattr(words, key, forms if isinstance(forms, str) else "|".join(forms))
        others, partly = words.others, words.partly
        idea = rf"(?:[\w'()/&-]+ ){{0,8}}?(?:{words.ideas})\b"
        words.carries = re.sub(r"\bI\b", lambda _match: idea, words.carries)
        gap = rf"(?:(?!(?:[dl]')?(?:{others})\b)[\w'()/&-]+,? ){{0,7}}?"
        item = (
            rf"(?:{gap}(?:{words.determiners}) {gap}(?:{words.items})\b(?!'s)"
            rf"|{gap}(?:{words.items}) (?:n° ?)?\d|{words.objects})"
        )
        named = rf"\b(?:(?:{words.items})\b(?: [\w'()/,°-]+){{0,8}}?|{words.subjects})"
        subject = rf"{named} (?:{words.copulas}) (?:(?:{partly}) |\w+ )?"
        opening = (
            rf"^(?:[^:.]{{0,60}}: ?|(?:{words.items})[ \w().°]{{0,14}}[,.–-]? )?"
            rf"(?:(?:{partly})[, ]+)?"
        )
        end = r"(?=\s*(?:[.,;:)]|$))"
        other = rf"(?! (?!{partly})\w+ (?:[\w']+ )?(?:{others})\b)"
        closing = rf"(?=\s*(?:[.,;:()–-]|$|(?:{words.after})\b)){other}"
        refused = words.refused.replace(
            "V", f"(?:{words.accepts}|implement|take forward)"
        )
        self._positive = re.compile(
            rf"\b(?:{words.accepts}) (?:{item}|{words.principle}\b)"
            rf"|{subject}(?:{words.accepted})\b"
            rf"|{opening}\b(?:{words.alone})\b{closing}"
            rf"|\b(?:{words.clitics})(?:{words.accepts})\b{end}"
        )
        self._negative = re.compile(
            rf"\b(?:{refused})\b(?: {item}|{end})"
            rf"|\b(?:{words.rejects}) (?:with )?{item}"
            rf"|{subject}(?:{words.rejected})\b"
            rf"|{named} (?:{words.denied})(?:{words.accepted})\b"
            rf"|{opening}\b(?:{words.alone_not})\b{closing}"
            rf"|\b(?:{words.clitics})(?:{words.rejects})\b{end}"
        )
        self._partly = _any(f"{partly}|{words.principle}")
        self._softened = _any(f"{words.softened}|{partly}")
        self._before = _any(words.before, r"|\bto $")
        self._anywhere = _any(words.anywhere, r"|\?")
        self._head = re.compile(rf"\W*(?:{words.replies})(?:\W*$| ?: )")
        self._turn = re.compile(rf"\W*(?:{words.turns})\b")
        self.words = Entries(vars(words))
        """Each entry of the table by itself, as whole words."""
        self.labels: str = words.labels

    def statements(self, sentence: str) -> list[StatedPosition]:
        """The statements of position in a sentence, in order.

        Their position is none if a modal, a condition, a negation or a statement of
        another position in the sentence leaves a doubt.
        """
        found = [
            (match, Position.REJECT) for match in self._negative.finditer(sentence)
        ]
        refused = [match.span() for match, _ in found]
        accepted = [
            match
            for match in self._positive.finditer(sentence)
            if not any(
                match.start() < end and start < match.end() for start, end in refused
            )
        ]
        bounds = [0, *(match.start() for match in accepted[1:]), len(sentence)]
        for match, (start, end) in zip(accepted, pairwise(bounds), strict=False):
            is_partly = self._partly.search(sentence, start, end)
            found.append((match, Position.PARTLY if is_partly else Position.ACCEPT))
        clear = len(
            {position for _, position in found}
        ) == 1 and not self._anywhere.search(sentence)
        return [
            StatedPosition(
                *match.span(),
                position if clear and self._is_clear(match, position) else None,
            )
            for match, position in sorted(found, key=lambda pair: pair[0].start())
        ]

    def _is_clear(self, match: re.Match[str], position: Position) -> bool:
        """Whether no word of the sentence speaks against a position."""
        sentence = match.string
        told = match.start() > 0 and self.words["told"].match(sentence, match.start())
        if told or self._before.search(sentence[: match.start()]):
            return False
        if position is Position.REJECT:
            return not self._softened.search(sentence)
        if any(self.words[key].search(sentence) for key in ("negations", "conditions")):
            return False
        return position is Position.PARTLY or not self.words["contrasts"].search(
            sentence
        )

    def others(self, sentence: str) -> set[str]:
        """The words for who takes a sentence's first position, but the government."""
        for said in self.statements(sentence)[:1]:
            before = re.split(r"[.,;:] ", sentence[: said.start])[-1]
            after = re.search(r"\b(?:by|par) ([^.;:]*)", sentence[said.end :])
            words = re.findall(r"\w+", f"{before} {after[1] if after else ''}")
            return {word for word in words if not self.words["own"].fullmatch(word)}
        return set()

    def after_head(self, line: str) -> int:
        """The place at which a line goes on after the heading of an answer; else 0.

        « Réponse du maire » is one, and so is what is before a colon.
        """
        head = self._head.match(line)
        return head.end() if head else 0

    def turns(self, sentence: str) -> bool:
        """Whether a sentence limits the one before: « Mais », “However”."""
        return self._turn.match(sentence) is not None


class Entries(dict[str, re.Pattern[str]]):
    """The patterns of a table's entries, each compiled when first asked for."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        """Take the alternatives of each entry."""
        super().__init__()
        self._forms = forms

    def __missing__(self, key: str) -> re.Pattern[str]:
        """Compile an entry, and keep it."""
        pattern = self[key] = _any(self._forms[key])
        return pattern


def _any(alternatives: str, more: str = "") -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b{more}")


@cache
def position_reader(code: str) -> PositionReader:
    """The reader of positions of a language; English if it is an unknown one."""
    tables = tomllib.loads(
        Path(__file__).with_name("positions.toml").read_text(encoding="utf-8")
    )
    return PositionReader(tables.get(lexicon_of(code).code, tables["en"]))


_SIGNS = {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"}


class _Letters(dict[int, str]):
    """The folded letter of each character, by code, folded when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = fold(character)
        letter = folded if len(folded) == 1 else character.lower()[:1]
        self[code] = letter
        return letter


_LETTERS = _Letters(str.maketrans(_SIGNS))


def plain(text: str) -> str:
    """A text folded letter for letter: its places are those of the original.

    >>> plain("N’accepte pas : « Œuvre »")
    "n'accepte pas : « œuvre »"
    """
    if text.isascii():
        return text.lower()
    return text.translate(_LETTERS)

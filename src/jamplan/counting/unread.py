"""The words of a text that were not read.

Those that its figure depends on, and those left aside.

What a figure is about is told in its own clause. A word in it that nobody reads may
turn the number into another one: « 6 députés », « 6 propositions censurées », “six
proposals were ridiculed”. Words of other clauses, names, and those of a closed table
are left aside.
"""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

FIGURE = "§"
"""What a figure that was read leaves in a line."""
_CLAUSE_ENDS = re.compile(r'[,;:!?()"\u2013\u2014]+|\.(?= |$)')
_SUBORDINATE = re.compile(rf"^.*?\b(?:que|qu|that)\b(?=[^{FIGURE}]*{FIGURE})")
_WORD = re.compile(r"[^\W\d_]+")
_NEXT = re.compile(
    rf"{FIGURE} (?:(?:des?|du|d|of|from) (?:(?:l[ae]?|les|the) )?)?([^\W\d_]+)"
)
"""What a number counts, or whose: « six ministres », « six propositions des Verts »."""
_BY_SOMEBODY = re.compile(r"\b(?:par|by) (?:l[ae]?|les|une?|the|an?) [^\W\d_]+")
"""Who takes up or refuses is no voice."""


@dataclass(frozen=True, slots=True)
class Harmless:
    """The words that say nothing of a figure."""

    words: re.Pattern[str]
    """Those that say nothing anywhere."""
    anywhere: re.Pattern[str]
    """Those that are left aside, and named: « hier », “so far”."""
    unless_next: re.Pattern[str]
    """Those too, unless they follow the number, which then counts them.

    « six ministres ».
    """

    def is_known(self, word: str) -> bool:
        """Whether a word is one of any of them."""
        tables = (self.words, self.anywhere, self.unless_next)
        return any(table.fullmatch(word) for table in tables)


def unread(
    rest: str, proper: Container[str], harmless: Harmless, *, is_bare: bool
) -> tuple[list[str], list[str]]:
    """Return the words of a line that its figure depends on, and those left aside.

    ``proper`` are the words that are typed as names. A figure ``is_bare`` if nothing
    was read of what is said of it: then any word may say it.
    """
    line = _BY_SOMEBODY.sub(" ", rest)
    own = _own_clause(line)
    after = {match[1] for match in _NEXT.finditer(line)}
    against: list[str] = []
    aside: list[str] = []
    for word in _WORD.findall(rest):
        if harmless.words.fullmatch(word):
            continue
        is_asked = word in own or (is_bare and word in _WORD.findall(line))
        is_name = word in proper and not (is_bare and word in own)
        is_known = bool(harmless.anywhere.fullmatch(word))
        if word not in after:
            is_known = is_known or is_name or bool(harmless.unless_next.fullmatch(word))
        (against if is_asked and not is_known else aside).append(word)
    return against, aside


def _own_clause(line: str) -> Sequence[str]:
    """The words of the clause that a figure is in.

    « Le plan dit que 6 propositions … » begins at « 6 ».
    """
    words: list[str] = []
    for clause in _CLAUSE_ENDS.split(line):
        if FIGURE in clause:
            words += _WORD.findall(_SUBORDINATE.sub("", clause))
    return words


def as_typed(words: Sequence[str], typed: Mapping[str, str]) -> list[str]:
    """The words as they were typed, with the plain ones of which that is not known."""
    return [typed.get(word, word) for word in words]

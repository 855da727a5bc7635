"""Whether a quote carries the statement that it is recorded for.

Everything here is a function of texts: the quote, and what its copy has around it if
there is a copy. A quote that is too short is refused; any other doubt is a question
that the reader answers once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from jamplan.evidence.denials import LeftOut, denied_verb, governing, left_out
from jamplan.evidence.quotes import Found, Surroundings
from jamplan.language import LABELS
from jamplan.language.folding import folded
from jamplan.matching.positions import Position, plain, position_reader


class DoubtCode(StrEnum):
    """What may be wrong with a quote."""

    TOO_SHORT = "quote-too-short"
    DENIED = "quote-denied"
    LIMITED = "quote-limited"
    WITHOUT_VERB = "quote-without-verb"
    SAYS_OTHERWISE = "quote-says-otherwise"
    STRUCK = "quote-struck"


@dataclass(frozen=True, slots=True)
class QuoteDoubt:
    """A doubt on a quote: why, the words that raise it, and its whole sentence."""

    code: DoubtCode
    quote: str
    words: str = ""
    sentence: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether the quote can't be recorded; a reader can confirm other doubts."""
        return self.code is DoubtCode.TOO_SHORT


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """A quote, and what is around it in the copy of its source; None without a copy."""

    text: str
    surroundings: Surroundings | None = None
    touches_struck: bool = False
    """Whether words in it or beside it are struck out or hidden in its copy."""

    @classmethod
    def at(cls, found: Found) -> "QuotedWords":
        """A quote at the place where a copy has it."""
        return cls(found.text, found.surroundings, found.touches_struck)

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


_OPENING = ("'", "’", "(", "[", "“")
_SHORTEST = 3
"""The fewest words of a quote.

Of single letters and pairs of words, as “a” and “the plan”, a reader can't tell what is
said; “Agree.” is a whole answer.
"""


def cut_before(quoted: QuotedWords) -> bool:
    """Whether a quote begins amid its sentence, so that « […] » is shown before it.

    The number of an item in a list is no part of its sentence.
    """
    before = _NUMBER.sub("", quoted.around.before, count=1)
    return any(map(str.isalnum, before))


_NUMBER = re.compile(r"^\W*\d{1,3}(?:\.\d{1,3})*[a-z]?[.)]\s*$")


def is_long_enough(quoted: QuotedWords) -> bool:
    """Whether a quote has three words, or is a whole sentence or cell.

    Without a copy, fewer words pass if they look like a sentence (“Agree.”) or are a
    position.
    """
    words = [word for word in quoted.text.split() if any(map(str.isalnum, word))]
    if len(words) >= _SHORTEST:
        return True
    if not words:
        return False
    if quoted.surroundings is not None:
        rest = quoted.around.before + quoted.around.after
        return not any(map(str.isalnum, rest))
    text = quoted.text.strip()
    if text[0].isupper() and text[-1] in ".!?":
        return True
    return bool(positions_in(text))


def doubts(
    quotes: Sequence[QuotedWords],
    position: Position | None = None,
    *,
    is_explicit: bool = False,
    language: str | None = None,
) -> list[QuoteDoubt]:
    """The doubts on a statement's quotes: on each by itself, then on their verbs.

    ``position`` is what the statement says: yes, partly or no; None if it says neither.
    Only explicit statements need a verb. ``language`` is that of the quotes if it is
    known: verbs of a language without a lexicon are not looked for.
    """
    results: list[QuoteDoubt] = []
    for quoted in quotes:
        if not is_long_enough(quoted):
            results.append(QuoteDoubt(DoubtCode.TOO_SHORT, quoted.text))
        if quoted.touches_struck:
            results.append(QuoteDoubt(DoubtCode.STRUCK, quoted.text))
        others = [other.text for other in quotes if other is not quoted]
        if doubt := _left_out(quoted, others, position):
            results.append(doubt)
    if is_explicit and position is not None and _is_read(language):
        results += _verb_doubts(quotes, position)
    return results


def _is_read(language: str | None) -> bool:
    """Whether there is a lexicon for a language; an unknown one may be any."""
    if language is None:
        return True
    return language.replace("_", "-").partition("-")[0].lower() in LABELS


# What a quote leaves out


def _left_out(
    quoted: QuotedWords, others: Sequence[str], position: Position | None
) -> QuoteDoubt | None:
    """The denial or condition that a quote leaves out; one is enough.

    Its sentence is shown whole.

    A condition that another quote has is not left out. A denial beside a yes still is
    one.
    """
    for result in left_out(quoted.text, quoted.around, position):
        is_yes = position in {Position.ACCEPT, Position.PARTLY}
        if _is_quoted(result.words, others, quoted.around) and not (
            result.is_denial and is_yes
        ):
            continue
        code = DoubtCode.LIMITED
        if result.is_denial:
            code = DoubtCode.DENIED
        return QuoteDoubt(code, quoted.text, result.words, _shown(quoted, result))
    return None


def _shown(quoted: QuotedWords, result: LeftOut) -> str:
    """The sentence of a quote, with the next or its list's head if words are there."""
    sentence, around = quoted.sentence, quoted.around
    if result.words in sentence:
        return sentence
    if result.words in around.following:
        return f"{sentence} {around.following}"
    return f"{around.lead} {sentence}"


def _is_quoted(words: str, others: Sequence[str], around: Surroundings) -> bool:
    """Whether another quote, from around the first, has words that deny or limit."""
    own = _key(words)
    for part in map(_key, (around.before, around.after, around.following)):
        before, own_in_part, after = part.rpartition(own)
        if not own_in_part:
            continue
        # The other quote may begin with these words, or in the sentence before.
        nearest = before.split()[-_NEIGHBOURS:]
        rest = after.split()[: _NEIGHBOURS - len(nearest)]
        near = " ".join([*nearest, own, *rest])
        for other in map(_key, others):
            if near in other or (own in other and other in part):
                return True
    return False


_NEIGHBOURS = 2
"""How many words beside a condition tell that two quotes have the same one.

“and combine where possible” is in the quote before, which begins with “Agree.”, a
sentence earlier.
"""


def _key(text: str) -> str:
    """A text as quotes are compared, without the sign that ends it."""
    return folded(text).casefold().rstrip(".!?… ")


# The verbs of a statement


def positions_in(text: str) -> set[Position]:
    """The positions that verbs or labels of a quote take, in a known language.

    Wider than :meth:`PositionReader.statements`: articles tell that a plan « s’appuie
    sur » a proposal.
    """
    positions: set[Position] = set()
    for sentence in _SENTENCE_BREAK.split(text):
        for code in LABELS:
            positions |= _positions_of(sentence, code)
    return positions


_SENTENCE_BREAK = re.compile(r"(?<=[.!?…;])[\"”»')\]]*\s+(?=[\W_]*[A-ZÀ-Ý])")


def tells(text: str, key: str) -> bool:
    """Whether a quote has words of an entry of the lexicon (``notes``, ``done``).

    A question, and a negation that is not the entry's own, tell nothing.
    """
    for sentence in _SENTENCE_BREAK.split(text):
        if any(_tells_in(sentence, key, code) for code in LABELS):
            return True
    return False


def _tells_in(sentence: str, key: str, code: str) -> bool:
    words, read = position_reader(code).words, plain(sentence)
    match = words[key].search(read)
    if match is None or sentence.rstrip().endswith("?"):
        return False
    around = f"{read[: match.start()]} {read[match.end() :]}"
    is_limited = any(words[name].search(around) for name in ("negations", "conditions"))
    return not is_limited and governing(sentence[: match.start()]) is None


def _verb_doubts(
    quotes: Sequence[QuotedWords], position: Position
) -> Iterator[QuoteDoubt]:
    """The doubts that no quote has a verb of a position, or has one of another."""
    readings = [(quoted, positions_in(quoted.text)) for quoted in quotes]
    is_carried = False
    for quoted, taken in readings:
        is_part = position is Position.PARTLY and is_partly(quoted.text)
        is_carried = is_carried or is_part or position in taken
    is_contradicted = False
    for quoted, taken in readings:
        if position not in taken and _contradicts(
            taken, position, is_carried=is_carried
        ):
            is_contradicted = True
            words = _verb_of(quoted.text, taken)
            code = DoubtCode.SAYS_OTHERWISE
            yield QuoteDoubt(code, quoted.text, words, quoted.sentence)
    if quotes and not is_carried and not is_contradicted:
        code = DoubtCode.WITHOUT_VERB
        yield QuoteDoubt(code, quotes[0].text, sentence=quotes[0].sentence)


def _contradicts(taken: set[Position], position: Position, *, is_carried: bool) -> bool:
    """Whether positions of one quote speak against the position of a statement.

    Whatever is less than a yes does. Beside a quote that carries it, a part is
    contradicted by a refusal alone, and a refusal by nothing: both are often told with
    what is accepted.
    """
    if position is Position.ACCEPT or not is_carried:
        return bool(taken)
    return position is Position.PARTLY and Position.REJECT in taken


def is_partly(text: str) -> bool:
    """Whether a quote has words of a part or the principle, by themselves a label."""
    read = plain(text)
    for code in LABELS:
        words = position_reader(code).words
        if words["partly"].search(read) or words["carries_partly"].search(read):
            return True
    return False


@lru_cache(maxsize=256)
def _positions_of(sentence: str, code: str) -> frozenset[Position]:
    """The positions that a sentence takes, read in one language.

    A report tells a statement in several places, and each asks whether its quote
    carries it.
    """
    reader, text = position_reader(code), plain(sentence)
    positions: set[Position] = set()
    for statement in reader.statements(text):
        if statement.position is not None:
            positions.add(statement.position)
    if sentence.rstrip().endswith("?"):
        return frozenset(positions)
    if reader.words["alone"].match(text) and is_partly(sentence):
        positions.add(Position.PARTLY)
    for match in reader.words["carries_no"].finditer(text):
        if governing(sentence[: match.start()]) is None:
            positions.add(Position.REJECT)
    for match in reader.words["carries"].finditer(text):
        positions |= _accepted(sentence, match, code)
    if Position.PARTLY in positions and not reader.words["carries_some"].search(text):
        positions.discard(Position.ACCEPT)
    return frozenset(positions)


def _accepted(sentence: str, match: re.Match[str], code: str) -> set[Position]:
    """What a verb of acceptance says in a sentence: nothing if limited before it."""
    words, text = position_reader(code).words, match.string
    before = governing(sentence[: match.start()])
    if words["carries_aim"].match(text, match.end() + 1):
        return set()
    if before is not None and not before.is_denial:
        return set()
    if before is not None or denied_verb(text, *match.span(), code):
        return {Position.REJECT}
    if any(
        words[key].search(text) for key in ("partly", "carries_partly", "principle")
    ):
        return {Position.PARTLY}
    if words["carries_some"].search(text):
        return {Position.ACCEPT, Position.PARTLY}
    return {Position.ACCEPT}


_VERBS = {
    Position.REJECT: ("carries_no", "alone_not", "carries"),
    Position.PARTLY: ("partly", "carries_partly", "principle"),
    Position.ACCEPT: ("carries", "alone", "accepts"),
}
"""The entries of the lexicon that show a position, the surest first."""


def _verb_of(text: str, taken: set[Position]) -> str:
    """The first words of a quote that take one of some positions, as written."""
    read = plain(text)
    for position, keys in _VERBS.items():
        if position not in taken:
            continue
        for key in keys:
            for code in LABELS:
                if match := position_reader(code).words[key].search(read):
                    return text[match.start() : match.end()]
    return ""

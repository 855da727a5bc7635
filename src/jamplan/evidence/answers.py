"""The copy of a source as sentences, and the proposals that each answers, in blocks.

What restates a proposal, or bears its number, opens a block; the text after it answers
the proposal.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jamplan.corpus.model import Proposal
from jamplan.documents.drafts import DraftItem
from jamplan.documents.textblocks import BULLET, BlockKind, TextBlock
from jamplan.evidence.sourcetexts import SourceText
from jamplan.matching.positions import StatedPosition, plain

# « … relating to them (113.57) The government … »: the number of a paragraph may end
# it.
_END = re.compile(
    r"(?:[.!?…]+[\"”»’)\]]*|(?<= )\(\d{1,3}(?:\.\d{1,3})+\))\s+"
    r"(?=[\"“«‘(\[]*\s?[A-ZÀ-ÖØ-Þ\d])"
)
_ABBREVIATED = re.compile(
    r"(?:^\W*(?:\w{1,4}[).]+ ?){1,3}"
    r"|\b(?:[A-Z]|nos?|art|para|pp?|cf|e\.g|i\.e|etc|vs|Mrs?|Ms|Dr|St|Mme?|al))\.?$"
)
_FEWEST_WORDS = 4
_MARKER = re.compile(
    rf"(?:{BULLET.pattern}|\(?(?:\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?|[a-z]|[ivx]{{1,4}})[.)]+\s+"
    r"|\d{1,3}(?:\.\d{1,3})+\s+)+"
)


def split(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end, without bullets, numbers."""
    begin = 0
    for match in _END.finditer(text):
        written = text[begin : match.start() + 1]
        # “Agree.” says nothing without what follows in its paragraph.
        if len(written.split()) >= _FEWEST_WORDS and not _ABBREVIATED.search(written):
            yield _bare(text, begin), len(text[: match.end()].rstrip())
            begin = match.end()
    if begin < len(text):
        yield _bare(text, begin), len(text)


def _bare(text: str, begin: int) -> int:
    marker = _MARKER.match(text, begin)
    return marker.end() if marker and marker.end() < len(text) else begin


class Mentions:
    """Finds proposals by number: « recommandation 12 », “Recommendations 12) a-c)”."""

    def __init__(self, numbers: Iterable[tuple[str, str | None]], labels: str) -> None:
        """Take ids with numbers, and what an item is called before one.

        Both are patterns on folded text.
        """
        by_number: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for id_, number in numbers:
            if number:
                by_number[_key(number)].append(id_)
        alone = {key: ids for key, ids in by_number.items() if len(ids) == 1}
        self._order = [id_ for ids in alone.values() for id_ in ids]
        # A number heads its letters: 12 is 12a, 12b and 12c, if no proposal has it.
        self._ids = defaultdict(list, alone)
        for key, ids in alone.items():
            for end in range(1, len(key)):
                if key[:end] not in alone:
                    self._ids[key[:end]] += ids
        label = rf"\b(?:{labels})\s?(?:n°|nos?|no\.?|numbers?|numeros?)?\s?(?=\d)"
        self._label = re.compile(label)
        self._opening = re.compile(
            rf"\W*(?:(?:\w+ ){{0,3}}(?:response|reponse)s? (?:to|a la|aux?) )?{label}"
        )

    def of(self, folded: str) -> set[str]:
        """The ids of the proposals that a folded text names."""
        lists = (
            self._listed(folded, match.end()) for match in self._label.finditer(folded)
        )
        return {id_ for found, _ in lists for id_ in found}

    def at_start(self, folded: str) -> tuple[set[str], int]:
        """The proposals whose label begins a folded text, and where it goes on."""
        opening = self._opening.match(folded)
        return self._listed(folded, opening.end()) if opening else (set(), 0)

    def _listed(self, folded: str, end: int) -> tuple[set[str], int]:
        """The proposals of a list of numbers, ranges included, and where it ends."""
        found: set[str] = set()
        before: tuple[str, ...] = ()
        while match := _NUMBER.match(folded, end):
            key = _key(match["number"])
            if before and not key[0].isdigit():
                # « 12) a-c) »: the letter belongs to the number before.
                key = (*before[:-1], *key)
            while key and key not in self._ids:
                key = key[:-1]
            if not key:
                break
            ids = self._ids[key]
            if before and (match["joint"] or "").strip() in _RANGE:
                first, last = sorted(
                    self._order.index(each[0]) for each in (self._ids[before], ids)
                )
                ids = self._order[first : last + 1]
            found.update(ids)
            before, end = key, match.end()
        return found, end


def _key(number: str) -> tuple[str, ...]:
    return tuple(
        part.lstrip("0") or part for part in re.findall(r"\d+|[a-z]+", plain(number))
    )


_NUMBER = re.compile(
    r"(?P<joint>\s?(?:,|;|/|&|-|–|—|and|et|or|ou|to|a)\s?(?:and |et )?(?=\d|[a-z]\b))?"
    r"(?P<number>(?:\d{1,3}(?:\.\d{1,3})*|(?=[a-z]\b))"
    r"(?:[ .()]{0,3}[a-z](?![a-z]|\s\d))?(?:[ .()]{0,3}[ivx]+\b)?[.)]?)"
)
_RANGE = {"-", "–", "—", "to", "a"}

_RUN = 4
_RESTATED = 0.5
"""Share of a sentence's four-word runs that a proposal has if the sentence restates it.

Words may be printed as one (en-disorder).
"""


class Restated:
    """Finds the sentences that restate a proposal."""

    def __init__(self, proposals: Iterable[Proposal | DraftItem]) -> None:
        """Take the four-word runs of the proposals."""
        self._texts = {
            proposal.id: plain(f"{proposal.title} {proposal.text or ''}")
            for proposal in proposals
        }
        self._runs: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for proposal in proposals:
            for text in (proposal.title, proposal.text or ""):
                for run in runs_of(plain(text)):
                    self._runs[run].add(proposal.id)

    def of(self, folded: str, said: Iterable[Iterable[str]] = ()) -> set[str]:
        """The proposals that a folded text restates, with all ``said`` positions.

        Of each the words, or those that lead to it: its object may be another.
        """
        runs = runs_of(folded)
        counts = Counter(
            proposal for run in runs for proposal in self._runs.get(run, ())
        )
        best = max(counts.values(), default=0)
        if not runs or best < _RESTATED * len(runs):
            return set()
        return {
            proposal
            for proposal, count in counts.items()
            if count == best
            and all(
                any(words in self._texts[proposal] for words in each) for each in said
            )
        }


def led_to(folded: str, said: StatedPosition) -> str:
    """A position's first word with two before: « the system will [support] it »."""
    return " ".join(
        [*folded[: said.start].split()[-2:], folded[said.start :].split(maxsplit=1)[0]]
    )


def runs_of(folded: str) -> list[tuple[str, ...]]:
    """The runs of four words; of two or three words, all of them."""
    words = re.findall(r"\w+", folded)
    if len(words) < 2:
        return []
    return [tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))]


def repeated_in(proposal: Proposal, text: str) -> tuple[list[str], list[str]]:
    """The sentences of an answer that repeat what it answers, and its own."""
    restated = Restated([proposal])
    parts: tuple[list[str], list[str]] = ([], [])
    for line in text.splitlines():
        for start, end in split(line):
            parts[not restated.of(plain(line[start:end]))].append(line[start:end])
    return parts


MOST = 8
"""Proposals that are restated one after the other.

More are a list of all, and have no one answer.
"""


@dataclass(slots=True)
class Block:
    """The text that answers the proposals that were restated or numbered before it."""

    level: int
    """Of the heading that it is below."""
    surety: Counter[str] = field(default_factory=Counter)
    """Its proposals, each with how sure that is.

    1 by its number, 2 by its words, 3 by both.
    """
    openers: int = 0
    """How many sentences opened it, each for other proposals."""
    is_open: bool = True
    """Whether nothing was answered yet."""
    distance: int = 0
    """Paragraphs since it was opened."""
    is_headed: bool = False
    """Whether a heading that announces an answer was read in it."""


@dataclass(slots=True, eq=False)
class Copy:
    """The lines of the copy of a source."""

    source: str
    text: SourceText
    lines: list[Line] = field(default_factory=list)
    surest: Counter[str] = field(default_factory=Counter)
    """How sure the surest block of each proposal is."""
    heads: int = 0
    """How many headings announce an answer."""


@dataclass(slots=True, eq=False)
class Line:
    """A sentence of a source, or a heading, and what it is to the proposals."""

    copy: Copy
    number: int
    text: str
    folded: str
    """The text folded letter for letter."""
    page: int
    printed: TextBlock
    """The paragraph, heading or row that it begins in."""
    heading: str
    """The heading that it is below."""
    follows: bool
    """Whether it follows the line before in the same paragraph or cell."""
    statements: list[StatedPosition] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """The proposals whose numbers it names."""
    restated: set[str] = field(default_factory=set)
    block: Block | None = None
    answers: set[str] = field(default_factory=set)
    """The proposals that it may answer."""
    nearness: float = 0.0
    """How near the beginning of its block is, from 0 to 1."""
    is_sure: bool = False
    """Whether it answers all proposals of its block."""
    begins: int = 0
    """Where it goes on after words that announce an answer: « Réponse du maire »."""
    is_labelled: bool = False
    """Whether it begins with the numbers of proposals."""
    inside: float = 0.0
    """What its words add in a block, as a quote."""
    factor: float = 1.0
    """What its words multiply its likeness by, as a quote."""

    @property
    def is_head(self) -> bool:
        """Whether it announces an answer, or begins with what does."""
        return self.begins > 0

    @property
    def is_bare_head(self) -> bool:
        """Whether it announces an answer, and has none itself."""
        return 0 < len(self.text) <= self.begins

    def beside(self, step: int) -> Line | None:
        """The line before or after it; None if in another cell, or restated."""
        lines, other = self.copy.lines, self.number + step
        if not 0 <= other < len(lines) or lines[other].restated:
            return None
        beside, later = lines[other], lines[max(self.number, other)]
        is_in_cell = BlockKind.ROW in {beside.printed.kind, later.printed.kind}
        return beside if later.follows or not is_in_cell else None

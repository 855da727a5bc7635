"""Which sentences of a source answer which proposals: the blocks of a response.

What restates a proposal, or bears its number, opens a block; the text after it answers the proposal.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jamplan.corpus.model import Proposal
from jamplan.documents.textblocks import BlockKind
from jamplan.evidence.quotes import SourceText
from jamplan.evidence.sentences import Sentence, sentences_of
from jamplan.matching.positions import PositionReader, Statement, plain


class Mentions:
    """Finds proposals by their numbers: « recommandation 12 », “Recommendations 12) a-c)”, “3b”."""

    def __init__(self, proposals: Iterable[Proposal], labels: str) -> None:
        """Take what an item is called before its number, as a pattern on folded text."""
        known: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for proposal in proposals:
            if proposal.number and not proposal.number_inferred:
                known[_key(proposal.number)].append(proposal.id)
        self._ids = {key: ids[0] for key, ids in known.items() if key and len(ids) == 1}
        self._order = list(self._ids)
        label = rf"\b(?:{labels})\s?(?:n°|nos?|no\.?|numbers?|numeros?)?\s?(?=\d)"
        self._label = re.compile(label)
        self._opening = re.compile(
            rf"\W*(?:(?:\w+ ){{0,3}}(?:response|reponse)s? (?:to|a la|aux?) )?{label}"
        )

    def of(self, folded: str) -> set[str]:
        """The ids of the proposals that a folded text names."""
        found: set[str] = set()
        for match in self._label.finditer(folded):
            found |= self._listed(folded, match.end())[0]
        keys = (_key(match[0]) for match in _LETTERED.finditer(folded))
        return found | {self._ids[key] for key in keys if key in self._ids}

    def at_start(self, folded: str) -> tuple[set[str], int]:
        """The proposals whose label a folded text begins with, and where the text goes on."""
        opening = self._opening.match(folded)
        return self._listed(folded, opening.end()) if opening else (set(), 0)

    def _listed(self, folded: str, start: int) -> tuple[set[str], int]:
        """The proposals of a list of numbers, ranges included, and where it ends."""
        found: set[str] = set()
        before: tuple[str, ...] = ()
        end, joint = start, ""
        while match := _NUMBER.match(folded, end + len(joint)):
            key = self._known(_key(match[0]), before)
            if not key:
                break
            if joint.strip() in _RANGE and before in self._ids and key in self._ids:
                first, last = sorted((self._order.index(before), self._order.index(key)))
                found |= {self._ids[each] for each in self._order[first : last + 1]}
            found |= {self._ids[key]} if key in self._ids else self._below(key)
            before, end = key, match.end()
            joined = _JOINT.match(folded, end)
            if not joined:
                break
            joint = joined[0]
        return found, end

    def _known(self, key: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
        """The longest part of a key that is a number or heads some; empty if there is none."""
        if before and key and not key[0].isdigit():
            # « 12) a-c) »: the letter belongs to the number before.
            key = (*before[:-1], *key)
        while key and key not in self._ids and not self._below(key):
            key = key[:-1]
        return key

    def _below(self, key: tuple[str, ...]) -> set[str]:
        return {self._ids[other] for other in self._order if other[: len(key)] == key != other}


def _key(number: str) -> tuple[str, ...]:
    return tuple(part.lstrip("0") or part for part in re.findall(r"\d+|[a-z]+", plain(number)))


_PART = r"(?:[ .()]{0,3}[a-z](?![a-z]|\s\d))?(?:[ .()]{0,3}[ivx]+\b)?[.)]?"
_NUMBER = re.compile(rf"(?:\d{{1,3}}(?:\.\d{{1,3}})*|(?=[a-z]\b)){_PART}")
_LETTERED = re.compile(r"(?<![\w.,£$€])\d{1,3}[a-z]\b(?:[ .()]{0,3}[ivx]+\b)?")
_JOINT = re.compile(r"\s?(?:,|;|/|&|-|–|—|and|et|or|ou|to|a)\s?(?:and |et )?(?=\d|[a-z]\b)")
_RANGE = {"-", "–", "—", "to", "a"}

_RUN = 4
_RESTATED = 0.6
"""Share of a sentence's four-word runs that a proposal has if the sentence restates it."""
_AS_GOOD = 0.9
"""Proposals that share nearly as many runs with a sentence are restated by it too."""


class Restated:
    """Finds the sentences that restate a proposal."""

    def __init__(self, proposals: Iterable[Proposal]) -> None:
        """Take the four-word runs of the proposals."""
        self._runs: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for proposal in proposals:
            for text in (proposal.title, proposal.text or ""):
                for run in _runs_of(_WORD.findall(plain(text))):
                    self._runs[run].add(proposal.id)

    def of(self, folded: str, begin: int, statements: Sequence[Statement] = ()) -> set[str]:
        """The proposals that a folded text restates from a place on; none if it takes a position.

        An answer may repeat what it accepts, but the verb is its own.
        """
        words = list(_WORD.finditer(folded, begin))
        runs = _runs_of([word[0] for word in words])
        counts = Counter(proposal for run in runs for proposal in self._runs.get(run, ()))
        best = max(counts.values(), default=0)
        if not runs or best < _RESTATED * len(runs):
            return set()
        found = {proposal for proposal, count in counts.items() if count >= _AS_GOOD * best}
        theirs = {
            place
            for at, run in enumerate(runs)
            if found & self._runs.get(run, set())
            for place in range(at, at + len(run))
        }
        said = (
            at
            for at, word in enumerate(words)
            if any(statement.start <= word.start() < statement.end for statement in statements)
        )
        return found if all(at in theirs for at in said) else set()


_WORD = re.compile(r"\w+")


def _runs_of(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The runs of four words; of two or three words, all of them."""
    if len(words) < 2:
        return []
    return [tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))]


class Answer(NamedTuple):
    """What a sentence is to a proposal."""

    nearness: float
    """How near its block begins and how sure that is, from 0 to 1."""
    surety: float
    """How sure the block is of the proposal; 0 if it may be another's."""


_RESTATED_ONLY = 0.9
"""How sure a block is that a proposal's words open; with its number too, 1."""
_LABELLED = 0.7
"""How sure a block is that its number alone opens."""
_SHARED = 0.8
"""What is left of a block for the proposals before the last, unless it is said to answer several."""
_FADE = 0.9
"""What is left of a block at each further paragraph."""
_MOST = 8
"""Proposals that are restated one after the other; more are a list of all, and have no one answer."""
_LOWEST = 7
"""Below all headings."""
_HEADING_OF_ANSWER = 5
"""The most words of « Réponse du Gouvernement » and its like."""


@dataclass(slots=True)
class Block:
    """The text that answers the proposals that were restated or numbered before it."""

    openers: list[dict[str, float]]
    """The proposals of each opening sentence, with how sure it is of them."""
    level: int
    """Of the heading that it is below."""
    parted: int = 0
    """How many openers a heading parts from the answer."""
    is_open: bool = True
    """Whether nothing was answered yet."""
    distance: int = 0
    """Paragraphs since the last opener."""

    @property
    def proposals(self) -> set[str]:
        """All its proposals."""
        return {proposal for opener in self.openers for proposal in opener}

    def answers(self, *, together: bool) -> dict[str, Answer]:
        """What its next sentence is to its proposals; ``together`` if it answers several."""
        last = len(self.openers) - 1
        if len(self.proposals) > _MOST:
            return {}
        found: dict[str, Answer] = {}
        for place, opener in enumerate(self.openers):
            is_sure = last == 0 or (together and place >= self.parted)
            nearness = _FADE**self.distance * (1 if is_sure or place == last else _SHARED)
            for proposal, share in opener.items():
                answer = Answer(nearness * share, share if is_sure else 0.0)
                found[proposal] = max(answer, found.get(proposal, answer))
        return found


@dataclass(slots=True)
class Copy:
    """The sentences of a source, and what each is to the proposals."""

    source: str
    text: SourceText
    sentences: list[Sentence]
    statements: list[list[Statement]]
    named: list[set[str]]
    """Of each sentence, the proposals whose number it names."""
    restated: list[set[str]] = field(default_factory=list)
    """Of each sentence, the proposals that it restates."""
    answers: list[dict[str, Answer]] = field(default_factory=list)
    """Of each sentence, the proposals that it may answer."""
    blocks: list[Block | None] = field(default_factory=list)
    """Of each sentence, its block."""
    surest: dict[str, float] = field(default_factory=dict)
    """Of each proposal, the greatest surety of a sentence that answers it."""

    def sentence(self, number: int) -> Sentence | None:
        """A sentence, None before the first and after the last."""
        return self.sentences[number] if 0 <= number < len(self.sentences) else None

    def neighbour(self, number: int, other: int) -> str:
        """The text of a sentence beside another; empty if in another cell, or a proposal restated."""
        beside = self.sentence(other)
        if beside is None or self.restated[other]:
            return ""
        later = self.sentences[max(number, other)]
        is_in_cell = BlockKind.ROW in {beside.kind, later.kind}
        return beside.text if later.follows or not is_in_cell else ""

    def forget(self, by_number: set[str]) -> None:
        """Take back all numbers, and the answers to proposals that are known by them alone."""
        self.named = [set() for _ in self.named]
        self.answers = [
            {key: answer for key, answer in answers.items() if key not in by_number}
            for answers in self.answers
        ]


def read_copy(
    source: str, text: SourceText, reader: PositionReader, mentions: Mentions, restated: Restated
) -> Copy:
    """Follow a source: what restates or numbers proposals opens a block, what follows answers them."""
    sentences = sentences_of(text)
    copy = Copy(
        source,
        text,
        sentences,
        [reader.statements(sentence.folded) for sentence in sentences],
        [mentions.of(sentence.folded) for sentence in sentences],
    )
    block: Block | None = None
    level, last = _LOWEST, -1
    for number, sentence in enumerate(sentences):
        statements = copy.statements[number]
        labelled, goes_on = (set[str](), 0) if sentence.follows else mentions.at_start(sentence.folded)
        again = restated.of(sentence.folded, goes_on, statements)
        is_new, last = sentence.block != last, sentence.block
        # What begins small is an item of a list in large print.
        is_heading = sentence.kind is BlockKind.HEADING and not (
            statements or sentence.text[:1].islower()
        )
        if labelled or again:
            opener = dict.fromkeys(labelled, _LABELLED) | dict.fromkeys(again, _RESTATED_ONLY)
            opener |= dict.fromkeys(labelled & again, 1.0)
            block = _opened(block, opener, level, is_row=sentence.kind is BlockKind.ROW and is_new)
        elif is_heading and not _heads_answer(sentence, reader):
            level = sentence.level
            block = _parted(block, level)
        elif block is not None:
            block.distance += is_new
        answers: dict[str, Answer] = {}
        says = not labelled and len(sentence.folded.split()) > 1
        if block is not None and not again and (statements or says):
            answers = block.answers(together=_of_several(copy, number, block, reader))
            block.is_open = block.is_open and is_heading
        copy.restated.append(again)
        copy.answers.append(answers)
        copy.blocks.append(block)
    for answers in copy.answers:
        for proposal, answer in answers.items():
            copy.surest[proposal] = max(answer.surety, copy.surest.get(proposal, 0.0))
    return copy


def _opened(block: Block | None, opener: dict[str, float], level: int, *, is_row: bool) -> Block:
    """The block that an opening sentence begins or goes on to open. Each row of a table has its own."""
    if block is None or not block.is_open or is_row:
        return Block([opener], level)
    if opener.keys() - block.openers[-1].keys():
        block.openers.append(opener)
    block.distance = 0
    return block


def _parted(block: Block | None, level: int) -> Block | None:
    """The block after a heading: a heading as high as that before it ends it."""
    if block is None or level <= block.level:
        return None
    if block.is_open:
        block.parted = len(block.openers)
    return block


def _heads_answer(sentence: Sentence, reader: PositionReader) -> bool:
    """Whether a heading is that of an answer: « Réponse du Gouvernement »."""
    is_short = len(sentence.folded.split()) <= _HEADING_OF_ANSWER
    return is_short and reader.answer.search(sentence.folded) is not None


def _of_several(copy: Copy, number: int, block: Block, reader: PositionReader) -> bool:
    """Whether a sentence answers all proposals that were restated one after the other before it."""
    if copy.named[number]:
        return copy.named[number] >= block.proposals
    folded = copy.sentences[number].folded
    return any(reader.several.search(folded, each.start, each.end) for each in copy.statements[number])

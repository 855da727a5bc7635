"""Passages of the copies of sources that speak of a proposal. Computed: no statements, in no figure.

In a response, likeness finds the block that answers a proposal: the text after the one that restates or
numbers it. In the block, words of position find the sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Proposal
from jamplan.documents.textblocks import BlockKind
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sentences import LONGEST, Sentence, quote_of, sentences_of
from jamplan.evidence.sourcefiles import SourceText
from jamplan.matching.index import TextItem
from jamplan.matching.positions import Position, PositionReader, Statement, plain, position_reader
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import item_of, subject_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote that speaks of a proposal, where it is, and the sentences beside it."""

    proposal: Proposal
    source: str
    quote: str
    page: int | None
    heading: str
    position: Position | None
    answers: bool
    """Whether it is in the block that restates or numbers the proposal."""
    score: float
    """From 0 to 1."""
    before: str = ""
    after: str = ""
    limited: bool = False
    """Whether the sentence after it limits it: « Mais », “However”."""


# Which proposals a text names.


class Mentions:
    """Finds the numbers of proposals in a text: « recommandation 12 », “Recommendations 12) a-c)”, “3b”."""

    def __init__(self, proposals: Iterable[Proposal], labels: str) -> None:
        """Take what an item is called before its number, as a pattern on folded text."""
        known: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for proposal in proposals:
            if proposal.number and not proposal.number_inferred:
                known[_key(proposal.number)].append(proposal.id)
        self._ids = {key: ids[0] for key, ids in known.items() if len(ids) == 1 and key}
        self._order = list(self._ids)
        self._label = re.compile(rf"\b(?:{labels})\s?(?:n°|nos?|no\.?|numbers?|numeros?)?\s?(?=\d)")
        self.opening = re.compile(
            rf"\W*(?:(?:\w+ ){{0,3}}(?:response|reponse)s? (?:to|a la|aux?) )?(?={self._label.pattern})"
        )

    def of(self, folded: str, start: int = 0) -> set[str]:
        """The ids of the proposals that a folded text names."""
        found: set[str] = set()
        for match in self._label.finditer(folded, start):
            found |= self._listed(folded, match.end())[0]
        for match in _LETTERED.finditer(folded, start):
            key = _key(match[0])
            if key in self._ids:
                found.add(self._ids[key])
        return found

    def at_start(self, folded: str) -> tuple[set[str], int]:
        """The proposals whose label a folded text begins with, and where the text goes on."""
        opening = self.opening.match(folded)
        label = self._label.match(folded, opening.end()) if opening else None
        return self._listed(folded, label.end()) if label else (set(), 0)

    def _listed(self, folded: str, start: int) -> tuple[set[str], int]:
        """The proposals of a list of numbers, ranges included, and where it ends."""
        found: set[str] = set()
        before: tuple[str, ...] = ()
        end, joint = start, ""
        while match := _NUMBER.match(folded, end if not joint else end + len(joint)):
            key = _key(match[0])
            if before and key and not key[0].isdigit():
                # « 12) a-c) »: the letter belongs to the number before.
                key = (*before[:-1], *key)
            while key and key not in self._ids and not self._below(key):
                key = key[:-1]
            if not key:
                break
            if joint.strip() in _RANGE and before in self._ids and key in self._ids:
                places = sorted((self._order.index(before), self._order.index(key)))
                found |= {self._ids[each] for each in self._order[places[0] : places[1] + 1]}
            found |= {self._ids[key]} if key in self._ids else self._below(key)
            before, end = key, match.end()
            joined = _JOINT.match(folded, end)
            if not joined:
                break
            joint = joined[0]
        return found, end

    def share_a_number(self, ids: set[str]) -> bool:
        """Whether proposals are parts of one number: 2a, 2b and 2c."""
        keys = [key for key, known in self._ids.items() if known in ids]
        return len(keys) == len(ids) and len({key[0] for key in keys if len(key) > 1}) == 1

    def _below(self, key: tuple[str, ...]) -> set[str]:
        return {self._ids[other] for other in self._order if other[: len(key)] == key and other != key}


def _key(number: str) -> tuple[str, ...]:
    return tuple(part.lstrip("0") or part for part in re.findall(r"\d+|[a-z]+", plain(number)))


_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|(?=[a-z]\b))(?:[ .()]{0,3}[a-z](?![a-z]))?(?:[ .()]{0,3}[ivx]+\b)?[.)]?")
_LETTERED = re.compile(r"(?<![\w.,£$€])\d{1,3}[a-z]\b(?:[ .()]{0,3}[ivx]+\b)?")
_JOINT = re.compile(r"\s?(?:,|;|/|&|-|–|—|and|et|or|ou|to|a)\s?(?:and |et )?(?=\d|[a-z]\b)")
_RANGE = {"-", "–", "—", "to", "a"}


# Blocks: which sentences answer which proposals.


@dataclass(slots=True)
class _Copy:
    """The sentences of a source, and what each is to the proposals."""

    source: str
    text: SourceText
    sentences: list[Sentence]
    statements: list[list[Statement]]
    restated: list[set[str]]
    named: list[set[str]]
    answers: list[dict[str, float]] = field(default_factory=list)
    """Of each sentence, the proposals that it may answer, each with how near its block begins (0 to 1)."""
    sure: list[set[str]] = field(default_factory=list)
    """Of each sentence, the proposals that the sentence answers if it takes a position."""


_RUN = 4
_RESTATED = 0.6
"""Share of a sentence's four-word runs that a proposal has if the sentence restates it."""
_REPEATED = 0.9
"""How sure a block is that a proposal's words open; with its label it is sure, 1."""
_LABELLED = 0.7
"""How sure one is that its label alone opens."""
_FADE = 0.9
"""What is left of a block at each further paragraph."""


class _Restated:
    """Finds the sentences that restate a proposal."""

    def __init__(self, proposals: Iterable[Proposal]) -> None:
        self._runs: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for proposal in proposals:
            for text in (proposal.title, proposal.text or ""):
                for run in _runs_of(_WORD.findall(plain(text))):
                    self._runs[run].add(proposal.id)

    def of(self, folded: str, begin: int) -> set[str]:
        """The proposals that a folded text restates from a place on."""
        runs = _runs_of(_WORD.findall(folded, begin))
        counts = Counter(proposal for run in runs for proposal in self._runs.get(run, ()))
        best = max(counts.values(), default=0)
        if not runs or best < _RESTATED * len(runs):
            return set()
        return {proposal for proposal, count in counts.items() if count >= _AS_GOOD * best}

    def has(self, proposals: set[str], folded: str, statement: Statement) -> bool:
        """Whether the words of a statement in a folded text are all words of the proposals."""
        words = list(_WORD.finditer(folded))
        theirs: set[int] = set()
        for at, run in enumerate(_runs_of([word[0] for word in words])):
            if proposals & self._runs.get(run, set()):
                theirs.update(range(at, at + len(run)))
        return all(
            at in theirs
            for at, word in enumerate(words)
            if statement.start <= word.start() < statement.end
        )


_WORD = re.compile(r"\w+")
_AS_GOOD = 0.9
"""Proposals that share nearly as many runs with a sentence are restated by it too."""


def _runs_of(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))] if len(words) > 1 else []


def _copy(source: str, text: SourceText, reader: PositionReader, mentions: Mentions, restated: _Restated) -> _Copy:
    sentences = sentences_of(text)
    copy = _Copy(
        source,
        text,
        sentences,
        [reader.statements(sentence.folded) for sentence in sentences],
        [],
        [mentions.of(sentence.folded) for sentence in sentences],
    )
    for sentence, statements in zip(sentences, copy.statements, strict=True):
        _, begin = mentions.at_start(sentence.folded)
        found = restated.of(sentence.folded, begin)
        if any(not restated.has(found, sentence.folded, statement) for statement in statements):
            # An answer may repeat what it accepts: the verb is then its own.
            found = set()
        copy.restated.append(found)
    _find_blocks(copy, reader, mentions)
    return copy


def _find_blocks(copy: _Copy, reader: PositionReader, mentions: Mentions) -> None:
    """Follow the text: what restates or numbers proposals opens a block, what comes after answers them."""
    openers: list[dict[str, float]] = []
    fresh, level, distance, block = False, 0, 0, -1
    section = 0
    for number, sentence in enumerate(copy.sentences):
        is_new = sentence.block != block
        block = sentence.block
        labelled, goes_on = (set[str](), 0) if sentence.follows else mentions.at_start(sentence.folded)
        heads = dict.fromkeys(labelled, _LABELLED) | dict.fromkeys(copy.restated[number], _REPEATED)
        heads |= dict.fromkeys(labelled & copy.restated[number], 1.0)
        rest = sentence.folded[goes_on:].strip(" .:)-–")
        if sentence.kind is BlockKind.HEADING and not heads:
            ends = openers and sentence.level <= level and not copy.statements[number]
            if ends and not reader.answer.search(sentence.folded):
                openers = []
            section = sentence.level
        if heads:
            if not fresh or (sentence.kind is BlockKind.ROW and is_new):
                openers = []
            if not openers or heads.keys() - openers[-1].keys():
                openers.append(heads)
            fresh, level, distance = True, section or 7, 0
        elif is_new:
            distance += 1
        is_own = not copy.restated[number] and len(rest.split()) > 1
        answers: dict[str, float] = {}
        sure: set[str] = set()
        if openers and (copy.statements[number] or (is_own and not labelled)):
            strength = _FADE**distance
            together = _together(openers, copy, number, reader, mentions)
            for age, opener in enumerate(reversed(openers)):
                for proposal, share in opener.items():
                    if age == 0 or together:
                        answers[proposal] = max(answers.get(proposal, 0), strength * share)
                        sure.add(proposal)
                    else:
                        answers.setdefault(proposal, strength * share * 0.6)
            if sentence.kind is not BlockKind.HEADING or copy.statements[number]:
                fresh = False
        copy.answers.append(answers)
        copy.sure.append(sure)


def _together(
    openers: list[dict[str, float]], copy: _Copy, number: int, reader: PositionReader, mentions: Mentions
) -> bool:
    """Whether a sentence answers all proposals that are restated one after the other before it."""
    ids = {proposal for opener in openers for proposal in opener}
    if len(ids) < 2:
        return True
    sentence = copy.sentences[number]
    if copy.named[number]:
        return ids <= copy.named[number]
    return bool(reader.several.search(sentence.folded)) or mentions.share_a_number(ids)


# Scores. The weights were chosen on pairs of documents in turn, and measured on those left out: matching.md.

_OF_BLOCK = 0.35
_OF_POSITION = 0.7
"""For words of position in the block; half of it if they leave a doubt."""
_OF_COMMITMENT = 0.1
_OF_NAME = 0.1
_TAKING_UP = 1.3
"""Times the likeness for a verb of taking up, as an article has it, and for the name of the author."""
_BY_NAME = 1.2
_OF_MEASURE = 0.9
"""Times the likeness to a measure that is linked to the proposal."""
_OF_OTHERS = 0.3
"""Less if only other proposals are named, or answered."""
_FEWEST_WORDS = 3


def passages(
    corpus: Corpus, copies: Mapping[str, SourceText], proposals: Sequence[str] | None = None, *, top: int = 3
) -> list[Passage]:
    """The passages that speak of each proposal (all by default), best first.

    ``copies`` has the text of sources by id. The document that proposes is left out. Raises
    :class:`KeyError` on an unknown proposal.
    """
    own = corpus.proposals_document.source
    wanted = list(corpus.proposal) if proposals is None else list(proposals)
    reader = position_reader(corpus.language)
    mentions = Mentions(corpus.proposals, reader.labels)
    restated = _Restated(corpus.proposals)
    read = [
        _copy(source, text, reader, mentions, restated) for source, text in copies.items() if source != own
    ]
    places = [(copy, number) for copy in read for number in range(len(copy.sentences)) if _may_be_quoted(copy, number)]
    left = [item_of(corpus.proposal[id_]) for id_ in wanted]
    author = _names_of(corpus)
    works = [_of_words(copy, number, reader, author) for copy, number in places]
    measures = {id_: _measures_of(corpus, id_) for id_ in wanted}
    left += [item_of(corpus.measure[id_]) for id_ in sorted(set().union(*measures.values()))]
    right = [TextItem(str(at), _whole(copy, number)[0]) for at, (copy, number) in enumerate(places)]
    matcher = Matcher(left, right, corpus.language, subject=subject_of(corpus))
    found: list[Passage] = []
    for id_ in wanted:
        likes = [
            max(
                factor * matcher.likeness(id_, item.id),
                *(_OF_MEASURE * matcher.likeness(other, item.id) for other in measures[id_]),
                0.0,
            )
            for item, (_, factor) in zip(right, works, strict=True)
        ]
        scores = [
            (_score(copy, number, id_, like, inside), at)
            for at, ((copy, number), like, (inside, _)) in enumerate(zip(places, likes, works, strict=True))
        ]
        ranked = sorted(scores, key=lambda pair: (-pair[0], pair[1]))
        found += _best(corpus.proposal[id_], ranked, places, matcher, reader, top)
    return found


def _measures_of(corpus: Corpus, proposal: str) -> list[str]:
    """The measures that bear on a proposal: those linked to it."""
    return sorted({link.measure for link in corpus.links_of_proposal.get(proposal, ())})


def _names_of(corpus: Corpus) -> re.Pattern[str]:
    """A pattern of the names of who proposes, on folded text."""
    actor = corpus.actor.get(corpus.proposals_document.publisher or "")
    names = [actor.name, actor.called or actor.name] if actor else []
    return re.compile("|".join(rf"\b{re.escape(plain(name))}\b" for name in names) or "(?!)")


def _may_be_quoted(copy: _Copy, number: int) -> bool:
    sentence = copy.sentences[number]
    if copy.restated[number]:
        return False
    if copy.statements[number]:
        return True
    return sentence.kind is not BlockKind.HEADING and len(sentence.text.split()) >= _FEWEST_WORDS


def _of_words(
    copy: _Copy, number: int, reader: PositionReader, author: re.Pattern[str]
) -> tuple[float, float]:
    """What the words of a sentence add in an answer, and how they multiply its likeness."""
    sentence, statements = copy.sentences[number], copy.statements[number]
    inside = _OF_COMMITMENT * bool(reader.commits.search(sentence.folded))
    if statements:
        is_clear = any(statement.position for statement in statements)
        inside = _OF_POSITION if is_clear else _OF_POSITION / 2
    factor = _TAKING_UP if reader.takes_up.search(sentence.folded) else 1.0
    return inside, factor * (_BY_NAME if author.search(sentence.folded) else 1.0)


def _score(copy: _Copy, number: int, proposal: str, likeness: float, inside: float) -> float:
    answers, named = copy.answers[number], copy.named[number]
    strength = answers.get(proposal, 0.0)
    score = likeness + (_OF_BLOCK + inside) * strength
    if proposal in named:
        score += _OF_NAME
    elif named or (answers and not strength):
        score -= _OF_OTHERS
    return max(0.0, score)


def _best(
    proposal: Proposal,
    ranked: Sequence[tuple[float, int]],
    places: Sequence[tuple[_Copy, int]],
    matcher: Matcher,
    reader: PositionReader,
    top: int,
) -> Iterator[Passage]:
    """The passages of a proposal, each quote once."""
    quotes: set[tuple[str, str]] = set()
    for score, at in ranked:
        if len(quotes) >= top or score <= 0:
            return
        passage = _passage(proposal, *places[at], round(min(score, 1.0), 3), matcher, reader)
        if passage is not None and not any(
            passage.source == source and passage.quote in quote for source, quote in quotes
        ):
            quotes.add((passage.source, passage.quote))
            yield passage


def _whole(copy: _Copy, number: int) -> tuple[str, int]:
    """The text to quote from a sentence on, and the number of the sentence after it.

    “Agree.” says nothing without what follows in its paragraph.
    """
    text = copy.sentences[number].text
    number += 1
    if number < len(copy.sentences) and copy.sentences[number].follows and len(text.split()) < _ALONE:
        return f"{text} {copy.sentences[number].text}", number + 1
    return text, number


def _passage(
    proposal: Proposal, copy: _Copy, number: int, score: float, matcher: Matcher, reader: PositionReader
) -> Passage | None:
    sentence = copy.sentences[number]
    before = copy.sentences[number - 1] if number else None
    text, next_one = _whole(copy, number)
    kept = [(0, statement.end) for statement in copy.statements[number]]
    kept += [match.span() for match in reader.condition.finditer(sentence.folded)]
    weight = _weight_of(matcher, proposal.id)
    quote = quote_of(text, weight, tuple(kept)) or quote_of(text, weight, tuple(kept[:1]))
    if quote is None:
        return None
    found = find_quote(quote, copy.text, sentence.page)
    if not isinstance(found, Found) or len(quote.split()) > LONGEST:
        return None
    follows = copy.sentences[next_one] if next_one < len(copy.sentences) else None
    return Passage(
        proposal,
        copy.source,
        quote,
        found.page,
        sentence.heading,
        _position(copy, number, proposal.id, quote, reader),
        proposal.id in copy.answers[number],
        score,
        before.text if before else "",
        follows.text if follows else "",
        follows is not None and reader.turns(follows.folded),
    )


_ALONE = 4


def _weight_of(matcher: Matcher, proposal: str) -> Callable[[str], float]:
    weights = matcher.index.left[matcher.left.index(proposal)].whole
    analyser = matcher.index.analyser

    def weight(text: str) -> float:
        return sum(weights.get(key, 0) for key in set(analyser.keys(text))) / 2048

    return weight


def _position(
    copy: _Copy, number: int, proposal: str, quote: str, reader: PositionReader
) -> Position | None:
    """The position of a passage, where nothing leaves a doubt."""
    sentence, statements = copy.sentences[number], copy.statements[number]
    if not statements or proposal not in copy.sure[number] or statements[0].position is None:
        return None
    if plain(sentence.text[statements[0].start : statements[0].end]) not in plain(quote):
        return None
    named = copy.named[number]
    if named and proposal not in named:
        return None
    for other in (number - 1, number + 1):
        if 0 <= other < len(copy.sentences) and proposal in copy.answers[other]:
            if any(statement.position is not statements[0].position for statement in copy.statements[other]):
                return None
    after = copy.sentences[number + 1] if number + 1 < len(copy.sentences) else None
    if after is not None and reader.turns(after.folded):
        return None
    return statements[0].position

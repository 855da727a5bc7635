"""Passages of the copies of sources that speak of a proposal.

They are computed: they are no statements, and are in no figure.

In a response, structure finds the block that answers a proposal, and words of position
find the sentence in it. Elsewhere a passage is only as good as its likeness to the
proposal.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Actor, Document, Labelled, Proposal
from jamplan.documents.textblocks import BlockKind
from jamplan.evidence.answers import Copy, Line, Mentions, Restated
from jamplan.evidence.following import Known, read_copy
from jamplan.evidence.quotes import Found, place_of
from jamplan.evidence.sourcetexts import Copies
from jamplan.matching.index import WEIGHT_UNIT, TextItem
from jamplan.matching.positions import (
    Position,
    PositionReader,
    plain,
    position_reader,
)
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
    """The position that it takes, only where its words leave no doubt."""
    answers: bool
    """Whether it is in the block that restates or numbers the proposal."""
    score: float
    """From 0 to 1."""
    before: str = ""
    after: str = ""
    limited: bool = False
    """Whether the sentence after it limits it: « Mais », “However”."""
    goes_on: bool = False
    together: frozenset[str] = frozenset()
    """The ids of all proposals that its block answers."""

    @property
    def words(self) -> str:
        """The quote; « […] » follows if its sentence goes on."""
        return f"{self.quote}{' […]' * self.goes_on}"

    @property
    def is_near(self) -> bool:
        """Whether it is worth showing unasked: it answers, or it is near enough."""
        return self.answers or self.score >= _NEAR

    @property
    def locator(self) -> str | None:
        """Where it is, for readers: its page, else the heading that it is below."""
        return f"p. {self.page}" if self.page else self.heading or None


def passages(
    corpus: Corpus, copies: Copies, proposals: Iterable[str], *, top: int = 3
) -> list[Passage]:
    """The passages that speak of each of some proposals, by their ids, best first.

    The document that proposes is left out. Raises :class:`KeyError` on an unknown
    proposal.
    """
    search = PassageSearch(corpus, copies)
    results: list[Passage] = []
    for id_ in proposals:
        results += search.best(corpus.proposal[id_], linked_to(corpus, id_), top)
    return results


def linked_to(corpus: Corpus, proposal: str) -> set[str]:
    """The measures that positions on a proposal name."""
    return {
        statement.measure
        for statement in corpus.statements_on.get(proposal, ())
        if statement.is_position and statement.measure is not None
    }


Weight = Callable[[str], float]
"""How much a text says of what is looked for."""

_NEAR = 0.4
"""The score from which a passage of no answer is shown unasked."""

# The weights were tried on all responses but one in turn and measured on that
# (docs/matching.md).
_OF_BLOCK = 0.35
_OF_POSITION = 1.0
"""For words of position in the block; half of it if they leave a doubt."""
_OF_COMMITMENT = 0.2
"""For words that announce what is done, in the block, or recognise something."""
_OF_AGREEMENT = 0.3
"""For a verb of position in the block whose object may be another: “agrees that”."""
_OF_BEGINNING, _BEGINNING = 0.05, 3
"""For each of the first sentences of the block, and how many these are."""
_LATER, _LATEST = 0.99, 10
"""What is left of nearness at each further sentence of the block, and of the last."""
_ALIKE, _BEYOND = 0.3, 0.2
"""Likeness that counts in full, and what is left of what goes beyond it.

A sentence that says what is asked is no answer yet.
"""
_OF_NAME = 0.8
"""How near to a proposal a sentence is that names it outside its block."""
_OF_OTHERS = 0.3
"""Less if only other proposals are named, or answered."""
_TAKING_UP, _BY_AUTHOR = 1.5, 1.2
"""Times the likeness for a verb of taking up, and for the name of who proposes.

Articles have both.
"""
_OF_MEASURE = 0.9
"""Times the likeness to a measure that is linked to the proposal."""
_FITTING = 2.0
"""Times the likeness to other answers.

Responses to another report have 0.7 to 1.6, two British ones 6 to 6.5 with their own
recommendations, known by their numbers alone.
"""
_BARE = 5
"""An answer of no more words, “Accepted in part.”, resembles nothing."""
_FEWEST_WORDS = 3
"""A shorter sentence is a heading: “Response:”."""


def _labels(document: Document, reader: PositionReader) -> str:
    """What a document calls an item before its number, as a folded pattern."""
    labels = [reader.labels]
    for label in document.labels:
        if label.of is Labelled.ITEM:
            labels += [re.escape(plain(name)) for name in (label.one, label.many)]
    return "|".join(labels)


def _pattern_of(actor: Actor | None) -> re.Pattern[str]:
    """The names of an actor as a pattern on folded text; no actor matches nothing."""
    if actor is None:
        return re.compile("(?!)")
    names = {plain(name) for name in (actor.name, actor.called) if name}
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))


class PassageSearch:
    """The sentences of a corpus's copies, compared with its proposals, measures."""

    def __init__(self, corpus: Corpus, copies: Copies) -> None:
        """Read the copies, and compare their sentences with all proposals."""
        self._reader = position_reader(corpus.language)
        document = corpus.proposals_document
        self._author = _pattern_of(corpus.actor.get(document.publisher or ""))
        labels = _labels(document, self._reader)
        known = [
            (proposal.id, proposal.number)
            for proposal in corpus.proposals
            if not proposal.number_inferred
        ]
        mentions, restated = Mentions(known, labels), Restated(corpus.proposals)
        words = Known(self._reader, mentions, restated)
        read = [
            read_copy(source, text, words)
            for source, text in copies.items()
            if source != document.source
        ]
        self._lines = [line for copy in read for line in self._offered(copy)]
        self._matcher = Matcher(
            [*map(item_of, corpus.proposals), *map(item_of, corpus.measures)],
            [TextItem(str(at), line.text) for at, line in enumerate(self._lines)],
            corpus.language,
            subject=subject_of(corpus),
        )
        for copy in read:
            self._forget_numbers(copy)
        # What is the same for all proposals is worked out once.
        self._quotes: dict[int, list[list[str]]] = {}
        self._places: dict[tuple[int, str], Found | None] = {}
        analyser = self._matcher.index.analyser
        self._keys = cache(lambda quote: frozenset(analyser.keys(quote)))
        self._of_measure = cache(
            lambda measure: [
                _OF_MEASURE * value for value in self._matcher.likenesses(measure)
            ]
        )

    def _offered(self, copy: Copy) -> Iterator[Line]:
        """Weigh and yield the lines to offer: none that restates, no bare heading."""
        counts = Counter[int]()
        words = self._reader.words
        for line in copy.lines:
            is_short = len(line.folded.split()) < _FEWEST_WORDS
            is_heading = is_short or line.printed.kind is BlockKind.HEADING
            if line.restated or (is_heading and not line.statements):
                continue
            line.inside = self._weight_of_words(line)
            if line.answers:
                place = counts[id(line.block)]
                counts[id(line.block)] += 1
                line.inside += _OF_BEGINNING * (place < _BEGINNING)
                line.nearness *= _LATER ** min(place, _LATEST)
            line.factor = _TAKING_UP if words["takes_up"].search(line.folded) else 1.0
            line.factor *= _BY_AUTHOR if self._author.search(line.folded) else 1.0
            yield line

    def _weight_of_words(self, line: Line) -> float:
        """What the words of a line add in a block: those of position the most."""
        words = self._reader.words
        if line.statements:
            is_clear = any(statement.position for statement in line.statements)
            return _OF_POSITION if is_clear else _OF_POSITION / 2
        if words["agrees"].search(line.folded):
            return _OF_AGREEMENT
        if any(words[key].search(line.folded) for key in ("commits", "recognises")):
            return _OF_COMMITMENT
        return 0.0

    def _forget_numbers(self, copy: Copy) -> None:
        """Take back what a copy says by numbers alone.

        What stays has the numbers of these very proposals.

        What answers a proposal by its number resembles it more than what answers the
        others. In the response to another report it does not.
        """
        restated = {proposal for proposal, surety in copy.surest.items() if surety > 1}
        rows: defaultdict[str, list[str]] = defaultdict(list)
        for at, line in enumerate(self._lines):
            if line.copy is copy and len(line.text.split()) > _BARE:
                for proposal in line.answers - restated:
                    rows[proposal].append(str(at))
        own = others = 0.0
        for proposal in rows:
            likeness = self._matcher.likeness
            best = {
                key: max(likeness(proposal, at) for at in row)
                for key, row in rows.items()
            }
            own += best.pop(proposal)
            others += sum(best.values()) / max(1, len(best))
        if rows and own <= _FITTING * others:
            for line in copy.lines:
                line.named.clear()
                line.answers &= restated

    def best(
        self, proposal: Proposal, measures: Iterable[str], top: int
    ) -> Iterator[Passage]:
        """The passages of a proposal or its measures, best first, no overlap."""
        scores = self._scores(proposal.id, set(measures))
        weight = self._weight_of(proposal)
        taken: list[Passage] = []
        # Of equal ones the first in print stays first.
        for at in sorted(range(len(scores)), key=scores.__getitem__, reverse=True):
            if len(taken) == top or scores[at] <= 0:
                return
            passage = self._passage(self._lines[at], proposal, weight, scores[at])
            if passage is not None and not any(
                passage.source == other.source and passage.quote in other.quote
                for other in taken
            ):
                taken.append(passage)
                yield passage

    def _scores(self, proposal: str, measures: Iterable[str]) -> list[float]:
        """How well each sentence fits a proposal: more than 1 in its block."""
        row = self._matcher.likenesses(proposal)
        alike = [
            line.factor * value for line, value in zip(self._lines, row, strict=True)
        ]
        if rows := [self._of_measure(measure) for measure in measures]:
            alike = list(map(max, alike, *rows))
        return [
            _score(line, proposal, value)
            for line, value in zip(self._lines, alike, strict=True)
        ]

    def _passage(
        self, line: Line, proposal: Proposal, weight: Weight, score: float
    ) -> Passage | None:
        """A line as a passage; None if its words are not found where they should be."""
        quotes = (weightiest(each, weight) for each in self._attempts(line))
        quote = next(filter(None, quotes), "")
        found = self._place_of(line, quote)
        if found is None:
            return None
        before, after = line.beside(-1), line.beside(1)
        is_limited = after is not None and self._reader.turns(after.folded)
        return Passage(
            proposal,
            line.copy.source,
            quote,
            found.page,
            line.heading,
            None if is_limited else _position(line, proposal.id, quote),
            proposal.id in line.answers,
            round(min(score, 1.0), 3),
            before.text if before else "",
            after.text if after else "",
            is_limited,
            found.goes_on,
            frozenset(line.answers),
        )

    def _attempts(self, line: Line) -> list[list[str]]:
        """What may be quoted of a line, by how much is kept: the most first.

        Of a long sentence, what is said first with its conditions; else without; else
        what it tells. It is the same for all proposals.
        """
        attempts = self._quotes.get(id(line))
        if attempts is None:
            words = self._reader.words
            said = [(statement.start, statement.end) for statement in line.statements]
            said += _spans_of(words["takes_up"], line)
            first = said[:1]
            conditions = _spans_of(words["conditions"], line)
            denied = _spans_of(words["negations"], line)
            attempts = [
                quotes_of(line.text, kept, denied)
                for kept in ([*first, *conditions], first, ())
            ]
            self._quotes[id(line)] = attempts
        return attempts

    def _place_of(self, line: Line, quote: str) -> Found | None:
        """Where a quote of a line is in its copy, looked up once for all proposals."""
        key = (id(line), quote)
        if key not in self._places:
            self._places[key] = place_of(quote, line.copy.text, line.page)
        return self._places[key]

    def _weight_of(self, proposal: Proposal) -> Weight:
        """How much of what a proposal is about a text says."""
        index = self._matcher.index
        weights = index.left[self._matcher.left.index(proposal.id)].whole
        return lambda text: (
            sum(weights.get(key, 0) for key in self._keys(text)) / WEIGHT_UNIT
        )


def _score(line: Line, proposal: str, likeness: float) -> float:
    """How well a sentence fits a proposal, by its likeness and its place."""
    score = likeness
    if line.copy.surest.get(proposal):
        score = min(score, _ALIKE) + _BEYOND * max(0.0, score - _ALIKE)
    if not line.answers and not line.named:
        return score
    nearness = line.nearness if proposal in line.answers else 0.0
    if proposal in line.named:
        nearness = max(nearness, _OF_NAME)
    elif line.named or not nearness:
        score -= _OF_OTHERS
    return score + (_OF_BLOCK + line.inside) * nearness


def _spans_of(pattern: re.Pattern[str], line: Line) -> list[tuple[int, int]]:
    """Where a pattern is in the folded text of a line."""
    return [match.span() for match in pattern.finditer(line.folded)]


def _position(line: Line, proposal: str, quote: str) -> Position | None:
    """The position of a quote in its surest block, if no words beside it limit it."""
    if not (
        line.statements and line.block and line.is_sure and proposal in line.answers
    ):
        return None
    said = line.statements[0]
    is_surest = line.block.surety[proposal] >= line.copy.surest[proposal]
    is_of_others = line.named and proposal not in line.named
    if not is_surest or is_of_others or line.text[said.start : said.end] not in quote:
        return None
    # Another position before it in its block, or right after it.
    beside = [
        statement.position
        for other in line.copy.lines[: line.number + 2]
        if other.block is line.block
        for statement in other.statements
    ]
    return said.position if all(other is said.position for other in beside) else None


# Quotes

LONGEST = 25
"""The most words of a quote."""
_WORD = re.compile(r"\S+")
_CLAUSE_END = re.compile(r"[,;:)–—]$")
_STOP = re.compile(r"[,;:.](?=\s)|\s[(–—]")
_JOINS = frozenset(
    (
        "and",
        "or",
        "but",
        "which",
        "who",
        "while",
        "whilst",
        "et",
        "ou",
        "mais",
        "qui",
        "dont",
        "tandis",
    )
)
_PHRASES = frozenset(
    (
        "to",
        "by",
        "including",
        "with",
        "through",
        "afin",
        "pour",
        "notamment",
        "avec",
        "dans",
        "par",
    )
)
"""What a clause or a phrase may begin with."""
_SUBJECT = re.compile(
    r"[\"“«]?\s?(?:the|this|these|those|we|it|they|he|she|our|its|all|each|no|la|les?|l'|cet?|cette|ces|nous|"
    r"ils?|elles?|on|une?|des|notre|nos|son|sa|ses|leurs?|aucune?)(?:\b|(?<='))"
)
_WITHIN = re.compile(r"\b(?:that|que), [^,]*, $")
"""Before a clause that is within another.

“agrees that, given the risk, the UK should publish …”.
"""
_SHORT = 6
"""A quote of fewer words may be cut anywhere."""


def quotes_of(
    text: str,
    kept: Sequence[tuple[int, int]],
    denied: Sequence[tuple[int, int]] = (),
) -> list[str]:
    """What may be quoted of a text, at most 25 words, word for word and cut at clauses.

    It begins with the text or with a clause that has a subject. ``kept`` has the places
    that may not be cut off, ``denied`` those of negations, whose clause is whole or
    left out: “cannot be met through investment alone”. The longest is first. There is
    none if what must be kept is too long.
    """
    words = [match.span() for match in _WORD.finditer(text)]
    if len(words) <= LONGEST:
        return [text]
    folded = plain(text)
    whole = _clauses_of(folded, denied)
    quotes: list[str] = []
    for start, end in _spans(folded, words, kept):
        first, last = words[start][0], words[end - 1][1]
        # What denies the rest of its clause is not cut off from it.
        if not any(first <= negation < last < stop for negation, stop in whole):
            quotes.append(text[first:last])
    # Of a condition, what is cut off within brackets is not enough.
    closed = [quote for quote in quotes if quote.count("(") <= quote.count(")")]
    quotes = closed or ([] if kept else quotes)
    return [quote.rstrip(" ,;:–—(") for quote in sorted(quotes, key=len, reverse=True)]


def weightiest(quotes: Iterable[str], weight: Weight) -> str | None:
    """The quote that weighs most, of several the first; None without any."""
    return max(quotes, key=lambda quote: round(weight(quote), 3), default="") or None


def quote_of(
    text: str,
    weight: Weight,
    kept: Sequence[tuple[int, int]],
    denied: Sequence[tuple[int, int]] = (),
) -> str | None:
    """The words of a text to quote: those of :func:`quotes_of` that weigh most."""
    return weightiest(quotes_of(text, kept, denied), weight)


def _spans(
    folded: str, words: list[tuple[int, int]], kept: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The first word of each possible quote and the next word, with all kept.

    A quote ends at a clause, or after as many words as it may have.
    """
    first = min((start for start, _ in kept), default=len(folded))
    last = max((end for _, end in kept), default=0)
    # The fewest words that have all that is kept.
    least = 1 + sum(end < last for _, end in words)
    starts = [
        at
        for at, (start, _end) in enumerate(words)
        if start <= first and _begins(folded, words, at)
    ]
    ends = [at for at in range(least, len(words) + 1) if _ends(folded, words, at)]
    spans = [
        (start, end)
        for start, end in product(starts, ends)
        if _SHORT <= end - start <= LONGEST
    ]
    if not spans:
        spans = [(start, min(start + LONGEST, len(words))) for start in starts]
    return [(start, end) for start, end in spans if end >= least]


def _clauses_of(
    folded: str, places: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Each place of a text with the end of its clause."""
    stops = [*(match.start() for match in _STOP.finditer(folded)), len(folded)]
    return [
        (start, min(stop for stop in stops if stop >= end)) for start, end in places
    ]


def _begins(folded: str, words: list[tuple[int, int]], at: int) -> bool:
    """Whether a clause with a subject of its own begins at a word."""
    start = words[at][0]
    before = folded[words[at - 1][1] - 1] if at else ""
    is_own = (
        before == ","
        and bool(_SUBJECT.match(folded, start))
        and not _WITHIN.search(folded[:start])
    )
    return not at or before in ";:–—" or is_own


def _ends(folded: str, words: list[tuple[int, int]], at: int) -> bool:
    """Whether a clause ends before a word."""
    following = folded[slice(*words[at])].strip(",") if at < len(words) else ""
    if _CLAUSE_END.search(folded[slice(*words[at - 1])]):
        # « … agrees with the recommendation, that it could drive… » agrees with what
        # follows.
        return following.partition("'")[0] not in {"that", "que", "qu"}
    return not following or following[0] == "(" or following in _JOINS | _PHRASES

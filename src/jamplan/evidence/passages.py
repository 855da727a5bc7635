"""Passages of the copies of sources that speak of a proposal. Computed: no statements, in no figure.

In a response, structure finds the block that answers a proposal, and words of position find the
sentence in it. Elsewhere a passage is only as good as its likeness to the proposal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Labelled, Proposal
from jamplan.documents.textblocks import BlockKind
from jamplan.evidence.answers import Answer, Copy, Mentions, Restated, read_copy
from jamplan.evidence.quotes import Found, SourceText, find_quote
from jamplan.evidence.sentences import quote_of
from jamplan.matching.index import WEIGHT_UNIT, TextItem
from jamplan.matching.positions import Position, plain, position_reader
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

    @property
    def locator(self) -> str | None:
        """Where it is, for readers: its page, else the heading that it is below."""
        return f"p. {self.page}" if self.page else self.heading or None


def passages(
    corpus: Corpus,
    copies: Mapping[str, SourceText],
    proposals: Sequence[str] | None = None,
    *,
    top: int = 3,
) -> list[Passage]:
    """The passages that speak of each proposal (all by default), best first.

    ``copies`` has the text of sources by id. The document that proposes is left out. Raises
    :class:`KeyError` on an unknown proposal.
    """
    search = _Search(corpus, copies)
    wanted = list(corpus.proposal) if proposals is None else proposals
    return [passage for id_ in wanted for passage in search.best(corpus.proposal[id_], top)]


# The weights were tried on two of three responses in turn and measured on the third (docs/matching.md).
_OF_BLOCK = 0.35
_OF_POSITION = 1.0
"""For words of position in the block; half of it if they leave a doubt."""
_OF_COMMITMENT = 0.2
"""For words that announce what is done, in the block."""
_OF_NAME = 0.1
_BY_NUMBER = 0.8
"""Share of the words of position for a sentence that names the proposal outside its block."""
_OF_OTHERS = 0.3
"""Less if only other proposals are named, or answered."""
_TAKING_UP, _BY_AUTHOR = 1.5, 1.2
"""Times the likeness for a verb of taking up, and for the name of who proposes: articles have both."""
_OF_MEASURE = 0.9
"""Times the likeness to a measure that is linked to the proposal."""
_FITTING = 2.0
"""Times the likeness to other answers: responses to another report have 0.7 to 1.6, two British ones 6
to 6.5 with their own recommendations, known by their numbers alone."""
_BARE = 5
"""An answer of no more words, “Accepted in part.”, resembles nothing."""
_FEWEST_WORDS = 3
_ALONE = 4
"""A sentence of fewer words is quoted with the one after it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence that may be quoted, and what its words count for."""

    copy: Copy
    number: int
    text: str
    """What is quoted of it: itself, or with the sentence after it."""
    sentences: int
    """How many sentences that is."""
    inside: float
    """What its words add in a block."""
    factor: float
    """What its words multiply its likeness by."""


class _Search:
    """The sentences of the copies of a corpus, compared with its proposals and measures."""

    def __init__(self, corpus: Corpus, copies: Mapping[str, SourceText]) -> None:
        self.corpus = corpus
        self.reader = position_reader(corpus.language)
        names = [
            name
            for label in corpus.proposals_document.labels
            for name in (label.one, label.many)
            if label.of is Labelled.ITEM
        ]
        labels = "|".join([self.reader.labels, *(re.escape(plain(name)) for name in names)])
        mentions = Mentions(corpus.proposals, labels)
        restated = Restated(corpus.proposals)
        own = corpus.proposals_document.source
        read = [
            read_copy(source, text, self.reader, mentions, restated)
            for source, text in copies.items()
            if source != own
        ]
        self.places = [place for copy in read for place in self._places(copy)]
        # All proposals, so that what is found for one does not depend on which are asked for.
        self.matcher = Matcher(
            [*map(item_of, corpus.proposals), *map(item_of, corpus.measures)],
            [TextItem(str(at), place.text) for at, place in enumerate(self.places)],
            corpus.language,
            subject=subject_of(corpus),
        )
        for copy in read:
            self._forget_numbers(copy)

    def _places(self, copy: Copy) -> Iterator[_Place]:
        """The sentences that may be offered: none that restates a proposal, no bare heading."""
        actor = self.corpus.actor.get(self.corpus.proposals_document.publisher or "")
        names = {plain(name) for name in (actor.name, actor.called or "") if name} if actor else ()
        author = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names) or "(?!)")
        for number, sentence in enumerate(copy.sentences):
            statements = copy.statements[number]
            says = (
                sentence.kind is not BlockKind.HEADING and len(sentence.text.split()) >= _FEWEST_WORDS
            )
            if copy.restated[number] or not (says or statements):
                continue
            text, sentences = sentence.text, 1
            follows = copy.sentence(number + 1)
            if follows and follows.follows and len(text.split()) < _ALONE:
                # “Agree.” says nothing without what follows in its paragraph.
                text, sentences = f"{text} {follows.text}", 2
            inside = _OF_COMMITMENT if self.reader.commits.search(sentence.folded) else 0.0
            if statements:
                is_clear = any(statement.position for statement in statements)
                inside = _OF_POSITION if is_clear else _OF_POSITION / 2
            factor = _TAKING_UP if self.reader.takes_up.search(sentence.folded) else 1.0
            factor *= _BY_AUTHOR if author.search(sentence.folded) else 1.0
            yield _Place(copy, number, text, sentences, inside, factor)

    def _forget_numbers(self, copy: Copy) -> None:
        """Take back what a copy says by numbers alone, unless they are the numbers of these proposals.

        What answers a proposal by its number resembles it more than what answers the others. In the
        response to another report it does not.
        """
        by_number = copy.surest.keys() - set().union(*copy.restated)
        rows: defaultdict[str, list[str]] = defaultdict(list)
        for at, place in enumerate(self.places):
            if place.copy is copy:
                for proposal in copy.answers[place.number].keys() & by_number:
                    rows[proposal].append(str(at))
        own = others = 0.0
        for proposal in rows:
            best = {
                key: max(self.matcher.likeness(proposal, at) for at in row) for key, row in rows.items()
            }
            own += best.pop(proposal)
            others += sum(best.values()) / max(1, len(best))
        says = any(
            len(self.places[int(at)].text.split()) > _BARE for row in rows.values() for at in row
        )
        if own < _FITTING * others or (not own and says):
            copy.forget(by_number)

    def best(self, proposal: Proposal, top: int) -> Iterator[Passage]:
        """The passages of a proposal, best first, no words of them twice."""
        links = self.corpus.links_of_proposal.get(proposal.id, ())
        measures = sorted({link.measure for link in links})
        scores = [
            self._score(place, str(at), proposal.id, measures) for at, place in enumerate(self.places)
        ]
        taken: list[Passage] = []
        for at in sorted(range(len(scores)), key=lambda at: (-scores[at], at)):
            if len(taken) == top or scores[at] <= 0:
                return
            passage = self._passage(self.places[at], proposal, scores[at])
            if passage is not None and not any(
                passage.source == other.source and passage.quote in other.quote for other in taken
            ):
                taken.append(passage)
                yield passage

    def _score(self, place: _Place, at: str, proposal: str, measures: Sequence[str]) -> float:
        """How well a sentence fits a proposal: more than 1 in its block."""
        score = place.factor * self.matcher.likeness(proposal, at)
        for measure in measures:
            score = max(score, _OF_MEASURE * self.matcher.likeness(measure, at))
        answers, named = place.copy.answers[place.number], place.copy.named[place.number]
        nearness = answers[proposal].nearness if proposal in answers else 0.0
        score += (_OF_BLOCK + place.inside) * nearness
        if proposal in named:
            said = place.inside if place.copy.statements[place.number] else 0.0
            return score + _OF_NAME + (1 - nearness) * _BY_NUMBER * said
        return score - _OF_OTHERS if named or (answers and not nearness) else score

    def _passage(self, place: _Place, proposal: Proposal, score: float) -> Passage | None:
        """A sentence as a passage; None if its words are not found where they should be."""
        copy, number = place.copy, place.number
        sentence = copy.sentences[number]
        said = [(statement.start, statement.end) for statement in copy.statements[number]]
        said = said or [match.span() for match in self.reader.takes_up.finditer(sentence.folded)]
        conditions = [match.span() for match in self.reader.condition.finditer(plain(place.text))]
        # Of a long sentence, all that is said with its conditions; else the first; else what it tells.
        attempts = ([*said, *conditions], [*said[:1], *conditions], said[:1], said[:0])
        quotes = (quote_of(place.text, self._weight_of(proposal), kept) for kept in attempts)
        quote = next((quote for quote in quotes if quote), "")
        found = find_quote(quote, copy.text, sentence.page)
        if not isinstance(found, Found):
            return None
        next_one = number + place.sentences
        after = copy.sentence(next_one)
        return Passage(
            proposal,
            copy.source,
            quote,
            found.page,
            sentence.heading,
            self._position(place, proposal.id, quote),
            proposal.id in copy.answers[number],
            round(min(score, 1.0), 3),
            copy.neighbour(number, number - 1),
            copy.neighbour(next_one - 1, next_one),
            after is not None and self.reader.turns(after.folded),
        )

    def _weight_of(self, proposal: Proposal) -> _Weight:
        place = self.matcher.left.index(proposal.id)
        return _Weight(self.matcher, self.matcher.index.left[place].whole)

    def _position(self, place: _Place, proposal: str, quote: str) -> Position | None:
        """The position of a quote: in the surest block, in words that nothing beside them limits."""
        copy, number = place.copy, place.number
        statements, named = copy.statements[number], copy.named[number]
        surety = copy.answers[number].get(proposal, Answer(0.0, 0.0)).surety
        if not statements or not surety or surety < copy.surest[proposal]:
            return None
        text, position = copy.sentences[number].text, statements[0].position
        if (named and proposal not in named) or text[
            statements[0].start : statements[0].end
        ] not in quote:
            return None
        follows = copy.sentence(number + 1)
        if follows is not None and self.reader.turns(follows.folded):
            return None
        # Another position before it in its block, or right after it.
        beside = [
            statement.position
            for other in range(min(number + 2, len(copy.sentences)))
            if copy.blocks[other] is copy.blocks[number]
            for statement in copy.statements[other]
        ]
        return position if all(other is position for other in beside) else None


@dataclass(frozen=True, slots=True)
class _Weight:
    """How much of what a proposal is about a text says."""

    matcher: Matcher
    weights: Mapping[str, int]

    def __call__(self, text: str) -> float:
        keys = set(self.matcher.index.analyser.keys(text))
        return sum(self.weights.get(key, 0) for key in keys) / WEIGHT_UNIT

"""Suggestions: the measures that resemble each proposal most. Never a fact or a figure.

Why a pair has its score is a ledger whose lines add up to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from jamplan.corpus import findings, loading, model
from jamplan.corpus.statements import Says, Statement
from jamplan.matching import languages
from jamplan.matching.guards import guards
from jamplan.matching.index import (
    COSINE_UNIT,
    WEIGHT_UNIT,
    Index,
    TextItem,
    WeightedItem,
)
from jamplan.matching.likeness import LIKENESS_UNIT, LIKENESSES, Kinship
from jamplan.matching.score import (
    MEANING_SHARE,
    PART_SHARE,
    Band,
    Encoder,
    Matcher,
    band,
    products,
)

LEAST_POINTS = 2.0
"""What brings fewer points is not shown to readers.

Neither a pair of words nor a pair of items.
"""


@dataclass(frozen=True, slots=True)
class WordPair:
    """Two words, one of each text, and what they bring to the score.

    `proposal` and `measure` are the words as first written. `likeness` is 1 for the
    same word. A weight is the word's share in its text, rare words having more: the
    squares of a text's weights add up to about 1.
    """

    proposal: str
    measure: str
    kinship: Kinship
    likeness: float
    proposal_weight: float
    measure_weight: float
    points: float


@dataclass(frozen=True, slots=True)
class MeaningShare:
    """What the sentence encoder brings. It cannot say why."""

    encoder: str
    likeness: float
    contribution: float


@dataclass(frozen=True, slots=True)
class HubCorrection:
    """The correction for two items that resemble others more, or less, than most do.

    `proposal_usual` and `measure_usual` are the mean of that item's five best
    likenesses, 0 to 1.
    """

    proposal_usual: float
    measure_usual: float
    points: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pair's score, taken apart.

    `pairs`, `meaning` and `hub` add up to `score`.
    """

    score: float
    pairs: tuple[WordPair, ...]
    meaning: MeaningShare | None
    hub: HubCorrection

    @property
    def contributions(self) -> tuple[float, ...]:
        """What each line brings, in the order of the ledger."""
        meaning = () if self.meaning is None else (self.meaning.contribution,)
        return (*(pair.points for pair in self.pairs), *meaning, self.hub.points)

    @property
    def shown(self) -> tuple[WordPair, ...]:
        """The pairs of words that are shown: the first ones."""
        return tuple(pair for pair in self.pairs if pair.points >= LEAST_POINTS)


def explain(matcher: Matcher, left: str, right: str) -> Explanation:
    """Return the ledger of a pair. Raises KeyError for an unknown id."""
    index = matcher.index
    mine, theirs = matcher.entry(left, right)
    sums = _sums(index, mine.whole, theirs.whole)
    part_sums = _sums_of_parts(index, mine, theirs)
    share = 0.0 if matcher.encoder is None else MEANING_SHARE
    units = {
        pair: (part_sums.get(pair, 0) * PART_SHARE + whole * (1 - PART_SHARE))
        * (1 - share)
        for pair, whole in sums.items()
    }
    value = matcher.meaning_of(left, right)
    meaning_units = value * share * COSINE_UNIT
    # The likeness is a sum, the score a curve of it: each line has its share of the
    # sum.
    total = sum(units.values()) + meaning_units
    points = matcher.uncorrected(left, right) / total if total else 0.0
    meaning = (
        MeaningShare(matcher.encoder, value, meaning_units * points)
        if matcher.encoder
        else None
    )
    left_words, right_words = _written(index, mine), _written(index, theirs)
    pairs = []
    for (a, b), unit in units.items():
        kinship = index.neighbours.get(a, {}).get(b, Kinship.SAME)
        pairs.append(
            WordPair(
                proposal=left_words[a],
                measure=right_words[b],
                kinship=kinship,
                likeness=LIKENESSES[kinship] / LIKENESS_UNIT,
                proposal_weight=mine.whole[a] / WEIGHT_UNIT,
                measure_weight=theirs.whole[b] / WEIGHT_UNIT,
                points=unit * points,
            )
        )
    pairs.sort(key=lambda pair: (-pair.points, pair.proposal, pair.measure))
    score = matcher.score(left, right)
    correction = score - sum(pair.points for pair in pairs) - meaning_units * points
    return Explanation(
        score=score,
        pairs=tuple(pairs),
        meaning=meaning,
        hub=HubCorrection(*matcher.hubs(left, right), points=correction),
    )


def rounded(values: Sequence[float]) -> list[float]:
    """Return `values` rounded to tenths so that they add up to their rounded sum.

    By largest remainders (Hamilton): what is printed can be added up by hand.
    """
    scaled = [value * 10 for value in values]
    whole = [floor(value) for value in scaled]
    missing = round(sum(scaled)) - sum(whole)
    largest = sorted(range(len(values)), key=lambda n: (whole[n] - scaled[n], n))
    for number in largest[:missing]:
        whole[number] += 1
    return [value / 10 for value in whole]


def _sums(
    index: Index, left: Mapping[str, int], right: Mapping[str, int]
) -> dict[tuple[str, str], int]:
    """Return weight × likeness × weight for each pair of words that counts."""
    return {
        (a, b): weight * LIKENESSES[kinship] * right[b]
        for a, weight in left.items()
        for b, kinship in {a: Kinship.SAME, **index.neighbours.get(a, {})}.items()
        if b in right
    }


def _sums_of_parts(
    index: Index, left: WeightedItem, right: WeightedItem
) -> dict[tuple[str, str], int]:
    """Return the sums of the likest pair of parts, the first of equal ones."""
    rows, columns = left.parts, right.parts
    likenesses = [
        units for row in products(rows, columns, index.neighbours) for units in row
    ]
    # The pairs are in order, so that the first of equal ones is taken.
    a, b = divmod(likenesses.index(max(likenesses)), len(columns))
    return _sums(index, rows[a], columns[b])


def _written(index: Index, entry: WeightedItem) -> dict[str, str]:
    """Return each word as it is written first."""
    written: dict[str, str] = {}
    for text in entry.item.fields:
        for word in index.analyser.words(text):
            written.setdefault(word.key, text[word.start : word.end])
    return written


def rank_of(matcher: Matcher, left: str, right: str) -> int:
    """Return a pair's rank among those of its left item.

    Raises KeyError for an unknown id.
    """
    return matcher.best(left, len(matcher.right)).index(right) + 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair, how alike its texts are, and why; and the positions on record."""

    proposal: model.Proposal
    measure: model.Measure
    explained: Explanation
    guards: tuple[findings.Finding, ...]
    statements: tuple[Statement, ...]

    @property
    def score(self) -> float:
        """How alike the texts are, from 0 to 100."""
        return self.explained.score

    @property
    def band(self) -> Band | None:
        """How often such scores were matches elsewhere; None if encoders had a part."""
        return None if self.explained.meaning else band(self.score)


def item_of(record: model.Item) -> TextItem:
    """A proposal or measure as it is compared: its title, then its text and details."""
    details = record.details if isinstance(record, model.Measure) else ()
    text = (record.text,) if record.text else ()
    return TextItem(record.id, record.title, (*text, *details))


def matcher_of(corpus: loading.Corpus, encoder: Encoder | None = None) -> Matcher:
    """The matcher of a corpus: its proposals on the left, its measures on the right."""
    left, right = map(item_of, corpus.proposals), map(item_of, corpus.measures)
    subject = subject_of(corpus)
    return Matcher([*left], [*right], corpus.language, subject=subject, encoder=encoder)


def subject_of(corpus: loading.Corpus) -> tuple[str, ...]:
    """The words in the names of both documents: what all their items are about."""
    analyser = languages.Analyser(corpus.language)
    documents = (corpus.proposals_document, corpus.plan_document)
    proposals, plan = (
        f"{document.short_name} {document.title or ''}" for document in documents
    )
    shared = set(analyser.keys(plan))
    words = (word for word in analyser.words(proposals) if word.key in shared)
    return tuple(proposals[word.start : word.end] for word in words)


def suggest(
    corpus: loading.Corpus,
    proposals: Iterable[str],
    *,
    top: int = 3,
    encoder: Encoder | None = None,
) -> list[Suggestion]:
    """The best measures of each proposal, best first.

    Takes the ids of proposals. What answers a proposal is before what only resembles
    it. A pair that somebody dismissed is left out, and so is one of less than two
    points that answers nothing. Raises :class:`KeyError` on an unknown id.
    """
    matcher = matcher_of(corpus, encoder)
    suggestions = []
    for proposal in proposals:
        dismissed = {
            statement.measure
            for statement in corpus.statements_on.get(proposal, ())
            if statement.says is Says.NOT_THIS
        }
        answers = [measure.id for measure in corpus.answers_to.get(proposal, ())]
        # The latest answer comes first.
        answers.reverse()
        # As many more as may have to be left out.
        ranking = matcher.best(proposal, top + len(dismissed) + len(answers))
        ordered = dict.fromkeys([*answers, *ranking])
        kept = [measure for measure in ordered if measure not in dismissed]
        for measure in kept[:top]:
            found = pair(corpus, matcher, proposal, measure)
            if found.score >= LEAST_POINTS or measure in answers:
                suggestions.append(found)
    return suggestions


def pair(
    corpus: loading.Corpus, matcher: Matcher, proposal: str, measure: str
) -> Suggestion:
    """One pair as a suggestion. Raises :class:`KeyError` on an unknown id."""
    left, right = corpus.proposal[proposal], corpus.measure[measure]
    positions = [
        statement
        for statement in corpus.statements_on.get(proposal, ())
        if statement.is_position and statement.measure == measure
    ]
    return Suggestion(
        proposal=left,
        measure=right,
        explained=explain(matcher, proposal, measure),
        guards=tuple(guards(item_of(left).text, item_of(right).text, corpus.language)),
        statements=tuple(positions),
    )

"""What is told of similarities between texts: they are computed, and no fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jamplan.account import statements
from jamplan.account.context import Context
from jamplan.account.spans import Inline, Span
from jamplan.account.vocabulary import numbered, sentence
from jamplan.corpus.statements import Statement
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.matching.likeness import Kinship
from jamplan.matching.positions import Position
from jamplan.matching.score import Band
from jamplan.matching.suggestions import Suggestion, WordPair, item_of, rounded

if TYPE_CHECKING:
    # What reads copies is slow to import, and a pair has none.
    from jamplan.evidence.passages import Passage

BANDS = {
    Band.STRONG: N_("strong"),
    Band.POSSIBLE: N_("possible"),
    Band.WEAK: N_("weak"),
}
KINSHIPS = {
    Kinship.SAME: N_("same word"),
    Kinship.FAMILY: N_("same family"),
    Kinship.FAULT: N_("typing error"),
}
POSITIONS = {
    Position.ACCEPT: N_("reads as an acceptance"),
    Position.PARTLY: N_("reads as an acceptance in part or in principle"),
    Position.REJECT: N_("reads as a rejection"),
}
PASSAGES_ARE_NO_FACTS = N_(
    "These passages of the sources are computed, not verified: no figure includes "
    "them. What is not offered here may be in the sources all the same."
)
_NO_FACTS = N_(
    "These similarities between texts are computed, not verified: they are not facts, "
    "and no figure includes them."
)
_BANDS_IN_WORDS = N_(
    "In documents already matched by hand, about 8 in 10 “strong” similarities had "
    "been matched, 4 in 10 “possible” ones, fewer than 1 in 100 “weak” ones."
)
"""How many pairs of each band people had matched."""
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What a pair of words, or what else counts, brings to a score, or a dash."""

    proposal: str
    measure: str
    kinship: str
    weights: str
    points: str


@dataclass(frozen=True)
class PairTold:
    """A proposal and a measure with similar texts; ``rank`` 0 if it is not known."""

    _context: Context
    _suggestion: Suggestion
    _rank: int = 0

    @property
    def proposal(self) -> str:
        """The id of the proposal."""
        return self._suggestion.proposal.id

    @property
    def proposal_title(self) -> str:
        """The title of the proposal, on one line."""
        return one_line(self._suggestion.proposal.title)

    @property
    def measure(self) -> str:
        """The id of the measure."""
        return self._suggestion.measure.id

    @property
    def measure_title(self) -> str:
        """The title of the measure."""
        return self._suggestion.measure.title

    @property
    def measure_numbered(self) -> str:
        """The number and title of the measure."""
        return numbered(self._suggestion.measure)

    @property
    def texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What was compared of the proposal, and of the measure."""
        suggestion = self._suggestion
        return item_of(suggestion.proposal).fields, item_of(suggestion.measure).fields

    @property
    def score(self) -> str:
        """How alike the texts are, of 100."""
        return self._context.number(round(self._suggestion.score, 1))

    @property
    def has_band(self) -> bool:
        """Whether it is known how often such scores were matches elsewhere."""
        return self._suggestion.band is not None

    @property
    def band(self) -> str:
        """The name of its band; a dash if there is none."""
        if self._suggestion.band is None:
            return _NOTHING
        return self._context.gettext(BANDS[self._suggestion.band])

    @property
    def band_in_full(self) -> str:
        """The name of its band, or why there is none."""
        if not self.has_meaning:
            return self.band
        return self._context.gettext("none, for an encoder had a part in the score")

    @property
    def has_meaning(self) -> bool:
        """Whether an encoder had a part in the score."""
        return self._suggestion.explained.meaning is not None

    @property
    def rank(self) -> str:
        """« 3 sur 12 mesures »: its rank among all measures."""
        measures = self._context.ngettext(
            "{n} {measure}", "{n} {measures}", len(self._context.corpus.measures)
        )
        place = self._context.number(self._rank)
        return self._context.gettext("{n} of {total}", n=place, total=measures)

    @property
    def in_brief(self) -> str:
        """Score, band, rank and words."""
        return self._context.gettext(
            "{score} of 100 ({band}), rank {rank}; {words}",
            score=self.score,
            band=self.band,
            rank=self._context.number(self._rank),
            words=self.words(6),
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What makes the two texts less alike than they look."""
        language = self._context.language
        return tuple(sentence(guard, language) for guard in self._suggestion.guards)

    @property
    def on_record(self) -> str:
        """The statements on the pair: who states what; empty if there is none."""
        return statements.on_record(self._context, self._suggestion.statements)

    def words(self, most: int) -> str:
        """The words that brought most, « formation, formation ~ former », or a dash."""
        shown = self._suggestion.explained.shown[:most]
        return ", ".join(map(_word_pair, shown)) or _NOTHING

    @cached_property
    def ledger(self) -> tuple[LedgerLine, ...]:
        """What each pair of words brings to the score, and what raises or lowers it."""
        explained = self._suggestion.explained
        names = list(self._names_in_ledger())
        contributions = list(explained.contributions)
        # Small ones share a line.
        first, last = len(explained.shown), len(explained.pairs)
        if first < last:
            contributions[first:last] = [sum(contributions[first:last])]
        points = map(self._context.number, rounded(contributions))
        return tuple(
            LedgerLine(*name, each) for name, each in zip(names, points, strict=True)
        )

    @property
    def total(self) -> str:
        """What the lines of the ledger add up to."""
        contributions = rounded(self._suggestion.explained.contributions)
        return self._context.number(round(sum(contributions), 1))

    def _names_in_ledger(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield what each line of the ledger is about: two words, kinship, weights."""
        _, number = self._context.gettext, self._context.number
        explained = self._suggestion.explained
        for pair in explained.shown:
            weights = (pair.proposal_weight, pair.likeness, pair.measure_weight)
            product = " × ".join(number(round(weight, 2)) for weight in weights)
            yield pair.proposal, pair.measure, _(KINSHIPS[pair.kinship]), product
        if len(explained.shown) < len(explained.pairs):
            small = _("other words, each less than two points")
            yield small, _NOTHING, _NOTHING, _NOTHING
        if explained.meaning is not None:
            name = _(
                "meaning, by {encoder} (a black box: it cannot say why)",
                encoder=explained.meaning.encoder,
            )
            likeness = number(round(explained.meaning.likeness, 2))
            yield name, _NOTHING, _NOTHING, likeness
        usual = (explained.hub.proposal_usual, explained.hub.measure_usual)
        in_numbers = " / ".join(number(round(each, 2)) for each in usual)
        lowered = _("score lowered: very common phrases")
        yield lowered, _NOTHING, _NOTHING, in_numbers


def _word_pair(pair: WordPair) -> str:
    """« formation ~ former »: two words; one that both texts have, once."""
    first = one_line(pair.proposal)
    if pair.proposal.lower() == pair.measure.lower():
        return first
    return f"{first} ~ {one_line(pair.measure)}"


@dataclass(frozen=True)
class PassageTold:
    """A passage of a source that resembles a proposal."""

    _context: Context
    _passage: Passage

    @property
    def proposal(self) -> str:
        """The id of the proposal."""
        return self._passage.proposal.id

    @property
    def proposal_title(self) -> str:
        """The title of the proposal, on one line."""
        return one_line(self._passage.proposal.title)

    @property
    def quote(self) -> Span:
        """Its words in quotation marks."""
        return self._context.quoted(self._passage.words)

    @property
    def source(self) -> Inline:
        """The source that it is in."""
        return self._context.source(self._context.corpus.source[self._passage.source])

    @property
    def publisher(self) -> str:
        """The name of who publishes the source."""
        source = self._context.corpus.source[self._passage.source]
        return self._context.called(source.publisher)

    @property
    def locator(self) -> Inline:
        """Where in the source it is; empty if that is not known."""
        return self._context.remark(self._passage.locator)

    @property
    def position(self) -> str:
        """What it reads as; empty if its words leave a doubt."""
        if self._passage.position is None:
            return ""
        return self._context.gettext(POSITIONS[self._passage.position])

    @property
    def reads_as(self) -> str:
        """What it reads as; else that it is an answer, or only similar."""
        kind = N_("similar passage")
        if self._passage.answers:
            kind = N_("answer")
        return self.position or self._context.gettext(kind)

    @property
    def before(self) -> Inline:
        """The sentence before it; empty if there is none."""
        return self._context.remark(self._passage.before)

    @property
    def after(self) -> Inline:
        """The sentence after it; empty if there is none."""
        return self._context.remark(self._passage.after)

    @property
    def is_near(self) -> bool:
        """Whether it is worth showing unasked."""
        return self._passage.is_near

    @property
    def is_limited(self) -> bool:
        """Whether the sentence after it limits it, which is then always told."""
        return self._passage.limited


@dataclass(frozen=True)
class SimilaritiesTold:
    """What is told of pairs of texts, best first, and of passages of sources."""

    _context: Context
    _suggestions: Sequence[Suggestion] = ()
    _passages: Sequence[Passage] = ()
    _rank: int = 0
    """That of the one pair among all measures; 0 if it is not known."""

    @cached_property
    def pairs(self) -> tuple[PairTold, ...]:
        """The pairs, best first."""
        return tuple(
            PairTold(self._context, each, self._rank) for each in self._suggestions
        )

    @property
    def best_of_each(self) -> SimilaritiesTold:
        """The same with the best pair of each proposal alone."""
        best: dict[str, Suggestion] = {}
        for suggestion in self._suggestions:
            best.setdefault(suggestion.proposal.id, suggestion)
        return replace(self, _suggestions=tuple(best.values()))

    @cached_property
    def passages(self) -> tuple[PassageTold, ...]:
        """The passages, best first."""
        return tuple(PassageTold(self._context, each) for each in self._passages)

    @property
    def is_comparable(self) -> bool:
        """Whether both documents have texts on record."""
        corpus = self._context.corpus
        return bool(corpus.proposals and corpus.measures)

    @property
    def no_facts(self) -> str:
        """That the similarities are no facts."""
        return self._context.gettext(_NO_FACTS)

    @property
    def passages_are_no_facts(self) -> str:
        """That the passages are no facts, and not all there is."""
        return self._context.gettext(PASSAGES_ARE_NO_FACTS)

    @property
    def bands_in_words(self) -> str:
        """How many pairs of each band people matched; empty if no pair has a band."""
        if not any(pair.has_band for pair in self.pairs):
            return ""
        return self._context.gettext(_BANDS_IN_WORDS)

    @property
    def meaning_of_mark(self) -> tuple[Inline, ...]:
        """What a statement's mark means and which command shows it, if it has one."""
        links: list[Statement] = []
        for suggestion in self._suggestions:
            links += suggestion.statements
        return tuple(statements.meaning_of_mark(self._context, links))

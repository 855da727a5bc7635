"""A published figure, tried under every rule and beside every voice's number.

The answer depends on the figure alone: it is a count under a named rule, a number that
a source gives, or neither. All arithmetic is exact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import chain, product

from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import Statement
from jamplan.corpus.views import addressees, seen
from jamplan.counting import rules
from jamplan.counting.claim_outcomes import ClaimOutcome, rank
from jamplan.counting.claim_reasons import FROM_ABOVE, reason_of_none, reasons_of
from jamplan.counting.compared import Compared, compared
from jamplan.counting.figures import Coverage, coverage
from jamplan.counting.outcomes import outcomes_of
from jamplan.counting.quantity import (
    ASSERTED,
    DENIED,
    OUTCOMES,
    UNKNOWN_ACTOR,
    About,
    Bound,
    Quantity,
    QuantityKind,
    Said,
)
from jamplan.counting.rivals import Rival
from jamplan.counting.rules import OutOf, PartialCounts
from jamplan.counting.voiced import (
    beside,
    giving,
    is_within,
    may_be_listed,
    own_words,
    recounting,
    speaker_of,
)


class ClaimKind(StrEnum):
    """What a figure is. The codes are part of the JSON output."""

    COUNT = "count"
    """A rule of the corpus counts it, or what a voice says adds up to it one by one."""
    SOURCE = "source"
    """A source gives it; it is written with whose it is."""
    NEITHER = "neither"


GIVEN = frozenset(
    {
        "given",
        "given_in_part",
        "given_response",
        "no_refusal",
        "printed",
        "refusals",
        "refusals_apart",
    }
)
"""Reasons to write a figure that a rule gives."""
_KINDS = {
    **dict.fromkeys((*GIVEN, "recounted", "its_count"), ClaimKind.COUNT),
    **dict.fromkeys(("said", "attributed", "declared"), ClaimKind.SOURCE),
}
"""What a figure is, by the reason to write it.

With any other one it may not be written.
"""


@dataclass(frozen=True, slots=True)
class ClaimTested:
    """The outcomes that give a figure; ``chosen`` is the one that the answer speaks of.

    If none gives it, that is the one of the usual rule.
    """

    quantity: Quantity
    matches: tuple[ClaimOutcome, ...]
    chosen: ClaimOutcome
    reasons: tuple[str, ...]
    """Why it may be written, by the code of an answer.

    Or all that speaks against it.
    """
    given: tuple[Statement, ...] = ()
    """The totals of sources that give the number."""
    recounted: tuple[Rival, ...] = ()
    """The voices that say so of as many items, one by one.

    Or what the one that is named says.
    """

    @property
    def reason(self) -> str:
        """The first of the reasons."""
        return self.reasons[0]

    @property
    def kind(self) -> ClaimKind:
        """What the figure is."""
        return _KINDS.get(self.reason, ClaimKind.NEITHER)

    @property
    def may_be_written(self) -> bool:
        """Whether the figure may be written, with its rule or its source."""
        return self.kind is not ClaimKind.NEITHER


def try_claim(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a figure: as a voice's own number, and under every rule, strict first.

    A figure without a noun is tried about proposals and measures. Where several
    documents answer, one of their publishers may be named, as who accepts: then it is
    tried on that document alone.
    """
    if quantity.against:
        tested = try_claim(corpus, replace(quantity, against=()))
        # Whatever the number is, the words turn it round.
        return replace(tested, quantity=quantity, reasons=("turned",))
    quantity = _put_down_to_who_is_named(corpus, quantity)
    if _is_nobodys(corpus, quantity):
        return _not_its(corpus, quantity)
    if quantity.said in OUTCOMES:
        return _try_outcome(corpus, quantity)
    if not _is_reviewed(corpus) and quantity.said in {Said.COUNTED, Said.CONTESTED}:
        # Of a list that only judges have looked at, a figure is one of theirs.
        judged = _try_outcome(corpus, quantity)
        if judged.may_be_written:
            return judged
    if quantity.voice is not None:
        return _try_voice(corpus, quantity)
    return _try_positions(_of_document(corpus, quantity), quantity)


def _is_nobodys(corpus: Corpus, quantity: Quantity) -> bool:
    """Whether a figure is put down to a voice that is unknown, or an act to nobody.

    Who refuses and does not answer has no refusal on record, which is told.
    """
    if quantity.voice == "":
        return True
    return quantity.said not in DENIED and compared(corpus, quantity).is_nobodys


def _not_its(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """A figure of which nothing is on record from those whom its text names."""
    usual = ClaimOutcome(quantity.about or About.PROPOSALS, coverage(corpus))
    return ClaimTested(quantity, (), usual, ("not_its",))


def _put_down_to_who_is_named(corpus: Corpus, quantity: Quantity) -> Quantity:
    """A figure with the one actor who is named beside it, and does nothing in it.

    « 17 appels achevés (CBC) » is CBC's number, or nobody's. Who answers takes up.
    """
    voices = quantity.beside.difference(addressees(corpus))
    if quantity.voice is not None or quantity.said in DENIED or len(voices) != 1:
        return quantity
    (voice,) = voices
    if voice == corpus.proposals_document.publisher:
        return quantity
    return replace(quantity, voice=voice, named=quantity.named - voices)


def try_printed(corpus: Corpus, number: int, counted: int) -> ClaimTested:
    """Try a number with the words by which a sentence on the corpus prints it.

    ``counted`` is the number that the sentence prints.
    """
    quantity = Quantity(kind=QuantityKind.COUNT, value=Fraction(number))
    chosen = ClaimOutcome(About.PROPOSALS, coverage(corpus))
    reason = "printed" if number == counted else "not_printed"
    return ClaimTested(quantity, (), chosen, (reason,))


def _is_reviewed(corpus: Corpus) -> bool:
    """Whether anybody has decided on anything yet."""
    return any(known.is_position or known.is_conclusion for known in corpus.statements)


def _of_document(corpus: Corpus, quantity: Quantity) -> Corpus:
    """The corpus with the one document whose publisher is named, if several answer."""
    publishers = {plan.document.publisher: plan.name for plan in corpus.plans}
    named = [publishers[actor] for actor in quantity.named if actor in publishers]
    if len(publishers) < len(corpus.plans) or len(corpus.plans) == 1 or len(named) != 1:
        return corpus
    return seen(corpus, named[0])


def _try_outcome(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a figure on what became of items.

    It is a voice's own total, or adds up one by one.
    """
    figures = coverage(corpus)
    chosen = ClaimOutcome(quantity.about or About.PROPOSALS, figures, quantity.said)
    if quantity.said is Said.CONTESTED:
        disputed = sum(each.is_contested for each in outcomes_of(corpus).values())
        return try_disputed(quantity, chosen, disputed)
    if quantity.said is Said.COUNTED:
        quantity = replace(quantity, said=Said.CARRIED_OUT)
    given = giving(corpus, quantity, figures.total)
    recounted = recounting(corpus, quantity, figures.total)
    reason = "judged" if beside(corpus, quantity) or not corpus.plans else "outcome"
    if given:
        reason = "attributed"
    elif recounted:
        reason = "recounted"
    elif _is_declared(chosen, quantity):
        reason = "declared"
    elif _is_counted_outcome(corpus, quantity, figures.total):
        reason = "printed"
    return ClaimTested(quantity, (), chosen, (reason,), given, recounted)


def _is_counted_outcome(corpus: Corpus, quantity: Quantity, of: int) -> bool:
    """Whether of as many items all voices say last what a figure on outcomes says."""
    is_exact = quantity.bound is Bound.EXACT and may_be_listed(quantity, of)
    if quantity.voice is not None or not is_exact:
        return False
    items = {**corpus.proposal, **corpus.measure}
    if quantity.about is not None:
        is_of_proposals = quantity.about is About.PROPOSALS
        items = {**(corpus.proposal if is_of_proposals else corpus.measure)}
    count = 0
    for about, outcome in outcomes_of(corpus).items():
        says = {word.says.value for word in outcome.words}
        count += about in items and says == {quantity.said.value}
    return count > 0 and count == quantity.value


def try_disputed(
    quantity: Quantity, chosen: ClaimOutcome, disputed: int
) -> ClaimTested:
    """Try how many items there are of which voices disagree what became of them."""
    is_it = quantity.kind is QuantityKind.COUNT and is_within(
        Fraction(disputed), quantity
    )
    return ClaimTested(quantity, (), chosen, ("printed" if is_it else "judged",))


def _try_voice(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a figure that is put in the mouth of an actor.

    Its total, or what it says one by one.

    What it says one by one is no number of its own, and is given as a count.
    """
    figures = coverage(corpus)
    chosen = ClaimOutcome(quantity.about or About.PROPOSALS, figures, quantity.said)
    given = giving(corpus, quantity, figures.total)
    if given:
        is_some = quantity.kind is QuantityKind.SOME
        reason = "said" if is_some else "attributed"
        return ClaimTested(quantity, (), chosen, (reason,), given)
    if _is_declared(chosen, quantity):
        return ClaimTested(quantity, (), chosen, ("declared",))
    lists = own_words(corpus, quantity)
    recounted = tuple(
        rivals for rivals in lists if _adds_up(rivals, quantity, figures.total)
    )
    if recounted:
        return ClaimTested(quantity, (), chosen, ("its_count",), (), recounted[0])
    listed = tuple(dict.fromkeys(chain.from_iterable(lists)))
    return ClaimTested(quantity, (), chosen, ("not_its",), (), listed)


def _adds_up(rivals: Sequence[Rival], quantity: Quantity, of: int) -> bool:
    """Whether what a voice lists is as much as a figure says."""
    items: set[str] = set()
    for rival in rivals:
        items.update(rival.listed)
    if not may_be_listed(quantity, of) or not items:
        return False
    return is_within(Fraction(len(items)), quantity)


def _try_positions(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a figure on what is taken up, refused or undecided, under every rule."""
    by = _who_refuses(quantity) if quantity.said in DENIED else None
    tried = tuple(
        ClaimOutcome(subject, figures, quantity.said, by)
        for subject in _subjects(quantity)
        for figures in _all_figures(corpus, quantity)
    )
    if not tried:
        return _not_its(corpus, quantity)
    matches = tuple(outcome for outcome in tried if outcome.gives(quantity))
    nearest = min(tried, key=rank)
    given = giving(corpus, quantity, nearest.figures.total)
    if _is_declared(nearest, quantity):
        return ClaimTested(quantity, matches, nearest, ("declared",), given)
    if not _is_reviewed(corpus):
        reason = "attributed" if given else "unreviewed"
        return ClaimTested(quantity, matches, nearest, (reason,), given)
    reasons, chosen = _judged(quantity, matches, nearest)
    if _is_said(corpus, quantity, given):
        reasons, chosen = ("said",), nearest
    elif given and reasons[0] not in GIVEN:
        reasons, chosen = ("attributed",), nearest
    if reasons[0] in GIVEN and quantity.said not in DENIED:
        # Beside a count, the same number is told whoever gives it.
        anybodys = replace(quantity, named=frozenset(), doing=frozenset())
        given = giving(corpus, anybodys, nearest.figures.total)
    return ClaimTested(quantity, matches, chosen, reasons, given)


def _who_refuses(quantity: Quantity) -> str | None:
    """The actor who is said to refuse; None if nobody is named.

    Where several are, nobody on record refuses for all of them.
    """
    if len(quantity.named) > 1:
        return UNKNOWN_ACTOR
    return min(quantity.named, default=None)


def _is_declared(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether a figure only repeats a number of items that a source declares."""
    voice, corpus = quantity.voice, outcome.figures.corpus
    plain = Quantity(
        kind=QuantityKind.COUNT,
        value=quantity.value,
        about=quantity.about,
        voice=voice,
    )
    if replace(quantity, named=frozenset()) != plain:
        return False
    # « 28 selon X » is the number that X declares; « 28 » alone may count anything.
    if quantity.about is None and voice is None:
        return False
    declared = declared_numbers(corpus, quantity.about or About.PROPOSALS)
    sources = declared.get(int(quantity.value or 0))
    if sources is None:
        return False
    publishers = {corpus.source[source].publisher for source in sources}
    return voice in {None, *publishers}


def declared_numbers(corpus: Corpus, about: About) -> Mapping[int, tuple[str, ...]]:
    """The numbers of items that sources declare, each with the sources, by id.

    None without any.
    """
    documents = [corpus.proposals_document]
    if about is About.MEASURES:
        documents = [plan.document for plan in corpus.plans]
    numbers: dict[int, tuple[str, ...]] = {}
    for document in documents:
        for declared in document.declared:
            numbers[declared.count] = tuple(declared.sources)
    return numbers


def _judged(
    quantity: Quantity, matches: Sequence[ClaimOutcome], nearest: ClaimOutcome
) -> tuple[tuple[str, ...], ClaimOutcome]:
    """Why a figure may or may not be written, and the outcome that this is said of.

    A figure without a noun is one on proposals; of these, what may be written is first.
    """
    judged = [
        (reasons_of(outcome, quantity), outcome)
        for outcome in matches
        if _is_of_all(outcome, quantity)
    ]
    if not judged:
        # What one actor does not say is no count of none.
        reason = "left_out" if matches else reason_of_none(nearest, quantity)
        return (reason,), nearest

    def preference(pair: tuple[tuple[str, ...], ClaimOutcome]) -> tuple[object, ...]:
        reasons, outcome = pair
        is_on_measures = outcome.about is not About.PROPOSALS
        return is_on_measures, reasons[0] not in GIVEN, rank(outcome)

    return min(judged, key=preference)


def _is_of_all(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether an outcome is of all voices, as what is said not to be must be."""
    is_limited = quantity.kind is QuantityKind.NONE or quantity.bound in FROM_ABOVE
    return not is_limited or outcome.rule.whose is None


def _subjects(quantity: Quantity) -> list[About]:
    """What a figure may be about.

    What its noun says, else proposals, and measures too if it can.
    """
    if quantity.about:
        return [quantity.about]
    if quantity.said is Said.COUNTED:
        return [*About]
    # Nothing takes up or refuses a measure.
    return [About.PROPOSALS]


def _is_said(corpus: Corpus, quantity: Quantity, given: Sequence[Statement]) -> bool:
    """Whether a source says in its own words that some are: that is no count."""
    is_some = quantity.kind is QuantityKind.SOME and quantity.said in ASSERTED
    return is_some and bool(given) and not corpus.answers_each


def _all_figures(corpus: Corpus, quantity: Quantity) -> Iterator[Coverage]:
    """The figures under every combination of the four choices that a text leaves open.

    It may name the wordings that count, and parts; claimants are those with a position.
    """
    weakest = rules.WEAKEST_COUNTED
    strengths = [
        words for words in weakest if quantity.weakest in {None, weakest[words]}
    ]
    partials = [PartialCounts.FULL] if quantity.parts else PartialCounts
    heard = {speaker_of(corpus, each) for each in corpus.statements if each.is_position}
    whose_words = compared(corpus, quantity)
    if whose_words.doers:
        # Another voice's figure is no count of what those who are named do.
        heard &= whose_words.doers
    claimants = [None, *(actor.id for actor in corpus.actors if actor.id in heard)]
    for words, whose in product(strengths, claimants):
        base = coverage(corpus, rules.Rule(words=words, whose=whose))
        if quantity.said not in DENIED and not _counts_only(base, whose_words):
            continue
        for partial, of in product(partials, OutOf):
            # These two choices change no status, so there is nothing to count again.
            yield replace(base, rule=replace(base.rule, partial=partial, of=of))


def _counts_only(figures: Coverage, whose: Compared) -> bool:
    """Whether a rule counts no positions but those that may confirm a figure."""
    return all(
        whose.admits(each)
        for row in figures.rows
        for each in row.counted
        if each.is_position
    )

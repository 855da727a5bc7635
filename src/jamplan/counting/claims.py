"""A published figure, tried under every rule and beside every voice's number.

The answer depends on the figure alone: it is a count under a named rule, a number that
a source gives, or neither. All arithmetic is exact.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import product

from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import (
    Statement,
    Words,
)
from jamplan.corpus.views import addressees, seen
from jamplan.counting import rules
from jamplan.counting.claim_outcomes import (
    IN_PART,
    ClaimOutcome,
    is_usual,
    rank,
    undecided,
)
from jamplan.counting.figures import Coverage, coverage
from jamplan.counting.outcomes import outcomes_of
from jamplan.counting.quantity import (
    ASSERTED,
    DENIED,
    OUTCOMES,
    SORTS,
    UNKNOWN_ACTOR,
    About,
    Bound,
    Quantity,
    QuantityKind,
    Said,
)
from jamplan.counting.rivals import Rival
from jamplan.counting.rules import OutOf, PartialCounts
from jamplan.counting.statuses import (
    COUNTED,
    Status,
)
from jamplan.counting.uncertainties import unstated
from jamplan.counting.voiced import (
    CEILINGS,
    FLOORS,
    beside,
    denied_items,
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
_FROM_ABOVE = frozenset({*CEILINGS, Bound.BETWEEN})
"""Bounds that have to hold even if all others are decided likewise."""


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
    if quantity.voice == "":
        usual = ClaimOutcome(quantity.about or About.PROPOSALS, coverage(corpus))
        return ClaimTested(quantity, (), usual, ("not_its",))
    quantity = _put_down_to_who_is_named(corpus, quantity)
    if quantity.said in OUTCOMES:
        return _try_outcome(corpus, quantity)
    if not _is_reviewed(corpus) and quantity.said in {Said.COUNTED, Said.CONTESTED}:
        # Of a list that only judges have looked at, a figure is one of theirs.
        judged = _try_outcome(corpus, quantity)
        if judged.may_be_written:
            return judged
    if quantity.voice is not None:
        return _try_voice(corpus, quantity, quantity.voice)
    return _try_positions(_of_document(corpus, quantity), quantity)


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


def _try_voice(corpus: Corpus, quantity: Quantity, voice: str) -> ClaimTested:
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
    lists = own_words(corpus, quantity.said, voice)
    recounted = tuple(
        rivals for rivals in lists if _adds_up(rivals, quantity, figures.total)
    )
    if recounted:
        return ClaimTested(quantity, (), chosen, ("its_count",), (), recounted[0])
    listed = lists[-1] if lists else ()
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
        reason = "left_out" if matches else _reason_of_none(nearest, quantity)
        return (reason,), nearest

    def preference(pair: tuple[tuple[str, ...], ClaimOutcome]) -> tuple[object, ...]:
        reasons, outcome = pair
        is_on_measures = outcome.about is not About.PROPOSALS
        return is_on_measures, reasons[0] not in GIVEN, rank(outcome)

    return min(judged, key=preference)


def _is_of_all(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether an outcome is of all voices, as what is said not to be must be."""
    is_limited = quantity.kind is QuantityKind.NONE or quantity.bound in _FROM_ABOVE
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


def _reason_of_none(usual: ClaimOutcome, quantity: Quantity) -> str:
    """Why no rule gives a figure, beside what the usual one gives.

    Or why it may not be denied.
    """
    if quantity.said is Said.NOT_TAKEN_UP and usual.about is About.PROPOSALS:
        return "not_established"
    return "not_said" if quantity.said in DENIED else "no_rule"


def reasons_of(outcome: ClaimOutcome, quantity: Quantity) -> tuple[str, ...]:
    """Return why a figure that an outcome gives may be written, or all against it."""
    if _is_empty(outcome, quantity):
        return ("empty",)
    if quantity.said in DENIED:
        return (_reason_of_denial(outcome, quantity),)
    if quantity.said in SORTS:
        return ("printed" if is_usual(outcome) else "given",)
    given = "given_response" if outcome.figures.corpus.answers_each else "given"
    given = "given_in_part" if quantity.said in IN_PART else given
    return tuple(_faults(outcome, quantity)) or (given,)


def _is_empty(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether the bound of a figure would hold whatever is decided."""
    holds_of_none = outcome.holds(quantity, 0)
    holds_of_all = outcome.holds(quantity, outcome.total)
    if quantity.bound in FLOORS:
        return holds_of_none
    if quantity.bound in CEILINGS:
        return holds_of_all
    return quantity.bound is Bound.BETWEEN and holds_of_none and holds_of_all


def _faults(outcome: ClaimOutcome, quantity: Quantity) -> Iterator[str]:
    """Yield what speaks against a figure on take-ups that an outcome gives."""
    figures = outcome.figures
    # Out of the known texts, and most of them come from the source that claims the
    # take-up.
    if outcome.is_out_of_known and _is_warned(figures, "texts-from-claimant"):
        yield "selection"
    # None is taken up, but for statements that the rule does not count.
    if outcome.count == 0 and quantity.said not in IN_PART and _has_take_ups(figures):
        yield "left_out"
    # What nobody has decided, or whose text is missing, counts as not taken up.
    if _is_open(outcome, quantity):
        yield _reason_of_open(outcome, quantity)
    yield from _faults_of_extent(outcome, quantity)
    if quantity.weakest is None and weaker(figures):
        yield "weaker"


def _is_warned(figures: Coverage, code: str) -> bool:
    """Whether figures have a warning."""
    return any(warning.code == code for warning in figures.warnings)


def _has_take_ups(figures: Coverage) -> bool:
    """Whether a statement says that something is taken up, counted or not."""
    return any(
        statement.group in rules.TAKEN_UP
        for row in figures.rows
        for statement in row.positions
    )


def _reason_of_open(outcome: ClaimOutcome, quantity: Quantity) -> str:
    """What is told of a figure that may turn out to be wrong once all is decided."""
    if quantity.bound in FLOORS:
        return "rate"
    if quantity.bound in _FROM_ABOVE:
        return "unsettled"
    is_of_all = outcome.about is About.PROPOSALS and not outcome.is_out_of_known
    if is_of_all and not outcome.figures.corpus.answers_each:
        return "undecided"
    return "open"


def _faults_of_extent(outcome: ClaimOutcome, quantity: Quantity) -> Iterator[str]:
    """Yield what is wrong with how much of its items a figure says is taken up."""
    figures = outcome.figures
    is_half = figures.rule.partial is PartialCounts.HALF
    is_partly = _weighs_more(outcome, quantity)
    is_whole = quantity.fully or (quantity.kind is QuantityKind.ALL and is_partly)
    is_limited = quantity.bound in {*_FROM_ABOVE, Bound.ONLY} or outcome.count == 0
    is_no_more = quantity.said in IN_PART and is_limited
    # No source says that the proposals are taken up in full.
    if (is_whole or is_no_more) and (unstated(figures.rows) or outcome.weighs_partial):
        yield "extent"
    # A measure that takes one up in part is answered: sentences count it so.
    is_answered = outcome.about is About.MEASURES and not is_half
    if is_partly and not is_whole and not is_answered:
        yield "halves" if is_half else "wholes"


def _weighs_more(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether an outcome weighs items taken up in part without the text saying so."""
    counted = {row.kind for row in outcome.rows if row.status in COUNTED}
    enough = {Status.ADOPTED, *(IN_PART[part] for part in quantity.parts)}
    return outcome.weighs_partial and not counted <= enough


def _is_open(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether a figure may turn out wrong once all is decided, or its bound break."""
    bound, most, is_share = (
        quantity.bound,
        outcome.most(quantity),
        outcome.is_share(quantity),
    )
    if bound in _FROM_ABOVE:
        return not outcome.holds(quantity, most)
    if bound in FLOORS:
        return is_share and outcome.figures.statuses[Status.UNDOCUMENTED] > 0
    if bound is Bound.ONLY:
        return most > outcome.count
    is_all_known = quantity.kind is QuantityKind.ALL and outcome.is_out_of_known
    return undecided(outcome.figures) > 0 and (
        is_share or is_all_known or outcome.count == 0
    )


def _reason_of_denial(outcome: ClaimOutcome, quantity: Quantity) -> str:
    """Why one may or may not say that so many proposals are refused or not taken up."""
    said, count = quantity.said, outcome.count
    # « Moins de 10 refusées » lets a reader think that some are.
    is_bounded = quantity.bound in _FROM_ABOVE
    is_barred = said is Said.IGNORED or (is_bounded and not count)
    is_open = _is_denial_open(outcome, quantity)
    if is_barred or is_open or outcome.about is About.MEASURES:
        is_rate = _is_none(quantity) or outcome.is_share(quantity)
        if is_open and said is Said.REFUSED and is_rate:
            return "open"
        return _reason_of_none(outcome, quantity)
    if count:
        is_number = quantity.kind in {QuantityKind.COUNT, QuantityKind.PER_CENT}
        is_apart = is_number and not outcome.holds(quantity, count)
        return "refusals_apart" if is_apart else "refusals"
    others = denied_items(outcome.figures, Said.NOT_TAKEN_UP, outcome.by)
    # What others call not taken up is no refusal, and is told.
    return "not_said" if others else "no_refusal"


def _is_none(quantity: Quantity) -> bool:
    """Whether a text says that none is, in a word or a number."""
    return quantity.kind is QuantityKind.NONE or quantity.value == 0


def _is_denial_open(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether that so many are refused, or not taken up, may turn out to be wrong."""
    if quantity.said is Said.REFUSED:
        return _is_open(outcome, quantity)
    # Of what no source refuses, no silence says that it is not taken up.
    if quantity.fully:
        return True
    is_some = quantity.kind is QuantityKind.SOME and quantity.bound is not Bound.ONLY
    is_floor = quantity.bound in FLOORS or is_some
    figures = outcome.figures
    taken_up = figures.adopted + figures.statuses[Status.PARTIAL]
    return not is_floor and outcome.count < figures.total - taken_up


def weaker(figures: Coverage) -> Counter[Words | None]:
    """The counted proposals whose statements the usual rule leaves out, by wording."""
    usual = coverage(figures.corpus)
    counted = {id(each) for row in usual.rows for each in row.counted}

    def is_usual(statement: Statement) -> bool:
        return id(statement) in counted

    return Counter(
        row.strongest
        for row in figures.rows
        if row.status in COUNTED and not any(map(is_usual, row.take_ups))
    )


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
    claimants = [None, *(actor.id for actor in corpus.actors if actor.id in heard)]
    for words, whose in product(strengths, claimants):
        base = coverage(corpus, rules.Rule(words=words, whose=whose))
        for partial, of in product(partials, OutOf):
            # These two choices change no status, so there is nothing to count again.
            yield replace(base, rule=replace(base.rule, partial=partial, of=of))

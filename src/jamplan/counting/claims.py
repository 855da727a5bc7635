"""A published figure, tried under every counting rule, and whether it may be written.

All arithmetic is exact.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import (
    Says,
    Statement,
    Words,
)
from jamplan.counting import rules
from jamplan.counting.figures import (
    Coverage,
    Kind,
    Row,
    coverage,
    unstated,
)
from jamplan.counting.quantity import (
    DENIED,
    OUTCOMES,
    SORTS,
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
    NOT_ADOPTED,
    NOT_ASSESSABLE,
    UNDECIDED,
    Status,
)
from jamplan.counting.voiced import (
    CEILINGS,
    FLOORS,
    HOLDS,
    denied_items,
    giving,
    is_within,
    misplaced,
    not_taken_up,
    recounting,
    share_of,
    speaker_of,
    voice_in,
)

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
"""Reasons to write a figure that a rule gives, where the text says no more than that."""
YES = GIVEN | {"said", "attributed", "recounted"}
"""Reasons to write a figure: these, or a source says it."""
IN_PART: dict[Said, Kind] = {
    Said.IN_PART: Status.PARTIAL,
    Said.IN_PRINCIPLE: Says.IN_PRINCIPLE,
}
"""What is said of items that are not taken up as a whole, with what such an item is called by."""


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """The figure that one rule gives, about proposals or about measures."""

    about: About
    figures: Coverage
    said: Said = Said.COUNTED
    by: str | None = None
    """Who refuses, of a figure on refusals; None for whoever does."""

    @property
    def rule(self) -> rules.Rule:
        """The rule."""
        return self.figures.rule

    @property
    def rows(self) -> Sequence[Row]:
        """The items that it is about."""
        return (
            self.figures.rows
            if self.about is About.PROPOSALS
            else self.figures.measures
        )

    def of(self, *statuses: Status) -> int:
        """The number of its items with one of these statuses."""
        return sum(row.status in statuses for row in self.rows)

    @property
    def count(self) -> Fraction:
        """Proposals taken up or measures answered, those in part weighted by the rule.

        Else those that are refused, or of the status that is named.
        """
        if self.said in DENIED:
            refused = self.about is About.PROPOSALS and self.said is not Said.IGNORED
            items = denied_items(self.figures, self.said, self.by) if refused else []
            return Fraction(len(items))
        if self.said in SORTS:
            return Fraction(self.figures.number(Status(self.said)))
        if self.said in IN_PART:
            return Fraction(sum(row.kind is IN_PART[self.said] for row in self.rows))
        partial = self.of(Status.PARTIAL) * Fraction(
            rules.WEIGHT_OF_PARTIAL[self.rule.partial]
        )
        return self.of(Status.ADOPTED) + partial

    def most(self, quantity: Quantity) -> Fraction | int:
        """The count if all that nobody has concluded on turned out to be so."""
        unknown = undecided(self.figures)
        if self.said in SORTS:
            return self.count
        if self.about is About.MEASURES:
            return self.total if unknown else self.count
        if self.said in IN_PART:
            return self.count + unknown + self.of(Status.BELOW_RULE)
        partial = self.of(Status.PARTIAL)
        if self.said in DENIED:
            return self.figures.total - self.of(Status.ADOPTED) - partial
        concluded = self.of(*NOT_ADOPTED, *NOT_ASSESSABLE)
        return self.figures.total - concluded - partial * quantity.fully

    @property
    def total(self) -> int:
        """The denominator of the count."""
        return (
            self.figures.denominator
            if self.about is About.PROPOSALS
            else len(self.figures.measures)
        )

    def gives(self, quantity: Quantity) -> bool:
        """Whether the figure is the published one; a per cent has to be it, rounded."""
        if quantity.total not in {None, self.total} and not quantity.ratio:
            return False
        match quantity.kind:
            case QuantityKind.NONE:
                return self.count == 0
            case QuantityKind.SOME:
                return self.count > 0
            case QuantityKind.ALL:
                return self.total > 0 and self.count == self.total
        is_refused = self.said is Said.REFUSED and is_usual(self)
        own = [self.count, Fraction(self.undisputed)] if is_refused else [self.count]
        return any(self.holds(quantity, count) for count in own)

    @property
    def undisputed(self) -> int:
        """The refusals that no other voice disputes, under the rule; of one voice, all of its own."""
        if self.by is not None:
            return int(self.count)
        return sum(
            row.status is Status.REFUSED
            for row in denied_items(self.figures, self.said)
        )

    def holds(self, quantity: Quantity, count: Fraction | int) -> bool:
        """Whether the published count or per cent would be right of another count."""
        if not self.is_share(quantity):
            return is_within(Fraction(count), quantity)
        share = share_of(quantity) if quantity.ratio else quantity
        return self.total > 0 and is_within(Fraction(100 * count, self.total), share)

    @property
    def weighs_partial(self) -> bool:
        """Whether it counts what is taken up in part, as halves or as wholes."""
        is_weighed = (
            self.said not in IN_PART and self.rule.partial is not PartialCounts.APART
        )
        return is_weighed and self.of(Status.PARTIAL) > 0

    @property
    def is_out_of_known(self) -> bool:
        """Whether its denominator is the proposals whose text is known, and others are declared."""
        return self.about is About.PROPOSALS and self.total < self.figures.total

    def is_share(self, quantity: Quantity) -> bool:
        """Whether the published figure is read as a share of this one's total."""
        if quantity.kind is QuantityKind.COUNT:
            return quantity.total not in {None, self.total}
        return quantity.kind is QuantityKind.PER_CENT


@dataclass(frozen=True, slots=True)
class ClaimTested:
    """The outcomes that give a figure; ``chosen`` is the one that the answer speaks of.

    If none gives it, that is the one of the usual rule.
    """

    quantity: Quantity
    matches: tuple[ClaimOutcome, ...]
    chosen: ClaimOutcome
    reasons: tuple[str, ...]
    """Why it may be written, by the code of an answer; or all that speaks against it."""
    given: tuple[Statement, ...]
    """The totals of sources that give the number."""
    recounted: tuple[Rival, ...] = ()
    """The voices that say so of as many items, one by one."""

    @property
    def reason(self) -> str:
        """The first of the reasons."""
        return self.reasons[0]

    @property
    def may_be_written(self) -> bool:
        """Whether the figure may be written with its rule."""
        return self.reason in YES


def try_claim(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a figure under every rule, stricter rules first, about what its noun says or about both."""
    if quantity.said in OUTCOMES:
        return _try_outcome(corpus, quantity)
    if quantity.said is Said.COUNTED and not _is_reviewed(corpus):
        # Of a list that only judges have looked at, a figure is one of theirs.
        judged = _try_outcome(corpus, replace(quantity, said=Said.CARRIED_OUT))
        if judged.may_be_written:
            return judged
    return _try_positions(corpus, quantity)


def try_printed(corpus: Corpus, number: int, counted: int) -> ClaimTested:
    """Try a number with the words in which a sentence on the corpus prints another, or the same.

    ``counted`` is the number that the sentence prints.
    """
    quantity = Quantity(kind=QuantityKind.COUNT, value=Fraction(number))
    chosen = ClaimOutcome(About.PROPOSALS, coverage(corpus))
    reason = "printed" if number == counted else "not_printed"
    return ClaimTested(quantity, (), chosen, (reason,), ())


def _try_positions(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a figure on what is taken up, refused or undecided, under every rule."""
    by = voice_in(quantity) if quantity.said in DENIED else None
    tried = tuple(
        ClaimOutcome(subject, figures, quantity.said, by)
        for subject in _subjects(quantity)
        for figures in _all_figures(corpus, quantity)
    )
    matches = tuple(outcome for outcome in tried if outcome.gives(quantity))
    nearest = min(tried, key=_rank)
    reasons, chosen = _judged(quantity, matches, nearest)
    if reasons != ("total",) and not _is_reviewed(corpus):
        reasons = ("unreviewed",)
    wrong = tuple(misplaced(corpus, quantity))
    given: tuple[Statement, ...] = ()
    if quantity.attribution or not wrong:
        given = _giving(chosen.figures, quantity)
    if wrong:
        reasons = tuple(dict.fromkeys([*wrong, *reasons]))
    elif quantity.said in _ATTRIBUTED and given and reasons[0] not in YES:
        reasons, chosen = ("attributed",), nearest
    elif _is_said(corpus, quantity, given):
        reasons, chosen = ("said",), nearest
    return ClaimTested(quantity, matches, chosen, reasons, given)


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
        rank = _rank(outcome, quantity.attribution or None)
        return is_on_measures, reasons[0] not in YES, rank

    return min(judged, key=preference)


def _is_of_all(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether an outcome is of all voices, as what is said not to be must be, unless one is named."""
    is_limited = quantity.kind is QuantityKind.NONE or quantity.bound in CEILINGS
    return not is_limited or outcome.rule.whose in {None, quantity.attribution}


def is_usual(outcome: ClaimOutcome) -> bool:
    """Whether an outcome is that of the usual rule, of all voices."""
    return not any(_rank(outcome))


def _try_outcome(corpus: Corpus, quantity: Quantity) -> ClaimTested:
    """Try a figure on what became of items: it is a voice's own total, or adds up one by one."""
    figures = coverage(corpus)
    chosen = ClaimOutcome(quantity.about or About.PROPOSALS, figures, quantity.said)
    given = giving(corpus, quantity, figures.total)
    recounted = recounting(corpus, quantity, figures.total)
    reasons = ("outcome",) if corpus.plans else ("judged",)
    if voice_in(quantity) == "":
        reasons = ("not_its",)
    elif given:
        reasons = ("attributed",)
    elif recounted:
        reasons = ("recounted",)
    return ClaimTested(quantity, (), chosen, reasons, given, recounted)


def _giving(figures: Coverage, quantity: Quantity) -> tuple[Statement, ...]:
    """The totals of sources that give the number of a figure on positions."""
    is_own = quantity.said in {*_own_words(figures.corpus), *_ATTRIBUTED}
    return giving(figures.corpus, quantity, figures.total) if is_own else ()


_ATTRIBUTED = frozenset({*DENIED, *IN_PART, Said.NOTED})
"""What a voice's own total is written with, attributed: no rule counts it of what is taken up."""


def _subjects(quantity: Quantity) -> list[About]:
    """What a figure may be about: what its noun says, else proposals, and measures too if it can."""
    if quantity.about:
        return [quantity.about]
    if quantity.said is Said.COUNTED:
        return [*About]
    # Nothing takes up or refuses a measure.
    return [About.PROPOSALS]


def _is_reviewed(corpus: Corpus) -> bool:
    """Whether anybody has decided on anything yet."""
    return any(known.is_position or known.is_conclusion for known in corpus.statements)


def _is_said(corpus: Corpus, quantity: Quantity, given: Sequence[Statement]) -> bool:
    """Whether a source says a figure, and it may be written as what that source says."""
    # « Certaines » is what a source says, a number is what is counted.
    is_told = quantity.kind is QuantityKind.SOME and quantity.attribution is None
    if is_told:
        return bool(given) and not corpus.is_response
    return any(speaker_of(corpus, total) == quantity.attribution for total in given)


def _reason_of_none(usual: ClaimOutcome, quantity: Quantity) -> str:
    """Why no rule gives a figure, beside what the usual one gives; or why it may not be denied."""
    total = Quantity(
        kind=QuantityKind.COUNT, value=Fraction(usual.total), about=quantity.about
    )
    if replace(quantity, attribution=None) == total:
        return "total"
    if quantity.said is Said.NOT_TAKEN_UP and usual.about is About.PROPOSALS:
        return "not_established"
    return "not_said" if quantity.said in DENIED else "no_rule"


def _rank(outcome: ClaimOutcome, whose: str | None = None) -> tuple[bool, ...]:
    """What sorts what ``whose`` states first, then the choices of the usual rule."""
    rule, usual = outcome.rule, rules.default_rule(outcome.figures.corpus)
    return (
        rule.whose != whose,
        rule.of is not usual.of,
        rule.words is not usual.words,
    )


def undecided(figures: Coverage) -> int:
    """The number of proposals that a further statement could decide either way."""
    return figures.number(*UNDECIDED)


def reasons_of(outcome: ClaimOutcome, quantity: Quantity) -> tuple[str, ...]:
    """Return why a figure may be written that an outcome gives, or all that speaks against it."""
    bound = quantity.bound
    if bound in HOLDS and outcome.holds(
        quantity, outcome.total if bound in CEILINGS else 0
    ):
        # It would hold whatever is decided.
        return ("empty",)
    if quantity.said in DENIED:
        return (_reason_of_denial(outcome, quantity),)
    if quantity.said in SORTS:
        return ("printed" if is_usual(outcome) else "given",)
    given = "given_response" if outcome.figures.corpus.is_response else "given"
    given = "given_in_part" if quantity.said in IN_PART else given
    return tuple(_faults(outcome, quantity)) or (given,)


def _faults(outcome: ClaimOutcome, quantity: Quantity) -> Iterator[str]:
    """Yield all that speaks against a figure on what is taken up that an outcome gives."""
    figures = outcome.figures
    if misput := _misput(outcome, quantity, {*figures.claimants}):
        yield misput
    # Out of the known texts, and most of them come from the source that claims the take-up.
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
    if quantity.said not in _own_words(figures.corpus):
        yield "word"


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
    if quantity.bound in CEILINGS:
        return "unsettled"
    is_of_all = outcome.about is About.PROPOSALS and not outcome.is_out_of_known
    if is_of_all and not outcome.figures.corpus.is_response:
        return "undecided"
    return "open"


def _faults_of_extent(outcome: ClaimOutcome, quantity: Quantity) -> Iterator[str]:
    """Yield what is wrong with how much of its items a figure says is taken up."""
    figures = outcome.figures
    is_partly = _weighs_more(outcome, quantity)
    is_whole = quantity.fully or (quantity.kind is QuantityKind.ALL and is_partly)
    is_limited = quantity.bound in {*CEILINGS, Bound.ONLY} or outcome.count == 0
    is_no_more = quantity.said in IN_PART and is_limited
    # No source says that the proposals are taken up in full.
    if (is_whole or is_no_more) and (unstated(figures.rows) or outcome.weighs_partial):
        yield "extent"
    if is_partly and not is_whole:
        yield "halves" if figures.rule.partial is PartialCounts.HALF else "wholes"


def _weighs_more(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether an outcome weighs items taken up in part that the text does not name as such."""
    counted = {row.kind for row in outcome.rows if row.status in COUNTED}
    enough = {Status.ADOPTED, *(IN_PART[part] for part in quantity.parts)}
    return outcome.weighs_partial and not counted <= enough


def _misput(outcome: ClaimOutcome, quantity: Quantity, sources: set[str]) -> str:
    """What a text says wrongly of whose word a count is, or whose act; empty if nothing is wrong.

    ``sources`` are the actors who state what is counted, item by item, and give no number.
    """
    figures, whose, who = outcome.figures, quantity.attribution, quantity.taker
    if whose not in sources | {None}:
        return "not_its"
    # « Certaines » is no number: whoever states one of them says so.
    is_said = (
        quantity.said in DENIED or figures.rule.words is rules.WordsCounted.EXPLICIT
    )
    if outcome.count == 0 or (quantity.kind is QuantityKind.SOME and is_said):
        return ""
    if whose is not None:
        return "its_count"
    # A count doesn't say who did it, unless they say so themselves.
    is_own = who is None or sources == {who} or figures.corpus.is_response
    is_free = is_own or outcome.about is About.MEASURES or _giving(figures, quantity)
    return "" if is_free else "unsourced"


def _is_open(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether a figure may turn out to be wrong once all is decided, or its bound not to hold."""
    bound, most, is_share = (
        quantity.bound,
        outcome.most(quantity),
        outcome.is_share(quantity),
    )
    if bound in CEILINGS:
        return not outcome.holds(quantity, most)
    if bound in FLOORS:
        return is_share and outcome.figures.statuses[Status.UNDOCUMENTED] > 0
    if bound is Bound.ONLY:
        return most > outcome.count
    is_all_known = quantity.kind is QuantityKind.ALL and outcome.is_out_of_known
    return undecided(outcome.figures) > 0 and (
        is_share or is_all_known or outcome.count == 0
    )


def _own_words(corpus: Corpus) -> set[Said]:
    """What may be said of the items of a corpus that its statements count."""
    own = Said.ACCEPTED if corpus.is_response else Said.TAKEN_UP
    return {Said.COUNTED, own, *IN_PART}


def _reason_of_denial(outcome: ClaimOutcome, quantity: Quantity) -> str:
    """Why one may or may not say that so many proposals are refused or not taken up."""
    said, count = quantity.said, outcome.count
    # « Moins de 10 refusées » lets a reader think that some are.
    is_barred = said is Said.IGNORED or (quantity.bound in CEILINGS and not count)
    is_open = _is_denial_open(outcome, quantity)
    if is_barred or is_open or outcome.about is About.MEASURES:
        is_rate = _is_none(quantity) or outcome.is_share(quantity)
        if is_open and said is Said.REFUSED and is_rate:
            return "open"
        return _reason_of_none(outcome, quantity)
    speakers = _who_deny(outcome)
    if misput := _misput(outcome, quantity, {*filter(None, speakers)}):
        return misput
    if count:
        is_number = quantity.kind in {QuantityKind.COUNT, QuantityKind.PER_CENT}
        is_apart = is_number and not outcome.holds(quantity, count)
        return "refusals_apart" if is_apart else "refusals"
    return "not_said" if speakers else "no_refusal"


def _is_none(quantity: Quantity) -> bool:
    """Whether a text says that none is, in a word or a number."""
    return quantity.kind is QuantityKind.NONE or quantity.value == 0


def _who_deny(outcome: ClaimOutcome) -> set[str | None]:
    """Who is said to refuse, and whose word that is; of one who is named, that one alone."""
    corpus = outcome.figures.corpus
    speakers = {speaker_of(corpus, known) for known in not_taken_up(corpus)}
    return speakers if outcome.by is None else speakers & {outcome.by}


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
    """The counted proposals whose statements the usual rule does not count, by their wording."""
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

"""A published figure, tried under every counting rule, and whether it may be written.

All arithmetic is exact.
"""

import operator
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import (
    ALL_PROPOSALS,
    SOME,
    Group,
    Says,
    Statement,
    Words,
)
from jamplan.corpus.voices import who_says
from jamplan.counting import rules
from jamplan.counting.figures import (
    Coverage,
    Kind,
    ProposalRow,
    Row,
    coverage,
    unstated,
)
from jamplan.counting.quantity import (
    DENIED,
    OUTCOMES,
    About,
    Bound,
    Quantity,
    QuantityKind,
    Said,
)
from jamplan.counting.rules import OutOf, PartialCounts
from jamplan.counting.statuses import (
    COUNTED,
    NOT_ADOPTED,
    NOT_ASSESSABLE,
    UNDECIDED,
    Status,
)

GIVEN = frozenset(
    {"given", "given_in_part", "given_response", "refusals", "no_refusal"}
)
"""Reasons to write a figure that a rule gives, where the text says no more than that."""
YES = GIVEN | {"said"}
"""Reasons to write a figure: these, or a source says it."""
IN_PART: dict[Said, Kind] = {
    Said.IN_PART: Status.PARTIAL,
    Said.IN_PRINCIPLE: Says.IN_PRINCIPLE,
}
"""What is said of items that are not taken up as a whole, with what such an item is called by."""
_FLOORS = {Bound.AT_LEAST: operator.ge, Bound.MORE_THAN: operator.gt}
"""Bounds that hold whatever is decided about the others."""
_CEILINGS = {Bound.AT_MOST: operator.le, Bound.LESS_THAN: operator.lt}
"""Bounds that have to hold even if all others are decided likewise."""
_HOLDS = _FLOORS | _CEILINGS
_ROUNDED = Fraction(5, 2)
"""How far a figure may be from a round number of which a text says « environ »: half of five.

It is a tenth of the number at most: 6 is no « environ 5 ».
"""


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """The figure that one rule gives, about proposals or about measures."""

    about: About
    figures: Coverage
    said: Said = Said.COUNTED

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
        """Proposals taken up or measures answered, those in part weighted by the rule; or refusals."""
        if self.said in DENIED:
            refused = self.about is About.PROPOSALS and self.said is not Said.IGNORED
            return Fraction(
                len(denied_items(self.figures, self.said)) if refused else 0
            )
        if self.said in IN_PART:
            return Fraction(sum(row.kind is IN_PART[self.said] for row in self.rows))
        partial = self.of(Status.PARTIAL) * Fraction(
            rules.WEIGHT_OF_PARTIAL[self.rule.partial]
        )
        return self.of(Status.ADOPTED) + partial

    def most(self, quantity: Quantity) -> Fraction | int:
        """The count if all that nobody has concluded on turned out to be so."""
        unknown = undecided(self.figures)
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
        return self.holds(quantity, self.count)

    def holds(self, quantity: Quantity, count: Fraction | int) -> bool:
        """Whether the published count or per cent would be right of another count."""
        if not self.is_share(quantity):
            return _is_within(Fraction(count), quantity)
        share = _share_of(quantity) if quantity.ratio else quantity
        return self.total > 0 and _is_within(Fraction(100 * count, self.total), share)

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


def _share_of(ratio: Quantity) -> Quantity:
    """The per cent of a ratio: 20 of "one in five"."""
    share = 100 * (ratio.value or Fraction(0)) / (ratio.total or 1)
    bound = Bound.ABOUT if ratio.bound is Bound.EXACT else ratio.bound
    return replace(ratio, kind=QuantityKind.PER_CENT, value=share, bound=bound)


def _is_within(number: Fraction, quantity: Quantity) -> bool:
    value, scale = quantity.value or Fraction(0), 10**quantity.decimals
    if quantity.bound is Bound.ABOUT:
        is_round = value % 5 == 0 or value.denominator > 1
        margin = min(_ROUNDED, value / 10) if is_round else Fraction(0)
        return abs(number - value) <= max(margin, Fraction(1, 2))
    if quantity.bound in _HOLDS:
        return bool(_HOLDS[quantity.bound](number, value))
    if quantity.kind is QuantityKind.COUNT:
        return number == value
    # School rounds 20.5 up; computers round it to the even digit. Both are published.
    return scale * value in {
        round(scale * number),
        int(scale * number + Fraction(1, 2)),
    }


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
    tried = tuple(
        ClaimOutcome(subject, figures, quantity.said)
        for subject in _subjects(quantity)
        for figures in _all_figures(corpus, quantity)
    )
    matches = tuple(outcome for outcome in tried if outcome.gives(quantity))
    nearest = min(tried, key=_rank)
    judged = [(reasons_of(outcome, quantity), outcome) for outcome in matches]
    if not judged:
        judged = [((_reason_of_none(nearest, quantity),), nearest)]

    def preference(pair: tuple[tuple[str, ...], ClaimOutcome]) -> tuple[object, ...]:
        """A figure without a noun is one on proposals; of these, what may be written is first."""
        reasons, outcome = pair
        is_on_measures = outcome.about is not About.PROPOSALS
        rank = _rank(outcome, quantity.attribution or None)
        return is_on_measures, reasons[0] not in YES, rank

    reasons, chosen = min(judged, key=preference)
    if reasons != ("total",) and not _is_reviewed(corpus):
        reasons = ("unreviewed",)
    misplaced = tuple(_misplaced(corpus, quantity))
    given: tuple[Statement, ...] = ()
    if quantity.attribution or not misplaced:
        given = _giving(chosen.figures, quantity)
    if quantity.said in OUTCOMES:
        reasons, chosen = ("outcome",), nearest
    elif misplaced:
        reasons = tuple(dict.fromkeys([*misplaced, *reasons]))
    elif _is_said(corpus, quantity, given):
        reasons, chosen = ("said",), nearest
    return ClaimTested(quantity, matches, chosen, reasons, given)


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


def _misplaced(corpus: Corpus, quantity: Quantity) -> Iterator[str]:
    """Yield what a text says wrongly of whose items they are, who answers, and when."""
    proposals, plan = corpus.proposals_document, corpus.plan_document
    # Whoever is named does something: takes up, says so, or wrote the items.
    own = {"", plan.publisher, quantity.author, quantity.attribution}
    is_foreign = quantity.taker not in {None, "", plan.publisher} or not own.issuperset(
        quantity.named
    )
    if quantity.authored is About.MEASURES:
        is_foreign |= quantity.author not in {None, "", plan.publisher}
    elif proposals.publisher and quantity.author not in {None, proposals.publisher}:
        yield "author"
    if is_foreign:
        yield "not_its"
    cited = {
        piece.source for statement in corpus.statements for piece in statement.evidence
    }
    known = {
        plan.date,
        *(corpus.source[source].date for source in cited - {proposals.source}),
    }
    for date, is_of_items in quantity.dates:
        days = known | {proposals.date} if is_of_items else known
        if not any(date in day for day in filter(None, days)):
            yield "dated"


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


def denied_items(figures: Coverage, said: Said = Said.REFUSED) -> list[ProposalRow]:
    """The proposals of which a refusal by their addressee is on record, disputed or not.

    Of what is said to be not taken up, those too of which others say so. What is on record is asked of
    the statements, under any rule, never of a status.
    """
    found: list[ProposalRow] = []
    for row in figures.rows:
        says = {each.says for each in row.positions}
        is_refused = Says.REFUSED in says
        is_told = said is Said.NOT_TAKEN_UP and Says.NOT_TAKEN_UP in says
        if is_refused or is_told:
            found.append(row)
    return found


def not_taken_up(corpus: Corpus) -> list[Statement]:
    """The positions that say no: refusals, and what others say is not taken up."""
    return [
        each
        for each in corpus.statements
        if each.is_position and each.group is Group.NO
    ]


def speaker_of(corpus: Corpus, statement: Statement) -> str | None:
    """The actor who says a statement; None if a reader compared."""
    return who_says(statement, corpus.source).actor


def number_of(total: Statement) -> int | None:
    """The number that a total gives; None of one that gives none."""
    return None if total.count in {None, SOME} else int(str(total.count))


def totals(corpus: Corpus) -> list[Statement]:
    """What sources say of the proposals as a whole, of what is taken up."""
    on_all = corpus.statements_on.get(ALL_PROPOSALS, ())
    return [each for each in on_all if each.group is Group.YES]


def reasons_of(outcome: ClaimOutcome, quantity: Quantity) -> tuple[str, ...]:
    """Return why a figure may be written that an outcome gives, or all that speaks against it."""
    bound = quantity.bound
    if bound in _HOLDS and outcome.holds(
        quantity, outcome.total if bound in _CEILINGS else 0
    ):
        # It would hold whatever is decided.
        return ("empty",)
    if quantity.said in DENIED:
        return (_reason_of_denial(outcome, quantity),)
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
    if quantity.bound in _FLOORS:
        return "rate"
    if quantity.bound in _CEILINGS:
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
    is_limited = quantity.bound in {*_CEILINGS, Bound.ONLY} or outcome.count == 0
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
    if bound in _CEILINGS:
        return not outcome.holds(quantity, most)
    if bound in _FLOORS:
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
    figures, said, count = outcome.figures, quantity.said, outcome.count
    # « Moins de 10 refusées » lets a reader think that some are.
    is_barred = said is Said.IGNORED or (quantity.bound in _CEILINGS and not count)
    is_open = _is_denial_open(outcome, quantity)
    if is_barred or is_open or outcome.about is About.MEASURES:
        is_none = quantity.kind is QuantityKind.NONE or quantity.value == 0
        is_rate = is_none or outcome.is_share(quantity)
        if is_open and said is Said.REFUSED and is_rate:
            return "open"
        return _reason_of_none(outcome, quantity)
    # Whoever is said to refuse, and whose word that is.
    said_no = not_taken_up(figures.corpus)
    speakers = {speaker_of(figures.corpus, known) for known in said_no}
    if misput := _misput(outcome, quantity, {*filter(None, speakers)}):
        return misput
    if count:
        return "refusals"
    return "not_said" if said_no else "no_refusal"


def _is_denial_open(outcome: ClaimOutcome, quantity: Quantity) -> bool:
    """Whether that so many are refused, or not taken up, may turn out to be wrong."""
    if quantity.said is Said.REFUSED:
        return _is_open(outcome, quantity)
    # Of what no source refuses, no silence says that it is not taken up.
    if quantity.fully:
        return True
    is_some = quantity.kind is QuantityKind.SOME and quantity.bound is not Bound.ONLY
    is_floor = quantity.bound in _FLOORS or is_some
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


def _giving(figures: Coverage, quantity: Quantity) -> tuple[Statement, ...]:
    """The totals of sources that give the number of a figure on proposals taken up."""
    numbers = {
        QuantityKind.COUNT: quantity.value,
        QuantityKind.ALL: figures.total,
        QuantityKind.SOME: None,
    }
    plain = replace(
        quantity, bound=Bound.EXACT, fully=False, parts=frozenset(), weakest=None
    )
    is_own = quantity.said in _own_words(figures.corpus) - {*IN_PART}
    is_of_all = quantity.about is not About.MEASURES and quantity.total in {
        None,
        figures.total,
    }
    if quantity != plain or not is_own or not is_of_all or quantity.kind not in numbers:
        return ()
    return tuple(
        total
        for total in totals(figures.corpus)
        if number_of(total) == numbers[quantity.kind]
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

"""What voices give: totals that a published figure repeats, or lists that add up."""

import operator
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, product

from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import (
    ALL_MEASURES,
    ALL_PROPOSALS,
    SOME,
    Group,
    Says,
    Statement,
    Words,
)
from jamplan.corpus.views import addressees
from jamplan.corpus.voices import outcome_day, who_says
from jamplan.counting.compared import Compared, compared
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.quantity import (
    OUTCOMES,
    About,
    Bound,
    Quantity,
    QuantityKind,
    Said,
    totals_told,
)
from jamplan.counting.rivals import Rival, rivals_of

FLOORS = {Bound.AT_LEAST: operator.ge, Bound.MORE_THAN: operator.gt}
"""Bounds that hold whatever is decided about the others."""
CEILINGS = {Bound.AT_MOST: operator.le, Bound.LESS_THAN: operator.lt}
"""Bounds that have to hold even if all others are decided likewise."""
HOLDS = FLOORS | CEILINGS
_LISTED = frozenset({Bound.EXACT, Bound.ABOUT, *FLOORS})
"""Bounds that a list of items may meet; what it leaves out may be so too."""
_ROUNDED = Fraction(5, 2)
"""How far a figure may be from a round number of which a text says « environ ».

Half of five.

It is a tenth of the number at most: 6 is no « environ 5 ».
"""
_TAKEN_UP = (Says.TAKEN_UP, Says.IN_FULL)
_SAYS: Mapping[Said, tuple[Says, ...]] = {
    Said.COUNTED: _TAKEN_UP,
    Said.TAKEN_UP: _TAKEN_UP,
    Said.ACCEPTED: _TAKEN_UP,
    Said.IN_PART: (Says.IN_PART,),
    Said.IN_PRINCIPLE: (Says.IN_PRINCIPLE,),
    Said.NOTED: (Says.NOTED,),
    Said.REFUSED: (Says.REFUSED,),
    Said.NOT_TAKEN_UP: (Says.NOT_TAKEN_UP, Says.REFUSED),
    Said.CARRIED_OUT: (Says.CARRIED_OUT,),
    Said.CARRIED_OUT_IN_PART: (Says.CARRIED_OUT_IN_PART,),
    Said.UNDER_WAY: (Says.UNDER_WAY,),
    Said.STALLED: (Says.STALLED,),
    Said.NOT_CARRIED_OUT: (Says.NOT_CARRIED_OUT,),
    Said.ABANDONED: (Says.ABANDONED,),
}
"""What a voice's total says, of what a text says of its items."""
_ABOUT = {About.PROPOSALS: ALL_PROPOSALS, About.MEASURES: ALL_MEASURES}


def is_within(number: Fraction, quantity: Quantity) -> bool:
    """Whether a number is the published one, within its bound.

    A per cent has to be it, rounded.
    """
    value, scale = quantity.value or Fraction(0), 10**quantity.decimals
    if quantity.bound is Bound.ABOUT:
        is_round = value % 5 == 0 or value.denominator > 1
        margin = min(_ROUNDED, value / 10) if is_round else Fraction(0)
        return abs(number - value) <= max(margin, Fraction(1, 2))
    if quantity.bound is Bound.BETWEEN:
        return value <= number <= (quantity.high or value)
    if quantity.bound in HOLDS:
        return bool(HOLDS[quantity.bound](number, value))
    if quantity.kind is QuantityKind.COUNT:
        return number == value
    # School rounds 20.5 up; computers round it to the even digit. Both are published.
    return scale * value in {
        round(scale * number),
        int(scale * number + Fraction(1, 2)),
    }


def share_of(ratio: Quantity) -> Quantity:
    """The per cent of a ratio: 20 of "one in five"."""
    share = 100 * (ratio.value or Fraction(0)) / (ratio.total or 1)
    bound = Bound.ABOUT if ratio.bound is Bound.EXACT else ratio.bound
    return replace(ratio, kind=QuantityKind.PER_CENT, value=share, bound=bound)


def giving(corpus: Corpus, quantity: Quantity, of: int) -> tuple[Statement, ...]:
    """The totals of voices that give a figure on ``of`` items, the latest first.

    Of a voice that is named, its own, and what it reports that another accepts or
    refuses; of who refuses, theirs.
    """
    if not _may_be_given(quantity):
        return ()
    found = []
    for about in _abouts(quantity):
        # « 6 mesures » is a count of those that are answered.
        if about is About.MEASURES and quantity.said not in OUTCOMES:
            continue
        whole = of if about is About.PROPOSALS else len(corpus.measures)
        for total in corpus.statements_on.get(_ABOUT[about], ()):
            is_its = total.says in _SAYS[quantity.said] and _is_heard(
                corpus, total, quantity
            )
            if is_its and _is_given(total, quantity, whole):
                found.append(total)
    found.sort(key=lambda each: outcome_day(each, corpus.source) or "", reverse=True)
    return tuple(found)


def _is_heard(corpus: Corpus, total: Statement, quantity: Quantity) -> bool:
    """Whether a total is of those whose words may confirm a figure.

    What one accepts or refuses is a fact that a reporter may tell. What one counts is
    said by oneself alone: who prints it says something else, or nothing.
    """
    whose = compared(corpus, quantity)
    who = who_says(total, corpus.source).actor
    if whose.teller in {None, who}:
        return whose.admits(total)
    is_answer = not total.is_outcome and who in addressees(corpus)
    return is_answer and whose.admits(total)


def _may_be_given(quantity: Quantity) -> bool:
    """Whether a figure says no more than a voice's total does.

    No bound, wording or extent.
    """
    plain = replace(
        quantity, bound=Bound.EXACT, fully=False, parts=frozenset(), weakest=None
    )
    if quantity.bound is Bound.ONLY and quantity.voice:
        # A voice's total is of all that it counts; of what others count it says
        # nothing.
        plain = replace(plain, bound=Bound.ONLY)
    return quantity.said in _SAYS and quantity == plain


def _abouts(quantity: Quantity) -> Iterable[About]:
    """What a figure may be about: what its noun says, else proposals and measures."""
    return [quantity.about] if quantity.about else About


def number_of(total: Statement) -> int | None:
    """The number that a total gives; None of one that gives none."""
    return None if total.count in {None, SOME} else int(str(total.count))


def _is_given(total: Statement, quantity: Quantity, of: int) -> bool:
    number = number_of(total)
    if total.count is None or quantity.total not in {None, *_out_of(total, of)}:
        return False
    match quantity.kind:
        case QuantityKind.SOME:
            return number is None
        case QuantityKind.ALL:
            return number == of
        case QuantityKind.COUNT:
            return number == quantity.value
    return False


def _out_of(total: Statement, of: int) -> Iterable[int]:
    """Out of how many a voice's total is: as its own words say, else ``of``."""
    told: set[int] = set()
    number = number_of(total)
    for piece in total.evidence:
        if number is not None and piece.quote:
            told |= totals_told(piece.quote, number)
    return told or {of}


def recounting(corpus: Corpus, quantity: Quantity, of: int) -> tuple[Rival, ...]:
    """The voices that say of so many items, one by one, what a figure on outcomes says.

    What a reader reads in a voice's sentences is a count too, but is put in nobody's
    mouth.
    """
    if quantity.said not in OUTCOMES or not may_be_listed(quantity, of):
        return ()
    rivals = _of_all_voices(corpus, quantity)
    if quantity.voice is not None:
        rivals = list(chain.from_iterable(own_words(corpus, quantity)))
    return tuple(
        rival
        for rival in dict.fromkeys(rivals)
        if rival.listed and is_within(Fraction(len(rival.listed)), quantity)
    )


def may_be_listed(quantity: Quantity, of: int) -> bool:
    """Whether a figure on ``of`` items may be what a list of some adds up to."""
    is_number = quantity.kind is QuantityKind.COUNT and quantity.total in {None, of}
    return is_number and not quantity.fully and quantity.bound in _LISTED


def beside(corpus: Corpus, quantity: Quantity) -> tuple[Rival, ...]:
    """What every voice counts of what a figure says.

    Its latest total, or one by one.
    """
    voices = _of_all_voices(corpus, quantity)
    return tuple(rival for rival in voices if rival.heard.is_explicit)


def _of_all_voices(corpus: Corpus, quantity: Quantity) -> list[Rival]:
    """What every voice counts of what a figure says, and what readers read in it."""
    says = _SAYS.get(quantity.said, ())
    found: list[Rival] = []
    for about in _abouts(quantity):
        rivals = rivals_of(corpus, _ABOUT[about])
        found += [rival for rival in rivals if rival.says in says]
    return found


def own_words(corpus: Corpus, quantity: Quantity) -> list[tuple[Rival, ...]]:
    """What the voice of a figure says one by one as the figure does.

    These are whole lists to add up: what it says itself, then what it reports of
    others. What others report of it is added to its own list, and hides none; it is
    a list by itself if there is no other. Of what is taken up, each list is as a whole,
    and then in part too. What a reader reads is no word of its own.
    """
    own, of_it, by_it = _told_by(corpus, compared(corpus, quantity))
    says = frozenset(_SAYS.get(quantity.said, ()))
    groups = [says]
    if Says.TAKEN_UP in says:
        groups.append(says | {Says.IN_PART, Says.IN_PRINCIPLE})
    lists: dict[tuple[Rival, ...], None] = {}
    for statements, group in product((own, of_it, by_it), groups):
        rivals = _listed(corpus, quantity, statements, group)
        if rivals:
            lists[rivals] = None
    return [*lists]


def _told_by(
    corpus: Corpus, whose: Compared
) -> tuple[list[Statement], list[Statement], list[Statement]]:
    """What a teller says itself, that with what is reported of it, what it reports."""
    admitted = [*filter(whose.admits, corpus.statements)]
    own = [each for each in admitted if whose.tells_itself(each)]
    said = {(each.about, each.says) for each in own}
    of_it, by_it = [*own], []
    for statement in admitted:
        if speaker_of(corpus, statement) != whose.teller:
            by_it.append(statement)
        elif (statement.about, statement.says) not in said:
            # What it says itself needs nobody's report.
            of_it.append(statement)
    return own, of_it, by_it


def _listed(
    corpus: Corpus,
    quantity: Quantity,
    statements: Sequence[Statement],
    says: Container[Says],
) -> tuple[Rival, ...]:
    """What voices say so of one by one, in these statements alone."""
    alone = replace(corpus, statements=tuple(statements))
    rows: list[Rival] = []
    for about in _abouts(quantity):
        rows += rivals_of(alone, _ABOUT[about])
    return tuple(
        row for row in rows if row.listed and row.heard.is_explicit and row.says in says
    )


def denied_items(
    figures: Coverage, said: Said = Said.REFUSED, by: str | None = None
) -> list[ProposalRow]:
    """The proposals with a refusal by their addressee on record, disputed or not.

    Of what is said to be not taken up, those too of which others say so. ``by``, of one
    actor alone. What is on record is asked of the statements, under any rule, never of
    a status.
    """
    found: list[ProposalRow] = []
    for row in figures.rows:
        says = {
            each.says
            for each in row.positions
            if by is None or _is_word_of(figures, each, by)
        }
        is_refused = Says.REFUSED in says
        is_told = said is Said.NOT_TAKEN_UP and Says.NOT_TAKEN_UP in says
        if is_refused or is_told:
            found.append(row)
    return found


def _is_word_of(figures: Coverage, statement: Statement, actor: str) -> bool:
    """Whether an actor says so, and no reader reads it in its sentences."""
    is_its = figures.who[id(statement)].actor == actor
    return is_its and statement.words is Words.EXPLICIT


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

"""Published counts: how they are read, the shipped corpus by hand, and brute force over all rules."""

from fractions import Fraction
from itertools import product
from operator import eq, ge, gt, le, lt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.account.claim_names import names_in_claims
from jamplan.corpus.model import Evidence, Measure, Proposal
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.corpus.voices import who_says
from jamplan.counting.claim_outcomes import ClaimOutcome
from jamplan.counting.claims import try_claim
from jamplan.counting.figures import coverage
from jamplan.counting.quantity import About, QuantityKind, read_quantity
from jamplan.counting.rules import (
    WEIGHT_OF_PARTIAL,
    OutOf,
    PartialCounts,
    Rule,
    WordsCounted,
)
from jamplan.counting.statuses import NOT_ADOPTED, NOT_ASSESSABLE, Status
from tests.generated import corpora, make_corpus

COUNT, PER_CENT = QuantityKind.COUNT, QuantityKind.PER_CENT
PROPOSALS, MEASURES = About.PROPOSALS, About.MEASURES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (text, {("proposals", 6, 28, "stated")})
            for text in ("6 sur 28", "21 %", "21,43 %")
        ),
        ("7 sur 28", {("proposals", 7, 28, "claimed"), ("proposals", 7, 28, "any")}),
        ("6 sur 8", {("proposals", 6, 8, "stated")}),
        (
            "6 sur 13",
            {("measures", 6, 13, words) for words in ("stated", "claimed", "any")},
        ),
        ("23 % des mesures", {("measures", 3, 13, "explicit")}),
        *(
            (text, set())
            for text in ("6 sur 15", "21,5 %", "5", "29 sur 28", "all", "none")
        ),
    ],
)
def test_the_shipped_corpus_by_hand(text, expected, jam):
    """A published count comes out under these rules of the shipped corpus, and no others."""
    tested = try_claim(jam, read_quantity(text))
    found = {
        (str(o.about), int(o.count), o.total, str(o.rule.words)) for o in tested.matches
    }
    assert found == expected


def by_decimal_rounding(count: Fraction, total: int, decimals: int) -> set[Fraction]:
    """What a share may be published as: the nearest multiples of its last digit."""
    step = Fraction(1, 10**decimals)
    share = 100 * count / total
    below = share // step * step
    if share == below:
        return {below}
    if share - below != step / 2:
        return {below if share - below < step / 2 else below + step}
    even = below if below / step % 2 == 0 else below + step
    return {below + step, even}


CONCLUDED = (*NOT_ADOPTED, *NOT_ASSESSABLE)
HOLDS = {"at most": le, "fewer than": lt, "at least": ge, "more than": gt, "only": eq}
TEXTS = st.one_of(
    st.integers(0, 9).map(str),
    st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
        lambda pair: f"{pair[0]} sur {pair[1]}"
    ),
    st.integers(0, 1000).map(lambda n: f"{n / 10} %"),
    st.integers(0, 100).map(lambda n: f"{n} %"),
    st.tuples(st.sampled_from([*HOLDS]), st.integers(0, 9)).map(
        lambda pair: f"{pair[0]} {pair[1]} proposals"
    ),
    st.sampled_from(
        ["50 %", "33 %", "16.7 %", "100 %", "all", "none", "toutes les mesures"]
    ),
)


@given(corpora(), TEXTS)
def test_every_rule_is_tried(corpus, text):
    """Brute force: each combination of the four choices, counted anew, in proposals and measures."""
    quantity = read_quantity(text)

    def gives(count: Fraction, total: int) -> bool:
        match quantity.kind:
            case QuantityKind.COUNT:
                holds = next((HOLDS[words] for words in HOLDS if words in text), eq)
                return holds(count, quantity.value) and quantity.total in {None, total}
            case QuantityKind.PER_CENT:
                return total > 0 and quantity.value in by_decimal_rounding(
                    count, total, quantity.decimals
                )
            case QuantityKind.ALL:
                return total > 0 and count == total
            case QuantityKind.NONE:
                return count == 0

    positions = [each for each in corpus.statements if each.is_position]
    heard = {who_says(each, corpus.source).actor for each in positions}
    claimants = [None, *sorted(heard - {None})]
    expected = set()
    for words, whose, partial, of in product(
        WordsCounted, claimants, PartialCounts, OutOf
    ):
        rule = Rule(words=words, whose=whose, partial=partial, of=of)
        figures = coverage(corpus, rule)
        if quantity.about is not MEASURES and gives(
            Fraction(figures.score), figures.denominator
        ):
            expected.add(
                (PROPOSALS, rule, Fraction(figures.score), figures.denominator)
            )
        statuses = [row.status for row in figures.measures]
        whole, parts = statuses.count(Status.ADOPTED), statuses.count(Status.PARTIAL)
        weights = [1] * whole + [WEIGHT_OF_PARTIAL[partial]] * parts
        if quantity.about is not PROPOSALS and gives(
            Fraction(sum(weights)), len(corpus.measures)
        ):
            expected.add((MEASURES, rule, Fraction(sum(weights)), len(corpus.measures)))
    tested = try_claim(corpus, quantity)
    found = [(o.about, o.rule, o.count, o.total) for o in tested.matches]
    assert len(found) == len(set(found))
    assert set(found) == expected
    if tested.may_be_written and text.startswith(("at most", "fewer", "only")):
        # Whatever is decided, or read otherwise.
        concluded = tested.chosen.figures.with_status(*CONCLUDED)
        assert gives(Fraction(tested.chosen.figures.total - len(concluded)), 0)


GIVEN = {
    (0, 0): ("", "all; 0 %"),
    (0, 2): ("none", ""),
    (1, 1): ("all", ""),
    (1, 2): ("", "all; none"),
    (1, 8): ("12 %; 13 %; 12,5 %", "14 %; 11 %"),
    (2, 3): ("66.7 %; 2/3; 2", "66.6 %; 2/4"),
    (3, 8): ("38 %", "37 %"),
}


@pytest.mark.parametrize("about", About)
@pytest.mark.parametrize("counts", GIVEN)
def test_which_figure_gives_a_quantity(about, counts):
    """Per cents may be rounded as at school or to the even digit."""
    adopted, total = counts
    # Each of the first few proposals has a measure of its own.
    said = {
        "says": Says.TAKEN_UP,
        "words": Words.EXPLICIT,
        "evidence": (Evidence(source="s1"),),
    }
    corpus = make_corpus(
        proposals=tuple(Proposal(id=f"p{n}", title="T") for n in range(total)),
        measures=tuple(Measure(id=f"M{n}", title="T") for n in range(total)),
        statements=tuple(
            Statement(about=f"p{n}", measure=f"M{n}", **said) for n in range(adopted)
        ),
    )
    figure = ClaimOutcome(about, coverage(corpus))
    for texts, gives in zip(GIVEN[counts], (True, False), strict=True):
        for text in filter(None, texts.split("; ")):
            assert figure.gives(read_quantity(text)) is gives, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28 selon les JAM", "declared"),
        ("28 propositions selon les JAM", "declared"),
        ("28 propositions", "declared"),
        ("27 selon les JAM", "not_its"),
        ("28 selon la CNAPE", "not_its"),
        ("28 reprises selon les JAM", "not_its"),
    ],
)
def test_a_declared_number_is_its_voices(text, expected, jam):
    """Whoever declares how many items there are says so; that says nothing of what is taken up."""
    quantity = read_quantity(text, names_in_claims(jam))
    assert try_claim(jam, quantity).reason == expected

"""What `claim` confirms, against a brute force over all that nobody has decided yet.

A count is what a named rule gives. Whatever says more than a number of those counted (a bound, a
share, all, none, most) has to be true however all that is undecided and contested turns out.
"""

from fractions import Fraction
from itertools import product
from operator import eq, ge, gt, le, lt

import pytest
from hypothesis import assume, given

from jamplan.corpus.statements import ALL_PROPOSALS, Says, Words
from jamplan.corpus.voices import who_says
from jamplan.counting.claims import ClaimKind, try_claim
from jamplan.counting.figures import coverage
from jamplan.counting.quantity import read_quantity
from jamplan.counting.rules import (
    WEIGHT_OF_PARTIAL,
    OutOf,
    PartialCounts,
    Rule,
    WordsCounted,
)
from jamplan.counting.statuses import UNDECIDED, Status
from tests.conftest import few
from tests.generated import corpora, corpus_of

BOUNDS = {
    "at least {n} proposals were taken up": ge,
    "more than {n} proposals were taken up": gt,
    "at most {n} proposals were taken up": le,
    "fewer than {n} proposals were taken up": lt,
    "only {n} proposals were taken up": eq,
}
FROM_ABOVE = {le, lt, eq}
SHARES = {
    "all proposals were taken up": lambda count, total: count == total,
    "none of the proposals were taken up": lambda count, _total: count == 0,
    "most of the proposals were taken up": lambda count, total: 2 * count > total,
    "a minority of the proposals were taken up": lambda count, total: 2 * count < total,
    "half of the proposals were taken up": lambda count, total: 2 * count == total,
}


def completions(figures, *, partial=None):
    """How many proposals are taken up, in each way in which all that is undecided may turn out.

    ``partial`` is how much one counts that is taken up in part; by default as its rule says.
    """
    if partial is None:
        partial = Fraction(WEIGHT_OF_PARTIAL[figures.rule.partial])
    fixed = figures.number(Status.ADOPTED) + partial * figures.number(Status.PARTIAL)
    undecided = figures.number(*UNDECIDED)
    return [fixed + sum(taken) for taken in product((0, 1), repeat=undecided)]


def confirmed(corpus, text):
    """The figures under the rule by which a text may be written as a count; None if it may not."""
    tested = try_claim(corpus, read_quantity(text))
    return coverage(corpus, tested.chosen.rule) if is_count(tested) else None


def is_count(tested):
    """Whether a figure may be written as a count of the corpus."""
    return tested.kind is ClaimKind.COUNT


def rules_of(corpus):
    """Every rule: each choice of words, of one voice or all, and of how what is in part counts."""
    positions = [each for each in corpus.statements if each.is_position]
    heard = {who_says(each, corpus.source).actor for each in positions}
    return [
        Rule(words=words, whose=whose, partial=partial, of=of)
        for words, whose, partial, of in product(
            WordsCounted, [None, *(heard - {None})], PartialCounts, OutOf
        )
    ]


def totals_of_sources(corpus):
    """The numbers of proposals that sources give as taken up."""
    yes = {Says.TAKEN_UP, Says.IN_FULL}
    totals = corpus.statements_on.get(ALL_PROPOSALS, ())
    return {str(total.count) for total in totals if total.says in yes}


@pytest.mark.parametrize("form", BOUNDS)
@given(corpora())
def test_a_bound_that_may_be_written_holds_whatever_is_decided(form, corpus):
    """With every number in its place; of an upper one what is in part counts as a whole."""
    holds = BOUNDS[form]
    for n in range(coverage(corpus).total + 2):
        figures = confirmed(corpus, form.format(n=n))
        if figures is None:
            continue
        partial = 1 if holds in FROM_ABOVE else None
        possible = completions(figures, partial=partial)
        assert all(holds(count, n) for count in possible), n
        # It says something: not every list of so many proposals is so.
        assert not all(holds(count, n) for count in range(figures.total + 1)), n


@pytest.mark.parametrize("text", SHARES)
@given(corpora())
def test_all_none_and_most_are_judged_by_all_that_is_undecided(text, corpus):
    """Out of all that the list declares, known or not."""
    figures = confirmed(corpus, text)
    if figures is not None:
        holds = SHARES[text]
        assert all(holds(count, figures.total) for count in completions(figures))


@given(corpora())
def test_no_share_is_confirmed_while_the_range_is_open(corpus):
    """Each share that a number of all proposals, or of the known ones, comes to."""
    whole = coverage(corpus)
    shares = {
        round(Fraction(100 * n, of))
        for of in (whole.total, whole.documented)
        for n in range(of + 1)
        if of
    }
    for percent in sorted(shares):
        figures = confirmed(corpus, f"{percent} % of the proposals were taken up")
        if figures is not None:
            share = Fraction(100 * Fraction(figures.score), figures.denominator)
            assert not figures.number(*UNDECIDED)
            assert abs(share - percent) <= Fraction(1, 2)


@given(corpora())
def test_none_is_refused_only_if_nobody_could_still_refuse(corpus):
    """A refusal is on record under every rule; what is undecided may be refused too."""
    positions = [each for each in corpus.statements if each.is_position]
    refused = {each.about for each in positions if each.says is Says.REFUSED}
    none = try_claim(corpus, read_quantity("no proposals were refused"))
    if none.may_be_written:
        assert not refused
        assert not coverage(corpus).number(*UNDECIDED)
    for n in range(1, coverage(corpus).total + 1):
        tested = try_claim(corpus, read_quantity(f"{n} proposals were refused"))
        if is_count(tested):
            # Those that no other voice disputes may be counted alone.
            assert 0 < n <= len(refused)
        assert tested.may_be_written >= (n == len(refused)), n


@given(corpora())
def test_a_number_is_confirmed_if_a_rule_or_a_source_gives_it(corpus):
    """Every number from none to all and beyond, against the counts of all rules."""
    total = coverage(corpus).total
    counts = {Fraction(coverage(corpus, rule).score) for rule in rules_of(corpus)}
    for n in range(1, total + 2):
        tested = try_claim(corpus, read_quantity(f"{n} proposals were taken up"))
        if is_count(tested):
            assert n == Fraction(coverage(corpus, tested.chosen.rule).score)
        if tested.kind is ClaimKind.SOURCE:
            assert str(n) in totals_of_sources(corpus)
        if n not in counts and str(n) not in totals_of_sources(corpus):
            assert not tested.may_be_written


@given(corpora())
@few(4)
def test_what_the_usual_rule_counts_is_confirmed(corpus):
    """The number, and each that it is at least, where nothing is in part or left out of the count."""
    figures = coverage(corpus)
    adopted = figures.number(Status.ADOPTED)
    positions = [each for each in corpus.statements if each.is_position]
    is_plain = all(each.words in {Words.EXPLICIT, Words.IMPLICIT} for each in positions)
    assume(adopted and is_plain)
    assume(not figures.number(Status.PARTIAL, Status.BELOW_RULE))
    for n in range(1, adopted + 1):
        assert confirmed(corpus, f"at least {n} proposals were taken up") is not None, n
    assert is_count(
        try_claim(corpus, read_quantity(f"{adopted} proposals were taken up"))
    )


def test_a_wider_rule_does_not_settle_that_none_was_refused():
    """What is neither yes nor no under the usual rule is open, whatever another counts."""
    corpus = corpus_of(
        """
proposals: [{id: p, title: A}]
measures: [{id: M, title: M}]
statements:
  - {about: p, says: noted, measure: M, words: explicit, speaker: other,
     evidence: [{source: s1, quote: more words}]}
  - {about: p, says: in_full, measure: M, words: ambiguous,
     evidence: [{source: s1, quote: more words}]}
"""
    )
    tested = try_claim(corpus, read_quantity("no proposals were refused"))
    assert (tested.may_be_written, tested.reason) == (False, "open")

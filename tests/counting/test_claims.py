"""Published counts: the shipped corpus by hand, and the laws on generated ones."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jamplan
from generated import ACTORS, corpora, make_corpus
from jamplan.corpus import packaged_folder
from jamplan.counting.claims import (
    About,
    Bound,
    Closeness,
    Comparison,
    NoteCode,
    Quantity,
    QuantityKind,
    compare,
    rules_tried,
    try_claim,
)
from jamplan.counting.figures import coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule
from jamplan.counting.statuses import Status
from jamplan.model import Basis, Claim, Declared, Document, Extent, Link, Measure, Proposal


def count(value, base=None, **more):
    return Quantity(kind=QuantityKind.COUNT, value=Fraction(value), base=base, **more)


def share(value, step=None, **more):
    return Quantity(kind=QuantityKind.SHARE, value=Fraction(value), step=step, **more)


PER_CENT = Fraction(1, 100)


def summary(outcomes):
    """Each outcome as about, number, totals and the links that give it."""
    return [
        (
            str(each.about),
            int(each.number),
            each.totals,
            tuple(str(links) for links in dict.fromkeys(rule.links for rule in each.rules)),
        )
        for each in outcomes
    ]


@pytest.fixture(scope="module")
def jam():
    return jamplan.load(packaged_folder())


WEAK, STATED, EXPLICIT = ("claimed", "any"), ("stated",), ("explicit",)


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (count(6, 28), [("proposals", 6, (28,), STATED)]),
        (count(7, 28), [("proposals", 7, (28,), WEAK)]),
        (count(6, 8), [("proposals", 6, (8,), STATED)]),
        (count(6, 13), [("measures", 6, (13,), (*STATED, *WEAK))]),
        (count(6, 15), []),
        (count(5), []),
        (
            count(6),
            [("proposals", 6, (28, 8), STATED), ("measures", 6, (13,), (*STATED, *WEAK))],
        ),
        (share("21/100", PER_CENT), [("proposals", 6, (28,), STATED)]),
        (share("1/4", about=About.PROPOSALS), [("proposals", 7, (28,), WEAK)]),
        (share("1/4", about=About.MEASURES), [("measures", 3, (13,), EXPLICIT)]),
        (count(1, 4, about=About.PROPOSALS), [("proposals", 7, (28,), WEAK)]),
        (Quantity(kind=QuantityKind.NONE), []),
        (Quantity(kind=QuantityKind.ALL), []),
        (
            Quantity(kind=QuantityKind.MOST, about=About.PROPOSALS),
            [("proposals", 6, (8,), STATED), ("proposals", 7, (8,), WEAK)],
        ),
        (
            Quantity(kind=QuantityKind.SOME, about=About.PROPOSALS),
            [
                ("proposals", 3, (28, 8), EXPLICIT),
                ("proposals", 6, (28, 8), STATED),
                ("proposals", 7, (28, 8), WEAK),
            ],
        ),
    ],
)
def test_the_shipped_corpus_by_hand(jam, quantity, expected):
    """A published count comes out under these rules of the shipped corpus, and no others."""
    assert summary(try_claim(jam, quantity).matches) == expected


def test_what_does_not_come_out_is_told_by_how_much(jam):
    """The closest first: the same number out of another total, one more, three less."""
    found = try_claim(jam, count(6, 28))
    assert [(each.number, each.totals[0], each.comparison.difference) for each in found.misses] == [
        (6, 8, 0),
        (6, 13, 0),
        (7, 28, 1),
        (7, 8, 1),
        (3, 28, -3),
        (3, 8, -3),
        (3, 13, -3),
    ]


def test_the_ids_and_the_choices_that_make_no_difference_are_told(jam):
    """One row for six of the rules: whose statements, and how a partial one counts, change nothing."""
    (found,) = try_claim(jam, count(6, 28)).matches
    assert set(found.counted) == {
        "formation-professionnels",
        "parcours-soins",
        "enquete-cyber",
        "etude-sociologique",
        "espaces-information",
        "accompagnement-victimes",
    }
    assert found.rules == tuple(
        Rule(links=LinksCounted.STATED, claimed_by=whose, partial=partial)
        for whose, partial in product((None, "jam"), PartialCounts)
    )
    assert (found.in_part, found.claimants) == ((), ("jam",))


@pytest.mark.parametrize(
    ("quantity", "codes"),
    [
        (count(7), ["only-weakest", "sole-claimant", "not-on-record"]),
        (count(6, 8), ["only-documented", "texts-unknown", "sole-claimant", "not-on-record"]),
        (count(6, 15), ["texts-unknown", "sole-claimant", "base-on-record", "not-on-record"]),
        (Quantity(kind=QuantityKind.SOME), ["sole-claimant", "on-record"]),
        (count(6, about=About.MEASURES), ["sole-claimant"]),
    ],
)
def test_the_notes_on_the_shipped_corpus(jam, quantity, codes):
    """What a reader must know beside the number."""
    assert [str(note.code) for note in try_claim(jam, quantity).notes] == codes


# Comparing


def ask(quantity, numerator, denominator):
    found = compare(quantity, Fraction(numerator), denominator)
    return None if found is None else found.closeness


@pytest.mark.parametrize(
    ("claimed", "numerator", "denominator", "closeness"),
    [
        ("20/100", 1, 5, Closeness.EXACT),
        ("21/100", 6, 28, Closeness.ROUNDED),
        ("20/100", 41, 200, Closeness.ROUNDED),  # 20.5 is 21 at school, 20 for a computer
        ("21/100", 41, 200, Closeness.ROUNDED),
        ("21/100", 43, 200, None),  # 21.5 is 22 for both
        ("22/100", 43, 200, Closeness.ROUNDED),
        ("22/100", 45, 200, Closeness.ROUNDED),
        ("23/100", 45, 200, Closeness.ROUNDED),
        ("21/100", 2149, 10000, Closeness.ROUNDED),
        ("21/100", 2049, 10000, None),
    ],
)
def test_a_per_cent_is_rounded_as_its_digits_show(claimed, numerator, denominator, closeness):
    """Half up and half to even are both accepted, and nothing else."""
    assert ask(share(claimed, PER_CENT), numerator, denominator) is closeness


@given(st.integers(0, 300), st.integers(1, 300), st.integers(0, 2))
def test_every_share_is_rounded_to_its_own_per_cent(numerator, denominator, digits):
    """Both ways of rounding give a per cent that the share comes out for; and few others do."""
    step = Fraction(1, 100 * 10**digits)
    exact = Fraction(numerator, denominator) / step
    up = (2 * exact + 1) // 2
    claimed = {up, round(exact)}
    near = [
        n
        for n in range(int(exact) - 2, int(exact) + 4)
        if ask(share(n * step, step), numerator, denominator)
    ]
    assert set(near) == claimed


@pytest.mark.parametrize(
    ("quantity", "number", "total", "expected"),
    [
        (count(1, 4), 7, 28, Comparison(Closeness.PROPORTION, Fraction(0), in_points=True)),
        (count(1, 4), 1, 4, Comparison(Closeness.EXACT, Fraction(0))),
        (count(6, 8), 21, 28, Comparison(None, Fraction(15))),
        (count(1, 4), 1, 2, Comparison(None, Fraction(0))),
        (count(1, 5, bound=Bound.MORE_THAN), 6, 28, Comparison(Closeness.COMPATIBLE, Fraction(1, 70), in_points=True)),
        (count(6, bound=Bound.MORE_THAN), 6, 28, Comparison(None, Fraction(0))),
        (count(150, bound=Bound.ABOUT), 146, 149, Comparison(Closeness.ROUNDED, Fraction(-4))),
        (count(6, bound=Bound.ABOUT), 4, 28, Comparison(None, Fraction(-2))),
        (share("1/4"), 3, 13, Comparison(Closeness.ROUNDED, Fraction(-1, 52), in_points=True)),
        (share("1/4"), 0, 0, None),
        (Quantity(kind=QuantityKind.SOME), 0, 5, Comparison(None, Fraction(-1))),
        (Quantity(kind=QuantityKind.SOME), 5, 5, Comparison(None, Fraction(1))),
        (Quantity(kind=QuantityKind.SOME), 1, 1, None),
        (Quantity(kind=QuantityKind.MOST), 4, 8, Comparison(None, Fraction(-1))),
        (Quantity(kind=QuantityKind.MOST), 5, 8, Comparison(Closeness.COMPATIBLE, Fraction(0))),
        (Quantity(kind=QuantityKind.SEVERAL), 1, 8, Comparison(None, Fraction(-1))),
        (Quantity(kind=QuantityKind.ALL), 0, 0, None),
        (Quantity(kind=QuantityKind.NONE), 0, 0, Comparison(Closeness.COMPATIBLE, Fraction(0))),
    ],
)  # fmt: skip
def test_comparisons(quantity, number, total, expected):
    """How it comes out, and the difference in the unit that fits."""
    assert compare(quantity, Fraction(number), total) == expected


# Laws on generated corpora

QUANTITIES = st.one_of(
    st.builds(
        count,
        st.integers(0, 9).map(lambda n: Fraction(n, 2)),
        st.sampled_from([None, 1, 4, 6, 9]),
        bound=st.sampled_from(Bound),
    ),
    st.builds(
        share,
        st.integers(0, 100).map(lambda n: Fraction(n, 100)),
        st.sampled_from([None, PER_CENT]),
        bound=st.sampled_from(Bound),
    ),
    st.builds(
        Quantity,
        kind=st.sampled_from([k for k in QuantityKind if k not in {QuantityKind.COUNT, QuantityKind.SHARE}]),
    ),
)  # fmt: skip


def ids_of(figures, about):
    """What counts, whole and in part, by the figures themselves."""
    if about is About.MEASURES:
        return {row.measure.id for row in figures.measures if row.counted}, set()
    part = (
        figures.with_status(Status.PARTIAL) if figures.rule.partial is not PartialCounts.APART else ()
    )
    return (
        {row.proposal.id for row in figures.with_status(Status.ADOPTED)},
        {row.proposal.id for row in part},
    )


def number_of(figures, about):
    if about is About.MEASURES:
        return Fraction(figures.answered), len(figures.measures)
    return Fraction(figures.score), figures.denominator


@given(corpora())
def test_figures_that_are_read_off_are_those_of_coverage(corpus):
    """How a partial one counts, and out of what, change nothing but the rule."""
    for rule in rules_tried(corpus):
        base = coverage(corpus, Rule(links=rule.links, claimed_by=rule.claimed_by))
        assert replace(base, rule=rule) == coverage(corpus, rule)


@given(corpora(), st.data())
def test_a_count_that_a_rule_gives_comes_out_under_it(corpus, data):
    """With its total, alone, and as a share; about proposals and about measures."""
    rule = data.draw(st.sampled_from(rules_tried(corpus)))
    figures = coverage(corpus, rule)
    for about in About:
        number, total = number_of(figures, about)
        claims = [count(number, about=about)]
        if total:
            claims += [count(number, total, about=about), share(number / total, about=about)]
        for quantity in claims:
            exact = [
                each
                for each in try_claim(corpus, quantity).matches
                if each.comparison.closeness is Closeness.EXACT and rule in each.rules
            ]
            assert len(exact) == 1
            assert (exact[0].number, total in exact[0].totals) == (number, True)


@given(corpora(), QUANTITIES, st.sampled_from([None, "author", "other"]))
def test_every_outcome_is_confirmed_by_coverage(corpus, quantity, whose):
    """Ids, number, totals, whether it comes out, and the difference, under each of its rules."""
    found = try_claim(corpus, quantity, claimed_by=whose)
    for each in found.matches + found.misses:
        for rule in each.rules:
            figures = coverage(corpus, rule)
            number, total = number_of(figures, each.about)
            assert (set(each.counted), set(each.in_part)) == ids_of(figures, each.about)
            assert each.number == number
            assert total in each.totals
            assert compare(quantity, number, total) == each.comparison
        assert each.claimants == coverage(corpus, each.rule).claimants
    assert all(each.comparison.closeness for each in found.matches)
    assert not any(each.comparison.closeness for each in found.misses)


@given(corpora(), QUANTITIES)
def test_every_rule_is_in_just_one_row(corpus, quantity):
    """None is lost or told twice, but for those that have no such share; and rows are products."""
    found = try_claim(corpus, quantity)
    for about in About:
        rows = [each for each in found.matches + found.misses if each.about is about]
        told = [rule for each in rows for rule in each.rules]
        expected = [
            rule
            for rule in rules_tried(corpus)
            if compare(quantity, *number_of(coverage(corpus, rule), about)) is not None
        ]
        assert len(told) == len(set(told))
        assert set(told) == set(expected)
        for each in rows:
            choices = [
                {getattr(rule, name) for rule in each.rules}
                for name in ("links", "claimed_by", "partial", "of")
            ]
            assert len(each.rules) == len(list(product(*choices)))


@given(corpora(), st.integers(0, 6))
def test_a_miss_by_a_count_is_told_in_that_count(corpus, number):
    """What the rule gives less what is claimed; the closest first."""
    misses = try_claim(corpus, count(number)).misses
    assert [each.comparison.difference for each in misses] == [each.number - number for each in misses]
    sizes = [abs(each.comparison.difference) for each in misses]
    assert sizes == sorted(sizes)
    assert 0 not in sizes


@given(corpora(), QUANTITIES)
def test_only_the_weakest_means_that_no_stricter_rule_gives_it(corpus, quantity):
    """The note is there exactly where it holds."""
    found = try_claim(corpus, quantity)
    for about in About:
        matching = [
            rule.links
            for rule in rules_tried(corpus)
            if (compared := compare(quantity, *number_of(coverage(corpus, rule), about)))
            and compared.closeness
        ]
        strict = {LinksCounted.EXPLICIT, LinksCounted.STATED} & set(matching)
        noted = [
            note for note in found.notes if (note.code, note.about) == (NoteCode.ONLY_WEAKEST, about)
        ]
        assert bool(noted) == (bool(matching) and not strict)
        if noted:
            weakest = LinksCounted.CLAIMED if LinksCounted.CLAIMED in matching else LinksCounted.ANY
            assert dict(noted[0].details) == {"links": str(weakest)}


# Notes that the shipped corpus does not have


def links(*said):
    return tuple(
        Link(proposal=p, measure=m, claimed_by=actor, basis=basis, extent=extent)
        for p, m, actor, basis, extent in said
    )


TWO = {
    "proposals": tuple(Proposal(id=f"p{n}", title="T") for n in range(3)),
    "measures": (Measure(id="M1", title="T"), Measure(id="M2", title="T")),
    "links": links(
        ("p0", "M1", "author", Basis.EXPLICIT, Extent.FULL),
        ("p1", "M1", "other", Basis.COMPARED, Extent.PARTIAL),
        ("p2", "M2", "other", Basis.EXPLICIT, Extent.PARTIAL),
    ),
}


def notes(corpus, quantity, **options):
    return {
        (str(note.code), note.about and str(note.about)): dict(note.details)
        for note in try_claim(corpus, quantity, **options).notes
    }


def test_what_gives_a_number_alone_is_noted():
    """One actor's statements, take-ups in part, take-ups by comparison; whoever is on record with it."""
    corpus = make_corpus(**TWO, claims=(Claim(claimed_by="other", count=3),))
    assert notes(corpus, count(3, about=About.PROPOSALS)) == {
        ("only-weakest", "proposals"): {"links": "any"},
        ("only-with-partial", "proposals"): {},
        ("on-record", "proposals"): {"actor": "other", "count": 3},
    }
    assert notes(corpus, count(0, about=About.PROPOSALS)) == {
        ("only-one-claimant", "proposals"): {"actors": ("other",)},
        ("none-counted", "proposals"): {},
        ("not-on-record", "proposals"): {"claims": 1},
    }
    assert ("only-one-claimant", "proposals") not in notes(
        corpus, count(0, about=About.PROPOSALS), claimed_by="other"
    )
    halves = try_claim(corpus, count(Fraction(3, 2), about=About.PROPOSALS)).matches
    assert [(each.counted, each.in_part) for each in halves] == [(("p0",), ("p2",))]


def test_rules_that_do_not_combine_freely_stand_in_rows_of_their_own():
    """The same ids by one actor under all links, and by all actors under some only."""
    corpus = make_corpus(**TWO)
    found = try_claim(corpus, count(1, about=About.MEASURES))
    rows = [
        (each.counted, {(str(rule.links), rule.claimed_by) for rule in each.rules})
        for each in found.matches
    ]
    assert rows == [
        (("M1",), {(str(each), "author") for each in LinksCounted}),
        (("M2",), {("explicit", "other"), ("stated", "other"), ("claimed", "other")}),
    ]


def test_unknown_actors_and_empty_corpora():
    """An unknown actor is a KeyError; of nothing, there is no share."""
    corpus = make_corpus(actors=ACTORS)
    with pytest.raises(KeyError):
        try_claim(corpus, count(1), claimed_by="nobody")
    found = try_claim(corpus, share("1/2"))
    assert (found.matches, found.misses, dict(found.bases)) == ((), (), {})
    declared = make_corpus(
        proposals_document=Document(short_name="P", declared=(Declared(count=4),)),
    )
    found = try_claim(declared, Quantity(kind=QuantityKind.NONE, about=About.PROPOSALS))
    assert [(each.totals, {rule.of for rule in each.rules}) for each in found.matches] == [
        ((4, 0), set(OutOf))
    ]

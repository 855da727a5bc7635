"""Scores: their range, their symmetry, which come first."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.corpus.loading import load
from jamplan.matching.index import COSINE_UNIT, TextItem
from jamplan.matching.likeness import LIKENESS_UNIT, LIKENESSES, Kinship
from jamplan.matching.score import (
    POSSIBLE_FROM,
    STRONG_FROM,
    Band,
    Matcher,
    band,
    products,
)
from jamplan.matching.suggestions import matcher_of
from tests.matching.jam import MEASURES, PROPOSALS
from tests.matching.strategies import items


def score(left: str, right: str, language: str = "fr") -> float:
    """Return the score of two texts on their own."""
    return Matcher([TextItem("l", left)], [TextItem("r", right)], language).score(
        "l", "r"
    )


def scores(matcher: Matcher) -> dict[tuple[str, str], float]:
    """Return the score of every pair."""
    return {(a, b): matcher.score(a, b) for a in matcher.left for b in matcher.right}


@given(items("l"), items("r"), st.sampled_from(["fr", "en", "de"]))
def test_range_and_symmetry(
    left: list[TextItem], right: list[TextItem], language: str
) -> None:
    """Every score is 0 to 100, and the same whichever list is called left or turned round."""
    one, other = Matcher(left, right, language), Matcher(right, left, language)
    for a in left:
        for b in right:
            value = one.score(a.id, b.id)
            assert 0 <= value <= 100
            assert value == other.score(b.id, a.id)
    assert scores(one) == scores(Matcher(left[::-1], right[::-1], language))


@given(items("l"), items("r", largest=12), st.integers(0, 8))
def test_best_is_the_head_of_all(
    left: list[TextItem], right: list[TextItem], top: int
) -> None:
    """The best few are those that sorting every pair gives, equal ones in list order."""
    matcher = Matcher(left, right, "fr")
    for a in left:
        scores = {b.id: matcher.score(a.id, b.id) for b in right}
        assert (
            matcher.best(a.id, top)
            == sorted(scores, key=scores.__getitem__, reverse=True)[:top]
        )


def sum_of_products(
    matcher: Matcher, left: dict[str, int], right: dict[str, int]
) -> float:
    """Return weight × likeness × weight of all pairs of words, 1 for a text with itself."""
    kinships = {Kinship.SAME: 1, Kinship.FAMILY: 0.5, Kinship.FAULT: 58 / 64}
    known = matcher.index.neighbours
    near = {word: {word: Kinship.SAME, **known.get(word, {})} for word in left}
    return sum(
        weight * kinships[near[a][b]] * other
        for a, weight in left.items()
        for b, other in right.items()
        if b in near[a]
    ) / (2048 * 2048)


LONG = " ".join(
    f"Le conseil étudie le projet {word} et le budget {word}."
    for word in "a1 b2 c3 d4 e5".split()
)
LISTS = {
    "plan": (PROPOSALS, MEASURES),
    "few": (PROPOSALS[:3], MEASURES[:2]),
    "some": (PROPOSALS[:6], MEASURES[:7]),
    "many": (
        [
            TextItem(item.id + str(n), f"{item.title} {n}")
            for n in range(4)
            for item in PROPOSALS
        ],
        [
            TextItem(item.id + str(n), f"{item.title} {n}")
            for n in range(2)
            for item in MEASURES
        ],
    ),
    "long": (
        [TextItem("p", "Le projet", (LONG, ""))],
        [*MEASURES[:3], TextItem("q", LONG * 2)],
    ),
}


class Letters:
    """An encoder for which texts are as alike as the numbers of their letters."""

    name = "letters"

    def likeness(self, left: list[str], right: list[str]) -> list[list[float]]:
        """Return the smaller number as a share of the larger."""
        return [
            [min(len(a), len(b)) / max(len(a), len(b)) for b in right] for a in left
        ]


@pytest.mark.parametrize("encoder", [None, Letters()])
@pytest.mark.parametrize("lists", LISTS)
def test_a_score_by_its_definition(lists: str, encoder: Letters | None) -> None:
    """As `docs/matching.md` says it: 70 and 30 parts, then five best, then the curve."""
    matcher = Matcher(*LISTS[lists], "fr", subject=["mineurs"], encoder=encoder)
    likeness = {}
    for a in matcher.left:
        for b in matcher.right:
            left, right = matcher.entry(a, b)
            value = 0.7 * sum_of_products(matcher, left.whole, right.whole) + 0.3 * max(
                sum_of_products(matcher, mine, theirs)
                for mine in left.parts
                for theirs in right.parts
            )
            if encoder is not None:
                meaning = encoder.likeness([left.item.text], [right.item.text])[0][0]
                value = 0.7 * value + 0.3 * meaning
            likeness[a, b] = value
            assert matcher.likeness(a, b) == pytest.approx(min(1, value), abs=1e-8)
            assert matcher.uncorrected(a, b) == pytest.approx(
                100 * value**2 / (value**2 + 0.2**2 + 0.05**2), abs=1e-5
            )

    def usual(values: list[float]) -> float:
        count = {1: 1, 2: 1, 3: 1, 4: 1, 6: 2, 7: 2, 8: 2, 13: 3}.get(len(values), 5)
        return (sum(sorted(values)[-count:]) + (5 - count) * 0.2) / 5

    for (a, b), value in likeness.items():
        mine = usual([likeness[a, other] for other in matcher.right])
        theirs = usual([likeness[other, b] for other in matcher.left])
        assert matcher.hubs(a, b) == pytest.approx((mine, theirs), abs=1e-8)
        assert matcher.score(a, b) == pytest.approx(
            100 * value**2 / (value**2 + ((mine + theirs) / 2) ** 2 + 0.05**2), abs=1e-5
        )


@pytest.mark.parametrize("hub", [0.0, 0.05, 0.3])
def test_the_order_of_nearly_equal_scores(hub: float) -> None:
    """Each a hundredth of a per cent more likely than the last, whatever it usually resembles."""
    others = [(number * 7 % 30) / 100 for number in range(30)]
    wanted = [1 + (number * 11 % 30) / 10_000 for number in range(30)]
    likeness = [
        round(COSINE_UNIT * (((hub + other) / 2) ** 2 + 0.05**2) ** 0.5 * more)
        for more, other in zip(wanted, others, strict=True)
    ]
    order = sorted(range(30), key=lambda number: -wanted[number])
    matcher = Matcher(
        [TextItem("a", "x")], [TextItem(str(n), "x") for n in range(30)], "fr"
    )
    matcher._likeness, matcher._left_hubs, matcher._right_hubs = (
        [likeness],
        [hub],
        others,
    )
    assert matcher.best("a", 30) == [str(number) for number in order]
    assert matcher.best("a", 4) == [str(number) for number in order[:4]]


def test_a_likeness_is_one_at_most() -> None:
    """Rounded weights of a text may be a little longer than one; and no encoder, no meaning."""
    matcher = Matcher(
        [TextItem("l", "stade parcours")], [TextItem("r", "stade parcours")], "fr"
    )
    assert matcher.likeness("l", "r") == 1
    assert matcher.meaning_of("l", "r") == 0


def test_words_of_the_subject_count_little() -> None:
    """What both documents are about tells no item from another."""
    for subject, expected in {(): 58.2, ("mineurs", "prostitution"): 52.6}.items():
        matcher = Matcher(PROPOSALS, MEASURES, "fr", subject=subject)
        assert matcher.score("formation-professionnels", "A7") == pytest.approx(
            expected, abs=0.05
        )


def test_adversarial_texts() -> None:
    """Odd texts get a score like any other; without a word that counts on both sides there is none."""
    for pair in (
        "|Former les professionnels",
        "|",
        "🙂 🙂|🙂",
        "de la|de la",
        "former|soins",
    ):
        assert score(*pair.split("|")) == 0
    train = "Former les professionnels de santé"
    long = f"{train}. " + "Le budget de la défense augmente chaque année. " * 2500
    assert score("مرحبا بالعالم", "مرحبا بالعالم") > 80
    assert score("formation", "formation") > 80
    assert 0 < score(train, long) < score(train, f"{train}, et les autres")
    assert (
        score("ne pas augmenter la TVA", "augmenter la TVA") > 80
    )  # what guards are for


def test_closer_texts_score_higher() -> None:
    """The same words, then a fault, then one family, then another subject; details count."""
    texts = """same Formation des professionnels; family Former la profession;
fault Formaiton des proefssionnels; other Un stade pour la ville"""
    right = [TextItem(*text.split(maxsplit=1)) for text in texts.split(";")]
    matcher = Matcher([TextItem("p", "La formation des professionnels")], right, "fr")
    assert matcher.best("p", 4) == ["same", "fault", "family", "other"]
    details = {
        "A": ("Un hébergement loin du domicile", "Une écoute de jour"),
        "B": ("Un budget", "Un calendrier"),
    }
    right = [
        TextItem(id_, "Accueillir les jeunes", texts) for id_, texts in details.items()
    ]
    matcher = Matcher(
        [TextItem("p", "Créer un hébergement éloigné du domicile")], right, "fr"
    )
    assert matcher.best("p", 2) == ["A", "B"]


def test_a_measure_that_resembles_everything_is_held_back() -> None:
    """Of two measures as alike to a proposal, the one alike to all others scores lower."""
    left = [
        TextItem(f"p{n}", f"Santé des jeunes et {word}")
        for n, word in enumerate(
            "sport école famille travail logement musique cinéma voyage".split()
        )
    ]
    right = [
        TextItem("hub", "Santé des jeunes"),
        TextItem("own", "Sport populaire"),
        *(TextItem(f"x{n}", f"Autre {n}") for n in range(20)),
    ]
    matcher = Matcher(left, right, "fr")
    assert matcher.hubs("p0", "hub")[1] > matcher.hubs("p0", "own")[1]
    gain = matcher.score("p0", "own") - matcher.uncorrected("p0", "own")
    assert gain > matcher.score("p0", "hub") - matcher.uncorrected("p0", "hub")


def test_an_unknown_id_is_an_error_and_lists_may_be_empty() -> None:
    """Nothing to compare is no error."""
    with pytest.raises(KeyError):
        Matcher([TextItem("a", "x")], [TextItem("b", "z")], "fr").score("a", "c")
    assert scores(Matcher([], [], "fr")) == {}
    assert Matcher([TextItem("a", "x")], [], "fr").best("a", 3) == []


FIRST = """etude-sociologique A2, espaces-information A1, formation-professionnels A4, parcours-soins A10,
enquete-cyber A12, cours-obligatoires A1"""


def test_first_measures() -> None:
    """On a small corpus of the kind that the tool is for; of two alike, neither stands out."""
    matcher = Matcher(PROPOSALS, MEASURES, "fr")
    for proposal, measure in (pair.split() for pair in FIRST.split(",")):
        assert matcher.best(proposal, 1) == [measure]
    assert set(matcher.best("accompagnement-victimes", 2)) == {"A9", "A10"}


def test_every_run_gives_the_same_scores() -> None:
    """Neither hashing nor the order of sets shows in a score; comparing words needs no numpy."""
    program = (
        "import sys; from tests.matching.jam import *; from jamplan.matching.score import Matcher;"
        "matcher = Matcher(PROPOSALS, MEASURES, 'fr'); assert 'numpy' not in sys.modules;"
        "print([repr(matcher.score(a, b)) for a in matcher.left for b in matcher.right])"
    )
    command = [sys.executable, "-c", program]
    first, second = (
        subprocess.check_output(
            command, env={"PYTHONPATH": "src:.", "PYTHONHASHSEED": seed}
        )
        for seed in ("0", "1")
    )
    assert first == second


# Sums of products

Weights = list[dict[str, int]]
WORDS = st.sampled_from("abcdef")
TEXTS = st.lists(st.dictionaries(WORDS, st.integers(0, 2048), max_size=6), max_size=6)
HUGE = st.lists(st.dictionaries(WORDS, st.integers(0, 2**20), max_size=6), max_size=3)
NEAR = st.dictionaries(st.tuples(WORDS, WORDS), st.sampled_from(Kinship), max_size=6)


def plain(
    rows: Weights, columns: Weights, near: dict[str, dict[str, Kinship]]
) -> list[list[int]]:
    """Return the sums as their definition reads."""

    def likeness(a: str, b: str) -> int:
        if a == b:
            return LIKENESS_UNIT
        return LIKENESSES[near[a][b]] if b in near.get(a, {}) else 0

    def product(row: dict[str, int], column: dict[str, int]) -> int:
        return sum(
            x * likeness(a, b) * y for a, x in row.items() for b, y in column.items()
        )

    return [[product(row, column) for column in columns] for row in rows]


@given(TEXTS | HUGE, TEXTS | HUGE, NEAR)
@example([{"a": 1}], [{"a": number} for number in range(1200)], {})
def test_products_are_sums(
    rows: Weights, columns: Weights, pairs: dict[tuple[str, str], Kinship]
) -> None:
    """Packing, by blocks of columns, is an optimisation; sums that do not fit four bytes get eight."""
    near: dict[str, dict[str, Kinship]] = {}
    for (a, b), kinship in pairs.items():
        if a < b:
            near.setdefault(a, {})[b] = near.setdefault(b, {})[a] = kinship
    assert [list(row) for row in products(rows, columns, near)] == plain(
        rows, columns, near
    )


# Bands


def test_limits() -> None:
    """A limit belongs to the band above it."""
    scores = (
        100,
        STRONG_FROM,
        STRONG_FROM - 0.1,
        POSSIBLE_FROM,
        POSSIBLE_FROM - 0.1,
        0,
    )
    assert [band(score) for score in scores] == [
        each for each in Band for _ in range(2)
    ]


def test_general_words_do_not_make_a_strong_similarity() -> None:
    """A mobile squad for every department is no housing in every department, whatever both say."""
    corpus = load()
    matcher = matcher_of(corpus)
    first = {proposal: matcher.best(proposal, 1)[0] for proposal in corpus.proposal}
    bands = {
        proposal: band(matcher.score(proposal, measure))
        for proposal, measure in first.items()
    }
    assert {
        proposal: first[proposal]
        for proposal in first
        if bands[proposal] is Band.STRONG
    } == {
        "formation-professionnels": "A4",
        "espaces-information": "A1",
        "enquete-cyber": "A12",
        "parcours-soins": "A10",
    }
    assert (first["brigade-mobile"], bands["brigade-mobile"]) == ("A9", Band.POSSIBLE)

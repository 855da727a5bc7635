"""How a published figure is read, by itself and in a sentence, in French and English."""

import re
from fractions import Fraction

import pytest

from jamplan.corpus.statements import Words
from jamplan.counting.quantity import (
    UNKNOWN_ACTOR,
    About,
    Bound,
    Quantity,
    QuantityError,
    QuantityKind,
    Said,
    read_quantity,
)

COUNT, PER_CENT, ALL, NONE, SOME = QuantityKind
PROPOSALS, MEASURES = About
EXACT, ABOUT, AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, BETWEEN, ONLY = Bound
NAMES = {
    "Jeunes Avec Macron": "jam",
    "les JAM": "jam",
    "UK government": "uk",
    "UK": "",
    "Taquet": "",
}


def count(
    value: int, total: int | None = None, about: About | None = None, **more
) -> Quantity:
    """A count."""
    return Quantity(kind=COUNT, value=Fraction(value), total=total, about=about, **more)


def share(value: Fraction | int, about: About | None = None, **more) -> Quantity:
    """A per cent."""
    return Quantity(kind=PER_CENT, value=Fraction(value), about=about, **more)


def taken(
    value: int, total: int | None = None, by: str | None = None, **more
) -> Quantity:
    """A count of proposals that are said to be taken up, by whoever says so."""
    return count(value, total, PROPOSALS, voice=by, **UP, **more)


UP, AS_ACCEPTED, REFUSED = (
    {"said": said} for said in (Said.TAKEN_UP, Said.ACCEPTED, Said.REFUSED)
)
IN_UK = {"voice": "uk", **AS_ACCEPTED}
READ = {
    count(6): "6; six; 6 of them; Six",
    count(6, **UP): "6 reprises; 6 were taken up",
    count(
        6, 28
    ): "6 sur 28; 6/28; 6 of 28; 6 out of 28;  6\u202f/ 28 ; six sur vingt-huit",
    count(6, 28, PROPOSALS): "6 propositions sur 28; 6 of the 28 proposals",
    taken(6, 28): (
        "Le gouvernement a repris 6 des 28 propositions des JAM.; "
        "Of the 28 proposals, 6 were taken up; En novembre 2021, Taquet a repris 6 propositions sur 28"
    ),
    count(6, 28, PROPOSALS, **AS_ACCEPTED): (
        "Six of the 28 JAM proposals were adopted by the government; 6 propositions sur 28 adoptées"
    ),
    count(6, 28, PROPOSALS, said=Said.CARRIED_OUT): (
        "6 of the 28 proposals were carried out; 6 propositions sur 28 mises en œuvre; "
        "6 propositions sur 28 ont été réalisées; 6 of 28 proposals were implemented"
    ),
    count(6, 13, MEASURES): "6 of the 13 Measures; 6 mesures du plan sur 13",
    count(1): "one; une",
    count(1, 4): "1 sur 4",
    count(1, 5, ratio=True): "one in five; 1 in 5; une sur cinq; 1/5",
    count(
        1, 4, PROPOSALS, ratio=True
    ): "une proposition sur quatre; one proposal out of four",
    count(6, bound=AT_LEAST): "au moins 6; at least six; 6 or more",
    count(6, bound=ONLY): "only 6; exactly 6; in all, 6; 6 en tout; au total, 6",
    count(
        6, about=PROPOSALS, bound=MORE_THAN
    ): "plus de 6 propositions; over 6 proposals",
    count(
        6, bound=AT_MOST
    ): "au plus 6; at most 6; up to 6; jusqu’à 6; no more than 6; pas plus de 6",
    count(6, bound=LESS_THAN): "moins de 6; fewer than 6",
    count(20, bound=ABOUT): "environ 20; une vingtaine; about twenty",
    count(6, 28, PROPOSALS, bound=ONLY): "Seules 6 propositions sur 28",
    taken(6, 28, bound=ONLY): (
        "Le gouvernement n’a repris que 6 propositions sur 28; Only 6 of the 28 proposals were taken up"
    ),
    share(21): "21\u202f%; 21%; vingt et un pour cent; twenty-one per cent; 21 percent",
    share(Fraction(214, 10), decimals=1): "21,4 %; 21.4%",
    share(21, PROPOSALS): "21 % des propositions",
    share(21, PROPOSALS, **UP): "21% of proposals were taken up",
    share(20, bound=ABOUT): "environ 20 %; un cinquième; a fifth; about 20%",
    share(25, bound=ABOUT): "un quart; a quarter; environ un quart",
    share(75, PROPOSALS, bound=ABOUT): (
        "les trois quarts des propositions connues; three quarters of the proposals"
    ),
    share(Fraction(100, 3), bound=ABOUT): "un tiers; one third",
    share(50, bound=MORE_THAN): "la plupart; most; plus de la moitié; a majority",
    Quantity(kind=ALL): "toutes; Tous; all",
    Quantity(kind=ALL, total=50): "all 50; toutes les 50",
    Quantity(kind=ALL, about=MEASURES): "toutes les mesures; every measure",
    Quantity(kind=NONE): "aucune; aucun; none",
    Quantity(kind=NONE, about=PROPOSALS): "none of the proposals",
    Quantity(kind=NONE, about=PROPOSALS, **UP): "No proposals were taken up",
    Quantity(kind=SOME): (
        "certaines; certaines d’entre elles; some; some of them; several; plusieurs; a few"
    ),
    Quantity(kind=SOME, about=PROPOSALS, **UP): (
        "Certaines propositions ont été reprises; Some of the proposals were taken up"
    ),
    count(
        22, said=Said.NOT_TAKEN_UP
    ): "22 non reprises; 22 not yet taken up; 22 sans reprise",
    share(
        79, PROPOSALS, **UP, against=("ne … pas",)
    ): "79 % des propositions n’ont pas été reprises",
    count(6, against=("presque",)): "presque 6",
    count(6, against=("nearly",)): "nearly 6",
    count(6, **UP, against=("were not",)): "6 were not taken up; 6 weren’t taken up",
    count(22, **REFUSED, against=("non",)): "non 22 refusées",
    count(
        3, high=Fraction(7), bound=BETWEEN
    ): "entre 3 et 7; between 3 and 7; 3 à 7; 3-7",
    share(
        21, high=Fraction(25), bound=BETWEEN
    ): "de 21 à 25 %; between 21% and 25%; entre 21 et 25 %",
    count(22, about=PROPOSALS, said=Said.IGNORED): (
        "22 propositions ignorées; 22 propositions sans suite; "
        "22 propositions restées lettre morte"
    ),
    count(22, **REFUSED): "22 refusées; 22 refus; 22 were rejected; 22 turned down",
    count(
        22, about=PROPOSALS, **REFUSED
    ): "Le gouvernement a refusé de reprendre 22 propositions",
    Quantity(
        kind=NONE, **REFUSED
    ): "aucune refusée; pas une seule refusée; none refused",
    Quantity(kind=NONE, about=PROPOSALS, **REFUSED): (
        "Aucune proposition n’a été refusée; Not a single proposal was refused"
    ),
    count(6, fully=True, **UP): "6 entièrement reprises",
    count(6, fully=True, **AS_ACCEPTED): "6 accepted in full",
    count(
        6, said=Said.IN_PART
    ): "6 accepted in part; 6 partiellement reprises; 6 only partly taken up",
    count(6, parts=frozenset({Said.IN_PART}), **AS_ACCEPTED): (
        "6 accepted in whole or in part; 6 accepted at least in part; 6 acceptées en tout ou partie; "
        "6 accepted or partly accepted"
    ),
    count(
        6, said=Said.IN_PRINCIPLE
    ): "6 acceptées en principe; 6 accepted in principle",
    count(
        3, weakest=Words.EXPLICIT, **UP
    ): "3 reprises affirmées; 3 reprises explicites",
    count(6, weakest=Words.IMPLICIT, **UP): (
        "6 reprises affirmées ou sous-entendues; 6 said or implied to be taken up; "
        "6 explicitly or implicitly taken up"
    ),
    count(7, weakest=Words.AMBIGUOUS): "7, ambiguës comprises; 7, including ambiguous",
    count(
        7, weakest=Words.AMBIGUOUS, **UP
    ): "7 reprises explicites, implicites ou ambiguës",
    taken(
        6, by="jam"
    ): "Selon les JAM, 6 propositions reprises; 6 propositions reprises, disent les JAM",
    count(
        6, **IN_UK
    ): "According to the UK government, 6 accepted; UK government says 6 accepted",
    taken(
        6, by=""
    ): "Selon le gouvernement, 6 propositions des Jeunes Avec Macron ont été reprises",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (text, quantity)
        for quantity, texts in READ.items()
        for text in texts.split("; ")
    ],
)
def test_what_is_published_is_read(text, expected):
    """Counts, shares, all and none, their bounds, and what is said of the items."""
    assert read_quantity(text, NAMES) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "nothing at all",
            "sur 28",
            "6 sur",
            "6.5",
            "6²",
            "٦",
            "§",
        ),
        *("6 sur 28, soit 21 %", "6 reprises et 22 ignorées", "The 28 measures 6"),
        *("au moins toutes", "proposition 6 reprise", "6 measures of 28 proposals"),
    ],
)
def test_nothing_else_is_read(text):
    """A text without a figure, or with several, is named as it was given."""
    with pytest.raises(QuantityError, match=f"^{re.escape(text)}$"):
        read_quantity(text, NAMES)


def test_several_figures_are_named():
    """As they were typed, so that one of them can be asked for."""
    with pytest.raises(QuantityError) as error:
        read_quantity("6 reprises et 22 ignorées")
    assert error.value.numbers == ("6", "22")


@pytest.mark.parametrize(
    ("text", "left_aside"),
    [
        (
            "Il vient de l’Élysée : 6 sur 28 reprises, hélas",
            ("vient", "Élysée", "hélas"),
        ),
        ("En 2030, 6 propositions reprises", ("en 2030",)),
        ("The league took up 6 proposals", ("league",)),
        ("6 of the 28 proposals were taken up", ()),
    ],
)
def test_words_that_are_not_read_are_named(text, left_aside):
    """As they were typed, and dates: a sentence is not judged."""
    assert read_quantity(text).left_aside == left_aside


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("6 propositions censurées", ("censurées",)),
        ("6 sur 28, copié", ("copié",)),
        ("Six ans plus tard, les propositions sont reprises", ("ans", "plus", "tard")),
        ("six ministers took up the proposals", ("ministers",)),
        ("6 propositions fiscales ont été reprises", ("fiscales",)),
        ("the first six proposals were taken up", ("first",)),
        ("6 proposals will be taken up", ("will",)),
    ],
)
def test_a_word_that_is_not_read_may_turn_the_figure(text, against):
    """In its own clause, beside the number, or if nothing says what its items are."""
    assert read_quantity(text).against == against


def test_who_is_named_is_no_voice_unless_it_says_so():
    """Who takes up or refuses is named beside the figure; who wrote the items is not."""
    read = read_quantity("UK government refused 6 of the 28 JAM proposals", NAMES)
    assert (read.voice, read.named) == (None, {"uk"})
    read = read_quantity("Selon les JAM, 6 refus du UK government", NAMES)
    assert (read.voice, read.named) == ("jam", {"uk"})
    read = read_quantity("Les JAM : 6 reprises", NAMES)
    assert (read.voice, read.named) == ("jam", set())
    assert read_quantity("6 refused by the strangers", NAMES).named == {UNKNOWN_ACTOR}
    assert read_quantity("1 non, selon d’autres", NAMES).voice is None

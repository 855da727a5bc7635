"""Reading a quantity that somebody typed, and saying how it was read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.counting.claims import About, Bound, Quantity, QuantityKind
from jamplan.locale import language
from jamplan.wording.quantities import QuantityError, quantity_in_words, read_quantity


def count(value, base=None, about=None, bound=Bound.EXACTLY):
    return Quantity(kind=QuantityKind.COUNT, value=Fraction(value), base=base, about=about, bound=bound)


def share(value, step=None, about=None, bound=Bound.EXACTLY):
    step = None if step is None else Fraction(step)
    return Quantity(kind=QuantityKind.SHARE, value=Fraction(value), step=step, about=about, bound=bound)


def vague(kind, about=None):
    return Quantity(kind=kind, about=about)


PROPOSALS, MEASURES = About.PROPOSALS, About.MEASURES
READ = {
    "6 sur 28": count(6, 28),
    "6 of 28": count(6, 28),
    "6 out of 28": count(6, 28),
    "6/28": count(6, 28),
    "six sur vingt-huit": count(6, 28),
    "six of the twenty-eight proposals": count(6, 28, PROPOSALS),
    "6 mesures sur 13": count(6, 13, MEASURES),
    "6 measures of 13": count(6, 13, MEASURES),
    "six propositions sur vingt-huit": count(6, 28, PROPOSALS),
    "6 propositions sur 28 ont été reprises par le plan": count(6, 28, PROPOSALS),
    "toutes les 28 propositions": count(28, 28, PROPOSALS),
    "plus d’une proposition sur quatre": count(1, 4, PROPOSALS, Bound.MORE_THAN),
    "6 propositions": count(6, about=PROPOSALS),
    "6": count(6),
    "0": count(0),
    "exactement 6": count(6),
    "6,5": count(Fraction(13, 2)),
    "1 234": count(1234),
    "1,234 proposals": count(1234, about=PROPOSALS),
    "plus de 6": count(6, bound=Bound.MORE_THAN),
    "au moins 6": count(6, bound=Bound.AT_LEAST),
    "6 mesures au moins": count(6, about=MEASURES, bound=Bound.AT_LEAST),
    "6 or more": count(6, bound=Bound.AT_LEAST),
    "pas plus de 6": count(6, bound=Bound.AT_MOST),
    "moins de 6": count(6, bound=Bound.FEWER_THAN),
    "fewer than 6": count(6, bound=Bound.FEWER_THAN),
    "21 %": share("21/100", "1/100"),
    "21,4 %": share("214/1000", "1/1000"),
    "21.40%": share("214/1000", "1/10000"),
    "vingt et un pour cent des propositions": share("21/100", "1/100", PROPOSALS),
    "près de 20 %": share("1/5", "1/100", bound=Bound.ABOUT),
    "un quart": share("1/4"),
    "a quarter": share("1/4"),
    "la moitié des mesures": share("1/2", about=MEASURES),
    "half the proposals": share("1/2", about=PROPOSALS),
    "deux tiers": share("2/3"),
    "près des deux tiers": share("2/3", bound=Bound.ABOUT),
    "environ un quart": share("1/4", bound=Bound.ABOUT),
    "plus du quart": share("1/4", bound=Bound.MORE_THAN),
    "¾": count(3, 4),
    "certaines": vague(QuantityKind.SOME),
    "Certaines d’entre elles": vague(QuantityKind.SOME),
    "some of the proposals": vague(QuantityKind.SOME, PROPOSALS),
    "plusieurs": vague(QuantityKind.SEVERAL),
    "la plupart": vague(QuantityKind.MOST),
    "most measures": vague(QuantityKind.MOST, MEASURES),
    "toutes": vague(QuantityKind.ALL),
    "aucune": vague(QuantityKind.NONE),
    "none": vague(QuantityKind.NONE),
}


@pytest.mark.parametrize("text", READ)
def test_what_people_write_is_read(text):
    """In both languages, whatever the language of the report."""
    assert read_quantity(text) == READ[text]


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "%", "/", "foo", "not all", "presque toutes", "pas toutes", "6 of 28 were refused"),
        *("-6", "−6", "6-8", "6–8", ".5", "6²", "2½", "6 sur 0", "6 sur 2,5", "0,21", "1.2.3", "١٢"),
        *("six cent", "deux cents", "cent un", "6 vingt", "vingt-huit mille", "21 % à 22 %"),
        *("6 measures of 28 proposals", "cinq quarts", "at least 6 or more", "about some", "9" * 201),
    ],
)  # fmt: skip
def test_what_is_not_understood_whole_is_not_read(text):
    """A part of a sentence is never taken for the sentence."""
    with pytest.raises(QuantityError):
        read_quantity(text)


# A speller of its own: French and English as a schoolbook has them.


def french(n, hyphen="-"):
    units = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
    if n < 17:
        return units[n]
    if n < 20:
        return f"dix{hyphen}{units[n - 10]}"
    if n == 100:
        return "cent"
    tens = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
    ten = n // 10 - (n // 10 in {7, 9})
    rest = n - 10 * ten
    if n == 80:
        return "quatre-vingts"
    if not rest:
        return tens[ten]
    join = " et " if rest in {1, 11} and ten != 8 else hyphen
    return f"{tens[ten]}{join}{french(rest, hyphen)}"


def english(n, hyphen="-"):
    units = "zero one two three four five six seven eight nine ten eleven twelve".split()
    if n < 13:
        return units[n]
    if n == 100:
        return "one hundred"
    stems = {2: "twen", 3: "thir", 4: "for", 5: "fif", 8: "eigh"}
    if n < 20:
        return {4: "four"}.get(n - 10, stems.get(n - 10, units[n - 10])) + "teen"
    ten, rest = divmod(n, 10)
    start = stems.get(ten, units[ten]) + "ty"
    return f"{start}{hyphen}{units[rest]}" if rest else start


@pytest.mark.parametrize("n", range(101))
def test_numbers_in_words_are_themselves(n):
    """0 to 100, in both languages, with hyphens or spaces, alone and out of a hundred."""
    for spell in (french, english):
        for hyphen in ("-", " "):
            word = spell(n, hyphen)
            assert read_quantity(word) == count(n), word
            assert read_quantity(f"{word} propositions") == count(n, about=PROPOSALS), word
            assert read_quantity(f"{word} sur cent") == count(n, 100), word


def test_swiss_and_belgian_words_and_feminines_are_read():
    """Septante, huitante, nonante; vingt et une."""
    assert read_quantity("nonante-neuf") == count(99)
    assert read_quantity("septante et un") == count(71)
    assert read_quantity("huitante") == count(80)
    assert read_quantity("vingt et une mesures") == count(21, about=MEASURES)


@given(st.sampled_from(list(READ)), st.data())
def test_typing_makes_no_difference(text, data):
    """Case, accents, kinds of spaces and of apostrophes."""
    plain = text.translate(str.maketrans("éèêÉ", "eeeE"))
    written = data.draw(st.sampled_from([text, plain, text.upper(), text.title()]))
    written = written.replace("’", data.draw(st.sampled_from("’'ʼ‘")))
    written = written.replace("-", data.draw(st.sampled_from("-‑–")))
    space = data.draw(st.sampled_from([" ", "  ", "\u00a0", "\u202f", "\t", "\n"]))
    around = data.draw(st.sampled_from(["{}", " {} ", "« {} »", "“{}”", "{}.", "({})"]))
    assert read_quantity(around.format(written.replace(" ", space))) == READ[text]


@given(
    st.text()
    | st.lists(st.sampled_from([*"0123456789 -.,/%'\u2044½²", *" ".join(READ).split()])).map(" ".join)
)
def test_nothing_but_the_reading_error_is_raised(text):
    """Whatever is typed."""
    try:
        found = read_quantity(text)
    except QuantityError:
        return
    for code in ("fr", "en"):
        assert quantity_in_words(found, language(code))


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_digits_are_read_as_they_stand(value, base):
    """Grouped or not."""
    expected = count(value, base)
    assert read_quantity(f"{value}/{base}") == expected
    assert read_quantity(f"{value:,} of {base:,}") == expected
    assert read_quantity(f"{value:,} sur {base:,}".replace(",", "\u202f")) == expected


def test_how_it_was_read_is_said():
    """With how far rounding reaches."""
    said = {
        text: quantity_in_words(read_quantity(text), language("en"))
        for text in (
            *("6 of 28", "1 in 4", "about 30", "21%", "about 21.4%", "a quarter", "more than half"),
            *("at least 6.5", "at most 6", "less than 20%", "some", "several", "most", "all", "none"),
        )
    }
    assert said == {
        "6 of 28": "6 of 28",
        "1 in 4": "1 of 4, or in proportion, give or take 2.5 points",
        "about 30": "30, give or take 3",
        "21%": "exactly 21%, or what is rounded to it",
        "about 21.4%": "21.4%, give or take 2.5 points",
        "a quarter": "1/4, give or take 2.5 points",
        "more than half": "more than 1/2",
        "at least 6.5": "at least 6.5",
        "at most 6": "at most 6",
        "less than 20%": "less than 20%",
        "some": "at least one, and not all",
        "several": "two or more",
        "most": "more than half",
        "all": "all",
        "none": "none",
    }

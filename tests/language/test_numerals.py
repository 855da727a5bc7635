"""Numbers in words become digits: checked against a writer of numbers, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.language.numerals import in_digits

FRENCH = """zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
seize""".split()
FRENCH_TENS = {
    2: "vingt",
    3: "trente",
    4: "quarante",
    5: "cinquante",
    6: "soixante",
    8: "quatre-vingt",
}
ENGLISH = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen""".split()
ENGLISH_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def french(n: int) -> str:
    """A number below 1,000 in French."""
    hundreds, rest = divmod(n, 100)
    if hundreds:
        head = "cent" if hundreds == 1 else f"{FRENCH[hundreds]} cent"
        return (
            f"{head} {french(rest)}" if rest else head + ("s" if hundreds > 1 else "")
        )
    if n < 17:
        return FRENCH[n]
    if n < 20:
        return f"dix-{FRENCH[n - 10]}"
    ten = n // 10 if n // 10 in FRENCH_TENS else n // 10 - 1
    if n == 80:
        return "quatre-vingts"
    if n == 10 * ten:
        return FRENCH_TENS[ten]
    joint = " et " if ten < 8 and n % 10 == 1 else "-"
    return f"{FRENCH_TENS[ten]}{joint}{french(n - 10 * ten)}"


def english(n: int) -> str:
    """A number below 1,000 in English."""
    hundreds, rest = divmod(n, 100)
    if hundreds:
        return f"{ENGLISH[hundreds]} hundred" + (
            f" and {english(rest)}" if rest else ""
        )
    if n < 20:
        return ENGLISH[n]
    return ENGLISH_TENS[n // 10] + (f"-{ENGLISH[n % 10]}" if n % 10 else "")


@pytest.mark.parametrize("written", [french, english])
@given(n=st.integers(0, 999).filter(lambda n: n != 1))
def test_a_number_in_words_is_that_number(written, n):
    """With its hyphens or without; 1 alone stays a word, as it may be an article."""
    assert in_digits(written(n)) == str(n)
    assert in_digits(written(n).replace("-", " ")) == str(n)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("six sur vingt-huit", "6 sur 28"),
        ("six et sept", "6 et 7"),
        ("une proposition sur quatre", "une proposition sur 4"),
        ("one of twenty-one", "one of 21"),
        ("un quart", "un quart"),
        ("vingt et une", "21"),
        ("septante-deux, nonante", "72, 90"),
        ("des centaines, dixieme, often", "des centaines, dixieme, often"),
    ],
)
def test_numbers_in_a_sentence(text, expected):
    """Numbers that follow each other stay apart; parts of words are none."""
    assert in_digits(text) == expected

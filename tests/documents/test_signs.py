"""Signs that a file has other letters for than those in print."""

import pytest

from jamplan.documents import pdf
from jamplan.documents.markup import read
from jamplan.documents.signs import repaired, unreadable
from tests.documents.made_up import mapped


def doubts(text: str) -> list[tuple[tuple[int, ...], str]]:
    """The pages and the first word of each doubt about a text."""
    found = unreadable(read(text))
    return [(one.details["pages"], one.details["words"]) for one in found]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("plani昀椀cation", "planification"),
        ("e昀昀ort", "effort"),
        ("acƟon", "action"),
        ("commiƩee", "committee"),
        ("昀椀", "昀椀"),
        ("水椀", "水椀"),
        ("soŌware", "soŌware"),
        ("Łódź", "Łódź"),
        ("CO₂", "CO₂"),
    ],
)
def test_letters_of_a_wrong_map_are_repaired_where_it_is_plain(word, expected):
    """Bytes in the wrong order, and signs cut to two bytes, within a word of Latin letters."""
    assert repaired(word) == expected


def test_a_map_of_ligatures_with_its_bytes_in_the_wrong_order_is_repaired():
    """The letter for a sign is U+6600 in place of U+0066."""
    blocks, found = pdf.read(mapped("plani%cation", {"%": "\u6600\u6900"}))
    assert ([block.text for block in blocks], found) == (["planification"], [])


def test_a_sign_without_a_letter_is_kept_as_unknown_and_doubted():
    """No letter is lost without a word: « o�ce »."""
    blocks, _ = pdf.read(mapped("o%ce", {"%": "\0"}))
    found = [*unreadable(blocks)]
    assert [block.text for block in blocks] == ["o\ufffdce"]
    told = [(one.code, one.details) for one in found]
    assert told == [("unreadable", {"pages": (1,), "words": "o\ufffdce"})]


@pytest.mark.parametrize(
    "word", ["���", "o\ufffdce", "plani水cation", "soŌware", "a\ue123ion", "раtie"]
)
def test_signs_that_no_reader_sees_are_doubted(word):
    """Unknown and private signs, those of other alphabets, a capital amid small letters."""
    assert doubts(f"Un texte, et {word} ici.") == [((1,), word)]


@pytest.mark.parametrize(
    "word",
    [
        "CO₂",
        "µg",
        "β-lactame",
        "1ᵉʳ",
        "Łódź",
        "\uf0b7",
        "Ελλάδα",
        "東京",
        "œuvre",
        "2×3",
    ],
)
def test_signs_that_readers_see_are_not_doubted(word):
    """Formulas, units, names, a bullet of a symbol font, a word of another alphabet."""
    assert doubts(f"Un texte, et {word} ici.") == []

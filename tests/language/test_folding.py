"""Folding: what makes no difference is folded, what does is kept; what is shown is harmless."""

from hypothesis import given
from hypothesis import strategies as st

from jamplan.language import folding


def test_layout_folds_and_ids_are_the_same_by_case_and_form():
    """No-break spaces stay; an id is made of any text: ASCII letters, digits, hyphens, a letter first."""
    assert (
        folding.one_line("  a\r\n b\t\tc\u2028d\u202fe\u00a0f ")
        == "a b c d\u202fe\u00a0f"
    )
    assert folding.same_id("Étude") == folding.same_id("e\u0301TUDE")
    assert folding.same_id("Ａ1") == folding.same_id("a1") != folding.same_id("A10")
    assert folding.one_line("\u00a0: ") == "\u00a0:"
    # What is recorded has no white space around it, of no kind; within it, no-break spaces stay.
    assert folding.as_recorded("\u202f\x1f a\u00a0b \n c\u3000\x85 ") == "a\u00a0b c"
    texts = {"Étude sociologique": "Etude-sociologique", "12 bis": "p12-bis", "漢": "p"}
    texts["œuvre d’art"] = "oeuvre-d-art"
    assert {text: folding.as_id(text) for text in texts} == texts


@given(st.text())
def test_what_is_recorded_is_what_is_loaded(text):
    """Recording trims as loading does, and once is enough."""
    recorded = folding.as_recorded(text)
    assert folding.trimmed(recorded) == folding.as_recorded(recorded) == recorded


def test_a_half_of_a_character_is_no_text():
    """Python makes one of each byte of an argument that is no UTF-8."""
    texts = {"": True, "é\U0001f600": True, "\ud800": False, "a\udce9": False}
    assert {text: folding.is_text(text) for text in texts} == texts


def test_quotes_are_compared_without_spaces_apostrophes_and_marks():
    """What typography changes is the same; a word, an accent, a digit or a comma is not."""
    for one, other in {
        "d’œuvrer  «\u202fpour\u202f»\nles": 'd\'œuvrer " pour " les',
        "co\u00adopérer – vite": "coopérer - vite",
        "e\u0301tude": "étude",
    }.items():
        assert folding.folded(one) == folding.folded(other)
    for other in ("etude", "étude,", "études", "étude 1"):
        assert folding.folded("étude") != folding.folded(other)


@given(st.text())
def test_what_is_shown_cannot_act_on_a_terminal(text):
    """No control character but line ends and tabs, and no mark that turns the writing, is left."""
    shown = folding.harmless(text)
    assert not any(ord(sign) < 32 and sign not in "\t\n\r" for sign in shown)
    assert not set(shown) & set(
        "\x7f\x9b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    assert len(shown) == len(text)


@given(
    st.text(), st.sampled_from(["ascii", "cp1252", "latin-1", "utf-8", "iso8859-15"])
)
def test_every_text_has_a_form_in_every_encoding(text, encoding):
    """What comes out can be encoded, and what could be encoded is unchanged."""
    plain = folding.encodable(text, encoding)
    if encoding != "utf-8" or not any("\ud800" <= sign <= "\udfff" for sign in text):
        plain.encode(encoding)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return
    assert plain == text


def test_plain_forms_are_readable_and_what_is_pasted_harmless():
    """Letters lose accents, signs become their nearest; of a terminal's sequences nothing is left."""
    plain = {
        "«\u202fœuvre\u202f» – l’été… → 5 €": '" oeuvre " - l\'ete... -> 5 EUR',
        "n° 12": "no 12",
        "漢": "?",
    }
    assert {text: folding.encodable(text, "ascii") for text in plain} == plain
    assert folding.encodable("x", "no-such-encoding") == "x"
    assert folding.without_accents("Œuvre où ça naît") == "OEuvre ou ca nait"
    pasted = "\x1b[1;31mréd\x1b[0m\x9b0m\x07 →\r\n\x1b]0;title\x1b\\end\x1b\u202e [31m"
    assert folding.as_pasted(pasted) == "réd → end [31m"


def test_marks_of_footnotes_are_told_from_powers_and_units():
    """After a word or a sign, not after a number; « er » stays letters."""
    cases = {
        "mineurs¹ isolés.²": "mineurs isolés.",
        "mineurs ¹ ici": "mineurs ici",
        "6¹ propositions, 10⁶, 12 km², x²": "6¹ propositions, 10⁶, 12 km², x²",
        "¹ Voir le rapport": "Voir le rapport",
        "droits¹,² et": "droits et",
    }
    assert {text: folding.without_calls(text) for text in cases} == cases
    marks = {
        "1": "¹",
        "[12]": "⁽¹²⁾",
        "1, 2": "¹, ²",
        "er": "er",
        "*": "",
        "a": "",
        "TM": "TM",
    }
    assert {text: folding.as_mark(text) for text in marks} == marks

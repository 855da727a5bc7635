"""One person is one person, and a reader has no actor's name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.language.people import names_actor, person_key, same_person

# Names with what is easily mistyped, and with letters of other scripts.
NAMES = st.text(
    st.sampled_from(
        "aeéoiıIlnvhrsßſAEHÉÖΣςσνΝηΗυίаеоНнГгйіӀհՍꭵᎠﬁ½’'-‑ \u00a0\u200b\u00ad\u0301"
    )
    | st.characters(codec="utf-8"),
    max_size=12,
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Jean Dupont", "JEAN DUPONT"),
        ("Jean Dupont", " Jean\u00a0\u202f Dupont\t"),
        ("Jean Dupont", "Jean\u200b Du\u00adpont\ufeff"),
        ("Jean Dupont", "Jeаn Dupоnt"),
        ("José", "Jose\u0301"),
        ("José", "Josе\u0301"),
        ("Aoife O’Brien", "aoife o'brien"),
        ("Jean-Paul", "Jean‑Paul"),
        ("Vera", "νera"),
        ("NINA", "ΝΙΝΑ"),
        ("Sara Coco", "Ѕаrа Сосо"),
        ("Iris", "Іris"),
        ("Анна Иванова", "АННА ИВАНОВА"),
        ("Νίκος", "νίκος"),
        ("Straße", "STRASSE"),
        ("Jean", "Ｊｅａｎ"),
        ("Jean", "𝐉𝐞𝐚𝐧"),
    ],
)
def test_a_name_in_two_spellings_is_one_person(first, second):
    """Case, spaces, signs that don't show, forms of Unicode and look-alike letters don't part people."""
    assert same_person(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("José", "Jose"),
        ("Lia", "Iia"),
        ("Vina", "Nina"),
        ("Hina", "Nina"),
        ("Anne Marie", "Annemarie"),
        ("Анна", "Инна"),
        ("", ""),
        ("\u200b", " "),
    ],
)
def test_two_people_stay_two(first, second):
    """Accents and other letters part them; a name of which nothing shows is nobody's."""
    assert not same_person(first, second)


@given(NAMES)
def test_a_key_is_its_own_key(name):
    """So that keys can be compared and kept."""
    assert person_key(person_key(name)) == person_key(name)


@given(NAMES, NAMES)
def test_to_be_one_person_goes_both_ways(first, second):
    """Whichever name comes first."""
    assert same_person(first, second) is same_person(second, first)


@given(NAMES)
def test_case_and_unicodes_forms_do_not_part_people(name):
    """Capitals, decomposed letters and other spaces give the same key."""
    key = person_key(name)
    assert person_key(unicodedata.normalize("NFD", name)) == key
    spaced = name.replace(" ", "\u202f")
    assert person_key(f"\u00a0{spaced}\u200b") == key


@given(
    st.text("abilnopéàçñßœ -'")
    | st.text("абвгеикмнопрстухьё -")
    | st.text("αβγεζηικλμνορστυχωςί -")
)
def test_a_name_of_one_script_has_no_case(name):
    """Though a capital and its small letter may look like different Latin letters."""
    assert person_key(name.upper()) == person_key(name)


@pytest.mark.parametrize(
    "letter", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
def test_no_two_latin_letters_are_one(letter):
    """Look-alikes fold other scripts only."""
    assert person_key(letter) == letter.lower()


ACTORS = [
    ("Jeunes Avec Macron", "les JAM", "les Jeunes Avec Macron (JAM)", "jam"),
    ("Gouvernement français", "le gouvernement", None, "gouvernement"),
    ("UK Government", "the UK government", None, "uk-government"),
    ("État", "l’État", None, "etat"),
]


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Gouvernement", "Gouvernement français"),
        ("le GOUVERNEMENT", "Gouvernement français"),
        ("Gouvernement francais", "Gouvernement français"),
        ("gоuvernement", "Gouvernement français"),
        ("JAM", "Jeunes Avec Macron"),
        ("les jeunes avec macron", "Jeunes Avec Macron"),
        ("Jeunes avec Macron (JAM)", "Jeunes Avec Macron"),
        ("The UK Government", "UK Government"),
        ("uk-government", "UK Government"),
        ("L'Etat", "État"),
        ("etat.", "État"),
        ("Le Gou vernement", "Gouvernement français"),
        ("Gouvernementfrançais", "Gouvernement français"),
        ("le Gouvernement (presse)", "Gouvernement français"),
        ("Claire (JAM)", None),
        ("Jam Dupont", None),
        ("Claire", None),
        ("Le", None),
        ("", None),
        ("—", None),
    ],
)
def test_a_reader_with_an_actors_name_is_known(name, actor):
    """Its name, what it is called, its id and the short form in brackets; with or without an article."""
    assert names_actor(name, ACTORS) == actor

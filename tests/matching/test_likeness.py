"""Which different words count as a pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.languages import Analyser
from jamplan.matching.likeness import Kinship, families, neighbours


def kin(*written: tuple[str, int, str]) -> dict[tuple[str, str], Kinship]:
    """Return the kinship of each pair of stems, from (form, occurrences, stem) triples."""
    found = neighbours(
        {stem for _, _, stem in written},
        {form: (count, stem) for form, count, stem in written},
        "fr",
    )
    return {
        (a, b): kinship
        for a, others in found.items()
        for b, kinship in others.items()
        if a < b
    }


FAULTS = """hebergement heberg hebregement hebreg, soins soin sions sion, sante sant snate snat,
accueil accueil acueil acueil, accueil accueil accueill accueill, format format frmat frmat,
formation format fornation fornat, ouvertes ouvert ouvortes ouvort"""
NO_FAULTS = """pont port, sport port, voie vie, foret fret, passage paysage, emission mission,
remplacement emplacement, emplacement amplacement, nao noa, form2tion formation"""
SLIPS = [tuple(words.split()) for words in FAULTS.split(",")]
SLIPS += [
    (right, right, other, other)
    for right, other in map(str.split, NO_FAULTS.split(","))
]


@pytest.mark.parametrize("words", SLIPS)
def test_faults(words: tuple[str, ...]) -> None:
    """Letters exchanged, left out, doubled, one replaced in a long word; not in short words, at first or in digits."""
    right, right_stem, slip, slip_stem = words
    pair = (min(right_stem, slip_stem), max(right_stem, slip_stem))
    expected = (
        {pair: Kinship.FAULT} if " ".join(words) in FAULTS.replace("\n", " ") else {}
    )
    for count in (3, 1):
        assert kin((right, count, right_stem), (slip, 1, slip_stem)) == expected


def test_what_is_written_twice_is_no_slip() -> None:
    """In one form or in two forms of one stem; nor is a family, « étranger » and « étrangers »."""
    assert kin(("hebergement", 3, "heberg"), ("hebregement", 2, "hebreg")) == {}
    assert (
        kin(("evaluer", 3, "evalu"), ("evoluer", 1, "evolu"), ("evolution", 1, "evolu"))
        == {}
    )
    family = kin(("regulier", 3, "reguli"), ("reguliere", 1, "regulier"))
    assert family == {("reguli", "regulier"): Kinship.FAMILY}


WRITTEN = st.dictionaries(
    st.sampled_from(
        "etude etudes etudiant eutde formation fornation formations former".split()
    ),
    st.integers(1, 3),
)


@given(WRITTEN)
def test_likeness_is_symmetric(counts: dict[str, int]) -> None:
    """Both words know each other, by the same kinship; no word is its own neighbour."""
    found = neighbours(
        counts, {word: (count, word) for word, count in counts.items()}, "fr"
    )
    assert all(
        found[b][a] is kinship
        for a, others in found.items()
        for b, kinship in others.items()
    )
    assert not any(word in others for word, others in found.items())


# Families


RELATED = {
    "fr": """étude étudiants, former formation, agricole agriculture, réduire réduction, protéger protection,
        possible possibilité, violent violence, soutenir soutien, prévenir prévention, permettre permission,
        comprendre comprenant, emploi emplois, nation nationales, criminalité cybercriminalité,
        national internationale, financement cofinancement, travail télétravail, diversité biodiversité,
        entreprises microentreprises, scolaire périscolaires, entreprise interentreprises,
        autoconsommation surconsommation, professeur professionnel""",
    "en": """produce production, extend extension, respond responsive, violent violence, stable stability,
        decide decision, minimise minimize, specify specification, owner ownership, health healthy,
        system ecosystem, connection interconnections""",
}
STRANGERS = {
    "fr": """obligatoires territoire, contre rencontre, rendre comprendre, département partir,
        accompagnement campagne, information formation, cours parcours, école écoute, geste gestion,
        version verser, contrat contrôle, commune commission, protection protocole, ordinateur ordinaire,
        centrale certaine, agence agent, chance chanter, mission transmission, prêter interpréter,
        voir pouvoir, art artisan, 2030 2035, an2030 an2035""",
    "en": """lead mislead, port report, general generate, police policy, context content, mission commission,
        count country, past pastoral, intend intense, advance advantage""",
}


def pairs(texts: dict[str, str]) -> list[tuple[str, ...]]:
    """Return the language and both words of each pair."""
    return [
        (code, *pair.split())
        for code, text in texts.items()
        for pair in text.split(",")
    ]


@pytest.mark.parametrize("pair", [*pairs(RELATED), *pairs(STRANGERS)])
def test_words_of_one_family(pair: tuple[str, str, str]) -> None:
    """A common beginning and endings of the language, or a combining form; a common end makes none."""
    code, left, right = pair
    keys = {key for word in (left, right) for key in Analyser(code).keys(word)}
    assert (families(keys, code) == [tuple(sorted(keys))]) == (pair in pairs(RELATED))


def test_an_unknown_language_has_compounds_only() -> None:
    """Endings are a language's own; combining forms are international."""
    found = families(["sicherheit", "sicherheiten", "cybersicherheit"], "de")
    assert found == [("cybersicherheit", "sicherheit")]


STEMS = st.lists(
    st.sampled_from(
        "form format formul inform nation national internat agricol agricultur cultur produit product "
        "product creat créat violent violenc cyberviolenc 2030 or cybernation invent inventair inventeur "
        "professeur professionnel".split()
    ),
    unique=True,
)


@given(STEMS, st.sampled_from(["fr", "en", "de"]))
def test_pairs_do_not_depend_on_the_others(stems: list[str], code: str) -> None:
    """Each pair once, in order; two words are of one family or not, whatever else is there."""
    pairs = families(stems, code)
    assert pairs == sorted({(min(pair), max(pair)) for pair in pairs})
    assert pairs == families(stems[::-1], code)
    alone = [
        (a, b)
        for a in sorted(stems)
        for b in sorted(stems)
        if a < b and families([a, b], code)
    ]
    assert pairs == alone

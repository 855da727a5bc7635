"""Which words are of one family, and which only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.families import families
from jamplan.matching.words import Analyser


def related(left: str, right: str, code: str) -> bool:
    """Tell whether two words of a language are of one family and not the same."""
    keys = {key for word in (left, right) for key in Analyser(code).keys(word)}
    return families(keys, code) == [tuple(sorted(keys))]


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
    return [(code, *pair.split()) for code, text in texts.items() for pair in text.split(",")]


@pytest.mark.parametrize(("code", "left", "right"), pairs(RELATED))
def test_families(code: str, left: str, right: str) -> None:
    """A common beginning and endings of the language; or a combining form and the word."""
    assert related(left, right, code)


@pytest.mark.parametrize(("code", "left", "right"), pairs(STRANGERS))
def test_strangers(code: str, left: str, right: str) -> None:
    """Neither a common end nor a few letters at the beginning make a family."""
    assert not related(left, right, code)


def test_an_unknown_language_has_compounds_only() -> None:
    """Endings are a language's own; combining forms are international."""
    assert families(["sicherheit", "sicherheiten", "cybersicherheit"], "de") == [
        ("cybersicherheit", "sicherheit")
    ]


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
    alone = [(a, b) for a in sorted(stems) for b in sorted(stems) if a < b and families([a, b], code)]
    assert pairs == alone

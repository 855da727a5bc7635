"""Guards warn where words agree and meaning may not, and are silent elsewhere."""

import pytest
from hypothesis import given

from jamplan.corpus.findings import Finding
from jamplan.matching import guards as guards_module
from jamplan.matching.guards import guards
from tests.matching.strategies import TEXTS


@pytest.fixture(autouse=True)
def _nothing_is_read_yet() -> None:
    """Each test reads its texts anew: what another one read tells nothing of the code."""
    guards_module._reading.cache_clear()
    guards_module._sides.cache_clear()


FRENCH_WARNED = [
    ("Ne pas augmenter la TVA", "Augmenter la TVA", "negation"),
    ("Ne plus subventionner les voitures", "Subventionner les voitures", "negation"),
    ("N’installer aucun pesticide près des écoles", "Installer des écoles", "negation"),
    ("Aucune fermeture d’école", "Fermeture d’écoles", "negation"),
    ("Un logement sans contrepartie", "Un logement avec une contrepartie", "negation"),
    (
        "Interdire la publicité pour l’alcool",
        "Encadrer la publicité pour l’alcool",
        "negation",
    ),
    ("Ne pas supprimer les classes", "Supprimer les classes", "negation"),
    ("Le non-recours aux aides", "Le recours aux aides", "negation"),
    ("Créer un fichier des auteurs", "Supprimer le fichier des auteurs", "opposite"),
    ("La création du fichier", "La suppression du fichier", "opposite"),
    ("Autoriser la vente de tabac", "Interdire la vente de tabac", "opposite"),
    ("Augmenter les salaires", "Réduire les salaires", "opposite"),
    ("La réduction de la dette", "La hausse de la dette", "opposite"),
    ("Former 200 policiers", "Former 300 policiers", "numbers"),
    ("La majorité à 18 ans", "La majorité à 16 ans", "numbers"),
    ("Réduire de 50 % les émissions", "Réduire de 30 % les émissions", "numbers"),
    ("Un délai de deux mois", "Un délai de six mois", "numbers"),
    ("Un budget de 14 millions d’euros", "Un budget de 10 000 000 €", "numbers"),
    ("1,5 Md€", "2 milliards d’euros", "numbers"),
    ("D’ici 2030", "En 2025", "numbers"),
    ("Le 15 novembre 2021", "Le 16 novembre 2021", "numbers"),
    ("À la rentrée 2022", "À la rentrée 2023", "numbers"),
    ("2000 logements", "3000 logements", "numbers"),
    ("Deux cents logements", "250 logements", "numbers"),
]
FRENCH_SILENT = [
    ("Loger les personnes sans domicile fixe", "Loger les personnes"),
    ("Héberger les sans-abri", "Un abri pour tous"),
    ("Agir sans délai contre les violences", "Un délai pour agir contre les violences"),
    ("N’autoriser que les voitures propres", "Autoriser les voitures propres"),
    ("Ne pas autoriser seulement les voitures", "Autoriser les voitures"),
    ("Plus de moyens pour l’école", "Des moyens pour l’école"),
    ("Une association à but non lucratif", "Un but lucratif"),
    ("Une organisation non gouvernementale", "Une organisation gouvernementale"),
    ("Ne pas augmenter la TVA", "La TVA ne sera pas augmentée"),
    ("Ne pas supprimer les classes", "Maintenir les classes"),
    ("Interdire la vente de tabac", "L’interdiction de la vente de tabac"),
    ("Que nul ne se reconstruise seul", "Les victimes ne sont pas seules"),
    ("Pas plus de trois flashs par seconde", "Trois flashs par seconde"),
    ("Augmenter les salaires", "Réduire les inégalités et augmenter les salaires"),
    ("Créer ou supprimer des postes", "Supprimer des postes"),
    ("Créer un fichier", "Supprimer une taxe"),
    ("Un local au 12 rue du 4 septembre, 75002 Paris", "Ouverture le 1er octobre"),
    ("Place du 8 mai 1945", "Avant 2030"),
    ("10 avenue du 11 novembre 1918", "30 logements le 5 mai 2021"),
    ("Article 3 de la loi", "Article 5 de la loi"),
    ("Numéro 119", "Numéro 3919"),
    ("Le 15 novembre 2021", "En novembre 2021"),
    ("Le 15 novembre 2021", "2021"),
    ("12 mois", "Un délai de 1 an"),
    ("14 M€", "14 millions d’euros"),
    ("10 000 euros", "10.000 €"),
    ("Former 200 policiers", "Créer 30 classes"),
    ("Un logement neuf en ville", "Deux logements"),
    ("Former 200 policiers", "Former des policiers"),
    ("", "Ne pas augmenter la TVA"),
]
ENGLISH_WARNED = [
    ("Do not raise taxes", "Raise taxes", "negation"),
    ("Don’t raise taxes", "Raise taxes", "negation"),
    (
        "The system shall not delete records",
        "The system shall delete records",
        "negation",
    ),
    ("Shelter without conditions", "Shelter under conditions", "negation"),
    ("Ban smoking in parks", "Allow smoking in parks", "opposite"),
    ("Increase school funding", "Cut school funding", "opposite"),
    ("5,000 homes", "6,000 homes", "numbers"),
    ("A thousand trees", "Five hundred trees", "numbers"),
    ("$14 million", "$10 million", "numbers"),
    ("By 2030", "By 2025", "numbers"),
    ("May 5, 2020", "6 May 2020", "numbers"),
]
ENGLISH_SILENT = [
    ("Not only delete records", "Delete records"),
    ("Open shelters without delay", "No delay in shelters"),
    ("No later than 5 May 2020", "5 May 2020"),
    ("10 Downing Street", "12 homes"),
    ("1.5 million people", "1,500,000 people"),
    ("Do not raise taxes", "Taxes must not be raised"),
]


def codes(left: str, right: str, code: str) -> list[str]:
    """Return the codes of the guards of a pair."""
    return [guard.code for guard in guards(left, right, code)]


LISTS = {"fr": (FRENCH_WARNED, FRENCH_SILENT), "en": (ENGLISH_WARNED, ENGLISH_SILENT)}
CASES = [
    (language, *case)
    for language, lists in LISTS.items()
    for cases in lists
    for case in cases
]


@pytest.mark.parametrize("case", CASES)
def test_a_pair_has_one_warning_or_none(case: tuple[str, ...]) -> None:
    """Whichever text is left."""
    language, left, right, *expected = case
    assert codes(left, right, language) == expected
    assert codes(right, left, language) == expected


def test_a_guard_quotes_the_passages() -> None:
    """What a guard is about stands in the texts as quoted."""
    assert guards("Il faut ne pas augmenter la TVA.", "Augmenter la TVA", "fr") == [
        Finding(
            "negation",
            details={"left": ("ne pas augmenter la TVA",), "right": ("Augmenter",)},
        )
    ]
    assert guards(
        "Un budget de 14 M€ en 2030", "10 millions d’euros en 2030", "fr"
    ) == [
        Finding(
            "numbers", details={"left": ("14 M€",), "right": ("10 millions d’euros",)}
        )
    ]


BEARINGS = """\
Ne pas interdire la vente de tabac | Interdire la vente de tabac
    negation: interdire | Interdire la vente de tabac
Ne pas interdire la vente de tabac | Vendre du tabac
Ne jamais sans refuser la vente de tabac | Fumer du tabac
    negation: Ne jamais sans refuser la vente de tabac | tabac
    negation: sans refuser la vente de tabac | tabac
    negation: refuser la vente de tabac | tabac
Ne plus vendre de tabac aux mineurs des écoles | Les mineurs
    negation: Ne plus vendre de tabac aux mineurs | mineurs
Ne plus vendre de tabac aux mineurs des écoles | Les écoles
Il ne vend pas de tabac aux mineurs des écoles | Les mineurs
    negation: ne vend pas de tabac aux mineurs | mineurs
Il ne vend pas de tabac aux mineurs des écoles | Les écoles
Il ne vend librement dans son stade pas de tabac | Du tabac
Ne plus, et vendre du tabac | Vendre du tabac
Autoriser la vente libre de tabac aux mineurs | Interdire la vente libre de tabac
    opposite: Autoriser la vente libre de tabac | Interdire la vente libre de tabac
Autoriser, la vente | Interdire la vente
    negation: vente | Interdire la vente
Ne pas autoriser la vente | Permettre la vente
    opposite: autoriser la vente | Permettre la vente
Ne pas autoriser la vente | Interdire la vente
Sans X ni vélo | Un X
Sans un UE | Une UE
    negation: Sans un UE | UE
Sans eux | Pour eux
Ne pas supprimer la classe | Maintenir la classe
Ne pas supprimer la classe | Maintenir le stade ; la classe
    negation: Ne pas supprimer la classe | classe
Ne pas fumer ; la pipe | La pipe, fumer
    negation: Ne pas fumer | fumer
"""


@pytest.mark.parametrize("case", BEARINGS.replace("\n    ", "\t").splitlines())
def test_what_a_negation_bears_on(case: str) -> None:
    """Up to three content words, the verb inside it among them, up to a pause; two cancel out."""
    texts, *warnings = case.split("\t")
    expected = [
        tuple(warning.replace(": ", " | ", 1).split(" | ")) for warning in warnings
    ]
    left, right = texts.split(" | ")
    found = [
        (g.code, *(text for [text] in g.details.values()))
        for g in guards(left, right, "fr")
    ]
    assert found == expected
    mirrored = [
        (g.code, *(text for [text] in g.details.values()))
        for g in guards(right, left, "fr")
    ]
    assert sorted(mirrored) == sorted((code, b, a) for code, a, b in expected)


def test_an_unknown_language_has_numbers_only() -> None:
    """Where the words of a language are unknown, nothing is guessed from them."""
    assert codes("nicht 5 Jahre", "5 Jahre", "de") == []


@given(TEXTS, TEXTS)
def test_guards_are_symmetric(left: str, right: str) -> None:
    """Exchanging the texts exchanges the passages; no text contradicts itself."""
    one = {
        (g.code, g.details["left"], g.details["right"])
        for g in guards(left, right, "fr")
    }
    assert {
        (g.code, g.details["right"], g.details["left"])
        for g in guards(right, left, "fr")
    } == one
    assert guards(left, left, "fr") == []

"""One figure in many words has one answer: active, passive, with who does it, in a sentence."""

from pathlib import Path

import pytest

from jamplan.account.printed import tried
from jamplan.corpus.loading import load, packaged_folder
from jamplan.counting.quantity import QuantityError

EXAMPLES = Path(__file__).parents[2] / "examples"
TAKEN_UP = {
    "fr": (
        "{n} propositions reprises",
        "{n} propositions ont été reprises",
        "{n} propositions reprises par le gouvernement",
        "le gouvernement a repris {n} propositions",
        "Dans son plan, le gouvernement reprend {n} propositions des JAM, et c’est heureux",
    ),
    "en": (
        "{n} proposals taken up",
        "{n} proposals were taken up",
        "{n} proposals have been taken up by the government",
        "the government took up {n} proposals",
        "Last year, as we wrote, the government took up {n} proposals of the JAM",
    ),
}
ACCEPTED = {
    "fr": (
        "{n} recommandations acceptées",
        "{n} recommandations ont été acceptées",
        "{n} recommandations acceptées par le gouvernement britannique",
        "le gouvernement britannique a accepté {n} recommandations",
        "Dans sa réponse, le gouvernement britannique accepte {n} recommandations, lit-on",
    ),
    "en": (
        "{n} recommendations accepted",
        "{n} recommendations were accepted",
        "{n} recommendations were accepted by the UK government",
        "the UK government accepted {n} recommendations",
        "In its reply the UK government has agreed to {n} recommendations, we read",
    ),
}
REFUSED = {
    "fr": (
        "{n} refusées",
        "{n} propositions refusées",
        "{n} propositions ont été refusées",
        "{n} propositions rejetées hier",
        "On lit partout que {n} propositions sont rejetées",
    ),
    "en": (
        "{n} refused",
        "{n} proposals refused",
        "{n} proposals were refused",
        "{n} proposals were rejected yesterday",
        "We read everywhere that {n} proposals have been rejected",
    ),
}
MET = {
    "fr": (
        "{n} appels mis en œuvre",
        "{n} appels à l’action ont été mis en œuvre",
        "{n} appels réalisés",
        "{n} appels accomplis à ce jour",
        "On nous dit que {n} appels ont été réalisés, enfin",
    ),
    "en": (
        "{n} calls implemented",
        "{n} calls to action were implemented",
        "{n} calls complete",
        "{n} calls to action are complete so far",
        "We are told that {n} calls to action have been completed, at last",
    ),
}
FIGURES = {
    "fr": ("3", "six", "7", "12", "au moins 6", "au plus 27", "entre 3 et 7"),
    "en": ("3", "six", "7", "12", "at least 6", "at most 27", "between 3 and 7"),
}
OF_ANSWERS = {
    "fr": ("47", "49", "50", "au moins 40"),
    "en": ("47", "49", "50", "at least 40"),
}
GROUPS = [
    ("shipped", code, templates[code], n)
    for templates, numbers in (
        (TAKEN_UP, FIGURES),
        (REFUSED, {"fr": ("1", "22"), "en": ("1", "22")}),
    )
    for code in ("fr", "en")
    for n in numbers[code]
]
GROUPS += [
    ("ai-opportunities", code, ACCEPTED[code], n)
    for code in ("fr", "en")
    for n in OF_ANSWERS[code]
]
GROUPS += [
    ("calls-to-action", code, MET[code], n)
    for code in ("fr", "en")
    for n in ("13", "14", "17", "50", "6", "11", "18")
]

# What journalists, officials, campaigners and spin doctors type, with the answer worked out by hand
# from the files: a rule counts it, a source gives it, neither, or no one figure can be read.
ANSWERS = {
    "shipped": {
        "count": """
            Six propositions sur vingt-huit ont trouvé leur place dans le plan national
            28 propositions, dont 6 reprises
            Sur les 28 propositions des JAM, 6 ont été reprises
            6 propositions reprises des JAM
            Le plan présenté par Adrien Taquet reprend 6 propositions
            7 propositions reprises si l’on compte les ambiguës
            13 mesures, dont 6 reprennent une proposition
            20 propositions restent inconnues
            Selon les JAM, 3 propositions ont été reprises
            Around half a dozen proposals taken up
            28 proposals, six of which were taken up
            Macron’s government took up six proposals
            three statements are interpreted
        """,
        "source": """
            Le rapport contient 28 propositions
            le plan compte quinze mesures
            Selon les JAM, certaines propositions ont été reprises
        """,
        "neither": """
            8 propositions reprises par le gouvernement
            Une proposition sur cinq a été reprise
            Moins d’un quart des propositions ont été reprises
            Pas une seule proposition n’a été refusée
            22 propositions n’ont pas été reprises
            seulement 6 propositions sur 28 ont été reprises
            Près de 7 propositions reprises
            Six propositions trahies, selon les JAM
            Le gouvernement envisage de reprendre six propositions
            6 propositions reprises mot pour mot
            Le plan a 6 mesures reprises de la CNAPE
            six propositions des Verts ont été reprises
            6 propositions non reprises
            28 propositions, dont 7 reprises
            six proposals per year were taken up
            six proposals were taken up without credit
            another six proposals were taken up
            six ministers took up the proposals
            The BBC reports that six proposals were taken up
            6 of the 8 known proposals were taken up
            more than one in five proposals made it into the plan
        """,
        "no figure": """
            la proposition 6 a été reprise
            6 ou 7 propositions reprises
            -6 propositions reprises
            number 6 was taken up
        """,
    },
    "ai-opportunities": {
        "count": """
            The UK government agreed to 47 of the 50 recommendations
            49 recommendations accepted, at least in part
            two recommendations were partly agreed
            more than half of the recommendations were accepted
        """,
        "source": """
            The government agreed to all 50
            48 of 50 recommendations accepted
            We have now met 38 of the 50 actions
        """,
        "neither": """
            94% of the recommendations were accepted
            47 recommendations were rejected
            According to Wiggin, 48 recommendations were accepted
            12 of the 50 actions have not been met
            presque 50 recommandations acceptées
        """,
        "no figure": "48 agreed and 2 partially agreed",
    },
    "calls-to-action": {
        "source": """
            17 des 94 appels à l’action sont mis en œuvre
            Canada’s government claims that 17 of the 94 calls are complete
            14 of the 94 calls are complete, according to Indigenous Watchdog
        """,
        "neither": """
            CBC reports that 17 of the 94 calls are complete
            15% of the calls to action are complete
            According to Indigenous Watchdog, 13 calls were abandoned
        """,
    },
}


@pytest.fixture(scope="module")
def corpora():
    """The shipped corpus and both examples, by name."""
    folders = {
        name: EXAMPLES / name for name in ("ai-opportunities", "calls-to-action")
    }
    return {name: load(path) for name, path in folders.items()} | {
        "shipped": load(packaged_folder())
    }


def test_there_are_enough_groups():
    """Forty and more, of five each."""
    assert len(GROUPS) >= 40
    assert {len(templates) for _name, _code, templates, _n in GROUPS} == {5}


@pytest.mark.parametrize(("name", "code", "templates", "n"), GROUPS)
def test_a_figure_has_one_answer_however_it_is_put(corpora, name, code, templates, n):
    """The same kind, reasons and rule."""
    answers = {}
    for template in templates:
        text = template.format(n=n)
        tested = tried(corpora[name], text)
        answers[text] = (tested.kind, tested.reasons, tested.chosen.rule)
    assert len(set(answers.values())) == 1, answers


def kind_of(corpus, text):
    """What a text is found to be, as in ANSWERS."""
    try:
        return str(tried(corpus, text).kind)
    except QuantityError:
        return "no figure"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        (name, line.strip(), kind)
        for name, kinds in ANSWERS.items()
        for kind, lines in kinds.items()
        for line in lines.split("\n")
        if line.strip()
    ],
)
def test_what_is_typed_has_the_answer_worked_out_by_hand(corpora, name, text, kind):
    """A false yes is the worst of all answers: it is printed."""
    assert kind_of(corpora[name], text) == kind


@pytest.mark.parametrize(
    ("name", "text", "may_be_written"),
    [
        (
            "calls-to-action",
            "No more than 13 calls to action have been completed.",
            False,
        ),
        (
            "calls-to-action",
            "No more than 14 calls to action have been completed.",
            False,
        ),
        (
            "calls-to-action",
            "Between 5 and 15 calls to action have been completed.",
            False,
        ),
        (
            "calls-to-action",
            "Moins de 15 appels à l'action ont été mis en œuvre.",
            False,
        ),
        (
            "calls-to-action",
            "At most 4 calls to action have been completed, according to CBC.",
            False,
        ),
        ("ai-opportunities", "At most 38 of the 50 actions have been met.", False),
        ("ai-opportunities", "At most 7 recommendations have been implemented.", False),
        ("shipped", "Au plus une mesure a été mise en œuvre.", False),
        (
            "calls-to-action",
            "Fewer than 20 calls to action have been completed.",
            False,
        ),
        ("shipped", "Une seule mesure a été mise en œuvre.", False),
        ("shipped", "Une mesure seulement a été mise en œuvre.", False),
        ("calls-to-action", "CBC counted 14 calls to action completed.", False),
        ("calls-to-action", "17 calls to action are complete (CBC).", False),
        ("calls-to-action", "By CBC's count, 17 calls to action are complete.", False),
        ("calls-to-action", "For CBC, 17 calls to action are complete.", False),
        ("calls-to-action", "CBC's tally: 17 calls to action complete", False),
        (
            "calls-to-action",
            "CBC has said that 17 calls to action are complete.",
            False,
        ),
        ("calls-to-action", "Pour CBC, 17 appels à l'action sont achevés.", False),
        ("calls-to-action", "CBC a compté 17 appels à l'action achevés.", False),
        ("calls-to-action", "CBC counted 13 calls to action completed.", True),
        ("calls-to-action", "13 calls to action are complete (CBC).", True),
        ("calls-to-action", "By CBC's count, 13 calls to action are complete.", True),
        ("calls-to-action", "CBC counts 13 calls to action complete.", True),
        (
            "calls-to-action",
            "According to CBC, 13 of the 94 calls to action were complete as of June 22, 2023.",
            True,
        ),
        ("calls-to-action", "17 calls to action are complete.", True),
        ("ai-opportunities", "48 recommendations were accepted (Wiggin).", False),
        ("ai-opportunities", "Wiggin counted 48 recommendations accepted.", False),
        ("ai-opportunities", "Wiggin counted 47 recommendations accepted.", True),
        ("ai-opportunities", "The UK government accepted 47 recommendations.", True),
        (
            "ai-opportunities",
            "47 recommendations were accepted by the UK government.",
            True,
        ),
        ("ai-opportunities", "47 recommendations accepted", True),
        ("shipped", "RTL a compté 6 propositions reprises.", False),
        ("shipped", "6 propositions reprises", True),
        ("shipped", "Le gouvernement a repris 6 propositions des JAM sur 28", True),
        (
            "shipped",
            "6 des 28 propositions des Jeunes Avec Macron ont été reprises par le gouvernement",
            True,
        ),
        (
            "shipped",
            "Dans le rapport des JAM, 6 propositions sur 28 ont été reprises",
            True,
        ),
        (
            "ai-opportunities",
            "The government claims, wrongly, that 38 of 50 actions have been met.",
            False,
        ),
        (
            "ai-opportunities",
            "Contrary to what the government says, 38 of the 50 actions have been met.",
            False,
        ),
        (
            "shipped",
            "À tort, les JAM affirment que 3 propositions sont reprises.",
            False,
        ),
        ("shipped", "Les JAM se trompent : 6 propositions reprises", False),
        (
            "shipped",
            "D'après les auteurs de ce relevé, 6 propositions des JAM sont reprises",
            True,
        ),
        (
            "ai-opportunities",
            "According to the authors of this record, 47 recommendations were accepted.",
            True,
        ),
        (
            "shipped",
            "Selon les auteurs de ce relevé, 20 propositions sont inconnues.",
            True,
        ),
        (
            "calls-to-action",
            "Indigenous Watchdog says 14 calls to action are not started.",
            True,
        ),
        (
            "calls-to-action",
            "14 calls to action have not been started, according to Indigenous Watchdog",
            True,
        ),
        ("calls-to-action", "CBC counts 18 calls to action not started.", True),
        ("calls-to-action", "18 pas commencé", True),
        ("shipped", "4 mesures mises en œuvre en partie", True),
        ("shipped", "1 mesure mise en œuvre", True),
        ("shipped", "5 mesures mises en œuvre en partie", False),
        ("ai-opportunities", "We have now met 38 of the 50 actions", True),
        ("ai-opportunities", "Le gouvernement dit avoir tenu 38 des 50 actions", True),
        (
            "calls-to-action",
            "Canada's government says 17 calls to action are complete",
            True,
        ),
        (
            "calls-to-action",
            "11 calls to action were complete in April 2022 according to the Yellowhead Institute",
            True,
        ),
    ],
)
def test_bounds_of_outcomes_voices_and_denials(corpora, name, text, may_be_written):
    """No list of one voice is a ceiling; whoever is named has to give the number."""
    assert (kind_of(corpora[name], text) in {"count", "source"}) is may_be_written

"""One figure in many words has one answer: active, passive, with who does it, in a sentence."""

from pathlib import Path

import pytest

from jamplan.account.printed import tried
from jamplan.corpus.loading import load, packaged_folder

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

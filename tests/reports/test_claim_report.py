"""May a figure be written: the answer, what to write instead, and what is said beside it."""

import json

import pytest

import jamplan
from jamplan.language.folding import first_sentence, one_line
from tests.conftest import LINKS, PLAN, PROPOSALS, plain

PARTIAL = LINKS.replace("basis: explicit", "basis: explicit\n    extent: partial")
ALL_KNOWN = PROPOSALS.replace("  declared: [{count: 10, sources: [article]}]\n", "")


def beside(out: str) -> list[str]:
    """The points under the number."""
    return [line.removeprefix("• ") for line in out.split("\n") if line.startswith("• ")]


def test_the_proposals_without_a_statement_are_named(run, corpus):
    """With their numbers and notes, if all texts are known; and who gives the number."""
    noted = ALL_KNOWN.replace("title: Mend roads}", "title: Mend roads, number: 7, note: Asked twice.}")
    claims = "\nclaims:\n  - {claimed_by: league, quantity: 2, evidence: [{source: article}]}\n"
    corpus(proposals=noted, links=LINKS + claims)
    for text in ("2 of 2", "all"):
        result = run("claim", text, "--data", "c")
        assert result.code == 1
        assert beside(result.out)[:2] == [
            "No statement that counts: 7, “Mend roads”. Asked twice.",
            "1 counted, 1 to review: not a rate.",
        ]
        assert answer(result.out).endswith(
            " One source gives that number, the League (example.org, November 2021): attribute it."
        )


def test_those_taken_up_in_part_are_counted_three_ways(run, corpus):
    """Apart, as halves, as wholes; a range is of those taken up in full."""
    corpus(proposals=ALL_KNOWN, links=PARTIAL)
    result = run("claim", "2 of 2", "--data", "c")
    assert result.code == 1
    assert beside(result.out) == [
        "1 said or implied to be taken up in part: 0.5 if those in part count as halves, 1 as wholes.",
        "No statement that counts: “Mend roads”.",
        "Rule: jamplan coverage --rule stated --partial apart --of declared --data c",
    ]
    assert "under this rule" not in result.out


def test_what_is_not_known_is_not_named(run, corpus):
    """While texts are missing, the proposals on record are not the difference."""
    corpus()
    first = beside(run("claim", "9 of 10", "--data", "c").out)[0]
    assert first == "1 counted, 9 undecided (8 texts missing, 1 to review): not a rate."


def test_what_speaks_against_the_statements_goes_with_their_number(run):
    """After the range, and before who states them; the rule is last."""
    assert beside(run("claim", "6 sur 28").out) == [
        "6 comptées, 21 sans conclusion (20 textes manquants, 1 à examiner)\u202f: pas de taux.",
        "D’autres sources font découler le plan national des travaux d’un groupe officiel.",
        "2 reprises avec une nuance\u202f: jamplan coverage --full",
        "Ampleur non précisée pour les 6.",
        "Règle\u202f: jamplan coverage --rule stated --partial apart --of declared",
    ]


def answer(out: str) -> str:
    """The first paragraph."""
    return plain(one_line(out.partition("\n\n")[0]))


COUNTED_6 = "Oui, selon la règle « explicites ou implicites » (propositions : 6 sur 28)."
UNSOURCED_6 = "Non, pas tel quel. Aucune source ne donne ce nombre : 6 est un décompte."
NOT_ITS = "Non, pas tel quel. La source nommée ne le dit pas."
IN_FRENCH = {
    **dict.fromkeys(("6 sur 28", "au moins six", "6 reprises affirmées ou sous-entendues"), COUNTED_6),
    **dict.fromkeys(
        (
            "six propositions ont été reprises",
            "Le gouvernement a repris 6 des 28 propositions des JAM",
            "6 propositions sur 28 adoptées",
            "6 propositions des JAM sont dans le plan national",
            "au moins 6 reprises",
        ),
        UNSOURCED_6,
    ),
    "3 propositions reprises": "Oui, à condition d'écrire « selon les JAM ».",
    "Selon les JAM, 3 propositions ont été reprises": (
        "Oui, selon la règle « explicites seulement ; selon les JAM » (propositions : 3 sur 28)."
    ),
    **dict.fromkeys(
        (
            "Selon les JAM, 6 propositions ont été reprises",
            # A count is not put in a source's mouth, nor in another's hands.
            "Les JAM disent que 3 propositions ont été reprises",
            "Les JAM ont repris 6 propositions",
            "Selon le gouvernement, 3 propositions des JAM ont été reprises",
            "Selon le gouvernement, certaines propositions ont été reprises",
        ),
        NOT_ITS,
    ),
    "3 propositions adoptées": (
        "Non, pas tel quel. « adoptées » va plus loin que les sources, qui parlent de reprises."
    ),
    "certaines propositions ont été reprises": (
        "Oui, selon les JAM (« Certaines d'entre elles ont été reprises […] »)."
    ),
    "7 sur 28": "Non, pas tel quel. « 7 sur 28 » compte 1 reprise ambiguë.",
    "7 reprises": "Non, pas tel quel. « 7 reprises » (7 sur 28) compte 1 reprise ambiguë.",
    "7 reprises explicites, implicites ou ambiguës": (
        "Oui, selon la règle « explicites, implicites ou ambiguës » (propositions : 7 sur 28)."
    ),
    "6 propositions mises en œuvre": (
        "Non, pas tel quel. Des suites sont connues pour les mesures 1, 3, 6, 8 et 9*. Reprise ne vaut "
        "pas mise en œuvre."
    ),
    "6 mesures": "Oui, selon la règle « explicites ou implicites » (mesures : 6 sur 13).",
    "21 %": (
        "Non, pas tel quel. « 21 % » (6 sur 28) compte comme sans reprise 20 propositions dont le "
        "texte manque."
    ),
    "environ 20 %": (
        "Non, pas tel quel. « environ 20 % » (6 sur 28) compte comme sans reprise 20 propositions dont "
        "le texte manque."
    ),
    "un quart": (
        "Non, pas tel quel. « un quart » (7 sur 28) compte comme sans reprise 20 propositions dont le "
        "texte manque."
    ),
    "Seules 6 propositions": (
        "Non, pas tel quel. « Seules 6 propositions » (6 sur 28) compte comme sans reprise 20 "
        "propositions dont le texte manque."
    ),
    "75 %": (
        "Non, pas tel quel. « 75 % » (6 sur 8) est une sélection : sur 8 textes connus, 7 viennent de "
        "la source qui affirme les reprises."
    ),
    "6 sur 8": (
        "Non, pas tel quel. « 6 sur 8 » est une sélection : sur 8 textes connus, 7 viennent de la "
        "source qui affirme les reprises."
    ),
    "la plupart": (
        "Non, pas tel quel. « la plupart » (6 sur 8) est une sélection : sur 8 textes connus, 7 "
        "viennent de la source qui affirme les reprises."
    ),
    "46 % des mesures": (
        "Non, pas tel quel. « 46 % des mesures » (6 sur 13) laisse de côté 20 propositions dont le "
        "texte manque."
    ),
    "6 entièrement reprises": (
        "Non, pas tel quel. « 6 entièrement reprises » (6 sur 28) va trop loin : ampleur non précisée "
        "pour 6."
    ),
    "aucune refusée": (
        "Non, pas tel quel. Aucune des 13 sources consultées (au 24 novembre 2026) ne fait état de "
        "refus : 1 reprise non comptée, 1 à examiner, 20 textes manquants."
    ),
    "22 ignorées": (
        "Non. Aucune des 13 sources consultées (au 24 novembre 2026) ne fait état de refus : 1 reprise "
        "non comptée, 1 à examiner, 20 textes manquants."
    ),
    "79 % des propositions n’ont pas été reprises": (
        "Non. Aucune des 13 sources consultées (au 24 novembre 2026) ne fait état de refus : 1 reprise "
        "non comptée, 1 à examiner, 20 textes manquants."
    ),
    "Le gouvernement a refusé de reprendre 22 propositions": (
        "Non. Aucune des 13 sources consultées (au 24 novembre 2026) ne fait état de refus : 1 reprise "
        "non comptée, 1 à examiner, 20 textes manquants."
    ),
    "aucune": (
        "Non. Aucune règle de comptage ne donne « aucune » : 6 reprises affirmées ou "
        "sous-entendues, 1 reprise non comptée, 1 à examiner, 20 textes manquants."
    ),
    "toutes": (
        "Non. Aucune règle de comptage ne donne « toutes » : 6 reprises affirmées ou "
        "sous-entendues, 1 reprise non comptée, 1 à examiner, 20 textes manquants."
    ),
    "12 sur 28": (
        "Non. Aucune règle de comptage ne donne « 12 sur 28 » ; le plus proche : propositions, 6 sur 28."
    ),
    "79 %": (
        "Non. Aucune règle de comptage ne donne « 79 % » ; le plus proche : propositions, 6 sur 28."
    ),
    "29 sur 28": "Non. « 29 sur 28 » est impossible : une partie ne dépasse pas son total.",
}
IN_ENGLISH = {
    "at least 6": "Yes, under the rule “explicit or implicit” (proposals: 6 of 28).",
    "The government took up six of the JAM proposals": (
        "No, not as it stands. No source gives this number: 6 is a count."
    ),
    "six of the 28 proposals were adopted": (
        "No, not as it stands. No source gives this number: 6 is a count."
    ),
    "3 proposals were accepted": (
        "No, not as it stands. “accepted” goes further than the sources: they speak of taking up."
    ),
    "3 proposals were taken up": "Yes, if you write “according to Jeunes Avec Macron”.",
    "some proposals were taken up": (
        "Yes, according to Jeunes Avec Macron (“Certaines d'entre elles ont été reprises […]”, that is: "
        "some)."
    ),
    "some proposals were adopted": (
        "No, not as it stands. “adopted” goes further than the sources: they speak of taking up."
    ),
    "7 of 28": "No, not as it stands. “7 of 28” counts 1 ambiguous statement.",
    "6 proposals carried out": (
        "No, not as it stands. Something is known of measures 1, 3, 6, 8 and 9*. Taken up does not mean "
        "carried out."
    ),
    "one in five": (
        "No, not as it stands. “one in five” (6 of 28) counts 20 proposals whose text is missing as "
        "not taken up."
    ),
    "21%": (
        "No, not as it stands. “21%” (6 of 28) counts 20 proposals whose text is missing as not taken "
        "up."
    ),
    "three quarters of the known proposals": (
        "No, not as it stands. “three quarters of the known proposals” (6 of 8) is a selection: 7 of 8 "
        "known texts come from the source that makes the statements."
    ),
    "up to 27": (
        "No, not as it stands. “up to 27” (6 of 28) counts 20 proposals whose text is missing as not "
        "taken up."
    ),
    "No proposals were refused": (
        "No, not as it stands. None of the 13 sources consulted (as of 24 November 2026) mentions a "
        "refusal: 1 statement not counted, 1 to review, 20 texts missing."
    ),
    "22 were rejected": (
        "No. None of the 13 sources consulted (as of 24 November 2026) mentions a refusal: 1 statement "
        "not counted, 1 to review, 20 texts missing."
    ),
    "All of the proposals were accepted": (
        "No. No counting rule gives “All of the proposals were accepted”: 6 said or implied to be "
        "taken up, 1 statement not counted, 1 to review, 20 texts missing."
    ),
    "half": "No. No counting rule gives “half”; the nearest figure: proposals, 6 of 28.",
}
ALL_TRIED = [("fr", *pair) for pair in IN_FRENCH.items()] + [
    ("en", *pair) for pair in IN_ENGLISH.items()
]


@pytest.mark.parametrize(("lang", "text", "expected"), ALL_TRIED)
def test_somebody_who_wants_to_be_misled_is_not(run, lang, text, expected):
    """The answer comes first and fits; only yes is 0."""
    result = run("--lang", lang, "claim", text)
    said = answer(result.out).replace("\u2009", " ")
    assert said == expected
    assert result.code == (0 if expected.startswith(("Oui", "Yes")) else 1)
    lines = run("--lang", lang, "claim", text, COLUMNS="80").out.rstrip("\n").split("\n")
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80


INSTEAD = {
    ("fr", "21 %"): (
        "Une seule source, les Jeunes Avec Macron, à l'origine des 28 propositions, affirme 3 reprises et en "
        "sous-entend 3."
    ),
    ("en", "21 %"): (
        "A single source, Jeunes Avec Macron, which wrote the 28 proposals, says 3 were taken up and "
        "implies 3 more."
    ),
    ("fr", "6 sur 28"): (
        "Une seule source, les Jeunes Avec Macron, à l'origine des 28 propositions, affirme 3 reprises et en "
        "sous-entend 3 ; 6 est un décompte."
    ),
    ("en", "7 of 28, including ambiguous"): (
        "A single source, Jeunes Avec Macron, which wrote the 28 proposals, says 3 were taken up, "
        "implies 3 more and leaves it unclear for 1; 7 is a count."
    ),
    ("en", "3 of 28"): (
        "A single source, Jeunes Avec Macron, which wrote the 28 proposals, says 3 were taken up; 3 is "
        "a count."
    ),
}


@pytest.mark.parametrize(("asked", "expected"), INSTEAD.items())
def test_what_to_write(run, asked, expected):
    """Who says so, and that the number is a count; the same sentence in JSON."""
    lang, text = asked
    found = json.loads(run("--lang", lang, "claim", text, "--format", "json").out)
    assert plain(found["instead"]) == expected
    assert found["answer"] == ("yes" if "sur 28" in text or "of 28" in text else "no")
    head = {
        ("fr", "yes"): "Écrivez à côté : ",
        ("fr", "no"): "Écrivez plutôt : ",
        ("en", "yes"): "Write beside it: ",
        ("en", "no"): "Write instead: ",
    }[lang, found["answer"]]
    paragraphs = plain(run("--lang", lang, "claim", text).out).split("\n\n")
    assert paragraphs[1] == f"{head}{expected[0].lower()}{expected[1:]}"


NO_LINKS = "format: 1\n"
IMPLICIT = LINKS.replace("explicit", "implicit")
AMBIGUOUS = LINKS.replace("explicit", "ambiguous")
OF_THE_PRESS = "  - {proposal: roads, measure: M2, claimed_by: press, basis: explicit, extent: full}\n"
LINK_OF_PRESS = f"format: 1\nlinks:\n{OF_THE_PRESS}"
VERDICT = "  - {{proposal: {}, verdict: {}, claimed_by: press, evidence: [{{source: paper}}]}}\n".format
BOTH_REFUSED = f"format: 1\nverdicts:\n{VERDICT('wells', 'refused')}{VERDICT('roads', 'refused')}"
ONE_REFUSED = f"{LINKS}verdicts:\n{VERDICT('roads', 'refused')}"
NONE_FOUND = f"{LINKS}verdicts:\n{VERDICT('roads', 'no_measure_found')}"
ALL_IN_PART = PARTIAL + OF_THE_PRESS.replace("full", "partial")

SAID = "claims:\n  - {claimed_by: press, quantity: 2, evidence: [{source: paper}]}\n"

OTHER_CORPORA = [
    (
        *(ALL_KNOWN, LINKS + SAID, "According to The Press, all 2 proposals were taken up"),
        "Yes: one source says so, The Press (The Press, undated).",
        "A single source, the League, which wrote the 2 proposals, says 1 was taken up.",
    ),
    (
        *(ALL_KNOWN, LINKS + SAID, "The League says that all 2 proposals were taken up"),
        "No. No counting rule gives “The League says that all 2 proposals were taken up”: 1 said or "
        "implied to be taken up, 1 to review. One source gives that number, The Press (The Press, undated): "
        "attribute it.",
        "A single source, the League, which wrote the 2 proposals, says 1 was taken up.",
    ),
    (
        *(PROPOSALS, NO_LINKS, "none"),
        "No, not as it stands. “none” (0 of 10) counts 8 proposals whose text is missing as not taken up.",
        "No statement on record; that rules none out.",
    ),
    (
        *(ALL_KNOWN, NO_LINKS, "0 of 2"),
        "No, not as it stands. “0 of 2” counts 2 proposals to review as not taken up.",
        "No statement on record; that rules none out.",
    ),
    (
        *(ALL_KNOWN, NO_LINKS, "1 of 2"),
        "No. No counting rule gives “1 of 2”: 2 to review.",
        "No statement on record; that rules none out.",
    ),
    (
        *(ALL_KNOWN, LINKS, "half"),
        "No, not as it stands. “half” (1 of 2) counts 1 proposal to review as not taken up.",
        "A single source, the League, which wrote the 2 proposals, says 1 was taken up.",
    ),
    (
        *(ALL_KNOWN, NONE_FOUND, "half"),
        "Yes, under the rule “explicit or implicit” (proposals: 1 of 2).",
        "A single source, the League, which wrote the 2 proposals, says 1 was taken up; 1 is a count.",
    ),
    (
        *(ALL_KNOWN, NONE_FOUND, "none refused"),
        "Yes: no refusal is on record, and nothing is left to review.",
        "A single source, the League, which wrote the 2 proposals, says 1 was taken up.",
    ),
    (
        *(ALL_KNOWN, NONE_FOUND, "1 not taken up"),
        "No. No refusal is on record: 1 with none found, or refused.",
        "A single source, the League, which wrote the 2 proposals, says 1 was taken up.",
    ),
    (
        *(PROPOSALS, ONE_REFUSED, "1 refused"),
        "Yes: 1 refusal, according to a source.",
        "A single source, the League, which wrote the 10 proposals, says 1 was taken up.",
    ),
    (
        *(PROPOSALS, ONE_REFUSED, "9 refused"),
        "No. 1 refusal is on record: 1 with none found, or refused, 8 texts missing.",
        "A single source, the League, which wrote the 10 proposals, says 1 was taken up.",
    ),
    (
        *(PROPOSALS, ONE_REFUSED, "1 ignored"),
        "No. 1 refusal is on record: 1 with none found, or refused, 8 texts missing.",
        "A single source, the League, which wrote the 10 proposals, says 1 was taken up.",
    ),
    (
        *(PROPOSALS, ONE_REFUSED, "at most 1 refused"),
        "No. 1 refusal is on record: 1 with none found, or refused, 8 texts missing.",
        "A single source, the League, which wrote the 10 proposals, says 1 was taken up.",
    ),
    (
        *(ALL_KNOWN, BOTH_REFUSED, "all refused"),
        "Yes: 2 refusals, according to a source.",
        "2 refusals, according to a source.",
    ),
    (
        *(ALL_KNOWN, BOTH_REFUSED, "none"),
        "Yes, under the rule “explicit or implicit” (proposals: 0 of 2).",
        "2 refusals, according to a source.",
    ),
    (
        *(PROPOSALS, IMPLICIT, "1 of 10"),
        "Yes, under the rule “explicit or implicit” (proposals: 1 of 10).",
        "A single source, the League, which wrote the 10 proposals, implies 1 was taken up; 1 is a "
        "count.",
    ),
    (
        *(ALL_KNOWN, f"{AMBIGUOUS}verdicts:\n{VERDICT('roads', 'no_measure_found')}", "none"),
        "No, not as it stands. “none” (0 of 2) leaves out: 1 statement not counted.",
        "None said or implied to be taken up; 1 statement not counted.",
    ),
    (
        *(PROPOSALS, LINK_OF_PRESS, "1 of 10"),
        "Yes, under the rule “explicit or implicit” (proposals: 1 of 10).",
        "A single source, The Press, says 1 was taken up, of 10 proposals; 1 is a count.",
    ),
    (
        *(ALL_KNOWN, LINKS + OF_THE_PRESS, "all"),
        "Yes, under the rule “explicit or implicit” (proposals: 2 of 2).",
        "By source, not additive: the League, 1; The Press, 1; 0 in common.",
    ),
    (
        *(ALL_KNOWN, LINKS + OF_THE_PRESS, "2 accepted in full"),
        "No, not as it stands. “2 accepted in full” (2 of 2) goes too far: extent not stated for 1.",
        "By source, not additive: the League, 1; The Press, 1; 0 in common.",
    ),
    (
        *(ALL_KNOWN, PARTIAL + OF_THE_PRESS, "1 taken up in full"),
        "Yes, if you write “according to The Press”.",
        "By source, not additive: the League, 1; The Press, 1; 0 in common.",
    ),
    (
        *(ALL_KNOWN, PARTIAL + OF_THE_PRESS, "2 accepted in full"),
        "No, not as it stands. “2 accepted in full” (2 of 2) goes too far: taken up in part for 1.",
        "By source, not additive: the League, 1; The Press, 1; 0 in common.",
    ),
    (
        *(ALL_KNOWN, ALL_IN_PART, "all"),
        "No, not as it stands. “all” (2 of 2) goes too far: taken up in part for 2.",
        "By source, not additive: the League, 1; The Press, 1; 0 in common.",
    ),
    (
        *(ALL_KNOWN, PARTIAL, "1 of 2"),
        "No, not as it stands: 0, and 1 in part.",
        "A single source, the League, which wrote the 2 proposals, says 1 was taken up, in part only.",
    ),
    (
        *(ALL_KNOWN, PARTIAL, "1 of 2, in whole or in part"),
        "Yes, under the rule “explicit or implicit; partial statements counted as wholes” (proposals: 1 "
        "of 2).",
        "A single source, the League, which wrote the 2 proposals, says 1 was taken up, in part "
        "only; 1 is a count.",
    ),
]


@pytest.mark.parametrize("case", OTHER_CORPORA)
def test_other_corpora(run, corpus, case):
    """No claimant, another one, several; refusals; nothing reviewed; partial statements."""
    proposals, links, text, first, instead = case
    corpus(proposals=proposals, links=links)
    result = run("claim", text, "--data", "c")
    assert answer(result.out) == first
    assert result.code == (0 if first.startswith("Yes") else 1)
    found = json.loads(run("claim", text, "--data", "c", "--format", "json").out)
    assert found["instead"] == instead


BURGES = "Burges Salmon (blog.burges-salmon.com, around 2025)"
IN_PART = "No, not as it stands: 47, and 2 in part."
IN_A_RESPONSE = {
    ("en", "All 50 recommendations were accepted"): (
        "No. No counting rule gives “All 50 recommendations were accepted”: 47 accepted, 2 accepted in "
        "part, 1 to review. One source gives that number, the UK government (parallelparliament.co.uk, "
        "2025): attribute it."
    ),
    ("en", "According to the UK government, all 50 were accepted"): (
        "Yes: one source says so, the UK government (parallelparliament.co.uk, 2025)."
    ),
    ("en", "The government accepted 47 of the 50 recommendations"): (
        "Yes: 47 of 50. One source gives the same number: Wiggin (wiggin.co.uk, around January 2025)."
    ),
    ("en", "most recommendations were accepted"): "Yes: 47 of 50.",
    ("fr", "la plupart des recommandations"): "Oui : 47 sur 50.",
    ("en", "some recommendations were accepted"): "Yes: 47 of 50.",
    ("en", "48 of 50"): f"{IN_PART} One source gives that number, {BURGES}: attribute it.",
    ("fr", "48 sur 50"): (
        "Non, pas tel quel : 47, et 2 en partie. Une source donne ce nombre, Burges Salmon "
        "(blog.burges-salmon.com, vers 2025) : attribuez-le."
    ),
    ("en", "According to Burges Salmon, 48 were accepted"): f"Yes: one source says so, {BURGES}.",
    ("en", "According to Wiggin, 48 were accepted"): (
        f"{IN_PART} One source gives that number, {BURGES}: attribute it."
    ),
    ("en", "at least 49 accepted"): IN_PART,
    ("en", "49 of 50 accepted"): IN_PART,
    ("en", "49 accepted in whole or in part"): "Yes: 49 of 50.",
    ("en", "2 accepted in part"): "Yes: 2 accepted in part.",
    ("en", "48 of 60"): (
        "No. No counting rule gives “48 of 60”; the nearest figure: recommendations, 47 of 50."
    ),
    ("en", "3 not accepted"): "No. No rejection is on record: 2 accepted in part, 1 to review.",
    ("en", "47 adopted"): ("No, not as it stands. “adopted” is not what the answers say: they accept."),
    ("en", "94%"): (
        "No, not as it stands. “94%” (47 of 50) leaves out 2 accepted in part and 1 recommendation to "
        "review."
    ),
    ("fr", "94 %"): (
        "Non, pas tel quel. « 94 % » (47 sur 50) laisse de côté 2 acceptations partielles et 1 "
        "recommandation à examiner."
    ),
    ("en", "96%"): "No, not as it stands. “96%” (48 of 50) counts 2 accepted in part as halves.",
    ("fr", "98 %"): (
        "Non, pas tel quel. « 98 % » (49 sur 50) compte 2 acceptations partielles comme entières."
    ),
    ("en", "47 accepted in full"): (
        "No, not as it stands. “47 accepted in full” (47 of 50) goes too far: extent not stated for 47."
    ),
    (
        "en",
        "none rejected",
    ): "No, not as it stands. No rejection is on record: 2 accepted in part, 1 to review.",
    ("fr", "1 refus"): "Non. Aucun refus n'est enregistré : 2 acceptations partielles, 1 à examiner.",
}
INSTEAD_OF_A_RESPONSE = {
    "en": (
        "of 50 recommendations, the UK government (January 2025) accepted 47 and partly accepted 2. "
        "Recommendation 24, neither expressly accepted nor rejected: “The government has launched a "
        "consultation.” Elsewhere it says 50 (parallelparliament.co.uk, 2025). Accepted does not mean "
        "carried out.\n\n"
    ),
    "fr": (
        "sur 50 recommandations, selon le gouvernement britannique (janvier 2025) : 47 acceptations et 2 "
        "acceptations partielles. Recommandation 24, ni acceptation ni refus exprès : « The government "
        "has launched a consultation. » Ailleurs, la même source donne 50 (parallelparliament.co.uk, "
        "2025). Acceptation ne vaut pas mise en œuvre.\n\n"
    ),
}


@pytest.mark.parametrize(("asked", "expected"), IN_A_RESPONSE.items())
def test_a_response_is_told_as_acceptance(run, root, asked, expected, monkeypatch):
    """In the words of acceptance; what is in part, and who else counts, goes with the number."""
    lang, text = asked
    monkeypatch.chdir(root)
    result = run("--lang", lang, "claim", text, "--data", "examples/ai-opportunities")
    assert answer(result.out) == expected
    assert result.code == (0 if expected.startswith(("Oui", "Yes")) else 1)
    assert "taken up" not in result.out
    assert "reprise" not in result.out
    assert INSTEAD_OF_A_RESPONSE[lang] in plain(result.out)
    lines = (
        run(*("--lang", lang, "claim", text, "--data", "examples/ai-opportunities"), COLUMNS="80")
        .out.rstrip("\n")
        .split("\n")
    )
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80


def test_what_was_carried_out_is_told_from_the_searches(run, root):
    """Those for what became of all measures, else one that has the number; it is no acceptance."""
    (search,) = jamplan.load(root / "examples" / "ai-opportunities").searches
    text = "38 of the 50 recommendations were carried out"
    result = run("--lang", "en", "claim", text, "--data", str(root / "examples" / "ai-opportunities"))
    told = first_sentence(one_line(search.result))
    assert "38 of the 50 actions" in told
    expected = f"No, not as it stands. {told} Accepted does not mean carried out."
    assert (result.code, answer(result.out)) == (1, plain(expected))


def test_words_that_fit_any_pair_of_documents(run, corpus):
    """Nothing agrees with what a corpus calls its items, which are read as such."""
    label = "labels: [{of: item, language: fr, one: engagement, many: engagements}]"
    corpus(
        proposals=PROPOSALS.replace("language: en", f"language: fr\n  {label}"),
        plan=PLAN.replace(
            "The plan", "The plan\n  labels: [{of: item, language: fr, one: hameau, many: hameaux}]"
        ),
    )
    result = run("--lang", "fr", "claim", "10 % des engagements", "--data", "c")
    assert answer(result.out) == (
        "Non, pas tel quel. « 10 % des engagements » (1 sur 10) compte comme sans reprise 8 engagements "
        "dont le texte manque."
    )
    result = run("--lang", "fr", "claim", "1 hameau", "--data", "c")
    assert answer(result.out) == (
        "Oui, selon la règle « explicites ou implicites » (hameaux : 1 sur 2)."
    )

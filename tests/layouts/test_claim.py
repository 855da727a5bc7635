"""May a figure be written: the answer, what to write instead, and what is said beside it."""

import json
import re
from contextlib import chdir

import pytest

from jamplan.language.folding import one_line
from tests.conftest import END, LINKS, PLAN, PROPOSALS, plain

PARTIAL = LINKS.replace("says: taken_up", "says: in_part")
ALL_KNOWN = PROPOSALS.replace("  declared: [{count: 10, sources: [article]}]\n", "")


def beside(out: str) -> list[str]:
    """The points under the number."""
    return [
        line.removeprefix("• ") for line in out.split("\n") if line.startswith("• ")
    ]


def test_those_taken_up_in_part_are_counted_three_ways(run, corpus):
    """Apart, as halves, as wholes; a range is of those taken up in full."""
    corpus(proposals=ALL_KNOWN, links=PARTIAL)
    result = run("claim", "2 of 2", "--data", "c")
    assert result.code == 1
    assert beside(result.out) == [
        "“Dig wells”: the words quoted read otherwise",
        "1 stated to be taken up in part, 1 to review: no percentage possible.",
        "With those in part: 0.5 if they count as halves, 1 as wholes.",
        "Rule: jamplan coverage --rule stated --partial apart --of declared --data c",
    ]
    assert "under this rule" not in result.out


def test_what_goes_with_the_number_of_statements(run, folder):
    """What speaks against them, and the rule last; while texts are missing, no proposals on record."""
    first = beside(run("claim", "9 of 10", "--data", "c").out)[0]
    assert (
        first
        == "1 stated to be taken up, 1 to review, 8 texts missing: no percentage possible."
    )
    assert beside(run("claim", "6 sur 28").out) == [
        "3 reprises affirmées, 3 interprétées, 1 reprise non comptée, 1 à examiner, 20 inconnues\u202f: aucun pourcentage possible.",
        "D’autres sources font découler le plan national des travaux d’un groupe officiel.",
        "2 reprises avec une nuance\u202f: jamplan coverage --full",
        "Ampleur non précisée pour les 6.",
        "Règle\u202f: jamplan coverage --rule stated --partial apart --of declared",
    ]


def answer(out: str) -> str:
    """The first paragraph after what was read."""
    first = re.sub(
        r"\A(?:Lu|Read)\s?:.*?\n(?=Oui|Non|Yes|No)", "", out, flags=re.DOTALL
    )
    return plain(one_line(first.partition("\n\n")[0]))


# A field is the claim itself, as the answer quotes it.
UNDER = (
    "Oui, comme décompte selon la règle « {} » (propositions : {} sur 28 : {}).".format
)
COUNTED_6 = UNDER(
    "affirmées et interprétées", 6, "3 reprises affirmées, 3 interprétées"
)
COUNTED_6_BY_JAM = UNDER(
    "affirmées et interprétées, selon les JAM",
    6,
    "3 reprises affirmées, 3 interprétées",
)
NOT_SO = "Non, pas tel quel."
NOT_ITS = f"{NOT_SO} Rien de tel n'est enregistré pour la source nommée."
JAM_3 = (
    "selon les JAM : 3 (« Formation des professionnels », « Services d'enquête contre la criminalité en ligne », "
    "« Parcours de soins pour les victimes »)."
)
UNREAD = "20 propositions dont le texte manque"
MISSING = f"{UNREAD} et 1 proposition à examiner."
OF_28 = f"{NOT_SO} « {{}} » (6 sur 28) compte comme sans reprise {MISSING}"
SOME = "Certaines d'entre elles ont été reprises […]"
OPEN = "1 reprise non comptée, 1 à examiner, 20 inconnues."
NO_REFUSAL = f"Aucune des 13 sources consultées (au 24 novembre 2026) ne fait état de refus : {OPEN}"
KNOWN = f"3 reprises affirmées, 3 interprétées, {OPEN}"
NOT_SURE = f"{NOT_SO} « {{}} » (6 sur 28) n'est pas établi : {KNOWN}"
OPEN_22 = f"{NOT_SO} Reprise non établie pour 22 : {OPEN}"
SELECTED = "est une sélection : sur 8 textes connus, 7 viennent de la source qui affirme les reprises."
NO_RULE = "Non. Aucune règle de comptage ne donne « {} »"
COUNTS = f"{NO_RULE} : {KNOWN}"
IN_FRENCH = {
    "6 sur 28; au moins six; 6 reprises comptées": COUNTED_6,
    "6 propositions reprises; 6 idées des JAM, d'avril 2021, sont reprises": COUNTED_6,
    "six propositions ont été reprises; au moins 6 reprises; 6 reprises": COUNTED_6,
    "6 propositions sur 28 adoptées; Pour les JAM, 6 sont reprises": COUNTED_6,
    # Who is named says nothing of it, so that who says so is.
    "6 propositions des JAM sont dans le plan national": COUNTED_6_BY_JAM,
    "Le gouvernement a repris 6 des 28 propositions des JAM": COUNTED_6_BY_JAM,
    "Les JAM ont repris 6 propositions": NOT_ITS,
    "3 propositions reprises; 3 propositions explicitement reprises; En 2030, 3 propositions reprises": UNDER(
        "affirmées seulement", 3, "3 reprises affirmées"
    ),
    # What a source says one by one is no number of its own.
    "Selon les JAM, 3 propositions ont été reprises; Les JAM disent que 3 sont reprises": (
        f"Oui, si 3 est donné comme un décompte : décompte un par un, {JAM_3}"
    ),
    "Selon les JAM, 6 propositions ont été reprises": f"{NOT_ITS} Décompte un par un, {JAM_3}",
    "Selon le gouvernement, 3 propositions des JAM ont été reprises; Selon l’Élysée, 6 reprises": NOT_ITS,
    "Selon le gouvernement, certaines sont reprises": NOT_ITS,
    # The proposals are not the government's.
    "6 propositions sur 28 du gouvernement": (
        f"{NOT_SO} Avec « gouvernement », le nombre dit autre chose."
    ),
    # Words that deny or soften a figure are no part of it.
    "presque 6 sur 28": f"{NOT_SO} Avec « presque », le nombre dit autre chose.",
    "6 propositions seraient reprises": f"{NOT_SO} Avec « seraient », le nombre dit autre chose.",
    "toutes sauf une": f"{NOT_SO} Avec « sauf », le nombre dit autre chose.",
    "les 28 propositions ont été reprises": COUNTS,
    "6 n’ont pas été reprises; 79 % des propositions n’ont pas été reprises": (
        f"{NOT_SO} Avec « ne … pas », le nombre dit autre chose."
    ),
    "entre 3 et 6; entre 3 et 7 reprises": NOT_SURE,
    "15 mesures": "Oui : 15 mesures, selon Carnet de recherche traite.hypotheses.org.",
    "28 propositions": "Oui : 28 propositions, selon les JAM et Xavier Iacovelli, sénateur.",
    "certaines propositions ont été reprises": f"Oui, selon les JAM (« {SOME} »).",
    "7 sur 28": f"{NOT_SO} « {{}} » compte 1 reprise ambiguë.",
    "7 reprises": f"{NOT_SO} « {{}} » (7 sur 28) compte 1 reprise ambiguë.",
    "7 reprises explicites, implicites ou ambiguës": UNDER(
        "affirmées, interprétées et ambiguës",
        7,
        "3 reprises affirmées, 3 interprétées, 1 ambiguë comptée",
    ),
    "6 propositions mises en œuvre": f"{NOT_SO} Reprise ne vaut pas mise en œuvre.",
    "au plus 28": f"{NOT_SO} « {{}} » (6 sur 28) ne dit rien : cela tiendrait quoi qu'on décide.",
    "au plus 27; moins de 10": NOT_SURE,
    "plus de 20 %": f"{NOT_SO} « {{}} » (6 sur 28) donne un taux malgré {MISSING}",
    "6 mesures": "Oui, comme décompte selon la règle « affirmées et interprétées » (mesures : 6 sur 13).",
    "21 %; environ 20 %; Seules 6 propositions; Au total, 6 reprises": OF_28,
    "un quart": (
        f"{NOT_SO} « {{}} » (7 sur 28) compte comme sans reprise {UNREAD} et 1 proposition à examiner. "
        "Cela compte 1 reprise ambiguë."
    ),
    "75 %": f"{NOT_SO} « {{}} » (6 sur 8) {SELECTED} Cela laisse de côté {MISSING}",
    "6 sur 8": f"{NOT_SO} « {{}} » {SELECTED}",
    "la plupart": f"{NOT_SO} « {{}} » (6 sur 8) {SELECTED} Cela donne un taux malgré {MISSING}",
    "46 % des mesures": f"{NOT_SO} « {{}} » (6 sur 13) laisse de côté {MISSING}",
    "6 entièrement reprises": f"{NOT_SO} « {{}} » (6 sur 28) va trop loin : ampleur non précisée pour 6.",
    "aucune refusée": f"{NOT_SO} « {{}} » laisse de côté {MISSING}",
    "22 ignorées; Le gouvernement a refusé de reprendre 22 propositions": f"Non. {NO_REFUSAL}",
    "22 non reprises": OPEN_22,
    "aucune; toutes; 12 sur 28; 28 sur 28; 29 sur 28; 79 %; 100 %; 101 %": COUNTS,
    "7 mesures sans reprise": (
        "Non. Mesures avec une reprise comptée : 6 sur 13. L'absence de reprise connue n'est pas un refus."
    ),
}
NOT_THIS = "No, not as it stands."
LEFT = "1 statement not counted, 1 to review, 20 unknown."
KNOWN_6 = f"3 stated to be taken up, 3 interpreted, {LEFT}"
NONE_REFUSED = f"None of the 13 sources consulted (as of 24 November 2026) mentions a refusal: {LEFT}"
BY = "Yes, as a count under the rule “{}” (proposals: {{}}).".format
BY_RULE = BY("stated and interpreted").format
NO_FIGURE = "No. No counting rule gives “{}”"
MISSING_EN = "20 proposals whose text is missing and 1 proposal to review"
IN_ENGLISH = {
    "3 proposals were taken up; 3 proposals were accepted": BY("stated only").format(
        "3 of 28: 3 stated to be taken up"
    ),
    "some proposals were adopted": (
        f"Yes, according to Jeunes Avec Macron (“{SOME}”, some were taken up)."
    ),
    "hardly 6 of 28": f"{NOT_THIS} With “hardly”, the figure says something else.",
    "6 proposals weren’t taken up": f"{NOT_THIS} With “were not”, the figure says something else.",
    "21%": f"{NOT_THIS} “{{}}” (6 of 28) counts {MISSING_EN} as not taken up.",
    "three quarters of the known proposals": (
        f"{NOT_THIS} “{{}}” (6 of 8) is a selection: 7 of 8 known texts come from the source that makes "
        "the statements. "
        f"It leaves out {MISSING_EN}."
    ),
    "at least 6": BY_RULE("6 of 28: 3 stated to be taken up, 3 interpreted"),
    "up to 27": f"{NOT_THIS} “{{}}” (6 of 28) is not established: {KNOWN_6}",
    "No proposals were refused": f"{NOT_THIS} “{{}}” leaves out {MISSING_EN}.",
    "22 were rejected; fewer than 10 were rejected": f"No. {NONE_REFUSED}",
    "All of the proposals were accepted; half": f"{NO_FIGURE}: {KNOWN_6}",
    "6 measures of 15": f"{NO_FIGURE}. Measures with a statement that counts: 6 of 13 (3 stated to be taken up, 3 interpreted).",
}


def each(answers: dict[str, str]) -> list[tuple[str, str]]:
    """The claims that have each answer, one by one."""
    return [
        (text, told) for texts, told in answers.items() for text in texts.split("; ")
    ]


ALL_TRIED = [("fr", *pair) for pair in each(IN_FRENCH)] + [
    ("en", *pair) for pair in each(IN_ENGLISH)
]


def check_screen(out: str) -> None:
    """That an answer fits a terminal of 80 columns."""
    lines = out.rstrip("\n").split("\n")
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(("lang", "text", "expected"), ALL_TRIED)
def test_somebody_who_wants_to_be_misled_is_not(run, lang, text, expected):
    """The answer comes first and fits; only yes is 0."""
    result = run("--lang", lang, "claim", text)
    assert answer(result.out).replace("\u2009", " ") == expected.format(text)
    assert result.code == (0 if expected.startswith(("Oui", "Yes")) else 1)
    check_screen(run("--lang", lang, "claim", text, COLUMNS="80").out)


JAM_SAY = (
    "28 propositions : les auteurs de ce relevé comptent 3 reprises affirmées, 3 interprétées. La seule source "
    "trouvée : les Jeunes Avec Macron (JAM), à l'origine des propositions."
)
JAM_WROTE = (
    "28 proposals: the authors of this record count 3 stated to be taken up, 3 interpreted{}. The only source "
    "found: Jeunes Avec Macron (JAM), which wrote the proposals."
).format
INSTEAD = [
    ("fr", "21 %", "Écrivez plutôt : ", JAM_SAY),
    ("en", "21 %", "Write instead: ", JAM_WROTE("")),
    ("fr", "6 sur 28", "Écrivez à côté : ", f"{JAM_SAY} 6 est un décompte."),
    (
        *("en", "7 of 28, including ambiguous", "Write beside it: "),
        f"{JAM_WROTE(', 1 ambiguous, counted')} 7 is a count.",
    ),
    ("fr", "aucune refusée", "Écrivez plutôt : ", NO_REFUSAL.replace(" : ", " ; ")),
]


@pytest.mark.parametrize(("lang", "text", "head", "expected"), INSTEAD)
def test_what_to_write(run, lang, text, head, expected):
    """Who says so, and that the number is a count; the same sentence in JSON."""
    found = json.loads(run("--lang", lang, "claim", text, "--format", "json").out)
    assert plain(found["instead"]) == expected
    assert found["answer"] == (
        "yes" if head.startswith(("Écrivez à côté", "Write beside")) else "no"
    )
    paragraphs = plain(run("--lang", lang, "claim", text).out).split("\n\n")
    assert paragraphs[1] == f"{head}{expected[0].lower()}{expected[1:]}"


NOTHING_YET = f"{NOT_THIS} Nothing reviewed yet."
NO_LINKS = "format: 2\n"
IMPLICIT = LINKS.replace("explicit", "implicit")
AMBIGUOUS = LINKS.replace("explicit", "ambiguous")
PRINCIPLE = LINKS.replace("says: taken_up", "says: in_principle")


def more(*records: str, to: str = LINKS) -> str:
    """The statements with further ones."""
    lines = "".join(f"  - {{{record}}}\n" for record in records)
    return to.replace(END, lines + END)


NOTHING = LINKS.partition("statements:")[0] + f"statements:\n{END}"
WHOLE_BY_PRESS = "about: roads, says: in_full, measure: M2, words: explicit, evidence: [{source: paper}]"
REFUSED = "about: {}, says: refused, words: explicit, evidence: [{{source: paper, quote: we refuse it}}]".format
NOT_TAKEN = "about: roads, says: not_taken_up, words: explicit, evidence: [{source: paper, quote: it was left out}]"
NONE_FOUND = more("about: roads, says: out_of_scope, words: compared, by: Ann")
TOTAL_2 = "about: proposals, says: taken_up, words: explicit, count: 2, evidence: [{source: paper}]"
ONE = "1 stated to be taken up"
NO_STATEMENT = "No statement on record; that rules none out."
EACH_ONE = "By source, stated, not additive: the League, 1; The Press, 1; 0 in common."
NOT_FROM_THEM = (
    f"{NOT_THIS} Nothing like it is on record from the source that is named."
)
AS_WHOLES = "No, not as it stands. It counts as whole what is in part: {}.".format
REFUSAL = "1 on record: “Mend roads”, refused by The Press"
# By files: the claims with their answers.
OTHER_CORPORA = {
    (ALL_KNOWN, more(TOTAL_2)): {
        "According to The Press, all 2 proposals were taken up; all 2 taken up": (
            f"Yes, attributed and dated: According to The Press, 2 proposals are taken up. Recounted here: {ONE}."
        ),
        "The League says that all 2 proposals were taken up": (
            f"{NOT_FROM_THEM} According to the League, one by one, 1: “Dig wells”."
        ),
    },
    (PROPOSALS, NOTHING): {"none; at least 1 measure": NOTHING_YET},
    (ALL_KNOWN, NOTHING): {"0 of 2; none refused; 1 refused; 1 ignored": NOTHING_YET},
    (ALL_KNOWN, NONE_FOUND): {
        "half; at most 1": BY_RULE(f"1 of 2: {ONE}"),
        "none refused": "Yes: no refusal is on record, and nothing is left to review.",
        "1 not taken up": f"{NOT_THIS} 1 is not established as taken up: 1 out of scope.",
    },
    # What others call not taken up is no refusal.
    (ALL_KNOWN, more(NOT_TAKEN)): {
        "1 refused; none refused": "No. No refusal is on record: 1 not taken up according to others.",
        "1 not taken up": "Yes: 1 on record: “Mend roads”, not taken up according to The Press.",
    },
    (PROPOSALS, more(REFUSED("roads"))): {
        "According to The Press, 1 was refused": (
            "Yes, if 1 is given as a count: according to The Press, one by one, 1: “Mend roads”."
        ),
        "1 refused; at most 9 refused; some refused": f"Yes: {REFUSAL}.",
        "1 refused by the government": f"No. Refusals, {REFUSAL}; 8 texts missing.",
        "The League refused 1 proposal": f"No. Refusals, {REFUSAL}; 8 texts missing.",
        "The Press refused 1": f"Yes: {REFUSAL}.",
        "9 refused; none refused": f"No. Refusals, {REFUSAL}; 8 texts missing.",
    },
    # A refusal beside a take-up is on record all the same.
    (ALL_KNOWN, more(REFUSED("wells"))): {
        "1 refused": (
            "Yes: 1 on record: “Dig wells”, disputed: taken up according to the League (November 2021), "
            "refused by The Press."
        ),
        "none refused": (
            "No. Refusals, 1 on record: “Dig wells”, disputed: taken up according to the League (November 2021), "
            "refused by The Press; 1 to review."
        ),
        "1 taken up": BY("stated and interpreted, according to the League").format(
            f"1 of 2: {ONE}"
        ),
    },
    (ALL_KNOWN, more(REFUSED("wells"), REFUSED("roads"), to=NOTHING)): {
        "all refused": (
            "Yes: 2 on record: “Dig wells”, refused by The Press; “Mend roads”, refused by The Press."
        ),
        "none": BY_RULE("0 of 2"),
    },
    (PROPOSALS, IMPLICIT): {
        "1 of 10": BY_RULE("1 of 10: 1 interpreted to be taken up")
    },
    (ALL_KNOWN, more(WHOLE_BY_PRESS)): {
        "all; 2 proposals taken up": BY_RULE("2 of 2: 2 stated to be taken up"),
        "2 taken up by the government": BY_RULE("2 of 2: 2 stated to be taken up"),
        "2 taken up in full": f"{NOT_THIS} “{{}}” (2 of 2) goes too far: extent not stated for 1.",
    },
    (ALL_KNOWN, PRINCIPLE): {
        "1 taken up in principle": "Yes: 1 stated to be taken up in principle.",
        "1 taken up in part": f"{NO_FIGURE}: 1 stated to be taken up in principle, 1 to review.",
        "1 in whole or in part": AS_WHOLES("1 stated to be taken up in principle"),
    },
    (ALL_KNOWN, PARTIAL): {"1 of 2": AS_WHOLES("1 stated to be taken up in part")},
}


@pytest.mark.parametrize(
    ("made", "text", "first"),
    [
        (made, *said)
        for made, answers in OTHER_CORPORA.items()
        for said in each(answers)
    ],
)
def test_other_corpora(run, corpus, made, text, first):
    """No claimant, another one, several; refusals; nothing reviewed; partial statements."""
    proposals, links = made
    corpus(proposals=proposals, links=links)
    result = run("claim", text, "--data", "c")
    assert answer(result.out) == first.format(text)
    assert result.code == (0 if first.startswith("Yes") else 1)


BURGES = "Burges Salmon (blog.burges-salmon.com, around 2025)"
PART_2, KNOWN_47 = "2 accepted in part", "47 accepted, 2 in part, 1 neither yes nor no."
BURGES_48 = (
    "Yes, attributed and dated: According to the law firm Burges Salmon, 48 recommendations were accepted "
    "(2025). Recounted here: 47 accepted, 2 in part."
)
TO_REVIEW_1, PARTIAL_2 = "1 ni oui ni non.", "2 acceptations partielles"
REVIEW_1 = "1 neither yes nor no"
IN_A_RESPONSE = {
    "en": {
        "All 50 recommendations were accepted; According to the UK government, all 50 were accepted": (
            "Yes, attributed and dated: According to the UK government, 50 recommendations were accepted "
            "(2025). Recounted here: 47 accepted, 2 in part."
        ),
        "The government accepted 47 of the 50 recommendations; 47 adopted": (
            "Yes: 47 of 50: 47 accepted. The same number is given by Wiggin (wiggin.co.uk, around January 2025)."
        ),
        "most recommendations were accepted; more than 90%": "Yes: 47 of 50: 47 accepted.",
        "48 of 50; According to Burges Salmon, 48 were accepted": BURGES_48,
        "According to Wiggin, 48 were accepted; 47 accepted by Matt Clifford": NOT_FROM_THEM,
        "at least 49 accepted; 49 of 50 accepted": AS_WHOLES(PART_2),
        "49 accepted in whole or in part": "Yes: 49 of 50: 47 accepted, 2 in part.",
        "2 accepted in part": f"Yes: 2 accepted in part. The same number is given by {BURGES}.",
        "3 not accepted": f"{NOT_THIS} 1 is not established as accepted: 1 neither yes nor no; {PART_2}.",
        "2 accepted in principle": f"{NO_FIGURE}: {KNOWN_47}",
        "all but one accepted": f"{NOT_THIS} With “all but”, the figure says something else.",
        "at most 3 accepted in part": f"{NOT_THIS} “{{}}” (2 of 50) goes too far: extent not stated for 47.",
        "at most 48 accepted": f"{NOT_THIS} “{{}}” (47 of 50) is not established: {KNOWN_47}",
        "94%": f"{NOT_THIS} “{{}}” (47 of 50) leaves out {PART_2} and {REVIEW_1}.",
        "96%": f"{NOT_THIS} “{{}}” (48 of 50) leaves out {REVIEW_1}. It counts as half what is in part: {PART_2}.",
        "47 accepted in full": f"{NOT_THIS} “{{}}” (47 of 50) goes too far: extent not stated for 47.",
        "No recommendation was rejected": f"{NOT_THIS} “{{}}” leaves out {REVIEW_1}.",
    },
    "fr": {
        "la plupart des recommandations": "Oui : 47 sur 50 : 47 acceptations.",
        "48 sur 50": (
            "Oui, attribué et daté : Selon le cabinet d'avocats Burges Salmon, l'acceptation porte sur 48 "
            "recommandations (2025). Recompté ici : 47 acceptations, 2 partielles."
        ),
        "98 %": f"{NOT_SO} « {{}} » (49 sur 50) laisse de côté {TO_REVIEW_1} Il compte en entier {PARTIAL_2}.",
        "1 refus": "Non. Aucun refus n'est enregistré : 2 acceptations partielles, 1 ni oui ni non.",
    },
}
INSTEAD_OF_A_RESPONSE = {
    "en": (
        "50 recommendations, response of January 2025: 47 accepted, 2 in part, 1 neither yes nor no. Source: the UK "
        "government. No. 24: neither yes nor no according to the UK government (January 2025): “The government has "
        "launched a consultation.” Accepted is not implemented."
    ),
    "fr": (
        "50 recommandations, réponse de janvier 2025 : 47 acceptations, 2 partielles, 1 ni oui ni non. Source : le "
        "gouvernement britannique. N° 24 : ni oui ni non selon le gouvernement britannique (janvier 2025) : « The "
        "government has launched a consultation. » Acceptation ne vaut pas mise en œuvre."
    ),
}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (lang, *said)
        for lang, answers in IN_A_RESPONSE.items()
        for said in each(answers)
    ],
)
def test_a_response_is_told_as_acceptance(run, root, lang, text, expected):
    """In the words of acceptance; what is in part, and who else counts, goes with the number."""
    asked = ("--lang", lang, "claim", text, "--data", "examples/ai-opportunities")
    with chdir(root):
        result, narrow = run(*asked), run(*asked, COLUMNS="80")
    assert answer(result.out) == expected.format(text)
    assert result.code == (0 if expected.startswith(("Oui", "Yes")) else 1)
    assert "taken up" not in result.out
    assert "reprise" not in result.out
    check_screen(narrow.out)
    if expected.startswith(("Yes, attributed", "Oui, attribué")):
        # A source's own number is written with whose it is, and what others count.
        return
    instead = (
        "no refusal is on record; 2"
        if "rejected" in text
        else INSTEAD_OF_A_RESPONSE[lang]
    )
    # A rule that weighs what is in part says what it adds up to.
    assert instead in re.sub(", total : [0-9]+|, total: [0-9]+", "", plain(result.out))
    # How those in part count is told wherever they do; a per cent is the reader's own.
    told = re.search(
        "; partial acceptances counted as|; acceptations partielles comptées",
        result.out,
    )
    is_ruled = "--partial" in result.out
    assert (told is None) == ("--partial apart" in result.out or not is_ruled)
    assert "%" not in result.out.partition("\n")[2].replace(text, "")


def test_a_voice_s_own_total_of_outcomes_is_written_with_its_name(run, root):
    """Attributed and dated, with what can be recounted; it is no acceptance, and no rule counts it."""
    data = ("--data", str(root / "examples" / "ai-opportunities"))
    result = run(
        "--lang", "en", "claim", "38 of the 50 recommendations were met", *data
    )
    expected = (
        "Read: 38 of 50, recommendations, implemented. "
        "Yes, attributed and dated: According to the UK government, implemented: 38 recommendations (January 2026), “We "
        "have now met 38 of the 50 actions […]”. It cannot be recounted here. Write beside it: according to "
        "the UK government, implemented: 38 recommendations (January 2026), “We have now met 38 of the 50 actions […]”."
    )
    assert (result.code, plain(one_line(result.out))) == (0, plain(expected))
    for text in ("39 of 50 met", "38 not met", "38 fully met", "38 in progress"):
        result = run("--lang", "en", "claim", text, *data)
        told = "No, not as it stands. Accepted is not implemented."
        if text in {"39 of 50 met", "38 fully met"}:
            told = "No, not as it stands. No voice on record gives this number."
        assert (result.code, answer(result.out)) == (1, told)


def test_a_list_that_judges_count_is_told_by_voice(run, root):
    """Also without a verb; what others count stands beside it, each once and dated."""
    data = ("--data", str(root / "examples" / "calls-to-action"), "--lang", "en")
    result = run("claim", "17 of 94", *data)
    assert (result.code, answer(result.out)) == (
        0,
        "Yes, attributed and dated: According to Canada's government, implemented: 17 calls to action, as "
        "Indigenous Watchdog reports (26 April 2022). According to Canada's government, as Indigenous Watchdog reports, one by one, 5: no. 4, "
        "no. 13, no. 14, no. 15, no. 25.",
    )
    assert "Others count: CBC, 13 (22 June 2023); " in plain(one_line(result.out))
    result = run("claim", "6 complete according to the Yellowhead Institute", *data)
    assert (result.code, answer(result.out)) == (
        0,
        "Yes: According to the Yellowhead Institute, one by one, 6: "
        "no. 13, no. 15, no. 67, no. 70, no. 80, no. 94.",
    )
    result = run("claim", "94 of 94 complete", *data)
    assert (result.code, answer(result.out)) == (
        1,
        f"{NOT_THIS} No voice on record gives this number.",
    )


def test_words_that_fit_any_pair_of_documents(run, corpus):
    """Nothing agrees with what a corpus calls its items, which are read as such."""
    label = "labels: [{of: item, language: fr, one: engagement, many: engagements}]"
    corpus(
        proposals=PROPOSALS.replace("language: en", f"language: fr\n  {label}"),
        plan=PLAN.replace(
            "The plan",
            "The plan\n  labels: [{of: item, language: fr, one: hameau, many: hameaux}]",
        ),
    )
    result = run("--lang", "fr", "claim", "10 % des engagements", "--data", "c")
    assert answer(result.out) == (
        "Non, pas tel quel. « 10 % des engagements » (1 sur 10) compte comme sans reprise 8 engagements "
        "dont le texte manque et 1 engagement à examiner."
    )
    result = run("--lang", "fr", "claim", "1 hameau", "--data", "c")
    assert answer(result.out) == (
        "Oui, comme décompte selon la règle « affirmées et interprétées » (hameaux : 1 sur 2)."
    )

"""What a published count that comes out under no rule lacks."""

from tests.conftest import LINKS, PROPOSALS

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
            "According to the League, 2 proposals are taken up.",
            "No statement that counts: 7, “Mend roads”. Asked twice.",
        ]


def test_those_taken_up_in_part_are_counted_three_ways(run, corpus):
    """Apart, as halves, as wholes; a range is of those taken up in full."""
    corpus(proposals=ALL_KNOWN, links=PARTIAL)
    result = run("claim", "2 of 2", "--data", "c")
    assert result.code == 1
    assert beside(result.out) == [
        "1 said to be taken up in part: 0.5 if those in part count as halves, 1 as wholes.",
        "No statement that counts: “Mend roads”.",
        "According to the League. No source on record gives this number: it is a count.",
        "Source that also wrote the proposals: the League.",
        "Rule: jamplan coverage --rule explicit --partial full --of declared --data FOLDER",
    ]
    assert "under this rule" not in result.out


def test_what_is_not_known_is_not_named(run, corpus):
    """While texts are missing, the proposals on record are not the difference."""
    corpus()
    first = beside(run("claim", "9 of 10", "--data", "c").out)[0]
    assert first == "1 counted, 9 undecided (8 with text missing, 1 to review): not a rate."


def test_what_speaks_against_the_statements_goes_with_their_number(run):
    """After the range, and before who states them; the rule is last."""
    assert beside(run("claim", "6 sur 28").out) == [
        "6 comptées, 21 sans conclusion (20 textes manquants, 1 à examiner)\u202f: pas de taux.",
        "D’autres sources font découler le plan national des travaux d’un groupe officiel.",
        "2 reprises avec une nuance\u202f: jamplan coverage --full",
        "Selon les JAM. Aucune source enregistrée ne donne ce nombre\u202f: c’est un décompte.",
        "Source également à l’origine des propositions\u202f: les JAM.",
        "Reprises affirmées dont l’ampleur n’est pas précisée\u202f: 6.",
        "Règle\u202f: jamplan coverage --rule stated --partial apart --of declared",
    ]

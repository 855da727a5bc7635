"""The command that tries a published count, as it is run."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from conftest import LINKS, PLAN
from generated import corpora
from jamplan.counting.claims import read_quantity, try_claim
from jamplan.reports.claim_report import _merged, claim_report


def test_a_count_is_shown_with_its_rule_its_claimant_and_what_is_unknown(run):
    """The answer, the rules that give it, and what to say with it, on one screen."""
    for lang in ("en", "fr"):
        result = run("--lang", lang, "claim", "6", "sur", "28", columns=80, NO_COLOR="1")
        assert (result.code, result.err) == (0, "")
        assert result.out.count("\n") <= 23
    lines = [
        " ".join(line.split()) for line in run("--lang", "en", "claim", "6 sur 28").out.split("\n")
    ]
    assert "“6 sur 28” comes out under some counting rules, not under others." in lines
    assert "proposals 6 of 28 implicit statements too, out of the declared number" in lines
    assert "• Rule: jamplan coverage --rule stated --partial apart --of declared" in lines
    assert (
        "• According to Jeunes Avec Macron. No source on record gives this number: it is a count."
        in lines
    )
    assert any("6 to 27 under this rule" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("7 sur 28", "comes out only if ambiguous statements count."),
        ("6 measures of 15", "comes out under no counting rule. The nearest figure:"),
        ("29 sur 28", "is impossible: a part cannot be greater than its total."),
    ],
)
def test_the_answer_comes_first(run, text, answer):
    """What only the weakest statements give, what no rule gives, and what cannot be."""
    result = run("--lang", "en", "claim", text)
    assert result.out.split("\n")[2].startswith(f"“{text}” {answer}")
    assert result.code == (0 if text == "7 sur 28" else 1)


@pytest.mark.parametrize("text", ["many", "6 of 28 were refused", "\x1b[31m6", "6\u202e", ""])
def test_what_is_no_count_is_told_with_what_is_understood(run, text):
    """Code 2; nothing of the text reaches the terminal as a control."""
    result = run("claim", text)
    assert (result.code, result.out) == (2, "")
    assert "Write a count, “6 of 28” or “6”, a per cent, “21.4%”, “all” or “none”." in result.err
    assert "\x1b" not in result.err


def test_as_json(run):
    """Each rule that gives the count, with its figures; else the nearest."""
    found = json.loads(run("claim", "21 % des propositions", "--format", "json").out)
    rules = found.pop("rules")
    assert found == {
        "schema": "jamplan.claim/1",
        "text": "21 % des propositions",
        "read_as": {"kind": "per_cent", "value": 21, "total": None, "about": "proposals"},
        "impossible": False,
        "holds": True,
        "nearest": None,
    }
    assert len(rules) == 6
    assert rules[0] == {
        "links": "stated",
        "claimed_by": None,
        "partial": "apart",
        "of": "declared",
        "about": "proposals",
        "count": 6,
        "total": 28,
        "range": {"min": 6, "max": 27},
        "claimants": ["jam"],
    }
    found = json.loads(run("claim", "29/28", "--format", "json").out)
    assert (found["impossible"], found["holds"], found["rules"]) == (True, False, [])
    assert (found["nearest"]["count"], found["nearest"]["links"]) == (7, "claimed")


TWO_ACTORS = (
    LINKS
    + """\
  - {proposal: roads, measure: M2, claimed_by: press, basis: compared, extent: partial}
claims:
  - {claimed_by: press, quantity: 2, evidence: [{source: paper}]}
"""
)


def test_partial_statements_and_several_actors(run, corpus):
    """Whose statements give a number, and what is made of partial ones; data is no markup."""
    corpus(links=TWO_ACTORS, plan=PLAN.replace("The plan", "'The [bold]plan[/x]'"))
    out = run("claim", "2 proposals", "--data", "c").out
    assert "[bold]plan[/x]" in out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[2] == "“2 proposals” comes out only if comparisons of the texts count."
    assert (
        "proposals 2 of 10 comparisons of the texts too, according to all claimants, "
        "partial ones as wholes, out of the declared number"
    ) in lines
    assert "• According to the League and The Press." in lines
    assert "• Rule: jamplan coverage --rule any --partial full --of declared --data FOLDER" in lines


@settings(deadline=None)
@given(corpora())
def test_the_rows_hold_each_rule_once(corpus):
    """A row is every combination of its values; and every report can be made."""
    import jamplan.language

    for text in ("1", "2", "0", "50 %", "all", "none", "9 of 9"):
        tested = try_claim(corpus, read_quantity(text))
        assert claim_report(tested, text, jamplan.language.language("fr"))
        for about in {outcome.about for outcome in tested.matches}:
            matches = [o for o in tested.matches if o.about is about]
            told = [
                (links, whose, partial, of)
                for row in _merged(matches)
                for links in row[0]
                for whose in row[1]
                for partial in row[2]
                for of in row[3]
            ]
            rules = [(o.rule.links, o.rule.claimed_by, o.rule.partial, o.rule.of) for o in matches]
            assert sorted(map(str, told)) == sorted(map(str, rules))

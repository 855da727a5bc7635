"""The command that tries a published count, as it is run."""

from __future__ import annotations

import json

import pytest

from conftest import LINKS, PLAN


def test_a_count_is_shown_with_its_rules_ids_and_command(run):
    """What gives it, what does not and by how much, and what goes with it."""
    result = run("--lang", "en", "claim", "6 sur 28")
    assert (result.code, result.err) == (0, "")
    lines = [" ".join(line.split()) for line in result.out.splitlines() if line]
    assert lines[1:6] == [
        "“6 sur 28” comes out under some counting rules and not under others.",
        "Read as: 6 of 28 (proposals or measures).",
        "Where it comes out",
        "About Number Comes out Take-ups that count Ids",
        "proposals 6 of 28 exactly implicit ones too (stated) formation-professionnels, "
        "espaces-information, enquete-cyber, parcours-soins, accompagnement-victimes, "
        "etude-sociologique",
    ]
    assert "- jamplan coverage --rule stated --partial apart --of declared" in lines
    assert "proposals 6 of 8 6, but of 8 implicit ones too (stated)" in lines
    assert "proposals 7 of 28 1 more ambiguous ones too (claimed, any)" in lines
    assert "measures 3 of 13 3 fewer, and of 13 in so many words (explicit)" in lines
    assert ("- 6 to 27 under this rule: 1 to review, 20 with text missing; not a rate.") in lines
    assert lines[-4:] == [
        "- This is not a rate: no text was found for 20 proposals.",
        "- All take-ups on record are stated by one actor, Jeunes Avec Macron, and by nobody else.",
        "- No general statement on record says this. According to Jeunes Avec Macron, some proposals are "
        "taken up.",
        "- This says under which rules a number comes out, and nothing more: what no source states is "
        "unknown.",
    ]


def test_a_number_that_only_the_weakest_rule_gives_is_said_so_first(run):
    """Before all else but the title."""
    out = run("--lang", "en", "claim", "7", "sur", "28").out
    assert out.split("\n")[2] == (
        "For the proposals, “7 sur 28” comes out only if ambiguous statements count too (claimed)."
    )


def test_no_headline_has_a_per_cent_of_its_own(run):
    """The one that was typed is quoted; jamplan's own stand in the table."""
    lead = run("--lang", "en", "claim", "a quarter").out.split("\n")[2]
    assert "%" not in lead
    assert "6 of 28, that is ≈ 21.43%" in run("--lang", "en", "claim", "21 %").out


def test_what_no_rule_gives_is_code_1(run):
    """With the closest rule and its command."""
    result = run("--lang", "en", "claim", "6 measures of 15")
    assert result.code == 1
    assert "“6 measures of 15” comes out under none of the counting rules tried." in result.out
    assert "15 is on record as a number of measures" in result.out
    assert "The closest rule, for the measures" in result.out


@pytest.mark.parametrize("text", ["many", "6 of 28 were refused", "\x1b[31m6", "6\u202e", ""])
def test_what_is_no_quantity_is_told_with_examples(run, text):
    """Code 2; nothing of the text reaches the terminal as a control."""
    result = run("claim", text)
    assert (result.code, result.out) == (2, "")
    assert "is not a count that can be read." in result.err
    assert "“6 of 28”" in result.err
    assert "\x1b" not in result.err


def test_the_words_and_the_options_must_agree(run):
    """A count of measures is none of proposals; an actor must exist."""
    result = run("claim", "6 mesures", "--about", "proposals")
    assert (result.code, result.err) == (
        2,
        "The words of the count and --about do not agree.\nLeave one of them out.\n",
    )
    assert run("claim", "6", "--about", "measures").code == 0
    assert run("claim", "6", "--claimed-by", "nobody").code == 2
    out = run("--lang", "en", "claim", "6 proposals", "--claimed-by", "jam").out
    assert "--claimed-by jam" in out
    assert "only according to Jeunes Avec Macron" in out


def test_the_json_output(run):
    """Its shape, whole, on one match."""
    found = json.loads(run("--lang", "en", "claim", "21 % des propositions", "--format", "json").out)
    assert list(found) == [
        *("schema", "title", "claim", "read_as", "about", "matches", "misses", "bases", "notes")
    ]
    assert (found["schema"], found["claim"], found["about"]) == (
        "jamplan.claim/1",
        "21 % des propositions",
        ["proposals"],
    )
    assert found["read_as"] == {
        "kind": "share",
        "bound": "exactly",
        "value": 0.21,
        "base": None,
        "step": 0.01,
    }
    rule = {"links": "stated", "claimed_by": None, "partial": "apart", "of": "declared"}
    assert found["matches"] == [
        {
            "about": "proposals",
            "number": 6,
            "totals": [28],
            "share": "3/14",
            "closeness": "rounded",
            "difference": "3/700",
            "unit": "share",
            "ids": [
                "formation-professionnels",
                "espaces-information",
                "enquete-cyber",
                "parcours-soins",
                "accompagnement-victimes",
                "etude-sociologique",
            ],
            "in_part": [],
            "claimants": ["jam"],
            "rule": rule,
            "choices": {
                "links": ["stated"],
                "claimed_by": [None, "jam"],
                "partial": ["apart", "half", "full"],
                "of": ["declared"],
            },
        }
    ]
    assert found["bases"] == {"proposals": {"rule": rule, "range": {"min": 6, "max": 27}}}
    assert [(note["code"], note["about"]) for note in found["notes"]] == [
        ("texts-unknown", None),
        ("sole-claimant", None),
        ("not-on-record", "proposals"),
        ("claimant-is-author", "proposals"),
        ("texts-from-claimant", "proposals"),
        ("extent-unstated", "proposals"),
    ]
    assert found["notes"][0] == {
        "code": "texts-unknown",
        "about": None,
        "message": "This is not a rate: no text was found for 20 proposals.",
        "details": {"undocumented": 20, "unreviewed": 1},
    }


TWO_ACTORS = (
    LINKS
    + """\
  - {proposal: roads, measure: M2, claimed_by: press, basis: compared, extent: partial}
claims:
  - {claimed_by: press, quantity: 2, evidence: [{source: paper}]}
"""
)


def test_partial_take_ups_and_several_actors(run, corpus):
    """Who states a number, what counts in part, who is on record with it; the folder in the command."""
    corpus(links=TWO_ACTORS)
    lines = [
        " ".join(line.split())
        for line in run("claim", "2 proposals", "--data", "c").out.splitlines()
        if line
    ]
    assert lines[1] == (
        "For the proposals, “2 proposals” comes out only if take-ups by comparison of the texts count "
        "too (any)."
    )
    assert (
        "- For the proposals, it comes out only if take-ups in part are added, as the rules below say."
        in lines
    )
    row = next(line for line in lines if line.startswith("proposals 2 of 10 or 2 of 2"))
    assert row == (
        "proposals 2 of 10 or 2 of 2 exactly those by comparison too (any) — according to anyone — "
        "partial ones as wholes (full) wells — in part: roads — according to the League and The Press"
    )
    assert "- jamplan coverage --rule any --partial full --of declared --data FOLDER" in lines
    assert (
        "- This is on record as a general statement. According to The Press, 2 proposals are taken up."
        in lines
    )
    half = run("claim", "1.5", "--data", "c", "--about", "proposals").out
    assert "1.5 of 10 or 1.5 of 2" in half


def test_data_in_a_report_is_no_markup(run, corpus):
    """A title that looks like markup stands as it is, in a table and in Markdown."""
    corpus(plan=PLAN.replace("The plan", "'The [bold]plan[/x]'"))
    for form in ("table", "md"):
        result = run("claim", "1", "--data", "c", "--format", form)
        assert result.code == 0
        assert "bold" in result.out.split("\n")[0]


def test_every_kind_of_quantity_is_reported(run, corpus):
    """No report fails, in either language, whatever comes out."""
    corpus(links=TWO_ACTORS)
    texts = (
        *("some", "several", "most", "all", "none", "0", "at least 1", "more than 1", "about 5"),
        *("1 in 10", "1 in 2", "half", "10 %", "less than 10 %", "exactly 1", "more than 10 of 10"),
    )
    for lang in ("fr", "en"):
        codes = {
            text: run("--lang", lang, "claim", text, "--data", "c", "--format", "md").code
            for text in texts
        }
        assert codes == {text: {"more than 10 of 10": 1, "about 5": 1}.get(text, 0) for text in texts}  # fmt: skip

"""The command that compares two people's decisions, as it is run."""

from __future__ import annotations

import json

import pytest

from conftest import PROPOSALS, SOURCES

WISHES = PROPOSALS + '  - {id: trees, title: "Plant [trees]"}\n  - {id: lamps, title: Light lamps}\n'
ACTORS = SOURCES.replace("actors:\n", "actors:\n  - {id: ann, name: Ann}\n  - {id: bob, name: Bob}\n")
ANN = """\
format: 1
links:
  - {proposal: wells, measure: M1, claimed_by: ann, basis: compared, extent: full, by: Ann A.}
  - {proposal: roads, measure: M2, claimed_by: ann, basis: compared, extent: partial}
verdicts:
  - {proposal: trees, verdict: no_measure_found, claimed_by: ann, by: Ann A.}
"""
BOB = """\
format: 1
links:
  - {proposal: wells, measure: M1, claimed_by: bob, basis: compared}
verdicts:
  - {proposal: roads, verdict: out_of_scope, claimed_by: bob, by: Bob B.}
  - {proposal: trees, verdict: no_measure_found, claimed_by: bob}
dismissals:
  - {proposal: roads, measure: M2, by: Bob B.}
"""


@pytest.fixture
def two(corpus):
    """Two folders on the same four proposals and two measures."""
    for name, links in (("a", ANN), ("b", BOB)):
        corpus(name, proposals=WISHES, sources=ACTORS, links=links)


def squeezed(text):
    """A text whose table cells are one space apart, so that widths do not matter."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join("RULE" if line.startswith("───") else line for line in lines)


def test_disagreements_come_first_then_the_indices(run, two):
    """Three proposals decided by both, two alike: who decided what, and how far they agree."""
    result = run("agreement", "a", "b")
    assert (result.code, result.err) == (0, "")
    assert (
        squeezed(result.out)
        == """\
Ten wishes → The plan

1 disagreement; 3 of 4 proposals have a decision in both.

Proposal a b
RULE
Mend roads said to be taken up in part out of scope, according to Bob; recorded by Bob B.
roads M2, according to Ann dismissed: M2

Agreement on raw Cohen’s kappa Krippendorff’s alpha
RULE
the status 0.667 (2 of 3) 0.571 0.615
each pair, linked or not 0.833 (5 of 6) 0.571 0.593

• In no index: 0 decided in “a” only, 0 in “b” only, 1 in neither.
• Kappa and alpha compare agreement with chance: 1 is agreement throughout, 0 as much as by chance. They do not say who is right.
"""
    )


def test_the_report_can_be_in_french(run, two):
    """Numbers and labels follow; ids do not change."""
    result = run("--lang", "fr", "agreement", "a", "b")
    assert result.code == 0
    assert "0,667 (2 sur 3)" in result.out
    assert "hors champ" in result.out


def test_as_json(run, two):
    """The disagreements with the records of both, and the tables that every index comes from."""
    found = json.loads(run("agreement", "a", "b", "--format", "json").out)
    assert (found["schema"], found["a"], found["b"]) == ("jamplan.agreement/1", "a", "b")
    assert found["proposals"] == {
        "total": 4,
        "both": 3,
        "only_a": 0,
        "only_b": 0,
        "neither": 1,
        "same_records": 0,
    }
    assert found["statuses"] == {
        "units": 3,
        "alike": 2,
        "table": [
            {"a": "no_measure_found", "b": "no_measure_found", "count": 1},
            {"a": "partial", "b": "out_of_scope", "count": 1},
            {"a": "taken_up", "b": "taken_up", "count": 1},
        ],
        "raw": pytest.approx(2 / 3),
        "kappa": pytest.approx(4 / 7),
        "alpha": pytest.approx(8 / 13),
        "undefined": None,
    }
    (row,) = found["disagreements"]
    assert (row["proposal"], row["a"]["decision"], row["b"]["decision"]) == (
        "roads",
        "partial",
        "out_of_scope",
    )
    assert (row["a"]["links"][0]["measure"], row["b"]["dismissed"]) == ("M2", ["M2"])


def test_other_documents_are_refused(run, two, corpus):
    """With the first items that differ; so is a path to nothing."""
    more = "".join(f"  - {{id: extra{number}, title: More}}\n" for number in range(5))
    corpus("other", proposals=WISHES.replace("Mend roads", "Mend streets") + more)
    result = run("agreement", "a", "other")
    assert (result.code, result.err) == (
        2,
        "The two are not on the same documents. Missing, or with another text: roads, extra0, extra1, "
        "extra2, extra3, ….\n",
    )
    assert run("agreement", "a", "nowhere").code == 4


def test_nothing_decided_by_both_is_code_1(run, two, corpus):
    """No index has a value, and the reason is said; a pair that one dismissed is shown."""
    links = "format: 1\ndismissals: [{proposal: wells, measure: M1}]\n"
    corpus("none", proposals=WISHES, sources=ACTORS, links=links)
    result = run("agreement", "a", "none")
    assert result.code == 1
    assert "dismissed: M1" in result.out
    assert result.out.count("undefined: nothing to compare") == 6
    found = json.loads(run("agreement", "a", "none", "--format", "json").out)["statuses"]
    assert (found["raw"], found["kappa"], found["alpha"]) == (None, None, None)
    assert found["undefined"] == "no_unit"


def test_what_is_undefined_is_said_with_its_reason(run, corpus):
    """One proposal, decided alike, by records that one may have copied from the other."""
    corpus("a")
    corpus("b")
    out = run("agreement", "a", "b").out
    undefined = "undefined: one value throughout"
    assert f"the status 1 (1 of 1) {undefined} {undefined}\n" in squeezed(out)
    assert "For 1, both files hold the very same records" in out


def test_data_is_never_markup(run, two, corpus):
    """Brackets, bars and stars in titles and names come out as they are, at every width."""
    links = BOB.replace("trees, verdict: no_measure_found", "trees, verdict: refused")
    links = links.replace("claimed_by: bob}\ndis", "claimed_by: bob, by: '[/x]|*', evidence: [{source: paper}]}\ndis")  # fmt: skip
    corpus("c", proposals=WISHES, sources=ACTORS, links=links)
    for columns in (None, 40, 100):
        out = run("agreement", "a", "c", columns=columns, NO_COLOR="1").out
        assert "[trees]" in " ".join(out.split())
        assert "[/x]|*" in " ".join(out.split())
        assert columns is None or all(len(line) <= columns for line in out.split("\n"))
    assert r"\[/x\]\|\*" in run("agreement", "a", "c", "--format", "md").out

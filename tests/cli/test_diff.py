"""``jamplan diff``: folders, exports and revisions; the report, exit codes, refusals."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from conftest import LINKS, PLAN, PROPOSALS, SOURCES

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


def test_as_json(run, two):
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

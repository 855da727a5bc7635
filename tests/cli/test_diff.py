"""``jamplan diff``: folders, exports and revisions; reports, corrections, exit codes, refusals."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from conftest import LINKS, PLAN, PROPOSALS, SOURCES

NOVEMBER = str(1795564800)  # 2026-11-25
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


def test_the_report_says_what_changed_and_why(run, two):
    """Statuses with reasons, all figures, and apart what changes no status."""
    result = run("diff", *two)
    assert (result.code, result.err) == (0, "")
    table = """\
Ten wishes → The plan

3 proposals have another status.

- Before: old
- After: new
- Rule: jamplan coverage --rule stated --partial apart --of declared

Statuses that changed

Proposal                Before                 After                      Why
Dig wells — wells       said to be taken up  statement not counted             Take-up changed (wells → M1, according to the League): wording: explicit → ambiguous.
Mend roads — roads      to review         no match found, or refused  New conclusion on record: roads: no match found, according to The Press.
Lower levies — levies   not on record          to review             New proposal on record: levies “Lower levies”.

The figures

Figure                                       Before  After   Change
Declared proposals                           10      10      —
Proposals “said to be taken up”            1       0       changed
Proposals “said to be taken up in part”    0       0       —
Proposals “statement not counted”                   0       1       changed
Proposals “no match found, or refused”        0       1       changed
Proposals “out of scope, or cannot be checked”                   0       0       —
Proposals “to review”                   1       1       —
Proposals “text missing”                    8       7       changed
Range                                        1 to 10 0 to 8  changed
Measures linked to a proposal                1       0       changed
Measures on record                           2       2       —

The headline

- Before: Of 10 proposals, 1 is said to be taken up: 1 explicit. Single source: the League. This is not a rate: the text is missing for 8 of the 10 proposals.
- After: Of 10 proposals, none is said to be taken up; 1 statement not counted (ambiguous). This is not a rate: the text is missing for 7 of the 10 proposals.

Changes that change no status

- Source paper corrected: title: — → “News”.
"""
    assert [line.split() for line in result.out.split("\n")] == [
        line.split() for line in table.split("\n")
    ]


def test_as_markdown_it_is_a_dated_list_of_corrections(run, two):
    """Each with its date and its reason; the same bytes for the same input."""
    result = run("diff", *two, "--format", "md", SOURCE_DATE_EPOCH=NOVEMBER)
    assert result.out == run("diff", *two, "--format", "md", SOURCE_DATE_EPOCH=NOVEMBER).out
    assert (
        result.out
        == """\
# Ten wishes → The plan: corrections

- **25 November 2026:** `wells` “Dig wells” is now statement not counted; it was said to be taken up. Take-up changed (wells → M1, according to the League): wording: explicit → ambiguous.
- **25 November 2026:** `roads` “Mend roads” is now no match found, or refused; it was to review. New conclusion on record: roads: no match found, according to The Press.
- **25 November 2026:** `levies` “Lower levies” is new on record, to review.
- **25 November 2026:** Figures that changed. Proposals “said to be taken up”: 0, formerly 1. Proposals “statement not counted”: 1, formerly 0. Proposals “no match found, or refused”: 1, formerly 0. Proposals “text missing”: 7, formerly 8. Range: 0 to 8, formerly 1 to 10. Measures linked to a proposal: 0, formerly 1.
- **25 November 2026:** The headline is now: Of 10 proposals, none is said to be taken up; 1 statement not counted (ambiguous). This is not a rate: the text is missing for 7 of the 10 proposals. It was: Of 10 proposals, 1 is said to be taken up: 1 explicit. Single source: the League. This is not a rate: the text is missing for 8 of the 10 proposals.
- **25 November 2026:** Source paper corrected: title: — → “News”.

## What is compared

- **Before:** old
- **After:** new
- **Rule:** `jamplan coverage --rule stated --partial apart --of declared`
"""
    )


def test_a_new_record_is_told_with_what_it_rests_on(run, corpus):
    """Its quote and its source; a proposal that is new is not told twice."""
    corpus("old", links="format: 1\n")
    known = PROPOSALS.replace("title: Mend roads", "title: Mend roads, evidence: [{source: paper}]")
    corpus("new", proposals=known)
    out = run("diff", "old", "new", "--format", "md").out
    assert (
        "New take-up on record: wells → M1, explicit, according to the League (extent: not "
        "stated). Evidence: “our wells” (The League, “What we got”, November 2021)."
    ) in out
    assert "Proposal roads changed: evidence, added: The Press." in out
    corpus("old", links="format: 1\n", proposals=PROPOSALS.partition("  - {id: roads")[0])
    out = run("diff", "old", "new", "--format", "md").out
    assert "`roads` “Mend roads” is new on record, to review. Evidence: The Press.\n" in out


def test_nothing_changed(run, two):
    """The corpus in force is compared where no other is named; it is said that nothing changed."""
    result = run("diff", "old", "--data", "old", "--exit-code")
    assert result.code == 0
    assert "Nothing that is compared has changed." in result.out
    corrections = run("diff", "old", "old", "--format", "md", SOURCE_DATE_EPOCH=NOVEMBER).out
    assert "**25 November 2026:** Nothing that is compared has changed." in corrections


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ({"links": LATER}, 1),
        ({"proposals": PROPOSALS.replace("count: 10", "count: 11")}, 1),
        ({"plan": PLAN + "  - {id: M3, title: More}\n"}, 1),
        ({"sources": PAPER}, 0),
        ({"links": LINKS.replace("our wells", "our own wells")}, 0),
    ],
)
def test_the_exit_code_tells_changed_figures_where_it_is_asked_to(run, corpus, new, code):
    """A status or a figure, and nothing else; without the option it is 0."""
    corpus("old")
    corpus("new", **new)
    assert run("diff", "old", "new", "--exit-code").code == code
    assert run("diff", "old", "new").code == 0


def test_as_json_it_has_the_documented_shape(run, two):
    """Records before and after, figures by name."""
    found = json.loads(run("diff", *two, "--format", "json").out)
    assert list(found) == ["schema", "title", "old", "new", "changed", "statuses", "figures", "others"]
    assert found["schema"] == "jamplan.diff/1"
    assert found["changed"] is True
    rule = {"links": "stated", "claimed_by": None, "partial": "apart", "of": "declared"}
    assert (found["old"], found["new"]) == (
        {"name": "old", "rule": rule},
        {"name": "new", "rule": rule},
    )
    assert [(each["proposal"], each["before"], each["after"]) for each in found["statuses"]] == [
        ("wells", "adopted", "below_rule"),
        ("roads", "unreviewed", "not_adopted"),
        ("levies", None, "unreviewed"),
    ]
    (reason,) = found["statuses"][0]["reasons"]
    assert (reason["what"], reason["kind"], reason["fields"]) == ("changed", "link", ["basis"])
    assert (reason["before"]["basis"], reason["after"]["basis"]) == ("explicit", "ambiguous")
    assert found["figures"]["adopted"] == {"before": 1, "after": 0}
    (other,) = found["others"]
    assert (other["kind"], other["after"]["title"]) == ("source", "News")


def test_the_rule_and_the_claimant_can_be_chosen(run, two):
    """Ambiguous take-ups count by a wider rule; an actor may be new."""
    out = run("diff", *two, "--rule", "claimed").out
    assert "Dig wells" not in out
    assert "--rule claimed" in out
    out = run("diff", *two, "--claimed-by", "PRESS").out
    assert "--claimed-by press" in out
    result = run("diff", *two, "--claimed-by", "prss")
    assert (result.code, "There is no actor “prss”." in result.err) == (2, True)


def test_an_export_guards_the_figures(run, corpus, two):
    """A committed export does not differ from its folder, and does from a changed one, by its rule."""
    for rule in ("stated", "claimed", "explicit"):
        arguments = (
            "export",
            "--data",
            "old",
            "--format",
            "json",
            "--rule",
            rule,
            "--of",
            "documented",
        )
        assert run(*arguments, "-o", "old.json", "--force").code == 0
        result = run("diff", "old.json", "--data", "old", "--exit-code")
        assert result.code == 0
        assert "Nothing that is compared has changed." in result.out
        assert f"--rule {rule} --partial apart --of documented" in result.out
        changed = run("diff", "old.json", "new", "--exit-code")
        assert changed.code == 1
        assert ("Dig wells" in changed.out) is (rule != "claimed")
    assert run("export", "--data", "old", "--format", "json", "-o", "other.json").code == 0
    result = run("diff", "old.json", "other.json")
    assert "Rule before: jamplan coverage --rule explicit --partial apart --of documented" in result.out
    assert "No status has changed; figures have." in result.out


def test_another_rule_is_named_as_the_reason(run, corpus):
    """Two exports by two rules: each figure is the one that was published."""
    corpus("c", links=LATER)
    for rule in ("stated", "claimed"):
        name = f"{rule}.json"
        run("export", "--data", "c", "--format", "json", "--rule", rule, "-o", name)
    out = run("diff", "stated.json", "claimed.json", "--format", "md").out
    assert (
        "is now said to be taken up; it was statement not counted. "
        "It is counted by another rule: “claimed”, formerly “stated”."
    ) in out


@needs_git
def test_a_revision_is_read_from_the_repository_of_the_folder(run, corpus, two, monkeypatch):
    """The four files as they were committed, wherever the command is run; a path comes first."""
    git("init", "-q", "-b", "main")
    folder = corpus("sub")
    git("add", "sub")
    git("commit", "-qm", "First")
    git("tag", "old")
    corpus("sub", links=LATER, proposals=WITH_LEVIES, sources=PAPER)
    expected = run("diff", "old", "new").out
    by_revision = run("diff", "HEAD", "--data", str(folder), "--lang", "en")
    assert (by_revision.code, by_revision.err) == (0, "")
    same = expected.replace("Before: old", "Before: HEAD").replace("After: new", "After: sub")
    assert by_revision.out == same
    # « old » is a folder too, and the folder is what is meant.
    assert "Before: old" in run("diff", "old", "--data", "sub").out
    # In a hook of another repository, Git's variables name that one.
    assert run("diff", "HEAD", "--data", "sub", "--lang", "en", GIT_DIR="elsewhere").out == same
    monkeypatch.delenv("GIT_DIR")
    git("commit", "-qam", "Second")
    assert run("diff", "HEAD~1", "HEAD", "--data", "sub", "--exit-code").code == 1
    assert run("diff", "HEAD", "HEAD", "--data", "sub", "--exit-code").code == 0
    result = run("diff", "HEAD", "--data", "old")
    assert result.code == 2
    assert "The revision “HEAD” has no sources.yaml in the folder “old”." in result.err


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
    assert "is neither a path nor a Git revision of the folder “c”." in result.err
    assert "Traceback" not in result.err


def test_a_file_that_is_no_export_is_refused(run, corpus, empty):
    """With where it is wrong, and how one is made; what cannot be read is a fault of the file."""
    corpus("c")
    (empty / "a.json").write_text('{"schema": "jamplan.coverage/1"}', encoding="utf-8")
    result = run("diff", "a.json", "--data", "c")
    assert result.code == 2
    assert result.err == (
        "“a.json” is not an export that can be read: schema is wrong or missing.\n"
        "Make one: jamplan export --format json -o FILE\n"
    )
    (empty / "gone").symlink_to("nowhere")
    result = run("diff", "gone", "--data", "c")
    assert result.code == 4
    assert "[file-unreadable]" in result.err


def test_what_the_data_says_is_never_markup(run, corpus):
    """In the table and in Markdown."""
    corpus("old")
    title = "'[red]x[/x] <script> **b** [a](javascript:1)'"
    corpus("new", proposals=PROPOSALS.replace("title: Dig wells", f"title: {title}"))
    assert "[red]x[/x] <script> **b** [a](javascript:1)" in run("diff", "old", "new").out
    out = run("diff", "old", "new", "--format", "md").out
    assert r"\[red\]x\[/x\] \<script\> \*\*b\*\*" in out


def test_every_kind_of_change_is_said_in_a_sentence(run, corpus):
    """Lists by what was added and removed, codes by their labels, addresses whole."""
    corpus(
        "old",
        plan=PLAN.replace("A campaign}", 'A campaign, details: [One., Two.], note: "Old."}')
        + "  - {id: M3, title: Gone, evidence: [{source: paper}]}\n",
        links=LINKS.replace("our wells", "our wells, locator: page 1")
        + "claims: [{claimed_by: league, quantity: some}, {claimed_by: press, quantity: 3}]\n",
    )
    corpus(
        "new",
        sources=SOURCES.replace("example.org/a", "example.org/b").replace("2021-11,", "2021-12-01,"),
        proposals=PROPOSALS.replace("chapter: ch1}", "attribution: implicit, title_basis: described}"),
        plan=PLAN.replace(
            "A campaign}",
            "A campaign, details: [Two., Three.], number: 2, number_inferred: true, follow_ups: "
            "[{date: 2022-03, text: It ran., state: done}]}",
        )
        + "  - {id: M4, title: Come, evidence: [{source: paper, locator: page 2}]}\n",
        links=LINKS.replace("our wells", "our wells, locator: page 2")
        + "claims: [{claimed_by: league, quantity: 2}, {claimed_by: press, quantity: some}]\n",
    )
    out = run("diff", "old", "new").out
    items = out.partition("Changes that change no status\n\n")[2].splitlines()
    article = "“our wells” (The League, “What we got”"
    assert items == [
        "- Proposal wells changed: origin of the title: official → written for this report; chapter: “ch1” → —; "
        "attribution to the author: explicit → implicit.",
        "- Take-up changed (wells → M1, according to the League): evidence, added: "
        f"{article}, 1 December 2021, page 2); evidence, removed: {article}, November 2021, page 1).",
        "- Measure M2 changed: number in the document: — → “2”; number inferred: no → yes; sub-measures, "
        "added: “Three”; sub-measures, removed: “One”; follow-up, added: March 2022 (carried out): It "
        "ran; note: “Old.” → —.",
        "- New measure on record: M4 “Come”. Evidence: The Press, page 2.",
        "- Measure no longer on record: M3 “Gone”.",
        "- Source article corrected: date: November 2021 → 1 December 2021; address: "
        "https://example.org/a → https://example.org/b.",
        "- General statement changed (according to the League): number: some → 2.",
        "- General statement changed (according to The Press): number: 3 → some.",
    ]


def test_a_published_status_that_nothing_on_record_explains_is_said_to_be_so(run, corpus, empty):
    """Where an export was changed by hand, or counted by a version that counted otherwise."""
    corpus("c")
    run("export", "--data", "c", "--format", "json", "-o", "a.json")
    value = json.loads((empty / "a.json").read_text(encoding="utf-8"))
    value["coverage"]["proposals"]["rows"][1]["status"] = "adopted"
    value["proposals"][1]["status"] = "adopted"
    (empty / "a.json").write_text(json.dumps(value), encoding="utf-8")
    result = run("diff", "a.json", "--data", "c", "--format", "md", "--exit-code")
    assert result.code == 1
    assert (
        "`roads` “Mend roads” is now to review; it was said to be taken up. No record explains it: "
        "a published status is not the one that its own records give. Another version counted it, or the "
        "file was changed by hand.\n"
    ) in result.out


@pytest.mark.parametrize(
    "links",
    [
        LINKS.replace("basis: explicit", "basis: implicit"),
        LINKS.replace("claimed_by: league", "claimed_by: press"),
        LINKS + "claims: [{claimed_by: league, quantity: 4, evidence: [{source: article}]}]\n",
    ],
)
def test_what_the_headline_says_is_guarded_too(run, corpus, links):
    """How a take-up is stated, by whom, and what is claimed: no status changes, and the code is 1."""
    corpus("old")
    corpus("new", links=links)
    result = run("diff", "old", "new", "--exit-code")
    assert result.code == 1
    assert "No status and no figure has changed; what they rest on has." in result.out
    assert "The headline\n\n- Before: Of 10 proposals" in result.out


def test_two_other_documents_are_no_states_of_one(run, corpus):
    """Nothing has changed where all is another: it is refused."""
    corpus("old")
    result = run("diff", "old")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "These are not two states of one corpus: no proposal and no measure is in both.\n"
        "Name the corpus that is meant: --data FOLDER.\n"
    )
